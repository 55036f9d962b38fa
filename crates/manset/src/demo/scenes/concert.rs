//! A concert: light from above, dark heads before it.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::crowd::{add_back, add_person, add_raised_arm};
use super::dice::Dice;
use super::shape::Shape;

pub fn concert(canvas: &mut Canvas, dice: &Dice) {
    let [warm, cold] = dice.pick(&[
        [hex(0xff8a4c), hex(0x4a6cf0)],
        [hex(0xff5d8f), hex(0x3fa7d6)],
        [hex(0xffb44a), hex(0x8a4fd8)],
        [hex(0xf0605a), hex(0x2bb3a3)],
    ]);
    let deep = cold.to(hex(0x0b0a1c), 0.82);
    let noise = dice.noise();
    let stage = 640.0;
    canvas.veil(0.0..HIGH + 10.0, |x, y| {
        let smoke = 0.5 + 0.5 * noise.rough(x / 330.0, y / 210.0, 4);
        let heart = (-((x - 750.0) / 560.0).powi(2) - ((y - 470.0) / 300.0).powi(2)).exp();
        (deep.near(warm.near(cold, smoke), heart * (0.3 + 0.5 * smoke)), 1.0)
    });
    let mut rig = Shape::new().rectangle(-10.0, 62.0, WIDE + 20.0, 9.0).rectangle(-10.0, 104.0, WIDE + 20.0, 9.0);
    for brace in 0..26 {
        let x = brace as f32 * 60.0 - 10.0;
        rig.add_polygon(&[(x, 66.0), (x + 5.0, 66.0), (x + 35.0, 110.0), (x + 30.0, 110.0)]);
        rig.add_polygon(&[(x + 60.0, 66.0), (x + 55.0, 66.0), (x + 25.0, 110.0), (x + 30.0, 110.0)]);
    }
    canvas.fill(rig, Ink::Flat(deep.lit(0.55), 0.95));
    for lamp in 0..9 {
        let x = 110.0 + lamp as f32 * 160.0;
        let tint = if lamp % 2 == 0 { warm } else { cold };
        let aim = 750.0 + (x - 750.0) * dice.between(-0.5, 1.2);
        let wide = dice.between(60.0, 130.0);
        let beam = Shape::new().polygon(&[
            (x - 9.0, 118.0),
            (x + 9.0, 118.0),
            (aim + wide, stage + 90.0),
            (aim - wide, stage + 90.0),
        ]);
        canvas.shine(beam, Ink::Down(118.0, tint.to(Tint::WHITE, 0.35), stage + 60.0, deep, 0.34));
        canvas.fill(
            Shape::new().polygon(&[(x - 19.0, 100.0), (x + 19.0, 100.0), (x + 14.0, 132.0), (x - 14.0, 132.0)]),
            deep.lit(0.4),
        );
        canvas.fill(Shape::new().oval((x, 131.0), 12.0, 5.0), hex(0xfff6e2));
        canvas.glow((x, 132.0), 120.0, tint.to(Tint::WHITE, 0.3), 0.85);
    }
    canvas.oval_glow((750.0, stage - 40.0), 720.0, 230.0, warm.to(Tint::WHITE, 0.2), 0.6);
    canvas.fill(
        Shape::new().rectangle(-10.0, stage, WIDE + 20.0, 130.0),
        Ink::Down(stage, deep.to(warm, 0.2), stage + 130.0, deep.lit(0.45), 1.0),
    );
    canvas.fill(Shape::new().rectangle(-10.0, stage, WIDE + 20.0, 4.0), Ink::Flat(warm.to(Tint::WHITE, 0.5), 0.7));
    band(canvas, dice, stage, deep.lit(0.45));
    canvas.veil(stage - 130.0..stage + 140.0, |x, y| {
        let drift = 0.5 + 0.5 * noise.rough(x / 260.0 + 5.0, y / 70.0, 4);
        let away = ((y - stage - 10.0) / 140.0).powi(2);
        (warm.near(cold, (x / WIDE).clamp(0.0, 1.0)).near(Tint::WHITE, 0.3), 0.42 * drift * (1.0 - away).max(0.0))
    });
    for (row, size, depth) in [(768.0, 62.0, 0.55), (836.0, 88.0, 0.3), (928.0, 128.0, 0.0)] {
        let mut people = Shape::new();
        let mut x = dice.between(-60.0, 0.0);
        while x < WIDE + 60.0 {
            let y = row + dice.between(-14.0, 22.0);
            add_back(&mut people, dice, (x, y), size);
            if dice.chance(0.34) {
                add_raised_arm(&mut people, dice, (x + size * dice.pick(&[-0.42, 0.42]), y + size * 0.2), size);
            }
            x += size * dice.between(0.78, 1.1);
        }
        let tint = deep.lit(0.5).to(warm.to(cold, 0.5), 0.05 + depth * 0.5);
        canvas.fill(
            people,
            Ink::Down(row - size * 1.6, tint.to(warm, 0.28 + depth * 0.3), row + size * 0.6, tint.lit(0.75), 1.0),
        );
    }
}

/// Singer, two with lutes or guitars, a drummer: backs to the light.
fn band(canvas: &mut Canvas, dice: &Dice, stage: f32, tint: Tint) {
    let mut people = Shape::new();
    for (x, tall) in [(750.0, 236.0), (470.0, 222.0), (1030.0, 226.0), (270.0, 214.0)] {
        add_person(&mut people, dice, (x, stage + 6.0), tall);
    }
    // Drums behind their player.
    people.add_oval((1230.0, stage - 48.0), 58.0, 58.0);
    for (x, y, wide) in [(1168.0, stage - 92.0, 32.0), (1292.0, stage - 92.0, 34.0)] {
        people.add_rectangle(x - wide, y - 22.0, wide * 2.0, 46.0);
    }
    people.add_oval((1230.0, stage - 176.0), 25.0, 32.0);
    people.add_blob(&[
        (1188.0, stage - 60.0),
        (1194.0, stage - 128.0),
        (1230.0, stage - 148.0),
        (1266.0, stage - 128.0),
        (1272.0, stage - 60.0),
    ]);
    canvas.fill(people, tint);
    let mut lines = Shape::new();
    for (x, way) in [(470.0, 1.0), (1030.0, -1.0), (270.0, 1.0)] {
        lines.add_line(&[(x - way * 26.0, stage - 96.0), (x + way * 112.0, stage - 166.0)]);
    }
    lines.add_line(&[(786.0, stage), (786.0, stage - 184.0), (764.0, stage - 196.0)]);
    lines.add_line(&[(1150.0, stage - 190.0), (1200.0, stage - 176.0)]);
    lines.add_line(&[(1262.0, stage - 178.0), (1314.0, stage - 196.0)]);
    lines.add_line(&[(1175.0, stage), (1175.0, stage - 184.0)]);
    lines.add_line(&[(1288.0, stage), (1288.0, stage - 188.0)]);
    canvas.stroke(lines, 7.0, tint);
    let mut bodies = Shape::new();
    for (x, way) in [(470.0, 1.0), (1030.0, -1.0), (270.0, 1.0)] {
        bodies.add_oval((x - way * 18.0, stage - 100.0), 38.0, 27.0);
        bodies.add_oval((x + way * 12.0, stage - 114.0), 24.0, 19.0);
    }
    canvas.fill(bodies, tint);
}
