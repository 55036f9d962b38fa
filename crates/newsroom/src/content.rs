//! What one revision says: the immutable content that an act makes public. Its stored text is this type's JSON;
//! its hash is what the ledger seals.

use jiff::Timestamp;
use language::Language;
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::ids::{ContentHash, SectionKey, StoryNumber};
use crate::picture::Picture;

/// Everything of a story that editors write. Fields in reading order; the JSON keeps this order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// BCP 47 tag of the words: not always the edition's, which the linter says.
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    pub headline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    pub body: Body,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<Byline>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// The place it was filed from, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// The first is the story's home and stands in its address.
    pub sections: Vec<SectionKey>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// The main picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// 1 (flash) to 9 (can wait), as IPTC counts; 5 is usual.
    pub urgency: u8,
    /// The hour at which the breaking band lets this story go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaking_until: Option<Timestamp>,
    /// Paid for by an advertiser, and said so wherever it shows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub advertorial: bool,
    /// Stories that say the same in other languages share this: the number of the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<i64>,
    /// The words chosen for the address. Without them the address is made of the first published headline, and stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// What search engines and the browser's tab show for a headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_title: Option<String>,
    /// What a link to the story is called where people pass it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub social_title: Option<String>,
    /// Own stories chosen to be read next, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<StoryNumber>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn filled(words: Option<&String>) -> Option<&str> {
    words.map(|words| words.trim()).filter(|words| !words.is_empty())
}

/// Own stories that can be chosen as related: more than any box shows.
pub const RELATED_CHOSEN_MAX: usize = 12;

/// Urgency where nobody said: the middle of IPTC's nine.
pub const URGENCY_USUAL: u8 = 5;

/// Who wrote it, as printed, with the slug of the author's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    pub name: String,
    pub slug: String,
}

/// Where the words come from when not from us: an agency, or the archive of an old site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub name: String,
}

/// A subject the story is listed under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub name: String,
    pub slug: String,
}

impl Content {
    /// The text that is stored and sealed, with its hash.
    pub fn seal(&self) -> (ContentHash, String) {
        let text = serde_json::to_string(self).expect("a content has only string keys and finite numbers");
        (ContentHash::of(&text), text)
    }

    /// The words of the address this content asks for, in the edition's spelling; nothing if it asks for none.
    pub fn own_slug(&self, language: Language) -> Option<String> {
        let words = self.slug.as_deref().filter(|words| words.chars().any(char::is_alphanumeric))?;
        Some(language::slug(words, language))
    }

    /// What a page calls the story in search engines and in the browser's tab.
    pub fn title_for_search(&self) -> &str {
        filled(self.search_title.as_ref()).unwrap_or(&self.headline)
    }

    /// What a page calls the story where a link to it is passed on.
    pub fn title_for_sharing(&self) -> &str {
        filled(self.social_title.as_ref()).unwrap_or(&self.headline)
    }

    pub fn home_section(&self) -> Option<&SectionKey> {
        self.sections.first()
    }

    /// Somebody answers for the words: a byline or a credit that is not blank.
    pub fn has_source(&self) -> bool {
        self.bylines.iter().any(|byline| !byline.name.trim().is_empty())
            || self.credits.iter().any(|credit| !credit.name.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was sealed before a field was known is read and sealed again to the same hash.
    #[test]
    fn fields_that_say_nothing_leave_no_trace_in_the_seal() {
        let text = r#"{"language":"tr","headline":"Köprü","body":[],"sections":["gundem"],"urgency":5}"#;
        let content: Content = serde_json::from_str(text).expect("an older text");
        assert_eq!(content.seal().1, text);
    }

    #[test]
    fn titles_fall_back_to_the_headline() {
        let check = |title: Option<&str>, expected: &str| {
            let title = title.map(str::to_owned);
            let content = Content {
                headline: "Köprü".to_owned(),
                search_title: title.clone(),
                social_title: title,
                ..Content::default()
            };
            assert_eq!((content.title_for_search(), content.title_for_sharing()), (expected, expected));
        };
        check(None, "Köprü");
        check(Some("  "), "Köprü");
        check(Some(" Çınar Köprüsü "), "Çınar Köprüsü");
    }
}
