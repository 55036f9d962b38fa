//! The standing parts, loaded whole: some hundreds of rows.

use newsroom::{House, Public};
use sqlx::{Any, Executor, Row};

use crate::reading::rows;
use crate::{Error, Result};

pub(crate) async fn load<'c>(database: impl Executor<'c, Database = Any>) -> Result<House> {
    let mut house = House::default();
    for row in sqlx::query("select subject, state from public_state").fetch_all(database).await? {
        let (subject, state): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        put(&mut house, read(&subject, &state)?);
    }
    Ok(house)
}

/// A standing part from its stored state.
fn read(subject: &str, state: &str) -> Result<Public> {
    Ok(match subject.split('/').next() {
        Some("edition") => Public::Edition(rows::json(subject, state)?),
        Some("section") => Public::Section(rows::json(subject, state)?),
        Some("author") => Public::Author(rows::json(subject, state)?),
        Some("front") => Public::Front(rows::json(subject, state)?),
        _ => return Err(Error::unreadable(subject, "not a subject this program knows")),
    })
}

/// Puts a standing part in its place, over the one that was there.
pub(crate) fn put(house: &mut House, public: Public) {
    match public {
        Public::Edition(edition) => drop(house.editions.insert(edition.code.clone(), edition)),
        Public::Section(section) => {
            drop(house.sections.insert((section.edition.clone(), section.key.clone()), section));
        }
        Public::Author(author) => drop(house.authors.insert((author.edition.clone(), author.slug.clone()), author)),
        Public::Front(front) => drop(house.fronts.insert(front.key.clone(), front)),
        Public::Story(_) => {}
    }
}
