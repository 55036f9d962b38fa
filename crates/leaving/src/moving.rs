//! Moving house: every row from one database into an empty other, while no act can happen, proven before anything is kept.

use newsroom::Position;
use serde::Serialize;
use store::whole::{Digesting, Filling, Snapshot};
use store::{Lease, Store, ledger};

use crate::{Error, Result, Step, Tell};

/// What moved.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    pub position: Position,
    /// The newest entry's hash, the same before and after.
    pub head: String,
    pub tables: u64,
    pub rows: u64,
    /// What the ledger's verification saw at the new place.
    pub ledger: ledger::Report,
}

/// The lease whose holder is a server at work.
const SERVERS_LEASE: &str = "timekeeper";
/// Rows on their way at once.
const BATCH: usize = 500;

/// Moves a newsroom. What was left stays as it was.
///
/// # Errors
/// [`Error::ServerAtWork`], [`store::Error::NotEmpty`], [`Error::NotEqual`], and what a database failed with. There is
/// nothing at the new place then.
pub async fn move_to(from: &Store, to: &Store, tell: Tell<'_>) -> Result<Moved> {
    if let Some(holder) = Lease::holder(from, SERVERS_LEASE).await? {
        return Err(Error::ServerAtWork(holder));
    }
    let mut left = Snapshot::hold(from).await?;
    let mut filling = Filling::begin(to).await?;
    let shapes = left.shapes().to_vec();
    let of = Some(left.count().await?);
    let (mut done, mut held) = (0, Vec::new());
    for shape in &shapes {
        filling.check(shape)?;
        let (mut digesting, mut batch) = (Digesting::default(), Vec::with_capacity(BATCH));
        let mut rows = left.rows(shape);
        while let Some(values) = rows.next().await? {
            digesting.take(&values);
            batch.push(values);
            if batch.len() == BATCH {
                filling.put(shape, &batch).await?;
                batch.clear();
                done += BATCH as u64;
                tell(Step { what: "rows moved", done, of });
            }
        }
        filling.put(shape, &batch).await?;
        done += batch.len() as u64;
        tell(Step { what: "rows moved", done, of });
        held.push(digesting.end());
    }
    let of = Some(shapes.len() as u64);
    for (done, (shape, held)) in (1..).zip(shapes.iter().zip(&held)) {
        if filling.rows(shape).digest().await? != *held {
            return Err(Error::NotEqual { table: shape.table.clone() });
        }
        tell(Step { what: "tables compared", done, of });
    }
    filling.commit().await?;
    let (position, head) = (left.head().0, left.head().1.to_owned());
    tell(Step { what: "verifying the ledger, entries", done: position.0.unsigned_abs(), of: None });
    let ledger = ledger::verify(to).await?;
    Ok(Moved { position, head, tables: shapes.len() as u64, rows: done, ledger })
}
