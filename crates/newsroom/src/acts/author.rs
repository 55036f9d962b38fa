//! Change what an author's page says.

use jiff::Timestamp;

use crate::acts::Decided;
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::house::{Author, House};
use crate::refusal::codes;
use crate::touch::UseKey;

/// Why an author's page was left as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorRefused {
    #[error("the paper has no edition `{0}`")]
    UnknownEdition(crate::ids::EditionCode),
    #[error("an author needs a name and a slug")]
    NoName,
}

codes! {
    AuthorRefused:
    Self::UnknownEdition(_) => "unknown-edition",
    Self::NoName => "no-name",
}

/// Writes an author's page, new or changed.
///
/// # Errors
/// [`AuthorRefused`] for an unknown edition or a blank name or slug.
pub fn change_author(author: Author, house: &House, actor: &Actor, now: Timestamp) -> Result<Decided, AuthorRefused> {
    if house.edition(&author.edition).is_none() {
        return Err(AuthorRefused::UnknownEdition(author.edition));
    }
    if author.name.trim().is_empty() || author.slug.is_empty() {
        return Err(AuthorRefused::NoName);
    }
    let own_list = UseKey::author_list(&author.edition, &author.slug);
    let public = Public::Author(author);
    let entry = Entry::new(EntryKind::ChangeAuthor, &public, actor, now).touching([UseKey::house(), own_list]);
    Ok(Decided { public, entry, content: None })
}
