//! The names of the rules: words that never change, for settings, programs and translation.

use serde::{Deserialize, Serialize};

/// The defects of `docs/design.md` §2 by the numbers it gives them, and what else goes wrong with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Template syntax in the text.
    #[serde(rename = "D1")]
    D1,
    /// Proper names lower-cased.
    #[serde(rename = "D2")]
    D2,
    /// No absolute date, only an age.
    #[serde(rename = "D3")]
    D3,
    /// A sub-heading glued to the end of a paragraph.
    #[serde(rename = "D4")]
    D4,
    /// A list called "related" that is the section's newest.
    #[serde(rename = "D5")]
    D5,
    /// The words are not in the language their section is named after.
    #[serde(rename = "D6")]
    D6,
    /// A list that stood still.
    #[serde(rename = "D7")]
    D7,
    /// An hour without its day.
    #[serde(rename = "D8")]
    D8,
    /// No byline, agency or update stamp.
    #[serde(rename = "D9")]
    D9,
    /// The standfirst printed again as the first paragraph.
    #[serde(rename = "D10")]
    D10,
    /// A standfirst cut in the middle of a word or sentence.
    TruncatedStandfirst,
    /// An agency's signature or a portal's name at the end of the words.
    AgencyTail,
    /// Tags, entities, shortcodes and BBCode in the text.
    LeakedMarkup,
    /// Letters broken by a wrong encoding.
    Mojibake,
    /// Spaces where one is enough, or before and after the words.
    DoubledSpaces,
    /// A paragraph that was there already.
    DoubledParagraph,
    /// A block without words.
    EmptyParagraph,
    /// Headline or standfirst in capitals.
    ShoutingCapitals,
    /// A headline that search engines and telephones cut.
    LongHeadline,
    /// A picture of which nothing is said for those who do not see it.
    MissingAlt,
    /// A picture of which nobody says whose it is.
    MissingCredit,
    /// The words are not in the edition's language.
    OtherLanguage,
    /// A link to a story of our own that readers cannot open.
    BrokenLink,
    /// An hour that is still to come, or a day that no calendar has.
    ImpossibleDate,
    /// Readers have this event already.
    SameEvent,
}

/// What a newsroom lets a rule do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nobody is told.
    Off,
    /// Told to whoever writes and before publication.
    Warning,
    /// Nothing with such a finding is published.
    Blocking,
}

impl Level {
    /// What a rule may do where the newsroom said nothing. Only the newsroom can weigh a story that waits against a rule that is
    /// wrong now and then, and what programs published yesterday must not be refused by a new release.
    pub const USUAL: Self = Self::Warning;

    pub const ALL: [Self; 3] = [Self::Off, Self::Warning, Self::Blocking];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Blocking => "blocking",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

impl Code {
    /// Every code that can be found in a stored story, in the rules' order. D3, D5, D7 and D8 are of the page that an
    /// imported story came from.
    pub const OF_STORIES: [Self; 21] = [
        Self::D1,
        Self::LeakedMarkup,
        Self::Mojibake,
        Self::D2,
        Self::ShoutingCapitals,
        Self::LongHeadline,
        Self::TruncatedStandfirst,
        Self::D10,
        Self::AgencyTail,
        Self::D4,
        Self::DoubledSpaces,
        Self::DoubledParagraph,
        Self::EmptyParagraph,
        Self::D6,
        Self::OtherLanguage,
        Self::D9,
        Self::MissingAlt,
        Self::MissingCredit,
        Self::BrokenLink,
        Self::ImpossibleDate,
        Self::SameEvent,
    ];

    const OF_PAGES: [Self; 4] = [Self::D3, Self::D5, Self::D7, Self::D8];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::D1 => "D1",
            Self::D2 => "D2",
            Self::D3 => "D3",
            Self::D4 => "D4",
            Self::D5 => "D5",
            Self::D6 => "D6",
            Self::D7 => "D7",
            Self::D8 => "D8",
            Self::D9 => "D9",
            Self::D10 => "D10",
            Self::TruncatedStandfirst => "truncated-standfirst",
            Self::AgencyTail => "agency-tail",
            Self::LeakedMarkup => "leaked-markup",
            Self::Mojibake => "mojibake",
            Self::DoubledSpaces => "doubled-spaces",
            Self::DoubledParagraph => "doubled-paragraph",
            Self::EmptyParagraph => "empty-paragraph",
            Self::ShoutingCapitals => "shouting-capitals",
            Self::LongHeadline => "long-headline",
            Self::MissingAlt => "missing-alt",
            Self::MissingCredit => "missing-credit",
            Self::OtherLanguage => "other-language",
            Self::BrokenLink => "broken-link",
            Self::ImpossibleDate => "impossible-date",
            Self::SameEvent => "same-event",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::OF_STORIES.into_iter().chain(Self::OF_PAGES).find(|code| code.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written() {
        for code in Code::OF_STORIES.into_iter().chain(Code::OF_PAGES) {
            assert_eq!(Code::from_word(code.as_str()), Some(code));
            assert_eq!(serde_json::to_value(code).expect("a word"), code.as_str());
        }
        assert_eq!(Code::from_word("D11"), None);
        assert_eq!(Level::from_word("blocking"), Some(Level::Blocking));
    }
}
