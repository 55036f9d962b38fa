//! Stages and hours of a story: moved on with a note, promised for an hour, held back by an embargo. Forms on the story's
//! page and on rows of the board.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use newsroom::rights::{self, NotAllowed};
use newsroom::stage::{self, Move, MoveRefused};
use newsroom::{Actor, Edition, Right, Stage};
use pages::desk::{MoveLine, SentBackLine, StagePanel};
use serde::Deserialize;
use store::{Held, Moved};

use crate::Shared;
use crate::answer::{Failure, refused_because, see_other};
use crate::board::{name_of, names};
use crate::request::{Asking, Form, not_allowed};
use crate::story::{self, Again, Opened};

// ---- what is shown ----

/// What the story's page says and offers of its stage and hours. `note` is what was to be said at a move that was refused.
pub(crate) async fn panel(
    shared: &Shared,
    asking: &Asking,
    opened: &mut Opened,
    scheduled_at: Option<Timestamp>,
    note: &str,
) -> Result<StagePanel, web::Error> {
    let held = opened.held().await?;
    let moves = opened.tx.stage_moves(opened.story.number).await?;
    let comments = opened.tx.open_comments(opened.story.number).await?;
    let names = names(shared).await?;
    let edition = asking.edition(&opened.story.edition)?;
    let at_hand = held.at_hand(&opened.story, opened.author.as_ref(), &opened.content);
    let asker = &asking.signed.asker;
    let is_nothing_new = opened.is_live() && !opened.is_ahead();
    let mut open = stage::open_to(&at_hand, asker);
    let may_send_back = open.contains(&Move::SendBack);
    open.retain(|one| *one != Move::SendBack);
    let history: Vec<_> = moves.iter().map(|moved| line(asking, &names, moved)).collect();
    let (due, embargo) = (held.progress.due_at, opened.story.embargo_until);
    Ok(StagePanel {
        stage: if is_nothing_new { String::new() } else { held.progress.stage.to_string() },
        is_changed_since: held.progress.stage == Stage::Ready && !at_hand.is_ready() && !is_nothing_new,
        last: history.first().filter(|_| !is_nothing_new && is_moved(&held)).cloned(),
        four_eyes: if is_nothing_new { String::new() } else { four_eyes(&held, opened, asking).to_owned() },
        moves: open.into_iter().map(|one| one.as_str().to_owned()).collect(),
        may_send_back,
        note: note.to_owned(),
        history,
        version: opened.text.version,
        due: due.map(|at| asking.hour(at)),
        due_value: due.map(|at| field(edition, at)).unwrap_or_default(),
        may_set_due: !opened.is_live(),
        embargo: embargo.filter(|until| *until > opened.tx.now()).map(|at| asking.hour(at)),
        embargo_value: embargo.map(|at| field(edition, at)).unwrap_or_default(),
        may_lift: opened.may(asking, Right::Publish).is_ok(),
        is_before_embargo: scheduled_at.zip(embargo).is_some_and(|(at, until)| at < until),
        zone: edition.zone.clone(),
        comments,
    })
}

/// Whether a move led to where it stands: a promised hour alone is none.
fn is_moved(held: &Held) -> bool {
    !held.progress.content.as_str().is_empty()
}

/// What four eyes ask of this person and text: a key's end, empty where nothing is asked.
fn four_eyes(held: &Held, opened: &Opened, asking: &Asking) -> &'static str {
    if !held.four_eyes {
        return "";
    }
    let at_hand = held.at_hand(&opened.story, opened.author.as_ref(), &opened.content);
    match rights::may_release(&asking.signed.asker, Right::Publish, &at_hand) {
        Ok(()) => "met",
        Err(NotAllowed::OwnWords) => "own-words",
        Err(_) if at_hand.is_ready() && at_hand.writer != &held.progress.actor => "met",
        Err(_) => "not-read",
    }
}

fn line(asking: &Asking, names: &HashMap<Actor, String>, moved: &Moved) -> MoveLine {
    MoveLine {
        made: moved.made.as_str().to_owned(),
        who: name_of(names, &moved.actor),
        at: asking.hour(moved.at),
        note: moved.note.clone(),
        revision: moved.revision,
    }
}

/// What came back to this person.
pub(crate) async fn sent_back(
    shared: &Shared,
    asking: &Asking,
    names: &HashMap<Actor, String>,
) -> Result<Vec<SentBackLine>, web::Error> {
    let found = shared.store.sent_back_to(&asking.signed.person.actor()).await?;
    let lines = found.into_iter().map(|back| {
        let language =
            asking.house.edition(&back.edition).map_or(language::Language::Turkish, |edition| edition.language);
        SentBackLine {
            number: back.story.0,
            headline: Some(back.content.headline).filter(|headline| !headline.trim().is_empty()),
            lang: language.code().to_owned(),
            dir: language.direction().as_str().to_owned(),
            who: name_of(names, &back.moved.actor),
            at: asking.hour(back.moved.at),
            note: back.moved.note,
        }
    });
    Ok(lines.collect())
}

// ---- moving ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct MoveForm {
    #[serde(rename = "move")]
    wanted: String,
    note: String,
    /// The version the person has seen.
    version: Option<i64>,
}

pub(crate) async fn move_on(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<MoveForm>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let Some(wanted) = Move::parse(&form.wanted) else {
        return Err(web::Error::BadRequest(format!("no move is called `{}`", form.wanted).into()).into());
    };
    let held = opened.held().await?;
    let at_hand = held.at_hand(&opened.story, opened.author.as_ref(), &opened.content);
    let decided = stage::decide(&at_hand, wanted, &asking.signed.asker, &form.note);
    let is_as_seen = form.version == Some(opened.text.version);
    let problem = match decided {
        Err(MoveRefused::NotAllowed(NotAllowed::OwnWords)) => Some("four-eyes-own-words"),
        Err(MoveRefused::NotAllowed(refused)) => return Err(not_allowed(refused).into()),
        Err(MoveRefused::NotFromHere(_)) => Some("stage-not-from-here"),
        Err(MoveRefused::NothingNew) => Some("stage-nothing-new"),
        Err(MoveRefused::NotTheirs) => Some("stage-not-theirs"),
        Err(MoveRefused::NoNote) => Some("stage-note-missing"),
        // Ready is said of a text that was seen.
        Ok(Stage::Ready) if !is_as_seen => Some("changed-meanwhile"),
        Ok(_) => None,
    };
    if let Some(key) = problem {
        let again = Again { problem: Some(asking.say(&shared, key)), note: form.note, ..Again::default() };
        return story::shown(&shared, &asking, opened, again).await;
    }
    let me = asking.signed.person.actor();
    let note = Some(form.note.trim()).filter(|note| !note.is_empty());
    let revision = opened.text.revision;
    opened.tx.move_stage(opened.story.number, wanted, &opened.content, revision, &me, note).await?;
    opened.tx.note_down(Some(&me), wanted.as_str(), &format!("#{number}"), &asking.address).await?;
    opened.tx.commit().await?;
    Ok(see_other(&format!("/desk/stories/{number}?done={}", wanted.as_str())))
}

// ---- hours ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct HourForm {
    what: String,
    #[serde(rename = "do")]
    wanted: String,
    /// `2026-11-25T18:30`, in the edition's zone.
    at: String,
}

pub(crate) async fn hours(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<HourForm>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let edition = asking.edition(&opened.story.edition)?;
    let at = if form.wanted == "lift" { None } else { read(edition, &form.at) };
    if form.wanted != "lift" && at.is_none() {
        let again = Again { problem: Some(asking.say(&shared, "hour-unclear")), ..Again::default() };
        return story::shown(&shared, &asking, opened, again).await;
    }
    let (me, story) = (asking.signed.person.actor(), opened.story.number);
    let (kind, done) = match (form.what.as_str(), at) {
        ("embargo", at) => {
            let allowed =
                rights::may_embargo(&asking.signed.asker, &opened.story, opened.author.as_ref(), &opened.content, at);
            match allowed {
                Err(NotAllowed::EmbargoHolds) => {
                    let why = asking.say(&shared, "refused-embargo-holds");
                    let problem = format!("{} {why}", asking.say(&shared, "check-refused"));
                    let again = Again { problem: Some(problem), ..Again::default() };
                    return story::shown(&shared, &asking, opened, again).await;
                }
                other => other.map_err(not_allowed)?,
            }
            opened.tx.set_embargo(story, at).await?;
            if at.is_some() { ("embargo", "embargo") } else { ("embargo-lifted", "embargo-lifted") }
        }
        ("due", at) => {
            opened.tx.set_due(story, at, &me).await?;
            ("due", if at.is_some() { "due" } else { "due-lifted" })
        }
        (other, _) => return Err(web::Error::BadRequest(format!("no hour is called `{other}`").into()).into()),
    };
    opened.tx.note_down(Some(&me), kind, &format!("#{number}"), &asking.address).await?;
    opened.tx.commit().await?;
    Ok(see_other(&format!("/desk/stories/{number}?done={done}")))
}

/// An hour as a form's field sends it, in the edition's zone.
fn read(edition: &Edition, text: &str) -> Option<Timestamp> {
    let at: DateTime = text.parse().ok()?;
    at.to_zoned_datetime(edition.time_zone()).ok().map(|at| at.timestamp())
}

/// And as it is shown in it.
fn field(edition: &Edition, at: Timestamp) -> String {
    at.to_zoned_datetime(edition.time_zone()).datetime().strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What acts and moves say when they are done: their words are `done-…`.
pub(crate) fn is_done(word: &str) -> bool {
    let others = [
        "band-end",
        "due",
        "due-lifted",
        "embargo",
        "embargo-lifted",
        "four-eyes",
        "restore",
        "comment",
        "settled",
        "reopened",
    ];
    Move::parse(word).is_some() || others.contains(&word)
}

/// Why a story was not moved, in the desk's language.
pub(crate) fn move_refused(shared: &Shared, asking: &Asking, refused: &MoveRefused) -> String {
    why(shared, asking, refused.code(), &refused.to_string())
}

/// A refusal of an act in the desk's language.
pub(crate) fn why(shared: &Shared, asking: &Asking, code: &str, words: &str) -> String {
    refused_because(shared, asking.language, Some(code), words)
}
