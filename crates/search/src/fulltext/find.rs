//! Answering a question.
//!
//! A word is found by its stem, by how it is written and, in longer questions, by its beginning; each says more than the
//! one after it. Stories that hold every word come first; if none does, those that hold most of them. What is said in the
//! head counts more than what is said in the body, and of two that say the same the newer stands first, gently: a year
//! takes away a quarter, and ten years no more than half.

use std::cmp::Ordering;
use std::collections::HashMap;

use language::{Asked as Word, Form, Language};
use newsroom::StoryNumber;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader, Term};

use super::Error;
use super::folder::Shelf;
use super::near;
use super::question::{self, Asked, Order, Place, Question};
use super::schema::{Fields, HOUR};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub numbers: Vec<StoryNumber>,
    /// How many there are in all.
    pub total: usize,
    /// Where to go on, if there are more.
    pub next: Option<Place>,
    pub counts: Counts,
    /// The words that were looked for instead, where a slip of the finger left nothing to find; or that come near and
    /// find more.
    pub meant: Option<String>,
    /// Whether what was found was found by [`Found::meant`].
    pub by_meant: bool,
    /// Whether no story holds every word, and these hold most of them.
    pub some_words_only: bool,
}

/// How many answers there are of each kind, the most first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    pub sections: Vec<Count>,
    pub tags: Vec<Count>,
    pub authors: Vec<Count>,
    /// By year of first publication, as UTC counts it, the newest first.
    pub years: Vec<Count>,
}

/// What they have in common, and how many they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub name: String,
    pub stories: usize,
}

/// Kinds that are told of tags and authors.
const KINDS_MAX: usize = 12;
/// What a word says in the head, beside what it says in the body.
const HEAD: Score = 2.5;
/// Longer questions are sentences: their words need not all stand there.
const WORDS_TOGETHER: usize = 5;
/// Of the words of a sentence, as many must.
const SHARE: f32 = 0.4;

pub(super) fn find(shelf: &Shelf, question: &Question, language: Language, now: i64) -> Result<Found, Error> {
    let asked = question::read(&question.words, language, question.typing);
    let searcher = shelf.reader.searcher();
    let within = within(question, shelf);
    if asked.is_empty() && asked.without.is_empty() && within.is_empty() {
        return Ok(Found::default());
    }
    // Ranks are counted for one moment, so that the next page goes on where this one ended.
    let now = match question.after {
        Some(Place::Ranked { at, .. }) => at,
        _ => now,
    };
    let ask = |asked: &Asked, needed: Needed| -> Result<Found, Error> {
        let query = query(shelf, asked, &within, needed, &searcher);
        answer(&searcher, query.as_ref(), question, now)
    };
    let mut found = ask(&asked, Needed::All)?;
    if found.total > 0 || asked.is_empty() {
        return Ok(found);
    }
    if let Some((mended, words)) = near::mended(&searcher, shelf.fields, &asked, language)? {
        let instead = ask(&mended, Needed::All)?;
        if instead.total > 0 {
            return Ok(Found { meant: Some(words), by_meant: true, ..instead });
        }
    }
    if asked.words.len() > 1 {
        found = Found { some_words_only: true, ..ask(&asked, Needed::Some)? };
    }
    Ok(found)
}

/// How many of the words must stand in a story.
#[derive(Clone, Copy, PartialEq)]
enum Needed {
    All,
    Some,
}

fn query(
    shelf: &Shelf,
    asked: &Asked,
    within: &[(Occur, Box<dyn Query>)],
    needed: Needed,
    searcher: &Searcher,
) -> Box<dyn Query> {
    let fields = shelf.fields;
    let mut clauses: Vec<(Occur, Box<dyn Query>)> =
        within.iter().map(|(occur, query)| (*occur, query.box_clone())).collect();
    // A word that only makes a sentence of others need not stand there.
    let telling: Vec<&Word> = asked.words.iter().filter(|word| word.weight >= 1.0).collect();
    let words = if telling.is_empty() { asked.words.iter().collect() } else { telling };
    let is_sentence = words.len() > WORDS_TOGETHER;
    let each: Vec<Box<dyn Query>> =
        words.iter().map(|word| of_word(word, &fields, is_sentence || needed == Needed::Some)).collect();
    if is_sentence || needed == Needed::Some {
        let least = match needed {
            Needed::All => (each.len() as f32 * SHARE).ceil() as usize,
            Needed::Some => 1,
        };
        let each = each.into_iter().map(|query| (Occur::Should, query)).collect();
        clauses.push((Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(each, least.max(1)))));
    } else {
        clauses.extend(each.into_iter().map(|query| (Occur::Must, query)));
    }
    clauses.extend(asked.phrases.iter().map(|phrase| (Occur::Must, of_phrase(phrase, &fields))));
    clauses.extend(asked.without.iter().map(|words| {
        let query = if words.len() > 1 { of_phrase(words, &fields) } else { of_written(&words[0], &fields) };
        (Occur::MustNot, query)
    }));
    if let Some(beginning) = &asked.beginning {
        clauses.push((Occur::Must, near::beginning(searcher, &fields, beginning)));
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        return Box::new(EmptyQuery);
    }
    Box::new(BooleanQuery::new(clauses))
}

/// A word in any of its forms. By its beginning alone only where not every word must stand there: it finds much.
fn of_word(word: &Word, fields: &Fields, by_beginning: bool) -> Box<dyn Query> {
    let mut forms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (form, term) in word.forms.each().filter(|(form, _)| by_beginning || *form != Form::Prefix) {
        let weight = form.weight() * word.weight;
        forms.push((Occur::Should, boosted(of_term(fields.head[form as usize], term), weight * HEAD)));
        forms.push((Occur::Should, boosted(of_term(fields.body[form as usize], term), weight)));
    }
    Box::new(BooleanQuery::new(forms))
}

/// A word just as it is spelt, but for marks and case: what somebody does not want is not guessed at.
fn of_written(word: &Word, fields: &Fields) -> Box<dyn Query> {
    either([fields.head, fields.body].map(|fields| of_term(fields[FOLDED], word.forms.get(Form::Folded))))
}

fn of_phrase(words: &[Word], fields: &Fields) -> Box<dyn Query> {
    either([(fields.head, HEAD), (fields.body, 1.0)].map(|(fields, weight)| {
        let term = |word: &Word| Term::from_field_text(fields[FOLDED], word.forms.get(Form::Folded));
        boosted(Box::new(PhraseQuery::new(words.iter().map(term).collect())), weight)
    }))
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

/// What narrows the question. None of it counts for the order.
fn within(question: &Question, shelf: &Shelf) -> Vec<(Occur, Box<dyn Query>)> {
    let (within, fields) = (&question.within, &shelf.fields);
    let named = [
        (fields.edition, within.edition.as_ref().map(|code| code.as_str())),
        (fields.section, within.section.as_ref().map(|key| key.as_str())),
        (fields.tag, within.tag.as_deref()),
        (fields.author, within.author.as_deref()),
    ];
    named
        .into_iter()
        .filter_map(|(field, name)| {
            let query = TermQuery::new(Term::from_field_text(field, name?), IndexRecordOption::Basic);
            Some((Occur::Must, boosted(Box::new(query), 0.0)))
        })
        .collect()
}

fn answer(searcher: &Searcher, query: &dyn Query, question: &Question, now: i64) -> Result<Found, Error> {
    let gather = Gather {
        now,
        order: question.order,
        after: question.after,
        limit: question.limit,
        counted: question.counted,
        from: question.within.from.map_or(i64::MIN, |from| from.as_second()),
        until: question.within.until.map_or(i64::MAX, |until| until.as_second()),
    };
    let gathered = searcher.search(query, &gather)?;
    let mut best = gathered.best;
    best.sort_unstable_by(Ranked::before);
    let is_more = best.len() > question.limit;
    best.truncate(question.limit);
    let next = best.last().filter(|_| is_more).map(|last| match question.order {
        Order::Relevance => Place::Ranked { at: now, rank: last.rank, number: last.number },
        Order::Newest => Place::Dated { hour: last.hour, number: last.number },
    });
    let numbers = best.iter().map(|ranked| StoryNumber(ranked.number)).collect();
    Ok(Found { numbers, total: gathered.total, next, counts: gathered.counts.told(), ..Found::default() })
}

/// One answer and its place in the order: by its rank, or by its hour, and then by its number. What does not count is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ranked {
    rank: f32,
    hour: i64,
    number: i64,
}

impl Ranked {
    /// In the order of answers.
    fn before(&self, other: &Self) -> Ordering {
        other.rank.total_cmp(&self.rank).then(other.hour.cmp(&self.hour)).then(other.number.cmp(&self.number))
    }
}

/// How much of its rank a story keeps by its age.
fn freshness(hour: i64, now: i64) -> f32 {
    const YEAR: f32 = 365.0 * 86_400.0;
    let years = (now - hour).max(0) as f32 / YEAR;
    0.5 + 0.5 / (1.0 + years)
}

/// Gathers the best answers after a place, how many there are, and of what kind.
struct Gather {
    now: i64,
    order: Order,
    after: Option<Place>,
    limit: usize,
    counted: bool,
    from: i64,
    until: i64,
}

struct Gathering {
    now: i64,
    order: Order,
    after: Option<Ranked>,
    /// One more than is shown tells whether there are more.
    keep: usize,
    from: i64,
    until: i64,
    hours: Column<i64>,
    numbers: Column<u64>,
    kinds: Option<Kinds>,
    best: Vec<Ranked>,
    /// The last of those kept, once there are enough: what ranks behind it is passed over.
    least: Option<Ranked>,
    total: usize,
}

#[derive(Default)]
struct Gathered {
    best: Vec<Ranked>,
    total: usize,
    counts: Counted,
}

/// By name.
#[derive(Default)]
struct Counted {
    named: [HashMap<String, usize>; 3],
    years: HashMap<i16, usize>,
}

/// The columns of one segment with what was counted in them, by the segment's own numbers for names.
struct Kinds {
    named: Vec<(Option<StrColumn>, Vec<u32>)>,
    /// By day, of which a year is made when all are counted.
    days: HashMap<i32, u32>,
}

impl Collector for Gather {
    type Fruit = Gathered;
    type Child = Gathering;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Gathering> {
        let fast = segment.fast_fields();
        let kinds = if self.counted {
            let mut named = Vec::new();
            for name in ["section", "tag", "author"] {
                let column = fast.str(name)?;
                let names = column.as_ref().map_or(0, |column| column.dictionary().num_terms());
                named.push((column, vec![0; names]));
            }
            Some(Kinds { named, days: HashMap::new() })
        } else {
            None
        };
        Ok(Gathering {
            now: self.now,
            order: self.order,
            after: self.after.map(|place| match place {
                Place::Ranked { rank, number, .. } => Ranked { rank, hour: 0, number },
                Place::Dated { hour, number } => Ranked { rank: 0.0, hour, number },
            }),
            keep: self.limit + 1,
            from: self.from,
            until: self.until,
            hours: fast.i64(HOUR)?,
            numbers: fast.u64("number")?,
            kinds,
            best: Vec::new(),
            least: None,
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        for segment in segments {
            all.best.extend(segment.best);
            all.total += segment.total;
            for (all, some) in all.counts.named.iter_mut().zip(segment.counts.named) {
                some.into_iter().for_each(|(name, stories)| *all.entry(name).or_default() += stories);
            }
            for (year, stories) in segment.counts.years {
                *all.counts.years.entry(year).or_default() += stories;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for Gathering {
    type Fruit = Gathered;

    fn collect(&mut self, doc: DocId, score: Score) {
        let hour = self.hours.first(doc).unwrap_or_default();
        if hour < self.from || hour >= self.until {
            return;
        }
        self.total += 1;
        if let Some(kinds) = &mut self.kinds {
            kinds.count(doc, hour);
        }
        let (rank, hour) = match self.order {
            Order::Relevance => (score * freshness(hour, self.now), 0),
            Order::Newest => (0.0, hour),
        };
        if self.least.is_some_and(|least| rank < least.rank || (rank == least.rank && hour < least.hour)) {
            return;
        }
        let number = self.numbers.first(doc).unwrap_or_default().cast_signed();
        let ranked = Ranked { rank, hour, number };
        if self.after.is_none_or(|after| after.before(&ranked) == Ordering::Less) {
            self.keep(ranked);
        }
    }

    fn harvest(mut self) -> Gathered {
        self.prune();
        let counts = self.kinds.map(Kinds::named).unwrap_or_default();
        Gathered { best: self.best, total: self.total, counts }
    }
}

impl Gathering {
    fn keep(&mut self, ranked: Ranked) {
        self.best.push(ranked);
        if self.best.len() >= self.keep * 4 {
            self.prune();
        }
    }

    fn prune(&mut self) {
        if self.best.len() > self.keep {
            self.best.select_nth_unstable_by(self.keep - 1, Ranked::before);
            self.best.truncate(self.keep);
            self.least = self.best.last().copied();
        }
    }
}

impl Kinds {
    fn count(&mut self, doc: DocId, hour: i64) {
        for (column, counts) in &mut self.named {
            let Some(column) = column else { continue };
            for name in column.ords().values_for_doc(doc) {
                if let Some(count) = counts.get_mut(name as usize) {
                    *count += 1;
                }
            }
        }
        *self.days.entry(hour.div_euclid(86_400) as i32).or_default() += 1;
    }

    fn named(self) -> Counted {
        let mut counted = Counted::default();
        for ((column, counts), named) in self.named.into_iter().zip(&mut counted.named) {
            let Some(column) = column else { continue };
            let mut name = String::new();
            for (ord, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                name.clear();
                if column.ord_to_str(ord as u64, &mut name).unwrap_or(false) {
                    *named.entry(name.clone()).or_default() += count as usize;
                }
            }
        }
        for (day, count) in self.days {
            let at = jiff::Timestamp::from_second(i64::from(day) * 86_400).unwrap_or_default();
            *counted.years.entry(at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().year()).or_default() +=
                count as usize;
        }
        counted
    }
}

impl Counted {
    fn told(self) -> Counts {
        let [sections, tags, authors] = self.named.map(|named| {
            let mut counts: Vec<Count> = named.into_iter().map(|(name, stories)| Count { name, stories }).collect();
            counts.sort_unstable_by(|a, b| b.stories.cmp(&a.stories).then_with(|| a.name.cmp(&b.name)));
            counts
        });
        let few = |mut counts: Vec<Count>| {
            counts.truncate(KINDS_MAX);
            counts
        };
        let mut years: Vec<(i16, usize)> = self.years.into_iter().collect();
        years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        let years = years.into_iter().map(|(year, stories)| Count { name: year.to_string(), stories }).collect();
        Counts { sections, tags: few(tags), authors: few(authors), years }
    }
}
