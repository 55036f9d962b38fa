//! What is offered while somebody writes: names of the house, tags in use, own stories found by their words.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use language::Language;
use newsroom::rights::Object;
use newsroom::{EditionCode, Right, StoryNumber};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{AsWritten, BoardQuery, KnownStory};

use crate::Shared;
use crate::answer::{Failure, json as answer};
use crate::details::looked_at;
use crate::request::Asking;

/// Offers in one list: what is seen at a glance.
const OFFERS: usize = 8;
/// What two stories have in common, of that so much is told.
const REASONS: usize = 4;
/// Letters of a question that are read.
const QUESTION_LETTERS: usize = 120;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    edition: String,
}

impl Asked {
    fn words(&self) -> String {
        let kept = self.q.chars().filter(|letter| !letter.is_control()).take(QUESTION_LETTERS);
        kept.collect::<String>().trim().to_owned()
    }
}

/// Who signs here: authors with a page, then whoever asks.
pub(crate) async fn authors(asking: Asking, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let edition = asking.edition(&EditionCode::from(asked.edition.as_str()))?;
    let words = asked.words();
    let mut offers: Vec<Value> = asking
        .house
        .authors
        .values()
        .filter(|author| author.edition == edition.code && begins(&author.name, &words, edition.language))
        .take(OFFERS)
        .map(|author| json!({"name": author.name, "note": author.role}))
        .collect();
    let me = &asking.signed.person.name;
    if offers.len() < OFFERS && begins(me, &words, edition.language) && offers.iter().all(|offer| offer["name"] != **me)
    {
        offers.push(json!({"name": me, "note": ""}));
    }
    answer(&offers)
}

/// Whether each word asked for begins one of the name's, in the order they are asked in; nothing begins every name.
fn begins(name: &str, asked: &str, language: Language) -> bool {
    let folded = |text: &str| language::fold(text, language);
    let name = folded(name);
    let mut words = name.split_whitespace();
    folded(asked).split_whitespace().all(|wanted| words.any(|word| word.starts_with(wanted)))
}

/// Tags in use that begin so.
pub(crate) async fn tags(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let edition = asking.edition(&EditionCode::from(asked.edition.as_str()))?;
    let words = asked.words();
    if !words.chars().any(char::is_alphanumeric) {
        return answer(&json!([]));
    }
    let slug = language::slug(&words, edition.language);
    let tags = shared.store.tags_beginning(&edition.code, &slug, OFFERS as i64).await?;
    answer(&tags.iter().map(|tag| json!({"name": tag.name, "note": ""})).collect::<Vec<_>>())
}

/// Own stories: by their number, else by words, those readers have and those that are being written.
pub(crate) async fn stories(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let words = asked.words();
    let mut numbers: Vec<StoryNumber> = Vec::new();
    numbers.extend(words.trim_start_matches('#').parse().ok().map(StoryNumber));
    let editions = match asked.edition.as_str() {
        "" => asking.house.editions_in_order(),
        code => vec![asking.edition(&EditionCode::from(code))?],
    };
    if words.chars().any(char::is_alphanumeric) {
        for edition in &editions {
            numbers.extend(shared.paper.find(&edition.code, &words, OFFERS));
        }
        numbers.extend(being_written(&shared, &editions, &words).await?);
    }
    let mut seen = std::collections::HashSet::new();
    numbers.retain(|number| seen.insert(*number));
    let found = shared.store.known_stories(&numbers).await?;
    let offered = found.iter().filter(|story| may_see(&asking, story)).take(OFFERS);
    answer(&offered.map(|story| told(&shared, &asking, story)).collect::<Vec<_>>())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Beside {
    story: i64,
}

/// What readers are offered beside a story where nobody chose for it, and why each.
pub(crate) async fn related(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(beside): Query<Beside>,
) -> Result<Response, Failure> {
    let AsWritten { story, content, .. } = looked_at(&shared, &asking, beside.story).await?;
    let numbers = shared.paper.related(story.number, &story.edition, &content);
    let found = shared.store.known_stories(&numbers).await?;
    let offered = found.iter().filter(|other| other.live.as_ref().is_some_and(newsroom::Live::is_live)).map(|other| {
        let mut offer = told(&shared, &asking, other);
        offer["why"] = shared.paper.shared(&story.edition, &content, &other.content, REASONS).into();
        offer
    });
    answer(&offered.collect::<Vec<_>>())
}

/// Stories the board finds by these words, the last saved first.
async fn being_written(
    shared: &Shared,
    editions: &[&newsroom::Edition],
    words: &str,
) -> Result<Vec<StoryNumber>, web::Error> {
    let query = BoardQuery {
        edition: (editions.len() == 1).then(|| editions[0].code.clone()),
        search: words.to_owned(),
        limit: OFFERS as i64,
        ..BoardQuery::default()
    };
    Ok(shared.store.board(&query).await?.iter().map(|story| story.number).collect())
}

/// What readers have, everybody may see; what is being written, whoever may read the draft.
pub(crate) fn may_see(asking: &Asking, story: &KnownStory) -> bool {
    let object =
        Object::Story { edition: &story.edition, sections: &story.content.sections, author: story.author.as_ref() };
    story.live.as_ref().is_some_and(newsroom::Live::is_live) || asking.may(Right::Draft, &object).is_ok()
}

/// A story as the editor lists it.
pub(crate) fn told(shared: &Shared, asking: &Asking, story: &KnownStory) -> Value {
    let edition = asking.house.edition(&story.edition);
    let live = story.live.as_ref();
    let stage = match live {
        None => "draft",
        Some(live) if live.is_live() => "live",
        Some(_) => "withdrawn",
    };
    let is_live = live.is_some_and(newsroom::Live::is_live);
    let headline = match story.content.headline.trim() {
        "" => asking.say(shared, "no-headline"),
        headline => headline.to_owned(),
    };
    json!({
        "number": story.number,
        "headline": headline,
        "edition": edition.map_or_else(|| story.edition.to_string(), |edition| edition.name.clone()),
        "language": edition.map_or("", |edition| edition.language.code()),
        "direction": edition.map_or("ltr", |edition| edition.language.direction().as_str()),
        "stage": asking.say(shared, &format!("stage-{stage}")),
        "is_live": is_live,
        "when": live.map(|live| asking.hour(live.published_at)),
        "group": story.content.translation.unwrap_or(story.number.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_how_their_words_begin() {
        let check = |name: &str, asked: &str, expected: bool| {
            assert_eq!(begins(name, asked, Language::Turkish), expected, "{name} / {asked}");
        };
        check("Ayşe Kaya", "", true);
        check("Ayşe Kaya", "ays", true);
        check("Ayşe Kaya", "KAY", true);
        check("Ayşe Kaya", "ay ka", true);
        check("Ayşe Kaya", "ka ay", false);
        check("Işıl İnan", "ısıl", true);
        check("Işıl İnan", "ina", true);
        check("Ayşe Kaya", "şe", false);
    }
}
