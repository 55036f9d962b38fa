//! A follower that writes down what it was given, for tests of what followers see.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use newsroom::Position;
use store::{Follower, Following, Sealed, Store};

/// Everything a follower was given, in the order in which it came.
#[derive(Default)]
pub struct Witness {
    seen: Mutex<Vec<Sealed>>,
}

impl Witness {
    /// Sets a witness to work from after `from`.
    pub fn from(store: &Store, from: Position) -> (Arc<Self>, Following) {
        let witness = Arc::new(Self::default());
        let following = store.follow(witness.clone(), from);
        (witness, following)
    }

    /// What it has seen.
    pub fn seen(&self) -> Vec<Sealed> {
        self.seen.lock().expect("no test panics while holding this").clone()
    }

    pub fn positions(&self) -> Vec<i64> {
        self.seen.lock().expect("no test panics while holding this").iter().map(|sealed| sealed.position.0).collect()
    }
}

impl Follower for Witness {
    fn name(&self) -> &'static str {
        "witness"
    }

    async fn apply(&self, entries: &[Sealed]) -> store::Result<()> {
        self.seen.lock().expect("no test panics while holding this").extend_from_slice(entries);
        Ok(())
    }
}

/// How long tests wait for what must come: only a failing test waits so long, and a machine may be busy with others.
pub const PATIENCE: Duration = Duration::from_secs(60);
