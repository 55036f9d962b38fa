//! Where a question's words stand in one part of the index, and what they say there.
//!
//! Who holds a word in a closer form holds it in the wider ones too ([`language::Form`]), as often or oftener, in a text of the same
//! length. So the widest form alone tells who is found, and what it says bounds what all forms say: the closer ones are looked
//! at only for stories that may still come among the best, which of a common word are few.

use language::{Asked as Word, Form};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

use super::Error;
use super::schema::Fields;

/// What a word says in the head, beside what it says in the body.
pub(super) const HEAD: Score = 2.5;
/// A bound is reckoned in another order than what it bounds, which may differ in the last digits.
const ROUNDING: Score = 1.0001;

/// A word with the weights of its forms, reckoned over the whole index.
pub(super) struct Weighed {
    /// In the head and in the body.
    sides: [Side; 2],
}

struct Side {
    field: Field,
    wide: Form,
    forms: Vec<(Form, Term, Bm25Weight)>,
    /// The widest form's, raised so that it says what all of them say at most.
    bound: Bm25Weight,
    /// The most that it can say.
    most: Score,
}

impl Weighed {
    /// By its beginning too, where not every word must stand there: it finds much.
    pub(super) fn of(word: &Word, fields: &Fields, by_beginning: bool, searcher: &Searcher) -> Result<Self, Error> {
        let side = |fields: [Field; 4], weight: Score| -> Result<Side, Error> {
            let wide = if by_beginning { Form::Prefix } else { Form::Stem };
            let mut forms = Vec::with_capacity(4);
            for (form, text) in word.forms.each().filter(|(form, _)| *form <= wide) {
                let term = Term::from_field_text(fields[form as usize], text);
                let bm25 = Bm25Weight::for_terms(searcher, std::slice::from_ref(&term))?;
                forms.push((form, term, bm25.boost_by(form.weight() * word.weight * weight)));
            }
            let (_, _, widest) = forms.last().expect("every word has a stem");
            let together: Score = forms.iter().map(|(_, _, weight)| weight.max_score()).sum();
            let bound = widest.boost_by(together / widest.max_score() * ROUNDING);
            let most = bound.max_score();
            Ok(Side { field: fields[wide as usize], wide, forms, bound, most })
        };
        let sides = [side(fields.head, HEAD)?, side(fields.body, 1.0)?];
        Ok(Self { sides })
    }

    fn in_part(&self, segment: &SegmentReader) -> Result<Option<Standing>, Error> {
        let mut sides = Vec::with_capacity(2);
        for side in &self.sides {
            let mut postings = Vec::with_capacity(side.forms.len());
            for (form, term, weight) in &side.forms {
                let index = segment.inverted_index(term.field())?;
                let found =
                    index.read_postings(term, IndexRecordOption::WithFreqs).map_err(tantivy::TantivyError::from)?;
                if let Some(postings_of_form) = found {
                    postings.push((*form, postings_of_form, weight.clone()));
                }
            }
            // Nobody holds a closer form where nobody holds the widest.
            if postings.last().is_some_and(|(form, _, _)| *form == side.wide) {
                let (_, wide, weight) = postings.pop().expect("it is there");
                sides.push(StandingSide {
                    norms: segment.get_fieldnorms_reader(side.field)?,
                    wide,
                    weight,
                    bound: side.bound.clone(),
                    most: side.most,
                    closer: postings.into_iter().map(|(_, postings, weight)| (postings, weight)).collect(),
                });
            }
        }
        let holders = sides.iter().map(|side| side.wide.doc_freq()).sum();
        Ok((!sides.is_empty()).then_some(Standing { sides, holders }))
    }
}

/// A word in one part of the index.
struct Standing {
    sides: Vec<StandingSide>,
    holders: u32,
}

struct StandingSide {
    norms: FieldNormReader,
    wide: SegmentPostings,
    weight: Bm25Weight,
    bound: Bm25Weight,
    most: Score,
    closer: Vec<(SegmentPostings, Bm25Weight)>,
}

impl Standing {
    /// The first story from this one on that holds the word.
    fn seek(&mut self, target: DocId) -> DocId {
        self.sides.iter_mut().map(|side| seek(&mut side.wide, target)).min().unwrap_or(TERMINATED)
    }

    fn at(&mut self, doc: DocId) -> impl Iterator<Item = &mut StandingSide> {
        self.sides.iter_mut().filter(move |side| side.wide.doc() == doc)
    }
}

impl StandingSide {
    fn bound(&self, doc: DocId) -> Score {
        self.bound.score(self.norms.fieldnorm_id(doc), self.wide.term_freq())
    }

    fn score(&mut self, doc: DocId) -> Score {
        let norm = self.norms.fieldnorm_id(doc);
        let mut score = self.weight.score(norm, self.wide.term_freq());
        for (postings, weight) in &mut self.closer {
            if seek(postings, doc) == doc {
                score += weight.score(norm, postings.term_freq());
            }
        }
        score
    }
}

fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    let doc = postings.doc();
    if doc >= target {
        doc
    } else if doc + 1 == target {
        postings.advance()
    } else {
        postings.seek(target)
    }
}

/// The words of a question in one part of the index, of which so many must stand in a story.
pub(super) struct Standings {
    /// The rarest first.
    words: Vec<Standing>,
    needed: usize,
}

impl Standings {
    /// Nothing if too few of them stand anywhere in this part.
    pub(super) fn of(words: &[Weighed], needed: usize, segment: &SegmentReader) -> Result<Option<Self>, Error> {
        let mut standing = Vec::with_capacity(words.len());
        for word in words {
            standing.extend(word.in_part(segment)?);
        }
        if standing.len() < needed {
            return Ok(None);
        }
        standing.sort_by_key(|word| word.holders);
        Ok(Some(Self { words: standing, needed }))
    }

    /// The first story from this one on that holds enough of the words.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.needed == self.words.len() { self.all_from(target) } else { self.enough_from(target) }
    }

    fn all_from(&mut self, mut target: DocId) -> DocId {
        'next: loop {
            for word in &mut self.words {
                let doc = word.seek(target);
                if doc > target {
                    target = doc;
                    if target == TERMINATED {
                        return TERMINATED;
                    }
                    continue 'next;
                }
            }
            return target;
        }
    }

    fn enough_from(&mut self, mut target: DocId) -> DocId {
        // Whoever holds enough holds one of the rarest so many: only their holders are looked at.
        let rarest = self.words.len() - self.needed + 1;
        loop {
            let doc = self.words[..rarest].iter_mut().map(|word| word.seek(target)).min().unwrap_or(TERMINATED);
            if doc == TERMINATED {
                return TERMINATED;
            }
            let (mut held, mut left) = (0, self.words.len());
            for word in &mut self.words {
                if held == self.needed || held + left < self.needed {
                    break;
                }
                left -= 1;
                held += usize::from(word.seek(doc) == doc);
            }
            if held >= self.needed {
                return doc;
            }
            target = doc + 1;
        }
    }

    /// Whether they may say at least so much in this story, which holds enough of them.
    pub(super) fn may_say(&mut self, doc: DocId, wanted: Score) -> bool {
        // First by where they stand, without looking into how often and in how long a text.
        self.together(doc, |side| side.most) >= wanted && self.together(doc, |side| side.bound(doc)) >= wanted
    }

    /// What they say in this story.
    pub(super) fn score(&mut self, doc: DocId) -> Score {
        self.together(doc, |side| side.score(doc))
    }

    fn together(&mut self, doc: DocId, says: impl Fn(&mut StandingSide) -> Score) -> Score {
        let mut all = 0.0;
        for word in &mut self.words {
            if word.seek(doc) == doc {
                all += word.at(doc).map(&says).sum::<Score>();
            }
        }
        all
    }
}
