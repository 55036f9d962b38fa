//! The standing parts of a paper: editions, sections, authors and what the masthead must say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use language::Language;
use serde::{Deserialize, Serialize};

use crate::ads::{self, Ads};
use crate::front::Front;
use crate::head_slot::HeadSlot;
use crate::ids::{EditionCode, FrontKey, SectionKey};
use crate::lint::Levels;
use crate::look::Look;
use crate::masthead::Masthead;

/// A publication with its own language, address and hour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    pub code: EditionCode,
    pub language: Language,
    /// The paper's name as this edition writes it.
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tagline: String,
    /// First part of its addresses: empty for the edition at the root, else such as `ar`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// IANA name of the zone its hours are printed in.
    pub zone: String,
    /// Place among the editions, from 1.
    pub order: i64,
    #[serde(default)]
    pub masthead: Masthead,
    /// A sentence or two for search engines and shared links; the tagline where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The paper's own pages elsewhere, each an `https:` address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<String>,
    /// A closed edition takes no new stories and leaves the other editions' pages; its own pages and addresses stay.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed: bool,
    /// What somebody outside has a right to put into the head of its pages.
    #[serde(default, skip_serializing_if = "HeadSlot::is_empty")]
    pub head_slot: HeadSlot,
    #[serde(default, skip_serializing_if = "Ads::is_empty")]
    pub ads: Ads,
    #[serde(default, skip_serializing_if = "Look::is_plain")]
    pub look: Look,
    /// What the linter's rules may do here.
    #[serde(default, skip_serializing_if = "Levels::is_usual")]
    pub rules: Levels,
}

impl Edition {
    /// An edition of which nothing is said yet.
    pub fn new(code: impl Into<EditionCode>, language: Language) -> Self {
        Self {
            code: code.into(),
            language,
            name: String::new(),
            tagline: String::new(),
            path: String::new(),
            zone: "Europe/Istanbul".to_owned(),
            order: 1,
            masthead: Masthead::default(),
            description: String::new(),
            profiles: Vec::new(),
            closed: false,
            head_slot: HeadSlot::default(),
            ads: Ads::new(),
            look: Look::default(),
            rules: Levels::default(),
        }
    }

    /// The hosts that its pages let readers' browsers ask beside the paper's own: none, as long as nobody let one in.
    pub fn asked_hosts(&self) -> BTreeSet<String> {
        let mut hosts = self.head_slot.asked_hosts();
        hosts.extend(ads::asked_hosts(&self.ads));
        hosts
    }

    /// What the edition is, for whoever has only a sentence: its description, else its tagline.
    pub fn in_a_sentence(&self) -> Option<String> {
        let said = [&self.description, &self.tagline].into_iter().find(|text| !text.trim().is_empty());
        said.cloned()
    }

    /// The edition's zone; UTC where the name is unknown, which opening an edition refuses.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

/// A standing part of an edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub edition: EditionCode,
    pub key: SectionKey,
    pub slug: String,
    pub name: String,
    /// Hairline colour, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Place in the edition's order, from 1.
    pub order: i64,
    /// A closed section takes no new stories, leaves the menu, and keeps its page and addresses.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed: bool,
    /// Slugs it had before: each redirects for ever.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_slugs: Vec<String>,
    /// What it is about in IPTC's Media Topics: the code alone, such as `15000000`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Of a closed section: where its page leads now. Without one, its page stays as an archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<SectionKey>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Section {
    /// An open section of which nothing more is said yet.
    pub fn new(edition: impl Into<EditionCode>, key: impl Into<SectionKey>, name: impl Into<String>) -> Self {
        let key = key.into();
        Self {
            edition: edition.into(),
            slug: key.to_string(),
            key,
            name: name.into(),
            colour: None,
            order: 1,
            closed: false,
            former_slugs: Vec::new(),
            topic: None,
            successor: None,
        }
    }
}

/// Somebody who signs, with what their page says of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Author {
    pub edition: EditionCode,
    pub slug: String,
    pub name: String,
    /// "Muhabir", or a column's title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// A columnist stands on the front with a face.
    #[serde(default, skip_serializing_if = "is_false")]
    pub columnist: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portrait: Option<crate::picture::Picture>,
}

/// All standing parts together: some hundreds of small things that acts and pages look up by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct House {
    pub editions: BTreeMap<EditionCode, Edition>,
    pub sections: BTreeMap<(EditionCode, SectionKey), Section>,
    pub authors: BTreeMap<(EditionCode, String), Author>,
    pub fronts: BTreeMap<FrontKey, Front>,
}

impl House {
    pub fn edition(&self, code: &EditionCode) -> Option<&Edition> {
        self.editions.get(code)
    }

    /// Editions in the paper's own order.
    pub fn editions_in_order(&self) -> Vec<&Edition> {
        let mut editions: Vec<_> = self.editions.values().collect();
        editions.sort_by_key(|edition| (edition.order, edition.code.clone()));
        editions
    }

    /// The edition in `language` that stands first, for texts that name only their language.
    pub fn edition_in(&self, language: Language) -> Option<&Edition> {
        self.editions_in_order().into_iter().find(|edition| edition.language == language)
    }

    pub fn section(&self, edition: &EditionCode, key: &SectionKey) -> Option<&Section> {
        self.sections.get(&(edition.clone(), key.clone()))
    }

    /// An edition's sections in order, closed ones too.
    pub fn sections_of(&self, edition: &EditionCode) -> Vec<&Section> {
        let mut sections: Vec<_> = self.sections.values().filter(|section| &section.edition == edition).collect();
        sections.sort_by_key(|section| (section.order, section.key.clone()));
        sections
    }

    /// The section that now has this slug, or had it before.
    pub fn section_by_slug(&self, edition: &EditionCode, slug: &str) -> Option<&Section> {
        let sections = self.sections_of(edition);
        sections
            .iter()
            .find(|section| section.slug == slug)
            .or_else(|| sections.iter().find(|section| section.former_slugs.iter().any(|former| former == slug)))
            .copied()
    }

    /// The section an outside word means: its key, slug or name, whatever its case (by the edition's language).
    pub fn section_named(&self, edition: &Edition, word: &str) -> Option<&Section> {
        let wanted = language::fold(word.trim(), edition.language);
        let as_slug = language::slug(word, edition.language);
        self.sections_of(&edition.code).into_iter().find(|section| {
            section.slug == as_slug
                || section.key.as_str() == as_slug
                || language::fold(&section.name, edition.language) == wanted
        })
    }

    pub fn author(&self, edition: &EditionCode, slug: &str) -> Option<&Author> {
        self.authors.get(&(edition.clone(), slug.to_owned()))
    }

    pub fn front(&self, key: &FrontKey) -> Option<&Front> {
        self.fronts.get(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// States that were sealed before a field was there are read, and printed as they were sealed.
    #[test]
    fn an_edition_and_a_section_of_before_are_printed_as_they_were() {
        let edition = r#"{"code":"tr","language":"tr","name":"Çınar Postası","zone":"Europe/Istanbul","order":1,"masthead":{"publisher":"Çınar","responsible_editor":"","editor_in_chief":"","address":"","phone":"","email":"","hosting_provider":"","registered_email":"","founded":"","registration":"","about":""}}"#;
        let read: Edition = serde_json::from_str(edition).expect("read");
        assert_eq!(serde_json::to_string(&read).expect("printed"), edition);
        let section = r#"{"edition":"tr","key":"spor","slug":"spor","name":"Spor","order":2}"#;
        let read: Section = serde_json::from_str(section).expect("read");
        assert_eq!(serde_json::to_string(&read).expect("printed"), section);
    }
}
