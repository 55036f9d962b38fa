//! The board: stories as the desk sees them, what was saved last first.
//!
//! Each story has a narrow row of its own there (`keeping`), so that filtering and searching (`finding`) cost the same however large
//! the archive behind it is.

mod finding;
mod keeping;

use jiff::Timestamp;
use newsroom::rights::Beat;
use newsroom::story::Live;
use newsroom::{Actor, EditionCode, SectionKey, Stage, StoryNumber};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::reading::rows;
use crate::{Result, Store};

pub use finding::COUNTED_MAX;
pub use keeping::keep_board;

/// A story on the board, as its newest revision has it.
#[derive(Clone, Debug, PartialEq)]
pub struct OnBoard {
    pub number: StoryNumber,
    pub edition: EditionCode,
    pub stage: OnStage,
    pub words: BoardWords,
    /// Who began it.
    pub author: Actor,
    pub saved_by: Actor,
    pub saved_at: Timestamp,
    /// Whose hands it is in.
    pub assigned_to: Option<Actor>,
    /// What readers see or saw of it.
    pub live: Option<Live>,
    /// Whether the newest revision is not what readers have.
    pub is_ahead: bool,
    /// Where a text newer than readers have, or had, stands inside the house, if somebody moved it.
    pub newer: Option<Stage>,
    pub scheduled_at: Option<Timestamp>,
    /// Why the act was refused when its hour came: its words, and its code.
    pub refused: Option<String>,
    pub refused_code: Option<String>,
    pub embargo_until: Option<Timestamp>,
    /// The hour it is promised for.
    pub due_at: Option<Timestamp>,
    /// When the rights to its pictures end, of several the first.
    pub rights_until: Option<Timestamp>,
    /// The newest change that was told of it; 0 where there is nothing to tell.
    pub changed: i64,
}

/// What the board shows of a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardWords {
    pub headline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    pub language: String,
    pub sections: Vec<SectionKey>,
}

/// Which stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardQuery {
    pub edition: Option<EditionCode>,
    pub section: Option<SectionKey>,
    pub stage: Option<OnStage>,
    /// Somebody's, and in which way.
    pub person: Option<(Actor, Part)>,
    /// Begun by this one only, whoever else is asked for: what a contributor sees.
    pub author: Option<Actor>,
    /// Where whoever asks works; everywhere if empty.
    pub within: Vec<Beat>,
    /// Saved at this hour or later.
    pub since: Option<Timestamp>,
    /// Saved before this story was.
    pub before: Option<(Timestamp, StoryNumber)>,
    /// Holding all of these words, or words that begin so.
    pub search: String,
    pub limit: i64,
}

/// What somebody has to do with a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Any,
    Begun,
    Saved,
    Assigned,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Any, Self::Begun, Self::Saved, Self::Assigned];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Begun => "begun",
            Self::Saved => "saved",
            Self::Assigned => "assigned",
        }
    }
}

/// How far a story has come: inside the house, and then as readers would tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnStage {
    Idea,
    Draft,
    ToBeRead,
    Ready,
    Scheduled,
    Live,
    Withdrawn,
}

impl OnStage {
    pub const ALL: [Self; 7] =
        [Self::Idea, Self::Draft, Self::ToBeRead, Self::Ready, Self::Scheduled, Self::Live, Self::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Draft => "draft",
            Self::ToBeRead => "to-be-read",
            Self::Ready => "ready",
            Self::Scheduled => "scheduled",
            Self::Live => "live",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether somebody inside the house is to read the text there or to let it out: a newer text of a story that readers have
    /// is looked for there too.
    pub(super) fn waits_inside(self) -> bool {
        matches!(self, Self::ToBeRead | Self::Ready)
    }
}

/// The stage of a row of `story` with what may stand beside it in `live`, `schedule` and `stage`: one of [`OnStage`]'s words.
const STAGE: &str = "case when schedule.story is not null then 'scheduled' when live.number is null then coalesce(stage.stage, 'draft') \
    when live.standing = 'live' then 'live' else 'withdrawn' end";

/// What is read of each row that was found; `found` is the name it was found under.
const ROW: &str = "select found.story, found.edition, found.stage, found.card, found.begun_by, found.saved_by, found.saved_at, \
    found.assigned_to, live.state, cast(case when live.content_hash = revision.content_hash then 0 else 1 end as bigint), \
    schedule.at, schedule.refused, found.changed, schedule.refused_code, story.embargo_until, stage.due_at, \
    case when live.content_hash <> coalesce(revision.content_hash, '') then stage.stage end, \
    (select min(picture.rights_until) from picture_use join picture on picture.file = picture_use.file \
        where picture_use.story = found.story and (picture_use.shown_in = 'text' or live.standing = 'live')) \
    from found join story on story.number = found.story \
    join revision on revision.story = story.number and revision.revision = story.revision \
    left join live on live.number = found.story left join schedule on schedule.story = found.story \
    left join stage on stage.story = found.story";

/// Stories of which readers have, or had, an older text, and of which a newer one stands at the stage `?` and has no hour yet.
const NEWER_AT: &str = "select stage.story from stage join live on live.number = stage.story \
    join story on story.number = stage.story \
    join revision on revision.story = story.number and revision.revision = story.revision \
    where stage.stage = ? and live.content_hash <> coalesce(revision.content_hash, '') \
    and not exists (select 1 from schedule where schedule.story = stage.story)";

impl Store {
    /// What changed on the board after a change, in the order of the changes: the rows as they are now.
    pub async fn board_changes(&self, after: i64, limit: i64) -> Result<Vec<OnBoard>> {
        let asked = format!(
            "with found as (select * from board where changed > $1 order by changed limit $2) {ROW} order by found.changed"
        );
        let found = sqlx::query(sqlx::AssertSqlSafe(asked))
            .bind(after)
            .bind(limit)
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(read).collect()
    }

    /// The rows of these stories, in no order.
    pub async fn board_rows(&self, stories: &[StoryNumber]) -> Result<Vec<OnBoard>> {
        let among = self.shared.dialect.among_numbers("story", "$1");
        let asked = format!("with found as (select * from board where {among}) {ROW}");
        let found = sqlx::query(sqlx::AssertSqlSafe(asked))
            .bind(rows::text_of(&stories))
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(read).collect()
    }
}

fn read(row: &AnyRow) -> Result<OnBoard> {
    let stage: String = row.try_get(2)?;
    let hour =
        |at: usize| -> Result<Option<Timestamp>> { row.try_get::<Option<i64>, _>(at)?.map(rows::hour).transpose() };
    Ok(OnBoard {
        number: StoryNumber(row.try_get(0)?),
        edition: EditionCode(row.try_get(1)?),
        stage: OnStage::ALL.into_iter().find(|known| known.as_str() == stage).unwrap_or(OnStage::Draft),
        words: rows::json("a row of the board", row.try_get(3)?)?,
        author: Actor(row.try_get(4)?),
        saved_by: Actor(row.try_get(5)?),
        saved_at: rows::hour(row.try_get(6)?)?,
        assigned_to: row.try_get::<Option<String>, _>(7)?.map(Actor),
        live: row.try_get::<Option<String>, _>(8)?.map(|state| rows::json("a story's state", &state)).transpose()?,
        is_ahead: row.try_get::<i64, _>(9)? != 0,
        scheduled_at: hour(10)?,
        refused: row.try_get(11)?,
        changed: row.try_get(12)?,
        refused_code: row.try_get(13)?,
        embargo_until: hour(14)?,
        due_at: hour(15)?,
        newer: row.try_get::<Option<String>, _>(16)?.as_deref().and_then(Stage::parse),
        rights_until: hour(17)?,
    })
}
