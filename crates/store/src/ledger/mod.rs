//! The ledger: one line for each act, chained by hashes, in commit order.
//!
//! Positions are given under one lock that is held until commit, so there is no gap and no overtaking: whoever has
//! read up to a position has read everything before it.

mod export;
mod verify;

use jiff::Timestamp;
use newsroom::entry::FIRST_PREVIOUS_HASH;
use newsroom::{Actor, ContentHash, Entry, EntryKind, Position, UseKey};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::reading::rows;
use crate::{Error, Result};

pub use export::export;
pub use verify::{Fault, Report, verify};

/// An entry with its place and seal.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    pub position: Position,
    pub entry: Entry,
    pub previous_hash: String,
    pub hash: String,
}

impl Sealed {
    /// The story it is about, if it is about one.
    pub fn story(&self) -> Option<newsroom::StoryNumber> {
        self.entry.subject.strip_prefix("story/")?.parse().ok().map(newsroom::StoryNumber)
    }
}

/// The end of the chain.
pub(crate) struct Tail {
    pub(crate) position: Position,
    hash: String,
}

impl Tail {
    pub(crate) async fn read(connection: &mut AnyConnection) -> Result<Self> {
        let row = sqlx::query("select position, hash from entry order by position desc limit 1")
            .fetch_optional(connection)
            .await?;
        Ok(match row {
            Some(row) => Self { position: Position(row.try_get(0)?), hash: row.try_get(1)? },
            None => Self { position: Position(0), hash: FIRST_PREVIOUS_HASH.to_owned() },
        })
    }
}

/// Appends an entry after the tail. Only [`crate::Writing::save`] calls this.
pub(crate) async fn append(connection: &mut AnyConnection, tail: &mut Tail, entry: &Entry) -> Result<Position> {
    let position = Position(tail.position.0 + 1);
    let hash = entry.seal(position, &tail.hash);
    sqlx::query(
        "insert into entry (position, kind, subject, actor, at, note, state, touches, content_hash, previous_hash, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(position.0)
    .bind(entry.kind.as_str())
    .bind(&entry.subject)
    .bind(&entry.actor.0)
    .bind(entry.at.as_microsecond())
    .bind(&entry.note)
    .bind(&entry.state)
    .bind(entry.touches_text())
    .bind(entry.content.as_ref().map(ContentHash::as_str))
    .bind(&tail.hash)
    .bind(&hash)
    .execute(connection)
    .await?;
    *tail = Tail { position, hash };
    Ok(position)
}

/// Entries after a position (`$1`), at most `$2`, with the columns that [`read_entry`] reads, in its order.
pub(crate) const ENTRIES_AFTER: &str =
    "select position, kind, subject, actor, at, note, state, touches, content_hash, previous_hash, hash \
     from entry where position > $1 order by position limit $2";

pub(crate) fn read_entry(row: &AnyRow) -> Result<Sealed> {
    let position = Position(row.try_get(0)?);
    let kind: String = row.try_get(1)?;
    let at: i64 = row.try_get(4)?;
    let touches: String = row.try_get(7)?;
    let content: Option<String> = row.try_get(8)?;
    Ok(Sealed {
        position,
        entry: Entry {
            kind: EntryKind::parse(&kind)
                .ok_or_else(|| Error::unreadable(format!("entry {position}"), format!("no kind `{kind}`")))?,
            subject: row.try_get(2)?,
            actor: Actor(row.try_get(3)?),
            at: rows::hour(at)?,
            note: row.try_get(5)?,
            state: row.try_get(6)?,
            touches: touches.split(' ').filter(|key| !key.is_empty()).map(UseKey::parse).collect(),
            content: content.map(ContentHash),
        },
        previous_hash: row.try_get(9)?,
        hash: row.try_get(10)?,
    })
}

/// Entries as they stand in the database, for checks that must not trust them.
pub(crate) struct RawEntry {
    pub position: i64,
    pub kind: String,
    pub subject: String,
    pub actor: String,
    pub at: i64,
    pub note: Option<String>,
    pub state: String,
    pub touches: String,
    pub content_hash: Option<String>,
    pub previous_hash: String,
    pub hash: String,
}

impl RawEntry {
    pub(crate) fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            position: row.try_get(0)?,
            kind: row.try_get(1)?,
            subject: row.try_get(2)?,
            actor: row.try_get(3)?,
            at: row.try_get(4)?,
            note: row.try_get(5)?,
            state: row.try_get(6)?,
            touches: row.try_get(7)?,
            content_hash: row.try_get(8)?,
            previous_hash: row.try_get(9)?,
            hash: row.try_get(10)?,
        })
    }

    pub(crate) fn sealed_as(&self) -> String {
        newsroom::entry::seal(
            Position(self.position),
            [
                &self.kind,
                &self.subject,
                &self.actor,
                &self.at.to_string(),
                self.note.as_deref().unwrap_or(""),
                &self.state,
                &self.touches,
                self.content_hash.as_deref().unwrap_or(""),
                &self.previous_hash,
            ],
        )
    }

    pub(crate) fn at_text(&self) -> String {
        Timestamp::from_microsecond(self.at).map_or_else(|_| self.at.to_string(), |at| at.to_string())
    }
}
