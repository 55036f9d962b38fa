//! Who has a story open, on whichever node: lines that grow old unless a sign of life renews them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use newsroom::{Actor, StoryNumber};
use sqlx::Row;

use crate::{Result, Store, Writing};

/// Somebody who has a story open, in one page of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    pub name: String,
    pub actor: Actor,
    pub tab: String,
}

/// An open page gives a sign of life every ten seconds.
const GONE_AFTER: SignedDuration = SignedDuration::from_secs(25);
/// A line so old is as good as new, and need not be written again.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(8);

impl Writing {
    /// Notes a sign of life and returns the others who have the story open.
    pub async fn present(&mut self, story: StoryNumber, me: &Present) -> Result<Vec<Present>> {
        let now = self.now();
        let found = sqlx::query("select tab, actor, name, seen_at from presence where story = $1 and seen_at > $2")
            .bind(story.0)
            .bind((now - GONE_AFTER).as_microsecond())
            .fetch_all(self.connection().await?)
            .await?;
        let (mut others, mut is_known) = (Vec::new(), false);
        for row in &found {
            let one = Present { tab: row.try_get(0)?, actor: Actor(row.try_get(1)?), name: row.try_get(2)? };
            if one.tab == me.tab {
                is_known = row.try_get::<i64, _>(3)? > (now - AGAIN_AFTER).as_microsecond();
            } else {
                others.push(one);
            }
        }
        if !is_known {
            self.note_present(story, me).await?;
        }
        others.sort_by(|one, other| (&one.name, &one.tab).cmp(&(&other.name, &other.tab)));
        Ok(others)
    }

    async fn note_present(&mut self, story: StoryNumber, me: &Present) -> Result<()> {
        let now = self.now();
        sqlx::query("delete from presence where seen_at < $1")
            .bind((now - GONE_AFTER * 4).as_microsecond())
            .execute(self.connection().await?)
            .await?;
        sqlx::query(
            "insert into presence (story, tab, actor, name, seen_at) values ($1, $2, $3, $4, $5) \
             on conflict (story, tab) do update set actor = excluded.actor, name = excluded.name, seen_at = excluded.seen_at",
        )
        .bind(story.0)
        .bind(&me.tab)
        .bind(&me.actor.0)
        .bind(&me.name)
        .bind(now.as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}

impl Store {
    /// Everybody who has a story open now, by story, each once.
    pub async fn everybody_present(&self) -> Result<BTreeMap<StoryNumber, Vec<(Actor, String)>>> {
        let since = (self.clock().now() - GONE_AFTER).as_microsecond();
        let found =
            sqlx::query("select distinct story, actor, name from presence where seen_at > $1 order by story, name")
                .bind(since)
                .fetch_all(self.shared.desk_readers())
                .await?;
        let mut present: BTreeMap<StoryNumber, Vec<(Actor, String)>> = BTreeMap::new();
        for row in &found {
            let who = (Actor(row.try_get(1)?), row.try_get(2)?);
            present.entry(StoryNumber(row.try_get(0)?)).or_default().push(who);
        }
        Ok(present)
    }
}
