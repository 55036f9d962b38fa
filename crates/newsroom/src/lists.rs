//! The formulas of the lists, as `/nasil-siraliyoruz` prints them: the constants on that page are these.
//!
//! Each list comes with the hour at which time alone would change it, so that a cached page never outlives it.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use crate::ids::StoryNumber;

/// Headlines and manşet slots are filled from stories published or updated this lately.
pub const HEADLINES_HOURS: i64 = 24;
/// Stories in the box of the day's headlines.
pub const HEADLINES_MAX: usize = 10;
/// Highlights are stories first published this lately.
pub const HIGHLIGHTS_DAYS: i64 = 7;
pub const HIGHLIGHTS_MAX: usize = 10;
/// Hours after which a read counts half among the highlights.
pub const HIGHLIGHTS_HALF_LIFE_HOURS: f64 = 72.0;
/// Most read looks this far back.
pub const MOST_READ_HOURS: i64 = 48;
pub const MOST_READ_MAX: usize = 10;
/// Hours after which a read counts half among the most read.
pub const MOST_READ_HALF_LIFE_HOURS: f64 = 12.0;
/// Stories in the box of related ones: fewer where fewer are alike.
pub const RELATED_MAX: usize = 5;
/// Likeness (of words and figures weighed by their rarity, 0 to 1) below which a story is not called related.
pub const RELATED_LEAST: f32 = 0.25;

/// A list and the hour at which it would read otherwise though nothing happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dated<T> {
    pub items: Vec<T>,
    pub valid_until: Option<Timestamp>,
}

/// What ordering needs to know of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recent {
    pub number: StoryNumber,
    pub urgency: u8,
    pub published_at: Timestamp,
    /// Last update, or first publication.
    pub updated_at: Timestamp,
}

/// The day's headlines: those placed on the front in the order of their slots, then the rest by urgency and, within
/// one urgency, newest first; only stories published or updated within [`HEADLINES_HOURS`].
pub fn headlines(placed: &[StoryNumber], recent: &[Recent], now: Timestamp) -> Dated<StoryNumber> {
    let window = SignedDuration::from_hours(HEADLINES_HOURS);
    let fresh: Vec<&Recent> = recent.iter().filter(|story| story.updated_at > now - window).collect();
    let by_number: HashMap<_, _> = fresh.iter().map(|story| (story.number, *story)).collect();
    let mut rest = fresh.clone();
    rest.sort_by_key(|story| (story.urgency, std::cmp::Reverse((story.published_at, story.number))));
    let mut seen = HashSet::new();
    let items: Vec<StoryNumber> = placed
        .iter()
        .filter(|number| by_number.contains_key(number))
        .copied()
        .chain(rest.iter().map(|story| story.number))
        .filter(|number| seen.insert(*number))
        .collect();
    // Any of the fresh ones growing old can move the rest up, also those beyond the box's end.
    let valid_until = fresh.iter().map(|story| story.updated_at + window).min();
    Dated { items, valid_until }
}

/// Reads of one story counted in one hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourOfReads {
    pub story: StoryNumber,
    /// Whole hours since the epoch.
    pub hour: i64,
    pub reads: i64,
}

/// The hour an instant falls in, as reads are counted.
pub fn hour_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(3600)
}

/// The minute an instant falls in, as reads are counted: whole minutes since the epoch.
pub fn minute_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

/// Most read: each read of the last [`MOST_READ_HOURS`] counts ½ for every [`MOST_READ_HALF_LIFE_HOURS`] of its age.
pub fn most_read(
    reads: &[HourOfReads],
    published_at: impl Fn(StoryNumber) -> Option<Timestamp>,
    now: Timestamp,
) -> Vec<StoryNumber> {
    ranked(reads, MOST_READ_HOURS, MOST_READ_HALF_LIFE_HOURS, MOST_READ_MAX, published_at, now)
}

/// Highlights of the week: stories first published within [`HIGHLIGHTS_DAYS`], by reads that count ½ for every
/// [`HIGHLIGHTS_HALF_LIFE_HOURS`] of their age.
pub fn highlights(
    reads: &[HourOfReads],
    published_at: impl Fn(StoryNumber) -> Option<Timestamp>,
    now: Timestamp,
) -> Dated<StoryNumber> {
    let week = SignedDuration::from_hours(24 * HIGHLIGHTS_DAYS);
    let within = |number| published_at(number).filter(|at| *at > now - week);
    let items = ranked(reads, 24 * HIGHLIGHTS_DAYS, HIGHLIGHTS_HALF_LIFE_HOURS, HIGHLIGHTS_MAX, within, now);
    let valid_until = items.iter().filter_map(|number| within(*number)).map(|at| at + week).min();
    Dated { items, valid_until }
}

/// Stories by decayed reads, most first; equal ones newest first. `published_at` gives nothing for stories left out.
/// There is one more than the box shows, for the page of a story that stands in it and is left out there.
fn ranked(
    reads: &[HourOfReads],
    window_hours: i64,
    half_life_hours: f64,
    max: usize,
    published_at: impl Fn(StoryNumber) -> Option<Timestamp>,
    now: Timestamp,
) -> Vec<StoryNumber> {
    let this_hour = hour_of(now);
    let mut scores: HashMap<StoryNumber, f64> = HashMap::new();
    for counted in reads {
        let age = this_hour - counted.hour;
        if (0..window_hours).contains(&age) && counted.reads > 0 {
            *scores.entry(counted.story).or_default() += counted.reads as f64 * weight(age, half_life_hours);
        }
    }
    let mut ranked: Vec<_> =
        scores.into_iter().filter_map(|(number, score)| Some((number, score, published_at(number)?))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then((b.2, b.0).cmp(&(a.2, a.0))));
    ranked.into_iter().take(max + 1).map(|(number, _, _)| number).collect()
}

/// What a read of `age_hours` ago counts.
pub fn weight(age_hours: i64, half_life_hours: f64) -> f64 {
    0.5_f64.powf(age_hours as f64 / half_life_hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours_ago: i64) -> Timestamp {
        now() - SignedDuration::from_hours(hours_ago)
    }

    fn now() -> Timestamp {
        "2026-01-01T00:45:00+03:00".parse().expect("a constant")
    }

    fn recent(number: i64, urgency: u8, hours_ago: i64) -> Recent {
        Recent { number: StoryNumber(number), urgency, published_at: at(hours_ago), updated_at: at(hours_ago) }
    }

    #[test]
    fn headlines_are_placed_then_urgent_then_new_and_never_stale() {
        let check = |placed: &[i64], stories: &[Recent], expected: &[i64]| {
            let placed: Vec<_> = placed.iter().copied().map(StoryNumber).collect();
            let expected: Vec<_> = expected.iter().copied().map(StoryNumber).collect();
            assert_eq!(headlines(&placed, stories, now()).items, expected);
        };
        check(&[], &[], &[]);
        check(&[], &[recent(1, 5, 3), recent(2, 5, 1), recent(3, 2, 9)], &[3, 2, 1]);
        check(&[1], &[recent(1, 5, 3), recent(2, 5, 1), recent(3, 2, 9)], &[1, 3, 2]);
        check(&[1, 9], &[recent(1, 5, 25), recent(2, 5, 1)], &[2]);
    }

    #[test]
    fn headlines_tell_when_time_alone_changes_them() {
        let list = headlines(&[], &[recent(1, 5, 3), recent(2, 5, 20)], now());
        assert_eq!(list.valid_until, Some(at(20) + SignedDuration::from_hours(24)));
    }

    #[test]
    fn reads_decay_by_half_lives() {
        let hour = hour_of(now());
        let reads = |story, hours_ago, reads| HourOfReads { story: StoryNumber(story), hour: hour - hours_ago, reads };
        let published = |_| Some(at(1));
        // 10 reads twelve hours ago count 5 now, so 6 fresh ones stand above them.
        let list = most_read(&[reads(1, 12, 10), reads(2, 0, 6), reads(3, 49, 900)], published, now());
        assert_eq!(list, [StoryNumber(2), StoryNumber(1)]);
    }

    #[test]
    fn a_ranked_storys_own_page_can_leave_it_out_and_still_fill_the_box() {
        let hour = hour_of(now());
        let reads: Vec<_> =
            (1..=30).map(|story| HourOfReads { story: StoryNumber(story), hour, reads: 100 - story }).collect();
        let own = StoryNumber(3);
        let without = |list: Vec<StoryNumber>| list.into_iter().filter(|story| *story != own).count();
        assert!(without(most_read(&reads, |_| Some(at(1)), now())) >= MOST_READ_MAX);
        assert!(without(highlights(&reads, |_| Some(at(1)), now()).items) >= HIGHLIGHTS_MAX);
    }

    #[test]
    fn highlights_are_of_this_week() {
        let hour = hour_of(now());
        let reads = |story, reads| HourOfReads { story: StoryNumber(story), hour, reads };
        let published = |number: StoryNumber| Some(at(if number.0 == 1 { 24 * 8 } else { 24 * 6 }));
        let list = highlights(&[reads(1, 90), reads(2, 1)], published, now());
        assert_eq!(list.items, [StoryNumber(2)]);
        assert_eq!(list.valid_until, Some(at(24 * 6) + SignedDuration::from_hours(24 * 7)));
    }
}
