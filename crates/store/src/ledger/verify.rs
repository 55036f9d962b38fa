//! Checks the ledger and everything it covers, from the rows as they stand: any byte changed afterwards is named.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use newsroom::entry::FIRST_PREVIOUS_HASH;
use newsroom::story::{Card, Live};
use newsroom::{Content, ContentHash, EntryKind, touch};
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{Any, Row, Transaction};

use crate::dialect::Dialect;
use crate::ledger::{
    CONTENTS_AFTER, LISTINGS_AFTER, LIVE_AFTER, PUBLIC_STATES, RAW_ENTRIES_AFTER, RawEntry, raw, raw_text,
};
use crate::reading::rows;
use crate::{Result, Store};

/// Something that is not as the ledger sealed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The table the changed row is in.
    pub table: &'static str,
    /// Which row: a position, a hash, a subject.
    pub row: String,
    pub message: String,
}

/// What a verification saw.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    pub entries: u64,
    pub contents: u64,
    pub rows: u64,
    pub faults: Vec<Fault>,
}

impl Report {
    fn fault(&mut self, table: &'static str, row: impl ToString, message: impl Into<String>) {
        self.faults.push(Fault { table, row: row.to_string(), message: message.into() });
    }
}

/// What the newest entry of a subject sealed, in little room: a million stories are checked at once.
struct Newest {
    position: i64,
    state: ContentHash,
}

/// Rows read at once.
const BATCH: i64 = 2_000;

/// Verifies the whole ledger and the tables it covers: `entry`, `published_content`, `public_state`, `live` and `listing`,
/// as they are at one moment, whoever writes meanwhile.
///
/// A chain cannot tell that its end was cut off together with everything that came of it; a hash noted elsewhere can.
///
/// # Errors
/// Only when the database cannot be read; what is wrong in it stands in the report.
pub async fn verify(store: &Store) -> Result<Report> {
    let dialect = store.shared.dialect;
    let mut moment = Moment { tx: store.shared.readers.begin_with(dialect.begin_snapshot()).await?, dialect };
    let mut report = Report::default();
    let (newest, sealed_contents) = chain(&mut moment, &mut report).await?;
    contents(&mut moment, &sealed_contents, &mut report).await?;
    public_states(&mut moment, &newest, &mut report).await?;
    let expected = stories(&mut moment, &newest, &mut report).await?;
    listings(&mut moment, expected, &mut report).await?;
    moment.tx.commit().await?;
    Ok(report)
}

/// Verifies the newest `last` entries, the contents they made public, and that as many entries are there as the newest one's
/// position says: what a daily look can afford. What it does not see, [`verify`] does.
///
/// # Errors
/// Only when the database cannot be read.
pub async fn verify_end(store: &Store, last: i64) -> Result<Report> {
    let dialect = store.shared.dialect;
    let mut moment = Moment { tx: store.shared.readers.begin_with(dialect.begin_snapshot()).await?, dialect };
    let mut report = Report::default();
    let row = sqlx::query("select coalesce(max(position), 0), count(*) from entry").fetch_one(&mut *moment.tx).await?;
    let (newest, count): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    if newest != count {
        report.fault("entry", newest, format!("there are {count} entries and the newest has position {newest}"));
    }
    let before = (newest - last).max(0);
    // The one before the first that is looked at gives the hash that the first must follow on.
    let query =
        sqlx::query(moment.dialect.adapt(RAW_ENTRIES_AFTER)).bind((before - 1).max(0)).bind(last.saturating_add(1));
    let entries: Vec<RawEntry> =
        query.fetch_all(&mut *moment.tx).await?.iter().map(RawEntry::read).collect::<Result<_>>()?;
    let (mut previous, mut contents) = (None, Vec::new());
    for entry in &entries {
        report.entries += 1;
        if entry.sealed_as() != entry.hash {
            report.fault("entry", entry.position, "was changed after it was sealed: hash differs");
        }
        let first = if entry.position == 1 { Some(FIRST_PREVIOUS_HASH) } else { previous };
        if first.is_some_and(|hash| hash != entry.previous_hash) {
            report.fault("entry", entry.position, "does not follow on the entry before: previous_hash differs");
        }
        previous = Some(entry.hash.as_str());
        contents.extend(entry.content_hash.as_deref());
    }
    contents.sort_unstable();
    contents.dedup();
    for some in contents.chunks(200) {
        let found = sqlx::query(
            moment
                .dialect
                .adapt("select {{bytes hash}}, {{bytes text}} from published_content where hash in {{texts $1}}"),
        )
        .bind(rows::text_of(&some))
        .fetch_all(&mut *moment.tx)
        .await?;
        for row in &found {
            report.contents += 1;
            let (hash, text) = (raw(row, 0)?, raw(row, 1)?);
            if ContentHash::of(&text).as_str() != hash {
                report.fault("published_content", &hash, "the text is not what was made public: its hash differs");
            }
        }
        if found.len() < some.len() {
            let gone = some.len() - found.len();
            report.fault("published_content", gone, "contents that entries made public are gone");
        }
    }
    moment.tx.commit().await?;
    Ok(report)
}

/// One moment of the database.
struct Moment {
    tx: Transaction<'static, Any>,
    dialect: Dialect,
}

async fn chain(moment: &mut Moment, report: &mut Report) -> Result<(HashMap<String, Newest>, HashSet<String>)> {
    let (mut newest, mut sealed_contents) = (HashMap::new(), HashSet::new());
    let (mut position, mut previous) = (i64::MIN, FIRST_PREVIOUS_HASH.to_owned());
    let mut expected = 1;
    loop {
        let query = sqlx::query(moment.dialect.adapt(RAW_ENTRIES_AFTER));
        let batch = query.bind(position).bind(BATCH).fetch_all(&mut *moment.tx).await?;
        let Some(last) = batch.last() else { break };
        position = last.try_get(0)?;
        for row in &batch {
            let entry = RawEntry::read(row)?;
            report.entries += 1;
            if entry.position != expected {
                let message = format!("positions run without gap: {expected} was to come");
                report.fault("entry", entry.position, message);
            }
            if entry.previous_hash != previous {
                report.fault("entry", entry.position, "does not follow on the entry before: previous_hash differs");
            }
            if entry.sealed_as() != entry.hash {
                report.fault("entry", entry.position, "was changed after it was sealed: hash differs");
            }
            if EntryKind::parse(&entry.kind).is_none() {
                report.fault("entry", entry.position, format!("is of no known kind: `{}`", entry.kind));
            }
            // The seal writes an absent field as an empty one, so an empty one must never stand in the table.
            if entry.note.as_deref() == Some("") || entry.content_hash.as_deref() == Some("") {
                report.fault("entry", entry.position, "has an empty note or content hash where none is meant");
            }
            expected = entry.position + 1;
            previous = entry.hash;
            sealed_contents.extend(entry.content_hash);
            newest.insert(entry.subject, Newest { position: entry.position, state: ContentHash::of(&entry.state) });
        }
    }
    Ok((newest, sealed_contents))
}

async fn contents(moment: &mut Moment, sealed: &HashSet<String>, report: &mut Report) -> Result<()> {
    let mut seen = HashSet::new();
    let mut after = Vec::new();
    loop {
        let query = sqlx::query(moment.dialect.adapt(CONTENTS_AFTER));
        let batch = query.bind(after).fetch_all(&mut *moment.tx).await?;
        let Some(last) = batch.last() else { break };
        after = last.try_get(0)?;
        for row in &batch {
            let (hash, text) = (raw(row, 0)?, raw(row, 1)?);
            report.contents += 1;
            if ContentHash::of(&text).as_str() != hash {
                report.fault("published_content", &hash, "the text is not what was made public: its hash differs");
            }
            match sealed.get(&hash) {
                Some(hash) => drop(seen.insert(hash)),
                None => report.fault("published_content", &hash, "no entry made this content public"),
            }
        }
    }
    let mut gone: Vec<_> = sealed.iter().filter(|hash| !seen.contains(hash)).collect();
    gone.sort();
    for hash in gone {
        report.fault("published_content", hash, "an entry made this content public and it is gone");
    }
    Ok(())
}

fn compare_state(
    table: &'static str,
    subject: &str,
    state: &str,
    newest: &HashMap<String, Newest>,
    report: &mut Report,
) -> bool {
    report.rows += 1;
    match newest.get(subject) {
        _ if subject.starts_with("story/") != (table == "live") => {
            report.fault(table, subject, "stands in the wrong table")
        }
        None => report.fault(table, subject, "no entry led to this state"),
        Some(newest) if newest.state != ContentHash::of(state) => {
            let message = format!("the state is not what entry {} led to", newest.position);
            report.fault(table, subject, message);
        }
        Some(_) => return true,
    }
    false
}

async fn public_states(moment: &mut Moment, newest: &HashMap<String, Newest>, report: &mut Report) -> Result<()> {
    let mut found = HashSet::new();
    for row in sqlx::query(moment.dialect.adapt(PUBLIC_STATES)).fetch_all(&mut *moment.tx).await? {
        let (subject, state) = (raw(&row, 0)?, raw(&row, 1)?);
        compare_state("public_state", &subject, &state, newest, report);
        found.insert(subject);
    }
    let mut gone: Vec<_> =
        newest.iter().filter(|(subject, _)| !subject.starts_with("story/") && !found.contains(*subject)).collect();
    gone.sort_by_key(|(_, newest)| newest.position);
    for (subject, newest) in gone {
        report.fault("public_state", subject, format!("the state entry {} led to is gone", newest.position));
    }
    Ok(())
}

/// Checks `live` and returns the fingerprints of the rows `listing` must have.
async fn stories(moment: &mut Moment, newest: &HashMap<String, Newest>, report: &mut Report) -> Result<Fingerprints> {
    let mut expected = Fingerprints::default();
    let mut found = HashSet::new();
    let mut after = i64::MIN;
    loop {
        let batch = sqlx::query(moment.dialect.adapt(LIVE_AFTER)).bind(after).fetch_all(&mut *moment.tx).await?;
        let Some(last) = batch.last() else { break };
        after = last.try_get(0)?;
        for row in &batch {
            let number: i64 = row.try_get(0)?;
            found.insert(number);
            one_story(number, row, newest, &mut expected, report)?;
        }
    }
    for (subject, newest) in newest {
        let number = subject.strip_prefix("story/").and_then(|number| number.parse::<i64>().ok());
        if number.is_some_and(|number| !found.contains(&number)) {
            report.fault("live", subject, format!("the state entry {} led to is gone", newest.position));
        }
    }
    Ok(expected)
}

fn one_story(
    number: i64,
    row: &AnyRow,
    newest: &HashMap<String, Newest>,
    expected: &mut Fingerprints,
    report: &mut Report,
) -> Result<()> {
    let subject = format!("story/{number}");
    let state = raw(row, 1)?;
    if !compare_state("live", &subject, &state, newest, report) {
        return Ok(());
    }
    let Ok(live) = serde_json::from_str::<Live>(&state) else {
        report.fault("live", subject, "the state cannot be read");
        return Ok(());
    };
    let mut column = |name: &str, same: bool| {
        if !same {
            report.fault("live", &subject, format!("column `{name}` is not what the state and content say"));
        }
    };
    column("number", live.number.0 == number);
    column("edition", raw(row, 2)? == live.edition.as_str());
    column("standing", raw(row, 3)? == live.standing.as_str());
    column("section", raw(row, 4)? == live.section.as_str());
    column("published_at", row.try_get::<i64, _>(5)? == live.published_at.as_microsecond());
    column("updated_at", row.try_get::<i64, _>(6)? == live.updated_at.as_microsecond());
    column("content_hash", raw(row, 10)? == live.content_hash.as_str());
    let Some(content) = raw_text(row, 12)?.and_then(|text| serde_json::from_str::<Content>(&text).ok()) else {
        report.fault("live", subject, "its content is gone or cannot be read");
        return Ok(());
    };
    column("urgency", row.try_get::<i64, _>(7)? == i64::from(content.urgency));
    column(
        "breaking_until",
        row.try_get::<Option<i64>, _>(8)? == content.breaking_until.map(jiff::Timestamp::as_microsecond),
    );
    column("translation", row.try_get::<Option<i64>, _>(9)? == content.translation);
    column("card", raw(row, 11)? == rows::text_of(&Card::of(&content)));
    if live.is_live() {
        for list in touch::lists_of(&live, &content) {
            expected.add(list.as_str(), live.published_at.as_microsecond(), number);
        }
    }
    Ok(())
}

async fn listings(moment: &mut Moment, mut expected: Fingerprints, report: &mut Report) -> Result<()> {
    let (mut list, mut published_at, mut number) = (Vec::new(), i64::MIN, i64::MIN);
    loop {
        let query = sqlx::query(moment.dialect.adapt(LISTINGS_AFTER));
        let batch = query.bind(list).bind(published_at).bind(number).fetch_all(&mut *moment.tx).await?;
        let Some(last) = batch.last() else { break };
        (list, published_at, number) = (last.try_get(0)?, last.try_get(1)?, last.try_get(2)?);
        for row in &batch {
            report.rows += 1;
            let (list, at, number): (_, i64, i64) = (raw(row, 0)?, row.try_get(1)?, row.try_get(2)?);
            if !expected.take(&list, at, number) {
                report.fault(
                    "listing",
                    format!("{list} story/{number}"),
                    "no live story stands in this list at this hour",
                );
            }
        }
    }
    for (number, missing) in expected.left() {
        report.fault("listing", format!("story/{number}"), format!("{missing} of its places in lists are gone"));
    }
    Ok(())
}

/// The rows that must be there, each as one number, with its story to name it by.
#[derive(Default)]
struct Fingerprints {
    hasher: RandomState,
    rows: HashMap<u64, i64>,
}

impl Fingerprints {
    fn add(&mut self, list: &str, at: i64, number: i64) {
        let key = self.hasher.hash_one((list, at, number));
        self.rows.insert(key, number);
    }

    fn take(&mut self, list: &str, at: i64, number: i64) -> bool {
        let key = self.hasher.hash_one((list, at, number));
        self.rows.remove(&key).is_some()
    }

    fn left(&self) -> Vec<(i64, usize)> {
        let mut by_story: HashMap<i64, usize> = HashMap::new();
        for number in self.rows.values() {
            *by_story.entry(*number).or_default() += 1;
        }
        let mut left: Vec<_> = by_story.into_iter().collect();
        left.sort_unstable();
        left
    }
}
