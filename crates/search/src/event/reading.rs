//! A text read once: its words in order for shingles, its terms for likeness.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use language::Language;

use crate::event::profile::{Kind, Profile, Terms};
use crate::event::shingles::Shingles;

/// A text as it is compared.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    pub language: Language,
    pub headline: &'t str,
    pub standfirst: &'t str,
    pub body: &'t str,
    /// Subjects it is listed under.
    pub tags: &'t [&'t str],
}

/// What is kept of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    pub language: Language,
    pub shingles: Shingles,
    pub profile: Profile,
}

/// How often a word counts by where it stands: the headline and the first lines say what a story is about.
const HEADLINE: f32 = 3.0;
const STANDFIRST: f32 = 2.0;
const TAG: f32 = 2.0;
const LEAD: f32 = 1.5;
const BODY: f32 = 1.0;
/// Words of the body that are its lead.
const LEAD_WORDS: usize = 30;

impl Signature {
    pub fn of(text: &Text<'_>) -> Self {
        let language = text.language;
        let mut terms = Terms::default();
        let mut runs = Vec::new();
        let mut figure = String::new();
        let places = [(text.headline, HEADLINE), (text.standfirst, STANDFIRST)];
        for (words, weight) in places.into_iter().chain(text.tags.iter().map(|tag| (*tag, TAG))) {
            for word in words_of(words, language) {
                word.say(&mut terms, &mut figure, weight, language);
            }
        }
        for (at, word) in words_of(text.body, language).enumerate() {
            runs.push(hash(&word.folded));
            word.say(&mut terms, &mut figure, if at < LEAD_WORDS { LEAD } else { BODY }, language);
        }
        let whole = format!("{}\n{}\n{}", text.headline, text.standfirst, text.body);
        for name in language::names(&whole, language) {
            for word in words_of(&name.text, language) {
                if !language::is_stopword(&word.folded, language) {
                    terms.say(&word.folded, Kind::Name, BODY);
                }
            }
        }
        if runs.len() < crate::event::shingles::WORDS_LEAST {
            // A flash has no body: then its headline and standfirst are the text.
            runs = words_of(&whole, language).map(|word| hash(&word.folded)).collect();
        }
        Self { language, shingles: Shingles::of(&runs), profile: terms.profile() }
    }
}

/// A word of a text, folded.
struct Word {
    folded: String,
    /// It stands after an apostrophe, as endings of Turkish names do.
    is_ending: bool,
    /// Only a point or comma parts it from the word before.
    goes_on: bool,
}

impl Word {
    /// `figure` is the one that the words before end in, if they do: a number with its decimals is one figure.
    fn say(&self, terms: &mut Terms, figure: &mut String, weight: f32, language: Language) {
        let is_figure = self.folded.starts_with(|letter: char| letter.is_ascii_digit());
        if !(is_figure && self.goes_on) {
            figure.clear();
        }
        if self.is_ending || language::is_stopword(&self.folded, language) {
            return;
        }
        if is_figure {
            if !figure.is_empty() {
                terms.unsay(figure, Kind::Figure, weight);
            }
            figure.push_str(&self.folded);
            terms.say(figure, Kind::Figure, weight);
        } else if self.folded.chars().nth(1).is_some() {
            terms.say(&language::stem_of_folded(&self.folded, language), Kind::Word, weight);
        }
    }
}

/// Runs of letters and digits: signs and spaces, which agencies set each in their own way, only part them.
fn words_of(text: &str, language: Language) -> impl Iterator<Item = Word> + '_ {
    let (mut after_apostrophe, mut after_point) = (false, false);
    let mut last_letters = 0;
    text.split_inclusive(|sign: char| !sign.is_alphanumeric()).filter_map(move |piece| {
        let mut signs = piece.chars().rev();
        let sign = signs.next().filter(|sign| !sign.is_alphanumeric());
        let word = sign.map_or(piece, |sign| &piece[..piece.len() - sign.len_utf8()]);
        let is_ending = after_apostrophe && last_letters > 1;
        let goes_on = after_point;
        after_point = matches!(sign, Some('.' | ',' | '٫' | '٬'));
        after_apostrophe = matches!(sign, Some('\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '′'));
        last_letters = word.chars().count();
        let folded = language::fold(word, language);
        (!folded.is_empty()).then_some(Word { folded, is_ending, goes_on })
    })
}

pub(crate) fn hash(word: &str) -> u64 {
    FixedState::default().hash_one(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_part_words_and_endings_are_known() {
        let check = |text: &str, expected: &[(&str, bool)]| {
            let found: Vec<_> = words_of(text, Language::Turkish).map(|word| (word.folded, word.is_ending)).collect();
            let found: Vec<_> = found.iter().map(|(word, ending)| (word.as_str(), *ending)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Kilis’te “büyük” yangın!", &[("kilis", false), ("te", true), ("buyuk", false), ("yangin", false)]);
        check(
            "O'Neil 1.250,50 lira",
            &[("o", false), ("neil", false), ("1", false), ("250", false), ("50", false), ("lira", false)],
        );
        check("  … ", &[]);
        check("مدرسة، وبيت", &[("مدرسه", false), ("وبيت", false)]);
    }
}
