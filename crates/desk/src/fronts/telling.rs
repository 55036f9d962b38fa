//! Stories and places in the words of the desk.

use std::collections::HashMap;

use language::{Language, Value};
use newsroom::front::Place;
use newsroom::{Card, FrontKey, Live, StoryNumber, address};
use pages::desk::FrontStory;
use store::Listed;

use crate::Shared;
use crate::request::Asking;

/// Tells stories and places to whoever asks.
pub(super) struct Teller<'a> {
    shared: &'a Shared,
    asking: &'a Asking,
}

impl<'a> Teller<'a> {
    pub fn new(shared: &'a Shared, asking: &'a Asking) -> Self {
        Self { shared, asking }
    }

    pub fn listed(&self, listed: &Listed) -> FrontStory {
        self.story(&listed.live, &listed.card)
    }

    fn story(&self, live: &Live, card: &Card) -> FrontStory {
        let house = &self.asking.house;
        let edition = house.edition(&live.edition);
        let language =
            Language::from_tag(&card.language).or(edition.map(|edition| edition.language)).unwrap_or(Language::Turkish);
        let section = house.section(&live.edition, &live.section);
        FrontStory {
            number: live.number.0,
            headline: card.headline.clone(),
            lang: language.code().to_owned(),
            dir: language.direction().as_str().to_owned(),
            section: section.map(|section| section.name.clone()).unwrap_or_default(),
            hour: self.asking.hour(live.published_at),
            hour_iso: live.published_at.to_string(),
            is_live: live.is_live(),
            url: edition.map(|edition| address::story_path(house, edition, live)).unwrap_or_default(),
        }
    }

    /// Stories by number; those that readers do not have any more among them.
    pub async fn stories(&self, numbers: &[StoryNumber]) -> Result<HashMap<StoryNumber, FrontStory>, web::Error> {
        let reading = self.shared.store.reading();
        let live = reading.cards(numbers).await?;
        let mut told: HashMap<_, _> = live.iter().map(|listed| (listed.live.number, self.listed(listed))).collect();
        for number in numbers {
            if !told.contains_key(number)
                && let Some(seen) = reading.story(*number).await?
            {
                told.insert(*number, self.story(&seen.live, &Card::of(&seen.content)));
            }
        }
        Ok(told)
    }

    /// A place in words: `Manşet 3`, `Spor, lead`.
    pub fn place(&self, key: &FrontKey, place: &Place) -> String {
        let slot = Value::Number(i64::from(place.slot));
        let pages = &self.shared.pages;
        let Some(section) = &place.block else {
            return pages.say(self.asking.language, "place-slot", &[("slot", slot)]);
        };
        let name = self.asking.house.section(&key.edition, section).map_or(section.as_str(), |one| one.name.as_str());
        let section = ("section", Value::Text(name));
        if place.slot == 1 {
            return pages.say(self.asking.language, "place-lead", &[section]);
        }
        let line = ("line", Value::Number(i64::from(place.slot - 1)));
        pages.say(self.asking.language, "place-line", &[section, line])
    }
}
