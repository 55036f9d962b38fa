//! The editor's script and style, built from `desk-ui/` and kept in the program.

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use http::{HeaderValue, header};
use newsroom::ids::hex;
use sha2::{Digest, Sha256};

use crate::answer::Failure;

const SCRIPT: &[u8] = include_bytes!("../../../desk-ui/dist/editor.js");
const STYLE: &[u8] = include_bytes!("../../../desk-ui/dist/editor.css");

pub(crate) fn script() -> String {
    address("editor.js", SCRIPT)
}

pub(crate) fn style() -> String {
    address("editor.css", STYLE)
}

/// It changes with the bytes, so that what lies there can be kept for ever.
fn address(name: &str, bytes: &[u8]) -> String {
    format!("/desk/assets/{}-{name}", &hex(&Sha256::digest(bytes))[..12])
}

pub(crate) async fn asset(Path(name): Path<String>) -> Result<Response, Failure> {
    let asked = format!("/desk/assets/{name}");
    let (content_type, bytes) = if asked == script() {
        ("text/javascript; charset=utf-8", SCRIPT)
    } else if asked == style() {
        ("text/css; charset=utf-8", STYLE)
    } else {
        return Err(web::Error::NotFound.into());
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
