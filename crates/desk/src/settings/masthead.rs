//! Künye and contact: what the paper says of itself, line by line, with what the law asks for.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Value;
use newsroom::masthead::LINES;
use newsroom::{Edition, EditionCode, Fault, Masthead, Right, address};
use pages::desk::{Group, Note};

use super::form::{self, Done, Fields, Filled, Outcome};
use crate::Shared;
use crate::answer::Failure;
use crate::board::{name_of, names};
use crate::request::{Asking, Form};

const PATH: &str = "/desk/settings/masthead";

/// The lines as forms group them.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "masthead",
        &[
            "publisher",
            "owner",
            "owner-representative",
            "responsible-editor",
            "editor-in-chief",
            "founded",
            "registration",
        ],
    ),
    (
        "contact",
        &[
            "address",
            "phone",
            "email",
            "registered-email",
            "notification-number",
            "hosting-provider",
            "hosting-address",
        ],
    ),
    ("answers", &["reply-contact", "security-contact"]),
    ("texts", &["about", "privacy"]),
];

fn subject(code: &EditionCode) -> String {
    format!("masthead/{code}")
}

pub(crate) async fn masthead(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?;
    let draft = shared.store.setting_draft::<Masthead>(&subject(&code)).await?;
    let mut notes = Vec::new();
    notes.extend(form::done_note(&shared, &asking, &asked.done));
    let shown = match &draft {
        Some(draft) => {
            let (who, at) = (name_of(&names(&shared).await?, &draft.actor), asking.hour(draft.saved_at));
            let words = [("who", Value::Text(&who)), ("at", Value::Text(&at))];
            notes.push(form::note("warn", shared.pages.say(asking.language, "set-draft-waits", &words)));
            draft.value.clone()
        }
        None => edition.masthead.clone(),
    };
    shown_with(&shared, &asking, edition, &shown, draft.is_some(), notes, &[], None).await
}

#[expect(clippy::too_many_arguments, reason = "all of it is on the page")]
async fn shown_with(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    shown: &Masthead,
    is_draft: bool,
    notes: Vec<Note>,
    faults: &[Fault],
    seen: Option<&str>,
) -> Result<Response, Failure> {
    let mut view = form::begun(shared, asking, "masthead");
    let words = address::words(edition.language);
    view.url = Some(address::below(edition, words.masthead));
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    view.notes = notes;
    let missing: Vec<String> = shown.missing().map(|line| asking.say(shared, &format!("set-{}", line.name))).collect();
    if !missing.is_empty() {
        view.notes.push(Note { kind: "warn".into(), text: asking.say(shared, "set-law-missing"), lines: missing });
    }
    let doubts: Vec<String> =
        shown.doubts().iter().map(|doubt| form::fault_words(shared, asking.language, doubt)).collect();
    if !doubts.is_empty() {
        view.notes.push(Note { kind: "warn".into(), text: asking.say(shared, "set-doubts"), lines: doubts });
    }
    let mut form = form::saving(
        shared,
        asking,
        format!("{PATH}/{}", edition.code),
        seen.map_or_else(|| form::stamp(&edition.masthead), str::to_owned),
        Vec::new(),
    );
    form.groups = GROUPS
        .iter()
        .map(|(group, names)| {
            let mut fields = Fields::new(shared, asking, faults);
            for name in *names {
                let Some(line) = LINES.iter().find(|line| line.name == *name) else { continue };
                let kind = if line.is_long { "area" } else { "text" };
                let field = fields.in_edition(kind, name, shown.line(name).unwrap_or_default(), edition);
                if line.is_long {
                    field.rows = 8;
                } else if matches!(
                    *name,
                    "phone" | "email" | "registered-email" | "notification-number" | "security-contact"
                ) {
                    field.dir = Some("ltr".to_owned());
                }
                if let Some(heading) = line.asked_for {
                    field.asked_for = asking.say(shared, &format!("set-law-{}", heading.as_str()));
                }
            }
            Group { legend: asking.say(shared, &format!("set-group-{group}")), fields: fields.fields }
        })
        .collect();
    form.buttons = vec![
        form::button("publish", asking.say(shared, "set-publish"), "act"),
        form::button("draft", asking.say(shared, "set-keep-draft"), ""),
    ];
    if is_draft {
        form.buttons.push(form::button("drop", asking.say(shared, "set-drop-draft"), "plain"));
    }
    view.forms.push(form);
    view.log = form::log(shared, asking, &format!("edition/{}", edition.code)).await?;
    form::print(shared, asking, view, faults)
}

pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let (me, path) = (asking.signed.person.actor(), format!("{PATH}/{code}"));
    if filled.pressed() == "drop" {
        let mut tx = shared.store.write().await?;
        tx.drop_setting_draft(&subject(&code)).await?;
        tx.note_down(Some(&me), "settings-dropped", &format!("masthead {code}"), &asking.address).await?;
        tx.commit().await?;
        return Ok(form::back_to(&path, "dropped"));
    }
    let mut masthead = Masthead::default();
    for line in LINES {
        if let Some(text) = masthead.line_mut(line.name) {
            *text = if line.is_long { filled.lines(line.name) } else { filled.get(line.name).to_owned() };
        }
    }
    if filled.pressed() == "draft" {
        let faults = masthead.faults();
        let is_too_long = faults.iter().any(|fault| fault.code == "too-long");
        if is_too_long {
            return shown_with(
                &shared,
                &asking,
                &edition,
                &masthead,
                true,
                Vec::new(),
                &faults,
                Some(filled.get("seen")),
            )
            .await;
        }
        let mut tx = shared.store.write().await?;
        tx.keep_setting_draft(&subject(&code), &masthead, &me).await?;
        tx.note_down(Some(&me), "settings-draft", &format!("masthead {code}"), &asking.address).await?;
        tx.commit().await?;
        return Ok(form::back_to(&path, "draft"));
    }
    let seen = filled.get("seen");
    let written = masthead.clone();
    let outcome = form::change_edition(
        &shared,
        &asking,
        &code,
        "masthead",
        seen,
        |edition| edition.masthead.clone(),
        |edition| edition.masthead = written,
    )
    .await?;
    match outcome {
        Outcome::Saved => Ok(form::back_to(&path, "published")),
        Outcome::Same => {
            let mut tx = shared.store.write().await?;
            tx.drop_setting_draft(&subject(&code)).await?;
            tx.commit().await?;
            Ok(form::back_to(&path, "published"))
        }
        Outcome::Wrong(faults) => {
            // After a look at what others did meanwhile, the same button publishes what stands here.
            let seen = form::stamp(
                &shared.paper.house().edition(&code).map(|edition| edition.masthead.clone()).unwrap_or_default(),
            );
            shown_with(&shared, &asking, &edition, &masthead, false, Vec::new(), &faults, Some(&seen)).await
        }
    }
}
