//! What a page's time and boxes show about it, and which day its story is of.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use language::Language;
use newsroom::lint::{Code, Finding, Severity, d06};

use super::boxes::{Entry, ListBox, says_related};
use super::stamps::{Stamp, Unit};
use super::story::Parts;
use crate::arrival::TimePrecision;

/// When and where a page was captured.
#[derive(Clone)]
pub struct Capture {
    pub at: Timestamp,
    pub zone: TimeZone,
}

impl Capture {
    fn day_words(&self, time: Timestamp) -> String {
        time.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d").to_string()
    }

    fn days_before(&self, time: Timestamp) -> i64 {
        self.at.duration_since(time).as_secs() / 86_400
    }
}

/// The story's first publication, how far it is known, and what is to be said about it.
///
/// A printed date is taken as it is. An age alone is a range: so many whole units ago, from half a unit less to one
/// unit more. A box that stood still shows the page's own day: the newest dated entry of the page's boxes, if it lies
/// inside that range, is the latest day the page can have been made on, and the story's day is taken to be that day.
/// Without such an entry it is the middle of the range. Without any time at all the newest dated entry is the only
/// evidence. Estimates have the precision of a day and a finding that says how they came about.
pub fn story_time(
    parts: &Parts,
    boxes: &[ListBox],
    capture: &Capture,
) -> (Option<Timestamp>, TimePrecision, Vec<Finding>) {
    let newest = boxes
        .iter()
        .flat_map(|found| &found.entries)
        .filter(|entry| entry.stamp.has_day())
        .filter_map(|entry| entry.stamp.resolve(capture.at, &capture.zone))
        .map(|(time, _)| time)
        .filter(|time| *time <= capture.at)
        .max();
    let noon_of = |time: Timestamp| {
        let date = time.to_zoned_datetime(capture.zone.clone()).date();
        capture.zone.to_timestamp(date.at(12, 0, 0, 0)).ok()
    };
    let printed = parts.printed_time.as_deref().unwrap_or_default();
    let told = |severity, message: String| vec![Finding::new(Code::D3, severity, "time", message)];
    let Some(stamp) = parts.meta.stamp else {
        let Some(newest) = newest else {
            return (
                None,
                TimePrecision::Unknown,
                told(Severity::Error, "the page tells no time for its story".to_owned()),
            );
        };
        let message = format!(
            "the page tells no time; {} is the day of the newest dated story beside it",
            capture.day_words(newest)
        );
        return (noon_of(newest), TimePrecision::Day, told(Severity::Warning, message));
    };
    let Stamp::Age { unit, .. } = stamp else {
        return match stamp.resolve(capture.at, &capture.zone) {
            Some((time, precision)) => {
                let findings = match stamp {
                    Stamp::Hour(_) => vec![Finding::new(
                        Code::D8,
                        Severity::Mended,
                        "time",
                        format!(
                            "\"{printed}\" tells no day; taken as {} from the hour of capture",
                            capture.day_words(time)
                        ),
                    )],
                    _ => Vec::new(),
                };
                (Some(time), precision, findings)
            }
            None => {
                (None, TimePrecision::Unknown, told(Severity::Error, format!("\"{printed}\" is no time that can be")))
            }
        };
    };
    let estimate = stamp.resolve(capture.at, &capture.zone);
    let range = stamp.age_range(capture.at);
    let narrowed = newest.filter(|newest| {
        let coarse = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
        coarse && range.is_some_and(|(from, to)| from <= *newest && *newest <= to)
    });
    if let Some(newest) = narrowed {
        let message = format!(
            "the page tells only an age (\"{printed}\"); {} is the day of the newest dated story beside it, which that age allows",
            capture.day_words(newest)
        );
        return (noon_of(newest), TimePrecision::Day, told(Severity::Warning, message));
    }
    let between = range
        .map_or(String::new(), |(from, to)| format!(" ({} to {})", capture.day_words(from), capture.day_words(to)));
    let message = format!("the page tells only an age (\"{printed}\"); the time is an estimate{between}");
    let (time, precision) =
        estimate.map_or((None, TimePrecision::Unknown), |(time, precision)| (Some(time), precision));
    (time, precision, told(Severity::Warning, message))
}

/// D5, D7, D8 of the boxes, for the story's findings.
pub fn boxes(parts: &Parts, boxes: &[ListBox], capture: &Capture, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    for found in boxes {
        let place = format!("box: {}", found.name);
        if is_only_the_newest(parts, found, capture, language) {
            let section = found.entries[0].section.as_deref().unwrap_or("one section");
            let message =
                format!("called related, but it is simply the newest of {section}, in the order of its hours");
            findings.push(Finding::new(Code::D5, Severity::Warning, &place, message));
        }
        let dated: Vec<Timestamp> = found
            .entries
            .iter()
            .filter(|entry| entry.stamp.has_day())
            .filter_map(|entry| entry.stamp.resolve(capture.at, &capture.zone))
            .map(|(time, _)| time)
            .collect();
        let newest = dated.iter().max().filter(|_| dated.len() == found.entries.len());
        if let Some(newest) = newest.filter(|newest| capture.days_before(**newest) > days_fresh(&found.name)) {
            let message = format!(
                "stood still: its newest entry is of {}, {} days before the capture",
                capture.day_words(*newest),
                capture.days_before(*newest)
            );
            findings.push(Finding::new(Code::D7, Severity::Warning, &place, message));
        }
        let dayless = found.entries.iter().filter(|entry| matches!(entry.stamp, Stamp::Hour(_))).count();
        if dayless > 0 {
            let message =
                format!("{dayless} entries tell an hour without a day; the day follows from the hour of capture");
            findings.push(Finding::new(Code::D8, Severity::Mended, &place, message));
        }
    }
    findings
}

/// How old the newest entry of a box may be: what its title promises, and a few days.
fn days_fresh(name: &str) -> i64 {
    let key = language::fold(name, Language::Turkish);
    if key.contains("gunun") || key.contains("son dakika") || key.contains("son haber") || key.contains("son eklenen") {
        3
    } else if key.contains("hafta") {
        14
    } else if key.contains("ayin") {
        45
    } else {
        30
    }
}

/// A box that says its stories belong to this one, and is a section's list by time: hours descending, one section,
/// under half of its headlines share a name with the story, and none of them shares two.
fn is_only_the_newest(parts: &Parts, found: &ListBox, capture: &Capture, language: Language) -> bool {
    if !says_related(&found.name) || found.entries.len() < 3 {
        return false;
    }
    let times: Vec<_> = found
        .entries
        .iter()
        .filter_map(|entry| entry.stamp.resolve(capture.at, &capture.zone))
        .map(|(time, _)| time)
        .collect();
    let descending = times.len() == found.entries.len() && times.windows(2).all(|pair| pair[0] >= pair[1]);
    let one_section = found.entries.windows(2).all(|pair| pair[0].section == pair[1].section);
    let week = SignedDuration::from_hours(7 * 24);
    let close = times.first().zip(times.last()).is_some_and(|(first, last)| first.duration_since(*last) <= week);
    let mut story = parts.headline.clone();
    for more in parts.standfirst.iter().cloned().chain(parts.blocks.iter().map(newsroom::body::Block::plain_text)) {
        story.push('\n');
        story.push_str(&more);
    }
    let named: HashSet<String> = language::names(&story, language)
        .iter()
        .flat_map(|name| name.key.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let shared = |entry: &Entry| {
        let words: HashSet<String> = entry
            .headline
            .split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | ':' | '"' | '(' | ')' | ','))
            .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
            .map(|word| language::fold(word, language))
            .filter(|word| word.chars().count() >= 3)
            .collect();
        words.intersection(&named).count()
    };
    let sharing: Vec<usize> = found.entries.iter().map(shared).collect();
    let few = sharing.iter().filter(|count| **count > 0).count() * 2 < found.entries.len().max(1) + 1;
    descending && one_section && close && few && sharing.iter().all(|count| *count < 3)
}

/// D6 of one headline in a section.
pub fn language_of_entry(entry: &Entry, page: Language) -> Option<Finding> {
    let wanted = entry.section.as_deref().and_then(d06::section_language)?;
    let found = d06::other_language(&entry.headline, wanted).or_else(|| {
        // A short headline on a page in another script is in the page's language, however unsure the detector is.
        let latin = entry
            .headline
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(|c| c.is_ascii() || "çğıöşüÇĞİÖŞÜâîûÂÎÛ".contains(c));
        (wanted == Language::Arabic && latin).then_some(if page == Language::Turkish {
            "Turkish"
        } else {
            "not Arabic"
        })
    })?;
    let message = format!("under \"{}\", but the words are {found}", entry.section.as_deref().unwrap_or_default());
    Some(Finding::new(Code::D6, Severity::Error, "section", message))
}
