//! Where originals lie for good: a folder, or S3-compatible storage, by the same keys.
//!
//! ```text
//! ab/ab12…/original.jpg    the bytes as they came
//!          about.json      size, widths, colour: written last, so a picture with this is whole
//! ```

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt as _, RetryConfig, WriteMultipart};
use tokio::io::AsyncReadExt as _;
use tokio::runtime::Runtime;

use crate::error::Error;

/// Where the originals of a newsroom are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    Folder(PathBuf),
    S3(S3),
}

/// A bucket of S3-compatible storage. What is left out here is taken from the usual `AWS_*` variables, which also go
/// before what is said here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct S3 {
    pub bucket: String,
    /// Stands before every key; may be empty.
    pub prefix: String,
    /// Scheme and host, where it is not Amazon's.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key_id: Option<String>,
    pub secret_access_key: Option<String>,
}

/// How long one request to the storage may take before it is tried again, and how often.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
const RETRIES_MAX: usize = 3;

/// A large file is sent in pieces of so many bytes: the least that S3 takes is 5 MiB.
pub(crate) const PIECE_BYTES: usize = 8 * 1024 * 1024;

pub(crate) struct Originals {
    store: Arc<dyn ObjectStore>,
    prefix: String,
    /// Requests run here, so that callers may block or wait, in any runtime or none. Taken at the end.
    runtime: Option<Runtime>,
}

impl std::fmt::Debug for Originals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Originals({})", self.store)
    }
}

impl Drop for Originals {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Originals {
    /// # Errors
    /// [`Error::Folder`] if the folder cannot be made, [`Error::Storage`] if the settings make no sense.
    pub fn open(keeping: &Keeping) -> Result<Self, Error> {
        let (store, prefix): (Arc<dyn ObjectStore>, _) = match keeping {
            Keeping::Folder(path) => {
                let at = |source| Error::Folder { path: path.clone(), source };
                std::fs::create_dir_all(path).map_err(at)?;
                // What is answered as kept must be there after a power failure.
                (Arc::new(LocalFileSystem::new_with_prefix(path)?.with_fsync(true)), String::new())
            }
            Keeping::S3(s3) => {
                let prefix = s3.prefix.trim_matches('/');
                (Arc::new(bucket(s3)?), if prefix.is_empty() { String::new() } else { format!("{prefix}/") })
            }
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(4)
            .thread_name("originals")
            .enable_all()
            .build()
            .map_err(Error::Threads)?;
        Ok(Self { store, prefix, runtime: Some(runtime) })
    }

    /// Keeps these bytes and blocks until they are safe.
    pub fn put(&self, file: &str, name: &str, bytes: Bytes) -> Result<(), Error> {
        let (store, key) = (Arc::clone(&self.store), self.key(file, name));
        self.blocking(async move { Ok(store.put(&key, bytes.into()).await.map(drop)?) })
    }

    /// Keeps the bytes of a file on this machine, piece by piece, and blocks until they are safe.
    pub fn put_file(&self, file: &str, name: &str, path: &std::path::Path) -> Result<(), Error> {
        self.put_path(self.key(file, name), path)
    }

    /// The same under a name that tells the place: `ab/ab12…/original.jpg`.
    pub fn put_named(&self, name: &str, path: &std::path::Path) -> Result<(), Error> {
        self.put_path(self.named(name), path)
    }

    fn put_path(&self, key: Path, path: &std::path::Path) -> Result<(), Error> {
        let (store, path) = (Arc::clone(&self.store), path.to_owned());
        self.blocking(async move {
            let mut source = tokio::fs::File::open(path).await.map_err(Error::Disk)?;
            let mut upload = WriteMultipart::new_with_chunk_size(store.put_multipart(&key).await?, PIECE_BYTES);
            let mut piece = vec![0; PIECE_BYTES];
            loop {
                let read = source.read(&mut piece).await.map_err(Error::Disk);
                match read {
                    Ok(0) => return Ok(upload.finish().await.map(drop)?),
                    Ok(read) => {
                        upload.write(&piece[..read]);
                        upload.wait_for_capacity(1).await?;
                    }
                    Err(error) => {
                        upload.abort().await?;
                        return Err(error);
                    }
                }
            }
        })
    }

    /// A stretch of the bytes under this name; `None` if there are none.
    pub async fn get_range(&self, file: &str, name: &str, range: Range<u64>) -> Result<Option<Bytes>, Error> {
        self.range(self.key(file, name), range).await
    }

    /// The bytes under this name, if there are any.
    pub async fn get(&self, file: &str, name: &str) -> Result<Option<Bytes>, Error> {
        let (store, key) = (Arc::clone(&self.store), self.key(file, name));
        let work = async move {
            match store.get(&key).await {
                Ok(found) => Ok(Some(found.bytes().await?)),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            }
        };
        self.runtime().spawn(work).await.expect("it does not panic and is never aborted")
    }

    /// As [`get`](Self::get), blocking.
    pub fn get_blocking(&self, file: &str, name: &str) -> Result<Option<Bytes>, Error> {
        // The future borrows, so it is polled here; what it waits for runs in the runtime.
        futures_executor::block_on(self.get(file, name))
    }

    /// Names kept below this file that begin so.
    pub fn names(&self, file: &str, beginning: &'static str) -> Result<Vec<String>, Error> {
        let (store, below) = (Arc::clone(&self.store), self.key(file, ""));
        self.blocking(async move {
            let all: Vec<_> = store.list(Some(&below)).try_collect().await?;
            let names = all.iter().filter_map(|object| object.location.filename());
            Ok(names.filter(|name| name.starts_with(beginning)).map(str::to_owned).collect())
        })
    }

    /// Names and sizes of everything below a name that tells the place, in no order.
    pub fn below(&self, name: &str) -> Result<Vec<(String, u64)>, Error> {
        let (store, prefix) = (Arc::clone(&self.store), self.prefix.clone());
        let below = (!name.is_empty() || !prefix.is_empty()).then(|| self.named(name));
        self.blocking(async move {
            let all: Vec<_> = store.list(below.as_ref()).try_collect().await?;
            let name = |key: &Path| key.as_ref().strip_prefix(&prefix).unwrap_or(key.as_ref()).to_owned();
            Ok(all.iter().map(|object| (name(&object.location), object.size)).collect())
        })
    }

    /// The size of what has a name that tells the place; `None` if there is none.
    pub fn size(&self, name: &str) -> Result<Option<u64>, Error> {
        let (store, key) = (Arc::clone(&self.store), self.named(name));
        self.blocking(async move {
            match store.head(&key).await {
                Ok(object) => Ok(Some(object.size)),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
    }

    /// A stretch of what has a name that tells the place.
    pub fn range_blocking(&self, name: &str, range: Range<u64>) -> Result<Option<Bytes>, Error> {
        futures_executor::block_on(self.range(self.named(name), range))
    }

    async fn range(&self, key: Path, range: Range<u64>) -> Result<Option<Bytes>, Error> {
        let store = Arc::clone(&self.store);
        let work = async move {
            match store.get_range(&key, range).await {
                Ok(bytes) => Ok(Some(bytes)),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            }
        };
        self.runtime().spawn(work).await.expect("it does not panic and is never aborted")
    }

    fn named(&self, name: &str) -> Path {
        Path::from(format!("{}{name}", self.prefix))
    }

    fn blocking<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let running = self.runtime().spawn(work);
        futures_executor::block_on(running).expect("it does not panic and is never aborted")
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("it is taken only when this is dropped")
    }

    /// Two digits first: folders with a hundred thousand entries are slow to list and to back up.
    fn key(&self, file: &str, name: &str) -> Path {
        Path::from(format!("{}{}/{file}/{name}", self.prefix, &file[..2]))
    }
}

/// The bucket by its settings, with the environment before them.
fn bucket(s3: &S3) -> Result<impl ObjectStore + use<>, Error> {
    // The one part that speaks TLS says by which library; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(&s3.bucket);
    for (key, value) in [
        (AmazonS3ConfigKey::Endpoint, &s3.endpoint),
        (AmazonS3ConfigKey::Region, &s3.region),
        (AmazonS3ConfigKey::AccessKeyId, &s3.access_key_id),
        (AmazonS3ConfigKey::SecretAccessKey, &s3.secret_access_key),
    ] {
        if let Some(value) = value
            && builder.get_config_value(&key).is_none()
        {
            builder = builder.with_config(key, value);
        }
    }
    // Storage in the same rack often speaks plain HTTP; whoever wrote that address meant it.
    let plain =
        builder.get_config_value(&AmazonS3ConfigKey::Endpoint).is_some_and(|endpoint| endpoint.starts_with("http://"));
    let options = ClientOptions::new().with_timeout(PATIENCE).with_allow_http(plain);
    let retry = RetryConfig { max_retries: RETRIES_MAX, retry_timeout: PATIENCE * 2, ..RetryConfig::default() };
    Ok(builder.with_client_options(options).with_retry(retry).build()?)
}
