//! Answers that are not the page asked for: nothing there, taken back, moved, failed. Each helps on: the day's
//! headlines and the search.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use jiff::Timestamp;
use newsroom::{Edition, address as paths};
use pages::Head;
use pages::views::GoneView;
use web::Answer;

use crate::Site;
use crate::boxes::{self, Deck};
use crate::render::{Found, Making, Outcome, finish};
use web::{Page, Rendered, Uses};

/// What such a page says.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub status: StatusCode,
    pub headline: Option<String>,
    pub reason: Option<String>,
    pub authority: Option<String>,
    pub since: Option<Timestamp>,
    pub request_id: Option<String>,
}

impl Told {
    fn only(status: StatusCode) -> Self {
        Self { status, headline: None, reason: None, authority: None, since: None, request_id: None }
    }
}

pub(crate) async fn page(making: &Making, edition: &Edition, told: Told) -> Result<Rendered, web::Error> {
    let boxes = making.boxes(&edition.code, None).await?;
    let deck = Deck::new(making.cards(&boxes.headlines).await?);
    let breaking = making.breaking(&edition.code).await?;
    let composer = making.composer(edition);
    if let Some(until) = boxes.valid_until {
        composer.expires(until);
    }
    let head = Head {
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
        ..Head::new(paths::edition_path(edition), "").unlisted()
    };
    let view = GoneView {
        shell: composer.shell(head),
        status: told.status.as_u16(),
        headline: told.headline,
        reason: told.reason,
        authority: told.authority,
        since: told.since.map(|at| composer.time(at)),
        request_id: told.request_id,
        headlines: deck.cards(&composer, &boxes.headlines),
    };
    let mut rendered = finish(&composer, making.theme.gone(&view))?;
    rendered.status = told.status;
    Ok(rendered)
}

/// For ever at another address (301).
pub(crate) fn moved(to: &str) -> Answer {
    let mut answer = Answer::default();
    // Our own paths: their slugs are letters, digits and hyphens of any script, percent-encoded for the header.
    let location: String = to
        .chars()
        .flat_map(|letter| {
            let mut bytes = [0; 4];
            let text = letter.encode_utf8(&mut bytes);
            if letter.is_ascii_graphic() {
                text.to_owned()
            } else {
                text.bytes().map(|b| format!("%{b:02X}")).collect()
            }
            .chars()
            .collect::<Vec<_>>()
        })
        .collect();
    // Two slashes at the start would name another host.
    let location = format!("/{}", location.trim_start_matches('/'));
    match HeaderValue::from_str(&location) {
        Ok(location) => {
            *answer.status_mut() = StatusCode::MOVED_PERMANENTLY;
            answer.headers_mut().insert(header::LOCATION, location);
            answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        }
        Err(_) => *answer.status_mut() = StatusCode::BAD_REQUEST,
    }
    answer
}

/// A newsroom without an edition: somebody has just set it up.
pub(crate) fn no_paper() -> Answer {
    let text =
        "This newsroom has no edition yet. Fill it with `manset demo`, or take stories in with `manset import`.\n";
    plain(StatusCode::SERVICE_UNAVAILABLE, text)
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    let mut answer = Response::new(Bytes::from_static(text.as_bytes()).into());
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}

impl Site {
    /// The answer to a request that could not be answered with what it asked for. Such a page is the same for every
    /// address of an edition, so that strangers' addresses fill no memory.
    pub(crate) async fn refuse(self: &Arc<Self>, error: &web::Error, target: &str) -> Answer {
        let status = error.status();
        let request_id = status.is_server_error().then(|| self.request_id());
        if let Some(id) = &request_id {
            let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            tracing::error!(request.id = %id, %target, %error, cause, "a request failed");
        }
        let house = self.house();
        let first = target.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        let editions = house.editions_in_order();
        let named = editions.iter().find(|edition| !edition.path.is_empty() && edition.path == first);
        let root = editions.iter().find(|edition| edition.path.is_empty()).or(editions.first());
        let Some(edition) = named.or(root).map(|edition| edition.code.clone()) else {
            return plain(status, "This newsroom has no edition yet.\n");
        };
        let told = Told { request_id, ..Told::only(status) };
        let now = self.clock.now();
        if status.is_server_error() {
            // The database may be what is away: the page is made without it or not at all.
            return self.failed(&edition, told).unwrap_or_else(|| plain(status, "Something went wrong here.\n"));
        }
        let name = format!("!{}/{}", status.as_u16(), edition);
        let made = self
            .page(&name, now, move |making| async move {
                let edition = making.edition(&edition)?;
                Ok(Outcome::Page(page(&making, edition, told).await?))
            })
            .await;
        match made {
            Ok(Found::Page(page)) => page.answer(&http::HeaderMap::new()),
            _ => plain(status, "There is nothing at this address.\n"),
        }
    }

    /// A failure's page from what is in memory: names and menu, no stories.
    fn failed(self: &Arc<Self>, edition: &newsroom::EditionCode, told: Told) -> Option<Answer> {
        let making = Making::new(Arc::clone(self), self.clock.now());
        let edition = making.edition(edition).ok()?;
        let composer = making.composer(edition);
        let head = Head::new(paths::edition_path(edition), "").unlisted();
        let view = GoneView {
            shell: composer.shell(head),
            status: told.status.as_u16(),
            request_id: told.request_id,
            ..GoneView::default()
        };
        let mut rendered = finish(&composer, making.theme.gone(&view)).ok()?;
        rendered.status = told.status;
        let mut answer = Page::new(rendered, Uses::default()).answer(&http::HeaderMap::new());
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        Some(answer)
    }

    /// Short, unlike any other of this run, and telling nothing.
    fn request_id(&self) -> String {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let micros = self.clock.now().as_microsecond() as u64;
        format!("{:x}-{:x}", micros & 0xffff_ffff, COUNT.fetch_add(1, Ordering::Relaxed))
    }
}
