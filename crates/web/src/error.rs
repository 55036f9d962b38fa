//! The one web error: whatever goes wrong between a request and its answer becomes one of these.

use http::StatusCode;

/// Why a request was not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request itself cannot be understood.
    #[error("{0}")]
    BadRequest(&'static str),
    #[error("there is nothing at this address")]
    NotFound,
    #[error("only GET and HEAD are answered here")]
    MethodNotAllowed,
    #[error("the address is longer than any of ours")]
    TooLong,
    /// The database or another part is away; what is in memory is served meanwhile.
    #[error("the newsroom cannot be reached at the moment")]
    Unavailable(#[source] store::Error),
    /// Ours: told to the log in full, to the outside in a kind sentence.
    #[error("something went wrong here")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Database(_) | store::Error::NotReached(_) => Self::Unavailable(error),
            other => Self::internal(other),
        }
    }
}
