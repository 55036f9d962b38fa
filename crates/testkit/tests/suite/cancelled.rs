//! A client that goes away cancels the act it asked for, at any point: what is half done leaves no trace, what was
//! committed reaches the followers, and the next act finds the door open.

use std::time::Duration;

use newsroom::Position;
use testkit::{Database, Desk, PATIENCE, Witness, cast, on_both};

use crate::killed::Random;

async fn cancelled_acts_leave_the_door_open(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let watching = store.watch_ledger();
    let (witness, following) = Witness::from(&store, Position(0));
    let mut random = Random::seeded();
    let mut done = 0;
    for round in 0..300 {
        let desk = Desk::of(&store);
        let act = tokio::spawn(async move { desk.publish(cast::story(&format!("Haber {round}"))).await });
        tokio::time::sleep(Duration::from_micros(random.below(8_000))).await;
        act.abort();
        done += i64::from(matches!(act.await, Ok(Ok(_))));
    }
    let (_, position) = Desk::of(&store).publish(cast::flood()).await.expect("the door is open");
    println!("{done} of 300 were done before they were cancelled");
    assert!(position.0 > 11 + done, "what was answered is there");
    following.progress.reached(position, PATIENCE).await.expect("followers go on");
    assert_eq!(witness.positions(), (1..=position.0).collect::<Vec<_>>());
    assert_eq!(store::ledger::verify(&store).await.expect("verified").faults, []);
    watching.abort();
}

/// Cancelled between commit and answer, an act that nobody follows up still reaches followers.
async fn a_committed_act_reaches_followers_though_nobody_waited(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let watching = store.watch_ledger();
    let (_, following) = Witness::from(&store, Position(0));
    // Written through another handle, as if this node's answer had been lost on the way.
    let other = database.open().await;
    let (_, position) = Desk::of(&other).publish(cast::flood()).await.expect("published");
    following.progress.reached(position, PATIENCE).await.expect("the ledger is watched");
    watching.abort();
}

on_both!(cancelled_acts_leave_the_door_open, a_committed_act_reaches_followers_though_nobody_waited);
