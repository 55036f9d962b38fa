//! From a story's words to weighted terms.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use jiff::Timestamp;
use language::Language;
use newsroom::{Content, EditionCode, Live, StoryNumber};

/// A term: a stem's hash. Two stems in a billion meet; likeness and search bear that.
pub(crate) type Term = u32;

/// Terms by how much they say, before rarity is counted in; ascending by term.
pub(crate) type Vector = Vec<(Term, f32)>;

/// A story as the index keeps it.
pub(crate) struct Document {
    pub number: StoryNumber,
    pub edition: EditionCode,
    pub published_at: Timestamp,
    pub vector: Vector,
    /// Terms of headline and standfirst, for ranking answers.
    pub head: Vec<Term>,
}

/// What a word in the headline, the standfirst, the tags and the body says.
const HEADLINE: f32 = 3.0;
const STANDFIRST: f32 = 2.0;
const TAG: f32 = 3.0;
const BODY: f32 = 1.0;
/// A proper name says more than other words.
const NAME: f32 = 1.6;

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
        vector: vector(content, language),
        head,
    }
}

/// A story's terms with 1 + ln of their weighted count.
pub(crate) fn vector(content: &Content, language: Language) -> Vector {
    let body = content.body.plain_text();
    let standfirst = content.standfirst.as_deref().unwrap_or_default();
    let mut counts = std::collections::HashMap::<Term, f32, FixedState>::default();
    let mut add = |text: &str, weight: f32| {
        for term in stems(text, language) {
            *counts.entry(term).or_default() += weight;
        }
    };
    add(&content.headline, HEADLINE);
    add(standfirst, STANDFIRST);
    add(&body, BODY);
    for tag in &content.tags {
        add(&tag.name, TAG);
    }
    for byline in &content.bylines {
        add(&byline.name, BODY);
    }
    let whole = format!("{}. {standfirst} {body}", content.headline);
    for name in language::names(&whole, language) {
        for term in stems(&name.text, language) {
            if let Some(count) = counts.get_mut(&term) {
                *count *= 1.0 + (NAME - 1.0) / 2.0;
            }
        }
    }
    let mut vector: Vector = counts.into_iter().map(|(term, count)| (term, 1.0 + count.max(1.0).ln())).collect();
    vector.sort_unstable_by_key(|(term, _)| *term);
    vector
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
        Some(term(&language::stem(word, language)))
    })
}

fn term(stem: &str) -> Term {
    (FixedState::default().hash_one(stem) >> 32) as Term
}
