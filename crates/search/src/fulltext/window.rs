//! Stories of one part of the index that are looked at together: which of them hold what was asked for, as bits.
//!
//! A list of a common word goes through hundreds of thousands of stories. Marking them in bits and putting bits together
//! costs a nanosecond or two for each, and counting those that are left next to nothing; what a story says is only
//! reckoned for the few that may come among the best.

use tantivy::{DocId, Score};

use super::bits::{Bits, LANES, WIDTH};

/// Who of a window holds a form of a word, and what it says at most in each sixty-four of them.
pub(super) struct Marks {
    holders: Bits,
    most: [Score; LANES],
}

impl Marks {
    const NONE: Self = Self { holders: Bits::NONE, most: [0.0; LANES] };

    /// These of the window that begins with `base` hold it too, and it says so much at most in one of them. They come in order.
    pub(super) fn add(&mut self, base: DocId, docs: &[DocId], says: Score) {
        let place = |doc: &DocId| (doc - base) as usize % WIDTH;
        let (Some(first), Some(last)) = (docs.first().map(place), docs.last().map(place)) else { return };
        for most in &mut self.most[first / 64..=last / 64] {
            *most = most.max(says);
        }
        docs.iter().for_each(|doc| self.holders.set(place(doc)));
    }

    pub(super) fn holders(&self) -> &Bits {
        &self.holders
    }
}

/// The stories from one number on, of which some answer.
pub(super) struct Window {
    pub base: DocId,
    /// Those that may still answer.
    pub bits: Bits,
    /// Of each form that says something in it; those of an earlier window behind them.
    marks: Vec<Marks>,
    marked: usize,
    /// What phrases and beginnings say in each story, as it is; nothing where there are none in the question.
    beside: Vec<Score>,
}

impl Window {
    /// For a question with phrases or beginnings, or without.
    pub(super) fn new(is_beside: bool) -> Self {
        let beside = vec![0.0; if is_beside { WIDTH } else { 0 }];
        Self { base: 0, bits: Bits::NONE, marks: Vec::new(), marked: 0, beside }
    }

    /// Begins with the stories from this one on, where it is the first of a window; `until` is the first that is not there.
    pub(super) fn begin(&mut self, base: DocId, until: DocId) {
        self.base = base;
        self.bits = Bits::first(until.saturating_sub(base) as usize);
        self.marked = 0;
        self.beside.fill(0.0);
    }

    /// Room for one more form that says something in it.
    pub(super) fn marks(&mut self) -> &mut Marks {
        match self.marks.get_mut(self.marked) {
            Some(marks) => *marks = Marks::NONE,
            None => self.marks.push(Marks::NONE),
        }
        self.marked += 1;
        &mut self.marks[self.marked - 1]
    }

    fn marked(&self) -> &[Marks] {
        &self.marks[..self.marked]
    }

    /// A phrase or a beginning says so much in a story.
    pub(super) fn say(&mut self, place: usize, says: Score) {
        self.beside[place] += says;
    }

    /// What phrases and beginnings say in a story.
    pub(super) fn beside(&self, place: usize) -> Score {
        self.beside.get(place).copied().unwrap_or_default()
    }

    /// What is said in a story that answers, at most.
    pub(super) fn most(&self, place: usize) -> Score {
        let says = self.marked().iter().filter(|marks| marks.holders.has(place)).map(|marks| marks.most[place / 64]);
        says.sum::<Score>() + self.beside(place)
    }

    /// Those of whom this holds and some of their neighbours: of sixty-four stories it is asked once, with the most that may be
    /// said of one of them. What holds of a story must hold of one of whom more is said.
    pub(super) fn some(&self, holds: impl Fn(Score) -> bool) -> Bits {
        let mut most = [0.0; LANES];
        for marks in self.marked() {
            for ((most, says), holders) in most.iter_mut().zip(&marks.most).zip(marks.holders.lanes()) {
                *most += if *holders == 0 { 0.0 } else { *says };
            }
        }
        for (most, beside) in most.iter_mut().zip(self.beside.chunks(64)) {
            // Without the rules for what is no number, of which there is none, this is done for several at once.
            *most += beside.iter().fold(0.0, |most, says| if *says > most { *says } else { most });
        }
        let mut some = self.bits;
        some.keep_lanes(|lane| holds(most[lane]));
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
    use super::*;

    #[test]
    fn stories_are_passed_over_where_none_of_their_neighbours_may_be_among_the_best() {
        let mut window = Window::new(true);
        window.begin(0, 300);
        window.bits = Bits::NONE;
        [3, 70, 71, 130, 299].into_iter().for_each(|place| window.bits.set(place));
        window.marks().add(0, &[70], 2.0);
        window.marks().add(0, &[3, 200], 0.75);
        window.marks().add(0, &[299], 0.5);
        window.say(3, 0.5);
        window.say(130, 1.5);
        let places = |least: f32| window.some(|most| most * 0.5 >= least).places().collect::<Vec<_>>();
        assert_eq!(places(0.0), [3, 70, 71, 130, 299]);
        assert_eq!(places(0.6), [3, 70, 71, 130]);
        assert_eq!(places(0.65), [70, 71, 130]);
        assert_eq!(places(1.0), [70, 71]);
        assert!(places(1.1).is_empty());
    }

    #[test]
    fn what_is_said_of_a_story_at_most_is_what_the_forms_it_holds_say_around_it() {
        let mut window = Window::new(false);
        for _ in 0..2 {
            window.begin(0, 300);
            window.marks().add(0, &[3, 65, 130], 2.0);
            let marks = window.marks();
            marks.add(0, &[3, 60], 1.0);
            marks.add(0, &[61, 200], 1.5);
            assert_eq!([3, 4, 60, 61, 65, 200].map(|place| window.most(place)), [3.5, 0.0, 1.5, 1.5, 2.0, 1.5]);
        }
    }
}
