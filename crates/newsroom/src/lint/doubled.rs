//! What is there twice, or not at all: spaces, paragraphs, blocks without words.

use std::collections::HashMap;

use super::fix::{Change, Field, Fix, tidy};
use super::subject::Place;
use super::{Code, Finding, Severity, Subject, quoted};
use crate::body::{Block, Text, words_of};

/// Tells of lines with two spaces where one is enough.
pub fn spaces(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, lines) in subject.places() {
        let Some(line) = lines.iter().find(|line| has_doubled_spaces(line)) else { continue };
        let change = match place {
            Place::Field(field) => {
                let now = one_space(field.words(subject.content).unwrap_or_default(), &mut true).trim_end().to_owned();
                if field == Field::Headline && now.is_empty() {
                    continue;
                }
                Change::Field { field, now }
            }
            Place::Block(index) => {
                let mut now = subject.content.body.0[index].clone();
                now.texts_mut().into_iter().for_each(one_space_in);
                Change::Block { index, now: Box::new(now) }
            }
        };
        let message = format!("spaces where one is enough: {}", quoted(line.trim()));
        findings.push(
            Finding::new(Code::DoubledSpaces, Severity::Warning, place.name(), message).fix(Fix::of(vec![change])),
        );
    }
    findings
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{a0}')
}

/// Between words: before and after them nobody sees a space.
fn has_doubled_spaces(line: &str) -> bool {
    let line = line.trim();
    line.chars().zip(line.chars().skip(1)).any(|(one, other)| is_space(one) && is_space(other))
}

/// `is_after_space` says whether the words before ended in one, and is left as these end.
fn one_space(words: &str, is_after_space: &mut bool) -> String {
    let mut kept = String::with_capacity(words.len());
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        if !is_space(letter) {
            kept.push(letter);
            *is_after_space = letter == '\n';
            continue;
        }
        let mut run = 1;
        while letters.next_if(|next| is_space(*next)).is_some() {
            run += 1;
        }
        if !*is_after_space {
            kept.push(if run == 1 { letter } else { ' ' });
        }
        *is_after_space = true;
    }
    kept
}

fn one_space_in(text: &mut Text) {
    let mut is_after_space = true;
    for run in text.iter_mut() {
        run.text = one_space(&run.text, &mut is_after_space);
    }
    tidy(text);
}

/// Tells of blocks without words, in a body that has some.
pub fn empty(subject: &Subject<'_>) -> Vec<Finding> {
    let body = &subject.content.body;
    if body.plain_text().trim().is_empty() {
        return Vec::new();
    }
    let is_empty = |block: &Block| match block {
        Block::Paragraph { text } | Block::Heading { text } | Block::Quote { text, .. } | Block::PullQuote { text } => {
            is_blank(&words_of(text))
        }
        Block::List { items, .. } => items.iter().all(|item| is_blank(&words_of(item))),
        _ => false,
    };
    let empty = body.0.iter().enumerate().filter(|(_, block)| is_empty(block));
    let found = empty.map(|(index, _)| {
        let message = "a block without words".to_owned();
        Finding::new(Code::EmptyParagraph, Severity::Warning, format!("body[{index}]"), message)
            .fix(Fix::of(vec![Change::Drop { index }]))
    });
    found.collect()
}

/// Nothing but spaces and what has no width.
fn is_blank(words: &str) -> bool {
    words.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}'))
}

/// Shorter ones are said twice on purpose: a question in an interview, a refrain.
const PARAGRAPH_WORDS_MIN: usize = 8;

/// Tells of paragraphs that stood there before, word for word.
pub fn paragraphs(subject: &Subject<'_>) -> Vec<Finding> {
    let language = subject.language();
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    let mut findings = Vec::new();
    for (index, words) in subject.paragraphs() {
        let folded: Vec<String> = language::words(&words).map(|word| language::fold(word, language)).collect();
        if folded.len() < PARAGRAPH_WORDS_MIN {
            continue;
        }
        match seen.get(&folded) {
            Some(first) => {
                let message = format!("body[{first}] says this already: {}", quoted(&words));
                findings.push(
                    Finding::new(Code::DoubledParagraph, Severity::Warning, format!("body[{index}]"), message)
                        .fix(Fix::of(vec![Change::Drop { index }])),
                );
            }
            None => {
                seen.insert(folded, index);
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::Run;

    #[test]
    fn one_space_is_left_wherever_there_were_more() {
        let check = |words: &str, expected: &str| assert_eq!(one_space(words, &mut true), expected, "{words:?}");
        check("Vali  konuştu", "Vali konuştu");
        check("  Vali \u{a0}konuştu ", "Vali konuştu ");
        check("5\u{a0}lira", "5\u{a0}lira");
        let mut text = vec![Run::plain("Vali "), Run { strong: true, ..Run::plain("  Kaya ") }, Run::plain(" geldi")];
        one_space_in(&mut text);
        assert_eq!(words_of(&text), "Vali Kaya geldi");
        assert!(!has_doubled_spaces(&words_of(&text)));
    }
}
