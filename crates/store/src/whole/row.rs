//! One row on its way: values as both databases hold them, and the line of JSON that stands for them.

use std::fmt;
use std::io::Write;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use newsroom::ids::hex;

use crate::Result;
use crate::tables::{Holds, Shape};

/// What one column of one row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Number(i64),
    Text(String),
    /// A text of bytes that are not UTF-8, which only SQLite lets in.
    Broken(Vec<u8>),
}

/// The values of a row in the order of its shape's columns.
pub type Values = Vec<Value>;

/// In JSON: null, a number, a string, or `{"hex":"…"}`.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Broken(bytes) => serializer.collect_map([("hex", hex(bytes))]),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a whole number, a string, or an object with `hex`")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }
    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::Number).map_err(|_| E::custom("a number beyond 64 bits"))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((key, digits)) if key == "hex" => {
                unhex(&digits).map(Value::Broken).ok_or_else(|| A::Error::custom("not hexadecimal digits"))
            }
            _ => Err(A::Error::custom("only `hex` is known here")),
        }
    }
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    if !digits.is_ascii() || !digits.len().is_multiple_of(2) {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}

/// Reads a row that was selected in the shape's order, texts as bytes.
pub(crate) fn read(shape: &Shape, row: &AnyRow) -> Result<Values> {
    let value = |(place, column): (usize, &crate::tables::Column)| -> Result<Value> {
        Ok(match column.holds {
            Holds::Number => row.try_get::<Option<i64>, _>(place)?.map_or(Value::Null, Value::Number),
            Holds::Text => match row.try_get::<Option<Vec<u8>>, _>(place)?.map(String::from_utf8) {
                None => Value::Null,
                Some(Ok(text)) => Value::Text(text),
                Some(Err(broken)) => Value::Broken(broken.into_bytes()),
            },
        })
    };
    shape.columns.iter().enumerate().map(value).collect()
}

/// What a table holds, in one number: SHA-256 of its rows' lines in the order of its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digested {
    pub rows: u64,
    pub sha256: String,
}

/// Works out a [`Digested`], row by row.
#[derive(Default)]
pub struct Digesting {
    rows: u64,
    hash: Sha256,
    line: Vec<u8>,
}

impl Digesting {
    /// Takes the next row and gives its line, with the line's end.
    pub fn take(&mut self, values: &Values) -> &[u8] {
        self.line.clear();
        serde_json::to_writer(&mut self.line, values).expect("numbers and texts, into memory");
        self.line.write_all(b"\n").expect("into memory");
        self.hash.update(&self.line);
        self.rows += 1;
        &self.line
    }

    pub fn end(self) -> Digested {
        Digested { rows: self.rows, sha256: hex(&self.hash.finalize()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_from_its_line() {
        let row = vec![
            Value::Null,
            Value::Number(-7),
            Value::Number(i64::MAX),
            Value::Text("İ \"ı\" \u{0} \u{1f} \u{2028} 🗞".to_owned()),
            Value::Broken(vec![0xff, 0x00, 0xc3]),
        ];
        let mut digesting = Digesting::default();
        let line = digesting.take(&row).to_vec();
        assert_eq!(serde_json::from_slice::<Values>(&line).expect("our own line"), row);
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1, "one line");
    }

    #[test]
    fn what_no_row_holds_is_refused() {
        for line in [
            "[1.5]",
            "[true]",
            "[[]]",
            r#"[{"hex":"0"}]"#,
            r#"[{"hex":"é"}]"#,
            r#"[{"oct":"00"}]"#,
            "[18446744073709551615]",
        ] {
            assert!(serde_json::from_str::<Values>(line).is_err(), "{line}");
        }
    }
}
