//! Who has a story open, as this node knows from signs of life.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use newsroom::StoryNumber;
use serde::Serialize;

#[derive(Debug, Default)]
pub(crate) struct Presence(Mutex<HashMap<StoryNumber, HashMap<String, Seen>>>);

#[derive(Debug)]
struct Seen {
    who: Present,
    at: Instant,
}

/// Somebody who has the story open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Present {
    pub actor: String,
    pub name: String,
    pub tab: String,
}

/// An open page gives a sign of life every ten seconds.
const GONE_AFTER: Duration = Duration::from_secs(25);

impl Presence {
    /// Notes a sign of life and returns the others.
    pub fn seen(&self, story: StoryNumber, who: Present, now: Instant) -> Vec<Present> {
        let mut stories = self.0.lock().expect("nothing panics while it is held");
        stories.retain(|_, tabs| {
            tabs.retain(|_, seen| now.duration_since(seen.at) < GONE_AFTER);
            !tabs.is_empty()
        });
        let tabs = stories.entry(story).or_default();
        let tab = who.tab.clone();
        tabs.insert(tab.clone(), Seen { who, at: now });
        let mut others: Vec<_> =
            tabs.iter().filter(|(other, _)| **other != tab).map(|(_, seen)| seen.who.clone()).collect();
        others.sort_by(|one, other| (&one.name, &one.tab).cmp(&(&other.name, &other.tab)));
        others
    }
}
