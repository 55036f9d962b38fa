//! How much is read: of the paper or a part of it, and of one story. What is counted is public by nature; who may look at it,
//! `newsroom::rights` says.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, ZonedDateTime};
use language::{Language, Value};
use newsroom::lists::{hour_of, minute_of};
use newsroom::rights::Object;
use newsroom::{EditionCode, Right, SectionKey, Source, SourceKind, StoryNumber, address};
use pages::desk::{Chart, Choice, ChoiceGroup, Figure, FigureLine, FigureList, FiguresView, Point, StoryFiguresView};
use serde::Deserialize;
use store::{Readership, SectionReads};

use crate::answer::{Failure, page};
use crate::request::{Asking, percent};
use crate::story::Opened;
use crate::{Shared, assets};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    edition: String,
    /// An edition and a section of it, `tr/spor`.
    section: String,
}

/// Stories in each list.
const STORIES: i64 = 15;
const WEEK_HOURS: i64 = 24 * 7;
/// Minutes of the chart of now.
const MINUTES: i64 = 60;

pub(crate) async fn figures(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(filter): Query<Filter>,
) -> Result<Response, Failure> {
    asking.may(Right::Figures, &Object::Newsroom)?;
    let (edition, section) = match filter.section.split_once('/') {
        Some((edition, section)) => (edition, Some(SectionKey::from(section))),
        None => (filter.edition.as_str(), None),
    };
    let edition = Some(EditionCode::from(edition)).filter(|code| asking.house.edition(code).is_some());
    let of = Readership { section: section.filter(|_| edition.is_some()), edition };
    let says = Says { shared: &shared, asking: &asking, zone: zone(&asking), now: shared.store.clock().now() };
    let editions = asking.house.editions_in_order();
    let sections = editions.iter().map(|edition| ChoiceGroup {
        name: edition.name.clone(),
        choices: asking
            .house
            .sections_of(&edition.code)
            .into_iter()
            .map(|section| {
                let value = format!("{}/{}", edition.code, section.key);
                Choice { chosen: value == filter.section, value, name: section.name.clone() }
            })
            .collect(),
    });
    let week = says.week(&of).await?;
    let minutes = shared.store.reads_by_minute(&of, minute_of(says.now) - MINUTES).await?;
    let view = FiguresView {
        editions: editions
            .iter()
            .map(|edition| Choice {
                value: edition.code.to_string(),
                name: edition.name.clone(),
                chosen: edition.code.as_str() == filter.edition,
            })
            .collect(),
        sections: sections.collect(),
        at: says.clock(says.now),
        numbers: says.numbers(&week, &minutes),
        charts: vec![says.minutes(&minutes), says.today(&week), says.days(&week)],
        lists: says.most_read(&of).await?,
        shares: says.shares(&week),
        events: "/desk/events?figures=1".to_owned(),
        script: assets::FIGURES_SCRIPT.address(),
        frame: asking.frame(&shared, asking.say(&shared, "figures"), "figures"),
    };
    page(&shared, asking.language, "figures.html", &view)
}

pub(crate) async fn story(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let opened = Opened::of(&shared, &asking, number).await?;
    opened.may(&asking, Right::Figures)?;
    let edition = asking.edition(&opened.story.edition)?.clone();
    let Some(live) = opened.story.live.as_ref().map(|(live, _)| live.clone()) else {
        return Err(web::Error::NotFound.into());
    };
    let headline = opened.content.headline.clone();
    // Nothing is written here, and figures are read without holding others up.
    opened.tx.commit().await?;
    let number = StoryNumber(number);
    let says = Says { shared: &shared, asking: &asking, zone: zone(&asking), now: shared.store.clock().now() };
    let this_hour = hour_of(says.now);
    let hours = shared.store.reads_of_story(number, this_hour - WEEK_HOURS + 1).await?;
    let sources = shared.store.sources_of_story(number, this_hour - WEEK_HOURS + 1).await?;
    let first_today = says.hour_today();
    let today: i64 = hours.iter().filter(|(hour, _)| *hour >= first_today).map(|(_, reads)| reads).sum();
    let minute = minute_of(says.now);
    let figure = |key: &str, number: i64| Figure { key: format!("figure-{key}"), number, before: None };
    let view = StoryFiguresView {
        number: number.0,
        headline: if headline.trim().is_empty() { asking.say(&shared, "no-headline") } else { headline },
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        live_url: if live.is_live() { address::story_path(&asking.house, &edition, &live) } else { String::new() },
        at: says.clock(says.now),
        numbers: vec![
            figure("now-5", shared.store.reads_of_story_since(number, minute - 4).await?),
            figure("now-15", shared.store.reads_of_story_since(number, minute - 14).await?),
            figure("today", today),
            figure("week", hours.iter().map(|(_, reads)| reads).sum()),
        ],
        charts: vec![says.story(&hours)],
        shares: vec![says.by_source("figures-story-sources", sources.into_iter())],
        events: "/desk/events?figures=1".to_owned(),
        script: assets::FIGURES_SCRIPT.address(),
        frame: asking.frame(&shared, asking.say(&shared, "figures"), "figures"),
    };
    page(&shared, asking.language, "story-figures.html", &view)
}

/// A story's reads of today in a line.
pub(crate) async fn today_of(shared: &Shared, asking: &Asking, story: StoryNumber) -> Result<String, web::Error> {
    let says = Says { shared, asking, zone: zone(asking), now: shared.store.clock().now() };
    let hours = shared.store.reads_of_story(story, says.hour_today()).await?;
    let reads = says.number(hours.iter().map(|(_, reads)| reads).sum());
    Ok(shared.pages.say(asking.language, "story-read-today", &[("number", Value::Text(&reads))]))
}

/// The zone the paper's hours are printed in.
fn zone(asking: &Asking) -> TimeZone {
    asking.house.editions_in_order().first().map_or(TimeZone::UTC, |edition| edition.time_zone())
}

/// Whoever asks, the hour, and the words figures are told in.
struct Says<'s> {
    shared: &'s Shared,
    asking: &'s Asking,
    zone: TimeZone,
    now: Timestamp,
}

impl Says<'_> {
    fn language(&self) -> Language {
        self.asking.language
    }

    fn is_rtl(&self) -> bool {
        self.language() == Language::Arabic
    }

    fn clock(&self, at: Timestamp) -> String {
        language::time(&at.to_zoned_datetime(self.zone.clone()), self.language())
    }

    fn number(&self, number: i64) -> String {
        language::number(number, self.language())
    }

    fn at_hour(&self, hour: i64) -> ZonedDateTime {
        Timestamp::from_second(hour * 3600).unwrap_or(self.now).to_zoned_datetime(self.zone.clone())
    }

    fn today_date(&self) -> Date {
        self.now.to_zoned_datetime(self.zone.clone()).date()
    }

    /// The first hour of today, where the paper is.
    fn hour_today(&self) -> i64 {
        self.first_hour_of(self.today_date())
    }

    fn first_hour_of(&self, date: Date) -> i64 {
        date.to_zoned_datetime(self.zone.clone()).map_or_else(|_| hour_of(self.now), |start| hour_of(start.timestamp()))
    }

    /// What was read from the beginning of the day a week ago on.
    async fn week(&self, of: &Readership) -> Result<Vec<SectionReads>, web::Error> {
        let from = self.today_date().checked_sub(7.days()).unwrap_or_else(|_| self.today_date());
        Ok(self.shared.store.reads_by_section(of, self.first_hour_of(from)).await?)
    }

    fn numbers(&self, week: &[SectionReads], minutes: &[(i64, i64)]) -> Vec<Figure> {
        let since =
            |minute: i64| -> i64 { minutes.iter().filter(|(at, _)| *at >= minute).map(|(_, reads)| reads).sum() };
        let between = |from: i64, to: i64| -> i64 {
            week.iter().filter(|one| (from..to).contains(&one.hour)).map(|one| one.reads).sum()
        };
        let (minute, hour) = (minute_of(self.now), hour_of(self.now));
        let (today, a_week_ago) = (self.hour_today(), self.hour_today() - WEEK_HOURS);
        // Of the hour under way as much of last week's as has gone by of it.
        let gone = self.now.as_second().rem_euclid(3600);
        let then =
            between(a_week_ago, hour - WEEK_HOURS) + between(hour - WEEK_HOURS, hour - WEEK_HOURS + 1) * gone / 3600;
        let figure =
            |key: &str, number: i64, before: Option<i64>| Figure { key: format!("figure-{key}"), number, before };
        vec![
            figure("now-5", since(minute - 4), None),
            figure("now-15", since(minute - 14), None),
            figure("today", between(today, i64::MAX), Some(then).filter(|then| *then > 0)),
            figure("week", between(hour - WEEK_HOURS + 1, i64::MAX), None),
        ]
    }

    fn summary(&self, key: &str, points: &[Point]) -> String {
        let all: i64 = points.iter().map(|point| point.number).sum();
        let Some(most) = points.iter().rev().max_by_key(|point| point.number).filter(|point| point.number > 0) else {
            return self.asking.say(self.shared, "chart-summary-none");
        };
        let (all, highest) = (self.number(all), self.number(most.number));
        let values = [("all", Value::Text(&all)), ("at", Value::Text(&most.name)), ("most", Value::Text(&highest))];
        self.shared.pages.say(self.language(), &format!("chart-summary-{key}"), &values)
    }

    fn chart(&self, key: &str, points: Vec<Point>) -> Chart {
        Chart::of(&format!("chart-{key}"), self.summary(key, &points), points, self.is_rtl())
    }

    fn minutes(&self, minutes: &[(i64, i64)]) -> Chart {
        let counted: BTreeMap<i64, i64> = minutes.iter().copied().collect();
        let last = minute_of(self.now);
        let points = (last - MINUTES + 1..=last).map(|minute| {
            let name = self.clock(Timestamp::from_second(minute * 60).unwrap_or(self.now));
            let is_marked = minute % 15 == 0;
            Point {
                mark: if is_marked { name.clone() } else { String::new() },
                name,
                number: counted.get(&minute).copied().unwrap_or(0),
                before: None,
                is_now: minute == last,
            }
        });
        self.chart("minutes", points.collect())
    }

    fn today(&self, week: &[SectionReads]) -> Chart {
        let counted = by_hour(week);
        let (first, now) = (self.hour_today(), hour_of(self.now));
        let tomorrow = self.today_date().checked_add(1.day()).unwrap_or_else(|_| self.today_date());
        let end = self.first_hour_of(tomorrow).max(now + 1);
        let points = (first..end).map(|hour| {
            let at = self.at_hour(hour);
            let name = language::time(&at, self.language());
            Point {
                mark: if at.hour() % 6 == 0 { name.clone() } else { String::new() },
                name,
                number: counted.get(&hour).copied().unwrap_or(0),
                before: Some(counted.get(&(hour - WEEK_HOURS)).copied().unwrap_or(0)),
                is_now: hour == now,
            }
        });
        self.chart("hours", points.collect())
    }

    fn days(&self, week: &[SectionReads]) -> Chart {
        let counted = by_hour(week);
        let today = self.today_date();
        let points = (0..7_i64).rev().filter_map(|ago| {
            let date = today.checked_sub(ago.days()).ok()?;
            let next = date.checked_add(1.day()).ok()?;
            let number =
                counted.range(self.first_hour_of(date)..self.first_hour_of(next)).map(|(_, reads)| reads).sum();
            let noon = date.at(12, 0, 0, 0).to_zoned_datetime(self.zone.clone()).ok()?;
            let name = language::short_date(&noon, self.language());
            Some(Point { mark: format!("{:02}", date.day()), name, number, before: None, is_now: ago == 0 })
        });
        self.chart("days", points.collect())
    }

    fn story(&self, hours: &[(i64, i64)]) -> Chart {
        let counted: BTreeMap<i64, i64> = hours.iter().copied().collect();
        let now = hour_of(self.now);
        let points = (now - WEEK_HOURS + 1..=now).map(|hour| {
            let at = self.at_hour(hour);
            Point {
                mark: if at.hour() == 0 { format!("{:02}", at.day()) } else { String::new() },
                name: language::date_time(&at, self.language()),
                number: counted.get(&hour).copied().unwrap_or(0),
                before: None,
                is_now: hour == now,
            }
        });
        self.chart("story", points.collect())
    }

    async fn most_read(&self, of: &Readership) -> Result<Vec<FigureList>, web::Error> {
        let store = &self.shared.store;
        let lists = [
            ("now", store.most_read_by_minute(of, minute_of(self.now) - 14, STORIES).await?),
            ("today", store.most_read_by_hour(of, self.hour_today(), STORIES).await?),
            ("week", store.most_read_by_hour(of, hour_of(self.now) - WEEK_HOURS + 1, STORIES).await?),
        ];
        let mut numbers: Vec<StoryNumber> =
            lists.iter().flat_map(|(_, stories)| stories.iter().map(|(story, _)| *story)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let cards = self.shared.store.reading().cards(&numbers).await?;
        let lines = |stories: Vec<(StoryNumber, i64)>| {
            // What was withdrawn since is told no more.
            let line = |(story, number): (StoryNumber, i64)| {
                let listed = cards.iter().find(|listed| listed.live.number == story)?;
                let edition = self.asking.house.edition(&listed.live.edition);
                let language = edition.map_or(Language::Turkish, |edition| edition.language);
                Some(FigureLine {
                    name: listed.card.headline.clone(),
                    lang: language.code().to_owned(),
                    dir: language.direction().as_str().to_owned(),
                    address: format!("/desk/stories/{story}/figures"),
                    number,
                    share: 0,
                })
            };
            stories.into_iter().filter_map(line).collect::<Vec<_>>()
        };
        Ok(lists.map(|(key, stories)| FigureList::of(&format!("figures-{key}"), lines(stories))).into())
    }

    fn shares(&self, week: &[SectionReads]) -> Vec<FigureList> {
        let first = self.hour_today();
        let today: Vec<&SectionReads> = week.iter().filter(|one| one.hour >= first).collect();
        let mut sections: BTreeMap<(&EditionCode, &SectionKey), i64> = BTreeMap::new();
        let mut kinds: BTreeMap<SourceKind, i64> = BTreeMap::new();
        for one in &today {
            *sections.entry((&one.edition, &one.section)).or_default() += one.reads;
            if let Some(source) = one.source {
                *kinds.entry(source.kind()).or_default() += one.reads;
            }
        }
        let several = self.asking.house.editions.len() > 1;
        let section_lines = sections.into_iter().map(|((edition, section), number)| {
            let known = self.asking.house.section(edition, section);
            let name = known.map_or_else(|| section.to_string(), |section| section.name.clone());
            let of = self.asking.house.edition(edition).filter(|_| several).map(|edition| edition.name.as_str());
            FigureLine {
                name: of.map_or_else(|| name.clone(), |of| format!("{name} · {of}")),
                address: format!("/desk/figures?section={}", percent(&format!("{edition}/{section}"))),
                lang: self.language().code().to_owned(),
                dir: "auto".to_owned(),
                number,
                share: 0,
            }
        });
        let kind_lines = kinds.into_iter().map(|(kind, number)| FigureLine {
            name: self.asking.say(self.shared, &format!("kind-{}", kind.as_str())),
            number,
            ..FigureLine::default()
        });
        vec![
            FigureList::of("figures-sections", section_lines.collect()),
            FigureList::of("figures-kinds", kind_lines.collect()),
            self.by_source("figures-sources", today.into_iter().map(|one| (one.source, one.reads))),
        ]
    }

    fn by_source(&self, key: &str, reads: impl Iterator<Item = (Option<Source>, i64)>) -> FigureList {
        let mut counted: BTreeMap<Option<Source>, i64> = BTreeMap::new();
        for (source, reads) in reads {
            *counted.entry(source).or_default() += reads;
        }
        let lines = counted.into_iter().map(|(source, number)| FigureLine {
            name: self.asking.say(self.shared, &format!("source-{}", source.map_or("unknown", Source::as_str))),
            number,
            ..FigureLine::default()
        });
        FigureList::of(key, lines.collect())
    }
}

fn by_hour(week: &[SectionReads]) -> BTreeMap<i64, i64> {
    let mut counted = BTreeMap::new();
    for one in week {
        *counted.entry(one.hour).or_insert(0) += one.reads;
    }
    counted
}
