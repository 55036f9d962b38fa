//! Answers kept for requests that are sent twice (the `Idempotency-Key` header): written in the transaction of the act
//! they answer, so that a request is either done and answered or neither.

use jiff::SignedDuration;
use newsroom::Actor;
use sqlx::Row;

use crate::{Result, Writing};

/// What a request was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of method, address and body.
    pub request: String,
    pub status: u16,
    /// JSON: header names and values.
    pub headers: String,
    pub body: String,
}

/// How long a key is remembered. A program that has had no answer for a day starts anew.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

impl Writing {
    /// What this actor's request under this key was answered.
    pub async fn kept_answer(&mut self, actor: &Actor, key: &str) -> Result<Option<KeptAnswer>> {
        let since = (self.now() - KEPT_FOR).as_microsecond();
        let row = sqlx::query(
            "select request, status, headers, body from kept_answer where actor = $1 and key = $2 and at > $3",
        )
        .bind(&actor.0)
        .bind(key)
        .bind(since)
        .fetch_optional(self.connection().await?)
        .await?;
        row.map(|row| {
            Ok(KeptAnswer {
                request: row.try_get(0)?,
                status: u16::try_from(row.try_get::<i64, _>(1)?).unwrap_or(500),
                headers: row.try_get(2)?,
                body: row.try_get(3)?,
            })
        })
        .transpose()
    }

    /// Keeps an answer, and lets go of those nobody will ask for again.
    pub async fn keep_answer(&mut self, actor: &Actor, key: &str, answer: &KeptAnswer) -> Result<()> {
        let now = self.now();
        sqlx::query("delete from kept_answer where at <= $1")
            .bind((now - KEPT_FOR).as_microsecond())
            .execute(self.connection().await?)
            .await?;
        sqlx::query(
            "insert into kept_answer (actor, key, request, status, headers, body, at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&actor.0)
        .bind(key)
        .bind(&answer.request)
        .bind(i64::from(answer.status))
        .bind(&answer.headers)
        .bind(&answer.body)
        .bind(now.as_microsecond())
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }
}
