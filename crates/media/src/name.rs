//! The names of renditions, as they stand at the end of an address: `640.jpg`, `16x9-1200.jpg`.
//!
//! A name is parsed into [`Name`] at the door and printed again for the disk, so nothing a stranger wrote ever
//! becomes part of a path.

use std::fmt;

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
}

/// One rendition's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// The whole picture, so many pixels wide.
    Width(u32),
    Crop(Crop),
}

impl Name {
    /// Reads a name, in the one spelling that [`Name`] prints; anything else is no name.
    pub fn parse(text: &str) -> Option<Self> {
        let stem = text.strip_suffix(".jpg")?;
        let name = match Crop::ALL.into_iter().map(Self::Crop).find(|crop| crop.stem() == stem) {
            Some(crop) => crop,
            None => Self::Width(stem.parse().ok()?),
        };
        // The number parser is kinder than we are: it takes "+640" and "0640".
        (name.stem() == stem).then_some(name)
    }

    /// The renditions an original of this size gets, as it is seen (after orientation). None is larger than the
    /// original: a picture smaller than the smallest width is offered at its own.
    pub fn all_for(width: u32, height: u32) -> Vec<Self> {
        let mut names: Vec<_> = WIDTHS.into_iter().filter(|&offered| offered <= width).map(Self::Width).collect();
        if names.is_empty() {
            names.push(Self::Width(width));
        }
        names.extend(
            Crop::ALL.into_iter().filter(|crop| width >= crop.size().0 && height >= crop.size().1).map(Self::Crop),
        );
        names
    }

    fn stem(self) -> String {
        match self {
            Self::Width(width) => width.to_string(),
            Self::Crop(crop) => {
                let (across, down) = crop.ratio();
                format!("{across}x{down}-{CROP_WIDTH}")
            }
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.jpg", self.stem())
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
        check("640.jpg", Some(Name::Width(640)));
        check("17.jpg", Some(Name::Width(17)));
        check("16x9-1200.jpg", Some(Name::Crop(Crop::SixteenByNine)));
        check("4x3-1200.jpg", Some(Name::Crop(Crop::FourByThree)));
        check("1x1-1200.jpg", Some(Name::Crop(Crop::Square)));
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
            let names: Vec<_> = Name::all_for(width, height).iter().map(Name::to_string).collect();
            assert_eq!(names.join(" "), expected, "{width} × {height}");
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
