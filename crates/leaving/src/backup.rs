//! A backup: the whole newsroom in one file, taken while it serves and writes.
//!
//! ```text
//! manset-backup.json            what this is: format, version, program, schema, hour, each table's columns
//! tables/TABLE/000001.jsonl …   rows as JSON arrays, a line each, in the order of the table's key
//! media/… theme/… manset.toml   files as they are
//! late/TABLE/000001.jsonl …     rows that acts changed while all this was written
//! index/000001.jsonl …          the size and SHA-256 of the parts before it
//! manifest.json                 each table's rows and SHA-256, and the ledger's position and hash at the end
//! ```
//!
//! The tables are of one moment, at which nobody waits. Then acts are held for the instant in which the late rows are added
//! and the file gets its name: every act that was answered before is in it.

use std::collections::HashSet;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use newsroom::Position;
use serde::{Deserialize, Serialize};
use store::whole::{Digested, Digesting, Held, Late, Rows, Snapshot, Value};
use store::{Shape, Store};

use crate::archive::Writer;
use crate::files::{self, Folder};
use crate::holdings::Holdings;
use crate::{Error, Result, Step, Tell};

/// The first part.
pub(crate) const ABOUT: &str = "manset-backup.json";
/// What the first part says the file is.
pub(crate) const FORMAT: &str = "manset-backup";
/// Readers of this version read those before it too.
pub(crate) const VERSION: u32 = 1;
/// A part of a table is closed beyond this.
const PART_BYTES: usize = 2 * 1024 * 1024;

/// What the first part says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub format: String,
    pub version: u32,
    pub program: String,
    /// The last migration its tables were made by.
    pub schema: i64,
    pub begun_at: String,
    /// The ledger's position when it was begun.
    pub begun_position: Position,
    /// The tables in it, in an order in which their rows can be put into an empty newsroom.
    pub tables: Vec<Shape>,
}

/// What the manifest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub tables: Vec<TableHeld>,
    pub late: Late,
    /// The newest entry in it, and its hash.
    pub position: Position,
    pub head: String,
    pub media_files: u64,
    pub ended_at: String,
}

/// What a table held when the backup was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHeld {
    pub table: String,
    #[serde(flatten)]
    pub held: Digested,
}

/// What a backup has in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    pub position: Position,
    pub head: String,
    pub rows: u64,
    /// Stories that acts touched while it was written.
    pub late_stories: u64,
    pub media_files: u64,
    pub bytes: u64,
}

/// A finished backup. Acts go on when this is dropped.
pub struct Written {
    pub report: Report,
    _held: Held,
}

/// Writes a backup. An older file of that name is replaced by a whole one, or stays.
///
/// # Errors
/// What the database or the disk failed with; then there is no new file.
pub async fn write(store: &Store, folder: &Folder, path: &Path, tell: Tell<'_>) -> Result<Written> {
    let mut out = Writer::create(path)?;
    let mut snapshot = Snapshot::take(store).await?;
    let begun_position = snapshot.head().0;
    let about = About {
        format: FORMAT.to_owned(),
        version: VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: snapshot.schema(),
        begun_at: store.clock().now().to_string(),
        begun_position,
        tables: snapshot.shapes().to_vec(),
    };
    out.put(ABOUT, &serde_json::to_vec_pretty(&about).expect("texts and numbers, into memory"))?;

    let (of, mut done) = (snapshot.count().await?, 0);
    let mut tables = Vec::new();
    for shape in &about.tables {
        let rows = snapshot.rows(shape);
        let held = write_table(&mut out, "tables", shape, rows, None, &mut |rows| {
            tell(Step { what: "rows", done: done + rows, of: Some(of) });
        })
        .await?;
        done += held.rows;
        tables.push(TableHeld { table: shape.table.clone(), held });
    }
    drop(snapshot);

    let mut media = Media::default();
    let library = Holdings::open(&folder.media)?;
    media.put_all(&mut out, &library, tell)?;
    for found in files::below(&folder.theme)? {
        let bytes = fs::read(&found.path).map_err(Error::at(&found.path))?;
        out.put(&format!("theme/{}", found.name), &bytes)?;
    }
    match fs::read(&folder.settings) {
        Ok(text) => out.put("manset.toml", &text)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Error::at(&folder.settings)(error)),
    }
    out.flush()?;

    let mut held = Held::hold(store).await?;
    let late = held.since(begun_position).await?;
    let (position, head) = (held.head().0, held.head().1.to_owned());
    let mut rows = done;
    for shape in &about.tables {
        let mut named = Vec::new();
        let Some(found) = held.late_rows(shape, &late) else { continue };
        let held = write_table(&mut out, "late", shape, found, Some(&mut named), &mut |_| {}).await?;
        rows += held.rows;
        media.put_named(&mut out, &library, &named)?;
    }
    let end = End { tables, position, head, media_files: media.files, ended_at: store.clock().now().to_string(), late };
    let bytes = out.end(&end)?;
    let report = Report {
        position,
        head: end.head,
        rows,
        late_stories: end.late.stories.len() as u64,
        media_files: end.media_files,
        bytes,
    };
    Ok(Written { report, _held: held })
}

/// Writes a table's rows in parts. The media that its texts name go to `named`.
async fn write_table(
    out: &mut Writer,
    place: &str,
    shape: &Shape,
    mut rows: Rows<'_>,
    mut named: Option<&mut Vec<String>>,
    tell: &mut dyn FnMut(u64),
) -> Result<Digested> {
    let mut digesting = Digesting::default();
    let (mut text, mut part, mut done) = (Vec::new(), 0, 0);
    let mut close = |text: &mut Vec<u8>| -> Result<()> {
        part += 1;
        out.put(&format!("{place}/{}/{part:06}.jsonl", shape.table), text)?;
        text.clear();
        Ok(())
    };
    while let Some(values) = rows.next().await? {
        if let Some(named) = &mut named {
            let texts = values.iter().filter_map(|value| if let Value::Text(text) = value { Some(text) } else { None });
            named.extend(texts.flat_map(|text| files::media_named(text)).map(str::to_owned));
        }
        text.extend_from_slice(digesting.take(&values));
        done += 1;
        if text.len() >= PART_BYTES {
            close(&mut text)?;
            tell(done);
        }
    }
    if !text.is_empty() {
        close(&mut text)?;
    }
    tell(done);
    Ok(digesting.end())
}

/// The media files put in so far.
#[derive(Default)]
struct Media {
    /// Fingerprints of their names: a library of a million files in 16 MB.
    seen: HashSet<u64>,
    hasher: RandomState,
    files: u64,
}

impl Media {
    fn put_all(&mut self, out: &mut Writer, library: &Holdings, tell: Tell<'_>) -> Result<()> {
        let found = library.below("")?;
        let of = Some(found.len() as u64);
        for (done, (name, bytes)) in (1..).zip(found) {
            self.put(out, library, &name, bytes)?;
            tell(Step { what: "media files", done, of });
        }
        Ok(())
    }

    /// Those of the named media that came after the library was read.
    fn put_named(&mut self, out: &mut Writer, library: &Holdings, named: &[String]) -> Result<()> {
        for file in named {
            let shelf = format!("{}/{file}", &file[..2]);
            for (name, bytes) in library.below(&shelf)? {
                self.put(out, library, &name, bytes)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, out: &mut Writer, library: &Holdings, name: &str, bytes: u64) -> Result<()> {
        if !self.seen.insert(self.hasher.hash_one(name)) {
            return Ok(());
        }
        out.put_from(&format!("media/{name}"), bytes, library.read(name, bytes)?)?;
        self.files += 1;
        Ok(())
    }
}
