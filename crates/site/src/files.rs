//! Small files: pictures, fonts and icons, and what crawlers and browsers ask for by name.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use newsroom::{Edition, EditionCode};
use pages::wellknown;
use web::Answer;

use crate::Site;
use crate::render::{Making, Outcome};
use web::Rendered;

/// Kept for a year: a file's address changes with its bytes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A rendition of a picture.
pub(crate) async fn media(site: &Arc<Site>, file: &str, name: &str) -> Result<Answer, web::Error> {
    // A picture that was blurred since leads to what stands in its place, and is not asked for again soon.
    if let Some(by) = site.media.successor(file) {
        let mut answer = Answer::default();
        *answer.status_mut() = StatusCode::MOVED_PERMANENTLY;
        let to = HeaderValue::from_str(&format!("/media/{by}/{name}")).map_err(|_| web::Error::NotFound)?;
        answer.headers_mut().insert(header::LOCATION, to);
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
        return Ok(answer);
    }
    let rendition = site.media.rendition(file, name).await.map_err(unmade)?.ok_or(web::Error::NotFound)?;
    let bytes = tokio::fs::read(&rendition.path).await.map_err(web::Error::internal)?;
    Ok(lasting(Bytes::from(bytes), rendition.content_type, &format!("\"{}-{name}\"", &file[..20])))
}

/// A rendition that cannot be made now. Those who ask while too many others wait come back in a moment.
fn unmade(error: media::Error) -> web::Error {
    match error {
        media::Error::Busy => web::Error::TooMany { seconds: 5 },
        error => web::Error::internal(error),
    }
}

/// A font or icon of the theme, at its present address.
pub(crate) fn asset(site: &Site, name: &str, path: &str) -> Result<Answer, web::Error> {
    let theme = site.theme();
    let asset = theme.asset(name).filter(|asset| asset.address == path).ok_or(web::Error::NotFound)?;
    let tag = format!("\"{}\"", path.trim_start_matches("/theme/").replace('/', "-"));
    Ok(lasting(asset.bytes.clone(), asset.content_type, &tag))
}

pub(crate) fn lasting(bytes: Bytes, content_type: &'static str, tag: &str) -> Answer {
    let mut answer = Response::new(bytes.into());
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    answer
}

/// Says "not modified" where the client has the file already.
pub(crate) fn conditional(mut answer: Answer, head: &http::request::Parts) -> Answer {
    let known = answer.headers().get(header::ETAG).is_some_and(|tag| web::matches_any(&head.headers, tag));
    if known && matches!(answer.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT) {
        let headers: HeaderMap = std::mem::take(answer.headers_mut());
        answer = Answer::default();
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.headers_mut() = headers;
    }
    answer
}

pub(crate) async fn manifest(making: Making, code: EditionCode) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?;
    let text = wellknown::manifest(&making.composer(edition));
    Ok(Outcome::Page(Rendered::file("application/manifest+json; charset=utf-8", text)))
}

pub(crate) async fn opensearch(making: Making, code: EditionCode) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?;
    let text = wellknown::opensearch(&making.composer(edition));
    Ok(Outcome::Page(Rendered::file("application/opensearchdescription+xml; charset=utf-8", text)))
}

pub(crate) async fn robots(making: Making) -> Result<Outcome, web::Error> {
    let sitemaps = ["/sitemap.xml", "/sitemap-news.xml"].map(|path| format!("{}{path}", making.site.origin));
    let searches = making
        .house
        .editions_in_order()
        .into_iter()
        .map(|edition| newsroom::address::below(edition, newsroom::address::words(edition.language).search));
    let closed: Vec<String> = searches.chain(["/desk/".to_owned(), "/api/".to_owned()]).collect();
    Ok(Outcome::Page(Rendered::file("text/plain; charset=utf-8", wellknown::robots(&sitemaps, &closed))))
}

pub(crate) async fn ads(_making: Making) -> Result<Outcome, web::Error> {
    Ok(Outcome::Page(Rendered::file("text/plain; charset=utf-8", wellknown::ads(&[]))))
}

pub(crate) async fn security(making: Making) -> Result<Outcome, web::Error> {
    let Some(edition) = first(&making) else { return Ok(Outcome::Nothing) };
    let composer = making.composer(edition);
    let mut rendered = Rendered::file("text/plain; charset=utf-8", wellknown::security(&composer, None));
    rendered.valid_until = composer.valid_until();
    Ok(Outcome::Page(rendered))
}

fn first(making: &Making) -> Option<&Edition> {
    making.house.editions_in_order().into_iter().next()
}
