//! `manset demo`: fills an empty newsroom with a sample paper, by the same acts as a real one.
//!
//! The paper is made up: a province, its people and its agencies that do not exist. Its texts stand in `demo/` beside
//! the sources and come with the program; its pictures are painted by [`scenes`].

mod content;
mod filling;
mod markup;

mod paper;
mod pictures;
mod reads;
mod scenes;
mod story;

use std::fmt;

use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use store::Store;

use filling::Filling;
use paper::Paper;
use pictures::Pictures;
use story::StoryFile;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo");

/// What the newsroom was filled with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub editions: usize,
    /// Published ones, the withdrawn ones among them.
    pub stories: usize,
    pub scheduled: usize,
    pub pictures: usize,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { editions, stories, scheduled, pictures } = self;
        write!(
            f,
            "The newsroom has {editions} editions, {stories} stories, {scheduled} scheduled, and {pictures} pictures."
        )
    }
}

/// Fills an empty newsroom. The paper's last hour is the store's present one.
///
/// # Errors
/// When the newsroom is not empty, or what the store or the picture library failed with.
pub async fn fill(store: &Store, library: &media::Library) -> anyhow::Result<Filled> {
    fill_with(store, library, pictures::SIZE).await
}

async fn fill_with(store: &Store, library: &media::Library, size: (u32, u32)) -> anyhow::Result<Filled> {
    if !store.reading().house().await?.editions.is_empty() {
        bail!("the newsroom is not empty: the sample paper fills only a new one");
    }
    let (paper, stories) = read()?;
    // Nothing else is waiting in this program, so its threads may be held while the pictures are painted.
    let pictures = Pictures::paint(library, &paper, &stories, size)?;
    eprintln!("Publishing {} stories", stories.len());
    Filling::new(store, &paper, &stories, &pictures, store.clock().now()).fill().await
}

fn read() -> anyhow::Result<(Paper, Vec<StoryFile>)> {
    let text = |path: &str| FILES.get_file(path).and_then(|file| file.contents_utf8());
    let paper = Paper::read(text("paper.toml").context("demo/paper.toml is not in the program")?)?;
    let mut stories = Vec::new();
    for edition in &paper.editions {
        let folder = FILES.get_dir(format!("stories/{}", edition.key)).context("an edition without stories")?;
        for file in folder.files() {
            let name = file.path().display().to_string();
            let text = file.contents_utf8().with_context(|| format!("{name} is not UTF-8"))?;
            stories.push(StoryFile::read(edition.key.as_str(), &name, text)?);
        }
    }
    Ok((paper, stories))
}

#[cfg(test)]
mod tests;
