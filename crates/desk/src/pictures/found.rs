//! The library for the editor's panel: what a search found, and what is told of a picture that has just come.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::library::Terms;
use serde_json::{Value, json};
use store::Listing;

use super::list::Asked;
use super::{likeness, show};
use crate::Shared;
use crate::answer::{Failure, json as answer};
use crate::request::Asking;

/// Pictures of one answer: what a panel shows at once.
const PICTURES: usize = 24;
/// Neighbours told of a new picture.
const NEAR: usize = 6;

pub(crate) async fn found(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let found = shared.store.pictures(&asked.query(PICTURES)).await?;
    let older = found.last().filter(|_| found.len() == PICTURES).map(|last| last.place);
    let told = tell(&shared, &asking, &found).await?;
    // Whose session it is, and its secret: what a page needs that stayed open over another sign-in.
    let me = asking.signed.person.actor();
    answer(&json!({"pictures": told, "older": older, "csrf": asking.csrf, "me": me}))
}

/// Pictures as the scripts read them.
pub(super) async fn tell(shared: &Shared, asking: &Asking, found: &[Listing]) -> Result<Vec<Value>, web::Error> {
    let files: Vec<&str> = found.iter().map(|listing| listing.record.file.as_str()).collect();
    let uses = shared.store.last_live_uses(&files).await?;
    let used: HashMap<&str, String> = uses
        .iter()
        .map(|(file, (live, headline))| (file.as_str(), show::used_on(shared, asking, live, headline)))
        .collect();
    let now = shared.store.clock().now();
    Ok(found
        .iter()
        .map(|listing| {
            let record = &listing.record;
            json!({
                "picture": record.picture(),
                "title": show::title(record),
                "name": record.name,
                "url": show::address(&record.file),
                "terms": match record.terms(now) {
                    Terms::Good => "good",
                    Terms::EndSoon => "end-soon",
                    Terms::Ended => "ended",
                },
                "until": record.rights_until.map(|until| show::last_day(asking, until)),
                "usage_note": record.usage_note,
                "used": used.get(record.file.as_str()),
                "stories": listing.stories,
            })
        })
        .collect())
}

/// Pictures that look like one, with how much alike they are, the most alike first.
pub(super) async fn near(shared: &Shared, bits: u128, left_out: i64) -> Result<Vec<(Listing, u32)>, web::Error> {
    let near = shared.likeness.near(&shared.store, bits, Some(left_out), NEAR).await?;
    let places: Vec<i64> = near.iter().map(|(place, _)| *place).collect();
    let mut by_place: HashMap<i64, Listing> =
        shared.store.pictures_at(&places).await?.into_iter().map(|listing| (listing.place, listing)).collect();
    let listed = near.into_iter().filter_map(|(place, differ)| Some((by_place.remove(&place)?, differ)));
    // What was blurred is found through what stands in its place.
    let shown = listed.filter(|(listing, _)| listing.record.replaced_by.is_none());
    Ok(shown.map(|(listing, differ)| (listing, likeness::percent(differ))).collect())
}
