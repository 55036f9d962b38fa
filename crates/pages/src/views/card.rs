//! A story as lists show it, and the small parts that cards and stories share.

use serde::{Deserialize, Serialize};

use super::shell::{Link, MenuItem};

/// A story in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardView {
    /// The story's number.
    pub number: i64,
    /// Its address.
    pub url: String,
    /// The short label above the headline.
    pub kicker: Option<String>,
    pub headline: String,
    /// The sentence or two below the headline, as plain words.
    pub standfirst: Option<String>,
    /// Its home section with address and colour; none if the section is unknown.
    pub section: Option<MenuItem>,
    /// First publication, with its day.
    pub time: TimeView,
    /// The last update, if there was one.
    pub updated: Option<TimeView>,
    pub picture: Option<PictureView>,
    /// Who wrote it, each with the author's page.
    pub byline: Vec<Link>,
    /// Agencies and other sources, as printed; empty if the paper's own people wrote it.
    pub credit: Vec<String>,
    /// Paid for: templates say so beside the headline.
    pub advertorial: bool,
    /// The language of the words (BCP 47) if it is not the edition's: belongs into a `lang` attribute.
    pub lang: Option<String>,
    /// `ltr` or `rtl` if [`lang`](Self::lang) is given: belongs into a `dir` attribute.
    pub dir: Option<String>,
}

/// An hour as readers and machines read it; of a story whose hour is not known, every form is its day alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeView {
    /// RFC 3339 with the edition's offset, for `datetime`.
    pub iso: String,
    /// With its day, as lists print it: "30 Kasım 2024 06:22".
    pub text: String,
    /// With its weekday, as the story page prints it: "30 Kasım 2024 Cumartesi 06:22".
    pub long: String,
    /// The hour alone, "06:22": only beside a time that tells the day.
    pub clock: String,
    /// "3 dakika önce", while younger than an hour: only beside [`text`](Self::text), never instead of it.
    pub age: Option<String>,
}

/// A picture as used in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// The rendition for browsers that know no `srcset`.
    pub src: String,
    /// Every JPEG rendition with its width; empty if there is only one.
    pub srcset: String,
    /// The same in smaller files, for browsers that show them; the best first. Empty for pictures of odd shapes.
    pub sources: Vec<SourceView>,
    /// Pixels of the original: their ratio reserves the place.
    pub width: u32,
    /// See [`width`](Self::width).
    pub height: u32,
    /// What is to be seen, for those who do not see it; empty if the picture only adorns.
    pub alt: String,
    pub caption: Option<String>,
    /// The photographer or agency.
    pub credit: Option<String>,
    /// The copyright notice.
    pub rights: Option<String>,
    /// `x% y%`, the point to keep in sight where a style cuts the picture: good for `object-position`.
    pub focus: Option<String>,
    /// Mean colour, `#rrggbb`: the ground while the picture is on its way. Anything else is left out on the way in.
    pub colour: String,
}

/// A picture's renditions in one format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceView {
    /// `image/avif` or `image/webp`.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Every rendition with its width.
    pub srcset: String,
}
