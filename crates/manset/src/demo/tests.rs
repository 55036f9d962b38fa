//! The demo paper as a whole: its files, and the newsroom it makes.

use std::collections::{BTreeSet, HashSet};

use jiff::SignedDuration;
use newsroom::touch::UseKey;
use newsroom::{EditionCode, EntryKind, FrontKey, Position};
use store::{Clock, Place};

use super::*;

#[test]
fn every_file_reads_and_names_what_is_there() {
    let (paper, stories) = read().expect("the demo's files are whole");
    let count = |edition: &str| stories.iter().filter(|story| story.edition == edition).count();
    assert!(count("tr") >= 60 && count("ar") >= 10 && count("en") >= 10);
    assert_eq!(paper.authors.iter().filter(|author| author.column.is_some()).count(), 3);
    let ids: BTreeSet<_> = stories.iter().map(|story| story.front.id.as_str()).collect();
    assert_eq!(ids.len(), stories.len(), "an id is given twice");
    for story in &stories {
        let (front, name) = (&story.front, &story.name);
        // Links are resolved in the order of hours when the newsroom is filled; here each target need only exist.
        let any = |id: &str| ids.contains(id).then_some(newsroom::StoryNumber(1));
        let body = markup::read(&story.body, &any).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert!(!body.0.is_empty(), "{name} has no body");
        let words = body.plain_text();
        assert!(!words.contains(['*', '[', '|', '#']), "{name}: markup among the words");
        assert!(front.by.iter().all(|slug| paper.author(slug).is_some()), "{name}: an unknown author");
        assert_eq!(front.hours_ago.is_none(), front.schedule_in_hours.is_some(), "{name}: published or scheduled");
        assert_eq!(
            front.correction.is_some(),
            front.correction_hours_ago.is_some(),
            "{name}: a correction has its hour"
        );
        let known = |scene: &str| scenes::SCENES.contains(&scene);
        assert!(front.picture.as_ref().is_none_or(|picture| known(&picture.scene)), "{name}: an unknown scene");
    }
}

#[test]
fn unknown_keys_are_refused() {
    let story = "+++\nid = \"a\"\nheadline = \"b\"\nstandfirst = \"c\"\nhour = 1\n+++\nMetin\n";
    let error = StoryFile::read("tr", "a.md", story).expect_err("`hour` is no key");
    assert!(format!("{error:#}").contains("hour"), "{error:#}");
    assert!(StoryFile::read("tr", "a.md", "Metin").is_err(), "there is no front matter");
}

/// A newsroom filled at a known hour, with pictures too small to take long.
async fn filled(folder: &std::path::Path) -> (Store, media::Library, Filled) {
    let clock = Clock::starting_at("2026-03-02T09:30:00+03:00".parse().expect("a constant"));
    let store = Store::open(&Place::Folder(folder.into()), clock).await.expect("it opens");
    let library = media::Library::open(folder.join("media")).expect("it opens");
    let filled = fill_with(&store, &library, (36, 24)).await.expect("an empty newsroom is filled");
    (store, library, filled)
}

#[tokio::test]
async fn an_empty_newsroom_is_filled_once_and_its_ledger_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, library, filled) = filled(folder.path()).await;
    let (paper, stories) = read().expect("the demo's files are whole");
    let with = |has: fn(&StoryFile) -> bool| stories.iter().filter(|story| has(story)).count();
    let published = with(|story| story.front.hours_ago.is_some());
    assert_eq!((filled.editions, filled.stories, filled.scheduled), (3, published, 1));
    let shown: HashSet<_> = stories
        .iter()
        .filter_map(|story| story.front.picture.as_ref())
        .map(|shown| (&shown.scene, shown.seed))
        .collect();
    assert_eq!(filled.pictures, shown.len() + 3, "each once, and three columnists' faces");

    let report = store::ledger::verify(&store).await.expect("it reads");
    assert_eq!(report.faults, []);
    let entries = store.reading().entries_after(Position(0), 10_000).await.expect("it reads");
    assert!(entries.is_sorted_by_key(|sealed| sealed.entry.at), "acts stand in the order of their hours");
    assert!(entries.iter().all(|sealed| sealed.entry.at <= store.clock().now()), "nothing happened later than now");
    let kinds = |kind: EntryKind| entries.iter().filter(|sealed| sealed.entry.kind == kind).count();
    assert_eq!(kinds(EntryKind::Publish), published);
    assert_eq!(kinds(EntryKind::Update), with(|story| story.front.updated_hours_ago.is_some()));
    assert_eq!(kinds(EntryKind::Correct), with(|story| story.front.correction.is_some()));
    assert_eq!((kinds(EntryKind::Withdraw), kinds(EntryKind::Place)), (2, 3));
    assert_eq!(
        kinds(EntryKind::OpenSection),
        paper.editions.iter().map(|edition| edition.sections.len()).sum::<usize>()
    );

    let again = fill(&store, &library).await.expect_err("a newsroom that is not empty is left alone");
    assert!(again.to_string().contains("not empty"), "{again}");
    assert_eq!(store.head(), entries.last().expect("there are entries").position);
}

#[tokio::test]
async fn links_translations_fronts_and_reads_are_in_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _, _) = filled(folder.path()).await;
    let (_, files) = read().expect("the demo's files are whole");
    let (reading, now) = (store.reading(), store.clock().now());
    let house = reading.house().await.expect("it reads");
    let mut linked = 0;
    for edition in house.editions_in_order() {
        let files: Vec<_> = files.iter().filter(|file| file.edition == edition.code.as_str()).collect();
        let listed = reading.list(&UseKey::edition_list(&edition.code), None, 1_000).await.expect("it reads");
        let lasting = files.iter().filter(|file| file.front.hours_ago.is_some() && file.front.withdrawn.is_none());
        assert_eq!(listed.len(), lasting.count(), "{}", edition.code);
        for story in &listed {
            let seen = reading.story(story.live.number).await.expect("it reads").expect("it is listed");
            for target in seen.content.body.linked_stories() {
                let target = reading.story(target).await.expect("it reads").expect("a link leads to a story");
                assert!(target.live.is_live() && target.live.published_at < story.live.updated_at);
                linked += 1;
            }
            for byline in &seen.content.bylines {
                assert!(house.author(&edition.code, &byline.slug).is_some(), "{} has no page", byline.slug);
            }
            if let Some(group) = seen.content.translation {
                let translations = reading.translations(group).await.expect("it reads");
                assert!(translations.len() >= 2 && translations[0].live.number.0 == group, "{}", story.live.uri);
            }
        }
        let translated = files.iter().filter(|file| file.front.translation_of.is_some()).count();
        let in_a_group = files.iter().filter(|file| file.edition != "tr").count();
        assert!(translated >= 6 || in_a_group == 0, "{}", edition.code);
        let front = house.front(&FrontKey { edition: edition.code.clone(), section: None }).expect("it is arranged");
        assert_eq!(front.placements.len(), files.iter().filter(|file| file.front.slot.is_some()).count());
    }
    assert!(linked > 20, "{linked} links");

    let turkish = EditionCode::from("tr");
    let (breaking, until) = reading.breaking(&turkish, now).await.expect("it reads").expect("something breaks");
    assert!(breaking.live.published_at < now && until > now);
    let reads = reading.reads_since(0).await.expect("it reads");
    let counted: i64 = reads.iter().map(|(_, _, hour)| hour.reads).sum();
    let lasting = files.iter().filter(|file| file.front.hours_ago.is_some() && file.front.withdrawn.is_none());
    assert_eq!(counted, lasting.map(|file| file.front.reads).sum::<i64>());
    let columnists = house.authors.values().filter(|author| author.columnist && author.portrait.is_some());
    assert_eq!(columnists.count(), 3);
}

#[tokio::test]
async fn the_scheduled_story_goes_live_at_its_hour() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _, _) = filled(folder.path()).await;
    assert_eq!(store.perform_due().await.expect("it looks").published, []);
    store.clock().advance(SignedDuration::from_hours(6));
    let report = store.perform_due().await.expect("it publishes");
    assert_eq!((report.published.len(), report.refused.len()), (1, 0));
    let faults = store::ledger::verify(&store).await.expect("it reads").faults;
    assert_eq!(faults, []);
}
