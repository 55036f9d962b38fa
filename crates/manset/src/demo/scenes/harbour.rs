//! A fishing harbour before its town.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::land::{birds, glitter, hills};
use super::light::{DAWN, DAY, DUSK, GOLDEN, Light};
use super::shape::{Shape, Spot};

pub fn harbour(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DAWN, DAY, GOLDEN, DUSK], 500.0);
    let hour = light.hour;
    light.sky(canvas, 510.0);
    if hour != DAY {
        light.disc(canvas, 28.0);
    }
    hills(canvas, &light, dice, 480.0, 520.0, 2);
    quay_town(canvas, dice, &light);
    let mole = dice.between(930.0, 1080.0);
    lighthouse(canvas, &light, (mole + 20.0, 556.0));
    canvas.fill(
        Shape::new().polygon(&[(mole - 40.0, 566.0), (mole, 552.0), (WIDE + 20.0, 546.0), (WIDE + 20.0, 570.0)]),
        light.through_air(hour.near, 0.3),
    );
    let mut boats = Vec::new();
    for (row, count) in [(586.0, 7), (628.0, 5), (700.0, 3)] {
        for index in 0..count {
            let step = WIDE / count as f32;
            boats.push((step * (index as f32 + dice.between(0.2, 0.7)), row + dice.between(-6.0, 10.0)));
        }
    }
    let depth = hour.zenith.to(hour.near, 0.42);
    canvas.mirror(570.0, HIGH, depth, dice.noise());
    if hour != DAY {
        glitter(canvas, dice, light.sun.0, 580.0, hour.sun);
    }
    for (x, y) in boats {
        trawler(canvas, dice, &light, (x, y), 34.0 + (y - 570.0) * 0.62);
    }
    let edge = dice.between(820.0, 850.0);
    let stone = hour.shade.to(hour.near, 0.45);
    canvas.fill(
        Shape::new().polygon(&[
            (-20.0, edge + 60.0),
            (620.0, edge + 104.0),
            (560.0, HIGH + 10.0),
            (-20.0, HIGH + 10.0),
        ]),
        Ink::Along((0.0, edge), stone.to(hour.land, 0.3), (500.0, HIGH), hour.near, 1.0),
    );
    bollards(canvas, hour.near, edge);
    birds(canvas, dice, (430.0, 300.0), hour.sun.near(hour.near, if hour.is_dark { 0.2 } else { 0.0 }));
}

fn bollards(canvas: &mut Canvas, tint: Tint, edge: f32) {
    let mut iron = Shape::new();
    for (x, size) in [(120.0, 26.0), (420.0, 34.0)] {
        let y = edge + 64.0 + x * 0.07;
        iron.add_oval((x, y - size), size * 0.72, size * 0.34);
        iron.add_rectangle(x - size * 0.44, y - size, size * 0.88, size * 1.3);
    }
    canvas.fill(iron, tint.lit(0.7));
    canvas.stroke(
        Shape::new().curve((420.0, edge + 74.0), (640.0, edge + 130.0), (820.0, edge - 70.0)),
        4.0,
        tint.lit(0.8),
    );
}

/// White houses along the water, small, one above another.
fn quay_town(canvas: &mut Canvas, dice: &Dice, light: &Light) {
    let hour = light.hour;
    let walls = [hex(0xf3e7d3), hex(0xe8cfae), hex(0xf6f1e6), hex(0xd9b38c), hex(0xc9d3d0)];
    let mut panes = Shape::new();
    for row in 0..4 {
        let foot = 520.0 + row as f32 * 16.0;
        let mut x = dice.between(-30.0, 30.0);
        while x < 900.0 - row as f32 * 60.0 {
            let (wide, high) = (dice.between(26.0, 52.0), dice.between(26.0, 58.0));
            let wall = light.through_air(
                dice.pick(&walls).to(hour.shade, if hour.is_dark { 0.62 } else { 0.2 }),
                0.34 - row as f32 * 0.05,
            );
            canvas.fill(
                Shape::new().rectangle(x, foot - high, wide, high + 30.0),
                Ink::Along((x, 0.0), wall, (x + wide, 0.0), wall.lit(0.86), 1.0),
            );
            let roof = light.through_air(hex(0xb0563c).to(hour.shade, if hour.is_dark { 0.6 } else { 0.15 }), 0.3);
            canvas.fill(
                Shape::new().polygon(&[
                    (x - 3.0, foot - high),
                    (x + wide * 0.2, foot - high - 11.0),
                    (x + wide * 0.8, foot - high - 11.0),
                    (x + wide + 3.0, foot - high),
                ]),
                roof,
            );
            for column in 0..(wide / 13.0) as usize {
                for storey in 0..(high / 17.0) as usize {
                    panes.add_rectangle(
                        x + 6.0 + column as f32 * 12.0,
                        foot - high + 7.0 + storey as f32 * 16.0,
                        4.0,
                        7.0,
                    );
                }
            }
            x += wide + dice.between(-4.0, 16.0);
        }
    }
    let pane = if hour.is_dark { hex(0xffcf7d) } else { hour.near.to(hour.haze, 0.3) };
    canvas.fill(panes, Ink::Flat(pane, 0.8));
}

fn lighthouse(canvas: &mut Canvas, light: &Light, (x, foot): Spot) {
    let hour = light.hour;
    let white = light.through_air(hex(0xf7f1e6).to(hour.shade, if hour.is_dark { 0.55 } else { 0.1 }), 0.12);
    let red = light.through_air(hex(0xb2432f).to(hour.shade, if hour.is_dark { 0.5 } else { 0.1 }), 0.12);
    let tower = |from: f32, to: f32| {
        let half = |up: f32| blend(17.0, 10.0, up);
        Shape::new().polygon(&[
            (x - half(from), foot - 150.0 * from),
            (x - half(to), foot - 150.0 * to),
            (x + half(to), foot - 150.0 * to),
            (x + half(from), foot - 150.0 * from),
        ])
    };
    for band in 0..5 {
        let tint = if band % 2 == 0 { white } else { red };
        canvas.fill(
            tower(band as f32 / 5.0, (band + 1) as f32 / 5.0),
            Ink::Along((x - 16.0, 0.0), tint, (x + 16.0, 0.0), tint.lit(0.72), 1.0),
        );
    }
    canvas.fill(
        Shape::new()
            .rectangle(x - 14.0, foot - 156.0, 28.0, 6.0)
            .rectangle(x - 7.0, foot - 176.0, 14.0, 20.0)
            .polygon(&[(x - 11.0, foot - 176.0), (x, foot - 190.0), (x + 11.0, foot - 176.0)]),
        hour.near,
    );
    canvas.glow((x, foot - 166.0), if hour.is_dark { 130.0 } else { 46.0 }, hex(0xffe9b0), 0.8);
}

/// A fishing boat from the side with cabin, mast and lines, over its image.
fn trawler(canvas: &mut Canvas, dice: &Dice, light: &Light, (x, y): Spot, long: f32) {
    let hour = light.hour;
    let air = (0.34 - long / 400.0).max(0.0);
    let dim = if hour.is_dark { 0.5 } else { 0.12 };
    let paint = dice.pick(&[hex(0x2f6f8f), hex(0xa8412f), hex(0x2d5b50), hex(0xe9e2d2), hex(0xc9913a)]);
    let hull = light.through_air(paint.to(hour.near, dim), air);
    let cabin = light.through_air(hex(0xf4eee0).to(hour.near, dim), air);
    let way = if dice.chance(0.5) { 1.0 } else { -1.0 };
    let at = |across: f32, up: f32| (x + way * across * long, y - up * long);
    let image = Shape::new().polygon(&[at(-1.0, -0.05), at(1.0, -0.05), at(0.7, -0.62), at(-0.9, -0.5)]);
    canvas.glaze(image, Ink::Down(y, hull, y + long * 0.6, hour.haze, 0.45));
    let spars = Shape::new()
        .line(&[at(0.16, 0.3), at(0.16, 1.5)])
        .line(&[at(-0.86, 0.3), at(0.16, 1.46), at(1.0, 0.44)])
        .line(&[at(0.16, 0.95), at(-0.62, 1.2)]);
    canvas.stroke(spars, (long * 0.022).max(1.0), Ink::Flat(light.through_air(hour.near, air), 0.9));
    canvas.fill(
        Shape::new().polygon(&[at(-0.55, 0.2), at(-0.52, 0.74), at(0.0, 0.74), at(0.08, 0.2)]),
        Ink::Down(y - long * 0.7, cabin, y, cabin.lit(0.8), 1.0),
    );
    let mut panes = Shape::new();
    for left in [-0.44, -0.18] {
        panes.add_polygon(&[at(left, 0.62), at(left + 0.17, 0.62), at(left + 0.17, 0.44), at(left, 0.44)]);
    }
    canvas.fill(panes, if hour.is_dark { hex(0xffd489) } else { hour.near });
    canvas.fill(
        Shape::new().blob(&[
            at(-1.0, 0.34),
            at(-0.4, 0.22),
            at(0.3, 0.24),
            at(1.05, 0.5),
            at(0.86, 0.0),
            at(0.6, -0.07),
            at(-0.8, -0.07),
            at(-0.96, 0.05),
        ]),
        Ink::Down(y - long * 0.4, hull.lit(1.1), y + long * 0.08, hull.lit(0.6), 1.0),
    );
    canvas.stroke(Shape::new().curve(at(-0.98, 0.3), at(0.1, 0.12), at(1.02, 0.46)), (long * 0.035).max(1.0), cabin);
}
