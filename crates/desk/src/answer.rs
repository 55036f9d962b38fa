//! What goes out: pages with the desk's policy, and failures as pages for people or problems for the script.

use std::sync::Arc;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use futures_util::TryStreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use language::{Language, Value};
use pages::desk::{Frame, MessageView};
use serde::Serialize;
use web::{Answer, Encoding};

use crate::Shared;
use crate::request::{Asking, frame_before_anybody, language_of};

/// Scripts of our own only, no text ever taken for markup (Trusted Types), no frame around us, forms to ourselves.
macro_rules! policy {
    ($trusted:literal) => {
        policy!($trusted, "")
    };
    ($trusted:literal, $more:literal) => {
        concat!(
            $more,
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; ",
            "connect-src 'self'; font-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; ",
            "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ",
            $trusted
        )
    };
}
const POLICY: &str = policy!("'none'");
/// On the editor's page ProseMirror may read what is pasted, into a document that is shown to nobody; and the story's
/// preview stands beside it.
pub(crate) const EDITOR_POLICY: &str = policy!("ProseMirrorClipboard", "frame-src 'self'; ");
/// On a page that shows readers' page inside.
pub(crate) const FRAMING_POLICY: &str = policy!("'none'", "frame-src 'self'; ");

/// An error on its way out.
pub(crate) struct Failure(pub web::Error);

impl<E: Into<web::Error>> std::convert::From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Carried to the door, where the reader's language is known.
#[derive(Clone)]
struct Failed(Arc<web::Error>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.0.status().into_response();
        response.extensions_mut().insert(Failed(Arc::new(self.0)));
        response
    }
}

/// A page, which no cache may keep.
pub(crate) fn page(
    shared: &Shared,
    language: Language,
    template: &str,
    view: &impl Serialize,
) -> Result<Response, Failure> {
    let printed = shared.pages.print(template, language, view).map_err(web::Error::internal)?;
    let mut response = Response::new(Body::from(printed));
    let content_type = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    Ok(response)
}

/// A page for a form that was not taken: what was written stands in it still.
pub(crate) fn refused(response: Response) -> Response {
    let mut response = response;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// To another address, by GET, whatever brought us here.
pub(crate) fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

pub(crate) fn json(value: &impl Serialize) -> Result<Response, Failure> {
    let text = serde_json::to_string(value).map_err(web::Error::internal)?;
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// Marks an answer that is told piece by piece and has no end that is known.
#[derive(Clone, Copy)]
pub(crate) struct Told;

/// The last hand: failures in words, and the headers that every answer of the desk has.
pub(crate) async fn finished(shared: &Arc<Shared>, response: Response, asked: &HeaderMap) -> Answer {
    let response = match response.extensions().get::<Failed>().cloned() {
        Some(Failed(error)) => failed(shared, &error, asked).await,
        None => response,
    };
    let (mut head, body) = response.into_parts();
    let policy = HeaderValue::from_static(POLICY);
    head.headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    head.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    head.headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    head.headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    head.headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    head.headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    if head.extensions.get::<Told>().is_some() {
        let pieces = body.into_data_stream().map_err(|error| -> web::BodyError { error.into() });
        return Answer::from_parts(head, web::Body::Told(Box::pin(pieces)));
    }
    match axum::body::to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            let encoding = Encoding::accepted(asked);
            if !is_worth_packing(&head.headers, bytes.len()) {
                return Answer::from_parts(head, bytes.into());
            }
            is_packed(&mut head.headers, encoding);
            Answer::from_parts(head, web::packed(bytes, encoding).into())
        }
        Err(error) => web::problem(&web::Error::internal(error), None),
    }
}

/// Smaller answers fit into one packet as they are.
const PACKED_FROM: usize = 1024;

/// Pages and what scripts ask for. What a page holds that others must not guess by its packed length, its forms' secret, opens
/// nothing by itself: a form is taken from this origin alone, by a cookie no other site can send.
fn is_worth_packing(headers: &HeaderMap, length: usize) -> bool {
    let is_of =
        |kind: &str| headers.get(header::CONTENT_TYPE).is_some_and(|is| is.as_bytes().starts_with(kind.as_bytes()));
    length >= PACKED_FROM
        && !headers.contains_key(header::CONTENT_ENCODING)
        && !headers.contains_key(header::CONTENT_RANGE)
        && (is_of("text/") || is_of("application/json") || is_of("image/svg"))
}

/// Says how the body is packed, and that others are answered otherwise.
pub(crate) fn is_packed(headers: &mut HeaderMap, encoding: Encoding) {
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(token) = encoding.token() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
    }
    // The length is another now.
    headers.remove(header::CONTENT_LENGTH);
}

async fn failed(shared: &Arc<Shared>, error: &web::Error, asked: &HeaderMap) -> Response {
    let request = error.status().is_server_error().then(|| {
        let id = format!("{:x}", jiff::Timestamp::now().as_microsecond());
        let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        tracing::error!(request.id = %id, %error, cause, "a request of the desk failed");
        id
    });
    let wants_page = asked
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_none_or(|accept| accept.contains("text/html") || (accept.contains("*/*") && !accept.contains("json")));
    if asked.contains_key("x-manset-csrf") || !wants_page {
        return web::problem(error, request.as_deref()).map(Body::new);
    }
    // Whoever is in keeps the way to everything else.
    let asking = match error.status().is_server_error() {
        true => None,
        false => Asking::of_headers(shared, asked).await,
    };
    let language = asking.as_ref().map_or_else(|| language_of(shared, asked, None), |asking| asking.language);
    let heading = match error.status().as_u16() {
        403 => "wrong-403",
        404 | 405 | 410 => "wrong-404",
        503 => "wrong-503",
        500.. => "wrong-500",
        _ => "wrong-400",
    };
    let heading = shared.pages.say(language, heading, &[]);
    let text = in_words(shared, language, error);
    let frame = match &asking {
        Some(asking) => asking.frame(shared, heading.clone(), ""),
        None => Frame { title: heading.clone(), ..frame_before_anybody(shared, language) },
    };
    let view = MessageView { frame, heading, text, request };
    let mut response = match page(shared, language, "message.html", &view) {
        Ok(response) => response,
        Err(Failure(error)) => web::problem(&error, None).map(Body::new),
    };
    *response.status_mut() = error.status();
    response
}

/// What went wrong, in the reader's language. A refusal is told by its code; what has no words under its own was written for
/// whoever reads it already.
pub(crate) fn in_words(shared: &Shared, language: Language, error: &web::Error) -> String {
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(language, key, args);
    match error {
        web::Error::NotAllowed { code: "csrf", .. } => say("forgery", &[]),
        web::Error::BadRequest(text) if text == FORGED => say("forgery", &[]),
        web::Error::NotFound | web::Error::MethodNotAllowed => String::new(),
        web::Error::NotAllowed { code, message }
        | web::Error::Refused { code, message, .. }
        | web::Error::Conflict { code, message } => refused_because(shared, language, Some(code), message),
        web::Error::TooLarge { bytes_max } => {
            say("wrong-size", &[("most", Value::Number((bytes_max / MEGABYTE).max(1) as i64))])
        }
        web::Error::TooMany { seconds } => {
            say("wrong-haste", &[("seconds", Value::Number(i64::try_from(*seconds).unwrap_or(i64::MAX)))])
        }
        error if error.status().is_server_error() => say("wrong-text", &[]),
        _ => say("wrong-form", &[]),
    }
}

const MEGABYTE: usize = 1024 * 1024;

/// Why something was refused, in the reader's language: by its code, or in the words given where the code has none.
pub(crate) fn refused_because(shared: &Shared, language: Language, code: Option<&str>, words: &str) -> String {
    let said = code.map(|code| shared.pages.say(language, &format!("refused-{code}"), &[]));
    said.filter(|said| !said.is_empty()).unwrap_or_else(|| words.to_owned())
}

/// What is said of a form that did not come from a page of ours.
pub(crate) const FORGED: &str = "this form was not sent from this desk";
