//! The head slot: what somebody outside has a right to put into readers' pages. Off until an administrator fills it, shown to
//! the letter before it is published, with the hosts that readers' browsers will ask.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Value;
use newsroom::head_slot::HeadSlot;
use newsroom::{Edition, EditionCode, Fault, Right, address};
use pages::desk::{Printed, SettingsView};

use super::form::{self, Done, Fields, Filled, Outcome};
use crate::Shared;
use crate::answer::Failure;
use crate::request::{Asking, Form};

const PATH: &str = "/desk/settings/head";

pub(crate) async fn head(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::Settings)?;
    let slot = &edition.head_slot;
    let shown = Shown { markup: pages::head_slot::markup(slot), hosts: slot.hosts.join("\n"), tried: None };
    let mut view = page(&shared, &asking, edition, &shown, &[], form::stamp(slot)).await?;
    if let Some(note) = form::done_note(&shared, &asking, &asked.done) {
        view.notes.insert(0, note);
    }
    form::print(&shared, &asking, view, &[])
}

/// What stands in the form.
struct Shown {
    markup: String,
    hosts: String,
    /// What it would come to, looked at and not published.
    tried: Option<HeadSlot>,
}

async fn page(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    shown: &Shown,
    faults: &[Fault],
    seen: String,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "head");
    view.url = Some(address::edition_path(edition));
    view.editions = form::editions(asking, Right::Settings, &edition.code, PATH);
    let slot = shown.tried.as_ref().unwrap_or(&edition.head_slot);
    let heading = match (&shown.tried, slot.is_empty()) {
        (Some(_), _) => "set-head-would",
        (None, true) => "set-head-off",
        (None, false) => "set-head-now",
    };
    let hosts = slot.asked_hosts().into_iter();
    let told = |host: String| shared.pages.say(asking.language, "set-head-host", &[("host", Value::Text(&host))]);
    view.printed = Some(Printed {
        heading: asking.say(shared, heading),
        text: pages::head_slot::markup(slot),
        lines: hosts.map(told).collect(),
    });
    let mut fields = Fields::new(shared, asking, faults);
    for (name, value) in [("markup", &shown.markup), ("hosts", &shown.hosts)] {
        let field = fields.add("area", name, value.clone());
        (field.dir, field.rows, field.letters_max) =
            (Some("ltr".to_owned()), if name == "markup" { 8 } else { 3 }, 20_000);
    }
    let fields = fields.fields;
    let mut form = form::saving(shared, asking, format!("{PATH}/{}", edition.code), seen, fields);
    form.buttons = vec![
        form::button("look", asking.say(shared, "set-head-look"), ""),
        form::button("publish", asking.say(shared, "set-publish"), "act"),
    ];
    if !edition.head_slot.is_empty() {
        form.buttons.push(form::button("empty", asking.say(shared, "set-head-empty"), "plain"));
    }
    view.forms.push(form);
    view.log = form::log(shared, asking, &format!("edition/{}", edition.code)).await?;
    Ok(view)
}

pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::Settings)?.clone();
    let hosts = filled.get("hosts").split([',', ' ', '\n', '\r']).filter(|host| !host.is_empty());
    let hosts: Vec<String> =
        hosts.map(|host| host.trim_start_matches("https://").trim_end_matches('/').to_ascii_lowercase()).collect();
    let read = match filled.pressed() {
        "empty" => Ok(HeadSlot::default()),
        _ => intake::head_slot::read(filled.get("markup")).map(|elements| HeadSlot { elements, hosts }),
    };
    let mut shown = Shown { markup: filled.lines("markup"), hosts: filled.lines("hosts"), tried: None };
    let (slot, mut faults) = match read {
        Ok(slot) => {
            let faults = slot.faults();
            (slot, faults)
        }
        Err(faults) => (HeadSlot::default(), faults),
    };
    let mut seen = filled.get("seen").to_owned();
    if faults.is_empty() && filled.pressed() == "look" {
        shown.tried = Some(slot);
        let view = page(&shared, &asking, &edition, &shown, &[], seen).await?;
        return form::print(&shared, &asking, view, &[]);
    }
    if faults.is_empty() {
        let outcome = form::change_edition(
            &shared,
            &asking,
            &code,
            "head",
            &seen,
            |edition| edition.head_slot.clone(),
            |edition| edition.head_slot = slot,
        );
        match outcome.await? {
            Outcome::Saved | Outcome::Same => return Ok(form::back_to(&format!("{PATH}/{code}"), "published")),
            Outcome::Wrong(wrong) => faults = wrong,
        }
        seen = form::stamp(&shared.paper.house().edition(&code).map(|edition| edition.head_slot.clone()));
    }
    let view = page(&shared, &asking, &edition, &shown, &faults, seen).await?;
    form::print(&shared, &asking, view, &faults)
}
