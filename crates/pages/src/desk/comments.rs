//! What colleagues say about a story, as a page of forms; beside the text the editor shows the same.

use serde::Serialize;

use super::{Choice, Frame};

/// Every thread of a story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentsView {
    pub frame: Frame,
    pub number: i64,
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    pub open: Vec<ThreadView>,
    pub settled: Vec<ThreadView>,
    /// What a new thread can be about: `story` and the fields, as `field:headline`.
    pub about: Vec<Choice>,
    /// The words of a form that was not taken, and the thread it answered; 0 for a new one.
    pub words: String,
    pub answered: i64,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ThreadView {
    pub number: i64,
    /// What it is about, in the desk's language; empty for words of the text.
    pub about: String,
    pub quote: Option<String>,
    /// The quoted words stand nowhere in the text any more.
    pub is_gone: bool,
    pub comments: Vec<CommentLine>,
    /// Who settled it, and when.
    pub settled_by: String,
    pub settled_at: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentLine {
    pub who: String,
    pub at: String,
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Theme;
    use crate::desk::{DeskPages, LANGUAGES};

    #[test]
    fn the_page_of_comments_prints_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        for language in LANGUAGES {
            let comments = vec![CommentLine { words: "<b>Kaynak?</b>".into(), ..CommentLine::default() }];
            let thread =
                ThreadView { number: 1, quote: Some("<i>".into()), is_gone: true, comments, ..ThreadView::default() };
            let about = vec![Choice { value: "story".into(), name: "x".into(), chosen: true }];
            let open = vec![thread.clone()];
            let view = CommentsView { open, settled: vec![thread], about, answered: 1, ..CommentsView::default() };
            let printed = pages.print("comments.html", language, &view).expect("it prints");
            assert!(printed.contains("&lt;b&gt;") && !printed.contains("<b>") && !printed.contains("<i>"));
        }
    }
}
