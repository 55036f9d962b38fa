//! A desk for tests: each editorial act in one line, each in a transaction of its own, as the program performs them.

use std::collections::HashSet;

use jiff::Timestamp;
use newsroom::acts::{self, Ground};
use newsroom::{Actor, Content, EditionCode, FrontKey, Placement, Position, SectionKey, StoryNumber};
use store::{Result, Store};

use crate::cast;

/// Somebody at work in a newsroom.
#[derive(Clone)]
pub struct Desk {
    pub store: Store,
    pub actor: Actor,
}

impl Desk {
    /// Ayşe at her desk.
    pub fn of(store: &Store) -> Self {
        Self { store: store.clone(), actor: cast::ayse() }
    }

    /// A new story with this content, in the edition of its language, published now.
    pub async fn publish(&self, content: Content) -> Result<(StoryNumber, Position)> {
        self.publish_at(content, self.store.clock().now()).await
    }

    /// The same, told to readers as first published at another hour.
    pub async fn publish_at(&self, content: Content, at: Timestamp) -> Result<(StoryNumber, Position)> {
        let mut tx = self.store.write().await?;
        let story = tx.new_story("", &cast::edition_of(&content), None).await?;
        let now = tx.now();
        let decided = acts::publish(&story, content, tx.house().await?, &self.actor, at, now)?;
        tx.save(decided).await?;
        Ok((story.number, tx.commit().await?))
    }

    /// A story nobody has published, and the revision it holds.
    pub async fn draft(&self, content: Content) -> Result<(StoryNumber, i64)> {
        self.embargoed_draft(content, None).await
    }

    pub async fn embargoed_draft(&self, content: Content, until: Option<Timestamp>) -> Result<(StoryNumber, i64)> {
        let mut tx = self.store.write().await?;
        let story = tx.new_story("", &cast::edition_of(&content), until).await?;
        let revision = tx.save_draft(story.number, &content, &self.actor).await?;
        tx.commit().await?;
        Ok((story.number, revision))
    }

    /// Publishes the newest draft, or this content where it is given.
    pub async fn update(&self, number: StoryNumber, content: Content) -> Result<Position> {
        let mut tx = self.store.write().await?;
        let (story, now) = (tx.story(number).await?, tx.now());
        let decided = acts::publish(&story, content, tx.house().await?, &self.actor, now, now)?;
        tx.save(decided).await?;
        tx.commit().await
    }

    pub async fn correct(&self, number: StoryNumber, content: Content, note: &str) -> Result<Position> {
        let mut tx = self.store.write().await?;
        let (story, now) = (tx.story(number).await?, tx.now());
        let decided = acts::correct(&story, content, note, tx.house().await?, &self.actor, now)?;
        tx.save(decided).await?;
        tx.commit().await
    }

    pub async fn withdraw(&self, number: StoryNumber, reason: &str) -> Result<Position> {
        self.withdraw_on(number, Ground::Own { reason: reason.to_owned() }).await
    }

    pub async fn withdraw_on(&self, number: StoryNumber, ground: Ground) -> Result<Position> {
        let mut tx = self.store.write().await?;
        let (story, now) = (tx.story(number).await?, tx.now());
        let decided = acts::withdraw(&story, ground, tx.house().await?, &self.actor, now)?;
        tx.save(decided).await?;
        tx.commit().await
    }

    /// Arranges an edition's front: the stories in slots 1, 2, 3 …
    pub async fn place(&self, edition: &EditionCode, stories: &[StoryNumber]) -> Result<Position> {
        let placements = (1..).zip(stories).map(|(slot, story)| Placement { slot, story: *story }).collect();
        let mut tx = self.store.write().await?;
        let live: HashSet<_> = tx.live_among(edition, stories).await?;
        let now = tx.now();
        let key = FrontKey { edition: edition.clone(), section: None };
        let decided = acts::place(key, placements, &live, tx.house().await?, &self.actor, now)?;
        tx.save(decided).await?;
        tx.commit().await
    }

    pub async fn rename_section(&self, edition: &EditionCode, key: &SectionKey, name: &str) -> Result<Position> {
        let mut tx = self.store.write().await?;
        let now = tx.now();
        let decided = acts::rename_section(edition, key, name, tx.house().await?, &self.actor, now)?;
        tx.save(decided).await?;
        tx.commit().await
    }

    pub async fn close_section(&self, edition: &EditionCode, key: &SectionKey) -> Result<Position> {
        let mut tx = self.store.write().await?;
        let now = tx.now();
        let decided = acts::close_section(edition, key, None, tx.house().await?, &self.actor, now)?;
        tx.save(decided).await?;
        tx.commit().await
    }

    /// Schedules a revision for an hour.
    pub async fn schedule(&self, number: StoryNumber, revision: i64, at: Timestamp) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.schedule(number, revision, at, &self.actor).await?;
        tx.commit().await.map(drop)
    }
}
