//! What to read next: stories alike in words and names, the newer rather than the older, one of each event.

use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;
use jiff::Timestamp;
use language::Language;
use newsroom::{EditionCode, StoryNumber};

use crate::event::kinship;
use crate::event::postings::{HalfDay, Place};
use crate::event::profile::{Said, Term};
use crate::event::reading::Signature;
use crate::event::window::{Events, Kept};

/// The story that is read, and where.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'s> {
    pub number: StoryNumber,
    pub edition: &'s EditionCode,
    pub published_at: Timestamp,
    pub signature: &'s Signature,
}

/// So many holders of its rarest terms are counted together.
const HOLDERS_MAX: usize = 4_000;
/// A term that more than this share of the stories have among their weightiest says little of one of them.
const COMMON_SHARE: f32 = 0.1;
/// In a small window rarity is reckoned as if there were so many other stories, or a word in half of four would be common.
const AS_IF: f32 = 50.0;
/// Below so many stories every term says something.
const COMMON_FROM: usize = 40;
/// The best of them are compared in full.
const COMPARED_MAX: usize = 60;
/// A story of another day is worth less, down to this share.
const OLD_WORTH: f32 = 0.7;
/// Days in which half of what can be lost is lost.
const HALF_LIFE_DAYS: f32 = 30.0;

impl Events {
    /// Stories to read after this one, best first: of its edition and language, alike by at least `least`, none that has the same
    /// text, and of one event only one. At most `max`, and none where none is alike.
    pub fn related(&self, asked: &Asked<'_>, least: f32, max: usize) -> Vec<StoryNumber> {
        let worth = |kept: &Kept| {
            let days = kept.at.duration_since(asked.published_at).abs().as_secs_f32() / 86_400.0;
            OLD_WORTH + (1.0 - OLD_WORTH) * 0.5_f32.powf(days / HALF_LIFE_DAYS)
        };
        let alike = self.alike_to(asked, least).into_iter();
        let mut scored: Vec<(f32, &Kept)> = alike.map(|(alike, kept)| (alike * worth(kept), kept)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1.at, b.1.number).cmp(&(a.1.at, a.1.number))));
        let mut events = HashSet::new();
        let mut found: Vec<&Kept> = Vec::new();
        for (_, kept) in scored {
            let is_copy = || asked.signature.shingles.overlap(&kept.signature.shingles).is_copy();
            if found.len() < max && !is_copy() && events.insert(kept.event) {
                found.push(kept);
            }
        }
        found.into_iter().map(|kept| kept.number).collect()
    }

    /// The same of a story that is kept; nothing for others.
    pub fn related_to(&self, number: StoryNumber, least: f32, max: usize) -> Vec<StoryNumber> {
        self.asked(number).map(|asked| self.related(&asked, least, max)).unwrap_or_default()
    }

    /// Stories among whose related ones this one may stand, if it is kept.
    pub fn neighbours(&self, number: StoryNumber, least: f32) -> Vec<StoryNumber> {
        let alike = self.asked(number).map(|asked| self.alike_to(&asked, least)).unwrap_or_default();
        alike.into_iter().map(|(_, kept)| kept.number).collect()
    }

    fn asked(&self, number: StoryNumber) -> Option<Asked<'_>> {
        let kept = self.kept(number)?;
        let edition = self.edition_of(kept);
        Some(Asked { number, edition, published_at: kept.at, signature: &kept.signature })
    }

    /// Stories of the same edition and language that are alike by at least so much.
    fn alike_to(&self, asked: &Asked<'_>, least: f32) -> Vec<(f32, &Kept)> {
        let Some(edition) = self.edition_known(asked.edition) else { return Vec::new() };
        let language = asked.signature.language;
        self.holding(asked)
            .into_iter()
            .map(|place| self.at(place))
            .filter(|kept| {
                kept.edition == edition && kept.number != asked.number && kept.signature.language == language
            })
            .take(COMPARED_MAX)
            .filter_map(|kept| {
                let weight = |term: Term, said: Said| said.count() * self.rarity(term);
                let alike = kinship::likeness(&asked.signature.profile, &kept.signature.profile, weight);
                (alike >= least).then_some((alike, kept))
            })
            .collect()
    }

    fn rarity(&self, term: Term) -> f32 {
        let holders = self.holders.get(&term).map_or(0, |holders| holders.weighed);
        ((self.weighed_at as f32 + AS_IF) / (holders as f32 + 0.5)).ln().max(0.0)
    }

    /// Stories that hold its rarest terms, those that hold most of them first.
    fn holding(&self, asked: &Asked<'_>) -> Vec<Place> {
        let posted = asked.signature.profile.posted().into_iter();
        let mut terms: Vec<(f32, Term)> = posted.map(|term| (self.rarity(term), term)).collect();
        if self.weighed_at >= COMMON_FROM {
            terms.retain(|(rarity, _)| *rarity > -COMMON_SHARE.ln());
        }
        terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut weights: HashMap<Place, f32, FixedState> = HashMap::default();
        let mut looked_at = 0;
        for (rarity, term) in terms {
            for place in self.terms.holders(term.key(), 0..=HalfDay::MAX) {
                *weights.entry(place).or_default() += rarity;
                looked_at += 1;
            }
            if looked_at > HOLDERS_MAX {
                break;
            }
        }
        let mut found: Vec<(f32, Place)> = weights.into_iter().map(|(place, weight)| (weight, place)).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| self.at(b.1).number.cmp(&self.at(a.1).number)));
        found.into_iter().map(|(_, place)| place).collect()
    }
}

/// What two texts have in common, for whoever asks why one stands beside the other: names first, then subjects. At most `max`, as
/// the first text writes them.
pub fn shared(one: &crate::event::Text<'_>, other: &crate::event::Text<'_>, max: usize) -> Vec<String> {
    let whole = |text: &crate::event::Text<'_>| format!("{}\n{}\n{}", text.headline, text.standfirst, text.body);
    let (one_whole, other_whole) = (whole(one), whole(other));
    let mut said: Vec<String> = Vec::new();
    let mut keys = BTreeSet::new();
    let theirs: BTreeSet<String> =
        language::names(&other_whole, other.language).into_iter().map(|name| name.key).collect();
    for name in language::names(&one_whole, one.language) {
        if theirs.contains(&name.key) && keys.insert(name.key) {
            said.push(name.text);
        }
    }
    let folded = |text: &str, language: Language| language::fold(text, language);
    for tag in one.tags {
        let key = folded(tag, one.language);
        if other.tags.iter().any(|theirs| folded(theirs, other.language) == key) && keys.insert(key) {
            said.push((*tag).to_owned());
        }
    }
    if one.language == other.language {
        let stem = |word: &str| language::stem(word, one.language);
        let theirs: BTreeSet<String> = language::words(&other_whole).map(stem).collect();
        let known: BTreeSet<String> =
            said.iter().flat_map(|words| language::words(words).map(stem).collect::<Vec<_>>()).collect();
        for word in language::words(one.headline) {
            let key = folded(word, one.language);
            let stem = stem(word);
            let says_something = !language::is_stopword(&key, one.language) && key.chars().nth(3).is_some();
            if says_something && theirs.contains(&stem) && !known.contains(&stem) && keys.insert(stem) {
                said.push(word.to_owned());
            }
        }
    }
    said.truncate(max);
    said
}
