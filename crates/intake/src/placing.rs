//! From arrivals to stories: which edition and section a thing belongs to, whether it is published, and what came of
//! it. Everything is kept exactly as sent besides.
//!
//! Placing is idempotent: the same version of the same thing taken in twice changes nothing.

use std::collections::HashMap;

use jiff::Timestamp;
use language::{Detectable, Language};
use newsroom::acts::{self, Ground, Hours};
use newsroom::content::URGENCY_USUAL;
use newsroom::lint::Finding;
use newsroom::{
    Actor, Block, Body, Byline, Content, Credit, Edition, EditionCode, Hour, Live, Precision, Section, SectionKey,
    Story, StoryNumber, Tag, address,
};
use serde::Serialize;
use store::{Store, Verdict, WireItem, Writing};

use crate::{Arrival, ArrivalKind, PubStatus, TimePrecision};

/// What whoever imports says of the whole import.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// For arrivals whose own words name no section. Opened if the edition has none of the name.
    pub section: Option<String>,
    /// For arrivals whose language no edition has.
    pub edition: Option<EditionCode>,
    /// An archive's own section words open sections that are missing.
    pub opens_sections: bool,
    /// Do everything and keep nothing.
    pub dry_run: bool,
    /// The file or feed it comes from.
    pub source: String,
}

/// What came of one arrival.
#[derive(Clone, Debug, Serialize)]
pub struct Placed {
    pub uri: String,
    pub verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<StoryNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Why it went no further, or where it was put for want of a better place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// Places arrivals in one transaction.
///
/// # Errors
/// What the store failed with; nothing of the batch is kept then.
pub async fn place(store: &Store, arrivals: Vec<Arrival>, wishes: &Wishes) -> store::Result<Vec<Placed>> {
    let mut placing = Placing {
        tx: store.write().await?,
        wishes,
        actor: Actor::new("import"),
        opens_editions: false,
        sections: HashMap::new(),
    };
    placing.opens_editions = placing.tx.house().await?.editions.is_empty() || placing.was_made_by_import().await?;
    let uris: Vec<&str> = arrivals.iter().map(|arrival| arrival.uri.as_str()).collect();
    placing.tx.learn_uris(&uris).await?;
    placing.tx.learn_wire_items(&uris).await?;
    let mut placed = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        placed.push(placing.one(arrival).await?);
    }
    if !wishes.dry_run {
        placing.tx.commit().await?;
    }
    Ok(placed)
}

struct Placing<'w> {
    tx: Writing,
    wishes: &'w Wishes,
    actor: Actor,
    /// The newsroom was empty: editions are opened as languages come.
    opens_editions: bool,
    /// Sections by the words that named them: telling which is meant folds the names of all.
    sections: HashMap<(EditionCode, String), Option<Section>>,
}

/// Where a story of the newsroom is to stand.
struct Home {
    edition: Edition,
    sections: Vec<SectionKey>,
    note: Option<String>,
}

impl Placing<'_> {
    /// A newsroom whose editions an import opened goes on opening them; one that people set up decides for itself.
    async fn was_made_by_import(&mut self) -> store::Result<bool> {
        Ok(self.tx.house().await?.editions.values().all(|edition| edition.name == paper_name(edition.language)))
    }

    async fn one(&mut self, arrival: Arrival) -> store::Result<Placed> {
        let version = arrival.version.clone().unwrap_or_default();
        if self.tx.wire_item_raw(&arrival.uri, &version).await?.as_deref() == Some(&arrival.raw) {
            return Ok(self.answer(&arrival, Verdict::Unchanged, None, None));
        }
        let placed = if has_words(&arrival) { self.story(&arrival).await? } else { self.kept(&arrival) };
        self.tx
            .keep_wire_item(&WireItem {
                uri: arrival.uri.clone(),
                version,
                source: self.wishes.source.clone(),
                raw: arrival.raw,
                story: placed.story,
                verdict: placed.verdict,
            })
            .await?;
        Ok(placed)
    }

    fn kept(&self, arrival: &Arrival) -> Placed {
        let note = "kept as sent: it has no words to make a story of".to_owned();
        self.answer(arrival, Verdict::Kept, None, Some(note))
    }

    async fn story(&mut self, arrival: &Arrival) -> store::Result<Placed> {
        let known = self.tx.story_by_uri(&arrival.uri).await?;
        if arrival.status == PubStatus::Canceled {
            return self.taken_back(arrival, known).await;
        }
        let home = self.home(arrival, known.as_ref()).await?;
        let content = content_of(arrival, home.edition.language, &home.sections);
        let now = self.tx.now();
        let embargo = arrival.embargoed_until.filter(|until| *until > now);
        let story = match known {
            Some(story) => {
                if story.embargo_until != embargo {
                    self.tx.set_embargo(story.number, embargo).await?;
                }
                Story { embargo_until: embargo, ..story }
            }
            None => self.tx.new_story(&arrival.uri, &home.edition.code, embargo).await?,
        };
        if !arrival.findings.is_empty() {
            self.tx.keep_findings(story.number, &arrival.findings).await?;
        }
        let mut placed = match arrival.status {
            PubStatus::Usable if embargo.is_some() => self.scheduled(arrival, &story, &content, embargo).await?,
            PubStatus::Usable => self.published(arrival, &story, content, now).await?,
            _ => {
                self.tx.save_draft(story.number, &content, &self.actor).await?;
                self.answer(arrival, Verdict::Draft, Some(&story), Some("held back by its sender".to_owned()))
            }
        };
        placed.note = placed.note.or(home.note);
        Ok(placed)
    }

    async fn published(
        &mut self,
        arrival: &Arrival,
        story: &Story,
        content: Content,
        now: Timestamp,
    ) -> store::Result<Placed> {
        let hours = hours(arrival, now);
        let house = self.tx.house().await?;
        match acts::publish_as_of(story, content.clone(), house, &self.actor, hours, now) {
            Ok(decided) => {
                let newsroom::Public::Story(live) = &decided.public else {
                    unreachable!("publishing makes a story public")
                };
                let live = live.clone();
                self.tx.save(decided).await?;
                let verdict = if story.live.is_some() { Verdict::Updated } else { Verdict::Published };
                let mut placed = self.answer(arrival, verdict, Some(story), None);
                placed.url = self.url(&live).await?;
                Ok(placed)
            }
            Err(acts::PublishRefused::Unchanged) => Ok(self.answer(arrival, Verdict::Unchanged, Some(story), None)),
            // Refused for readers, not lost for the desk.
            Err(refused) => {
                self.tx.save_draft(story.number, &content, &self.actor).await?;
                Ok(self.answer(arrival, Verdict::Draft, Some(story), Some(refused.to_string())))
            }
        }
    }

    async fn scheduled(
        &mut self,
        arrival: &Arrival,
        story: &Story,
        content: &Content,
        until: Option<Timestamp>,
    ) -> store::Result<Placed> {
        let revision = self.tx.save_draft(story.number, content, &self.actor).await?;
        if let Some(until) = until {
            self.tx.schedule(story.number, revision, until, &self.actor).await?;
        }
        let note = until.map(|until| format!("under embargo: goes live at {until}"));
        Ok(self.answer(arrival, Verdict::Scheduled, Some(story), note))
    }

    async fn taken_back(&mut self, arrival: &Arrival, known: Option<Story>) -> store::Result<Placed> {
        let Some(story) = known else {
            let note = "taken back by its sender before it was here".to_owned();
            return Ok(self.answer(arrival, Verdict::Kept, None, Some(note)));
        };
        self.tx.unschedule(story.number).await?;
        let now = self.tx.now();
        let house = self.tx.house().await?;
        let language = house.edition(&story.edition).map_or(Language::Turkish, |edition| edition.language);
        let ground = Ground::Own { reason: taken_back_words(language).to_owned() };
        match acts::withdraw(&story, ground, house, &self.actor, now) {
            Ok(decided) => {
                self.tx.save(decided).await?;
                Ok(self.answer(arrival, Verdict::Withdrawn, Some(&story), None))
            }
            Err(refused) => Ok(self.answer(arrival, Verdict::Kept, Some(&story), Some(refused.to_string()))),
        }
    }

    fn answer(&self, arrival: &Arrival, verdict: Verdict, story: Option<&Story>, note: Option<String>) -> Placed {
        Placed {
            uri: arrival.uri.clone(),
            verdict,
            story: story.map(|story| story.number),
            url: None,
            headline: arrival.headline.clone(),
            note,
            findings: arrival.findings.clone(),
        }
    }

    async fn url(&mut self, live: &Live) -> store::Result<Option<String>> {
        let house = self.tx.house().await?;
        Ok(house.edition(&live.edition).map(|edition| address::story_path(house, edition, live)))
    }

    // ---- where it belongs ----

    async fn home(&mut self, arrival: &Arrival, known: Option<&Story>) -> store::Result<Home> {
        let edition = match known {
            // A story never changes its edition: its number and address hang on it.
            Some(story) => self.tx.house().await?.edition(&story.edition).cloned(),
            None => None,
        };
        let edition = match edition {
            Some(edition) => edition,
            None => self.edition(arrival).await?,
        };
        let mut sections: Vec<SectionKey> = Vec::new();
        for word in &arrival.section_words {
            let found = self.section(&edition, word).await?;
            let found = match found {
                None if self.wishes.opens_sections && sections.is_empty() => {
                    Some(self.open_section(&edition, word).await?)
                }
                found => found,
            };
            sections.extend(found.filter(|section| !section.closed).map(|section| section.key));
            // An agency files one thing under many subjects; its home is the first that is a section of ours.
            if !sections.is_empty() {
                break;
            }
        }
        if !sections.is_empty() {
            return Ok(Home { edition, sections, note: None });
        }
        if let Some(wish) = self.wishes.section.clone() {
            let section = match self.section(&edition, &wish).await? {
                Some(section) => section,
                None => self.open_section(&edition, &wish).await?,
            };
            return Ok(Home { edition, sections: vec![section.key], note: None });
        }
        let first =
            self.tx.house().await?.sections_of(&edition.code).into_iter().find(|section| !section.closed).cloned();
        let section = match first {
            Some(section) => section,
            None => self.open_section(&edition, general_section(edition.language)).await?,
        };
        let note = format!("nothing in it names a section; put under {}", section.name);
        Ok(Home { edition, sections: vec![section.key], note: Some(note) })
    }

    async fn edition(&mut self, arrival: &Arrival) -> store::Result<Edition> {
        let language = language_of(arrival);
        if let Some(language) = language {
            if let Some(edition) = self.tx.house().await?.edition_in(language) {
                return Ok(edition.clone());
            }
            if self.opens_editions {
                return self.open_edition(language).await;
            }
        }
        if let Some(wish) = self.wishes.edition.clone()
            && let Some(edition) = self.tx.house().await?.edition(&wish)
        {
            return Ok(edition.clone());
        }
        let first = self.tx.house().await?.editions_in_order().first().map(|edition| (*edition).clone());
        match first {
            Some(edition) => Ok(edition),
            None => self.open_edition(Language::Turkish).await,
        }
    }

    async fn open_edition(&mut self, language: Language) -> store::Result<Edition> {
        let now = self.tx.now();
        let house = self.tx.house().await?;
        let is_first = house.editions.is_empty();
        let edition = Edition {
            name: paper_name(language).to_owned(),
            path: if is_first { String::new() } else { language.code().to_owned() },
            order: house.editions.len() as i64 + 1,
            ..Edition::new(language.code(), language)
        };
        let decided = acts::open_edition(edition.clone(), house, &self.actor, now)?;
        self.tx.save(decided).await?;
        Ok(edition)
    }

    async fn section(&mut self, edition: &Edition, word: &str) -> store::Result<Option<Section>> {
        let named = (edition.code.clone(), word.to_owned());
        if let Some(known) = self.sections.get(&named) {
            return Ok(known.clone());
        }
        let found = self.tx.house().await?.section_named(edition, word).cloned();
        self.sections.insert(named, found.clone());
        Ok(found)
    }

    async fn open_section(&mut self, edition: &Edition, name: &str) -> store::Result<Section> {
        let now = self.tx.now();
        let house = self.tx.house().await?;
        let opened = acts::open_section(&edition.code, name, None, None, house, &self.actor, now);
        // A word that our addresses need gets another slug and keeps its name.
        let decided = match opened {
            Err(acts::SectionRefused::SlugReserved(slug)) => {
                let slug = format!("{slug}-2");
                acts::open_section(&edition.code, name, Some(&slug), None, house, &self.actor, now)?
            }
            opened => opened?,
        };
        let newsroom::Public::Section(section) = &decided.public else {
            unreachable!("opening makes a section public")
        };
        let section = section.clone();
        self.tx.save(decided).await?;
        self.sections.clear();
        Ok(section)
    }
}

/// Texts, and whatever else comes with words of its own. A lone picture's caption makes no story.
fn has_words(arrival: &Arrival) -> bool {
    let text = matches!(arrival.kind, ArrivalKind::Text | ArrivalKind::Composite | ArrivalKind::Other(_));
    (text && arrival.headline.is_some()) || !arrival.body.0.is_empty()
}

fn language_of(arrival: &Arrival) -> Option<Language> {
    if let Some(tag) = &arrival.language {
        return Language::from_tag(tag);
    }
    let text = format!("{}\n{}", arrival.headline.as_deref().unwrap_or_default(), arrival.body.plain_text());
    match language::detect(&text)?.language {
        Detectable::Known(language) => Some(language),
        Detectable::Other => None,
    }
}

/// The hours readers are told of an arrival that is published `now`.
fn hours(arrival: &Arrival, now: Timestamp) -> Hours {
    // A story cannot have appeared in times to come; a sender's clock may be ahead of ours.
    let hour = |at: Option<Timestamp>, known| at.map(|at| Hour { at: at.min(now), precision: precision(known) });
    let updated = hour(arrival.version_created, arrival.version_precision);
    let mut published = hour(arrival.first_created, arrival.time_precision).or(updated).unwrap_or(now.into());
    if let Some(updated) = updated.filter(|_| published.precision == Precision::Day) {
        // The noon that stands for a day is no reason to tell a version of that morning as one of noon.
        published.at = published.at.min(updated.at);
    }
    Hours { published, updated }
}

fn precision(known: TimePrecision) -> Precision {
    match known {
        TimePrecision::Exact | TimePrecision::HourOnly => Precision::Exact,
        TimePrecision::Day | TimePrecision::Unknown => Precision::Day,
    }
}

/// The newsroom's content of an arrival that is to stand in these sections of an edition in `language`.
pub fn content_of(arrival: &Arrival, language: Language, sections: &[SectionKey]) -> Content {
    let tag = arrival.language.clone().or_else(|| language_of(arrival).map(|found| found.code().to_owned()));
    let mut tags: Vec<Tag> = Vec::new();
    for name in &arrival.tags {
        let slug = language::slug(name, language);
        let is_section = sections.iter().any(|section| section.as_str() == slug);
        if !is_section && tags.iter().all(|tag| tag.slug != slug) && tags.len() < TAGS_MAX {
            tags.push(Tag { name: name.clone(), slug });
        }
    }
    let bylines = arrival.bylines.iter().filter(|name| !name.trim().is_empty());
    let mut credits: Vec<Credit> = arrival.credits.iter().map(|name| Credit { name: name.clone() }).collect();
    if arrival.bylines.is_empty() && credits.is_empty() && is_archive(arrival) {
        // An old page that named nobody: what readers can be told is that it comes from the old site.
        credits.push(Credit { name: archive_credit(language).to_owned() });
    }
    Content {
        language: tag.unwrap_or_else(|| language.code().to_owned()),
        kicker: arrival.kicker.clone(),
        headline: arrival.headline.clone().or_else(|| arrival.slugline.clone()).unwrap_or_default(),
        standfirst: arrival.standfirst.clone(),
        body: with_pictures(arrival),
        bylines: bylines.map(|name| Byline { name: name.clone(), slug: language::slug(name, language) }).collect(),
        credits,
        dateline: arrival.dateline.clone(),
        sections: sections.to_vec(),
        tags,
        picture: arrival
            .pictures
            .iter()
            .find(|picture| picture.body_place.is_none())
            .and_then(|main| main.stored.clone()),
        urgency: arrival.urgency.unwrap_or(URGENCY_USUAL),
        ..Content::default()
    }
}

/// The body with those of its pictures that are in our library.
fn with_pictures(arrival: &Arrival) -> Body {
    let mut body = arrival.body.clone();
    let mut placed: Vec<_> =
        arrival.pictures.iter().filter_map(|arrived| Some((arrived.body_place?, arrived.stored.clone()?))).collect();
    // From the end, so that a place still means what it meant; two at one place stay in their order.
    placed.sort_by_key(|(place, _)| *place);
    for (place, picture) in placed.into_iter().rev() {
        body.0.insert(place.min(body.0.len()), Block::Picture { picture });
    }
    body
}

/// Subjects beyond these say nothing more to a reader.
const TAGS_MAX: usize = 12;

fn is_archive(arrival: &Arrival) -> bool {
    arrival.brief || arrival.uri.starts_with("urn:portal-page:")
}

fn archive_credit(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Eski site arşivi",
        Language::Arabic => "أرشيف الموقع القديم",
        Language::English => "Archive of the former site",
        Language::Kurmanji => "Arşîva malpera kevn",
    }
}

fn taken_back_words(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Haberi geçen ajans geri çekti.",
        Language::Arabic => "سحبت الوكالة هذا الخبر.",
        Language::English => "The agency that sent this story has withdrawn it.",
        Language::Kurmanji => "Ajansê ev nûçe paşve kişand.",
    }
}

fn paper_name(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Gazete",
        Language::Arabic => "الجريدة",
        Language::English => "The Paper",
        Language::Kurmanji => "Rojname",
    }
}

fn general_section(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Gündem",
        Language::Arabic => "أخبار",
        Language::English => "News",
        Language::Kurmanji => "Rojev",
    }
}
