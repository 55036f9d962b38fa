//! The memory of the index: documents and, for each term, the documents that hold it.
//!
//! Documents stand in numbered places, so that what is added up over thousands of them is added up in a plain row.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use jiff::Timestamp;
use newsroom::{EditionCode, StoryNumber};
use smallvec::SmallVec;

use crate::WINDOW;
use crate::terms::{self, Document, Said, Term, Vector};

/// A term that more than this share of the stories holds says nothing of what a story is about.
const COMMON_SHARE: f32 = 0.25;
/// And however many stories there are, one that so many hold is too costly to compare by for what it says.
const COMMON_HOLDERS: usize = 1_000;
/// Below so many stories even common terms say something.
const COMMON_FROM: usize = 40;

#[derive(Default)]
pub(crate) struct Memory {
    /// Places that were given up are empty until another story takes them.
    places: Vec<Option<Kept>>,
    free: Vec<Place>,
    by_number: HashMap<StoryNumber, Place, FixedState>,
    terms: HashMap<Term, Held, FixedState>,
    /// By hour of publication, to push out the oldest.
    by_hour: BTreeSet<(Timestamp, StoryNumber)>,
    /// Rarity of a term that is new since the last weighing.
    rarest: f32,
    weighed_at: usize,
    changes: usize,
}

/// 65,536 places are room enough for the window.
type Place = u16;
const _: () = assert!(WINDOW < Place::MAX as usize);

struct Kept {
    document: Document,
    /// Length of its vector under the rarity last weighed.
    norm: f32,
}

/// A term: how rare it was when last weighed, and who holds it. Most terms are held by a few stories, which find room in
/// the entry itself.
struct Held {
    rarity: f32,
    by: SmallVec<[Holder; 4]>,
}

/// The place of a story that holds a term, and what the term says there.
#[derive(Clone, Copy)]
struct Holder {
    place: Place,
    said: Said,
}

impl Memory {
    pub(crate) fn numbers(&self) -> impl Iterator<Item = StoryNumber> {
        self.by_number.keys().copied()
    }

    /// Whether a story is kept, or would be: the memory is full of newer ones otherwise.
    pub(crate) fn has_place_for(&self, (published_at, number): (Timestamp, StoryNumber)) -> bool {
        self.by_number.len() < WINDOW
            || self.by_number.contains_key(&number)
            || self.by_hour.first().is_none_or(|oldest| *oldest < (published_at, number))
    }

    pub(crate) fn vector(&self, number: StoryNumber) -> Option<Vector> {
        self.document(number).map(|document| document.vector.unpacked())
    }

    /// A story's neighbours in its edition, as [`Memory::alike`] finds them; none if it is not kept.
    pub(crate) fn neighbours(&self, number: StoryNumber, least: f32) -> Vec<StoryNumber> {
        let Some(document) = self.document(number) else { return Vec::new() };
        let alike = self.alike(&document.vector.unpacked(), &document.edition, least);
        alike.into_iter().map(|(other, _)| other).collect()
    }

    fn document(&self, number: StoryNumber) -> Option<&Document> {
        Some(&self.at(*self.by_number.get(&number)?).document)
    }

    /// What stands at a place that some term's holders name.
    fn at(&self, place: Place) -> &Kept {
        self.places[usize::from(place)].as_ref().expect("a place is empty only when no term names it")
    }

    /// Takes a story in, over what was known of it. Returns the one that was pushed out by it.
    pub(crate) fn put(&mut self, document: Document) -> Option<StoryNumber> {
        self.remove(document.number);
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            (self.places.len() - 1) as Place
        });
        for (term, said) in document.vector.iter() {
            let held = self.terms.entry(term).or_insert_with(|| Held { rarity: self.rarest, by: SmallVec::new() });
            held.by.push(Holder { place, said });
        }
        self.by_hour.insert((document.published_at, document.number));
        self.by_number.insert(document.number, place);
        let norm = self.norm(&document.vector);
        self.places[usize::from(place)] = Some(Kept { document, norm });
        self.changes += 1;
        if self.by_number.len() <= WINDOW {
            return None;
        }
        let (_, oldest) = self.by_hour.first().copied()?;
        self.remove(oldest);
        Some(oldest)
    }

    pub(crate) fn remove(&mut self, number: StoryNumber) {
        let Some(place) = self.by_number.remove(&number) else { return };
        let Some(Kept { document, .. }) = self.places[usize::from(place)].take() else { return };
        self.by_hour.remove(&(document.published_at, number));
        for (term, _) in document.vector.iter() {
            // A term that nobody holds keeps its rarity until the next weighing.
            if let Some(held) = self.terms.get_mut(&term) {
                held.by.retain(|holder| holder.place != place);
            }
        }
        self.free.push(place);
        self.changes += 1;
    }

    /// Whether so much changed since the last weighing that rarity should be counted anew.
    pub(crate) fn wants_weighing(&self) -> bool {
        self.changes > 20 + self.weighed_at / 10
    }

    /// Counts how rare each term is, and holds to that until the next weighing.
    pub(crate) fn weigh(&mut self) {
        let count = self.by_number.len();
        let all = count as f32;
        let rarity = |held: usize| ((all + 1.0) / (held as f32 + 0.5)).ln().max(0.0);
        let common = |held: usize| count >= COMMON_FROM && (held as f32 > all * COMMON_SHARE || held > COMMON_HOLDERS);
        self.terms.retain(|_, held| !held.by.is_empty());
        for held in self.terms.values_mut() {
            held.rarity = if common(held.by.len()) { 0.0 } else { rarity(held.by.len()) };
        }
        self.rarest = rarity(1);
        let mut places = std::mem::take(&mut self.places);
        for kept in places.iter_mut().flatten() {
            kept.norm = self.norm(&kept.document.vector);
        }
        self.places = places;
        self.weighed_at = count;
        self.changes = 0;
    }

    fn rarity(&self, term: Term) -> f32 {
        self.terms.get(&term).map_or(self.rarest, |held| held.rarity)
    }

    fn norm(&self, vector: &terms::Kept) -> f32 {
        self.length(vector.iter().map(|(term, said)| (term, said.weight())))
    }

    fn length(&self, vector: impl Iterator<Item = (Term, f32)>) -> f32 {
        vector.map(|(term, said)| (said * self.rarity(term)).powi(2)).sum::<f32>().sqrt()
    }

    /// Stories of the edition whose cosine with `vector` is at least `least`, most alike first, newer before older.
    pub(crate) fn alike(&self, vector: &Vector, edition: &EditionCode, least: f32) -> Vec<(StoryNumber, f32)> {
        let own = self.length(vector.iter().copied());
        let mut products = vec![0.0_f32; self.places.len()];
        for (term, said) in vector {
            let Some(held) = self.terms.get(term).filter(|held| held.rarity > 0.0) else { continue };
            let weight = said * held.rarity * held.rarity;
            for holder in &held.by {
                products[usize::from(holder.place)] += weight * holder.said.weight();
            }
        }
        let mut alike: Vec<(StoryNumber, f32)> = products
            .into_iter()
            .zip(&self.places)
            .filter_map(|(product, kept)| {
                let Kept { document, norm } = kept.as_ref().filter(|_| product > 0.0)?;
                let cosine = product / (own * norm).max(f32::EPSILON);
                (cosine >= least && document.edition == *edition).then_some((document.number, cosine))
            })
            .collect();
        alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        alike
    }

    /// Stories of the edition that hold all the terms: those with more of them in headline and standfirst first, then
    /// the newest.
    pub(crate) fn holding(&self, terms: &[Term], edition: &EditionCode) -> Vec<StoryNumber> {
        let mut lists: Vec<&[Holder]> = Vec::with_capacity(terms.len());
        for term in terms {
            match self.terms.get(term) {
                Some(held) => lists.push(&held.by),
                None => return Vec::new(),
            }
        }
        lists.sort_by_key(|holders| holders.len());
        let Some(rarest) = lists.first() else { return Vec::new() };
        let mut found: Vec<&Document> = rarest
            .iter()
            .map(|holder| &self.at(holder.place).document)
            .filter(|document| document.edition == *edition)
            .filter(|document| terms.iter().all(|term| document.vector.has(*term)))
            .collect();
        let in_head = |document: &Document| terms.iter().filter(|term| document.head.contains(term)).count();
        found.sort_by_key(|document| std::cmp::Reverse((in_head(document), document.published_at, document.number)));
        found.into_iter().map(|document| document.number).collect()
    }
}
