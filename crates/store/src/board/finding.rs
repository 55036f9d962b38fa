//! Finding stories on the board, by filters and by words.
//!
//! A word finds what it begins. The rarest of several is looked up in `board_word`, and the others are looked for in the rows it
//! leads to; where one word alone is common, rows are walked from the newest and a page of them is soon full.

use jiff::Timestamp;
use language::Language;
use newsroom::rights::Beat;
use newsroom::{Actor, StoryNumber};
use sqlx::{AssertSqlSafe, Row};

use super::{BoardQuery, NEWER_AT, OnBoard, OnStage, Part, ROW, read};
use crate::pending::Value;
use crate::{Result, Store};

/// Words of a search that are looked for; further ones are left out.
const WORDS_MAX: usize = 8;
/// A word that more stories hold is common.
const RARE: i64 = 1_000;
/// Shorter words must stand there whole: nearly every story holds a word that begins so.
const PREFIX_LETTERS: usize = 3;
/// Stories of one stage that are counted; more are told as more.
pub const COUNTED_MAX: i64 = 1_000;

/// The words of a line as they are compared.
pub(super) fn folded_words(line: &str, language: Language) -> Vec<String> {
    language::words(line)
        .map(|word| language::fold(word, language))
        .filter(|word| !word.is_empty() && !word.contains(' '))
        .map(|word| word.chars().take(40).collect())
        .collect()
}

/// A statement's conditions with what they hold, numbered as they come.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; each `?` in it is the next of the values.
    fn add<const N: usize>(&mut self, sql: &str, values: [Value; N]) {
        let mut pieces = sql.split('?');
        let mut numbered = pieces.next().unwrap_or_default().to_owned();
        for (piece, value) in pieces.zip(values) {
            self.values.push(value);
            numbered.push_str(&format!("${}{piece}", self.values.len()));
        }
        self.sql.push(numbered);
    }

    fn joined(&self) -> String {
        if self.sql.is_empty() { "1 = 1".to_owned() } else { self.sql.join(" and ") }
    }
}

macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::NoNumber => query.bind(None::<i64>),
                Value::NoText => query.bind(None::<String>),
            };
        }
        query
    }};
}

impl Store {
    /// Stories by the hour they were last saved, the newest first.
    pub async fn board(&self, query: &BoardQuery) -> Result<Vec<OnBoard>> {
        let mut conditions = filtered(query);
        if let Some(stage) = query.stage {
            at_stage(&mut conditions, stage);
        }
        if let Some((at, story)) = query.before {
            conditions.add("(saved_at, story) < (?, ?)", [at.as_microsecond().into(), story.0.into()]);
        }
        let is_looked_up = self.add_words(&mut conditions, &query.search).await?
            || query.person.is_some()
            || query.stage.is_some_and(OnStage::waits_inside);
        // Of what was looked up there is little, and it is put in order afterwards. An order by the bare columns would have
        // SQLite walk every story there is in that order and ask of each whether it is among them.
        let order = if is_looked_up { "+ saved_at desc, + story desc" } else { "saved_at desc, story desc" };
        let limit = conditions.values.len() + 1;
        let asked = format!(
            "with found as (select * from board where {} order by {order} limit ${limit}) {ROW} \
             order by found.saved_at desc, found.story desc",
            conditions.joined()
        );
        let found = bound!(sqlx::query(AssertSqlSafe(asked)), conditions.values)
            .bind(query.limit)
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(read).collect()
    }

    /// How many stories stand at each stage, whatever stage is asked for: [`COUNTED_MAX`] means as many or more. What readers
    /// have is not counted: that is the whole archive.
    pub async fn board_counts(&self, query: &BoardQuery) -> Result<Vec<(OnStage, i64)>> {
        let mut counts = Vec::new();
        for stage in OnStage::ALL.into_iter().filter(|stage| *stage != OnStage::Live) {
            let mut conditions = filtered(query);
            at_stage(&mut conditions, stage);
            self.add_words(&mut conditions, &query.search).await?;
            let limit = conditions.values.len() + 1;
            let asked = format!(
                "select count(*) from (select 1 from board where {} limit ${limit}) as counted",
                conditions.joined()
            );
            let row = bound!(sqlx::query(AssertSqlSafe(asked)), conditions.values)
                .bind(COUNTED_MAX)
                .fetch_one(self.shared.desk_readers())
                .await?;
            counts.push((stage, row.try_get(0)?));
        }
        Ok(counts)
    }

    /// Adds what the words ask for. True where they are looked up rather than looked for in each row.
    async fn add_words(&self, conditions: &mut Conditions, search: &str) -> Result<bool> {
        let words: Vec<Sought> =
            folded_words(search, Language::Turkish).into_iter().take(WORDS_MAX).map(Sought::of).collect();
        let mut rarest: Option<(i64, usize)> = None;
        for (place, word) in words.iter().enumerate() {
            let held = self.held_by(word).await?;
            if rarest.is_none_or(|(least, _)| held < least) {
                rarest = Some((held, place));
            }
        }
        let Some((least, rarest)) = rarest else { return Ok(false) };
        if least >= RARE && words.len() == 1 {
            conditions.add("words like ? escape '\\'", [words[0].in_a_row().into()]);
            return Ok(false);
        }
        for (place, word) in words.iter().enumerate() {
            if place == rarest || least >= RARE {
                let (from, to) = word.range();
                conditions.add(
                    "story in (select story from board_word where word >= ? and word < ?)",
                    [from.into(), to.into()],
                );
            } else {
                conditions.add("words like ? escape '\\'", [word.in_a_row().into()]);
            }
        }
        Ok(true)
    }

    /// How many times stories hold a word, up to where it is common.
    async fn held_by(&self, word: &Sought) -> Result<i64> {
        let (from, to) = word.range();
        let row = sqlx::query(
            "select count(*) from (select 1 from board_word where word >= $1 and word < $2 limit $3) as held",
        )
        .bind(from)
        .bind(to)
        .bind(RARE)
        .fetch_one(self.shared.desk_readers())
        .await?;
        Ok(row.try_get(0)?)
    }
}

impl BoardQuery {
    /// Whether a row is among what is asked for, as far as a row tells: of the words it tells those that it shows.
    pub fn fits(&self, story: &OnBoard, now: Timestamp) -> bool {
        let shown =
            format!("{} {} {}", story.number, story.words.kicker.as_deref().unwrap_or_default(), story.words.headline);
        let has = folded_words(&shown, Language::Turkish);
        let is_of = |actor: &Actor, part: Part| {
            let (begun, saved) = (story.author == *actor, story.saved_by == *actor);
            let assigned = story.assigned_to.as_ref() == Some(actor);
            match part {
                Part::Any => begun || saved || assigned,
                Part::Begun => begun,
                Part::Saved => saved,
                Part::Assigned => assigned,
            }
        };
        self.edition.as_ref().is_none_or(|edition| *edition == story.edition)
            && self.section.as_ref().is_none_or(|section| story.words.sections.first() == Some(section))
            && self.stage.is_none_or(|stage| story.is_at(stage))
            && self.author.as_ref().is_none_or(|author| *author == story.author)
            && self.person.as_ref().is_none_or(|(actor, part)| is_of(actor, *part))
            && self.since.is_none_or(|_| story.saved_at <= now)
            && self.before.is_none()
            && folded_words(&self.search, Language::Turkish)
                .into_iter()
                .map(Sought::of)
                .all(|sought| has.iter().any(|word| sought.finds(word)))
    }
}

/// What stands at a stage: where somebody inside the house is to do something, also the newer texts of what readers have.
fn at_stage(conditions: &mut Conditions, stage: OnStage) {
    let word = || Value::from(stage.as_str());
    if stage.waits_inside() {
        let either = format!("story in (select story from board where stage = ? union {NEWER_AT})");
        conditions.add(&either, [word(), word()]);
    } else {
        conditions.add("stage = ?", [word()]);
    }
}

/// Every filter but the stage, which counts are made across.
fn filtered(query: &BoardQuery) -> Conditions {
    let mut conditions = Conditions::default();
    if let Some(edition) = &query.edition {
        conditions.add("edition = ?", [edition.as_str().into()]);
    }
    if let Some(section) = &query.section {
        conditions.add("section = ?", [section.as_str().into()]);
    }
    if let Some(author) = &query.author {
        conditions.add("begun_by = ?", [author.0.as_str().into()]);
    }
    if let Some((actor, part)) = &query.person {
        let name = || Value::from(actor.0.as_str());
        match part {
            Part::Begun => conditions.add("begun_by = ?", [name()]),
            Part::Saved => conditions.add("saved_by = ?", [name()]),
            Part::Assigned => conditions.add("assigned_to = ?", [name()]),
            Part::Any => conditions.add(
                "story in (select story from board where begun_by = ? union select story from board where saved_by = ? \
                 union select story from board where assigned_to = ?)",
                [name(), name(), name()],
            ),
        }
    }
    if let Some(since) = query.since {
        conditions.add("saved_at >= ?", [Timestamp::as_microsecond(since).into()]);
    }
    within(&mut conditions, &query.within);
    conditions
}

/// No more than is worked on there. Whether a story may be seen is asked of the policy afterwards.
fn within(conditions: &mut Conditions, beats: &[Beat]) {
    if beats.is_empty() {
        return;
    }
    let before = conditions.sql.len();
    for beat in beats {
        match &beat.section {
            None => conditions.add("edition = ?", [beat.edition.as_str().into()]),
            Some(section) => conditions
                .add("edition = ? and section in ('', ?)", [beat.edition.as_str().into(), section.as_str().into()]),
        }
    }
    let each: Vec<String> = conditions.sql.drain(before..).map(|beat| format!("({beat})")).collect();
    conditions.sql.push(format!("({})", each.join(" or ")));
}

/// A word that is looked for, as its beginning or whole.
struct Sought {
    word: String,
    is_whole: bool,
}

impl Sought {
    fn of(word: String) -> Self {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        Self { is_whole: is_number || word.chars().count() < PREFIX_LETTERS, word }
    }

    /// The words it finds lie from the first on and before the second, in the order of their bytes.
    fn range(&self) -> (String, String) {
        let end = if self.is_whole { '\u{1}' } else { char::MAX };
        (self.word.clone(), format!("{}{end}", self.word))
    }

    fn finds(&self, word: &str) -> bool {
        if self.is_whole { word == self.word } else { word.starts_with(&self.word) }
    }

    /// The pattern of a row that holds it.
    fn in_a_row(&self) -> String {
        let word = self.word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        if self.is_whole { format!("% {word} %") } else { format!("% {word}%") }
    }
}

impl OnBoard {
    /// Whether it stands there, or a newer text of it does.
    fn is_at(&self, stage: OnStage) -> bool {
        let newer = self.newer.filter(|_| stage.waits_inside() && self.scheduled_at.is_none());
        self.stage == stage || newer.is_some_and(|newer| newer.as_str() == stage.as_str())
    }

    /// Where it stands on a page: the next page begins behind its last.
    pub fn place(&self) -> (Timestamp, StoryNumber) {
        (self.saved_at, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_numbered_as_they_come() {
        let query = BoardQuery {
            edition: Some("tr".into()),
            within: ["tr", "ar/spor"].into_iter().filter_map(Beat::parse).collect(),
            ..BoardQuery::default()
        };
        let conditions = filtered(&query);
        assert_eq!(conditions.joined(), "edition = $1 and ((edition = $2) or (edition = $3 and section in ('', $4)))");
        assert_eq!(conditions.values.len(), 4);
        assert_eq!(Conditions::default().joined(), "1 = 1");
    }

    #[test]
    fn a_word_is_looked_for_by_its_beginning_and_a_number_whole() {
        let check = |typed: &str, row: &str, to: &str| {
            let sought = Sought::of(typed.to_owned());
            assert_eq!((sought.in_a_row().as_str(), sought.range().1.as_str()), (row, to), "{typed}");
        };
        check("deprem", "% deprem%", "deprem\u{10ffff}");
        check("ab", "% ab %", "ab\u{1}");
        check("4711", "% 4711 %", "4711\u{1}");
        check("a_b%", "% a\\_b\\%%", "a_b%\u{10ffff}");
    }
}
