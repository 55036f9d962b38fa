//! What stands around every page: the paper's name, menu, footer, and what the head says to machines.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::card::{CardView, PictureView, TimeView};

/// The parts that every page has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shell {
    pub edition: EditionView,
    /// Scheme and host without a slash at the end: `https://example.com`.
    pub origin: String,
    /// This page's path and query.
    pub path: String,
    /// This page's lasting address, absolute; none on pages that search engines are not to keep.
    pub canonical: Option<String>,
    /// The page's own title, without the paper's name; empty on the front and where the theme's words give it.
    pub title: String,
    /// One or two sentences for search results.
    pub description: Option<String>,
    /// Value of `<meta name="robots">`, such as "noindex"; none if anyone may keep the page.
    pub robots: Option<String>,
    /// The edition's open sections in order.
    pub menu: Vec<MenuItem>,
    /// All editions of the paper, this one too. A paper with one edition has one here.
    pub editions: Vec<EditionLink>,
    /// What the breaking band shows now.
    pub breaking: Option<CardView>,
    /// This page in other languages, itself included; empty if it stands alone.
    pub alternates: Vec<Alternate>,
    /// Feeds to be found from this page, the narrowest first.
    pub feeds: Vec<FeedLink>,
    pub footer: FooterView,
    /// The day of reading, "30 Kasım 2024 Cumartesi".
    pub today: String,
    pub open_graph: OpenGraph,
    /// JSON-LD objects for `<script type="application/ld+json">`, which is data and runs nothing.
    pub structured: Vec<Value>,
    /// The ledger's position the page was made at, for whoever must know how fresh it is.
    pub position: i64,
    /// What differs from the theme: colours and wordmark.
    pub look: LookView,
    /// Advertising by place; empty as a rule.
    pub ads: AdsView,
    /// What the program itself prints at the end of the head, whatever the theme does. Templates do not see it.
    #[serde(skip)]
    pub head_end: String,
}

/// What a paper changed of the theme at the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookView {
    /// The colour on light paper and on dark, `#rrggbb`; none if the theme's own holds.
    pub accent: Option<String>,
    pub accent_dark: Option<String>,
    /// In place of the paper's name.
    pub wordmark: Option<PictureView>,
}

/// Advertising by place. A template prints a place where it stands, and nothing for an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdsView {
    /// Some place of this page is filled.
    pub any: bool,
    pub front_top: Option<AdView>,
    pub after_manset: Option<AdView>,
    pub section_top: Option<AdView>,
    pub story_middle: Option<AdView>,
    pub story_end: Option<AdView>,
    pub side: Option<AdView>,
}

/// An advertisement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdView {
    /// The place's name, such as `story-end`.
    pub place: String,
    /// CSS pixels to set aside.
    pub width: u32,
    pub height: u32,
    pub picture: Option<PictureView>,
    /// Where the picture leads.
    pub url: Option<String>,
    /// A program of another host that fills the place.
    pub script: Option<String>,
}

/// The edition a page belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionView {
    /// The edition's short code.
    pub code: String,
    /// Its language, BCP 47.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The paper's name as this edition writes it.
    pub name: String,
    /// The line below the name; may be empty.
    pub tagline: String,
    /// The address of its front.
    pub home: String,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub name: String,
    pub url: String,
}

/// A section, as menus and cards show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuItem {
    pub name: String,
    pub url: String,
    /// `#rrggbb` for a hairline; none if the section has no colour of its own.
    pub colour: Option<String>,
    /// This page is that section's front, or stands in it.
    pub current: bool,
}

/// Another edition, or this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionLink {
    /// The language's name in itself: "العربية".
    pub name: String,
    /// The edition's front, or this page's twin there.
    pub url: String,
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// This page belongs to it.
    pub current: bool,
}

/// The same page in a language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternate {
    /// BCP 47, for `hreflang`.
    pub lang: String,
    /// Absolute.
    pub url: String,
}

/// A feed to subscribe to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedLink {
    pub title: String,
    pub url: String,
    /// `application/rss+xml`, `application/atom+xml` or `application/feed+json`.
    pub media_type: String,
}

/// Addresses of the pages that every page leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FooterView {
    pub masthead: String,
    pub contact: String,
    pub corrections: String,
    pub how_ranked: String,
    /// What is done with readers' data, where the paper says it.
    pub privacy: Option<String>,
    pub search: String,
    /// Today's page of the archive.
    pub archive: String,
    pub feed: String,
    /// Who publishes the paper, as the masthead names them; may be empty.
    pub publisher: String,
    /// The year of reading.
    pub year: i16,
}

/// What the Open Graph and Twitter cards say of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGraph {
    /// `article`, `profile` or `website`.
    pub kind: String,
    pub title: String,
    pub description: Option<String>,
    /// Absolute address of this page.
    pub url: String,
    /// Language and territory as Open Graph writes them: `tr_TR`.
    pub locale: String,
    pub image: Option<OpenGraphImage>,
    /// First publication of a story.
    pub published: Option<TimeView>,
    /// Last update of a story.
    pub modified: Option<TimeView>,
    /// A story's home section, by name.
    pub section: Option<String>,
    /// A story's tags, by name.
    pub tags: Vec<String>,
}

/// The picture that a shared link shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGraphImage {
    /// Absolute.
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}
