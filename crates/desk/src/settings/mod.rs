//! The settings: what the paper says of itself and how its pages stand. Each page says what it changes and where readers see
//! it. What readers see is changed by acts like everything else; what they do not is written down in the audit.

pub(crate) mod ads;
pub(crate) mod authors;
pub(crate) mod editions;
mod form;
pub(crate) use form::told;
pub(crate) mod head;
pub(crate) mod look;
pub(crate) mod masthead;
pub(crate) mod rules;
pub(crate) mod sections;
pub(crate) mod storage;
mod upload;
pub(crate) mod words;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use language::Value;
use newsroom::rights::Object;
use newsroom::{Edition, Right};
use pages::desk::{List, ListLine, SettingsView};

use crate::Shared;
use crate::answer::{Failure, page};
use crate::request::Asking;
use crate::routes::TABLE;

/// Where everything is set.
pub(crate) async fn index(State(shared): State<Arc<Shared>>, asking: Asking) -> Result<Response, Failure> {
    asking.may(Right::House, &Object::Newsroom)?;
    let heading = asking.say(&shared, "settings");
    let mut view = SettingsView {
        frame: asking.frame(&shared, heading.clone(), "settings"),
        heading,
        effect: asking.say(&shared, "set-index-effect"),
        ..SettingsView::default()
    };
    for edition in asking.house.editions_in_order() {
        if asking.may(Right::House, &Object::Edition(&edition.code)).is_ok() {
            view.lists.push(of_edition(&shared, &asking, edition));
        }
    }
    let of_the_paper = [
        ("editions", "/desk/settings/editions", Right::Settings),
        ("four-eyes", "/desk/settings/four-eyes", Right::House),
        ("mail", "/desk/settings/mail", Right::Settings),
        ("storage", "/desk/settings/storage", Right::Settings),
    ];
    let lines = of_the_paper.into_iter().filter(|(_, path, right)| {
        TABLE.iter().any(|route| route.path == *path) && asking.may(*right, &Object::Newsroom).is_ok()
    });
    let lines: Vec<ListLine> = lines.map(|(name, url, _)| line(&shared, &asking, name, url.to_owned())).collect();
    if !lines.is_empty() {
        view.lists.push(List { heading: asking.say(&shared, "set-of-the-paper"), lines, none: String::new() });
    }
    page(&shared, asking.language, "settings.html", &view)
}

/// An edition's pages, with what is still missing on each.
fn of_edition(shared: &Shared, asking: &Asking, edition: &Edition) -> List {
    let pages = ["masthead", "edition", "sections", "authors", "look", "words", "rules", "ads", "head"];
    let is_open = |name: &&str| *name != "head" || asking.may(Right::Settings, &Object::Edition(&edition.code)).is_ok();
    let lines = pages.into_iter().filter(is_open).map(|name| {
        let address = match name {
            "edition" => format!("/desk/settings/editions/{}", edition.code),
            name => format!("/desk/settings/{name}/{}", edition.code),
        };
        let mut line = line(shared, asking, name, address);
        if name == "masthead" {
            let missing = edition.masthead.missing().count() as i64;
            if missing > 0 {
                line.state = "warn".to_owned();
                line.said = shared.pages.say(asking.language, "set-missing", &[("count", Value::Number(missing))]);
            }
        }
        let hosts = match name {
            "head" => edition.head_slot.asked_hosts(),
            "ads" => newsroom::ads::asked_hosts(&edition.ads),
            _ => Default::default(),
        };
        if !hosts.is_empty() {
            line.state = "warn".to_owned();
            line.said = hosts.into_iter().collect::<Vec<_>>().join(", ");
        }
        line
    });
    let heading = match edition.closed {
        true => format!("{} ({})", edition.name, asking.say(shared, "set-closed")),
        false => edition.name.clone(),
    };
    List { heading, lines: lines.collect(), none: String::new() }
}

fn line(shared: &Shared, asking: &Asking, name: &str, url: String) -> ListLine {
    ListLine {
        name: asking.say(shared, &format!("set-page-{name}")),
        // On the page an address follows the sentence; here it ends.
        detail: asking.say(shared, &format!("set-page-{name}-effect")).trim_end_matches(':').to_owned(),
        url: Some(url),
        ..ListLine::default()
    }
}
