//! The page cache's follower: what an entry touched, no page may go on showing.

use std::sync::Arc;

use jiff::Timestamp;
use newsroom::{EntryKind, Live, UseKey};
use store::{Follower, Result, Sealed};
use web::Touches;

use crate::Site;

pub(crate) struct Pages {
    pub(crate) site: Arc<Site>,
}

impl Follower for Pages {
    fn name(&self) -> &'static str {
        "pages"
    }

    async fn apply(&self, entries: &[Sealed]) -> Result<()> {
        let standing = |entry: &Sealed| entry.story().is_none();
        // The house first: a page rendered between the drop and the new house would be kept with the old names.
        if entries.iter().any(standing) {
            let house = self.site.reading.house().await?;
            *self.site.house.write().expect("nothing panics while it is held") = Arc::new(house);
            self.site.take_words_in().await;
        }
        let withdrawn: Vec<_> = entries
            .iter()
            .filter(|sealed| sealed.entry.kind == EntryKind::Withdraw)
            .filter_map(Sealed::story)
            .collect();
        if !withdrawn.is_empty() {
            self.site.counter.forget(&withdrawn);
        }
        let mut touches = Touches::default();
        for sealed in entries {
            let hour = first_published(sealed);
            sealed.entry.touches.iter().for_each(|key| touches.add(key.clone(), hour));
        }
        for edition in self.site.house().editions.keys() {
            if touches.holds(&UseKey::latest(edition)) {
                self.site.latest.forget(edition);
            }
        }
        self.site.cache.drop_touched(touches);
        Ok(())
    }
}

/// The hour by which lists hold the story of an entry. It never changes, so it was the same before the act.
fn first_published(sealed: &Sealed) -> Option<Timestamp> {
    sealed.story()?;
    serde_json::from_str::<Live>(&sealed.entry.state).ok().map(|live| live.published_at)
}
