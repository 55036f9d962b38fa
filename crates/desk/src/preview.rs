//! A story as readers would have it, before they have it: beside the editor, and for somebody outside by a link that ends.
//!
//! A link shows one story's present text and nothing else of the desk. It ends at its hour, when it is taken back, and when
//! the story is published: from then on it leads to where everybody reads it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderValue, header};
use jiff::SignedDuration;
use newsroom::{Content, Edition, House, Live, address};
use pages::desk::{Choice, PreviewLinkRow, PreviewLinksView, SharedPreviewView};
use serde::Deserialize;
use store::{AsWritten, PreviewLink};
use web::secret;

use crate::Shared;
use crate::answer::{Failure, page as print, refused, see_other};
use crate::board::{name_of, names};
use crate::details::{live_with, looked_at};
use crate::request::{Anybody, Asking, Form, frame_before_anybody};
use crate::story::Opened;

/// Days a link can last.
const DAYS: [i64; 3] = [1, 3, 7];
/// Letters of the name a link is made for.
const NAME_LETTERS: usize = 80;

/// As readers' pages have it, and shown inside the desk alone.
pub(crate) const PREVIEW_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; \
    media-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
/// Around the page that a link shows: no script, and nothing but that page inside.
const SHARED_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; frame-src 'self'; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

// ---- beside the editor ----

/// The story in the theme readers have, as it is now, for whoever may write it.
pub(crate) async fn preview(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let AsWritten { story, content, .. } = looked_at(&shared, &asking, number).await?;
    let edition = asking.edition(&story.edition)?;
    let live = live_with(&story, &content, edition, shared.store.clock().now());
    themed(&shared, live, content).await
}

async fn themed(shared: &Shared, live: Live, content: Content) -> Result<Response, Failure> {
    let printed = Arc::clone(&shared.paper).preview(live, content).await?;
    let mut response = Response::new(Body::from(printed));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PREVIEW_POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

// ---- links for others ----

/// The links a story has, and the form for a new one.
pub(crate) async fn links(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    listed(&shared, &asking, number, PreviewLinksView::default()).await
}

#[derive(Deserialize)]
pub(crate) struct Share {
    #[serde(default)]
    r#do: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    days: i64,
    /// Of the link to end.
    #[serde(default)]
    link: String,
}

pub(crate) async fn share(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Share>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let (story, me) = (opened.story.number, asking.signed.person.actor());
    if form.r#do == "end" {
        if let Some(name) = opened.tx.end_preview(&form.link, story).await? {
            opened.tx.note_down(Some(&me), "preview-end", &format!("#{number} ({name})"), &asking.address).await?;
            opened.tx.commit().await?;
        }
        return Ok(see_other(&format!("/desk/stories/{number}/previews")));
    }
    let name: String = form.name.trim().chars().filter(|letter| !letter.is_control()).take(NAME_LETTERS).collect();
    let problem = if opened.story.live.is_some() {
        Some("preview-is-public")
    } else if name.is_empty() {
        Some("preview-name-missing")
    } else if !DAYS.contains(&form.days) {
        Some("preview-days-wrong")
    } else {
        None
    };
    if let Some(problem) = problem {
        let mut view = PreviewLinksView { name, ..PreviewLinksView::default() };
        view.frame.problem = Some(asking.say(&shared, problem));
        drop(opened);
        return Ok(refused(listed(&shared, &asking, number, view).await?));
    }
    let token = secret::new_token().map_err(|error| web::Error::internal(error.to_string()))?;
    let until = opened.tx.now() + SignedDuration::from_hours(24 * form.days);
    opened.tx.share_preview(&token.hash, story, &name, &me, until).await?;
    opened.tx.note_down(Some(&me), "preview", &format!("#{number} ({name})"), &asking.address).await?;
    opened.tx.commit().await?;
    let link = format!("{}/desk/preview/{}", shared.origin, token.text);
    let view = PreviewLinksView { link: Some(link), link_for: name, ..PreviewLinksView::default() };
    listed(&shared, &asking, number, view).await
}

async fn listed(
    shared: &Arc<Shared>,
    asking: &Asking,
    number: i64,
    view: PreviewLinksView,
) -> Result<Response, Failure> {
    let AsWritten { story, content, .. } = looked_at(shared, asking, number).await?;
    let edition = asking.edition(&story.edition)?;
    let names = names(shared).await?;
    let row = |link: PreviewLink| PreviewLinkRow {
        id: link.hash,
        by: name_of(&names, &link.actor),
        since: asking.hour(link.created_at),
        until: asking.hour(link.until),
        name: link.name,
    };
    let links = shared.store.preview_links_of(story.number).await?;
    let day = |days: i64| Choice {
        value: days.to_string(),
        name: shared.pages.say(asking.language, "preview-days", &[("days", language::Value::Number(days))]),
        chosen: days == DAYS[1],
    };
    let mut frame = asking.frame(shared, asking.say(shared, "share-preview"), "");
    frame.problem = view.frame.problem.clone();
    let view = PreviewLinksView {
        number: story.number.0,
        headline: content.headline,
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        links: if story.live.is_some() { Vec::new() } else { links.into_iter().map(row).collect() },
        days: DAYS.map(day).into(),
        is_public: story.live.is_some(),
        frame,
        ..view
    };
    print(shared, asking.language, "previews.html", &view)
}

/// What a link leads to.
enum Led {
    /// To a story that readers do not have yet.
    Story(Box<(Live, Content)>, PreviewLink),
    /// To where everybody reads it.
    Public(String),
}

async fn led(shared: &Shared, token: &str) -> Result<(Arc<House>, Led), web::Error> {
    let link = shared.store.preview_link(&secret::token_hash(token)).await?.ok_or(web::Error::NotFound)?;
    let AsWritten { story, content, .. } = shared.store.as_written(link.story).await?;
    let house = shared.paper.house();
    let edition: &Edition = house.edition(&story.edition).ok_or(web::Error::NotFound)?;
    if let Some((live, _)) = &story.live {
        // Taken back, it is not shown by any way that was open before.
        let there = live.is_live().then(|| address::story_path(&house, edition, live));
        return Ok((Arc::clone(&house), Led::Public(there.ok_or(web::Error::NotFound)?)));
    }
    let live = live_with(&story, &content, edition, shared.store.clock().now());
    Ok((Arc::clone(&house), Led::Story(Box::new((live, content)), link)))
}

/// The frame around the story: what this is, until when, and that it is not to be passed on.
pub(crate) async fn shared_preview(
    State(shared): State<Arc<Shared>>,
    anybody: Anybody,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let (house, led) = led(&shared, &token).await?;
    let (story, link) = match led {
        Led::Public(path) => return Ok(see_other(&path)),
        Led::Story(story, link) => (story, link),
    };
    let zone = house.edition(&story.0.edition).map_or(jiff::tz::TimeZone::UTC, Edition::time_zone);
    let until = language::date_time(&link.until.to_zoned_datetime(zone), anybody.language);
    let values = [("name", language::Value::Text(&link.name)), ("until", language::Value::Text(&until))];
    let view = SharedPreviewView {
        // The headline of what is not published stays out of the browser's history.
        frame: frame_before_anybody(&shared, anybody.language),
        sentence: shared.pages.say(anybody.language, "preview-bar", &values),
        page: format!("/desk/preview/{token}/page"),
    };
    let mut response = print(&shared, anybody.language, "shared-preview.html", &view)?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SHARED_POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// The story itself, inside that frame.
pub(crate) async fn shared_page(
    State(shared): State<Arc<Shared>>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match led(&shared, &token).await?.1 {
        Led::Public(path) => Ok(see_other(&path)),
        Led::Story(story, _) => themed(&shared, story.0, story.1).await,
    }
}
