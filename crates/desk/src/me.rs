//! One's own page: name and password.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use pages::desk::MeView;
use serde::Deserialize;
use web::secret::PASSWORD_LETTERS_MIN;

use crate::Shared;
use crate::answer::{Failure, page, refused, see_other};
use crate::confirm::wrong_password;
use crate::entry::{hashed, password_wrong};
use crate::request::{Asking, Form};
use crate::ways_in::Why;

pub(crate) async fn me(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Why>,
) -> Result<Response, Failure> {
    let notice = match asked.done.as_str() {
        "name" | "password" => Some(asking.say(&shared, &format!("done-{}", asked.done))),
        _ => None,
    };
    let mut view = view(&shared, &asking).await?;
    view.frame.notice = notice;
    page(&shared, asking.language, "me.html", &view)
}

async fn view(shared: &Shared, asking: &Asking) -> Result<MeView, Failure> {
    let person = &asking.signed.person;
    let factors = shared.store.factors_of(person.number).await?;
    Ok(MeView {
        frame: asking.frame(shared, asking.say(shared, "me"), "me"),
        name: person.name.clone(),
        email: person.email.clone(),
        role: format!("role-{}", person.role),
        beats: person.beats.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        has_factor: !factors.is_empty(),
        letters_min: PASSWORD_LETTERS_MIN,
    })
}

#[derive(Deserialize)]
pub(crate) struct Name {
    #[serde(default)]
    name: String,
}

pub(crate) async fn rename(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Name>,
) -> Result<Response, Failure> {
    let name: String = form.name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    if name.is_empty() {
        let mut view = view(&shared, &asking).await?;
        view.frame.problem = Some(asking.say(&shared, "name-missing"));
        return Ok(refused(page(&shared, asking.language, "me.html", &view)?));
    }
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    tx.rename_person(person.number, &name).await?;
    tx.note_down(Some(&person.actor()), "rename", &name, &asking.address).await?;
    tx.commit().await?;
    Ok(see_other("/desk/me?done=name"))
}

#[derive(Deserialize)]
pub(crate) struct NewPassword {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
    /// End all other sessions.
    #[serde(default)]
    end: String,
}

pub(crate) async fn new_password(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<NewPassword>,
) -> Result<Response, Failure> {
    let problem = match password_wrong(&shared, asking.language, &form.new) {
        Some(problem) => Some(problem),
        // The old one is asked for here, so there is no need to ask whether it is them.
        None => wrong_password(&shared, &asking, form.old).await?,
    };
    if let Some(problem) = problem {
        let mut view = view(&shared, &asking).await?;
        view.frame.problem = Some(problem);
        return Ok(refused(page(&shared, asking.language, "me.html", &view)?));
    }
    let person = &asking.signed.person;
    let password = hashed(&shared, form.new).await?;
    let mut tx = shared.store.write().await?;
    tx.set_password(&person.email, &password).await?;
    tx.confirm_session(&asking.session).await?;
    if !form.end.is_empty() {
        tx.end_sessions(person.number, None, Some(&asking.session)).await?;
    }
    tx.note_down(Some(&person.actor()), "password", "", &asking.address).await?;
    tx.commit().await?;
    Ok(see_other("/desk/me?done=password"))
}
