//! Lists: cursors walk everything once, days have their bounds, and what became of a story is told.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use newsroom::acts::Ground;
use newsroom::lists::HourOfReads;
use newsroom::{Content, EntryKind, SectionKey, StoryNumber, UseKey};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Clock, Cursor, Listed, Store};
use testkit::{Database, Desk, Newsroom, PATIENCE, cast, database, on_both};

fn hour(text: &str) -> Timestamp {
    text.parse().expect("an hour with its zone")
}

fn numbers(listed: &[Listed]) -> Vec<i64> {
    listed.iter().map(|listed| listed.live.number.0).collect()
}

async fn paper(database: &Database) -> (Store, Desk) {
    let store = database.open_at(Clock::starting_at(cast::morning())).await;
    cast::paper(&store).await;
    (store.clone(), Desk::of(&store))
}

// ---- cursors ----

/// A story of the walk: minutes after the morning (few, so that many share one), its section, whether it is withdrawn.
type Walked = (i64, bool, bool);

async fn a_walk_meets_each_story_once(database: &Database, stories: &[Walked], page: usize) {
    let (store, desk) = paper(database).await;
    let mut expected: Vec<(i64, i64)> = Vec::new();
    let mut in_economy = BTreeSet::new();
    for (turn, (minutes, economy, withdrawn)) in stories.iter().enumerate() {
        let key: SectionKey = if *economy { "ekonomi" } else { "gundem" }.into();
        let content = Content { sections: vec![key], ..cast::story(&format!("Haber {turn}")) };
        let at = cast::morning() + SignedDuration::from_mins(*minutes);
        let (story, _) = desk.publish_at(content, at).await.expect("published");
        if *withdrawn {
            desk.withdraw(story, "Asılsız.").await.expect("withdrawn");
            continue;
        }
        expected.push((*minutes, story.0));
        if *economy {
            in_economy.insert(story.0);
        }
    }
    expected.sort_unstable_by(|one, other| other.cmp(one));
    let newest_first: Vec<i64> = expected.iter().map(|(_, number)| *number).collect();
    assert_eq!(walk(&store, &UseKey::edition_list(&cast::tr()), page).await, newest_first);
    let only_economy: Vec<_> = newest_first.iter().copied().filter(|number| in_economy.contains(number)).collect();
    assert_eq!(walk(&store, &UseKey::section_list(&cast::tr(), &"ekonomi".into()), page).await, only_economy);
    store.close().await;
}

async fn walk(store: &Store, list: &UseKey, page: usize) -> Vec<i64> {
    let (mut met, mut after) = (Vec::new(), None);
    loop {
        let listed = store.reading().list(list, after, page).await.expect("a page");
        assert!(listed.len() <= page);
        met.extend(numbers(&listed));
        let Some(last) = listed.last() else { return met };
        // As it travels in an address.
        after = Some(Cursor::after(last).to_string().parse().expect("our own cursor"));
    }
}

fn walks() -> impl Strategy<Value = (Vec<Walked>, usize)> {
    (prop::collection::vec((0..4_i64, any::<bool>(), prop::bool::weighted(0.2)), 0..20), 1..6_usize)
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, max_shrink_iters: 60, ..Config::default() }
}

#[test]
fn cursors_walk_everything_once_on_sqlite() {
    let runtime = database::runtime();
    let run = |(stories, page): (Vec<Walked>, usize)| {
        runtime.block_on(a_walk_meets_each_story_once(&database::sqlite(), &stories, page));
        Ok(())
    };
    TestRunner::new(config(24)).run(&walks(), run).expect("holds for every archive and page");
}

#[test]
fn cursors_walk_everything_once_on_postgres() {
    let runtime = database::runtime();
    let Some(first) = runtime.block_on(database::postgres()) else { return };
    drop(first);
    let run = |(stories, page): (Vec<Walked>, usize)| {
        runtime.block_on(async {
            let database = database::postgres().await.expect("it was there a moment ago");
            a_walk_meets_each_story_once(&database, &stories, page).await;
        });
        Ok(())
    };
    TestRunner::new(config(12)).run(&walks(), run).expect("holds for every archive and page");
}

#[test]
fn only_places_in_a_list_are_cursors() {
    let check = |text: &str, expected: bool| assert_eq!(text.parse::<Cursor>().is_ok(), expected, "{text}");
    check("1772431200000000.12", true);
    check("-1772431200000000.12", true);
    check("0.0", true);
    check("", false);
    check(".", false);
    check("1.", false);
    check(".1", false);
    check("1.2.3", false);
    check("--1.2", false);
    check("1e9.2", false);
    check("9223372036854775807.1", false);
    check("99999999999999999999.1", false);
    check("1.9223372036854775808", false);
    check("1 or 1=1.2", false);
    check("١.٢", false);
}

async fn stories_published_while_walking_disturb_nobody(database: Database) {
    let (store, desk) = paper(&database).await;
    for turn in 0..6 {
        let at = cast::morning() + SignedDuration::from_mins(turn);
        desk.publish_at(cast::story(&format!("Haber {turn}")), at).await.expect("published");
    }
    let list = UseKey::edition_list(&cast::tr());
    let first = store.reading().list(&list, None, 3).await.expect("a page");
    let newer = cast::morning() + SignedDuration::from_mins(60);
    desk.publish_at(cast::flood(), newer).await.expect("published");
    desk.withdraw(first[2].live.number, "Asılsız.").await.expect("withdrawn");
    let second = store.reading().list(&list, Some(Cursor::after(&first[2])), 3).await.expect("a page");
    assert_eq!((numbers(&first), numbers(&second)), (vec![6, 5, 4], vec![3, 2, 1]));
}

// ---- days ----

async fn a_day_holds_what_its_bounds_say(database: Database) {
    let (store, desk) = paper(&database).await;
    // A day in Turkey: 1 March 21:00 UTC to 2 March 21:00 UTC.
    let (from, until) = (hour("2026-03-02T00:00:00+03:00"), hour("2026-03-03T00:00:00+03:00"));
    let before = from - SignedDuration::from_micros(1);
    let last = until - SignedDuration::from_micros(1);
    for (turn, at) in [before, from, cast::morning(), cast::morning(), last, until].into_iter().enumerate() {
        desk.publish_at(cast::story(&format!("Haber {turn}")), at).await.expect("published");
    }
    desk.publish_at(cast::flood_in_english(), cast::morning()).await.expect("published");
    let (reading, tr) = (store.reading(), cast::tr());
    let day = async |after: Option<Cursor>, limit: usize| {
        numbers(&reading.published_between(&tr, from, until, after, limit).await.expect("read"))
    };
    assert_eq!(day(None, 10).await, [5, 4, 3, 2]);
    assert_eq!(day(None, 2).await, [5, 4]);
    let after_four = Cursor { published_at: cast::morning(), number: StoryNumber(4) };
    assert_eq!(day(Some(after_four), 10).await, [3, 2]);
    // A place from another day's list opens no door out of this one.
    let later = Cursor { published_at: until + SignedDuration::from_hours(24), number: StoryNumber(1) };
    assert_eq!(day(Some(later), 10).await, [5, 4, 3, 2]);
    let earlier = Cursor { published_at: before, number: StoryNumber(1) };
    assert_eq!(day(Some(earlier), 10).await, Vec::<i64>::new());
    let neighbours = reading.neighbours_of_day(&tr, from, until).await.expect("read");
    assert_eq!(neighbours, (Some(before), Some(until)));
    let none = reading.neighbours_of_day(&cast::ar(), from, until).await.expect("read");
    assert_eq!(none, (None, None));
}

// ---- lists a story stands in ----

async fn a_story_stands_where_its_words_say_and_nowhere_else(database: Database) {
    let (store, desk) = paper(&database).await;
    let tr = cast::tr();
    let (story, _) = desk.publish(cast::flood()).await.expect("published");
    let in_lists = async || {
        let lists = [
            UseKey::edition_list(&tr),
            UseKey::section_list(&tr, &"gundem".into()),
            UseKey::section_list(&tr, &"asayis".into()),
            UseKey::tag_list(&tr, "sel"),
            UseKey::tag_list(&tr, "kopru"),
            UseKey::author_list(&tr, "mehmet-kara"),
            UseKey::author_list(&tr, "zeynep-ak"),
        ];
        let mut found = Vec::new();
        for list in lists {
            if !store.reading().list(&list, None, 10).await.expect("read").is_empty() {
                found.push(list.to_string().replace("list/tr", ""));
            }
        }
        found
    };
    assert_eq!(in_lists().await, ["", "/section/gundem", "/section/asayis", "/tag/sel", "/author/mehmet-kara"]);
    let changed = Content {
        sections: vec!["asayis".into()],
        tags: vec![cast::tag("Köprü", "kopru")],
        bylines: vec![cast::byline("Zeynep Ak", "zeynep-ak")],
        ..cast::flood()
    };
    desk.update(story, changed.clone()).await.expect("updated");
    assert_eq!(in_lists().await, ["", "/section/asayis", "/tag/kopru", "/author/zeynep-ak"]);
    desk.withdraw(story, "Asılsız.").await.expect("withdrawn");
    assert_eq!(in_lists().await, Vec::<String>::new());
    desk.update(story, changed).await.expect("it returns");
    assert_eq!(in_lists().await, ["", "/section/asayis", "/tag/kopru", "/author/zeynep-ak"]);
}

async fn translations_are_those_that_are_live(database: Database) {
    let (store, desk) = paper(&database).await;
    let (first, _) = desk.publish(Content { translation: Some(1), ..cast::flood() }).await.expect("published");
    let group = Some(first.0);
    let (arabic, _) = desk.publish(Content { translation: group, ..cast::flood_in_arabic() }).await.expect("published");
    let (english, _) =
        desk.publish(Content { translation: group, ..cast::flood_in_english() }).await.expect("published");
    desk.publish(cast::market()).await.expect("published");
    let found = async || numbers(&store.reading().translations(first.0).await.expect("read"));
    assert_eq!(found().await, [first.0, arabic.0, english.0]);
    desk.withdraw(arabic, "Çeviri hatası.").await.expect("withdrawn");
    assert_eq!(found().await, [first.0, english.0]);
    desk.update(english, cast::flood_in_english()).await.expect("it leaves the group");
    assert_eq!(found().await, [first.0]);
}

async fn what_became_of_a_story_is_told(database: Database) {
    let (store, desk) = paper(&database).await;
    let (story, _) = desk.publish(cast::flood()).await.expect("published");
    desk.publish(cast::market()).await.expect("another story");
    desk.update(story, Content { urgency: 3, ..cast::flood() }).await.expect("updated");
    desk.correct(story, Content { urgency: 3, ..cast::flood() }, "On iki ev, on değil.").await.expect("corrected");
    desk.withdraw(story, "Yanlış yer.").await.expect("withdrawn");
    let history = store.reading().history(story).await.expect("read");
    let told: Vec<_> = history.iter().map(|line| (line.kind, line.note.as_deref())).collect();
    assert_eq!(
        told,
        [
            (EntryKind::Publish, None),
            (EntryKind::Update, None),
            (EntryKind::Correct, Some("On iki ev, on değil.")),
            (EntryKind::Withdraw, Some("Yanlış yer.")),
        ]
    );
    assert!(history.iter().all(|line| line.story == story));
    let seen = store.reading().story(story).await.expect("read").expect("kept after its withdrawal");
    assert_eq!((seen.live.standing.as_str(), seen.content.urgency), ("withdrawn", 3));
}

async fn corrections_are_told_by_edition_newest_first(database: Database) {
    let (store, desk) = paper(&database).await;
    let mut stories = Vec::new();
    for turn in 0..12 {
        let (story, _) = desk.publish(cast::story(&format!("Haber {turn}"))).await.expect("published");
        stories.push(story);
    }
    let (english, _) = desk.publish(cast::flood_in_english()).await.expect("published");
    for turn in [3, 11, 3] {
        let words = cast::story(&format!("Haber {turn}"));
        desk.correct(stories[turn], words, &format!("Düzeltme {turn}.")).await.expect("corrected");
    }
    desk.correct(english, cast::flood_in_english(), "Twelve, not ten.").await.expect("corrected");
    let order = Ground::Order { authority: "Mahkeme".into(), reason: "Karar".into() };
    desk.withdraw_on(stories[0], order).await.expect("withdrawn");
    let reading = store.reading();
    let page = async |edition, before, limit| reading.corrections(&edition, before, limit).await.expect("read");
    let all = page(cast::tr(), None, 10).await;
    let told: Vec<_> =
        all.iter().map(|(line, listed)| (listed.live.number.0, line.note.clone().expect("a note"))).collect();
    let expected = [(1, "Karar"), (4, "Düzeltme 3."), (12, "Düzeltme 11."), (4, "Düzeltme 3.")];
    assert_eq!(told, expected.map(|(number, note)| (number, note.to_owned())));
    assert!(all.iter().all(|(line, listed)| line.story == listed.live.number));
    // By pages.
    let first = page(cast::tr(), None, 3).await;
    let second = page(cast::tr(), Some(first[2].0.position), 3).await;
    assert_eq!((first.len(), second.len()), (3, 1));
    assert_eq!(second[0].0.position, all[3].0.position);
    assert_eq!(page(cast::en(), None, 10).await.len(), 1);
    assert_eq!(page(cast::ar(), None, 10).await.len(), 0);
}

// ---- what pages gather ----

async fn breaking_and_recent_hold_what_is_live(database: Database) {
    let (store, desk) = paper(&database).await;
    let (tr, now) = (cast::tr(), cast::morning());
    let until = |minutes| Some(now + SignedDuration::from_mins(minutes));
    let (older, _) =
        desk.publish_at(Content { breaking_until: until(90), ..cast::flood() }, now).await.expect("published");
    let later = now + SignedDuration::from_mins(1);
    let newer = Content { breaking_until: until(60), ..cast::story("Deprem") };
    let (newer, _) = desk.publish_at(newer, later).await.expect("published");
    let reading = store.reading();
    let band = async |minutes: i64| {
        let found = reading.breaking(&tr, now + SignedDuration::from_mins(minutes)).await.expect("read");
        found.map(|(listed, until)| (listed.live.number, until))
    };
    assert_eq!(band(2).await, Some((newer, until(60).expect("an hour"))));
    assert_eq!(band(60).await, Some((older, until(90).expect("an hour"))));
    assert_eq!(band(90).await, None);
    let recent = async |since| {
        let mut found: Vec<_> = reading.recent(&tr, since).await.expect("read").iter().map(|r| r.number.0).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(recent(now - SignedDuration::from_mins(1)).await, [1, 2]);
    assert_eq!(recent(now).await, [2]);
    desk.withdraw(newer, "Asılsız.").await.expect("withdrawn");
    assert_eq!(band(2).await.map(|(number, _)| number), Some(older));
    assert_eq!(recent(now - SignedDuration::from_mins(1)).await, [1]);
    let cards = reading.cards(&[newer, StoryNumber(99), older]).await.expect("read");
    assert_eq!(numbers(&cards), [older.0]);
    assert_eq!(cards[0].urgency, 2);
    let order = [older, StoryNumber(2), StoryNumber(1)];
    assert_eq!(numbers(&reading.cards(&order).await.expect("read")), [1], "a story asked for twice comes once");
}

async fn the_sitemap_follows_what_is_live(database: Database) {
    let (store, desk) = paper(&database).await;
    let (story, _) = desk.publish(Content { translation: Some(1), ..cast::flood() }).await.expect("published");
    let (gone, _) = desk.publish(cast::market()).await.expect("published");
    desk.publish(cast::flood_in_english()).await.expect("published");
    let reading = store.reading();
    let part = async || {
        let found = reading.sitemap_part(&cast::tr(), 0).await.expect("read");
        found.iter().map(|(live, group)| (live.number, *group)).collect::<Vec<_>>()
    };
    assert_eq!(part().await, [(story, Some(1)), (gone, None)]);
    let before = reading.sitemap_parts(&cast::tr()).await.expect("read");
    store.clock().advance(SignedDuration::from_mins(5));
    desk.withdraw(gone, "Asılsız.").await.expect("withdrawn");
    let after = reading.sitemap_parts(&cast::tr()).await.expect("read");
    assert_eq!(part().await, [(story, Some(1))]);
    assert_eq!((before.len(), after.len(), after[0].0), (1, 1, 0));
    assert!(after[0].1 > before[0].1, "the part tells that it changed");
    assert_eq!(reading.sitemap_part(&cast::tr(), 1).await.expect("read"), []);
    assert_eq!(reading.sitemap_part(&cast::tr(), i64::MAX).await.expect("read"), []);
    assert_eq!(reading.sitemap_parts(&cast::ar()).await.expect("read"), []);
}

async fn counted_reads_add_up(database: Database) {
    let (store, desk) = paper(&database).await;
    let (story, _) = desk.publish(cast::flood()).await.expect("published");
    let (gone, _) = desk.publish(cast::market()).await.expect("published");
    let reads = |story, hour, reads| HourOfReads { story, hour, reads };
    let counting = [store.counting(), database.open().await.counting()];
    counting[0].add(&[reads(story, 100, 3), reads(gone, 100, 9), reads(story, 101, 1)]).await.expect("added");
    counting[1].add(&[reads(story, 100, 4), reads(story, 99, 7)]).await.expect("added");
    counting[1].add(&[]).await.expect("nothing to add");
    desk.withdraw(gone, "Asılsız.").await.expect("withdrawn");
    let mut found: Vec<_> =
        store.reading().reads_since(100).await.expect("read").into_iter().map(|(_, _, reads)| reads).collect();
    found.sort_by_key(|reads| reads.hour);
    assert_eq!(found, [reads(story, 100, 7), reads(story, 101, 1)]);
}

async fn what_is_read_most_stands_by_edition_and_by_section(database: Database) {
    let node = Newsroom::start(&database).await;
    let of = |headline: &str, section: &str| Content { sections: vec![section.into()], ..cast::story(headline) };
    let (flood, _) = node.desk.publish(of("Dere taştı", "gundem")).await.expect("published");
    let (prices, position) = node.desk.publish(of("Zeytinyağı ucuzladı", "ekonomi")).await.expect("published");
    node.reached(position).await;
    for (story, times) in [(flood, 1), (prices, 3)] {
        let page = node.get(&format!("/api/v1/stories/{}", story.0)).await.json();
        let path = page["manset"]["url"].as_str().expect("an address").replace("https://cinar.example", "");
        for _ in 0..times {
            assert_eq!(node.get(&path).await.status, 200);
        }
    }
    let listed = async |query: &str| -> Vec<i64> {
        let list = node.get(&format!("/api/v1/lists/most-read{query}")).await.json();
        let items = list["items"].as_array().unwrap_or_else(|| panic!("{list}")).clone();
        items.iter().filter_map(|item| item["manset"]["number"].as_i64()).collect()
    };
    let begun = std::time::Instant::now();
    while listed("").await != [prices.0, flood.0] {
        assert!(begun.elapsed() < PATIENCE, "{:?}", listed("").await);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(listed("?section=ekonomi").await, [prices.0]);
    assert_eq!(listed("?section=Gündem").await, [flood.0], "by name too");
    assert_eq!(listed("?section=siyaset").await, [0; 0], "nothing fills up");
    assert_eq!(node.get("/api/v1/lists/most-read?section=yok").await.status, 404);
    let page = node.get("/ekonomi/").await.body;
    let side = page.split("En Çok Okunanlar · Ekonomi</h2>").nth(1).expect("a box of the section's own");
    let side = side.split("</section>").next().unwrap_or_default();
    assert!(side.contains("Zeytinyağı ucuzladı") && !side.contains("Dere taştı"), "{side}");
}

on_both!(
    what_is_read_most_stands_by_edition_and_by_section,
    stories_published_while_walking_disturb_nobody,
    a_day_holds_what_its_bounds_say,
    a_story_stands_where_its_words_say_and_nowhere_else,
    translations_are_those_that_are_live,
    what_became_of_a_story_is_told,
    corrections_are_told_by_edition_newest_first,
    breaking_and_recent_hold_what_is_live,
    the_sitemap_follows_what_is_live,
    counted_reads_add_up,
);
