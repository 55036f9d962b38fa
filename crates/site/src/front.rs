//! An edition's front: manşet, section blocks, columnists, and the lists by counted reads.

use std::collections::{BTreeMap, HashSet};

use newsroom::front::SLOTS_MAX;
use newsroom::{EditionCode, FrontKey, StoryNumber, UseKey};
use pages::views::{BlockView, ColumnistView, FrontView, SlotView};
use pages::{Head, structured};
use store::Listed;

use crate::boxes::{self, Deck, card};
use crate::render::{Making, Outcome, finish};

/// Stories of a section block: a lead and these many lines.
const BLOCK_LINES: usize = 4;

pub(crate) async fn make(making: Making, code: EditionCode) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let boxes = making.boxes(&code, None).await?;
    let newest = making.list(UseKey::edition_list(&code), None, usize::from(SLOTS_MAX)).await?;
    let key = FrontKey { edition: code.clone(), section: None };
    let placed: BTreeMap<u8, StoryNumber> = making
        .house
        .front(&key)
        .map(|front| front.placements.iter().map(|placement| (placement.slot, placement.story)).collect())
        .unwrap_or_default();
    let newest_numbers: Vec<_> = newest.iter().map(|listed| listed.live.number).collect();
    let placed_numbers: Vec<_> = placed.values().copied().collect();
    let wanted =
        boxes::together([&placed_numbers[..], &boxes.headlines, &boxes.highlights, &boxes.most_read, &newest_numbers]);
    let deck = Deck::new(making.cards(&wanted).await?);
    let slots = fill(&placed, &boxes.headlines, &newest_numbers, &deck);
    let mut shown: HashSet<StoryNumber> = slots.iter().map(|(_, number)| *number).collect();

    let mut blocks: Vec<(newsroom::Section, Vec<Listed>)> = Vec::new();
    let mut columns: Vec<(newsroom::Author, Listed)> = Vec::new();
    for author in making.house.authors.values().filter(|author| author.edition == code && author.columnist) {
        let list = UseKey::author_list(&code, &author.slug);
        if let Some(column) = making.list(list, None, 1).await?.into_iter().next() {
            columns.push((author.clone(), column));
        }
    }
    columns.sort_by_key(|(_, column)| std::cmp::Reverse((column.live.published_at, column.live.number)));
    // A column stands with its columnist; repeating it in its section's block would be the same story twice.
    let columnists: HashSet<StoryNumber> = columns.iter().map(|(_, column)| column.live.number).collect();
    columns.retain(|(_, column)| !shown.contains(&column.live.number));
    shown.extend(&columnists);
    for section in making.house.sections_of(&code).into_iter().filter(|section| !section.closed) {
        let list = UseKey::section_list(&code, &section.key);
        let stories = making.list(list, None, BLOCK_LINES + 1 + usize::from(SLOTS_MAX)).await?;
        let stories: Vec<_> =
            stories.into_iter().filter(|listed| !shown.contains(&listed.live.number)).take(BLOCK_LINES + 1).collect();
        shown.extend(stories.iter().map(|listed| listed.live.number));
        if !stories.is_empty() {
            blocks.push((section.clone(), stories));
        }
    }
    let breaking = making.breaking(&code).await?;

    let composer = making.composer(&edition);
    if let Some(until) = boxes.valid_until {
        composer.expires(until);
    }
    let mut head = Head {
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
        description: (!edition.tagline.is_empty()).then(|| edition.tagline.clone()),
        twins: fronts(&making),
        ..Head::new(newsroom::address::edition_path(&edition), "")
    };
    head.structured = vec![structured::organization(&composer), structured::web_site(&composer)];
    let unseen: Vec<_> = boxes.headlines.iter().copied().filter(|number| !shown.contains(number)).collect();
    let view = FrontView {
        shell: composer.shell(head),
        manset: slots
            .iter()
            .filter_map(|(slot, number)| Some(SlotView { slot: *slot, card: card(&composer, deck.get(*number)?) }))
            .collect(),
        blocks: blocks
            .iter()
            .map(|(section, stories)| BlockView {
                section: composer.section(section, false),
                lead: card(&composer, &stories[0]),
                lines: stories[1..].iter().map(|listed| card(&composer, listed)).collect(),
            })
            .collect(),
        columnists: columns
            .iter()
            .map(|(author, column)| ColumnistView { author: composer.author(author), card: card(&composer, column) })
            .collect(),
        highlights: deck.cards(&composer, &boxes.highlights),
        most_read: deck.cards(&composer, &boxes.most_read),
        headlines: deck.cards(&composer, &unseen),
    };
    Ok(Outcome::Page(finish(&composer, making.theme.front(&view))?))
}

/// Stories by slot: the placed ones where they were placed, the open slots by the order of the headlines and then by
/// hour. A slot nobody filled stays empty when there is nothing left.
pub(crate) fn fill(
    placed: &BTreeMap<u8, StoryNumber>,
    headlines: &[StoryNumber],
    newest: &[StoryNumber],
    deck: &Deck,
) -> Vec<(u8, StoryNumber)> {
    let is_there = |number: &StoryNumber| deck.get(*number).is_some();
    let taken: HashSet<_> = placed.values().copied().collect();
    let rest = boxes::together([headlines, newest]);
    let mut rest = rest.into_iter().filter(|number| !taken.contains(number) && is_there(number));
    (1..=SLOTS_MAX)
        .filter_map(|slot| Some((slot, placed.get(&slot).copied().filter(is_there).or_else(|| rest.next())?)))
        .collect()
}

/// The fronts of all editions, which stand for each other.
fn fronts(making: &Making) -> Vec<(EditionCode, String)> {
    let editions = making.house.editions_in_order().into_iter();
    editions.map(|edition| (edition.code.clone(), newsroom::address::edition_path(edition))).collect()
}
