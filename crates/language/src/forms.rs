//! The forms under which a word is found, from the one that was written to the one that all its kin share.
//!
//! | form | `İstanbul’un` | `kitapları` | `الكُتُب` | for whom |
//! |---|---|---|---|---|
//! | [`Exact`](Form::Exact) | `istanbul'un` | `kitapları` | `الكتب` | what was typed ranks first |
//! | [`Folded`](Form::Folded) | `istanbul` | `kitaplari` | `الكتب` | typed without diacritics, in whatever case, with another suffix |
//! | [`Stem`](Form::Stem) | `istanbul` | `kitap` | `كتب` | inflected otherwise |
//! | [`Prefix`](Form::Prefix) | `istan` | `kitap` | `كتب` | derived otherwise, or beyond the stemmer |
//!
//! A text and a question are taken apart alike, so they meet in whichever forms they share. Who meets in the exact form meets
//! in the folded one too, and who meets there meets in stem and prefix; so the weight of a closer form comes on top, and what was
//! typed ranks first. The weights are few and round, and measured: `docs/evaluation.md`.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use icu::normalizer::ComposingNormalizer;

use crate::fold::{is_apostrophe, is_arabic_ornament};
use crate::spans::{is_separator, spans};
use crate::{Language, case, fold, is_stopword, segments, stem_of_folded};

/// How far a term stands from what was written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// The word as written, but for its case, invisible signs, Arabic vowel signs, and the shape of apostrophes and digits.
    Exact,
    /// [`fold`](fn@crate::fold)ed, without apostrophe suffix.
    Folded,
    /// Without what the language writes onto a word.
    Stem,
    /// Its beginning.
    Prefix,
}

impl Form {
    /// All, the closest first.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Folded, Self::Stem, Self::Prefix];

    /// What a meeting in this form counts beside the others, when each form is scored by BM25 and the scores are added.
    #[must_use]
    pub const fn weight(self) -> f32 {
        match self {
            Self::Exact | Self::Folded => 0.25,
            Self::Stem => 1.0,
            Self::Prefix => 0.5,
        }
    }
}

/// A word's forms; see [`Form`]. None is empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forms {
    /// One after the other, in the order of [`Form::ALL`], and last the word as it was written, so that an [`Analyser`]
    /// finds all of it in one place of memory.
    joined: Box<str>,
    ends: [u8; 4],
}

impl Forms {
    /// Of one word as it was written. `None` if nothing is left of it, as of a lone vowel sign.
    #[must_use]
    pub fn of(word: &str, language: Language) -> Option<Self> {
        let word = &word[..word.floor_char_boundary(WORD_BYTES_MAX)];
        let language = rules(word, language);
        let exact = exact(word, language.unwrap_or(Language::English));
        let folded = folded(word, language);
        if exact.is_empty() || folded.is_empty() {
            return None;
        }
        let stem = language.map_or_else(|| folded.clone(), |language| stem_of_folded(&folded, language));
        let stem = if stem.is_empty() { folded.clone() } else { stem };
        let of_prefix = if language == Some(Language::Arabic) { &stem } else { &folded };
        let prefix: String = of_prefix.chars().take(PREFIX_LETTERS).collect();
        let mut joined = String::with_capacity(exact.len() + folded.len() + stem.len() + prefix.len() + word.len());
        let ends = [exact, folded, stem, prefix].map(|form| {
            joined.push_str(&form[..form.floor_char_boundary(FORM_BYTES_MAX)]);
            u8::try_from(joined.len()).expect("four forms of at most 63 bytes")
        });
        joined.push_str(word);
        Some(Self { joined: joined.into(), ends })
    }

    fn written(&self) -> &str {
        &self.joined[usize::from(self.ends[3])..]
    }

    #[must_use]
    pub fn get(&self, form: Form) -> &str {
        let at = form as usize;
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.joined[usize::from(from)..usize::from(self.ends[at])]
    }

    /// Each with its term, the closest first.
    pub fn each(&self) -> impl Iterator<Item = (Form, &str)> {
        Form::ALL.into_iter().map(|form| (form, self.get(form)))
    }
}

/// So much of a word is looked at; the longest word of Turkish that anybody ever printed has 70 letters.
const WORD_BYTES_MAX: usize = 160;
/// And so much of it is told apart, 31 letters of Arabic: what agrees so far is the same word.
const FORM_BYTES_MAX: usize = 63;
/// Where most of what Turkish hangs onto a word has not begun. Measured: four and six letters find less.
const PREFIX_LETTERS: usize = 5;

/// The rules a word follows: those of its text's language, unless it is of another script. `None` for words that no
/// language here has rules for; they have no stem.
fn rules(word: &str, language: Language) -> Option<Language> {
    let is_latin = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, 'À'..='ɏ' | 'Ḁ'..='ỿ');
    let letter = word
        .chars()
        .find(|letter| is_latin(*letter) || segments::is_arabic_letter(*letter) || letter.is_alphabetic())?;
    match language {
        _ if segments::is_arabic_letter(letter) => Some(Language::Arabic),
        Language::Arabic => None,
        _ => is_latin(letter).then_some(language),
    }
}

fn exact(word: &str, language: Language) -> String {
    if let Some(exact) = exact_of_letters(word, language) {
        return exact;
    }
    exact_by_tables(word, language)
}

/// The same for words of ASCII, the letters of Turkish and Kurmanji, and the bare letters of Arabic, letter by letter:
/// nearly every word there is, in a tenth of the time.
fn exact_of_letters(word: &str, language: Language) -> Option<String> {
    let is_turkish = language == Language::Turkish;
    let mut exact = String::with_capacity(word.len());
    for letter in word.chars() {
        exact.push(match letter {
            'I' if is_turkish => 'ı',
            '`' | '’' | '‘' => '\'',
            _ if letter.is_ascii() => letter.to_ascii_lowercase(),
            'İ' if is_turkish => 'i',
            'ı' | 'ş' | 'ğ' | 'ç' | 'ö' | 'ü' | 'â' | 'î' | 'û' | 'ê' | 'ء'..='غ' | 'ف'..='ي' => letter,
            'Ş' => 'ş',
            'Ğ' => 'ğ',
            'Ç' => 'ç',
            'Ö' => 'ö',
            'Ü' => 'ü',
            'Â' => 'â',
            'Î' => 'î',
            'Û' => 'û',
            'Ê' => 'ê',
            _ => return None,
        });
    }
    Some(exact)
}

fn exact_by_tables(word: &str, language: Language) -> String {
    let composed = ComposingNormalizer::new_nfc().normalize(word);
    let lower = case::lower(&composed, language);
    lower.chars().filter(|letter| !is_arabic_ornament(*letter)).map(one_shape).collect()
}

/// Apostrophes and digits in one shape, whatever keyboard they come from.
fn one_shape(letter: char) -> char {
    let digit = |zero: char| char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter);
    match letter {
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        _ if is_apostrophe(letter) => '\'',
        _ => letter,
    }
}

fn folded(word: &str, language: Option<Language>) -> String {
    let mut folded = fold(word, language.unwrap_or(Language::English));
    if folded.chars().all(|letter| matches!(letter, 'a'..='z' | 'ء'..='ي')) {
        return folded;
    }
    let name_bytes = name(&folded).len();
    folded.truncate(name_bytes);
    let starts_with_digit = folded.starts_with(|letter: char| letter.is_numeric());
    if starts_with_digit { number(&folded) } else { folded.replace(|sign: char| !sign.is_alphanumeric(), "") }
}

/// What stands before an apostrophe suffix. `O'Neil`, `d'Arc` and `Kur'an` have none: in them the apostrophe is dropped, as most
/// people do who type them.
fn name(folded: &str) -> &str {
    let Some((name, suffix)) = folded.split_once('\'') else { return folded };
    let is_inside = (name == "kur" && suffix.starts_with("an"))
        || (name.chars().nth(1).is_none() && !name.starts_with(|first: char| first.is_numeric()));
    if !is_inside {
        return name;
    }
    let inner = suffix.split('\'').next().unwrap_or_default();
    &folded[..name.len() + 1 + inner.len()]
}

/// A number without what parts its thousands, so that `1.250` and `1250` meet. A date or a version keeps its stops.
fn number(folded: &str) -> String {
    let mut groups = folded.split(is_separator);
    let first_is_short = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let mut others = groups.peekable();
    let is_grouped = others.peek().is_some()
        && others.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    if first_is_short && is_grouped {
        folded.replace(is_separator, "")
    } else {
        folded.replace('٫', ",").replace(char::is_whitespace, "")
    }
}

/// Takes texts apart and remembers the words it has seen: news is written in some fifty thousand, and nine of ten come
/// from memory. Holds some eight megabytes a language at most, whatever comes; give each thread its own.
#[derive(Default)]
pub struct Analyser {
    memories: [Memory; Language::ALL.len()],
}

/// Each word has one place, and whoever comes to it later takes it.
#[derive(Default)]
struct Memory(Vec<Option<Forms>>);

const PLACES: usize = 1 << 16;
/// Longer words are hardly met twice, and hostile texts are made of them.
const REMEMBERED_BYTES_MAX: usize = 48;

impl Analyser {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `take` with each word of the text in order: its bytes in the text, and its forms. A word's position is how many
    /// came before it.
    pub fn each(&mut self, text: &str, language: Language, take: impl FnMut(Range<usize>, &Forms)) {
        self.each_of(text, language, |_| true, take);
    }

    /// The same with those words alone that are wanted as they are written: the others cost next to nothing.
    pub fn each_of(
        &mut self,
        text: &str,
        language: Language,
        mut is_wanted: impl FnMut(&str) -> bool,
        mut take: impl FnMut(Range<usize>, &Forms),
    ) {
        let memory = &mut self.memories[language.index()];
        for span in spans(text) {
            let word = &text[span.clone()];
            if !is_wanted(word) {
                continue;
            }
            let long;
            let forms = if word.len() > REMEMBERED_BYTES_MAX {
                long = Forms::of(word, language);
                long.as_ref()
            } else {
                memory.forms(word, language)
            };
            if let Some(forms) = forms {
                take(span, forms);
            }
        }
    }
}

impl Memory {
    fn forms(&mut self, word: &str, language: Language) -> Option<&Forms> {
        if self.0.is_empty() {
            self.0.resize_with(PLACES, || None);
        }
        let place = &mut self.0[FixedState::default().hash_one(word) as usize % PLACES];
        if place.as_ref().is_none_or(|held| held.written() != word) {
            *place = Forms::of(word, language);
        }
        place.as_ref()
    }
}

/// A word of a question, with its forms.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// Its bytes in the question.
    pub span: Range<usize>,
    pub forms: Forms,
    /// What the word counts beside the others: 1, or less if it only makes a sentence of them (`hangi`, `what`).
    pub weight: f32,
}

/// So many words of a question are looked for: more narrow nothing.
pub const ASKED_MAX: usize = 32;
/// And so much of a question is read.
const QUESTION_BYTES_MAX: usize = 2_000;
/// What a stopword counts in a question. Never nothing: titles are made of them.
const STOPWORD_WEIGHT: f32 = 0.25;

/// The words of a question in the order typed, at most [`ASKED_MAX`].
#[must_use]
pub fn question(text: &str, language: Language) -> Vec<Asked> {
    let text = &text[..text.floor_char_boundary(QUESTION_BYTES_MAX)];
    let asked = spans(text).filter_map(|span| {
        let forms = Forms::of(&text[span.clone()], language)?;
        let weight = if is_stopword(forms.get(Form::Folded), language) { STOPWORD_WEIGHT } else { 1.0 };
        Some(Asked { span, forms, weight })
    });
    asked.take(ASKED_MAX).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn forms(word: &str, language: Language) -> [String; 4] {
        let forms = Forms::of(word, language).expect("a word");
        Form::ALL.map(|form| forms.get(form).to_owned())
    }

    #[test]
    fn each_form_is_farther_from_what_was_written() {
        let check = |language, word, expected: [&str; 4]| assert_eq!(forms(word, language), expected, "{word}");
        check(Language::Turkish, "İstanbul’un", ["istanbul'un", "istanbul", "istanbul", "istan"]);
        check(Language::Turkish, "KİTAPLARI", ["kitapları", "kitaplari", "kitap", "kitap"]);
        check(Language::Turkish, "T.C.’nin", ["t.c.'nin", "tc", "tc", "tc"]);
        check(Language::Turkish, "Kur’an’ın", ["kur'an'ın", "kuran", "kur", "kuran"]);
        check(Language::Turkish, "O’Neil", ["o'neil", "oneil", "oneil", "oneil"]);
        check(Language::Turkish, "2024’te", ["2024'te", "2024", "2024", "2024"]);
        check(Language::Turkish, "1.250", ["1.250", "1250", "1250", "1250"]);
        check(Language::Turkish, "30.11.2024", ["30.11.2024", "30.11.2024", "30.11.2024", "30.11"]);
        check(Language::Turkish, "الكتاب", ["الكتاب", "الكتاب", "كتاب", "كتاب"]);
        check(Language::Turkish, "Путин", ["путин", "путин", "путин", "путин"]);
        check(Language::Arabic, "الكُتُب", ["الكتب", "الكتب", "كتب", "كتب"]);
        check(Language::Arabic, "٢٠٢٤", ["2024", "2024", "2024", "2024"]);
        check(Language::Arabic, "Reuters", ["reuters", "reuters", "reuters", "reute"]);
        check(Language::English, "Attacks", ["attacks", "attacks", "attack", "attac"]);
        check(Language::English, "Isparta", ["isparta", "isparta", "isparta", "ispar"]);
        check(Language::Kurmanji, "Bajarên", ["bajarên", "bajaren", "bajar", "bajar"]);
        assert_eq!(Forms::of("\u{64E}", Language::Arabic), None);
    }

    /// What WordPress and Ghost cannot, and what a newsroom of Turkish names lives by.
    #[test]
    fn spellings_of_one_word_meet_and_the_one_typed_is_closest() {
        let check = |language, form: Form, spellings: &[&str]| {
            for one in spellings {
                for other in spellings {
                    let (one_forms, other_forms) =
                        (Forms::of(one, language).unwrap(), Forms::of(other, language).unwrap());
                    assert_eq!(one_forms.get(form), other_forms.get(form), "{one} and {other}");
                    // The weight of a closer form comes on top of those of the farther.
                    let meet = Form::ALL.map(|form| one_forms.get(form) == other_forms.get(form));
                    assert!(!meet[0] || meet[1], "{one} and {other}");
                    assert!(!meet[1] || (meet[2] && meet[3]), "{one} and {other}");
                }
            }
        };
        check(Language::Turkish, Form::Folded, &["ISPARTA", "Isparta", "ısparta", "isparta"]);
        check(Language::Turkish, Form::Exact, &["ISPARTA", "Isparta", "ısparta"]);
        check(Language::Turkish, Form::Folded, &["IĞDIR", "Iğdır", "ığdır", "igdir"]);
        check(Language::Turkish, Form::Folded, &["İSTANBUL", "istanbul", "Istanbul'da", "İstanbul’un"]);
        check(Language::Turkish, Form::Folded, &["gündem", "gundem", "GÜNDEM", "gu\u{308}ndem"]);
        check(Language::Turkish, Form::Exact, &["gündem", "GÜNDEM", "gu\u{308}ndem"]);
        check(Language::Turkish, Form::Folded, &["Şanlıurfa", "ŞANLIURFA", "sanliurfa", "Şanlıurfa'dan"]);
        check(Language::Turkish, Form::Stem, &["kitap", "kitapları", "KİTAP", "kitabı", "Kitaplarından"]);
        check(Language::Turkish, Form::Stem, &["İstanbul", "istanbulda", "İstanbul'dan"]);
        check(Language::Arabic, Form::Stem, &["كتاب", "الكتاب", "والكتاب", "بالكتاب", "كِتاب", "كتـــاب"]);
        check(Language::Arabic, Form::Folded, &["الإمارات", "الامارات", "الأمارات"]);
        check(Language::Arabic, Form::Folded, &["مدرسة", "مدرسه"]);
        check(Language::Arabic, Form::Folded, &["على", "علي", "علی"]);
        check(Language::Kurmanji, Form::Folded, &["nûçe", "NÛÇE", "nuce"]);
        check(Language::English, Form::Stem, &["café", "cafes", "Café’s"]);
    }

    #[test]
    fn a_text_and_a_question_are_taken_apart_alike() {
        let text = "Ankara’da T.C. bütçesi: 1.250,50 lira — الكتاب";
        let mut met = Vec::new();
        let mut analyser = Analyser::new();
        for _ in 0..2 {
            met.clear();
            analyser.each(text, Language::Turkish, |span, forms| met.push((span, forms.clone())));
        }
        let asked = question(text, Language::Turkish);
        assert_eq!(met, asked.into_iter().map(|word| (word.span, word.forms)).collect::<Vec<_>>());
        assert_eq!(
            met.iter().map(|(span, _)| &text[span.clone()]).collect::<Vec<_>>(),
            ["Ankara’da", "T.C", "bütçesi", "1.250,50", "lira", "الكتاب"]
        );
        assert_eq!(question(&"söz ".repeat(10_000), Language::Turkish).len(), ASKED_MAX);
    }

    #[test]
    fn words_that_make_a_sentence_count_little() {
        let weights = |text, language| question(text, language).iter().map(|word| word.weight).collect::<Vec<_>>();
        assert_eq!(weights("Hangi kaza?", Language::Turkish), [STOPWORD_WEIGHT, 1.0]);
        assert_eq!(weights("What quake", Language::English), [STOPWORD_WEIGHT, 1.0]);
    }

    #[test]
    fn hostile_words_are_bounded() {
        let mut analyser = Analyser::new();
        for hostile in [
            "a".repeat(1_000_000),
            "ا".repeat(100_000),
            format!("a{}", "\u{301}".repeat(100_000)),
            "\u{202e}a\u{200d}".repeat(10_000),
            "\u{fdfa}".repeat(10_000),
            "a'".repeat(10_000),
            "1.".repeat(10_000),
            "a.".repeat(10_000),
            "漢".repeat(1_000),
            (0..0x110000).step_by(97).filter_map(char::from_u32).collect(),
        ] {
            analyser.each(&hostile, Language::Turkish, |span, forms| {
                assert!(hostile.get(span).is_some_and(|word| !word.is_empty()));
                for (form, term) in forms.each() {
                    assert!((1..=FORM_BYTES_MAX).contains(&term.len()), "{form:?} {term}");
                }
            });
        }
    }

    #[test]
    fn memory_forgets_and_changes_nothing() {
        let mut analyser = Analyser::new();
        let text: String = (0..2 * PLACES).map(|at| format!("kitaplar{at} kitapları ")).collect();
        let mut stems = 0;
        analyser.each(&text, Language::Turkish, |span, forms| {
            assert_eq!(Forms::of(&text[span], Language::Turkish).as_ref(), Some(forms));
            stems += usize::from(forms.get(Form::Stem) == "kitap");
        });
        assert_eq!(stems, 2 * PLACES);
        assert_eq!(analyser.memories[Language::Turkish.index()].0.len(), PLACES);
        assert!(analyser.memories[Language::Arabic.index()].0.is_empty());
    }

    proptest! {
        /// Letter by letter or through Unicode's tables, one form comes out.
        #[test]
        fn the_short_way_and_the_long_way_meet(word in "[a-zA-Z0-9'`.,çğıöşüÇĞİÖŞÜâîûêÂÎÛÊ’‘ء-غف-ي]{0,40}") {
            for language in Language::ALL {
                if let Some(exact) = exact_of_letters(&word, language) {
                    prop_assert_eq!(exact, exact_by_tables(&word, language));
                }
            }
        }

        #[test]
        fn every_word_has_whole_forms(text in "\\PC{0,60}") {
            for language in Language::ALL {
                for asked in question(&text, language) {
                    for (_, term) in asked.forms.each() {
                        prop_assert!(!term.is_empty() && !term.contains(char::is_whitespace), "{term:?}");
                    }
                }
            }
        }
    }
}
