//! The memory of the index: documents and, for each term, the documents that hold it.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use jiff::Timestamp;
use newsroom::{EditionCode, StoryNumber};

use crate::WINDOW;
use crate::terms::{Document, Term, Vector};

/// A term that more than this share of the stories holds says nothing of what a story is about.
const COMMON_SHARE: f32 = 0.25;
/// And however many stories there are, one that so many hold is too costly to compare by for what it says.
const COMMON_HOLDERS: usize = 1_000;
/// Below so many stories even common terms say something.
const COMMON_FROM: usize = 40;

#[derive(Default)]
pub(crate) struct Memory {
    documents: HashMap<StoryNumber, Document, FixedState>,
    /// With what the term says in each.
    holders: HashMap<Term, Vec<(StoryNumber, f32)>, FixedState>,
    /// Lengths of the vectors under the rarity last weighed.
    norms: HashMap<StoryNumber, f32, FixedState>,
    /// By hour of publication, to push out the oldest.
    by_hour: BTreeMap<(Timestamp, StoryNumber), ()>,
    /// Rarity of terms as last weighed. A term that is new since then is rare.
    rarity: HashMap<Term, f32, FixedState>,
    rarest: f32,
    weighed_at: usize,
    changes: usize,
}

impl Memory {
    pub(crate) fn numbers(&self) -> impl Iterator<Item = StoryNumber> {
        self.documents.keys().copied()
    }

    /// Whether a story is kept, or would be: the memory is full of newer ones otherwise.
    pub(crate) fn has_place_for(&self, (published_at, number): (Timestamp, StoryNumber)) -> bool {
        self.documents.len() < WINDOW
            || self.documents.contains_key(&number)
            || self.by_hour.first_key_value().is_none_or(|(oldest, ())| *oldest < (published_at, number))
    }

    pub(crate) fn vector(&self, number: StoryNumber) -> Option<&Vector> {
        Some(&self.documents.get(&number)?.vector)
    }

    pub(crate) fn place_of(&self, number: StoryNumber) -> Option<(&Vector, &EditionCode)> {
        self.documents.get(&number).map(|document| (&document.vector, &document.edition))
    }

    /// Takes a story in, over what was known of it. Returns the one that was pushed out by it.
    pub(crate) fn put(&mut self, document: Document) -> Option<StoryNumber> {
        self.remove(document.number);
        for (term, said) in &document.vector {
            self.holders.entry(*term).or_default().push((document.number, *said));
        }
        self.norms.insert(document.number, self.norm(&document.vector));
        self.by_hour.insert((document.published_at, document.number), ());
        self.documents.insert(document.number, document);
        self.changes += 1;
        if self.documents.len() <= WINDOW {
            return None;
        }
        let ((_, oldest), ()) = self.by_hour.first_key_value().map(|(key, ())| (*key, ()))?;
        self.remove(oldest);
        Some(oldest)
    }

    pub(crate) fn remove(&mut self, number: StoryNumber) {
        let Some(document) = self.documents.remove(&number) else { return };
        self.by_hour.remove(&(document.published_at, number));
        self.norms.remove(&number);
        for (term, _) in &document.vector {
            if let Some(holders) = self.holders.get_mut(term) {
                holders.retain(|(holder, _)| *holder != number);
                if holders.is_empty() {
                    self.holders.remove(term);
                }
            }
        }
        self.changes += 1;
    }

    /// Whether so much changed since the last weighing that rarity should be counted anew.
    pub(crate) fn wants_weighing(&self) -> bool {
        self.changes > 20 + self.weighed_at / 10
    }

    /// Counts how rare each term is, and holds to that until the next weighing.
    pub(crate) fn weigh(&mut self) {
        let all = self.documents.len() as f32;
        let rarity = |held: usize| ((all + 1.0) / (held as f32 + 0.5)).ln().max(0.0);
        let common = |held: usize| {
            self.documents.len() >= COMMON_FROM && (held as f32 > all * COMMON_SHARE || held > COMMON_HOLDERS)
        };
        self.rarity = self
            .holders
            .iter()
            .map(|(term, holders)| (*term, if common(holders.len()) { 0.0 } else { rarity(holders.len()) }))
            .collect();
        self.rarest = rarity(1);
        let norms = self.documents.values().map(|document| (document.number, self.norm(&document.vector)));
        self.norms = norms.collect();
        self.weighed_at = self.documents.len();
        self.changes = 0;
    }

    fn weight(&self, (term, said): &(Term, f32)) -> f32 {
        said * self.rarity.get(term).copied().unwrap_or(self.rarest)
    }

    /// Stories of the edition whose cosine with `vector` is at least `least`, most alike first, newer before older.
    pub(crate) fn alike(&self, vector: &Vector, edition: &EditionCode, least: f32) -> Vec<(StoryNumber, f32)> {
        let own = self.norm(vector);
        let mut products = HashMap::<StoryNumber, f32, FixedState>::default();
        for entry in vector {
            let weight = self.weight(entry);
            if weight <= 0.0 {
                continue;
            }
            let rarity = weight / entry.1;
            for (holder, said) in self.holders.get(&entry.0).into_iter().flatten() {
                *products.entry(*holder).or_default() += weight * said * rarity;
            }
        }
        let mut alike: Vec<(StoryNumber, f32)> = products
            .into_iter()
            .filter_map(|(number, product)| {
                let document = &self.documents[&number];
                let cosine = product / (own * self.norms[&number]).max(f32::EPSILON);
                (document.edition == *edition && cosine >= least).then_some((number, cosine))
            })
            .collect();
        alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        alike
    }

    fn norm(&self, vector: &Vector) -> f32 {
        vector.iter().map(|entry| self.weight(entry).powi(2)).sum::<f32>().sqrt()
    }

    /// Stories of the edition that hold all the terms: those with more of them in headline and standfirst first, then
    /// the newest.
    pub(crate) fn holding(&self, terms: &[Term], edition: &EditionCode) -> Vec<StoryNumber> {
        let mut lists: Vec<&Vec<(StoryNumber, f32)>> = Vec::with_capacity(terms.len());
        for term in terms {
            match self.holders.get(term) {
                Some(holders) => lists.push(holders),
                None => return Vec::new(),
            }
        }
        lists.sort_by_key(|holders| holders.len());
        let Some(rarest) = lists.first() else { return Vec::new() };
        let mut found: Vec<&Document> = rarest
            .iter()
            .map(|(number, _)| &self.documents[number])
            .filter(|document| document.edition == *edition)
            .filter(|document| {
                terms.iter().all(|term| document.vector.binary_search_by_key(term, |(term, _)| *term).is_ok())
            })
            .collect();
        let in_head = |document: &Document| terms.iter().filter(|term| document.head.contains(term)).count();
        found.sort_by_key(|document| std::cmp::Reverse((in_head(document), document.published_at, document.number)));
        found.into_iter().map(|document| document.number).collect()
    }
}
