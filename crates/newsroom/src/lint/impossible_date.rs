//! An hour of publication that is still to come, and days that no calendar has.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{Code, Finding, Severity, Subject, quoted};

/// Clocks differ by seconds, and an agency's by minutes.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// Tells of a story that says it was published at an hour still to come, and of dates such as 31.02.2024 in its words.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(at), Some(now)) = (subject.published_at, subject.facts.now)
        && at > now + AHEAD
    {
        let words = told(at, subject);
        let message = format!("it says that it was published at {words}, which is still to come");
        findings.push(Finding::new(Code::ImpossibleDate, Severity::Error, "published_at", message).words(words));
    }
    let look = |line: &str| {
        let date = impossible_day(line)?;
        Some((date.to_owned(), format!("no calendar has this day: {} in {}", quoted(date), quoted(line))))
    };
    findings.extend(subject.by_lines(Code::ImpossibleDate, Severity::Warning, &look, None));
    findings
}

fn told(at: Timestamp, subject: &Subject<'_>) -> String {
    language::date_time(&at.to_zoned_datetime(subject.edition.time_zone()), subject.edition.language)
}

/// The first date in figures or with a month's name that no calendar has, as it stands.
fn impossible_day(line: &str) -> Option<&str> {
    in_figures(line).or_else(|| with_a_name(line))
}

/// `31.02.2024`, `31/02/2024`. A day and a month that only changed places are American, not impossible.
fn in_figures(line: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '/');
    line.split(|c: char| !is_part(c)).find(|piece| {
        let piece = piece.trim_matches(['.', '/']);
        let separator = if piece.contains('/') { '/' } else { '.' };
        let parts: Vec<&str> = piece.split(separator).collect();
        let [day, month, year] = parts.as_slice() else { return false };
        let is_shaped = day.len() <= 2 && month.len() <= 2 && year.len() == 4;
        let (Ok(day), Ok(month), Ok(year)) = (day.parse::<i8>(), month.parse::<i8>(), year.parse::<i16>()) else {
            return false;
        };
        // Figures that are no date at all have no month, or a year of no newspaper.
        let is_date =
            is_shaped && (1..=39).contains(&day) && (1..=12).contains(&month) && (1900..=2100).contains(&year);
        is_date && Date::new(year, month, day).is_err() && Date::new(year, day, month).is_err()
    })
}

/// Months by the most days they have, in Turkish, English, Arabic of the Levant and of Egypt, and Kurmanji.
const MONTHS: [(&str, u8); 54] = [
    ("ocak", 31),
    ("şubat", 29),
    ("mart", 31),
    ("nisan", 30),
    ("mayıs", 31),
    ("haziran", 30),
    ("temmuz", 31),
    ("ağustos", 31),
    ("eylül", 30),
    ("ekim", 31),
    ("kasım", 30),
    ("aralık", 31),
    ("january", 31),
    ("february", 29),
    ("march", 31),
    ("april", 30),
    ("may", 31),
    ("june", 30),
    ("july", 31),
    ("august", 31),
    ("september", 30),
    ("october", 31),
    ("november", 30),
    ("december", 31),
    ("شباط", 29),
    ("آذار", 31),
    ("نيسان", 30),
    ("أيار", 31),
    ("حزيران", 30),
    ("تموز", 31),
    ("آب", 31),
    ("أيلول", 30),
    ("يناير", 31),
    ("فبراير", 29),
    ("مارس", 31),
    ("أبريل", 30),
    ("مايو", 31),
    ("يونيو", 30),
    ("يوليو", 31),
    ("أغسطس", 31),
    ("سبتمبر", 30),
    ("أكتوبر", 31),
    ("نوفمبر", 30),
    ("ديسمبر", 31),
    ("çileya", 31),
    ("sibatê", 29),
    ("adarê", 31),
    ("nîsanê", 30),
    ("gulanê", 31),
    ("hezîranê", 30),
    ("tîrmehê", 31),
    ("tebaxê", 31),
    ("îlonê", 30),
    ("cotmehê", 31),
];

/// `31 Şubat`, `30 February`: a number right before a month's name. `45 Ocak` may be forty-five of something, so that only
/// days up to 39 are asked.
fn with_a_name(line: &str) -> Option<&str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let day: u8 = pair[0].trim_start_matches(['(', '"', '“']).parse().ok().filter(|day| (30..=39).contains(day))?;
        let name = pair[1].split(|c: char| !c.is_alphabetic()).next()?;
        // A month's name has a capital where there are capitals: "40 mart" is a bird's, "31 may" a verb's.
        if name.chars().next().is_some_and(char::is_lowercase) {
            return None;
        }
        let small = language::fold(name, language::Language::Turkish);
        let (_, days) = MONTHS.iter().find(|(month, _)| language::fold(month, language::Language::Turkish) == small)?;
        let from = pair[0].as_ptr() as usize - line.as_ptr() as usize;
        let to = pair[1].as_ptr() as usize - line.as_ptr() as usize + name.len();
        (day > *days).then(|| &line[from..to])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_no_calendar_has_are_found() {
        let check = |line: &str, expected: Option<&str>| assert_eq!(impossible_day(line), expected, "{line}");
        check("Tören 31.02.2024 günü yapıldı.", Some("31.02.2024"));
        check("Tören 29.02.2023 günü yapıldı.", Some("29.02.2023"));
        check("Tören 29.02.2024 günü yapıldı.", None);
        check("It was on 12/25/2024.", None);
        check("Tören 31 Haziran'da yapıldı.", Some("31 Haziran"));
        check("It was on 30 February.", Some("30 February"));
        check("في 31 نيسان الماضي", Some("31 نيسان"));
        check("30 Haziran, 31 Mayıs, 31 Mart", None);
        check("Sürüm 31.2.2024.1 ve 192.168.2024", None);
        check("Saat 20.30'da, 35 may", None);
    }
}
