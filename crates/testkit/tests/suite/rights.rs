//! Who may do what, as a table: every address of the desk and of the interface for programs stands in it, each is asked by
//! every role in several beats, and what happens is what the table says. An address without a line fails the test.

use desk::routes::TABLE;
use newsroom::Role;
use serde_json::json;
use testkit::{Caller, Clerk, Database, Newsroom, on_both};

/// What stands before an address.
#[derive(Clone, Copy, Debug)]
enum Guard {
    /// Anybody, signed in or not.
    Everybody,
    /// Whoever is signed in; what they are shown is theirs.
    SignedIn,
    /// This role and above, wherever they work.
    Anywhere(Role),
    /// This role and above, where the story's home section is theirs; a contributor, if it is their own.
    Story(Role),
    /// This role and above, where the section is theirs.
    Section(Role),
    /// This role and above, where the whole edition is theirs.
    Edition(Role),
}

use Guard::{Anywhere, Edition, Everybody, Section, SignedIn, Story};
use Role::{Administrator, ChiefEditor, Contributor, Editor, Reporter};

#[rustfmt::skip]
const DESK: &[(&str, &str, Guard)] = &[
    ("GET", "/desk/", SignedIn),
    ("GET", "/desk/events", SignedIn),
    ("POST", "/desk/views", SignedIn),
    ("POST", "/desk/views/end", SignedIn),
    ("GET", "/desk/selection", SignedIn),
    ("POST", "/desk/selection", SignedIn),
    ("GET", "/desk/figures", Anywhere(Reporter)),
    ("GET", "/desk/stories/{number}/figures", Story(Reporter)),
    ("GET", "/desk/set-up", Everybody),
    ("POST", "/desk/set-up", Everybody),
    ("GET", "/desk/sign-in", Everybody),
    ("POST", "/desk/sign-in", Everybody),
    ("GET", "/desk/sign-in/second-step", Everybody),
    ("POST", "/desk/sign-in/second-step", Everybody),
    ("POST", "/desk/sign-in/challenge", Everybody),
    ("POST", "/desk/sign-in/passkey", Everybody),
    ("GET", "/desk/forgotten", Everybody),
    ("POST", "/desk/forgotten", Everybody),
    ("POST", "/desk/sign-out", SignedIn),
    ("GET", "/desk/join/{secret}", Everybody),
    ("POST", "/desk/join/{secret}", Everybody),
    ("POST", "/desk/language", Everybody),
    ("GET", "/desk/confirm", SignedIn),
    ("POST", "/desk/confirm", SignedIn),
    ("POST", "/desk/confirm/passkey", SignedIn),
    ("GET", "/desk/me", SignedIn),
    ("POST", "/desk/me/name", SignedIn),
    ("POST", "/desk/me/password", SignedIn),
    ("GET", "/desk/me/ways-in", SignedIn),
    ("POST", "/desk/me/ways-in/challenge", SignedIn),
    ("POST", "/desk/confirm/challenge", SignedIn),
    ("POST", "/desk/me/ways-in/passkeys", SignedIn),
    ("POST", "/desk/me/ways-in/passkey", SignedIn),
    ("POST", "/desk/me/ways-in/offer", SignedIn),
    ("GET", "/desk/me/ways-in/one-time", SignedIn),
    ("POST", "/desk/me/ways-in/one-time", SignedIn),
    ("POST", "/desk/me/ways-in/one-time-off", SignedIn),
    ("POST", "/desk/me/ways-in/codes", SignedIn),
    ("GET", "/desk/tokens", SignedIn),
    ("POST", "/desk/tokens", SignedIn),
    ("POST", "/desk/tokens/revocation", SignedIn),
    ("GET", "/desk/sessions", SignedIn),
    ("POST", "/desk/sessions", SignedIn),
    ("GET", "/desk/people", Anywhere(Administrator)),
    ("POST", "/desk/people", Anywhere(Administrator)),
    ("POST", "/desk/people/access", Anywhere(Administrator)),
    ("POST", "/desk/people/second-factor", Anywhere(Administrator)),
    ("GET", "/desk/people/{number}", Anywhere(Administrator)),
    ("POST", "/desk/people/{number}", Anywhere(Administrator)),
    ("GET", "/desk/settings/mail", Anywhere(Administrator)),
    ("POST", "/desk/settings/mail", Anywhere(Administrator)),
    ("POST", "/desk/settings/mail/test", Anywhere(Administrator)),
    ("POST", "/desk/settings/mail/letter", Anywhere(Administrator)),
    ("GET", "/desk/audit", Anywhere(Administrator)),
    ("GET", "/desk/settings", Anywhere(ChiefEditor)),
    ("GET", "/desk/settings/editions", Anywhere(Administrator)),
    ("POST", "/desk/settings/editions", Anywhere(Administrator)),
    ("GET", "/desk/settings/editions/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/editions/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/editions/{edition}/closing", Edition(Administrator)),
    ("GET", "/desk/settings/masthead/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/masthead/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/sections/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/sections/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/sections/{edition}/{section}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/sections/{edition}/{section}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/authors/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/authors/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/authors/{edition}/{author}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/authors/{edition}/{author}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/look/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/look/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/look/{edition}/preview", Edition(ChiefEditor)),
    ("GET", "/desk/settings/words/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/words/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/head/{edition}", Edition(Administrator)),
    ("POST", "/desk/settings/head/{edition}", Edition(Administrator)),
    ("GET", "/desk/settings/ads/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/ads/{edition}/{place}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/ads/{edition}/{place}", Edition(ChiefEditor)),
    ("GET", "/desk/settings/storage", Anywhere(Administrator)),
    ("GET", "/desk/repairs", Anywhere(Editor)),
    ("POST", "/desk/repairs", Anywhere(Editor)),
    ("GET", "/desk/settings/rules/{edition}", Edition(ChiefEditor)),
    ("POST", "/desk/settings/rules/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/corrections", Anywhere(Reporter)),
    ("GET", "/desk/stories/{number}/history", Story(Reporter)),
    ("POST", "/desk/stories", SignedIn),
    ("GET", "/desk/stories/{number}", Story(Reporter)),
    ("GET", "/desk/stories/{number}/preview", Story(Reporter)),
    ("GET", "/desk/stories/{number}/previews", Story(Reporter)),
    ("POST", "/desk/stories/{number}/previews", Story(Reporter)),
    ("GET", "/desk/preview/{secret}", Everybody),
    ("GET", "/desk/preview/{secret}/page", Everybody),
    ("GET", "/desk/stories/{number}/address", Story(Reporter)),
    ("GET", "/desk/stories/{number}/findings", Story(Reporter)),
    ("POST", "/desk/stories/{number}/translations", Story(Reporter)),
    ("GET", "/desk/suggest/authors", SignedIn),
    ("GET", "/desk/suggest/tags", SignedIn),
    ("GET", "/desk/suggest/stories", SignedIn),
    ("GET", "/desk/suggest/related", SignedIn),
    ("POST", "/desk/stories/{number}/journal", Story(Reporter)),
    ("GET", "/desk/stories/{number}/publication", Story(Editor)),
    ("POST", "/desk/stories/{number}/publication", Story(Editor)),
    ("GET", "/desk/stories/{number}/correction", Story(Editor)),
    ("POST", "/desk/stories/{number}/correction", Story(Editor)),
    ("GET", "/desk/stories/{number}/band", Story(Editor)),
    ("POST", "/desk/stories/{number}/band", Story(Editor)),
    ("GET", "/desk/stories/{number}/withdrawal", Story(Editor)),
    ("POST", "/desk/stories/{number}/withdrawal", Story(Editor)),
    ("GET", "/desk/fronts", Anywhere(Editor)),
    ("GET", "/desk/fronts/{edition}", Edition(ChiefEditor)),
    ("GET", "/desk/fronts/{edition}/{section}", Section(Editor)),
    ("POST", "/desk/fronts/{edition}/{section}", Section(Editor)),
    ("GET", "/desk/fronts/{edition}/{section}/state", Section(Editor)),
    ("GET", "/desk/fronts/{edition}/{section}/preview", Section(Editor)),
    ("GET", "/desk/fronts/{edition}/{section}/publication", Section(Editor)),
    ("POST", "/desk/fronts/{edition}/{section}/publication", Section(Editor)),
    ("POST", "/desk/fronts/{edition}/{section}/schedule", Section(Editor)),
    ("GET", "/desk/fronts/{edition}/{section}/past", Section(Editor)),
    ("GET", "/desk/fronts/{edition}/{section}/breaking", Section(Editor)),
    ("POST", "/desk/fronts/{edition}/{section}/breaking", Section(Editor)),
    ("GET", "/desk/pictures", Anywhere(Contributor)),
    ("POST", "/desk/pictures", Anywhere(Contributor)),
    ("GET", "/desk/pictures/found", Anywhere(Contributor)),
    ("POST", "/desk/pictures/uploads", Anywhere(Contributor)),
    ("GET", "/desk/pictures/uploads/{id}", Anywhere(Contributor)),
    ("POST", "/desk/pictures/uploads/{id}/pieces/{offset}", Anywhere(Contributor)),
    ("POST", "/desk/pictures/uploads/{id}/end", Anywhere(Contributor)),
    ("GET", "/desk/pictures/{file}", Anywhere(Contributor)),
    ("POST", "/desk/pictures/{file}", Anywhere(Reporter)),
    ("GET", "/desk/pictures/{file}/blur", Anywhere(Reporter)),
    ("POST", "/desk/pictures/{file}/blur", Anywhere(Reporter)),
    ("GET", "/desk/assets/{name}", Everybody),
    ("POST", "/desk/stories/{number}/stage", Story(Reporter)),
    ("POST", "/desk/stories/{number}/hours", Story(Reporter)),
    ("GET", "/desk/stories/{number}/revisions", Story(Reporter)),
    ("POST", "/desk/stories/{number}/revisions", Story(Reporter)),
    ("GET", "/desk/stories/{number}/difference", Story(Reporter)),
    ("GET", "/desk/stories/{number}/comments", Story(Reporter)),
    ("POST", "/desk/stories/{number}/comments", Story(Reporter)),
    ("GET", "/desk/stories/{number}/threads", Story(Reporter)),
    ("POST", "/desk/stories/{number}/threads", Story(Reporter)),
    ("GET", "/desk/late", SignedIn),
    ("GET", "/desk/settings/four-eyes", Anywhere(ChiefEditor)),
    ("POST", "/desk/settings/four-eyes", Anywhere(ChiefEditor)),
];

#[rustfmt::skip]
const API: &[(&str, &str, Guard)] = &[
    ("GET", "/api/v1/stories", Everybody),
    ("GET", "/api/v1/stories/{number}", Everybody),
    ("GET", "/api/v1/stories/{number}/related", Everybody),
    ("GET", "/api/v1/stories/{number}/history", Everybody),
    ("GET", "/api/v1/search", Everybody),
    ("GET", "/api/v1/search/suggestions", Everybody),
    ("GET", "/api/v1/lists/{list}", Everybody),
    ("GET", "/api/v1/fronts/{edition}/{section}/placements", Everybody),
    ("POST", "/api/v1/stories", Section(Contributor)),
    ("GET", "/api/v1/stories/{number}/draft", Story(Reporter)),
    ("PUT", "/api/v1/stories/{number}/draft", Story(Reporter)),
    ("POST", "/api/v1/stories/{number}/publication", Story(Editor)),
    ("DELETE", "/api/v1/stories/{number}/publication", Story(Editor)),
    ("POST", "/api/v1/stories/{number}/correction", Story(Editor)),
    ("PUT", "/api/v1/fronts/{edition}/{section}/placements", Section(Editor)),
    ("POST", "/api/v1/media", Anywhere(Contributor)),
];

/// Beats, and whether the section and the edition of the story that is asked for lie within them.
const BEATS: &[(&[&str], bool, bool)] = &[
    (&[], true, true),
    (&["tr"], true, true),
    (&["tr/gundem"], true, false),
    (&["tr/ekonomi"], false, false),
    (&["ar"], false, false),
];

/// Whether somebody with this role gets past.
fn is_open(guard: Guard, role: Role, has_section: bool, has_edition: bool) -> bool {
    match guard {
        Everybody | SignedIn => true,
        Anywhere(least) => role >= least,
        Story(least) | Section(least) => role >= least && has_section,
        Edition(least) => role >= least && has_edition,
    }
}

/// Not allowed, not even told that it is there, or nothing that could be read as what is asked for.
fn is_shut(got: &testkit::Got) -> bool {
    matches!(got.status, 400 | 403 | 404) || (got.status == 422 && got.body.contains("\"not-as-documented\""))
}

fn filled(path: &str, number: i64) -> String {
    let fill = |(name, value): (&str, String)| (format!("{{{name}}}"), value);
    [
        ("number", number.to_string()),
        ("secret", "x".repeat(43)),
        ("edition", "tr".to_owned()),
        ("section", "gundem".to_owned()),
        ("list", "headlines".to_owned()),
        ("name", "x".to_owned()),
        ("author", "kimse".to_owned()),
        ("place", "front-top".to_owned()),
        ("file", "0".repeat(64)),
        ("id", "0".repeat(32)),
        ("offset", "0".to_owned()),
    ]
    .map(fill)
    .into_iter()
    .fold(path.to_owned(), |path, (name, value)| path.replace(&name, &value))
}

async fn every_address_of_the_desk_is_in_the_table(_: Database) {
    for route in TABLE {
        let lines = DESK.iter().filter(|(method, path, _)| (*method, *path) == (route.method, route.path)).count();
        assert_eq!(lines, 1, "{} {} has no line in the table, or several", route.method, route.path);
    }
    for (method, path, _) in DESK {
        let there = TABLE.iter().any(|route| (route.method, route.path) == (*method, *path));
        assert!(there, "{method} {path} is in the table and nowhere else");
    }
}

async fn every_operation_of_the_interface_is_in_the_table(database: Database) {
    let node = Newsroom::start(&database).await;
    let document = node.get("/api/v1/openapi.json").await.json();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for method in operations
            .as_object()
            .expect("operations")
            .keys()
            .filter(|key| ["get", "post", "put", "delete", "patch"].contains(&key.as_str()))
        {
            let method = method.to_uppercase();
            let there = API.iter().any(|(known, known_path, _)| {
                *known == method && known_path.strip_prefix("/api/v1") == Some(path.as_str())
            });
            assert!(there, "{method} {path} has no line in the table");
        }
    }
}

/// Somebody else's story in the section Gündem of the Turkish edition.
async fn others_story(node: &Newsroom) -> i64 {
    let (author, _) = node.clerk(Reporter).await;
    let number = author.begin("tr").await;
    let changes = json!([
        {"field": "headline", "was": null, "now": "Gizli taslak"},
        {"field": "sections", "was": null, "now": ["gundem"]},
    ]);
    assert_eq!(author.write(number, "0123456789abcdef0123456789abcdef", 1, 0, changes).await.status, 200);
    number
}

async fn asked(clerk: &Clerk<'_>, method: &str, path: &str, number: i64) -> testkit::Got {
    let is_of_a_script = ["/challenge", "/passkeys", "/passkey", "/threads"].iter().any(|end| path.ends_with(end))
        || path.starts_with("/desk/pictures/uploads");
    match method {
        "GET" => clerk.get(path).await,
        _ if path.ends_with("/journal") => {
            clerk.write(number, "fedcba9876543210fedcba9876543210", 7, 0, json!([])).await
        }
        _ if is_of_a_script => {
            let headers = [
                ("Origin", "https://cinar.example"),
                ("Content-Type", "application/json"),
                ("X-Manset-Csrf", clerk.csrf.as_str()),
            ];
            clerk.request("POST", path, &headers, b"{}").await
        }
        // What every act asks for and too little for any of them: whoever may is told what is missing, and nothing is done.
        _ => clerk.post(path, &[("revision", "0"), ("version", "0"), ("when", "now"), ("note", "x")]).await,
    }
}

async fn every_role_gets_at_the_desk_what_the_table_says(database: Database) {
    let node = Newsroom::start(&database).await;
    let number = others_story(&node).await;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        for (beats, has_section, has_edition) in BEATS {
            let (clerk, _) = node.clerk_with(role, beats).await;
            for (method, path, guard) in DESK {
                // A stream does not end by itself; the board's own tests ask for it.
                if *path == "/desk/events" {
                    continue;
                }
                // Some addresses end what came before.
                let clerk = match *path {
                    "/desk/sign-out" | "/desk/sessions" => &node.clerk_with(role, beats).await.0,
                    _ => &clerk,
                };
                let filled = filled(path, number);
                let got = asked(clerk, method, &filled, number).await;
                let is_open = is_open(*guard, role, *has_section, *has_edition);
                if if is_open { got.status == 403 } else { !is_shut(&got) } {
                    wrong.push(format!("{role} {beats:?}: {method} {path} ({guard:?}) answers {}", got.status));
                }
                if !is_open && got.body.contains("Gizli taslak") {
                    wrong.push(format!("{role} {beats:?}: {method} {path} tells of it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are not as the table says:\n{}", wrong.len(), wrong.join("\n"));
}

async fn every_role_gets_from_the_interface_what_the_table_says(database: Database) {
    let node = Newsroom::start(&database).await;
    let number = others_story(&node).await;
    let draft = json!({"language": "tr", "headlines": [{"role": "main", "value": "Başlık"}], "subjects": [{"literal": "gundem", "rel": "section"}]});
    for role in Role::ALL {
        for (beats, has_section, has_edition) in BEATS {
            let caller = node.caller_with(role, beats, None).await;
            for (method, path, guard) in API {
                let filled = filled(path, number);
                let got = match (*method, *path) {
                    ("GET", _) => caller.read(&filled).await,
                    ("POST", "/api/v1/media") => caller.send_bytes(&filled, "image/png", b"no picture").await,
                    ("POST", "/api/v1/stories") => caller.send("POST", &filled, &draft).await,
                    ("PUT", path) if path.ends_with("draft") => {
                        caller.send_with("PUT", &filled, &draft, &[("If-Match", "\"0-0-00000000\"")]).await
                    }
                    (method, path) if path.ends_with("placements") => {
                        caller.send(method, &filled, &json!({"placements": []})).await
                    }
                    (method, path) if path.ends_with("correction") => {
                        caller.send(method, &filled, &json!({"note": "x"})).await
                    }
                    (method, _) => caller.send(method, &filled, &json!({})).await,
                };
                let is_open = is_open(*guard, role, *has_section, *has_edition);
                // What no reader has, nobody takes back, whoever they are.
                let is_nothing = got.status == 422 && got.body.contains("\"not-live\"");
                assert_eq!(
                    got.status != 403 && (is_open || !is_nothing),
                    is_open,
                    "{role} {beats:?}: {method} {path} ({guard:?}) answers {}: {}",
                    got.status,
                    got.body
                );
                assert!(is_open || !got.body.contains("Gizli taslak"), "{role} {beats:?}: {method} {path} tells of it");
            }
        }
    }
    // And without a token nothing but what everybody may read.
    for (method, path, guard) in API {
        let got = Caller::without_token(&node).send(method, &filled(path, number), &json!({})).await;
        assert_eq!(
            got.status == 401,
            !matches!(guard, Everybody),
            "{method} {path} without a token answers {}",
            got.status
        );
    }
}

/// A contributor's own story, beside somebody else's: each page and answer that names stories names theirs alone.
async fn a_contributor_sees_no_draft_of_others_anywhere(database: Database) {
    let node = Newsroom::start(&database).await;
    let others = others_story(&node).await;
    let (contributor, _) = node.clerk(Contributor).await;
    for (method, path, guard) in DESK.iter().filter(|(method, path, _)| *method == "GET" && *path != "/desk/events") {
        let got = asked(&contributor, method, &filled(path, others), others).await;
        assert!(!got.body.contains("Gizli taslak"), "{path} ({guard:?}) tells a contributor of somebody else's draft");
    }
}

on_both! {
    every_address_of_the_desk_is_in_the_table,
    every_operation_of_the_interface_is_in_the_table,
    every_role_gets_at_the_desk_what_the_table_says,
    every_role_gets_from_the_interface_what_the_table_says,
    a_contributor_sees_no_draft_of_others_anywhere,
}
