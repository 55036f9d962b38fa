//! Databases for tests. SQLite in a folder of its own; PostgreSQL when `MANSET_TEST_POSTGRES` holds the address of a
//! superuser: each test gets a database cloned from a migrated template, which takes milliseconds, and drops it afterwards.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use store::{Clock, Place, Store};
use tempfile::TempDir;

/// Where the address of a PostgreSQL server for tests stands.
pub const POSTGRES_VARIABLE: &str = "MANSET_TEST_POSTGRES";

/// One test's database. It and everything in it are gone when this is dropped.
pub struct Database {
    kind: Kind,
}

enum Kind {
    Sqlite(TempDir),
    Postgres { server: String, name: String },
}

/// A fresh SQLite newsroom, not yet migrated.
pub fn sqlite() -> Database {
    Database { kind: Kind::Sqlite(TempDir::new().expect("a folder for temporary files")) }
}

/// A PostgreSQL newsroom cloned from the template, or nothing, said aloud, where no server is given.
pub async fn postgres() -> Option<Database> {
    let server = server()?;
    Some(clone_template(&server).await.expect("a database cloned from the migrated template"))
}

/// A PostgreSQL database in which nothing was ever made, for tests of the first start.
pub async fn empty_postgres() -> Option<Database> {
    let server = server()?;
    let name = next_name();
    let made = async {
        let mut admin = PgConnection::connect(&server).await?;
        execute(&mut admin, format!("drop database if exists {name} with (force)")).await?;
        execute(&mut admin, format!("create database {name}")).await
    };
    made.await.expect("an empty database");
    Some(Database { kind: Kind::Postgres { server, name } })
}

fn server() -> Option<String> {
    let server = std::env::var(POSTGRES_VARIABLE).ok();
    if server.is_none() {
        eprintln!("PostgreSQL: not given, skipped ({POSTGRES_VARIABLE} is not set)");
    }
    server
}

impl Database {
    pub fn is_postgres(&self) -> bool {
        matches!(self.kind, Kind::Postgres { .. })
    }

    /// Where the program finds it.
    pub fn place(&self) -> Place {
        match &self.kind {
            Kind::Sqlite(folder) => Place::Folder(folder.path().to_owned()),
            Kind::Postgres { .. } => Place::Address(self.address()),
        }
    }

    /// The address for raw SQL, past the store's doors.
    pub fn address(&self) -> String {
        match &self.kind {
            Kind::Sqlite(folder) => format!("sqlite:{}", folder.path().join("newsroom.db").display()),
            Kind::Postgres { server, name } => with_database(server, name),
        }
    }

    /// Opens the newsroom: once for each node the test needs.
    pub async fn open(&self) -> Store {
        self.open_at(Clock::of_the_machine()).await
    }

    /// Opens the newsroom with a clock that the test sets.
    pub async fn open_at(&self, clock: Clock) -> Store {
        Store::open(&self.place(), clock).await.expect("the test's newsroom opens")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Kind::Postgres { server, name } = &self.kind else { return };
        let (server, name) = (server.clone(), name.clone());
        // Dropping happens inside a runtime as often as outside one; a thread of its own serves both.
        let dropped = std::thread::spawn(move || {
            runtime().block_on(async {
                let mut admin = PgConnection::connect(&server).await?;
                execute(&mut admin, format!("drop database if exists {name} with (force)")).await
            })
        })
        .join();
        if !matches!(dropped, Ok(Ok(()))) && !std::thread::panicking() {
            panic!("the test's database was not dropped: {dropped:?}");
        }
    }
}

/// Runs a test on SQLite.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    runtime().block_on(test(sqlite()));
}

/// Runs a test on PostgreSQL, where there is one.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    runtime().block_on(async {
        if let Some(database) = postgres().await {
            test(database).await;
        }
    });
}

/// Runs a test on a PostgreSQL database that holds nothing yet, where there is a server.
pub fn on_empty_postgres<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    runtime().block_on(async {
        if let Some(database) = empty_postgres().await {
            test(database).await;
        }
    });
}

/// Makes of each `async fn name(database: Database)` two tests, `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::database::on_sqlite(super::$name);
            }
            #[test]
            fn postgres() {
                $crate::database::on_postgres(super::$name);
            }
        }
    )+};
}

/// A runtime of two threads, as on the smallest server.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime for the test")
}

/// Under which tests make the template and clones one after the other, whichever process they run in.
const TEMPLATE_LOCK: i64 = 0x7465_7374_6b69_7400;

async fn clone_template(server: &str) -> sqlx::Result<Database> {
    let mut admin = PgConnection::connect(server).await?;
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await?;
    let template = format!("manset_template_{}", schema_digest());
    let there = sqlx::query("select 1 from pg_database where datname = $1").bind(&template);
    if there.fetch_optional(&mut admin).await?.is_none() {
        make_template(&mut admin, server, &template).await?;
    }
    let name = next_name();
    // The name of a run that was killed may come again.
    execute(&mut admin, format!("drop database if exists {name} with (force)")).await?;
    execute(&mut admin, format!("create database {name} template {template}")).await?;
    admin.close().await?;
    Ok(Database { kind: Kind::Postgres { server: server.to_owned(), name } })
}

/// Under another name first, so that a run killed meanwhile leaves no half template behind.
async fn make_template(admin: &mut PgConnection, server: &str, template: &str) -> sqlx::Result<()> {
    let half = format!("{template}_half");
    execute(admin, format!("drop database if exists {half} with (force)")).await?;
    execute(admin, format!("create database {half}")).await?;
    let place = Place::Address(with_database(server, &half));
    let store = Store::open(&place, Clock::of_the_machine()).await.expect("the template's schema");
    store.close().await;
    // The server counts a closed connection a moment longer, and refuses to rename meanwhile.
    loop {
        let open: i64 = sqlx::query("select count(*) from pg_stat_activity where datname = $1")
            .bind(&half)
            .fetch_one(&mut *admin)
            .await?
            .get(0);
        if open == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    execute(admin, format!("alter database {half} rename to {template}")).await
}

async fn execute(connection: &mut PgConnection, sql: String) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.map(drop)
}

/// Tells schemas apart, so that a server used for many runs never lends an older one's template.
fn schema_digest() -> String {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut files: Vec<PathBuf> = std::fs::read_dir(migrations)
        .expect("the store's migrations")
        .map(|file| file.expect("a file of the folder").path())
        .collect();
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        digest.update(std::fs::read(file).expect("a migration"));
    }
    digest.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name no other test has, in this process or beside it.
fn next_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("manset_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The server's address with another database's name.
fn with_database(server: &str, name: &str) -> String {
    let (before, parameters) = server.split_once('?').map_or((server, ""), |(before, rest)| (before, rest));
    let scheme = before.find("://").map_or(0, |at| at + 3);
    let host = before[scheme..].find('/').map_or(before, |at| &before[..scheme + at]);
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("{host}/{name}{mark}{parameters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_another_database() {
        let check = |server, expected| assert_eq!(with_database(server, "mine"), expected);
        check("postgres://u@h:5/postgres", "postgres://u@h:5/mine");
        check("postgres://u@h:5", "postgres://u@h:5/mine");
        check("postgres://u@h:5/postgres?sslmode=disable", "postgres://u@h:5/mine?sslmode=disable");
    }
}
