//! Filters of the board that somebody kept under a name.

use sqlx::Row;

use crate::{Result, Store, Writing};

/// A view of the board somebody named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    pub name: String,
    /// The query of the board's address.
    pub query: String,
}

impl Store {
    /// What a person kept, in the order it was kept.
    pub async fn saved_views(&self, person: i64) -> Result<Vec<SavedView>> {
        let found = sqlx::query("select name, query from saved_view where person = $1 order by created_at, name")
            .bind(person)
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(|row| Ok(SavedView { name: row.try_get(0)?, query: row.try_get(1)? })).collect()
    }
}

impl Writing {
    /// Keeps a view, in place of another of this name.
    pub async fn keep_view(&mut self, person: i64, view: &SavedView) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into saved_view (person, name, query, created_at) values ($1, $2, $3, $4) \
             on conflict (person, name) do update set query = excluded.query",
        )
        .bind(person)
        .bind(&view.name)
        .bind(&view.query)
        .bind(now)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Forgets a view. True if there was one.
    pub async fn forget_view(&mut self, person: i64, name: &str) -> Result<bool> {
        let gone = sqlx::query("delete from saved_view where person = $1 and name = $2")
            .bind(person)
            .bind(name)
            .execute(self.connection().await?)
            .await?;
        Ok(gone.rows_affected() > 0)
    }
}
