//! One person, as an administrator sees them: name, role and beats; and what they sign in with.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::rights::{Beat, Object};
use newsroom::{Right, Role};
use pages::desk::{Choice, PersonView};
use serde::Deserialize;
use store::Person;

use crate::Shared;
use crate::answer::{Failure, page, refused, see_other};
use crate::people::beats;
use crate::request::{Asking, Form};
use crate::tokens::start_of_day;
use crate::ways_in::Why;

pub(crate) async fn person(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
    Query(asked): Query<Why>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    let person = found(&shared, number).await?;
    let mut view = view(&shared, &asking, &person).await?;
    if asked.done == "person" {
        view.frame.notice = Some(asking.say(&shared, "done-person"));
    }
    page(&shared, asking.language, "person.html", &view)
}

async fn found(shared: &Shared, number: i64) -> Result<Person, Failure> {
    let people = shared.store.people().await?;
    people.into_iter().find(|person| person.number == number).ok_or_else(|| Failure(web::Error::NotFound))
}

async fn view(shared: &Shared, asking: &Asking, person: &Person) -> Result<PersonView, Failure> {
    let factors = shared.store.factors_of(person.number).await?;
    let tokens = shared.store.tokens_of(person).await?;
    let roles =
        Role::ALL.map(|role| Choice { value: role.to_string(), name: String::new(), chosen: role == person.role });
    Ok(PersonView {
        frame: asking.frame(shared, person.name.clone(), "people"),
        is_confirmed: asking.is_confirmed(shared),
        number: person.number,
        name: person.name.clone(),
        email: person.email.clone(),
        roles: roles.into(),
        beats: person.beats.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        is_me: person.number == asking.signed.person.number,
        is_disabled: person.disabled_at.is_some(),
        has_password: person.has_password,
        has_one_time: factors.one_time.is_some(),
        passkeys: factors.passkeys,
        codes_left: factors.recovery_codes_left,
        tokens: tokens.iter().filter(|token| token.revoked_at.is_none()).count() as i64,
    })
}

#[derive(Deserialize)]
pub(crate) struct Changed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    beats: String,
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Changed>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    if let Some(first) = asking.confirm_first_keeping(&shared, &format!("/desk/people/{number}")).await? {
        return Ok(first);
    }
    let person = found(&shared, number).await?;
    let role: Role = form.role.parse().map_err(|error| web::Error::BadRequest(format!("{error}").into()))?;
    let again = async |problem: String| {
        let mut view = view(&shared, &asking, &person).await?;
        view.name = form.name.clone();
        view.beats = form.beats.clone();
        view.frame.problem = Some(problem);
        Ok(refused(page(&shared, asking.language, "person.html", &view)?))
    };
    let beats = match beats(&asking.house, &form.beats) {
        _ if form.name.trim().is_empty() => return again(asking.say(&shared, "name-missing")).await,
        Err(word) => {
            let word = language::Value::Text(&word);
            return again(shared.pages.say(asking.language, "beats-wrong", &[("word", word)])).await;
        }
        Ok(beats) => beats,
    };
    let mut tx = shared.store.write().await?;
    match tx.change_person(number, &form.name, role, &beats).await {
        Ok(()) => {}
        Err(store::Error::LastAdministrator) => {
            drop(tx);
            return again(asking.say(&shared, "last-administrator")).await;
        }
        Err(error) => return Err(error.into()),
    }
    let standing = |role: Role, beats: &[Beat]| format!("{role} {}", listed(beats)).trim_end().to_owned();
    let told = format!("{}: {} → {}", person.email, standing(person.role, &person.beats), standing(role, &beats));
    tx.note_down(Some(&asking.signed.person.actor()), "person", &told, &asking.address).await?;
    tx.commit().await?;
    // Who gave the right away no longer sees this page.
    let stays = role == Role::Administrator || number != asking.signed.person.number;
    Ok(see_other(&if stays { format!("/desk/people/{number}?done=person") } else { "/desk/".to_owned() }))
}

fn listed(beats: &[Beat]) -> String {
    beats.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

// ---- who needs a second factor ----

#[derive(Deserialize)]
pub(crate) struct Rule {
    /// A role, or nothing.
    #[serde(default)]
    from: String,
    #[serde(default)]
    since: String,
}

pub(crate) async fn second_factor_rule(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Rule>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    if let Some(first) = asking.confirm_first_keeping(&shared, "/desk/people").await? {
        return Ok(first);
    }
    let rule = if form.from.is_empty() {
        None
    } else {
        let from: Role = form.from.parse().map_err(|error| web::Error::BadRequest(format!("{error}").into()))?;
        let since = match form.since.trim() {
            "" => Ok(shared.store.clock().now()),
            day => start_of_day(&asking, day),
        };
        let Ok(since) = since else {
            return crate::people::with_problem(&shared, &asking, "day-wrong").await;
        };
        Some(store::SecondFactorRule { from, since })
    };
    let told = rule.map_or_else(|| "–".to_owned(), |rule| format!("{} {}", rule.from, asking.day(rule.since)));
    let mut tx = shared.store.write().await?;
    tx.set_second_factor_rule(rule).await?;
    tx.note_down(Some(&asking.signed.person.actor()), "second-factor-rule", &told, &asking.address).await?;
    tx.commit().await?;
    Ok(see_other("/desk/people?done=rule"))
}
