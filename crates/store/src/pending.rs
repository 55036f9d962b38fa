//! Rows on their way into the database. A transaction that makes many new things gathers what it adds and sends it in
//! few statements: an import's cost is then the rows themselves, and no longer the asking for each.
//!
//! Only rows that nobody has asked for yet wait here. Whoever reads in the transaction, or changes what is there, goes
//! through [`crate::Writing::connection`], which sends them first.

use std::collections::{HashMap, HashSet};

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::{Error, Result};

/// A column's value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
    NoNumber,
    NoText,
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::NoNumber, Self::Number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::NoText, Self::Text)
    }
}

impl Value {
    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len() + 8,
            _ => 8,
        }
    }
}

/// How rows of one table are added: `insert into … values`, so many columns, and what follows the rows.
pub(crate) struct Table {
    pub(crate) insert: &'static str,
    pub(crate) columns: usize,
    pub(crate) after: &'static str,
}

const STORY: Table = Table {
    insert: "insert into story (number, uri, edition, created_at, embargo_until, revision) values",
    columns: 6,
    after: "on conflict (uri) do nothing",
};
const REVISION: Table = Table {
    insert: "insert into revision (story, revision, content_hash, text, actor, saved_at) values",
    columns: 6,
    after: "",
};
const CONTENT: Table = Table {
    insert: "insert into published_content (hash, text) values",
    columns: 2,
    after: "on conflict (hash) do nothing",
};
const LIVE: Table = Table {
    insert: "insert into live (number, state, edition, standing, section, published_at, updated_at, urgency, \
             breaking_until, translation, content_hash, card) values",
    columns: 12,
    after: "on conflict (number) do update set state = excluded.state, edition = excluded.edition, \
            standing = excluded.standing, section = excluded.section, published_at = excluded.published_at, \
            updated_at = excluded.updated_at, urgency = excluded.urgency, \
            breaking_until = excluded.breaking_until, translation = excluded.translation, \
            content_hash = excluded.content_hash, card = excluded.card",
};
const LISTING: Table = Table {
    insert: "insert into listing (list, published_at, number) values",
    columns: 3,
    after: "on conflict (list, published_at, number) do nothing",
};
const PICTURE_USE: Table = Table {
    insert: "insert into picture_use (file, story, shown_in) values",
    columns: 3,
    after: "on conflict (file, story, shown_in) do nothing",
};
const SITEMAP_PART: Table = Table {
    insert: "insert into sitemap_part (edition, part, updated_at) values",
    columns: 3,
    after: "on conflict (edition, part) do update set updated_at = excluded.updated_at \
            where excluded.updated_at > sitemap_part.updated_at",
};
const ENTRY: Table = Table {
    insert: "insert into entry (position, kind, subject, actor, at, note, state, touches, content_hash, previous_hash, hash) \
             values",
    columns: 11,
    after: "",
};
const WIRE_ITEM: Table = Table {
    insert: "insert into wire_item (uri, version, source, raw, arrived_at, story, verdict) values",
    columns: 7,
    after: "on conflict (uri, version) do update set source = excluded.source, raw = excluded.raw, \
            arrived_at = excluded.arrived_at, story = excluded.story, verdict = excluded.verdict",
};
const IMPORT_FINDING: Table = Table {
    insert: "insert into import_finding (story, line, code, severity, place, message) values",
    columns: 6,
    after: "",
};

/// Reads are added up, whoever counted them.
pub(crate) const READS: Table = Table {
    insert: "insert into reads (story, hour, reads) values",
    columns: 3,
    after: "on conflict (story, hour) do update set reads = reads.reads + excluded.reads",
};

pub(crate) const READS_MINUTE: Table = Table {
    insert: "insert into reads_minute (story, minute, reads) values",
    columns: 3,
    after: "on conflict (minute, story) do update set reads = reads_minute.reads + excluded.reads",
};
pub(crate) const READS_FROM: Table = Table {
    insert: "insert into reads_from (story, hour, source, reads) values",
    columns: 4,
    after: "on conflict (story, hour, source) do update set reads = reads_from.reads + excluded.reads",
};
pub(crate) const READS_OF_SECTION: Table = Table {
    insert: "insert into reads_of_section (hour, edition, section, source, reads) values",
    columns: 5,
    after: "on conflict (hour, edition, section, source) do update set reads = reads_of_section.reads + excluded.reads",
};

/// Rows gathered in one transaction.
#[derive(Default)]
pub(crate) struct Pending {
    pub(crate) stories: Rows,
    pub(crate) revisions: Rows,
    pub(crate) contents: Rows,
    pub(crate) lives: Rows,
    pub(crate) listings: Rows,
    pub(crate) picture_uses: Rows,
    pub(crate) entries: Rows,
    findings: Rows,
    /// Stories that findings wait for.
    finding_stories: HashSet<i64>,
    wire_items: Rows,
    /// By uri and version: a row may be changed once in a statement (PostgreSQL refuses more).
    wire_keys: HashSet<(String, String)>,
    /// By edition and part, each once for the same reason, with the newest hour.
    sitemap_parts: HashMap<(String, i64), i64>,
}

/// Rows of one table.
#[derive(Default)]
pub(crate) struct Rows {
    rows: Vec<Vec<Value>>,
    bytes: usize,
}

/// Beyond so many bytes rows are sent though nobody asks for them.
const BYTES_MAX: usize = 8 << 20;

impl Pending {
    pub(crate) fn is_large(&self) -> bool {
        let all = [&self.contents, &self.lives, &self.entries, &self.wire_items, &self.revisions];
        all.iter().map(|rows| rows.bytes).sum::<usize>() > BYTES_MAX
    }

    /// True when an item of this name and version waits already.
    pub(crate) fn has_wire_item(&self, uri: &str, version: &str) -> bool {
        self.wire_keys.contains(&(uri.to_owned(), version.to_owned()))
    }

    pub(crate) fn wire_item(&mut self, uri: &str, version: &str, rest: [Value; 5]) {
        self.wire_keys.insert((uri.to_owned(), version.to_owned()));
        self.wire_items.add([Value::from(uri), Value::from(version)].into_iter().chain(rest));
    }

    pub(crate) fn has_findings(&self, story: i64) -> bool {
        self.finding_stories.contains(&story)
    }

    pub(crate) fn finding(&mut self, story: i64, rest: [Value; 5]) {
        self.finding_stories.insert(story);
        self.findings.add([Value::from(story)].into_iter().chain(rest));
    }

    pub(crate) fn sitemap_part(&mut self, edition: &str, part: i64, updated_at: i64) {
        let newest = self.sitemap_parts.entry((edition.to_owned(), part)).or_insert(updated_at);
        *newest = updated_at.max(*newest);
    }

    /// Sends everything that waits.
    ///
    /// # Errors
    /// [`Error::UriTaken`] when a story of the same uri was there; else what the database failed with.
    pub(crate) async fn send(&mut self, connection: &mut AnyConnection) -> Result<()> {
        let stories = self.stories.rows.len();
        if send(connection, &STORY, &mut self.stories).await? < stories as u64 {
            return Err(Error::UriTaken("one of several new stories".to_owned()));
        }
        let mut parts = Rows::default();
        for ((edition, part), updated_at) in self.sitemap_parts.drain() {
            parts.add([Value::Text(edition), part.into(), updated_at.into()]);
        }
        self.wire_keys.clear();
        self.finding_stories.clear();
        // Neighbours on disk go in together.
        self.contents.in_order_of_first_column();
        self.listings.in_order_of_first_column();
        for (table, rows) in [
            (&CONTENT, &mut self.contents),
            (&REVISION, &mut self.revisions),
            (&LIVE, &mut self.lives),
            (&LISTING, &mut self.listings),
            (&PICTURE_USE, &mut self.picture_uses),
            (&SITEMAP_PART, &mut parts),
            (&IMPORT_FINDING, &mut self.findings),
            (&WIRE_ITEM, &mut self.wire_items),
            (&ENTRY, &mut self.entries),
        ] {
            send(connection, table, rows).await?;
        }
        Ok(())
    }
}

impl Rows {
    pub(crate) fn add(&mut self, row: impl IntoIterator<Item = Value>) {
        let row: Vec<Value> = row.into_iter().collect();
        self.bytes += row.iter().map(Value::bytes).sum::<usize>();
        self.rows.push(row);
    }

    fn in_order_of_first_column(&mut self) {
        self.rows.sort_by(|a, b| match (a.first(), b.first()) {
            (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
            _ => std::cmp::Ordering::Equal,
        });
    }
}

/// Rows in one statement: enough that asking costs little beside the rows, in few enough sizes that each database keeps
/// every statement prepared. SQLite's driver looks each parameter up by its name, which costs the square of their number.
const STATEMENT_ROWS: [usize; 5] = [24, 8, 4, 2, 1];

/// Returns how many rows were added or changed.
pub(crate) async fn send(connection: &mut AnyConnection, table: &Table, rows: &mut Rows) -> Result<u64> {
    rows.bytes = 0;
    let mut rows = std::mem::take(&mut rows.rows).into_iter();
    let mut changed = 0;
    while rows.len() > 0 {
        let at_once = STATEMENT_ROWS.into_iter().find(|size| *size <= rows.len()).unwrap_or(1);
        let sql = statement(table, at_once);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in rows.by_ref().take(at_once).flatten() {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::NoNumber => query.bind(None::<i64>),
                Value::NoText => query.bind(None::<String>),
            };
        }
        changed += query.execute(&mut *connection).await?.rows_affected();
    }
    Ok(changed)
}

fn statement(table: &Table, rows: usize) -> String {
    use std::fmt::Write;
    let mut sql = String::with_capacity(table.insert.len() + table.after.len() + rows * table.columns * 6);
    sql.push_str(table.insert);
    for row in 0..rows {
        sql.push_str(if row == 0 { " (" } else { ", (" });
        for column in 0..table.columns {
            let comma = if column == 0 { "" } else { ", " };
            write!(sql, "{comma}${}", row * table.columns + column + 1).expect("writing to memory");
        }
        sql.push(')');
    }
    if !table.after.is_empty() {
        sql.push(' ');
        sql.push_str(table.after);
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_number_their_parameters_through() {
        let sql = statement(&CONTENT, 2);
        assert_eq!(
            sql,
            "insert into published_content (hash, text) values ($1, $2), ($3, $4) on conflict (hash) do nothing"
        );
    }
}
