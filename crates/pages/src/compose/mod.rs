//! From domain types to views: printed hours, addresses, pictures, cards. One [`Composer`] makes one page.

mod head;
mod heads;
mod institution;
mod story;

use std::cell::Cell;
use std::fmt::Write as _;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use language::{Direction, Language};
use newsroom::address;
use newsroom::picture::AVIF_WIDTH_MAX;
use newsroom::{
    Author, Byline, Card, Content, Credit, Edition, Hour, House, Live, Picture, Precision, Section, SectionKey,
};

pub use head::Head;
pub use story::StoryParts;

use crate::theme::Theme;
use crate::views::{AuthorView, CardView, Link, MenuItem, PictureView, SourceView, TimeView, TranslationView};

/// Makes the parts of one page, as one edition writes them at one hour.
pub struct Composer<'a> {
    pub house: &'a House,
    pub edition: &'a Edition,
    /// Scheme and host without a slash at the end.
    pub origin: &'a str,
    pub theme: &'a Theme,
    pub now: Timestamp,
    zone: TimeZone,
    valid_until: Cell<Option<Timestamp>>,
}

impl<'a> Composer<'a> {
    /// `origin` is scheme and host (`https://example.com`); `now` is the hour the page is read at.
    pub fn new(house: &'a House, edition: &'a Edition, origin: &'a str, theme: &'a Theme, now: Timestamp) -> Self {
        let origin = origin.trim_end_matches('/');
        Self { house, edition, origin, theme, now, zone: edition.time_zone(), valid_until: Cell::new(None) }
    }

    /// The first moment at which what was composed so far would read otherwise: an age grows, the day ends.
    /// Nothing if it holds for ever. Ask when the page is done.
    pub fn valid_until(&self) -> Option<Timestamp> {
        self.valid_until.get()
    }

    /// Lets the page expire no later than `at`, for parts that others computed (a list, the breaking band).
    pub fn expires(&self, at: Timestamp) {
        let sooner = self.valid_until.get().map_or(at, |known| known.min(at));
        self.valid_until.set(Some(sooner));
    }

    pub(crate) fn language(&self) -> Language {
        self.edition.language
    }

    /// Words of the theme in the edition's language.
    pub fn say(&self, key: &str, args: &[(&str, language::Value<'_>)]) -> String {
        self.theme.say(self.language(), key, args)
    }

    /// A path with the origin before it.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// An hour in the edition's zone and words. While it is young, it carries an age and the page expires with it.
    /// Of an hour that is not known, readers are told the day.
    pub fn time(&self, hour: impl Into<Hour>) -> TimeView {
        let Hour { at, precision } = hour.into();
        let zoned = at.to_zoned_datetime(self.zone.clone());
        let language = self.language();
        if precision == Precision::Day {
            let day = language::short_date(&zoned, language);
            return TimeView {
                iso: iso(Hour { at, precision }, &self.zone),
                text: day.clone(),
                long: language::long_date(&zoned, language),
                clock: day,
                age: None,
            };
        }
        let seconds = self.now.duration_since(at).as_secs();
        let age = language::age(seconds, language);
        if age.is_some() {
            self.expires(at + SignedDuration::from_secs((seconds / 60 + 1) * 60));
        } else if seconds < 0 {
            self.expires(at);
        }
        TimeView {
            iso: iso(at, &self.zone),
            text: language::date_time(&zoned, language),
            long: language::long_date_time(&zoned, language),
            clock: language::time(&zoned, language),
            age,
        }
    }

    /// The day of reading in words; the page expires at midnight.
    pub fn today(&self) -> String {
        let now = self.now.to_zoned_datetime(self.zone.clone());
        if let Ok(midnight) = now.tomorrow().and_then(|tomorrow| tomorrow.start_of_day()) {
            self.expires(midnight.timestamp());
        }
        language::long_date(&now, self.language())
    }

    /// A section of this or another edition; `current` if the page is or stands in it.
    pub fn section(&self, section: &Section, current: bool) -> MenuItem {
        let edition = self.house.edition(&section.edition).unwrap_or(self.edition);
        MenuItem {
            name: section.name.clone(),
            url: address::section_path(edition, section),
            colour: section.colour.as_deref().and_then(colour),
            current,
        }
    }

    pub(crate) fn sections(&self, keys: &[SectionKey]) -> Vec<MenuItem> {
        let found = keys.iter().filter_map(|key| self.house.section(&self.edition.code, key));
        found.map(|section| self.section(section, false)).collect()
    }

    /// Names with their pages, which list what they signed.
    pub fn byline(&self, edition: &Edition, bylines: &[Byline]) -> Vec<Link> {
        let named = bylines.iter().filter(|byline| !byline.name.trim().is_empty());
        named
            .map(|byline| Link { name: byline.name.clone(), url: address::author_path(edition, &byline.slug) })
            .collect()
    }

    pub(crate) fn credit(&self, credits: &[Credit]) -> Vec<String> {
        credits.iter().map(|credit| credit.name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    }

    /// Somebody who signs, with their page.
    pub fn author(&self, author: &Author) -> AuthorView {
        let edition = self.house.edition(&author.edition).unwrap_or(self.edition);
        AuthorView {
            name: author.name.clone(),
            url: address::author_path(edition, &author.slug),
            role: author.role.clone(),
            about: author.about.clone(),
            portrait: author.portrait.as_ref().map(picture),
        }
    }

    /// A story for a list.
    pub fn card(&self, live: &Live, card: &Card) -> CardView {
        let edition = self.house.edition(&live.edition).unwrap_or(self.edition);
        let (lang, dir) = self.foreign(&card.language);
        CardView {
            number: live.number.0,
            url: address::story_path(self.house, edition, live),
            kicker: card.kicker.clone(),
            headline: card.headline.clone(),
            standfirst: card.standfirst.clone(),
            section: self.house.section(&live.edition, &live.section).map(|section| self.section(section, false)),
            time: self.time(live.published()),
            updated: live.was_updated().then(|| self.time(live.updated())),
            picture: card.picture.as_ref().map(picture),
            byline: self.byline(edition, &card.bylines),
            credit: self.credit(&card.credits),
            advertorial: card.advertorial,
            lang,
            dir,
        }
    }

    /// A story of another edition that says the same in its language.
    pub fn translation(&self, live: &Live, card: &Card) -> TranslationView {
        let edition = self.house.edition(&live.edition).unwrap_or(self.edition);
        TranslationView {
            name: edition.language.native_name().to_owned(),
            headline: card.headline.clone(),
            url: address::story_path(self.house, edition, live),
            lang: edition.language.code().to_owned(),
            dir: edition.language.direction().as_str().to_owned(),
        }
    }

    /// Language and direction of words that are not in the edition's language.
    pub(crate) fn foreign(&self, tag: &str) -> (Option<String>, Option<String>) {
        let tag = tag.trim();
        if tag.is_empty() || Language::from_tag(tag) == Some(self.language()) {
            return (None, None);
        }
        (Some(tag.to_owned()), Some(direction_of(tag).as_str().to_owned()))
    }
}

/// The direction of any language's usual script, also of those no edition has.
fn direction_of(tag: &str) -> Direction {
    const RIGHT_TO_LEFT: [&str; 8] = ["he", "fa", "ur", "ckb", "ps", "sd", "ug", "yi"];
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match Language::from_tag(tag) {
        Some(language) => language.direction(),
        None if RIGHT_TO_LEFT.contains(&primary.as_str()) => Direction::RightToLeft,
        None => Direction::LeftToRight,
    }
}

/// RFC 3339 to the second with the zone's offset; the date alone where the hour is not known, which is as good in HTML,
/// schema.org and sitemaps.
pub fn iso(hour: impl Into<Hour>, zone: &TimeZone) -> String {
    let Hour { at, precision } = hour.into();
    let format = match precision {
        Precision::Exact => "%Y-%m-%dT%H:%M:%S%:z",
        Precision::Day => "%Y-%m-%d",
    };
    at.to_zoned_datetime(zone.clone()).strftime(format).to_string()
}

/// A picture for a page: its renditions' addresses and the place it needs.
pub fn picture(picture: &Picture) -> PictureView {
    let address = |width: u32, format: &str| format!("/media/{}/{width}.{format}", picture.file);
    let widths = if picture.widths.is_empty() { vec![picture.width] } else { picture.widths.clone() };
    // Browsers without `srcset` are old and slow: the largest that fills a phone.
    let usual = widths.iter().copied().filter(|width| *width <= 960).max().or(widths.first().copied()).unwrap_or(0);
    let renditions = |format: &str, width_max: u32| {
        let mut srcset = String::with_capacity(widths.len() * (picture.file.len() + 32));
        for width in widths.iter().filter(|width| **width <= width_max) {
            let comma = if srcset.is_empty() { "" } else { ", " };
            let written = write!(srcset, "{comma}/media/{}/{width}.{format} {width}w", picture.file);
            written.expect("writing to memory");
        }
        srcset
    };
    let mut sources = Vec::new();
    if newsroom::picture::has_modern_formats(picture.width, picture.height) {
        for (format, width_max) in [("avif", AVIF_WIDTH_MAX), ("webp", u32::MAX)] {
            let srcset = renditions(format, width_max);
            if !srcset.is_empty() {
                sources.push(SourceView { media_type: format!("image/{format}"), srcset });
            }
        }
    }
    PictureView {
        src: address(usual, "jpg"),
        srcset: if widths.len() > 1 { renditions("jpg", u32::MAX) } else { String::new() },
        sources,
        width: picture.width,
        height: picture.height,
        alt: picture.alt.clone(),
        caption: picture.caption.clone().filter(|text| !text.trim().is_empty()),
        credit: picture.credit.clone().filter(|text| !text.trim().is_empty()),
        rights: picture.rights.clone().filter(|text| !text.trim().is_empty()),
        focus: picture.focus.map(|focus| format!("{}% {}%", focus.x, focus.y)),
        colour: colour(&picture.colour).unwrap_or_else(|| "#8884".to_owned()),
    }
}

/// The colour if it is one, since it goes into a `style` attribute.
fn colour(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    (matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}

/// Words of a body, as people count them.
pub(crate) fn word_count(content: &Content) -> i64 {
    language::words(&content.body.plain_text()).count() as i64
}

#[cfg(test)]
mod tests;
