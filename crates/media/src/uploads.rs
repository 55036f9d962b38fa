//! Pictures that arrive piece by piece, so that a broken line costs one piece and not the picture. What has come stands on the
//! disk of this node, under the name of whoever sends it, and goes after a day.
//!
//! ```text
//! .renditions/.uploads/0a1b….json   whose it is, the file's name, how long it will be
//!                      0a1b….part   what has come
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::BYTES_MAX;
use crate::library::named;

/// The most bytes of one piece.
pub const PIECE_BYTES_MAX: usize = 1024 * 1024;

/// What one person may have under way at once.
const OPEN_MAX: usize = 40;

/// What all may have under way at once, so that nobody fills the disk with beginnings.
const PROMISED_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;

/// What nobody has sent a piece of for so long is let go.
const LASTS: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of what is arriving.
#[derive(Debug)]
pub struct Uploads {
    folder: PathBuf,
    /// One piece at a time: two of the same upload must not mix.
    alone: Mutex<()>,
}

/// A picture on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub id: String,
    /// The file's name as it was sent: words, never a path.
    pub name: String,
    pub bytes: u64,
    /// So much of it is here.
    pub offset: u64,
}

/// Why a piece was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    #[error("the file has {bytes} bytes, more than the {bytes_max} that are taken")]
    TooLarge { bytes: u64, bytes_max: usize },
    #[error("the file is empty")]
    Empty,
    #[error("too many pictures are on their way: wait until some have arrived")]
    TooMany,
    #[error("there is no such upload, or its day is over: begin it again")]
    Unknown,
    /// The piece does not follow on what is here.
    #[error("the next piece begins at byte {at}")]
    Offset { at: u64 },
    #[error("what arrived is not what was sent: begin it again")]
    Differs,
    #[error("a picture on its way in")]
    Disk(#[from] io::Error),
}

#[derive(Serialize, Deserialize)]
struct About {
    owner: String,
    name: String,
    bytes: u64,
}

impl Uploads {
    pub(crate) fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, alone: Mutex::default() })
    }

    /// Begins one, under a name nobody can guess: 32 hexadecimal digits.
    ///
    /// # Errors
    /// [`UploadError::TooLarge`], [`UploadError::Empty`], [`UploadError::TooMany`]; else what the disk failed with.
    pub fn begin(&self, owner: &str, id: &str, name: &str, bytes: u64) -> Result<Upload, UploadError> {
        if bytes == 0 {
            return Err(UploadError::Empty);
        }
        if bytes > BYTES_MAX as u64 {
            return Err(UploadError::TooLarge { bytes, bytes_max: BYTES_MAX });
        }
        if !is_id(id) {
            return Err(UploadError::Unknown);
        }
        let _alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        let under_way = self.under_way()?;
        let own = under_way.iter().filter(|about| about.owner == owner).count();
        let promised: u64 = under_way.iter().map(|about| about.bytes).sum();
        if own >= OPEN_MAX || promised + bytes > PROMISED_BYTES_MAX {
            return Err(UploadError::TooMany);
        }
        let about = About { owner: owner.to_owned(), name: name.chars().take(200).collect(), bytes };
        File::create(self.part(id))?;
        fs::write(self.about(id), serde_json::to_vec(&about).expect("texts and a number"))?;
        Ok(Upload { id: id.to_owned(), name: about.name, bytes, offset: 0 })
    }

    /// How far one has come.
    ///
    /// # Errors
    /// [`UploadError::Unknown`] where this person has none of the name.
    pub fn look(&self, owner: &str, id: &str) -> Result<Upload, UploadError> {
        if !is_id(id) {
            return Err(UploadError::Unknown);
        }
        let about = fs::read(self.about(id)).map_err(unknown)?;
        let about: About = serde_json::from_slice(&about).map_err(|_| UploadError::Unknown)?;
        if about.owner != owner {
            return Err(UploadError::Unknown);
        }
        let offset = fs::metadata(self.part(id)).map_err(unknown)?.len();
        Ok(Upload { id: id.to_owned(), name: about.name, bytes: about.bytes, offset })
    }

    /// Takes a piece and says where the next begins. A piece that is here already, because the answer to it was lost, changes
    /// nothing. Blocks.
    ///
    /// # Errors
    /// [`UploadError::Offset`] for one that leaves a gap; the others as above.
    pub fn append(&self, owner: &str, id: &str, offset: u64, piece: &[u8]) -> Result<u64, UploadError> {
        let _alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        let upload = self.look(owner, id)?;
        let end = offset + piece.len() as u64;
        if end <= upload.offset {
            return Ok(upload.offset);
        }
        if offset != upload.offset {
            return Err(UploadError::Offset { at: upload.offset });
        }
        if end > upload.bytes {
            return Err(UploadError::TooLarge { bytes: end, bytes_max: upload.bytes as usize });
        }
        let mut part = OpenOptions::new().append(true).open(self.part(id))?;
        if let Err(error) = part.write_all(piece) {
            // A full disk: what is here is what was answered for, so that the piece can come again.
            part.set_len(upload.offset)?;
            return Err(error.into());
        }
        Ok(end)
    }

    /// The whole file with its name. It stays until [`forget`](Self::forget), so that what fails behind can be tried again. Blocks.
    ///
    /// # Errors
    /// [`UploadError::Offset`] where pieces are missing; [`UploadError::Differs`] where the bytes are not of this SHA-256, and
    /// then they are let go.
    pub fn whole(&self, owner: &str, id: &str, sha256: Option<&str>) -> Result<(Upload, Vec<u8>), UploadError> {
        let upload = self.look(owner, id)?;
        if upload.offset != upload.bytes {
            return Err(UploadError::Offset { at: upload.offset });
        }
        let bytes = fs::read(self.part(id)).map_err(unknown)?;
        let is_same = match sha256 {
            Some(expected) => named(&mut &*bytes)? == expected,
            None => true,
        };
        if !is_same {
            self.forget(owner, id);
            return Err(UploadError::Differs);
        }
        Ok((upload, bytes))
    }

    /// Lets one go, if it is this person's.
    pub fn forget(&self, owner: &str, id: &str) {
        if self.look(owner, id).is_ok() {
            self.remove(id);
        }
    }

    /// What is under way, with what is over let go.
    fn under_way(&self) -> io::Result<Vec<About>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let Some(id) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".json"))
            else {
                continue;
            };
            if is_over(&self.part(id)) {
                self.remove(id);
            } else if let Some(about) = fs::read(&path).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
                found.push(about);
            }
        }
        Ok(found)
    }

    fn remove(&self, id: &str) {
        // The record first: a part without one is nobody's, and no record means there is no such upload.
        let _ = fs::remove_file(self.about(id));
        let _ = fs::remove_file(self.part(id));
    }

    fn about(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    fn part(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.part"))
    }
}

fn is_over(part: &Path) -> bool {
    let Ok(written) = fs::metadata(part).and_then(|about| about.modified()) else { return true };
    SystemTime::now().duration_since(written).is_ok_and(|age| age > LASTS)
}

fn is_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn unknown(error: io::Error) -> UploadError {
    if error.kind() == io::ErrorKind::NotFound { UploadError::Unknown } else { error.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef";

    fn opened() -> (tempfile::TempDir, Uploads) {
        let folder = tempfile::tempdir().expect("a folder");
        let uploads = Uploads::open(folder.path().join(".uploads")).expect("opened");
        (folder, uploads)
    }

    #[test]
    fn pieces_follow_each_other_whatever_is_sent_again() {
        let (_folder, uploads) = opened();
        uploads.begin("user:1", ID, "köy.jpg", 10).expect("begun");
        assert_eq!(uploads.append("user:1", ID, 0, b"0123").expect("taken"), 4);
        assert_eq!(uploads.append("user:1", ID, 0, b"0123").expect("again"), 4, "its answer was lost");
        assert!(matches!(uploads.append("user:1", ID, 6, b"67"), Err(UploadError::Offset { at: 4 })), "a gap");
        assert!(matches!(uploads.append("user:1", ID, 2, b"2345"), Err(UploadError::Offset { at: 4 })), "half known");
        assert!(matches!(uploads.append("user:1", ID, 4, b"4567890"), Err(UploadError::TooLarge { .. })));
        assert!(matches!(uploads.whole("user:1", ID, None), Err(UploadError::Offset { at: 4 })));
        assert_eq!(uploads.append("user:1", ID, 4, b"456789").expect("taken"), 10);
        let (upload, bytes) = uploads.whole("user:1", ID, None).expect("whole");
        assert_eq!((upload.name.as_str(), bytes.as_slice()), ("köy.jpg", b"0123456789".as_slice()));
        assert!(matches!(uploads.whole("user:1", ID, Some(&"0".repeat(64))), Err(UploadError::Differs)));
        assert!(matches!(uploads.look("user:1", ID), Err(UploadError::Unknown)), "what differs is let go");
    }

    #[test]
    fn nobody_touches_anothers_upload_and_names_are_no_paths() {
        let (folder, uploads) = opened();
        uploads.begin("user:1", ID, "../../etc/passwd", 3).expect("begun");
        assert!(matches!(uploads.look("user:2", ID), Err(UploadError::Unknown)));
        assert!(matches!(uploads.append("user:2", ID, 0, b"abc"), Err(UploadError::Unknown)));
        uploads.forget("user:2", ID);
        assert!(uploads.look("user:1", ID).is_ok());
        for id in ["", "..", "../../x", "0123456789ABCDEF0123456789ABCDEF", &ID[1..]] {
            assert!(uploads.begin("user:1", id, "x", 3).is_err(), "{id}");
            assert!(matches!(uploads.look("user:1", id), Err(UploadError::Unknown)), "{id}");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1, "nothing beside its folder");
        let check = |bytes: u64| assert!(uploads.begin("user:1", &"a".repeat(32), "x", bytes).is_err(), "{bytes}");
        check(0);
        check(BYTES_MAX as u64 + 1);
    }

    #[test]
    fn one_person_cannot_have_any_number_under_way() {
        let (_folder, uploads) = opened();
        for number in 0..OPEN_MAX {
            uploads.begin("user:1", &format!("{number:032x}"), "x", 5).expect("begun");
        }
        assert!(matches!(uploads.begin("user:1", ID, "x", 5), Err(UploadError::TooMany)));
        uploads.begin("user:2", ID, "x", 5).expect("another's do not count");
        let old = SystemTime::now() - LASTS - Duration::from_secs(60);
        let part = File::options().write(true).open(uploads.part(&format!("{:032x}", 0))).expect("there");
        part.set_modified(old).expect("set");
        uploads.begin("user:1", &"b".repeat(32), "x", 5).expect("what is over does not count");
        assert!(matches!(uploads.look("user:1", &format!("{:032x}", 0)), Err(UploadError::Unknown)));
    }
}
