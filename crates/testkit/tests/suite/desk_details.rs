//! The details of a story at the desk: its address, titles and neighbours, what is offered and found while one writes, and
//! the ways in which it is seen before it is published.

use jiff::SignedDuration;
use newsroom::{Block, Body, Content, Role, StoryNumber};
use serde_json::{Value, json};
use testkit::{Clerk, Database, Newsroom, cast, on_both};

const TAB: &str = "0123456789abcdef0123456789abcdef";

fn field(field: &str, was: Value, now: Value) -> Value {
    json!({"field": field, "was": was, "now": now})
}

/// A story ready to be published, written as the editor writes.
async fn written(clerk: &Clerk<'_>, headline: &str) -> i64 {
    let number = clerk.begin("tr").await;
    let paragraph = json!({"type": "paragraph", "text": [{"text": "Irmağın suyu gece yarısı yükseldi."}]});
    let changes = json!([
        field("headline", Value::Null, json!(headline)),
        field("sections", Value::Null, json!(["gundem"])),
        field("credits", Value::Null, json!([{"name": "İHA"}])),
        {"block": "p1", "was": null, "now": paragraph, "after": null},
    ]);
    let got = clerk.write(number, TAB, 1, 0, changes).await;
    assert_eq!(got.status, 200, "{}", got.body);
    number
}

/// Writes further changes; `seq` from 2.
async fn change(clerk: &Clerk<'_>, number: i64, seq: i64, changes: Value) {
    let version = clerk.opened(number).await["version"].as_i64().expect("a version");
    let got = clerk.write(number, TAB, seq, version, changes).await;
    assert_eq!((got.status, &got.json()["conflicts"]), (200, &json!([])), "{}", got.body);
}

/// As a browser asks for an address with other letters than ASCII.
fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

async fn publish(clerk: &Clerk<'_>, number: i64) {
    let page = clerk.get(&format!("/desk/stories/{number}/publication")).await;
    let hidden = |name: &str| {
        let mark = format!("name=\"{name}\" value=\"");
        page.body.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let (revision, version) = (hidden("revision"), hidden("version"));
    let fields = [("when", "now"), ("revision", revision.as_str()), ("version", version.as_str())];
    let got = clerk.post(&format!("/desk/stories/{number}/publication"), &fields).await;
    assert_eq!(got.status, 303, "{}", got.body);
}

async fn a_chosen_address_moves_a_live_story_and_the_old_one_leads_there(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&editor, "Irmak taştı, iki köy boşaltıldı").await;
    let asked =
        editor.get(&format!("/desk/stories/{number}/address?slug=&headline=Irmak%20ta%C5%9Ft%C4%B1")).await.json();
    assert_eq!(asked["slug"], "irmak-tasti", "it follows the headline");
    assert_eq!((&asked["own"], &asked["before"]), (&json!(false), &Value::Null));
    publish(&editor, number).await;
    let old = format!("/gundem/irmak-tasti-iki-koy-bosaltildi-{number}");
    assert_eq!(node.get(&old).await.status, 200);

    let asked = editor.get(&format!("/desk/stories/{number}/address?slug=K%C4%B1y%C4%B1kent%20Seli!")).await.json();
    assert_eq!(asked["slug"], "kiyikent-seli");
    assert_eq!(asked["before"], format!("https://cinar.example{old}"), "what it leaves is told");
    change(&editor, number, 2, json!([field("slug", Value::Null, json!("Kıyıkent Seli!"))])).await;
    assert_eq!(node.get(&old).await.status, 200, "until the next publication");
    publish(&editor, number).await;
    let new = format!("/gundem/kiyikent-seli-{number}");
    assert_eq!(node.get(&new).await.status, 200);
    let moved = node.get(&old).await;
    assert_eq!((moved.status, moved.header("location")), (301, new.as_str()));

    // A later headline moves nothing, and a chosen address taken back keeps the one it led to.
    change(
        &editor,
        number,
        3,
        json!([field("slug", json!("Kıyıkent Seli!"), Value::Null), field("kicker", Value::Null, json!("Sel"))]),
    )
    .await;
    publish(&editor, number).await;
    assert_eq!(node.get(&new).await.status, 200);
}

async fn titles_for_machines_differ_from_the_headline_readers_see(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&editor, "Sular çekiliyor").await;
    let titles = json!([
        field("search_title", Value::Null, json!("Kıyıkent seli: son durum")),
        field("social_title", Value::Null, json!("Köylüler evlerine dönüyor")),
    ]);
    change(&editor, number, 2, titles).await;
    publish(&editor, number).await;
    let page = node.get(&format!("/gundem/sular-cekiliyor-{number}")).await.body;
    assert!(page.contains("<title>Kıyıkent seli: son durum · "), "{page}");
    assert!(page.contains("property=\"og:title\" content=\"Köylüler evlerine dönüyor\""));
    assert!(page.contains("<h1>Sular çekiliyor</h1>"));
    assert!(page.contains("\"headline\": \"Kıyıkent seli: son durum\""));
    assert!(page.contains("\"alternativeHeadline\": \"Sular çekiliyor\""));
}

async fn chosen_stories_stand_first_and_only_while_readers_have_them(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let first = written(&editor, "Baraj kapakları açıldı").await;
    let second = written(&editor, "Okullar tatil edildi").await;
    let number = written(&editor, "Irmak taştı").await;
    // Twice the same is once, and what is no story's number is none.
    change(&editor, number, 2, json!([field("related", Value::Null, json!([second, first, second]))])).await;
    assert_eq!(editor.opened(number).await["fields"]["related"], json!([second, first]));
    publish(&editor, number).await;
    publish(&editor, first).await;
    let path = format!("/gundem/irmak-tasti-{number}");
    let places = async || {
        let page = node.get(&path).await.body;
        let related = page.split("Baraj kapakları açıldı").count() - 1;
        let at = |words: &str| page.find(words);
        (related > 0, at("Okullar tatil edildi"), at("Baraj kapakları açıldı"))
    };
    let (_, draft, live) = places().await;
    assert!(draft.is_none() && live.is_some(), "what is not published is not shown");
    publish(&editor, second).await;
    let (_, second_at, first_at) = places().await;
    assert!(second_at < first_at && second_at.is_some(), "in the order chosen, as soon as it is live");
    let position = node.desk.withdraw(StoryNumber(second), "Yanlıştı.").await.expect("withdrawn");
    node.reached(position).await;
    assert!(places().await.1.is_none(), "what is taken back leaves");
    assert_eq!(node.get(&path).await.status, 200);
}

async fn a_translation_is_begun_linked_and_shown_on_both_sides(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&editor, "Irmak taştı").await;
    let path = format!("/desk/stories/{number}/translations");
    assert_eq!(editor.post(&path, &[("edition", "tr")]).await.status, 422, "not in its own edition");
    assert_eq!(editor.post(&path, &[("edition", "xx")]).await.status, 404);
    let got = editor.post(&path, &[("edition", "ar")]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let arabic: i64 =
        got.header("location").rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number");
    let opened = editor.opened(arabic).await;
    assert_eq!(
        (&opened["fields"]["translation"], &opened["fields"]["headline"]),
        (&json!(number), &json!("Irmak taştı"))
    );
    assert_eq!(opened["blocks"].as_array().map(Vec::len), Some(1), "the words are there to be translated");
    assert_eq!(opened["details"]["translations"][0]["number"], number);
    assert_eq!(editor.opened(number).await["details"]["translations"][0]["number"], arabic, "also a draft");

    let sections = json!([
        field("sections", Value::Null, json!(["mahalliyat"])),
        field("headline", json!("Irmak taştı"), json!("فاض النهر"))
    ]);
    change(&editor, arabic, 2, sections).await;
    publish(&editor, number).await;
    publish(&editor, arabic).await;
    let turkish_page = node.get(&format!("/gundem/irmak-tasti-{number}")).await.body;
    // Not the list of editions, which is always there.
    let names = |page: &str, code: &str| page.contains(&format!("<link rel=\"alternate\" hreflang=\"{code}\""));
    assert!(names(&turkish_page, "ar") && turkish_page.contains("فاض-النهر"), "{turkish_page}");
    let (_, position) =
        node.desk.publish(Content { translation: Some(number), ..cast::flood_in_english() }).await.expect("published");
    node.reached(position).await;
    let arabic_path = {
        let house = node.store.reading().house().await.expect("a house");
        let seen = node.store.reading().story(StoryNumber(arabic)).await.expect("read").expect("live");
        newsroom::address::story_path(&house, house.edition(&seen.live.edition).expect("an edition"), &seen.live)
    };
    let arabic_page = node.get(&encoded(&arabic_path)).await.body;
    assert!(names(&arabic_page, "tr") && names(&arabic_page, "en"), "{arabic_page}");

    // Undone, each stands alone from its next publication on.
    change(&editor, arabic, 3, json!([field("translation", json!(number), Value::Null)])).await;
    publish(&editor, arabic).await;
    let turkish_page = node.get(&format!("/gundem/irmak-tasti-{number}")).await.body;
    assert!(!names(&turkish_page, "ar") && names(&turkish_page, "en"));
}

async fn names_tags_and_stories_are_offered(database: Database) {
    let node = Newsroom::start(&database).await;
    let desk = &node.desk;
    let tagged = |headline: &str, tags: &[(&str, &str)]| Content {
        tags: tags.iter().map(|(name, slug)| cast::tag(name, slug)).collect(),
        ..cast::story(headline)
    };
    desk.publish(tagged("Bir", &[("Kar", "kar"), ("Kar yağışı", "kar-yagisi")])).await.expect("published");
    desk.publish(tagged("İki", &[("KAR YAĞIŞI", "kar-yagisi"), ("Karadeniz", "karadeniz"), ("Buz", "buz")]))
        .await
        .expect("published");
    desk.publish(tagged("Baraj kapakları açıldı", &[])).await.expect("published");
    let (flood, _) = desk.publish(cast::flood()).await.expect("published");
    let twin = "Kızılçay'da sular çekildi";
    let after = Content {
        standfirst: Some("Boşaltılan on iki eve dönüş başladı.".to_owned()),
        body: Body(vec![Block::paragraph(
            "Kızılçay'ın taşmasıyla kapanan Çınar Köprüsü ulaşıma açıldı; Valilik zararı yazıyor.",
        )]),
        headline: twin.to_owned(),
        ..cast::flood()
    };
    let (_, position) = desk.publish(after).await.expect("published");
    node.reached(position).await;
    let (reporter, person) = node.clerk(Role::Reporter).await;
    let (contributor, _) = node.clerk(Role::Contributor).await;
    let names = async |clerk: &Clerk<'_>, address: &str| -> Vec<String> {
        let got = clerk.get(address).await;
        assert_eq!(got.status, 200, "{address}: {}", got.body);
        let key = if address.contains("stories") { "headline" } else { "name" };
        let list = got.json();
        list.as_array().expect("a list").iter().filter_map(|one| one[key].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(names(&reporter, "/desk/suggest/tags?edition=tr&q=KAR").await, ["Kar", "KAR YAĞIŞI", "Karadeniz"]);
    assert_eq!(names(&reporter, "/desk/suggest/tags?edition=tr&q=kar%20y").await, ["KAR YAĞIŞI"]);
    for nothing in ["", "%20", "!!", "zz"] {
        assert!(names(&reporter, &format!("/desk/suggest/tags?edition=tr&q={nothing}")).await.is_empty(), "{nothing}");
    }
    assert!(names(&reporter, "/desk/suggest/tags?edition=ar&q=kar").await.is_empty(), "an edition has its own");
    assert_eq!(reporter.get("/desk/suggest/tags?edition=xx&q=kar").await.status, 404);
    assert!(names(&reporter, "/desk/suggest/authors?edition=tr&q=zey").await.contains(&person.name));

    let draft = written(&reporter, "Gizli baraj dosyası").await;
    let found = names(&reporter, "/desk/suggest/stories?q=baraj").await;
    assert!(found.contains(&"Baraj kapakları açıldı".to_owned()) && found.contains(&"Gizli baraj dosyası".to_owned()));
    assert_eq!(names(&reporter, &format!("/desk/suggest/stories?q=%23{draft}")).await[0], "Gizli baraj dosyası");
    // Beside a draft stands what readers have that is like it, with the reason.
    let alike = names(&reporter, &format!("/desk/suggest/related?story={draft}")).await;
    assert!(alike.is_empty(), "a few words are like nothing: {alike:?}");
    let offered = reporter.get(&format!("/desk/suggest/related?story={flood}")).await.json();
    assert_eq!(offered[0]["headline"], twin, "{offered}");
    assert!(offered[0]["why"].as_array().expect("reasons").iter().any(|why| why == "Kızılçay"), "{offered}");
    assert_eq!(contributor.get(&format!("/desk/suggest/related?story={draft}")).await.status, 403);
    for question in ["baraj".to_owned(), draft.to_string(), format!("%23{draft}")] {
        let found = names(&contributor, &format!("/desk/suggest/stories?q={question}")).await;
        assert!(
            !found.contains(&"Gizli baraj dosyası".to_owned()),
            "{question}: a contributor sees no draft of others"
        );
    }
}

async fn what_is_found_is_told_in_its_place(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let number = written(&reporter, "vali ayşe kaya kıyıkent'te konuştu").await;
    let standfirst = "Vali Ayşe Kaya dün Kıyıkent'te köprünün bahara biteceğini söyledi.";
    let paragraph = |text: &str| json!({"type": "paragraph", "text": [{"text": text}]});
    let picture = json!({"type": "paragraph", "text": [{"text": "Bunu Kıyıkent'te gören Ayşe Kaya {{ ad }} dedi."}]});
    let changes = json!([
        field("standfirst", Value::Null, json!(standfirst)),
        {"block": "p2", "was": null, "now": paragraph(standfirst), "after": null},
        {"block": "p3", "was": null, "now": picture, "after": "p2"},
    ]);
    change(&reporter, number, 2, changes).await;
    let got = reporter.get(&format!("/desk/stories/{number}/findings")).await.json();
    let found = got["found"].as_array().expect("a list").clone();
    let of = |kind: &str| found.iter().find(|one| one["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {found:?}"));
    let gone = json!({"changes": [{"block": "p2", "was": paragraph(standfirst), "now": null}]});
    assert_eq!((&of("D10")["block"], &of("D10")["mend"]), (&json!("p2"), &gone));
    assert_eq!(of("D1")["block"], "p3");
    assert!(of("D1")["words"].as_str().is_some_and(|words| words.contains("{{")));
    assert_eq!(
        (&of("D2")["field"], &of("D2")["mend"]["now"]),
        (&json!("headline"), &json!("Vali Ayşe Kaya Kıyıkent'te konuştu"))
    );
    assert_eq!(got["version"], reporter.opened(number).await["version"]);
}

async fn a_preview_link_shows_one_story_until_it_ends(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let number = written(&editor, "Gizli haber").await;
    let other = written(&editor, "Öteki gizli haber").await;
    let path = format!("/desk/stories/{number}/previews");
    let make =
        async |name: &str, days: &str| editor.post(&path, &[("do", "share"), ("name", name), ("days", days)]).await;
    assert_eq!(make(" ", "1").await.status, 422);
    let got = make("Hukuk <b>", "30").await;
    assert!(got.status == 422 && got.body.contains("Hukuk &lt;b&gt;"), "what was typed stands");
    let got = make("Hukuk <b>", "1").await;
    assert_eq!(got.status, 200, "{}", got.body);
    let link =
        got.body.split("/desk/preview/").nth(1).and_then(|rest| rest.split('<').next()).expect("a link").to_owned();
    assert!(!editor.get(&path).await.body.contains(&link), "it is told once");

    let stranger = node.stranger();
    let frame = stranger.get(&format!("/desk/preview/{link}")).await;
    assert_eq!(frame.status, 200, "{}", frame.body);
    assert!(!frame.body.contains("Gizli haber"), "nothing of the story in the browser's history");
    let page = stranger.get(&format!("/desk/preview/{link}/page")).await;
    assert!(page.status == 200 && page.body.contains("Gizli haber") && !page.body.contains("Öteki gizli"));
    for got in [&frame, &page] {
        assert_eq!(
            (got.header("referrer-policy"), got.header("x-robots-tag"), got.header("cache-control")),
            ("no-referrer", "noindex", "no-store")
        );
        assert!(got.header("content-security-policy").contains("default-src 'none'"));
        assert_eq!(got.header("set-cookie"), "");
    }
    // It opens nothing else.
    assert_eq!(stranger.get(&format!("/desk/stories/{number}")).await.status, 303);
    assert_eq!(stranger.get(&format!("/desk/preview/{}", "mst_".to_owned() + &"0".repeat(64))).await.status, 404);

    // It shows the text as it is now.
    change(&editor, number, 2, json!([field("kicker", Value::Null, json!("Yeni üst başlık"))])).await;
    assert!(stranger.get(&format!("/desk/preview/{link}/page")).await.body.contains("Yeni üst başlık"));

    // Ended by hand, it and no other; a story's page cannot end another's.
    let second = make("Danışman", "7").await.body;
    let second =
        second.split("/desk/preview/").nth(1).and_then(|rest| rest.split('<').next()).expect("a link").to_owned();
    let hash = web::secret::token_hash(&link);
    editor.post(&format!("/desk/stories/{other}/previews"), &[("do", "end"), ("link", &hash)]).await;
    assert_eq!(stranger.get(&format!("/desk/preview/{link}")).await.status, 200);
    assert_eq!(editor.post(&path, &[("do", "end"), ("link", &hash)]).await.status, 303);
    assert_eq!(stranger.get(&format!("/desk/preview/{link}")).await.status, 404);
    assert_eq!(stranger.get(&format!("/desk/preview/{link}/page")).await.status, 404);
    assert_eq!(stranger.get(&format!("/desk/preview/{second}")).await.status, 200);
    let audit = chief.get("/desk/audit").await.body;
    assert!(audit.contains("(Hukuk &lt;b&gt;)") && audit.contains("(Danışman)"));

    // Ended by its hour.
    let third = make("Üçüncü", "1").await.body;
    let third =
        third.split("/desk/preview/").nth(1).and_then(|rest| rest.split('<').next()).expect("a link").to_owned();
    assert_eq!(stranger.get(&format!("/desk/preview/{third}")).await.status, 200);
    node.store.clock().advance(SignedDuration::from_hours(25));
    assert_eq!(stranger.get(&format!("/desk/preview/{third}")).await.status, 404);
    assert_eq!(stranger.get(&format!("/desk/preview/{second}")).await.status, 200, "the one for seven days");

    // Ended by publication: it leads to where everybody reads, and to nothing once that is taken back.
    publish(&editor, number).await;
    let got = stranger.get(&format!("/desk/preview/{second}")).await;
    assert_eq!((got.status, got.header("location")), (303, format!("/gundem/gizli-haber-{number}").as_str()));
    assert_eq!(make("Geç", "1").await.status, 422, "there is nothing to show before");
    node.desk.withdraw(StoryNumber(number), "Yanlıştı.").await.expect("withdrawn");
    assert_eq!(stranger.get(&format!("/desk/preview/{second}")).await.status, 404);
    assert_eq!(stranger.get(&format!("/desk/preview/{second}/page")).await.status, 404);
}

async fn a_preview_has_everything_readers_would_have(database: Database) {
    let node = Newsroom::start(&database).await;
    let desk = &node.desk;
    let (linked, position) = desk.publish(cast::story("Bağlanan haber")).await.expect("published");
    node.reached(position).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let number = written(&reporter, "Yeni haber").await;
    let changes = json!([
        {"block": "l1", "was": null, "now": {"type": "story_link", "story": linked}, "after": "p1"},
        {"block": "e1", "was": null, "now": {"type": "embed", "url": "https://video.example/1", "title": "Film"}, "after": "l1"},
        field("related", Value::Null, json!([linked])),
    ]);
    change(&reporter, number, 2, changes).await;
    let got = reporter.get(&format!("/desk/stories/{number}/preview")).await;
    assert!(got.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert!(!got.header("content-security-policy").contains("script-src"));
    assert!(got.body.matches("Bağlanan haber").count() >= 2, "the card and the related box");
    assert!(got.body.contains("https://video.example/1"));
    assert_eq!(node.get(&format!("/gundem/yeni-haber-{number}")).await.status, 404, "readers have nothing of it");
}

async fn programs_write_and_read_the_same_details(database: Database) {
    let node = Newsroom::start(&database).await;
    let program = node.caller(Role::Editor).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let number = written(&reporter, "Irmak taştı").await;
    let path = format!("/api/v1/stories/{number}/draft");
    let draft = program.read(&path).await;
    let mut item = draft.json();
    let told = json!({"slug": "Kıyı Kent", "search_title": "Arama", "social_title": "Paylaşım", "related": [7, 8]});
    for (name, value) in told.as_object().expect("an object") {
        item["manset"][name] = value.clone();
    }
    let got = program.send_with("PUT", &path, &item, &[("If-Match", draft.header("etag"))]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let fields = &reporter.opened(number).await["fields"];
    assert_eq!(fields["slug"], "kiyi-kent", "in the spelling of addresses");
    assert_eq!(
        (&fields["search_title"], &fields["social_title"], &fields["related"]),
        (&json!("Arama"), &json!("Paylaşım"), &json!([7, 8]))
    );
    let again = program.read(&path).await.json();
    assert_eq!((&again["manset"]["slug"], &again["manset"]["related"]), (&json!("kiyi-kent"), &json!([7, 8])));
}

on_both! {
    a_chosen_address_moves_a_live_story_and_the_old_one_leads_there,
    titles_for_machines_differ_from_the_headline_readers_see,
    chosen_stories_stand_first_and_only_while_readers_have_them,
    a_translation_is_begun_linked_and_shown_on_both_sides,
    names_tags_and_stories_are_offered,
    what_is_found_is_told_in_its_place,
    a_preview_link_shows_one_story_until_it_ends,
    a_preview_has_everything_readers_would_have,
    programs_write_and_read_the_same_details,
}
