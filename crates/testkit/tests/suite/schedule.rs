//! Publications to come: exact to the second, once whatever is stopped or started, refusals and lateness told.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use newsroom::acts::{PublishRefused, Refused};
use newsroom::{Content, EntryKind, Position, StoryNumber};
use store::{Clock, Error, Sealed, Store, keep_time};
use testkit::{Database, Desk, PATIENCE, cast, on_both};

use crate::raw::Raw;

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

async fn paper_at(database: &Database, clock: &Clock) -> (Store, Desk) {
    let store = database.open_at(clock.clone()).await;
    cast::paper(&store).await;
    (store.clone(), Desk::of(&store))
}

/// The entries about stories.
async fn story_entries(store: &Store) -> Vec<Sealed> {
    let entries = store.reading().entries_after(Position(0), 10_000).await.expect("read");
    entries.into_iter().filter(|sealed| sealed.story().is_some()).collect()
}

async fn a_publication_waits_for_its_hour(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let hour = cast::morning() + seconds(600);
    let (story, revision) = desk.draft(cast::flood()).await.expect("a draft");
    desk.schedule(story, revision, hour).await.expect("scheduled");
    // A later draft changes nothing: the hour was set for that revision.
    let mut tx = store.write().await.expect("a transaction");
    tx.save_draft(story, &cast::story("Başka sözler"), &cast::ayse()).await.expect("saved");
    tx.commit().await.expect("committed");

    clock.set(hour - seconds(2));
    assert_eq!(store.perform_due().await.expect("performed").published, []);
    clock.set(hour);
    assert_eq!(store.perform_due().await.expect("performed").published, [story]);
    let seen = store.reading().story(story).await.expect("read").expect("live");
    assert_eq!((seen.live.published_at, seen.content), (hour, cast::flood()), "readers are told the hour that was set");
    assert_eq!(store.perform_due().await.expect("performed").published, []);
    assert_eq!(store.scheduled().await.expect("read"), []);
}

async fn what_is_live_stays_live_until_the_hour(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let (story, _) = desk.publish(cast::flood()).await.expect("published");
    let mut tx = store.write().await.expect("a transaction");
    let evening = Content { headline: "Kızılçay çekildi".to_owned(), ..cast::flood() };
    let revision = tx.save_draft(story, &evening, &cast::ayse()).await.expect("saved");
    tx.schedule(story, revision, cast::morning() + seconds(60), &cast::ayse()).await.expect("scheduled");
    tx.commit().await.expect("committed");
    assert_eq!(store.reading().story(story).await.expect("read").expect("live").content, cast::flood());
    clock.advance(seconds(61));
    assert_eq!(store.perform_due().await.expect("performed").published, [story]);
    let seen = store.reading().story(story).await.expect("read").expect("live");
    assert_eq!((seen.content, seen.live.version), (evening, 2));
    assert_eq!(seen.live.slug, "kizilcay-tasti-on-iki-ev-bosaltildi");
}

async fn the_timekeeper_is_exact_to_the_second(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let keeper = tokio::spawn(keep_time(store.clone(), "one".to_owned()));
    // The keeper is at work, not just starting.
    tokio::time::sleep(Duration::from_millis(500)).await;
    for minute in [10, 20, 30] {
        let hour = cast::morning() + SignedDuration::from_mins(minute);
        let (story, revision) = desk.draft(cast::story(&format!("Haber {minute}"))).await.expect("a draft");
        desk.schedule(story, revision, hour).await.expect("scheduled");
        clock.set(hour - SignedDuration::from_millis(700));
        let entry = published(&store, story).await;
        let after = entry.entry.at.duration_since(hour);
        assert!(after >= SignedDuration::ZERO, "never early: {after:?}");
        assert!(after < seconds(1), "within the second: {after:?}");
    }
    keeper.abort();
}

/// Waits until the story is live and returns its first entry.
async fn published(store: &Store, story: StoryNumber) -> Sealed {
    let started = Instant::now();
    loop {
        if let Some(found) = story_entries(store).await.into_iter().find(|sealed| sealed.story() == Some(story)) {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "story {story} was not published");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn each_happens_once_across_keepers_and_restarts(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let mut scheduled = Vec::new();
    for turn in 0..60 {
        let (story, revision) = desk.draft(cast::story(&format!("Haber {turn}"))).await.expect("a draft");
        desk.schedule(story, revision, cast::morning() + seconds(10 + turn)).await.expect("scheduled");
        scheduled.push(story);
    }
    let nodes = [database.open_at(clock.clone()).await, database.open_at(clock.clone()).await];
    let keeper = |node: &Store, name: &str| tokio::spawn(keep_time(node.clone(), name.to_owned()));
    let (mut first, second) = (keeper(&nodes[0], "first"), keeper(&nodes[1], "second"));
    let started = Instant::now();
    let mut restarts = 0;
    while !store.scheduled().await.expect("read").is_empty() {
        assert!(started.elapsed() < PATIENCE * 2, "{:?} are left", store.scheduled().await.expect("read").len());
        clock.advance(seconds(3));
        tokio::time::sleep(Duration::from_millis(130)).await;
        // Stopped wherever it is, and started as another process would be.
        first.abort();
        restarts += 1;
        first = keeper(&nodes[0], &format!("first, start {restarts}"));
        // Both at once, whoever holds the lease: the acts themselves are decided in one transaction.
        let (here, there) = tokio::join!(nodes[0].perform_due(), nodes[1].perform_due());
        here.and(there).expect("both may try");
    }
    first.abort();
    second.abort();
    let entries = story_entries(&store).await;
    let mut numbers: Vec<_> = entries.iter().filter_map(Sealed::story).collect();
    assert!(entries.iter().all(|sealed| sealed.entry.kind == EntryKind::Publish));
    numbers.sort_unstable();
    assert_eq!(numbers, scheduled, "each once");
    assert_eq!(store::ledger::verify(&store).await.expect("verified").faults, []);
}

async fn a_keeper_takes_over_when_the_other_falls_silent(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let first = tokio::spawn(keep_time(store.clone(), "first".to_owned()));
    tokio::time::sleep(Duration::from_millis(600)).await;
    first.abort();
    let second = tokio::spawn(keep_time(database.open_at(clock.clone()).await, "second".to_owned()));
    let (story, revision) = desk.draft(cast::flood()).await.expect("a draft");
    desk.schedule(story, revision, clock.now()).await.expect("scheduled");
    published(&store, story).await;
    second.abort();
}

async fn a_refusal_is_told_and_holds_nobody_up(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let hour = cast::morning() + seconds(60);
    let tomorrow = cast::morning() + SignedDuration::from_hours(24);
    let (embargoed, one) = desk.embargoed_draft(cast::flood(), Some(tomorrow)).await.expect("a draft");
    let (unreadable, two) = desk.draft(cast::story("Bozulacak")).await.expect("a draft");
    let (sound, three) = desk.draft(cast::market()).await.expect("a draft");
    for (story, revision) in [(embargoed, one), (unreadable, two), (sound, three)] {
        desk.schedule(story, revision, hour).await.expect("scheduled");
    }
    Raw::of(&database).await.execute(format!("update revision set text = '{{' where story = {unreadable}")).await;
    clock.set(hour + seconds(1));
    let report = store.perform_due().await.expect("performed");
    assert_eq!(report.published, [sound]);
    assert_eq!(report.refused.iter().map(|(story, _)| *story).collect::<Vec<_>>(), [embargoed, unreadable]);
    assert!(report.refused[0].1.contains("under embargo until"), "{:?}", report.refused[0]);

    // Told where the desk looks, once, and late from now on.
    let waiting = store.scheduled().await.expect("read");
    assert!(waiting.iter().all(|scheduled| scheduled.refused.is_some()));
    assert_eq!(store.perform_due().await.expect("performed").refused, []);
    assert_eq!(store.late(clock.now()).await.expect("read").len(), 0, "a second is not late");
    clock.advance(seconds(5));
    let late: Vec<_> = store.late(clock.now()).await.expect("read").iter().map(|late| late.story).collect();
    assert_eq!(late, [embargoed, unreadable]);

    // The desk lifts the embargo and sets a new hour.
    let mut tx = store.write().await.expect("a transaction");
    tx.set_embargo(embargoed, None).await.expect("lifted");
    tx.schedule(embargoed, one, clock.now(), &cast::ayse()).await.expect("scheduled anew");
    tx.commit().await.expect("committed");
    assert_eq!(store.perform_due().await.expect("performed").published, [embargoed]);
}

async fn what_is_late_is_listed(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let at = |offset: i64| cast::morning() + seconds(offset);
    for (headline, offset) in [("İkinci", 20), ("Birinci", 10), ("Yarınki", 86_400)] {
        let (story, revision) = desk.draft(cast::story(headline)).await.expect("a draft");
        desk.schedule(story, revision, at(offset)).await.expect("scheduled");
    }
    let late_at = async |now: Timestamp| -> Vec<Timestamp> {
        store.late(now).await.expect("read").iter().map(|late| late.at).collect()
    };
    assert_eq!(late_at(at(10)).await, []);
    assert_eq!(late_at(at(15)).await, [at(10)]);
    assert_eq!(late_at(at(30)).await, [at(10), at(20)]);
    // After a night without power: all at once, in the order of the hours set, which readers are told.
    clock.set(at(40));
    let report = store.perform_due().await.expect("performed");
    assert_eq!(report.published, [StoryNumber(2), StoryNumber(1)]);
    assert_eq!(late_at(at(40)).await, []);
    assert_eq!(store.scheduled().await.expect("read").len(), 1);
}

async fn an_embargoed_publication_is_refused(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let until = cast::morning() + seconds(3_600);
    let (story, _) = desk.embargoed_draft(cast::flood(), Some(until)).await.expect("a draft");
    let before = store.head();
    match desk.update(story, cast::flood()).await {
        Err(Error::Refused(Refused::Publish(PublishRefused::Embargoed { until: told }))) => assert_eq!(told, until),
        other => panic!("{other:?}"),
    }
    assert_eq!(store.refresh_head().await.expect("read"), before, "a refusal leaves no entry");
    clock.set(until);
    desk.update(story, cast::flood()).await.expect("the embargo has ended");
}

async fn an_hour_may_be_moved_and_taken_back(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (store, desk) = paper_at(&database, &clock).await;
    let (story, revision) = desk.draft(cast::flood()).await.expect("a draft");
    let later = cast::morning() + seconds(600);
    desk.schedule(story, revision, cast::morning()).await.expect("scheduled");
    desk.schedule(story, revision, later).await.expect("moved");
    assert_eq!(store.perform_due().await.expect("performed").published, []);
    let hours: Vec<_> = store.scheduled().await.expect("read").iter().map(|scheduled| scheduled.at).collect();
    assert_eq!(hours, [later]);
    let mut tx = store.write().await.expect("a transaction");
    assert!(tx.unschedule(story).await.expect("taken back"));
    assert!(!tx.unschedule(story).await.expect("there was none"));
    tx.commit().await.expect("committed");
    assert_eq!(store.scheduled().await.expect("read"), []);
    assert!(matches!(desk.schedule(story, revision + 7, later).await, Err(Error::NoStory(_))));
    assert!(matches!(desk.schedule(StoryNumber(99), 1, later).await, Err(Error::NoStory(_))));
}

on_both!(
    a_publication_waits_for_its_hour,
    what_is_live_stays_live_until_the_hour,
    the_timekeeper_is_exact_to_the_second,
    each_happens_once_across_keepers_and_restarts,
    a_keeper_takes_over_when_the_other_falls_silent,
    a_refusal_is_told_and_holds_nobody_up,
    what_is_late_is_listed,
    an_embargoed_publication_is_refused,
    an_hour_may_be_moved_and_taken_back,
);
