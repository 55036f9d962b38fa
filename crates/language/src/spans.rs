//! Where the words of a text stand, as search counts them.
//!
//! [`words`](fn@crate::words) follows Unicode's rules to the letter and is for texts that are shown or likened. Here a word is what a
//! reader would type for it: `T.C.` is one word and `bitti.Sonra`, whose space was forgotten, two; an apostrophe suffix stays with
//! its name (`Kilis’te`), a number with its separators (`1.250,50`). Of scripts that are written without spaces every two
//! neighbouring letters are a word: no dictionary, whose edges would shift between a text and a question.
//!
//! One look at each letter, whatever the text: a word of a million letters or a letter under a million marks is one span.

use std::ops::Range;

use icu::properties::props::GeneralCategory;
use icu::properties::{CodePointMapData, CodePointMapDataBorrowed};

use crate::fold;

/// The words of a text in order, as byte ranges of it.
pub(crate) fn spans(text: &str) -> Spans<'_> {
    Spans { text, at: 0, in_unspaced: false }
}

pub(crate) struct Spans<'a> {
    text: &'a str,
    at: usize,
    /// Whether the letter at `at` ended the pair that was told last.
    in_unspaced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// A letter of a script without spaces.
    Unspaced,
    /// A mark or an invisible sign: part of the word it stands in, and no word by itself.
    Mark,
    Between,
}

impl Kind {
    const fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

fn kind(letter: char) -> Kind {
    match letter {
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        _ if letter.is_ascii() => Kind::Between,
        // The commonest signs, which Unicode's tables would be asked about three times.
        '×' | '÷' | '\u{A0}' | '«' | '»' | '،' | '؛' | '؟' | '\u{2010}'..='\u{2027}' | '€' | '₺' => {
            Kind::Between
        }
        'À'..='ɏ' | 'ء'..='ي' | 'ٱ'..='ۓ' => Kind::Letter,
        '٠'..='٩' | '۰'..='۹' => Kind::Digit,
        _ if is_unspaced(letter) => Kind::Unspaced,
        _ if letter.is_alphabetic() => Kind::Letter,
        _ if letter.is_numeric() => Kind::Digit,
        _ => {
            const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> =
                CodePointMapData::<GeneralCategory>::new();
            match CATEGORIES.get(letter) {
                GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::Format => Kind::Mark,
                _ => Kind::Between,
            }
        }
    }
}

/// Han, kana, Thai, Lao, Burmese, Khmer.
const fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}' | '\u{0E81}'..='\u{0ECD}' | '\u{1000}'..='\u{103F}' | '\u{1780}'..='\u{17D3}'
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}'
        | '\u{20000}'..='\u{323AF}')
}

impl Iterator for Spans<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let letter = self.text[self.at..].chars().next()?;
            let after = self.at + letter.len_utf8();
            match kind(letter) {
                Kind::Letter | Kind::Digit => {
                    let from = self.at;
                    self.at = self.end_of_word(from);
                    self.in_unspaced = false;
                    return Some(from..self.at);
                }
                Kind::Unspaced => {
                    let from = self.at;
                    self.at = after;
                    let next = self.text[after..].chars().next().filter(|next| kind(*next) == Kind::Unspaced);
                    let was_told = std::mem::replace(&mut self.in_unspaced, next.is_some());
                    match next {
                        Some(next) => return Some(from..after + next.len_utf8()),
                        None if !was_told => return Some(from..after),
                        None => {}
                    }
                }
                Kind::Mark | Kind::Between => {
                    self.at = after;
                    self.in_unspaced = false;
                }
            }
        }
    }
}

impl Spans<'_> {
    fn end_of_word(&self, from: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut end = from;
        // Whether all before was single letters with full stops between: `T.C`.
        let mut initials = true;
        let mut last = Kind::Letter;
        let mut letters_since_stop = 0_usize;
        loop {
            while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                last = if bytes[end].is_ascii_digit() { Kind::Digit } else { Kind::Letter };
                letters_since_stop += 1;
                end += 1;
            }
            let Some(letter) = text[end..].chars().next() else { return end };
            let after = end + letter.len_utf8();
            let kind = kind(letter);
            if kind.is_word() {
                last = kind;
                letters_since_stop += 1;
                end = after;
                continue;
            }
            if kind == Kind::Mark {
                end = after;
                continue;
            }
            initials &= letters_since_stop == 1 && last == Kind::Letter;
            let next = self.kind_at(after);
            let joins = if fold::is_apostrophe(letter) {
                next.is_word()
            } else if is_separator(letter) && last == Kind::Digit && next == Kind::Digit {
                true
            } else if letter == '.' && initials && next == Kind::Letter {
                // One more initial, unless a whole word follows: `J.Smith` is two.
                let next_bytes = text[after..].chars().next().map_or(0, char::len_utf8);
                !self.kind_at(after + next_bytes).is_word()
            } else if letter == '.' && initials && text[after..].starts_with(fold::is_apostrophe) {
                // `T.C.’nin`: the stop is taken in, and the apostrophe joins at the next turn.
                let apostrophe_bytes = text[after..].chars().next().map_or(0, char::len_utf8);
                self.kind_at(after + apostrophe_bytes) == Kind::Letter
            } else {
                false
            };
            if !joins {
                return end;
            }
            if letter != '.' || next.is_word() {
                letters_since_stop = 0;
            }
            end = after;
        }
    }

    fn kind_at(&self, at: usize) -> Kind {
        self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(Kind::Between, kind)
    }
}

/// What stands between the digits of one number.
pub(crate) const fn is_separator(letter: char) -> bool {
    matches!(letter, '.' | ',' | '٫' | '٬')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_is_what_a_reader_would_type() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(spans(text).map(|span| &text[span]).collect::<Vec<_>>(), expected, "{text}");
        };
        check("Kilis’te “büyük” yangın!", &["Kilis’te", "büyük", "yangın"]);
        check("'Kilis' dedi, 2024'te", &["Kilis", "dedi", "2024'te"]);
        check("1.250,50 lira; 15:30'da. 3.", &["1.250,50", "lira", "15", "30'da", "3"]);
        check("İstanbul-Kilis covid-19 AK_Parti", &["İstanbul", "Kilis", "covid", "19", "AK", "Parti"]);
        check(
            "T.C. A.Ş.'nin T.C.’nin U.S.A. bitti.Sonra J.Smith",
            &["T.C", "A.Ş.'nin", "T.C.’nin", "U.S.A", "bitti", "Sonra", "J", "Smith"],
        );
        check("قتيل، وجرحى ١٬٢٥٠", &["قتيل", "وجرحى", "١٬٢٥٠"]);
        check("مُدَرِّسَةٌ مـــدرسة", &["مُدَرِّسَةٌ", "مـــدرسة"]);
        check("東京都 ไทย か", &["東京", "京都", "ไท", "ทย", "か"]);
        check("Токио 한국어 cafe\u{301}s", &["Токио", "한국어", "cafe\u{301}s"]);
        check(" … \u{301}\u{202e} 🙂", &[]);
        check("", &[]);
    }

    proptest! {
        /// Whatever comes in: words in order, whole letters, none empty, and no letter of a spaced script left out.
        #[test]
        fn no_letter_is_lost(text in "(\\PC|[a-zı'’.,0-9]){0,60}") {
            let mut last = 0;
            let mut held = vec![false; text.len()];
            for span in spans(&text) {
                prop_assert!(span.start >= last && span.start < span.end);
                last = span.start;
                held[text[span.clone()].char_indices().map(|(at, _)| at).next().unwrap() + span.start..span.end].fill(true);
            }
            for (at, letter) in text.char_indices() {
                prop_assert!(!letter.is_alphanumeric() || held[at], "{letter:?} at {at}");
            }
        }
    }
}
