//! Sitemaps: an index, a part for every five thousand stories, one for the standing pages, and the news sitemap.

use jiff::SignedDuration;
use newsroom::{EditionCode, UseKey, address};
use pages::sitemap;
use pages::views::{SitemapIndexItem, SitemapItem, SitemapView};

use crate::render::{Making, Outcome};
use web::{Rendered, Span};

/// News sitemaps hold stories of the last two days, a thousand at most (Google's published limits).
const NEWS_HOURS: i64 = 48;
const NEWS_MAX: usize = 1_000;

pub(crate) async fn index(making: Making) -> Result<Outcome, web::Error> {
    let mut items = vec![
        SitemapIndexItem { url: format!("{}/sitemap-pages.xml", making.site.origin), updated: None },
        SitemapIndexItem { url: format!("{}/sitemap-news.xml", making.site.origin), updated: None },
    ];
    for edition in making.house.editions_in_order() {
        // Any story may move the hour a part last changed.
        making.used([UseKey::edition_list(&edition.code)]);
        for (part, updated_at) in making.reading().sitemap_parts(&edition.code).await? {
            items.push(SitemapIndexItem {
                url: format!("{}/sitemap-{}-{part}.xml", making.site.origin, edition.code),
                updated: Some(pages::iso(updated_at, &edition.time_zone())),
            });
        }
    }
    Ok(printed(&SitemapView::Index { items }))
}

pub(crate) async fn part(making: Making, code: EditionCode, part: i64) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?;
    making.used([UseKey::sitemap(&code, part)]);
    let stories = making.reading().sitemap_part(&code, part).await?;
    if stories.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let zone = edition.time_zone();
    let items = stories
        .iter()
        .map(|(live, _)| SitemapItem {
            url: format!("{}{}", making.site.origin, address::story_path(&making.house, edition, live)),
            updated: Some(pages::iso(live.updated(), &zone)),
            ..SitemapItem::default()
        })
        .collect();
    Ok(printed(&SitemapView::Part { items }))
}

/// Fronts, sections and the paper's own pages.
pub(crate) async fn pages(making: Making) -> Result<Outcome, web::Error> {
    let mut paths = Vec::new();
    for edition in making.house.editions_in_order() {
        paths.push(address::edition_path(edition));
        let sections = making.house.sections_of(&edition.code);
        paths.extend(sections.into_iter().filter(|s| !s.closed).map(|section| address::section_path(edition, section)));
        let words = address::words(edition.language);
        let mut own = vec![words.masthead, words.contact, words.corrections, words.how_ranked];
        own.extend((!edition.masthead.privacy.trim().is_empty()).then_some(words.privacy));
        paths.extend(own.into_iter().map(|word| address::below(edition, word)));
    }
    let items = paths
        .into_iter()
        .map(|path| SitemapItem { url: format!("{}{path}", making.site.origin), ..SitemapItem::default() })
        .collect();
    Ok(printed(&SitemapView::Part { items }))
}

pub(crate) async fn news(making: Making) -> Result<Outcome, web::Error> {
    let window = SignedDuration::from_hours(NEWS_HOURS);
    let mut stories = Vec::new();
    for edition in making.house.editions_in_order() {
        let from = making.now - window;
        making.used_within([UseKey::edition_list(&edition.code)], Span { from: Some(from), until: None });
        // Until a moment from now: what was published this very instant is in it.
        let until = making.now + SignedDuration::from_secs(1);
        let found = making.reading().published_between(&edition.code, from, until, None, NEWS_MAX).await?;
        stories.extend(found.into_iter().map(|listed| (edition.clone(), listed)));
    }
    stories.sort_by_key(|(_, listed)| std::cmp::Reverse((listed.live.published_at, listed.live.number)));
    stories.truncate(NEWS_MAX);
    let valid_until = stories.iter().map(|(_, listed)| listed.live.published_at + window).min();
    let items = stories
        .iter()
        .map(|(edition, listed)| making.composer(edition).news_sitemap_item(&listed.live, &listed.card))
        .collect();
    let Outcome::Page(mut rendered) = printed(&SitemapView::News { items }) else { return Ok(Outcome::Nothing) };
    rendered.valid_until = valid_until;
    Ok(Outcome::Page(rendered))
}

fn printed(view: &SitemapView) -> Outcome {
    Outcome::Page(Rendered::file("application/xml; charset=utf-8", sitemap::xml(view)))
}
