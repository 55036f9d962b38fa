//! The linter at work. Over an archive its fixes are new revisions by the ordinary act, once, and nothing that was there is
//! lost. Before publication its rules do what the newsroom lets them, whoever publishes.

use jiff::SignedDuration;
use newsroom::lint::{Code, Finding};
use newsroom::{Actor, Block, Body, Content, Role, StoryNumber};
use serde_json::json;
use store::{Clock, Left, Mended, Store};
use testkit::{Clerk, Database, Desk, Newsroom, cast, on_both};
use web::Limits;

/// A story with spaces to spare, an agency's tail and a link that leads nowhere.
fn untidy(headline: &str) -> Content {
    let mut content = cast::story(headline);
    content.headline = headline.replace(' ', "  ");
    let first = content.body.0.clone();
    content.body = Body(
        [first, vec![Block::StoryLink { story: StoryNumber(9_999) }, Block::paragraph("Vali konuştu. (İHA)")]].concat(),
    );
    content
}

fn tidy(untidy: &Content) -> Content {
    let mut content = untidy.clone();
    content.headline = content.headline.replace("  ", " ");
    content.body.0.truncate(content.body.0.len() - 2);
    content.body.0.push(Block::paragraph("Vali konuştu."));
    content.credits.push(newsroom::Credit { name: "İHA".to_owned() });
    content
}

async fn mended(store: &Store, number: StoryNumber) -> Mended {
    let mut tx = store.write().await.expect("a transaction");
    let came = tx.mend(number, &mut Finding::is_certain, &Actor::new("linter")).await.expect("mended");
    tx.commit().await.expect("committed");
    came
}

async fn live(store: &Store, number: StoryNumber) -> Content {
    let mut tx = store.write().await.expect("a transaction");
    tx.story(number).await.expect("a story").live.expect("readers had it").1
}

async fn newest(store: &Store, number: StoryNumber) -> (i64, Content) {
    let mut tx = store.write().await.expect("a transaction");
    let draft = tx.newest_draft(number).await.expect("read").expect("a revision");
    (draft.revision, draft.content)
}

async fn what_is_certain_is_mended_once_and_the_old_revision_stays(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let content = untidy("Kıyıkent köprüsü bahara hazır");
    let (published, _) = desk.publish(content.clone()).await.expect("published");
    let (draft, _) = desk.draft(content.clone()).await.expect("a draft");
    let (withdrawn, _) = desk.publish(content.clone()).await.expect("published");
    desk.withdraw(withdrawn, "Yanlış.").await.expect("withdrawn");
    let (good, _) = desk.publish(cast::story("İyi bir haber")).await.expect("published");

    let Mended::Live { findings, .. } = mended(&store, published).await else { panic!("readers have it") };
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::DoubledSpaces, Code::AgencyTail, Code::BrokenLink]);
    assert_eq!(live(&store, published).await, tidy(&content));
    assert_eq!(newest(&store, published).await, (2, tidy(&content)));
    let mut tx = store.write().await.expect("a transaction");
    assert_eq!(tx.draft(published, 1).await.expect("the old revision").content, content);
    let (sittings, _) = tx.sittings(published).await.expect("read");
    drop(tx);
    let act = &sittings[0].acts[0];
    assert_eq!((act.kind.as_str(), act.actor.0.as_str()), ("update", "linter"));
    assert_eq!(act.note.as_deref(), Some("Yazım ve biçim düzeltildi."));

    let Mended::Draft { revision: 2, .. } = mended(&store, draft).await else { panic!("nobody has it yet") };
    assert_eq!(newest(&store, draft).await.1, tidy(&content));
    assert_eq!(mended(&store, withdrawn).await, Mended::Nothing);
    assert_eq!(live(&store, withdrawn).await, content);
    assert_eq!(mended(&store, good).await, Mended::Nothing);

    let head = store.head();
    for number in [published, draft, withdrawn, good] {
        assert_eq!(mended(&store, number).await, Mended::Nothing, "{number}");
    }
    assert_eq!(store.head(), head);
    assert_eq!(store::ledger::verify(&store).await.expect("verified").faults, []);
}

async fn what_is_being_written_stays_the_newest(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let content = untidy("Kıyıkent köprüsü bahara hazır");
    let (number, _) = desk.publish(content.clone()).await.expect("published");
    let mut better = content.clone();
    better.standfirst = Some("Yeni bir spot.".to_owned());
    let mut tx = store.write().await.expect("a transaction");
    tx.save_draft(number, &better, &cast::ayse()).await.expect("saved");
    tx.commit().await.expect("committed");

    assert!(matches!(mended(&store, number).await, Mended::Live { .. }));
    assert_eq!(live(&store, number).await, tidy(&content), "readers have their own words, mended");
    assert_eq!(newest(&store, number).await.1, tidy(&better), "and what was being written is still the newest");
    assert_eq!(mended(&store, number).await, Mended::Nothing);
}

async fn what_is_scheduled_goes_live_as_it_was_seen(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let content = untidy("Kıyıkent köprüsü bahara hazır");
    let (number, revision) = desk.draft(content.clone()).await.expect("a draft");
    let mut tx = store.write().await.expect("a transaction");
    let at = tx.now() + jiff::SignedDuration::from_hours(1);
    tx.schedule(number, revision, at, &cast::ayse()).await.expect("scheduled");
    tx.commit().await.expect("committed");
    assert_eq!(mended(&store, number).await, Mended::Left(Left::Scheduled));
    assert_eq!(newest(&store, number).await, (revision, content));
}

// ---- before publication ----

/// Sets rules on their page, as somebody would who left the others as they stand.
async fn set(clerk: &Clerk<'_>, rules: &[(&str, &str)]) -> testkit::Got {
    let path = "/desk/settings/rules/tr";
    let page = clerk.get(path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let mark = "name=\"seen\" value=\"";
    let at = page.body.find(mark).expect("a stamp") + mark.len();
    let stamp = page.body[at..].split('"').next().unwrap_or_default().to_owned();
    clerk.post(path, &[rules, &[("seen", stamp.as_str()), ("do", "save")]].concat()).await
}

async fn a_rule_does_what_the_newsroom_lets_it_whoever_publishes(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let store = database.open_at(clock.clone()).await;
    let node = Newsroom::of(store.clone(), Limits::default()).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let caller = node.caller(Role::Editor).await;
    let content = || Content { headline: "Kıyıkent  köprüsü bahara hazır".to_owned(), ..cast::story("Köprü") };
    let (number, revision) = node.desk.draft(content()).await.expect("a draft");
    let page = format!("/desk/stories/{number}/publication");
    let at_the_desk = async || {
        let opened = editor.opened(number.0).await;
        let (revision, version) = (revision.to_string(), opened["version"].to_string());
        editor.post(&page, &[("revision", revision.as_str()), ("version", version.as_str()), ("when", "now")]).await
    };
    let by_program = async || caller.send("POST", &format!("/api/v1/stories/{number}/publication"), &json!({})).await;

    // As delivered, spaces are told and no more; only who looks after the paper changes that.
    assert!(editor.get(&page).await.body.contains("Bir boşluk yeterken"));
    assert_eq!(editor.get("/desk/settings/rules/tr").await.status, 403);
    let wrong = set(&chief, &[("doubled-spaces", "sometimes")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("Böyle bir seçenek yok"), "{}", wrong.body);
    assert_eq!(set(&chief, &[("same-event", "blocking")]).await.status, 422, "what an index tells decides nothing");
    assert_eq!(set(&chief, &[("doubled-spaces", "blocking")]).await.status, 303);
    assert!(chief.get("/desk/settings/rules/tr").await.body.contains("yazım kuralları"), "who changed it is told");

    let refused = at_the_desk().await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("baskının bir yazım kuralı yayını durduruyor"), "{}", refused.body);
    let refused = by_program().await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("blocked-by-rule")), "{}", refused.body);
    let later = json!({"scheduled_at": (clock.now() + SignedDuration::from_mins(10)).to_string()});
    let refused = caller.send("POST", &format!("/api/v1/stories/{number}/publication"), &later).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let found = editor.get(&format!("/desk/stories/{number}/findings")).await.json();
    let one = found["found"].as_array().expect("a list").iter().find(|one| one["kind"] == "doubled-spaces").cloned();
    assert_eq!(one.expect("it is found")["blocking"], true);

    // Scheduled before the rule was there: refused at its hour, in words, and the row stays.
    node.desk.schedule(number, revision, clock.now() + SignedDuration::from_mins(5)).await.expect("scheduled");
    clock.advance(SignedDuration::from_mins(6));
    let report = store.perform_due().await.expect("performed");
    assert_eq!((report.published.len(), report.refused.len()), (0, 1));
    assert_eq!(store.scheduled().await.expect("read")[0].refused_code.as_deref(), Some("blocked-by-rule"));

    // Switched off, it says nothing; and then it is published.
    assert_eq!(set(&chief, &[("doubled-spaces", "off")]).await.status, 303);
    assert!(!editor.get(&page).await.body.contains("Bir boşluk yeterken"));
    assert_eq!(by_program().await.status, 200);

    // A correction in the open does not wait for a rule.
    assert_eq!(set(&chief, &[("doubled-spaces", "blocking")]).await.status, 303);
    let again = Content { standfirst: Some("Yeni  spot.".to_owned()), ..content() };
    let mut tx = store.write().await.expect("a transaction");
    tx.save_draft(number, &again, &cast::ayse()).await.expect("saved");
    tx.commit().await.expect("committed");
    let note = json!({"note": "Spot eklendi."});
    let corrected = node.caller(Role::ChiefEditor).await;
    let corrected = corrected.send("POST", &format!("/api/v1/stories/{number}/correction"), &note).await;
    assert_eq!(corrected.status, 200, "{}", corrected.body);
}

on_both!(
    what_is_certain_is_mended_once_and_the_old_revision_stays,
    what_is_being_written_stays_the_newest,
    what_is_scheduled_goes_live_as_it_was_seen,
    a_rule_does_what_the_newsroom_lets_it_whoever_publishes,
);
