//! People of the newsroom and the tokens programs act with in their name.
//!
//! Passwords and tokens are kept as hashes that `web` makes; nothing here can be turned back into either.

use jiff::{SignedDuration, Timestamp};
use newsroom::rights::{Asker, Beat};
use newsroom::{Actor, Right, Role};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub number: i64,
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Where the role holds; everywhere if empty.
    pub beats: Vec<Beat>,
    pub has_password: bool,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
}

impl Person {
    /// The name the ledger knows them by.
    pub fn actor(&self) -> Actor {
        Actor(format!("user:{}", self.number))
    }
}

/// Somebody to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub beats: Vec<Beat>,
    /// As hashed; none where they will sign in another way, or only act through tokens.
    pub password: Option<String>,
}

/// A token's life without its secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// SHA-256 of the token: nobody makes it into one again.
    pub hash: String,
    pub person: i64,
    /// Its first letters.
    pub label: String,
    /// What it is for, as its person says.
    pub name: Option<String>,
    /// None for all its person has.
    pub rights: Option<Vec<Right>>,
    pub created_at: Timestamp,
    pub until: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// A token to be kept.
#[derive(Clone, Debug, Default)]
pub struct NewToken<'t> {
    pub hash: &'t str,
    pub label: &'t str,
    pub name: Option<&'t str>,
    /// None for all its person has.
    pub rights: Option<&'t [Right]>,
    pub until: Option<Timestamp>,
}

/// Who holds a token.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenHolder {
    /// Nobody: it is unknown, or its person is shut out.
    Nobody,
    Revoked,
    /// Its last hour has passed.
    Over,
    Good {
        asker: Asker,
        /// When the token should be noted as used again.
        is_due: bool,
    },
}

/// A request this long after the last one is noted.
const USED_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(5);
const TOKEN: &str = "hash, person, label, name, rights, created_at, until, used_at, revoked_at";

const PERSON: &str = "number, email, name, role, beats, \
    cast(case when password is null then 0 else 1 end as bigint), created_at, disabled_at";

impl Writing {
    /// Adds a person and returns them with their number.
    ///
    /// # Errors
    /// [`Error::EmailTaken`] when somebody has the address.
    pub async fn add_person(&mut self, new: &NewPerson) -> Result<Person> {
        let email = normal(&new.email);
        let number: i64 = sqlx::query("select coalesce(max(number), 0) + 1 from person")
            .fetch_one(self.connection().await?)
            .await?
            .try_get(0)?;
        let inserted = sqlx::query(
            "insert into person (number, email, name, role, beats, password, created_at) \
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (email) do nothing",
        )
        .bind(number)
        .bind(&email)
        .bind(new.name.trim())
        .bind(new.role.as_str())
        .bind(rows::text_of(&new.beats))
        .bind(&new.password)
        .bind(self.now().as_microsecond())
        .execute(self.connection().await?)
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(Error::EmailTaken(email));
        }
        by_email(self.connection().await?, &email).await?.ok_or(Error::NoPerson(email))
    }

    /// Sets a new password, as hashed.
    ///
    /// # Errors
    /// [`Error::NoPerson`].
    pub async fn set_password(&mut self, email: &str, password: &str) -> Result<()> {
        let changed = sqlx::query("update person set password = $2 where email = $1")
            .bind(normal(email))
            .bind(password)
            .execute(self.connection().await?)
            .await?;
        if changed.rows_affected() == 0 { Err(Error::NoPerson(email.to_owned())) } else { Ok(()) }
    }

    /// Gives a person another name.
    pub async fn rename_person(&mut self, number: i64, name: &str) -> Result<()> {
        sqlx::query("update person set name = $2 where number = $1")
            .bind(number)
            .bind(name.trim())
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// The hashed password of somebody.
    pub async fn password_of_person(&mut self, number: i64) -> Result<Option<String>> {
        let row = sqlx::query("select password from person where number = $1 and disabled_at is null")
            .bind(number)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get::<Option<String>, _>(0)).transpose()?.flatten())
    }

    /// Shuts a person out: from now on neither password nor token of theirs is good. Their work stays.
    ///
    /// # Errors
    /// [`Error::NoPerson`].
    pub async fn disable_person(&mut self, email: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        let changed = sqlx::query("update person set disabled_at = coalesce(disabled_at, $2) where email = $1")
            .bind(normal(email))
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        if changed.rows_affected() == 0 { Err(Error::NoPerson(email.to_owned())) } else { Ok(()) }
    }

    /// Lets a person in again.
    ///
    /// # Errors
    /// [`Error::NoPerson`].
    pub async fn enable_person(&mut self, email: &str) -> Result<()> {
        let changed = sqlx::query("update person set disabled_at = null where email = $1")
            .bind(normal(email))
            .execute(self.connection().await?)
            .await?;
        if changed.rows_affected() == 0 { Err(Error::NoPerson(email.to_owned())) } else { Ok(()) }
    }

    /// The person with this address.
    pub async fn person(&mut self, email: &str) -> Result<Option<Person>> {
        by_email(self.connection().await?, &normal(email)).await
    }

    /// Somebody by number, with the language they have the desk in.
    pub async fn person_by_number(&mut self, number: i64) -> Result<Option<(Person, Option<String>)>> {
        let asked = format!("select {PERSON}, language from person where number = $1");
        sqlx::query(sqlx::AssertSqlSafe(asked))
            .bind(number)
            .fetch_optional(self.connection().await?)
            .await?
            .as_ref()
            .map(read_with_language)
            .transpose()
    }

    /// Keeps a token of this person's by its hash.
    pub async fn add_token(&mut self, person: &Person, new: &NewToken<'_>) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "insert into token (hash, person, label, name, rights, created_at, until) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(new.hash)
        .bind(person.number)
        .bind(new.label)
        .bind(new.name)
        .bind(new.rights.map(|rights| rows::text_of(&rights)))
        .bind(now)
        .bind(new.until.map(Timestamp::as_microsecond))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Notes that a token was used.
    pub async fn see_token(&mut self, hash: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("update token set used_at = $2 where hash = $1 and coalesce(used_at, 0) < $2")
            .bind(hash)
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Takes one token back, of this person's or, for nobody, of anybody's. Returns its label and whose it was.
    pub async fn revoke_token(&mut self, person: Option<i64>, hash: &str) -> Result<Option<(String, i64)>> {
        let now = self.now().as_microsecond();
        let row = sqlx::query(
            "update token set revoked_at = $3 where hash = $2 and revoked_at is null and ($1 = 0 or person = $1) \
             returning label, person",
        )
        .bind(person.unwrap_or(0))
        .bind(hash)
        .bind(now)
        .fetch_optional(self.connection().await?)
        .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Gives a person another name, role and beats.
    ///
    /// # Errors
    /// [`Error::LastAdministrator`] where nobody would be left to look after the newsroom.
    pub async fn change_person(&mut self, number: i64, name: &str, role: Role, beats: &[Beat]) -> Result<()> {
        if role != Role::Administrator {
            self.leave_an_administrator(number).await?;
        }
        sqlx::query("update person set name = $2, role = $3, beats = $4 where number = $1")
            .bind(number)
            .bind(name.trim())
            .bind(role.as_str())
            .bind(rows::text_of(&beats))
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// # Errors
    /// [`Error::LastAdministrator`] where this person is the only one who can look after the newsroom.
    pub async fn leave_an_administrator(&mut self, number: i64) -> Result<()> {
        let row = sqlx::query(
            "select (select count(*) from person where number = $1 and role = $2), (select count(*) from person \
             where number <> $1 and role = $2 and disabled_at is null and password is not null)",
        )
        .bind(number)
        .bind(Role::Administrator.as_str())
        .fetch_one(self.connection().await?)
        .await?;
        let (is_one, others): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if is_one > 0 && others == 0 { Err(Error::LastAdministrator) } else { Ok(()) }
    }

    /// Takes back every token of this person's whose label begins so; all of them for an empty one. Returns how many.
    pub async fn revoke_tokens(&mut self, person: &Person, label: &str) -> Result<u64> {
        let now = self.now().as_microsecond();
        let gone = sqlx::query(
            "update token set revoked_at = $3 where person = $1 and revoked_at is null and substr(label, 1, length($2)) = $2",
        )
        .bind(person.number)
        .bind(label)
        .bind(now)
        .execute(self.connection().await?)
        .await?;
        Ok(gone.rows_affected())
    }
}

impl Store {
    /// The person with this address.
    pub async fn person(&self, email: &str) -> Result<Option<Person>> {
        by_email(&mut *self.shared.desk_readers().acquire().await?, &normal(email)).await
    }

    /// Everybody, by number.
    pub async fn people(&self) -> Result<Vec<Person>> {
        let found = sqlx::query(sqlx::AssertSqlSafe(format!("select {PERSON} from person order by number")))
            .fetch_all(self.shared.desk_readers())
            .await?;
        found.iter().map(read).collect()
    }

    /// The tokens of a person, oldest first.
    pub async fn tokens_of(&self, person: &Person) -> Result<Vec<Token>> {
        let asked = format!("select {TOKEN} from token where person = $1 order by created_at");
        let found =
            sqlx::query(sqlx::AssertSqlSafe(asked)).bind(person.number).fetch_all(self.shared.desk_readers()).await?;
        found.iter().map(read_token).collect()
    }

    /// Everybody's tokens that are not taken back, oldest first.
    pub async fn tokens(&self) -> Result<Vec<Token>> {
        let asked = format!("select {TOKEN} from token where revoked_at is null order by person, created_at");
        let found = sqlx::query(sqlx::AssertSqlSafe(asked)).fetch_all(self.shared.desk_readers()).await?;
        found.iter().map(read_token).collect()
    }

    /// Who acts with the token of this hash.
    pub async fn token_holder(&self, hash: &str) -> Result<TokenHolder> {
        let now = self.clock().now();
        let row = sqlx::query(
            "select person.number, person.role, person.beats, token.rights, token.revoked_at, token.until, \
             coalesce(token.used_at, 0) from token join person on person.number = token.person \
             where token.hash = $1 and person.disabled_at is null",
        )
        .bind(hash)
        .fetch_optional(self.shared.desk_readers())
        .await?;
        let Some(row) = row else { return Ok(TokenHolder::Nobody) };
        if row.try_get::<Option<i64>, _>(4)?.is_some() {
            return Ok(TokenHolder::Revoked);
        }
        if row.try_get::<Option<i64>, _>(5)?.is_some_and(|until| until <= now.as_microsecond()) {
            return Ok(TokenHolder::Over);
        }
        let (number, role): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        let asker = Asker {
            actor: Actor(format!("user:{number}")),
            role: role.parse().map_err(|error| Error::unreadable("a role", error))?,
            beats: rows::json("somebody's beats", row.try_get(2)?)?,
            rights: read_rights(&row, 3)?,
        };
        let is_due = now > rows::hour(row.try_get(6)?)? + USED_AGAIN_AFTER;
        Ok(TokenHolder::Good { asker, is_due })
    }
}

fn read_token(row: &AnyRow) -> Result<Token> {
    let hour = |column: usize| -> Result<_> { row.try_get::<Option<i64>, _>(column)?.map(rows::hour).transpose() };
    Ok(Token {
        hash: row.try_get(0)?,
        person: row.try_get(1)?,
        label: row.try_get(2)?,
        name: row.try_get(3)?,
        rights: read_rights(row, 4)?,
        created_at: rows::hour(row.try_get(5)?)?,
        until: hour(6)?,
        used_at: hour(7)?,
        revoked_at: hour(8)?,
    })
}

async fn by_email(connection: &mut AnyConnection, email: &str) -> Result<Option<Person>> {
    sqlx::query(sqlx::AssertSqlSafe(format!("select {PERSON} from person where email = $1")))
        .bind(email)
        .fetch_optional(connection)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// One address, one person, however it is typed. Addresses are ASCII but for rare ones, which stay as they are.
pub(crate) fn normal(email: &str) -> String {
    email.trim().to_ascii_lowercase()
}

/// A row of [`PERSON`]'s columns with the language behind them.
pub(crate) fn read_with_language(row: &AnyRow) -> Result<(Person, Option<String>)> {
    Ok((read(row)?, row.try_get(8)?))
}

fn read(row: &AnyRow) -> Result<Person> {
    let role: String = row.try_get(3)?;
    Ok(Person {
        number: row.try_get(0)?,
        email: row.try_get(1)?,
        name: row.try_get(2)?,
        role: role.parse().map_err(|error| Error::unreadable("a role", error))?,
        beats: rows::json("somebody's beats", row.try_get(4)?)?,
        has_password: row.try_get::<i64, _>(5)? != 0,
        created_at: rows::hour(row.try_get(6)?)?,
        disabled_at: row.try_get::<Option<i64>, _>(7)?.map(rows::hour).transpose()?,
    })
}

fn read_rights(row: &AnyRow, column: usize) -> Result<Option<Vec<Right>>> {
    row.try_get::<Option<String>, _>(column)?.map(|text| rows::json("a token's rights", &text)).transpose()
}
