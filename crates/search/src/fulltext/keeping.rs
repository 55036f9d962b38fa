//! Keeping the index: reading in what there is, then what changes, and mending what is broken by beginning anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use language::Analyser;
use newsroom::{House, Position, StoryNumber};
use store::{Sealed, Seen};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};
use tokio::sync::Notify;

use super::document::{TEXTS, document};
use super::folder::{Mark, Shelf};
use super::{Error, FullText};

/// Stories read in at once.
const BATCH: i64 = 500;
/// While all is read in, what was written can be found and is safe after this long; the first of it sooner.
const COMMIT_EVERY: Duration = Duration::from_secs(20);
const COMMIT_FIRST: Duration = Duration::from_secs(2);
/// Changes of so long are written together: each writing costs a few files.
const GATHER: Duration = Duration::from_millis(200);
/// How long whoever fails waits before trying again.
const PATIENCE: Duration = Duration::from_secs(2);
/// A file of this name in the folder asks the serving program to build the index anew.
const ASKED: &str = "rebuild";

/// Stories that changed and are to be read in.
#[derive(Default)]
pub(super) struct Desired {
    noted: Mutex<Noted>,
    woken: Notify,
}

#[derive(Default)]
struct Noted {
    stories: BTreeSet<StoryNumber>,
    /// Position and seal of the newest entry that was noted.
    last: Option<(Position, String)>,
}

impl Desired {
    pub(super) fn note(&self, stories: impl Iterator<Item = StoryNumber>, last: &Sealed) {
        let mut noted = self.noted.lock().expect("nothing panics while it is held");
        noted.stories.extend(stories);
        noted.last = Some((last.position, last.hash.clone()));
        drop(noted);
        self.woken.notify_one();
    }

    fn take(&self) -> Noted {
        std::mem::take(&mut *self.noted.lock().expect("nothing panics while it is held"))
    }

    /// What could not be read in after all.
    fn give_back(&self, back: Noted) {
        let mut noted = self.noted.lock().expect("nothing panics while it is held");
        noted.stories.extend(back.stories);
        if noted.last.is_none() {
            noted.last = back.last;
        }
    }
}

/// An index that is written.
struct Work {
    shelf: Arc<Shelf>,
    writer: IndexWriter<TantivyDocument>,
    /// Remembers the words it has seen.
    analyser: Analyser,
    /// What the shelf will say of [`Shelf::texts_taken`] when the writer has taken all that it was given.
    given: u64,
}

impl Work {
    fn of(shelf: Arc<Shelf>) -> Result<Self, Error> {
        let mut writer = shelf.writer()?;
        // Merges end with the writer that began them, and a commit begins them again: otherwise a question would go through all
        // that an earlier one left in small parts, until somebody next publishes.
        shelf.commit(&mut writer, shelf.mark())?;
        Ok(Self { writer, given: shelf.texts_taken(), shelf, analyser: Analyser::new() })
    }

    /// Takes a live story in, in the language of its edition.
    fn add(&mut self, seen: &Seen, house: &House) -> Result<(), Error> {
        if !seen.live.is_live() {
            return Ok(());
        }
        let Some(edition) = house.edition(&seen.live.edition) else { return Ok(()) };
        self.writer.add_document(document(seen, edition.language, &self.shelf.fields, &mut self.analyser))?;
        self.given += TEXTS;
        Ok(())
    }

    /// Waits until the writer is at most a batch behind. It would queue ten thousand stories, which are some 250 megabytes.
    fn wait_for_writer(&self) {
        const LOOK: Duration = Duration::from_millis(5);
        let behind = || self.given.saturating_sub(self.shelf.texts_taken());
        let (mut least, mut since) = (behind(), Instant::now());
        // One that does not get on has failed, and says so when it is next given something.
        while behind() > TEXTS * BATCH.unsigned_abs() && since.elapsed() < PATIENCE {
            std::thread::sleep(LOOK);
            if behind() < least {
                (least, since) = (behind(), Instant::now());
            }
        }
    }
}

/// Somebody who writes, where others wait for nothing: it commits.
async fn begun(shelf: Arc<Shelf>) -> Result<Work, Error> {
    tokio::task::spawn_blocking(|| Work::of(shelf)).await.map_err(|_| Error::CutOff)?
}

impl FullText {
    /// Opens the index, or begins one, and returns the position of the ledger from which to follow. What is kept beside it
    /// and is of no use goes.
    ///
    /// # Errors
    /// What the store or the folder failed with.
    pub async fn open(&self) -> Result<Position, Error> {
        let mut best: Option<Shelf> = None;
        for folder in self.folders()? {
            let Some(shelf) = Shelf::open(&folder) else { continue };
            if !self.is_of_this_ledger(&shelf.mark()).await? {
                tracing::info!(folder = %folder.display(), "an index of words is of another ledger and is built anew");
                continue;
            }
            // A whole one before one that was begun, then the one that is further.
            let rank = |shelf: &Shelf| (shelf.mark().below.is_none(), shelf.mark().position);
            if best.as_ref().is_none_or(|best| rank(best) < rank(&shelf)) {
                best = Some(shelf);
            }
        }
        let shelf = match best {
            Some(shelf) => shelf,
            None => self.begin().await?,
        };
        self.remove_all_but(shelf.folder());
        let position = Position(shelf.mark().position);
        self.put(Arc::new(shelf));
        Ok(position)
    }

    /// Reads in what is missing and what changes, for ever.
    pub async fn keep(&self) {
        let mut works = Vec::new();
        loop {
            if let Err(error) = self.keep_until_it_fails(&mut works).await {
                works.clear();
                // What was not committed went with its writer, and is read in again.
                if let Some(shelf) = self.shelf() {
                    shelf.go_back();
                }
                if matches!(&error, Error::Index(TantivyError::LockFailure(..))) {
                    // Another program on this folder writes; this one answers from what it writes.
                    tracing::debug!("another program keeps the index of words");
                    let _ = self.shelf().map(|shelf| shelf.look_again());
                    let _ = self.look_after_memory().await;
                } else {
                    tracing::error!(%error, "the index of words failed and tries again");
                    self.begin_anew_if_broken(&error).await;
                }
                tokio::time::sleep(PATIENCE).await;
            }
        }
    }

    async fn keep_until_it_fails(&self, works: &mut Vec<Work>) -> Result<(), Error> {
        if works.is_empty() {
            let Some(shelf) = self.shelf() else { return Err(Error::CutOff) };
            works.push(begun(shelf).await?);
        }
        let mut committed = Instant::now();
        loop {
            self.look_after_memory().await?;
            if works.len() == 1 && self.is_asked_to_rebuild() {
                works.push(begun(Arc::new(self.begin().await?)).await?);
            }
            let is_building = works.iter().any(|work| work.shelf.mark().below.is_some());
            if !is_building {
                // Asked for a rebuild by a file, so that one looks now and then even if nothing happens.
                let _ = tokio::time::timeout(Duration::from_secs(1), self.inner.desired.woken.notified()).await;
                // In memory, writing costs no files.
                if self.inner.folder.is_some() {
                    tokio::time::sleep(GATHER).await;
                }
            }
            self.read_in_changes(works).await?;
            if is_building {
                let begun = Instant::now();
                self.read_in_more(works, &mut committed).await?;
                // Readers and an import beside it get on.
                tokio::time::sleep(begun.elapsed() / 4).await;
            }
            if works.len() == 2 && works[1].shelf.mark().below.is_none() {
                let done = works.pop().expect("there are two");
                self.put(Arc::clone(&done.shelf));
                *works = vec![done];
                self.remove_all_but(works[0].shelf.folder());
                tracing::info!("the index of words was built anew");
            }
        }
    }

    /// Brings what is kept in memory of the index up to date, and gives back what is mapped of it once that is much.
    async fn look_after_memory(&self) -> Result<(), Error> {
        let Some(shelf) = self.shelf() else { return Ok(()) };
        let looked = tokio::task::spawn_blocking(move || {
            shelf.gather_facts()?;
            shelf.gather_offers()?;
            shelf.let_go_of_much();
            Ok(())
        });
        looked.await.map_err(|_| Error::CutOff)?
    }

    /// Writes what changed into every index there is.
    async fn read_in_changes(&self, works: &mut Vec<Work>) -> Result<(), Error> {
        let noted = self.inner.desired.take();
        let Some((position, seal)) = noted.last.clone() else { return Ok(()) };
        let done = async {
            let house = Arc::new(self.inner.reading.house().await?);
            let numbers: Vec<StoryNumber> = noted.stories.iter().copied().collect();
            for some in numbers.chunks(BATCH as usize) {
                let seen = self.inner.reading.seen(some).await?;
                self.write(works, &house, some.to_vec(), seen).await?;
            }
            let mut taken = std::mem::take(works);
            let marked = tokio::task::spawn_blocking(move || {
                for work in &mut taken {
                    let mark = Mark { position: position.0, seal: seal.clone(), ..work.shelf.mark() };
                    work.shelf.commit(&mut work.writer, mark)?;
                }
                Ok::<_, Error>(taken)
            });
            *works = marked.await.map_err(|_| Error::CutOff)??;
            Ok(())
        }
        .await;
        if done.is_err() {
            self.inner.desired.give_back(noted);
        }
        done
    }

    /// Takes these stories out and puts those of them that are live in again.
    async fn write(
        &self,
        works: &mut Vec<Work>,
        house: &Arc<House>,
        numbers: Vec<StoryNumber>,
        seen: Vec<Seen>,
    ) -> Result<(), Error> {
        let (house, mut taken) = (Arc::clone(house), std::mem::take(works));
        let written = tokio::task::spawn_blocking(move || {
            for work in &mut taken {
                // What is still to be walked through is read in then, as it is then.
                let below = work.shelf.mark().below.unwrap_or(i64::MIN);
                for number in numbers.iter().filter(|number| number.0 >= below) {
                    let term = Term::from_field_u64(work.shelf.fields.number, number.0.unsigned_abs());
                    work.writer.delete_term(term);
                }
                for seen in seen.iter().filter(|seen| seen.live.number.0 >= below) {
                    work.add(seen, &house)?;
                }
            }
            Ok::<_, Error>(taken)
        });
        *works = written.await.map_err(|_| Error::CutOff)??;
        Ok(())
    }

    /// Reads in some more of what there is into the one that is built.
    async fn read_in_more(&self, works: &mut Vec<Work>, committed: &mut Instant) -> Result<(), Error> {
        let Some(place) = works.iter().position(|work| work.shelf.mark().below.is_some()) else { return Ok(()) };
        let Some(below) = works[place].shelf.mark().below else { return Ok(()) };
        let stories = self.inner.reading.live_below(below, BATCH).await?;
        let house = self.inner.reading.house().await?;
        let next = stories.last().map(|seen| seen.live.number.0);
        let mut taken = std::mem::take(works);
        let patience = if taken[place].shelf.state().stories == 0 { COMMIT_FIRST } else { COMMIT_EVERY };
        let is_time = next.is_none() || committed.elapsed() >= patience;
        let written = tokio::task::spawn_blocking(move || {
            let mut work = taken.remove(place);
            for seen in &stories {
                work.add(seen, &house)?;
            }
            work.wait_for_writer();
            let mark = Mark { below: next, ..work.shelf.mark() };
            if is_time {
                work.shelf.commit(&mut work.writer, mark)?;
            } else {
                work.shelf.set_mark(mark);
            }
            if next.is_none() {
                // From here on little is written at once, and the memory for much is given back.
                let Work { shelf, writer, .. } = work;
                drop(writer);
                work = Work::of(shelf)?;
            }
            taken.insert(place, work);
            Ok::<_, Error>(taken)
        });
        *works = written.await.map_err(|_| Error::CutOff)??;
        if is_time {
            *committed = Instant::now();
        }
        if next.is_none() {
            let stories = works[place].shelf.state().stories;
            tracing::info!(stories, "the index of words holds everything there is");
        }
        Ok(())
    }

    /// Begins an empty index in a folder of its own.
    async fn begin(&self) -> Result<Shelf, Error> {
        let position = self.inner.reading.head().await?;
        let seal = self.inner.reading.seal_at(position).await?.unwrap_or_default();
        let folder = match &self.inner.folder {
            Some(folder) => {
                let taken = self.folders()?;
                let free = (1..).find(|number: &u32| !taken.contains(&folder.join(number.to_string())));
                Some(folder.join(free.unwrap_or(1).to_string()))
            }
            None => None,
        };
        let shelf = Shelf::begin(folder.as_deref(), Mark::new(position, seal, Some(i64::MAX)))?;
        if let Some(folder) = &self.inner.folder {
            let _ = std::fs::remove_file(folder.join(ASKED));
        }
        Ok(shelf)
    }

    /// What the library cannot read is thrown away: it is derived.
    async fn begin_anew_if_broken(&self, error: &Error) {
        let Error::Index(error) = error else { return };
        let full = matches!(error, TantivyError::IoError(error) if error.kind() == std::io::ErrorKind::StorageFull);
        if full {
            return;
        }
        match self.begin().await {
            Ok(shelf) => {
                self.remove_all_but(shelf.folder());
                self.put(Arc::new(shelf));
            }
            Err(error) => tracing::error!(%error, "an index of words could not be begun"),
        }
    }

    async fn is_of_this_ledger(&self, mark: &Mark) -> Result<bool, Error> {
        let seal = self.inner.reading.seal_at(Position(mark.position)).await?.unwrap_or_default();
        Ok(seal == mark.seal)
    }

    fn is_asked_to_rebuild(&self) -> bool {
        self.inner.folder.as_ref().is_some_and(|folder| folder.join(ASKED).exists())
    }

    fn put(&self, shelf: Arc<Shelf>) {
        *self.inner.shelf.write().expect("nothing panics while it is held") = Some(shelf);
    }

    /// The folders that hold or held an index.
    fn folders(&self) -> Result<Vec<PathBuf>, Error> {
        let Some(folder) = &self.inner.folder else { return Ok(Vec::new()) };
        std::fs::create_dir_all(folder)?;
        let mut folders = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name.to_string_lossy().parse::<u32>().is_ok()) {
                folders.push(path);
            }
        }
        Ok(folders)
    }

    fn remove_all_but(&self, kept: Option<&Path>) {
        for folder in self.folders().unwrap_or_default() {
            if Some(folder.as_path()) != kept
                && let Err(error) = std::fs::remove_dir_all(&folder)
            {
                tracing::warn!(%error, folder = %folder.display(), "an old index of words could not be removed");
            }
        }
    }
}

/// Asks the program that serves this data folder, or the next one that will, to build the index anew.
///
/// # Errors
/// What the folder failed with.
pub fn ask_to_rebuild(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(ASKED), "")
}

#[cfg(test)]
mod tests {
    use tantivy::indexer::NoMergePolicy;
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn what_an_ended_program_left_unmerged_is_merged_by_the_next() {
        let folder = TempDir::new().expect("a folder");
        let begin = || Shelf::begin(Some(folder.path()), Mark::new(Position(3), "seal".to_owned(), None));
        let shelf = begin().expect("an index");
        let mut writer = shelf.writer().expect("a writer");
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for number in 1..=8 {
            let mut story = TantivyDocument::new();
            story.add_u64(shelf.fields.number, number);
            writer.add_document(story).expect("written");
            shelf.commit(&mut writer, shelf.mark()).expect("committed");
        }
        assert_eq!(shelf.reader.searcher().segment_readers().len(), 8);
        drop((writer, shelf));

        let shelf = Arc::new(Shelf::open(folder.path()).expect("it is there"));
        let work = Work::of(Arc::clone(&shelf)).expect("somebody who writes");
        assert_eq!(shelf.mark(), Mark::new(Position(3), "seal".to_owned(), None));
        work.writer.wait_merging_threads().expect("merged");
        shelf.look_again().expect("looked at");
        assert!(shelf.reader.searcher().segment_readers().len() <= 2);
        assert_eq!(shelf.state().stories, 8);
    }
}
