//! How a published ninjs version is written down as tables, and the check of an object against them.
//!
//! The tables say what the published JSON Schemas say and nothing more. In particular a `format` (`uri`,
//! `date-time`) refuses nothing: JSON Schema leaves formats as notes unless a reader opts in, the standard's own test
//! suite wants `"embargoed": "Next Monday"` accepted, and what such words mean for a story is the mapping's business.

use serde_json::{Map, Value};

use super::Version;
use super::geojson;
use crate::arrival::Wrong;

/// What one value may be.
pub(super) enum Rule {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    Number,
    /// A number without a fraction (`5.0` is one), from the first to the second, both included.
    Whole(i64, i64),
    Object(&'static Shape),
    List(&'static Rule),
    /// Any object at all.
    AnyObject,
    /// A date cut off anywhere after the year: `2024`, `2024-11`, `2024-11-30`, `2024-11-30T06:22:00Z`.
    TruncatedDate,
    GeoJson,
    /// ninjs 2.0 only: an object with a name may hold anything; one without must be a whole item.
    NamedOrItem(&'static Shape),
    /// The published schema contradicts itself here, so nothing satisfies it; the words say how.
    Nothing(&'static str),
}

/// Any whole number.
pub(super) const WHOLE: Rule = Rule::Whole(i64::MIN, i64::MAX);

/// A property and the versions that have it.
pub(super) struct Field {
    pub name: &'static str,
    pub rule: Rule,
    pub since: Version,
    pub until: Version,
}

impl Field {
    pub(super) const fn since(mut self, version: Version) -> Self {
        self.since = version;
        self
    }

    pub(super) const fn until(mut self, version: Version) -> Self {
        self.until = version;
        self
    }

    fn is_in(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }
}

pub(super) const fn field(name: &'static str, rule: Rule) -> Field {
    Field { name, rule, since: Version::V1_0, until: Version::V3_1 }
}

pub(super) const fn text(name: &'static str) -> Field {
    field(name, Rule::Text)
}

/// Properties whose names are a prefix and at least one more letter, digit or (mostly) underscore. The schemas do not
/// anchor the end, so what follows that one character is free.
pub(super) struct Pattern {
    pub prefix: &'static str,
    pub underscore: bool,
    pub rule: Rule,
    pub since: Version,
    pub until: Version,
}

impl Pattern {
    fn fits(&self, name: &str, version: Version) -> bool {
        let first = name.strip_prefix(self.prefix).and_then(|rest| rest.bytes().next());
        self.since <= version
            && version <= self.until
            && first.is_some_and(|byte| byte.is_ascii_alphanumeric() || (self.underscore && byte == b'_'))
    }
}

pub(super) const fn pattern(prefix: &'static str, rule: Rule) -> Pattern {
    Pattern { prefix, underscore: true, rule, since: Version::V1_0, until: Version::V3_1 }
}

/// What an object may hold.
pub(super) struct Shape {
    /// The fields of this shape belong here too.
    pub base: Option<&'static Shape>,
    pub fields: &'static [Field],
    pub patterns: &'static [Pattern],
    /// Properties that are not named here are allowed, and nothing is asked of them.
    pub open: bool,
    pub required: &'static [&'static str],
    /// Exactly one of these properties is there. Several sets: one satisfied set is enough.
    pub exactly_one: &'static [&'static [&'static str]],
}

/// A shape of nothing, to be filled with `..EMPTY`.
pub(super) const EMPTY: Shape =
    Shape { base: None, fields: &[], patterns: &[], open: false, required: &[], exactly_one: &[] };

impl Shape {
    fn rule(&self, name: &str, version: Version) -> Option<&Rule> {
        let own = self.fields.iter().find(|field| field.name == name && field.is_in(version)).map(|field| &field.rule);
        own.or_else(|| self.base.and_then(|base| base.rule(name, version)))
            .or_else(|| self.patterns.iter().find(|pattern| pattern.fits(name, version)).map(|pattern| &pattern.rule))
    }
}

/// A check in progress: where it stands, and what it found. Stops collecting at [`WRONGS_MAX`].
pub(super) struct Check<'v> {
    version: Version,
    place: Vec<Step<'v>>,
    pub wrongs: Vec<Wrong>,
}

enum Step<'v> {
    Name(&'v str),
    Index(usize),
}

/// Enough to mend a file by; a file of another kind altogether would have thousands.
const WRONGS_MAX: usize = 20;

impl<'v> Check<'v> {
    pub(super) fn new(version: Version) -> Self {
        Self { version, place: Vec::new(), wrongs: Vec::new() }
    }

    /// Notes something wrong at the present place. The place is a JSON pointer (RFC 6901), `/` for the whole.
    pub(super) fn wrong(&mut self, message: impl Into<String>) {
        if self.wrongs.len() >= WRONGS_MAX {
            return;
        }
        let mut pointer = String::new();
        for step in &self.place {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        if pointer.is_empty() {
            pointer.push('/');
        }
        self.wrongs.push(Wrong::new(pointer, message));
    }

    /// Goes one step in, and out again.
    pub(super) fn at_name(&mut self, name: &'v str, inside: impl FnOnce(&mut Self)) {
        self.place.push(Step::Name(name));
        inside(self);
        self.place.pop();
    }

    pub(super) fn at_index(&mut self, index: usize, inside: impl FnOnce(&mut Self)) {
        self.place.push(Step::Index(index));
        inside(self);
        self.place.pop();
    }

    pub(super) fn value(&mut self, value: &'v Value, rule: &Rule) {
        match rule {
            Rule::Text => {
                if !value.is_string() {
                    self.not("text", value);
                }
            }
            Rule::Word(words) => match value.as_str() {
                Some(word) if words.contains(&word) => {}
                Some(word) => {
                    self.wrong(format!("\"{}\" is not one of {}", shortened(word), words.join(", ")));
                }
                None => self.not("text", value),
            },
            Rule::Number => {
                if !value.is_number() {
                    self.not("a number", value);
                }
            }
            Rule::Whole(least, most) => self.whole(value, *least, *most),
            Rule::Object(shape) => match value.as_object() {
                Some(object) => self.object(object, shape),
                None => self.not("an object", value),
            },
            Rule::List(of) => match value.as_array() {
                Some(list) => {
                    for (index, value) in list.iter().enumerate() {
                        self.at_index(index, |check| check.value(value, of));
                    }
                }
                None => self.not("an array", value),
            },
            Rule::AnyObject => {
                if !value.is_object() {
                    self.not("an object", value);
                }
            }
            Rule::TruncatedDate => match value.as_str() {
                Some(date) if is_truncated_date(date) => {}
                Some(date) => self.wrong(format!(
                    "\"{}\" is neither a year, a month, a day (2024-11-30) nor a full date and time",
                    shortened(date)
                )),
                None => self.not("text", value),
            },
            Rule::GeoJson => geojson::check(self, value),
            Rule::NamedOrItem(item) => match value.as_object() {
                Some(object) if object.get("name").is_some_and(Value::is_string) => {}
                Some(object) => self.object(object, item),
                None => self.not("an object", value),
            },
            Rule::Nothing(why) => self.wrong(*why),
        }
    }

    pub(super) fn object(&mut self, object: &'v Map<String, Value>, shape: &Shape) {
        for name in shape.required {
            if !object.contains_key(*name) {
                self.wrong(format!("\"{name}\" is missing"));
            }
        }
        if !shape.exactly_one.is_empty() {
            let one = |set: &&&[&str]| set.iter().filter(|name| object.contains_key(**name)).count() == 1;
            if !shape.exactly_one.iter().any(|set| one(&set)) {
                let sets: Vec<_> = shape.exactly_one.iter().map(|set| set.join(" and ")).collect();
                self.wrong(format!("exactly one of {} is asked for", sets.join(", or of ")));
            }
        }
        for (name, value) in object {
            match shape.rule(name, self.version) {
                Some(rule) => self.at_name(name, |check| check.value(value, rule)),
                None if shape.open => {}
                None => {
                    let version = self.version;
                    self.at_name(name, |check| {
                        check.wrong(format!("ninjs {} has no \"{}\" here", version.as_str(), shortened(name)));
                    });
                }
            }
        }
    }

    fn whole(&mut self, value: &Value, least: i64, most: i64) {
        let number = match value {
            Value::Number(number) => number,
            _ => return self.not("a whole number", value),
        };
        let float = number.as_f64().unwrap_or(f64::NAN);
        if float.fract() != 0.0 {
            self.wrong(format!("{number} is not a whole number"));
        } else if float < least as f64 || float > most as f64 {
            self.wrong(format!("{number} is not from {least} to {most}"));
        }
    }

    pub(super) fn not(&mut self, wanted: &str, value: &Value) {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.wrong(format!("{wanted} is asked for, and {found} stands here"));
    }
}

/// Outside words in a message: enough to find them by.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// `^-?([1-9][0-9]*)?[0-9]{4}(-MM(-DD(Thh:mm:ss(.f+)?(Z|±hh:mm)?)?)?)?$`, as ninjs 3 defines it.
fn is_truncated_date(date: &str) -> bool {
    let date = date.strip_prefix('-').unwrap_or(date);
    let year_digits = date.bytes().take_while(u8::is_ascii_digit).count();
    if year_digits < 4 || (year_digits > 4 && date.starts_with('0')) {
        return false;
    }
    let Some(rest) = part(&date[year_digits..], "-", 1, 12) else { return date.len() == year_digits };
    let Some(rest) = part(rest, "-", 1, 31) else { return rest.is_empty() };
    if rest.is_empty() {
        return true;
    }
    let time = part(rest, "T", 0, 23).and_then(|rest| part(rest, ":", 0, 59)).and_then(|rest| part(rest, ":", 0, 59));
    let Some(mut rest) = time else { return false };
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return false;
        }
        rest = &fraction[digits..];
    }
    let offset = |sign| part(rest, sign, 0, 23).and_then(|rest| part(rest, ":", 0, 59)).is_some_and(str::is_empty);
    rest.is_empty() || rest == "Z" || offset("+") || offset("-")
}

/// What follows `mark` and a number of two digits within the bounds.
fn part<'t>(text: &'t str, mark: &str, least: u32, most: u32) -> Option<&'t str> {
    let rest = text.strip_prefix(mark)?;
    let digits = rest.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number: u32 = digits.parse().ok()?;
    (least..=most).contains(&number).then(|| &rest[2..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncated_dates_end_only_between_parts() {
        let check = |date: &str, expected: bool| assert_eq!(is_truncated_date(date), expected, "{date}");
        for date in ["2024", "-0044", "12024", "2024-02", "2024-02-31", "2024-11-30T06:22:00", "2024-11-30T06:22:00.5Z"]
        {
            check(date, true);
        }
        check("2024-11-30T06:22:00+03:00", true);
        for date in ["", "24", "02024", "2024-", "2024-13", "2024-00", "2024-1", "2024-11-32", "2024-11-30T", "x2024"] {
            check(date, false);
        }
        for date in
            ["2024-11-30T06:22", "2024-11-30T06:22:00.", "2024-11-30T24:00:00", "2024-11-30T06:22:00+3", "2024 "]
        {
            check(date, false);
        }
    }
}
