//! Withdraw: take a story back, by the newsroom's own decision or by order.

use jiff::Timestamp;
use language::Language;

use crate::acts::Decided;
use crate::acts::publish::{corrections_page, decide};
use crate::entry::{Actor, EntryKind};
use crate::house::House;
use crate::refusal::codes;
use crate::story::{Live, Precision, Standing, Story};

/// Why a story was not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefused {
    #[error("no revision of the story is live")]
    NotLive,
    #[error("a withdrawal needs a reason that readers are told")]
    NoReason,
    #[error("a withdrawal by order needs the authority that ordered it")]
    NoAuthority,
    #[error("the paper has no edition `{0}`")]
    UnknownEdition(crate::ids::EditionCode),
}

codes! {
    WithdrawRefused:
    Self::NotLive => "not-live",
    Self::NoReason => "no-reason",
    Self::NoAuthority => "no-authority",
    Self::UnknownEdition(_) => "unknown-edition",
}

/// On what ground it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The newsroom's own decision: 410.
    Own { reason: String },
    /// A court's or authority's order: 451, with who ordered it.
    Order { authority: String, reason: String },
}

/// Takes a live story back: from this entry on its address answers 410, or 451 by order, and its revisions stay.
///
/// Programs that follow us receive `pubstatus: canceled` (IPTC ninjs 3.1).
///
/// # Errors
/// [`WithdrawRefused::NotLive`] if no revision is live; the others for what the ground leaves unsaid.
pub fn withdraw(
    story: &Story,
    ground: Ground,
    house: &House,
    actor: &Actor,
    now: Timestamp,
) -> Result<Decided, WithdrawRefused> {
    let Some(before @ (live, content)) = story.live.as_ref().filter(|(live, _)| live.is_live()) else {
        return Err(WithdrawRefused::NotLive);
    };
    let (standing, reason) = match ground {
        Ground::Own { reason } if reason.trim().is_empty() => return Err(WithdrawRefused::NoReason),
        Ground::Order { reason, .. } if reason.trim().is_empty() => return Err(WithdrawRefused::NoReason),
        Ground::Order { authority, .. } if authority.trim().is_empty() => return Err(WithdrawRefused::NoAuthority),
        Ground::Own { reason } => (Standing::Withdrawn { reason: reason.clone() }, reason),
        Ground::Order { authority, reason } => (Standing::Barred { authority, reason: reason.clone() }, reason),
    };
    let edition =
        house.edition(&story.edition).ok_or_else(|| WithdrawRefused::UnknownEdition(story.edition.clone()))?;
    let live =
        Live { standing, updated_at: now.max(live.published_at), updated_precision: Precision::Exact, ..live.clone() };
    let mut decided = decide(EntryKind::Withdraw, edition, Some(before), live, content.clone(), actor, now);
    decided.entry.note = Some(reason);
    decided.entry.touches.insert(corrections_page(edition));
    Ok(decided)
}

/// What readers are told where the newsroom gives no reason: no more than is true.
pub fn taken_back_words(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Yazı işleri bu haberi geri çekti.",
        Language::Arabic => "سحبت هيئة التحرير هذا الخبر.",
        Language::English => "The newsroom has withdrawn this story.",
        Language::Kurmanji => "Redaksiyonê ev nûçe paşve kişand.",
    }
}
