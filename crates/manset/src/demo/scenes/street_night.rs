//! A street after rain at night.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::crowd::add_person;
use super::dice::Dice;
use super::light::{DUSK, Hour, Light, NIGHT};
use super::shape::{Shape, Spot};
use super::town::{LAMP, WALLS};

pub fn street_night(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[NIGHT, NIGHT, DUSK], 420.0);
    let hour = light.hour;
    light.sky(canvas, 560.0);
    light.stars(canvas, dice, 480.0);
    light.disc(canvas, 24.0);
    let kerb = 742.0;
    facades(canvas, dice, &light, kerb);
    let lamps: Vec<f32> = (0..4).map(|index| 130.0 + index as f32 * 410.0 + dice.between(-40.0, 40.0)).collect();
    let mut iron = Shape::new();
    for &x in &lamps {
        iron.add_rectangle(x - 3.5, 430.0, 7.0, kerb - 430.0 + 6.0);
        iron.add_polygon(&[
            (x - 9.0, kerb + 6.0),
            (x - 5.0, kerb - 40.0),
            (x + 5.0, kerb - 40.0),
            (x + 9.0, kerb + 6.0),
        ]);
        iron.add_polygon(&[(x - 15.0, 424.0), (x - 9.0, 386.0), (x + 9.0, 386.0), (x + 15.0, 424.0), (x, 434.0)]);
        canvas.glow((x, 405.0), 330.0, LAMP, 0.55);
        canvas.oval_glow((x, kerb), 260.0, 60.0, LAMP, 0.4);
    }
    canvas.fill(iron, hour.near);
    for &x in &lamps {
        canvas.fill(
            Shape::new().polygon(&[(x - 11.0, 420.0), (x - 6.0, 392.0), (x + 6.0, 392.0), (x + 11.0, 420.0)]),
            hex(0xfff0c8),
        );
        canvas.glow((x, 406.0), 60.0, hex(0xfff3d6), 0.9);
    }
    let mut people = Shape::new();
    for _ in 0..6 {
        let x = dice.between(60.0, 1440.0);
        let tall = dice.between(150.0, 172.0);
        add_person(&mut people, dice, (x, kerb + 8.0), tall);
        if dice.chance(0.5) {
            umbrella(&mut people, (x + 8.0, kerb + 8.0 - tall * 0.86), tall * 0.36);
        }
    }
    canvas.fill(people, hour.near);
    parked_car(canvas, dice, &light, (dice.between(420.0, 1050.0), kerb + 16.0));
    canvas.fill(Shape::new().rectangle(-10.0, kerb + 12.0, WIDE + 20.0, 12.0), hour.near.to(hour.haze, 0.35));
    canvas.mirror(kerb + 24.0, HIGH, hour.near, dice.noise());
    canvas.fill(
        Shape::new().rectangle(-10.0, kerb + 24.0, WIDE + 20.0, 300.0),
        Ink::Down(kerb, hour.near.to(hour.middle, 0.2), HIGH, hour.near, 0.32),
    );
}

fn umbrella(shape: &mut Shape, (x, y): Spot, half: f32) {
    let mut dome: Vec<Spot> = (0..=12)
        .map(|step| step as f32 / 12.0 * std::f32::consts::PI)
        .map(|angle| (x - angle.cos() * half, y - angle.sin() * half * 0.62))
        .collect();
    for dent in (1..6).rev() {
        dome.push((x - half + half * dent as f32 / 3.0, y - if dent % 2 == 0 { 0.0 } else { half * 0.09 }));
    }
    shape.add_polygon(&dome);
    shape.add_rectangle(x - 1.5, y - half * 0.6, 3.0, half * 1.1);
}

/// A row of houses with shops below, seen from across the street.
fn facades(canvas: &mut Canvas, dice: &Dice, light: &Light, kerb: f32) {
    let hour = light.hour;
    let mut x = dice.between(-90.0, -20.0);
    while x < WIDE {
        let wide = dice.between(170.0, 290.0);
        let storeys = 2 + dice.below(3);
        let high = 172.0 + storeys as f32 * 104.0;
        let wall = dice.pick(&WALLS).to(hour.shade, 0.72).to(hour.near, 0.2);
        let top = kerb - high;
        canvas.fill(
            Shape::new().rectangle(x, top, wide, high),
            Ink::Down(top, wall.lit(0.74), kerb, wall.lit(1.06), 1.0),
        );
        canvas.fill(Shape::new().rectangle(x - 6.0, top - 10.0, wide + 12.0, 15.0), wall.lit(0.58));
        canvas.fill(Shape::new().rectangle(x, kerb - 172.0, wide, 7.0), wall.lit(0.6));
        let columns = (wide / 62.0) as usize;
        for storey in 0..storeys {
            for column in 0..columns {
                let left = x + wide * (column as f32 + 0.5) / columns as f32 - 19.0;
                window(canvas, dice, &hour, (left, top + 26.0 + storey as f32 * 104.0), wall);
            }
        }
        shop(canvas, dice, &hour, (x + 16.0, kerb), wide - 32.0);
        x += wide + dice.between(0.0, 5.0);
    }
}

fn window(canvas: &mut Canvas, dice: &Dice, hour: &Hour, (left, top): Spot, wall: Tint) {
    let lit = dice.chance(0.42);
    canvas.fill(Shape::new().rectangle(left - 4.0, top - 4.0, 46.0, 72.0), wall.lit(0.7));
    let warm = LAMP.to(hex(0xff9d52), dice.unit() * 0.6);
    let glass = if lit {
        Ink::Down(top, warm, top + 62.0, warm.to(hour.near, 0.28), 1.0)
    } else {
        Ink::Down(top, hour.middle.to(hour.near, 0.4), top + 62.0, hour.near, 1.0)
    };
    canvas.fill(Shape::new().rectangle(left, top, 38.0, 62.0), glass);
    if lit && dice.chance(0.6) {
        let drawn = dice.between(5.0, 15.0);
        canvas.fill(
            Shape::new().rectangle(left, top, drawn, 62.0).rectangle(left + 38.0 - drawn, top, drawn, 62.0),
            Ink::Flat(warm.to(hour.near, 0.5), 0.75),
        );
    }
    canvas.fill(
        Shape::new().rectangle(left + 18.0, top, 2.4, 62.0).rectangle(left, top + 22.0, 38.0, 2.4),
        wall.lit(0.62),
    );
    if lit {
        canvas.glow((left + 19.0, top + 31.0), 74.0, warm, 0.3);
    }
}

/// A shop window under its awning; some are closed for the night.
fn shop(canvas: &mut Canvas, dice: &Dice, hour: &Hour, (x, kerb): Spot, wide: f32) {
    let cloth =
        dice.pick(&[hex(0x8f3b32), hex(0x2e5a52), hex(0x31466e), hex(0xa3702f), hex(0x5d4468)]).to(hour.near, 0.3);
    let (top, open) = (kerb - 128.0, dice.chance(0.62));
    let warm = hex(0xffdc9a);
    let glass = if open {
        Ink::Down(top, warm, kerb, hex(0xd9873f), 1.0)
    } else {
        Ink::Down(top, hour.middle.to(hour.near, 0.6), kerb, hour.near, 1.0)
    };
    canvas.fill(Shape::new().rectangle(x, top, wide, 128.0), glass);
    if open {
        let mut goods = Shape::new();
        let mut left = x + 8.0;
        while left < x + wide * 0.66 {
            let size = dice.between(8.0, 22.0);
            goods.add_rectangle(left, kerb - 30.0 - size * 1.4, size, size * 1.4);
            left += size + dice.between(3.0, 9.0);
        }
        goods.add_rectangle(x, kerb - 30.0, wide * 0.68, 30.0);
        canvas.fill(goods, Ink::Flat(hex(0x5a2f1c), 0.7));
        canvas.oval_glow((x + wide / 2.0, kerb - 40.0), wide * 0.9, 170.0, warm, 0.5);
    }
    let mut frame = Shape::new().rectangle(x + wide * 0.7, top, 5.0, 128.0).rectangle(x, top, 5.0, 128.0).rectangle(
        x + wide - 5.0,
        top,
        5.0,
        128.0,
    );
    frame.add_rectangle(x, kerb - 8.0, wide * 0.7, 10.0);
    canvas.fill(frame, hour.near);
    let (mut dark, mut pale) = (Shape::new(), Shape::new());
    let stripes = 10;
    for stripe in 0..stripes {
        let (from, to) = (stripe as f32 / stripes as f32, (stripe + 1) as f32 / stripes as f32);
        let spread = |share: f32| x - 12.0 + (wide + 24.0) * share;
        let band = [
            (x + wide * from, top - 22.0),
            (x + wide * to, top - 22.0),
            (spread(to), top + 18.0),
            (spread(from), top + 18.0),
        ];
        let cloth = if stripe % 2 == 0 { &mut dark } else { &mut pale };
        cloth.add_polygon(&band);
        cloth.add_oval(((spread(from) + spread(to)) / 2.0, top + 18.0), (spread(to) - spread(from)) / 2.0, 6.0);
    }
    canvas.fill(dark, cloth);
    canvas.fill(pale, hex(0xe8dcc6).to(hour.near, 0.42));
}

/// A parked car from the side.
fn parked_car(canvas: &mut Canvas, dice: &Dice, light: &Light, (x, foot): Spot) {
    let hour = light.hour;
    let paint = dice.pick(&[hex(0x7b2a2a), hex(0x3d5a73), hex(0xb8b2a6), hex(0x2f3b3a)]).to(hour.near, 0.4);
    let at = |across: f32, up: f32| (x + across * 150.0, foot - up * 150.0);
    let body = [
        at(-1.0, 0.14),
        at(-0.98, 0.4),
        at(-0.62, 0.47),
        at(-0.36, 0.74),
        at(0.26, 0.76),
        at(0.58, 0.48),
        at(0.94, 0.42),
        at(1.0, 0.16),
    ];
    canvas.fill(Shape::new().blob(&body), Ink::Down(foot - 112.0, paint.lit(1.25), foot - 18.0, paint.lit(0.55), 1.0));
    canvas.fill(
        Shape::new().polygon(&[at(-0.5, 0.49), at(-0.31, 0.69), at(-0.06, 0.7), at(-0.06, 0.49)]).polygon(&[
            at(0.0, 0.49),
            at(0.0, 0.7),
            at(0.23, 0.7),
            at(0.44, 0.49),
        ]),
        hour.middle.to(hour.near, 0.35),
    );
    let mut wheels = Shape::new();
    for wheel in [-0.58, 0.58] {
        wheels.add_oval(at(wheel, 0.15), 27.0, 27.0);
    }
    canvas.fill(wheels, hour.near.lit(0.7));
    canvas.fill(
        Shape::new().oval(at(-0.58, 0.15), 14.0, 14.0).oval(at(0.58, 0.15), 14.0, 14.0),
        hour.haze.to(hour.near, 0.4),
    );
    canvas.fill(Shape::new().oval(at(-0.965, 0.34), 5.0, 8.0), hex(0xe0402f));
    canvas.glow(at(-0.97, 0.34), 70.0, hex(0xff4d3a), 0.6);
}
