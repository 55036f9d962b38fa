//! Open an edition, and change what it says of itself.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::acts::Decided;
use crate::address::{self, RESERVED};
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::house::{Edition, House};
use crate::ids::EditionCode;
use crate::touch::UseKey;

/// Why an edition was left as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditionRefused {
    #[error("the paper has an edition `{0}` already")]
    CodeTaken(EditionCode),
    #[error("the paper has no edition `{0}`")]
    Unknown(EditionCode),
    #[error("an edition needs a name")]
    NoName,
    #[error("an edition's code is one to twenty small letters, digits or hyphens, not `{0}`")]
    Code(String),
    #[error("`{0}` already leads to another edition, a section or the program")]
    PathTaken(String),
    #[error("there is no time zone `{0}`")]
    UnknownZone(String),
}

impl EditionRefused {
    pub fn code(&self) -> &'static str {
        match self {
            Self::CodeTaken(_) => "code-taken",
            Self::Unknown(_) => "unknown-edition",
            Self::NoName => "no-name",
            Self::Code(_) => "code",
            Self::PathTaken(_) => "path-taken",
            Self::UnknownZone(_) => "unknown-zone",
        }
    }
}

/// Opens an edition.
///
/// # Errors
/// [`EditionRefused`] for a code or path that is taken, a blank name or an unknown zone.
pub fn open_edition(edition: Edition, house: &House, actor: &Actor, now: Timestamp) -> Result<Decided, EditionRefused> {
    if house.edition(&edition.code).is_some() {
        return Err(EditionRefused::CodeTaken(edition.code));
    }
    let code = edition.code.as_str();
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !(1..=20).contains(&code.len()) || !plain(code) {
        return Err(EditionRefused::Code(code.to_owned()));
    }
    let path = &edition.path;
    let at_root_taken = house.editions.values().any(|other| &other.path == path);
    // Below the root edition, sections and the paper's own pages have the first word.
    let shadows = house.editions.values().filter(|other| other.path.is_empty()).any(|root| {
        house.section_by_slug(&root.code, path).is_some()
            || address::words(root.language).all().contains(&path.as_str())
            || address::names_own_page(path)
    });
    if at_root_taken || !plain(path) || RESERVED.contains(&path.as_str()) || (!path.is_empty() && shadows) {
        return Err(EditionRefused::PathTaken(path.clone()));
    }
    decided(EntryKind::OpenEdition, edition, actor, now)
}

/// Changes an edition's name, tagline, zone or masthead; its code, language and path stay, since addresses hang on them.
///
/// # Errors
/// [`EditionRefused`] for an unknown edition, a blank name or an unknown zone.
pub fn change_edition(
    changed: Edition,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, EditionRefused> {
    let Some(present) = house.edition(&changed.code) else {
        return Err(EditionRefused::Unknown(changed.code));
    };
    let edition = Edition { language: present.language, path: present.path.clone(), ..changed };
    decided(EntryKind::ChangeEdition, edition, actor, now)
}

fn decided(kind: EntryKind, edition: Edition, actor: &Actor, now: Timestamp) -> Result<Decided, EditionRefused> {
    if edition.name.trim().is_empty() {
        return Err(EditionRefused::NoName);
    }
    if TimeZone::get(&edition.zone).is_err() {
        return Err(EditionRefused::UnknownZone(edition.zone));
    }
    let public = Public::Edition(edition);
    let entry = Entry::new(kind, &public, actor, now).touching([UseKey::house()]);
    Ok(Decided { public, entry, content: None })
}
