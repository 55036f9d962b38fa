//! A picture's way into the library, however it was sent: opened by `media`, put into the list, its neighbours looked for.

use std::sync::Arc;

use bytes::Bytes;
use language::Value;
use media::Taken;
use newsroom::Right;
use newsroom::library::Record;
use newsroom::rights::Object;
use store::Listing;

use crate::Shared;
use crate::request::Asking;

/// A picture that is in the library now.
pub(super) struct Came {
    pub listing: Listing,
    /// What it looks like.
    pub bits: u128,
    pub is_new: bool,
}

/// Takes a picture in.
///
/// # Errors
/// Inside, why the file is not taken, in words for whoever sent it; else what failed.
pub(super) async fn take_in(
    shared: &Arc<Shared>,
    asking: &Asking,
    name: &str,
    bytes: Bytes,
) -> Result<Result<Came, String>, web::Error> {
    asking.may(Right::Media, &Object::Newsroom)?;
    let library = Arc::clone(&shared.media);
    let opened = tokio::task::spawn_blocking(move || library.take_in(&bytes));
    match opened.await.map_err(web::Error::internal)? {
        Ok(taken) => keep(shared, asking, name, taken).await.map(Ok),
        Err(error) if error.is_refusal() => Ok(Err(refusal(shared, asking, &error))),
        Err(error) => Err(web::Error::internal(error)),
    }
}

async fn keep(shared: &Arc<Shared>, asking: &Asking, name: &str, taken: Taken) -> Result<Came, web::Error> {
    let me = asking.signed.person.actor();
    let record = taken.record(name);
    let mut tx = shared.store.write().await?;
    let is_new = tx.list_picture(&record, Some(taken.likeness), Some(&me)).await?;
    // Whoever sends what was blurred gets what stands in its place.
    let file = shared.media.successor(&record.file).unwrap_or(record.file);
    let listing = tx.picture(&file).await?.ok_or(web::Error::NotFound)?;
    if is_new {
        tx.note_down(Some(&me), "picture", &named(&listing.record), &asking.address).await?;
    }
    tx.commit().await?;
    Ok(Came { listing, bits: taken.likeness, is_new })
}

/// How the audit names a picture.
pub(super) fn named(record: &Record) -> String {
    let name = if record.name.is_empty() { "–" } else { &record.name };
    format!("{} {name}", &record.file[..record.file.len().min(12)])
}

/// Why a file is not taken, so that its sender can do something about it.
pub(crate) fn refusal(shared: &Shared, asking: &Asking, error: &media::Error) -> String {
    let megabytes = Value::Number((media::BYTES_MAX / (1024 * 1024)) as i64);
    let key = match error {
        media::Error::TooManyBytes { .. } => "picture-too-large",
        media::Error::TooManyPixels { .. } | media::Error::TooMuchMemory => "picture-too-many-pixels",
        media::Error::Vector => "picture-vector",
        media::Error::UnknownFormat => "picture-unknown-format",
        _ => "picture-damaged",
    };
    shared.pages.say(asking.language, key, &[("megabytes", megabytes)])
}
