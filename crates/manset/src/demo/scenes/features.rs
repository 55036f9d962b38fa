//! A face's features: what tells people apart.

use super::canvas::{Canvas, Ink};
use super::colour::{Tint, hex};
use super::dice::Dice;
use super::portrait::{Beard, Sitter, outline};
use super::shape::{Shape, Spot};

pub fn features(canvas: &mut Canvas, sitter: &Sitter) {
    let shade = sitter.shade();
    let dark = hex(0x2b1b18);
    let brow = sitter.hair.to(dark, 0.35);
    for side in [-1.0, 1.0] {
        let x = side * 0.4;
        canvas.fill(Shape::new().oval(sitter.on(x, -0.12), 42.0, 25.0), Ink::Flat(shade, 0.34));
        let eye = |across: f32, down: f32| sitter.on(x + across * side, -0.08 + down);
        let open = Shape::new().blob(&[
            eye(-0.19, 0.015),
            eye(-0.05, -0.048),
            eye(0.1, -0.042),
            eye(0.2, 0.0),
            eye(0.08, 0.042),
            eye(-0.07, 0.046),
        ]);
        let iris = (eye(0.0, 0.0).0 + sitter.turn * 3.0, eye(0.0, -0.004).1);
        let white = hex(0xf4ebe2).to(shade, 0.12);
        canvas.fill(open, white);
        let almond = Shape::new().blob(&[
            eye(-0.19, 0.015),
            eye(-0.05, -0.048),
            eye(0.1, -0.042),
            eye(0.2, 0.0),
            eye(0.08, 0.042),
            eye(-0.07, 0.046),
        ]);
        let colour = if sitter.skin.r > 0.88 { hex(0x5b6b58) } else { hex(0x46301f) };
        canvas.within(almond, |canvas| {
            canvas.fill(Shape::new().oval(iris, 10.4, 10.4), colour);
            canvas.fill(Shape::new().oval(iris, 5.2, 5.2), hex(0x17100e));
            canvas.fill(Shape::new().oval((iris.0 - 3.4, iris.1 - 3.6), 2.3, 2.3), hex(0xfffaf2));
        });
        let lash = if sitter.is_woman { 5.4 } else { 4.2 };
        canvas.stroke(Shape::new().curve(eye(-0.2, 0.016), eye(0.02, -0.088), eye(0.22, 0.0)), lash, dark);
        canvas.stroke(
            Shape::new().curve(eye(-0.17, -0.05), eye(0.03, -0.13), eye(0.22, -0.05)),
            2.4,
            Ink::Flat(shade.lit(0.75), 0.6),
        );
        canvas.stroke(
            Shape::new().curve(eye(-0.12, 0.046), eye(0.04, 0.075), eye(0.17, 0.03)),
            1.8,
            Ink::Flat(shade.lit(0.8), 0.5),
        );
        let (thick, arch) = if sitter.is_woman { (0.034, 0.05) } else { (0.056, 0.03) };
        let lid = |across: f32, down: f32| sitter.on(x + across * side, -0.28 + down);
        let hairs = [
            lid(-0.23, -0.005),
            lid(-0.05, -arch * 0.8),
            lid(0.13, -arch),
            lid(0.33, 0.03),
            lid(0.13, -arch + thick * 0.75),
            lid(-0.05, -arch * 0.8 + thick),
            lid(-0.23, -0.005 + thick),
        ];
        canvas.fill(Shape::new().blob(&hairs), Ink::Flat(brow, 0.9));
    }
    nose(canvas, sitter);
    mouth(canvas, sitter);
}

fn nose(canvas: &mut Canvas, sitter: &Sitter) {
    let shade = sitter.shade();
    let side = if sitter.turn > 0.0 { 1.0 } else { 0.92 };
    let wide = if sitter.is_woman { 0.145 } else { 0.18 };
    let shadow =
        [(0.07, -0.2), (0.1, 0.0), (wide * 1.05, 0.23), (wide * 0.9, 0.325), (0.03, 0.345), (0.09, 0.24), (0.05, 0.02)];
    let shadow: Vec<Spot> = shadow.iter().map(|&(across, down)| sitter.on(across * side, down)).collect();
    canvas.fill(Shape::new().blob(&shadow), Ink::Flat(shade, 0.62));
    canvas.stroke(
        Shape::new().curve(sitter.on(-wide, 0.27), sitter.on(-wide * 1.1, 0.335), sitter.on(-wide * 0.55, 0.335)),
        3.0,
        Ink::Flat(shade.lit(0.8), 0.75),
    );
    canvas.stroke(
        Shape::new().curve(sitter.on(wide, 0.27), sitter.on(wide * 1.15, 0.335), sitter.on(wide * 0.55, 0.335)),
        3.2,
        Ink::Flat(shade.lit(0.7), 0.8),
    );
    let mut holes = Shape::new();
    for way in [-1.0, 1.0] {
        holes.add_oval(sitter.on(way * wide * 0.52, 0.325), 8.4, 3.8);
    }
    canvas.fill(holes, Ink::Flat(shade.lit(0.55), 0.75));
    canvas.oval_glow(sitter.on(-0.03, 0.2), 15.0, 24.0, hex(0xfff0dd), 0.4);
    canvas.oval_glow(sitter.on(-0.02, -0.05), 9.0, 46.0, hex(0xfff0dd), 0.25);
}

fn mouth(canvas: &mut Canvas, sitter: &Sitter) {
    let shade = sitter.shade();
    let lips = if sitter.is_woman { sitter.skin.to(hex(0x9c3a3f), 0.62) } else { sitter.skin.to(hex(0x8a4239), 0.45) };
    let half = if sitter.is_woman { 0.3 } else { 0.33 };
    let full = if sitter.is_woman { 1.0 } else { 0.72 };
    let at = |across: f32, down: f32| sitter.on(across * half, 0.56 + down * full - across.abs() * sitter.smile * full);
    canvas.fill(
        Shape::new().blob(&[
            at(-1.0, 0.0),
            at(-0.4, -0.05),
            at(-0.12, -0.066),
            at(0.0, -0.05),
            at(0.12, -0.066),
            at(0.4, -0.05),
            at(1.0, 0.0),
            at(0.0, 0.02),
        ]),
        lips.lit(0.84),
    );
    canvas.fill(
        Shape::new().blob(&[
            at(-0.94, 0.004),
            at(0.0, 0.014),
            at(0.94, 0.004),
            at(0.45, 0.078),
            at(0.0, 0.094),
            at(-0.45, 0.078),
        ]),
        Ink::Down(sitter.on(0.0, 0.56).1, lips, sitter.on(0.0, 0.66).1, lips.lit(1.12), 1.0),
    );
    canvas.stroke(
        Shape::new().line(&[at(-1.04, -0.004), at(-0.5, 0.006), at(0.0, 0.014), at(0.5, 0.006), at(1.04, -0.004)]),
        3.2,
        Ink::Flat(hex(0x4a1f1e), 0.8),
    );
    canvas.fill(Shape::new().blob(&[at(-0.5, 0.14), at(0.5, 0.14), at(0.0, 0.2)]), Ink::Flat(shade, 0.34));
    canvas.stroke(Shape::new().line(&[sitter.on(0.0, 0.38), sitter.on(0.0, 0.47)]), 6.0, Ink::Flat(shade, 0.2));
}

pub fn beard(canvas: &mut Canvas, sitter: &Sitter) {
    let hair = sitter.hair;
    let at = |across: f32, down: f32| sitter.on(across, down);
    if matches!(sitter.beard, Beard::Full | Beard::Stubble) {
        let alpha = if sitter.beard == Beard::Full { 0.94 } else { 0.3 };
        let edge = |across: f32, down: f32| sitter.at(across, down);
        let hide = [
            edge(-0.96, 0.02),
            edge(-0.84, 0.34),
            at(-0.5, 0.42),
            at(-0.28, 0.4),
            at(0.0, 0.43),
            at(0.28, 0.4),
            at(0.5, 0.42),
            edge(0.84, 0.34),
            edge(0.96, 0.02),
            edge(0.93, 0.58),
            edge(0.62, 0.94),
            edge(0.0, 1.1),
            edge(-0.62, 0.94),
            edge(-0.93, 0.58),
        ];
        let ink = Ink::Along(edge(-0.9, 0.4), hair.lit(1.18), edge(0.9, 0.8), hair.lit(0.8), alpha);
        if sitter.beard == Beard::Stubble {
            canvas.within(Shape::new().blob(&outline(sitter)), |canvas| canvas.fill(Shape::new().blob(&hide), ink));
        } else {
            canvas.fill(Shape::new().blob(&hide), ink);
        }
        mouth(canvas, sitter);
    }
    if matches!(sitter.beard, Beard::Full | Beard::Moustache) {
        let whisker = [
            at(0.0, 0.405),
            at(0.2, 0.4),
            at(0.38, 0.5),
            at(0.44, 0.6),
            at(0.22, 0.535),
            at(0.0, 0.52),
            at(-0.22, 0.535),
            at(-0.44, 0.6),
            at(-0.38, 0.5),
            at(-0.2, 0.4),
        ];
        canvas.fill(
            Shape::new().blob(&whisker),
            Ink::Along(at(-0.4, 0.4), hair.lit(1.15), at(0.4, 0.6), hair.lit(0.82), 0.97),
        );
    }
}

pub fn glasses(canvas: &mut Canvas, dice: &Dice, sitter: &Sitter) {
    let frame = dice.pick(&[hex(0x2a2222), hex(0x5a3a25), hex(0x3c4450), hex(0x7d6a4a)]);
    let round = dice.chance(0.5);
    let mut rims = Shape::new();
    for side in [-1.0, 1.0] {
        let middle = sitter.on(side * 0.41, -0.06);
        let lens = |grow: f32| {
            let (across, down) = if round { (41.0 + grow, 38.0 + grow) } else { (45.0 + grow, 32.0 + grow) };
            if round {
                Shape::new().oval(middle, across, down)
            } else {
                let corner = |x: f32, y: f32| (middle.0 + x * across, middle.1 + y * down);
                Shape::new().blob(&[
                    corner(-0.92, -0.86),
                    corner(0.0, -1.0),
                    corner(0.92, -0.86),
                    corner(1.02, 0.0),
                    corner(0.8, 0.9),
                    corner(0.0, 1.02),
                    corner(-0.8, 0.9),
                    corner(-1.02, 0.0),
                ])
            }
        };
        canvas.fill(lens(0.0), Ink::Flat(Tint::WHITE, 0.07));
        canvas.within(lens(0.0), |canvas| {
            let gleam = [
                (middle.0 - 40.0, middle.1 - 4.0),
                (middle.0 - 8.0, middle.1 - 44.0),
                (middle.0 + 6.0, middle.1 - 44.0),
                (middle.0 - 40.0, middle.1 + 14.0),
            ];
            canvas.fill(Shape::new().polygon(&gleam), Ink::Flat(Tint::WHITE, 0.16));
        });
        canvas.stroke(lens(0.0), if round { 4.6 } else { 6.0 }, frame);
        let edge = (middle.0 + side * 44.0, middle.1 - 8.0);
        let ear = sitter.at(side * 1.0, -0.06);
        rims.add_line(&[edge, ear]);
    }
    rims.add_curve(sitter.on(-0.11, -0.09), sitter.on(0.0, -0.14), sitter.on(0.11, -0.09));
    canvas.stroke(rims, 4.8, frame);
}
