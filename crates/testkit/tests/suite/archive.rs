//! An archive comes in: all of it, once, sealed as ever, and without disturbing the pages it does not stand on.

use std::collections::BTreeMap;

use intake::placing::{Wishes, place};
use jiff::{SignedDuration, ToSpan, tz::TimeZone};
use store::{Store, Verdict};
use testkit::{Database, Newsroom, cast, on_both};

/// Everything that can happen to an item, between plain new ones, in one batch.
async fn a_batch_is_placed_as_its_items_would_be_one_by_one(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let mut lines: Vec<String> = (1..=120).map(|number| item(number, "1", "usable", "")).collect();
    lines.push(item(7, "2", "usable", ""));
    lines.push(item(8, "2", "canceled", ""));
    lines.push(item(9, "1", "usable", ""));
    lines.push(item(201, "1", "withheld", ""));
    lines.push(item(202, "1", "usable", r#","embargoedUntil":"2999-01-01T00:00:00Z""#));
    lines.push(item(203, "1", "usable", "").replace("Bilinen Ajans", ""));
    let verdicts = taken_in(&store, &lines).await;
    let expected = [
        (Verdict::Published, 120),
        (Verdict::Updated, 1),
        (Verdict::Withdrawn, 1),
        (Verdict::Unchanged, 1),
        (Verdict::Draft, 2),
        (Verdict::Scheduled, 1),
    ];
    assert_eq!(verdicts, expected.map(|(verdict, count)| (verdict.as_str(), count)).into());
    let report = store::ledger::verify(&store).await.expect("verified");
    assert_eq!(report.faults, []);
    let head = store.head();

    let again = taken_in(&store, &lines).await;
    assert_eq!(store.head(), head, "what came before changes nothing: {again:?}");
    let alone = taken_in(&store, &[item(7, "3", "usable", "")]).await;
    assert_eq!(alone, [(Verdict::Updated.as_str(), 1)].into());
    assert_eq!(store::ledger::verify(&store).await.expect("verified").faults, []);
}

async fn an_old_story_leaves_the_pages_of_today_in_memory(database: Database) {
    let newsroom = Newsroom::start(&database).await;
    let mut last = newsroom.store.head();
    for number in 0..40 {
        last = newsroom.desk.publish(cast::story(&format!("Bugünün {number}. haberi"))).await.expect("published").1;
    }
    newsroom.reached(last).await;
    let today = ["/", "/gundem/", "/feed.xml", "/sitemap-news.xml"];
    for path in today {
        assert_eq!(newsroom.get(path).await.status, 200, "{path}");
    }
    let kept = pages_kept(&newsroom).await;
    let at = newsroom.store.clock().now() - SignedDuration::from_hours(24 * 800);
    let day = at.to_zoned_datetime(TimeZone::get("Europe/Istanbul").expect("a zone"));
    let archive = day.strftime("/arsiv/%Y/%m/%d/").to_string();
    let next = day.checked_add(1.day()).expect("a day").strftime("/arsiv/%Y/%m/%d/").to_string();
    newsroom.get(&next).await;
    let (_, position) = newsroom.desk.publish_at(cast::story("Eski günlerin haberi"), at).await.expect("published");
    newsroom.reached(position).await;
    assert_eq!(pages_kept(&newsroom).await, kept, "of five pages the day after alone knew an older day");
    assert!(newsroom.get(&archive).await.body.contains("Eski günlerin haberi"), "it stands in its day");
    assert!(newsroom.get(&next).await.body.contains(&archive), "and the day after leads to it");
}

async fn pages_kept(newsroom: &Newsroom) -> i64 {
    let ready: serde_json::Value = serde_json::from_str(&newsroom.get("/readyz").await.body).expect("JSON");
    ready["pages_kept"].as_i64().expect("a number")
}

fn item(number: u32, version: &str, status: &str, more: &str) -> String {
    format!(
        r#"{{"uri":"urn:archive:{number}","type":"text","version":"{version}","pubStatus":"{status}","language":"tr","firstCreated":"2019-03-04T05:06:07Z","headlines":[{{"value":"Arşivin {number} numaralı haberi, {version}. sürüm"}}],"bodies":[{{"contentType":"text/html","value":"<p>Gövde {number}.</p>"}}],"subjects":[{{"name":"Gündem"}},{{"name":"Deprem"}}],"infoSources":[{{"name":"Bilinen Ajans"}}]{more}}}"#
    )
}

async fn taken_in(store: &Store, lines: &[String]) -> BTreeMap<&'static str, usize> {
    let text = lines.join("\n");
    let arrivals = intake::wire::ninjs::read_lines(text.as_bytes()).map(|item| item.expect("each line is an item"));
    let placed = place(store, arrivals.collect(), &Wishes::default()).await.expect("the batch is placed");
    let mut verdicts = BTreeMap::new();
    for placed in placed {
        *verdicts.entry(placed.verdict.as_str()).or_default() += 1;
    }
    verdicts
}

on_both!(a_batch_is_placed_as_its_items_would_be_one_by_one, an_old_story_leaves_the_pages_of_today_in_memory,);
