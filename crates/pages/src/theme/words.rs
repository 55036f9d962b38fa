//! The theme's words in every language.

use std::collections::BTreeMap;

use language::{Language, Value, Words};
use newsroom::House;

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

    pub fn keys(&self, language: Language) -> Vec<&str> {
        self.0[&language].keys().collect()
    }
}

/// Messages that were changed at the desk, as the text of a file of them, by language.
pub type OwnWords = BTreeMap<Language, String>;

/// The name under which a problem in them is told.
const AT_THE_DESK: &str = "words of the desk";

/// What the editions' looks say in other words. Of two editions in one language the later one in order has the last word.
pub fn own_words(house: &House) -> OwnWords {
    let mut own = OwnWords::new();
    for edition in house.editions_in_order() {
        for (key, text) in &edition.look.words {
            own.entry(edition.language).or_default().push_str(&language::message_source(key, text));
        }
    }
    own
}

/// A message of the built-in theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeMessage {
    /// What it is said about: the heading it stands under in its file.
    pub group: String,
    pub key: String,
    /// Its Fluent text.
    pub text: String,
}

/// Every message of the built-in theme in a language, in the order of its file.
pub fn messages(language: Language) -> Vec<ThemeMessage> {
    let files = Files::builtin();
    let text = files.text(&format!("words/{}.ftl", language.code())).unwrap_or_default();
    let mut messages: Vec<ThemeMessage> = Vec::new();
    let mut group = String::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.trim().clone_into(&mut group);
            continue;
        }
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if let Some((key, text)) = line.split_once('=').filter(|_| !line.starts_with([' ', '}'])) {
            let (key, text) = (key.trim().to_owned(), text.trim().to_owned());
            messages.push(ThemeMessage { group: group.clone(), key, text });
        } else if let Some(last) = messages.last_mut() {
            last.text.push('\n');
            last.text.push_str(line);
        }
    }
    messages
}

/// An override's messages stand over the built-in ones, message by message, so that a newsroom's file stays short and
/// a new message of a later release is not missing.
pub(super) fn words(files: &Files, own: &OwnWords) -> (AllWords, Vec<ThemeProblem>) {
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
        if let Some(text) = own.get(&language) {
            sources.push((AT_THE_DESK, text));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_the_theme_can_be_written_anew() {
        for language in Language::ALL {
            let (words, _) = words(&Files::builtin(), &OwnWords::new());
            let listed = messages(language);
            let mut keys: Vec<_> = listed.iter().map(|message| message.key.as_str()).collect();
            keys.sort_unstable();
            assert_eq!(keys, words.keys(language), "{language}");
            for message in &listed {
                let read = language::read_message(language, &message.key, &message.text);
                assert!(read.is_ok(), "{language} {}: {read:?}", message.key);
            }
            let own: String =
                listed.iter().map(|message| language::message_source(&message.key, &message.text)).collect();
            let (_, problems) = super::words(&Files::builtin(), &OwnWords::from([(language, own)]));
            assert_eq!(problems, [], "{language}");
        }
    }

    #[test]
    fn words_of_the_desk_go_before_those_of_the_theme() {
        let own = OwnWords::from([(Language::Turkish, language::message_source("highlights", "Seçtiklerimiz"))]);
        let (theme, problems) = crate::Theme::load_with(None, own);
        assert_eq!(problems, []);
        assert_eq!(theme.say(Language::Turkish, "highlights", &[]), "Seçtiklerimiz");
        assert_ne!(theme.fingerprint(), crate::Theme::builtin().fingerprint());
    }
}
