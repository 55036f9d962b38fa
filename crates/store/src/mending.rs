//! Fixes of the linter applied to a stored story: a new revision by the ordinary act, whoever asks for it.

use newsroom::acts;
use newsroom::lint::{Finding, mended, mended_words};
use newsroom::{Actor, Position, StoryNumber};

use crate::{Result, Writing};

/// What came of mending a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Mended {
    /// Nothing to mend.
    Nothing,
    /// There is something to mend, and it was left.
    Left(Left),
    /// Readers have it: an update.
    Live { position: Position, findings: Vec<Finding> },
    /// What is being written.
    Draft { revision: i64, findings: Vec<Finding> },
}

/// Why a story is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// It goes live at its hour as it was seen.
    Scheduled,
    /// The act was refused, with this code.
    Refused(&'static str),
}

impl Writing {
    /// Applies the fixes of those findings that `wanted` takes: to what readers have, by an update that says so, and to what is
    /// being written. The revisions that were there stay. One that was taken back is not touched.
    ///
    /// A newer text that is still being written stays the newest: it is saved again behind what readers have now.
    ///
    /// # Errors
    /// What the store failed with.
    pub async fn mend(
        &mut self,
        number: StoryNumber,
        wanted: &mut (dyn FnMut(&Finding) -> bool + Send),
        actor: &Actor,
    ) -> Result<Mended> {
        let story = self.story(number).await?;
        let draft = self.newest_draft(number).await?;
        let Some(edition) = self.house().await?.edition(&story.edition).cloned() else { return Ok(Mended::Nothing) };
        let now = self.now();
        let mut live = Mended::Nothing;
        if let Some((standing, content)) = &story.live {
            if !standing.is_live() {
                return Ok(Mended::Nothing);
            }
            let facts = self.facts(content).await?;
            let (better, findings) = mended(content, &edition, Some(standing.published_at), &facts, wanted);
            if better != *content {
                if self.scheduled(number).await?.is_some() {
                    return Ok(Mended::Left(Left::Scheduled));
                }
                let house = self.house().await?;
                let mut decided = match acts::publish(&story, better, house, actor, now, now) {
                    Ok(decided) => decided,
                    Err(refused) => return Ok(Mended::Left(Left::Refused(refused.code()))),
                };
                decided.entry.note = Some(mended_words(edition.language).to_owned());
                live = Mended::Live { position: self.save(decided).await?, findings };
            }
            if draft.as_ref().is_none_or(|draft| draft.content == *content) {
                return Ok(live);
            }
        }
        let Some(draft) = draft else { return Ok(live) };
        let facts = self.facts(&draft.content).await?;
        let (better, findings) = mended(&draft.content, &edition, None, &facts, wanted);
        if better == draft.content && live == Mended::Nothing {
            return Ok(Mended::Nothing);
        }
        if self.scheduled(number).await?.is_some() {
            return Ok(Mended::Left(Left::Scheduled));
        }
        let revision = self.save_draft(number, &better, actor).await?;
        Ok(if live == Mended::Nothing { Mended::Draft { revision, findings } } else { live })
    }
}
