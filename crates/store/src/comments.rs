//! What colleagues say about a story. Kept beside it and never in it.

use jiff::{SignedDuration, Timestamp};
use newsroom::comment::{Anchor, Comment, CommentRefused, Thread};
use newsroom::{Actor, StoryNumber};
use sqlx::Row;

use crate::reading::rows;
use crate::{Result, Writing};

/// How long a browser goes on sending.
const SENT_AGAIN: SignedDuration = SignedDuration::from_mins(2);

impl Writing {
    /// Every thread of a story, oldest first.
    pub async fn threads(&mut self, number: StoryNumber) -> Result<Vec<Thread>> {
        let found = sqlx::query(
            "select number, thread, actor, at, words, anchor, resolved_at, resolved_by from comment \
             where story = $1 order by number",
        )
        .bind(number.0)
        .fetch_all(self.connection().await?)
        .await?;
        let mut threads: Vec<Thread> = Vec::new();
        for row in &found {
            let (number, thread): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
            let comment = Comment {
                number,
                actor: Actor(row.try_get(2)?),
                at: rows::hour(row.try_get(3)?)?,
                words: row.try_get(4)?,
            };
            if number != thread {
                if let Some(thread) = threads.iter_mut().find(|known| known.number == thread) {
                    thread.comments.push(comment);
                }
                continue;
            }
            let anchor: Option<String> = row.try_get(5)?;
            let resolved_at: Option<i64> = row.try_get(6)?;
            let resolved_by: Option<String> = row.try_get(7)?;
            threads.push(Thread {
                number,
                anchor: anchor.map_or(Ok(Anchor::Story), |anchor| rows::json("what a comment is about", &anchor))?,
                comments: vec![comment],
                resolved: resolved_at.map(rows::hour).transpose()?.zip(resolved_by.map(Actor)),
            });
        }
        Ok(threads)
    }

    /// How many threads are not settled.
    pub async fn open_comments(&mut self, number: StoryNumber) -> Result<usize> {
        let row =
            sqlx::query("select count(*) from comment where story = $1 and number = thread and resolved_at is null")
                .bind(number.0)
                .fetch_one(self.connection().await?)
                .await?;
        Ok(usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or_default())
    }

    /// Ascends with each change to a story's comments; 0 before the first.
    pub async fn comments_version(&mut self, number: StoryNumber) -> Result<i64> {
        let row = sqlx::query("select coalesce(max(version), 0) from comment where story = $1")
            .bind(number.0)
            .fetch_one(self.connection().await?)
            .await?;
        Ok(row.try_get(0)?)
    }

    /// Adds a comment that begins a thread, or with `thread` one that answers. Returns its number.
    pub async fn add_comment(
        &mut self,
        story: StoryNumber,
        about: Result<&Anchor, i64>,
        words: &str,
        actor: &Actor,
    ) -> Result<Result<i64, CommentRefused>> {
        if let Err(thread) = about
            && !self.is_thread(story, thread).await?
        {
            return Ok(Err(CommentRefused::NoThread));
        }
        if let Some(number) = self.said_just_now(story, about, words, actor).await? {
            return Ok(Ok(number));
        }
        let version = self.comments_version(story).await? + 1;
        let row = sqlx::query("select coalesce(max(number), 0) + 1 from comment where story = $1")
            .bind(story.0)
            .fetch_one(self.connection().await?)
            .await?;
        let number: i64 = row.try_get(0)?;
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into comment (story, number, thread, actor, at, words, anchor, version) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(story.0)
        .bind(number)
        .bind(about.err().unwrap_or(number))
        .bind(&actor.0)
        .bind(now)
        .bind(words)
        .bind(about.ok().map(rows::text_of))
        .bind(version)
        .execute(self.connection().await?)
        .await?;
        Ok(Ok(number))
    }

    /// The same said by the same in the same place a moment ago: sent again, because its answer was lost on the way.
    async fn said_just_now(
        &mut self,
        story: StoryNumber,
        about: Result<&Anchor, i64>,
        words: &str,
        actor: &Actor,
    ) -> Result<Option<i64>> {
        let since = (self.now() - SENT_AGAIN).as_microsecond();
        let row = sqlx::query(
            "select number from comment where story = $1 and actor = $2 and words = $3 and at > $4 \
             and ((number = thread and anchor = $5) or (number <> thread and thread = $6))",
        )
        .bind(story.0)
        .bind(&actor.0)
        .bind(words)
        .bind(since)
        .bind(about.ok().map(rows::text_of).unwrap_or_default())
        .bind(about.err().unwrap_or_default())
        .fetch_optional(self.connection().await?)
        .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Settles a thread, or opens it again.
    pub async fn settle_comment(
        &mut self,
        story: StoryNumber,
        thread: i64,
        settled: bool,
        actor: &Actor,
    ) -> Result<Result<(), CommentRefused>> {
        let version = self.comments_version(story).await? + 1;
        let at = settled.then(|| self.now()).map(Timestamp::as_microsecond);
        let changed = sqlx::query(
            "update comment set resolved_at = $3, resolved_by = $4, version = $5 \
             where story = $1 and number = $2 and thread = $2",
        )
        .bind(story.0)
        .bind(thread)
        .bind(at)
        .bind(settled.then_some(actor.0.as_str()))
        .bind(version)
        .execute(self.connection().await?)
        .await?;
        Ok(if changed.rows_affected() == 0 { Err(CommentRefused::NoThread) } else { Ok(()) })
    }

    /// Tells where a thread's words stand now that they were written on.
    pub async fn move_comment(
        &mut self,
        story: StoryNumber,
        thread: i64,
        anchor: &Anchor,
    ) -> Result<Result<(), CommentRefused>> {
        let version = self.comments_version(story).await? + 1;
        let changed = sqlx::query(
            "update comment set anchor = $3, version = $4 where story = $1 and number = $2 and thread = $2",
        )
        .bind(story.0)
        .bind(thread)
        .bind(rows::text_of(anchor))
        .bind(version)
        .execute(self.connection().await?)
        .await?;
        Ok(if changed.rows_affected() == 0 { Err(CommentRefused::NoThread) } else { Ok(()) })
    }

    async fn is_thread(&mut self, story: StoryNumber, thread: i64) -> Result<bool> {
        let row = sqlx::query("select number from comment where story = $1 and number = $2 and thread = $2")
            .bind(story.0)
            .bind(thread)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.is_some())
    }
}
