//! The queue of repairs: what the linter's rules find in stored stories, rule by rule, each with its mend before it is made.

use serde::Serialize;

use super::{Frame, Way};

/// The queue of one edition.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RepairsView {
    pub frame: Frame,
    /// The same page for other editions.
    pub editions: Vec<Way>,
    pub edition: String,
    /// The rules with something to look at.
    pub rules: Vec<RepairRule>,
    /// The rule that is looked at; nothing where no rule finds anything.
    pub rule: Option<RepairRule>,
    pub lines: Vec<RepairLine>,
    /// Where the next ones are.
    pub next: Option<String>,
    /// Whether this person may mend all that is certain at once.
    pub may_all: bool,
    /// The archive is being looked through, and the counts grow.
    pub is_looking: bool,
    /// The story after which a press of the button goes on.
    pub after: i64,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct RepairRule {
    pub code: String,
    pub name: String,
    pub url: String,
    pub current: bool,
    pub found: i64,
    /// Of these, to be mended without anybody looking.
    pub certain: i64,
}

/// One thing that was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RepairLine {
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    pub is_live: bool,
    /// What was found, in a sentence.
    pub words: String,
    /// Where, in words; and as the linter names it.
    pub place: String,
    pub place_code: String,
    pub mend: Option<RepairMend>,
    pub may: bool,
}

/// What a mend would do.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RepairMend {
    pub before: String,
    /// Empty where it goes.
    pub after: String,
    /// What else changes: the agency that is named.
    pub besides: String,
    /// Somebody must look at it.
    pub needs_eye: bool,
}

#[cfg(test)]
mod tests {
    use super::super::{DeskPages, LANGUAGES};
    use super::*;
    use crate::Theme;

    #[test]
    fn the_queue_prints_with_and_without_lines() {
        let pages = DeskPages::new(&Theme::builtin());
        let rule = RepairRule { code: "D2".into(), name: "Names".into(), found: 2, certain: 1, ..Default::default() };
        let mend = RepairMend { before: "<b>".into(), after: "B".into(), needs_eye: true, ..Default::default() };
        let line = RepairLine { number: 7, mend: Some(mend), may: true, ..Default::default() };
        let gone =
            RepairLine { mend: Some(RepairMend { besides: "İHA".into(), ..Default::default() }), ..line.clone() };
        let view = RepairsView {
            editions: vec![Way::default(), Way { current: true, ..Way::default() }],
            rules: vec![rule.clone(), RepairRule { current: true, ..rule.clone() }],
            rule: Some(rule),
            lines: vec![line, gone, RepairLine::default()],
            next: Some("/desk/repairs?after=7".into()),
            may_all: true,
            is_looking: true,
            ..RepairsView::default()
        };
        for language in LANGUAGES {
            let printed = pages.print("repairs.html", language, &view).expect("it prints");
            assert!(printed.contains("</html>") && !printed.contains("<b>"), "everything is escaped");
            assert!(pages.print("repairs.html", language, &RepairsView::default()).is_ok());
        }
    }
}
