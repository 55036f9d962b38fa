//! Hair in nine cuts.

use super::canvas::{Canvas, Ink};
use super::colour::hex;
use super::dice::Dice;
use super::plants::add_tuft;
use super::portrait::{Sitter, Style};
use super::scarf::scarf;
use super::shape::{Shape, Spot};

/// Hair that falls behind neck and shoulders.
pub fn hair_behind(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter) {
    let hair = sitter.hair.lit(0.72);
    let at = |across: f32, down: f32| sitter.at(across, down);
    match sitter.style {
        Style::Long => {
            let fall = [
                at(0.0, -1.2),
                at(0.8, -1.05),
                at(1.18, -0.3),
                at(1.24, 0.5),
                at(1.3, 1.3),
                at(0.9, 1.62),
                at(-0.9, 1.62),
                at(-1.3, 1.3),
                at(-1.24, 0.5),
                at(-1.18, -0.3),
                at(-0.8, -1.05),
            ];
            canvas.fill(
                Shape::new().blob(&fall),
                Ink::Along(at(-1.0, 0.0), hair.lit(1.25), at(1.1, 1.0), hair.lit(0.8), 1.0),
            );
        }
        Style::Bob => {
            let fall = [
                at(0.0, -1.2),
                at(0.82, -1.04),
                at(1.2, -0.3),
                at(1.24, 0.4),
                at(1.08, 0.86),
                at(0.6, 0.92),
                at(-0.6, 0.92),
                at(-1.08, 0.86),
                at(-1.24, 0.4),
                at(-1.2, -0.3),
                at(-0.82, -1.04),
            ];
            canvas.fill(
                Shape::new().blob(&fall),
                Ink::Along(at(-1.0, 0.0), hair.lit(1.25), at(1.1, 0.8), hair.lit(0.8), 1.0),
            );
        }
        Style::Bun => {
            canvas.fill(
                Shape::new().oval(at(0.16, -1.24), 62.0, 54.0),
                Ink::Along(at(-0.3, -1.4), hair.lit(1.4), at(0.6, -1.1), hair, 1.0),
            );
        }
        _ => {
            let mut curls = Shape::new();
            let reach = if sitter.is_woman { 0.62 } else { 0.0 };
            for _ in 0..64 {
                let angle = dice.between(-0.35, std::f32::consts::PI + 0.35);
                add_tuft(
                    &mut curls,
                    dice,
                    at(angle.cos() * 1.06, -0.28 - angle.sin() * 0.86 + reach * dice.unit()),
                    dice.between(30.0, 52.0),
                );
            }
            canvas.fill(curls, Ink::Along(at(-1.0, -0.8), hair.lit(1.2), at(1.1, 0.4), hair.lit(0.8), 1.0));
        }
    }
}

/// Hair over the brow, or a scarf around the face.
pub fn hair(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter) {
    let at = |across: f32, down: f32| sitter.at(across, down);
    let shine = Ink::Along(at(-0.9, -1.1), sitter.hair.lit(1.38), at(0.9, -0.3), sitter.hair.lit(0.82), 1.0);
    // The parting lies on the side the face is turned from.
    let way = if sitter.turn > 0.0 { -1.0 } else { 1.0 };
    let by = |across: f32, down: f32| sitter.at(across * way, down);
    let cap: Vec<Spot> = match sitter.style {
        Style::Parted => vec![
            by(-1.02, 0.02),
            by(-1.1, -0.5),
            by(-0.86, -1.02),
            by(-0.2, -1.24),
            by(0.5, -1.2),
            by(0.98, -0.92),
            by(1.1, -0.45),
            by(1.02, 0.02),
            by(0.93, -0.28),
            by(0.86, -0.58),
            by(0.4, -0.66),
            by(-0.14, -0.74),
            by(-0.52, -0.86),
            by(-0.72, -0.7),
            by(-0.9, -0.5),
            by(-0.93, -0.25),
        ],
        Style::Cropped => vec![
            by(-1.0, 0.0),
            by(-1.06, -0.5),
            by(-0.8, -0.98),
            by(-0.3, -1.15),
            by(0.3, -1.15),
            by(0.8, -0.98),
            by(1.06, -0.5),
            by(1.0, 0.0),
            by(0.93, -0.3),
            by(0.84, -0.62),
            by(0.42, -0.76),
            by(0.0, -0.79),
            by(-0.42, -0.76),
            by(-0.84, -0.62),
            by(-0.93, -0.3),
        ],
        Style::Receding => vec![
            by(-1.0, 0.02),
            by(-1.07, -0.45),
            by(-0.88, -0.9),
            by(-0.3, -1.12),
            by(0.3, -1.12),
            by(0.88, -0.9),
            by(1.07, -0.45),
            by(1.0, 0.02),
            by(0.95, -0.34),
            by(0.8, -0.72),
            by(0.52, -0.98),
            by(0.12, -0.9),
            by(-0.1, -0.9),
            by(-0.52, -0.98),
            by(-0.8, -0.72),
            by(-0.95, -0.34),
        ],
        Style::Bald => {
            for side in [-1.0, 1.0] {
                let tuft = [
                    at(side * 0.99, 0.1),
                    at(side * 1.08, -0.2),
                    at(side * 1.0, -0.52),
                    at(side * 0.86, -0.5),
                    at(side * 0.93, -0.2),
                ];
                canvas.fill(Shape::new().blob(&tuft), shine);
            }
            canvas.oval_glow(at(-0.3, -0.82), 70.0, 32.0, hex(0xfff3e2), 0.35);
            return;
        }
        Style::Curly => {
            let mut curls = Shape::new();
            for step in 0..26 {
                let angle = 0.1 + step as f32 / 25.0 * (std::f32::consts::PI - 0.2);
                add_tuft(
                    &mut curls,
                    dice,
                    at(angle.cos() * 0.92, -0.32 - angle.sin() * 0.66),
                    dice.between(24.0, 40.0),
                );
            }
            canvas.fill(curls, shine);
            return;
        }
        Style::Bob | Style::Long => {
            let foot = if sitter.style == Style::Bob { 0.8 } else { 1.5 };
            let side = |way: f32| -> Vec<Spot> {
                vec![
                    by(-0.3, -1.1),
                    by(way * 0.5 - 0.1, -1.2),
                    by(way * 1.0, -0.86),
                    by(way * 1.2, -0.2),
                    by(way * 1.22, foot * 0.6),
                    by(way * 1.14, foot),
                    by(way * 0.88, foot * 0.94),
                    by(way * 0.94, foot * 0.4),
                    by(way * 0.93, -0.1),
                    by(way * 0.8, -0.52),
                    by(way * 0.3 - 0.1, -0.8),
                ]
            };
            canvas.fill(Shape::new().oval(by(-0.08, -0.98), 92.0, 50.0), shine);
            for way in [-1.0, 1.0] {
                canvas.fill(Shape::new().blob(&side(way)), shine);
            }
            let mut strands = Shape::new();
            for way in [-1.0, 1.0] {
                for strand in 0..4 {
                    let out = 0.94 + strand as f32 * 0.06;
                    strands.add_curve(
                        by(way * out * 0.86, -0.6),
                        by(way * (out + 0.12), 0.0),
                        by(way * (out + 0.04), foot * 0.84),
                    );
                }
            }
            canvas.stroke(strands, 2.4, Ink::Flat(sitter.hair.lit(0.68), 0.5));
            return;
        }
        Style::Bun => vec![
            by(-1.0, 0.04),
            by(-1.08, -0.5),
            by(-0.82, -1.02),
            by(-0.1, -1.2),
            by(0.6, -1.12),
            by(1.0, -0.7),
            by(1.06, -0.3),
            by(1.0, 0.04),
            by(0.93, -0.24),
            by(0.8, -0.56),
            by(0.3, -0.8),
            by(-0.3, -0.86),
            by(-0.74, -0.6),
            by(-0.93, -0.24),
        ],
        Style::Scarf => return scarf(canvas, dice, sitter),
    };
    canvas.fill(Shape::new().blob(&cap), shine);
    let mut strands = Shape::new();
    if matches!(sitter.style, Style::Parted | Style::Bun) {
        for strand in 0..5 {
            let up = strand as f32 * 0.07;
            strands.add_curve(
                by(-0.5 + up, -0.92 - up * 0.6),
                by(0.3, -1.08 - up * 0.4),
                by(0.92 + up * 0.2, -0.5 - up),
            );
        }
        canvas.stroke(strands, 2.2, Ink::Flat(sitter.hair.lit(0.7), 0.45));
    }
}
