//! A story's page: the story, what became of it, and the boxes beside it. A handful of questions to the database.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use http::StatusCode;
use jiff::Timestamp;
use newsroom::lists::RELATED_MAX;
use newsroom::{Content, Edition, EditionCode, EntryKind, Hour, Live, Standing, StoryNumber, UseKey, address};
use pages::views::HistoryKind;
use pages::{Composer, StoryParts};
use store::{HistoryLine, Listed, Seen};

use crate::boxes::{self, Boxes, Deck};
use crate::render::{Making, Outcome, finish};
use web::Rendered;

pub(crate) async fn make(
    making: Making,
    asked_edition: EditionCode,
    number: StoryNumber,
    asked: String,
) -> Result<Outcome, web::Error> {
    making.used([UseKey::story(number)]);
    let Some(seen) = making.reading().story(number).await? else { return Ok(Outcome::Nothing) };
    let edition = making.edition(&seen.live.edition)?.clone();
    // The number decides; any other edition, section or slug redirects.
    let right = address::story_path(&making.house, &edition, &seen.live);
    if edition.code != asked_edition || !same_path(&right, &asked) {
        return Ok(Outcome::Moved(right));
    }
    if !seen.live.is_live() {
        return withdrawn(&making, &seen).await;
    }

    let history = making.reading().history(number).await?;
    let beside = Beside::gather(&making, &edition, number, &seen.content).await?;
    let composer = making.composer(&edition);
    let parts = StoryParts {
        corrections: history.iter().filter_map(correction).collect(),
        history: told(&history, &seen.live),
        ..beside.parts(&making, &composer)
    };
    let view = composer.story(&seen.live, &seen.content, parts);
    let mut rendered = finish(&composer, making.theme.story(&view))?;
    rendered.reads = Some(making.site.counter.of(number));
    Ok(Outcome::Page(rendered))
}

/// The page of a story as readers would have it with these words, for whoever may see them before. It is kept nowhere.
pub(crate) async fn preview(making: Making, live: Live, content: Content) -> Result<String, web::Error> {
    let edition = making.edition(&live.edition)?.clone();
    let history = making.reading().history(live.number).await?;
    let beside = Beside::gather(&making, &edition, live.number, &content).await?;
    let composer = making.composer(&edition);
    let parts = StoryParts {
        corrections: history.iter().filter_map(correction).collect(),
        history: told(&history, &live),
        ..beside.parts(&making, &composer)
    };
    making.theme.story(&composer.story(&live, &content, parts)).map_err(web::Error::internal)
}

/// What stands beside a story's words on its page.
struct Beside {
    number: StoryNumber,
    boxes: Boxes,
    /// Those chosen by hand, then those that are alike.
    related: Vec<StoryNumber>,
    linked: Vec<StoryNumber>,
    deck: Deck,
    translations: Vec<Listed>,
    breaking: Option<(Listed, Timestamp)>,
}

impl Beside {
    async fn gather(
        making: &Making,
        edition: &Edition,
        number: StoryNumber,
        content: &Content,
    ) -> Result<Self, web::Error> {
        let boxes = making.boxes(&edition.code, Some(number)).await?;
        making.used([UseKey::related(number)]);
        let alike = making.site.index.related(number, &edition.code, content, edition.language);
        let related = boxes::together([&content.related[..], &alike]);
        let related: Vec<_> = related.into_iter().filter(|other| *other != number).collect();
        let linked = content.body.linked_stories();
        let wanted = boxes::together([&boxes.headlines[..], &boxes.highlights, &related, &linked]);
        let deck = Deck::new(making.cards(&wanted).await?);
        let translations = translations(making, number, content).await?;
        let breaking = making.breaking(&edition.code).await?.filter(|(listed, _)| listed.live.number != number);
        offer_crops(making, content).await?;
        Ok(Self { number, boxes, related, linked, deck, translations, breaking })
    }

    fn parts(&self, making: &Making, composer: &Composer<'_>) -> StoryParts {
        if let Some(until) = self.boxes.valid_until {
            composer.expires(until);
        }
        let other = |listed: &&Listed| listed.live.number != self.number;
        let card = |number: &StoryNumber| Some((*number, boxes::card(composer, self.deck.get(*number)?)));
        let twin = |listed: &Listed| (listed.live.edition.clone(), composer.translation(&listed.live, &listed.card));
        StoryParts {
            translations: self.translations.iter().filter(other).map(twin).collect(),
            linked: self.linked.iter().filter_map(card).collect::<HashMap<_, _>>(),
            related: self.deck.cards(composer, &self.related).into_iter().take(RELATED_MAX).collect(),
            highlights: self.deck.cards(composer, &self.boxes.highlights),
            headlines: self.deck.cards(composer, &self.boxes.headlines),
            breaking: boxes::band(composer, &self.breaking),
            position: making.position(),
            ..StoryParts::default()
        }
    }
}

/// The story in other languages: a story stands in the group it names, and heads the one that others name after it.
async fn translations(making: &Making, number: StoryNumber, content: &Content) -> Result<Vec<Listed>, web::Error> {
    let mut found: Vec<Listed> = Vec::new();
    for group in BTreeSet::from([content.translation.unwrap_or(number.0), number.0]) {
        making.used([UseKey::translations(group)]);
        for listed in making.reading().translations(group).await? {
            if found.iter().all(|known| known.live.number != listed.live.number) {
                found.push(listed);
            }
        }
    }
    making.used(found.iter().map(|listed| UseKey::story(listed.live.number)));
    Ok(found)
}

/// The page will print the addresses of these crops, so they may be asked for from now on.
async fn offer_crops(making: &Making, content: &Content) -> Result<(), web::Error> {
    let Some((file, focus)) = content.picture.as_ref().and_then(|picture| Some((picture.file.clone(), picture.focus?)))
    else {
        return Ok(());
    };
    let media = Arc::clone(&making.site.media);
    let offered = tokio::task::spawn_blocking(move || media.offer(&file, focus)).await;
    offered.map_err(web::Error::internal)?.map_err(web::Error::internal)
}

/// Compared decoded: a browser sends Arabic slugs percent-encoded, in letters of either case.
fn same_path(right: &str, asked: &str) -> bool {
    let decoded = |path: &str| percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    decoded(right) == decoded(asked)
}

/// 410 for what the newsroom took back, 451 for what it was ordered to.
async fn withdrawn(making: &Making, seen: &Seen) -> Result<Outcome, web::Error> {
    let edition = making.edition(&seen.live.edition)?;
    let (status, authority, reason) = match &seen.live.standing {
        Standing::Live => return Ok(Outcome::Nothing),
        Standing::Withdrawn { reason } => (StatusCode::GONE, None, reason.clone()),
        Standing::Barred { authority, reason } => {
            (StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS, Some(authority.clone()), reason.clone())
        }
    };
    let told = crate::gone::Told {
        status,
        // A headline that was ordered away is not said again.
        headline: authority.is_none().then(|| seen.content.headline.clone()),
        reason: Some(reason),
        authority,
        since: Some(seen.live.updated_at),
        request_id: None,
    };
    let rendered: Rendered = crate::gone::page(making, edition, told).await?;
    Ok(Outcome::Page(rendered))
}

fn correction(line: &HistoryLine) -> Option<(Timestamp, String)> {
    (line.kind == EntryKind::Correct).then(|| (line.at, line.note.clone().unwrap_or_default()))
}

/// What happened to the story, at the hours readers are told: an archive's story appeared long before it came here, and
/// an agency's version has the agency's hour.
fn told(history: &[HistoryLine], live: &Live) -> Vec<(Hour, HistoryKind, Option<String>)> {
    let kind = |line: &HistoryLine| match line.kind {
        EntryKind::Publish => Some(HistoryKind::Published),
        EntryKind::Update => Some(HistoryKind::Updated),
        EntryKind::Correct => Some(HistoryKind::Corrected),
        _ => None,
    };
    let last = history.iter().rposition(|line| kind(line).is_some());
    let lines = history.iter().enumerate().filter_map(|(place, line)| {
        let hour = match line.kind {
            EntryKind::Publish => live.published(),
            _ if Some(place) == last => live.updated(),
            _ => line.at.into(),
        };
        Some((hour, kind(line)?, line.note.clone()))
    });
    lines.collect()
}
