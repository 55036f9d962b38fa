//! The library over made-up pictures, and over other people's: test data beside the repository, where present.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use futures_executor::block_on;
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

use super::*;
use crate::encode::jpeg;
use crate::name::Format;

fn library() -> (TempDir, Library) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path().join("media")).expect("a new library");
    (folder, library)
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("the picture can be written");
    bytes.into_inner()
}

/// Left red, right blue, a green band across the top.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (y < height / 4, x < width / 2) {
        (true, _) => Rgb([20, 160, 40]),
        (false, true) => Rgb([200, 30, 30]),
        (false, false) => Rgb([30, 40, 200]),
    })
}

/// The rendition's bytes, made now if need be.
fn rendered(library: &Library, file: &str, name: &str) -> Option<Vec<u8>> {
    let rendition = block_on(library.rendition(file, name)).expect("the library works")?;
    Some(fs::read(&rendition.path).expect("the rendition can be read"))
}

fn shown(library: &Library, file: &str, name: &str) -> RgbImage {
    let bytes = rendered(library, file, name).unwrap_or_else(|| panic!("{name} is there"));
    image::load_from_memory(&bytes).expect("it is a picture").into_rgb8()
}

/// Mean distance of two pictures by channel, 0 to 255.
fn distance(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let sum: u64 = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.as_raw().len() as f64
}

#[test]
fn a_picture_is_offered_in_every_width_it_can_fill() {
    let (_folder, library) = library();
    let stored = library.add(&encoded(flag(1400, 1000), ImageFormat::Png)).expect("taken in");
    assert_eq!((stored.width, stored.height), (1400, 1000));
    assert_eq!(stored.widths, [320, 480, 640, 960, 1280]);
    assert_eq!(shown(&library, &stored.file, "640.jpg").dimensions(), (640, 457));
    assert_eq!(shown(&library, &stored.file, "16x9-1200.jpg").dimensions(), (1200, 675));
    assert_eq!(shown(&library, &stored.file, "4x3-1200.jpg").dimensions(), (1200, 900));
    for absent in ["1920.jpg", "1x1-1200.jpg", "641.jpg", "original.png", "original", "about.json", "../640.jpg", ""] {
        assert_eq!(rendered(&library, &stored.file, absent), None, "{absent:?}");
    }
    for wrong in [
        "",
        "..",
        "../../etc",
        &stored.file[1..],
        &stored.file.to_uppercase(),
        &"0".repeat(64),
        &format!("{}/", &stored.file[..63]),
    ] {
        assert_eq!(rendered(&library, wrong, "640.jpg"), None, "{wrong:?}");
    }
}

#[test]
fn adding_twice_gives_the_same_answer_and_leaves_one_picture() {
    let (folder, library) = library();
    let bytes = encoded(flag(700, 400), ImageFormat::Jpeg);
    let first = std::thread::scope(|scope| {
        let both = [scope.spawn(|| library.add(&bytes)), scope.spawn(|| library.add(&bytes))];
        let [one, other] = both.map(|thread| thread.join().expect("no panic").expect("taken in"));
        assert_eq!(one, other);
        one
    });
    assert_eq!(library.add(&bytes).expect("taken in again"), first);
    assert_eq!(library.stored(&first.file).expect("readable"), Some(first.clone()));
    let kept = folder.path().join("media").join(&first.file[..2]).join(&first.file);
    assert_eq!(fs::read(kept.join("original.jpg")).expect("the original"), bytes);
    let original = library.original(&first.file).expect("readable").expect("kept");
    assert_eq!((original.bytes.as_ref(), original.ending.as_str()), (bytes.as_slice(), "jpg"));
}

#[test]
fn every_kind_is_taken_and_small_ones_keep_their_size() {
    let (_folder, library) = library();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let Ok(stored) = library.add(&sample(format)) else { panic!("{format:?} is taken in") };
        assert_eq!((stored.width, stored.height, stored.widths.as_slice()), (90, 60, [90].as_slice()), "{format:?}");
        for name in ["90.jpg", "90.webp"] {
            assert_eq!(shown(&library, &stored.file, name).dimensions(), (90, 60));
        }
    }
}

/// The flag at 90 × 60 pixels.
fn sample(format: ImageFormat) -> Vec<u8> {
    match format {
        ImageFormat::Jpeg => jpeg(flag(90, 60).as_raw(), 90, 60, 90),
        other => encoded(DynamicImage::ImageRgba8(DynamicImage::ImageRgb8(flag(90, 60)).into_rgba8()), other),
    }
}

#[test]
fn what_is_transparent_becomes_paper_white() {
    let (_folder, library) = library();
    let glass = RgbaImage::from_pixel(400, 100, Rgba([0, 0, 0, 0]));
    let stored = library.add(&encoded(glass, ImageFormat::Png)).expect("taken in");
    assert_eq!(stored.colour, "#ffffff");
    let half = RgbaImage::from_pixel(400, 100, Rgba([255, 0, 0, 128]));
    assert_eq!(library.add(&encoded(half, ImageFormat::Png)).expect("taken in").colour, "#ff7f7f");
}

#[test]
fn what_is_too_large_is_refused_before_it_is_decoded() {
    let (_folder, library) = library();
    let check = |bytes: &[u8], expected: &str| {
        let begun = Instant::now();
        let error = library.add(bytes).expect_err("refused");
        assert!(error.is_refusal());
        assert_eq!(error.to_string(), expected);
        assert!(begun.elapsed().as_secs() < 2, "took {:?}", begun.elapsed());
    };
    check(&vec![0xff; crate::BYTES_MAX + 1], "the file has 52428801 bytes, more than the 52428800 that are taken");
    let limit = "more than is taken (100000000 in all, 65535 a side)";
    check(&png_head(10_001, 10_000), &format!("the picture measures 10001 × 10000 pixels, {limit}"));
    check(&png_head(65_536, 10), &format!("the picture measures 65536 × 10 pixels, {limit}"));
    check(&png_head(0x7fff_ffff, 0x7fff_ffff), "the picture would need too much memory to open");
    check(b"", "not a JPEG, PNG, WebP or GIF picture");
    let svg = "SVG drawings are not taken: send it as PNG, at least 1200 pixels wide";
    check(b"<svg xmlns='http://www.w3.org/2000/svg'/>", svg);
    check(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a logo -->\n<svg xmlns='http://www.w3.org/2000/svg'/>", svg);
    check(b"<html><p>no picture</p></html>", "not a JPEG, PNG, WebP or GIF picture");
    check(
        b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0",
        "not a JPEG, PNG, WebP or GIF picture",
    );
}

/// A PNG that says it has so many pixels and brings none.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(kind);
        png.extend(data);
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(data);
        png.extend(sum.sum().to_be_bytes());
    };
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    chunk(b"IHDR", &head);
    chunk(b"IDAT", &[]);
    png
}

#[test]
fn a_damaged_picture_leaves_nothing_behind() {
    let (folder, library) = library();
    let mut bytes = encoded(flag(500, 300), ImageFormat::Png);
    bytes.truncate(bytes.len() / 2);
    assert!(matches!(library.add(&bytes), Err(Error::Damaged(_))));
    let left = |path: &str| fs::read_dir(folder.path().join(path)).expect("a folder").count();
    assert_eq!((left("media"), left("media/.renditions/.wanted"), left("media/.renditions/.making")), (1, 0, 0));
}

#[test]
fn renditions_tell_nothing_but_the_picture() {
    let (_folder, library) = library();
    let mut bytes = jpeg(flag(400, 300).as_raw(), 400, 300, 90);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0 SECRET PLACE".to_vec();
    let mut segment = vec![0xff, 0xe1];
    segment.extend((exif.len() as u16 + 2).to_be_bytes());
    segment.append(&mut exif);
    bytes.splice(2..2, segment);
    let stored = library.add(&bytes).expect("taken in");
    assert_eq!((stored.width, stored.height), (300, 400), "orientation 6 stands the picture up");
    for name in ["300.jpg", "300.webp", "300.avif"] {
        let bytes = rendered(&library, &stored.file, name).expect("is there");
        assert!(!bytes.windows(6).any(|window| window == b"SECRET"), "{name}");
        assert!(!bytes.windows(4).any(|window| window == b"Exif"), "{name}");
    }
    let bytes = rendered(&library, &stored.file, "300.jpg").expect("is there");
    let upright = image::load_from_memory(&bytes).expect("a picture").into_rgb8();
    let Rgb([r, g, b]) = *upright.get_pixel(280, 200);
    assert!(g > r && g > b, "the green band, stored above, is seen on the right: {r} {g} {b}");
}

#[test]
fn what_a_dead_program_left_is_cleared_after_a_day() {
    let (folder, _library) = library();
    let making = folder.path().join("media/.renditions/.making");
    for name in ["old", "new"] {
        fs::write(making.join(name), b"half a picture").expect("it can be written");
    }
    let two_days_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 60 * 60);
    let old = fs::File::options().write(true).open(making.join("old")).expect("it is there");
    old.set_modified(two_days_ago).expect("the hour can be set");
    Library::open(folder.path().join("media")).expect("opens again");
    assert!(!making.join("old").exists());
    assert!(making.join("new").exists());
}

#[test]
fn renditions_are_made_beside_everything_else() {
    let (folder, library) = library();
    let stored = library.add(&encoded(flag(700, 500), ImageFormat::Png)).expect("taken in");
    let wanted = folder.path().join("media/.renditions/.wanted").join(&stored.file);
    assert!(wanted.exists(), "nobody works yet");
    library.work_in_background();
    let begun = Instant::now();
    while wanted.exists() {
        assert!(begun.elapsed().as_secs() < 60, "the renditions were not made");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let names: Vec<_> = Name::all_for(700, 500).into_iter().collect();
    assert_eq!(names.len(), 9);
    for name in names {
        assert!(library.shelf.has(&stored.file, name), "{name}");
    }
}

#[test]
fn one_making_answers_all_who_ask() {
    let (_folder, library) = library();
    let stored = library.add(&encoded(flag(1300, 900), ImageFormat::Png)).expect("taken in");
    let answers: Vec<_> = std::thread::scope(|scope| {
        let asking = (0..300).map(|_| scope.spawn(|| block_on(library.rendition(&stored.file, "1280.avif"))));
        let asking: Vec<_> = asking.collect();
        asking.into_iter().map(|thread| thread.join().expect("no panic").expect("made")).collect()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.is_some()));
    let bytes = fs::read(&answers[0].as_ref().expect("it is").path).expect("readable");
    assert_eq!(&bytes[4..12], b"ftypavif");
}

#[test]
fn a_cut_around_a_focus_is_there_once_it_was_offered() {
    let (folder, library) = library();
    let stored = library.add(&encoded(flag(1800, 1200), ImageFormat::Png)).expect("taken in");
    let name = "1x1-1200-0x50.jpg";
    assert_eq!(rendered(&library, &stored.file, name), None, "a stranger's wish makes nothing");
    library.offer(&stored.file, Focus { x: 0, y: 50 }).expect("noted");
    let left = shown(&library, &stored.file, name);
    assert_eq!(left.dimensions(), (1200, 1200));
    let house = shown(&library, &stored.file, "1x1-1200.jpg");
    let Rgb([r, _, b]) = *left.get_pixel(850, 900);
    assert!(r > b, "cut at the left, red reaches to 900");
    let Rgb([r, _, b]) = *house.get_pixel(850, 900);
    assert!(b > r, "cut in the middle, it reaches to 600");
    // Another node of the paper, with renditions of its own, knows the offer by the originals.
    let keeping = Keeping::Folder(folder.path().join("media"));
    let other = Library::open_with(&keeping, folder.path().join("other")).expect("opens");
    assert!(rendered(&other, &stored.file, name).is_some());
    assert_eq!(rendered(&other, &stored.file, "1x1-1200-1x50.jpg"), None);
}

#[test]
fn an_animation_says_so_and_stands_still() {
    let (_folder, library) = library();
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for colour in [[200, 30, 30, 255], [30, 40, 200, 255]] {
        let frame = image::Frame::new(RgbaImage::from_pixel(60, 40, Rgba(colour)));
        encoder.encode_frame(frame).expect("it can be written");
    }
    drop(encoder);
    let stored = library.add(&bytes).expect("taken in");
    assert!(stored.animated);
    let Rgb([r, _, b]) = *shown(&library, &stored.file, "60.jpg").get_pixel(30, 20);
    assert!(r > b, "the first frame is the red one");
    assert!(!library.add(&sample(ImageFormat::Gif)).expect("taken in").animated);
}

/// Test data kept beside the repository; its absence is said aloud.
fn samples(set: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(set);
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no test data at {}", folder.display());
        return None;
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "md"))
        .map(|path| {
            (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), fs::read(&path).expect("readable"))
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    Some(files)
}

#[test]
fn pictures_in_every_orientation_come_out_alike() {
    let Some(files) = samples("img-exif-orientation") else { return };
    let (_folder, library) = library();
    let mut first: Option<(String, Vec<RgbImage>)> = None;
    for (name, bytes) in files {
        let stored = library.add(&bytes).expect("taken in");
        let views = ["320.jpg", "1280.webp", "16x9-1200.jpg", "1x1-1200.jpg"]
            .map(|view| rendered(&library, &stored.file, view));
        let views: Vec<_> = views
            .iter()
            .flatten()
            .map(|bytes| image::load_from_memory(bytes).expect("a picture").into_rgb8())
            .collect();
        let (first_name, reference) = first.get_or_insert_with(|| (name.clone(), views.clone()));
        assert_eq!(views.len(), reference.len(), "{name}");
        for (view, reference) in views.iter().zip(reference) {
            let apart = distance(view, reference);
            // Each file was compressed anew after it was turned, which is up to 4.5 of noise; a picture turned
            // the wrong way is 30 and more away.
            assert!(apart < 6.0, "{name} differs from {first_name} by {apart:.2} at {:?}", view.dimensions());
        }
    }
}

#[test]
fn the_png_suite_is_read_and_its_corrupt_files_are_refused() {
    let Some(files) = samples("img-pngsuite") else { return };
    let (_folder, library) = library();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".png")) {
        match library.add(bytes) {
            Ok(_) => assert!(!name.starts_with('x'), "{name} is corrupt and was taken in"),
            Err(error) => assert!(name.starts_with('x') && error.is_refusal(), "{name} was refused: {error}"),
        }
    }
}

#[test]
fn odd_and_broken_files_are_refused_or_rendered() {
    for set in ["img-bad", "img-exiftool", "img-iptc-reference"] {
        let Some(files) = samples(set) else { continue };
        let (_folder, library) = library();
        for (name, bytes) in files {
            let begun = Instant::now();
            match library.add(&bytes) {
                Ok(stored) => {
                    let name = Name::Width(stored.widths[0], Format::Jpeg).to_string();
                    shown(&library, &stored.file, &name);
                }
                Err(error) => assert!(error.is_refusal(), "{name}: {error}"),
            }
            assert!(begun.elapsed().as_secs() < 10, "{name} took {:?}", begun.elapsed());
        }
    }
}

#[test]
fn the_fuzzers_corpus_does_no_harm() {
    let Some(files) = samples("img-png-fuzz") else { return };
    let (_folder, library) = library();
    let (_, archive) = files.iter().find(|(name, _)| name.ends_with(".tar.gz")).expect("the corpus");
    let mut tar = Vec::new();
    flate2::read::GzDecoder::new(archive.as_slice()).read_to_end(&mut tar).expect("a gzip file");
    let mut count = 0;
    for bytes in tar_members(&tar) {
        let begun = Instant::now();
        if let Err(error) = library.add(bytes) {
            assert!(error.is_refusal(), "{error}");
        }
        assert!(begun.elapsed().as_secs() < 10, "member {count} took {:?}", begun.elapsed());
        count += 1;
    }
    assert!(count > 300, "only {count} members were found in the archive");
}

/// The files in a tar archive (POSIX ustar: blocks of 512 bytes, the size in octal at 124).
fn tar_members(tar: &[u8]) -> Vec<&[u8]> {
    let (mut members, mut rest) = (Vec::new(), tar);
    while rest.len() >= 512 && rest[0] != 0 {
        let size = std::str::from_utf8(&rest[124..135]).expect("octal digits").trim_matches(['\0', ' ']);
        let size = usize::from_str_radix(size, 8).expect("octal digits");
        if matches!(rest[156], b'0' | 0) {
            members.push(&rest[512..512 + size]);
        }
        rest = &rest[(512 + size.div_ceil(512) * 512).min(rest.len())..];
    }
    members
}
