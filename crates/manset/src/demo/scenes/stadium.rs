//! A match under the lamps.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::crowd::{add_back, add_raised_arm};
use super::dice::{Dice, blend};
use super::light::{DAY, DUSK, Light, NIGHT};
use super::players::players;
use super::shape::{Shape, Spot};

pub fn stadium(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DUSK, NIGHT, NIGHT, DAY], 380.0);
    let hour = light.hour;
    light.sky(canvas, 470.0);
    let far = hour.shade.to(hour.near, 0.35);
    let lamps = hex(0xfff6dc);
    let masts = [150.0 + dice.between(-30.0, 30.0), 1350.0 + dice.between(-30.0, 30.0)];
    for x in masts {
        mast(canvas, x, hour.near, lamps, hour.is_dark);
    }
    let rim = |x: f32| 330.0 + ((x - 750.0) / 750.0).powi(2) * -46.0;
    let colours = dice.pick(&[
        [hex(0xc0392f), hex(0xf3e9d7)],
        [hex(0x1f5d8c), hex(0xf0e6cf)],
        [hex(0x1d6b4f), hex(0xf2ead9)],
        [hex(0xd8a12c), hex(0x2b2f3d)],
    ]);
    stand(canvas, dice, &rim, 330.0, 560.0, far, &colours, hour.is_dark);
    pitch(canvas, 604.0, hour.is_dark);
    // Boards along the line, plain: this paper sells no room on them.
    for board in 0..10 {
        let left = board as f32 * 152.0 - 10.0;
        let tint = [colours[0], hex(0xe9e2d2), hex(0x2c3a4a)][board % 3];
        canvas.fill(
            Shape::new().rectangle(left, 566.0, 149.0, 38.0),
            Ink::Down(566.0, tint.lit(if hour.is_dark { 0.85 } else { 1.0 }), 604.0, tint.lit(0.66), 1.0),
        );
    }
    goal(canvas, 750.0 + dice.between(-60.0, 60.0));
    players(canvas, dice, &colours);
    if hour.is_dark {
        for x in masts {
            canvas.glow((x, 130.0), 620.0, hex(0xcfe0ff), 0.36);
        }
        canvas.oval_glow((750.0, 720.0), 900.0, 240.0, hex(0xe8ffd8), 0.22);
    }
    let mut heads = Shape::new();
    let mut x = -20.0;
    while x < WIDE + 40.0 {
        let size = dice.between(96.0, 126.0);
        add_back(&mut heads, dice, (x, HIGH - dice.between(-6.0, 26.0)), size);
        if dice.chance(0.2) {
            add_raised_arm(&mut heads, dice, (x + size * 0.4, HIGH), size);
        }
        x += size * dice.between(0.86, 1.15);
    }
    canvas.fill(heads, Ink::Down(880.0, hour.near.to(hour.shade, 0.25), HIGH, hour.near.lit(0.7), 1.0));
}

fn mast(canvas: &mut Canvas, x: f32, near: Tint, lamps: Tint, is_dark: bool) {
    let mut iron = Shape::new().polygon(&[(x - 10.0, 420.0), (x - 4.0, 150.0), (x + 4.0, 150.0), (x + 10.0, 420.0)]);
    iron.add_rectangle(x - 74.0, 86.0, 148.0, 84.0);
    canvas.fill(iron, near);
    let mut bulbs = Shape::new();
    for row in 0..4 {
        for column in 0..7 {
            bulbs.add_oval((x - 60.0 + column as f32 * 20.0, 98.0 + row as f32 * 20.0), 7.6, 7.6);
        }
    }
    canvas.fill(bulbs, Ink::Flat(lamps, if is_dark { 1.0 } else { 0.45 }));
    if is_dark {
        canvas.glow((x, 128.0), 250.0, lamps, 0.85);
    }
}

/// The far stand: two tiers of people as dots under a roof.
#[expect(clippy::too_many_arguments, reason = "a stand is where it is, what it is made of and who sits in it")]
fn stand(
    canvas: &mut Canvas,
    dice: &Dice,
    rim: &impl Fn(f32) -> f32,
    top: f32,
    foot: f32,
    far: Tint,
    colours: &[Tint; 2],
    is_dark: bool,
) {
    let edge = |down: f32| -> Vec<Spot> {
        (0..=30).map(|step| step as f32 * 51.0 - 15.0).map(|x| (x, rim(x) + down)).collect()
    };
    let band = |from: f32, to: f32| {
        let mut spots = edge(from);
        spots.extend(edge(to).into_iter().rev());
        Shape::new().polygon(&spots)
    };
    let deep = far.to(Tint::BLACK, 0.35);
    canvas.fill(band(0.0, foot - top + 80.0), Ink::Down(top, deep, foot, far, 1.0));
    let clothes = [
        colours[0],
        colours[1],
        colours[0].lit(0.8),
        hex(0xd9b99a),
        hex(0x59616e),
        hex(0x8b4a3b),
        hex(0x30405a),
        hex(0xcdbda5),
    ];
    let mut dots: [Shape; 8] = Default::default();
    for row in 0..17 {
        if row == 8 {
            continue;
        }
        let down = 46.0 + row as f32 * 11.6;
        let mut x = -8.0 + (row % 2) as f32 * 4.0;
        while x < WIDE + 8.0 {
            if dice.chance(0.9) {
                // Supporters of one side sit together.
                let together = (x / 260.0).sin() + row as f32 * 0.02 > 0.25;
                let which = if together && dice.chance(0.75) { dice.below(3) } else { 3 + dice.below(5) };
                let at = (x + dice.between(-1.5, 1.5), rim(x) + down + dice.between(-1.2, 1.2));
                dots[which].add_rectangle(at.0 - 3.3, at.1, 6.6, 8.4);
                dots[3].add_rectangle(at.0 - 1.9, at.1 - 4.4, 3.8, 4.2);
            }
            x += 8.3;
        }
    }
    let dim = if is_dark { 0.42 } else { 0.2 };
    for (dots, tint) in dots.into_iter().zip(clothes) {
        canvas.fill(dots, tint.to(far, dim));
    }
    canvas.fill(band(134.0, 146.0), colours[0].to(far, 0.35));
    canvas.fill(band(-34.0, 30.0), Ink::Down(top - 60.0, far.to(hex(0x9fb0bd), 0.35), top + 30.0, deep, 1.0));
    canvas.fill(band(28.0, 31.0), Ink::Flat(hex(0xfff1cf), if is_dark { 0.9 } else { 0.3 }));
}

fn pitch(canvas: &mut Canvas, top: f32, is_dark: bool) {
    let (green, deep) = if is_dark { (hex(0x4f9a52), hex(0x2a6b3f)) } else { (hex(0x6cad55), hex(0x3e8045)) };
    canvas.fill(
        Shape::new().rectangle(-10.0, top, WIDE + 20.0, HIGH - top + 10.0),
        Ink::Down(top, green, HIGH, deep, 1.0),
    );
    let meet = (750.0, 250.0);
    let mut stripes = Shape::new();
    for stripe in -9..9 {
        let at = |edge: f32, y: f32| (meet.0 + edge * (y - meet.1) / (HIGH - meet.1) * 2.0, y);
        let (left, right) = (stripe as f32 * 230.0, stripe as f32 * 230.0 + 115.0);
        stripes.add_polygon(&[at(left, top), at(right, top), at(right, HIGH + 10.0), at(left, HIGH + 10.0)]);
    }
    canvas.glaze(stripes, Ink::Flat(hex(0xa9cf9a), 0.55));
    let chalk = Ink::Flat(hex(0xf3f6ea), 0.85);
    let at = |edge: f32, y: f32| (meet.0 + edge * (y - meet.1) / (HIGH - meet.1) * 2.0, y);
    canvas.fill(Shape::new().rectangle(-10.0, top + 14.0, WIDE + 20.0, 3.0), chalk);
    for (half, foot) in [(560.0, top + 108.0), (270.0, top + 52.0)] {
        let box_line = [at(-half, top + 15.0), at(-half, foot), at(half, foot), at(half, top + 15.0)];
        canvas.stroke(Shape::new().line(&box_line), 3.6, chalk);
    }
    canvas.stroke(Shape::new().curve((560.0, top + 108.0), (750.0, top + 160.0), (940.0, top + 108.0)), 3.6, chalk);
    canvas.fill(Shape::new().oval((750.0, top + 78.0), 5.0, 2.4), chalk);
}

fn goal(canvas: &mut Canvas, x: f32) {
    let (half, top, foot) = (104.0, 536.0, 619.0);
    let mut net = Shape::new();
    for line in 0..=14 {
        let at = x - half + line as f32 * half / 7.0;
        net.add_line(&[(at, top), (blend(at, x, 0.12), foot - 14.0)]);
    }
    for line in 0..7 {
        let y = top + line as f32 * 12.0;
        net.add_line(&[(x - half * 0.99, y), (x + half * 0.99, y)]);
    }
    canvas.stroke(net, 1.0, Ink::Flat(Tint::WHITE, 0.45));
    canvas.stroke(
        Shape::new().line(&[(x - half, foot), (x - half, top), (x + half, top), (x + half, foot)]),
        5.0,
        hex(0xfdfbf4),
    );
}
