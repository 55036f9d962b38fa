//! Fronts: which story stands where, arranged in a draft that everybody shares and published as one act.
//!
//! Who may arrange, `newsroom::rights` decides; how stories make room for each other and what fills the open places, `newsroom::front`.

mod act;
mod arranging;
mod band;
mod choosing;
mod past;
mod telling;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::rights::Object;
use newsroom::{Arrangement, Edition, Front, FrontKey, Right, SectionKey, StoryNumber, address};
use pages::desk::{EditionFronts, FrontLine, FrontsView};
use serde::Deserialize;
use store::FrontDraft;

pub(crate) use act::{act, act_page, preview, scheduled};
pub(crate) use arranging::{change, edition_page, page, state};
pub(crate) use band::{band, band_page};
pub(crate) use past::past_page;

use crate::Shared;
use crate::answer::{Failure, page as print};
use crate::board::{name_of, names};
use crate::request::Asking;
use telling::Teller;

/// In place of a section: the edition's own front.
const OWN: &str = "-";

/// Where a front is arranged.
fn address_of(key: &FrontKey) -> String {
    let section = key.section.as_ref().map_or(OWN, SectionKey::as_str);
    format!("/desk/fronts/{}/{section}", key.edition)
}

/// Whether somebody may arrange this front.
pub(crate) fn may_arrange(asking: &Asking, key: &FrontKey) -> Result<(), web::Error> {
    let right = if key.section.is_some() { Right::Place } else { Right::PlaceFront };
    asking.may(right, &Object::Front { edition: &key.edition, section: key.section.as_ref() })
}

/// The fronts of an edition that somebody may arrange, its own first.
fn arrangeable(asking: &Asking, edition: &Edition) -> Vec<FrontKey> {
    let own = FrontKey::of(&edition.code);
    let sections = asking.house.sections_of(&edition.code).into_iter().filter(|section| !section.closed);
    let sections =
        sections.map(|section| FrontKey { edition: edition.code.clone(), section: Some(section.key.clone()) });
    std::iter::once(own).chain(sections).filter(|key| may_arrange(asking, key).is_ok()).collect()
}

/// Whether somebody may arrange any front at all.
pub(crate) fn may_any(asking: &Asking) -> bool {
    asking.house.editions.values().any(|edition| may_any_of(asking, edition))
}

/// Whether somebody may arrange any front of an edition.
pub(crate) fn may_any_of(asking: &Asking, edition: &Edition) -> bool {
    !arrangeable(asking, edition).is_empty()
}

/// The front an address names, which the asker may arrange.
///
/// # Errors
/// [`web::Error::NotFound`] where the paper has none; [`web::Error::NotAllowed`] where the policy says so.
fn named(asking: &Asking, edition: &str, section: &str) -> Result<FrontKey, web::Error> {
    let edition = asking.edition(&edition.into())?;
    let section = match section {
        OWN => None,
        key => Some(asking.house.section(&edition.code, &key.into()).ok_or(web::Error::NotFound)?.key.clone()),
    };
    let key = FrontKey { edition: edition.code.clone(), section };
    may_arrange(asking, &key)?;
    Ok(key)
}

/// How the front is called: its section, or its edition.
fn name_of_front(asking: &Asking, key: &FrontKey) -> String {
    let section = key.section.as_ref().and_then(|section| asking.house.section(&key.edition, section));
    let edition = asking.house.edition(&key.edition);
    section.map(|section| &section.name).or(edition.map(|edition| &edition.name)).cloned().unwrap_or_default()
}

/// Where readers find it.
fn url_of(shared: &Shared, asking: &Asking, key: &FrontKey) -> String {
    let Some(edition) = asking.house.edition(&key.edition) else { return shared.origin.clone() };
    let section = key.section.as_ref().and_then(|section| asking.house.section(&key.edition, section));
    let path = match section {
        Some(section) => address::section_path(edition, section),
        None => address::edition_path(edition),
    };
    format!("{}{path}", shared.origin)
}

/// A front with its draft.
struct Opened {
    key: FrontKey,
    draft: FrontDraft,
    /// What is being arranged, with all its blocks named: the draft, or what readers have.
    arrangement: Arrangement,
    /// What readers have.
    front: Front,
}

impl Opened {
    async fn of(shared: &Shared, asking: &Asking, key: FrontKey) -> Result<Self, web::Error> {
        let draft = shared.store.front_draft(&key).await?;
        Ok(Self::with(draft, &asking.house, key))
    }

    fn with(draft: FrontDraft, house: &newsroom::House, key: FrontKey) -> Self {
        let front = house.front(&key).cloned().unwrap_or_else(|| Front {
            key: key.clone(),
            placements: Vec::new(),
            blocks: Vec::new(),
            breaking: None,
        });
        let arrangement = draft.arrangement.clone().unwrap_or_else(|| front.arrangement()).spelled_out(&key, house);
        Self { key, draft, arrangement, front }
    }

    /// The front as it would be with another arrangement.
    fn arranged(&self, arrangement: &Arrangement) -> Front {
        let Arrangement { placements, blocks } = arrangement.clone();
        Front { placements, blocks, ..self.front.clone() }
    }

    fn is_changed(&self) -> bool {
        self.draft.arrangement.is_some()
    }
}

/// Who changed readers' front since the draft was begun, and when.
async fn outdated(shared: &Shared, asking: &Asking, opened: &Opened) -> Result<Option<String>, web::Error> {
    if !opened.is_changed() {
        return Ok(None);
    }
    let newest = shared.store.past_fronts(&opened.key, None, 1).await?.into_iter().next();
    let Some(newest) = newest.filter(|newest| newest.position > opened.draft.base) else { return Ok(None) };
    let who = name_of(&names(shared).await?, &newest.actor);
    Ok(Some(who_and_when(shared, asking, &who, newest.at)))
}

fn who_and_when(shared: &Shared, asking: &Asking, who: &str, at: jiff::Timestamp) -> String {
    let at = asking.hour(at);
    let args = [("who", language::Value::Text(who)), ("at", language::Value::Text(&at))];
    shared.pages.say(asking.language, "who-and-when", &args)
}

// ---- which there are ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Listing {
    pick: String,
}

pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Listing>,
) -> Result<Response, Failure> {
    if !may_any(&asking) {
        // The refusal is worded by the policy itself.
        let edition = asking.house.editions_in_order().first().map(|edition| edition.code.clone());
        let edition = edition.ok_or(web::Error::NotFound)?;
        may_arrange(&asking, &FrontKey::of(&edition))?;
    }
    let names = names(&shared).await?;
    let waiting = shared.store.scheduled_fronts(None).await?;
    let teller = Teller::new(&shared, &asking);
    let pick: Option<StoryNumber> = asked.pick.parse().ok().map(StoryNumber);
    let picked = match pick {
        Some(number) => shared.store.reading().cards(&[number]).await?.into_iter().next(),
        None => None,
    };
    let mut editions = Vec::new();
    for edition in asking.house.editions_in_order() {
        // A story stands on the fronts of its own edition.
        if picked.as_ref().is_some_and(|picked| picked.live.edition != edition.code) {
            continue;
        }
        let mut fronts = Vec::new();
        for key in arrangeable(&asking, edition) {
            let opened = Opened::of(&shared, &asking, key.clone()).await?;
            let changed = opened.draft.changed.as_ref().filter(|_| opened.is_changed());
            let of_front = || waiting.iter().filter(|scheduled| scheduled.key == key);
            let stands = picked.as_ref().and_then(|picked| opened.arrangement.place_of(picked.live.number));
            fronts.push(FrontLine {
                name: name_of_front(&asking, &key),
                is_own: key.section.is_none(),
                address: address_of(&key),
                draft: changed.map(|(actor, at)| who_and_when(&shared, &asking, &name_of(&names, actor), *at)),
                waiting: of_front().filter(|scheduled| scheduled.is_waiting()).count(),
                alarms: of_front().filter(|scheduled| !scheduled.is_waiting()).count(),
                stands: stands.map(|place| teller.place(&key, &place)),
            });
        }
        if !fronts.is_empty() {
            editions.push(EditionFronts {
                name: edition.name.clone(),
                lang: edition.language.code().to_owned(),
                dir: edition.language.direction().as_str().to_owned(),
                fronts,
            });
        }
    }
    let view = FrontsView {
        frame: asking.frame(&shared, asking.say(&shared, "fronts"), "fronts"),
        editions,
        picked: picked.as_ref().map(|listed| teller.listed(listed)),
    };
    print(&shared, asking.language, "fronts.html", &view)
}
