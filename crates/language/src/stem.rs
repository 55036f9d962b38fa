//! The part of a word that its forms share, for finding texts alike. Never shown: a stem need not be a word.
//!
//! - **Turkish**: `stem/turkish.rs`, endings peeled off by slot, over folded letters.
//! - **Arabic**: `stem/arabic.rs`, light: articles, conjunctions and endings, not roots.
//! - **English**: Snowball.
//! - **Kurmanji**: the endings of case and number only; there is no measured stemmer to take.

mod arabic;
mod turkish;
mod turkish_endings;

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::{Language, fold};

/// The stem of one word, folded: `Okullar’ın` → `okul`, `والمدارس` → `مدارس`, `attacks` → `attack`.
///
/// A suffix after an apostrophe is dropped first, as Turkish and Kurmanji write it after names. Empty only for an
/// empty word.
#[must_use]
pub fn stem(word: &str, language: Language) -> String {
    stem_of_folded(&fold(word, language), language)
}

/// The same of a word that is folded already.
#[must_use]
pub fn stem_of_folded(folded: &str, language: Language) -> String {
    match language {
        Language::Turkish => turkish::stem(before_apostrophe(folded).unwrap_or(folded)),
        Language::Arabic => arabic::stem(folded),
        Language::English => {
            static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
            SNOWBALL.stem(folded).into_owned()
        }
        Language::Kurmanji => kurmanji(before_apostrophe(folded).unwrap_or(folded)),
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
    for ending in ["eyen", "eyan", "eke", "yen", "yan", "en", "an", "ye", "ek", "e", "a", "i"] {
        if let Some(rest) = folded.strip_suffix(ending)
            && rest.chars().count() >= 3
        {
            return rest.to_owned();
        }
    }
    folded.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let check = |language, expected: &str, forms: &[&str]| {
            for form in forms {
                assert_eq!(stem(form, language), expected, "{form}");
            }
        };
        check(Language::Turkish, "istanbul", &["İstanbul’un", "İSTANBUL'DA", "istanbul", "Istanbul"]);
        check(Language::Turkish, "ankar", &["Ankara’dan", "ANKARA", "ankaranın"]);
        check(Language::Turkish, "abd", &["ABD’nin", "ABD"]);
        check(Language::English, "attack", &["attack", "Attacks", "attacked", "attack’s"]);
        check(Language::Arabic, "مدارس", &["مدارس", "المدارس", "والمدارس", "بالمدارس"]);
        check(Language::Arabic, "مسافر", &["مسافر", "المسافرون", "مسافرين", "للمسافرين"]);
        check(Language::Kurmanji, "bajar", &["bajar", "bajarê", "Bajaran", "bajarên"]);
        check(Language::Turkish, "", &[""]);
    }

    #[test]
    fn only_a_suffix_is_cut_at_an_apostrophe() {
        let check = |word, expected| assert_eq!(before_apostrophe(word), expected);
        check("kilis'te", Some("kilis"));
        check("kilis", None);
        check("o'neil", None);
        check("kur'an", None);
        check("'te", None);
    }
}
