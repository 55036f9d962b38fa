//! The form under which words are compared: for search, tags, names and likeness, never for show.
//!
//! Two spellings a reader would call the same word get the same form: `İĞDIR`, `Iğdır` and `igdir`; `Kilis’te` and
//! `Kilis'te`; `الإمارات` and `الامارات`; `٢٠٢٤` and `2024`. The price is that a few different words meet
//! (`ilik` and `ılık`), which is right for a reader who types without Turkish letters.

use icu::normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu::properties::props::GeneralCategory;
use icu::properties::{CodePointMapData, CodePointMapDataBorrowed};

use crate::{Language, case};

/// The text as it is compared.
///
/// In this order: apostrophes made one, compatibility forms taken apart (Unicode NFKD), lower case by language, marks removed (so `ş` = `s`,
/// `أ` = `ا`, and Arabic vowel signs go), letters that differ only by habit made one (`ı` = `i`, `ة` = `ه`, `ى` = `ي`,
/// Persian and Arabic kaf), invisible signs and tatweel dropped, digits made ASCII.
/// Apostrophe suffixes stay; [`stem`](fn@crate::stem) drops them. Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str, language: Language) -> String {
    if let Some(folded) = fold_of_letters(text) {
        return folded;
    }
    fold_by_tables(text, language)
}

fn fold_by_tables(text: &str, language: Language) -> String {
    // Before anything is taken apart: the acute accent, a common stand-in, would become a space and a mark.
    let text = text.replace(is_apostrophe, "'");
    let apart = DecomposingNormalizer::new_nfkd().normalize(&text);
    let low = case::lower(&apart, language);
    let mut folded = String::with_capacity(low.len());
    for letter in low.chars() {
        push_folded(letter, &mut folded);
    }
    // Hangul was taken apart above and is put together again; what this room folds has nothing left to compose.
    ComposingNormalizer::new_nfc().normalize(&folded).into_owned()
}

/// The same for text of ASCII, the letters of Turkish and Kurmanji, the bare letters of Arabic, and apostrophes, which
/// fold one by one and alike in every language here (`ı` counts as `i`): nearly every word there is, in a tenth of the
/// time.
fn fold_of_letters(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        folded.push(match letter {
            '`' => '\'',
            _ if letter.is_ascii() => letter.to_ascii_lowercase(),
            'ı' | 'İ' | 'î' | 'Î' => 'i',
            'ş' | 'Ş' => 's',
            'ğ' | 'Ğ' => 'g',
            'ç' | 'Ç' => 'c',
            'ö' | 'Ö' => 'o',
            'ü' | 'Ü' | 'û' | 'Û' => 'u',
            'â' | 'Â' => 'a',
            'ê' | 'Ê' => 'e',
            '’' | '‘' => '\'',
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
            'ؤ' => 'و',
            'ئ' => 'ي',
            'ء' | 'ا' | 'ب' | 'ت'..='غ' | 'ف'..='ه' | 'و' | 'ي' => letter,
            _ => return None,
        });
    }
    Some(folded)
}

/// Whether the sign is one of the apostrophes found between a Turkish name and its suffix. Agencies send every one of
/// these, and the same story mixes them.
pub(crate) const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '´' | '`' | '′' | '＇')
}

/// Vowel signs and other marks, invisible signs, and tatweel: what an Arabic word can lose and stay the same word.
pub(crate) fn is_arabic_ornament(letter: char) -> bool {
    letter == TATWEEL || is_dropped(letter)
}

/// Stretches a word and means nothing.
const TATWEEL: char = '\u{0640}';

fn push_folded(letter: char, folded: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' | ' ' => folded.push(letter),
        'ı' => folded.push('i'),
        // What full-width signs were taken apart into.
        _ if is_apostrophe(letter) => folded.push('\''),
        // Latin letters whose stroke or ligature Unicode does not take apart.
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ħ' => folded.push('h'),
        'ə' => folded.push('e'),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ß' => folded.push_str("ss"),
        'þ' => folded.push_str("th"),
        // Arabic letters written one way or the other by habit or keyboard.
        'ٱ' => folded.push('ا'),
        'ة' | 'ۀ' | 'ہ' | 'ھ' | 'ە' => folded.push('ه'),
        'ى' | 'ی' | 'ې' => folded.push('ي'),
        'ک' | 'ڪ' => folded.push('ك'),
        TATWEEL => {}
        '٠'..='٩' => folded.push(ascii_digit(letter, '٠')),
        '۰'..='۹' => folded.push(ascii_digit(letter, '۰')),
        _ if is_dropped(letter) => {}
        _ => folded.push(letter),
    }
}

fn ascii_digit(digit: char, zero: char) -> char {
    char::from(b'0' + (digit as u32 - zero as u32) as u8)
}

/// Marks (category Mn) and signs that steer layout but are not seen (Cf: joiners, direction marks, soft hyphen).
fn is_dropped(letter: char) -> bool {
    const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::<GeneralCategory>::new();
    matches!(CATEGORIES.get(letter), GeneralCategory::NonspacingMark | GeneralCategory::Format)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        let check = |language, expected: &str, spellings: &[&str]| {
            for spelling in spellings {
                assert_eq!(fold(spelling, language), expected, "{spelling}");
            }
        };
        check(Language::Turkish, "igdir", &["İĞDIR", "Iğdır", "ığdır", "IGDIR", "i\u{307}gdir"]);
        check(Language::Turkish, "kilis'te", &["Kilis’te", "Kilis'te", "KİLİS´TE", "kilis`te", "Kilisʼte"]);
        check(Language::Turkish, "hakim", &["Hâkim", "hakim", "HÂKİM"]);
        check(Language::Kurmanji, "nuce", &["Nûçe", "NÛÇE", "nuce"]);
        check(Language::English, "cafe", &["Café", "CAFÉ", "cafe\u{301}"]);
        check(Language::Arabic, "الامارات", &["الإمارات", "الأمارات", "الامارات", "الإِمَارَات"]);
        check(Language::Arabic, "مدرسه", &["مدرسة", "مدرسه", "مـــدرسة"]);
        check(Language::Arabic, "علي", &["على", "علي", "علی"]);
        check(Language::Arabic, "2024", &["٢٠٢٤", "۲۰۲۴", "2024"]);
        check(Language::Arabic, "لا", &["ﻻ", "لا"]);
        check(Language::Turkish, "istanbul", &["İstan\u{ad}bul", "\u{feff}İstanbul", "ISTANBUL"]);
    }

    proptest! {
        /// Letter by letter or through Unicode's tables, one form comes out.
        #[test]
        fn the_short_way_and_the_long_way_meet(text in "[a-zA-Z0-9 '`.,çğıöşüÇĞİÖŞÜâîûêÂÎÛÊ’‘ء-غف-ي]{0,40}") {
            for language in Language::ALL {
                prop_assert_eq!(fold(&text, language), fold_by_tables(&text, language));
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            for language in Language::ALL {
                let once = fold(&text, language);
                prop_assert_eq!(fold(&once, language), once);
            }
        }
    }
}
