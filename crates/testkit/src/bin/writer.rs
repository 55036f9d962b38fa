//! Writes acts until it is killed, and says each one's position only after it was answered.
//!
//! `testkit-writer ADDRESS`: an address as `--database` takes it. Each line of standard output is `POSITION SUBJECT`.

use std::io::Write;

use newsroom::StoryNumber;
use store::{Clock, Place, Store};
use testkit::{Desk, cast};

fn main() {
    let address = std::env::args().nth(1).expect("the database's address");
    testkit::database::runtime().block_on(async {
        let store = Store::open(&Place::Address(address), Clock::of_the_machine()).await.expect("the newsroom opens");
        if store.head().0 == 0 {
            cast::paper(&store).await;
        }
        println!("ready");
        let writers = (0..4).map(|writer| tokio::spawn(write(store.clone(), writer)));
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("a writer goes on until it is killed");
        }
    });
}

async fn write(store: Store, writer: u32) {
    let desk = Desk::of(&store);
    for round in 0u64.. {
        let headline = format!("Haber {}-{writer}-{round}", std::process::id());
        let (story, position) = desk.publish(cast::story(&headline)).await.expect("a story is published");
        told(position.0, story);
        let position = desk.update(story, cast::story(&format!("{headline} yeni"))).await.expect("it is updated");
        told(position.0, story);
    }
}

fn told(position: i64, story: StoryNumber) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone is no reason to stop: the kill is.
    let _ = writeln!(out, "{position} story/{story}").and_then(|()| out.flush());
}
