//! Letters on their way out, and the server they go through. A letter stands here before anybody is told that it will
//! come, so that none is lost to a restart or a server that is away.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// The server that letters go out through.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// Empty where the server asks for none.
    pub account: String,
    pub password: Option<String>,
    /// Whom letters come from: `Çınar <haber@cinar.example>`.
    pub sender: String,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}:{} ({})", self.account, self.host, self.port, self.security.as_str())
    }
}

/// How the way to the mail server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte (465).
    Tls,
    /// TLS after a word in the open, without which nothing is sent (587).
    StartTls,
    /// In the open: for a server on the same machine.
    None,
}

impl MailSecurity {
    pub const ALL: [Self; 3] = [Self::Tls, Self::StartTls, Self::None];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "starttls",
            Self::None => "none",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// A letter to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLetter {
    /// `invitation`, `reset`, `new-sign-in`, `test`.
    pub kind: &'static str,
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A letter whose turn has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueLetter {
    pub number: i64,
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub created_at: Timestamp,
    /// Tries so far.
    pub tries: i64,
}

/// A letter as an administrator sees it: never its words, which hold links that open doors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterLine {
    pub number: i64,
    pub kind: String,
    pub recipient: String,
    pub created_at: Timestamp,
    pub next_at: Timestamp,
    pub tries: i64,
    pub sent_at: Option<Timestamp>,
    pub given_up_at: Option<Timestamp>,
    pub answer: String,
    /// A word for what stood in its way last.
    pub barrier: Option<String>,
}

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    Sent,
    /// Tried again at this hour.
    Later(Timestamp),
    GivenUp,
}

/// Lines of letters that are done are kept so long.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

impl Writing {
    /// Puts a letter into the box.
    pub async fn post(&mut self, letter: &NewLetter) -> Result<i64> {
        let now = self.now().as_microsecond();
        let row = sqlx::query(
            "insert into letter (number, kind, recipient, subject, text, html, created_at, next_at, tries, answer) \
             select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, $6, 0, '' from letter returning number",
        )
        .bind(letter.kind)
        .bind(&letter.recipient)
        .bind(&letter.subject)
        .bind(&letter.text)
        .bind(&letter.html)
        .bind(now)
        .fetch_one(self.connection().await?)
        .await?;
        Ok(row.try_get(0)?)
    }

    /// Writes down what became of a try. Its words are forgotten once they are not needed.
    pub async fn posted(&mut self, number: i64, posted: &Posted, answer: &str, barrier: Option<&str>) -> Result<()> {
        let now = self.now();
        let micros = now.as_microsecond();
        let (sent, given_up, next) = match posted {
            Posted::Sent => (Some(micros), None, micros),
            Posted::GivenUp => (None, Some(micros), micros),
            Posted::Later(at) => (None, None, at.as_microsecond()),
        };
        sqlx::query(
            "update letter set tries = tries + 1, answer = $2, next_at = $3, sent_at = $4, given_up_at = $5, barrier = $7, \
             text = case when $6 = 1 then text else '' end, html = case when $6 = 1 then html else '' end \
             where number = $1 and sent_at is null",
        )
        .bind(number)
        .bind(answer)
        .bind(next)
        .bind(sent)
        .bind(given_up)
        .bind(i64::from(matches!(posted, Posted::Later(_))))
        .bind(barrier)
        .execute(self.connection().await?)
        .await?;
        sqlx::query("delete from letter where created_at < $1 and (sent_at is not null or given_up_at is not null)")
            .bind((now - KEPT).as_microsecond())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Tries a letter again now that waits for its next turn. False where there is none of this number.
    pub async fn hurry_letter(&mut self, number: i64) -> Result<bool> {
        let now = self.now().as_microsecond();
        let hurried =
            sqlx::query("update letter set next_at = $2 where number = $1 and sent_at is null and given_up_at is null")
                .bind(number)
                .bind(now)
                .execute(self.connection().await?)
                .await?;
        Ok(hurried.rows_affected() > 0)
    }

    /// Keeps the mail server; the former password where none is given.
    pub async fn set_mail_server(&mut self, server: &MailServer) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into mail_server (number, host, port, security, account, password, sender, changed_at) \
             values (1, $1, $2, $3, $4, $5, $6, $7) on conflict (number) do update set host = excluded.host, \
             port = excluded.port, security = excluded.security, account = excluded.account, \
             password = excluded.password, sender = excluded.sender, changed_at = excluded.changed_at",
        )
        .bind(&server.host)
        .bind(i64::from(server.port))
        .bind(server.security.as_str())
        .bind(&server.account)
        .bind(&server.password)
        .bind(&server.sender)
        .bind(now)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Forgets the mail server: letters wait from now on.
    pub async fn remove_mail_server(&mut self) -> Result<()> {
        sqlx::query("delete from mail_server").execute(self.connection().await?).await?;
        Ok(())
    }
}

impl Store {
    /// The mail server that the desk was told.
    pub async fn mail_server(&self) -> Result<Option<MailServer>> {
        let row =
            sqlx::query("select host, port, security, account, password, sender from mail_server where number = 1")
                .fetch_optional(self.shared.desk_readers())
                .await?;
        row.map(|row| {
            let (port, security): (i64, String) = (row.try_get(1)?, row.try_get(2)?);
            Ok(MailServer {
                host: row.try_get(0)?,
                port: u16::try_from(port).map_err(|error| Error::unreadable("the mail server's port", error))?,
                security: MailSecurity::parse(&security)
                    .ok_or_else(|| Error::unreadable("the mail server's security", &security))?,
                account: row.try_get(3)?,
                password: row.try_get(4)?,
                sender: row.try_get(5)?,
            })
        })
        .transpose()
    }

    /// Letters whose turn has come, the oldest first.
    pub async fn due_letters(&self, limit: i64) -> Result<Vec<DueLetter>> {
        let found = sqlx::query(
            "select number, recipient, subject, text, html, created_at, tries from letter \
             where next_at <= $1 and sent_at is null and given_up_at is null order by next_at, number limit $2",
        )
        .bind(self.clock().now().as_microsecond())
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(DueLetter {
                    number: row.try_get(0)?,
                    recipient: row.try_get(1)?,
                    subject: row.try_get(2)?,
                    text: row.try_get(3)?,
                    html: row.try_get(4)?,
                    created_at: rows::hour(row.try_get(5)?)?,
                    tries: row.try_get(6)?,
                })
            })
            .collect()
    }

    /// The newest letters, sent or not.
    pub async fn letters(&self, limit: i64) -> Result<Vec<LetterLine>> {
        let found = sqlx::query(
            "select number, kind, recipient, created_at, next_at, tries, sent_at, given_up_at, answer, barrier from letter \
             order by number desc limit $1",
        )
        .bind(limit)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(read_line).collect()
    }

    /// Letters that were tried and are not sent.
    pub async fn stuck_letters(&self) -> Result<i64> {
        let since = (self.clock().now() - SignedDuration::from_hours(24 * 7)).as_microsecond();
        let row = sqlx::query(
            "select count(*) from letter where sent_at is null and (tries > 0 or given_up_at is not null) \
             and created_at > $1",
        )
        .bind(since)
        .fetch_one(self.shared.desk_readers())
        .await?;
        Ok(row.try_get(0)?)
    }
}

fn read_line(row: &AnyRow) -> Result<LetterLine> {
    let hour = |column: usize| -> Result<_> { row.try_get::<Option<i64>, _>(column)?.map(rows::hour).transpose() };
    Ok(LetterLine {
        number: row.try_get(0)?,
        kind: row.try_get(1)?,
        recipient: row.try_get(2)?,
        created_at: rows::hour(row.try_get(3)?)?,
        next_at: rows::hour(row.try_get(4)?)?,
        tries: row.try_get(5)?,
        sent_at: hour(6)?,
        given_up_at: hour(7)?,
        answer: row.try_get(8)?,
        barrier: row.try_get(9)?,
    })
}
