//! What can go wrong with a picture, told so that the person who sent it can do something about it.

use std::path::PathBuf;
use std::sync::Arc;

/// Why a picture was not taken in, or the library could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file has {bytes} bytes, more than the {bytes_max} that are taken")]
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

    /// A drawing may hold scripts and fetch things, and the readers' browsers would run them.
    #[error("SVG drawings are not taken: send it as PNG, at least 1200 pixels wide")]
    Vector,

    /// It says it is a picture, but cannot be read as one; the text is the decoder's own reason.
    #[error("the picture is damaged: {0}")]
    Damaged(String),

    /// It is not a video that browsers play; the text is what to do about it.
    #[error("the video is not taken: {0}")]
    Video(&'static str),

    #[error("the video is damaged: {0}")]
    DamagedVideo(&'static str),

    /// The bytes of a video on their way in cannot be written or read.
    #[error("a video on its way in")]
    Disk(#[source] std::io::Error),

    #[error("the picture library at {}", .path.display())]
    Folder { path: PathBuf, source: std::io::Error },

    /// The place where originals are kept.
    #[error("the storage of originals: {0}")]
    Storage(#[from] object_store::Error),

    /// The library's own record of a picture cannot be read: somebody changed it.
    #[error("the record of picture {file} cannot be read")]
    Record { file: String, source: serde_json::Error },

    /// The record is there and the original is not: somebody removed it.
    #[error("the original of picture {0} is gone")]
    Lost(String),

    /// So many renditions are waited for that one more would wait too long.
    #[error("too many pictures are being made at the moment")]
    Busy,

    #[error("the library's thread cannot be started")]
    Threads(#[source] std::io::Error),

    /// A rendition that several waited for could not be made.
    #[error(transparent)]
    Making(Arc<Error>),
}

impl Error {
    /// Whether the picture is at fault, so that sending another one helps; otherwise it is the library.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::TooManyBytes { .. }
            | Self::TooManyPixels { .. }
            | Self::TooMuchMemory
            | Self::UnknownFormat
            | Self::Vector
            | Self::Damaged(_)
            | Self::Video(_)
            | Self::DamagedVideo(_) => true,
            Self::Making(error) => error.is_refusal(),
            Self::Folder { .. }
            | Self::Disk(_)
            | Self::Storage(_)
            | Self::Record { .. }
            | Self::Lost(_)
            | Self::Busy
            | Self::Threads(_) => false,
        }
    }
}
