//! The backup's file: a tar archive in zstd, which other programs open too (`tar --zstd -xf`).
//!
//! After every so many parts stands an index with the size and SHA-256 of each part since the index before; the last part
//! of all is `manifest.json`, with the SHA-256 over the indexes. So a reader with little memory can say which part was
//! changed, and a file without its end is known as torn.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use newsroom::ids::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::files::{beside, flush_folder};
use crate::{Error, Result};

/// The last part.
const MANIFEST: &str = "manifest.json";
/// Parts between two indexes.
const INDEX_EVERY: usize = 500;
/// What begins every zstd frame (RFC 8878 §3.1.1).
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Texts pack to about a fifth at this level, at some 300 MB a second.
const LEVEL: i32 = 3;

/// A line of an index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Indexed {
    name: String,
    bytes: u64,
    sha256: String,
}

/// The manifest: what the archive itself needs to be checked, around what the backup says.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest<T> {
    parts: u64,
    indexes: u64,
    /// Over the texts of all indexes.
    indexes_sha256: String,
    #[serde(flatten)]
    says: T,
}

/// An archive being written, beside its place until it is whole.
pub(crate) struct Writer {
    path: PathBuf,
    partial: PathBuf,
    tar: Option<tar::Builder<zstd::Encoder<'static, BufWriter<File>>>>,
    since_index: Vec<Indexed>,
    parts: u64,
    indexes: u64,
    indexes_hash: Sha256,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let partial = beside(path);
        let mut options = File::options();
        // What a backup that was killed left there is written over; one under way is not.
        options.write(true).create(true).truncate(false);
        // It holds what the desk holds: people, hashes of their passwords, drafts.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&partial).map_err(Error::at(path))?;
        file.try_lock().map_err(|_| Error::UnderWay(path.to_owned()))?;
        file.set_len(0).map_err(Error::at(path))?;
        let packer = zstd::Encoder::new(BufWriter::with_capacity(1 << 18, file), LEVEL).and_then(|mut packer| {
            packer.include_checksum(true)?;
            Ok(packer)
        });
        let tar = tar::Builder::new(packer.map_err(Error::at(path))?);
        Ok(Self {
            path: path.to_owned(),
            partial,
            tar: Some(tar),
            since_index: Vec::new(),
            parts: 0,
            indexes: 0,
            indexes_hash: Sha256::new(),
        })
    }

    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.put_from(name, bytes.len() as u64, bytes)
    }

    /// Takes `size` bytes from `source`, which must have them.
    pub(crate) fn put_from(&mut self, name: &str, size: u64, source: impl Read) -> Result<()> {
        let mut hashing = Hashing { source: source.take(size), hash: Sha256::new(), bytes: 0 };
        append(self.tar.as_mut().expect("taken at the end alone"), name, size, &mut hashing)
            .map_err(Error::at(&self.path))?;
        if hashing.bytes != size {
            let short = io::Error::new(io::ErrorKind::UnexpectedEof, format!("`{name}` got shorter while it was read"));
            return Err(Error::at(&self.path)(short));
        }
        let sha256 = hex(&hashing.hash.finalize());
        self.since_index.push(Indexed { name: name.to_owned(), bytes: size, sha256 });
        self.parts += 1;
        if self.since_index.len() >= INDEX_EVERY {
            self.index()?;
        }
        Ok(())
    }

    fn index(&mut self) -> Result<()> {
        let mut text = Vec::new();
        for line in self.since_index.drain(..) {
            serde_json::to_writer(&mut text, &line).expect("texts and numbers, into memory");
            text.push(b'\n');
        }
        self.indexes += 1;
        self.indexes_hash.update(&text);
        let name = format!("index/{:06}.jsonl", self.indexes);
        let tar = self.tar.as_mut().expect("taken at the end alone");
        append(tar, &name, text.len() as u64, &mut &text[..]).map_err(Error::at(&self.path))
    }

    /// Waits until what was written so far is on the disk, so that the end is quick.
    pub(crate) fn flush(&mut self) -> Result<()> {
        let tar = self.tar.as_mut().expect("taken at the end alone");
        let flushed = tar.get_mut().flush().and_then(|()| tar.get_mut().get_mut().get_mut().sync_data());
        flushed.map_err(Error::at(&self.path))
    }

    /// Writes the end and gives the file its name. Returns its size.
    pub(crate) fn end(mut self, says: &impl Serialize) -> Result<u64> {
        if !self.since_index.is_empty() {
            self.index()?;
        }
        let indexes_sha256 = hex(&std::mem::take(&mut self.indexes_hash).finalize());
        let manifest = Manifest { parts: self.parts, indexes: self.indexes, indexes_sha256, says };
        let text = serde_json::to_vec_pretty(&manifest).expect("texts and numbers, into memory");
        let mut tar = self.tar.take().expect("taken here alone");
        let ended = append(&mut tar, MANIFEST, text.len() as u64, &mut &text[..])
            .and_then(|()| tar.into_inner())
            .and_then(zstd::Encoder::finish)
            .and_then(|file| file.into_inner().map_err(io::IntoInnerError::into_error))
            .and_then(|file| {
                file.sync_all()?;
                fs::rename(&self.partial, &self.path)?;
                file.metadata()
            });
        let bytes = ended.map_err(Error::at(&self.path))?.len();
        flush_folder(self.path.parent().unwrap_or(Path::new(".")))?;
        Ok(bytes)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // After the end the file has its name, and nothing is left to remove.
        let _ = fs::remove_file(&self.partial);
    }
}

fn append(tar: &mut tar::Builder<impl Write>, name: &str, size: u64, source: &mut impl Read) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(size);
    header.set_mode(0o600);
    // The same newsroom gives the same bytes: no hour, no owner.
    header.set_mtime(0);
    tar.append_data(&mut header, name, source)
}

struct Hashing<R> {
    source: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// An archive being read.
pub(crate) struct Reader {
    path: PathBuf,
    tar: tar::Archive<Unpacker>,
}

type Unpacker = zstd::Decoder<'static, BufReader<File>>;

impl Reader {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path).map_err(Error::at(path))?;
        let mut magic = Vec::new();
        Read::by_ref(&mut file).take(4).read_to_end(&mut magic).map_err(Error::at(path))?;
        if magic.len() < 4 {
            return Err(Error::Torn(path.to_owned()));
        }
        if magic != ZSTD_MAGIC {
            let what = "it does not begin as a backup does".to_owned();
            return Err(Error::NotABackup { path: path.to_owned(), what });
        }
        let unpacker = io::Seek::rewind(&mut file)
            .and_then(|()| zstd::Decoder::with_buffer(BufReader::with_capacity(1 << 18, file)))
            .map_err(Error::at(path))?;
        Ok(Self { path: path.to_owned(), tar: tar::Archive::new(unpacker) })
    }

    /// The parts, in order.
    pub(crate) fn parts(&mut self) -> Result<Parts<'_>> {
        let path = self.path.clone();
        let entries = self.tar.entries().map_err(|error| broken(&path, &error))?;
        Ok(Parts {
            path,
            entries,
            under_way: None,
            since_index: Vec::new(),
            parts: 0,
            indexes: 0,
            indexes_hash: Sha256::new(),
            manifest: None,
        })
    }
}

/// The parts of an archive, each checked when the next is asked for.
pub(crate) struct Parts<'r> {
    path: PathBuf,
    entries: tar::Entries<'r, Unpacker>,
    under_way: Option<UnderWay<'r>>,
    since_index: Vec<Indexed>,
    parts: u64,
    indexes: u64,
    indexes_hash: Sha256,
    manifest: Option<Vec<u8>>,
}

struct UnderWay<'r> {
    name: String,
    source: Hashing<tar::Entry<'r, Unpacker>>,
}

/// A part to be read.
pub(crate) struct Part<'p> {
    pub(crate) name: &'p str,
    pub(crate) bytes: u64,
    pub(crate) source: &'p mut dyn Read,
    path: &'p Path,
}

impl Part<'_> {
    /// The whole of it: parts of tables are small by design.
    pub(crate) fn read(self) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.bytes.min(16 << 20)).unwrap_or_default());
        self.source.read_to_end(&mut bytes).map_err(|error| broken(self.path, &error))?;
        Ok(bytes)
    }

    pub(crate) fn copy(self, into: &mut impl Write) -> io::Result<u64> {
        io::copy(self.source, into)
    }
}

impl Parts<'_> {
    /// The next part, or nothing at the end.
    ///
    /// # Errors
    /// [`Error::Changed`] naming a part that is not as it was written; [`Error::Torn`] where the file stops.
    pub(crate) fn next(&mut self) -> Result<Option<Part<'_>>> {
        self.close()?;
        loop {
            let Some(entry) = self.entries.next() else { return Ok(None) };
            let mut entry = entry.map_err(|error| broken(&self.path, &error))?;
            if self.manifest.is_some() {
                return Err(self.changed("something stands after its end".to_owned()));
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let bytes = entry.size();
            if name == MANIFEST || name.starts_with("index/") {
                let mut text = Vec::new();
                entry.read_to_end(&mut text).map_err(|error| broken(&self.path, &error))?;
                if name == MANIFEST {
                    self.manifest = Some(text);
                } else {
                    self.indexes += 1;
                    self.indexes_hash.update(&text);
                    compare(&text, &std::mem::take(&mut self.since_index)).map_err(|what| self.changed(what))?;
                }
                continue;
            }
            if !is_plain(&name) {
                return Err(self.changed(format!("`{name}` is no name of a part")));
            }
            let source = Hashing { source: entry, hash: Sha256::new(), bytes: 0 };
            let under_way = self.under_way.insert(UnderWay { name, source });
            return Ok(Some(Part { name: &under_way.name, bytes, source: &mut under_way.source, path: &self.path }));
        }
    }

    /// Reads what is left of the part under way and notes what it came to.
    fn close(&mut self) -> Result<()> {
        let Some(UnderWay { name, mut source }) = self.under_way.take() else { return Ok(()) };
        io::copy(&mut source, &mut io::sink()).map_err(|error| broken(&self.path, &error))?;
        self.since_index.push(Indexed { name, bytes: source.bytes, sha256: hex(&source.hash.finalize()) });
        self.parts += 1;
        Ok(())
    }

    fn changed(&self, what: String) -> Error {
        Error::Changed { path: self.path.clone(), what }
    }
}

/// What is left to check once all parts have passed.
pub(crate) struct Passed {
    path: PathBuf,
    parts: u64,
    indexes: u64,
    indexes_hash: Sha256,
    unindexed: bool,
    manifest: Option<Vec<u8>>,
}

impl Parts<'_> {
    pub(crate) fn passed(self) -> Passed {
        Passed {
            path: self.path,
            parts: self.parts,
            indexes: self.indexes,
            indexes_hash: self.indexes_hash,
            unindexed: !self.since_index.is_empty(),
            manifest: self.manifest,
        }
    }
}

impl Reader {
    /// What the manifest says, when the file's own end has been read too.
    pub(crate) fn end<T: for<'de> Deserialize<'de>>(self, passed: Passed) -> Result<T> {
        let Passed { path, parts, indexes, indexes_hash, unindexed, manifest } = passed;
        // The frame's own checksum stands after the archive's last byte.
        io::copy(&mut self.tar.into_inner(), &mut io::sink()).map_err(|error| broken(&path, &error))?;
        let text = manifest.ok_or_else(|| Error::Torn(path.clone()))?;
        let changed = |what: String| Error::Changed { path: path.clone(), what };
        let manifest: Manifest<T> =
            serde_json::from_slice(&text).map_err(|error| changed(format!("its manifest: {error}")))?;
        let same = manifest.parts == parts
            && manifest.indexes == indexes
            && !unindexed
            && manifest.indexes_sha256 == hex(&indexes_hash.finalize());
        if same { Ok(manifest.says) } else { Err(changed("its parts are not those of its manifest".to_owned())) }
    }
}

/// What reading failed with: an early end is a torn file, everything else a changed one.
pub(crate) fn broken(path: &Path, error: &io::Error) -> Error {
    // Packed bytes that stop inside a frame, and an archive that stops inside a part.
    let early = error.kind() == io::ErrorKind::UnexpectedEof || error.to_string().contains("unexpected EOF");
    if early {
        return Error::Torn(path.to_owned());
    }
    Error::Changed { path: path.to_owned(), what: format!("it cannot be unpacked ({error})") }
}

fn compare(index: &[u8], read: &[Indexed]) -> Result<(), String> {
    let mut lines = index.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    for part in read {
        let line = lines.next().ok_or_else(|| format!("`{}` is in no index", part.name))?;
        let indexed: Indexed = serde_json::from_slice(line).map_err(|error| format!("an index: {error}"))?;
        if indexed != *part {
            return Err(format!("the part `{}` is not as it was written", part.name));
        }
    }
    match lines.next() {
        Some(_) => Err("parts that an index names are missing".to_owned()),
        None => Ok(()),
    }
}

/// A path below something, in plain steps: nothing a stranger wrote leads anywhere else.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['\\', '\0'])
        && name.split('/').all(|step| !step.is_empty() && step != "." && step != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Says {
        word: String,
    }

    fn archive(folder: &Path, parts: usize) -> PathBuf {
        let path = folder.join("a.backup");
        let mut writer = Writer::create(&path).expect("created");
        for part in 0..parts {
            writer
                .put(&format!("tables/entry/{part:06}.jsonl"), format!("[{part},\"Haber\"]\n").repeat(40).as_bytes())
                .expect("put");
        }
        writer.end(&Says { word: "manşet".to_owned() }).expect("ended");
        path
    }

    fn read(path: &Path) -> Result<(Says, Vec<Vec<u8>>)> {
        let mut reader = Reader::open(path)?;
        let (mut parts, mut read) = (reader.parts()?, Vec::new());
        while let Some(part) = parts.next()? {
            read.push(part.read()?);
        }
        let passed = parts.passed();
        Ok((reader.end(passed)?, read))
    }

    #[test]
    fn what_was_put_in_comes_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for parts in [0, 1, INDEX_EVERY, INDEX_EVERY + 1, 2 * INDEX_EVERY] {
            let (says, read) = read(&archive(folder.path(), parts)).expect("read");
            assert_eq!((says.word.as_str(), read.len()), ("manşet", parts));
        }
        let left: Vec<_> = fs::read_dir(folder.path()).expect("listed").collect();
        assert_eq!(left.len(), 1, "nothing is left beside it");
    }

    #[test]
    fn every_cut_is_a_torn_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let whole = fs::read(archive(folder.path(), 700)).expect("read");
        let path = folder.path().join("torn");
        for cut in (0..whole.len() - 1).step_by(whole.len() / 60 + 1).chain([1, 4, whole.len() - 1]) {
            fs::write(&path, &whole[..cut]).expect("written");
            match read(&path) {
                Err(Error::Torn(_)) => {}
                other => panic!("cut at {cut} of {}: {other:?}", whole.len()),
            }
        }
    }

    /// Packed bytes have bits that say nothing: a file changed there unpacks to the very same parts.
    #[test]
    fn every_changed_byte_that_says_something_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let original = archive(folder.path(), 700);
        let (whole, right) = (fs::read(&original).expect("read"), read(&original).expect("read"));
        let path = folder.path().join("changed");
        let (mut tried, mut told) = (0, 0);
        for place in (0..whole.len()).step_by(whole.len() / 200 + 1).chain([whole.len() - 1]) {
            let mut changed = whole.clone();
            changed[place] ^= 0x10;
            fs::write(&path, changed).expect("written");
            tried += 1;
            match read(&path) {
                Ok(read) => assert_eq!(read, right, "byte {place} of {}", whole.len()),
                Err(_) => told += 1,
            }
        }
        assert!(told > tried * 9 / 10, "{told} of {tried}");
    }

    #[test]
    fn names_lead_nowhere_else() {
        for (name, expected) in [
            ("media/ab/x.jpg", true),
            ("../x", false),
            ("/x", false),
            ("a//b", false),
            ("a/./b", false),
            ("", false),
            ("a\\b", false),
        ] {
            assert_eq!(is_plain(name), expected, "{name}");
        }
    }
}
