//! Counts as readers write them.

use std::sync::LazyLock;

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;

use crate::Language;
use crate::dates::locale_of;

/// The number with its thousands grouped: `12.345` in Turkish and Kurmanji, `12,345` in English and Arabic.
///
/// Digits are ASCII in every language, for the reason given at [`dates`](crate::long_date).
#[must_use]
pub fn number(count: i64, language: Language) -> String {
    written(&Decimal::from(count), language)
}

/// The number whose last digits, `places` of them, stand behind the decimal sign: `4,5` in Turkish, `4.5` in Arabic.
#[must_use]
pub fn fraction(digits: i64, places: u8, language: Language) -> String {
    let mut number = Decimal::from(digits);
    number.multiply_pow10(-i16::from(places));
    written(&number, language)
}

fn written(number: &Decimal, language: Language) -> String {
    static FORMATTERS: LazyLock<[DecimalFormatter; 4]> = LazyLock::new(|| {
        Language::ALL.map(|language| {
            DecimalFormatter::try_new((&locale_of(language)).into(), Default::default())
                .expect("CLDR's numbers are compiled in")
        })
    });
    FORMATTERS[language.index()].format_to_string(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_by_language() {
        let check = |count, language, expected: &str| assert_eq!(number(count, language), expected);
        check(0, Language::Turkish, "0");
        check(999, Language::Turkish, "999");
        check(1_234, Language::Turkish, "1.234");
        check(1_234_567, Language::English, "1,234,567");
        check(1_234_567, Language::Arabic, "1,234,567");
        check(1_234_567, Language::Kurmanji, "1.234.567");
        check(-1_234, Language::English, "-1,234");
        check(i64::MIN, Language::Turkish, "-9.223.372.036.854.775.808");
    }

    #[test]
    fn the_decimal_sign_is_the_languages() {
        let check = |digits, places, language, expected: &str| assert_eq!(fraction(digits, places, language), expected);
        check(45, 1, Language::Turkish, "4,5");
        check(45, 1, Language::English, "4.5");
        check(45, 1, Language::Arabic, "4.5");
        check(412, 2, Language::Kurmanji, "4,12");
        check(210, 1, Language::Turkish, "21,0");
        check(5, 2, Language::Turkish, "0,05");
        check(123_456, 2, Language::Turkish, "1.234,56");
    }
}
