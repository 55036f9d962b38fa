//! Followers: one rebuilt from zero equals one that followed along; one that fails tries again and never skips.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use newsroom::{Position, StoryNumber};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Error, Follower, Reading, Sealed, Store};
use testkit::{Database, Desk, PATIENCE, Witness, cast, database, on_both};

/// Something derived as the real ones are: from the present state of what each entry is about.
struct Headlines {
    reading: Reading,
    kept: Mutex<BTreeMap<StoryNumber, String>>,
    /// Every so many batches it fails, after half the work is done.
    fails_every: u32,
    batches: AtomicU32,
}

impl Headlines {
    fn new(store: &Store, fails_every: u32) -> Arc<Self> {
        let (kept, batches) = (Mutex::default(), AtomicU32::new(1));
        Arc::new(Self { reading: store.reading(), kept, fails_every, batches })
    }

    fn kept(&self) -> BTreeMap<StoryNumber, String> {
        self.kept.lock().expect("nothing panics while it is held").clone()
    }
}

impl Follower for Headlines {
    fn name(&self) -> &'static str {
        "headlines"
    }

    async fn apply(&self, entries: &[Sealed]) -> store::Result<()> {
        // Each call counts, also one that begins with an entry about no story: a retry must be another batch.
        let batch = self.batches.fetch_add(1, Ordering::Relaxed);
        for (done, entry) in entries.iter().enumerate() {
            let Some(number) = entry.story() else { continue };
            let seen = self.reading.story(number).await?.filter(|seen| seen.live.is_live());
            let mut kept = self.kept.lock().expect("nothing panics while it is held");
            match seen {
                Some(seen) => kept.insert(number, seen.content.headline),
                None => kept.remove(&number),
            };
            if self.fails_every > 0 && batch.is_multiple_of(self.fails_every) && done >= entries.len() / 2 {
                return Err(Error::NotReached(entry.position));
            }
        }
        Ok(())
    }
}

/// What somebody at the desk does next, with which of the stories there are.
#[derive(Clone, Debug)]
enum Turn {
    Publish,
    Update(usize),
    Correct(usize),
    Withdraw(usize),
    Place(usize),
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        3 => Just(Turn::Publish),
        2 => (0..50_usize).prop_map(Turn::Update),
        1 => (0..50_usize).prop_map(Turn::Correct),
        1 => (0..50_usize).prop_map(Turn::Withdraw),
        1 => (0..50_usize).prop_map(Turn::Place),
    ];
    prop::collection::vec(turn, 1..25)
}

/// Plays the turns; those the newsroom refuses change nothing.
async fn play(desk: &Desk, turns: &[Turn]) {
    let mut stories = Vec::new();
    for (turn, act) in turns.iter().enumerate() {
        let words = cast::story(&format!("Haber {turn}"));
        let one = |index: usize| stories.get(index % stories.len().max(1)).copied().unwrap_or_default();
        let done = match act {
            Turn::Publish => desk.publish(words).await.map(|(story, position)| {
                stories.push(story);
                position
            }),
            Turn::Update(index) => desk.update(one(*index), words).await,
            Turn::Correct(index) => desk.correct(one(*index), words, "Düzeltildi.").await,
            Turn::Withdraw(index) => desk.withdraw(one(*index), "Asılsız.").await,
            Turn::Place(index) => desk.place(&cast::tr(), &[one(*index)]).await,
        };
        assert!(matches!(done, Ok(_) | Err(Error::Refused(_) | Error::NoStory(_))), "{done:?}");
    }
}

/// What readers see now, told without any follower.
async fn present(store: &Store) -> BTreeMap<StoryNumber, String> {
    let list = newsroom::UseKey::edition_list(&cast::tr());
    let listed = store.reading().list(&list, None, 1_000).await.expect("read");
    listed.into_iter().map(|listed| (listed.live.number, listed.card.headline)).collect()
}

async fn rebuilt_equals_followed(database: &Database, turns: &[Turn]) {
    let store = database.open().await;
    cast::paper(&store).await;
    let along = Headlines::new(&store, 0);
    let stumbling = Headlines::new(&store, 3);
    let following = [store.follow(along.clone(), Position(0)), store.follow(stumbling.clone(), Position(0))];
    play(&Desk::of(&store), turns).await;
    let head = store.head();
    let rebuilt = Headlines::new(&store, 0);
    let rebuilding = store.follow(rebuilt.clone(), Position(0));
    for following in following.iter().chain([&rebuilding]) {
        following.progress.reached(head, PATIENCE).await.expect("followers come to the end");
    }
    let present = present(&store).await;
    assert_eq!(along.kept(), present);
    assert_eq!(stumbling.kept(), present);
    assert_eq!(rebuilt.kept(), present);
    // From a bookmark that lags, entries come a second time and change nothing.
    let again = store.follow(along.clone(), Position(head.0 / 2));
    again.progress.reached(head, PATIENCE).await.expect("it comes to the end");
    assert_eq!(along.kept(), present);
    store.close().await;
}

#[test]
fn rebuilt_from_zero_equals_followed_along_on_sqlite() {
    let runtime = database::runtime();
    let run = |turns: Vec<Turn>| {
        runtime.block_on(rebuilt_equals_followed(&database::sqlite(), &turns));
        Ok(())
    };
    TestRunner::new(config(24)).run(&turns(), run).expect("holds for every sequence of acts");
}

#[test]
fn rebuilt_from_zero_equals_followed_along_on_postgres() {
    let runtime = database::runtime();
    let Some(first) = runtime.block_on(database::postgres()) else { return };
    drop(first);
    let run = |turns: Vec<Turn>| {
        runtime.block_on(async {
            let database = database::postgres().await.expect("it was there a moment ago");
            rebuilt_equals_followed(&database, &turns).await;
        });
        Ok(())
    };
    TestRunner::new(config(12)).run(&turns(), run).expect("holds for every sequence of acts");
}

fn config(cases: u32) -> Config {
    // Regressions would be written beside the source; a failing case prints itself, and becomes a test of its own.
    Config { cases, failure_persistence: None, max_shrink_iters: 60, ..Config::default() }
}

async fn a_follower_begins_after_its_bookmark(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let bookmark = store.head();
    let (witness, following) = Witness::from(&store, bookmark);
    assert_eq!(following.progress.position(), bookmark);
    let (story, position) = Desk::of(&store).publish(cast::flood()).await.expect("published");
    following.progress.reached(position, PATIENCE).await.expect("it follows");
    let seen = witness.seen();
    assert_eq!((seen.len(), seen[0].position, seen[0].story()), (1, position, Some(story)));
    assert_eq!(seen[0].entry.actor, cast::ayse());
    let never = following.progress.reached(Position(position.0 + 1), std::time::Duration::from_millis(50)).await;
    assert!(matches!(never, Err(Error::NotReached(_))));
}

on_both!(a_follower_begins_after_its_bookmark);
