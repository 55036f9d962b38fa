//! From a story's words to the terms it is found by.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use jiff::Timestamp;
use language::Language;
use newsroom::{Content, EditionCode, Live, StoryNumber};

/// A term: a stem's hash. Two stems in a billion meet; search bears that.
pub(crate) type Term = u32;

/// A story as the index keeps it.
pub(crate) struct Document {
    pub number: StoryNumber,
    pub edition: EditionCode,
    pub published_at: Timestamp,
    /// Ascending.
    pub terms: Box<[Term]>,
    /// Terms of headline and standfirst, for ranking answers.
    pub head: Box<[Term]>,
}

pub(crate) fn document(live: &Live, content: &Content, language: Language) -> Document {
    let mut head: Vec<Term> = stems(&content.headline, language)
        .chain(stems(content.standfirst.as_deref().unwrap_or_default(), language))
        .collect();
    head.sort_unstable();
    head.dedup();
    Document {
        number: live.number,
        edition: live.edition.clone(),
        published_at: live.published_at,
        terms: all(content, language).into(),
        head: head.into(),
    }
}

/// Every term of a story, ascending, each once.
fn all(content: &Content, language: Language) -> Vec<Term> {
    let body = content.body.plain_text();
    let words = [content.headline.as_str(), content.standfirst.as_deref().unwrap_or_default(), &body];
    let tags = content.tags.iter().map(|tag| tag.name.as_str());
    let bylines = content.bylines.iter().map(|byline| byline.name.as_str());
    let words = words.into_iter().chain(tags).chain(bylines);
    let mut terms: Vec<Term> = words.flat_map(|words| stems(words, language)).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The terms of a question, each once, at most 16: more words narrow nothing.
pub(crate) fn question(text: &str, language: Language) -> Vec<Term> {
    let mut terms = Vec::new();
    for term in stems(text, language) {
        if !terms.contains(&term) {
            terms.push(term);
        }
        if terms.len() == 16 {
            break;
        }
    }
    terms
}

fn stems(text: &str, language: Language) -> impl Iterator<Item = Term> + '_ {
    language::words(text).filter_map(move |word| {
        let folded = language::fold(word, language);
        if language::is_stopword(&folded, language) || folded.chars().count() < 2 {
            return None;
        }
        Some(term(&language::stem_of_folded(&folded, language)))
    })
}

fn term(stem: &str) -> Term {
    (FixedState::default().hash_one(stem) >> 32) as Term
}
