//! What a newsroom lets its rules do, and the one place where a rule stops a publication.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Code, Finding, Level, Severity, Subject, lint};
use crate::refusal::codes;

/// The levels of an edition's rules where they differ from the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Levels(BTreeMap<Code, Level>);

impl Levels {
    pub fn of(&self, code: Code) -> Level {
        self.0.get(&code).copied().unwrap_or(Level::USUAL)
    }

    pub fn set(&mut self, code: Code, level: Level) {
        if level == Level::USUAL {
            self.0.remove(&code);
        } else {
            self.0.insert(code, level);
        }
    }

    /// All as usual.
    pub fn is_usual(&self) -> bool {
        self.0.is_empty()
    }
}

impl Code {
    /// The rules whose level a newsroom sets. Who answers for the words (D9) is no matter of taste: nothing is published
    /// without.
    pub const SETTABLE: [Self; 20] = {
        let mut settable = [Self::D1; 20];
        let (mut from, mut to) = (0, 0);
        while from < Self::OF_STORIES.len() {
            if !matches!(Self::OF_STORIES[from], Self::D9) {
                settable[to] = Self::OF_STORIES[from];
                to += 1;
            }
            from += 1;
        }
        settable
    };

    /// The levels a rule can have. That an event was published already is found in an index that each node keeps for itself and
    /// may still be building: it can be told, but not decide.
    pub fn levels(self) -> &'static [Level] {
        match self {
            Self::SameEvent => &[Level::Off, Level::Warning],
            _ => &Level::ALL,
        }
    }
}

/// Rules of the edition stand in the way.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LintRefused {
    #[error("rules of the edition stand in the way: {}", told(.0))]
    Blocked(Vec<Finding>),
}

codes! {
    LintRefused:
    Self::Blocked(_) => "blocked-by-rule",
}

fn told(findings: &[Finding]) -> String {
    let one = |finding: &Finding| format!("{} ({}): {}", finding.code.as_str(), finding.place, finding.message);
    findings.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What the rules find, each with what the edition lets it do; nothing of those that are off.
pub fn judged(subject: &Subject<'_>) -> Vec<(Finding, Level)> {
    let found = lint(subject).into_iter().filter(|finding| finding.severity != Severity::Mended);
    let judged = found.map(|finding| (subject.edition.rules.of(finding.code), finding));
    judged.filter(|(level, _)| *level != Level::Off).map(|(level, finding)| (finding, level)).collect()
}

/// Whether the edition's rules let this be published.
///
/// # Errors
/// [`LintRefused::Blocked`] with all that stands in the way.
pub fn may_publish(subject: &Subject<'_>) -> Result<(), LintRefused> {
    let blocking = judged(subject).into_iter().filter(|(_, level)| *level == Level::Blocking);
    let blocking: Vec<Finding> = blocking.map(|(finding, _)| finding).collect();
    if blocking.is_empty() { Ok(()) } else { Err(LintRefused::Blocked(blocking)) }
}

#[cfg(test)]
mod tests {
    use language::Language;

    use super::super::Facts;
    use super::*;
    use crate::content::Content;
    use crate::house::Edition;

    #[test]
    fn levels_are_kept_where_they_are_not_the_usual() {
        let mut levels = Levels::default();
        assert_eq!(levels.of(Code::D1), Level::Warning);
        levels.set(Code::D1, Level::Off);
        levels.set(Code::D4, Level::Warning);
        assert_eq!(serde_json::to_string(&levels).expect("written"), r#"{"D1":"off"}"#);
        assert_eq!(serde_json::from_str::<Levels>(r#"{"D1":"off"}"#).expect("read"), levels);
        levels.set(Code::D1, Level::Warning);
        assert!(levels.is_usual());
        assert!(!Code::SETTABLE.contains(&Code::D9) && Code::SETTABLE.contains(&Code::SameEvent));
    }

    #[test]
    fn a_rule_does_what_its_edition_lets_it() {
        let content = Content { headline: "Kıyıkent {{ ad }}  köprüsü".to_owned(), ..Content::default() };
        let mut edition = Edition::new("tr", Language::Turkish);
        let check = |edition: &Edition, expected: &[(Code, Level)], is_let: bool| {
            let subject = Subject { content: &content, edition, published_at: None, facts: Facts::NONE };
            let found = judged(&subject).into_iter().filter(|(finding, _)| finding.code != Code::D9);
            assert_eq!(found.map(|(finding, level)| (finding.code, level)).collect::<Vec<_>>(), expected);
            assert_eq!(may_publish(&subject).is_ok(), is_let);
        };
        check(&edition, &[(Code::D1, Level::Warning), (Code::DoubledSpaces, Level::Warning)], true);
        edition.rules.set(Code::D1, Level::Blocking);
        check(&edition, &[(Code::D1, Level::Blocking), (Code::DoubledSpaces, Level::Warning)], false);
        edition.rules.set(Code::D1, Level::Off);
        check(&edition, &[(Code::DoubledSpaces, Level::Warning)], true);
        edition.rules.set(Code::DoubledSpaces, Level::Blocking);
        check(&edition, &[(Code::DoubledSpaces, Level::Blocking)], false);
    }
}
