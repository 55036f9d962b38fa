//! Two sides on a pitch.

use super::canvas::{Canvas, Ink};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::shape::{Shape, Spot};

/// Two sides on the pitch in their colours, running, with their shadows under the lamps.
pub fn players(canvas: &mut Canvas, dice: &Dice, colours: &[Tint; 2]) {
    let ball = (dice.between(520.0, 980.0), dice.between(740.0, 800.0));
    let mut spots: Vec<(Spot, usize)> =
        (0..9).map(|index| ((dice.between(140.0, 1360.0), dice.between(650.0, 830.0)), index % 2)).collect();
    spots.push(((ball.0 - 70.0, ball.1 + 8.0), 0));
    spots.push(((ball.0 + 66.0, ball.1 - 6.0), 1));
    spots.sort_by(|one, other| one.0.1.total_cmp(&other.0.1));
    for ((x, foot), side) in spots {
        let tall = blend(70.0, 128.0, (foot - 640.0) / 200.0);
        let shirt = colours[side];
        let way = if x < ball.0 { 1.0 } else { -1.0 };
        runner(canvas, dice, (x, foot), tall, shirt, way);
    }
    canvas.fill(Shape::new().oval((ball.0 + 9.0, ball.1 + 9.0), 12.0, 3.0), Ink::Flat(hex(0x12301d), 0.5));
    canvas.fill(Shape::new().oval(ball, 9.0, 9.0), hex(0xfdfbf3));
    canvas.fill(Shape::new().oval((ball.0 - 1.0, ball.1 + 1.0), 3.0, 3.0), hex(0x2a2d33));
}

fn runner(canvas: &mut Canvas, dice: &Dice, (x, foot): Spot, tall: f32, shirt: Tint, way: f32) {
    let at = |across: f32, up: f32| (x + way * across * tall, foot - up * tall);
    let stride = dice.between(0.12, 0.24);
    let skin = dice.pick(&[hex(0xc98f68), hex(0xb07a55), hex(0xd9a680), hex(0x8a5c40)]);
    for shade in [-1.0, 1.0] {
        canvas.fill(
            Shape::new().oval((x + shade * tall * 0.34, foot + tall * 0.01), tall * 0.36, tall * 0.035),
            Ink::Flat(hex(0x12301d), 0.28),
        );
    }
    let limb = |from: Spot, knee: Spot, to: Spot| Shape::new().line(&[from, knee, to]);
    canvas.stroke(limb(at(-0.02, 0.46), at(stride * 0.9, 0.27), at(stride * 0.7, 0.03)), tall * 0.072, skin);
    canvas.stroke(
        limb(at(-0.02, 0.46), at(-stride * 0.5, 0.25), at(-stride * 1.5, 0.13)),
        tall * 0.072,
        skin.lit(0.86),
    );
    canvas.stroke(
        Shape::new().line(&[at(stride * 0.8, 0.19), at(stride * 0.7, 0.03), at(stride * 0.7 + 0.06, 0.015)]),
        tall * 0.066,
        shirt.lit(0.8),
    );
    canvas.stroke(limb(at(0.04, 0.76), at(-0.12, 0.62), at(-0.02, 0.52)), tall * 0.056, skin.lit(0.9));
    canvas.fill(
        Shape::new().blob(&[at(-0.12, 0.5), at(-0.1, 0.34), at(0.02, 0.38), at(0.15, 0.34), at(0.11, 0.5)]),
        hex(0xf1ede2).to(shirt, 0.25),
    );
    canvas.fill(
        Shape::new().blob(&[at(-0.1, 0.48), at(-0.08, 0.76), at(0.02, 0.83), at(0.14, 0.78), at(0.12, 0.48)]),
        Ink::Along(at(-0.12, 0.8), shirt.lit(1.12), at(0.15, 0.5), shirt.lit(0.72), 1.0),
    );
    canvas.stroke(limb(at(0.09, 0.77), at(0.2, 0.64), at(0.28, 0.7)), tall * 0.056, skin);
    canvas.fill(Shape::new().oval(at(0.06, 0.92), tall * 0.058, tall * 0.072), skin);
    canvas.fill(
        Shape::new().blob(&[at(0.0, 0.93), at(0.02, 0.995), at(0.09, 0.995), at(0.12, 0.95), at(0.06, 0.96)]),
        hex(0x2a1f1b),
    );
}
