//! An edition's front: manşet, section blocks, columnists, and the lists by counted reads.

use std::collections::HashMap;
use std::sync::Arc;

use language::Language;
use newsroom::front::{self, Candidates, Event, Filling, SLOTS_MAX};
use newsroom::{Author, Edition, EditionCode, Front, FrontKey, StoryNumber, UseKey};
use pages::views::{BlockView, ColumnistView, FrontView, SlotView};
use pages::{Head, structured};
use store::Listed;

use crate::boxes::{self, Boxes, Deck, card};
use crate::render::{Making, Outcome, finish};
use crate::{Site, listing};

/// What stands on an edition's front: every story that it may show, and which of them it does.
struct Gathered {
    boxes: Boxes,
    deck: Deck,
    filling: Filling,
    columnists: Vec<(Author, StoryNumber)>,
}

/// Looks together what the front may show, and fills it. Each section costs a question, whatever it is asked for.
async fn gather(making: &Making, edition: &Edition) -> Result<Gathered, web::Error> {
    let code = &edition.code;
    let boxes = making.boxes(code, None).await?;
    let key = FrontKey::of(code);
    let arrangement = making.house.front(&key).map(Front::arrangement).unwrap_or_default();
    let by_hand: Vec<StoryNumber> = arrangement.stories().collect();
    // A section's placed stories may be the newest of all: then as many more are asked for.
    let in_blocks = by_hand.len() - arrangement.placements.len();
    let newest = making.list(UseKey::edition_list(code), None, usize::from(SLOTS_MAX) + in_blocks).await?;
    let newest_numbers: Vec<_> = newest.iter().map(|listed| listed.live.number).collect();
    let wanted =
        boxes::together([&by_hand[..], &boxes.headlines, &boxes.highlights, &boxes.most_read, &newest_numbers]);
    let mut deck = Deck::new(making.cards(&wanted).await?);

    let mut columnists = Vec::new();
    for author in making.house.authors.values().filter(|author| &author.edition == code && author.columnist) {
        let list = UseKey::author_list(code, &author.slug);
        if let Some(column) = making.list(list, None, 1).await?.into_iter().next() {
            columnists.push((author.clone(), column.live.number, column.live.published_at));
            deck.put(column);
        }
    }
    columnists.sort_by_key(|(_, number, published_at)| std::cmp::Reverse((*published_at, *number)));
    let blocks = arrangement.laid_out(&key, &making.house);
    let mut sections = HashMap::new();
    for block in blocks.iter().filter(|block| !block.hidden) {
        let list = UseKey::section_list(code, &block.section);
        let stories = making.list(list, None, front::candidates_of_section(block)).await?;
        sections.insert(block.section.clone(), stories.iter().map(|listed| listed.live.number).collect());
        stories.into_iter().for_each(|listed| deck.put(listed));
    }
    making.used([UseKey::events(code)]);
    let candidates = Candidates {
        headlines: boxes.headlines.clone(),
        newest: newest_numbers,
        columns: columnists.iter().map(|(_, number, _)| *number).collect(),
        sections,
        events: deck.all().map(|listed| (listed.live.number, event(making, listed, edition))).collect(),
    };
    let filling = front::fill(&arrangement, &blocks, &candidates);
    let columnists = columnists.into_iter().map(|(author, number, _)| (author, number)).collect();
    Ok(Gathered { boxes, deck, filling, columnists })
}

fn event(making: &Making, listed: &Listed, edition: &Edition) -> Event {
    let language = Language::from_tag(&listed.card.language).unwrap_or(edition.language);
    Event::of(&listed.card.headline, language).begun_by(making.site.event_of(listed.live.number))
}

pub(crate) async fn make(making: Making, code: EditionCode) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let Gathered { boxes, deck, filling, columnists } = gather(&making, &edition).await?;
    let breaking = making.breaking(&code).await?;

    let composer = making.composer(&edition);
    if let Some(until) = boxes.valid_until {
        composer.expires(until);
    }
    let mut head = Head {
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
        description: edition.in_a_sentence(),
        twins: fronts(&making),
        ..Head::new(newsroom::address::edition_path(&edition), "")
    };
    head.structured = vec![structured::organization(&composer), structured::web_site(&composer)];
    let slot_card = |number: StoryNumber| Some(card(&composer, deck.get(number)?));
    let blocks = filling.blocks.iter().filter_map(|block| {
        let section = making.house.section(&code, &block.section)?;
        let mut cards = block.slots.iter().filter_map(|filled| slot_card(filled.story));
        Some(BlockView { section: composer.section(section, false), lead: cards.next()?, lines: cards.collect() })
    });
    let columnists = columnists.iter().filter(|(_, number)| filling.columns.contains(number));
    let view = FrontView {
        shell: composer.shell(head),
        manset: filling
            .slots
            .iter()
            .filter_map(|filled| Some(SlotView { slot: filled.slot, card: slot_card(filled.story)? }))
            .collect(),
        blocks: blocks.collect(),
        columnists: columnists
            .filter_map(|(author, number)| {
                Some(ColumnistView { author: composer.author(author), card: slot_card(*number)? })
            })
            .collect(),
        highlights: deck.cards(&composer, &boxes.highlights),
        most_read: deck.cards(&composer, &boxes.most_read),
        headlines: deck.cards(&composer, &filling.headlines),
    };
    Ok(Outcome::Page(finish(&composer, making.theme.front(&view))?))
}

/// The fronts of all editions, which stand for each other.
fn fronts(making: &Making) -> Vec<(EditionCode, String)> {
    let editions = making.house.editions_in_order().into_iter();
    editions.map(|edition| (edition.code.clone(), newsroom::address::edition_path(edition))).collect()
}

// ---- as it would be ----

impl Site {
    /// A page being made of a house in which this front is arranged so. It is not kept.
    fn as_if(self: &Arc<Self>, front: Front) -> Making {
        let mut making = Making::new(Arc::clone(self), self.clock.now());
        let mut house = (*making.house).clone();
        house.fronts.insert(front.key.clone(), front);
        making.house = Arc::new(house);
        making
    }

    /// Which stories an edition's front would show where, were it arranged so: what `make` would print.
    ///
    /// # Errors
    /// What the store failed with; [`web::Error::NotFound`] for an edition that is not there.
    pub async fn filled_front(self: &Arc<Self>, front: Front) -> Result<Filling, web::Error> {
        let code = front.key.edition.clone();
        let making = self.as_if(front);
        let edition = making.edition(&code)?.clone();
        Ok(gather(&making, &edition).await?.filling)
    }

    /// The page readers would have, were a front arranged so.
    ///
    /// # Errors
    /// As [`Self::filled_front`].
    pub async fn front_as_if(self: &Arc<Self>, front: Front) -> Result<String, web::Error> {
        let FrontKey { edition, section } = front.key.clone();
        let making = self.as_if(front);
        let outcome = match section {
            None => make(making, edition).await?,
            Some(section) => {
                let slug = making.house.section(&edition, &section).map(|section| section.slug.clone());
                listing::section(making, edition, slug.ok_or(web::Error::NotFound)?, None).await?
            }
        };
        match outcome {
            Outcome::Page(rendered) => Ok(rendered.body),
            Outcome::Moved(_) | Outcome::Nothing => Err(web::Error::NotFound),
        }
    }
}
