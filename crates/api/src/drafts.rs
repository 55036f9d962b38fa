//! Drafts: a story begun, read and saved. Nothing here is seen by readers.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use http::{StatusCode, header};
use newsroom::{Asker, Content, Edition, House, Right, Story, StoryNumber};
use pages::ninjs::{self, DraftParts};
use serde_json::{Value, json};
use store::{Draft, Writing};

use crate::Shared;
use crate::act::{Act, Begun, Done, may_begin};
use crate::incoming::{self, Incoming};
use crate::making;
use crate::request::{Path, Problem, Sent};
use crate::schema::{Story as StorySchema, WriteProblems};

/// Begin a story
///
/// Saves a draft and gives it its number. The body is a ninjs 3.1 object; `uri` may be left out, and the extension object
/// `manset` says what ninjs has no word for. The story's section is the subject whose literal or name is a section's; its
/// edition follows its language, unless `manset.edition` says otherwise.
#[utoipa::path(post, path = "/stories", tag = "Writing", security(("token" = ["draft"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Done once, however often it is sent")),
    request_body = StorySchema,
    responses((status = 201, description = "The draft, with its number and revision", body = StorySchema,
        headers(("Location" = String, description = "The draft's address"), ("ETag" = String, description = "The revision, for `If-Match`"))),
        WriteProblems))]
pub(crate) async fn begin(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    sent: Sent,
) -> Result<Response, Problem> {
    let item: Value = sent.json()?;
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let house = act.tx.house().await?.clone();
    let incoming = incoming::read(item, &shared, &house, None).await?;
    may_begin(&asker, &incoming.edition.code, &incoming.content.sections)?;
    let Incoming { uri, edition, content, embargo_until, left_out } = incoming;
    let story = act.tx.new_story(uri.as_deref().unwrap_or_default(), &edition.code, embargo_until).await?;
    let revision = act.tx.save_draft(story.number, &content, &asker.actor).await?;
    let draft = Draft { story: story.number, revision, content };
    let body = item_of(&shared, &house, &edition, &story, &draft, None, left_out).await?;
    let done = Done::new(StatusCode::CREATED, body)
        .with(header::LOCATION, format!("/api/v1/stories/{}/draft", story.number))
        .with(header::ETAG, validator(&draft));
    act.end(done).await
}

/// Read a draft
///
/// The newest revision, whether readers have seen it or not.
#[utoipa::path(get, path = "/stories/{number}/draft", tag = "Writing", security(("token" = ["draft"])),
    params(("number" = i64, Path, description = "The story's number", minimum = 1)),
    responses((status = 200, description = "The draft", body = StorySchema,
        headers(("ETag" = String, description = "The revision, for `If-Match`"))), WriteProblems))]
pub(crate) async fn read(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    Path(number): Path<i64>,
    sent: Sent,
) -> Result<Response, Problem> {
    let sent = Sent { key: None, ..sent };
    let Begun::Anew(mut act) = Act::begin(&shared, &asker, &sent).await? else {
        return Err(web::Error::NotFound.into());
    };
    let (story, draft) = newest(&mut act.tx, StoryNumber(number)).await?;
    act.may(Right::Draft, &story, Some(&draft.content)).await?;
    let house = act.tx.house().await?.clone();
    let edition = edition_of(&house, &story)?;
    let scheduled_at = act.tx.scheduled_at(story.number).await?;
    drop(act);
    let body = item_of(&shared, &house, &edition, &story, &draft, scheduled_at, Vec::new()).await?;
    let headers = vec![(header::ETAG, validator(&draft))];
    Ok(crate::act::response(StatusCode::OK, headers, body.to_string()))
}

/// Save a draft
///
/// Replaces the newest revision by another, which readers see once it is published. `If-Match` names the revision this
/// was made from: if somebody saved meanwhile, the answer is 412 and nothing is lost.
#[utoipa::path(put, path = "/stories/{number}/draft", tag = "Writing", security(("token" = ["draft"])),
    params(("number" = i64, Path, description = "The story's number", minimum = 1),
        ("If-Match" = String, Header, description = "The `ETag` the draft had when it was read, or `*`")),
    request_body = StorySchema,
    responses((status = 200, description = "The draft as saved", body = StorySchema,
        headers(("ETag" = String, description = "The revision, for `If-Match`"))), WriteProblems))]
pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    Path(number): Path<i64>,
    sent: Sent,
) -> Result<Response, Problem> {
    let item: Value = sent.json()?;
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let (story, before) = newest(&mut act.tx, StoryNumber(number)).await?;
    act.may(Right::Draft, &story, Some(&before.content)).await?;
    if sent.if_match.is_none() {
        return Err(web::Error::PreconditionRequired.into());
    }
    sent.matches(&validator(&before))?;
    let house = act.tx.house().await?.clone();
    let edition = edition_of(&house, &story)?;
    let incoming = incoming::read(item, &shared, &house, Some(&edition)).await?;
    if incoming.uri.as_ref().is_some_and(|uri| uri != &story.uri) {
        let message = format!("a story keeps its uri: this one's is `{}`", story.uri);
        return Err(web::Error::refused("uri-kept", message, "/uri").into());
    }
    let Incoming { content, embargo_until, left_out, .. } = incoming;
    act.may(Right::Draft, &story, Some(&content)).await?;
    if story.embargo_until != embargo_until {
        act.tx.set_embargo(story.number, embargo_until).await?;
    }
    let revision = match before.content == content {
        true => before.revision,
        false => act.tx.save_draft(story.number, &content, &asker.actor).await?,
    };
    let draft = Draft { story: story.number, revision, content };
    let story = Story { embargo_until, ..story };
    let scheduled_at = act.tx.scheduled_at(story.number).await?;
    let body = item_of(&shared, &house, &edition, &story, &draft, scheduled_at, left_out).await?;
    act.end(Done::new(StatusCode::OK, body).with(header::ETAG, validator(&draft))).await
}

/// The story and its newest revision.
///
/// # Errors
/// [`web::Error::NotFound`].
pub(crate) async fn newest(tx: &mut Writing, number: StoryNumber) -> Result<(Story, Draft), web::Error> {
    let story = tx.story(number).await?;
    let draft = tx.newest_draft(number).await?.ok_or(web::Error::NotFound)?;
    Ok((story, draft))
}

/// A strong validator of a revision. At the desk, saves of one sitting share a revision, so its words are told too.
pub(crate) fn validator(draft: &Draft) -> String {
    let (hash, _) = draft.content.seal();
    format!("\"{}-{}-{}\"", draft.story, draft.revision, &hash.as_str()[..8])
}

fn edition_of(house: &House, story: &Story) -> Result<Edition, web::Error> {
    let missing = || web::Error::internal(format!("story {} stands in no edition", story.number));
    house.edition(&story.edition).cloned().ok_or_else(missing)
}

async fn item_of(
    shared: &Shared,
    house: &House,
    edition: &Edition,
    story: &Story,
    draft: &Draft,
    scheduled_at: Option<jiff::Timestamp>,
    left_out: Vec<String>,
) -> Result<Value, web::Error> {
    let content: &Content = &draft.content;
    let linked = making::linked(shared, house, &content.body.linked_stories()).await?;
    let parts = DraftParts {
        uri: &story.uri,
        number: story.number.0,
        edition,
        revision: draft.revision,
        live: story.live.as_ref().map(|(live, _)| live),
        embargo_until: story.embargo_until,
        scheduled_at,
    };
    let context = ninjs::Context { house, origin: &shared.origin, linked: &linked };
    let mut item = ninjs::draft(&parts, content, &context);
    if !left_out.is_empty() {
        item["manset"]["left_out"] = json!(left_out);
    }
    Ok(item)
}
