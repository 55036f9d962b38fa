//! The board: stories as the desk sees them, what was saved last first.

use jiff::Timestamp;
use newsroom::story::Live;
use newsroom::{Actor, Content, EditionCode, StoryNumber};
use sqlx::Row;

use crate::reading::rows;
use crate::{Result, Store};

/// A story on the board, as its newest revision has it.
#[derive(Clone, Debug, PartialEq)]
pub struct OnBoard {
    pub number: StoryNumber,
    pub edition: EditionCode,
    pub content: Content,
    /// Who began it.
    pub author: Option<Actor>,
    pub saved_by: Actor,
    pub saved_at: Timestamp,
    /// What readers see or saw of it.
    pub live: Option<Live>,
    /// Whether the newest revision is not what readers have.
    pub is_ahead: bool,
    pub scheduled_at: Option<Timestamp>,
    /// Why the act was refused when its hour came.
    pub refused: Option<String>,
}

/// Which stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardQuery {
    pub edition: Option<EditionCode>,
    pub stage: Option<OnStage>,
    /// Begun by this one only.
    pub author: Option<Actor>,
    /// Saved before this hour.
    pub before: Option<Timestamp>,
    pub limit: i64,
}

/// How far a story has come, as readers would tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnStage {
    Draft,
    Scheduled,
    Live,
    Withdrawn,
}

impl OnStage {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Scheduled, Self::Live, Self::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Live => "live",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl OnBoard {
    pub fn stage(&self) -> OnStage {
        match &self.live {
            _ if self.scheduled_at.is_some() => OnStage::Scheduled,
            None => OnStage::Draft,
            Some(live) if live.is_live() => OnStage::Live,
            Some(_) => OnStage::Withdrawn,
        }
    }
}

impl Store {
    /// Stories by the hour they were last saved, the newest first.
    pub async fn board(&self, query: &BoardQuery) -> Result<Vec<OnBoard>> {
        let found = sqlx::query(
            "select revision.story, story.edition, coalesce(revision.text, published_content.text), begun.actor, \
             revision.actor, revision.saved_at, live.state, \
             cast(case when live.content_hash = revision.content_hash then 0 else 1 end as bigint), \
             schedule.at, schedule.refused \
             from revision join story on story.number = revision.story and story.revision = revision.revision \
             left join published_content on published_content.hash = revision.content_hash \
             left join revision begun on begun.story = revision.story and begun.revision = 1 \
             left join live on live.number = revision.story \
             left join schedule on schedule.story = revision.story \
             where revision.saved_at < $1 and ($2 = '' or story.edition = $2) and ($3 = '' or begun.actor = $3) \
             and ($4 = '' or $4 = case when schedule.story is not null then 'scheduled' when live.number is null then 'draft' \
             when live.standing = 'live' then 'live' else 'withdrawn' end) \
             order by revision.saved_at desc, revision.story desc limit $5",
        )
        .bind(query.before.map_or(i64::MAX, Timestamp::as_microsecond))
        .bind(query.edition.as_ref().map_or("", EditionCode::as_str))
        .bind(query.author.as_ref().map_or("", |actor| actor.0.as_str()))
        .bind(query.stage.map_or("", OnStage::as_str))
        .bind(query.limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(OnBoard {
                    number: StoryNumber(row.try_get(0)?),
                    edition: EditionCode(row.try_get(1)?),
                    content: rows::json("a revision", row.try_get(2)?)?,
                    author: row.try_get::<Option<String>, _>(3)?.map(Actor),
                    saved_by: Actor(row.try_get(4)?),
                    saved_at: rows::hour(row.try_get(5)?)?,
                    live: row
                        .try_get::<Option<String>, _>(6)?
                        .map(|state| rows::json("a story's state", &state))
                        .transpose()?,
                    is_ahead: row.try_get::<i64, _>(7)? != 0,
                    scheduled_at: row.try_get::<Option<i64>, _>(8)?.map(rows::hour).transpose()?,
                    refused: row.try_get(9)?,
                })
            })
            .collect()
    }
}
