//! Words that are not rare in a large part of the index, kept in memory to find what a mistyped word was meant to be.
//!
//! A part's dictionaries hold millions of words, most of which stand in a single story: numbers, names, other people's
//! slips. Looking in them for words near to one goes through a good part of their files. What somebody meant is nearly
//! always a word that others used too, and there are few of those: some four bytes each. Most of them stand in every part, so
//! that they are looked for in those of all parts together.

use std::ops::{Range, RangeInclusive};

use language::Form;
use tantivy::SegmentReader;
use tantivy::termdict::TermMerger;
use tantivy_fst::map::OpBuilder;
use tantivy_fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};

use super::Error;
use super::near::MENDED;
use super::schema::Fields;

/// Of stories: dictionaries of smaller parts are small.
pub(super) const LARGE: u32 = 10_000;
/// Words of fewer stories are rare.
const RARE: u32 = 3;
/// Letters of words that may have been meant: a letter that was typed may be one too many.
const LETTERS: RangeInclusive<usize> = *MENDED.start() - 1..=*MENDED.end();

pub(super) struct Vocabulary {
    words: Map<Vec<u8>>,
}

impl Vocabulary {
    /// Of a large part; nothing of a small one. Goes through all its words once.
    pub(super) fn of(segment: &SegmentReader, fields: &Fields) -> Result<Option<Self>, Error> {
        if segment.max_doc() < LARGE {
            return Ok(None);
        }
        let fields = [fields.head, fields.body].map(|fields| fields[Form::Folded as usize]);
        let indexes = fields.map(|field| segment.inverted_index(field));
        let indexes = indexes.into_iter().collect::<tantivy::Result<Vec<_>>>()?;
        let streams = indexes.iter().map(|index| index.terms().stream()).collect::<std::io::Result<Vec<_>>>()?;
        let (mut merged, mut words) = (TermMerger::new(streams), MapBuilder::memory());
        while merged.advance() {
            let stories: u32 = merged.current_segment_ords_and_term_infos().map(|(_, info)| info.doc_freq).sum();
            if stories >= RARE && is_word(merged.key()) {
                words.insert(merged.key(), stories.into()).map_err(std::io::Error::other)?;
            }
        }
        Ok(Some(Self::built(words)?))
    }

    /// The words of some parts: to look in one of them is to look in all.
    pub(super) fn together(parts: &[&Self]) -> Result<Self, Error> {
        let mut together = OpBuilder::new();
        parts.iter().for_each(|part| together.push(&part.words));
        let (mut together, mut words) = (together.union(), MapBuilder::memory());
        while let Some((word, of_parts)) = together.next() {
            let stories = of_parts.iter().map(|part| part.value).sum();
            words.insert(word, stories).map_err(std::io::Error::other)?;
        }
        Self::built(words)
    }

    fn built(words: MapBuilder<Vec<u8>>) -> Result<Self, Error> {
        let words = words.into_inner().and_then(Map::from_bytes).map_err(std::io::Error::other)?;
        Ok(Self { words })
    }

    /// Tells of each word between two that this accepts, and in how many stories it stands.
    pub(super) fn each(&self, accepted: impl Automaton, between: &Range<&str>, mut tell: impl FnMut(&[u8], u32)) {
        let mut found = self.words.search(accepted).ge(between.start).lt(between.end).into_stream();
        while let Some((word, stories)) = found.next() {
            tell(word, u32::try_from(stories).unwrap_or(u32::MAX));
        }
    }
}

fn is_word(term: &[u8]) -> bool {
    std::str::from_utf8(term)
        .is_ok_and(|term| LETTERS.contains(&term.chars().count()) && term.chars().any(char::is_alphabetic))
}
