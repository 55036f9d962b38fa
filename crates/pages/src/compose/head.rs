//! The shell of a page: everything around what the page is about.

use newsroom::address;
use newsroom::ads::{AdPlace, Advertisement};
use newsroom::{EditionCode, SectionKey};
use serde_json::Value;

use super::Composer;
use crate::views::{
    AdView, AdsView, Alternate, CardView, EditionLink, EditionView, FeedLink, FooterView, LookView, OpenGraph,
    OpenGraphImage, Shell,
};
use crate::{head_slot, structured};

/// What a page says of itself. Start from [`Head::new`] and set what differs.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Path and query as asked for.
    pub path: String,
    /// The path search engines are to keep, if they are to keep the page.
    pub canonical: Option<String>,
    /// Without the paper's name; empty on the front.
    pub title: String,
    pub description: Option<String>,
    /// The section the page is or stands in.
    pub section: Option<SectionKey>,
    /// The same page in other editions, as paths; this one need not be among them.
    pub twins: Vec<(EditionCode, String)>,
    /// A narrower feed than the edition's: its title and the path below which `feed.xml` and its kin stand.
    pub feed: Option<(String, String)>,
    /// What the breaking band shows.
    pub breaking: Option<CardView>,
    /// `website` if left empty.
    pub kind: String,
    pub image: Option<OpenGraphImage>,
    /// JSON-LD beyond the paper's own.
    pub structured: Vec<Value>,
    /// The ledger's position the page is made at.
    pub position: i64,
}

impl Head {
    /// A page that may be found by its own path.
    pub fn new(path: impl Into<String>, title: impl Into<String>) -> Self {
        let path = path.into();
        Self { canonical: Some(path.clone()), path, title: title.into(), ..Self::default() }
    }

    /// Keeps the page out of search engines (search answers, errors, later parts of a list).
    pub fn unlisted(mut self) -> Self {
        self.canonical = None;
        self
    }
}

impl Composer<'_> {
    /// What stands around the page that `head` tells of.
    pub fn shell(&self, head: Head) -> Shell {
        let edition = self.edition;
        let url = self.absolute(head.canonical.as_deref().unwrap_or(&head.path));
        let menu = self.house.sections_of(&edition.code).into_iter().filter(|section| !section.closed);
        let title = if head.title.is_empty() { edition.name.clone() } else { head.title.clone() };
        Shell {
            edition: EditionView {
                code: edition.code.to_string(),
                lang: edition.language.code().to_owned(),
                dir: edition.language.direction().as_str().to_owned(),
                name: edition.name.clone(),
                tagline: edition.tagline.clone(),
                home: address::edition_path(edition),
            },
            origin: self.origin.to_owned(),
            canonical: head.canonical.as_ref().map(|path| self.absolute(path)),
            robots: head.canonical.is_none().then(|| "noindex, follow".to_owned()),
            menu: menu.map(|section| self.section(section, head.section.as_ref() == Some(&section.key))).collect(),
            editions: self.edition_links(&head),
            alternates: self.alternates(&head),
            feeds: self.feeds(&head),
            footer: self.footer(),
            today: self.today(),
            open_graph: OpenGraph {
                kind: if head.kind.is_empty() { "website".to_owned() } else { head.kind },
                title,
                description: head.description.clone(),
                url,
                locale: locale(edition.language).to_owned(),
                image: head.image.or_else(|| self.icon_image()),
                ..OpenGraph::default()
            },
            structured: head.structured,
            position: head.position,
            path: head.path,
            title: head.title,
            description: head.description,
            breaking: head.breaking,
            look: self.look(),
            ads: self.ads(),
            head_end: head_slot::markup(&edition.head_slot),
        }
    }

    fn look(&self) -> LookView {
        let look = &self.edition.look;
        let accent = |which: fn(&newsroom::look::Accent) -> &String| {
            look.accent.as_ref().and_then(|accent| super::colour(which(accent)))
        };
        LookView {
            accent: accent(|accent| &accent.light),
            accent_dark: accent(|accent| &accent.dark),
            wordmark: look.wordmark.as_ref().map(super::picture),
        }
    }

    fn ads(&self) -> AdsView {
        let ads = &self.edition.ads;
        let ad = |place: AdPlace| {
            let ad = ads.get(&place)?;
            let (picture, url, script) = match &ad.what {
                Advertisement::Own { picture, url } => (Some(super::picture(picture)), Some(url.clone()), None),
                Advertisement::Script { src, .. } => (None, None, Some(src.clone())),
            };
            Some(AdView { place: place.as_str().to_owned(), width: ad.width, height: ad.height, picture, url, script })
        };
        AdsView {
            any: !ads.is_empty(),
            front_top: ad(AdPlace::FrontTop),
            after_manset: ad(AdPlace::AfterManset),
            section_top: ad(AdPlace::SectionTop),
            story_middle: ad(AdPlace::StoryMiddle),
            story_end: ad(AdPlace::StoryEnd),
            side: ad(AdPlace::Side),
        }
    }

    fn edition_links(&self, head: &Head) -> Vec<EditionLink> {
        let editions = self.house.editions_in_order().into_iter();
        let link = |edition: &newsroom::Edition| {
            let twin = head.twins.iter().find(|(code, _)| *code == edition.code).map(|(_, path)| path.clone());
            let current = edition.code == self.edition.code;
            EditionLink {
                name: edition.language.native_name().to_owned(),
                url: twin.unwrap_or_else(|| address::edition_path(edition)),
                lang: edition.language.code().to_owned(),
                dir: edition.language.direction().as_str().to_owned(),
                current,
            }
        };
        // A closed edition is led to by its own pages alone.
        let shown = |edition: &&newsroom::Edition| !edition.closed || edition.code == self.edition.code;
        editions.filter(shown).map(link).collect()
    }

    /// A page that only stands in one language names no alternates: a list of one tells search engines nothing.
    fn alternates(&self, head: &Head) -> Vec<Alternate> {
        let Some(own) = &head.canonical else { return Vec::new() };
        let others = head.twins.iter().filter(|(code, _)| *code != self.edition.code);
        let others = others.filter_map(|(code, path)| Some((self.house.edition(code)?, path)));
        let mut alternates: Vec<_> = std::iter::once((self.edition, own)).chain(others).collect();
        alternates.sort_by_key(|(edition, _)| edition.order);
        if alternates.len() < 2 {
            return Vec::new();
        }
        let made = alternates.into_iter();
        made.map(|(edition, path)| Alternate { lang: edition.language.code().to_owned(), url: self.absolute(path) })
            .collect()
    }

    fn feeds(&self, head: &Head) -> Vec<FeedLink> {
        let whole = (self.edition.name.clone(), address::edition_path(self.edition));
        let mut feeds = Vec::new();
        for (title, below) in head.feed.iter().chain([&whole]) {
            for (file, media_type) in [
                ("feed.xml", "application/rss+xml"),
                ("atom.xml", "application/atom+xml"),
                ("feed.json", "application/feed+json"),
            ] {
                feeds.push(FeedLink {
                    title: title.clone(),
                    url: format!("{below}{file}"),
                    media_type: media_type.to_owned(),
                });
            }
        }
        feeds
    }

    fn footer(&self) -> FooterView {
        let words = address::words(self.edition.language);
        let below = |word: &str| address::below(self.edition, word);
        let today = self.now.to_zoned_datetime(self.edition.time_zone()).date();
        FooterView {
            masthead: below(words.masthead),
            contact: below(words.contact),
            corrections: below(words.corrections),
            how_ranked: below(words.how_ranked),
            privacy: (!self.edition.masthead.privacy.trim().is_empty()).then(|| below(words.privacy)),
            search: below(words.search),
            archive: address::day_path(self.edition, today),
            feed: below("feed.xml"),
            publisher: self.edition.masthead.publisher.clone(),
            year: today.year(),
        }
    }

    /// The paper's own sign, where a page has no picture.
    fn icon_image(&self) -> Option<OpenGraphImage> {
        let icon = self.theme.address(structured::LOGO)?;
        Some(OpenGraphImage { url: self.absolute(&icon), width: 512, height: 512, alt: self.edition.name.clone() })
    }
}

/// Language and territory as Open Graph writes them (`ar_AR` is its own name for Arabic of any country).
fn locale(language: language::Language) -> &'static str {
    match language {
        language::Language::Turkish => "tr_TR",
        language::Language::Arabic => "ar_AR",
        language::Language::English => "en_GB",
        language::Language::Kurmanji => "ku_TR",
    }
}
