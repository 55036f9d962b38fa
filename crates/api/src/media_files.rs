//! Pictures and videos on their way in.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::{StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use newsroom::library::Record;
use newsroom::rights::{self, Object};
use newsroom::{Asker, Picture, Right, Video};
use pages::ninjs;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use utoipa::ToSchema;

use crate::Shared;
use crate::act::{Act, Begun, Done, not_allowed};
use crate::request::{Problem, Sent, read};
use crate::schema::{Picture as PictureSchema, WriteProblems};

/// How long a video may take to arrive: 512 MiB at 5 Mbit/s.
const VIDEO_PATIENCE: Duration = Duration::from_secs(15 * 60);

/// How long a picture may take to arrive: 50 MiB over a poor line.
const PATIENCE: Duration = Duration::from_secs(180);

/// A picture with what is said of it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the shape of a form, for the OpenAPI page")]
pub(crate) struct PictureForm {
    /// JPEG, PNG, WebP or GIF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// What the picture shows, for who does not see it.
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    /// The copyright notice.
    rights: Option<String>,
}

/// Take a picture or a video in
///
/// A video is an MP4 file in H.264, AV1 or VP9 of up to 512 MiB, sent as it is; what stands for it until it plays is a picture,
/// put into its association's own `associations` by the name `poster`.
///
/// Of a picture send the bytes as they are, or a form with the part `file` and, if wanted, `alt`, `caption`, `credit` and `rights`. The
/// answer is an association: put it into a story's `associations`. The same bytes sent again give the same answer. What is
/// not said is taken from the file's own IPTC, XMP or EXIF words.
#[utoipa::path(post, path = "/media", tag = "Writing", security(("token" = ["media"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Done once, however often it is sent")),
    request_body(content((PictureForm = "multipart/form-data"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "image/gif"), (Vec<u8> = "video/mp4"))),
    responses((status = 201, description = "The picture, as an association", body = PictureSchema), WriteProblems))]
pub(crate) async fn take_in(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    request: Request,
) -> Result<Response, Problem> {
    rights::may(&asker, Right::Media, &Object::Newsroom).map_err(not_allowed)?;
    let (head, body) = request.into_parts();
    let content_type = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.trim_start().to_ascii_lowercase().starts_with("video/") {
        return take_in_video(&shared, &asker, &head, body).await;
    }
    let is_form = content_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data");
    // A form's parts come with some words around them.
    let bytes = read(body, media::BYTES_MAX + 64 * 1024, PATIENCE).await?;
    let sent = Sent::of(&head, bytes.clone())?;
    let said = if is_form { form(head.clone(), bytes).await? } else { Said { file: bytes, ..Said::default() } };
    if said.file.is_empty() {
        return Err(web::Error::BadRequest("there is no picture in this".into()).into());
    }
    let library = Arc::clone(&shared.media);
    let file = said.file.clone();
    let taken = tokio::task::spawn_blocking(move || library.take_in(&file)).await.map_err(web::Error::internal)?;
    let taken = taken.map_err(refused)?;
    let mut stored = taken.stored.clone();
    let mut picture = Picture {
        alt: said.alt.unwrap_or_default(),
        caption: said.caption,
        credit: said.credit,
        rights: said.rights,
        ..stored.picture()
    };
    taken.said.clone().add_to(&mut picture);
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let mut record = taken.record(&said.name);
    record.alt.clone_from(&picture.alt);
    for (own, said) in [
        (&mut record.caption, &picture.caption),
        (&mut record.credit, &picture.credit),
        (&mut record.rights, &picture.rights),
    ] {
        if let Some(said) = said {
            own.clone_from(said);
        }
    }
    act.tx.list_picture(&record, Some(taken.likeness), Some(&asker.actor)).await?;
    // Whoever sends what was blurred gets what stands in its place.
    if let Some(by) = shared.media.successor(&stored.file)
        && let Some(listing) = act.tx.picture(&by).await?
    {
        let Record { file, width, height, widths, colour, .. } = listing.record;
        stored = media::Stored { file, width, height, widths, colour, animated: false, has_c2pa: false };
        let Picture { alt, caption, credit, rights, focus, .. } = picture;
        picture = Picture { alt, caption, credit, rights, focus, ..stored.picture() };
    }
    let mut body = ninjs::picture(&picture, ninjs::MAIN_PICTURE, &shared.origin);
    if let Value::Object(item) = &mut body {
        item.insert(
            "manset".into(),
            json!({"file": stored.file, "width": stored.width, "height": stored.height, "colour": stored.colour}),
        );
    }
    act.end(Done::new(StatusCode::CREATED, body)).await
}

#[derive(Default)]
struct Said {
    file: Bytes,
    /// The file's own name.
    name: String,
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    rights: Option<String>,
}

/// A video goes to the disk as it comes: no server has the memory for several at once.
async fn take_in_video(
    shared: &Arc<Shared>,
    asker: &Asker,
    head: &http::request::Parts,
    body: axum::body::Body,
) -> Result<Response, Problem> {
    let library = Arc::clone(&shared.media);
    let arriving = tokio::task::spawn_blocking(move || library.arriving()).await.map_err(web::Error::internal)?;
    let arriving = arriving.map_err(web::Error::internal)?;
    write_down(body, &arriving, VIDEO_PATIENCE).await?;
    let library = Arc::clone(&shared.media);
    let added = tokio::task::spawn_blocking(move || library.add_video(arriving.path())).await;
    let stored = added.map_err(web::Error::internal)?.map_err(refused)?;
    // The hash of the bytes tells one request from another as well as the bytes do.
    let sent = Sent::of(head, Bytes::from(stored.file.clone()))?;
    let act = match Act::begin(shared, asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let video = video_of(&stored);
    let mut body = ninjs::video(&video, "video", &shared.origin);
    body["manset"] =
        json!({"file": stored.file, "width": stored.width, "height": stored.height, "seconds": stored.seconds});
    act.end(Done::new(StatusCode::CREATED, body)).await
}

/// Writes a body into a file, within bytes and time.
async fn write_down(body: axum::body::Body, file: &media::Arriving, patience: Duration) -> Result<(), web::Error> {
    let bytes_max = media::VIDEO_BYTES_MAX as usize;
    let file = file.open().map_err(web::Error::internal)?;
    let mut file = tokio::fs::File::from_std(file);
    let mut body = Limited::new(body, bytes_max);
    let writing = async {
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| match error.is::<LengthLimitError>() {
                true => web::Error::TooLarge { bytes_max },
                false => web::Error::BadRequest("the body broke off".into()),
            })?;
            if let Ok(piece) = frame.into_data() {
                file.write_all(&piece).await.map_err(web::Error::internal)?;
            }
        }
        file.flush().await.map_err(web::Error::internal)
    };
    let late = || web::Error::BadRequest("the body came too slowly".into());
    tokio::time::timeout(patience, writing).await.map_err(|_| late())?
}

async fn form(head: http::request::Parts, bytes: Bytes) -> Result<Said, web::Error> {
    let unreadable = |error: String| web::Error::BadRequest(format!("the form cannot be read: {error}").into());
    let request = Request::from_parts(head, axum::body::Body::from(bytes));
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| unreadable(error.body_text()))?;
    let mut said = Said::default();
    while let Some(part) = parts.next_field().await.map_err(|error| unreadable(error.body_text()))? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|error| unreadable(error.body_text()))?;
        let words = || Some(String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|words| !words.is_empty());
        match name.as_str() {
            "file" => (said.file, said.name) = (bytes, file_name),
            "alt" => said.alt = words(),
            "caption" => said.caption = words(),
            "credit" => said.credit = words(),
            "rights" => said.rights = words(),
            _ => {}
        }
    }
    Ok(said)
}

fn refused(error: media::Error) -> web::Error {
    match &error {
        media::Error::TooManyBytes { bytes_max, .. } => web::Error::TooLarge { bytes_max: *bytes_max },
        media::Error::UnknownFormat | media::Error::Vector | media::Error::Video(_) => {
            web::Error::UnsupportedType(error.to_string().into())
        }
        error if error.is_refusal() => {
            web::Error::Refused { code: "picture", message: error.to_string(), pointer: None }
        }
        _ => web::Error::internal(error),
    }
}

/// A stored video with nothing said of it.
pub(crate) fn video_of(stored: &media::Video) -> Video {
    Video {
        file: stored.file.clone(),
        width: stored.width,
        height: stored.height,
        seconds: stored.seconds,
        ..Video::default()
    }
}
