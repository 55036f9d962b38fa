//! The shared data, read from beside the repository and never copied into it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;

/// The folder of the sets, and whether peers are measured beside us.
pub struct Data {
    folder: PathBuf,
    /// For the report they are; floors are held without.
    pub with_peers: bool,
}

impl Data {
    /// `../shared/data`, seen from the repository; `None` where it is absent.
    pub fn beside_the_repository() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
        folder.is_dir().then_some(Self { folder, with_peers: true })
    }

    /// The same without peers.
    #[cfg(test)]
    pub fn without_peers(self) -> Self {
        Self { with_peers: false, ..self }
    }

    /// A file as text, unpacked if its name ends in `gz`.
    ///
    /// # Errors
    /// If it cannot be read or is not UTF-8.
    pub fn text(&self, path: &str) -> anyhow::Result<String> {
        let mut file = File::open(self.folder.join(path)).with_context(|| path.to_owned())?;
        let mut text = String::new();
        let read = if path.ends_with(".gz") {
            GzDecoder::new(file).read_to_string(&mut text)
        } else {
            file.read_to_string(&mut text)
        };
        read.with_context(|| path.to_owned())?;
        Ok(text)
    }

    /// A file of JSON lines.
    ///
    /// # Errors
    /// As [`Data::text`], and if a line is not of this shape.
    pub fn lines<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<Vec<T>> {
        let text = self.text(path)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(at, line)| serde_json::from_str(line).with_context(|| format!("{path}, line {}", at + 1))).collect()
    }

    /// One field of each JSON line that has it.
    ///
    /// # Errors
    /// As [`Data::lines`].
    pub fn field(&self, path: &str, name: &str) -> anyhow::Result<Vec<String>> {
        let lines: Vec<serde_json::Value> = self.lines(path)?;
        Ok(lines.iter().filter_map(|line| line[name].as_str().map(str::to_owned)).collect())
    }
}
