//! Open, rename and close a section.

use jiff::Timestamp;

use crate::acts::Decided;
use crate::address::{self, RESERVED};
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::house::{Edition, House, Section};
use crate::ids::{EditionCode, SectionKey};
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
}

impl SectionRefused {
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownEdition(_) => "unknown-edition",
            Self::UnknownSection(_) => "unknown-section",
            Self::NoName => "no-name",
            Self::SlugTaken(_) => "slug-taken",
            Self::SlugReserved(_) => "slug-reserved",
            Self::ClosedAlready => "closed-already",
        }
    }
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
    let section = Section {
        edition: edition.code.clone(),
        key,
        slug,
        name,
        colour,
        order,
        closed: false,
        former_slugs: Vec::new(),
    };
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

/// Closes a section: it takes no new stories and leaves the menu; its page and its stories' addresses stay.
///
/// # Errors
/// [`SectionRefused`] for an unknown section or one that is closed already.
pub fn close_section(
    edition: &EditionCode,
    key: &SectionKey,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, SectionRefused> {
    let (_, section) = found(edition, key, house)?;
    if section.closed {
        return Err(SectionRefused::ClosedAlready);
    }
    Ok(decided(EntryKind::CloseSection, Section { closed: true, ..section.clone() }, actor, now))
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
