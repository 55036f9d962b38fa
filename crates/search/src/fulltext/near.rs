//! Words near the ones that were typed: what they begin, and what they were meant to be.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use language::{Asked as Word, Form, Language};
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term};
use tantivy_fst::Automaton;

use super::Error;
use super::facts::{Facts, Words};
use super::offers::printed_form;
use super::question::Asked;
use super::schema::Fields;

/// Words that one beginning is taken for: the commonest.
const BEGUN_MAX: usize = 40;
/// Words that are looked at for them, in each part of the index. A single letter begins more than anybody meant.
const LOOKED_AT_MAX: usize = 3_000;
/// Letters of words that are mended. Shorter ones are as near to each other as not, and longer ones nobody types.
pub(super) const MENDED: RangeInclusive<usize> = 4..=40;
/// Words of a question that may be slips: who mistypes more did not mean words.
const SLIPS_MAX: usize = 3;
/// From so many letters two slips are forgiven.
const TWO_SLIPS_FROM: usize = 9;

const FOLDED: usize = Form::Folded as usize;

/// Stories with a word that begins so.
pub(super) fn beginning(searcher: &Searcher, fields: &Fields, beginning: &str) -> Box<dyn Query> {
    let mut begun: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (field, weight) in [(fields.head[FOLDED], 2.0), (fields.body[FOLDED], 1.0)] {
        let Ok(words) = begun_by(searcher, field, beginning) else { continue };
        for (word, _) in commonest(words, BEGUN_MAX) {
            // What is typed to its end counts most.
            let weight = if word == beginning { weight * 3.0 } else { weight };
            let query = TermQuery::new(Term::from_field_text(field, &word), IndexRecordOption::WithFreqs);
            begun.push((Occur::Should, Box::new(BoostQuery::new(Box::new(query), weight))));
        }
    }
    if begun.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::new(begun)) }
}

/// A question as it may have been meant.
pub(super) struct Meant {
    pub asked: Asked,
    /// As somebody would type it.
    pub printed: String,
}

/// Finds slips of the finger among the words of an index.
pub(super) struct Slips<'a> {
    searcher: &'a Searcher,
    facts: &'a [Arc<Facts>],
    fields: &'a Fields,
    /// Whose spelling is printed.
    edition: Option<&'a str>,
    language: Language,
    among: Among,
    /// What was found for a word, or that nothing was: to look through all the words there are is most of the work.
    found: HashMap<String, Option<String>>,
}

/// Among which words a word is looked for that was meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    /// Those that a few stories hold and more.
    Common,
    /// All there are.
    All,
}

impl<'a> Slips<'a> {
    pub(super) fn of(
        (searcher, facts, fields): (&'a Searcher, &'a [Arc<Facts>], &'a Fields),
        edition: Option<&'a str>,
        language: Language,
        among: Among,
    ) -> Self {
        Self { searcher, facts, fields, edition, language, among, found: HashMap::new() }
    }

    /// The question with those words mended that stand nowhere in any of these forms; nothing if none can be.
    pub(super) fn mended(&mut self, known: &Words, asked: &Asked, standing: &[Form]) -> Result<Option<Meant>, Error> {
        let mut mended = asked.clone();
        let (mut printed, mut is_mended, mut slips) = (Vec::new(), false, 0);
        for word in &mut mended.words {
            let stands = self.stands(word, standing)?;
            slips += usize::from(!stands);
            // Each is looked for in all the words there are.
            if slips > SLIPS_MAX {
                return Ok(None);
            }
            if !stands && let Some(near) = self.nearest_once(known, word.forms.get(Form::Folded))? {
                let as_printed = printed_form(self.searcher, self.fields, self.edition, &near)?;
                printed.push(as_printed.unwrap_or_else(|| near.clone()));
                if let Some(near) = language::question(&near, self.language).into_iter().next() {
                    *word = near;
                    is_mended = true;
                }
            } else {
                printed.push(word.forms.get(Form::Exact).to_owned());
            }
        }
        printed.extend(asked.unmended());
        Ok(is_mended.then(|| Meant { asked: mended, printed: printed.join(" ") }))
    }

    fn stands(&self, word: &Word, forms: &[Form]) -> Result<bool, Error> {
        for form in forms {
            for field in [self.fields.head, self.fields.body].map(|fields| fields[*form as usize]) {
                for (segment, facts) in self.searcher.segment_readers().iter().zip(self.facts) {
                    let index = segment.inverted_index(field)?;
                    // Whoever asked for it looked there just now.
                    if facts.list_of(&index, field, word.forms.get(*form))?.is_some_and(|list| list.doc_freq > 0) {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    fn nearest_once(&mut self, known: &Words, word: &str) -> Result<Option<String>, Error> {
        if let Some(found) = self.found.get(word) {
            return Ok(found.clone());
        }
        let nearest = self.nearest(known, word)?;
        self.found.insert(word.to_owned(), nearest.clone());
        Ok(nearest)
    }

    /// The commonest word one slip away, of a long word two: then of those that are not rare. Hardly anybody slips twice
    /// and in the first letter too, and words that begin alike lie together: without that, all there are would be gone
    /// through.
    fn nearest(&self, words: &Words, word: &str) -> Result<Option<String>, Error> {
        let (searcher, fields) = (self.searcher, self.fields);
        let letters = word.chars().count();
        if !MENDED.contains(&letters) {
            return Ok(None);
        }
        for slips in 1..=if letters >= TWO_SLIPS_FROM { 2 } else { 1 } {
            // Of any field: it reads the word alone.
            let near =
                FuzzyTermQuery::new(Term::from_field_text(fields.head[FOLDED], word), slips, true).automaton()?;
            let first = word.chars().next().filter(|_| slips > 1).map(String::from).unwrap_or_default();
            let begun = first.as_str()..&format!("{first}\u{10ffff}");
            let mut found = Near::default();
            if let Some(vocabulary) = &words.vocabulary {
                vocabulary.each(&near, &begun, |word, stories| found.take(word, stories));
            }
            let (known, unknown): (Vec<_>, Vec<_>) =
                searcher.segment_readers().iter().partition(|part| words.parts.contains(&part.segment_id()));
            for segment in unknown {
                found.take_near(segment, fields, &near, &begun)?;
            }
            if found.words.is_empty() && slips == 1 && self.among == Among::All {
                // It may be a rare one. Two slips are too many to know one again by.
                for segment in known {
                    found.take_near(segment, fields, &near, &begun)?;
                }
            }
            if let Some((word, _)) = commonest(found.words, 1).pop() {
                return Ok(Some(word));
            }
        }
        Ok(None)
    }
}

/// Words near to one, with the stories that hold each.
#[derive(Default)]
struct Near {
    words: HashMap<String, u32>,
}

impl Near {
    fn take(&mut self, word: &[u8], stories: u32) {
        // Numbers are not slips of each other.
        if let Ok(word) = std::str::from_utf8(word)
            && word.chars().any(char::is_alphabetic)
        {
            *self.words.entry(word.to_owned()).or_insert(0) += stories;
        }
    }

    /// Looks through the words of a part that lie between two.
    fn take_near<A>(
        &mut self,
        segment: &SegmentReader,
        fields: &Fields,
        near: &A,
        between: &Range<&str>,
    ) -> Result<(), Error>
    where
        A: Automaton,
        A::State: Clone,
    {
        for field in [fields.head[FOLDED], fields.body[FOLDED]] {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(near).ge(between.start).lt(between.end).into_stream()?;
            while let Some((term, info)) = stream.next() {
                self.take(term, info.doc_freq);
            }
        }
        Ok(())
    }
}

/// Terms of a field that begin so, with the stories that hold each.
pub(super) fn begun_by(searcher: &Searcher, field: Field, beginning: &str) -> Result<HashMap<String, u32>, Error> {
    let mut found = HashMap::new();
    let after = format!("{beginning}\u{10ffff}");
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().range().ge(beginning).lt(&after).into_stream()?;
        let mut looked_at = 0;
        while let Some((term, info)) = stream.next() {
            if let Ok(term) = std::str::from_utf8(term) {
                *found.entry(term.to_owned()).or_insert(0) += info.doc_freq;
            }
            looked_at += 1;
            if looked_at == LOOKED_AT_MAX {
                break;
            }
        }
    }
    Ok(found)
}

pub(super) fn commonest(found: HashMap<String, u32>, most: usize) -> Vec<(String, u32)> {
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(most);
    found
}
