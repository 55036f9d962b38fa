//! The folder of renditions. Everything in it can be made again, so it needs no backup.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use newsroom::Focus;

use crate::error::Error;
use crate::library::{Arriving, is_hash};
use crate::name::Name;
use crate::uploads::Uploads;

/// What is left in `.making` by a program that died is cleared by the next one to open the folder after this.
const ABANDONED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    folder: PathBuf,
    /// Offers already written down, by this process or seen by it.
    offered: Arc<Mutex<HashSet<(String, Focus)>>>,
}

/// Offers remembered at once; past this they are looked up again.
const OFFERED_MAX: usize = 10_000;

impl Shelf {
    pub fn open(folder: PathBuf) -> Result<Self, Error> {
        for inner in [".wanted", ".making"] {
            let path = folder.join(inner);
            fs::create_dir_all(&path).map_err(at(&path))?;
        }
        let making = folder.join(".making");
        clear_abandoned(&making).map_err(at(&making))?;
        Ok(Self { folder, offered: Arc::default() })
    }

    pub fn path(&self, file: &str, name: Name) -> PathBuf {
        self.folder.join(&file[..2]).join(file).join(name.to_string())
    }

    pub fn has(&self, file: &str, name: Name) -> bool {
        self.path(file, name).is_file()
    }

    /// Puts a rendition in its place, as a whole and after its bytes have reached the disk: an address is kept by
    /// readers for ever, and half a picture would be too.
    pub fn put(&self, file: &str, name: Name, bytes: &[u8]) -> Result<(), Error> {
        self.place(&self.path(file, name), bytes)
    }

    pub fn card(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.folder.join("cards").join(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    pub fn put_card(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(&self.folder.join("cards").join(name), bytes)
    }

    fn place(&self, place: &Path, bytes: &[u8]) -> Result<(), Error> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = place.parent().expect("a rendition lies in its picture's folder");
        fs::create_dir_all(folder).map_err(at(folder))?;
        let making = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let making = self.folder.join(".making").join(making);
        let written = File::create(&making).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_data()?;
            fs::rename(&making, place)
        });
        written.map_err(|source| {
            let _ = fs::remove_file(&making);
            at(place)(source)
        })
    }

    /// Takes away whatever was made of a picture, and its wish for more.
    pub fn clear(&self, file: &str) {
        self.no_longer_want(file);
        let _ = fs::remove_dir_all(self.folder.join(&file[..2]).join(file));
    }

    /// The folder of what arrives piece by piece.
    pub fn uploads(&self) -> Result<Uploads, Error> {
        let path = self.folder.join(".uploads");
        Uploads::open(path.clone()).map_err(at(&path))
    }

    /// A file for bytes on their way in. What a program that died leaves of it is cleared as the rest is.
    pub fn arriving(&self) -> Result<Arriving, Error> {
        tempfile::NamedTempFile::new_in(self.folder.join(".making")).map(Arriving).map_err(Error::Disk)
    }

    /// Notes that this picture's renditions are to be made when there is time.
    pub fn want(&self, file: &str) -> Result<(), Error> {
        let path = self.folder.join(".wanted").join(file);
        File::create(&path).map(drop).map_err(at(&path))
    }

    pub fn no_longer_want(&self, file: &str) {
        let _ = fs::remove_file(self.folder.join(".wanted").join(file));
    }

    /// The pictures noted by [`want`](Self::want), by this process or another.
    pub fn wanted(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.join(".wanted")).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|file| is_hash(file)).collect()
    }

    pub fn is_offered(&self, file: &str, focus: Focus) -> bool {
        let known = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        known.contains(&(file.to_owned(), focus))
    }

    pub fn note_offered(&self, file: &str, focus: Focus) {
        let mut known = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= OFFERED_MAX {
            known.clear();
        }
        known.insert((file.to_owned(), focus));
    }
}

fn clear_abandoned(making: &Path) -> io::Result<()> {
    for entry in fs::read_dir(making)? {
        let entry = entry?;
        // Another process may have finished and renamed it between the listing and this look.
        let Ok(changed) = entry.metadata().and_then(|metadata| metadata.modified()) else { continue };
        if SystemTime::now().duration_since(changed).is_ok_and(|age| age > ABANDONED_AFTER) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

fn at(path: &Path) -> impl Fn(io::Error) -> Error + use<> {
    let path = path.to_path_buf();
    move |source| Error::Folder { path: path.clone(), source }
}
