//! What arrives, in the newsroom's words: every parser of this room returns [`Arrival`]s, and the pipeline that
//! places them knows nothing of formats.
//!
//! An arrival is not yet a story: its sections are outside words, its pictures are addresses, and whether it is
//! published is for the pipeline to decide. What a parser mended or could not mend travels with it as findings.

use jiff::Timestamp;
use newsroom::lint::Finding;
use newsroom::{Body, Picture};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One thing that arrived: a wire item, a story of an old site, or a line of a box on one of its pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrival {
    /// Its lasting name: the sender's (ninjs `uri`), else one made up from what it says ([`made_up_uri`]), so that
    /// the same thing read twice is the same thing.
    pub uri: String,
    /// The sender's version, as sent: no order can be read from it beyond equality, except where both are numbers.
    pub version: Option<String>,
    pub kind: ArrivalKind,
    pub status: PubStatus,
    /// BCP 47 tag as sent, or as detected where the sender said none and the words are long enough to tell.
    pub language: Option<String>,
    pub kicker: Option<String>,
    /// Plain words. Absent in pictures, events and items known only by a slugline.
    pub headline: Option<String>,
    pub standfirst: Option<String>,
    pub slugline: Option<String>,
    pub body: Body,
    /// Who wrote it, one name each.
    pub bylines: Vec<String>,
    /// Agencies and other sources, one name each.
    pub credits: Vec<String>,
    pub dateline: Option<String>,
    /// Words that may name a section, the likeliest first: subjects' literals and names in the sender's order, or
    /// the portal's own section word.
    pub section_words: Vec<String>,
    /// Subjects as readers could be shown them, each once.
    pub tags: Vec<String>,
    /// 1 (flash) to 9 (can wait), as IPTC counts.
    pub urgency: Option<u8>,
    /// When it was first made public, as far as is known: [`Arrival::time_precision`] says how far.
    pub first_created: Option<Timestamp>,
    /// When this version was made; [`Arrival::version_precision`] says how far that is known.
    pub version_created: Option<Timestamp>,
    /// The hour before which nobody outside may see it.
    pub embargoed_until: Option<Timestamp>,
    /// The hour after which it should no longer be shown (ninjs `expires`).
    pub expires: Option<Timestamp>,
    /// Pictures in the order they were given, the main one first. Those inside the body stand there as
    /// [`ArrivedPicture::body_place`] says.
    pub pictures: Vec<ArrivedPicture>,
    /// Other things it names by their uri: translations, other parts of a package.
    pub associations: Vec<Association>,
    /// Exactly as sent: the item's own JSON, or the whole page for a page's story, and the entry's lines for a box.
    pub raw: String,
    /// What was mended on the way in, and what could not be.
    pub findings: Vec<Finding>,
    pub time_precision: TimePrecision,
    pub version_precision: TimePrecision,
    /// Known only by headline, time and section: a line in a box of an old page.
    pub brief: bool,
    /// The title of the box a brief arrival stood in.
    pub box_name: Option<String>,
}

/// What kind of thing arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalKind {
    Text,
    Picture,
    Video,
    Audio,
    Graphic,
    Event,
    Composite,
    /// Any other word of the sender's, as sent: `component`, `planning`.
    Other(String),
}

/// What the sender says may be done with it (IPTC `pubStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PubStatus {
    Usable,
    Withheld,
    /// The sender takes it back.
    Canceled,
}

/// How far a time of an arrival is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimePrecision {
    /// The sender gave an instant, or a day and an hour.
    Exact,
    /// The hour was given and the day follows from the hour of capture.
    HourOnly,
    /// The day is known or estimated; the hour is noon in the page's zone and means nothing.
    Day,
    /// No time was given.
    Unknown,
}

/// A picture by its address; fetching it is not this room's business.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArrivedPicture {
    /// Absolute `http(s)` address, or a relative one of the page it stood on.
    pub href: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    /// Pixels, if told.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// The sender's word for its use: an association's name, a rendition's name, `og:image`.
    pub role: Option<String>,
    /// The picture stands before the body block of this index (which may be the body's length: at the end); absent
    /// for pictures that were not inside the text.
    pub body_place: Option<usize>,
    /// Its file in our library, where whoever reads the archive has brought it there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<Picture>,
}

/// Something else the item names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Association {
    pub uri: String,
    /// The sender's name for the relation: `translation`, `related`.
    pub name: Option<String>,
    /// A finer word for it (ninjs 3 `rel`).
    pub rel: Option<String>,
    pub kind: ArrivalKind,
    pub headline: Option<String>,
    pub language: Option<String>,
}

/// A refusal: nothing of the item goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{place}: {message}")]
pub struct Wrong {
    /// Where, in the words of the format: `line 3, /headlines/0/value`, `byte 517`.
    pub place: String,
    /// What is wrong there, in one English sentence.
    pub message: String,
}

impl Wrong {
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

/// Formats this room reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// IPTC ninjs 1.0 to 3.1: one object, an array, `{"items": […]}`, or one object a line.
    Ninjs,
    /// One article page of an old portal, as HTML or as text.
    PortalPage,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Ninjs, Self::PortalPage];

    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ninjs => "ninjs",
            Self::PortalPage => "portal-page",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = Wrong;

    fn from_str(word: &str) -> Result<Self, Wrong> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| {
            let known = Self::ALL.map(Self::as_str).join(", ");
            Wrong::new("--as", format!("\"{word}\" is not a kind that can be read; known are {known}"))
        })
    }
}

/// The format of a file, from its name and its first bytes; `None` where neither tells, and the caller should ask.
pub fn guess_kind(name: &str, bytes: &[u8]) -> Option<Kind> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named = |wanted: &[&str]| wanted.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if named(&["json", "jsonl", "ndjson", "ninjs"]) || start.starts_with(b"{") || start.starts_with(b"[") {
        Some(Kind::Ninjs)
    } else if start.starts_with(b"<?xml") || named(&["xml", "rss", "atom"]) {
        None
    } else if named(&["html", "htm", "txt", "php", "asp", "aspx"]) || start.starts_with(b"<") {
        Some(Kind::PortalPage)
    } else {
        None
    }
}

/// A lasting name for something that came without one: `urn:portal-page:` and 32 hexadecimal digits, the start of
/// the SHA-256 of source, headline and date. The same words on the same day from the same source are the same thing.
pub fn made_up_uri(source_name: &str, headline: &str, date: &str) -> String {
    let mut hash = Sha256::new();
    for part in [source_name, headline, date] {
        // A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digits: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("urn:portal-page:{digits}")
}

impl Arrival {
    /// An arrival of which nothing is known yet but its name and its source text.
    pub fn bare(uri: impl Into<String>, kind: ArrivalKind, raw: impl Into<String>) -> Self {
        Self {
            uri: uri.into(),
            version: None,
            kind,
            status: PubStatus::Usable,
            language: None,
            kicker: None,
            headline: None,
            standfirst: None,
            slugline: None,
            body: Body::default(),
            bylines: Vec::new(),
            credits: Vec::new(),
            dateline: None,
            section_words: Vec::new(),
            tags: Vec::new(),
            urgency: None,
            first_created: None,
            version_created: None,
            embargoed_until: None,
            expires: None,
            pictures: Vec::new(),
            associations: Vec::new(),
            raw: raw.into(),
            findings: Vec::new(),
            time_precision: TimePrecision::Unknown,
            version_precision: TimePrecision::Unknown,
            brief: false,
            box_name: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_name_or_by_the_first_bytes() {
        let check = |name: &str, bytes: &[u8], expected: Option<Kind>| {
            assert_eq!(guess_kind(name, bytes), expected, "{name}");
        };
        check("a.json", b"", Some(Kind::Ninjs));
        check("a.JSONL", b"", Some(Kind::Ninjs));
        check("a", b"\xef\xbb\xbf\n {\"uri\":1}", Some(Kind::Ninjs));
        check("page.html", b"<!doctype html>", Some(Kind::PortalPage));
        check("page", b"<html>", Some(Kind::PortalPage));
        check("page.txt", b"?>\n\nBa\xc5\x9fl\xc4\xb1k", Some(Kind::PortalPage));
        check("feed.xml", b"<?xml version=\"1.0\"?>", None);
        check("picture.jpg", b"\xff\xd8\xff", None);
    }

    #[test]
    fn made_up_names_last_and_differ() {
        assert_eq!(made_up_uri("a", "b", "c"), made_up_uri("a", "b", "c"));
        assert_ne!(made_up_uri("ab", "", "c"), made_up_uri("a", "b", "c"));
    }

    #[test]
    fn kind_words_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse::<Kind>(), Ok(kind));
        }
        assert!("wxyz".parse::<Kind>().is_err());
    }
}
