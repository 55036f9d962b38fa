//! A bucket of S3-compatible storage: a real server on a free port, asked with signed requests.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use media::{Keeping, S3};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A server with one bucket, on threads of its own, since whoever asks may block. It goes when this is dropped.
pub struct Bucket {
    address: SocketAddr,
    folder: TempDir,
    /// Taken at the end alone.
    runtime: Option<Runtime>,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        // Whoever drops it may be inside another runtime, which cannot wait for this one.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Bucket {
    pub fn serve() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("paper")).expect("a bucket");
        let files = s3s_fs::FileSystem::new(folder.path()).expect("the folder is there");
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single("reporter", "a long secret"));
        let service = service.build();
        let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = threads.expect("threads");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a socket");
        let address = listener.local_addr().expect("it listens");
        runtime.spawn(async move {
            let listener = TcpListener::from_std(listener).expect("a socket");
            while let Ok((stream, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self { address, folder, runtime: Some(runtime) }
    }

    /// Originals in this bucket, below `pictures/`.
    pub fn keeping(&self) -> Keeping {
        self.keeping_with("a long secret")
    }

    /// The same with another secret.
    pub fn keeping_with(&self, secret: &str) -> Keeping {
        Keeping::S3(S3 {
            bucket: "paper".to_owned(),
            prefix: "pictures/".to_owned(),
            endpoint: Some(format!("http://{}", self.address)),
            region: Some("eu-central-1".to_owned()),
            access_key_id: Some("reporter".to_owned()),
            secret_access_key: Some(secret.to_owned()),
        })
    }

    /// Where the server keeps what lies in the bucket under a key.
    pub fn file(&self, key: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join("paper").join(key)
    }
}
