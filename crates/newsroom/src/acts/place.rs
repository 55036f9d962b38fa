//! Place: arrange a front. The whole arrangement goes in one act, so readers never see it half done.
//!
//! The breaking band is an act of its own: it is set in a hurry, and an arrangement that follows leaves it alone.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};

use crate::acts::Decided;
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::front::{Arrangement, Band, Front, LINES_MAX, Placement, SLOTS_MAX};
use crate::house::House;
use crate::ids::{EditionCode, FrontKey, SectionKey, StoryNumber};
use crate::refusal::codes;
use crate::touch::UseKey;

/// Why an arrangement was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceRefused {
    #[error("the paper has no front `{0}`")]
    UnknownFront(FrontKey),
    #[error("a front has slots 1 to {SLOTS_MAX}, not {0}")]
    NoSuchSlot(u8),
    #[error("slot {0} is given twice")]
    SlotTwice(u8),
    #[error("story {0} is placed twice")]
    StoryTwice(StoryNumber),
    #[error("story {0} is not one that this edition's readers can see")]
    NotLive(StoryNumber),
    #[error("the front has no block `{0}`")]
    UnknownBlock(SectionKey),
    #[error("the block `{0}` is given twice")]
    BlockTwice(SectionKey),
    #[error("a block has 0 to {LINES_MAX} lines below its lead, not {0}")]
    Lines(u8),
    #[error("the breaking band ends within {} hours and after now", BAND_HOURS_MAX)]
    BandEnd,
    #[error("there is no breaking band to take away")]
    NoBand,
}

codes! {
    PlaceRefused:
    Self::UnknownFront(_) => "unknown-front",
    Self::NoSuchSlot(_) => "no-such-slot",
    Self::SlotTwice(_) => "slot-twice",
    Self::StoryTwice(_) => "story-twice",
    Self::NotLive(_) => "not-live",
    Self::UnknownBlock(_) => "unknown-block",
    Self::BlockTwice(_) => "block-twice",
    Self::Lines(_) => "lines",
    Self::BandEnd => "band-end",
    Self::NoBand => "no-band",
}

/// A band that stands longer is not breaking any more.
pub const BAND_HOURS_MAX: i64 = 48;

/// Arranges a front's slots: these placements and no others. Section blocks stay as they are, but for stories that move to the slots.
/// `live` are the stories of the edition that readers can see, among those placed.
///
/// # Errors
/// A [`PlaceRefused`] for the first thing wrong with the arrangement.
pub fn place(
    key: FrontKey,
    placements: Vec<Placement>,
    live: &HashSet<StoryNumber>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, PlaceRefused> {
    let mut blocks = house.front(&key).map(|front| front.blocks.clone()).unwrap_or_default();
    let in_slots: HashSet<StoryNumber> = placements.iter().map(|placed| placed.story).collect();
    blocks.iter_mut().for_each(|block| block.placements.retain(|placed| !in_slots.contains(&placed.story)));
    checked_slots(&placements, SLOTS_MAX, live, &mut HashSet::new())?;
    decide(key, Arrangement { placements, blocks }, None, house, actor, now)
}

/// Arranges a front whole: its slots, and for an edition's front the order of its section blocks and who stands in them.
/// `live` as for [`place`].
///
/// # Errors
/// A [`PlaceRefused`] for the first thing wrong with the arrangement.
pub fn arrange(
    key: FrontKey,
    arrangement: Arrangement,
    live: &HashSet<StoryNumber>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, PlaceRefused> {
    let mut stories = HashSet::new();
    checked_slots(&arrangement.placements, SLOTS_MAX, live, &mut stories)?;
    let mut sections = HashSet::new();
    for block in &arrangement.blocks {
        if key.section.is_some() || house.section(&key.edition, &block.section).is_none() {
            return Err(PlaceRefused::UnknownBlock(block.section.clone()));
        }
        if !sections.insert(&block.section) {
            return Err(PlaceRefused::BlockTwice(block.section.clone()));
        }
        if block.lines > LINES_MAX {
            return Err(PlaceRefused::Lines(block.lines));
        }
        checked_slots(&block.placements, block.slots(), live, &mut stories)?;
    }
    decide(key, arrangement, None, house, actor, now)
}

/// Sets an edition's breaking band, or takes away the one that was set. It stands over every page from now until its hour, in
/// place of a story that says of itself until when it is breaking.
///
/// # Errors
/// [`PlaceRefused::NotLive`] for a story that readers do not have; [`PlaceRefused::BandEnd`] for an hour that has passed or lies more than
/// [`BAND_HOURS_MAX`] ahead; [`PlaceRefused::NoBand`] where none stands that could be taken away.
pub fn announce(
    edition: &EditionCode,
    band: Option<Band>,
    live: &HashSet<StoryNumber>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, PlaceRefused> {
    let key = FrontKey { edition: edition.clone(), section: None };
    let stands = house.front(&key).and_then(|front| front.breaking).filter(|band| band.until > now);
    match band {
        Some(band) if !live.contains(&band.story) => return Err(PlaceRefused::NotLive(band.story)),
        Some(band) if band.until <= now || band.until > now + SignedDuration::from_hours(BAND_HOURS_MAX) => {
            return Err(PlaceRefused::BandEnd);
        }
        None if stands.is_none() => return Err(PlaceRefused::NoBand),
        _ => {}
    }
    let arrangement = house.front(&key).map(Front::arrangement).unwrap_or_default();
    decide(key, arrangement, Some(band), house, actor, now)
}

/// Slots within their number, each once; stories live and each once on the whole front.
fn checked_slots(
    placements: &[Placement],
    slots: u8,
    live: &HashSet<StoryNumber>,
    stories: &mut HashSet<StoryNumber>,
) -> Result<(), PlaceRefused> {
    let mut given = HashSet::new();
    let mut in_order: Vec<&Placement> = placements.iter().collect();
    in_order.sort_by_key(|placement| placement.slot);
    for Placement { slot, story } in in_order {
        if !(1..=slots).contains(slot) {
            return Err(PlaceRefused::NoSuchSlot(*slot));
        }
        if !given.insert(*slot) {
            return Err(PlaceRefused::SlotTwice(*slot));
        }
        if !stories.insert(*story) {
            return Err(PlaceRefused::StoryTwice(*story));
        }
        if !live.contains(story) {
            return Err(PlaceRefused::NotLive(*story));
        }
    }
    Ok(())
}

/// Puts state and entry together. Without a word of the band, the one that stands goes on to its hour.
fn decide(
    key: FrontKey,
    arrangement: Arrangement,
    band: Option<Option<Band>>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, PlaceRefused> {
    let known = house.edition(&key.edition).is_some()
        && key.section.as_ref().is_none_or(|section| house.section(&key.edition, section).is_some());
    if !known {
        return Err(PlaceRefused::UnknownFront(key));
    }
    let Arrangement { mut placements, mut blocks } = arrangement.in_short(&key, house);
    placements.sort_by_key(|placement| placement.slot);
    blocks.iter_mut().for_each(|block| block.placements.sort_by_key(|placement| placement.slot));
    let stands = house.front(&key).and_then(|front| front.breaking).filter(|band| band.until > now);
    let mut touches = vec![UseKey::front(&key)];
    if band.is_some() {
        touches.push(UseKey::breaking(&key.edition));
    }
    let public = Public::Front(Front { key, placements, blocks, breaking: band.unwrap_or(stands) });
    let entry = Entry::new(EntryKind::Place, &public, actor, now).touching(touches);
    Ok(Decided { public, entry, content: None })
}
