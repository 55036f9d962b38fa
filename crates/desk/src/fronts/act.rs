//! An arrangement on its way to readers: the page that shows what would be otherwise, the act itself, and its hour.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::{HeaderValue, header};
use jiff::Timestamp;
use jiff::civil::DateTime;
use newsroom::{Actor, Arrangement, FrontKey, Position, StoryNumber, acts};
use pages::desk::{Difference, FrontActView, FrontStory, ScheduledRow};
use serde::Deserialize;
use store::ScheduledFront;

use crate::Shared;
use crate::answer::{FRAMING_POLICY, Failure, page as print, refused, refused_because, see_other};
use crate::board::{name_of, names};
use crate::fronts::arranging::of_number;
use crate::fronts::telling::Teller;
use crate::fronts::{Opened, address_of, name_of_front, named, outdated, url_of};
use crate::preview::PREVIEW_POLICY;
use crate::request::{Asking, Form};

/// Which arrangement: the draft, one of the past by its entry's position, or one that waits by its number.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    past: String,
    waiting: String,
}

/// Nothing for what is not asked; what is no number names nothing there is.
fn number(asked: &str) -> Option<i64> {
    (!asked.is_empty()).then(|| asked.parse().unwrap_or(-1))
}

/// An arrangement that could go to readers.
struct Candidate {
    what: &'static str,
    named: i64,
    arrangement: Arrangement,
    /// Who made it and when.
    by: Option<(Actor, Timestamp)>,
}

async fn candidate(shared: &Shared, opened: &Opened, which: &Which) -> Result<Candidate, web::Error> {
    if let Some(position) = number(&which.past) {
        let past = shared.store.past_front(&opened.key, Position(position)).await?.ok_or(web::Error::NotFound)?;
        let by = Some((past.actor.clone(), past.at));
        return Ok(Candidate { what: "past", named: position, arrangement: past.front.arrangement(), by });
    }
    if let Some(number) = number(&which.waiting) {
        let waiting = shared.store.scheduled_fronts(Some(&opened.key)).await?;
        let scheduled = of_number(&waiting, number).ok_or(web::Error::NotFound)?.clone();
        let by = Some((scheduled.actor, scheduled.at));
        return Ok(Candidate { what: "scheduled", named: number, arrangement: scheduled.arrangement, by });
    }
    let by = opened.draft.changed.clone().filter(|_| opened.is_changed());
    Ok(Candidate { what: "draft", named: opened.draft.version, arrangement: opened.arrangement.clone(), by })
}

pub(crate) async fn act_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((edition, section)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    before(&shared, &asking, key, &which, None, "").await
}

/// The page before the act. With a problem, it is the form again, and the hour that was typed stands in it still.
async fn before(
    shared: &Arc<Shared>,
    asking: &Asking,
    key: FrontKey,
    which: &Which,
    problem: Option<String>,
    typed_at: &str,
) -> Result<Response, Failure> {
    let opened = Opened::of(shared, asking, key).await?;
    let key = &opened.key;
    let edition = asking.edition(&key.edition)?;
    let candidate = candidate(shared, &opened, which).await?;
    let (after, today) = (&candidate.arrangement, opened.front.arrangement());
    let teller = Teller::new(shared, asking);
    let told = teller.stories(&after.stories().chain(today.stories()).collect::<Vec<_>>()).await?;
    let tell = |story: Option<StoryNumber>| story.and_then(|story| told.get(&story).cloned());
    let differences = after.against(&today).into_iter().map(|(place, was, is)| Difference {
        place: teller.place(key, &place),
        was: tell(was),
        is: tell(is),
    });
    let order = |arrangement: &Arrangement| -> Vec<_> {
        let blocks = arrangement.laid_out(key, &asking.house);
        blocks.into_iter().map(|block| (block.section, block.lines, block.hidden)).collect()
    };
    let names = names(shared).await?;
    let (by, at) = match &candidate.by {
        Some((actor, at)) => (name_of(&names, actor), asking.hour(*at)),
        None => (String::new(), String::new()),
    };
    let name = name_of_front(asking, key);
    let is_again = problem.is_some();
    let title = asking.say(shared, &format!("front-act-{}", candidate.what));
    let mut frame = asking.frame(shared, format!("{title}: {name}"), "fronts");
    frame.problem = problem;
    let gone: HashSet<StoryNumber> =
        after.stories().filter(|story| told.get(story).is_none_or(|story| !story.is_live)).collect();
    let view = FrontActView {
        what: candidate.what.to_owned(),
        name,
        edition: edition.name.clone(),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        address: address_of(key),
        url: url_of(shared, asking, key),
        named: candidate.named,
        version: opened.draft.version,
        differences: differences.collect(),
        blocks_changed: order(after) != order(&today),
        gone: after.stories().filter(|story| gone.contains(story)).filter_map(|story| tell(Some(story))).collect(),
        outdated: if candidate.what == "draft" { outdated(shared, asking, &opened).await? } else { None },
        by,
        at,
        typed_at: typed_at.to_owned(),
        zone: edition.zone.clone(),
        draft_is_changed: opened.is_changed(),
        frame,
    };
    let mut response = print(shared, asking.language, "front-act.html", &view)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMING_POLICY));
    Ok(if is_again { refused(response) } else { response })
}

/// The page readers would have.
pub(crate) async fn preview(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((edition, section)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    let opened = Opened::of(&shared, &asking, key).await?;
    let candidate = candidate(&shared, &opened, &which).await?;
    let printed = Arc::clone(&shared.paper).front_as_if(opened.arranged(&candidate.arrangement)).await?;
    let mut response = Response::new(Body::from(printed));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PREVIEW_POLICY));
    Ok(response)
}

// ---- doing it ----

/// What the page before the act sends.
#[derive(Deserialize)]
pub(crate) struct Act {
    #[serde(rename = "do")]
    what: String,
    /// `draft`, `past`, `scheduled`.
    #[serde(default)]
    of: String,
    #[serde(default)]
    named: i64,
    /// The draft's version as the page showed it.
    #[serde(default)]
    version: i64,
    /// `2026-11-25T18:30`, in the edition's zone.
    #[serde(default)]
    at: String,
}

pub(crate) async fn act(
    State(shared): State<Arc<Shared>>,
    Path((edition, section)): Path<(String, String)>,
    Form(asking, form): Form<Act>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    let which = match form.of.as_str() {
        "past" => Which { past: form.named.to_string(), ..Which::default() },
        "scheduled" => Which { waiting: form.named.to_string(), ..Which::default() },
        _ => Which::default(),
    };
    let opened = Opened::of(&shared, &asking, key.clone()).await?;
    let candidate = candidate(&shared, &opened, &which).await?;
    let again = async |word: &str| {
        before(&shared, &asking, key.clone(), &which, Some(asking.say(&shared, word)), &form.at).await
    };
    let me = asking.signed.person.actor();
    let mut tx = shared.store.write().await?;
    let (draft, now) = (tx.front_draft(&key).await?, tx.now());
    // What goes out is what the page showed, and no draft is overwritten that it did not tell of.
    let is_as_seen = draft.version == opened.draft.version
        && match candidate.what {
            "draft" => draft.version == form.named,
            _ => form.what != "draft" || draft.version == form.version,
        };
    if !is_as_seen {
        drop(tx);
        return again("front-changed-meanwhile").await;
    }
    let placed: Vec<StoryNumber> = candidate.arrangement.stories().collect();
    let live = tx.live_among(&key.edition, &placed).await?;
    let house = tx.house().await?.clone();
    match form.what.as_str() {
        "now" => {
            let (arrangement, _) = candidate.arrangement.without_gone(&live);
            let decided = match acts::arrange(key.clone(), arrangement, &live, &house, &me, now) {
                Ok(decided) => decided,
                Err(refused) => {
                    drop(tx);
                    let why = refused_because(&shared, asking.language, Some(refused.code()), &refused.to_string());
                    let words = format!("{} {why}", asking.say(&shared, "check-refused"));
                    return before(&shared, &asking, key.clone(), &which, Some(words), &form.at).await;
                }
            };
            let position = tx.save(decided).await?;
            match candidate.what {
                // It is what readers have.
                "draft" => drop(tx.keep_front_draft(&key, None, position, &me).await?),
                "scheduled" => drop(tx.unschedule_front(&key, candidate.named).await?),
                _ => {}
            }
            tx.note_down(Some(&me), "front", &key.to_string(), &asking.address).await?;
            let position = tx.commit().await?;
            if let Err(error) = Arc::clone(&shared.paper).reached(position).await {
                tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
            }
            Ok(see_other(&format!("{}?done=published", address_of(&key))))
        }
        "later" => {
            let zone = asking.edition(&key.edition)?.time_zone();
            let Some(at) = form.at.parse::<DateTime>().ok().and_then(|at| at.to_zoned_datetime(zone).ok()) else {
                drop(tx);
                return again("hour-missing").await;
            };
            if at.timestamp() <= now {
                drop(tx);
                return again("hour-passed").await;
            }
            let (arrangement, _) = candidate.arrangement.without_gone(&live);
            let arrangement = arrangement.in_short(&key, &house);
            if candidate.what == "scheduled" {
                tx.unschedule_front(&key, candidate.named).await?;
            }
            tx.schedule_front(&key, &arrangement, at.timestamp(), &me).await?;
            tx.note_down(Some(&me), "front-schedule", &key.to_string(), &asking.address).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=scheduled", address_of(&key))))
        }
        // Into the draft, to go on from there.
        "draft" => {
            let arrangement = candidate.arrangement.in_short(&key, &house);
            let is_as_readers_have = arrangement == opened.front.arrangement();
            let base = tx.front_position(&key).await?;
            tx.keep_front_draft(&key, Some(&arrangement).filter(|_| !is_as_readers_have), base, &me).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=put-back", address_of(&key))))
        }
        _ => Err(web::Error::BadRequest("not an act on a front".into()).into()),
    }
}

// ---- what waits ----

#[derive(Deserialize)]
pub(crate) struct Number {
    #[serde(default)]
    number: i64,
}

/// Takes an arrangement's hour back, or what was told of it away.
pub(crate) async fn scheduled(
    State(shared): State<Arc<Shared>>,
    Path((edition, section)): Path<(String, String)>,
    Form(asking, form): Form<Number>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    let me = asking.signed.person.actor();
    let mut tx = shared.store.write().await?;
    if tx.unschedule_front(&key, form.number).await? {
        tx.note_down(Some(&me), "front-unschedule", &key.to_string(), &asking.address).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=unscheduled", address_of(&key))))
}

pub(super) fn scheduled_row(
    shared: &Shared,
    asking: &Asking,
    scheduled: &ScheduledFront,
    names: &HashMap<Actor, String>,
    told: &HashMap<StoryNumber, FrontStory>,
) -> ScheduledRow {
    let left_out = scheduled.done.iter().flat_map(|(_, stories)| stories);
    ScheduledRow {
        number: scheduled.number,
        at: asking.hour(scheduled.at),
        by: name_of(names, &scheduled.actor),
        refused: scheduled
            .refused
            .as_deref()
            .map(|words| refused_because(shared, asking.language, scheduled.refused_code.as_deref(), words)),
        left_out: left_out.filter_map(|story| Some(told.get(story)?.headline.clone())).collect(),
        is_waiting: scheduled.is_waiting(),
    }
}

/// The notice of an act that led here.
pub(super) fn done(shared: &Shared, asking: &Asking, done: &str) -> Option<String> {
    let known = ["published", "scheduled", "unscheduled", "put-back", "reset", "blocks", "band", "band-end"];
    known.contains(&done).then(|| asking.say(shared, &format!("front-done-{done}")))
}
