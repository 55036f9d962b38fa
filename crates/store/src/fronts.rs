//! Arranging fronts: the shared draft of each, arrangements that wait for their hour, and those of the past.

use std::collections::HashSet;

use jiff::Timestamp;
use newsroom::acts;
use newsroom::{Actor, Arrangement, Front, FrontKey, Position, StoryNumber};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::reading::rows;
use crate::schedule::UNREADABLE;
use crate::{Error, Result, Store, Writing};

/// What is being arranged of a front.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontDraft {
    /// Ascending with each change; 0 before the first.
    pub version: i64,
    /// Nothing where it is what readers have.
    pub arrangement: Option<Arrangement>,
    /// The front's newest entry when the draft came to differ from what readers have.
    pub base: Position,
    /// The last change, by whom and when.
    pub changed: Option<(Actor, Timestamp)>,
}

/// A front as an act of the past left it.
#[derive(Clone, Debug, PartialEq)]
pub struct PastFront {
    pub position: Position,
    pub at: Timestamp,
    pub actor: Actor,
    pub front: Front,
}

/// An arrangement to come, or one of whose hour there is something to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduledFront {
    pub number: i64,
    pub key: FrontKey,
    pub at: Timestamp,
    pub actor: Actor,
    pub arrangement: Arrangement,
    /// Why it was refused at its hour: its words, and its code.
    pub refused: Option<String>,
    pub refused_code: Option<String>,
    /// When it was done without these stories, which readers did not have by then.
    pub done: Option<(Timestamp, Vec<StoryNumber>)>,
}

impl ScheduledFront {
    /// Its hour is still to come, or came a moment ago.
    pub fn is_waiting(&self) -> bool {
        self.refused.is_none() && self.done.is_none()
    }
}

const DRAFT: &str = "select version, arrangement, base, changed_by, changed_at from front_draft where front = $1";

impl Writing {
    /// What is being arranged of a front.
    pub async fn front_draft(&mut self, key: &FrontKey) -> Result<FrontDraft> {
        let row = sqlx::query(DRAFT).bind(key.to_string()).fetch_optional(self.connection().await?).await?;
        read_draft(row)
    }

    /// Keeps a draft under the next version, which it returns; nothing in place of an arrangement says that the draft is what
    /// readers have.
    pub async fn keep_front_draft(
        &mut self,
        key: &FrontKey,
        arrangement: Option<&Arrangement>,
        base: Position,
        actor: &Actor,
    ) -> Result<i64> {
        let now = self.now().as_microsecond();
        let row = sqlx::query(
            "insert into front_draft (front, version, arrangement, base, changed_at, changed_by) values ($1, 1, $2, $3, $4, $5) \
             on conflict (front) do update set version = front_draft.version + 1, arrangement = excluded.arrangement, \
                 base = excluded.base, changed_at = excluded.changed_at, changed_by = excluded.changed_by returning version",
        )
        .bind(key.to_string())
        .bind(arrangement.map(rows::text_of))
        .bind(base.0)
        .bind(now)
        .bind(&actor.0)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.try_get(0)?)
    }

    /// The position of a front's newest entry; 0 before the first.
    pub async fn front_position(&mut self, key: &FrontKey) -> Result<Position> {
        let row = sqlx::query("select coalesce(max(position), 0) from entry where subject = $1")
            .bind(format!("front/{key}"))
            .fetch_one(self.connection().await?)
            .await?;
        Ok(Position(row.try_get(0)?))
    }

    /// Sets an hour for an arrangement and returns the number it waits under. A front can have several.
    pub async fn schedule_front(
        &mut self,
        key: &FrontKey,
        arrangement: &Arrangement,
        at: Timestamp,
        actor: &Actor,
    ) -> Result<i64> {
        let row = sqlx::query(
            "insert into front_schedule (number, front, at, actor, arrangement) \
             select coalesce(max(number), 0) + 1, $1, $2, $3, $4 from front_schedule returning number",
        )
        .bind(key.to_string())
        .bind(at.as_microsecond())
        .bind(&actor.0)
        .bind(rows::text_of(arrangement))
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.try_get(0)?)
    }

    /// Takes an arrangement's hour back, or what was told of it away. True if there was one.
    pub async fn unschedule_front(&mut self, key: &FrontKey, number: i64) -> Result<bool> {
        let gone = sqlx::query("delete from front_schedule where number = $1 and front = $2")
            .bind(number)
            .bind(key.to_string())
            .execute(self.connection().await?)
            .await?;
        Ok(gone.rows_affected() > 0)
    }

    /// Arranges a front as was set for this hour, without what readers do not have by now; or writes down why not. Returns
    /// the stories left out.
    pub(crate) async fn perform_front(
        &mut self,
        scheduled: &ScheduledFront,
    ) -> Result<Result<Vec<StoryNumber>, String>> {
        if let Some(refused) = &scheduled.refused {
            return self.refuse_front(scheduled.number, refused.clone(), UNREADABLE).await;
        }
        let now = self.now();
        let placed: Vec<StoryNumber> = scheduled.arrangement.stories().collect();
        let live: HashSet<StoryNumber> = self.live_among(&scheduled.key.edition, &placed).await?;
        let (arrangement, gone) = scheduled.arrangement.clone().without_gone(&live);
        let house = self.house().await?;
        let decided = acts::arrange(scheduled.key.clone(), arrangement, &live, house, &scheduled.actor, now);
        let decided = match decided {
            Ok(decided) => decided,
            Err(refused) => return self.refuse_front(scheduled.number, refused.to_string(), refused.code()).await,
        };
        self.save(decided).await?;
        let gone: Vec<StoryNumber> = gone.into_iter().map(|(_, story)| story).collect();
        if gone.is_empty() {
            self.unschedule_front(&scheduled.key, scheduled.number).await?;
        } else {
            sqlx::query("update front_schedule set done_at = $2, left_out = $3 where number = $1")
                .bind(scheduled.number)
                .bind(now.as_microsecond())
                .bind(rows::text_of(&gone))
                .execute(self.connection().await?)
                .await?;
        }
        Ok(Ok(gone))
    }

    async fn refuse_front(
        &mut self,
        number: i64,
        refused: String,
        code: &'static str,
    ) -> Result<Result<Vec<StoryNumber>, String>> {
        sqlx::query("update front_schedule set refused = $2, refused_code = $3 where number = $1")
            .bind(number)
            .bind(&refused)
            .bind(code)
            .execute(self.connection().await?)
            .await?;
        Ok(Err(refused))
    }
}

const SCHEDULED: &str =
    "select number, front, at, actor, arrangement, refused, done_at, left_out, refused_code from front_schedule";

/// Those whose hour has come, soonest first.
pub(crate) const FRONTS_DUE: &str = "select number, front, at, actor, arrangement, refused, done_at, left_out, refused_code from front_schedule \
     where at <= $1 and refused is null and done_at is null order by at, number limit 100";

impl Store {
    /// What is being arranged of a front.
    pub async fn front_draft(&self, key: &FrontKey) -> Result<FrontDraft> {
        read_draft(sqlx::query(DRAFT).bind(key.to_string()).fetch_optional(self.shared.desk_readers()).await?)
    }

    /// Every arrangement that waits or has something to tell, soonest first; those of one front where it is named.
    pub async fn scheduled_fronts(&self, key: Option<&FrontKey>) -> Result<Vec<ScheduledFront>> {
        let found =
            sqlx::query(sqlx::AssertSqlSafe(format!("{SCHEDULED} where $1 = '' or front = $1 order by at, number")))
                .bind(key.map_or_else(String::new, ToString::to_string))
                .fetch_all(self.shared.desk_readers())
                .await?;
        found.iter().map(read_scheduled).collect()
    }

    /// Arrangements that should have gone out before `before` and have not.
    pub(crate) async fn fronts_overdue(&self, before: Timestamp) -> Result<Vec<ScheduledFront>> {
        let found = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{SCHEDULED} where at < $1 and done_at is null order by at, number"
        )))
        .bind(before.as_microsecond())
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(read_scheduled).collect()
    }

    /// A front as acts left it, newest first, before `before`.
    pub async fn past_fronts(&self, key: &FrontKey, before: Option<Position>, limit: i64) -> Result<Vec<PastFront>> {
        let found = sqlx::query(
            "select position, at, actor, state from entry where subject = $1 and position < $2 order by position desc limit $3",
        )
        .bind(format!("front/{key}"))
        .bind(before.map_or(i64::MAX, |position| position.0))
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(read_past).collect()
    }

    /// A front as the act at this position left it; nothing if that was another act.
    pub async fn past_front(&self, key: &FrontKey, position: Position) -> Result<Option<PastFront>> {
        let found = sqlx::query("select position, at, actor, state from entry where subject = $1 and position = $2")
            .bind(format!("front/{key}"))
            .bind(position.0)
            .fetch_optional(self.shared.desk_readers())
            .await?;
        found.as_ref().map(read_past).transpose()
    }
}

fn read_draft(row: Option<AnyRow>) -> Result<FrontDraft> {
    let Some(row) = row else { return Ok(FrontDraft::default()) };
    let arrangement: Option<String> = row.try_get(1)?;
    Ok(FrontDraft {
        version: row.try_get(0)?,
        arrangement: arrangement.map(|text| rows::json("a front's draft", &text)).transpose()?,
        base: Position(row.try_get(2)?),
        changed: Some((Actor(row.try_get(3)?), rows::hour(row.try_get(4)?)?)),
    })
}

fn read_past(row: &AnyRow) -> Result<PastFront> {
    Ok(PastFront {
        position: Position(row.try_get(0)?),
        at: rows::hour(row.try_get(1)?)?,
        actor: Actor(row.try_get(2)?),
        front: rows::json("a front's state", row.try_get(3)?)?,
    })
}

pub(crate) fn read_scheduled(row: &AnyRow) -> Result<ScheduledFront> {
    let (key, done_at): (String, Option<i64>) = (row.try_get(1)?, row.try_get(6)?);
    let left_out: Option<String> = row.try_get(7)?;
    let left_out = left_out.map(|text| rows::json("what was left out", &text)).transpose()?.unwrap_or_default();
    let (arrangement, refused): (String, Option<String>) = (row.try_get(4)?, row.try_get(5)?);
    // One that cannot be read is told like a refusal: it must not hold up the others for ever.
    let refused_code: Option<String> = row.try_get(8)?;
    let (arrangement, refused, refused_code) = match rows::json("a scheduled arrangement", &arrangement) {
        Ok(arrangement) => (arrangement, refused, refused_code),
        Err(error) => {
            let words = refused.unwrap_or_else(|| error.to_string());
            (Arrangement::default(), Some(words), Some(UNREADABLE.to_owned()))
        }
    };
    Ok(ScheduledFront {
        number: row.try_get(0)?,
        key: FrontKey::parse(&key).ok_or_else(|| Error::unreadable(&key, "not a front"))?,
        at: rows::hour(row.try_get(2)?)?,
        actor: Actor(row.try_get(3)?),
        arrangement,
        refused,
        refused_code,
        done: done_at.map(rows::hour).transpose()?.map(|at| (at, left_out)),
    })
}
