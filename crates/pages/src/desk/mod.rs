//! The desk's pages: forms, lists and the frame around the editor, in the desk's own languages. Unlike the reader's theme
//! it is one for all papers: people who change houses find the same desk.

mod board;
mod comments;
mod details;
mod figures;
mod fronts;
mod people;
mod repairs;
mod revisions;
mod selection;
mod settings;
mod stages;

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use language::{Language, Value};
use serde::Serialize;

pub use details::{PreviewLinkRow, PreviewLinksView, SharedPreviewView};
mod pictures;

pub use pictures::{
    BlurView, CropPreview, EndedRow, Large, NearRow, PictureCard, PictureFields, PictureView, PicturesView,
    RefusedFile, RegionRow, UseRow,
};

pub use self::comments::{CommentLine, CommentsView, ThreadView};
pub use self::revisions::{
    ActLine, BlockLine, DifferenceLine, DifferenceView, FieldLine, PieceView, RevisionRow, RevisionsView,
};
pub use self::stages::{
    AlarmLine, FourEyesEdition, FourEyesSection, FourEyesView, LateView, MoveLine, SentBackLine, StagePanel,
};
use crate::error::Error;
use crate::theme::{DeskParts, Theme};

pub use board::{BoardFilter, BoardRow, BoardView, ChoiceGroup, StageLine, ViewLine};
pub use figures::{Bar, Chart, ChartLine, Figure, FigureLine, FigureList, FiguresView, Point, StoryFiguresView};
pub use fronts::{
    BandLine, BandView, BlockRow, ChoiceRow, Difference, EditionFronts, FrontActView, FrontLine, FrontStory, FrontView,
    FrontsView, PastFrontsView, PastRow, PlaceRow, ScheduledRow, StoryBandView,
};
pub use people::{
    CodesView, ConfirmView, ForgottenView, KeptField, KeptView, LetterRow, LetterView, MailView, MeView, OneTimeView,
    PasskeyRow, PersonView, SecondStepView, Square, TokenRow, TokensView, Warning, WaysInView,
};
pub use repairs::{RepairLine, RepairMend, RepairRule, RepairsView};
pub use selection::{SelectedRow, SelectionView};
pub use settings::{
    Asked, Button, Changed, Field, FieldChoice, Group, List, ListLine, Note, Printed, SettingsView, Way,
};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../themes/desk");

const EDITOR_ENGLISH: &[u8] = include_bytes!("../../../../desk-ui/words.en.json");

/// The languages the desk speaks.
pub const LANGUAGES: [Language; 3] = [Language::Turkish, Language::English, Language::Arabic];

/// The desk's templates and words, ready to print.
#[derive(Debug)]
pub struct DeskPages {
    parts: DeskParts,
    editor_words: BTreeMap<Language, BTreeMap<String, String>>,
}

/// What stands around every page of the desk.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Frame {
    pub lang: String,
    pub dir: String,
    /// The paper's name.
    pub paper: String,
    pub title: String,
    /// Sent back with every form; empty before anybody is signed in.
    pub csrf: String,
    pub me: Option<Me>,
    /// What this person can go to.
    pub menu: Vec<MenuLine>,
    /// Which page this is: a key of the menu, or `sessions`.
    pub here: String,
    pub languages: Vec<LanguageChoice>,
    /// What this person should know wherever they are.
    pub warnings: Vec<Warning>,
    /// Good news of the act before.
    pub notice: Option<String>,
    /// What stands in the way.
    pub problem: Option<String>,
    /// What the paper owes and this person can mend.
    pub owed: Option<Note>,
    /// What is late and this person can do something about.
    pub alarms: Vec<AlarmLine>,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Me {
    pub name: String,
    /// A key of the words: `role-editor`.
    pub role: String,
}

/// A line of the menu.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MenuLine {
    /// A key of the words.
    pub key: String,
    pub address: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct LanguageChoice {
    pub code: String,
    pub name: String,
    pub dir: String,
    pub current: bool,
}

/// First-run set-up, signing in, and a way in by a link: a form each.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EntryView {
    pub frame: Frame,
    pub email: String,
    pub name: String,
    /// Where to go afterwards: a path of the desk.
    pub to: String,
    /// Letters a password needs.
    pub letters_min: usize,
    /// The script of passkeys, where browsers have them at this address.
    pub script: Option<String>,
    /// The link lets nobody in any more.
    pub is_over: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

/// The frame around the editor.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryPage {
    pub frame: Frame,
    pub number: i64,
    pub headline: String,
    pub stage: String,
    pub stages: StagePanel,
    pub is_ahead: bool,
    pub scheduled: Option<String>,
    pub live_url: Option<String>,
    /// How much was read today, in words; empty where that is not for this person, or nothing is live.
    pub read_today: String,
    pub may_publish: bool,
    pub may_correct: bool,
    pub may_withdraw: bool,
    /// It stands in the breaking band, and this person may end that.
    pub may_end_band: bool,
    /// Where it is placed on a front, for who may.
    pub place_url: Option<String>,
    /// What the script is given, as JSON.
    pub data: String,
    pub script: String,
    pub style: String,
}

/// An act before it is done: what will happen, in one sentence, and what stands in its way.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ActView {
    pub frame: Frame,
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    /// `publication`, `correction`, `withdrawal`, `schedule-end`.
    pub act: String,
    /// What readers will see where.
    pub url: String,
    pub is_live: bool,
    pub is_scheduled: bool,
    /// The end of an embargo that stands: nothing goes out before it.
    pub embargo: Option<String>,
    pub checks: Vec<Check>,
    /// Something must be mended first.
    pub is_blocked: bool,
    /// The revision this page was made for; another one by then is not published unseen.
    pub revision: i64,
    pub version: i64,
    /// The hour that was typed into a form that was not taken, as its field has it.
    pub at: String,
    /// A correction's note or a withdrawal's reason: what was typed before, or what usually stands there.
    pub note: String,
    pub authority: String,
    pub zone: String,
    pub may_bar: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Check {
    /// `blocking` or `warning`.
    pub severity: String,
    /// A key of the words.
    pub key: String,
    pub detail: String,
}

/// People and their rights.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PeopleView {
    pub frame: Frame,
    pub people: Vec<PersonRow>,
    pub roles: Vec<Choice>,
    /// A link to give to the person just invited, shown once.
    pub link: Option<String>,
    pub link_for: String,
    pub email: String,
    pub name: String,
    pub beats: String,
    /// Roles from which a second factor may be asked for.
    pub rule_roles: Vec<Choice>,
    /// A day.
    pub rule_since: String,
    /// The reader showed lately that it is them.
    pub is_confirmed: bool,
    /// Links go out by mail.
    pub has_mail: bool,
    /// Letters that were tried and are not sent.
    pub stuck: i64,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PersonRow {
    pub number: i64,
    pub has_factor: bool,
    pub name: String,
    pub email: String,
    pub role: String,
    pub beats: String,
    pub has_password: bool,
    pub is_disabled: bool,
    pub is_me: bool,
}

/// The signed-in person's open sessions.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SessionsView {
    pub frame: Frame,
    pub sessions: Vec<SessionRow>,
    /// One of them, or one that has ended, was begun in a browser they had not used.
    pub is_strange: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct SessionRow {
    pub id: String,
    pub browser: String,
    pub address: String,
    pub since: String,
    pub seen: String,
    pub is_this: bool,
    pub is_strange: bool,
}

/// Who did what, from where.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditView {
    pub frame: Frame,
    pub lines: Vec<AuditRow>,
    pub older: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditRow {
    pub at: String,
    pub who: String,
    /// A key of the words, `audit-…`.
    pub kind: String,
    pub subject: String,
    pub address: String,
}

/// A page that says one thing: what went wrong, or that something is done.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MessageView {
    pub frame: Frame,
    pub heading: String,
    pub text: String,
    pub request: Option<String>,
}

impl DeskPages {
    /// The desk as the program brings it, in the type of the paper's theme.
    pub fn new(theme: &Theme) -> Self {
        let parts = DeskParts::new(&BUILTIN, &LANGUAGES, theme);
        let mut editor_words = BTreeMap::new();
        for language in LANGUAGES {
            let path = format!("words/editor.{}.json", language.code());
            // The English ones stand beside the editor's sources, where its own tests compare them with what is said.
            let text = BUILTIN.get_file(&path).map_or(EDITOR_ENGLISH, |file| file.contents());
            editor_words.insert(language, serde_json::from_slice(text).expect("tests read them"));
        }
        Self { parts, editor_words }
    }

    /// # Errors
    /// [`Error::Template`], a mistake of ours.
    pub fn print(&self, template: &str, language: Language, view: &impl Serialize) -> Result<String, Error> {
        self.parts.print(template, language, view)
    }

    /// Words of the desk; empty if there are none under the key, which tests rule out.
    pub fn say(&self, language: Language, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.parts.say(language, key, args).unwrap_or_default()
    }

    /// Whether there are words under a key, whatever they put in.
    pub fn has_words(&self, language: Language, key: &str) -> bool {
        self.parts.keys(language).contains(&key)
    }

    /// The editor's words, by key.
    pub fn editor_words(&self, language: Language) -> &BTreeMap<String, String> {
        &self.editor_words[&language]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn pages() -> DeskPages {
        DeskPages::new(&Theme::builtin())
    }

    #[test]
    fn every_refusal_is_told_in_every_language() {
        let pages = pages();
        for code in newsroom::refusal::codes_of_all() {
            let key = format!("refused-{code}");
            for language in LANGUAGES {
                let said = pages.say(language, &key, &[]);
                assert!(!said.is_empty(), "{language:?} has no {key}");
            }
        }
    }

    #[test]
    fn every_language_has_the_same_words() {
        let pages = pages();
        let english: BTreeSet<_> = pages.parts.keys(Language::English).into_iter().collect();
        for language in LANGUAGES {
            let keys: BTreeSet<_> = pages.parts.keys(language).into_iter().collect();
            assert_eq!(keys, english, "{language:?}");
            let (own, other) = (pages.editor_words(language), pages.editor_words(Language::English));
            assert!(own.keys().eq(other.keys()), "{language:?}");
        }
    }

    #[test]
    fn every_page_prints_in_every_language() {
        let pages = pages();
        for language in LANGUAGES {
            let check = |template: &str, view: &dyn erased::Print| {
                let printed = view.print(&pages, template, language);
                assert!(printed.contains("</html>"), "{template}");
            };
            let choice = Choice { value: "tr".into(), name: "Türkçe".into(), chosen: true };
            let frame = Frame {
                me: Some(Me { name: "Ayşe".into(), role: "role-editor".into() }),
                menu: vec![MenuLine { key: "people".into(), address: "/desk/people".into() }],
                notice: Some("✓".into()),
                problem: Some("!".into()),
                ..Frame::default()
            };
            check("set-up.html", &EntryView::default());
            check("sign-in.html", &EntryView::default());
            check("join.html", &EntryView::default());
            let story =
                StoryPage { stage: "draft".into(), may_publish: true, data: "{}".into(), ..StoryPage::default() };
            check("story.html", &story);
            for act in ["publication", "correction", "withdrawal"] {
                let checks =
                    vec![Check { severity: "warning".into(), key: "check-no-picture".into(), detail: String::new() }];
                check("act.html", &ActView { frame: frame.clone(), act: act.into(), checks, ..ActView::default() });
            }
            let people = vec![PersonRow { role: "role-editor".into(), ..PersonRow::default() }];
            let roles = vec![Choice { value: "editor".into(), ..choice }];
            check(
                "people.html",
                &PeopleView {
                    frame: frame.clone(),
                    people,
                    roles,
                    link: Some("x".into()),
                    is_confirmed: true,
                    ..PeopleView::default()
                },
            );
            check("sessions.html", &SessionsView { sessions: vec![SessionRow::default()], ..SessionsView::default() });
            let lines = vec![AuditRow { kind: "audit-sign-in".into(), ..AuditRow::default() }];
            let links = vec![PreviewLinkRow { name: "Ayşe".into(), ..PreviewLinkRow::default() }];
            let days = vec![choice_of_days()];
            check(
                "previews.html",
                &PreviewLinksView { links, days, link: Some("x".into()), ..PreviewLinksView::default() },
            );
            check("shared-preview.html", &SharedPreviewView::default());
            check("audit.html", &AuditView { lines, ..AuditView::default() });
            check("message.html", &MessageView { request: Some("7".into()), frame, ..MessageView::default() });
        }
    }

    fn choice_of_days() -> Choice {
        Choice { value: "3".into(), name: "3".into(), chosen: true }
    }

    /// Views of different types in one list.
    mod erased {
        use super::*;

        pub trait Print {
            fn print(&self, pages: &DeskPages, template: &str, language: Language) -> String;
        }

        impl<V: Serialize> Print for V {
            fn print(&self, pages: &DeskPages, template: &str, language: Language) -> String {
                pages.print(template, language, self).expect("it prints")
            }
        }
    }
}
