//! What comes first in a list of names: sections, tags, authors, provinces.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu::collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu::locale::{Locale, locale};

use crate::Language;

/// The order of the language's own alphabet: in Turkish `ç` after `c`, `ı` before `i`, `ş` after `s`.
///
/// Numbers inside names go by value (`2. Lig` before `10. Lig`). Texts that differ only in signs the language does not
/// order by are told apart by their code points, so that equal means the same text and lists never change places.
#[must_use]
pub fn compare(a: &str, b: &str, language: Language) -> Ordering {
    static COLLATORS: LazyLock<[CollatorBorrowed<'static>; 4]> = LazyLock::new(|| Language::ALL.map(collator));
    COLLATORS[language.index()].compare(a, b).then_with(|| a.cmp(b))
}

fn collator(language: Language) -> CollatorBorrowed<'static> {
    // `kn` is BCP 47's word for numbers by value.
    const LOCALES: [Locale; 4] = [locale!("tr-u-kn"), locale!("ar-u-kn"), locale!("en-u-kn"), locale!("ku-u-kn")];
    Collator::try_new((&LOCALES[language.index()]).into(), CollatorOptions::default())
        .expect("CLDR's order is compiled in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_follow_the_alphabet_of_their_language() {
        let check = |language, expected: &[&str]| {
            let mut names = expected.to_vec();
            names.sort_unstable();
            names.sort_by(|a, b| compare(a, b, language));
            assert_eq!(names, expected);
        };
        check(
            Language::Turkish,
            &["cuma", "çay", "Gaziantep", "ğ", "hal", "Iğdır", "İstanbul", "sol", "şal", "uç", "üç"],
        );
        check(Language::Kurmanji, &["car", "çar", "ez", "êvar", "istan", "îro", "uz", "ûr"]);
        check(Language::English, &["Ankara", "çay", "cuma", "Izmir"]);
        check(Language::Arabic, &["أنقرة", "بيروت", "حلب", "دمشق"]);
        check(Language::Turkish, &["1. Lig", "2. Lig", "10. Lig"]);
    }
}
