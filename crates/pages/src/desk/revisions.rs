//! A story's revisions, and two of them side by side.

use serde::Serialize;

use super::Frame;

/// Every revision of a story, the newest first.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RevisionsView {
    pub frame: Frame,
    pub number: i64,
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    pub revisions: Vec<RevisionRow>,
    /// Acts that concern no revision: withdrawals.
    pub acts: Vec<ActLine>,
    /// There are two to compare.
    pub may_compare: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct RevisionRow {
    pub revision: i64,
    /// The one before; 0 for the first.
    pub before: i64,
    pub who: String,
    pub from: String,
    /// Nothing where it is the same minute.
    pub to: Option<String>,
    /// A key of the words: `way-desk`.
    pub way: String,
    /// The older revision it brought back.
    pub restored: Option<i64>,
    pub is_newest: bool,
    /// Readers have it now.
    pub is_live: bool,
    pub scheduled: Option<String>,
    pub acts: Vec<ActLine>,
    /// Chosen at first for comparing: the older and the newer.
    pub is_from: bool,
    pub is_to: bool,
}

/// An act that readers saw.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ActLine {
    /// The entry's kind: `publish`.
    pub kind: String,
    pub position: i64,
    pub who: String,
    pub at: String,
    pub note: Option<String>,
}

/// Two revisions side by side.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DifferenceView {
    pub frame: Frame,
    pub number: i64,
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    pub from: RevisionRow,
    pub to: RevisionRow,
    pub fields: Vec<FieldLine>,
    pub blocks: Vec<BlockLine>,
    /// Nothing is another.
    pub is_same: bool,
    /// The revision that can be brought back: the older one, if it is not what stands now.
    pub restore: Option<i64>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldLine {
    /// The field's name in the desk's language.
    pub name: String,
    pub pieces: Vec<PieceView>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct BlockLine {
    /// `added`, `taken-out`, `changed`, `moved`, `moved-changed`, `nothing`.
    pub happened: String,
    /// So many in a row, where nothing happened.
    pub count: usize,
    /// The block's type: `paragraph`.
    pub kind: String,
    pub lines: Vec<DifferenceLine>,
    pub is_marks_alone: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct DifferenceLine {
    /// `caption` and the like; empty for a text of its own.
    pub label: String,
    pub pieces: Vec<PieceView>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PieceView {
    pub text: String,
    /// `both`, `before`, `after`.
    pub side: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Theme;
    use crate::desk::{DeskPages, LANGUAGES};

    #[test]
    fn pages_of_revisions_print_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        for language in LANGUAGES {
            let acts: Vec<_> = newsroom::EntryKind::ALL[..4]
                .iter()
                .map(|kind| ActLine { kind: kind.to_string(), note: Some("<b>".into()), ..ActLine::default() })
                .collect();
            for way in ["desk", "program", "import", "restored"] {
                let row = RevisionRow {
                    revision: 2,
                    before: 1,
                    way: format!("way-{way}"),
                    restored: Some(1),
                    scheduled: Some("x".into()),
                    acts: acts.clone(),
                    ..RevisionRow::default()
                };
                let view =
                    RevisionsView { revisions: vec![row.clone(), row], may_compare: true, ..RevisionsView::default() };
                let printed = pages.print("revisions.html", language, &view).expect("it prints");
                assert!(printed.contains("</html>") && !printed.contains("<b>"));
            }
            let piece = |side: &str| PieceView { text: "<i>söz</i>".into(), side: side.into() };
            let pieces = ["both", "before", "after"].map(piece).to_vec();
            let labels =
                ["", "caption", "alt", "credit", "source", "title", "address", "link", "file", "cells", "item"];
            let lines: Vec<_> =
                labels.iter().map(|label| DifferenceLine { label: (*label).into(), pieces: pieces.clone() }).collect();
            let kinds = [
                "paragraph",
                "heading",
                "quote",
                "pull_quote",
                "list",
                "table",
                "picture",
                "gallery",
                "video",
                "fact_box",
                "story_link",
                "embed",
            ];
            let happened = ["added", "taken-out", "changed", "moved", "moved-changed", "nothing"];
            let blocks = kinds.iter().zip(happened.iter().cycle()).map(|(kind, happened)| BlockLine {
                happened: (*happened).into(),
                count: 3,
                kind: (*kind).into(),
                lines: lines.clone(),
                is_marks_alone: true,
            });
            let fields = vec![FieldLine { name: "x".into(), pieces: pieces.clone() }];
            let view =
                DifferenceView { fields, blocks: blocks.collect(), restore: Some(1), ..DifferenceView::default() };
            let printed = pages.print("difference.html", language, &view).expect("it prints");
            assert!(printed.contains("<ins>") && printed.contains("<del>") && !printed.contains("<i>"));
        }
    }
}
