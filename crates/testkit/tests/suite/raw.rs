//! Rows as they stand in the database, read and changed past the store's doors: for tests that do what nobody should.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor, Row};
use testkit::Database;

/// A column's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Number(i64),
    Text(String),
    /// Text of bytes that are not UTF-8, which only SQLite lets in.
    Broken(Vec<u8>),
}

impl Cell {
    /// As a literal that both databases read.
    pub fn literal(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
            Self::Broken(bytes) => format!("cast(x'{}' as text)", newsroom::ids::hex(bytes)),
        }
    }

    fn condition(&self, column: &str) -> String {
        match self {
            Self::Null => format!("{column} is null"),
            other => format!("{column} = {}", other.literal()),
        }
    }
}

/// A table's columns: names with whether they hold text.
pub struct Table {
    pub name: &'static str,
    pub key: &'static [&'static str],
    pub columns: &'static [(&'static str, bool)],
}

/// A connection with all rights.
pub struct Raw {
    connection: AnyConnection,
}

impl Raw {
    pub async fn of(database: &Database) -> Self {
        sqlx::any::install_default_drivers();
        let connection = AnyConnection::connect(&database.address()).await.expect("a connection past the doors");
        Self { connection }
    }

    pub async fn execute(&mut self, sql: String) {
        self.connection.execute(AssertSqlSafe(sql.clone())).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    pub async fn number(&mut self, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(&mut self.connection).await.expect("one row").get(0)
    }

    pub async fn texts(&mut self, sql: &'static str) -> Vec<String> {
        sqlx::query(sql).fetch_all(&mut self.connection).await.expect("rows").iter().map(|row| row.get(0)).collect()
    }

    /// All rows of a table, by its key.
    pub async fn rows(&mut self, table: &Table) -> Vec<Vec<Cell>> {
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("select {} from {} order by {}", names.join(", "), table.name, table.key.join(", "));
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut self.connection).await.expect("rows");
        rows.iter().map(|row| cells(table, row)).collect()
    }

    /// Writes one column of the row that has these key columns.
    pub async fn set(&mut self, table: &Table, row: &[Cell], column: &str, value: &Cell) {
        let sql = format!("update {} set {column} = {} where {}", table.name, value.literal(), which(table, row));
        self.execute(sql).await;
    }

    pub async fn delete(&mut self, table: &Table, row: &[Cell]) {
        self.execute(format!("delete from {} where {}", table.name, which(table, row))).await;
    }

    pub async fn insert(&mut self, table: &Table, row: &[Cell]) {
        let values: Vec<_> = row.iter().map(Cell::literal).collect();
        self.execute(format!("insert into {} values ({})", table.name, values.join(", "))).await;
    }
}

fn cells(table: &Table, row: &AnyRow) -> Vec<Cell> {
    let cell = |(column, (_, is_text)): (usize, &(&str, bool))| {
        if *is_text {
            row.get::<Option<String>, _>(column).map_or(Cell::Null, Cell::Text)
        } else {
            row.get::<Option<i64>, _>(column).map_or(Cell::Null, Cell::Number)
        }
    };
    table.columns.iter().enumerate().map(cell).collect()
}

/// The condition that means this row and no other.
fn which(table: &Table, row: &[Cell]) -> String {
    let conditions = table.key.iter().map(|key| {
        let column = table.columns.iter().position(|(name, _)| name == key).expect("a key is a column");
        row[column].condition(key)
    });
    conditions.collect::<Vec<_>>().join(" and ")
}
