//! Stages, four eyes, embargo, what is late, comments and revisions, through the desk's own pages.

use jiff::SignedDuration;
use newsroom::Role;
use serde_json::{Value, json};
use store::Way;
use testkit::{Clerk, Database, Got, Newsroom, on_both};

const TAB: &str = "0123456789abcdef0123456789abcdef";
const OTHER_TAB: &str = "fedcba9876543210fedcba9876543210";
const FIRST: &str = "Irmağın suyu gece yarısı yükseldi.";

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "text": [{"text": text}]})
}

/// A story good to go out, written as the editor writes.
async fn written(clerk: &Clerk<'_>, headline: &str) -> i64 {
    let number = clerk.begin("tr").await;
    let field = |field: &str, now: Value| json!({"field": field, "was": null, "now": now});
    let changes = json!([
        field("headline", json!(headline)),
        field("sections", json!(["gundem"])),
        field("credits", json!([{"name": "İHA"}])),
        {"block": "p1", "was": null, "now": paragraph(FIRST), "after": null},
    ]);
    let got = clerk.write(number, TAB, 1, 0, changes).await;
    assert_eq!(got.status, 200, "{}", got.body);
    number
}

/// Changes the headline.
async fn headline(clerk: &Clerk<'_>, number: i64, was: &str, now: &str) -> i64 {
    let opened = clerk.opened(number).await;
    let version = opened["version"].as_i64().expect("a version");
    let tab = format!("{version:032x}");
    let got = clerk.write(number, &tab, 1, version, json!([{"field": "headline", "was": was, "now": now}])).await;
    assert_eq!(got.status, 200, "{}", got.body);
    got.json()["version"].as_i64().expect("a version")
}

/// Moves a story as the form beside its text does.
async fn moved(clerk: &Clerk<'_>, number: i64, wanted: &str, note: &str) -> Got {
    let version = clerk.opened(number).await["version"].to_string();
    let fields = [("move", wanted), ("note", note), ("version", version.as_str())];
    clerk.post(&format!("/desk/stories/{number}/stage"), &fields).await
}

async fn must_move(clerk: &Clerk<'_>, number: i64, wanted: &str, note: &str) {
    let got = moved(clerk, number, wanted, note).await;
    assert_eq!(
        (got.status, got.header("location")),
        (303, format!("/desk/stories/{number}?done={wanted}").as_str()),
        "{}",
        got.body
    );
}

/// Performs an act on exactly what its page shows.
async fn act(clerk: &Clerk<'_>, number: i64, act: &str, fields: &[(&str, &str)]) -> Got {
    let page = clerk.get(&format!("/desk/stories/{number}/{act}")).await.body;
    let hidden = |name: &str| {
        let mark = format!("name=\"{name}\" value=\"");
        page.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let opened = clerk.opened(number).await["version"].to_string();
    let (revision, version) =
        (hidden("revision"), if hidden("version").is_empty() { opened } else { hidden("version") });
    let revision = if revision.is_empty() { "1".to_owned() } else { revision };
    let seen = [("revision", revision.as_str()), ("version", version.as_str())];
    clerk.post(&format!("/desk/stories/{number}/{act}"), &[fields, &seen].concat()).await
}

/// An hour of the paper's own, so many hours from now, as a form sends it.
fn field_in(node: &Newsroom, hours: i64) -> String {
    let at = node.store.clock().now() + SignedDuration::from_hours(hours);
    let zone = jiff::tz::TimeZone::get("Europe/Istanbul").expect("a zone");
    at.to_zoned_datetime(zone).datetime().strftime("%Y-%m-%dT%H:%M").to_string()
}

// ---- stages ----

async fn a_story_is_handed_in_sent_back_mended_read_and_scheduled(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&reporter, "Irmak taştı").await;
    let path = format!("/desk/stories/{number}");
    let page = reporter.get(&path).await.body;
    assert!(page.contains("value=\"hand-in\"") && !page.contains("value=\"mark-ready\""), "what is open is offered");
    must_move(&reporter, number, "hand-in", "Sayıyı bir daha sordum.").await;
    let page = editor.get(&path).await.body;
    assert!(page.contains("Sayıyı bir daha sordum.") && page.contains("value=\"send-back\""));
    assert!(editor.get("/desk/?stage=to-be-read").await.body.contains("Irmak taştı"));
    assert!(!editor.get("/desk/?stage=draft").await.body.contains("Irmak taştı"));

    // Sent back with a note and not without; the note that was refused is not lost.
    assert_eq!(moved(&editor, number, "send-back", " ").await.status, 422);
    must_move(&editor, number, "send-back", "Köyün adı <b>yanlış</b>.").await;
    let board = reporter.get("/desk/").await.body;
    assert!(board.contains("sent-back-head") && board.contains("Köyün adı &lt;b&gt;yanlış"), "its writer is told");
    assert!(!editor.get("/desk/").await.body.contains("sent-back-head"), "and nobody else");
    headline(&reporter, number, "Irmak taştı", "Irmak taştı, iki köy boşaltıldı").await;
    must_move(&reporter, number, "hand-in", "").await;
    assert!(!reporter.get("/desk/").await.body.contains("sent-back-head"));
    // Handed in is still hers to take back, and no colleague's.
    let (colleague, _) = node.clerk(Role::Reporter).await;
    let got = moved(&colleague, number, "take-back", "bir not").await;
    assert!(got.status == 422 && got.body.contains("bir not"), "what was typed stands in the page still");
    assert_eq!(moved(&colleague, number, "mark-ready", "").await.status, 403);

    must_move(&editor, number, "mark-ready", "").await;
    let got = act(&editor, number, "publication", &[("when", "later"), ("at", &field_in(&node, 2))]).await;
    assert_eq!(got.header("location"), format!("{path}?done=schedule"), "{}", got.body);
    let page = editor.get(&path).await.body;
    assert!(page.contains("stage scheduled") && page.matches("<li>").count() > 4, "its history stands there");
    let audit = node.clerk(Role::Administrator).await.0.get("/desk/audit").await.body;
    for word in ["teslim etti:", "geri gönderdi:", "okudu, hazır dedi:"] {
        assert!(audit.contains(word), "{word}");
    }
}

async fn ready_is_said_of_the_text_that_was_seen(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&reporter, "Irmak taştı").await;
    let before = editor.opened(number).await["version"].to_string();
    headline(&reporter, number, "Irmak taştı", "Irmak kurudu").await;
    let path = format!("/desk/stories/{number}/stage");
    let fields = |version: &'static str| [("move", "mark-ready"), ("version", version), ("note", "iyi")];
    let stale: &'static str = Box::leak(before.into_boxed_str());
    let got = editor.post(&path, &fields(stale)).await;
    assert!(got.status == 422 && got.body.contains(">iyi</textarea>"));
    assert_eq!(editor.post(&path, &fields("")).await.status, 400, "no version is none");
    must_move(&editor, number, "mark-ready", "").await;
    headline(&reporter, number, "Irmak kurudu", "Irmak dondu").await;
    assert!(editor.get(&format!("/desk/stories/{number}")).await.body.contains("Hazır denildikten sonra değişti."));
}

async fn what_readers_have_needs_no_stage(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&editor, "Irmak taştı").await;
    must_move(&editor, number, "mark-ready", "").await;
    assert_eq!(act(&editor, number, "publication", &[("when", "now")]).await.status, 303);
    let page = editor.get(&format!("/desk/stories/{number}")).await.body;
    assert!(page.contains("stage live") && !page.contains("value=\"hand-in\""));
    assert_eq!(moved(&editor, number, "hand-in", "").await.status, 422);
    headline(&editor, number, "Irmak taştı", "Irmak duruldu").await;
    must_move(&editor, number, "hand-in", "").await;
    let page = editor.get(&format!("/desk/stories/{number}")).await.body;
    assert!(
        page.contains("stage live") && page.contains("value=\"take-back\""),
        "live, and its newer text is to be read"
    );
}

async fn an_idea_is_a_story_of_its_own(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let got = reporter.post("/desk/stories", &[("edition", "tr"), ("stage", "idea")]).await;
    let number: i64 =
        got.header("location").rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number");
    assert!(reporter.get("/desk/?stage=idea").await.body.contains(&format!("/desk/stories/{number}")));
    must_move(&reporter, number, "take-up", "").await;
    assert!(!reporter.get("/desk/?stage=idea").await.body.contains(&format!("/desk/stories/{number}\"")));
}

// ---- four eyes ----

async fn four_eyes_hold_at_the_desk_and_for_programs(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let (first, _) = node.clerk(Role::Editor).await;
    let (second, _) = node.clerk(Role::Editor).await;
    assert_eq!(first.get("/desk/settings/four-eyes").await.status, 403);
    let got = chief.post("/desk/settings/four-eyes", &[("tr/gundem", "1")]).await;
    assert_eq!(got.header("location"), "/desk/settings/four-eyes?done=four-eyes");
    assert!(chief.get("/desk/settings/four-eyes").await.body.contains("name=\"tr/gundem\" value=\"1\" checked"));

    let number = written(&first, "Irmak taştı").await;
    let path = format!("/gundem/irmak-tasti-{number}");
    let publish = [("when", "now")];
    let later = field_in(&node, 2);
    let schedule = [("when", "later"), ("at", later.as_str())];
    assert_eq!(act(&first, number, "publication", &publish).await.status, 422, "whoever wrote last");
    assert_eq!(act(&first, number, "publication", &schedule).await.status, 422, "nor at an hour");
    assert_eq!(act(&second, number, "publication", &publish).await.status, 422, "nor another before it is read");
    let version = first.opened(number).await["version"].to_string();
    let mark = format!("{number}-1-{version}");
    let several = first.post("/desk/selection", &[("act", "publication"), ("story", &mark)]).await;
    assert!(several.body.contains("dört göz") && node.get(&path).await.status == 404, "nor among several");
    assert_eq!(moved(&first, number, "mark-ready", "").await.status, 422, "nobody reads their own");
    must_move(&second, number, "mark-ready", "").await;
    assert_eq!(
        act(&first, number, "publication", &publish).await.status,
        422,
        "read by another, and still not by its writer"
    );
    // Programs are held to it: hers is refused, and what a program writes is to be read again.
    let program = node.caller(Role::Editor).await;
    let publication = format!("/api/v1/stories/{number}/publication");
    let draft = program.read(&format!("/api/v1/stories/{number}/draft")).await;
    let mut item = draft.json();
    item["headlines"] = json!([{"role": "main", "value": "Irmak taştı, dediler"}]);
    let etag = draft.header("etag").to_owned();
    let got = program.send_with("PUT", &format!("/api/v1/stories/{number}/draft"), &item, &[("If-Match", &etag)]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let got = program.send("POST", &publication, &json!({})).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (403, Some("own-words")), "{}", got.body);
    let other = node.caller(Role::Editor).await;
    let got = other.send("POST", &publication, &json!({})).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (403, Some("not-read")), "{}", got.body);
    assert_eq!(node.get(&path).await.status, 404, "until here no reader has it");
    must_move(&second, number, "mark-ready", "").await;
    assert_eq!(other.send("POST", &publication, &json!({})).await.status, 200);
    assert_eq!(act(&second, number, "correction", &[("note", "Yanlıştı.")]).await.status, 422, "there is nothing new");
    headline(&second, number, "Irmak taştı, dediler", "Irmak taştı, gördük").await;
    assert_eq!(
        act(&second, number, "correction", &[("note", "Yanlıştı.")]).await.status,
        422,
        "a correction is words too"
    );
}

// ---- hours ----

async fn an_embargo_holds_until_its_hour(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&reporter, "Bütçe açıklandı").await;
    let path = format!("/desk/stories/{number}/hours");
    let (at, earlier, later) = (field_in(&node, 5), field_in(&node, 3), field_in(&node, 6));
    let set =
        async |clerk: &Clerk<'_>, at: &str| clerk.post(&path, &[("what", "embargo"), ("do", "set"), ("at", at)]).await;
    assert_eq!(set(&reporter, "yarın").await.status, 422, "an hour that is none");
    assert_eq!(set(&reporter, &at).await.status, 303);
    assert_eq!(set(&reporter, &earlier).await.status, 422, "who writes holds back and lets nothing out");
    assert_eq!(reporter.post(&path, &[("what", "embargo"), ("do", "lift")]).await.status, 422);
    assert!(editor.get(&format!("/desk/stories/{number}")).await.body.contains("ambargo: "), "it is told");
    let page = editor.get(&format!("/desk/stories/{number}/publication")).await.body;
    assert!(!page.contains("value=\"now\"") && page.contains("value=\"later\""), "it can be scheduled and not sent");
    assert_eq!(act(&editor, number, "publication", &[("when", "now")]).await.status, 422);
    assert_eq!(act(&editor, number, "publication", &[("when", "later"), ("at", &earlier)]).await.status, 422);
    assert_eq!(act(&editor, number, "publication", &[("when", "later"), ("at", &at)]).await.status, 303, "at its end");
    // A longer one than the hour set is told at once, not at the hour.
    assert_eq!(set(&editor, &later).await.status, 303);
    let board = editor.get("/desk/").await.body;
    assert!(board.contains("çıkamayacak") && board.contains("class=\"alarms\""));
    assert!(
        !reporter.get("/desk/").await.body.contains("class=\"alarms\""),
        "who can do nothing about it is left in peace"
    );
    assert_eq!(editor.post(&path, &[("what", "embargo"), ("do", "lift")]).await.status, 303);
    assert!(!editor.get("/desk/").await.body.contains("class=\"alarms\""));
}

async fn what_is_late_is_told_to_those_who_can_act(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, reporter_person) = node.clerk(Role::Reporter).await;
    let (colleague, _) = node.clerk(Role::Reporter).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (elsewhere, _) = node.clerk_with(Role::Editor, &["tr/ekonomi"]).await;
    let number = written(&reporter, "Geç kalan haber").await;
    let due = format!("/desk/stories/{number}/hours");
    let past = field_in(&node, -1);
    assert_eq!(reporter.post(&due, &[("what", "due"), ("do", "set"), ("at", &past)]).await.status, 303);
    let told = async |clerk: &Clerk<'_>| {
        let page = clerk.get("/desk/sessions").await.body;
        let start = page.find("class=\"alarms\"").map_or(page.len(), |at| at);
        page[start..].contains("Geç kalan haber")
    };
    assert!(told(&reporter).await && told(&editor).await, "its writer and who reads it");
    assert!(!told(&colleague).await && !told(&elsewhere).await);
    must_move(&reporter, number, "hand-in", "").await;
    assert!(!told(&reporter).await && !told(&editor).await, "handed in is in time to be read");
    // Unread for long.
    let mut raw = crate::raw::Raw::of(&database).await;
    let hours_ago = (node.store.clock().now() - SignedDuration::from_hours(3)).as_microsecond();
    raw.execute(format!("update stage set since = {hours_ago}")).await;
    assert!(told(&editor).await && !told(&reporter).await, "unread is for those who read");
    // Refused at its hour, in the desk's own language.
    let second = {
        let mut tx = node.store.write().await.expect("a transaction");
        let content =
            newsroom::Content { headline: "Bölümsüz".to_owned(), language: "tr".to_owned(), ..Default::default() };
        let story = tx.new_story("", &"tr".into(), None).await.expect("a story");
        let revision = tx.save_draft(story.number, &content, &reporter_person.actor()).await.expect("saved");
        let at = tx.now() - SignedDuration::from_mins(1);
        tx.schedule(story.number, revision, at, &reporter_person.actor()).await.expect("scheduled");
        tx.commit().await.expect("kept");
        story.number.0
    };
    node.store.perform_due().await.expect("performed");
    let late = editor.get("/desk/late").await.body;
    assert!(late.contains("nedeni: bölümü yok.") && late.contains(&format!("/desk/stories/{second}\"")), "{late}");
}

// ---- comments ----

async fn say(clerk: &Clerk<'_>, number: i64, deed: Value) -> Got {
    let headers = [
        ("Content-Type", "application/json"),
        ("Origin", "https://cinar.example"),
        ("X-Manset-Csrf", clerk.csrf.as_str()),
    ];
    clerk.request("POST", &format!("/desk/stories/{number}/threads"), &headers, deed.to_string().as_bytes()).await
}

async fn comments_stand_beside_the_text_and_never_in_it(database: Database) {
    let node = Newsroom::start(&database).await;
    let (contributor, contributor_person) = node.clerk(Role::Contributor).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&contributor, "Irmak taştı").await;
    let before = editor.opened(number).await;
    assert_eq!(before["comments"], 0);
    let anchor = json!({"is": "words", "block": "p1", "quote": "gece yarısı", "at": 14});
    let deed = json!({"do": "say", "anchor": anchor, "words": "Saat kaçta? <script>alert(1)</script>"});
    let got = say(&editor, number, deed.clone()).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let thread = got.json()["threads"][0]["number"].as_i64().expect("a thread");
    // Sent again because its answer was lost, it is said once.
    assert_eq!(say(&editor, number, deed).await.json()["threads"].as_array().map(Vec::len), Some(1));
    // Who has the story open hears of it by the next sign of life.
    let life = contributor.write(number, OTHER_TAB, 1, 1, json!([])).await.json();
    assert_eq!(life["comments"], 1);
    let threads = contributor.get(&format!("/desk/stories/{number}/threads")).await.json();
    assert_eq!(threads["threads"][0]["anchor"], anchor);
    let got = say(&contributor, number, json!({"do": "answer", "thread": thread, "words": "00.20."})).await.json();
    let comments = got["threads"][0]["comments"].clone();
    assert_eq!((&comments[1]["actor"], &comments[1]["words"]), (&json!(contributor_person.actor()), &json!("00.20.")));
    // The words are written on: the anchor goes along, and who looks without script is told when they are gone.
    let moved = json!({"is": "words", "block": "p1", "quote": "gece yarısından sonra", "at": 14});
    assert_eq!(say(&contributor, number, json!({"do": "move", "thread": thread, "anchor": moved})).await.status, 200);
    let page = editor.get(&format!("/desk/stories/{number}/comments")).await.body;
    assert!(page.contains("artık metinde yok") && page.contains("&lt;script&gt;") && !page.contains("<script>alert"));
    let settled = say(&editor, number, json!({"do": "settle", "thread": thread})).await.json();
    assert!(!settled["threads"][0]["resolved"].is_null());
    let form = [("do", "reopen"), ("thread", "1")];
    assert_eq!(editor.post(&format!("/desk/stories/{number}/comments"), &form).await.status, 303);

    // Forms without script; what was typed and refused stands there still.
    let path = format!("/desk/stories/{number}/comments");
    let got =
        contributor.post(&path, &[("do", "say"), ("about", "field:headline"), ("words", "Başlık kısa mı?")]).await;
    assert_eq!(got.header("location"), format!("{path}?done=comment"));
    let long = "ğ".repeat(4001);
    let got = contributor.post(&path, &[("do", "say"), ("about", "story"), ("words", &long)]).await;
    assert!(got.status == 422 && got.body.contains(&long));
    let refused = async |deed: Value, code: &str| {
        let got = say(&editor, number, deed).await;
        assert_eq!((got.status, got.json()["code"].as_str()), (422, Some(code)), "{}", got.body);
    };
    refused(json!({"do": "answer", "thread": 99, "words": "x"}), "no-thread").await;
    refused(json!({"do": "say", "anchor": {"is": "story"}, "words": " "}), "no-words").await;
    refused(json!({"do": "say", "anchor": {"is": "field", "field": "body"}, "words": "x"}), "no-such-field").await;
    refused(json!({"do": "burn"}), "not-as-documented").await;

    // No part of the text, for readers or anybody: the words are what they were.
    let after = editor.opened(number).await;
    assert_eq!(
        (&after["version"], &after["blocks"], &after["fields"]),
        (&before["version"], &before["blocks"], &before["fields"])
    );
    assert_eq!(act(&editor, number, "publication", &[("when", "now")]).await.status, 303);
    for path in [format!("/gundem/irmak-tasti-{number}"), format!("/api/v1/stories/{number}")] {
        let page = node.get(&path).await;
        assert!(page.status == 200 && !page.body.contains("Saat kaçta"), "{path}");
    }
    let (other, _) = node.clerk(Role::Contributor).await;
    for path in ["comments", "threads", "revisions", "difference"] {
        let got = other.get(&format!("/desk/stories/{number}/{path}")).await;
        assert!(got.status == 403 && !got.body.contains("Saat kaçta"), "{path}");
    }
}

// ---- revisions ----

async fn sittings_tell_who_wrote_what_and_what_readers_had(database: Database) {
    let node = Newsroom::start(&database).await;
    let (ayse, _) = node.clerk(Role::Reporter).await;
    let (ali, _) = node.clerk(Role::Editor).await;
    let number = written(&ayse, "Irmak taştı").await;
    headline(&ali, number, "Irmak taştı", "Irmak taştı, üç köy boşaltıldı").await;
    assert_eq!(act(&ali, number, "publication", &[("when", "now")]).await.status, 303);
    headline(&ayse, number, "Irmak taştı, üç köy boşaltıldı", "Irmak duruldu").await;
    let (sittings, _) = {
        let mut tx = node.store.write().await.expect("a transaction");
        tx.sittings(newsroom::StoryNumber(number)).await.expect("read")
    };
    assert_eq!(sittings.iter().map(|sitting| sitting.revision).collect::<Vec<_>>(), [3, 2, 1]);
    assert!(sittings.iter().all(|sitting| sitting.way == Way::Desk && sitting.began_at <= sitting.saved_at));
    assert_eq!((sittings[1].acts.len(), sittings[0].acts.len(), sittings[2].acts.len()), (1, 0, 0));
    let page = ayse.get(&format!("/desk/stories/{number}/revisions")).await.body;
    let position = format!("kütükte no {}", sittings[1].acts[0].position);
    assert!(page.contains("Okurda bu var") && page.contains(&position), "{page}");

    let page = ayse.get(&format!("/desk/stories/{number}/difference?from=2&to=1")).await.body;
    assert!(page.contains("<ins>") && page.contains("üç köy boşaltıldı"), "in the order of time, however asked");
    assert_eq!(ayse.get(&format!("/desk/stories/{number}/difference?from=2&to=9")).await.status, 404);
}

async fn an_older_revision_comes_back_and_nothing_typed_meanwhile_is_lost(database: Database) {
    let node = Newsroom::start(&database).await;
    let (ayse, _) = node.clerk(Role::Reporter).await;
    let (ali, _) = node.clerk(Role::Editor).await;
    let number = written(&ayse, "Irmak taştı").await;
    // Ali writes on, in the same block and in one of his own.
    let version = ali.opened(number).await["version"].as_i64().expect("a version");
    let mended = "Irmağın suyu gece yarısı iki metre yükseldi.";
    let changes = json!([
        {"block": "p1", "was": paragraph(FIRST), "now": paragraph(mended)},
        {"block": "p2", "was": null, "now": paragraph("Vali konuştu."), "after": "p1"},
    ]);
    let known = ali.write(number, OTHER_TAB, 1, version, changes).await.json()["version"].as_i64().expect("a version");
    let path = format!("/desk/stories/{number}/revisions");
    let got = ayse.post(&path, &[("revision", "1")]).await;
    assert_eq!(got.header("location"), format!("/desk/stories/{number}?done=restore"), "{}", got.body);
    let text = |opened: &Value| -> Vec<Value> {
        opened["blocks"].as_array().expect("blocks").iter().map(|block| block["block"].clone()).collect()
    };
    assert_eq!(text(&ayse.opened(number).await), [paragraph(FIRST)]);
    // Ali has it open and was typing in both blocks: he is told, and his words stand.
    let typed = "Irmağın suyu gece yarısı iki metre yükseldi, dendi.";
    let changes = json!([
        {"block": "p1", "was": paragraph(mended), "now": paragraph(typed)},
        {"block": "p2", "was": paragraph("Vali konuştu."), "now": paragraph("Vali uzun uzun konuştu.")},
    ]);
    let his = ali.write(number, OTHER_TAB, 2, known, changes).await.json();
    let is_back = |change: &Value| change["block"] == "p1" && change["now"] == paragraph(FIRST);
    assert!(his["theirs"].as_array().is_some_and(|theirs| theirs.iter().any(is_back)), "it is the block it was: {his}");
    let after = text(&ayse.opened(number).await);
    for words in [FIRST, typed, "Vali uzun uzun konuştu."] {
        assert!(after.contains(&paragraph(words)), "{words}: {after:?}");
    }
    let (sittings, _) = {
        let mut tx = node.store.write().await.expect("a transaction");
        tx.sittings(newsroom::StoryNumber(number)).await.expect("read")
    };
    assert_eq!(sittings.iter().map(|sitting| sitting.way).collect::<Vec<_>>()[1], Way::Restored(1), "{sittings:?}");
    // What is there already is not brought back twice, and what is nowhere not at all.
    assert_eq!(ayse.post(&path, &[("revision", "99")]).await.status, 404);
}

on_both! {
    a_story_is_handed_in_sent_back_mended_read_and_scheduled,
    ready_is_said_of_the_text_that_was_seen,
    what_readers_have_needs_no_stage,
    an_idea_is_a_story_of_its_own,
    four_eyes_hold_at_the_desk_and_for_programs,
    an_embargo_holds_until_its_hour,
    what_is_late_is_told_to_those_who_can_act,
    comments_stand_beside_the_text_and_never_in_it,
    sittings_tell_who_wrote_what_and_what_readers_had,
    an_older_revision_comes_back_and_nothing_typed_meanwhile_is_lost,
}
