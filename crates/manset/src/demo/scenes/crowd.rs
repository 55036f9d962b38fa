//! People as silhouettes: standing, walking, seen from behind.

use super::dice::Dice;
use super::shape::{Shape, Spot};

/// Someone standing or walking in a coat, `height` units from sole to crown.
pub fn add_person(shape: &mut Shape, dice: &Dice, (x, foot): Spot, height: f32) {
    let at = |across: f32, up: f32| (x + across * height, foot - up * height);
    let (broad, hem, step) = (dice.between(0.098, 0.128), dice.between(0.36, 0.52), dice.between(0.02, 0.1));
    let sway = dice.between(-0.02, 0.02);
    shape.add_oval(at(sway, 0.925), height * 0.052, height * 0.068);
    shape.add_polygon(&[at(sway - 0.026, 0.9), at(sway + 0.026, 0.9), at(0.034, 0.82), at(-0.034, 0.82)]);
    shape.add_blob(&[
        at(-broad * 0.62, 0.835),
        at(broad * 0.62, 0.835),
        at(broad * 1.02, 0.76),
        at(broad * 1.08, 0.6),
        at(broad * 1.12, hem),
        at(0.0, hem - 0.015),
        at(-broad * 1.12, hem),
        at(-broad * 1.08, 0.6),
        at(-broad * 1.02, 0.76),
    ]);
    for side in [-1.0, 1.0] {
        let sole = side * step;
        shape.add_polygon(&[
            at(side * 0.01, hem + 0.03),
            at(side * broad * 0.86, hem + 0.03),
            at(sole + 0.032, 0.0),
            at(sole - 0.032, 0.0),
        ]);
        shape.add_oval(at(sole + 0.012, 0.008), height * 0.042, height * 0.014);
    }
    if dice.chance(0.35) {
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        shape.add_rectangle(
            x + side * height * 0.14 - height * 0.045,
            foot - height * 0.4,
            height * 0.09,
            height * 0.13,
        );
    }
}

/// Head and shoulders from behind, `size` units broad, the shoulders at `y` and their foot well below.
pub fn add_back(shape: &mut Shape, dice: &Dice, (x, y): Spot, size: f32) {
    let at = |across: f32, down: f32| (x + across * size, y + down * size);
    let tall = dice.between(0.92, 1.08);
    shape.add_oval(at(dice.between(-0.03, 0.03), -0.46 * tall), size * 0.205, size * 0.265);
    if dice.chance(0.3) {
        // Long hair or a scarf falls to the shoulders.
        shape.add_blob(&[
            at(-0.2, -0.5),
            at(0.2, -0.5),
            at(0.25, -0.1),
            at(0.15, 0.12),
            at(-0.15, 0.12),
            at(-0.25, -0.1),
        ]);
    }
    shape.add_rectangle(x - size * 0.085, y - size * 0.3, size * 0.17, size * 0.3);
    shape.add_blob(&[
        at(-0.12, -0.14),
        at(0.12, -0.14),
        at(0.42, 0.02),
        at(0.54, 0.4),
        at(0.56, 1.3),
        at(-0.56, 1.3),
        at(-0.54, 0.4),
        at(-0.42, 0.02),
    ]);
}

/// An arm held up from a shoulder, with its hand.
pub fn add_raised_arm(shape: &mut Shape, dice: &Dice, (x, y): Spot, size: f32) {
    let lean = dice.between(-0.35, 0.35);
    let long = dice.between(0.95, 1.35);
    let at = |across: f32, up: f32| (x + (across + lean * up) * size, y - up * size);
    shape.add_polygon(&[at(-0.085, -0.1), at(0.085, -0.1), at(0.055, long), at(-0.045, long)]);
    shape.add_oval(at(0.0, long + 0.06), size * 0.075, size * 0.1);
}
