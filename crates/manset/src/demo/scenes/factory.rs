//! The factory by the canal.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::land::hills;
use super::light::{DAWN, DUSK, GOLDEN, GREY, Light};
use super::plants::{add_grass, add_wood};
use super::shape::{Shape, Spot};

pub fn factory(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DUSK, GREY, DAWN, GOLDEN], 520.0);
    let hour = light.hour;
    light.sky(canvas, 620.0);
    if hour != GREY {
        light.disc(canvas, 30.0);
    }
    hills(canvas, &light, dice, 560.0, 620.0, 2);
    let ground = 690.0;
    let brick = hex(0x8e5a48).to(hour.shade, if hour.is_dark { 0.6 } else { 0.3 });
    let far = light.through_air(brick, 0.55);
    let start = dice.between(160.0, 330.0);
    for index in 0..3 {
        let (x, top) = (start + index as f32 * dice.between(92.0, 120.0), dice.between(170.0, 260.0));
        chimney(canvas, &light, (x, ground), top, light.through_air(brick, 0.26));
        smoke(canvas, dice, &light, (x, top - 6.0));
    }
    tanks(canvas, &light, ground);
    canvas.fill(
        Shape::new().rectangle(560.0, 520.0, 330.0, 200.0),
        Ink::Down(520.0, far, 700.0, far.to(hour.haze, 0.35), 1.0),
    );
    saw_roofs(canvas, dice, &light, brick, ground);
    light.mist(canvas, ground - 6.0, 60.0, 0.36);
    canvas.fill(
        Shape::new().rectangle(-10.0, ground, WIDE + 20.0, 60.0),
        Ink::Down(ground, light.through_air(hour.shade, 0.2), ground + 60.0, hour.shade.to(hour.near, 0.5), 1.0),
    );
    let mut bank = Shape::new();
    let line: Vec<Spot> = (0..110).map(|step| (step as f32 * 14.0, ground + 40.0)).collect();
    add_wood(&mut bank, dice, &line, 30.0);
    canvas.fill(bank, hour.near.to(hour.shade, 0.3));
    canvas.mirror(746.0, HIGH, hour.zenith.to(hour.near, 0.45), dice.noise());
    let mut reeds = Shape::new();
    for _ in 0..170 {
        let x = if dice.chance(0.65) { dice.between(-20.0, 520.0) } else { dice.between(1150.0, 1520.0) };
        add_grass(&mut reeds, dice, (x, HIGH + 10.0), dice.between(40.0, 170.0), -0.14);
    }
    canvas.fill(reeds, Ink::Down(840.0, hour.near.to(hour.shade, 0.3), HIGH, hour.near, 1.0));
}

fn chimney(canvas: &mut Canvas, light: &Light, (x, foot): Spot, top: f32, brick: Tint) {
    let half = |up: f32| blend(25.0, 13.0, up);
    let (from, to) = if light.sun.0 < x { (x - 22.0, x + 22.0) } else { (x + 22.0, x - 22.0) };
    let shade = brick.to(light.hour.near, 0.5);
    canvas.fill(
        Shape::new().polygon(&[
            (x - half(0.0), foot),
            (x - half(1.0), top),
            (x + half(1.0), top),
            (x + half(0.0), foot),
        ]),
        Ink::Along((from, 0.0), brick.lit(1.12), (to, 0.0), shade, 1.0),
    );
    for band in [0.0, 26.0, 62.0] {
        let pale = hex(0xe7dccb).to(brick, 0.4);
        canvas.fill(
            Shape::new().rectangle(x - 16.0, top + band, 32.0, 9.0),
            Ink::Along((from, 0.0), pale, (to, 0.0), pale.to(light.hour.near, 0.5), 1.0),
        );
    }
}

/// A plume that widens, thins and drifts with one wind.
fn smoke(canvas: &mut Canvas, dice: &Dice, light: &Light, (x, y): Spot) {
    let noise = dice.noise();
    let hour = light.hour;
    let (bright, dull) = (hour.horizon.to(hour.sun, 0.5), hour.haze.to(hour.shade, 0.5));
    canvas.veil(0.0..y + 30.0, |across, down| {
        let rise = y - down;
        if rise < -10.0 {
            return (dull, 0.0);
        }
        let middle = x + rise * 0.55 + (rise / 300.0).powi(2) * 330.0 + noise.at(3.0, rise / 80.0) * (8.0 + rise * 0.1);
        let half = 13.0 + rise * 0.36;
        let away = (across - middle) / half;
        let puffs = noise.rough(across / (26.0 + rise * 0.12), down / (22.0 + rise * 0.1), 4);
        let body = (1.0 - away * away + puffs * 0.75).clamp(0.0, 1.0);
        let thin = (1.0 - rise / 420.0).clamp(0.0, 1.0).powf(0.7);
        let lit = (0.5 + puffs * 0.6 + if light.sun.0 < across { -away } else { away } * 0.35).clamp(0.0, 1.0);
        (dull.near(bright, lit), body * thin * 0.8)
    });
}

fn tanks(canvas: &mut Canvas, light: &Light, ground: f32) {
    let hour = light.hour;
    let steel = light.through_air(hex(0xb9c0c2).to(hour.shade, if hour.is_dark { 0.5 } else { 0.25 }), 0.2);
    for (x, wide, high) in [(1130.0, 120.0, 230.0), (1264.0, 120.0, 230.0), (1400.0, 150.0, 170.0)] {
        let (from, to) = if light.sun.0 < x { (x, x + wide) } else { (x + wide, x) };
        let round = |tint: Tint| Ink::Along((from, 0.0), tint.lit(1.1), (to, 0.0), tint.to(hour.near, 0.6), 1.0);
        canvas.fill(Shape::new().oval((x + wide / 2.0, ground - high), wide / 2.0, wide * 0.2), round(steel.lit(1.05)));
        canvas.fill(Shape::new().rectangle(x, ground - high, wide, high), round(steel));
        let mut hoops = Shape::new();
        for hoop in 1..5 {
            hoops.add_rectangle(x, ground - high + hoop as f32 * high / 5.0, wide, 3.0);
        }
        canvas.fill(hoops, Ink::Flat(hour.near, 0.35));
        let ladder = x + wide * 0.28;
        canvas.stroke(
            Shape::new()
                .line(&[(ladder, ground - high), (ladder, ground)])
                .line(&[(ladder + 10.0, ground - high), (ladder + 10.0, ground)]),
            2.0,
            Ink::Flat(hour.near, 0.6),
        );
    }
    canvas.stroke(
        Shape::new()
            .line(&[(1000.0, 590.0), (1000.0, 480.0), (1190.0, 480.0), (1190.0, 455.0)])
            .line(&[(1250.0, 500.0), (1330.0, 500.0)]),
        9.0,
        steel.to(hour.near, 0.4),
    );
}

/// The hall under its saw-tooth roof, glazed towards the north, with rows of windows.
fn saw_roofs(canvas: &mut Canvas, dice: &Dice, light: &Light, brick: Tint, ground: f32) {
    let hour = light.hour;
    let (left, tooth, wall) = (360.0, 118.0, 560.0);
    let teeth = 6;
    let right = left + tooth * teeth as f32;
    let warm = hex(0xffcf85);
    canvas.fill(
        Shape::new().rectangle(left, wall, right - left, ground - wall + 10.0),
        Ink::Down(wall, brick, ground, brick.to(hour.near, 0.4), 1.0),
    );
    for index in 0..teeth {
        let x = left + index as f32 * tooth;
        canvas.fill(
            Shape::new().polygon(&[(x, wall + 1.0), (x, wall - 84.0), (x + tooth, wall + 1.0)]),
            Ink::Along((x, wall - 84.0), brick.to(hour.haze, 0.35), (x + tooth, wall), brick.to(hour.near, 0.35), 1.0),
        );
        let glass = if hour.is_dark { warm } else { hour.zenith.to(hour.sun, 0.4) };
        canvas.fill(
            Shape::new().polygon(&[
                (x + 5.0, wall - 8.0),
                (x + 5.0, wall - 70.0),
                (x + 25.0, wall - 53.0),
                (x + 25.0, wall - 8.0),
            ]),
            Ink::Flat(glass, 0.85),
        );
        canvas.fill(
            Shape::new().polygon(&[
                (x - 3.0, wall - 88.0),
                (x + 3.0, wall - 90.0),
                (x + tooth + 3.0, wall - 1.0),
                (x + tooth - 3.0, wall + 4.0),
            ]),
            hour.near.to(brick, 0.4),
        );
    }
    let (mut lamps, mut panes) = (Shape::new(), Shape::new());
    let mut x = left + 20.0;
    while x < right - 46.0 {
        for row in [wall + 26.0, wall + 80.0] {
            let pane = if dice.chance(if hour.is_dark { 0.6 } else { 0.2 }) { &mut lamps } else { &mut panes };
            pane.add_rectangle(x, row, 34.0, 40.0);
        }
        x += 48.0;
    }
    canvas.fill(panes, hour.near.to(hour.zenith, 0.35));
    canvas.fill(lamps, warm);
    canvas.oval_glow(((left + right) / 2.0, ground - 40.0), 520.0, 150.0, warm, if hour.is_dark { 0.36 } else { 0.1 });
    let mut bars = Shape::new();
    let mut x = left + 20.0;
    while x < right - 46.0 {
        for row in [wall + 26.0, wall + 80.0] {
            bars.add_rectangle(x + 16.0, row, 2.0, 40.0);
            bars.add_rectangle(x, row + 19.0, 34.0, 2.0);
        }
        x += 48.0;
    }
    canvas.fill(bars, brick.to(hour.near, 0.5));
}
