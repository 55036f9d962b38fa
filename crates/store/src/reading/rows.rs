//! From columns to domain types.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

/// An hour from its column.
pub(crate) fn hour(micros: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(|error| Error::unreadable("an hour", error))
}

/// A JSON column.
pub(crate) fn json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::unreadable(what, error))
}

/// JSON for a column or a list parameter.
pub(crate) fn text_of<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own types have string keys and finite numbers")
}
