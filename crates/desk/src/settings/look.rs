//! The look: the paper's colour, tried for contrast before it is taken, and a wordmark in place of its name. A draft is looked at
//! in the paper's own pages before readers have it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::{HeaderValue, header};
use language::Value;
use newsroom::look::{self, Accent, Look};
use newsroom::{Edition, EditionCode, Fault, House, Right, UseKey, address};
use pages::desk::{ListLine, SettingsView};
use pages::views::{FrontView, SlotView};

use super::form::{self, Done, Fields, Outcome};
use super::upload::{self, Upload};
use crate::Shared;
use crate::answer::Failure;
use crate::preview::PREVIEW_POLICY;
use crate::request::Asking;

const PATH: &str = "/desk/settings/look";
/// The theme's own colour, for a form that has none yet.
const THEME_LIGHT: &str = "#9b2a1c";
const THEME_DARK: &str = "#f08d79";

/// The look without the words, which have a page of their own.
fn part(edition: &Edition) -> Look {
    Look { words: Default::default(), ..edition.look.clone() }
}

fn subject(code: &EditionCode) -> String {
    format!("look/{code}")
}

pub(crate) async fn look(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let draft = shared.store.setting_draft::<Look>(&subject(&edition.code)).await?;
    let shown = draft.as_ref().map_or_else(|| part(edition), |draft| draft.value.clone());
    let mut view = page(&shared, &asking, edition, &shown, &[], form::stamp(&part(edition)), draft.is_some()).await?;
    if let Some(note) = form::done_note(&shared, &asking, &asked.done) {
        view.notes.insert(0, note);
    }
    form::print(&shared, &asking, view, &[])
}

async fn page(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    shown: &Look,
    faults: &[Fault],
    seen: String,
    is_draft: bool,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "look");
    let path = format!("{PATH}/{}", edition.code);
    view.url = Some(address::edition_path(edition));
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    if is_draft {
        let line = ListLine {
            name: asking.say(shared, "set-see-draft"),
            url: Some(format!("{path}/preview")),
            detail: asking.say(shared, "set-see-draft-how"),
            ..ListLine::default()
        };
        view.notes.push(form::note("warn", asking.say(shared, "set-look-draft")));
        view.lists.push(pages::desk::List { lines: vec![line], ..Default::default() });
    }
    let mut fields = Fields::new(shared, asking, faults);
    fields.tick("coloured-paper", shown.accent.is_some());
    let accent = shown.accent.clone();
    let (light, dark) = accent.map_or((THEME_LIGHT.to_owned(), THEME_DARK.to_owned()), |one| (one.light, one.dark));
    for (name, colour, grounds) in [("light", &light, look::LIGHT_GROUNDS), ("dark", &dark, look::DARK_GROUNDS)] {
        let contrast = look::least_contrast(colour, &grounds).unwrap_or_default();
        let contrast = language::fraction((contrast * 10.0).floor() as i64, 1, asking.language);
        let told = shared.pages.say(asking.language, "set-contrast", &[("contrast", Value::Text(&contrast))]);
        fields.add("colour", name, colour.clone()).hint = told;
    }
    fields.tick("lighter", false);
    let mark = shown.wordmark.as_ref();
    fields.add("file", "wordmark", "");
    if let Some(mark) = mark {
        let size = format!("{} × {}", mark.width, mark.height);
        fields.add("told", "wordmark-now", size);
        fields.tick("wordmark-gone", false);
    }
    let fields = fields.fields;
    let mut form = form::saving(shared, asking, path, seen, fields);
    form.takes_files = true;
    form.buttons = vec![
        form::button("draft", asking.say(shared, "set-keep-look"), ""),
        form::button("publish", asking.say(shared, "set-publish"), "act"),
    ];
    if is_draft {
        form.buttons.push(form::button("drop", asking.say(shared, "set-drop-draft"), "plain"));
    }
    view.forms.push(form);
    view.log = form::log(shared, asking, &format!("edition/{}", edition.code)).await?;
    Ok(view)
}

pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Upload { asking, filled, files }: Upload,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let (me, path) = (asking.signed.person.actor(), format!("{PATH}/{code}"));
    let draft = shared.store.setting_draft::<Look>(&subject(&code)).await?;
    if filled.pressed() == "drop" {
        let mut tx = shared.store.write().await?;
        tx.drop_setting_draft(&subject(&code)).await?;
        tx.note_down(Some(&me), "settings-dropped", &format!("look {code}"), &asking.address).await?;
        tx.commit().await?;
        return Ok(form::back_to(&path, "dropped"));
    }
    let mut look = draft.map_or_else(|| part(&edition), |draft| draft.value);
    let light = filled.get("light").to_ascii_lowercase();
    let dark = match filled.is_ticked("lighter") {
        true => look::for_dark_paper(&light).unwrap_or_else(|| filled.get("dark").to_ascii_lowercase()),
        false => filled.get("dark").to_ascii_lowercase(),
    };
    look.accent = filled.is_ticked("coloured-paper").then_some(Accent { light, dark });
    if filled.is_ticked("wordmark-gone") {
        look.wordmark = None;
    }
    let mut faults = Vec::new();
    match upload::picture(&shared, &asking, &files, "wordmark").await? {
        Some(Ok(picture)) => look.wordmark = Some(picture),
        Some(Err(fault)) => faults.push(fault),
        None => {}
    }
    faults.extend(look.faults(edition.language));
    let mut seen = filled.get("seen").to_owned();
    if faults.is_empty() && filled.pressed() == "draft" {
        let mut tx = shared.store.write().await?;
        tx.keep_setting_draft(&subject(&code), &look, &me).await?;
        tx.note_down(Some(&me), "settings-draft", &format!("look {code}"), &asking.address).await?;
        tx.commit().await?;
        return Ok(form::back_to(&path, "draft"));
    }
    if faults.is_empty() {
        let wanted = look.clone();
        let outcome = form::change_edition(&shared, &asking, &code, "look", &seen, part, |edition| {
            edition.look = Look { words: std::mem::take(&mut edition.look.words), ..wanted };
        });
        match outcome.await? {
            Outcome::Saved => return Ok(form::back_to(&path, "published")),
            Outcome::Same => {
                let mut tx = shared.store.write().await?;
                tx.drop_setting_draft(&subject(&code)).await?;
                tx.commit().await?;
                return Ok(form::back_to(&path, "published"));
            }
            Outcome::Wrong(wrong) => faults = wrong,
        }
        seen = form::stamp(&shared.paper.house().edition(&code).map(part));
    }
    let view = page(&shared, &asking, &edition, &look, &faults, seen, false).await?;
    form::print(&shared, &asking, view, &faults)
}

/// Stories on the page by which a draft is looked at.
const PREVIEW_STORIES: usize = 6;

/// The front with its newest stories, as the draft would have it.
pub(crate) async fn preview(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let draft = shared.store.setting_draft::<Look>(&subject(&edition.code)).await?;
    let mut changed = edition.clone();
    if let Some(draft) = draft {
        changed.look = Look { words: changed.look.words, ..draft.value };
    }
    let mut house: House = (*asking.house).clone();
    house.editions.insert(changed.code.clone(), changed.clone());
    let reading = shared.store.reading();
    let newest = reading.list(&UseKey::edition_list(&changed.code), None, PREVIEW_STORIES).await?;
    let theme = shared.paper.theme();
    let composer = pages::Composer::new(&house, &changed, &shared.origin, &theme, shared.store.clock().now());
    let view = FrontView {
        shell: composer.shell(composer.front_head()),
        manset: (1..)
            .zip(&newest)
            .map(|(slot, listed)| SlotView { slot, card: composer.card(&listed.live, &listed.card) })
            .collect(),
        ..FrontView::default()
    };
    let printed = theme.front(&view).map_err(web::Error::internal)?;
    let mut response = Response::new(Body::from(printed));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PREVIEW_POLICY));
    Ok(response)
}
