//! What colleagues say about a story to each other: threads about some of its words, a field, or the whole. Never part of
//! its content, and never shown to readers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::entry::Actor;
use crate::refusal::codes;
use crate::working::{BlockId, FIELDS};

/// What a thread is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Anchor {
    Story,
    Field {
        field: String,
    },
    /// Words of a block. Its texts are read as one, a line for each; `at` counts the letters before the quote as the
    /// editor counts them (UTF-16). The quote leads: where it is no longer found in the story, its words are gone.
    Words {
        block: BlockId,
        quote: String,
        at: u32,
    },
}

/// Why it is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommentRefused {
    #[error("a comment says something")]
    NoWords,
    #[error("a comment has at most {WORDS_MAX} letters")]
    TooLong,
    #[error("a quote has 1 to {QUOTE_MAX} letters")]
    Quote,
    #[error("a story has no field `{0}`")]
    NoField(String),
    #[error("`{0}` is no name for a block")]
    NoName(String),
    #[error("this story has no such thread")]
    NoThread,
}

codes! {
    CommentRefused:
    Self::NoWords => "no-words",
    Self::TooLong => "too-long",
    Self::Quote => "quote",
    Self::NoField(_) => "no-such-field",
    Self::NoName(_) => "block-name",
    Self::NoThread => "no-thread",
}

pub const WORDS_MAX: usize = 4_000;
/// Longer than any sentence one would remark on.
pub const QUOTE_MAX: usize = 1_000;

impl Anchor {
    /// Whether a story could hold it.
    ///
    /// # Errors
    /// [`CommentRefused`] for a field or a name that is none, or a quote of no length or too much.
    pub fn check(&self) -> Result<(), CommentRefused> {
        match self {
            Self::Field { field } if !FIELDS.contains(&field.as_str()) => Err(CommentRefused::NoField(field.clone())),
            Self::Words { block, .. } if !block.is_sound() => Err(CommentRefused::NoName(block.0.clone())),
            Self::Words { quote, .. } if !(1..=QUOTE_MAX).contains(&quote.chars().count()) => {
                Err(CommentRefused::Quote)
            }
            _ => Ok(()),
        }
    }
}

/// A comment's words, trimmed.
///
/// # Errors
/// [`CommentRefused::NoWords`], [`CommentRefused::TooLong`].
pub fn words(text: &str) -> Result<&str, CommentRefused> {
    match text.trim() {
        "" => Err(CommentRefused::NoWords),
        text if text.chars().count() > WORDS_MAX => Err(CommentRefused::TooLong),
        text => Ok(text),
    }
}

/// What one colleague said.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub number: i64,
    pub actor: Actor,
    pub at: Timestamp,
    pub words: String,
}

/// A comment and its answers, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// Its first comment's.
    pub number: i64,
    pub anchor: Anchor,
    pub comments: Vec<Comment>,
    /// When it was settled, and by whom.
    pub resolved: Option<(Timestamp, Actor)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_story_could_hold_is_refused() {
        let check = |anchor: Anchor, expected: Result<(), &str>| {
            assert_eq!(anchor.check().map_err(|refused| refused.code()), expected, "{anchor:?}");
        };
        let words =
            |block: &str, quote: &str| Anchor::Words { block: BlockId(block.into()), quote: quote.into(), at: 0 };
        check(Anchor::Story, Ok(()));
        check(Anchor::Field { field: "headline".into() }, Ok(()));
        check(Anchor::Field { field: "body".into() }, Err("no-such-field"));
        check(words("p1", "kar"), Ok(()));
        check(words("P 1", "kar"), Err("block-name"));
        check(words("p1", ""), Err("quote"));
        check(words("p1", &"ğ".repeat(QUOTE_MAX)), Ok(()));
        check(words("p1", &"ğ".repeat(QUOTE_MAX + 1)), Err("quote"));
    }

    #[test]
    fn a_comment_says_something_and_not_too_much() {
        assert_eq!(words("  Kaynak kim?\n"), Ok("Kaynak kim?"));
        assert_eq!(words(" \n"), Err(CommentRefused::NoWords));
        assert!(words(&"ş".repeat(WORDS_MAX)).is_ok());
        assert_eq!(words(&"ş".repeat(WORDS_MAX + 1)), Err(CommentRefused::TooLong));
    }
}
