//! Counting answers by section, tag, author and year, of all of them and not of a sample.
//!
//! Where more than half of an edition's stories answer, the others are counted and taken from what there is in all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::Error;
use super::facts::Facts;
use super::window::{WIDTH, Window};

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
    /// The stories of the part that answer.
    found: Vec<u64>,
    facts: &'a Facts,
    /// Of which edition all of them are.
    edition: Option<&'a str>,
    stories: DocId,
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
    pub(super) fn of(segment: &SegmentReader, facts: &'a Facts, edition: Option<&'a str>) -> Result<Self, Error> {
        let mut named = Vec::new();
        for name in COLUMNS {
            let known = if name == COLUMNS[SECTIONS] { facts.sections.as_ref() } else { None };
            named.push(Named::of(segment.fast_fields().str(name)?, known)?);
        }
        let stories = segment.max_doc();
        let found = vec![0; (stories as usize).div_ceil(64)];
        Ok(Self { named, years: BTreeMap::new(), found, facts, edition, stories })
    }

    /// Takes the stories of a window, whose hours lie between these two.
    pub(super) fn take(&mut self, window: &Window, hours: &Column<i64>, (earliest, latest): (i64, i64)) {
        let lanes = self.found[window.base as usize / 64..].iter_mut().zip(window.bits.lanes());
        lanes.for_each(|(found, lane)| *found = *lane);
        if year_of(earliest) == year_of(latest) {
            *self.years.entry(year_of(latest)).or_default() += window.bits.count();
            return;
        }
        let mut days: HashMap<i64, usize, FixedState> = HashMap::default();
        for place in window.bits.places() {
            *days.entry(hours.first(window.doc(place)).unwrap_or_default().div_euclid(DAY)).or_default() += 1;
        }
        for (day, count) in days {
            *self.years.entry(year_of(day * DAY)).or_default() += count;
        }
    }

    /// Counts what was taken.
    pub(super) fn count(&mut self) {
        let all = match self.edition.map(|code| self.facts.editions.get(code)) {
            None => &all_of(self.stories),
            Some(Some(of_edition)) => of_edition,
            Some(None) => return,
        };
        let many = |lanes: &[u64]| lanes.iter().map(|lane| lane.count_ones() as usize).sum::<usize>();
        // Whoever was deleted is among the others, as among all.
        let others: Vec<u64> = all.iter().zip(&self.found).map(|(all, found)| all & !found).collect();
        let by_others = many(&self.found) > many(&others);
        for (place, named) in self.named.iter_mut().enumerate() {
            match by_others && named.holders.is_none() {
                true => {
                    let totals = self.facts.totals(place, self.edition, || named.counted_of(all));
                    named.counts = totals.to_vec();
                    named.each_of(&others, |counts, name| counts[name as usize] -= 1);
                }
                false => named.count(&self.found),
            }
            named.note_counted();
        }
    }
}

/// All stories of a part.
fn all_of(stories: DocId) -> Vec<u64> {
    let mut all = vec![u64::MAX; (stories as usize).div_ceil(64)];
    if let Some(last) = all.last_mut().filter(|_| !stories.is_multiple_of(64)) {
        *last = (1 << (stories % 64)) - 1;
    }
    all
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

    fn count(&mut self, found: &[u64]) {
        match &self.holders {
            Some(holders) => {
                let count = |holders: &&[u64]| holders.iter().zip(found).map(|(a, b)| (a & b).count_ones()).sum();
                self.counts = holders.iter().map(count).collect();
            }
            None => self.each_of(found, |counts, name| counts[name as usize] += 1),
        }
    }

    /// How many of these stories hold each name.
    fn counted_of(&self, stories: &[u64]) -> Vec<u32> {
        let mut other = Self {
            column: self.column.clone(),
            counts: vec![0; self.counts.len()],
            counted: Vec::new(),
            holders: None,
        };
        other.each_of(stories, |counts, name| counts[name as usize] += 1);
        other.counts
    }

    /// Tells of each name of each of these stories.
    fn each_of(&mut self, stories: &[u64], mut tell: impl FnMut(&mut [u32], u32)) {
        let Some(column) = &self.column else { return };
        let mut rows = Rows::default();
        for (base, lanes) in (0..).step_by(WIDTH).zip(stories.chunks(WIDTH / 64)) {
            rows.wanted.clear();
            for (at, lane) in (base..).step_by(64).zip(lanes) {
                let mut lane = *lane;
                while lane != 0 {
                    rows.wanted.push(at + lane.trailing_zeros());
                    lane &= lane - 1;
                }
            }
            rows.docs.clear();
            rows.rows.clear();
            column.ords().row_ids_for_docs(&rows.wanted, &mut rows.docs, &mut rows.rows);
            rows.values.resize(rows.rows.len(), 0);
            column.ords().values.get_vals(&rows.rows, &mut rows.values);
            rows.values.iter().for_each(|name| tell(&mut self.counts, *name as u32));
        }
    }

    fn note_counted(&mut self) {
        let counts = (0..).zip(&self.counts);
        self.counted = counts.filter(|(_, count)| **count > 0).map(|(name, _)| name).collect();
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

/// Room for rows of a column.
#[derive(Default)]
struct Rows {
    wanted: Vec<DocId>,
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
