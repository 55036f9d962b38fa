//! What became of stories that readers saw: one story's acts as the ledger has them, and all corrections and withdrawals.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Value;
use newsroom::rights::{self, Object};
use newsroom::{EditionCode, Live, Position, Right, Role, address};
use pages::desk::{List, ListLine, Note, SettingsView, Way};

use crate::Shared;
use crate::answer::{Failure, page};
use crate::board::{name_of, names};
use crate::request::{Asking, not_allowed};
use crate::story::Opened;

/// Entries that a page shows; a story with more is rare, and says so by its first ones missing.
const ENTRIES_MAX: i64 = 200;

/// A story's acts, the newest first: who, what, when, the note readers got, and where it stands in the ledger.
pub(crate) async fn story(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let opened = Opened::of(&shared, &asking, number).await?;
    let (story, content) = (opened.story.clone(), opened.content.clone());
    drop(opened);
    let entries = shared.store.reading().entries_of(&format!("story/{number}"), None, ENTRIES_MAX).await?;
    let names = names(&shared).await?;
    let edition = asking.edition(&story.edition)?;
    let lines = entries.iter().map(|sealed| {
        let entry = &sealed.entry;
        let live: Option<Live> = serde_json::from_str(&entry.state).ok();
        let version = live.as_ref().map(|live| live.version).unwrap_or_default();
        let words = [
            ("version", Value::Number(version)),
            ("position", Value::Number(sealed.position.0)),
            ("hash", Value::Text(&sealed.hash[..12])),
        ];
        let mut detail = format!("{} · {}", asking.hour(entry.at), name_of(&names, &entry.actor));
        if let Some(live) = live.filter(|live| live.published_at != entry.at && entry.kind.as_str() == "publish") {
            // An archive's story is told to readers at the hour it first appeared elsewhere.
            let told = asking.hour(live.published_at);
            detail.push_str(" · ");
            detail.push_str(&shared.pages.say(asking.language, "history-told", &[("at", Value::Text(&told))]));
        }
        ListLine {
            name: entry.note.clone().unwrap_or_else(|| shared.pages.say(asking.language, "history-line", &words)),
            detail,
            state: match entry.kind.as_str() {
                "withdraw" => "problem",
                "correct" => "warn",
                _ => "good",
            }
            .to_owned(),
            said: format!(
                "{} · {}",
                asking.say(&shared, &format!("entry-{}", entry.kind)),
                shared.pages.say(asking.language, "set-log-entry", &words)
            ),
            lang: entry.note.as_ref().map(|_| edition.language.code().to_owned()),
            dir: entry.note.as_ref().map(|_| edition.language.direction().as_str().to_owned()),
            ..ListLine::default()
        }
    });
    let lines: Vec<ListLine> = lines.collect();
    let heading = asking.say(&shared, "history");
    let live = story.live.as_ref().map(|(live, _)| live);
    let view = SettingsView {
        frame: asking.frame(&shared, heading.clone(), "board"),
        heading,
        effect: asking.say(&shared, "history-effect"),
        url: live.filter(|live| live.is_live()).map(|live| address::story_path(&asking.house, edition, live)),
        back: Some(Way {
            name: Some(content.headline.clone())
                .filter(|headline| !headline.trim().is_empty())
                .unwrap_or_else(|| asking.say(&shared, "no-headline")),
            url: format!("/desk/stories/{number}"),
            current: false,
        }),
        lists: vec![List { lines, none: asking.say(&shared, "history-none"), ..List::default() }],
        ..SettingsView::default()
    };
    page(&shared, asking.language, "settings.html", &view)
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    edition: String,
    before: String,
}

/// Corrections on one page.
const PAGE: usize = 50;

/// Everything that was corrected or taken back, with the notes readers were given.
pub(crate) async fn corrections(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(filter): Query<Filter>,
) -> Result<Response, Failure> {
    // Readers have all of it; who did it is for those who work here.
    if asking.signed.person.role < Role::Reporter {
        let refused = rights::NotAllowed::NotTheirs;
        return Err(not_allowed(refused).into());
    }
    let editions = asking.house.editions_in_order();
    let wanted = EditionCode::new(filter.edition);
    let Some(edition) = asking.house.edition(&wanted).or(editions.first().copied()) else {
        return Err(web::Error::NotFound.into());
    };
    let before = filter.before.parse().ok().map(Position);
    let reading = shared.store.reading();
    let found = reading.corrections(&edition.code, before, PAGE + 1).await?;
    let positions: Vec<Position> = found.iter().map(|(line, _)| line.position).collect();
    let actors = reading.actors_of(&positions).await?;
    let names = names(&shared).await?;
    let lines = found.iter().take(PAGE).map(|(line, listed)| {
        let who = actors.get(&line.position).map(|actor| name_of(&names, actor)).unwrap_or_default();
        let is_open = may_open(&asking, &listed.live);
        ListLine {
            name: listed.card.headline.clone(),
            url: is_open.then(|| format!("/desk/stories/{}/history", line.story)),
            detail: format!("{} · {who} · {}", asking.hour(line.at), line.note.clone().unwrap_or_default()),
            state: if line.kind.as_str() == "withdraw" { "problem" } else { "warn" }.to_owned(),
            said: asking.say(&shared, &format!("entry-{}", line.kind)),
            lang: Some(edition.language.code().to_owned()),
            dir: Some(edition.language.direction().as_str().to_owned()),
            ..ListLine::default()
        }
    });
    let heading = asking.say(&shared, "corrections");
    let words = address::words(edition.language);
    let mut view = SettingsView {
        frame: asking.frame(&shared, heading.clone(), "corrections"),
        heading,
        effect: asking.say(&shared, "corrections-effect"),
        url: Some(address::below(edition, words.corrections)),
        editions: editions
            .iter()
            .map(|one| Way {
                name: one.name.clone(),
                url: format!("/desk/corrections?edition={}", one.code),
                current: one.code == edition.code,
            })
            .collect(),
        lists: vec![List { lines: lines.collect(), none: asking.say(&shared, "corrections-none"), ..List::default() }],
        ..SettingsView::default()
    };
    if let Some((last, _)) = found.get(PAGE - 1).filter(|_| found.len() > PAGE) {
        let url = format!("/desk/corrections?edition={}&before={}", edition.code, last.position);
        let line = ListLine { name: asking.say(&shared, "older"), url: Some(url), ..ListLine::default() };
        view.lists.push(List { lines: vec![line], ..List::default() });
    }
    page(&shared, asking.language, "settings.html", &view)
}

/// Whether the story opens to this person: what they may not open they are not led to.
fn may_open(asking: &Asking, live: &Live) -> bool {
    let sections = [live.section.clone()];
    let object = Object::Story { edition: &live.edition, sections: &sections, author: None };
    asking.may(Right::Draft, &object).is_ok()
}

/// What the paper still owes the law, for whoever can mend it.
pub(crate) fn owed(shared: &Shared, asking: &Asking) -> Option<Note> {
    let owing = asking.house.editions_in_order().into_iter().filter(|edition| {
        !edition.closed
            && edition.masthead.missing().next().is_some()
            && asking.may(Right::House, &Object::Edition(&edition.code)).is_ok()
    });
    let lines: Vec<String> = owing.map(|edition| edition.name.clone()).collect();
    (!lines.is_empty()).then(|| Note { kind: "warn".into(), text: asking.say(shared, "masthead-owed"), lines })
}
