//! The lists beside a page: the day's headlines, highlights of the week, most read, the breaking band. Which stories
//! stand in them follows from the formulas of `newsroom::lists`; nothing is filled up.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use newsroom::lists::{self, HEADLINES_HOURS, HEADLINES_MAX, HIGHLIGHTS_DAYS, HIGHLIGHTS_MAX, MOST_READ_MAX};
use newsroom::{EditionCode, FrontKey, StoryNumber, UseKey};
use pages::Composer;
use pages::views::CardView;
use store::Listed;

use crate::counting::{HIGHLIGHTS, MOST_READ};
use crate::render::Making;

/// The numbers of the stories in each box, and when time alone would change them.
#[derive(Debug, Default)]
pub(crate) struct Boxes {
    pub headlines: Vec<StoryNumber>,
    pub highlights: Vec<StoryNumber>,
    pub most_read: Vec<StoryNumber>,
    pub valid_until: Option<Timestamp>,
}

impl Making {
    /// The boxes of an edition, without `without`: the story whose page it is.
    pub(crate) async fn boxes(&self, edition: &EditionCode, without: Option<StoryNumber>) -> Result<Boxes, web::Error> {
        self.boxes_of(&FrontKey::of(edition), without).await
    }

    /// The same; beside a section what is read most and what stands out are of its own stories. The headlines are the day's
    /// everywhere.
    pub(crate) async fn boxes_of(&self, of: &FrontKey, without: Option<StoryNumber>) -> Result<Boxes, web::Error> {
        let edition = &of.edition;
        let front = FrontKey::of(edition);
        self.used([
            UseKey::latest(edition),
            UseKey::front(&front),
            UseKey::ranking(of, HIGHLIGHTS),
            UseKey::ranking(of, MOST_READ),
        ]);
        let since = self.now - SignedDuration::from_hours(HEADLINES_HOURS);
        let recent = self.site.latest.since(since, edition, self.reading()).await?;
        let placed: Vec<_> = self
            .house
            .front(&front)
            .map(|front| front.placements.iter().map(|placed| placed.story).collect())
            .unwrap_or_default();
        let headlines = lists::headlines(&placed, &recent, self.now);
        let ranked = self.site.counter.ranked(of);
        let week = SignedDuration::from_hours(24 * HIGHLIGHTS_DAYS);
        let fresh: Vec<_> = ranked.highlights.iter().filter(|(_, at)| *at > self.now - week).collect();
        let week_ends = fresh.iter().map(|(_, at)| *at + week).min();
        let other = |number: &StoryNumber| Some(*number) != without;
        Ok(Boxes {
            headlines: headlines.items.into_iter().filter(other).take(HEADLINES_MAX).collect(),
            highlights: fresh.into_iter().map(|(number, _)| *number).filter(other).take(HIGHLIGHTS_MAX).collect(),
            most_read: ranked.most_read.into_iter().filter(other).take(MOST_READ_MAX).collect(),
            valid_until: headlines.valid_until.into_iter().chain(week_ends).min(),
        })
    }

    /// The breaking band's story, with the hour at which the band lets it go: the one that was set for the edition, else the
    /// newest that says so of itself.
    pub(crate) async fn breaking(&self, edition: &EditionCode) -> Result<Option<(Listed, Timestamp)>, web::Error> {
        self.used([UseKey::breaking(edition)]);
        let set = self.house.front(&FrontKey::of(edition)).and_then(|front| front.breaking);
        if let Some(band) = set.filter(|band| band.until > self.now)
            && let Some(listed) = self.cards(&[band.story]).await?.into_iter().next()
        {
            return Ok(Some((listed, band.until)));
        }
        Ok(self.reading().breaking(edition, self.now).await?)
    }
}

/// The band as the page shows it; the page expires with it.
pub(crate) fn band(composer: &Composer<'_>, breaking: &Option<(Listed, Timestamp)>) -> Option<CardView> {
    let (listed, until) = breaking.as_ref()?;
    composer.expires(*until);
    Some(card(composer, listed))
}

pub(crate) fn card(composer: &Composer<'_>, listed: &Listed) -> CardView {
    composer.card(&listed.live, &listed.card)
}

/// Stories by number, to be put into several boxes.
pub(crate) struct Deck(HashMap<StoryNumber, Listed>);

impl Deck {
    pub(crate) fn new(listed: impl IntoIterator<Item = Listed>) -> Self {
        Self(listed.into_iter().map(|listed| (listed.live.number, listed)).collect())
    }

    pub(crate) fn put(&mut self, listed: Listed) {
        self.0.insert(listed.live.number, listed);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Listed> {
        self.0.values()
    }

    pub(crate) fn get(&self, number: StoryNumber) -> Option<&Listed> {
        self.0.get(&number)
    }

    /// The cards of these stories, in this order, without those that are not there.
    pub(crate) fn cards(&self, composer: &Composer<'_>, numbers: &[StoryNumber]) -> Vec<CardView> {
        numbers.iter().filter_map(|number| self.get(*number)).map(|listed| card(composer, listed)).collect()
    }
}

/// Numbers of several lists, each once.
pub(crate) fn together<'n>(lists: impl IntoIterator<Item = &'n [StoryNumber]>) -> Vec<StoryNumber> {
    let mut seen = HashSet::new();
    lists.into_iter().flatten().copied().filter(|number| seen.insert(*number)).collect()
}
