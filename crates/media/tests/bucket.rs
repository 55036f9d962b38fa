//! Originals in a bucket: a real S3 server on a free port, asked with signed requests.

use std::fs;

use media::Library;
use newsroom::Focus;
use testkit::Bucket;

fn picture() -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..1300 * 1250).flat_map(|place: usize| [(place % 256) as u8, (place / 6500) as u8, 90]).collect();
    media::jpeg(&pixels, 1300, 1250, 90)
}

#[test]
fn originals_in_a_bucket_serve_every_node() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("threads");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bucket = Bucket::serve();

    let one = Library::open_with(&bucket.keeping(), folder.path().join("one")).expect("opens");
    let bytes = picture();
    let stored = one.add(&bytes).expect("taken in");
    assert_eq!(one.add(&bytes).expect("taken in again"), stored);
    let kept = bucket.file("pictures").join(&stored.file[..2]).join(&stored.file);
    assert_eq!(fs::read(kept.join("original.jpg")).expect("it lies in the bucket"), bytes);
    assert_eq!(one.original(&stored.file).expect("readable").expect("kept").bytes, bytes);
    one.offer(&stored.file, Focus { x: 10, y: 20 }).expect("noted");

    // Another node has seen nothing of it and serves it all the same, from inside a runtime as well.
    let two = Library::open_with(&bucket.keeping(), folder.path().join("two")).expect("opens");
    for name in ["320.jpg", "960.webp", "640.avif", "1x1-1200.jpg", "1x1-1200-10x20.jpg"] {
        let rendition = runtime.block_on(two.rendition(&stored.file, name)).expect("the bucket answers");
        let rendition = rendition.unwrap_or_else(|| panic!("{name} is offered"));
        assert!(fs::metadata(rendition.path).expect("it is there").len() > 200);
    }
    for absent in ["1920.jpg", "1x1-1200-10x21.jpg", "original.jpg"] {
        assert_eq!(
            runtime.block_on(two.rendition(&stored.file, absent)).expect("the bucket answers"),
            None,
            "{absent}"
        );
    }
    let unknown = "0".repeat(64);
    assert_eq!(runtime.block_on(two.rendition(&unknown, "320.jpg")).expect("the bucket answers"), None);
    assert_eq!(two.stored(&unknown).expect("the bucket answers"), None);

    // A wrong key is the library's trouble and not the picture's.
    let wrong = Library::open_with(&bucket.keeping_with("guessed"), folder.path().join("wrong")).expect("opens");
    let error = wrong.add(&bytes).expect_err("the bucket refuses");
    assert!(!error.is_refusal(), "{error}");

    // The server away: what is made already is served, what is not is an error and not a missing picture.
    drop(bucket);
    assert!(runtime.block_on(two.rendition(&stored.file, "320.jpg")).expect("it lies here").is_some());
    assert!(runtime.block_on(two.rendition(&stored.file, "480.jpg")).is_err());
}

#[test]
fn a_video_in_a_bucket_is_read_in_parts() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("threads");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bucket = Bucket::serve();
    let library = Library::open_with(&bucket.keeping(), folder.path()).expect("opens");
    // Longer than one piece of an upload.
    let bytes = testkit::film::film(&vec![b'm'; 9 * 1024 * 1024]);
    let arriving = library.arriving().expect("a file");
    fs::write(arriving.path(), &bytes).expect("written");
    let video = library.add_video(arriving.path()).expect("taken in");
    assert_eq!(runtime.block_on(library.video(&video.file)).expect("the bucket answers"), Some(video.clone()));
    let kept = bucket.file("pictures").join(&video.file[..2]).join(&video.file).join("original.mp4");
    assert_eq!(fs::read(kept).expect("it lies in the bucket"), bytes, "as it came, with everything in it");
    let end = bytes.len() as u64;
    let part = runtime.block_on(library.video_bytes(&video, end - 5..end)).expect("the bucket answers");
    assert_eq!(&part[..], b"mmmmm");
}
