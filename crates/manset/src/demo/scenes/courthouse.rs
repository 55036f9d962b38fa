//! The court: stone, columns, steps.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::crowd::add_person;
use super::dice::Dice;
use super::light::{DAWN, DAY, DUSK, GOLDEN, GREY, Light};
use super::plants::{add_poplar, add_round_tree};
use super::shape::{Shape, Spot};

pub fn courthouse(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DAY, GOLDEN, GREY, DAWN, DUSK], 560.0);
    let hour = light.hour;
    light.sky(canvas, 760.0);
    let (left, right) = (190.0, 1310.0);
    let ground = 800.0;
    let mut trees = Shape::new();
    for _ in 0..7 {
        let x = if dice.chance(0.5) { dice.between(-60.0, left) } else { dice.between(right, 1560.0) };
        add_poplar(&mut trees, dice, (x, ground - 20.0), dice.between(260.0, 440.0));
    }
    canvas.fill(
        trees,
        Ink::Down(
            360.0,
            light.through_air(hour.shade.to(hour.land, 0.25), 0.34),
            ground,
            light.through_air(hour.near, 0.3),
            1.0,
        ),
    );
    let stone = hex(0xece2cf).to(hour.sun, 0.2).to(hour.shade, if hour.is_dark { 0.5 } else { 0.1 });
    let shadow = stone.to(hour.shade, 0.55);
    wings(canvas, dice, &light, stone, shadow, ground);
    canvas.fill(
        Shape::new().rectangle(-10.0, ground - 22.0, WIDE + 20.0, 140.0),
        Ink::Down(
            ground - 22.0,
            light.through_air(hour.shade.to(hour.land, 0.4), 0.12),
            910.0,
            hour.shade.to(hour.near, 0.35),
            1.0,
        ),
    );
    portico(canvas, &light, stone, shadow, ground);
    steps(canvas, stone, shadow, ground);
    // The square before it, with long shadows of those who cross it.
    canvas.fill(
        Shape::new().rectangle(-10.0, 906.0, WIDE + 20.0, 110.0),
        Ink::Down(906.0, stone.to(hour.shade, 0.38), HIGH, shadow.to(hour.near, 0.5), 1.0),
    );
    let (mut people, mut shades) = (Shape::new(), Shape::new());
    for _ in 0..5 {
        let (x, foot, tall) = (dice.between(220.0, 1280.0), dice.between(884.0, 950.0), dice.between(92.0, 112.0));
        add_person(&mut people, dice, (x, foot), tall);
        let way = if light.sun.0 < x { 1.0 } else { -1.0 };
        shades.add_polygon(&[
            (x - 9.0, foot),
            (x + 9.0, foot),
            (x + way * 150.0 + 5.0, foot + 16.0),
            (x + way * 150.0 - 12.0, foot + 16.0),
        ]);
    }
    canvas.glaze(shades, Ink::Flat(hour.shade, 0.4));
    canvas.fill(people, hour.near);
    let mut frame = Shape::new();
    for x in [-40.0, 1545.0] {
        add_round_tree(&mut frame, dice, (x, 960.0), 640.0);
    }
    canvas.fill(frame, Ink::Down(360.0, hour.near.to(hour.shade, 0.45), 960.0, hour.near, 1.0));
    pigeons(canvas, dice, hour.near);
}

/// The low wings on either side with their windows.
fn wings(canvas: &mut Canvas, dice: &Dice, light: &Light, stone: Tint, shadow: Tint, ground: f32) {
    let hour = light.hour;
    let top = 480.0;
    canvas.fill(
        Shape::new().rectangle(150.0, top, 1200.0, ground - top + 30.0),
        Ink::Down(top, stone.to(shadow, 0.25), ground, shadow, 1.0),
    );
    canvas.fill(Shape::new().rectangle(140.0, top - 18.0, 1220.0, 22.0), stone.to(shadow, 0.12));
    canvas.fill(
        Shape::new().rectangle(150.0, top + 4.0, 1200.0, 7.0).rectangle(150.0, 640.0, 1200.0, 6.0),
        Ink::Flat(shadow, 0.7),
    );
    let (mut frames, mut glass, mut lamps) = (Shape::new(), Shape::new(), Shape::new());
    for column in 0..14 {
        for (row, high) in [(512.0, 104.0), (664.0, 96.0)] {
            let x = 182.0 + column as f32 * 86.0;
            frames.add_rectangle(x - 7.0, row - 9.0, 58.0, high + 16.0);
            let pane = if dice.chance(if hour.is_dark { 0.45 } else { 0.06 }) { &mut lamps } else { &mut glass };
            pane.add_rectangle(x, row, 44.0, high);
        }
    }
    canvas.fill(frames, stone.to(shadow, 0.12));
    canvas.fill(glass, Ink::Down(510.0, hour.zenith.to(hour.near, 0.45), 770.0, hour.near.to(hour.zenith, 0.25), 1.0));
    canvas.fill(lamps, hex(0xffd38a));
}

/// Eight columns under a gable, and the doors behind them in shade.
fn portico(canvas: &mut Canvas, light: &Light, stone: Tint, shadow: Tint, ground: f32) {
    let hour = light.hour;
    let (left, right, top) = (400.0, 1100.0, 400.0);
    canvas.fill(
        Shape::new().rectangle(left + 10.0, top, right - left - 20.0, ground - top),
        Ink::Down(top, shadow.to(hour.near, 0.5), ground, shadow.to(hour.near, 0.1), 1.0),
    );
    let wood = hex(0x6b4a32).to(hour.near, 0.3);
    for door in [560.0, 712.0, 864.0] {
        canvas.fill(
            Shape::new().rectangle(door, 570.0, 76.0, ground - 570.0),
            Ink::Down(570.0, wood.lit(0.7), ground, wood, 1.0),
        );
        canvas.fill(Shape::new().rectangle(door + 36.0, 570.0, 4.0, ground - 570.0), hour.near);
        canvas.oval_glow((door + 38.0, 700.0), 90.0, 150.0, hex(0xffc97d), if hour.is_dark { 0.5 } else { 0.16 });
    }
    let sunward = light.sun.0 < 750.0;
    let (bright, dark) = (stone.lit(1.04), shadow);
    for column in 0..8 {
        let x = left + 18.0 + column as f32 * (right - left - 36.0 - 46.0) / 7.0;
        let (from, to) = if sunward { (x, x + 46.0) } else { (x + 46.0, x) };
        let round = Ink::Along((from, 0.0), bright, (to, 0.0), dark, 1.0);
        canvas.fill(
            Shape::new().polygon(&[
                (x + 3.0, top + 20.0),
                (x + 43.0, top + 20.0),
                (x + 46.0, ground - 14.0),
                (x, ground - 14.0),
            ]),
            round,
        );
        let mut flutes = Shape::new();
        for flute in 1..5 {
            flutes.add_rectangle(x + flute as f32 * 9.2 - 1.0, top + 34.0, 2.0, ground - top - 64.0);
        }
        canvas.fill(flutes, Ink::Flat(shadow, 0.4));
        let mut ends = Shape::new().rectangle(x - 7.0, ground - 16.0, 60.0, 18.0);
        ends.add_polygon(&[(x - 8.0, top + 2.0), (x + 54.0, top + 2.0), (x + 45.0, top + 24.0), (x + 1.0, top + 24.0)]);
        canvas.fill(ends, Ink::Along((from, 0.0), bright, (to + if sunward { 14.0 } else { -14.0 }, 0.0), dark, 1.0));
    }
    canvas.fill(
        Shape::new().rectangle(left - 14.0, top - 54.0, right - left + 28.0, 58.0),
        Ink::Down(top - 54.0, bright, top + 4.0, stone.to(shadow, 0.3), 1.0),
    );
    canvas.fill(
        Shape::new().rectangle(left - 14.0, top - 22.0, right - left + 28.0, 4.0).rectangle(
            left - 14.0,
            top + 3.0,
            right - left + 28.0,
            8.0,
        ),
        Ink::Flat(shadow, 0.75),
    );
    let gable = [(left - 40.0, top - 54.0), (750.0, top - 212.0), (right + 40.0, top - 54.0)];
    canvas.fill(Shape::new().polygon(&gable), bright);
    canvas.fill(
        Shape::new().polygon(&[(left + 48.0, top - 66.0), (750.0, top - 184.0), (right - 48.0, top - 66.0)]),
        Ink::Down(top - 190.0, shadow, top - 60.0, stone.to(shadow, 0.3), 1.0),
    );
    scales(canvas, (750.0, top - 82.0), bright);
}

/// The scales in the gable.
fn scales(canvas: &mut Canvas, (x, foot): Spot, tint: Tint) {
    let arm = foot - 66.0;
    let lines = Shape::new()
        .line(&[(x, foot), (x, arm - 10.0)])
        .line(&[(x - 62.0, arm + 3.0), (x, arm - 5.0), (x + 62.0, arm + 3.0)])
        .line(&[(x - 84.0, arm + 40.0), (x - 62.0, arm + 3.0), (x - 40.0, arm + 40.0)])
        .line(&[(x + 84.0, arm + 40.0), (x + 62.0, arm + 3.0), (x + 40.0, arm + 40.0)])
        .line(&[(x - 22.0, foot), (x + 22.0, foot)]);
    canvas.stroke(lines, 4.0, tint);
    let mut pans = Shape::new();
    for side in [-62.0, 62.0] {
        pans.add_blob(&[
            (x + side - 25.0, arm + 40.0),
            (x + side + 25.0, arm + 40.0),
            (x + side + 13.0, arm + 51.0),
            (x + side - 13.0, arm + 51.0),
        ]);
    }
    canvas.fill(pans, tint);
}

fn steps(canvas: &mut Canvas, stone: Tint, shadow: Tint, ground: f32) {
    for step in 0..9 {
        let (y, out) = (ground + step as f32 * 12.0, step as f32 * 17.0);
        let (left, wide) = (376.0 - out, 748.0 + out * 2.0);
        canvas.fill(
            Shape::new().rectangle(left, y, wide, 12.5),
            Ink::Along((left, 0.0), stone.lit(1.02), (left + wide, 0.0), stone.to(shadow, 0.35), 1.0),
        );
        canvas.fill(Shape::new().rectangle(left, y + 7.0, wide, 6.0), Ink::Flat(shadow, 0.6));
    }
    for x in [330.0, 1110.0] {
        canvas.fill(
            Shape::new().rectangle(x, ground - 6.0, 60.0, 112.0),
            Ink::Along((x, 0.0), stone, (x + 60.0, 0.0), shadow, 1.0),
        );
        canvas.fill(Shape::new().rectangle(x - 6.0, ground - 18.0, 72.0, 14.0), stone.lit(1.03));
    }
}

fn pigeons(canvas: &mut Canvas, dice: &Dice, tint: Tint) {
    let mut birds = Shape::new();
    for _ in 0..9 {
        let (x, y) = (dice.between(300.0, 1200.0), dice.between(930.0, 985.0));
        birds.add_oval((x, y), 9.0, 5.5);
        birds.add_oval((x + 8.0, y - 6.0), 3.4, 3.6);
        birds.add_polygon(&[(x - 6.0, y - 2.0), (x - 17.0, y + 3.0), (x - 5.0, y + 3.0)]);
    }
    canvas.fill(birds, Ink::Flat(tint, 0.85));
}
