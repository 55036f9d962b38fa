//! A story's page and its place in feeds and sitemaps.

use std::collections::HashMap;

use jiff::Timestamp;
use newsroom::{Content, Hour, Live, StoryNumber, address};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Composer, Head, iso, word_count};
use crate::share::{CARD_SIZE, ShareCard};
use crate::views::{
    AdsView, CardView, CorrectionView, Enclosure, FeedItem, HistoryKind, HistoryView, Link, NewsSitemapItem,
    OpenGraphImage, ShareLink, StoryView, TranslationView,
};
use crate::{body, structured};

/// Words a practised reader takes in within a minute.
const WORDS_A_MINUTE: i64 = 200;

/// What a story's page shows beside the story itself.
#[derive(Clone, Debug, Default)]
pub struct StoryParts {
    /// Notes of corrections with their hours.
    pub corrections: Vec<(Timestamp, String)>,
    /// Acts since the first publication with their hours, and the note of a correction.
    pub history: Vec<(Hour, HistoryKind, Option<String>)>,
    /// The story in other languages, with the edition of each.
    pub translations: Vec<(newsroom::EditionCode, TranslationView)>,
    /// Own stories that the body leads to ([`Body::linked_stories`](newsroom::Body::linked_stories)). Those that are
    /// missing here are not linked.
    pub linked: HashMap<StoryNumber, CardView>,
    pub related: Vec<CardView>,
    pub highlights: Vec<CardView>,
    pub headlines: Vec<CardView>,
    /// What the breaking band shows.
    pub breaking: Option<CardView>,
    /// The ledger's position the page is made at.
    pub position: i64,
}

impl Composer<'_> {
    /// The page of a live story.
    pub fn story(&self, live: &Live, content: &Content, parts: StoryParts) -> StoryView {
        let edition = self.house.edition(&live.edition).unwrap_or(self.edition);
        let url = address::story_path(self.house, edition, live);
        let published = self.time(live.published());
        let updated = live.was_updated().then(|| self.time(live.updated()));
        let sections = self.sections(&content.sections);
        let words = word_count(content);
        let image = self.share_image(live, content);
        let twins = parts.translations.iter().map(|(code, twin)| (code.clone(), twin.url.clone())).collect();

        let mut shell = self.shell(Head {
            description: structured::description(content),
            section: Some(live.section.clone()),
            twins,
            kind: "article".to_owned(),
            image: image.clone(),
            breaking: parts.breaking,
            position: parts.position,
            ..Head::new(url.clone(), content.title_for_search())
        });
        shell.open_graph.title = content.title_for_sharing().to_owned();
        shell.open_graph.published = Some(published.clone());
        shell.open_graph.modified = updated.clone();
        shell.open_graph.section = sections.first().map(|section| section.name.clone());
        shell.open_graph.tags = content.tags.iter().map(|tag| tag.name.clone()).collect();
        shell.structured = vec![
            structured::news_article(self, live, content, words),
            structured::breadcrumbs(self, sections.first(), &content.headline, &url),
        ];

        let zone = edition.time_zone();
        let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
        let (lang, dir) = self.foreign(&content.language);
        let context = body::Context { linked: &parts.linked, origin: "" };
        // Paid words carry no advertisement of somebody else's.
        if content.advertorial {
            shell.ads = AdsView::default();
        }
        let (body_start, body_rest) = match &shell.ads.story_middle {
            Some(_) => in_two(&content.body, &context),
            None => Default::default(),
        };
        let mut history: Vec<_> = parts.history;
        history.sort_by_key(|(hour, ..)| std::cmp::Reverse(hour.at));
        let mut corrections = parts.corrections;
        corrections.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        StoryView {
            number: live.number.0,
            kicker: content.kicker.clone(),
            headline: content.headline.clone(),
            standfirst: content.standfirst.clone(),
            byline: self.byline(edition, &content.bylines),
            credit: self.credit(&content.credits),
            dateline: content.dateline.clone(),
            published,
            updated,
            updated_same_day: day(live.published_at) == day(live.updated_at),
            picture: content.picture.as_ref().map(super::picture),
            body: body::html(&content.body, &context),
            body_start,
            body_rest,
            corrections: corrections
                .into_iter()
                .map(|(at, note)| CorrectionView { time: self.time(at), note })
                .collect(),
            history: history
                .into_iter()
                .map(|(hour, what, note)| HistoryView { time: self.time(hour), what, note })
                .collect(),
            sections,
            tags: content
                .tags
                .iter()
                .map(|tag| Link { name: tag.name.clone(), url: address::tag_path(edition, &tag.slug) })
                .collect(),
            translations: parts.translations.into_iter().map(|(_, twin)| twin).collect(),
            related: parts.related,
            highlights: parts.highlights,
            headlines: parts.headlines,
            share: share(&self.absolute(&url), content.title_for_sharing()),
            advertorial: content.advertorial,
            words,
            minutes: ((words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE).max(1),
            lang,
            dir,
            url,
            shell,
        }
    }

    fn share_image(&self, live: &Live, content: &Content) -> Option<OpenGraphImage> {
        let Some(picture) = &content.picture else {
            let card = ShareCard::of(self, live, content)?;
            let (url, (width, height)) = (self.absolute(&card.path()), CARD_SIZE);
            return Some(OpenGraphImage { url, width, height, alt: content.headline.clone() });
        };
        let (path, width, height) = structured::crops(picture).into_iter().next()?;
        Some(OpenGraphImage { url: self.absolute(&path), width, height, alt: picture.alt.clone() })
    }

    /// A story for a feed: whole if `linked` is given, which holds the own stories its body leads to, else with its
    /// standfirst only.
    pub fn feed_item(
        &self,
        live: &Live,
        content: &Content,
        linked: Option<&HashMap<StoryNumber, CardView>>,
    ) -> FeedItem {
        let edition = self.house.edition(&live.edition).unwrap_or(self.edition);
        let zone = edition.time_zone();
        let url = self.absolute(&address::story_path(self.house, edition, live));
        let bylines = content.bylines.iter().map(|byline| &byline.name);
        let mut authors: Vec<String> = bylines.filter(|name| !name.trim().is_empty()).cloned().collect();
        if authors.is_empty() {
            authors = self.credit(&content.credits);
        }
        let sections = self.sections(&content.sections).into_iter().map(|section| section.name);
        FeedItem {
            id: lasting_id(live, self.origin),
            title: content.headline.clone(),
            summary: content.standfirst.clone(),
            content: linked.map(|linked| body::html(&content.body, &body::Context { linked, origin: self.origin })),
            authors,
            categories: sections.chain(content.tags.iter().map(|tag| tag.name.clone())).collect(),
            // Feeds know no date without an hour; that of a day alone is such that the day is right.
            published: iso(live.published_at, &zone),
            updated: iso(live.updated_at, &zone),
            picture: content.picture.as_ref().map(|picture| {
                let view = super::picture(picture);
                Enclosure {
                    url: self.absolute(&view.src),
                    bytes: None,
                    width: view.width,
                    height: view.height,
                    alt: view.alt,
                    credit: view.credit,
                }
            }),
            lang: self.foreign(&content.language).0,
            url,
        }
    }

    /// A story for the news sitemap.
    pub fn news_sitemap_item(&self, live: &Live, card: &newsroom::Card) -> NewsSitemapItem {
        let edition = self.house.edition(&live.edition).unwrap_or(self.edition);
        let language = language::Language::from_tag(&card.language).unwrap_or(edition.language);
        NewsSitemapItem {
            url: self.absolute(&address::story_path(self.house, edition, live)),
            paper: edition.name.clone(),
            lang: language.code().to_owned(),
            published: iso(live.published(), &edition.time_zone()),
            headline: card.headline.clone(),
            picture: card.picture.as_ref().map(|picture| self.absolute(&super::picture(picture).src)),
        }
    }
}

/// Paragraphs before an advertisement within the text.
const PARAGRAPHS_BEFORE: usize = 3;

/// The body's markup cut behind its third paragraph, where at least two blocks follow: an advertisement that ends the text
/// would stand beside the one behind it.
fn in_two(body: &newsroom::Body, context: &body::Context<'_>) -> (String, String) {
    let is_paragraph = |block: &newsroom::Block| matches!(block, newsroom::Block::Paragraph { .. });
    let paragraphs = body.0.iter().enumerate().filter(|(_, block)| is_paragraph(block));
    let Some(cut) = paragraphs.map(|(place, _)| place + 1).nth(PARAGRAPHS_BEFORE - 1) else {
        return Default::default();
    };
    if body.0.len() < cut + 2 {
        return Default::default();
    }
    let part = |blocks: &[newsroom::Block]| body::html(&newsroom::Body(blocks.to_vec()), context);
    (part(&body.0[..cut]), part(&body.0[cut..]))
}

/// The story's uri if it is an IRI, else a `tag:` name (RFC 4151) of its number and first day: feeds need one that
/// stays when an address changes.
fn lasting_id(live: &Live, origin: &str) -> String {
    let scheme = live.uri.split_once(':').map(|(scheme, rest)| (scheme, !rest.is_empty()));
    let is_iri = scheme.is_some_and(|(scheme, has_rest)| {
        has_rest
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if is_iri && !live.uri.contains(char::is_whitespace) {
        return live.uri.clone();
    }
    let host = origin.split("//").last().unwrap_or(origin);
    let host = host.split(':').next().unwrap_or(host);
    format!("tag:{host},{}:story-{}", live.published_at.strftime("%Y-%m-%d"), live.number)
}

/// Everything but RFC 3986's unreserved letters.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Plain links to where readers in Turkey pass stories on. No address of theirs is asked for until one is followed.
fn share(url: &str, headline: &str) -> Vec<ShareLink> {
    let address = utf8_percent_encode(url, QUERY);
    let words = utf8_percent_encode(headline, QUERY);
    let links = [
        ("whatsapp", format!("https://wa.me/?text={words}%20{address}")),
        ("x", format!("https://x.com/intent/post?text={words}&url={address}")),
        ("facebook", format!("https://www.facebook.com/sharer/sharer.php?u={address}")),
        ("telegram", format!("https://t.me/share/url?url={address}&text={words}")),
        ("email", format!("mailto:?subject={words}&body={address}")),
    ];
    links.into_iter().map(|(key, url)| ShareLink { key: key.to_owned(), url }).collect()
}
