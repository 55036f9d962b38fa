//! The arranged page of an edition or a section: numbered slots, section blocks, and the stories placed in them.
//!
//! What an editor arranged is an [`Arrangement`]; what readers get of it, with the open places filled by rule, is worked out by
//! [`fill`] alone, for the reader's page and for the desk's view of a draft.

mod changing;
mod event;
mod filling;

use std::collections::{HashMap, HashSet};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::house::{House, Section};
use crate::ids::{FrontKey, SectionKey, StoryNumber};

pub use changing::{Change, ChangeRefused, Changed};
pub use event::Event;
pub use filling::{Candidates, Filled, FilledBlock, Filling, candidates_of_section, fill};

/// Slots a front has: the Turkish manşet's fifteen.
pub const SLOTS_MAX: u8 = 15;
/// Stories below the lead of a section block where nobody said.
pub const LINES_USUAL: u8 = 4;
/// Stories below a lead at most.
pub const LINES_MAX: u8 = 9;

/// One front as readers have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Front {
    pub key: FrontKey,
    /// By slot, ascending; no slot and no story twice.
    pub placements: Vec<Placement>,
    /// Section blocks as arranged; none where they stand in the paper's own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<SectionBlock>,
    /// The breaking band as set for the edition. It outlasts arrangements, and ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaking: Option<Band>,
}

/// One story's place on a front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// From 1 to [`SLOTS_MAX`].
    pub slot: u8,
    pub story: StoryNumber,
}

/// A section's part of an edition's front: a lead, and lines below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionBlock {
    pub section: SectionKey,
    /// Stories below the lead, at most [`LINES_MAX`].
    pub lines: u8,
    /// Left out of the page.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// Slot 1 is the lead, and 2 the first line; ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placements: Vec<Placement>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl SectionBlock {
    /// The block as it stands where nobody arranged it.
    pub fn usual(section: SectionKey) -> Self {
        Self { section, lines: LINES_USUAL, hidden: false, placements: Vec::new() }
    }

    /// Stories it has room for.
    pub fn slots(&self) -> u8 {
        self.lines + 1
    }
}

/// One line above the whole paper, for what is happening now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    pub story: StoryNumber,
    /// The hour at which it goes.
    pub until: Timestamp,
}

/// What an editor arranges: who stands where, and in which order the sections come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// By slot, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placements: Vec<Placement>,
    /// In order; sections that are not named follow in the paper's own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<SectionBlock>,
}

/// A place on a front: a slot of the manşet, or of a section's block. Written `3` and `spor/1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub block: Option<SectionKey>,
    pub slot: u8,
}

impl Place {
    pub fn manset(slot: u8) -> Self {
        Self { block: None, slot }
    }

    pub fn in_block(section: &SectionKey, slot: u8) -> Self {
        Self { block: Some(section.clone()), slot }
    }

    /// Reads `3` and `spor/1`; nothing for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (block, slot) = match text.rsplit_once('/') {
            Some(("", _)) => return None,
            Some((section, slot)) => (Some(SectionKey::from(section)), slot),
            None => (None, text),
        };
        let slot = slot.parse().ok().filter(|slot| *slot > 0)?;
        Some(Self { block, slot })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.block {
            None => write!(f, "{}", self.slot),
            Some(section) => write!(f, "{section}/{}", self.slot),
        }
    }
}

impl Front {
    pub fn arrangement(&self) -> Arrangement {
        Arrangement { placements: self.placements.clone(), blocks: self.blocks.clone() }
    }
}

impl Arrangement {
    /// Every story placed by hand, the manşet's first.
    pub fn stories(&self) -> impl Iterator<Item = StoryNumber> + '_ {
        self.every().map(|(_, story)| story)
    }

    /// Every placement with its place.
    pub fn every(&self) -> impl Iterator<Item = (Place, StoryNumber)> + '_ {
        let manset = self.placements.iter().map(|placed| (Place::manset(placed.slot), placed.story));
        let blocks = self.blocks.iter().flat_map(|block| {
            block.placements.iter().map(|placed| (Place::in_block(&block.section, placed.slot), placed.story))
        });
        manset.chain(blocks)
    }

    /// Who was placed there by hand.
    pub fn at(&self, place: &Place) -> Option<StoryNumber> {
        let placements = match &place.block {
            None => &self.placements,
            Some(section) => &self.block(section)?.placements,
        };
        placements.iter().find(|placed| placed.slot == place.slot).map(|placed| placed.story)
    }

    /// Where the story was placed by hand.
    pub fn place_of(&self, story: StoryNumber) -> Option<Place> {
        self.every().find(|(_, placed)| *placed == story).map(|(place, _)| place)
    }

    pub fn block(&self, section: &SectionKey) -> Option<&SectionBlock> {
        self.blocks.iter().find(|block| &block.section == section)
    }

    /// The section blocks of an edition's front as they come on the page: the arranged ones in their order, then the others in
    /// the paper's. Closed sections have none.
    pub fn laid_out(&self, key: &FrontKey, house: &House) -> Vec<SectionBlock> {
        if key.section.is_some() {
            return Vec::new();
        }
        let open: Vec<&Section> = house.sections_of(&key.edition).into_iter().filter(|one| !one.closed).collect();
        let is_open = |block: &&SectionBlock| open.iter().any(|section| section.key == block.section);
        let named: HashSet<&SectionKey> = self.blocks.iter().map(|block| &block.section).collect();
        let others = open.iter().filter(|section| !named.contains(&section.key));
        let others = others.map(|section| SectionBlock::usual(section.key.clone()));
        self.blocks.iter().filter(is_open).cloned().chain(others).collect()
    }

    /// The same with every open section's block named, so that each can be moved.
    pub fn spelled_out(&self, key: &FrontKey, house: &House) -> Self {
        Self { placements: self.placements.clone(), blocks: self.laid_out(key, house) }
    }

    /// The same without saying what would be so anyway.
    pub fn in_short(mut self, key: &FrontKey, house: &House) -> Self {
        if self.blocks == Self::default().laid_out(key, house) {
            self.blocks = Vec::new();
        }
        self
    }

    /// The same without stories that are not among `live`, and which those were.
    pub fn without_gone(mut self, live: &HashSet<StoryNumber>) -> (Self, Vec<(Place, StoryNumber)>) {
        let gone: Vec<_> = self.every().filter(|(_, story)| !live.contains(story)).collect();
        let keep = |placements: &mut Vec<Placement>| placements.retain(|placed| live.contains(&placed.story));
        keep(&mut self.placements);
        self.blocks.iter_mut().for_each(|block| keep(&mut block.placements));
        (self, gone)
    }

    /// What is at another place in the other arrangement, or only in one of them: by place, who stood there and who stands.
    pub fn against(&self, before: &Self) -> Vec<(Place, Option<StoryNumber>, Option<StoryNumber>)> {
        let (then, now): (HashMap<_, _>, HashMap<_, _>) = (before.every().collect(), self.every().collect());
        let mut places: Vec<Place> =
            then.keys().chain(now.keys()).cloned().collect::<HashSet<_>>().into_iter().collect();
        places.sort();
        let changes = places.into_iter().map(|place| {
            let (was, is) = (then.get(&place).copied(), now.get(&place).copied());
            (place, was, is)
        });
        changes.filter(|(_, was, is)| was != is).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fronts_sealed_before_there_were_blocks_read_and_print_as_they_were() {
        let sealed = r#"{"key":{"edition":"tr","section":null},"placements":[{"slot":1,"story":12}]}"#;
        let front: Front = serde_json::from_str(sealed).expect("it reads");
        assert_eq!((front.blocks.len(), front.breaking), (0, None));
        assert_eq!(serde_json::to_string(&front).expect("it prints"), sealed);
    }

    #[test]
    fn places_are_read_back() {
        let check = |text: &str, expected: Option<Place>| assert_eq!(Place::parse(text), expected, "{text}");
        check("3", Some(Place::manset(3)));
        check("spor/1", Some(Place::in_block(&"spor".into(), 1)));
        check("0", None);
        check("/1", None);
        check("spor/", None);
        check("spor/300", None);
        check("", None);
        for place in [Place::manset(15), Place::in_block(&"spor".into(), 2)] {
            assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
    }

    #[test]
    fn a_difference_names_every_place_that_changed() {
        let arrangement = |slots: &[(u8, i64)]| Arrangement {
            placements: slots
                .iter()
                .map(|(slot, story)| Placement { slot: *slot, story: StoryNumber(*story) })
                .collect(),
            blocks: Vec::new(),
        };
        let (before, after) = (arrangement(&[(1, 7), (2, 8), (4, 9)]), arrangement(&[(1, 7), (2, 9)]));
        let told: Vec<_> = after.against(&before);
        let number = |number: i64| Some(StoryNumber(number));
        assert_eq!(told, [(Place::manset(2), number(8), number(9)), (Place::manset(4), number(9), None),]);
        assert!(after.against(&after).is_empty());
    }
}
