//! Where the lists of words lie that were asked for lately, in a large part of the index.
//!
//! A word is looked up in eight dictionaries of each part, and each time some dozen places of a large file are read; what people ask
//! for is asked again. Parts never change, so that what was found once, or was not, holds for as long as there is the part.

use std::collections::HashMap;
use std::sync::Mutex;

use foldhash::fast::RandomState;
use tantivy::TantivyError;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::Error;

/// Words of all fields that are kept of each part: two times so many, some five megabytes, before the older half is forgotten.
const KEPT: usize = 24_000;

#[derive(Default)]
pub(super) struct Lookups {
    kept: Mutex<Kept>,
}

/// What was asked for since the older half was forgotten, and the older half.
#[derive(Default)]
struct Kept {
    newer: HashMap<Key, Option<TermInfo>, RandomState>,
    older: HashMap<Key, Option<TermInfo>, RandomState>,
}

type Key = (Field, Box<str>);

impl Lookups {
    /// Where the list of a word lies, if there is one; looked for where nobody asked for it lately.
    pub(super) fn get(
        &self,
        field: Field,
        word: &str,
        look: impl FnOnce() -> std::io::Result<Option<TermInfo>>,
    ) -> Result<Option<TermInfo>, Error> {
        let key = (field, Box::from(word));
        if let Some(known) = self.kept().known(&key) {
            return Ok(known);
        }
        // Nobody waits for whoever reads a file.
        let found = look().map_err(TantivyError::from)?;
        self.kept().keep(key, found.clone());
        Ok(found)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().expect("nothing panics while it is held")
    }
}

impl Kept {
    fn known(&mut self, key: &Key) -> Option<Option<TermInfo>> {
        if let Some(known) = self.newer.get(key) {
            return Some(known.clone());
        }
        let (key, known) = self.older.remove_entry(key)?;
        self.keep(key, known.clone());
        Some(known)
    }

    fn keep(&mut self, key: Key, found: Option<TermInfo>) {
        if self.newer.len() >= KEPT {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(key, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_looked_for_once_and_forgotten_when_nobody_asks() {
        let (lookups, field) = (Lookups::default(), Field::from_field_id(3));
        let list = |stories| Some(TermInfo { doc_freq: stories, ..TermInfo::default() });
        let get = |word: &str, found: Option<TermInfo>| {
            let mut was_looked_for = false;
            let look = || {
                was_looked_for = true;
                Ok(found)
            };
            let got = lookups.get(field, word, look).expect("found");
            (got.map(|list| list.doc_freq), was_looked_for)
        };
        assert_eq!(get("köprü", list(7)), (Some(7), true));
        assert_eq!(get("yok", None), (None, true));
        for word in 0..KEPT {
            get(&word.to_string(), list(1));
        }
        // Asked for again, they are kept with the newer ones.
        assert_eq!(get("köprü", None), (Some(7), false));
        for word in 0..2 * KEPT {
            get(&format!("a{word}"), list(1));
            assert_eq!(get("köprü", None), (Some(7), false));
        }
        assert_eq!(get("yok", list(2)), (Some(2), true));
        assert_eq!(
            lookups.get(Field::from_field_id(4), "köprü", || Ok(None)).expect("found").map(|list| list.doc_freq),
            None
        );
    }

    #[test]
    fn a_failure_is_not_kept() {
        let (lookups, field) = (Lookups::default(), Field::from_field_id(3));
        assert!(lookups.get(field, "köprü", || Err(std::io::Error::other("the disk"))).is_err());
        assert!(lookups.get(field, "köprü", || Ok(Some(TermInfo::default()))).expect("found").is_some());
    }
}
