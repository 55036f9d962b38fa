//! Files of the index, mapped into memory anew for each reading of the folder.
//!
//! What is read of a mapped file counts as this program's memory until it is unmapped. The library's own directory maps
//! each file once, for as long as anybody uses it: under load that comes to all of the index. Here whoever opens the index again
//! maps it again, and with the last question to the old one its maps go. The machine keeps what was read as long as
//! it has room.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr};

#[derive(Clone, Debug)]
pub(super) struct Mapped {
    folder: PathBuf,
    files: MmapDirectory,
}

impl Mapped {
    pub(super) fn open(folder: &Path) -> tantivy::Result<Self> {
        Ok(Self { folder: folder.to_owned(), files: MmapDirectory::open(folder)? })
    }
}

impl Directory for Mapped {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        // One that has mapped nothing yet.
        let anew = MmapDirectory::open(&self.folder)
            .map_err(|error| OpenReadError::wrap_io_error(std::io::Error::other(error.to_string()), path.to_owned()))?;
        anew.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> std::io::Result<()> {
        self.files.atomic_write(path, data)
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// Files in memory beyond this are much; the program itself is some forty megabytes of it.
const MUCH: u64 = 128 * 1024 * 1024;

/// Whether much of files is mapped and in memory. Never where the system does not tell.
pub(super) fn is_much() -> bool {
    resident_bytes().is_some_and(|bytes| bytes > MUCH)
}

fn resident_bytes() -> Option<u64> {
    const PAGE: u64 = 4096;
    // In pages: size, resident, of which of files.
    let told = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(told.split(' ').nth(2)?.parse::<u64>().ok()? * PAGE)
}
