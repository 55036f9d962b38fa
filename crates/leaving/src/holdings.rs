//! The originals of pictures and videos wherever they are kept: in a folder or in a bucket, by the same names.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use media::{Bucket, Keeping};

use crate::files;
use crate::{Error, Result};

/// Where they are kept, opened.
pub enum Holdings {
    Folder(PathBuf),
    Bucket(Bucket),
}

impl Holdings {
    /// # Errors
    /// [`Error::Media`] where a bucket's settings make no sense.
    pub fn open(keeping: &Keeping) -> Result<Self> {
        Ok(match keeping {
            Keeping::Folder(folder) => Self::Folder(folder.clone()),
            Keeping::S3(s3) => Self::Bucket(Bucket::open(s3)?),
        })
    }

    /// Names and sizes of the files below a name, or of all for an empty one, in order. In a folder, what begins with a point
    /// is left out: it can be made again.
    ///
    /// # Errors
    /// What the disk or the storage failed with.
    pub fn below(&self, name: &str) -> Result<Vec<(String, u64)>> {
        match self {
            Self::Folder(folder) => {
                let found = files::below(&folder.join(name))?;
                let sized = found.into_iter().map(|found| {
                    let bytes = fs::metadata(&found.path).map_err(Error::at(&found.path))?.len();
                    Ok((if name.is_empty() { found.name } else { format!("{name}/{}", found.name) }, bytes))
                });
                sized.collect()
            }
            Self::Bucket(bucket) => Ok(bucket.below(name)?),
        }
    }

    /// A file that [`below`](Self::below) named, to be read.
    ///
    /// # Errors
    /// What the disk failed with; the storage fails when it is read.
    pub fn read(&self, name: &str, bytes: u64) -> Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                Box::new(File::open(&path).map_err(Error::at(&path))?.take(bytes))
            }
            Self::Bucket(bucket) => Box::new(bucket.read(name, bytes)),
        })
    }

    /// The size of what is kept under a name; nothing if there is none.
    ///
    /// # Errors
    /// What the storage failed with.
    pub fn size(&self, name: &str) -> Result<Option<u64>> {
        Ok(match self {
            Self::Folder(folder) => fs::metadata(folder.join(name)).ok().map(|there| there.len()),
            Self::Bucket(bucket) => bucket.size(name)?,
        })
    }

    /// Keeps what `write` writes under a name, as a whole or not at all.
    ///
    /// # Errors
    /// What `write`, the disk or the storage failed with.
    pub fn put(&self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        match self {
            Self::Folder(folder) => files::write_beside(&folder.join(name), |out| write(out)),
            Self::Bucket(bucket) => {
                let mut passing = tempfile::NamedTempFile::new().map_err(Error::at(std::env::temp_dir()))?;
                write(&mut passing).map_err(Error::at(passing.path()))?;
                Ok(bucket.put(name, passing.path())?)
            }
        }
    }
}
