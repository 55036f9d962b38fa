//! The picture library: originals where they are kept for good, renditions in a folder beside the program, made once
//! and made again from the original should they get lost.
//!
//! ```text
//! media/ab/ab12…/            originals, where no other place is set (see `originals`)
//! media/.renditions/ab/ab12…/320.avif …
//!                   cards/…            what shared links show of stories without a picture
//!                   .wanted/ab12…      pictures whose renditions are not all made yet
//!                   .making/…          renditions being written; renamed into place
//! ```

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{Read, Seek as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use bytes::Bytes;
use image::ImageFormat;
use newsroom::library::{Record, Region};
use newsroom::{Focus, Picture};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::blur;
use crate::decode;
use crate::encode::jpeg;
use crate::error::Error;
use crate::metadata::{self, Metadata};
use crate::name::{Name, widths_for};
use crate::originals::{Keeping, Originals};
use crate::render::{Bench, upright};
use crate::shelf::Shelf;
use crate::uploads::Uploads;
use crate::video::{self, Video};
use crate::workshop::Workshop;

/// The picture library of one newsroom. Several processes may use the same folder at once.
#[derive(Debug)]
pub struct Library {
    originals: Arc<Originals>,
    shelf: Shelf,
    workshop: Workshop,
    uploads: Uploads,
    /// Pictures that others stand in the place of, by file. What is not here is asked of the originals when a rendition is made.
    replaced: RwLock<HashMap<String, String>>,
    /// Pictures are opened one at a time, so that a burst of them cannot use up the memory of a small server.
    arriving: Mutex<()>,
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
    /// The original moves; readers are shown its first frame.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub animated: bool,
    /// The original carries a C2PA manifest, and keeps it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_c2pa: bool,
}

impl Stored {
    /// It as a story shows it, with nothing said of it yet.
    pub fn picture(&self) -> Picture {
        Picture {
            file: self.file.clone(),
            width: self.width,
            height: self.height,
            widths: self.widths.clone(),
            colour: self.colour.clone(),
            ..Picture::default()
        }
    }
}

/// A picture that has been taken in, with what its file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub stored: Stored,
    pub said: Metadata,
    /// What it looks like (see [`likeness`](crate::likeness)).
    pub likeness: u128,
}

impl Taken {
    /// It as the library lists it, under the name its file was sent with.
    pub fn record(&self, name: &str) -> Record {
        let (stored, said) = (&self.stored, &self.said);
        let mut picture = stored.picture();
        said.clone().add_to(&mut picture);
        let places = [&said.location, &said.city, &said.region, &said.country];
        let others = [&said.headline, &said.title, &said.source, &said.job];
        let mut found: Vec<String> = places.into_iter().chain(others).flatten().cloned().collect();
        found.extend(said.creators.iter().chain(&said.people).chain(&said.keywords).cloned());
        found.dedup();
        Record {
            file: stored.file.clone(),
            name: plain_name(name),
            width: stored.width,
            height: stored.height,
            widths: stored.widths.clone(),
            colour: stored.colour.clone(),
            alt: picture.alt,
            caption: picture.caption.unwrap_or_default(),
            credit: picture.credit.unwrap_or_default(),
            rights: picture.rights.or(said.usage_terms.clone()).unwrap_or_default(),
            usage_note: said.instructions.clone().unwrap_or_default(),
            found,
            ..Record::default()
        }
    }
}

/// A file's name as words: its last part, without what cannot be printed.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let printable = last.chars().filter(|letter| !letter.is_control() && !is_turning(*letter));
    printable.take(200).collect::<String>().trim().to_owned()
}

/// Signs that turn the direction of words: a name with them reads as another (`gpj.exe`).
fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A file that may be sent to readers. Its bytes never change, so it may be cached for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub path: PathBuf,
    pub content_type: &'static str,
}

/// A file for bytes on their way in; it goes when this is dropped.
#[derive(Debug)]
pub struct Arriving(pub(crate) tempfile::NamedTempFile);

impl Arriving {
    /// The file, to be written.
    ///
    /// # Errors
    /// What the disk failed with.
    pub fn open(&self) -> std::io::Result<File> {
        self.0.reopen()
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// An original as it was sent. Never for readers: it may tell where it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    pub bytes: Bytes,
    /// The ending of its file's name: `jpg`, `png`, `webp` or `gif`.
    pub ending: String,
}

/// The record of a picture, beside its original.
pub(crate) const ABOUT: &str = "about.json";

/// What stands beside an original that another picture stands in the place of: the other's file.
pub(crate) const REPLACED: &str = "replaced-by";

/// The quality of an original made by blurring: what it was made from is kept, and every rendition is made from this.
const BLURRED_QUALITY: u8 = 93;

/// The record of a video.
const ABOUT_VIDEO: &str = "video.json";

/// A video's own name, where it is kept and in its address.
pub(crate) const VIDEO: &str = "original.mp4";

impl Library {
    /// Opens the library that keeps everything in this folder, making the folder if need be.
    ///
    /// # Errors
    /// [`Error::Folder`] if it cannot be made or written.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, Error> {
        let folder = folder.into();
        Self::open_with(&Keeping::Folder(folder.clone()), folder)
    }

    /// Opens a library whose originals are kept there, and its renditions in this folder.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`Error::Storage`] if the storage's settings make no sense.
    pub fn open_with(keeping: &Keeping, folder: impl Into<PathBuf>) -> Result<Self, Error> {
        let originals = Arc::new(Originals::open(keeping)?);
        let shelf = Shelf::open(folder.into().join(".renditions"))?;
        let workshop = Workshop::new(Arc::clone(&originals), shelf.clone());
        let uploads = shelf.uploads()?;
        Ok(Self { originals, shelf, workshop, uploads, replaced: RwLock::default(), arriving: Mutex::new(()) })
    }

    /// Makes the renditions that are wanted, from now on and beside everything else: one at a time, on one thread.
    /// Without this they are made when they are asked for.
    pub fn work_in_background(&self) {
        self.workshop.work_through_wanted();
    }

    /// Keeps an original. Adding the same bytes again changes nothing and gives the same answer. When this returns,
    /// the original is safe; its renditions follow. Blocks.
    ///
    /// # Errors
    /// A refusal ([`Error::is_refusal`]) if the bytes are not a picture within the limits; otherwise the disk or the
    /// storage failed, and nothing of the picture can be seen.
    pub fn add(&self, bytes: &[u8]) -> Result<Stored, Error> {
        let format = decode::measure(bytes)?;
        let file = named(&mut &*bytes).expect("it reads from memory");
        match self.stored(&file)? {
            Some(stored) => Ok(stored),
            None => self.keep(file, bytes, format).map(|(stored, _)| stored),
        }
    }

    /// As [`add`](Self::add), with what the file says of itself and what it looks like. Blocks.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn take_in(&self, bytes: &[u8]) -> Result<Taken, Error> {
        let format = decode::measure(bytes)?;
        let file = named(&mut &*bytes).expect("it reads from memory");
        let said = metadata::read(bytes);
        if let Some(stored) = self.stored(&file)? {
            let likeness = self.look_at(bytes, format)?;
            return Ok(Taken { stored, said, likeness });
        }
        let (stored, likeness) = self.keep(file, bytes, format)?;
        Ok(Taken { stored, said, likeness })
    }

    /// What [`take_in`](Self::take_in) would answer for a picture that is here; `None` if there is none. Blocks.
    ///
    /// # Errors
    /// When the storage fails, or the original cannot be read any more.
    pub fn taken(&self, file: &str) -> Result<Option<Taken>, Error> {
        let (Some(stored), Some(original)) = (self.stored(file)?, self.original(file)?) else { return Ok(None) };
        let likeness = self.look_at(&original.bytes, decode::measure(&original.bytes)?)?;
        Ok(Some(Taken { stored, said: metadata::read(&original.bytes), likeness }))
    }

    fn look_at(&self, bytes: &[u8], format: ImageFormat) -> Result<u128, Error> {
        let _alone = self.arriving.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Bench::new(decode::open(bytes, format)?).likeness())
    }

    fn keep(&self, file: String, bytes: &[u8], format: ImageFormat) -> Result<(Stored, u128), Error> {
        let (stored, likeness) = {
            let _alone = self.arriving.lock().unwrap_or_else(PoisonError::into_inner);
            let mut bench = Bench::new(decode::open(bytes, format)?);
            let (width, height) = bench.size();
            let said = metadata::read(bytes);
            let stored = Stored {
                file,
                width,
                height,
                widths: widths_for(width),
                colour: bench.colour(),
                animated: said.animated,
                has_c2pa: said.has_c2pa,
            };
            (stored, bench.likeness())
        };
        let name = format!("original.{}", ending(format));
        self.originals.put(&stored.file, &name, Bytes::copy_from_slice(bytes))?;
        let about = serde_json::to_vec_pretty(&stored).expect("a record of strings and numbers has a JSON form");
        self.originals.put(&stored.file, ABOUT, about.into())?;
        self.shelf.want(&stored.file)?;
        self.workshop.look_for_wanted();
        Ok((stored, likeness))
    }

    /// Makes another picture of this one, with these parts of it unrecognizable, and keeps it as an original of its own;
    /// `None` if there is no such picture. This one stays as it is. Blocks.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn blurred(&self, file: &str, regions: &[Region]) -> Result<Option<Taken>, Error> {
        let Some(original) = self.original(file)? else { return Ok(None) };
        let bytes = {
            let _alone = self.arriving.lock().unwrap_or_else(PoisonError::into_inner);
            let opened = decode::open(&original.bytes, decode::measure(&original.bytes)?)?;
            let mut pixels = upright(opened.pixels, opened.orientation);
            blur::blur(&mut pixels, regions);
            jpeg(pixels.as_raw(), pixels.width(), pixels.height(), BLURRED_QUALITY)
        };
        self.take_in(&bytes).map(Some)
    }

    /// Puts a picture in another's place: from now on nothing is made of the other, and what was made of it goes. Blocks.
    ///
    /// # Errors
    /// When the storage or the disk fails; then nothing is replaced.
    pub fn replace(&self, file: &str, by: &str) -> Result<(), Error> {
        if !is_hash(file) || !is_hash(by) || file == by {
            return Ok(());
        }
        // What stands in another's place is itself replaced by none, whatever was before.
        if self.originals.get_blocking(by, REPLACED)?.is_some() {
            self.originals.put(by, REPLACED, Bytes::new())?;
        }
        self.replaced.write().unwrap_or_else(PoisonError::into_inner).remove(by);
        self.originals.put(file, REPLACED, Bytes::copy_from_slice(by.as_bytes()))?;
        self.note_replaced([(file.to_owned(), by.to_owned())]);
        Ok(())
    }

    /// Takes note of pictures that others stand in the place of, as another node wrote down: `(file, by)`.
    pub fn note_replaced(&self, replaced: impl IntoIterator<Item = (String, String)>) {
        let replaced: Vec<_> = replaced.into_iter().collect();
        let gone: HashSet<&String> = replaced.iter().map(|(file, _)| file).collect();
        for (_, by) in &replaced {
            if !gone.contains(by) {
                self.replaced.write().unwrap_or_else(PoisonError::into_inner).remove(by);
            }
        }
        for (file, by) in &replaced {
            let (file, by) = (file.clone(), by.clone());
            if !is_hash(&file) || !is_hash(&by) || file == by {
                continue;
            }
            let mut known = self.replaced.write().unwrap_or_else(PoisonError::into_inner);
            if known.insert(file.clone(), by).is_none() {
                self.shelf.clear(&file);
            }
        }
    }

    /// The picture that stands in this one's place, if another does.
    pub fn successor(&self, file: &str) -> Option<String> {
        let known = self.replaced.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = known.get(file)?;
        // Blurred more than once. None stands in its own place, however the rows were changed.
        for _ in 0..known.len() {
            match known.get(found) {
                Some(next) => found = next,
                None => return Some(found.clone()),
            }
        }
        None
    }

    /// Pictures that are arriving piece by piece.
    pub fn uploads(&self) -> &Uploads {
        &self.uploads
    }

    /// What [`Library::add`] answered for this file; `None` if there is no such picture. Blocks.
    ///
    /// # Errors
    /// When the storage fails, or [`Error::Record`] if the record was tampered with.
    pub fn stored(&self, file: &str) -> Result<Option<Stored>, Error> {
        if !is_hash(file) {
            return Ok(None);
        }
        self.originals.get_blocking(file, ABOUT)?.map(|json| record(file, &json)).transpose()
    }

    /// The bytes as they came; `None` if there is no such picture. Blocks.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn original(&self, file: &str) -> Result<Option<Original>, Error> {
        if is_hash(file) { original(&self.originals, file) } else { Ok(None) }
    }

    /// A file for a video on its way in, on the library's disk; it goes with the handle.
    ///
    /// # Errors
    /// [`Error::Disk`] if it cannot be made.
    pub fn arriving(&self) -> Result<Arriving, Error> {
        self.shelf.arriving()
    }

    /// Keeps a video whose bytes stand in a file. Adding the same bytes again changes nothing. Blocks.
    ///
    /// # Errors
    /// A refusal ([`Error::is_refusal`]) if it is none that browsers play; otherwise the disk or the storage failed.
    pub fn add_video(&self, path: &Path) -> Result<Video, Error> {
        let mut source = File::open(path).map_err(Error::Disk)?;
        let measured = video::measure(&mut source)?;
        source.rewind().map_err(Error::Disk)?;
        let mut stored = measured;
        stored.file = named(&mut source).map_err(Error::Disk)?;
        if let Some(known) = futures_executor::block_on(self.video(&stored.file))? {
            return Ok(known);
        }
        self.originals.put_file(&stored.file, VIDEO, path)?;
        let about = serde_json::to_vec_pretty(&stored).expect("a record of strings and numbers has a JSON form");
        self.originals.put(&stored.file, ABOUT_VIDEO, about.into())?;
        Ok(stored)
    }

    /// What [`Library::add_video`] answered for this file; `None` if there is no such video.
    ///
    /// # Errors
    /// As [`stored`](Self::stored).
    pub async fn video(&self, file: &str) -> Result<Option<Video>, Error> {
        if !is_hash(file) {
            return Ok(None);
        }
        let json = self.originals.get(file, ABOUT_VIDEO).await?;
        let read = |json: Bytes| {
            serde_json::from_slice(&json).map_err(|source| Error::Record { file: file.to_owned(), source })
        };
        json.map(read).transpose()
    }

    /// A stretch of a video as readers get it.
    ///
    /// # Errors
    /// [`Error::Lost`] if the file is gone; when the storage fails.
    pub async fn video_bytes(&self, video: &Video, range: Range<u64>) -> Result<Bytes, Error> {
        let from = range.start;
        let found = self.originals.get_range(&video.file, VIDEO, range).await?;
        let mut bytes: Vec<u8> = found.ok_or_else(|| Error::Lost(video.file.clone()))?.into();
        video.veil(from, &mut bytes);
        Ok(bytes.into())
    }

    /// Lets readers ask for the crops around this point. Whoever prints their addresses offers them first: a
    /// stranger's address alone makes nothing.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn offer(&self, file: &str, focus: Focus) -> Result<(), Error> {
        if !is_hash(file) || self.shelf.is_offered(file, focus) {
            return Ok(());
        }
        self.originals.put(file, &offer(focus), Bytes::new())?;
        self.shelf.note_offered(file, focus);
        Ok(())
    }

    /// The file behind `/media/{file}/{name}`, made now if it was not made yet; `None` if there is none: an unknown
    /// picture, a width it is not offered in, or anything that is not exactly a hash and a [`Name`]. The original is
    /// not among the names.
    ///
    /// # Errors
    /// [`Error::Busy`] if too many others wait; when the disk or the storage fails.
    pub async fn rendition(&self, file: &str, name: &str) -> Result<Option<Rendition>, Error> {
        let Some(name) = Name::parse(name).filter(|_| is_hash(file)) else { return Ok(None) };
        if self.is_replaced(file) {
            return Ok(None);
        }
        let rendition = Rendition { path: self.shelf.path(file, name), content_type: name.content_type() };
        if self.shelf.has(file, name) {
            return Ok(Some(rendition));
        }
        let Some(about) = self.originals.get(file, ABOUT).await? else { return Ok(None) };
        let stored = record(file, &about)?;
        if !self.is_offered(&stored, name).await? {
            return Ok(None);
        }
        if let Some(by) = self.originals.get(file, REPLACED).await?.filter(|by| !by.is_empty()) {
            // Another node replaced it, and this one had not heard.
            self.note_replaced([(file.to_owned(), String::from_utf8_lossy(&by).trim().to_owned())]);
            return Ok(None);
        }
        self.workshop.make(file, name).await?;
        Ok(Some(rendition))
    }

    /// Makes whatever this picture still lacks, and waits for it. Blocks, and must not be called from async code.
    ///
    /// # Errors
    /// As [`rendition`](Self::rendition).
    pub fn finish(&self, stored: &Stored) -> Result<(), Error> {
        for name in Name::all_for(stored.width, stored.height) {
            futures_executor::block_on(self.rendition(&stored.file, &name.to_string()))?;
        }
        Ok(())
    }

    /// A drawn card by its name, drawn now if it was not yet; `None` if there is nothing to draw. One is drawn at a
    /// time. Blocks. The name must be made of letters, digits, `-` and `.` alone.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn card(&self, name: &str, draw: impl FnOnce() -> Option<Vec<u8>>) -> Result<Option<Vec<u8>>, Error> {
        if name.starts_with('.') || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)) {
            return Ok(None);
        }
        if let Some(bytes) = self.shelf.card(name)? {
            return Ok(Some(bytes));
        }
        let _alone = self.arriving.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bytes) = draw() else { return Ok(None) };
        self.shelf.put_card(name, &bytes)?;
        Ok(Some(bytes))
    }

    fn is_replaced(&self, file: &str) -> bool {
        self.replaced.read().unwrap_or_else(PoisonError::into_inner).contains_key(file)
    }

    async fn is_offered(&self, stored: &Stored, name: Name) -> Result<bool, Error> {
        match name {
            Name::Crop(crop, Some(focus)) if crop.fits(stored.width, stored.height) => {
                if self.shelf.is_offered(&stored.file, focus) {
                    return Ok(true);
                }
                let known = self.originals.get(&stored.file, &offer(focus)).await?.is_some();
                if known {
                    self.shelf.note_offered(&stored.file, focus);
                }
                Ok(known)
            }
            name => Ok(Name::all_for(stored.width, stored.height).contains(&name)),
        }
    }
}

/// The name under which these bytes are kept: their SHA-256, 64 lower-case hexadecimal digits.
///
/// # Errors
/// What reading them failed with.
pub fn named(source: &mut (impl Read + ?Sized)) -> std::io::Result<String> {
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match source.read(&mut piece)? {
            0 => return Ok(newsroom::ids::hex(&hash.finalize())),
            read => hash.update(&piece[..read]),
        }
    }
}

/// The bytes kept for this file, whatever their kind.
pub(crate) fn original(originals: &Originals, file: &str) -> Result<Option<Original>, Error> {
    let Some(name) = originals.names(file, "original.")?.pop() else { return Ok(None) };
    let bytes = originals.get_blocking(file, &name)?;
    let ending = name.strip_prefix("original.").unwrap_or_default().to_owned();
    Ok(bytes.map(|bytes| Original { bytes, ending }))
}

pub(crate) fn record(file: &str, json: &[u8]) -> Result<Stored, Error> {
    serde_json::from_slice(json).map_err(|source| Error::Record { file: file.to_owned(), source })
}

fn offer(focus: Focus) -> String {
    format!("focus-{}x{}", focus.x, focus.y)
}

fn ending(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "png",
        ImageFormat::WebP => "webp",
        ImageFormat::Gif => "gif",
        _ => "jpg",
    }
}

/// Whether it is written as a hash is, so that it can stand in a path.
pub(crate) fn is_hash(file: &str) -> bool {
    file.len() == 64 && file.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests;
