//! Place: arrange a front. The whole arrangement goes in one act, so readers never see it half done.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::acts::Decided;
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::front::{Front, Placement, SLOTS_MAX};
use crate::house::House;
use crate::ids::{FrontKey, StoryNumber};
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
}

impl PlaceRefused {
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownFront(_) => "unknown-front",
            Self::NoSuchSlot(_) => "no-such-slot",
            Self::SlotTwice(_) => "slot-twice",
            Self::StoryTwice(_) => "story-twice",
            Self::NotLive(_) => "not-live",
        }
    }
}

/// Arranges a front: these placements and no others. `live` are the stories of the edition that readers can see,
/// among those placed.
///
/// # Errors
/// A [`PlaceRefused`] for the first thing wrong with the arrangement.
pub fn place(
    key: FrontKey,
    mut placements: Vec<Placement>,
    live: &HashSet<StoryNumber>,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, PlaceRefused> {
    let known = house.edition(&key.edition).is_some()
        && key.section.as_ref().is_none_or(|section| house.section(&key.edition, section).is_some());
    if !known {
        return Err(PlaceRefused::UnknownFront(key));
    }
    placements.sort_by_key(|placement| placement.slot);
    let (mut slots, mut stories) = (HashSet::new(), HashSet::new());
    for Placement { slot, story } in &placements {
        if !(1..=SLOTS_MAX).contains(slot) {
            return Err(PlaceRefused::NoSuchSlot(*slot));
        }
        if !slots.insert(*slot) {
            return Err(PlaceRefused::SlotTwice(*slot));
        }
        if !stories.insert(*story) {
            return Err(PlaceRefused::StoryTwice(*story));
        }
        if !live.contains(story) {
            return Err(PlaceRefused::NotLive(*story));
        }
    }
    let touched = UseKey::front(&key);
    let public = Public::Front(Front { key, placements });
    let entry = Entry::new(EntryKind::Place, &public, actor, now).touching([touched]);
    Ok(Decided { public, entry, content: None })
}
