//! People: who works here, links that let them in, their own sessions, and the list of who did what.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use newsroom::rights::{Beat, Object};
use newsroom::{House, Right, Role};
use pages::desk::{AuditRow, AuditView, Choice, PeopleView, PersonRow, SessionRow, SessionsView};
use serde::Deserialize;
use store::NewPerson;
use web::secret;

use crate::Shared;
use crate::answer::{Failure, page, refused};
use crate::board::{name_of, names};
use crate::entry::is_email;
use crate::letters::{self, Reader, WayIn};
use crate::request::{Asking, Form};
use crate::ways_in::Why;

/// How long a link lets somebody in.
const LINK_LASTS: SignedDuration = SignedDuration::from_hours(72);

// ---- people ----

pub(crate) async fn people(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Why>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    let mut view = PeopleView::default();
    if asked.done == "rule" {
        view.frame.notice = Some(asking.say(&shared, "done-rule"));
    }
    listed(&shared, &asking, view).await
}

/// The page with what stood in the way.
pub(crate) async fn with_problem(shared: &Arc<Shared>, asking: &Asking, key: &str) -> Result<Response, Failure> {
    let mut view = PeopleView::default();
    view.frame.problem = Some(asking.say(shared, key));
    listed(shared, asking, view).await
}

async fn listed(shared: &Arc<Shared>, asking: &Asking, view: PeopleView) -> Result<Response, Failure> {
    let me = asking.signed.person.number;
    let people = shared.store.people().await?;
    let (notice, problem) = (view.frame.notice.clone(), view.frame.problem.clone());
    let frame = asking.frame(shared, asking.say(shared, "people"), "people");
    let with_factors = shared.store.people_with_factors().await?;
    let rule = shared.store.second_factor_rule().await?;
    let rows = people.into_iter().map(|person| PersonRow {
        number: person.number,
        has_factor: with_factors.contains(&person.number),
        role: format!("role-{}", person.role),
        beats: person.beats.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        has_password: person.has_password,
        is_disabled: person.disabled_at.is_some(),
        is_me: person.number == me,
        name: person.name,
        email: person.email,
    });
    let chosen = if view.roles.is_empty() { "reporter".to_owned() } else { view.roles[0].value.clone() };
    let roles =
        Role::ALL.map(|role| Choice { value: role.to_string(), name: String::new(), chosen: role.as_str() == chosen });
    let is_again = problem.is_some();
    let frame = pages::desk::Frame { notice, problem, ..frame };
    let rule_roles =
        [Role::Contributor, Role::Reporter, Role::Editor, Role::ChiefEditor, Role::Administrator].map(|role| {
            let chosen = rule.is_some_and(|rule| rule.from == role);
            Choice { value: role.to_string(), name: String::new(), chosen }
        });
    let view = PeopleView {
        frame,
        people: rows.collect(),
        roles: roles.into(),
        rule_roles: rule_roles.into(),
        rule_since: rule.map(|rule| rule.since.to_zoned_datetime(asking.zone()).date().to_string()).unwrap_or_default(),
        is_confirmed: asking.is_confirmed(shared),
        has_mail: shared.post.server().await?.is_some(),
        stuck: letters::stuck(shared, asking).await?,
        ..view
    };
    let response = page(shared, asking.language, "people.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

#[derive(Deserialize)]
pub(crate) struct Invitation {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    beats: String,
}

pub(crate) async fn invite(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Invitation>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    if let Some(first) = asking.confirm_first_keeping(&shared, "/desk/people").await? {
        return Ok(first);
    }
    let role: Role = form.role.parse().map_err(|error| web::Error::BadRequest(format!("{error}").into()))?;
    let beats = beats(&asking.house, &form.beats);
    let problem = match &beats {
        _ if form.name.trim().is_empty() => Some(asking.say(&shared, "name-missing")),
        _ if !is_email(&form.email) => Some(asking.say(&shared, "email-wrong")),
        Err(word) => {
            let word = language::Value::Text(word);
            Some(shared.pages.say(asking.language, "beats-wrong", &[("word", word)]))
        }
        Ok(_) => None,
    };
    let again = |problem: String| {
        let chosen = Choice { value: role.to_string(), ..Choice::default() };
        let mut view = PeopleView {
            roles: vec![chosen],
            email: form.email.clone(),
            name: form.name.clone(),
            beats: form.beats.clone(),
            ..PeopleView::default()
        };
        view.frame.problem = Some(problem);
        view
    };
    if let Some(problem) = problem {
        return listed(&shared, &asking, again(problem)).await;
    }
    let new = NewPerson {
        email: form.email.clone(),
        name: form.name.clone(),
        role,
        beats: beats.unwrap_or_default(),
        password: None,
    };
    let mut tx = shared.store.write().await?;
    let person = match tx.add_person(&new).await {
        Ok(person) => person,
        Err(store::Error::EmailTaken(_)) => {
            drop(tx);
            return listed(&shared, &asking, again(asking.say(&shared, "email-taken"))).await;
        }
        Err(error) => return Err(error.into()),
    };
    let link = link(&shared, &mut tx, &person).await?;
    let me = asking.signed.person.actor();
    tx.note_down(Some(&me), "invite", &format!("{} ({role})", person.email), &asking.address).await?;
    tx.commit().await?;
    let mut view = PeopleView::default();
    told_of(&shared, &asking, &mut view, link, &person);
    listed(&shared, &asking, view).await
}

/// Editions and sections that are there.
pub(crate) fn beats(house: &House, text: &str) -> Result<Vec<Beat>, String> {
    text.split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let beat = Beat::parse(word).filter(|beat| match &beat.section {
                None => house.edition(&beat.edition).is_some(),
                Some(section) => house.section(&beat.edition, section).is_some(),
            });
            beat.ok_or_else(|| word.to_owned())
        })
        .collect()
}

/// A link that lets this person choose a password. It goes out by mail where a server is set; else it is returned, to
/// be shown once.
async fn link(
    shared: &Arc<Shared>,
    tx: &mut store::Writing,
    person: &store::Person,
) -> Result<Option<String>, Failure> {
    let secret = secret::new_token().map_err(|error| web::Error::internal(error.to_string()))?;
    let until = tx.now() + LINK_LASTS;
    tx.invite(person.number, &secret.hash, until, "invitation").await?;
    let link = format!("{}/desk/join/{}", shared.origin, secret.text);
    if shared.post.server().await?.is_none() {
        return Ok(Some(link));
    }
    let language = tx.person_by_number(person.number).await?.and_then(|(_, language)| language);
    let reader = Reader::of(shared, person, language.as_deref());
    let until = letters::hour_of(shared, until, reader.language);
    letters::way_in(shared, tx, &reader, WayIn::Invitation, &link, &until).await?;
    Ok(None)
}

/// Says where a link went.
fn told_of(shared: &Shared, asking: &Asking, view: &mut PeopleView, link: Option<String>, person: &store::Person) {
    if link.is_none() {
        let email = language::Value::Text(&person.email);
        view.frame.notice = Some(shared.pages.say(asking.language, "link-mailed", &[("email", email)]));
    }
    view.link = link;
    view.link_for = person.name.clone();
}

#[derive(Deserialize)]
pub(crate) struct Access {
    #[serde(default)]
    email: String,
    #[serde(rename = "do", default)]
    what: String,
}

pub(crate) async fn access(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Access>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    if let Some(first) = asking.confirm_first(&shared, "/desk/people") {
        return Ok(first);
    }
    let mut tx = shared.store.write().await?;
    let Some(person) = tx.person(&form.email).await? else { return Err(web::Error::NotFound.into()) };
    let me = asking.signed.person.actor();
    if person.number == asking.signed.person.number {
        // Somebody must be left who can let others in again.
        return Err(web::Error::refused("yourself", asking.say(&shared, "wrong-yourself"), "/person").into());
    }
    let mut view = PeopleView::default();
    let kind = match form.what.as_str() {
        "link" => {
            let link = link(&shared, &mut tx, &person).await?;
            told_of(&shared, &asking, &mut view, link, &person);
            "link"
        }
        "disable" => {
            tx.disable_person(&person.email).await?;
            tx.end_sessions(person.number, None, None).await?;
            view.frame.notice = Some(asking.say(&shared, "shut-out-done"));
            "disable"
        }
        "enable" => {
            tx.enable_person(&person.email).await?;
            view.frame.notice = Some(asking.say(&shared, "let-in-done"));
            "enable"
        }
        // For somebody who has lost everything they could show.
        "factors" => {
            tx.remove_factors(person.number).await?;
            tx.end_sessions(person.number, None, None).await?;
            view.frame.notice = Some(asking.say(&shared, "factors-removed"));
            "factors-removed"
        }
        _ => return Err(web::Error::BadRequest("there is nothing of that name to do".into()).into()),
    };
    tx.note_down(Some(&me), kind, &person.email, &asking.address).await?;
    tx.commit().await?;
    listed(&shared, &asking, view).await
}

// ---- one's own sessions ----

pub(crate) async fn sessions(State(shared): State<Arc<Shared>>, asking: Asking) -> Result<Response, Failure> {
    own_sessions(&shared, &asking, None).await
}

async fn own_sessions(shared: &Arc<Shared>, asking: &Asking, notice: Option<String>) -> Result<Response, Failure> {
    let mut frame = asking.frame(shared, asking.say(shared, "sessions"), "sessions");
    frame.notice = notice;
    let sessions = shared.store.sessions_of(&asking.signed.person).await?;
    let is_strange = asking.signed.has_strange_sign_in;
    frame.warnings.retain(|warning| warning.address != "/desk/sessions");
    let rows = sessions.into_iter().map(|session| SessionRow {
        is_this: session.hash == asking.session,
        id: session.hash,
        browser: browser_in_words(&session.browser),
        is_strange: session.is_strange,
        address: session.address,
        since: asking.hour(session.created_at),
        seen: asking.hour(session.seen_at),
    });
    page(shared, asking.language, "sessions.html", &SessionsView { frame, sessions: rows.collect(), is_strange })
}

/// A browser's name out of what it says of itself; that text itself where none is known.
pub(crate) fn browser_in_words(agent: &str) -> String {
    let browser =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let system = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (named(&browser), named(&system)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}

#[derive(Deserialize)]
pub(crate) struct Ending {
    #[serde(default)]
    session: String,
    #[serde(rename = "do", default)]
    what: String,
}

pub(crate) async fn end_sessions(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Ending>,
) -> Result<Response, Failure> {
    let person = &asking.signed.person;
    let mut tx = shared.store.write().await?;
    if form.what == "known" {
        tx.tell_strange(person.number, &asking.session).await?;
        tx.note_down(Some(&person.actor()), "sessions-known", "", &asking.address).await?;
        tx.commit().await?;
        return Ok(crate::answer::see_other("/desk/sessions"));
    }
    let one = Some(form.session.as_str()).filter(|hash| !hash.is_empty());
    let ended = tx.end_sessions(person.number, one, Some(&asking.session)).await?;
    tx.note_down(Some(&person.actor()), "sessions", &ended.to_string(), &asking.address).await?;
    tx.commit().await?;
    let count = language::Value::Number(ended as i64);
    let notice = shared.pages.say(asking.language, "sessions-ended", &[("count", count)]);
    own_sessions(&shared, &asking, Some(notice)).await
}

// ---- who did what ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Before {
    before: String,
}

/// Lines on one page.
const LINES: i64 = 100;

pub(crate) async fn audit(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Before>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    let before = asked.before.parse().ok().and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let lines = shared.store.audit(before, LINES).await?;
    let names = names(&shared).await?;
    let older = lines
        .last()
        .filter(|_| lines.len() as i64 == LINES)
        .map(|last| format!("/desk/audit?before={}", last.at.as_microsecond()));
    let rows = lines.into_iter().map(|line| AuditRow {
        at: asking.hour(line.at),
        who: match &line.actor {
            None => asking.say(&shared, "nobody"),
            Some(actor) => name_of(&names, actor),
        },
        kind: format!("audit-{}", line.kind),
        subject: line.subject,
        address: line.address,
    });
    let frame = asking.frame(&shared, asking.say(&shared, "audit"), "audit");
    let view = AuditView { lines: rows.collect(), older, frame };
    page(&shared, asking.language, "audit.html", &view)
}
