//! Which sections ask for four eyes: set by those who open and close sections.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::rights::Object;
use newsroom::{Right, Section};
use pages::desk::{FourEyesEdition, FourEyesSection, FourEyesView};

use crate::Shared;
use crate::answer::{Failure, page, see_other};
use crate::board;
use crate::request::{Asking, Form};
use crate::story::Done;

pub(crate) async fn four_eyes(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    asking.may(Right::House, &Object::Newsroom)?;
    let set: HashSet<_> = shared.store.four_eyes().await?.into_iter().collect();
    let mut frame = asking.frame(&shared, asking.say(&shared, "four-eyes"), "settings");
    frame.notice = board::done(&asking, &shared, &asked.done);
    let editions = asking.house.editions_in_order().into_iter().map(|edition| FourEyesEdition {
        name: edition.name.clone(),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        sections: open(&asking, edition)
            .map(|section| FourEyesSection {
                key: key(section),
                name: section.name.clone(),
                asked: set.contains(&(section.edition.clone(), section.key.clone())),
                is_mine: may(&asking, section),
            })
            .collect(),
    });
    let view = FourEyesView { editions: editions.collect(), frame };
    page(&shared, asking.language, "four-eyes.html", &view)
}

pub(crate) async fn set(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<HashMap<String, String>>,
) -> Result<Response, Failure> {
    asking.may(Right::House, &Object::Newsroom)?;
    let before: HashSet<_> = shared.store.four_eyes().await?.into_iter().collect();
    let me = asking.signed.person.actor();
    let mut tx = shared.store.write().await?;
    for edition in asking.house.editions_in_order() {
        for section in open(&asking, edition).filter(|section| may(&asking, section)) {
            let wanted = form.contains_key(&key(section));
            if wanted == before.contains(&(section.edition.clone(), section.key.clone())) {
                continue;
            }
            tx.set_four_eyes(&section.edition, &section.key, wanted).await?;
            let kind = if wanted { "four-eyes" } else { "four-eyes-off" };
            tx.note_down(Some(&me), kind, &key(section), &asking.address).await?;
        }
    }
    tx.commit().await?;
    Ok(see_other("/desk/settings/four-eyes?done=four-eyes"))
}

fn open<'a>(asking: &'a Asking, edition: &newsroom::Edition) -> impl Iterator<Item = &'a Section> {
    asking.house.sections_of(&edition.code).into_iter().filter(|section| !section.closed)
}

/// A section's name in the form.
fn key(section: &Section) -> String {
    format!("{}/{}", section.edition, section.key)
}

fn may(asking: &Asking, section: &Section) -> bool {
    let object = Object::Front { edition: &section.edition, section: Some(&section.key) };
    asking.may(Right::House, &object).is_ok()
}
