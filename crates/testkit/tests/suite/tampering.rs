//! One byte changed, one row deleted or added, in any table the ledger covers: both verifiers name it.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::SignedDuration;
use newsroom::acts::Ground;
use newsroom::{Content, acts};
use store::{Clock, Store};
use testkit::{Database, Desk, cast, on_both};

use crate::raw::{Cell, Raw, Table};

const TEXT: bool = true;
const NUMBER: bool = false;

pub const TABLES: [Table; 5] = [
    Table {
        name: "entry",
        key: &["position"],
        columns: &[
            ("position", NUMBER),
            ("kind", TEXT),
            ("subject", TEXT),
            ("actor", TEXT),
            ("at", NUMBER),
            ("note", TEXT),
            ("state", TEXT),
            ("touches", TEXT),
            ("content_hash", TEXT),
            ("previous_hash", TEXT),
            ("hash", TEXT),
        ],
    },
    Table { name: "published_content", key: &["hash"], columns: &[("hash", TEXT), ("text", TEXT)] },
    Table { name: "public_state", key: &["subject"], columns: &[("subject", TEXT), ("state", TEXT)] },
    Table {
        name: "live",
        key: &["number"],
        columns: &[
            ("number", NUMBER),
            ("state", TEXT),
            ("edition", TEXT),
            ("standing", TEXT),
            ("section", TEXT),
            ("published_at", NUMBER),
            ("updated_at", NUMBER),
            ("urgency", NUMBER),
            ("breaking_until", NUMBER),
            ("translation", NUMBER),
            ("content_hash", TEXT),
            ("card", TEXT),
        ],
    },
    Table {
        name: "listing",
        key: &["list", "published_at", "number"],
        columns: &[("list", TEXT), ("published_at", NUMBER), ("number", NUMBER)],
    },
];

/// A newsroom in which every kind of act has happened.
pub async fn newsroom(database: &Database) -> Store {
    let clock = Clock::starting_at(cast::morning());
    let store = database.open_at(clock.clone()).await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let breaking = Content { breaking_until: Some(cast::morning() + SignedDuration::from_hours(2)), ..cast::flood() };
    let (flood, _) = desk.publish(breaking.clone()).await.expect("published");
    let group = Some(flood.0);
    desk.publish(Content { translation: group, ..cast::flood_in_arabic() }).await.expect("published");
    desk.publish(Content { translation: group, ..cast::flood_in_english() }).await.expect("published");
    let (market, _) = desk.publish(cast::market()).await.expect("published");
    let (rumour, _) = desk.publish(cast::story("Baraj \"çatladı\" iddiası")).await.expect("published");
    let (barred, _) = desk.publish(cast::story("Davalı haber")).await.expect("published");
    clock.advance(SignedDuration::from_mins(40));
    desk.update(flood, Content { translation: group, ..breaking }).await.expect("updated");
    desk.correct(market, Content { urgency: 6, ..cast::market() }, "Fiyat kilogram içindir.").await.expect("corrected");
    desk.withdraw(rumour, "Kaynak doğrulanamadı.").await.expect("withdrawn");
    let order = Ground::Order { authority: "2. Sulh Ceza Hâkimliği".into(), reason: "Karar 2026/14".into() };
    desk.withdraw_on(barred, order).await.expect("withdrawn");
    desk.place(&cast::tr(), &[flood, market]).await.expect("placed");
    desk.rename_section(&cast::tr(), &"gundem".into(), "Güncel").await.expect("renamed");
    desk.close_section(&cast::tr(), &"asayis".into()).await.expect("closed");
    let mut tx = store.write().await.expect("a transaction");
    let author = newsroom::Author {
        edition: cast::tr(),
        slug: "mehmet-kara".into(),
        name: "Mehmet Kara".into(),
        role: "Muhabir".into(),
        about: String::new(),
        columnist: false,
        portrait: None,
    };
    let now = tx.now();
    let decided = acts::change_author(author, tx.house().await.expect("the house"), &cast::ayse(), now).expect("taken");
    tx.save(decided).await.expect("saved");
    tx.commit().await.expect("committed");
    store
}

async fn one_byte_changed_anywhere_is_named_by_both_verifiers(database: Database) {
    let store = newsroom(&database).await;
    let mut raw = Raw::of(&database).await;
    let verifiers = Verifiers::new(store);
    verifiers.find_nothing().await;
    for table in &TABLES {
        let rows = raw.rows(table).await;
        for (column, (name, is_text)) in table.columns.iter().enumerate() {
            // Each column in two rows, others for each, so that every kind of subject has its turn.
            for row in [&rows[column % rows.len()], &rows[rows.len() - 1 - column % rows.len()]] {
                let is_key = table.key.contains(name);
                for changed in changes(&row[column], *is_text, is_key, &database) {
                    let mut tampered = row.clone();
                    tampered[column] = changed.clone();
                    raw.set(table, row, name, &changed).await;
                    let what = format!("{}.{name}: {:?} → {changed:?}", table.name, row[column]);
                    verifiers.name(table, &[row, &tampered], &what).await;
                    raw.set(table, &tampered, name, &row[column]).await;
                }
            }
        }
    }
    verifiers.find_nothing().await;
}

async fn a_row_deleted_or_added_is_named_by_both_verifiers(database: Database) {
    let store = newsroom(&database).await;
    let mut raw = Raw::of(&database).await;
    let verifiers = Verifiers::new(store);
    for table in &TABLES {
        let rows = raw.rows(table).await;
        for row in sample(rows.clone()) {
            raw.delete(table, &row).await;
            let what = format!("{} without {row:?}", table.name);
            // The last entry's absence shows in what it led to; any other's as a gap.
            if table.name == "entry" && Some(&row) == rows.last() {
                verifiers.name_state_of(&row, &what).await;
            } else if table.name == "entry" {
                let next = rows.iter().position(|other| *other == row).expect("one of the rows") + 1;
                verifiers.name(table, &[&rows[next]], &what).await;
            } else {
                verifiers.name(table, &[&row], &what).await;
            }
            raw.insert(table, &row).await;
        }
        let mut added = rows[0].clone();
        added[0] = match &added[0] {
            Cell::Number(_) => Cell::Number(900_000),
            Cell::Text(text) => Cell::Text(format!("{text}0")),
            other => other.clone(),
        };
        raw.insert(table, &added).await;
        verifiers.name(table, &[&added], &format!("{} with {added:?}", table.name)).await;
        raw.delete(table, &added).await;
    }
    // A story's state in the table of the standing parts would be served by nobody, and is not in its place.
    let (states, stories) = (&TABLES[2], &TABLES[3]);
    let story = raw.rows(stories).await.remove(0);
    let Cell::Number(number) = story[0] else { panic!("a story has a number") };
    let misplaced = vec![Cell::Text(format!("story/{number}")), story[1].clone()];
    raw.insert(states, &misplaced).await;
    verifiers.name(states, &[&misplaced], "a story among the standing parts").await;
    raw.delete(states, &misplaced).await;
    verifiers.find_nothing().await;
}

/// The first row, the last and two between: enough for each kind of subject, and quick.
fn sample(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let last = rows.len() - 1;
    let mut chosen = vec![0, last / 3, 2 * last / 3, last];
    chosen.dedup();
    let mut index = 0;
    rows.retain(|_| {
        index += 1;
        chosen.contains(&(index - 1))
    });
    rows
}

/// What one changed byte or unit makes of a value.
fn changes(cell: &Cell, is_text: bool, is_key: bool, database: &Database) -> Vec<Cell> {
    match cell {
        // A key one further may be taken already, so a thousand further stands for it.
        Cell::Number(number) => vec![Cell::Number(number + if is_key { 1_000 } else { 1 })],
        Cell::Null if !is_text => vec![Cell::Number(0)],
        Cell::Null => vec![Cell::Text(String::new()), Cell::Text("x".into())],
        Cell::Text(text) if text.is_empty() => vec![Cell::Text("x".into())],
        Cell::Text(text) => {
            let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            let (before, after) = text.split_at(middle);
            let (met, rest) = after.split_at(after.chars().next().map_or(0, char::len_utf8));
            let other = if met == "b" { "c" } else { "b" };
            let mut changed = vec![Cell::Text(format!("{before}{other}{rest}"))];
            if !database.is_postgres() {
                changed.push(Cell::Broken([before.as_bytes(), &[0xff], rest.as_bytes()].concat()));
            }
            changed
        }
        Cell::Broken(_) => unreachable!("nothing broken is sealed"),
    }
}

/// The program's own verifier, and the one that shares nothing with it.
struct Verifiers {
    store: Store,
    folder: tempfile::TempDir,
    script: PathBuf,
}

impl Verifiers {
    fn new(store: Store) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/verify_ledger.py");
        Self { store, folder: tempfile::tempdir().expect("a folder for exports"), script }
    }

    async fn find_nothing(&self) {
        let report = store::ledger::verify(&self.store).await.expect("verified");
        assert_eq!(report.faults, []);
        let (ok, said) = self.second().await;
        assert!(ok, "{said}");
    }

    /// Both must name one of these rows of this table.
    async fn name(&self, table: &Table, rows: &[&[Cell]], what: &str) {
        let names: Vec<String> = rows.iter().flat_map(|row| names(table, row)).collect();
        let report = store::ledger::verify(&self.store).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        let named = |fault: &store::ledger::Fault| fault.table == table.name && names.contains(&fault.row);
        assert!(report.faults.iter().any(named), "{what}: named {:?}, not {names:?}", report.faults);

        let word = if table.name == "published_content" { "content" } else { table.name };
        let (ok, said) = self.second().await;
        let named = |line: &str| names.iter().any(|name| line.starts_with(&format!("{word} {name}:")));
        assert!(!ok && said.lines().any(named), "{what}: the second verifier said\n{said}not {names:?}");
    }

    /// Both must name the state that a missing last entry led to.
    async fn name_state_of(&self, entry: &[Cell], what: &str) {
        let Cell::Text(subject) = &entry[2] else { panic!("an entry has a subject") };
        let report = store::ledger::verify(&self.store).await.expect("verified");
        assert!(report.faults.iter().any(|fault| &fault.row == subject), "{what}: {:?}", report.faults);
        let (ok, said) = self.second().await;
        assert!(!ok && said.contains(&format!(" {subject}:")), "{what}: the second verifier said\n{said}");
    }

    async fn second(&self) -> (bool, String) {
        let path = self.folder.path().join("ledger.jsonl");
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file for the export"));
        store::ledger::export(&self.store, &mut file).await.expect("exported");
        drop(file);
        let output = Command::new("python3").arg(&self.script).arg(&path).output().expect("python3 runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        (output.status.success(), said)
    }
}

/// How a row may be named.
fn names(table: &Table, row: &[Cell]) -> Vec<String> {
    let text = |column: usize| match &row[column] {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Broken(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Cell::Null => String::new(),
    };
    match table.name {
        "live" => vec![format!("story/{}", text(0))],
        "listing" => vec![format!("story/{}", text(2)), format!("{} story/{}", text(0), text(2))],
        _ => vec![text(0)],
    }
}

on_both!(one_byte_changed_anywhere_is_named_by_both_verifiers, a_row_deleted_or_added_is_named_by_both_verifiers);
