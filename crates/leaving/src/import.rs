//! Coming back: an export read into an empty newsroom, which then equals the one it was written from, but for what opens
//! doors.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use newsroom::Position;
use serde::{Deserialize, Serialize};
use store::whole::{Filling, Value, Values};
use store::{Clock, Place, Shape, Store, ledger};

use crate::export::{self, About, OWNERLESS, STORIES};
use crate::files::{self, Folder, is_hash};
use crate::holdings::Holdings;
use crate::{Error, Result, Step, Tell};

/// What came in.
#[derive(Clone, Debug, Serialize)]
pub struct Imported {
    pub stories: u64,
    pub rows: u64,
    pub media_files: u64,
    pub position: Position,
    pub head: String,
    /// What the ledger's verification saw afterwards; nothing after a dry run.
    pub ledger: Option<ledger::Report>,
    /// Where the settings went.
    pub settings: Option<PathBuf>,
}

/// Whether this folder is an export of ours.
pub fn is_export(folder: &Path) -> bool {
    folder.join(export::ABOUT).is_file()
}

/// Lines put in at once.
const BATCH: usize = 200;

/// Reads an export into an empty newsroom. A dry run does everything and keeps nothing.
///
/// # Errors
/// [`Error::NotAnExport`], [`Error::Changed`], [`store::Error::NotEmpty`], [`Error::NotEqual`], and what the database or the
/// disk failed with. The database is then as empty as it was.
pub async fn import(from: &Path, place: &Place, folder: &Folder, dry_run: bool, tell: Tell<'_>) -> Result<Imported> {
    let about = export::read_about(from)?;
    let known = store::newest_schema();
    if about.schema > known {
        return Err(Error::TooNew { path: from.to_owned(), found: about.schema, known });
    }
    let store = Store::open_up_to(place, Clock::of_the_machine(), about.schema).await?;
    let filled = fill(from, &about, &store, folder, dry_run, tell).await;
    store.close().await;
    let (media_files, settings) = filled?;
    let mut ledger = None;
    if !dry_run {
        // Opened anew, it comes to today's schema with its rows.
        let store = Store::open(place, Clock::of_the_machine()).await?;
        tell(Step { what: "verifying the ledger, entries", done: about.position.0.unsigned_abs(), of: None });
        let verified = ledger::verify(&store).await;
        store.close().await;
        ledger = Some(verified?);
    }
    let rows = about.tables.iter().map(|table| table.held.rows).sum();
    Ok(Imported {
        stories: about.stories,
        rows,
        media_files,
        position: about.position,
        head: about.head,
        ledger,
        settings,
    })
}

async fn fill(
    from: &Path,
    about: &About,
    store: &Store,
    folder: &Folder,
    dry_run: bool,
    tell: Tell<'_>,
) -> Result<(u64, Option<PathBuf>)> {
    let mut filling = Filling::begin(store).await?;
    for table in &about.tables {
        filling.check(&table.shape)?;
    }
    for table in &about.tables {
        if let Some(file) = table.file.as_deref().filter(|file| *file != STORIES) {
            put_file(&mut filling, &table.shape, &inside(from, file)?, tell).await?;
        }
    }
    put_stories(&mut filling, about, &from.join(STORIES), tell).await?;
    let ownerless = from.join(OWNERLESS);
    if let Some(contents) = about.tables.iter().find(|table| table.shape.table == "published_content")
        && ownerless.is_file()
    {
        put_file(&mut filling, &contents.shape, &ownerless, tell).await?;
    }
    let of = Some(about.tables.len() as u64);
    for (done, table) in (1..).zip(&about.tables) {
        if filling.rows(&table.shape).digest().await? != table.held {
            return Err(Error::NotEqual { table: table.shape.table.clone() });
        }
        tell(Step { what: "comparing, tables", done, of });
    }
    let library = Holdings::open(&folder.media)?;
    let media = files::below(&from.join("media"))?;
    for (done, found) in (1..).zip(&media) {
        is_as_named(from, found)?;
        if !dry_run {
            let mut source = File::open(&found.path).map_err(Error::at(&found.path))?;
            if library.size(&found.name)?.is_none() {
                library.put(&found.name, |out| std::io::copy(&mut source, out).map(drop))?;
            }
        }
        tell(Step { what: "media files", done, of: Some(media.len() as u64) });
    }
    if dry_run {
        return Ok((media.len() as u64, None));
    }
    for found in files::below(&from.join("theme"))? {
        files::copy_whole(&found.path, &folder.theme.join(&found.name))?;
    }
    let settings = match fs::read(from.join("manset.toml")) {
        Ok(text) => Some(files::write_settings(&folder.settings, &text)?),
        Err(_) => None,
    };
    filling.commit().await?;
    Ok((media.len() as u64, settings))
}

/// A file that the export names, which must lie in it.
fn inside(folder: &Path, file: &str) -> Result<PathBuf> {
    let plain = file.split('/').all(|step| !step.is_empty() && step != "." && step != "..") && !file.contains('\\');
    if plain { Ok(folder.join(file)) } else { Err(changed(folder, format!("`{file}` is no file of an export"))) }
}

/// An original's folder is the hash of its bytes.
fn is_as_named(from: &Path, found: &files::Found) -> Result<()> {
    let steps: Vec<&str> = found.name.split('/').collect();
    let [.., file, leaf] = steps.as_slice() else { return Ok(()) };
    if !is_hash(file) || !leaf.starts_with("original") {
        return Ok(());
    }
    let mut source = File::open(&found.path).map_err(Error::at(&found.path))?;
    if media::named(&mut source).map_err(Error::at(&found.path))? == **file {
        return Ok(());
    }
    Err(changed(from, format!("`media/{}` is not the picture its name says", found.name)))
}

fn changed(path: &Path, what: String) -> Error {
    Error::Changed { path: path.to_owned(), what }
}

/// Lines of a file, numbered from 1.
fn lines(path: &Path) -> Result<impl Iterator<Item = (u64, std::io::Result<String>)>> {
    let file = File::open(path).map_err(Error::at(path))?;
    Ok((1..).zip(BufReader::with_capacity(1 << 17, file).lines()))
}

type Row = HashMap<String, Value>;

/// The row's values in the order of the shape's columns.
fn values(shape: &Shape, mut row: Row, path: &Path, line: u64) -> Result<Values> {
    let values = shape.columns.iter().map(|column| {
        let missing = || changed(path, format!("line {line} has no `{}`", column.name));
        row.remove(&column.name).ok_or_else(missing)
    });
    values.collect()
}

async fn put_file(filling: &mut Filling, shape: &Shape, path: &Path, tell: Tell<'_>) -> Result<()> {
    let (mut batch, mut done) = (Vec::new(), 0);
    for (line, text) in lines(path)? {
        let text = text.map_err(Error::at(path))?;
        let row: Row = serde_json::from_str(&text).map_err(|error| changed(path, format!("line {line}: {error}")))?;
        batch.push(values(shape, row, path, line)?);
        done = line;
        if batch.len() == BATCH {
            filling.put(shape, &batch).await?;
            batch.clear();
            tell(Step { what: "lines read", done, of: None });
        }
    }
    filling.put(shape, &batch).await?;
    tell(Step { what: "lines read", done, of: None });
    Ok(())
}

/// What of a story's line is read back: the ninjs object around it says the same in others' words.
#[derive(Deserialize)]
struct Line {
    manset: Extension,
}

#[derive(Deserialize)]
struct Extension {
    rows: HashMap<String, Vec<Row>>,
}

async fn put_stories(filling: &mut Filling, about: &About, path: &Path, tell: Tell<'_>) -> Result<()> {
    let shapes: Vec<&Shape> =
        about.tables.iter().filter(|table| table.file.as_deref() == Some(STORIES)).map(|table| &table.shape).collect();
    let mut batch: HashMap<&str, Vec<Values>> = HashMap::new();
    let (mut stories, mut last) = (Vec::new(), 0);
    for (line, text) in lines(path)? {
        let text = text.map_err(Error::at(path))?;
        let read: Line = serde_json::from_str(&text).map_err(|error| changed(path, format!("line {line}: {error}")))?;
        for (table, rows) in read.manset.rows {
            let shape = shapes.iter().find(|shape| shape.table == table);
            let shape = shape.ok_or_else(|| changed(path, format!("line {line} has rows of `{table}`")))?;
            for row in rows {
                if let (Some("number"), Some(Value::Number(number))) = (shape.story_column(), row.get("number")) {
                    stories.push(*number);
                }
                batch.entry(&shape.table).or_default().push(values(shape, row, path, line)?);
            }
        }
        last = line;
        if line % BATCH as u64 == 0 {
            put_batch(filling, &shapes, &mut batch, &mut stories).await?;
            tell(Step { what: "stories", done: line, of: Some(about.stories) });
        }
    }
    put_batch(filling, &shapes, &mut batch, &mut stories).await?;
    tell(Step { what: "stories", done: last, of: Some(about.stories) });
    Ok(())
}

async fn put_batch(
    filling: &mut Filling,
    shapes: &[&Shape],
    batch: &mut HashMap<&str, Vec<Values>>,
    stories: &mut Vec<i64>,
) -> Result<()> {
    for shape in shapes {
        // Stories with the same words share a content, and each line has it.
        filling.put_late(shape, &batch.remove(shape.table.as_str()).unwrap_or_default()).await?;
    }
    stories.sort_unstable();
    stories.dedup();
    filling.list(stories).await?;
    stories.clear();
    Ok(())
}
