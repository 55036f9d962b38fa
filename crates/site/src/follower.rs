//! The page cache's follower: what an entry touched, no page may go on showing.

use std::sync::Arc;

use newsroom::{EntryKind, UseKey};
use store::{Follower, Result, Sealed};

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
        }
        let withdrawn: Vec<_> = entries
            .iter()
            .filter(|sealed| sealed.entry.kind == EntryKind::Withdraw)
            .filter_map(Sealed::story)
            .collect();
        if !withdrawn.is_empty() {
            self.site.counter.forget(&withdrawn);
        }
        let mut keys: Vec<UseKey> = entries.iter().flat_map(|sealed| sealed.entry.touches.iter().cloned()).collect();
        keys.sort_unstable();
        keys.dedup();
        self.site.cache.drop_users(&keys);
        Ok(())
    }
}
