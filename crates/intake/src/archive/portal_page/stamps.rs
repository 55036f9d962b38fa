//! Times as portals print them: dates in figures or words, hours alone, ages.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use language::Language;

use crate::arrival::TimePrecision;

/// A time as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stamp {
    /// From a page's own data, with its zone.
    Instant(Timestamp),
    Day(Date, Option<Time>),
    /// Without its year: `30 Kasım 06:22`.
    DayOfYear {
        month: i8,
        day: i8,
        time: Option<Time>,
    },
    Hour(Time),
    /// `1 yıl önce`: that many whole units ago.
    Age {
        count: i64,
        unit: Unit,
    },
    /// `bugün 12:30` (0), `dün` (1).
    DaysBack(i64, Option<Time>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// Mean length, in minutes.
    pub fn minutes(self) -> i64 {
        match self {
            Self::Minute => 1,
            Self::Hour => 60,
            Self::Day => 1440,
            Self::Week => 7 * 1440,
            Self::Month => 43_830,
            Self::Year => 525_960,
        }
    }
}

impl Stamp {
    /// The instant it means on a page captured at `captured_at`, as far as the stamp alone tells. An hour alone is on the
    /// capture's day, or on the day before if it would lie after the capture. A day without an hour is its noon.
    pub fn resolve(self, captured_at: Timestamp, zone: &TimeZone) -> Option<(Timestamp, TimePrecision)> {
        let captured = captured_at.to_zoned_datetime(zone.clone());
        let at = |date: Date, time: Option<Time>, precision| {
            let time_of_day = time.unwrap_or_else(|| Time::constant(12, 0, 0, 0));
            let instant = zone.to_timestamp(date.to_datetime(time_of_day)).ok()?;
            Some((instant, if time.is_some() { precision } else { TimePrecision::Day }))
        };
        let days_back = |days: i64| captured.date().checked_sub(jiff::Span::new().try_days(days).ok()?).ok();
        match self {
            Self::Instant(instant) => Some((instant, TimePrecision::Exact)),
            Self::Day(date, time) => at(date, time, TimePrecision::Exact),
            Self::DayOfYear { month, day, time } => {
                let this_year = captured.date().year();
                let dates = [this_year, this_year - 1].into_iter().filter_map(|year| Date::new(year, month, day).ok());
                let date = dates.into_iter().find(|date| *date <= captured.date())?;
                at(date, time, TimePrecision::Exact)
            }
            Self::Hour(time) => {
                let is_later = time > captured.time();
                at(days_back(i64::from(is_later))?, Some(time), TimePrecision::HourOnly)
            }
            Self::DaysBack(days, time) => at(days_back(days)?, time, TimePrecision::HourOnly),
            Self::Age { count, unit: unit @ (Unit::Minute | Unit::Hour) } => {
                let ago = SignedDuration::from_mins(count.checked_mul(unit.minutes())?);
                Some((captured_at.checked_sub(ago).ok()?, TimePrecision::HourOnly))
            }
            Self::Age { count, unit: Unit::Day } => at(days_back(count)?, None, TimePrecision::Day),
            Self::Age { .. } => {
                let (from, to) = self.age_range(captured_at)?;
                let middle = Timestamp::from_second((from.as_second() + to.as_second()) / 2).ok()?;
                at(middle.to_zoned_datetime(zone.clone()).date(), None, TimePrecision::Day)
            }
        }
    }

    /// The earliest and latest instant an age can mean: it counts whole units, and some portals round up from the half.
    pub fn age_range(self, captured_at: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let Self::Age { count, unit } = self else { return None };
        let ago = |half_units: i64| {
            let minutes = half_units.checked_mul(unit.minutes())?.checked_div(2)?;
            captured_at.checked_sub(SignedDuration::from_mins(minutes.max(0))).ok()
        };
        let doubled = count.checked_mul(2)?;
        Some((ago(doubled.checked_add(2)?)?, ago(doubled.checked_sub(1)?)?))
    }

    pub fn has_day(self) -> bool {
        matches!(self, Self::Instant(_) | Self::Day(..) | Self::DayOfYear { .. })
    }
}

/// Digits or letters that stand together.
struct Token<'t> {
    start: usize,
    end: usize,
    /// Folded by Turkish rules; digits as they are.
    key: String,
    number: Option<i64>,
    /// What stands between it and the token before.
    gap: &'t str,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut last_end = 0;
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let is_digit = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.peek().copied() {
            if !next.is_alphanumeric() || next.is_ascii_digit() != is_digit {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let words = &text[start..end];
        let number = if is_digit && words.len() <= 9 { words.parse().ok() } else { None };
        tokens.push(Token {
            start,
            end,
            key: language::fold(words, Language::Turkish),
            number,
            gap: &text[last_end..start],
        });
        last_end = end;
    }
    tokens
}

/// The first time in a text, and the bytes it takes. Texts over 300 bytes are looked through to there.
pub fn find(text: &str) -> Option<(Range<usize>, Stamp)> {
    let tokens = tokens(&text[..text.floor_char_boundary(300)]);
    (0..tokens.len()).find_map(|at| {
        let (used, stamp) = stamp_at(&tokens[at..])?;
        Some((tokens[at].start..tokens[at + used - 1].end, stamp))
    })
}

/// A stamp that begins with the first token, and how many tokens it takes.
fn stamp_at(tokens: &[Token<'_>]) -> Option<(usize, Stamp)> {
    if let Some((used, date)) = date_at(tokens) {
        let after = time_after(&tokens[used..]);
        let (more, time) = after.map_or((0, None), |(more, time)| (more, Some(time)));
        return Some((used + more, Stamp::Day(date, time)));
    }
    let first = tokens.first()?;
    if let Some((count_tokens, count)) = count_at(tokens)
        && let Some(unit) = tokens.get(count_tokens).and_then(|token| unit(&token.key))
        && tokens
            .get(count_tokens + 1)
            .is_some_and(|token| matches!(token.key.as_str(), "once" | "evvel" | "ago" | "beri"))
    {
        return Some((count_tokens + 2, Stamp::Age { count, unit }));
    }
    match first.key.as_str() {
        "az" if tokens.get(1).is_some_and(|token| token.key == "once") => {
            return Some((2, Stamp::Age { count: 0, unit: Unit::Minute }));
        }
        "bugun" | "dun" | "today" | "yesterday" => {
            let days = i64::from(matches!(first.key.as_str(), "dun" | "yesterday"));
            let (more, time) = time_after(&tokens[1..]).map_or((0, None), |(more, time)| (more, Some(time)));
            return Some((1 + more, Stamp::DaysBack(days, time)));
        }
        "قبل" | "منذ" => return arabic_age(tokens),
        _ => {}
    }
    if let (Some(day @ 1..=31), Some(month)) = (first.number, tokens.get(1).and_then(|token| month(&token.key, true))) {
        let (more, time) = time_after(&tokens[2..]).map_or((0, None), |(more, time)| (more, Some(time)));
        return Some((2 + more, Stamp::DayOfYear { month, day: i8::try_from(day).ok()?, time }));
    }
    let (used, time) = time_at(tokens)?;
    // A score, a ratio or a verse has no boundary of its own: "2:30'da" is none, and nothing may stick to it.
    Some((used, Stamp::Hour(time)))
}

fn date_at(tokens: &[Token<'_>]) -> Option<(usize, Date)> {
    let [first, second, third, ..] = tokens else { return None };
    let same_gap = second.gap == third.gap && matches!(second.gap, "-" | "." | "/" | " / " | " . ");
    let (one, three) = (first.number?, third.number?);
    let whole = |year: i64, month: i64, day: i64| {
        if !(1980..2100).contains(&year) {
            return None;
        }
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match second.number {
        Some(two) if same_gap && first.end - first.start == 4 => Some((3, whole(one, two, three)?)),
        Some(two) if same_gap && third.end - third.start == 4 => Some((3, whole(three, two, one)?)),
        Some(_) => None,
        None => {
            let month = month(&second.key, false)?;
            let is_near = |gap: &str| gap.chars().all(|c| c.is_whitespace() || matches!(c, '.' | ',' | '-'));
            (is_near(second.gap) && is_near(third.gap)).then(|| Some((3, whole(three, i64::from(month), one)?)))?
        }
    }
}

/// The hour that belongs to a date just before: a weekday and "saat" may stand between.
fn time_after(tokens: &[Token<'_>]) -> Option<(usize, Time)> {
    const BETWEEN: [&str; 18] = [
        "pazartesi",
        "sali",
        "carsamba",
        "persembe",
        "cuma",
        "cumartesi",
        "pazar",
        "saat",
        "t",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "at",
        "الساعة",
    ];
    let skipped = tokens.iter().take(2).take_while(|token| BETWEEN.contains(&token.key.as_str())).count();
    let rest = &tokens[skipped..];
    let first = rest.first()?;
    let is_near = tokens[..=skipped].iter().all(|token| token.gap.chars().count() <= 4);
    if !is_near || first.gap.contains(['(', ':', ';']) && !first.gap.trim().eq(":") {
        return None;
    }
    let (used, time) = time_at(rest)?;
    Some((skipped + used, time))
}

fn time_at(tokens: &[Token<'_>]) -> Option<(usize, Time)> {
    let [hour, minute, ..] = tokens else { return None };
    let two_digits = minute.end - minute.start == 2 && hour.end - hour.start <= 2;
    if minute.gap != ":" || !two_digits {
        return None;
    }
    let time = Time::new(i8::try_from(hour.number?).ok()?, i8::try_from(minute.number?).ok()?, 0, 0).ok()?;
    let second = tokens.get(2).filter(|token| token.gap == ":" && token.number.is_some_and(|second| second < 60));
    Some((2 + usize::from(second.is_some()), time))
}

fn count_at(tokens: &[Token<'_>]) -> Option<(usize, i64)> {
    let skipped = usize::from(tokens.first()?.key == "yaklasik");
    let token = tokens.get(skipped)?;
    let count = match token.key.as_str() {
        "bir" | "a" | "an" => 1,
        _ => token.number.filter(|count| (0..10_000).contains(count))?,
    };
    Some((skipped + 1, count))
}

fn unit(key: &str) -> Option<Unit> {
    Some(match key {
        "saniye" | "sn" | "dakika" | "dk" | "minute" | "minutes" | "min" => Unit::Minute,
        "saat" | "sa" | "hour" | "hours" => Unit::Hour,
        "gun" | "day" | "days" => Unit::Day,
        "hafta" | "week" | "weeks" => Unit::Week,
        "ay" | "month" | "months" => Unit::Month,
        "yil" | "sene" | "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// `قبل 3 أيام`, `منذ سنة`.
fn arabic_age(tokens: &[Token<'_>]) -> Option<(usize, Stamp)> {
    let number = tokens.get(1)?.number;
    let (used, count) = number.map_or((1, 1), |count| (2, count));
    let word = &tokens.get(used)?.key;
    let units: [(&str, Unit); 7] = [
        ("دقيق", Unit::Minute),
        ("دقائق", Unit::Minute),
        ("ساع", Unit::Hour),
        ("يوم", Unit::Day),
        ("ايام", Unit::Day),
        ("شهر", Unit::Month),
        ("سن", Unit::Year),
    ];
    let unit = units.iter().find(|(stem, _)| word.contains(stem)).map(|(_, unit)| *unit)?;
    Some((used + 1, Stamp::Age { count, unit }))
}

/// A month by its name; short names only beside a year, where they cannot be another word.
fn month(key: &str, whole_name_only: bool) -> Option<i8> {
    const MONTHS: [[&str; 5]; 12] = [
        ["ocak", "january", "oca", "jan", "يناير"],
        ["subat", "february", "sub", "feb", "فبراير"],
        ["mart", "march", "mar", "mar", "مارس"],
        ["nisan", "april", "nis", "apr", "ابريل"],
        ["mayis", "may", "may", "may", "مايو"],
        ["haziran", "june", "haz", "jun", "يونيو"],
        ["temmuz", "july", "tem", "jul", "يوليو"],
        ["agustos", "august", "agu", "aug", "اغسطس"],
        ["eylul", "september", "eyl", "sep", "سبتمبر"],
        ["ekim", "october", "eki", "oct", "اكتوبر"],
        ["kasim", "november", "kas", "nov", "نوفمبر"],
        ["aralik", "december", "ara", "dec", "ديسمبر"],
    ];
    let taken = if whole_name_only { 1 } else { 5 };
    let place = MONTHS.iter().position(|names| names[..taken].contains(&key))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn istanbul() -> TimeZone {
        TimeZone::get("Europe/Istanbul").expect("the zone is bundled")
    }

    #[test]
    fn times_are_found_as_portals_print_them() {
        let captured: Timestamp = "2026-01-01T00:45:00+03:00".parse().expect("a time");
        let check = |text: &str, expected: &str| {
            let found = find(text).and_then(|(_, stamp)| stamp.resolve(captured, &istanbul()));
            let printed = found.map(|(time, precision)| {
                let local = time.to_zoned_datetime(istanbul()).strftime("%Y-%m-%d %H:%M").to_string();
                format!("{local} {precision:?}")
            });
            assert_eq!(printed.unwrap_or_default(), expected, "{text}");
        };
        check("2024-11-28 09:36 - Asayiş", "2024-11-28 09:36 Exact");
        check("30.11.2024 - 06:22", "2024-11-30 06:22 Exact");
        check("30/11/2024", "2024-11-30 12:00 Day");
        check("30 Kasım 2024 06:22", "2024-11-30 06:22 Exact");
        check("30 KASIM 2024 Cumartesi, 06:22:10", "2024-11-30 06:22 Exact");
        check("30 Kas 2024 saat 06:22", "2024-11-30 06:22 Exact");
        check("Güncelleme: 2024-11-30T06:22:00", "2024-11-30 06:22 Exact");
        check("30 November 2024", "2024-11-30 12:00 Day");
        check("30 نوفمبر 2024", "2024-11-30 12:00 Day");
        check("30 Kasım 06:22", "2025-11-30 06:22 Exact");
        check("22:22 - Siyaset", "2025-12-31 22:22 HourOnly");
        check("00:39 - Gündem", "2026-01-01 00:39 HourOnly");
        check("dün 14:20", "2025-12-31 14:20 HourOnly");
        check("3 saat önce", "2025-12-31 21:45 HourOnly");
        check("Siyaset - 5 gün önce", "2025-12-27 12:00 Day");
        check("az önce", "2026-01-01 00:45 HourOnly");
        check("منذ 3 ايام", "2025-12-29 12:00 Day");
        for none in ["Skor 2-1 oldu", "1 yıl hapis", "31.02.2024", "25:10", "3 bin kişi", "", "12.5.7"] {
            check(none, "");
        }
    }

    #[test]
    fn an_age_in_years_is_a_range() {
        let captured: Timestamp = "2026-01-01T00:45:00+03:00".parse().expect("a time");
        let (from, to) = Stamp::Age { count: 1, unit: Unit::Year }.age_range(captured).expect("an age");
        let story: Timestamp = "2024-11-30T06:22:00+03:00".parse().expect("a time");
        assert!(from < story && story < to);
    }
}
