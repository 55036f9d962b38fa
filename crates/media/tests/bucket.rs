//! Originals in a bucket: a real S3 server on a free port, asked with signed requests.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use media::{Keeping, Library, S3};
use newsroom::Focus;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A server that keeps its buckets in this folder, until the runtime is dropped.
fn server(runtime: &Runtime, folder: &Path) -> SocketAddr {
    let files = s3s_fs::FileSystem::new(folder).expect("the folder is there");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single("reporter", "a long secret"));
    let service = service.build();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let address = listener.local_addr().expect("it listens");
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    address
}

fn bucket(address: SocketAddr, secret: &str) -> Keeping {
    Keeping::S3(S3 {
        bucket: "paper".to_owned(),
        prefix: "pictures/".to_owned(),
        endpoint: Some(format!("http://{address}")),
        region: Some("eu-central-1".to_owned()),
        access_key_id: Some("reporter".to_owned()),
        secret_access_key: Some(secret.to_owned()),
    })
}

fn picture() -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..1300 * 1250).flat_map(|place: usize| [(place % 256) as u8, (place / 6500) as u8, 90]).collect();
    media::jpeg(&pixels, 1300, 1250, 90)
}

#[test]
fn originals_in_a_bucket_serve_every_node() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let buckets = folder.path().join("buckets");
    fs::create_dir_all(buckets.join("paper")).expect("a bucket");
    let address = server(&runtime, &buckets);

    let one = Library::open_with(&bucket(address, "a long secret"), folder.path().join("one")).expect("opens");
    let bytes = picture();
    let stored = one.add(&bytes).expect("taken in");
    assert_eq!(one.add(&bytes).expect("taken in again"), stored);
    let kept = buckets.join("paper/pictures").join(&stored.file[..2]).join(&stored.file);
    assert_eq!(fs::read(kept.join("original.jpg")).expect("it lies in the bucket"), bytes);
    assert_eq!(one.original(&stored.file).expect("readable").expect("kept").bytes, bytes);
    one.offer(&stored.file, Focus { x: 10, y: 20 }).expect("noted");

    // Another node has seen nothing of it and serves it all the same, from inside a runtime as well.
    let two = Library::open_with(&bucket(address, "a long secret"), folder.path().join("two")).expect("opens");
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
    let wrong = Library::open_with(&bucket(address, "guessed"), folder.path().join("wrong")).expect("opens");
    let error = wrong.add(&bytes).expect_err("the bucket refuses");
    assert!(!error.is_refusal(), "{error}");

    // The server away: what is made already is served, what is not is an error and not a missing picture.
    drop(runtime);
    let serving = tokio::runtime::Builder::new_current_thread().build().expect("threads");
    assert!(serving.block_on(two.rendition(&stored.file, "320.jpg")).expect("it lies here").is_some());
    assert!(serving.block_on(two.rendition(&stored.file, "480.jpg")).is_err());
}
