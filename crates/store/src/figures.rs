//! How much is read, for the desk: now, by the hour, by story, section and source. Every node's counts are in here.

use newsroom::lists::minute_of;
use newsroom::{EditionCode, SectionKey, Source, StoryNumber};
use sqlx::Row;

use crate::{Result, Store};

/// Whose reads: everybody's, an edition's, or one section's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Readership {
    pub edition: Option<EditionCode>,
    pub section: Option<SectionKey>,
}

/// Reads of one hour in one section that came from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionReads {
    pub hour: i64,
    pub edition: EditionCode,
    pub section: SectionKey,
    /// Nothing for what was counted before sources were.
    pub source: Option<Source>,
    pub reads: i64,
}

impl Readership {
    fn edition(&self) -> &str {
        self.edition.as_ref().map_or("", EditionCode::as_str)
    }

    fn section(&self) -> &str {
        self.section.as_ref().map_or("", SectionKey::as_str)
    }
}

impl Store {
    /// Reads by the minute from a minute on, in order; minutes without any are left out.
    pub async fn reads_by_minute(&self, of: &Readership, from: i64) -> Result<Vec<(i64, i64)>> {
        let found = sqlx::query(
            "select reads_minute.minute, cast(sum(reads_minute.reads) as bigint) from reads_minute \
             join live on live.number = reads_minute.story where reads_minute.minute >= $1 \
             and ($2 = '' or live.edition = $2) and ($3 = '' or live.section = $3) \
             group by reads_minute.minute order by reads_minute.minute",
        )
        .bind(from)
        .bind(of.edition())
        .bind(of.section())
        .fetch_all(self.shared.desk_readers())
        .await?;
        pairs(&found)
    }

    /// The stories that were read most since a minute, the most read first.
    pub async fn most_read_by_minute(&self, of: &Readership, from: i64, limit: i64) -> Result<Vec<(StoryNumber, i64)>> {
        let found = sqlx::query(
            "select reads_minute.story, cast(sum(reads_minute.reads) as bigint) as counted from reads_minute \
             join live on live.number = reads_minute.story where reads_minute.minute >= $1 \
             and ($2 = '' or live.edition = $2) and ($3 = '' or live.section = $3) \
             group by reads_minute.story order by counted desc, reads_minute.story desc limit $4",
        )
        .bind(from)
        .bind(of.edition())
        .bind(of.section())
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        Ok(pairs(&found)?.into_iter().map(|(story, reads)| (StoryNumber(story), reads)).collect())
    }

    /// The same since an hour.
    pub async fn most_read_by_hour(&self, of: &Readership, from: i64, limit: i64) -> Result<Vec<(StoryNumber, i64)>> {
        let found = sqlx::query(
            "with counted as (select story, cast(sum(reads) as bigint) as reads from reads where hour >= $1 group by story) \
             select counted.story, counted.reads from counted join live on live.number = counted.story \
             where ($2 = '' or live.edition = $2) and ($3 = '' or live.section = $3) \
             order by counted.reads desc, counted.story desc limit $4",
        )
        .bind(from)
        .bind(of.edition())
        .bind(of.section())
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        Ok(pairs(&found)?.into_iter().map(|(story, reads)| (StoryNumber(story), reads)).collect())
    }

    /// Reads by hour, section and source from an hour on.
    pub async fn reads_by_section(&self, of: &Readership, from: i64) -> Result<Vec<SectionReads>> {
        let found = sqlx::query(
            "select hour, edition, section, source, reads from reads_of_section where hour >= $1 \
             and ($2 = '' or edition = $2) and ($3 = '' or section = $3) order by hour",
        )
        .bind(from)
        .bind(of.edition())
        .bind(of.section())
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(SectionReads {
                    hour: row.try_get(0)?,
                    edition: EditionCode(row.try_get(1)?),
                    section: SectionKey(row.try_get(2)?),
                    source: Source::named(row.try_get(3)?),
                    reads: row.try_get(4)?,
                })
            })
            .collect()
    }

    /// A story's reads by the hour from an hour on, in order.
    pub async fn reads_of_story(&self, story: StoryNumber, from: i64) -> Result<Vec<(i64, i64)>> {
        let found = sqlx::query("select hour, reads from reads where story = $1 and hour >= $2 order by hour")
            .bind(story.0)
            .bind(from)
            .fetch_all(self.shared.desk_readers())
            .await?;
        pairs(&found)
    }

    /// A story's reads since a minute.
    pub async fn reads_of_story_since(&self, story: StoryNumber, minute: i64) -> Result<i64> {
        let row = sqlx::query(
            "select cast(coalesce(sum(reads), 0) as bigint) from reads_minute where minute >= $2 and story = $1",
        )
        .bind(story.0)
        .bind(minute)
        .fetch_one(self.shared.desk_readers())
        .await?;
        Ok(row.try_get(0)?)
    }

    /// Where a story's readers came from since an hour.
    pub async fn sources_of_story(&self, story: StoryNumber, from: i64) -> Result<Vec<(Option<Source>, i64)>> {
        let found = sqlx::query(
            "select source, cast(sum(reads) as bigint) from reads_from where story = $1 and hour >= $2 group by source",
        )
        .bind(story.0)
        .bind(from)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(|row| Ok((Source::named(row.try_get(0)?), row.try_get(1)?))).collect()
    }

    /// All reads of the last hour: another number wherever the figures of now are others.
    pub async fn reads_lately(&self) -> Result<i64> {
        let row = sqlx::query("select cast(coalesce(sum(reads), 0) as bigint) from reads_minute where minute >= $1")
            .bind(minute_of(self.clock().now()) - 60)
            .fetch_one(self.shared.desk_readers())
            .await?;
        Ok(row.try_get(0)?)
    }
}

fn pairs(found: &[sqlx::any::AnyRow]) -> Result<Vec<(i64, i64)>> {
    found.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
