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
    pub vector: Kept,
    /// Terms of headline and standfirst, for ranking answers.
    pub head: Box<[Term]>,
}

/// A vector as it is kept: five bytes for a term.
pub(crate) struct Kept {
    terms: Box<[Term]>,
    said: Box<[Said]>,
}

impl Kept {
    /// Ascending by term.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Term, Said)> {
        self.terms.iter().copied().zip(self.said.iter().copied())
    }

    pub(crate) fn has(&self, term: Term) -> bool {
        self.terms.binary_search(&term).is_ok()
    }

    pub(crate) fn unpacked(&self) -> Vector {
        self.iter().map(|(term, said)| (term, said.weight())).collect()
    }
}

impl From<Vector> for Kept {
    fn from(vector: Vector) -> Self {
        let (terms, said): (Vec<_>, Vec<_>) = vector.into_iter().map(|(term, weight)| (term, Said::of(weight))).unzip();
        Self { terms: terms.into(), said: said.into() }
    }
}

/// What a term says, in a byte: 1 + ln of a count lies between 1 and 9, and half a percent more or less likens no two
/// stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said(u8);

impl Said {
    const STEPS: f32 = 28.0;

    fn of(weight: f32) -> Self {
        Self((weight * Self::STEPS).round().clamp(0.0, 255.0) as u8)
    }

    pub(crate) fn weight(self) -> f32 {
        f32::from(self.0) / Self::STEPS
    }
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
        vector: vector(content, language).into(),
        head: head.into(),
    }
}

/// A story's terms with 1 + ln of their weighted count.
fn vector(content: &Content, language: Language) -> Vector {
    vector_with(content, &content.body.plain_text(), language)
}

/// The same of a story's head and the beginning of its body, where news says what it is about: enough to find what is
/// like it, in a third of the time.
pub(crate) fn vector_of_lead(content: &Content, language: Language) -> Vector {
    let body = content.body.plain_text();
    // To the end of the paragraph that reaches so far.
    let end = body.match_indices('\n').map(|(at, _)| at).find(|at| *at >= LEAD_BYTES).unwrap_or(body.len());
    vector_with(content, &body[..end], language)
}

/// About three paragraphs of an agency.
const LEAD_BYTES: usize = 900;

fn vector_with(content: &Content, body: &str, language: Language) -> Vector {
    let standfirst = content.standfirst.as_deref().unwrap_or_default();
    let mut counts = std::collections::HashMap::<Term, f32, FixedState>::default();
    let mut add = |text: &str, weight: f32| {
        for term in stems(text, language) {
            *counts.entry(term).or_default() += weight;
        }
    };
    add(&content.headline, HEADLINE);
    add(standfirst, STANDFIRST);
    add(body, BODY);
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
        Some(term(&language::stem_of_folded(&folded, language)))
    })
}

fn term(stem: &str) -> Term {
    (FixedState::default().hash_one(stem) >> 32) as Term
}
