//! The linter's rules: what each may do in an edition. Off, told, or standing in the way of publication.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::lint::{Code, Level, Levels};
use newsroom::{Edition, EditionCode, Fault, Right};
use pages::desk::SettingsView;

use super::form::{self, Done, Fields, Filled, Outcome};
use crate::Shared;
use crate::answer::Failure;
use crate::request::{Asking, Form};

const PATH: &str = "/desk/settings/rules";

pub(crate) async fn rules(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let mut view = page(&shared, &asking, edition, &edition.rules, &[], form::stamp(&edition.rules)).await?;
    if let Some(note) = form::done_note(&shared, &asking, &asked.done) {
        view.notes.insert(0, note);
    }
    form::print(&shared, &asking, view, &[])
}

async fn page(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    shown: &Levels,
    faults: &[Fault],
    seen: String,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "rules");
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    let mut fields = Fields::new(shared, asking, faults);
    let level_name = |level: Level| asking.say(shared, &format!("level-{}", level.as_str()));
    for code in Code::SETTABLE {
        let choices = code.levels().iter().map(|level| form::choice(level.as_str(), level_name(*level)));
        let field = fields.choice(code.as_str(), shown.of(code).as_str(), choices.collect());
        field.label = asking.say(shared, &format!("rule-{}", code.as_str().to_lowercase()));
    }
    let fields = fields.fields;
    let mut form = form::saving(shared, asking, format!("{PATH}/{}", edition.code), seen, fields);
    form.buttons.push(form::button("usual", asking.say(shared, "set-rules-usual"), "plain"));
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
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let (mut levels, mut faults) = (Levels::default(), Vec::new());
    for rule in Code::SETTABLE.into_iter().filter(|_| filled.pressed() != "usual") {
        let chosen = filled.get(rule.as_str());
        match Level::from_word(chosen).filter(|level| rule.levels().contains(level)) {
            Some(level) => levels.set(rule, level),
            // A rule that the page did not ask stays as it is: it came with a newer release.
            None if chosen.is_empty() => levels.set(rule, edition.rules.of(rule)),
            None => faults.push(Fault::new(rule.as_str(), "no-such-level")),
        }
    }
    let mut seen = filled.get("seen").to_owned();
    if faults.is_empty() {
        let (part, now) = (|edition: &Edition| edition.rules.clone(), levels.clone());
        let outcome =
            form::change_edition(&shared, &asking, &code, "rules", &seen, part, |edition| edition.rules = now);
        match outcome.await? {
            Outcome::Saved | Outcome::Same => return Ok(form::back_to(&format!("{PATH}/{code}"), "saved")),
            Outcome::Wrong(wrong) => faults = wrong,
        }
        seen = form::stamp(&shared.paper.house().edition(&code).map(|edition| edition.rules.clone()));
    }
    let view = page(&shared, &asking, &edition, &levels, &faults, seen).await?;
    form::print(&shared, &asking, view, &faults)
}
