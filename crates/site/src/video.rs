//! Videos: sent in pieces, whole or from wherever a player wants to go on (RFC 9110 §14).

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use http_range_header::RangeUnsatisfiableError as Refused;
use media::Video;
use web::{Answer, Body, Pieces};

use crate::Site;
use crate::files::{conditional, lasting};

/// Bytes read at once. A player that stops reading has at most this much and what the kernel holds made for it.
const PIECE: u64 = 256 * 1024;

/// The video behind `/media/{file}/video.mp4`.
///
/// # Errors
/// [`web::Error::NotFound`] if there is none.
pub(crate) async fn find(site: &Arc<Site>, file: &str) -> Result<Video, web::Error> {
    site.media.video(file).await.map_err(web::Error::internal)?.ok_or(web::Error::NotFound)
}

/// Answers with all of it or the part that was asked for.
pub(crate) fn answer(site: &Arc<Site>, video: Video, head: &Parts) -> Answer {
    let tag = format!("\"{}\"", &video.file[..20]);
    let bytes = video.bytes;
    let part = if is_asked_for_parts(head, &tag) { part(head, bytes) } else { Ok(None) };
    let mut answer = match part {
        Err(()) => {
            let mut answer = lasting(Bytes::new(), media::VIDEO_TYPE, &tag);
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(&mut answer, header::CONTENT_RANGE, &format!("bytes */{bytes}"));
            return answer;
        }
        Ok(part) => {
            let mut answer = lasting(Bytes::new(), media::VIDEO_TYPE, &tag);
            if let Some(part) = &part {
                *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
                set(&mut answer, header::CONTENT_RANGE, &format!("bytes {}-{}/{bytes}", part.start, part.end - 1));
            }
            let part = part.unwrap_or(0..bytes);
            let length = part.end - part.start;
            // The server writes no body after HEAD, and takes its length for the header all the same.
            *answer.body_mut() = Body::Pieces(pieces(site, video, part), length);
            answer
        }
    };
    answer.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    conditional(answer, head)
}

/// A stretch of a video, read as it is taken.
pub(crate) fn pieces(site: &Arc<Site>, video: Video, part: Range<u64>) -> Pieces {
    let media = Arc::clone(&site.media);
    Box::pin(stream::try_unfold((media, video, part), |(media, video, part)| async move {
        if part.is_empty() {
            return Ok(None);
        }
        let until = part.end.min(part.start + PIECE);
        match media.video_bytes(&video, part.start..until).await {
            Ok(piece) => Ok(Some((piece, (media, video, until..part.end)))),
            Err(error) => {
                tracing::error!(video.file, %error, "a video broke off under way");
                Err(error.into())
            }
        }
    }))
}

/// Whether a `Range` counts: only of a GET, and only while what the client has begins the same file.
fn is_asked_for_parts(head: &Parts, tag: &str) -> bool {
    let same = head.headers.get(header::IF_RANGE).is_none_or(|held| held.as_bytes() == tag.as_bytes());
    head.method == Method::GET && same
}

/// The part asked for, if there is just one; all of it for what makes no sense and for several parts, which no player
/// asks for.
///
/// # Errors
/// If it lies behind the end.
fn part(head: &Parts, bytes: u64) -> Result<Option<Range<u64>>, ()> {
    let Some(asked) = head.headers.get(header::RANGE).and_then(|asked| asked.to_str().ok()) else { return Ok(None) };
    match http_range_header::parse_range_header(asked).and_then(|parsed| parsed.validate(bytes)) {
        Ok(parts) => Ok(match parts[..] {
            [ref part] => Some(*part.start()..*part.end() + 1),
            _ => None,
        }),
        Err(Refused::Unsatisfiable) => Err(()),
        Err(_) => Ok(None),
    }
}

fn set(answer: &mut Answer, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
