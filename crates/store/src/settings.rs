//! What is filled in on the settings pages before readers have it, and who changed what they have.

use std::collections::HashMap;

use jiff::Timestamp;
use newsroom::{Actor, Position};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;

use crate::ledger::{Sealed, read_entry};
use crate::reading::rows;
use crate::{Reading, Result, Store, Writing};

/// A part that was filled in and not published.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingDraft<T> {
    pub value: T,
    pub actor: Actor,
    pub saved_at: Timestamp,
}

impl Store {
    /// What waits under this name. Nothing, too, for what a program of another release kept and this one cannot read.
    pub async fn setting_draft<T: DeserializeOwned>(&self, subject: &str) -> Result<Option<SettingDraft<T>>> {
        let found = sqlx::query("select text, actor, saved_at from setting_draft where subject = $1")
            .bind(subject.to_owned())
            .fetch_optional(self.shared.desk_readers())
            .await?;
        let Some(row) = found else { return Ok(None) };
        let text: String = row.try_get(0)?;
        let Ok(value) = serde_json::from_str(&text) else { return Ok(None) };
        Ok(Some(SettingDraft { value, actor: Actor(row.try_get(1)?), saved_at: rows::hour(row.try_get(2)?)? }))
    }
}

impl Writing {
    /// Keeps what was filled in, over what was there.
    pub async fn keep_setting_draft(&mut self, subject: &str, value: &impl Serialize, actor: &Actor) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into setting_draft (subject, text, actor, saved_at) values ($1, $2, $3, $4) \
             on conflict (subject) do update set text = excluded.text, actor = excluded.actor, saved_at = excluded.saved_at",
        )
        .bind(subject.to_owned())
        .bind(rows::text_of(value))
        .bind(actor.0.clone())
        .bind(now)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Lets go of what waits under this name: it was published, or is no longer wanted.
    pub async fn drop_setting_draft(&mut self, subject: &str) -> Result<()> {
        sqlx::query("delete from setting_draft where subject = $1")
            .bind(subject.to_owned())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }
}

impl Reading {
    /// Who did what stands at these positions.
    pub async fn actors_of(&self, positions: &[Position]) -> Result<HashMap<Position, Actor>> {
        if positions.is_empty() {
            return Ok(HashMap::new());
        }
        let asked = self.dialect.adapt("select position, actor from entry where position in {{numbers $1}}");
        let found = sqlx::query(asked).bind(rows::text_of(&positions)).fetch_all(&self.pool).await?;
        found.iter().map(|row| Ok((Position(row.try_get(0)?), Actor(row.try_get(1)?)))).collect()
    }

    /// The entries about one subject before a position, newest first.
    pub async fn entries_of(&self, subject: &str, before: Option<Position>, limit: i64) -> Result<Vec<Sealed>> {
        let found = sqlx::query(
            "select position, kind, subject, actor, at, note, state, touches, content_hash, previous_hash, hash \
             from entry where subject = $1 and position < $2 order by position desc limit $3",
        )
        .bind(subject.to_owned())
        .bind(before.map_or(i64::MAX, |position| position.0))
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(read_entry).collect()
    }
}
