//! What feeds and sitemaps are made of.

use serde::{Deserialize, Serialize};

/// A feed in any of its three formats. All addresses are absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedView {
    pub title: String,
    pub description: String,
    /// The page the feed belongs to.
    pub home: String,
    /// The feed's own address.
    pub url: String,
    /// BCP 47.
    pub lang: String,
    /// The paper's name.
    pub paper: String,
    /// RFC 3339: the newest change of an item, or the paper's first hour if there is none.
    pub updated: String,
    /// Newest first.
    pub items: Vec<FeedItem>,
}

/// A story in a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedItem {
    /// Lasting name, an IRI: it stays when section or slug change.
    pub id: String,
    /// Absolute.
    pub url: String,
    pub title: String,
    /// The standfirst, plain words.
    pub summary: Option<String>,
    /// The body's markup, if the feed carries whole stories.
    pub content: Option<String>,
    /// Names of those who wrote it, else of the sources.
    pub authors: Vec<String>,
    /// Sections and tags, by name.
    pub categories: Vec<String>,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339; the same as `published` before the first update.
    pub updated: String,
    pub picture: Option<Enclosure>,
    /// BCP 47, if not the feed's.
    pub lang: Option<String>,
}

/// A picture in a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Absolute.
    pub url: String,
    /// Bytes of the rendition, if known: RSS wants them for an enclosure.
    pub bytes: Option<u64>,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub credit: Option<String>,
}

/// A sitemap: the index, one part, or the news sitemap. Addresses are absolute, hours RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SitemapView {
    Index { items: Vec<SitemapIndexItem> },
    Part { items: Vec<SitemapItem> },
    News { items: Vec<NewsSitemapItem> },
}

/// A part named in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapIndexItem {
    pub url: String,
    /// The newest change in the part.
    pub updated: Option<String>,
}

/// A page in a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapItem {
    pub url: String,
    pub updated: Option<String>,
    /// The page in every language it has, itself included.
    pub alternates: Vec<SitemapEntry>,
    /// The main picture.
    pub picture: Option<String>,
}

/// A page in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapEntry {
    pub lang: String,
    pub url: String,
}

/// A story of the last two days, as the news sitemap wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsSitemapItem {
    pub url: String,
    /// The edition's name.
    pub paper: String,
    /// ISO 639 code of the story's language.
    pub lang: String,
    pub published: String,
    pub headline: String,
    pub picture: Option<String>,
}
