//! People, places and bodies named in a running text, by their capitals.
//!
//! For likening stories and for the linter (a standfirst that writes small what the body writes with a capital), so a
//! name that is missed costs little and a plain word taken for a name costs much. Where capitals tell nothing, at a
//! sentence's beginning and in lines set wholly in capitals or in Title Case, a word counts only if the text also writes
//! it with a capital where a sentence would not ask for one.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::{Language, fold, segments, stem, stopwords};

/// A name where it stands in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// As written, without an apostrophe suffix: `Rusya Savunma Bakanı`, `ABD`, `Kim Jong-un`.
    pub text: String,
    /// The form to compare by, see [`fold`](fn@crate::fold).
    pub key: String,
    /// Whether it stands where only a name has a capital. The others are known from another place in the text.
    pub mid_sentence: bool,
}

/// The names in a text, in order, each as often as it stands there.
///
/// Empty for Arabic, whose letters have no capitals.
#[must_use]
pub fn names(text: &str, language: Language) -> Vec<Name> {
    if language == Language::Arabic {
        return Vec::new();
    }
    let sentences: Vec<_> = segments::sentences(text).into_iter().map(|sentence| tokens(sentence, language)).collect();
    let small: HashSet<String> =
        sentences.iter().flatten().filter(|token| !token.is_capital).map(|token| token.key.clone()).collect();
    let runs: Vec<_> = sentences.iter().flat_map(|tokens| runs_of(tokens, &small)).collect();
    let sure: HashSet<String> = runs.iter().filter(|run| run.mid_sentence).map(|run| run.key(0, language)).collect();
    runs.iter().filter_map(|run| run.confirmed(&sure, language)).collect()
}

/// Capitalised words that stand together.
struct Run<'a> {
    /// Without apostrophe suffixes; lower-case links (`bin`, `of`) only between two others.
    words: Vec<&'a str>,
    mid_sentence: bool,
    /// The capitals of this line say nothing, so only what is known from elsewhere counts.
    in_loud_line: bool,
}

impl Run<'_> {
    fn key(&self, from: usize, language: Language) -> String {
        fold(&self.words[from..].join(" "), language)
    }

    fn name(&self, from: usize, language: Language) -> Name {
        Name { text: self.words[from..].join(" "), key: self.key(from, language), mid_sentence: self.mid_sentence }
    }

    /// The name in this run, if it is one. A sentence's first word is dropped where the rest is known without it
    /// (`Bakan Belousov` beside `Belousov` stays whole only if the text has it whole elsewhere).
    fn confirmed(&self, sure: &HashSet<String>, language: Language) -> Option<Name> {
        if self.mid_sentence || sure.contains(&self.key(0, language)) {
            return Some(self.name(0, language));
        }
        let tail = (1..self.words.len()).find(|&from| sure.contains(&self.key(from, language)));
        match tail {
            Some(from) => Some(self.name(from, language)),
            None => (self.words.len() > 1 && !self.in_loud_line).then(|| self.name(0, language)),
        }
    }
}

/// `small` holds the words, folded, that the text writes without a capital somewhere.
fn runs_of<'a>(tokens: &[Token<'a>], small: &HashSet<String>) -> Vec<Run<'a>> {
    let in_loud_line = is_loud(tokens);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is_capital {
            at += 1;
            continue;
        }
        let end = run_end(tokens, at);
        let mut first = at;
        let mut opens = tokens[at].opens;
        // `Dün Kilis’te`, `Heyet Kilis’e`: the sentence's first word is grammar, or a word the text also writes small.
        while opens && first < end && (tokens[first].is_stopword || small.contains(&tokens[first].key)) {
            first += 1;
            opens = false;
        }
        // A sentence's first word with a month after it (`Toplantı Kasım ayında`) is no name; nor is a date alone.
        let named_end = if opens && first < end && tokens[first + 1..end].iter().all(|token| token.is_calendar) {
            first + 1
        } else {
            end
        };
        let named = &tokens[first..named_end];
        if named.iter().any(|token| !token.is_calendar) {
            let words = named.iter().map(|token| token.word).collect();
            runs.push(Run { words, mid_sentence: !opens && !in_loud_line, in_loud_line });
        }
        at = end;
    }
    runs
}

struct Token<'a> {
    /// Without its apostrophe suffix.
    word: &'a str,
    /// The word folded.
    key: String,
    is_capital: bool,
    /// Stands where any word has a capital: first, or after a colon or an opening quotation mark.
    opens: bool,
    /// Only a space parts it from the word before, so both may be one name.
    joins: bool,
    has_suffix: bool,
    is_link: bool,
    is_stopword: bool,
    is_calendar: bool,
}

fn tokens(sentence: &str, language: Language) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut last_end = 0;
    for (start, written) in hyphenated_words(sentence) {
        let between = &sentence[last_end..start];
        last_end = start + written.len();
        let word = without_suffix(written);
        let key = fold(word, language);
        tokens.push(Token {
            word,
            is_capital: word.chars().next().is_some_and(char::is_uppercase),
            opens: tokens.is_empty() || between.contains([':', '“', '"', '«', '„', '(', '–', '—', '•', '?', '!']),
            joins: between == " ",
            has_suffix: word.len() < written.len(),
            is_link: links(language).contains(&word),
            is_stopword: stopwords::is_stopword(&key, language),
            is_calendar: calendar(language).contains(&key.as_str()),
            key,
        });
    }
    tokens
}

/// Words with their byte positions, hyphened ones whole (`Jong-un`, `Covid-19`).
fn hyphenated_words(sentence: &str) -> Vec<(usize, &str)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (start, word) in sentence.unicode_word_indices() {
        if let Some((first, joined)) = words.last_mut()
            && &sentence[*first + joined.len()..start] == "-"
            // `Kore-Rusya` are two names; a small letter or digit after the hyphen belongs to the name before.
            && !word.starts_with(char::is_uppercase)
        {
            *joined = &sentence[*first..start + word.len()];
        } else {
            words.push((start, word));
        }
    }
    words
}

/// The word as written, up to its apostrophe suffix.
fn without_suffix(written: &str) -> &str {
    let plain: String =
        written.chars().map(|c| if fold::is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() }).collect();
    match stem::before_apostrophe(&plain) {
        Some(before) => {
            let chars = before.chars().count();
            let end = written.char_indices().nth(chars).map_or(written.len(), |(byte, _)| byte);
            &written[..end]
        }
        None => written,
    }
}

/// One past the last word of the run that starts at `start`.
fn run_end(tokens: &[Token<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while !tokens[end - 1].has_suffix && end < tokens.len() && tokens[end].joins {
        if tokens[end].is_capital {
            end += 1;
        } else if tokens[end].is_link && tokens.get(end + 1).is_some_and(|next| next.joins && next.is_capital) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether the line gives capitals to words that are no names: a headline in Title Case or in capitals. Three words in
/// four leaves room for the small words that Title Case keeps small (`ve`, `için`, `of`).
fn is_loud(tokens: &[Token<'_>]) -> bool {
    let counted = tokens.iter().filter(|token| token.word.starts_with(char::is_alphabetic));
    let (capital, all) =
        counted.fold((0, 0), |(capital, all), token| (capital + usize::from(token.is_capital), all + 1));
    all >= 4 && capital * 4 >= all * 3
}

/// Small words inside names.
const fn links(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["of", "bin", "al", "von", "van", "de", "der"],
        _ => &["bin", "bint", "el", "al", "von", "van", "der"],
    }
}

/// Days and months, folded, which have capitals and name nothing.
const fn calendar(language: Language) -> &'static [&'static str] {
    match language {
        Language::Turkish => &[
            "ocak",
            "subat",
            "mart",
            "nisan",
            "mayis",
            "haziran",
            "temmuz",
            "agustos",
            "eylul",
            "ekim",
            "kasim",
            "aralik",
            "pazartesi",
            "sali",
            "carsamba",
            "persembe",
            "cuma",
            "cumartesi",
            "pazar",
        ],
        Language::English => &[
            "i",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
        Language::Kurmanji => &[
            "rebendan",
            "resemi",
            "adar",
            "avrel",
            "gulan",
            "pusper",
            "tirmeh",
            "gelawej",
            "rezber",
            "kewcer",
            "mijdar",
            "berfanbar",
            "cile",
            "sibat",
            "nisan",
            "heziran",
            "tebax",
            "ilon",
            "cotmeh",
            "kanun",
            "dusem",
            "sesem",
            "carsem",
            "pencsem",
            "in",
            "semi",
            "yeksem",
        ],
        Language::Arabic => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let found = names(text, language);
        assert_eq!(found.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_are_runs_of_capitals_without_suffix() {
        let text = "Vali, Güney Ada lideri Lim Tae-ho ile Deniz Bakanı Anton Belov’un görüştüğünü söyledi.";
        check(Language::Turkish, text, &["Güney Ada", "Lim Tae-ho", "Deniz Bakanı Anton Belov"]);
        check(Language::Turkish, "Dün ABD’nin ve AB'nin kararı Kilis’te duyuldu.", &["ABD", "AB", "Kilis"]);
        check(
            Language::Turkish,
            "Heyet Ada-Kıta zirvesine, Kur’an kursuna gitti; heyet döndü.",
            &["Ada", "Kıta", "Kur’an"],
        );
        check(Language::Turkish, "Veliaht Prens Halid bin Nasır geldi.", &["Veliaht Prens Halid bin Nasır"]);
    }

    #[test]
    fn a_capital_that_the_sentence_asks_for_proves_nothing() {
        check(Language::Turkish, "Okullar tatil. Vali açıkladı.", &[]);
        check(Language::Turkish, "Ankara karıştı. Herkes Ankara’ya baktı.", &["Ankara", "Ankara"]);
        check(Language::Turkish, "Toplantı 30 Kasım Cumartesi günü yapılacak.", &[]);
        check(Language::Turkish, "Toplantı Kasım ayında yapılacak.", &[]);
        check(Language::Turkish, "Vali: “Yarın tatil” dedi.", &[]);
        check(Language::Turkish, "ÜÇ AŞAMADA ÖDEME YAPILACAK", &[]);
        check(Language::Turkish, "Köprü ve Otoyol Ücretlerine Zam Geliyor", &[]);
        check(
            Language::English,
            "The minister met Sara Hill on Monday. Bank of Valoria said so.",
            &["Sara Hill", "Bank of Valoria"],
        );
        check(Language::Arabic, "التقى الوزير", &[]);
    }

    #[test]
    fn the_place_of_a_name_is_told() {
        let found = names("Ankara karıştı. Herkes Ankara’ya baktı.", Language::Turkish);
        assert_eq!(
            found.iter().map(|name| (name.key.as_str(), name.mid_sentence)).collect::<Vec<_>>(),
            [("ankara", false), ("ankara", true)]
        );
    }
}
