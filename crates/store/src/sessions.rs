//! Who is signed in at the desk, the links that let somebody in once, and the list of who did what from where.

use jiff::{SignedDuration, Timestamp};
use newsroom::Actor;
use newsroom::rights::{Asker, needs_second_factor};
use sqlx::Row;

use crate::people::{Person, read_with_language};
use crate::reading::rows;
use crate::ways_in::{SecondFactorRule, read_rule};
use crate::{Error, Result, Store, Writing};

/// How long a session lasts without a request, and in all. A working day and a weekend; a month.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(72);
pub const SESSION_MOST: SignedDuration = SignedDuration::from_hours(24 * 30);
/// A request this long after the last one is noted.
const SEEN_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedIn {
    pub person: Person,
    pub asker: Asker,
    /// The desk's language for them, if they chose one.
    pub language: Option<String>,
    /// When the session should be noted as seen again.
    pub is_due: bool,
    /// When they last showed in this session that it is them.
    pub confirmed_at: Timestamp,
    pub has_second_factor: bool,
    /// Who needs one.
    pub rule: Option<SecondFactorRule>,
    /// Somebody signed in as them with a browser they had not used, and they have not been told.
    pub has_strange_sign_in: bool,
}

/// One of a person's sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of its cookie.
    pub hash: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub address: String,
    pub browser: String,
    /// It was begun in a browser its person had not signed in with, and they have not said that they know.
    pub is_strange: bool,
}

/// A line of the list of who did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    pub at: Timestamp,
    pub actor: Option<Actor>,
    pub kind: String,
    pub subject: String,
    pub address: String,
}

impl SignedIn {
    /// Whether they need a second factor by now and have none.
    pub fn lacks_second_factor(&self, now: Timestamp) -> bool {
        let needs = |rule: SecondFactorRule| now >= rule.since && needs_second_factor(self.person.role, rule.from);
        !self.has_second_factor && self.rule.is_some_and(needs)
    }
}

impl Store {
    /// Who holds the session of this hash: nobody where it is unknown, ended or too old, or its person is shut out.
    pub async fn signed_in(&self, hash: &str) -> Result<Option<SignedIn>> {
        let now = self.clock().now();
        let row = sqlx::query(
            "select person.number, person.email, person.name, person.role, person.beats, \
             cast(case when person.password is null then 0 else 1 end as bigint), person.created_at, person.disabled_at, \
             person.language, session.seen_at, coalesce(session.confirmed_at, session.created_at), \
             (select count(*) from one_time_secret where one_time_secret.person = person.number and confirmed_at is not null) \
                 + (select count(*) from passkey where passkey.person = person.number), \
             (select count(*) from session as other where other.person = person.number and other.hash <> session.hash \
                 and other.strange_at is not null and other.told_at is null), \
             sign_in_rule.second_factor_from, sign_in_rule.second_factor_since \
             from session join person on person.number = session.person \
             left join sign_in_rule on sign_in_rule.number = 1 and sign_in_rule.second_factor_from is not null \
             where session.hash = $1 and session.ended_at is null and person.disabled_at is null \
             and session.seen_at > $2 and session.created_at > $3",
        )
        .bind(hash)
        .bind((now - SESSION_IDLE).as_microsecond())
        .bind((now - SESSION_MOST).as_microsecond())
        .fetch_optional(self.shared.desk_readers())
        .await?;
        row.map(|row| {
            let (person, language) = read_with_language(&row)?;
            let seen_at = rows::hour(row.try_get(9)?)?;
            let asker = Asker { actor: person.actor(), role: person.role, beats: person.beats.clone(), rights: None };
            let rule = match (row.try_get::<Option<String>, _>(13)?, row.try_get::<Option<i64>, _>(14)?) {
                (Some(from), Some(since)) => Some(read_rule(from, since)?),
                _ => None,
            };
            Ok(SignedIn {
                person,
                asker,
                language,
                is_due: now > seen_at + SEEN_AGAIN_AFTER,
                confirmed_at: rows::hour(row.try_get(10)?)?,
                has_second_factor: row.try_get::<i64, _>(11)? > 0,
                has_strange_sign_in: row.try_get::<i64, _>(12)? > 0,
                rule,
            })
        })
        .transpose()
    }

    /// The hashed password of whoever has this address and may come in, with their number.
    pub async fn password_of(&self, email: &str) -> Result<Option<(i64, String)>> {
        let row = sqlx::query(
            "select number, password from person where email = $1 and disabled_at is null and password is not null",
        )
        .bind(crate::people::normal(email))
        .fetch_optional(self.shared.desk_readers())
        .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Whether anybody can come in at all: false in a newsroom that was just begun.
    pub async fn has_people(&self) -> Result<bool> {
        let row = sqlx::query("select number from person where password is not null limit 1")
            .fetch_optional(self.shared.desk_readers())
            .await?;
        Ok(row.is_some())
    }

    /// Whether a link still lets somebody in.
    pub async fn is_invitation_good(&self, hash: &str) -> Result<bool> {
        let row = sqlx::query("select person from invitation where hash = $1 and used_at is null and until > $2")
            .bind(hash)
            .bind(self.clock().now().as_microsecond())
            .fetch_optional(self.shared.desk_readers())
            .await?;
        Ok(row.is_some())
    }

    /// A person's open sessions, the newest first.
    pub async fn sessions_of(&self, person: &Person) -> Result<Vec<Session>> {
        let now = self.clock().now();
        let found = sqlx::query(
            "select hash, created_at, seen_at, address, browser, \
             cast(case when strange_at is not null and told_at is null then 1 else 0 end as bigint) \
             from session where person = $1 and ended_at is null \
             and seen_at > $2 and created_at > $3 order by seen_at desc",
        )
        .bind(person.number)
        .bind((now - SESSION_IDLE).as_microsecond())
        .bind((now - SESSION_MOST).as_microsecond())
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(Session {
                    hash: row.try_get(0)?,
                    created_at: rows::hour(row.try_get(1)?)?,
                    seen_at: rows::hour(row.try_get(2)?)?,
                    address: row.try_get(3)?,
                    browser: row.try_get(4)?,
                    is_strange: row.try_get::<i64, _>(5)? != 0,
                })
            })
            .collect()
    }

    /// The newest lines of who did what.
    pub async fn audit(&self, before: Option<Timestamp>, limit: i64) -> Result<Vec<AuditLine>> {
        let found = sqlx::query(
            "select at, actor, kind, subject, address from audit where at < $1 order by at desc, number desc limit $2",
        )
        .bind(before.map_or(i64::MAX, Timestamp::as_microsecond))
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(AuditLine {
                    at: rows::hour(row.try_get(0)?)?,
                    actor: row.try_get::<Option<String>, _>(1)?.map(Actor),
                    kind: row.try_get(2)?,
                    subject: row.try_get(3)?,
                    address: row.try_get(4)?,
                })
            })
            .collect()
    }
}

impl Writing {
    /// Begins a session of this person's.
    pub async fn begin_session(&mut self, person: i64, hash: &str, address: &str, browser: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into session (hash, person, created_at, seen_at, address, browser, confirmed_at) \
             values ($1, $2, $3, $3, $4, $5, $3)",
        )
        .bind(hash)
        .bind(person)
        .bind(now)
        .bind(address)
        .bind(browser)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    pub async fn see_session(&mut self, hash: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("update session set seen_at = $2 where hash = $1 and seen_at < $2")
            .bind(hash)
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Notes that whoever holds a session has just shown that it is them.
    pub async fn confirm_session(&mut self, hash: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("update session set confirmed_at = $2 where hash = $1")
            .bind(hash)
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Notes that a session was begun in a browser its person had not signed in with.
    pub async fn mark_strange(&mut self, hash: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("update session set strange_at = $2 where hash = $1")
            .bind(hash)
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// A person knows of every strange sign-in but the one they ask from.
    pub async fn tell_strange(&mut self, person: i64, but: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "update session set told_at = $3 where person = $1 and hash <> $2 and strange_at is not null \
             and told_at is null",
        )
        .bind(person)
        .bind(but)
        .bind(now)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Ends one session of a person's; all of them but `but` where none is named. Returns how many.
    pub async fn end_sessions(&mut self, person: i64, hash: Option<&str>, but: Option<&str>) -> Result<u64> {
        let now = self.now().as_microsecond();
        let ended = sqlx::query(
            "update session set ended_at = $2 where person = $1 and ended_at is null \
             and ($3 = '' or hash = $3) and hash <> $4",
        )
        .bind(person)
        .bind(now)
        .bind(hash.unwrap_or_default())
        .bind(but.unwrap_or_default())
        .execute(self.connection().await?)
        .await?;
        Ok(ended.rows_affected())
    }

    /// Keeps a link that lets this person set a password, once, until an hour. `kind` says what for; links made before
    /// for the same are no longer good.
    pub async fn invite(&mut self, person: i64, hash: &str, until: Timestamp, kind: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "update invitation set used_at = $2 where person = $1 and used_at is null and coalesce(kind, $3) = $3",
        )
        .bind(person)
        .bind(now)
        .bind(kind)
        .execute(self.connection().await?)
        .await?;
        sqlx::query("insert into invitation (hash, person, created_at, until, kind) values ($1, $2, $3, $4, $5)")
            .bind(hash)
            .bind(person)
            .bind(now)
            .bind(until.as_microsecond())
            .bind(kind)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Uses a link up and returns whose it was; nothing where it is unknown, used or too old.
    pub async fn use_invitation(&mut self, hash: &str) -> Result<Option<String>> {
        let now = self.now().as_microsecond();
        let used = sqlx::query(
            "update invitation set used_at = $2 where hash = $1 and used_at is null and until > $2 returning person",
        )
        .bind(hash)
        .bind(now)
        .fetch_optional(self.connection().await?)
        .await?;
        let Some(used) = used else { return Ok(None) };
        let person: i64 = used.try_get(0)?;
        // A password was set by it: no other link sets another one.
        sqlx::query("update invitation set used_at = $2 where person = $1 and used_at is null")
            .bind(person)
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        let row = sqlx::query("select email from person where number = $1 and disabled_at is null")
            .bind(person)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Chooses the desk's language for a person.
    pub async fn set_language(&mut self, person: i64, language: &str) -> Result<()> {
        sqlx::query("update person set language = $2 where number = $1")
            .bind(person)
            .bind(language)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Adds a line to the list of who did what.
    pub async fn note_down(&mut self, actor: Option<&Actor>, kind: &str, subject: &str, address: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into audit (number, at, actor, kind, subject, address) \
             select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5 from audit",
        )
        .bind(now)
        .bind(actor.map(|actor| actor.0.clone()))
        .bind(kind)
        .bind(subject)
        .bind(address)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// The first person of a newsroom, who may do everything.
    ///
    /// # Errors
    /// [`Error::NotFirst`] when somebody can come in already.
    pub async fn add_first_person(&mut self, new: &crate::NewPerson) -> Result<Person> {
        let there = sqlx::query("select number from person where password is not null limit 1")
            .fetch_optional(self.connection().await?)
            .await?;
        if there.is_some() {
            return Err(Error::NotFirst);
        }
        self.add_person(new).await
    }
}
