//! Answering a question.
//!
//! A word is found by its stem, by how it is written and, in longer questions, by its beginning; each says more than the
//! one after it. Stories that hold every word come first; if none does, those that hold most of them. What is said in the
//! head counts more than what is said in the body, and of two that say the same the newer stands first, gently: a year
//! takes away a quarter, and ten years no more than half.

use std::sync::Arc;

use language::{Asked as Word, Form, Language};
use newsroom::StoryNumber;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, Scorer, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, Searcher, Term};

use super::Error;
use super::bits::Bits;
use super::facts::Facts;
use super::folder::Shelf;
use super::gathering::{Gathering, Part, remove};
use super::kinds::{Counts, Kinds, told};
use super::near::{self, Among, Slips};
use super::phrase::Phrase;
use super::question::{self, Asked, Order, Place, Question};
use super::schema::Fields;
use super::standing::{Standings, Weighed};
use super::window::{Window, base_of};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub numbers: Vec<StoryNumber>,
    /// How many there are in all.
    pub total: usize,
    /// Where to go on, if there are more.
    pub next: Option<Place>,
    pub counts: Counts,
    /// The question that was put instead, where a slip of the finger left nothing to find; or that may have been meant,
    /// where a word stands nowhere as it is typed, only what shares its stem, and one near to it finds far more.
    pub meant: Option<String>,
    /// Whether what was found was found by [`Found::meant`].
    pub by_meant: bool,
    /// Whether no story holds every word, and these hold most of them.
    pub some_words_only: bool,
}

/// Longer questions are sentences: their words need not all stand there.
const WORDS_TOGETHER: usize = 5;
/// Of a longer sentence the rarest so many are asked for: the others say next to nothing, and stand in every other story.
const WORDS_MAX: usize = 12;
/// Of the words of a sentence, as many must.
const SHARE: f32 = 0.4;
/// A question that is offered finds so many times more. A word may be right and nobody have written it in this form.
const FAR_MORE: usize = 4;

pub(super) fn find(shelf: &Shelf, question: &Question, language: Language, now: i64) -> Result<Found, Error> {
    let asked = question::read(&question.words, language, question.typing);
    let searcher = shelf.reader.searcher();
    let within = within(question, shelf);
    let edition = question.within.edition.as_ref().map(|code| code.as_str());
    if asked.is_empty() && asked.without.is_empty() && within.is_empty() && edition.is_none() {
        return Ok(Found::default());
    }
    // Ranks are counted for one moment, so that the next page goes on where this one ended.
    let now = match question.after {
        Some(Place::Ranked { at, .. }) => at,
        _ => now,
    };
    let facts = shelf.facts(&searcher)?;
    let ask = |asked: &Asked, needed: Needed, question: &Question| -> Result<Found, Error> {
        let plan = Plan::of(shelf, asked, &within, edition, needed, (&searcher, &facts))?;
        answer((&searcher, &facts, &shelf.fields), plan.as_ref(), question, now)
    };
    let slips = |among| Slips::of((&searcher, &facts, &shelf.fields), edition, language, among);
    let found = ask(&asked, Needed::All, question)?;
    if found.total > 0 {
        // Of a sentence some words are enough, and who goes on to the next page has seen what is offered. Who still types will
        // see it when the question is whole.
        if question.after.is_some() || question.typing || asked.words.len() > WORDS_TOGETHER {
            return Ok(found);
        }
        // What is rare does not find far more.
        let Some(meant) = slips(Among::Common).mended(&shelf.words(), &asked, &[Form::Folded])? else {
            return Ok(found);
        };
        let counting = Question { limit: 0, counted: false, ..question.clone() };
        let is_offered = ask(&meant.asked, Needed::All, &counting)?.total >= found.total * FAR_MORE;
        return Ok(Found { meant: is_offered.then_some(meant.printed), ..found });
    }
    // What stands there in another form is rather right than what does not stand there at all.
    let (mut slips, mut put) = (slips(Among::All), None);
    for standing in [&[Form::Folded, Form::Stem][..], &[Form::Folded]] {
        if let Some(meant) = slips.mended(&shelf.words(), &asked, standing)?
            && put.as_ref() != Some(&meant.printed)
        {
            let instead = ask(&meant.asked, Needed::All, question)?;
            if instead.total > 0 {
                return Ok(Found { meant: Some(meant.printed), by_meant: true, ..instead });
            }
            put = Some(meant.printed);
        }
    }
    if asked.words.len() > 1 {
        return Ok(Found { some_words_only: true, ..ask(&asked, Needed::Some, question)? });
    }
    Ok(found)
}

/// How many of the words must stand in a story.
#[derive(Clone, Copy, PartialEq)]
enum Needed {
    All,
    Some,
}

/// What answers: stories that hold enough of the words and all that is required, and nothing that is excluded.
struct Plan<'a> {
    words: Vec<Weighed>,
    /// How many of the words must stand in a story.
    needed: usize,
    /// These count for the order, and so does the beginning.
    phrases: Vec<Phrase>,
    beginning: Option<Box<dyn Weight>>,
    /// What does not.
    narrowing: Vec<Box<dyn Weight>>,
    /// Told by the bits that are kept of it: nearly every story is of it.
    edition: Option<&'a str>,
    excluded: Vec<Box<dyn Weight>>,
    excluded_phrases: Vec<Phrase>,
}

impl<'a> Plan<'a> {
    /// Nothing where nothing is asked for but what must not be there.
    fn of(
        shelf: &Shelf,
        asked: &Asked,
        within: &[Box<dyn Query>],
        edition: Option<&'a str>,
        needed: Needed,
        (searcher, facts): (&Searcher, &[Arc<Facts>]),
    ) -> Result<Option<Self>, Error> {
        let fields = &shelf.fields;
        // A word that only makes a sentence of others need not stand there. Of nothing but such words some must.
        let telling: Vec<&Word> = asked.words.iter().filter(|word| word.weight >= 1.0).collect();
        let (words, most) = match telling.is_empty() {
            true => (asked.words.iter().collect(), WORDS_TOGETHER),
            false => (telling, WORDS_MAX),
        };
        let is_sentence = words.len().min(most) > WORDS_TOGETHER;
        let by_beginning = is_sentence || needed == Needed::Some;
        let mut weighed: Vec<Weighed> = words
            .iter()
            .map(|word| Weighed::of(word, fields, by_beginning, searcher, facts))
            .collect::<Result<_, _>>()?;
        if weighed.len() > most {
            weighed.sort_by_key(Weighed::holders);
            weighed.truncate(most);
        }
        let needed = match needed {
            Needed::All if is_sentence => (weighed.len() as f32 * SHARE).ceil() as usize,
            Needed::All => weighed.len(),
            Needed::Some => weighed.len().min(1),
        };
        let phrase = |words: &Vec<Word>| Phrase::of(words, fields, searcher, facts);
        let phrases = asked.phrases.iter().map(phrase).collect::<Result<Vec<_>, _>>()?;
        let scoring = EnableScoring::enabled_from_searcher(searcher);
        let beginning = asked.beginning.as_ref().map(|beginning| near::beginning(searcher, fields, beginning));
        let beginning = beginning.map(|beginning| beginning.weight(scoring)).transpose()?;
        let quietly = || EnableScoring::disabled_from_searcher(searcher);
        let narrowing = within.iter().map(|query| query.weight(quietly())).collect::<tantivy::Result<Vec<_>>>()?;
        let (several, single): (Vec<_>, Vec<_>) = asked.without.iter().partition(|words| words.len() > 1);
        let excluded_phrases = several.into_iter().map(phrase).collect::<Result<Vec<_>, _>>()?;
        let excluded = single.into_iter().map(|words| of_written(&words[0], fields).weight(quietly()));
        let excluded = excluded.collect::<tantivy::Result<Vec<_>>>()?;
        let is_empty = weighed.is_empty()
            && phrases.is_empty()
            && beginning.is_none()
            && narrowing.is_empty()
            && edition.is_none();
        let plan = Self { words: weighed, needed, phrases, beginning, narrowing, edition, excluded, excluded_phrases };
        Ok((!is_empty).then_some(plan))
    }

    /// Whether phrases or a beginning count for the order.
    fn says_beside(&self) -> bool {
        !self.phrases.is_empty() || self.beginning.is_some()
    }

    /// Tells `gathering` of all stories in this part of the index that answer, a window at a time.
    fn gather(&self, part: &mut Part<'_>, window: &mut Window, gathering: &mut Gathering) -> Result<(), Error> {
        let segment = part.segment;
        let of_edition = match self.edition.map(|code| part.facts.editions.get(code)) {
            Some(None) => return Ok(()),
            of_edition => of_edition.flatten(),
        };
        let mut words = None;
        if !self.words.is_empty() {
            let Some(standing) = Standings::of(&self.words, self.needed, part.ord, segment)? else { return Ok(()) };
            words = Some(standing);
        }
        let scorers = |weights: &[Box<dyn Weight>]| {
            weights.iter().map(|weight| weight.scorer(segment, 1.0)).collect::<tantivy::Result<Vec<_>>>()
        };
        let mut phrases = Vec::with_capacity(self.phrases.len());
        for phrase in &self.phrases {
            let Some(standing) = phrase.in_part(part.ord, segment)? else { return Ok(()) };
            phrases.push(standing);
        }
        let mut beginning = self.beginning.as_ref().map(|weight| weight.scorer(segment, 1.0)).transpose()?;
        let (mut narrowing, mut excluded) = (scorers(&self.narrowing)?, scorers(&self.excluded)?);
        let excluded_phrases = self.excluded_phrases.iter().map(|phrase| phrase.in_part(part.ord, segment));
        let excluded_phrases = excluded_phrases.collect::<Result<Vec<_>, _>>()?;
        let mut excluded_phrases: Vec<_> = excluded_phrases.into_iter().flatten().collect();
        let mut from = 0;
        while from < segment.max_doc() {
            let mut base = Some(from);
            if let Some(words) = &mut words {
                base = words.next(from);
            }
            for phrase in &mut phrases {
                base = base.zip(phrase.next(from)).map(|(base, next)| base.max(next));
            }
            let others = narrowing.iter_mut().chain(&mut beginning).map(|scorer| sought(scorer.as_mut(), from)).max();
            let Some(base) = base.map(|base| base.max(others.map_or(0, base_of))) else { break };
            if base >= segment.max_doc() {
                break;
            }
            window.begin(base, segment.max_doc());
            from = window.end();
            if let Some(words) = &mut words {
                words.keep_holders(window);
            }
            if let Some(of_edition) = of_edition {
                window.bits.keep(window.lanes_of(of_edition));
            }
            gathering.keep_period(window, part);
            for scorer in &mut narrowing {
                keep_found(scorer.as_mut(), window, |_, _, _| {});
            }
            if let Some(alive) = segment.alive_bitset() {
                remove(window, |doc| !alive.is_alive(doc));
            }
            for phrase in &mut phrases {
                window.bits = phrase.holders(window.base, window.bits, |place, says| window.say(place, says))?;
            }
            if let Some(scorer) = &mut beginning {
                keep_found(scorer.as_mut(), window, |scorer, window, place| window.say(place, scorer.score()));
            }
            for scorer in &mut excluded {
                remove(window, |doc| sought(scorer.as_mut(), doc) == doc);
            }
            for phrase in &mut excluded_phrases {
                let holders = phrase.holders(window.base, window.bits, |_, _| {})?;
                holders.places().for_each(|place| window.bits.unset(place));
            }
            gathering.take(window, part, words.as_mut())?;
        }
        Ok(())
    }
}

/// Leaves those of a window that are found, and tells of each.
fn keep_found(scorer: &mut dyn Scorer, window: &mut Window, mut tell: impl FnMut(&mut dyn Scorer, &mut Window, usize)) {
    let mut found = Bits::NONE;
    let mut least = 0;
    for place in window.bits.places() {
        if place < least {
            continue;
        }
        let (doc, at) = (window.doc(place), sought(scorer, window.doc(place)));
        if at >= window.end() {
            break;
        }
        least = window.place(at);
        if at == doc {
            found.set(place);
            tell(scorer, window, place);
        }
    }
    window.bits = found;
}

/// The first story from this one on.
fn sought(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    if scorer.doc() >= target { scorer.doc() } else { scorer.seek(target) }
}

/// A word just as it is spelt, but for marks and case: what somebody does not want is not guessed at.
fn of_written(word: &Word, fields: &Fields) -> Box<dyn Query> {
    either([fields.head, fields.body].map(|fields| of_term(fields[FOLDED], word.forms.get(Form::Folded))))
}

const FOLDED: usize = Form::Folded as usize;

fn of_term(field: Field, form: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, form), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, weight: Score) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}

fn either(queries: [Box<dyn Query>; 2]) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Should, query)).collect()))
}

/// What narrows the question but for its edition. None of it counts for the order.
fn within(question: &Question, shelf: &Shelf) -> Vec<Box<dyn Query>> {
    let (within, fields) = (&question.within, &shelf.fields);
    let named = [
        (fields.section, within.section.as_ref().map(|key| key.as_str())),
        (fields.tag, within.tag.as_deref()),
        (fields.author, within.author.as_deref()),
    ];
    named
        .into_iter()
        .filter_map(|(field, name)| {
            let query = TermQuery::new(Term::from_field_text(field, name?), IndexRecordOption::Basic);
            Some(boosted(Box::new(query), 0.0))
        })
        .collect()
}

fn answer(
    (searcher, facts, fields): (&Searcher, &[Arc<Facts>], &Fields),
    plan: Option<&Plan<'_>>,
    question: &Question,
    now: i64,
) -> Result<Found, Error> {
    let Some(plan) = plan else { return Ok(Found::default()) };
    let (mut gathering, mut window) = (Gathering::of(question, now), Window::new(plan.says_beside()));
    let mut kinds = Vec::new();
    for ((ord, segment), facts) in searcher.segment_readers().iter().enumerate().zip(facts) {
        let kinds_of = question.counted.then(|| Kinds::of(segment, facts, fields));
        let mut part = Part { ord, segment, facts, kinds: kinds_of };
        plan.gather(&mut part, &mut window, &mut gathering)?;
        kinds.extend(part.kinds);
    }
    let total = gathering.total();
    let mut best = gathering.best(facts);
    let is_more = best.len() > question.limit;
    best.truncate(question.limit);
    let next = best.last().filter(|_| is_more).map(|last| match question.order {
        Order::Relevance => Place::Ranked { at: now, rank: last.rank, number: last.number },
        Order::Newest => Place::Dated { hour: last.hour, number: last.number },
    });
    let numbers = best.iter().map(|ranked| StoryNumber(ranked.number)).collect();
    Ok(Found { numbers, total, next, counts: told(kinds)?, ..Found::default() })
}
