//! The memory of the index: documents and, for each term, the documents that hold it.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use jiff::Timestamp;
use newsroom::{EditionCode, StoryNumber};
use smallvec::SmallVec;

use crate::WINDOW;
use crate::terms::{Document, Term};

#[derive(Default)]
pub(crate) struct Memory {
    /// Places that were given up are empty until another story takes them.
    places: Vec<Option<Document>>,
    free: Vec<Place>,
    by_number: HashMap<StoryNumber, Place, FixedState>,
    /// Most terms are held by a few stories, which find room in the entry itself.
    terms: HashMap<Term, SmallVec<[Place; 8]>, FixedState>,
    /// By hour of publication, to push out the oldest.
    by_hour: BTreeSet<(Timestamp, StoryNumber)>,
}

/// 65,536 places are room enough for the window.
type Place = u16;
const _: () = assert!(WINDOW < Place::MAX as usize);

impl Memory {
    /// What stands at a place that some term's holders name.
    fn at(&self, place: Place) -> &Document {
        self.places[usize::from(place)].as_ref().expect("a place is empty only when no term names it")
    }

    /// Takes a story in, over what was known of it, and pushes out the oldest if there is no room.
    pub(crate) fn put(&mut self, document: Document) {
        self.remove(document.number);
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            (self.places.len() - 1) as Place
        });
        for term in &document.terms {
            self.terms.entry(*term).or_default().push(place);
        }
        self.by_hour.insert((document.published_at, document.number));
        self.by_number.insert(document.number, place);
        self.places[usize::from(place)] = Some(document);
        if self.by_number.len() > WINDOW
            && let Some((_, oldest)) = self.by_hour.first().copied()
        {
            self.remove(oldest);
        }
    }

    pub(crate) fn remove(&mut self, number: StoryNumber) {
        let Some(place) = self.by_number.remove(&number) else { return };
        let Some(document) = self.places[usize::from(place)].take() else { return };
        self.by_hour.remove(&(document.published_at, number));
        for term in &document.terms {
            if let Some(holders) = self.terms.get_mut(term) {
                holders.retain(|holder| *holder != place);
                if holders.is_empty() {
                    self.terms.remove(term);
                }
            }
        }
        self.free.push(place);
    }

    /// Stories of the edition that hold all the terms: those with more of them in headline and standfirst first, then
    /// the newest.
    pub(crate) fn holding(&self, terms: &[Term], edition: &EditionCode) -> Vec<StoryNumber> {
        let mut lists: Vec<&[Place]> = Vec::with_capacity(terms.len());
        for term in terms {
            match self.terms.get(term) {
                Some(holders) => lists.push(holders),
                None => return Vec::new(),
            }
        }
        lists.sort_by_key(|holders| holders.len());
        let Some(rarest) = lists.first() else { return Vec::new() };
        let mut found: Vec<&Document> = rarest
            .iter()
            .map(|place| self.at(*place))
            .filter(|document| document.edition == *edition)
            .filter(|document| terms.iter().all(|term| document.terms.binary_search(term).is_ok()))
            .collect();
        let in_head = |document: &Document| terms.iter().filter(|term| document.head.contains(term)).count();
        found.sort_by_key(|document| std::cmp::Reverse((in_head(document), document.published_at, document.number)));
        found.into_iter().map(|document| document.number).collect()
    }
}
