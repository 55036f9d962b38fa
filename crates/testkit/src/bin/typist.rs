//! Writes in a story as an opened page does until it is killed: `testkit-typist ADDRESS STORY TAB SEQ`.
//!
//! Each turn adds a paragraph of its own, every fifth changes one that every typist changes; when that is kept it says
//! `SEQ PARAGRAPH`.

use newsroom::working::Change;
use newsroom::{Actor, Block, BlockId, StoryNumber};
use store::{Clock, Place, Sent, Store};

fn main() -> store::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, story, tab, seq] = arguments.as_slice() else { panic!("an address, a story, a tab, a count") };
    let story = StoryNumber(story.parse().expect("a story's number"));
    let first: i64 = seq.parse().expect("a count");
    testkit::database::runtime().block_on(async {
        let store = Store::open(&Place::Address(address.clone()), Clock::of_the_machine()).await?;
        let (mut shared, mut base) = (None, 0);
        for seq in first.. {
            let name = format!("{}{seq}", &tab[..4]);
            let paragraph = Block::paragraph(format!("{tab} {seq}"));
            let both = Block::paragraph(format!("ortak {tab} {seq}"));
            let own = BlockId(name.clone());
            let mut changes = vec![Change::Block { block: own, was: None, now: Some(paragraph), after: Some(None) }];
            if seq % 5 == 0 {
                let block = BlockId("ortak".to_owned());
                changes.push(Change::Block { block, was: shared.replace(both.clone()), now: Some(both), after: None });
            }
            let sent = Sent { tab: tab.clone(), seq, base, changes, altered: Vec::new() };
            let mut tx = store.write().await?;
            let mut text = tx.text(story).await?;
            let written = tx.write_down(story, &mut text, sent, &Actor::new(format!("user:{tab}"))).await?;
            base = written.expect("it can be taken").version;
            tx.commit().await?;
            println!("{seq} {name}");
        }
        Ok(())
    })
}
