//! Scheduled publications, and the timekeeper that performs them as ordinary acts.
//!
//! A publication waits on its revision, so that what is live stays live meanwhile. The row leaves in the transaction
//! that publishes, so it happens once whatever is killed or started beside it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use newsroom::acts::{self, Decided};
use newsroom::{Actor, FrontKey, StoryNumber};
use sqlx::Row;

use crate::fronts::{FRONTS_DUE, read_scheduled};
use crate::reading::rows;
use crate::{Error, Lease, Result, Store, Writing};

/// A publication to come, or one whose hour came and was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    pub story: StoryNumber,
    pub revision: i64,
    pub at: Timestamp,
    pub actor: Actor,
    pub refused: Option<String>,
    /// The refusal's code, where it was a refusal.
    pub refused_code: Option<String>,
}

/// What the timekeeper did in one round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimekeeperReport {
    pub published: Vec<StoryNumber>,
    pub refused: Vec<(StoryNumber, String)>,
    /// Fronts, each with the stories left out because readers did not have them.
    pub arranged: Vec<(FrontKey, Vec<StoryNumber>)>,
    pub fronts_refused: Vec<(FrontKey, String)>,
}

impl Writing {
    /// Sets the hour at which this revision goes live, in place of any hour set before.
    pub async fn schedule(&mut self, story: StoryNumber, revision: i64, at: Timestamp, actor: &Actor) -> Result<()> {
        self.draft(story, revision).await?;
        sqlx::query(
            "insert into schedule (story, revision, at, actor) values ($1, $2, $3, $4) \
             on conflict (story) do update set revision = excluded.revision, at = excluded.at, \
                 actor = excluded.actor, refused = null, refused_code = null",
        )
        .bind(story.0)
        .bind(revision)
        .bind(at.as_microsecond())
        .bind(&actor.0)
        .execute(self.connection().await?)
        .await?;
        self.touch(story);
        Ok(())
    }

    /// Takes the hour back. True if there was one.
    pub async fn unschedule(&mut self, story: StoryNumber) -> Result<bool> {
        self.touch(story);
        let gone = sqlx::query("delete from schedule where story = $1")
            .bind(story.0)
            .execute(self.connection().await?)
            .await?;
        Ok(gone.rows_affected() > 0)
    }

    /// The hour set for a story, if one is.
    pub async fn scheduled_at(&mut self, story: StoryNumber) -> Result<Option<Timestamp>> {
        let row = sqlx::query("select at from schedule where story = $1")
            .bind(story.0)
            .fetch_optional(self.connection().await?)
            .await?;
        row.map(|row| rows::hour(row.try_get(0)?)).transpose()
    }

    /// What is scheduled for a story, if anything is.
    pub async fn scheduled(&mut self, story: StoryNumber) -> Result<Option<Scheduled>> {
        let row =
            sqlx::query("select story, revision, at, actor, refused, refused_code from schedule where story = $1")
                .bind(story.0)
                .fetch_optional(self.connection().await?)
                .await?;
        row.as_ref().map(read).transpose()
    }

    /// Publishes one scheduled revision, or writes down why not. The hour readers are told is the one that was set.
    async fn perform(&mut self, scheduled: &Scheduled, report: &mut TimekeeperReport) -> Result<()> {
        match self.decide(scheduled).await {
            Ok(decided) => {
                self.save(decided).await?;
                self.unschedule(scheduled.story).await?;
                report.published.push(scheduled.story);
            }
            // One that cannot be read is told like a refusal: it must not hold up the others for ever.
            Err(error @ (Error::Refused(_) | Error::Unreadable { .. } | Error::NoStory(_))) => {
                let code = match &error {
                    Error::Refused(refused) => refused.code(),
                    _ => UNREADABLE,
                };
                sqlx::query("update schedule set refused = $2, refused_code = $3 where story = $1")
                    .bind(scheduled.story.0)
                    .bind(error.to_string())
                    .bind(code)
                    .execute(self.connection().await?)
                    .await?;
                self.touch(scheduled.story);
                report.refused.push((scheduled.story, error.to_string()));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    async fn decide(&mut self, scheduled: &Scheduled) -> Result<Decided> {
        let story = self.story(scheduled.story).await?;
        let content = self.draft(scheduled.story, scheduled.revision).await?.content;
        let now = self.now();
        self.may_publish(&story, &content, scheduled.at).await??;
        let house = self.house().await?;
        Ok(acts::publish(&story, content, house, &scheduled.actor, scheduled.at, now)?)
    }
}

impl Store {
    /// Everything scheduled, soonest first, refused ones too.
    pub async fn scheduled(&self) -> Result<Vec<Scheduled>> {
        let found =
            sqlx::query("select story, revision, at, actor, refused, refused_code from schedule order by at, story")
                .fetch_all(&self.shared.writers)
                .await?;
        found.iter().map(read).collect()
    }

    /// What should have gone live before `now` and has not.
    pub async fn late(&self, now: Timestamp) -> Result<Vec<Scheduled>> {
        let found = sqlx::query(
            "select story, revision, at, actor, refused, refused_code from schedule where at < $1 order by at, story",
        )
        .bind((now - LATE_AFTER).as_microsecond())
        .fetch_all(&self.shared.writers)
        .await?;
        found.iter().map(read).collect()
    }

    /// Arrangements of fronts that should have gone out before `now` and have not.
    pub async fn late_fronts(&self, now: Timestamp) -> Result<Vec<crate::ScheduledFront>> {
        self.fronts_overdue(now - LATE_AFTER).await
    }

    /// Performs what is due, in order of the hours set.
    pub async fn perform_due(&self) -> Result<TimekeeperReport> {
        let mut report = TimekeeperReport::default();
        // Looked for outside a transaction first: most rounds find nothing and need no lock.
        let due = "select story, revision, at, actor, refused, refused_code from schedule \
                   where at <= $1 and refused is null order by at, story limit 100";
        let now = self.clock().now().as_microsecond();
        let is_due = async |query| sqlx::query(query).bind(now).fetch_optional(&self.shared.writers).await;
        if is_due(due).await?.is_none() && is_due(FRONTS_DUE).await?.is_none() {
            return Ok(report);
        }
        let mut tx = self.write().await?;
        let found = sqlx::query(due).bind(now).fetch_all(tx.connection().await?).await?;
        for row in &found {
            tx.perform(&read(row)?, &mut report).await?;
        }
        // After the stories: one that goes live at this hour can stand on the front of this hour.
        let fronts = sqlx::query(FRONTS_DUE).bind(now).fetch_all(tx.connection().await?).await?;
        for row in &fronts {
            let scheduled = read_scheduled(row)?;
            match tx.perform_front(&scheduled).await? {
                Ok(left_out) => report.arranged.push((scheduled.key, left_out)),
                Err(refused) => report.fronts_refused.push((scheduled.key, refused)),
            }
        }
        tx.commit().await?;
        Ok(report)
    }
}

/// The code under which the desk tells of what is stored and cannot be read.
pub(crate) const UNREADABLE: &str = "unreadable";
/// After so long a publication counts as late.
const LATE_AFTER: SignedDuration = SignedDuration::from_secs(2);
/// How often the timekeeper looks: well under the second that schedules are exact to.
const ROUND: Duration = Duration::from_millis(200);
/// How long the others wait when the timekeeper's node falls silent.
const LEASE_LASTS: SignedDuration = SignedDuration::from_secs(3);

/// Keeps time until dropped: holds the lease and performs what is due.
pub async fn keep_time(store: Store, node: String) {
    let lease = Lease::new(&store, "timekeeper", node, LEASE_LASTS);
    let (mut renewed, mut late_told) = (None::<std::time::Instant>, 0);
    loop {
        tokio::time::sleep(ROUND).await;
        // The lease is renewed once a second rather than each round: it is a write.
        if renewed.is_none_or(|at| at.elapsed() > Duration::from_secs(1)) {
            match lease.hold().await {
                Ok(true) => renewed = Some(std::time::Instant::now()),
                Ok(false) => {
                    renewed = None;
                    continue;
                }
                Err(error) => {
                    tracing::warn!(%error, "the timekeeper cannot reach the database and tries again");
                    renewed = None;
                    continue;
                }
            }
            late_told = tell_late(&store, late_told).await;
        }
        match store.perform_due().await {
            Ok(report) => {
                for story in report.published {
                    tracing::info!(story.number = story.0, "published as scheduled");
                }
                for (story, reason) in report.refused {
                    tracing::error!(story.number = story.0, %reason, "a scheduled publication was refused");
                }
                for (front, left_out) in report.arranged {
                    let left_out: Vec<_> = left_out.iter().map(|story| story.0).collect();
                    tracing::info!(%front, ?left_out, "arranged as scheduled");
                }
                for (front, reason) in report.fronts_refused {
                    tracing::error!(%front, %reason, "a scheduled arrangement was refused");
                }
            }
            Err(error) => tracing::error!(%error, "scheduled work failed and is tried again"),
        }
    }
}

/// Says once for each change how much is late.
async fn tell_late(store: &Store, told: usize) -> usize {
    match store.late(store.clock().now()).await {
        Ok(late) if late.len() != told => {
            if !late.is_empty() {
                let stories: Vec<_> = late.iter().map(|late| late.story.0).collect();
                tracing::warn!(count = late.len(), ?stories, "scheduled publications are late");
            }
            late.len()
        }
        _ => told,
    }
}

fn read(row: &sqlx::any::AnyRow) -> Result<Scheduled, Error> {
    Ok(Scheduled {
        story: StoryNumber(row.try_get(0)?),
        revision: row.try_get(1)?,
        at: rows::hour(row.try_get(2)?)?,
        actor: Actor(row.try_get(3)?),
        refused: row.try_get(4)?,
        refused_code: row.try_get(5)?,
    })
}
