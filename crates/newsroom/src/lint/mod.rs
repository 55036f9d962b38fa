//! The linter: the defects of the page Manşet started from (`docs/design.md` §2) and what else goes wrong with words, found
//! in what is stored or being written.
//!
//! Each rule is a file of its own. A rule looks and tells, with a fix where one is safe; it never changes a word. What a rule
//! cannot see in the words, such as whether a linked story is there, comes in as [`Facts`].
//!
//! Four of the ten are not here, because a stored story cannot show them: an age without a date (D3), a "related" box
//! that is the section's newest (D5), a list that stood still (D7) and an hour without its day (D8) are properties of
//! the page a story came from. `intake` judges them while it reads that page, and its findings are kept with the story.

use serde::{Deserialize, Serialize};

mod agency_tail;
mod broken_link;
mod code;
pub mod d01;
pub mod d02;
pub mod d04;
pub mod d06;
pub mod d09;
pub mod d10;
mod doubled;
mod entities;
mod fix;
mod impossible_date;
mod leaked_markup;
mod levels;
mod long_headline;
mod mojibake;
mod other_language;
mod pictures;
mod same_event;
mod shouting;
mod subject;
mod truncated;

pub use code::{Code, Level};
pub use fix::{Change, Field, Fix, mended, mended_words};
pub use levels::{Levels, LintRefused, judged, may_publish};
pub use long_headline::HEADLINE_LETTERS_MAX;
pub use subject::{Facts, Lead, Subject, Told};

/// Grows whenever a rule finds something else than before: what was found by earlier rules is then looked for anew.
pub const RULES_VERSION: i64 = 2;

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// `D1` to `D10`, or a word such as `agency-tail`.
    pub code: Code,
    pub severity: Severity,
    /// Where in the story: `headline`, `standfirst`, `body[3]`, `section`, or a box of an imported page.
    pub place: String,
    /// One sentence that says what is wrong, in English, with the words concerned.
    pub message: String,
    /// The words concerned, for a sentence in another language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
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

impl Finding {
    pub fn new(code: Code, severity: Severity, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, severity, place: place.into(), message: message.into(), words: String::new(), fix: None }
    }

    fn words(self, words: impl Into<String>) -> Self {
        Self { words: words.into(), ..self }
    }

    fn fix(self, fix: impl Into<Option<Fix>>) -> Self {
        Self { fix: fix.into(), ..self }
    }

    /// Whether it can be mended without anybody looking.
    pub fn is_certain(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| !fix.needs_eye)
    }

    /// The block it is about, where it is about one.
    pub fn block(&self) -> Option<usize> {
        self.place.strip_prefix("body[")?.strip_suffix(']')?.parse().ok()
    }
}

type Rule = fn(&Subject<'_>) -> Vec<Finding>;

/// The rules in the order in which they mend: letters first, then words, then paragraphs, since each sees more when what is
/// before it is right.
fn rules() -> [Rule; 18] {
    [
        mojibake::find,
        d01::find,
        leaked_markup::find,
        doubled::spaces,
        doubled::empty,
        agency_tail::find,
        truncated::find,
        d02::find,
        shouting::find,
        long_headline::find,
        d10::find,
        doubled::paragraphs,
        d04::find,
        d06::find,
        other_language::find,
        d09::find,
        pictures::find,
        told_by_facts,
    ]
}

/// What only a look beyond the story shows.
fn told_by_facts(subject: &Subject<'_>) -> Vec<Finding> {
    [broken_link::find(subject), impossible_date::find(subject), same_event::find(subject)].concat()
}

/// Everything the rules find in a story, in the rules' order.
pub fn lint(subject: &Subject<'_>) -> Vec<Finding> {
    rules().iter().flat_map(|rule| rule(subject)).collect()
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
