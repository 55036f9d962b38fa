//! Files of the index: what is looked up is mapped into memory, and lists are read.
//!
//! What is read of a mapped file counts as this program's memory until it is unmapped, and the system maps what lies around it too.
//! So lists, which are most of an index and of which a question reads few, are read into memory of their own that goes with the question;
//! the next question is given some of it again, since memory that is new costs half as much as what is read into it.
//! Dictionaries and columns are jumped about in and are mapped, once each; once much of them is in memory, the system is told that
//! none of it is needed. It keeps what was read as long as it has room, and whoever looks again finds it there.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, HasLen};

#[derive(Clone, Debug)]
pub(super) struct Files {
    folder: PathBuf,
    files: MmapDirectory,
    mapped: Arc<Mutex<HashMap<PathBuf, OwnedBytes>>>,
    buffers: Arc<Buffers>,
}

impl Files {
    pub(super) fn open(folder: &Path) -> tantivy::Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            files: MmapDirectory::open(folder)?,
            mapped: Arc::default(),
            buffers: Arc::default(),
        })
    }

    /// Where it lies.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Forgets files that another program removed: they would take room on the disk as long as they are mapped.
    pub(super) fn forget_removed(&self) {
        self.mapped().retain(|path, _| self.folder.join(path).exists());
    }

    /// Lets go of all that is mapped if that is much. What is looked at again is there again, at the price of a page's fault.
    pub(super) fn let_go_of_much(&self) {
        // While somebody lets go nobody else needs to.
        let Ok(mapped) = self.mapped.try_lock() else { return };
        if is_much() {
            mapped.values().for_each(|bytes| let_go(bytes));
        }
    }

    fn mapped(&self) -> MutexGuard<'_, HashMap<PathBuf, OwnedBytes>> {
        self.mapped.lock().expect("nothing panics while it is held")
    }
}

/// Which words stand where, and at which places there.
const LISTS: [&str; 2] = ["idx", "pos"];

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if path.extension().is_some_and(|ending| LISTS.iter().any(|list| ending == *list)) {
            return Ok(Arc::new(ReadFile::open(&self.folder, path, Arc::clone(&self.buffers))?));
        }
        let handle = self.files.get_file_handle(path)?;
        let whole = handle.read_bytes(0..handle.len());
        self.mapped()
            .insert(path.to_owned(), whole.map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?);
        Ok(handle)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped().remove(path);
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

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.files.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file that is read where it is asked. Whoever goes through it from list to list, as merging does, is read ahead for.
#[derive(Debug)]
struct ReadFile {
    file: File,
    len: usize,
    ahead: Mutex<Ahead>,
    buffers: Arc<Buffers>,
}

/// What was read last, and from where on.
#[derive(Debug)]
struct Ahead {
    /// Where the last range that was asked for ended.
    asked: usize,
    from: usize,
    bytes: OwnedBytes,
}

/// Bytes read ahead: many short lists, and little beside what a program uses.
const AHEAD: usize = 64 * 1024;

impl ReadFile {
    fn open(folder: &Path, path: &Path, buffers: Arc<Buffers>) -> Result<Self, OpenReadError> {
        let wrapped = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        };
        let file = File::open(folder.join(path)).map_err(wrapped)?;
        let len = file.metadata().map_err(wrapped)?.len() as usize;
        Ok(Self { file, len, ahead: Mutex::new(Ahead { asked: 0, from: 0, bytes: OwnedBytes::empty() }), buffers })
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut buffer = self.buffers.take(range.len());
        let bytes = Arc::get_mut(&mut buffer).expect("nobody else was given it");
        let mut read = 0;
        while read < range.len() {
            match rustix::io::pread(&self.file, &mut bytes[read..range.len()], (range.start + read) as u64) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(more) => read += more,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.buffers.keep(&buffer);
        Ok(OwnedBytes::new(buffer).slice(0..range.len()))
    }
}

/// Memory that lists were read into, for the next ones. A common word's lists are megabytes, whose pages the system would hand out,
/// clear and take back with every question.
#[derive(Debug, Default)]
struct Buffers {
    /// The one that was given last comes last. Whoever still reads one holds it too.
    kept: Mutex<Vec<Arc<[u8]>>>,
}

/// Bytes that are kept at most, in use or not.
const KEPT_MAX: usize = 12 * 1024 * 1024;
/// Smaller ones are had for next to nothing.
const KEPT_FROM: usize = 32 * 1024;

impl Buffers {
    /// So many bytes or a few more, which nobody else holds.
    fn take(&self, length: usize) -> Arc<[u8]> {
        let mut size = length;
        if length >= KEPT_FROM {
            // Lists of about one size fit one buffer.
            size = length.next_multiple_of(length.next_power_of_two() / 8);
            let mut kept = self.kept();
            let fitting =
                kept.iter_mut().enumerate().filter(|(_, buffer)| (length..=2 * length).contains(&buffer.len()));
            let free = fitting.filter_map(|(place, buffer)| Arc::get_mut(buffer).map(|bytes| (bytes.len(), place)));
            if let Some((_, place)) = free.min() {
                return kept.remove(place);
            }
        }
        std::iter::repeat_n(0, size).collect()
    }

    /// Keeps one for later, and lets go of those that were not used for longest if that is too much.
    fn keep(&self, buffer: &Arc<[u8]>) {
        if !(KEPT_FROM..=KEPT_MAX).contains(&buffer.len()) {
            return;
        }
        let mut kept = self.kept();
        let mut bytes: usize = kept.iter().map(|buffer| buffer.len()).sum();
        while bytes + buffer.len() > KEPT_MAX {
            let Some(free) = kept.iter_mut().position(|buffer| Arc::get_mut(buffer).is_some()) else { return };
            bytes -= kept.remove(free).len();
        }
        kept.push(Arc::clone(buffer));
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Arc<[u8]>>> {
        self.kept.lock().expect("nothing panics while it is held")
    }
}

impl FileHandle for ReadFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end > self.len || range.start > range.end {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is shorter than what it should hold"));
        }
        let mut ahead = self.ahead.lock().expect("nothing panics while it is held");
        let follows = (ahead.asked..ahead.asked + AHEAD).contains(&range.start);
        ahead.asked = range.end;
        let held = ahead.from..ahead.from + ahead.bytes.len();
        if range.start >= held.start && range.end <= held.end {
            return Ok(ahead.bytes.slice(range.start - held.start..range.end - held.start));
        }
        if !follows || range.len() >= AHEAD {
            drop(ahead);
            return self.read(range);
        }
        let bytes = self.read(range.start..(range.start + AHEAD).min(self.len))?;
        (ahead.from, ahead.bytes) = (range.start, bytes.clone());
        Ok(bytes.slice(0..range.len()))
    }
}

impl HasLen for ReadFile {
    fn len(&self) -> usize {
        self.len
    }
}

/// Files in memory beyond this are much; the program itself is some forty megabytes of it.
const MUCH: u64 = 88 * 1024 * 1024;

/// Whether much of files is mapped and in memory. Never where the system does not tell.
fn is_much() -> bool {
    resident_bytes().is_some_and(|bytes| bytes > MUCH)
}

fn resident_bytes() -> Option<u64> {
    const PAGE: u64 = 4096;
    // In pages: size, resident, of which of files.
    let told = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(told.split(' ').nth(2)?.parse::<u64>().ok()? * PAGE)
}

/// Tells the system that a mapped file is not needed for now.
#[allow(unsafe_code)]
fn let_go(mapped: &[u8]) {
    if mapped.is_empty() {
        return;
    }
    let start = mapped.as_ptr().cast_mut().cast();
    // SAFETY: the range is a whole map of a file, which can only be read and is not written again: these bytes say the same
    // before and after, read from the file anew.
    let done = unsafe { rustix::mm::madvise(start, mapped.len(), rustix::mm::Advice::LinuxDontNeed) };
    if let Err(error) = done {
        tracing::debug!(%error, "the system keeps a file mapped");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many kilobytes of files of this name are in memory.
    fn resident(path: &Path) -> u64 {
        let maps = std::fs::read_to_string("/proc/self/smaps").expect("the system tells");
        let mut lines = maps.lines().skip_while(|line| !line.ends_with(&path.display().to_string()));
        let found = lines.find_map(|line| line.strip_prefix("Rss:"));
        found.map_or(0, |found| found.trim().trim_end_matches(" kB").parse().expect("a number"))
    }

    #[test]
    fn what_is_let_go_of_leaves_memory_and_says_the_same_afterwards() {
        let folder = tempfile::tempdir().expect("a folder");
        let bytes: Vec<u8> = (0..1_000_003_u32).map(|at| (at % 251) as u8).collect();
        let path = folder.path().join("1.term");
        std::fs::write(&path, &bytes).expect("written");
        let files = Files::open(folder.path()).expect("opened");
        let handle = files.get_file_handle(Path::new("1.term")).expect("mapped");
        let read = handle.read_bytes(10..900_000).expect("read");
        assert_eq!(&read[..], &bytes[10..900_000]);
        assert!(resident(&path) > 500, "it is in memory");
        files.mapped().values().for_each(|bytes| let_go(bytes));
        assert_eq!(resident(&path), 0);
        assert_eq!(&read[..], &bytes[10..900_000]);
    }

    #[test]
    fn what_somebody_still_reads_is_not_read_over_and_what_nobody_reads_is_used_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let bytes: Vec<u8> = (0..30_000_001_u32).map(|at| (at % 251) as u8).collect();
        std::fs::write(folder.path().join("1.idx"), &bytes).expect("written");
        let files = Files::open(folder.path()).expect("opened");
        let handle = files.get_file_handle(Path::new("1.idx")).expect("opened");
        let read = |range: Range<usize>| {
            let read = handle.read_bytes(range.clone()).expect("read");
            assert!(read[..] == bytes[range], "it says what stands there");
            read
        };
        let first = read(1..1_000_000);
        let where_it_lay = first.as_ptr();
        let second = read(7_000_003..7_900_000);
        assert_ne!(second.as_ptr(), where_it_lay);
        assert_eq!(&first[..], &bytes[1..1_000_000]);
        drop(first);
        let third = read(9_000_001..9_990_000);
        assert_eq!(third.as_ptr(), where_it_lay);
        assert_eq!(&second[..], &bytes[7_000_003..7_900_000]);
        for turn in 0..30 {
            read(turn * 500_000..turn * 500_000 + 40_000 * (turn + 1));
        }
        read(0..20_000_000);
        let kept: usize = files.buffers.kept().iter().map(|buffer| buffer.len()).sum();
        assert!((KEPT_MAX / 2..=KEPT_MAX).contains(&kept), "{kept}");
        assert_eq!(&third[..], &bytes[9_000_001..9_990_000]);
    }

    #[test]
    fn files_that_are_removed_are_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::open(folder.path()).expect("opened");
        let names = ["1.term", "2.term", "3.term"].map(Path::new);
        for name in names {
            std::fs::write(folder.path().join(name), "words").expect("written");
            files.get_file_handle(name).expect("mapped");
        }
        files.delete(names[0]).expect("deleted");
        std::fs::remove_file(folder.path().join(names[1])).expect("removed by another");
        files.forget_removed();
        assert_eq!(files.mapped().keys().collect::<Vec<_>>(), [names[2]]);
    }
}
