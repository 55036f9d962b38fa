//! One index on disk or in memory, and what it says of itself: with each commit it writes down how far it is, so that
//! after a crash it is exactly as it says.

use std::path::Path;
use std::sync::Arc;

use newsroom::Position;
use serde::{Deserialize, Serialize};
use tantivy::index::IndexSettings;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument};

use super::facts::{Facts, KnownFacts, Words};
use super::files::Files;
use super::offers::Kept;
use super::schema::{self, FORMAT, Fields};
use super::spaced::{SPACED, Spaced, Taken};
use super::{Error, State};

/// An index that can be asked.
pub(super) struct Shelf {
    pub index: Index,
    pub reader: IndexReader,
    pub fields: Fields,
    /// Nothing of one in memory.
    files: Option<Files>,
    mark: std::sync::RwLock<Mark>,
    /// The mark of the last commit.
    committed: std::sync::RwLock<Mark>,
    offers: std::sync::RwLock<Arc<Kept>>,
    facts: KnownFacts,
    /// What the writer has taken of what it was given.
    taken: Taken,
}

/// How far an index is: written with each commit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Mark {
    pub format: u32,
    /// Everything up to here is told once it is complete.
    pub position: i64,
    /// The seal of that entry, by which the ledger is known again: a newsroom that was restored has another.
    pub seal: String,
    /// While all stories are read in: those with smaller numbers are still to come.
    pub below: Option<i64>,
}

impl Mark {
    pub(super) fn new(position: Position, seal: String, below: Option<i64>) -> Self {
        Self { format: FORMAT, position: position.0, seal, below }
    }
}

/// Memory for what is written between two commits. Fifteen are the library's least.
const WRITER_BYTES: usize = 16 * 1024 * 1024;
/// The same while everything is read in: what is written in larger parts is merged less often.
const BUILDER_BYTES: usize = 64 * 1024 * 1024;

impl Shelf {
    /// Begins an empty one.
    pub(super) fn begin(folder: Option<&Path>, mark: Mark) -> Result<Self, Error> {
        let (schema, fields) = schema::schema();
        let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let taken = Taken::default();
        let builder = Index::builder().schema(schema).settings(settings).tokenizers(tokenizers(&taken));
        let Some(folder) = folder else { return Self::of(builder.create_in_ram()?, fields, None, mark, taken) };
        std::fs::create_dir_all(folder)?;
        let files = Files::open(folder)?;
        let index = builder.open_or_create(files.clone())?;
        Self::of(index, fields, Some(files), mark, taken)
    }

    /// Opens one; nothing if there is none, or one that this program cannot read or that is not whole.
    pub(super) fn open(folder: &Path) -> Option<Self> {
        let opened = (|| -> Result<Option<Self>, Error> {
            let files = Files::open(folder)?;
            let mut index = Index::open(files.clone())?;
            let (schema, fields) = schema::schema();
            let payload = index.load_metas()?.payload.unwrap_or_default();
            let Some(mark) = serde_json::from_str::<Mark>(&payload).ok().filter(|mark| mark.format == FORMAT) else {
                return Ok(None);
            };
            if index.schema() != schema {
                return Ok(None);
            }
            let taken = Taken::default();
            index.set_tokenizers(tokenizers(&taken));
            Ok(Some(Self::of(index, fields, Some(files), mark, taken)?))
        })();
        opened.unwrap_or_else(|error| {
            tracing::warn!(%error, folder = %folder.display(), "an index of words cannot be read and is built anew");
            None
        })
    }

    fn of(index: Index, fields: Fields, files: Option<Files>, mark: Mark, taken: Taken) -> Result<Self, Error> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let committed = std::sync::RwLock::new(mark.clone());
        let mark = std::sync::RwLock::new(mark);
        Ok(Self {
            index,
            reader,
            fields,
            files,
            mark,
            committed,
            offers: Default::default(),
            facts: KnownFacts::default(),
            taken,
        })
    }

    /// The folder it lies in.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.files.as_ref().map(Files::folder)
    }

    /// Whoever writes. There is one at a time: a second program on the same folder is refused.
    pub(super) fn writer(&self) -> Result<IndexWriter<TantivyDocument>, Error> {
        let bytes = if self.mark().below.is_some() { BUILDER_BYTES } else { WRITER_BYTES };
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(bytes)
            .num_merge_threads(1)
            .build();
        let writer = self.index.writer_with_options(options)?;
        writer.set_merge_policy(Box::new(merging()));
        Ok(writer)
    }

    /// Texts that the writer has taken apart so far.
    pub(super) fn texts_taken(&self) -> u64 {
        self.taken.so_far()
    }

    pub(super) fn mark(&self) -> Mark {
        self.mark.read().expect("nothing panics while it is held").clone()
    }

    /// What was written can be found from now on, and the index is as far as the mark says.
    pub(super) fn commit(&self, writer: &mut IndexWriter<TantivyDocument>, mark: Mark) -> Result<(), Error> {
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&mark).expect("a mark has only strings and numbers"));
        prepared.commit()?;
        // Before anything else can fail: it is on the disk.
        *self.committed.write().expect("nothing panics while it is held") = mark.clone();
        self.reader.reload()?;
        // Last: whoever waits for this mark asks at once.
        self.set_mark(mark);
        Ok(())
    }

    /// Says again what the last commit said: whoever wrote since has failed.
    pub(super) fn go_back(&self) {
        let committed = self.committed.read().expect("nothing panics while it is held").clone();
        self.set_mark(committed);
    }

    /// The next commit will say so. If there is none, [`Shelf::go_back`] must be called before anybody writes again.
    pub(super) fn set_mark(&self, mark: Mark) {
        *self.mark.write().expect("nothing panics while it is held") = mark;
    }

    /// Sees what another program wrote.
    pub(super) fn look_again(&self) -> Result<(), Error> {
        self.reader.reload()?;
        self.files.iter().for_each(Files::forget_removed);
        if let Some(mark) = self.index.load_metas()?.payload.and_then(|payload| serde_json::from_str(&payload).ok()) {
            *self.committed.write().expect("nothing panics while it is held") = mark;
            self.go_back();
        }
        Ok(())
    }

    /// Lets go of what is mapped of its files if that is much: what was read stays in the machine's memory as long as there is
    /// room, and not in this program's.
    pub(super) fn let_go_of_much(&self) {
        if let Some(files) = &self.files {
            files.let_go_of_much();
        }
    }

    /// What is kept in memory of each part.
    pub(super) fn facts(&self, searcher: &Searcher) -> Result<Vec<Arc<Facts>>, Error> {
        self.facts.of(searcher, &self.fields)
    }

    /// The words of its large parts, as far as they are gathered.
    pub(super) fn words(&self) -> Arc<Words> {
        self.facts.words()
    }

    /// Gathers what is to be kept in memory of new parts.
    pub(super) fn gather_facts(&self) -> Result<(), Error> {
        self.facts.gather(&self.reader.searcher(), &self.fields)
    }

    /// The commonest of what the search box offers.
    pub(super) fn offers(&self) -> Arc<Kept> {
        Arc::clone(&self.offers.read().expect("nothing panics while it is held"))
    }

    /// Gathers them anew, if that is worth it.
    pub(super) fn gather_offers(&self) -> Result<(), Error> {
        let searcher = self.reader.searcher();
        if self.offers().are_old(&searcher) {
            let gathered = Kept::gather(&searcher, self.fields.offer)?;
            *self.offers.write().expect("nothing panics while it is held") = Arc::new(gathered);
        }
        Ok(())
    }

    pub(super) fn state(&self) -> State {
        let mark = self.mark();
        State {
            stories: self.reader.searcher().num_docs(),
            is_complete: mark.below.is_none(),
            position: Position(mark.position),
        }
    }
}

/// Parts of one size are merged four at a time, and those four times as large are of the next size: a word is looked up in every
/// part, so that few parts are worth being written once more. What the last minutes brought is merged among itself.
fn merging() -> LogMergePolicy {
    let mut merging = LogMergePolicy::default();
    merging.set_min_num_segments(4);
    merging.set_level_log_size(2.0);
    merging.set_min_layer_size(1_000);
    merging
}

fn tokenizers(taken: &Taken) -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(SPACED, Spaced::counted_by(taken.clone()));
    tokenizers
}
