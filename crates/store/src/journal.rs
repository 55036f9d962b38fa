//! The text of a story as it is written, change by change, and what came of each.
//!
//! The newest revision holds the text; `working` names its blocks, and `journal` keeps what led there. Saves of one person
//! within one sitting share a revision, unless readers have it or it is scheduled.

use jiff::SignedDuration;
use newsroom::working::{Change, Conflict, NotTaken};
use newsroom::{Actor, BlockId, StoryNumber, Working};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::reading::rows;
use crate::{Error, Result, Writing};

/// A text under somebody's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub version: i64,
    /// The revision that holds it.
    pub revision: i64,
    pub working: Working,
}

/// What an opened page sends.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The opened page.
    pub tab: String,
    /// Its own count: what is sent again under the same one is taken once.
    pub seq: i64,
    /// The version it knew.
    pub base: i64,
    pub changes: Vec<Change>,
    /// What of the changes is not as its writer sent it: a block's name, or a field's with `/` before it.
    pub altered: Vec<String>,
}

/// What it is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub version: i64,
    /// What the page does not know yet, in an order in which it can be applied.
    pub theirs: Vec<Change>,
    pub conflicts: Vec<Conflict>,
    /// Every block's name in order, where `theirs` says anything.
    pub order: Option<Vec<BlockId>>,
}

/// A sitting ends when nothing was written for so long.
const SITTING: SignedDuration = SignedDuration::from_mins(20);
/// Who wrote what came to be elsewhere: by a program, an import, an older revision.
const ELSEWHERE: &str = "elsewhere";

impl Writing {
    /// The text of a story as it is now.
    ///
    /// # Errors
    /// [`Error::NoStory`] when there is none.
    pub async fn text(&mut self, number: StoryNumber) -> Result<Text> {
        let draft = self.newest_draft(number).await?.ok_or(Error::NoStory(number))?;
        let row = sqlx::query("select version, revision, names from working where story = $1")
            .bind(number.0)
            .fetch_optional(self.connection().await?)
            .await?;
        let Some(row) = row else {
            return Ok(Text { version: 0, revision: draft.revision, working: Working::of(&draft.content, &[]) });
        };
        let (version, revision): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let names: Vec<BlockId> = rows::json("the names of a story's blocks", row.try_get(2)?)?;
        if revision == draft.revision {
            return Ok(Text { version, revision, working: Working::of(&draft.content, &names) });
        }
        // Saved by other means meanwhile: that is a change like any other, and whoever has the story open is told.
        let before = Working::of(&self.draft(number, revision).await?.content, &names);
        let working = before.renamed_after(&draft.content);
        let text = Text { version: version + 1, revision: draft.revision, working };
        let done = before.changes_to(&text.working);
        self.keep_text(number, &text).await?;
        self.add_to_journal(number, &text, ELSEWHERE, text.version, &Actor::new("program:api"), &done, &[], &[])
            .await?;
        Ok(text)
    }

    /// Takes what a page sent into the text, as [`Writing::text`] gave it in this transaction.
    ///
    /// # Errors
    /// What the store failed with; inside, why the changes cannot be taken, and then nothing is.
    pub async fn write_down(
        &mut self,
        number: StoryNumber,
        text: &mut Text,
        sent: Sent,
        actor: &Actor,
    ) -> Result<Result<Written, NotTaken>> {
        let before = sqlx::query("select conflicts from journal where story = $1 and tab = $2 and seq = $3")
            .bind(number.0)
            .bind(&sent.tab)
            .bind(sent.seq)
            .fetch_optional(self.connection().await?)
            .await?;
        let conflicts: Vec<Conflict> = match before {
            Some(row) => rows::json("a page's conflicts", row.try_get(0)?)?,
            None => {
                let spare = |block: &BlockId| spare_name(block, &sent.tab, sent.seq);
                let merged = match text.working.merge(sent.changes, spare) {
                    Ok(merged) => merged,
                    Err(refused) => return Ok(Err(refused)),
                };
                if !merged.done.is_empty() || !merged.conflicts.is_empty() || !merged.besides.is_empty() {
                    if !merged.done.is_empty() {
                        let content = text.working.content().expect("merging tried it");
                        text.revision = self.save_sitting(number, &content, actor).await?;
                        let is_translation =
                            |change: &Change| matches!(change, Change::Field { field, .. } if field == "translation");
                        if merged.done.iter().any(is_translation) {
                            self.note_translation(number, content.translation).await?;
                        }
                    }
                    text.version += 1;
                    self.keep_text(number, text).await?;
                    let mut besides = sent.altered;
                    besides.extend(merged.besides.into_iter().map(|block| block.0));
                    let (tab, seq) = (&sent.tab, sent.seq);
                    self.add_to_journal(number, text, tab, seq, actor, &merged.done, &merged.conflicts, &besides)
                        .await?;
                }
                merged.conflicts
            }
        };
        let theirs = self.unknown_to(number, text, &sent.tab, sent.base).await?;
        let order = (!theirs.is_empty()).then(|| text.working.names());
        Ok(Ok(Written { version: text.version, theirs, conflicts, order }))
    }

    /// What happened since a version that a page did not do itself, or not so.
    async fn unknown_to(&mut self, number: StoryNumber, text: &Text, tab: &str, base: i64) -> Result<Vec<Change>> {
        let found =
            sqlx::query("select tab, done, besides from journal where story = $1 and version > $2 order by version")
                .bind(number.0)
                .bind(base)
                .fetch_all(self.connection().await?)
                .await?;
        let mut unknown = Vec::new();
        for row in &found {
            let done: Vec<Change> = rows::json("what was written", row.try_get(1)?)?;
            if row.try_get::<String, _>(0)? != tab {
                unknown.extend(done);
                continue;
            }
            let besides: Vec<String> = rows::json("what was done besides", row.try_get(2)?)?;
            for subject in besides {
                unknown.push(match subject.strip_prefix('/') {
                    Some(field) => Change::Field { field: field.to_owned(), was: Value::Null, now: Value::Null },
                    // It is told with its place, which its writer may not know.
                    None => Change::Block { block: BlockId(subject), was: None, now: None, after: Some(None) },
                });
            }
        }
        Ok(text.working.told_since(&unknown))
    }

    /// Saves a content in the revision of this person's sitting, or in a new one.
    async fn save_sitting(&mut self, number: StoryNumber, content: &newsroom::Content, actor: &Actor) -> Result<i64> {
        self.touch(number);
        let (hash, text) = content.seal();
        let now = self.now();
        let amended = sqlx::query(
            "update revision set text = $3, content_hash = $4, saved_at = $5 \
             where story = $1 and revision = (select revision from story where number = $1) and actor = $2 \
             and text is not null and restored is null and saved_at > $6 and not exists \
             (select 1 from schedule where schedule.story = $1 and schedule.revision = revision.revision) \
             returning revision",
        )
        .bind(number.0)
        .bind(&actor.0)
        .bind(text)
        .bind(hash.as_str())
        .bind(now.as_microsecond())
        .bind((now - SITTING).as_microsecond())
        .fetch_optional(self.connection().await?)
        .await?;
        match amended {
            Some(row) => {
                self.text_shows(number, content, false).await?;
                Ok(row.try_get(0)?)
            }
            None => self.save_draft(number, content, actor).await,
        }
    }

    pub(crate) async fn keep_text(&mut self, number: StoryNumber, text: &Text) -> Result<()> {
        sqlx::query(
            "insert into working (story, version, revision, names) values ($1, $2, $3, $4) \
             on conflict (story) do update set version = excluded.version, revision = excluded.revision, \
             names = excluded.names",
        )
        .bind(number.0)
        .bind(text.version)
        .bind(text.revision)
        .bind(rows::text_of(&text.working.names()))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "they are the row's columns")]
    pub(crate) async fn add_to_journal(
        &mut self,
        number: StoryNumber,
        text: &Text,
        tab: &str,
        seq: i64,
        actor: &Actor,
        done: &[Change],
        conflicts: &[Conflict],
        besides: &[String],
    ) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into journal (story, version, tab, seq, actor, at, done, conflicts, besides) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(number.0)
        .bind(text.version)
        .bind(tab)
        .bind(seq)
        .bind(&actor.0)
        .bind(now)
        .bind(rows::text_of(&done))
        .bind(rows::text_of(&conflicts))
        .bind(rows::text_of(&besides))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

/// A name that no other block has: the same each time the same page sends the same.
fn spare_name(block: &BlockId, tab: &str, seq: i64) -> BlockId {
    let digest = Sha256::digest(format!("{} {tab} {seq}", block.0));
    BlockId(newsroom::ids::hex(&digest)[..16].to_owned())
}
