//! The library's list kept whole beside everything else: pictures that imports and programs brought, stories that were here
//! before the list was, and what another node blurred.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use newsroom::Picture;
use store::{Lease, Store};
use tokio::task::JoinHandle;

/// How often a node asks what others have blurred.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often the one that holds the lease looks for pictures that are not listed.
const FILL_EVERY: Duration = Duration::from_secs(20);
/// How long the others wait when it falls silent.
const LEASE_LASTS: SignedDuration = SignedDuration::from_secs(90);

/// Pictures listed at once.
const AT_ONCE: i64 = 50;

/// How far the stories have been gone through, by number; one past the last when all have.
const BOOKMARK: &str = "picture-uses";
const ALL: i64 = i64::MAX;

/// Takes note of what was blurred, and sets to work whatever keeps the library's list whole.
///
/// # Errors
/// What the database failed with; nothing may be served before this has answered.
pub async fn keep_pictures(
    store: &Store,
    media: &Arc<media::Library>,
    node: &str,
) -> Result<JoinHandle<()>, store::Error> {
    note_blurred(store, media).await?;
    let keeper = Keeper { store: store.clone(), media: Arc::clone(media), missing: HashSet::new() };
    let lease = Lease::new(store, "pictures", node.to_owned(), LEASE_LASTS);
    Ok(tokio::spawn(keeper.work(lease)))
}

/// Takes note of every picture that was blurred, here or at another node.
///
/// # Errors
/// What the database failed with.
pub async fn note_blurred(store: &Store, media: &media::Library) -> Result<(), store::Error> {
    media.note_replaced(store.replaced_pictures().await?);
    Ok(())
}

/// Lists every picture that stories show, and answers when all are listed: what [`keep_pictures`] does in its own time.
///
/// # Errors
/// What the database failed with.
pub async fn list_pictures(store: &Store, media: &Arc<media::Library>) -> Result<(), store::Error> {
    Keeper { store: store.clone(), media: Arc::clone(media), missing: HashSet::new() }.fill().await
}

struct Keeper {
    store: Store,
    media: Arc<media::Library>,
    /// Files that stories name and the storage does not have: not looked for again before the next start.
    missing: HashSet<String>,
}

impl Keeper {
    async fn work(mut self, lease: Lease) {
        let mut filled = None::<tokio::time::Instant>;
        loop {
            if let Err(error) = note_blurred(&self.store, &self.media).await {
                tracing::warn!(%error, "what was blurred could not be asked; asking again");
            }
            if filled.is_none_or(|at| at.elapsed() >= FILL_EVERY) {
                filled = Some(tokio::time::Instant::now());
                let done = match lease.hold().await {
                    Ok(true) => self.fill().await,
                    Ok(false) => Ok(()),
                    Err(error) => Err(error),
                };
                if let Err(error) = done {
                    tracing::warn!(%error, "the picture library's list could not be kept whole; trying again");
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn fill(&mut self) -> Result<(), store::Error> {
        self.note_uses().await?;
        let mut after = String::new();
        loop {
            let found = self.store.unlisted_pictures(&after, AT_ONCE).await?;
            let Some(last) = found.last().cloned() else { return Ok(()) };
            for file in found {
                if !self.missing.contains(&file) {
                    self.list(file).await?;
                }
            }
            after = last;
        }
    }

    /// Goes through the stories that were here before the list was, from where it stood when the program stopped.
    async fn note_uses(&self) -> Result<(), store::Error> {
        loop {
            let mut tx = self.store.write().await?;
            let from = tx.bookmark(BOOKMARK).await?.unwrap_or(0);
            if from == ALL {
                return Ok(());
            }
            let next = tx.note_pictures_from(from).await?;
            tx.set_bookmark(BOOKMARK, next.unwrap_or(ALL)).await?;
            tx.commit().await?;
            // Whoever writes goes first.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn list(&mut self, file: String) -> Result<(), store::Error> {
        let (media, asked) = (Arc::clone(&self.media), file.clone());
        let taken = match tokio::task::spawn_blocking(move || media.taken(&asked)).await {
            Ok(Ok(Some(taken))) => taken,
            Ok(Ok(None)) => {
                self.missing.insert(file);
                return Ok(());
            }
            Ok(Err(error)) => {
                tracing::warn!(picture.file = file, %error, "a picture could not be listed");
                self.missing.insert(file);
                return Ok(());
            }
            Err(error) => {
                tracing::error!(picture.file = file, %error, "listing a picture failed");
                self.missing.insert(file);
                return Ok(());
            }
        };
        let mut record = taken.record("");
        // An import's words stand in its story, and say more than the file.
        if let Some(told) = self.told_of(&file).await? {
            let or_else = |said: Option<String>, own: &mut String| {
                if let Some(said) = said.filter(|words| !words.trim().is_empty()) {
                    *own = said;
                }
            };
            or_else(Some(told.alt), &mut record.alt);
            or_else(told.caption, &mut record.caption);
            or_else(told.credit, &mut record.credit);
            or_else(told.rights, &mut record.rights);
            record.focus = told.focus;
        }
        let mut tx = self.store.write().await?;
        tx.list_picture(&record, Some(taken.likeness), None).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn told_of(&self, file: &str) -> Result<Option<Picture>, store::Error> {
        let uses = self.store.picture_uses(file, 1).await?;
        let content = uses.into_iter().next().map(|one| one.content);
        Ok(content.and_then(|content| {
            content.picture.iter().chain(content.body.pictures()).find(|picture| picture.file == file).cloned()
        }))
    }
}
