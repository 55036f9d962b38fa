//! What readers get of an arrangement: placed stories where they were placed, and the open places by one rule.
//!
//! The rule: an open slot of the manşet takes the next of the day's headlines (most urgent first, then newest, of the last
//! [`HEADLINES_HOURS`](crate::lists::HEADLINES_HOURS)), then the newest stories; an open place of a section's block takes the section's
//! newest. No story stands on the page twice, and of one event ([`Event`]) the rule takes one story only. What an editor placed
//! stands whatever the rule thinks.

use std::collections::{HashMap, HashSet};

use crate::front::{Arrangement, Event, SLOTS_MAX, SectionBlock};
use crate::ids::{SectionKey, StoryNumber};

/// What the rule may choose from. A story that is not in `events` is not there for readers.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    pub headlines: Vec<StoryNumber>,
    /// Newest first.
    pub newest: Vec<StoryNumber>,
    /// The newest column of each columnist, newest first.
    pub columns: Vec<StoryNumber>,
    /// Each section's stories, newest first.
    pub sections: HashMap<SectionKey, Vec<StoryNumber>>,
    pub events: HashMap<StoryNumber, Event>,
}

/// How many of a section's newest stories the rule may need: those of the block itself, and those that may stand elsewhere.
pub fn candidates_of_section(block: &SectionBlock) -> usize {
    usize::from(block.slots()) + usize::from(SLOTS_MAX)
}

/// A page's stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    pub slots: Vec<Filled>,
    pub columns: Vec<StoryNumber>,
    /// In the page's order, hidden ones left out; one without any story is there too.
    pub blocks: Vec<FilledBlock>,
    /// The day's headlines that stand nowhere on the page, nor their events, in their order.
    pub headlines: Vec<StoryNumber>,
}

/// A story in its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    pub slot: u8,
    pub story: StoryNumber,
    /// By the rule, and not by hand.
    pub by_rule: bool,
}

/// A section's block with its stories, the lead first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledBlock {
    pub section: SectionKey,
    pub slots: Vec<Filled>,
}

impl Filling {
    /// Every story that stands in a place of the page.
    pub fn stories(&self) -> HashSet<StoryNumber> {
        let blocks = self.blocks.iter().flat_map(|block| &block.slots);
        self.slots.iter().chain(blocks).map(|filled| filled.story).chain(self.columns.iter().copied()).collect()
    }
}

/// Fills a page. `blocks` are the arrangement's as laid out.
pub fn fill(arrangement: &Arrangement, blocks: &[SectionBlock], candidates: &Candidates) -> Filling {
    let is_there = |story: &StoryNumber| candidates.events.contains_key(story);
    let hidden: HashSet<&SectionKey> = blocks.iter().filter(|block| block.hidden).map(|block| &block.section).collect();
    let by_hand = arrangement.every().filter(|(place, _)| place.block.as_ref().is_none_or(|key| !hidden.contains(key)));
    let mut page = Page { candidates, stories: by_hand.map(|(_, story)| story).filter(is_there).collect() };

    let mut rest = candidates.headlines.iter().chain(&candidates.newest);
    let slots = page.fill(1..=SLOTS_MAX, |slot| placed(&arrangement.placements, slot).filter(is_there), &mut rest);
    let columns: Vec<StoryNumber> = candidates
        .columns
        .iter()
        .copied()
        .filter(|column| is_there(column) && !page.stories.contains(column))
        .collect();
    // A column stands with its columnist; repeating it in its section's block would be the same story twice.
    page.stories.extend(&candidates.columns);
    let none = Vec::new();
    let blocks = blocks.iter().filter(|block| !block.hidden).map(|block| {
        let mut rest = candidates.sections.get(&block.section).unwrap_or(&none).iter();
        let by_hand = |slot| placed(&block.placements, slot).filter(is_there);
        FilledBlock { section: block.section.clone(), slots: page.fill(1..=block.slots(), by_hand, &mut rest) }
    });
    let blocks = blocks.collect();
    let mut headlines = candidates.headlines.clone();
    headlines.retain(|story| page.takes(*story) && page.stories.insert(*story));
    Filling { slots, columns, blocks, headlines }
}

fn placed(placements: &[crate::front::Placement], slot: u8) -> Option<StoryNumber> {
    placements.iter().find(|placed| placed.slot == slot).map(|placed| placed.story)
}

/// What stands on the page so far.
struct Page<'c> {
    candidates: &'c Candidates,
    stories: HashSet<StoryNumber>,
}

impl Page<'_> {
    fn fill<'n>(
        &mut self,
        slots: impl Iterator<Item = u8>,
        by_hand: impl Fn(u8) -> Option<StoryNumber>,
        rest: &mut impl Iterator<Item = &'n StoryNumber>,
    ) -> Vec<Filled> {
        let mut filled = Vec::new();
        for slot in slots {
            if let Some(story) = by_hand(slot) {
                filled.push(Filled { slot, story, by_rule: false });
            } else if let Some(story) = rest.by_ref().copied().find(|story| self.takes(*story)) {
                self.stories.insert(story);
                filled.push(Filled { slot, story, by_rule: true });
            }
        }
        filled
    }

    /// Whether the rule may take the story.
    fn takes(&self, story: StoryNumber) -> bool {
        let Some(event) = self.candidates.events.get(&story) else { return false };
        let same = |other: &StoryNumber| self.candidates.events.get(other).is_some_and(|other| other.is_same(event));
        !self.stories.contains(&story) && !self.stories.iter().any(same)
    }
}

#[cfg(test)]
mod tests {
    use language::Language;

    use super::*;
    use crate::front::Placement;

    fn numbers(numbers: &[i64]) -> Vec<StoryNumber> {
        numbers.iter().copied().map(StoryNumber).collect()
    }

    fn placements(placed: &[(u8, i64)]) -> Vec<Placement> {
        placed.iter().map(|(slot, story)| Placement { slot: *slot, story: StoryNumber(*story) }).collect()
    }

    fn candidates(headlines: &[(i64, &str)]) -> Candidates {
        let event = |(number, headline): &(i64, &str)| (StoryNumber(*number), Event::of(headline, Language::Turkish));
        Candidates {
            newest: headlines.iter().map(|(number, _)| StoryNumber(*number)).collect(),
            events: headlines.iter().map(event).collect(),
            ..Candidates::default()
        }
    }

    const STORIES: &[(i64, &str)] = &[
        (1, "Kızılçay taştı, on iki ev boşaltıldı"),
        (2, "Fındık alım fiyatı açıklandı"),
        (3, "Köprüde bakım çalışması başlıyor"),
        (4, "Kızılçay taştı: on iki ev boşaltıldı"),
        (5, "Lig lideri deplasmanda kazandı"),
    ];

    #[test]
    fn open_slots_take_headlines_then_newest_and_no_event_twice() {
        let check = |placed: &[(u8, i64)], headlines: &[i64], expected: &[(u8, i64)]| {
            let candidates = Candidates { headlines: numbers(headlines), ..candidates(STORIES) };
            let arrangement = Arrangement { placements: placements(placed), blocks: Vec::new() };
            let filling = fill(&arrangement, &[], &candidates);
            let got: Vec<_> = filling.slots.iter().map(|filled| (filled.slot, filled.story.0)).collect();
            assert_eq!(got, expected, "{placed:?} {headlines:?}");
            let by_hand = filling.slots.iter().filter(|filled| !filled.by_rule).count();
            assert_eq!(by_hand, placed.iter().filter(|(_, story)| *story < 9).count());
        };
        check(&[], &[], &[(1, 1), (2, 2), (3, 3), (4, 5)]);
        check(&[], &[3], &[(1, 3), (2, 1), (3, 2), (4, 5)]);
        check(&[(2, 3)], &[], &[(1, 1), (2, 3), (3, 2), (4, 5)]);
        check(&[(1, 4)], &[1], &[(1, 4), (2, 2), (3, 3), (4, 5)]);
        // An editor may have their reasons.
        check(&[(1, 1), (2, 4)], &[], &[(1, 1), (2, 4), (3, 2), (4, 3), (5, 5)]);
        // One that readers do not have leaves its slot to the rule.
        check(&[(1, 9)], &[], &[(1, 1), (2, 2), (3, 3), (4, 5)]);
        check(&[(15, 5)], &[], &[(1, 1), (2, 2), (3, 3), (15, 5)]);
    }

    #[test]
    fn a_story_stands_in_its_block_or_above_and_never_in_both() {
        let spor = SectionBlock { lines: 1, placements: placements(&[(2, 2)]), ..SectionBlock::usual("spor".into()) };
        let hidden =
            SectionBlock { hidden: true, placements: placements(&[(1, 3)]), ..SectionBlock::usual("ekonomi".into()) };
        let blocks = vec![spor, hidden];
        let arrangement = Arrangement { placements: placements(&[(1, 5)]), blocks: blocks.clone() };
        let sections = HashMap::from([("spor".into(), numbers(&[1, 2, 3, 4, 5]))]);
        let candidates =
            Candidates { newest: numbers(&[3]), columns: numbers(&[1, 5]), sections, ..candidates(STORIES) };
        let filling = fill(&arrangement, &blocks, &candidates);
        // The hidden block's story is free for the manşet, the column stays with its columnist, and its event is told there.
        assert_eq!(filling.slots.iter().map(|filled| filled.story.0).collect::<Vec<_>>(), [5, 3]);
        assert_eq!(filling.columns, numbers(&[1]));
        assert_eq!(filling.blocks.len(), 1);
        let block: Vec<_> = filling.blocks[0].slots.iter().map(|filled| (filled.slot, filled.story.0)).collect();
        assert_eq!(block, [(2, 2)]);
        assert_eq!(filling.stories().len(), 4);
        // What the slots have is not told again beside them.
        let candidates = Candidates { headlines: numbers(&[5, 4, 2]), columns: numbers(&[1]), ..candidates };
        let filling = fill(&Arrangement::default(), &[], &Candidates { newest: Vec::new(), ..candidates });
        assert_eq!(filling.slots.iter().map(|filled| filled.story.0).collect::<Vec<_>>(), [5, 4, 2]);
        assert!(filling.headlines.is_empty());
    }
}
