//! Scripts and styles, built from `desk-ui/` and kept in the program.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use newsroom::ids::hex;
use sha2::{Digest, Sha256};
use web::Encoding;

use crate::answer::{self, Failure};

/// A built file.
pub(crate) struct Built {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

macro_rules! built {
    ($($constant:ident = $name:literal, $content_type:literal;)*) => {
        $(pub(crate) const $constant: Built = Built {
            name: $name,
            content_type: $content_type,
            bytes: include_bytes!(concat!("../../../desk-ui/dist/", $name)),
        };)*
        const ALL: &[Built] = &[$($constant),*];
    };
}

built! {
    EDITOR_SCRIPT = "editor.js", "text/javascript; charset=utf-8";
    FRONTS_SCRIPT = "fronts.js", "text/javascript; charset=utf-8";
    BOARD_SCRIPT = "board.js", "text/javascript; charset=utf-8";
    FIGURES_SCRIPT = "figures.js", "text/javascript; charset=utf-8";
    PASSKEY_SCRIPT = "passkey.js", "text/javascript; charset=utf-8";
    PICTURES_SCRIPT = "pictures.js", "text/javascript; charset=utf-8";
    EDITOR_STYLE = "editor.css", "text/css; charset=utf-8";
}

impl Built {
    /// It changes with the bytes, so that what lies there can be kept for ever.
    pub fn address(&self) -> String {
        format!("/desk/assets/{}-{}", &hex(&Sha256::digest(self.bytes))[..12], self.name)
    }
}

/// Each is packed once: the editor's script is a third of itself then, and a reporter's line is thin.
static PACKED: LazyLock<Mutex<HashMap<(&'static str, Encoding), Bytes>>> = LazyLock::new(Mutex::default);

impl Built {
    fn packed(&self, encoding: Encoding) -> Bytes {
        let mut packed = PACKED.lock().expect("packing does not panic");
        let bytes = || web::packed(Bytes::from_static(self.bytes), encoding);
        packed.entry((self.name, encoding)).or_insert_with(bytes).clone()
    }
}

pub(crate) async fn asset(Path(name): Path<String>, asked_with: HeaderMap) -> Result<Response, Failure> {
    let asked = format!("/desk/assets/{name}");
    let Some(built) = ALL.iter().find(|built| built.address() == asked) else {
        return Err(web::Error::NotFound.into());
    };
    let encoding = Encoding::accepted(&asked_with);
    let mut response = Response::new(Body::from(built.packed(encoding)));
    answer::is_packed(response.headers_mut(), encoding);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(built.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
