//! Everything, written out for others and for whoever comes back: stories as ninjs 3.1, a line each, and what ninjs has no
//! word for beside them.
//!
//! ```text
//! export.json          what this is; of each table its columns, rows and SHA-256
//! stories.jsonl        stories as ninjs 3.1; `manset.rows` holds the rows they were made of, word for word
//! ledger.jsonl         the entries, in order
//! paper.jsonl          editions, sections, authors and fronts
//! tables/…             everything else: wire items, people, counted reads
//! media/… theme/… manset.toml
//! ```
//!
//! What opens doors stays behind: passwords, tokens, and what programs were told. The same newsroom gives the same bytes.

mod stories;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use newsroom::Position;
use serde::{Deserialize, Serialize};
use store::whole::{Digested, Digesting, Snapshot, Value, Values};
use store::{Shape, Store};

use crate::files::{self, Folder, beside, flush_folder};
use crate::holdings::Holdings;
use crate::{Error, Result, Step, Tell};
use stories::Stories;

/// What tells an export.
pub(crate) const ABOUT: &str = "export.json";
pub(crate) const FORMAT: &str = "manset-export";
pub(crate) const VERSION: u32 = 1;
pub(crate) const STORIES: &str = "stories.jsonl";
/// Contents that no story names: there is such a file only in strange newsrooms.
pub(crate) const OWNERLESS: &str = "tables/published_content.jsonl";

/// What `export.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub format: String,
    pub version: u32,
    pub program: String,
    pub schema: i64,
    /// The newest entry's position and hash.
    pub position: Position,
    pub head: String,
    pub stories: u64,
    pub media_files: u64,
    pub tables: Vec<Exported>,
}

/// A table in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    #[serde(flatten)]
    pub shape: Shape,
    /// The file its rows stand in; none for rows that follow from others.
    pub file: Option<String>,
    #[serde(flatten)]
    pub held: Digested,
}

/// Writes everything into a folder: a new one, or in the place of an earlier export.
///
/// # Errors
/// [`Error::InTheWay`] where the folder holds anything else; what the database or the disk failed with. An earlier export
/// then stays as it was.
pub async fn write(store: &Store, folder: &Folder, origin: &str, to: &Path, tell: Tell<'_>) -> Result<About> {
    let is_free = fs::read_dir(to).map_or(true, |mut entries| entries.next().is_none());
    if !is_free && read_about(to).is_err() {
        return Err(Error::InTheWay(to.to_owned()));
    }
    let partial = beside(to);
    remove(&partial)?;
    let written = write_into(store, folder, origin, &partial, tell).await;
    let about = match written {
        Ok(about) => about,
        Err(error) => {
            let _ = fs::remove_dir_all(&partial);
            return Err(error);
        }
    };
    // The earlier one goes only when the new one is whole.
    let former = to.with_file_name(format!(".{}.former", to.file_name().unwrap_or_default().display()));
    remove(&former)?;
    if to.exists() {
        fs::rename(to, &former).map_err(Error::at(to))?;
    }
    fs::rename(&partial, to).map_err(Error::at(to))?;
    remove(&former)?;
    flush_folder(to.parent().unwrap_or(Path::new(".")))?;
    Ok(about)
}

/// Writes the stories alone, for other systems: drafts are `withheld`, what was taken back is `canceled`. Returns how many.
///
/// # Errors
/// What the database or the disk failed with; then there is no new file.
pub async fn write_lines(store: &Store, origin: &str, to: &Path, tell: Tell<'_>) -> Result<u64> {
    let mut snapshot = Snapshot::take(store).await?;
    let house = snapshot.house().await?;
    let partial = beside(to);
    let written = async {
        let mut out = Lines::create(&partial)?;
        let stories = Stories { house: &house, origin, with_rows: false }.write(&mut snapshot, &mut out, tell).await?;
        out.end()?;
        fs::rename(&partial, to).map_err(Error::at(to))?;
        Ok(stories)
    };
    let written = written.await;
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

pub(crate) fn read_about(folder: &Path) -> Result<About> {
    let path = folder.join(ABOUT);
    let text = fs::read(&path).map_err(Error::at(&path))?;
    let not_ours = |what: String| Error::NotAnExport { path: folder.to_owned(), what };
    let about: About = serde_json::from_slice(&text).map_err(|error| not_ours(error.to_string()))?;
    if about.format != FORMAT || about.version > VERSION {
        return Err(not_ours(format!("it is `{}`, version {}", about.format, about.version)));
    }
    Ok(about)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::at(folder)(error)),
        _ => Ok(()),
    }
}

async fn write_into(store: &Store, folder: &Folder, origin: &str, to: &Path, tell: Tell<'_>) -> Result<About> {
    fs::create_dir_all(to.join("tables")).map_err(Error::at(to))?;
    let mut snapshot = Snapshot::take(store).await?;
    let (position, head) = (snapshot.head().0, snapshot.head().1.to_owned());
    let house = snapshot.house().await?;
    let (of, mut done) = (Some(snapshot.count().await?), 0);
    let mut tables = Vec::new();
    for shape in snapshot.shapes().to_vec() {
        if shape.is_keys_alone() {
            continue;
        }
        let file = file_of(&shape);
        let mut out = match &file {
            Some(file) if file != STORIES => Some(Lines::create(&to.join(file))?),
            _ => None,
        };
        let mut digesting = Digesting::default();
        let mut rows = snapshot.rows(&shape);
        while let Some(mut values) = rows.next().await? {
            if let Some(key) = shape.key_column() {
                values[key] = Value::Null;
            }
            digesting.take(&values);
            if let Some(out) = &mut out {
                out.line(&object(&shape, &values))?;
            }
            done += 1;
            if done % 1_000 == 0 {
                tell(Step { what: "rows", done, of });
            }
        }
        if let Some(out) = out {
            out.end()?;
        }
        tables.push(Exported { shape, file, held: digesting.end() });
    }
    let mut out = Lines::create(&to.join(STORIES))?;
    let stories = Stories { house: &house, origin, with_rows: true }.write(&mut snapshot, &mut out, tell).await?;
    out.end()?;
    write_ownerless(&mut snapshot, &to.join(OWNERLESS)).await?;
    let schema = snapshot.schema();
    drop(snapshot);

    let mut media_files = 0;
    let library = Holdings::open(&folder.media)?;
    for (name, bytes) in library.below("")? {
        let mut source = library.read(&name, bytes)?;
        files::write_beside(&to.join("media").join(name), |out| std::io::copy(&mut source, out).map(drop))?;
        media_files += 1;
        tell(Step { what: "media files", done: media_files, of: None });
    }
    for found in files::below(&folder.theme)? {
        copy(&found.path, &to.join("theme").join(&found.name))?;
    }
    if folder.settings.is_file() {
        copy(&folder.settings, &to.join("manset.toml"))?;
    }
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let about = About {
        format: FORMAT.to_owned(),
        version: VERSION,
        program,
        schema,
        position,
        head,
        stories,
        media_files,
        tables,
    };
    let text = serde_json::to_vec_pretty(&about).expect("texts and numbers, into memory");
    files::write_whole(&to.join(ABOUT), &text)?;
    Ok(about)
}

/// Contents that no story's line has.
async fn write_ownerless(snapshot: &mut Snapshot, to: &Path) -> Result<()> {
    let Some(shape) = snapshot.shapes().iter().find(|shape| shape.table == "published_content").cloned() else {
        return Ok(());
    };
    let mut rows = snapshot.contents_of_no_story(&shape);
    let mut out = None;
    while let Some(values) = rows.next().await? {
        if out.is_none() {
            out = Some(Lines::create(to)?);
        }
        if let Some(out) = &mut out {
            out.line(&object(&shape, &values))?;
        }
    }
    out.map_or(Ok(()), Lines::end)
}

/// Where a table's rows stand.
fn file_of(shape: &Shape) -> Option<String> {
    match shape.table.as_str() {
        "entry" => Some("ledger.jsonl".to_owned()),
        "public_state" => Some("paper.jsonl".to_owned()),
        "published_content" => Some(STORIES.to_owned()),
        "listing" => None,
        _ if shape.story_column().is_some() => Some(STORIES.to_owned()),
        other => Some(format!("tables/{other}.jsonl")),
    }
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    let parent = to.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(Error::at(parent))?;
    fs::copy(from, to).map(drop).map_err(Error::at(to))
}

/// A row with its columns' names.
fn object(shape: &Shape, values: &Values) -> BTreeMap<String, Value> {
    shape.columns.iter().map(|column| column.name.clone()).zip(values.iter().cloned()).collect()
}

/// A file of lines.
struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Lines {
    fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).map_err(Error::at(path))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::with_capacity(1 << 17, file) })
    }

    fn line(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.out, value)
            .map_err(std::io::Error::from)
            .and_then(|()| self.out.write_all(b"\n"))
            .map_err(Error::at(&self.path))
    }

    fn end(self) -> Result<()> {
        let ended = self.out.into_inner().map_err(std::io::IntoInnerError::into_error);
        ended.and_then(|file| file.sync_all()).map_err(Error::at(self.path))
    }
}
