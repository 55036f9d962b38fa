//! The window of stories, and what they are to each other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;
use jiff::Timestamp;
use newsroom::{EditionCode, StoryNumber};

use crate::event::groups::{Member, grouped};
use crate::event::kinship::{HOURS_APART, Kinship, kinship};
use crate::event::postings::{HalfDay, PLACES_MAX, Place, Postings};
use crate::event::profile::Term;
use crate::event::reading::Signature;
use crate::event::shingles::Overlap;

/// The newest stories by hour of publication, with their events. About two kilobytes a story.
pub struct Events {
    room: usize,
    /// Places that were given up are empty until another story takes them.
    pub(crate) places: Vec<Option<Kept>>,
    free: Vec<Place>,
    pub(crate) by_number: HashMap<StoryNumber, Place, FixedState>,
    by_hour: BTreeSet<(Timestamp, StoryNumber)>,
    editions: Vec<EditionCode>,
    pub(crate) runs: Postings,
    /// By the key of a term.
    pub(crate) terms: Postings,
    /// How many stories hold a term among their weightiest.
    pub(crate) holders: HashMap<Term, Holders, FixedState>,
    /// How many stories there were when rarity was last weighed, and what came and went since.
    pub(crate) weighed_at: usize,
    changes: usize,
}

/// How many stories hold a term, now and when rarity was last weighed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holders {
    now: u32,
    pub weighed: u32,
}

/// A story to be kept.
#[derive(Clone, Debug)]
pub struct Entry {
    pub number: StoryNumber,
    pub edition: EditionCode,
    pub published_at: Timestamp,
    pub signature: Signature,
}

pub(crate) struct Kept {
    pub number: StoryNumber,
    pub edition: u16,
    pub at: Timestamp,
    pub signature: Signature,
    /// Whose kin it is; whether they are one text.
    kin: Vec<(Place, bool)>,
    /// The first story of its event: itself, as long as it is alone.
    pub event: StoryNumber,
}

/// What changed by a story that came or went: stories that are now of another event, and those that were pushed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub regrouped: Vec<StoryNumber>,
    pub pushed_out: Vec<StoryNumber>,
}

/// A story that tells what a text tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Like {
    pub number: StoryNumber,
    pub published_at: Timestamp,
    pub kinship: Kinship,
}

impl Like {
    /// Whether one text was made of the other.
    pub fn is_copy(&self) -> bool {
        matches!(self.kinship, Kinship::Copy(_))
    }
}

/// Of one run so many holders are looked at beyond the hours in which news is copied: what more hold is no news.
const HOLDERS_LATE_MAX: usize = 200;
/// Runs by which the very text is looked for beyond those hours; it has all of them.
const RUNS_LATE: usize = 4;
/// Terms two tellings share among those they are found by.
const TERMS_SHARED: u8 = 3;
/// Kin looked through for one event. Past it, stories keep the event they had.
const KIN_MAX: usize = 5_000;

thread_local! {
    /// Room to count in, by place: all zero between two questions. A byte counts all terms that a story posts.
    static SHARED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Events {
    /// An empty window for `room` stories, at most eight million.
    pub fn with_room(room: usize) -> Self {
        Self {
            room: room.clamp(1, PLACES_MAX - 1),
            places: Vec::new(),
            free: Vec::new(),
            by_number: HashMap::default(),
            by_hour: BTreeSet::new(),
            editions: Vec::new(),
            runs: Postings::default(),
            terms: Postings::default(),
            holders: HashMap::default(),
            weighed_at: 0,
            changes: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.by_number.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }

    pub fn numbers(&self) -> impl Iterator<Item = StoryNumber> + '_ {
        self.by_number.keys().copied()
    }

    /// Whether a story is kept, or would be: the window is full of newer ones otherwise.
    pub fn has_place_for(&self, (published_at, number): (Timestamp, StoryNumber)) -> bool {
        self.by_number.len() < self.room
            || self.by_number.contains_key(&number)
            || self.by_hour.first().is_none_or(|oldest| *oldest < (published_at, number))
    }

    /// Whether any story is kept that stands before this place in their order.
    pub fn holds_before(&self, place: (Timestamp, StoryNumber)) -> bool {
        self.by_hour.first().is_some_and(|oldest| *oldest < place)
    }

    /// The first story of a story's event, itself if it is alone; nothing if it is not kept.
    pub fn event_of(&self, number: StoryNumber) -> Option<StoryNumber> {
        Some(self.kept(number)?.event)
    }

    /// All stories of a story's event, itself among them, oldest first.
    pub fn together(&self, number: StoryNumber) -> Vec<StoryNumber> {
        let Some(place) = self.by_number.get(&number) else { return Vec::new() };
        let event = self.at(*place).event;
        let kin = self.kindred(*place);
        let mut stories: Vec<_> =
            kin.into_iter().map(|place| self.at(place)).filter(|kept| kept.event == event).collect();
        stories.sort_unstable_by_key(|kept| (kept.at, kept.number));
        stories.into_iter().map(|kept| kept.number).collect()
    }

    /// The kept stories that tell what this text tells, copies before tellings and the strongest first; `without` is the text's own
    /// story, if it has one.
    pub fn like(&self, signature: &Signature, at: Timestamp, without: Option<StoryNumber>) -> Vec<Like> {
        let candidates = self.candidates(signature, at).into_iter().map(|place| self.at(place));
        let like = |kept: &Kept| {
            let kinship = kinship((signature, at), (&kept.signature, kept.at))?;
            Some(Like { number: kept.number, published_at: kept.at, kinship })
        };
        let mut found: Vec<_> = candidates.filter(|kept| Some(kept.number) != without).filter_map(like).collect();
        found.sort_by(|a, b| b.kinship.strength().total_cmp(&a.kinship.strength()).then(a.number.cmp(&b.number)));
        found
    }

    /// The kept stories that have a text in common with this one, cut or extended, whatever their figures: what an archive is
    /// cleared of doubles by. Copies from beyond the hours in which news is copied are found if they are nearly whole.
    pub fn copies(&self, signature: &Signature, at: Timestamp) -> Vec<(StoryNumber, Overlap)> {
        let found = self.candidates(signature, at).into_iter().map(|place| self.at(place));
        let overlaps = found.map(|kept| (kept.number, signature.shingles.overlap(&kept.signature.shingles)));
        overlaps.filter(|(_, overlap)| overlap.is_copy()).collect()
    }

    /// Takes a story in, over what was known of it.
    pub fn put(&mut self, entry: Entry) -> Change {
        let before = self.take_out(entry.number);
        let edition = self.edition(entry.edition);
        let day = half_day(entry.published_at, 0);
        let kin: Vec<(Place, bool)> = self
            .candidates(&entry.signature, entry.published_at)
            .into_iter()
            .filter_map(|place| {
                let kept = self.at(place);
                let kinship = kinship((&entry.signature, entry.published_at), (&kept.signature, kept.at))?;
                Some((place, kinship.is_firm()))
            })
            .collect();
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            (self.places.len() - 1) as Place
        });
        for (other, firm) in &kin {
            self.at_mut(*other).kin.push((place, *firm));
        }
        for run in entry.signature.shingles.posted() {
            self.runs.put(*run, day, place);
        }
        for term in entry.signature.profile.posted() {
            self.terms.put(term.key(), day, place);
        }
        for term in entry.signature.profile.terms() {
            self.holders.entry(*term).or_default().now += 1;
        }
        self.changes += 1;
        self.by_hour.insert((entry.published_at, entry.number));
        self.by_number.insert(entry.number, place);
        self.places[place as usize] = Some(Kept {
            number: entry.number,
            edition,
            at: entry.published_at,
            event: before.as_ref().map_or(entry.number, |(event, _)| *event),
            signature: entry.signature,
            kin,
        });
        let former = before.map(|(_, kin)| kin).unwrap_or_default();
        let mut change = self.regroup(former.into_iter().chain([place]));
        while self.by_number.len() > self.room {
            let Some((_, oldest)) = self.by_hour.first().copied() else { break };
            change.regrouped.extend(self.remove(oldest).regrouped);
            change.pushed_out.push(oldest);
        }
        change
    }

    /// Whether so much changed since the last weighing that rarity should be counted anew.
    pub fn wants_weighing(&self) -> bool {
        self.changes > 20 + self.weighed_at / 10
    }

    /// Counts how rare each term is, and holds to that until the next weighing, so that no list of related stories drifts
    /// unnoticed.
    pub fn weigh(&mut self) {
        self.holders.retain(|_, holders| holders.now > 0);
        self.holders.values_mut().for_each(|holders| holders.weighed = holders.now);
        self.weighed_at = self.by_number.len();
        self.changes = 0;
    }

    /// Forgets a story.
    pub fn remove(&mut self, number: StoryNumber) -> Change {
        match self.take_out(number) {
            Some((_, kin)) => self.regroup(kin.into_iter()),
            None => Change::default(),
        }
    }

    /// Takes a story out of everything but the events. Returns its event and its kin.
    fn take_out(&mut self, number: StoryNumber) -> Option<(StoryNumber, Vec<Place>)> {
        let place = self.by_number.remove(&number)?;
        let kept = self.places[place as usize].take()?;
        self.by_hour.remove(&(kept.at, number));
        let day = half_day(kept.at, 0);
        for run in kept.signature.shingles.posted() {
            self.runs.remove(*run, day, place);
        }
        for term in kept.signature.profile.posted() {
            self.terms.remove(term.key(), day, place);
        }
        for term in kept.signature.profile.terms() {
            // A term that nobody holds keeps its rarity until the next weighing.
            if let Some(holders) = self.holders.get_mut(term) {
                holders.now -= 1;
            }
        }
        self.changes += 1;
        for (other, _) in &kept.kin {
            self.at_mut(*other).kin.retain(|(kin, _)| *kin != place);
        }
        self.free.push(place);
        Some((kept.event, kept.kin.into_iter().map(|(kin, _)| kin).collect()))
    }

    /// Works out the events of these stories and all their kin anew.
    fn regroup(&mut self, places: impl Iterator<Item = Place>) -> Change {
        let mut change = Change::default();
        let mut done: HashSet<Place, FixedState> = HashSet::default();
        for place in places {
            if done.contains(&place) || self.places[place as usize].is_none() {
                continue;
            }
            let mut kindred = self.kindred(place);
            kindred.sort_unstable_by_key(|place| (self.at(*place).at, self.at(*place).number));
            let at: BTreeMap<Place, usize> = kindred.iter().enumerate().map(|(at, place)| (*place, at)).collect();
            let member = |place: &Place| {
                let kept = self.at(*place);
                let kin = kept.kin.iter().filter_map(|(kin, firm)| Some((*at.get(kin)?, *firm))).collect();
                Member { at: kept.at, number: kept.number, kin }
            };
            let events = grouped(&kindred.iter().map(member).collect::<Vec<_>>());
            for (place, event) in kindred.iter().zip(events) {
                let kept = self.at_mut(*place);
                if kept.event != event {
                    kept.event = event;
                    change.regrouped.push(kept.number);
                }
            }
            done.extend(kindred);
        }
        change
    }

    /// A story, its kin, their kin, and so on.
    fn kindred(&self, place: Place) -> Vec<Place> {
        let mut seen: HashSet<Place, FixedState> = HashSet::from_iter([place]);
        let mut found = vec![place];
        let mut next = 0;
        while let Some(place) = found.get(next).filter(|_| found.len() < KIN_MAX) {
            let kin = self.at(*place).kin.iter().map(|(kin, _)| *kin);
            let new: Vec<_> = kin.filter(|kin| seen.insert(*kin)).collect();
            found.extend(new);
            next += 1;
        }
        found
    }

    /// Stories that may be kin to a text of this hour. It rests on what both post, so that either finds the other.
    fn candidates(&self, signature: &Signature, at: Timestamp) -> BTreeSet<Place> {
        let days = half_day(at, -HOURS_APART)..=half_day(at, HOURS_APART);
        let mut found = BTreeSet::new();
        let runs = signature.shingles.posted();
        for run in runs {
            found.extend(self.runs.holders(*run, days.clone()));
        }
        for run in &runs[..runs.len().min(RUNS_LATE)] {
            found.extend(self.runs.holders(*run, 0..=HalfDay::MAX).take(HOLDERS_LATE_MAX));
        }
        SHARED.with_borrow_mut(|shared| {
            let mut counted = Vec::new();
            shared.resize(shared.len().max(self.places.len()), 0);
            for term in signature.profile.posted() {
                for place in self.terms.holders(term.key(), days.clone()) {
                    let count = &mut shared[place as usize];
                    if *count == 0 {
                        counted.push(place);
                    }
                    *count += 1;
                    if *count == TERMS_SHARED {
                        found.insert(place);
                    }
                }
            }
            counted.into_iter().for_each(|place| shared[place as usize] = 0);
        });
        found
    }

    fn edition(&mut self, code: EditionCode) -> u16 {
        let known = self.editions.iter().position(|edition| *edition == code);
        let at = known.unwrap_or_else(|| {
            self.editions.push(code);
            self.editions.len() - 1
        });
        at as u16
    }

    pub(crate) fn edition_known(&self, code: &EditionCode) -> Option<u16> {
        self.editions.iter().position(|edition| edition == code).map(|at| at as u16)
    }

    /// The editions that stories were ever kept of.
    pub fn editions(&self) -> &[EditionCode] {
        &self.editions
    }

    /// The edition a kept story is of.
    pub fn edition_told(&self, number: StoryNumber) -> Option<&EditionCode> {
        self.kept(number).map(|kept| self.edition_of(kept))
    }

    pub(crate) fn edition_of(&self, kept: &Kept) -> &EditionCode {
        &self.editions[usize::from(kept.edition)]
    }

    pub(crate) fn kept(&self, number: StoryNumber) -> Option<&Kept> {
        self.by_number.get(&number).map(|place| self.at(*place))
    }

    /// What stands at a place that something names.
    pub(crate) fn at(&self, place: Place) -> &Kept {
        self.places[place as usize].as_ref().expect("a place is empty only when nothing names it")
    }

    fn at_mut(&mut self, place: Place) -> &mut Kept {
        self.places[place as usize].as_mut().expect("a place is empty only when nothing names it")
    }

    /// Bytes of all that is kept, reckoned: what stands in vectors by its length, in maps and sets by what an entry takes there.
    pub fn bytes(&self) -> usize {
        let kept: usize = self
            .places
            .iter()
            .flatten()
            .map(|kept| kept.signature.shingles.bytes() + kept.signature.profile.bytes() + kept.kin.capacity() * 8)
            .sum();
        kept + self.places.capacity() * size_of::<Option<Kept>>()
            + self.runs.bytes()
            + self.terms.bytes()
            + self.holders.capacity() * 9
            + self.by_number.capacity() * 13
            + self.by_hour.len() * 24
    }
}

/// The half day so many hours from an hour. What is older than counted time stands on its first one.
fn half_day(at: Timestamp, hours: i64) -> HalfDay {
    (at.as_second() + hours * 3600).div_euclid(43_200).clamp(0, HalfDay::MAX.into()) as HalfDay
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
