//! Words: single messages of the theme in the paper's own words. Each is read before it is taken, and what it cannot ask for is
//! told with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::{Edition, EditionCode, Fault, Right, address};
use pages::ThemeMessage;
use pages::desk::{Asked, Field, Group, SettingsView};

use super::form::{self, Filled, Outcome};
use crate::Shared;
use crate::answer::Failure;
use crate::request::{Asking, Form};

const PATH: &str = "/desk/settings/words";

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    done: String,
}

/// Messages on one page, where all are shown.
const SHOWN_MAX: usize = 200;

pub(crate) async fn words(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Wanted>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let mut view = page(&shared, &asking, edition, &edition.look.words, &asked.q, &[], None).await?;
    if let Some(note) = form::done_note(&shared, &asking, &asked.done) {
        view.notes.insert(0, note);
    }
    form::print(&shared, &asking, view, &[])
}

async fn page(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    own: &BTreeMap<String, String>,
    query: &str,
    faults: &[Fault],
    seen: Option<String>,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "words");
    view.url = Some(address::edition_path(edition));
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    let action = format!("{PATH}/{}", edition.code);
    let wanted = language::fold(query.trim(), edition.language);
    let is_shown = |message: &ThemeMessage| {
        let own = own.get(&message.key);
        let is_wrong = faults.iter().any(|fault| fault.field == format!("word-{}", message.key));
        is_wrong
            || own.is_some()
            || wanted.is_empty()
            || message.key.contains(query.trim())
            || language::fold(&message.text, edition.language).contains(&wanted)
    };
    let mut groups: Vec<Group> = Vec::new();
    for message in pages::messages(edition.language).into_iter().filter(is_shown).take(SHOWN_MAX) {
        let field = field(shared, asking, edition, &message, own.get(&message.key), faults);
        match groups.last_mut() {
            Some(group) if group.legend == message.group => group.fields.push(field),
            _ => groups.push(Group { legend: message.group, fields: vec![field] }),
        }
    }
    view.forms.push(Asked {
        groups,
        ..form::saving(shared, asking, action, seen.unwrap_or_else(|| form::stamp(&edition.look.words)), Vec::new())
    });
    view.log = form::log(shared, asking, &format!("edition/{}", edition.code)).await?;
    Ok(view)
}

fn field(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    message: &ThemeMessage,
    own: Option<&String>,
    faults: &[Fault],
) -> Field {
    let name = format!("word-{}", message.key);
    let fault = faults.iter().find(|fault| fault.field == name);
    let is_long = message.text.contains('\n') || message.text.chars().count() > 70;
    Field {
        label: message.key.clone(),
        kind: if is_long { "area" } else { "text" }.to_owned(),
        value: own.cloned().unwrap_or_default(),
        hint: message.text.clone(),
        problem: fault.map(|fault| form::fault_words(shared, asking.language, fault)).unwrap_or_default(),
        lang: Some(edition.language.code().to_owned()),
        dir: Some(edition.language.direction().as_str().to_owned()),
        rows: 3,
        letters_max: 1_000,
        name,
        ..Field::default()
    }
}

pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let messages = pages::messages(edition.language);
    let mut own = edition.look.words.clone();
    let mut faults = Vec::new();
    for message in &messages {
        let name = format!("word-{}", message.key);
        if !filled.0.contains_key(&name) {
            continue;
        }
        let text = filled.lines(&name);
        if text.is_empty() || text == message.text {
            own.remove(&message.key);
            continue;
        }
        faults.extend(unknown_argument(&edition, message, &text));
        own.insert(message.key.clone(), text);
    }
    let mut seen = filled.get("seen").to_owned();
    if faults.is_empty() {
        let wanted = own.clone();
        let outcome = form::change_edition(
            &shared,
            &asking,
            &code,
            "words",
            &seen,
            |edition| edition.look.words.clone(),
            |edition| edition.look.words = wanted,
        );
        match outcome.await? {
            Outcome::Saved | Outcome::Same => return Ok(form::back_to(&format!("{PATH}/{code}"), "saved")),
            Outcome::Wrong(wrong) => faults = wrong,
        }
        seen = form::stamp(&shared.paper.house().edition(&code).map(|edition| edition.look.words.clone()));
    }
    let view = page(&shared, &asking, &edition, &own, "", &faults, Some(seen)).await?;
    form::print(&shared, &asking, view, &faults)
}

/// A message that asks for something it is not given could never be said.
fn unknown_argument(edition: &Edition, message: &ThemeMessage, text: &str) -> Option<Fault> {
    let name = format!("word-{}", message.key);
    let asked = match language::read_message(edition.language, &message.key, text) {
        Ok(asked) => asked,
        Err(error) => {
            return Some(Fault::new(name, "word").about(format!("{}:{}: {}", error.line, error.column, error.message)));
        }
    };
    let given = language::read_message(edition.language, &message.key, &message.text).unwrap_or_default();
    asked.difference(&given).next().map(|unknown| Fault::new(name, "word-argument").about(format!("${unknown}")))
}
