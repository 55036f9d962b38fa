//! People of the newsroom and the tokens programs act with in their name.
//!
//! Passwords and tokens are kept as hashes that `web` makes; nothing here can be turned back into either.

use jiff::Timestamp;
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
    /// Its first letters.
    pub label: String,
    pub rights: Option<Vec<Right>>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

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

    /// Keeps a token of this person's by its hash.
    pub async fn add_token(
        &mut self,
        person: &Person,
        hash: &str,
        label: &str,
        rights: Option<&[Right]>,
    ) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("insert into token (hash, person, label, rights, created_at) values ($1, $2, $3, $4, $5)")
            .bind(hash)
            .bind(person.number)
            .bind(label)
            .bind(rights.map(|rights| rows::text_of(&rights)))
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        Ok(())
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
        let found = sqlx::query(
            "select label, rights, created_at, revoked_at from token where person = $1 order by created_at",
        )
        .bind(person.number)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(Token {
                    label: row.try_get(0)?,
                    rights: read_rights(row, 1)?,
                    created_at: rows::hour(row.try_get(2)?)?,
                    revoked_at: row.try_get::<Option<i64>, _>(3)?.map(rows::hour).transpose()?,
                })
            })
            .collect()
    }

    /// Who acts with the token of this hash: nobody where it is unknown or taken back, or its person is shut out.
    pub async fn asker_by_token(&self, hash: &str) -> Result<Option<Asker>> {
        let row = sqlx::query(
            "select person.number, person.role, person.beats, token.rights from token \
             join person on person.number = token.person \
             where token.hash = $1 and token.revoked_at is null and person.disabled_at is null",
        )
        .bind(hash)
        .fetch_optional(self.shared.desk_readers())
        .await?;
        row.map(|row| {
            let (number, role): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
            Ok(Asker {
                actor: Actor(format!("user:{number}")),
                role: role.parse().map_err(|error| Error::unreadable("a role", error))?,
                beats: rows::json("somebody's beats", row.try_get(2)?)?,
                rights: read_rights(&row, 3)?,
            })
        })
        .transpose()
    }
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
