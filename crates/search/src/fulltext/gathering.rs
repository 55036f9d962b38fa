//! Gathering the best of the stories that answer, and counting all of them.
//!
//! What comes in is a window of stories at a time. Of those that are in order by what they say, the few are looked at that
//! may come among the best by the bounds of their words. Of those in order by their hour a window waits until all are there:
//! the newest are looked at then, and no other.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use super::Error;
use super::bits::Bits;
use super::facts::Facts;
use super::kinds::Kinds;
use super::question::{Order, Place, Question};
use super::standing::Standings;
use super::window::Window;

/// One answer and its place in the order: by its rank, or by its hour, and then by its number. What does not count is 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub rank: f32,
    pub hour: i64,
    pub number: i64,
}

/// In the order of answers: the best is the least.
impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        other.rank.total_cmp(&self.rank).then(other.hour.cmp(&self.hour)).then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

/// How much of its rank a story keeps by its age.
fn freshness(hour: i64, now: i64) -> f32 {
    const YEAR: f32 = 365.0 * 86_400.0;
    let years = (now - hour).max(0) as f32 / YEAR;
    0.5 + 0.5 / (1.0 + years)
}

/// A part of the index, and what it knows of its stories.
pub(super) struct Part<'a> {
    /// Its place among the parts.
    pub ord: usize,
    pub segment: &'a SegmentReader,
    pub facts: &'a Facts,
    pub kinds: Option<Kinds<'a>>,
}

fn hour_of(facts: &Facts, doc: DocId) -> i64 {
    facts.hours.first(doc).unwrap_or_default()
}

/// Takes those out of a window of which this holds.
pub(super) fn remove(window: &mut Window, mut holds: impl FnMut(DocId) -> bool) {
    for place in window.bits.places() {
        if holds(window.doc(place)) {
            window.bits.unset(place);
        }
    }
}

/// Gathers the best answers after a place, how many there are, and of what kind.
pub(super) struct Gathering {
    now: i64,
    order: Order,
    after: Option<Ranked>,
    /// One more than is shown tells whether there are more.
    keep: usize,
    from: i64,
    until: i64,
    /// No more than are kept. What ranks behind the last of so many is passed over.
    best: BinaryHeap<Ranked>,
    waiting: Vec<Waiting>,
    total: usize,
}

/// Answers of a window, to be looked at by their hours.
struct Waiting {
    earliest: i64,
    latest: i64,
    part: usize,
    base: DocId,
    bits: Bits,
}

impl Gathering {
    pub(super) fn of(question: &Question, now: i64) -> Self {
        Self {
            now,
            order: question.order,
            // A place in the other order is none in this one.
            after: match (question.order, question.after) {
                (Order::Relevance, Some(Place::Ranked { rank, number, .. })) => Some(Ranked { rank, hour: 0, number }),
                (Order::Newest, Some(Place::Dated { hour, number })) => Some(Ranked { rank: 0.0, hour, number }),
                _ => None,
            },
            keep: question.limit + 1,
            from: question.within.from.map_or(i64::MIN, |from| from.as_second()),
            until: question.within.until.map_or(i64::MAX, |until| until.as_second()),
            best: BinaryHeap::new(),
            waiting: Vec::new(),
            total: 0,
        }
    }

    /// How many stories answer.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Leaves those of a window that were published in the period that is asked for.
    pub(super) fn keep_period(&self, window: &mut Window, part: &Part<'_>) {
        let (earliest, latest) = part.facts.between(window.base);
        if latest < self.from || earliest >= self.until {
            window.bits = Bits::NONE;
        } else if earliest < self.from || latest >= self.until {
            remove(window, |doc| !(self.from..self.until).contains(&hour_of(part.facts, doc)));
        }
    }

    /// Counts the stories of a window, all of which answer, and takes those that may be among the best.
    pub(super) fn take(
        &mut self,
        window: &Window,
        part: &mut Part<'_>,
        words: Option<&mut Standings>,
    ) -> Result<(), Error> {
        let count = window.bits.count();
        if count == 0 {
            return Ok(());
        }
        self.total += count;
        if let Some(kinds) = &mut part.kinds {
            kinds.take(window);
        }
        match self.order {
            Order::Relevance => self.take_best(window, part.facts, words),
            Order::Newest => {
                let (earliest, latest) = part.facts.between(window.base);
                self.waiting.push(Waiting { earliest, latest, part: part.ord, base: window.base, bits: window.bits });
                Ok(())
            }
        }
    }

    fn take_best(&mut self, window: &Window, facts: &Facts, mut words: Option<&mut Standings>) -> Result<(), Error> {
        // None is fresher than the latest. Nearly all stories with a common word are done with here.
        let freshest = freshness(facts.between(window.base).1, self.now);
        for place in window.some(|most| self.may_rank(most * freshest)).places() {
            if !self.may_rank(window.most(place) * freshest) {
                continue;
            }
            let (doc, beside) = (window.doc(place), window.beside(place));
            let fresh = freshness(hour_of(facts, doc), self.now);
            let Some(words) = words.as_deref_mut() else {
                self.rank(facts, doc, beside * fresh, 0);
                continue;
            };
            if self.may_rank((words.bound(doc) + beside) * fresh) {
                self.rank(facts, doc, (words.score(doc)? + beside) * fresh, 0);
            }
        }
        Ok(())
    }

    /// Whether a story with this rank may be among the best.
    fn may_rank(&self, rank: f32) -> bool {
        self.least().is_none_or(|least| rank >= least.rank)
    }

    /// The last of those kept, once there are enough.
    fn least(&self) -> Option<&Ranked> {
        self.best.peek().filter(|_| self.best.len() == self.keep)
    }

    fn rank(&mut self, facts: &Facts, doc: DocId, rank: f32, hour: i64) {
        if self.least().is_some_and(|least| rank < least.rank || (rank == least.rank && hour < least.hour)) {
            return;
        }
        let number = facts.numbers.first(doc).unwrap_or_default().cast_signed();
        let ranked = Ranked { rank, hour, number };
        if self.after.is_some_and(|after| ranked <= after) {
            return;
        }
        self.best.push(ranked);
        if self.best.len() > self.keep {
            self.best.pop();
        }
    }

    /// The best of all that came in, the best first. Facts are those of the parts, in their order.
    pub(super) fn best(mut self, facts: &[Arc<Facts>]) -> Vec<Ranked> {
        let mut waiting = std::mem::take(&mut self.waiting);
        if let Some(after) = self.after {
            waiting.retain(|window| window.earliest <= after.hour);
        }
        waiting.sort_unstable_by_key(|window| Reverse(window.latest));
        for window in waiting {
            if self.least().is_some_and(|least| window.latest < least.hour) {
                break;
            }
            let facts = &facts[window.part];
            for place in window.bits.places() {
                let doc = window.base + place as DocId;
                self.rank(facts, doc, 0.0, hour_of(facts, doc));
            }
        }
        self.best.into_sorted_vec()
    }
}
