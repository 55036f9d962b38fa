//! The linter at work. Over an archive its fixes are new revisions by the ordinary act, once, and nothing that was there is
//! lost. Before publication its rules do what the newsroom lets them, whoever publishes.

use jiff::SignedDuration;
use newsroom::lint::{Code, Finding, Subject};
use newsroom::{Actor, Block, Body, Content, Role, StoryNumber};
use serde_json::json;
use store::{Clock, Copies, Left, Mended, Store};
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

// ---- the queue of repairs ----

/// No index of events.
struct NoCopies;

impl Copies for NoCopies {
    fn copied(&self, _: StoryNumber, _: &Subject<'_>) -> Option<StoryNumber> {
        None
    }
}

/// Waits until nothing is due and the archive is walked.
async fn looked_through(store: &Store) {
    for _ in 0..600 {
        if store.inspect_some(&NoCopies).await.expect("looked") == 0 && store.is_walked().await.expect("read") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the archive is never looked through");
}

async fn counts(store: &Store) -> Vec<(Code, i64, i64)> {
    let mut counts: Vec<_> =
        store.repair_counts().await.expect("read").into_iter().map(|one| (one.code, one.found, one.certain)).collect();
    counts.sort();
    counts
}

async fn the_queue_tells_of_every_story_and_follows_what_is_written(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let (first, _) = desk.publish(untidy("Kıyıkent köprüsü bahara hazır")).await.expect("published");
    let (second, _) = desk.draft(untidy("Denizköy yolu kapandı")).await.expect("a draft");
    let (good, _) = desk.publish(cast::story("İyi bir haber")).await.expect("published");
    looked_through(&store).await;
    let rules = |n: i64| vec![(Code::AgencyTail, n, n), (Code::DoubledSpaces, n, n), (Code::BrokenLink, n, n)];
    let sorted = |mut list: Vec<(Code, i64, i64)>| {
        list.sort();
        list
    };
    assert_eq!(counts(&store).await, sorted(rules(2)));

    // Pages follow each other by the place of the last one, and none is told twice.
    let edition = cast::tr();
    let one = store.repairs(&edition, Code::AgencyTail, (StoryNumber(0), -1), 1).await.expect("read");
    let place = (one[0].story, one[0].line);
    let rest = store.repairs(&edition, Code::AgencyTail, place, 9).await.expect("read");
    assert_eq!((one[0].story, rest.iter().map(|one| one.story).collect::<Vec<_>>()), (first, vec![second]));

    // What is mended leaves the queue, and so does what is taken back. Then whoever leads there comes in by itself, and leaves
    // when there is something to lead to again.
    mended(&store, first).await;
    looked_through(&store).await;
    assert_eq!(counts(&store).await, sorted(rules(1)));
    mended(&store, second).await;
    looked_through(&store).await;
    assert_eq!(counts(&store).await, []);
    let leading = Content {
        body: Body(vec![Block::paragraph("Ayrıntılar burada."), Block::StoryLink { story: good }]),
        ..cast::story("Buraya bağlı haber")
    };
    desk.publish(leading).await.expect("published");
    let relating = Content { related: vec![good], ..cast::story("Bunu da okuyun") };
    desk.publish(relating).await.expect("published");
    looked_through(&store).await;
    assert_eq!(counts(&store).await, []);
    desk.withdraw(good, "Yanlış.").await.expect("withdrawn");
    looked_through(&store).await;
    assert_eq!(counts(&store).await, [(Code::BrokenLink, 2, 2)]);
    // Whoever leads to a story that is not there yet is looked at again when it is.
    let next = StoryNumber(good.0 + 4);
    let early = Content { body: Body(vec![Block::StoryLink { story: next }]), ..cast::story("Erken bağlı haber") };
    let early = desk.publish(early).await.expect("published").0;
    assert_eq!(next.0, early.0 + 1, "the number of the one to come");
    looked_through(&store).await;
    assert_eq!(counts(&store).await, [(Code::BrokenLink, 3, 3)]);
    desk.publish(cast::story("Sonra gelen haber")).await.expect("published");
    looked_through(&store).await;
    assert_eq!(counts(&store).await, [(Code::BrokenLink, 2, 2)]);
}

/// The same text published twice is told of the later one, until the earlier is taken back.
async fn a_text_published_twice_is_in_the_queue(database: Database) {
    let node = Newsroom::start(&database).await;
    let text = |headline: &str, more: &str| {
        let words = "Kıyıkent Belediyesi, sahil yolundaki onarımın bu sabah başladığını, çalışmaların üç hafta süreceğini ve bu \
                     sürede minibüslerin çarşı içinden geçeceğini duyurdu. Esnaf, yolun bayramdan önce açılmasını istiyor.";
        Content { body: Body(vec![Block::paragraph(format!("{words} {more}"))]), ..cast::story(headline) }
    };
    let (first, _) = node.desk.publish(text("Sahil yolunda onarım başladı", "")).await.expect("published");
    let (second, _) = node.desk.publish(text("Sahil yolu onarılıyor", "Vali de geldi.")).await.expect("published");
    let told = async || node.store.repairs(&cast::tr(), Code::SameEvent, (StoryNumber(0), -1), 9).await.expect("read");
    let wait_for = async |expected: &[StoryNumber]| {
        for _ in 0..600 {
            let found: Vec<StoryNumber> = told().await.iter().map(|one| one.story).collect();
            if found == expected {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("{:?} and not {expected:?}", told().await);
    };
    // The index may have followed after the linter looked.
    node.desk.update(second, text("Sahil yolu onarılıyor", "Vali de oradaydı.")).await.expect("updated");
    wait_for(&[second]).await;
    assert_eq!(told().await[0].finding.words, "Sahil yolunda onarım başladı");
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let page = chief.get("/desk/repairs?edition=tr&rule=same-event").await;
    assert!(page.body.contains("“Sahil yolunda onarım başladı” başlığıyla yayımlanmış."), "{}", page.body);
    node.desk.withdraw(first, "İki kez.").await.expect("withdrawn");
    wait_for(&[]).await;
}

async fn repairs_are_seen_before_they_are_made(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let loud = Content { headline: "KIYIKENT KÖPRÜSÜ BAHARA HAZIR".to_owned(), ..cast::story("Köprü") };
    let (loud, _) = node.desk.publish(loud).await.expect("published");
    let mut numbers = Vec::new();
    for at in 0..30 {
        numbers.push(node.desk.publish(untidy(&format!("Haber numara {at}"))).await.expect("published").0);
    }
    looked_through(&node.store).await;

    assert_eq!(reporter.get("/desk/repairs").await.status, 403, "it is for those who publish");
    let path = "/desk/repairs?edition=tr&rule=agency-tail";
    let page = editor.get(path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.body.contains("Ajans ve portal kuyruğu") && page.body.contains("<del>Vali konuştu. (İHA)</del>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("<ins>Vali konuştu.</ins>") && page.body.contains("Kaynaklara yazılır: İHA."));
    assert_eq!(page.body.matches("<dl class=\"mend\"").count(), 25);
    let next = page.body.split("href=\"/desk/repairs?").find(|part| part.contains("after=")).expect("a next page");
    let next = next.split('"').next().unwrap_or_default().replace("&amp;", "&");
    assert_eq!(editor.get(&format!("/desk/repairs?{next}")).await.body.matches("<dl class=\"mend\"").count(), 5);

    // One by one, also what somebody must look at.
    let one = [("edition", "tr"), ("rule", "shouting-capitals"), ("do", "one"), ("place", "headline")];
    let number = loud.to_string();
    let got = editor.post("/desk/repairs", &[&one[..], &[("story", number.as_str())]].concat()).await;
    assert_eq!(got.status, 303, "{}", got.body);
    assert!(got.header("location").contains("done=mended"), "{}", got.header("location"));
    assert_eq!(live(&node.store, loud).await.headline, "Kıyıkent köprüsü bahara hazır");
    let again = editor.post("/desk/repairs", &[&one[..], &[("story", number.as_str())]].concat()).await;
    assert!(again.header("location").contains("done=gone"), "{}", again.header("location"));

    // All at once is for those who look after the paper.
    let all = [("edition", "tr"), ("rule", "agency-tail"), ("do", "all")];
    assert_eq!(editor.post("/desk/repairs", &all).await.status, 403);
    let got = chief.post("/desk/repairs", &all).await;
    assert!(got.header("location").contains("count=30"), "{}", got.header("location"));
    for number in numbers {
        let content = live(&node.store, number).await;
        assert!(!content.body.plain_text().contains("İHA") && content.headline.contains("  "), "that rule alone");
    }
    looked_through(&node.store).await;
    assert!(!chief.get(path).await.body.contains("agency-tail"));

    // A section that asks for four eyes keeps them.
    let mut tx = node.store.write().await.expect("a transaction");
    tx.set_four_eyes(&cast::tr(), &newsroom::SectionKey::from("gundem"), true).await.expect("set");
    tx.commit().await.expect("committed");
    let spaces = [("edition", "tr"), ("rule", "doubled-spaces"), ("do", "all")];
    let got = chief.post("/desk/repairs", &spaces).await;
    assert!(got.header("location").contains("count=0&left=30"), "{}", got.header("location"));
}

on_both!(
    what_is_certain_is_mended_once_and_the_old_revision_stays,
    a_text_published_twice_is_in_the_queue,
    what_is_being_written_stays_the_newest,
    what_is_scheduled_goes_live_as_it_was_seen,
    a_rule_does_what_the_newsroom_lets_it_whoever_publishes,
    the_queue_tells_of_every_story_and_follows_what_is_written,
    repairs_are_seen_before_they_are_made,
);
