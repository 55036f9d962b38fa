//! Passkeys: signing in by one, showing one again, and having several with a name each.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;
use newsroom::Actor;
use serde::Deserialize;
use serde_json::Value;
use store::{KnownPasskey, Writing};
use web::passkey::{CEREMONY_SECONDS, Passkeys, Refused, new_handle};

use crate::answer::{Failure, json, see_other};
use crate::confirm::{self, Kept, onwards};
use crate::entry::{Nothing, wait_in_words};
use crate::request::{Asking, Form, Json, OpenForm, WAYS_IN, begun_cookie, place_of_ours, set_cookie};
use crate::session::{SECOND_STEP, begin, new_secret};
use crate::{Shared, entry, ways_in};

const LASTS: SignedDuration = SignedDuration::from_secs(CEREMONY_SECONDS);
/// Kinds of ceremonies.
const SIGN_IN: &str = "passkey-sign-in";
const REGISTER: &str = "passkey-register";
const CONFIRM: &str = "passkey-confirm";
/// Letters of what a person calls something.
const NAME_LETTERS_MAX: usize = 60;

fn no_randomness(error: impl std::fmt::Display) -> web::Error {
    web::Error::internal(error.to_string())
}

fn passkeys(shared: &Shared) -> Result<&Passkeys, Failure> {
    shared.passkeys.as_ref().ok_or_else(|| Failure(web::Error::NotFound))
}

// ---- signing in ----

/// A challenge for whoever sits there. It is kept with a cookie of this browser, new for each, and answered once.
pub(crate) async fn sign_in_challenge(
    State(shared): State<Arc<Shared>>,
    OpenForm(anybody, Nothing {}): OpenForm<Nothing>,
) -> Result<Response, Failure> {
    let challenge = passkeys(&shared)?.begin_sign_in().map_err(no_randomness)?;
    let key = format!("challenge {}", anybody.address);
    if !shared.challenges.take(&key, Instant::now()) {
        return Err(web::Error::TooMany { seconds: 60 }.into());
    }
    // Between the two steps of a sign-in the browser keeps the cookie that says whose it is.
    let (begun, cookie) = match anybody.begun.clone() {
        Some(begun) if shared.store.ceremony(&begun, SECOND_STEP).await?.is_some() => (begun, None),
        _ => {
            let fresh = new_secret()?;
            (fresh.hash.clone(), Some(fresh.text))
        }
    };
    let mut tx = shared.store.write().await?;
    tx.begin_ceremony(&begun, SIGN_IN, None, &challenge.state, LASTS).await?;
    tx.commit().await?;
    let mut response = json(&challenge.options)?;
    if let Some(cookie) = cookie {
        set_cookie(&shared, &mut response, &begun_cookie(&shared), &cookie, CEREMONY_SECONDS);
    }
    Ok(response)
}

#[derive(Deserialize)]
pub(crate) struct Answered {
    /// What the device said, as JSON.
    #[serde(default)]
    answer: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    kept_for: String,
    #[serde(default)]
    kept: String,
}

pub(crate) async fn sign_in(
    State(shared): State<Arc<Shared>>,
    OpenForm(anybody, form): OpenForm<Answered>,
) -> Result<Response, Failure> {
    let keys = [anybody.address.as_str()];
    if let Err(left) = shared.throttle.may_try(&keys, Instant::now()) {
        return entry::again(&shared, &anybody, &form.to, wait_in_words(&shared, anybody.language, left));
    }
    let mut tx = shared.store.write().await?;
    let ceremony = match &anybody.begun {
        Some(begun) => tx.take_ceremony(begun, SIGN_IN).await?,
        None => None,
    };
    let shown = match ceremony {
        Some(ceremony) => show(&shared, &mut tx, &ceremony.state, &form.answer, None).await?,
        None => Err(Wrong::Answer),
    };
    match shown {
        Ok(person) => {
            if let Some(begun) = &anybody.begun {
                tx.take_ceremony(begun, SECOND_STEP).await?;
            }
            tx.note_down(Some(&Actor(format!("user:{person}"))), "sign-in-passkey", "", &anybody.address).await?;
            begin(&shared, tx, person, &anybody, &place_of_ours(&form.to)).await
        }
        Err(wrong) => {
            shared.throttle.was_wrong(&keys, Instant::now());
            wrong.note_down(&mut tx, &anybody.address).await?;
            tx.commit().await?;
            entry::again(&shared, &anybody, &form.to, shared.pages.say(anybody.language, wrong.words(), &[]))
        }
    }
}

/// Why a passkey did not let anybody in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrong {
    Answer,
    /// Its counter went back; whose it is.
    Copied(i64),
}

impl Wrong {
    fn words(&self) -> &'static str {
        match self {
            Self::Answer => "passkey-wrong",
            Self::Copied(_) => "passkey-copied",
        }
    }

    async fn note_down(&self, tx: &mut Writing, address: &str) -> Result<(), Failure> {
        let (actor, kind) = match self {
            Self::Answer => (None, "passkey-failed"),
            Self::Copied(person) => (Some(Actor(format!("user:{person}"))), "passkey-copied"),
        };
        Ok(tx.note_down(actor.as_ref(), kind, "", address).await?)
    }
}

/// Whose passkey answers this challenge: anybody's, or only that of `whose`.
async fn show(
    shared: &Shared,
    tx: &mut Writing,
    state: &str,
    answer: &str,
    whose: Option<i64>,
) -> Result<Result<i64, Wrong>, Failure> {
    let passkeys = passkeys(shared)?;
    let Ok(answer) = serde_json::from_str::<Value>(answer) else { return Ok(Err(Wrong::Answer)) };
    let Some((id, handle)) = passkeys.named_in(&answer) else { return Ok(Err(Wrong::Answer)) };
    let Some(key) = tx.passkey(&id).await? else { return Ok(Err(Wrong::Answer)) };
    if key.handle != handle || whose.is_some_and(|whose| whose != key.person) {
        return Ok(Err(Wrong::Answer));
    }
    match passkeys.finish_sign_in(state, &answer, &key.credential) {
        Ok(credential) => {
            tx.use_passkey(&id, &credential).await?;
            Ok(Ok(key.person))
        }
        Err(Refused::Copied) => Ok(Err(Wrong::Copied(key.person))),
        Err(Refused::Wrong) => Ok(Err(Wrong::Answer)),
    }
}

// ---- showing one again, and having several ----

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    kind: String,
}

/// A challenge to somebody signed in, bound to their session.
pub(crate) async fn challenge(
    State(shared): State<Arc<Shared>>,
    Json(asking, wanted): Json<Wanted>,
) -> Result<Response, Failure> {
    let passkeys = passkeys(&shared)?;
    let person = &asking.signed.person;
    let (kind, challenge) = match wanted.kind.as_str() {
        "confirm" => (CONFIRM, passkeys.begin_sign_in().map_err(no_randomness)?),
        "register" => {
            if asking.confirm_first(&shared, WAYS_IN).is_some() {
                let message = "show once more that it is you: /desk/confirm".to_owned();
                return Err(web::Error::NotAllowed { code: "confirm", message }.into());
            }
            let known = shared.store.passkeys_of(person).await?;
            // All keys of a person know them by one handle, so that a device holds one of them and not one for each time.
            let handle = match known.first() {
                Some(key) => key.handle.clone(),
                None => new_handle().map_err(no_randomness)?,
            };
            let ids: Vec<_> = known.into_iter().map(|key| key.id).collect();
            let mut challenge =
                passkeys.begin_registration(&handle, &person.email, &person.name, &ids).map_err(no_randomness)?;
            challenge.state = serde_json::json!({"handle": handle, "state": challenge.state}).to_string();
            (REGISTER, challenge)
        }
        _ => return Err(web::Error::BadRequest("there is no such challenge".into()).into()),
    };
    let mut tx = shared.store.write().await?;
    tx.begin_ceremony(&asking.session, kind, Some(person.number), &challenge.state, LASTS).await?;
    tx.commit().await?;
    json(&challenge.options)
}

pub(crate) async fn confirm_by_passkey(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Answered>,
) -> Result<Response, Failure> {
    let person = asking.signed.person.number;
    let kept = Kept { address: form.kept_for, fields: form.kept };
    let own = format!("confirm {person}");
    let keys = [own.as_str(), asking.address.as_str()];
    if let Err(left) = shared.throttle.may_try(&keys, Instant::now()) {
        let problem = wait_in_words(&shared, asking.language, left);
        return confirm::shown(&shared, &asking, &form.to, &kept, Some(problem)).await;
    }
    let mut tx = shared.store.write().await?;
    let ceremony = tx.take_ceremony(&asking.session, CONFIRM).await?;
    let shown = match ceremony {
        Some(ceremony) => show(&shared, &mut tx, &ceremony.state, &form.answer, Some(person)).await?,
        None => Err(Wrong::Answer),
    };
    match shown {
        Ok(_) => {
            shared.throttle.was_right(&keys[..1]);
            tx.confirm_session(&asking.session).await?;
            tx.note_down(Some(&asking.signed.person.actor()), "confirm", "", &asking.address).await?;
            tx.commit().await?;
            onwards(&shared, &asking, &form.to, &kept)
        }
        Err(wrong) => {
            shared.throttle.was_wrong(&keys, Instant::now());
            wrong.note_down(&mut tx, &asking.address).await?;
            tx.commit().await?;
            confirm::shown(&shared, &asking, &form.to, &kept, Some(asking.say(&shared, wrong.words()))).await
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct NewKey {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Registering {
    handle: String,
    state: String,
}

pub(crate) async fn register(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<NewKey>,
) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first(&shared, WAYS_IN) {
        return Ok(first);
    }
    let passkeys = passkeys(&shared)?;
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    let registered = tx.take_ceremony(&asking.session, REGISTER).await?.and_then(|ceremony| {
        let begun: Registering = serde_json::from_str(&ceremony.state).ok()?;
        let answer: Value = serde_json::from_str(&form.answer).ok()?;
        Some((passkeys.finish_registration(&begun.state, &answer).ok()?, begun.handle))
    });
    let Some((registered, handle)) = registered else {
        tx.commit().await?;
        return again(&shared, &asking, "passkey-wrong").await;
    };
    let name = match named(&form.name) {
        name if name.is_empty() => asking.say(&shared, "passkey"),
        name => name,
    };
    let key = KnownPasskey {
        id: registered.id,
        person: person.number,
        handle,
        name,
        credential: registered.credential,
        created_at: tx.now(),
        used_at: None,
    };
    if !tx.add_passkey(&key).await? {
        drop(tx);
        return again(&shared, &asking, "passkey-known").await;
    }
    tx.note_down(Some(&person.actor()), "passkey-added", &key.name, &asking.address).await?;
    let has_codes = tx.factors_of(person.number).await?.recovery_codes_left > 0;
    let codes = if has_codes { None } else { Some(ways_in::new_codes(&mut tx, person.number).await?) };
    tx.commit().await?;
    match codes {
        Some(codes) => ways_in::codes_page(&shared, &asking, codes, "done-passkey"),
        None => Ok(see_other("/desk/me/ways-in?done=passkey")),
    }
}

async fn again(shared: &Arc<Shared>, asking: &Asking, why: &str) -> Result<Response, Failure> {
    Ok(crate::answer::refused(ways_in::shown(shared, asking, None, Some(asking.say(shared, why))).await?))
}

#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
    #[serde(rename = "do", default)]
    what: String,
}

/// Gives a key another name, or forgets it.
pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Change>,
) -> Result<Response, Failure> {
    let person = &asking.signed.person;
    if form.what == "rename" {
        let name = named(&form.name);
        if name.is_empty() {
            return again(&shared, &asking, "name-missing").await;
        }
        let mut tx = shared.store.write().await?;
        if !tx.rename_passkey(person.number, &form.id, &name).await? {
            return Err(web::Error::NotFound.into());
        }
        tx.commit().await?;
        return Ok(see_other("/desk/me/ways-in?done=passkey-renamed"));
    }
    if let Some(first) = asking.confirm_first(&shared, WAYS_IN) {
        return Ok(first);
    }
    let mut tx = shared.store.write().await?;
    let Some(name) = tx.remove_passkey(person.number, &form.id).await? else {
        return Err(web::Error::NotFound.into());
    };
    ways_in::forget_codes_without_factor(&mut tx, person.number).await?;
    tx.note_down(Some(&person.actor()), "passkey-removed", &name, &asking.address).await?;
    tx.commit().await?;
    Ok(see_other("/desk/me/ways-in?done=passkey-removed"))
}

/// What a person calls something: a line without blanks at its ends, not too long.
pub(crate) fn named(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_LETTERS_MAX).collect()
}
