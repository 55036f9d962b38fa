//! A river between meadows, seen twice.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::dice::{Dice, blend};
use super::land::{fill_below, hills, rolling};
use super::light::{DAWN, DAY, GOLDEN, GREY, Light};
use super::plants::{add_grass, add_poplar, add_reed, add_round_tree, add_wood};
use super::shape::{Shape, Spot};

pub fn river(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DAWN, DAY, GOLDEN, GREY], 470.0);
    let hour = light.hour;
    light.sky(canvas, 480.0);
    if hour != DAY && hour != GREY {
        light.disc(canvas, 24.0);
    }
    hills(canvas, &light, dice, 430.0, 500.0, 3);
    // The far bank with its wood, then the whole lower frame is water, and the banks are laid over it.
    let bank = rolling(dice.noise(), 540.0, 22.0, 900.0);
    let mut wood = Shape::new();
    add_wood(&mut wood, dice, &bank, 46.0);
    for _ in 0..26 {
        let x = dice.between(0.0, WIDE);
        add_poplar(&mut wood, dice, (x, 536.0), dice.between(64.0, 128.0));
    }
    let far = light.through_air(hour.shade, 0.34);
    canvas.fill(wood, Ink::Down(430.0, far.to(hour.land, 0.2), 545.0, far.to(hour.near, 0.25), 1.0));
    fill_below(canvas, &bank, light.through_air(hour.land, 0.25), light.through_air(hour.shade, 0.2), 40.0);
    let depth = hour.zenith.to(hour.near, 0.35);
    canvas.mirror(552.0, HIGH, depth, dice.noise());
    light.mist(canvas, 556.0, 34.0, 0.5);

    let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
    let turn = |x: f32| if side > 0.0 { x } else { WIDE - x };
    for (reach, from, spread) in [(560.0, 596.0, 0.5), (860.0, 690.0, 1.0)] {
        meadow(canvas, dice, &light, &turn, reach, from, spread);
    }
    far_side(canvas, dice, &light, &turn);
    let wind = dice.between(0.08, 0.26) * side;
    let mut reeds = Shape::new();
    for _ in 0..70 {
        let x = turn(dice.between(-20.0, 520.0));
        add_reed(&mut reeds, dice, (x, HIGH + 10.0), dice.between(90.0, 230.0), wind);
    }
    for _ in 0..190 {
        let x = turn(dice.between(-20.0, 760.0));
        add_grass(&mut reeds, dice, (x, HIGH + 10.0), dice.between(40.0, 150.0), wind);
    }
    canvas.fill(reeds, Ink::Down(780.0, hour.near.to(hour.land, 0.3), HIGH, hour.near, 1.0));
}

/// A tongue of land from the left with its trees; `turn` puts it on the right.
fn meadow(
    canvas: &mut Canvas,
    dice: &Dice,
    light: &Light,
    turn: &impl Fn(f32) -> f32,
    reach: f32,
    top: f32,
    near: f32,
) {
    let hour = light.hour;
    let air = blend(0.28, 0.04, near);
    let foot = top + blend(46.0, 310.0, near);
    let edge: Vec<Spot> = [
        (-60.0, top),
        (reach * 0.45, top + 8.0),
        (reach * 0.86, top + (foot - top) * 0.16),
        (reach, top + (foot - top) * 0.3),
        (reach * 0.8, top + (foot - top) * 0.52),
        (reach * 0.4, foot),
        (-60.0, foot + 120.0),
    ]
    .map(|(x, y)| (turn(x), y))
    .to_vec();
    let shore: Vec<Spot> = edge.iter().map(|&(x, y)| (x, y + 5.0 + near * 5.0)).collect();
    canvas.fill(Shape::new().blob(&shore), Ink::Flat(hour.near, 0.5));
    let grass = light.through_air(hour.land, air);
    canvas.fill(Shape::new().blob(&edge), Ink::Down(top, grass, foot + 30.0, light.through_air(hour.shade, air), 1.0));
    let (mut sunny, mut trees) = (Shape::new(), Shape::new());
    for _ in 0..7 {
        let x = dice.between(-10.0, reach * 0.7);
        let size = blend(86.0, 190.0, near) * dice.between(0.7, 1.25);
        let at = (turn(x), top + dice.between(6.0, 26.0 + near * 30.0));
        if dice.chance(0.6) {
            add_poplar(&mut trees, dice, at, size * 1.5);
        } else {
            add_round_tree(&mut trees, dice, at, size);
        }
        let toward = if light.sun.0 < at.0 { -1.0 } else { 1.0 };
        sunny.add_oval((at.0 - toward * size * 0.5, at.1 + 3.0), size * 0.62, 4.0 + near * 5.0);
    }
    canvas.glaze(sunny, Ink::Flat(hour.shade.to(hour.haze, 0.2), 0.5));
    let leaf = light.through_air(hour.shade.to(hour.land, 0.25), air);
    canvas.fill(
        trees,
        Ink::Down(top - 220.0, leaf.to(hour.land, 0.3), top + 40.0, light.through_air(hour.near, air), 1.0),
    );
}

/// A low spit from the other side, so that the water runs between two lands.
fn far_side(canvas: &mut Canvas, dice: &Dice, light: &Light, turn: &impl Fn(f32) -> f32) {
    let hour = light.hour;
    let top = dice.between(630.0, 660.0);
    let edge = [
        (WIDE + 60.0, top - 16.0),
        (1240.0, top - 8.0),
        (1010.0, top + 16.0),
        (930.0, top + 34.0),
        (1080.0, top + 52.0),
        (1330.0, top + 66.0),
        (WIDE + 60.0, top + 110.0),
    ]
    .map(|(x, y)| (turn(x), y));
    canvas.fill(
        Shape::new().blob(&edge),
        Ink::Down(top - 16.0, light.through_air(hour.land, 0.18), top + 100.0, light.through_air(hour.shade, 0.1), 1.0),
    );
    let mut trees = Shape::new();
    for _ in 0..6 {
        let x = turn(dice.between(1150.0, 1490.0));
        add_round_tree(&mut trees, dice, (x, top + 14.0), dice.between(70.0, 130.0));
    }
    canvas.fill(
        trees,
        Ink::Down(
            top - 110.0,
            light.through_air(hour.land.to(hour.shade, 0.6), 0.15),
            top + 10.0,
            light.through_air(hour.near, 0.12),
            1.0,
        ),
    );
}
