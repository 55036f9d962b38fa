//! D2: proper names in small letters in the headline or standfirst that the body writes with capitals.

use std::collections::{HashMap, HashSet};

use language::Language;

use super::{Change, Code, Field, Finding, Fix, Severity, Subject};

/// Tells of a headline or standfirst in which names have lost their capitals, and gives them back. It is certain where the
/// line has no capital inside its sentences, as if it was lower-cased as a whole; else somebody looks.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let language = subject.language();
    let body = subject.content.body.plain_text();
    let mut findings = Vec::new();
    for field in [Field::Headline, Field::Standfirst] {
        let Some(words) = field.words(subject.content) else { continue };
        let lowered = lowered_names(words, &body, language);
        if lowered.is_empty() {
            continue;
        }
        let pairs: Vec<_> = lowered
            .iter()
            .map(|name| format!("\"{}\" is \"{}\"", &words[name.start..name.end], name.as_written))
            .collect();
        let message = format!("names in small letters; in the body {}", pairs.join(", "));
        let names: Vec<_> = lowered.iter().map(|name| name.as_written.as_str()).collect();
        let now = mended(words, &lowered, language);
        // A mend that leaves something to mend would be made again and again.
        let is_whole = lowered_names(&now, &body, language).is_empty();
        let fix =
            Fix { changes: vec![Change::Field { field, now }], needs_eye: !is_whole || has_inner_capitals(words) };
        let finding = Finding::new(Code::D2, Severity::Error, field.as_str(), message);
        findings.push(finding.words(names.join(", ")).fix(fix));
    }
    findings
}

/// A word in small letters that the body writes with a capital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// Bytes of the word in the text, without an apostrophe and its suffix.
    pub start: usize,
    pub end: usize,
    pub as_written: String,
}

/// The words of a line without capitals that `body` writes with one wherever it has them, to give a line its names back.
pub(super) fn capitals(line: &str, body: &str, language: Language) -> Vec<Lowered> {
    let known = Known::of(body, language);
    let words = words_with_places(line).map(|(start, word)| Word::new(start, word, language));
    let named = words.filter_map(|word| {
        let (as_written, _) = known.names.get(&word.key).filter(|_| !known.small.contains(&word.key))?;
        Some(word.lowered(as_written))
    });
    named.collect()
}

/// Titles and kinds that stand with a capital beside a name and small alone: "Belediye Başkanı Ayşe Kaya", "başkan".
const TITLES: [&str; 64] = [
    "bakan",
    "bakanı",
    "başkan",
    "başkanı",
    "cumhurbaşkanı",
    "başbakan",
    "vali",
    "valisi",
    "valiliği",
    "kaymakam",
    "kaymakamı",
    "belediye",
    "belediyesi",
    "büyükşehir",
    "devlet",
    "müdür",
    "müdürü",
    "müdürlüğü",
    "genel",
    "lider",
    "lideri",
    "general",
    "bakanlığı",
    "milletvekili",
    "parti",
    "partisi",
    "üniversitesi",
    "hastanesi",
    "hastane",
    "mahallesi",
    "ilçesi",
    "sokak",
    "caddesi",
    "bulvarı",
    "köyü",
    "emniyet",
    "jandarma",
    "doktor",
    "profesör",
    "prof",
    "dr",
    "av",
    "doç",
    "kurulu",
    "kurumu",
    "derneği",
    "vakfı",
    "odası",
    "birliği",
    "mahkemesi",
    "savcılığı",
    "cumhuriyet",
    "merkez",
    "merkezi",
    "il",
    "ilçe",
    "eğitim",
    "sağlık",
    "teknik",
    "direktör",
    "direktörü",
    "kulübü",
    "spor",
    "haber",
];

/// Names that `text` writes small and `body` only with capitals, in order; empty unless there are two signs, since a
/// single small word is more often a common noun that the body has in a title.
///
/// A sign is a word; a word with an apostrophe suffix counts twice, because only names take one, and so does a word
/// beside another sign of the same name. A text that has other capitals inside its sentences was not lower-cased as a
/// whole, so there one of those stronger signs is asked for, and three in all.
pub fn lowered_names(text: &str, body: &str, language: Language) -> Vec<Lowered> {
    if language == Language::Arabic {
        return Vec::new();
    }
    let known = Known::of(body, language);
    let words: Vec<Word<'_>> = words_with_places(text).map(|(start, word)| Word::new(start, word, language)).collect();
    let mut lowered = Vec::new();
    let mut signs = 0;
    let mut is_strong = false;
    let mut before: Option<&String> = None;
    for word in &words {
        let name = known.names.get(&word.key).filter(|_| word.is_small && !known.small.contains(&word.key));
        let Some((as_written, whole)) = name else {
            before = None;
            continue;
        };
        let strong = usize::from(word.has_suffix) + usize::from(before == Some(whole));
        is_strong |= strong > 0;
        signs += 1 + strong;
        before = Some(whole);
        lowered.push(word.lowered(as_written));
    }
    // Titles inside a whole name go with it: "savunma bakanı andrey" beside "Savunma Bakanı Andrey".
    for phrase in &known.phrases {
        for place in words.windows(phrase.len()) {
            if place.iter().zip(phrase).all(|(word, (key, _))| word.key == *key) {
                let small = place.iter().zip(phrase).filter(|(word, (_, written))| {
                    word.is_small && written.chars().next().is_some_and(char::is_uppercase)
                });
                lowered.extend(small.map(|(word, (_, written))| word.lowered(written)));
            }
        }
    }
    lowered.sort_by_key(|name| name.start);
    lowered.dedup_by_key(|name| name.start);
    // English also writes the titles of works and days with capitals, in which common words stand side by side.
    let wanted = if language == Language::English { 4 } else { 3 };
    let enough = if has_inner_capitals(text) { is_strong && signs >= wanted } else { signs >= 2 };
    if enough { lowered } else { Vec::new() }
}

/// A capital where no sentence begins.
fn has_inner_capitals(text: &str) -> bool {
    let mut begins = true;
    for piece in text.split_whitespace() {
        let is_capital = piece.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        if is_capital && !begins {
            return true;
        }
        begins = piece.ends_with(['.', '!', '?', ':', '…']) || piece.starts_with(['"', '“', '\'', '‘']);
    }
    false
}

/// What a body says about words: names by their folded form, with the whole name they stand in, and words it also
/// writes small.
struct Known {
    names: HashMap<String, (String, String)>,
    small: HashSet<String>,
    /// Names of several words: each word folded and as written.
    phrases: Vec<Vec<(String, String)>>,
}

/// A word of the judged text.
struct Word<'t> {
    start: usize,
    bare: &'t str,
    key: String,
    is_small: bool,
    has_suffix: bool,
}

impl<'t> Word<'t> {
    fn new(start: usize, word: &'t str, language: Language) -> Self {
        let (bare, has_suffix) = without_suffix(word);
        let is_small = bare.chars().next().is_some_and(char::is_lowercase);
        Self { start, bare, key: language::fold(bare, language), is_small, has_suffix }
    }

    fn lowered(&self, as_written: &str) -> Lowered {
        Lowered { start: self.start, end: self.start + self.bare.len(), as_written: as_written.to_owned() }
    }
}

impl Known {
    fn of(body: &str, language: Language) -> Self {
        let titles: HashSet<String> = TITLES.iter().map(|title| language::fold(title, language)).collect();
        let mut names = HashMap::new();
        let mut phrases: Vec<Vec<(String, String)>> = Vec::new();
        for name in language::names(body, language).into_iter().filter(|name| name.mid_sentence) {
            let phrase: Vec<(String, String)> =
                name.text.split_whitespace().map(|word| (language::fold(word, language), word.to_owned())).collect();
            if phrase.len() > 1 && !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
            for word in name.text.split_whitespace() {
                let key = language::fold(word, language);
                let is_word = key.chars().count() >= 3 || word.chars().filter(|c| c.is_uppercase()).count() >= 2;
                let is_capital = word.chars().any(char::is_uppercase);
                if is_word && is_capital && !titles.contains(&key) && !language::is_stopword(&key, language) {
                    names.entry(key).or_insert_with(|| (word.to_owned(), name.text.clone()));
                }
            }
        }
        let small = words_with_places(body)
            .map(|(_, word)| without_suffix(word).0)
            .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
            .map(|word| language::fold(word, language))
            .collect();
        Self { names, small, phrases }
    }
}

/// Words as they stand between spaces, without the signs around them, hyphens inside kept.
fn words_with_places(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().filter_map(move |piece| {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        (!word.is_empty()).then(|| (word.as_ptr() as usize - text.as_ptr() as usize, word))
    })
}

fn without_suffix(word: &str) -> (&str, bool) {
    match word.find(['\'', '’', '‘', '`', '´']) {
        Some(at) if at > 0 => (&word[..at], word.len() > at + 1),
        _ => (word, false),
    }
}

/// The text with the names as the body writes them, and its first letter a capital.
pub fn mended(text: &str, lowered: &[Lowered], language: Language) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for name in lowered {
        mended.push_str(&text[at..name.start]);
        mended.push_str(&name.as_written);
        at = name.end;
    }
    mended.push_str(&text[at..]);
    let first = mended.char_indices().find(|(_, c)| c.is_alphanumeric()).filter(|(_, c)| c.is_lowercase());
    if let Some((at, c)) = first {
        mended.replace_range(at..at + c.len_utf8(), &language::upper(&c.to_string(), language));
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Örnekya lideri Ada Sol-ay, başkent Kıyıkent’e gelen Denizya Savunma Bakanı Bora Tan’ı kabul etti. \
        Görüşmede Denizya’nın adımları ele alındı. Bakan Bora Tan, yarın ayrılacak.";

    #[test]
    fn lost_capitals_are_found_and_given_back() {
        let check = |text: &str, expected: &str| {
            let lowered = lowered_names(text, BODY, Language::Turkish);
            let found = if lowered.is_empty() { "" } else { &mended(text, &lowered, Language::Turkish) };
            assert_eq!(found, expected, "{text}");
        };
        check("denizya'nın bakanı bora tan kıyıkent'e geldi.", "Denizya'nın bakanı Bora Tan Kıyıkent'e geldi.");
        check("Denizya'nın bakanı Bora Tan Kıyıkent'e geldi.", "");
        check("Kıyıkent'te ada sol-ay konuştu, Bakan dinledi.", "Kıyıkent'te Ada Sol-ay konuştu, Bakan dinledi.");
        check("denizya savunma bakanı bora tan'ı ağırladı.", "Denizya Savunma Bakanı Bora Tan'ı ağırladı.");
        check("Savunma bakanı görüştü.", "");
        check("Yarın ayrılacak bakan konuştu.", "");
    }

    #[test]
    fn arabic_has_no_capitals() {
        assert_eq!(lowered_names("كيليس", "كيليس", Language::Arabic), []);
    }
}
