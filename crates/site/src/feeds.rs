//! Feeds of an edition, a section, a tag or an author, in three formats, with whole stories.

use std::collections::{HashMap, HashSet};

use newsroom::{EditionCode, UseKey, address};
use pages::feeds;
use pages::views::FeedView;

use crate::address::{Format, Of, encoded};
use crate::boxes;
use crate::render::{Making, Outcome};
use web::Rendered;

/// Stories in a feed.
const ITEMS: usize = 30;

pub(crate) async fn make(
    making: Making,
    code: EditionCode,
    of: Of,
    format: Format,
    asked: String,
) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let (list, title, home) = match &of {
        Of::Edition => (UseKey::edition_list(&code), None, address::edition_path(&edition)),
        Of::Section(slug) => {
            let Some(section) = making.house.section_by_slug(&code, slug) else { return Ok(Outcome::Nothing) };
            let home = address::section_path(&edition, section);
            if section.slug != *slug {
                let file = asked.rsplit('/').next().unwrap_or_default();
                return Ok(Outcome::Moved(format!("{home}{file}")));
            }
            (UseKey::section_list(&code, &section.key), Some(section.name.clone()), home)
        }
        Of::Tag(slug) => (UseKey::tag_list(&code, slug), Some(slug.clone()), address::tag_path(&edition, slug)),
        Of::Author(slug) => {
            let name = making.house.author(&code, slug).map_or_else(|| slug.clone(), |author| author.name.clone());
            (UseKey::author_list(&code, slug), Some(name), address::author_path(&edition, slug))
        }
    };
    let listed = making.list(list, None, ITEMS).await?;
    let known_author = matches!(&of, Of::Author(slug) if making.house.author(&code, slug).is_some());
    if listed.is_empty() && matches!(of, Of::Tag(_) | Of::Author(_)) && !known_author {
        return Ok(Outcome::Nothing);
    }
    let hashes: Vec<_> = listed.iter().map(|listed| &listed.live.content_hash).collect();
    let contents = making.reading().contents(&hashes).await?;
    let title = match (&of, title) {
        // A tag is known by its slug; its name stands in the stories that carry it.
        (Of::Tag(slug), _) => {
            contents.values().flat_map(|c| &c.tags).find(|tag| tag.slug == *slug).map(|tag| tag.name.clone())
        }
        (_, title) => title,
    };
    let linked: HashSet<_> = contents.values().flat_map(|content| content.body.linked_stories()).collect();
    let linked = making.cards(&linked.into_iter().collect::<Vec<_>>()).await?;

    let composer = making.composer(&edition);
    let linked: HashMap<_, _> =
        linked.iter().map(|listed| (listed.live.number, boxes::card(&composer, listed))).collect();
    let updated = listed.iter().map(|listed| listed.live.updated_at).max().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let home: String = home.split('/').map(encoded).collect::<Vec<_>>().join("/");
    let view = FeedView {
        title: title.map_or_else(|| edition.name.clone(), |title| format!("{title} – {}", edition.name)),
        description: if edition.tagline.is_empty() { edition.name.clone() } else { edition.tagline.clone() },
        home: composer.absolute(&home),
        url: composer.absolute(&asked),
        lang: edition.language.code().to_owned(),
        paper: edition.name.clone(),
        updated: pages::iso(updated, &edition.time_zone()),
        items: listed
            .iter()
            .filter_map(|listed| {
                let content = contents.get(&listed.live.content_hash)?;
                Some(composer.feed_item(&listed.live, content, Some(&linked)))
            })
            .collect(),
    };
    let mut rendered = match format {
        Format::Rss => Rendered::file("application/rss+xml; charset=utf-8", feeds::rss(&view)),
        Format::Atom => Rendered::file("application/atom+xml; charset=utf-8", feeds::atom(&view)),
        Format::Json => Rendered::file("application/feed+json; charset=utf-8", feeds::json(&view)),
    };
    // Ages are a page's words and no feed's, so nothing here changes with time alone.
    rendered.language = Some(edition.language.code());
    Ok(Outcome::Page(rendered))
}
