//! The interface for programs: a story's whole life by requests, who may do what, done once, and told at once.

use newsroom::Role;
use serde_json::{Value, json};
use testkit::{Caller, Database, Got, Newsroom, cast, on_both};

fn flood() -> Value {
    json!({
        "language": "tr",
        "headlines": [{"role": "main", "value": "Kızılçay taştı, on iki ev boşaltıldı"}, {"role": "kicker", "value": "Sel"}],
        "descriptions": [{"role": "standfirst", "value": "Gece boyu süren yağış dereyi taşırdı."}],
        "bodies": [{"contentType": "text/html", "value": "<p>Kızılçay <strong>dün gece</strong> taştı.</p><h2>Köprü kapalı</h2><p>Ekipler bölgede.</p>"}],
        "subjects": [{"literal": "gundem", "rel": "section"}, {"name": "Sel"}],
        "by": "Ayşe Demir",
        "urgency": 3
    })
}

fn number(got: &Got) -> i64 {
    got.json()["manset"]["number"].as_i64().unwrap_or_else(|| panic!("a number in {}", got.body))
}

/// A draft of this story, published. Its number.
async fn published(caller: &Caller<'_>, story: &Value) -> i64 {
    let begun = caller.send("POST", "/api/v1/stories", story).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let number = number(&begun);
    let done = caller.send("POST", &format!("/api/v1/stories/{number}/publication"), &json!({})).await;
    assert_eq!(done.status, 200, "{}", done.body);
    number
}

async fn a_storys_whole_life(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::ChiefEditor).await;
    let begun = caller.send("POST", "/api/v1/stories", &flood()).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let number = number(&begun);
    assert_eq!(begun.header("location"), format!("/api/v1/stories/{number}/draft"));
    assert_eq!(node.get(&format!("/api/v1/stories/{number}")).await.status, 404, "a draft is nobody's business");

    let done = caller.send("POST", &format!("/api/v1/stories/{number}/publication"), &json!({})).await;
    assert_eq!((done.status, done.json()["act"].as_str()), (200, Some("publish")), "{}", done.body);
    let url = done.json()["url"].as_str().expect("an address").replace("https://cinar.example", "");
    let page = node.get(&url).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<h2>Köprü kapalı</h2>") && page.body.contains("<strong>dün gece"));

    let item = node.get(&format!("/api/v1/stories/{number}")).await;
    assert_eq!(item.header("access-control-allow-origin"), "*");
    let item = item.json();
    assert_eq!(item["manset"]["position"], done.json()["position"]);
    assert_eq!((item["pubStatus"].as_str(), item["by"].as_str()), (Some("usable"), Some("Ayşe Demir")));
    assert_eq!(item["manset"]["section"], "gundem");

    let draft = caller.read(&format!("/api/v1/stories/{number}/draft")).await;
    let tag = draft.header("etag").to_owned();
    let mut changed = draft.json();
    changed["headlines"][0]["value"] = "Kızılçay çekiliyor".into();
    let path = format!("/api/v1/stories/{number}/draft");
    assert_eq!(caller.send("PUT", &path, &changed).await.status, 428, "a write says what it replaces");
    let saved = caller.send_with("PUT", &path, &changed, &[("If-Match", &tag)]).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let late = caller.send_with("PUT", &path, &changed, &[("If-Match", &tag)]).await;
    assert_eq!((late.status, late.json()["code"].as_str()), (412, Some("saved-meanwhile")));

    let note = json!({"note": "Su çekilmeye başlamıştı."});
    let corrected = caller.send("POST", &format!("/api/v1/stories/{number}/correction"), &note).await;
    assert_eq!(corrected.status, 200, "{}", corrected.body);
    let page = node.get(&url).await;
    assert!(page.body.contains("Kızılçay çekiliyor") && page.body.contains("Su çekilmeye başlamıştı."));

    let order = json!({"placements": [{"slot": 1, "story": number}]});
    let placed = caller.send("PUT", "/api/v1/fronts/tr/-/placements", &order).await;
    assert_eq!(placed.status, 200, "{}", placed.body);
    assert_eq!(node.get("/api/v1/fronts/tr/-/placements").await.json()["placements"][0]["story"], number);
    assert_eq!(node.get("/api/v1/lists/headlines").await.json()["items"][0]["manset"]["number"], number);

    let history = node.get(&format!("/api/v1/stories/{number}/history")).await.json();
    let acts: Vec<_> = history["items"].as_array().expect("a list").iter().map(|line| line["act"].clone()).collect();
    assert_eq!(acts, ["publish", "correct"]);

    let reason = json!({"reason": "Haber doğrulanamadı."});
    let gone = caller.send("DELETE", &format!("/api/v1/stories/{number}/publication"), &reason).await;
    assert_eq!((gone.status, gone.json()["act"].as_str()), (200, Some("withdraw")), "{}", gone.body);
    assert_eq!(node.get(&url).await.status, 410);
    let told = node.get(&format!("/api/v1/stories/{number}")).await;
    assert_eq!((told.status, told.json()["detail"].as_str()), (410, Some("Haber doğrulanamadı.")));
    assert_eq!(node.get("/api/v1/stories").await.json()["items"], json!([]));
}

async fn what_was_sent_comes_back_as_it_was(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let number = published(&caller, &flood()).await;
    let path = format!("/api/v1/stories/{number}/draft");
    let draft = caller.read(&path).await;
    let again = caller.send_with("PUT", &path, &draft.json(), &[("If-Match", draft.header("etag"))]).await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(again.header("etag"), draft.header("etag"), "an answer sent back changes nothing");
    let item = node.get(&format!("/api/v1/stories/{number}")).await.json();
    for field in ["headlines", "descriptions", "by", "urgency", "language"] {
        if field == "headlines" || field == "descriptions" {
            assert_eq!(item[field][0]["value"], flood()[field][0]["value"]);
        } else {
            assert_eq!(item[field], flood()[field], "{field}");
        }
    }
}

async fn refusals_name_the_field(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let check = async |change: Value, code: &str, pointer: &str| {
        let mut story = flood();
        for (name, value) in change.as_object().expect("fields") {
            story[name] = value.clone();
        }
        let begun = caller.send("POST", "/api/v1/stories", &story).await;
        let got = match begun.status {
            201 => {
                let path = format!("/api/v1/stories/{}/publication", self::number(&begun));
                caller.send("POST", &path, &json!({})).await
            }
            _ => begun,
        };
        assert_eq!(got.status, 422, "{}", got.body);
        assert_eq!(got.header("content-type"), "application/problem+json");
        let problem = got.json();
        assert_eq!((problem["code"].as_str(), problem["errors"][0]["pointer"].as_str()), (Some(code), Some(pointer)));
    };
    check(json!({"by": null}), "invalid-ninjs", "/by").await;
    check(json!({"by": ""}), "no-source", "/by").await;
    check(json!({"headlines": []}), "no-headline", "/headlines").await;
    check(json!({"subjects": []}), "no-section", "/subjects").await;
    check(json!({"subjects": [{"literal": "yok", "rel": "section"}]}), "unknown-section", "/subjects/0").await;
    check(json!({"urgency": 12}), "invalid-ninjs", "/urgency").await;
    check(json!({"nonsense": 1}), "invalid-ninjs", "/nonsense").await;
    check(json!({"manset": {"edition": "xx"}}), "unknown-edition", "/manset/edition").await;
    check(json!({"manset": {"breaking_until": "yarın"}}), "not-as-documented", "/manset/breaking_until").await;
    check(json!({"embargoedUntil": "2099-01-01T00:00:00Z"}), "embargoed", "/embargoedUntil").await;
}

async fn who_may_do_what(database: Database) {
    let node = Newsroom::start(&database).await;
    let nobody = Caller::without_token(&node);
    assert_eq!(nobody.send("POST", "/api/v1/stories", &flood()).await.status, 401);
    let wrong = Caller::with_token(&node, "mst_0000");
    assert_eq!(wrong.send("POST", "/api/v1/stories", &flood()).await.status, 401);

    let editor = node.caller(Role::Editor).await;
    let number = published(&editor, &flood()).await;
    let reporter = node.caller(Role::Reporter).await;
    let contributor = node.caller(Role::Contributor).await;
    let code = |got: &Got| (got.status, got.json()["code"].as_str().map(str::to_owned));
    let role = (403, Some("role".to_owned()));
    let publication = format!("/api/v1/stories/{number}/publication");
    let draft = format!("/api/v1/stories/{number}/draft");
    assert_eq!(code(&reporter.send("POST", &publication, &json!({})).await), role);
    assert_eq!(code(&reporter.send("DELETE", &publication, &json!({})).await), role);
    assert_eq!(code(&editor.send("DELETE", &publication, &json!({"authority": "Mahkeme"})).await), role);
    assert_eq!(code(&editor.send("PUT", "/api/v1/fronts/tr/-/placements", &json!({"placements": []})).await), role);
    assert_eq!(reporter.read(&draft).await.status, 200);
    assert_eq!(code(&contributor.read(&draft).await), (403, Some("not-yours".to_owned())));
    let own = contributor.send("POST", "/api/v1/stories", &flood()).await;
    assert_eq!(own.status, 201);
    assert_eq!(contributor.read(&format!("/api/v1/stories/{}/draft", self::number(&own))).await.status, 200);
    let narrow = node.caller_with(Role::Editor, &["tr/ekonomi"], Some("draft")).await;
    assert_eq!(code(&narrow.read(&draft).await), (403, Some("beat".to_owned())));
    let barred = node.caller(Role::ChiefEditor).await;
    let order = json!({"authority": "Çınar Sulh Ceza Hâkimliği", "reason": "Kişilik hakları"});
    assert_eq!(barred.send("DELETE", &publication, &order).await.status, 200);
    let told = node.get(&format!("/api/v1/stories/{number}")).await;
    assert_eq!((told.status, told.json()["authority"].as_str()), (451, Some("Çınar Sulh Ceza Hâkimliği")));
}

async fn a_key_does_it_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let key = [("Idempotency-Key", "\"anahtar-1\"")];
    let first = caller.send_with("POST", "/api/v1/stories", &flood(), &key).await;
    let second = caller.send_with("POST", "/api/v1/stories", &flood(), &key).await;
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(number(&first), number(&second));
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(first.header("etag"), second.header("etag"));
    let other = caller.send_with("POST", "/api/v1/stories", &json!({"language": "tr"}), &key).await;
    assert_eq!((other.status, other.json()["code"].as_str()), (422, Some("idempotency-key-reused")));
    let somebody = node.caller(Role::Editor).await;
    let theirs = somebody.send_with("POST", "/api/v1/stories", &flood(), &key).await;
    assert_ne!(number(&theirs), number(&first), "a key is its sender's own");

    let act = format!("/api/v1/stories/{}/publication", number(&first));
    let key = [("Idempotency-Key", "anahtar-2")];
    let nothing = json!({});
    let (one, two) =
        tokio::join!(caller.send_with("POST", &act, &nothing, &key), caller.send_with("POST", &act, &nothing, &key));
    assert_eq!(
        (one.status, two.status),
        (200, 200),
        "both came at once and it was done once: {} {}",
        one.body,
        two.body
    );
    assert_eq!(one.json()["position"], two.json()["position"]);
}

async fn the_hour_comes(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let begun = caller.send("POST", "/api/v1/stories", &flood()).await;
    let act = format!("/api/v1/stories/{}/publication", number(&begun));
    let past = caller.send("POST", &act, &json!({"scheduled_at": "2001-01-01T00:00:00Z"})).await;
    assert_eq!((past.status, past.json()["code"].as_str()), (422, Some("hour-passed")));
    let odd = caller.send("POST", &act, &json!({"scheduled_at": "yarın"})).await;
    assert_eq!((odd.status, odd.json()["errors"][0]["pointer"].as_str()), (422, Some("/scheduled_at")));
    let set = caller.send("POST", &act, &json!({"scheduled_at": "2099-01-01T00:00:00Z"})).await;
    assert_eq!(set.status, 202, "{}", set.body);
    assert_eq!(node.store.scheduled().await.expect("read").len(), 1);
    let draft = caller.read(&format!("/api/v1/stories/{}/draft", number(&begun))).await.json();
    assert_eq!(draft["manset"]["scheduled_at"], "2099-01-01T00:00:00Z");
    assert_eq!(caller.send("DELETE", &act, &json!({})).await.json()["act"], "unschedule");
    assert_eq!(node.store.scheduled().await.expect("read").len(), 0);
}

async fn lists_page_by_cursor(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let mut numbers = Vec::new();
    for count in 0..5 {
        let mut story = flood();
        story["headlines"][0]["value"] = format!("Haber {count}").into();
        numbers.push(published(&caller, &story).await);
    }
    numbers.reverse();
    let (mut seen, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let cursor_part = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = node.get(&format!("/api/v1/stories?limit=2&section=gundem{cursor_part}")).await.json();
        seen.extend(page["items"].as_array().expect("a list").iter().map(|item| item["manset"]["number"].as_i64()));
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    assert_eq!(seen, numbers.iter().copied().map(Some).collect::<Vec<_>>());
    let check = async |query: &str, status: u16, count: usize| {
        let got = node.get(&format!("/api/v1/stories?{query}")).await;
        let items = got.json()["items"].as_array().map_or(0, Vec::len);
        assert_eq!((got.status, items), (status, count), "{query}");
    };
    check("tag=sel", 200, 5).await;
    check("tag=Sel", 200, 5).await;
    check("author=ayse-demir", 200, 5).await;
    check("edition=ar", 200, 0).await;
    check("edition=xx", 404, 0).await;
    check("section=yok", 404, 0).await;
    check("cursor=zzz", 400, 0).await;
    check("limit=0", 400, 0).await;
    check("limit=abc", 400, 0).await;
    check("tag=a&section=gundem", 400, 0).await;
    node.reached(node.store.reading().head().await.expect("a position")).await;
    let found = node.get("/api/v1/search?q=k%C4%B1z%C4%B1l%C3%A7ay&limit=2").await.json();
    assert_eq!((found["total"].as_i64(), found["items"].as_array().map(Vec::len)), (Some(5), Some(2)));
}

async fn a_read_waits_for_a_position(database: Database) {
    let (here, there) = (Newsroom::start(&database).await, Newsroom::start(&database).await);
    let caller = here.caller(Role::Editor).await;
    let begun = caller.send("POST", "/api/v1/stories", &flood()).await;
    let number = number(&begun);
    let act = format!("/api/v1/stories/{number}/publication");
    let position = caller.send("POST", &act, &json!({})).await.json()["position"].clone();
    let there_too = there.get(&format!("/api/v1/stories/{number}?after={position}")).await;
    assert_eq!(there_too.status, 200, "{}", there_too.body);
    for never in [position.as_i64().expect("a number") + 1, i64::MAX] {
        let told = there.get(&format!("/api/v1/stories/{number}?after={never}")).await;
        assert_eq!(told.status, 400, "the ledger has not come to {never}");
    }
}

async fn pictures_are_taken_in_and_shown(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let picture = cast::photograph();
    let taken = caller.send_bytes("/api/v1/media", "image/jpeg", &picture).await;
    assert_eq!(taken.status, 201, "{}", taken.body);
    let mut association = taken.json();
    let again = caller.send_bytes("/api/v1/media", "image/jpeg", &picture).await;
    assert_eq!(association["uri"], again.json()["uri"], "the same bytes are the same picture");
    association["descriptions"] =
        json!([{"role": "alt", "value": "Taşan dere"}, {"role": "caption", "value": "Kızılçay, dün gece"}]);
    let mut story = flood();
    story["associations"] = json!([association]);
    let number = published(&caller, &story).await;
    let item = node.get(&format!("/api/v1/stories/{number}")).await.json();
    let url = item["manset"]["url"].as_str().expect("an address").replace("https://cinar.example", "");
    let page = node.get(&url).await.body;
    assert!(page.contains("Taşan dere") && page.contains("Kızılçay, dün gece"));
    let source = item["associations"][0]["renditions"][0]["href"].as_str().expect("an address");
    let rendition = node.get(&source.replace("https://cinar.example", "")).await;
    assert_eq!((rendition.status, rendition.header("content-type")), (200, "image/jpeg"));
    assert_eq!(caller.send_bytes("/api/v1/media", "image/jpeg", b"not a picture").await.status, 415);
    assert_eq!(caller.send_bytes("/api/v1/media", "image/jpeg", b"").await.status, 400);
    association["uri"] = format!("urn:manset:media:{}", "0".repeat(64)).into();
    association["renditions"] = json!([]);
    story["associations"] = json!([association]);
    let unknown = caller.send("POST", "/api/v1/stories", &story).await;
    assert_eq!((unknown.status, unknown.json()["code"].as_str()), (422, Some("unknown-picture")), "{}", unknown.body);
}

async fn hostile_requests_get_a_clear_answer(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::Editor).await;
    let post = async |body: &[u8]| caller.send_raw("POST", "/api/v1/stories", "application/json", body).await.status;
    assert_eq!(post(b"").await, 400);
    assert_eq!(post(b"{").await, 400);
    assert_eq!(post(b"[]").await, 422);
    assert_eq!(post(b"null").await, 422);
    assert_eq!(post(b"{\"headlines\": 3}").await, 422);
    assert_eq!(post("[".repeat(100_000).as_bytes()).await, 400);
    assert_eq!(post(&[0xff, 0xfe]).await, 400);
    assert_eq!(post(&vec![b' '; 3 << 20]).await, 413);
    assert_eq!(caller.send_raw("POST", "/api/v1/stories", "text/plain", b"{}").await.status, 415);
    let evil = "<script>alert(1)</script><p onclick=x>a</p><img src=x onerror=y>";
    let mut story = flood();
    story["bodies"][0]["value"] = evil.into();
    story["headlines"][0]["value"] = "<b>?></b>".into();
    let number = published(&caller, &story).await;
    let item = node.get(&format!("/api/v1/stories/{number}")).await.json();
    let body = item["bodies"][0]["value"].as_str().expect("a body");
    assert!(!body.contains("<script") && !body.contains("onclick") && !body.contains("onerror"), "{body}");
    for path in [
        "/api/v1/stories/0",
        "/api/v1/stories/-1",
        "/api/v1/stories/9999999999999999999999",
        "/api/v1/x",
        "/api/",
        "/api/v2/stories",
    ] {
        assert_eq!(node.get(path).await.status, 404, "{path}");
    }
    assert_eq!(caller.send("PATCH", "/api/v1/stories", &json!({})).await.status, 405);
    assert_eq!(node.get("/").await.status, 200);
}

on_both!(
    a_storys_whole_life,
    what_was_sent_comes_back_as_it_was,
    refusals_name_the_field,
    who_may_do_what,
    a_key_does_it_once,
    the_hour_comes,
    lists_page_by_cursor,
    a_read_waits_for_a_position,
    pictures_are_taken_in_and_shown,
    hostile_requests_get_a_clear_answer,
);
