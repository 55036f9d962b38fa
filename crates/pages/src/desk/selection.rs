//! Several stories at once: what will happen to each, and afterwards what did.

use serde::Serialize;

use super::{Choice, ChoiceGroup, Frame};

#[derive(Clone, Debug, Default, Serialize)]
pub struct SelectionView {
    pub frame: Frame,
    /// `publication`, `schedule`, `withdrawal`, `section`, `tag`, `assignment`; `to-be-read`, `ready`, `draft`.
    pub act: String,
    pub stories: Vec<SelectedRow>,
    /// How many of them it can be done to.
    pub possible: usize,
    /// It was done: the rows tell what came of each.
    pub is_done: bool,
    /// What the act asks for besides, as far as it does.
    pub sections: Vec<ChoiceGroup>,
    pub people: Vec<Choice>,
    pub tag: String,
    pub at: String,
    pub zone: String,
    pub reason: String,
    /// Some of them go back to whoever wrote them, which takes a note.
    pub needs_note: bool,
}

/// A story, and what is to be said of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelectedRow {
    pub number: i64,
    /// What this page shows of it, so that nothing else is acted on: `number-revision-version`.
    pub seen: String,
    /// Nothing where it may not be read.
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    pub stage: String,
    /// What will happen, or what did.
    pub what: String,
    /// Why it will not, or did not.
    pub refused: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{DeskPages, LANGUAGES};
    use crate::theme::Theme;

    #[test]
    fn every_act_prints_before_and_after_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        let choice = Choice { value: "1".into(), name: "Ayşe".into(), chosen: false };
        for act in
            ["publication", "schedule", "withdrawal", "section", "tag", "assignment", "to-be-read", "ready", "draft"]
        {
            for is_done in [false, true] {
                let good = SelectedRow {
                    number: 7,
                    headline: Some("Kar".into()),
                    stage: "draft".into(),
                    ..SelectedRow::default()
                };
                let bad = SelectedRow { number: 8, refused: "!".into(), ..SelectedRow::default() };
                let view = SelectionView {
                    act: act.into(),
                    stories: vec![good, bad],
                    possible: 1,
                    is_done,
                    sections: vec![ChoiceGroup { name: "Türkçe".into(), choices: vec![choice.clone()] }],
                    people: vec![choice.clone()],
                    ..SelectionView::default()
                };
                for language in LANGUAGES {
                    let printed = pages.print("selection.html", language, &view).expect("it prints");
                    assert!(printed.contains("</html>"), "{act} {language:?}");
                }
            }
        }
    }
}
