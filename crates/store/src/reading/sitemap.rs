//! What sitemaps need: all live stories by number, in parts.

use jiff::Timestamp;
use newsroom::touch::SITEMAP_PART_STORIES;
use newsroom::{EditionCode, Live};
use sqlx::Row;

use crate::Result;
use crate::reading::{Reading, rows};

impl Reading {
    /// The parts an edition's sitemap has, each with the hour it last changed.
    pub async fn sitemap_parts(&self, edition: &EditionCode) -> Result<Vec<(i64, Timestamp)>> {
        let found = sqlx::query("select part, updated_at from sitemap_part where edition = $1 order by part")
            .bind(edition.as_str())
            .fetch_all(&self.pool)
            .await?;
        found.iter().map(|row| Ok((row.try_get(0)?, rows::hour(row.try_get(1)?)?))).collect()
    }

    /// The live stories of one part, by number, each with its translation group.
    ///
    /// The numbers lead: SQLite would otherwise take the index that begins with the edition, and read the whole archive for
    /// each part. Nothing joined to the edition keeps it from that.
    pub async fn sitemap_part(&self, edition: &EditionCode, part: i64) -> Result<Vec<(Live, Option<i64>)>> {
        let from = part.saturating_mul(SITEMAP_PART_STORIES);
        let found = sqlx::query(
            "select state, translation from live \
             where number >= $1 and number < $2 and edition || '' = $3 and standing = 'live' order by number",
        )
        .bind(from)
        .bind(from.saturating_add(SITEMAP_PART_STORIES))
        .bind(edition.as_str())
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(|row| Ok((rows::json("a story's state", row.try_get(0)?)?, row.try_get(1)?))).collect()
    }
}
