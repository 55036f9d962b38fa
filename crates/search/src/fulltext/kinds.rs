//! Counting answers by section, tag, author and year, of all of them and not of a sample.
//!
//! Where more than half of an edition's stories answer, the others are counted and taken from what there is in all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::Error;
use super::facts::Facts;
use super::schema::{AUTHORS, SECTIONS, TAGS};
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
    column: Option<&'a StrColumn>,
    counts: Vec<u32>,
    /// The holders of each name by its number, where they are kept in memory.
    holders: Option<&'a [Vec<u64>]>,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(segment: &SegmentReader, facts: &'a Facts, edition: Option<&'a str>) -> Self {
        let named = facts.counted.iter().enumerate().map(|(place, column)| Named {
            column: column.as_ref(),
            counts: vec![0; column.as_ref().map_or(0, |column| column.dictionary().num_terms())],
            holders: facts.sections.as_deref().filter(|_| place == SECTIONS),
        });
        let stories = segment.max_doc();
        let found = vec![0; (stories as usize).div_ceil(64)];
        Self { named: named.collect(), years: BTreeMap::new(), found, facts, edition, stories }
    }

    /// Takes the stories of a window.
    pub(super) fn take(&mut self, window: &Window) {
        let lanes = self.found[window.base as usize / 64..].iter_mut().zip(window.bits.lanes());
        lanes.for_each(|(found, lane)| *found = *lane);
        let (earliest, latest) = self.facts.between(window.base);
        if year_of(earliest) == year_of(latest) {
            *self.years.entry(year_of(latest)).or_default() += window.bits.count();
            return;
        }
        let mut days: HashMap<i64, usize, FixedState> = HashMap::default();
        for place in window.bits.places() {
            let hour = self.facts.hours.first(window.doc(place)).unwrap_or_default();
            *days.entry(hour.div_euclid(DAY)).or_default() += 1;
        }
        for (day, count) in days {
            *self.years.entry(year_of(day * DAY)).or_default() += count;
        }
    }

    /// How often a name of this column stands in what was counted.
    fn count_of(&self, place: usize, name: &Arc<str>) -> Result<u32, Error> {
        let number = self.facts.number_of(place, name)?;
        Ok(number.and_then(|number| self.named[place].counts.get(number as usize)).copied().unwrap_or(0))
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

impl Named<'_> {
    fn count(&mut self, found: &[u64]) {
        match &self.holders {
            Some(holders) => {
                let count = |holders: &Vec<u64>| holders.iter().zip(found).map(|(a, b)| (a & b).count_ones()).sum();
                self.counts = holders.iter().map(count).collect();
            }
            None => self.each_of(found, |counts, name| counts[name as usize] += 1),
        }
    }

    /// How many of these stories hold each name.
    fn counted_of(&self, stories: &[u64]) -> Vec<u32> {
        let mut other = Self { column: self.column, counts: vec![0; self.counts.len()], holders: None };
        other.each_of(stories, |counts, name| counts[name as usize] += 1);
        other.counts
    }

    /// Tells of each name of each of these stories.
    fn each_of(&mut self, stories: &[u64], mut tell: impl FnMut(&mut [u32], u32)) {
        let Some(column) = self.column else { return };
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

    /// The names that stand most often in this part, by number with how often, and how often any other stands there at most.
    fn commonest(&self, most: usize) -> (Vec<(u32, u32)>, u32) {
        let counted = (0..).zip(&self.counts).filter(|(_, count)| **count > 0);
        let mut counted: Vec<(u32, u32)> = counted.map(|(number, count)| (number, *count)).collect();
        if counted.len() <= most {
            return (counted, 0);
        }
        let (_, (_, others), _) =
            counted.select_nth_unstable_by_key(most, |(number, count)| (Reverse(*count), *number));
        let others = *others;
        counted.truncate(most);
        (counted, others)
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

/// What was counted in all parts. Names are looked up for what may come among the commonest of them alone: of a million stories'
/// tags nearly all are rare, and none of those is told.
pub(super) fn told(kinds: &[Kinds<'_>]) -> Result<Counts, Error> {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for (year, count) in kinds.iter().flat_map(|part| &part.years) {
        *years.entry(*year).or_default() += count;
    }
    Ok(Counts {
        sections: commonest(kinds, SECTIONS, SECTIONS_MAX)?,
        tags: commonest(kinds, TAGS, KINDS_MAX)?,
        authors: commonest(kinds, AUTHORS, KINDS_MAX)?,
        years: years.into_iter().rev().map(|(year, stories)| Count { name: year.to_string(), stories }).collect(),
    })
}

/// The commonest names of a column in all parts together, of those that are among the commonest of one of them.
fn commonest(kinds: &[Kinds<'_>], place: usize, most: usize) -> Result<Vec<Count>, Error> {
    let lists: Vec<_> = kinds.iter().map(|part| part.named[place].commonest(2 * most)).collect();
    let unlisted: u32 = lists.iter().map(|(_, others)| others).sum();
    let mut found: HashMap<Arc<str>, Listed> = HashMap::new();
    for (at, (part, (names, others))) in kinds.iter().zip(&lists).enumerate() {
        for (number, count) in names {
            let name = part.facts.name_of(place, *number)?;
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
        for (at, part) in kinds.iter().enumerate() {
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

const DAY: i64 = 86_400;

/// As UTC counts it.
fn year_of(hour: i64) -> i16 {
    let at = jiff::Timestamp::from_second(hour).unwrap_or_default();
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().year()
}
