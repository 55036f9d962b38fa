//! The list beside the front: stories that readers have, to be placed.

use std::collections::HashSet;

use jiff::SignedDuration;
use language::Value;
use newsroom::front::{Filling, Place};
use newsroom::{SectionKey, StoryNumber, UseKey};
use pages::desk::{Choice, ChoiceRow};
use serde::{Deserialize, Serialize};
use store::{Cursor, Listed};

use crate::Shared;
use crate::fronts::Opened;
use crate::fronts::telling::Teller;
use crate::request::Asking;

/// What is asked of the page: the list's filter, and what was done before.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Choosing {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// Published in so many hours; any where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hours: String,
    /// Only those that are not on the front yet.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub absent: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// A story that is to be put somewhere.
    #[serde(skip_serializing)]
    pub pick: String,
    #[serde(skip_serializing)]
    pub moved: String,
    #[serde(skip_serializing, deserialize_with = "number")]
    pub out: Option<StoryNumber>,
    #[serde(skip_serializing)]
    pub done: String,
}

/// A number in an address may be anything.
fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<StoryNumber>, D::Error> {
    Ok(String::deserialize(deserializer)?.parse().ok().map(StoryNumber))
}

impl Choosing {
    /// The filter alone, as a query.
    pub fn back(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    pub fn from_back(back: &str) -> Self {
        serde_urlencoded::from_str(back).unwrap_or_default()
    }
}

/// Stories on one page of the list.
const ROWS: usize = 30;
/// Choices of how lately a story came out.
const HOURS: [i64; 4] = [3, 12, 24, 72];
/// More stories than a front can hold: so many rows may be left out as standing there already.
const ON_FRONT_MOST: usize = 150;

/// The list and its filter.
pub(super) struct List {
    pub rows: Vec<ChoiceRow>,
    pub sections: Vec<Choice>,
    pub hours: Vec<Choice>,
    /// The next rows, as a query.
    pub older: Option<String>,
}

pub(super) async fn stories(
    shared: &Shared,
    asking: &Asking,
    opened: &Opened,
    filling: &Filling,
    asked: &Choosing,
) -> Result<List, web::Error> {
    let code = &opened.key.edition;
    let chosen = opened.key.section.clone().or_else(|| Some(SectionKey::from(asked.section.as_str())));
    let section = chosen.and_then(|key| asking.house.section(code, &key));
    let since = asked.hours.parse().ok().filter(|hours| HOURS.contains(hours));
    let since = since.map(|hours| shared.store.clock().now() - SignedDuration::from_hours(hours));
    let on_front: HashSet<StoryNumber> = filling.stories().into_iter().chain(opened.arrangement.stories()).collect();
    let words = asked.words.trim();
    let (found, is_search) = if words.is_empty() {
        let list =
            section.map_or_else(|| UseKey::edition_list(code), |section| UseKey::section_list(code, &section.key));
        let after: Option<Cursor> = asked.after.parse().ok();
        (shared.store.reading().list(&list, after, ROWS + ON_FRONT_MOST).await?, false)
    } else {
        let numbers = shared.paper.find(code, words, ROWS + ON_FRONT_MOST);
        (shared.store.reading().cards(&numbers).await?, true)
    };
    let is_wanted = |listed: &&Listed| {
        since.is_none_or(|since| listed.live.published_at > since)
            && (!is_search || section.is_none_or(|section| section.key == listed.live.section))
            && (asked.absent.is_empty() || !on_front.contains(&listed.live.number))
    };
    let mut wanted: Vec<&Listed> = found.iter().filter(is_wanted).take(ROWS + 1).collect();
    let goes_on = wanted.len() > ROWS && !is_search;
    wanted.truncate(ROWS);
    let older = wanted
        .last()
        .filter(|_| goes_on)
        .map(|last| Choosing { after: Cursor::after(last).to_string(), ..asked.clone() }.back());
    let teller = Teller::new(shared, asking);
    let rows = wanted.into_iter().map(|listed| {
        let number = listed.live.number;
        let from = opened.arrangement.place_of(number);
        let stands = from
            .as_ref()
            .map(|place| teller.place(&opened.key, place))
            .or_else(|| by_rule(shared, asking, opened, filling, number, &teller));
        ChoiceRow {
            story: teller.listed(listed),
            from: from.map(|place| place.to_string()).unwrap_or_default(),
            stands,
        }
    });
    let sections = asking.house.sections_of(code).into_iter().filter(|section| !section.closed);
    let sections = sections.map(|one| Choice {
        value: one.key.to_string(),
        name: one.name.clone(),
        chosen: one.key.as_str() == asked.section,
    });
    let hours = HOURS.map(|hours| Choice {
        value: hours.to_string(),
        name: shared.pages.say(asking.language, "last-hours", &[("hours", Value::Number(hours))]),
        chosen: hours.to_string() == asked.hours,
    });
    Ok(List {
        rows: rows.collect(),
        sections: if opened.key.section.is_some() { Vec::new() } else { sections.collect() },
        hours: hours.into(),
        older,
    })
}

/// Where the rule put a story, as words.
fn by_rule(
    shared: &Shared,
    asking: &Asking,
    opened: &Opened,
    filling: &Filling,
    number: StoryNumber,
    teller: &Teller<'_>,
) -> Option<String> {
    let slot = filling.slots.iter().find(|filled| filled.story == number).map(|filled| Place::manset(filled.slot));
    let place = slot.or_else(|| {
        let mut places = filling.blocks.iter().flat_map(|block| {
            block.slots.iter().map(|filled| (filled.story, Place::in_block(&block.section, filled.slot)))
        });
        places.find(|(story, _)| *story == number).map(|(_, place)| place)
    })?;
    let place = teller.place(&opened.key, &place);
    Some(shared.pages.say(asking.language, "place-by-rule", &[("place", Value::Text(&place))]))
}
