//! What stands for a headline, a section or a name in an address.
//!
//! A slug is read by people and kept for ever in other people's links, so the rule must not move: a change here needs
//! redirects for every address made before. Stories carry their number in the address, so two equal slugs do no harm.

use deunicode::deunicode_char;
use icu::normalizer::ComposingNormalizer;

use crate::fold::{self, fold};
use crate::{Language, segments};

/// The longest slug, in characters.
pub const SLUG_CHARS_MAX: usize = 80;

/// The words of `text`, joined by hyphens: never empty, at most [`SLUG_CHARS_MAX`] characters, cut between words.
///
/// Turkish, English and Kurmanji slugs are ASCII: `ş` becomes `s`, `ı` becomes `i`, other scripts are written in Latin
/// letters. Arabic slugs keep Arabic letters in their own spelling (`ة` and `أ` stay, since browsers show the address
/// and readers would take a changed letter for a mistake) without vowel signs or tatweel, and with ASCII digits.
/// Apostrophes vanish and join what they part: `Kilis’te` → `kiliste`. Where no word is left, the slug is the
/// language's word for a story. A slug's slug is itself.
#[must_use]
pub fn slug(text: &str, language: Language) -> String {
    let letters = match language {
        Language::Arabic => arabic_letters(text),
        Language::Turkish | Language::English | Language::Kurmanji => latin_letters(&fold(text, language)),
    };
    let mut slug = String::new();
    let mut slug_chars = 0;
    for word in letters.split('-').filter(|word| !word.is_empty()) {
        let word_chars = word.chars().count();
        if slug.is_empty() {
            slug.extend(word.chars().take(SLUG_CHARS_MAX));
            slug_chars = word_chars;
        } else if slug_chars + 1 + word_chars <= SLUG_CHARS_MAX {
            slug.push('-');
            slug.push_str(word);
            slug_chars += 1 + word_chars;
        } else {
            break;
        }
    }
    if slug.is_empty() { when_empty(language).to_owned() } else { slug }
}

const fn when_empty(language: Language) -> &'static str {
    match language {
        Language::Turkish => "haber",
        Language::Arabic => "خبر",
        Language::English => "story",
        Language::Kurmanji => "nuce",
    }
}

/// ASCII letters and digits, with a hyphen for anything between words.
fn latin_letters(folded: &str) -> String {
    let mut latin = String::with_capacity(folded.len());
    for letter in folded.chars() {
        match letter {
            '\'' => {}
            'a'..='z' | '0'..='9' => latin.push(letter),
            _ if letter.is_alphanumeric() => {
                // An apostrophe or space in the transliteration of one letter (Cyrillic soft sign) is not a word's end.
                let plain = deunicode_char(letter).unwrap_or("");
                latin.extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
            }
            _ => latin.push('-'),
        }
    }
    latin
}

/// Arabic letters as spelled, everything else as in a Latin slug.
fn arabic_letters(text: &str) -> String {
    let composed = ComposingNormalizer::new_nfkc().normalize(text);
    let mut letters = String::with_capacity(composed.len());
    let mut rest = String::new();
    for letter in composed.chars() {
        if segments::is_arabic_letter(letter) {
            letters.push_str(&latin_letters(&fold(&rest, Language::Arabic)));
            rest.clear();
            letters.push(letter);
        } else if !fold::is_arabic_ornament(letter) {
            rest.push(letter);
        }
    }
    letters.push_str(&latin_letters(&fold(&rest, Language::Arabic)));
    letters
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headlines_become_addresses() {
        let check = |language, text: &str, expected: &str| assert_eq!(slug(text, language), expected, "{text}");
        check(
            Language::Turkish,
            "Bingöl’ün 4 ilçesinde okullar yarın tatil edildi",
            "bingolun-4-ilcesinde-okullar-yarin-tatil-edildi",
        );
        check(Language::Turkish, "IĞDIR’DA ŞİDDETLİ YAĞIŞ", "igdirda-siddetli-yagis");
        check(Language::Turkish, "Kilis'te “çılgın” proje: %5 zam!", "kiliste-cilgin-proje-5-zam");
        check(Language::Turkish, "  --  ", "haber");
        check(Language::Turkish, "", "haber");
        check(Language::Turkish, "Путин Ankara’da", "putin-ankarada");
        check(Language::Turkish, "العربية", "lrbyh");
        check(Language::English, "Café owners’ strike – day 3", "cafe-owners-strike-day-3");
        check(Language::English, "???", "story");
        check(Language::Kurmanji, "Nûçeyên îro", "nuceyen-iro");
        check(Language::Arabic, "قتيل وجرحى بهجوم مسلّح على حافلة إيرانية", "قتيل-وجرحى-بهجوم-مسلح-على-حافلة-إيرانية");
        check(Language::Arabic, "مقتل ٣ أشخاص في Gaziantep’te", "مقتل-3-أشخاص-في-gaziantepte");
        check(Language::Arabic, "!!", "خبر");
    }

    #[test]
    fn long_headline_is_cut_between_words() {
        let text = "Gaziantep’te Dülükbaba Yolunda Uzun Araç Kuyruğu: Trafik Kazası Sebebiyle Yoğunluk Artıyor Bugün";
        let cut = slug(text, Language::Turkish);
        assert_eq!(cut, "gaziantepte-dulukbaba-yolunda-uzun-arac-kuyrugu-trafik-kazasi-sebebiyle-yogunluk");
        assert_eq!(cut.len(), 80);
        assert_eq!(slug(&"a".repeat(200), Language::Turkish).len(), SLUG_CHARS_MAX);
    }

    proptest! {
        #[test]
        fn slug_of_a_slug_is_itself(text in "[\\PC]{0,120}|[a-zçğıöşüÇĞİIÖŞÜ'’ .,0-9]{0,160}|[ء-ي ً-ْ٠-٩a-z'-]{0,160}") {
            for language in Language::ALL {
                let once = slug(&text, language);
                prop_assert!(!once.is_empty() && once.chars().count() <= SLUG_CHARS_MAX);
                prop_assert!(language == Language::Arabic || once.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert_eq!(slug(&once, language), once);
            }
        }
    }
}
