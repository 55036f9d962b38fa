//! Finding stories by words: an index in the node's data folder that follows the ledger.
//!
//! The index holds words and numbers only. Whoever shows an answer loads the story's present state, and what was withdrawn
//! a moment ago is left out there. The index may be deleted at any time: it is built again beside the serving, the newest
//! stories first, and answers meanwhile with what it has.

mod bits;
mod document;
mod facts;
mod files;
mod find;
mod folder;
mod gathering;
mod keeping;
mod kinds;
mod lookups;
mod near;
mod offers;
mod passage;
mod phrase;
mod question;
mod schema;
mod spaced;
mod standing;
#[cfg(test)]
mod tests;
mod vocabulary;
mod window;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

use language::{Analyser, Language};
use newsroom::{Content, EditionCode, Position};
use store::{Follower, Reading, Sealed};

pub use find::Found;
use folder::Shelf;
use keeping::Desired;
pub use keeping::ask_to_rebuild;
pub use kinds::{Count, Counts};
use passage::Cutter;
pub use passage::Piece;
pub use question::{Order, Place, QUESTION_MAX, Question, Within};

/// What the index failed with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the index of words failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("the folder of the index cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("the work on the index was cut off")]
    CutOff,
}

/// The index. Copies share it.
#[derive(Clone)]
pub struct FullText {
    inner: Arc<Inner>,
}

struct Inner {
    reading: Reading,
    /// Where it lies; without a folder in memory, for what lives as long as one command.
    folder: Option<PathBuf>,
    /// What is asked. Nothing before one is opened or begun.
    shelf: RwLock<Option<Arc<Shelf>>>,
    /// What is still to be read in.
    desired: Desired,
    /// Whoever cuts passages takes one and brings it back. Each grows to eight megabytes a language.
    analysers: Mutex<Vec<Analyser>>,
}

/// How far the index is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Stories it holds.
    pub stories: u64,
    /// Whether it holds all there are. Answers given before are true and not all.
    pub is_complete: bool,
    /// The position of the ledger up to which it tells everything, once it is complete.
    pub position: Position,
}

impl FullText {
    /// An index that lies in this folder, or will.
    pub fn new(reading: Reading, folder: Option<&Path>) -> Self {
        let inner = Inner {
            reading,
            folder: folder.map(Path::to_owned),
            shelf: RwLock::default(),
            desired: Desired::default(),
            analysers: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// How far it is.
    pub fn state(&self) -> State {
        let shelf = self.shelf();
        shelf.map_or(State { stories: 0, is_complete: false, position: Position(0) }, |shelf| shelf.state())
    }

    /// Answers a question in the words of this language. Nothing is found before the index is opened.
    ///
    /// # Errors
    /// What the index failed with.
    pub fn find(&self, question: &Question, language: Language, now: i64) -> Result<Found, Error> {
        let Some(shelf) = self.shelf() else { return Ok(Found::default()) };
        let found = find::find(&shelf, question, language, now)?;
        // A question maps a megabyte or so of a large index, and now and then one gives back what others mapped.
        shelf.let_go_of_much();
        Ok(found)
    }

    /// What somebody who typed this in an edition may want to type on, as printed, the commonest first.
    ///
    /// # Errors
    /// What the index failed with.
    pub fn offers(
        &self,
        edition: &EditionCode,
        typed: &str,
        language: Language,
        most: usize,
    ) -> Result<Vec<String>, Error> {
        let Some(shelf) = self.shelf() else { return Ok(Vec::new()) };
        let typed: String = typed.chars().filter(|letter| !letter.is_control()).take(OFFER_TYPED_MAX).collect();
        let (searcher, kept) = (shelf.reader.searcher(), shelf.offers());
        offers::offers(&searcher, &shelf.fields, &kept, edition, &typed, language, most)
    }

    /// Of each story the place that says most of what was asked ([`Piece`]); nothing for those that are not there.
    pub fn passages<'a>(
        &self,
        contents: impl Iterator<Item = Option<&'a Content>>,
        asked: &str,
        language: Language,
    ) -> Vec<Vec<Piece>> {
        // One that has read other stories knows most words already. Whoever comes while it is out takes a new one.
        let kept = || self.inner.analysers.lock().expect("nothing panics while it is held");
        let mut analyser = kept().pop().unwrap_or_default();
        let mut cutter = Cutter::of(asked, language);
        let mut cut = |content| cutter.passage(content, &mut analyser);
        let passages = contents.map(|content| content.map(&mut cut).unwrap_or_default()).collect();
        let mut kept = kept();
        if kept.len() < ANALYSERS_MAX {
            kept.push(analyser);
        }
        passages
    }

    /// Waits until everything up to this position of the ledger can be found, at most `patience`. Returns whether it can.
    pub async fn reached(&self, position: Position, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        loop {
            let state = self.state();
            if state.is_complete && state.position >= position {
                return true;
            }
            if Instant::now() >= until {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn shelf(&self) -> Option<Arc<Shelf>> {
        self.inner.shelf.read().expect("nothing panics while it is held").clone()
    }
}

/// Analysers that are kept between passages: as many as are cut at once on a small machine.
const ANALYSERS_MAX: usize = 2;
/// Letters that are read of what is typed into the search box.
const OFFER_TYPED_MAX: usize = 60;

impl Follower for FullText {
    fn name(&self) -> &'static str {
        "words"
    }

    /// Notes what changed. It is read in a moment later: an answer to whoever publishes does not wait for it.
    async fn apply(&self, entries: &[Sealed]) -> store::Result<()> {
        if let Some(last) = entries.last() {
            self.inner.desired.note(entries.iter().filter_map(Sealed::story), last);
        }
        Ok(())
    }
}
