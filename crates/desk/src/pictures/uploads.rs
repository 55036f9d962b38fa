//! Pictures piece by piece: begun, continued where a broken line left off, and taken in when whole.
//!
//! ```text
//! POST /desk/pictures/uploads                      {name, bytes} → {id, offset}
//! POST /desk/pictures/uploads/{id}/pieces/{offset} bytes → {offset}; 409 with the code `offset` and where to go on
//! GET  /desk/pictures/uploads/{id}                 → {id, offset}
//! POST /desk/pictures/uploads/{id}/end             {sha256?} → the picture, and what looks like it
//! ```

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use media::{Upload, UploadError};
use newsroom::Right;
use newsroom::rights::Object;
use serde::Deserialize;
use serde_json::json;

use super::taking::Came;
use super::{found, taking};
use crate::Shared;
use crate::answer::{Failure, json as answer};
use crate::request::{Asking, Json, Piece};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beginning {
    #[serde(default)]
    name: String,
    bytes: u64,
}

pub(crate) async fn begin(
    State(shared): State<Arc<Shared>>,
    Json(asking, beginning): Json<Beginning>,
) -> Result<Response, Failure> {
    asking.may(Right::Media, &Object::Newsroom)?;
    let id = web::secret::new_token().map_err(web::Error::internal)?.hash[..32].to_owned();
    let upload =
        at_work(&shared, &asking, move |uploads, owner| uploads.begin(owner, &id, &beginning.name, beginning.bytes));
    answer(&told(&upload.await?))
}

pub(crate) async fn look(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let upload = at_work(&shared, &asking, move |uploads, owner| uploads.look(owner, &id)).await?;
    answer(&told(&upload))
}

pub(crate) async fn piece(
    State(shared): State<Arc<Shared>>,
    Path((id, offset)): Path<(String, String)>,
    Piece(asking, bytes): Piece,
) -> Result<Response, Failure> {
    let offset: u64 = offset.parse().map_err(|_| web::Error::NotFound)?;
    asking.may(Right::Media, &Object::Newsroom)?;
    let offset = at_work(&shared, &asking, move |uploads, owner| uploads.append(owner, &id, offset, &bytes)).await?;
    answer(&json!({"offset": offset}))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct End {
    /// Of the whole file, where the browser could tell.
    sha256: Option<String>,
}

pub(crate) async fn end(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Json(asking, end): Json<End>,
) -> Result<Response, Failure> {
    let name = id.clone();
    let whole = move |uploads: &media::Uploads, owner: &str| uploads.whole(owner, &name, end.sha256.as_deref());
    let (upload, bytes) = at_work(&shared, &asking, whole).await?;
    let came = taking::take_in(&shared, &asking, &upload.name, Bytes::from(bytes)).await?;
    // Only now: had the machine stopped in between, the same end could be sent again.
    let forget = move |uploads: &media::Uploads, owner: &str| {
        uploads.forget(owner, &id);
        Ok(())
    };
    match came {
        Ok(came) => {
            let told = picture(&shared, &asking, &came).await?;
            at_work(&shared, &asking, forget).await?;
            answer(&told)
        }
        Err(reason) => {
            at_work(&shared, &asking, forget).await?;
            Err(web::Error::Refused { code: "picture", message: reason, pointer: None }.into())
        }
    }
}

fn told(upload: &Upload) -> serde_json::Value {
    json!({"id": upload.id, "offset": upload.offset, "bytes": upload.bytes, "piece_bytes_max": media::PIECE_BYTES_MAX})
}

/// A picture that is in the library now, and what looks like it.
async fn picture(shared: &Arc<Shared>, asking: &Asking, came: &Came) -> Result<serde_json::Value, web::Error> {
    let near = found::near(shared, came.bits, came.listing.place).await?;
    let (listings, percents): (Vec<_>, Vec<_>) = near.into_iter().unzip();
    let own = found::tell(shared, asking, std::slice::from_ref(&came.listing)).await?;
    let mut near = found::tell(shared, asking, &listings).await?;
    for (told, percent) in near.iter_mut().zip(percents) {
        told["likeness"] = percent.into();
    }
    Ok(json!({"picture": own.into_iter().next(), "near": near, "is_new": came.is_new}))
}

/// On a blocking thread, in the name of whoever asks.
async fn at_work<T: Send + 'static>(
    shared: &Arc<Shared>,
    asking: &Asking,
    work: impl FnOnce(&media::Uploads, &str) -> Result<T, UploadError> + Send + 'static,
) -> Result<T, web::Error> {
    let (library, owner) = (Arc::clone(&shared.media), asking.signed.person.actor().0);
    let done = tokio::task::spawn_blocking(move || work(library.uploads(), &owner)).await;
    done.map_err(web::Error::internal)?.map_err(|error| match error {
        UploadError::TooLarge { bytes_max, .. } => web::Error::TooLarge { bytes_max },
        UploadError::Empty => web::Error::refused("empty", asking.say(shared, "pictures-no-file"), "/bytes"),
        UploadError::TooMany => {
            web::Error::Refused { code: "busy", message: asking.say(shared, "picture-busy"), pointer: None }
        }
        UploadError::Unknown => web::Error::NotFound,
        UploadError::Offset { at } => web::Error::Conflict { code: "offset", message: at.to_string() },
        UploadError::Differs => web::Error::Conflict { code: "differs", message: error.to_string() },
        UploadError::Disk(error) => web::Error::internal(error),
    })
}
