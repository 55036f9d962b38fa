//! Opening: a newsroom is found as it was left, and one that a newer program wrote is declined.

use store::{Clock, Error, Place, Store};
use testkit::{Database, Desk, cast, on_both};

use crate::raw::Raw;

async fn a_newer_schema_is_declined(database: Database) {
    database.open().await.close().await;
    let mut raw = Raw::of(&database).await;
    let known = raw.number("select max(version) from _sqlx_migrations").await;
    raw.execute(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                 select version + 1, 'of tomorrow', success, checksum, 0 from _sqlx_migrations \
                 order by version desc limit 1"
            .to_owned(),
    )
    .await;
    match Store::open(&database.place(), Clock::of_the_machine()).await.map(drop) {
        Err(Error::SchemaTooNew { found, known: mine }) => assert_eq!((found, mine), (known + 1, known)),
        other => panic!("{other:?}"),
    }
}

async fn a_newsroom_is_found_as_it_was_left(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let (number, position) = Desk::of(&store).publish(cast::flood()).await.expect("published");
    let seen = store.reading().story(number).await.expect("read").expect("there");
    store.close().await;
    let store = database.open().await;
    assert_eq!(store.head(), position);
    assert_eq!(store.reading().story(number).await.expect("read"), Some(seen));
    let (next, after) = Desk::of(&store).publish(cast::market()).await.expect("published");
    assert_eq!((next.0, after.0), (number.0 + 1, position.0 + 1));
}

/// The last form in which SQLite kept contents in the tree of their hashes.
const CONTENTS_BY_HASH: i64 = 13;

#[tokio::test]
async fn an_older_form_gets_the_newer_one_and_keeps_what_it_holds() {
    gets_newer_and_keeps(testkit::database::sqlite()).await;
    // Without a server there is none to look at; the other tests say so.
    if let Some(database) = testkit::database::empty_postgres().await {
        gets_newer_and_keeps(database).await;
    }
}

async fn gets_newer_and_keeps(database: Database) {
    let place = database.place();
    let store = Store::open_up_to(&place, Clock::of_the_machine(), CONTENTS_BY_HASH).await.expect("an older newsroom");
    cast::paper(&store).await;
    let (number, position) = Desk::of(&store).publish(cast::flood()).await.expect("published");
    let seen = store.reading().story(number).await.expect("read").expect("there");
    store.close().await;
    let store = database.open().await;
    let mut raw = Raw::of(&database).await;
    assert_eq!(raw.number("select max(version) from _sqlx_migrations").await, store::newest_schema());
    assert_eq!(store.head(), position);
    assert_eq!(store.reading().story(number).await.expect("read"), Some(seen));
    assert_eq!(raw.number("select count(*) from published_content").await, 1);
    Desk::of(&store).publish(cast::market()).await.expect("published");
    assert_eq!(raw.number("select count(*) from published_content").await, 2);
}

#[tokio::test]
async fn what_is_no_place_is_told() {
    let check = async |place: Place, expected: &str| {
        let error = Store::open(&place, Clock::of_the_machine()).await.map(drop).expect_err("no place");
        assert!(error.to_string().contains(expected), "{error}");
    };
    check(Place::Address("mysql://localhost/x".to_owned()), "is not a database address").await;
    check(Place::Address(String::new()), "is not a database address").await;
    let file = tempfile::NamedTempFile::new().expect("a file");
    check(Place::Folder(file.path().join("data")), "cannot be used").await;
    check(Place::Address(format!("sqlite:{}", file.path().join("data/newsroom.db").display())), "cannot be used").await;
}

#[tokio::test]
async fn the_folder_of_a_database_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("papers/newsroom.db");
    let place = Place::Address(format!("sqlite:{}", file.display()));
    assert!(store::look(&place).await.is_err() && !file.exists(), "looking makes nothing");
    let store = Store::open(&place, Clock::of_the_machine()).await.expect("it is made");
    store.close().await;
    assert!(file.is_file());
}

on_both!(a_newer_schema_is_declined, a_newsroom_is_found_as_it_was_left);
