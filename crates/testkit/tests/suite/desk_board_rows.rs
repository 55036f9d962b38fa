//! What a row of the board tells besides: hours, rights, newer texts of what readers have; and stages of several stories at once.

use jiff::SignedDuration;
use newsroom::library::Record;
use newsroom::{Content, Picture, Role, StoryNumber};
use serde_json::json;
use testkit::{Clerk, Database, Newsroom, cast, on_both};

use crate::desk_board::{Listening, TAB, board, perform, seen, written};

/// The page of the board, narrowed so.
async fn page(clerk: &Clerk<'_>, query: &str) -> String {
    let got = clerk.get(&format!("/desk/?{query}")).await;
    assert_eq!(got.status, 200, "{query}: {}", got.body);
    got.body
}

/// A story's row of the board.
async fn row(clerk: &Clerk<'_>, number: i64) -> String {
    let page = page(clerk, "").await;
    let mark = format!("data-story=\"{number}\"");
    let row = page.split(&mark).nth(1).and_then(|rest| rest.split("</li>").next());
    row.unwrap_or_else(|| panic!("{number} is not on the board: {page}")).to_owned()
}

/// What a row says at a place that is shown; nothing where it is not.
fn slot<'r>(row: &'r str, name: &str) -> &'r str {
    let Some((_, rest)) = row.split_once(&format!("data-slot=\"{name}\"")) else { panic!("no {name} in {row}") };
    let (tag, rest) = rest.split_once('>').expect("the tag ends");
    if tag.contains("hidden") { "" } else { rest.split('<').next().unwrap_or_default() }
}

/// An hour of the paper's own, so many hours from now, as a form sends it.
fn field_in(node: &Newsroom, hours: i64) -> String {
    let at = node.store.clock().now() + SignedDuration::from_hours(hours);
    let zone = jiff::tz::TimeZone::get("Europe/Istanbul").expect("a zone");
    at.to_zoned_datetime(zone).datetime().strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn must_post(clerk: &Clerk<'_>, path: &str, fields: &[(&str, &str)]) {
    let got = clerk.post(path, fields).await;
    assert_eq!(got.status, 303, "{path}: {}", got.body);
}

async fn stage(clerk: &Clerk<'_>, number: i64, wanted: &str, note: &str) {
    let version = clerk.opened(number).await["version"].to_string();
    let fields = [("move", wanted), ("note", note), ("version", version.as_str())];
    must_post(clerk, &format!("/desk/stories/{number}/stage"), &fields).await;
}

async fn a_row_tells_the_hours_that_are_set(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let number = written(&clerk, "Söz verilen haber", "gundem").await;
    let before = row(&clerk, number).await;
    assert_eq!(["due", "embargo", "rights", "scheduled"].map(|name| slot(&before, name)), [""; 4], "{before}");
    let mut told = Listening::of(&node, &clerk, "", "").await;
    assert!(told.hears("retry:").await);
    let hours = format!("/desk/stories/{number}/hours");
    must_post(&clerk, &hours, &[("what", "due"), ("at", &field_in(&node, 3))]).await;
    assert!(told.hears("\"due\":\"söz: ").await, "whoever looks on is told: {}", told.heard);
    must_post(&clerk, &hours, &[("what", "embargo"), ("at", &field_in(&node, 5))]).await;
    assert!(told.hears("\"embargo\":\"ambargo: ").await, "{}", told.heard);
    let after = row(&clerk, number).await;
    assert!(slot(&after, "due").starts_with("söz: ") && slot(&after, "embargo").starts_with("ambargo: "), "{after}");
    assert!(!after.contains("class=\"warn\" data-slot=\"due\"") && !after.contains("data-slot=\"due\" class=\"warn\""));
    // A promise that was not kept, and an embargo that is over.
    must_post(&clerk, &hours, &[("what", "due"), ("at", &field_in(&node, -1))]).await;
    must_post(&clerk, &hours, &[("what", "embargo"), ("at", &field_in(&node, -1))]).await;
    let late = row(&clerk, number).await;
    assert!(late.contains("data-slot=\"due\" class=\"warn\""), "{late}");
    assert_eq!(slot(&late, "embargo"), "");
    must_post(&clerk, &hours, &[("what", "due"), ("do", "lift")]).await;
    assert_eq!(slot(&row(&clerk, number).await, "due"), "");
    // What goes out at an hour says that hour.
    let (_, marks) = seen(&clerk, "schedule", &[number]).await;
    perform(&clerk, "schedule", &marks, &[("at", "2100-01-01T10:00")]).await;
    assert!(slot(&row(&clerk, number).await, "scheduled").contains("2100"));
}

async fn a_row_warns_of_a_pictures_rights(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let now = node.store.clock().now();
    let file = |letter: char| letter.to_string().repeat(64);
    let record = |letter: char, hours: Option<i64>| Record {
        file: file(letter),
        colour: "#000000".to_owned(),
        rights_until: hours.map(|hours| now + SignedDuration::from_hours(hours)),
        ..Record::default()
    };
    let story = async |letters: &[char]| -> StoryNumber {
        let mut pictures = letters.iter().map(|letter| Picture { file: file(*letter), ..Picture::default() });
        let picture = pictures.next();
        let mut content = Content { picture, ..cast::story("Görselli haber") };
        content.body.0.extend(pictures.map(|picture| newsroom::body::Block::Picture { picture }));
        node.desk.draft(content).await.expect("kept").0
    };
    let mut tx = node.store.write().await.expect("a transaction");
    for (letter, hours) in [('a', Some(-1)), ('b', Some(24)), ('c', Some(24 * 60)), ('d', None)] {
        tx.list_picture(&record(letter, hours), None, None).await.expect("listed");
    }
    tx.commit().await.expect("kept");
    let (ended, soon, good) = (story(&['d', 'a', 'b']).await, story(&['b', 'c']).await, story(&['c', 'd']).await);
    assert_eq!(slot(&row(&clerk, ended.0).await, "rights"), "bir görselinin hakkı bitti");
    assert!(slot(&row(&clerk, soon.0).await, "rights").starts_with("görsel hakkı bitiyor: "));
    assert_eq!(slot(&row(&clerk, good.0).await, "rights"), "");
    // Told at once where somebody writes down that they ended.
    let mut told = Listening::of(&node, &clerk, "", "").await;
    assert!(told.hears("retry:").await);
    let mut tx = node.store.write().await.expect("a transaction");
    tx.change_picture(&record('d', Some(-2))).await.expect("changed");
    tx.commit().await.expect("kept");
    assert!(told.hears(&format!("\"number\":{good}")).await, "{}", told.heard);
    assert_eq!(slot(&row(&clerk, good.0).await, "rights"), "bir görselinin hakkı bitti");
}

async fn a_newer_text_of_a_live_story_is_found_where_it_waits(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (flood, _) = node.desk.publish(cast::flood()).await.expect("published");
    let draft = written(&reporter, "Okunacak taslak", "gundem").await;
    stage(&reporter, draft, "hand-in", "").await;
    assert_eq!(board(&editor, "stage=to-be-read").await, [draft]);
    let mut told = Listening::of(&node, &editor, "stage=to-be-read", "").await;
    assert!(told.hears("retry:").await);
    let opened = reporter.opened(flood.0).await;
    let change = json!([{"field": "kicker", "was": opened["fields"]["kicker"], "now": "Yeni bilgi"}]);
    let version = opened["version"].as_i64().expect("a version");
    assert_eq!(reporter.write(flood.0, TAB, 1, version, change).await.status, 200);
    stage(&reporter, flood.0, "hand-in", "").await;
    assert!(told.hears("yeni metin: Okunacak").await, "{}", told.heard);
    let heard = told.heard.rsplit("event: row").next().unwrap_or_default();
    assert!(heard.contains("\"fits\":true") && heard.contains("\"stage\":\"live\""), "{heard}");
    assert_eq!(board(&editor, "stage=to-be-read").await, [flood.0, draft]);
    assert_eq!(board(&editor, "stage=to-be-read&section=tr/ekonomi").await, [] as [i64; 0]);
    assert_eq!(board(&editor, "stage=to-be-read&q=yeni%20bilgi").await, [flood.0]);
    assert_eq!(board(&editor, "stage=live").await, [flood.0], "readers have it all the same");
    let counted = page(&editor, "").await;
    assert!(counted.contains("Okunacak <span class=\"count\">2</span>"), "{counted}");
    assert_eq!(slot(&row(&editor, flood.0).await, "ahead"), "yeni metin: Okunacak");
    stage(&editor, flood.0, "mark-ready", "").await;
    assert_eq!(board(&editor, "stage=to-be-read").await, [draft]);
    assert_eq!(board(&editor, "stage=ready").await, [flood.0]);
    // With an hour it waits for nobody any more.
    let (_, marks) = seen(&editor, "schedule", &[flood.0]).await;
    perform(&editor, "schedule", &marks, &[("at", "2100-01-01T10:00")]).await;
    assert_eq!(board(&editor, "stage=ready").await, [] as [i64; 0]);
    assert_eq!(board(&editor, "stage=scheduled").await, [flood.0]);
}

async fn several_stories_are_brought_to_a_stage_with_a_verdict_each(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (other, _) = node.clerk(Role::Reporter).await;
    let first = written(&reporter, "Birinci haber", "gundem").await;
    let second = written(&reporter, "İkinci haber", "ekonomi").await;
    let (live, _) = node.desk.publish(cast::flood()).await.expect("published");

    let (before, marks) = seen(&reporter, "to-be-read", &[first, second, live.0]).await;
    assert_eq!(marks.len(), 2, "{before}");
    assert!(before.contains("okunacaklar arasına girer") && before.contains("okurdaki tam olarak bu"), "{before}");
    let after = perform(&reporter, "to-be-read", &marks, &[]).await;
    assert!(after.contains("2 haberden 2 tanesi yapıldı") && after.contains("Okunmayı bekliyor"), "{after}");
    assert_eq!(board(&editor, "stage=to-be-read").await.len(), 2);

    // Only whoever handed it in takes it back; and to say that it is ready takes an editor.
    let (before, none) = seen(&other, "draft", &[first, second]).await;
    assert!(none.is_empty() && before.contains("yalnız teslim eden geri alır"), "{before}");
    assert_eq!(reporter.get(&format!("/desk/selection?act=ready&story={first}")).await.status, 403);
    assert_eq!(reporter.post("/desk/selection", &[("act", "ready"), ("story", &marks[0])]).await.status, 403);

    let (_, marks) = seen(&editor, "ready", &[first, second]).await;
    // Ready is said of a text that was seen.
    let change = json!([{"field": "kicker", "was": null, "now": "Son"}]);
    assert_eq!(reporter.write(second, TAB, 2, 1, change).await.status, 200);
    let after = perform(&editor, "ready", &marks, &[("note", "İkisi de temiz.")]).await;
    assert!(after.contains("2 haberden 1 tanesi yapıldı") && after.contains("yeniden bakın"), "{after}");
    assert_eq!(board(&editor, "stage=ready").await, [first]);

    // Sent back with a note; without one, none is.
    let (before, marks) = seen(&editor, "draft", &[first, second]).await;
    assert!(before.contains("name=\"note\"") && before.contains("required"), "{before}");
    let after = perform(&editor, "draft", &marks, &[("note", "  ")]).await;
    assert!(after.contains("0 tanesi") && after.contains("neyin düzeltileceği"), "{after}");
    let after = perform(&editor, "draft", &marks, &[("note", "Kaynağı sorun.")]).await;
    assert!(after.contains("2 haberden 2 tanesi yapıldı"), "{after}");
    let history = reporter.get(&format!("/desk/stories/{first}")).await.body;
    assert!(history.contains("Kaynağı sorun.") && history.contains("İkisi de temiz."), "{history}");
    let back = page(&reporter, "").await;
    assert!(back.contains("Size geri gönderilenler") && back.contains("Kaynağı sorun."));
    let (admin, _) = node.clerk(Role::Administrator).await;
    let audit = admin.get("/desk/audit").await.body;
    assert!(audit.contains("geri gönderdi:") && audit.contains("okudu, hazır dedi:"), "{audit}");
}

/// A story that asks for four eyes is not marked ready by whoever wrote it, in however many it stands.
async fn four_eyes_hold_for_several_at_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (other, _) = node.clerk(Role::Editor).await;
    let mut tx = node.store.write().await.expect("a transaction");
    tx.set_four_eyes(&cast::tr(), &"gundem".into(), true).await.expect("asked");
    tx.commit().await.expect("kept");
    let watched = written(&editor, "Dört gözlü haber", "gundem").await;
    let free = written(&editor, "Serbest haber", "ekonomi").await;
    let (before, marks) = seen(&editor, "ready", &[watched, free]).await;
    assert!(marks.len() == 1 && before.contains("son yazan sizsiniz"), "{before}");
    let (_, marks) = seen(&other, "ready", &[watched, free]).await;
    assert!(perform(&other, "ready", &marks, &[]).await.contains("2 haberden 2 tanesi"));
}

on_both! {
    a_row_tells_the_hours_that_are_set,
    a_row_warns_of_a_pictures_rights,
    a_newer_text_of_a_live_story_is_found_where_it_waits,
    several_stories_are_brought_to_a_stage_with_a_verdict_each,
    four_eyes_hold_for_several_at_once,
}
