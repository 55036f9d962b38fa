//! Links by which somebody outside sees a story before it is published: made and ended at the desk, and what they show.

use serde::Serialize;

use super::{Choice, Frame};

/// A story's links, and the form for a new one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PreviewLinksView {
    pub frame: Frame,
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    pub links: Vec<PreviewLinkRow>,
    /// How long a link can last.
    pub days: Vec<Choice>,
    /// Readers have or had the story: there is nothing to show before.
    pub is_public: bool,
    /// The link just made, told once.
    pub link: Option<String>,
    pub link_for: String,
    /// What stood in the form.
    pub name: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PreviewLinkRow {
    /// Tells the link apart and opens nothing.
    pub id: String,
    pub name: String,
    pub by: String,
    pub since: String,
    pub until: String,
}

/// The frame around a story that is not published.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SharedPreviewView {
    pub frame: Frame,
    /// For whom, until when, and that it is not to be passed on.
    pub sentence: String,
    /// The address of the story's page inside.
    pub page: String,
}
