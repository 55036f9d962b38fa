//! A road between hills.

use super::canvas::{Canvas, HIGH, Ink};
use super::colour::hex;
use super::dice::{Dice, blend};
use super::land::{fill_below, hills, rolling};
use super::light::{DAWN, DAY, DUSK, GOLDEN, GREY, Light};
use super::plants::{add_grass, add_poplar, add_round_tree};
use super::shape::{Shape, Spot};

pub fn road(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DAY, GOLDEN, DUSK, GREY, DAWN], 500.0);
    let hour = light.hour;
    light.sky(canvas, 510.0);
    if hour != DAY && hour != GREY {
        light.disc(canvas, 26.0);
    }
    hills(canvas, &light, dice, 430.0, 530.0, 4);
    let plain = rolling(dice.noise(), 560.0, 36.0, 800.0);
    fill_below(canvas, &plain, light.through_air(hour.land, 0.3), hour.shade.to(hour.near, 0.25), 470.0);
    let bend = dice.between(150.0, 330.0) * if dice.chance(0.5) { 1.0 } else { -1.0 };
    let meet = 750.0 - bend * 1.15;
    // The road's middle and half its breadth, from the horizon (0) to our feet (1).
    let middle =
        |near: f32| meet + bend * (1.0 - (1.0 - near).powi(2)) * 1.3 + (near * 5.2).sin() * bend * 0.34 * (1.0 - near);
    let half = |near: f32| 3.0 + 390.0 * near.powf(1.55);
    let height = |near: f32| blend(548.0, HIGH + 20.0, near.powf(1.12));
    let ribbon = |from: f32, to: f32, left: f32, right: f32| {
        let steps = 40;
        let spot = |step: usize, side: f32| {
            let near = blend(from, to, step as f32 / steps as f32);
            (middle(near) + half(near) * side, height(near))
        };
        let mut edge: Vec<Spot> = (0..=steps).map(|step| spot(step, left)).collect();
        edge.extend((0..=steps).rev().map(|step| spot(step, right)));
        Shape::new().polygon(&edge)
    };
    canvas.fill(
        ribbon(0.0, 1.0, -1.22, 1.22),
        Ink::Down(
            548.0,
            light.through_air(hex(0xb9a98a).to(hour.shade, 0.35), 0.4),
            HIGH,
            hex(0x8d7f68).to(hour.near, 0.45),
            1.0,
        ),
    );
    let tar = hex(0x4d4f55).to(hour.near, 0.3);
    canvas.fill(
        ribbon(0.0, 1.0, -1.0, 1.0),
        Ink::Down(548.0, light.through_air(tar, 0.55), HIGH, tar.to(hour.near, 0.4), 1.0),
    );
    let paint = hex(0xf3ecd9).to(hour.shade, if hour.is_dark { 0.45 } else { 0.1 });
    for (left, right) in [(-0.93, -0.9), (0.9, 0.93)] {
        canvas.fill(ribbon(0.02, 1.0, left, right), Ink::Flat(paint, 0.75));
    }
    for dash in 0..16 {
        let at = |step: f32| (step / 16.0).powf(1.7);
        canvas.fill(ribbon(at(dash as f32 + 0.2), at(dash as f32 + 0.72), -0.022, 0.022), Ink::Flat(paint, 0.85));
    }
    roadside(canvas, dice, &light, &|near, side| (middle(near) + half(near) * side, height(near)));
    for (near, lane) in [(0.2, 0.45), (0.36, -0.48)] {
        let spot = (middle(near) + half(near) * lane, height(near));
        car(canvas, dice, &light, spot, half(near) * 0.62, lane < 0.0);
    }
    let mut grass = Shape::new();
    for _ in 0..240 {
        let left = dice.chance(0.5);
        let x = if left { dice.between(-20.0, 330.0) } else { dice.between(1190.0, 1520.0) };
        add_grass(&mut grass, dice, (x, HIGH + 12.0), dice.between(30.0, 120.0), 0.14);
    }
    canvas.fill(grass, Ink::Down(880.0, hour.near.to(hour.land, 0.35), HIGH, hour.near, 1.0));
}

/// Poles with their wire on one side, trees on the other; `at` gives a place beside the road by nearness and side.
fn roadside(canvas: &mut Canvas, dice: &Dice, light: &Light, at: &impl Fn(f32, f32) -> Spot) {
    let hour = light.hour;
    for near in [0.05, 0.09, 0.15, 0.23, 0.33, 0.46] {
        let mut trees = Shape::new();
        let size = 26.0 + near * 620.0;
        let (x, foot) = at(near, -1.5 - dice.between(0.0, 0.3));
        add_poplar(&mut trees, dice, (x, foot), size * 1.3);
        add_round_tree(&mut trees, dice, (x - size * 0.9, foot + size * 0.02), size * 0.7);
        let air = (0.42 - near).max(0.02);
        canvas.fill(
            trees,
            Ink::Down(
                foot - size * 1.3,
                light.through_air(hour.shade.to(hour.land, 0.35), air),
                foot,
                light.through_air(hour.near, air),
                1.0,
            ),
        );
    }
    let mut poles = Shape::new();
    let mut tops = Vec::new();
    for near in [0.04, 0.08, 0.14, 0.22, 0.34, 0.52] {
        let (x, foot) = at(near, 1.45);
        let (tall, thick) = (20.0 + near * 640.0, 0.8 + near * 13.0);
        poles.add_polygon(&[
            (x - thick * 0.6, foot),
            (x - thick * 0.4, foot - tall),
            (x + thick * 0.4, foot - tall),
            (x + thick * 0.6, foot),
        ]);
        poles.add_rectangle(x - tall * 0.1, foot - tall * 0.94, tall * 0.2, thick * 0.6);
        tops.push((x, foot - tall * 0.93));
    }
    canvas.fill(poles, Ink::Flat(hour.near, 0.88));
    let mut wires = Shape::new();
    for pair in tops.windows(2) {
        let sag = (pair[1].1 + pair[0].1) / 2.0 + (pair[1].0 - pair[0].0).abs() * 0.14;
        wires.add_curve(pair[0], ((pair[0].0 + pair[1].0) / 2.0, sag), pair[1]);
    }
    canvas.stroke(wires, 1.5, Ink::Flat(hour.near, 0.6));
}

/// A car from behind, or from before with its lamps towards us.
fn car(canvas: &mut Canvas, dice: &Dice, light: &Light, (x, foot): Spot, wide: f32, comes: bool) {
    let hour = light.hour;
    let paint = dice
        .pick(&[hex(0xa63d33), hex(0xe4e0d6), hex(0x2f4f6b), hex(0x55606a)])
        .to(hour.shade, if hour.is_dark { 0.5 } else { 0.15 });
    let at = |across: f32, up: f32| (x + across * wide, foot - up * wide);
    canvas.fill(Shape::new().oval((x, foot), wide * 0.6, wide * 0.07), Ink::Flat(hour.near, 0.6));
    canvas.fill(
        Shape::new().rectangle(x - wide * 0.44, foot - wide * 0.16, wide * 0.16, wide * 0.17).rectangle(
            x + wide * 0.28,
            foot - wide * 0.16,
            wide * 0.16,
            wide * 0.17,
        ),
        hour.near,
    );
    canvas.fill(
        Shape::new().blob(&[
            at(-0.5, 0.12),
            at(-0.5, 0.4),
            at(-0.38, 0.5),
            at(-0.3, 0.74),
            at(0.3, 0.74),
            at(0.38, 0.5),
            at(0.5, 0.4),
            at(0.5, 0.12),
        ]),
        Ink::Down(foot - wide * 0.75, paint.lit(1.1), foot, paint.lit(0.6), 1.0),
    );
    canvas.fill(
        Shape::new().polygon(&[at(-0.33, 0.5), at(-0.26, 0.69), at(0.26, 0.69), at(0.33, 0.5)]),
        hour.zenith.to(hour.near, 0.5),
    );
    let lamp = if comes { hex(0xfff0c4) } else { hex(0xd8392b) };
    canvas.fill(
        Shape::new().oval(at(-0.39, 0.36), wide * 0.075, wide * 0.05).oval(at(0.39, 0.36), wide * 0.075, wide * 0.05),
        lamp,
    );
    for side in [-0.39, 0.39] {
        canvas.glow(
            at(side, 0.36),
            wide * if hour.is_dark { 0.7 } else { 0.3 },
            lamp,
            if hour.is_dark { 0.9 } else { 0.5 },
        );
    }
}
