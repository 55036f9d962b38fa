//! A look at a newsroom's database that changes nothing: opening a [`Store`](crate::Store) brings an older one to today's
//! schema, and whoever asks how things are must not.

use jiff::Timestamp;
use sqlx::{AnyConnection, Connection, Row};

use crate::dialect::Dialect;
use crate::open::addresses;
use crate::{Place, Result};

/// What a look found.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// `SQLite` or `PostgreSQL`, with its version.
    pub database: String,
    /// The number of the last migration; nothing where no newsroom was made yet.
    pub schema: Option<i64>,
    /// The hour by the database's own clock.
    pub its_clock: Timestamp,
}

/// Looks.
///
/// # Errors
/// When the database cannot be reached, and on SQLite when there is none.
pub async fn look(place: &Place) -> Result<Look> {
    sqlx::any::install_default_drivers();
    let (dialect, _, address) = addresses(place)?;
    let mut connection = AnyConnection::connect(&address).await?;
    let (name, clock) = match dialect {
        Dialect::Sqlite => ("SQLite", "select sqlite_version(), cast(strftime('%s', 'now') as bigint) * 1000000"),
        Dialect::Postgres => (
            "PostgreSQL",
            "select cast(current_setting('server_version') as text), \
                 cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)",
        ),
    };
    let row = sqlx::query(clock).fetch_one(&mut connection).await?;
    let (version, micros): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
    let schema = sqlx::query("select max(version) from _sqlx_migrations").fetch_one(&mut connection).await;
    let schema = schema.ok().and_then(|row| row.try_get::<Option<i64>, _>(0).ok().flatten());
    connection.close().await?;
    Ok(Look { database: format!("{name} {version}"), schema, its_clock: crate::reading::rows::hour(micros)? })
}
