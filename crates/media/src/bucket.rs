//! A bucket's originals as files with names, for backups and for moving house.

use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;

use crate::error::Error;
use crate::originals::{Keeping, Originals, PIECE_BYTES, S3};

/// The originals kept in a bucket. Everything here blocks.
#[derive(Debug)]
pub struct Bucket(Originals);

/// A file in a bucket, read piece by piece.
#[derive(Debug)]
pub struct BucketFile<'b> {
    bucket: &'b Bucket,
    name: String,
    pub bytes: u64,
    at: u64,
    piece: Bytes,
}

impl Bucket {
    /// # Errors
    /// [`Error::Storage`] if the settings make no sense.
    pub fn open(s3: &S3) -> Result<Self, Error> {
        Originals::open(&Keeping::S3(s3.clone())).map(Self)
    }

    /// Names and sizes of all files below a name such as `ab/ab12…`, or of all, in the order of their names.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn below(&self, name: &str) -> Result<Vec<(String, u64)>, Error> {
        let mut found = self.0.below(name)?;
        found.sort_unstable();
        Ok(found)
    }

    /// The size of the file of this name; `None` if there is none.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn size(&self, name: &str) -> Result<Option<u64>, Error> {
        self.0.size(name)
    }

    /// A file of the size that [`below`](Self::below) gave.
    pub fn read(&self, name: &str, bytes: u64) -> BucketFile<'_> {
        BucketFile { bucket: self, name: name.to_owned(), bytes, at: 0, piece: Bytes::new() }
    }

    /// Keeps a file of this machine under a name.
    ///
    /// # Errors
    /// When the disk or the storage fails.
    pub fn put(&self, name: &str, path: &Path) -> Result<(), Error> {
        self.0.put_named(name, path)
    }
}

impl Read for BucketFile<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.piece.is_empty() && self.at < self.bytes {
            let until = self.bytes.min(self.at + PIECE_BYTES as u64);
            let piece = self.bucket.0.range_blocking(&self.name, self.at..until).map_err(io::Error::other)?;
            self.piece = piece.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, self.name.clone()))?;
            self.at = until;
        }
        let taken = out.len().min(self.piece.len());
        out[..taken].copy_from_slice(&self.piece.split_to(taken));
        Ok(taken)
    }
}
