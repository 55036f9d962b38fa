//! The integration suite: what the newsroom promises, on SQLite and on PostgreSQL.

mod archive;
mod arrived;
mod cancelled;
mod cluster;
mod concurrency;
mod desk;
mod desk_details;
mod desk_fronts;
mod drafts;
mod followers;
mod fresh;
mod hostile;
mod killed;
mod leaving;
mod lists;
mod nodes;
mod outage;
mod pictures;
mod programs;
mod raw;
mod rounds;
mod schedule;
mod schema;
mod still;
mod tampering;
mod videos;
