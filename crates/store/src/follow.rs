//! Followers: whoever keeps something derived up to date by reading the ledger.
//!
//! Entries are thin, so a follower loads the present state and applying one twice is harmless. One that fails tries
//! again with patience and never skips.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use newsroom::Position;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::dialect::Dialect;
use crate::{Error, Reading, Result, Sealed, Store};

/// Something derived from the ledger.
pub trait Follower: Send + Sync + 'static {
    /// Its name in logs.
    fn name(&self) -> &'static str;

    /// Takes entries in order. An error means: try these again.
    fn apply(&self, entries: &[Sealed]) -> impl Future<Output = Result<()>> + Send;
}

/// How far a follower has come.
#[derive(Clone, Debug)]
pub struct Progress {
    applied: watch::Receiver<Position>,
}

impl Progress {
    /// The last position it has applied.
    pub fn position(&self) -> Position {
        *self.applied.borrow()
    }

    /// Waits until it has applied `position`, at most `patience`.
    ///
    /// # Errors
    /// [`Error::NotReached`] when the patience ends first.
    pub async fn reached(&self, position: Position, patience: Duration) -> Result<()> {
        let mut applied = self.applied.clone();
        match tokio::time::timeout(patience, applied.wait_for(|applied| *applied >= position)).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(Error::NotReached(position)),
        }
    }
}

/// A follower at work. Dropping it stops it.
pub struct Following {
    pub progress: Progress,
    task: JoinHandle<()>,
}

impl Drop for Following {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Entries taken at once.
const BATCH: i64 = 500;

impl Store {
    /// Sets a follower to work from after `from`.
    pub fn follow<F: Follower>(&self, follower: Arc<F>, from: Position) -> Following {
        let (applied, progress) = watch::channel(from);
        let task = tokio::spawn(run(self.reading(), self.shared.head.subscribe(), follower, applied));
        Following { progress: Progress { applied: progress }, task }
    }

    /// Keeps an eye on the ledger for entries of other processes and nodes: by `LISTEN` on PostgreSQL and by asking, to
    /// be sure. Acts of this process are known without it.
    pub fn watch_ledger(&self) -> JoinHandle<()> {
        let store = self.clone();
        tokio::spawn(async move {
            let mut listener = Listener::default();
            loop {
                listener.wait(&store).await;
                if let Err(error) = store.refresh_head().await {
                    tracing::warn!(%error, "the ledger's newest position could not be read; asking again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        })
    }
}

async fn run<F: Follower>(
    reading: Reading,
    mut head: watch::Receiver<Position>,
    follower: Arc<F>,
    applied: watch::Sender<Position>,
) {
    let mut patience = Duration::from_millis(50);
    loop {
        let from = *applied.borrow();
        if *head.borrow_and_update() <= from {
            if head.changed().await.is_err() {
                return;
            }
            continue;
        }
        match step(&reading, &*follower, from).await {
            Ok(Some(position)) => {
                applied.send_replace(position);
                patience = Duration::from_millis(50);
            }
            // Told of, and not yet to be seen by this handle.
            Ok(None) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(error) => {
                tracing::error!(follower = follower.name(), position = from.0, %error, "a follower failed and tries again");
                tokio::time::sleep(patience).await;
                patience = (patience * 2).min(Duration::from_secs(10));
            }
        }
    }
}

async fn step<F: Follower>(reading: &Reading, follower: &F, from: Position) -> Result<Option<Position>> {
    let entries = reading.entries_after(from, BATCH).await?;
    let Some(last) = entries.last().map(|entry| entry.position) else { return Ok(None) };
    follower.apply(&entries).await?;
    Ok(Some(last))
}

/// What wakes this node when another has written.
#[derive(Default)]
struct Listener {
    postgres: Option<sqlx::postgres::PgListener>,
}

impl Listener {
    /// How often SQLite is asked: another process (an import beside the server) has no other way to tell.
    const SQLITE_EVERY: Duration = Duration::from_millis(100);
    /// How long PostgreSQL's word is waited for before asking all the same.
    const POSTGRES_EVERY: Duration = Duration::from_millis(1000);

    async fn wait(&mut self, store: &Store) {
        if store.shared.dialect == Dialect::Sqlite {
            tokio::time::sleep(Self::SQLITE_EVERY).await;
            return;
        }
        if self.postgres.is_none() {
            match connect(&store.shared.address).await {
                // What was written before we listened is asked for at once.
                Ok(listener) => {
                    self.postgres = Some(listener);
                    return;
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot listen to the ledger; asking every second instead");
                    tokio::time::sleep(Self::POSTGRES_EVERY).await;
                    return;
                }
            }
        }
        if let Some(listener) = &mut self.postgres
            && let Ok(Err(error)) = tokio::time::timeout(Self::POSTGRES_EVERY, listener.recv()).await
        {
            tracing::warn!(%error, "the connection that listens to the ledger broke; opening another");
            self.postgres = None;
        }
    }
}

async fn connect(address: &str) -> Result<sqlx::postgres::PgListener, Error> {
    let mut listener = sqlx::postgres::PgListener::connect(address).await?;
    listener.listen("manset_ledger").await?;
    Ok(listener)
}
