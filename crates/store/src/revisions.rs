//! The revisions of a story as sittings: who wrote from when to when, by what way, and what became of each; and older ones
//! brought back.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use newsroom::difference::partners;
use newsroom::working::NotTaken;
use newsroom::{Actor, BlockId, Content, ContentHash, EntryKind, Position, StoryNumber, Working};
use sqlx::Row;

use crate::reading::rows;
use crate::{Error, Result, Text, Writing};

/// A saved state of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    pub revision: i64,
    pub actor: Actor,
    /// The first change of the sitting; where none was written down, when it was saved.
    pub began_at: Timestamp,
    pub saved_at: Timestamp,
    pub way: Way,
    pub content_hash: ContentHash,
    /// What brought it to readers, oldest first.
    pub acts: Vec<ActOnIt>,
    /// The hour it goes live.
    pub scheduled_at: Option<Timestamp>,
}

/// How a revision came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Written at the desk.
    Desk,
    /// Saved by a program with somebody's token, or begun and not written in.
    Program,
    /// Taken in by an import, from an agency or an archive.
    Import,
    /// An older revision brought back.
    Restored(i64),
}

/// An act by which readers had a revision.
#[derive(Clone, Debug, PartialEq)]
pub struct ActOnIt {
    pub position: Position,
    pub kind: EntryKind,
    pub actor: Actor,
    pub at: Timestamp,
    pub note: Option<String>,
}

/// Longer than a change takes from its revision to the journal.
const WRITTEN_DOWN_WITHIN: SignedDuration = SignedDuration::from_secs(5);
/// In the journal, where an opened page has its name.
const RESTORED: &str = "restored";

impl Writing {
    /// A story's revisions, the newest first, with the acts on it that concern no revision (withdrawals) besides.
    pub async fn sittings(&mut self, number: StoryNumber) -> Result<(Vec<Sitting>, Vec<ActOnIt>)> {
        let written = self.written_at(number).await?;
        let (mut acts, others) = self.acts_on(number).await?;
        let found = sqlx::query(
            "select revision.revision, revision.actor, revision.saved_at, revision.content_hash, revision.restored, \
             schedule.at from revision left join schedule \
             on schedule.story = revision.story and schedule.revision = revision.revision \
             where revision.story = $1 order by revision.revision",
        )
        .bind(number.0)
        .fetch_all(self.connection().await?)
        .await?;
        let mut sittings: Vec<Sitting> = Vec::with_capacity(found.len());
        for row in &found {
            let actor = Actor(row.try_get(1)?);
            let saved_at = rows::hour(row.try_get(2)?)?;
            let restored: Option<i64> = row.try_get(4)?;
            sittings.push(Sitting {
                revision: row.try_get(0)?,
                began_at: saved_at,
                saved_at,
                way: match restored {
                    Some(older) => Way::Restored(older),
                    None if actor.0.starts_with("user:") => Way::Program,
                    None => Way::Import,
                },
                actor,
                content_hash: ContentHash(row.try_get(3)?),
                acts: Vec::new(),
                scheduled_at: row.try_get::<Option<i64>, _>(5)?.map(rows::hour).transpose()?,
            });
        }
        for (actor, at) in written {
            let at = rows::hour(at)?;
            // A change is written down a moment after the revision that holds it was saved, and none is held by a revision
            // behind which another stood already.
            let holds = |place: &usize| {
                let sitting: &Sitting = &sittings[*place];
                sitting.actor == actor
                    && !matches!(sitting.way, Way::Restored(_))
                    && sitting.saved_at + WRITTEN_DOWN_WITHIN >= at
                    && sittings.get(place + 1).is_none_or(|next| next.saved_at > at)
            };
            if let Some(place) = (0..sittings.len()).find(holds) {
                let sitting = &mut sittings[place];
                sitting.way = Way::Desk;
                sitting.began_at = sitting.began_at.min(at);
            }
        }
        // The same text may have been saved twice: an act took the one that was there.
        for sitting in sittings.iter_mut().rev() {
            let Some(of_text) = acts.get_mut(&sitting.content_hash) else { continue };
            let (mine, earlier) = of_text.drain(..).partition(|act| act.at >= sitting.began_at);
            (sitting.acts, *of_text) = (mine, earlier);
        }
        for sitting in &mut sittings {
            if let Some(left) = acts.remove(&sitting.content_hash) {
                sitting.acts.splice(0..0, left);
            }
        }
        sittings.reverse();
        Ok((sittings, others))
    }

    /// Who wrote when, oldest first, as the journal has it.
    async fn written_at(&mut self, number: StoryNumber) -> Result<Vec<(Actor, i64)>> {
        let found = sqlx::query("select actor, at from journal where story = $1 and tab <> $2 order by version")
            .bind(number.0)
            .bind(RESTORED)
            .fetch_all(self.connection().await?)
            .await?;
        found.iter().map(|row| Ok((Actor(row.try_get(0)?), row.try_get(1)?))).collect()
    }

    /// The acts that brought texts to readers, by text; and those that took it from them.
    async fn acts_on(&mut self, number: StoryNumber) -> Result<(HashMap<ContentHash, Vec<ActOnIt>>, Vec<ActOnIt>)> {
        let found = sqlx::query(
            "select position, kind, actor, at, note, content_hash from entry where subject = $1 order by position",
        )
        .bind(format!("story/{number}"))
        .fetch_all(self.connection().await?)
        .await?;
        let (mut by_text, mut others) = (HashMap::<_, Vec<_>>::new(), Vec::new());
        for row in &found {
            let kind: String = row.try_get(1)?;
            let act = ActOnIt {
                position: Position(row.try_get(0)?),
                kind: EntryKind::parse(&kind)
                    .ok_or_else(|| Error::unreadable("an entry", format!("no kind `{kind}`")))?,
                actor: Actor(row.try_get(2)?),
                at: rows::hour(row.try_get(3)?)?,
                note: row.try_get(4)?,
            };
            match row.try_get::<Option<String>, _>(5)? {
                Some(hash) if act.kind != EntryKind::Withdraw => {
                    by_text.entry(ContentHash(hash)).or_default().push(act)
                }
                _ => others.push(act),
            }
        }
        Ok((by_text, others))
    }

    /// Brings an older revision back as a new one, as a change like any other: whoever has the story open is told, and what
    /// is written meanwhile stands beside it. `text` is as [`Writing::text`] gave it in this transaction.
    ///
    /// # Errors
    /// [`Error::NoStory`] when the story has no such revision; inside, why it cannot be taken.
    pub async fn restore(
        &mut self,
        number: StoryNumber,
        text: &mut Text,
        revision: i64,
        actor: &Actor,
    ) -> Result<Result<(), NotTaken>> {
        let older = self.draft(number, revision).await?.content;
        let wanted = renamed(&text.working, &older, text.version);
        let changes = text.working.changes_to(&wanted);
        if changes.is_empty() {
            return Ok(Ok(()));
        }
        let merged = match text.working.merge(changes, |block| block.clone()) {
            Ok(merged) => merged,
            Err(refused) => return Ok(Err(refused)),
        };
        let content = text.working.content().expect("merging tried it");
        text.revision = self.save_draft(number, &content, actor).await?;
        sqlx::query("update revision set restored = $3 where story = $1 and revision = $2")
            .bind(number.0)
            .bind(text.revision)
            .bind(revision)
            .execute(self.connection().await?)
            .await?;
        text.version += 1;
        self.keep_text(number, text).await?;
        self.add_to_journal(number, text, RESTORED, text.version, actor, &merged.done, &[], &[]).await?;
        Ok(Ok(()))
    }
}

/// An older content with the names of the blocks that its blocks are now, so that what was written on is changed in its
/// place. New names hold the version, which no earlier block had.
fn renamed(now: &Working, older: &Content, version: i64) -> Working {
    let blocks: Vec<_> = now.blocks.iter().map(|(_, block)| block.clone()).collect();
    let names: Vec<BlockId> = partners(&blocks, &older.body.0)
        .into_iter()
        .enumerate()
        .map(|(place, at)| at.map_or_else(|| BlockId(format!("r{version}x{place}")), |at| now.blocks[at].0.clone()))
        .collect();
    Working::of(older, &names)
}
