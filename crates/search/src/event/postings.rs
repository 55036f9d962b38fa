//! Which stories hold a key, by their hour: one sorted set of whole numbers, about twelve bytes for an entry and no more for a
//! key that one story holds alone, as most do.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

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

#[derive(Default)]
pub(crate) struct Postings(BTreeSet<u64>);

impl Postings {
    pub(crate) fn put(&mut self, key: u32, day: HalfDay, place: Place) {
        self.0.insert(entry(key, day, place));
    }

    pub(crate) fn remove(&mut self, key: u32, day: HalfDay, place: Place) {
        self.0.remove(&entry(key, day, place));
    }

    /// Who holds the key in these half days, oldest first.
    pub(crate) fn holders(&self, key: u32, days: RangeInclusive<HalfDay>) -> impl Iterator<Item = Place> + '_ {
        let range = entry(key, *days.start(), 0)..=entry(key, *days.end(), (1 << PLACE_BITS) - 1);
        self.0.range(range).map(|entry| (entry & ((1 << PLACE_BITS) - 1)) as Place)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

fn entry(key: u32, day: HalfDay, place: Place) -> u64 {
    u64::from(key >> (32 - KEY_BITS)) << (64 - KEY_BITS) | u64::from(day) << PLACE_BITS | u64::from(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_found_by_key_and_day() {
        let mut postings = Postings::default();
        for (key, day, place) in [(1 << 10, 3, 7), (1 << 10, 4, 8), (1 << 10, 9, 9), (2 << 10, 4, 1)] {
            postings.put(key, day, place);
        }
        let check = |postings: &Postings, key, days, expected: &[Place]| {
            assert_eq!(postings.holders(key, days).collect::<Vec<_>>(), expected);
        };
        check(&postings, 1 << 10, 0..=u16::MAX, &[7, 8, 9]);
        check(&postings, 1 << 10, 3..=4, &[7, 8]);
        check(&postings, 2 << 10, 5..=6, &[]);
        postings.remove(1 << 10, 4, 8);
        check(&postings, 1 << 10, 3..=9, &[7, 9]);
        assert_eq!(postings.len(), 3);
    }
}
