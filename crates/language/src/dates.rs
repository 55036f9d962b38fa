//! Days, hours and ages in words.
//!
//! Words and their order come from CLDR through ICU4X; what this file adds are the newsroom's choices:
//!
//! - Every form tells its day; only [`age`] does not, and it ends after an hour.
//! - Hours are `06:22` in every language, on the zone of the given instant.
//! - **Arabic** uses the Levant's month names (`تشرين الثاني`, CLDR `ar-SY`). Arabic editions in Turkey are read by
//!   people from Syria first, and Turkish itself has the same names (Şubat, Nisan, Haziran, Temmuz, Eylül), so a reader
//!   meets them daily; the Gulf's and Egypt's `نوفمبر` would be a third set. Digits are ASCII, as Syrian news sites and
//!   the Arabic services of Turkish agencies write them, and as they stand in scores, prices and addresses.
//! - **English** is British (`Saturday, 30 November 2024`): day before month, as on every Turkish document.
//! - **Kurmanji** drops the comma that CLDR puts before a bare year.

use std::sync::LazyLock;

use icu::calendar::{Date, Gregorian};
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::{YMD, YMDE};
use icu::locale::{Locale, locale};
use jiff::ZonedDateTime;

use crate::Language;
use crate::messages::{Value, Words};

/// The day with its weekday: `30 Kasım 2024 Cumartesi`.
#[must_use]
pub fn long_date(at: &ZonedDateTime, language: Language) -> String {
    formats(language).long.format(&day_of(at)).to_string()
}

/// The day with its weekday and the hour: `30 Kasım 2024 Cumartesi 06:22`.
#[must_use]
pub fn long_date_time(at: &ZonedDateTime, language: Language) -> String {
    let between = match language {
        // A weekday stands last in Kurmanji after a comma, and English and Arabic end in a bare year: the hour needs
        // a pause before it. Turkish writes day and hour in one breath.
        Language::Turkish => " ",
        Language::English | Language::Kurmanji => ", ",
        Language::Arabic => "، ",
    };
    format!("{}{between}{}", long_date(at, language), time(at, language))
}

/// The day and the hour, for items of a list: `30 Kasım 2024 06:22`.
#[must_use]
pub fn date_time(at: &ZonedDateTime, language: Language) -> String {
    let between = match language {
        Language::Turkish | Language::Kurmanji => " ",
        Language::English => ", ",
        Language::Arabic => "، ",
    };
    format!("{}{between}{}", short_date(at, language), time(at, language))
}

/// The day without its weekday: `30 Kasım 2024`.
#[must_use]
pub fn short_date(at: &ZonedDateTime, language: Language) -> String {
    let short = formats(language).short.format(&day_of(at)).to_string();
    match language {
        Language::Kurmanji => short.replace(", ", " "),
        Language::Turkish | Language::English | Language::Arabic => short,
    }
}

/// The hour, `06:22`, by a clock of 24 hours.
#[must_use]
pub fn time(at: &ZonedDateTime, _language: Language) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// How long ago, in whole minutes, while that is younger than an hour: `3 dakika önce`; under one minute `az önce`.
///
/// `seconds` is the time since then. `None` from one hour on, since an old age tells less than its date, and for a
/// moment still to come.
#[must_use]
pub fn age(seconds: i64, language: Language) -> Option<String> {
    static AGES: LazyLock<[Words; 4]> = LazyLock::new(|| {
        Language::ALL.map(|language| {
            let (words, errors) = Words::parse(language, &[("ages", age_messages(language))]);
            assert!(errors.is_empty(), "the built-in ages are well formed: {errors:?}");
            words
        })
    });
    let words = &AGES[language.index()];
    match seconds {
        0..60 => words.say("just-now", &[]),
        60..3600 => words.say("minutes-ago", &[("minutes", Value::Number(seconds / 60))]),
        _ => None,
    }
}

const fn age_messages(language: Language) -> &'static str {
    match language {
        Language::Turkish => include_str!("ages/tr.ftl"),
        Language::Arabic => include_str!("ages/ar.ftl"),
        Language::English => include_str!("ages/en.ftl"),
        Language::Kurmanji => include_str!("ages/ku.ftl"),
    }
}

/// The CLDR locale whose words are used, with ASCII digits.
pub(crate) const fn locale_of(language: Language) -> Locale {
    match language {
        Language::Turkish => locale!("tr"),
        Language::Arabic => locale!("ar-SY-u-nu-latn"),
        Language::English => locale!("en-GB"),
        Language::Kurmanji => locale!("ku"),
    }
}

struct Formats {
    long: FixedCalendarDateTimeFormatter<Gregorian, YMDE>,
    short: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
}

fn formats(language: Language) -> &'static Formats {
    static FORMATS: LazyLock<[Formats; 4]> = LazyLock::new(|| {
        Language::ALL.map(|language| {
            let locale = &locale_of(language);
            let compiled_in = "CLDR's dates are compiled in";
            Formats {
                long: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMDE::long()).expect(compiled_in),
                short: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long()).expect(compiled_in),
            }
        })
    });
    &FORMATS[language.index()]
}

fn day_of(at: &ZonedDateTime) -> Date<Gregorian> {
    let (year, month, day) = (at.year().into(), at.month().unsigned_abs(), at.day().unsigned_abs());
    Date::try_new_gregorian(year, month, day).expect("a civil date is a Gregorian date")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn saturday() -> ZonedDateTime {
        date(2024, 11, 30).at(6, 22, 5, 0).in_tz("Europe/Istanbul").unwrap()
    }

    #[test]
    fn days_are_told_as_the_language_tells_them() {
        let at = saturday();
        let check = |language, long: &str, long_time: &str, list: &str, short: &str| {
            assert_eq!(long_date(&at, language), long);
            assert_eq!(long_date_time(&at, language), long_time);
            assert_eq!(date_time(&at, language), list);
            assert_eq!(short_date(&at, language), short);
            assert_eq!(time(&at, language), "06:22");
        };
        check(
            Language::Turkish,
            "30 Kasım 2024 Cumartesi",
            "30 Kasım 2024 Cumartesi 06:22",
            "30 Kasım 2024 06:22",
            "30 Kasım 2024",
        );
        check(
            Language::English,
            "Saturday, 30 November 2024",
            "Saturday, 30 November 2024, 06:22",
            "30 November 2024, 06:22",
            "30 November 2024",
        );
        check(
            Language::Arabic,
            "السبت، 30 تشرين الثاني 2024",
            "السبت، 30 تشرين الثاني 2024، 06:22",
            "30 تشرين الثاني 2024، 06:22",
            "30 تشرين الثاني 2024",
        );
        check(
            Language::Kurmanji,
            "30 mijdar 2024, şemî",
            "30 mijdar 2024, şemî, 06:22",
            "30 mijdar 2024 06:22",
            "30 mijdar 2024",
        );
    }

    #[test]
    fn the_hour_is_that_of_the_given_zone() {
        let at = date(2024, 12, 31).at(22, 0, 0, 0).in_tz("UTC").unwrap().in_tz("Europe/Istanbul").unwrap();
        assert_eq!(date_time(&at, Language::Turkish), "1 Ocak 2025 01:00");
    }

    #[test]
    fn age_ends_after_an_hour() {
        let check = |seconds, language, expected: Option<&str>| {
            assert_eq!(age(seconds, language).as_deref(), expected, "{seconds}")
        };
        check(-1, Language::Turkish, None);
        check(0, Language::Turkish, Some("az önce"));
        check(59, Language::Turkish, Some("az önce"));
        check(60, Language::Turkish, Some("1 dakika önce"));
        check(3 * 60 + 59, Language::Turkish, Some("3 dakika önce"));
        check(3599, Language::Turkish, Some("59 dakika önce"));
        check(3600, Language::Turkish, None);
        check(i64::MAX, Language::Turkish, None);
        check(30, Language::English, Some("just now"));
        check(60, Language::English, Some("1 minute ago"));
        check(120, Language::English, Some("2 minutes ago"));
        check(30, Language::Arabic, Some("الآن"));
        check(60, Language::Arabic, Some("قبل دقيقة واحدة"));
        check(120, Language::Arabic, Some("قبل دقيقتين"));
        check(180, Language::Arabic, Some("قبل 3 دقائق"));
        check(600, Language::Arabic, Some("قبل 10 دقائق"));
        check(660, Language::Arabic, Some("قبل 11 دقيقة"));
        check(3540, Language::Arabic, Some("قبل 59 دقيقة"));
        check(30, Language::Kurmanji, Some("niha"));
        check(60, Language::Kurmanji, Some("berî 1 deqeyê"));
        check(300, Language::Kurmanji, Some("berî 5 deqeyan"));
    }
}
