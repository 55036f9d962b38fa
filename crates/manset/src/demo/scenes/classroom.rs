//! A classroom in morning light.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::plants::add_tuft;
use super::pupils::{desk, pupil, teacher};
use super::shape::{Shape, Spot};

pub fn classroom(canvas: &mut Canvas, dice: &Dice) {
    let wall = dice.pick(&[hex(0xe9dcc3), hex(0xd9e0d6), hex(0xe6d3c4), hex(0xd7dde3)]);
    let sun = hex(0xfff0c9);
    let dark = wall.to(hex(0x4a4350), 0.62);
    canvas.veil(0.0..HIGH + 10.0, |x, y| {
        let light = (-((x - 160.0) / 900.0).powi(2) - ((y - 300.0) / 700.0).powi(2)).exp();
        (dark.near(wall, 0.35 + light * 0.65).near(sun, light * 0.25), 1.0)
    });
    canvas.fill(
        Shape::new().rectangle(-10.0, 640.0, WIDE + 20.0, 380.0),
        Ink::Along((0.0, 640.0), wall.to(hex(0xa47648), 0.62), (1400.0, HIGH), dark.to(hex(0x3d2a22), 0.6), 1.0),
    );
    canvas.fill(
        Shape::new().rectangle(-10.0, 626.0, WIDE + 20.0, 16.0),
        Ink::Along((0.0, 0.0), wall.to(hex(0x7b5b3e), 0.5), (WIDE, 0.0), dark.to(hex(0x3d2a22), 0.5), 1.0),
    );
    windows(canvas, dice, sun);
    board(canvas, dice);
    map(canvas, dice, (1262.0, 210.0));
    teacher(canvas, dice, (dice.between(960.0, 1130.0), 672.0));
    // Light falls through the panes across wall and floor.
    for pane in 0..2 {
        let top = 190.0 + pane as f32 * 170.0;
        let shaft =
            Shape::new().polygon(&[(300.0, top), (300.0, top + 140.0), (1120.0, top + 660.0), (1120.0, top + 440.0)]);
        canvas.shine(shaft, Ink::Along((300.0, top), sun, (1100.0, top + 520.0), Tint::BLACK, 0.2));
    }
    let clothes = [
        hex(0x3d5a80),
        hex(0xb5524a),
        hex(0x4f7a5b),
        hex(0xc9953f),
        hex(0x6b5b7b),
        hex(0x8d9aa5),
        hex(0x2f4858),
        hex(0xd5c7ae),
    ];
    for (row, size, count, depth) in [(700.0, 74.0, 6, 0.4), (790.0, 106.0, 5, 0.2), (916.0, 156.0, 4, 0.0)] {
        let gap = WIDE / count as f32;
        for seat in 0..count {
            let x = gap * (seat as f32 + 0.5) + dice.between(-0.08, 0.08) * gap;
            pupil(canvas, dice, (x, row), size, dice.pick(&clothes), dark, depth);
            desk(canvas, (x, row + size * 0.46), size, dark, depth);
        }
    }
}

/// Tall windows on the left wall, seen at a slant, with the morning outside.
fn windows(canvas: &mut Canvas, dice: &Dice, sun: Tint) {
    let frame = hex(0xf4ecdc);
    let green = dice.pick(&[hex(0x8fae7b), hex(0xc7a86a), hex(0xa9bfc4)]);
    for (left, right, top, foot) in [(-30.0, 104.0, 86.0, 560.0), (140.0, 292.0, 126.0, 532.0)] {
        let slant = |x: f32, y: f32| (x, y + (x - left) / (right - left) * if y < 300.0 { 30.0 } else { -18.0 });
        let outline = [slant(left, top), slant(right, top), slant(right, foot), slant(left, foot)];
        canvas.fill(Shape::new().polygon(&outline), frame);
        let inner = [
            slant(left + 12.0, top + 14.0),
            slant(right - 12.0, top + 14.0),
            slant(right - 12.0, foot - 14.0),
            slant(left + 12.0, foot - 14.0),
        ];
        canvas.within(Shape::new().polygon(&inner), |canvas| {
            canvas.fill(
                Shape::new().rectangle(left, top, right - left, foot - top),
                Ink::Down(top, hex(0xcfe4ee), foot, sun, 1.0),
            );
            let mut trees = Shape::new();
            for _ in 0..7 {
                add_tuft(
                    &mut trees,
                    dice,
                    (dice.between(left, right), foot - dice.between(0.0, 90.0)),
                    dice.between(40.0, 74.0),
                );
            }
            canvas.fill(trees, Ink::Flat(green, 0.8));
        });
        let bars = Shape::new().rectangle((left + right) / 2.0 - 4.0, top, 8.0, foot - top).rectangle(
            left,
            blend(top, foot, 0.36),
            right - left,
            8.0,
        );
        canvas.fill(bars, frame.lit(0.93));
        canvas.glow(((left + right) / 2.0, 320.0), 340.0, sun, 0.4);
    }
}

/// The blackboard with a lesson on it: a triangle and some lines of writing.
fn board(canvas: &mut Canvas, dice: &Dice) {
    let slate = dice.pick(&[hex(0x2f5347), hex(0x2d4a4f), hex(0x38424b)]);
    canvas.fill(Shape::new().rectangle(428.0, 176.0, 724.0, 384.0), Ink::Flat(hex(0x3d2c20), 0.25));
    canvas.fill(Shape::new().rectangle(420.0, 166.0, 724.0, 384.0), hex(0x8a6440));
    canvas.fill(
        Shape::new().rectangle(436.0, 182.0, 692.0, 352.0),
        Ink::Along((436.0, 182.0), slate.lit(1.18), (1128.0, 534.0), slate.lit(0.84), 1.0),
    );
    canvas.fill(Shape::new().rectangle(430.0, 548.0, 706.0, 12.0), hex(0xa77d52));
    let chalk = Ink::Flat(hex(0xf2efe4), 0.72);
    let (x, y) = (520.0 + dice.between(-20.0, 60.0), 470.0);
    canvas.stroke(
        Shape::new().line(&[(x, y), (x + 190.0, y), (x, y - 170.0), (x, y)]).line(&[
            (x, y - 18.0),
            (x + 18.0, y - 18.0),
            (x + 18.0, y),
        ]),
        3.4,
        chalk,
    );
    let mut words = Shape::new();
    for line in 0..5 {
        let mut at = 800.0;
        let y = 240.0 + line as f32 * 50.0;
        while at < 1070.0 - (line % 3) as f32 * 40.0 {
            let long = dice.between(14.0, 52.0);
            let mut spots = Vec::new();
            for step in 0..=(long / 5.0) as usize {
                spots.push((at + step as f32 * 5.0, y + if step % 2 == 0 { 0.0 } else { dice.between(-11.0, -4.0) }));
            }
            words.add_line(&spots);
            at += long + 14.0;
        }
    }
    canvas.stroke(words, 2.4, chalk);
}

/// A wall map of no real country.
fn map(canvas: &mut Canvas, dice: &Dice, (x, y): Spot) {
    canvas.fill(Shape::new().rectangle(x, y, 190.0, 250.0), hex(0xdfe7e6));
    canvas.fill(
        Shape::new().rectangle(x - 6.0, y - 8.0, 202.0, 10.0).rectangle(x - 6.0, y + 248.0, 202.0, 10.0),
        hex(0x6f4f37),
    );
    let land: Vec<Spot> = (0..12)
        .map(|step| step as f32 / 12.0 * std::f32::consts::TAU)
        .map(|angle| {
            (x + 95.0 + angle.cos() * dice.between(48.0, 82.0), y + 122.0 + angle.sin() * dice.between(56.0, 100.0))
        })
        .collect();
    canvas
        .fill(Shape::new().blob(&land), Ink::Along((x, y), hex(0xd9c58f), (x + 190.0, y + 250.0), hex(0x8fae84), 1.0));
    canvas.stroke(
        Shape::new().curve((x + 60.0, y + 70.0), (x + 120.0, y + 130.0), (x + 90.0, y + 190.0)),
        2.5,
        hex(0x6f9fb5),
    );
}
