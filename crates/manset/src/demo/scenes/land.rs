//! What open-air scenes share: skylines, hills behind hills, light on water, birds.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::Tint;
use super::dice::{Dice, Noise, blend};
use super::light::Light;
use super::shape::{Shape, Spot};

/// A soft skyline across the frame, `height` units from its lowest to its highest, `breadth` units from hill to hill.
pub fn rolling(noise: Noise, base: f32, height: f32, breadth: f32) -> Vec<Spot> {
    let steps = 190;
    (0..=steps)
        .map(|step| {
            let x = -20.0 + (WIDE + 40.0) * step as f32 / steps as f32;
            (x, base - height * (0.5 + 0.5 * noise.rough(x / breadth, base / 77.0, 5)))
        })
        .collect()
}

/// Fills from a skyline to the frame's end, from one colour at its height to another `depth` below.
pub fn fill_below(canvas: &mut Canvas, line: &[Spot], crest: Tint, foot: Tint, depth: f32) {
    let top = line.iter().map(|spot| spot.1).fold(f32::MAX, f32::min);
    let lowest = line.iter().map(|spot| spot.1).fold(f32::MIN, f32::max);
    // Below the change there is one colour, and a plain fill is many times as quick as a gradient.
    let turn = (top + depth).max(lowest).min(HIGH + 20.0);
    canvas.fill(between(line, turn), Ink::Down(top, crest, top + depth, foot, 1.0));
    canvas.fill(Shape::new().rectangle(-20.0, turn - 1.0, WIDE + 40.0, HIGH + 21.0 - turn), foot);
}

/// From a skyline down to the frame's end.
pub fn below(line: &[Spot]) -> Shape {
    between(line, HIGH + 20.0)
}

fn between(line: &[Spot], foot: f32) -> Shape {
    let mut spots = line.to_vec();
    spots.extend([(WIDE + 20.0, foot), (-20.0, foot)]);
    Shape::new().polygon(&spots)
}

/// Hills behind hills between two heights of the frame, the farthest first and palest.
pub fn hills(canvas: &mut Canvas, light: &Light, dice: &Dice, from: f32, to: f32, count: usize) {
    for index in 0..count {
        let near = index as f32 / count.max(2) as f32;
        let base = blend(from, to, near) + 26.0;
        let line = rolling(dice.noise(), base, blend(66.0, 92.0, near), blend(330.0, 560.0, near));
        let air = blend(0.86, 0.3, near);
        let crest = light.through_air(light.hour.shade, air);
        fill_below(canvas, &line, crest, light.through_air(light.hour.land, air + 0.16), 150.0);
        light.mist(canvas, base + 14.0, 46.0, 0.3);
    }
}

/// The broken path of light a low sun lays on water.
pub fn glitter(canvas: &mut Canvas, dice: &Dice, x: f32, from: f32, tint: Tint) {
    let mut sparks = Shape::new();
    for _ in 0..320 {
        let near = dice.unit().powf(1.3);
        let y = blend(from, HIGH, near);
        let spread = 16.0 + near * 120.0;
        let at = x + (dice.unit() + dice.unit() - 1.0) * spread;
        sparks.add_oval((at, y), (3.0 + near * 22.0) * dice.between(0.3, 1.0), 0.9 + near * 2.4);
    }
    canvas.shine(sparks, Ink::Flat(tint, 0.5));
}

pub fn birds(canvas: &mut Canvas, dice: &Dice, (x, y): Spot, tint: Tint) {
    let mut flock = Shape::new();
    for _ in 0..7 {
        let (left, top, wing) =
            (x + dice.between(-170.0, 170.0), y + dice.between(-70.0, 70.0), dice.between(8.0, 17.0));
        let lift = wing * dice.between(0.25, 0.6);
        flock.add_curve((left - wing, top - lift * 0.3), (left - wing * 0.4, top - lift), (left, top));
        flock.add_curve((left, top), (left + wing * 0.4, top - lift), (left + wing, top - lift * 0.3));
    }
    canvas.stroke(flock, 2.4, Ink::Flat(tint, 0.75));
}
