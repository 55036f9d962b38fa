//! Reading: everything as it is at one moment, whoever writes meanwhile.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use newsroom::{House, Position};
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row, Transaction};

use crate::dialect::Dialect;
use crate::ledger::Tail;
use crate::reading::{house, rows};
use crate::tables::{Holds, Shape};
use crate::whole::row::{self, Digested, Digesting, Values};
use crate::{Result, Store};

/// One moment of the whole newsroom.
pub struct Snapshot {
    tx: Transaction<'static, Any>,
    dialect: Dialect,
    shapes: Vec<Shape>,
    schema: i64,
    position: Position,
    head: String,
}

impl Snapshot {
    /// Takes it. Nobody waits for it; on SQLite the log beside the file grows until it is dropped.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn take(store: &Store) -> Result<Self> {
        let dialect = store.shared.dialect;
        let tx = store.shared.desk_readers().begin_with(dialect.begin_snapshot()).await?;
        Self::within(tx, dialect).await
    }

    /// Everything as it is, and no act happens until it is dropped: for a newsroom that moves. Reads that servers count
    /// meanwhile may or may not be in it.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn hold(store: &Store) -> Result<Self> {
        let dialect = store.shared.dialect;
        // Not within one moment of PostgreSQL's: that would begin before the wait for the lock and miss what others
        // commit meanwhile.
        let mut tx = store.shared.writers.begin_with(dialect.begin()).await?;
        dialect.lock_ledger(&mut tx).await?;
        Self::within(tx, dialect).await
    }

    async fn within(mut tx: Transaction<'static, Any>, dialect: Dialect) -> Result<Self> {
        let schema = crate::open::schema_of(&mut tx).await?;
        let shapes = Shape::all(&mut tx, dialect).await?;
        let tail = Tail::read(&mut tx).await?;
        Ok(Self { tx, dialect, shapes, schema, position: tail.position, head: tail.hash().to_owned() })
    }

    /// The tables that go along, in an order in which they can be put into an empty newsroom.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The number of the last migration its tables were made by.
    pub fn schema(&self) -> i64 {
        self.schema
    }

    /// The newest entry's position and hash.
    pub fn head(&self) -> (Position, &str) {
        (self.position, &self.head)
    }

    /// A table's rows by its key, in the same order on both databases.
    pub fn rows(&mut self, shape: &Shape) -> Rows<'_> {
        Rows::select(&mut self.tx, self.dialect, shape, None)
    }

    /// Numbers of stories after `after`, ascending, at most `limit`.
    pub async fn story_numbers(&mut self, after: i64, limit: i64) -> Result<Vec<i64>> {
        let found = sqlx::query("select number from story where number > $1 order by number limit $2")
            .bind(after)
            .bind(limit)
            .fetch_all(&mut *self.tx)
            .await?;
        found.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// A table's rows of these stories; `None` where a table has no rows of stories.
    pub fn rows_of_stories(&mut self, shape: &Shape, stories: &[i64]) -> Option<Rows<'_>> {
        let among = self.dialect.among_numbers(shape.story_column()?, "$1");
        Some(Rows::select(&mut self.tx, self.dialect, shape, Some((among, Parameter::Text(rows::text_of(&stories))))))
    }

    /// A table's rows whose text column is among these.
    pub fn rows_among(&mut self, shape: &Shape, column: &str, texts: &[&str]) -> Rows<'_> {
        let among = self.dialect.among_texts(column, "$1");
        Rows::select(&mut self.tx, self.dialect, shape, Some((among, Parameter::Text(rows::text_of(&texts)))))
    }

    /// Contents that no revision names. There are none in a newsroom that only this program has written.
    pub fn contents_of_no_story(&mut self, shape: &Shape) -> Rows<'_> {
        let alone = "hash not in (select content_hash from revision)".to_owned();
        Rows::select(&mut self.tx, self.dialect, shape, Some((alone, Parameter::None)))
    }

    /// The position of the newest entry of each of these stories that has one.
    pub async fn newest_entries(&mut self, stories: &[i64]) -> Result<HashMap<i64, Position>> {
        let subjects: Vec<_> = stories.iter().map(|number| format!("story/{number}")).collect();
        let among = self.dialect.among_texts("subject", "$1");
        let sql = format!("select subject, max(position) from entry where {among} group by subject");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(rows::text_of(&subjects)).fetch_all(&mut *self.tx).await?;
        found
            .iter()
            .map(|row| {
                let subject: String = row.try_get(0)?;
                let number = subject.strip_prefix("story/").and_then(|number| number.parse().ok()).unwrap_or_default();
                Ok((number, Position(row.try_get(1)?)))
            })
            .collect()
    }

    /// The standing parts.
    pub async fn house(&mut self) -> Result<House> {
        house::load(&mut *self.tx).await
    }

    /// Rows of all tables together, for whoever shows how far work has come.
    pub async fn count(&mut self) -> Result<u64> {
        let mut rows = 0;
        for shape in &self.shapes {
            let counted = sqlx::query(AssertSqlSafe(format!("select count(*) from {}", shape.table)))
                .fetch_one(&mut *self.tx)
                .await?;
            rows += u64::try_from(counted.try_get::<i64, _>(0)?).unwrap_or_default();
        }
        Ok(rows)
    }
}

/// Rows on their way, as they come: memory holds a few.
pub struct Rows<'c> {
    stream: BoxStream<'c, sqlx::Result<AnyRow>>,
    shape: Shape,
}

impl<'c> Rows<'c> {
    /// `only` is a condition and its parameter.
    pub(crate) fn select(
        connection: &'c mut AnyConnection,
        dialect: Dialect,
        shape: &Shape,
        only: Option<(String, Parameter)>,
    ) -> Self {
        let columns: Vec<_> = shape
            .columns
            .iter()
            .map(|column| match column.holds {
                Holds::Text => dialect.bytes_of(&column.name),
                Holds::Number => column.name.clone(),
            })
            .collect();
        let order: Vec<_> = shape
            .key
            .iter()
            .map(|column| match shape.holds(column) {
                Some(Holds::Text) => dialect.by_bytes(column),
                _ => column.clone(),
            })
            .collect();
        let (condition, parameter) = only.map_or((String::new(), Parameter::None), |(condition, parameter)| {
            (format!(" where {condition}"), parameter)
        });
        let sql =
            format!("select {} from {}{condition} order by {}", columns.join(", "), shape.table, order.join(", "));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        match parameter {
            Parameter::Number(number) => query = query.bind(number),
            Parameter::Text(text) => query = query.bind(text),
            Parameter::None => {}
        }
        Self { stream: query.fetch(connection), shape: shape.clone() }
    }

    /// The next row, in the order of the shape's columns.
    pub async fn next(&mut self) -> Result<Option<Values>> {
        match self.stream.try_next().await? {
            Some(found) => Ok(Some(row::read(&self.shape, &found)?)),
            None => Ok(None),
        }
    }

    /// What all of them come to.
    pub async fn digest(mut self) -> Result<Digested> {
        let mut digesting = Digesting::default();
        while let Some(values) = self.next().await? {
            digesting.take(&values);
        }
        Ok(digesting.end())
    }
}

pub(crate) enum Parameter {
    None,
    Number(i64),
    Text(String),
}
