//! The acts that readers see, each on a page of its own that says in one sentence what will happen, and after a check.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::DateTime;
use newsroom::acts::{self, Decided, Ground};
use newsroom::lint::{self, Code, Facts, Level, Subject};
use newsroom::rights::NotAllowed;
use newsroom::{Content, Edition, Public, Right, Story, address};
use pages::desk::{ActView, Check};
use serde::Deserialize;

use crate::answer::{Failure, page, refused, see_other};
use crate::request::{Asking, Form};
use crate::stages::why;
use crate::story::Opened;
use crate::{Shared, findings, pictures};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Act {
    Publication,
    Correction,
    Withdrawal,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Correction => "correction",
            Self::Withdrawal => "withdrawal",
        }
    }

    fn right(self) -> Right {
        match self {
            Self::Publication => Right::Publish,
            Self::Correction => Right::Correct,
            Self::Withdrawal => Right::Withdraw,
        }
    }
}

pub(crate) async fn publication_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    before(&shared, &asking, number, Act::Publication, None).await
}

pub(crate) async fn correction_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    before(&shared, &asking, number, Act::Correction, None).await
}

pub(crate) async fn withdrawal_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    before(&shared, &asking, number, Act::Withdrawal, None).await
}

/// A form that was not taken: why, and what was typed in it, which stands in it still.
#[derive(Clone, Default)]
struct Again {
    problem: String,
    /// An hour, as its field sends it.
    at: String,
    /// A correction's note, or why something is withdrawn.
    words: String,
    authority: String,
}

/// The page before an act: what will happen, and what stands in its way. With a problem, it is the form again.
async fn before(
    shared: &Arc<Shared>,
    asking: &Asking,
    number: i64,
    act: Act,
    again: Option<Again>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(shared, asking, number).await?;
    opened.may(asking, act.right())?;
    let stopped = match act {
        Act::Withdrawal => Ok(()),
        act => opened.may_release(asking, act.right()).await?,
    };
    let is_scheduled = opened.tx.scheduled_at(opened.story.number).await?.is_some();
    let edition = asking.edition(&opened.story.edition)?;
    let mut checks = match act {
        Act::Withdrawal => Vec::new(),
        act => {
            let now = opened.tx.now();
            all_checks(shared, &mut opened, asking, edition, act, now).await?
        }
    };
    if let Err(stopped) = stopped {
        let (severity, key, detail) = ("blocking".to_owned(), stopped_by(&stopped).to_owned(), String::new());
        checks.insert(0, Check { severity, key, detail });
    }
    let embargo = opened.story.embargo_until.filter(|until| *until > opened.tx.now() && act != Act::Withdrawal);
    let is_again = again.is_some();
    let typed = again.unwrap_or_else(|| Again {
        words: match act {
            Act::Withdrawal => acts::taken_back_words(edition.language).to_owned(),
            _ => String::new(),
        },
        ..Again::default()
    });
    let mut frame = asking.frame(shared, asking.say(shared, &format!("act-{}", act.word())), "");
    frame.problem = is_again.then_some(typed.problem);
    let view = ActView {
        number,
        headline: opened.content.headline.clone(),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        act: act.word().to_owned(),
        url: format!("{}{}", shared.origin, place(&opened, asking, edition)),
        is_live: opened.is_live(),
        is_scheduled,
        embargo: embargo.map(|until| asking.hour(until)),
        is_blocked: checks.iter().any(|check| check.severity == "blocking"),
        checks,
        revision: opened.text.revision,
        version: opened.text.version,
        at: typed.at,
        note: typed.words,
        authority: typed.authority,
        zone: edition.zone.clone(),
        may_bar: opened.may(asking, Right::Bar).is_ok(),
        frame,
    };
    opened.tx.commit().await?;
    let response = page(shared, asking.language, "act.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

/// Where readers find it, or will.
fn place(opened: &Opened, asking: &Asking, edition: &Edition) -> String {
    if let Some((live, _)) = &opened.story.live {
        return address::story_path(&asking.house, edition, live);
    }
    let now = opened.tx.now();
    match tried(&opened.story, &opened.content, asking, Act::Publication, now) {
        Ok(Decided { public: Public::Story(live), .. }) => address::story_path(&asking.house, edition, &live),
        _ => address::edition_path(edition),
    }
}

/// What the act would come to, as if done now.
fn tried(
    story: &Story,
    content: &Content,
    asking: &Asking,
    act: Act,
    now: jiff::Timestamp,
) -> Result<Decided, acts::Refused> {
    let (content, house, actor) = (content.clone(), &asking.house, asking.signed.person.actor());
    match act {
        Act::Correction => Ok(acts::correct(story, content, "…", house, &actor, now)?),
        _ => Ok(acts::publish(story, content, house, &actor, now, now)?),
    }
}

/// All that stands in the way of an act at this hour, its pictures' rights with it, and then what should be looked at first.
pub(crate) async fn all_checks(
    shared: &Shared,
    opened: &mut Opened,
    asking: &Asking,
    edition: &Edition,
    act: Act,
    at: jiff::Timestamp,
) -> Result<Vec<Check>, web::Error> {
    let facts = opened.tx.facts(&opened.content).await?;
    let mut found = checks(shared, opened, asking, edition, act, &facts);
    found.extend(pictures::checks::checks(opened, at).await?);
    if act == Act::Publication
        && !opened.is_live()
        && edition.rules.of(Code::SameEvent) != Level::Off
        && let Some(told) = findings::told(shared, asking, opened.story.number, edition, &opened.content).await?
    {
        let detail = format!("{} · {}", told.headline, told.when);
        found.push(Check { severity: "warning".to_owned(), key: "check-told".to_owned(), detail });
    }
    found.sort_by_key(|check| check.severity != "blocking");
    Ok(found)
}

/// The words for four eyes that were not on it yet.
pub(crate) fn stopped_by(stopped: &NotAllowed) -> &'static str {
    if *stopped == NotAllowed::OwnWords { "four-eyes-own-words" } else { "four-eyes-not-read" }
}

/// What stands in its way in the words themselves, and what should be looked at.
fn checks(shared: &Shared, opened: &Opened, asking: &Asking, edition: &Edition, act: Act, facts: &Facts) -> Vec<Check> {
    let content = &opened.content;
    let mut checks = Vec::new();
    let mut add = |severity: &str, key: &str, detail: String| {
        checks.push(Check { severity: severity.to_owned(), key: key.to_owned(), detail });
    };
    // An embargo stands against now, and not against an hour after it.
    let story = Story { embargo_until: None, ..opened.story.clone() };
    if let Err(refused) = tried(&story, content, asking, act, opened.tx.now()) {
        let (key, detail) = match refused.code() {
            "no-headline" => ("check-no-headline", String::new()),
            "no-section" | "unknown-section" | "closed-section" => ("check-no-section", String::new()),
            "no-source" => ("check-no-source", String::new()),
            "unchanged" => ("check-nothing-new", String::new()),
            code => ("check-refused", why(shared, asking, code, &refused.to_string())),
        };
        add("blocking", key, detail);
    }
    if content.body.plain_text().trim().is_empty() {
        add("blocking", "check-no-body", String::new());
    }
    if content.picture.is_none() {
        add("warning", "check-no-picture", String::new());
    }
    if content.standfirst.as_ref().is_none_or(|words| words.trim().is_empty()) {
        add("warning", "check-no-standfirst", String::new());
    }
    let subject = Subject { content, edition, published_at: None, facts };
    for (finding, level) in lint::judged(&subject) {
        // Who answers for the words is asked above.
        if finding.code == Code::D9 {
            continue;
        }
        // What is amended in the open does not wait for a rule.
        let severity = if level == Level::Blocking && act == Act::Publication { "blocking" } else { "warning" };
        let say = |key: &str, args: &[(&str, language::Value<'_>)]| shared.pages.say(asking.language, key, args);
        add(severity, "check-finding", findings::in_words(&finding, &say));
    }
    checks
}

// ---- doing it ----

#[derive(Deserialize)]
pub(crate) struct Publish {
    revision: i64,
    version: i64,
    #[serde(default)]
    when: String,
    /// `2026-11-25T18:30`, in the edition's zone.
    #[serde(default)]
    at: String,
}

pub(crate) async fn publish(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Publish>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    opened.may(&asking, Right::Publish)?;
    let released = opened.may_release(&asking, Right::Publish).await?;
    let typed = Again { at: form.at.clone(), ..Again::default() };
    let me = asking.signed.person.actor();
    let subject = format!("#{number}");
    if form.when == "never" {
        opened.tx.unschedule(opened.story.number).await?;
        opened.tx.note_down(Some(&me), "unschedule", &subject, &asking.address).await?;
        opened.tx.commit().await?;
        return Ok(see_other(&format!("/desk/stories/{number}?done=unschedule")));
    }
    if !is_as_seen(&opened, form.revision, form.version) {
        drop(opened);
        return again(&shared, &asking, number, Act::Publication, typed, "changed-meanwhile").await;
    }
    if released.is_err() {
        drop(opened);
        return again(&shared, &asking, number, Act::Publication, typed, "blocked").await;
    }
    let edition = asking.edition(&opened.story.edition)?.clone();
    let house = opened.tx.house().await?.clone();
    let now = opened.tx.now();
    if form.when == "later" {
        let Some(at) = form.at.parse::<DateTime>().ok().and_then(|at| at.to_zoned_datetime(edition.time_zone()).ok())
        else {
            drop(opened);
            return again(&shared, &asking, number, Act::Publication, typed, "hour-missing").await;
        };
        let at = at.timestamp();
        if at <= now {
            drop(opened);
            return again(&shared, &asking, number, Act::Publication, typed, "hour-passed").await;
        }
        // What would be refused at its hour is refused now, while somebody is there to mend it.
        let embargo_until = opened.story.embargo_until.filter(|until| *until > at);
        let story = Story { embargo_until, ..opened.story.clone() };
        if let Some(key) = pictures::checks::blocking(&mut opened, at).await? {
            drop(opened);
            return again(&shared, &asking, number, Act::Publication, typed, &key).await;
        }
        if let Err(error) = opened.tx.may_publish(&story, &opened.content, at).await? {
            drop(opened);
            return refusal(&shared, &asking, number, Act::Publication, typed, error.code(), &error.to_string()).await;
        }
        if let Err(error) = acts::publish(&story, opened.content.clone(), &house, &me, at, at) {
            drop(opened);
            return refusal(&shared, &asking, number, Act::Publication, typed, error.code(), &error.to_string()).await;
        }
        opened.tx.schedule(opened.story.number, opened.text.revision, at, &me).await?;
        opened.tx.note_down(Some(&me), "schedule", &subject, &asking.address).await?;
        opened.tx.commit().await?;
        return Ok(see_other(&format!("/desk/stories/{number}?done=schedule")));
    }
    let was_live = opened.is_live();
    if let Some(key) = pictures::checks::blocking(&mut opened, now).await? {
        drop(opened);
        return again(&shared, &asking, number, Act::Publication, typed, &key).await;
    }
    if let Err(error) = opened.tx.may_publish(&opened.story, &opened.content, now).await? {
        drop(opened);
        return refusal(&shared, &asking, number, Act::Publication, typed, error.code(), &error.to_string()).await;
    }
    let decided = match acts::publish(&opened.story, opened.content.clone(), &house, &me, now, now) {
        Ok(decided) => decided,
        Err(error) => {
            drop(opened);
            return refusal(&shared, &asking, number, Act::Publication, typed, error.code(), &error.to_string()).await;
        }
    };
    // What was to come is here.
    opened.tx.unschedule(opened.story.number).await?;
    acted(&shared, &asking, opened, decided, "publication", if was_live { "update" } else { "publication" }).await
}

#[derive(Deserialize)]
pub(crate) struct Correct {
    revision: i64,
    version: i64,
    #[serde(default)]
    note: String,
}

pub(crate) async fn correct(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Correct>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    opened.may(&asking, Right::Correct)?;
    let released = opened.may_release(&asking, Right::Correct).await?;
    let typed = Again { words: form.note.clone(), ..Again::default() };
    if !is_as_seen(&opened, form.revision, form.version) {
        drop(opened);
        return again(&shared, &asking, number, Act::Correction, typed, "changed-meanwhile").await;
    }
    if released.is_err() {
        drop(opened);
        return again(&shared, &asking, number, Act::Correction, typed, "blocked").await;
    }
    let me = asking.signed.person.actor();
    let house = opened.tx.house().await?.clone();
    let now = opened.tx.now();
    if let Some(key) = pictures::checks::blocking(&mut opened, now).await? {
        drop(opened);
        return again(&shared, &asking, number, Act::Correction, typed, &key).await;
    }
    match acts::correct(&opened.story, opened.content.clone(), &form.note, &house, &me, now) {
        Ok(decided) => acted(&shared, &asking, opened, decided, "correction", "correction").await,
        Err(error) => {
            drop(opened);
            refusal(&shared, &asking, number, Act::Correction, typed, error.code(), &error.to_string()).await
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Withdraw {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    authority: String,
}

pub(crate) async fn withdraw(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Withdraw>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let authority = form.authority.trim();
    opened.may(&asking, if authority.is_empty() { Right::Withdraw } else { Right::Bar })?;
    let typed = Again { words: form.reason.clone(), authority: form.authority.clone(), ..Again::default() };
    let reason = form.reason.trim().to_owned();
    let ground = match authority {
        "" => Ground::Own { reason },
        authority => Ground::Order { authority: authority.to_owned(), reason },
    };
    let me = asking.signed.person.actor();
    let house = opened.tx.house().await?.clone();
    let now = opened.tx.now();
    match acts::withdraw(&opened.story, ground, &house, &me, now) {
        Ok(decided) => {
            // What was to come would bring it back unseen.
            opened.tx.unschedule(opened.story.number).await?;
            acted(&shared, &asking, opened, decided, "withdrawal", "withdrawal").await
        }
        Err(error) => {
            drop(opened);
            refusal(&shared, &asking, number, Act::Withdrawal, typed, error.code(), &error.to_string()).await
        }
    }
}

/// Whether the story is what the page before the act showed.
fn is_as_seen(opened: &Opened, revision: i64, version: i64) -> bool {
    opened.text.revision == revision && opened.text.version == version
}

async fn again(
    shared: &Arc<Shared>,
    asking: &Asking,
    number: i64,
    act: Act,
    typed: Again,
    key: &str,
) -> Result<Response, Failure> {
    before(shared, asking, number, act, Some(Again { problem: asking.say(shared, key), ..typed })).await
}

async fn refusal(
    shared: &Arc<Shared>,
    asking: &Asking,
    number: i64,
    act: Act,
    typed: Again,
    code: &str,
    words: &str,
) -> Result<Response, Failure> {
    let problem = format!("{} {}", asking.say(shared, "check-refused"), why(shared, asking, code, words));
    before(shared, asking, number, act, Some(Again { problem, ..typed })).await
}

/// Saves what was decided, and answers when this node's pages tell it.
async fn acted(
    shared: &Arc<Shared>,
    asking: &Asking,
    opened: Opened,
    decided: Decided,
    kind: &str,
    done: &str,
) -> Result<Response, Failure> {
    let number = opened.story.number;
    let mut tx = opened.tx;
    tx.save(decided).await?;
    tx.note_down(Some(&asking.signed.person.actor()), kind, &format!("#{number}"), &asking.address).await?;
    let position = tx.commit().await?;
    if let Err(error) = Arc::clone(&shared.paper).reached(position).await {
        tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
    }
    Ok(see_other(&format!("/desk/stories/{number}?done={done}")))
}
