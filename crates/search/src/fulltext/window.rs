//! Stories of one part of the index that are looked at together: which of them hold what was asked for, as bits.
//!
//! A list of a common word goes through hundreds of thousands of stories. Marking them in bits and putting bits together
//! costs a nanosecond or two for each, and counting those that are left next to nothing; what a story says is only
//! reckoned for the few that may come among the best.

use tantivy::{DocId, Score};

/// Stories that are looked at together.
pub(super) const WIDTH: usize = 4096;
const LANES: usize = WIDTH / 64;

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

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|lane| *lane == 0)
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|lane| lane.count_ones() as usize).sum()
    }

    pub(super) fn keep(&mut self, other: &[u64]) {
        for (lane, other) in self.0.iter_mut().zip(other.iter().chain(std::iter::repeat(&0))) {
            *lane &= other;
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

/// The stories from one number on, of which some answer.
pub(super) struct Window {
    pub base: DocId,
    /// Those that may still answer.
    pub bits: Bits,
    /// What each of them says at most. Says nothing of those that do not answer.
    pub most: Box<[Score; WIDTH]>,
    /// What phrases and beginnings say in each, as it is.
    pub beside: Box<[Score; WIDTH]>,
}

impl Window {
    pub(super) fn new() -> Self {
        let empty = || Box::new([0.0; WIDTH]);
        Self { base: 0, bits: Bits::NONE, most: empty(), beside: empty() }
    }

    /// Begins with the stories from this one on, where it is the first of a window; `until` is the first that is not there.
    pub(super) fn begin(&mut self, base: DocId, until: DocId) {
        self.base = base;
        self.bits = Bits::first(until.saturating_sub(base) as usize);
        self.most.fill(0.0);
        self.beside.fill(0.0);
    }

    /// Those of whom this holds and some of their neighbours: of sixty-four stories it is asked once, with the most that is said of
    /// one of them. What holds of a story must hold of one of whom more is said.
    pub(super) fn some(&self, holds: impl Fn(Score) -> bool) -> Bits {
        let mut some = self.bits;
        for ((lane, most), beside) in some.0.iter_mut().zip(self.most.chunks(64)).zip(self.beside.chunks(64)) {
            let says = most.iter().zip(beside).map(|(most, beside)| most + beside);
            // Without the rules for what is no number, of which there is none, this is done for several at once.
            if *lane != 0 && !holds(says.fold(0.0, |most, says| if says > most { says } else { most })) {
                *lane = 0;
            }
        }
        some
    }

    pub(super) fn end(&self) -> DocId {
        self.base + WIDTH as DocId
    }

    /// The place of a story in it.
    pub(super) fn place(&self, doc: DocId) -> usize {
        (doc - self.base) as usize
    }

    pub(super) fn doc(&self, place: usize) -> DocId {
        self.base + place as DocId
    }

    /// Lanes of these stories in bits that go over a whole part.
    pub(super) fn lanes_of<'a>(&self, whole: &'a [u64]) -> &'a [u64] {
        let from = (self.base as usize / 64).min(whole.len());
        &whole[from..(from + LANES).min(whole.len())]
    }
}

/// The first story of the window that this one is in.
pub(super) fn base_of(doc: DocId) -> DocId {
    doc - doc % WIDTH as DocId
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Bits, Tally, WIDTH, Window};

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

    #[test]
    fn stories_are_passed_over_where_none_of_their_neighbours_may_be_among_the_best() {
        let mut window = Window::new();
        window.begin(0, 300);
        window.bits = bits(&[3, 70, 71, 130, 299]);
        (window.most[70], window.beside[130], window.most[299]) = (2.0, 1.5, 0.5);
        window.most[200] = 9.0;
        (window.most[3], window.beside[3]) = (0.75, 0.5);
        let places = |least: f32| window.some(|most| most * 0.5 >= least).places().collect::<Vec<_>>();
        assert_eq!(places(0.0), [3, 70, 71, 130, 299]);
        assert_eq!(places(0.6), [3, 70, 71, 130]);
        assert_eq!(places(0.75), [70, 71, 130]);
        assert_eq!(places(1.0), [70, 71]);
        assert!(places(1.1).is_empty());
    }

    proptest! {
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
