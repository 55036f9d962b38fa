//! What can go wrong with a newsroom on its way.

use std::io;
use std::path::PathBuf;

/// A failure of what carries a newsroom.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Media(#[from] media::Error),
    #[error("{path}: {source}", path = path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} is no backup of ours: {what}", path.display())]
    NotABackup { path: PathBuf, what: String },
    #[error("{} is no export of ours: {what}", path.display())]
    NotAnExport { path: PathBuf, what: String },
    #[error("{} is there and is no export of ours: it is left as it is", .0.display())]
    InTheWay(PathBuf),
    #[error("{} is torn: it ends before the backup's end was written. Nothing was restored from it", .0.display())]
    Torn(PathBuf),
    #[error("{} was changed after it was written: {what}", path.display())]
    Changed { path: PathBuf, what: String },
    #[error(
        "{} was made by a newer program (its schema is {found}, this program knows {known}): restore it with that program",
        path.display()
    )]
    TooNew { path: PathBuf, found: i64, known: i64 },
    #[error("{} is being written by another program", .0.display())]
    UnderWay(PathBuf),
    #[error("a page could not be made: {0}")]
    Making(String),
    #[error("a server is at work on this newsroom ({0}): stop it, and begin again")]
    ServerAtWork(String),
    #[error("`{table}` does not hold here what it held where it comes from; nothing was kept")]
    NotEqual { table: String },
}

impl Error {
    pub(crate) fn made(error: impl std::fmt::Display) -> Self {
        Self::Making(error.to_string())
    }

    pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
