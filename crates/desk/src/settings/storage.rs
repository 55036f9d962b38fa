//! Storage: where the newsroom is kept, and how it is there. Nothing is changed here: these are settings of the machine, in a file
//! that only whoever looks after it may write.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::Right;
use newsroom::rights::Object;
use pages::desk::{List, ListLine};

use super::form;
use crate::Shared;
use crate::answer::Failure;
use crate::request::Asking;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    look: String,
}

pub(crate) async fn storage(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    asking.may(Right::Settings, &Object::Newsroom)?;
    let mut view = form::begun(&shared, &asking, "storage");
    let said = |key: &str| asking.say(&shared, key);
    let kept = shared.premises.kept().into_iter().map(|kept| ListLine {
        name: said(&format!("kept-{}", kept.key)),
        detail: kept.place,
        ..ListLine::default()
    });
    view.lists.push(List { heading: said("set-kept"), lines: kept.collect(), none: String::new() });
    view.notes.push(form::note("soft", said("set-storage-how")));
    let heading = said("set-doctor");
    if wanted.look.is_empty() {
        let url = Some("/desk/settings/storage?look=1".to_owned());
        let line =
            ListLine { name: said("set-doctor-look"), url, detail: said("set-doctor-how"), ..ListLine::default() };
        view.lists.push(List { heading, lines: vec![line], none: String::new() });
    } else {
        let found = Arc::clone(&shared.premises).look().await;
        let lines = found.into_iter().map(|found| {
            let (detail, advice) = found.in_words(&shared.pages, asking.language);
            let arrow = if asking.language.direction() == language::Direction::RightToLeft { "←" } else { "→" };
            ListLine {
                name: said(&format!("doctor-{}", found.what)),
                state: found.verdict.to_owned(),
                said: said(&format!("doctor-verdict-{}", found.verdict)),
                detail: advice.map_or_else(|| detail.clone(), |advice| format!("{detail} {arrow} {advice}")),
                ..ListLine::default()
            }
        });
        view.lists.push(List { heading, lines: lines.collect(), none: said("set-doctor-none") });
    }
    form::print(&shared, &asking, view, &[])
}
