//! Fronts at the desk: arranged by several people, published as one act, scheduled, undone, and exact for readers.

use jiff::{SignedDuration, Timestamp};
use newsroom::{Content, FrontKey, Role, StoryNumber};
use serde_json::json;
use store::{Clock, Store};
use testkit::{Caller, Clerk, Database, Got, Newsroom, cast, on_both};
use web::Limits;

use crate::raw::Raw;

const FRONT: &str = "/desk/fronts/tr/-";

/// Stories of Gündem, oldest first.
async fn stories(node: &Newsroom, headlines: &[&str]) -> Vec<i64> {
    let mut numbers = Vec::new();
    for headline in headlines {
        let (number, position) = node.desk.publish(cast::story(headline)).await.expect("published");
        node.reached(position).await;
        numbers.push(number.0);
    }
    numbers
}

const NEWS: &[&str] = &["Köprü açıldı", "Fırın yandı, yaralı yok", "Kar geliyor", "Lig başladı"];

async fn put(clerk: &Clerk<'_>, front: &str, story: i64, from: &str, to: &str, there: &str) -> Got {
    let story = story.to_string();
    let fields = [("do", "put"), ("story", &story), ("from", from), ("to", to), ("there", there)];
    clerk.post(front, &fields).await
}

async fn publish(clerk: &Clerk<'_>, front: &str, fields: &[(&str, &str)]) -> Got {
    let page = clerk.get(&format!("{front}/publication")).await;
    let (named, version) = (hidden(&page, "named"), hidden(&page, "version"));
    let sent = [("named", named.as_str()), ("version", version.as_str()), ("of", "draft")];
    clerk.post(&format!("{front}/publication"), &[&sent, fields].concat()).await
}

/// What a page's form would send under a name.
fn hidden(page: &Got, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.body.find(&mark).unwrap_or_else(|| panic!("no {name} on the page: {}", page.body)) + mark.len();
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

/// The order in which these headlines stand on readers' front.
async fn order<'h>(node: &Newsroom, headlines: &[&'h str]) -> Vec<&'h str> {
    let body = node.get("/").await.body;
    let mut found: Vec<_> = headlines.iter().filter_map(|one| Some((body.find(&format!(">{one}<"))?, *one))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, headline)| headline).collect()
}

async fn arranged_in_a_draft_and_published_as_one_act(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let news = stories(&node, NEWS).await;
    assert_eq!(order(&node, NEWS).await, ["Lig başladı", "Kar geliyor", "Fırın yandı, yaralı yok", "Köprü açıldı"]);
    let page = chief.get(FRONT).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.body.matches("class=\"place rule\"").count(), 4, "the rule fills what nobody arranged");

    let got = put(&chief, FRONT, news[0], "", "1", "").await;
    assert_eq!(got.status, 303, "{}", got.body);
    assert!(chief.get(got.header("location")).await.body.contains("Köprü açıldı”"), "it says what was done");
    put(&chief, FRONT, news[1], "", "1", &news[0].to_string()).await;
    // Nothing of it is readers' yet, and the preview is.
    assert_eq!(order(&node, NEWS).await[0], "Lig başladı");
    let preview = chief.get(&format!("{FRONT}/preview")).await;
    assert!(preview.header("content-security-policy").contains("frame-ancestors 'self'"));
    let at = |headline: &str| preview.body.find(&format!(">{headline}<")).expect("on the preview");
    assert!(at("Fırın yandı, yaralı yok") < at("Köprü açıldı") && at("Köprü açıldı") < at("Lig başladı"));

    let page = chief.get(&format!("{FRONT}/publication")).await;
    assert!(page.body.contains("https://cinar.example/") && page.body.contains("Köprü açıldı"), "{}", page.body);
    assert!(page.header("content-security-policy").contains("frame-src 'self'"));
    let got = publish(&chief, FRONT, &[("do", "now")]).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/fronts/tr/-?done=published"), "{}", got.body);
    // When the answer came, readers had it.
    assert_eq!(order(&node, NEWS).await, ["Fırın yandı, yaralı yok", "Köprü açıldı", "Lig başladı", "Kar geliyor"]);
    let key = FrontKey::of(&cast::tr());
    assert_eq!(node.store.past_fronts(&key, None, 10).await.expect("read").len(), 1, "one act");
    assert_eq!(node.store.front_draft(&key).await.expect("read").arrangement, None, "the draft is what readers have");
    let (administrator, _) = node.clerk(Role::Administrator).await;
    assert!(administrator.get("/desk/audit").await.body.contains("ön sayfayı yayınladı"));

    // Moving on by the plain buttons, and out.
    let (first, second) = (news[1].to_string(), news[0].to_string());
    let got = chief.post(FRONT, &[("do", "down"), ("story", &first), ("from", "1")]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    chief.post(FRONT, &[("do", "out"), ("story", &first), ("from", "2")]).await;
    publish(&chief, FRONT, &[("do", "now")]).await;
    let read = node.get("/api/v1/fronts/tr/-/placements").await.json();
    assert_eq!(read["placements"], json!([{"slot": 1, "story": news[0]}]));
    // Back to readers' own by hand is no draft any more.
    chief.post(FRONT, &[("do", "out"), ("story", &second), ("from", "1")]).await;
    put(&chief, FRONT, news[0], "", "1", "").await;
    assert_eq!(node.store.front_draft(&key).await.expect("read").arrangement, None);
}

async fn two_people_overwrite_nothing_of_each_other(database: Database) {
    let node = Newsroom::start(&database).await;
    let ((one, _), (other, _)) = (node.clerk(Role::ChiefEditor).await, node.clerk(Role::ChiefEditor).await);
    let news = stories(&node, NEWS).await;
    let key = FrontKey::of(&cast::tr());
    let placed = async || {
        let draft = node.store.front_draft(&key).await.expect("read").arrangement.unwrap_or_default();
        draft.every().map(|(place, story)| (place.to_string(), story.0)).collect::<Vec<_>>()
    };
    // Both saw an empty front. At different places they do not meet.
    assert_eq!(put(&one, FRONT, news[0], "", "1", "").await.status, 303);
    assert_eq!(put(&other, FRONT, news[1], "", "5", "").await.status, 303);
    // At one place the later is told what stands there now.
    let got = put(&other, FRONT, news[2], "", "1", "").await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("“Köprü açıldı” haberini koydu: Manşet 1"), "{}", got.body);
    // The same story from where it is no more.
    let got = put(&other, FRONT, news[0], "", "9", "").await;
    assert!(got.status == 422 && got.body.contains("yeri şimdi Manşet 1"), "{}", got.body);
    assert_eq!(placed().await, [("1".to_owned(), news[0]), ("5".to_owned(), news[1])]);

    // What was changed after the page before the act is not published unseen.
    let page = one.get(&format!("{FRONT}/publication")).await;
    let (named, version) = (hidden(&page, "named"), hidden(&page, "version"));
    put(&other, FRONT, news[2], "", "2", "").await;
    let sent = [("named", named.as_str()), ("version", version.as_str()), ("of", "draft"), ("do", "now")];
    let got = one.post(&format!("{FRONT}/publication"), &sent).await;
    assert!(got.status == 422 && got.body.contains("başka biri bunu değiştirdi"), "{}", got.body);
    assert!(node.store.past_fronts(&key, None, 10).await.expect("read").is_empty(), "nothing was published");
    // Nor is a draft dropped that somebody went on with.
    let got = one.post(FRONT, &[("do", "reset"), ("version", &version)]).await;
    assert_eq!((got.status, placed().await.len()), (422, 3));

    // An open page learns that somebody else was here.
    let state = one.get(&format!("{FRONT}/state")).await.json();
    put(&other, FRONT, news[3], "", "3", "").await;
    let later = one.get(&format!("{FRONT}/state")).await.json();
    assert!(later["version"].as_i64() > state["version"].as_i64() && state["position"] == 0);
    // Readers' front changed beside the draft is told before it is overwritten.
    let position = node.desk.place(&cast::tr(), &[StoryNumber(news[3])]).await.expect("placed");
    node.reached(position).await;
    assert!(one.get(FRONT).await.body.contains("okurun gördüğü sayfa değişti"));
    assert!(one.get(&format!("{FRONT}/publication")).await.body.contains("okurun gördüğü sayfa değişti"));
}

async fn section_blocks_are_moved_sized_hidden_and_led(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let headlines: Vec<String> = (1..=19).map(|turn| format!("Sayım {turn}")).collect();
    let news = stories(&node, &headlines.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let (market, position) = node.desk.publish(cast::market()).await.expect("published");
    node.reached(position).await;
    // Fifteen stand in the manşet: Gündem's block has the four oldest.
    let blocks = async || {
        let body = node.get("/").await.body;
        body.split("<section class=\"block\"")
            .skip(1)
            .map(|block| block.split("</section>").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let before = blocks().await;
    assert_eq!(before.len(), 1, "{before:?}");
    assert!(before[0].contains("Sayım 5<") && !before[0].contains("Sayım 6<"));

    let send = async |fields: &[(&str, &str)]| {
        let got = chief.post(FRONT, fields).await;
        assert_eq!(got.status, 303, "{fields:?} {}", got.body);
    };
    send(&[("do", "move"), ("section", "ekonomi"), ("was", "3"), ("to", "0")]).await;
    assert_eq!(put(&chief, FRONT, market.0, "", "ekonomi/1", "").await.status, 303);
    assert_eq!(put(&chief, FRONT, news[18], "", "gundem/2", "").await.status, 303);
    send(&[("do", "lines"), ("section", "gundem"), ("was", "4"), ("to", "2")]).await;
    publish(&chief, FRONT, &[("do", "now")]).await;
    let after = blocks().await;
    assert_eq!(after.len(), 2, "{after:?}");
    assert!(after[0].contains("Fındık alım fiyatı açıklandı"), "the paper's order is the arranged one");
    let lead = after[1].find("Sayım 3<").expect("the rule's lead");
    let line = after[1].find("Sayım 19<").expect("placed as the first line");
    assert!(lead < line && after[1].contains("Sayım 2<") && !after[1].contains("Sayım 1<"), "{}", after[1]);
    let front = node.get("/").await.body;
    for headline in &headlines {
        assert!(front.matches(&format!("{headline}</a></h")).count() <= 1, "{headline} stands once");
    }

    // Hidden, and what stood there is free for the rule again.
    send(&[("do", "hide"), ("section", "gundem")]).await;
    publish(&chief, FRONT, &[("do", "now")]).await;
    assert_eq!(blocks().await.len(), 1);
    // A program that arranges the slots leaves the blocks alone, but for a story that moves up.
    let caller: Caller<'_> = node.caller(Role::ChiefEditor).await;
    let sent = json!({"placements": [{"slot": 1, "story": market.0}]});
    assert_eq!(caller.send("PUT", "/api/v1/fronts/tr/-/placements", &sent).await.status, 200);
    let house = node.store.reading().house().await.expect("read");
    let front = house.front(&FrontKey::of(&cast::tr())).expect("arranged");
    assert_eq!(front.placements.len(), 1);
    assert_eq!(front.blocks[0].section.as_str(), "ekonomi");
    assert!(front.blocks[0].placements.is_empty() && front.blocks.iter().any(|block| block.hidden));

    // What makes no sense is refused in words.
    for fields in [
        &[("do", "lines"), ("section", "gundem"), ("was", "2"), ("to", "99")][..],
        &[("do", "move"), ("section", "gundem"), ("was", "0"), ("to", "3")],
        &[("do", "hide"), ("section", "yok")],
        &[("do", "put"), ("story", "1"), ("to", "16")],
        &[("do", "put"), ("story", "999999"), ("to", "1")],
    ] {
        assert_eq!(chief.post(FRONT, fields).await.status, 422, "{fields:?}");
    }
    for fields in [&[("do", "put"), ("story", "x"), ("to", "1")][..], &[("do", "sing")], &[]] {
        assert_eq!(chief.post(FRONT, fields).await.status, 400, "{fields:?}");
    }
    for address in [
        "/desk/fronts/ku",
        "/desk/fronts/tr/yok",
        "/desk/fronts/tr/-/publication?past=1",
        "/desk/fronts/tr/-/preview?waiting=x",
    ] {
        assert_eq!(chief.get(address).await.status, 404, "{address}");
    }
}

async fn one_event_stands_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let told = ["Kızılçay taştı, on iki ev boşaltıldı", "Kızılçay taştı: on iki ev boşaltıldı!"];
    let news = stories(&node, &told).await;
    assert_eq!(order(&node, &told).await, [told[1]], "the rule takes one story of an event");
    // By hand it can be told twice, and is warned of.
    put(&chief, FRONT, news[0], "", "2", "").await;
    put(&chief, FRONT, news[1], "", "1", "").await;
    let page = chief.get(FRONT).await.body;
    assert_eq!(page.matches("Aynı olay sayfada bir kez daha var").count(), 2, "{page}");
    publish(&chief, FRONT, &[("do", "now")]).await;
    assert_eq!(order(&node, &told).await, [told[1], told[0]]);
}

/// A flood, as two agencies tell it.
fn told_twice() -> [Content; 2] {
    let content = |headline: &str, body: &str| Content {
        body: newsroom::Body(vec![newsroom::body::Block::paragraph(body)]),
        ..cast::story(headline)
    };
    [
        content(
            "Sağanak ilçeyi vurdu",
            "Kızılçay ilçesinde dün gece başlayan sağanak yağış sel baskınına yol açtı. Kızılçay Deresi taştı, on iki ev boşaltıldı, Belediye \
             Başkanı Ayten Sarıgül yurttaşların öğretmenevine yerleştirildiğini söyledi. Köprü trafiğe kapatıldı, okullar bir gün tatil edildi.",
        ),
        content(
            "Aileler geceyi öğretmenevinde geçirdi",
            "Öğretmenevine yerleştirilen aileler geceyi orada geçirdi. Sağanak nedeniyle taşan Kızılçay Deresi köprüyü kullanılmaz hale getirdi. \
             Kızılçay Belediye Başkanı Ayten Sarıgül, boşaltılan on iki evde hasar tespiti yapılacağını, okulların tatil edildiğini duyurdu.",
        ),
    ]
}

async fn an_event_told_in_other_words_stands_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let [first, second] = told_twice();
    let told = [first.headline.clone(), second.headline.clone()];
    let told = told.each_ref().map(String::as_str);
    let (number, position) = node.desk.publish(first.clone()).await.expect("published");
    node.reached(position).await;
    assert_eq!(order(&node, &told).await, [told[0]]);

    // Whoever is about to publish it once more is told, in the editor and before the act.
    let (draft, _) = node.desk.draft(second.clone()).await.expect("a draft");
    let found = editor.get(&format!("/desk/stories/{draft}/findings")).await.json();
    let words = found["found"].as_array().expect("a list").iter().find(|one| one["kind"] == "same-event");
    let words = words.and_then(|one| one["words"].as_str()).unwrap_or_else(|| panic!("{found}"));
    assert!(words.contains(told[0]) && words.contains("az önce"), "{words}");
    let page = editor.get(&format!("/desk/stories/{draft}/publication")).await.body;
    assert!(page.contains("Okurlarda bu haber zaten var") && page.contains(told[0]), "{page}");

    let (other, position) = node.desk.publish(second).await.expect("published");
    node.reached(position).await;
    assert_eq!(order(&node, &told).await, [told[1]], "the rule takes the newest of an event");
    // Its own words are nothing that readers have of others once the other is gone, and then it stands alone.
    let position = node.desk.withdraw(other, "Yinelendi.").await.expect("withdrawn");
    node.reached(position).await;
    assert_eq!(order(&node, &told).await, [told[0]]);
    let found = editor.get(&format!("/desk/stories/{number}/findings")).await.json();
    assert!(!found.to_string().contains("same-event"), "a story does not repeat itself: {found}");
}

// ---- its hour ----

fn at(minutes: i64) -> Timestamp {
    cast::morning() + SignedDuration::from_mins(minutes)
}

async fn node_at(database: &Database, clock: &Clock) -> (Newsroom, Store) {
    let store = database.open_at(clock.clone()).await;
    (Newsroom::of(store.clone(), Limits::default()).await, store)
}

/// Performs what is due and waits for the pages.
async fn tick(node: &Newsroom, store: &Store) -> store::TimekeeperReport {
    let report = store.perform_due().await.expect("performed");
    node.reached(store.head()).await;
    report
}

async fn arrangements_wait_in_a_row_and_go_out_at_their_hours(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (node, store) = node_at(&database, &clock).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let news = stories(&node, NEWS).await;
    put(&chief, FRONT, news[0], "", "1", "").await;
    for (hour, code) in [("", 422), ("yarın", 422), ("2026-03-02T08:59", 422), ("2026-03-02T09:10", 303)] {
        assert_eq!(publish(&chief, FRONT, &[("do", "later"), ("at", hour)]).await.status, code, "{hour}");
    }
    put(&chief, FRONT, news[1], "", "1", &news[0].to_string()).await;
    assert_eq!(publish(&chief, FRONT, &[("do", "later"), ("at", "2026-03-02T09:20")]).await.status, 303);
    put(&chief, FRONT, news[2], "", "1", &news[1].to_string()).await;
    assert_eq!(publish(&chief, FRONT, &[("do", "later"), ("at", "2026-03-02T09:30")]).await.status, 303);
    let waiting = store.scheduled_fronts(None).await.expect("read");
    assert_eq!(waiting.iter().map(|one| one.at).collect::<Vec<_>>(), [at(10), at(20), at(30)]);
    assert!(chief.get("/desk/fronts").await.body.contains("saatini bekleyen: 3"));
    assert!(chief.get(&format!("{FRONT}/preview?waiting=2")).await.body.contains("Fırın yandı"));

    clock.set(at(10) - SignedDuration::from_secs(1));
    assert!(tick(&node, &store).await.arranged.is_empty());
    clock.set(at(10));
    assert_eq!(tick(&node, &store).await.arranged, [(FrontKey::of(&cast::tr()), vec![])]);
    assert_eq!(order(&node, NEWS).await[0], "Köprü açıldı");
    assert!(tick(&node, &store).await.arranged.is_empty(), "once");

    // Withdrawn meanwhile: it goes out without it, and the desk is told until somebody has seen it.
    let position = node.desk.withdraw(StoryNumber(news[1]), "Asılsız.").await.expect("withdrawn");
    node.reached(position).await;
    assert!(chief.get(FRONT).await.body.contains("Artık yayında değil"));
    clock.set(at(20));
    assert_eq!(tick(&node, &store).await.arranged, [(FrontKey::of(&cast::tr()), vec![StoryNumber(news[1])])]);
    assert!(!node.get("/").await.body.contains("Fırın yandı"));
    assert!(chief.get(FRONT).await.body.contains("haberler olmadan yayınlandı"));
    assert!(chief.get("/desk/fronts").await.body.contains("bakılması gereken: 1"));
    chief.post(&format!("{FRONT}/schedule"), &[("number", "2")]).await;
    assert!(!chief.get(FRONT).await.body.contains("haberler olmadan yayınlandı"));

    // One that cannot be done is an alarm and holds up nobody.
    put(&chief, FRONT, news[3], "", "9", "").await;
    publish(&chief, FRONT, &[("do", "later"), ("at", "2026-03-02T09:40")]).await;
    Raw::of(&database).await.execute("update front_schedule set arrangement = '{' where number = 3".to_owned()).await;
    clock.set(at(41));
    let report = tick(&node, &store).await;
    assert_eq!((report.fronts_refused.len(), report.arranged.len()), (1, 1));
    assert!(chief.get(FRONT).await.body.contains("yayınlanamadı"));
    assert_eq!(store.late_fronts(clock.now()).await.expect("read").len(), 1);
    assert!(node.get("/readyz").await.json()["late"] == 1);
    // Taken back, and gone.
    chief.post(&format!("{FRONT}/schedule"), &[("number", "3")]).await;
    assert!(store.scheduled_fronts(None).await.expect("read").is_empty());
}

async fn any_earlier_arrangement_comes_back(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let news = stories(&node, NEWS).await;
    put(&chief, FRONT, news[0], "", "1", "").await;
    publish(&chief, FRONT, &[("do", "now")]).await;
    put(&chief, FRONT, news[1], "", "1", &news[0].to_string()).await;
    publish(&chief, FRONT, &[("do", "now")]).await;
    let key = FrontKey::of(&cast::tr());
    let past = node.store.past_fronts(&key, None, 10).await.expect("read");
    let oldest = past[1].position.to_string();
    let list = chief.get(&format!("{FRONT}/past")).await.body;
    assert!(
        list.contains("Zeynep Arslan") && list.contains("şimdi okurda") && list.contains(&format!("past={oldest}"))
    );
    let look = format!("{FRONT}/publication?past={oldest}");
    assert!(chief.get(&look).await.body.contains("Fırın yandı"), "what would be otherwise");

    // Into the draft, where one goes on from there.
    let version = hidden(&chief.get(&look).await, "version");
    let sent = [("of", "past"), ("named", oldest.as_str()), ("version", version.as_str()), ("do", "draft")];
    assert_eq!(chief.post(&format!("{FRONT}/publication"), &sent).await.status, 303);
    let draft = node.store.front_draft(&key).await.expect("read").arrangement.expect("a draft");
    assert_eq!(draft.placements.len(), 1);
    let got = chief.post(&format!("{FRONT}/publication"), &sent).await;
    assert_eq!(got.status, 422, "a draft that was changed since is not overwritten unseen");
    // Or at once to readers, as an act of its own.
    let sent = [("of", "past"), ("named", oldest.as_str()), ("do", "now")];
    assert_eq!(chief.post(&format!("{FRONT}/publication"), &sent).await.status, 303);
    assert_eq!(order(&node, NEWS).await[0], "Köprü açıldı");
    assert_eq!(node.store.past_fronts(&key, None, 10).await.expect("read").len(), 3);
}

async fn the_breaking_band_is_set_from_the_front_and_ends_by_itself(database: Database) {
    let clock = Clock::starting_at(cast::morning());
    let (node, store) = node_at(&database, &clock).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let news = stories(&node, NEWS).await;
    let own = newsroom::Content { breaking_until: Some(at(600)), ..cast::flood() };
    let (_, position) = node.desk.publish(own).await.expect("published");
    node.reached(position).await;
    let band = async |path: &str| {
        let body = node.get(path).await.body;
        let start = body.find("class=\"flash\"").map(|at| &body[at..]);
        start.and_then(|rest| rest.split("</section>").next()).unwrap_or_default().to_owned()
    };
    assert!(band("/").await.contains("Kızılçay"), "{}", node.get("/").await.body);
    let page = format!("{FRONT}/breaking");
    assert!(chief.get(&page).await.body.contains("Kızılçay"));
    let story = news[0].to_string();
    for (fields, words) in [
        ([("hours", "at"), ("at", "")], "gün ve saat"),
        ([("hours", "at"), ("at", "2026-03-02T08:00")], "en çok 48 saat"),
        ([("hours", "at"), ("at", "2026-03-09T08:00")], "en çok 48 saat"),
        ([("hours", "99999999"), ("at", "")], "gün ve saat"),
    ] {
        let got = chief.post(&page, &[&[("do", "set"), ("story", &story)][..], &fields].concat()).await;
        assert!(got.status == 422 && got.body.contains(words), "{fields:?} {}", got.body);
    }
    assert_eq!(chief.post(&page, &[("do", "set"), ("story", "99"), ("hours", "1")]).await.status, 422);
    let got = chief.post(&page, &[("do", "set"), ("story", &story), ("hours", "1")]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    for path in ["/", "/gundem/", "/kunye"] {
        assert!(band(path).await.contains("Köprü açıldı"), "{path}");
    }
    // An arrangement that follows leaves it alone.
    put(&chief, FRONT, news[3], "", "1", "").await;
    publish(&chief, FRONT, &[("do", "now")]).await;
    assert!(band("/").await.contains("Köprü açıldı"));
    // It ends at its hour without anybody's doing, and the one that says so of itself goes on.
    let house = store.reading().house().await.expect("read");
    let until = house.front(&FrontKey::of(&cast::tr())).and_then(|front| front.breaking).expect("a band").until;
    clock.set(until - SignedDuration::from_secs(30));
    assert!(band("/gundem/").await.contains("Köprü açıldı"));
    clock.set(until);
    for path in ["/", "/gundem/", "/kunye"] {
        assert!(band(path).await.contains("Kızılçay"), "{path}");
    }
    // Taken away before its hour; a withdrawn one is gone at once.
    assert_eq!(chief.post(&page, &[("do", "end")]).await.status, 422, "none that was set here stands any more");
    chief.post(&page, &[("do", "set"), ("story", &story), ("hours", "2")]).await;
    assert_eq!(chief.post(&page, &[("do", "end")]).await.status, 303);
    assert!(band("/").await.contains("Kızılçay"));
    chief.post(&page, &[("do", "set"), ("story", &story), ("hours", "2")]).await;
    let position = node.desk.withdraw(StoryNumber(news[0]), "Asılsız.").await.expect("withdrawn");
    node.reached(position).await;
    assert!(band("/gundem/").await.contains("Kızılçay"));
}

async fn who_may_arrange_what(database: Database) {
    let node = Newsroom::start(&database).await;
    let news = stories(&node, NEWS).await;
    let addresses = |front: &str| {
        ["", "/state", "/preview", "/publication", "/past"].map(|end| format!("/desk/fronts/{front}{end}"))
    };
    for role in Role::ALL {
        for (beats, own, section) in [
            (&[][..], true, true),
            (&["tr"][..], true, true),
            (&["tr/gundem"][..], false, true),
            (&["tr/ekonomi"][..], false, false),
            (&["ar"][..], false, false),
        ] {
            let (clerk, _) = node.clerk_with(role, beats).await;
            let own = own && role >= Role::ChiefEditor;
            let section = section && role >= Role::Editor;
            for (front, may) in [("tr/-", own), ("tr/gundem", section)] {
                let (read, done) = if may { (200, 303) } else { (403, 403) };
                for address in addresses(front) {
                    assert_eq!(clerk.get(&address).await.status, read, "{role} {beats:?} {address}");
                }
                let address = format!("/desk/fronts/{front}");
                let got = put(&clerk, &address, news[0], "", "1", "").await;
                assert_eq!(got.status == 403, !may, "{role} {beats:?} {address}: {}", got.status);
                let got = clerk.post(&format!("{address}/schedule"), &[("number", "7")]).await;
                assert_eq!(got.status, done, "{role} {beats:?} {address}");
                let got = clerk.post(&format!("{address}/publication"), &[("do", "now"), ("named", "-1")]).await;
                assert_eq!(got.status == 403, !may, "{role} {beats:?} {address}: {}", got.status);
            }
            for (method, expected) in [("GET", if own { 200 } else { 403 }), ("POST", if own { 422 } else { 403 })] {
                let got = match method {
                    "GET" => clerk.get("/desk/fronts/tr/-/breaking").await,
                    _ => clerk.post("/desk/fronts/tr/-/breaking", &[("do", "set"), ("story", "x")]).await,
                };
                assert_eq!(got.status, expected, "{role} {beats:?} {method} breaking");
            }
            let any = role >= Role::Editor;
            assert_eq!(clerk.get("/desk/fronts").await.status, if any { 200 } else { 403 }, "{role} {beats:?}");
            assert_eq!(clerk.get("/desk/").await.body.contains("href=\"/desk/fronts\""), any, "{role} {beats:?}");
        }
    }
    assert!(node.store.past_fronts(&FrontKey::of(&cast::tr()), None, 1).await.expect("read").is_empty());
}

async fn a_section_editor_arranges_their_own_front(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk_with(Role::Editor, &["tr/gundem"]).await;
    let news = stories(&node, NEWS).await;
    // A story's page leads to the fronts it can stand on, with the story in hand.
    let pick = format!("/desk/fronts?pick={}", news[0]);
    assert!(editor.get(&format!("/desk/stories/{}", news[0])).await.body.contains(&pick));
    let list = editor.get(&pick).await.body;
    assert!(list.contains(&format!("/desk/fronts/tr/gundem?pick={}", news[0])) && !list.contains("/desk/fronts/tr/-"));
    let picked = editor.get(&format!("/desk/fronts/tr/gundem?pick={}", news[0])).await.body;
    assert_eq!(picked.matches("Buraya koy</button>").count(), 15, "{picked}");
    // One of another edition cannot be taken in hand here.
    let (english, position) = node.desk.publish(cast::flood_in_english()).await.expect("published");
    node.reached(position).await;
    assert!(!editor.get(&format!("/desk/fronts/tr/gundem?pick={english}")).await.body.contains("Buraya koy"));
    let front = "/desk/fronts/tr/gundem";
    let (market, position) = node.desk.publish(cast::market()).await.expect("published");
    node.reached(position).await;
    let page = editor.get(&format!("{front}?words=köprü")).await.body;
    assert!(page.contains("Köprü açıldı") && !page.contains("Kar geliyor"), "{page}");
    put(&editor, front, news[0], "", "1", "").await;
    assert!(editor.get(&format!("{front}/preview")).await.body.contains("Köprü açıldı"));
    let got = publish(&editor, front, &[("do", "now")]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let body = node.get("/gundem/").await.body;
    assert!(body.find("Köprü açıldı") < body.find("Lig başladı"));
    assert!(
        !body.contains(&format!("-{market}\"")) || body.contains("Fındık"),
        "other sections' stories are not its own"
    );
}

/// From the story's own page: readers lose the band and nothing else, and what is being written stays what it is.
async fn a_storys_own_band_is_ended_by_one_act(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let until = node.store.clock().now() + SignedDuration::from_hours(3);
    let content = newsroom::Content { breaking_until: Some(until), ..cast::flood() };
    let (story, position) = node.desk.publish(content).await.expect("published");
    let (calm, last) = node.desk.publish(cast::market()).await.expect("published");
    node.reached(position.max(last)).await;
    let has_band = async || node.get("/ekonomi/").await.body.contains("class=\"flash\"");
    assert!(has_band().await);
    // A newer text is on its way, and stands to be read.
    let opened = reporter.opened(story.0).await;
    let version = opened["version"].as_i64().expect("a version");
    let change = json!([{"field": "kicker", "was": opened["fields"]["kicker"], "now": "Yeni bilgi"}]);
    assert_eq!(reporter.write(story.0, &"a".repeat(32), 1, version, change).await.status, 200);
    let version = reporter.opened(story.0).await["version"].to_string();
    let fields = [("move", "hand-in"), ("version", version.as_str())];
    assert_eq!(reporter.post(&format!("/desk/stories/{story}/stage"), &fields).await.status, 303);

    let page = editor.get(&format!("/desk/stories/{story}")).await.body;
    assert!(page.contains(&format!("href=\"/desk/stories/{story}/band\"")), "{page}");
    assert!(!editor.get(&format!("/desk/stories/{calm}")).await.body.contains("/band\""));
    let path = format!("/desk/stories/{story}/band");
    assert!(editor.get(&path).await.body.contains("Bandı şimdi kaldır"));
    assert_eq!(reporter.post(&path, &[]).await.status, 403);
    let got = editor.post(&path, &[]).await;
    assert_eq!((got.status, got.header("location")), (303, format!("/desk/stories/{story}?done=band-end").as_str()));
    assert!(!has_band().await, "readers see it at once");
    let readers = node.get(&format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{story}")).await;
    assert!(readers.status == 200 && !readers.body.contains("Yeni bilgi"), "nothing else went out");

    let opened = reporter.opened(story.0).await;
    assert_eq!(
        (&opened["fields"]["kicker"], &opened["fields"]["breaking_until"]),
        (&json!("Yeni bilgi"), &json!(null))
    );
    let waiting = editor.get("/desk/?stage=to-be-read").await.body;
    assert!(waiting.contains(&format!("data-story=\"{story}\"")), "it stands where it stood: {waiting}");
    // Twice changes nothing and says so.
    let again = editor.post(&path, &[]).await;
    assert!(again.status == 422 && again.body.contains("kaldırılacak bir bant yok"), "{}", again.body);
    let (admin, _) = node.clerk(Role::Administrator).await;
    assert!(admin.get("/desk/audit").await.body.contains("bandını kaldırdı:"));

    // One that was set for the edition is ended there too, by whoever arranges its front.
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let number = story.to_string();
    let set = [("do", "set"), ("story", number.as_str()), ("hours", "2")];
    assert_eq!(chief.post(&format!("{FRONT}/breaking"), &set).await.status, 303);
    assert!(has_band().await);
    assert!(!editor.get(&format!("/desk/stories/{story}")).await.body.contains("/band\""));
    assert_eq!(chief.post(&path, &[]).await.status, 303);
    assert!(!has_band().await);
}

on_both! {
    arranged_in_a_draft_and_published_as_one_act,
    two_people_overwrite_nothing_of_each_other,
    section_blocks_are_moved_sized_hidden_and_led,
    one_event_stands_once,
    an_event_told_in_other_words_stands_once,
    arrangements_wait_in_a_row_and_go_out_at_their_hours,
    any_earlier_arrangement_comes_back,
    the_breaking_band_is_set_from_the_front_and_ends_by_itself,
    a_storys_own_band_is_ended_by_one_act,
    who_may_arrange_what,
    a_section_editor_arranges_their_own_front,
}
