//! The breaking band: one line above every page of an edition, from now until an hour.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::SignedDuration;
use jiff::civil::DateTime;
use language::Value;
use newsroom::acts::{self, PlaceRefused};
use newsroom::{Band, FrontKey, StoryNumber};
use pages::desk::{BandView, Choice};
use serde::Deserialize;

use crate::Shared;
use crate::answer::{Failure, page as print, refused, refused_because, see_other};
use crate::fronts::telling::Teller;
use crate::fronts::{Opened, address_of, arranging, named};
use crate::request::{Asking, Form};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Picked {
    story: String,
}

/// Choices of how long it stands.
const HOURS: [i64; 4] = [1, 2, 4, 8];

pub(crate) async fn band_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((edition, section)): Path<(String, String)>,
    Query(asked): Query<Picked>,
) -> Result<Response, Failure> {
    let key = of_edition(&asking, &edition, &section)?;
    let form = Sent { story: asked.story, ..Sent::default() };
    before(&shared, &asking, key, &form, None).await
}

/// The band stands over an edition, and is set where its own front is arranged.
fn of_edition(asking: &Asking, edition: &str, section: &str) -> Result<FrontKey, web::Error> {
    let key = named(asking, edition, section)?;
    if key.section.is_none() { Ok(key) } else { Err(web::Error::NotFound) }
}

async fn before(
    shared: &Arc<Shared>,
    asking: &Asking,
    key: FrontKey,
    form: &Sent,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let opened = Opened::of(shared, asking, key).await?;
    let edition = asking.edition(&opened.key.edition)?;
    let teller = Teller::new(shared, asking);
    let number = form.story.parse().ok().map(StoryNumber);
    let listed = shared.store.reading().cards(&number.into_iter().collect::<Vec<_>>()).await?;
    let story = listed.first().filter(|listed| listed.live.edition == edition.code);
    let is_again = problem.is_some();
    let mut frame = asking.frame(shared, asking.say(shared, "breaking-band"), "fronts");
    frame.problem = problem;
    let chosen = if form.hours.is_empty() { "2" } else { &form.hours };
    let hours = HOURS.map(|hours| Choice {
        value: hours.to_string(),
        name: shared.pages.say(asking.language, "for-hours", &[("hours", Value::Number(hours))]),
        chosen: hours.to_string() == chosen,
    });
    let view = BandView {
        edition: edition.name.clone(),
        address: address_of(&opened.key),
        zone: edition.zone.clone(),
        story: story.map(|listed| teller.listed(listed)),
        stands: arranging::band(shared, asking, &opened, &teller).await?,
        hours: hours.into(),
        at: form.at.clone(),
        frame,
    };
    let response = print(shared, asking.language, "front-band.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    #[serde(rename = "do")]
    what: String,
    story: String,
    /// For so many hours, or `at` an hour.
    hours: String,
    /// `2026-11-25T18:30`, in the edition's zone.
    at: String,
}

pub(crate) async fn band(
    State(shared): State<Arc<Shared>>,
    Path((edition, section)): Path<(String, String)>,
    Form(asking, form): Form<Sent>,
) -> Result<Response, Failure> {
    let key = of_edition(&asking, &edition, &section)?;
    let me = asking.signed.person.actor();
    let zone = asking.edition(&key.edition)?.time_zone();
    let mut tx = shared.store.write().await?;
    let now = tx.now();
    let band = if form.what == "end" {
        None
    } else {
        let until = match form.hours.parse::<i64>() {
            Ok(hours) if HOURS.contains(&hours) => Some(now + SignedDuration::from_hours(hours)),
            _ => {
                let at = form.at.parse::<DateTime>().ok().and_then(|at| at.to_zoned_datetime(zone).ok());
                at.map(|at| at.timestamp())
            }
        };
        let (Some(until), Some(story)) = (until, form.story.parse().ok().map(StoryNumber)) else {
            drop(tx);
            let words = asking.say(&shared, "hour-missing");
            return before(&shared, &asking, key, &form, Some(words)).await;
        };
        Some(Band { story, until })
    };
    let stories: Vec<StoryNumber> = band.iter().map(|band| band.story).collect();
    let live = tx.live_among(&key.edition, &stories).await?;
    let decided = match acts::announce(&key.edition, band, &live, tx.house().await?, &me, now) {
        Ok(decided) => decided,
        Err(refused) => {
            drop(tx);
            let words = match &refused {
                PlaceRefused::NotLive(_) => asking.say(&shared, "front-not-live"),
                PlaceRefused::BandEnd => {
                    let most = Value::Number(acts::BAND_HOURS_MAX);
                    shared.pages.say(asking.language, "band-end-wrong", &[("most", most)])
                }
                PlaceRefused::NoBand => asking.say(&shared, "band-none"),
                refused => refused_because(&shared, asking.language, Some(refused.code()), &refused.to_string()),
            };
            return before(&shared, &asking, key, &form, Some(words)).await;
        }
    };
    tx.save(decided).await?;
    tx.note_down(Some(&me), "front-band", &key.to_string(), &asking.address).await?;
    let position = tx.commit().await?;
    if let Err(error) = Arc::clone(&shared.paper).reached(position).await {
        tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
    }
    let done = if band.is_some() { "band" } else { "band-end" };
    Ok(see_other(&format!("{}?done={done}", address_of(&key))))
}
