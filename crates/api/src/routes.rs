//! Every address of the interface, one table; the OpenAPI page is made from it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware;
use axum::response::Response;
use http::HeaderMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::making::{Made, kept};
use crate::request::Problem;
use crate::{Shared, drafts, fronts, lists, media_files, openapi, publication, sign_in, stories};

/// What everybody may read.
pub(crate) fn open() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(stories::stories))
        .routes(routes!(stories::story))
        .routes(routes!(stories::related))
        .routes(routes!(stories::history))
        .routes(routes!(stories::search))
        .routes(routes!(stories::suggestions))
        .routes(routes!(lists::list))
        .routes(routes!(fronts::read))
}

/// What needs a token.
pub(crate) fn signed() -> OpenApiRouter<Arc<Shared>> {
    OpenApiRouter::new()
        .routes(routes!(drafts::begin))
        .routes(routes!(drafts::read, drafts::save))
        .routes(routes!(publication::publish, publication::withdraw))
        .routes(routes!(publication::correct))
        .routes(routes!(fronts::arrange))
        .routes(routes!(media_files::take_in))
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let signed = signed().route_layer(middleware::from_fn_with_state(Arc::clone(&shared), sign_in::signed_in));
    let (router, document) =
        OpenApiRouter::with_openapi(openapi::about()).merge(open()).merge(signed).split_for_parts();
    let document = Arc::new(openapi::finished(document));
    let page = Arc::clone(&document);
    let router =
        router.route("/openapi.json", axum::routing::get(move |state, headers| openapi_json(state, headers, document)));
    let page = axum::routing::get(move |state, headers| openapi_page(state, headers, page));
    Router::new()
        .nest("/api/v1", router)
        .route("/api/v1/", page)
        .fallback(async || Problem(web::Error::NotFound))
        .method_not_allowed_fallback(async || Problem(web::Error::MethodNotAllowed))
        // Bodies are measured where they are read, each against its own limit.
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
}

async fn openapi_json(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    document: Arc<utoipa::openapi::OpenApi>,
) -> Result<Response, Problem> {
    kept(&shared, "/api/v1/openapi.json", &headers, move |making| async move {
        let at = openapi::served_at(&document, &making.shared.origin);
        Ok(Made::json(&serde_json::to_value(at).map_err(web::Error::internal)?))
    })
    .await
}

async fn openapi_page(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    document: Arc<utoipa::openapi::OpenApi>,
) -> Result<Response, Problem> {
    kept(&shared, "/api/v1/", &headers, move |making| async move {
        let at = openapi::served_at(&document, &making.shared.origin);
        let value = serde_json::to_value(at).map_err(web::Error::internal)?;
        let body = pages::reference::html(&value);
        Ok(Made { content_type: "text/html; charset=utf-8", body, ..Made::json(&serde_json::Value::Null) })
    })
    .await
}
