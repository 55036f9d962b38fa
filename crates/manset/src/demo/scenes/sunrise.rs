//! The sun over a lake, and somebody fishing.

use super::canvas::{Canvas, HIGH, Ink};
use super::colour::Tint;
use super::dice::Dice;
use super::land::{birds, fill_below, glitter, hills, rolling};
use super::light::{DAWN, DUSK, GOLDEN, Light};
use super::plants::add_reed;
use super::shape::{Shape, Spot};

pub fn sunrise(canvas: &mut Canvas, dice: &Dice) {
    let mut light = Light::choose(dice, &[DAWN, GOLDEN, DUSK], 560.0);
    light.sun = (dice.between(520.0, 980.0), 505.0 - dice.between(0.0, 60.0));
    let hour = light.hour;
    light.sky(canvas, 560.0);
    rays(canvas, dice, &light);
    light.disc(canvas, 52.0);
    hills(canvas, &light, dice, 520.0, 590.0, 4);
    canvas.oval_glow((light.sun.0, 560.0), 620.0, 190.0, hour.sun, 0.45);
    canvas.mirror(618.0, HIGH, hour.zenith.to(hour.near, 0.3), dice.noise());
    light.mist(canvas, 618.0, 40.0, 0.45);
    glitter(canvas, dice, light.sun.0, 624.0, hour.sun);
    boat(canvas, dice, (beside(dice, light.sun.0), 770.0), 96.0, hour.near);
    let shore = rolling(dice.noise(), 985.0, 60.0, 640.0);
    let mut reeds = Shape::new();
    for _ in 0..120 {
        let x = if dice.chance(0.6) { dice.between(-10.0, 420.0) } else { dice.between(1080.0, 1510.0) };
        add_reed(&mut reeds, dice, (x, 985.0), dice.between(50.0, 190.0), 0.16);
    }
    canvas.fill(reeds, hour.near);
    fill_below(canvas, &shore, hour.near.to(hour.shade, 0.12), hour.near, 60.0);
    birds(canvas, dice, (light.sun.0 + 180.0, 300.0), hour.near);
}

/// Broad faint rays from the sun across the sky.
fn rays(canvas: &mut Canvas, dice: &Dice, light: &Light) {
    for _ in 0..9 {
        let angle = dice.between(-2.9, -0.24);
        let half = dice.between(0.02, 0.07);
        let reach = |angle: f32| (light.sun.0 + angle.cos() * 1100.0, light.sun.1 + angle.sin() * 1100.0);
        let ray = Shape::new().polygon(&[light.sun, reach(angle - half), reach(angle + half)]);
        canvas.shine(ray, Ink::Along(light.sun, light.hour.sun, reach(angle), Tint::BLACK, dice.between(0.06, 0.16)));
    }
}

fn beside(dice: &Dice, sun: f32) -> f32 {
    let away = dice.between(170.0, 330.0);
    if sun > 750.0 { sun - away } else { sun + away }
}

/// A rowing boat with its fisherman, from the side, and its image in the water.
fn boat(canvas: &mut Canvas, dice: &Dice, (x, y): Spot, long: f32, tint: Tint) {
    let hull = [
        (x - long, y - long * 0.16),
        (x - long * 0.5, y - long * 0.06),
        (x + long * 0.5, y - long * 0.06),
        (x + long, y - long * 0.19),
        (x + long * 0.7, y + long * 0.1),
        (x - long * 0.7, y + long * 0.1),
    ];
    let man = Shape::new().oval((x - long * 0.1, y - long * 0.52), long * 0.075, long * 0.09).blob(&[
        (x - long * 0.24, y),
        (x - long * 0.22, y - long * 0.34),
        (x - long * 0.09, y - long * 0.45),
        (x + long * 0.05, y - long * 0.34),
        (x + long * 0.1, y),
    ]);
    let image: Vec<Spot> = hull.iter().map(|&(left, top)| (left, 2.0 * y + long * 0.16 - top)).collect();
    canvas.fill(Shape::new().polygon(&image), Ink::Flat(tint, 0.35));
    canvas.fill(man, tint);
    canvas.fill(Shape::new().polygon(&hull), tint);
    let rod = dice.between(0.9, 1.2);
    canvas.stroke(
        Shape::new().curve((x, y - long * 0.3), (x + long * 0.6, y - long * 0.9), (x + long * rod, y - long * 0.95)),
        2.2,
        tint,
    );
}
