use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::*;
use crate::arrival::{ArrivalKind, PubStatus, TimePrecision};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/wire-ninjs");

/// All `.json` files below a folder; none, said aloud, where the data is absent.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(DATA).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        eprintln!("SAID ALOUD: {folder} of the third-party ninjs data is absent, nothing was checked");
    }
    found.sort();
    found
}

fn version_of_folder(path: &Path) -> Option<Version> {
    path.components().find_map(|part| {
        let name = part.as_os_str().to_str()?.replace("_dev", "-dev");
        Version::ALL.into_iter().find(|version| version.as_str() == name)
    })
}

fn is_valid(path: &Path, version: Version) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let item: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    let wrongs = validate(&item, version);
    wrongs.first().map_or(Ok(()), |wrong| Err(wrong.to_string()))
}

#[test]
fn the_published_suite_is_judged_as_published() {
    let mut judged = 0;
    for path in files("suite") {
        let Some(version) = version_of_folder(&path) else { continue };
        let name = path.display().to_string();
        let verdict = is_valid(&path, version);
        if name.contains("should_pass") {
            assert_eq!(verdict, Ok(()), "{name}");
        } else if name.contains("should_fail") {
            assert!(verdict.is_err(), "{name} is accepted");
        } else {
            continue;
        }
        judged += 1;
    }
    eprintln!("{judged} suite files judged, each by its folder's version");
}

/// As `manset import` does, without being told a version.
#[test]
fn the_published_suite_is_taken_or_refused_whole_without_a_version() {
    // Nothing in these says that they were meant for 1.0 or 1.1, and by 1.2 and later they are good.
    let unknowable = ["1.0/should_fail/014", "1.0/should_fail/016", "1.1/should_fail/001", "1.1/should_fail/002"];
    // An early sketch that was published beside the examples: its items are valid in no version of the schemas.
    let sketches = "examples/3.0/collection/";
    for path in files("suite").into_iter().chain(files("examples")) {
        let name = path.display().to_string();
        if name.contains(sketches) {
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let taken = read(&bytes).and_then(|items| items.into_iter().collect::<Result<Vec<_>, _>>());
        if name.contains("should_fail") {
            if !unknowable.iter().any(|known| name.contains(known)) {
                assert!(taken.is_err(), "{name} is taken");
            }
        } else if name.contains("should_pass") || name.contains("examples") {
            assert!(taken.is_ok(), "{name}: {taken:?}");
        }
    }
}

#[test]
fn an_older_rule_is_kept_when_the_caller_names_the_version() {
    let component = br#"{"uri": "x", "type": "component"}"#;
    assert!(read(component).is_ok_and(|items| items[0].is_ok()));
    let held_to = Reading { version: Some(Version::V1_0) };
    let refused = held_to.read(component).expect("it is JSON").remove(0).expect_err("1.0 has no component");
    assert_eq!(refused.place, "/type");
}

#[test]
fn versions_are_declared_or_found() {
    let check = |item: Value, expected: Result<Version, &str>| {
        let found = version_of(&item).map_err(|wrongs| wrongs[0].place.clone());
        assert_eq!(found, expected.map_err(str::to_owned), "{item}");
    };
    check(json!({"uri": "x"}), Ok(Version::V3_1));
    check(json!({"uri": "x", "headlines": [{"value": "a", "contenttype": "text"}]}), Ok(Version::V2_2));
    check(json!({"uri": "x", "headline": "a"}), Ok(Version::V1_6));
    check(json!({"uri": "x", "headline": "a", "advices": []}), Ok(Version::V1Dev));
    check(json!({"uri": "x", "standard": {"version": "2.0-dev"}}), Ok(Version::V2_0));
    check(json!({"uri": "x", "standard": {"schema": "http://a/ninjs-schema_2.1.json"}}), Ok(Version::V2_1));
    check(json!({"uri": "x", "standard": {"version": "3.9"}}), Ok(Version::V3_1));
    check(json!({"uri": "x", "standard": {"version": "4.0"}}), Err("/standard"));
    check(json!({"uri": "x", "standard": {"version": "3.1"}, "headline": "a"}), Err("/headline"));
    check(json!({"uri": "x", "urgency": 0.5}), Err("/urgency"));
    check(json!({"uri": "x", "associations": [{"name": "a"}]}), Err("/associations/0"));
    check(json!([]), Err("/"));
    check(json!({}), Err("/"));
}

#[test]
fn places_are_pointers_and_lines() {
    let check = |text: &str, expected: &[Result<&str, &str>]| {
        let found: Vec<_> = match read(text.as_bytes()) {
            Ok(items) => items.into_iter().map(|item| item.map(|item| item.uri).map_err(|wrong| wrong.place)).collect(),
            Err(wrong) => vec![Err(wrong.place)],
        };
        let expected: Vec<_> = expected.iter().map(|item| item.map(str::to_owned).map_err(str::to_owned)).collect();
        assert_eq!(found, expected, "{text}");
    };
    check(r#"{"uri": "a"}"#, &[Ok("a")]);
    check("\u{feff}[{\"uri\": \"a\"},\n{\"uri\": 3}]", &[Ok("a"), Err("item 2 (line 2), /uri")]);
    check("{\"items\": [{\"uri\": \"a\"}], \"next\": null}", &[Ok("a")]);
    check("{\"uri\": \"a\"}\n\n{\"uri\": }\n{\"uri\": \"c\"}\n", &[Ok("a"), Err("line 3, line 1, column 9"), Ok("c")]);
    check("{\"uri\": \"a\", \"bodies\": [{\"value\": 7}]}", &[Err("/bodies/0/value")]);
    check("{\"uri\"", &[Err("line 1, column 6")]);
    check("", &[Err("line 1, column 0")]);
    check(&format!("{}1{}", "[".repeat(500), "]".repeat(500)), &[Err("item 1 (line 1), line 1, column 128")]);
}

#[test]
fn a_line_of_any_length_is_read_or_refused() {
    let long = format!("{{\"uri\": \"{}\"}}\n{{\"uri\": \"b\"}}", "x".repeat(LINE_BYTES_MAX));
    let found: Vec<_> =
        read_lines(long.as_bytes()).map(|item| item.map(|item| item.uri).map_err(|wrong| wrong.place)).collect();
    assert_eq!(found, [Err("line 1".to_owned()), Ok("b".to_owned())]);
}

fn one(item: Value) -> Arrival {
    read(item.to_string().as_bytes()).expect("it is JSON").remove(0).expect("it is valid")
}

#[test]
fn a_story_of_today_is_mapped_whole() {
    let arrival = one(json!({
        "uri": "urn:newsml:ajans.example:20241130:1", "type": "text", "version": "2", "language": "tr", "urgency": 4,
        "pubStatus": "usable", "firstCreated": "2024-11-30T06:22:00+03:00", "versionCreated": "2024-11-30T04:10:00Z",
        "headlines": [{"role": "kicker", "value": "Hava"}, {"role": "main", "value": "Kar <b>geliyor</b>", "contentType": "text/html"}],
        "descriptions": [{"role": "caption", "value": "x"}, {"role": "summary", "value": "İki ilde okullar tatil."}],
        "bodies": [{"contentType": "text/plain", "value": "düz"}, {"contentType": "text/html", "value": "<p>Kar.</p><h3>Yollar</h3><p>Kapalı.</p>"}],
        "by": "Ayşe Kaya ve Ali Can", "located": "Ardahan", "infoSources": [{"name": "Örnek Ajans"}],
        "subjects": [{"literal": "gundem", "name": "Gündem"}, {"name": "Kar"}],
        "associations": [
            {"name": "main", "uri": "p:1", "type": "picture", "descriptions": [{"role": "caption", "value": "Karda yol"}],
             "by": "Foto Kişi", "renditions": [
                {"name": "thumb", "href": "https://a.example/t.jpg", "width": 100, "height": 80, "contentType": "image/jpeg"},
                {"name": "full", "href": "https://a.example/f.jpg", "width": 1600, "height": 1200, "contentType": "image/jpeg"}]},
            {"name": "translation", "uri": "urn:ar:1", "language": "ar", "type": "text"}],
        "embargoedUntil": "2024-11-30T06:00:00+03:00"
    }));
    assert_eq!(arrival.headline.as_deref(), Some("Kar geliyor"));
    assert_eq!(arrival.kicker.as_deref(), Some("Hava"));
    assert_eq!(arrival.standfirst.as_deref(), Some("İki ilde okullar tatil."));
    assert_eq!(arrival.body.plain_text(), "Kar.\nYollar\nKapalı.");
    assert_eq!(arrival.bylines, ["Ayşe Kaya", "Ali Can"]);
    assert_eq!(arrival.credits, ["Örnek Ajans"]);
    assert_eq!(arrival.dateline.as_deref(), Some("Ardahan"));
    assert_eq!(arrival.section_words, ["gundem", "Gündem", "Kar"]);
    assert_eq!(arrival.tags, ["Gündem", "Kar"]);
    assert_eq!(arrival.urgency, Some(4));
    assert_eq!(arrival.first_created.map(|time| time.to_string()).as_deref(), Some("2024-11-30T03:22:00Z"));
    assert_eq!(arrival.time_precision, TimePrecision::Exact);
    assert!(arrival.embargoed_until.is_some());
    assert_eq!(arrival.pictures.len(), 1);
    assert_eq!(arrival.pictures[0].href, "https://a.example/f.jpg");
    assert_eq!(arrival.pictures[0].caption.as_deref(), Some("Karda yol"));
    assert_eq!(arrival.pictures[0].credit.as_deref(), Some("Foto Kişi"));
    assert_eq!(arrival.associations[0].language.as_deref(), Some("ar"));
    assert_eq!(arrival.findings, []);
}

#[test]
fn an_old_story_is_mapped_too() {
    let arrival = one(json!({
        "uri": "http://www.ajans.example/1", "headline": "Başlık", "headline_kicker": "Üst", "byline": "Ayşe Kaya / İHA",
        "body_xhtml": "<p>Bir.</p>", "body_text": "Bir.", "description_text": "Özet.", "versioncreated": "2019-09-24",
        "subject": [{"code": "spor", "name": "Spor"}],
        "associations": {"logo": {"uri": "http://a.example/l.png", "type": "graphic"}}
    }));
    assert_eq!((arrival.kicker.as_deref(), arrival.standfirst.as_deref()), (Some("Üst"), Some("Özet.")));
    assert_eq!(arrival.bylines, ["Ayşe Kaya"]);
    assert_eq!(arrival.credits, ["İHA"]);
    assert_eq!(arrival.section_words, ["spor", "Spor"]);
    assert_eq!(arrival.time_precision, TimePrecision::Day);
    assert_eq!(arrival.pictures[0].href, "http://a.example/l.png");
    let nameless = one(json!({"uri": "http://www.ajans.example/1"}));
    assert_eq!(nameless.credits, ["ajans.example"]);
}

#[test]
fn what_this_program_exported_is_taken_back() {
    let exported = json!({"uri": "x", "standard": {"version": "3.1"}, "manset": {"number": 7, "section": "gundem"}});
    assert_eq!(one(exported).uri, "x");
    assert!(read(br#"{"uri": "x", "manset": 7}"#).expect("it is JSON")[0].is_err());
}

#[test]
fn an_embargo_nobody_can_read_holds_the_item_back() {
    let arrival = one(json!({"uri": "x", "embargoed": "Next Monday"}));
    assert_eq!(arrival.status, PubStatus::Withheld);
    assert!(arrival.findings.iter().any(|finding| finding.place == "embargoed"));
}

#[test]
fn a_picture_item_is_its_own_picture() {
    let arrival = one(json!({
        "uri": "x", "type": "picture", "headline": "Kale",
        "renditions": {"full": {"href": "https://a.example/k.jpg", "width": 800, "height": 600, "mimetype": "image/jpeg"}}
    }));
    assert_eq!(arrival.kind, ArrivalKind::Picture);
    assert_eq!(arrival.pictures[0].width, Some(800));
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes: Vec<u8>) {
        let _ = read(&bytes);
        let _ = read_lines(bytes.as_slice()).count();
    }

    #[test]
    fn any_json_gives_an_answer(text in "[\\[\\]{}\",:a-z0-9\n]{0,60}") {
        let _ = read(text.as_bytes());
    }
}

#[test]
fn the_samples_beside_the_crate_go_in_line_by_line() {
    let sample =
        |name: &str| std::fs::read(format!("{}/samples/ninjs/{name}", env!("CARGO_MANIFEST_DIR"))).expect("the sample");
    let story = read(&sample("story-3.1.json")).expect("it is JSON").remove(0).expect("it is valid");
    assert_eq!(story.body.0.len(), 3);
    let lines: Vec<_> = read_lines(sample("stories-1.jsonl").as_slice())
        .map(|item| item.map(|item| item.uri).map_err(|wrong| wrong.place))
        .collect();
    let expected = [Ok("urn:ajans.example:1"), Err("line 2, /headline"), Ok("urn:ajans.example:3")];
    assert_eq!(lines, expected.map(|item| item.map(str::to_owned).map_err(str::to_owned)));
}
