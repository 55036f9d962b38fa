//! What is late, told on every page to those who can do something about it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use language::Value;
use newsroom::Right;
use newsroom::rights::{self, Object};
use pages::desk::{AlarmLine, LateView};
use store::{Alarm, Late};

use crate::Shared;
use crate::answer::refused_because;
use crate::answer::{Failure, page};
use crate::request::Asking;

pub(crate) async fn late(State(shared): State<Arc<Shared>>, asking: Asking) -> Result<Response, Failure> {
    let frame = asking.frame(&shared, asking.say(&shared, "late-head"), "late");
    page(&shared, asking.language, "late.html", &LateView { frame })
}

/// What is late and this person can do something about, the gravest first.
pub(crate) async fn lines(shared: &Shared, asking: &Asking) -> Result<Vec<AlarmLine>, web::Error> {
    let alarms = shared.store.alarms().await?;
    Ok(alarms.iter().filter(|alarm| concerns(asking, alarm)).map(|alarm| line(shared, asking, alarm)).collect())
}

/// Who publishes can do something about everything; who began a story can hand it in.
fn concerns(asking: &Asking, alarm: &Alarm) -> bool {
    let sections = &alarm.content.sections;
    let object = Object::Story { edition: &alarm.edition, sections, author: alarm.author.as_ref() };
    let may = |right| rights::may(&asking.signed.asker, right, &object).is_ok();
    let is_own = alarm.author.as_ref() == Some(&asking.signed.asker.actor) && may(Right::Draft);
    may(Right::Publish) || (matches!(alarm.late, Late::Promised { .. }) && is_own)
}

fn line(shared: &Shared, asking: &Asking, alarm: &Alarm) -> AlarmLine {
    let language = asking.house.edition(&alarm.edition).map_or(language::Language::Turkish, |edition| edition.language);
    let say = |key: &str, args: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
        shared.pages.say(asking.language, key, &args)
    };
    let words = match &alarm.late {
        Late::Refused { at, code, words } => {
            let why = refused_because(shared, asking.language, code.as_deref(), words);
            say("late-refused", &[("at", &asking.hour(*at)), ("why", &why)])
        }
        Late::NotPerformed { at } => say("late-not-performed", &[("at", &asking.hour(*at))]),
        Late::BeforeEmbargo { at, until } => {
            say("late-before-embargo", &[("at", &asking.hour(*at)), ("until", &asking.hour(*until))])
        }
        Late::Unread { since } => say("late-unread", &[("since", &asking.hour(*since))]),
        Late::Promised { at, .. } => say("late-promised", &[("at", &asking.hour(*at))]),
    };
    AlarmLine {
        number: alarm.story.0,
        headline: Some(alarm.content.headline.clone()).filter(|headline| !headline.trim().is_empty()),
        lang: language.code().to_owned(),
        dir: language.direction().as_str().to_owned(),
        words,
        is_grave: !matches!(alarm.late, Late::Unread { .. } | Late::Promised { .. }),
    }
}
