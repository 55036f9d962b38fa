//! What the reading handle could reach, tried with its own connections: for `manset doctor` and for tests, since a
//! right given by hand in the database shows nowhere else.

use sqlx::AssertSqlSafe;

use crate::Result;
use crate::reading::Reading;
use crate::tables::TABLES;

/// Tables, by what the handle's connections are let do with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// May be read. On PostgreSQL this must hold published things only. SQLite knows no roles, so there it is every
    /// table: the wall is that [`Reading`] has no method that names the desk's, and that it cannot write.
    pub reads: Vec<String>,
    /// May be written: must be empty everywhere.
    pub writes: Vec<String>,
}

impl Reading {
    /// Tries every table. Nothing is changed: the writing that is tried concerns no row.
    ///
    /// # Errors
    /// When the database cannot be reached at all.
    pub async fn reach(&self) -> Result<Reach> {
        self.head().await?;
        let mut reach = Reach::default();
        for table in TABLES.iter().map(|table| table.name) {
            if self.may(format!("select 1 from {table} where 1 = 0")).await {
                reach.reads.push(table.to_owned());
            }
            if self.may(format!("delete from {table} where 1 = 0")).await {
                reach.writes.push(table.to_owned());
            }
        }
        Ok(reach)
    }

    async fn may(&self, sql: String) -> bool {
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await.is_ok()
    }
}
