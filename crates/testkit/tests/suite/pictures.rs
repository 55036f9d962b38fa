//! What readers are sent of pictures: every format a page names, crops around a focus, cards for stories without one.

use std::sync::Arc;

use newsroom::{Content, Focus, Picture};
use testkit::{Database, Newsroom, cast, on_both};

/// Taken in by the node's library, as an upload would be.
async fn taken_in(newsroom: &Newsroom, width: u32, height: u32) -> media::Stored {
    let pixels: Vec<u8> = (0..width * height).flat_map(|place| [(place % width / 8) as u8, 120, 60]).collect();
    let jpeg = media::jpeg(&pixels, width, height, 80);
    let library = Arc::clone(&newsroom.media);
    tokio::task::spawn_blocking(move || library.add(&jpeg)).await.expect("no panic").expect("a picture")
}

fn shown(stored: media::Stored, focus: Option<Focus>) -> Picture {
    Picture { focus, alt: "Taşan çay".to_owned(), ..stored.picture() }
}

/// What stands between the quotes after this.
fn quoted<'p>(page: &'p str, before: &str) -> &'p str {
    page.split_once(before).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_else(|| panic!("no {before}"))
}

async fn every_address_a_page_names_is_answered(database: Database) {
    let newsroom = Newsroom::start(&database).await;
    let stored = taken_in(&newsroom, 1300, 1250).await;
    let file = stored.file.clone();
    let focus = Some(Focus { x: 10, y: 90 });
    let content = Content { picture: Some(shown(stored, focus)), ..cast::flood() };
    let crop = format!("/media/{file}/16x9-1200-10x90.jpg");
    assert_eq!(newsroom.get(&crop).await.status, 404, "no page has named it yet");
    let (number, position) = newsroom.desk.publish(content).await.expect("published");
    newsroom.reached(position).await;

    let page = newsroom.get(&format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{number}")).await.body;
    assert!(page.contains(&format!("property=\"og:image\" content=\"https://cinar.example{crop}\"")), "{page}");
    let mut addresses: Vec<&str> = page.split('"').flat_map(|text| text.split([' ', ','])).collect();
    addresses.retain(|text| text.contains("/media/"));
    addresses.sort_unstable();
    addresses.dedup();
    let mut kinds = std::collections::BTreeSet::new();
    for address in &addresses {
        let path = address.strip_prefix("https://cinar.example").unwrap_or(address);
        let got = newsroom.get(path).await;
        assert_eq!(got.status, 200, "{path}");
        assert!(got.header("cache-control").contains("immutable"), "{path}");
        kinds.insert(got.header("content-type").to_owned());
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["image/avif", "image/jpeg", "image/webp"]);
    assert!(addresses.len() >= 5 * 3 + 3, "{addresses:?}");
    for absent in ["16x9-1200-10x91.jpg", "1920.webp", "original.jpg", "about.json", "640.png"] {
        assert_eq!(newsroom.get(&format!("/media/{file}/{absent}")).await.status, 404, "{absent}");
    }
}

async fn a_story_without_a_picture_shows_its_headline(database: Database) {
    let newsroom = Newsroom::start(&database).await;
    let (number, position) = newsroom.desk.publish(cast::market()).await.expect("published");
    newsroom.reached(position).await;
    let story = format!("/ekonomi/findik-alim-fiyati-aciklandi-{number}");
    let image = |page: &str| {
        quoted(page, "property=\"og:image\" content=\"")
            .strip_prefix("https://cinar.example")
            .unwrap_or_default()
            .to_owned()
    };
    let card = image(&newsroom.get(&story).await.body);
    assert!(card.starts_with(&format!("/media/share/{number}-")), "{card}");
    let got = newsroom.get(&card).await;
    assert_eq!((got.status, got.header("content-type")), (200, "image/jpeg"));

    let other = Content { headline: "Fındık alımı başladı".to_owned(), ..cast::market() };
    newsroom.reached(newsroom.desk.update(number, other).await.expect("updated")).await;
    let page = newsroom.get(&story).await.body;
    assert_ne!(image(&page), card, "other words stand at another address");
    assert_eq!(newsroom.get(&image(&page)).await.status, 200);
    assert_eq!(newsroom.get(&card).await.status, 200, "links passed on before still show theirs");
    for absent in [format!("/media/share/{number}-0123456789abcdef.jpg"), "/media/share/..%2Fx.jpg".to_owned()] {
        assert_eq!(newsroom.get(&absent).await.status, 404, "{absent}");
    }

    newsroom.reached(newsroom.desk.withdraw(number, "Kaynak düzeltti.").await.expect("withdrawn")).await;
    assert_eq!(newsroom.get(&card).await.status, 404, "what was taken back is told nowhere");
}

on_both!(every_address_a_page_names_is_answered, a_story_without_a_picture_shows_its_headline);
