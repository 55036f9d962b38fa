//! Tokens by which programs act in a person's name: one's own, and for administrators everybody's.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use newsroom::Right;
use newsroom::rights::{Object, rights_to_give};
use pages::desk::{Choice, TokenRow, TokensView};
use serde::Deserialize;
use store::{NewToken, Token};
use web::secret;

use crate::Shared;
use crate::answer::{Failure, page, refused, see_other};
use crate::board::names;
use crate::passkeys::named;
use crate::request::{Asking, Form};
use crate::ways_in::Why;

pub(crate) async fn tokens(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Why>,
) -> Result<Response, Failure> {
    let mut view = TokensView::default();
    if asked.done == "revoked" {
        view.frame.notice = Some(asking.say(&shared, "token-revoked"));
    }
    listed(&shared, &asking, view, &[]).await
}

async fn listed(
    shared: &Arc<Shared>,
    asking: &Asking,
    view: TokensView,
    chosen: &[Right],
) -> Result<Response, Failure> {
    let frame = asking.frame(shared, asking.say(shared, "tokens"), "me");
    let (notice, problem) = (view.frame.notice.clone(), view.frame.problem.clone());
    let is_again = problem.is_some();
    let looks_after_people = asking.may(Right::People, &Object::Newsroom).is_ok();
    let own = shared.store.tokens_of(&asking.signed.person).await?;
    let own = own.into_iter().filter(|token| token.revoked_at.is_none()).map(|token| row(shared, asking, token, None));
    let own = own.collect();
    let mut others = Vec::new();
    if looks_after_people {
        let names = names(shared).await?;
        for token in shared.store.tokens().await? {
            if token.person != asking.signed.person.number {
                let whose = crate::board::name_of(&names, &crate::letters::actor_of(token.person));
                others.push(row(shared, asking, token, Some(whose)));
            }
        }
    }
    let rights = rights_to_give(&asking.signed.asker).into_iter().map(|right| Choice {
        value: right.to_string(),
        name: String::new(),
        chosen: chosen.contains(&right),
    });
    let view = TokensView {
        frame: pages::desk::Frame { notice, problem, ..frame },
        own,
        others,
        rights: rights.collect(),
        today: day_of(asking, shared.store.clock().now()),
        is_confirmed: asking.is_confirmed(shared),
        ..view
    };
    let response = page(shared, asking.language, "tokens.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

fn row(shared: &Shared, asking: &Asking, token: Token, whose: Option<String>) -> TokenRow {
    TokenRow {
        name: token.name.unwrap_or_default(),
        label: token.label,
        whose,
        rights: token.rights.map(|rights| rights.iter().map(|right| format!("right-{right}")).collect()),
        since: asking.hour(token.created_at),
        until: token.until.map(|until| asking.hour(until)),
        is_over: token.until.is_some_and(|until| until <= shared.store.clock().now()),
        used: token.used_at.map(|at| asking.hour(at)),
        hash: token.hash,
    }
}

fn day_of(asking: &Asking, at: Timestamp) -> String {
    at.to_zoned_datetime(asking.zone()).date().to_string()
}

/// What stands in the form; `right-…` for each right that was ticked.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    name: String,
    #[serde(default)]
    until: String,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

pub(crate) async fn make(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Wanted>,
) -> Result<Response, Failure> {
    if let Some(first) = asking.confirm_first_keeping(&shared, "/desk/tokens").await? {
        return Ok(first);
    }
    let asked_for: Vec<Right> =
        Right::ALL.into_iter().filter(|right| form.rest.contains_key(&format!("right-{right}"))).collect();
    let mine = rights_to_give(&asking.signed.asker);
    if let Some(beyond) = asked_for.iter().find(|right| !mine.contains(right)) {
        // No page of ours offers it.
        let message = format!("you do not have the right `{beyond}` yourself");
        return Err(web::Error::NotAllowed { code: "beyond-own-rights", message }.into());
    }
    let name = named(&form.name);
    let until = end_of_day(&asking, &form.until);
    let problem = match until {
        _ if name.is_empty() => Some("token-name-missing"),
        _ if asked_for.is_empty() => Some("token-rights-missing"),
        Err(()) => Some("day-wrong"),
        Ok(Some(until)) if until <= shared.store.clock().now() => Some("day-passed"),
        Ok(_) => None,
    };
    if let Some(problem) = problem {
        let mut view = TokensView { name: form.name, until: form.until, ..TokensView::default() };
        view.frame.problem = Some(asking.say(&shared, problem));
        return listed(&shared, &asking, view, &asked_for).await;
    }
    let person = &asking.signed.person;
    let token = secret::new_token().map_err(|error| web::Error::internal(error.to_string()))?;
    let new = NewToken {
        hash: &token.hash,
        label: &token.label,
        name: Some(&name),
        rights: Some(&asked_for),
        until: until.unwrap_or_default(),
    };
    let mut tx = shared.store.write().await?;
    tx.add_token(person, &new).await?;
    tx.note_down(Some(&person.actor()), "token", &format!("{name} ({}…)", token.label), &asking.address).await?;
    tx.commit().await?;
    let view = TokensView { made: Some(token.text), made_name: name, ..TokensView::default() };
    listed(&shared, &asking, view, &[]).await
}

/// The last moment of a day in the paper's zone; nothing for an empty field.
pub(crate) fn end_of_day(asking: &Asking, text: &str) -> Result<Option<Timestamp>, ()> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(start_of_day(asking, text)? + SignedDuration::from_hours(24)))
}

/// The first moment of a day in the paper's zone.
pub(crate) fn start_of_day(asking: &Asking, text: &str) -> Result<Timestamp, ()> {
    let day: Date = text.trim().parse().map_err(|_| ())?;
    let start = day.to_datetime(jiff::civil::Time::midnight()).to_zoned_datetime(asking.zone()).map_err(|_| ())?;
    Ok(start.timestamp())
}

#[derive(Deserialize)]
pub(crate) struct Revocation {
    #[serde(default)]
    token: String,
}

/// Takes a token back: one's own, or anybody's by whoever looks after people.
pub(crate) async fn revoke(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Revocation>,
) -> Result<Response, Failure> {
    let person = &asking.signed.person;
    let whose = if asking.may(Right::People, &Object::Newsroom).is_ok() { None } else { Some(person.number) };
    let mut tx = shared.store.write().await?;
    let Some((label, _)) = tx.revoke_token(whose, &form.token).await? else {
        return Err(web::Error::NotFound.into());
    };
    tx.note_down(Some(&person.actor()), "token-revoked", &format!("{label}…"), &asking.address).await?;
    tx.commit().await?;
    Ok(see_other("/desk/tokens?done=revoked"))
}
