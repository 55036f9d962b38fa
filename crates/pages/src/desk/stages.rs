//! Stages: what can be done to one, what was done, what is late, and the sections that ask for four eyes.

use serde::Serialize;

use super::Frame;

/// A story's stage and hours beside its text, each changed by a form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StagePanel {
    /// `idea`, `draft`, `to-be-read`, `ready`; empty where readers have exactly this text.
    pub stage: String,
    /// Marked ready, and changed since.
    pub is_changed_since: bool,
    /// The last move, where there is one.
    pub last: Option<MoveLine>,
    /// `own-words`, `not-read` or `met`, where the section asks for four eyes; else empty.
    pub four_eyes: String,
    /// The moves that are open, but for sending back.
    pub moves: Vec<String>,
    pub may_send_back: bool,
    /// What was to be said at a move that was refused.
    pub note: String,
    /// Every move, the newest first.
    pub history: Vec<MoveLine>,
    /// The text the forms are about, as the page was made.
    pub version: i64,
    pub due: Option<String>,
    /// As a form's field has it.
    pub due_value: String,
    pub may_set_due: bool,
    pub embargo: Option<String>,
    pub embargo_value: String,
    pub may_lift: bool,
    /// The hour it goes live lies before the embargo's end.
    pub is_before_embargo: bool,
    /// The zone of the hours.
    pub zone: String,
    /// Comments that are not settled.
    pub comments: usize,
}

/// A move as it was made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MoveLine {
    /// The move's word: `hand-in`.
    pub made: String,
    pub who: String,
    pub at: String,
    pub note: Option<String>,
    pub revision: i64,
}

/// A story that is late.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlarmLine {
    pub number: i64,
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    /// The sentence.
    pub words: String,
    /// Readers are waiting, or will be: graver than what colleagues wait for.
    pub is_grave: bool,
}

/// Everything that is late, on a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LateView {
    pub frame: Frame,
}

/// A story that came back to its writer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SentBackLine {
    pub number: i64,
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    pub who: String,
    pub at: String,
    pub note: Option<String>,
}

/// The sections that ask for four eyes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FourEyesView {
    pub frame: Frame,
    pub editions: Vec<FourEyesEdition>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FourEyesEdition {
    pub name: String,
    pub lang: String,
    pub dir: String,
    pub sections: Vec<FourEyesSection>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FourEyesSection {
    /// `tr/gundem`.
    pub key: String,
    pub name: String,
    pub asked: bool,
    /// Whether this person may change it.
    pub is_mine: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Theme;
    use crate::desk::{BoardView, DeskPages, LANGUAGES, StoryPage};

    #[test]
    fn pages_of_stages_print_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        for language in LANGUAGES {
            for made in newsroom::stage::Move::ALL.map(|made| made.as_str().to_owned()) {
                let line = MoveLine { made: made.clone(), note: Some("<b>".into()), ..MoveLine::default() };
                let alarm = AlarmLine { words: "!".into(), is_grave: true, ..AlarmLine::default() };
                let frame = Frame { alarms: vec![alarm; 5], ..Frame::default() };
                let stages = StagePanel {
                    stage: "to-be-read".into(),
                    last: Some(line.clone()),
                    four_eyes: "not-read".into(),
                    moves: vec![made.clone()],
                    may_send_back: true,
                    history: vec![line],
                    due: Some("x".into()),
                    embargo: Some("x".into()),
                    may_set_due: true,
                    is_before_embargo: true,
                    ..StagePanel::default()
                };
                let story = StoryPage { stage: "draft".into(), data: "{}".into(), stages, ..StoryPage::default() };
                let printed = pages.print("story.html", language, &story).expect("it prints");
                assert!(printed.contains("&lt;b&gt;") && !printed.contains("<b>"), "a note is words");
                let sent_back = vec![SentBackLine { note: Some("<b>".into()), ..SentBackLine::default() }];
                let board = BoardView { sent_back, ..BoardView::default() };
                assert!(pages.print("board.html", language, &board).expect("it prints").contains("</html>"));
                assert!(
                    pages.print("late.html", language, &LateView { frame }).expect("it prints").contains("</html>")
                );
            }
            let section = FourEyesSection { is_mine: true, asked: true, ..FourEyesSection::default() };
            let editions = vec![FourEyesEdition { sections: vec![section], ..FourEyesEdition::default() }];
            let view = FourEyesView { editions, ..FourEyesView::default() };
            assert!(pages.print("four-eyes.html", language, &view).expect("it prints").contains("</html>"));
        }
    }
}
