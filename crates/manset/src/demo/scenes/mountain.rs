//! Peaks over mist and firs.

use super::canvas::{Canvas, HIGH, Ink, WIDE};
use super::colour::{Tint, hex};
use super::dice::{Dice, blend};
use super::land::{fill_below, hills, rolling};
use super::light::{DAWN, DAY, DUSK, GOLDEN, Light};
use super::plants::add_fir;
use super::shape::{Shape, Spot};

pub fn mountain(canvas: &mut Canvas, dice: &Dice) {
    let light = Light::choose(dice, &[DAWN, DAY, GOLDEN, DUSK], 640.0);
    light.sky(canvas, 660.0);
    if light.hour != DAY {
        light.disc(canvas, 26.0);
    }
    let snow = dice.chance(0.75);
    Chain::new(dice, 640.0, 300.0, 6).paint(canvas, &light, dice, 0.72, snow.then_some(450.0));
    light.mist(canvas, 600.0, 90.0, 0.5);
    Chain::new(dice, 720.0, 470.0, 4).paint(canvas, &light, dice, 0.34, snow.then_some(410.0));
    light.mist(canvas, 690.0, 110.0, 0.72);
    hills(canvas, &light, dice, 720.0, 800.0, 2);
    for (base, height, air) in [(826.0, 42.0, 0.42), (884.0, 70.0, 0.2), (978.0, 128.0, 0.0)] {
        let line = rolling(dice.noise(), base, 110.0, 520.0);
        let near = light.hour.near.to(light.hour.shade, air);
        firs(canvas, dice, &line, height, light.through_air(near, air), light.through_air(near, air + 0.22));
        light.mist(canvas, base + 24.0, 60.0, air * 1.1);
    }
}

/// A chain of peaks: valleys and summits by turns, rough between them.
pub struct Chain {
    /// Valley, summit, valley, … from left to right.
    corners: Vec<Spot>,
    base: f32,
}

impl Chain {
    pub fn new(dice: &Dice, base: f32, height: f32, peaks: usize) -> Self {
        let gap = (WIDE + 500.0) / peaks as f32;
        let start = dice.between(-360.0, -180.0);
        let tallest = dice.below(peaks.saturating_sub(2).max(1)) + 1;
        let mut corners = Vec::new();
        for index in 0..=peaks {
            let x = start + gap * index as f32;
            corners.push((x + dice.between(-0.16, 0.16) * gap, base - height * dice.between(0.26, 0.52)));
            let rise = if index == tallest { 1.0 } else { dice.between(0.6, 0.86) };
            corners.push((x + gap * dice.between(0.4, 0.6), base - height * rise));
        }
        Self { corners, base }
    }

    /// One slope of the chain with its broken outline, both ends included.
    fn slope(&self, dice: &Dice, index: usize) -> Vec<Spot> {
        let (from, to) = (self.corners[index], self.corners[index + 1]);
        let mut line = vec![from, to];
        for round in 0..5 {
            let reach = (to.0 - from.0).abs() * 0.15 * 0.5_f32.powi(round);
            line = line
                .windows(2)
                .flat_map(|pair| {
                    let middle = ((pair[0].0 + pair[1].0) / 2.0, (pair[0].1 + pair[1].1) / 2.0);
                    [pair[0], (middle.0 + dice.between(-0.4, 0.4) * reach, middle.1 + dice.between(-1.0, 1.0) * reach)]
                })
                .chain([to])
                .collect();
        }
        line
    }

    /// Rock in light and in shade, with snow above a height if there is any.
    pub fn paint(&self, canvas: &mut Canvas, light: &Light, dice: &Dice, air: f32, snow: Option<f32>) {
        let hour = light.hour;
        let foot = light.through_air(hour.shade, (air + 0.34).min(1.0));
        let rock = light.through_air(hour.shade.to(hour.land, 0.35), air);
        let dark = light.through_air(hour.shade.to(hour.near, 0.42), air);
        let white =
            light.through_air(hex(0xfbf7f0).to(hour.sun, 0.35).lit(if hour.is_dark { 0.72 } else { 1.0 }), air * 0.55);
        let blue = light.through_air(white.to(hour.zenith, 0.46), air * 0.5);
        let slopes: Vec<_> = (0..self.corners.len() - 1).map(|index| self.slope(dice, index)).collect();
        let top = self.corners.iter().map(|corner| corner.1).fold(f32::MAX, f32::min);
        let outline: Vec<Spot> = slopes.iter().flatten().copied().collect();
        let mut whole = outline.clone();
        whole.extend([(WIDE + 300.0, HIGH), (-400.0, HIGH)]);
        canvas.fill(Shape::new().polygon(&whole), Ink::Down(top, rock, self.base, foot, 1.0));
        // The sides away from the sun lie in shade, each along a spine that wanders down from its summit.
        let (mut sides, mut ribs) = (Shape::new(), Shape::new());
        for (index, summit) in self.corners.iter().enumerate().skip(1).step_by(2) {
            let sunward = if light.sun.0 < summit.0 { -1.0 } else { 1.0 };
            let away = if sunward < 0.0 { slopes.get(index) } else { slopes.get(index - 1) };
            let Some(away) = away else { continue };
            let mut side = away.clone();
            if sunward > 0.0 {
                side.reverse();
            }
            side.push((side[side.len() - 1].0, HIGH));
            side.push((summit.0 + sunward * 40.0, HIGH));
            for step in 1..12 {
                let up = step as f32 / 12.0;
                let wander = if step % 2 == 0 { 1.0 } else { -0.7 } * dice.between(6.0, 34.0) * (1.0 - up * 0.6);
                let x = summit.0 + sunward * (1.0 - up) * 40.0 + wander;
                side.push((x, blend(self.base + 40.0, summit.1, up)));
            }
            sides.add_polygon(&side);
            self.add_ribs(&mut ribs, dice, &slopes, index, sunward);
        }
        let snow = snow.map(|line| self.snow(dice, top, line));
        canvas.within(Shape::new().polygon(&whole), |canvas| {
            if let Some(snow) = &snow {
                canvas.fill(Shape::new().polygon(snow), white);
            }
            canvas.fill(ribs, Ink::Down(top, dark, self.base, foot, 0.4));
        });
        canvas.fill(sides.clone(), Ink::Down(top, dark, self.base, foot, 0.82));
        if let Some(snow) = &snow {
            canvas.within(sides, |canvas| canvas.fill(Shape::new().polygon(snow), blue));
        }
    }

    /// Gullies on the lit side of a summit: slivers of shade that run down from its outline.
    fn add_ribs(&self, ribs: &mut Shape, dice: &Dice, slopes: &[Vec<Spot>], summit: usize, sunward: f32) {
        let Some(slope) = slopes.get(if sunward < 0.0 { summit - 1 } else { summit }) else { return };
        for _ in 0..5 {
            let (x, y) = slope[dice.below(slope.len())];
            let long = (self.base - y) * dice.between(0.35, 0.95);
            let lean = long * dice.between(0.1, 0.3) * sunward;
            let broad = long * dice.between(0.06, 0.15);
            let jog = broad * dice.between(-0.6, 0.6);
            ribs.add_polygon(&[
                (x, y),
                (x - lean * 0.4 + jog, y + long * 0.45),
                (x - lean, y + long),
                (x - lean - sunward * broad * 0.4, y + long * 0.72),
                (x - lean * 0.3 - sunward * broad, y + long * 0.36),
            ]);
        }
    }

    /// Everything above a height, with long tongues in the gullies.
    fn snow(&self, dice: &Dice, top: f32, line: f32) -> Vec<Spot> {
        let mut cover = vec![(-400.0, top - 40.0), (WIDE + 400.0, top - 40.0)];
        let mut x = WIDE + 400.0;
        while x > -400.0 {
            cover.push((x, line + dice.between(4.0, 46.0)));
            x -= dice.between(7.0, 19.0);
            cover.push((x, line - dice.between(4.0, 38.0)));
            x -= dice.between(7.0, 19.0);
        }
        cover
    }
}

/// A wood of firs standing along a skyline.
pub fn firs(canvas: &mut Canvas, dice: &Dice, line: &[Spot], height: f32, crest: Tint, foot: Tint) {
    let mut trees = Shape::new();
    for spot in line {
        for _ in 0..2 {
            let at = (spot.0 + dice.between(-6.0, 6.0), spot.1 + height * dice.between(0.12, 0.4));
            add_fir(&mut trees, dice, at, height * dice.between(0.6, 1.15));
        }
    }
    let top = line.iter().map(|spot| spot.1).fold(f32::MAX, f32::min) - height;
    canvas.fill(trees, Ink::Down(top, crest, top + height * 3.2, foot, 1.0));
    fill_below(canvas, line, crest, foot, height * 2.4);
}
