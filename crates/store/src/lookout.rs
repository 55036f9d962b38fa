//! The reader site's second handle: it sees how far the ledger has come and how much is late, and sets followers to work.
//!
//! A follower needs the ledger's position as this node's acts move it, which only the store knows. The store itself stays
//! in here, so whoever holds a lookout has no way to a draft, nor to [`Writing`](crate::Writing).

use std::sync::Arc;

use jiff::Timestamp;
use newsroom::Position;
use tokio::task::JoinHandle;

use crate::{Follower, Following, Result, Store};

/// Looks after what follows the ledger. It changes nothing and tells no words.
#[derive(Clone)]
pub struct Lookout {
    store: Store,
}

impl Store {
    /// The handle of whoever keeps followers and writes nothing.
    pub fn lookout(&self) -> Lookout {
        Lookout { store: self.clone() }
    }
}

impl Lookout {
    /// As [`Store::head`].
    pub fn head(&self) -> Position {
        self.store.head()
    }

    /// As [`Store::follow`].
    pub fn follow<F: Follower>(&self, follower: Arc<F>, from: Position) -> Following {
        self.store.follow(follower, from)
    }

    /// As [`Store::watch_ledger`].
    pub fn watch_ledger(&self) -> JoinHandle<()> {
        self.store.watch_ledger()
    }

    /// How many publications and arrangements should have gone out before `now` and have not.
    pub async fn late(&self, now: Timestamp) -> Result<usize> {
        Ok(self.store.late(now).await?.len() + self.store.late_fronts(now).await?.len())
    }
}
