//! Links by which somebody outside may see a story before it is published, until they end.

use jiff::Timestamp;
use newsroom::{Actor, StoryNumber};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::reading::rows;
use crate::{Result, Store, Writing};

/// A link to a story that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLink {
    /// SHA-256 of its secret.
    pub hash: String,
    pub story: StoryNumber,
    /// For whom, in the words of whoever made it.
    pub name: String,
    pub actor: Actor,
    pub created_at: Timestamp,
    pub until: Timestamp,
}

impl Store {
    /// The link of this hash: nothing where it is unknown, taken back or past its end.
    pub async fn preview_link(&self, hash: &str) -> Result<Option<PreviewLink>> {
        let row = sqlx::query(
            "select hash, story, name, actor, created_at, until from preview_link \
             where hash = $1 and revoked_at is null and until > $2",
        )
        .bind(hash)
        .bind(self.clock().now().as_microsecond())
        .fetch_optional(self.shared.desk_readers())
        .await?;
        row.as_ref().map(read).transpose()
    }

    /// A story's links that still lead somewhere, the newest first.
    pub async fn preview_links_of(&self, story: StoryNumber) -> Result<Vec<PreviewLink>> {
        let found = sqlx::query(
            "select hash, story, name, actor, created_at, until from preview_link \
             where story = $1 and revoked_at is null and until > $2 order by created_at desc, hash",
        )
        .bind(story.0)
        .bind(self.clock().now().as_microsecond())
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(read).collect()
    }
}

impl Writing {
    /// Keeps a new link of which only the hash is known here.
    pub async fn share_preview(
        &mut self,
        hash: &str,
        story: StoryNumber,
        name: &str,
        actor: &Actor,
        until: Timestamp,
    ) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into preview_link (hash, story, name, actor, created_at, until) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(hash)
        .bind(story.0)
        .bind(name)
        .bind(&actor.0)
        .bind(now)
        .bind(until.as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Ends one of a story's links. Returns for whom it was, or nothing if there was none to end.
    pub async fn end_preview(&mut self, hash: &str, story: StoryNumber) -> Result<Option<String>> {
        let now = self.now().as_microsecond();
        let row = sqlx::query(
            "update preview_link set revoked_at = $3 where hash = $1 and story = $2 and revoked_at is null \
             returning name",
        )
        .bind(hash)
        .bind(story.0)
        .bind(now)
        .fetch_optional(self.connection().await?)
        .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

fn read(row: &AnyRow) -> Result<PreviewLink> {
    Ok(PreviewLink {
        hash: row.try_get(0)?,
        story: StoryNumber(row.try_get(1)?),
        name: row.try_get(2)?,
        actor: Actor(row.try_get(3)?),
        created_at: rows::hour(row.try_get(4)?)?,
        until: rows::hour(row.try_get(5)?)?,
    })
}
