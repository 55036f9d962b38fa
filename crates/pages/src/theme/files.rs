//! The theme's files: those in the program and those that stand in their place.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

use bytes::Bytes;
use include_dir::{Dir, include_dir};
use newsroom::ids::hex;
use sha2::{Digest, Sha256};

use super::problem::ThemeProblem;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../themes/default");

/// The folders a theme has. Other things in an override's folder are nobody's business here.
const FOLDERS: [&str; 5] = ["templates", "styles", "words", "fonts", "icons"];

/// Bytes above which an override is refused: every page carries styles, and fonts stay in memory.
const OVERRIDE_BYTES_MAX: u64 = 1 << 20;

/// All files of a theme by path within it, such as `templates/story.html`.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    files: BTreeMap<String, Bytes>,
    overridden: BTreeSet<String>,
}

impl Files {
    pub fn builtin() -> Self {
        Self::of(&BUILTIN)
    }

    /// The files in a folder's folders.
    pub fn of(dir: &Dir<'static>) -> Self {
        let mut files = BTreeMap::new();
        for folder in dir.dirs() {
            for file in folder.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.insert(path, Bytes::from_static(file.contents()));
            }
        }
        Self { files, overridden: BTreeSet::new() }
    }

    /// `builtin` with what `folder` holds on top. Files that cannot be read are named and left out.
    pub fn with_overrides(builtin: &Self, folder: &Path) -> (Self, Vec<ThemeProblem>) {
        let mut files = builtin.clone();
        let mut problems = Vec::new();
        for (path, place) in override_paths(folder) {
            let read = std::fs::metadata(&place).and_then(|data| match data.len() {
                0..=OVERRIDE_BYTES_MAX => std::fs::read(&place),
                _ => Err(std::io::Error::other("larger than a megabyte")),
            });
            match read {
                Ok(bytes) => {
                    files.files.insert(path.clone(), bytes.into());
                    files.overridden.insert(path);
                }
                Err(error) => problems.push(ThemeProblem::of_file(path, error.to_string())),
            }
        }
        (files, problems)
    }

    /// These files with `builtin`'s in place of the `refused` ones, or nothing where there is none.
    pub fn without(&self, refused: &BTreeSet<String>, builtin: &Self) -> Self {
        let mut files = self.clone();
        for path in refused {
            match builtin.get(path) {
                Some(bytes) => files.files.insert(path.clone(), bytes.clone()),
                None => files.files.remove(path),
            };
        }
        files
    }

    pub fn all(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// Files of one folder by name.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Bytes)> {
        self.all().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, bytes)))
    }

    pub fn get(&self, path: &str) -> Option<&Bytes> {
        self.files.get(path)
    }

    pub fn is_overridden(&self, path: &str) -> bool {
        self.overridden.contains(path)
    }

    /// Names of the files in `folder` that stand in place of built-in ones, or beside them.
    pub fn overridden<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.overridden.iter().filter_map(move |path| path.strip_prefix(folder)?.strip_prefix('/'))
    }

    /// The file's text, or a problem that says it is none.
    pub fn text(&self, path: &str) -> Result<&str, ThemeProblem> {
        let bytes = self.get(path).ok_or_else(|| ThemeProblem::of_file(path, "there is no such file"))?;
        std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            ThemeProblem { file: path.to_owned(), line, column: 0, message: "not UTF-8 text".to_owned() }
        })
    }
}

/// Path within the theme and place on disk of everything in the override's folders, in order. Names that begin with a
/// dot are an editor's own.
fn override_paths(folder: &Path) -> Vec<(String, std::path::PathBuf)> {
    let mut paths = Vec::new();
    for part in FOLDERS {
        let Ok(entries) = std::fs::read_dir(folder.join(part)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') && !name.ends_with('~') && entry.path().is_file() {
                paths.push((format!("{part}/{name}"), entry.path()));
            }
        }
    }
    paths.sort();
    paths
}

/// Names, sizes and hours of the overrides in one word: it changes when [`Theme::load`](super::Theme::load) would give
/// another theme. Costs a look at some folders, no reading.
pub fn stamp(folder: &Path) -> String {
    let mut hash = Sha256::new();
    for (path, place) in override_paths(folder) {
        hash.update(path.as_bytes());
        if let Ok(data) = std::fs::metadata(place) {
            hash.update(data.len().to_le_bytes());
            let since = data.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            hash.update(since.unwrap_or_default().as_nanos().to_le_bytes());
        }
    }
    hex(&hash.finalize())[..16].to_owned()
}
