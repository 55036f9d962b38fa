//! Pictures as the desk's pages show them.

use jiff::Timestamp;
use language::Language;
use newsroom::Focus;
use newsroom::library::{Record, Terms, hurdles};
use newsroom::story::Live;
use pages::desk::{Large, PictureCard};
use store::Listing;

use crate::request::Asking;

/// Small pictures are shown in the least width there is.
const CARD_WIDTH: u32 = 320;
/// The picture on its own page.
const LARGE_WIDTH: u32 = 1280;

pub(super) fn address(file: &str) -> String {
    format!("/desk/pictures/{file}")
}

/// The rendition whose width is the nearest below, else the least.
pub(super) fn source(record: &Record, width: u32) -> String {
    let offered = record.widths.iter().copied().filter(|offered| *offered <= width).max();
    let width = offered.or(record.widths.first().copied()).unwrap_or(width);
    format!("/media/{}/{width}.jpg", record.file)
}

pub(super) fn small(record: &Record) -> String {
    source(record, CARD_WIDTH)
}

pub(super) fn large(record: &Record) -> Large {
    Large {
        src: source(record, LARGE_WIDTH),
        width: record.width,
        height: record.height,
        colour: record.colour.clone(),
        alt: record.alt.clone(),
    }
}

/// The caption, else what is seen, else the file's name.
pub(super) fn title(record: &Record) -> String {
    let said = [&record.caption, &record.alt, &record.name].into_iter().find(|words| !words.trim().is_empty());
    said.map_or_else(|| record.file[..record.file.len().min(12)].to_owned(), |words| words.trim().to_owned())
}

/// What is wanting in the library itself, as keys of the words.
pub(super) fn warnings(record: &Record, now: Timestamp) -> Vec<String> {
    let found = hurdles(&record.picture(), Some(record), now);
    let wanting = found.into_iter().filter(|hurdle| *hurdle != newsroom::library::Hurdle::Ended);
    wanting.map(|hurdle| hurdle.code().to_owned()).collect()
}

pub(super) fn card(asking: &Asking, listing: &Listing, now: Timestamp) -> PictureCard {
    let record = &listing.record;
    let mut warnings = warnings(record, now);
    match record.terms(now) {
        Terms::Good => {}
        Terms::EndSoon => warnings.insert(0, "terms-end-soon".to_owned()),
        Terms::Ended => warnings.insert(0, "terms-ended".to_owned()),
    }
    PictureCard {
        url: address(&record.file),
        src: small(record),
        width: record.width,
        height: record.height,
        colour: record.colour.clone(),
        alt: record.alt.clone(),
        title: title(record),
        credit: record.credit.clone(),
        warnings,
        stories: listing.stories,
        arrived: day(asking, listing.arrived_at),
    }
}

/// The day of an hour where the paper is read, in the reader's own words.
pub(super) fn day(asking: &Asking, at: Timestamp) -> String {
    language::short_date(&at.to_zoned_datetime(zone(asking)), asking.language)
}

/// The last day rights hold that end at this hour.
pub(super) fn last_day(asking: &Asking, until: Timestamp) -> String {
    day(asking, until - jiff::SignedDuration::from_secs(1))
}

pub(super) fn zone(asking: &Asking) -> jiff::tz::TimeZone {
    asking.house.editions_in_order().first().map_or(jiff::tz::TimeZone::UTC, |edition| edition.time_zone())
}

/// Where a cut holds its picture, in hundredths as `object-position` counts, and whether the house's own cut is meant: as
/// `media` cuts, so that what is shown here is what readers get.
pub(super) fn held((width, height): (u32, u32), (across, down): (u32, u32), focus: Option<Focus>) -> (f64, f64) {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let ratio = f64::from(across) / f64::from(down);
    let around = |share: Option<u8>, whole: f64, piece: f64, usual: f64| {
        let rest = whole - piece;
        let from = share.map_or(rest * usual, |share| whole * f64::from(share) / 100.0 - piece / 2.0);
        if rest > 0.5 { (from.clamp(0.0, rest) / rest * 1000.0).round() / 10.0 } else { 50.0 }
    };
    if width / height > ratio {
        (around(focus.map(|focus| focus.x), width, height * ratio, 0.5), 50.0)
    } else {
        (50.0, around(focus.map(|focus| focus.y), height, width / ratio, 1.0 / 3.0))
    }
}

/// "Used on 12 March 2024 with «…»".
pub(super) fn used_on(shared: &crate::Shared, asking: &Asking, live: &Live, headline: &str) -> String {
    let day = day(asking, live.published_at);
    let (day, headline) = (language::Value::Text(&day), language::Value::Text(headline));
    shared.pages.say(asking.language, "picture-used-on", &[("day", day), ("headline", headline)])
}

/// The language a story's words are in, with their direction.
pub(super) fn language_of(tag: &str) -> (String, String) {
    let language = Language::from_tag(tag).unwrap_or(Language::Turkish);
    (language.code().to_owned(), language.direction().as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_shown_where_readers_get_it() {
        let check = |size, ratio, focus: Option<(u8, u8)>, expected: (f64, f64)| {
            let focus = focus.map(|(x, y)| Focus { x, y });
            assert_eq!(held(size, ratio, focus), expected, "{size:?} {ratio:?} {focus:?}");
        };
        check((2000, 1200), (1, 1), None, (50.0, 50.0));
        check((2000, 1200), (1, 1), Some((0, 50)), (0.0, 50.0));
        check((2000, 1200), (1, 1), Some((40, 99)), (25.0, 50.0));
        check((2000, 1200), (1, 1), Some((100, 0)), (100.0, 50.0));
        check((1600, 1200), (16, 9), None, (50.0, 33.3));
        check((1600, 1200), (16, 9), Some((3, 100)), (50.0, 100.0));
        check((1600, 900), (16, 9), Some((3, 100)), (50.0, 50.0));
    }
}
