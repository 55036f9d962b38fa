//! What acts changed after a copy was begun. It is read while no act can happen, so that a copy taken beside a busy
//! newsroom has everything that was answered before it ended.

use newsroom::Position;
use serde::{Deserialize, Serialize};
use sqlx::{Any, Row, Transaction};

use crate::dialect::Dialect;
use crate::ledger::Tail;
use crate::reading::rows;
use crate::tables::{self, Leaves, Shape};
use crate::whole::snapshot::{Parameter, Rows};
use crate::{Result, Store};

/// The newsroom held still: acts wait until it is dropped.
pub struct Held {
    tx: Transaction<'static, Any>,
    dialect: Dialect,
    position: Position,
    head: String,
}

/// Which rows came late.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// Entries after this one.
    pub after: i64,
    /// Numbers of the stories they touched.
    pub stories: Vec<i64>,
    /// Hashes of the contents they made public.
    pub contents: Vec<String>,
}

impl Held {
    /// # Errors
    /// What the database failed with, or when somebody else holds it for too long.
    pub async fn hold(store: &Store) -> Result<Self> {
        let dialect = store.shared.dialect;
        let mut tx = store.shared.writers.begin_with(dialect.begin()).await?;
        dialect.lock_ledger(&mut tx).await?;
        let tail = Tail::read(&mut tx).await?;
        Ok(Self { tx, dialect, position: tail.position, head: tail.hash().to_owned() })
    }

    /// The newest entry's position and hash: final, as long as this is held.
    pub fn head(&self) -> (Position, &str) {
        (self.position, &self.head)
    }

    /// What entries after `position` touched.
    pub async fn since(&mut self, position: Position) -> Result<Late> {
        let found = sqlx::query("select subject, content_hash from entry where position > $1 order by position")
            .bind(position.0)
            .fetch_all(&mut *self.tx)
            .await?;
        let mut late = Late { after: position.0, ..Late::default() };
        for row in &found {
            let (subject, content): (String, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
            late.stories.extend(subject.strip_prefix("story/").and_then(|number| number.parse::<i64>().ok()));
            late.contents.extend(content);
        }
        late.stories.sort_unstable();
        late.stories.dedup();
        late.contents.sort_unstable();
        late.contents.dedup();
        Ok(late)
    }

    /// A table's late rows by its key; `None` for tables whose rows do not come late.
    pub fn late_rows(&mut self, shape: &Shape, late: &Late) -> Option<Rows<'_>> {
        let only = match tables::named(&shape.table)?.leaves {
            Leaves::Entries => Some(("position > $1".to_owned(), Parameter::Number(late.after))),
            Leaves::Contents => {
                let among = self.dialect.among_texts("hash", "$1");
                Some((among, Parameter::Text(rows::text_of(&late.contents))))
            }
            Leaves::OfStory(column) => {
                let among = self.dialect.among_numbers(column, "$1");
                Some((among, Parameter::Text(rows::text_of(&late.stories))))
            }
            Leaves::Whole => None,
            Leaves::Listing | Leaves::AsOfBeginning | Leaves::Stays => return None,
        };
        Some(Rows::select(&mut self.tx, self.dialect, shape, only))
    }
}
