//! Forms that carry a picture.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use newsroom::{Fault, Picture};

use super::form::Filled;
use crate::request::{Asking, NotIn, signed_upload};
use crate::{Shared, pictures};

/// A form of somebody who is signed in, sent from a page of ours, with its files.
pub(crate) struct Upload {
    pub asking: Asking,
    pub filled: Filled,
    /// Files that hold something, by field.
    pub files: HashMap<String, Bytes>,
}

impl FromRequest<Arc<Shared>> for Upload {
    type Rejection = NotIn;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, NotIn> {
        let unreadable = || web::Error::BadRequest("the form cannot be read".into());
        let (asking, rest, csrf) = signed_upload(request, shared).await?;
        let mut parts = Multipart::from_request(rest, &()).await.map_err(|_| unreadable())?;
        let (mut filled, mut files) = (Filled::default(), HashMap::new());
        while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            let bytes = part.bytes().await.map_err(|_| unreadable())?;
            if is_file {
                if !bytes.is_empty() {
                    files.insert(name, bytes);
                }
            } else {
                filled.0.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        csrf.check(filled.get("csrf"))?;
        Ok(Self { asking, filled, files })
    }
}

/// The picture of a field, taken into the library; nothing where none was sent, a fault for what is no picture.
pub(crate) async fn picture(
    shared: &Shared,
    asking: &Asking,
    files: &HashMap<String, Bytes>,
    field: &'static str,
) -> Result<Option<Result<Picture, Fault>>, web::Error> {
    let Some(bytes) = files.get(field).cloned() else { return Ok(None) };
    let library = Arc::clone(&shared.media);
    let added = tokio::task::spawn_blocking(move || library.add(&bytes)).await.map_err(web::Error::internal)?;
    Ok(Some(match added {
        Ok(stored) => Ok(stored.picture()),
        Err(media::Error::Vector) => Err(Fault::new(field, "vector")),
        Err(error) if error.is_refusal() => {
            Err(Fault::new(field, "picture").about(pictures::refusal(shared, asking, &error)))
        }
        Err(error) => return Err(web::Error::internal(error)),
    }))
}
