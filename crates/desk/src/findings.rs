//! What the linter and the desk's own rules find in a story while it is written: each by its field or block, in the words
//! of whoever writes, with the mend where there is one. Nothing here stops anybody from writing.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use language::Value as Words;
use newsroom::body::{Block, words_of};
use newsroom::lint::{Code, Severity, Subject, d01, d02, d04, d06, lint};
use newsroom::{Content, Edition, Picture, StoryNumber, Working};
use serde::Serialize;
use serde_json::{Value, json};
use store::AsWritten;

use crate::Shared;
use crate::answer::{Failure, json as answer};
use crate::details::looked_at;
use crate::request::Asking;

/// One thing to look at.
#[derive(Debug, Serialize)]
struct Found {
    /// What it is, for the script.
    kind: &'static str,
    /// A sentence.
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<String>,
    /// How it is mended at one keystroke: a field's new words, or the block dropped.
    #[serde(skip_serializing_if = "Value::is_null")]
    mend: Value,
}

pub(crate) async fn findings(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let AsWritten { story, version, content, working, .. } = looked_at(&shared, &asking, number).await?;
    let edition = asking.edition(&story.edition)?;
    let say = |key: &str, args: &[(&str, Words<'_>)]| shared.pages.say(asking.language, key, args);
    let mut all = found(&content, &working, edition, &say);
    if let Some(told) = told(&shared, &asking, story.number, edition, &content).await? {
        let args = [("headline", Words::Text(&told.headline)), ("when", Words::Text(&told.when))];
        let (words, field) = (say("finding-told", &args), Some("headline"));
        all.push(Found { kind: "told", words, field, block: None, mend: Value::Null });
    }
    answer(&json!({"version": version, "found": all}))
}

/// A story readers have in the same edition that tells the same.
pub(crate) struct Told {
    pub headline: String,
    /// Minutes ago, while that is under an hour, or the day and hour.
    pub when: String,
}

/// What readers have already of what these words tell; nothing if it is new.
pub(crate) async fn told(
    shared: &Shared,
    asking: &Asking,
    number: StoryNumber,
    edition: &Edition,
    content: &Content,
) -> Result<Option<Told>, web::Error> {
    let told = shared.paper.told(number, &edition.code, content);
    // The nearest may be of another edition: what a translation tells is told there.
    let numbers: Vec<StoryNumber> = told.iter().take(TOLD_LOOKED_AT).map(|(number, _)| *number).collect();
    let cards = shared.store.reading().cards(&numbers).await?;
    let own = cards.into_iter().filter(|card| card.live.edition == edition.code);
    let place = |number: StoryNumber| numbers.iter().position(|other| *other == number);
    let Some(nearest) = own.min_by_key(|card| place(card.live.number)) else { return Ok(None) };
    let at = nearest.live.published_at;
    let age = shared.store.clock().now().duration_since(at).as_secs();
    let when = language::age(age, asking.language).unwrap_or_else(|| asking.hour(at));
    Ok(Some(Told { headline: nearest.card.headline, when }))
}

/// Of an event that many told, so many are looked through for one of the own edition.
const TOLD_LOOKED_AT: usize = 20;

type Say<'s> = dyn Fn(&str, &[(&str, Words<'_>)]) -> String + 's;

fn found(content: &Content, working: &Working, edition: &Edition, say: &Say<'_>) -> Vec<Found> {
    let subject = Subject { content, edition, published_at: None };
    let mut all = Vec::new();
    for finding in lint(&subject) {
        // Who answers for the words, the editor asks itself, at once.
        if finding.severity == Severity::Mended || finding.code == Code::D9 {
            continue;
        }
        let index = finding.place.strip_prefix("body[").and_then(|rest| rest.trim_end_matches(']').parse().ok());
        let block = index.and_then(|index: usize| working.blocks.get(index)).map(|(id, block)| (id.0.clone(), block));
        let field = match finding.place.as_str() {
            "headline" => Some("headline"),
            "kicker" => Some("kicker"),
            "standfirst" => Some("standfirst"),
            "section" => Some("sections"),
            _ => None,
        };
        let line = match (field, &block) {
            (Some("headline"), _) => content.headline.clone(),
            (Some("kicker"), _) => content.kicker.clone().unwrap_or_default(),
            (Some("standfirst"), _) => content.standfirst.clone().unwrap_or_default(),
            (_, Some((_, block))) => block.plain_text(),
            _ => String::new(),
        };
        let text = |words: &str| {
            say(&format!("finding-{}", finding.code.as_str().to_lowercase()), &[("words", Words::Text(words))])
        };
        let (kind, words, mend) = match finding.code {
            Code::D1 => ("residue", text(d01::residue(&line).map_or("", |(_, part)| part)), Value::Null),
            Code::D2 => {
                let lowered = d02::lowered_names(&line, &content.body.plain_text(), subject.language());
                let names: Vec<_> = lowered.iter().map(|name| name.as_written.as_str()).collect();
                let mended = d02::mended(&line, &lowered, subject.language());
                ("names", text(&names.join(", ")), json!({"now": mended}))
            }
            Code::D4 => {
                let at = glued(working, index).unwrap_or_default();
                ("glued-heading", text(line.get(at..).unwrap_or_default()), Value::Null)
            }
            Code::D6 => ("language", language_words(content, edition, say), Value::Null),
            Code::D10 => ("twin", text(""), json!({"drop": true})),
            _ => ("other", finding.message.clone(), Value::Null),
        };
        all.push(Found { kind, words, field, block: block.map(|(id, _)| id), mend });
    }
    pictures(content, working, say, &mut all);
    all
}

/// Where the heading glued to a paragraph begins.
fn glued(working: &Working, index: Option<usize>) -> Option<usize> {
    let words = |index: usize| match &working.blocks.get(index)?.1 {
        Block::Paragraph { text } => Some(words_of(text)),
        _ => None,
    };
    let index = index?;
    d04::glued_heading(&words(index)?, &words(index + 1)?)
}

fn language_words(content: &Content, edition: &Edition, say: &Say<'_>) -> String {
    let in_section = content.sections.iter().find_map(|section| d06::section_language(section.as_str()));
    let wanted = in_section.unwrap_or(edition.language);
    say("finding-d6", &[("language", Words::Text(wanted.native_name()))])
}

/// Pictures of which nobody is told what they show, or whose they are: once for each place, however many stand there.
fn pictures(content: &Content, working: &Working, say: &Say<'_>, all: &mut Vec<Found>) {
    let is_blank = |words: &str| words.trim().is_empty();
    let mut look = |pictures: &[Picture], field: Option<&'static str>, block: Option<&str>| {
        let lacks = [
            ("alt", pictures.iter().any(|picture| is_blank(&picture.alt))),
            ("credit", pictures.iter().any(|picture| picture.credit.as_deref().is_none_or(is_blank))),
        ];
        for (kind, _) in lacks.into_iter().filter(|(_, lacks)| *lacks) {
            let words = say(&format!("finding-{kind}"), &[]);
            all.push(Found { kind, words, field, block: block.map(str::to_owned), mend: Value::Null });
        }
    };
    if let Some(picture) = &content.picture {
        look(std::slice::from_ref(picture), Some("picture"), None);
    }
    for (id, block) in &working.blocks {
        match block {
            Block::Picture { picture } => look(std::slice::from_ref(picture), None, Some(&id.0)),
            Block::Gallery { pictures } => look(pictures, None, Some(&id.0)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use newsroom::BlockId;

    use super::*;

    #[test]
    fn a_gallery_is_told_of_once() {
        let bare = Picture::default();
        let told = Picture { alt: "Köprü".into(), credit: Some("İHA".into()), ..Picture::default() };
        let check = |pictures: Vec<Picture>, expected: &[&str]| {
            let working =
                Working { blocks: vec![(BlockId("g".into()), Block::Gallery { pictures })], ..Working::default() };
            let mut all = Vec::new();
            pictures_of(&working, &mut all);
            assert_eq!(all.iter().map(|found: &Found| found.kind).collect::<Vec<_>>(), expected);
        };
        check(vec![bare.clone(), bare.clone(), told.clone()], &["alt", "credit"]);
        check(vec![Picture { alt: String::new(), ..told.clone() }, told.clone()], &["alt"]);
        check(vec![told], &[]);
    }

    fn pictures_of(working: &Working, all: &mut Vec<Found>) {
        pictures(&Content::default(), working, &|key, _| key.to_owned(), all);
    }
}
