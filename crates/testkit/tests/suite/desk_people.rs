//! Ways in and what opens doors: second factors, passkeys, tokens, mail; and every way past them that we know of, tried.

use std::time::{Duration, Instant};

use desk::routes::{OpenTo, TABLE};
use jiff::SignedDuration;
use newsroom::Role;
use serde_json::{Value, json};
use store::NewPerson;
use testkit::{Authenticator, Caller, Clerk, Database, Got, Mailbox, Newsroom, on_both};
use web::one_time;

const PASSWORD: &str = "çınarın gölgesi serin";
const EMAIL: &str = "ayse@cinar.example";

/// Somebody with a password.
async fn person(node: &Newsroom, email: &str, role: Role) -> store::Person {
    let password = tokio::task::spawn_blocking(|| web::secret::password_hash(PASSWORD)).await;
    let password = password.expect("a thread").expect("hashed");
    let new = NewPerson {
        email: email.to_owned(),
        name: "Ayşe Demir".to_owned(),
        role,
        beats: Vec::new(),
        password: Some(password),
    };
    let mut tx = node.store.write().await.expect("a transaction");
    let person = tx.add_person(&new).await.expect("a person");
    tx.commit().await.expect("kept");
    person
}

async fn signed_in<'n>(node: &'n Newsroom, email: &str) -> Clerk<'n> {
    let mut clerk = node.stranger();
    let got = clerk.sign_in(email, PASSWORD).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/"), "{}", got.body);
    clerk
}

/// Turns one-time codes on; the secret and the recovery codes.
async fn one_time_codes(clerk: &Clerk<'_>, node: &Newsroom) -> (String, Vec<String>) {
    let got = clerk.post("/desk/me/ways-in/offer", &[]).await;
    assert_eq!(got.header("location"), "/desk/me/ways-in/one-time", "{}", got.body);
    let page = clerk.get("/desk/me/ways-in/one-time").await.body;
    assert!(page.contains("<svg") && !page.contains("<img"), "the square is drawn here and asked of nobody");
    let secret: String = between(&page, "<code dir=\"ltr\">", "</code>").replace(' ', "");
    let wrong = clerk.post("/desk/me/ways-in/one-time", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422, "not on before a code was shown");
    let code = code(node, &secret);
    let got = clerk.post("/desk/me/ways-in/one-time", &[("code", &code)]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let codes = got.body.split("<code dir=\"ltr\">").skip(1).filter_map(|rest| rest.split('<').next());
    (secret, codes.map(str::to_owned).collect())
}

fn code(node: &Newsroom, secret: &str) -> String {
    one_time::code_at(secret, node.store.clock().now()).expect("a code")
}

/// Half a minute and a little later.
fn later(node: &Newsroom) {
    node.store.clock().advance(SignedDuration::from_secs(31));
}

fn between(text: &str, start: &str, end: &str) -> String {
    text.split(start).nth(1).and_then(|rest| rest.split(end).next()).unwrap_or_default().to_owned()
}

const SECOND_STEP: &str = "/desk/sign-in/second-step";

// ---- one-time codes ----

async fn a_second_step_is_asked_for_and_nothing_is_open_before(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Administrator).await;
    let clerk = signed_in(&node, EMAIL).await;
    let elsewhere = signed_in(&node, EMAIL).await;
    let (secret, codes) = one_time_codes(&clerk, &node).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(elsewhere.get("/desk/").await.status, 303, "whoever came in by less is out");
    assert_eq!(clerk.get("/desk/").await.status, 200);

    later(&node);
    let mut half = node.stranger();
    let got = half.sign_in(EMAIL, PASSWORD).await;
    assert_eq!((got.status, got.header("location")), (303, SECOND_STEP));
    assert!(half.cookie_named("-desk").is_empty(), "there is no session yet: {}", half.cookie);
    let begun = half.cookie_named("-begun");
    // Neither with what the browser holds, nor with the same secret as a session, is any page open.
    for cookie in [half.cookie.clone(), format!("__Host-manset-desk={begun}")] {
        let mut tries = half.clone();
        tries.cookie = cookie;
        for route in TABLE.iter().filter(|route| route.open_to == OpenTo::SignedIn) {
            let path = route.path.replace("{number}", "1").replace("{name}", "x").replace("{offset}", "0");
            let path = path.replace("{edition}", "tr").replace("{section}", "gundem").replace("{place}", "side");
            let path = path.replace("{author}", "x").replace("{file}", "x").replace("{id}", "x");
            let got = match route.method {
                "GET" => tries.get(&path).await,
                _ => tries.post(&path, &[("csrf", "x")]).await,
            };
            assert_eq!(got.status, 303, "{} {path}: {}", route.method, got.body);
            assert!(got.header("location").starts_with("/desk/sign-in"), "{path}");
        }
        assert_eq!(tries.post_json("/desk/stories/1/journal", &json!({})).await.status, 401);
    }
    assert_eq!(node.stranger().get(SECOND_STEP).await.header("location"), "/desk/sign-in", "nobody is between steps");

    let shown = code(&node, &secret);
    let stranger = node.stranger();
    assert_eq!(stranger.post(SECOND_STEP, &[("code", &shown)]).await.header("location"), "/desk/sign-in");
    assert_eq!(half.post(SECOND_STEP, &[("code", "123 45")]).await.status, 422);
    let before = half.cookie_named("-begun");
    let got = half.post(SECOND_STEP, &[("code", &shown)]).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/"), "{}", got.body);
    let again = half.post(SECOND_STEP, &[("code", &shown)]).await;
    assert_eq!(again.header("location"), "/desk/sign-in", "the half sign-in is used up");
    half.keep_cookies(&got).await;
    assert_eq!(half.get("/desk/").await.status, 200);
    assert_ne!(half.cookie_named("-desk"), before, "the session has a name of its own");

    // A code that was taken is not taken again, by nobody.
    let mut replay = node.stranger();
    replay.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(replay.post(SECOND_STEP, &[("code", &shown)]).await.status, 422);
    later(&node);
    let next = code(&node, &secret);
    assert_eq!(replay.post(SECOND_STEP, &[("code", &next)]).await.status, 303);
    // Nor an older one after a newer.
    let mut older = node.stranger();
    older.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(older.post(SECOND_STEP, &[("code", &shown)]).await.status, 422);
    // A recovery code lets in once.
    let typed = codes[3].replace('-', " ").to_uppercase();
    assert_eq!(older.post(SECOND_STEP, &[("code", &typed)]).await.status, 303);
    let mut third = node.stranger();
    third.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(third.post(SECOND_STEP, &[("code", &codes[3])]).await.status, 422);
    assert!(clerk.get("/desk/me/ways-in").await.body.contains("9 kurtarma kodu"));
    // The second step ends.
    node.store.clock().advance(SignedDuration::from_mins(11));
    assert_eq!(third.get(SECOND_STEP).await.header("location"), "/desk/sign-in");
}

async fn guessing_codes_grows_slow(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Editor).await;
    let clerk = signed_in(&node, EMAIL).await;
    let (secret, codes) = one_time_codes(&clerk, &node).await;
    later(&node);
    let mut guesser = node.stranger();
    guesser.sign_in(EMAIL, PASSWORD).await;
    for turn in 0..5 {
        let got = guesser.post(SECOND_STEP, &[("code", &format!("00000{turn}"))]).await;
        assert!(got.status == 422 && !got.body.contains("saniye"), "{turn}");
    }
    // The right password does not make guessing quick again.
    guesser.sign_in(EMAIL, PASSWORD).await;
    let right = code(&node, &secret);
    let got = guesser.post(SECOND_STEP, &[("code", &right)]).await;
    assert!(got.status == 422 && got.body.contains("saniye"), "even the right one waits");

    // Off again, and the password alone lets in.
    let got = clerk.post("/desk/me/ways-in/one-time-off", &[]).await;
    assert_eq!(got.status, 303);
    assert!(!codes.is_empty() && !clerk.get("/desk/me/ways-in").await.body.contains("kurtarma kodu"));
    // Another node has not counted these tries.
    let fresh = Newsroom::of(node.store.clone(), web::Limits::default()).await;
    assert_eq!(fresh.stranger().sign_in(EMAIL, PASSWORD).await.header("location"), "/desk/");
}

// ---- passkeys ----

async fn challenge(clerk: &mut Clerk<'_>) -> Value {
    let got = clerk.post("/desk/sign-in/challenge", &[]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let options = got.json();
    clerk.keep_cookies(&got).await;
    options
}

async fn registered(clerk: &Clerk<'_>, device: &mut Authenticator) -> Got {
    let got = clerk.post_json("/desk/me/ways-in/challenge", &json!({"kind": "register"})).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let answer = device.register(&got.json());
    clerk.post("/desk/me/ways-in/passkeys", &[("answer", &answer), ("name", "Telefonum")]).await
}

async fn a_passkey_lets_somebody_in_without_a_name(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Editor).await;
    let clerk = signed_in(&node, EMAIL).await;
    let mut device = Authenticator::new();
    let got = registered(&clerk, &mut device).await;
    assert!(
        got.status == 200 && got.body.matches("<code").count() == 10,
        "with codes for the day it is lost: {}",
        got.body
    );
    assert!(clerk.get("/desk/me/ways-in").await.body.contains("Telefonum"));

    let mut browser = node.stranger();
    let options = challenge(&mut browser).await;
    assert_eq!(options["publicKey"]["allowCredentials"], json!([]), "nobody learns whose keys there are");
    let answer = device.show(&options);
    let fields = [("answer", answer.as_str()), ("to", "/desk/tokens")];
    let got = browser.post("/desk/sign-in/passkey", &fields).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/tokens"), "{}", got.body);
    let mut signed = browser.clone();
    signed.keep_cookies(&got).await;
    assert_eq!(signed.get("/desk/").await.status, 200);
    // The challenge was answered once.
    assert_eq!(browser.post("/desk/sign-in/passkey", &fields).await.status, 422);
    // Where to is never another host.
    let answer = device.show(&challenge(&mut browser).await);
    let fields = [("answer", answer.as_str()), ("to", "//evil.example/")];
    assert_eq!(browser.post("/desk/sign-in/passkey", &fields).await.header("location"), "/desk/");

    // It shows who somebody is, too, and only them.
    node.store.clock().advance(SignedDuration::from_mins(11));
    let ask =
        async |clerk: &Clerk<'_>| clerk.post_json("/desk/confirm/challenge", &json!({"kind": "confirm"})).await.json();
    let answer = device.show(&ask(&signed).await);
    let got = signed.post("/desk/confirm/passkey", &[("answer", &answer), ("to", "/desk/tokens")]).await;
    assert_eq!(got.header("location"), "/desk/tokens", "{}", got.body);
    let (other, _) = node.clerk(Role::Administrator).await;
    node.store.clock().advance(SignedDuration::from_mins(11));
    let answer = device.show(&ask(&other).await);
    assert_eq!(other.post("/desk/confirm/passkey", &[("answer", &answer)]).await.status, 422, "another's key");

    // Removed, it opens nothing.
    let got = signed.post("/desk/me/ways-in/passkey", &[("do", "rename"), ("id", "none"), ("name", "x")]).await;
    assert_eq!(got.status, 404);
    let got = clerk.post("/desk/confirm", &[("password", PASSWORD)]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let page = clerk.get("/desk/me/ways-in").await.body;
    let id = between(&page, "name=\"id\" value=\"", "\"");
    assert_eq!(
        other.post("/desk/me/ways-in/passkey", &[("do", "rename"), ("id", &id), ("name", "x")]).await.status,
        404
    );
    assert_eq!(clerk.post("/desk/me/ways-in/passkey", &[("do", "remove"), ("id", &id)]).await.status, 303);
    let answer = device.show(&challenge(&mut browser).await);
    assert_eq!(browser.post("/desk/sign-in/passkey", &[("answer", &answer)]).await.status, 422);
}

async fn no_foreign_answer_is_taken(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Editor).await;
    let clerk = signed_in(&node, EMAIL).await;
    let mut device = Authenticator::new();
    registered(&clerk, &mut device).await;
    let refused = async |browser: &Clerk<'_>, answer: &str, why: &str| {
        let got = browser.post("/desk/sign-in/passkey", &[("answer", answer)]).await;
        assert_eq!((got.status, got.header("set-cookie")), (422, ""), "{why}");
        assert!(!got.body.contains("saniye"), "{why}: not because of the tries before");
    };
    // Another browser's challenge: what an attacker had answered elsewhere.
    let (mut mine, mut theirs) = (node.stranger(), node.stranger());
    let options = challenge(&mut theirs).await;
    challenge(&mut mine).await;
    refused(&mine, &device.show(&options), "a challenge of another browser").await;
    refused(&node.stranger(), &device.show(&options), "no challenge at all").await;
    // A page that looks like ours.
    let options = challenge(&mut mine).await;
    device.origin = "https://cinar.example.evil.example".to_owned();
    refused(&mine, &device.show(&options), "another origin").await;
    device.origin = "https://cinar.example".to_owned();
    // A key that lay on a desk: nobody was verified.
    let options = challenge(&mut mine).await;
    device.verifies = false;
    refused(&mine, &device.show(&options), "nobody verified").await;
    device.verifies = true;
    // Another node has not counted these tries.
    let fresh = Newsroom::of(node.store.clone(), web::Limits::default()).await;
    let mut other = fresh.stranger();
    let options = challenge(&mut other).await;
    refused(&other, "{}", "no answer").await;
    refused(&other, &device.show(&options), "a challenge that was answered wrongly is over").await;
    // One too old.
    let mut slow = fresh.stranger();
    let options = challenge(&mut slow).await;
    node.store.clock().advance(SignedDuration::from_mins(6));
    refused(&slow, &device.show(&options), "too late").await;
}

async fn a_copied_passkey_is_found_out(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Editor).await;
    let clerk = signed_in(&node, EMAIL).await;
    let mut device = Authenticator::new();
    registered(&clerk, &mut device).await;
    let mut browser = node.stranger();
    for _ in 0..2 {
        let answer = device.show(&challenge(&mut browser).await);
        assert_eq!(browser.post("/desk/sign-in/passkey", &[("answer", &answer)]).await.status, 303);
    }
    device.turn_back(2);
    let answer = device.show(&challenge(&mut browser).await);
    let got = browser.post("/desk/sign-in/passkey", &[("answer", &answer)]).await;
    assert!(got.status == 422 && got.body.contains("sayacı geri gitti"), "{}", got.body);
    let (chief, _) = node.clerk(Role::Administrator).await;
    assert!(chief.get("/desk/audit").await.body.contains("kopyalanmış olabilecek"));
    // A key needs somebody verified from its first day, and a page of ours.
    let mut other = Authenticator::new();
    other.verifies = false;
    assert_eq!(registered(&clerk, &mut other).await.status, 422);
    let mut other = Authenticator::new();
    other.origin = "https://evil.example".to_owned();
    assert_eq!(registered(&clerk, &mut other).await.status, 422);
}

// ---- fixation, and showing it once more ----

async fn no_session_given_beforehand_is_ever_signed_in(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Editor).await;
    let planted = web::secret::new_token().expect("a token").text;
    let mut victim = node.stranger();
    victim.cookie = format!("__Host-manset-desk={planted}; __Host-manset-desk-begun={planted}");
    let attacker = victim.clone();
    victim.sign_in(EMAIL, PASSWORD).await;
    assert_ne!(victim.cookie_named("-desk"), planted);
    assert_eq!(victim.get("/desk/").await.status, 200);
    assert_eq!(attacker.get("/desk/").await.status, 303);
    // What stood in the browser before ends with the new one.
    let before = victim.clone();
    victim.sign_in(EMAIL, PASSWORD).await;
    assert_eq!((before.get("/desk/").await.status, victim.get("/desk/").await.status), (303, 200));
    // At the second step too.
    let (secret, _) = one_time_codes(&victim, &node).await;
    later(&node);
    let mut half = node.stranger();
    half.cookie = format!("__Host-manset-desk={planted}; __Host-manset-desk-begun={planted}");
    half.sign_in(EMAIL, PASSWORD).await;
    assert_ne!(half.cookie_named("-begun"), planted, "the half sign-in is new too");
    let got = half.post(SECOND_STEP, &[("code", &code(&node, &secret))]).await;
    half.keep_cookies(&got).await;
    assert_ne!(half.cookie_named("-desk"), planted);
    assert_eq!(attacker.get("/desk/").await.status, 303);
}

async fn what_opens_doors_asks_again_after_ten_minutes(database: Database) {
    let node = Newsroom::start(&database).await;
    let chief = person(&node, EMAIL, Role::Administrator).await;
    let other = person(&node, "ali@cinar.example", Role::Editor).await;
    let clerk = signed_in(&node, EMAIL).await;
    node.store.clock().advance(SignedDuration::from_mins(11));
    let person_path = format!("/desk/people/{}", other.number);
    let acts: &[(&str, &[(&str, &str)])] = &[
        ("/desk/me/ways-in/offer", &[]),
        ("/desk/me/ways-in/one-time", &[("code", "123456")]),
        ("/desk/me/ways-in/one-time-off", &[]),
        ("/desk/me/ways-in/codes", &[]),
        ("/desk/me/ways-in/passkeys", &[("answer", "{}")]),
        ("/desk/me/ways-in/passkey", &[("do", "remove"), ("id", "x")]),
        ("/desk/tokens", &[("name", "x"), ("right-draft", "1")]),
        ("/desk/people", &[("name", "x"), ("email", "x@cinar.example"), ("role", "editor")]),
        ("/desk/people/access", &[("email", "ali@cinar.example"), ("do", "link")]),
        ("/desk/people/second-factor", &[("from", "editor")]),
        (&person_path, &[("name", "Ali"), ("role", "administrator")]),
        ("/desk/settings/mail", &[("host", "h"), ("port", "25"), ("security", "none"), ("sender", "a@b.example")]),
    ];
    for (path, fields) in acts {
        let got = clerk.post(path, fields).await;
        let is_asked = match got.status {
            // What somebody filled in waits on the page that asks.
            422 => got.body.contains("action=\"/desk/confirm\"") && got.body.contains(&format!("value=\"{path}\"")),
            _ => got.header("location").starts_with("/desk/confirm?to=/desk/"),
        };
        assert!(is_asked, "{path}: {} {}", got.status, got.body);
    }
    let asked = clerk.post_json("/desk/me/ways-in/challenge", &json!({"kind": "register"})).await;
    assert_eq!((asked.status, asked.json()["code"].as_str()), (403, Some("confirm")));
    assert!(clerk.get("/desk/me/ways-in/one-time").await.header("location").starts_with("/desk/confirm"));
    assert_eq!(node.store.person("ali@cinar.example").await.expect("read").expect("there").role, Role::Editor);
    assert!(node.store.tokens_of(&chief).await.expect("read").is_empty());

    assert_eq!(clerk.post("/desk/confirm", &[("password", "yanlış bir parola")]).await.status, 422);
    for to in ["//evil.example/", "https://evil.example/", "/desk/\\evil"] {
        let got = clerk.post("/desk/confirm", &[("password", PASSWORD), ("to", to)]).await;
        assert_eq!(got.header("location"), "/desk/", "{to}");
    }
    let got = clerk.post("/desk/tokens", &[("name", "x"), ("right-draft", "1")]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    what_was_filled_in_waits(&node, &clerk).await;
    // One's own password asks for the old one instead.
    let change = async |old: &str| {
        clerk.post("/desk/me/password", &[("old", old), ("new", "başka bir gölge serin"), ("end", "1")]).await
    };
    let elsewhere = signed_in(&node, EMAIL).await;
    assert_eq!(change("yanlış bir parola").await.status, 422);
    assert_eq!(change(PASSWORD).await.header("location"), "/desk/me?done=password");
    assert_eq!((elsewhere.get("/desk/").await.status, clerk.get("/desk/").await.status), (303, 200));
    assert_eq!(node.stranger().sign_in(EMAIL, PASSWORD).await.status, 422);
}

/// A form sent too late is not lost: it comes back whole after its sender has shown that it is them, and nowhere but here.
async fn what_was_filled_in_waits(node: &Newsroom, clerk: &Clerk<'_>) {
    node.store.clock().advance(SignedDuration::from_mins(11));
    let fields =
        [("name", "Zeynep \"Er\" & co"), ("email", "zeynep@cinar.example"), ("role", "editor"), ("beats", "tr/gundem")];
    let asked = clerk.post("/desk/people", &fields).await;
    assert_eq!(asked.status, 422, "{}", asked.body);
    let kept = between(&asked.body, "name=\"kept\" value=\"", "\"").replace("&amp;", "&");
    let again = clerk
        .post("/desk/confirm", &[("password", "yanlış bir parola"), ("kept_for", "/desk/people"), ("kept", &kept)])
        .await;
    assert!(again.status == 422 && again.body.contains("zeynep%40cinar.example"), "{}", again.body);
    let sent =
        |to: &'static str| [("password", PASSWORD), ("to", "/desk/people"), ("kept_for", to), ("kept", kept.as_str())];
    let ready = clerk.post("/desk/confirm", &sent("/desk/people")).await;
    assert_eq!(ready.status, 200, "{}", ready.body);
    assert!(ready.body.contains("action=\"/desk/people\""), "{}", ready.body);
    for (name, value) in
        [("name", "Zeynep &quot;Er&quot; &amp; co"), ("email", "zeynep@cinar.example"), ("beats", "tr/gundem")]
    {
        assert!(ready.body.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}: {}", ready.body);
    }
    assert!(
        node.store.person("zeynep@cinar.example").await.expect("read").is_none(),
        "nothing is done before it is sent"
    );
    assert_eq!(clerk.post("/desk/people", &fields).await.status, 200);
    assert!(node.store.person("zeynep@cinar.example").await.expect("read").is_some());
    assert_eq!(clerk.post("/desk/confirm", &sent("https://evil.example/")).await.header("location"), "/desk/people");
}

// ---- tokens ----

async fn a_token_has_no_more_than_its_person_and_ends(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let page = reporter.get("/desk/tokens").await.body;
    assert!(page.contains("right-draft") && !page.contains("right-publish"), "nobody is offered what they lack");
    let beyond = [("name", "ajans"), ("right-draft", "1"), ("right-publish", "1")];
    assert_eq!(reporter.post("/desk/tokens", &beyond).await.status, 403);
    assert_eq!(reporter.post("/desk/tokens", &[("name", "ajans")]).await.status, 422, "a token that may do nothing");
    assert_eq!(
        reporter.post("/desk/tokens", &[("right-draft", "1")]).await.status,
        422,
        "a token for nobody knows what"
    );
    let past = [("name", "ajans"), ("right-draft", "1"), ("until", "2020-01-01")];
    assert_eq!(reporter.post("/desk/tokens", &past).await.status, 422);
    let made = async |clerk: &Clerk<'_>, fields: &[(&str, &str)]| {
        let got = clerk.post("/desk/tokens", fields).await;
        let token = between(&got.body, "<code dir=\"ltr\">mst_", "<");
        assert_eq!((got.status, token.len()), (200, 64), "{}", got.body);
        format!("mst_{token}")
    };
    let day = (node.store.clock().now() + SignedDuration::from_hours(72)).to_string()[..10].to_owned();
    let drafts = made(&editor, &[("name", "ajans"), ("right-draft", "1"), ("until", &day)]).await;
    assert!(!editor.get("/desk/tokens").await.body.contains(&drafts), "shown once");
    let item = json!({"headlines": [{"role": "main", "value": "Irmak taştı"}], "language": "tr"});
    let program = Caller::with_token(&node, &drafts);
    let got = program.send("POST", "/api/v1/stories", &item).await;
    assert_eq!(got.status, 201, "{}", got.body);
    let number = got.json()["manset"]["number"].to_string();
    let got = program.send("POST", &format!("/api/v1/stories/{number}/publication"), &json!({})).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (403, Some("token-rights")), "its person may, it may not");
    assert!(editor.get("/desk/tokens").await.body.contains("son kullanım"), "its last use is told");
    // Its end.
    let before = node.store.clock().now();
    node.store.clock().advance(SignedDuration::from_hours(24 * 5));
    let got = program.send("POST", "/api/v1/stories", &item).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (401, Some("token-over")));
    node.store.clock().set(before);
    // Taken back by its person, by nobody else but an administrator.
    let another = made(&editor, &[("name", "ikinci"), ("right-draft", "1")]).await;
    let hash = |token: &str| web::secret::token_hash(token);
    let revoke = async |clerk: &Clerk<'_>, token: &str| {
        clerk.post("/desk/tokens/revocation", &[("token", &hash(token))]).await.status
    };
    assert_eq!(revoke(&reporter, &drafts).await, 404);
    assert!(!reporter.get("/desk/tokens").await.body.contains("ikinci"));
    assert!(chief.get("/desk/tokens").await.body.contains("ikinci"));
    assert_eq!(revoke(&editor, &drafts).await, 303);
    assert_eq!(revoke(&chief, &another).await, 303);
    for token in [&drafts, &another] {
        let got = Caller::with_token(&node, token).send("POST", "/api/v1/stories", &item).await;
        assert_eq!((got.status, got.json()["code"].as_str()), (401, Some("token-revoked")));
    }
    assert_eq!(revoke(&chief, &another).await, 404, "once");
}

// ---- people ----

async fn somebody_must_be_left_to_look_after_people(database: Database) {
    let node = Newsroom::start(&database).await;
    let only = person(&node, EMAIL, Role::Administrator).await;
    let clerk = signed_in(&node, EMAIL).await;
    let change = async |number: i64, role: &str, beats: &str| {
        let fields = [("name", "Ayşe"), ("role", role), ("beats", beats)];
        clerk.post(&format!("/desk/people/{number}"), &fields).await
    };
    let got = change(only.number, "editor", "").await;
    assert_eq!(got.status, 422, "nobody would be left");
    let (editor, her) = node.clerk(Role::Editor).await;
    assert_eq!(editor.get("/desk/people").await.status, 403);
    assert_eq!(change(her.number, "editor", "xx/yok").await.status, 422, "a beat that is none");
    assert_eq!(change(her.number, "administrator", "").await.status, 303);
    assert_eq!(editor.get("/desk/people").await.status, 200, "at once");
    assert_eq!(change(only.number, "reporter", "tr/gundem").await.header("location"), "/desk/");
    assert_eq!(clerk.get("/desk/people").await.status, 403);
    let role = editor.get("/desk/audit").await.body;
    assert!(role.contains("administrator → reporter tr/gundem"), "{role}");
}

async fn a_newsroom_may_ask_for_a_second_factor(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    person(&node, EMAIL, Role::Editor).await;
    let editor = signed_in(&node, EMAIL).await;
    let number = editor.begin("tr").await;
    let day = (node.store.clock().now() + SignedDuration::from_hours(72)).to_string()[..10].to_owned();
    let got = chief.post("/desk/people/second-factor", &[("from", "editor"), ("since", &day)]).await;
    assert_eq!(got.status, 303, "{}", got.body);
    assert!(editor.get("/desk/").await.body.contains("ikinci bir adım ister"), "told beforehand");
    assert!(!reporter.get("/desk/").await.body.contains("ikinci bir adım"));
    node.store.clock().advance(SignedDuration::from_hours(72));
    // Sessions have grown old meanwhile.
    let mut editor = node.stranger();
    assert_eq!(editor.sign_in(EMAIL, PASSWORD).await.status, 303);
    for path in ["/desk/", "/desk/tokens", "/desk/me", &format!("/desk/stories/{number}")] {
        assert_eq!(editor.get(path).await.header("location"), "/desk/me/ways-in?why=needed", "{path}");
    }
    let got = editor.write(number, &"0".repeat(32), 1, 0, json!([])).await;
    assert_eq!(
        (got.status, got.json()["code"].as_str()),
        (401, Some("second-factor")),
        "as one signed out: the text stays"
    );
    assert_eq!(editor.get("/desk/me/ways-in").await.status, 200);
    let (secret, _) = one_time_codes(&editor, &node).await;
    assert_eq!(editor.get("/desk/").await.status, 200);
    later(&node);
    let mut again = node.stranger();
    assert_eq!(again.sign_in(EMAIL, PASSWORD).await.header("location"), SECOND_STEP);
    assert_eq!(again.post(SECOND_STEP, &[("code", &code(&node, &secret))]).await.status, 303);
}

async fn somebody_is_told_of_a_browser_they_do_not_know(database: Database) {
    let node = Newsroom::start(&database).await;
    person(&node, EMAIL, Role::Editor).await;
    let mut own = signed_in(&node, EMAIL).await;
    let told = "kullanmadığınız bir tarayıcıyla";
    own.sign_in(EMAIL, PASSWORD).await;
    assert!(!own.get("/desk/").await.body.contains(told), "the same browser is known");
    let thief = signed_in(&node, EMAIL).await;
    assert!(own.get("/desk/").await.body.contains(told), "on the very next page");
    assert!(!thief.get("/desk/").await.body.contains(told), "who came in last is told nothing they could take back");
    assert!(own.get("/desk/sessions").await.body.contains("yeni tarayıcı"));
    assert_eq!(own.post("/desk/sessions", &[("do", "known")]).await.status, 303);
    assert!(!own.get("/desk/").await.body.contains(told));
}

// ---- mail ----

/// The post of a node, at work until dropped.
struct Postman(tokio::task::JoinHandle<()>);

impl Postman {
    fn of(node: &Newsroom) -> Self {
        let post = std::sync::Arc::new(dispatch::Post { store: node.store.clone(), fixed: None, authority: None });
        Self(tokio::spawn(dispatch::deliver(post, "a test".to_owned())))
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn set_mailbox(clerk: &Clerk<'_>, mailbox: &Mailbox) {
    let (host, port) = (mailbox.address.ip().to_string(), mailbox.address.port().to_string());
    let fields = [
        ("host", host.as_str()),
        ("port", &port),
        ("security", "none"),
        ("account", ""),
        ("sender", "Çınar <masa@cinar.example>"),
    ];
    let got = clerk.post("/desk/settings/mail", &fields).await;
    assert_eq!(got.header("location"), "/desk/settings/mail?done=mail", "{}", got.body);
}

fn link_in(letter: &str) -> String {
    format!("/desk/join/{}", between(letter, "https://cinar.example/desk/join/", "\n"))
}

async fn links_go_out_by_mail_and_work_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let (mailbox, _postman) = (Mailbox::open().await, Postman::of(&node));
    assert!(node.stranger().get("/desk/forgotten").await.body.contains("yönetenden"), "no server: ask somebody");
    set_mailbox(&chief, &mailbox).await;
    let fields = [("name", "Deniz"), ("email", "deniz@cinar.example"), ("role", "reporter")];
    let got = chief.post("/desk/people", &fields).await;
    assert!(got.body.contains("deniz@cinar.example") && !got.body.contains("/desk/join/"), "shown to nobody else");
    let letter = mailbox.plain(1).await;
    assert!(letter.starts_with("Merhaba Deniz,") && letter.contains("Çınar"), "{letter}");
    let whole = mailbox.letters()[0].clone();
    assert!(whole.contains("To: deniz@cinar.example") && whole.contains("text/html"), "{whole}");
    let mut deniz = node.stranger();
    let got = deniz.post(&link_in(&letter), &[("password", PASSWORD)]).await;
    assert_eq!(got.status, 303);
    deniz.keep_cookies(&got).await;

    // Forgotten: a letter, and the same words for somebody unknown.
    let ask = async |email: &str| node.stranger().post("/desk/forgotten", &[("email", email)]).await;
    let (known, unknown) = (ask("deniz@cinar.example").await, ask("kimse@cinar.example").await);
    assert_eq!((known.status, known.body), (unknown.status, unknown.body), "nobody learns who works here");
    let letter = mailbox.plain(2).await;
    let link = link_in(&letter);
    assert!(letter.contains("yeni bir parola"), "{letter}");
    assert_eq!(node.stranger().get(&link).await.status, 200);
    let new = [("password", "yepyeni bir gölge serin")];
    assert_eq!(deniz.post(&link, &new).await.status, 303);
    assert_eq!(node.stranger().post(&link, &new).await.status, 422, "once");
    assert!(node.stranger().get(&link).await.body.contains("kullanılmış"));
    assert_eq!(deniz.get("/desk/").await.status, 303, "sessions of the old password are over");
    // A second letter makes the first one's link useless, and an hour makes the second one's.
    ask("deniz@cinar.example").await;
    let first = link_in(&mailbox.plain(3).await);
    ask("DENIZ@cinar.example ").await;
    let second = link_in(&mailbox.plain(4).await);
    assert_eq!(node.stranger().post(&first, &new).await.status, 422);
    node.store.clock().advance(SignedDuration::from_mins(61));
    assert_eq!(node.stranger().post(&second, &new).await.status, 422, "too old");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(mailbox.letters().len(), 4, "nobody else got one");
    // What a letter said is forgotten.
    assert!(node.store.letters(9).await.expect("read").iter().all(|letter| letter.sent_at.is_some()));
    // A sign-in with a browser they had not used is told by letter, too.
    assert_eq!(node.stranger().sign_in("deniz@cinar.example", new[0].1).await.status, 303);
    assert!(mailbox.plain(5).await.contains("kullanmadığınız bir tarayıcıyla"));
    let mut is_slow = false;
    for _ in 0..12 {
        is_slow |= ask("kimse@cinar.example").await.body.contains("saniye");
    }
    assert!(is_slow, "asking grows slow too");
}

async fn a_letter_is_never_lost_silently(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, me) = node.clerk(Role::Administrator).await;
    let (mailbox, _postman) = (Mailbox::open().await, Postman::of(&node));
    set_mailbox(&chief, &mailbox).await;
    mailbox.refuse(Some("451 daha sonra"));
    let invite = async |email: &str| {
        chief.post("/desk/people", &[("name", "Deniz"), ("email", email), ("role", "reporter")]).await
    };
    invite("deniz@cinar.example").await;
    let until = async |what: &dyn Fn(&str) -> bool| {
        let begun = Instant::now();
        loop {
            let page = chief.get("/desk/settings/mail").await.body;
            if what(&page) {
                return page;
            }
            assert!(begun.elapsed() < testkit::PATIENCE, "{page}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let page = until(&|page| page.contains("451")).await;
    assert!(page.contains("henüz alınmadı") && !page.contains("/desk/join/"), "told, without what it says");
    assert!(chief.get("/desk/people").await.body.contains("1 mektup henüz gönderilemedi"));
    mailbox.refuse(None);
    node.store.clock().advance(SignedDuration::from_secs(40));
    mailbox.plain(1).await;
    // One that is refused for good is given up, and told.
    mailbox.refuse(Some("550 böyle biri yok"));
    invite("yok@cinar.example").await;
    until(&|page| page.contains("vazgeçildi")).await;
    assert_eq!(mailbox.refused(), 2);

    // A test tells what the server said; no server tells what stands in the way.
    let got = chief.post("/desk/settings/mail/test", &[]).await;
    assert!(got.status == 422 && got.body.contains("böyle biri yok"), "{}", got.body);
    mailbox.refuse(None);
    let got = chief.post("/desk/settings/mail/test", &[]).await;
    assert!(got.status == 200 && got.body.contains("kept"), "{}", got.body);
    assert!(mailbox.letters()[1].contains(&format!("To: {}", me.email)));
    drop(mailbox);
    let got = chief.post("/desk/settings/mail/test", &[]).await;
    assert_eq!(got.status, 422, "{}", got.body);
}

async fn the_mail_servers_password_is_written_and_never_read(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let set = async |changed: &[(&str, &str)]| {
        let mut fields = vec![
            ("host", "mail.cinar.example"),
            ("port", "587"),
            ("security", "starttls"),
            ("account", "masa"),
            ("password", ""),
            ("sender", "masa@cinar.example"),
        ];
        for (name, value) in changed {
            fields.retain(|(known, _)| known != name);
            fields.push((name, value));
        }
        chief.post("/desk/settings/mail", &fields).await
    };
    let kept = async || node.store.mail_server().await.expect("read").and_then(|server| server.password);
    assert_eq!(set(&[("password", "çok gizli")]).await.status, 303);
    assert_eq!(kept().await.as_deref(), Some("çok gizli"));
    assert!(!chief.get("/desk/settings/mail").await.body.contains("çok gizli"));
    assert!(!chief.get("/desk/audit").await.body.contains("çok gizli"));
    assert_eq!(set(&[("port", "465"), ("security", "tls")]).await.status, 303);
    assert_eq!(kept().await.as_deref(), Some("çok gizli"), "empty keeps it");
    assert_eq!(set(&[("host", "evil.example")]).await.status, 422, "it goes to no other server");
    for (name, value) in [
        ("host", "mail example"),
        ("port", "0"),
        ("port", "x"),
        ("security", "maybe"),
        ("sender", "masa"),
        ("sender", "a@b.example\r\nBcc: c@d.example"),
    ] {
        let got = set(&[(name, value)]).await;
        assert_eq!(got.status, 422, "{name} {value}");
        assert!(got.body.contains("mail.cinar.example") || name == "host", "what was written stands in the form");
    }
    let (editor, _) = node.clerk(Role::ChiefEditor).await;
    assert_eq!(editor.get("/desk/settings/mail").await.status, 403);
    assert_eq!(set(&[("do", "remove")]).await.status, 303);
    assert_eq!(kept().await, None);
}

// ---- who works here is nobody's business ----

/// The quickest answer to somebody who works here and to somebody who does not, in microseconds. Both are asked in
/// turn, and the quickest counts, since whatever else the machine does only ever makes an answer slower.
async fn quickest(mut one: impl AsyncFnMut(&'static str, usize)) -> (u128, u128) {
    let (mut known, mut unknown) = (u128::MAX, u128::MAX);
    for turn in 0..5 {
        for (start, least) in [("kisi", &mut known), ("yok", &mut unknown)] {
            let begun = Instant::now();
            one(start, turn).await;
            *least = begun.elapsed().as_micros().min(*least);
        }
    }
    (known, unknown)
}

async fn time_tells_nothing_of_who_works_here(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::Administrator).await;
    let (mailbox, _postman) = (Mailbox::open().await, Postman::of(&node));
    set_mailbox(&chief, &mailbox).await;
    const PEOPLE: usize = 12;
    for number in 0..PEOPLE {
        let new = NewPerson {
            email: format!("kisi{number}@cinar.example"),
            name: "Biri".to_owned(),
            role: Role::Reporter,
            beats: Vec::new(),
            password: Some(web::secret::password_hash(PASSWORD).expect("hashed")),
        };
        let mut tx = node.store.write().await.expect("a transaction");
        tx.add_person(&new).await.expect("a person");
        tx.commit().await.expect("kept");
    }
    // A node for each, since trying grows slow.
    let other = Newsroom::of(node.store.clone(), web::Limits::default()).await;
    let asked = |start: &str| if start == "kisi" { &node } else { &other };
    let (known, unknown) = quickest(async |start, turn| {
        let email = format!("{start}{turn}@cinar.example");
        let fields = [("email", email.as_str()), ("password", "bir tahmin daha")];
        let got = asked(start).stranger().post("/desk/sign-in", &fields).await;
        assert!(got.status == 422 && !got.body.contains("saniye"), "{}", got.body);
    })
    .await;
    assert!(unknown * 2 > known && known * 2 > unknown, "signing in: known {known} µs, unknown {unknown} µs");
    let (known, unknown) = quickest(async |start, turn| {
        let email = format!("{start}{turn}@cinar.example");
        let got = asked(start).stranger().post("/desk/forgotten", &[("email", &email)]).await;
        assert_eq!(got.status, 200, "{}", got.body);
    })
    .await;
    assert!(unknown * 3 > known && known * 3 > unknown, "forgotten: known {known} µs, unknown {unknown} µs");
}

on_both! {
    a_second_step_is_asked_for_and_nothing_is_open_before,
    guessing_codes_grows_slow,
    a_passkey_lets_somebody_in_without_a_name,
    no_foreign_answer_is_taken,
    a_copied_passkey_is_found_out,
    no_session_given_beforehand_is_ever_signed_in,
    what_opens_doors_asks_again_after_ten_minutes,
    a_token_has_no_more_than_its_person_and_ends,
    somebody_must_be_left_to_look_after_people,
    a_newsroom_may_ask_for_a_second_factor,
    somebody_is_told_of_a_browser_they_do_not_know,
    links_go_out_by_mail_and_work_once,
    a_letter_is_never_lost_silently,
    the_mail_servers_password_is_written_and_never_read,
    time_tells_nothing_of_who_works_here,
}
