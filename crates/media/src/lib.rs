//! The picture library: originals kept for good under the hash of their bytes, and the renditions that readers, feeds
//! and search engines ask for. Videos lie beside the pictures and are served as they came.
//!
//! What says so blocks: an async caller moves it to a blocking thread. Addresses, captions and rights
//! belong to the story that shows a picture; this room knows pixels and files.
//!
//! A rendition carries no metadata. The photographer's place, camera and serial number stay in the original,
//! which is never served.

mod blur;
mod bucket;
mod card;
mod decode;
mod encode;
mod error;
mod library;
pub mod likeness;
pub mod metadata;
mod name;
mod originals;
mod render;
mod shelf;
mod uploads;
mod video;
mod workshop;

pub use bucket::{Bucket, BucketFile};
pub use card::{CARD_SIZE, Card, Lettering, draw};
pub use encode::{RENDITION_QUALITY, jpeg};
pub use error::Error;
pub use library::{Arriving, Library, Original, Rendition, Stored, Taken, named};
pub use name::{Crop, Format, Name, WIDTHS};
pub use originals::{Keeping, S3};
pub use uploads::{PIECE_BYTES_MAX, Upload, UploadError, Uploads};
pub use video::{VIDEO_BYTES_MAX, VIDEO_NAME, VIDEO_TYPE, Video};

/// The largest file taken in, in bytes. A 50-megapixel camera writes JPEGs of 15 to 30 MB.
pub const BYTES_MAX: usize = 50 * 1024 * 1024;

/// The most pixels an original may have. Decoded as RGB this is 300 MB, and a progressive JPEG needs twice as
/// much again for its coefficients while it is being read.
pub const PIXELS_MAX: u64 = 100_000_000;

/// The longest side an original may have, in pixels: what a JPEG can say (ITU-T T.81 §B.2.2, 16 bits).
pub const SIDE_MAX: u32 = 65_535;
