//! The library over made-up pictures, and over other people's: test data beside the repository, where present.

use std::io::Read as _;
use std::time::Instant;

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

use super::*;

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

fn shown(library: &Library, file: &str, name: &str) -> RgbImage {
    let rendition = library.rendition(file, name).unwrap_or_else(|| panic!("{name} is there"));
    assert_eq!(rendition.content_type, "image/jpeg");
    let bytes = fs::read(&rendition.path).expect("the rendition can be read");
    assert_eq!(bytes.len() as u64, rendition.bytes_len);
    image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).expect("it is a JPEG").into_rgb8()
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
        assert_eq!(library.rendition(&stored.file, absent), None, "{absent:?}");
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
        assert_eq!(library.rendition(wrong, "640.jpg"), None, "{wrong:?}");
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
    let media = folder.path().join("media");
    assert_eq!(fs::read_dir(media.join(".arriving")).expect("a folder").count(), 0);
    assert_eq!(
        fs::read(media.join(&first.file[..2]).join(&first.file).join("original.jpg")).expect("the original"),
        bytes
    );
}

#[test]
fn every_kind_is_taken_and_small_ones_keep_their_size() {
    let (_folder, library) = library();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let Ok(stored) = library.add(&sample(format)) else { panic!("{format:?} is taken in") };
        assert_eq!((stored.width, stored.height, stored.widths.as_slice()), (90, 60, [90].as_slice()), "{format:?}");
        assert_eq!(shown(&library, &stored.file, "90.jpg").dimensions(), (90, 60));
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
    check(&vec![0xff; crate::BYTES_MAX + 1], "the picture has 52428801 bytes, more than the 52428800 that are taken");
    let limit = "more than is taken (100000000 in all, 65535 a side)";
    check(&png_head(10_001, 10_000), &format!("the picture measures 10001 × 10000 pixels, {limit}"));
    check(&png_head(65_536, 10), &format!("the picture measures 65536 × 10 pixels, {limit}"));
    check(&png_head(0x7fff_ffff, 0x7fff_ffff), "the picture would need too much memory to open");
    check(b"", "not a JPEG, PNG, WebP or GIF picture");
    check(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG, PNG, WebP or GIF picture");
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
    let names: Vec<_> = fs::read_dir(folder.path().join("media"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, [".arriving"]);
    assert_eq!(fs::read_dir(folder.path().join("media/.arriving")).expect("a folder").count(), 0);
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
    let rendition = library.rendition(&stored.file, "300.jpg").expect("is there");
    let bytes = fs::read(rendition.path).expect("readable");
    assert!(!bytes.windows(6).any(|window| window == b"SECRET"));
    assert!(!bytes.windows(4).any(|window| window == b"Exif"));
    let upright = image::load_from_memory(&bytes).expect("a picture").into_rgb8();
    let Rgb([r, g, b]) = *upright.get_pixel(280, 200);
    assert!(g > r && g > b, "the green band, stored above, is seen on the right: {r} {g} {b}");
}

#[test]
fn what_a_dead_program_left_is_cleared_after_a_day() {
    let (folder, _library) = library();
    let arriving = folder.path().join("media/.arriving");
    for name in ["old", "new"] {
        fs::create_dir(arriving.join(name)).expect("a folder");
    }
    let two_days_ago = SystemTime::now() - 2 * ABANDONED_AFTER;
    File::open(arriving.join("old")).and_then(|folder| folder.set_modified(two_days_ago)).expect("the hour can be set");
    Library::open(folder.path().join("media")).expect("opens again");
    assert!(!arriving.join("old").exists());
    assert!(arriving.join("new").exists());
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
        let views = ["320.jpg", "1280.jpg", "16x9-1200.jpg", "1x1-1200.jpg"]
            .map(|view| (view, library.rendition(&stored.file, view)));
        let views: Vec<_> = views
            .iter()
            .filter(|(_, there)| there.is_some())
            .map(|(view, _)| shown(&library, &stored.file, view))
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
                    shown(&library, &stored.file, &Name::Width(stored.widths[0]).to_string());
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
