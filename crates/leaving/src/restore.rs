//! Restoring: first the whole file is read and checked, and only then is anything written; the rows go in within one
//! transaction, are read back and compared before it is committed, and at the end the ledger is verified.

use std::path::{Path, PathBuf};

use newsroom::Position;
use serde::Serialize;
use store::whole::{Filling, Values};
use store::{Clock, Place, Shape, Store, ledger};

use crate::archive::{Part, Reader};
use crate::backup::{About, End};
use crate::checking::Checking;
use crate::files::{self, Folder, is_hash};
use crate::holdings::Holdings;
use crate::{Error, Result, Step, Tell};

/// What a file was found to hold, without writing anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    pub program: String,
    pub schema: i64,
    pub begun_at: String,
    pub ended_at: String,
    pub position: Position,
    pub head: String,
    pub contents: u64,
    pub rows: u64,
    pub media_files: u64,
    /// Stories that acts touched while it was written.
    pub late_stories: u64,
}

/// What was restored.
#[derive(Clone, Debug, Serialize)]
pub struct Restored {
    #[serde(flatten)]
    pub checked: Checked,
    /// What the ledger's verification saw afterwards.
    pub ledger: ledger::Report,
    /// Where the settings went.
    pub settings: Option<PathBuf>,
}

/// Reads the whole file and holds every part, every table, every content and every entry's seal to what was written.
/// Nothing is written anywhere.
///
/// # Errors
/// [`Error::Torn`], [`Error::Changed`] with what is wrong, [`Error::NotABackup`].
pub fn check(path: &Path, tell: Tell<'_>) -> Result<Checked> {
    check_all(path, tell).map(|(_, _, checked)| checked)
}

fn check_all(path: &Path, tell: Tell<'_>) -> Result<(About, End, Checked)> {
    let mut reader = Reader::open(path)?;
    let mut parts = reader.parts()?;
    let first = parts.next()?.ok_or_else(|| Error::Torn(path.to_owned()))?;
    let mut checking = Checking::begin(path, first)?;
    let mut done = 1;
    while let Some(part) = parts.next()? {
        checking.part(part)?;
        done += 1;
        tell(Step { what: "checking the file, parts", done, of: None });
    }
    let passed = parts.passed();
    let end: End = reader.end(passed)?;
    let (about, checked) = checking.end(&end)?;
    Ok((about, end, checked))
}

/// Restores a backup into an empty newsroom.
///
/// # Errors
/// As [`check`]; [`store::Error::NotEmpty`]; what the database or the disk failed with. The database is then as empty as it
/// was.
pub async fn restore(path: &Path, place: &Place, folder: &Folder, tell: Tell<'_>) -> Result<Restored> {
    let (about, end, checked) = check_all(path, tell)?;
    let store = Store::open_up_to(place, Clock::of_the_machine(), about.schema).await?;
    let filled = fill(path, &store, folder, &about, &end, tell).await;
    store.close().await;
    let settings = filled?;
    // Opened anew, it comes to today's schema with its rows.
    let store = Store::open(place, Clock::of_the_machine()).await?;
    tell(Step { what: "verifying the ledger, entries", done: checked.position.0.unsigned_abs(), of: None });
    let ledger = ledger::verify(&store).await;
    store.close().await;
    Ok(Restored { checked, ledger: ledger?, settings })
}

async fn fill(
    path: &Path,
    store: &Store,
    folder: &Folder,
    about: &About,
    end: &End,
    tell: Tell<'_>,
) -> Result<Option<PathBuf>> {
    let mut filling = Filling::begin(store).await?;
    for shape in &about.tables {
        filling.check(shape)?;
    }
    let shape_of = |table: &str| -> Result<&Shape> {
        about.tables.iter().find(|shape| shape.table == table).ok_or_else(|| Error::Changed {
            path: path.to_owned(),
            what: format!("it has rows of `{table}` and no table of that name"),
        })
    };
    let of = Some(end.tables.iter().map(|table| table.held.rows).sum());
    let library = Holdings::open(&folder.media)?;
    let (mut done, mut settings, mut is_settled) = (0, None, false);
    let mut reader = Reader::open(path)?;
    let mut parts = reader.parts()?;
    while let Some(part) = parts.next()? {
        let name = part.name.to_owned();
        let steps: Vec<&str> = name.split('/').collect();
        match steps.as_slice() {
            ["tables", table, _] => {
                let rows = rows_of(path, part)?;
                filling.put(shape_of(table)?, &rows).await?;
                done += rows.len() as u64;
                tell(Step { what: "restoring, rows", done, of });
            }
            ["late", table, _] => {
                if !is_settled {
                    settle(&mut filling, about, end, tell).await?;
                    is_settled = true;
                }
                filling.put_late(shape_of(table)?, &rows_of(path, part)?).await?;
            }
            ["media", rest @ ..] if !rest.is_empty() => keep(&library, &rest.join("/"), part)?,
            ["theme", rest @ ..] if !rest.is_empty() => {
                files::write_beside(&folder.theme.join(rest.join("/")), |mut out| part.copy(&mut out).map(drop))?;
            }
            ["manset.toml"] => settings = Some(files::write_settings(&folder.settings, &part.read()?)?),
            _ => {}
        }
    }
    if !is_settled {
        settle(&mut filling, about, end, tell).await?;
    }
    filling.relist(&end.late).await?;
    filling.commit().await?;
    Ok(settings)
}

/// Reads back what was put in and compares; then makes room for what came late.
async fn settle(filling: &mut Filling, about: &About, end: &End, tell: Tell<'_>) -> Result<()> {
    let of = Some(about.tables.len() as u64);
    for (done, (shape, held)) in (1..).zip(about.tables.iter().zip(&end.tables)) {
        if filling.rows(shape).digest().await? != held.held {
            return Err(Error::NotEqual { table: shape.table.clone() });
        }
        tell(Step { what: "comparing, tables", done, of });
    }
    for shape in about.tables.iter().rev() {
        filling.make_room(shape, &end.late).await?;
    }
    Ok(())
}

fn rows_of(path: &Path, part: Part<'_>) -> Result<Vec<Values>> {
    let name = part.name.to_owned();
    let text = part.read()?;
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let rows: Result<Vec<Values>, _> = lines.map(serde_json::from_slice).collect();
    rows.map_err(|error| Error::Changed { path: path.to_owned(), what: format!("a row in `{name}`: {error}") })
}

/// A picture of the same name and size is the same picture.
fn keep(library: &Holdings, name: &str, part: Part<'_>) -> Result<()> {
    if name.split('/').any(is_hash) && library.size(name)? == Some(part.bytes) {
        return Ok(());
    }
    library.put(name, |mut out| part.copy(&mut out).map(drop))
}
