//! A session begins here and nowhere else: with a cookie that is new each time, after every factor that is asked for.

use std::sync::Arc;

use axum::response::Response;
use jiff::SignedDuration;
use newsroom::rights::needs_second_factor;
use serde::{Deserialize, Serialize};
use store::{SESSION_MOST, Writing};
use web::secret;

use crate::answer::{Failure, see_other};
use crate::request::{Anybody, begun_cookie, browser_cookie, session_cookie, set_cookie};
use crate::{Shared, letters};

/// How long after the password the second step may come.
pub(crate) const SECOND_STEP_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// The kind of ceremony that a sign-in is between its two steps.
pub(crate) const SECOND_STEP: &str = "second-step";
/// How long a browser is known.
const BROWSER_SECONDS: i64 = 400 * 24 * 3600;

/// What is kept between the two steps.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HalfWay {
    pub to: String,
}

/// The password was right: begins a session, or leads to the second step. Until that is done nobody is signed in: what
/// stands in between is no session, and no page knows it but the one that asks for the second step.
pub(crate) async fn after_password(
    shared: &Arc<Shared>,
    mut tx: Writing,
    person: i64,
    anybody: &Anybody,
    to: &str,
) -> Result<Response, Failure> {
    let factors = tx.factors_of(person).await?;
    let now = tx.now();
    let rule = tx.second_factor_rule().await?.filter(|rule| now >= rule.since);
    let role = tx.person_by_number(person).await?.map(|(person, _)| person.role);
    let is_asked = rule.zip(role).is_some_and(|(rule, role)| needs_second_factor(role, rule.from));
    // Who has a passkey for comfort alone is not asked for it where the newsroom does not.
    if factors.one_time.is_none() && (factors.passkeys == 0 || !is_asked) {
        return begin(shared, tx, person, anybody, to).await;
    }
    let begun = new_secret()?;
    let state = serde_json::to_string(&HalfWay { to: to.to_owned() }).map_err(web::Error::internal)?;
    tx.begin_ceremony(&begun.hash, SECOND_STEP, Some(person), &state, SECOND_STEP_LASTS).await?;
    tx.commit().await?;
    let mut response = see_other("/desk/sign-in/second-step");
    set_cookie(shared, &mut response, &begun_cookie(shared), &begun.text, SECOND_STEP_LASTS.as_secs());
    Ok(response)
}

/// Commits with a session of its own, new each time, so that none given beforehand is ever signed in. What stood in this
/// browser before ends.
pub(crate) async fn begin(
    shared: &Arc<Shared>,
    mut tx: Writing,
    person: i64,
    anybody: &Anybody,
    to: &str,
) -> Result<Response, Failure> {
    let (session, browser) = (new_secret()?, new_secret()?);
    if let Some((before, hash)) = &anybody.session {
        tx.end_sessions(*before, Some(hash), None).await?;
    }
    tx.begin_session(person, &session.hash, &anybody.address, &anybody.browser).await?;
    if tx.meet_browser(person, anybody.known_browser.as_deref(), &browser.hash).await? {
        tx.mark_strange(&session.hash).await?;
        letters::new_sign_in(shared, &mut tx, person, anybody).await?;
    }
    tx.commit().await?;
    let mut response = see_other(to);
    set_cookie(shared, &mut response, &session_cookie(shared), &session.text, SESSION_MOST.as_secs());
    set_cookie(shared, &mut response, &browser_cookie(shared), &browser.text, BROWSER_SECONDS);
    if anybody.begun.is_some() {
        set_cookie(shared, &mut response, &begun_cookie(shared), "", 0);
    }
    Ok(response)
}

pub(crate) fn new_secret() -> Result<secret::NewToken, web::Error> {
    secret::new_token().map_err(|error| web::Error::internal(error.to_string()))
}
