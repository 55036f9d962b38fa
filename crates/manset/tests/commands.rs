//! The program's own commands, as they are typed: what they say, and what they end with.

use std::path::Path;
use std::process::{Command, Output};

use newsroom::{Content, Picture};
use serde_json::Value;
use store::{Clock, Place, Store};
use testkit::{Database, Desk, cast, database, on_both};

/// Runs the program on a data folder and a database.
fn manset(data: &Path, database: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manset"));
    command.arg("--data").arg(data).env_remove("MANSET_DATA").env_remove("MANSET_DATABASE").env_remove("MANSET_ORIGIN");
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    command.args(arguments).output().expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn done(output: &Output) -> String {
    assert_eq!(code(output), 0, "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said(output)))
}

async fn a_paper(database: &Database) -> Store {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    desk.publish(cast::flood()).await.expect("published");
    desk.draft(cast::market()).await.expect("a draft");
    store
}

async fn a_newsroom_is_kept_checked_restored_moved_and_written_out(database: Database) {
    let store = a_paper(&database).await;
    let position = store.head().0;
    store.close().await;
    let (at, address) = (tempfile::tempdir().expect("a folder"), database.address());
    let path = |name: &str| at.path().join(name);
    let text = |name: &str| path(name).display().to_string();
    let (home, file) = (path("home"), text("a.backup"));
    let on = |arguments: &[&str]| manset(&home, Some(&address), arguments);

    let report = json(&on(&["backup", &file, "--json"]));
    assert_eq!((report["position"].as_i64(), report["late_stories"].as_i64()), (Some(position), Some(0)));
    assert!(done(&on(&["backup", "--verify", &file])).contains("is whole"));
    assert_eq!(json(&on(&["restore", &file, "--dry-run", "--json"]))["position"].as_i64(), Some(position));

    let restored = done(&manset(&path("restored"), None, &["restore", &file]));
    assert!(restored.contains("the ledger verifies"), "{restored}");
    let again = manset(&path("restored"), None, &["restore", &file]);
    assert_eq!(code(&again), 1);
    assert!(said(&again).contains("is not empty"), "{}", said(&again));
    std::fs::write(path("torn"), &std::fs::read(&file).expect("read")[..900]).expect("written");
    let torn = manset(&path("nothing"), None, &["restore", &text("torn")]);
    assert_eq!((code(&torn), said(&torn).contains("is torn")), (1, true), "{}", said(&torn));

    let there = format!("sqlite:{}", text("moved.db"));
    let moved = done(&on(&["move", "--to", &there]));
    assert!(moved.contains("each table equal") && moved.contains(&format!("database = \"{there}\"")), "{moved}");
    assert!(done(&manset(&home, Some(&there), &["ledger", "verify"])).contains("the ledger verifies"));
    let onto_itself = manset(&home, Some(&there), &["move", "--to", &there]);
    assert_eq!((code(&onto_itself), said(&onto_itself).contains("already")), (1, true));

    assert!(done(&on(&["export", &text("lines.jsonl")])).contains("2 stories"));
    assert_eq!(json(&on(&["export", &text("all"), "--json"]))["stories"].as_i64(), Some(2));
    let imported = done(&manset(&path("imported"), None, &["import", &text("all")]));
    assert!(imported.contains("2 stories") && imported.contains("the ledger verifies"), "{imported}");
    let nowhere = on(&["export", &text("site"), "--as", "static"]);
    assert_eq!((code(&nowhere), said(&nowhere).contains("origin")), (2, true), "{}", said(&nowhere));
    let site = done(&on(&["export", &text("site"), "--as", "static", "--origin", "https://cinar.example"]));
    assert!(site.contains("nginx.conf") && path("site/index.html").is_file(), "{site}");

    for misused in [&["backup"][..], &["move"], &["export", "x", "--as", "wxr"], &["doctor", "--partly"]] {
        assert_eq!(code(&on(misused)), 2, "{misused:?}");
    }
}

/// The doctor's exit code and report.
fn examined(data: &Path, database: Option<&str>, full: bool) -> (i32, Value) {
    let mut arguments = vec!["doctor", "--json"];
    arguments.extend(full.then_some("--full"));
    let output = manset(data, database, &arguments);
    (code(&output), json(&output))
}

fn verdict<'r>(report: &'r Value, what: &str) -> &'r str {
    let lines = report["lines"].as_array().expect("lines");
    let line = lines.iter().rev().find(|line| line["what"] == what).unwrap_or_else(|| panic!("{what}: {report}"));
    let (verdict, advice) = (line["verdict"].as_str().expect("a verdict"), &line["advice"]);
    assert_eq!(verdict == "good", advice.is_null(), "what is not good comes with what to do: {line}");
    verdict
}

async fn the_doctor_says_what_is_wrong(database: Database) {
    let store = a_paper(&database).await;
    let at = tempfile::tempdir().expect("a folder");
    let (data, address) = (at.path().join("data"), database.address());
    let file = "0123456789abcdef".repeat(4);
    let look = |full| examined(&data, Some(&address), full);

    let (ended, report) = look(false);
    assert_eq!((ended, verdict(&report, "folder")), (1, "bad"), "there is no such folder");
    std::fs::create_dir(&data).expect("made");
    std::fs::write(data.join("manset.toml"), "origin = \"https://cinar.example\"\n").expect("written");
    for full in [false, true] {
        let (ended, report) = look(full);
        assert_eq!(ended, 0, "{report}");
        for what in
            ["settings", "folder", "theme", "database", "clock", "ledger", "acts", "readers", "schedule", "pictures"]
        {
            assert_eq!(verdict(&report, what), "good", "{report}");
        }
        assert_eq!(verdict(&report, "server"), "warn", "none is at work");
    }

    let picture = Picture { file: file.clone(), width: 1, height: 1, ..Picture::default() };
    let desk = Desk::of(&store);
    desk.publish(Content { picture: Some(picture), ..cast::story("Fotoğraflı") }).await.expect("published");
    assert_eq!(verdict(&look(false).1, "pictures"), "bad", "it is missing");
    let shelf = data.join("media").join(&file[..2]).join(&file);
    std::fs::create_dir_all(&shelf).expect("made");
    std::fs::write(shelf.join("original.jpg"), b"other bytes").expect("written");
    assert_eq!(verdict(&look(false).1, "pictures"), "good", "a daily look does not read it");
    assert_eq!(verdict(&look(true).1, "pictures"), "bad", "its bytes are others");

    let (late, revision) = desk.draft(cast::story("Geç kalan")).await.expect("a draft");
    desk.schedule(late, revision, "2026-01-01T00:00:00Z".parse().expect("an hour")).await.expect("scheduled");
    let (ended, report) = look(false);
    assert_eq!((ended, verdict(&report, "schedule")), (1, "bad"), "{report}");

    std::fs::create_dir_all(data.join("theme/templates")).expect("made");
    std::fs::write(data.join("theme/templates/story.html"), "{% if %}").expect("written");
    assert_eq!(verdict(&look(false).1, "theme"), "warn");

    // One letter of a sealed text, past the program.
    let mut raw = raw(&database).await;
    let changing = "update published_content set text = replace(text, 'Kızılçay', 'Kızılcay')";
    sqlx::query(changing).execute(&mut raw).await.expect("changed");
    for full in [false, true] {
        let (ended, report) = look(full);
        assert_eq!((ended, verdict(&report, "ledger")), (1, "bad"), "{report}");
    }

    std::fs::write(data.join("manset.toml"), "orign = 1\n").expect("written");
    let (ended, report) = look(false);
    assert_eq!((ended, verdict(&report, "settings")), (1, "bad"));
}

async fn raw(database: &Database) -> sqlx::AnyConnection {
    sqlx::any::install_default_drivers();
    <sqlx::AnyConnection as sqlx::Connection>::connect(&database.address()).await.expect("a connection past the doors")
}

/// It looks and changes nothing: an older schema stays an older one, and where there is nothing nothing is made.
async fn the_doctor_changes_nothing(database: Database) {
    let at = tempfile::tempdir().expect("a folder");
    let (ended, report) = examined(at.path(), None, false);
    assert_eq!((ended, verdict(&report, "database")), (1, "bad"));
    assert_eq!(std::fs::read_dir(at.path()).expect("listed").count(), 0, "nothing was made");

    let place = Place::Address(database.address());
    Store::open_up_to(&place, Clock::of_the_machine(), 1).await.expect("of the first schema").close().await;
    let (ended, report) = examined(at.path(), Some(&database.address()), false);
    assert_eq!((ended, verdict(&report, "database")), (0, "warn"), "{report}");
    assert_eq!(store::look(&place).await.expect("looked").schema, Some(1));
    let mut raw = raw(&database).await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                 select 9999, 'of tomorrow', success, checksum, 0 from _sqlx_migrations";
    sqlx::query(newer).execute(&mut raw).await.expect("written");
    let (ended, report) = examined(at.path(), Some(&database.address()), false);
    assert_eq!((ended, verdict(&report, "database")), (1, "bad"), "{report}");
}

/// An archive's pictures are found by the addresses its items name.
#[tokio::test]
async fn an_archive_brings_its_pictures() {
    let database = database::sqlite();
    a_paper(&database).await.close().await;
    let at = tempfile::tempdir().expect("a folder");
    let pixels: Vec<u8> = (0..400 * 300).flat_map(|place| [(place % 250) as u8, 90, 60]).collect();
    let put = |name: &str, bytes: &[u8]| {
        let path = at.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    };
    put("pictures/agency.example/2026/dere.jpg", &media::jpeg(&pixels, 400, 300, 80));
    put("pictures/broken.jpg", b"not a picture");
    let picture = |name: &str, href: &str| {
        serde_json::json!({"name": name, "uri": href, "type": "picture",
            "descriptions": [{"role": "caption", "value": "Taşan dere"}],
            "renditions": [{"name": "web", "href": href, "contentType": "image/jpeg"}]})
    };
    let item = serde_json::json!({
        "uri": "urn:agency:1", "language": "tr", "by": "Ajans",
        "standard": {"name": "ninjs", "version": "3.1"},
        "headlines": [{"role": "main", "value": "Dere taştı"}],
        "subjects": [{"name": "Gündem"}],
        "bodies": [{"contentType": "text/html", "value":
            "<p>Dere dün taştı.</p><figure><img src=\"https://agency.example/2026/dere.jpg\" alt=\"Dere\"></figure><p>Köprü kapandı.</p>"}],
        "associations": [
            picture("main", "https://agency.example/2026/dere.jpg"),
            picture("second", "https://agency.example/2026/broken.jpg"),
            picture("third", "https://agency.example/2026/nowhere.jpg"),
        ]
    });
    put("archive.jsonl", item.to_string().as_bytes());
    let address = database.address();
    let text = |name: &str| at.path().join(name).display().to_string();
    let import =
        ["import", &text("archive.jsonl"), "--as", "ninjs", "--pictures", &text("pictures"), "--section", "gundem"];
    let output = manset(&at.path().join("home"), Some(&address), &import);
    assert!(done(&output).contains("2 pictures taken in, 1 not found"), "{}", said(&output));
    assert!(said(&output).contains("broken.jpg: not a"), "{}", said(&output));

    let store = database.open().await;
    let live = store.reading().stories_after(0, 100).await.expect("read");
    let live = live.iter().find(|live| live.uri == "urn:agency:1").expect("it is live");
    let seen = store.reading().story(live.number).await.expect("read").expect("it is there");
    let main = seen.content.picture.as_ref().expect("a main picture");
    assert_eq!((main.width, main.caption.as_deref()), (400, Some("Taşan dere")));
    let kinds: Vec<&str> = seen
        .content
        .body
        .0
        .iter()
        .map(|block| if matches!(block, newsroom::Block::Picture { .. }) { "picture" } else { "words" })
        .collect();
    assert_eq!(kinds, ["words", "picture", "words"]);
    let original = at.path().join("home/media").join(&main.file[..2]).join(&main.file).join("original.jpg");
    assert!(original.is_file());
}

/// A backup that the program of the third schema wrote, with two stories published, comes to today's with its rows in it.
async fn an_older_backup_restores(database: Database) {
    let at = tempfile::tempdir().expect("a folder");
    let files = leaving::Folder {
        media: media::Keeping::Folder(at.path().join("media")),
        theme: at.path().join("theme"),
        settings: at.path().join("manset.toml"),
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backups/schema-3.backup");
    let restored = leaving::restore::restore(&file, &database.place(), &files, &mut |_| {}).await;
    let restored = restored.expect("restored");
    assert_eq!((restored.checked.schema, restored.ledger.faults.len()), (3, 0));
    assert_eq!(store::look(&database.place()).await.expect("looked").schema, Some(store::newest_schema()));
    let store = database.open().await;
    assert_eq!(store.head(), restored.checked.position);
    assert_eq!(store.reading().stories_after(0, 100).await.expect("read").len(), 2);
}

#[test]
fn an_older_backup_restores_on_sqlite() {
    database::on_sqlite(an_older_backup_restores);
}

#[test]
fn an_older_backup_restores_on_postgres() {
    database::on_empty_postgres(an_older_backup_restores);
}

#[test]
fn the_doctor_changes_nothing_on_sqlite() {
    database::on_sqlite(the_doctor_changes_nothing);
}

#[test]
fn the_doctor_changes_nothing_on_postgres() {
    database::on_empty_postgres(the_doctor_changes_nothing);
}

on_both!(a_newsroom_is_kept_checked_restored_moved_and_written_out, the_doctor_says_what_is_wrong);
