//! Who is in the classroom: a teacher, and pupils at their desks.

use super::canvas::{Canvas, Ink};
use super::colour::{Tint, hex};
use super::dice::Dice;
use super::shape::{Shape, Spot};

pub fn teacher(canvas: &mut Canvas, dice: &Dice, (x, foot): Spot) {
    let tall = 330.0;
    let coat = dice.pick(&[hex(0x3a4660), hex(0x6b3f3f), hex(0x3f5b4f), hex(0x54496b)]);
    let at = |across: f32, up: f32| (x + across * tall, foot - up * tall);
    let skin = hex(0xc79572);
    canvas.fill(
        Shape::new().polygon(&[
            at(-0.07, 0.42),
            at(-0.06, 0.0),
            at(-0.01, 0.0),
            at(0.0, 0.4),
            at(0.02, 0.0),
            at(0.07, 0.0),
            at(0.08, 0.42),
        ]),
        hex(0x2a2b33),
    );
    canvas.stroke(Shape::new().line(&[at(-0.1, 0.76), at(-0.2, 0.74), at(-0.3, 0.9)]), tall * 0.05, coat.lit(0.9));
    canvas.fill(Shape::new().oval(at(-0.31, 0.925), tall * 0.024, tall * 0.028), skin);
    canvas.fill(
        Shape::new().blob(&[
            at(-0.06, 0.835),
            at(0.06, 0.835),
            at(0.125, 0.77),
            at(0.135, 0.56),
            at(0.11, 0.36),
            at(-0.11, 0.36),
            at(-0.12, 0.6),
            at(-0.12, 0.77),
        ]),
        Ink::Along(at(-0.14, 0.7), coat.lit(1.2), at(0.14, 0.5), coat.lit(0.72), 1.0),
    );
    canvas.stroke(Shape::new().line(&[at(0.11, 0.75), at(0.15, 0.58), at(0.07, 0.5)]), tall * 0.05, coat.lit(0.75));
    canvas.fill(Shape::new().rectangle(x - tall * 0.025, foot - tall * 0.88, tall * 0.05, tall * 0.06), skin.lit(0.85));
    canvas.fill(
        Shape::new().oval(at(-0.005, 0.92), tall * 0.05, tall * 0.064),
        Ink::Along(at(-0.05, 0.92), skin.lit(1.1), at(0.05, 0.92), skin.lit(0.75), 1.0),
    );
    let hair = dice.pick(&[hex(0x2b211d), hex(0x4a3426), hex(0x8b8680)]);
    if dice.chance(0.5) {
        canvas.fill(
            Shape::new().blob(&[
                at(-0.05, 0.94),
                at(-0.02, 0.995),
                at(0.04, 0.99),
                at(0.068, 0.92),
                at(0.062, 0.8),
                at(0.022, 0.83),
                at(0.022, 0.93),
                at(-0.01, 0.965),
            ]),
            hair,
        );
    } else {
        canvas.fill(
            Shape::new().blob(&[
                at(-0.052, 0.94),
                at(-0.03, 0.992),
                at(0.03, 0.995),
                at(0.056, 0.95),
                at(0.05, 0.9),
                at(0.028, 0.95),
                at(-0.02, 0.962),
            ]),
            hair,
        );
    }
}

/// Someone at a desk, from behind: clothes, neck, hair.
pub fn pupil(canvas: &mut Canvas, dice: &Dice, (x, y): Spot, size: f32, cloth: Tint, dark: Tint, depth: f32) {
    let at = |across: f32, down: f32| (x + across * size, y + down * size);
    let away = |tint: Tint| tint.to(dark, 0.18 + depth * 0.6);
    let cloth = away(cloth);
    let body = [
        at(-0.13, -0.14),
        at(0.13, -0.14),
        at(0.42, 0.02),
        at(0.53, 0.4),
        at(0.55, 1.2),
        at(-0.55, 1.2),
        at(-0.53, 0.4),
        at(-0.42, 0.02),
    ];
    canvas
        .fill(Shape::new().blob(&body), Ink::Along(at(-0.5, 0.0), cloth.lit(1.22), at(0.5, 0.6), cloth.lit(0.7), 1.0));
    let skin = away(dice.pick(&[hex(0xc99a78), hex(0xb98763), hex(0xdcb190)]));
    canvas.fill(Shape::new().rectangle(x - size * 0.09, y - size * 0.32, size * 0.18, size * 0.26), skin.lit(0.86));
    canvas.fill(
        Shape::new().oval(at(-0.215, -0.44), size * 0.04, size * 0.07).oval(at(0.215, -0.44), size * 0.04, size * 0.07),
        skin,
    );
    let hair = away(dice.pick(&[hex(0x241b18), hex(0x3b2a20), hex(0x5b3d28), hex(0x1b1a1f)]));
    let shine = Ink::Along(at(-0.25, -0.7), hair.lit(1.35), at(0.25, -0.3), hair.lit(0.8), 1.0);
    canvas.fill(Shape::new().oval(at(0.0, -0.5), size * 0.225, size * 0.275), shine);
    match dice.below(4) {
        0 => {
            canvas.fill(
                Shape::new().blob(&[
                    at(-0.22, -0.56),
                    at(0.22, -0.56),
                    at(0.27, -0.2),
                    at(0.2, 0.1),
                    at(-0.2, 0.1),
                    at(-0.27, -0.2),
                ]),
                shine,
            );
        }
        1 => {
            // Two plaits with their ribbons.
            canvas.stroke(
                Shape::new().curve(at(-0.13, -0.3), at(-0.28, -0.05), at(-0.2, 0.26)).curve(
                    at(0.13, -0.3),
                    at(0.28, -0.05),
                    at(0.2, 0.26),
                ),
                size * 0.085,
                hair,
            );
            canvas.fill(
                Shape::new().oval(at(-0.2, 0.24), size * 0.06, size * 0.04).oval(
                    at(0.2, 0.24),
                    size * 0.06,
                    size * 0.04,
                ),
                away(hex(0xe9e2d0)),
            );
        }
        2 => {
            let scarf = away(dice.pick(&[hex(0xd8c6b4), hex(0x7d8fa3), hex(0xa66a6a)]));
            let cloth = Ink::Along(at(-0.3, -0.7), scarf.lit(1.15), at(0.3, 0.0), scarf.lit(0.75), 1.0);
            canvas.fill(
                Shape::new().blob(&[
                    at(0.0, -0.79),
                    at(0.21, -0.68),
                    at(0.26, -0.42),
                    at(0.3, -0.1),
                    at(0.2, 0.14),
                    at(-0.2, 0.14),
                    at(-0.3, -0.1),
                    at(-0.26, -0.42),
                    at(-0.21, -0.68),
                ]),
                cloth,
            );
        }
        _ => {}
    }
}

pub fn desk(canvas: &mut Canvas, (x, y): Spot, size: f32, dark: Tint, depth: f32) {
    let wood = hex(0xb98a56).to(dark, 0.25 + depth * 0.5);
    let half = size * 0.86;
    canvas.fill(
        Shape::new().polygon(&[
            (x - half, y),
            (x + half, y),
            (x + half * 1.04, y + size * 0.1),
            (x - half * 1.04, y + size * 0.1),
        ]),
        Ink::Along((x - half, y), wood.lit(1.2), (x + half, y), wood.lit(0.8), 1.0),
    );
    canvas.fill(
        Shape::new().rectangle(x - half * 1.04, y + size * 0.1, half * 2.08, size * 0.44),
        Ink::Down(y, wood.lit(0.74), y + size * 0.5, wood.lit(0.5), 1.0),
    );
    for leg in [-0.9, 0.84] {
        canvas.fill(Shape::new().rectangle(x + half * leg, y + size * 0.5, size * 0.06, size * 0.6), dark.lit(0.55));
    }
}
