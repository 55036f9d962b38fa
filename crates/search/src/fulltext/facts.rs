//! What is kept in memory of each part of the index: which of its stories are of which edition, section and year, when those that
//! stand beside each other were published, its columns, its words, who holds the commonest tags and authors, and where the lists
//! of those words lie that are asked for. Parts never change, so that it is gathered once for each.
//!
//! A bit for a story and name, and two hours for four thousand stories: some seven megabytes for a million stories.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermOrdinal;
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader, Term};

use super::Error;
use super::bits::WIDTH;
use super::lookups::Lookups;
use super::schema::{COUNTED, Fields, HOUR, NUMBER, SECTIONS};
use super::vocabulary::{LARGE, Vocabulary};

/// What is known of one part.
pub(super) struct Facts {
    /// By an edition's code.
    pub editions: HashMap<String, Vec<u64>>,
    /// By a section's number in its column. Nothing where there are so many that their bits would be much.
    pub sections: Option<Vec<Vec<u64>>>,
    /// The hours of its stories, their numbers, and the names they are counted by, in the order of [`COUNTED`]: to open a
    /// column goes through a part of it.
    pub hours: Column<i64>,
    pub numbers: Column<u64>,
    pub counted: [Option<StrColumn>; COUNTED.len()],
    /// The years of its stories, as UTC counts them, with those of each.
    pub years: Vec<(i16, Vec<u64>)>,
    /// In the order of columns, but for those whose holders are all known; of a large part.
    common: OnceLock<Vec<Option<Common>>>,
    /// The earliest and the latest hour of each window.
    between: Vec<(i64, i64)>,
    vocabulary: OnceLock<Option<Arc<Vocabulary>>>,
    /// Where the lists of words lie; of a large part.
    lists: Option<Lists>,
    /// By the place of what is counted, the names of a column's numbers and the numbers of its names.
    names: Lookups<(usize, u32), Arc<str>>,
    ords: Lookups<(usize, Arc<str>), Option<u32>>,
}

/// Words of all fields that are kept of each part, some five megabytes.
const LISTS_KEPT: usize = 24_000;
/// Names of all columns: of those that are told, which are the commonest.
const NAMES_KEPT: usize = 2_000;

type Lists = Lookups<(Field, Box<str>), Option<TermInfo>>;

/// Of one kind: more are looked up in their column.
const NAMES_MAX: usize = 64;

impl Facts {
    fn of(segment: &SegmentReader, fields: &Fields) -> Result<Self, Error> {
        let columns = segment.fast_fields();
        let hours = columns.i64(HOUR)?;
        let mut values = vec![0; WIDTH];
        let (mut between, mut years) = (Vec::new(), Years::of(segment));
        for base in (0..segment.max_doc()).step_by(WIDTH) {
            let values = &mut values[..WIDTH.min((segment.max_doc() - base) as usize)];
            hours.values.get_range(u64::from(base), values);
            let (first, last) = (values.iter().min().copied(), values.iter().max().copied());
            between.push((first.unwrap_or(i64::MAX), last.unwrap_or(i64::MIN)));
            (base..).zip(values).for_each(|(doc, hour)| years.take(doc, *hour));
        }
        let mut counted = [const { None }; COUNTED.len()];
        for (column, name) in counted.iter_mut().zip(COUNTED) {
            *column = columns.str(name)?;
        }
        Ok(Self {
            between,
            years: years.holders.into_iter().collect(),
            editions: holders(segment, fields.edition, usize::MAX)?.unwrap_or_default(),
            sections: by_number(counted[SECTIONS].as_ref(), holders(segment, fields.section, NAMES_MAX)?)?,
            numbers: columns.u64(NUMBER)?,
            hours,
            counted,
            common: OnceLock::new(),
            vocabulary: OnceLock::new(),
            lists: (segment.max_doc() >= LARGE).then(|| Lookups::keeping(LISTS_KEPT)),
            names: Lookups::keeping(NAMES_KEPT),
            ords: Lookups::keeping(NAMES_KEPT),
        })
    }

    /// Where the list of a term lies in this part, through the dictionary of its field.
    pub(super) fn list_of(
        &self,
        index: &InvertedIndexReader,
        field: Field,
        word: &str,
    ) -> Result<Option<TermInfo>, Error> {
        let look = |word: &str| index.get_term_info(&Term::from_field_text(field, word));
        let found = match &self.lists {
            Some(lists) => lists.get((field, Box::from(word)), |(_, word)| look(word)),
            None => look(word),
        };
        Ok(found.map_err(tantivy::TantivyError::from)?)
    }

    /// The name that the column of this place has this number for.
    pub(super) fn name_of(&self, place: usize, number: u32) -> Result<Arc<str>, Error> {
        let look = |_: &_| {
            let mut name = String::new();
            if let Some(column) = &self.counted[place] {
                column.ord_to_str(number.into(), &mut name)?;
            }
            Ok::<_, std::io::Error>(Arc::from(name))
        };
        Ok(self.names.get((place, number), look)?)
    }

    /// The number that the column of this place has for a name; nothing if nobody has it.
    pub(super) fn number_of(&self, place: usize, name: &Arc<str>) -> Result<Option<u32>, Error> {
        let look = |(_, name): &(usize, Arc<str>)| {
            let Some(column) = &self.counted[place] else { return Ok(None) };
            Ok::<_, std::io::Error>(column.dictionary().term_ord(name.as_bytes())?.map(|number| number as u32))
        };
        Ok(self.ords.get((place, Arc::clone(name)), look)?)
    }

    /// Who holds the commonest names of the column of this place; nothing of a small part, nor before it is gathered.
    pub(super) fn common(&self, place: usize) -> Option<&Common> {
        self.common.get()?.get(place)?.as_ref()
    }

    fn commonest(&self, segment: &SegmentReader, fields: &Fields) -> Result<Vec<Option<Common>>, Error> {
        let of_column = |(place, (field, column)): (usize, (Field, &Option<StrColumn>))| {
            let column = column.as_ref().filter(|_| place != SECTIONS || self.sections.is_none());
            column.map(|column| Common::of(segment, field, column)).transpose()
        };
        fields.counted().into_iter().zip(&self.counted).enumerate().map(of_column).collect()
    }

    /// The earliest and the latest hour of the stories of the window that begins with this one.
    pub(super) fn between(&self, base: DocId) -> (i64, i64) {
        self.between.get(base as usize / WIDTH).copied().unwrap_or((i64::MIN, i64::MAX))
    }
}

/// The stories of a part by the year they were published in.
struct Years {
    holders: BTreeMap<i16, Vec<u64>>,
    lanes: usize,
    /// The year that was met last, and its first second and the next one's: neighbours were mostly published in one.
    last: (i16, Range<i64>),
}

impl Years {
    fn of(segment: &SegmentReader) -> Self {
        Self { holders: BTreeMap::new(), lanes: (segment.max_doc() as usize).div_ceil(64), last: (0, 0..0) }
    }

    fn take(&mut self, doc: DocId, hour: i64) {
        if !self.last.1.contains(&hour) {
            self.last = year_around(hour);
        }
        let holders = self.holders.entry(self.last.0).or_insert_with(|| vec![0; self.lanes]);
        holders[doc as usize / 64] |= 1 << (doc % 64);
    }
}

/// The year an hour lies in, as UTC counts it, with its first second and the next one's.
fn year_around(hour: i64) -> (i16, Range<i64>) {
    let begins = |year: i16| {
        let first = jiff::civil::Date::new(year, 1, 1).and_then(|day| day.to_zoned_datetime(jiff::tz::TimeZone::UTC));
        first.map_or(if year < 0 { i64::MIN } else { i64::MAX }, |first| first.timestamp().as_second())
    };
    let at = jiff::Timestamp::from_second(hour).unwrap_or_default();
    let year = at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().year();
    (year, begins(year)..begins(year + 1))
}

/// The commonest names of a column, the most first.
pub(super) struct Common {
    pub names: Vec<CommonName>,
    /// Of any other name there are so many stories at most.
    pub others: u32,
}

/// A name that many stories of a part hold.
pub(super) struct CommonName {
    /// In its column.
    pub number: u32,
    pub list: TermInfo,
    /// The same as bits, of the very commonest.
    pub holders: Option<Vec<u64>>,
}

/// Names of a column of a part whose lists are known. Where they are not enough, what answers is gone through instead.
const COMMON_MAX: usize = 512;
/// Of so many stories one must hold a name for it to be kept as bits: there they are as large as the list.
const DENSE: u64 = 64;

impl Common {
    /// Goes through all names of the column once.
    fn of(segment: &SegmentReader, field: Field, column: &StrColumn) -> Result<Self, Error> {
        let index = segment.inverted_index(field)?;
        let (terms, mut holders) = (index.terms(), Vec::with_capacity(index.terms().num_terms()));
        let mut stream = terms.stream()?;
        while let Some((_, list)) = stream.next() {
            holders.push(list.doc_freq);
        }
        let mut ranked: Vec<(Reverse<u32>, TermOrdinal)> = holders.into_iter().map(Reverse).zip(0..).collect();
        let mut others = 0;
        if ranked.len() > COMMON_MAX {
            let (_, (Reverse(next), _), _) = ranked.select_nth_unstable(COMMON_MAX);
            others = *next;
            ranked.truncate(COMMON_MAX);
        }
        ranked.sort_unstable();
        let (mut names, mut name) = (Vec::with_capacity(ranked.len()), Vec::new());
        for (Reverse(stories), term) in ranked {
            terms.ord_to_term(term, &mut name)?;
            let (Some(number), Some(list)) = (column.dictionary().term_ord(&name)?, terms.get(&name)?) else {
                continue;
            };
            let is_dense = u64::from(stories) * DENSE >= u64::from(segment.max_doc());
            let holders = is_dense.then(|| bits_of(segment, &index, &list)).transpose()?;
            names.push(CommonName { number: number as u32, list, holders });
        }
        Ok(Self { names, others })
    }
}

/// By each name of a field the stories that hold it; nothing if there are more names.
fn holders(segment: &SegmentReader, field: Field, most: usize) -> Result<Option<HashMap<String, Vec<u64>>>, Error> {
    let index = segment.inverted_index(field)?;
    if index.terms().num_terms() > most {
        return Ok(None);
    }
    let mut holders = HashMap::new();
    let mut names = index.terms().stream()?;
    while let Some((name, info)) = names.next() {
        holders.insert(String::from_utf8_lossy(name).into_owned(), bits_of(segment, &index, info)?);
    }
    Ok(Some(holders))
}

/// The stories of a list.
fn bits_of(segment: &SegmentReader, index: &InvertedIndexReader, list: &TermInfo) -> Result<Vec<u64>, Error> {
    let mut bits = vec![0; (segment.max_doc() as usize).div_ceil(64)];
    let mut blocks = index.read_block_postings_from_terminfo(list, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        for doc in blocks.docs() {
            bits[*doc as usize / 64] |= 1 << (doc % 64);
        }
        blocks.advance();
    }
    Ok(bits)
}

/// Holders of sections, by their numbers in the column of sections.
fn by_number(
    column: Option<&StrColumn>,
    holders: Option<HashMap<String, Vec<u64>>>,
) -> Result<Option<Vec<Vec<u64>>>, Error> {
    let (Some(mut holders), Some(column)) = (holders, column) else { return Ok(None) };
    let mut by_number = Vec::with_capacity(holders.len());
    for number in 0..column.dictionary().num_terms() {
        let mut name = String::new();
        column.ord_to_str(number as u64, &mut name)?;
        by_number.push(holders.remove(&name).unwrap_or_default());
    }
    Ok(Some(by_number))
}

/// What is known of the parts there are.
#[derive(Default)]
pub(super) struct KnownFacts {
    by_part: Mutex<HashMap<SegmentId, Arc<Facts>>>,
    words: Mutex<Arc<Words>>,
}

/// The words that are not rare in some of the parts, which are the large ones that were gathered.
#[derive(Default)]
pub(super) struct Words {
    pub parts: BTreeSet<SegmentId>,
    pub vocabulary: Option<Arc<Vocabulary>>,
}

impl KnownFacts {
    /// Of each part of what is asked, in their order. What nobody gathered yet is gathered now.
    pub(super) fn of(&self, searcher: &Searcher, fields: &Fields) -> Result<Vec<Arc<Facts>>, Error> {
        let of_part = |part: &SegmentReader| {
            let known = self.by_part().get(&part.segment_id()).cloned();
            if let Some(facts) = known {
                return Ok(facts);
            }
            let facts = Arc::new(Facts::of(part, fields)?);
            self.by_part().insert(part.segment_id(), Arc::clone(&facts));
            Ok(facts)
        };
        searcher.segment_readers().iter().map(of_part).collect()
    }

    /// The words of large parts, as far as they are gathered.
    pub(super) fn words(&self) -> Arc<Words> {
        Arc::clone(&self.words.lock().expect(UNPOISONED))
    }

    /// Gathers what is not known yet, and forgets parts that are gone. Words take a second or so, which no question waits for.
    pub(super) fn gather(&self, searcher: &Searcher, fields: &Fields) -> Result<(), Error> {
        let facts = self.of(searcher, fields)?;
        let mut words: BTreeMap<SegmentId, Arc<Vocabulary>> = BTreeMap::new();
        for (part, facts) in searcher.segment_readers().iter().zip(&facts) {
            if part.max_doc() >= LARGE && facts.common.get().is_none() {
                let _ = facts.common.set(facts.commonest(part, fields)?);
            }
            if facts.vocabulary.get().is_none() {
                let _ = facts.vocabulary.set(Vocabulary::of(part, fields)?.map(Arc::new));
            }
            let known = facts.vocabulary.get().and_then(Option::as_ref);
            words.extend(known.map(|known| (part.segment_id(), Arc::clone(known))));
        }
        if !words.keys().eq(&self.words().parts) {
            let parts: Vec<&Vocabulary> = words.values().map(Arc::as_ref).collect();
            let vocabulary = match parts.as_slice() {
                [] => None,
                [_] => words.values().next().cloned(),
                parts => Some(Arc::new(Vocabulary::together(parts)?)),
            };
            *self.words.lock().expect(UNPOISONED) = Arc::new(Words { parts: words.into_keys().collect(), vocabulary });
        }
        let parts = searcher.segment_readers().iter().map(SegmentReader::segment_id);
        *self.by_part() = parts.zip(facts).collect();
        Ok(())
    }

    fn by_part(&self) -> MutexGuard<'_, HashMap<SegmentId, Arc<Facts>>> {
        self.by_part.lock().expect(UNPOISONED)
    }
}

const UNPOISONED: &str = "nothing panics while it is held";
