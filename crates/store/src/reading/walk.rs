//! Walking through everything that is public, for whoever writes it all out.

use newsroom::Live;
use sqlx::Row;

use crate::Result;
use crate::reading::{Reading, rows};

impl Reading {
    /// Stories that are or were public, after this number and by number, at most `limit`.
    pub async fn stories_after(&self, number: i64, limit: i64) -> Result<Vec<Live>> {
        let found = sqlx::query("select state from live where number > $1 order by number limit $2")
            .bind(number)
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        found.iter().map(|row| rows::json("a story's state", row.try_get(0)?)).collect()
    }

    /// The highest number of a story that is or was public; 0 before the first.
    pub async fn newest_story(&self) -> Result<i64> {
        let row = sqlx::query("select coalesce(max(number), 0) from live").fetch_one(&self.pool).await?;
        Ok(row.try_get(0)?)
    }

    /// The name of the list that comes after this one, of those that have stories. Each is found by one look at the index.
    pub async fn list_after(&self, list: &str) -> Result<Option<String>> {
        let row = sqlx::query("select min(list) from listing where list > $1").bind(list).fetch_one(&self.pool).await?;
        Ok(row.try_get(0)?)
    }
}
