//! Which stories hold a key, by their hour, kept in one of two ways. Looked for are mostly stories of the last days: whatever the
//! window holds beside them must not be in the way.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::ops::RangeInclusive;

use foldhash::fast::FixedState;

/// Where a story is kept in the window.
pub(crate) type Place = u32;

/// Half days since the epoch: ninety years of them.
pub(crate) type HalfDay = u16;

const PLACE_BITS: u32 = 23;
/// Terms are cut to this: a word of a name and the same word in a text meet. What meets otherwise is told apart when it is compared.
const KEY_BITS: u32 = 25;

/// More stories than this have no place.
pub(crate) const PLACES_MAX: usize = 1 << PLACE_BITS;

/// For keys that hardly more than one story holds, as runs of words: the holder stands with its key, so that whoever looks for one
/// that nobody holds looks at one place.
#[derive(Default)]
pub(crate) struct Scattered {
    by_key: HashMap<u32, Holders, FixedState>,
    entries: usize,
}

enum Holders {
    One(u64),
    /// Ascending.
    Several(Box<Vec<u64>>),
}

impl Holders {
    fn all(&self) -> &[u64] {
        match self {
            Self::One(holder) => std::slice::from_ref(holder),
            Self::Several(holders) => holders,
        }
    }
}

impl Scattered {
    pub(crate) fn put(&mut self, key: u32, day: HalfDay, place: Place) {
        let new = holding(day, place);
        match self.by_key.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Holders::One(new));
            }
            Entry::Occupied(mut entry) => {
                let Err(at) = entry.get().all().binary_search(&new) else { return };
                match entry.get_mut() {
                    Holders::Several(holders) => holders.insert(at, new),
                    Holders::One(one) => {
                        let two = [new.min(*one), new.max(*one)];
                        entry.insert(Holders::Several(Box::new(two.to_vec())));
                    }
                }
            }
        }
        self.entries += 1;
    }

    pub(crate) fn remove(&mut self, key: u32, day: HalfDay, place: Place) {
        let Entry::Occupied(mut entry) = self.by_key.entry(key) else { return };
        let Ok(at) = entry.get().all().binary_search(&holding(day, place)) else { return };
        self.entries -= 1;
        match entry.get_mut() {
            Holders::One(_) => {
                entry.remove();
            }
            Holders::Several(holders) => {
                holders.remove(at);
                if let [one] = holders[..] {
                    entry.insert(Holders::One(one));
                }
            }
        }
    }

    /// Who holds the key in these half days, oldest first.
    pub(crate) fn holders(&self, key: u32, days: RangeInclusive<HalfDay>) -> impl Iterator<Item = Place> + '_ {
        let all = self.by_key.get(&key).map_or(&[][..], Holders::all);
        let from = all.partition_point(|known| *known < holding(*days.start(), 0));
        let until = all.partition_point(|known| *known <= holding(*days.end(), (1 << PLACE_BITS) - 1));
        all[from..until.max(from)].iter().map(|known| place_of(*known))
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.entries
    }

    /// Bytes of all, reckoned.
    pub(crate) fn bytes(&self) -> usize {
        let several = self.by_key.values().map(|holders| match holders {
            Holders::One(_) => 0,
            Holders::Several(holders) => size_of::<Vec<u64>>() + holders.capacity() * size_of::<u64>(),
        });
        several.sum::<usize>() + self.by_key.capacity() * (size_of::<(u32, Holders)>() + 1)
    }
}

/// Kinds of one word meet here.
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
            let until = from_the_end(list, |known| known <= holding(*days.end(), (1 << PLACE_BITS) - 1));
            let from = from_the_end(list, |known| known < holding(*days.start(), 0));
            list.range(from..until.max(from)).map(|known| place_of(*known))
        })
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.entries
    }

    /// Bytes of all lists, reckoned.
    pub(crate) fn bytes(&self) -> usize {
        let lists: usize = self.by_key.values().map(|list| list.capacity() * size_of::<u64>()).sum();
        lists + self.by_key.capacity() * (size_of::<(u32, VecDeque<u64>)>() + 1)
    }
}

/// How many of a list are of those that come first, looked for in steps from its end that double: the newest are asked for, and
/// the middle of a long list lies in no cache.
fn from_the_end(list: &VecDeque<u64>, comes_first: impl Fn(u64) -> bool) -> usize {
    let (mut until, mut step) = (list.len(), 16);
    loop {
        let from = until.saturating_sub(step);
        if from == 0 || comes_first(list[from]) {
            let (mut low, mut high) = (from, until);
            while low < high {
                let middle = usize::midpoint(low, high);
                if comes_first(list[middle]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
        (until, step) = (from, step * 2);
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
    fn the_first_are_counted_from_the_end() {
        for length in [0, 1, 15, 16, 17, 48, 49, 1_000] {
            let list: VecDeque<u64> = (0..length).collect();
            for first in [0, 1, length / 2, length.saturating_sub(1), length] {
                let first = first.min(length);
                assert_eq!(from_the_end(&list, |known| known < first), first as usize, "{first} of {length}");
            }
        }
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
