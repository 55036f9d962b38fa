//! What somebody asks: words, phrases in quotation marks, words that must not stand there, and what narrows it.

use jiff::Timestamp;
use language::{Asked as Word, Form, Language};
use newsroom::{EditionCode, SectionKey};

/// Letters of a question that are read. Nobody types more, and longer ones come from machines.
pub const QUESTION_MAX: usize = 200;
/// Words of a question that are asked for.
const WORDS_MAX: usize = language::ASKED_MAX;

/// A question as it is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// As typed.
    pub words: String,
    /// The last word is still being typed, and its beginning is enough.
    pub typing: bool,
    pub within: Within,
    pub order: Order,
    /// Answers after this place.
    pub after: Option<Place>,
    /// How many are given at once.
    pub limit: usize,
    /// Whether to count answers by section, tag, author and year.
    pub counted: bool,
}

/// What answers must belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Within {
    /// All editions without one; their words are read in the language that is given with the question.
    pub edition: Option<EditionCode>,
    pub section: Option<SectionKey>,
    /// A tag's slug.
    pub tag: Option<String>,
    /// An author's slug.
    pub author: Option<String>,
    /// First published at or after this hour.
    pub from: Option<Timestamp>,
    /// First published before this hour.
    pub until: Option<Timestamp>,
}

/// The order of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those that say most of it first, of two alike the newer.
    #[default]
    Relevance,
    /// The newest first.
    Newest,
}

/// A place in a list of answers, for going on from there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// After the answer of this rank and number, as they were ranked at this second.
    Ranked { at: i64, rank: f32, number: i64 },
    /// After what was published at this second, and of those after this number.
    Dated { hour: i64, number: i64 },
}

impl Place {
    /// The form in addresses.
    pub fn text(&self) -> String {
        match self {
            Self::Ranked { at, rank, number } => format!("r{at}.{:08x}.{number}", rank.to_bits()),
            Self::Dated { hour, number } => format!("d{hour}.{number}"),
        }
    }

    /// Nothing for what [`Place::text`] never wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_at_checked(1)?;
        let parts: Vec<&str> = rest.split('.').collect();
        match (kind, parts.as_slice()) {
            ("r", [at, rank, number]) => {
                let rank = f32::from_bits(u32::from_str_radix(rank, 16).ok()?);
                rank.is_finite().then_some(())?;
                Some(Self::Ranked { at: at.parse().ok()?, rank, number: number.parse().ok()? })
            }
            ("d", [hour, number]) => Some(Self::Dated { hour: hour.parse().ok()?, number: number.parse().ok()? }),
            _ => None,
        }
    }
}

/// A question's words read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    pub words: Vec<Word>,
    /// Each of at least two words, in this order beside each other.
    pub phrases: Vec<Vec<Word>>,
    /// Words and phrases that must not stand there.
    pub without: Vec<Vec<Word>>,
    /// Folded beginning of the word that is still typed.
    pub beginning: Option<String>,
}

impl Asked {
    /// Nothing asked for but perhaps what must not be there.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty() && self.beginning.is_none()
    }

    /// All but its words as somebody would type it: phrases, what must not be there, and the beginning.
    pub(super) fn unmended(&self) -> impl Iterator<Item = String> {
        let together =
            |words: &[Word]| words.iter().map(|word| word.forms.get(Form::Exact)).collect::<Vec<_>>().join(" ");
        let phrases = self.phrases.iter().map(move |words| format!("\"{}\"", together(words)));
        let without = self.without.iter().map(move |words| match words.as_slice() {
            [word] => format!("-{}", word.forms.get(Form::Exact)),
            words => format!("-\"{}\"", together(words)),
        });
        phrases.chain(without).chain(self.beginning.clone())
    }
}

/// Reads a question. There is no wrong one: what makes no sense is left out.
pub(super) fn read(question: &str, language: Language, typing: bool) -> Asked {
    let question: String = question.chars().filter(|letter| !is_steering(*letter)).take(QUESTION_MAX).collect();
    let mut asked = Asked::default();
    let mut left = WORDS_MAX;
    let parts = parts(&question);
    let last = parts.len().saturating_sub(1);
    for (place, part) in parts.into_iter().enumerate() {
        let mut read: Vec<Word> = language::question(part.text, language);
        read.truncate(left);
        left -= read.len();
        if read.is_empty() {
            continue;
        }
        if part.without {
            asked.without.push(read);
        } else if part.quoted && read.len() > 1 {
            asked.phrases.push(read);
        } else {
            let open = typing && place == last && !part.quoted && question.ends_with(char::is_alphanumeric);
            asked.beginning = if open { read.pop().map(|word| word.forms.get(Form::Folded).to_owned()) } else { None };
            // Who says a word twice asks for it once.
            for word in read {
                if !asked.words.contains(&word) {
                    asked.words.push(word);
                }
            }
        }
    }
    asked
}

/// Signs that steer layout and are not typed; a right-to-left override would only hide what is asked.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

struct Part<'a> {
    text: &'a str,
    quoted: bool,
    without: bool,
}

/// The quotation marks of our languages, opening and closing.
fn is_quotation(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '‟' | '＂')
}

/// Cut at spaces and quotation marks. A mark that nobody closes quotes nothing.
fn parts(question: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = question.trim_start();
    while let Some(first) = rest.chars().next() {
        let without = matches!(first, '-' | '−' | '–') && rest.chars().nth(1).is_some_and(|next| !next.is_whitespace());
        let body = if without { &rest[first.len_utf8()..] } else { rest };
        let opening = body.chars().next().filter(|letter| is_quotation(*letter)).map(char::len_utf8);
        let closed = opening.and_then(|opening| {
            let end = body[opening..].find(is_quotation)?;
            Some((&body[opening..opening + end], &body[opening + end..]))
        });
        let (text, after, quoted) = match closed {
            Some((text, after)) => (text, after.trim_start_matches(is_quotation), true),
            None => {
                let body = body.trim_start_matches(is_quotation);
                let end =
                    body.find(|letter: char| letter.is_whitespace() || is_quotation(letter)).unwrap_or(body.len());
                (&body[..end], &body[end..], false)
            }
        };
        parts.push(Part { text, quoted, without });
        rest = after.trim_start();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read() {
        let check = |question: &str, typing: bool, expected: (&str, &str, &str, Option<&str>)| {
            let asked = read(question, Language::Turkish, typing);
            let together =
                |words: &[Word]| words.iter().map(|word| word.forms.get(Form::Folded)).collect::<Vec<_>>().join(" ");
            let several = |all: &[Vec<Word>]| all.iter().map(|words| together(words)).collect::<Vec<_>>().join(" | ");
            assert_eq!(
                (
                    together(&asked.words).as_str(),
                    several(&asked.phrases).as_str(),
                    several(&asked.without).as_str(),
                    asked.beginning.as_deref()
                ),
                expected,
                "{question}"
            );
        };
        check("Iğdır köy yolu", false, ("igdir koy yolu", "", "", None));
        check("  \"kar yağışı\" Iğdır", false, ("igdir", "kar yagisi", "", None));
        check("“kar yağışı” -Ağrı -\"kapalı yol\"", false, ("", "kar yagisi", "agri | kapali yol", None));
        check("\"Iğdır\"", false, ("igdir", "", "", None));
        check("\"Iğdır köy", false, ("igdir koy", "", "", None));
        check("Iğdır bele", true, ("igdir", "", "", Some("bele")));
        check("Iğdır bele ", true, ("igdir bele", "", "", None));
        check("- -- \"\" \"", true, ("", "", "", None));
        check("Iğdır - Ağrı", false, ("igdir agri", "", "", None));
        check("\u{202e}Iğdır\u{200b}\u{7}", false, ("igdir", "", "", None));
        check("İstanbul’da", false, ("istanbul", "", "", None));
        check("bir bir \"bir bir\"", false, ("bir", "bir bir", "", None));
    }

    #[test]
    fn places_are_read_as_they_were_written() {
        for place in [
            Place::Ranked { at: 1_700_000_000, rank: 3.25, number: 41 },
            Place::Ranked { at: -5, rank: 0.0, number: 0 },
            // An archive goes back before 1970.
            Place::Dated { hour: -1_700_000_000, number: 7 },
        ] {
            assert_eq!(Place::parse(&place.text()), Some(place));
        }
        for text in ["", "r", "r1.2", "r1.7fc00000.3", "x1.2", "d1", "d1.2.3", "ş"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }
}
