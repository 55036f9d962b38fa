//! What arrives and is published tells readers what its sender told, and no more.

use intake::placing::{Wishes, place};
use intake::{Arrival, archive, wire};
use store::{Verdict, ledger};
use testkit::{Database, Newsroom, on_both};

/// The seed of the design, or a page like it where the shared data is not at hand.
const SEED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/seed/portal-page.txt");
const PAGE: &str = "Kızılçay'da köprü onarıldı\n\nOnarım dört ay sürdü ve köprü törenle açıldı.\n\nGündem - 1 yıl önce\n\n\
    Karasuhisar'da Kızılçay üzerindeki taş köprünün onarımı dört ay sürdü ve köprü törenle trafiğe açıldı.\n\n\
    Törene ilçenin ileri gelenleri ile köprüyü onaran ustalar katıldı; ustalar köprünün iki yüz yıl daha dayanacağını söyledi.\n";

/// Published stories' addresses, in the order given.
async fn published(node: &Newsroom, arrivals: Vec<Arrival>) -> Vec<String> {
    let wishes = Wishes { opens_sections: true, ..Wishes::default() };
    let placed = place(&node.store, arrivals, &wishes).await.expect("placed");
    node.reached(node.store.head()).await;
    placed
        .into_iter()
        .map(|placed| {
            assert_eq!(placed.verdict, Verdict::Published, "{:?}", placed.note);
            placed.url.expect("published stories have an address")
        })
        .collect()
}

async fn a_bare_date_is_told_without_an_hour(database: Database) {
    let node = Newsroom::start(&database).await;
    let line = r#"{"uri": "http://ajans.example/1", "type": "text", "language": "tr", "headline": "Taş köprü açıldı",
        "subject": [{"code": "gundem", "name": "Gündem"}], "byline": "Ayşe Kaya", "versioncreated": "2019-09-24",
        "body_text": "Köprü dört ay süren onarımdan sonra törenle açıldı."}"#;
    let arrivals =
        wire::ninjs::read(line.as_bytes()).expect("JSON").into_iter().map(|item| item.expect("an item")).collect();
    let url = published(&node, arrivals).await.remove(0);
    let page = node.get(&url).await.body;
    assert!(page.contains(r#"<time datetime="2019-09-24">24 Eylül 2019 Salı</time>"#), "{page}");
    assert!(page.contains(r#""datePublished": "2019-09-24""#), "{page}");
    for listed in ["/arsiv/2019/09/24/", "/gundem/", "/yazar/ayse-kaya/"] {
        let page = node.get(listed).await.body;
        assert!(page.contains(r#"<time datetime="2019-09-24">24 Eylül 2019</time>"#), "{listed}: {page}");
    }
    let feed = node.get("/gundem/feed.json").await.body;
    assert!(feed.contains(r#""date_published":"2019-09-24T"#), "a feed needs an hour, and its day is right: {feed}");
}

async fn an_old_portals_age_is_told_as_a_day(database: Database) {
    let node = Newsroom::start(&database).await;
    let page = std::fs::read_to_string(SEED).unwrap_or_else(|_| {
        eprintln!("{SEED} is not there: a page like it is read");
        PAGE.to_owned()
    });
    let captured_at = "2026-01-01T00:45:00+03:00".parse().expect("an hour");
    let zone = jiff::tz::TimeZone::get("Europe/Istanbul").expect("the zone is bundled");
    let arrivals = archive::portal_page::read("eski.example", page.as_bytes(), captured_at, &zone).expect("a page");
    let of_day_alone = arrivals.iter().filter(|arrival| arrival.time_precision == intake::TimePrecision::Day).count();
    assert_eq!(of_day_alone, 1, "the story has an age, and every entry of its boxes an hour");
    let urls = published(&node, arrivals).await;
    for (place, url) in urls.iter().enumerate() {
        let page = node.get(url).await.body;
        let when = page.split(r#"<p class="when">"#).nth(1).and_then(|rest| rest.split("</time>").next());
        let when = when.expect("every story tells when it appeared");
        assert_eq!(when.contains(':'), place > 0, "the hour is told where it is known: {when}");
    }
    assert_eq!(ledger::verify(&node.store).await.expect("verified").faults, []);
}

on_both!(a_bare_date_is_told_without_an_hour, an_old_portals_age_is_told_as_a_day);
