//! The last day's stories of each edition, which the headlines beside nearly every page are chosen from: asked of the
//! database once, and again after an act that touched them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use newsroom::EditionCode;
use newsroom::lists::Recent;
use store::Reading;

#[derive(Default)]
pub(crate) struct Latest {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// Counts what was forgotten: an answer that was asked for before is not kept after.
    forgettings: u64,
    /// With the hour from which on they are all there.
    stories: HashMap<EditionCode, (Timestamp, Arc<Vec<Recent>>)>,
}

impl Latest {
    /// Stories published or updated after `since`, and some from before it.
    pub(crate) async fn since(
        &self,
        since: Timestamp,
        edition: &EditionCode,
        reading: &Reading,
    ) -> store::Result<Arc<Vec<Recent>>> {
        let forgettings = {
            let known = self.known.lock().expect("nothing panics while it is held");
            match known.stories.get(edition) {
                Some((from, stories)) if *from <= since => return Ok(Arc::clone(stories)),
                _ => known.forgettings,
            }
        };
        let stories = Arc::new(reading.recent(edition, since).await?);
        let mut known = self.known.lock().expect("nothing panics while it is held");
        if known.forgettings == forgettings {
            known.stories.insert(edition.clone(), (since, Arc::clone(&stories)));
        }
        Ok(stories)
    }

    /// Something touched the latest of an edition. To be called before the pages that show them are dropped.
    pub(crate) fn forget(&self, edition: &EditionCode) {
        let mut known = self.known.lock().expect("nothing panics while it is held");
        known.forgettings += 1;
        known.stories.remove(edition);
    }
}
