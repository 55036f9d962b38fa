//! Ways in beside a password: passkeys, one-time codes, recovery codes; ceremonies on their way; browsers known; and the
//! rule of who needs a second factor.

use jiff::{SignedDuration, Timestamp};
use newsroom::Role;
use sqlx::{AnyConnection, Row};

use crate::people::Person;
use crate::reading::rows;
use crate::{Error, Result, Store, Writing};

/// A passkey of somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPasskey {
    pub id: String,
    pub person: i64,
    /// What the device knows its person by.
    pub handle: String,
    pub name: String,
    /// JSON, for whoever verifies.
    pub credential: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// What a person has beside a password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// The secret of one-time codes, once a code of it was shown.
    pub one_time: Option<String>,
    pub passkeys: i64,
    pub recovery_codes_left: i64,
}

impl Factors {
    pub fn is_empty(&self) -> bool {
        self.one_time.is_none() && self.passkeys == 0
    }
}

/// Something begun that the same browser may finish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    pub person: Option<i64>,
    pub state: String,
}

/// Who needs a second factor, and from when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactorRule {
    pub from: Role,
    pub since: Timestamp,
}

/// A browser not signed in with for so long is a stranger again.
const BROWSER_KNOWN: SignedDuration = SignedDuration::from_hours(24 * 400);

impl Writing {
    // ---- passkeys ----

    /// Keeps a passkey. False where this very key is kept already, whosever it is.
    pub async fn add_passkey(&mut self, new: &KnownPasskey) -> Result<bool> {
        let added = sqlx::query(
            "insert into passkey (id, person, handle, name, credential, created_at) values ($1, $2, $3, $4, $5, $6) \
             on conflict (id) do nothing",
        )
        .bind(&new.id)
        .bind(new.person)
        .bind(&new.handle)
        .bind(&new.name)
        .bind(&new.credential)
        .bind(self.now().as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(added.rows_affected() > 0)
    }

    /// The key of this id, whose person may come in.
    pub async fn passkey(&mut self, id: &str) -> Result<Option<KnownPasskey>> {
        let row = sqlx::query(
            "select passkey.id, passkey.person, passkey.handle, passkey.name, passkey.credential, passkey.created_at, \
             passkey.used_at from passkey join person on person.number = passkey.person \
             where passkey.id = $1 and person.disabled_at is null",
        )
        .bind(id)
        .fetch_optional(self.connection().await?)
        .await?;
        row.as_ref().map(read_passkey).transpose()
    }

    /// Notes that a key was used, and keeps it as it is now.
    pub async fn use_passkey(&mut self, id: &str, credential: &str) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("update passkey set credential = $2, used_at = $3 where id = $1")
            .bind(id)
            .bind(credential)
            .bind(now)
            .execute(self.connection().await?)
            .await?;
        Ok(())
    }

    /// Gives a person's key another name. False where they have no such key.
    pub async fn rename_passkey(&mut self, person: i64, id: &str, name: &str) -> Result<bool> {
        let renamed = sqlx::query("update passkey set name = $3 where person = $1 and id = $2")
            .bind(person)
            .bind(id)
            .bind(name)
            .execute(self.connection().await?)
            .await?;
        Ok(renamed.rows_affected() > 0)
    }

    /// Forgets a person's key and returns its name.
    pub async fn remove_passkey(&mut self, person: i64, id: &str) -> Result<Option<String>> {
        let row = sqlx::query("delete from passkey where person = $1 and id = $2 returning name")
            .bind(person)
            .bind(id)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    // ---- one-time codes ----

    /// Keeps a secret that a code has yet to be shown of; one that is on already stays as it is. False then.
    pub async fn offer_one_time_secret(&mut self, person: i64, secret: &str) -> Result<bool> {
        let kept = sqlx::query(
            "insert into one_time_secret (person, secret, created_at, step) values ($1, $2, $3, 0) \
             on conflict (person) do update set secret = excluded.secret, created_at = excluded.created_at \
             where one_time_secret.confirmed_at is null",
        )
        .bind(person)
        .bind(secret)
        .bind(self.now().as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(kept.rows_affected() > 0)
    }

    /// The secret that a code has yet to be shown of.
    pub async fn offered_one_time_secret(&mut self, person: i64) -> Result<Option<String>> {
        let row = sqlx::query("select secret from one_time_secret where person = $1 and confirmed_at is null")
            .bind(person)
            .fetch_optional(self.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Turns one-time codes on, with the half minute of the code that was shown.
    pub async fn confirm_one_time_secret(&mut self, person: i64, step: i64) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query(
            "update one_time_secret set confirmed_at = $2, step = $3 where person = $1 and confirmed_at is null",
        )
        .bind(person)
        .bind(now)
        .bind(step)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Takes the code of this half minute. False where it, or a later one, was taken before.
    pub async fn take_one_time_step(&mut self, person: i64, step: i64) -> Result<bool> {
        let taken = sqlx::query(
            "update one_time_secret set step = $2 where person = $1 and confirmed_at is not null and step < $2",
        )
        .bind(person)
        .bind(step)
        .execute(self.connection().await?)
        .await?;
        Ok(taken.rows_affected() > 0)
    }

    /// Turns one-time codes off. False where they were not on.
    pub async fn remove_one_time_secret(&mut self, person: i64) -> Result<bool> {
        let gone = sqlx::query("delete from one_time_secret where person = $1")
            .bind(person)
            .execute(self.connection().await?)
            .await?;
        Ok(gone.rows_affected() > 0)
    }

    // ---- recovery codes ----

    /// Puts new recovery codes, as hashed, in place of all a person had.
    pub async fn set_recovery_codes(&mut self, person: i64, hashes: &[String]) -> Result<()> {
        let now = self.now().as_microsecond();
        sqlx::query("delete from recovery_code where person = $1")
            .bind(person)
            .execute(self.connection().await?)
            .await?;
        for hash in hashes {
            sqlx::query("insert into recovery_code (hash, person, created_at) values ($1, $2, $3)")
                .bind(hash)
                .bind(person)
                .bind(now)
                .execute(self.connection().await?)
                .await?;
        }
        Ok(())
    }

    /// Uses a recovery code up. False where it is unknown or was used.
    pub async fn use_recovery_code(&mut self, person: i64, hash: &str) -> Result<bool> {
        let now = self.now().as_microsecond();
        let used =
            sqlx::query("update recovery_code set used_at = $3 where hash = $2 and person = $1 and used_at is null")
                .bind(person)
                .bind(hash)
                .bind(now)
                .execute(self.connection().await?)
                .await?;
        Ok(used.rows_affected() > 0)
    }

    /// Forgets everything a person has beside a password.
    pub async fn remove_factors(&mut self, person: i64) -> Result<()> {
        for table in [
            "delete from passkey where person = $1",
            "delete from one_time_secret where person = $1",
            "delete from recovery_code where person = $1",
        ] {
            sqlx::query(table).bind(person).execute(self.connection().await?).await?;
        }
        Ok(())
    }

    /// What a person has beside a password.
    pub async fn factors_of(&mut self, person: i64) -> Result<Factors> {
        factors(self.connection().await?, person).await
    }

    // ---- ceremonies ----

    /// Begins something that only this browser (a cookie's hash) may finish, in place of what it had begun of the kind.
    pub async fn begin_ceremony(
        &mut self,
        browser: &str,
        kind: &str,
        person: Option<i64>,
        state: &str,
        lasts: SignedDuration,
    ) -> Result<()> {
        let now = self.now();
        sqlx::query("delete from ceremony where until < $1")
            .bind(now.as_microsecond())
            .execute(self.connection().await?)
            .await?;
        sqlx::query(
            "insert into ceremony (browser, kind, person, state, until) values ($1, $2, $3, $4, $5) \
             on conflict (browser, kind) do update set person = excluded.person, state = excluded.state, \
             until = excluded.until",
        )
        .bind(browser)
        .bind(kind)
        .bind(person)
        .bind(state)
        .bind((now + lasts).as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Takes what this browser began, so that it is finished once or never.
    pub async fn take_ceremony(&mut self, browser: &str, kind: &str) -> Result<Option<Ceremony>> {
        let now = self.now().as_microsecond();
        let row = sqlx::query("delete from ceremony where browser = $1 and kind = $2 returning person, state, until")
            .bind(browser)
            .bind(kind)
            .fetch_optional(self.connection().await?)
            .await?;
        let Some(row) = row.filter(|row| row.try_get::<i64, _>(2).is_ok_and(|until| until > now)) else {
            return Ok(None);
        };
        Ok(Some(Ceremony { person: row.try_get(0)?, state: row.try_get(1)? }))
    }

    // ---- browsers ----

    /// Somebody signs in with a browser whose cookie's hash was `old` and is `new` from now on. True where they had
    /// signed in before, and never with this one.
    pub async fn meet_browser(&mut self, person: i64, old: Option<&str>, new: &str) -> Result<bool> {
        let now = self.now();
        let row = sqlx::query(
            "select coalesce(sum(case when browser = $2 then 1 else 0 end), 0), count(*) from known_browser \
             where person = $1 and last_at > $3",
        )
        .bind(person)
        .bind(old.unwrap_or_default())
        .bind((now - BROWSER_KNOWN).as_microsecond())
        .fetch_one(self.connection().await?)
        .await?;
        let (this, all): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if let Some(old) = old {
            // The others who use this browser know it by the new cookie too.
            sqlx::query("update known_browser set browser = $2 where browser = $1")
                .bind(old)
                .bind(new)
                .execute(self.connection().await?)
                .await?;
        }
        sqlx::query(
            "insert into known_browser (browser, person, first_at, last_at) values ($1, $2, $3, $3) \
             on conflict (browser, person) do update set last_at = excluded.last_at",
        )
        .bind(new)
        .bind(person)
        .bind(now.as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(all > 0 && this == 0)
    }

    // ---- the rule ----

    /// Says who needs a second factor; nobody for none.
    pub async fn set_second_factor_rule(&mut self, rule: Option<SecondFactorRule>) -> Result<()> {
        sqlx::query(
            "insert into sign_in_rule (number, second_factor_from, second_factor_since) values (1, $1, $2) \
             on conflict (number) do update set second_factor_from = excluded.second_factor_from, \
             second_factor_since = excluded.second_factor_since",
        )
        .bind(rule.map(|rule| rule.from.as_str()))
        .bind(rule.map(|rule| rule.since.as_microsecond()))
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Who needs a second factor.
    pub async fn second_factor_rule(&mut self) -> Result<Option<SecondFactorRule>> {
        rule(self.connection().await?).await
    }
}

impl Store {
    /// A person's passkeys, the oldest first.
    pub async fn passkeys_of(&self, person: &Person) -> Result<Vec<KnownPasskey>> {
        let found = sqlx::query(
            "select id, person, handle, name, credential, created_at, used_at from passkey where person = $1 \
             order by created_at, id",
        )
        .bind(person.number)
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(read_passkey).collect()
    }

    /// What a person has beside a password.
    pub async fn factors_of(&self, person: i64) -> Result<Factors> {
        factors(&mut *self.shared.desk_readers().acquire().await?, person).await
    }

    /// What this browser began, without taking it.
    pub async fn ceremony(&self, browser: &str, kind: &str) -> Result<Option<Ceremony>> {
        let row = sqlx::query("select person, state from ceremony where browser = $1 and kind = $2 and until > $3")
            .bind(browser)
            .bind(kind)
            .bind(self.clock().now().as_microsecond())
            .fetch_optional(self.shared.desk_readers())
            .await?;
        row.map(|row| Ok(Ceremony { person: row.try_get(0)?, state: row.try_get(1)? })).transpose()
    }

    /// Who needs a second factor.
    pub async fn second_factor_rule(&self) -> Result<Option<SecondFactorRule>> {
        rule(&mut *self.shared.desk_readers().acquire().await?).await
    }

    /// Numbers of those who have a second factor.
    pub async fn people_with_factors(&self) -> Result<Vec<i64>> {
        let found = sqlx::query(
            "select person from one_time_secret where confirmed_at is not null union select person from passkey",
        )
        .fetch_all(self.shared.desk_readers())
        .await?;
        found.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

async fn factors(connection: &mut AnyConnection, person: i64) -> Result<Factors> {
    let row = sqlx::query(
        "select (select secret from one_time_secret where person = $1 and confirmed_at is not null), \
         (select count(*) from passkey where person = $1), \
         (select count(*) from recovery_code where person = $1 and used_at is null)",
    )
    .bind(person)
    .fetch_one(connection)
    .await?;
    Ok(Factors { one_time: row.try_get(0)?, passkeys: row.try_get(1)?, recovery_codes_left: row.try_get(2)? })
}

async fn rule(connection: &mut AnyConnection) -> Result<Option<SecondFactorRule>> {
    let row = sqlx::query(
        "select second_factor_from, second_factor_since from sign_in_rule \
         where number = 1 and second_factor_from is not null and second_factor_since is not null",
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| read_rule(row.try_get(0)?, row.try_get(1)?)).transpose()
}

pub(crate) fn read_rule(from: String, since: i64) -> Result<SecondFactorRule> {
    let from = from.parse().map_err(|error| Error::unreadable("the rule of second factors", error))?;
    Ok(SecondFactorRule { from, since: rows::hour(since)? })
}

fn read_passkey(row: &sqlx::any::AnyRow) -> Result<KnownPasskey> {
    Ok(KnownPasskey {
        id: row.try_get(0)?,
        person: row.try_get(1)?,
        handle: row.try_get(2)?,
        name: row.try_get(3)?,
        credential: row.try_get(4)?,
        created_at: rows::hour(row.try_get(5)?)?,
        used_at: row.try_get::<Option<i64>, _>(6)?.map(rows::hour).transpose()?,
    })
}
