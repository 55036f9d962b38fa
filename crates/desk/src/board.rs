//! The board: what is being written, what is to come, what readers have.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::rights::Object;
use newsroom::{Actor, EditionCode, Right, Role, address};
use pages::desk::{BoardRow, BoardView, Choice};
use serde::Deserialize;
use store::{BoardQuery, OnBoard, OnStage};

use crate::Shared;
use crate::answer::{Failure, page};
use crate::request::{Asking, percent};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    edition: String,
    stage: String,
    mine: String,
    before: String,
    done: String,
}

/// Stories on one page of the board.
const ROWS: usize = 50;

pub(crate) async fn board(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(filter): Query<Filter>,
) -> Result<Response, Failure> {
    let me = asking.signed.person.actor();
    // A contributor sees their own only; everybody else may choose.
    let mine = !filter.mine.is_empty() || asking.signed.person.role == Role::Contributor;
    let query = BoardQuery {
        edition: Some(EditionCode::from(filter.edition.as_str())).filter(|code| asking.house.edition(code).is_some()),
        stage: OnStage::ALL.into_iter().find(|stage| stage.as_str() == filter.stage),
        author: mine.then(|| me.clone()),
        before: filter.before.parse().ok().and_then(|micros| jiff::Timestamp::from_microsecond(micros).ok()),
        limit: ROWS as i64,
    };
    let found = shared.store.board(&query).await?;
    let names = names(&shared).await?;
    let older = found.last().filter(|_| found.len() == ROWS).map(|last| {
        let before = last.saved_at.as_microsecond();
        let (edition, stage) = (percent(&filter.edition), percent(&filter.stage));
        format!("/desk/?edition={edition}&stage={stage}&mine={}&before={before}", percent(&filter.mine))
    });
    let seen = found.iter().filter(|story| may_see(&asking, story));
    let mut frame = asking.frame(&shared, asking.say(&shared, if mine { "my-stories" } else { "board" }), "board");
    frame.notice = done(&asking, &shared, &filter.done);
    let editions = asking.house.editions_in_order();
    let choice = |code: &EditionCode, name: &str, chosen: bool| Choice {
        value: code.to_string(),
        name: name.to_owned(),
        chosen,
    };
    let view = BoardView {
        stories: seen.map(|story| row(&asking, story, &names)).collect(),
        editions: editions
            .iter()
            .map(|edition| choice(&edition.code, &edition.name, edition.code.as_str() == filter.edition))
            .collect(),
        stages: OnStage::ALL
            .into_iter()
            .map(|stage| Choice {
                value: stage.as_str().to_owned(),
                name: String::new(),
                chosen: stage.as_str() == filter.stage,
            })
            .collect(),
        may_begin: editions
            .iter()
            .filter(|edition| {
                let object = Object::Story { edition: &edition.code, sections: &[], author: Some(&me) };
                asking.may(Right::Draft, &object).is_ok()
            })
            .map(|edition| choice(&edition.code, &edition.name, edition.code.as_str() == filter.edition))
            .collect(),
        mine,
        older,
        frame,
    };
    page(&shared, asking.language, "board.html", &view)
}

/// The notice of an act that led here.
pub(crate) fn done(asking: &Asking, shared: &Shared, done: &str) -> Option<String> {
    let known = ["publication", "update", "correction", "withdrawal", "schedule", "unschedule"];
    match done {
        "set-up" => Some(asking.say(shared, "set-up-done")),
        done if known.contains(&done) => Some(asking.say(shared, &format!("done-{done}"))),
        _ => None,
    }
}

fn may_see(asking: &Asking, story: &OnBoard) -> bool {
    let object =
        Object::Story { edition: &story.edition, sections: &story.content.sections, author: story.author.as_ref() };
    asking.may(Right::Draft, &object).is_ok()
}

/// Everybody's name by the one the ledger knows.
pub(crate) async fn names(shared: &Shared) -> Result<HashMap<Actor, String>, web::Error> {
    Ok(shared.store.people().await?.into_iter().map(|person| (person.actor(), person.name)).collect())
}

/// Somebody's name; of whoever is no person here, what the ledger calls them.
pub(crate) fn name_of(names: &HashMap<Actor, String>, actor: &Actor) -> String {
    let called = actor.0.strip_prefix("user:").unwrap_or(&actor.0);
    names.get(actor).cloned().unwrap_or_else(|| called.to_owned())
}

fn row(asking: &Asking, story: &OnBoard, names: &HashMap<Actor, String>) -> BoardRow {
    let edition = asking.house.edition(&story.edition);
    let language = edition.map_or(language::Language::Turkish, |edition| edition.language);
    let name_of = |actor: &Actor| name_of(names, actor);
    let section = story.content.home_section().and_then(|key| asking.house.section(&story.edition, key));
    let live = story.live.as_ref().filter(|live| live.is_live());
    BoardRow {
        number: story.number.0,
        headline: Some(story.content.headline.clone()).filter(|headline| !headline.trim().is_empty()),
        lang: language.code().to_owned(),
        dir: language.direction().as_str().to_owned(),
        stage: story.stage().as_str().to_owned(),
        is_ahead: story.live.is_some() && story.is_ahead,
        scheduled: story.scheduled_at.map(|at| asking.hour(at)),
        refused: story.refused.clone(),
        edition: edition.map_or_else(|| story.edition.to_string(), |edition| edition.name.clone()),
        section: section.map(|section| section.name.clone()),
        saved_by: name_of(&story.saved_by),
        saved: asking.hour(story.saved_at),
        saved_iso: story.saved_at.to_string(),
        live_url: live.zip(edition).map(|(live, edition)| address::story_path(&asking.house, edition, live)),
    }
}
