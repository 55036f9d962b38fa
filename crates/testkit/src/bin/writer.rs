//! Writes acts until it is killed, and says each one's position only after it was answered.
//!
//! `testkit-writer ADDRESS [--serve]`: an address as `--database` takes it. Each line of standard output is
//! `POSITION SUBJECT`. With `--serve` it is a whole node: the first line is the address readers find it at, and an act is
//! answered when this node serves what came of it.

use std::io::Write;
use std::sync::Arc;

use newsroom::{Position, StoryNumber};
use store::{Clock, Place, Store};
use testkit::{Desk, Newsroom, cast};
use web::Limits;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (address, serves) = match &arguments[..] {
        [address] => (address.clone(), false),
        [address, option] if option == "--serve" => (address.clone(), true),
        _ => panic!("usage: testkit-writer ADDRESS [--serve]"),
    };
    testkit::database::runtime().block_on(async {
        let store = Store::open(&Place::Address(address), Clock::of_the_machine()).await.expect("the newsroom opens");
        if store.head().0 == 0 {
            cast::paper(&store).await;
        }
        let node = if serves { Some(Arc::new(Newsroom::of(store.clone(), Limits::default()).await)) } else { None };
        println!("{}", node.as_ref().map_or("ready".to_owned(), |node| node.address.to_string()));
        let writers = (0..4).map(|writer| tokio::spawn(write(store.clone(), node.clone(), writer)));
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("a writer goes on until it is killed");
        }
    });
}

async fn write(store: Store, node: Option<Arc<Newsroom>>, writer: u32) {
    let desk = Desk::of(&store);
    for round in 0u64.. {
        let headline = format!("Haber {}-{writer}-{round}", std::process::id());
        let (story, position) = desk.publish(cast::story(&headline)).await.expect("a story is published");
        answer(node.as_deref(), position, story).await;
        let position = desk.update(story, cast::story(&format!("{headline} yeni"))).await.expect("it is updated");
        answer(node.as_deref(), position, story).await;
    }
}

async fn answer(node: Option<&Newsroom>, position: Position, story: StoryNumber) {
    if let Some(node) = node {
        node.reached(position).await;
    }
    told(position.0, story);
}

fn told(position: i64, story: StoryNumber) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone is no reason to stop: the kill is.
    let _ = writeln!(out, "{position} story/{story}").and_then(|()| out.flush());
}
