//! What the linter and the desk's own rules find in a story while it is written: each by its field or block, in the words
//! of whoever writes, with the mend where there is one. Nothing here stops anybody from writing.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use language::Value as Words;
use newsroom::lint::{Code, Facts, Finding, HEADLINE_LETTERS_MAX, Level, Subject, judged};
use newsroom::working::Change;
use newsroom::{Content, Edition, StoryNumber, Working};
use serde::Serialize;
use serde_json::json;
use store::AsWritten;

use crate::Shared;
use crate::answer::{Failure, json as answer};
use crate::details::looked_at;
use crate::request::Asking;

/// One thing to look at.
#[derive(Debug, Serialize)]
struct Found {
    /// The rule's code.
    kind: &'static str,
    /// A sentence.
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<String>,
    /// Nothing with it is published.
    #[serde(rename = "blocking", skip_serializing_if = "std::ops::Not::not")]
    is_blocking: bool,
    /// How it is mended at one keystroke.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<Mend>,
}

/// A mend as the journal takes it: each change with what it was made for, so that nothing typed meanwhile is written over.
#[derive(Debug, Serialize)]
struct Mend {
    changes: Vec<Change>,
    /// The words that the place has then, to be read before they are taken; nothing where it is a block that goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
}

pub(crate) async fn findings(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let AsWritten { story, version, content, working, .. } = looked_at(&shared, &asking, number).await?;
    let edition = asking.edition(&story.edition)?;
    let say = |key: &str, args: &[(&str, Words<'_>)]| shared.pages.say(asking.language, key, args);
    let facts = shared.store.facts(&content).await?;
    let mut all = found(&content, &working, edition, &facts, &say);
    if edition.rules.of(Code::SameEvent) != Level::Off
        && let Some(told) = told(&shared, &asking, story.number, edition, &content).await?
    {
        let args = [("headline", Words::Text(&told.headline)), ("when", Words::Text(&told.when))];
        let (words, field) = (say("finding-told", &args), Some("headline"));
        all.push(Found { kind: Code::SameEvent.as_str(), words, field, block: None, is_blocking: false, mend: None });
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

pub(crate) type Say<'s> = dyn Fn(&str, &[(&str, Words<'_>)]) -> String + 's;

fn found(content: &Content, working: &Working, edition: &Edition, facts: &Facts, say: &Say<'_>) -> Vec<Found> {
    let subject = Subject { content, edition, published_at: None, facts };
    let last = content.body.0.len().checked_sub(1);
    let told = judged(&subject).into_iter().filter(|(finding, _)| match finding.code {
        // What the editor itself says at once, under its fields.
        Code::D9 | Code::LongHeadline => false,
        // Where the next paragraph is about to be written.
        Code::EmptyParagraph => finding.block() != last,
        _ => true,
    });
    let one = |(finding, level): (Finding, Level)| Found {
        is_blocking: level == Level::Blocking,
        kind: finding.code.as_str(),
        words: in_words(&finding, say),
        field: match finding.place.as_str() {
            "headline" | "language" => Some("headline"),
            "kicker" => Some("kicker"),
            "standfirst" => Some("standfirst"),
            "section" => Some("sections"),
            "picture" => Some("picture"),
            "related" => Some("related"),
            _ => None,
        },
        block: finding.block().and_then(|index| working.blocks.get(index)).map(|(id, _)| id.0.clone()),
        mend: mend(&finding, content, working),
    };
    told.map(one).collect()
}

/// A finding as a sentence in the words of whoever reads it.
pub(crate) fn in_words(finding: &Finding, say: &Say<'_>) -> String {
    let most = HEADLINE_LETTERS_MAX.to_string();
    let args = [("words", Words::Text(&finding.words)), ("most", Words::Text(&most))];
    say(&format!("finding-{}", finding.code.as_str().to_lowercase()), &args)
}

/// The fix of a finding as changes of what is being written.
fn mend(finding: &Finding, content: &Content, working: &Working) -> Option<Mend> {
    let fix = finding.fix.as_ref()?;
    let mut fixed = content.clone();
    fix.apply(&mut fixed);
    let dropped = fix.dropped();
    let names = working.names().into_iter().enumerate().filter(|(index, _)| !dropped.contains(index));
    let changes = working.changes_to(&Working::of(&fixed, &names.map(|(_, name)| name).collect::<Vec<_>>()));
    let now = fix.words().filter(|_| dropped.is_empty());
    (!changes.is_empty()).then_some(Mend { changes, now })
}
