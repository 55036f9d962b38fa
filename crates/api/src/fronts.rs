//! Fronts: which story stands in which numbered slot.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use newsroom::rights::{self, Object};
use newsroom::{Asker, FrontKey, House, Placement, Right, StoryNumber, UseKey, acts};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::Shared;
use crate::act::{Act, Begun, Done, not_allowed, refused};
use crate::making::{Made, kept};
use crate::request::{Path, Problem, Sent};
use crate::schema::{Placed, Placements, ReadProblems, WriteProblems};

/// In place of a section: the edition's own front.
const OWN_FRONT: &str = "-";

/// An arrangement: these placements and no others.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Arrangement {
    /// No slot and no story twice.
    #[schema(max_items = 15)]
    placements: Vec<Slot>,
}

/// One story's place.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Slot {
    /// 1 is the manşet.
    #[schema(minimum = 1, maximum = 15)]
    slot: u8,
    /// The story's number.
    #[schema(minimum = 1)]
    story: i64,
}

/// Read a front
///
/// As arranged. Slots that are not named are filled by rule when the page is read.
#[utoipa::path(get, path = "/fronts/{edition}/{section}/placements", tag = "Reading",
    params(("edition" = String, Path, description = "The edition's code", example = "tr"),
        ("section" = String, Path, description = "The section's key, slug or name; `-` for the edition's own front", example = "-")),
    responses((status = 200, description = "The placements", body = Placements), ReadProblems))]
pub(crate) async fn read(
    State(shared): State<Arc<Shared>>,
    Path((edition, section)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let key = front_key(&shared.paper.house(), &edition, &section)?;
    kept(&shared, &format!("/api/v1/fronts/{key}/placements"), &headers, move |making| async move {
        making.used([UseKey::front(&key)]);
        let placements = making.house.front(&key).map(|front| front.placements.clone()).unwrap_or_default();
        Ok(Made::json(&json!({"edition": key.edition, "section": key.section, "placements": placements})))
    })
    .await
}

/// Arrange a front
///
/// Replaces the whole arrangement in one act: readers never see it half done.
#[utoipa::path(put, path = "/fronts/{edition}/{section}/placements", tag = "Writing",
    security(("token" = ["place", "place-front"])),
    params(("edition" = String, Path, description = "The edition's code", example = "tr"),
        ("section" = String, Path, description = "The section's key, slug or name; `-` for the edition's own front", example = "-")),
    request_body = Arrangement,
    responses((status = 200, description = "Readers see it", body = Placed), WriteProblems))]
pub(crate) async fn arrange(
    State(shared): State<Arc<Shared>>,
    Extension(asker): Extension<Asker>,
    Path((edition, section)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let Arrangement { placements } = sent.json()?;
    let placements: Vec<_> =
        placements.into_iter().map(|Slot { slot, story }| Placement { slot, story: StoryNumber(story) }).collect();
    let mut act = match Act::begin(&shared, &asker, &sent).await? {
        Begun::Anew(act) => act,
        Begun::Before(response) => return Ok(response),
    };
    let key = front_key(act.tx.house().await?, &edition, &section)?;
    let right = if key.section.is_some() { Right::Place } else { Right::PlaceFront };
    let object = Object::Front { edition: &key.edition, section: key.section.as_ref() };
    rights::may(&asker, right, &object).map_err(not_allowed)?;
    let stories: Vec<StoryNumber> = placements.iter().map(|placement| placement.story).collect();
    let live = act.tx.live_among(&key.edition, &stories).await?;
    let now = act.tx.now();
    let house = act.tx.house().await?;
    let decided = acts::place(key.clone(), placements.clone(), &live, house, &asker.actor, now).map_err(refused)?;
    let position = act.tx.save(decided).await?;
    let body = json!({
        "position": position,
        "act": "place",
        "edition": key.edition,
        "section": key.section,
        "placements": placements,
    });
    act.end(Done::new(StatusCode::OK, body)).await
}

fn front_key(house: &House, edition: &str, section: &str) -> Result<FrontKey, web::Error> {
    let edition = house.edition(&edition.into()).ok_or(web::Error::NotFound)?;
    let section = match section {
        OWN_FRONT => None,
        word => {
            let by_slug = house.section_by_slug(&edition.code, word);
            Some(by_slug.or_else(|| house.section_named(edition, word)).ok_or(web::Error::NotFound)?.key.clone())
        }
    };
    Ok(FrontKey { edition: edition.code.clone(), section })
}
