//! The names by which things are known: newtypes, so that a section's key is never taken for an edition's code.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id! {
    /// A story's number: one sequence for all editions, from 1, never given twice. It is the part of an address that decides.
    StoryNumber
}
number_id! {
    /// An entry's place in the ledger, from 1 without gaps, in commit order. 0 stands before the first entry.
    Position
}
text_id! {
    /// An edition's short code, such as `tr`: chosen when it is opened and kept for ever.
    EditionCode
}
text_id! {
    /// A section's lasting key within its edition. It begins as the first slug and stays when the section is renamed.
    SectionKey
}
text_id! {
    /// SHA-256 of a content's stored text, 64 lower-case hexadecimal digits.
    ContentHash
}

impl ContentHash {
    pub fn of(text: &str) -> Self {
        Self(hex(&Sha256::digest(text.as_bytes())))
    }
}

/// Which front: an edition's own, or one section's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrontKey {
    pub edition: EditionCode,
    pub section: Option<SectionKey>,
}

impl FrontKey {
    /// An edition's own front.
    pub fn of(edition: &EditionCode) -> Self {
        Self { edition: edition.clone(), section: None }
    }

    /// Reads `tr` and `tr/ekonomi`; nothing for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (edition, section) = match text.split_once('/') {
            Some((edition, section)) => (edition, Some(section)),
            None => (text, None),
        };
        let is_named = !edition.is_empty() && section != Some("");
        is_named.then(|| Self { edition: edition.into(), section: section.map(SectionKey::from) })
    }
}

impl fmt::Display for FrontKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.section {
            None => write!(f, "{}", self.edition),
            Some(section) => write!(f, "{}/{section}", self.edition),
        }
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}
