//! A story, what of it readers see now, and the card it shows in lists.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::content::{Byline, Content, Credit};
use crate::ids::{ContentHash, EditionCode, SectionKey, StoryNumber};
use crate::picture::Picture;

/// The lasting thing, as the desk knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    pub number: StoryNumber,
    /// The name it came with (ninjs `uri`), or one of our own making; unique.
    pub uri: String,
    pub edition: EditionCode,
    pub created_at: Timestamp,
    /// Before this hour no revision may appear.
    pub embargo_until: Option<Timestamp>,
    /// What readers see, or saw last, with the content of it. Nothing before the first publication.
    pub live: Option<(Live, Content)>,
}

/// A story's public state: what an act leads to. Its JSON is sealed in the act's entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Live {
    pub number: StoryNumber,
    pub uri: String,
    pub edition: EditionCode,
    pub standing: Standing,
    /// The home section.
    pub section: SectionKey,
    pub slug: String,
    /// How many revisions have been live, from 1.
    pub version: i64,
    pub published_at: Timestamp,
    #[serde(default, skip_serializing_if = "Precision::is_exact")]
    pub published_precision: Precision,
    /// The last update or correction; the same as `published_at` before the first.
    pub updated_at: Timestamp,
    #[serde(default, skip_serializing_if = "Precision::is_exact")]
    pub updated_precision: Precision,
    pub content_hash: ContentHash,
}

/// How far an hour is known. An archive or an agency may tell the day alone; readers are then told no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    #[default]
    Exact,
    /// The day is right in the edition's zone; the hour only gives it a place among others.
    Day,
}

impl Precision {
    pub fn is_exact(&self) -> bool {
        *self == Self::Exact
    }
}

/// An hour as readers may be told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    pub at: Timestamp,
    pub precision: Precision,
}

impl From<Timestamp> for Hour {
    fn from(at: Timestamp) -> Self {
        Self { at, precision: Precision::Exact }
    }
}

/// Whether readers may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    Live,
    /// Taken back by the newsroom: its address answers 410.
    Withdrawn {
        reason: String,
    },
    /// Taken back by order: its address answers 451 and names who ordered it.
    Barred {
        authority: String,
        reason: String,
    },
}

impl Standing {
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Barred { .. } => "barred",
        }
    }
}

impl Live {
    pub fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }

    pub fn published(&self) -> Hour {
        Hour { at: self.published_at, precision: self.published_precision }
    }

    pub fn updated(&self) -> Hour {
        Hour { at: self.updated_at, precision: self.updated_precision }
    }

    pub fn was_updated(&self) -> bool {
        self.updated_at > self.published_at
    }
}

/// What a list shows of a story: parts of its content, word for word, kept beside the state so that lists
/// need not open whole contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    pub headline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<Byline>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub advertorial: bool,
    pub language: String,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Card {
    pub fn of(content: &Content) -> Self {
        Self {
            kicker: content.kicker.clone(),
            headline: content.headline.clone(),
            standfirst: content.standfirst.clone(),
            bylines: content.bylines.clone(),
            credits: content.credits.clone(),
            picture: content.picture.clone(),
            advertorial: content.advertorial,
            language: content.language.clone(),
        }
    }
}
