//! What is kept in memory of each part of the index: which of its stories are of which edition and section, when those that
//! stand beside each other were published, its words, and where the lists of those lie that are asked for. Parts never
//! change, so that it is gathered once for each.
//!
//! A bit for a story and name, and two hours for four thousand stories: some five megabytes for a million stories.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader, Term};

use super::Error;
use super::lookups::Lookups;
use super::schema::{Fields, HOUR};
use super::vocabulary::{LARGE, Vocabulary};
use super::window::WIDTH;

/// What is known of one part.
pub(super) struct Facts {
    /// By an edition's code.
    pub editions: HashMap<String, Vec<u64>>,
    /// By a section's key. Nothing where there are so many that their bits would be much.
    pub sections: Option<HashMap<String, Vec<u64>>>,
    /// The earliest and the latest hour of each window.
    hours: Vec<(i64, i64)>,
    vocabulary: OnceLock<Option<Vocabulary>>,
    /// By a column's place and an edition, how many stories hold each of the column's names.
    totals: Mutex<Totals>,
    /// Of a large part.
    lookups: Option<Lookups>,
}

type Totals = HashMap<(usize, Option<String>), Arc<Vec<u32>>>;

/// Of one kind: more are looked up in their column.
const NAMES_MAX: usize = 64;

impl Facts {
    fn of(segment: &SegmentReader, fields: &Fields) -> Result<Self, Error> {
        let hours = segment.fast_fields().i64(HOUR)?;
        let mut values = vec![0; WIDTH];
        let of_window = |base: DocId| {
            let values = &mut values[..WIDTH.min((segment.max_doc() - base) as usize)];
            hours.values.get_range(u64::from(base), values);
            values.iter().fold((i64::MAX, i64::MIN), |(from, until), hour| (from.min(*hour), until.max(*hour)))
        };
        Ok(Self {
            hours: (0..segment.max_doc()).step_by(WIDTH).map(of_window).collect(),
            editions: holders(segment, fields.edition, usize::MAX)?.unwrap_or_default(),
            sections: holders(segment, fields.section, NAMES_MAX)?,
            vocabulary: OnceLock::new(),
            totals: Mutex::default(),
            lookups: (segment.max_doc() >= LARGE).then(Lookups::default),
        })
    }

    /// Where the list of a term lies in this part, through the dictionary of its field.
    pub(super) fn list_of(
        &self,
        index: &InvertedIndexReader,
        field: Field,
        word: &str,
    ) -> Result<Option<TermInfo>, Error> {
        let look = || index.get_term_info(&Term::from_field_text(field, word));
        match &self.lookups {
            Some(lookups) => lookups.get(field, word, look),
            None => Ok(look().map_err(tantivy::TantivyError::from)?),
        }
    }

    /// How many stories of an edition, or of all, hold each name of a column; counted once, also those that were deleted since.
    pub(super) fn totals(
        &self,
        column: usize,
        edition: Option<&str>,
        count: impl FnOnce() -> Vec<u32>,
    ) -> Arc<Vec<u32>> {
        let key = (column, edition.map(str::to_owned));
        let known = self.totals.lock().expect("nothing panics while it is held").get(&key).cloned();
        known.unwrap_or_else(|| {
            // Nobody waits for whoever counts.
            let totals = Arc::new(count());
            self.totals.lock().expect("nothing panics while it is held").insert(key, Arc::clone(&totals));
            totals
        })
    }

    /// The words that are not rare in it; nothing where it is small, or nobody gathered them yet.
    pub(super) fn vocabulary(&self) -> Option<&Vocabulary> {
        self.vocabulary.get()?.as_ref()
    }

    /// The earliest and the latest hour of the stories of the window that begins with this one.
    pub(super) fn hours(&self, base: DocId) -> (i64, i64) {
        self.hours.get(base as usize / WIDTH).copied().unwrap_or((i64::MIN, i64::MAX))
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

/// What is known of the parts there are.
#[derive(Default)]
pub(super) struct KnownFacts {
    by_part: Mutex<HashMap<SegmentId, Arc<Facts>>>,
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

    /// Gathers what is not known yet, and forgets parts that are gone. Words take a second or so, which no question waits for.
    pub(super) fn gather(&self, searcher: &Searcher, fields: &Fields) -> Result<(), Error> {
        let facts = self.of(searcher, fields)?;
        for (part, facts) in searcher.segment_readers().iter().zip(&facts) {
            if facts.vocabulary.get().is_none() {
                let _ = facts.vocabulary.set(Vocabulary::of(part, fields)?);
            }
        }
        let parts = searcher.segment_readers().iter().map(SegmentReader::segment_id);
        *self.by_part() = parts.zip(facts).collect();
        Ok(())
    }

    fn by_part(&self) -> MutexGuard<'_, HashMap<SegmentId, Arc<Facts>>> {
        self.by_part.lock().expect("nothing panics while it is held")
    }
}
