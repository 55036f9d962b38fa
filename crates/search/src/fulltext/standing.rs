//! Where a question's words stand in one part of the index, and what they say there.
//!
//! Who holds a word in a closer form holds it in the wider ones too ([`language::Form`]), as often or oftener, in a text of the same
//! length. So the widest form alone tells who is found, and what it says bounds what all forms say. Its list comes in blocks
//! of 128 stories that tell the most that one of them says: how often the word stands in a story is looked at only
//! where that may come among the best, and the closer forms where it still may then. Of a common word that is a handful.
//!
//! A closer form that is much rarer than the widest says much, and of few: `icin` as it is spelt, where nearly everybody
//! writes `için`. Reckoned to all holders it would bound nothing, so its own short list tells of whom it is reckoned.

use std::sync::Arc;

use language::{Asked as Word, Form};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Score, Searcher, SegmentReader, TERMINATED};

use super::Error;
use super::bits::{Bits, Tally, WIDTH};
use super::facts::Facts;
use super::schema::Fields;
use super::window::{Marks, Window, base_of};

/// What a word says in the head, beside what it says in the body.
pub(super) const HEAD: Score = 2.5;
/// A bound is reckoned in another order than what it bounds, which may differ in the last digits.
const ROUNDING: Score = 1.0001;
/// A closer form that so many times fewer stories hold is reckoned to its holders alone.
const RARER: u64 = 4;
/// Of fewer holders of a word each is looked at.
const FEW_HOLDERS: u64 = 64 * 128;
/// Going through a list costs so much less for a story than looking one up in it.
const GOING_THROUGH: usize = 12;

/// A word with the weights of its forms, reckoned over the whole index.
pub(super) struct Weighed {
    /// In the head and in the body.
    sides: [Side; 2],
}

struct Side {
    /// The widest last.
    forms: Vec<WeighedForm>,
    /// The widest form's, raised so that it says what all say at most that are not reckoned apart.
    bound: Bm25Weight,
}

struct WeighedForm {
    field: Field,
    weight: Bm25Weight,
    /// The average length of its texts.
    average: Score,
    holders: u64,
    /// Much rarer than the widest: reckoned to its holders alone.
    apart: bool,
    /// Where its list lies in each part of the index.
    lists: Vec<Option<TermInfo>>,
}

impl Weighed {
    /// By its beginning too, where not every word must stand there: it finds much.
    pub(super) fn of(
        word: &Word,
        fields: &Fields,
        by_beginning: bool,
        searcher: &Searcher,
        facts: &[Arc<Facts>],
    ) -> Result<Self, Error> {
        let side = |fields: [Field; 4], weight: Score| -> Result<Side, Error> {
            let wide = if by_beginning { Form::Prefix } else { Form::Stem };
            let mut forms: Vec<WeighedForm> = Vec::with_capacity(4);
            for (form, text) in word.forms.each().filter(|(form, _)| *form <= wide) {
                let field = fields[form as usize];
                let (mut lists, mut holders, mut stories, mut tokens) = (Vec::new(), 0, 0, 0);
                for (segment, facts) in searcher.segment_readers().iter().zip(facts) {
                    let index = segment.inverted_index(field)?;
                    let list = facts.list_of(&index, field, text)?;
                    holders += list.as_ref().map_or(0, |list| u64::from(list.doc_freq));
                    stories += u64::from(segment.max_doc());
                    tokens += index.total_num_tokens();
                    lists.push(list);
                }
                // What nobody writes says nothing.
                if holders == 0 && form < wide {
                    continue;
                }
                let average = tokens as Score / stories as Score;
                let bm25 = Bm25Weight::for_one_term_without_explain(holders, stories, average);
                let weight = bm25.boost_by(form.weight() * word.weight * weight);
                forms.push(WeighedForm { field, weight, average, holders, apart: false, lists });
            }
            let widest = forms.last().expect("every word has a stem").holders;
            for form in &mut forms {
                form.apart = widest > FEW_HOLDERS && form.holders * RARER < widest;
            }
            let widest = &forms.last().expect("every word has a stem").weight;
            let together: Score = forms.iter().filter(|form| !form.apart).map(|form| form.weight.max_score()).sum();
            let bound = widest.boost_by(together / widest.max_score() * ROUNDING);
            Ok(Side { forms, bound })
        };
        let sides = [side(fields.head, HEAD)?, side(fields.body, 1.0)?];
        Ok(Self { sides })
    }

    /// Stories with the word in the head, and those with it in the body.
    pub(super) fn holders(&self) -> u64 {
        self.sides.iter().filter_map(|side| side.forms.last()).map(|widest| widest.holders).sum()
    }

    fn in_part(&self, ord: usize, segment: &SegmentReader) -> Result<Option<Standing>, Error> {
        let mut sides = Vec::with_capacity(2);
        for side in &self.sides {
            let Some((widest, closer)) = side.forms.split_last() else { continue };
            // Nobody holds a closer form where nobody holds the widest.
            let Some(list) = &widest.lists[ord] else { continue };
            let (apart, closer): (Vec<_>, Vec<_>) = closer.iter().partition(|form| form.apart);
            let apart = apart.into_iter().filter_map(|form| Some((form, form.lists[ord].as_ref()?)));
            sides.push(StandingSide {
                norms: segment.get_fieldnorms_reader(widest.field)?,
                widest: Marked::of(widest, list, &side.bound, segment)?,
                bound: side.bound.clone(),
                apart: apart
                    .map(|(form, list)| Marked::of(form, list, &form.weight.boost_by(ROUNDING), segment))
                    .collect::<Result<_, _>>()?,
                closer: closer
                    .into_iter()
                    .filter_map(|form| Some(Closer::of(form, form.lists[ord].as_ref()?, segment)))
                    .collect::<Result<_, _>>()?,
            });
        }
        let holders = sides.iter().map(|side| side.widest.marking.blocks.doc_freq()).sum();
        Ok((!sides.is_empty()).then_some(Standing { sides, holders, stories: segment.max_doc() }))
    }
}

/// A list of stories, gone through from the first to the last.
#[derive(Clone)]
pub(super) struct List {
    blocks: BlockSegmentPostings,
    at: usize,
}

impl List {
    /// To tell who is in it.
    pub(super) fn open(index: &InvertedIndexReader, list: &TermInfo) -> Result<Self, Error> {
        Self::with(index, list, IndexRecordOption::Basic)
    }

    /// To tell how often the word stands there, too.
    fn with_frequencies(index: &InvertedIndexReader, list: &TermInfo) -> Result<Self, Error> {
        Self::with(index, list, IndexRecordOption::WithFreqs)
    }

    fn with(index: &InvertedIndexReader, list: &TermInfo, told: IndexRecordOption) -> Result<Self, Error> {
        let blocks = index.read_block_postings_from_terminfo(list, told);
        Ok(Self { blocks: blocks.map_err(tantivy::TantivyError::from)?, at: 0 })
    }

    fn doc(&self) -> DocId {
        self.blocks.doc(self.at)
    }

    /// The first from this one on.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.at = self.blocks.seek(target);
        }
        self.doc()
    }

    fn frequency(&self) -> u32 {
        self.blocks.freq(self.at)
    }

    /// Tells of each block with stories of the window, which have not been gone through.
    pub(super) fn each_block(
        &mut self,
        base: DocId,
        mut tell: impl FnMut(&mut BlockSegmentPostings, std::ops::Range<usize>),
    ) {
        let end = base + WIDTH as DocId;
        self.seek(base);
        loop {
            let docs = self.blocks.docs();
            let until = match docs.last() {
                None => return,
                Some(last) if *last < end => docs.len(),
                Some(_) => self.at + docs[self.at..].partition_point(|doc| *doc < end),
            };
            let (length, range) = (docs.len(), self.at..until);
            if !range.is_empty() {
                tell(&mut self.blocks, range);
            }
            self.at = until;
            if until < length {
                return;
            }
            self.blocks.advance();
            self.at = 0;
        }
    }
}

/// A word in one part of the index.
struct Standing {
    sides: Vec<StandingSide>,
    holders: u32,
    /// Of the part.
    stories: u32,
}

struct StandingSide {
    norms: FieldNormReader,
    /// Tells who holds the word.
    widest: Marked,
    bound: Bm25Weight,
    /// Closer forms that are reckoned to their holders alone.
    apart: Vec<Marked>,
    closer: Vec<Closer>,
}

/// A form whose holders are marked.
struct Marked {
    marking: List,
    /// The same list, for looking at what it says in some of them: to read it from its file is most of the work of opening it.
    scoring: List,
    weight: Bm25Weight,
    block_bound: Bm25Weight,
}

/// A closer form of a word, whose list is opened when somebody first asks what it says.
struct Closer {
    index: Arc<InvertedIndexReader>,
    info: TermInfo,
    weight: Bm25Weight,
    list: Option<List>,
}

impl Closer {
    fn of(form: &WeighedForm, list: &TermInfo, segment: &SegmentReader) -> Result<Self, Error> {
        let index = segment.inverted_index(form.field)?;
        Ok(Self { index, info: list.clone(), weight: form.weight.clone(), list: None })
    }

    fn score(&mut self, doc: DocId, norm: u8) -> Result<Score, Error> {
        let list = match &mut self.list {
            Some(list) => list,
            list @ None => list.insert(List::with_frequencies(&self.index, &self.info)?),
        };
        Ok(if list.seek(doc) == doc { self.weight.score(norm, list.frequency()) } else { 0.0 })
    }
}

impl Marked {
    /// Its blocks are marked with what `bound` says at most in them.
    fn of(form: &WeighedForm, list: &TermInfo, bound: &Bm25Weight, segment: &SegmentReader) -> Result<Self, Error> {
        let index = segment.inverted_index(form.field)?;
        let of_part = index.total_num_tokens() as Score / segment.max_doc() as Score;
        let marking = List::with_frequencies(&index, list)?;
        Ok(Self {
            scoring: marking.clone(),
            marking,
            weight: form.weight.clone(),
            // What stands in a block's head was chosen by the part's own average.
            block_bound: bound.boost_by((form.average / of_part).max(of_part / form.average)),
        })
    }

    /// Marks the holders of a window.
    fn mark(&mut self, norms: &FieldNormReader, base: DocId, marks: &mut Marks) {
        let Self { marking, block_bound, .. } = self;
        marking.each_block(base, |blocks, range| {
            let says = blocks.block_max_score(norms, block_bound);
            marks.add(base, &blocks.docs()[range], says);
        });
    }

    /// The same of some of its stories.
    fn mark_among(&mut self, norms: &FieldNormReader, base: DocId, among: &Bits, marks: &mut Marks) {
        for place in among.places() {
            let doc = base + place as DocId;
            if self.marking.seek(doc) == doc {
                marks.add(base, &[doc], self.marking.blocks.block_max_score(norms, &self.block_bound));
            }
        }
    }

    fn frequency(&mut self, doc: DocId) -> Option<u32> {
        (self.scoring.seek(doc) == doc).then(|| self.scoring.frequency())
    }

    fn score(&mut self, doc: DocId, norm: u8) -> Score {
        self.frequency(doc).map_or(0.0, |frequency| self.weight.score(norm, frequency))
    }
}

impl StandingSide {
    /// Marks the holders of a window, or those among some of its stories, with what they say at most, and adds them to `holders`.
    fn mark(&mut self, window: &mut Window, among: Option<&Bits>, holders: &mut Bits) {
        let (base, norms) = (window.base, &self.norms);
        let mut mark = |form: &mut Marked, among: Option<&Bits>| -> Bits {
            let marks = window.marks();
            match among {
                Some(among) => form.mark_among(norms, base, among, marks),
                None => form.mark(norms, base, marks),
            }
            *marks.holders()
        };
        let of_side = mark(&mut self.widest, among);
        holders.add(&of_side);
        for form in &mut self.apart {
            mark(form, among.map(|_| &of_side));
        }
    }

    /// What all forms say at most in this story.
    fn bound(&mut self, doc: DocId) -> Score {
        let Some(frequency) = self.widest.frequency(doc) else { return 0.0 };
        let norm = self.norms.fieldnorm_id(doc);
        let apart: Score = self.apart.iter_mut().map(|form| form.score(doc, norm)).sum();
        self.bound.score(norm, frequency) + apart * ROUNDING
    }

    fn score(&mut self, doc: DocId) -> Result<Score, Error> {
        let Some(frequency) = self.widest.frequency(doc) else { return Ok(0.0) };
        let norm = self.norms.fieldnorm_id(doc);
        let mut score = self.widest.weight.score(norm, frequency);
        score += self.apart.iter_mut().map(|form| form.score(doc, norm)).sum::<Score>();
        for closer in &mut self.closer {
            score += closer.score(doc, norm)?;
        }
        Ok(score)
    }
}

impl Standing {
    /// The first story from this one on that holds the word.
    fn seek(&mut self, target: DocId) -> DocId {
        self.sides.iter_mut().map(|side| side.widest.marking.seek(target)).min().unwrap_or(TERMINATED)
    }

    /// The holders in a window.
    fn mark(&mut self, window: &mut Window) -> Bits {
        self.mark_sides(window, None)
    }

    /// The holders among some of the stories of a window.
    fn mark_among(&mut self, window: &mut Window, among: &Bits) -> Bits {
        let in_window = self.holders as usize * WIDTH / self.stories.max(1) as usize;
        if among.count() * GOING_THROUGH <= in_window {
            return self.mark_sides(window, Some(among));
        }
        let mut holders = self.mark(window);
        holders.keep(among.lanes());
        holders
    }

    fn mark_sides(&mut self, window: &mut Window, among: Option<&Bits>) -> Bits {
        let mut holders = Bits::NONE;
        self.sides.iter_mut().for_each(|side| side.mark(window, among, &mut holders));
        holders
    }
}

/// The words of a question in one part of the index, of which so many must stand in a story.
pub(super) struct Standings {
    /// The rarest first.
    words: Vec<Standing>,
    needed: usize,
}

impl Standings {
    /// Of the part that is this one in order. Nothing if too few of the words stand anywhere in it.
    pub(super) fn of(
        words: &[Weighed],
        needed: usize,
        ord: usize,
        segment: &SegmentReader,
    ) -> Result<Option<Self>, Error> {
        let mut standing = Vec::with_capacity(words.len());
        for word in words {
            standing.extend(word.in_part(ord, segment)?);
        }
        if standing.len() < needed {
            return Ok(None);
        }
        standing.sort_by_key(|word| word.holders);
        Ok(Some(Self { words: standing, needed }))
    }

    /// Whoever holds enough holds one of the rarest so many: only their holders are looked at.
    fn rarest(&self) -> usize {
        self.words.len() - self.needed + 1
    }

    /// Where the next window begins that may have answers, from this story on; nothing if there is none.
    pub(super) fn next(&mut self, from: DocId) -> Option<DocId> {
        let rarest = self.rarest();
        let doc = self.words[..rarest].iter_mut().map(|word| word.seek(from)).min()?;
        (doc != TERMINATED).then(|| base_of(doc))
    }

    /// Leaves those of a window that hold enough of the words, and tells what they say at most.
    pub(super) fn keep_holders(&mut self, window: &mut Window) {
        let rarest = self.rarest();
        let (rare, common) = self.words.split_at_mut(rarest);
        if let [rare] = rare {
            let mut holders = rare.mark(window);
            for word in common {
                if holders.is_empty() {
                    break;
                }
                holders = word.mark_among(window, &holders);
            }
            return window.bits.keep(holders.lanes());
        }
        let (mut tally, mut some) = (Tally::new(), Bits::NONE);
        for word in rare {
            let holders = word.mark(window);
            tally.add(&holders);
            some.add(&holders);
        }
        for word in common {
            tally.add(&word.mark_among(window, &some));
        }
        window.bits.keep(tally.at_least(self.needed).lanes());
    }

    /// What they say at most in this story, which holds enough of them.
    pub(super) fn bound(&mut self, doc: DocId) -> Score {
        self.sides().map(|side| side.bound(doc)).sum()
    }

    /// What they say in this story.
    pub(super) fn score(&mut self, doc: DocId) -> Result<Score, Error> {
        self.sides().map(|side| side.score(doc)).sum()
    }

    fn sides(&mut self) -> impl Iterator<Item = &mut StandingSide> {
        self.words.iter_mut().flat_map(|word| &mut word.sides)
    }
}
