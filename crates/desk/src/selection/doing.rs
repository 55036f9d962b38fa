//! What is done to several stories: each in a transaction of its own, as the page before showed it, with a verdict.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use jiff::civil::DateTime;
use language::Value;
use newsroom::acts::{self, Ground};
use newsroom::ids::hex;
use newsroom::rights::{self, Asker, Object};
use newsroom::stage::Move;
use newsroom::working::Change;
use newsroom::{Position, Right, SectionKey, Stage, Story, StoryNumber};
use pages::desk::{SelectedRow, SelectionView};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Person, Sent};

use super::{Field, STORIES_MAX, Together, act_of, blocked, field, seen, unseen, way_to};
use crate::answer::{Failure, in_words, page};
use crate::request::{Asking, Form};
use crate::story::Opened;
use crate::{Shared, stages};

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
    /// With what is to be said to whoever writes it.
    Stage(Stage, String),
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
            Together::Stage(to) => Self::Stage(to, field(fields, "note").to_owned()),
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
        Err(error) => Err(in_words(shared, asking.language, &error)),
        Ok(()) if (opened.text.revision, opened.text.version) != (story.revision, story.version) => {
            Err(asking.say(shared, "why-changed"))
        }
        Ok(()) => acted(shared, asking, &mut opened, wanted).await?,
    };
    match came {
        Ok(came) => {
            let (me, subject) = (asking.signed.person.actor(), format!("#{}", story.number));
            let noted = came.made.map_or(act.word(), Move::as_str);
            opened.tx.note_down(Some(&me), noted, &subject, &asking.address).await?;
            let position = opened.tx.commit().await?;
            row.what = came.words;
            Ok((row, Some(position)))
        }
        Err(refused) => {
            row.refused = refused;
            Ok((row, None))
        }
    }
}

/// What came of an act.
struct Came {
    words: String,
    /// The move that was made, where it was one.
    made: Option<Move>,
}

impl From<String> for Came {
    fn from(words: String) -> Self {
        Self { words, made: None }
    }
}

/// Performs it in the story's transaction. Returns what came of it; inside, why it was refused in words.
async fn acted(
    shared: &Arc<Shared>,
    asking: &Asking,
    opened: &mut Opened,
    wanted: &Wanted,
) -> Result<Result<Came, String>, web::Error> {
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let (me, number, now) = (asking.signed.person.actor(), opened.story.number, opened.tx.now());
    let came: Result<String, String> = match wanted {
        Wanted::Stage(to, note) => return moved(shared, asking, opened, *to, note).await,
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
                Err(refused) => Err(stages::why(shared, asking, refused.code(), &refused.to_string())),
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
                Err(refused) => Err(stages::why(shared, asking, refused.code(), &refused.to_string())),
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
            let changed = change(shared, asking, opened, "sections", moved).await?;
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
            let changed = change(shared, asking, opened, "tags", tags).await?;
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
    };
    Ok(came.map(Came::from))
}

/// Brings it to a stage, by the move that leads there for this person.
async fn moved(
    shared: &Arc<Shared>,
    asking: &Asking,
    opened: &mut Opened,
    to: Stage,
    note: &str,
) -> Result<Result<Came, String>, web::Error> {
    let made = match way_to(asking, opened, to, note).await? {
        Ok(made) => made,
        Err(refused) => return Ok(Err(stages::move_refused(shared, asking, &refused))),
    };
    let (number, revision, me) = (opened.story.number, opened.text.revision, asking.signed.person.actor());
    let note = Some(note).filter(|note| !note.is_empty());
    opened.tx.move_stage(number, made, &opened.content, revision, &me, note).await?;
    let words = asking.say(shared, &format!("done-{}", made.as_str()));
    Ok(Ok(Came { words, made: Some(made) }))
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
        return Ok(Err(stages::why(shared, asking, refused.code(), &refused.to_string())));
    }
    opened.tx.schedule(opened.story.number, opened.text.revision, at, &me).await?;
    let at = asking.hour(at);
    Ok(Ok(shared.pages.say(asking.language, "was-scheduled", &[("at", Value::Text(&at))])))
}

/// Changes a field as the editor would, so that whoever has the story open is told.
async fn change(
    shared: &Shared,
    asking: &Asking,
    opened: &mut Opened,
    name: &str,
    now: serde_json::Value,
) -> Result<Result<(), String>, web::Error> {
    let was = opened.text.working.fields.get(name).cloned().unwrap_or_default();
    let change = Change::Field { field: name.to_owned(), was, now };
    if let Err(refused) = change.check() {
        return Ok(Err(stages::why(shared, asking, refused.code(), &refused.to_string())));
    }
    let number: StoryNumber = opened.story.number;
    // The name of a page that was open for this one change.
    let page = format!("{} {number} {name} {}", asking.session, opened.tx.now().as_microsecond());
    let tab = hex(&Sha256::digest(page.as_bytes()))[..32].to_owned();
    let sent = Sent { tab, seq: 1, base: opened.text.version, changes: vec![change], altered: Vec::new() };
    let me = asking.signed.person.actor();
    if let Err(refused) = opened.tx.write_down(number, &mut opened.text, sent, &me).await? {
        return Ok(Err(stages::why(shared, asking, refused.code(), &refused.to_string())));
    }
    // Where it stands now it may still be written by this person.
    opened.content = opened.text.working.content().map_err(web::Error::internal)?;
    Ok(opened.may(asking, Right::Draft).map_err(|error| in_words(shared, asking.language, &error)))
}
