//! Stages of stories, the moves that led there, and the sections that ask for four eyes.

use jiff::Timestamp;
use newsroom::stage::{AtHand, Move};
use newsroom::{Actor, Content, ContentHash, EditionCode, Progress, SectionKey, Stage, Story, StoryNumber};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// A move as it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub made: Move,
    /// Where it led.
    pub stage: Stage,
    pub actor: Actor,
    pub at: Timestamp,
    /// The revision that was moved.
    pub revision: i64,
    pub note: Option<String>,
}

/// What is asked of a text before it is moved or brought to readers.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub progress: Progress,
    /// Who saved the revision.
    pub writer: Actor,
    pub four_eyes: bool,
}

impl Held {
    /// With the story it is about, as the policy asks for it.
    pub fn at_hand<'a>(&'a self, story: &'a Story, author: Option<&'a Actor>, content: &'a Content) -> AtHand<'a> {
        let Self { progress, writer, four_eyes } = self;
        AtHand { story, author, content, writer, four_eyes: *four_eyes, progress }
    }
}

/// A story that its reader sent back.
#[derive(Clone, Debug, PartialEq)]
pub struct SentBack {
    pub story: StoryNumber,
    pub edition: EditionCode,
    pub content: Content,
    pub moved: Moved,
}

impl Writing {
    /// What is asked before a revision of a story is moved or brought to readers.
    ///
    /// # Errors
    /// [`Error::NoStory`] when the story has no such revision.
    pub async fn held(&mut self, story: &Story, revision: i64, content: &Content) -> Result<Held> {
        let mut sections = content.sections.clone();
        sections.extend(story.live.iter().flat_map(|(_, live)| live.sections.clone()));
        Ok(Held {
            progress: self.progress(story.number).await?,
            writer: self.writer_of(story.number, revision).await?,
            four_eyes: self.asks_four_eyes(&story.edition, &sections).await?,
        })
    }

    /// A story's stage; a draft where nobody moved it.
    pub async fn progress(&mut self, number: StoryNumber) -> Result<Progress> {
        let row = sqlx::query("select stage, since, actor, content_hash, due_at from stage where story = $1")
            .bind(number.0)
            .fetch_optional(self.connection().await?)
            .await?;
        row.as_ref().map_or_else(|| Ok(unmoved()), |row| progress_at(row, 0))
    }

    /// Brings a story to a stage as decided, and writes the move down. The hour it is promised for stays.
    pub async fn move_stage(
        &mut self,
        number: StoryNumber,
        made: Move,
        content: &Content,
        revision: i64,
        actor: &Actor,
        note: Option<&str>,
    ) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into stage (story, stage, since, actor, content_hash) values ($1, $2, $3, $4, $5) \
             on conflict (story) do update set stage = excluded.stage, since = excluded.since, \
                 actor = excluded.actor, content_hash = excluded.content_hash",
        )
        .bind(number.0)
        .bind(made.to().as_str())
        .bind(now)
        .bind(&actor.0)
        .bind(content.seal().0.as_str())
        .execute(self.connection().await?)
        .await?;
        sqlx::query(
            "insert into stage_move (story, turn, move, stage, actor, at, revision, note) \
             select $1, coalesce(max(turn), 0) + 1, $2, $3, $4, $5, $6, $7 from stage_move where story = $1",
        )
        .bind(number.0)
        .bind(made.as_str())
        .bind(made.to().as_str())
        .bind(&actor.0)
        .bind(now)
        .bind(revision)
        .bind(note)
        .execute(self.connection().await?)
        .await?;
        self.touch(number);
        Ok(())
    }

    /// Leaves a story where it stood, after a text of it was brought to readers that is not the one that stood there.
    pub async fn keep_stage(&mut self, number: StoryNumber, progress: &Progress) -> Result<()> {
        // Nobody moved it, and it is promised for no hour.
        if progress.actor.0.is_empty() {
            return Ok(());
        }
        sqlx::query(
            "insert into stage (story, stage, since, actor, content_hash, due_at) values ($1, $2, $3, $4, $5, $6) \
             on conflict (story) do update set stage = excluded.stage, since = excluded.since, \
                 actor = excluded.actor, content_hash = excluded.content_hash, due_at = excluded.due_at",
        )
        .bind(number.0)
        .bind(progress.stage.as_str())
        .bind(progress.since.as_microsecond())
        .bind(&progress.actor.0)
        .bind(progress.content.as_str())
        .bind(progress.due_at.map(Timestamp::as_microsecond))
        .execute(self.connection().await?)
        .await?;
        self.touch(number);
        Ok(())
    }

    /// Sets the hour a story is promised for, or takes it back.
    pub async fn set_due(&mut self, number: StoryNumber, due_at: Option<Timestamp>, actor: &Actor) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into stage (story, stage, since, actor, content_hash, due_at) values ($1, 'draft', $2, $3, '', $4) \
             on conflict (story) do update set due_at = excluded.due_at",
        )
        .bind(number.0)
        .bind(now)
        .bind(&actor.0)
        .bind(due_at.map(Timestamp::as_microsecond))
        .execute(self.connection().await?)
        .await?;
        self.touch(number);
        Ok(())
    }

    /// What readers have now needs no stage any more: called where a text is published. An older text that went out by its
    /// schedule leaves the newer one where it stands.
    pub(crate) async fn end_stage(&mut self, number: StoryNumber, hash: &ContentHash) -> Result<()> {
        sqlx::query(
            "delete from stage where story = $1 and exists (select 1 from story join revision \
             on revision.story = story.number and revision.revision = story.revision \
             where story.number = $1 and revision.content_hash = $2)",
        )
        .bind(number.0)
        .bind(hash.as_str())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Every move of a story, the newest first.
    pub async fn stage_moves(&mut self, number: StoryNumber) -> Result<Vec<Moved>> {
        let found = sqlx::query(
            "select move, stage, actor, at, revision, note from stage_move where story = $1 order by turn desc",
        )
        .bind(number.0)
        .fetch_all(self.connection().await?)
        .await?;
        found.iter().filter_map(|row| move_at(row, 0).transpose()).collect()
    }

    /// Who saved a revision.
    ///
    /// # Errors
    /// [`Error::NoStory`] when the story has no such revision.
    pub async fn writer_of(&mut self, number: StoryNumber, revision: i64) -> Result<Actor> {
        let row = sqlx::query("select actor from revision where story = $1 and revision = $2")
            .bind(number.0)
            .bind(revision)
            .fetch_optional(self.connection().await?)
            .await?
            .ok_or(Error::NoStory(number))?;
        Ok(Actor(row.try_get(0)?))
    }

    /// Whether any of these sections asks for four eyes.
    pub async fn asks_four_eyes(&mut self, edition: &EditionCode, sections: &[SectionKey]) -> Result<bool> {
        let asked = "select section from four_eyes where edition = $1 and section in {{texts $2}}";
        let found = sqlx::query(self.dialect.adapt(asked))
            .bind(edition.as_str())
            .bind(rows::text_of(&sections))
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(found.is_some())
    }

    /// Has a section ask for four eyes, or no longer.
    pub async fn set_four_eyes(&mut self, edition: &EditionCode, section: &SectionKey, asked: bool) -> Result<()> {
        let sql = if asked {
            "insert into four_eyes (edition, section) values ($1, $2) on conflict (edition, section) do nothing"
        } else {
            "delete from four_eyes where edition = $1 and section = $2"
        };
        sqlx::query(sql).bind(edition.as_str()).bind(section.as_str()).execute(self.connection().await?).await?;
        Ok(())
    }
}

impl Store {
    /// What was sent back to this person and has not been moved since, the newest first: stories they began or handed in.
    pub async fn sent_back_to(&self, actor: &Actor) -> Result<Vec<SentBack>> {
        let found = sqlx::query(
            "select story.number, story.edition, coalesce(revision.text, published_content.text), \
             moved.move, moved.stage, moved.actor, moved.at, moved.revision, moved.note \
             from stage join stage_move moved on moved.story = stage.story and moved.move = 'send-back' \
                 and moved.turn = (select max(turn) from stage_move where stage_move.story = stage.story) \
             join story on story.number = stage.story \
             join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = story.number and begun.revision = 1 \
             where stage.stage = 'draft' and (begun.actor = $1 or exists (select 1 from stage_move handed \
                 where handed.story = stage.story and handed.move = 'hand-in' and handed.actor = $1)) \
             order by moved.at desc limit 50",
        )
        .bind(&actor.0)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(SentBack {
                    story: StoryNumber(row.try_get(0)?),
                    edition: EditionCode(row.try_get(1)?),
                    content: rows::json("a revision", row.try_get(2)?)?,
                    moved: move_at(row, 3)?.expect("it is joined"),
                })
            })
            .collect()
    }

    /// The sections that ask for four eyes.
    pub async fn four_eyes(&self) -> Result<Vec<(EditionCode, SectionKey)>> {
        let found = sqlx::query("select edition, section from four_eyes order by edition, section")
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(|row| Ok((EditionCode(row.try_get(0)?), SectionKey(row.try_get(1)?)))).collect()
    }
}

/// The stage in five columns from this one on, which are null for a story nobody moved.
pub(crate) fn progress_at(row: &AnyRow, at: usize) -> Result<Progress> {
    let Some(word) = row.try_get::<Option<String>, _>(at)? else { return Ok(unmoved()) };
    Ok(Progress {
        stage: stage(&word)?,
        since: rows::hour(row.try_get(at + 1)?)?,
        actor: Actor(row.try_get(at + 2)?),
        content: ContentHash(row.try_get(at + 3)?),
        due_at: row.try_get::<Option<i64>, _>(at + 4)?.map(rows::hour).transpose()?,
    })
}

/// A move in six columns from this one on, if there is one.
pub(crate) fn move_at(row: &AnyRow, at: usize) -> Result<Option<Moved>> {
    let Some(made) = row.try_get::<Option<String>, _>(at)? else { return Ok(None) };
    Ok(Some(Moved {
        made: Move::parse(&made).ok_or_else(|| Error::unreadable("a move", format!("no move `{made}`")))?,
        stage: stage(row.try_get(at + 1)?)?,
        actor: Actor(row.try_get(at + 2)?),
        at: rows::hour(row.try_get(at + 3)?)?,
        revision: row.try_get(at + 4)?,
        note: row.try_get(at + 5)?,
    }))
}

fn unmoved() -> Progress {
    Progress {
        stage: Stage::default(),
        since: Timestamp::UNIX_EPOCH,
        actor: Actor::new(""),
        content: ContentHash(String::new()),
        due_at: None,
    }
}

fn stage(word: &str) -> Result<Stage> {
    Stage::parse(word).ok_or_else(|| Error::unreadable("a stage", format!("no stage `{word}`")))
}
