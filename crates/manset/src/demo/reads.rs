//! How the demo paper was read: more while a story was new, hour by hour, so that its lists of highlights and most read
//! have something true to count.

use jiff::Timestamp;
use newsroom::lists::{HourOfReads, hour_of, minute_of};
use newsroom::{Source, StoryNumber};
use store::Counted;

/// Hours after which a story is read half as much.
const HALF_LIFE_HOURS: f64 = 6.0;

/// Spreads `reads` over the hours from first publication until `until`, exactly so many in all. No hour is empty.
pub(super) fn spread(story: StoryNumber, reads: i64, published_at: Timestamp, until: Timestamp) -> Vec<HourOfReads> {
    let (first, last) = (hour_of(published_at), hour_of(until).max(hour_of(published_at)));
    // What is read in the first so many hours, of all that will ever be.
    let share = |hours: i64| 1.0 - 0.5_f64.powf(hours as f64 / HALF_LIFE_HOURS);
    let whole = share(last - first + 1);
    let mut spread = Vec::new();
    let mut counted = 0;
    for hour in first..=last {
        // Rounding the sum rather than each hour loses no read.
        let by_now = (reads as f64 * share(hour - first + 1) / whole).round() as i64;
        if by_now > counted {
            spread.push(HourOfReads { story, hour, reads: by_now - counted });
        }
        counted = by_now;
    }
    spread
}

/// Where readers of the demo paper come from, in hundredths.
const SOURCES: [(Source, i64); 8] = [
    (Source::Google, 31),
    (Source::Direct, 24),
    (Source::Own, 17),
    (Source::GoogleDiscover, 11),
    (Source::WhatsApp, 8),
    (Source::Facebook, 4),
    (Source::X, 3),
    (Source::Other, 2),
];

/// An hour's reads by source and minute, exactly so many in all.
pub(super) fn by_source(counted: HourOfReads, until: Timestamp) -> Vec<Counted> {
    let last = if counted.hour == hour_of(until) { minute_of(until) - counted.hour * 60 + 1 } else { 60 };
    let mut parts = Vec::new();
    let (mut told, mut share) = (0, 0);
    for (source, hundredths) in SOURCES {
        share += hundredths;
        // Rounding the sum rather than each part loses no read.
        let by_now = counted.reads * share / 100;
        let reads = by_now - told;
        told = by_now;
        for place in 0..last {
            let here = reads * (place + 1) / last - reads * place / last;
            if here > 0 {
                // Elsewhere in the hour for each story, or all of rounding's odd reads would fall into one minute.
                let minute = counted.hour * 60 + (place + counted.story.0 * 7) % last;
                parts.push(Counted { story: counted.story, minute, source, reads: here });
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn reads_are_spread_exactly_and_fade() {
        let until: Timestamp = "2026-01-01T00:45:00+03:00".parse().expect("a constant");
        let check = |reads: i64, hours_ago: i64| {
            let published_at = until - SignedDuration::from_hours(hours_ago);
            let spread = spread(StoryNumber(1), reads, published_at, until);
            assert_eq!(spread.iter().map(|hour| hour.reads).sum::<i64>(), reads, "{reads} in {hours_ago} hours");
            for hour in &spread {
                let parts = by_source(*hour, until);
                assert_eq!(parts.iter().map(|part| part.reads).sum::<i64>(), hour.reads, "every source together");
                assert!(parts.iter().all(|part| part.minute / 60 == hour.hour && part.minute <= minute_of(until)));
            }
            let within = hour_of(published_at)..=hour_of(until);
            assert!(spread.iter().all(|hour| hour.reads > 0 && within.contains(&hour.hour)));
            let (Some(first), Some(last)) = (spread.first(), spread.last()) else { return };
            assert!(first.reads >= last.reads);
        };
        for reads in [0, 1, 40, 1840] {
            for hours_ago in [0, 1, 3, 52, 1320] {
                check(reads, hours_ago);
            }
        }
    }
}
