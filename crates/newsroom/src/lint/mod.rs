//! The linter: the defects of the page Manşet started from (`docs/design.md` §2), found in what is stored.
//!
//! Each rule is a file of its own. A rule looks and tells; it never changes a word.
//!
//! Four of the ten are not here, because a stored story cannot show them: an age without a date (D3), a "related" box
//! that is the section's newest (D5), a list that stood still (D7) and an hour without its day (D8) are properties of
//! the page a story came from. `intake` judges them while it reads that page, and its findings are kept with the story.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub mod d01;
pub mod d02;
pub mod d04;
pub mod d06;
pub mod d09;
pub mod d10;

use crate::body::{Block, words_of};
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

impl Finding {
    pub fn new(code: Code, severity: Severity, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, severity, place: place.into(), message: message.into() }
    }
}

/// Everything the rules find in a story, in the rules' order.
pub fn lint(subject: &Subject<'_>) -> Vec<Finding> {
    let rules = [d01::find, d02::find, d04::find, d06::find, d09::find, d10::find];
    rules.iter().flat_map(|rule| rule(subject)).collect()
}

impl Subject<'_> {
    /// The language the words say they are in, else the edition's.
    pub fn language(&self) -> language::Language {
        language::Language::from_tag(&self.content.language).unwrap_or(self.edition.language)
    }

    /// Every line readers see, with its place: headline, kicker, standfirst, each text of the body.
    fn lines(&self) -> Vec<(String, String)> {
        let content = self.content;
        let mut lines = vec![("headline".to_owned(), content.headline.clone())];
        for (place, words) in [("kicker", &content.kicker), ("standfirst", &content.standfirst)] {
            lines.extend(words.iter().map(|words| (place.to_owned(), words.clone())));
        }
        for (index, block) in content.body.0.iter().enumerate() {
            lines.extend(block.texts().into_iter().map(|text| (format!("body[{index}]"), words_of(text))));
        }
        lines
    }

    /// The body's paragraphs, with their places among the blocks.
    fn paragraphs(&self) -> impl Iterator<Item = (usize, String)> {
        self.content.body.0.iter().enumerate().filter_map(|(index, block)| match block {
            Block::Paragraph { text } => Some((index, words_of(text))),
            _ => None,
        })
    }
}

/// The first words of a long text, for a message.
pub(crate) fn quoted(words: &str) -> String {
    match words.char_indices().nth(80) {
        Some((end, _)) => format!("\"{}…\"", &words[..end]),
        None => format!("\"{words}\""),
    }
}

#[cfg(test)]
mod tests;
