//! Wire items: what arrived, kept exactly as sent, with what came of it.

use newsroom::StoryNumber;
use newsroom::lint::Finding;
use sqlx::Row;

use crate::reading::rows;
use crate::{Result, Store, Writing};

/// Something that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireItem {
    pub uri: String,
    /// The sender's version; empty where it gives none.
    pub version: String,
    /// Where it came from: a file's name, an agency's feed.
    pub source: String,
    /// Exactly as sent.
    pub raw: String,
    pub story: Option<StoryNumber>,
    pub verdict: Verdict,
}

/// What came of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Published,
    Updated,
    Withdrawn,
    Scheduled,
    Draft,
    /// Kept as sent; there was no text to make a story of.
    Kept,
    /// This very version was taken in before.
    Unchanged,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Updated => "updated",
            Self::Withdrawn => "withdrawn",
            Self::Scheduled => "scheduled",
            Self::Draft => "draft",
            Self::Kept => "kept",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Writing {
    /// The text of an item taken in before under this name and version.
    pub async fn wire_item_raw(&mut self, uri: &str, version: &str) -> Result<Option<String>> {
        let row = sqlx::query("select raw from wire_item where uri = $1 and version = $2")
            .bind(uri)
            .bind(version)
            .fetch_optional(&mut *self.tx)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Keeps an item, over the same version sent before.
    pub async fn keep_wire_item(&mut self, item: &WireItem) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into wire_item (uri, version, source, raw, arrived_at, story, verdict) \
             values ($1, $2, $3, $4, $5, $6, $7) \
             on conflict (uri, version) do update set source = excluded.source, raw = excluded.raw, \
                 arrived_at = excluded.arrived_at, story = excluded.story, verdict = excluded.verdict",
        )
        .bind(&item.uri)
        .bind(&item.version)
        .bind(&item.source)
        .bind(&item.raw)
        .bind(now)
        .bind(item.story.map(|story| story.0))
        .bind(item.verdict.as_str())
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Keeps what an import found in a story, in place of what it found before.
    pub async fn keep_findings(&mut self, story: StoryNumber, findings: &[Finding]) -> Result<()> {
        sqlx::query("delete from import_finding where story = $1").bind(story.0).execute(&mut *self.tx).await?;
        for (line, finding) in findings.iter().enumerate() {
            sqlx::query(
                "insert into import_finding (story, line, code, severity, place, message) values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(story.0)
            .bind(i64::try_from(line).unwrap_or(i64::MAX))
            .bind(finding.code.as_str())
            .bind(rows::text_of(&finding.severity).trim_matches('"').to_owned())
            .bind(&finding.place)
            .bind(&finding.message)
            .execute(&mut *self.tx)
            .await?;
        }
        Ok(())
    }
}

impl Store {
    /// What imports found in a story.
    pub async fn import_findings(&self, story: StoryNumber) -> Result<Vec<Finding>> {
        let found =
            sqlx::query("select code, severity, place, message from import_finding where story = $1 order by line")
                .bind(story.0)
                .fetch_all(&self.shared.writers)
                .await?;
        found
            .iter()
            .map(|row| {
                let (code, severity): (String, String) = (row.try_get(0)?, row.try_get(1)?);
                Ok(Finding {
                    code: rows::json("a finding's code", &format!("\"{code}\""))?,
                    severity: rows::json("a finding's severity", &format!("\"{severity}\""))?,
                    place: row.try_get(2)?,
                    message: row.try_get(3)?,
                })
            })
            .collect()
    }

    /// Numbers of all stories after `after`, ascending, at most `limit`: for work over the whole archive.
    pub async fn story_numbers(&self, after: StoryNumber, limit: i64) -> Result<Vec<StoryNumber>> {
        let found = sqlx::query("select number from story where number > $1 order by number limit $2")
            .bind(after.0)
            .bind(limit)
            .fetch_all(&self.shared.writers)
            .await?;
        found.iter().map(|row| Ok(StoryNumber(row.try_get(0)?))).collect()
    }
}
