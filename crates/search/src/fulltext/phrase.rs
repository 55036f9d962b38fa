//! Phrases: words that stand beside each other, as they are folded.
//!
//! Of a million stories a hundred thousand hold two common words, and a handful of those the one beside the other. To read where
//! words stand in all of them takes a tenth of a second. So each two neighbouring words of a story are dealt to one of some
//! sixty thousand lists of stories by their hash. Whoever holds a phrase is in the lists of all its pairs, and where words
//! stand is read only there: what stands in a list by chance is found out then.

use std::sync::Arc;

use language::{Asked as Word, Form};
use newsroom::hash::fnv1a;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

use super::Error;
use super::bits::Bits;
use super::facts::Facts;
use super::schema::Fields;
use super::standing::{HEAD, List};
use super::window::base_of;

/// The list that two neighbouring words are dealt to, by their hash.
pub(super) fn pair(first: &str, second: &str) -> u16 {
    let hash = fnv1a(first.bytes().chain([b' ']).chain(second.bytes()));
    (hash >> 32 ^ hash >> 16 ^ hash) as u16
}

/// The name of a pair's list.
pub(super) fn name_of(pair: u16) -> String {
    format!("{pair:04x}")
}

/// A phrase with its weight, reckoned over the whole index.
pub(super) struct Phrase {
    /// Where the lists of its pairs lie in each part of the index: nothing where one of them is empty.
    pairs: Vec<Option<Vec<TermInfo>>>,
    pairs_field: Field,
    /// Its words in their order, by their place among [`Side::words`]: one that comes twice is read once.
    order: Vec<usize>,
    /// In the head and in the body.
    sides: [Side; 2],
}

struct Side {
    field: Field,
    weight: Bm25Weight,
    /// Where the lists of its words lie in each part of the index, each word once: nothing where one of them is empty.
    words: Vec<Option<Vec<TermInfo>>>,
}

impl Phrase {
    /// Of two words or more. What is known of the parts is in their order.
    pub(super) fn of(
        words: &[Word],
        fields: &Fields,
        searcher: &Searcher,
        facts: &[Arc<Facts>],
    ) -> Result<Self, Error> {
        let folded: Vec<&str> = words.iter().map(|word| word.forms.get(Form::Folded)).collect();
        let mut distinct: Vec<&str> = Vec::new();
        let mut order = Vec::with_capacity(folded.len());
        for word in &folded {
            let place = distinct.iter().position(|known| known == word).unwrap_or(distinct.len());
            if place == distinct.len() {
                distinct.push(word);
            }
            order.push(place);
        }
        // By part, then by term.
        let lists_of = |field: Field, terms: &[&str]| -> Result<Vec<Vec<Option<TermInfo>>>, Error> {
            let of_part = |(segment, facts): (&SegmentReader, &Arc<Facts>)| {
                let index = segment.inverted_index(field)?;
                terms.iter().map(|term| facts.list_of(&index, field, term)).collect()
            };
            searcher.segment_readers().iter().zip(facts).map(of_part).collect()
        };
        // Where one is empty, nobody holds them all.
        let together = |lists: Vec<Vec<Option<TermInfo>>>| lists.into_iter().map(|lists| lists.into_iter().collect());
        let side = |field: Field, weight: Score| -> Result<Side, Error> {
            let (mut stories, mut tokens) = (0, 0);
            for segment in searcher.segment_readers() {
                stories += u64::from(segment.max_doc());
                tokens += segment.inverted_index(field)?.total_num_tokens();
            }
            let lists = lists_of(field, &distinct)?;
            let holders = |word: &usize| {
                lists.iter().filter_map(|lists| lists[*word].as_ref()).map(|list| u64::from(list.doc_freq)).sum()
            };
            let holders: Vec<u64> = order.iter().map(holders).collect();
            let weight = weight_of(&holders, stories, tokens as Score / stories as Score).boost_by(weight);
            Ok(Side { field, weight, words: together(lists).collect() })
        };
        let pairs: Vec<String> = folded.windows(2).map(|two| name_of(pair(two[0], two[1]))).collect();
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        Ok(Self {
            pairs: together(lists_of(fields.pairs, &pairs)?).collect(),
            pairs_field: fields.pairs,
            sides: [side(fields.head[FOLDED], HEAD)?, side(fields.body[FOLDED], 1.0)?],
            order,
        })
    }

    /// Nothing if no story of the part can hold it.
    pub(super) fn in_part(&self, ord: usize, segment: &SegmentReader) -> Result<Option<Standing>, Error> {
        let Some(pairs) = &self.pairs[ord] else { return Ok(None) };
        let mut sides = Vec::with_capacity(2);
        for side in &self.sides {
            let Some(words) = &side.words[ord] else { continue };
            sides.push(StandingSide {
                index: segment.inverted_index(side.field)?,
                norms: segment.get_fieldnorms_reader(side.field)?,
                weight: side.weight.clone(),
                lists: words.clone(),
                words: Vec::new(),
                places: Places::default(),
            });
        }
        if sides.is_empty() {
            return Ok(None);
        }
        let index = segment.inverted_index(self.pairs_field)?;
        let pairs = pairs.iter().map(|list| List::open(&index, list)).collect::<Result<_, _>>()?;
        Ok(Some(Standing { pairs, order: self.order.clone(), sides }))
    }
}

const FOLDED: usize = Form::Folded as usize;

/// A phrase counts as rare as its words together, as in [`tantivy::query::PhraseQuery`].
fn weight_of(holders: &[u64], stories: u64, average: Score) -> Bm25Weight {
    let of_word = |holders: &u64| Bm25Weight::for_one_term_without_explain(*holders, stories, average);
    let first = of_word(&holders[0]);
    let together: Score = holders.iter().map(|holders| of_word(holders).max_score()).sum();
    first.boost_by(together / first.max_score())
}

/// A phrase in one part of the index.
pub(super) struct Standing {
    pairs: Vec<List>,
    order: Vec<usize>,
    sides: Vec<StandingSide>,
}

struct StandingSide {
    index: Arc<InvertedIndexReader>,
    norms: FieldNormReader,
    weight: Bm25Weight,
    lists: Vec<TermInfo>,
    /// Opened when the first story is looked at.
    words: Vec<SegmentPostings>,
    places: Places,
}

/// Room for the places in a story.
#[derive(Default)]
struct Places {
    of_words: Vec<Vec<u32>>,
    /// Where the phrase may begin.
    found: Vec<u32>,
}

impl Standing {
    /// Where the next window begins that may have holders, from this story on; nothing if there is none.
    pub(super) fn next(&mut self, from: DocId) -> Option<DocId> {
        let doc = self.pairs.iter_mut().map(|pair| pair.seek(from)).max()?;
        (doc != TERMINATED).then(|| base_of(doc))
    }

    /// The holders among some of the stories of a window; it is told what the phrase says in each.
    pub(super) fn holders(
        &mut self,
        base: DocId,
        among: Bits,
        mut tell: impl FnMut(usize, Score),
    ) -> Result<Bits, Error> {
        let mut holders = among;
        for pair in &mut self.pairs {
            if holders.is_empty() {
                return Ok(holders);
            }
            let mut of_pair = Bits::NONE;
            pair.each_block(base, |blocks, range| {
                blocks.docs()[range].iter().for_each(|doc| of_pair.set((doc - base) as usize));
            });
            holders.keep(of_pair.lanes());
        }
        for place in holders.places() {
            let mut says = 0.0;
            for side in &mut self.sides {
                says += side.score(base + place as DocId, &self.order)?;
            }
            if says > 0.0 {
                tell(place, says);
            } else {
                holders.unset(place);
            }
        }
        Ok(holders)
    }
}

impl StandingSide {
    /// What it says in this story: nothing where it does not stand.
    fn score(&mut self, doc: DocId, order: &[usize]) -> Result<Score, Error> {
        if self.words.is_empty() {
            let open = |list| self.index.read_postings_from_terminfo(list, IndexRecordOption::WithFreqsAndPositions);
            let opened = self.lists.iter().map(open).collect::<std::io::Result<_>>();
            self.words = opened.map_err(TantivyError::from)?;
            self.places.of_words.resize_with(self.words.len(), Vec::new);
        }
        let stands_there =
            |word: &mut SegmentPostings| word.doc() == doc || (word.doc() < doc && word.seek(doc) == doc);
        if !self.words.iter_mut().all(stands_there) {
            return Ok(0.0);
        }
        let Places { of_words, found } = &mut self.places;
        self.words.iter_mut().zip(&mut *of_words).for_each(|(word, places)| word.positions(places));
        found.clone_from(&of_words[order[0]]);
        for (after, word) in (1..).zip(&order[1..]) {
            keep_followed(found, &of_words[*word], after);
        }
        if found.is_empty() {
            return Ok(0.0);
        }
        Ok(self.weight.score(self.norms.fieldnorm_id(doc), found.len() as u32))
    }
}

/// Leaves those of some ascending places that one of the others lies so far after.
fn keep_followed(found: &mut Vec<u32>, others: &[u32], after: u32) {
    let mut others = others.iter().peekable();
    found.retain(|place| {
        while others.next_if(|other| **other < place + after).is_some() {}
        others.peek() == Some(&&(place + after))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_dealt_to_the_same_list_for_ever() {
        assert_eq!(name_of(pair("yeni", "kopru")), "226d");
        assert_ne!(pair("kopru", "yeni"), pair("yeni", "kopru"));
        assert_ne!(pair("ab", "c"), pair("a", "bc"));
    }

    #[test]
    fn places_that_are_followed_are_left() {
        let check = |mut found: Vec<u32>, others: &[u32], after: u32, expected: &[u32]| {
            keep_followed(&mut found, others, after);
            assert_eq!(found, expected);
        };
        check(vec![1, 4, 9], &[0, 5, 6, 10, 12], 1, &[4, 9]);
        check(vec![1, 2, 3, 7], &[1, 2, 3, 7], 1, &[1, 2]);
        check(vec![1, 4], &[3], 2, &[1]);
        check(vec![1, 4], &[], 1, &[]);
        check(vec![], &[3], 1, &[]);
    }
}
