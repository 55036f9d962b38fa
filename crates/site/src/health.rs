//! For whoever watches over the program: whether it lives, and whether it is up to date.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use serde_json::{Value, json};
use web::Answer;

use crate::Site;

/// The process answers.
pub(crate) fn alive() -> Answer {
    answer(StatusCode::OK, &json!({"status": "ok"}))
}

/// The database answers; with the ledger's position, what is scheduled and late, the theme's faults and the kept pages.
pub(crate) async fn ready(site: &Arc<Site>) -> Answer {
    let now = site.clock.now();
    match (site.reading.head().await, site.lookout.late(now).await) {
        (Ok(position), Ok(late)) => {
            let (pages, bytes) = site.cache.size();
            let faults: Vec<String> = site.theme().problems().iter().map(ToString::to_string).collect();
            let body = json!({
                "status": "ok",
                "position": position,
                "late": late,
                "theme_faults": faults,
                "pages_kept": pages,
                "pages_kept_bytes": bytes,
            });
            answer(StatusCode::OK, &body)
        }
        (Err(error), _) | (_, Err(error)) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            answer(StatusCode::SERVICE_UNAVAILABLE, &json!({"status": "the database does not answer"}))
        }
    }
}

fn answer(status: StatusCode, body: &Value) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body.to_string())));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
