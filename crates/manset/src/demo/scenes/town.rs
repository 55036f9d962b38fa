//! The town on its hill.

use super::canvas::{Canvas, Ink, WIDE};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::land::{birds, fill_below, hills, rolling};
use super::light::{DAWN, DAY, DUSK, GOLDEN, GREY, Light};
use super::mosque::great_mosque;
use super::plants::{add_poplar, add_round_tree};
use super::shape::{Shape, Spot};

/// Limewash and plaster of the province.
pub const WALLS: [Tint; 7] =
    [hex(0xf4e8d2), hex(0xe9cda6), hex(0xf7f2e7), hex(0xd9a983), hex(0xcfd6cf), hex(0xe3b7a0), hex(0xd8c9b4)];
/// A lamp behind glass.
pub const LAMP: Tint = hex(0xffca74);

pub fn town(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DAWN, DAY, GOLDEN, DUSK, GREY], 470.0);
    let hour = light.hour;
    light.sky(canvas, 480.0);
    if hour != DAY && hour != GREY {
        light.disc(canvas, 26.0);
    }
    hills(canvas, &light, dice, 400.0, 470.0, 3);
    let slope = rolling(dice.noise(), 520.0, 120.0, 760.0);
    fill_below(canvas, &slope, light.through_air(hour.land, 0.34), hour.shade, 300.0);
    let mosque = dice.between(420.0, 1080.0);
    let rows = 9;
    for row in 0..rows {
        let near = row as f32 / (rows - 1) as f32;
        let foot = blend(500.0, 985.0, near.powf(1.2));
        let size = blend(30.0, 112.0, near);
        let rise = |x: f32| {
            ((x / 260.0 + near * 3.0).sin() * 16.0 - (1.0 - ((x - 750.0) / 800.0).powi(2)) * 26.0) * (1.0 - near * 0.5)
        };
        if row == 4 {
            great_mosque(canvas, &light, (mosque, foot - 8.0), 1.0);
        }
        let mut green = Shape::new();
        let mut x = dice.between(-60.0, -10.0);
        while x < WIDE + 20.0 {
            let wide = size * dice.between(0.85, 1.6);
            let at_mosque = (3..=5).contains(&row) && (x + wide / 2.0 - mosque).abs() < 150.0;
            if dice.chance(0.84) && !at_mosque {
                house(canvas, dice, &light, (x, foot + rise(x)), (wide, size * dice.between(0.7, 1.5)), near);
            }
            if dice.chance(0.5) {
                let spot = (x + wide * dice.between(0.6, 1.2), foot + rise(x) + size * 0.2);
                if dice.chance(0.4) {
                    add_poplar(&mut green, dice, spot, size * dice.between(1.4, 2.1));
                } else {
                    add_round_tree(&mut green, dice, spot, size * dice.between(0.8, 1.2));
                }
            }
            x += wide * dice.between(0.9, 1.1);
        }
        let air = (1.0 - near) * 0.42;
        canvas.fill(
            green,
            Ink::Down(
                foot - size * 1.8,
                light.through_air(hour.shade.to(hour.land, 0.3), air),
                foot + size * 0.3,
                light.through_air(hour.near, air),
                1.0,
            ),
        );
        if row < 4 {
            light.mist(canvas, foot + 6.0, 40.0, 0.2);
        }
    }
    birds(canvas, dice, (mosque + 160.0, 260.0), hour.near);
}

/// A house with its tiled roof; the wall away from the sun is darker.
fn house(canvas: &mut Canvas, dice: &Dice, light: &Light, (x, foot): Spot, (wide, high): (f32, f32), near: f32) {
    let hour = light.hour;
    let air = (1.0 - near) * 0.45;
    let dim = if hour.is_dark { 0.6 } else { 0.16 };
    let wall = light.through_air(dice.pick(&WALLS).to(hour.shade, dim), air);
    let away = light.sun.0 > x;
    let (lit, dark) = (wall, wall.to(hour.shade, 0.36));
    let corner = x + wide * if away { 0.34 } else { 0.66 };
    let (left, right) = if away { (dark, lit) } else { (lit, dark) };
    let body = high + wide * 0.8;
    canvas.fill(
        Shape::new().rectangle(x, foot - high, corner - x, body),
        Ink::Down(foot - high, left, foot + body, left.lit(0.8), 1.0),
    );
    canvas.fill(
        Shape::new().rectangle(corner, foot - high, x + wide - corner, body),
        Ink::Down(foot - high, right, foot + body, right.lit(0.8), 1.0),
    );
    let tile = light.through_air(hex(0xb85c3e).to(hex(0x8f4a38), dice.unit()).to(hour.shade, dim), air);
    let eave = wide * 0.06;
    let peak = foot - high - wide * dice.between(0.18, 0.28);
    let (ridge_left, ridge_right) = (x + wide * 0.26, x + wide * 0.74);
    canvas.fill(
        Shape::new().polygon(&[
            (x - eave, foot - high + 1.0),
            (ridge_left, peak),
            (ridge_right, peak),
            (x + wide + eave, foot - high + 1.0),
        ]),
        Ink::Along(
            (x, 0.0),
            tile.lit(if away { 0.82 } else { 1.08 }),
            (x + wide, 0.0),
            tile.lit(if away { 1.08 } else { 0.82 }),
            1.0,
        ),
    );
    canvas.fill(
        Shape::new().rectangle(x - eave, foot - high, wide + eave * 2.0, wide * 0.022 + 0.8),
        Ink::Flat(hour.near, 0.35),
    );
    if dice.chance(0.5) {
        canvas
            .fill(Shape::new().rectangle(ridge_left + wide * 0.1, peak - wide * 0.08, wide * 0.07, wide * 0.16), dark);
    }
    let (mut dull, mut bright) = (Shape::new(), Shape::new());
    let pane = wide.min(high * 1.4) * 0.12;
    let (columns, storeys) = ((wide / (pane * 2.6)) as usize, (high / (pane * 2.9)).max(1.0) as usize);
    for column in 0..columns {
        for storey in 0..storeys {
            let left = x + wide * (column as f32 + 0.5) / columns as f32 - pane / 2.0;
            let top = foot - high + pane * 0.9 + storey as f32 * pane * 2.8;
            let glass = if dice.chance(if hour.is_dark { 0.5 } else { 0.04 }) { &mut bright } else { &mut dull };
            glass.add_rectangle(left, top, pane, pane * 1.55);
        }
    }
    canvas.fill(dull, Ink::Flat(light.through_air(hour.near, air), 0.62));
    canvas.fill(bright, LAMP);
}
