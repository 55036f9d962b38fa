//! What can go wrong with a picture, told so that the person who sent it can do something about it.

use std::path::PathBuf;

/// Why a picture was not taken in, or the library could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the picture has {bytes} bytes, more than the {bytes_max} that are taken")]
    TooManyBytes { bytes: usize, bytes_max: usize },

    #[error(
        "the picture measures {width} × {height} pixels, more than is taken ({pixels_max} in all, {side_max} a side)"
    )]
    TooManyPixels { width: u32, height: u32, pixels_max: u64, side_max: u32 },

    /// The file asks for more working memory than its pixels explain.
    #[error("the picture would need too much memory to open")]
    TooMuchMemory,

    #[error("not a JPEG, PNG, WebP or GIF picture")]
    UnknownFormat,

    /// It says it is a picture, but cannot be read as one; the text is the decoder's own reason.
    #[error("the picture is damaged: {0}")]
    Damaged(String),

    #[error("the picture library at {}", .path.display())]
    Folder { path: PathBuf, source: std::io::Error },

    /// The library's own record of a picture cannot be read: somebody changed the file.
    #[error("the record {} cannot be read", .path.display())]
    Record { path: PathBuf, source: serde_json::Error },
}

impl Error {
    /// Whether the picture is at fault, so that sending another one helps; otherwise it is the library.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Folder { .. } | Self::Record { .. })
    }
}
