//! What is late inside the house: what was to go out and did not, what was promised and is not handed in, what was handed
//! in and waits for its reader.

use jiff::{SignedDuration, Timestamp};
use newsroom::stage::waits_at_most;
use newsroom::{Actor, Content, EditionCode, Stage, StoryNumber};
use sqlx::Row;

use crate::reading::rows;
use crate::{Result, Store, stages};

/// A story that is late, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub story: StoryNumber,
    pub edition: EditionCode,
    pub content: Content,
    /// Who began it.
    pub author: Option<Actor>,
    pub late: Late,
}

/// In what a story is late, the gravest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Late {
    /// Its hour came and the act was refused: the refusal's code and words.
    Refused { at: Timestamp, code: Option<String>, words: String },
    /// Its hour has passed and nobody performed it.
    NotPerformed { at: Timestamp },
    /// It will be refused at its hour, because the embargo ends later.
    BeforeEmbargo { at: Timestamp, until: Timestamp },
    /// Handed in and unread for long.
    Unread { since: Timestamp },
    /// Promised for an hour that has passed, and still an idea or a draft.
    Promised { at: Timestamp, stage: Stage },
}

/// The timekeeper is exact to the second; what it has not done after these is late.
const PERFORMED_WITHIN: SignedDuration = SignedDuration::from_secs(5);
/// More than a desk can look at.
const MOST: i64 = 200;

impl Store {
    /// Everything that is late now, the gravest first and of those the oldest.
    pub async fn alarms(&self) -> Result<Vec<Alarm>> {
        let now = self.clock().now();
        let found = sqlx::query(
            "select story.number, story.edition, coalesce(revision.text, published_content.text), begun.actor, \
             schedule.at, schedule.refused, schedule.refused_code, story.embargo_until, \
             stage.stage, stage.since, stage.actor, stage.content_hash, stage.due_at \
             from story join revision on revision.story = story.number and revision.revision = story.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = story.number and begun.revision = 1 \
             left join schedule on schedule.story = story.number left join stage on stage.story = story.number \
             where story.number in (select schedule.story from schedule join story held on held.number = schedule.story \
                     where schedule.refused is not null or schedule.at < $1 or schedule.at < held.embargo_until \
                 union select story from stage where stage = 'to-be-read' and since < $2 \
                 union select story from stage where stage in ('idea', 'draft') and due_at < $3) \
             order by story.number limit $4",
        )
        .bind((now - PERFORMED_WITHIN).as_microsecond())
        .bind((now - waits_at_most(1)).as_microsecond())
        .bind(now.as_microsecond())
        .bind(MOST)
        .fetch_all(self.shared.desk_readers())
        .await?;
        let mut alarms = Vec::new();
        for row in &found {
            let hour = |at: usize| -> Result<Option<Timestamp>> {
                row.try_get::<Option<i64>, _>(at)?.map(rows::hour).transpose()
            };
            let content: Content = rows::json("a revision", row.try_get(2)?)?;
            let (scheduled, embargo_until, progress) = (hour(4)?, hour(7)?, stages::progress_at(row, 8)?);
            let refused: Option<String> = row.try_get(5)?;
            let is_moved = row.try_get::<Option<String>, _>(8)?.is_some();
            let late = match (scheduled, progress.due_at) {
                (Some(at), _) if refused.is_some() => {
                    Some(Late::Refused { at, code: row.try_get(6)?, words: refused.unwrap_or_default() })
                }
                (Some(at), _) if at < now - PERFORMED_WITHIN => Some(Late::NotPerformed { at }),
                (Some(at), _) if embargo_until.is_some_and(|until| at < until) => {
                    embargo_until.map(|until| Late::BeforeEmbargo { at, until })
                }
                _ if !is_moved => None,
                _ if progress.stage == Stage::ToBeRead => (now - progress.since > waits_at_most(content.urgency))
                    .then_some(Late::Unread { since: progress.since }),
                (_, Some(at)) if at < now && matches!(progress.stage, Stage::Idea | Stage::Draft) => {
                    Some(Late::Promised { at, stage: progress.stage })
                }
                _ => None,
            };
            alarms.extend(
                late.map(|late| -> Result<Alarm> {
                    Ok(Alarm {
                        story: StoryNumber(row.try_get(0)?),
                        edition: EditionCode(row.try_get(1)?),
                        content,
                        author: row.try_get::<Option<String>, _>(3)?.map(Actor),
                        late,
                    })
                })
                .transpose()?,
            );
        }
        alarms.sort_by_key(|alarm| alarm.late.rank());
        Ok(alarms)
    }
}

impl Late {
    fn rank(&self) -> (u8, Timestamp) {
        match self {
            Self::Refused { at, .. } => (0, *at),
            Self::NotPerformed { at } => (1, *at),
            Self::BeforeEmbargo { at, .. } => (2, *at),
            Self::Unread { since } => (3, *since),
            Self::Promised { at, .. } => (4, *at),
        }
    }
}
