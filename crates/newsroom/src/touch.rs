//! What a page used and what an act touched, in one vocabulary: a cached page is dropped when an entry touches
//! something it used. The same words go out as `Cache-Tag`, so they hold no space and no comma.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::content::Content;
use crate::house::Edition;
use crate::ids::{EditionCode, FrontKey, SectionKey, StoryNumber};
use crate::lists::HEADLINES_HOURS;
use crate::story::Live;

/// One thing a page can have used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UseKey(String);

/// Stories in one part of the sitemap: far under the protocol's 50,000, so that one part renders quickly.
pub const SITEMAP_PART_STORIES: i64 = 5_000;

impl UseKey {
    /// A story's public state, its content, and whether it is there at all.
    pub fn story(number: StoryNumber) -> Self {
        Self(format!("story/{number}"))
    }
    /// Which stories an edition has, by hour of publication, with what a list shows of each.
    pub fn edition_list(edition: &EditionCode) -> Self {
        Self(format!("list/{edition}"))
    }
    /// The edition's stories published or updated within the last [`HEADLINES_HOURS`], which the day's headlines are
    /// chosen from: they stand beside nearly every page, and an archive that comes in must not drop them all.
    pub fn latest(edition: &EditionCode) -> Self {
        Self(format!("latest/{edition}"))
    }
    pub fn section_list(edition: &EditionCode, section: &SectionKey) -> Self {
        Self(format!("list/{edition}/section/{section}"))
    }
    pub fn tag_list(edition: &EditionCode, slug: &str) -> Self {
        Self(format!("list/{edition}/tag/{slug}"))
    }
    pub fn author_list(edition: &EditionCode, slug: &str) -> Self {
        Self(format!("list/{edition}/author/{slug}"))
    }
    /// What was published on one day of the edition's zone.
    pub fn day_list(edition: &EditionCode, date: Date) -> Self {
        Self(format!("list/{edition}/day/{date}"))
    }
    /// The breaking band.
    pub fn breaking(edition: &EditionCode) -> Self {
        Self(format!("breaking/{edition}"))
    }
    pub fn corrections(edition: &EditionCode) -> Self {
        Self(format!("corrections/{edition}"))
    }
    /// Stories that say the same in other languages.
    pub fn translations(group: i64) -> Self {
        Self(format!("translations/{group}"))
    }
    pub fn front(key: &FrontKey) -> Self {
        Self(format!("front/{key}"))
    }
    /// The standing parts every page shows: names, menu, masthead, authors.
    pub fn house() -> Self {
        Self("house".to_owned())
    }
    /// One part of an edition's sitemap: stories numbered from `part × SITEMAP_PART_STORIES`.
    pub fn sitemap(edition: &EditionCode, part: i64) -> Self {
        Self(format!("sitemap/{edition}/{part}"))
    }
    /// A list by counted reads, of an edition or of one of its sections; touched by the count, not by an entry.
    pub fn ranking(of: &FrontKey, list: &str) -> Self {
        Self(format!("ranking/{list}/{of}"))
    }
    /// Which stories are like this one; touched by the likeness index.
    pub fn related(number: StoryNumber) -> Self {
        Self(format!("related/{number}"))
    }
    /// Which of the edition's stories are one event; touched by the same index.
    pub fn events(edition: &EditionCode) -> Self {
        Self(format!("events/{edition}"))
    }
    /// Templates, styles and words.
    pub fn theme() -> Self {
        Self("theme".to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a key back from a stored entry.
    pub fn parse(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for UseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The lists a live story stands in. `store` keeps exactly these rows; an act touches them before and after.
pub fn lists_of(live: &Live, content: &Content) -> BTreeSet<UseKey> {
    let edition = &live.edition;
    let mut lists = BTreeSet::from([UseKey::edition_list(edition)]);
    lists.extend(content.sections.iter().map(|section| UseKey::section_list(edition, section)));
    lists.extend(content.tags.iter().map(|tag| UseKey::tag_list(edition, &tag.slug)));
    lists.extend(content.bylines.iter().map(|byline| UseKey::author_list(edition, &byline.slug)));
    lists
}

/// Everything that shows this state of the story.
pub fn shown_by(edition: &Edition, live: &Live, content: &Content, now: Timestamp) -> BTreeSet<UseKey> {
    let mut keys = lists_of(live, content);
    keys.insert(UseKey::story(live.number));
    keys.insert(UseKey::day_list(&live.edition, day_of(edition, live.published_at)));
    keys.insert(UseKey::sitemap(&live.edition, live.number.0 / SITEMAP_PART_STORIES));
    // With an hour to spare: the clocks of two nodes need not agree.
    if live.updated_at > now - SignedDuration::from_hours(HEADLINES_HOURS + 1) {
        keys.insert(UseKey::latest(&live.edition));
    }
    if content.breaking_until.is_some() {
        keys.insert(UseKey::breaking(&live.edition));
    }
    if let Some(group) = content.translation {
        keys.insert(UseKey::translations(group));
    }
    keys
}

/// The day an hour falls on, where the edition is read.
pub fn day_of(edition: &Edition, at: Timestamp) -> Date {
    at.to_zoned_datetime(edition.time_zone()).date()
}
