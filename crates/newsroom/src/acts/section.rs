//! Open, rename, change, order and close a section.

use jiff::Timestamp;

use crate::acts::Decided;
use crate::address::{self, RESERVED};
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::fault::Fault;
use crate::house::{Edition, House, Section};
use crate::ids::{EditionCode, SectionKey};
use crate::refusal::codes;
use crate::topics;
use crate::touch::UseKey;

/// Why a section was left as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SectionRefused {
    #[error("the paper has no edition `{0}`")]
    UnknownEdition(EditionCode),
    #[error("the edition has no section `{0}`")]
    UnknownSection(SectionKey),
    #[error("a section needs a name")]
    NoName,
    #[error("`{0}` already leads to another section")]
    SlugTaken(String),
    #[error("`{0}` is a word the paper's own addresses use")]
    SlugReserved(String),
    #[error("the section is closed already")]
    ClosedAlready,
    #[error("{}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
    #[error("a closed section leads to another one that is open, in the same edition")]
    Successor,
}

codes! {
    SectionRefused:
    Self::UnknownEdition(_) => "unknown-edition",
    Self::UnknownSection(_) => "unknown-section",
    Self::NoName => "no-name",
    Self::SlugTaken(_) => "slug-taken",
    Self::SlugReserved(_) => "slug-reserved",
    Self::ClosedAlready => "closed-already",
    Self::Faults(_) => "faults",
    Self::Successor => "successor",
}

/// Opens a section at the end of its edition's order. `slug` comes from the name when left out, and is the key.
///
/// # Errors
/// [`SectionRefused`] for a blank name or a slug that is taken, by another section now or once, or reserved.
pub fn open_section(
    edition: &EditionCode,
    name: &str,
    slug: Option<&str>,
    colour: Option<String>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, SectionRefused> {
    let edition = house.edition(edition).ok_or_else(|| SectionRefused::UnknownEdition(edition.clone()))?;
    let (name, slug) = (named(name)?, slug_for(edition, slug.unwrap_or(name), None, house)?);
    let order = house.sections_of(&edition.code).last().map_or(1, |last| last.order + 1);
    // A key outlives renaming, so a slug that is free now may still be another section's key.
    let mut key = SectionKey::new(slug.clone());
    let mut next = 2;
    while house.section(&edition.code, &key).is_some() {
        key = SectionKey::new(format!("{slug}-{next}"));
        next += 1;
    }
    let section = Section { slug, colour, order, ..Section::new(edition.code.clone(), key, name) };
    Ok(decided(EntryKind::OpenSection, section, actor, now))
}

/// Gives a section a new name, and with it a new slug; the old one redirects for ever.
///
/// # Errors
/// [`SectionRefused`] for an unknown section, a blank name, or a slug that another section has or had.
pub fn rename_section(
    edition: &EditionCode,
    key: &SectionKey,
    name: &str,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, SectionRefused> {
    let (edition, section) = found(edition, key, house)?;
    let (name, slug) = (named(name)?, slug_for(edition, name, Some(key), house)?);
    let mut section = section.clone();
    if slug != section.slug {
        section.former_slugs.retain(|former| *former != slug);
        section.former_slugs.push(std::mem::replace(&mut section.slug, slug));
    }
    section.name = name;
    Ok(decided(EntryKind::RenameSection, section, actor, now))
}

/// What of a section can be changed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionChange {
    pub name: String,
    /// Its word in addresses; made from the name where it is left empty.
    pub slug: String,
    pub colour: Option<String>,
    pub topic: Option<String>,
}

/// Changes a section's name, word in addresses, colour and subject. A former word redirects for ever.
///
/// # Errors
/// [`SectionRefused`] as [`rename_section`], and for a colour or subject that is none.
pub fn change_section(
    edition: &EditionCode,
    key: &SectionKey,
    change: SectionChange,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, SectionRefused> {
    let (edition, section) = found(edition, key, house)?;
    let name = named(&change.name)?;
    let from = if change.slug.trim().is_empty() { &name } else { change.slug.trim() };
    let slug = slug_for(edition, from, Some(key), house)?;
    let mut faults = Vec::new();
    if name.chars().count() > NAME_LETTERS_MAX {
        faults.push(Fault::new("name", "too-long"));
    }
    if change.colour.as_deref().is_some_and(|colour| !is_colour(colour)) {
        faults.push(Fault::new("colour", "colour"));
    }
    if change.topic.as_deref().is_some_and(|topic| topics::named(topic).is_none()) {
        faults.push(Fault::new("topic", "topic"));
    }
    if !faults.is_empty() {
        return Err(SectionRefused::Faults(faults));
    }
    let mut section = section.clone();
    let kind =
        if section.name == name && section.slug == slug { EntryKind::ChangeSection } else { EntryKind::RenameSection };
    if slug != section.slug {
        section.former_slugs.retain(|former| *former != slug);
        section.former_slugs.push(std::mem::replace(&mut section.slug, slug));
    }
    (section.name, section.colour, section.topic) = (name, change.colour, change.topic);
    Ok(decided(kind, section, actor, now))
}

/// Puts an edition's sections in this order; those that are not named follow as they stood. One act for each section whose
/// place changes.
///
/// # Errors
/// [`SectionRefused`] for an unknown edition or section.
pub fn order_sections(
    edition: &EditionCode,
    keys: &[SectionKey],
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Decided>, SectionRefused> {
    if house.edition(edition).is_none() {
        return Err(SectionRefused::UnknownEdition(edition.clone()));
    }
    let mut sections: Vec<&Section> = Vec::new();
    for key in keys {
        let section = house.section(edition, key).ok_or_else(|| SectionRefused::UnknownSection(key.clone()))?;
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    for section in house.sections_of(edition) {
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    let moved = (1..).zip(sections).filter(|(order, section)| section.order != *order);
    let moved = moved
        .map(|(order, section)| decided(EntryKind::ChangeSection, Section { order, ..section.clone() }, actor, now));
    Ok(moved.collect())
}

/// `#rrggbb`.
fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Letters of a section's name: it stands in the menu.
const NAME_LETTERS_MAX: usize = 40;

/// Closes a section: it takes no new stories and leaves the menu, and its stories' addresses stay. Its page stays as an
/// archive, or leads to its successor for ever.
///
/// # Errors
/// [`SectionRefused`] for an unknown section, one that is closed already, or a successor that is not another open one.
pub fn close_section(
    edition: &EditionCode,
    key: &SectionKey,
    successor: Option<&SectionKey>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, SectionRefused> {
    let (_, section) = found(edition, key, house)?;
    if section.closed {
        return Err(SectionRefused::ClosedAlready);
    }
    if let Some(successor) = successor {
        let is_open = house.section(edition, successor).is_some_and(|section| !section.closed);
        if successor == key || !is_open {
            return Err(SectionRefused::Successor);
        }
    }
    let section = Section { closed: true, successor: successor.cloned(), ..section.clone() };
    Ok(decided(EntryKind::CloseSection, section, actor, now))
}

fn found<'h>(
    edition: &EditionCode,
    key: &SectionKey,
    house: &'h House,
) -> Result<(&'h Edition, &'h Section), SectionRefused> {
    let edition = house.edition(edition).ok_or_else(|| SectionRefused::UnknownEdition(edition.clone()))?;
    let section = house.section(&edition.code, key).ok_or_else(|| SectionRefused::UnknownSection(key.clone()))?;
    Ok((edition, section))
}

fn named(name: &str) -> Result<String, SectionRefused> {
    let name = name.trim();
    if name.is_empty() { Err(SectionRefused::NoName) } else { Ok(name.to_owned()) }
}

fn slug_for(edition: &Edition, from: &str, own: Option<&SectionKey>, house: &House) -> Result<String, SectionRefused> {
    let slug = language::slug(from, edition.language);
    let is_edition = house.editions.values().any(|other| other.path == slug);
    let is_ours = RESERVED.contains(&slug.as_str())
        || address::names_own_page(&slug)
        || address::words(edition.language).all().contains(&slug.as_str());
    if is_edition || is_ours {
        return Err(SectionRefused::SlugReserved(slug));
    }
    match house.section_by_slug(&edition.code, &slug) {
        Some(other) if Some(&other.key) != own => Err(SectionRefused::SlugTaken(slug)),
        _ => Ok(slug),
    }
}

fn decided(kind: EntryKind, section: Section, actor: &Actor, now: Timestamp) -> Decided {
    let own_list = UseKey::section_list(&section.edition, &section.key);
    let public = Public::Section(section);
    let entry = Entry::new(kind, &public, actor, now).touching([UseKey::house(), own_list]);
    Decided { public, entry, content: None }
}
