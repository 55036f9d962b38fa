//! The theme: templates, styles, words, fonts and icons, built in and overridden file by file from the data folder.
//!
//! A newsroom puts a file of the same name into `DATA/theme/{templates,styles,words,fonts,icons}` and it takes the
//! built-in one's place; a words file need only hold the messages it changes. Every override is tried on made-up pages
//! before readers meet it. What breaks is named with file, line and column, and the built-in file serves.

mod assets;
mod desk;
mod files;
mod problem;
mod styles;
mod templates;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use language::{Language, Value};
use newsroom::ids::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use assets::Asset;
pub(crate) use desk::DeskParts;
pub use files::stamp;
pub use problem::ThemeProblem;
pub(crate) use templates::context;
pub use words::{OwnWords, ThemeMessage, messages, own_words};

use crate::error::Error;
use crate::head_slot;
use crate::views::{
    CorrectionsView, FrontView, GoneView, HowRankedView, InstitutionView, ListingView, SearchView, Shell, StoryView,
};
use files::Files;
use templates::Templates;
use words::AllWords;

/// Most problems that are kept; the first ones tell the cause.
const PROBLEMS_MAX: usize = 50;

/// A theme ready to print pages. Cheap to share, costly to make (some milliseconds): make it once and again when
/// [`stamp`] of the folder changes.
#[derive(Debug)]
pub struct Theme {
    templates: Templates,
    /// The built-in templates, if there are overrides that may yet fail on a page nobody tried.
    builtin: Option<Templates>,
    words: Arc<AllWords>,
    assets: BTreeMap<String, Asset>,
    fingerprint: String,
    own: OwnWords,
    problems: Mutex<Vec<ThemeProblem>>,
}

impl Theme {
    /// The theme as the program brings it.
    pub fn builtin() -> Self {
        let files = Files::builtin();
        let (theme, problems) = Self::make(&files, &files, OwnWords::default());
        assert!(problems.is_empty(), "the built-in theme has tests for this: {problems:?}");
        theme
    }

    /// The built-in theme with the files of `overrides` in place of its own, and what is wrong with them.
    ///
    /// A folder that is not there overrides nothing. Problems never keep a theme from serving.
    pub fn load(overrides: Option<&Path>) -> (Self, Vec<ThemeProblem>) {
        Self::load_with(overrides, OwnWords::default())
    }

    /// The same with words that were changed at the desk, which go before those of the folder.
    pub fn load_with(overrides: Option<&Path>, own: OwnWords) -> (Self, Vec<ThemeProblem>) {
        let builtin = Files::builtin();
        let (files, mut problems) = match overrides {
            Some(folder) => Files::with_overrides(&builtin, folder),
            None => (builtin.clone(), Vec::new()),
        };
        let (theme, found) = Self::make(&files, &builtin, own);
        problems.extend(found);
        theme.remember(&problems);
        (theme, problems)
    }

    fn make(files: &Files, builtin: &Files, own: OwnWords) -> (Self, Vec<ThemeProblem>) {
        let assets = assets::assets(files);
        let (words, mut problems) = words::words(files, &own);
        let words = Arc::new(words);
        let (styles, found) = styles::styles(files, &assets);
        problems.extend(found);
        let styles = Arc::new(styles);
        let addresses: BTreeMap<String, String> =
            assets.iter().map(|(name, asset)| (name.clone(), asset.address.clone())).collect();
        let addresses = Arc::new(addresses);
        let parts = templates::Parts { words: Arc::clone(&words), styles, addresses };
        let (plain, found) = Templates::new(builtin, &parts);
        problems.extend(found);
        let mut theme = Self {
            templates: plain,
            builtin: None,
            words,
            assets,
            fingerprint: fingerprint(files, &own),
            own,
            problems: Mutex::default(),
        };
        if files.overridden("templates").next().is_some() {
            let samples = crate::samples::all(&theme);
            let (own, found) = Templates::tried(files, builtin, &parts, &samples);
            problems.extend(found);
            theme.builtin = Some(std::mem::replace(&mut theme.templates, own));
        }
        (theme, problems)
    }

    pub fn front(&self, view: &FrontView) -> Result<String, Error> {
        self.render("front.html", &view.shell, view)
    }

    /// Section, tag, author, day.
    pub fn listing(&self, view: &ListingView) -> Result<String, Error> {
        self.render("listing.html", &view.shell, view)
    }

    pub fn story(&self, view: &StoryView) -> Result<String, Error> {
        self.render("story.html", &view.shell, view)
    }

    /// Masthead and contact.
    pub fn institution(&self, view: &InstitutionView) -> Result<String, Error> {
        self.render("institution.html", &view.shell, view)
    }

    pub fn corrections(&self, view: &CorrectionsView) -> Result<String, Error> {
        self.render("corrections.html", &view.shell, view)
    }

    pub fn how_ranked(&self, view: &HowRankedView) -> Result<String, Error> {
        self.render("how-ranked.html", &view.shell, view)
    }

    pub fn search(&self, view: &SearchView) -> Result<String, Error> {
        self.render("search.html", &view.shell, view)
    }

    /// Any answer that is not the page asked for: 404, 410, 451 and failures.
    pub fn gone(&self, view: &GoneView) -> Result<String, Error> {
        self.render("gone.html", &view.shell, view)
    }

    /// # Errors
    /// [`Error::Template`] if not even the built-in template can print the view: a mistake of ours.
    fn render(&self, template: &str, shell: &Shell, view: &impl Serialize) -> Result<String, Error> {
        let printed = self.print(template, shell, view)?;
        // Printed by the program and not by a template, so that no theme can lose what the paper must carry.
        Ok(if shell.head_end.is_empty() { printed } else { head_slot::inserted(printed, &shell.head_end) })
    }

    fn print(&self, template: &str, shell: &Shell, view: &impl Serialize) -> Result<String, Error> {
        let language = Language::from_tag(&shell.edition.lang).unwrap_or(Language::English);
        let view = templates::context(view);
        match (self.templates.render(template, language, view.clone()), &self.builtin) {
            (Err(error), Some(builtin)) => {
                self.remember(&[ThemeProblem::of_template(&error)]);
                builtin.render(template, language, view).map_err(Error::from)
            }
            (printed, _) => printed.map_err(Error::from),
        }
    }

    /// A file that pages ask for by [`address`](Self::address), by its name: fonts and icons.
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.assets.get(name)
    }

    /// Names of all fonts and icons.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// Where pages find the file: `/theme/{hash}/{name}`, to be kept for ever.
    pub fn address(&self, name: &str) -> Option<String> {
        self.asset(name).map(|asset| asset.address.clone())
    }

    /// Changes whenever any page could look different.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Words of the theme; empty if no source has them, which the built-in theme's tests rule out for its own keys.
    pub fn say(&self, language: Language, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.words.say(language, key, args).unwrap_or_default()
    }

    /// The words that were changed at the desk and stand in it.
    pub fn own_words(&self) -> &OwnWords {
        &self.own
    }

    /// What is wrong with the overrides, as found on loading and since.
    pub fn problems(&self) -> Vec<ThemeProblem> {
        self.problems.lock().expect("nothing panics while it is held").clone()
    }

    fn remember(&self, problems: &[ThemeProblem]) {
        let mut known = self.problems.lock().expect("nothing panics while it is held");
        for problem in problems {
            if known.len() < PROBLEMS_MAX && !known.contains(problem) {
                known.push(problem.clone());
            }
        }
    }
}

fn fingerprint(files: &Files, own: &OwnWords) -> String {
    let mut hash = Sha256::new();
    for (language, text) in own {
        hash.update(language.code());
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    for (path, bytes) in files.all() {
        hash.update((path.len() as u64).to_le_bytes());
        hash.update(path);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hex(&hash.finalize())[..16].to_owned()
}

#[cfg(test)]
mod tests;
