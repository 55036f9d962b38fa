//! Sections: opened, put in order, named, coloured, told what they are about, and closed.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::acts::{self, Decided, SectionChange, SectionRefused};
use newsroom::topics::{self, TOPICS};
use newsroom::{Edition, EditionCode, Fault, House, Right, Section, SectionKey, address};
use pages::desk::{Asked, Field, FieldChoice, List, ListLine, SettingsView, Way};

use super::form::{self, Done, Fields, Filled};
use crate::Shared;
use crate::answer::Failure;
use crate::request::{Asking, Form, percent};

const PATH: &str = "/desk/settings/sections";

// ---- an edition's ----

pub(crate) async fn sections(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let mut view = listed(&shared, &asking, edition, &Filled::default(), &[]);
    view.notes.extend(form::done_note(&shared, &asking, &asked.done));
    form::print(&shared, &asking, view, &[])
}

fn listed(shared: &Shared, asking: &Asking, edition: &Edition, new: &Filled, faults: &[Fault]) -> SettingsView {
    let mut view = form::begun(shared, asking, "sections");
    view.url = Some(address::edition_path(edition));
    view.editions = form::editions(asking, Right::House, &edition.code, PATH);
    let action = format!("{PATH}/{}", edition.code);
    let (open, closed): (Vec<&Section>, Vec<&Section>) =
        asking.house.sections_of(&edition.code).into_iter().partition(|section| !section.closed);
    let lines =
        |sections: &[&Section]| sections.iter().map(|section| list_line(asking, edition, section)).collect::<Vec<_>>();
    view.lists.push(List { none: asking.say(shared, "set-no-sections"), lines: lines(&open), ..List::default() });
    if !closed.is_empty() {
        let heading = asking.say(shared, "set-closed-sections");
        view.lists.push(List { heading, lines: lines(&closed), ..List::default() });
    }
    let mut fields = Fields::new(shared, asking, faults);
    let name = fields.in_edition("text", "name", new.get("name"), edition);
    (name.needed, name.letters_max) = (true, 40);
    fields.add("text", "slug", new.get("slug")).dir = Some("ltr".to_owned());
    fields.choice("topic", new.get("topic"), topic_choices(shared, asking));
    let fields = fields.fields;
    view.forms.push(Asked {
        heading: asking.say(shared, "set-open-section"),
        text: asking.say(shared, "set-open-section-effect"),
        buttons: vec![form::button("open", asking.say(shared, "set-open-section-do"), "act")],
        ..form::saving(shared, asking, action.clone(), String::new(), fields)
    });
    if open.len() > 1 {
        let places = open.iter().enumerate().map(|(place, section)| Field {
            name: format!("order-{}", section.key),
            label: section.name.clone(),
            kind: "number".to_owned(),
            value: (place + 1).to_string(),
            ..Field::default()
        });
        view.forms.push(Asked {
            heading: asking.say(shared, "set-order-sections"),
            text: asking.say(shared, "set-order-sections-effect"),
            buttons: vec![form::button("order", asking.say(shared, "set-order-sections-do"), "")],
            ..form::saving(shared, asking, action, String::new(), places.collect())
        });
    }
    view
}

fn list_line(asking: &Asking, edition: &Edition, section: &Section) -> ListLine {
    let topic = section.topic.as_deref().and_then(topics::named).map(|topic| topic.name(asking.language));
    let path = address::section_path(edition, section);
    ListLine {
        name: section.name.clone(),
        url: Some(format!("{PATH}/{}/{}", edition.code, percent(section.key.as_str()))),
        detail: match topic {
            Some(topic) => format!("{path} · {topic}"),
            None => path,
        },
        lang: Some(edition.language.code().to_owned()),
        dir: Some(edition.language.direction().as_str().to_owned()),
        colour: section.colour.clone().filter(|colour| is_colour(colour)),
        ..ListLine::default()
    }
}

/// It goes into a `style` attribute, and an archive may have brought anything.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn topic_choices(shared: &Shared, asking: &Asking) -> Vec<FieldChoice> {
    let none = form::choice("", asking.say(shared, "set-topic-none"));
    let all = TOPICS.iter().map(|topic| FieldChoice {
        under: topic.under.is_some(),
        ..form::choice(topic.code, topic.name(asking.language))
    });
    std::iter::once(none).chain(all).collect()
}

pub(crate) async fn open_or_order(
    State(shared): State<Arc<Shared>>,
    Path(code): Path<String>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let path = format!("{PATH}/{code}");
    let mut tx = shared.store.write().await?;
    let house = tx.house().await?.clone();
    let (me, now) = (asking.signed.person.actor(), tx.now());
    let (decided, what) = if filled.pressed() == "order" {
        (acts::order_sections(&code, &in_order(&house, &code, &filled), &house, &me, now), "order-sections")
    } else {
        let opened = opened(&code, &filled, &house, &me, now);
        (opened, "open-section")
    };
    let decided = match decided {
        Ok(decided) => decided,
        Err(refused) => {
            drop(tx);
            let faults = faults_of(refused);
            let view = listed(&shared, &asking, &edition, &filled, &faults);
            return form::print(&shared, &asking, view, &faults);
        }
    };
    if decided.is_empty() {
        return Ok(form::back_to(&path, "ordered"));
    }
    for one in decided {
        tx.save(one).await?;
    }
    tx.note_down(Some(&me), "settings", &format!("{what} {code}"), &asking.address).await?;
    let position = tx.commit().await?;
    form::told(&shared, position).await;
    Ok(form::back_to(&path, if what == "order-sections" { "ordered" } else { "opened" }))
}

/// A new section, with what it is about.
fn opened(
    code: &EditionCode,
    filled: &Filled,
    house: &House,
    actor: &newsroom::Actor,
    now: jiff::Timestamp,
) -> Result<Vec<Decided>, SectionRefused> {
    let slug = Some(filled.get("slug")).filter(|slug| !slug.is_empty());
    let opened = acts::open_section(code, filled.get("name"), slug, None, house, actor, now)?;
    let topic = filled.get("topic");
    let newsroom::Public::Section(section) = &opened.public else { return Ok(vec![opened]) };
    if topic.is_empty() {
        return Ok(vec![opened]);
    }
    let mut with_it = house.clone();
    with_it.sections.insert((code.clone(), section.key.clone()), section.clone());
    let change = SectionChange {
        name: section.name.clone(),
        slug: section.slug.clone(),
        colour: None,
        topic: Some(topic.to_owned()),
    };
    let changed = acts::change_section(code, &section.key.clone(), change, &with_it, actor, now)?;
    Ok(vec![opened, changed])
}

/// Open sections by the places that were filled in; those of one place as they stood.
fn in_order(house: &House, code: &EditionCode, filled: &Filled) -> Vec<SectionKey> {
    let open = house.sections_of(code).into_iter().filter(|section| !section.closed);
    let mut placed: Vec<(i64, usize, SectionKey)> = open
        .enumerate()
        .map(|(place, section)| {
            let wanted = filled.get(&format!("order-{}", section.key)).parse();
            (wanted.unwrap_or(place as i64 + 1), place, section.key.clone())
        })
        .collect();
    placed.sort();
    placed.into_iter().map(|(.., key)| key).collect()
}

fn faults_of(refused: SectionRefused) -> Vec<Fault> {
    match refused {
        SectionRefused::Faults(faults) => faults,
        SectionRefused::NoName => vec![Fault::new("name", "no-name")],
        SectionRefused::SlugTaken(slug) => vec![Fault::new("slug", "slug-taken").about(slug)],
        SectionRefused::SlugReserved(slug) => vec![Fault::new("slug", "slug-reserved").about(slug)],
        SectionRefused::Successor => vec![Fault::new("successor", "successor")],
        other => vec![Fault::new("", other.code())],
    }
}

// ---- one of them ----

pub(crate) async fn section(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((code, key)): Path<(String, String)>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let (code, key) = (EditionCode::new(code), SectionKey::new(key));
    let edition = form::may_change(&asking, &code, Right::House)?;
    let section = asking.house.section(&code, &key).ok_or(web::Error::NotFound)?;
    let mut view = one(&shared, &asking, edition, section, &[], form::stamp(section)).await?;
    view.notes.extend(form::done_note(&shared, &asking, &asked.done));
    form::print(&shared, &asking, view, &[])
}

async fn one(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    section: &Section,
    faults: &[Fault],
    seen: String,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "section");
    let own = format!("{PATH}/{}/{}", edition.code, percent(section.key.as_str()));
    view.heading = section.name.clone();
    view.url = Some(address::section_path(edition, section));
    view.back = Some(Way {
        name: format!("{} · {}", asking.say(shared, "set-page-sections"), edition.name),
        url: format!("{PATH}/{}", edition.code),
        current: false,
    });
    let mut fields = Fields::new(shared, asking, faults);
    let name = fields.in_edition("text", "name", &section.name, edition);
    (name.needed, name.letters_max) = (true, 40);
    fields.add("text", "slug", &section.slug).dir = Some("ltr".to_owned());
    fields.tick("coloured", section.colour.is_some());
    fields.add("colour", "colour", section.colour.clone().unwrap_or_else(|| "#9b2a1c".to_owned()));
    fields.choice("topic", section.topic.as_deref().unwrap_or_default(), topic_choices(shared, asking));
    let fields = fields.fields;
    if !section.former_slugs.is_empty() {
        view.notes.push(pages::desk::Note {
            kind: "soft".into(),
            text: asking.say(shared, "set-former-slugs"),
            lines: section.former_slugs.iter().map(|slug| format!("/{slug}/")).collect(),
        });
    }
    view.forms.push(form::saving(shared, asking, own.clone(), seen, fields));
    if section.closed {
        view.notes.push(form::note("warn", asking.say(shared, "set-closed-section")));
    } else {
        let stays = form::choice("", asking.say(shared, "set-successor-none"));
        let others = asking.house.sections_of(&edition.code).into_iter();
        let others = others.filter(|other| !other.closed && other.key != section.key);
        let others = others.map(|other| form::choice(other.key.as_str(), other.name.clone()));
        let mut fields = Fields::new(shared, asking, faults);
        fields.choice("successor", "", std::iter::once(stays).chain(others).collect());
        let fields = fields.fields;
        view.forms.push(Asked {
            heading: asking.say(shared, "set-close-section"),
            text: asking.say(shared, "set-close-section-effect"),
            buttons: vec![form::button("close", asking.say(shared, "set-close-section-do"), "act grave")],
            ..form::saving(shared, asking, own, String::new(), fields)
        });
    }
    view.log = form::log(shared, asking, &format!("section/{}/{}", edition.code, section.key)).await?;
    Ok(view)
}

pub(crate) async fn change_or_close(
    State(shared): State<Arc<Shared>>,
    Path((code, key)): Path<(String, String)>,
    Form(asking, filled): Form<Filled>,
) -> Result<Response, Failure> {
    let (code, key) = (EditionCode::new(code), SectionKey::new(key));
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let mut tx = shared.store.write().await?;
    let house = tx.house().await?.clone();
    let present = house.section(&code, &key).ok_or(web::Error::NotFound)?.clone();
    let (me, now) = (asking.signed.person.actor(), tx.now());
    let closes = filled.pressed() == "close";
    let said = |field: &str| Some(filled.get(field).to_owned()).filter(|text| !text.is_empty());
    let change = SectionChange {
        name: filled.get("name").to_owned(),
        slug: filled.get("slug").to_owned(),
        colour: said("colour").filter(|_| filled.is_ticked("coloured")),
        topic: said("topic"),
    };
    let decided = if closes {
        let successor = said("successor").map(SectionKey::new);
        acts::close_section(&code, &key, successor.as_ref(), &house, &me, now)
    } else if form::stamp(&present) != filled.get("seen") {
        Err(SectionRefused::Faults(vec![Fault::new("", "changed-meanwhile")]))
    } else {
        acts::change_section(&code, &key, change.clone(), &house, &me, now)
    };
    let decided = match decided {
        Ok(decided) => decided,
        Err(refused) => {
            drop(tx);
            let (faults, seen) = (faults_of(refused), form::stamp(&present));
            let mut shown = present;
            if !closes {
                (shown.name, shown.slug, shown.colour, shown.topic) =
                    (change.name, change.slug, change.colour, change.topic);
            }
            let view = one(&shared, &asking, &edition, &shown, &faults, seen).await?;
            return form::print(&shared, &asking, view, &faults);
        }
    };
    let path = format!("{PATH}/{code}/{}", percent(key.as_str()));
    if decided.public == newsroom::Public::Section(present) {
        return Ok(form::back_to(&path, "saved"));
    }
    let what = if closes { "close-section" } else { "section" };
    tx.save(decided).await?;
    tx.note_down(Some(&me), "settings", &format!("{what} {code}/{key}"), &asking.address).await?;
    let position = tx.commit().await?;
    form::told(&shared, position).await;
    Ok(form::back_to(&path, if closes { "closed" } else { "saved" }))
}
