//! The languages an edition can be published in, and the direction each is written in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language an edition can be published in: one with words, dates and rules in this crate.
///
/// Serialised as its [`code`](Language::code).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "tr")]
    Turkish,
    #[serde(rename = "ar")]
    Arabic,
    #[serde(rename = "en")]
    English,
    /// Northern Kurdish in the Latin alphabet, as written in Turkey.
    #[serde(rename = "ku")]
    Kurmanji,
}

impl Language {
    /// All of them, in the order in which a newsroom is offered them.
    pub const ALL: [Self; 4] = [Self::Turkish, Self::Arabic, Self::English, Self::Kurmanji];

    /// The language part of a BCP 47 tag: `tr`, `ar`, `en`, `ku`. Goes into `lang` attributes and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Turkish => "tr",
            Self::Arabic => "ar",
            Self::English => "en",
            Self::Kurmanji => "ku",
        }
    }

    /// Reads a tag as agencies and browsers write it: `tr`, `TR`, `tr-TR`, `ar_SY`, and the three-letter codes
    /// (`tur`, `kmr`). `None` if the language has no rules here, or if the tag asks for Kurdish in Arabic letters.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.trim().split(['-', '_']);
        let primary = parts.next()?.to_ascii_lowercase();
        match primary.as_str() {
            "tr" | "tur" => Some(Self::Turkish),
            "ar" | "ara" | "arb" => Some(Self::Arabic),
            "en" | "eng" => Some(Self::English),
            "ku" | "kur" | "kmr" => {
                let in_arabic_letters = parts.any(|part| part.eq_ignore_ascii_case("arab"));
                (!in_arabic_letters).then_some(Self::Kurmanji)
            }
            _ => None,
        }
    }

    /// The direction its text runs in.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::Arabic => Direction::RightToLeft,
            Self::Turkish | Self::English | Self::Kurmanji => Direction::LeftToRight,
        }
    }

    /// Its name in itself, as a link to the edition shows it.
    #[must_use]
    pub const fn native_name(self) -> &'static str {
        match self {
            Self::Turkish => "Türkçe",
            Self::Arabic => "العربية",
            Self::English => "English",
            Self::Kurmanji => "Kurdî",
        }
    }

    /// Place in [`Language::ALL`], for tables kept by language.
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The tag names no language that an edition can have.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not a language of this program; it has tr, ar, en and ku")]
pub struct ParseLanguageError(pub String);

impl FromStr for Language {
    type Err = ParseLanguageError;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or_else(|| ParseLanguageError(tag.to_owned()))
    }
}

/// Which way text runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_agencies_and_browsers_write_them() {
        let check = |tag: &str, expected: Option<Language>| assert_eq!(Language::from_tag(tag), expected, "{tag}");
        check("tr", Some(Language::Turkish));
        check("tr-TR", Some(Language::Turkish));
        check("TR", Some(Language::Turkish));
        check(" tr-Latn-TR ", Some(Language::Turkish));
        check("ar_SY", Some(Language::Arabic));
        check("en-GB", Some(Language::English));
        check("kmr", Some(Language::Kurmanji));
        check("ku-Latn-TR", Some(Language::Kurmanji));
        check("ku-Arab", None);
        check("ckb", None);
        check("train", None);
        check("", None);
    }

    #[test]
    fn every_code_reads_back_as_its_language() {
        for language in Language::ALL {
            assert_eq!(language.code().parse(), Ok(language));
            assert_eq!(serde_json::to_value(language).unwrap(), language.code());
            assert_eq!(Language::ALL[language.index()], language);
        }
    }
}
