//! What every settings page is made of: fields with their words and faults, and the way a changed edition becomes an act.

use std::collections::HashMap;
use std::sync::Arc;

use axum::response::Response;
use language::{Language, Value};
use newsroom::acts::{self, EditionRefused};
use newsroom::rights::Object;
use newsroom::{Edition, EditionCode, EntryKind, Fault, Position, Right};
use pages::desk::{Asked, Button, Changed, Field, FieldChoice, Note, SettingsView, Way};
use serde::Serialize;

use crate::Shared;
use crate::answer::{Failure, page, refused};
use crate::board::{name_of, names};
use crate::request::{Asking, percent};

/// What was filled in, by field.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Filled(pub HashMap<String, String>);

impl Filled {
    /// A field without the white space around it; empty if it was not sent.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map(|text| text.trim()).unwrap_or_default()
    }

    /// The same with lines ended as everywhere else: browsers send two letters for each end.
    pub fn lines(&self, field: &str) -> String {
        self.get(field).replace("\r\n", "\n")
    }

    pub fn is_ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    /// The button that was pressed.
    pub fn pressed(&self) -> &str {
        self.get("do")
    }
}

/// One word for how something looks now, so that a form says what its page was made for.
pub(crate) fn stamp(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    newsroom::ContentHash::of(&text).as_str()[..16].to_owned()
}

/// Fields for one form, in the asker's words.
pub(crate) struct Fields<'a> {
    shared: &'a Shared,
    language: Language,
    faults: &'a [Fault],
    pub fields: Vec<Field>,
}

impl<'a> Fields<'a> {
    pub fn new(shared: &'a Shared, asking: &Asking, faults: &'a [Fault]) -> Self {
        Self { shared, language: asking.language, faults, fields: Vec::new() }
    }

    /// A field of a kind. Its label is `set-NAME`, its hint, if there are words for it, `set-NAME-how`.
    pub fn add(&mut self, kind: &str, name: &str, value: impl Into<String>) -> &mut Field {
        let label = self.shared.pages.say(self.language, &format!("set-{name}"), &[]);
        let hint = self.shared.pages.say(self.language, &format!("set-{name}-how"), &[]);
        let problem = self.faults.iter().find(|fault| fault.field == name);
        let problem = problem.map(|fault| fault_words(self.shared, self.language, fault)).unwrap_or_default();
        let dir = matches!(kind, "email" | "url" | "number" | "colour").then(|| "ltr".to_owned());
        self.fields.push(Field {
            name: name.to_owned(),
            label,
            kind: kind.to_owned(),
            value: value.into(),
            hint,
            problem,
            dir,
            ..Field::default()
        });
        self.fields.last_mut().expect("pushed a line above")
    }

    /// A field in the edition's own language.
    pub fn in_edition(&mut self, kind: &str, name: &str, value: &str, edition: &Edition) -> &mut Field {
        let field = self.add(kind, name, value);
        field.lang = Some(edition.language.code().to_owned());
        field.dir = Some(edition.language.direction().as_str().to_owned());
        field
    }

    pub fn tick(&mut self, name: &str, is_on: bool) -> &mut Field {
        self.add("tick", name, if is_on { "1" } else { "" })
    }

    pub fn choice(&mut self, name: &str, chosen: &str, choices: Vec<FieldChoice>) -> &mut Field {
        let field = self.add("choice", name, chosen);
        let marked = choices.into_iter().map(|choice| FieldChoice { chosen: choice.value == chosen, ..choice });
        field.choices = marked.collect();
        field
    }
}

pub(crate) fn choice(value: impl Into<String>, name: impl Into<String>) -> FieldChoice {
    FieldChoice { value: value.into(), name: name.into(), ..FieldChoice::default() }
}

pub(crate) fn button(value: &str, label: String, class: &str) -> Button {
    Button { value: value.to_owned(), label, class: class.to_owned() }
}

/// What is wrong with a field, in the reader's language.
pub(crate) fn fault_words(shared: &Shared, language: Language, fault: &Fault) -> String {
    // A figure is told as programs write it; people read it as their language does.
    let hundredths = fault.detail.replace('.', "").parse().ok().filter(|_| fault.code == "contrast");
    let figure = hundredths.map(|hundredths| language::fraction(hundredths, 2, language));
    let detail = Value::Text(figure.as_deref().unwrap_or(&fault.detail));
    let said = shared.pages.say(language, &format!("fault-{}", fault.code), &[("detail", detail)]);
    if said.is_empty() { fault.to_string() } else { said }
}

/// What the page says of faults as a whole: those of no field, and that there are others below.
pub(crate) fn fault_note(shared: &Shared, asking: &Asking, faults: &[Fault]) -> Option<Note> {
    if faults.is_empty() {
        return None;
    }
    let of_no_field = faults.iter().filter(|fault| fault.field.is_empty());
    let lines: Vec<String> = of_no_field.map(|fault| fault_words(shared, asking.language, fault)).collect();
    Some(Note { kind: "problem".into(), text: asking.say(shared, "set-not-saved"), lines })
}

pub(crate) fn note(kind: &str, text: String) -> Note {
    Note { kind: kind.to_owned(), text, lines: Vec::new() }
}

/// A settings page as it begins: its heading `set-page-NAME`, its effect `set-page-NAME-effect`.
pub(crate) fn begun(shared: &Shared, asking: &Asking, name: &str) -> SettingsView {
    let heading = asking.say(shared, &format!("set-page-{name}"));
    SettingsView {
        frame: asking.frame(shared, heading.clone(), "settings"),
        heading,
        effect: asking.say(shared, &format!("set-page-{name}-effect")),
        back: Some(Way { name: asking.say(shared, "settings"), url: "/desk/settings".into(), current: false }),
        ..SettingsView::default()
    }
}

/// An edition that is there and of which this person may change such things.
pub(crate) fn may_change<'a>(asking: &'a Asking, code: &EditionCode, right: Right) -> Result<&'a Edition, web::Error> {
    let edition = asking.edition(code)?;
    asking.may(right, &Object::Edition(code))?;
    Ok(edition)
}

/// The same page for each edition that the asker may change.
pub(crate) fn editions(asking: &Asking, right: Right, current: &EditionCode, path: &str) -> Vec<Way> {
    let editions = asking.house.editions_in_order().into_iter();
    let open = editions.filter(|edition| asking.may(right, &Object::Edition(&edition.code)).is_ok());
    open.map(|edition| Way {
        name: edition.name.clone(),
        url: format!("{path}/{}", edition.code),
        current: &edition.code == current,
    })
    .collect()
}

/// Prints the page: again with what was filled in, where something is wrong with it.
pub(crate) fn print(
    shared: &Shared,
    asking: &Asking,
    mut view: SettingsView,
    faults: &[Fault],
) -> Result<Response, Failure> {
    if let Some(note) = fault_note(shared, asking, faults) {
        view.notes.insert(0, note);
        return Ok(refused(page(shared, asking.language, "settings.html", &view)?));
    }
    page(shared, asking.language, "settings.html", &view)
}

/// The notice of what was just done, named in the address that led here.
pub(crate) fn done_note(shared: &Shared, asking: &Asking, done: &str) -> Option<Note> {
    let known = ["saved", "published", "draft", "dropped", "opened", "closed", "ordered"];
    known.contains(&done).then(|| note("notice", asking.say(shared, &format!("set-done-{done}"))))
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    pub done: String,
}

/// A form with one button that saves.
pub(crate) fn saving(shared: &Shared, asking: &Asking, action: String, seen: String, fields: Vec<Field>) -> Asked {
    Asked {
        action,
        seen,
        groups: vec![pages::desk::Group { legend: String::new(), fields }],
        buttons: vec![button("save", asking.say(shared, "set-save"), "act")],
        ..Asked::default()
    }
}

/// Whether an act came about.
pub(crate) enum Outcome {
    Saved,
    /// Nothing was to be changed.
    Same,
    Wrong(Vec<Fault>),
}

/// Changes one part of an edition by the act everybody uses, and answers when this node's pages show it. `part` is what the
/// page was about: where it is no longer what the page showed, nothing is changed.
pub(crate) async fn change_edition<P: Serialize>(
    shared: &Shared,
    asking: &Asking,
    code: &EditionCode,
    what: &str,
    seen: &str,
    part: impl Fn(&Edition) -> P,
    change: impl FnOnce(&mut Edition),
) -> Result<Outcome, Failure> {
    let mut tx = shared.store.write().await?;
    let house = tx.house().await?.clone();
    let present = house.edition(code).ok_or(web::Error::NotFound)?;
    if !seen.is_empty() && stamp(&part(present)) != seen {
        return Ok(Outcome::Wrong(vec![Fault::new("", "changed-meanwhile")]));
    }
    let mut changed = present.clone();
    change(&mut changed);
    if &changed == present {
        return Ok(Outcome::Same);
    }
    let (me, now) = (asking.signed.person.actor(), tx.now());
    let decided = match acts::change_edition(changed, &house, &me, now) {
        Ok(decided) => decided,
        Err(refused) => return Ok(Outcome::Wrong(edition_faults(refused))),
    };
    tx.save(decided).await?;
    tx.drop_setting_draft(&format!("{what}/{code}")).await?;
    tx.note_down(Some(&me), "settings", &format!("{what} {code}"), &asking.address).await?;
    let position = tx.commit().await?;
    told(shared, position).await;
    Ok(Outcome::Saved)
}

pub(crate) fn edition_faults(refused: EditionRefused) -> Vec<Fault> {
    match refused {
        EditionRefused::Faults(faults) => faults,
        EditionRefused::NoName => vec![Fault::new("name", "no-name")],
        EditionRefused::Code(_) => vec![Fault::new("code", "code")],
        EditionRefused::CodeTaken(_) => vec![Fault::new("code", "code-taken")],
        EditionRefused::PathTaken(_) => vec![Fault::new("path", "path-taken")],
        EditionRefused::UnknownZone(_) => vec![Fault::new("zone", "unknown-zone")],
        other => vec![Fault::new("", other.code())],
    }
}

/// Waits until this node's own pages tell it.
pub(crate) async fn told(shared: &Shared, position: Position) {
    if let Err(error) = Arc::clone(&shared.paper).reached(position).await {
        tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
    }
}

/// Entries of the log that a page shows.
const LOG_LINES: i64 = 12;

/// Who changed the subject when, the newest first; what of it, by comparing each state with the one before.
pub(crate) async fn log(shared: &Shared, asking: &Asking, subject: &str) -> Result<Vec<Changed>, Failure> {
    let entries = shared.store.reading().entries_of(subject, None, LOG_LINES + 1).await?;
    let names = names(shared).await?;
    let state = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let lines = entries.iter().enumerate().take(LOG_LINES as usize).map(|(place, sealed)| {
        let entry = &sealed.entry;
        let before = entries.get(place + 1).map(|before| state(&before.entry.state));
        let changed = before.map(|before| parts_changed(&before, &state(&entry.state))).unwrap_or_default();
        let parts: Vec<String> = changed.iter().map(|part| asking.say(shared, &format!("part-{part}"))).collect();
        let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let act = asking.say(shared, &format!("entry-{}", entry.kind));
        let is_plain =
            matches!(entry.kind, EntryKind::ChangeEdition | EntryKind::ChangeSection | EntryKind::ChangeAuthor);
        let what = if is_plain && !parts.is_empty() { parts } else { act };
        Changed { at: asking.hour(entry.at), who: name_of(&names, &entry.actor), what, position: sealed.position.0 }
    });
    Ok(lines.collect())
}

/// Names of what differs between two states.
fn parts_changed(before: &serde_json::Value, after: &serde_json::Value) -> Vec<String> {
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else { return Vec::new() };
    let mut parts: Vec<String> =
        after.keys().chain(before.keys()).filter(|key| before.get(*key) != after.get(*key)).cloned().collect();
    parts.sort();
    parts.dedup();
    parts
}

/// Where to go after something was done.
pub(crate) fn back_to(path: &str, done: &str) -> Response {
    crate::answer::see_other(&format!("{path}?done={}", percent(done)))
}
