//! The interface for programs, `/api/v1`: published stories for everybody, and the newsroom's acts for whoever holds a
//! token.
//!
//! Open reads are answered from the page cache that the reader site uses, and dropped by the same entries. Writes pass
//! `newsroom::rights` and are answered when this node's own pages tell the new truth. What this room needs of the site
//! (the lists, the index) it is given as a [`Paper`], since rooms beside each other do not know each other.

mod act;
mod drafts;
mod fronts;
mod incoming;
mod limits;
mod lists;
mod making;
mod media_files;
mod openapi;
mod publication;
mod request;
mod routes;
mod schema;
mod sign_in;
mod stories;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use http::{HeaderValue, Method, Request, StatusCode, header};
use newsroom::{Content, EditionCode, FrontKey, House, Position, SectionKey, StoryNumber, UseKey};
use store::{Reading, Store};
use tower::ServiceExt;
use web::{Answer, Cache};

pub use limits::WritesPerMinute;
pub use openapi::document;

/// What the reader site knows and programs may ask for.
pub trait Paper: Send + Sync + 'static {
    /// The standing parts, as the site's pages show them now.
    fn house(&self) -> Arc<House>;

    /// The stories of one of the boxes beside an edition's front or a section's.
    fn list(self: Arc<Self>, kind: ListKind, of: FrontKey) -> Soon<Result<Ranked, web::Error>>;

    /// Live stories like this one, most alike first; empty where nothing is.
    fn related(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<StoryNumber>;

    /// Answers a question.
    ///
    /// # Errors
    /// What the index failed with; a bad request for a place that no answer gave.
    fn find(self: Arc<Self>, asked: Asked) -> Soon<Result<Answers, web::Error>>;

    /// What somebody who typed this may want to type on, the commonest first.
    ///
    /// # Errors
    /// What the index failed with.
    fn offers(&self, edition: &EditionCode, typed: &str, most: usize) -> Result<Vec<String>, web::Error>;

    /// Done when every page of this node tells at least what the ledger says at this position.
    fn reached(self: Arc<Self>, position: Position) -> Soon<store::Result<()>>;
}

/// A future behind a trait object.
pub type Soon<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The boxes that readers see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    Headlines,
    Highlights,
    MostRead,
}

/// A question about live stories of an edition.
#[derive(Clone, Debug)]
pub struct Asked {
    pub edition: EditionCode,
    pub words: String,
    pub is_typing: bool,
    pub section: Option<SectionKey>,
    /// A tag's slug.
    pub tag: Option<String>,
    /// An author's slug.
    pub author: Option<String>,
    /// First published at or after this hour, and before that one.
    pub from: Option<jiff::Timestamp>,
    pub until: Option<jiff::Timestamp>,
    /// The newest first, and not those that say most of it.
    pub is_newest: bool,
    /// [`Answers::next`] of the answer before.
    pub after: Option<String>,
    pub limit: usize,
    pub is_counted: bool,
    /// Wait until what was published at this position can be found.
    pub known_at: Option<Position>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    pub numbers: Vec<StoryNumber>,
    pub total: usize,
    pub next: Option<String>,
    /// The question that may have been meant.
    pub meant: Option<String>,
    /// Whether these are the answers to that one.
    pub by_meant: bool,
    /// Of each kind, the names with how many answers each has.
    pub counts: [(&'static str, Vec<(String, usize)>); 4],
    /// Whether everything that is public can be found already.
    pub is_complete: bool,
}

/// A box's stories, with what they hang on.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    pub numbers: Vec<StoryNumber>,
    pub uses: Vec<UseKey>,
    /// The hour at which time alone would change it.
    pub valid_until: Option<jiff::Timestamp>,
}

/// What the interface stands on.
pub struct Parts {
    pub store: Store,
    pub paper: Arc<dyn Paper>,
    pub cache: Arc<Cache>,
    pub media: Arc<media::Library>,
    /// Scheme and host without a slash at the end.
    pub origin: String,
    pub writes: WritesPerMinute,
}

pub(crate) struct Shared {
    pub store: Store,
    pub reading: Reading,
    pub paper: Arc<dyn Paper>,
    pub cache: Arc<Cache>,
    pub media: Arc<media::Library>,
    pub origin: String,
    pub limits: limits::Limits,
}

/// The interface, ready to answer.
pub struct Api {
    router: axum::Router,
}

impl Api {
    pub fn new(parts: Parts) -> Self {
        let shared = Arc::new(Shared {
            reading: parts.store.reading(),
            store: parts.store,
            paper: parts.paper,
            cache: parts.cache,
            media: parts.media,
            origin: parts.origin.trim_end_matches('/').to_owned(),
            limits: limits::Limits::new(parts.writes),
        });
        Self { router: routes::router(shared) }
    }

    /// Answers a request whose path begins with `/api/`.
    pub async fn answer<B>(&self, request: Request<B>) -> Answer
    where
        B: hyper::body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if request.method() == Method::OPTIONS {
            return preflight();
        }
        let response = match self.router.clone().oneshot(request.map(Body::new)).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (head, body) = response.into_parts();
        // Everything answered here was made in memory, so this copies nothing.
        match axum::body::to_bytes(body, usize::MAX).await {
            Ok(bytes) => Answer::from_parts(head, bytes.into()),
            Err(error) => web::problem(&web::Error::internal(error), None),
        }
    }
}

/// Pages of other hosts may read what is open, and nothing else: no token travels with such a request.
fn preflight() -> Answer {
    let mut answer = Answer::default();
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("if-none-match"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE"));
    answer
}
