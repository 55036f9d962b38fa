//! Tables of acts taken and refused. Each refusal has its line, and so has each thing an act must not forget to touch.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use language::Language;

use super::*;
use crate::content::{Byline, Credit, Tag};
use crate::entry::{Actor, EntryKind, FIRST_PREVIOUS_HASH};
use crate::front::{Placement, SLOTS_MAX};
use crate::house::{Author, Edition, House, Section};
use crate::ids::{EditionCode, FrontKey, Position, SectionKey, StoryNumber};
use crate::story::{Card, Hour, Live, Precision, Standing, Story};

// ---- a small house ----

fn now() -> Timestamp {
    "2026-03-02T09:00:00+03:00".parse().expect("an hour with its zone")
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn editor() -> Actor {
    Actor::new("user:ayse")
}

fn edition(code: &str, language: Language, path: &str) -> Edition {
    Edition { name: "Çınar Postası".to_owned(), path: path.to_owned(), ..Edition::new(code, language) }
}

/// Turkish at the root with Siyaset, Gündem and the closed Magazin; Arabic below `/ar/` with one section.
fn house() -> House {
    let mut house = House::default();
    for edition in [edition("tr", Language::Turkish, ""), edition("ar", Language::Arabic, "ar")] {
        house.editions.insert(edition.code.clone(), edition);
    }
    let sections = [
        ("tr", "siyaset", "Siyaset"),
        ("tr", "gundem", "Gündem"),
        ("tr", "magazin", "Magazin"),
        ("ar", "siyasa", "سياسة"),
    ];
    for (order, (edition, key, name)) in (1..).zip(sections) {
        let section = Section {
            order,
            closed: key == "magazin",
            former_slugs: if key == "gundem" { vec!["guncel".to_owned()] } else { Vec::new() },
            ..Section::new(edition, key, name)
        };
        house.sections.insert((section.edition.clone(), section.key.clone()), section);
    }
    house
}

fn content() -> Content {
    Content {
        language: "tr".to_owned(),
        headline: "Köprü açıldı".to_owned(),
        bylines: vec![Byline { name: "Mehmet Kara".to_owned(), slug: "mehmet-kara".to_owned() }],
        sections: vec!["gundem".into(), "siyaset".into()],
        tags: vec![Tag { name: "Köprü".to_owned(), slug: "kopru".to_owned() }],
        urgency: 5,
        ..Content::default()
    }
}

fn fresh() -> Story {
    Story {
        number: StoryNumber(12),
        uri: "urn:manset:story:12".to_owned(),
        edition: "tr".into(),
        created_at: now(),
        embargo_until: None,
        live: None,
    }
}

/// What the story is after the act, as the store would have it.
fn after(story: &Story, decided: &Decided) -> Story {
    let Public::Story(live) = &decided.public else { panic!("not an act on a story") };
    Story { live: Some((live.clone(), decided.content.clone().expect("stories come with content"))), ..story.clone() }
}

fn published() -> Story {
    let decided = publish(&fresh(), content(), &house(), &editor(), now(), now()).expect("taken");
    after(&fresh(), &decided)
}

fn withdrawn(ground: Ground) -> Story {
    let decided = withdraw(&published(), ground, &house(), &editor(), later(5)).expect("taken");
    after(&published(), &decided)
}

fn live_of(decided: &Decided) -> &Live {
    let Public::Story(live) = &decided.public else { panic!("not an act on a story") };
    live
}

fn touched(decided: &Decided) -> Vec<&str> {
    decided.entry.touches.iter().map(crate::touch::UseKey::as_str).collect()
}

fn own(reason: &str) -> Ground {
    Ground::Own { reason: reason.to_owned() }
}

fn order(authority: &str, reason: &str) -> Ground {
    Ground::Order { authority: authority.to_owned(), reason: reason.to_owned() }
}

/// A refusal has the code programs translate and a sentence for people.
fn refused<T: std::fmt::Debug>(
    result: Result<T, impl Into<Refused>>,
    code: &str,
    code_of: impl Fn(&Refused) -> &'static str,
) {
    let refused: Refused = result.expect_err(code).into();
    assert_eq!(code_of(&refused), code, "{refused}");
    assert!(!refused.to_string().is_empty());
}

fn code(refused: &Refused) -> &'static str {
    refused.code()
}

// ---- publish and update ----

#[test]
fn publishing_is_refused_with_its_reason() {
    let check = |change: &dyn Fn(&mut Story, &mut Content), expected: &str| {
        let (mut story, mut words) = (fresh(), content());
        change(&mut story, &mut words);
        refused(publish(&story, words, &house(), &editor(), now(), now()), expected, code);
    };
    check(&|_, words| words.headline = " \t".to_owned(), "no-headline");
    check(&|_, words| words.sections.clear(), "no-section");
    check(&|_, words| words.sections = vec!["spor".into()], "unknown-section");
    check(&|_, words| words.sections.push("spor".into()), "unknown-section");
    check(&|_, words| words.sections = vec!["siyasa".into()], "unknown-section");
    check(&|_, words| words.sections = vec!["magazin".into()], "closed-section");
    check(&|story, _| story.edition = "ku".into(), "unknown-edition");
    check(&|_, words| words.bylines.clear(), "no-source");
    check(&|_, words| words.bylines[0].name = "  ".to_owned(), "no-source");
    check(&|story, _| story.embargo_until = Some(later(1)), "embargoed");
    check(&|_, words| words.urgency = 0, "urgency");
    check(&|_, words| words.urgency = 10, "urgency");
    check(&|story, _| *story = published(), "unchanged");
    check(&|story, _| *story = withdrawn(order("2. Sulh Ceza Hâkimliği", "Karar 2026/14")), "barred");
}

#[test]
fn an_embargo_names_its_hour_and_ends_on_it() {
    let story = Story { embargo_until: Some(later(1)), ..fresh() };
    let early = publish(&story, content(), &house(), &editor(), now(), later(1) - SignedDuration::from_micros(1));
    assert_eq!(early, Err(PublishRefused::Embargoed { until: later(1) }));
    assert!(publish(&story, content(), &house(), &editor(), later(1), later(1)).is_ok());
}

#[test]
fn what_stands_at_the_edge_is_published() {
    let check = |change: &dyn Fn(&mut Content)| {
        let mut words = content();
        change(&mut words);
        publish(&fresh(), words, &house(), &editor(), now(), now()).expect("taken");
    };
    check(&|words| words.urgency = 1);
    check(&|words| words.urgency = 9);
    check(&|words| {
        words.bylines.clear();
        words.credits = vec![Credit { name: "AA".to_owned() }];
    });
    check(&|words| words.language = "ar".to_owned());
    check(&|words| words.body = crate::body::Body::default());
}

#[test]
fn the_first_publication_sets_address_hour_and_seal() {
    let hour = later(-600);
    let decided = publish(&fresh(), content(), &house(), &editor(), hour, now()).expect("taken");
    let live = live_of(&decided);
    assert_eq!(decided.entry.kind, EntryKind::Publish);
    assert_eq!((live.slug.as_str(), live.section.as_str(), live.version), ("kopru-acildi", "gundem", 1));
    assert_eq!((live.published_at, live.updated_at, live.was_updated()), (hour, hour, false));
    assert_eq!((decided.entry.at, decided.entry.subject.as_str()), (now(), "story/12"));
    assert_eq!(decided.entry.content.as_ref(), Some(&content().seal().0));
    assert_eq!(decided.entry.state, decided.public.state());
    assert_eq!(Card::of(&content()).headline, "Köprü açıldı");
}

#[test]
fn a_day_without_its_hour_stays_one_until_something_happens_at_an_hour() {
    let day = |at| Hour { at, precision: Precision::Day };
    let hours = Hours { published: day(later(-600)), updated: None };
    let decided = publish_as_of(&fresh(), content(), &house(), &editor(), hours, now()).expect("taken");
    let live = live_of(&decided);
    assert_eq!((live.published(), live.updated()), (day(later(-600)), day(later(-600))));
    assert!(decided.entry.state.contains(r#""published_precision":"day""#), "the seal covers it");
    let story = after(&fresh(), &decided);

    let mut words = content();
    words.headline = "Köprü kapandı".to_owned();
    let updated = publish(&story, words.clone(), &house(), &editor(), now(), now()).expect("taken");
    let corrected = correct(&story, words.clone(), "Ad düzeltildi.", &house(), &editor(), now()).expect("taken");
    let withdrawn = withdraw(&story, own("Yanlış"), &house(), &editor(), now()).expect("taken");
    for decided in [updated, corrected, withdrawn] {
        assert_eq!(live_of(&decided).published(), day(later(-600)));
        assert_eq!(live_of(&decided).updated(), now().into());
    }
    let hours = Hours { published: now().into(), updated: Some(day(later(-60))) };
    let decided = publish_as_of(&story, words, &house(), &editor(), hours, now()).expect("taken");
    assert_eq!(live_of(&decided).updated(), day(later(-60)), "an agency's version with its day alone");
}

#[test]
fn a_state_of_which_the_hour_is_known_is_sealed_as_before_there_were_days() {
    let decided = publish(&fresh(), content(), &house(), &editor(), now(), now()).expect("taken");
    assert!(!decided.entry.state.contains("precision"));
    assert_eq!(serde_json::from_str::<Live>(&decided.entry.state).expect("a state"), *live_of(&decided));
}

#[test]
fn an_update_keeps_address_and_first_hour_and_touches_what_it_left() {
    let mut words = content();
    words.headline = "Köprü kapandı".to_owned();
    words.sections = vec!["siyaset".into()];
    words.tags = vec![Tag { name: "Sel".to_owned(), slug: "sel".to_owned() }];
    words.breaking_until = Some(later(60));
    words.translation = Some(7);
    let decided = publish(&published(), words, &house(), &editor(), later(30), later(30)).expect("taken");
    let live = live_of(&decided);
    assert_eq!(decided.entry.kind, EntryKind::Update);
    assert_eq!((live.slug.as_str(), live.section.as_str(), live.version), ("kopru-acildi", "siyaset", 2));
    assert_eq!((live.published_at, live.updated_at), (now(), later(30)));
    assert_eq!(
        touched(&decided),
        [
            "breaking/tr",
            "latest/tr",
            "list/tr",
            "list/tr/author/mehmet-kara",
            "list/tr/day/2026-03-02",
            "list/tr/section/gundem",
            "list/tr/section/siyaset",
            "list/tr/tag/kopru",
            "list/tr/tag/sel",
            "sitemap/tr/0",
            "story/12",
            "translations/7",
        ]
    );
}

#[test]
fn a_story_of_other_days_leaves_the_days_headlines_alone() {
    let check = |hours_ago: i64, expected: bool| {
        let at = now() - SignedDuration::from_hours(hours_ago);
        let decided = publish(&fresh(), content(), &house(), &editor(), at, now()).expect("taken");
        assert_eq!(touched(&decided).contains(&"latest/tr"), expected, "{hours_ago} hours ago");
    };
    check(0, true);
    check(24, true);
    check(48, false);
    check(24 * 365, false);
}

#[test]
fn an_update_may_stay_in_a_section_closed_since() {
    let mut house = house();
    let gundem = house.sections.get_mut(&("tr".into(), "gundem".into())).expect("in the small house");
    gundem.closed = true;
    let mut words = content();
    words.headline = "Köprü kapandı".to_owned();
    assert!(publish(&published(), words.clone(), &house, &editor(), now(), later(1)).is_ok());
    assert_eq!(
        publish(&fresh(), words, &house, &editor(), now(), later(1)),
        Err(PublishRefused::ClosedSection("gundem".into()))
    );
}

#[test]
fn a_story_taken_back_by_ourselves_may_return_with_the_same_words() {
    let story = withdrawn(own("Kaynak doğrulanamadı."));
    let decided = publish(&story, content(), &house(), &editor(), later(9), later(9)).expect("taken");
    assert_eq!((decided.entry.kind, live_of(&decided).version), (EntryKind::Update, 2));
    assert!(live_of(&decided).is_live());
}

#[test]
fn an_update_is_never_told_as_older_than_the_publication() {
    // A clock set back, or an archive's story dated by the hour it first appeared.
    let mut words = content();
    words.headline = "Köprü kapandı".to_owned();
    let decided = publish(&published(), words, &house(), &editor(), now(), later(-30)).expect("taken");
    assert_eq!(live_of(&decided).updated_at, now());
}

// ---- correct ----

#[test]
fn correcting_is_refused_with_its_reason() {
    let check = |story: Story, words: Content, note: &str, expected: &str| {
        refused(correct(&story, words, note, &house(), &editor(), later(1)), expected, code);
    };
    check(fresh(), content(), "Ad düzeltildi.", "not-live");
    check(withdrawn(own("Asılsız.")), content(), "Ad düzeltildi.", "not-live");
    check(withdrawn(order("Mahkeme", "Karar")), content(), "Ad düzeltildi.", "not-live");
    check(published(), content(), " \n ", "no-note");
    check(published(), Content { headline: String::new(), ..content() }, "Ad düzeltildi.", "no-headline");
    check(published(), Content { sections: vec!["spor".into()], ..content() }, "Ad düzeltildi.", "unknown-section");
    check(Story { embargo_until: Some(later(9)), ..published() }, content(), "Ad düzeltildi.", "embargoed");
}

#[test]
fn a_correction_tells_readers_on_the_story_and_on_its_page() {
    let decided = correct(&published(), content(), " Ad düzeltildi. ", &house(), &editor(), later(1)).expect("taken");
    assert_eq!((decided.entry.kind, decided.entry.note.as_deref()), (EntryKind::Correct, Some("Ad düzeltildi.")));
    assert_eq!((live_of(&decided).version, live_of(&decided).updated_at), (2, later(1)));
    assert!(touched(&decided).contains(&"corrections/tr"));
    assert!(touched(&decided).contains(&"story/12"));
}

// ---- withdraw ----

#[test]
fn withdrawing_is_refused_with_its_reason() {
    let check = |story: Story, ground: Ground, expected: &str| {
        refused(withdraw(&story, ground, &house(), &editor(), later(1)), expected, code);
    };
    check(fresh(), own("Asılsız."), "not-live");
    check(withdrawn(own("Asılsız.")), own("Yine."), "not-live");
    check(published(), own(" "), "no-reason");
    check(published(), order("Mahkeme", ""), "no-reason");
    check(published(), order(" ", "Karar 2026/14"), "no-authority");
    check(Story { edition: "ku".into(), ..published() }, own("Asılsız."), "unknown-edition");
}

#[test]
fn a_withdrawal_keeps_its_ground_and_touches_every_list() {
    let check = |ground: Ground, standing: Standing, note: &str| {
        let decided = withdraw(&published(), ground, &house(), &editor(), later(1)).expect("taken");
        assert_eq!(live_of(&decided).standing, standing);
        assert_eq!((decided.entry.kind, decided.entry.note.as_deref()), (EntryKind::Withdraw, Some(note)));
        let touched = touched(&decided);
        for key in
            ["story/12", "list/tr", "list/tr/section/gundem", "list/tr/tag/kopru", "sitemap/tr/0", "corrections/tr"]
        {
            assert!(touched.contains(&key), "{key} in {touched:?}");
        }
        // What was public stays sealed: the law asks for it for two years.
        assert_eq!(decided.entry.content.as_ref(), Some(&content().seal().0));
    };
    check(own("Asılsız."), Standing::Withdrawn { reason: "Asılsız.".to_owned() }, "Asılsız.");
    check(
        order("Mahkeme", "Karar 2026/14"),
        Standing::Barred { authority: "Mahkeme".to_owned(), reason: "Karar 2026/14".to_owned() },
        "Karar 2026/14",
    );
}

// ---- place ----

fn front(edition: &str, section: Option<&str>) -> FrontKey {
    FrontKey { edition: edition.into(), section: section.map(SectionKey::from) }
}

fn placed(slots: &[(u8, i64)]) -> Vec<Placement> {
    slots.iter().map(|(slot, story)| Placement { slot: *slot, story: StoryNumber(*story) }).collect()
}

#[test]
fn placing_is_refused_with_its_reason() {
    let live = HashSet::from([StoryNumber(12), StoryNumber(13)]);
    let check = |key: FrontKey, slots: &[(u8, i64)], expected: &str| {
        refused(place(key, placed(slots), &live, &house(), &editor(), now()), expected, code);
    };
    check(front("ku", None), &[], "unknown-front");
    check(front("tr", Some("spor")), &[], "unknown-front");
    check(front("tr", Some("siyasa")), &[], "unknown-front");
    check(front("tr", None), &[(0, 12)], "no-such-slot");
    check(front("tr", None), &[(SLOTS_MAX + 1, 12)], "no-such-slot");
    check(front("tr", None), &[(1, 12), (1, 13)], "slot-twice");
    check(front("tr", None), &[(1, 12), (2, 12)], "story-twice");
    check(front("tr", None), &[(1, 12), (2, 99)], "not-live");
}

#[test]
fn an_arrangement_is_kept_by_slot_whatever_the_order_given() {
    let live = HashSet::from([StoryNumber(12), StoryNumber(13)]);
    let check = |key: FrontKey, slots: &[(u8, i64)], kept: &[(u8, i64)], key_touched: &str| {
        let decided = place(key, placed(slots), &live, &house(), &editor(), now()).expect("taken");
        let Public::Front(front) = &decided.public else { panic!("not a front") };
        assert_eq!(front.placements, placed(kept));
        assert_eq!(touched(&decided), [key_touched]);
    };
    check(front("tr", None), &[(SLOTS_MAX, 12), (1, 13)], &[(1, 13), (SLOTS_MAX, 12)], "front/tr");
    check(front("tr", Some("gundem")), &[(3, 12)], &[(3, 12)], "front/tr/gundem");
    check(front("tr", None), &[], &[], "front/tr");
}

// ---- sections ----

#[test]
fn opening_a_section_is_refused_with_its_reason() {
    let check = |edition: &str, name: &str, slug: Option<&str>, expected: &str| {
        let result = open_section(&EditionCode::new(edition), name, slug, None, &house(), &editor(), now());
        refused(result, expected, code);
    };
    check("ku", "Spor", None, "unknown-edition");
    check("tr", "  ", None, "no-name");
    check("tr", "Siyaset", None, "slug-taken");
    check("tr", "SİYASET", None, "slug-taken");
    check("tr", "Politika", Some("siyaset"), "slug-taken");
    check("tr", "Güncel", None, "slug-taken"); // it redirects to Gündem for ever
    check("tr", "Magazin", None, "slug-taken"); // closed, and still at its address
    check("tr", "AR", None, "slug-reserved"); // the Arabic edition is there
    check("tr", "Etiket", None, "slug-reserved");
    check("tr", "Künye", None, "slug-reserved");
    check("tr", "Search", None, "slug-reserved"); // it leads to the Turkish search
    check("ar", "بحث", Some("ara"), "slug-reserved");
    check("tr", "API", None, "slug-reserved");
    check("tr", "Media", None, "slug-reserved");
}

#[test]
fn a_section_opens_at_the_end_under_its_slug() {
    let check = |name: &str, slug: Option<&str>, house: &House, expected: (&str, &str, i64)| {
        let decided = open_section(&"tr".into(), name, slug, None, house, &editor(), now()).expect("taken");
        let Public::Section(section) = &decided.public else { panic!("not a section") };
        assert_eq!((section.key.as_str(), section.slug.as_str(), section.order), expected);
        assert_eq!(decided.entry.subject, format!("section/tr/{}", section.key));
        assert!(touched(&decided).contains(&"house"));
    };
    check("İş Dünyası", None, &house(), ("is-dunyasi", "is-dunyasi", 4));
    check("Spor", Some("spor-haberleri"), &house(), ("spor-haberleri", "spor-haberleri", 4));
    // A renamed section gave its first slug away for good, but a key may meet a slug nobody has any more.
    let mut odd = house();
    let section = odd.sections.remove(&("tr".into(), "gundem".into())).expect("in the small house");
    odd.sections.insert(("tr".into(), "spor".into()), Section { key: "spor".into(), ..section });
    check("Spor", None, &odd, ("spor-2", "spor", 4));
}

#[test]
fn renaming_a_section_is_refused_with_its_reason() {
    let check = |edition: &str, key: &str, name: &str, expected: &str| {
        let result = rename_section(&edition.into(), &key.into(), name, &house(), &editor(), now());
        refused(result, expected, code);
    };
    check("ku", "gundem", "Güncel", "unknown-edition");
    check("tr", "spor", "Güncel", "unknown-section");
    check("tr", "gundem", "", "no-name");
    check("tr", "siyaset", "Gündem", "slug-taken");
    check("tr", "siyaset", "Güncel", "slug-taken");
    check("tr", "siyaset", "Ara", "slug-reserved");
}

#[test]
fn a_renamed_section_keeps_its_key_and_its_former_slugs() {
    let check = |name: &str, slug: &str, former: &[&str]| {
        let decided = rename_section(&"tr".into(), &"gundem".into(), name, &house(), &editor(), now()).expect("taken");
        let Public::Section(section) = &decided.public else { panic!("not a section") };
        assert_eq!((section.key.as_str(), section.slug.as_str(), section.name.as_str()), ("gundem", slug, name));
        assert_eq!(section.former_slugs, former);
        assert_eq!(touched(&decided), ["house", "list/tr/section/gundem"]);
    };
    check("Bugün", "bugun", &["guncel", "gundem"]);
    check("GÜNDEM", "gundem", &["guncel"]);
    check("Güncel", "guncel", &["gundem"]); // back to a name it had
}

#[test]
fn closing_a_section_is_refused_with_its_reason() {
    let check = |edition: &str, key: &str, expected: &str| {
        refused(close_section(&edition.into(), &key.into(), None, &house(), &editor(), now()), expected, code);
    };
    check("ku", "gundem", "unknown-edition");
    check("tr", "spor", "unknown-section");
    check("tr", "magazin", "closed-already");
    let close = |successor: Option<&str>| {
        let successor = successor.map(SectionKey::from);
        close_section(&"tr".into(), &"gundem".into(), successor.as_ref(), &house(), &editor(), now())
    };
    for successor in ["gundem", "magazin", "siyasa", "spor"] {
        refused(close(Some(successor)), "successor", code);
    }
    let Public::Section(section) = close(None).expect("taken").public else { panic!("not a section") };
    assert!(section.closed && section.slug == "gundem" && section.successor.is_none());
    let Public::Section(section) = close(Some("siyaset")).expect("taken").public else { panic!("not a section") };
    assert_eq!(section.successor, Some("siyaset".into()));
}

#[test]
fn a_section_is_changed_as_a_whole() {
    let change = |name: &str, slug: &str, colour: Option<&str>, topic: Option<&str>| {
        let (colour, topic) = (colour.map(str::to_owned), topic.map(str::to_owned));
        let change = SectionChange { name: name.to_owned(), slug: slug.to_owned(), colour, topic };
        change_section(&"tr".into(), &"gundem".into(), change, &house(), &editor(), now())
    };
    let check = |name: &str, slug: &str, colour: Option<&str>, topic: Option<&str>, expected: &str| {
        refused(change(name, slug, colour, topic), expected, |refused: &Refused| match refused {
            Refused::Section(SectionRefused::Faults(faults)) => faults[0].code,
            other => other.code(),
        });
    };
    check(" ", "gundem", None, None, "no-name");
    check("Gündem", "siyaset", None, None, "slug-taken");
    check("Gündem", "ara", None, None, "slug-reserved");
    check("Gündem", "gundem", Some("red"), None, "colour");
    check("Gündem", "gundem", Some("#12345"), None, "colour");
    check("Gündem", "gundem", None, Some("99999999"), "topic");
    check(&"G".repeat(41), "gundem", None, None, "too-long");
    let check = |name: &str, slug: &str, kind: EntryKind, expected: (&str, &str), former: &[&str]| {
        let decided = change(name, slug, Some("#aa0000"), Some("16000000")).expect("taken");
        assert_eq!(decided.entry.kind, kind);
        let Public::Section(section) = &decided.public else { panic!("not a section") };
        assert_eq!((section.name.as_str(), section.slug.as_str()), expected);
        assert_eq!(section.former_slugs, former);
        assert_eq!((section.colour.as_deref(), section.topic.as_deref()), (Some("#aa0000"), Some("16000000")));
    };
    check("Gündem", "gundem", EntryKind::ChangeSection, ("Gündem", "gundem"), &["guncel"]);
    check("Günün İçinden", "gundem", EntryKind::RenameSection, ("Günün İçinden", "gundem"), &["guncel"]);
    check("Günün İçinden", "", EntryKind::RenameSection, ("Günün İçinden", "gunun-icinden"), &["guncel", "gundem"]);
}

#[test]
fn sections_are_put_in_order() {
    let ordered = |keys: &[&str]| {
        let keys: Vec<SectionKey> = keys.iter().copied().map(SectionKey::from).collect();
        order_sections(&"tr".into(), &keys, &house(), &editor(), now())
    };
    let told = |keys: &[&str]| {
        let decided = ordered(keys).expect("taken");
        let places = decided.into_iter().map(|decided| match decided.public {
            Public::Section(section) => format!("{} {}", section.key, section.order),
            other => panic!("{other:?}"),
        });
        places.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(told(&["siyaset", "gundem", "magazin"]), "");
    assert_eq!(told(&["gundem", "siyaset"]), "gundem 1, siyaset 2");
    assert_eq!(told(&["magazin", "magazin"]), "magazin 1, siyaset 2, gundem 3");
    assert!(ordered(&["spor"]).is_err());
}

// ---- editions ----

#[test]
fn opening_an_edition_is_refused_with_its_reason() {
    let check = |change: &dyn Fn(&mut Edition), expected: &str| {
        let mut new = edition("ku", Language::Kurmanji, "ku");
        change(&mut new);
        refused(open_edition(new, &house(), &editor(), now()), expected, code);
    };
    check(&|new| new.code = "tr".into(), "code-taken");
    check(&|new| new.code = "".into(), "code");
    check(&|new| new.code = "KU".into(), "code");
    check(&|new| new.code = "k u".into(), "code");
    check(&|new| new.code = "a".repeat(21).as_str().into(), "code");
    check(&|new| new.path.clear(), "path-taken");
    check(&|new| new.path = "ar".to_owned(), "path-taken");
    check(&|new| new.path = "siyaset".to_owned(), "path-taken");
    check(&|new| new.path = "guncel".to_owned(), "path-taken");
    check(&|new| new.path = "etiket".to_owned(), "path-taken");
    check(&|new| new.path = "desk".to_owned(), "path-taken");
    check(&|new| new.path = "a/b".to_owned(), "path-taken");
    check(&|new| new.name = " ".to_owned(), "no-name");
    check(&|new| new.zone = "Mars/Olympus".to_owned(), "unknown-zone");
    open_edition(edition("ku", Language::Kurmanji, "ku"), &house(), &editor(), now()).expect("taken");
    open_edition(edition(&"a".repeat(20), Language::Kurmanji, "ku"), &house(), &editor(), now()).expect("taken");
}

#[test]
fn changing_an_edition_keeps_language_and_path() {
    let check = |change: &dyn Fn(&mut Edition), expected: &str| {
        let mut changed = edition("ar", Language::Arabic, "ar");
        change(&mut changed);
        refused(change_edition(changed, &house(), &editor(), now()), expected, code);
    };
    check(&|changed| changed.code = "ku".into(), "unknown-edition");
    check(&|changed| changed.name.clear(), "no-name");
    check(&|changed| changed.zone = "Mars/Olympus".to_owned(), "unknown-zone");

    let wanted = Edition { name: "الدلب".to_owned(), ..edition("ar", Language::English, "en") };
    let decided = change_edition(wanted, &house(), &editor(), now()).expect("taken");
    let Public::Edition(kept) = &decided.public else { panic!("not an edition") };
    assert_eq!((kept.language, kept.path.as_str(), kept.name.as_str()), (Language::Arabic, "ar", "الدلب"));
}

#[test]
fn an_edition_that_cannot_be_right_is_refused_field_by_field() {
    let check = |change: &dyn Fn(&mut Edition), expected: &str| {
        let mut changed = edition("ar", Language::Arabic, "ar");
        change(&mut changed);
        let told = |refused: &EditionRefused| match refused {
            EditionRefused::Faults(faults) => format!("{} {}", faults[0].field, faults[0].code),
            other => other.to_string(),
        };
        let refused = change_edition(changed, &house(), &editor(), now()).expect_err("refused");
        assert_eq!(told(&refused), expected);
    };
    check(&|changed| changed.masthead.email = "nerede".to_owned(), "email email");
    check(&|changed| changed.name = "x".repeat(81), "name too-long");
    check(&|changed| changed.tagline = "a\nb".to_owned(), "tagline one-line");
    check(&|changed| changed.profiles = vec!["javascript:alert(1)".to_owned()], "profiles https");
    check(&|changed| changed.profiles = vec!["https://a.example/".to_owned(); 21], "profiles too-many");
    // What stood there before the rule does not keep anybody from changing the rest.
    let mut old = house();
    let ar = old.editions.get_mut(&EditionCode::from("ar")).expect("an edition");
    ar.masthead.email = "nerede".to_owned();
    let wanted = Edition { tagline: "الخبر".to_owned(), ..ar.clone() };
    change_edition(wanted, &old, &editor(), now()).expect("taken");
}

#[test]
fn closing_an_edition_is_refused_with_its_reason() {
    let mut house = house();
    refused(close_edition(&"ku".into(), &house, &editor(), now()), "unknown-edition", code);
    refused(close_edition(&"tr".into(), &house, &editor(), now()), "at-root", code);
    let Public::Edition(closed) = close_edition(&"ar".into(), &house, &editor(), now()).expect("taken").public else {
        panic!("not an edition")
    };
    assert!(closed.closed);
    house.editions.insert(closed.code.clone(), closed);
    refused(close_edition(&"ar".into(), &house, &editor(), now()), "closed-already", code);
    // It is not opened again by changing it, and takes no new story.
    let Public::Edition(changed) =
        change_edition(edition("ar", Language::Arabic, "ar"), &house, &editor(), now()).expect("taken").public
    else {
        panic!("not an edition")
    };
    assert!(changed.closed);
    let new = Story { edition: "ar".into(), ..fresh() };
    let words = Content { sections: vec!["siyasa".into()], ..content() };
    assert!(matches!(publish(&new, words, &house, &editor(), now(), now()), Err(PublishRefused::ClosedEdition(_))));
}

// ---- authors ----

#[test]
fn an_author_needs_edition_name_and_slug() {
    let author = |edition: &str, name: &str, slug: &str| Author {
        edition: edition.into(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        role: String::new(),
        about: String::new(),
        columnist: true,
        portrait: None,
    };
    let check = |author: Author, expected: &str| {
        refused(change_author(author, &house(), &editor(), now()), expected, code);
    };
    check(author("ku", "Mehmet Kara", "mehmet-kara"), "unknown-edition");
    check(author("tr", " ", "mehmet-kara"), "no-name");
    check(author("tr", "Mehmet Kara", ""), "no-name");
    let decided = change_author(author("tr", "Mehmet Kara", "mehmet-kara"), &house(), &editor(), now()).expect("taken");
    assert_eq!(touched(&decided), ["house", "list/tr/author/mehmet-kara"]);
    assert_eq!(decided.entry.subject, "author/tr/mehmet-kara");
}

// ---- the seal ----

#[test]
fn no_field_of_an_entry_can_change_without_its_seal() {
    let entry = publish(&fresh(), content(), &house(), &editor(), now(), now()).expect("taken").entry;
    let seal = entry.seal(Position(1), FIRST_PREVIOUS_HASH);
    let check = |change: &dyn Fn(&mut crate::entry::Entry)| {
        let mut changed = entry.clone();
        change(&mut changed);
        assert_ne!(changed.seal(Position(1), FIRST_PREVIOUS_HASH), seal);
    };
    check(&|entry| entry.kind = EntryKind::Update);
    check(&|entry| entry.subject.push('3'));
    check(&|entry| entry.actor.0.push('2'));
    check(&|entry| entry.at += SignedDuration::from_micros(1));
    check(&|entry| entry.note = Some("x".to_owned()));
    check(&|entry| entry.state.push(' '));
    check(&|entry| entry.touches.clear());
    check(&|entry| entry.content = None);
    assert_ne!(entry.seal(Position(2), FIRST_PREVIOUS_HASH), seal);
    assert_ne!(entry.seal(Position(1), &seal), seal);
    // Bytes moved from one field into its neighbour are another entry.
    check(&|entry| {
        let moved = entry.subject.pop().expect("not empty");
        entry.actor.0.insert(0, moved);
    });
}

#[test]
fn the_address_is_the_first_headlines_until_the_content_chooses_another() {
    let told = |slug: Option<&str>, headline: &str| Content {
        slug: slug.map(str::to_owned),
        headline: headline.to_owned(),
        ..content()
    };
    let first =
        |content| live_of(&publish(&fresh(), content, &house(), &editor(), now(), now()).expect("taken")).slug.clone();
    assert_eq!(first(told(None, "Köprü açıldı")), "kopru-acildi");
    assert_eq!(first(told(Some("Çınar Köprüsü!"), "Köprü açıldı")), "cinar-koprusu");
    assert_eq!(first(told(Some(" – "), "Köprü açıldı")), "kopru-acildi", "what holds no letter chooses nothing");
    let later_slug = |content: Content| {
        let updated = publish(&published(), content.clone(), &house(), &editor(), now(), later(5)).expect("taken");
        let corrected = correct(&published(), content, "Ad düzeltildi.", &house(), &editor(), later(5)).expect("taken");
        assert_eq!(live_of(&updated).slug, live_of(&corrected).slug, "a correction is an update told aloud");
        live_of(&updated).slug.clone()
    };
    assert_eq!(later_slug(told(None, "Köprü kapandı")), "kopru-acildi");
    assert_eq!(later_slug(told(Some("kapandi"), "Köprü kapandı")), "kapandi");
}
