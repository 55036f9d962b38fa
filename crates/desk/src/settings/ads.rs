//! Advertising: what stands in each of the named places. A picture of the paper's own for whoever runs the edition; a program of
//! another host only for an administrator, since it runs in every reader's browser.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Value;
use newsroom::ads::{Ad, AdPlace, Ads, Advertisement};
use newsroom::rights::Object;
use newsroom::{Edition, EditionCode, Fault, Picture, Right, address};
use pages::desk::{List, ListLine, SettingsView, Way};

use super::form::{self, Done, Fields, Outcome};
use super::upload::{self, Upload};
use crate::Shared;
use crate::answer::Failure;
use crate::request::Asking;

const PATH: &str = "/desk/settings/ads";

pub(crate) async fn places(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let mut view = form::begun(&shared, &asking, "ads");
    view.url = Some(address::edition_path(edition));
    view.editions = form::editions(&asking, Right::House, &edition.code, PATH);
    let lines = AdPlace::ALL.map(|place| {
        let ad = edition.ads.get(&place);
        let (state, said) = match ad {
            None => ("", "set-ad-empty"),
            Some(ad) if ad.is_script() => ("warn", "set-ad-is-script"),
            Some(_) => ("good", "set-ad-is-own"),
        };
        ListLine {
            name: asking.say(&shared, &format!("ad-{}", place.as_str())),
            url: Some(format!("{PATH}/{}/{}", edition.code, place.as_str())),
            detail: ad.map(|ad| format!("{} × {}", ad.width, ad.height)).unwrap_or_default(),
            state: state.to_owned(),
            said: asking.say(&shared, said),
            ..ListLine::default()
        }
    });
    view.lists.push(List { lines: lines.into(), ..List::default() });
    form::print(&shared, &asking, view, &[])
}

pub(crate) async fn place(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((code, place)): Path<(String, String)>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let edition = form::may_change(&asking, &EditionCode::new(code), Right::House)?;
    let place = AdPlace::parse(&place).ok_or(web::Error::NotFound)?;
    let ad = edition.ads.get(&place).cloned();
    let mut view = page(&shared, &asking, edition, place, ad.as_ref(), &[], form::stamp(&ad)).await?;
    if let Some(note) = form::done_note(&shared, &asking, &asked.done) {
        view.notes.insert(0, note);
    }
    form::print(&shared, &asking, view, &[])
}

fn may_let_in(asking: &Asking, edition: &Edition) -> bool {
    asking.may(Right::Settings, &Object::Edition(&edition.code)).is_ok()
}

async fn page(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    place: AdPlace,
    ad: Option<&Ad>,
    faults: &[Fault],
    seen: String,
) -> Result<SettingsView, Failure> {
    let mut view = form::begun(shared, asking, "ad");
    view.heading = asking.say(shared, &format!("ad-{}", place.as_str()));
    view.back = Some(Way {
        name: format!("{} · {}", asking.say(shared, "set-page-ads"), edition.name),
        url: format!("{PATH}/{}", edition.code),
        current: false,
    });
    let is_script = ad.is_some_and(Ad::is_script);
    let lets_in = may_let_in(asking, edition);
    let usual = place.usual_size();
    let (width, height) = ad.map_or(usual, |ad| (ad.width, ad.height));
    let mut fields = Fields::new(shared, asking, faults);
    if lets_in {
        let kinds = ["own", "script"].map(|kind| form::choice(kind, asking.say(shared, &format!("set-ad-{kind}"))));
        fields.choice("kind", if is_script { "script" } else { "own" }, kinds.into());
    }
    fields.add("number", "width", width.to_string());
    fields.add("number", "height", height.to_string());
    let (picture, url) = match ad.map(|ad| &ad.what) {
        Some(Advertisement::Own { picture, url }) => (Some(picture), url.as_str()),
        _ => (None, ""),
    };
    fields.add("file", "picture", "");
    if let Some(picture) = picture.filter(|picture| !picture.file.is_empty()) {
        fields.add("told", "picture-now", format!("{} × {}", picture.width, picture.height));
    }
    fields.in_edition("text", "alt", picture.map_or("", |picture| picture.alt.as_str()), edition).letters_max = 300;
    fields.add("text", "url", url).dir = Some("ltr".to_owned());
    if lets_in {
        let (src, hosts) = match ad.map(|ad| &ad.what) {
            Some(Advertisement::Script { src, hosts }) => (src.as_str(), hosts.join("\n")),
            _ => ("", String::new()),
        };
        fields.add("text", "src", src).dir = Some("ltr".to_owned());
        let field = fields.add("area", "ad-hosts", hosts);
        (field.dir, field.rows) = (Some("ltr".to_owned()), 3);
        field.problem = faults
            .iter()
            .find(|fault| fault.field == "hosts")
            .map(|fault| form::fault_words(shared, asking.language, fault))
            .unwrap_or_default();
        if is_script {
            view.notes.push(form::note("warn", asking.say(shared, "set-ad-script-warning")));
        }
    } else if is_script {
        view.notes.push(form::note("warn", asking.say(shared, "set-ad-script-others")));
    }
    let fields = fields.fields;
    let action = format!("{PATH}/{}/{}", edition.code, place.as_str());
    let mut form = form::saving(shared, asking, action, seen, fields);
    form.takes_files = true;
    form.buttons = vec![form::button("publish", asking.say(shared, "set-publish"), "act")];
    if edition.ads.contains_key(&place) {
        form.buttons.push(form::button("empty", asking.say(shared, "set-ad-remove"), ""));
    }
    view.forms.push(form);
    let mut asked: Vec<String> = edition.asked_hosts().into_iter().collect();
    for host in &mut asked {
        *host = shared.pages.say(asking.language, "set-head-host", &[("host", Value::Text(host))]);
    }
    if !asked.is_empty() {
        let heading = asking.say(shared, "set-asked-hosts");
        view.printed = Some(pages::desk::Printed { heading, text: String::new(), lines: asked });
    }
    Ok(view)
}

pub(crate) async fn save(
    State(shared): State<Arc<Shared>>,
    Path((code, place)): Path<(String, String)>,
    Upload { asking, filled, files }: Upload,
) -> Result<Response, Failure> {
    let code = EditionCode::new(code);
    let edition = form::may_change(&asking, &code, Right::House)?.clone();
    let place = AdPlace::parse(&place).ok_or(web::Error::NotFound)?;
    let present = edition.ads.get(&place).cloned();
    let is_script = filled.get("kind") == "script";
    if is_script || present.as_ref().is_some_and(Ad::is_script) {
        // Neither let in nor thrown out by somebody who may not.
        asking.may(Right::Settings, &Object::Edition(&code))?;
    }
    let usual = place.usual_size();
    let mut faults = Vec::new();
    let ad = if filled.pressed() == "empty" {
        None
    } else {
        let what = if is_script {
            let hosts = filled.get("ad-hosts").split([',', ' ', '\n', '\r']).filter(|host| !host.is_empty());
            let hosts =
                hosts.map(|host| host.trim_start_matches("https://").trim_end_matches('/').to_ascii_lowercase());
            Advertisement::Script { src: filled.get("src").to_owned(), hosts: hosts.collect() }
        } else {
            let before = match present.as_ref().map(|ad| &ad.what) {
                Some(Advertisement::Own { picture, .. }) => (**picture).clone(),
                _ => Picture::default(),
            };
            let mut picture = match upload::picture(&shared, &asking, &files, "picture").await? {
                Some(Ok(picture)) => picture,
                Some(Err(fault)) => {
                    faults.push(fault);
                    before
                }
                None => before,
            };
            filled.get("alt").clone_into(&mut picture.alt);
            Advertisement::Own { picture: Box::new(picture), url: filled.get("url").to_owned() }
        };
        let size = |field: &str, usual: u32| match filled.get(field) {
            "" => usual,
            given => given.parse().unwrap_or(0),
        };
        Some(Ad { width: size("width", usual.0), height: size("height", usual.1), what })
    };
    if faults.is_empty() {
        faults.extend(ad.iter().flat_map(Ad::faults));
    }
    let path = format!("{PATH}/{code}/{}", place.as_str());
    let mut seen = filled.get("seen").to_owned();
    if faults.is_empty() {
        let wanted = ad.clone();
        let outcome = form::change_edition(
            &shared,
            &asking,
            &code,
            "ads",
            &seen,
            |edition| edition.ads.get(&place).cloned(),
            |edition| put(&mut edition.ads, place, wanted),
        );
        match outcome.await? {
            Outcome::Saved | Outcome::Same => return Ok(form::back_to(&path, "published")),
            Outcome::Wrong(wrong) => faults = wrong,
        }
        let now = shared.paper.house();
        seen = form::stamp(&now.edition(&code).and_then(|edition| edition.ads.get(&place).cloned()));
    }
    let view = page(&shared, &asking, &edition, place, ad.as_ref(), &faults, seen).await?;
    form::print(&shared, &asking, view, &faults)
}

fn put(ads: &mut Ads, place: AdPlace, ad: Option<Ad>) {
    match ad {
        Some(ad) => drop(ads.insert(place, ad)),
        None => drop(ads.remove(&place)),
    }
}
