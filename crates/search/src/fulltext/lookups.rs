//! What was looked up lately in a part of the index.
//!
//! A word is looked up in eight dictionaries of each part, and each time some dozen places of a large file are read; what people ask
//! for is asked again. Parts never change, so that what was found once, or was not, holds for as long as there is the part.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard};

use foldhash::fast::RandomState;

pub(super) struct Lookups<Key, Found> {
    kept: Mutex<Kept<Key, Found>>,
}

/// What was asked for since the older half was forgotten, and the older half.
struct Kept<Key, Found> {
    most: usize,
    newer: HashMap<Key, Found, RandomState>,
    older: HashMap<Key, Found, RandomState>,
}

impl<Key: Eq + Hash, Found: Clone> Lookups<Key, Found> {
    /// Of which two times so many are kept before the older half is forgotten.
    pub(super) fn keeping(most: usize) -> Self {
        Self { kept: Mutex::new(Kept { most, newer: HashMap::default(), older: HashMap::default() }) }
    }

    /// What there is; looked for where nobody asked for it lately.
    pub(super) fn get<Error>(&self, key: Key, look: impl FnOnce(&Key) -> Result<Found, Error>) -> Result<Found, Error> {
        if let Some(known) = self.kept().known(&key) {
            return Ok(known);
        }
        // Nobody waits for whoever reads a file.
        let found = look(&key)?;
        self.kept().keep(key, found.clone());
        Ok(found)
    }

    fn kept(&self) -> MutexGuard<'_, Kept<Key, Found>> {
        self.kept.lock().expect("nothing panics while it is held")
    }
}

impl<Key: Eq + Hash, Found: Clone> Kept<Key, Found> {
    fn known(&mut self, key: &Key) -> Option<Found> {
        if let Some(known) = self.newer.get(key) {
            return Some(known.clone());
        }
        let (key, known) = self.older.remove_entry(key)?;
        self.keep(key, known.clone());
        Some(known)
    }

    fn keep(&mut self, key: Key, found: Found) {
        if self.newer.len() >= self.most {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(key, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: usize = 100;

    #[test]
    fn what_was_found_is_looked_for_once_and_forgotten_when_nobody_asks() {
        let lookups: Lookups<String, Option<u32>> = Lookups::keeping(MOST);
        let get = |word: &str, found: Option<u32>| {
            let mut was_looked_for = false;
            let look = |_: &String| -> Result<_, std::io::Error> {
                was_looked_for = true;
                Ok(found)
            };
            let got = lookups.get(word.to_owned(), look).expect("found");
            (got, was_looked_for)
        };
        assert_eq!(get("köprü", Some(7)), (Some(7), true));
        assert_eq!(get("yok", None), (None, true));
        for word in 0..MOST {
            get(&word.to_string(), Some(1));
        }
        // Asked for again, they are kept with the newer ones.
        assert_eq!(get("köprü", None), (Some(7), false));
        for word in 0..2 * MOST {
            get(&format!("a{word}"), Some(1));
            assert_eq!(get("köprü", None), (Some(7), false));
        }
        assert_eq!(get("yok", Some(2)), (Some(2), true));
    }

    #[test]
    fn a_failure_is_not_kept() {
        let lookups: Lookups<u8, u8> = Lookups::keeping(MOST);
        assert!(lookups.get(3, |_| Err(std::io::Error::other("the disk"))).is_err());
        assert_eq!(lookups.get(3, |_| Ok::<_, std::io::Error>(5)).expect("found"), 5);
    }
}
