//! Reads counted: added up by story and hour, whoever counted them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use newsroom::lists::{HourOfReads, hour_of, minute_of};
use newsroom::{EditionCode, SectionKey, Source, StoryNumber};
use sqlx::{AnyPool, Row};

use crate::Result;
use crate::dialect::Dialect;
use crate::pending::{self, Rows};
use crate::reading::{Reading, rows};
use crate::turn::Turns;

/// The counter's handle: it adds reads and does nothing else.
#[derive(Clone)]
pub struct Counting {
    dialect: Dialect,
    pool: AnyPool,
    turns: Arc<Turns>,
    /// The hour in which old rows were taken away last.
    forgot_at: Arc<AtomicI64>,
}

impl Counting {
    pub(crate) fn new(dialect: Dialect, pool: AnyPool, turns: Arc<Turns>) -> Self {
        Self { dialect, pool, turns, forgot_at: Arc::default() }
    }

    /// Adds what was counted since the last time, all or nothing.
    pub async fn add(&self, counted: &[HourOfReads]) -> Result<()> {
        if counted.is_empty() {
            return Ok(());
        }
        // Each row once, and in one order, so that two nodes adding at once cannot wait for each other in a circle.
        let mut added = BTreeMap::<(i64, StoryNumber), i64>::new();
        for reads in counted {
            *added.entry((reads.hour, reads.story)).or_default() += reads.reads;
        }
        let mut waiting = Rows::default();
        for ((hour, story), reads) in added {
            waiting.add([story.0.into(), hour.into(), reads.into()]);
        }
        let _turn = self.turns.wait().await?;
        let mut tx = self.pool.begin_with(self.dialect.begin()).await?;
        pending::send(&mut tx, &pending::READS, &mut waiting).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Reads of one story in one minute that came from one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub story: StoryNumber,
    /// Whole minutes since the epoch.
    pub minute: i64,
    pub source: Source,
    pub reads: i64,
}

/// Minutes are kept for so many, for the figures of now.
pub(crate) const MINUTES_KEPT: i64 = 180;
/// Sources are kept for eight days, of which the figures show seven.
pub(crate) const HOURS_KEPT: i64 = 24 * 8;

impl Counting {
    /// Adds what was counted since the last time, by hour, minute and source, all or nothing. What is too old for a table by
    /// now is left out of it, and once an hour what has grown too old goes.
    pub async fn add_counted(&self, counted: &[Counted], now: Timestamp) -> Result<()> {
        if counted.is_empty() {
            return Ok(());
        }
        let (minutes_from, hours_from) = (minute_of(now) - MINUTES_KEPT, hour_of(now) - HOURS_KEPT);
        let _turn = self.turns.wait().await?;
        let mut tx = self.pool.begin_with(self.dialect.begin()).await?;
        let homes = self.homes(&mut tx, counted).await?;
        let (mut hours, mut minutes) = (BTreeMap::new(), BTreeMap::new());
        let (mut sources, mut sections) = (BTreeMap::new(), BTreeMap::new());
        for one in counted {
            let hour = one.minute.div_euclid(60);
            *hours.entry((hour, one.story)).or_insert(0) += one.reads;
            if one.minute >= minutes_from {
                *minutes.entry((one.minute, one.story)).or_insert(0) += one.reads;
            }
            if hour >= hours_from {
                let source = one.source.as_str();
                *sources.entry((one.story, hour, source)).or_insert(0) += one.reads;
                if let Some((edition, section)) = homes.get(&one.story) {
                    *sections.entry((hour, edition, section, source)).or_insert(0) += one.reads;
                }
            }
        }
        // Each row once, and in one order, so that two nodes adding at once cannot wait for each other in a circle.
        let mut rows = Rows::default();
        for ((hour, story), reads) in hours {
            rows.add([story.0.into(), hour.into(), i64::into(reads)]);
        }
        pending::send(&mut tx, &pending::READS, &mut rows).await?;
        for ((minute, story), reads) in minutes {
            rows.add([story.0.into(), minute.into(), i64::into(reads)]);
        }
        pending::send(&mut tx, &pending::READS_MINUTE, &mut rows).await?;
        for ((story, hour, source), reads) in sources {
            rows.add([story.0.into(), hour.into(), source.into(), i64::into(reads)]);
        }
        pending::send(&mut tx, &pending::READS_FROM, &mut rows).await?;
        for ((hour, edition, section, source), reads) in sections {
            rows.add([hour.into(), edition.as_str().into(), section.as_str().into(), source.into(), i64::into(reads)]);
        }
        pending::send(&mut tx, &pending::READS_OF_SECTION, &mut rows).await?;
        if self.is_time_to_forget(hour_of(now)) {
            for (sql, from) in [
                ("delete from reads_minute where minute < $1", minutes_from),
                ("delete from reads_from where hour < $1", hours_from),
                ("delete from reads_of_section where hour < $1", hours_from),
            ] {
                sqlx::query(sql).bind(from).execute(&mut *tx).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// The edition and home section of each of these stories that readers have.
    async fn homes(
        &self,
        tx: &mut sqlx::AnyConnection,
        counted: &[Counted],
    ) -> Result<BTreeMap<StoryNumber, (String, String)>> {
        let stories: BTreeSet<StoryNumber> = counted.iter().map(|one| one.story).collect();
        let asked = self.dialect.adapt("select number, edition, section from live where number in {{numbers $1}}");
        let found = sqlx::query(asked).bind(rows::text_of(&stories)).fetch_all(tx).await?;
        found.iter().map(|row| Ok((StoryNumber(row.try_get(0)?), (row.try_get(1)?, row.try_get(2)?)))).collect()
    }

    /// True once in each hour.
    fn is_time_to_forget(&self, hour: i64) -> bool {
        self.forgot_at.swap(hour, Ordering::Relaxed) != hour
    }
}

/// Reads of a live story in one hour that came from one place, with what lists ask of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct HourBySource {
    pub story: StoryNumber,
    pub hour: i64,
    pub source: Source,
    pub reads: i64,
    pub edition: EditionCode,
    pub section: SectionKey,
    pub published_at: Timestamp,
}

impl Counting {
    /// Reads of live stories of all editions from `hour` on, by where they came from, for as long as that is kept.
    pub async fn reads_by_source_since(&self, hour: i64) -> Result<Vec<HourBySource>> {
        let found = sqlx::query(
            "select live.edition, live.section, live.published_at, kept.story, kept.hour, kept.source, kept.reads \
             from reads_from as kept join live on live.number = kept.story \
             where kept.hour >= $1 and live.standing = 'live'",
        )
        .bind(hour)
        .fetch_all(&self.pool)
        .await?;
        let mut told = Vec::with_capacity(found.len());
        for row in &found {
            let source: String = row.try_get(5)?;
            told.push(HourBySource {
                edition: EditionCode(row.try_get(0)?),
                section: SectionKey::new(row.try_get::<&str, _>(1)?),
                published_at: rows::hour(row.try_get(2)?)?,
                story: StoryNumber(row.try_get(3)?),
                hour: row.try_get(4)?,
                source: Source::named(&source).unwrap_or(Source::Other),
                reads: row.try_get(6)?,
            });
        }
        Ok(told)
    }
}

impl Reading {
    /// Reads of live stories of all editions from `hour` on, with each story's edition and hour of publication.
    pub async fn reads_since(&self, hour: i64) -> Result<Vec<(EditionCode, Timestamp, HourOfReads)>> {
        let found = sqlx::query(
            "select live.edition, live.published_at, reads.story, reads.hour, reads.reads from reads \
             join live on live.number = reads.story where reads.hour >= $1 and live.standing = 'live'",
        )
        .bind(hour)
        .fetch_all(&self.pool)
        .await?;
        found
            .iter()
            .map(|row| {
                Ok((
                    EditionCode(row.try_get(0)?),
                    rows::hour(row.try_get(1)?)?,
                    HourOfReads { story: StoryNumber(row.try_get(2)?), hour: row.try_get(3)?, reads: row.try_get(4)? },
                ))
            })
            .collect()
    }
}
