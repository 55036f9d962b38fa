//! What lies between two texts of a story, as an editor would tell it: fields, and blocks that were added, taken out,
//! moved or written on, word by word.

mod blocks;
mod words;

use serde_json::Value;

pub use blocks::{BlockDifference, Happened, Line, blocks, partners};
pub use words::{Piece, Side, words};

use crate::content::Content;
use crate::working::{FIELDS, Working};

/// A field before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDifference {
    pub field: String,
    pub before: Value,
    pub after: Value,
}

/// The fields that say something else, in the order in which they are written.
pub fn fields(before: &Content, after: &Content) -> Vec<FieldDifference> {
    let (before, after) = (Working::of(before, &[]).fields, Working::of(after, &[]).fields);
    let others = before.keys().chain(after.keys()).map(String::as_str);
    let mut names: Vec<&str> = FIELDS.to_vec();
    for name in others {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let of = |fields: &serde_json::Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or_default();
    names
        .into_iter()
        .map(|name| FieldDifference { field: name.to_owned(), before: of(&before, name), after: of(&after, name) })
        .filter(|field| field.before != field.after)
        .collect()
}
