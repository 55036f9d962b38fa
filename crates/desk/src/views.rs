//! Views of the board that somebody keeps for themselves.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use language::Value;
use serde::Deserialize;
use store::SavedView;

use crate::Shared;
use crate::answer::{Failure, see_other};
use crate::board::Filter;
use crate::request::Form;

/// More would not be found again.
const VIEWS_MAX: usize = 20;
const NAME_LETTERS_MAX: usize = 40;

#[derive(Deserialize)]
pub(crate) struct Keeping {
    #[serde(default)]
    name: String,
    #[serde(default)]
    query: String,
}

pub(crate) async fn keep(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Keeping>,
) -> Result<Response, Failure> {
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    // Read and written anew: an address keeps nothing that the board does not know.
    let filter: Filter =
        serde_urlencoded::from_str(&form.query).map_err(|error| web::Error::BadRequest(error.to_string().into()))?;
    let refused = |words: String| web::Error::refused("view", words, "/name");
    if name.is_empty() || name.chars().count() > NAME_LETTERS_MAX || name.chars().any(char::is_control) {
        return Err(refused(asking.say(&shared, "view-unnamed")).into());
    }
    let person = asking.signed.person.number;
    let kept = shared.store.saved_views(person).await?;
    if kept.len() >= VIEWS_MAX && kept.iter().all(|view| view.name != name) {
        let most = Value::Number(VIEWS_MAX as i64);
        return Err(refused(shared.pages.say(asking.language, "view-too-many", &[("most", most)])).into());
    }
    let view = SavedView { name, query: filter.query() };
    let mut tx = shared.store.write().await?;
    tx.keep_view(person, &view).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/desk/?{}&done=view-kept", view.query)))
}

#[derive(Deserialize)]
pub(crate) struct Ending {
    #[serde(default)]
    name: String,
}

pub(crate) async fn end(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Ending>,
) -> Result<Response, Failure> {
    let mut tx = shared.store.write().await?;
    let was_there = tx.forget_view(asking.signed.person.number, &form.name).await?;
    tx.commit().await?;
    if was_there { Ok(see_other("/desk/?done=view-gone")) } else { Err(web::Error::NotFound.into()) }
}
