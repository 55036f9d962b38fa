//! Making one open answer, and keeping it as the site keeps its pages: with what it used, dropped by the entries that
//! touch it, rendered once however many ask.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use newsroom::{Card, Edition, House, Live, Position, StoryNumber, UseKey};
use pages::ninjs;
use serde_json::{Value, json};
use store::Listed;
use web::{Page, Rendered};

use crate::Shared;
use crate::request::Problem;

/// One answer being made.
pub(crate) struct Making {
    pub shared: Arc<Shared>,
    pub house: Arc<House>,
    uses: Uses,
}

type Uses = Arc<Mutex<BTreeSet<UseKey>>>;

/// A finished answer.
pub(crate) struct Made {
    pub status: StatusCode,
    pub content_type: &'static str,
    pub body: String,
    pub valid_until: Option<Timestamp>,
}

impl Made {
    pub fn json(body: &Value) -> Self {
        let content_type = "application/json";
        Self { status: StatusCode::OK, content_type, body: body.to_string(), valid_until: None }
    }

    pub fn list(items: Vec<Value>, next: Option<String>) -> Self {
        Self::json(&json!({"items": items, "next": next}))
    }

    pub fn until(mut self, valid_until: Option<Timestamp>) -> Self {
        self.valid_until = valid_until;
        self
    }
}

/// Answers from the kept pages, or makes the answer now and keeps it under `name`.
pub(crate) async fn kept<F, R>(
    shared: &Arc<Shared>,
    name: &str,
    headers: &HeaderMap,
    make: F,
) -> Result<Response, Problem>
where
    F: FnOnce(Making) -> R + Send + 'static,
    R: Future<Output = Result<Made, web::Error>> + Send + 'static,
{
    let now = shared.store.clock().now();
    let making = Making { house: shared.paper.house(), shared: Arc::clone(shared), uses: Uses::default() };
    let uses = Arc::clone(&making.uses);
    making.used([UseKey::house()]);
    let render = move || async move {
        let made = make(making).await?;
        let used = std::mem::take(&mut *uses.lock().expect("nothing panics while it is held"));
        let rendered = Rendered {
            status: made.status,
            valid_until: made.valid_until,
            ..Rendered::file(made.content_type, made.body)
        };
        Ok(Page::new(rendered, used.into_iter().collect::<Vec<_>>()))
    };
    match shared.cache.get_or_render(name, now, render).await {
        Ok(page) => Ok(open(page.answer(headers).map(Body::new))),
        Err(error) => Err(Problem(again(&error))),
    }
}

/// An error told to all who waited for one rendering, for one of them.
fn again(error: &web::Error) -> web::Error {
    match error {
        web::Error::NotFound => web::Error::NotFound,
        web::Error::BadRequest(words) => web::Error::BadRequest(words.clone()),
        web::Error::Unavailable(store::Error::NotReached(position)) => {
            web::Error::Unavailable(store::Error::NotReached(*position))
        }
        web::Error::Unavailable(_) => web::Error::Unavailable(store::Error::Away),
        other => web::Error::internal(other.to_string()),
    }
}

/// Marks an answer as one that pages of other hosts may read too.
pub(crate) fn open(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag, cache-tag"));
    response
}

/// How long a read waits for the node to catch up.
const AFTER_PATIENCE: Duration = Duration::from_secs(5);

/// Positions a minute of the busiest newsroom would not reach: no answer has told one so far ahead.
const AHEAD_MAX: i64 = 100_000;

/// Waits until this node tells at least `after`.
///
/// # Errors
/// [`web::Error::BadRequest`] where the ledger itself has no such position in time, and [`web::Error::Unavailable`] where
/// only this node lags.
pub(crate) async fn caught_up(shared: &Arc<Shared>, after: Option<i64>) -> Result<(), web::Error> {
    let Some(after) = after.map(Position) else { return Ok(()) };
    let unknown = || web::Error::BadRequest(format!("the ledger has not come to position {after}").into());
    if after.0 > shared.store.head().0.saturating_add(AHEAD_MAX) {
        return Err(unknown());
    }
    let reached = Arc::clone(&shared.paper).reached(after);
    match tokio::time::timeout(AFTER_PATIENCE, reached).await {
        Ok(done) => Ok(done?),
        Err(_) if shared.reading.head().await? < after => Err(unknown()),
        Err(_) => Err(store::Error::NotReached(after).into()),
    }
}

impl Making {
    /// For an answer that is not kept.
    pub fn unkept(shared: &Arc<Shared>, house: Arc<House>) -> Self {
        Self { shared: Arc::clone(shared), house, uses: Uses::default() }
    }

    /// Notes that the answer shows these, or would if they were there. Say it before looking.
    pub fn used(&self, keys: impl IntoIterator<Item = UseKey>) {
        self.uses.lock().expect("nothing panics while it is held").extend(keys);
    }

    /// The edition of this code; the paper's first where none is named.
    ///
    /// # Errors
    /// [`web::Error::NotFound`].
    pub fn edition(&self, code: Option<&str>) -> Result<&Edition, web::Error> {
        let found = match code {
            Some(code) => self.house.edition(&code.into()),
            None => self.house.editions_in_order().first().copied(),
        };
        found.ok_or(web::Error::NotFound)
    }

    /// Stories of a list as items, in its order.
    pub async fn items(&self, listed: &[Listed]) -> Result<Vec<Value>, web::Error> {
        let numbers: Vec<StoryNumber> = listed.iter().map(|listed| listed.live.number).collect();
        self.used(numbers.iter().map(|number| UseKey::story(*number)));
        let positions = self.shared.reading.positions(&numbers).await?;
        let linked = ninjs::Linked::new();
        let context = ninjs::Context { house: &self.house, origin: &self.shared.origin, linked: &linked };
        let item = |Listed { live, card, urgency }: &Listed| {
            let position = positions.get(&live.number).copied().unwrap_or_default();
            ninjs::listed(live, card, *urgency, position, &context)
        };
        Ok(listed.iter().map(item).collect())
    }

    /// Stories by their numbers as items, in the order given, those of them that are live.
    pub async fn items_of(&self, numbers: &[StoryNumber]) -> Result<Vec<Value>, web::Error> {
        self.used(numbers.iter().map(|number| UseKey::story(*number)));
        let listed = self.shared.reading.cards(numbers).await?;
        self.items(&listed).await
    }
}

/// The stories a body leads to, for links to them.
pub(crate) async fn linked(
    shared: &Shared,
    house: &House,
    numbers: &[StoryNumber],
) -> Result<ninjs::Linked, web::Error> {
    let listed = shared.reading.cards(numbers).await?;
    let pairs: Vec<(&Live, &Card)> = listed.iter().map(|listed| (&listed.live, &listed.card)).collect();
    Ok(ninjs::linked(house, pairs))
}
