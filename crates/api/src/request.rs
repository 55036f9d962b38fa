//! What a writing request brings besides its address: a body within limits, the key under which it is done once, and the
//! revision it means to replace.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use newsroom::ids::hex;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// An error on its way out, as a problem.
pub(crate) struct Problem(pub web::Error);

impl<E: Into<web::Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let id = self.0.status().is_server_error().then(|| {
            let id = format!("{:x}", jiff::Timestamp::now().as_microsecond());
            let cause = std::error::Error::source(&self.0).map(ToString::to_string).unwrap_or_default();
            tracing::error!(request.id = %id, error = %self.0, cause, "a program's request failed");
            id
        });
        web::problem(&self.0, id.as_deref()).map(Body::new)
    }
}

/// The largest JSON body: a long read with every table is a tenth of it.
pub(crate) const JSON_BYTES_MAX: usize = 2 * 1024 * 1024;
/// How long a JSON body may take to arrive.
const JSON_PATIENCE: Duration = Duration::from_secs(15);

/// A writing request as it came.
pub(crate) struct Sent {
    /// Method and address, for the request's fingerprint.
    pub what: String,
    pub key: Option<String>,
    pub if_match: Option<String>,
    pub body: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let content_type = text(&head.headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_json = essence.is_empty() || essence == "application/json" || essence.ends_with("+json");
        let body = read(body, JSON_BYTES_MAX, JSON_PATIENCE).await?;
        if !is_json && !body.is_empty() {
            return Err(web::Error::UnsupportedType(
                "a body here is JSON: say `Content-Type: application/json`".into(),
            )
            .into());
        }
        Self::of(&head, body)
    }
}

impl Sent {
    /// The request with a body that was read already.
    pub fn of(head: &Parts, body: Bytes) -> Result<Self, Problem> {
        let key = text(&head.headers, "idempotency-key").map(|key| key.trim().trim_matches('"').to_owned());
        if key.as_ref().is_some_and(|key| key.is_empty() || key.len() > KEY_BYTES_MAX) {
            let message = format!("an `Idempotency-Key` has 1 to {KEY_BYTES_MAX} letters");
            return Err(web::Error::BadRequest(message.into()).into());
        }
        let if_match = text(&head.headers, header::IF_MATCH.as_str());
        Ok(Self { what: format!("{} {}", head.method, head.uri), key, if_match, body })
    }

    /// SHA-256 over all that makes this request another than the next.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.what.as_bytes());
        hash.update([0]);
        hash.update(&self.body);
        hex(&hash.finalize())
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let mut reader = serde_json::Deserializer::from_slice(&self.body);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let pointer = pointer(error.path());
            let inner = error.into_inner();
            if inner.is_data() {
                web::Error::refused("not-as-documented", inner.to_string(), pointer)
            } else {
                web::Error::BadRequest(format!("the body is not JSON: {inner}").into())
            }
        })?;
        reader.end().map_err(|error| web::Error::BadRequest(format!("the body is not JSON: {error}").into()))?;
        Ok(value)
    }

    /// The body as JSON; what the type says by itself where there is none.
    pub fn json_or_default<T: DeserializeOwned + Default>(&self) -> Result<T, Problem> {
        if self.body.trim_ascii().is_empty() { Ok(T::default()) } else { self.json() }
    }

    /// Whether `If-Match` lets the revision with this validator be replaced.
    ///
    /// # Errors
    /// [`web::Error::SavedMeanwhile`] where it names others only.
    pub fn matches(&self, current: &str) -> Result<(), web::Error> {
        let Some(given) = &self.if_match else { return Ok(()) };
        let named = given.split(',').map(str::trim).any(|tag| tag == "*" || tag == current);
        if named { Ok(()) } else { Err(web::Error::SavedMeanwhile { current: current.to_owned() }) }
    }
}

/// As draft-ietf-httpapi-idempotency-key-header leaves to us.
const KEY_BYTES_MAX: usize = 255;

/// A path into JSON as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => "/".to_owned(),
        })
        .collect()
}

/// Reads a body whole, within bytes and time.
pub(crate) async fn read(body: Body, bytes_max: usize, patience: Duration) -> Result<Bytes, web::Error> {
    match tokio::time::timeout(patience, Limited::new(body, bytes_max).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(web::Error::TooLarge { bytes_max }),
        Ok(Err(_)) => Err(web::Error::BadRequest("the body broke off".into())),
        Err(_) => Err(web::Error::BadRequest("the body came too slowly".into())),
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// A query string as documented; anything else is a 400 that says what is wrong.
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(head: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Query::<T>::from_request_parts(head, state).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(error) => Err(web::Error::BadRequest(error.body_text().into()).into()),
        }
    }
}

/// Parts of the path as documented; anything else names nothing here.
pub(crate) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(head: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::<T>::from_request_parts(head, state).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(_) => Err(web::Error::NotFound.into()),
        }
    }
}
