//! What a backup's parts say, checked as they pass and with little in memory: the rows of each table, the bytes of each
//! picture, the text of each content, and the chain of the ledger.

use std::collections::HashMap;
use std::path::Path;

use newsroom::entry::{FIRST_PREVIOUS_HASH, seal};
use newsroom::ids::hex;
use newsroom::{ContentHash, Position};
use sha2::{Digest, Sha256};
use store::whole::{Digested, Value, Values};

use crate::archive::Part;
use crate::backup::{ABOUT, About, End, FORMAT, VERSION};
use crate::files::is_hash;
use crate::restore::Checked;
use crate::{Error, Result};

pub(crate) struct Checking<'f> {
    path: &'f Path,
    about: About,
    tables: HashMap<String, (u64, Sha256)>,
    late_rows: u64,
    media_files: u64,
    contents: u64,
    /// The last entry that passed.
    position: i64,
    hash: String,
}

impl<'f> Checking<'f> {
    /// Begins with the part that says what the file is.
    pub(crate) fn begin(path: &'f Path, first: Part<'_>) -> Result<Self> {
        let not_ours = |what: String| Error::NotABackup { path: path.to_owned(), what };
        if first.name != ABOUT {
            return Err(not_ours("it does not begin by saying what it is".to_owned()));
        }
        let text = first.read()?;
        let about: About = serde_json::from_slice(&text).map_err(|error| not_ours(error.to_string()))?;
        if about.format != FORMAT || about.version > VERSION {
            return Err(not_ours(format!("it is `{}`, version {}", about.format, about.version)));
        }
        let known = store::newest_schema();
        if about.schema > known {
            return Err(Error::TooNew { path: path.to_owned(), found: about.schema, known });
        }
        Ok(Self {
            path,
            about,
            tables: HashMap::new(),
            late_rows: 0,
            media_files: 0,
            contents: 0,
            position: 0,
            hash: FIRST_PREVIOUS_HASH.to_owned(),
        })
    }

    pub(crate) fn part(&mut self, part: Part<'_>) -> Result<()> {
        let name = part.name.to_owned();
        let steps: Vec<&str> = name.split('/').collect();
        match steps.as_slice() {
            [place @ ("tables" | "late"), table, _] => {
                let text = part.read()?;
                let rows = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
                let counted = rows.clone().count() as u64;
                if *place == "tables" {
                    let (rows, hash) = self.tables.entry((*table).to_owned()).or_default();
                    *rows += counted;
                    hash.update(&text);
                } else {
                    self.late_rows += counted;
                }
                match *table {
                    "entry" => rows.into_iter().try_for_each(|line| self.entry(line))?,
                    "published_content" => rows.into_iter().try_for_each(|line| self.content(line))?,
                    _ => {}
                }
            }
            ["media", .., file, leaf] if is_hash(file) && leaf.starts_with("original") => {
                let path = self.path;
                let bytes_say = media::named(part.source).map_err(|error| crate::archive::broken(path, &error))?;
                if bytes_say != **file {
                    return Err(self.changed(format!("`{name}` is not the picture its name says")));
                }
                self.media_files += 1;
            }
            ["media", ..] => self.media_files += 1,
            _ => {}
        }
        Ok(())
    }

    /// One entry: it follows on the one before and fits its seal.
    fn entry(&mut self, line: &[u8]) -> Result<()> {
        let row = self.row("entry", line)?;
        let text = |column| row.text(column);
        let (position, at) = (row.number("position"), row.number("at").to_string());
        let fields = [
            text("kind"),
            text("subject"),
            text("actor"),
            &at,
            text("note"),
            text("state"),
            text("touches"),
            text("content_hash"),
            text("previous_hash"),
        ];
        let hash = text("hash").to_owned();
        let fits = position == self.position + 1
            && text("previous_hash") == self.hash
            && seal(Position(position), fields) == hash;
        if !fits {
            return Err(self.changed(format!("entry {position} does not fit its seal and the entry before")));
        }
        (self.position, self.hash) = (position, hash);
        Ok(())
    }

    fn content(&mut self, line: &[u8]) -> Result<()> {
        let row = self.row("published_content", line)?;
        if ContentHash::of(row.text("text")).as_str() != row.text("hash") {
            return Err(self.changed(format!("the content {} does not fit its hash", row.text("hash"))));
        }
        self.contents += 1;
        Ok(())
    }

    /// Compares with what the manifest says.
    pub(crate) fn end(mut self, end: &End) -> Result<(About, Checked)> {
        let mut rows = self.late_rows;
        if !self.about.tables.iter().map(|shape| &shape.table).eq(end.tables.iter().map(|table| &table.table)) {
            return Err(self.changed("its manifest has other tables than its beginning".to_owned()));
        }
        for table in &end.tables {
            let (passed, hash) = self.tables.remove(&table.table).unwrap_or_default();
            let passed = Digested { rows: passed, sha256: hex(&hash.finalize()) };
            if passed != table.held {
                return Err(self.changed(format!("the rows of `{}` are not those that were written", table.table)));
            }
            rows += passed.rows;
        }
        if self.position != end.position.0 || self.hash != end.head {
            let what = format!("its ledger ends at {} and was to end at {}", self.position, end.position);
            return Err(self.changed(what));
        }
        let about = self.about;
        let checked = Checked {
            program: about.program.clone(),
            schema: about.schema,
            begun_at: about.begun_at.clone(),
            ended_at: end.ended_at.clone(),
            position: end.position,
            head: end.head.clone(),
            contents: self.contents,
            rows,
            media_files: self.media_files,
            late_stories: end.late.stories.len() as u64,
        };
        Ok((about, checked))
    }

    fn row(&self, table: &str, line: &[u8]) -> Result<Named> {
        let values: Values =
            serde_json::from_slice(line).map_err(|error| self.changed(format!("a row of `{table}`: {error}")))?;
        let shape = self.about.tables.iter().find(|shape| shape.table == table);
        let columns = shape.map(|shape| shape.columns.as_slice()).unwrap_or_default();
        Ok(Named(columns.iter().map(|column| column.name.clone()).zip(values).collect()))
    }

    fn changed(&self, what: String) -> Error {
        Error::Changed { path: self.path.to_owned(), what }
    }
}

/// A row whose values are asked for by their columns' names.
struct Named(Vec<(String, Value)>);

impl Named {
    fn text(&self, column: &str) -> &str {
        match self.value(column) {
            Some(Value::Text(text)) => text,
            // A seal writes an absent field as an empty one.
            _ => "",
        }
    }

    fn number(&self, column: &str) -> i64 {
        match self.value(column) {
            Some(Value::Number(number)) => *number,
            _ => 0,
        }
    }

    fn value(&self, column: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == column).map(|(_, value)| value)
    }
}
