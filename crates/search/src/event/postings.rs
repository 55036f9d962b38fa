//! Which stories hold a key, by their hour.
//!
//! Looked for are mostly stories of the last days, and whatever the window holds beside them must not be in the way: a key's only
//! holder stands with it, so that whoever looks for one that nobody holds looks at one place; several stand in a list, in the
//! order of their hours, whose end is looked at first. In one sorted set of all entries each look went through half a dozen places
//! that lie in no cache once the set is large.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::ops::RangeInclusive;

use foldhash::fast::FixedState;

/// Where a story is kept in the window.
pub(crate) type Place = u32;

/// Half days since the epoch: ninety years of them.
pub(crate) type HalfDay = u16;

/// More stories than this have no place.
pub(crate) const PLACES_MAX: usize = 1 << 23;

#[derive(Default)]
pub(crate) struct Postings {
    by_key: HashMap<u32, Holders, FixedState>,
    lists: Vec<VecDeque<Holding>>,
    /// Lists that nobody holds.
    free: Vec<u32>,
}

/// By hour, then by place.
type Holding = (HalfDay, Place);

enum Holders {
    One(HalfDay, Place),
    /// In the list of this number.
    Several(u32),
}

/// A list that has so much more room than it needs gives some back.
const ROOM: usize = 4;

impl Postings {
    /// Puts a story in, once.
    pub(crate) fn put(&mut self, key: u32, day: HalfDay, place: Place) {
        let new = (day, place);
        match self.by_key.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Holders::One(day, place));
            }
            Entry::Occupied(mut entry) => match *entry.get() {
                Holders::One(day, place) if (day, place) == new => {}
                Holders::One(day, place) => {
                    let two = VecDeque::from([new.min((day, place)), new.max((day, place))]);
                    let list = self.free.pop().unwrap_or(self.lists.len() as u32);
                    match self.lists.get_mut(list as usize) {
                        Some(free) => *free = two,
                        None => self.lists.push(two),
                    }
                    entry.insert(Holders::Several(list));
                }
                Holders::Several(list) => {
                    let list = &mut self.lists[list as usize];
                    // Most come as the newest.
                    let at = from_the_end(list, |known| known < new);
                    if list.get(at) != Some(&new) {
                        list.insert(at, new);
                    }
                }
            },
        }
    }

    pub(crate) fn remove(&mut self, key: u32, day: HalfDay, place: Place) {
        let Entry::Occupied(mut entry) = self.by_key.entry(key) else { return };
        match *entry.get() {
            Holders::One(one_day, one_place) => {
                if (one_day, one_place) == (day, place) {
                    entry.remove();
                }
            }
            Holders::Several(number) => {
                let list = &mut self.lists[number as usize];
                let Ok(at) = list.binary_search(&(day, place)) else { return };
                list.remove(at);
                if list.len() == 1 {
                    let (day, place) = list[0];
                    entry.insert(Holders::One(day, place));
                    *list = VecDeque::new();
                    self.free.push(number);
                } else if list.len() < list.capacity() / ROOM {
                    list.shrink_to(list.len() * 2);
                }
            }
        }
    }

    /// Who holds the key in these half days, oldest first.
    pub(crate) fn holders(&self, key: u32, days: RangeInclusive<HalfDay>) -> impl Iterator<Item = Place> + '_ {
        let (one, several) = match self.by_key.get(&key) {
            None => (None, None),
            Some(Holders::One(day, place)) => (days.contains(day).then_some(*place), None),
            Some(Holders::Several(list)) => (None, self.lists.get(*list as usize)),
        };
        let several = several.into_iter().flat_map(move |list| {
            let until = from_the_end(list, |(day, _)| day <= *days.end());
            let from = from_the_end(list, |(day, _)| day < *days.start());
            list.range(from..until.max(from)).map(|(_, place)| *place)
        });
        one.into_iter().chain(several)
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.by_key.len() - (self.lists.len() - self.free.len()) + self.lists.iter().map(VecDeque::len).sum::<usize>()
    }

    /// Bytes of all, reckoned.
    pub(crate) fn bytes(&self) -> usize {
        let lists: usize = self.lists.iter().map(|list| list.capacity() * size_of::<Holding>()).sum();
        lists
            + self.lists.capacity() * size_of::<VecDeque<Holding>>()
            + self.by_key.capacity() * (size_of::<(u32, Holders)>() + 1)
    }
}

/// How many of a list are of those that come first, looked for in steps from its end that double: the newest are asked for, and
/// the middle of a long list lies in no cache.
fn from_the_end(list: &VecDeque<Holding>, comes_first: impl Fn(Holding) -> bool) -> usize {
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
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against a sorted set of all entries.
        #[test]
        fn holders_are_found_by_key_and_day(
            acts in prop::collection::vec((any::<bool>(), 0_u32..4, 0_u16..40, 0_u32..6), 0..300),
            key in 0_u32..4,
            (from, until) in (0_u16..42, 0_u16..42),
        ) {
            let (mut postings, mut expected) = (Postings::default(), BTreeSet::new());
            for (is_put, key, day, place) in acts {
                if is_put {
                    postings.put(key, day, place);
                    expected.insert((key, day, place));
                } else {
                    postings.remove(key, day, place);
                    expected.remove(&(key, day, place));
                }
            }
            prop_assert_eq!(postings.len(), expected.len());
            let days = from..=until;
            let holders = expected.iter().filter(|(of, day, _)| *of == key && days.contains(day));
            let holders: Vec<Place> = holders.map(|(_, _, place)| *place).collect();
            prop_assert_eq!(postings.holders(key, days).collect::<Vec<_>>(), holders);
        }
    }

    #[test]
    fn the_first_are_counted_from_the_end() {
        for length in [0, 1, 15, 16, 17, 48, 49, 1_000] {
            let list: VecDeque<Holding> = (0..length).map(|place| (0, place)).collect();
            for first in [0, 1, length / 2, length.saturating_sub(1), length] {
                let first = first.min(length);
                assert_eq!(from_the_end(&list, |known| known < (0, first)), first as usize, "{first} of {length}");
            }
        }
    }

    #[test]
    fn room_of_stories_that_went_is_given_back() {
        let mut postings = Postings::default();
        let day = |place: u32| (place / 10) as HalfDay;
        (0..4_000).for_each(|place| postings.put(1, day(place), place));
        let full = postings.bytes();
        (0..3_900).for_each(|place| postings.remove(1, day(place), place));
        assert!(postings.bytes() < full / 8, "{} of {full} bytes for 100 of 4000", postings.bytes());
        (3_900..4_000).for_each(|place| postings.remove(1, day(place), place));
        assert_eq!((postings.len(), postings.by_key.len(), postings.lists.len()), (0, 0, postings.free.len()));
    }
}
