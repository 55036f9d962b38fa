//! Many writers at once: positions without gap or overtaking, and followers that see every entry once, in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use newsroom::{EntryKind, Position};
use store::Store;
use testkit::{Database, Desk, PATIENCE, Witness, cast, on_both};

const WRITERS: i64 = 32;
const ACTS: i64 = 5_000;

async fn thirty_two_writers_leave_one_order(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let (witness, following) = Witness::from(&store, Position(0));
    // One that comes in the middle and begins at zero, and one that begins at a bookmark.
    let stopped = Arc::new(AtomicBool::new(false));
    let raw_reader = tokio::spawn(read_along(store.clone(), stopped.clone()));

    let begun = store.head().0;
    let turns = Arc::new(AtomicI64::new(0));
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(write(store.clone(), writer, turns.clone()))).collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let middle = store.head();
    let (late_witness, late) = Witness::from(&store, Position(0));
    let (bookmarked_witness, bookmarked) = Witness::from(&store, middle);

    let mut answered = Vec::new();
    for writer in writers {
        answered.extend(writer.await.expect("a writer that does not fail"));
    }
    let head = store.head();
    assert_eq!(head.0, begun + ACTS, "one position for each act");
    answered.sort_unstable();
    assert_eq!(answered, (begun + 1..=head.0).collect::<Vec<_>>(), "each position was answered once");

    for following in [&following, &late, &bookmarked] {
        following.progress.reached(head, PATIENCE).await.expect("followers keep up");
    }
    let all: Vec<i64> = (1..=head.0).collect();
    assert_eq!(witness.positions(), all);
    assert_eq!(late_witness.positions(), all);
    assert_eq!(bookmarked_witness.positions(), (middle.0 + 1..=head.0).collect::<Vec<_>>());
    stopped.store(true, Ordering::Relaxed);
    assert_eq!(raw_reader.await.expect("the reader goes on to the end"), all);

    let kinds: std::collections::HashSet<_> = witness.seen().iter().map(|sealed| sealed.entry.kind).collect();
    for kind in [EntryKind::Publish, EntryKind::Update, EntryKind::Correct, EntryKind::Withdraw, EntryKind::Place] {
        assert!(kinds.contains(&kind), "{kind} is among the acts");
    }
    let report = store::ledger::verify(&store).await.expect("the ledger can be read");
    assert_eq!(report.faults, []);
    assert_eq!(report.entries, u64::try_from(head.0).expect("positive"));
}

/// Acts until all turns are taken; answers the positions it was given.
async fn write(store: Store, writer: i64, turns: Arc<AtomicI64>) -> Vec<i64> {
    let desk = Desk::of(&store);
    let mut mine: Vec<newsroom::StoryNumber> = Vec::new();
    let mut answered = Vec::new();
    loop {
        let turn = turns.fetch_add(1, Ordering::Relaxed);
        if turn >= ACTS {
            return answered;
        }
        let words = format!("Haber {writer}-{turn}");
        let position = match (mine.last().copied(), turn % 7) {
            (None, _) | (Some(_), 0 | 1) => {
                let (story, position) = desk.publish(cast::story(&words)).await.expect("published");
                mine.push(story);
                position
            }
            (Some(story), 2 | 3) => desk.update(story, cast::story(&words)).await.expect("updated"),
            (Some(story), 4) => desk.correct(story, cast::story(&words), "Sayı düzeltildi.").await.expect("corrected"),
            (Some(story), 5) => desk.place(&cast::tr(), &[story]).await.expect("placed"),
            (Some(story), _) => {
                mine.pop();
                desk.withdraw(story, "Haber asılsız çıktı.").await.expect("withdrawn")
            }
        };
        answered.push(position.0);
    }
}

/// Reads in small steps as fast as it can: an entry that came late below a position already read would be missed.
async fn read_along(store: Store, stopped: Arc<AtomicBool>) -> Vec<i64> {
    let reading = store.reading();
    let mut seen = Vec::new();
    loop {
        // Asked before reading, so that the last round comes after the last act.
        let last_round = stopped.load(Ordering::Relaxed);
        let after = Position(seen.last().copied().unwrap_or(0));
        let entries = reading.entries_after(after, 100).await.expect("entries can be read while others write");
        if entries.is_empty() && last_round {
            return seen;
        }
        if entries.is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        seen.extend(entries.iter().map(|sealed| sealed.position.0));
    }
}

on_both!(thirty_two_writers_leave_one_order);
