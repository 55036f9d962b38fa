//! The mail server's page: what letters go out through, a test of it, and the letters themselves.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use dispatch::Words;
use newsroom::Right;
use newsroom::rights::Object;
use pages::desk::{Choice, LetterRow, MailView};
use serde::Deserialize;
use store::{LetterLine, MailSecurity, MailServer};

use crate::Shared;
use crate::answer::{Failure, page, refused, see_other};
use crate::entry::Nothing;
use crate::letters::{self, Reader};
use crate::request::{Asking, Form};
use crate::ways_in::Why;

const HERE: &str = "/desk/settings/mail";
/// Letters shown.
const LETTERS: i64 = 50;

pub(crate) async fn mail(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Why>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    let notice = match asked.done.as_str() {
        "mail" | "mail-removed" | "letter" => Some(asking.say(&shared, &format!("done-{}", asked.done))),
        _ => None,
    };
    shown(&shared, &asking, None, |view| view.frame.notice = notice).await
}

/// The page; `form` is what was written where it was not taken.
async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    form: Option<Server>,
    finish: impl FnOnce(&mut MailView),
) -> Result<Response, Failure> {
    let fixed = shared.post.fixed.clone();
    let kept = match &fixed {
        Some(server) => Some(server.clone()),
        None => shared.store.mail_server().await?,
    };
    let has_password = kept.as_ref().is_some_and(|server| server.password.is_some());
    let is_set = kept.is_some();
    let filled = form.or_else(|| kept.as_ref().map(Server::of)).unwrap_or_else(|| Server {
        port: "587".to_owned(),
        security: "starttls".to_owned(),
        ..Server::default()
    });
    let letters = shared.store.letters(LETTERS).await?;
    let mut view = MailView {
        frame: asking.frame(shared, asking.say(shared, "mail"), "mail"),
        is_confirmed: asking.is_confirmed(shared),
        is_fixed: fixed.is_some(),
        is_set,
        has_password,
        securities: MailSecurity::ALL
            .map(|one| Choice {
                value: one.as_str().to_owned(),
                name: String::new(),
                chosen: one.as_str() == filled.security,
            })
            .into(),
        host: filled.host,
        port: filled.port,
        account: filled.account,
        sender: filled.sender,
        my_email: asking.signed.person.email.clone(),
        letters: letters.into_iter().map(|letter| row(shared, asking, letter)).collect(),
        ..MailView::default()
    };
    finish(&mut view);
    let is_again = view.frame.problem.is_some();
    let response = page(shared, asking.language, "mail.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

fn row(shared: &Shared, asking: &Asking, letter: LetterLine) -> LetterRow {
    let state = match &letter {
        LetterLine { sent_at: Some(_), .. } => "sent",
        LetterLine { given_up_at: Some(_), .. } => "given-up",
        LetterLine { tries: 0, .. } => "waiting",
        _ => "trying",
    };
    LetterRow {
        number: letter.number,
        kind: format!("letter-kind-{}", letter.kind),
        recipient: letter.recipient,
        at: asking.hour(letter.sent_at.or(letter.given_up_at).unwrap_or(letter.created_at)),
        next: (state == "trying").then(|| asking.hour(letter.next_at)),
        state: state.to_owned(),
        tries: letter.tries,
        barrier: letter.barrier.map(|word| asking.say(shared, &format!("mail-barrier-{word}"))).unwrap_or_default(),
        answer: letter.answer,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Server {
    host: String,
    port: String,
    security: String,
    account: String,
    /// Empty: the one that is kept stays.
    password: String,
    sender: String,
    #[serde(rename = "do")]
    what: String,
}

impl Server {
    fn of(server: &MailServer) -> Self {
        Self {
            host: server.host.clone(),
            port: server.port.to_string(),
            security: server.security.as_str().to_owned(),
            account: server.account.clone(),
            sender: server.sender.clone(),
            ..Self::default()
        }
    }

    /// What was written, as a server; else the key of what is wrong with it.
    fn read(&self) -> Result<MailServer, &'static str> {
        let host = self.host.trim();
        let is_host = !host.is_empty()
            && host.len() <= 253
            && host.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '.' | '-' | ':' | '[' | ']'));
        if !is_host {
            return Err("mail-host-wrong");
        }
        let port = self.port.trim().parse::<u16>().ok().filter(|port| *port > 0).ok_or("mail-port-wrong")?;
        let security = MailSecurity::parse(&self.security).ok_or("mail-security-wrong")?;
        let sender = self.sender.trim();
        if !dispatch::is_sender(sender) {
            return Err("mail-sender-wrong");
        }
        Ok(MailServer {
            host: host.to_owned(),
            port,
            security,
            account: self.account.trim().to_owned(),
            password: Some(self.password.clone()).filter(|password| !password.is_empty()),
            sender: sender.to_owned(),
        })
    }
}

pub(crate) async fn set_server(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Server>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    if let Some(first) = asking.confirm_first_keeping(&shared, HERE).await? {
        return Ok(first);
    }
    if shared.post.fixed.is_some() {
        let problem = asking.say(&shared, "mail-fixed");
        return shown(&shared, &asking, None, |view| view.frame.problem = Some(problem)).await;
    }
    let actor = asking.signed.person.actor();
    if form.what == "remove" {
        let mut tx = shared.store.write().await?;
        tx.remove_mail_server().await?;
        tx.note_down(Some(&actor), "mail-removed", "", &asking.address).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("{HERE}?done=mail-removed")));
    }
    let mut server = match form.read() {
        Ok(server) => server,
        Err(problem) => {
            let problem = asking.say(&shared, problem);
            return shown(&shared, &asking, Some(form), |view| view.frame.problem = Some(problem)).await;
        }
    };
    let kept = shared.store.mail_server().await?;
    if let Some(kept) = kept.filter(|_| server.password.is_none() && !server.account.is_empty()) {
        // A password goes to the host and account it was given for, and to no other that somebody writes in later.
        let is_same = kept.host == server.host && kept.account == server.account;
        if !is_same && kept.password.is_some() {
            let problem = asking.say(&shared, "mail-password-again");
            return shown(&shared, &asking, Some(form), |view| view.frame.problem = Some(problem)).await;
        }
        server.password = kept.password;
    }
    let mut tx = shared.store.write().await?;
    tx.set_mail_server(&server).await?;
    tx.note_down(Some(&actor), "mail", &format!("{server:?}"), &asking.address).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=mail")))
}

/// Sends a letter to whoever asks, and tells what the server answered.
pub(crate) async fn test(
    State(shared): State<Arc<Shared>>,
    Form(asking, Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    let Some(server) = shared.post.server().await? else {
        let problem = asking.say(&shared, "mail-not-set");
        return shown(&shared, &asking, None, |view| view.frame.problem = Some(problem)).await;
    };
    let person = &asking.signed.person;
    let letter =
        letters::test(&shared, &Reader { email: &person.email, name: &person.name, language: asking.language })?;
    let words =
        Words { recipient: &letter.recipient, subject: &letter.subject, text: &letter.text, html: &letter.html };
    let outcome = shared.post.send(&server, words).await;
    let mut tx = shared.store.write().await?;
    tx.note_down(Some(&person.actor()), "mail-test", if outcome.is_ok() { "✓" } else { "✗" }, &asking.address).await?;
    tx.commit().await?;
    let (told, answer) = match &outcome {
        Ok(answer) => (asking.say(&shared, "mail-test-taken"), answer.clone()),
        Err(failed) => {
            let barrier = asking.say(&shared, &format!("mail-barrier-{}", failed.barrier.as_str()));
            (format!("{} {barrier}", asking.say(&shared, "mail-test-failed")), failed.answer.clone())
        }
    };
    shown(&shared, &asking, None, |view| {
        if outcome.is_ok() {
            view.frame.notice = Some(told);
        } else {
            view.frame.problem = Some(told);
        }
        view.answer = Some(answer);
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Hurry {
    #[serde(default)]
    letter: i64,
}

/// Tries a letter again at once.
pub(crate) async fn hurry(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Hurry>,
) -> Result<Response, Failure> {
    asking.may(Right::People, &Object::Newsroom)?;
    let mut tx = shared.store.write().await?;
    if !tx.hurry_letter(form.letter).await? {
        return Err(web::Error::NotFound.into());
    }
    tx.commit().await?;
    Ok(see_other(&format!("{HERE}?done=letter")))
}

#[cfg(test)]
mod tests {
    use pages::desk::{DeskPages, LANGUAGES};

    #[test]
    fn every_barrier_is_told_in_every_language() {
        let pages = DeskPages::new(&pages::Theme::builtin());
        for barrier in dispatch::Barrier::ALL {
            let key = format!("mail-barrier-{}", barrier.as_str());
            for language in LANGUAGES {
                assert!(!pages.say(language, &key, &[]).is_empty(), "{language:?} has no {key}");
            }
        }
    }
}
