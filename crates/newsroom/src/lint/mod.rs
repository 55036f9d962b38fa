//! The linter: the defects of the page Manşet started from (`docs/design.md` §2), found in what is stored.
//!
//! Each rule is a file of its own. A rule looks and tells; it never changes a word.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::house::Edition;

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `D1` to `D10`.
    pub code: Code,
    pub severity: Severity,
    /// Where in the story: `headline`, `standfirst`, `body[3]`, `section`, or a box of an imported page.
    pub place: String,
    /// One sentence that says what is wrong, in English, with the words concerned.
    pub message: String,
}

/// The defects of `docs/design.md` §2, by the numbers it gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// Template or markup syntax in the text.
    D1,
    /// Proper names lower-cased.
    D2,
    /// No absolute date, only an age.
    D3,
    /// A sub-heading glued to the end of a paragraph.
    D4,
    /// A list called "related" that is the section's newest.
    D5,
    /// The words are not in the section's language.
    D6,
    /// A list that stood still.
    D7,
    /// An hour without its day.
    D8,
    /// No byline, agency or update stamp.
    D9,
    /// The standfirst printed again as the first paragraph.
    D10,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::D1 => "D1",
            Self::D2 => "D2",
            Self::D3 => "D3",
            Self::D4 => "D4",
            Self::D5 => "D5",
            Self::D6 => "D6",
            Self::D7 => "D7",
            Self::D8 => "D8",
            Self::D9 => "D9",
            Self::D10 => "D10",
        }
    }
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Readers are misled, or the law is not met.
    Error,
    Warning,
    /// Mended on the way in; told so that somebody may look.
    Mended,
}

/// A story as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    pub content: &'s Content,
    /// The edition it stands in or is meant for.
    pub edition: &'s Edition,
    pub published_at: Option<Timestamp>,
}
