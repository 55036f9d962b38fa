//! For whoever watches over the program: whether it lives, and whether it is up to date.

use std::sync::Arc;

use http::{HeaderValue, Response, StatusCode, header};
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
    // One after the other: while the database is away each question takes seconds.
    let asked = async { store::Result::<_>::Ok((site.reading.head().await?, site.lookout.late(now).await?)) };
    match asked.await {
        Ok((position, late)) => {
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
        Err(error) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            let mut away = answer(StatusCode::SERVICE_UNAVAILABLE, &json!({"status": "the database does not answer"}));
            away.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            away
        }
    }
}

fn answer(status: StatusCode, body: &Value) -> Answer {
    let mut answer = Response::new(body.to_string().into());
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
