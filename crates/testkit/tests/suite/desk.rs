//! The desk through its own pages: who gets in, what is written, and the acts that readers see.

use desk::routes::{OpenTo, TABLE};
use newsroom::Role;
use serde_json::{Value, json};
use testkit::{Caller, Clerk, Database, Newsroom, on_both};

const TAB: &str = "0123456789abcdef0123456789abcdef";
const OTHER_TAB: &str = "fedcba9876543210fedcba9876543210";
const PASSWORD: &str = "çınarın gölgesi serin";

// ---- coming in ----

async fn whoever_comes_first_sets_the_newsroom_up_and_nobody_after(database: Database) {
    let node = Newsroom::start(&database).await;
    let mut first = node.stranger();
    let got = first.get("/desk/").await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/set-up"));
    let form =
        |password: &'static str| [("name", "Ayşe Demir"), ("email", "Ayse@cinar.example"), ("password", password)];
    let got = first.post("/desk/set-up", &form("kısa")).await;
    assert_eq!(got.status, 422, "a short password is refused with the form filled in");
    assert!(got.body.contains("Ayşe Demir") && !got.body.contains("kısa"));
    let got = first.post("/desk/set-up", &form(PASSWORD)).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/?done=set-up"));
    for flag in ["httponly", "samesite=lax", "secure", "path=/"] {
        assert!(got.header("set-cookie").contains(flag), "{flag}");
    }
    first.keep_cookie(&got).await;
    assert_eq!(first.get("/desk/").await.status, 200);

    let second = node.stranger();
    assert_eq!(second.get("/desk/set-up").await.header("location"), "/desk/sign-in");
    let got = second.post("/desk/set-up", &form(PASSWORD)).await;
    assert_eq!((got.status, got.header("set-cookie")), (303, ""));

    // Signing in: a wrong password and an unknown address are told in the same words.
    let sign_in = |email: &'static str, password: &'static str| {
        [("email", email), ("password", password), ("to", "/desk/people")]
    };
    let wrong = second.post("/desk/sign-in", &sign_in("ayse@cinar.example", "yanlış bir parola")).await;
    let unknown = second.post("/desk/sign-in", &sign_in("kimse@cinar.example", "yanlış bir parola")).await;
    assert_eq!((wrong.status, unknown.status), (422, 422));
    let words = |got: &testkit::Got| got.body.replace("ayse@", "").replace("kimse@", "");
    assert_eq!(words(&wrong), words(&unknown));
    let right = second.post("/desk/sign-in", &sign_in("AYSE@cinar.example ", PASSWORD)).await;
    assert_eq!((right.status, right.header("location")), (303, "/desk/people"));
    let mut again = node.stranger();
    again.keep_cookie(&right).await;
    assert_ne!(again.cookie, first.cookie, "each session has its own cookie");

    // Elsewhere is not where one is sent.
    for to in ["https://evil.example/", "//evil.example/", "/desk//evil.example", "/desk/\\evil", "javascript:1"] {
        let fields = [("email", "ayse@cinar.example"), ("password", PASSWORD), ("to", to)];
        assert_eq!(node.stranger().post("/desk/sign-in", &fields).await.header("location"), "/desk/", "{to}");
    }
    // Out is out, also for who kept the cookie.
    assert_eq!(again.post("/desk/sign-out", &[]).await.status, 303);
    assert_eq!(again.get("/desk/people").await.header("location"), "/desk/sign-in?to=/desk/people");
    assert_eq!(first.get("/desk/people").await.status, 200, "the other session goes on");
}

async fn guessing_a_password_grows_slow(database: Database) {
    let node = Newsroom::start(&database).await;
    node.clerk(Role::Administrator).await;
    let stranger = node.stranger();
    let guess = async || {
        let fields = [("email", "biri@cinar.example"), ("password", "bir tahmin daha")];
        let got = stranger.post("/desk/sign-in", &fields).await;
        assert_eq!(got.status, 422);
        got.body.contains("saniye")
    };
    for turn in 1..=5 {
        assert!(!guess().await, "people mistype: {turn} tries cost nothing");
    }
    assert!(guess().await, "the next is told to wait");
}

/// A proxy may ask us under a name of its own; the browser still says which page the form stood on.
async fn behind_a_proxy_forms_are_known_by_the_papers_own_origin(database: Database) {
    let node = Newsroom::start(&database).await;
    node.clerk(Role::Administrator).await;
    let check = async |origin: &str, expected: u16| {
        let form = "email=biri%40cinar.example&password=bir+tahmin";
        let length = form.len();
        let request = format!(
            "POST /desk/sign-in HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nOrigin: {origin}\r\nAccept: text/html\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        );
        assert_eq!(node.send(request.as_bytes()).await.status, expected, "{origin}");
    };
    check("https://cinar.example", 422).await;
    check("https://evil.example", 400).await;
}

async fn a_link_lets_somebody_in_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let fields = [("name", "Deniz"), ("email", "deniz@cinar.example"), ("role", "reporter"), ("beats", "tr/ekonomi")];
    let got = chief.post("/desk/people", &fields).await;
    let link = got.body.split("/desk/join/").nth(1).and_then(|rest| rest.split('<').next()).expect("a link").to_owned();
    let path = format!("/desk/join/{link}");
    let mut deniz = node.stranger();
    assert_eq!(deniz.get(&path).await.status, 200);
    let got = deniz.post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(got.status, 303);
    deniz.keep_cookie(&got).await;
    assert_eq!(deniz.get("/desk/").await.status, 200);
    assert_eq!(node.stranger().post(&path, &[("password", "başka bir parola daha")]).await.status, 422, "once");
    assert_eq!(deniz.get("/desk/people").await.status, 403, "a reporter does not look after people");
    // Shut out is out at once.
    let shut = chief.post("/desk/people/access", &[("email", "deniz@cinar.example"), ("do", "disable")]).await;
    assert_eq!(shut.status, 200);
    assert_eq!(deniz.get("/desk/").await.status, 303);
    let audit = chief.get("/desk/audit").await.body;
    assert!(audit.contains("deniz@cinar.example") && audit.contains("127.0.0.1"));
}

async fn every_address_is_guarded(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Administrator).await;
    let number = clerk.begin("tr").await.to_string();
    let stranger = node.stranger();
    for route in TABLE {
        let path = route.path.replace("{number}", &number).replace("{secret}", "x").replace("{name}", "x");
        let path = path.replace("{edition}", "tr").replace("{section}", "gundem").replace("{place}", "side");
        let path = path.replace("{offset}", "0");
        let origin = [("Origin", "https://cinar.example")];
        let got = match route.method {
            "GET" => stranger.get(&path).await,
            _ => stranger.post_raw(&path, &[("csrf", "")], &origin).await,
        };
        let is_shut = got.header("location").starts_with("/desk/sign-in?to=") && got.status == 303;
        assert_eq!(is_shut, route.open_to == OpenTo::SignedIn, "{} {path}: {}", route.method, got.status);
        if route.method == "GET" || route.open_to == OpenTo::Everybody {
            continue;
        }
        // Forms of another page, another host, or nobody's: nothing is done.
        let check = async |fields: &[(&str, &str)], headers: &[(&str, &str)]| {
            let got = clerk.post_raw(&path, fields, headers).await;
            assert!(matches!(got.status, 400 | 403), "{path} {fields:?} {headers:?}: {} {}", got.status, got.body);
        };
        let csrf = [("csrf", clerk.csrf.as_str())];
        check(&[], &origin).await;
        check(&[("csrf", "0123456789abcdef0123456789abcdef")], &origin).await;
        check(&csrf, &[]).await;
        check(&csrf, &[("Origin", "https://evil.example")]).await;
        check(&csrf, &[("Origin", "null")]).await;
        check(&csrf, &[("Origin", "https://cinar.example"), ("Sec-Fetch-Site", "cross-site")]).await;
    }
    let got = stranger.write(1, TAB, 1, 0, json!([])).await;
    assert_eq!((got.status, got.header("content-type")), (401, "application/problem+json"), "the script is told");
}

async fn every_page_has_the_desks_policy(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Administrator).await;
    let number = clerk.begin("tr").await;
    for path in
        ["/desk/", "/desk/people", "/desk/audit", "/desk/sessions", &format!("/desk/stories/{number}"), "/desk/nix"]
    {
        let got = clerk.get(path).await;
        let policy = got.header("content-security-policy");
        for rule in
            ["script-src 'self';", "require-trusted-types-for 'script'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert_eq!(got.header("cache-control"), "no-store", "{path}");
        assert_eq!(got.header("x-robots-tag"), "noindex", "{path}");
    }
}

// ---- writing ----

/// A story ready to be published, written as the editor writes.
async fn written(clerk: &Clerk<'_>, headline: &str) -> i64 {
    let number = clerk.begin("tr").await;
    let field = |field: &str, now: Value| json!({"field": field, "was": null, "now": now});
    let paragraph = json!({"type": "paragraph", "text": [{"text": "Irmağın suyu gece yarısı yükseldi."}]});
    let changes = json!([
        field("headline", json!(headline)),
        field("sections", json!(["gundem"])),
        field("credits", json!([{"name": "İHA"}])),
        field("tags", json!([{"name": "Sel", "slug": ""}])),
        {"block": "p1", "was": null, "now": paragraph, "after": null},
    ]);
    let got = clerk.write(number, TAB, 1, 0, changes).await;
    assert_eq!(got.status, 200, "{}", got.body);
    number
}

async fn a_story_goes_from_the_desk_to_readers_and_back(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&editor, "Irmak taştı, iki köy boşaltıldı").await;
    let path = format!("/gundem/irmak-tasti-iki-koy-bosaltildi-{number}");
    assert_eq!(node.get(&path).await.status, 404, "no reader reaches a draft");
    assert!(editor.get(&format!("/desk/stories/{number}/preview")).await.body.contains("Irmağın suyu"));

    let act = async |act: &str, fields: &[(&str, &str)]| {
        let opened = editor.opened(number).await;
        let page = editor.get(&format!("/desk/stories/{number}/{act}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains(&path), "it says where readers find it");
        let hidden = |name: &str| {
            let mark = format!("name=\"{name}\" value=\"");
            page.body.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
        };
        let (revision, version) = (hidden("revision"), hidden("version"));
        assert_eq!(version, opened["version"].to_string());
        let seen = [("revision", revision.as_str()), ("version", version.as_str())];
        editor.post(&format!("/desk/stories/{number}/{act}"), &[fields, &seen].concat()).await
    };
    let got = act("publication", &[("when", "now")]).await;
    assert_eq!(got.header("location"), format!("/desk/stories/{number}?done=publication"), "{}", got.body);
    let page = node.get(&path).await;
    assert!(page.status == 200 && page.body.contains("Irmağın suyu gece yarısı yükseldi."), "the very next request");
    assert!(page.body.contains("/etiket/sel/"), "the tag has the slug of its name");

    // Changed at the desk, readers have the old words until the act.
    let version = editor.opened(number).await["version"].as_i64().expect("a version");
    let changes = json!([{"field": "headline", "was": "Irmak taştı, iki köy boşaltıldı", "now": "Irmak taştı, üç köy boşaltıldı"}]);
    assert_eq!(editor.write(number, TAB, 2, version, changes).await.status, 200);
    assert!(node.get(&path).await.body.contains("iki köy"));
    // A form that is refused stands there as it was filled in.
    let got = editor
        .post(
            &format!("/desk/stories/{number}/correction"),
            &[("note", "İki değil <üç>"), ("revision", "1"), ("version", "1")],
        )
        .await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains(">İki değil &lt;üç&gt;</textarea>"), "{}", got.body);
    let got = act("publication", &[("when", "later"), ("at", "2001-02-03T04:05")]).await;
    assert!(got.status == 422 && got.body.contains("value=\"2001-02-03T04:05\""), "{}", got.body);
    let got = act("correction", &[("note", "İlk haberde köy sayısı iki olarak geçti.")]).await;
    assert_eq!(got.header("location"), format!("/desk/stories/{number}?done=correction"), "{}", got.body);
    let page = node.get(&path).await.body;
    assert!(page.contains("üç köy") && page.contains("İlk haberde köy sayısı"));

    let got = act("withdrawal", &[("reason", "Haber yanlıştı.")]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    assert_eq!(node.get(&path).await.status, 410);
    let report = store::ledger::verify(&node.store).await.expect("verified");
    assert!(report.faults.is_empty(), "{report:?}");
}

async fn what_was_changed_meanwhile_is_not_published_unseen(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let number = written(&editor, "Irmak taştı").await;
    let before = editor.opened(number).await["version"].to_string();
    let changes = json!([{"field": "kicker", "was": null, "now": "Son dakika"}]);
    assert_eq!(editor.write(number, TAB, 2, 1, changes).await.status, 200);
    let fields = [("when", "now"), ("revision", "1"), ("version", before.as_str())];
    let path = format!("/desk/stories/{number}/publication");
    assert_eq!(editor.post(&path, &fields).await.status, 422);
    assert!(node.get(&format!("/gundem/irmak-tasti-{number}")).await.status == 404);
}

async fn nothing_is_taken_twice_and_nobody_overwrites_another(database: Database) {
    let node = Newsroom::start(&database).await;
    let (ayse, _) = node.clerk(Role::Reporter).await;
    let (ali, ali_person) = node.clerk(Role::Reporter).await;
    let number = written(&ayse, "Irmak taştı").await;
    let paragraph = |text: &str| json!({"type": "paragraph", "text": [{"text": text}]});
    let first = "Irmağın suyu gece yarısı yükseldi.";
    let changed = |text: &str| json!([{"block": "p1", "was": paragraph(first), "now": paragraph(text)}]);

    let once = ayse.write(number, TAB, 2, 1, changed("Ayşe yazdı.")).await.json();
    let twice = ayse.write(number, TAB, 2, 1, changed("Ayşe yazdı.")).await.json();
    assert_eq!(once["version"], twice["version"], "an answer that got lost is asked for again");

    // Ali saw the text before Ayşe's change.
    let his = ali.write(number, OTHER_TAB, 1, 1, changed("Ali yazdı.")).await.json();
    let kept_as = his["conflicts"][0]["kept_as"].as_str().expect("a block of its own").to_owned();
    assert_eq!(his["theirs"][0]["now"], paragraph("Ayşe yazdı."));
    assert_eq!((&his["theirs"][1]["block"], &his["theirs"][1]["after"]), (&json!(kept_as), &json!("p1")));
    let again = ali.write(number, OTHER_TAB, 1, 1, changed("Ali yazdı.")).await.json();
    assert_eq!((&again["conflicts"], &again["theirs"]), (&his["conflicts"], &his["theirs"]));
    let text = ayse.opened(number).await;
    let texts: Vec<_> = text["blocks"].as_array().expect("blocks").iter().map(|block| block["block"].clone()).collect();
    assert_eq!(texts, [paragraph("Ayşe yazdı."), paragraph("Ali yazdı.")], "both stand, one behind the other");
    // Ayşe is told, and who else is there.
    let hers = ayse.write(number, TAB, 3, 2, json!([])).await.json();
    assert_eq!(hers["theirs"][0]["now"], paragraph("Ali yazdı."));
    assert_eq!(hers["present"][0]["actor"], ali_person.actor().0);

    // What a program saves meanwhile is a change like any other.
    let program = node.caller(Role::Editor).await;
    let draft = program.read(&format!("/api/v1/stories/{number}/draft")).await;
    let mut item = draft.json();
    item["headlines"] = json!([{"role": "main", "value": "Bir programın başlığı"}]);
    let etag = draft.header("etag").to_owned();
    let got = program.send_with("PUT", &format!("/api/v1/stories/{number}/draft"), &item, &[("If-Match", &etag)]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let version = hers["version"].as_i64().expect("a version");
    let hers = ayse.write(number, TAB, 4, version, json!([])).await.json();
    assert_eq!(hers["theirs"][0]["now"], "Bir programın başlığı");
    // And the desk's saves change what the program must name.
    let version = hers["version"].as_i64().expect("a version");
    let stale = program.read(&format!("/api/v1/stories/{number}/draft")).await.header("etag").to_owned();
    let changes = json!([{"field": "kicker", "was": null, "now": "Sel"}]);
    assert_eq!(ayse.write(number, TAB, 5, version, changes).await.status, 200);
    let got =
        program.send_with("PUT", &format!("/api/v1/stories/{number}/draft"), &item, &[("If-Match", &stale)]).await;
    assert_eq!(got.status, 412);
}

async fn what_no_editor_sends_is_refused_or_cleaned(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Reporter).await;
    let number = written(&clerk, "Irmak <script>alert(1)</script>").await;
    let page = clerk.get(&format!("/desk/stories/{number}")).await.body;
    assert!(!page.contains("<script>alert"), "a headline is words");
    let link = |link: &str| {
        json!([{"block": "x1", "was": null, "after": null, "now":
        {"type": "paragraph", "text": [{"text": "söz", "link": link}]}}])
    };
    let got = clerk.write(number, TAB, 2, 1, link("javascript:alert(1)")).await.json();
    assert_eq!(got["theirs"][0]["now"]["text"], json!([{"text": "söz"}]), "its writer is told what became of it");
    let refused = async |seq: i64, change: Value, code: &str| {
        let got = clerk.write(number, TAB, seq, 2, json!([change])).await;
        assert_eq!((got.status, got.json()["code"].as_str()), (422, Some(code)), "{}", got.body);
    };
    let block = |now: Value| json!({"block": "x2", "was": null, "now": now, "after": null});
    refused(3, block(json!({"type": "embed", "url": "javascript:alert(1)"})), "embed-address").await;
    refused(4, block(json!({"type": "script", "text": "x"})), "not-as-documented").await;
    let picture = json!({"file": "0".repeat(64), "width": 1, "height": 1, "colour": "#fff"});
    refused(5, block(json!({"type": "picture", "picture": picture})), "unknown-file").await;
    refused(6, json!({"field": "body", "was": null, "now": []}), "no-such-field").await;
}

// ---- who may what ----

async fn a_contributor_reaches_no_story_of_others(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (contributor, _) = node.clerk(Role::Contributor).await;
    let others = written(&reporter, "Gizli taslak").await;
    let own = written(&contributor, "Kendi haberi").await;
    for route in TABLE.iter().filter(|route| route.path.contains("{number}")) {
        let path = route.path.replace("{number}", &others.to_string());
        let got = match route.method {
            "GET" => contributor.get(&path).await,
            _ if path.ends_with("journal") => contributor.write(others, TAB, 9, 0, json!([])).await,
            _ => contributor.post(&path, &[("revision", "1"), ("version", "1"), ("when", "now"), ("note", "x")]).await,
        };
        assert_eq!(got.status, 403, "{} {path}", route.method);
        assert!(!got.body.contains("Gizli"), "{path} tells nothing of it");
    }
    let board = contributor.get("/desk/").await.body;
    assert!(board.contains("Kendi haberi") && !board.contains("Gizli taslak"));
    assert!(reporter.get("/desk/").await.body.contains("Kendi haberi"));
    let got = contributor.get(&format!("/desk/stories/{own}")).await;
    assert!(got.status == 200 && !got.body.contains("/publication"), "nobody is offered what they may not do");
    let publish = [("revision", "1"), ("version", "1"), ("when", "now")];
    assert_eq!(contributor.post(&format!("/desk/stories/{own}/publication"), &publish).await.status, 403);
    assert_eq!(Caller::without_token(&node).read(&format!("/api/v1/stories/{others}")).await.status, 404);
}

/// Every act, role and section, through the pages: what happens is what the policy says.
async fn the_policy_holds_for_every_act_role_and_section(database: Database) {
    let node = Newsroom::start(&database).await;
    let (author, _) = node.clerk(Role::Reporter).await;
    let number = written(&author, "Irmak taştı").await;
    for role in Role::ALL {
        for (beats, within) in [
            (&[][..], true),
            (&["tr"][..], true),
            (&["tr/gundem"][..], true),
            (&["tr/ekonomi"][..], false),
            (&["ar"][..], false),
        ] {
            let (clerk, _) = node.clerk_with(role, beats).await;
            for (act, least) in [
                ("", Role::Reporter),
                ("/preview", Role::Reporter),
                ("/publication", Role::Editor),
                ("/correction", Role::Editor),
                ("/withdrawal", Role::Editor),
            ] {
                let got = clerk.get(&format!("/desk/stories/{number}{act}")).await;
                let expected = if within && role >= least { 200 } else { 403 };
                assert_eq!(got.status, expected, "{role} {beats:?} {act}");
            }
            let got = clerk.write(number, TAB, 7, 0, json!([])).await;
            assert_eq!(got.status == 200, within && role >= Role::Reporter, "{role} {beats:?} journal");
            for path in ["/desk/people", "/desk/audit"] {
                let expected = if role == Role::Administrator { 200 } else { 403 };
                assert_eq!(clerk.get(path).await.status, expected, "{role} {path}");
            }
        }
    }
}

// ---- on a thin line ----

/// The editor's script and the pages arrive packed, and unpacked they are the same.
async fn what_the_desk_sends_is_packed(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let story = clerk.begin("tr").await;
    let path = format!("/desk/stories/{story}");
    let page = clerk.get(&path).await;
    let script = page.body.split('"').find(|part| part.ends_with("-editor.js")).expect("the page names its script");
    for path in [path.as_str(), script] {
        let plain = clerk.request("GET", path, &[("Accept", "text/html")], b"").await;
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        let accept = [("Accept", "text/html"), ("Accept-Encoding", "gzip, deflate, br, zstd")];
        let packed = clerk.request("GET", path, &accept, b"").await;
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("br", "accept-encoding"), "{path}");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed.bytes.as_slice(), &mut unpacked).expect("brotli");
        assert_eq!(unpacked, plain.bytes, "{path}");
        assert!(packed.bytes.len() * 2 < plain.bytes.len(), "{path}: {} of {}", packed.bytes.len(), plain.bytes.len());
        let gzip = clerk.request("GET", path, &[("Accept-Encoding", "gzip")], b"").await;
        let mut unpacked = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(gzip.bytes.as_slice());
        std::io::Read::read_to_end(&mut reader, &mut unpacked).expect("gzip");
        assert_eq!(unpacked, plain.bytes, "{path}");
    }
    let script = clerk.request("GET", script, &[("Accept-Encoding", "gzip")], b"").await;
    assert!(script.bytes.len() <= 250 * 1024, "the desk's script is {} bytes", script.bytes.len());
}

on_both! {
    what_the_desk_sends_is_packed,
    whoever_comes_first_sets_the_newsroom_up_and_nobody_after,
    guessing_a_password_grows_slow,
    behind_a_proxy_forms_are_known_by_the_papers_own_origin,
    a_link_lets_somebody_in_once,
    every_address_is_guarded,
    every_page_has_the_desks_policy,
    a_story_goes_from_the_desk_to_readers_and_back,
    what_was_changed_meanwhile_is_not_published_unseen,
    nothing_is_taken_twice_and_nobody_overwrites_another,
    what_no_editor_sends_is_refused_or_cleaned,
    a_contributor_reaches_no_story_of_others,
    the_policy_holds_for_every_act_role_and_section,
}
