//! The post: sends what waits, tries again what was not taken, and gives up after three days.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::{DueLetter, Lease, MailServer, Posted, Store};

use crate::letter::{Authority, Failed, Words, send};

/// How often the box is looked into.
const ROUND: Duration = Duration::from_secs(1);
/// How long the others wait when the node that sends falls silent: longer than a try may take.
const LEASE_LASTS: SignedDuration = SignedDuration::from_mins(3);
/// Letters tried in one round.
const BATCH: i64 = 20;
/// After so long a letter is of no use: its link has ended.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// The longest wait between two tries.
const WAIT_MOST: SignedDuration = SignedDuration::from_hours(4);

/// Which server letters go through: the settings' where they name one, else the desk's.
#[derive(Clone)]
pub struct Post {
    pub store: Store,
    /// The settings', which nobody changes at the desk.
    pub fixed: Option<MailServer>,
    /// Whose certificates that server may show besides.
    pub authority: Option<Authority>,
}

impl Post {
    /// The server in force, if there is one.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn server(&self) -> store::Result<Option<MailServer>> {
        match &self.fixed {
            Some(server) => Ok(Some(server.clone())),
            None => self.store.mail_server().await,
        }
    }

    /// Sends a letter through a server and returns what it answered.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn send(&self, server: &MailServer, words: Words<'_>) -> Result<String, Failed> {
        send(server, self.authority.as_ref(), words).await
    }
}

/// Sends letters until dropped.
pub async fn deliver(post: Arc<Post>, node: String) {
    let lease = Lease::new(&post.store, "post", node, LEASE_LASTS);
    loop {
        tokio::time::sleep(ROUND).await;
        if let Err(error) = round(&post, &lease).await {
            tracing::warn!(%error, "the post cannot reach the database and tries again");
        }
    }
}

async fn round(post: &Post, lease: &Lease) -> store::Result<()> {
    // Looked for first: most rounds find nothing and need no lease.
    if post.store.due_letters(1).await?.is_empty() {
        return Ok(());
    }
    let Some(server) = post.server().await? else { return Ok(()) };
    if !lease.hold().await? {
        return Ok(());
    }
    for letter in post.store.due_letters(BATCH).await? {
        lease.hold().await?;
        try_one(post, &server, &letter).await?;
    }
    Ok(())
}

async fn try_one(post: &Post, server: &MailServer, letter: &DueLetter) -> store::Result<()> {
    let words =
        Words { recipient: &letter.recipient, subject: &letter.subject, text: &letter.text, html: &letter.html };
    let outcome = post.send(server, words).await;
    let mut tx = post.store.write().await?;
    let now = tx.now();
    let (posted, answer, barrier) = match outcome {
        Ok(answer) => {
            tracing::info!(letter.number, %answer, "a letter was taken");
            (Posted::Sent, answer, None)
        }
        Err(failed) => {
            let barrier = failed.barrier.as_str();
            tracing::warn!(letter.number, tries = letter.tries + 1, barrier, answer = %failed.answer, "a letter was not taken");
            (after(&failed, letter, now), failed.answer, Some(barrier))
        }
    };
    tx.posted(letter.number, &posted, &answer, barrier).await?;
    tx.commit().await?;
    Ok(())
}

/// When to try again.
fn after(failed: &Failed, letter: &DueLetter, now: Timestamp) -> Posted {
    if failed.for_good || now > letter.created_at + GIVEN_UP_AFTER {
        return Posted::GivenUp;
    }
    let doubled = 1_i64 << letter.tries.clamp(0, 12);
    Posted::Later(now + SignedDuration::from_secs(30 * doubled).min(WAIT_MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::Barrier;

    #[test]
    fn patience_grows_and_ends() {
        let begun = Timestamp::UNIX_EPOCH;
        let letter = |tries: i64| DueLetter {
            number: 1,
            recipient: String::new(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            created_at: begun,
            tries,
        };
        let failed = |for_good: bool| Failed { barrier: Barrier::Later, answer: String::new(), for_good };
        let check = |tries: i64, hours: i64, for_good: bool, expected: Posted| {
            let now = begun + SignedDuration::from_hours(hours);
            assert_eq!(after(&failed(for_good), &letter(tries), now), expected, "{tries} {hours} {for_good}");
        };
        let at = |hours: i64, seconds: i64| {
            Posted::Later(begun + SignedDuration::from_hours(hours) + SignedDuration::from_secs(seconds))
        };
        check(0, 0, false, at(0, 30));
        check(1, 0, false, at(0, 60));
        check(4, 1, false, at(1, 480));
        check(60, 10, false, at(10, 4 * 3600));
        check(3, 73, false, Posted::GivenUp);
        check(0, 0, true, Posted::GivenUp);
    }
}
