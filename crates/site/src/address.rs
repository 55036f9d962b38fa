//! From the text of an address to what is wanted: pure, by the house's names.

use newsroom::address::{self, AddressWords};
use newsroom::{Edition, House, StoryNumber};
use percent_encoding::percent_decode_str;

/// What a path asks for. Slugs are decoded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted<'h> {
    Front(&'h Edition),
    Section(&'h Edition, String),
    /// The number decides; section and slug are looked at only to put them right.
    Story(&'h Edition, StoryNumber),
    Tag(&'h Edition, String),
    Author(&'h Edition, String),
    Day(&'h Edition, jiff::civil::Date),
    Search(&'h Edition),
    Masthead(&'h Edition),
    Contact(&'h Edition),
    Corrections(&'h Edition),
    HowRanked(&'h Edition),
    Privacy(&'h Edition),
    Feed(&'h Edition, Of, Format),
    Manifest(&'h Edition),
    OpenSearch(&'h Edition),
    SitemapIndex,
    SitemapNews,
    SitemapPages,
    SitemapPart(&'h Edition, i64),
    Robots,
    Ads,
    Security,
    Media(String, String),
    Asset(String),
    Health,
    Ready,
    /// The same thing at its right address.
    Moved(String),
    /// Nothing; the edition whose words say so.
    Nothing(&'h Edition),
}

/// Which list a feed tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Edition,
    Section(String),
    Tag(String),
    Author(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Rss,
    Atom,
    Json,
}

impl Format {
    fn parse(file: &str) -> Option<Self> {
        match file {
            "feed.xml" => Some(Self::Rss),
            "atom.xml" => Some(Self::Atom),
            "feed.json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Why a path cannot even be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Not UTF-8 once decoded, or with control characters.
    Text,
    /// The paper has no edition yet.
    NoEdition,
}

/// Reads a path (without its query).
pub(crate) fn read<'h>(house: &'h House, path: &str) -> Result<Wanted<'h>, Unreadable> {
    let mut parts = Vec::new();
    for part in path.strip_prefix('/').unwrap_or(path).split('/') {
        let decoded = percent_decode_str(part).decode_utf8().map_err(|_| Unreadable::Text)?;
        if decoded.chars().any(char::is_control) {
            return Err(Unreadable::Text);
        }
        parts.push(decoded.into_owned());
    }
    if let Some(wanted) = of_the_paper(house, &parts) {
        return Ok(wanted);
    }
    let editions = house.editions_in_order();
    let root = editions.iter().find(|edition| edition.path.is_empty()).or(editions.first());
    let root = *root.ok_or(Unreadable::NoEdition)?;
    // An edition's path goes before a section of the root edition with the same word, which opening one refuses.
    let named = editions.iter().find(|edition| !edition.path.is_empty() && edition.path == parts[0]);
    match named {
        Some(edition) if parts.len() == 1 => Ok(Wanted::Moved(address::edition_path(edition))),
        Some(edition) => Ok(below(edition, &parts[1..])),
        None if root.path.is_empty() => Ok(below(root, &parts)),
        None if parts == [""] => Ok(Wanted::Moved(address::edition_path(root))),
        None => Ok(Wanted::Nothing(root)),
    }
}

/// Addresses that belong to no edition.
fn of_the_paper<'h>(house: &'h House, parts: &[String]) -> Option<Wanted<'h>> {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Some(match parts.as_slice() {
        ["sitemap.xml"] => Wanted::SitemapIndex,
        ["sitemap-news.xml"] => Wanted::SitemapNews,
        ["sitemap-pages.xml"] => Wanted::SitemapPages,
        ["robots.txt"] => Wanted::Robots,
        ["ads.txt"] => Wanted::Ads,
        [".well-known", "security.txt"] | ["security.txt"] => Wanted::Security,
        ["media", file, name] => Wanted::Media((*file).to_owned(), (*name).to_owned()),
        ["theme", _, name] => Wanted::Asset((*name).to_owned()),
        ["healthz"] => Wanted::Health,
        ["readyz"] => Wanted::Ready,
        [file] => {
            let (code, part) = file.strip_prefix("sitemap-")?.strip_suffix(".xml")?.rsplit_once('-')?;
            let edition = house.edition(&code.into())?;
            Wanted::SitemapPart(edition, plain_number(part)?)
        }
        _ => return None,
    })
}

/// Addresses below an edition. An address of ours without the slash at its end, or with one too many, is put right.
fn below<'h>(edition: &'h Edition, parts: &[String]) -> Wanted<'h> {
    let words = address::words(edition.language);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let moved = |rest: &str| Wanted::Moved(address::below(edition, rest));
    match parts.as_slice() {
        [] | [""] => Wanted::Front(edition),
        ["manifest.webmanifest"] => Wanted::Manifest(edition),
        ["opensearch.xml"] => Wanted::OpenSearch(edition),
        [file] if Format::parse(file).is_some() => feed(edition, Of::Edition, file),
        [word] | [word, ""] if own_page(edition, &words, word).is_some() => {
            let exact = parts.len() == 1;
            own_page(edition, &words, word).filter(|_| exact).unwrap_or_else(|| moved(word))
        }
        [word] | [word, ""] if foreign_page(&words, word).is_some() => {
            moved(foreign_page(&words, word).unwrap_or_default())
        }
        [word, slug, ""] if *word == words.tag => Wanted::Tag(edition, (*slug).to_owned()),
        [word, slug, file] if *word == words.tag && Format::parse(file).is_some() => {
            feed(edition, Of::Tag((*slug).to_owned()), file)
        }
        [word, slug, ""] if *word == words.author => Wanted::Author(edition, (*slug).to_owned()),
        [word, slug, file] if *word == words.author && Format::parse(file).is_some() => {
            feed(edition, Of::Author((*slug).to_owned()), file)
        }
        [word, slug] if (*word == words.tag || *word == words.author) && !slug.is_empty() => {
            moved(&format!("{word}/{}/", encoded(slug)))
        }
        [word, year, month, day, ..] if *word == words.archive => match date(year, month, day) {
            Some(date) if parts.len() == 5 && parts[4].is_empty() => Wanted::Day(edition, date),
            Some(date) if parts.len() == 4 => Wanted::Moved(address::day_path(edition, date)),
            _ => Wanted::Nothing(edition),
        },
        [slug, ""] => Wanted::Section(edition, (*slug).to_owned()),
        [slug, file] if Format::parse(file).is_some() => feed(edition, Of::Section((*slug).to_owned()), file),
        [_, story] | [_, story, ""] => match numbered(story) {
            Some(number) => Wanted::Story(edition, number),
            None => Wanted::Nothing(edition),
        },
        [slug] => moved(&format!("{}/", encoded(slug))),
        _ => Wanted::Nothing(edition),
    }
}

fn feed<'h>(edition: &'h Edition, of: Of, file: &str) -> Wanted<'h> {
    Format::parse(file).map_or(Wanted::Nothing(edition), |format| Wanted::Feed(edition, of, format))
}

/// The paper's own pages by the edition's words.
fn own_page<'h>(edition: &'h Edition, words: &AddressWords, word: &str) -> Option<Wanted<'h>> {
    Some(match word {
        word if word == words.search => Wanted::Search(edition),
        word if word == words.masthead => Wanted::Masthead(edition),
        word if word == words.contact => Wanted::Contact(edition),
        word if word == words.corrections => Wanted::Corrections(edition),
        word if word == words.how_ranked => Wanted::HowRanked(edition),
        word if word == words.privacy => Wanted::Privacy(edition),
        _ => return None,
    })
}

/// The edition's word for a page named in another language's words: `/ar/kunye` is meant well.
fn foreign_page(own: &AddressWords, word: &str) -> Option<&'static str> {
    language::Language::ALL.into_iter().map(address::words).find_map(|other| match word {
        word if word == other.search => Some(own.search),
        word if word == other.masthead => Some(own.masthead),
        word if word == other.contact => Some(own.contact),
        word if word == other.corrections => Some(own.corrections),
        word if word == other.how_ranked => Some(own.how_ranked),
        word if word == other.privacy => Some(own.privacy),
        _ => None,
    })
}

/// `{slug}-{number}`, or the number alone.
fn numbered(part: &str) -> Option<StoryNumber> {
    let digits = part.rsplit_once('-').map_or(part, |(_, digits)| digits);
    plain_number(digits).filter(|number| *number > 0).map(StoryNumber)
}

/// A number as we write them: digits only, none before the first that counts.
fn plain_number(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (digits == "0" || !digits.starts_with('0'))).then(|| digits.parse().ok()).flatten()
}

fn date(year: &str, month: &str, day: &str) -> Option<jiff::civil::Date> {
    let digits = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let (month, day) = (i8::try_from(digits(month, 2)?).ok()?, i8::try_from(digits(day, 2)?).ok()?);
    jiff::civil::Date::new(digits(year, 4)?, month, day).ok()
}

/// A slug for a `Location`, which holds ASCII only.
pub(crate) fn encoded(slug: &str) -> String {
    percent_encoding::utf8_percent_encode(slug, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%2D", "-")
        .replace("%2E", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> House {
        let mut house = House::default();
        for (order, (code, path, language)) in
            [("tr", "", language::Language::Turkish), ("ar", "ar", language::Language::Arabic)].into_iter().enumerate()
        {
            let edition = Edition {
                name: "Gazete".to_owned(),
                path: path.to_owned(),
                order: order as i64,
                ..Edition::new(code, language)
            };
            house.editions.insert(edition.code.clone(), edition);
        }
        house
    }

    #[test]
    fn paths_are_read() {
        let house = house();
        let tr = house.edition(&"tr".into()).expect("there");
        let ar = house.edition(&"ar".into()).expect("there");
        let check = |path: &str, expected: Wanted<'_>| assert_eq!(read(&house, path), Ok(expected), "{path}");
        check("/", Wanted::Front(tr));
        check("/ar/", Wanted::Front(ar));
        check("/ar", Wanted::Moved("/ar/".into()));
        check("/siyaset/", Wanted::Section(tr, "siyaset".into()));
        check("/siyaset", Wanted::Moved("/siyaset/".into()));
        check("/siyaset/bir-haber-12", Wanted::Story(tr, StoryNumber(12)));
        check("/x/12", Wanted::Story(tr, StoryNumber(12)));
        check("/siyaset/bir-haber", Wanted::Nothing(tr));
        check("/siyaset/bir-haber-012", Wanted::Nothing(tr));
        check("/etiket/deprem/", Wanted::Tag(tr, "deprem".into()));
        check("/etiket/deprem", Wanted::Moved("/etiket/deprem/".into()));
        check("/etiket/deprem/atom.xml", Wanted::Feed(tr, Of::Tag("deprem".into()), Format::Atom));
        check("/arsiv/2024/11/30/", Wanted::Day(tr, jiff::civil::date(2024, 11, 30)));
        check("/arsiv/2024/02/30/", Wanted::Nothing(tr));
        check("/kunye", Wanted::Masthead(tr));
        check("/kunye/", Wanted::Moved("/kunye".into()));
        check("/ar/kunye", Wanted::Moved("/ar/hayat-tahrir".into()));
        check("/feed.json", Wanted::Feed(tr, Of::Edition, Format::Json));
        check("/ar/siyasa/feed.xml", Wanted::Feed(ar, Of::Section("siyasa".into()), Format::Rss));
        check("/sitemap-tr-3.xml", Wanted::SitemapPart(tr, 3));
        check("/a/b/c/d", Wanted::Nothing(tr));
        check("/ar/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/", Wanted::Section(ar, "سياسة".into()));
        assert_eq!(read(&house, "/%ff/"), Err(Unreadable::Text));
        assert_eq!(read(&house, "/a%0d%0ab/"), Err(Unreadable::Text));
        assert_eq!(read(&House::default(), "/"), Err(Unreadable::NoEdition));
    }
}
