//! What can break between the newsroom and its database.

use newsroom::acts::Refused;
use newsroom::{Position, StoryNumber};

/// A failure of the store, or a refusal of the domain on its way through.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// Told by somebody else who asked it a moment ago.
    #[error("the database does not answer")]
    Away,
    #[error("the database could not be brought to this program's schema: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("the database's schema ({found}) is newer than this program knows ({known}): run the newer program")]
    SchemaTooNew { found: i64, known: i64 },
    #[error("`{0}` is not a database address: give `sqlite:` or `postgres:`")]
    Address(String),
    #[error("the data folder `{path}` cannot be used: {source}")]
    Folder { path: String, source: std::io::Error },
    #[error("{what} in the database cannot be read: {message}")]
    Unreadable { what: String, message: String },
    #[error("the newsroom is not empty: its table `{table}` holds something")]
    NotEmpty { table: String },
    #[error("there is no story {0}")]
    NoStory(StoryNumber),
    #[error("there is already a story with the uri `{0}`")]
    UriTaken(String),
    #[error("somebody has the address `{0}` already")]
    EmailTaken(String),
    #[error("nobody here has the address `{0}`")]
    NoPerson(String),
    #[error("nobody else could look after the newsroom")]
    LastAdministrator,
    #[error("somebody works here already: a further person is invited by them, or added with `manset user add`")]
    NotFirst,
    #[error("followers have not reached position {0} in time")]
    NotReached(Position),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the file could not be written: {0}")]
    Export(#[from] std::io::Error),
}

impl Error {
    pub(crate) fn unreadable(what: impl Into<String>, error: impl std::fmt::Display) -> Self {
        Self::Unreadable { what: what.into(), message: error.to_string() }
    }
}

macro_rules! refusals {
    ($($kind:ident),*) => {
        $(impl From<newsroom::acts::$kind> for Error {
            fn from(refused: newsroom::acts::$kind) -> Self {
                Self::Refused(refused.into())
            }
        })*
    };
}
refusals!(PublishRefused, CorrectRefused, WithdrawRefused, PlaceRefused, SectionRefused, EditionRefused, AuthorRefused);
