//! Authors' pages: who signs, what they are in the paper, and what their page says of them.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::acts::{self, AuthorRefused};
use newsroom::{Author, Edition, EditionCode, Fault, Right, address};
use pages::desk::{List, ListLine, SettingsView, Way};

use super::form::{self, Done, Fields, Filled};
use crate::Shared;
use crate::answer::Failure;
use crate::request::{Asking, Form, percent};

const PATH: &str = "/desk/settings/authors";

pub(crate) async fn authors(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let mut view = listed(&shared, &asking, edition, &blank(edition), &[]);
    view.notes.extend(form::done_note(&shared, &asking, &asked.done));
    form::print(&shared, &asking, view, &[])
}

fn blank(edition: &Edition) -> Author {
    Author {
        edition: edition.code.clone(),
        slug: String::new(),
        name: String::new(),
        role: String::new(),
        about: String::new(),
        columnist: false,
        portrait: None,
    }
}

fn listed(shared: &Shared, asking: &Asking, edition: &Edition, new: &Author, faults: &[Fault]) -> SettingsView {
    let mut view = form::begun(shared, asking, "authors");
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    let mut authors: Vec<&Author> =
        asking.house.authors.values().filter(|author| author.edition == edition.code).collect();
    authors.sort_by(|one, other| language::compare(&one.name, &other.name, edition.language));
    let lines = authors.into_iter().map(|author| ListLine {
        name: author.name.clone(),
        url: Some(format!("{PATH}/{}/{}", edition.code, percent(&author.slug))),
        detail: author.role.clone(),
        said: if author.columnist { asking.say(shared, "set-is-columnist") } else { String::new() },
        lang: Some(edition.language.code().to_owned()),
        dir: Some(edition.language.direction().as_str().to_owned()),
        ..ListLine::default()
    });
    view.lists.push(List { lines: lines.collect(), none: asking.say(shared, "set-no-authors"), ..List::default() });
    let mut form = form::saving(
        shared,
        asking,
        format!("{PATH}/{}", edition.code),
        String::new(),
        fields(shared, asking, edition, new, faults),
    );
    form.heading = asking.say(shared, "set-add-author");
    form.text = asking.say(shared, "set-add-author-effect");
    view.forms.push(form);
    view
}

fn fields(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    author: &Author,
    faults: &[Fault],
) -> Vec<pages::desk::Field> {
    let mut fields = Fields::new(shared, asking, faults);
    let name = fields.in_edition("text", "author-name", &author.name, edition);
    (name.needed, name.letters_max) = (true, 100);
    fields.in_edition("text", "author-role", &author.role, edition).letters_max = 100;
    let about = fields.in_edition("area", "author-about", &author.about, edition);
    (about.rows, about.letters_max) = (6, 2_000);
    fields.tick("columnist", author.columnist);
    fields.fields
}

fn filled_in(filled: &Filled, author: Author) -> Author {
    Author {
        name: filled.get("author-name").to_owned(),
        role: filled.get("author-role").to_owned(),
        about: filled.lines("author-about"),
        columnist: filled.is_ticked("columnist"),
        ..author
    }
}

pub(crate) async fn add(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?.clone();
    let mut author = filled_in(&filled, blank(&edition));
    author.slug = language::slug(&author.name, edition.language);
    let mut faults = faults_of(&author);
    if asking.house.author(&edition.code, &author.slug).is_some() {
        faults.push(Fault::new("author-name", "author-taken"));
    }
    if faults.is_empty() {
        faults = write(&shared, &asking, author.clone()).await?;
    }
    if !faults.is_empty() {
        let view = listed(&shared, &asking, &edition, &author, &faults);
        return form::print(&shared, &asking, view, &faults);
    }
    Ok(form::back_to(&format!("{PATH}/{}", edition.code), "saved"))
}

pub(crate) async fn author(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((code, slug)): Path<(String, String)>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let author = asking.house.author(&edition.code, &slug).ok_or(web::Error::NotFound)?;
    let mut view = one(&shared, &asking, edition, author, &[], form::stamp(author)).await?;
    view.notes.extend(form::done_note(&shared, &asking, &asked.done));
    form::print(&shared, &asking, view, &[])
}

async fn one(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    author: &Author,
    faults: &[Fault],
    seen: String,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "author");
    view.heading = author.name.clone();
    view.url = Some(address::author_path(edition, &author.slug));
    view.back = Some(Way {
        name: format!("{} · {}", asking.say(shared, "set-page-authors"), edition.name),
        url: format!("{PATH}/{}", edition.code),
        current: false,
    });
    let action = format!("{PATH}/{}/{}", edition.code, percent(&author.slug));
    let fields = fields(shared, asking, edition, author, faults);
    view.forms.push(form::saving(shared, asking, action, seen, fields));
    view.log = form::log(shared, asking, &format!("author/{}/{}", edition.code, author.slug)).await?;
    Ok(view)
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((code, slug)): Path<(String, String)>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?.clone();
    let present = asking.house.author(&edition.code, &slug).ok_or(web::Error::NotFound)?.clone();
    let author = filled_in(&filled, present.clone());
    let mut faults = faults_of(&author);
    if form::stamp(&present) != filled.get("seen") {
        faults.push(Fault::new("", "changed-meanwhile"));
    }
    if faults.is_empty() && author != present {
        faults = write(&shared, &asking, author.clone()).await?;
    }
    if !faults.is_empty() {
        let view = one(&shared, &asking, &edition, &author, &faults, form::stamp(&present)).await?;
        return form::print(&shared, &asking, view, &faults);
    }
    Ok(form::back_to(&format!("{PATH}/{}/{}", edition.code, percent(&slug)), "saved"))
}

fn faults_of(author: &Author) -> Vec<Fault> {
    let mut faults = Vec::new();
    if author.name.is_empty() || author.slug.is_empty() {
        faults.push(Fault::new("author-name", "no-name"));
    }
    for (field, text, letters_max) in
        [("author-name", &author.name, 100), ("author-role", &author.role, 100), ("author-about", &author.about, 2_000)]
    {
        if text.chars().count() > letters_max {
            faults.push(Fault::new(field, "too-long"));
        }
    }
    faults
}

async fn write(shared: &Shared, asking: &Asking, author: Author) -> Result<Vec<Fault>, Failure> {
    let mut tx = shared.store.write().await?;
    let house = tx.house().await?.clone();
    let (me, now) = (asking.signed.person.actor(), tx.now());
    let subject = format!("author {}/{}", author.edition, author.slug);
    let decided = match acts::change_author(author, &house, &me, now) {
        Ok(decided) => decided,
        Err(AuthorRefused::NoName) => return Ok(vec![Fault::new("author-name", "no-name")]),
        Err(refused) => return Ok(vec![Fault::new("", refused.code())]),
    };
    tx.save(decided).await?;
    tx.note_down(Some(&me), "settings", &subject, &asking.address).await?;
    let position = tx.commit().await?;
    form::told(shared, position).await;
    Ok(Vec::new())
}
