//! IPTC ninjs (News in JSON), 1.0 to 3.1: bytes in, arrivals out, strictly by the rules of the version an item is in.
//!
//! **Which version.** An item that declares one (`standard` or 1.x `$standard`, by `version`, else by the file name in
//! `schema`; else `$schema`) is held to it. An item that declares none is held to the newest version of each major
//! line, newest first, and then to the development schemas: minor versions only add, so an older minor could accept
//! more only where it was mistaken (2.0 lets an association with a name hold anything). And because every version's
//! text says that urgency goes from 1 to 9 though only 3.x says so in its schema, an undeclared item is held to that
//! in any version. What this cannot know: an undeclared item that was meant for 1.0 or 1.1 and uses something that
//! came with 1.2 is a good 1.2 item, and is taken as one. Whoever knows better says so ([`Reading::version`]).
//!
//! `rules` checks, `tables` says what the versions ask for, `mapping` says what an item means for a newsroom.

use std::io::BufRead;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::arrival::{Arrival, Wrong};
use crate::text;

mod geojson;
mod mapping;
mod people;
mod rules;
mod tables;

/// The published versions, and the two development schemas, each after the version it builds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Version {
    V1_0,
    V1_1,
    V1_2,
    V1_3,
    V1_4,
    V1_5,
    V1_6,
    V1Dev,
    V2_0,
    V2_1,
    V2_2,
    V2Dev,
    V3_0,
    V3_1,
}

impl Version {
    pub const ALL: [Self; 14] = [
        Self::V1_0,
        Self::V1_1,
        Self::V1_2,
        Self::V1_3,
        Self::V1_4,
        Self::V1_5,
        Self::V1_6,
        Self::V1Dev,
        Self::V2_0,
        Self::V2_1,
        Self::V2_2,
        Self::V2Dev,
        Self::V3_0,
        Self::V3_1,
    ];

    /// Tried in this order for an item that declares nothing.
    const UNDECLARED: [Self; 5] = [Self::V3_1, Self::V2_2, Self::V1_6, Self::V2Dev, Self::V1Dev];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
            Self::V1_2 => "1.2",
            Self::V1_3 => "1.3",
            Self::V1_4 => "1.4",
            Self::V1_5 => "1.5",
            Self::V1_6 => "1.6",
            Self::V1Dev => "1.x-dev",
            Self::V2_0 => "2.0",
            Self::V2_1 => "2.1",
            Self::V2_2 => "2.2",
            Self::V2Dev => "2.x-dev",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
        }
    }

    /// The version that words such as `2.1`, `ninjs-schema_3.0.json` or `2.0-dev` name: the first number with a point.
    /// A minor version newer than we know is read as the newest of its line, which it extends.
    fn in_words(words: &str) -> Option<Result<Self, Wrong>> {
        let (major, minor) = first_version_number(words)?;
        let of_line = |version: &&Self| version.as_str().starts_with(&format!("{major}.")) && !version.is_dev();
        let line: Vec<_> = Self::ALL.iter().filter(of_line).collect();
        let exact = line.iter().find(|version| version.as_str() == format!("{major}.{minor}"));
        Some(match exact.or(line.last()) {
            Some(version) => Ok(**version),
            None => Err(Wrong::new("/standard", format!("ninjs {major}.{minor} is not known here; 1.0 to 3.1 are"))),
        })
    }

    fn is_dev(self) -> bool {
        matches!(self, Self::V1Dev | Self::V2Dev)
    }
}

/// Looks for `major.minor` with digits on both sides.
fn first_version_number(words: &str) -> Option<(u32, u32)> {
    words.match_indices('.').find_map(|(point, _)| {
        let before = &words[..point];
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let major = before[before.len() - digits..].parse().ok()?;
        let after = &words[point + 1..];
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        Some((major, after[..end].parse().ok()?))
    })
}

/// Everything that breaks `version`'s rules in an item, each with its JSON pointer; at most twenty. Empty if it is valid.
pub fn validate(item: &Value, version: Version) -> Vec<Wrong> {
    let mut check = rules::Check::new(version);
    match item.as_object() {
        Some(object) => check.object(object, tables::item(version)),
        None => check.not("an object", item),
    }
    check.wrongs
}

/// The version an item is valid in: the one it declares, or the first it satisfies (see the module's words).
///
/// # Errors
/// What is wrong by the declared version, or by the version that comes nearest.
pub fn version_of(item: &Value) -> Result<Version, Vec<Wrong>> {
    match declared(item) {
        Some(Ok(version)) => {
            let wrongs = validate(item, version);
            if wrongs.is_empty() { Ok(version) } else { Err(wrongs) }
        }
        Some(Err(wrong)) => Err(vec![wrong]),
        None => undeclared(item),
    }
}

fn declared(item: &Value) -> Option<Result<Version, Wrong>> {
    let standard = item.get("standard").or_else(|| item.get("$standard"));
    let words = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let version = words(standard.and_then(|standard| standard.get("version")));
    let schema = words(standard.and_then(|standard| standard.get("schema")));
    [version, schema, words(item.get("$schema"))].iter().flatten().find_map(|words| Version::in_words(words))
}

fn undeclared(item: &Value) -> Result<Version, Vec<Wrong>> {
    let mut nearest: Option<Vec<Wrong>> = None;
    for version in Version::UNDECLARED {
        let mut wrongs = validate(item, version);
        if let Some(urgency) = item.get("urgency").filter(|_| wrongs.is_empty())
            && mapping::urgency(urgency).is_none()
        {
            wrongs.push(Wrong::new("/urgency", format!("{urgency} is not a whole number from 1 to 9")));
        }
        if wrongs.is_empty() {
            return Ok(version);
        }
        if nearest.as_ref().is_none_or(|nearest| wrongs.len() < nearest.len()) {
            nearest = Some(wrongs);
        }
    }
    Err(nearest.unwrap_or_default())
}

/// How to read: the defaults suit whatever a sender sends.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// Hold every item to this version, whatever it declares.
    pub version: Option<Version>,
}

/// The items of a whole file: one object, an array of them, `{"items": […]}`, or one object a line. Each item is
/// taken or refused by itself, in the file's order.
///
/// # Errors
/// If the bytes are not UTF-8, or not JSON.
pub fn read(bytes: &[u8]) -> Result<Vec<Result<Arrival, Wrong>>, Wrong> {
    Reading::default().read(bytes)
}

/// The items of a stream with one object a line, as they come: memory holds one line. A bad line is refused with its
/// number and the rest go on; blank lines are nothing. A line over [`LINE_BYTES_MAX`] is refused unread.
pub fn read_lines(lines: impl BufRead) -> impl Iterator<Item = Result<Arrival, Wrong>> {
    Reading::default().read_lines(lines)
}

/// No agency's item comes near it; a file without line ends would otherwise fill the memory.
pub const LINE_BYTES_MAX: usize = 16 * 1024 * 1024;

impl Reading {
    /// See [`read`].
    ///
    /// # Errors
    /// As [`read`].
    pub fn read(self, bytes: &[u8]) -> Result<Vec<Result<Arrival, Wrong>>, Wrong> {
        let text = text::utf8(bytes)?;
        let whole: &RawValue = match serde_json::from_str(text) {
            Ok(whole) => whole,
            // Several values in one text: lines of objects.
            Err(error) if error.is_syntax() && error.to_string().starts_with("trailing characters") => {
                return Ok(self.read_lines(bytes).collect());
            }
            Err(error) => return Err(syntax(&error, 0)),
        };
        if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(whole.get()) {
            return Ok(self.items(text, &items));
        }
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Items<'t> {
            #[serde(borrow)]
            items: Vec<&'t RawValue>,
            #[serde(borrow, default, rename = "next")]
            _next: Option<&'t RawValue>,
            #[serde(borrow, default, rename = "total")]
            _total: Option<&'t RawValue>,
        }
        if let Ok(list) = serde_json::from_str::<Items<'_>>(whole.get()) {
            return Ok(self.items(text, &list.items));
        }
        Ok(vec![self.item(whole.get())])
    }

    fn items(self, text: &str, items: &[&RawValue]) -> Vec<Result<Arrival, Wrong>> {
        let mut line = 1;
        let mut counted = 0;
        let mut place = |index: usize, raw: &RawValue| {
            let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
            line += text.as_bytes()[counted..start].iter().filter(|byte| **byte == b'\n').count();
            counted = start;
            format!("item {} (line {line})", index + 1)
        };
        items
            .iter()
            .enumerate()
            .map(|(index, raw)| {
                let place = place(index, raw);
                self.item(raw.get()).map_err(|wrong| within(&place, wrong))
            })
            .collect()
    }

    /// See [`read_lines`].
    pub fn read_lines(self, mut lines: impl BufRead) -> impl Iterator<Item = Result<Arrival, Wrong>> {
        let mut number = 0_usize;
        let mut line = Vec::new();
        let mut ended = false;
        std::iter::from_fn(move || {
            while !ended {
                number += 1;
                match next_line(&mut lines, &mut line) {
                    Ok(Line::End) => ended = true,
                    Ok(Line::Whole) if line.trim_ascii().is_empty() => {}
                    Ok(Line::Whole) => return Some(self.line(&line, number)),
                    Ok(Line::TooLong) => {
                        let message = format!("the line is longer than {} MiB", LINE_BYTES_MAX >> 20);
                        return Some(Err(Wrong::new(format!("line {number}"), message)));
                    }
                    Err(error) => {
                        ended = true;
                        let message = format!("the rest cannot be read: {error}");
                        return Some(Err(Wrong::new(format!("line {number}"), message)));
                    }
                }
            }
            None
        })
    }

    fn line(self, line: &[u8], number: usize) -> Result<Arrival, Wrong> {
        let text = text::utf8(line).map_err(|wrong| within(&format!("line {number}"), wrong))?;
        self.item(text.trim_ascii()).map_err(|wrong| within(&format!("line {number}"), wrong))
    }

    /// One object's own text.
    fn item(self, raw: &str) -> Result<Arrival, Wrong> {
        let mut item: Value = serde_json::from_str(raw).map_err(|error| syntax(&error, 0))?;
        // Our own extension object, in what this program exported: no sender's business and no version's either.
        if item.get("manset").is_some_and(Value::is_object)
            && let Some(object) = item.as_object_mut()
        {
            object.remove("manset");
        }
        let version = match self.version {
            Some(version) => {
                let wrongs = validate(&item, version);
                if wrongs.is_empty() { Ok(version) } else { Err(wrongs) }
            }
            None => version_of(&item),
        };
        match version {
            Ok(_) => Ok(mapping::arrival(&item, raw)),
            Err(wrongs) => Err(first_of(wrongs)),
        }
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads one line into `line`; of a line over the limit the rest is skipped.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Line> {
    line.clear();
    let mut too_long = false;
    let mut any = false;
    loop {
        let buffer = match lines.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let piece = end.unwrap_or(buffer.len());
        if line.len() + piece > LINE_BYTES_MAX {
            too_long = true;
            line.clear();
        }
        if !too_long {
            line.extend_from_slice(&buffer[..piece]);
        }
        lines.consume(end.map_or(piece, |end| end + 1));
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

fn syntax(error: &serde_json::Error, lines_before: usize) -> Wrong {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Wrong::new(
        format!("line {}, column {}", error.line() + lines_before, error.column()),
        format!("not JSON: {message}"),
    )
}

fn within(place: &str, wrong: Wrong) -> Wrong {
    Wrong::new(format!("{place}, {}", wrong.place), wrong.message)
}

/// The first of several wrongs, saying how many more there are.
fn first_of(wrongs: Vec<Wrong>) -> Wrong {
    let more = wrongs.len().saturating_sub(1);
    let mut wrongs = wrongs.into_iter();
    let mut first = wrongs.next().unwrap_or_else(|| Wrong::new("/", "the item satisfies no version of ninjs"));
    if let Some(second) = wrongs.next() {
        first.message = format!("{} (and {more} more, the next at {})", first.message, second.place);
    }
    first
}

#[cfg(test)]
mod tests;
