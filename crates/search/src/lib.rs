//! Finding stories by words and by likeness. It follows the ledger.
//!
//! This is the first engine: the newest [`WINDOW`] stories of the paper in memory, by stems. What others use of it is
//! [`Index::related`], [`Index::find`] and the keys it touches; the engine behind may be replaced whole.

mod index;
mod terms;

use std::sync::{Arc, RwLock};

use language::Language;
use newsroom::lists::{RELATED_LEAST, RELATED_MAX};
use newsroom::{Content, EditionCode, House, Position, StoryNumber, UseKey};
use store::{Cursor, Follower, Reading, Sealed};

use index::Memory;

/// Stories kept: the newest, of all editions together.
pub const WINDOW: usize = 10_000;

/// The index. Copies share it.
#[derive(Clone)]
pub struct Index {
    reading: Reading,
    memory: Arc<RwLock<Memory>>,
    /// Told the keys whose answers changed.
    touched: Arc<dyn Fn(Vec<UseKey>) + Send + Sync>,
}

impl Index {
    /// An empty index that tells `touched` whenever an answer it may have given has changed.
    pub fn new(reading: Reading, touched: impl Fn(Vec<UseKey>) + Send + Sync + 'static) -> Self {
        Self { reading, memory: Arc::default(), touched: Arc::new(touched) }
    }

    /// Reads the newest stories in. Returns the position from which to follow on. Readers are answered meanwhile with
    /// what is there already.
    ///
    /// # Errors
    /// What the store failed with.
    pub async fn build(&self) -> store::Result<Position> {
        let position = self.reading.head().await?;
        let house = self.reading.house().await?;
        for edition in house.editions.values() {
            let list = UseKey::edition_list(&edition.code);
            let (mut after, mut taken) = (None::<Cursor>, 0);
            while taken < WINDOW / house.editions.len().max(1) {
                let page = self.reading.list(&list, after, 200).await?;
                let Some(last) = page.last() else { break };
                after = Some(Cursor::after(last));
                taken += page.len();
                for listed in page {
                    if let Some(content) = self.reading.content(&listed.live.content_hash).await? {
                        let document = terms::document(&listed.live, &content, edition.language);
                        self.write(|memory| memory.put(document));
                    }
                }
            }
        }
        self.write(Memory::weigh);
        let everything = self.read(|memory| memory.numbers().map(UseKey::related).collect());
        (self.touched)(everything);
        Ok(position)
    }

    /// Live stories of the same edition that are alike, most alike first: at most [`RELATED_MAX`], none below
    /// [`RELATED_LEAST`], and so perhaps none.
    pub fn related(
        &self,
        number: StoryNumber,
        edition: &EditionCode,
        content: &Content,
        language: Language,
    ) -> Vec<StoryNumber> {
        self.read(|memory| {
            let own = memory.vector(number).cloned();
            let vector = own.unwrap_or_else(|| terms::vector(content, language));
            let alike = memory.alike(&vector, edition, RELATED_LEAST);
            alike.into_iter().map(|(other, _)| other).filter(|other| *other != number).take(RELATED_MAX).collect()
        })
    }

    /// Live stories of the edition that hold every word of the question, best first; `from` counts those to pass over.
    /// With them, how many there are in all.
    pub fn find(
        &self,
        edition: &EditionCode,
        question: &str,
        language: Language,
        from: usize,
        limit: usize,
    ) -> (Vec<StoryNumber>, usize) {
        let stems = terms::question(question, language);
        let found = self.read(|memory| memory.holding(&stems, edition));
        let total = found.len();
        (found.into_iter().skip(from).take(limit).collect(), total)
    }

    fn read<T>(&self, with: impl FnOnce(&Memory) -> T) -> T {
        with(&self.memory.read().expect("nothing panics while it is held"))
    }

    fn write<T>(&self, with: impl FnOnce(&mut Memory) -> T) -> T {
        with(&mut self.memory.write().expect("nothing panics while it is held"))
    }

    /// Brings one story to its present state and returns the stories whose related ones may have changed by it.
    async fn refresh(&self, number: StoryNumber, house: &House) -> store::Result<Vec<UseKey>> {
        let seen = self.reading.story(number).await?;
        let document = seen.filter(|seen| seen.live.is_live()).and_then(|seen| {
            let language = house.edition(&seen.live.edition)?.language;
            Some(terms::document(&seen.live, &seen.content, language))
        });
        Ok(self.write(|memory| {
            let mut near = vec![number];
            let neighbours = |memory: &Memory| -> Vec<StoryNumber> {
                let Some((vector, edition)) = memory.place_of(number) else { return Vec::new() };
                memory.alike(vector, edition, RELATED_LEAST).into_iter().map(|(other, _)| other).collect()
            };
            near.extend(neighbours(memory));
            match document {
                Some(document) => {
                    let pushed_out = memory.put(document);
                    near.extend(pushed_out);
                }
                None => memory.remove(number),
            }
            near.extend(neighbours(memory));
            // Weights are frozen between weighings, so that no answer drifts unnoticed.
            if memory.wants_weighing() {
                memory.weigh();
                near.extend(memory.numbers());
            }
            near.into_iter().map(UseKey::related).collect()
        }))
    }
}

impl Follower for Index {
    fn name(&self) -> &'static str {
        "search"
    }

    async fn apply(&self, entries: &[Sealed]) -> store::Result<()> {
        let mut stories: Vec<StoryNumber> = entries.iter().filter_map(Sealed::story).collect();
        stories.sort_unstable();
        stories.dedup();
        if stories.is_empty() {
            return Ok(());
        }
        let house = self.reading.house().await?;
        let mut touched = std::collections::BTreeSet::new();
        for number in stories {
            touched.extend(self.refresh(number, &house).await?);
        }
        (self.touched)(touched.into_iter().collect());
        Ok(())
    }
}
