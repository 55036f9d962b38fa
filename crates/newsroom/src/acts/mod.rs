//! The acts: everything that changes what readers see. Each is pure: it takes the present state, the actor and the
//! hour, and decides or refuses. `store` performs what was decided, state and entry together.

mod author;
mod correct;
mod edition;
mod place;
mod publish;
mod section;
mod withdraw;

pub use author::{AuthorRefused, change_author};
pub use correct::{CorrectRefused, correct};
pub use edition::{EditionRefused, change_edition, close_edition, open_edition};
pub use place::{BAND_HOURS_MAX, PlaceRefused, announce, arrange, place};
pub use publish::{Hours, PublishRefused, publish, publish_as_of};
pub use section::{
    SectionChange, SectionRefused, change_section, close_section, open_section, order_sections, rename_section,
};
pub use withdraw::{Ground, WithdrawRefused, taken_back_words, withdraw};

use crate::content::Content;
use crate::entry::{Entry, Public};
use crate::library::PictureRefused;
use crate::lint::LintRefused;

/// What an act decided: the new state, its entry, and the content that becomes public with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    pub public: Public,
    pub entry: Entry,
    /// For acts on stories: the content readers see, or saw last.
    pub content: Option<Content>,
}

/// An act refused, whichever it was: a code for translation and programs, and a sentence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Publish(#[from] PublishRefused),
    #[error(transparent)]
    Correct(#[from] CorrectRefused),
    #[error(transparent)]
    Withdraw(#[from] WithdrawRefused),
    #[error(transparent)]
    Place(#[from] PlaceRefused),
    #[error(transparent)]
    Section(#[from] SectionRefused),
    #[error(transparent)]
    Edition(#[from] EditionRefused),
    #[error(transparent)]
    Author(#[from] AuthorRefused),
    #[error(transparent)]
    Picture(#[from] PictureRefused),
    #[error(transparent)]
    Lint(#[from] LintRefused),
}

impl Refused {
    /// A word that names the refusal, for translation and programs; it never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Publish(refused) => refused.code(),
            Self::Correct(refused) => refused.code(),
            Self::Withdraw(refused) => refused.code(),
            Self::Place(refused) => refused.code(),
            Self::Section(refused) => refused.code(),
            Self::Edition(refused) => refused.code(),
            Self::Author(refused) => refused.code(),
            Self::Picture(refused) => refused.code(),
            Self::Lint(refused) => refused.code(),
        }
    }
}

#[cfg(test)]
mod tests;
