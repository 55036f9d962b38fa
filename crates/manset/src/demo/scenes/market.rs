//! A covered market.

use super::canvas::{Canvas, HIGH, Ink};
use super::colour::{Tint, hex};
use super::crowd::{add_back, add_person};
use super::dice::{Dice, blend};
use super::shape::Shape;

pub fn market(canvas: &mut Canvas, dice: &Dice) {
    let glow = dice.pick(&[hex(0xffd99a), hex(0xffe6bd), hex(0xf9cf9a)]);
    let air = dice.pick(&[hex(0x7c6a5c), hex(0x5f6f73), hex(0x84664f)]);
    let deep = air.to(hex(0x1e1a1d), 0.6);
    let noise = dice.noise();
    canvas.veil(0.0..HIGH + 10.0, |x, y| {
        let heart = (-((x - 750.0) / 420.0).powi(2) - ((y - 430.0) / 330.0).powi(2)).exp();
        let dust = 0.9 + 0.1 * noise.rough(x / 200.0, y / 160.0, 3);
        (deep.near(glow, heart * 0.95 * dust), 1.0)
    });
    hall(canvas, glow, air, deep);
    let mut far = Shape::new();
    for _ in 0..9 {
        add_person(
            &mut far,
            dice,
            (dice.between(560.0, 940.0), dice.between(618.0, 636.0)),
            dice.between(116.0, 142.0),
        );
    }
    canvas.fill(far, Ink::Down(480.0, air.to(glow, 0.35), 640.0, deep.to(air, 0.5), 0.9));
    canvas.glow((750.0, 430.0), 420.0, glow, 0.5);
    for shaft in [520.0, 700.0, 900.0] {
        let beam = Shape::new().polygon(&[
            (shaft, -10.0),
            (shaft + 60.0, -10.0),
            (shaft - 60.0, 760.0),
            (shaft - 250.0, 760.0),
        ]);
        canvas.shine(beam, Ink::Down(0.0, glow, 740.0, Tint::BLACK, 0.2));
    }
    canvas.fill(
        Shape::new().polygon(&[(560.0, 640.0), (940.0, 640.0), (1330.0, HIGH + 10.0), (170.0, HIGH + 10.0)]),
        Ink::Down(640.0, air.to(glow, 0.5), HIGH, deep.to(air, 0.25), 1.0),
    );
    let cloths = [hex(0xb4473a), hex(0x2f6b62), hex(0xc58a2e), hex(0x35507d), hex(0x7c4a66), hex(0x5c7a3d)];
    // From the far end to us, a stall on either side.
    for (index, near) in [0.0, 0.18, 0.42, 0.78].into_iter().enumerate() {
        for side in [-1.0, 1.0] {
            stall(canvas, dice, side, near, cloths[(index * 2 + usize::from(side > 0.0) + dice.below(2)) % 6], deep);
        }
        if index == 1 || index == 2 {
            let mut people = Shape::new();
            for _ in 0..2 {
                add_person(
                    &mut people,
                    dice,
                    (dice.between(500.0, 1000.0), blend(680.0, 960.0, near)),
                    blend(190.0, 420.0, near),
                );
            }
            canvas.fill(people, Ink::Down(400.0, deep.to(air, 0.55 - near * 0.6), 960.0, deep.lit(0.7), 0.96));
        }
    }
    bulbs(canvas, dice, glow);
    let mut shopper = Shape::new();
    let x = dice.pick(&[430.0, 1040.0]);
    add_back(&mut shopper, dice, (x, 870.0), 210.0);
    canvas.fill(shopper, Ink::Along((x - 120.0, 760.0), deep.lit(1.1), (x + 120.0, 1000.0), deep.lit(0.5), 1.0));
}

/// The vaulted hall, and daylight at its end.
fn hall(canvas: &mut Canvas, glow: Tint, air: Tint, deep: Tint) {
    for (index, near) in [0.0, 0.3, 0.66, 1.1].into_iter().enumerate() {
        let (half, top, crown) = (blend(210.0, 640.0, near), blend(330.0, 60.0, near), blend(250.0, -140.0, near));
        let mut arch = Shape::new();
        arch.add_curve((750.0 - half, 760.0), (750.0 - half, top), (750.0 - half, top));
        arch.add_curve((750.0 - half, top), (750.0 - half * 0.7, crown), (750.0, crown));
        arch.add_curve((750.0, crown), (750.0 + half * 0.7, crown), (750.0 + half, top));
        arch.add_line(&[(750.0 + half, top), (750.0 + half, 760.0)]);
        canvas.stroke(
            arch,
            blend(16.0, 56.0, near),
            Ink::Flat(air.to(deep, 0.2 + index as f32 * 0.22).to(glow, 0.18 - index as f32 * 0.05), 0.9),
        );
    }
    canvas.fill(
        Shape::new().blob(&[
            (640.0, 640.0),
            (640.0, 420.0),
            (690.0, 350.0),
            (750.0, 330.0),
            (810.0, 350.0),
            (860.0, 420.0),
            (860.0, 640.0),
            (750.0, 644.0),
        ]),
        Ink::Down(330.0, hex(0xfff6e0), 640.0, glow, 0.92),
    );
}

/// One stall on the left (−1) or right (1): striped cloth above, fruit in heaps below.
fn stall(canvas: &mut Canvas, dice: &Dice, side: f32, near: f32, cloth: Tint, deep: Tint) {
    let x = |out: f32| 750.0 + side * out;
    let (inner, outer) = (blend(205.0, 420.0, near), blend(330.0, 860.0, near));
    let (roof, table, foot) = (blend(430.0, 190.0, near), blend(585.0, 760.0, near), blend(640.0, 985.0, near));
    let dim = 0.42 - near * 0.34;
    let shade = |tint: Tint| tint.to(deep, dim.max(0.05));
    let drop = blend(34.0, 120.0, near);
    let stripes = 7;
    for stripe in 0..stripes {
        let at = |share: f32| blend(inner - 14.0, outer, share);
        let (from, to) = (at(stripe as f32 / stripes as f32), at((stripe + 1) as f32 / stripes as f32));
        let tint = shade(if stripe % 2 == 0 { cloth } else { hex(0xf1e6d0) });
        let band = [(x(from), roof + drop), (x(to), roof + drop), (x(to + 20.0), roof), (x(from + 20.0), roof)];
        canvas.fill(Shape::new().polygon(&band), Ink::Down(roof, tint.lit(0.72), roof + drop, tint.lit(1.1), 1.0));
        canvas.fill(
            Shape::new().oval(((x(from) + x(to)) / 2.0, roof + drop), (to - from) / 2.0, drop * 0.24),
            tint.lit(0.92),
        );
    }
    canvas.stroke(
        Shape::new().line(&[(x(inner), roof + drop), (x(inner), foot)]),
        blend(4.0, 12.0, near),
        shade(hex(0x4a3527)),
    );
    let wood = shade(hex(0x8a6340));
    let front = [(x(inner), table), (x(outer + 40.0), table), (x(outer + 40.0), foot + 30.0), (x(inner), foot)];
    canvas.fill(Shape::new().polygon(&front), Ink::Down(table, wood, foot, wood.to(deep, 0.6), 1.0));
    let produce = [
        hex(0xc8392c),
        hex(0xe08a2a),
        hex(0xe7bd3c),
        hex(0x7d9c3e),
        hex(0x4c6b34),
        hex(0x6a3557),
        hex(0xd9cfae),
        hex(0xb5552f),
    ];
    let heaps = 3;
    for heap in 0..heaps {
        let at = |share: f32| blend(inner + 8.0, outer, share);
        let (from, to) = (at(heap as f32 / heaps as f32), at((heap as f32 + 0.94) / heaps as f32));
        let fruit = shade(dice.pick(&produce));
        let radius = blend(6.0, 20.0, near) * dice.between(0.8, 1.15);
        let high = blend(24.0, 84.0, near);
        let crate_top = table - high * 0.2;
        let (mut backs, mut fronts, mut gleams) = (Shape::new(), Shape::new(), Shape::new());
        for layer in 0..4 {
            let up = layer as f32 / 4.0;
            let mut along = from + radius + (to - from) * up * 0.3;
            while along < to - (to - from) * up * 0.3 {
                let spot = (x(along + dice.between(-1.0, 1.0)), crate_top - high * up * 0.72 - radius * 0.3);
                backs.add_oval(spot, radius, radius * 0.95);
                fronts.add_oval((spot.0 - radius * 0.16 * side, spot.1 - radius * 0.14), radius * 0.76, radius * 0.72);
                gleams.add_oval((spot.0 - radius * 0.3 * side, spot.1 - radius * 0.36), radius * 0.2, radius * 0.15);
                along += radius * 1.72;
            }
        }
        canvas.fill(backs, Ink::Down(crate_top - high, fruit.lit(0.8), crate_top, fruit.lit(0.6), 1.0));
        canvas.fill(fronts, Ink::Down(crate_top - high, fruit.lit(1.08), crate_top, fruit.lit(0.9), 1.0));
        canvas.fill(gleams, Ink::Flat(hex(0xfff6e0), 0.4));
        let board =
            [(x(from), crate_top), (x(to), crate_top), (x(to), table + high * 0.26), (x(from), table + high * 0.26)];
        canvas.fill(
            Shape::new().polygon(&board),
            Ink::Down(crate_top, wood.lit(1.3), table + high * 0.3, wood.lit(0.9), 1.0),
        );
    }
}

/// Lamps on their wires under the roof.
fn bulbs(canvas: &mut Canvas, dice: &Dice, glow: Tint) {
    for (near, count) in [(0.15, 5), (0.55, 4)] {
        let y = blend(360.0, 170.0, near);
        for bulb in 0..count {
            let x =
                750.0 + (bulb as f32 - (count - 1) as f32 / 2.0) * blend(86.0, 270.0, near) + dice.between(-12.0, 12.0);
            let size = blend(5.0, 12.0, near);
            canvas.stroke(Shape::new().line(&[(x, -10.0), (x, y - size)]), 1.6, Ink::Flat(hex(0x2a2320), 0.7));
            canvas.glow((x, y), size * 14.0, glow, 0.55);
            canvas.fill(Shape::new().oval((x, y), size, size * 1.2), hex(0xfff8e6));
        }
    }
}
