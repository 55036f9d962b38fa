//! Who asks: the person behind a token. Every writing route passes here first.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use newsroom::Asker;
use store::TokenHolder;

use crate::Shared;
use crate::request::Problem;

/// Lets a request through with its [`Asker`], counted against what its token may ask for.
pub(crate) async fn signed_in(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let asker = match asker(&shared, request.headers()).await {
        Ok(asker) => asker,
        Err(error) => return Problem(error).into_response(),
    };
    match shared.limits.take(&asker.actor.0, Instant::now()) {
        Ok(left) => {
            request.extensions_mut().insert(asker);
            let mut response = next.run(request).await;
            left.tell(response.headers_mut());
            response
        }
        Err(left) => {
            let mut response = Problem(web::Error::TooMany { seconds: left.seconds() }).into_response();
            left.tell(response.headers_mut());
            response
        }
    }
}

async fn asker(shared: &Shared, headers: &HeaderMap) -> Result<Asker, web::Error> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given.and_then(|given| {
        let (scheme, token) = given.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let token = token.filter(|token| !token.is_empty()).ok_or(web::Error::NotSignedIn)?;
    let hash = web::secret::token_hash(token);
    match shared.store.token_holder(&hash).await? {
        TokenHolder::Good { asker, is_due } => {
            if is_due {
                let mut tx = shared.store.write().await?;
                tx.see_token(&hash).await?;
                tx.commit().await?;
            }
            Ok(asker)
        }
        TokenHolder::Revoked => {
            Err(web::Error::NoLongerIn { code: "token-revoked", message: "this token was taken back" })
        }
        TokenHolder::Over => Err(web::Error::NoLongerIn { code: "token-over", message: "this token's time is over" }),
        TokenHolder::Nobody => Err(web::Error::NotSignedIn),
    }
}
