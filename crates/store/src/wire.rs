//! Wire items: what arrived, kept exactly as sent, with what came of it.

use std::collections::HashSet;

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
        if self.no_wire_items.contains(uri) {
            return Ok(None);
        }
        let row = sqlx::query("select raw from wire_item where uri = $1 and version = $2")
            .bind(uri.to_owned())
            .bind(version.to_owned())
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Asks at once which of these uris have come before, so that each need not be asked for.
    pub async fn learn_wire_items(&mut self, uris: &[&str]) -> Result<()> {
        let asked = self.dialect.adapt("select distinct uri from wire_item where uri in {{texts $1}}");
        let found = sqlx::query(asked).bind(rows::text_of(&uris)).fetch_all(self.connection().await?).await?;
        let known = found.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<HashSet<String>>>()?;
        let new = uris.iter().filter(|uri| !known.contains(**uri));
        self.no_wire_items.extend(new.map(|uri| (*uri).to_owned()));
        Ok(())
    }

    /// Keeps an item, over the same version sent before.
    pub async fn keep_wire_item(&mut self, item: &WireItem) -> Result<()> {
        if self.pending.has_wire_item(&item.uri, &item.version) {
            self.connection().await?;
        }
        let arrived_at = self.now().as_microsecond();
        self.pending.wire_item(
            &item.uri,
            &item.version,
            [
                item.source.as_str().into(),
                item.raw.as_str().into(),
                arrived_at.into(),
                item.story.map(|story| story.0).into(),
                item.verdict.as_str().into(),
            ],
        );
        // Known to be there from now on, in whichever version.
        self.no_wire_items.remove(&item.uri);
        Ok(())
    }

    /// Keeps what an import found in a story, in place of what it found before.
    pub async fn keep_findings(&mut self, story: StoryNumber, findings: &[Finding]) -> Result<()> {
        if !self.is_fresh(story) || self.pending.has_findings(story.0) {
            sqlx::query("delete from import_finding where story = $1")
                .bind(story.0)
                .execute(self.connection().await?)
                .await?;
        }
        for (line, finding) in findings.iter().enumerate() {
            self.pending.finding(
                story.0,
                [
                    i64::try_from(line).unwrap_or(i64::MAX).into(),
                    finding.code.as_str().into(),
                    rows::text_of(&finding.severity).trim_matches('"').into(),
                    finding.place.as_str().into(),
                    finding.message.as_str().into(),
                ],
            );
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
                let (place, message): (String, String) = (row.try_get(2)?, row.try_get(3)?);
                let code = rows::json("a finding's code", &format!("\"{code}\""))?;
                Ok(Finding::new(code, rows::json("a finding's severity", &format!("\"{severity}\""))?, place, message))
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
