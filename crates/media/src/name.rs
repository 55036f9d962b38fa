//! The names of renditions, as they stand at the end of an address: `640.avif`, `16x9-1200.jpg`, `1x1-1200-32x61.jpg`.
//!
//! A name is parsed into [`Name`] at the door and printed again for the disk, so nothing a stranger wrote ever
//! becomes part of a path.

use std::fmt;

use newsroom::Focus;
use newsroom::picture::{AVIF_WIDTH_MAX, has_modern_formats};

/// The widths in pixels that readers are offered. 320 to 640 serve telephones at one to two pixels per point,
/// 1920 a full-width picture on a large screen; the steps are about a half more each, which keeps the waste of
/// taking the next larger one below a quarter of the bytes on average.
pub const WIDTHS: [u32; 6] = [320, 480, 640, 960, 1280, 1920];

/// The width of every crop in pixels: the least that Google's article markup asks of a picture.
pub(crate) const CROP_WIDTH: u32 = 1200;

/// A cut of fixed shape. Search engines ask for these three (Google, "Article structured data": 16x9, 4x3, 1x1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Crop {
    Square,
    FourByThree,
    SixteenByNine,
}

impl Crop {
    pub const ALL: [Self; 3] = [Self::Square, Self::FourByThree, Self::SixteenByNine];

    /// The shape as width to height.
    pub fn ratio(self) -> (u32, u32) {
        match self {
            Self::Square => (1, 1),
            Self::FourByThree => (4, 3),
            Self::SixteenByNine => (16, 9),
        }
    }

    /// Pixels of the finished cut.
    pub fn size(self) -> (u32, u32) {
        let (across, down) = self.ratio();
        (CROP_WIDTH, CROP_WIDTH * down / across)
    }

    /// Whether a picture of this size is large enough for it.
    pub fn fits(self, width: u32, height: u32) -> bool {
        width >= self.size().0 && height >= self.size().1
    }

    fn stem(self) -> String {
        let (across, down) = self.ratio();
        format!("{across}x{down}-{CROP_WIDTH}")
    }
}

/// How a rendition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// What everything shows: old telephones, mail, feeds, search engines.
    Jpeg,
    /// A quarter smaller, shown by every browser since 2020.
    WebP,
    /// Half as large, shown by every browser since 2024.
    Avif,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::WebP, Self::Avif];

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => ".jpg",
            Self::WebP => ".webp",
            Self::Avif => ".avif",
        }
    }
}

/// One rendition's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// The whole picture, so many pixels wide.
    Width(u32, Format),
    /// A cut, as JPEG: those who ask for cuts show that everywhere. With a focus, around that point.
    Crop(Crop, Option<Focus>),
}

impl Name {
    /// Reads a name, in the one spelling that [`Name`] prints; anything else is no name.
    pub fn parse(text: &str) -> Option<Self> {
        let format = Format::ALL.into_iter().find(|format| text.ends_with(format.ending()))?;
        let stem = &text[..text.len() - format.ending().len()];
        let crop = Crop::ALL.into_iter().find_map(|crop| {
            let rest = stem.strip_prefix(&crop.stem())?;
            let focus = match rest.strip_prefix('-') {
                Some(point) => {
                    let (x, y) = point.split_once('x')?;
                    Some(Focus { x: x.parse().ok()?, y: y.parse().ok()? })
                }
                None => None,
            };
            Some(Self::Crop(crop, focus))
        });
        let name = match crop {
            Some(crop) => crop,
            None => Self::Width(stem.parse().ok()?, format),
        };
        // The number parser is kinder than we are: it takes "+640" and "0640".
        (name.to_string() == text && name.is_sound()).then_some(name)
    }

    /// The renditions an original of this size gets, as it is seen (after orientation). None is larger than the
    /// original: a picture smaller than the smallest width is offered at its own.
    pub fn all_for(width: u32, height: u32) -> Vec<Self> {
        let modern = has_modern_formats(width, height);
        let mut names = Vec::new();
        for format in Format::ALL {
            let widths = widths_for(width).into_iter().filter(|width| match format {
                Format::Jpeg => true,
                Format::WebP => modern,
                Format::Avif => modern && *width <= AVIF_WIDTH_MAX,
            });
            names.extend(widths.map(|width| Self::Width(width, format)));
        }
        names.extend(Crop::ALL.into_iter().filter(|crop| crop.fits(width, height)).map(|crop| Self::Crop(crop, None)));
        names
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Width(_, format) => format.content_type(),
            Self::Crop(..) => Format::Jpeg.content_type(),
        }
    }

    fn is_sound(self) -> bool {
        !matches!(self, Self::Crop(_, Some(focus)) if focus.x > 100 || focus.y > 100)
    }
}

/// The widths a picture of this width is offered in.
pub(crate) fn widths_for(width: u32) -> Vec<u32> {
    let widths: Vec<_> = WIDTHS.into_iter().filter(|&offered| offered <= width).collect();
    if widths.is_empty() { vec![width] } else { widths }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Width(width, format) => write!(f, "{width}{}", format.ending()),
            Self::Crop(crop, None) => write!(f, "{}.jpg", crop.stem()),
            Self::Crop(crop, Some(Focus { x, y })) => write!(f, "{}-{x}x{y}.jpg", crop.stem()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_printed_spelling_is_a_name() {
        let check = |text: &str, expected: Option<Name>| {
            assert_eq!(Name::parse(text), expected, "{text:?}");
            if let Some(name) = expected {
                assert_eq!(name.to_string(), text);
            }
        };
        check("640.jpg", Some(Name::Width(640, Format::Jpeg)));
        check("17.webp", Some(Name::Width(17, Format::WebP)));
        check("16x9-1200.jpg", Some(Name::Crop(Crop::SixteenByNine, None)));
        check("4x3-1200.jpg", Some(Name::Crop(Crop::FourByThree, None)));
        check("1x1-1200.jpg", Some(Name::Crop(Crop::Square, None)));
        check("1920.avif", Some(Name::Width(1920, Format::Avif)));
        check("1x1-1200-32x100.jpg", Some(Name::Crop(Crop::Square, Some(Focus { x: 32, y: 100 }))));
        check("4x3-1200-0x0.jpg", Some(Name::Crop(Crop::FourByThree, Some(Focus { x: 0, y: 0 }))));
        for wrong in [
            "",
            ".jpg",
            "640",
            "640.png",
            "640.JPG",
            "0640.jpg",
            "+640.jpg",
            "-1.jpg",
            "6 40.jpg",
            "640.jpg/",
            "../640.jpg",
            "..",
            "original",
            "original.jpg",
            "about.json",
            "16x9-1201.jpg",
            "16x9-1200.webp",
            "16x9-1200-.jpg",
            "16x9-1200-032x1.jpg",
            "16x9-1200-101x1.jpg",
            "16x9-1200-1x999.jpg",
            "16x9-1200-1x2x3.jpg",
            "99999999999999999999.jpg",
            "640.jpg\0",
            "٦٤٠.jpg",
        ] {
            check(wrong, None);
        }
    }

    #[test]
    fn no_rendition_is_larger_than_the_original() {
        let check = |width, height, expected: &str| {
            let all = Name::all_for(width, height);
            let jpegs = all.iter().map(Name::to_string).filter(|name| name.ends_with(".jpg")).collect::<Vec<_>>();
            assert_eq!(jpegs.join(" "), expected, "{width} × {height}");
            let in_format =
                |format| all.iter().filter(|name| matches!(name, Name::Width(_, is) if *is == format)).count();
            let modern = if has_modern_formats(width, height) { in_format(Format::Jpeg) } else { 0 };
            assert_eq!(in_format(Format::WebP), modern, "{width} × {height}");
            assert_eq!(in_format(Format::Avif), modern - usize::from(modern == WIDTHS.len()), "{width} × {height}");
        };
        check(1, 1, "1.jpg");
        check(319, 5000, "319.jpg");
        check(320, 200, "320.jpg");
        check(1199, 1199, "320.jpg 480.jpg 640.jpg 960.jpg");
        check(1200, 674, "320.jpg 480.jpg 640.jpg 960.jpg");
        check(1200, 675, "320.jpg 480.jpg 640.jpg 960.jpg 16x9-1200.jpg");
        check(1600, 1067, "320.jpg 480.jpg 640.jpg 960.jpg 1280.jpg 4x3-1200.jpg 16x9-1200.jpg");
        check(9000, 6000, "320.jpg 480.jpg 640.jpg 960.jpg 1280.jpg 1920.jpg 1x1-1200.jpg 4x3-1200.jpg 16x9-1200.jpg");
    }
}
