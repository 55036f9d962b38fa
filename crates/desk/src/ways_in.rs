//! One's own ways in: one-time codes by an app, and recovery codes. Passkeys, on the same page, are in `passkeys`.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, State};
use axum::response::Response;
use pages::desk::{CodesView, OneTimeView, PasskeyRow, Square, WaysInView};
use serde::Deserialize;
use store::Writing;
use web::one_time;

use crate::answer::{Failure, page, refused, see_other};
use crate::entry::{Nothing, wait_in_words};
use crate::request::{Asking, Form, WAYS_IN};
use crate::{Shared, assets};

/// So few recovery codes are told.
const FEW_CODES: i64 = 3;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Why {
    pub why: String,
    pub done: String,
}

pub(crate) async fn ways_in(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Why>,
) -> Result<Response, Failure> {
    let notice = match asked.done.as_str() {
        "one-time-off" | "passkey" | "passkey-removed" | "passkey-renamed" => {
            Some(asking.say(&shared, &format!("done-{}", asked.done)))
        }
        _ => None,
    };
    let problem = match asked.why.as_str() {
        "needed" => Some(asking.say(&shared, "second-factor-needed")),
        "few-codes" => Some(asking.say(&shared, "few-codes")),
        _ => None,
    };
    shown(&shared, &asking, notice, problem).await
}

pub(crate) async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    notice: Option<String>,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let person = &asking.signed.person;
    let factors = shared.store.factors_of(person.number).await?;
    let passkeys = shared.store.passkeys_of(person).await?;
    let mut frame = asking.frame(shared, asking.say(shared, "ways-in"), "me");
    frame.notice = notice;
    // What the page is about need not be told twice on it.
    frame.warnings.retain(|warning| warning.address != WAYS_IN || problem.is_none());
    frame.problem = problem;
    let rows = passkeys.into_iter().map(|key| PasskeyRow {
        id: key.id,
        name: key.name,
        since: asking.hour(key.created_at),
        used: key.used_at.map(|at| asking.hour(at)),
    });
    let view = WaysInView {
        frame,
        passkeys: rows.collect(),
        may_have_passkeys: shared.passkeys.is_some(),
        has_one_time: factors.one_time.is_some(),
        has_factor: !factors.is_empty(),
        codes_left: factors.recovery_codes_left,
        are_codes_few: !factors.is_empty() && factors.recovery_codes_left <= FEW_CODES,
        is_confirmed: asking.is_confirmed(shared),
        script: assets::PASSKEY_SCRIPT.address(),
    };
    page(shared, asking.language, "ways-in.html", &view)
}

// ---- one-time codes ----

/// Makes a secret, which is on once a code of it was shown.
pub(crate) async fn offer(
    State(shared): State<Arc<Shared>>,
    Form(asking, Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first(&shared, WAYS_IN) {
        return Ok(first);
    }
    let secret = one_time::new_secret().map_err(|error| web::Error::internal(error.to_string()))?;
    let mut tx = shared.store.write().await?;
    let is_offered = tx.offer_one_time_secret(asking.signed.person.number, &secret).await?;
    tx.commit().await?;
    Ok(see_other(if is_offered { "/desk/me/ways-in/one-time" } else { WAYS_IN }))
}

pub(crate) async fn one_time_page(State(shared): State<Arc<Shared>>, asking: Asking) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first(&shared, "/desk/me/ways-in/one-time") {
        return Ok(first);
    }
    offered(&shared, &asking, None).await
}

async fn offered(shared: &Arc<Shared>, asking: &Asking, problem: Option<String>) -> Result<Response, Failure> {
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    let secret = tx.offered_one_time_secret(person.number).await?;
    drop(tx);
    let Some(secret) = secret else { return Ok(see_other(WAYS_IN)) };
    let mut frame = asking.frame(shared, asking.say(shared, "one-time"), "me");
    let is_again = problem.is_some();
    frame.problem = problem;
    let address = one_time::address(&secret, &frame.paper, &person.email).unwrap_or_default();
    let groups: Vec<String> =
        secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    let view = OneTimeView { frame, square: Square::of(&address), secret: groups.join(" ") };
    let response = page(shared, asking.language, "one-time.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    code: String,
}

/// Turns one-time codes on, with a code that shows that the app has the secret.
pub(crate) async fn confirm_one_time(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Shown>,
) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first(&shared, "/desk/me/ways-in/one-time") {
        return Ok(first);
    }
    let person = &asking.signed.person;
    let own = format!("one-time {}", person.number);
    if let Err(left) = shared.throttle.may_try(&[&own], Instant::now()) {
        return offered(&shared, &asking, Some(wait_in_words(&shared, asking.language, left))).await;
    }
    let mut tx = shared.store.write().await?;
    let Some(secret) = tx.offered_one_time_secret(person.number).await? else { return Ok(see_other(WAYS_IN)) };
    let Some(step) = one_time::step_of(&secret, &form.code, tx.now()) else {
        drop(tx);
        shared.throttle.was_wrong(&[&own], Instant::now());
        return offered(&shared, &asking, Some(asking.say(&shared, "code-wrong-clock"))).await;
    };
    tx.confirm_one_time_secret(person.number, step).await?;
    tx.note_down(Some(&person.actor()), "one-time-on", "", &asking.address).await?;
    let has_codes = tx.factors_of(person.number).await?.recovery_codes_left > 0;
    let codes = if has_codes { None } else { Some(new_codes(&mut tx, person.number).await?) };
    // Whoever is signed in elsewhere came in by less than is asked for from now on.
    tx.end_sessions(person.number, None, Some(&asking.session)).await?;
    tx.commit().await?;
    match codes {
        Some(codes) => codes_page(&shared, &asking, codes, "one-time-on"),
        None => shown(&shared, &asking, Some(asking.say(&shared, "one-time-on")), None).await,
    }
}

pub(crate) async fn turn_one_time_off(
    State(shared): State<Arc<Shared>>,
    Form(asking, Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first(&shared, WAYS_IN) {
        return Ok(first);
    }
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    if tx.remove_one_time_secret(person.number).await? {
        tx.note_down(Some(&person.actor()), "one-time-off", "", &asking.address).await?;
    }
    forget_codes_without_factor(&mut tx, person.number).await?;
    tx.commit().await?;
    Ok(see_other("/desk/me/ways-in?done=one-time-off"))
}

// ---- recovery codes ----

pub(crate) async fn make_codes(
    State(shared): State<Arc<Shared>>,
    Form(asking, Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first(&shared, WAYS_IN) {
        return Ok(first);
    }
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    if tx.factors_of(person.number).await?.is_empty() {
        return Ok(see_other(WAYS_IN));
    }
    let codes = new_codes(&mut tx, person.number).await?;
    tx.note_down(Some(&person.actor()), "recovery-codes", "", &asking.address).await?;
    tx.commit().await?;
    codes_page(&shared, &asking, codes, "codes-new")
}

/// New codes in place of all there were.
pub(crate) async fn new_codes(tx: &mut Writing, person: i64) -> Result<Vec<String>, Failure> {
    let codes = one_time::new_recovery_codes().map_err(|error| web::Error::internal(error.to_string()))?;
    let hashes: Vec<_> = codes.iter().map(|code| one_time::recovery_hash(person, code)).collect();
    tx.set_recovery_codes(person, &hashes).await?;
    Ok(codes)
}

/// Recovery codes stand for a factor: without one there is nothing to recover.
pub(crate) async fn forget_codes_without_factor(tx: &mut Writing, person: i64) -> Result<(), Failure> {
    if tx.factors_of(person).await?.is_empty() {
        tx.set_recovery_codes(person, &[]).await?;
    }
    Ok(())
}

/// The one page that shows them.
pub(crate) fn codes_page(
    shared: &Shared,
    asking: &Asking,
    codes: Vec<String>,
    notice: &str,
) -> Result<Response, Failure> {
    let mut frame = asking.frame(shared, asking.say(shared, "recovery-codes"), "me");
    frame.notice = Some(asking.say(shared, notice));
    frame.warnings.retain(|warning| warning.address != WAYS_IN);
    page(shared, asking.language, "codes.html", &CodesView { frame, codes })
}
