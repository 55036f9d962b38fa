//! Lower and upper case by the language's own rules.
//!
//! The rules are Unicode's `SpecialCasing` by way of ICU4X: Turkish pairs `i`/`İ` and `ı`/`I`, final sigma, `ß`/`SS`.
//! For comparing words use [`fold`](fn@crate::fold); stored words are never re-cased.

use icu::casemap::CaseMapper;
use icu::locale::{LanguageIdentifier, langid};

use crate::Language;

/// The text in lower case.
#[must_use]
pub fn lower(text: &str, language: Language) -> String {
    CaseMapper::new().lowercase_to_string(text, &rules(language)).into_owned()
}

/// The text in upper case.
#[must_use]
pub fn upper(text: &str, language: Language) -> String {
    CaseMapper::new().uppercase_to_string(text, &rules(language)).into_owned()
}

/// Only Turkish differs from the general rules here.
const fn rules(language: Language) -> LanguageIdentifier {
    match language {
        Language::Turkish => langid!("tr"),
        Language::Arabic | Language::English | Language::Kurmanji => LanguageIdentifier::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turkish_keeps_its_two_letters_i_apart() {
        let check = |low: &str, high: &str| {
            assert_eq!(lower(high, Language::Turkish), low);
            assert_eq!(upper(low, Language::Turkish), high);
        };
        check("ısparta", "ISPARTA");
        check("iğdır", "İĞDIR");
        check("çığır", "ÇIĞIR");
        check("şişli’de", "ŞİŞLİ’DE");
    }

    #[test]
    fn other_languages_pair_i_with_i() {
        let check = |text: &str, language, expected: &str| assert_eq!(upper(text, language), expected);
        check("isparta", Language::English, "ISPARTA");
        check("îro li stenbolê", Language::Kurmanji, "ÎRO LI STENBOLÊ");
        check("حلب", Language::Arabic, "حلب");
        assert_eq!(lower("ISPARTA", Language::English), "isparta");
    }
}
