//! Which language a text is in.
//!
//! The script decides first. Inside the Arabic script, the letters that Arabic does not have tell Persian, Sorani and
//! Urdu apart. Inside the Latin script three kinds of evidence are added up: letters that only one of our languages
//! has, its commonest words, and a small trained classifier (`whichlang`), which also knows the languages we do not
//! publish in but knows no Kurdish.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;
use whichlang::Lang;

use crate::{Language, fold, segments};

/// What can be told about a text's language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Detectable {
    Known(Language),
    /// A language no edition can have.
    Other,
}

/// A language with how sure it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Detected {
    pub language: Detectable,
    /// From 0 to 1: the share of the evidence that speaks for this language against the next, less what is written in
    /// another script. At 0.5 two languages are level.
    pub confidence: f32,
}

/// Longer texts are judged by their beginning: more letters change nothing but the time it takes.
const JUDGED_BYTES_MAX: usize = 1500;

/// The language of a text, or `None` if it has no letters.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    let text = &text[..text.floor_char_boundary(JUDGED_BYTES_MAX)];
    let letters = Letters::count(text);
    let all = letters.latin + letters.arabic + letters.other;
    if all == 0 {
        return None;
    }
    let (language, confidence, share) = if letters.arabic >= letters.latin.max(letters.other) {
        let (language, confidence) = in_arabic_script(&letters);
        (language, confidence, letters.arabic)
    } else if letters.latin >= letters.other {
        let (language, confidence) = in_latin_script(text, &letters);
        (language, confidence, letters.latin)
    } else {
        (Detectable::Other, 1.0, letters.other)
    };
    // Text in two scripts is as sure as its larger part is large.
    let confidence = confidence * share as f32 / all as f32;
    Some(Detected { language, confidence })
}

/// Letters by script, and those that tell languages of one script apart.
#[derive(Default)]
struct Letters {
    latin: usize,
    arabic: usize,
    other: usize,
    /// ğ, ı and İ: Turkish (and Azerbaijani, which has ə besides).
    turkish: usize,
    /// ê, î, û.
    kurmanji: usize,
    /// q, w, x: letters of Kurmanji that Turkish does not have.
    qwx: usize,
    /// Latin letters that none of our languages has.
    foreign_latin: usize,
    /// Letters of the Arabic script that Arabic does not have.
    foreign_arabic: usize,
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars() {
            match letter {
                'q' | 'w' | 'x' | 'Q' | 'W' | 'X' => {
                    letters.latin += 1;
                    letters.qwx += 1;
                }
                'a'..='z' | 'A'..='Z' => letters.latin += 1,
                'ğ' | 'Ğ' | 'ı' | 'İ' => {
                    letters.latin += 1;
                    letters.turkish += 1;
                }
                'ê' | 'Ê' | 'î' | 'Î' | 'û' | 'Û' => {
                    letters.latin += 1;
                    letters.kurmanji += 1;
                }
                'ç' | 'Ç' | 'ş' | 'Ş' | 'ö' | 'Ö' | 'ü' | 'Ü' | 'â' | 'Â' => letters.latin += 1,
                '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' if letter.is_alphabetic() => {
                    letters.latin += 1;
                    letters.foreign_latin += 1;
                }
                _ if segments::is_arabic_letter(letter) => {
                    letters.arabic += 1;
                    letters.foreign_arabic += usize::from(is_foreign_to_arabic(letter));
                }
                _ if letter.is_alphabetic() => letters.other += 1,
                _ => {}
            }
        }
        letters
    }
}

/// Letters of Persian, Sorani and Urdu. Persian yeh and kaf count, since those languages use them in every line.
const fn is_foreign_to_arabic(letter: char) -> bool {
    matches!(
        letter,
        'پ' | 'چ'
            | 'ژ'
            | 'گ'
            | 'ک'
            | 'ی'
            | 'ە'
            | 'ێ'
            | 'ۆ'
            | 'ڕ'
            | 'ڵ'
            | 'ڤ'
            | 'ٹ'
            | 'ڈ'
            | 'ڑ'
            | 'ے'
            | 'ں'
            | 'ہ'
            | 'ھ'
            | 'ۇ'
    )
}

fn in_arabic_script(letters: &Letters) -> (Detectable, f32) {
    // Arabic news has such letters in foreign names only; Persian, Sorani and Urdu have one in most words.
    let foreign = letters.foreign_arabic as f32 / letters.arabic as f32;
    const DIVIDE: f32 = 0.05;
    let sure = (0.5 + (foreign - DIVIDE).abs() / DIVIDE / 2.0).min(1.0);
    let language = if foreign > DIVIDE { Detectable::Other } else { Detectable::Known(Language::Arabic) };
    (language, sure)
}

fn in_latin_script(text: &str, letters: &Letters) -> (Detectable, f32) {
    let mut evidence = Evidence::default();
    for word in text.unicode_words() {
        evidence.words += 1.0;
        if word
            .split_once(fold::is_apostrophe)
            .is_some_and(|(name, suffix)| name.chars().nth(1).is_some() && is_turkish_suffix(suffix))
        {
            evidence.turkish += 1.0;
        }
        if word.len() <= COMMON_WORD_BYTES_MAX
            && let Some(language) = COMMON_WORDS.get(fold(word, Language::Turkish).as_str())
        {
            *evidence.of(*language) += 1.0;
        }
    }
    evidence.weigh(letters, whichlang::detect_language(text))
}

/// Suffixes that Turkish writes after an apostrophe. Those English has (`'s`, `'re`) or Kurmanji shares (`'an`) are not here.
fn is_turkish_suffix(suffix: &str) -> bool {
    const SUFFIXES: [&str; 27] = [
        "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nın", "nin", "nun", "nün", "ın", "in", "un", "ün", "ya",
        "ye", "na", "ne", "yı", "yi", "daki", "deki", "la", "le", "si",
    ];
    SUFFIXES.contains(&suffix)
}

/// Points for each language of the Latin script. One common word is the unit.
#[derive(Default)]
struct Evidence {
    words: f32,
    turkish: f32,
    english: f32,
    kurmanji: f32,
    other: f32,
}

impl Evidence {
    fn of(&mut self, language: Detectable) -> &mut f32 {
        match language {
            Detectable::Known(Language::Turkish) => &mut self.turkish,
            Detectable::Known(Language::English) => &mut self.english,
            Detectable::Known(Language::Kurmanji) => &mut self.kurmanji,
            Detectable::Known(Language::Arabic) | Detectable::Other => &mut self.other,
        }
    }

    fn weigh(mut self, letters: &Letters, classified: Lang) -> (Detectable, f32) {
        self.turkish += letters.turkish as f32;
        self.kurmanji += letters.kurmanji as f32 + letters.qwx as f32 * 0.3;
        self.other += letters.foreign_latin as f32;
        // The classifier sees every letter, so its vote grows with the text.
        let vote = 1.0 + self.words * 0.15;
        match classified {
            // It takes Kurmanji, which it was never shown, for Turkish.
            Lang::Tur if self.kurmanji > self.turkish => self.turkish += vote * 0.5,
            Lang::Tur => self.turkish += vote,
            Lang::Eng => self.english += vote,
            _ => self.other += vote * 0.6,
        }
        let mut ranked = [
            (self.turkish, Detectable::Known(Language::Turkish)),
            (self.english, Detectable::Known(Language::English)),
            (self.kurmanji, Detectable::Known(Language::Kurmanji)),
            (self.other, Detectable::Other),
        ];
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let [(first, language), (second, _), ..] = ranked;
        (language, first / (first + second).max(1.0))
    }
}

const COMMON_WORD_BYTES_MAX: usize = 12;

/// Folded words that are common in one language and absent or rare in the others of the Latin script.
static COMMON_WORDS: LazyLock<HashMap<&'static str, Detectable>> = LazyLock::new(|| {
    const LISTS: [(Detectable, &str); 4] = [
        (
            Detectable::Known(Language::Turkish),
            "ve bir bu icin ile olarak cok daha olan gibi kadar sonra son yeni oldu var yok degil ise dedi etti en mi mu ne nasil neden \
             gun yil turkiye turk milyon bin baskan baskani kisi ilk iki uc her ilgili karsi gore tarafindan uzerine edildi olacak aldi verdi",
        ),
        (
            Detectable::Known(Language::English),
            "the of and to is was for that with are as from by at his this has have were which be it not but or an its had their after who \
             will would been more over says said how what why new when first into about than out up",
        ),
        (
            Detectable::Known(Language::Kurmanji),
            "u li ji ku bi xwe jî ji ya yen yê hat kir kirin dike dibe dikin gel jin hemu her wan wî we ew ez em di te me min ev bo bu bun got heye \
             hatin hatiye kurd kurdan kurdistane tirkiye sere piste nav roja rojan sale salan sedema parti bajare",
        ),
        (
            Detectable::Other,
            "der die und das den von ist nicht mit sich auf ein eine dem les des une est dans pour qui sur pas el los las una por con del para \
             il che di un della per sono och att som het een van niet nao uma dos",
        ),
    ];
    LISTS.iter().flat_map(|(language, list)| list.split_whitespace().map(|word| (word, *language))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_told_apart() {
        let known = |language| Some(Detectable::Known(language));
        let check = |text, expected| assert_eq!(detect(text).map(|found| found.language), expected, "{text}");
        check("Feci kaza: Otomobil yayalara çarptı: 2 ölü, 1 yaralı", known(Language::Turkish));
        check("Okullar yarın tatil", known(Language::Turkish));
        check("FENERBAHÇE EVİNDE GALİP", known(Language::Turkish));
        check("قتيل وجرحى بهجوم مسلح على حافلة إيرانية", known(Language::Arabic));
        check("افزایش قیمت نان در تهران و کرج", Some(Detectable::Other));
        check("Police say two people were hurt in the crash", known(Language::English));
        check("Wezareta Tenduristiyê daxuyand ku îro du kes mirin", known(Language::Kurmanji));
        check("Li Amedê xwepêşandan hat kirin", known(Language::Kurmanji));
        check("Der Bundestag hat das Gesetz nicht beschlossen", Some(Detectable::Other));
        check("Le président a présenté son plan pour les écoles", Some(Detectable::Other));
        check("Путин прилетел в Анкару", Some(Detectable::Other));
        check("2024 – 15:30", None);
        check("", None);
    }

    #[test]
    fn a_text_in_two_scripts_is_less_sure() {
        let pure = detect("مقتل شخصين في حادث سير").unwrap();
        let mixed = detect("مقتل شخصين في حادث سير Kilis").unwrap();
        assert_eq!(pure.language, mixed.language);
        assert!(mixed.confidence < pure.confidence);
    }
}
