//! Lists of stories, by cursor and never by offset.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use newsroom::lists::Recent;
use newsroom::{Card, EditionCode, Live, StoryNumber, UseKey};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::Result;
use crate::reading::{Reading, rows};

/// A live story as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub live: Live,
    pub card: Card,
    pub urgency: u8,
}

/// A place in a list by hour of first publication: what comes after it is older. Written `HOUR.NUMBER`, the hour in
/// microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub published_at: Timestamp,
    pub number: StoryNumber,
}

impl Cursor {
    pub fn after(listed: &Listed) -> Self {
        Self { published_at: listed.live.published_at, number: listed.live.number }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.published_at.as_microsecond(), self.number)
    }
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (hour, number) = text.split_once('.').ok_or(NoCursor)?;
        let digits = |text: &str| text.len() <= 19 && text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
        if !digits(hour) || !digits(number) {
            return Err(NoCursor);
        }
        let micros = hour.parse().map_err(|_| NoCursor)?;
        Ok(Self {
            published_at: Timestamp::from_microsecond(micros).map_err(|_| NoCursor)?,
            number: StoryNumber(number.parse().map_err(|_| NoCursor)?),
        })
    }
}

impl Reading {
    /// A list's stories, newest first, after the cursor. `list` is one of the list keys of [`newsroom::touch`].
    pub async fn list(&self, list: &UseKey, after: Option<Cursor>, limit: usize) -> Result<Vec<Listed>> {
        let (at, number) = after.map_or((i64::MAX, i64::MAX), |c| (c.published_at.as_microsecond(), c.number.0));
        let found = sqlx::query(
            "select live.state, live.card, live.urgency from \
                 (select number, published_at from listing where list = $1 and (published_at, number) < ($2, $3) \
                  order by published_at desc, number desc limit $4) as page \
             join live on live.number = page.number order by page.published_at desc, page.number desc",
        )
        .bind(list.as_str())
        .bind(at)
        .bind(number)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(read_listed).collect()
    }

    /// An edition's stories first published in `[from, until)`, newest first, after the cursor.
    pub async fn published_between(
        &self,
        edition: &EditionCode,
        from: Timestamp,
        until: Timestamp,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Listed>> {
        // A cursor comes from an address, so it may name any hour: none leads past the end.
        let end = (until.as_microsecond(), i64::MIN);
        let (at, number) = after.map_or(end, |c| end.min((c.published_at.as_microsecond(), c.number.0)));
        let found = sqlx::query(
            "select live.state, live.card, live.urgency from \
                 (select number, published_at from listing \
                  where list = $1 and published_at >= $2 and (published_at, number) < ($3, $4) \
                  order by published_at desc, number desc limit $5) as page \
             join live on live.number = page.number order by page.published_at desc, page.number desc",
        )
        .bind(UseKey::edition_list(edition).as_str())
        .bind(from.as_microsecond())
        .bind(at)
        .bind(number)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.pool)
        .await?;
        found.iter().map(read_listed).collect()
    }

    /// The hours of the nearest publications before `from` and at or after `until`: where the archive goes on.
    pub async fn neighbours_of_day(
        &self,
        edition: &EditionCode,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        let row = sqlx::query(
            "select (select max(published_at) from listing where list = $1 and published_at < $2), \
                    (select min(published_at) from listing where list = $1 and published_at >= $3)",
        )
        .bind(UseKey::edition_list(edition).as_str())
        .bind(from.as_microsecond())
        .bind(until.as_microsecond())
        .fetch_one(&self.pool)
        .await?;
        let hour = |column| -> Result<Option<Timestamp>> {
            row.try_get::<Option<i64>, _>(column)?.map(rows::hour).transpose()
        };
        Ok((hour(0)?, hour(1)?))
    }

    /// These stories, those of them that are live, in the order given.
    pub async fn cards(&self, numbers: &[StoryNumber]) -> Result<Vec<Listed>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let found = sqlx::query(
            self.dialect
                .adapt("select state, card, urgency from live where standing = 'live' and number in {{numbers $1}}"),
        )
        .bind(rows::text_of(&numbers))
        .fetch_all(&self.pool)
        .await?;
        let mut listed = found.iter().map(read_listed).collect::<Result<Vec<_>>>()?;
        listed.sort_by_key(|listed| numbers.iter().position(|number| *number == listed.live.number));
        Ok(listed)
    }

    /// Live stories of the edition published or updated after `since`, in no order.
    pub async fn recent(&self, edition: &EditionCode, since: Timestamp) -> Result<Vec<Recent>> {
        let found = sqlx::query(
            "select number, urgency, published_at, updated_at from live \
             where edition = $1 and updated_at > $2 and standing = 'live'",
        )
        .bind(edition.as_str())
        .bind(since.as_microsecond())
        .fetch_all(&self.pool)
        .await?;
        found
            .iter()
            .map(|row| {
                Ok(Recent {
                    number: StoryNumber(row.try_get(0)?),
                    urgency: urgency(row.try_get(1)?),
                    published_at: rows::hour(row.try_get(2)?)?,
                    updated_at: rows::hour(row.try_get(3)?)?,
                })
            })
            .collect()
    }

    /// The edition's breaking story that was published last, with the hour at which the band lets it go.
    pub async fn breaking(&self, edition: &EditionCode, now: Timestamp) -> Result<Option<(Listed, Timestamp)>> {
        let row = sqlx::query(
            "select state, card, urgency, breaking_until from live \
             where edition = $1 and breaking_until > $2 and standing = 'live' \
             order by published_at desc, number desc limit 1",
        )
        .bind(edition.as_str())
        .bind(now.as_microsecond())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok((read_listed(&row)?, rows::hour(row.try_get(3)?)?))).transpose()
    }
}

pub(super) fn read_listed(row: &AnyRow) -> Result<Listed> {
    read_listed_at(row, 0)
}

/// Reads the three columns state, card and urgency from `column` on.
pub(super) fn read_listed_at(row: &AnyRow, column: usize) -> Result<Listed> {
    Ok(Listed {
        live: rows::json("a story's state", row.try_get(column)?)?,
        card: rows::json("a card", row.try_get(column + 1)?)?,
        urgency: urgency(row.try_get(column + 2)?),
    })
}

fn urgency(stored: i64) -> u8 {
    u8::try_from(stored).unwrap_or(newsroom::content::URGENCY_USUAL)
}
