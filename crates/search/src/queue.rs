//! Stories to be read into the index beside the following: the newest first, and no more than the index keeps.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use newsroom::StoryNumber;
use tokio::sync::Notify;

use crate::WINDOW;

#[derive(Default)]
pub(crate) struct Queue {
    waiting: Mutex<BTreeSet<(Timestamp, StoryNumber)>>,
    more: Notify,
    /// Some were taken and are not read in yet.
    taken: AtomicBool,
}

impl Queue {
    pub(crate) fn add(&self, stories: impl IntoIterator<Item = (Timestamp, StoryNumber)>) {
        let mut waiting = self.waiting.lock().expect("nothing panics while it is held");
        waiting.extend(stories);
        // What is older than so many others would be pushed out by them.
        while waiting.len() > WINDOW {
            waiting.pop_first();
        }
        drop(waiting);
        self.more.notify_one();
    }

    /// Takes at most `count`, waiting until there is one.
    pub(crate) async fn newest(&self, count: usize) -> Vec<(Timestamp, StoryNumber)> {
        loop {
            let more = self.more.notified();
            let taken: Vec<_> = {
                let mut waiting = self.waiting.lock().expect("nothing panics while it is held");
                let taken: Vec<_> = std::iter::from_fn(|| waiting.pop_last()).take(count).collect();
                self.taken.store(!taken.is_empty(), Ordering::SeqCst);
                taken
            };
            if !taken.is_empty() {
                return taken;
            }
            more.await;
        }
    }

    /// What was taken is read in.
    pub(crate) fn rest(&self) {
        self.taken.store(false, Ordering::SeqCst);
    }

    pub(crate) fn is_at_work(&self) -> bool {
        let waiting = self.waiting.lock().expect("nothing panics while it is held");
        !waiting.is_empty() || self.taken.load(Ordering::SeqCst)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.lock().expect("nothing panics while it is held").is_empty()
    }

    /// The story was read in meanwhile.
    pub(crate) fn forget(&self, number: StoryNumber) {
        self.waiting.lock().expect("nothing panics while it is held").retain(|(_, other)| *other != number);
    }
}
