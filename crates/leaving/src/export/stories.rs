//! Stories as lines: what ninjs says of each, and the rows it is made of.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use newsroom::{Card, Content, EditionCode, House, Live, Position, StoryNumber};
use pages::ninjs;
use serde_json::{Value as Json, json};
use store::whole::{Snapshot, Value};

use super::{Lines, object};
use crate::{Result, Step, Tell};

/// Stories made into lines at once.
const BATCH: i64 = 200;

/// How lines are made.
pub(super) struct Stories<'h> {
    pub house: &'h House,
    pub origin: &'h str,
    pub with_rows: bool,
}

/// A story's rows, by table.
type RowsOfStory = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

impl Stories<'_> {
    /// Writes a line for each story, by number, and returns how many.
    pub async fn write(&self, snapshot: &mut Snapshot, out: &mut Lines, tell: Tell<'_>) -> Result<u64> {
        let (mut after, mut done) = (0, 0);
        loop {
            let numbers = snapshot.story_numbers(after, BATCH).await?;
            let Some(last) = numbers.last() else { return Ok(done) };
            after = *last;
            let mut stories = rows_by_story(snapshot, &numbers).await?;
            let contents = contents_of(snapshot, &stories).await?;
            let parsed: HashMap<i64, (Option<Live>, Content)> =
                numbers.iter().filter_map(|number| Some((*number, shown(stories.get(number)?, &contents)?))).collect();
            let linked = self.linked(snapshot, parsed.values().map(|(_, content)| content)).await?;
            let context = ninjs::Context { house: self.house, origin: self.origin, linked: &linked };
            let newest = snapshot.newest_entries(&numbers).await?;
            for number in &numbers {
                let rows = stories.remove(number).unwrap_or_default();
                let position = newest.get(number).copied().unwrap_or_default();
                let mut line = self.line(&rows, parsed.get(number), position, &context);
                if self.with_rows {
                    line["manset"]["rows"] = json!(with_contents(rows, &contents));
                }
                out.line(&line)?;
                done += 1;
            }
            tell(Step { what: "stories", done, of: None });
        }
    }

    fn line(
        &self,
        rows: &RowsOfStory,
        shown: Option<&(Option<Live>, Content)>,
        position: Position,
        context: &ninjs::Context<'_>,
    ) -> Json {
        let story = rows.get("story").and_then(|rows| rows.first());
        let column = |name: &str| story.and_then(|row| row.get(name));
        let uri = column("uri").and_then(text).unwrap_or_default();
        let edition = column("edition").and_then(text).unwrap_or_default();
        let hour = |value: Option<&Value>| value.and_then(number).and_then(|at| Timestamp::from_microsecond(at).ok());
        match (shown, self.house.edition(&EditionCode::from(edition))) {
            (Some((Some(live), content)), _) => ninjs::story(live, content, position, context),
            (Some((None, content)), Some(edition)) => {
                let schedule = rows.get("schedule").and_then(|rows| rows.first());
                let parts = ninjs::DraftParts {
                    uri,
                    number: column("number").and_then(number).unwrap_or_default(),
                    edition,
                    revision: column("revision").and_then(number).unwrap_or_default(),
                    live: None,
                    embargo_until: hour(column("embargo_until")),
                    scheduled_at: hour(schedule.and_then(|row| row.get("at"))),
                };
                ninjs::draft(&parts, content, context)
            }
            // A name that somebody took and has not written under yet.
            _ => json!({"uri": uri, "type": "text", "pubStatus": "withheld", "manset": {}}),
        }
    }

    /// Own stories that these lead to.
    async fn linked(&self, snapshot: &mut Snapshot, contents: impl Iterator<Item = &Content>) -> Result<ninjs::Linked> {
        let mut numbers: Vec<i64> =
            contents.flat_map(|content| content.body.linked_stories()).map(|StoryNumber(n)| n).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let Some(shape) = snapshot.shapes().iter().find(|shape| shape.table == "live").cloned() else {
            return Ok(ninjs::Linked::default());
        };
        let mut linked: Vec<(Live, Card)> = Vec::new();
        if !numbers.is_empty()
            && let Some(mut rows) = snapshot.rows_of_stories(&shape, &numbers)
        {
            while let Some(values) = rows.next().await? {
                let row = object(&shape, &values);
                let parsed =
                    row.get("state").and_then(text).zip(row.get("card").and_then(text)).and_then(|(state, card)| {
                        Some((serde_json::from_str::<Live>(state).ok()?, serde_json::from_str::<Card>(card).ok()?))
                    });
                linked.extend(parsed.filter(|(live, _)| live.is_live()));
            }
        }
        Ok(ninjs::linked(self.house, linked.iter().map(|(live, card)| (live, card))))
    }
}

/// The rows of these stories in all tables that have such.
async fn rows_by_story(snapshot: &mut Snapshot, numbers: &[i64]) -> Result<HashMap<i64, RowsOfStory>> {
    let mut stories: HashMap<i64, RowsOfStory> = HashMap::new();
    for shape in snapshot.shapes().to_vec() {
        let Some(column) = shape.story_column() else { continue };
        let Some(mut rows) = snapshot.rows_of_stories(&shape, numbers) else { continue };
        while let Some(values) = rows.next().await? {
            let row = object(&shape, &values);
            let Some(story) = row.get(column).and_then(number) else { continue };
            stories.entry(story).or_default().entry(shape.table.clone()).or_default().push(row);
        }
    }
    Ok(stories)
}

/// The public contents that these stories' revisions name, by hash.
async fn contents_of(
    snapshot: &mut Snapshot,
    stories: &HashMap<i64, RowsOfStory>,
) -> Result<HashMap<String, BTreeMap<String, Value>>> {
    let mut hashes: Vec<&str> = stories
        .values()
        .flat_map(|rows| rows.get("revision").into_iter().flatten())
        .filter_map(|row| row.get("content_hash").and_then(text))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut contents = HashMap::new();
    let Some(shape) = snapshot.shapes().iter().find(|shape| shape.table == "published_content").cloned() else {
        return Ok(contents);
    };
    let mut rows = snapshot.rows_among(&shape, "hash", &hashes);
    while let Some(values) = rows.next().await? {
        let row = object(&shape, &values);
        if let Some(hash) = row.get("hash").and_then(text) {
            contents.insert(hash.to_owned(), row);
        }
    }
    Ok(contents)
}

/// What the line shows of a story: what readers see or saw last, else the newest revision.
fn shown(rows: &RowsOfStory, contents: &HashMap<String, BTreeMap<String, Value>>) -> Option<(Option<Live>, Content)> {
    let public = |hash: &str| contents.get(hash).and_then(|row| row.get("text")).and_then(text);
    if let Some(row) = rows.get("live").and_then(|rows| rows.first()) {
        let live: Live = serde_json::from_str(row.get("state").and_then(text)?).ok()?;
        let content = serde_json::from_str(public(live.content_hash.as_str())?).ok()?;
        return Some((Some(live), content));
    }
    let newest = rows.get("revision")?.iter().max_by_key(|row| row.get("revision").and_then(number))?;
    let own = newest.get("text").and_then(text);
    let words = own.or_else(|| public(newest.get("content_hash").and_then(text)?))?;
    Some((None, serde_json::from_str(words).ok()?))
}

/// With the public contents its revisions name.
fn with_contents(mut rows: RowsOfStory, contents: &HashMap<String, BTreeMap<String, Value>>) -> RowsOfStory {
    let mut hashes: Vec<&str> =
        rows.get("revision").into_iter().flatten().filter_map(|row| row.get("content_hash").and_then(text)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let named: Vec<_> = hashes.into_iter().filter_map(|hash| contents.get(hash).cloned()).collect();
    if !named.is_empty() {
        rows.insert("published_content".to_owned(), named);
    }
    rows
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn number(value: &Value) -> Option<i64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}
