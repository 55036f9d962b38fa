//! A line of the ledger: what an act decided, before and after it was given its position and sealed.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::front::Front;
use crate::house::{Author, Edition, Section};
use crate::ids::{ContentHash, Position, hex};
use crate::story::Live;
use crate::touch::UseKey;

/// Who acted: `user:ayse`, `import`, `timekeeper`, `demo`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(transparent)]
pub struct Actor(pub String);

impl Actor {
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

/// What kind of act it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    Publish,
    Update,
    Correct,
    Withdraw,
    Place,
    OpenEdition,
    ChangeEdition,
    OpenSection,
    RenameSection,
    CloseSection,
    ChangeAuthor,
    CloseEdition,
    ChangeSection,
}

impl EntryKind {
    pub const ALL: [Self; 13] = [
        Self::Publish,
        Self::Update,
        Self::Correct,
        Self::Withdraw,
        Self::Place,
        Self::OpenEdition,
        Self::ChangeEdition,
        Self::OpenSection,
        Self::RenameSection,
        Self::CloseSection,
        Self::ChangeAuthor,
        Self::CloseEdition,
        Self::ChangeSection,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Update => "update",
            Self::Correct => "correct",
            Self::Withdraw => "withdraw",
            Self::Place => "place",
            Self::OpenEdition => "open-edition",
            Self::ChangeEdition => "change-edition",
            Self::OpenSection => "open-section",
            Self::RenameSection => "rename-section",
            Self::CloseSection => "close-section",
            Self::ChangeAuthor => "change-author",
            Self::CloseEdition => "close-edition",
            Self::ChangeSection => "change-section",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something whose state readers see. `store`'s one write door takes it together with its entry.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one is made for each act, and goes")]
pub enum Public {
    Story(Live),
    Edition(Edition),
    Section(Section),
    Front(Front),
    Author(Author),
}

impl Public {
    /// The name under which its entries stand: `story/12`, `section/tr/ekonomi`.
    pub fn subject(&self) -> String {
        match self {
            Self::Story(live) => format!("story/{}", live.number),
            Self::Edition(edition) => format!("edition/{}", edition.code),
            Self::Section(section) => format!("section/{}/{}", section.edition, section.key),
            Self::Front(front) => format!("front/{}", front.key),
            Self::Author(author) => format!("author/{}/{}", author.edition, author.slug),
        }
    }

    /// The state's JSON, as sealed.
    pub fn state(&self) -> String {
        match self {
            Self::Story(live) => serde_json::to_string(live),
            Self::Edition(edition) => serde_json::to_string(edition),
            Self::Section(section) => serde_json::to_string(section),
            Self::Front(front) => serde_json::to_string(front),
            Self::Author(author) => serde_json::to_string(author),
        }
        .expect("public states have only string keys and finite numbers")
    }
}

/// What an act decided: to be appended.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub kind: EntryKind,
    pub subject: String,
    pub actor: Actor,
    pub at: Timestamp,
    /// What readers are told: a correction's note, a withdrawal's reason.
    pub note: Option<String>,
    /// JSON of the state the act led to.
    pub state: String,
    pub touches: BTreeSet<UseKey>,
    /// The content made public by it, if any.
    pub content: Option<ContentHash>,
}

impl Entry {
    pub(crate) fn new(kind: EntryKind, public: &Public, actor: &Actor, at: Timestamp) -> Self {
        Self {
            kind,
            subject: public.subject(),
            actor: actor.clone(),
            at,
            note: None,
            state: public.state(),
            touches: BTreeSet::new(),
            content: None,
        }
    }

    pub(crate) fn touching(mut self, keys: impl IntoIterator<Item = UseKey>) -> Self {
        self.touches.extend(keys);
        self
    }

    /// The touched keys as stored: sorted, a space between.
    pub fn touches_text(&self) -> String {
        self.touches.iter().map(UseKey::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The hash that seals the entry at `position` after an entry with `previous_hash`.
    pub fn seal(&self, position: Position, previous_hash: &str) -> String {
        seal(
            position,
            [
                self.kind.as_str(),
                &self.subject,
                &self.actor.0,
                &self.at.as_microsecond().to_string(),
                self.note.as_deref().unwrap_or(""),
                &self.state,
                &self.touches_text(),
                self.content.as_ref().map_or("", ContentHash::as_str),
                previous_hash,
            ],
        )
    }
}

/// What stands before the first entry in place of a hash.
pub const FIRST_PREVIOUS_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// SHA-256 over netstrings of the fields: each is its length in bytes, a colon, the bytes, a comma. A verifier in
/// any language can do it, and no field can leak into the next.
pub fn seal(position: Position, fields: [&str; 9]) -> String {
    let mut hash = Sha256::new();
    let position = position.to_string();
    for field in ["manset-ledger-1", &position].into_iter().chain(fields) {
        hash.update(field.len().to_string());
        hash.update(b":");
        hash.update(field);
        hash.update(b",");
    }
    hex(&hash.finalize())
}
