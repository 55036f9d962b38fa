//! Portraits of people who do not exist: who sits, in what light, and the planes of a head.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::clothes::clothes;
use super::colour::{Tint, hex};
use super::dice::Dice;
use super::features::{beard, features, glasses};
use super::hair::{hair, hair_behind};
use super::shape::{Shape, Spot};

/// Half the width and half the height of a face, in units of the frame.
const ACROSS: f32 = 166.0;
const DOWN: f32 = 222.0;

pub fn portrait(canvas: &mut Canvas, dice: &Dice) {
    let sitter = Sitter::choose(dice);
    ground(canvas, dice, &sitter);
    if matches!(sitter.style, Style::Long | Style::Bob | Style::Curly | Style::Bun) {
        hair_behind(canvas, dice, &sitter);
    }
    neck(canvas, &sitter);
    clothes(canvas, dice, &sitter);
    head(canvas, &sitter);
    features(canvas, &sitter);
    beard(canvas, &sitter);
    hair(canvas, dice, &sitter);
    if sitter.has_glasses {
        glasses(canvas, dice, &sitter);
    }
    // One light over all: warm from the left above, cool from the right below.
    canvas.glow((330.0, 120.0), 900.0, hex(0xffe2b8), 0.16);
}

/// Who is painted.
pub struct Sitter {
    pub skin: Tint,
    pub hair: Tint,
    pub cloth: Tint,
    pub style: Style,
    pub beard: Beard,
    pub has_glasses: bool,
    /// How far the corners of the mouth are lifted, in half faces.
    pub smile: f32,
    /// From 0, about twenty-five, to 1, about seventy.
    pub age: f32,
    pub is_woman: bool,
    /// The middle of the face, and how far it is turned (−1 to 1).
    pub middle: Spot,
    pub turn: f32,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Style {
    Parted,
    Cropped,
    Receding,
    Bald,
    Curly,
    Bob,
    Long,
    Bun,
    Scarf,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Beard {
    None,
    Stubble,
    Moustache,
    Full,
}

impl Sitter {
    fn choose(dice: &Dice) -> Self {
        let is_woman = dice.chance(0.5);
        let age = dice.unit();
        let style = if is_woman {
            dice.pick(&[Style::Bob, Style::Long, Style::Bun, Style::Curly, Style::Scarf, Style::Scarf, Style::Long])
        } else if age > 0.55 {
            dice.pick(&[Style::Parted, Style::Receding, Style::Bald, Style::Receding, Style::Cropped])
        } else {
            dice.pick(&[Style::Parted, Style::Cropped, Style::Curly, Style::Parted])
        };
        let beard = match is_woman {
            true => Beard::None,
            false => {
                dice.pick(&[Beard::None, Beard::None, Beard::Stubble, Beard::Moustache, Beard::Moustache, Beard::Full])
            }
        };
        let young = dice.pick(&[hex(0x231a17), hex(0x35251d), hex(0x4c3425), hex(0x6a482f), hex(0x1d1b20)]);
        let skin = dice.pick(&[hex(0xe2b391), hex(0xd6a27d), hex(0xc88f69), hex(0xeac0a2), hex(0xb57d58)]);
        let cloth = dice.pick(&[
            hex(0x2f3d55),
            hex(0x4a4a52),
            hex(0x5b3b3a),
            hex(0x31504a),
            hex(0x6d5a45),
            hex(0x3d3a56),
            hex(0x7a4a3c),
        ]);
        Self {
            skin,
            hair: young.to(hex(0xc9c4bc), ((age - 0.45) * 1.7).clamp(0.0, 0.95)),
            cloth,
            style,
            beard,
            has_glasses: dice.chance(0.28 + age * 0.3),
            smile: dice.between(0.03, 0.1),
            age,
            is_woman,
            middle: (750.0 + dice.between(-26.0, 26.0), 424.0),
            turn: dice.between(0.35, 1.0) * if dice.chance(0.5) { 1.0 } else { -1.0 },
        }
    }

    /// A spot on the face: −1 to 1 across and down its oval.
    pub fn at(&self, across: f32, down: f32) -> Spot {
        (self.middle.0 + across * ACROSS, self.middle.1 + down * DOWN)
    }

    /// A spot on its features, which turn more than its outline does.
    pub fn on(&self, across: f32, down: f32) -> Spot {
        self.at(across * (1.0 - 0.04 * self.turn.abs()) + self.turn * 0.1, down)
    }

    /// Skin in the shade.
    pub fn shade(&self) -> Tint {
        self.skin.to(hex(0x6b3a35), 0.34)
    }
}

/// A plain studio ground, lighter on the side of the light, with a soft shape in it.
fn ground(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter) {
    let base = dice.pick(&[hex(0xc9b79c), hex(0x9fb0a8), hex(0xb7a9b0), hex(0x8fa3b5), hex(0xd0b28f), hex(0xa8ac94)]);
    let (bright, deep) = (base.lit(1.14), base.to(sitter.cloth, 0.55));
    let noise = dice.noise();
    canvas.veil(0.0..HIGH + 10.0, |x, y| {
        let light = (-((x - 420.0) / 780.0).powi(2) - ((y - 300.0) / 640.0).powi(2)).exp();
        let brush = noise.rough(x / 240.0 + y / 300.0, y / 130.0 - x / 420.0, 4);
        (deep.near(bright, (light + brush * 0.13).clamp(0.0, 1.0)), 1.0)
    });
    let halo = Shape::new().oval((sitter.middle.0 + 40.0, 470.0), 420.0, 420.0);
    canvas.fill(halo, Ink::Along((400.0, 100.0), bright.lit(1.06), (1150.0, 860.0), deep.to(base, 0.4), 0.42));
    canvas.fill(
        Shape::new().rectangle(-10.0, 930.0, WIDE + 20.0, 100.0),
        Ink::Down(900.0, deep, HIGH, deep.lit(0.7), 0.25),
    );
}

fn neck(canvas: &mut Canvas, sitter: &Sitter) {
    let (skin, shade) = (sitter.skin, sitter.shade());
    let half = if sitter.is_woman { 0.43 } else { 0.54 };
    let shape = [
        sitter.at(-half, 0.4),
        sitter.at(half, 0.4),
        sitter.at(half * 1.02, 1.2),
        sitter.at(half * 1.8, 1.62),
        sitter.at(0.0, 2.1),
        sitter.at(-half * 1.8, 1.62),
        sitter.at(-half * 1.02, 1.2),
    ];
    canvas.fill(
        Shape::new().polygon(&shape),
        Ink::Along(sitter.at(-half, 1.0), skin.lit(0.98), sitter.at(half, 1.0), shade, 1.0),
    );
    canvas.within(Shape::new().polygon(&shape), |canvas| {
        // The chin's shadow.
        let shadow = [
            sitter.at(-1.0, 0.62),
            sitter.at(1.0, 0.6),
            sitter.at(half * 1.3, 1.4),
            sitter.at(half * 0.3, 1.24),
            sitter.at(-half * 0.6, 1.06),
        ];
        canvas.fill(Shape::new().blob(&shadow), Ink::Flat(shade.lit(0.86), 0.62));
    });
}

pub fn outline(sitter: &Sitter) -> Vec<Spot> {
    let jaw = if sitter.is_woman { 0.0 } else { 0.06 };
    let half = [
        (0.0, -1.0),
        (0.5, -0.93),
        (0.86, -0.62),
        (0.97, -0.15),
        (0.94, 0.2),
        (0.82 + jaw, 0.55),
        (0.56 + jaw, 0.83),
        (0.24 + jaw * 0.7, 0.985),
    ];
    let right = half.iter().map(|&(across, down)| sitter.at(across, down));
    let left = half[1..].iter().rev().map(|&(across, down)| sitter.at(-across, down));
    right.chain([sitter.at(0.0, 1.0)]).chain(left).collect()
}

fn head(canvas: &mut Canvas, sitter: &Sitter) {
    let (skin, shade) = (sitter.skin, sitter.shade());
    if sitter.style != Style::Scarf {
        for side in [-1.0, 1.0] {
            let middle = sitter.at(side * 0.99, 0.08);
            let tint = if side < 0.0 { skin.to(shade, 0.2) } else { shade };
            canvas.fill(Shape::new().oval(middle, 21.0, 39.0), tint);
            canvas.fill(
                Shape::new().oval((middle.0 - side * 3.0, middle.1 + 3.0), 9.0, 21.0),
                Ink::Flat(shade.lit(0.8), 0.5),
            );
        }
    }
    canvas.fill(
        Shape::new().blob(&outline(sitter)),
        Ink::Along(sitter.at(-0.9, -0.5), skin.lit(1.06), sitter.at(1.0, 0.4), skin.to(shade, 0.72), 1.0),
    );
    canvas.within(Shape::new().blob(&outline(sitter)), |canvas| {
        // The side away from the light, in one plane along brow, cheekbone and jaw.
        let plane = [
            (0.46, -1.1),
            (0.6, -0.5),
            (0.5, -0.22),
            (0.72, 0.02),
            (0.6, 0.3),
            (0.42, 0.52),
            (0.36, 0.8),
            (0.1, 1.05),
            (1.2, 1.1),
            (1.3, -1.0),
        ];
        let plane: Vec<Spot> = plane.iter().map(|&(across, down)| sitter.at(across, down)).collect();
        canvas.glaze(Shape::new().blob(&plane), Ink::Flat(hex(0xd0a394), 0.55));
        for side in [-1.0, 1.0] {
            canvas.glow(sitter.on(side * 0.52, 0.26), 60.0, hex(0xd2553f), if sitter.is_woman { 0.2 } else { 0.12 });
        }
        canvas.oval_glow(sitter.on(-0.3, -0.6), 90.0, 50.0, hex(0xffe9d2), 0.28);
        canvas.oval_glow(sitter.on(-0.1, 0.86), 34.0, 20.0, hex(0xffe9d2), 0.18);
        wrinkles(canvas, sitter);
    });
}

/// Age in a few lines: brow, eyes, cheeks.
fn wrinkles(canvas: &mut Canvas, sitter: &Sitter) {
    let depth = ((sitter.age - 0.35) * 1.3).clamp(0.0, 0.75);
    let ink = Ink::Flat(sitter.shade().lit(0.8), depth * 0.55);
    let mut lines = Shape::new();
    for down in [-0.56, -0.46] {
        lines.add_curve(sitter.on(-0.42, down), sitter.on(0.0, down - 0.05), sitter.on(0.42, down + 0.01));
    }
    for side in [-1.0, 1.0] {
        lines.add_curve(sitter.on(side * 0.24, 0.3), sitter.on(side * 0.4, 0.4), sitter.on(side * 0.42, 0.58));
        lines.add_curve(sitter.on(side * 0.24, 0.02), sitter.on(side * 0.42, 0.1), sitter.on(side * 0.58, 0.02));
        lines.add_line(&[sitter.on(side * 0.72, -0.1), sitter.on(side * 0.82, -0.14)]);
        lines.add_line(&[sitter.on(side * 0.72, -0.05), sitter.on(side * 0.83, -0.05)]);
    }
    canvas.stroke(lines, 2.6, ink);
}
