//! Files that pages ask for after themselves: fonts and icons.

use std::collections::BTreeMap;

use bytes::Bytes;
use newsroom::ids::hex;
use sha2::{Digest, Sha256};

use super::files::Files;

/// A font or icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub bytes: Bytes,
    /// For `Content-Type`.
    pub content_type: &'static str,
    /// Of the bytes: part of the address, and good for an `ETag`.
    pub hash: String,
    /// `/theme/{hash}/{name}`.
    pub address: String,
}

/// Fonts and icons by file name. Licences stand beside the fonts and are served too, as OFL asks.
pub(super) fn assets(files: &Files) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for folder in ["fonts", "icons"] {
        for (name, bytes) in files.folder(folder) {
            let Some(content_type) = content_type(name) else { continue };
            let hash = hex(&Sha256::digest(bytes))[..10].to_owned();
            let address = format!("/theme/{hash}/{name}");
            assets.insert(name.to_owned(), Asset { bytes: bytes.clone(), content_type, hash, address });
        }
    }
    assets
}

fn content_type(name: &str) -> Option<&'static str> {
    let (_, kind) = name.rsplit_once('.')?;
    Some(match kind {
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "jpg" => "image/jpeg",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}
