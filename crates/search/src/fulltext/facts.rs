//! What is kept in memory of each part of the index: which of its stories are of which edition and section, when those that
//! stand beside each other were published, its columns, its words, and where the lists of those lie that are asked for. Parts
//! never change, so that it is gathered once for each.
//!
//! A bit for a story and name, and two hours for four thousand stories: some five megabytes for a million stories.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader, Term};

use super::Error;
use super::lookups::Lookups;
use super::schema::{COUNTED, Fields, HOUR, NUMBER, SECTIONS};
use super::vocabulary::{LARGE, Vocabulary};
use super::window::WIDTH;

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
    /// The earliest and the latest hour of each window.
    between: Vec<(i64, i64)>,
    vocabulary: OnceLock<Option<Arc<Vocabulary>>>,
    /// By a column's place and an edition, how many stories hold each of the column's names.
    totals: Mutex<Totals>,
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

type Totals = HashMap<(usize, Option<String>), Arc<Vec<u32>>>;

/// Of one kind: more are looked up in their column.
const NAMES_MAX: usize = 64;

impl Facts {
    fn of(segment: &SegmentReader, fields: &Fields) -> Result<Self, Error> {
        let columns = segment.fast_fields();
        let hours = columns.i64(HOUR)?;
        let mut values = vec![0; WIDTH];
        let of_window = |base: DocId| {
            let values = &mut values[..WIDTH.min((segment.max_doc() - base) as usize)];
            hours.values.get_range(u64::from(base), values);
            values.iter().fold((i64::MAX, i64::MIN), |(from, until), hour| (from.min(*hour), until.max(*hour)))
        };
        let mut counted = [const { None }; COUNTED.len()];
        for (column, name) in counted.iter_mut().zip(COUNTED) {
            *column = columns.str(name)?;
        }
        Ok(Self {
            between: (0..segment.max_doc()).step_by(WIDTH).map(of_window).collect(),
            editions: holders(segment, fields.edition, usize::MAX)?.unwrap_or_default(),
            sections: by_number(counted[SECTIONS].as_ref(), holders(segment, fields.section, NAMES_MAX)?)?,
            numbers: columns.u64(NUMBER)?,
            hours,
            counted,
            vocabulary: OnceLock::new(),
            totals: Mutex::default(),
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

    /// How many stories of an edition, or of all, hold each name of a column; counted once, also those that were deleted since.
    pub(super) fn totals(
        &self,
        column: usize,
        edition: Option<&str>,
        count: impl FnOnce() -> Vec<u32>,
    ) -> Arc<Vec<u32>> {
        let key = (column, edition.map(str::to_owned));
        let known = self.totals.lock().expect(UNPOISONED).get(&key).cloned();
        known.unwrap_or_else(|| {
            // Nobody waits for whoever counts.
            let totals = Arc::new(count());
            self.totals.lock().expect(UNPOISONED).insert(key, Arc::clone(&totals));
            totals
        })
    }

    /// The earliest and the latest hour of the stories of the window that begins with this one.
    pub(super) fn between(&self, base: DocId) -> (i64, i64) {
        self.between.get(base as usize / WIDTH).copied().unwrap_or((i64::MIN, i64::MAX))
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
        let mut bits = vec![0; (segment.max_doc() as usize).div_ceil(64)];
        let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while !blocks.docs().is_empty() {
            for doc in blocks.docs() {
                bits[*doc as usize / 64] |= 1 << (doc % 64);
            }
            blocks.advance();
        }
        holders.insert(String::from_utf8_lossy(name).into_owned(), bits);
    }
    Ok(Some(holders))
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
