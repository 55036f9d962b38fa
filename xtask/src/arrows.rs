//! The walls of the house: who may stand on whom, and the one home of each outside library.
//!
//! Both tables repeat `STYLE.md` §1 in a form that can fail. A new room or a moved wall is a line here, in the same
//! commit as its decision page.

use crate::metadata::{Metadata, Package};
use anyhow::ensure;

/// Each room and those it may stand on, from the ground up. `testkit`, `evaluation` and `xtask` are outside the house.
const ROOMS: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("newsroom", &["language"]),
    ("store", DOMAIN),
    ("media", DOMAIN),
    ("pages", DOMAIN),
    ("web", &["language", "newsroom", "store"]),
    ("search", GROUND),
    ("intake", GROUND),
    ("dispatch", GROUND),
    ("site", FOLLOWERS),
    ("desk", FOLLOWERS),
    ("api", FOLLOWERS),
    ("leaving", LEAVING),
    (
        "manset",
        &[
            "language", "newsroom", "store", "media", "pages", "web", "search", "intake", "dispatch", "site", "desk",
            "api", "leaving",
        ],
    ),
];
const DOMAIN: &[&str] = &["language", "newsroom"];
const GROUND: &[&str] = &["language", "newsroom", "store", "media", "pages", "web"];
const FOLLOWERS: &[&str] = &["language", "newsroom", "store", "media", "pages", "web", "search", "intake", "dispatch"];

/// It writes the site's pages out as files, and knows nothing of the desk or of the interface for programs.
const LEAVING: &[&str] = &["language", "newsroom", "store", "media", "pages", "intake", "site"];

/// Tests from outside: it may use everything, and nothing that ships may use it.
const TESTKIT: &str = "testkit";
/// Figures from outside: the same.
const EVALUATION: &str = "evaluation";

/// Outside libraries with a home: `(names, rooms)`. A name ending in `*` covers everything that begins so.
const HOMES: &[(&[&str], &[&str])] = &[
    (&["sqlx*", "libsqlite3-sys", "rusqlite", "tokio-postgres"], &["store"]),
    (&["tantivy*"], &["search"]),
    (&["minijinja*"], &["pages"]),
    (&["icu", "icu_*"], &["language"]),
    (
        &[
            "image",
            "image-webp",
            "fast_image_resize",
            "webp",
            "libwebp-sys",
            "ravif",
            "rav1e",
            "object_store",
            "jpeg-*",
            "mozjpeg*",
            "png",
            "gif",
            "zune-*",
            "kamadak-exif",
        ],
        &["media"],
    ),
    (&["axum", "axum-*"], &["web", "site", "desk", "api", "manset"]),
    (&["ring", "totp-rs", "argon2", "ipnet"], &["web"]),
    (&["lettre"], &["dispatch"]),
    (&["html5ever", "markup5ever*", "scraper", "lol_html"], &["intake"]),
];

/// # Errors
/// One sentence for each arrow that points the wrong way and each library found outside its home.
pub fn hold() -> anyhow::Result<()> {
    let wrong = wrong_arrows(&Metadata::read()?);
    ensure!(wrong.is_empty(), "the walls of STYLE.md §1 do not hold:\n  {}", wrong.join("\n  "));
    Ok(())
}

fn wrong_arrows(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&Package> = metadata.packages.iter().filter(|package| package.ours).collect();
    let is_ours = |name: &str| ours.iter().any(|package| package.name == name);
    let mut wrong = Vec::new();
    for package in &ours {
        let room = package.name.as_str();
        if [TESTKIT, EVALUATION].contains(&room) {
            continue;
        }
        let allowed = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
        if allowed.is_none() && room != "xtask" {
            wrong.push(format!(
                "{room} has no place in the plan: give it a line in xtask/src/arrows.rs and STYLE.md §1"
            ));
            continue;
        }
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            if name == EVALUATION {
                wrong.push(format!("{room} → {EVALUATION}: nothing stands on it"));
            } else if name == TESTKIT {
                if !dependency.dev {
                    wrong.push(format!("{room} → {TESTKIT}: only its tests may, as a dev-dependency"));
                }
            } else if is_ours(name) {
                if !allowed.is_some_and(|allowed| allowed.contains(&name)) {
                    wrong.push(format!("{room} → {name}: {}", stands_on(room, allowed.unwrap_or(&[]))));
                }
            } else if let Some(homes) = homes_of(name)
                && !dependency.dev
                && !homes.contains(&room)
            {
                wrong.push(format!("{room} → {name}: its home is {}", homes.join(", ")));
            }
        }
    }
    wrong
}

fn stands_on(room: &str, allowed: &[&str]) -> String {
    match allowed {
        [] => format!("{room} stands on nobody"),
        _ => format!("{room} stands on {} alone", allowed.join(", ")),
    }
}

/// Where a library may be used, or `None` if it has no home of its own.
fn homes_of(library: &str) -> Option<&'static [&'static str]> {
    let covers = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => library.starts_with(start),
        None => library == pattern,
    };
    HOMES.iter().find(|(names, _)| names.iter().any(|name| covers(name))).map(|(_, homes)| *homes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::tests::made_up;
    use serde_json::{Value, json};

    #[test]
    fn the_house_as_it_stands_holds_its_walls() {
        hold().unwrap_or_else(|error| panic!("{error}"));
    }

    /// A house of the usual rooms in which one room has one dependency; `complaint` is the start of the one sentence.
    #[track_caller]
    fn check(room: &str, dependency: &str, kind: Value, complaint: Option<&str>) {
        let line = [(dependency, kind)];
        let rooms = [
            "language",
            "newsroom",
            "store",
            "pages",
            "search",
            "site",
            "desk",
            "api",
            "manset",
            "testkit",
            "evaluation",
            "xtask",
        ];
        let mut house: Vec<(&str, &[(&str, Value)])> =
            rooms.iter().filter(|name| **name != room).map(|name| (*name, [].as_slice())).collect();
        house.push((room, &line));
        let wrong = wrong_arrows(&made_up(&house));
        match complaint {
            None => assert!(wrong.is_empty(), "{wrong:?}"),
            Some(start) => {
                assert!(wrong.len() == 1 && wrong[0].starts_with(start), "{wrong:?} instead of {start}…");
            }
        }
    }

    #[test]
    fn arrows_that_point_up_or_sideways_are_named() {
        let normal = || Value::Null;
        check("newsroom", "language", normal(), None);
        check("site", "search", normal(), None);
        check("manset", "site", normal(), None);
        check("testkit", "manset", normal(), None);
        check("language", "newsroom", normal(), Some("language → newsroom: language stands on nobody"));
        check("newsroom", "store", normal(), Some("newsroom → store: newsroom stands on language alone"));
        check("pages", "store", normal(), Some("pages → store"));
        check("site", "desk", normal(), Some("site → desk"));
        check("desk", "api", normal(), Some("desk → api"));
        check("api", "site", normal(), Some("api → site"));
        check("store", "site", json!("build"), Some("store → site"));
        check("newsroom", "store", json!("dev"), Some("newsroom → store"));
        check("xtask", "store", normal(), Some("xtask → store"));
    }

    #[test]
    fn testkit_is_for_tests_alone() {
        check("store", "testkit", json!("dev"), None);
        check("store", "testkit", Value::Null, Some("store → testkit"));
        check("manset", "testkit", Value::Null, Some("manset → testkit"));
    }

    #[test]
    fn nothing_stands_on_the_evaluation() {
        check("evaluation", "search", Value::Null, None);
        check("search", "evaluation", json!("dev"), Some("search → evaluation"));
        check("manset", "evaluation", Value::Null, Some("manset → evaluation"));
    }

    #[test]
    fn outside_libraries_stay_at_home() {
        let normal = || Value::Null;
        check("store", "sqlx", normal(), None);
        check("site", "axum", normal(), None);
        check("site", "serde", normal(), None);
        check("testkit", "sqlx", normal(), None);
        check("site", "sqlx", json!("dev"), None);
        check("site", "sqlx", normal(), Some("site → sqlx: its home is store"));
        check("site", "sqlx-core", normal(), Some("site → sqlx-core"));
        check("pages", "axum-extra", normal(), Some("pages → axum-extra"));
        check("newsroom", "icu_collator", normal(), Some("newsroom → icu_collator: its home is language"));
        check("site", "minijinja", normal(), Some("site → minijinja"));
        check("pages", "html5ever", normal(), Some("pages → html5ever"));
        check("manset", "image", normal(), Some("manset → image"));
    }

    #[test]
    fn a_new_room_needs_its_line() {
        check("gossip", "serde", Value::Null, Some("gossip has no place in the plan"));
    }
}
