//! Published stories: lists of them, one whole, what became of it, what is like it, and search.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use newsroom::{Edition, Position, SectionKey, Standing, StoryNumber, UseKey};
use pages::ninjs;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Cursor, Seen};
use utoipa::{IntoParams, ToSchema};

use crate::making::{self, Made, Making, caught_up, kept};
use crate::request::{Path, Problem, Query};
use crate::schema::{History, Items, ReadProblems, SearchItems, Story, Suggestions};
use crate::{Asked, Shared};

/// Which stories, and from where on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StoriesQuery {
    /// An edition's code; the paper's first edition if left out.
    #[param(example = "tr")]
    edition: Option<String>,
    /// A section's key, slug or name. At most one of `section`, `tag` and `author`.
    #[param(example = "gundem")]
    section: Option<String>,
    /// A tag's slug or name.
    tag: Option<String>,
    /// An author's slug or name.
    author: Option<String>,
    /// `next` of the answer before.
    cursor: Option<String>,
    /// Items in one answer.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Wait until the node has caught up with this position of the ledger.
    #[param(minimum = 0)]
    after: Option<i64>,
}

const ITEMS: u32 = 20;
const ITEMS_MAX: u32 = 100;

fn limit(asked: Option<u32>) -> Result<usize, web::Error> {
    match asked.unwrap_or(ITEMS) {
        limit @ 1..=ITEMS_MAX => Ok(limit as usize),
        _ => Err(web::Error::BadRequest(format!("`limit` goes from 1 to {ITEMS_MAX}").into())),
    }
}

/// Published stories
///
/// Newest first by hour of first publication. Items are whole but for the body, the tags and the pictures in the text
/// (`representationType: partial`).
#[utoipa::path(get, path = "/stories", tag = "Reading", params(StoriesQuery),
    responses((status = 200, description = "The stories", body = Items), ReadProblems))]
pub(crate) async fn stories(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<StoriesQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caught_up(&shared, query.after).await?;
    let limit = limit(query.limit)?;
    let after = cursor(query.cursor.as_deref())?;
    if [&query.section, &query.tag, &query.author].into_iter().flatten().count() > 1 {
        return Err(web::Error::BadRequest("give one of `section`, `tag` and `author`".into()).into());
    }
    let name = format!(
        "/api/v1/stories?{:?}",
        (&query.edition, &query.section, &query.tag, &query.author, &query.cursor, limit)
    );
    kept(&shared, &name, &headers, move |making| async move {
        let list = list_key(&making, &query)?;
        making.used([list.clone()]);
        let mut listed = making.shared.reading.list(&list, after, limit + 1).await?;
        let more = listed.len() > limit;
        listed.truncate(limit);
        let next = listed.last().filter(|_| more).map(|last| Cursor::after(last).to_string());
        Ok(Made::list(making.items(&listed).await?, next))
    })
    .await
}

fn cursor(text: Option<&str>) -> Result<Option<Cursor>, web::Error> {
    let read =
        |text: &str| text.parse().map_err(|_| web::Error::BadRequest("there is no such place in the list".into()));
    text.map(read).transpose()
}

fn list_key(making: &Making, query: &StoriesQuery) -> Result<UseKey, web::Error> {
    let edition = making.edition(query.edition.as_deref())?;
    let slug = |word: &str| language::slug(word, edition.language);
    Ok(match (&query.section, &query.tag, &query.author) {
        (Some(word), ..) => UseKey::section_list(&edition.code, &section_of(making, edition, word)?),
        (_, Some(word), _) => UseKey::tag_list(&edition.code, &slug(word)),
        (_, _, Some(word)) => UseKey::author_list(&edition.code, &slug(word)),
        _ => UseKey::edition_list(&edition.code),
    })
}

/// A section by its key, slug or name.
pub(crate) fn section_of(making: &Making, edition: &Edition, word: &str) -> Result<SectionKey, web::Error> {
    let by_slug = making.house.section_by_slug(&edition.code, word);
    let section = by_slug.or_else(|| making.house.section_named(edition, word)).ok_or(web::Error::NotFound)?;
    Ok(section.key.clone())
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AfterQuery {
    /// Wait until the node has caught up with this position of the ledger.
    #[param(minimum = 0)]
    after: Option<i64>,
}

/// One story
///
/// Whole, as ninjs 3.1. A story that was taken back answers 410, or 451 by order of a court or an authority, with the
/// reason that readers are told.
#[utoipa::path(get, path = "/stories/{number}", tag = "Reading",
    params(("number" = i64, Path, description = "The story's number", minimum = 1), AfterQuery),
    responses((status = 200, description = "The story", body = Story), ReadProblems))]
pub(crate) async fn story(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Query(query): Query<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caught_up(&shared, query.after).await?;
    kept(&shared, &format!("/api/v1/stories/{number}"), &headers, move |making| async move {
        let number = StoryNumber(number);
        let seen = seen(&making, number).await?;
        if !seen.live.is_live() {
            return Ok(withdrawn(&seen));
        }
        let wanted = seen.content.body.linked_stories();
        making.used(wanted.iter().map(|number| UseKey::story(*number)));
        let linked = making::linked(&making.shared, &making.house, &wanted).await?;
        let position = making.shared.reading.positions(&[number]).await?.get(&number).copied().unwrap_or_default();
        let context = ninjs::Context { house: &making.house, origin: &making.shared.origin, linked: &linked };
        Ok(Made::json(&ninjs::story(&seen.live, &seen.content, position, &context)))
    })
    .await
}

async fn seen(making: &Making, number: StoryNumber) -> Result<Seen, web::Error> {
    making.used([UseKey::story(number)]);
    making.shared.reading.story(number).await?.ok_or(web::Error::NotFound)
}

/// What is told instead of a story that was taken back.
fn withdrawn(seen: &Seen) -> Made {
    let (status, code, reason, authority) = match &seen.live.standing {
        Standing::Barred { authority, reason } => {
            (StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS, "barred", reason.as_str(), Some(authority.as_str()))
        }
        Standing::Withdrawn { reason } => (StatusCode::GONE, "withdrawn", reason.as_str(), None),
        Standing::Live => (StatusCode::GONE, "withdrawn", "", None),
    };
    let mut body = json!({
        "type": format!("urn:manset:problem:{code}"),
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": reason,
        "code": code,
        "uri": seen.live.uri,
        "pubStatus": "canceled",
        "since": seen.live.updated_at,
    });
    if let Some(authority) = authority {
        body["authority"] = Value::from(authority);
    }
    Made { status, content_type: web::PROBLEM, body: body.to_string(), valid_until: None }
}

/// Stories like this one
///
/// Of the same edition, most alike first; an empty list where nothing is alike enough. How likeness is reckoned stands
/// on the paper's own page about its lists.
#[utoipa::path(get, path = "/stories/{number}/related", tag = "Reading",
    params(("number" = i64, Path, description = "The story's number", minimum = 1), AfterQuery),
    responses((status = 200, description = "The stories", body = Items), ReadProblems))]
pub(crate) async fn related(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Query(query): Query<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caught_up(&shared, query.after).await?;
    kept(&shared, &format!("/api/v1/stories/{number}/related"), &headers, move |making| async move {
        let number = StoryNumber(number);
        let seen = seen(&making, number).await?;
        if !seen.live.is_live() {
            return Ok(withdrawn(&seen));
        }
        making.used([UseKey::related(number)]);
        let alike = making.shared.paper.related(number, &seen.live.edition, &seen.content);
        Ok(Made::list(making.items_of(&alike).await?, None))
    })
    .await
}

/// What became of a story
///
/// Every act that readers saw, oldest first, as the ledger has it: also of a story that was taken back.
#[utoipa::path(get, path = "/stories/{number}/history", tag = "Reading",
    params(("number" = i64, Path, description = "The story's number", minimum = 1), AfterQuery),
    responses((status = 200, description = "The acts", body = History), ReadProblems))]
pub(crate) async fn history(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Query(query): Query<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caught_up(&shared, query.after).await?;
    kept(&shared, &format!("/api/v1/stories/{number}/history"), &headers, move |making| async move {
        seen(&making, StoryNumber(number)).await?;
        let lines = making.shared.reading.history(StoryNumber(number)).await?;
        let items = lines.iter().map(
            |line| json!({"position": line.position, "act": line.kind.as_str(), "at": line.at, "note": line.note}),
        );
        Ok(Made::list(items.collect(), None))
    })
    .await
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// The words looked for, in any of their forms; a story holds all of them. `"two words"` beside each other, `-word` not at all.
    #[param(example = "baraj", max_length = 200)]
    q: Option<String>,
    /// The last word is still being typed: its beginning is enough.
    #[param(default = false)]
    typing: Option<bool>,
    /// An edition's code; the paper's first edition if left out.
    edition: Option<String>,
    /// A section's key, slug or name.
    section: Option<String>,
    /// A tag's slug or name.
    tag: Option<String>,
    /// An author's slug or name.
    author: Option<String>,
    /// First published at or after this hour (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<jiff::Timestamp>,
    /// First published before this hour (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<jiff::Timestamp>,
    /// `relevance`, or `newest`.
    #[param(default = "relevance")]
    order: Option<String>,
    /// Count the answers by section, tag, author and year.
    #[param(default = false)]
    counts: Option<bool>,
    /// `next` of the answer before.
    cursor: Option<String>,
    /// Items in one answer.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Wait until the node has caught up with this position of the ledger.
    #[param(minimum = 0)]
    after: Option<i64>,
}

/// Letters of a question that are read.
const QUESTION_MAX: usize = 200;

/// Search
///
/// Live stories of an edition, best first.
#[utoipa::path(get, path = "/search", tag = "Reading", params(SearchQuery),
    responses((status = 200, description = "The stories, and how many there are in all", body = SearchItems), ReadProblems))]
pub(crate) async fn search(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<SearchQuery>,
) -> Result<Response, Problem> {
    caught_up(&shared, query.after).await?;
    let limit = limit(query.limit)?;
    let is_newest = match query.order.as_deref() {
        None | Some("relevance") => false,
        Some("newest") => true,
        Some(_) => return Err(web::Error::BadRequest("`order` is `relevance` or `newest`".into()).into()),
    };
    let words: String =
        query.q.unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(QUESTION_MAX).collect();
    let house = shared.paper.house();
    let making = Making::unkept(&shared, house);
    let edition = making.edition(query.edition.as_deref())?;
    let (code, language) = (edition.code.clone(), edition.language);
    let section = match query.section.as_deref() {
        Some(word) => Some(section_of(&making, edition, word)?),
        None => None,
    };
    let slug = |word: &String| language::slug(word, language);
    let is_counted = query.counts.unwrap_or(false);
    let asked = Asked {
        edition: code,
        words: words.trim().to_owned(),
        is_typing: query.typing.unwrap_or(false),
        section,
        tag: query.tag.as_ref().map(slug),
        author: query.author.as_ref().map(slug),
        from: query.from,
        until: query.until,
        is_newest,
        after: query.cursor,
        limit,
        is_counted,
        known_at: query.after.map(Position),
    };
    let found = Arc::clone(&shared.paper).find(asked).await?;
    let counts = found.counts.into_iter().map(|(kind, counts)| {
        let counts = counts.into_iter().map(|(name, stories)| json!({"name": name, "stories": stories}));
        (kind.to_owned(), counts.collect::<Vec<_>>().into())
    });
    let body = json!({
        "items": making.items_of(&found.numbers).await?,
        "next": found.next,
        "total": found.total,
        "meant": found.meant,
        "by_meant": found.by_meant,
        "counts": is_counted.then(|| counts.collect::<serde_json::Map<_, _>>()),
        "complete": found.is_complete,
    });
    // A question is asked once: keeping its answer would only push out pages that are asked for.
    Ok(making::open(crate::act::response(StatusCode::OK, Vec::new(), body.to_string())))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SuggestionsQuery {
    /// What was typed so far.
    #[param(example = "bar", max_length = 60)]
    q: Option<String>,
    /// An edition's code; the paper's first edition if left out.
    edition: Option<String>,
    /// Items in one answer.
    #[param(minimum = 1, maximum = 20, default = 8)]
    limit: Option<u32>,
    /// `opensearch` for a list that browsers' own search boxes read: what was typed, and what may be.
    #[serde(rename = "as")]
    #[param(inline)]
    shape: Option<SuggestionsShape>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SuggestionsShape {
    Items,
    OpenSearch,
}

/// What a search box may offer
///
/// Tags, names and words of headlines that begin as typed, the commonest first.
#[utoipa::path(get, path = "/search/suggestions", tag = "Reading", params(SuggestionsQuery),
    responses((status = 200, description = "Words, as printed", body = Suggestions), ReadProblems))]
pub(crate) async fn suggestions(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<SuggestionsQuery>,
) -> Result<Response, Problem> {
    let making = Making::unkept(&shared, shared.paper.house());
    let edition = making.edition(query.edition.as_deref())?.code.clone();
    let most = query.limit.unwrap_or(8).clamp(1, 20) as usize;
    let typed = query.q.as_deref().unwrap_or_default();
    let items = shared.paper.offers(&edition, typed, most)?;
    let is_of_browsers = query.shape == Some(SuggestionsShape::OpenSearch);
    let suggestions = if is_of_browsers {
        Suggestions::OpenSearch(vec![typed.into(), items.into()])
    } else {
        Suggestions::Items { items }
    };
    let body = json!(suggestions);
    Ok(making::open(crate::act::response(StatusCode::OK, Vec::new(), body.to_string())))
}
