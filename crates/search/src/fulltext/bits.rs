//! Stories as bits: which of some thousand hold a word, and how many of them there are.

use std::iter::repeat;

/// Stories that are looked at together.
pub(super) const WIDTH: usize = 4096;
pub(super) const LANES: usize = WIDTH / 64;

/// Some of the stories of a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bits([u64; LANES]);

impl Bits {
    pub(super) const NONE: Self = Self([0; LANES]);

    /// The first so many.
    pub(super) fn first(many: usize) -> Self {
        let mut bits = Self::NONE;
        for (lane, place) in bits.0.iter_mut().zip((0..).step_by(64)) {
            *lane = match many.saturating_sub(place) {
                0 => 0,
                left if left >= 64 => u64::MAX,
                left => (1 << left) - 1,
            };
        }
        bits
    }

    pub(super) fn set(&mut self, place: usize) {
        self.0[place / 64 % LANES] |= 1 << (place % 64);
    }

    pub(super) fn unset(&mut self, place: usize) {
        self.0[place / 64 % LANES] &= !(1 << (place % 64));
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.0[place / 64 % LANES] >> (place % 64) & 1 == 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|lane| *lane == 0)
    }

    pub(super) fn count(&self) -> usize {
        count(&self.0)
    }

    pub(super) fn keep(&mut self, other: &[u64]) {
        for (lane, other) in self.0.iter_mut().zip(other.iter().chain(repeat(&0))) {
            *lane &= other;
        }
    }

    /// Takes away all of each sixty-four of which this does not hold. Of those that are empty it is not asked.
    pub(super) fn keep_lanes(&mut self, holds: impl Fn(usize) -> bool) {
        for (number, lane) in self.0.iter_mut().enumerate() {
            if *lane != 0 && !holds(number) {
                *lane = 0;
            }
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (lane, other) in self.0.iter_mut().zip(&other.0) {
            *lane |= other;
        }
    }

    pub(super) fn lanes(&self) -> &[u64] {
        &self.0
    }

    /// Their places, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + use<> {
        places_of(self.0.into_iter())
    }
}

/// The places that are set in some lanes, in order.
pub(super) fn places_of(lanes: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    (0..).step_by(64).zip(lanes).flat_map(|(from, mut lane)| {
        std::iter::from_fn(move || {
            let place = (lane != 0).then(|| from + lane.trailing_zeros() as usize);
            lane &= lane.wrapping_sub(1);
            place
        })
    })
}

/// How many are set in some lanes.
pub(super) fn count(lanes: &[u64]) -> usize {
    count_shared(lanes, lanes)
}

/// How many are set in both of two.
///
/// Nearly every machine counts the bits of a lane in one step, though not every one that the program runs on: it is asked.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
pub(super) fn count_shared(some: &[u64], others: &[u64]) -> usize {
    #[target_feature(enable = "avx2,popcnt")]
    fn by_four(some: &[u64], others: &[u64]) -> usize {
        count_plainly(some, others)
    }
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt") {
        // SAFETY: the machine has what the function is built for.
        return unsafe { by_four(some, others) };
    }
    count_plainly(some, others)
}

/// How many are set in both of two.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn count_shared(some: &[u64], others: &[u64]) -> usize {
    count_plainly(some, others)
}

#[inline(always)]
fn count_plainly(some: &[u64], others: &[u64]) -> usize {
    some.iter().zip(others).map(|(some, others)| (some & others).count_ones() as usize).sum()
}

/// How many of some words each story of a window holds, a binary digit at a time for sixty-four stories at once.
pub(super) struct Tally {
    digits: [Bits; DIGITS],
}

/// Sums up to sixty-three: twice the words of a question.
const DIGITS: usize = 6;

impl Tally {
    pub(super) fn new() -> Self {
        Self { digits: [Bits::NONE; DIGITS] }
    }

    /// These hold one more.
    pub(super) fn add(&mut self, bits: &Bits) {
        for lane in 0..LANES {
            let mut carried = bits.0[lane];
            for digit in &mut self.digits {
                if carried == 0 {
                    break;
                }
                let was = digit.0[lane];
                digit.0[lane] = was ^ carried;
                carried &= was;
            }
        }
    }

    /// Those that hold so many or more.
    pub(super) fn at_least(&self, many: usize) -> Bits {
        let mut found = Bits::NONE;
        for lane in 0..LANES {
            let (mut more, mut same) = (0, u64::MAX);
            for place in (0..DIGITS).rev() {
                let digit = self.digits[place].0[lane];
                if many & (1 << place) == 0 {
                    more |= same & digit;
                    same &= !digit;
                } else {
                    same &= digit;
                }
            }
            found.0[lane] = more | same;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Bits, Tally, WIDTH, count, count_plainly, count_shared};

    fn bits(places: &[usize]) -> Bits {
        let mut bits = Bits::NONE;
        places.iter().for_each(|place| bits.set(*place));
        bits
    }

    #[test]
    fn the_first_are_as_many_as_asked_for() {
        for many in [0, 1, 63, 64, 65, WIDTH - 1, WIDTH, WIDTH + 5] {
            let first = Bits::first(many);
            assert!(first.places().eq(0..many.min(WIDTH)), "{many}");
            assert_eq!(first.count(), many.min(WIDTH));
        }
    }

    proptest! {
        #[test]
        fn the_machine_counts_as_one_does(lanes in prop::collection::vec((any::<u64>(), any::<u64>()), 0..70)) {
            let (some, others): (Vec<u64>, Vec<u64>) = lanes.into_iter().unzip();
            prop_assert_eq!(count_shared(&some, &others), count_plainly(&some, &others));
            prop_assert_eq!(count(&some), some.iter().map(|lane| lane.count_ones() as usize).sum::<usize>());
        }

        #[test]
        fn a_tally_counts_as_one_does(words in prop::collection::vec(prop::collection::vec(0..WIDTH, 0..300), 0..33), many in 1_usize..33) {
            let mut tally = Tally::new();
            let mut counts = vec![0; WIDTH];
            for word in &words {
                let holders = bits(word);
                tally.add(&holders);
                holders.places().for_each(|place| counts[place] += 1);
            }
            let expected: Vec<usize> = (0..WIDTH).filter(|place| counts[*place] >= many).collect();
            prop_assert_eq!(tally.at_least(many).places().collect::<Vec<_>>(), expected);
        }
    }
}
