//! Reads counted: added up by story and hour, whoever counted them.

use std::collections::BTreeMap;
use std::sync::Arc;

use newsroom::lists::HourOfReads;
use newsroom::{EditionCode, StoryNumber};
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
}

impl Counting {
    pub(crate) fn new(dialect: Dialect, pool: AnyPool, turns: Arc<Turns>) -> Self {
        Self { dialect, pool, turns }
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

impl Reading {
    /// Reads of live stories of all editions from `hour` on, with each story's edition and hour of publication.
    pub async fn reads_since(&self, hour: i64) -> Result<Vec<(EditionCode, jiff::Timestamp, HourOfReads)>> {
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
