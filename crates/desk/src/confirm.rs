//! Showing once more that it is them: before a person changes what opens doors.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, State};
use axum::response::Response;
use pages::desk::{ConfirmView, KeptField, KeptView};
use serde::Deserialize;

use crate::answer::{Failure, page, refused, see_other};
use crate::entry::{Whereto, password_matches, wait_in_words};
use crate::request::{Asking, Form, Sent, place_of_ours};
use crate::{Shared, assets};

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    kept_for: String,
    #[serde(default)]
    kept: String,
}

/// A form that waits until whoever sent it has shown that it is them.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    /// Where it is to be sent; empty where none waits.
    pub address: String,
    /// Its fields, as a form sends them.
    pub fields: String,
}

impl Kept {
    pub fn of(sent: &Sent) -> Self {
        let fields = serde_urlencoded::to_string(&sent.fields).unwrap_or_default();
        Self { address: sent.to.clone(), fields }
    }
}

pub(crate) async fn confirm_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Whereto>,
) -> Result<Response, Failure> {
    shown(&shared, &asking, &asked.to, &Kept::default(), None).await
}

/// The page, with what stood in the way and the form that waits.
pub(crate) async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    to: &str,
    kept: &Kept,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let is_again = problem.is_some() || !kept.address.is_empty();
    let mut frame = asking.frame(shared, asking.say(shared, "confirm"), "me");
    frame.problem = problem;
    let factors = shared.store.factors_of(asking.signed.person.number).await?;
    let view = ConfirmView {
        frame,
        email: asking.signed.person.email.clone(),
        to: place_of_ours(to),
        kept_for: kept.address.clone(),
        kept: kept.fields.clone(),
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
    let kept = Kept { address: form.kept_for, fields: form.kept };
    if let Some(problem) = wrong_password(&shared, &asking, form.password).await? {
        return shown(&shared, &asking, &form.to, &kept, Some(problem)).await;
    }
    let mut tx = shared.store.write().await?;
    tx.confirm_session(&asking.session).await?;
    tx.note_down(Some(&asking.signed.person.actor()), "confirm", "", &asking.address).await?;
    tx.commit().await?;
    onwards(&shared, &asking, &form.to, &kept)
}

/// Where they go who have shown that it is them: to the form that waited, filled in as it was, or to where they came from.
pub(crate) fn onwards(shared: &Arc<Shared>, asking: &Asking, to: &str, kept: &Kept) -> Result<Response, Failure> {
    let to = place_of_ours(to);
    if kept.address.is_empty() || place_of_ours(&kept.address) != kept.address {
        return Ok(see_other(&to));
    }
    let fields: Vec<(String, String)> =
        serde_urlencoded::from_str(&kept.fields).map_err(|error| web::Error::BadRequest(error.to_string().into()))?;
    let view = KeptView {
        frame: asking.frame(shared, asking.say(shared, "confirm-kept"), "me"),
        to,
        address: kept.address.clone(),
        fields: fields.into_iter().map(|(name, value)| KeptField { name, value }).collect(),
    };
    page(shared, asking.language, "confirm-kept.html", &view)
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
