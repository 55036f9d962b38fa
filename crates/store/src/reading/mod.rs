//! What the reader site holds: a read-only handle over tables of published things.
//!
//! SQLite: a connection opened read-only. PostgreSQL: the role `manset_reader`, which has `select` on those tables and on
//! nothing else. There is no method here that could name a draft.

pub(crate) mod house;
mod lists;
mod reach;
pub(crate) mod rows;
mod sitemap;
mod stories;
mod walk;

use newsroom::{House, Position};
use sqlx::{AnyPool, Row};

use crate::Result;
use crate::dialect::Dialect;
use crate::ledger::{ENTRIES_AFTER, Sealed, read_entry};

pub use lists::{Cursor, Listed};
pub use reach::Reach;
pub use stories::{HistoryLine, Seen};

/// A reader's view of the newsroom. Copies share its connections.
#[derive(Clone)]
pub struct Reading {
    pub(crate) dialect: Dialect,
    pub(crate) pool: AnyPool,
}

impl Reading {
    pub(crate) fn new(dialect: Dialect, pool: AnyPool) -> Self {
        Self { dialect, pool }
    }

    /// The newest committed position.
    pub async fn head(&self) -> Result<Position> {
        let row = sqlx::query("select coalesce(max(position), 0) from entry").fetch_one(&self.pool).await?;
        Ok(Position(row.try_get(0)?))
    }

    /// The standing parts: editions, sections, authors and fronts.
    pub async fn house(&self) -> Result<House> {
        house::load(&self.pool).await
    }

    /// The seal of the entry at this position; nothing if the ledger does not reach so far.
    pub async fn seal_at(&self, position: Position) -> Result<Option<String>> {
        let row = sqlx::query("select hash from entry where position = $1")
            .bind(position.0)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Entries after `position`, in order, at most `limit`.
    pub async fn entries_after(&self, position: Position, limit: i64) -> Result<Vec<Sealed>> {
        let rows = sqlx::query(ENTRIES_AFTER).bind(position.0).bind(limit).fetch_all(&self.pool).await?;
        rows.iter().map(read_entry).collect()
    }
}
