//! Other people's files, and what they say: test data beside the repository, where present.

use std::fs;
use std::path::Path;

use super::*;

/// The files of a set by name; its absence is said aloud.
fn sample(set: &str, name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(set).join(name);
    let bytes = fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("SKIPPED: no test data at {}", path.display());
    }
    bytes
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_reference_picture_of_iptc_is_read_whole() {
    let Some(bytes) = sample("img-iptc-reference", "IPTC-PhotometadataRef-Std2017.1.jpg") else { return };
    let metadata = read(&bytes);
    let expected = Metadata {
        headline: some("The Headline (ref2017.1)"),
        caption: some("The description aka caption (ref2017.1)"),
        title: some("The Title (ref2017.1)"),
        creators: vec!["Creator1 (ref2017.1)".to_owned()],
        credit: some("Credit Line (ref2017.1)"),
        source: some("Source (ref2017.1)"),
        rights: some("Copyright (Notice) 2017.1 IPTC - www.iptc.org  (ref2017.1)"),
        usage_terms: some("Rights Usage Termns (ref2017.1)"),
        instructions: some("An Instruction (ref2017.1)"),
        keywords: ["Keyword1ref2017.1", "Keyword2ref2017.1", "Keyword3ref2017.1"].map(str::to_owned).to_vec(),
        people: ["Person Shown 1 (ref2017.1)", "Person Shown 2 (ref2017.1)"].map(str::to_owned).to_vec(),
        created: some("2017-07-13T17:01:00+00:00"),
        location: some("Sublocation (Core) (ref2017.1)"),
        city: some("City (Core) (ref2017.1)"),
        region: some("Province/State (Core) (ref2017.1)"),
        country: some("Country (Core) (ref2017.1)"),
        country_code: some("R17"),
        caption_writer: some("Description Writer (ref2017.1)"),
        job: some("Job Id (ref2017.1)"),
        digital_source: some("http://cv.iptc.org/newscodes/digitalsourcetype/softwareImage"),
        ..Metadata::default()
    };
    assert_eq!(metadata, expected);
}

#[test]
fn the_sample_of_the_working_group_is_reconciled() {
    let Some(bytes) = sample("img-exiftool", "MWG.jpg") else { return };
    let metadata = read(&bytes);
    // The file's makers marked what a reader must choose as RIGHT.
    assert_eq!(metadata.caption, some("RIGHT-EXIF-Description"));
    assert_eq!(metadata.creators, ["RIGHT1of2-EXIF-Creator", "RIGHT2of2-EXIF-Creator"]);
    assert_eq!(metadata.rights, some("RIGHT-XMP-Copyright"));
    assert_eq!(metadata.keywords, ["RIGHT1of2-XMP-Keywords", "RIGHT2of2-XMP-Keywords"]);
    assert_eq!(metadata.city, some("RIGHT-XMP-City"));
    assert_eq!(metadata.location, some("RIGHT-IPTC-Location"));
    assert_eq!(metadata.region, some("RIGHT-IPTC-State"));
    assert_eq!(metadata.country, some("RIGHT-IPTC-Country"));
}

#[test]
fn iim_alone_is_enough() {
    let Some(bytes) = sample("img-exiftool", "IPTC.jpg") else { return };
    let metadata = read(&bytes);
    assert_eq!(metadata.caption, some("A witty caption"));
    assert_eq!(metadata.headline, some("No headline"));
    assert_eq!(metadata.credit, some("My Credit"));
    assert_eq!(metadata.source, some("I'm the source"));
    assert_eq!(metadata.rights, some("Copyright 2004 Phil Harvey"));
    assert_eq!(metadata.creators, ["Phil Harvey"]);
    assert_eq!(metadata.created, some("2004-02-26"));
    assert_eq!(metadata.city, some("Kingston"));
    assert_eq!(metadata.country, some("Canada"));
    assert_eq!(metadata.caption_writer, some("I wrote it"));
}

#[test]
fn what_the_camera_knew_is_read_and_its_place_is_told_to_nobody() {
    let Some(bytes) = sample("img-exiftool", "GPS.jpg") else { return };
    let metadata = read(&bytes);
    assert_eq!(metadata.created, some("2002-07-13T15:58:28"));
    assert_eq!(metadata.creators, ["Ian Britton"]);
    assert_eq!(metadata.rights, some("ian Britton - FreeFoto.com"));
    let position = metadata.position.expect("the camera knew where it stood");
    assert!((position.latitude - 54.9897).abs() < 0.001 && (position.longitude + 1.9142).abs() < 0.001);
    let told = serde_json::to_string(&metadata).expect("texts have a JSON form");
    assert!(!told.contains("54.98") && !told.contains("osition"), "{told}");
}

#[test]
fn every_container_is_read() {
    let check = |name: &str, creator: &str| {
        let Some(bytes) = sample("img-exiftool", name) else { return };
        assert_eq!(read(&bytes).creators, [creator], "{name}");
    };
    check("ExifTool.jpg", "Phil Harvey");
    check("PNG.png", "Phil Harvey");
    check("RIFF.webp", "me");
}

#[test]
fn a_cameras_standing_phrase_is_no_caption() {
    for name in ["Olympus.jpg", "GoPro.jpg", "Nikon.jpg"] {
        let Some(bytes) = sample("img-exiftool", name) else { return };
        assert_eq!(read(&bytes).caption, None, "{name}");
    }
}

#[test]
fn the_fuller_spelling_wins_over_one_with_its_letters_lost() {
    let check = |camera: &str, other: &str, expected: &str| {
        assert_eq!(first(some(camera), some(other)), some(expected));
    };
    check("I?d?r'da k??", "Iğdır'da kış", "Iğdır'da kış");
    check("Nerede?", "Nerede?", "Nerede?");
    check("Another caption", "Iğdır'da kış", "Another caption");
}

#[test]
fn names_in_one_field_are_told_apart() {
    assert_eq!(artists("Ada; \"Kaya; Oğlu\" ;"), ["Ada", "Kaya; Oğlu"]);
}

#[test]
fn no_file_is_too_broken_to_be_asked() {
    let Some(whole) = sample("img-iptc-reference", "IPTC-PhotometadataRef-Std2017.1.jpg") else { return };
    for length in (0..whole.len()).step_by(97) {
        read(&whole[..length]);
    }
    let mut bytes = whole;
    for place in (0..24_000.min(bytes.len())).step_by(13) {
        let kept = bytes[place];
        bytes[place] = 0xff - kept;
        read(&bytes);
        bytes[place] = kept;
    }
}
