//! Counting answers by section, tag, author and year, of all of them and not of a sample.
//!
//! Of half a million answers nobody's names are read one by one. Who holds a common name is known, and how many of those are
//! among the answers is counted, the commonest name first: once as many as a part lists have as many answers as the next name has
//! stories, no other can come before them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

use tantivy::columnar::StrColumn;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader};

use super::Error;
use super::bits::{WIDTH, count, count_shared, places_of};
use super::facts::{Common, Facts};
use super::schema::{AUTHORS, Fields, SECTIONS, TAGS};
use super::window::Window;

/// How many answers there are of each kind, the most first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    pub sections: Vec<Count>,
    pub tags: Vec<Count>,
    pub authors: Vec<Count>,
    /// By year of first publication, as UTC counts it, the newest first.
    pub years: Vec<Count>,
}

/// What they have in common, and how many they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub name: String,
    pub stories: usize,
}

/// Kinds that are told of tags and authors. Twice as many of each part of the index are looked up in the others.
const KINDS_MAX: usize = 12;
const SECTIONS_MAX: usize = 64;
/// Names of a part that are counted at least, if it has so many.
const OF_PART: usize = 2 * KINDS_MAX;

/// The stories of one part that answer, to be counted by what they have in common.
pub(super) struct Kinds<'a> {
    answers: Answers,
    segment: &'a SegmentReader,
    facts: &'a Facts,
    fields: &'a Fields,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(segment: &'a SegmentReader, facts: &'a Facts, fields: &'a Fields) -> Self {
        let lanes = vec![0; (segment.max_doc() as usize).div_ceil(64)];
        Self { answers: Answers { lanes, many: 0, few: None }, segment, facts, fields }
    }

    /// Takes the stories of a window.
    pub(super) fn take(&mut self, window: &Window) {
        let lanes = self.answers.lanes[window.base as usize / 64..].iter_mut().zip(window.bits.lanes());
        lanes.for_each(|(answers, lane)| *answers = *lane);
    }

    /// Counts what was taken.
    fn counted(mut self) -> Result<Counted<'a>, Error> {
        self.answers.count();
        let mut names = Vec::with_capacity(self.facts.counted.len());
        for place in 0..self.facts.counted.len() {
            names.push(self.names(place)?);
        }
        let years = self.facts.years.iter().map(|(year, holders)| (*year, self.answers.shared(holders))).collect();
        Ok(Counted { names, years, kinds: self })
    }

    /// How often each name of a column stands in the answers, as far as it must be known.
    fn names(&self, place: usize) -> Result<Names, Error> {
        let nothing = Names { counts: Vec::new(), others: 0 };
        let Some(column) = self.facts.counted[place].as_ref().filter(|_| self.answers.many > 0) else {
            return Ok(nothing);
        };
        if place == SECTIONS
            && let Some(sections) = &self.facts.sections
        {
            let counts = (0..).zip(sections).map(|(number, holders)| (number, self.answers.shared(holders)));
            return Ok(Names { counts: counts.filter(|(_, count)| *count > 0).collect(), others: 0 });
        }
        if let Some(common) = self.facts.common(place)
            && let Some(names) = self.common_names(common, self.fields.counted()[place])?
        {
            return Ok(names);
        }
        Ok(Names { counts: self.answers.names_in(column), others: 0 })
    }

    /// Nothing where their names are read sooner one by one.
    fn common_names(&self, common: &Common, field: Field) -> Result<Option<Names>, Error> {
        let mut room = self.answers.many * READING;
        let (mut counts, mut least) = (Vec::new(), Least::default());
        for name in &common.names {
            if least.count() >= name.list.doc_freq {
                return Ok(Some(Names { counts, others: name.list.doc_freq }.by_number()));
            }
            let Some(left) = room.checked_sub(self.answers.costs(name.list.doc_freq, name.holders.as_deref())) else {
                return Ok(None);
            };
            room = left;
            let count = match &name.holders {
                Some(holders) => self.answers.shared(holders),
                None => self.listed(field, &name.list)?,
            };
            if count > 0 {
                counts.push((name.number, count));
            }
            least.take(count);
        }
        Ok((least.count() >= common.others).then(|| Names { counts, others: common.others }.by_number()))
    }

    /// How many answers are in a list.
    fn listed(&self, field: Field, list: &TermInfo) -> Result<u32, Error> {
        let index = self.segment.inverted_index(field)?;
        let mut blocks = index
            .read_block_postings_from_terminfo(list, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        let mut count = 0;
        while !blocks.docs().is_empty() {
            count += blocks.docs().iter().map(|doc| u32::from(self.answers.holds(*doc))).sum::<u32>();
            blocks.advance();
        }
        Ok(count)
    }
}

/// The least of the greatest counts, as many as a part tells.
#[derive(Default)]
struct Least {
    greatest: BinaryHeap<Reverse<u32>>,
}

impl Least {
    fn take(&mut self, count: u32) {
        self.greatest.push(Reverse(count));
        if self.greatest.len() > OF_PART {
            self.greatest.pop();
        }
    }

    /// Nothing before there are so many.
    fn count(&self) -> u32 {
        self.greatest.peek().filter(|_| self.greatest.len() == OF_PART).map_or(0, |least| least.0)
    }
}

/// What reading one story's names in a column costs, in stories of a list that is gone through.
const READING: usize = 6;

/// Stories of a part that answer.
struct Answers {
    lanes: Vec<u64>,
    many: usize,
    /// One by one, where they are few.
    few: Option<Vec<DocId>>,
}

/// To look for a story in bits costs as much as to count so many lanes of them.
const LOOKING: usize = 4;

impl Answers {
    fn count(&mut self) {
        self.many = count(&self.lanes);
        if self.many * LOOKING < self.lanes.len() {
            self.few = Some(docs_of(0, &self.lanes).collect());
        }
    }

    fn holds(&self, doc: DocId) -> bool {
        self.lanes[doc as usize / 64] >> (doc % 64) & 1 == 1
    }

    /// How many of them are among these.
    fn shared(&self, holders: &[u64]) -> u32 {
        match &self.few {
            Some(few) => few.iter().map(|doc| (holders[*doc as usize / 64] >> (doc % 64) & 1) as u32).sum(),
            None => count_shared(&self.lanes, holders) as u32,
        }
    }

    /// What it costs to count who is among so many, which are in these bits or in a list.
    fn costs(&self, stories: u32, bits: Option<&[u64]>) -> usize {
        match (bits, &self.few) {
            (None, _) => stories as usize,
            (Some(_), Some(few)) => few.len(),
            (Some(bits), None) => bits.len(),
        }
    }

    /// The names they have in a column, by number with how often.
    fn names_in(&self, column: &StrColumn) -> Vec<(u32, u32)> {
        let all = column.dictionary().num_terms();
        // Of few answers to many names most names are had by none.
        if self.many * 8 < all {
            let mut names = Vec::with_capacity(self.many * 2);
            self.each_name(column, |name| names.push(name));
            names.sort_unstable();
            return names.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        }
        let mut counts = vec![0; all];
        self.each_name(column, |name| counts[name as usize] += 1);
        (0..).zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// Tells of each name of each of them.
    fn each_name(&self, column: &StrColumn, mut tell: impl FnMut(u32)) {
        let mut rows = Rows::default();
        for (base, lanes) in (0..).step_by(WIDTH).zip(self.lanes.chunks(WIDTH / 64)) {
            rows.wanted.clear();
            rows.wanted.extend(docs_of(base, lanes));
            if rows.wanted.is_empty() {
                continue;
            }
            rows.docs.clear();
            rows.rows.clear();
            column.ords().row_ids_for_docs(&rows.wanted, &mut rows.docs, &mut rows.rows);
            rows.values.resize(rows.rows.len(), 0);
            column.ords().values.get_vals(&rows.rows, &mut rows.values);
            rows.values.iter().for_each(|name| tell(*name as u32));
        }
    }
}

/// The stories of some lanes, of which the first begins with this one.
fn docs_of(base: DocId, lanes: &[u64]) -> impl Iterator<Item = DocId> {
    places_of(lanes.iter().copied()).map(move |place| base + place as DocId)
}

/// Room for rows of a column.
#[derive(Default)]
struct Rows {
    wanted: Vec<DocId>,
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

/// How often names of a column stand in the answers of a part.
struct Names {
    /// By their numbers; none that stands in no answer.
    counts: Vec<(u32, u32)>,
    /// How often any other may stand there at most.
    others: u32,
}

impl Names {
    fn by_number(mut self) -> Self {
        self.counts.sort_unstable();
        self
    }

    /// Those that stand most often, and how often any other stands there at most.
    fn commonest(&self, most: usize) -> (Vec<(u32, u32)>, u32) {
        let mut counts = self.counts.clone();
        if counts.len() <= most {
            return (counts, self.others);
        }
        let (_, (_, others), _) = counts.select_nth_unstable_by_key(most, |(number, count)| (Reverse(*count), *number));
        let others = *others;
        counts.truncate(most);
        (counts, others.max(self.others))
    }
}

/// What was counted in one part.
struct Counted<'a> {
    kinds: Kinds<'a>,
    /// In the order of columns.
    names: Vec<Names>,
    years: Vec<(i16, u32)>,
}

impl Counted<'_> {
    /// How often a name of this column stands in the answers.
    fn count_of(&self, place: usize, name: &Arc<str>) -> Result<u32, Error> {
        let (kinds, names) = (&self.kinds, &self.names[place]);
        let Some(number) = kinds.facts.number_of(place, name)? else { return Ok(0) };
        if let Ok(at) = names.counts.binary_search_by_key(&number, |(number, _)| *number) {
            return Ok(names.counts[at].1);
        }
        if names.others == 0 {
            return Ok(0);
        }
        let field = kinds.fields.counted()[place];
        let index = kinds.segment.inverted_index(field)?;
        let list = kinds.facts.list_of(&index, field, name)?;
        list.map_or(Ok(0), |list| kinds.listed(field, &list))
    }
}

/// What was counted in all parts. Names are looked up for what may come among the commonest of them alone: of a million stories'
/// tags nearly all are rare, and none of those is told.
pub(super) fn told(kinds: Vec<Kinds<'_>>) -> Result<Counts, Error> {
    let parts = kinds.into_iter().map(Kinds::counted).collect::<Result<Vec<_>, _>>()?;
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for (year, count) in parts.iter().flat_map(|part| &part.years).filter(|(_, count)| *count > 0) {
        *years.entry(*year).or_default() += *count as usize;
    }
    Ok(Counts {
        sections: commonest(&parts, SECTIONS, SECTIONS_MAX)?,
        tags: commonest(&parts, TAGS, KINDS_MAX)?,
        authors: commonest(&parts, AUTHORS, KINDS_MAX)?,
        years: years.into_iter().rev().map(|(year, stories)| Count { name: year.to_string(), stories }).collect(),
    })
}

/// The commonest names of a column in all parts together, of those that are among the commonest of one of them.
fn commonest(parts: &[Counted<'_>], place: usize, most: usize) -> Result<Vec<Count>, Error> {
    let lists: Vec<_> = parts.iter().map(|part| part.names[place].commonest(2 * most)).collect();
    let unlisted: u32 = lists.iter().map(|(_, others)| others).sum();
    let mut found: HashMap<Arc<str>, Listed> = HashMap::new();
    for (at, (part, (names, others))) in parts.iter().zip(&lists).enumerate() {
        for (number, count) in names {
            let name = part.kinds.facts.name_of(place, *number)?;
            let listed =
                found.entry(name).or_insert_with(|| Listed { counted: 0, besides: unlisted, parts: Vec::new() });
            listed.counted += count;
            listed.besides -= others;
            listed.parts.push(at);
        }
    }
    let mut least: Vec<u32> = found.values().map(|listed| listed.counted).collect();
    least.sort_unstable_by_key(|count| Reverse(*count));
    let least = least.get(most - 1).copied().unwrap_or(0);
    let mut counts = Vec::new();
    for (name, listed) in found.into_iter().filter(|(_, listed)| listed.counted + listed.besides >= least) {
        let mut stories = listed.counted;
        for (at, part) in parts.iter().enumerate() {
            let stands_in_no_other = lists[at].1 == 0;
            if stands_in_no_other || listed.parts.contains(&at) {
                continue;
            }
            stories += part.count_of(place, &name)?;
        }
        counts.push(Count { name: name.as_ref().to_owned(), stories: stories as usize });
    }
    counts.sort_by(|a, b| b.stories.cmp(&a.stories).then_with(|| a.name.cmp(&b.name)));
    counts.truncate(most);
    Ok(counts)
}

/// A name that is among the commonest of some parts.
struct Listed {
    /// How often it stands in those.
    counted: u32,
    /// And in all others at most.
    besides: u32,
    /// Those, by their place.
    parts: Vec<usize>,
}
