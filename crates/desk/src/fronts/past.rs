//! What a front was before: every act that arranged it, from the ledger.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::{Position, StoryNumber};
use pages::desk::{PastFrontsView, PastRow};
use serde::Deserialize;

use crate::Shared;
use crate::answer::{Failure, page as print};
use crate::board::{name_of, names};
use crate::fronts::telling::Teller;
use crate::fronts::{address_of, name_of_front, named};
use crate::request::Asking;

/// Acts on one page.
const ROWS: usize = 30;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Before {
    before: String,
}

pub(crate) async fn past_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((edition, section)): Path<(String, String)>,
    Query(asked): Query<Before>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    let edition = asking.edition(&key.edition)?;
    let before = asked.before.parse().ok().map(Position);
    // One more than is shown: what an act changed is told against the one before it.
    let found = shared.store.past_fronts(&key, before, ROWS as i64 + 1).await?;
    let names = names(&shared).await?;
    let teller = Teller::new(&shared, &asking);
    let lead = |front: &newsroom::Front| front.placements.first().map(|placed| placed.story);
    let leads: Vec<StoryNumber> = found.iter().filter_map(|past| lead(&past.front)).collect();
    let told = teller.stories(&leads).await?;
    let rows = found.iter().take(ROWS).enumerate().map(|(at, past)| PastRow {
        position: past.position.0,
        at: asking.hour(past.at),
        by: name_of(&names, &past.actor),
        is_now: at == 0 && before.is_none(),
        lead: lead(&past.front).and_then(|story| told.get(&story).cloned()),
        placed: past.front.arrangement().stories().count(),
        is_band: found.get(at + 1).is_some_and(|before| {
            before.front.arrangement() == past.front.arrangement() && before.front.breaking != past.front.breaking
        }),
    });
    let older = found.get(ROWS - 1).filter(|_| found.len() > ROWS);
    let name = name_of_front(&asking, &key);
    let view = PastFrontsView {
        frame: asking.frame(&shared, format!("{}: {name}", asking.say(&shared, "front-past")), "fronts"),
        name,
        edition: edition.name.clone(),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        rows: rows.collect(),
        older: older.map(|last| format!("{}/past?before={}", address_of(&key), last.position)),
        address: address_of(&key),
    };
    print(&shared, asking.language, "front-past.html", &view)
}
