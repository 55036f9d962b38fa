//! The acts that readers see: publish, update, schedule, correct, withdraw.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use newsroom::acts::{self, Ground};
use newsroom::{Asker, Live, Position, Public, Right, Story, StoryNumber, address};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Draft, Writing};
use utoipa::{IntoParams, ToSchema};

use crate::Shared;
use crate::act::{Act, Begun, Done, refused};
use crate::drafts::{newest, validator};
use crate::request::{Path, Problem, Query, Sent};
use crate::schema::{Acted, Scheduled, WriteProblems};

/// What is to be published, and when.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Publication {
    /// The hour at which it goes live, to the second; now if left out. Today's revision stays live until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_at: Option<Timestamp>,
    /// Which revision; the newest if left out.
    #[schema(minimum = 1)]
    revision: Option<i64>,
}

/// Publish or update
///
/// Makes a revision what readers see, now or at an hour. Answered when this node's own pages show it. A story that is
/// live already is updated: its first hour of publication, its number and its slug stay.
#[utoipa::path(post, path = "/stories/{number}/publication", tag = "Writing", security(("token" = ["publish"])),
    params(("number" = i64, Path, description = "The story's number", minimum = 1),
        ("Idempotency-Key" = Option<String>, Header, description = "Done once, however often it is sent"),
        ("If-Match" = Option<String>, Header, description = "Only if this is still the newest revision")),
    request_body = Option<Publication>,
    responses((status = 200, description = "Readers see it", body = Acted),
        (status = 202, description = "It goes live at the hour given", body = Scheduled), WriteProblems))]
pub(crate) async fn publish(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    Path(number): Path<i64>,
    sent: Sent,
) -> Result<Response, Problem> {
    let wish: Publication = sent.json_or_default()?;
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let (story, draft) = chosen(&mut act.tx, number, wish.revision).await?;
    act.may_release(Right::Publish, &story, &draft).await?;
    sent.matches(&validator(&draft))?;
    let now = act.tx.now();
    if let Some(at) = wish.scheduled_at {
        if at < now {
            let message = format!("{at} has passed; leave it out to publish now");
            return Err(web::Error::refused("hour-passed", message, "/scheduled_at").into());
        }
        // What would be refused at its hour is refused now, while somebody is there to mend it.
        let embargo_until = story.embargo_until.filter(|until| *until > at);
        let at_its_hour = Story { embargo_until, ..story.clone() };
        act.tx.may_publish(&story, &draft.content, at).await?.map_err(refused)?;
        let house = act.tx.house().await?;
        acts::publish(&at_its_hour, draft.content.clone(), house, &asker.actor, at, at).map_err(refused)?;
        act.tx.schedule(story.number, draft.revision, at, &asker.actor).await?;
        let body = json!({"number": story.number, "revision": draft.revision, "scheduled_at": at});
        return act.end(Done::new(StatusCode::ACCEPTED, body)).await;
    }
    act.tx.may_publish(&story, &draft.content, now).await?.map_err(refused)?;
    let house = act.tx.house().await?;
    let decided = acts::publish(&story, draft.content, house, &asker.actor, now, now).map_err(refused)?;
    saved(act, &shared, decided).await
}

/// What was wrong, as readers are told.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Correction {
    /// Stands on the story and on the corrections page.
    #[schema(example = "İlk haberde ev sayısı on iki olarak geçti; doğrusu on üçtür.")]
    note: String,
    /// Which revision is right; the newest if left out.
    #[schema(minimum = 1)]
    revision: Option<i64>,
}

/// Correct
///
/// Amends a story in the open: the newest revision becomes what readers see, with a note that tells them what was wrong.
#[utoipa::path(post, path = "/stories/{number}/correction", tag = "Writing", security(("token" = ["correct"])),
    params(("number" = i64, Path, description = "The story's number", minimum = 1),
        ("Idempotency-Key" = Option<String>, Header, description = "Done once, however often it is sent")),
    request_body = Correction,
    responses((status = 200, description = "Readers see it, and why", body = Acted), WriteProblems))]
pub(crate) async fn correct(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    Path(number): Path<i64>,
    sent: Sent,
) -> Result<Response, Problem> {
    let wish: Correction = sent.json()?;
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let (story, draft) = chosen(&mut act.tx, number, wish.revision).await?;
    act.may_release(Right::Correct, &story, &draft).await?;
    let now = act.tx.now();
    act.tx.may_show(&story, &draft.content, now).await?.map_err(refused)?;
    let house = act.tx.house().await?;
    let decided = acts::correct(&story, draft.content, &wish.note, house, &asker.actor, now).map_err(refused)?;
    saved(act, &shared, decided).await
}

/// Why a story is taken back.
#[derive(Debug, Default, Deserialize, ToSchema, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Withdrawal {
    /// What readers are told in its place. Left out, they are told that the newsroom has taken it back.
    reason: Option<String>,
    /// The court or authority that ordered it: the address then answers 451 instead of 410, and it cannot be published
    /// again.
    authority: Option<String>,
}

/// Withdraw
///
/// Takes a live story back: its address answers 410, or 451 by order, and its revisions stay. For a story that is only
/// scheduled, takes the hour back. Reason and authority come in the body or in the query.
#[utoipa::path(delete, path = "/stories/{number}/publication", tag = "Writing", security(("token" = ["withdraw", "bar"])),
    params(("number" = i64, Path, description = "The story's number", minimum = 1), Withdrawal),
    request_body = Option<Withdrawal>,
    responses((status = 200, description = "Readers no longer see it", body = Acted), WriteProblems))]
pub(crate) async fn withdraw(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    Path(number): Path<i64>,
    Query(asked): Query<Withdrawal>,
    sent: Sent,
) -> Result<Response, Problem> {
    let sent_words: Withdrawal = sent.json_or_default()?;
    let reason = sent_words.reason.or(asked.reason);
    let authority = sent_words.authority.or(asked.authority);
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let story = act.tx.story(StoryNumber(number)).await?;
    act.may(if authority.is_some() { Right::Bar } else { Right::Withdraw }, &story, None).await?;
    let is_live = story.live.as_ref().is_some_and(|(live, _)| live.is_live());
    if !is_live && act.tx.unschedule(story.number).await? {
        let body = json!({"number": story.number, "act": "unschedule", "position": act.tx.position()});
        return act.end(Done::new(StatusCode::OK, body)).await;
    }
    let now = act.tx.now();
    let house = act.tx.house().await?;
    let language = house.edition(&story.edition).map_or(language::Language::Turkish, |edition| edition.language);
    let reason = reason.unwrap_or_else(|| newsroom::acts::taken_back_words(language).to_owned());
    let ground = match authority {
        Some(authority) => Ground::Order { authority, reason },
        None => Ground::Own { reason },
    };
    let decided = acts::withdraw(&story, ground, house, &asker.actor, now).map_err(refused)?;
    // What was to come would bring it back unseen.
    act.tx.unschedule(story.number).await?;
    saved(act, &shared, decided).await
}

/// The story and the revision meant.
async fn chosen(tx: &mut Writing, number: i64, revision: Option<i64>) -> Result<(Story, Draft), web::Error> {
    let number = StoryNumber(number);
    match revision {
        None => newest(tx, number).await,
        Some(revision) => {
            let story = tx.story(number).await?;
            let missing = |error: store::Error| match error {
                store::Error::NoStory(_) => web::Error::refused(
                    "no-such-revision",
                    format!("the story has no revision {revision}"),
                    "/revision",
                ),
                other => other.into(),
            };
            let draft = tx.draft(number, revision).await.map_err(missing)?;
            Ok((story, draft))
        }
    }
}

/// Saves what an act on a story decided, and answers with it.
async fn saved(mut act: Act<'_>, shared: &Shared, decided: acts::Decided) -> Result<Response, Problem> {
    let Public::Story(live) = decided.public.clone() else {
        return Err(web::Error::internal("an act on a story decided about something else").into());
    };
    let kind = decided.entry.kind.as_str();
    let position = act.tx.save(decided).await?;
    let body = acted(act.tx.house().await?, &shared.origin, &live, kind, position);
    act.end(Done::new(StatusCode::OK, body)).await
}

fn acted(house: &newsroom::House, origin: &str, live: &Live, kind: &str, position: Position) -> Value {
    let url =
        house.edition(&live.edition).map(|edition| format!("{origin}{}", address::story_path(house, edition, live)));
    json!({
        "position": position,
        "act": kind,
        "number": live.number,
        "uri": live.uri,
        "url": url,
        "edition": live.edition,
        "section": live.section,
        "version": live.version,
        "published_at": live.published_at,
        "updated_at": live.updated_at,
    })
}
