//! Counting answers by section, tag, author and year, of all of them and not of a sample.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::Error;
use super::facts::Facts;
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

/// The columns of one part with what was counted in them, by the part's own numbers for names.
pub(super) struct Kinds<'a> {
    named: Vec<Named<'a>>,
    years: BTreeMap<i16, usize>,
}

/// A column of names.
struct Named<'a> {
    column: Option<StrColumn>,
    counts: Vec<u32>,
    /// The numbers that were counted: few of a large part's names stand in what answers.
    counted: Vec<u32>,
    /// The holders of each name by its number, where they are kept in memory.
    holders: Option<Vec<&'a [u64]>>,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(segment: &SegmentReader, facts: &'a Facts) -> Result<Self, Error> {
        let mut named = Vec::new();
        for name in COLUMNS {
            let known = if name == COLUMNS[SECTIONS] { facts.sections.as_ref() } else { None };
            named.push(Named::of(segment.fast_fields().str(name)?, known)?);
        }
        Ok(Self { named, years: BTreeMap::new() })
    }

    /// Counts the stories of a window, whose hours lie between these two.
    pub(super) fn count(&mut self, window: &Window, hours: &Column<i64>, (earliest, latest): (i64, i64)) {
        let docs: Vec<DocId> = window.bits.places().map(|place| window.doc(place)).collect();
        let mut rows = Rows::default();
        self.named.iter_mut().for_each(|named| named.count(window, &docs, &mut rows));
        if year_of(earliest) == year_of(latest) {
            *self.years.entry(year_of(latest)).or_default() += docs.len();
            return;
        }
        let mut days: HashMap<i64, usize, FixedState> = HashMap::default();
        for doc in docs {
            *days.entry(hours.first(doc).unwrap_or_default().div_euclid(DAY)).or_default() += 1;
        }
        for (day, count) in days {
            *self.years.entry(year_of(day * DAY)).or_default() += count;
        }
    }
}

impl<'a> Named<'a> {
    fn of(column: Option<StrColumn>, known: Option<&'a HashMap<String, Vec<u64>>>) -> Result<Self, Error> {
        let names = column.as_ref().map_or(0, |column| column.dictionary().num_terms());
        let mut holders = None;
        if let (Some(column), Some(known)) = (&column, known) {
            let mut by_number = vec![&[][..]; names];
            for (name, bits) in known {
                if let Some(number) = column.dictionary().term_ord(name.as_bytes())? {
                    by_number[number as usize] = bits;
                }
            }
            holders = Some(by_number);
        }
        Ok(Self { column, counts: vec![0; names], counted: Vec::new(), holders })
    }

    fn count(&mut self, window: &Window, docs: &[DocId], rows: &mut Rows) {
        if let Some(holders) = &self.holders {
            for (name, holders) in (0..).zip(holders) {
                let count = window.bits.count_with(window.lanes_of(holders)) as u32;
                add(&mut self.counts, &mut self.counted, name, count);
            }
            return;
        }
        let Some(column) = &self.column else { return };
        rows.docs.clear();
        rows.rows.clear();
        column.ords().row_ids_for_docs(docs, &mut rows.docs, &mut rows.rows);
        rows.values.resize(rows.rows.len(), 0);
        column.ords().values.get_vals(&rows.rows, &mut rows.values);
        for name in &rows.values {
            add(&mut self.counts, &mut self.counted, *name as u32, 1);
        }
    }

    /// The names that stand most often in this part.
    fn commonest(&self, most: usize) -> Vec<String> {
        let Some(column) = &self.column else { return Vec::new() };
        let mut counted: Vec<(u32, u64)> =
            self.counted.iter().map(|name| (self.counts[*name as usize], u64::from(*name))).collect();
        if counted.len() > most {
            counted.select_nth_unstable_by(most, |a, b| b.cmp(a));
            counted.truncate(most);
        }
        let name = |(_, ord): (u32, u64)| {
            let mut name = String::new();
            column.ord_to_str(ord, &mut name).unwrap_or(false).then_some(name)
        };
        counted.into_iter().filter_map(name).collect()
    }

    /// How often a name stands in this part.
    fn count_of(&self, name: &str) -> usize {
        let Some(column) = &self.column else { return 0 };
        let ord = column.dictionary().term_ord(name.as_bytes()).ok().flatten();
        ord.and_then(|ord| self.counts.get(ord as usize)).map_or(0, |count| *count as usize)
    }
}

fn add(counts: &mut [u32], counted: &mut Vec<u32>, name: u32, count: u32) {
    let before = &mut counts[name as usize];
    if *before == 0 && count > 0 {
        counted.push(name);
    }
    *before += count;
}

/// Room for rows of a column.
#[derive(Default)]
struct Rows {
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

/// What was counted in all parts. Names are looked up for what is common in one of them alone: of a million stories' tags nearly
/// all are rare, and none of those is told.
pub(super) fn told(kinds: &[Kinds<'_>]) -> Counts {
    let counts = |place: usize, most: usize| {
        let names: BTreeSet<String> = kinds.iter().flat_map(|part| part.named[place].commonest(2 * most)).collect();
        let count = |name: String| {
            let stories = kinds.iter().map(|part| part.named[place].count_of(&name)).sum();
            Count { name, stories }
        };
        let mut counts: Vec<Count> = names.into_iter().map(count).collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.stories));
        counts.truncate(most);
        counts
    };
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for (year, count) in kinds.iter().flat_map(|part| &part.years) {
        *years.entry(*year).or_default() += count;
    }
    Counts {
        sections: counts(SECTIONS, SECTIONS_MAX),
        tags: counts(TAGS, KINDS_MAX),
        authors: counts(AUTHORS, KINDS_MAX),
        years: years.into_iter().rev().map(|(year, stories)| Count { name: year.to_string(), stories }).collect(),
    }
}

/// Columns that are counted, in their order.
const COLUMNS: [&str; 3] = ["section", "tag", "author"];
const SECTIONS: usize = 0;
const TAGS: usize = 1;
const AUTHORS: usize = 2;

const DAY: i64 = 86_400;

/// As UTC counts it.
fn year_of(hour: i64) -> i16 {
    let at = jiff::Timestamp::from_second(hour).unwrap_or_default();
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().year()
}
