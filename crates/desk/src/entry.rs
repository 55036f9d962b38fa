//! Ways in and out: set-up by whoever comes first, sign-in, a link that works once, sign-out, and the desk's language.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::{Actor, Role};
use pages::desk::EntryView;
use serde::Deserialize;
use store::NewPerson;
use web::secret::{self, PASSWORD_LETTERS_MIN};

use crate::answer::{Failure, page, refused, see_other};
use crate::request::{
    Anybody, Asking, Form, LANGUAGE_COOKIE, OpenForm, frame_before_anybody, place_of_ours, session_cookie, set_cookie,
};
use crate::session::{after_password, begin};
use crate::{Shared, assets};

#[derive(Deserialize)]
pub(crate) struct Newcomer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Whereto {
    pub to: String,
}

fn entry(shared: &Shared, anybody: &Anybody, title: &str) -> EntryView {
    let title = shared.pages.say(anybody.language, title, &[]);
    let frame = pages::desk::Frame { title, ..frame_before_anybody(shared, anybody.language) };
    EntryView {
        frame,
        letters_min: PASSWORD_LETTERS_MIN,
        script: shared.passkeys.as_ref().map(|_| assets::PASSKEY_SCRIPT.address()),
        ..EntryView::default()
    }
}

// ---- set-up ----

pub(crate) async fn set_up_page(State(shared): State<Arc<Shared>>, anybody: Anybody) -> Result<Response, Failure> {
    if shared.store.has_people().await? {
        return Ok(see_other("/desk/sign-in"));
    }
    page(&shared, anybody.language, "set-up.html", &entry(&shared, &anybody, "set-up"))
}

pub(crate) async fn set_up(
    State(shared): State<Arc<Shared>>,
    OpenForm(anybody, form): OpenForm<Newcomer>,
) -> Result<Response, Failure> {
    if shared.store.has_people().await? {
        return Ok(see_other("/desk/sign-in"));
    }
    if let Some(problem) = wrong_with(&shared, &anybody, &form) {
        let mut view = EntryView { email: form.email, name: form.name, ..entry(&shared, &anybody, "set-up") };
        view.frame.problem = Some(problem);
        return Ok(refused(page(&shared, anybody.language, "set-up.html", &view)?));
    }
    let new = NewPerson {
        email: form.email,
        name: form.name,
        role: Role::Administrator,
        beats: Vec::new(),
        password: Some(hashed(&shared, form.password).await?),
    };
    let mut tx = shared.store.write().await?;
    let person = match tx.add_first_person(&new).await {
        Ok(person) => person,
        Err(store::Error::NotFirst) => return Ok(see_other("/desk/sign-in")),
        Err(error) => return Err(error.into()),
    };
    tx.note_down(Some(&person.actor()), "set-up", &person.email, &anybody.address).await?;
    begin(&shared, tx, person.number, &anybody, "/desk/?done=set-up").await
}

fn wrong_with(shared: &Shared, anybody: &Anybody, form: &Newcomer) -> Option<String> {
    if form.name.trim().is_empty() {
        return Some(shared.pages.say(anybody.language, "name-missing", &[]));
    }
    if !is_email(&form.email) {
        return Some(shared.pages.say(anybody.language, "email-wrong", &[]));
    }
    password_wrong(shared, anybody.language, &form.password)
}

pub(crate) fn password_wrong(shared: &Shared, language: language::Language, password: &str) -> Option<String> {
    let letters = language::Value::Number(PASSWORD_LETTERS_MIN as i64);
    (password.chars().count() < PASSWORD_LETTERS_MIN)
        .then(|| shared.pages.say(language, "password-short", &[("letters", letters)]))
}

/// Something before an `@` and a host behind it: whether mail arrives, only mail can tell.
pub(crate) fn is_email(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 200
        && !text.contains(char::is_whitespace)
        && text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.len() > 2 && !host.contains('@'))
}

// ---- signing in and out ----

pub(crate) async fn sign_in_page(
    State(shared): State<Arc<Shared>>,
    anybody: Anybody,
    Query(asked): Query<Whereto>,
) -> Result<Response, Failure> {
    if anybody.is_signed_in {
        return Ok(see_other(&place_of_ours(&asked.to)));
    }
    if !shared.store.has_people().await? {
        return Ok(see_other("/desk/set-up"));
    }
    let view = EntryView { to: place_of_ours(&asked.to), ..entry(&shared, &anybody, "sign-in") };
    page(&shared, anybody.language, "sign-in.html", &view)
}

#[derive(Deserialize)]
pub(crate) struct SignIn {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

pub(crate) async fn sign_in(
    State(shared): State<Arc<Shared>>,
    OpenForm(anybody, form): OpenForm<SignIn>,
) -> Result<Response, Failure> {
    let to = place_of_ours(&form.to);
    let email = form.email.trim().to_ascii_lowercase();
    let keys = [email.as_str(), anybody.address.as_str()];
    let again = |problem: String| {
        let mut view = EntryView { email: form.email.clone(), to: to.clone(), ..entry(&shared, &anybody, "sign-in") };
        view.frame.problem = Some(problem);
        Ok(refused(page(&shared, anybody.language, "sign-in.html", &view)?))
    };
    if let Err(left) = shared.throttle.may_try(&keys, Instant::now()) {
        return again(wait_in_words(&shared, anybody.language, left));
    }
    let known = shared.store.password_of(&email).await?;
    let person = known.as_ref().map(|(person, _)| *person);
    // Somebody unknown takes as long as somebody known, so that nobody learns who works here.
    let hash = known.map_or_else(|| NOBODYS_PASSWORD.clone(), |(_, hash)| hash);
    let matches = password_matches(&shared, form.password.clone(), hash).await?;
    let Some(person) = person.filter(|_| matches) else {
        shared.throttle.was_wrong(&keys, Instant::now());
        let mut tx = shared.store.write().await?;
        let subject: String = email.chars().take(200).collect();
        tx.note_down(None, "sign-in-failed", &subject, &anybody.address).await?;
        tx.commit().await?;
        return again(shared.pages.say(anybody.language, "sign-in-wrong", &[]));
    };
    shared.throttle.was_right(&keys[..1]);
    let mut tx = shared.store.write().await?;
    tx.note_down(Some(&Actor(format!("user:{person}"))), "sign-in", "", &anybody.address).await?;
    after_password(&shared, tx, person, &anybody, &to).await
}

/// The sign-in page again, with what stood in the way.
pub(crate) fn again(shared: &Shared, anybody: &Anybody, to: &str, problem: String) -> Result<Response, Failure> {
    let mut view = EntryView { to: place_of_ours(to), ..entry(shared, anybody, "sign-in") };
    view.frame.problem = Some(problem);
    Ok(refused(page(shared, anybody.language, "sign-in.html", &view)?))
}

/// Too many tries, in words.
pub(crate) fn wait_in_words(shared: &Shared, language: language::Language, left: std::time::Duration) -> String {
    let seconds = language::Value::Number(left.as_secs() as i64 + 1);
    shared.pages.say(language, "sign-in-wait", &[("seconds", seconds)])
}

/// What an unknown person's password is compared with: nobody knows the words behind it.
static NOBODYS_PASSWORD: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    let words = secret::new_token().map(|token| token.text).unwrap_or_default();
    secret::password_hash(&words).unwrap_or_default()
});

pub(crate) async fn password_matches(shared: &Shared, password: String, hash: String) -> Result<bool, web::Error> {
    let _place = shared.trying.acquire().await.map_err(web::Error::internal)?;
    tokio::task::spawn_blocking(move || secret::password_matches(&password, &hash)).await.map_err(web::Error::internal)
}

pub(crate) async fn hashed(shared: &Shared, password: String) -> Result<String, web::Error> {
    let _place = shared.trying.acquire().await.map_err(web::Error::internal)?;
    let hashed = tokio::task::spawn_blocking(move || secret::password_hash(&password)).await;
    hashed.map_err(web::Error::internal)?.map_err(|error| web::Error::internal(error.to_string()))
}

#[derive(Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn sign_out(
    State(shared): State<Arc<Shared>>,
    Form(asking, Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    tx.end_sessions(person.number, Some(&asking.session), None).await?;
    tx.note_down(Some(&person.actor()), "sign-out", "", &asking.address).await?;
    tx.commit().await?;
    let mut response = see_other("/desk/sign-in");
    set_cookie(&shared, &mut response, &session_cookie(&shared), "", 0);
    Ok(response)
}

// ---- a link that works once ----

pub(crate) async fn join_page(
    State(shared): State<Arc<Shared>>,
    Path(given): Path<String>,
    anybody: Anybody,
) -> Result<Response, Failure> {
    let mut view = entry(&shared, &anybody, "join");
    view.is_over = !shared.store.is_invitation_good(&secret::token_hash(&given)).await?;
    if view.is_over {
        view.frame.problem = Some(shared.pages.say(anybody.language, "join-over", &[]));
    }
    page(&shared, anybody.language, "join.html", &view)
}

#[derive(Deserialize)]
pub(crate) struct Join {
    #[serde(default)]
    password: String,
}

pub(crate) async fn join(
    State(shared): State<Arc<Shared>>,
    Path(given): Path<String>,
    OpenForm(anybody, form): OpenForm<Join>,
) -> Result<Response, Failure> {
    let again = |problem: String| {
        let mut view = entry(&shared, &anybody, "join");
        view.frame.problem = Some(problem);
        Ok(refused(page(&shared, anybody.language, "join.html", &view)?))
    };
    if let Some(problem) = password_wrong(&shared, anybody.language, &form.password) {
        return again(problem);
    }
    let password = hashed(&shared, form.password).await?;
    let mut tx = shared.store.write().await?;
    let Some(email) = tx.use_invitation(&secret::token_hash(&given)).await? else {
        drop(tx);
        return again(shared.pages.say(anybody.language, "join-over", &[]));
    };
    tx.set_password(&email, &password).await?;
    let Some(person) = tx.person(&email).await? else { return Err(web::Error::NotFound.into()) };
    // Whoever was signed in with the old password no longer is.
    tx.end_sessions(person.number, None, None).await?;
    tx.note_down(Some(&person.actor()), "join", "", &anybody.address).await?;
    // Whoever reads somebody's mail still has no second factor of theirs.
    after_password(&shared, tx, person.number, &anybody, "/desk/").await
}

// ---- the desk's language ----

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    language: String,
}

/// Open to everybody, since the way in must be readable too; it changes nothing but words.
pub(crate) async fn language(
    State(shared): State<Arc<Shared>>,
    asking: Result<Asking, crate::request::NotIn>,
    OpenForm(_, form): OpenForm<Chosen>,
) -> Result<Response, Failure> {
    let known = language::Language::from_tag(&form.language).filter(|one| pages::desk::LANGUAGES.contains(one));
    let Some(chosen) = known else { return Err(web::Error::BadRequest("the desk has no such language".into()).into()) };
    let mut response = see_other("/desk/");
    if let Ok(asking) = asking {
        let mut tx = shared.store.write().await?;
        tx.set_language(asking.signed.person.number, chosen.code()).await?;
        tx.commit().await?;
    }
    set_cookie(&shared, &mut response, LANGUAGE_COOKIE, chosen.code(), 365 * 24 * 3600);
    Ok(response)
}
