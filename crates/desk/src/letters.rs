//! Letters the desk writes: who is invited, who forgot a password, who should know of a sign-in. They are put into the box
//! within the transaction they are about; `dispatch` sends them.

use std::sync::Arc;

use jiff::Timestamp;
use language::{Language, Value};
use newsroom::rights::Object;
use newsroom::{Actor, Right};
use pages::desk::LetterView;
use store::{NewLetter, Person, Writing};

use crate::Shared;
use crate::answer::Failure;
use crate::people::browser_in_words;
use crate::request::{Anybody, frame_before_anybody, language_in};

/// Who a letter is for.
pub(crate) struct Reader<'r> {
    pub email: &'r str,
    pub name: &'r str,
    pub language: Language,
}

impl<'r> Reader<'r> {
    /// Somebody, in the language they have the desk in.
    pub fn of(shared: &Shared, person: &'r Person, language: Option<&str>) -> Self {
        Self { email: &person.email, name: &person.name, language: language_in(shared, language) }
    }
}

/// What a letter says: keys of the words, and what stands in them.
struct Words<'w> {
    kind: &'static str,
    subject: &'w str,
    paragraphs: &'w [&'w str],
    link: Option<(&'w str, &'w str)>,
    /// What to do who did not ask for it.
    besides: &'w str,
    args: &'w [(&'w str, Value<'w>)],
}

fn letter(shared: &Shared, reader: &Reader<'_>, words: &Words<'_>) -> Result<NewLetter, Failure> {
    let frame = frame_before_anybody(shared, reader.language);
    let paper = frame.paper.clone();
    let mut args = vec![("paper", Value::Text(&paper)), ("name", Value::Text(reader.name))];
    args.extend(words.args.iter().cloned());
    let say = |key: &str| shared.pages.say(reader.language, key, &args);
    let view = LetterView {
        lang: frame.lang,
        dir: frame.dir,
        subject: say(words.subject),
        greeting: say("letter-greeting"),
        paragraphs: words.paragraphs.iter().map(|key| say(key)).collect(),
        link: words.link.map(|(_, address)| address.to_owned()),
        link_words: words.link.map(|(key, _)| say(key)).unwrap_or_default(),
        besides: say(words.besides),
        paper: frame.paper,
        origin: shared.origin.clone(),
    };
    let html = shared.pages.print("letter.html", reader.language, &view).map_err(web::Error::internal)?;
    let text = view.plain();
    Ok(NewLetter { kind: words.kind, recipient: reader.email.to_owned(), subject: view.subject, text, html })
}

/// Why somebody gets a link that lets them in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum WayIn {
    /// For the first time, or with a new password from an administrator.
    Invitation,
    /// They forgot their password.
    Reset,
}

/// Sends somebody a link that lets them in, once and until an hour.
pub(crate) async fn way_in(
    shared: &Shared,
    tx: &mut Writing,
    reader: &Reader<'_>,
    why: WayIn,
    link: &str,
    until: &str,
) -> Result<(), Failure> {
    let (kind, subject, text, link_words, besides) = match why {
        WayIn::Invitation => (
            "invitation",
            "letter-invitation",
            "letter-invitation-text",
            "letter-invitation-link",
            "letter-not-expected",
        ),
        WayIn::Reset => ("reset", "letter-reset", "letter-reset-text", "letter-reset-link", "letter-reset-besides"),
    };
    let words = Words {
        kind,
        subject,
        paragraphs: &[text, "letter-link-once"],
        link: Some((link_words, link)),
        besides,
        args: &[("until", Value::Text(until))],
    };
    tx.post(&letter(shared, reader, &words)?).await?;
    Ok(())
}

/// A letter by which an administrator sees that letters arrive. It is not put into the box: they wait for the answer.
pub(crate) fn test(shared: &Shared, reader: &Reader<'_>) -> Result<NewLetter, Failure> {
    let words = Words {
        kind: "test",
        subject: "letter-test",
        paragraphs: &["letter-test-text"],
        link: None,
        besides: "letter-test-besides",
        args: &[],
    };
    letter(shared, reader, &words)
}

/// Tells somebody of a sign-in with a browser they had not used.
pub(crate) async fn new_sign_in(
    shared: &Arc<Shared>,
    tx: &mut Writing,
    person: i64,
    anybody: &Anybody,
) -> Result<(), Failure> {
    // Where no server is set nobody waits for a letter: the desk tells them with their next page.
    if shared.post.server().await?.is_none() {
        return Ok(());
    }
    let Some((person, language)) = tx.person_by_number(person).await? else { return Ok(()) };
    let reader = Reader::of(shared, &person, language.as_deref());
    let (hour, browser) = (hour_of(shared, tx.now(), reader.language), browser_in_words(&anybody.browser));
    let sessions = format!("{}/desk/sessions", shared.origin);
    let words = Words {
        kind: "new-sign-in",
        subject: "letter-sign-in",
        paragraphs: &["letter-sign-in-text"],
        link: Some(("letter-sign-in-link", &sessions)),
        besides: "letter-sign-in-besides",
        args: &[
            ("hour", Value::Text(&hour)),
            ("browser", Value::Text(&browser)),
            ("address", Value::Text(&anybody.address)),
        ],
    };
    tx.post(&letter(shared, &reader, &words)?).await?;
    Ok(())
}

/// An hour in the paper's own zone.
pub(crate) fn hour_of(shared: &Shared, at: Timestamp, language: Language) -> String {
    let house = shared.paper.house();
    let zone = house.editions_in_order().first().map_or(jiff::tz::TimeZone::UTC, |edition| edition.time_zone());
    language::date_time(&at.to_zoned_datetime(zone), language)
}

/// Letters that were tried and are not sent, for those who can mend it.
pub(crate) async fn stuck(shared: &Shared, asking: &crate::request::Asking) -> Result<i64, Failure> {
    match asking.may(Right::People, &Object::Newsroom) {
        Ok(()) => Ok(shared.store.stuck_letters().await?),
        Err(_) => Ok(0),
    }
}

/// The name the ledger knows somebody by.
pub(crate) fn actor_of(person: i64) -> Actor {
    Actor(format!("user:{person}"))
}
