//! The board: what is being written, what is to come, what readers have.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use language::Value;
use newsroom::library::{self, Terms};
use newsroom::rights::Object;
use newsroom::{Actor, EditionCode, Right, Role, SectionKey, StoryNumber, address};
use pages::desk::{BoardFilter, BoardRow, BoardView, Choice, ChoiceGroup, StageLine, ViewLine};
use serde::Deserialize;
use store::{BoardQuery, OnBoard, OnStage, Part, Person, SavedView};

use crate::answer::{Failure, page, refused_because};
use crate::request::{Asking, percent};
use crate::{Shared, assets, history, selection, stages};

/// What the board's address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    q: String,
    edition: String,
    /// An edition and a section of it, `tr/spor`.
    section: String,
    stage: String,
    /// A person's number.
    person: String,
    part: String,
    hours: String,
    /// One's own stories: begun, saved, or in one's hands.
    mine: String,
    /// The place of the story these come behind: `micros-number`.
    before: String,
    done: String,
}

/// Stories on one page of the board.
const ROWS: usize = 50;
/// Words a search is read up to.
const SEARCH_LETTERS_MAX: usize = 200;
/// The spans of hours that are offered.
const HOURS: [i64; 5] = [1, 24, 72, 168, 720];

impl Filter {
    /// The part of the address that says what is looked at, without its stage and page: what a view keeps.
    pub(crate) fn query(&self) -> String {
        let pairs = [
            ("mine", &self.mine),
            ("q", &self.q),
            ("edition", &self.edition),
            ("section", &self.section),
            ("person", &self.person),
            ("part", &self.part),
            ("hours", &self.hours),
        ];
        let told = pairs.iter().filter(|(name, value)| {
            let says_nothing = *name == "part" && (value.as_str() == Part::Any.as_str() || self.person.is_empty());
            !value.is_empty() && !says_nothing
        });
        told.map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
    }

    /// The same with a stage.
    fn query_at(&self, stage: &str) -> String {
        let query = self.query();
        match (stage.is_empty(), query.is_empty()) {
            (true, _) => query,
            (false, true) => format!("stage={}", percent(stage)),
            (false, false) => format!("{query}&stage={}", percent(stage)),
        }
    }

    /// What of it the store is asked, by whoever may see so much.
    pub(crate) fn asked(&self, asking: &Asking, now: Timestamp) -> BoardQuery {
        let (edition, section) = match self.section.split_once('/') {
            Some((edition, section)) => (edition, Some(SectionKey::from(section))),
            None => (self.edition.as_str(), None),
        };
        let edition = Some(EditionCode::from(edition)).filter(|code| asking.house.edition(code).is_some());
        let part = Part::ALL.into_iter().find(|part| part.as_str() == self.part).unwrap_or_default();
        let person: Option<i64> = self.person.parse().ok();
        let me = asking.signed.person.actor();
        let hours: Option<i64> = self.hours.parse().ok().filter(|hours| (1..=24 * 3660).contains(hours));
        let before = self.before.split_once('-').and_then(|(micros, number)| {
            Some((Timestamp::from_microsecond(micros.parse().ok()?).ok()?, StoryNumber(number.parse().ok()?)))
        });
        BoardQuery {
            section: section.filter(|_| edition.is_some()),
            edition,
            stage: OnStage::ALL.into_iter().find(|stage| stage.as_str() == self.stage),
            person: match person {
                Some(number) => Some((Actor(format!("user:{number}")), part)),
                None if !self.mine.is_empty() => Some((me.clone(), Part::Any)),
                None => None,
            },
            // A contributor sees their own only.
            author: (asking.signed.person.role == Role::Contributor).then_some(me),
            within: asking.signed.person.beats.clone(),
            since: hours.map(|hours| now - SignedDuration::from_hours(hours)),
            before,
            search: self.q.chars().take(SEARCH_LETTERS_MAX).collect(),
            limit: ROWS as i64,
        }
    }
}

pub(crate) async fn board(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(filter): Query<Filter>,
) -> Result<Response, Failure> {
    let query = filter.asked(&asking, shared.store.clock().now());
    // Before the rows: what happens meanwhile is told again rather than missed.
    let changed = shared.store.refresh_changes().await?;
    let found = shared.store.board(&query).await?;
    let counts = shared.store.board_counts(&query).await?;
    let people = shared.store.people().await?;
    let kept = shared.store.saved_views(asking.signed.person.number).await?;
    let present = shared.store.everybody_present().await?;
    let names = Names::of(&people);
    let older = found.last().filter(|_| found.len() == ROWS).map(|last| {
        let (at, number) = last.place();
        format!("/desk/?{}&before={}-{number}", filter.query_at(&filter.stage), at.as_microsecond())
    });
    let rows = found.iter().filter(|story| may_see(&asking, story)).map(|story| {
        let mut row = row(&shared, &asking, story, &names);
        row.present = present.get(&story.number).map(|who| listed(&asking, who)).unwrap_or_default();
        row
    });
    let views = views(&filter, &asking, &kept);
    let here = views.iter().find(|view| view.is_here);
    let title = match here {
        Some(view) if view.key.is_empty() => view.name.clone(),
        Some(view) => asking.say(&shared, &view.key),
        None => asking.say(&shared, "board"),
    };
    let mut frame = asking.frame(&shared, title, "board");
    frame.notice = done(&asking, &shared, &filter.done);
    frame.owed = history::owed(&shared, &asking);
    let me = asking.signed.person.actor();
    let editions = asking.house.editions_in_order();
    let begins = editions.iter().filter(|edition| {
        let object = Object::Story { edition: &edition.code, sections: &[], author: Some(&me) };
        !edition.closed && asking.may(Right::Draft, &object).is_ok()
    });
    let may_begin = begins.map(|edition| Choice {
        value: edition.code.to_string(),
        name: edition.name.clone(),
        chosen: edition.code.as_str() == filter.edition,
    });
    let may_begin = may_begin.collect();
    let stages = stages(&asking, &filter, &counts);
    let stories: Vec<BoardRow> = rows.collect();
    let view = BoardView {
        acts: selection::acts(&asking),
        stories,
        views,
        stages,
        may_begin,
        older,
        changed,
        events: format!("/desk/events?{}", filter.query_at(&filter.stage)),
        script: assets::BOARD_SCRIPT.address(),
        words: script_words(&shared, &asking),
        filter: shown(&filter, &asking, &people),
        sent_back: stages::sent_back(&shared, &asking, &names.0).await?,
        frame,
    };
    page(&shared, asking.language, "board.html", &view)
}

/// What the script says, safe inside a script element; where it puts a value stands `{$name}`.
fn script_words(shared: &Shared, asking: &Asking) -> String {
    const KEYS: [(&str, &str); 6] = [
        ("news-count", "count"),
        ("news-show", ""),
        ("news-off", "at"),
        ("news-ended", ""),
        ("news-many", ""),
        ("together-chosen", "count"),
    ];
    let said = KEYS.map(|(key, name)| {
        let place = format!("{{${name}}}");
        let words = shared.pages.say(asking.language, key, &[(name, Value::Text(&place))]);
        (key.to_owned(), serde_json::Value::String(words))
    });
    serde_json::Value::Object(said.into_iter().collect()).to_string().replace('<', "\\u003c")
}

fn stages(asking: &Asking, filter: &Filter, counts: &[(OnStage, i64)]) -> Vec<StageLine> {
    let all = StageLine {
        key: "all".to_owned(),
        address: format!("/desk/?{}", filter.query()),
        count: String::new(),
        is_here: filter.stage.is_empty(),
    };
    let each = OnStage::ALL.into_iter().map(|stage| StageLine {
        key: format!("stage-{}", stage.as_str()),
        address: format!("/desk/?{}", filter.query_at(stage.as_str())),
        count: counts.iter().find(|(known, _)| *known == stage).map_or_else(String::new, |(_, count)| {
            let more = if *count >= store::COUNTED_MAX { "+" } else { "" };
            format!("{}{more}", language::number(*count, asking.language))
        }),
        is_here: filter.stage == stage.as_str(),
    });
    std::iter::once(all).chain(each).collect()
}

/// The board's views as this person has them, the first that says the same as the address marked as here.
fn views(filter: &Filter, asking: &Asking, kept: &[SavedView]) -> Vec<ViewLine> {
    let number = asking.signed.person.number;
    let own = [
        ("board", String::new()),
        ("my-stories", "mine=1".to_owned()),
        ("in-my-hands", format!("person={number}&part=assigned")),
    ];
    let query = filter.query();
    let built_in = own.into_iter().map(|(key, query)| (key.to_owned(), String::new(), query));
    let named = kept.iter().map(|view| (String::new(), view.name.clone(), view.query.clone()));
    built_in
        .chain(named)
        .map(|(key, name, kept)| ViewLine {
            is_own: key.is_empty(),
            key,
            name,
            address: format!("/desk/?{kept}"),
            is_here: kept == query,
        })
        .collect()
}

/// The filter as its form shows it.
fn shown(filter: &Filter, asking: &Asking, people: &[Person]) -> BoardFilter {
    let choice =
        |value: String, name: &str, chosen: &str| Choice { chosen: value == chosen, value, name: name.to_owned() };
    let editions = asking.house.editions_in_order();
    let sections = editions.iter().map(|edition| ChoiceGroup {
        name: edition.name.clone(),
        choices: asking
            .house
            .sections_of(&edition.code)
            .into_iter()
            .map(|section| choice(format!("{}/{}", edition.code, section.key), &section.name, &filter.section))
            .collect(),
    });
    // A contributor has nobody else's stories to look through.
    let people = people.iter().filter(|_| asking.signed.person.role != Role::Contributor);
    let query = filter.query();
    let number = asking.signed.person.number;
    BoardFilter {
        q: filter.q.chars().take(SEARCH_LETTERS_MAX).collect(),
        editions: editions
            .iter()
            .map(|edition| choice(edition.code.to_string(), &edition.name, &filter.edition))
            .collect(),
        sections: sections.collect(),
        people: people.map(|person| choice(person.number.to_string(), &person.name, &filter.person)).collect(),
        parts: Part::ALL.map(|part| choice(part.as_str().to_owned(), "", &filter.part)).into(),
        hours: HOURS.map(|hours| choice(hours.to_string(), "", &filter.hours)).into(),
        stage: filter.stage.clone(),
        is_narrowed: ![String::new(), "mine=1".to_owned(), format!("person={number}&part=assigned")].contains(&query),
        query,
    }
}

/// The notice of an act that led here.
pub(crate) fn done(asking: &Asking, shared: &Shared, done: &str) -> Option<String> {
    let known = ["publication", "update", "correction", "withdrawal", "schedule", "unschedule"];
    match done {
        "set-up" => Some(asking.say(shared, "set-up-done")),
        "view-kept" | "view-gone" => Some(asking.say(shared, done)),
        done if known.contains(&done) || stages::is_done(done) => Some(asking.say(shared, &format!("done-{done}"))),
        _ => None,
    }
}

pub(crate) fn may_see(asking: &Asking, story: &OnBoard) -> bool {
    let (edition, sections) = (&story.edition, &story.words.sections);
    asking.may(Right::Draft, &Object::Story { edition, sections, author: Some(&story.author) }).is_ok()
}

/// Everybody's name by the one the ledger knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(HashMap<Actor, String>);

impl Names {
    pub fn of(people: &[Person]) -> Self {
        Self(people.iter().map(|person| (person.actor(), person.name.clone())).collect())
    }

    /// Somebody's name; of whoever is no person here, what the ledger calls them.
    pub fn name_of(&self, actor: &Actor) -> String {
        name_of(&self.0, actor)
    }
}

/// Everybody's name by the one the ledger knows.
pub(crate) async fn names(shared: &Shared) -> Result<HashMap<Actor, String>, web::Error> {
    Ok(Names::of(&shared.store.people().await?).0)
}

/// Somebody's name; of whoever is no person here, what the ledger calls them.
pub(crate) fn name_of(names: &HashMap<Actor, String>, actor: &Actor) -> String {
    let called = actor.0.strip_prefix("user:").unwrap_or(&actor.0);
    names.get(actor).cloned().unwrap_or_else(|| called.to_owned())
}

/// Names in one line, whoever asks left out.
pub(crate) fn listed(asking: &Asking, who: &[(Actor, String)]) -> String {
    let me = asking.signed.person.actor();
    let comma = if asking.language == language::Language::Arabic { "، " } else { ", " };
    let others = who.iter().filter(|(actor, _)| *actor != me).map(|(_, name)| name.as_str());
    others.collect::<Vec<_>>().join(comma)
}

/// A story's row in the words of whoever asks.
pub(crate) fn row(shared: &Shared, asking: &Asking, story: &OnBoard, names: &Names) -> BoardRow {
    let edition = asking.house.edition(&story.edition);
    let language = edition.map_or(language::Language::Turkish, |edition| edition.language);
    let section = story.words.sections.first().and_then(|key| asking.house.section(&story.edition, key));
    let live = story.live.as_ref().filter(|live| live.is_live());
    let has_headline = !story.words.headline.trim().is_empty();
    let (shown_in, headline) = if has_headline {
        (language, story.words.headline.clone())
    } else {
        (asking.language, asking.say(shared, "no-headline"))
    };
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let at = |key: &str, hour: Option<Timestamp>| {
        hour.map(|hour| say(key, &[("at", Value::Text(&asking.hour(hour)))])).unwrap_or_default()
    };
    let now = shared.store.clock().now();
    let ahead = match story.newer {
        Some(stage) => format!("{} {}", say("update-is", &[]), say(&format!("stage-{stage}"), &[])),
        None if live.is_some() && story.is_ahead => say("ahead", &[]),
        None => String::new(),
    };
    let rights = match story.rights_until.map(|until| (library::terms_until(until, now), until)) {
        Some((Terms::Ended, _)) => say("board-rights-ended", &[]),
        Some((Terms::EndSoon, until)) => say("board-rights-end", &[("day", Value::Text(&asking.day(until)))]),
        _ => String::new(),
    };
    let refused = story
        .refused
        .as_deref()
        .map(|words| refused_because(shared, asking.language, story.refused_code.as_deref(), words));
    // What is live, or has its hour, keeps no promise any more.
    let due = story
        .due_at
        .filter(|_| matches!(story.stage, OnStage::Idea | OnStage::Draft | OnStage::ToBeRead | OnStage::Ready));
    BoardRow {
        number: story.number.0,
        headline,
        kicker: story.words.kicker.clone().unwrap_or_default(),
        lang: shown_in.code().to_owned(),
        dir: shown_in.direction().as_str().to_owned(),
        stage: story.stage.as_str().to_owned(),
        stage_words: asking.say(shared, &format!("stage-{}", story.stage.as_str())),
        ahead,
        scheduled: story.scheduled_at.map(|at| asking.hour(at)).unwrap_or_default(),
        refused: refused.unwrap_or_default(),
        embargo: at("embargo-is", story.embargo_until.filter(|until| *until > now)),
        is_overdue: due.is_some_and(|due| due < now && matches!(story.stage, OnStage::Idea | OnStage::Draft)),
        due: at("due-is", due),
        rights,
        edition: edition.map_or_else(|| story.edition.to_string(), |edition| edition.name.clone()),
        section: section.map(|section| section.name.clone()).unwrap_or_default(),
        saved_by: names.name_of(&story.saved_by),
        assigned_to: story.assigned_to.as_ref().map(|actor| names.name_of(actor)).unwrap_or_default(),
        saved: asking.hour(story.saved_at),
        saved_iso: story.saved_at.to_string(),
        live_url: live
            .zip(edition)
            .map(|(live, edition)| address::story_path(&asking.house, edition, live))
            .unwrap_or_default(),
        present: String::new(),
    }
}
