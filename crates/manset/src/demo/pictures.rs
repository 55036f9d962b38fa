//! The demo paper's pictures: painted side by side on every core, and taken into the library like any other.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use newsroom::Picture;

use super::paper::{AuthorEntry, Paper};
use super::scenes;
use super::story::{PictureEntry, StoryFile};

/// Pixels: as painters compose (3:2), and large enough for every crop that search engines ask for, the square one too.
pub(super) const SIZE: (u32, u32) = (1800, 1200);

/// Taken in pictures by what they show.
#[derive(Debug, Default)]
pub(super) struct Pictures(HashMap<(String, u64), media::Stored>);

impl Pictures {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A story's picture, with what the story says of it.
    pub fn of_story(&self, entry: &PictureEntry, credit: String) -> Option<Picture> {
        let stored = self.0.get(&(entry.scene.clone(), entry.seed))?;
        let (caption, credit) = (Some(entry.caption.clone()), Some(credit));
        Some(Picture { caption, credit, ..shown(stored, &entry.alt) })
    }

    /// An author's face; most have none.
    pub fn portrait(&self, author: &AuthorEntry) -> Option<Picture> {
        let stored = self.0.get(&face(author.portrait?))?;
        Some(shown(stored, &author.name))
    }

    /// Paints every picture that the paper needs, on as many threads as there are cores.
    ///
    /// # Errors
    /// What the library failed with.
    pub fn paint(
        library: &media::Library,
        paper: &Paper,
        stories: &[StoryFile],
        (width, height): (u32, u32),
    ) -> Result<Self, media::Error> {
        let wanted = wanted(paper, stories);
        // Each thread takes the next picture that is left: scenes differ several times in their cost.
        let next = AtomicUsize::new(0);
        let work = || -> Result<Vec<_>, media::Error> {
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some((scene, seed)) = wanted.get(place) else { return Ok(done) };
                if place.is_multiple_of(20) {
                    eprintln!("Painting pictures: {place} of {}", wanted.len());
                }
                let stored = library.add(&scenes::paint(scene, *seed, width, height))?;
                done.push(((scene.clone(), *seed), stored));
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let shares: Vec<_> = std::thread::scope(|scope| {
            let painters: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let finished = painters.into_iter().map(|painter| painter.join().expect("known scenes are painted"));
            finished.collect()
        });
        let mut pictures = HashMap::new();
        for share in shares {
            pictures.extend(share?);
        }
        Ok(Self(pictures))
    }
}

/// Scene and seed of every picture, each once.
fn wanted(paper: &Paper, stories: &[StoryFile]) -> Vec<(String, u64)> {
    let in_stories = stories.iter().filter_map(|story| story.front.picture.as_ref());
    let in_stories = in_stories.map(|picture| (picture.scene.clone(), picture.seed));
    let faces = paper.authors.iter().filter_map(|author| author.portrait).map(face);
    let mut wanted: Vec<_> = in_stories.chain(faces).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

fn face(seed: u64) -> (String, u64) {
    ("portrait".to_owned(), seed)
}

fn shown(stored: &media::Stored, alt: &str) -> Picture {
    Picture { alt: alt.to_owned(), ..stored.picture() }
}
