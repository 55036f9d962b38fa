//! Writing: rows as they were read, into a newsroom that holds nothing. One transaction from the first row to the last,
//! so that whatever is killed meanwhile leaves the newsroom as empty as it was.

use newsroom::story::Live;
use newsroom::{Content, touch};
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

use crate::dialect::Dialect;
use crate::reading::rows;
use crate::tables::{self, Holds, Leaves, Shape};
use crate::whole::late::Late;
use crate::whole::row::{Value, Values};
use crate::whole::snapshot::Rows;
use crate::{Error, Result, Store};

/// An empty newsroom being filled.
pub struct Filling {
    store: Store,
    tx: Transaction<'static, Any>,
    dialect: Dialect,
    shapes: Vec<Shape>,
}

/// Values put in by one statement: below what either database takes as parameters (SQLite 32,766; PostgreSQL 65,535), and
/// beyond this nothing gets quicker.
const VALUES_MAX: usize = 3_000;

impl Filling {
    /// Begins, if the newsroom holds nothing.
    ///
    /// # Errors
    /// [`Error::NotEmpty`] naming the first table that holds anything.
    pub async fn begin(store: &Store) -> Result<Self> {
        let dialect = store.shared.dialect;
        let mut tx = store.shared.writers.begin_with(dialect.begin()).await?;
        dialect.lock_ledger(&mut tx).await?;
        let shapes = Shape::all(&mut tx, dialect).await?;
        for shape in &shapes {
            let held = sqlx::query(AssertSqlSafe(format!("select 1 from {} limit 1", shape.table)));
            if held.fetch_optional(&mut *tx).await?.is_some() {
                return Err(Error::NotEmpty { table: shape.table.clone() });
            }
        }
        Ok(Self { store: store.clone(), tx, dialect, shapes })
    }

    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Whether a table of this shape stands here, column for column. What comes from a file is held to this before any of
    /// it becomes part of a statement.
    ///
    /// # Errors
    /// [`Error::Unreadable`] naming the table that differs.
    pub fn check(&self, shape: &Shape) -> Result<()> {
        match self.shapes.iter().find(|known| known.table == shape.table) {
            Some(known) if known == shape => Ok(()),
            Some(_) => Err(Error::unreadable(format!("table `{}`", shape.table), "its columns are others here")),
            None => Err(Error::unreadable(format!("table `{}`", shape.table), "there is none of that name here")),
        }
    }

    /// Puts rows in, in the order of the shape's columns.
    ///
    /// # Errors
    /// [`Error::Unreadable`] for a value that this database cannot hold.
    pub async fn put(&mut self, shape: &Shape, rows: &[Values]) -> Result<()> {
        self.check(shape)?;
        for batch in rows.chunks((VALUES_MAX / shape.columns.len()).max(1)) {
            self.put_batch(shape, batch, "").await?;
        }
        Ok(())
    }

    async fn put_batch(&mut self, shape: &Shape, batch: &[Values], conflict: &str) -> Result<()> {
        let names: Vec<_> = shape.columns.iter().map(|column| column.name.as_str()).collect();
        let mut sql = format!("insert into {} ({}) values ", shape.table, names.join(", "));
        let mut parameter = 0;
        for (place, values) in batch.iter().enumerate() {
            self.can_hold(shape, values)?;
            sql.push_str(if place == 0 { "(" } else { ", (" });
            for (column, value) in values.iter().enumerate() {
                parameter += 1;
                sql.push_str(if column == 0 { "" } else { ", " });
                match value {
                    Value::Broken(_) => sql.push_str(&format!("cast(${parameter} as text)")),
                    _ => sql.push_str(&format!("${parameter}")),
                }
            }
            sql.push(')');
        }
        sql.push_str(conflict);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for values in batch {
            for (value, column) in values.iter().zip(&shape.columns) {
                query = match (value, column.holds) {
                    (Value::Number(number), _) => query.bind(*number),
                    (Value::Text(text), _) => query.bind(text.as_str()),
                    (Value::Broken(bytes), _) => query.bind(bytes.as_slice()),
                    (Value::Null, Holds::Number) => query.bind(None::<i64>),
                    (Value::Null, Holds::Text) => query.bind(None::<String>),
                };
            }
        }
        query.execute(&mut *self.tx).await?;
        Ok(())
    }

    fn can_hold(&self, shape: &Shape, values: &Values) -> Result<()> {
        let row = || {
            let key: Vec<_> = shape
                .columns
                .iter()
                .zip(values)
                .filter(|(column, _)| shape.key.contains(&column.name))
                .map(|(column, value)| match value {
                    Value::Number(number) => format!("{} {number}", column.name),
                    Value::Text(text) => format!("{} `{text}`", column.name),
                    _ => column.name.clone(),
                })
                .collect();
            format!("a row of `{}` ({})", shape.table, key.join(", "))
        };
        if values.len() != shape.columns.len() {
            return Err(Error::unreadable(row(), format!("{} columns are meant", shape.columns.len())));
        }
        for (value, column) in values.iter().zip(&shape.columns) {
            let wrong = match (value, column.holds) {
                (Value::Number(_), Holds::Text) => Some("a number stands where a text is meant"),
                (Value::Text(_) | Value::Broken(_), Holds::Number) => Some("a text stands where a number is meant"),
                (Value::Broken(_), _) if self.dialect == Dialect::Postgres => {
                    Some("it is not UTF-8, which PostgreSQL cannot hold")
                }
                (Value::Text(text), _) if self.dialect == Dialect::Postgres && text.contains('\0') => {
                    Some("it has a zero byte, which PostgreSQL cannot hold")
                }
                _ => None,
            };
            if let Some(wrong) = wrong {
                return Err(Error::unreadable(format!("`{}` in {}", column.name, row()), wrong));
            }
        }
        Ok(())
    }

    /// The rows as they stand now, read back.
    pub fn rows(&mut self, shape: &Shape) -> Rows<'_> {
        Rows::select(&mut self.tx, self.dialect, shape, None)
    }

    /// Makes room for a table's late rows: those they take the place of go.
    pub async fn make_room(&mut self, shape: &Shape, late: &Late) -> Result<()> {
        self.check(shape)?;
        let sql = match tables::named(&shape.table).map(|table| table.leaves) {
            Some(Leaves::OfStory(column)) => {
                format!("delete from {} where {}", shape.table, self.dialect.among_numbers(column, "$1"))
            }
            Some(Leaves::Whole) => {
                sqlx::query(AssertSqlSafe(format!("delete from {}", shape.table))).execute(&mut *self.tx).await?;
                return Ok(());
            }
            _ => return Ok(()),
        };
        sqlx::query(AssertSqlSafe(sql)).bind(rows::text_of(&late.stories)).execute(&mut *self.tx).await?;
        Ok(())
    }

    /// Puts late rows in. A content that an earlier entry made public already is there.
    pub async fn put_late(&mut self, shape: &Shape, rows: &[Values]) -> Result<()> {
        self.check(shape)?;
        let is_content = tables::named(&shape.table).is_some_and(|table| table.leaves == Leaves::Contents);
        let conflict = if is_content { " on conflict (hash) do nothing" } else { "" };
        for batch in rows.chunks((VALUES_MAX / shape.columns.len()).max(1)) {
            self.put_batch(shape, batch, conflict).await?;
        }
        Ok(())
    }

    /// Works out anew in which lists the late stories stand.
    pub async fn relist(&mut self, late: &Late) -> Result<()> {
        let gone = format!("delete from listing where {}", self.dialect.among_numbers("number", "$1"));
        sqlx::query(AssertSqlSafe(gone)).bind(rows::text_of(&late.stories)).execute(&mut *self.tx).await?;
        self.list(&late.stories).await
    }

    /// Puts stories into the lists they stand in, by their state and content.
    pub async fn list(&mut self, stories: &[i64]) -> Result<()> {
        let Some(shape) = self.shapes.iter().find(|shape| shape.table == "listing").cloned() else { return Ok(()) };
        let stories = rows::text_of(&stories);
        let live = format!(
            "select live.state, published_content.text from live \
             join published_content on published_content.hash = live.content_hash \
             where live.standing = 'live' and {}",
            self.dialect.among_numbers("live.number", "$1")
        );
        let found = sqlx::query(AssertSqlSafe(live)).bind(stories.as_str()).fetch_all(&mut *self.tx).await?;
        let mut listed: Vec<Values> = Vec::new();
        for row in &found {
            let live: Live = rows::json("a story's state", row.try_get(0)?)?;
            let content: Content = rows::json("a content", row.try_get(1)?)?;
            listed.extend(touch::lists_of(&live, &content).iter().map(|list| {
                vec![
                    Value::Text(list.as_str().to_owned()),
                    Value::Number(live.published_at.as_microsecond()),
                    Value::Number(live.number.0),
                ]
            }));
        }
        self.put(&shape, &listed).await
    }

    /// Commits, and tells this node where the ledger is now.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        self.store.refresh_head().await?;
        Ok(())
    }
}
