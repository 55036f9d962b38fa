//! What the newsroom knows of a picture wherever it is shown: who made it, under which terms, until when. What stands in a
//! story is [`Picture`], which says for itself what its readers are told; this is what the desk goes by.

use jiff::{SignedDuration, Timestamp};
use language::Language;
use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::picture::{Focus, Picture};
use crate::refusal::codes;

/// A picture of the library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// SHA-256 of the original, 64 hexadecimal digits.
    pub file: String,
    /// The file's name as it was sent: words for people, never a path.
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub widths: Vec<u32>,
    pub colour: String,
    /// Empty where nothing is said, as the three below.
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Licence and copyright, in words.
    pub rights: String,
    /// From this hour on it may not be published anew.
    pub rights_until: Option<Timestamp>,
    /// For the desk alone.
    pub usage_note: String,
    pub focus: Option<Focus>,
    /// What the file says of people, places and subjects: searched, and not printed.
    pub found: Vec<String>,
    /// The picture this one was made from by blurring parts of it.
    pub made_from: Option<String>,
    /// The parts that were blurred.
    pub regions: Vec<Region>,
    /// The picture that stands in this one's place: readers never see this one again.
    pub replaced_by: Option<String>,
}

/// A part of a picture, in thousandths of its width and height from the upper left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    pub left: u16,
    pub top: u16,
    pub width: u16,
    pub height: u16,
}

impl Region {
    /// Lies within the picture and is more than a line.
    pub fn is_sound(self) -> bool {
        let fits = |from: u16, size: u16| size > 0 && u32::from(from) + u32::from(size) <= 1000;
        fits(self.left, self.width) && fits(self.top, self.height)
    }
}

/// The most parts of one picture that are blurred.
pub const REGIONS_MAX: usize = 50;

/// How the rights to a picture stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    Good,
    /// They end within [`SOON`].
    EndSoon,
    Ended,
}

/// So long before their end rights are said to end soon: two issues of a weekly.
pub const SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How rights stand that end at this hour.
pub fn terms_until(until: Timestamp, now: Timestamp) -> Terms {
    match until {
        until if until <= now => Terms::Ended,
        until if until <= now + SOON => Terms::EndSoon,
        _ => Terms::Good,
    }
}

impl Record {
    pub fn terms(&self, now: Timestamp) -> Terms {
        self.rights_until.map_or(Terms::Good, |until| terms_until(until, now))
    }

    /// It as a story shows it, with what the library says of it.
    pub fn picture(&self) -> Picture {
        let said = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        Picture {
            file: self.file.clone(),
            width: self.width,
            height: self.height,
            widths: self.widths.clone(),
            colour: self.colour.clone(),
            focus: self.focus,
            alt: self.alt.trim().to_owned(),
            caption: said(&self.caption),
            credit: said(&self.credit),
            rights: said(&self.rights),
        }
    }

    /// Every word it can be found by, in the form words are compared in.
    pub fn words(&self) -> String {
        let said = [&self.caption, &self.alt, &self.credit, &self.rights, &self.usage_note, &self.name];
        let said = said.into_iter().chain(&self.found).map(String::as_str);
        searched(&said.collect::<Vec<_>>().join(" ")).join(" ")
    }
}

/// The words of a search, in the form they are compared in.
pub fn searched(words: &str) -> Vec<String> {
    let folded = language::fold(words, Language::Turkish);
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What stands between a picture and its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hurdle {
    /// The rights have ended.
    Ended,
    NoAlt,
    NoCredit,
    NoRights,
}

impl Hurdle {
    pub const ALL: [Self; 4] = [Self::Ended, Self::NoAlt, Self::NoCredit, Self::NoRights];

    pub fn code(self) -> &'static str {
        match self {
            Self::Ended => "picture-rights-ended",
            Self::NoAlt => "picture-no-alt",
            Self::NoCredit => "picture-no-credit",
            Self::NoRights => "picture-no-rights",
        }
    }
}

/// What is wanting before the picture may be published, as the story shows it and as the library knows it. What the library
/// says of rights holds for every story; what readers are told stands in the story itself.
pub fn hurdles(picture: &Picture, record: Option<&Record>, now: Timestamp) -> Vec<Hurdle> {
    let is_blank = |words: &Option<String>| words.as_deref().is_none_or(|words| words.trim().is_empty());
    let known_rights = record.is_some_and(|record| !record.rights.trim().is_empty());
    let wanting = |hurdle: &Hurdle| match hurdle {
        Hurdle::Ended => record.is_some_and(|record| record.terms(now) == Terms::Ended),
        Hurdle::NoAlt => picture.alt.trim().is_empty(),
        Hurdle::NoCredit => is_blank(&picture.credit),
        Hurdle::NoRights => is_blank(&picture.rights) && !known_rights,
    };
    Hurdle::ALL.into_iter().filter(wanting).collect()
}

/// Why a story may not be published with its pictures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    #[error("the rights to the picture {file} ended at {until}")]
    Ended { file: String, until: Timestamp },
}

codes! {
    PictureRefused:
    Self::Ended { .. } => "picture-rights-ended",
}

/// Whether a content may be published at this hour with the pictures it shows, of which these are the records. What readers
/// of the story have already is not published anew.
///
/// # Errors
/// [`PictureRefused::Ended`] for the first whose rights have ended.
pub fn may_show<'r>(
    content: &Content,
    live: Option<&Content>,
    records: impl Fn(&str) -> Option<&'r Record>,
    at: Timestamp,
) -> Result<(), PictureRefused> {
    let pictures = |content: &Content| {
        let all = content.picture.iter().chain(content.body.pictures());
        all.map(|picture| picture.file.clone()).collect::<Vec<_>>()
    };
    let shown = live.map(pictures).unwrap_or_default();
    for file in pictures(content).iter().filter(|file| !shown.contains(file)) {
        if let Some(until) = records(file).and_then(|record| record.rights_until).filter(|until| *until <= at) {
            return Err(PictureRefused::Ended { file: file.clone(), until });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(text: &str) -> Timestamp {
        text.parse().expect("an hour")
    }

    #[test]
    fn rights_end_at_their_hour_and_are_told_before() {
        let check = |until: Option<&str>, expected: Terms| {
            let record = Record { rights_until: until.map(hour), ..Record::default() };
            assert_eq!(record.terms(hour("2026-03-02T06:00:00Z")), expected, "{until:?}");
        };
        check(None, Terms::Good);
        check(Some("2026-03-02T06:00:00Z"), Terms::Ended);
        check(Some("2026-03-02T06:00:01Z"), Terms::EndSoon);
        check(Some("2026-03-16T06:00:00Z"), Terms::EndSoon);
        check(Some("2026-03-16T06:00:01Z"), Terms::Good);
    }

    #[test]
    fn a_picture_is_found_by_every_word_said_of_it() {
        let record = Record {
            caption: "IĞDIR'da taşkın".into(),
            name: "DSC_0042 kopya.jpg".into(),
            found: vec!["Şükrü Öztürk".into()],
            ..Record::default()
        };
        let words = record.words();
        let check = |asked: &str, expected: bool| {
            assert_eq!(searched(asked).iter().all(|word| words.contains(word)), expected, "{asked}: {words}");
        };
        check("ığdır TAŞKIN", true);
        check("igdir", true);
        check("sukru ozturk", true);
        check("0042", true);
        check("Kars", false);
    }

    #[test]
    fn what_is_wanting_is_told_thing_by_thing() {
        let full = Picture {
            alt: "Taşan çay".into(),
            credit: Some("İHA".into()),
            rights: Some("© İHA".into()),
            ..Picture::default()
        };
        let ended = Record { rights_until: Some(hour("2026-01-01T00:00:00Z")), ..Record::default() };
        let known = Record { rights: "Ajans aboneliği".into(), ..Record::default() };
        let check = |picture: &Picture, record: Option<&Record>, expected: &[Hurdle]| {
            assert_eq!(hurdles(picture, record, hour("2026-03-02T06:00:00Z")), expected);
        };
        check(&full, None, &[]);
        check(&full, Some(&ended), &[Hurdle::Ended]);
        check(&Picture::default(), None, &[Hurdle::NoAlt, Hurdle::NoCredit, Hurdle::NoRights]);
        check(&Picture { rights: None, ..full.clone() }, Some(&known), &[]);
        check(&Picture { alt: "  ".into(), ..full }, None, &[Hurdle::NoAlt]);
    }

    #[test]
    fn what_readers_have_already_is_not_published_anew() {
        let ended = Record { rights_until: Some(hour("2026-01-01T00:00:00Z")), ..Record::default() };
        let picture = Picture { file: "a".into(), ..Picture::default() };
        let content = Content { picture: Some(picture), ..Content::default() };
        let at = hour("2026-03-02T06:00:00Z");
        let records = |file: &str| (file == "a").then_some(&ended);
        assert!(may_show(&content, None, records, at).is_err());
        assert!(may_show(&content, Some(&Content::default()), records, at).is_err());
        assert!(may_show(&content, Some(&content), records, at).is_ok());
        assert!(may_show(&content, None, records, hour("2025-12-31T23:59:59Z")).is_ok());
        assert!(may_show(&content, None, |_| None, at).is_ok(), "what is not listed yet has no end");
        let refused = may_show(&content, None, records, at).expect_err("its rights have ended");
        assert_eq!(refused.code(), Hurdle::Ended.code(), "one word for one thing");
    }

    #[test]
    fn a_region_lies_within_its_picture() {
        let check = |(left, top, width, height), expected: bool| {
            assert_eq!(Region { left, top, width, height }.is_sound(), expected, "{left} {top} {width} {height}");
        };
        check((0, 0, 1000, 1000), true);
        check((999, 999, 1, 1), true);
        check((1, 0, 1000, 10), false);
        check((0, 0, 0, 10), false);
        check((65_535, 0, 65_535, 10), false);
    }
}
