//! What was written and what it was made of, a line for each page: so that a run that was stopped goes on, and a later run
//! makes again only what has changed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use newsroom::hash::fnv1a;
use newsroom::{Position, UseKey};
use serde::{Deserialize, Serialize};
use store::Reading;

use super::remove_page;
use crate::{Error, Result};

/// A page in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub target: String,
    pub status: u16,
    pub file: String,
    /// Everything up to here had happened when it was made.
    pub position: i64,
    /// Microseconds; from then on its words would be others.
    pub valid_until: Option<i64>,
    /// Marks of its use keys, eight hexadecimal digits each.
    pub uses: String,
    /// Where its list goes on.
    pub next: Option<String>,
}

/// What all pages of a run were made with: with anything else, all are made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MadeWith {
    pub format: String,
    pub version: u32,
    pub program: String,
    pub origin: String,
    pub theme: String,
    /// The lists by counted reads. They may differ: then what used them is made again.
    pub rankings: BTreeMap<String, String>,
}

impl MadeWith {
    pub(crate) fn new(origin: &str, theme: &str, rankings: &[(UseKey, String)]) -> Self {
        Self {
            format: "manset-static".to_owned(),
            version: 1,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            origin: origin.to_owned(),
            theme: theme.to_owned(),
            rankings: rankings.iter().map(|(key, words)| (key.as_str().to_owned(), words.clone())).collect(),
        }
    }

    fn differs_beyond_rankings(&self, other: &Self) -> bool {
        Self { rankings: BTreeMap::new(), ..self.clone() } != Self { rankings: BTreeMap::new(), ..other.clone() }
    }
}

/// The finished records of the last whole run, and those of a run under way or stopped.
const MANIFEST: &str = "manifest.jsonl";
const JOURNAL: &str = "journal.jsonl";

/// An address in eight bytes, the same in every run.
pub(crate) fn mark(text: &str) -> u64 {
    fnv1a(text.bytes())
}

/// A use key in four bytes. Two keys that share one only make a page be made once more.
fn short(key: &str) -> u32 {
    let mark = mark(key);
    (mark >> 32) as u32 ^ mark as u32
}

pub(crate) fn uses_in_short(uses: &[UseKey]) -> String {
    uses.iter().map(|key| format!("{:08x}", short(key.as_str()))).collect()
}

/// What is known from runs before.
#[derive(Default)]
pub(crate) struct Known {
    /// Marks of the addresses whose files hold.
    pub fresh: HashSet<u64>,
    pub next_of: HashMap<u64, String>,
}

impl Known {
    pub(crate) async fn load(own: &Path, made_with: &MadeWith, reading: &Reading, now: Timestamp) -> Result<Self> {
        let mut known = Self::default();
        let mut touched: HashMap<u32, i64> = HashMap::new();
        let mut oldest = i64::MAX;
        // The journal goes before the manifest: its records are newer.
        let files = [own.join(JOURNAL), own.join(MANIFEST)];
        let usable: Vec<&PathBuf> = files
            .iter()
            .filter(|file| header(file).is_some_and(|before| !before.differs_beyond_rankings(made_with)))
            .collect();
        for file in &usable {
            for (key, words) in &made_with.rankings {
                if header(file).is_none_or(|before| before.rankings.get(key) != Some(words)) {
                    touched.insert(short(key), i64::MAX);
                }
            }
            for record in records(file)? {
                oldest = oldest.min(record.position);
            }
        }
        if oldest < i64::MAX {
            let mut after = Position(oldest);
            loop {
                let entries = reading.entries_after(after, 500).await?;
                let Some(last) = entries.last() else { break };
                after = last.position;
                for sealed in &entries {
                    for key in &sealed.entry.touches {
                        let newest = touched.entry(short(key.as_str())).or_default();
                        *newest = (*newest).max(sealed.position.0);
                    }
                }
            }
        }
        let mut seen = HashSet::new();
        for file in usable {
            for record in records(file)? {
                let mark = mark(&record.target);
                if !seen.insert(mark) {
                    continue;
                }
                let holds = record.valid_until.is_none_or(|until| now.as_microsecond() < until)
                    && marks_of(&record.uses)
                        .all(|key| touched.get(&key).is_none_or(|newest| *newest <= record.position));
                if holds {
                    known.fresh.insert(mark);
                    if let Some(next) = record.next {
                        known.next_of.insert(mark, next);
                    }
                }
            }
        }
        Ok(known)
    }
}

fn marks_of(uses: &str) -> impl Iterator<Item = u32> {
    // What cannot be read counts as touched by everything: there is no such mark, so it must not be written.
    (0..uses.len() / 8).filter_map(|at| u32::from_str_radix(uses.get(8 * at..8 * at + 8)?, 16).ok())
}

fn header(file: &Path) -> Option<MadeWith> {
    let mut line = String::new();
    BufReader::new(File::open(file).ok()?).read_line(&mut line).ok()?;
    serde_json::from_str(&line).ok()
}

/// The records of a file. A line that a stop cut off is none.
fn records(file: &Path) -> Result<impl Iterator<Item = Record>> {
    let opened = File::open(file).map_err(Error::at(file))?;
    let lines = BufReader::with_capacity(1 << 17, opened).lines().skip(1);
    Ok(lines.map_while(std::io::Result::ok).filter_map(|line| serde_json::from_str(&line).ok()))
}

/// The journal of this run.
pub(crate) struct Records {
    path: PathBuf,
    out: BufWriter<File>,
    since_flush: u32,
    made_with: MadeWith,
}

/// Records that a stop may lose: their pages are made once more.
const FLUSH_EVERY: u32 = 16;

/// What stands in the end.
#[derive(Default)]
pub(crate) struct Kept {
    pub pages: u64,
    pub removed: u64,
    /// Addresses with their status.
    pub gone: Vec<(String, u16)>,
}

impl Records {
    /// Goes on with the journal of a run that was stopped, if it was made with the same.
    pub(crate) fn open(own: &Path, made_with: &MadeWith) -> Result<Self> {
        let path = own.join(JOURNAL);
        let goes_on = header(&path).is_some_and(|before| before == *made_with);
        if !goes_on && path.exists() {
            // What it holds is not lost to the removal at the end.
            keep_former(own)?;
        }
        let file = File::options().create(true).append(true).open(&path).map_err(Error::at(&path))?;
        let mut out = BufWriter::new(file);
        // A cut line ends here, so that the next one stands alone.
        let begun = if goes_on { String::new() } else { serde_json::to_string(made_with).expect("texts, into memory") };
        writeln!(out, "{begun}").map_err(Error::at(&path))?;
        Ok(Self { path, out, since_flush: 0, made_with: made_with.clone() })
    }

    /// Call it once the page's files are written.
    pub(crate) fn add(&mut self, record: &Record) -> Result<()> {
        let line = serde_json::to_string(record).expect("texts and numbers, into memory");
        self.since_flush += 1;
        let flushed = writeln!(self.out, "{line}").and_then(|()| {
            if self.since_flush < FLUSH_EVERY {
                return Ok(());
            }
            self.since_flush = 0;
            self.out.flush()
        });
        flushed.map_err(Error::at(&self.path))
    }

    /// Makes one manifest of everything that was visited, and removes the files of what was not.
    pub(crate) fn close(mut self, own: &Path, visited: &HashSet<u64>, to: &Path) -> Result<Kept> {
        self.out.flush().map_err(Error::at(&self.path))?;
        let manifest = own.join(MANIFEST);
        let new = own.join("manifest.new");
        let mut out = BufWriter::new(File::create(&new).map_err(Error::at(&new))?);
        let (mut kept, mut seen, mut files) = (Kept::default(), HashSet::new(), HashSet::new());
        let mut gone_files = Vec::new();
        writeln!(out, "{}", serde_json::to_string(&self.made_with).expect("texts, into memory"))
            .map_err(Error::at(&new))?;
        let former = own.join(FORMER);
        for source in [&self.path, &manifest, &former] {
            if !source.exists() {
                continue;
            }
            // The newest record of an address is the last of its file.
            let mut newest: HashMap<u64, u64> = HashMap::new();
            for (line, record) in (0..).zip(records(source)?) {
                newest.insert(mark(&record.target), line);
            }
            for (line, record) in (0..).zip(records(source)?) {
                let address = mark(&record.target);
                let is_kept = visited.contains(&address) && newest.get(&address) == Some(&line) && seen.insert(address);
                if !is_kept {
                    gone_files.push(record.file);
                    continue;
                }
                files.insert(mark(&record.file));
                if record.status != 200 {
                    kept.gone.push((record.target.clone(), record.status));
                }
                kept.pages += 1;
                let line = serde_json::to_string(&record).expect("texts and numbers, into memory");
                writeln!(out, "{line}").map_err(Error::at(&new))?;
            }
        }
        let ended = out.into_inner().map_err(std::io::IntoInnerError::into_error);
        ended.and_then(|file| file.sync_all()).map_err(Error::at(&new))?;
        gone_files.sort_unstable();
        gone_files.dedup();
        for file in gone_files {
            if !files.contains(&mark(&file)) && to.join(&file).exists() {
                remove_page(to, &file);
                kept.removed += 1;
            }
        }
        fs::rename(&new, &manifest).map_err(Error::at(&manifest))?;
        for used_up in [&self.path, &former] {
            let _ = fs::remove_file(used_up);
        }
        Ok(kept)
    }
}

/// Records of stopped runs that were made with something else: known for removal alone.
const FORMER: &str = "former.jsonl";

fn keep_former(own: &Path) -> Result<()> {
    let (journal, former) = (own.join(JOURNAL), own.join(FORMER));
    let text = fs::read(&journal).map_err(Error::at(&journal))?;
    let mut out = File::options().create(true).append(true).open(&former).map_err(Error::at(&former))?;
    out.write_all(&text).and_then(|()| out.write_all(b"\n")).map_err(Error::at(&former))?;
    fs::remove_file(&journal).map_err(Error::at(&journal))
}
