//! The great mosque of the town.

use super::canvas::{Canvas, Ink};
use super::colour::{Tint, hex};
use super::light::Light;
use super::shape::{Shape, Spot};
use super::town::LAMP;

/// A domed mosque with two minarets in the Ottoman manner, in front view.
pub fn great_mosque(canvas: &mut Canvas, light: &Light, (x, foot): Spot, scale: f32) {
    let hour = light.hour;
    let stone = light.through_air(hex(0xe9dfcb).to(hour.shade, if hour.is_dark { 0.55 } else { 0.15 }), 0.22);
    let lead = light.through_air(hex(0x7f8f98).to(hour.shade, 0.35), 0.25);
    let sunward = if light.sun.0 < x { 1.0 } else { -1.0 };
    let side = |tint: Tint, half: f32| {
        Ink::Along((x - half * sunward, 0.0), tint.lit(1.06), (x + half * sunward, 0.0), tint.to(hour.shade, 0.55), 1.0)
    };
    let at = |across: f32, up: f32| (x + across * scale, foot - up * scale);
    for minaret in [-118.0, 118.0] {
        let tower = |from: f32, to: f32, half: f32| {
            Shape::new().polygon(&[
                at(minaret - half, from),
                at(minaret - half * 0.92, to),
                at(minaret + half * 0.92, to),
                at(minaret + half, from),
            ])
        };
        let tint = |half: f32| {
            Ink::Along(
                (x + (minaret - half) * scale, 0.0),
                stone.lit(if sunward > 0.0 { 1.05 } else { 0.78 }),
                (x + (minaret + half) * scale, 0.0),
                stone.lit(if sunward > 0.0 { 0.78 } else { 1.05 }),
                1.0,
            )
        };
        canvas.fill(tower(-60.0, 60.0, 12.0), tint(12.0));
        canvas.fill(tower(60.0, 250.0, 7.0), tint(7.0));
        for balcony in [150.0, 212.0] {
            canvas.fill(
                Shape::new().polygon(&[
                    at(minaret - 8.0, balcony),
                    at(minaret - 12.0, balcony + 9.0),
                    at(minaret + 12.0, balcony + 9.0),
                    at(minaret + 8.0, balcony),
                ]),
                stone.lit(0.9),
            );
        }
        canvas.fill(
            Shape::new().polygon(&[at(minaret - 8.0, 249.0), at(minaret, 304.0), at(minaret + 8.0, 249.0)]),
            lead,
        );
    }
    canvas.fill(
        Shape::new().polygon(&[at(-104.0, -80.0), at(-104.0, 62.0), at(104.0, 62.0), at(104.0, -80.0)]),
        side(stone, 104.0),
    );
    for dome in [-74.0, 74.0] {
        canvas.fill(Shape::new().oval(at(dome, 62.0), 32.0 * scale, 26.0 * scale), side(lead, 104.0));
    }
    canvas.fill(
        Shape::new().polygon(&[at(-62.0, 50.0), at(-62.0, 96.0), at(62.0, 96.0), at(62.0, 50.0)]),
        side(stone, 64.0),
    );
    canvas.fill(
        Shape::new().polygon(&[at(-54.0, 96.0), at(-54.0, 112.0), at(54.0, 112.0), at(54.0, 96.0)]),
        side(stone.lit(0.94), 56.0),
    );
    let dome: Vec<Spot> = (0..=24)
        .map(|step| step as f32 / 24.0 * std::f32::consts::PI)
        .map(|angle| at(-angle.cos() * 55.0, 111.0 + angle.sin() * 56.0))
        .collect();
    canvas.fill(Shape::new().polygon(&dome), side(lead, 56.0));
    canvas.stroke(Shape::new().line(&[at(0.0, 165.0), at(0.0, 190.0)]), 2.4, lead.lit(0.9));
    let mut arches = Shape::new();
    for arch in -3..=3 {
        let middle = arch as f32 * 27.0;
        arches.add_rectangle(x + (middle - 6.0) * scale, foot - 38.0 * scale, 12.0 * scale, 30.0 * scale);
        arches.add_oval(at(middle, 38.0), 6.0 * scale, 8.0 * scale);
    }
    for arch in -3..=3 {
        arches.add_oval(at(arch as f32 * 13.0, 103.0), 3.0 * scale, 5.0 * scale);
    }
    canvas.fill(arches, Ink::Flat(if hour.is_dark { LAMP } else { hour.near }, if hour.is_dark { 0.9 } else { 0.5 }));
}
