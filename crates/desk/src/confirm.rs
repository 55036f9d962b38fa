//! Showing once more that it is them: before a person changes what opens doors.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, State};
use axum::response::Response;
use pages::desk::ConfirmView;
use serde::Deserialize;

use crate::answer::{Failure, page, refused, see_other};
use crate::entry::{Whereto, password_matches, wait_in_words};
use crate::request::{Asking, Form, place_of_ours};
use crate::{Shared, assets};

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

pub(crate) async fn confirm_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Whereto>,
) -> Result<Response, Failure> {
    shown(&shared, &asking, &asked.to, None).await
}

/// The page with what stood in the way.
pub(crate) async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    to: &str,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let is_again = problem.is_some();
    let mut frame = asking.frame(shared, asking.say(shared, "confirm"), "me");
    frame.problem = problem;
    let factors = shared.store.factors_of(asking.signed.person.number).await?;
    let view = ConfirmView {
        frame,
        email: asking.signed.person.email.clone(),
        to: place_of_ours(to),
        has_passkeys: factors.passkeys > 0 && shared.passkeys.is_some(),
        script: assets::PASSKEY_SCRIPT.address(),
    };
    let response = page(shared, asking.language, "confirm.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

pub(crate) async fn confirm(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Confirmation>,
) -> Result<Response, Failure> {
    if let Some(problem) = wrong_password(&shared, &asking, form.password).await? {
        return shown(&shared, &asking, &form.to, Some(problem)).await;
    }
    let mut tx = shared.store.write().await?;
    tx.confirm_session(&asking.session).await?;
    tx.note_down(Some(&asking.signed.person.actor()), "confirm", "", &asking.address).await?;
    tx.commit().await?;
    Ok(see_other(&place_of_ours(&form.to)))
}

/// What to tell somebody whose own password this is not; nothing where it is.
pub(crate) async fn wrong_password(
    shared: &Arc<Shared>,
    asking: &Asking,
    password: String,
) -> Result<Option<String>, Failure> {
    let person = &asking.signed.person;
    let own = format!("confirm {}", person.number);
    let keys = [own.as_str(), asking.address.as_str()];
    if let Err(left) = shared.throttle.may_try(&keys, Instant::now()) {
        return Ok(Some(wait_in_words(shared, asking.language, left)));
    }
    let hash = shared.store.password_of(&person.email).await?.map(|(_, hash)| hash).unwrap_or_default();
    if password_matches(shared, password, hash).await? {
        shared.throttle.was_right(&keys[..1]);
        return Ok(None);
    }
    shared.throttle.was_wrong(&keys, Instant::now());
    let mut tx = shared.store.write().await?;
    tx.note_down(Some(&person.actor()), "confirm-failed", "", &asking.address).await?;
    tx.commit().await?;
    Ok(Some(asking.say(shared, "password-wrong")))
}
