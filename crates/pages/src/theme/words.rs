//! The theme's words in every language.

use std::collections::BTreeMap;

use language::{Language, Value, Words};

use super::files::Files;
use super::problem::ThemeProblem;

/// Messages by language.
#[derive(Debug)]
pub(super) struct AllWords(BTreeMap<Language, Words>);

impl AllWords {
    pub fn of(words: BTreeMap<Language, Words>) -> Self {
        Self(words)
    }

    pub fn say(&self, language: Language, key: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
        self.0.get(&language)?.say(key, args)
    }

    #[cfg(test)]
    pub fn keys(&self, language: Language) -> Vec<&str> {
        self.0[&language].keys().collect()
    }
}

/// An override's messages stand over the built-in ones, message by message, so that a newsroom's file stays short and
/// a new message of a later release is not missing.
pub(super) fn words(files: &Files) -> (AllWords, Vec<ThemeProblem>) {
    let builtin = Files::builtin();
    let mut problems = Vec::new();
    let mut all = BTreeMap::new();
    for language in Language::ALL {
        let path = format!("words/{}.ftl", language.code());
        let mut sources = vec![(path.as_str(), builtin.text(&path).expect("every language has its words"))];
        if files.is_overridden(&path) {
            match files.text(&path) {
                Ok(text) => sources.push((path.as_str(), text)),
                Err(problem) => problems.push(problem),
            }
        }
        let (words, errors) = Words::parse(language, &sources);
        problems.extend(errors.into_iter().map(|error| ThemeProblem {
            file: error.file,
            line: error.line,
            column: error.column,
            message: error.message,
        }));
        all.insert(language, words);
    }
    (AllWords(all), problems)
}
