//! The part of a word that its forms share, for finding texts alike. Never shown: a stem need not be a word.
//!
//! - **Turkish**: `stem/turkish.rs`, an own suffix rule over folded letters.
//! - **Arabic**: `stem/arabic.rs`, light: articles, conjunctions and endings, not roots.
//! - **English**: Snowball.
//! - **Kurmanji**: the endings of case and number only; there is no measured stemmer to take.

mod arabic;
mod turkish;

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::{Language, fold};

/// The stem of one word, folded: `İstanbul’un` → `istanbul`, `والمدارس` → `مدارس`, `attacks` → `attack`.
///
/// A suffix after an apostrophe is dropped first, as Turkish and Kurmanji write it after names. Empty only for an
/// empty word.
#[must_use]
pub fn stem(word: &str, language: Language) -> String {
    let folded = fold(word, language);
    match language {
        Language::Turkish => match before_apostrophe(&folded) {
            // What stands before the apostrophe is a name, and a name's own ending is no suffix.
            Some(name) => turkish::name(name),
            None => turkish::word(&folded),
        },
        Language::Arabic => arabic::stem(&folded),
        Language::English => {
            static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
            SNOWBALL.stem(&folded).into_owned()
        }
        Language::Kurmanji => kurmanji(before_apostrophe(&folded).unwrap_or(&folded)),
    }
}

/// What stands before an apostrophe suffix; `None` if the word has none. Names that carry an apostrophe inside keep it:
/// one letter before it (`O’Neil`) or a word that only looks parted (`Kur’an`).
pub(crate) fn before_apostrophe(folded: &str) -> Option<&str> {
    let (name, suffix) = folded.split_once('\'')?;
    let parts_a_name = name.chars().nth(1).is_some() && !(name == "kur" && suffix.starts_with("an"));
    parts_a_name.then_some(name)
}

/// Case and number endings of nouns, which are also the commonest of the language: `-an`, `-ên`, `-ê`, `-a`, `-î`.
fn kurmanji(folded: &str) -> String {
    for ending in ["eyen", "eyan", "ekê", "eke", "yen", "yan", "en", "an", "ye", "ek", "e", "a", "i"] {
        if let Some(rest) = folded.strip_suffix(ending)
            && rest.chars().count() >= 3
        {
            return rest.to_owned();
        }
    }
    folded.to_owned()
}
