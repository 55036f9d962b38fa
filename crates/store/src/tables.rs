//! Every table of the newsroom, once: what carries a newsroom from place to place goes through this list, and a test
//! compares it with the migrations, so that a new table cannot be left behind.

use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};

use crate::dialect::Dialect;
use crate::{Error, Result};

/// A table, and how it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: &'static str,
    pub leaves: Leaves,
    pub keys: Keys,
}

/// What of a table opens doors: it goes into backups and along with a move, and never into what is written for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    None,
    /// One column, which may be empty.
    Column(&'static str),
    All,
}

/// How a table's rows go along with a newsroom that is copied while it is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaves {
    /// By ledger position: what comes late is what was appended.
    Entries,
    /// By hash: what comes late is what late entries name.
    Contents,
    /// Rows of a story, told by this column: what comes late are all rows of the stories that late entries touched.
    OfStory(&'static str),
    /// Follows from `live` and the contents; for late stories it is worked out again.
    Listing,
    /// Small: comes late as a whole.
    Whole,
    /// Large, and no act: goes along as it was when the copy began.
    AsOfBeginning,
    /// Of no use elsewhere.
    Stays,
}

use Leaves::{AsOfBeginning, Contents, Entries, Listing, OfStory, Stays, Whole};

const fn table(name: &'static str, leaves: Leaves) -> Table {
    Table { name, leaves, keys: Keys::None }
}

/// In an order in which rows may be put into an empty newsroom: a table comes after those it refers to.
pub(crate) const TABLES: &[Table] = &[
    table("entry", Entries),
    table("published_content", Contents),
    table("public_state", Whole),
    table("live", OfStory("number")),
    table("listing", Listing),
    table("sitemap_part", Whole),
    table("reads", AsOfBeginning),
    table("story", OfStory("number")),
    table("revision", OfStory("story")),
    table("schedule", OfStory("story")),
    table("wire_item", AsOfBeginning),
    table("import_finding", OfStory("story")),
    Table { keys: Keys::Column("password"), ..table("person", Whole) },
    Table { keys: Keys::All, ..table("token", Whole) },
    table("setting_draft", Whole),
    table("working", OfStory("story")),
    table("journal", OfStory("story")),
    table("front_draft", Whole),
    table("front_schedule", Whole),
    table("picture", Whole),
    table("picture_use", OfStory("story")),
    table("stage", OfStory("story")),
    table("stage_move", OfStory("story")),
    table("four_eyes", Whole),
    table("comment", OfStory("story")),
    Table { keys: Keys::All, ..table("invitation", Whole) },
    table("translation", OfStory("story")),
    // Whoever has one sees what is not published.
    Table { keys: Keys::All, ..table("preview_link", OfStory("story")) },
    Table { keys: Keys::All, ..table("passkey", Whole) },
    Table { keys: Keys::All, ..table("one_time_secret", Whole) },
    Table { keys: Keys::All, ..table("recovery_code", Whole) },
    Table { keys: Keys::All, ..table("known_browser", Whole) },
    table("sign_in_rule", Whole),
    Table { keys: Keys::Column("password"), ..table("mail_server", Whole) },
    // Letters hold links that let somebody in.
    Table { keys: Keys::All, ..table("letter", Whole) },
    // Begun in a browser, and over in minutes.
    Table { keys: Keys::All, ..table("ceremony", Stays) },
    // Addresses that people came from.
    Table { keys: Keys::All, ..table("audit", Whole) },
    // What programs were told, which may be anything.
    Table { keys: Keys::All, ..table("kept_answer", Whole) },
    // People sign in again where the newsroom has gone.
    Table { keys: Keys::All, ..table("session", Stays) },
    // The board's rows follow from the stories, and are made anew where the newsroom has gone.
    table("board", Stays),
    table("board_word", Stays),
    table("board_due", Stays),
    table("finding", Stays),
    table("finding_count", Stays),
    table("finding_due", Stays),
    table("story_lead", Stays),
    table("inspection", Stays),
    table("assignment", OfStory("story")),
    table("saved_view", Whole),
    table("presence", Stays),
    table("reads_minute", Stays),
    table("reads_from", AsOfBeginning),
    table("reads_of_section", AsOfBeginning),
    // Who holds one is a process of the newsroom that was left.
    table("lease", Stays),
    table("bookmark", Whole),
];

/// The tables that go along.
pub(crate) fn leaving() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| table.leaves != Stays)
}

pub(crate) fn named(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// A table as it stands in a database: its columns in order, and those that tell its rows apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    pub table: String,
    pub columns: Vec<Column>,
    pub key: Vec<String>,
}

/// A column and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub holds: Holds,
}

/// The two things our columns hold (decision 0003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    Text,
    Number,
}

impl Shape {
    /// Asks the database.
    pub(crate) async fn of(connection: &mut AnyConnection, dialect: Dialect, table: &str) -> Result<Self> {
        let found = sqlx::query(dialect.columns_of()).bind(table).fetch_all(connection).await?;
        let (mut columns, mut key) = (Vec::new(), Vec::new());
        for row in &found {
            let (name, kind, place): (String, String, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let holds = match kind.to_ascii_lowercase().as_str() {
                "text" => Holds::Text,
                "bigint" => Holds::Number,
                other => {
                    let what = format!("column `{name}` of `{table}`");
                    return Err(Error::unreadable(what, format!("columns are text or bigint, not {other}")));
                }
            };
            if place > 0 {
                key.push((place, name.clone()));
            }
            columns.push(Column { name, holds });
        }
        if columns.is_empty() {
            return Err(Error::unreadable(format!("table `{table}`"), "it is not there"));
        }
        key.sort();
        Ok(Self { table: table.to_owned(), columns, key: key.into_iter().map(|(_, name)| name).collect() })
    }

    /// Every table that goes along, as it stands in this database.
    pub(crate) async fn all(connection: &mut AnyConnection, dialect: Dialect) -> Result<Vec<Self>> {
        let mut shapes = Vec::new();
        for table in leaving() {
            let there = sqlx::query(dialect.columns_of()).bind(table.name).fetch_optional(&mut *connection).await?;
            // A newsroom of an earlier schema has fewer tables.
            if there.is_some() {
                shapes.push(Self::of(connection, dialect, table.name).await?);
            }
        }
        Ok(shapes)
    }

    /// Whether nothing of the table is for others.
    pub fn is_keys_alone(&self) -> bool {
        named(&self.table).is_none_or(|table| table.keys == Keys::All)
    }

    /// The place of the column that is not for others, if there is one.
    pub fn key_column(&self) -> Option<usize> {
        match named(&self.table)?.keys {
            Keys::Column(key) => self.columns.iter().position(|column| column.name == key),
            _ => None,
        }
    }

    /// The column that tells whose story a row is of, for tables of stories' rows.
    pub fn story_column(&self) -> Option<&'static str> {
        match named(&self.table)?.leaves {
            Leaves::OfStory(column) => Some(column),
            _ => None,
        }
    }

    pub(crate) fn holds(&self, column: &str) -> Option<Holds> {
        self.columns.iter().find(|known| known.name == column).map(|known| known.holds)
    }
}
