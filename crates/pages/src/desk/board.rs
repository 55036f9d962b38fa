//! The board: what is being written, what is to come, what readers have.

use serde::Serialize;

use super::{Choice, Frame, SentBackLine};

/// The board, filtered and searched.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BoardView {
    pub frame: Frame,
    pub stories: Vec<BoardRow>,
    pub filter: BoardFilter,
    /// The board's other views: everything, one's own, what is in one's hands, and what somebody kept.
    pub views: Vec<ViewLine>,
    /// The stages, each with its address within this view.
    pub stages: Vec<StageLine>,
    /// Editions a new story can be begun in.
    pub may_begin: Vec<Choice>,
    /// What can be done with several stories at once: keys of the words, `together-…`.
    pub acts: Vec<String>,
    /// The address of what was saved before these.
    pub older: Option<String>,
    /// The newest change these rows tell of.
    pub changed: i64,
    /// Where news of these rows comes from.
    pub events: String,
    pub script: String,
    /// What the script says, as JSON.
    pub words: String,
    /// What came back to this person to be mended.
    pub sent_back: Vec<SentBackLine>,
}

/// What is asked for, as the form shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BoardFilter {
    pub q: String,
    pub editions: Vec<Choice>,
    /// Sections by edition; a value is an edition and a section, `tr/spor`.
    pub sections: Vec<ChoiceGroup>,
    pub people: Vec<Choice>,
    /// Keys of the words, `part-…`.
    pub parts: Vec<Choice>,
    /// Hours since the last save; names are keys of the words, `hours-…`.
    pub hours: Vec<Choice>,
    pub stage: String,
    /// Anything is asked for beyond the view itself.
    pub is_narrowed: bool,
    /// The whole of it as the query of an address, to be kept under a name.
    pub query: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ChoiceGroup {
    pub name: String,
    pub choices: Vec<Choice>,
}

/// One of the board's views.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ViewLine {
    /// A key of the words; empty for a view somebody named.
    pub key: String,
    pub name: String,
    pub address: String,
    pub is_here: bool,
    pub is_own: bool,
}

/// A stage, and how many stories stand there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StageLine {
    /// A key of the words: `all`, or `stage-…`.
    pub key: String,
    pub address: String,
    /// As written; empty where it is not counted.
    pub count: String,
    pub is_here: bool,
}

/// A story's row. Every text is in the desk's language; what is empty is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BoardRow {
    pub number: i64,
    pub headline: String,
    pub kicker: String,
    pub lang: String,
    pub dir: String,
    /// `idea`, `draft`, `to-be-read`, `ready`, `scheduled`, `live`, `withdrawn`.
    pub stage: String,
    /// The stage in words.
    pub stage_words: String,
    /// Readers have an older revision; where the newer one stands inside the house, if somebody moved it.
    pub ahead: String,
    /// The hour it goes live, or why it did not.
    pub scheduled: String,
    pub refused: String,
    /// The hour before which it does not go out.
    pub embargo: String,
    /// The hour it is promised for, and whether that hour has passed.
    pub due: String,
    pub is_overdue: bool,
    /// That the rights to a picture of it have ended, or end soon.
    pub rights: String,
    pub edition: String,
    pub section: String,
    pub saved_by: String,
    pub assigned_to: String,
    pub saved: String,
    pub saved_iso: String,
    /// Where readers find it.
    pub live_url: String,
    /// Who has it open.
    pub present: String,
}

#[cfg(test)]
mod tests {
    use language::Language;

    use super::*;
    use crate::desk::{DeskPages, LANGUAGES};
    use crate::theme::Theme;

    fn view() -> BoardView {
        let choice = Choice { value: "tr".into(), name: "Türkçe".into(), chosen: true };
        let row = BoardRow { number: 7, headline: "Kar <yağdı>".into(), stage: "live".into(), ..BoardRow::default() };
        let own = ViewLine { name: "Spor & ben".into(), is_own: true, ..ViewLine::default() };
        BoardView {
            stories: vec![row],
            views: vec![ViewLine { key: "board".into(), is_here: true, ..ViewLine::default() }, own],
            stages: vec![StageLine { key: "stage-draft".into(), count: "1.000+".into(), ..StageLine::default() }],
            may_begin: vec![choice.clone(), choice.clone()],
            acts: vec!["publication".into()],
            older: Some("/desk/?before=1".into()),
            filter: BoardFilter {
                editions: vec![choice.clone()],
                sections: vec![ChoiceGroup { name: "Türkçe".into(), choices: vec![choice.clone()] }],
                people: vec![choice.clone()],
                parts: vec![Choice { value: "any".into(), ..choice.clone() }],
                hours: vec![Choice { value: "24".into(), ..choice }],
                is_narrowed: true,
                ..BoardFilter::default()
            },
            words: "{}".into(),
            ..BoardView::default()
        }
    }

    #[test]
    fn the_board_prints_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        for language in LANGUAGES {
            let printed = pages.print("board.html", language, &view()).expect("it prints");
            assert!(printed.contains("</html>") && printed.contains("Kar &lt;yağdı&gt;"), "{language:?}");
        }
        let empty = pages.print("board.html", Language::Arabic, &BoardView::default()).expect("it prints");
        assert!(!empty.contains("data-story=\"7\""));
    }

    #[test]
    fn a_full_page_of_rows_is_within_what_a_template_may_cost() {
        let pages = DeskPages::new(&Theme::builtin());
        let mut full = view();
        full.stories = vec![full.stories[0].clone(); 100];
        full.filter.people = vec![full.filter.people[0].clone(); 100];
        assert!(pages.print("board.html", Language::Turkish, &full).is_ok());
    }
}
