//! The files of a newsroom beside its database.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Where they are.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where the originals of pictures and videos are.
    pub media: media::Keeping,
    /// Overrides of the theme.
    pub theme: PathBuf,
    /// `manset.toml`.
    pub settings: PathBuf,
}

/// A file below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Below the folder, with `/` between.
    pub name: String,
    pub path: PathBuf,
}

/// All files below a folder, in the order of their names. What begins with a point is somebody's work under way and stays.
/// A folder that is not there has none.
pub(crate) fn below(folder: &Path) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Found>) -> Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::at(folder)(error)),
    };
    let mut here = entries.collect::<io::Result<Vec<_>>>().map_err(Error::at(folder))?;
    here.sort_by_key(fs::DirEntry::file_name);
    for entry in here {
        let name = entry.file_name();
        // Names of ours are plain; what is not text was put there by somebody else.
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let name = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        let kind = entry.file_type().map_err(Error::at(entry.path()))?;
        if kind.is_dir() {
            walk(&entry.path(), &name, found)?;
        } else if kind.is_file() {
            found.push(Found { name, path: entry.path() });
        }
    }
    Ok(())
}

/// The pictures and other media that a stored text names: values of `file`, each a hash of 64 digits. Read from the text
/// rather than from its type, so that no kind of block can be forgotten.
pub fn media_named(text: &str) -> Vec<&str> {
    const MARK: &str = "\"file\":\"";
    let after = text.match_indices(MARK).map(|(at, _)| &text[at + MARK.len()..]);
    after.filter_map(|rest| rest.get(..64).filter(|file| is_hash(file) && rest[64..].starts_with('"'))).collect()
}

pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Writes a file beside its place and renames it there, so that a file of that name is always whole. One that is there
/// already with the same bytes stays untouched.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    write_beside(path, |out| out.write_all(bytes))
}

/// Copies a file so that it is whole or not there.
pub(crate) fn copy_whole(from: &Path, to: &Path) -> Result<()> {
    let mut source = File::open(from).map_err(Error::at(from))?;
    write_beside(to, |out| io::copy(&mut source, out).map(drop))
}

/// Lets `write` write a file beside its place, waits for the disk, and renames it there.
pub(crate) fn write_beside(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<()> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(Error::at(parent))?;
    let partial = beside(path);
    let written = File::create(&partial).and_then(|file| {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&partial, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&partial);
        Error::at(path)(error)
    })
}

/// Settings of another machine may name another database, and serving that one by mistake would be worse than having to
/// look: then, and where there are settings already, they are put beside.
pub(crate) fn write_settings(place: &Path, text: &[u8]) -> Result<PathBuf> {
    let read = std::str::from_utf8(text).ok().and_then(|text| text.parse::<toml::Table>().ok());
    let names_a_database = read.is_none_or(|settings| settings.contains_key("database"));
    let same = fs::read(place).is_ok_and(|there| there == text);
    let place = if same || !(names_a_database || place.exists()) {
        place.to_owned()
    } else {
        place.with_file_name("manset.toml.from-backup")
    };
    write_whole(&place, text)?;
    Ok(place)
}

/// The name a file has while it is being written.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".partial");
    path.with_file_name(name)
}

/// Waits until the folder remembers what its files are called.
pub(crate) fn flush_folder(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::File::open(folder).and_then(|opened| opened.sync_all()).map_err(Error::at(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_found_in_any_block() {
        let hash = "ab".repeat(32);
        let check = |text: String, expected: &[&str]| assert_eq!(media_named(&text), expected, "{text}");
        check(format!(r#"{{"picture":{{"file":"{hash}","width":1}}}}"#), &[&hash]);
        check(format!(r#"[{{"file":"{hash}"}},{{"file":"{hash}"}}]"#), &[&hash, &hash]);
        check(format!(r#"{{"file":"{hash}0"}}"#), &[]);
        check(r#"{"file":"short"}"#.to_owned(), &[]);
        check(format!(r#"{{"text":"\"file\":\"{hash}\""}}"#), &[]);
        check(format!(r#"{{"file":"{}"}}"#, "ı".repeat(64)), &[]);
    }

    #[test]
    fn work_under_way_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["ab/1/original.jpg", "ab/1/320.jpg", ".arriving/x/original.jpg", "b.txt"] {
            write_whole(&folder.path().join(name), name.as_bytes()).expect("written");
        }
        let names: Vec<_> = below(folder.path()).expect("read").into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["ab/1/320.jpg", "ab/1/original.jpg", "b.txt"]);
        assert_eq!(below(&folder.path().join("nowhere")).expect("none"), []);
    }
}
