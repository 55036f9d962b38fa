//! Correct: amend in the open, with a note that readers see.

use jiff::Timestamp;

use crate::acts::Decided;
use crate::acts::publish::{PublishRefused, corrections_page, decide, may_appear};
use crate::content::Content;
use crate::entry::{Actor, EntryKind};
use crate::house::House;
use crate::refusal::codes;
use crate::story::{Live, Precision, Story};

/// Why a correction was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectRefused {
    #[error("only a story that readers can see is corrected")]
    NotLive,
    #[error("a correction needs a note that tells readers what was wrong")]
    NoNote,
    #[error(transparent)]
    Content(#[from] PublishRefused),
}

codes! {
    CorrectRefused:
    Self::NotLive => "not-live",
    Self::NoNote => "no-note",
    ; Self::Content(refused) => refused.code()
}

/// Replaces what readers see and tells them why: the note stands on the story and on the corrections page.
///
/// The content may be unchanged: a note alone is a correction too (a reply that the law grants, say).
///
/// # Errors
/// [`CorrectRefused::NotLive`] unless readers see the story now; [`CorrectRefused::NoNote`] for a blank note; else
/// whatever would stand in the way of publishing the content.
pub fn correct(
    story: &Story,
    content: Content,
    note: &str,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, CorrectRefused> {
    let Some(before @ (live, _)) = story.live.as_ref().filter(|(live, _)| live.is_live()) else {
        return Err(CorrectRefused::NotLive);
    };
    if note.trim().is_empty() {
        return Err(CorrectRefused::NoNote);
    }
    let edition = may_appear(story, &content, house, now)?;
    let (hash, _) = content.seal();
    let live = Live {
        section: content.sections[0].clone(),
        slug: content.own_slug(edition.language).unwrap_or_else(|| live.slug.clone()),
        version: live.version + 1,
        updated_at: now.max(live.published_at),
        updated_precision: Precision::Exact,
        content_hash: hash,
        ..live.clone()
    };
    let mut decided = decide(EntryKind::Correct, edition, Some(before), live, content, actor, now);
    decided.entry.note = Some(note.trim().to_owned());
    decided.entry.touches.insert(corrections_page(edition));
    Ok(decided)
}
