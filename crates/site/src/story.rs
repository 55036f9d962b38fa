//! A story's page: the story, what became of it, and the boxes beside it. Six questions to the database at most.

use std::collections::HashMap;
use std::sync::Arc;

use http::StatusCode;
use jiff::Timestamp;
use newsroom::{Content, EditionCode, EntryKind, Hour, Live, Standing, StoryNumber, UseKey, address};
use pages::StoryParts;
use pages::views::HistoryKind;
use store::{HistoryLine, Seen};

use crate::boxes::{self, Deck};
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

    let boxes = making.boxes(&edition.code, Some(number)).await?;
    making.used([UseKey::related(number)]);
    let related = making.site.index.related(number, &edition.code, &seen.content, edition.language);
    let linked = seen.content.body.linked_stories();
    let wanted = boxes::together([&boxes.headlines[..], &boxes.highlights, &related, &linked]);
    let deck = Deck::new(making.cards(&wanted).await?);
    let history = making.reading().history(number).await?;
    let translations = match seen.content.translation {
        Some(group) => {
            making.used([UseKey::translations(group)]);
            making.reading().translations(group).await?
        }
        None => Vec::new(),
    };
    making.used(translations.iter().map(|listed| UseKey::story(listed.live.number)));
    let breaking = making.breaking(&edition.code).await?.filter(|(listed, _)| listed.live.number != number);

    offer_crops(&making, &seen.content).await?;

    let composer = making.composer(&edition);
    if let Some(until) = boxes.valid_until {
        composer.expires(until);
    }
    let parts = StoryParts {
        corrections: history.iter().filter_map(correction).collect(),
        history: told(&history, &seen.live),
        translations: translations
            .iter()
            .filter(|listed| listed.live.number != number)
            .map(|listed| (listed.live.edition.clone(), composer.translation(&listed.live, &listed.card)))
            .collect(),
        linked: linked
            .iter()
            .filter_map(|number| Some((*number, boxes::card(&composer, deck.get(*number)?))))
            .collect::<HashMap<_, _>>(),
        related: deck.cards(&composer, &related),
        highlights: deck.cards(&composer, &boxes.highlights),
        headlines: deck.cards(&composer, &boxes.headlines),
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
    };
    let view = composer.story(&seen.live, &seen.content, parts);
    let mut rendered = finish(&composer, making.theme.story(&view))?;
    rendered.reads = Some(making.site.counter.of(number));
    Ok(Outcome::Page(rendered))
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
