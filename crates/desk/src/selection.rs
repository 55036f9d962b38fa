//! Several stories at once: one page that says what will happen to each and what stands in the way, then each in a transaction of
//! its own with a verdict. Every rule and right is that of the act on one story.

mod doing;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use language::Value;
use newsroom::acts;
use newsroom::rights::Object;
use newsroom::stage::{self, Move, MoveRefused};
use newsroom::{Right, Stage};
use pages::desk::{Choice, ChoiceGroup, SelectedRow, SelectionView};
use store::{OnStage, Person};

use crate::answer::{Failure, in_words, page};
use crate::board::Names;
use crate::publication::{self, Act};
use crate::request::Asking;
use crate::story::Opened;
use crate::{Shared, stages};

pub(crate) use doing::perform;

/// Stories acted on at once.
const STORIES_MAX: usize = 100;

/// What can be done to several stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Together {
    Publication,
    Schedule,
    Withdrawal,
    Section,
    Tag,
    Assignment,
    /// To a stage inside the house.
    Stage(Stage),
}

impl Together {
    const ALL: [Self; 9] = [
        Self::Publication,
        Self::Schedule,
        Self::Stage(Stage::ToBeRead),
        Self::Stage(Stage::Ready),
        Self::Stage(Stage::Draft),
        Self::Section,
        Self::Tag,
        Self::Assignment,
        Self::Withdrawal,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Schedule => "schedule",
            Self::Withdrawal => "withdrawal",
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Assignment => "assignment",
            Self::Stage(Stage::Idea) => "idea",
            Self::Stage(Stage::Draft) => "draft",
            Self::Stage(Stage::ToBeRead) => "to-be-read",
            Self::Stage(Stage::Ready) => "ready",
        }
    }

    /// The least right it takes of any story; each story's own move may take more.
    fn right(self) -> Right {
        match self {
            Self::Publication | Self::Schedule => Right::Publish,
            Self::Withdrawal => Right::Withdraw,
            Self::Stage(Stage::Ready) => Right::Publish,
            Self::Section | Self::Tag | Self::Stage(_) => Right::Draft,
            Self::Assignment => Right::Assign,
        }
    }
}

/// What somebody may do to several stories, in words of the templates.
pub(crate) fn acts(asking: &Asking) -> Vec<String> {
    let may = |act: &Together| asking.may(act.right(), &Object::Newsroom).is_ok();
    Together::ALL.into_iter().filter(may).map(|act| act.word().to_owned()).collect()
}

/// One field of a form, of which `story` stands there for each story.
type Field = (String, String);

fn field<'f>(fields: &'f [Field], name: &str) -> &'f str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
}

fn act_of(fields: &[Field]) -> Result<Together, web::Error> {
    let word = field(fields, "act");
    let act = Together::ALL.into_iter().find(|act| act.word() == word);
    act.ok_or_else(|| web::Error::BadRequest("there is no such act".into()))
}

// ---- before ----

pub(crate) async fn before(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(fields): Query<Vec<Field>>,
) -> Result<Response, Failure> {
    let act = act_of(&fields)?;
    asking.may(act.right(), &Object::Newsroom)?;
    let numbers: BTreeSet<i64> =
        fields.iter().filter(|(name, _)| name == "story").filter_map(|(_, value)| value.parse().ok()).collect();
    if numbers.is_empty() {
        return Err(web::Error::refused("nothing-selected", asking.say(&shared, "together-none"), "/story").into());
    }
    if numbers.len() > STORIES_MAX {
        let most = Value::Number(STORIES_MAX as i64);
        let words = shared.pages.say(asking.language, "together-many", &[("most", most)]);
        return Err(web::Error::refused("too-many", words, "/story").into());
    }
    let people = shared.store.people().await?;
    let names = Names::of(&people);
    let mut rows = Vec::new();
    // The newest stand first, as on the board.
    for number in numbers.into_iter().rev() {
        rows.push(looked_at(&shared, &asking, act, number, &names).await?);
    }
    let editions = asking.house.editions_in_order();
    let goes_back = asking.say(&shared, &format!("will-{}", Move::SendBack.as_str()));
    let view = SelectionView {
        act: act.word().to_owned(),
        needs_note: rows.iter().any(|row| row.what == goes_back),
        possible: rows.iter().filter(|row| row.refused.is_empty()).count(),
        stories: rows,
        is_done: false,
        sections: if act == Together::Section { sections(&asking) } else { Vec::new() },
        people: if act == Together::Assignment { choices(&asking, &people) } else { Vec::new() },
        zone: editions.first().map(|edition| edition.zone.clone()).unwrap_or_default(),
        reason: editions.first().map(|edition| acts::taken_back_words(edition.language).to_owned()).unwrap_or_default(),
        frame: asking.frame(&shared, asking.say(&shared, &format!("together-title-{}", act.word())), "board"),
        ..SelectionView::default()
    };
    page(&shared, asking.language, "selection.html", &view)
}

fn sections(asking: &Asking) -> Vec<ChoiceGroup> {
    let editions = asking.house.editions_in_order().into_iter();
    let groups = editions.map(|edition| ChoiceGroup {
        name: edition.name.clone(),
        choices: asking
            .house
            .sections_of(&edition.code)
            .into_iter()
            .filter(|section| !section.closed)
            .map(|section| Choice {
                value: format!("{}/{}", edition.code, section.key),
                name: section.name.clone(),
                chosen: false,
            })
            .collect(),
    });
    groups.collect()
}

fn choices(asking: &Asking, people: &[Person]) -> Vec<Choice> {
    let here = people.iter().filter(|person| person.disabled_at.is_none());
    let choice = |person: &Person| Choice {
        value: person.number.to_string(),
        name: person.name.clone(),
        chosen: person.number == asking.signed.person.number,
    };
    here.map(choice).collect()
}

/// A story before the act: what will happen to it, or why it will not.
async fn looked_at(
    shared: &Arc<Shared>,
    asking: &Asking,
    act: Together,
    number: i64,
    names: &Names,
) -> Result<SelectedRow, web::Error> {
    let mut opened = match Opened::of(shared, asking, number).await {
        Ok(opened) => opened,
        Err(error) => return unseen(shared, asking, number, error),
    };
    let mut row = seen(&mut opened, shared, asking).await?;
    let what = match opened.may(asking, act.right()) {
        Ok(()) => will(shared, asking, act, &mut opened, names).await?,
        Err(error) => Err(in_words(shared, asking.language, &error)),
    };
    // The text may have been brought up to what a program saved.
    opened.tx.commit().await?;
    match what {
        Ok(what) => row.what = what,
        Err(refused) => row.refused = refused,
    }
    Ok(row)
}

/// A row for what may not be read: it tells no more than the number that was asked for.
fn unseen(shared: &Shared, asking: &Asking, number: i64, error: web::Error) -> Result<SelectedRow, web::Error> {
    let refused = match error {
        web::Error::NotFound => asking.say(shared, "why-gone"),
        error @ web::Error::NotAllowed { .. } => in_words(shared, asking.language, &error),
        error => return Err(error),
    };
    Ok(SelectedRow { number, refused, ..SelectedRow::default() })
}

async fn seen(opened: &mut Opened, shared: &Shared, asking: &Asking) -> Result<SelectedRow, web::Error> {
    let number = opened.story.number;
    let is_scheduled = opened.tx.scheduled_at(number).await?.is_some();
    let stage = match &opened.story.live {
        _ if is_scheduled => OnStage::Scheduled.as_str(),
        None => opened.tx.progress(number).await?.stage.as_str(),
        Some((live, _)) if live.is_live() => OnStage::Live.as_str(),
        Some(_) => OnStage::Withdrawn.as_str(),
    };
    let edition = asking.edition(&opened.story.edition)?;
    let headline = opened.content.headline.trim();
    Ok(SelectedRow {
        number: number.0,
        seen: format!("{number}-{}-{}", opened.text.revision, opened.text.version),
        headline: Some(if headline.is_empty() { asking.say(shared, "no-headline") } else { headline.to_owned() }),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        stage: stage.to_owned(),
        ..SelectedRow::default()
    })
}

/// What the act would come to, in words; inside, why it would not.
async fn will(
    shared: &Arc<Shared>,
    asking: &Asking,
    act: Together,
    opened: &mut Opened,
    names: &Names,
) -> Result<Result<String, String>, web::Error> {
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let ahead = if opened.is_live() { "-ahead" } else { "" };
    Ok(match act {
        Together::Publication | Together::Schedule => {
            let now = opened.tx.now();
            if let Some(blocked) = blocked(shared, asking, opened, now).await? {
                return Ok(Err(blocked));
            }
            let at = opened.tx.scheduled_at(opened.story.number).await?.map(|at| asking.hour(at));
            Ok(match (act, at) {
                (Together::Schedule, _) => say("will-be-scheduled", &[]),
                (_, Some(at)) => say("will-lose-its-hour", &[("at", Value::Text(&at))]),
                _ if opened.is_live() => say("will-be-updated", &[]),
                _ => say("will-be-published", &[]),
            })
        }
        Together::Withdrawal if opened.is_live() => Ok(say("will-be-withdrawn", &[])),
        Together::Withdrawal => Err(say("why-not-live", &[])),
        Together::Section => {
            let home = opened.content.home_section();
            let section = home.and_then(|key| asking.house.section(&opened.story.edition, key));
            let name = section.map_or_else(|| say("no-section", &[]), |section| section.name.clone());
            Ok(say(&format!("will-move{ahead}"), &[("section", Value::Text(&name))]))
        }
        Together::Tag => Ok(say(&format!("will-be-tagged{ahead}"), &[])),
        Together::Assignment => {
            let now = opened.tx.assigned_to(opened.story.number).await?;
            let name = now.map_or_else(|| say("nobody", &[]), |actor| names.name_of(&actor));
            Ok(say("will-be-handed", &[("person", Value::Text(&name))]))
        }
        // What it will be sent back with is still to be written.
        Together::Stage(to) => match way_to(asking, opened, to, "…").await? {
            Ok(made) => Ok(say(&format!("will-{}", made.as_str()), &[])),
            Err(refused) => Err(stages::move_refused(shared, asking, &refused)),
        },
    })
}

/// The move that brings a story to a stage, as this person can make it.
async fn way_to(
    asking: &Asking,
    opened: &mut Opened,
    to: Stage,
    note: &str,
) -> Result<Result<Move, MoveRefused>, web::Error> {
    let held = opened.held().await?;
    let at_hand = held.at_hand(&opened.story, opened.author.as_ref(), &opened.content);
    Ok(stage::way_to(&at_hand, to, &asking.signed.asker, note))
}

/// The first thing the check before publication at this hour finds that must be mended.
async fn blocked(
    shared: &Shared,
    asking: &Asking,
    opened: &mut Opened,
    at: Timestamp,
) -> Result<Option<String>, web::Error> {
    if let Err(stopped) = opened.may_release(asking, Right::Publish).await? {
        return Ok(Some(asking.say(shared, publication::stopped_by(&stopped))));
    }
    let edition = asking.edition(&opened.story.edition)?;
    let checks = publication::all_checks(shared, opened, asking, edition, Act::Publication, at).await?;
    let found = checks.into_iter().find(|check| check.severity == "blocking");
    Ok(found.map(|check| format!("{} {}", asking.say(shared, &check.key), check.detail).trim().to_owned()))
}
