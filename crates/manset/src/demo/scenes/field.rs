//! A field at harvest under a large sky.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::hex;
use super::dice::{Dice, blend};
use super::land::{below, birds, fill_below, hills, rolling};
use super::light::{DAWN, DAY, GOLDEN, Light};
use super::plants::{add_grass, add_poplar, add_round_tree, add_wood};
use super::shape::{Shape, Spot};

pub fn field(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[GOLDEN, DAY, GOLDEN, DAWN], 520.0);
    let hour = light.hour;
    light.sky(canvas, 530.0);
    if hour != DAY {
        light.disc(canvas, 26.0);
    }
    hills(canvas, &light, dice, 470.0, 540.0, 3);
    hamlet(canvas, dice, &light, 556.0);
    let ripe = hex(0xd8a94a).to(hour.land, 0.3);
    let shadow = ripe.to(hour.shade, 0.55);
    let edge = rolling(dice.noise(), 585.0, 30.0, 1100.0);
    fill_below(canvas, &edge, light.through_air(ripe, 0.3), shadow.to(hour.near, 0.2), 460.0);
    // Rows run to one point on the horizon.
    let meet = (dice.between(420.0, 1080.0), 545.0);
    let mut rows = Shape::new();
    for row in -34..34 {
        let foot = meet.0 + row as f32 * 132.0 + dice.between(-10.0, 10.0);
        let wide = dice.between(42.0, 66.0);
        let at = |foot: f32, down: f32| (blend(meet.0, foot, down), blend(meet.1, HIGH + 30.0, down));
        rows.add_polygon(&[at(foot, 0.11), at(foot + wide, 0.11), at(foot + wide, 1.0), at(foot, 1.0)]);
    }
    canvas.within(below(&edge), |canvas| {
        canvas.fill(rows, Ink::Down(600.0, shadow.to(light.hour.haze, 0.3), HIGH, shadow.to(hour.near, 0.35), 0.5));
    });
    let tree = (if meet.0 > 750.0 { dice.between(240.0, 460.0) } else { dice.between(1040.0, 1260.0) }, 690.0);
    canvas.glaze(
        Shape::new().oval((tree.0 + (tree.0 - light.sun.0) * 0.22, tree.1 + 8.0), 190.0, 15.0),
        Ink::Flat(hour.shade, 0.5),
    );
    let mut crown = Shape::new();
    add_round_tree(&mut crown, dice, tree, 300.0);
    canvas.fill(
        crown,
        Ink::Along((tree.0 - 110.0, 480.0), hour.shade.to(hour.land, 0.35), (tree.0 + 130.0, 640.0), hour.near, 1.0),
    );
    let wind = dice.between(0.1, 0.24);
    for (count, from, height, share) in [(260, 880.0, 70.0, 0.25), (300, 1006.0, 150.0, 0.75)] {
        let (mut ears, mut lit) = (Shape::new(), Shape::new());
        for index in 0..count {
            let foot = (dice.between(-20.0, WIDE + 20.0), from + dice.between(-14.0, 34.0));
            let tall = height * dice.between(0.6, 1.1);
            let blades = if index % 3 == 0 { &mut lit } else { &mut ears };
            add_grass(blades, dice, foot, tall, wind);
            blades.add_oval((foot.0 + tall * wind, foot.1 - tall), 2.2 + tall * 0.012, tall * 0.11);
        }
        canvas.fill(ears, Ink::Down(from - height, ripe.to(hour.shade, 0.4), from, shadow.to(hour.near, share), 1.0));
        canvas.fill(lit, Ink::Down(from - height, ripe.to(hour.sun, 0.35), from, shadow, 1.0));
    }
    birds(canvas, dice, (900.0, 250.0), hour.near);
}

/// A few roofs, a minaret and trees on the skyline of a plain.
fn hamlet(canvas: &mut Canvas, dice: &Dice, light: &Light, foot: f32) {
    let start = dice.between(180.0, 1000.0);
    let (mut walls, mut roofs, mut trees) = (Shape::new(), Shape::new(), Shape::new());
    for index in 0..9 {
        let (x, wide) = (start + index as f32 * 36.0 + dice.between(-8.0, 8.0), dice.between(22.0, 36.0));
        let high = dice.between(14.0, 24.0);
        walls.add_rectangle(x, foot - high, wide, high + 20.0);
        roofs.add_polygon(&[
            (x - 3.0, foot - high),
            (x + wide / 2.0, foot - high - 11.0),
            (x + wide + 3.0, foot - high),
        ]);
    }
    let line: Vec<Spot> = (0..60).map(|step| (start - 260.0 + step as f32 * 15.0, foot + 4.0)).collect();
    add_wood(&mut trees, dice, &line, 22.0);
    for _ in 0..9 {
        add_poplar(&mut trees, dice, (start + dice.between(-180.0, 480.0), foot + 4.0), dice.between(46.0, 82.0));
    }
    let mosque = start + 190.0;
    walls.add_rectangle(mosque + 30.0, foot - 96.0, 7.0, 96.0);
    walls.add_rectangle(mosque - 20.0, foot - 28.0, 44.0, 40.0);
    roofs.add_oval((mosque + 2.0, foot - 28.0), 21.0, 19.0);
    roofs.add_polygon(&[(mosque + 29.0, foot - 96.0), (mosque + 33.5, foot - 122.0), (mosque + 38.0, foot - 96.0)]);
    let hour = light.hour;
    canvas.fill(walls, light.through_air(hex(0xf2e6d0).to(hour.shade, 0.25), 0.4));
    canvas.fill(roofs, light.through_air(hex(0xa65a40).to(hour.shade, 0.3), 0.42));
    canvas.fill(
        trees,
        Ink::Down(
            foot - 80.0,
            light.through_air(hour.shade, 0.35),
            foot + 8.0,
            light.through_air(hour.near, 0.35),
            1.0,
        ),
    );
}
