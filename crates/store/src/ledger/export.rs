//! Writes the ledger and everything it covers to one file that others can verify without this program
//! (`tools/verify_ledger.py` is such a verifier and shares no code with us).
//!
//! The file is UTF-8, one JSON object a line:
//!
//! ```text
//! {"format":"manset-ledger","version":1,"exported_at":"…Z","position":N}
//! {"entry":{"position":1,"kind":"publish","subject":"story/12","actor":"…","at":"…Z","at_us":…,"note":null,"state":"…",
//!           "touches":"…","content_hash":null,"previous_hash":"…","hash":"…"}}          … in order
//! {"content":{"hash":"…","text":"…"}}                                                     … by hash
//! {"row":{"table":"public_state","columns":{"subject":"…","state":"…"}}}
//! {"row":{"table":"live","columns":{"number":12,"state":"…","edition":"tr","standing":"live","section":"…","published_at":…,
//!           "updated_at":…,"urgency":5,"breaking_until":null,"translation":null,"content_hash":"…","card":"…"}}}
//! {"row":{"table":"listing","columns":{"list":"list/tr","published_at":…,"number":12}}}
//! ```
//!
//! Texts stand as stored. An entry's `hash` is SHA-256 over the netstrings (`LENGTH:BYTES,`) of `manset-ledger-1`,
//! position, kind, subject, actor, `at_us`, note or nothing, state, touches, content hash or nothing, and the hash of
//! the entry before (64 zeros before the first). A content's hash is SHA-256 of its text. What the rows must say:
//!
//! * `public_state.state` is the state of the subject's newest entry; so is `live.state` for `story/NUMBER`.
//! * In `live`, `edition`, `section`, `content_hash` are the state's fields, `standing` its `standing.is`,
//!   `published_at` and `updated_at` its hours in microseconds; `urgency`, `breaking_until` (microseconds) and
//!   `translation` are the content's; `card` is the JSON, without spaces, of those of the content's fields `kicker`,
//!   `headline`, `standfirst`, `bylines`, `credits`, `picture`, `advertorial`, `language` that it has, in this order.
//! * `listing` has, for each story whose standing is `live`, exactly: `list/EDITION`, `list/EDITION/section/KEY` for each
//!   of the content's `sections`, `list/EDITION/tag/SLUG` for each of its `tags`, `list/EDITION/author/SLUG` for each of its
//!   `bylines`; each with the story's `published_at`.

use std::io::Write;

use serde_json::{Value, json};
use sqlx::{Row, any::AnyRow};

use crate::ledger::{
    CONTENTS_AFTER, LISTINGS_AFTER, LIVE_AFTER, PUBLIC_STATES, RAW_ENTRIES_AFTER, RawEntry, raw_text as text,
};
use crate::{Result, Store};

/// Writes the export. Everything comes from one read transaction, so that it is of one moment. Returns the lines written.
///
/// # Errors
/// What the database or the file failed with.
pub async fn export(store: &Store, out: &mut impl Write) -> Result<u64> {
    let dialect = store.shared.dialect;
    let mut tx = store.shared.readers.begin_with(dialect.begin_snapshot()).await?;
    let mut lines = 0;
    let mut line = |value: Value| -> Result<()> {
        serde_json::to_writer(&mut *out, &value).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        lines += 1;
        Ok(())
    };
    let position: i64 =
        sqlx::query("select coalesce(max(position), 0) from entry").fetch_one(&mut *tx).await?.try_get(0)?;
    let exported_at = store.clock().now().to_string();
    line(json!({"format": "manset-ledger", "version": 1, "exported_at": exported_at, "position": position}))?;

    let mut after = i64::MIN;
    loop {
        let batch =
            sqlx::query(dialect.adapt(RAW_ENTRIES_AFTER)).bind(after).bind(1_000_i64).fetch_all(&mut *tx).await?;
        let Some(last) = batch.last() else { break };
        after = last.try_get(0)?;
        for row in &batch {
            line(entry_line(&RawEntry::read(row)?))?;
        }
    }

    let mut after = Vec::new();
    loop {
        let batch = sqlx::query(dialect.adapt(CONTENTS_AFTER)).bind(after).fetch_all(&mut *tx).await?;
        let Some(last) = batch.last() else { break };
        after = last.try_get(0)?;
        for row in &batch {
            line(json!({"content": {"hash": text(row, 0)?, "text": text(row, 1)?}}))?;
        }
    }

    for row in sqlx::query(dialect.adapt(PUBLIC_STATES)).fetch_all(&mut *tx).await? {
        line(
            json!({"row": {"table": "public_state", "columns": {"subject": text(&row, 0)?, "state": text(&row, 1)?}}}),
        )?;
    }

    let mut after = i64::MIN;
    loop {
        let batch = sqlx::query(dialect.adapt(LIVE_AFTER)).bind(after).fetch_all(&mut *tx).await?;
        let Some(last) = batch.last() else { break };
        after = last.try_get(0)?;
        for row in &batch {
            line(json!({"row": {"table": "live", "columns": {
                "number": number(row, 0)?, "state": text(row, 1)?, "edition": text(row, 2)?,
                "standing": text(row, 3)?, "section": text(row, 4)?, "published_at": number(row, 5)?,
                "updated_at": number(row, 6)?, "urgency": number(row, 7)?, "breaking_until": number(row, 8)?,
                "translation": number(row, 9)?, "content_hash": text(row, 10)?, "card": text(row, 11)?,
            }}}))?;
        }
    }

    let (mut list, mut at, mut story) = (Vec::new(), i64::MIN, i64::MIN);
    loop {
        let query = sqlx::query(dialect.adapt(LISTINGS_AFTER));
        let batch = query.bind(list).bind(at).bind(story).fetch_all(&mut *tx).await?;
        let Some(last) = batch.last() else { break };
        (list, at, story) = (last.try_get(0)?, last.try_get(1)?, last.try_get(2)?);
        for row in &batch {
            line(json!({"row": {"table": "listing", "columns": {
                "list": text(row, 0)?, "published_at": number(row, 1)?, "number": number(row, 2)?,
            }}}))?;
        }
    }
    tx.commit().await?;
    out.flush()?;
    Ok(lines)
}

fn entry_line(entry: &RawEntry) -> Value {
    json!({"entry": {
        "position": entry.position, "kind": entry.kind, "subject": entry.subject, "actor": entry.actor,
        "at": entry.at_text(), "at_us": entry.at, "note": entry.note, "state": entry.state,
        "touches": entry.touches, "content_hash": entry.content_hash,
        "previous_hash": entry.previous_hash, "hash": entry.hash,
    }})
}

fn number(row: &AnyRow, column: usize) -> Result<Option<i64>> {
    Ok(row.try_get(column)?)
}
