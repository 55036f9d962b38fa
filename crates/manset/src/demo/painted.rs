//! Pictures for the demo paper, painted by the program: a newspaper without pictures shows little of itself, and
//! photographs would bring other people's rights and faces with them.
//!
//! A picture is a sky, ridges that pale with distance, and one or two silhouettes that say what the scene is. The same
//! scene and seed give the same picture.

use tiny_skia::{
    Color, FillRule, GradientStop, LinearGradient, Paint, Path, PathBuilder, Pixmap, Point, RadialGradient, Rect,
    Shader, SpreadMode, Transform,
};

/// Every scene there is.
pub const SCENES: [&str; 16] = [
    "river",
    "mountain",
    "town",
    "harbour",
    "field",
    "stadium",
    "street-night",
    "snow",
    "classroom",
    "market",
    "courthouse",
    "factory",
    "concert",
    "portrait",
    "road",
    "sunrise",
];

/// On the scale of [`media::jpeg`].
const QUALITY: u8 = 82;

/// Paints a scene as a JPEG of this size in pixels.
///
/// # Panics
/// If the scene is not one of [`SCENES`] or a side is zero.
pub fn paint(scene: &str, seed: u64, width: u32, height: u32) -> Vec<u8> {
    assert!(SCENES.contains(&scene), "nobody has painted a {scene}");
    let mut canvas = Canvas::new(seed, light_of(scene, seed), width, height);
    match scene {
        "portrait" => canvas.portrait(),
        "classroom" => canvas.classroom(),
        "concert" => canvas.concert(),
        _ => canvas.outdoors(scene),
    }
    canvas.grain();
    media::jpeg(&canvas.rgb(), width, height, QUALITY)
}

/// The light of an hour: sky above and at the horizon, what is far, what is near, and the lamp or sun.
#[derive(Clone, Copy)]
struct Light {
    zenith: u32,
    horizon: u32,
    far: u32,
    near: u32,
    glow: u32,
}

const LIGHTS: [Light; 6] = [
    Light { zenith: 0x5f7f9c, horizon: 0xe9dcc6, far: 0x9fb0b4, near: 0x2f3b3c, glow: 0xfff3d6 },
    Light { zenith: 0x44546f, horizon: 0xe8a87c, far: 0x8f7f86, near: 0x2b2430, glow: 0xffd9a0 },
    Light { zenith: 0x8b9aa3, horizon: 0xd9dcd8, far: 0xa9b3b2, near: 0x384543, glow: 0xf4f2ea },
    Light { zenith: 0x6a8fa8, horizon: 0xf0e6cf, far: 0x9db59a, near: 0x33422c, glow: 0xfffbe8 },
    Light { zenith: 0x7a5a6e, horizon: 0xf2c6a0, far: 0xa98e92, near: 0x382a33, glow: 0xffe6bf },
    Light { zenith: 0x141c2e, horizon: 0x3d4a66, far: 0x2c3750, near: 0x0d121e, glow: 0xffd58a },
];

fn light_of(scene: &str, seed: u64) -> Light {
    match scene {
        "street-night" | "concert" => LIGHTS[5],
        "sunrise" => LIGHTS[1 + (seed % 2) as usize * 3],
        "snow" => LIGHTS[2],
        "portrait" | "classroom" => LIGHTS[(seed % 5) as usize],
        _ => LIGHTS[(seed * 7 % 5) as usize],
    }
}

struct Canvas {
    pixels: Pixmap,
    dice: u64,
    light: Light,
    w: f32,
    h: f32,
}

fn colour(rgb: u32, alpha: f32) -> Color {
    let part = |shift: u32| ((rgb >> shift) & 255) as f32 / 255.0;
    Color::from_rgba(part(16), part(8), part(0), alpha).unwrap_or(Color::BLACK)
}

fn mix(a: u32, b: u32, share: f32) -> u32 {
    [16, 8, 0].iter().fold(0, |all, shift| {
        let part = |rgb: u32| ((rgb >> shift) & 255) as f32;
        all | (((part(a) + (part(b) - part(a)) * share) as u32 & 255) << shift)
    })
}

impl Canvas {
    fn new(seed: u64, light: Light, width: u32, height: u32) -> Self {
        let pixels = Pixmap::new(width, height).expect("a side is not zero");
        let mut canvas = Self {
            pixels,
            dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            light,
            w: width as f32,
            h: height as f32,
        };
        for _ in 0..8 {
            canvas.die();
        }
        canvas
    }

    /// 0 to 1, by xorshift: pictures must be the same on every machine.
    fn die(&mut self) -> f32 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 40) as f32 / (1u64 << 24) as f32
    }

    fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.die()
    }

    fn fill(&mut self, path: Option<Path>, shader: Shader<'static>) {
        let Some(path) = path else { return };
        let paint = Paint { shader, anti_alias: true, ..Paint::default() };
        self.pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
    }

    fn solid(&mut self, path: Option<Path>, rgb: u32, alpha: f32) {
        self.fill(path, Shader::SolidColor(colour(rgb, alpha)));
    }

    /// Sides as shares of the picture.
    fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, rgb: u32, alpha: f32) {
        let rect = Rect::from_xywh(x * self.w, y * self.h, (w * self.w).max(1.0), (h * self.h).max(1.0));
        self.solid(rect.map(PathBuilder::from_rect), rgb, alpha);
    }

    fn oval(&mut self, x: f32, y: f32, rx: f32, ry: f32, rgb: u32, alpha: f32) {
        let rect = Rect::from_xywh(x * self.w - rx * self.h, (y - ry) * self.h, 2.0 * rx * self.h, 2.0 * ry * self.h);
        self.solid(rect.and_then(PathBuilder::from_oval), rgb, alpha);
    }

    fn shape(&mut self, points: &[(f32, f32)], rgb: u32, alpha: f32) {
        let mut path = PathBuilder::new();
        for (place, (x, y)) in points.iter().enumerate() {
            let (x, y) = (x * self.w, y * self.h);
            if place == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        path.close();
        self.solid(path.finish(), rgb, alpha);
    }

    /// A band of two colours from top to bottom.
    fn band(&mut self, top: f32, bottom: f32, above: u32, below: u32) {
        let rect = Rect::from_ltrb(0.0, top * self.h, self.w, bottom * self.h);
        let stops = vec![GradientStop::new(0.0, colour(above, 1.0)), GradientStop::new(1.0, colour(below, 1.0))];
        let from_to = (Point::from_xy(0.0, top * self.h), Point::from_xy(0.0, bottom * self.h));
        let shader = LinearGradient::new(from_to.0, from_to.1, stops, SpreadMode::Pad, Transform::identity());
        if let Some(shader) = shader {
            self.fill(rect.map(PathBuilder::from_rect), shader);
        }
    }

    fn glow(&mut self, x: f32, y: f32, radius: f32, rgb: u32, strength: f32) {
        let stops = vec![GradientStop::new(0.0, colour(rgb, strength)), GradientStop::new(1.0, colour(rgb, 0.0))];
        let centre = Point::from_xy(x * self.w, y * self.h);
        let radius = radius * self.h;
        let shader = RadialGradient::new(centre, 0.0, centre, radius, stops, SpreadMode::Pad, Transform::identity());
        let rect = Rect::from_xywh(centre.x - radius, centre.y - radius, 2.0 * radius, 2.0 * radius);
        if let Some(shader) = shader {
            self.fill(rect.map(PathBuilder::from_rect), shader);
        }
    }

    /// A ridge of hills: `rough` is how jagged, `rise` how high over `base`.
    fn ridge(&mut self, base: f32, rise: f32, rough: f32, rgb: u32) {
        let waves: Vec<(f32, f32, f32)> = (0..6)
            .map(|wave| {
                let pace = self.between(0.7, 1.3) * (1.7_f32).powi(wave);
                let height = rise * (0.62 + 0.2 * rough).powi(wave);
                (pace, height, self.between(0.0, 6.3))
            })
            .collect();
        let mut points = vec![(0.0, 1.0)];
        for step in 0..=160 {
            let x = step as f32 / 160.0;
            let y: f32 = waves.iter().map(|(pace, height, shift)| height * (pace * 4.0 * x + shift).sin()).sum();
            points.push((x, base - (y + rise) * 0.5));
        }
        points.push((1.0, 1.0));
        self.shape(&points, rgb, 1.0);
    }

    fn sky_and_hills(&mut self, horizon: f32, mountains: f32) {
        let light = self.light;
        self.band(0.0, horizon, light.zenith, light.horizon);
        self.band(horizon, 1.0, light.horizon, light.far);
        let x = self.between(0.2, 0.8);
        self.glow(x, horizon - 0.12, 0.55, light.glow, 0.75);
        self.oval(x, horizon - 0.12, 0.035, 0.035, light.glow, 0.9);
        for cloud in 0..5 {
            let (x, y, wide) = (self.between(0.0, 1.0), self.between(0.05, horizon * 0.6), self.between(0.1, 0.3));
            self.oval(x, y, wide, 0.008 + 0.004 * cloud as f32, light.horizon, 0.28);
        }
        for layer in 0..4 {
            let depth = layer as f32 / 4.0;
            let rise = mountains * (1.0 - 0.5 * depth);
            self.ridge(horizon + 0.06 * depth, rise, mountains * 2.0, mix(light.far, light.near, depth * 0.6));
        }
    }

    fn outdoors(&mut self, scene: &str) {
        let light = self.light;
        match scene {
            "mountain" => {
                self.sky_and_hills(0.72, 0.34);
                self.trees(0.9, 40, 0.09);
            }
            "river" | "harbour" => {
                self.sky_and_hills(0.5, 0.14);
                self.band(0.56, 1.0, mix(light.horizon, light.far, 0.5), mix(light.far, light.near, 0.55));
                for _ in 0..90 {
                    let (x, y) = (self.between(-0.1, 1.0), self.between(0.58, 1.0));
                    let (wide, bright) = (self.between(0.03, 0.2), self.between(0.05, 0.22));
                    self.rect(x, y, wide * (y - 0.3), 0.0025, light.glow, bright);
                }
                if scene == "harbour" {
                    self.houses(0.57, 0.14, 0.5);
                    for _ in 0..5 {
                        self.boat();
                    }
                } else {
                    self.trees(0.6, 46, 0.06);
                    self.shape(&[(0.0, 0.86), (0.3, 0.9), (0.5, 1.0), (0.0, 1.0)], light.near, 1.0);
                    self.bridge();
                }
            }
            "town" | "courthouse" | "market" | "factory" | "street-night" => {
                self.sky_and_hills(0.55, 0.16);
                self.houses(0.72, 0.2, 0.35);
                self.houses(0.86, 0.26, 0.7);
                match scene {
                    "courthouse" => self.columns(),
                    "factory" => self.chimneys(),
                    "market" => self.stalls(),
                    "street-night" => self.lamps(),
                    _ => self.minaret(),
                }
            }
            "stadium" => self.stadium(),
            "snow" => {
                self.sky_and_hills(0.6, 0.2);
                self.band(0.66, 1.0, 0xe6ebee, 0xf7f8f8);
                self.houses(0.72, 0.12, 0.6);
                self.trees(0.8, 30, 0.12);
                for _ in 0..420 {
                    let (x, y, size) = (self.die(), self.die(), self.between(0.001, 0.004));
                    self.oval(x, y, size, size, 0xffffff, 0.85);
                }
            }
            _ => {
                self.sky_and_hills(0.52, 0.12);
                let ground = mix(light.far, light.near, 0.45);
                self.band(0.6, 1.0, mix(ground, light.glow, 0.25), mix(ground, light.near, 0.4));
                let vanishing = self.between(0.4, 0.6);
                if scene == "road" {
                    self.shape(
                        &[(vanishing - 0.01, 0.6), (vanishing + 0.01, 0.6), (0.8, 1.0), (0.2, 1.0)],
                        light.near,
                        0.9,
                    );
                    for dash in 0..7 {
                        let (near, far) = ((dash as f32 / 7.0).powi(2), ((dash as f32 + 0.5) / 7.0).powi(2));
                        let (top, bottom) = (0.6 + 0.4 * near, 0.6 + 0.4 * far);
                        let x = |y: f32| vanishing + (0.5 - vanishing) * (y - 0.6) / 0.4;
                        let wide = 0.008 * near + 0.001;
                        self.shape(
                            &[
                                (x(top) - wide, top),
                                (x(top) + wide, top),
                                (x(bottom) + wide, bottom),
                                (x(bottom) - wide, bottom),
                            ],
                            light.glow,
                            0.8,
                        );
                    }
                } else {
                    for row in -14..=14 {
                        let x = vanishing + row as f32 * 0.1;
                        self.shape(
                            &[(vanishing + row as f32 * 0.004, 0.6), (x + 0.015, 1.0), (x - 0.015, 1.0)],
                            light.near,
                            0.35,
                        );
                    }
                }
                self.trees(0.62, 26, 0.08);
            }
        }
    }

    fn trees(&mut self, base: f32, count: usize, tall: f32) {
        let rgb = mix(self.light.near, self.light.far, 0.12);
        for _ in 0..count {
            let (x, height) = (self.between(-0.02, 1.02), self.between(0.5, 1.2) * tall);
            let y = base + self.between(-0.02, 0.03);
            if self.die() < 0.5 {
                self.shape(&[(x, y - height), (x + height * 0.18, y), (x - height * 0.18, y)], rgb, 1.0);
            } else {
                self.rect(x - 0.002, y - height * 0.6, 0.004, height * 0.6, rgb, 1.0);
                self.oval(x, y - height * 0.7, height * 0.32, height * 0.4, rgb, 1.0);
            }
        }
    }

    /// A row of houses, some windows lit.
    fn houses(&mut self, base: f32, tall: f32, near: f32) {
        let mut x = -0.02;
        while x < 1.0 {
            let (wide, height) = (self.between(0.05, 0.11), self.between(0.4, 1.0) * tall);
            let wall = mix(self.light.far, self.light.near, (near + self.between(-0.1, 0.15)).clamp(0.0, 1.0));
            self.rect(x, base - height, wide, 1.0 - base + height, wall, 1.0);
            if self.die() < 0.6 {
                let roof = mix(0x8a4a34, self.light.near, near);
                self.shape(
                    &[
                        (x - 0.005, base - height),
                        (x + wide / 2.0, base - height - 0.035),
                        (x + wide + 0.005, base - height),
                    ],
                    roof,
                    1.0,
                );
            }
            let (columns, rows) = ((wide / 0.022) as usize, (height / 0.05) as usize);
            for column in 0..columns {
                for row in 0..rows {
                    let lit = self.die() < 0.35;
                    let glass = if lit { self.light.glow } else { mix(wall, self.light.zenith, 0.4) };
                    self.rect(
                        x + 0.008 + column as f32 * 0.022,
                        base - height + 0.018 + row as f32 * 0.05,
                        0.009,
                        0.022,
                        glass,
                        0.85,
                    );
                }
            }
            x += wide + self.between(-0.01, 0.012);
        }
    }

    fn bridge(&mut self) {
        let rgb = mix(self.light.near, self.light.far, 0.25);
        self.rect(0.0, 0.6, 1.0, 0.025, rgb, 1.0);
        for arch in 0..6 {
            let x = 0.08 + arch as f32 * 0.17;
            self.rect(x - 0.015, 0.61, 0.03, 0.14, rgb, 1.0);
            self.shape(&[(x - 0.085, 0.62), (x - 0.015, 0.7), (x - 0.015, 0.62)], rgb, 1.0);
            self.shape(&[(x + 0.085, 0.62), (x + 0.015, 0.7), (x + 0.015, 0.62)], rgb, 1.0);
        }
    }

    fn boat(&mut self) {
        let (x, y, size) = (self.between(0.05, 0.9), self.between(0.66, 0.92), self.between(0.03, 0.07));
        let hull = self.light.near;
        self.shape(
            &[(x, y), (x + size * 1.6, y), (x + size * 1.35, y + size * 0.4), (x + size * 0.25, y + size * 0.4)],
            hull,
            1.0,
        );
        self.rect(x + size * 0.5, y - size * 0.45, size * 0.5, size * 0.45, mix(hull, self.light.glow, 0.6), 1.0);
        self.rect(x + size * 0.95, y - size * 1.4, size * 0.03, size * 1.4, hull, 1.0);
    }

    fn minaret(&mut self) {
        let (x, rgb) = (self.between(0.2, 0.8), mix(self.light.near, self.light.far, 0.2));
        self.oval(x + 0.07, 0.62, 0.09, 0.1, rgb, 1.0);
        self.rect(x + 0.01, 0.62, 0.12, 0.3, rgb, 1.0);
        self.rect(x - 0.03, 0.36, 0.014, 0.5, rgb, 1.0);
        self.rect(x - 0.035, 0.48, 0.024, 0.012, rgb, 1.0);
        self.shape(&[(x - 0.031, 0.36), (x - 0.023, 0.27), (x - 0.015, 0.36)], rgb, 1.0);
    }

    fn columns(&mut self) {
        let stone = mix(self.light.horizon, 0xffffff, 0.3);
        let shade = mix(stone, self.light.near, 0.35);
        self.rect(0.22, 0.46, 0.56, 0.5, shade, 1.0);
        self.shape(&[(0.19, 0.46), (0.5, 0.28), (0.81, 0.46)], stone, 1.0);
        for column in 0..7 {
            self.rect(0.25 + column as f32 * 0.08, 0.48, 0.025, 0.4, stone, 1.0);
        }
        for step in 0..4 {
            self.rect(
                0.2 - step as f32 * 0.02,
                0.88 + step as f32 * 0.03,
                0.6 + step as f32 * 0.04,
                0.03,
                mix(stone, shade, step as f32 / 4.0),
                1.0,
            );
        }
    }

    fn chimneys(&mut self) {
        let rgb = self.light.near;
        for tooth in 0..6 {
            let x = 0.1 + tooth as f32 * 0.13;
            self.shape(&[(x, 0.9), (x, 0.6), (x + 0.13, 0.7), (x + 0.13, 0.9)], mix(rgb, self.light.far, 0.15), 1.0);
        }
        for chimney in 0..3 {
            let x = 0.3 + chimney as f32 * 0.2;
            self.shape(&[(x, 0.9), (x + 0.008, 0.22), (x + 0.03, 0.22), (x + 0.038, 0.9)], rgb, 1.0);
            for puff in 0..9 {
                let drift = puff as f32;
                self.oval(
                    x + 0.02 + drift * 0.022,
                    0.2 - drift * 0.018,
                    0.02 + drift * 0.009,
                    0.016 + drift * 0.006,
                    self.light.horizon,
                    0.4,
                );
            }
        }
    }

    fn stalls(&mut self) {
        for stall in 0..5 {
            let x = stall as f32 * 0.2 + 0.01;
            let cloth = [0xa63d2f, 0x2f6b55, 0xc98f2d, 0x3c4a78, 0x8a4f6d][stall % 5];
            for stripe in 0..6 {
                let rgb = if stripe % 2 == 0 { cloth } else { 0xf4ede0 };
                let left = x + stripe as f32 * 0.03;
                self.shape(&[(left, 0.6), (left + 0.03, 0.6), (left + 0.032, 0.68), (left - 0.002, 0.68)], rgb, 1.0);
            }
            self.rect(x, 0.68, 0.005, 0.3, self.light.near, 1.0);
            self.rect(x + 0.175, 0.68, 0.005, 0.3, self.light.near, 1.0);
            self.rect(x, 0.84, 0.18, 0.16, mix(0x6b4a30, self.light.near, 0.3), 1.0);
            for _ in 0..36 {
                let fruit = [0xc9472b, 0xe0a030, 0x7c9a3d, 0xb8c25a, 0x8c3b52][(self.die() * 5.0) as usize % 5];
                let (fx, fy) = (self.between(x + 0.01, x + 0.17), self.between(0.8, 0.845));
                self.oval(fx, fy, 0.012, 0.012, fruit, 1.0);
            }
        }
    }

    fn lamps(&mut self) {
        self.band(0.88, 1.0, 0x1a2030, 0x0a0d15);
        for lamp in 0..4 {
            let x = 0.12 + lamp as f32 * 0.25;
            self.rect(x, 0.5, 0.004, 0.42, 0x05070c, 1.0);
            self.glow(x + 0.002, 0.5, 0.2, self.light.glow, 0.85);
            self.glow(x + 0.002, 0.95, 0.12, self.light.glow, 0.3);
            self.oval(x + 0.002, 0.5, 0.012, 0.012, 0xfff3d0, 1.0);
        }
    }

    fn stadium(&mut self) {
        let light = self.light;
        self.band(0.0, 0.5, mix(light.zenith, 0x101830, 0.5), light.horizon);
        self.oval(0.5, 0.52, 0.95, 0.26, light.near, 1.0);
        for _ in 0..2600 {
            let (x, y) = (self.die(), self.between(0.3, 0.56));
            let rgb = [0xb5382c, 0xf2ead8, 0x31405c, 0xd9a441][(self.die() * 4.0) as usize % 4];
            self.oval(x, y, 0.0045, 0.005, rgb, 0.75);
        }
        self.band(0.56, 1.0, 0x4f8a47, 0x2f6434);
        for stripe in 0..8 {
            if stripe % 2 == 0 {
                let near = |row: f32| 0.56 + 0.44 * (row / 8.0).powf(1.5);
                let (top, bottom) = (near(stripe as f32), near(stripe as f32 + 1.0));
                self.rect(0.0, top, 1.0, bottom - top, 0xffffff, 0.06);
            }
        }
        self.rect(0.0, 0.74, 1.0, 0.004, 0xf2f2ea, 0.9);
        self.oval(0.5, 0.742, 0.2, 0.06, 0xf2f2ea, 0.15);
        for x in [0.06, 0.94] {
            self.rect(x, 0.08, 0.006, 0.44, light.near, 1.0);
            self.rect(x - 0.03, 0.05, 0.066, 0.06, 0xfff8e0, 1.0);
            self.glow(x, 0.08, 0.35, 0xfff4d8, 0.6);
        }
    }

    fn classroom(&mut self) {
        self.band(0.0, 0.7, 0xe7dcc4, 0xd8c9a8);
        self.band(0.7, 1.0, 0x9a7450, 0x6f5136);
        self.rect(0.28, 0.12, 0.5, 0.34, 0x2c4a3e, 1.0);
        self.rect(0.27, 0.46, 0.52, 0.018, 0x7a5a3a, 1.0);
        for line in 0..4 {
            let wide = self.between(0.1, 0.4);
            self.rect(0.31, 0.18 + line as f32 * 0.065, wide, 0.006, 0xeef0e6, 0.7);
        }
        for pane in 0..2 {
            self.rect(0.03, 0.1 + pane as f32 * 0.22, 0.18, 0.2, self.light.horizon, 1.0);
            self.glow(0.12, 0.2 + pane as f32 * 0.22, 0.4, self.light.glow, 0.4);
        }
        for row in 0..3 {
            let (y, size) = (0.6 + row as f32 * 0.13, 0.1 + row as f32 * 0.04);
            for seat in 0..4 {
                let x = 0.14 + seat as f32 * 0.24 - row as f32 * 0.02;
                let hair = [0x2b2018, 0x4a3322, 0x17130f, 0x6b4a2c][(self.die() * 4.0) as usize % 4];
                let coat = [0x2f4a78, 0x8c2f26, 0x2f6b55, 0x5b4636][(self.die() * 4.0) as usize % 4];
                self.oval(x, y, size * 0.24, size * 0.28, hair, 1.0);
                self.oval(x, y + size * 0.62, size * 0.42, size * 0.4, coat, 1.0);
                self.rect(x - size * 0.6, y + size * 0.8, size * 1.2, size * 0.16, 0xb98d5c, 1.0);
            }
        }
    }

    fn concert(&mut self) {
        self.band(0.0, 1.0, 0x171024, 0x2c1a36);
        for beam in 0..7 {
            let x = 0.08 + beam as f32 * 0.14;
            let end = self.between(0.2, 0.8);
            let rgb = [0xe0a030, 0xb5382c, 0x6a7fd0, 0xd070a0][beam % 4];
            self.shape(&[(x, 0.0), (x + 0.015, 0.0), (end + 0.14, 0.75), (end - 0.06, 0.75)], rgb, 0.2);
            self.glow(x, 0.02, 0.12, rgb, 0.9);
        }
        self.rect(0.1, 0.62, 0.8, 0.06, 0x0d0814, 1.0);
        for player in 0..5 {
            let x = 0.24 + player as f32 * 0.13;
            self.oval(x, 0.44, 0.022, 0.028, 0x0a0610, 1.0);
            self.shape(&[(x - 0.02, 0.63), (x - 0.012, 0.46), (x + 0.012, 0.46), (x + 0.02, 0.63)], 0x0a0610, 1.0);
            self.shape(&[(x - 0.03, 0.56), (x + 0.035, 0.51), (x + 0.037, 0.52), (x - 0.028, 0.575)], 0x6b4a2c, 1.0);
        }
        for _ in 0..150 {
            let (x, y) = (self.die(), self.between(0.8, 1.02));
            self.oval(x, y, 0.03, 0.036, 0x08050c, 1.0);
            if self.die() < 0.2 {
                self.rect(x, y - 0.1, 0.008, 0.1, 0x08050c, 1.0);
            }
        }
    }

    fn portrait(&mut self) {
        let ground = mix(self.light.horizon, self.light.far, self.dice as f32 % 7.0 / 10.0);
        self.band(0.0, 1.0, mix(ground, 0xffffff, 0.15), mix(ground, self.light.near, 0.35));
        self.glow(0.35, 0.25, 0.7, self.light.glow, 0.45);
        let skin = [0xe3b994, 0xd2a07a, 0xc08a63, 0xefcaa8][(self.die() * 4.0) as usize % 4];
        let hair = [0x1d1612, 0x3a2a1e, 0x8c8680, 0x5a4230, 0xc9c4bc][(self.die() * 5.0) as usize % 5];
        let coat = [0x2c3648, 0x5b2f2a, 0x34473c, 0x3f3a44][(self.die() * 4.0) as usize % 4];
        let (covered, glasses) = (self.die() < 0.25, self.die() < 0.45);
        let long = !covered && self.die() < 0.5;
        let shade = mix(skin, 0x5a3a28, 0.35);
        if long {
            self.oval(0.5, 0.46, 0.24, 0.33, hair, 1.0);
        }
        self.oval(0.5, 1.06, 0.46, 0.34, coat, 1.0);
        self.rect(0.455, 0.6, 0.09, 0.16, shade, 1.0);
        self.shape(&[(0.44, 0.76), (0.5, 0.9), (0.56, 0.76)], 0xf0ece2, 1.0);
        if covered {
            let cloth = mix(coat, 0xc08a63, 0.5);
            self.oval(0.5, 0.44, 0.24, 0.3, cloth, 1.0);
            self.shape(&[(0.36, 0.5), (0.64, 0.5), (0.6, 0.84), (0.4, 0.84)], cloth, 1.0);
        } else {
            self.oval(0.5, 0.36, 0.195, 0.21, hair, 1.0);
        }
        self.oval(0.5, 0.44, 0.165, 0.215, skin, 1.0);
        if !covered {
            self.shape(
                &[(0.392, 0.37), (0.42, 0.26), (0.58, 0.25), (0.608, 0.37), (0.55, 0.3), (0.46, 0.31)],
                hair,
                1.0,
            );
        }
        for side in [-1.0, 1.0] {
            let x = 0.5 + side * 0.042;
            self.oval(x, 0.43, 0.014, 0.01, 0x2a2220, 1.0);
            self.rect(x - 0.018, 0.398, 0.036, 0.007, mix(hair, 0x2a2220, 0.5), 0.9);
            if glasses {
                self.oval(x, 0.43, 0.042, 0.036, 0x2a2220, 0.28);
                self.oval(x, 0.43, 0.036, 0.03, 0xffffff, 0.16);
            }
        }
        self.shape(&[(0.497, 0.43), (0.512, 0.5), (0.488, 0.502)], shade, 0.6);
        self.oval(0.5, 0.555, 0.045, 0.008, mix(shade, 0xa04038, 0.5), 0.9);
    }

    /// A little noise, as film has: flat colours band when compressed.
    fn grain(&mut self) {
        let mut state = self.dice;
        for pixel in self.pixels.data_mut().chunks_exact_mut(4) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let noise = (state >> 59) as i16 - 16;
            for part in &mut pixel[..3] {
                *part = (i16::from(*part) + noise / 3).clamp(0, 255) as u8;
            }
        }
    }

    fn rgb(&self) -> Vec<u8> {
        self.pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scene_paints_and_paints_the_same_again() {
        for scene in SCENES {
            let painted = paint(scene, 11, 120, 80);
            assert_eq!(painted, paint(scene, 11, 120, 80), "{scene}");
            assert!(painted != paint(scene, 12, 120, 80), "{scene} differs by its seed");
        }
    }
}
