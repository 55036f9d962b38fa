//! A story's file: front matter in TOML between `+++` lines, and the body in a small part of Markdown.

use anyhow::Context;
use serde::Deserialize;

/// One file under `demo/stories`.
#[derive(Debug)]
pub(super) struct StoryFile {
    /// Its path, for messages.
    pub name: String,
    pub edition: String,
    pub front: FrontMatter,
    pub body: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatter {
    pub id: String,
    pub section: Option<String>,
    #[serde(default)]
    pub sections: Vec<String>,
    pub kicker: Option<String>,
    pub headline: String,
    pub standfirst: String,
    #[serde(default)]
    pub by: Vec<String>,
    pub credit: Option<String>,
    pub dateline: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    pub picture: Option<PictureEntry>,
    /// First publication, in hours before the demo is made; absent only for what is scheduled.
    pub hours_ago: Option<f64>,
    pub updated_hours_ago: Option<f64>,
    pub urgency: Option<u8>,
    /// Its place on the edition's front, from 1 to 15.
    pub slot: Option<u8>,
    pub breaking_for_hours: Option<f64>,
    #[serde(default)]
    pub advertorial: bool,
    pub translation_of: Option<String>,
    pub correction: Option<String>,
    pub correction_hours_ago: Option<f64>,
    /// What the version that was corrected said in place of what is right: pairs of right and wrong words.
    #[serde(default)]
    pub first_said: Vec<(String, String)>,
    /// The reason readers are given.
    pub withdrawn: Option<String>,
    /// The court or authority that ordered it; the newsroom itself if absent.
    pub withdrawn_by_order_of: Option<String>,
    pub schedule_in_hours: Option<f64>,
    #[serde(default)]
    pub reads: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PictureEntry {
    pub scene: String,
    pub seed: u64,
    pub caption: String,
    pub credit: String,
    pub alt: String,
}

impl StoryFile {
    /// # Errors
    /// When there is no front matter, it is not TOML, or a key in it is unknown or missing.
    pub fn read(edition: &str, name: &str, text: &str) -> anyhow::Result<Self> {
        let rest = text.strip_prefix("+++\n").with_context(|| format!("{name}: no front matter"))?;
        let (front, body) =
            rest.split_once("\n+++\n").with_context(|| format!("{name}: the front matter does not end"))?;
        let front = toml::from_str(front).with_context(|| name.to_owned())?;
        Ok(Self { name: name.to_owned(), edition: edition.to_owned(), front, body: body.to_owned() })
    }

    /// The home section first.
    pub fn sections(&self) -> impl Iterator<Item = &String> {
        self.front
            .section
            .iter()
            .chain(self.front.sections.iter().filter(|key| Some(*key) != self.front.section.as_ref()))
    }
}
