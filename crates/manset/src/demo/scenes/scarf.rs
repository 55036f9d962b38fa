//! A scarf around the face.

use super::canvas::{Canvas, Ink};
use super::colour::hex;
use super::dice::Dice;
use super::portrait::Sitter;
use super::shape::{Shape, Spot};

/// A headscarf in folds, pinned under the chin and laid over the shoulders.
pub fn scarf(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter) {
    let cloth = dice.pick(&[
        hex(0xc9b6a0),
        hex(0x7f93a6),
        hex(0xa65f5c),
        hex(0x5f7d72),
        hex(0xd8c7b8),
        hex(0x6c5a7c),
        hex(0xb98a4a),
        hex(0x3f5570),
    ]);
    let at = |across: f32, down: f32| sitter.at(across, down);
    let light = Ink::Along(at(-1.2, -0.9), cloth.lit(1.16), at(1.3, 1.2), cloth.lit(0.72), 1.0);
    // Around the face: the outer edge, then the opening the other way round, joined at the chin.
    let outer = [
        at(-0.06, 1.34),
        at(-0.9, 1.12),
        at(-1.14, 0.5),
        at(-1.22, -0.2),
        at(-1.04, -0.86),
        at(-0.56, -1.2),
        at(0.0, -1.3),
        at(0.56, -1.2),
        at(1.04, -0.86),
        at(1.22, -0.2),
        at(1.14, 0.5),
        at(0.9, 1.12),
        at(0.06, 1.34),
    ];
    let inner = [
        at(0.04, 1.02),
        at(0.5, 0.86),
        at(0.78, 0.5),
        at(0.88, 0.05),
        at(0.82, -0.36),
        at(0.58, -0.66),
        at(0.0, -0.78),
        at(-0.58, -0.66),
        at(-0.82, -0.36),
        at(-0.88, 0.05),
        at(-0.78, 0.5),
        at(-0.5, 0.86),
        at(-0.04, 1.02),
    ];
    let drape = [
        at(-0.62, 0.86),
        at(0.0, 1.0),
        at(0.62, 0.86),
        at(1.06, 1.14),
        at(1.5, 1.68),
        at(1.1, 2.2),
        at(0.3, 2.5),
        at(-0.5, 2.44),
        at(-1.2, 2.1),
        at(-1.5, 1.7),
        at(-1.06, 1.14),
    ];
    canvas.fill(Shape::new().blob(&drape), light);
    let mut ring: Vec<Spot> = outer.to_vec();
    ring.extend(inner);
    canvas.fill(Shape::new().polygon(&smooth(&ring, outer.len())), light);
    let band = [
        at(-0.84, -0.32),
        at(-0.6, -0.64),
        at(0.0, -0.77),
        at(0.6, -0.64),
        at(0.84, -0.32),
        at(0.62, -0.6),
        at(0.0, -0.7),
        at(-0.62, -0.6),
    ];
    canvas.fill(Shape::new().blob(&band), cloth.lit(0.62));
    let mut folds = Shape::new();
    folds.add_curve(at(-0.95, 0.4), at(-0.6, 1.1), at(0.3, 1.24));
    folds.add_curve(at(-1.08, 0.1), at(-0.86, 1.2), at(0.5, 1.5));
    folds.add_curve(at(1.0, 0.3), at(0.84, 1.0), at(0.2, 1.2));
    folds.add_curve(at(-1.1, 1.5), at(-0.3, 2.0), at(0.9, 1.74));
    folds.add_curve(at(-0.8, 1.9), at(0.0, 2.24), at(0.9, 2.0));
    folds.add_curve(at(-0.7, -1.0), at(0.2, -1.2), at(0.96, -0.7));
    canvas.stroke(folds, 4.4, Ink::Flat(cloth.lit(0.6), 0.5));
}

/// Draws a ring's two edges out into curves; `turn` is where the outer ends and the inner begins.
fn smooth(ring: &[Spot], turn: usize) -> Vec<Spot> {
    let mut drawn = Vec::new();
    for edge in [&ring[..turn], &ring[turn..]] {
        for index in 0..edge.len() - 1 {
            let [before, from, to, after] =
                [index.saturating_sub(1), index, index + 1, (index + 2).min(edge.len() - 1)].map(|at| edge[at]);
            for step in 0..6 {
                let t = step as f32 / 6.0;
                // Catmull-Rom, as for closed outlines.
                let part = |a: f32, b: f32, c: f32, d: f32| {
                    0.5 * (2.0 * b
                        + (c - a) * t
                        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                        + (3.0 * b - a - 3.0 * c + d) * t * t * t)
                };
                drawn.push((part(before.0, from.0, to.0, after.0), part(before.1, from.1, to.1, after.1)));
            }
        }
        drawn.push(edge[edge.len() - 1]);
    }
    drawn
}
