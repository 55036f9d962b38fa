//! One write from its request to its answer: done once under its key, in one transaction with the answer that is kept,
//! and answered when this node's pages tell it.

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use newsroom::rights::{self, NotAllowed, Object};
use newsroom::{Asker, Content, EditionCode, Right, SectionKey, Story, acts};
use serde_json::Value;
use store::{Draft, KeptAnswer, Writing};

use crate::Shared;
use crate::request::{Problem, Sent};

/// A write under way.
pub(crate) struct Act<'a> {
    pub tx: Writing,
    shared: &'a Arc<Shared>,
    asker: &'a Asker,
    sent: &'a Sent,
}

/// How a write begins: anew, or with the answer it was given before.
#[expect(clippy::large_enum_variant, reason = "there is one for each request, taken apart where it is made")]
pub(crate) enum Begun<'a> {
    Anew(Act<'a>),
    Before(Response),
}

/// What a write is answered.
pub(crate) struct Done {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, String)>,
    pub body: Value,
}

impl Done {
    pub fn new(status: StatusCode, body: Value) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    pub fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl<'a> Act<'a> {
    /// # Errors
    /// A refusal where the key was used for another request; else what the store failed with.
    pub async fn begin(shared: &'a Arc<Shared>, asker: &'a Asker, sent: &'a Sent) -> Result<Begun<'a>, Problem> {
        let mut tx = shared.store.write().await?;
        if let Some(key) = &sent.key
            && let Some(kept) = tx.kept_answer(&asker.actor, key).await?
        {
            if kept.request != sent.fingerprint() {
                let message = "this `Idempotency-Key` was used for another request";
                return Err(web::Error::refused("idempotency-key-reused", message, "").into());
            }
            return Ok(Begun::Before(again(kept)?));
        }
        Ok(Begun::Anew(Self { tx, shared, asker, sent }))
    }

    /// Commits and answers.
    pub async fn end(mut self, done: Done) -> Result<Response, Problem> {
        let body = done.body.to_string();
        if let Some(key) = &self.sent.key {
            let headers: Vec<_> = done.headers.iter().map(|(name, value)| (name.as_str(), value)).collect();
            let kept = KeptAnswer {
                request: self.sent.fingerprint(),
                status: done.status.as_u16(),
                headers: serde_json::to_string(&headers).expect("pairs of text"),
                body: body.clone(),
            };
            self.tx.keep_answer(&self.asker.actor, key, &kept).await?;
        }
        let position = self.tx.commit().await?;
        // It is done whatever comes now; a follower that lags is the node's trouble and told in its log.
        if let Err(error) = Arc::clone(&self.shared.paper).reached(position).await {
            tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
        }
        Ok(response(done.status, done.headers, body))
    }

    /// Whether the asker may do this to a story that is to hold `content`: where it stands now, and where it will.
    ///
    /// # Errors
    /// [`web::Error::NotAllowed`].
    pub async fn may(&mut self, right: Right, story: &Story, content: Option<&Content>) -> Result<(), web::Error> {
        let author = self.tx.author_of(story.number).await?;
        rights::may_act(self.asker, right, story, author.as_ref(), content).map_err(not_allowed)
    }
}

impl Act<'_> {
    /// Whether the asker may bring this revision to readers: [`Act::may`], and four eyes where its section asks for them.
    ///
    /// # Errors
    /// [`web::Error::NotAllowed`].
    pub async fn may_release(&mut self, right: Right, story: &Story, draft: &Draft) -> Result<(), web::Error> {
        let author = self.tx.author_of(story.number).await?;
        let held = self.tx.held(story, draft.revision, &draft.content).await?;
        let at_hand = held.at_hand(story, author.as_ref(), &draft.content);
        rights::may_release(self.asker, right, &at_hand).map_err(not_allowed)
    }
}

/// Whether the asker may do this to a new story of their own.
///
/// # Errors
/// [`web::Error::NotAllowed`].
pub(crate) fn may_begin(asker: &Asker, edition: &EditionCode, sections: &[SectionKey]) -> Result<(), web::Error> {
    let object = Object::Story { edition, sections, author: Some(&asker.actor) };
    rights::may(asker, Right::Draft, &object).map_err(not_allowed)
}

pub(crate) fn not_allowed(refused: NotAllowed) -> web::Error {
    web::Error::NotAllowed { code: refused.code(), message: refused.to_string() }
}

/// An answer with a body of JSON, which no cache may keep.
pub(crate) fn response(status: StatusCode, headers: Vec<(HeaderName, String)>, body: String) -> Response {
    let mut response = Response::new(Body::from(Bytes::from(body)));
    *response.status_mut() = status;
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    to.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            to.insert(name, value);
        }
    }
    response
}

fn again(kept: KeptAnswer) -> Result<Response, web::Error> {
    let headers: Vec<(String, String)> = serde_json::from_str(&kept.headers).map_err(web::Error::internal)?;
    let named = headers.into_iter().filter_map(|(name, value)| Some((name.parse().ok()?, value)));
    let status = StatusCode::from_u16(kept.status).map_err(web::Error::internal)?;
    let mut response = response(status, named.collect(), kept.body);
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    Ok(response)
}

/// A refusal of the domain, with the field it is about.
pub(crate) fn refused(refused: impl Into<acts::Refused>) -> web::Error {
    let refused = refused.into();
    let code = refused.code();
    let pointer = match code {
        "no-headline" => "/headlines",
        "no-section" | "unknown-section" | "closed-section" => "/subjects",
        "no-source" => "/by",
        "urgency" => "/urgency",
        "embargoed" => "/embargoedUntil",
        "no-note" => "/note",
        "no-reason" => "/reason",
        "no-authority" => "/authority",
        "picture-rights-ended" => "/associations",
        "no-such-slot" | "slot-twice" | "story-twice" => "/placements",
        _ => return web::Error::Refused { code, message: refused.to_string(), pointer: None },
    };
    web::Error::refused(code, refused.to_string(), pointer)
}
