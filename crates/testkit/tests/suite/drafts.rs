//! Readers cannot reach drafts: what the reading handle's own connections may do, tried on every table.

use newsroom::Position;
use testkit::{Database, Desk, cast, on_both};

/// The desk's own tables, which no reader may see.
const DESK: [&str; 48] = [
    "finding",
    "finding_count",
    "finding_due",
    "story_lead",
    "inspection",
    "story",
    "revision",
    "schedule",
    "wire_item",
    "import_finding",
    "person",
    "token",
    "kept_answer",
    "session",
    "invitation",
    "working",
    "journal",
    "audit",
    "lease",
    "bookmark",
    "picture",
    "picture_use",
    "stage",
    "stage_move",
    "four_eyes",
    "comment",
    "preview_link",
    "translation",
    "front_draft",
    "front_schedule",
    "passkey",
    "one_time_secret",
    "recovery_code",
    "ceremony",
    "known_browser",
    "sign_in_rule",
    "mail_server",
    "letter",
    "setting_draft",
    "board",
    "board_word",
    "board_due",
    "assignment",
    "saved_view",
    "presence",
    "reads_minute",
    "reads_from",
    "reads_of_section",
];
const PUBLISHED: [&str; 7] = ["entry", "published_content", "public_state", "live", "listing", "sitemap_part", "reads"];

async fn the_reading_handle_reaches_published_things_only(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    desk.publish(cast::flood()).await.expect("published");
    desk.draft(cast::market()).await.expect("a draft");

    let reach = store.reading().reach().await.expect("tried");
    assert_eq!(reach.writes, Vec::<String>::new(), "a reader's connection writes nothing");
    for table in PUBLISHED {
        assert!(reach.reads.iter().any(|read| read == table), "{table} is for readers");
    }
    if database.is_postgres() {
        let reached: Vec<_> = reach.reads.iter().filter(|table| DESK.contains(&table.as_str())).collect();
        assert_eq!(reached, Vec::<&String>::new(), "the role has no right on the desk's tables");
    } else {
        // SQLite has no roles: there the wall is that no method of the handle names these tables, and that it cannot write.
        assert!(DESK.iter().all(|table| reach.reads.iter().any(|read| read == table)));
    }
    assert_eq!(reach.reads.iter().filter(|table| !DESK.contains(&table.as_str())).count(), PUBLISHED.len());
}

async fn a_draft_leaves_no_trace_where_readers_look(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    let before = store.head();
    let (draft, revision) = desk.draft(cast::flood()).await.expect("a draft");
    desk.schedule(draft, revision, "2099-01-01T00:00:00Z".parse().expect("an hour")).await.expect("scheduled");
    let reading = store.reading();
    assert_eq!(store.head(), before, "no entry");
    assert_eq!(reading.story(draft).await.expect("read"), None);
    assert_eq!(reading.content(&cast::flood().seal().0).await.expect("read"), None);
    assert_eq!(reading.cards(&[draft]).await.expect("read"), []);
    assert_eq!(reading.history(draft).await.expect("read"), []);
    let list = newsroom::UseKey::edition_list(&cast::tr());
    assert_eq!(reading.list(&list, None, 10).await.expect("read"), []);

    // A newer draft of a live story stays with the desk too.
    let (live, _) = desk.publish(cast::market()).await.expect("published");
    let mut tx = store.write().await.expect("a transaction");
    let secret = cast::story("Henüz yazılıyor");
    tx.save_draft(live, &secret, &cast::ayse()).await.expect("saved");
    tx.commit().await.expect("committed");
    let seen = reading.story(live).await.expect("read").expect("live");
    assert_eq!(seen.content, cast::market());
    assert_eq!(reading.content(&secret.seal().0).await.expect("read"), None);
    let entries = reading.entries_after(Position(0), 100).await.expect("read");
    assert!(entries.iter().all(|sealed| !sealed.entry.state.contains("Henüz")));
}

on_both!(the_reading_handle_reaches_published_things_only, a_draft_leaves_no_trace_where_readers_look);
