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

use crate::pending::Rows;
use crate::reading::rows;
use crate::{Error, Result};

pub use export::export;
pub use verify::{Fault, Report, verify, verify_end};

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
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

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

/// Appends an entry after the tail, to be written with what it seals. Only [`crate::Writing::save`] calls this.
pub(crate) fn append(pending: &mut Rows, tail: &mut Tail, entry: &Entry) -> Position {
    let position = Position(tail.position.0 + 1);
    let hash = entry.seal(position, &tail.hash);
    pending.add([
        position.0.into(),
        entry.kind.as_str().into(),
        entry.subject.as_str().into(),
        entry.actor.0.as_str().into(),
        entry.at.as_microsecond().into(),
        entry.note.clone().into(),
        entry.state.as_str().into(),
        entry.touches_text().into(),
        entry.content.as_ref().map(|hash| hash.as_str().to_owned()).into(),
        tail.hash.as_str().into(),
        hash.as_str().into(),
    ]);
    *tail = Tail { position, hash };
    position
}

/// Entries after a position (`$1`), at most `$2`, with the columns that [`read_entry`] reads, in its order.
pub(crate) const ENTRIES_AFTER: &str = "select position, kind, subject, actor, at, note, state, touches, content_hash, previous_hash, hash \
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

/// The columns that [`RawEntry::read`] reads, in its order, of entries after a position (`$1`), at most `$2`.
const RAW_ENTRIES_AFTER: &str = "select position, {{bytes kind}}, {{bytes subject}}, {{bytes actor}}, at, {{bytes note}}, \
     {{bytes state}}, {{bytes touches}}, {{bytes content_hash}}, {{bytes previous_hash}}, {{bytes hash}} \
     from entry where position > $1 order by position limit $2";

// The rows the ledger covers, in batches: after what the last batch ended with, which is given back as it was stored.
const CONTENTS_AFTER: &str = "select {{bytes hash}}, {{bytes text}} from published_content \
     where hash > {{text $1}} order by hash limit 500";
const PUBLIC_STATES: &str = "select {{bytes subject}}, {{bytes state}} from public_state order by subject";
/// With the content's text as the last column.
const LIVE_AFTER: &str = "select number, {{bytes live.state}}, {{bytes edition}}, {{bytes standing}}, {{bytes section}}, \
     published_at, updated_at, urgency, breaking_until, translation, {{bytes content_hash}}, {{bytes card}}, \
     {{bytes published_content.text}} \
     from live left join published_content on published_content.hash = live.content_hash \
     where number > $1 order by number limit 500";
const LISTINGS_AFTER: &str = "select {{bytes list}}, published_at, number from listing \
     where (list, published_at, number) > ({{text $1}}, $2, $3) order by list, published_at, number limit 2000";

/// A text as it is stored. SQLite keeps whatever bytes are put there; those that are not UTF-8 read as `\u{FFFD}`, which
/// no seal fits, instead of ending the check.
fn raw_text(row: &AnyRow, column: usize) -> Result<Option<String>> {
    let bytes: Option<Vec<u8>> = row.try_get(column)?;
    Ok(bytes.map(|bytes| match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(broken) => String::from_utf8_lossy(broken.as_bytes()).into_owned(),
    }))
}

/// The same where the column is never null.
fn raw(row: &AnyRow, column: usize) -> Result<String> {
    Ok(raw_text(row, column)?.unwrap_or_default())
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
            kind: raw(row, 1)?,
            subject: raw(row, 2)?,
            actor: raw(row, 3)?,
            at: row.try_get(4)?,
            note: raw_text(row, 5)?,
            state: raw(row, 6)?,
            touches: raw(row, 7)?,
            content_hash: raw_text(row, 8)?,
            previous_hash: raw(row, 9)?,
            hash: raw(row, 10)?,
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
