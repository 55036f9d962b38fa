//! A story as the rules see it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::fix::{Change, Field, Fix, reworded};
use super::{Code, Finding, Severity};
use crate::body::{Block, words_of};
use crate::content::Content;
use crate::house::Edition;
use crate::ids::StoryNumber;

/// A story as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    pub content: &'s Content,
    /// The edition it stands in or is meant for.
    pub edition: &'s Edition,
    /// The hour readers are told, once they are.
    pub published_at: Option<Timestamp>,
    pub facts: &'s Facts,
}

/// What a story's own words do not tell, looked up by whoever asks. A rule whose facts are absent finds nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub now: Option<Timestamp>,
    /// Own stories that it leads to and readers cannot open.
    pub leads: BTreeMap<StoryNumber, Lead>,
    /// A story of the same event that readers of its edition had before.
    pub told: Option<Told>,
}

impl Facts {
    /// Nothing is known but the words.
    pub const NONE: &'static Self = &Self { now: None, leads: BTreeMap::new(), told: None };
}

/// Why readers cannot follow a link to a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// There never was one of that number.
    Absent,
    Withdrawn,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub number: StoryNumber,
    pub headline: String,
}

/// Where in a story words stand that can be mended together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Field(Field),
    Block(usize),
}

impl Place {
    pub(super) fn name(self) -> String {
        match self {
            Self::Field(field) => field.as_str().to_owned(),
            Self::Block(index) => format!("body[{index}]"),
        }
    }
}

pub(super) const FIELDS: [Field; 3] = [Field::Headline, Field::Kicker, Field::Standfirst];

impl Subject<'_> {
    /// The language the words say they are in, else the edition's.
    pub fn language(&self) -> language::Language {
        language::Language::from_tag(&self.content.language).unwrap_or(self.edition.language)
    }

    /// Every place with words, and the lines there: headline, kicker, standfirst, each text of the body.
    pub(super) fn places(&self) -> impl Iterator<Item = (Place, Vec<String>)> {
        let fields = FIELDS
            .into_iter()
            .filter_map(|field| field.words(self.content).map(|words| (Place::Field(field), vec![words.to_owned()])));
        let blocks = self.content.body.0.iter().enumerate().filter_map(|(index, block)| {
            let lines: Vec<String> = block.texts().into_iter().map(|text| words_of(text)).collect();
            (!lines.is_empty()).then_some((Place::Block(index), lines))
        });
        fields.chain(blocks)
    }

    /// The body's paragraphs, with their places among the blocks.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (usize, String)> {
        self.content.body.0.iter().enumerate().filter_map(|(index, block)| match block {
            Block::Paragraph { text } => Some((index, words_of(text))),
            _ => None,
        })
    }

    /// The findings of a rule that looks at lines one by one: what it finds in each place, as told by `find` (the words
    /// concerned and a sentence), with the fix that `mend` gives for words, if nothing is found in them afterwards.
    pub(super) fn by_lines(
        &self,
        code: Code,
        severity: Severity,
        find: &dyn Fn(&str) -> Option<(String, String)>,
        mend: Option<&dyn Fn(&str) -> String>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (place, lines) in self.places() {
            let Some((words, message)) = lines.iter().find_map(|line| find(line)) else { continue };
            let fix = mend.and_then(|mend| self.reworded(place, find, mend));
            findings.push(Finding::new(code, severity, place.name(), message).words(words).fix(fix));
        }
        findings
    }

    fn reworded(
        &self,
        place: Place,
        find: &dyn Fn(&str) -> Option<(String, String)>,
        mend: &dyn Fn(&str) -> String,
    ) -> Option<Fix> {
        let change = match place {
            Place::Field(field) => {
                let now = mend(field.words(self.content)?).trim().to_owned();
                if find(&now).is_some() || (field == Field::Headline && now.is_empty()) {
                    return None;
                }
                Change::Field { field, now }
            }
            Place::Block(index) => {
                let now = reworded(self.content.body.0.get(index)?, mend);
                if now.texts().into_iter().any(|text| find(&words_of(text)).is_some()) {
                    return None;
                }
                let is_empty =
                    now.plain_text().trim().is_empty() && !matches!(now, Block::FactBox { .. } | Block::Table { .. });
                if is_empty { Change::Drop { index } } else { Change::Block { index, now: Box::new(now) } }
            }
        };
        Some(Fix::of(vec![change]))
    }
}
