//! Counting reads without cookies: one number for each story, added to the database every second, and the lists that
//! come of it.

mod once;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use newsroom::lists::{self, HIGHLIGHTS_DAYS, HourOfWorth, Told, minute_of};
use newsroom::{EditionCode, FrontKey, SectionKey, Source, StoryNumber, UseKey};
use store::{Clock, Counted, Counting};
use web::Reads;

use crate::Site;
pub(crate) use once::Once;

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
    stories: HashMap<StoryNumber, ReadStory>,
    /// What each hour's reads of a story count.
    hours: HashMap<(i64, StoryNumber), f64>,
    /// By edition, and by section of those that have readers.
    ranked: HashMap<FrontKey, Ranked>,
}

/// A story that was read.
struct ReadStory {
    edition: EditionCode,
    section: SectionKey,
    published_at: Timestamp,
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
    pub(crate) async fn open(counting: Counting, clock: Clock) -> store::Result<Self> {
        let counter = Self {
            counting,
            clock,
            stories: Mutex::default(),
            pending: tokio::sync::Mutex::default(),
            known: RwLock::default(),
        };
        let since = lists::hour_of(counter.clock.now()) - 24 * HIGHLIGHTS_DAYS;
        counter.learn(since).await?;
        Ok(counter)
    }

    /// The count of a story, for its page to hold.
    pub(crate) fn of(&self, story: StoryNumber) -> Arc<Reads> {
        let mut stories = self.stories.lock().expect("nothing panics while it is held");
        Arc::clone(stories.entry(story).or_default())
    }

    pub(crate) fn ranked(&self, of: &FrontKey) -> Ranked {
        self.known.read().expect("nothing panics while it is held").ranked.get(of).cloned().unwrap_or_default()
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

    /// Reads everybody's counts from `hour` on.
    async fn learn(&self, hour: i64) -> store::Result<()> {
        let read = self.counting.reads_by_source_since(hour).await?;
        let mut by_hour: HashMap<(i64, StoryNumber), Vec<(Source, i64)>> = HashMap::new();
        let week_ago = lists::hour_of(self.clock.now()) - 24 * HIGHLIGHTS_DAYS;
        let mut known = self.known.write().expect("nothing panics while it is held");
        known.hours.retain(|(at, _), _| (week_ago..hour).contains(at));
        for store::HourBySource { story, hour, source, reads, edition, section, published_at } in read {
            known.stories.insert(story, ReadStory { edition, section, published_at });
            by_hour.entry((hour, story)).or_default().push((source, reads));
        }
        known.hours.extend(by_hour.into_iter().map(|(key, by_source)| (key, lists::worth(by_source))));
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

    /// Makes the lists anew and returns the keys of those that changed. `event_of` gives the first story of a story's event.
    fn rank(&self, event_of: impl Fn(StoryNumber) -> Option<StoryNumber>) -> Vec<UseKey> {
        let now = self.clock.now();
        let mut known = self.known.write().expect("nothing panics while it is held");
        let Known { stories, hours, ranked } = &mut *known;
        // Each read counts in its edition and in its section.
        let mut by_front: HashMap<(&EditionCode, Option<&SectionKey>), Vec<HourOfWorth>> = HashMap::new();
        for ((hour, story), worth) in &*hours {
            if let Some(ReadStory { edition, section, .. }) = stories.get(story) {
                let counted = HourOfWorth { story: *story, hour: *hour, worth: *worth };
                by_front.entry((edition, None)).or_default().push(counted);
                by_front.entry((edition, Some(section))).or_default().push(counted);
            }
        }
        let told = |story| {
            let ReadStory { section, published_at, .. } = stories.get(&story)?;
            let event = event_of(story).unwrap_or(story);
            Some(Told { published_at: *published_at, section: section.as_str(), event })
        };
        let with_hour = |story| Some((story, stories.get(&story)?.published_at));
        let anew: HashMap<FrontKey, Ranked> = by_front
            .into_iter()
            .map(|((edition, section), reads)| {
                let highlights = lists::highlights(&reads, told, now).items;
                let lists = Ranked {
                    most_read: lists::most_read(&reads, told, now),
                    highlights: highlights.into_iter().filter_map(with_hour).collect(),
                };
                (FrontKey { edition: edition.clone(), section: section.cloned() }, lists)
            })
            .collect();
        // Those whose last read has grown old lose their lists.
        let nothing = Ranked::default();
        let fronts: HashSet<&FrontKey> = ranked.keys().chain(anew.keys()).collect();
        let mut changed = Vec::new();
        for of in fronts {
            let (before, now) = (ranked.get(of).unwrap_or(&nothing), anew.get(of).unwrap_or(&nothing));
            if before.most_read != now.most_read {
                changed.push(UseKey::ranking(of, MOST_READ));
            }
            if before.highlights != now.highlights {
                changed.push(UseKey::ranking(of, HIGHLIGHTS));
            }
        }
        *ranked = anew;
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
            self.cache.drop_users(&self.counter.rank(|story| self.index.event_of(story)));
            tokio::time::sleep(EVERY).await;
            self.counter.flush().await;
            // The hour before too: another node may have written its last second of it late.
            let hour = lists::hour_of(self.clock.now());
            match self.counter.learn(learned.min(hour) - 1).await {
                Ok(()) => learned = hour,
                Err(error) => tracing::warn!(%error, "counted reads could not be read; lists stay as they are"),
            }
        }
    }
}
