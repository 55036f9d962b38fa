//! What truly differs between the two databases. Everything else is one SQL text.

use std::borrow::Cow;
use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Executor};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// The advisory lock under which PostgreSQL gives positions: "manset" in ASCII.
const LEDGER_LOCK: i64 = 0x6d61_6e73_6574;

impl Dialect {
    /// Puts the dialect's own text for the marks our statements use:
    /// `{{numbers $n}}` and `{{texts $n}}` are the elements of a JSON array given as one text parameter, because the
    /// driver for both databases has no array type; `{{bytes column}}` is a text as the bytes that are stored, and
    /// `{{text $n}}` such bytes as a text again, for checks that must not trust them to be UTF-8; `{{without_rowid}}`,
    /// `{{by_bytes}}`, for a column in the order of its bytes, and `{{on_sqlite}}` before a line for SQLite alone stand in
    /// migrations.
    pub(crate) fn adapt(self, sql: &'static str) -> AssertSqlSafe<Cow<'static, str>> {
        if !sql.contains("{{") {
            return AssertSqlSafe(Cow::Borrowed(sql));
        }
        let mut text = String::with_capacity(sql.len() + 64);
        let mut rest = sql;
        while let Some((before, marked)) = rest.split_once("{{") {
            let (mark, after) = marked.split_once("}}").expect("a mark in our own statement is closed");
            text.push_str(before);
            text.push_str(&self.in_own_words(mark));
            rest = after;
        }
        text.push_str(rest);
        AssertSqlSafe(Cow::Owned(text))
    }

    fn in_own_words(self, mark: &str) -> String {
        let (word, of) = mark.split_once(' ').unwrap_or((mark, ""));
        match (self, word) {
            (Self::Sqlite, "numbers" | "texts") => format!("(select value from json_each({of}))"),
            (Self::Postgres, "numbers") => format!("(select value::bigint from json_array_elements_text({of}::json))"),
            (Self::Postgres, "texts") => format!("(select value from json_array_elements_text({of}::json))"),
            (Self::Sqlite, "bytes") => format!("cast({of} as blob)"),
            (Self::Postgres, "bytes") => format!("convert_to({of}, 'UTF8')"),
            (Self::Sqlite, "text") => format!("cast({of} as text)"),
            (Self::Postgres, "text") => format!("convert_from({of}, 'UTF8')"),
            (Self::Sqlite, "without_rowid") => "without rowid".to_owned(),
            (Self::Postgres, "without_rowid") => String::new(),
            (Self::Sqlite, "by_bytes" | "on_sqlite") => String::new(),
            (Self::Postgres, "on_sqlite") => "-- ".to_owned(),
            (Self::Postgres, "by_bytes") => "collate \"C\"".to_owned(),
            _ => unreachable!("`{{{{{mark}}}}}` is no mark that statements use"),
        }
    }

    /// How long an act waits for a connection. SQLite has one, so those before it are waited for; on PostgreSQL acts queue
    /// within the database, and where there is no connection the database is away.
    pub(crate) fn writer_patience(self) -> Duration {
        match self {
            Self::Sqlite => Duration::from_secs(60),
            Self::Postgres => Duration::from_secs(5),
        }
    }

    /// How a writing transaction begins, so that it is the only one from its first statement on.
    pub(crate) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin",
        }
    }

    /// How a reading transaction begins in which everything is of one moment.
    pub(crate) fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "begin",
            Self::Postgres => "begin isolation level repeatable read read only",
        }
    }

    /// A text column as the bytes that are stored.
    pub(crate) fn bytes_of(self, column: &str) -> String {
        self.in_own_words(&format!("bytes {column}"))
    }

    /// A text column in the order of its bytes, which is the same on both databases whatever a database's own order is.
    pub(crate) fn by_bytes(self, column: &str) -> String {
        match self {
            Self::Sqlite => column.to_owned(),
            Self::Postgres => format!("{column} collate \"C\""),
        }
    }

    /// The condition that a column is among the numbers of a JSON array given as one parameter.
    pub(crate) fn among_numbers(self, column: &str, parameter: &str) -> String {
        format!("{column} in {}", self.in_own_words(&format!("numbers {parameter}")))
    }

    /// The same for texts.
    pub(crate) fn among_texts(self, column: &str, parameter: &str) -> String {
        format!("{column} in {}", self.in_own_words(&format!("texts {parameter}")))
    }

    /// Asks for a table's (`$1`) columns in order: name, type, and place in the primary key from 1, or 0.
    pub(crate) fn columns_of(self) -> &'static str {
        match self {
            Self::Sqlite => "select name, lower(type), pk from pragma_table_info($1) order by cid",
            Self::Postgres => {
                "select cast(columns.column_name as text), cast(columns.data_type as text), \
                     coalesce((select cast(parts.ordinal_position as bigint) \
                         from information_schema.table_constraints as constraints \
                         join information_schema.key_column_usage as parts \
                             using (constraint_schema, constraint_name, table_name) \
                         where constraints.constraint_type = 'PRIMARY KEY' \
                             and constraints.table_schema = columns.table_schema \
                             and constraints.table_name = columns.table_name \
                             and parts.column_name = columns.column_name), 0) \
                 from information_schema.columns as columns \
                 where columns.table_schema = current_schema() and columns.table_name = $1 \
                 order by columns.ordinal_position"
            }
        }
    }

    /// Waits until no other transaction gives positions. Held until commit: a sequence would give its number before,
    /// and a reader could pass a late one by. SQLite's one writer needs nothing more than its `begin immediate`.
    pub(crate) async fn lock_ledger(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        if self == Self::Postgres {
            sqlx::query("select cast(pg_advisory_xact_lock($1) as text)").bind(LEDGER_LOCK).execute(connection).await?;
        }
        Ok(())
    }

    /// Wakes followers on other nodes when the transaction commits.
    pub(crate) async fn notify(self, connection: &mut AnyConnection, position: i64) -> sqlx::Result<()> {
        if self == Self::Postgres {
            sqlx::query("select cast(pg_notify('manset_ledger', cast($1 as text)) as text)")
                .bind(position)
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// Prepares a fresh connection that writes.
    pub(crate) async fn prepare_writing(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        if self == Self::Sqlite {
            // `full`: an answered act must outlive the machine's power, not only the program.
            connection.execute("pragma journal_mode = wal").await?;
            connection.execute("pragma synchronous = full").await?;
            connection.execute("pragma busy_timeout = 20000").await?;
            connection.execute("pragma foreign_keys = on").await?;
            connection.execute("pragma cache_size = -16000").await?;
            connection.execute("pragma wal_autocheckpoint = 2000").await?;
        }
        Ok(())
    }

    /// Prepares a fresh connection that reads for readers.
    pub(crate) async fn prepare_reading(self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        match self {
            Self::Sqlite => {
                connection.execute("pragma query_only = on").await?;
                connection.execute("pragma busy_timeout = 5000").await?;
                // The system's own page cache stands behind it. Mapped files would count as ours, once for each connection.
                connection.execute("pragma cache_size = -2000").await?;
            }
            Self::Postgres => {
                connection.execute("set default_transaction_read_only = on").await?;
                connection.execute("set role manset_reader").await?;
            }
        }
        Ok(())
    }
}

/// Rights on PostgreSQL: the reading role sees published things only. Roles belong to the whole cluster, so another
/// newsroom may have made it a moment ago; and where it is there, the right to make roles is not needed.
pub(crate) const GRANT_READER: &[&str] = &[
    "do $$ begin if not exists (select from pg_roles where rolname = 'manset_reader') then \
     create role manset_reader nologin; end if; exception when duplicate_object or unique_violation then null; end $$",
    "do $$ begin execute format('grant manset_reader to %I', current_user); exception when others then null; end $$",
    "do $$ begin execute format('grant usage on schema %I to manset_reader', current_schema()); end $$",
    "grant select on entry, published_content, public_state, live, listing, sitemap_part, reads to manset_reader",
];
