//! Which stories hold a key, by their hour, kept in one of two ways.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::ops::RangeInclusive;

use foldhash::fast::FixedState;

/// Where a story is kept in the window.
pub(crate) type Place = u32;

/// Half days since the epoch: ninety years of them.
pub(crate) type HalfDay = u16;

const PLACE_BITS: u32 = 23;
const DAY_BITS: u32 = 16;
/// Keys are cut to this. What meets by it is told apart when it is compared.
const KEY_BITS: u32 = 64 - PLACE_BITS - DAY_BITS;

/// More stories than this have no place.
pub(crate) const PLACES_MAX: usize = 1 << PLACE_BITS;

/// For keys that hardly more than one story holds, as runs of words: one sorted set of whole numbers, about twelve bytes for an
/// entry and no more for its key.
#[derive(Default)]
pub(crate) struct Scattered(BTreeSet<u64>);

impl Scattered {
    pub(crate) fn put(&mut self, key: u32, day: HalfDay, place: Place) {
        self.0.insert(entry(key, day, place));
    }

    pub(crate) fn remove(&mut self, key: u32, day: HalfDay, place: Place) {
        self.0.remove(&entry(key, day, place));
    }

    /// Who holds the key in these half days, oldest first.
    pub(crate) fn holders(&self, key: u32, days: RangeInclusive<HalfDay>) -> impl Iterator<Item = Place> + '_ {
        let range = entry(key, *days.start(), 0)..=entry(key, *days.end(), (1 << PLACE_BITS) - 1);
        self.0.range(range).map(|entry| place_of(*entry))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

fn entry(key: u32, day: HalfDay, place: Place) -> u64 {
    u64::from(cut(key)) << (64 - KEY_BITS) | holding(day, place)
}

fn cut(key: u32) -> u32 {
    key >> (32 - KEY_BITS)
}

fn holding(day: HalfDay, place: Place) -> u64 {
    u64::from(day) << PLACE_BITS | u64::from(place)
}

fn place_of(holding: u64) -> Place {
    (holding & ((1 << PLACE_BITS) - 1)) as Place
}

/// For keys that many stories hold, as words: a list for each, whose holders of some days stand beside each other. Going through
/// a hundred of them in one large set would wait for memory ten times, once the set is larger than the processor's cache.
#[derive(Default)]
pub(crate) struct Listed {
    by_key: HashMap<u32, VecDeque<u64>, FixedState>,
    entries: usize,
}

impl Listed {
    pub(crate) fn put(&mut self, key: u32, day: HalfDay, place: Place) {
        let list = self.by_key.entry(cut(key)).or_default();
        // The newest stands last, and most come as the newest.
        if let Err(at) = list.binary_search(&holding(day, place)) {
            list.insert(at, holding(day, place));
            self.entries += 1;
        }
    }

    pub(crate) fn remove(&mut self, key: u32, day: HalfDay, place: Place) {
        let Some(list) = self.by_key.get_mut(&cut(key)) else { return };
        if let Ok(at) = list.binary_search(&holding(day, place)) {
            list.remove(at);
            self.entries -= 1;
        }
        if list.is_empty() {
            self.by_key.remove(&cut(key));
        } else if list.len() < list.capacity() / 4 {
            list.shrink_to(list.len() * 2);
        }
    }

    /// Who holds the key in these half days, oldest first.
    pub(crate) fn holders(&self, key: u32, days: RangeInclusive<HalfDay>) -> impl Iterator<Item = Place> + '_ {
        let list = self.by_key.get(&cut(key)).into_iter();
        list.flat_map(move |list| {
            let from = list.partition_point(|known| *known < holding(*days.start(), 0));
            let until = list.partition_point(|known| *known <= holding(*days.end(), (1 << PLACE_BITS) - 1));
            list.range(from..until).map(|known| place_of(*known))
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.entries
    }

    /// Bytes of all lists, reckoned.
    pub(crate) fn bytes(&self) -> usize {
        let lists: usize = self.by_key.values().map(|list| list.capacity() * size_of::<u64>()).sum();
        lists + self.by_key.capacity() * (size_of::<(u32, VecDeque<u64>)>() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same asked of both.
    #[test]
    fn holders_are_found_by_key_and_day() {
        let (mut scattered, mut listed) = (Scattered::default(), Listed::default());
        for (key, day, place) in [(1 << 10, 4, 8), (1 << 10, 9, 9), (1 << 10, 3, 7), (2 << 10, 4, 1), (1 << 10, 4, 8)] {
            scattered.put(key, day, place);
            listed.put(key, day, place);
        }
        let check = |scattered: &Scattered, listed: &Listed, key, days: RangeInclusive<HalfDay>, expected: &[Place]| {
            assert_eq!(scattered.holders(key, days.clone()).collect::<Vec<_>>(), expected);
            assert_eq!(listed.holders(key, days).collect::<Vec<_>>(), expected);
        };
        check(&scattered, &listed, 1 << 10, 0..=u16::MAX, &[7, 8, 9]);
        check(&scattered, &listed, 1 << 10, 3..=4, &[7, 8]);
        check(&scattered, &listed, 2 << 10, 5..=6, &[]);
        check(&scattered, &listed, 3 << 10, 0..=u16::MAX, &[]);
        for _ in 0..2 {
            scattered.remove(1 << 10, 4, 8);
            listed.remove(1 << 10, 4, 8);
        }
        check(&scattered, &listed, 1 << 10, 3..=9, &[7, 9]);
        assert_eq!((scattered.len(), listed.len()), (3, 3));
    }

    #[test]
    fn room_of_stories_that_went_is_given_back() {
        let mut listed = Listed::default();
        let empty = listed.bytes();
        (0..4_000).for_each(|place| listed.put(1 << 10, (place / 10) as HalfDay, place));
        let full = listed.bytes();
        (0..3_900).for_each(|place| listed.remove(1 << 10, (place / 10) as HalfDay, place));
        assert!(listed.bytes() < full / 8, "{} of {full} bytes for 100 of 4000", listed.bytes());
        (3_900..4_000).for_each(|place| listed.remove(1 << 10, (place / 10) as HalfDay, place));
        assert_eq!((listed.len(), listed.by_key.len(), empty), (0, 0, 0));
    }
}
