//! Open an edition, change what it says of itself, and close it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::acts::Decided;
use crate::address::{self, RESERVED};
use crate::ads::Ad;
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::fault::{Fault, is_https};
use crate::house::{Edition, House};
use crate::ids::EditionCode;
use crate::refusal::codes;
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
    #[error("{}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
    #[error("the edition is closed already")]
    ClosedAlready,
    #[error("the edition at the paper's root cannot be closed: everything else hangs on it")]
    AtRoot,
}

codes! {
    EditionRefused:
    Self::CodeTaken(_) => "code-taken",
    Self::Unknown(_) => "unknown-edition",
    Self::NoName => "no-name",
    Self::Code(_) => "code",
    Self::PathTaken(_) => "path-taken",
    Self::UnknownZone(_) => "unknown-zone",
    Self::Faults(_) => "faults",
    Self::ClosedAlready => "closed-already",
    Self::AtRoot => "at-root",
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
    decided(EntryKind::OpenEdition, edition, &[], actor, now)
}

/// Changes what an edition says of itself and what stands around its pages; its code, language and path stay, since
/// addresses hang on them.
///
/// # Errors
/// [`EditionRefused`] for an unknown edition, a blank name, an unknown zone, or a field that cannot be right.
pub fn change_edition(
    changed: Edition,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, EditionRefused> {
    let Some(present) = house.edition(&changed.code) else {
        return Err(EditionRefused::Unknown(changed.code));
    };
    let edition = Edition { language: present.language, path: present.path.clone(), closed: present.closed, ..changed };
    // What was taken in before there was a rule stands in nobody's way who changes something else.
    decided(EntryKind::ChangeEdition, edition, &faults(present), actor, now)
}

/// Closes an edition: it takes no new stories, and the other editions no longer lead to it. Its pages and addresses stay.
///
/// # Errors
/// [`EditionRefused`] for an unknown edition, one that is closed already, or the one at the paper's root.
pub fn close_edition(
    code: &EditionCode,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, EditionRefused> {
    let edition = house.edition(code).ok_or_else(|| EditionRefused::Unknown(code.clone()))?;
    if edition.closed {
        return Err(EditionRefused::ClosedAlready);
    }
    if edition.path.is_empty() {
        return Err(EditionRefused::AtRoot);
    }
    decided(EntryKind::CloseEdition, Edition { closed: true, ..edition.clone() }, &faults(edition), actor, now)
}

/// Letters of a name, and of a line or two about the paper.
const NAME_LETTERS_MAX: usize = 80;
const SENTENCE_LETTERS_MAX: usize = 300;
const PROFILES_MAX: usize = 20;

fn faults(edition: &Edition) -> Vec<Fault> {
    let mut faults = edition.masthead.faults();
    let mut lengthy = |field: &str, text: &str, letters_max: usize| {
        if text.chars().count() > letters_max {
            faults.push(Fault::new(field, "too-long"));
        } else if text.contains(['\n', '\r']) {
            faults.push(Fault::new(field, "one-line"));
        }
    };
    lengthy("name", &edition.name, NAME_LETTERS_MAX);
    lengthy("tagline", &edition.tagline, SENTENCE_LETTERS_MAX);
    lengthy("description", &edition.description, SENTENCE_LETTERS_MAX);
    if edition.profiles.len() > PROFILES_MAX {
        faults.push(Fault::new("profiles", "too-many"));
    }
    let wrong = edition.profiles.iter().find(|profile| !is_https(profile));
    faults.extend(wrong.map(|profile| Fault::new("profiles", "https").about(profile.clone())));
    faults.extend(edition.head_slot.faults());
    faults.extend(edition.ads.values().flat_map(Ad::faults));
    faults.extend(edition.look.faults(edition.language));
    faults
}

fn decided(
    kind: EntryKind,
    edition: Edition,
    known: &[Fault],
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, EditionRefused> {
    if edition.name.trim().is_empty() {
        return Err(EditionRefused::NoName);
    }
    if TimeZone::get(&edition.zone).is_err() {
        return Err(EditionRefused::UnknownZone(edition.zone));
    }
    let mut faults = faults(&edition);
    faults.retain(|fault| !known.contains(fault));
    if !faults.is_empty() {
        return Err(EditionRefused::Faults(faults));
    }
    let public = Public::Edition(edition);
    let entry = Entry::new(kind, &public, actor, now).touching([UseKey::house()]);
    Ok(Decided { public, entry, content: None })
}
