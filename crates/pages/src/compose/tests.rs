use jiff::{SignedDuration, Timestamp};
use language::Language;
use newsroom::{ContentHash, EditionCode, Hour, Live, Picture, Precision, Standing, StoryNumber};

use super::*;
use crate::samples;
use crate::structured;

fn with<T>(language: Language, show: impl FnOnce(&Composer<'_>) -> T) -> T {
    samples::with_composer(&Theme::builtin(), language, show)
}

fn live(uri: &str) -> Live {
    let at: Timestamp = "2026-01-01T00:45:00+03:00".parse().unwrap();
    Live {
        number: StoryNumber(7),
        uri: uri.to_owned(),
        edition: EditionCode::new("tr"),
        standing: Standing::Live,
        section: "gundem".into(),
        slug: "sel".to_owned(),
        version: 1,
        published_at: at,
        published_precision: Precision::Exact,
        updated_at: at,
        updated_precision: Precision::Exact,
        content_hash: ContentHash::of(""),
    }
}

#[test]
fn every_hour_tells_its_day_and_a_young_one_its_age_until_that_changes() {
    let check = |seconds_ago: i64, text: &str, age: Option<&str>, valid_seconds: Option<i64>| {
        with(Language::Turkish, |composer| {
            let time = composer.time(composer.now - SignedDuration::from_secs(seconds_ago));
            assert_eq!((time.text.as_str(), time.age.as_deref()), (text, age), "{seconds_ago}");
            let valid = composer.valid_until().map(|until| until.duration_since(composer.now).as_secs());
            assert_eq!(valid, valid_seconds, "{seconds_ago}");
        });
    };
    check(0, "1 Ocak 2026 00:45", Some("az önce"), Some(60));
    check(90, "1 Ocak 2026 00:43", Some("1 dakika önce"), Some(30));
    check(3599, "31 Aralık 2025 23:45", Some("59 dakika önce"), Some(1));
    check(3600, "31 Aralık 2025 23:45", None, None);
    check(-10, "1 Ocak 2026 00:45", None, Some(10));
}

#[test]
fn an_hour_that_is_not_known_is_not_told() {
    with(Language::Turkish, |composer| {
        let at = composer.now - SignedDuration::from_secs(90);
        let time = composer.time(Hour { at, precision: Precision::Day });
        assert_eq!([time.iso, time.text, time.clock], ["2026-01-01", "1 Ocak 2026", "1 Ocak 2026"]);
        assert_eq!((time.long.as_str(), time.age), ("1 Ocak 2026 Perşembe", None));
        assert_eq!(composer.valid_until(), None, "a day does not grow older by the minute");
    });
}

#[test]
fn the_day_of_reading_ends_at_the_editions_midnight() {
    with(Language::Turkish, |composer| {
        assert_eq!(composer.today(), "1 Ocak 2026 Perşembe");
        assert_eq!(composer.valid_until().unwrap().to_string(), "2026-01-01T21:00:00Z");
        composer.expires("2026-01-01T12:00:00Z".parse().unwrap());
        assert_eq!(composer.valid_until().unwrap().to_string(), "2026-01-01T12:00:00Z");
    });
}

#[test]
fn words_in_another_language_carry_it() {
    let check = |tag: &str, expected: Option<(&str, &str)>| {
        let (lang, dir) = with(Language::Turkish, |composer| composer.foreign(tag));
        assert_eq!(lang.as_deref().zip(dir.as_deref()), expected, "{tag}");
    };
    check("tr", None);
    check("tr-TR", None);
    check("", None);
    check("ar", Some(("ar", "rtl")));
    check("en-GB", Some(("en-GB", "ltr")));
    check("fa", Some(("fa", "rtl")));
    check("de", Some(("de", "ltr")));
}

#[test]
fn pictures_offer_what_there_is() {
    let check = |widths: &[u32], src: &str, renditions: usize| {
        let view = picture(&Picture {
            file: "f".into(),
            width: 1600,
            height: 900,
            widths: widths.into(),
            ..Picture::default()
        });
        assert_eq!(view.src, src);
        assert_eq!(view.srcset.matches("/media/").count(), renditions, "{}", view.srcset);
        let kinds: Vec<_> = view.sources.iter().map(|source| source.media_type.as_str()).collect();
        assert!(kinds.iter().all(|kind| ["image/avif", "image/webp"].contains(kind)) && kinds.contains(&"image/webp"));
    };
    check(&[320, 640, 960, 1280], "/media/f/960.jpg", 4);
    check(&[1280], "/media/f/1280.jpg", 0);
    check(&[], "/media/f/1600.jpg", 0);
}

#[test]
fn crops_are_never_larger_than_the_picture() {
    let check = |width, height, expected: &[(&str, u32, u32)]| {
        let picture = Picture { file: "f".into(), width, height, widths: vec![320, width], ..Picture::default() };
        let crops = structured::crops(&picture);
        let crops: Vec<_> = crops.iter().map(|(path, width, height)| (path.as_str(), *width, *height)).collect();
        assert_eq!(crops, expected);
    };
    check(1600, 1067, &[("/media/f/16x9-1200.jpg", 1200, 675), ("/media/f/4x3-1200.jpg", 1200, 900)]);
    check(800, 600, &[("/media/f/800.jpg", 800, 600)]);
}

#[test]
fn smaller_files_are_offered_where_they_are_made() {
    let sources = |width, height| {
        let view = picture(&Picture { file: "f".into(), width, height, widths: vec![960, 1920], ..Picture::default() });
        view.sources.into_iter().map(|source| source.srcset).collect::<Vec<_>>()
    };
    assert_eq!(sources(2000, 1500), ["/media/f/960.avif 960w", "/media/f/960.webp 960w, /media/f/1920.webp 1920w"]);
    assert!(sources(2000, 9000).is_empty(), "a tall strip comes as JPEG alone");
}

#[test]
fn a_focus_stands_in_the_addresses_of_crops() {
    let focus = Some(newsroom::Focus { x: 32, y: 61 });
    let seen = Picture { file: "f".into(), width: 2000, height: 1500, focus, ..Picture::default() };
    let crops: Vec<_> = structured::crops(&seen).into_iter().map(|(path, ..)| path).collect();
    let expected = ["16x9", "4x3", "1x1"].map(|shape| format!("/media/f/{shape}-1200-32x61.jpg"));
    assert_eq!(crops, expected);
    assert_eq!(picture(&seen).focus.as_deref(), Some("32% 61%"));
}

#[test]
fn a_feed_names_a_story_for_ever() {
    let check = |uri: &str, expected: &str| {
        let id =
            with(Language::Turkish, |composer| composer.feed_item(&live(uri), &newsroom::Content::default(), None).id);
        assert_eq!(id, expected);
    };
    check("urn:newsml:example.com:1", "urn:newsml:example.com:1");
    check("https://example.com/1", "https://example.com/1");
    check("eski-17", "tag:example.com,2025-12-31:story-7");
    check("not an iri: no", "tag:example.com,2025-12-31:story-7");
    check("tag:", "tag:example.com,2025-12-31:story-7");
}

#[test]
fn a_story_names_its_twins_in_both_languages() {
    let story = samples::story(&Theme::builtin(), Language::Turkish);
    let alternates: Vec<_> = story.shell.alternates.iter().map(|other| other.lang.as_str()).collect();
    assert_eq!(alternates, ["tr", "ar"]);
    assert!(story.shell.alternates.iter().all(|other| other.url.starts_with("https://example.com/")));
    let arabic = story.shell.editions.iter().find(|edition| edition.lang == "ar").unwrap();
    assert_eq!(arabic.url, story.translations[0].url, "the edition's name leads to the twin, not to the front");
}

#[test]
fn structured_data_has_all_that_search_engines_list() {
    let story = samples::story(&Theme::builtin(), Language::Turkish);
    let article = &story.shell.structured[0];
    for field in
        ["headline", "image", "datePublished", "dateModified", "author", "publisher", "description", "inLanguage"]
    {
        assert!(article.get(field).is_some_and(|value| !value.is_null()), "{field}");
    }
    assert_eq!(article["@type"], "NewsArticle");
    assert!(
        article["author"]
            .as_array()
            .unwrap()
            .iter()
            .all(|author| author["name"].is_string() && author["url"].is_string())
    );
    assert_eq!(story.shell.structured[1]["itemListElement"].as_array().unwrap().len(), 3);
}
