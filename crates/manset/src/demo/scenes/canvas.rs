//! The surface a scene is painted on, in a frame of 1500 × 1000 units whatever the pixels.

use std::ops::Range;

use tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Pixmap, Point, Shader,
    SpreadMode, Stroke, Transform,
};

use super::colour::Tint;
use super::dice::{Dice, Noise};
use super::shape::{Shape, Spot};

pub const WIDE: f32 = 1500.0;
pub const HIGH: f32 = 1000.0;

/// What a shape is filled with; the last part is always its opacity, 0 to 1.
#[derive(Clone, Copy)]
pub enum Ink {
    Flat(Tint, f32),
    /// From one colour at a height of the frame to another at a lower one.
    Down(f32, Tint, f32, Tint, f32),
    /// From one spot to another.
    Along(Spot, Tint, Spot, Tint, f32),
}

impl From<Tint> for Ink {
    fn from(tint: Tint) -> Self {
        Self::Flat(tint, 1.0)
    }
}

pub struct Canvas {
    pixels: Pixmap,
    /// Pixels for a unit of the frame, and where its corner lies: the frame covers the picture and is centred.
    scale: f32,
    left: f32,
    top: f32,
    /// Only what lies within is painted, while set.
    mask: Option<Mask>,
}

impl Canvas {
    /// # Panics
    /// If a side is 0.
    pub fn new(width: u32, height: u32) -> Self {
        let scale = (width as f32 / WIDE).max(height as f32 / HIGH);
        Self {
            pixels: Pixmap::new(width, height).expect("a picture has pixels"),
            scale,
            left: (width as f32 - WIDE * scale) / 2.0,
            top: (height as f32 - HIGH * scale) / 2.0,
            mask: None,
        }
    }

    pub fn fill(&mut self, shape: Shape, ink: impl Into<Ink>) {
        self.fill_with(shape, ink.into(), BlendMode::SourceOver);
    }

    /// Adds light instead of covering.
    pub fn shine(&mut self, shape: Shape, ink: impl Into<Ink>) {
        self.fill_with(shape, ink.into(), BlendMode::Screen);
    }

    /// Darkens as a glaze does.
    pub fn glaze(&mut self, shape: Shape, ink: impl Into<Ink>) {
        self.fill_with(shape, ink.into(), BlendMode::Multiply);
    }

    /// Draws along the lines of a shape, `width` units broad, with round ends.
    pub fn stroke(&mut self, shape: Shape, width: f32, ink: impl Into<Ink>) {
        let Some(path) = shape.finish() else { return };
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        let paint = paint(ink.into(), BlendMode::SourceOver);
        self.pixels.stroke_path(&path, &paint, &stroke, self.place(), self.mask.as_ref());
    }

    /// Light around a spot that fades to nothing at `radius`.
    pub fn glow(&mut self, spot: Spot, radius: f32, tint: Tint, strength: f32) {
        self.oval_glow(spot, radius, radius, tint, strength);
    }

    /// A glow half as wide as `across` and half as high as `down`. It adds light as a screen does: never beyond
    /// white, and less where it is bright already.
    pub fn oval_glow(&mut self, (x, y): Spot, across: f32, down: f32, tint: Tint, strength: f32) {
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        let span = |middle: f32, reach: f32, side: usize| {
            (middle - reach).clamp(0.0, side as f32) as usize..(middle + reach).ceil().clamp(0.0, side as f32) as usize
        };
        let (middle_x, middle_y) = (x * self.scale + self.left, y * self.scale + self.top);
        let (reach_x, reach_y) = (across * self.scale, down * self.scale);
        let (columns, rows) = (span(middle_x, reach_x, width), span(middle_y, reach_y, height));
        // A bell is the product of a bell across and a bell down, so one row of it serves all rows. At its reach
        // it has fallen to a 400th, which the eye does not see end.
        let bell =
            |place: usize, middle: f32, reach: f32| (-6.0 * ((place as f32 + 0.5 - middle) / reach).powi(2)).exp();
        let line: Vec<f32> = columns.clone().map(|column| bell(column, middle_x, reach_x)).collect();
        let tint = [tint.r, tint.g, tint.b];
        let data = self.pixels.data_mut();
        for row in rows {
            let strength = strength * bell(row, middle_y, reach_y);
            let start = row * width + columns.start;
            let mask = self.mask.as_ref().map(|mask| &mask.data()[start..start + line.len()]);
            let pixels = data[start * 4..(start + line.len()) * 4].chunks_exact_mut(4);
            for (index, (pixel, share)) in pixels.zip(&line).enumerate() {
                let share = share * strength * mask.map_or(1.0, |mask| f32::from(mask[index]) / 255.0);
                for part in 0..3 {
                    let seen = f32::from(pixel[part]);
                    pixel[part] = (seen + (255.0 - seen) * tint[part] * share + 0.5) as u8;
                }
            }
        }
    }

    /// Paints only within this shape while `within` runs.
    pub fn within(&mut self, shape: Shape, within: impl FnOnce(&mut Self)) {
        let Some(path) = shape.finish() else { return };
        let mut mask = Mask::new(self.pixels.width(), self.pixels.height()).expect("as large as the picture");
        mask.fill_path(&path, FillRule::Winding, true, self.place());
        let outer = self.mask.replace(mask);
        within(self);
        self.mask = outer;
    }

    /// A soft veil over a band of the frame: colour and opacity at each place, known every few pixels and drawn out
    /// between them. Skies, mist and shade are made of it.
    pub fn veil(&mut self, band: Range<f32>, at: impl Fn(f32, f32) -> (Tint, f32)) {
        const STEP: usize = 8;
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        let rows = self.row(band.start)..self.row(band.end);
        if rows.is_empty() {
            return;
        }
        let columns = width / STEP + 2;
        let lattice: Vec<[f32; 4]> = (0..rows.len() / STEP + 2)
            .flat_map(|row| (0..columns).map(move |column| (column * STEP, row * STEP)))
            .map(|(x, y)| {
                let (x, y) = (x as f32, (rows.start + y) as f32);
                let (tint, alpha) = at((x - self.left) / self.scale, (y - self.top) / self.scale);
                let alpha = alpha.clamp(0.0, 1.0);
                [tint.r * alpha * 255.0, tint.g * alpha * 255.0, tint.b * alpha * 255.0, alpha]
            })
            .collect();
        let mut line = vec![[0.0_f32; 4]; columns];
        let data = self.pixels.data_mut();
        for y in rows.start..rows.end.min(height) {
            let (above, share) = ((y - rows.start) / STEP, ((y - rows.start) % STEP) as f32 / STEP as f32);
            for (column, mixed) in line.iter_mut().enumerate() {
                let (one, other) = (lattice[above * columns + column], lattice[(above + 1) * columns + column]);
                *mixed = std::array::from_fn(|part| one[part] + (other[part] - one[part]) * share);
            }
            let row = &mut data[y * width * 4..(y + 1) * width * 4];
            for (pixels, ends) in row.chunks_mut(STEP * 4).zip(line.windows(2)) {
                let slope: [f32; 4] = std::array::from_fn(|part| (ends[1][part] - ends[0][part]) / STEP as f32);
                let mut veil = ends[0];
                for pixel in pixels.chunks_exact_mut(4) {
                    let through = 1.0 - veil[3];
                    for part in 0..3 {
                        pixel[part] = (f32::from(pixel[part]) * through + veil[part] + 0.5) as u8;
                    }
                    pixel[3] = 255;
                    for part in 0..4 {
                        veil[part] += slope[part];
                    }
                }
            }
        }
    }

    /// Water: what stands above the line at `shore` is seen again below it down to `end`, shaken by waves and
    /// deepened towards `depth`.
    pub fn mirror(&mut self, shore: f32, end: f32, depth: Tint, waves: Noise) {
        let width = self.pixels.width() as usize;
        let (first, last) = (self.row(shore), self.row(end));
        let data = self.pixels.data_mut();
        let depth = [depth.r, depth.g, depth.b].map(|part| part * 255.0);
        let mut source = vec![0; width * 4];
        for y in first..last {
            let below = (y - first) as f32;
            let near = below / (last - first).max(1) as f32;
            let units = below / self.scale;
            // Waves look finer towards the shore: perspective, by the logarithm of the distance.
            let phase = (units + 12.0).ln() * 26.0;
            let lift = waves.at(0.5, phase) * (1.0 + near * 16.0) * self.scale;
            let from = (first as f32 - 1.0 - below * 0.92 + lift).clamp(0.0, first.saturating_sub(1) as f32) as usize;
            source.copy_from_slice(&data[from * width * 4..(from + 1) * width * 4]);
            let share = 0.16 + 0.5 * near + 0.1 * waves.at(7.3, phase * 1.7);
            // Sideways the waves are known every eight pixels; between them lies a straight line.
            let sway_at = |x: usize| {
                let across = x as f32 / self.scale;
                waves.at(across / (30.0 + near * 190.0), phase) * (2.0 + near * 26.0) * self.scale
            };
            let sways: Vec<f32> = (0..width / 8 + 2).map(|column| sway_at(column * 8)).collect();
            let row = &mut data[y * width * 4..(y + 1) * width * 4];
            for (x, pixel) in row.chunks_exact_mut(4).enumerate() {
                let (left, right) = (sways[x / 8], sways[x / 8 + 1]);
                let sway = left + (right - left) * (x % 8) as f32 / 8.0;
                let from = ((x as f32 + sway).max(0.0) as usize).min(width - 1) * 4;
                for part in 0..3 {
                    let seen = f32::from(source[from + part]);
                    pixel[part] = (seen + (depth[part] - seen) * share) as u8;
                }
                pixel[3] = 255;
            }
        }
    }

    /// Turns left and right about.
    pub fn flip(&mut self) {
        let width = self.pixels.width() as usize;
        for row in self.pixels.pixels_mut().chunks_exact_mut(width) {
            row.reverse();
        }
    }

    /// The finished picture as RGB: darker a little towards the corners, under a fine grain that binds the layers
    /// and keeps skies from showing steps.
    pub fn finish(self, dice: &Dice) -> Vec<u8> {
        const SIDE: usize = 128;
        // The sum of three throws is close enough to a bell.
        let grain: Vec<i32> =
            (0..SIDE * SIDE).map(|_| ((dice.unit() + dice.unit() + dice.unit() - 1.5) * 5.2).round() as i32).collect();
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        // How much light the distance from the middle takes, in parts of 65536: whole numbers are twice as quick.
        let loss = |place: usize, side: usize| {
            let away = place as f32 / side as f32 - 0.5;
            (away * away * 0.26 * 65_536.0) as i32
        };
        let across: Vec<i32> = (0..width).map(|x| loss(x, width)).collect();
        let mut rgb = vec![0; width * height * 3];
        let rows = self.pixels.data().chunks_exact(width * 4).zip(rgb.chunks_exact_mut(width * 3));
        for (y, (row, finished)) in rows.enumerate() {
            let light = 65_536 - loss(y, height);
            // Each band of the tile starts elsewhere, or its repetition would be seen as a pattern.
            let (line, shift) = (y % SIDE * SIDE, y / SIDE * 37);
            for (x, (pixel, finished)) in row.chunks_exact(4).zip(finished.chunks_exact_mut(3)).enumerate() {
                let (light, grain) = (light - across[x], grain[line + (x + shift) % SIDE]);
                for part in 0..3 {
                    finished[part] = (((i32::from(pixel[part]) * light) >> 16) + grain).clamp(0, 255) as u8;
                }
            }
        }
        rgb
    }

    fn fill_with(&mut self, shape: Shape, ink: Ink, blend_mode: BlendMode) {
        let Some(path) = shape.finish() else { return };
        let place = self.place();
        self.pixels.fill_path(&path, &paint(ink, blend_mode), FillRule::Winding, place, self.mask.as_ref());
    }

    fn place(&self) -> Transform {
        Transform::from_row(self.scale, 0.0, 0.0, self.scale, self.left, self.top)
    }

    fn row(&self, y: f32) -> usize {
        ((y * self.scale + self.top).round().max(0.0) as usize).min(self.pixels.height() as usize)
    }
}

fn paint(ink: Ink, blend_mode: BlendMode) -> Paint<'static> {
    let between = |from: Spot, first: Tint, to: Spot, last: Tint, alpha: f32| {
        // The middle is mixed as painters do; the library's own mixing is straight through screen values. Where
        // the two agree it is left out, because three colours take the library several times as long as two.
        let middle = first.to(last, 0.5);
        let mut stops = vec![GradientStop::new(0.0, colour(first, alpha)), GradientStop::new(1.0, colour(last, alpha))];
        if middle.distance(first.near(last, 0.5)) > 0.03 {
            stops.insert(1, GradientStop::new(0.5, colour(middle, alpha)));
        }
        let (from, to) = (Point::from_xy(from.0, from.1), Point::from_xy(to.0, to.1));
        LinearGradient::new(from, to, stops, SpreadMode::Pad, Transform::identity())
            .unwrap_or(Shader::SolidColor(colour(first, alpha)))
    };
    let shader = match ink {
        Ink::Flat(tint, alpha) => Shader::SolidColor(colour(tint, alpha)),
        Ink::Down(from, first, to, last, alpha) => between((0.0, from), first, (0.0, to), last, alpha),
        Ink::Along(from, first, to, last, alpha) => between(from, first, to, last, alpha),
    };
    Paint { shader, blend_mode, anti_alias: true, ..Paint::default() }
}

fn colour(tint: Tint, alpha: f32) -> Color {
    let part = |value: f32| value.clamp(0.0, 1.0);
    Color::from_rgba(part(tint.r), part(tint.g), part(tint.b), part(alpha)).expect("parts lie between 0 and 1")
}
