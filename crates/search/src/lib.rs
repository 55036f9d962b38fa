//! Finding stories by words and by likeness. Both follow the ledger.
//!
//! [`fulltext`] holds everything published, on disk. Events and likeness hold the newest [`WINDOW`] stories of the paper in
//! memory, by [`event`]'s signatures; what others use of them is [`Index::related`], [`Index::event_of`], [`Index::like`] and the
//! keys it touches.

pub mod event;
pub mod fulltext;
mod queue;

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use language::Language;
use newsroom::lint::Subject;
use newsroom::lists::{RELATED_LEAST, RELATED_MAX};
use newsroom::{Content, EditionCode, House, Live, Position, StoryNumber, UseKey};
use store::{Cursor, Follower, Reading, Sealed};

use event::{Asked, Entry, Events, Like, Signature, Text};
use queue::Queue;

/// Stories kept: the newest, of all editions together.
pub const WINDOW: usize = 10_000;

/// Events and likeness. Copies share it.
#[derive(Clone)]
pub struct Index {
    reading: Reading,
    events: Arc<RwLock<Events>>,
    queue: Arc<Queue>,
    /// Told the keys whose answers changed.
    touched: Arc<dyn Fn(Vec<UseKey>) + Send + Sync>,
}

impl Index {
    /// An empty index that tells `touched` whenever an answer it may have given has changed.
    pub fn new(reading: Reading, touched: impl Fn(Vec<UseKey>) + Send + Sync + 'static) -> Self {
        Self {
            reading,
            events: Arc::new(RwLock::new(Events::with_room(WINDOW))),
            queue: Arc::default(),
            touched: Arc::new(touched),
        }
    }

    /// Notes the newest stories, for [`Index::work_off`] to read in. Returns the position from which to follow on. Readers
    /// are answered meanwhile with what is there already.
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
                self.queue.add(page.iter().map(|listed| (listed.live.published_at, listed.live.number)));
            }
        }
        Ok(position)
    }

    /// Reads in what is noted, the newest first, for ever. It rests as long as it works, so that readers and an import
    /// beside it get on, and tells what changed when there is no more or when it has been long.
    pub async fn work_off(&self) {
        let mut untold_since = None;
        loop {
            self.queue.rest();
            let stories = self.queue.newest(SLICE).await;
            let begun = Instant::now();
            if let Err(error) = self.read_in(&stories).await {
                tracing::warn!(%error, "stories could not be read into the index; they are tried again");
                self.queue.add(stories);
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
            if self.queue.is_empty() || untold_since.get_or_insert(begun).elapsed() > UNTOLD_MAX {
                self.write(Events::weigh);
                (self.touched)(self.events(|events| {
                    let related = events.numbers().map(UseKey::related);
                    related.chain(events.editions().iter().map(UseKey::events)).collect()
                }));
                untold_since = None;
            }
            self.queue.rest();
            tokio::time::sleep(begun.elapsed()).await;
        }
    }

    /// Done when everything that was noted is read in and told.
    pub async fn worked_off(&self) {
        while self.queue.is_at_work() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn read_in(&self, stories: &[(Timestamp, StoryNumber)]) -> store::Result<()> {
        let house = self.reading.house().await?;
        for (_, number) in stories {
            let entry = self.entry(*number, &house).await?;
            self.write(|events| match entry {
                Some(entry) => drop(events.put(entry)),
                None => drop(events.remove(*number)),
            });
        }
        Ok(())
    }

    /// Live stories of the same edition and language to read next, best first: at most [`RELATED_MAX`], none below
    /// [`RELATED_LEAST`], of one event only one and none with the same text, and so perhaps none.
    pub fn related(
        &self,
        number: StoryNumber,
        edition: &EditionCode,
        content: &Content,
        language: Language,
    ) -> Vec<StoryNumber> {
        let known = self
            .events(|events| events.event_of(number).map(|_| events.related_to(number, RELATED_LEAST, RELATED_MAX)));
        known.unwrap_or_else(|| {
            // An archive's story is not in the window. Its words are read outside the lock, so that nobody waits for them.
            let body = content.body.plain_text();
            let signature = signature(content, lead(&body), language);
            let asked = Asked { number, edition, published_at: Timestamp::UNIX_EPOCH, signature: &signature };
            self.events(|events| events.related(&asked, RELATED_LEAST, RELATED_MAX))
        })
    }

    /// The first story of a live story's event: itself if it is alone, nothing if it is older than what is kept.
    pub fn event_of(&self, number: StoryNumber) -> Option<StoryNumber> {
        self.events(|events| events.event_of(number))
    }

    /// Live stories that tell what these words tell, were they published now: copies first, then tellings, the strongest first.
    pub fn like(&self, number: StoryNumber, content: &Content, language: Language, now: Timestamp) -> Vec<Like> {
        let signature = signature(content, &content.body.plain_text(), language);
        self.events(|events| events.like(&signature, now, Some(number)))
    }

    /// The live story of the same edition that has this text, cut or extended, the nearest; of a published text, one that had it
    /// before.
    pub fn copied(&self, number: StoryNumber, subject: &Subject<'_>) -> Option<StoryNumber> {
        let before = subject.published_at.map(|at| (at, number));
        // An archive's story is older than all that is kept here: its words are not looked at.
        if before.is_some_and(|before| !self.events(|events| events.holds_before(before))) {
            return None;
        }
        let signature = signature_of(subject);
        self.events(|events| copied(events, &signature, number, subject, before))
    }

    fn events<T>(&self, with: impl FnOnce(&Events) -> T) -> T {
        with(&self.events.read().expect(UNPOISONED))
    }

    fn write<T>(&self, with: impl FnOnce(&mut Events) -> T) -> T {
        with(&mut self.events.write().expect(UNPOISONED))
    }

    /// What is kept of a story: nothing if readers cannot see it.
    async fn entry(&self, number: StoryNumber, house: &House) -> store::Result<Option<Entry>> {
        let seen = self.reading.story(number).await?;
        Ok(seen.filter(|seen| seen.live.is_live()).and_then(|seen| {
            let language = house.edition(&seen.live.edition)?.language;
            Some(Entry {
                number,
                edition: seen.live.edition.clone(),
                published_at: seen.live.published_at,
                signature: signature(&seen.content, &seen.content.body.plain_text(), language),
            })
        }))
    }

    /// Brings one story to its present state and returns the stories whose related ones or events may have changed by it.
    async fn refresh(&self, number: StoryNumber, house: &House) -> store::Result<Vec<UseKey>> {
        let entry = self.entry(number, house).await?;
        Ok(self.write(|events| {
            let mut near = vec![number];
            near.extend(events.neighbours(number, RELATED_LEAST));
            let change = match entry {
                Some(entry) => events.put(entry),
                None => events.remove(number),
            };
            near.extend(events.neighbours(number, RELATED_LEAST));
            // Of one event the lists take one story only.
            near.extend(change.regrouped.iter().flat_map(|number| events.neighbours(*number, RELATED_LEAST)));
            near.extend(change.pushed_out);
            // Weights are frozen between weighings, so that no answer drifts unnoticed.
            if events.wants_weighing() {
                events.weigh();
                near.extend(events.numbers());
            }
            let regrouped = change.regrouped.into_iter().filter_map(|number| events.edition_told(number));
            near.into_iter().map(UseKey::related).chain(regrouped.map(UseKey::events)).collect()
        }))
    }
}

const UNPOISONED: &str = "nothing panics while it is held";

/// Texts gone through one after another, to find those that are copies of each other: for an archive that nobody serves.
pub struct TextsSoFar {
    events: Events,
}

/// Stories that are remembered, the newest by hour: some hundred megabytes.
pub const SO_FAR_WINDOW: usize = 50_000;

impl Default for TextsSoFar {
    fn default() -> Self {
        Self { events: Events::with_room(SO_FAR_WINDOW) }
    }
}

impl TextsSoFar {
    /// The story of the same edition gone through before that has this text, cut or extended, the nearest. A published one is
    /// remembered.
    pub fn copied(&mut self, number: StoryNumber, subject: &Subject<'_>) -> Option<StoryNumber> {
        let signature = signature_of(subject);
        let found = copied(&self.events, &signature, number, subject, None);
        if let Some(published_at) = subject.published_at {
            self.events.put(Entry { number, edition: subject.edition.code.clone(), published_at, signature });
        }
        found
    }
}

/// The nearest of the kept stories of a text's edition that is a copy of it, and stands before some place in their order. What is
/// not published is compared as if it were now.
fn copied(
    events: &Events,
    signature: &Signature,
    number: StoryNumber,
    subject: &Subject<'_>,
    before: Option<(Timestamp, StoryNumber)>,
) -> Option<StoryNumber> {
    let at = subject.published_at.or(subject.facts.now)?;
    let is_before = |like: &Like| before.is_none_or(|before| (like.published_at, like.number) < before);
    let is_of_edition = |like: &Like| events.edition_told(like.number) == Some(&subject.edition.code);
    let copies = events.like(signature, at, Some(number)).into_iter().filter(Like::is_copy);
    copies.filter(is_before).find(is_of_edition).map(|like| like.number)
}

fn signature_of(subject: &Subject<'_>) -> Signature {
    signature(subject.content, &subject.content.body.plain_text(), subject.edition.language)
}

/// A content's words as they are compared, in their own language or else the edition's.
fn signature(content: &Content, body: &str, language: Language) -> Signature {
    with_text(content, body, language, Signature::of)
}

fn with_text<T>(content: &Content, body: &str, language: Language, with: impl FnOnce(&Text<'_>) -> T) -> T {
    let tags: Vec<&str> = content.tags.iter().map(|tag| tag.name.as_str()).collect();
    with(&Text {
        language: Language::from_tag(&content.language).unwrap_or(language),
        headline: &content.headline,
        standfirst: content.standfirst.as_deref().unwrap_or_default(),
        body,
        tags: &tags,
    })
}

/// What two stories in this language have in common: names first, then subjects; at most `most`, as the first writes them.
pub fn shared(one: &Content, other: &Content, language: Language, most: usize) -> Vec<String> {
    let (own, theirs) = (one.body.plain_text(), other.body.plain_text());
    with_text(one, &own, language, |one| with_text(other, &theirs, language, |other| event::shared(one, other, most)))
}

/// The beginning of a body, where news says what it is about, to the end of the paragraph that reaches so far: enough to find
/// what is like it, in a third of the time.
fn lead(body: &str) -> &str {
    let end = body.match_indices('\n').map(|(at, _)| at).find(|at| *at >= LEAD_BYTES).unwrap_or(body.len());
    &body[..end]
}

/// About three paragraphs of an agency.
const LEAD_BYTES: usize = 900;

impl Follower for Index {
    fn name(&self) -> &'static str {
        "search"
    }

    async fn apply(&self, entries: &[Sealed]) -> store::Result<()> {
        let mut stories: Vec<(Timestamp, StoryNumber)> = entries.iter().filter_map(hour_and_number).collect();
        stories.sort_unstable();
        stories.dedup();
        // An archive that comes in is older than all that is kept here, and changes nothing.
        self.events(|events| stories.retain(|story| events.has_place_for(*story)));
        if stories.is_empty() {
            return Ok(());
        }
        if stories.len() > AT_ONCE_MAX {
            self.queue.add(stories);
            return Ok(());
        }
        let house = self.reading.house().await?;
        let mut touched = std::collections::BTreeSet::new();
        for (_, number) in stories {
            self.queue.forget(number);
            touched.extend(self.refresh(number, &house).await?);
        }
        (self.touched)(touched.into_iter().collect());
        Ok(())
    }
}

/// More stories than these in one go are an import's: they are noted and read in beside the following. Each costs about a
/// millisecond, and whoever publishes meanwhile waits for this follower.
const AT_ONCE_MAX: usize = 100;
/// Stories read in between two rests.
const SLICE: usize = 25;
/// How long pages may show related stories of before an import that goes on.
const UNTOLD_MAX: Duration = Duration::from_secs(20);

fn hour_and_number(sealed: &Sealed) -> Option<(Timestamp, StoryNumber)> {
    let number = sealed.story()?;
    serde_json::from_str::<Live>(&sealed.entry.state).ok().map(|live| (live.published_at, number))
}

#[cfg(test)]
mod tests {
    use newsroom::Edition;
    use newsroom::body::{Block, Body};
    use newsroom::lint::Facts;

    use super::*;

    #[test]
    fn a_text_gone_through_before_is_known_again_in_its_edition() {
        let mut texts = TextsSoFar::default();
        let now = Timestamp::UNIX_EPOCH;
        let words =
            |from: i64, until: i64| (from..until).map(|word| format!("söz{word}")).collect::<Vec<_>>().join(" ");
        let facts = Facts { now: Some(now), ..Facts::default() };
        let mut copied = |number, edition: &str, body: String, published_at| {
            let content = &Content { body: Body(vec![Block::paragraph(body)]), ..Content::default() };
            let edition = &Edition::new(edition, Language::Turkish);
            texts.copied(StoryNumber(number), &Subject { content, edition, published_at, facts: &facts })
        };
        assert_eq!(copied(1, "tr", words(0, 60), Some(now)), None);
        assert_eq!(copied(2, "tr", words(100, 160), Some(now)), None);
        assert_eq!(copied(3, "tr", words(0, 50), Some(now)), Some(StoryNumber(1)), "cut");
        assert_eq!(copied(4, "en", words(0, 60), Some(now)), None, "another edition");
        assert_eq!(copied(5, "tr", words(100, 160), None), Some(StoryNumber(2)), "a draft");
        assert_eq!(copied(6, "tr", words(300, 360), None), None);
        assert_eq!(copied(7, "tr", words(300, 360), Some(now)), None, "a draft is not remembered");
    }
}
