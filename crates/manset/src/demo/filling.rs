//! The acts that make the demo paper: what happened to its stories in the last weeks, performed in the order of its
//! hours, so that ledger, histories and archive read as if the paper had been there all along.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use newsroom::acts::{self, Ground};
use newsroom::{Actor, Author, EditionCode, FrontKey, Placement, StoryNumber};
use store::{Store, Writing};

use super::paper::{AuthorEntry, Paper};
use super::pictures::Pictures;
use super::story::StoryFile;
use super::{Filled, reads};

/// How long readers saw the story that was withdrawn.
const WITHDRAWN_AFTER_HOURS: f64 = 1.0;

/// Acts in one transaction: enough that waiting for the disk does not count.
const BATCH: usize = 40;

/// A paper on its way into the newsroom.
pub(super) struct Filling<'p> {
    pub store: &'p Store,
    pub paper: &'p Paper,
    pub stories: &'p [StoryFile],
    pub pictures: &'p Pictures,
    /// The hour from which the files count back.
    pub now: Timestamp,
    /// Numbers given so far, by the files' ids.
    pub numbers: HashMap<String, StoryNumber>,
    /// Ids of stories that others translate.
    pub translated: HashSet<String>,
}

/// One thing that happens to a story, in the order in which things can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    Publish,
    Update,
    Correct,
    Withdraw,
    Schedule,
}

impl<'p> Filling<'p> {
    pub fn new(
        store: &'p Store,
        paper: &'p Paper,
        stories: &'p [StoryFile],
        pictures: &'p Pictures,
        now: Timestamp,
    ) -> Self {
        let translated = stories.iter().filter_map(|story| story.front.translation_of.clone()).collect();
        Self { store, paper, stories, pictures, now, numbers: HashMap::new(), translated }
    }

    /// Performs everything.
    ///
    /// # Errors
    /// What the store failed with, or an act refused, with the story's id.
    pub async fn fill(mut self) -> anyhow::Result<Filled> {
        self.open().await?;
        self.perform().await?;
        self.arrange().await?;
        self.count().await?;
        Ok(Filled {
            editions: self.paper.editions.len(),
            stories: self.stories.iter().filter(|story| story.front.hours_ago.is_some()).count(),
            scheduled: self.stories.iter().filter(|story| story.front.schedule_in_hours.is_some()).count(),
            pictures: self.pictures.len(),
        })
    }

    pub fn ago(&self, hours: f64) -> Timestamp {
        self.now - duration(hours)
    }

    /// Editions, sections and authors, a day before the first story.
    async fn open(&self) -> anyhow::Result<()> {
        let oldest = self.stories.iter().filter_map(|story| story.front.hours_ago).fold(0.0, f64::max);
        let (at, actor) = (self.ago(oldest + 24.0), Actor::new("demo"));
        let mut tx = self.store.write().await?;
        let mut at_home: HashSet<&str> = HashSet::new();
        for (order, entry) in (1..).zip(&self.paper.editions) {
            let decided = acts::open_edition(entry.edition(order), tx.house().await?, &actor, at)?;
            tx.save(decided).await?;
            for section in &entry.sections {
                let (slug, colour) = (Some(section.key.as_str()), Some(section.colour.clone()));
                let house = tx.house().await?;
                let decided = acts::open_section(&entry.key, &section.name, slug, colour, house, &actor, at)?;
                tx.save(decided).await?;
            }
            let here = |story: &&StoryFile| story.edition == entry.key.as_str();
            let signing: HashSet<&str> =
                self.stories.iter().filter(here).flat_map(|story| &story.front.by).map(String::as_str).collect();
            for author in self.paper.authors.iter().filter(|author| signing.contains(author.slug.as_str())) {
                let author = self.author(author, &entry.key, at_home.insert(&author.slug));
                let decided = acts::change_author(author, tx.house().await?, &actor, at)?;
                tx.save(decided).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// An author as one edition introduces them. What the file says of them is in the language of the first edition they
    /// sign in; the others have the name alone rather than words their readers do not read.
    fn author(&self, entry: &AuthorEntry, edition: &EditionCode, at_home: bool) -> Author {
        let named = Author {
            edition: edition.clone(),
            slug: entry.slug.clone(),
            name: entry.name.clone(),
            role: String::new(),
            about: String::new(),
            columnist: false,
            portrait: self.pictures.portrait(entry),
        };
        if !at_home {
            return named;
        }
        let role = entry.column.as_ref().unwrap_or(&entry.role).clone();
        Author { role, about: entry.bio.clone(), columnist: entry.column.is_some(), ..named }
    }

    /// Everything that happened, in the order of its hour.
    async fn perform(&mut self) -> anyhow::Result<()> {
        let deeds = self.deeds();
        for batch in deeds.chunks(BATCH) {
            let mut tx = self.store.write().await?;
            for (at, deed, story) in batch {
                self.one(&mut tx, *at, *deed, story).await.with_context(|| story.name.clone())?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    fn deeds(&self) -> Vec<(Timestamp, Deed, &'p StoryFile)> {
        let mut deeds = Vec::new();
        for story in self.stories {
            let front = &story.front;
            let mut happened = |hours: Option<f64>, deed: Deed| {
                deeds.extend(hours.map(|hours| (self.ago(hours), deed, story)));
            };
            happened(front.hours_ago, Deed::Publish);
            happened(front.updated_hours_ago, Deed::Update);
            happened(front.correction_hours_ago, Deed::Correct);
            happened(withdrawn_hours_ago(story), Deed::Withdraw);
            happened(front.schedule_in_hours.map(|_| 0.0), Deed::Schedule);
        }
        deeds.sort_by(|a, b| (a.0, a.1, &a.2.front.id).cmp(&(b.0, b.1, &b.2.front.id)));
        deeds
    }

    async fn one(&mut self, tx: &mut Writing, at: Timestamp, deed: Deed, file: &StoryFile) -> anyhow::Result<()> {
        let front = &file.front;
        let actor = front.by.first().map_or(Actor::new("demo"), |slug| Actor::new(format!("user:{slug}")));
        let number = match self.numbers.get(&front.id) {
            Some(number) => *number,
            None => {
                let uri = format!("tag:manset.example,2026:demo/{}", front.id);
                let number = tx.new_story(&uri, &EditionCode::from(file.edition.as_str()), None).await?.number;
                self.numbers.insert(front.id.clone(), number);
                number
            }
        };
        let story = tx.story(number).await?;
        let content = self.content(file, number, deed)?;
        let house = tx.house().await?;
        let decided = match deed {
            Deed::Publish | Deed::Update => acts::publish(&story, content, house, &actor, at, at)?,
            Deed::Correct => {
                let note = front.correction.as_deref().unwrap_or_default();
                acts::correct(&story, content, note, house, &actor, at)?
            }
            Deed::Withdraw => {
                let reason = front.withdrawn.clone().unwrap_or_default();
                let ground = match front.withdrawn_by_order_of.clone() {
                    Some(authority) => Ground::Order { authority, reason },
                    None => Ground::Own { reason },
                };
                acts::withdraw(&story, ground, house, &actor, at)?
            }
            Deed::Schedule => {
                let due = self.now + duration(front.schedule_in_hours.unwrap_or_default());
                let revision = tx.save_draft(number, &content, &actor).await?;
                tx.schedule(number, revision, due, &actor).await?;
                return Ok(());
            }
        };
        tx.save(decided).await?;
        Ok(())
    }

    /// The fronts, as they stand now.
    async fn arrange(&self) -> anyhow::Result<()> {
        let mut fronts: BTreeMap<&str, Vec<Placement>> = BTreeMap::new();
        for story in self.stories {
            if let (Some(slot), Some(number)) = (story.front.slot, self.numbers.get(&story.front.id)) {
                fronts.entry(&story.edition).or_default().push(Placement { slot, story: *number });
            }
        }
        let mut tx = self.store.write().await?;
        for (edition, placements) in fronts {
            let edition = EditionCode::from(edition);
            let placed: Vec<StoryNumber> = placements.iter().map(|placement| placement.story).collect();
            let live = tx.live_among(&edition, &placed).await?;
            let key = FrontKey { edition, section: None };
            let decided = acts::place(key, placements, &live, tx.house().await?, &Actor::new("demo"), self.now)?;
            tx.save(decided).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn count(&self) -> anyhow::Result<()> {
        let mut counted = Vec::new();
        for story in self.stories {
            let (Some(hours_ago), Some(number)) = (story.front.hours_ago, self.numbers.get(&story.front.id)) else {
                continue;
            };
            let until = self.ago(withdrawn_hours_ago(story).unwrap_or(0.0));
            counted.extend(reads::spread(*number, story.front.reads, self.ago(hours_ago), until));
        }
        let counted: Vec<_> = counted.into_iter().flat_map(|hour| reads::by_source(hour, self.now)).collect();
        self.store.counting().add_counted(&counted, self.now).await?;
        Ok(())
    }
}

fn withdrawn_hours_ago(story: &StoryFile) -> Option<f64> {
    story.front.withdrawn.as_ref().and(story.front.hours_ago).map(|hours| (hours - WITHDRAWN_AFTER_HOURS).max(0.0))
}

pub(super) fn duration(hours: f64) -> SignedDuration {
    SignedDuration::from_secs((hours * 3600.0).round() as i64)
}
