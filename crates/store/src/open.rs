//! Opening the newsroom's memory: where it is, bringing it to this program's schema, and the pools behind the doors.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use newsroom::Position;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, Connection, Row, SqlSafeStr};
use tokio::sync::watch;

use crate::dialect::{Dialect, GRANT_READER};
use crate::turn::Turns;
use crate::{Clock, Counting, Error, Reading, Result, Writing};

/// Where a newsroom's database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// SQLite, in `newsroom.db` of this folder.
    Folder(PathBuf),
    /// A database by its address: `postgres://…`, or `sqlite:PATH`.
    Address(String),
}

/// The newsroom's memory. Copies share it.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) dialect: Dialect,
    pub(crate) writers: AnyPool,
    pub(crate) readers: AnyPool,
    pub(crate) clock: Clock,
    /// The address, for the connection that listens on PostgreSQL.
    pub(crate) address: String,
    pub(crate) turns: Arc<Turns>,
    /// The newest position this node knows to be committed.
    pub(crate) head: watch::Sender<Position>,
    /// The newest change of the board that this node knows of.
    pub(crate) changed: watch::Sender<i64>,
}

impl Shared {
    /// Connections for what the desk reads outside a writing transaction. SQLite's readers see every table and do not
    /// wait for its one writer; PostgreSQL's are bound to the readers' role.
    pub(crate) fn desk_readers(&self) -> &AnyPool {
        match self.dialect {
            Dialect::Sqlite => &self.readers,
            Dialect::Postgres => &self.writers,
        }
    }
}

/// Connections that write on PostgreSQL: acts wait for each other anyway, so a few are enough.
const POSTGRES_WRITERS: u32 = 8;
/// Connections that read for readers.
const READERS: u32 = 6;
/// How long a page waits for a connection: longer and its reader has gone.
const READER_PATIENCE: Duration = Duration::from_secs(3);

impl Store {
    /// Opens the newsroom at `place`, making it when there is none and bringing an older one to today's schema.
    ///
    /// # Errors
    /// [`Error::SchemaTooNew`] when a newer program has written there; else what failed.
    pub async fn open(place: &Place, clock: Clock) -> Result<Self> {
        Self::open_up_to(place, clock, i64::MAX).await
    }

    /// Opens a newsroom that is to be filled with rows of an earlier schema, and brings it to that one only. Open it anew
    /// to bring it, with its rows, to today's.
    ///
    /// # Errors
    /// [`Error::SchemaTooNew`] when it has a later one already.
    pub async fn open_up_to(place: &Place, clock: Clock, schema: i64) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let (dialect, address, reading_address) = addresses(place)?;
        if let Some(folder) = sqlite_file(place).as_deref().and_then(Path::parent) {
            let made = std::fs::create_dir_all(folder);
            made.map_err(|source| Error::Folder { path: folder.display().to_string(), source })?;
        }
        let turns = Arc::new(turns(place)?);
        // Since a connection was given back a server may have gone away; a file cannot, and asking costs as much as a query.
        let may_have_gone = dialect == Dialect::Postgres;
        let writers = AnyPoolOptions::new()
            .max_connections(if dialect == Dialect::Sqlite { 1 } else { POSTGRES_WRITERS })
            .acquire_timeout(dialect.writer_patience())
            .test_before_acquire(may_have_gone)
            .before_acquire(|connection, _| Box::pin(is_at_rest(connection)))
            .after_connect(move |connection, _| Box::pin(dialect.prepare_writing(connection)))
            .connect(&address)
            .await?;
        migrate(dialect, &writers, schema).await?;
        let readers = AnyPoolOptions::new()
            .max_connections(READERS)
            .min_connections(1)
            .acquire_timeout(READER_PATIENCE)
            .test_before_acquire(may_have_gone)
            .before_acquire(|connection, _| Box::pin(is_at_rest(connection)))
            .after_connect(move |connection, _| Box::pin(dialect.prepare_reading(connection)))
            .connect(&reading_address)
            .await?;
        let (head, _) = watch::channel(Position(0));
        let (changed, _) = watch::channel(0);
        let shared = Shared { dialect, writers, readers, clock, address, turns, head, changed };
        let store = Self { shared: Arc::new(shared) };
        store.refresh_head().await?;
        Ok(store)
    }

    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The reader site's handle: published things only, and no way to write.
    pub fn reading(&self) -> Reading {
        Reading::new(self.shared.dialect, self.shared.readers.clone())
    }

    /// The counter's handle: it adds reads and does nothing else.
    pub fn counting(&self) -> Counting {
        Counting::new(self.shared.dialect, self.shared.writers.clone(), Arc::clone(&self.shared.turns))
    }

    /// Begins a writing transaction. There is one at a time; dropped without [`Writing::commit`] it leaves no trace.
    pub async fn write(&self) -> Result<Writing> {
        Writing::begin(self.clone()).await
    }

    /// The newest committed position this node knows of.
    pub fn head(&self) -> Position {
        *self.shared.head.borrow()
    }

    /// Asks the database for the newest position and tells the followers.
    pub async fn refresh_head(&self) -> Result<Position> {
        let newest: i64 = sqlx::query("select coalesce(max(position), 0) from entry")
            .fetch_one(&self.shared.readers)
            .await?
            .try_get(0)?;
        self.tell_head(Position(newest));
        Ok(Position(newest))
    }

    pub(crate) fn tell_head(&self, position: Position) {
        self.shared.head.send_if_modified(|head| {
            let newer = position > *head;
            if newer {
                *head = position;
            }
            newer
        });
    }

    /// Closes every connection, so that SQLite folds its log back into the file.
    pub async fn close(&self) {
        self.shared.readers.close().await;
        self.shared.writers.close().await;
    }
}

/// Whether a connection that was given back has ended its transaction; one that has not is closed and another opened.
///
/// SQLite takes a transaction back by itself when the disk is full or fails (<https://sqlite.org/lang_transaction.html>).
/// The rollback that follows then finds none and fails, and sqlx goes on counting one that is open: no transaction could be
/// begun on that connection again.
async fn is_at_rest(connection: &mut AnyConnection) -> sqlx::Result<bool> {
    Ok(!connection.is_in_transaction())
}

/// The number of the last migration applied.
pub(crate) async fn schema_of(connection: &mut AnyConnection) -> Result<i64> {
    let row = sqlx::query("select max(version) from _sqlx_migrations").fetch_one(connection).await?;
    Ok(row.try_get(0)?)
}

/// The dialect, the address that writes and the address that reads.
pub(crate) fn addresses(place: &Place) -> Result<(Dialect, String, String)> {
    if let Some(file) = sqlite_file(place) {
        let file = file.display();
        return Ok((Dialect::Sqlite, format!("sqlite:{file}?mode=rwc"), format!("sqlite:{file}?mode=ro")));
    }
    match place {
        Place::Address(address) if address.starts_with("postgres:") || address.starts_with("postgresql:") => {
            Ok((Dialect::Postgres, address.clone(), address.clone()))
        }
        Place::Address(address) => Err(Error::Address(address.clone())),
        Place::Folder(folder) => Err(Error::Address(folder.display().to_string())),
    }
}

/// The file of a database that is one.
fn sqlite_file(place: &Place) -> Option<PathBuf> {
    match place {
        Place::Folder(folder) => Some(folder.join("newsroom.db")),
        Place::Address(address) => {
            address.strip_prefix("sqlite:").map(|path| PathBuf::from(path.trim_start_matches("//")))
        }
    }
}

/// The queue of those who write there.
fn turns(place: &Place) -> Result<Turns> {
    sqlite_file(place).map_or_else(|| Ok(Turns::none()), |file| Turns::beside(&file))
}

/// The numbered migrations, oldest first. Forward only; never change one that has shipped.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "ground", include_str!("../migrations/0001_ground.sql")),
    (2, "people", include_str!("../migrations/0002_people.sql")),
    (3, "desk", include_str!("../migrations/0003_desk.sql")),
    (4, "pictures", include_str!("../migrations/0004_pictures.sql")),
    (5, "stages", include_str!("../migrations/0005_stages.sql")),
    (6, "details", include_str!("../migrations/0006_details.sql")),
    (7, "fronts", include_str!("../migrations/0007_fronts.sql")),
    (8, "ways in", include_str!("../migrations/0008_ways_in.sql")),
    (9, "settings", include_str!("../migrations/0009_settings.sql")),
    (10, "board", include_str!("../migrations/0010_board.sql")),
    (11, "refusals", include_str!("../migrations/0011_refusals.sql")),
    (12, "findings", include_str!("../migrations/0012_findings.sql")),
    (13, "leads", include_str!("../migrations/0013_leads.sql")),
    (14, "contents", include_str!("../migrations/0014_contents.sql")),
];

/// The number of the newest migration this program knows.
pub fn newest_schema() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, _, _)| *version)
}

/// All in one transaction that nobody else writes beside, so that nodes started at once, or killed meanwhile, find
/// either the old schema or the new one.
async fn migrate(dialect: Dialect, writers: &AnyPool, up_to: i64) -> Result<()> {
    let known = newest_schema().min(up_to);
    let found = sqlx::query("select max(version) from _sqlx_migrations").fetch_optional(writers).await;
    // No such table means a fresh database.
    if let Ok(Some(row)) = found
        && let Ok(Some(found)) = row.try_get::<Option<i64>, _>(0)
    {
        match found.cmp(&known) {
            Ordering::Greater => return Err(Error::SchemaTooNew { found, known }),
            Ordering::Less => {
                tracing::info!(found, known, "the database gets a newer form; a large archive takes minutes")
            }
            Ordering::Equal => {}
        }
    }
    let migrations = MIGRATIONS
        .iter()
        .filter(|(version, _, _)| *version <= up_to)
        .map(|(version, name, sql)| {
            let sql = dialect.adapt(sql).into_sql_str();
            Migration::new(*version, Cow::Borrowed(name), MigrationType::Simple, sql, false)
        })
        .collect();
    let mut tx = writers.begin_with(dialect.begin()).await?;
    dialect.lock_ledger(&mut tx).await?;
    // `run` takes whatever connections can be acquired from, for which the compiler cannot show that the future may be
    // sent; this is what it calls in turn.
    Migrator::with_migrations(migrations).run_direct(None, &mut *tx, false).await?;
    if dialect == Dialect::Postgres {
        for statement in GRANT_READER {
            sqlx::query(*statement).execute(&mut *tx).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A full disk, played by a limit on the file: SQLite answers the same.
    #[tokio::test]
    async fn a_disk_that_was_full_leaves_a_newsroom_that_writes() {
        let folder = std::env::temp_dir().join(format!("manset-full-{}", std::process::id()));
        let store = Store::open(&Place::Folder(folder.clone()), Clock::of_the_machine()).await.expect("a newsroom");
        {
            let mut connection = store.shared.writers.acquire().await.expect("the writer");
            sqlx::query("pragma max_page_count = 1").execute(&mut *connection).await.expect("a limit");
        }
        let fill = async || {
            let mut tx = store.write().await?;
            let connection = tx.connection().await?;
            for turn in 0..64_i64 {
                sqlx::query("insert into published_content (hash, text) values ($1, $2)")
                    .bind(turn.to_string())
                    .bind("x".repeat(100_000))
                    .execute(&mut *connection)
                    .await?;
            }
            tx.commit().await
        };
        assert!(fill().await.is_err(), "it is full");
        fill().await.expect("and then there is room");
        store.close().await;
        std::fs::remove_dir_all(&folder).expect("our own folder");
    }
}
