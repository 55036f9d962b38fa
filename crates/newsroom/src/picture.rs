//! A picture as used in one place.

use serde::{Deserialize, Serialize};

/// The stored file and what is said of it where it is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the original, 64 hexadecimal digits.
    pub file: String,
    /// Pixels, of the original as it is seen (after orientation).
    pub width: u32,
    pub height: u32,
    /// Widths in pixels that readers can ask for, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<u32>,
    /// Mean colour, `#rrggbb`: the ground while the picture is on its way.
    pub colour: String,
    /// The point that must be seen however the picture is cut; without one the cut is the house's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The copyright notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
}

/// AVIF is offered up to this width in pixels: wide enough for any telephone, and the next width would cost as much as
/// all others together.
pub const AVIF_WIDTH_MAX: u32 = 1280;

/// Whether a picture of this shape is offered in WebP and AVIF. A tall strip is not: WebP knows no more than 16,383
/// pixels down, and coding one takes as long as ten photographs. Nor is what comes out flatter than AVIF's encoder takes.
pub fn has_modern_formats(width: u32, height: u32) -> bool {
    width >= 16 && height >= 16 && height / 3 <= width && width / 20 <= height
}

/// A point of a picture, in hundredths of its width from the left and of its height from the top: 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Anywhere")]
pub struct Focus {
    pub x: u8,
    pub y: u8,
}

/// A point as it may be sent.
#[derive(Deserialize)]
struct Anywhere {
    x: u8,
    y: u8,
}

impl TryFrom<Anywhere> for Focus {
    type Error = &'static str;

    fn try_from(point: Anywhere) -> Result<Self, Self::Error> {
        if point.x > 100 || point.y > 100 {
            return Err("a focus lies within the picture: x and y are 0 to 100");
        }
        Ok(Self { x: point.x, y: point.y })
    }
}
