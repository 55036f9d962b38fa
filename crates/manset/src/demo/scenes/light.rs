//! The light a scene stands in: the hour's colours, its sky, and how distance pales what lies in it.

use super::canvas::{Canvas, Ink};
use super::colour::{Tint, hex};
use super::dice::{Dice, Noise, blend, ramp};
use super::shape::{Shape, Spot};

/// The colours of an hour.
#[derive(Clone, Copy, PartialEq)]
pub struct Hour {
    pub zenith: Tint,
    pub middle: Tint,
    pub horizon: Tint,
    pub sun: Tint,
    /// What everything fades into with distance.
    pub haze: Tint,
    /// Open land, where the light falls and where it does not.
    pub land: Tint,
    pub shade: Tint,
    /// Silhouettes close by.
    pub near: Tint,
    /// Whether lamps are on.
    pub is_dark: bool,
}

pub const DAWN: Hour = Hour {
    zenith: hex(0x6d86ad),
    middle: hex(0xcbb4c0),
    horizon: hex(0xf8d2ae),
    sun: hex(0xfff1d6),
    haze: hex(0xddc3bd),
    land: hex(0x77795f),
    shade: hex(0x4c5a63),
    near: hex(0x222f3b),
    is_dark: false,
};
pub const DAY: Hour = Hour {
    zenith: hex(0x3f82b8),
    middle: hex(0x8dbfd6),
    horizon: hex(0xe6ebdc),
    sun: hex(0xfffbea),
    haze: hex(0xbdd3da),
    land: hex(0x8c9c58),
    shade: hex(0x4c6b57),
    near: hex(0x263f35),
    is_dark: false,
};
pub const GOLDEN: Hour = Hour {
    zenith: hex(0x4b7f98),
    middle: hex(0xd3bd93),
    horizon: hex(0xfcdc9c),
    sun: hex(0xfff4c8),
    haze: hex(0xe5c59b),
    land: hex(0xb08f48),
    shade: hex(0x6b6a45),
    near: hex(0x33332b),
    is_dark: false,
};
pub const DUSK: Hour = Hour {
    zenith: hex(0x2b3768),
    middle: hex(0x98688f),
    horizon: hex(0xf4a077),
    sun: hex(0xffdba6),
    haze: hex(0xb57c97),
    land: hex(0x5b4d69),
    shade: hex(0x3c3b5d),
    near: hex(0x191a31),
    is_dark: true,
};
pub const GREY: Hour = Hour {
    zenith: hex(0x76899a),
    middle: hex(0xabb8bf),
    horizon: hex(0xdfded4),
    sun: hex(0xf4f0e2),
    haze: hex(0xc1c9ca),
    land: hex(0x7d8670),
    shade: hex(0x54655f),
    near: hex(0x2a383c),
    is_dark: false,
};
pub const NIGHT: Hour = Hour {
    zenith: hex(0x0b132e),
    middle: hex(0x1b2b54),
    horizon: hex(0x455a85),
    sun: hex(0xe9eef6),
    haze: hex(0x2f416a),
    land: hex(0x243352),
    shade: hex(0x18233f),
    near: hex(0x0a1020),
    is_dark: true,
};

/// An hour with its sun in its place.
#[derive(Clone, Copy)]
pub struct Light {
    pub hour: Hour,
    pub sun: Spot,
    noise: Noise,
    /// How much of the sky is covered, 0 to 1.
    clouds: f32,
}

impl Light {
    /// One of these hours, with the sun (or moon) somewhere in the upper sky over a horizon at this height.
    pub fn choose(dice: &Dice, hours: &[Hour], horizon: f32) -> Self {
        let hour = dice.pick(hours);
        let side = if dice.chance(0.5) { dice.between(180.0, 560.0) } else { dice.between(940.0, 1320.0) };
        let height = if hour == DAY { 0.3 } else { dice.between(0.62, 0.86) };
        let clouds = dice.between(0.35, 0.72);
        Self { hour, sun: (side, horizon * height), noise: dice.noise(), clouds }
    }

    /// The colour of land seen through so much air: 0 at our feet, 1 at the horizon.
    pub fn through_air(&self, tint: Tint, distance: f32) -> Tint {
        tint.to(self.hour.haze, distance)
    }

    /// Paints the sky from the top to a little below the horizon.
    pub fn sky(&self, canvas: &mut Canvas, horizon: f32) {
        let Self { hour, sun, noise, clouds } = *self;
        let lit = hour.horizon.near(hour.sun, 0.7);
        let shaded = hour.middle.to(hour.shade, if hour.is_dark { 0.55 } else { 0.28 });
        canvas.veil(0.0..horizon + 40.0, |x, y| {
            let height = (y / horizon).clamp(0.0, 1.0);
            let clear = if height < 0.55 {
                hour.zenith.near(hour.middle, ramp(0.0, 0.55, height))
            } else {
                hour.middle.near(hour.horizon, ramp(0.5, 1.0, height))
            };
            let away = ((x - sun.0) / 620.0).powi(2) + ((y - sun.1) / 380.0).powi(2);
            let glow = (-away * 2.2).exp() * if hour == GREY { 0.25 } else { 0.62 };
            let clear = clear.near(hour.sun.near(hour.horizon, 0.35), glow);
            // Clouds lie flatter towards the horizon.
            let (u, v) = (x / 330.0, y / blend(150.0, 42.0, height));
            let bend = noise.at(u * 0.7 + 9.1, v * 0.7) * 0.55;
            let here = noise.rough(u + bend, v, 5);
            let sunward = noise.rough(u + bend + (sun.0 - x) / 9000.0, v + (sun.1 - y) / 2600.0 - 0.05, 3);
            let cover = ramp(0.42 - clouds * 0.62, 0.78 - clouds * 0.45, here) * ramp(1.04, 0.72, height);
            let bright = (0.55 + (here - sunward) * 0.9 + glow * 0.7 - here * 0.25).clamp(0.0, 1.0);
            let cloud = shaded.near(lit, bright);
            (clear.near(cloud, cover * 0.82), 1.0)
        });
    }

    /// The sun's or the moon's disc with the light around it.
    pub fn disc(&self, canvas: &mut Canvas, radius: f32) {
        canvas.glow(self.sun, radius * 7.0, self.hour.sun, 0.42);
        canvas.glow(self.sun, radius * 2.6, self.hour.sun, 0.6);
        let disc = Shape::new().oval(self.sun, radius, radius);
        canvas.fill(disc, Ink::Flat(self.hour.sun, 0.96));
    }

    pub fn stars(&self, canvas: &mut Canvas, dice: &Dice, horizon: f32) {
        for (count, size, alpha) in [(150, 0.9, 0.5), (60, 1.4, 0.75), (12, 2.1, 0.9)] {
            let mut stars = Shape::new();
            for _ in 0..count {
                let high = dice.unit();
                stars.add_oval((dice.between(0.0, 1500.0), high * high * horizon * 0.85), size, size);
            }
            canvas.fill(stars, Ink::Flat(self.hour.sun, alpha));
        }
    }

    /// Mist lying at a height, thickest in its middle, in drifts.
    pub fn mist(&self, canvas: &mut Canvas, height: f32, depth: f32, strength: f32) {
        let (noise, tint) = (self.noise, self.hour.haze.near(self.hour.horizon, 0.45));
        canvas.veil(height - depth..height + depth, |x, y| {
            let drift = 0.62 + 0.38 * noise.rough(x / 420.0, y / 90.0 + height, 3);
            let away = (y - height) / depth;
            (tint, strength * drift * (1.0 - away * away).max(0.0))
        });
    }
}
