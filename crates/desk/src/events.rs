//! `/desk/events`: what happens at the desk, as server-sent events, told to somebody as far as they may see it.
//!
//! A stream holds little: a place in line, the filter of its page, and who it is for. It ends with the session, when its person is
//! shut out, and at once when the node stops.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, header};
use newsroom::Right;
use newsroom::rights::Object;
use serde::Serialize;
use store::{BoardQuery, OnBoard};
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

use crate::Shared;
use crate::answer::{Failure, Told};
use crate::board::{self, Filter, Names};
use crate::request::Asking;
use crate::ticker::{Full, News, Place, Presence, ROWS_MAX};

/// A line without words, so that nothing in between takes the stream for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Whoever was shut out is told nothing that happened later than so long after it.
const CHECKED_FOR: Duration = Duration::from_secs(2);
/// How long a browser waits before it comes again.
const RETRY_MS: u32 = 3_000;

/// A row, as the board's script takes it.
#[derive(Serialize)]
struct Row {
    /// Whether the page's filter would show it.
    fits: bool,
    /// Whether whoever looks on saved it.
    is_mine: bool,
    #[serde(flatten)]
    row: pages::desk::BoardRow,
}

pub(crate) async fn events(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    headers: HeaderMap,
    Query(filter): Query<Filter>,
    Query(from): Query<Wish>,
) -> Result<Response, Failure> {
    let of_figures = !from.figures.is_empty();
    if of_figures {
        asking.may(Right::Figures, &Object::Newsroom)?;
    }
    shared.store.refresh_changes().await?;
    let place = Place::take(&shared, asking.signed.person.number).map_err(|full| match full {
        Full::ForPerson => web::Error::TooMany { seconds: 10 },
        Full::ForAll => web::Error::Unavailable(store::Error::Away),
    })?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).unwrap_or(&from.after);
    let after: Option<i64> = last.parse().ok();
    let query = filter.asked(&asking, shared.store.clock().now());
    let mut listening = Listening {
        // First in line, and then what happened before: told twice is harmless.
        news: shared.ticker.news(),
        presence: shared.ticker.presence(),
        reads: of_figures.then(|| shared.ticker.reads()),
        stopped: shared.ticker.stopped(),
        query,
        told: after.unwrap_or(0),
        to_send: VecDeque::from([Bytes::from(format!("retry: {RETRY_MS}\n\n"))]),
        checked: Instant::now(),
        is_over: false,
        asking,
        shared,
        _place: place,
    };
    if after.is_some() {
        listening.catch_up().await?;
    }
    let mut response = Response::new(Body::from_stream(listening.stream()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    // A proxy that gathers answers would tell nothing until the end.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.extensions_mut().insert(Told);
    Ok(response)
}

/// What a page asks to be told: from the newest change that it knew on. A browser that comes again tells the last it was told
/// instead.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    after: String,
    /// Told of figures instead of stories.
    figures: String,
}

struct Listening {
    shared: Arc<Shared>,
    asking: Asking,
    query: BoardQuery,
    news: broadcast::Receiver<News>,
    presence: watch::Receiver<Presence>,
    /// For a page of figures, which is told of nothing else.
    reads: Option<watch::Receiver<i64>>,
    stopped: watch::Receiver<bool>,
    /// The newest change that was told.
    told: i64,
    to_send: VecDeque<Bytes>,
    /// When it was last asked whether the session still stands.
    checked: Instant,
    is_over: bool,
    _place: Place,
}

impl Listening {
    fn stream(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        stream::unfold(self, |mut listening| async move {
            loop {
                if let Some(bytes) = listening.to_send.pop_front() {
                    return Some((Ok(bytes), listening));
                }
                let is_stopped = *listening.stopped.borrow();
                if listening.is_over || is_stopped {
                    return None;
                }
                listening.listen().await;
            }
        })
    }

    /// Waits for one thing to happen.
    async fn listen(&mut self) {
        let is_of_figures = self.reads.is_some();
        tokio::select! {
            () = counted(&mut self.reads) => {
                if self.still_signed_in(CHECKED_FOR).await && self.asking.may(Right::Figures, &Object::Newsroom).is_ok() {
                    self.say("reads", None, &());
                }
            }
            news = self.news.recv(), if !is_of_figures => {
                if !self.still_signed_in(CHECKED_FOR).await {
                    return;
                }
                match news {
                    Ok(News::Row(row, names)) => self.tell(&row, &names),
                    Ok(News::Many) | Err(broadcast::error::RecvError::Lagged(_)) => self.say("many", None, &()),
                    Err(broadcast::error::RecvError::Closed) => self.is_over = true,
                }
            }
            changed = self.presence.changed(), if !is_of_figures => {
                if changed.is_err() {
                    self.is_over = true;
                } else if self.still_signed_in(CHECKED_FOR).await {
                    self.tell_presence();
                }
            }
            _ = self.stopped.changed() => self.is_over = true,
            () = tokio::time::sleep(HEARTBEAT) => {
                if self.still_signed_in(Duration::ZERO).await {
                    self.to_send.push_back(Bytes::from_static(b":\n\n"));
                }
            }
        }
    }

    /// What happened since the page was made, or since the line broke.
    async fn catch_up(&mut self) -> Result<(), web::Error> {
        let rows = self.shared.store.board_changes(self.told, ROWS_MAX + 1).await?;
        if rows.len() as i64 > ROWS_MAX {
            self.say("many", None, &());
            return Ok(());
        }
        if !rows.is_empty() {
            let names = Names::of(&self.shared.store.people().await?);
            rows.iter().for_each(|row| self.tell(row, &names));
        }
        Ok(())
    }

    fn tell(&mut self, story: &OnBoard, names: &Names) {
        if story.changed <= self.told {
            return;
        }
        self.told = story.changed;
        if !board::may_see(&self.asking, story) {
            return;
        }
        let row = Row {
            fits: self.query.fits(story, self.shared.store.clock().now()),
            is_mine: story.saved_by == self.asking.signed.person.actor(),
            row: board::row(&self.shared, &self.asking, story, names),
        };
        self.say("row", Some(story.changed), &row);
    }

    fn tell_presence(&mut self) {
        let present = Arc::clone(&self.presence.borrow_and_update());
        let seen = present.iter().filter(|(row, _)| board::may_see(&self.asking, row));
        let who: serde_json::Map<String, serde_json::Value> =
            seen.map(|(row, who)| (row.number.to_string(), board::listed(&self.asking, who).into())).collect();
        self.say("present", None, &who);
    }

    /// An event's lines. JSON has no line ends of its own.
    fn say(&mut self, event: &str, id: Option<i64>, value: &impl Serialize) {
        let data = serde_json::to_string(value).expect("rows have string keys");
        let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
        self.to_send.push_back(Bytes::from(format!("{id}event: {event}\ndata: {data}\n\n")));
    }

    /// Asks whether the session still stands, if that was not asked within so long. Where it does not, the stream ends.
    async fn still_signed_in(&mut self, asked_within: Duration) -> bool {
        if self.checked.elapsed() < asked_within {
            return true;
        }
        match self.shared.store.signed_in(&self.asking.session).await {
            Ok(Some(signed)) => {
                self.asking.signed = signed;
                self.asking.house = self.shared.paper.house();
                self.checked = Instant::now();
                true
            }
            Ok(None) => {
                self.say("ended", None, &());
                self.is_over = true;
                false
            }
            // The database is away: the browser comes again, and is asked who it is.
            Err(error) => {
                tracing::warn!(%error, "a stream ended since its session could not be looked up");
                self.is_over = true;
                false
            }
        }
    }
}

/// Waits until other figures are to be shown; for ever where nobody asked for them.
async fn counted(reads: &mut Option<watch::Receiver<i64>>) {
    if let Some(reads) = reads
        && reads.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}
