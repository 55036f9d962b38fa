//! The one web error: whatever goes wrong between a request and its answer becomes one of these.

use std::borrow::Cow;

use http::StatusCode;

/// Why a request was not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request itself cannot be understood.
    #[error("{0}")]
    BadRequest(Cow<'static, str>),
    /// Who asks is not known: no token, or one that is not good.
    #[error("this needs a token: send it as `Authorization: Bearer …`")]
    NotSignedIn,
    /// What let somebody in does so no longer: a token taken back, a password alone where the newsroom asks for more.
    #[error("{message}")]
    NoLongerIn { code: &'static str, message: &'static str },
    /// Who asks is known and may not do this.
    #[error("{message}")]
    NotAllowed { code: &'static str, message: String },
    #[error("there is nothing at this address")]
    NotFound,
    #[error("this address does not answer the method")]
    MethodNotAllowed,
    /// What is asked for stands against something that is there.
    #[error("{message}")]
    Conflict { code: &'static str, message: String },
    /// Somebody saved it meanwhile: read it again before writing.
    #[error("it was saved by another meanwhile: it is now at {current}")]
    SavedMeanwhile { current: String },
    /// A write that could overwrite another's work must say what it saw.
    #[error("say with `If-Match` which revision this replaces")]
    PreconditionRequired,
    #[error("more than the {bytes_max} bytes that are taken here")]
    TooLarge { bytes_max: usize },
    #[error("{0}")]
    UnsupportedType(Cow<'static, str>),
    #[error("the address is longer than any of ours")]
    TooLong,
    /// The domain says no: an expected answer with a code, and the field it is about as a JSON pointer.
    #[error("{message}")]
    Refused { code: &'static str, message: String, pointer: Option<String> },
    #[error("too many requests with this token: go on in {seconds} s")]
    TooMany { seconds: u64 },
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

    /// A refusal about one field.
    pub fn refused(code: &'static str, message: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self::Refused { code, message: message.into(), pointer: Some(pointer.into()) }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotSignedIn | Self::NoLongerIn { .. } => StatusCode::UNAUTHORIZED,
            Self::NotAllowed { .. } => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::SavedMeanwhile { .. } => StatusCode::PRECONDITION_FAILED,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A word that names the kind of problem, for programs; it never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadRequest(_) => "bad-request",
            Self::NotSignedIn => "not-signed-in",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::SavedMeanwhile { .. } => "saved-meanwhile",
            Self::PreconditionRequired => "if-match-missing",
            Self::TooLarge { .. } => "too-large",
            Self::UnsupportedType(_) => "unsupported-type",
            Self::TooLong => "address-too-long",
            Self::TooMany { .. } => "too-many",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
            Self::NoLongerIn { code, .. }
            | Self::NotAllowed { code, .. }
            | Self::Conflict { code, .. }
            | Self::Refused { code, .. } => code,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Database(_) | store::Error::Away | store::Error::NotReached(_) => Self::Unavailable(error),
            store::Error::NoStory(_) => Self::NotFound,
            store::Error::UriTaken(uri) => {
                Self::Conflict { code: "uri-taken", message: format!("another story has the uri `{uri}`") }
            }
            other => Self::internal(other),
        }
    }
}
