//! What a page used, and what an act touched of it. Of a list a page shows a stretch of hours; an old story that comes
//! into an archive changes the list and not the page that shows its newest lines.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use bytes::Bytes;
use jiff::Timestamp;
use newsroom::UseKey;

/// The hours of first publication within which something matters to a page, both ends among them. An open end reaches
/// as far as time does; for keys that are no list both are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

impl Span {
    pub const EVER: Self = Self { from: None, until: None };

    /// The shortest one that holds both.
    fn with(self, other: Self) -> Self {
        Self {
            from: self.from.zip(other.from).map(|(a, b)| a.min(b)),
            until: self.until.zip(other.until).map(|(a, b)| a.max(b)),
        }
    }

    fn holds(self, hour: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= hour) && self.until.is_none_or(|until| hour <= until)
    }
}

/// Everything a page used, each key once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses(BTreeMap<UseKey, Span>);

impl Uses {
    /// Adds a use to those there are.
    pub fn add(&mut self, key: UseKey, span: Span) {
        self.0.entry(key).and_modify(|known| *known = known.with(span)).or_insert(span);
    }

    /// In order.
    pub fn keys(&self) -> impl Iterator<Item = &UseKey> {
        self.0.keys()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&UseKey, Span)> {
        self.0.iter().map(|(key, span)| (key, *span))
    }
}

impl From<Vec<UseKey>> for Uses {
    fn from(keys: Vec<UseKey>) -> Self {
        Self(keys.into_iter().map(|key| (key, Span::EVER)).collect())
    }
}

/// The uses of a page that is kept, in some thirty bytes each: thousands of pages have dozens of them.
pub struct KeptUses {
    /// The keys in order, with commas between.
    names: Bytes,
    marks: Box<[(Mark, Stretch)]>,
}

impl KeptUses {
    /// The keys in order, with commas between.
    pub fn names(&self) -> &Bytes {
        &self.names
    }

    /// In order.
    pub fn keys(&self) -> impl Iterator<Item = UseKey> {
        let names = std::str::from_utf8(&self.names).unwrap_or_default();
        names.split(',').filter(|name| !name.is_empty()).map(UseKey::parse)
    }

    pub(crate) fn marks(&self) -> impl Iterator<Item = (Mark, Stretch)> {
        self.marks.iter().copied()
    }

    /// Bytes it takes.
    pub(crate) fn weight(&self) -> usize {
        self.names.len() + size_of_val(&*self.marks)
    }
}

impl From<Uses> for KeptUses {
    fn from(uses: Uses) -> Self {
        let mut names = String::with_capacity(uses.0.keys().map(|key| key.as_str().len() + 1).sum());
        for key in uses.0.keys() {
            if !names.is_empty() {
                names.push(',');
            }
            names.push_str(key.as_str());
        }
        let marks = uses.0.iter().map(|(key, span)| (Mark::of(key), Stretch::of(*span))).collect();
        Self { names: names.into_boxed_str().into_boxed_bytes().into(), marks }
    }
}

/// A key's hash. Were two keys ever to share one, pages of the one would be dropped with the other's, and made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mark(u64);

impl Mark {
    pub(crate) fn of(key: &UseKey) -> Self {
        Self(foldhash::quality::FixedState::default().hash_one(key.as_str()))
    }
}

/// A [`Span`] in microseconds, widened to whole ones.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    from: i64,
    until: i64,
}

impl Stretch {
    fn of(span: Span) -> Self {
        Self {
            from: span.from.map_or(i64::MIN, |from| from.as_microsecond().saturating_sub(1)),
            until: span.until.map_or(i64::MAX, |until| until.as_microsecond().saturating_add(1)),
        }
    }

    pub(crate) fn span(self) -> Span {
        let hour = |microseconds: i64| Timestamp::from_microsecond(microseconds).ok();
        Span { from: hour(self.from), until: hour(self.until) }
    }
}

/// At which hours a key was touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hours {
    /// By something that has no hour, or whose hour says nothing.
    Any,
    /// By stories first published then, ascending.
    At(Vec<Timestamp>),
}

impl Hours {
    pub fn touch(&self, span: Span) -> bool {
        match self {
            Self::Any => true,
            Self::At(hours) => {
                let from = span.from.map_or(0, |from| hours.partition_point(|hour| *hour < from));
                hours.get(from).is_some_and(|hour| span.holds(*hour))
            }
        }
    }
}

/// Keys that were touched together.
#[derive(Debug, Default)]
pub struct Touches(HashMap<UseKey, Hours>);

impl Touches {
    pub fn add(&mut self, key: UseKey, hour: Option<Timestamp>) {
        let known = self.0.entry(key).or_insert_with(|| Hours::At(Vec::new()));
        match (known, hour) {
            (Hours::At(hours), Some(hour)) => hours.push(hour),
            (known, None) => *known = Hours::Any,
            (Hours::Any, Some(_)) => {}
        }
    }

    pub fn holds(&self, key: &UseKey) -> bool {
        self.0.contains_key(key)
    }

    pub fn taken(self) -> impl Iterator<Item = (UseKey, Hours)> {
        self.0.into_iter().map(|(key, mut hours)| {
            if let Hours::At(hours) = &mut hours {
                hours.sort_unstable();
                hours.dedup();
            }
            (key, hours)
        })
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<UseKey> for Touches {
    fn from_iter<K: IntoIterator<Item = UseKey>>(keys: K) -> Self {
        Self(keys.into_iter().map(|key| (key, Hours::Any)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a second")
    }

    #[test]
    fn only_hours_within_a_stretch_touch_it() {
        let check = |hours: &[i64], from: Option<i64>, until: Option<i64>, expected: bool| {
            let hours = Hours::At(hours.iter().copied().map(at).collect());
            let span = Span { from: from.map(at), until: until.map(at) };
            assert_eq!(hours.touch(span), expected, "{hours:?} in {span:?}");
        };
        check(&[5], None, None, true);
        check(&[5], Some(5), Some(5), true);
        check(&[5], Some(6), None, false);
        check(&[5], None, Some(4), false);
        check(&[1, 9], Some(2), Some(8), false);
        check(&[1, 7, 9], Some(2), Some(8), true);
        assert!(Hours::Any.touch(Span { from: Some(at(6)), until: Some(at(7)) }));
    }

    #[test]
    fn two_uses_of_a_key_are_one_that_holds_both() {
        let mut uses = Uses::default();
        let key = UseKey::parse("list/tr");
        uses.add(key.clone(), Span { from: Some(at(5)), until: Some(at(6)) });
        uses.add(key.clone(), Span { from: Some(at(2)), until: None });
        assert_eq!(uses.iter().collect::<Vec<_>>(), [(&key, Span { from: Some(at(2)), until: None })]);
        uses.add(key.clone(), Span::EVER);
        assert_eq!(uses.iter().collect::<Vec<_>>(), [(&key, Span::EVER)]);
    }
}
