//! What the search box offers: tags, names and words of headlines that begin as typed, the commonest first.
//!
//! Of a small archive all that begin so are looked through each time. Of a large one a single letter begins tens of thousands: the
//! commonest of all are kept in memory in the order of the alphabet, and gathered anew now and then. Rarer ones are
//! looked for where those are too few.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use language::Language;
use newsroom::EditionCode;
use tantivy::Searcher;
use tantivy::schema::Field;
use tantivy::termdict::TermMerger;

use super::Error;
use super::near::{begun_by, commonest};
use super::schema::Fields;

/// Between an edition's code, a folded offer, and the same as printed.
const EDGE: char = '\u{1}';
/// Offers kept in memory: some four megabytes.
const KEPT_MAX: usize = 50_000;
/// Smaller archives are looked through.
const KEPT_FROM: u64 = 5_000;
/// Gathering reads all offers there are.
const GATHER_EVERY: Duration = Duration::from_secs(300);

/// A term of the index.
pub(super) fn term(edition: &EditionCode, words: &str, language: Language) -> String {
    format!("{}{EDGE}{}{EDGE}{words}", edition.as_str(), language::fold(words, language))
}

/// The commonest offers.
#[derive(Default)]
pub(super) struct Kept {
    /// In the order of their keys.
    offers: Vec<Offer>,
    /// When, and of how many stories.
    gathered: Option<(Instant, u64)>,
}

struct Offer {
    /// The edition and what is folded.
    key: Box<str>,
    /// The commonest spelling.
    printed: Box<str>,
    /// Stories with it in any spelling.
    stories: u32,
}

impl Kept {
    /// Whether they are worth gathering anew.
    pub(super) fn are_old(&self, searcher: &Searcher) -> bool {
        let stories = searcher.num_docs();
        match self.gathered {
            None => stories >= KEPT_FROM,
            Some((at, of)) => stories != of && at.elapsed() >= GATHER_EVERY,
        }
    }

    /// Goes through all offers of the index once, and keeps no more of them in memory than twice those it is about.
    pub(super) fn gather(searcher: &Searcher, field: Field) -> Result<Self, Error> {
        let indexes: Vec<_> = searcher
            .segment_readers()
            .iter()
            .map(|segment| segment.inverted_index(field))
            .collect::<tantivy::Result<_>>()?;
        let streams = indexes.iter().map(|index| index.terms().stream()).collect::<std::io::Result<Vec<_>>>()?;
        let mut terms = TermMerger::new(streams);
        let mut commonest = Commonest { offers: Vec::new(), last: None, of_printed: 0, least: 2 };
        while terms.advance() {
            let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
            let Some((key, printed)) = term.rsplit_once(EDGE) else { continue };
            let stories = terms.current_segment_ords_and_term_infos().map(|(_, info)| info.doc_freq).sum();
            commonest.take(key, printed, stories);
        }
        Ok(Self { offers: commonest.finish(), gathered: Some((Instant::now(), searcher.num_docs())) })
    }

    fn begun_by(&self, key: &str) -> Vec<&Offer> {
        let from = self.offers.partition_point(|offer| *offer.key < *key);
        self.offers[from..].iter().take_while(|offer| offer.key.starts_with(key)).collect()
    }
}

/// Gathers what comes in the order of keys, the spellings of one key together.
struct Commonest {
    offers: Vec<Offer>,
    last: Option<Offer>,
    /// Stories with the last one as it is printed so far.
    of_printed: u32,
    /// Rarer ones are not kept. What one story alone says is not common.
    least: u32,
}

impl Commonest {
    fn take(&mut self, key: &str, printed: &str, stories: u32) {
        match &mut self.last {
            Some(last) if *last.key == *key => {
                last.stories += stories;
                if stories > self.of_printed {
                    (last.printed, self.of_printed) = (printed.into(), stories);
                }
            }
            last => {
                let before = last.replace(Offer { key: key.into(), printed: printed.into(), stories });
                self.of_printed = stories;
                self.push(before);
                if self.offers.len() >= 2 * KEPT_MAX {
                    self.prune();
                }
            }
        }
    }

    fn push(&mut self, offer: Option<Offer>) {
        self.offers.extend(offer.filter(|offer| offer.stories >= self.least));
    }

    fn prune(&mut self) {
        if self.offers.len() > KEPT_MAX {
            let mut counts: Vec<u32> = self.offers.iter().map(|offer| offer.stories).collect();
            counts.select_nth_unstable_by(KEPT_MAX, |a, b| b.cmp(a));
            self.least = counts[KEPT_MAX] + 1;
            self.offers.retain(|offer| offer.stories >= self.least);
        }
    }

    fn finish(mut self) -> Vec<Offer> {
        let last = self.last.take();
        self.push(last);
        self.prune();
        self.offers.shrink_to_fit();
        self.offers
    }
}

/// What may be typed on in this edition, as printed, the commonest first.
pub(super) fn offers(
    searcher: &Searcher,
    fields: &Fields,
    kept: &Kept,
    edition: &EditionCode,
    typed: &str,
    language: Language,
    most: usize,
) -> Result<Vec<String>, Error> {
    let folded = language::fold(typed.trim_start(), language);
    if folded.trim().is_empty() {
        return Ok(Vec::new());
    }
    let offered = |folded: &str, most: usize| offered(searcher, fields, kept, edition, folded, most);
    let whole = offered(&folded, most)?;
    let Some((before, last)) = folded.rsplit_once(' ').filter(|_| whole.len() < most) else { return Ok(whole) };
    // Nothing is called so: the last word may still be begun, after what stands before it as typed.
    let kept: String = typed.trim_start().chars().take(before.chars().count() + 1).collect();
    let mut all = whole;
    if !last.is_empty() {
        let more = offered(last, most - all.len())?;
        all.extend(more.into_iter().map(|word| format!("{kept}{word}")));
    }
    Ok(all)
}

fn offered(
    searcher: &Searcher,
    fields: &Fields,
    kept: &Kept,
    edition: &EditionCode,
    folded: &str,
    most: usize,
) -> Result<Vec<String>, Error> {
    let key = format!("{}{EDGE}{folded}", edition.as_str());
    let mut begun = kept.begun_by(&key);
    if begun.len() >= most {
        let order = |a: &&Offer, b: &&Offer| b.stories.cmp(&a.stories).then_with(|| a.key.cmp(&b.key));
        if begun.len() > most {
            begun.select_nth_unstable_by(most, order);
            begun.truncate(most);
        }
        begun.sort_unstable_by(order);
        return Ok(begun.into_iter().map(|offer| offer.printed.to_string()).collect());
    }
    // The same in several spellings is offered in the commonest.
    let mut by_key: HashMap<String, (String, u32, u32)> = HashMap::new();
    for (term, stories) in begun_by(searcher, fields.offer, &key)? {
        let Some((key, printed)) = term.rsplit_once(EDGE) else { continue };
        let entry = by_key.entry(key.to_owned()).or_insert_with(|| (printed.to_owned(), stories, 0));
        entry.2 += stories;
        if stories > entry.1 {
            (entry.0, entry.1) = (printed.to_owned(), stories);
        }
    }
    let totals = by_key.into_values().map(|(printed, _, total)| (printed, total)).collect();
    Ok(commonest(totals, most).into_iter().map(|(printed, _)| printed).collect())
}

/// A folded word as it is printed most often in this edition, or in any if none is given.
pub(super) fn printed_form(
    searcher: &Searcher,
    fields: &Fields,
    edition: Option<&str>,
    folded: &str,
) -> Result<Option<String>, Error> {
    let editions = match edition {
        Some(edition) => vec![edition.to_owned()],
        None => begun_by(searcher, fields.edition, "")?.into_keys().collect(),
    };
    let mut found: HashMap<String, u32> = HashMap::new();
    for edition in editions {
        for (term, stories) in begun_by(searcher, fields.offer, &format!("{edition}{EDGE}{folded}{EDGE}"))? {
            let printed = term.rsplit_once(EDGE).map_or(term.as_str(), |(_, printed)| printed);
            *found.entry(printed.to_owned()).or_default() += stories;
        }
    }
    Ok(commonest(found, 1).pop().map(|(printed, _)| printed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(terms: &[(&str, &str, u32)]) -> Vec<(String, String, u32)> {
        let mut commonest = Commonest { offers: Vec::new(), last: None, of_printed: 0, least: 2 };
        for (key, printed, stories) in terms {
            commonest.take(key, printed, *stories);
        }
        let offer = |offer: Offer| (offer.key.into(), offer.printed.into(), offer.stories);
        commonest.finish().into_iter().map(offer).collect()
    }

    #[test]
    fn spellings_are_counted_together_and_the_commonest_is_printed() {
        let found =
            gathered(&[("a", "A", 1), ("b", "B", 2), ("b", "b", 5), ("b", "β", 3), ("c", "C", 1), ("c", "c", 1)]);
        assert_eq!(found, [("b".into(), "b".into(), 10), ("c".into(), "C".into(), 2)]);
    }

    #[test]
    fn no_more_are_kept_than_fit_and_none_rarer_than_another_that_went() {
        let keys: Vec<(String, u32)> =
            (0..KEPT_MAX as u32 * 3).map(|place| (format!("{place:08}"), 2 + place % 7)).collect();
        let terms: Vec<(&str, &str, u32)> = keys.iter().map(|(key, count)| (&**key, &**key, *count)).collect();
        let found = gathered(&terms);
        assert!(found.len() <= KEPT_MAX && !found.is_empty(), "{}", found.len());
        let least = found.iter().map(|(_, _, stories)| *stories).min().unwrap_or_default();
        let of_least = keys.iter().filter(|(_, count)| *count >= least).count();
        assert_eq!(found.len(), of_least);
        assert!(found.is_sorted());
    }
}
