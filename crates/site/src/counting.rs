//! Counting reads without cookies: one number for each story, added to the database every second, and the lists that
//! come of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use newsroom::lists::{self, HIGHLIGHTS_DAYS, HourOfReads, minute_of};
use newsroom::{EditionCode, StoryNumber, UseKey};
use store::{Clock, Counted, Counting, Reading};
use web::Reads;

use crate::Site;

/// All counting of this node.
pub(crate) struct Counter {
    counting: Counting,
    clock: Clock,
    stories: Mutex<HashMap<StoryNumber, Arc<Reads>>>,
    /// Counted and not yet written: what a failed write gives back.
    pending: tokio::sync::Mutex<Vec<Counted>>,
    known: RwLock<Known>,
}

/// The reads of a week, of all nodes, as last read from the database.
#[derive(Default)]
struct Known {
    stories: HashMap<StoryNumber, (EditionCode, Timestamp)>,
    hours: HashMap<(i64, StoryNumber), i64>,
    ranked: HashMap<EditionCode, Ranked>,
}

/// The lists by counted reads, longer than any page shows so that a page can leave some out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ranked {
    pub most_read: Vec<StoryNumber>,
    /// With the hour of first publication, since a week's highlights end with the week.
    pub highlights: Vec<(StoryNumber, Timestamp)>,
}

/// How often counts are written down, and lists made anew from everybody's.
const EVERY: Duration = Duration::from_secs(1);

impl Counter {
    pub(crate) async fn open(reading: &Reading, counting: Counting, clock: Clock) -> store::Result<Self> {
        let counter = Self {
            counting,
            clock,
            stories: Mutex::default(),
            pending: tokio::sync::Mutex::default(),
            known: RwLock::default(),
        };
        let since = lists::hour_of(counter.clock.now()) - 24 * HIGHLIGHTS_DAYS;
        counter.learn(reading, since).await?;
        Ok(counter)
    }

    /// The count of a story, for its page to hold.
    pub(crate) fn of(&self, story: StoryNumber) -> Arc<Reads> {
        let mut stories = self.stories.lock().expect("nothing panics while it is held");
        Arc::clone(stories.entry(story).or_default())
    }

    pub(crate) fn ranked(&self, edition: &EditionCode) -> Ranked {
        self.known.read().expect("nothing panics while it is held").ranked.get(edition).cloned().unwrap_or_default()
    }

    /// Writes down what was counted. What cannot be written waits for the next time.
    pub(crate) async fn flush(&self) {
        let mut pending = self.pending.lock().await;
        let now = self.clock.now();
        let minute = minute_of(now);
        {
            let mut stories = self.stories.lock().expect("nothing panics while it is held");
            stories.retain(|story, count| {
                let taken = count.take();
                let is_read = !taken.is_empty();
                pending.extend(taken.into_iter().map(|(source, reads)| Counted {
                    story: *story,
                    minute,
                    source,
                    reads,
                }));
                // A count that no page holds is made again when one does.
                is_read || Arc::strong_count(count) > 1
            });
        }
        match self.counting.add_counted(&pending, now).await {
            Ok(()) => pending.clear(),
            Err(error) => tracing::warn!(%error, counts = pending.len(), "reads could not be written down; they wait"),
        }
    }

    /// Reads everybody's counts from `hour` on. Returns what those hours were before the next look.
    async fn learn(&self, reading: &Reading, hour: i64) -> store::Result<()> {
        let counted = reading.reads_since(hour).await?;
        let week_ago = lists::hour_of(self.clock.now()) - 24 * HIGHLIGHTS_DAYS;
        let mut known = self.known.write().expect("nothing panics while it is held");
        known.hours.retain(|(at, _), _| (week_ago..hour).contains(at));
        for (edition, published_at, reads) in counted {
            known.stories.insert(reads.story, (edition, published_at));
            known.hours.insert((reads.hour, reads.story), reads.reads);
        }
        Ok(())
    }

    /// Forgets stories that readers can no longer see.
    pub(crate) fn forget(&self, stories: &[StoryNumber]) {
        let mut known = self.known.write().expect("nothing panics while it is held");
        known.hours.retain(|(_, story), _| !stories.contains(story));
        for story in stories {
            known.stories.remove(story);
        }
    }

    /// Makes the lists anew and returns the keys of those that changed.
    fn rank(&self) -> Vec<UseKey> {
        let now = self.clock.now();
        let mut known = self.known.write().expect("nothing panics while it is held");
        let mut by_edition: HashMap<EditionCode, Vec<HourOfReads>> = HashMap::new();
        for ((hour, story), reads) in &known.hours {
            if let Some((edition, _)) = known.stories.get(story) {
                let counted = HourOfReads { story: *story, hour: *hour, reads: *reads };
                by_edition.entry(edition.clone()).or_default().push(counted);
            }
        }
        // An edition whose last read has grown old still has its lists to lose.
        for edition in known.ranked.keys() {
            by_edition.entry(edition.clone()).or_default();
        }
        let mut changed = Vec::new();
        for (edition, reads) in by_edition {
            let published_at = |story| known.stories.get(&story).map(|(_, at)| *at);
            let highlights = lists::highlights(&reads, published_at, now).items;
            let ranked = Ranked {
                most_read: lists::most_read(&reads, published_at, now),
                highlights: highlights.into_iter().filter_map(|story| Some((story, published_at(story)?))).collect(),
            };
            let before = known.ranked.insert(edition.clone(), ranked.clone()).unwrap_or_default();
            if before.most_read != ranked.most_read {
                changed.push(UseKey::ranking(&edition, MOST_READ));
            }
            if before.highlights != ranked.highlights {
                changed.push(UseKey::ranking(&edition, HIGHLIGHTS));
            }
        }
        changed
    }
}

pub(crate) const MOST_READ: &str = "most-read";
pub(crate) const HIGHLIGHTS: &str = "highlights";

impl Site {
    /// Writes counts down and makes the lists anew, every second, until dropped.
    pub(crate) async fn keep_counts(self: Arc<Self>) {
        let mut learned = lists::hour_of(self.clock.now());
        loop {
            self.cache.drop_users(&self.counter.rank());
            tokio::time::sleep(EVERY).await;
            self.counter.flush().await;
            // The hour before too: another node may have written its last second of it late.
            let hour = lists::hour_of(self.clock.now());
            match self.counter.learn(&self.reading, learned.min(hour) - 1).await {
                Ok(()) => learned = hour,
                Err(error) => tracing::warn!(%error, "counted reads could not be read; lists stay as they are"),
            }
        }
    }
}
