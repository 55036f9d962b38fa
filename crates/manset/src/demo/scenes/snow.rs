//! A village under snow, with the peaks behind it.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::land::{fill_below, rolling};
use super::light::{DAWN, DUSK, GREY, Light, NIGHT};
use super::mountain::{Chain, firs};
use super::plants::add_snowy_fir;
use super::shape::{Shape, Spot};

pub fn snow(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[GREY, DAWN, DUSK, NIGHT], 560.0);
    light.sky(canvas, 600.0);
    Chain::new(dice, 600.0, 250.0, 5).paint(canvas, &light, dice, 0.6, Some(600.0));
    let white = hex(0xf6f5f2).to(light.hour.horizon, 0.3).lit(if light.hour.is_dark { 0.7 } else { 1.0 });
    let cold = white.to(light.hour.zenith, if light.hour.is_dark { 0.66 } else { 0.4 });
    for (base, height, air) in [(600.0, 34.0, 0.62), (660.0, 60.0, 0.4)] {
        let line = rolling(dice.noise(), base, 60.0, 460.0);
        let near = light.hour.near.to(light.hour.shade, 0.4);
        firs(canvas, dice, &line, height, light.through_air(near, air), light.through_air(white, 0.3));
        light.mist(canvas, base + 20.0, 50.0, 0.5);
    }
    let ground = rolling(dice.noise(), 740.0, 70.0, 700.0);
    fill_below(canvas, &ground, white, cold, 330.0);
    let village = dice.between(420.0, 900.0);
    for index in 0..5 {
        let x = village + index as f32 * 92.0 + dice.between(-22.0, 22.0);
        cottage(
            canvas,
            dice,
            (x, 716.0 + dice.between(-16.0, 26.0)),
            [84.0, 70.0, 92.0, 64.0, 76.0][index],
            &light,
            white,
        );
    }
    let drift = rolling(dice.noise(), 905.0, 120.0, 620.0);
    fill_below(canvas, &drift, white.near(Tint::WHITE, 0.25), cold, 240.0);
    let mut trunks = Shape::new();
    let mut caps = Shape::new();
    for side in [0.0, 1.0] {
        for _ in 0..4 {
            let x = blend(dice.between(-60.0, 300.0), dice.between(1200.0, 1560.0), side);
            let (foot, height) = (dice.between(880.0, 985.0), dice.between(250.0, 430.0));
            add_snowy_fir(&mut trunks, &mut caps, dice, (x, foot), height);
        }
    }
    canvas.fill(trunks, Ink::Down(520.0, light.hour.near.to(light.hour.shade, 0.35), 980.0, light.hour.near, 1.0));
    canvas.fill(caps, Ink::Down(460.0, white.near(Tint::WHITE, 0.3), 990.0, white.to(cold, 0.5), 0.96));
    flakes(canvas, dice);
}

/// A house under snow with its lamp lit.
fn cottage(canvas: &mut Canvas, dice: &Dice, (x, foot): Spot, wide: f32, light: &Light, white: Tint) {
    let high = wide * 0.52;
    let wall = light.through_air(hex(0x8a6a55).to(light.hour.shade, 0.35), 0.25);
    canvas.fill(
        Shape::new().rectangle(x, foot - high, wide, high + 20.0),
        Ink::Along((x, 0.0), wall, (x + wide, 0.0), wall.lit(0.78), 1.0),
    );
    let lamp = hex(0xffc76b);
    let mut panes = Shape::new();
    for share in [0.2, 0.6] {
        panes.add_rectangle(x + wide * share, foot - high * 0.72, wide * 0.17, high * 0.4);
    }
    canvas.fill(panes, Ink::Flat(lamp, if light.hour.is_dark { 1.0 } else { 0.75 }));
    canvas.glow((x + wide / 2.0, foot - high * 0.5), wide * 0.9, lamp, if light.hour.is_dark { 0.5 } else { 0.16 });
    let roof = [
        (x - wide * 0.1, foot - high * 0.94),
        (x + wide * 0.24, foot - high * 1.72),
        (x + wide * 0.76, foot - high * 1.72),
        (x + wide * 1.1, foot - high * 0.94),
    ];
    canvas.fill(
        Shape::new().polygon(&roof),
        Ink::Down(foot - high * 1.7, white.near(Tint::WHITE, 0.3), foot - high, white.to(light.hour.zenith, 0.25), 1.0),
    );
    let chimney = x + wide * dice.between(0.3, 0.66);
    canvas.fill(Shape::new().rectangle(chimney, foot - high * 2.0, wide * 0.09, high * 0.4), wall.lit(0.8));
}

/// Falling snow, nearer flakes larger and fewer.
fn flakes(canvas: &mut Canvas, dice: &Dice) {
    for (count, size, alpha) in [(420, 1.5, 0.55), (150, 2.8, 0.6), (34, 5.5, 0.42)] {
        let mut shape = Shape::new();
        for _ in 0..count {
            let radius = size * dice.between(0.6, 1.3);
            shape.add_oval((dice.between(0.0, WIDE), dice.between(0.0, HIGH)), radius, radius * 1.15);
        }
        canvas.fill(shape, Ink::Flat(Tint::WHITE, alpha));
    }
}
