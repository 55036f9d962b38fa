//! A forgotten password. Who asks is always told the same, at once: whether somebody with that address works here is found
//! out afterwards, and only their own mail tells.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;
use pages::desk::ForgottenView;
use serde::Deserialize;
use web::secret;

use crate::Shared;
use crate::answer::{Failure, page, refused};
use crate::entry::{is_email, wait_in_words};
use crate::letters::{self, Reader, WayIn};
use crate::request::{Anybody, OpenForm, frame_before_anybody};

/// How long a link in a letter is good.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

#[derive(Deserialize)]
pub(crate) struct Forgotten {
    #[serde(default)]
    email: String,
}

async fn view(shared: &Shared, anybody: &Anybody) -> Result<ForgottenView, Failure> {
    let title = shared.pages.say(anybody.language, "forgotten", &[]);
    let frame = pages::desk::Frame { title, ..frame_before_anybody(shared, anybody.language) };
    let has_mail = shared.post.server().await?.is_some();
    Ok(ForgottenView { frame, has_mail, ..ForgottenView::default() })
}

pub(crate) async fn forgotten_page(State(shared): State<Arc<Shared>>, anybody: Anybody) -> Result<Response, Failure> {
    page(&shared, anybody.language, "forgotten.html", &view(&shared, &anybody).await?)
}

pub(crate) async fn forgotten(
    State(shared): State<Arc<Shared>>,
    OpenForm(anybody, form): OpenForm<Forgotten>,
) -> Result<Response, Failure> {
    let email = form.email.trim().to_ascii_lowercase();
    let mut view = view(&shared, &anybody).await?;
    let (by_address, by_place) = (format!("forgotten {email}"), format!("forgotten from {}", anybody.address));
    let keys = [by_address.as_str(), by_place.as_str()];
    view.frame.problem = if !is_email(&email) {
        Some(shared.pages.say(anybody.language, "email-wrong", &[]))
    } else if let Err(left) = shared.throttle.may_try(&keys, Instant::now()) {
        Some(wait_in_words(&shared, anybody.language, left))
    } else {
        None
    };
    if view.frame.problem.is_some() || !view.has_mail {
        view.email = form.email;
        return Ok(refused(page(&shared, anybody.language, "forgotten.html", &view)?));
    }
    shared.throttle.was_wrong(&keys, Instant::now());
    view.is_sent = true;
    let answer = page(&shared, anybody.language, "forgotten.html", &view)?;
    let place = anybody.address;
    tokio::spawn(async move {
        if let Err(Failure(error)) = send(&shared, &email, &place).await {
            tracing::error!(%error, "a letter for a forgotten password could not be written");
        }
    });
    Ok(answer)
}

async fn send(shared: &Arc<Shared>, email: &str, place: &str) -> Result<(), Failure> {
    let mut tx = shared.store.write().await?;
    let person = tx.person(email).await?.filter(|person| person.disabled_at.is_none());
    let Some(person) = person else {
        let subject: String = email.chars().take(200).collect();
        tx.note_down(None, "reset-unknown", &subject, place).await?;
        tx.commit().await?;
        return Ok(());
    };
    let language = tx.person_by_number(person.number).await?.and_then(|(_, language)| language);
    let reader = Reader::of(shared, &person, language.as_deref());
    let secret = secret::new_token().map_err(|error| web::Error::internal(error.to_string()))?;
    let until = tx.now() + LASTS;
    tx.invite(person.number, &secret.hash, until, "reset").await?;
    let link = format!("{}/desk/join/{}", shared.origin, secret.text);
    let until = letters::hour_of(shared, until, reader.language);
    letters::way_in(shared, &mut tx, &reader, WayIn::Reset, &link, &until).await?;
    tx.note_down(None, "reset-asked", &person.email, place).await?;
    tx.commit().await?;
    Ok(())
}
