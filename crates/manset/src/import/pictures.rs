//! Pictures of an archive: files that were brought along, found by the addresses the items name.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use intake::Arrival;
use newsroom::Picture;

/// Where the files lie, and the library they go to.
pub struct Pictures {
    folder: PathBuf,
    library: Arc<media::Library>,
    pub taken: usize,
    pub missing: usize,
    /// Files that are no pictures we take, with the reason.
    pub refused: Vec<(PathBuf, String)>,
}

impl Pictures {
    pub fn new(folder: PathBuf, library: media::Library) -> Self {
        Self { folder, library: Arc::new(library), taken: 0, missing: 0, refused: Vec::new() }
    }

    /// Takes in what the arrival shows, as far as it is there.
    ///
    /// # Errors
    /// When the library fails; a picture that is none is told at the end and left out.
    pub async fn take_in(&mut self, arrival: &mut Arrival) -> anyhow::Result<()> {
        for arrived in &mut arrival.pictures {
            let Some(path) = places(&arrived.href).map(|place| self.folder.join(place)).find(|path| path.is_file())
            else {
                self.missing += 1;
                continue;
            };
            let library = Arc::clone(&self.library);
            let read = path.clone();
            let added = tokio::task::spawn_blocking(move || {
                let bytes = std::fs::read(read)?;
                anyhow::Ok(library.add(&bytes).map(|stored| (stored, media::metadata::read(&bytes))))
            });
            match added.await?? {
                Ok((stored, said)) => {
                    // What the item says of it goes before what the file says of itself.
                    let mut picture = Picture {
                        alt: arrived.alt.clone().unwrap_or_default(),
                        caption: arrived.caption.clone(),
                        credit: arrived.credit.clone(),
                        ..stored.picture()
                    };
                    said.add_to(&mut picture);
                    arrived.stored = Some(picture);
                    self.taken += 1;
                }
                Err(error) if error.is_refusal() => self.refused.push((path, error.to_string())),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Where the file of an address may lie below the folder: as a mirror keeps it (`host/path`), by its path, by its name.
fn places(href: &str) -> impl Iterator<Item = PathBuf> {
    let address = href.split(['?', '#']).next().unwrap_or(href);
    let whole = address.split_once("://").map_or(address, |(_, rest)| rest);
    let decoded = percent_encoding::percent_decode_str(whole).decode_utf8_lossy().into_owned();
    let path = decoded.split_once('/').map(|(_, path)| path.to_owned());
    let name = decoded.rsplit('/').next().map(str::to_owned);
    let stays_inside =
        |place: &PathBuf| place.components().all(|part| matches!(part, Component::Normal(_))) && place != Path::new("");
    [Some(decoded.clone()), path, name].into_iter().flatten().map(PathBuf::from).filter(stays_inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_looked_for_as_mirrors_keep_them() {
        let check = |href: &str, expected: &[&str]| {
            let found: Vec<PathBuf> = places(href).collect();
            assert_eq!(found, expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{href}");
        };
        check("https://a.example/2024/k%C3%B6y.jpg?w=9", &["a.example/2024/köy.jpg", "2024/köy.jpg", "köy.jpg"]);
        check("https://a.example/../../etc/passwd", &["passwd"]);
        check("https://a.example/%2e%2e/x.jpg", &["x.jpg"]);
        check("https://a.example/", &["a.example/"]);
        check("x.jpg", &["x.jpg", "x.jpg"]);
    }
}
