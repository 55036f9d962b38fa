//! A mend as data: what of a story changes. Nothing is changed by a rule; who applies a fix saves a new revision.

use jiff::Timestamp;
use language::Language;
use serde::{Deserialize, Serialize};

use super::{Facts, Finding, Subject, rules};
use crate::body::{Block, Text};
use crate::content::{Content, Credit};
use crate::house::Edition;
use crate::ids::StoryNumber;

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    pub changes: Vec<Change>,
    /// Somebody must look: the words it gives are likely, not certain. Never applied in bulk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_eye: bool,
}

/// One change. Blocks are counted as they stand before any of them is dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A field's new words; a kicker or standfirst without any goes.
    Field {
        field: Field,
        now: String,
    },
    Block {
        index: usize,
        now: Box<Block>,
    },
    Drop {
        index: usize,
    },
    /// Who the words are from, named where it belongs.
    Credit {
        name: String,
    },
    /// The place they were filed from, where none is named.
    Dateline {
        place: String,
    },
    /// No longer chosen to be read next.
    Unrelate {
        story: StoryNumber,
    },
}

/// A field of words that rules mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Headline,
    Kicker,
    Standfirst,
}

impl Field {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Kicker => "kicker",
            Self::Standfirst => "standfirst",
        }
    }

    pub fn words(self, content: &Content) -> Option<&str> {
        match self {
            Self::Headline => Some(&content.headline),
            Self::Kicker => content.kicker.as_deref(),
            Self::Standfirst => content.standfirst.as_deref(),
        }
    }
}

impl Fix {
    pub fn of(changes: Vec<Change>) -> Self {
        Self { changes, needs_eye: false }
    }

    pub fn needs_eye(self) -> Self {
        Self { needs_eye: true, ..self }
    }

    /// Blocks that go.
    pub fn dropped(&self) -> Vec<usize> {
        let dropped = |change: &Change| if let Change::Drop { index } = change { Some(*index) } else { None };
        self.changes.iter().filter_map(dropped).collect()
    }

    /// The words of a field or block as they are afterwards, where it gives any.
    pub fn words(&self) -> Option<String> {
        self.changes.iter().find_map(|change| match change {
            Change::Field { now, .. } => Some(now.clone()),
            Change::Block { now, .. } => Some(now.plain_text()),
            _ => None,
        })
    }

    /// The content with these changes, or as it was where it is no longer what they were made for.
    pub fn apply(&self, content: &mut Content) {
        apply(content, &self.changes);
    }
}

fn apply(content: &mut Content, changes: &[Change]) {
    let mut dropped = Vec::new();
    for change in changes {
        match change.clone() {
            Change::Field { field: Field::Headline, now } => content.headline = now,
            Change::Field { field: Field::Kicker, now } => content.kicker = Some(now).filter(|now| !now.is_empty()),
            Change::Field { field: Field::Standfirst, now } => {
                content.standfirst = Some(now).filter(|now| !now.is_empty());
            }
            Change::Block { index, now } => {
                if let Some(block) = content.body.0.get_mut(index) {
                    *block = *now;
                }
            }
            Change::Drop { index } => dropped.push(index),
            Change::Credit { name } => {
                if !content.credits.iter().any(|credit| credit.name == name) {
                    content.credits.push(Credit { name });
                }
            }
            Change::Dateline { place } => {
                content.dateline.get_or_insert(place);
            }
            Change::Unrelate { story } => content.related.retain(|other| *other != story),
        }
    }
    dropped.sort_unstable();
    dropped.dedup();
    for index in dropped.into_iter().rev() {
        if index < content.body.0.len() {
            content.body.0.remove(index);
        }
    }
}

/// One fix can show another finding: a mended letter completes a sentence that was said before. More turns than this would be
/// two rules that undo each other.
const TURNS_MAX: usize = 4;

/// The content with the fixes of those findings that `wanted` takes, and what they mended, in order. Mending the result again
/// changes nothing, as long as `wanted` takes the same.
pub fn mended(
    content: &Content,
    edition: &Edition,
    published_at: Option<Timestamp>,
    facts: &Facts,
    wanted: &mut dyn FnMut(&Finding) -> bool,
) -> (Content, Vec<Finding>) {
    let mut content = content.clone();
    let mut mended = Vec::new();
    for _ in 0..TURNS_MAX {
        let before = mended.len();
        for rule in rules() {
            let found = rule(&Subject { content: &content, edition, published_at, facts });
            let taken: Vec<Finding> =
                found.into_iter().filter(|finding| finding.fix.is_some() && wanted(finding)).collect();
            // A rule's own fixes never meet in one place, so that they can be applied together.
            let changes: Vec<Change> =
                taken.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| fix.changes.clone()).collect();
            let was = content.clone();
            apply(&mut content, &changes);
            if content != was {
                mended.extend(taken);
            }
        }
        if mended.len() == before {
            break;
        }
    }
    (content, mended)
}

/// What readers of a mended story are told: its form was put right, and nothing of what it says.
pub fn mended_words(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Yazım ve biçim düzeltildi.",
        Language::Arabic => "صُحِّح الإملاء والشكل.",
        Language::English => "Spelling and form were put right.",
        Language::Kurmanji => "Rastnivîs û şêwe hatin sererastkirin.",
    }
}

/// A block with the words of each run as `mend` gives them; runs without words go, and neighbours with the same marks are one.
pub(super) fn reworded(block: &Block, mend: &dyn Fn(&str) -> String) -> Block {
    let mut block = block.clone();
    for text in block.texts_mut() {
        for run in text.iter_mut() {
            run.text = mend(&run.text);
        }
        tidy(text);
    }
    block
}

/// Without empty runs, and neighbours with the same marks as one.
pub(super) fn tidy(text: &mut Text) {
    let runs = std::mem::take(text);
    for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
        match text.last_mut() {
            Some(last) if (last.strong, last.emphasis, &last.link) == (run.strong, run.emphasis, &run.link) => {
                last.text.push_str(&run.text);
            }
            _ => text.push(run),
        }
    }
}
