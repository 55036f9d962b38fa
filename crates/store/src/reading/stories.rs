//! One story, and what became of it.

use std::collections::HashMap;

use jiff::Timestamp;
use newsroom::{Content, EditionCode, EntryKind, Live, Position, StoryNumber};
use sqlx::Row;

use crate::reading::{Listed, Reading, lists, rows};
use crate::{Error, Result};

/// A story that is or was public, with the content last seen. Whether readers may have it, its standing says.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub live: Live,
    pub content: Content,
}

/// One line of a story's history, as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    pub position: Position,
    pub story: StoryNumber,
    pub kind: EntryKind,
    pub at: Timestamp,
    pub note: Option<String>,
}

impl Reading {
    pub async fn story(&self, number: StoryNumber) -> Result<Option<Seen>> {
        let row = sqlx::query(
            "select live.state, published_content.text from live \
             join published_content on published_content.hash = live.content_hash where live.number = $1",
        )
        .bind(number.0)
        .fetch_optional(&self.pool)
        .await?;
        row.as_ref().map(read_seen).transpose()
    }

    /// Those of these stories that are or were public, in no order.
    pub async fn seen(&self, numbers: &[StoryNumber]) -> Result<Vec<Seen>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let found = sqlx::query(self.dialect.adapt(
            "select live.state, published_content.text from live \
             join published_content on published_content.hash = live.content_hash \
             where live.number in {{numbers $1}}",
        ))
        .bind(rows::text_of(&numbers))
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(read_seen).collect()
    }

    /// Live stories whose number is smaller than this one, the largest number first, at most `limit`: for whoever reads all
    /// of them and wants the newest soon.
    pub async fn live_below(&self, number: i64, limit: i64) -> Result<Vec<Seen>> {
        let found = sqlx::query(
            "select live.state, published_content.text from live \
             join published_content on published_content.hash = live.content_hash \
             where live.number < $1 and live.standing = 'live' order by live.number desc limit $2",
        )
        .bind(number)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(read_seen).collect()
    }

    /// A content that is or was public, by its hash.
    pub async fn content(&self, hash: &newsroom::ContentHash) -> Result<Option<Content>> {
        let row = sqlx::query("select text from published_content where hash = $1")
            .bind(hash.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| rows::json("a content", row.try_get(0)?)).transpose()
    }

    /// Several contents by their hashes, in no order.
    pub async fn contents(&self, hashes: &[&newsroom::ContentHash]) -> Result<HashMap<newsroom::ContentHash, Content>> {
        let found =
            sqlx::query(self.dialect.adapt("select hash, text from published_content where hash in {{texts $1}}"))
                .bind(rows::text_of(&hashes))
                .fetch_all(&self.pool)
                .await?;
        found
            .iter()
            .map(|row| Ok((newsroom::ContentHash(row.try_get(0)?), rows::json("a content", row.try_get(1)?)?)))
            .collect()
    }

    /// Live stories that say the same in other languages, this one among them: those that name the group's first, and the
    /// first itself, which need not name anything.
    pub async fn translations(&self, group: i64) -> Result<Vec<Listed>> {
        let found = sqlx::query(
            "select state, card, urgency from live where number in \
             (select number from live where translation = $1 union select cast($1 as bigint)) \
             and standing = 'live' order by number",
        )
        .bind(group)
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(lists::read_listed).collect()
    }

    /// What became of a story, oldest first.
    pub async fn history(&self, number: StoryNumber) -> Result<Vec<HistoryLine>> {
        let found =
            sqlx::query("select position, kind, subject, at, note from entry where subject = $1 order by position")
                .bind(format!("story/{number}"))
                .fetch_all(&self.pool)
                .await?;
        found.iter().map(read_history).collect()
    }

    /// The position of each story's newest entry.
    pub async fn positions(&self, numbers: &[StoryNumber]) -> Result<HashMap<StoryNumber, Position>> {
        if numbers.is_empty() {
            return Ok(HashMap::new());
        }
        let subjects: Vec<String> = numbers.iter().map(|number| format!("story/{number}")).collect();
        let found = sqlx::query(
            self.dialect
                .adapt("select subject, max(position) from entry where subject in {{texts $1}} group by subject"),
        )
        .bind(rows::text_of(&subjects))
        .fetch_all(&self.pool)
        .await?;
        let mut positions = HashMap::new();
        for row in &found {
            let subject: String = row.try_get(0)?;
            if let Some(number) = subject.strip_prefix("story/").and_then(|number| number.parse().ok()) {
                positions.insert(StoryNumber(number), Position(row.try_get(1)?));
            }
        }
        Ok(positions)
    }

    /// The edition's corrections and withdrawals, newest first, before `before`.
    ///
    /// The entries lead: corrections are few, and each finds its story by number.
    pub async fn corrections(
        &self,
        edition: &EditionCode,
        before: Option<Position>,
        limit: usize,
    ) -> Result<Vec<(HistoryLine, Listed)>> {
        let found = sqlx::query(
            "select entry.position, entry.kind, entry.subject, entry.at, entry.note, live.state, live.card, live.urgency \
             from entry join live on live.number = cast(substr(entry.subject, 7) as bigint) \
             where entry.kind in ('correct', 'withdraw') and entry.position < $1 and live.edition = $2 \
             order by entry.position desc limit $3",
        )
        .bind(before.map_or(i64::MAX, |position| position.0))
        .bind(edition.as_str())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(|row| Ok((read_history(row)?, lists::read_listed_at(row, 5)?))).collect()
    }
}

fn read_seen(row: &sqlx::any::AnyRow) -> Result<Seen> {
    Ok(Seen {
        live: rows::json("a story's state", row.try_get(0)?)?,
        content: rows::json("a content", row.try_get(1)?)?,
    })
}

fn read_history(row: &sqlx::any::AnyRow) -> Result<HistoryLine> {
    let (position, kind, subject): (i64, String, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let number = subject.strip_prefix("story/").and_then(|number| number.parse().ok());
    Ok(HistoryLine {
        position: Position(position),
        story: StoryNumber(number.ok_or_else(|| Error::unreadable(&subject, "not a story"))?),
        kind: EntryKind::parse(&kind).ok_or_else(|| Error::unreadable("an entry", format!("no kind `{kind}`")))?,
        at: rows::hour(row.try_get(3)?)?,
        note: row.try_get(4)?,
    })
}
