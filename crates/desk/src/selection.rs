//! Several stories at once: one page that says what will happen to each and what stands in the way, then each in a transaction of
//! its own with a verdict. Every rule and right is that of the act on one story.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use language::Value;
use newsroom::acts::{self, Ground};
use newsroom::ids::hex;
use newsroom::rights::{self, Asker, Object};
use newsroom::working::Change;
use newsroom::{Position, Right, SectionKey, Story, StoryNumber};
use pages::desk::{Choice, ChoiceGroup, SelectedRow, SelectionView};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{OnStage, Person, Sent};

use crate::Shared;
use crate::answer::{Failure, page};
use crate::board::Names;
use crate::publication::{self, Act};
use crate::request::{Asking, Form};
use crate::story::Opened;

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
}

impl Together {
    const ALL: [Self; 6] =
        [Self::Publication, Self::Schedule, Self::Section, Self::Tag, Self::Assignment, Self::Withdrawal];

    fn word(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Schedule => "schedule",
            Self::Withdrawal => "withdrawal",
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Assignment => "assignment",
        }
    }

    fn right(self) -> Right {
        match self {
            Self::Publication | Self::Schedule => Right::Publish,
            Self::Withdrawal => Right::Withdraw,
            Self::Section | Self::Tag => Right::Draft,
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
    let view = SelectionView {
        act: act.word().to_owned(),
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
        Err(error) => Err(error.to_string()),
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
        web::Error::NotAllowed { message, .. } => message,
        error => return Err(error),
    };
    Ok(SelectedRow { number, refused, ..SelectedRow::default() })
}

async fn seen(opened: &mut Opened, shared: &Shared, asking: &Asking) -> Result<SelectedRow, web::Error> {
    let number = opened.story.number;
    let is_scheduled = opened.tx.scheduled_at(number).await?.is_some();
    let stage = match &opened.story.live {
        _ if is_scheduled => OnStage::Scheduled,
        None => OnStage::Draft,
        Some((live, _)) if live.is_live() => OnStage::Live,
        Some(_) => OnStage::Withdrawn,
    };
    let edition = asking.edition(&opened.story.edition)?;
    let headline = opened.content.headline.trim();
    Ok(SelectedRow {
        number: number.0,
        seen: format!("{number}-{}-{}", opened.text.revision, opened.text.version),
        headline: Some(if headline.is_empty() { asking.say(shared, "no-headline") } else { headline.to_owned() }),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        stage: stage.as_str().to_owned(),
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
    })
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

// ---- doing it ----

pub(crate) async fn perform(
    State(shared): State<Arc<Shared>>,
    Form(asking, fields): Form<Vec<Field>>,
) -> Result<Response, Failure> {
    let act = act_of(&fields)?;
    asking.may(act.right(), &Object::Newsroom)?;
    let stories: Vec<Seen> =
        fields.iter().filter(|(name, _)| name == "story").filter_map(|(_, value)| Seen::parse(value)).collect();
    if stories.is_empty() {
        return Err(web::Error::refused("nothing-selected", asking.say(&shared, "together-none"), "/story").into());
    }
    let people = shared.store.people().await?;
    let wanted = Wanted::read(&shared, &asking, act, &fields, &people)?;
    let (mut rows, mut reached) = (Vec::new(), None::<Position>);
    for story in stories.into_iter().take(STORIES_MAX) {
        let (row, position) = done(&shared, &asking, act, &wanted, story).await?;
        reached = position.max(reached);
        rows.push(row);
    }
    if let Some(position) = reached
        && let Err(error) = Arc::clone(&shared.paper).reached(position).await
    {
        tracing::warn!(%error, position = position.0, "acts were answered before this node's pages told them");
    }
    let view = SelectionView {
        act: act.word().to_owned(),
        possible: rows.iter().filter(|row| row.refused.is_empty()).count(),
        stories: rows,
        is_done: true,
        frame: asking.frame(&shared, asking.say(&shared, &format!("together-title-{}", act.word())), "board"),
        ..SelectionView::default()
    };
    page(&shared, asking.language, "selection.html", &view)
}

/// A story as the page before showed it.
#[derive(Clone, Copy)]
struct Seen {
    number: i64,
    revision: i64,
    version: i64,
}

impl Seen {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| part.parse().ok());
        let seen = Self { number: parts.next()??, revision: parts.next()??, version: parts.next()?? };
        parts.next().is_none().then_some(seen)
    }
}

/// What the form asks for besides the act.
enum Wanted {
    Nothing,
    At(DateTime),
    Reason(String),
    Section(newsroom::EditionCode, SectionKey),
    Tag(String),
    /// Nobody, to take the stories out of everybody's hands.
    Person(Option<Person>),
}

impl Wanted {
    fn read(
        shared: &Shared,
        asking: &Asking,
        act: Together,
        fields: &[Field],
        people: &[Person],
    ) -> Result<Self, web::Error> {
        let refused = |key: &str, at: &str| web::Error::refused("not-told", asking.say(shared, key), at.to_owned());
        Ok(match act {
            Together::Publication => Self::Nothing,
            Together::Schedule => Self::At(field(fields, "at").parse().map_err(|_| refused("hour-missing", "/at"))?),
            Together::Withdrawal => Self::Reason(field(fields, "reason").to_owned()),
            Together::Section => {
                let named = field(fields, "section").split_once('/');
                let (edition, section) = named.ok_or_else(|| refused("check-no-section", "/section"))?;
                let (edition, section) = (newsroom::EditionCode::from(edition), SectionKey::from(section));
                let known = asking.house.section(&edition, &section).filter(|section| !section.closed);
                known.ok_or_else(|| refused("check-no-section", "/section"))?;
                Self::Section(edition, section)
            }
            Together::Tag => {
                let tag = field(fields, "tag").split_whitespace().collect::<Vec<_>>().join(" ");
                // A slug is never empty: it is the words that must be there.
                if language::words(&tag).next().is_none() {
                    return Err(refused("why-no-tag", "/tag"));
                }
                Self::Tag(tag.chars().take(TAG_LETTERS_MAX).collect())
            }
            Together::Assignment => match field(fields, "person") {
                "" => Self::Person(None),
                number => {
                    let person = people
                        .iter()
                        .find(|person| person.number.to_string() == number && person.disabled_at.is_none());
                    Self::Person(Some(person.ok_or_else(|| refused("why-no-person", "/person"))?.clone()))
                }
            },
        })
    }
}

/// A tag is a word or a few.
const TAG_LETTERS_MAX: usize = 80;

/// Does it to one story, in a transaction of its own.
async fn done(
    shared: &Arc<Shared>,
    asking: &Asking,
    act: Together,
    wanted: &Wanted,
    story: Seen,
) -> Result<(SelectedRow, Option<Position>), web::Error> {
    let mut opened = match Opened::of(shared, asking, story.number).await {
        Ok(opened) => opened,
        Err(error) => return Ok((unseen(shared, asking, story.number, error)?, None)),
    };
    let mut row = seen(&mut opened, shared, asking).await?;
    let came = match opened.may(asking, act.right()) {
        Err(error) => Err(error.to_string()),
        Ok(()) if (opened.text.revision, opened.text.version) != (story.revision, story.version) => {
            Err(asking.say(shared, "why-changed"))
        }
        Ok(()) => acted(shared, asking, &mut opened, wanted).await?,
    };
    match came {
        Ok(what) => {
            let (me, subject) = (asking.signed.person.actor(), format!("#{}", story.number));
            opened.tx.note_down(Some(&me), act.word(), &subject, &asking.address).await?;
            let position = opened.tx.commit().await?;
            row.what = what;
            Ok((row, Some(position)))
        }
        Err(refused) => {
            row.refused = refused;
            Ok((row, None))
        }
    }
}

/// Performs it in the story's transaction. Returns what came of it in words; inside, why it was refused.
async fn acted(
    shared: &Arc<Shared>,
    asking: &Asking,
    opened: &mut Opened,
    wanted: &Wanted,
) -> Result<Result<String, String>, web::Error> {
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let (me, number, now) = (asking.signed.person.actor(), opened.story.number, opened.tx.now());
    Ok(match wanted {
        Wanted::Nothing => {
            if let Some(blocked) = blocked(shared, asking, opened, now).await? {
                return Ok(Err(blocked));
            }
            let was_live = opened.is_live();
            let house = opened.tx.house().await?.clone();
            match acts::publish(&opened.story, opened.content.clone(), &house, &me, now, now) {
                Ok(decided) => {
                    // What was to come is here.
                    opened.tx.unschedule(number).await?;
                    opened.tx.save(decided).await?;
                    Ok(say(if was_live { "was-updated" } else { "was-published" }, &[]))
                }
                Err(refused) => Err(refused.to_string()),
            }
        }
        Wanted::At(at) => scheduled(shared, asking, opened, *at).await?,
        Wanted::Reason(reason) => {
            let house = opened.tx.house().await?.clone();
            match acts::withdraw(&opened.story, Ground::Own { reason: reason.clone() }, &house, &me, now) {
                Ok(decided) => {
                    // What was to come would bring it back unseen.
                    opened.tx.unschedule(number).await?;
                    opened.tx.save(decided).await?;
                    Ok(say("was-withdrawn", &[]))
                }
                Err(refused) => Err(refused.to_string()),
            }
        }
        Wanted::Section(edition, section) => {
            if *edition != opened.story.edition {
                return Ok(Err(say("why-other-edition", &[])));
            }
            let sections = &opened.content.sections;
            if sections.first() == Some(section) {
                return Ok(Err(say("why-same-section", &[])));
            }
            let others = sections.iter().skip(1).filter(|other| *other != section);
            let moved: Vec<&SectionKey> = std::iter::once(section).chain(others).collect();
            let moved = json!(moved);
            let changed = change(asking, opened, "sections", moved).await?;
            changed.map(|()| say("was-moved", &[]))
        }
        Wanted::Tag(tag) => {
            let language = asking.edition(&opened.story.edition)?.language;
            let slug = language::slug(tag, language);
            if opened.content.tags.iter().any(|known| known.slug == slug) {
                return Ok(Err(say("why-same-tag", &[])));
            }
            let mut tags = json!(opened.content.tags);
            tags.as_array_mut().expect("tags are a list").push(json!({"name": tag, "slug": slug}));
            let changed = change(asking, opened, "tags", tags).await?;
            changed.map(|()| say("was-tagged", &[]))
        }
        Wanted::Person(person) => {
            if let Some(person) = person
                && !may_write(person, opened)
            {
                return Ok(Err(say("why-not-for-them", &[])));
            }
            let actor = person.as_ref().map(Person::actor);
            opened.tx.assign(number, actor.as_ref(), &me).await?;
            let name = person.as_ref().map_or_else(|| say("nobody", &[]), |person| person.name.clone());
            Ok(say("was-handed", &[("person", Value::Text(&name))]))
        }
    })
}

/// Whether a story may be handed to somebody: to whoever may write it.
fn may_write(person: &Person, opened: &Opened) -> bool {
    let asker = Asker { actor: person.actor(), role: person.role, beats: person.beats.clone(), rights: None };
    rights::may_act(&asker, Right::Draft, &opened.story, opened.author.as_ref(), Some(&opened.content)).is_ok()
}

async fn scheduled(
    shared: &Arc<Shared>,
    asking: &Asking,
    opened: &mut Opened,
    at: DateTime,
) -> Result<Result<String, String>, web::Error> {
    let zone = asking.edition(&opened.story.edition)?.time_zone();
    let Ok(at) = at.to_zoned_datetime(zone).map(|at| at.timestamp()) else {
        return Ok(Err(asking.say(shared, "hour-missing")));
    };
    if at <= opened.tx.now() {
        return Ok(Err(asking.say(shared, "hour-passed")));
    }
    if let Some(blocked) = blocked(shared, asking, opened, at).await? {
        return Ok(Err(blocked));
    }
    let me = asking.signed.person.actor();
    let house = opened.tx.house().await?.clone();
    // What would be refused at its hour is refused now, while somebody is there to mend it.
    let embargo_until = opened.story.embargo_until.filter(|until| *until > at);
    let story = Story { embargo_until, ..opened.story.clone() };
    if let Err(refused) = acts::publish(&story, opened.content.clone(), &house, &me, at, at) {
        return Ok(Err(refused.to_string()));
    }
    opened.tx.schedule(opened.story.number, opened.text.revision, at, &me).await?;
    let at = asking.hour(at);
    Ok(Ok(shared.pages.say(asking.language, "was-scheduled", &[("at", Value::Text(&at))])))
}

/// Changes a field as the editor would, so that whoever has the story open is told.
async fn change(
    asking: &Asking,
    opened: &mut Opened,
    name: &str,
    now: serde_json::Value,
) -> Result<Result<(), String>, web::Error> {
    let was = opened.text.working.fields.get(name).cloned().unwrap_or_default();
    let change = Change::Field { field: name.to_owned(), was, now };
    if let Err(refused) = change.check() {
        return Ok(Err(refused.to_string()));
    }
    let number: StoryNumber = opened.story.number;
    // The name of a page that was open for this one change.
    let page = format!("{} {number} {name} {}", asking.session, opened.tx.now().as_microsecond());
    let tab = hex(&Sha256::digest(page.as_bytes()))[..32].to_owned();
    let sent = Sent { tab, seq: 1, base: opened.text.version, changes: vec![change], altered: Vec::new() };
    let me = asking.signed.person.actor();
    if let Err(refused) = opened.tx.write_down(number, &mut opened.text, sent, &me).await? {
        return Ok(Err(refused.to_string()));
    }
    // Where it stands now it may still be written by this person.
    opened.content = opened.text.working.content().map_err(web::Error::internal)?;
    Ok(opened.may(asking, Right::Draft).map_err(|error| error.to_string()))
}
