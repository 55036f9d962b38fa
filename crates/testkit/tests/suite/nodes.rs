//! Several nodes on one database: what one does, the others' followers see.

use std::time::{Duration, Instant};

use newsroom::Position;
use store::{Clock, Store};
use testkit::{Database, Desk, PATIENCE, Witness, cast, on_both};

async fn acts_on_one_node_reach_the_other(database: Database) {
    let (here, there) = (database.open().await, database.open().await);
    cast::paper(&here).await;
    let watching = [here.watch_ledger(), there.watch_ledger()];
    let (seen_here, following_here) = Witness::from(&here, Position(0));
    let (seen_there, following_there) = Witness::from(&there, Position(0));
    let mut took = Vec::new();
    let mut last = Position(0);
    for turn in 0..40 {
        let (writer, reader) = if turn % 2 == 0 { (&here, &following_there) } else { (&there, &following_here) };
        let (_, position) = Desk::of(writer).publish(cast::story(&format!("Haber {turn}"))).await.expect("published");
        let answered = Instant::now();
        reader.progress.reached(position, PATIENCE).await.expect("the other node follows");
        took.push(answered.elapsed());
        last = position;
    }
    took.sort_unstable();
    println!("the other node had it after {:?} (median), {:?} (slowest)", took[took.len() / 2], took[took.len() - 1]);
    assert!(took[took.len() / 2] < Duration::from_millis(500), "nodes are woken rather than asking now and then");
    for (seen, following) in [(seen_here, following_here), (seen_there, following_there)] {
        following.progress.reached(last, PATIENCE).await.expect("both come to the end");
        assert_eq!(seen.positions(), (1..=last.0).collect::<Vec<_>>());
    }
    for task in watching {
        task.abort();
    }
}

async fn writers_on_two_nodes_keep_one_chain(database: Database) {
    let nodes = [database.open().await, database.open().await];
    cast::paper(&nodes[0]).await;
    let begun = nodes[0].head();
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let desk = Desk::of(&nodes[writer % 2]);
            tokio::spawn(async move {
                for turn in 0..25 {
                    desk.publish(cast::story(&format!("Haber {writer}-{turn}"))).await.expect("published");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("a writer that does not fail");
    }
    let report = store::ledger::verify(&nodes[0]).await.expect("verified");
    assert_eq!((report.faults, report.entries), (vec![], u64::try_from(begun.0).expect("positive") + 200));
}

/// All nodes of a paper may be started by one machine's reboot, also the first time ever.
async fn nodes_may_start_at_once_on_an_empty_database(database: Database) {
    let starts: Vec<_> = (0..6)
        .map(|_| {
            let place = database.place();
            tokio::spawn(async move { Store::open(&place, Clock::of_the_machine()).await })
        })
        .collect();
    let mut nodes = Vec::new();
    for start in starts {
        nodes.push(start.await.expect("no panic").expect("each node starts"));
    }
    cast::paper(&nodes[0]).await;
    for node in &nodes {
        assert_eq!(node.reading().house().await.expect("the house").editions.len(), 3);
    }
}

/// A verification beside a running newsroom sees one moment, and no fault where there is none.
async fn verifying_while_others_write_finds_nothing(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let writer = tokio::spawn(async move {
        for turn in 0.. {
            let (story, _) = desk.publish(cast::story(&format!("Haber {turn}"))).await.expect("published");
            desk.update(story, cast::flood()).await.expect("updated");
            desk.withdraw(story, "Asılsız.").await.expect("withdrawn");
        }
    });
    for _ in 0..25 {
        assert_eq!(store::ledger::verify(&store).await.expect("verified").faults, []);
    }
    writer.abort();
}

on_both!(
    acts_on_one_node_reach_the_other,
    writers_on_two_nodes_keep_one_chain,
    verifying_while_others_write_finds_nothing,
);

mod nodes_may_start_at_once {
    #[test]
    fn sqlite() {
        testkit::database::on_sqlite(super::nodes_may_start_at_once_on_an_empty_database);
    }
    #[test]
    fn postgres() {
        testkit::database::on_empty_postgres(super::nodes_may_start_at_once_on_an_empty_database);
    }
}
