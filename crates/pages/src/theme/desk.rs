//! The desk's templates, styles and words, printed by the engine that prints the paper. Nobody overrides them.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::Dir;
use language::{Language, Value, Words};
use serde::Serialize;

use super::Theme;
use super::files::Files;
use super::styles::styles;
use super::templates::{self, Parts, Templates};
use super::words::AllWords;
use crate::error::Error;

#[derive(Debug)]
pub(crate) struct DeskParts {
    templates: Templates,
    words: Arc<AllWords>,
}

impl DeskParts {
    /// The files of `dir` with words in these languages; fonts and icons are the theme's.
    pub(crate) fn new(dir: &Dir<'static>, languages: &[Language], theme: &Theme) -> Self {
        let files = Files::of(dir);
        let mut words = BTreeMap::new();
        for language in languages {
            let sources = words_of(dir, *language);
            assert!(!sources.is_empty(), "every language of the desk has its words");
            let (read, errors) = Words::parse(*language, &sources);
            assert!(errors.is_empty(), "the desk's words have tests for this: {errors:?}");
            words.insert(*language, read);
        }
        let words = Arc::new(AllWords::of(words));
        let (styles, problems) = styles(&files, &theme.assets);
        assert!(problems.is_empty(), "the desk's styles have tests for this: {problems:?}");
        let addresses = theme.assets.iter().map(|(name, asset)| (name.clone(), asset.address.clone())).collect();
        let parts = Parts { words: Arc::clone(&words), styles: Arc::new(styles), addresses: Arc::new(addresses) };
        let (templates, problems) = Templates::new(&files, &parts);
        assert!(problems.is_empty(), "the desk's templates have tests for this: {problems:?}");
        Self { templates, words }
    }

    pub(crate) fn print(&self, template: &str, language: Language, view: &impl Serialize) -> Result<String, Error> {
        self.templates.render(template, language, templates::context(view)).map_err(Error::from)
    }

    pub(crate) fn say(&self, language: Language, key: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
        self.words.say(language, key, args)
    }

    pub(crate) fn keys(&self, language: Language) -> Vec<&str> {
        self.words.keys(language)
    }
}

/// A language's messages, a file for each part of the desk.
fn words_of(dir: &Dir<'static>, language: Language) -> Vec<(&'static str, &'static str)> {
    let folder = dir.get_dir(format!("words/{}", language.code()));
    let files = folder.into_iter().flat_map(Dir::files);
    files.filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?))).collect()
}
