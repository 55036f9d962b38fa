//! `manset demo`: fills an empty newsroom with a sample paper, by the same acts as a real one.
//!
//! The paper is made up: a province, its people and its agencies that do not exist. Its texts stand in `demo/`, its
//! pictures are painted by [`painted`]. Every act is performed in the order of its hour, so that the ledger reads like a
//! paper's.

mod markup;
mod paper;

mod painted;
mod story;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use jiff::{SignedDuration, Timestamp};
use newsroom::acts::{self, Ground};
use newsroom::content::URGENCY_USUAL;
use newsroom::lists::{HourOfReads, hour_of};
use newsroom::{
    Actor, Author, Block, Byline, Content, Credit, EditionCode, FrontKey, Picture, Placement, SectionKey, StoryNumber,
    Tag,
};
use store::{Store, Writing};

use paper::Paper;
use story::{PictureEntry, StoryFile};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo");

/// What the newsroom was filled with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub editions: usize,
    pub stories: usize,
    pub scheduled: usize,
    pub pictures: usize,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { editions, stories, scheduled, pictures } = self;
        write!(f, "The newsroom has {editions} editions, {stories} stories, {scheduled} scheduled, and {pictures} pictures.")
    }
}

/// Fills an empty newsroom.
///
/// # Errors
/// When the newsroom is not empty, or what the store or the picture library failed with.
pub async fn fill(store: &Store, library: &media::Library) -> anyhow::Result<Filled> {
    let (paper, stories) = read()?;
    if !store.reading().house().await?.editions.is_empty() {
        bail!("the newsroom is not empty: the sample paper fills only a new one");
    }
    eprintln!("Painting pictures…");
    let pictures = paint(library, &paper, &stories)?;
    eprintln!("Publishing {} stories…", stories.len());
    let mut filling = Filling {
        store,
        paper: &paper,
        pictures: &pictures,
        now: store.clock().now(),
        numbers: HashMap::new(),
        translated: stories.iter().filter_map(|story| story.front.translation_of.clone()).collect(),
    };
    filling.open(&stories).await?;
    filling.perform(&stories).await?;
    filling.arrange(&stories).await?;
    filling.count(&stories).await?;
    Ok(Filled {
        editions: paper.editions.len(),
        stories: stories.iter().filter(|story| story.front.hours_ago.is_some()).count(),
        scheduled: stories.iter().filter(|story| story.front.hours_ago.is_none()).count(),
        pictures: pictures.len(),
    })
}

fn read() -> anyhow::Result<(Paper, Vec<StoryFile>)> {
    let text = |path: &str| FILES.get_file(path).and_then(|file| file.contents_utf8());
    let paper = Paper::read(text("paper.toml").context("demo/paper.toml is not in the program")?)?;
    let mut stories = Vec::new();
    for edition in &paper.editions {
        let folder = FILES.get_dir(format!("stories/{}", edition.key)).context("an edition without stories")?;
        for file in folder.files() {
            let name = file.path().display().to_string();
            let text = file.contents_utf8().with_context(|| format!("{name} is not UTF-8"))?;
            stories.push(StoryFile::read(edition.key.as_str(), &name, text)?);
        }
    }
    Ok((paper, stories))
}

/// Painted pictures by scene and seed.
type Pictures = HashMap<(String, u64), media::Stored>;

/// Paints every picture there is need of, on as many threads as there are cores.
fn paint(library: &media::Library, paper: &Paper, stories: &[StoryFile]) -> anyhow::Result<Pictures> {
    let in_stories = stories.iter().filter_map(|story| story.front.picture.as_ref());
    let in_stories = in_stories.map(|picture| (picture.scene.clone(), picture.seed));
    let columnists = paper.authors.iter().filter(|author| author.column.is_some());
    let portraits = columnists.map(|author| ("portrait".to_owned(), portrait_seed(&author.slug)));
    let mut wanted: Vec<(String, u64)> = in_stories.chain(portraits).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let painted = tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            let shares: Vec<_> = wanted
                .chunks(wanted.len().div_ceil(threads).max(1))
                .map(|share| {
                    scope.spawn(move || {
                        share
                            .iter()
                            .map(|(scene, seed)| {
                                // Portraits are cut square where columnists stand; the middle holds the face.
                                let jpeg = painted::paint(scene, *seed, 1600, 1067);
                                Ok(((scene.clone(), *seed), library.add(&jpeg)?))
                            })
                            .collect::<Result<Vec<_>, media::Error>>()
                    })
                })
                .collect();
            shares.into_iter().map(|share| share.join().expect("painting does not panic on known scenes")).collect::<Vec<_>>()
        })
    });
    let mut pictures = HashMap::new();
    for share in painted {
        pictures.extend(share?);
    }
    Ok(pictures)
}

/// The same face for the same person.
fn portrait_seed(slug: &str) -> u64 {
    slug.bytes().fold(7, |seed, byte| seed * 31 % 9_973 + u64::from(byte))
}

struct Filling<'p> {
    store: &'p Store,
    paper: &'p Paper,
    pictures: &'p Pictures,
    now: Timestamp,
    /// Numbers given so far, by the files' ids.
    numbers: HashMap<String, StoryNumber>,
    /// Ids of stories that others translate.
    translated: HashSet<String>,
}

/// One thing that happened to a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Publish,
    Update,
    Correct,
    Withdraw,
    Schedule,
}

impl Filling<'_> {
    fn ago(&self, hours: f64) -> Timestamp {
        self.now - SignedDuration::from_secs((hours * 3600.0) as i64)
    }

    /// Editions, sections and authors, before the first story.
    async fn open(&self, stories: &[StoryFile]) -> anyhow::Result<()> {
        let oldest = stories.iter().filter_map(|story| story.front.hours_ago).fold(0.0, f64::max);
        let at = self.ago(oldest + 24.0);
        let actor = Actor::new("demo");
        let mut tx = self.store.write().await?;
        for (order, entry) in (1..).zip(&self.paper.editions) {
            let decided = acts::open_edition(entry.edition(order), tx.house().await?, &actor, at)?;
            tx.save(decided).await?;
            for section in &entry.sections {
                let colour = Some(section.colour.clone());
                let house = tx.house().await?;
                let decided =
                    acts::open_section(&entry.key, &section.name, Some(&section.key), colour, house, &actor, at)?;
                tx.save(decided).await?;
            }
            for author in &self.paper.authors {
                let signs = stories.iter().any(|story| {
                    story.edition == entry.key.as_str() && story.front.by.contains(&author.slug)
                });
                if signs {
                    let decided = acts::change_author(self.author(author, &entry.key), tx.house().await?, &actor, at)?;
                    tx.save(decided).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(())
    }

    fn author(&self, author: &paper::AuthorEntry, edition: &EditionCode) -> Author {
        let portrait = self.pictures.get(&("portrait".to_owned(), portrait_seed(&author.slug)));
        Author {
            edition: edition.clone(),
            slug: author.slug.clone(),
            name: author.name.clone(),
            role: author.column.clone().unwrap_or_else(|| author.role.clone()),
            about: author.bio.clone(),
            columnist: author.column.is_some(),
            portrait: portrait.filter(|_| author.column.is_some()).map(|stored| picture(stored, &author.name)),
        }
    }

    /// Everything that happened, in the order of its hour.
    async fn perform(&mut self, stories: &[StoryFile]) -> anyhow::Result<()> {
        let mut deeds: Vec<(Timestamp, Deed, &StoryFile)> = Vec::new();
        for story in stories {
            let front = &story.front;
            let mut happened = |hours: Option<f64>, deed: Deed| {
                deeds.extend(hours.map(|hours| (self.ago(hours), deed, story)));
            };
            happened(front.hours_ago, Deed::Publish);
            happened(front.updated_hours_ago, Deed::Update);
            happened(front.correction.as_ref().and(front.correction_hours_ago), Deed::Correct);
            // Readers saw it for an hour.
            happened(front.withdrawn.as_ref().and(front.hours_ago).map(|hours| hours - 1.0), Deed::Withdraw);
            happened(front.schedule_in_hours.map(|_| 0.0), Deed::Schedule);
        }
        deeds.sort_by(|a, b| (a.0, a.1, &a.2.front.id).cmp(&(b.0, b.1, &b.2.front.id)));
        for batch in deeds.chunks(40) {
            let mut tx = self.store.write().await?;
            for (at, deed, story) in batch {
                self.one(&mut tx, *at, *deed, story).await.with_context(|| story.front.id.clone())?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    async fn one(&mut self, tx: &mut Writing, at: Timestamp, deed: Deed, file: &StoryFile) -> anyhow::Result<()> {
        let actor = Actor::new(match file.front.by.first() {
            Some(slug) => format!("user:{slug}"),
            None => "demo".to_owned(),
        });
        let number = match self.numbers.get(&file.front.id) {
            Some(number) => *number,
            None => {
                let uri = format!("tag:manset.example,2026:demo/{}", file.front.id);
                let number = tx.new_story(&uri, &EditionCode::from(file.edition.as_str()), None).await?.number;
                self.numbers.insert(file.front.id.clone(), number);
                number
            }
        };
        let story = tx.story(number).await?;
        let last = self.content(file, number);
        let house = tx.house().await?;
        let decided = match deed {
            Deed::Publish => acts::publish(&story, first_version(file, last), house, &actor, at, at)?,
            Deed::Update => acts::publish(&story, last, house, &actor, at, at)?,
            Deed::Correct => {
                acts::correct(&story, last, file.front.correction.as_deref().unwrap_or_default(), house, &actor, at)?
            }
            Deed::Withdraw => {
                let reason = file.front.withdrawn.clone().unwrap_or_default();
                acts::withdraw(&story, Ground::Own { reason }, house, &actor, at)?
            }
            Deed::Schedule => {
                let revision = tx.save_draft(number, &last, &actor).await?;
                let hours = file.front.schedule_in_hours.unwrap_or_default();
                let due = self.now + SignedDuration::from_secs((hours * 3600.0) as i64);
                tx.schedule(number, revision, due, &actor).await?;
                return Ok(());
            }
        };
        tx.save(decided).await?;
        Ok(())
    }

    /// The story as its file has it: its last version.
    fn content(&self, file: &StoryFile, own: StoryNumber) -> Content {
        let front = &file.front;
        let edition = self.paper.editions.iter().find(|edition| edition.key.as_str() == file.edition);
        let language = edition.expect("stories are read by edition").language;
        let published = front.hours_ago.map_or(self.now, |hours| self.ago(hours));
        let group = match &front.translation_of {
            Some(original) => self.numbers.get(original).map(|number| number.0),
            None => Some(own.0),
        };
        Content {
            language: language.code().to_owned(),
            kicker: front.kicker.clone(),
            headline: front.headline.clone(),
            standfirst: Some(front.standfirst.clone()),
            body: markup::read(&file.body, &|id| self.numbers.get(id).copied()),
            bylines: front.by.iter().map(|slug| self.byline(slug)).collect(),
            credits: front.credit.iter().map(|code| Credit { name: self.paper.credit(code) }).collect(),
            dateline: front.dateline.clone(),
            sections: file.sections().map(|key| SectionKey::from(key.as_str())).collect(),
            tags: front.tags.iter().map(|name| Tag { name: name.clone(), slug: language::slug(name, language) }).collect(),
            picture: front.picture.as_ref().and_then(|entry| self.picture(entry)),
            urgency: front.urgency.unwrap_or(URGENCY_USUAL),
            breaking_until: front.breaking_for_hours.map(|hours| published + SignedDuration::from_secs((hours * 3600.0) as i64)),
            advertorial: front.advertorial,
            translation: group.filter(|_| front.translation_of.is_some() || self.translated.contains(&front.id)),
        }
    }

    fn byline(&self, slug: &str) -> Byline {
        let name = self.paper.author(slug).map_or(slug, |author| &author.name);
        Byline { name: name.to_owned(), slug: slug.to_owned() }
    }

    fn picture(&self, entry: &PictureEntry) -> Option<Picture> {
        let stored = self.pictures.get(&(entry.scene.clone(), entry.seed))?;
        Some(Picture {
            caption: Some(entry.caption.clone()),
            credit: Some(entry.credit.clone()),
            ..picture(stored, &entry.alt)
        })
    }

    /// The fronts, arranged as an editor would have.
    async fn arrange(&self, stories: &[StoryFile]) -> anyhow::Result<()> {
        let mut slots: BTreeMap<&str, Vec<Placement>> = BTreeMap::new();
        for story in stories {
            if let (Some(slot), Some(number)) = (story.front.slot, self.numbers.get(&story.front.id)) {
                slots.entry(&story.edition).or_default().push(Placement { slot, story: *number });
            }
        }
        let mut tx = self.store.write().await?;
        for (edition, placements) in slots {
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

    /// Reads, spread over the hours since publication, more of them while a story was new.
    async fn count(&self, stories: &[StoryFile]) -> anyhow::Result<()> {
        let mut counted = Vec::new();
        for story in stories {
            let (Some(hours_ago), Some(number)) = (story.front.hours_ago, self.numbers.get(&story.front.id)) else {
                continue;
            };
            let hours = (hours_ago.ceil() as i64).clamp(1, 7 * 24 - 1);
            let whole: f64 = (0..hours).map(|hour| share(hour as f64)).sum();
            for hour in 0..hours {
                let reads = (story.front.reads as f64 * share(hour as f64) / whole).round() as i64;
                if reads > 0 {
                    counted.push(HourOfReads { story: *number, hour: hour_of(self.ago(hours_ago)) + hour, reads });
                }
            }
        }
        self.store.counting().add(&counted).await?;
        Ok(())
    }
}

/// How much of a story's reading falls into its n-th hour: half as much after six hours.
fn share(hour: f64) -> f64 {
    0.5_f64.powf(hour / 6.0)
}

/// The first version of a story that was changed later: without its last paragraph if it was updated, with the wrong
/// words if it was corrected.
fn first_version(file: &StoryFile, mut content: Content) -> Content {
    if file.front.updated_hours_ago.is_some() && content.body.0.len() > 2 {
        content.body.0.pop();
        while matches!(content.body.0.last(), Some(Block::Heading { .. })) {
            content.body.0.pop();
        }
    }
    for (right, wrong) in &file.front.first_said {
        for block in &mut content.body.0 {
            if let Block::Paragraph { text } = block {
                for run in text {
                    run.text = run.text.replace(right, wrong);
                }
            }
        }
    }
    content
}

fn picture(stored: &media::Stored, alt: &str) -> Picture {
    Picture {
        file: stored.file.clone(),
        width: stored.width,
        height: stored.height,
        widths: stored.widths.clone(),
        colour: stored.colour.clone(),
        alt: alt.to_owned(),
        caption: None,
        credit: None,
    }
}

#[cfg(test)]
mod tests {
    use store::{Clock, Place};

    use super::*;

    #[test]
    fn every_file_reads_and_names_what_is_there() {
        let (paper, stories) = read().expect("the demo's files are whole");
        let count = |edition: &str| stories.iter().filter(|story| story.edition == edition).count();
        assert!(count("tr") >= 60 && count("ar") >= 10 && count("en") >= 10);
        assert_eq!(paper.authors.iter().filter(|author| author.column.is_some()).count(), 3);
        for story in &stories {
            assert!(story.front.by.iter().all(|slug| paper.author(slug).is_some()), "{}", story.front.id);
            assert!(
                story.front.picture.as_ref().is_none_or(|picture| painted::SCENES.contains(&picture.scene.as_str())),
                "{}",
                story.front.id
            );
        }
    }

    #[tokio::test]
    async fn an_empty_newsroom_is_filled_once_and_its_ledger_verifies() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Place::Folder(folder.path().into()), Clock::of_the_machine()).await.expect("it opens");
        let (paper, stories) = read().expect("the demo's files are whole");
        // Without pictures: painting them is the scenes' own test, and takes long unoptimised.
        let mut filling = Filling {
            store: &store,
            paper: &paper,
            pictures: &HashMap::new(),
            now: store.clock().now(),
            numbers: HashMap::new(),
            translated: stories.iter().filter_map(|story| story.front.translation_of.clone()).collect(),
        };
        filling.open(&stories).await.expect("it opens");
        filling.perform(&stories).await.expect("it performs");
        filling.arrange(&stories).await.expect("it arranges");
        filling.count(&stories).await.expect("it counts");
        let report = store::ledger::verify(&store).await.expect("it reads");
        assert_eq!(report.faults, []);
        let entries = store.reading().entries_after(newsroom::Position(0), 10_000).await.expect("it reads");
        assert!(entries.is_sorted_by_key(|sealed| sealed.entry.at), "acts stand in the order of their hours");
        let library = media::Library::open(folder.path().join("media")).expect("it opens");
        assert!(fill(&store, &library).await.is_err(), "a newsroom that is not empty is left alone");
    }
}
