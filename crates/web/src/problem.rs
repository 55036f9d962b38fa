//! Problems for programs (RFC 9457).

use http::{HeaderValue, Response, header};
use serde_json::{Value, json};

use crate::{Answer, Error};

/// An error as a problem: `type` and `code` name the kind, `title` is the same for every problem of the status, `detail`
/// says what happened here, `errors` names the field where one is at fault.
pub fn problem(error: &Error, request_id: Option<&str>) -> Answer {
    let status = error.status();
    let mut body = json!({
        "type": format!("urn:manset:problem:{}", error.code()),
        "title": status.canonical_reason().unwrap_or("Problem"),
        "status": status.as_u16(),
        "detail": error.to_string(),
        "code": error.code(),
    });
    if let Error::Refused { pointer: Some(pointer), message, .. } = error {
        body["errors"] = json!([{"pointer": pointer, "detail": message}]);
    }
    if let Some(id) = request_id {
        body["instance"] = Value::from(format!("urn:manset:request:{id}"));
    }
    let mut response = Response::new(body.to_string().into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    match error {
        Error::NotSignedIn | Error::NoLongerIn { .. } => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"manset\""));
        }
        Error::TooMany { seconds } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        Error::Unavailable(_) => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        _ => {}
    }
    response
}

/// The media type of a problem.
pub const PROBLEM: &str = "application/problem+json";
