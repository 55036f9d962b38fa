//! Arranging, one change after another, by several people at once.
//!
//! A change says what its maker saw. Where that no longer stands it is refused with what does, and nothing is overwritten
//! unseen; changes at different places do not meet.

use crate::front::{Arrangement, LINES_MAX, Place, Placement, SLOTS_MAX};
use crate::ids::{SectionKey, StoryNumber};
use crate::refusal::codes;

/// One thing done to an arrangement that names all its blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Puts a story at a place. What stood there moves on, towards the place the story came from or else down to the next open
    /// place; if there is none, the last one falls out.
    Put {
        story: StoryNumber,
        /// Where its maker saw the story placed; nothing if it was not.
        from: Option<Place>,
        to: Place,
        /// Whom its maker saw placed there.
        there: Option<StoryNumber>,
    },
    TakeOut {
        story: StoryNumber,
        from: Place,
    },
    /// Moves a section's block to another place in the order, counted from 0.
    MoveBlock {
        section: SectionKey,
        was: usize,
        to: usize,
    },
    Lines {
        section: SectionKey,
        was: u8,
        lines: u8,
    },
    Hide {
        section: SectionKey,
        hidden: bool,
    },
}

/// What came of it beside what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Stories for which there was no room any more.
    pub fell_out: Vec<StoryNumber>,
}

/// Why a change was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    #[error("there is no place `{0}` on this front")]
    NoSuchPlace(Place),
    #[error("the front has no block `{0}`")]
    UnknownBlock(SectionKey),
    #[error("a block has 0 to {LINES_MAX} lines below its lead, not {0}")]
    Lines(u8),
    #[error("somebody moved story {story} meanwhile")]
    StoryMoved { story: StoryNumber, is: Option<Place> },
    #[error("somebody changed what stands at `{place}` meanwhile")]
    PlaceTaken { place: Place, by: Option<StoryNumber> },
    #[error("somebody changed the block `{0}` meanwhile")]
    BlockChanged(SectionKey),
}

codes! {
    ChangeRefused:
    Self::NoSuchPlace(_) => "no-such-place",
    Self::UnknownBlock(_) => "unknown-block",
    Self::Lines(_) => "lines",
    Self::StoryMoved { .. } => "story-moved",
    Self::PlaceTaken { .. } => "place-taken",
    Self::BlockChanged(_) => "block-changed",
}

impl ChangeRefused {
    /// Whether somebody else was quicker, rather than the change being none that can be made.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::StoryMoved { .. } | Self::PlaceTaken { .. } | Self::BlockChanged(_))
    }
}

impl Arrangement {
    /// Makes a change.
    ///
    /// # Errors
    /// A [`ChangeRefused`] where what its maker saw does not stand any more, or there is no such place; nothing is changed then.
    pub fn change(&mut self, change: &Change) -> Result<Changed, ChangeRefused> {
        match change {
            Change::Put { story, from, to, there } => self.put(*story, from.as_ref(), to, *there),
            Change::TakeOut { story, from } => {
                self.is_still_at(*story, Some(from))?;
                self.set(from, None);
                Ok(Changed::default())
            }
            Change::MoveBlock { section, was, to } => {
                let at = self.block_at(section)?;
                if at != *was {
                    return Err(ChangeRefused::BlockChanged(section.clone()));
                }
                let block = self.blocks.remove(at);
                self.blocks.insert((*to).min(self.blocks.len()), block);
                Ok(Changed::default())
            }
            Change::Lines { section, was, lines } => {
                if *lines > LINES_MAX {
                    return Err(ChangeRefused::Lines(*lines));
                }
                let at = self.block_at(section)?;
                let block = &mut self.blocks[at];
                if block.lines != *was {
                    return Err(ChangeRefused::BlockChanged(section.clone()));
                }
                block.lines = *lines;
                let slots = block.slots();
                let (kept, out): (Vec<_>, Vec<_>) = block.placements.iter().partition(|placed| placed.slot <= slots);
                block.placements = kept;
                Ok(Changed { fell_out: out.into_iter().map(|placed| placed.story).collect() })
            }
            Change::Hide { section, hidden } => {
                let at = self.block_at(section)?;
                self.blocks[at].hidden = *hidden;
                Ok(Changed::default())
            }
        }
    }

    fn put(
        &mut self,
        story: StoryNumber,
        from: Option<&Place>,
        to: &Place,
        there: Option<StoryNumber>,
    ) -> Result<Changed, ChangeRefused> {
        let last = self.slots_of(&to.block).filter(|last| (1..=*last).contains(&to.slot));
        let last = last.ok_or_else(|| ChangeRefused::NoSuchPlace(to.clone()))?;
        self.is_still_at(story, from)?;
        let stands = self.at(to);
        if stands != there {
            return Err(ChangeRefused::PlaceTaken { place: to.clone(), by: stands });
        }
        if from == Some(to) {
            return Ok(Changed::default());
        }
        if let Some(from) = from {
            self.set(from, None);
        }
        // Towards the hole it left, if that lies before; else down.
        let goes_up = from.is_some_and(|from| from.block == to.block && from.slot < to.slot);
        let (mut moving, mut slot) = (Some(story), to.slot);
        while let Some(next) = moving {
            if slot == 0 || slot > last {
                return Ok(Changed { fell_out: vec![next] });
            }
            let place = Place { block: to.block.clone(), slot };
            moving = self.at(&place);
            self.set(&place, Some(next));
            slot = if goes_up { slot - 1 } else { slot + 1 };
        }
        Ok(Changed::default())
    }

    /// The last slot of the manşet or of a block.
    fn slots_of(&self, block: &Option<SectionKey>) -> Option<u8> {
        match block {
            None => Some(SLOTS_MAX),
            Some(section) => self.block(section).map(|block| block.slots()),
        }
    }

    fn is_still_at(&self, story: StoryNumber, place: Option<&Place>) -> Result<(), ChangeRefused> {
        let is = self.place_of(story);
        if is.as_ref() == place { Ok(()) } else { Err(ChangeRefused::StoryMoved { story, is }) }
    }

    fn block_at(&self, section: &SectionKey) -> Result<usize, ChangeRefused> {
        let at = self.blocks.iter().position(|block| &block.section == section);
        at.ok_or_else(|| ChangeRefused::UnknownBlock(section.clone()))
    }

    fn set(&mut self, place: &Place, story: Option<StoryNumber>) {
        let placements = match &place.block {
            None => &mut self.placements,
            Some(section) => match self.blocks.iter_mut().find(|block| &block.section == section) {
                Some(block) => &mut block.placements,
                None => return,
            },
        };
        placements.retain(|placed| placed.slot != place.slot);
        if let Some(story) = story {
            placements.push(Placement { slot: place.slot, story });
            placements.sort_by_key(|placed| placed.slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::SectionBlock;

    /// `7 8 - 9` are the manşet's first slots, `spor: 5` a block's.
    fn arrangement(manset: &str, block: &str) -> Arrangement {
        let placements = |text: &str| {
            let placed = (1..).zip(text.split_whitespace());
            let placed =
                placed.filter_map(|(slot, word)| Some(Placement { slot, story: StoryNumber(word.parse().ok()?) }));
            placed.collect()
        };
        let spor = SectionBlock { lines: 2, placements: placements(block), ..SectionBlock::usual("spor".into()) };
        Arrangement { placements: placements(manset), blocks: vec![spor, SectionBlock::usual("ekonomi".into())] }
    }

    fn place(text: &str) -> Option<Place> {
        Place::parse(text)
    }

    fn put(story: i64, from: &str, to: &str, there: i64) -> Change {
        let there = Some(StoryNumber(there)).filter(|there| there.0 > 0);
        Change::Put { story: StoryNumber(story), from: place(from), to: place(to).expect("a place"), there }
    }

    #[test]
    fn stories_make_room_for_each_other() {
        let check = |change: Change, expected: (&str, &str), out: &[i64]| {
            let mut now = arrangement("7 8 - 9", "5 6 4");
            let changed = now.change(&change).expect("it is taken");
            assert_eq!(now, arrangement(expected.0, expected.1), "{change:?}");
            assert_eq!(changed.fell_out, out.iter().copied().map(StoryNumber).collect::<Vec<_>>(), "{change:?}");
        };
        check(put(1, "", "1", 7), ("1 7 8 9", "5 6 4"), &[]);
        check(put(1, "", "3", 0), ("7 8 1 9", "5 6 4"), &[]);
        check(put(9, "4", "1", 7), ("9 7 8", "5 6 4"), &[]);
        check(put(7, "1", "2", 8), ("8 7 - 9", "5 6 4"), &[]);
        check(put(7, "1", "4", 9), ("- 8 9 7", "5 6 4"), &[]);
        check(put(7, "1", "1", 7), ("7 8 - 9", "5 6 4"), &[]);
        check(put(7, "1", "spor/2", 6), ("- 8 - 9", "5 7 6"), &[4]);
        check(put(4, "spor/3", "spor/1", 5), ("7 8 - 9", "4 5 6"), &[]);
        check(put(4, "spor/3", "15", 0), ("7 8 - 9 - - - - - - - - - - 4", "5 6"), &[]);
        check(Change::TakeOut { story: StoryNumber(8), from: Place::manset(2) }, ("7 - - 9", "5 6 4"), &[]);
    }

    #[test]
    fn what_somebody_else_changed_is_not_overwritten() {
        let check = |change: Change, code: &str| {
            let mut now = arrangement("7 8 - 9", "5 6");
            let refused = now.change(&change).expect_err("it is refused");
            assert_eq!(refused.code(), code, "{change:?}");
            assert_eq!(now, arrangement("7 8 - 9", "5 6"), "{change:?}");
        };
        check(put(7, "2", "4", 9), "story-moved");
        check(put(7, "", "4", 9), "story-moved");
        check(put(1, "2", "4", 9), "story-moved");
        check(put(1, "", "1", 0), "place-taken");
        check(put(1, "", "3", 9), "place-taken");
        check(put(1, "", "16", 0), "no-such-place");
        check(put(1, "", "spor/4", 0), "no-such-place");
        check(put(1, "", "yok/1", 0), "no-such-place");
        check(Change::TakeOut { story: StoryNumber(7), from: Place::manset(2) }, "story-moved");
        check(Change::MoveBlock { section: "spor".into(), was: 1, to: 0 }, "block-changed");
        check(Change::Lines { section: "spor".into(), was: 4, lines: 3 }, "block-changed");
        check(Change::Lines { section: "spor".into(), was: 2, lines: 10 }, "lines");
        check(Change::Hide { section: "yok".into(), hidden: true }, "unknown-block");
    }

    #[test]
    fn blocks_move_grow_and_hide() {
        let mut now = arrangement("7", "5 6 4");
        now.change(&Change::MoveBlock { section: "spor".into(), was: 0, to: 1 }).expect("it moves");
        assert_eq!(now.blocks[1].section, "spor".into());
        now.change(&Change::Hide { section: "spor".into(), hidden: true }).expect("it hides");
        assert!(now.blocks[1].hidden);
        let changed = now.change(&Change::Lines { section: "spor".into(), was: 2, lines: 0 }).expect("it shrinks");
        assert_eq!(changed.fell_out, [StoryNumber(6), StoryNumber(4)]);
        assert_eq!(now.at(&Place::in_block(&"spor".into(), 1)), Some(StoryNumber(5)));
    }
}
