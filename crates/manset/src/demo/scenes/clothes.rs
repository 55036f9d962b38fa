//! What a sitter wears.

use super::canvas::{Canvas, Ink};
use super::colour::{Tint, hex};
use super::dice::Dice;
use super::portrait::Sitter;
use super::shape::Shape;

pub fn clothes(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter) {
    let at = |across: f32, down: f32| sitter.at(across, down);
    let cloth = sitter.cloth;
    let broad = if sitter.is_woman { 2.25 } else { 2.62 };
    let slope = if sitter.is_woman { 1.66 } else { 1.56 };
    let light = Ink::Along(at(-broad, 1.4), cloth.lit(1.3), at(broad, 2.6), cloth.lit(0.66), 1.0);
    let neck = if sitter.is_woman { 0.5 } else { 0.58 };
    let shoulders = [
        at(-neck, 1.3),
        at(-1.1, 1.46),
        at(-broad * 0.82, slope),
        at(-broad, 2.2),
        at(-broad * 1.12, 3.6),
        at(broad * 1.12, 3.6),
        at(broad, 2.2),
        at(broad * 0.82, slope),
        at(1.1, 1.46),
        at(neck, 1.3),
        at(0.0, 1.86),
    ];
    let body = || Shape::new().blob(&shoulders);
    match if sitter.is_woman { 3 + dice.below(3) } else { dice.below(4) } {
        0 | 1 => suit(canvas, dice, sitter, &body, light),
        2 => {
            canvas.fill(body(), light);
            collar(canvas, sitter, hex(0xece7dc).to(cloth, 0.12));
        }
        3 => {
            canvas.fill(body(), light);
            // A knitted neckband.
            canvas.stroke(
                Shape::new().curve(at(-neck * 1.06, 1.31), at(0.0, 2.0), at(neck * 1.06, 1.31)),
                17.0,
                cloth.lit(1.12),
            );
            canvas.stroke(
                Shape::new().curve(at(-neck * 1.06, 1.37), at(0.0, 2.08), at(neck * 1.06, 1.37)),
                2.4,
                Ink::Flat(cloth.lit(0.62), 0.6),
            );
        }
        4 => {
            let blouse = hex(0xeee4d6).to(cloth, 0.14);
            canvas.fill(body(), Ink::Along(at(-1.0, 1.4), blouse.lit(1.03), at(1.0, 2.6), blouse.lit(0.78), 1.0));
            jacket(canvas, sitter, &body, light, 0.5);
        }
        _ => {
            canvas.fill(body(), light);
            let mut pearls = Shape::new();
            for bead in 0..=16 {
                let t = bead as f32 / 16.0;
                pearls.add_oval(at((t - 0.5) * 1.18, 1.34 + (1.0 - (t * 2.0 - 1.0).powi(2)) * 0.42), 6.2, 6.2);
            }
            canvas.fill(pearls, hex(0xf5eee2));
        }
    }
    canvas.within(body(), |canvas| {
        let mut folds = Shape::new();
        for side in [-1.0, 1.0] {
            folds.add_curve(at(side * broad * 0.72, 1.9), at(side * broad * 0.66, 2.6), at(side * broad * 0.8, 3.3));
            folds.add_curve(at(side * 1.0, 1.52), at(side * 1.3, 1.7), at(side * broad * 0.74, 1.74));
        }
        canvas.stroke(folds, 5.0, Ink::Flat(cloth.lit(0.55), 0.4));
    });
}

fn suit(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter, body: &impl Fn() -> Shape, light: Ink) {
    let at = |across: f32, down: f32| sitter.at(across, down);
    let shirt = dice.pick(&[hex(0xf3efe6), hex(0xdbe4ec), hex(0xefe3d3)]);
    canvas.fill(body(), Ink::Along(at(-1.0, 1.3), shirt, at(1.0, 2.6), shirt.lit(0.76), 1.0));
    if dice.chance(0.6) {
        let tie = dice.pick(&[hex(0x7c2f33), hex(0x2c4a63), hex(0x4c5a3c), hex(0x3b3145)]);
        canvas.fill(
            Shape::new().polygon(&[at(-0.13, 1.72), at(0.13, 1.72), at(0.09, 1.92), at(-0.09, 1.92)]),
            tie.lit(0.86),
        );
        canvas.fill(
            Shape::new().polygon(&[at(-0.09, 1.92), at(0.09, 1.92), at(0.22, 3.4), at(-0.22, 3.4)]),
            Ink::Along(at(-0.2, 2.0), tie.lit(1.15), at(0.2, 2.4), tie.lit(0.75), 1.0),
        );
    }
    jacket(canvas, sitter, body, light, 0.62);
    collar(canvas, sitter, shirt);
}

/// A jacket open over what is worn below; `open` is half the opening at the neck.
fn jacket(canvas: &mut Canvas, sitter: &Sitter, body: &impl Fn() -> Shape, light: Ink, open: f32) {
    let at = |across: f32, down: f32| sitter.at(across, down);
    let cloth = sitter.cloth;
    canvas.within(body(), |canvas| {
        for side in [-1.0, 1.0] {
            let half = [
                at(side * open, 1.2),
                at(side * 0.06, 3.1),
                at(side * 0.06, 3.8),
                at(side * 4.0, 3.8),
                at(side * 4.0, 1.2),
            ];
            canvas.fill(Shape::new().polygon(&half), light);
            let lapel = [
                at(side * open, 1.26),
                at(side * (open + 0.24), 1.42),
                at(side * (open + 0.44), 1.86),
                at(side * (open + 0.24), 1.94),
                at(side * (open + 0.36), 2.06),
                at(side * 0.06, 3.08),
            ];
            let tint = cloth.lit(if side < 0.0 { 1.22 } else { 0.84 });
            canvas.fill(Shape::new().polygon(&lapel), tint);
            canvas.stroke(Shape::new().line(&lapel), 2.6, Ink::Flat(cloth.lit(0.5), 0.6));
        }
    });
}

fn collar(canvas: &mut Canvas, sitter: &Sitter, cloth: Tint) {
    let at = |across: f32, down: f32| sitter.at(across, down);
    for side in [-1.0, 1.0] {
        let wing = [at(side * 0.56, 1.14), at(side * 0.66, 1.36), at(side * 0.4, 1.86), at(side * 0.02, 1.7)];
        canvas.fill(Shape::new().polygon(&wing), cloth.lit(if side < 0.0 { 1.0 } else { 0.82 }));
        canvas.stroke(Shape::new().line(&[wing[1], wing[2], wing[3]]), 2.2, Ink::Flat(hex(0x4a4038), 0.3));
    }
}
