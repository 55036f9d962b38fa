//! The settings pages: each says in a sentence what it changes and where readers see it, then asks field by field.
//!
//! They are one view and one template, since they differ in what they ask and not in how. All words come said.

use serde::Serialize;

use super::Frame;

/// A page of the settings.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SettingsView {
    pub frame: Frame,
    pub heading: String,
    /// What it changes and where readers see it.
    pub effect: String,
    /// Where readers see it.
    pub url: Option<String>,
    /// Where one came from.
    pub back: Option<Way>,
    /// The same page for other editions.
    pub editions: Vec<Way>,
    pub notes: Vec<Note>,
    pub lists: Vec<List>,
    /// What will be printed as it stands, for whoever must see it to the letter.
    pub printed: Option<Printed>,
    pub forms: Vec<Asked>,
    /// Who changed it when.
    pub log: Vec<Changed>,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Way {
    pub name: String,
    pub url: String,
    pub current: bool,
}

/// Something to know before the forms.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Note {
    /// `problem`, `warn`, `notice` or `soft`.
    pub kind: String,
    pub text: String,
    pub lines: Vec<String>,
}

/// Things that have pages of their own.
#[derive(Clone, Debug, Default, Serialize)]
pub struct List {
    pub heading: String,
    /// Said where there is nothing.
    pub none: String,
    pub lines: Vec<ListLine>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ListLine {
    pub name: String,
    pub url: Option<String>,
    /// A second, quieter line.
    pub detail: String,
    /// `good`, `warn`, `problem`, or nothing.
    pub state: String,
    /// The state in words.
    pub said: String,
    /// For names in another language than the desk's.
    pub lang: Option<String>,
    pub dir: Option<String>,
    pub colour: Option<String>,
}

/// Text to the letter, with a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Printed {
    pub heading: String,
    pub text: String,
    /// What follows from it, a line each.
    pub lines: Vec<String>,
}

/// A form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Asked {
    pub heading: String,
    pub text: String,
    pub action: String,
    /// What the part looked like when the page was made; another by then is looked at again first.
    pub seen: String,
    pub takes_files: bool,
    pub groups: Vec<Group>,
    pub buttons: Vec<Button>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    pub legend: String,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    pub name: String,
    pub label: String,
    /// `text`, `email`, `url`, `number`, `area`, `choice`, `tick`, `colour`, `file`, `told`.
    pub kind: String,
    pub value: String,
    pub hint: String,
    /// Why the law asks for it, if it does.
    pub asked_for: String,
    pub problem: String,
    pub choices: Vec<FieldChoice>,
    pub letters_max: usize,
    /// Language and direction of what is written in it; the reader's eye decides where it is not set.
    pub lang: Option<String>,
    pub dir: Option<String>,
    pub rows: usize,
    pub needed: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldChoice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
    /// Stands under the one before it.
    pub under: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Button {
    pub value: String,
    pub label: String,
    /// `act`, `act grave`, `plain`, or nothing.
    pub class: String,
}

/// A line of the log of changes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Changed {
    pub at: String,
    pub who: String,
    pub what: String,
    /// The ledger's position.
    pub position: i64,
}

#[cfg(test)]
mod tests {
    use super::super::{DeskPages, LANGUAGES};
    use super::*;
    use crate::Theme;

    #[test]
    fn a_settings_page_prints_every_kind_of_field() {
        let pages = DeskPages::new(&Theme::builtin());
        let kinds = ["text", "email", "url", "number", "area", "choice", "tick", "colour", "file", "told"];
        let fields = kinds.map(|kind| Field {
            name: kind.to_owned(),
            label: format!("Label of {kind}"),
            kind: kind.to_owned(),
            value: "<b>".to_owned(),
            hint: "A hint.".to_owned(),
            problem: "A problem.".to_owned(),
            asked_for: "A law.".to_owned(),
            choices: vec![FieldChoice { value: "x".into(), name: "X".into(), chosen: true, under: true }],
            letters_max: 80,
            ..Field::default()
        });
        let view = SettingsView {
            heading: "Heading".into(),
            url: Some("/kunye".into()),
            back: Some(Way { name: "Back".into(), url: "/desk/settings".into(), current: false }),
            editions: vec![Way::default(), Way { current: true, ..Way::default() }],
            notes: vec![Note { kind: "warn".into(), text: "Note".into(), lines: vec!["line".into()] }],
            lists: vec![
                List { lines: vec![ListLine { url: Some("/x".into()), ..ListLine::default() }], ..List::default() },
                List { none: "None".into(), ..List::default() },
            ],
            printed: Some(Printed { text: "<script src=x>".into(), ..Printed::default() }),
            forms: vec![Asked {
                groups: vec![Group { legend: "Group".into(), fields: fields.into() }],
                buttons: vec![Button { value: "save".into(), label: "Save".into(), class: "act".into() }],
                takes_files: true,
                ..Asked::default()
            }],
            log: vec![Changed::default()],
            ..SettingsView::default()
        };
        for language in LANGUAGES {
            let printed = pages.print("settings.html", language, &view).expect("it prints");
            assert!(printed.contains("</html>"));
            for kind in kinds {
                assert!(printed.contains(&format!("Label of {kind}")), "{kind}");
            }
            assert!(!printed.contains("<b>") && !printed.contains("<script src=x>"), "everything is escaped");
        }
    }
}
