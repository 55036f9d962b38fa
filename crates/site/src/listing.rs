//! Lists with a page of their own: a section's front, a tag, an author, a day of the archive. By cursor, never by
//! offset, and never counted.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;
use newsroom::lists::MOST_READ_MAX;
use newsroom::{Author, EditionCode, FrontKey, StoryNumber, UseKey, address};
use pages::views::{Link, ListingKind, ListingView, SlotView};
use pages::{Composer, Head, structured};
use store::{Cursor, Listed};

use crate::boxes::{self, Boxes, Deck, card};
use crate::render::{Making, Outcome, finish};
use web::Span;

/// Stories on one page of a list.
const PAGE: usize = 24;

pub(crate) async fn section(
    making: Making,
    code: EditionCode,
    slug: String,
    after: Option<Cursor>,
) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let Some(section) = making.house.section_by_slug(&code, &slug).cloned() else { return Ok(Outcome::Nothing) };
    let path = address::section_path(&edition, &section);
    if section.slug != slug {
        return Ok(Outcome::Moved(with_cursor(&path, after)));
    }
    let successor = section.successor.as_ref().filter(|_| section.closed);
    if let Some(successor) = successor.and_then(|key| making.house.section(&code, key)) {
        return Ok(Outcome::Moved(address::section_path(&edition, successor)));
    }
    let key = FrontKey { edition: code.clone(), section: Some(section.key.clone()) };
    making.used([UseKey::front(&key)]);
    let placements = match after {
        None => making.house.front(&key).map(|front| front.placements.clone()).unwrap_or_default(),
        Some(_) => Vec::new(),
    };
    let placed: Vec<StoryNumber> = placements.iter().map(|placement| placement.story).collect();
    let slots = Deck::new(making.cards(&placed).await?);
    let page = making.list(UseKey::section_list(&code, &section.key), after, PAGE + 1).await?;
    let feed = Some((section.name.clone(), path.clone()));
    let listing =
        Listing { path, title: section.name.clone(), after, page, feed, without: placed.into_iter().collect() };
    let beside = Beside::of_front(&making, &key).await?;
    let composer = making.composer(&edition);
    let mut view = listing.view(&composer, &making, &beside, ListingKind::Section, |head| {
        head.section = Some(section.key.clone());
        head.structured = vec![structured::breadcrumbs(&composer, None, &section.name, &head.path)];
    });
    view.section = Some(composer.section(&section, true));
    view.manset = placements
        .iter()
        .filter_map(|placed| Some(SlotView { slot: placed.slot, card: card(&composer, slots.get(placed.story)?) }))
        .collect();
    Ok(Outcome::Page(finish(&composer, making.theme.listing(&view))?))
}

pub(crate) async fn tag(
    making: Making,
    code: EditionCode,
    slug: String,
    after: Option<Cursor>,
) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let page = making.list(UseKey::tag_list(&code, &slug), after, PAGE + 1).await?;
    let Some(newest) = page.first() else { return Ok(Outcome::Nothing) };
    let content = making.reading().content(&newest.live.content_hash).await?;
    let name = content.and_then(|content| content.tags.into_iter().find(|tag| tag.slug == slug)).map(|tag| tag.name);
    let path = address::tag_path(&edition, &slug);
    let title = name.unwrap_or(slug);
    let feed = Some((title.clone(), path.clone()));
    let listing = Listing { path, title, after, page, feed, without: HashSet::new() };
    let beside = Beside::of(&making, &code).await?;
    let composer = making.composer(&edition);
    let view = listing.view(&composer, &making, &beside, ListingKind::Tag, |_| {});
    Ok(Outcome::Page(finish(&composer, making.theme.listing(&view))?))
}

pub(crate) async fn author(
    making: Making,
    code: EditionCode,
    slug: String,
    after: Option<Cursor>,
) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let page = making.list(UseKey::author_list(&code, &slug), after, PAGE + 1).await?;
    let known = making.house.author(&code, &slug).cloned();
    let signed = page.first().and_then(|listed| listed.card.bylines.iter().find(|byline| byline.slug == slug));
    let author = match (known, signed) {
        (Some(author), _) => author,
        // Somebody without a page of their own still signed stories.
        (None, Some(byline)) => Author {
            edition: code.clone(),
            slug: slug.clone(),
            name: byline.name.clone(),
            role: String::new(),
            about: String::new(),
            columnist: false,
            portrait: None,
        },
        (None, None) => return Ok(Outcome::Nothing),
    };
    let path = address::author_path(&edition, &slug);
    let feed = Some((author.name.clone(), path.clone()));
    let listing = Listing { path, title: author.name.clone(), after, page, feed, without: HashSet::new() };
    let beside = Beside::of(&making, &code).await?;
    let composer = making.composer(&edition);
    let view = composer.author(&author);
    let person = structured::person(&composer, &view);
    let mut listing = listing.view(&composer, &making, &beside, ListingKind::Author, |head| {
        head.kind = "profile".to_owned();
        head.structured = vec![person];
    });
    listing.author = Some(view);
    Ok(Outcome::Page(finish(&composer, making.theme.listing(&listing))?))
}

pub(crate) async fn day(
    making: Making,
    code: EditionCode,
    date: Date,
    after: Option<Cursor>,
) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let zone = edition.time_zone();
    let start = |date: Date| date.to_zoned_datetime(zone.clone()).ok().map(|start| start.timestamp());
    let next = date.checked_add(1.day()).ok().and_then(start);
    let (Some(from), Some(until)) = (start(date), next) else { return Ok(Outcome::Nothing) };
    if from > making.now {
        return Ok(Outcome::Nothing);
    }
    making.used([UseKey::day_list(&code, date)]);
    let page = making.reading().published_between(&code, from, until, after, PAGE + 1).await?;
    let (before, later) = making.reading().neighbours_of_day(&code, from, until).await?;
    // What comes between this day and its neighbours becomes the neighbour.
    making.used_within([UseKey::edition_list(&code)], Span { from: before, until: later });
    let path = address::day_path(&edition, date);
    let title = language::long_date(&from.to_zoned_datetime(zone.clone()), edition.language);
    let is_empty = page.is_empty();
    let listing = Listing { path, title, after, page, feed: None, without: HashSet::new() };
    let beside = Beside::of(&making, &code).await?;
    let composer = making.composer(&edition);
    let mut view = listing.view(&composer, &making, &beside, ListingKind::Day, |head| {
        if is_empty {
            head.canonical = None;
        }
    });
    let link = |at: jiff::Timestamp| {
        let day = at.to_zoned_datetime(zone.clone());
        Link { name: language::short_date(&day, edition.language), url: address::day_path(&edition, day.date()) }
    };
    view.previous_day = before.map(link);
    view.next_day = later.map(link);
    Ok(Outcome::Page(finish(&composer, making.theme.listing(&view))?))
}

/// One page of a list, one story more than it shows.
struct Listing {
    path: String,
    title: String,
    after: Option<Cursor>,
    page: Vec<Listed>,
    feed: Option<(String, String)>,
    /// Shown above the list already.
    without: HashSet<StoryNumber>,
}

/// What stands beside every list.
struct Beside {
    boxes: Boxes,
    deck: Deck,
    breaking: Option<(Listed, jiff::Timestamp)>,
}

impl Beside {
    async fn of(making: &Making, code: &EditionCode) -> Result<Self, web::Error> {
        Self::of_front(making, &FrontKey::of(code)).await
    }

    async fn of_front(making: &Making, front: &FrontKey) -> Result<Self, web::Error> {
        let boxes = making.boxes_of(front, None).await?;
        let deck = Deck::new(making.cards(&boxes::together([&boxes.most_read[..], &boxes.highlights])).await?);
        Ok(Self { boxes, deck, breaking: making.breaking(&front.edition).await? })
    }
}

impl Listing {
    fn view(
        &self,
        composer: &Composer<'_>,
        making: &Making,
        beside: &Beside,
        kind: ListingKind,
        more: impl FnOnce(&mut Head),
    ) -> ListingView {
        if let Some(until) = beside.boxes.valid_until {
            composer.expires(until);
        }
        let asked = with_cursor(&self.path, self.after);
        let mut head = Head {
            breaking: boxes::band(composer, &beside.breaking),
            position: making.position(),
            feed: self.feed.clone(),
            ..Head::new(asked, self.title.clone())
        };
        if self.after.is_some() {
            head = head.unlisted();
        }
        more(&mut head);
        let more_below = self.page.len() > PAGE;
        let shown = &self.page[..self.page.len().min(PAGE)];
        let next = shown.last().filter(|_| more_below).map(Cursor::after);
        ListingView {
            shell: composer.shell(head),
            kind,
            title: self.title.clone(),
            items: shown
                .iter()
                .filter(|listed| !self.without.contains(&listed.live.number))
                .map(|listed| card(composer, listed))
                .collect(),
            next: next.map(|cursor| with_cursor(&self.path, Some(cursor))),
            newest: self.after.map(|_| self.path.clone()),
            most_read: beside
                .deck
                .cards(composer, &beside.boxes.most_read[..beside.boxes.most_read.len().min(MOST_READ_MAX)]),
            highlights: beside.deck.cards(composer, &beside.boxes.highlights),
            ..ListingView::default()
        }
    }
}

fn with_cursor(path: &str, after: Option<Cursor>) -> String {
    after.map_or_else(|| path.to_owned(), |cursor| format!("{path}?after={cursor}"))
}
