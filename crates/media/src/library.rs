//! The library on disk: one folder for each original, named by the hash of its bytes, complete or not there.
//!
//! ```text
//! media/ab/ab12…/original.jpg    the bytes as they came
//!                about.json      size, widths, colour: what `add` answers
//!                320.jpg …       renditions
//! media/.arriving/…              folders being filled; renamed into place as a whole
//! ```

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use image::ImageFormat;
use newsroom::ids::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::decode::{self, Opened};
use crate::encode::{RENDITION_QUALITY, jpeg};
use crate::error::Error;
use crate::name::Name;
use crate::render::Bench;

/// What is left in `.arriving` by a program that died is cleared by the next one to open the library after this.
/// Nobody takes a day over one picture, so a folder still being filled by another process is never touched.
const ABANDONED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// Originals above this many pixels are worked on one at a time, so that a burst of posters cannot use up the
/// memory of a small server; ordinary photographs go side by side.
const LARGE_PIXELS: u64 = 25_000_000;

/// The picture library of one newsroom. Several processes may use the same folder at once.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    large: Mutex<()>,
}

/// A picture that has been taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// SHA-256 of the original's bytes, 64 lower-case hexadecimal digits.
    pub file: String,
    /// Pixels of the original as it is seen, after its orientation was applied.
    pub width: u32,
    pub height: u32,
    /// The widths in pixels it is offered in, ascending; never empty and none above `width`.
    pub widths: Vec<u32>,
    /// Mean colour, `#rrggbb`.
    pub colour: String,
}

/// A file that may be sent to readers. Its bytes never change, so it may be cached for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub path: PathBuf,
    pub content_type: &'static str,
    pub bytes_len: u64,
}

impl Library {
    /// Opens the library in this folder, making the folder if need be.
    ///
    /// # Errors
    /// [`Error::Folder`] if it cannot be made or written.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Error> {
        let folder = folder.into();
        let arriving = folder.join(".arriving");
        fs::create_dir_all(&arriving).map_err(at(&arriving))?;
        clear_abandoned(&arriving).map_err(at(&arriving))?;
        Ok(Self { folder, large: Mutex::new(()) })
    }

    /// Keeps an original and makes its renditions. Adding the same bytes again changes nothing and gives the same
    /// answer. When this returns, everything is on the disk.
    ///
    /// # Errors
    /// A refusal ([`Error::is_refusal`]) if the bytes are not a picture within the limits; [`Error::Folder`] if
    /// the disk fails, in which case nothing of the picture can be seen.
    pub fn add(&self, bytes: &[u8]) -> Result<Stored, Error> {
        let measured = decode::measure(bytes)?;
        let file = hex(&Sha256::digest(bytes));
        if let Some(stored) = self.stored(&file)? {
            return Ok(stored);
        }
        let (width, height) = measured.size;
        let is_large = u64::from(width) * u64::from(height) > LARGE_PIXELS;
        let _alone = is_large.then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner));
        let opened = decode::open(bytes, measured.format)?;

        let arriving = self.folder.join(".arriving").join(arrival_name(&file));
        fs::create_dir_all(&arriving).map_err(at(&arriving))?;
        let result = fill(&arriving, file, bytes, opened).and_then(|stored| self.shelve(&arriving, stored));
        // After a success there is nothing left to remove, because the folder was renamed.
        let _ = fs::remove_dir_all(&arriving);
        result
    }

    /// What [`Library::add`] answered for this file; `None` if there is no such picture.
    ///
    /// # Errors
    /// [`Error::Folder`] if the disk fails, [`Error::Record`] if the record was tampered with.
    pub fn stored(&self, file: &str) -> Result<Option<Stored>, Error> {
        let Some(folder) = self.folder_of(file) else { return Ok(None) };
        let path = folder.join("about.json");
        match fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).map(Some).map_err(|source| Error::Record { path, source }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// The file behind `/media/{file}/{name}`, or `None` if there is none: an unknown picture, a width it is not
    /// offered in, or anything that is not exactly a hash and a [`Name`]. The original is not among the names.
    pub fn rendition(&self, file: &str, name: &str) -> Option<Rendition> {
        let path = self.folder_of(file)?.join(Name::parse(name)?.to_string());
        let metadata = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        Some(Rendition { path, content_type: "image/jpeg", bytes_len: metadata.len() })
    }

    /// Where the picture's files lie, if `file` is written as a hash is.
    fn folder_of(&self, file: &str) -> Option<PathBuf> {
        let is_hash = file.len() == 64 && file.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        // Two digits first: folders with a hundred thousand entries are slow to list and to back up.
        is_hash.then(|| self.folder.join(&file[..2]).join(file))
    }

    /// Moves a filled folder to its place. Whoever comes second finds the same picture there already.
    fn shelve(&self, arriving: &Path, stored: Stored) -> Result<Stored, Error> {
        let place = self.folder_of(&stored.file).expect("hex() writes 64 digits");
        let shelf = place.parent().expect("the place lies two below the library");
        fs::create_dir_all(shelf).map_err(at(shelf))?;
        match fs::rename(arriving, &place) {
            Ok(()) => {
                flush(shelf)?;
                flush(&self.folder)?;
                Ok(stored)
            }
            Err(error) => match self.stored(&stored.file)? {
                Some(earlier) => Ok(earlier),
                None => Err(at(&place)(error)),
            },
        }
    }
}

fn fill(folder: &Path, file: String, bytes: &[u8], opened: Opened) -> Result<Stored, Error> {
    let original = match opened.format {
        ImageFormat::Png => "original.png",
        ImageFormat::WebP => "original.webp",
        ImageFormat::Gif => "original.gif",
        _ => "original.jpg",
    };
    write(folder, original, bytes)?;

    let mut bench = Bench::new(opened);
    let (width, height) = bench.size();
    let mut stored = Stored { file, width, height, widths: Vec::new(), colour: bench.colour() };
    for name in Name::all_for(width, height) {
        let pixels = bench.render(name);
        write(folder, &name.to_string(), &jpeg(pixels.as_raw(), pixels.width(), pixels.height(), RENDITION_QUALITY))?;
        if let Name::Width(width) = name {
            stored.widths.push(width);
        }
    }
    let about = serde_json::to_vec_pretty(&stored).expect("a record of strings and numbers has a JSON form");
    write(folder, "about.json", &about)?;
    flush(folder)?;
    Ok(stored)
}

/// Writes and waits for the disk: the rename must not be remembered after a power failure with the bytes forgotten.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let path = folder.join(name);
    let written = File::create(&path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(at(&path))
}

fn flush(folder: &Path) -> Result<(), Error> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}

/// A name no other arrival has, in this process or another.
fn arrival_name(file: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}-{}", &file[..16], std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn clear_abandoned(arriving: &Path) -> io::Result<()> {
    for entry in fs::read_dir(arriving)? {
        let entry = entry?;
        // Another process may have finished and renamed it between the listing and this look.
        let Ok(changed) = entry.metadata().and_then(|metadata| metadata.modified()) else { continue };
        if SystemTime::now().duration_since(changed).is_ok_and(|age| age > ABANDONED_AFTER) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}

fn at(path: &Path) -> impl Fn(io::Error) -> Error + use<> {
    let path = path.to_path_buf();
    move |source| Error::Folder { path: path.clone(), source }
}

#[cfg(test)]
mod tests;
