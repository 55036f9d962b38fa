//! An archive of any size, the same for the same seed: every story differs, a few were updated, corrected or withdrawn.

use jiff::{SignedDuration, Timestamp};
use newsroom::acts::{self, Ground};
use newsroom::{Block, Body, Content, SectionKey};
use store::Store;

use crate::cast;

const WORDS: [&str; 24] = [
    "belediye",
    "köprü",
    "meclis",
    "sel",
    "İl",
    "öğrenci",
    "çarşı",
    "ışık",
    "ağaç",
    "fındık",
    "yol",
    "okul",
    "hastane",
    "müze",
    "kazı",
    "rüzgâr",
    "şampiyon",
    "karar",
    "bütçe",
    "işçi",
    "göl",
    "ırmak",
    "şenlik",
    "üretici",
];
const SECTIONS: [&str; 4] = ["siyaset", "gundem", "asayis", "ekonomi"];
/// Stories in one transaction.
const BATCH: u32 = 250;

/// Fills the cast's paper with so many Turkish stories, an hour apart, the newest an hour before the store's clock.
pub async fn fill(store: &Store, stories: u32, seed: u64) {
    let mut dice = seed | 1;
    let mut roll = move |below: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice % below as u64).expect("below a small number")
    };
    let newest = store.clock().now();
    let mut made = 0;
    while made < stories {
        let mut tx = store.write().await.expect("a transaction");
        for number in made..stories.min(made + BATCH) {
            let mut words = |count: usize| (0..count).map(|_| WORDS[roll(WORDS.len())]).collect::<Vec<_>>().join(" ");
            let headline = format!("{} {number}", words(5));
            let body = (0..4).map(|_| Block::paragraph(words(40))).collect();
            let tags = vec![cast::tag("Sel", "sel"), cast::tag("Yerel", "yerel")];
            let section = SECTIONS[roll(SECTIONS.len())];
            let content = Content {
                body: Body(body),
                tags: tags.into_iter().take(roll(3)).collect(),
                sections: vec![SectionKey::new(section)],
                ..cast::story(&headline)
            };
            let at = newest - SignedDuration::from_hours(i64::from(stories - number));
            one(&mut tx, content, at, roll(40)).await;
        }
        tx.commit().await.expect("committed");
        made += BATCH;
    }
}

async fn one(tx: &mut store::Writing, content: Content, at: Timestamp, fate: usize) {
    let story = tx.new_story("", &cast::tr(), None).await.expect("a story");
    let (now, actor) = (tx.now(), cast::ayse());
    if fate == 0 {
        tx.save_draft(story.number, &content, &actor).await.expect("a draft");
        return;
    }
    let decided = acts::publish(&story, content.clone(), tx.house().await.expect("a house"), &actor, at, now);
    tx.save(decided.expect("it may appear")).await.expect("published");
    let story = tx.story(story.number).await.expect("there");
    let house = tx.house().await.expect("a house");
    let changed = Content { urgency: 4, ..content };
    let decided = match fate {
        1 => acts::publish(&story, changed, house, &actor, at, now).expect("updated"),
        2 => acts::correct(&story, changed, "Sayı düzeltildi.", house, &actor, now).expect("corrected"),
        3 => {
            let ground = Ground::Own { reason: "Doğrulanamadı.".to_owned() };
            acts::withdraw(&story, ground, house, &actor, now).expect("withdrawn")
        }
        _ => return,
    };
    tx.save(decided).await.expect("saved");
}
