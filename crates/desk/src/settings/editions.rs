//! Editions: what each is called, where and in whose hours it appears; a new one; one that closes.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::tz::TimeZone;
use language::{Language, Value};
use newsroom::acts::{self, EditionRefused};
use newsroom::rights::Object;
use newsroom::{Edition, EditionCode, Fault, Right, address};
use pages::desk::{Asked, Field, FieldChoice, List, ListLine, SettingsView};

use super::form::{self, Done, Fields, Filled, Outcome};
use crate::Shared;
use crate::answer::Failure;
use crate::request::{Asking, Form};

const PATH: &str = "/desk/settings/editions";

// ---- all of them ----

pub(crate) async fn editions(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    asking.may(Right::Settings, &Object::Newsroom)?;
    let mut view = listed(&shared, &asking, &Edition::new("", Language::Arabic), &[]);
    view.notes.extend(form::done_note(&shared, &asking, &asked.done));
    form::print(&shared, &asking, view, &[])
}

fn listed(shared: &Shared, asking: &Asking, new: &Edition, faults: &[Fault]) -> SettingsView {
    let mut view = form::begun(shared, asking, "editions");
    let lines = asking.house.editions_in_order().into_iter().map(|edition| ListLine {
        name: edition.name.clone(),
        url: Some(format!("{PATH}/{}", edition.code)),
        detail: format!("{} · {}", edition.language.native_name(), address::edition_path(edition)),
        state: if edition.closed { "warn" } else { "" }.to_owned(),
        said: if edition.closed { asking.say(shared, "set-closed") } else { String::new() },
        lang: Some(edition.language.code().to_owned()),
        dir: Some(edition.language.direction().as_str().to_owned()),
        ..ListLine::default()
    });
    view.lists = vec![List { heading: String::new(), none: String::new(), lines: lines.collect() }];
    let mut fields = Fields::new(shared, asking, faults);
    fields.add("text", "name", &new.name).needed = true;
    let languages = Language::ALL.map(|language| form::choice(language.code(), language.native_name()));
    fields.choice("language", new.language.code(), languages.into());
    let code = fields.add("text", "code", new.code.as_str());
    (code.dir, code.letters_max) = (Some("ltr".to_owned()), 20);
    let path = fields.add("text", "path", &new.path);
    (path.dir, path.letters_max) = (Some("ltr".to_owned()), 20);
    fields.choice("zone", &new.zone, zones(&new.zone));
    let fields = fields.fields;
    view.forms = vec![Asked {
        heading: asking.say(shared, "set-open-edition"),
        text: asking.say(shared, "set-open-edition-effect"),
        buttons: vec![form::button("open", asking.say(shared, "set-open-edition-do"), "act")],
        ..form::saving(shared, asking, PATH.to_owned(), String::new(), fields)
    }];
    view
}

/// Every zone of the tables; the paper's usual ones are found by typing.
fn zones(present: &str) -> Vec<FieldChoice> {
    let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    names.retain(|name| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("SystemV/"));
    names.push("UTC".to_owned());
    if !names.iter().any(|name| name == present) {
        names.push(present.to_owned());
    }
    names.sort();
    names.dedup();
    names.into_iter().map(|name| form::choice(name.clone(), name)).collect()
}

pub(crate) async fn open(
    State(shared): State<Arc<Shared>>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    asking.may(Right::Settings, &Object::Newsroom)?;
    let language = Language::from_tag(filled.get("language")).unwrap_or(Language::Turkish);
    let named = |field: &str| Some(filled.get(field)).filter(|text| !text.is_empty());
    let mut new = Edition {
        name: filled.get("name").to_owned(),
        path: named("path").or(named("code")).unwrap_or(language.code()).to_owned(),
        zone: named("zone").unwrap_or("Europe/Istanbul").to_owned(),
        ..Edition::new(named("code").unwrap_or(language.code()), language)
    };
    let mut tx = shared.store.write().await?;
    let house = tx.house().await?.clone();
    if house.editions.is_empty() {
        new.path.clear();
    }
    new.order = house.editions.values().map(|edition| edition.order).max().unwrap_or(0) + 1;
    let (me, now) = (asking.signed.person.actor(), tx.now());
    let decided = match acts::open_edition(new.clone(), &house, &me, now) {
        Ok(decided) => decided,
        Err(refused) => {
            drop(tx);
            let faults = form::edition_faults(refused);
            let view = listed(&shared, &asking, &new, &faults);
            return form::print(&shared, &asking, view, &faults);
        }
    };
    tx.save(decided).await?;
    tx.note_down(Some(&me), "settings", &format!("open-edition {}", new.code), &asking.address).await?;
    let position = tx.commit().await?;
    form::told(&shared, position).await;
    Ok(form::back_to(&format!("{PATH}/{}", new.code), "opened"))
}

// ---- one of them ----

pub(crate) async fn edition(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?;
    let mut view = one(&shared, &asking, edition, &[], form::stamp(&part(edition))).await?;
    if let Some(note) = form::done_note(&shared, &asking, &asked.done) {
        view.notes.insert(0, note);
    }
    form::print(&shared, &asking, view, &[])
}

/// What of an edition this page is about.
fn part(edition: &Edition) -> impl serde::Serialize + use<> {
    let Edition { name, tagline, description, profiles, zone, order, .. } = edition.clone();
    (name, tagline, description, profiles, zone, order)
}

async fn one(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    faults: &[Fault],
    seen: String,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "edition");
    view.heading = edition.name.clone();
    view.url = Some(address::edition_path(edition));
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    if edition.closed {
        view.notes.push(form::note("warn", asking.say(shared, "set-closed-edition")));
    }
    let mut fields = Fields::new(shared, asking, faults);
    let name = fields.in_edition("text", "name", &edition.name, edition);
    (name.needed, name.letters_max) = (true, 80);
    fields.in_edition("text", "tagline", &edition.tagline, edition).letters_max = 300;
    let description = fields.in_edition("area", "description", &edition.description, edition);
    (description.letters_max, description.rows) = (300, 3);
    let profiles = fields.add("area", "profiles", edition.profiles.join("\n"));
    (profiles.dir, profiles.rows) = (Some("ltr".to_owned()), 4);
    fields.choice("zone", &edition.zone, zones(&edition.zone)).hint = now_there(shared, asking, edition);
    fields.add("number", "order", edition.order.to_string());
    fields.fields.push(Field {
        kind: "told".to_owned(),
        label: asking.say(shared, "set-place"),
        value: format!("{}{}", shared.origin, address::edition_path(edition)),
        hint: asking.say(shared, "set-place-how"),
        ..Field::default()
    });
    let fields = fields.fields;
    view.forms.push(form::saving(shared, asking, format!("{PATH}/{}", edition.code), seen, fields));
    let may_close = asking.may(Right::Settings, &Object::Edition(&edition.code)).is_ok();
    if may_close && !edition.closed && !edition.path.is_empty() {
        view.forms.push(Asked {
            heading: asking.say(shared, "set-close-edition"),
            text: asking.say(shared, "set-close-edition-effect"),
            action: format!("{PATH}/{}/closing", edition.code),
            buttons: vec![form::button("close", asking.say(shared, "set-close-edition-do"), "act grave")],
            ..Asked::default()
        });
    }
    view.log = form::log(shared, asking, &format!("edition/{}", edition.code)).await?;
    Ok(view)
}

/// The hour it is there, so that a zone is not guessed by its name.
fn now_there(shared: &Shared, asking: &Asking, edition: &Edition) -> String {
    let zone = TimeZone::get(&edition.zone).unwrap_or(TimeZone::UTC);
    let now = shared.store.clock().now().to_zoned_datetime(zone);
    let now = language::date_time(&now, asking.language);
    shared.pages.say(asking.language, "set-now-there", &[("now", Value::Text(&now))])
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let present = form::may_change(&asking, &code, Right::House)?.clone();
    let wanted = |edition: &mut Edition| {
        edition.name = filled.get("name").to_owned();
        edition.tagline = filled.get("tagline").to_owned();
        edition.description = filled.lines("description").replace('\n', " ");
        let profiles = filled.get("profiles").lines().map(str::trim).filter(|line| !line.is_empty());
        edition.profiles = profiles.map(str::to_owned).collect();
        edition.zone = filled.get("zone").to_owned();
        edition.order = filled.get("order").parse().unwrap_or(edition.order).clamp(1, 999);
    };
    let outcome = form::change_edition(&shared, &asking, &code, "edition", filled.get("seen"), part, wanted).await?;
    match outcome {
        Outcome::Saved | Outcome::Same => Ok(form::back_to(&format!("{PATH}/{code}"), "saved")),
        Outcome::Wrong(faults) => {
            let mut shown = present;
            wanted(&mut shown);
            let now = shared.paper.house();
            let seen = now.edition(&code).map(|edition| form::stamp(&part(edition))).unwrap_or_default();
            let view = one(&shared, &asking, &shown, &faults, seen).await?;
            form::print(&shared, &asking, view, &faults)
        }
    }
}

pub(crate) async fn close(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, _): Form<Filled>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    form::may_change(&asking, &code, Right::Settings)?;
    let mut tx = shared.store.write().await?;
    let house = tx.house().await?.clone();
    let (me, now) = (asking.signed.person.actor(), tx.now());
    let path = format!("{PATH}/{code}");
    match acts::close_edition(&code, &house, &me, now) {
        Ok(decided) => {
            tx.save(decided).await?;
        }
        // Two people pressed it.
        Err(EditionRefused::ClosedAlready) => return Ok(form::back_to(&path, "closed")),
        Err(refused) => return Err(web::Error::refused(refused.code(), refused.to_string(), "").into()),
    }
    tx.note_down(Some(&me), "settings", &format!("close-edition {code}"), &asking.address).await?;
    let position = tx.commit().await?;
    form::told(&shared, position).await;
    Ok(form::back_to(&path, "closed"))
}
