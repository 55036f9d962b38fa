//! The formulas of the lists, as `/nasil-siraliyoruz` prints them: the constants on that page are these.
//!
//! Each list comes with the hour at which time alone would change it, so that a cached page never outlives it.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use crate::ids::StoryNumber;
use crate::sources::Source;

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
/// What one address reads of a story within an hour counts in full so often, and then once for each doubling: a page that is
/// asked for over and over says little of how many read it, and a company's whole house may stand behind one address.
pub const READS_OF_AN_ADDRESS: u32 = 5;
/// Reads of a story within an hour that may all have come by one way. Of what that way brought beyond these and what all other
/// ways brought together only the square root counts: one loud page elsewhere makes no list here.
pub const READS_OF_A_WAY: i64 = 20;
/// Stories of one section in a list by reads before those of other sections have their turn.
pub const SECTION_MAX: usize = 4;
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

/// Whether the so many-th reading of a story from one address within an hour counts ([`READS_OF_AN_ADDRESS`]).
pub fn counts(times: u32) -> bool {
    times <= READS_OF_AN_ADDRESS
        || (times.is_multiple_of(READS_OF_AN_ADDRESS) && (times / READS_OF_AN_ADDRESS).is_power_of_two())
}

/// What an hour's reads of a story, told apart by their source, count in a list: repeated ones nothing, and those of one loud
/// source less ([`READS_OF_A_WAY`]).
pub fn worth(by_source: impl IntoIterator<Item = (Source, i64)>) -> f64 {
    let (mut all, mut loudest) = (0, 0);
    for (source, reads) in by_source {
        if source != Source::Again {
            all += reads;
            loudest = loudest.max(reads);
        }
    }
    let beyond = (loudest - (all - loudest) - READS_OF_A_WAY).max(0);
    (all - beyond) as f64 + (beyond as f64).sqrt()
}

/// What the reads of one story in one hour count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourOfWorth {
    pub story: StoryNumber,
    /// Whole hours since the epoch.
    pub hour: i64,
    /// See [`worth`].
    pub worth: f64,
}

/// What a list by reads needs to know of a story.
#[derive(Clone, Copy, Debug)]
pub struct Told<'s> {
    pub published_at: Timestamp,
    pub section: &'s str,
    /// The first story of its event: itself where it tells alone.
    pub event: StoryNumber,
}

/// Most read: each read of the last [`MOST_READ_HOURS`] counts ½ for every [`MOST_READ_HALF_LIFE_HOURS`] of its age. Of one
/// event the most read stands for all, and beyond [`SECTION_MAX`] of one section come those of others first. `told` gives nothing
/// for stories left out.
pub fn most_read<'s>(
    reads: &[HourOfWorth],
    told: impl Fn(StoryNumber) -> Option<Told<'s>>,
    now: Timestamp,
) -> Vec<StoryNumber> {
    ranked(reads, MOST_READ_HOURS, MOST_READ_HALF_LIFE_HOURS, MOST_READ_MAX, told, now)
}

/// Highlights of the week: stories first published within [`HIGHLIGHTS_DAYS`], by reads that count ½ for every
/// [`HIGHLIGHTS_HALF_LIFE_HOURS`] of their age; else as [`most_read`].
pub fn highlights<'s>(
    reads: &[HourOfWorth],
    told: impl Fn(StoryNumber) -> Option<Told<'s>>,
    now: Timestamp,
) -> Dated<StoryNumber> {
    let week = SignedDuration::from_hours(24 * HIGHLIGHTS_DAYS);
    let within = |number| told(number).filter(|told| told.published_at > now - week);
    let items = ranked(reads, 24 * HIGHLIGHTS_DAYS, HIGHLIGHTS_HALF_LIFE_HOURS, HIGHLIGHTS_MAX, within, now);
    let valid_until = items.iter().filter_map(|number| within(*number)).map(|told| told.published_at + week).min();
    Dated { items, valid_until }
}

/// Stories by decayed reads, most first; equal ones newest first. There is one more than the box shows, for the page of a
/// story that stands in it and is left out there.
fn ranked<'s>(
    reads: &[HourOfWorth],
    window_hours: i64,
    half_life_hours: f64,
    max: usize,
    told: impl Fn(StoryNumber) -> Option<Told<'s>>,
    now: Timestamp,
) -> Vec<StoryNumber> {
    let this_hour = hour_of(now);
    let mut scores: HashMap<StoryNumber, f64> = HashMap::new();
    for counted in reads {
        let age = this_hour - counted.hour;
        if (0..window_hours).contains(&age) && counted.worth > 0.0 {
            *scores.entry(counted.story).or_default() += counted.worth * weight(age, half_life_hours);
        }
    }
    let mut ranked: Vec<_> =
        scores.into_iter().filter_map(|(number, score)| Some((number, score, told(number)?))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then((b.2.published_at, b.0).cmp(&(a.2.published_at, a.0))));
    let (mut events, mut of_section) = (HashSet::new(), HashMap::<&str, usize>::new());
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for (number, _, story) in ranked {
        if first.len() > max {
            break;
        }
        if events.insert(story.event) {
            let of_section = of_section.entry(story.section).or_default();
            *of_section += 1;
            if *of_section <= SECTION_MAX { &mut first } else { &mut then }.push(number);
        }
    }
    first.extend(then);
    first.truncate(max + 1);
    first
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

    fn worth_of(story: i64, hours_ago: i64, worth: f64) -> HourOfWorth {
        HourOfWorth { story: StoryNumber(story), hour: hour_of(now()) - hours_ago, worth }
    }

    /// Each tells alone, in a section of its own.
    fn alone(number: StoryNumber) -> Option<Told<'static>> {
        const SECTIONS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
        Some(Told { published_at: at(1), section: SECTIONS[number.0 as usize % 8], event: number })
    }

    fn numbers(numbers: &[i64]) -> Vec<StoryNumber> {
        numbers.iter().copied().map(StoryNumber).collect()
    }

    #[test]
    fn reads_decay_by_half_lives() {
        // 10 reads twelve hours ago count 5 now, so 6 fresh ones stand above them.
        let list = most_read(&[worth_of(1, 12, 10.0), worth_of(2, 0, 6.0), worth_of(3, 49, 900.0)], alone, now());
        assert_eq!(list, numbers(&[2, 1]));
    }

    #[test]
    fn a_ranked_storys_own_page_can_leave_it_out_and_still_fill_the_box() {
        let reads: Vec<_> = (1..=30).map(|story| worth_of(story, 0, 100.0 - story as f64)).collect();
        let own = StoryNumber(3);
        let without = |list: Vec<StoryNumber>| list.into_iter().filter(|story| *story != own).count();
        assert!(without(most_read(&reads, alone, now())) >= MOST_READ_MAX);
        assert!(without(highlights(&reads, alone, now()).items) >= HIGHLIGHTS_MAX);
    }

    #[test]
    fn highlights_are_of_this_week() {
        let told = |number: StoryNumber| {
            let days = if number.0 == 1 { 8 } else { 6 };
            alone(number).map(|told| Told { published_at: at(24 * days), ..told })
        };
        let list = highlights(&[worth_of(1, 0, 90.0), worth_of(2, 0, 1.0)], told, now());
        assert_eq!(list.items, [StoryNumber(2)]);
        assert_eq!(list.valid_until, Some(at(24 * 6) + SignedDuration::from_hours(24 * 7)));
    }

    #[test]
    fn one_event_stands_once_and_no_section_takes_it_all() {
        let reads: Vec<_> = (1..=7).map(|story| worth_of(story, 0, 100.0 - story as f64)).collect();
        let check = |told: &dyn Fn(StoryNumber) -> (&'static str, i64), expected: &[i64]| {
            let told = |number: StoryNumber| {
                let (section, event) = told(number);
                Some(Told { published_at: at(1), section, event: StoryNumber(event) })
            };
            assert_eq!(most_read(&reads, told, now()), numbers(expected));
        };
        check(&|number| ("a", number.0), &[1, 2, 3, 4, 5, 6, 7]);
        check(&|number| (if number.0 < 7 { "a" } else { "b" }, number.0), &[1, 2, 3, 4, 7, 5, 6]);
        // 2, 3 and 5 tell what 2 told first.
        check(&|number| ("a", if [2, 3, 5].contains(&number.0) { 2 } else { number.0 }), &[1, 2, 4, 6, 7]);
    }

    #[test]
    fn neither_reloading_nor_one_loud_page_makes_a_list() {
        let counted = |times: u32| (1..=times).filter(|time| counts(*time)).count();
        assert_eq!([1, 5, 9, 10, 40, 1_000, 100_000].map(counted), [1, 5, 5, 6, 8, 12, 19]);
        let check = |by_source: &[(Source, i64)], expected: f64| {
            assert_eq!(worth(by_source.iter().copied()), expected, "{by_source:?}");
        };
        check(&[], 0.0);
        check(&[(Source::Direct, 20)], 20.0);
        check(&[(Source::Direct, 120)], 30.0);
        check(&[(Source::Direct, 100), (Source::Google, 60), (Source::Own, 40)], 200.0);
        check(&[(Source::Facebook, 10_040), (Source::Google, 15), (Source::Own, 5)], 60.0 + 100.0);
        check(&[(Source::Again, 5_000), (Source::Google, 3)], 3.0);
    }
}
