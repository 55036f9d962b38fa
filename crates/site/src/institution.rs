//! The pages on which the paper answers for itself: masthead, contact, corrections, and how the lists are made.

use newsroom::{EditionCode, EntryKind, Position, UseKey, address};
use pages::Head;
use pages::views::{CorrectionItem, CorrectionKind, CorrectionsView, InstitutionKind};

use crate::boxes;
use crate::render::{Making, Outcome, finish};

/// Corrections on one page.
const PAGE: usize = 30;

pub(crate) async fn make(making: Making, code: EditionCode, kind: InstitutionKind) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    if kind == InstitutionKind::Privacy && edition.masthead.privacy.trim().is_empty() {
        return Ok(Outcome::Nothing);
    }
    let breaking = making.breaking(&code).await?;
    let composer = making.composer(&edition);
    let view = composer.institution(kind, boxes::band(&composer, &breaking), making.position());
    Ok(Outcome::Page(finish(&composer, making.theme.institution(&view))?))
}

pub(crate) async fn how_ranked(making: Making, code: EditionCode) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    let breaking = making.breaking(&code).await?;
    let composer = making.composer(&edition);
    let view = composer.how_ranked(boxes::band(&composer, &breaking), making.position());
    Ok(Outcome::Page(finish(&composer, making.theme.how_ranked(&view))?))
}

pub(crate) async fn corrections(making: Making, code: EditionCode, before: Option<i64>) -> Result<Outcome, web::Error> {
    let edition = making.edition(&code)?.clone();
    making.used([UseKey::corrections(&code)]);
    let found = making.reading().corrections(&code, before.map(Position), PAGE + 1).await?;
    making.used(found.iter().map(|(_, listed)| UseKey::story(listed.live.number)));
    let breaking = making.breaking(&code).await?;
    let composer = making.composer(&edition);
    let path = address::below(&edition, address::words(edition.language).corrections);
    let head = Head {
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
        ..Head::new(path.clone(), composer.say("corrections", &[]))
    };
    let head = if before.is_some() { head.unlisted() } else { head };
    let next =
        found.get(PAGE - 1).filter(|_| found.len() > PAGE).map(|(line, _)| format!("{path}?before={}", line.position));
    let view = CorrectionsView {
        shell: composer.shell(head),
        items: found
            .iter()
            .take(PAGE)
            .map(|(line, listed)| {
                let barred = listed.live.standing.as_str() == "barred";
                CorrectionItem {
                    kind: match line.kind {
                        EntryKind::Withdraw => CorrectionKind::Withdrawal,
                        _ => CorrectionKind::Correction,
                    },
                    time: composer.time(line.at),
                    note: line.note.clone().unwrap_or_default(),
                    // What was ordered away is not named again.
                    headline: if barred { String::new() } else { listed.card.headline.clone() },
                    url: listed.live.is_live().then(|| address::story_path(&making.house, &edition, &listed.live)),
                }
            })
            .collect(),
        next,
    };
    Ok(Outcome::Page(finish(&composer, making.theme.corrections(&view))?))
}
