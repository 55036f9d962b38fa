//! Addresses readers know things by. One place makes them, so that pages, feeds, sitemaps and redirects agree.

use language::Language;

use crate::house::{Edition, House, Section};
use crate::ids::StoryNumber;
use crate::story::Live;

/// An edition's first address: `/` or `/ar/`.
pub fn edition_path(edition: &Edition) -> String {
    if edition.path.is_empty() { "/".to_owned() } else { format!("/{}/", edition.path) }
}

/// Something below an edition: `below(tr, "kunye")` is `/kunye`.
pub fn below(edition: &Edition, rest: &str) -> String {
    format!("{}{rest}", edition_path(edition))
}

pub fn section_path(edition: &Edition, section: &Section) -> String {
    below(edition, &format!("{}/", section.slug))
}

/// A story's address. Should its section be missing from the house, the key stands in: the number decides anyway.
pub fn story_path(house: &House, edition: &Edition, live: &Live) -> String {
    let section = house.section(&live.edition, &live.section).map_or(live.section.as_str(), |section| &section.slug);
    below(edition, &format!("{section}/{}-{}", live.slug, live.number))
}

pub fn tag_path(edition: &Edition, slug: &str) -> String {
    below(edition, &format!("{}/{slug}/", words(edition.language).tag))
}

pub fn author_path(edition: &Edition, slug: &str) -> String {
    below(edition, &format!("{}/{slug}/", words(edition.language).author))
}

/// One day of the archive: `date` as `2024-11-30`.
pub fn day_path(edition: &Edition, date: jiff::civil::Date) -> String {
    let archive = words(edition.language).archive;
    below(edition, &format!("{archive}/{:04}/{:02}/{:02}/", date.year(), date.month(), date.day()))
}

/// The words in addresses, by language. No section may take one of them as its slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressWords {
    pub tag: &'static str,
    pub author: &'static str,
    pub archive: &'static str,
    pub search: &'static str,
    pub masthead: &'static str,
    pub contact: &'static str,
    pub corrections: &'static str,
    pub how_ranked: &'static str,
    /// What is done with readers' data.
    pub privacy: &'static str,
}

pub const fn words(language: Language) -> AddressWords {
    match language {
        Language::Turkish => AddressWords {
            tag: "etiket",
            author: "yazar",
            archive: "arsiv",
            search: "ara",
            masthead: "kunye",
            contact: "iletisim",
            corrections: "duzeltmeler",
            how_ranked: "nasil-siraliyoruz",
            privacy: "gizlilik",
        },
        Language::English => AddressWords {
            tag: "tag",
            author: "author",
            archive: "archive",
            search: "search",
            masthead: "masthead",
            contact: "contact",
            corrections: "corrections",
            how_ranked: "how-we-rank",
            privacy: "privacy",
        },
        // Latin words keep Arabic addresses short when shared: each Arabic letter costs six characters in a copied link.
        Language::Arabic => AddressWords {
            tag: "wasm",
            author: "katib",
            archive: "arshif",
            search: "bahth",
            masthead: "hayat-tahrir",
            contact: "ittisal",
            corrections: "tashihat",
            how_ranked: "kayfa-nurattib",
            privacy: "khususiyya",
        },
        Language::Kurmanji => AddressWords {
            tag: "etiket",
            author: "nivskar",
            archive: "arsiv",
            search: "lege-rin",
            masthead: "kunye",
            contact: "tekili",
            corrections: "rastkirin",
            how_ranked: "rezkirin",
            privacy: "nihani",
        },
    }
}

impl AddressWords {
    /// The words of the paper's own pages.
    pub fn own_pages(&self) -> [&'static str; 6] {
        [self.search, self.masthead, self.contact, self.corrections, self.how_ranked, self.privacy]
    }

    pub fn all(&self) -> [&'static str; 9] {
        [
            self.tag,
            self.author,
            self.archive,
            self.search,
            self.masthead,
            self.contact,
            self.corrections,
            self.how_ranked,
            self.privacy,
        ]
    }
}

/// Whether a language has this word for one of the paper's own pages. Such a word leads to the page in every edition
/// (`/ar/kunye` to the Arabic masthead), so that nothing else may stand there.
pub fn names_own_page(word: &str) -> bool {
    Language::ALL.into_iter().map(words).any(|words| words.own_pages().contains(&word))
}

/// The story that an address of ours leads to, whatever its edition and section are called now: `https://paper.example/gundem/kar-12`
/// below `https://paper.example` is story 12.
pub fn story_led_to(link: &str, origin: &str) -> Option<StoryNumber> {
    let path = link.strip_prefix(origin)?.strip_prefix('/')?;
    let parts: Vec<&str> = path.split(['?', '#']).next()?.split('/').collect();
    let ([section, story] | [_, section, story]) = parts[..] else { return None };
    let is_list = Language::ALL.into_iter().map(words).any(|words| words.all().contains(&section));
    if is_list || RESERVED.contains(&parts[0]) || RESERVED.contains(&section) {
        return None;
    }
    let (_, digits) = story.rsplit_once('-')?;
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    is_plain.then(|| digits.parse().ok()).flatten().map(StoryNumber)
}

/// First parts of addresses that belong to the program, in every edition.
pub const RESERVED: [&str; 10] =
    ["media", "api", "desk", "healthz", "readyz", "theme", "feed.xml", "atom.xml", "feed.json", "sitemap.xml"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_own_stories_are_known() {
        let check = |link: &str, expected: Option<i64>| {
            assert_eq!(story_led_to(link, "https://cinar.example").map(|story| story.0), expected, "{link}");
        };
        check("https://cinar.example/gundem/sel-geldi-12", Some(12));
        check("https://cinar.example/ar/akhbar/x-7?utm=1#a", Some(7));
        check("https://cinar.example/gundem/", None);
        check("https://cinar.example/gundem/12", None);
        check("https://cinar.example/etiket/covid-19", None);
        check("https://cinar.example/ar/wasm/covid-19", None);
        check("https://cinar.example/media/kapak-640", None);
        check("https://cinar.example/gundem/a/b/c-7", None);
        check("https://cinar.example/gundem/kar-012", None);
        check("https://cinar.example/gundem/kar-99999999999999999999", None);
        check("https://cinar.example.evil.example/gundem/kar-12", None);
        check("https://other.example/gundem/kar-12", None);
        check("/gundem/kar-12", None);
    }
}
