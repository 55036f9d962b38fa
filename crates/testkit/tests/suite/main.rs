//! The integration suite: what the newsroom promises, on SQLite and on PostgreSQL.

mod concurrency;
