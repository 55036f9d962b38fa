//! Colours as painters mix them: between two of them lies what the eye expects, without the grey that mixing
//! screen values gives.

/// A colour of the screen, each part from 0 to 1 in sRGB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tint {
    pub r: f32,
    pub g: f32,
    pub b: f32,
}

/// `0xrrggbb`.
pub const fn hex(code: u32) -> Tint {
    Tint {
        r: ((code >> 16) & 255) as f32 / 255.0,
        g: ((code >> 8) & 255) as f32 / 255.0,
        b: (code & 255) as f32 / 255.0,
    }
}

impl Tint {
    pub const WHITE: Self = hex(0xffffff);
    pub const BLACK: Self = hex(0x000000);

    /// So much of the way to another colour, straight through Oklab (B. Ottosson, "A perceptual color space for
    /// image processing", 2020).
    pub fn to(self, other: Self, t: f32) -> Self {
        let (from, other, t) = (self.oklab(), other.oklab(), t.clamp(0.0, 1.0));
        let part = |index: usize| from[index] + (other[index] - from[index]) * t;
        Self::from_oklab([part(0), part(1), part(2)])
    }

    /// The same colour in a brighter (above 1) or dimmer light.
    pub fn lit(self, factor: f32) -> Self {
        let [lightness, a, b] = self.oklab();
        Self::from_oklab([(lightness * factor).min(1.0), a * factor.min(1.15), b * factor.min(1.15)])
    }

    /// Straight between the screen values: quick, and right where the two are close.
    pub fn near(self, other: Self, t: f32) -> Self {
        let t = t.clamp(0.0, 1.0);
        let part = |from: f32, to: f32| from + (to - from) * t;
        Self { r: part(self.r, other.r), g: part(self.g, other.g), b: part(self.b, other.b) }
    }

    /// The largest difference of any part.
    pub fn distance(self, other: Self) -> f32 {
        (self.r - other.r).abs().max((self.g - other.g).abs()).max((self.b - other.b).abs())
    }

    fn oklab(self) -> [f32; 3] {
        let [r, g, b] = [self.r, self.g, self.b].map(linear);
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        [
            0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        ]
    }

    fn from_oklab([lightness, a, b]: [f32; 3]) -> Self {
        let l = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let s = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        Self {
            r: screen(4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s),
            g: screen(-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s),
            b: screen(-0.004_196_086 * l - 0.703_418_6 * m + 1.707_614_7 * s),
        }
    }
}

fn linear(value: f32) -> f32 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn screen(value: f32) -> f32 {
    let value = value.clamp(0.0, 1.0);
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_ends_where_it_should_and_stays_clear_between() {
        let check = |from: Tint, to: Tint, share: f32, expected: Tint| {
            let mixed = from.to(to, share);
            assert!(mixed.distance(expected) < 0.01, "{from:?} to {to:?} at {share} is {mixed:?}");
        };
        let (blue, yellow) = (hex(0x2040c0), hex(0xf0d040));
        check(blue, yellow, 0.0, blue);
        check(blue, yellow, 1.0, yellow);
        check(blue, yellow, 7.0, yellow);
        check(Tint::BLACK, Tint::WHITE, 0.5, hex(0x636363));
    }
}
