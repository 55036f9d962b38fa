//! `demo/paper.toml`: editions, sections, people and agencies of the sample paper.

use anyhow::ensure;
use language::Language;
use newsroom::{Edition, EditionCode, Masthead};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paper {
    pub editions: Vec<EditionEntry>,
    pub authors: Vec<AuthorEntry>,
    pub agencies: Vec<AgencyEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionEntry {
    pub key: EditionCode,
    pub language: Language,
    /// For whoever edits the file: it follows from the language, and is compared with it.
    direction: String,
    path: String,
    zone: String,
    name: String,
    tagline: String,
    about: String,
    masthead: MastheadEntry,
    pub sections: Vec<SectionEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MastheadEntry {
    publisher: String,
    owner: String,
    responsible_editor: String,
    editor_in_chief: String,
    address: String,
    phone: String,
    email: String,
    hosting_provider: String,
    hosting_address: String,
    kep: String,
    founded: String,
    registration: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionEntry {
    pub key: String,
    pub name: String,
    pub colour: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthorEntry {
    pub slug: String,
    pub name: String,
    pub role: String,
    /// The standing title of a columnist's column.
    pub column: Option<String>,
    /// The seed of the face, for those who show theirs.
    pub portrait: Option<u64>,
    #[serde(default)]
    pub bio: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyEntry {
    pub code: String,
    pub name: String,
}

impl EditionEntry {
    pub fn edition(&self, order: i64) -> Edition {
        let masthead = &self.masthead;
        Edition {
            name: self.name.clone(),
            tagline: self.tagline.clone(),
            path: self.path.clone(),
            zone: self.zone.clone(),
            order,
            masthead: Masthead {
                publisher: masthead.publisher.clone(),
                owner: masthead.owner.clone(),
                responsible_editor: masthead.responsible_editor.clone(),
                editor_in_chief: masthead.editor_in_chief.clone(),
                address: masthead.address.clone(),
                phone: masthead.phone.clone(),
                email: masthead.email.clone(),
                hosting_provider: masthead.hosting_provider.clone(),
                hosting_address: masthead.hosting_address.clone(),
                registered_email: masthead.kep.clone(),
                founded: masthead.founded.clone(),
                registration: masthead.registration.clone(),
                about: self.about.trim().to_owned(),
                ..Masthead::default()
            },
            ..Edition::new(self.key.clone(), self.language)
        }
    }
}

impl Paper {
    /// # Errors
    /// When the text is not TOML, a key is unknown or missing, or a direction is not its language's.
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let paper: Self = toml::from_str(text)?;
        for edition in &paper.editions {
            let runs = edition.language.direction().as_str();
            ensure!(edition.direction == runs, "the edition `{}` runs {runs}, not {}", edition.key, edition.direction);
        }
        Ok(paper)
    }

    pub fn author(&self, slug: &str) -> Option<&AuthorEntry> {
        self.authors.iter().find(|author| author.slug == slug)
    }

    /// An agency's name for its code; other credits stand as they are.
    pub fn credit(&self, code: &str) -> String {
        self.agencies
            .iter()
            .find(|agency| agency.code == code)
            .map_or_else(|| code.to_owned(), |agency| agency.name.clone())
    }
}
