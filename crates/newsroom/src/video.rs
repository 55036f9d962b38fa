//! A video as used in one place.

use serde::{Deserialize, Serialize};

use crate::picture::Picture;

/// The stored file and what is said of it where it is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Video {
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub file: String,
    /// Pixels, as it is seen.
    pub width: u32,
    pub height: u32,
    /// Its length, rounded; 0 if it is not known.
    #[serde(default)]
    pub seconds: u32,
    /// What is shown until it plays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster: Option<Picture>,
    /// What it shows, for those who cannot see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}
