//! The second step of a sign-in: a code of the app, a recovery code, or a passkey.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::response::Response;
use newsroom::Actor;
use pages::desk::SecondStepView;
use serde::Deserialize;
use store::{Factors, Writing};
use web::one_time;

use crate::answer::{Failure, page, refused, see_other};
use crate::entry::wait_in_words;
use crate::request::{Anybody, OpenForm, frame_before_anybody, place_of_ours};
use crate::session::{HalfWay, SECOND_STEP, begin};
use crate::{Shared, assets};

#[derive(Deserialize)]
pub(crate) struct Code {
    #[serde(default)]
    code: String,
}

/// How a code was good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    App,
    Recovery,
}

/// Who is between the two steps in this browser.
async fn half_way(shared: &Shared, anybody: &Anybody) -> Result<Option<(i64, HalfWay)>, Failure> {
    let Some(begun) = &anybody.begun else { return Ok(None) };
    let Some(ceremony) = shared.store.ceremony(begun, SECOND_STEP).await? else { return Ok(None) };
    let half_way = serde_json::from_str(&ceremony.state).map_err(web::Error::internal)?;
    Ok(ceremony.person.map(|person| (person, half_way)))
}

pub(crate) async fn second_step_page(State(shared): State<Arc<Shared>>, anybody: Anybody) -> Result<Response, Failure> {
    let Some((person, half_way)) = half_way(&shared, &anybody).await? else { return Ok(see_other("/desk/sign-in")) };
    let factors = shared.store.factors_of(person).await?;
    page(&shared, anybody.language, "second-step.html", &view(&shared, &anybody, &factors, &half_way, None))
}

fn view(
    shared: &Shared,
    anybody: &Anybody,
    factors: &Factors,
    half_way: &HalfWay,
    problem: Option<String>,
) -> SecondStepView {
    let title = shared.pages.say(anybody.language, "second-step", &[]);
    let frame = pages::desk::Frame { title, problem, ..frame_before_anybody(shared, anybody.language) };
    let has_passkeys = factors.passkeys > 0 && shared.passkeys.is_some();
    SecondStepView {
        frame,
        has_app: factors.one_time.is_some(),
        has_passkeys,
        to: half_way.to.clone(),
        script: assets::PASSKEY_SCRIPT.address(),
    }
}

pub(crate) async fn second_step(
    State(shared): State<Arc<Shared>>,
    OpenForm(anybody, form): OpenForm<Code>,
) -> Result<Response, Failure> {
    let Some((person, half_way)) = half_way(&shared, &anybody).await? else { return Ok(see_other("/desk/sign-in")) };
    let own = format!("second-step {person}");
    let keys = [own.as_str(), anybody.address.as_str()];
    let factors = shared.store.factors_of(person).await?;
    let again = |problem: String| {
        let view = view(&shared, &anybody, &factors, &half_way, Some(problem));
        Ok(refused(page(&shared, anybody.language, "second-step.html", &view)?))
    };
    if let Err(left) = shared.throttle.may_try(&keys, Instant::now()) {
        return again(wait_in_words(&shared, anybody.language, left));
    }
    let actor = Actor(format!("user:{person}"));
    let mut tx = shared.store.write().await?;
    let Some(taken) = take_code(&mut tx, person, &form.code).await? else {
        shared.throttle.was_wrong(&keys, Instant::now());
        tx.note_down(Some(&actor), "second-step-failed", "", &anybody.address).await?;
        tx.commit().await?;
        return again(shared.pages.say(anybody.language, "code-wrong", &[]));
    };
    // Only one of two requests that carry the same cookie goes on.
    let begun = anybody.begun.as_deref().unwrap_or_default();
    if tx.take_ceremony(begun, SECOND_STEP).await?.is_none() {
        return Ok(see_other("/desk/sign-in"));
    }
    shared.throttle.was_right(&keys[..1]);
    let kind = match taken {
        Taken::App => "sign-in-code",
        Taken::Recovery => "sign-in-recovery",
    };
    tx.note_down(Some(&actor), kind, "", &anybody.address).await?;
    let left = tx.factors_of(person).await?.recovery_codes_left;
    let to = if taken == Taken::Recovery && left <= 3 {
        format!("{}?why=few-codes", crate::request::WAYS_IN)
    } else {
        place_of_ours(&half_way.to)
    };
    begin(&shared, tx, person, &anybody, &to).await
}

/// Takes a code of somebody's app or one of their recovery codes; each once.
pub(crate) async fn take_code(tx: &mut Writing, person: i64, code: &str) -> Result<Option<Taken>, Failure> {
    let factors = tx.factors_of(person).await?;
    if let Some(secret) = &factors.one_time
        && let Some(step) = one_time::step_of(secret, code, tx.now())
    {
        return Ok(tx.take_one_time_step(person, step).await?.then_some(Taken::App));
    }
    let is_taken = tx.use_recovery_code(person, &one_time::recovery_hash(person, code)).await?;
    Ok(is_taken.then_some(Taken::Recovery))
}
