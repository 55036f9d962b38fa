//! The boxes that readers see, in their order.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use newsroom::FrontKey;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::making::{Made, caught_up, kept};
use crate::request::{Path, Problem, Query};
use crate::schema::{Items, ReadProblems};
use crate::stories::section_of;
use crate::{ListKind, Shared};

/// One of the boxes.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListName {
    Headlines,
    Highlights,
    MostRead,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// An edition's code; the paper's first edition if left out.
    edition: Option<String>,
    /// A section's key, slug or name: what is read most there, and its highlights. The day's headlines are the edition's everywhere.
    section: Option<String>,
    /// Wait until the node has caught up with this position of the ledger.
    #[param(minimum = 0)]
    after: Option<i64>,
}

/// A list
///
/// The day's headlines, the highlights of the week, or what is read most: the same stories in the same order as on the
/// paper's pages at this moment.
#[utoipa::path(get, path = "/lists/{list}", tag = "Reading",
    params(("list" = ListName, Path, description = "Which list"), ListQuery),
    responses((status = 200, description = "The stories", body = Items), ReadProblems))]
pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(list): Path<ListName>,
    Query(query): Query<ListQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caught_up(&shared, query.after).await?;
    let name = format!("/api/v1/lists/{list:?}?{:?}&{:?}", query.edition, query.section);
    kept(&shared, &name, &headers, move |making| async move {
        let kind = match list {
            ListName::Headlines => ListKind::Headlines,
            ListName::Highlights => ListKind::Highlights,
            ListName::MostRead => ListKind::MostRead,
        };
        let edition = making.edition(query.edition.as_deref())?.clone();
        let section = match query.section.as_deref() {
            Some(word) => Some(section_of(&making, &edition, word)?),
            None => None,
        };
        let of = FrontKey { edition: edition.code, section };
        let ranked = Arc::clone(&making.shared.paper).list(kind, of).await?;
        making.used(ranked.uses);
        Ok(Made::list(making.items_of(&ranked.numbers).await?, None).until(ranked.valid_until))
    })
    .await
}
