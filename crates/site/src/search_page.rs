//! The search page: a question in the address, answers by words. It works without script and is not kept.

use std::collections::HashMap;

use jiff::civil::date;
use newsroom::{Content, Edition, EditionCode, SectionKey, StoryNumber, address};
use pages::Head;
use pages::views::{ChoiceView, FilterView, Link, PieceView, SEARCH_SCRIPT, SearchView};
use search::fulltext::{Count, Found, Order, Place, QUESTION_MAX, Question, Within};

use crate::boxes::{self, Deck};
use crate::render::{Making, finish};
use crate::routes::parameter;
use web::Rendered;

/// Answers on one page.
const PAGE: usize = 20;
/// Choices of one kind that are shown.
const CHOICES_MAX: usize = 12;

/// What an address of the search page asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    words: String,
    section: Option<String>,
    tag: Option<String>,
    author: Option<String>,
    year: Option<i16>,
    is_newest: bool,
    after: Option<Place>,
}

impl Asked {
    /// Reads the query. What is not understood narrows nothing.
    pub(crate) fn read(query: &str) -> Self {
        let of = |name| parameter(query, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let words: String = parameter(query, "q").unwrap_or_default();
        let words: String = words.chars().filter(|letter| !letter.is_control()).take(QUESTION_MAX).collect();
        Self {
            words: words.trim().to_owned(),
            section: of("section"),
            tag: of("tag"),
            author: of("author"),
            year: of("year").and_then(|year| year.parse().ok()).filter(|year| (1800..=9998).contains(year)),
            is_newest: of("order").as_deref() == Some("newest"),
            after: of("place").and_then(|place| Place::parse(&place)),
        }
    }

    fn question(&self, edition: &Edition, section: Option<SectionKey>) -> Question {
        let hour = |year: i16| {
            let first = date(year, 1, 1).to_zoned_datetime(edition.time_zone().clone()).ok();
            first.map(|first| first.timestamp())
        };
        Question {
            words: self.words.clone(),
            typing: false,
            within: Within {
                edition: Some(edition.code.clone()),
                section,
                tag: self.tag.clone(),
                author: self.author.clone(),
                from: self.year.and_then(hour),
                until: self.year.and_then(|year| hour(year + 1)),
            },
            order: if self.is_newest { Order::Newest } else { Order::Relevance },
            after: self.after,
            limit: PAGE,
            counted: true,
        }
    }

    /// The address that asks for this.
    fn url(&self, path: &str) -> String {
        let mut url = format!("{path}?q={}", crate::address::encoded(&self.words));
        let year = self.year.map(|year| year.to_string());
        let after = self.after.map(|place| place.text());
        for (name, value) in [
            ("section", self.section.as_deref()),
            ("tag", self.tag.as_deref()),
            ("author", self.author.as_deref()),
            ("year", year.as_deref()),
            ("order", self.is_newest.then_some("newest")),
            ("place", after.as_deref()),
        ] {
            if let Some(value) = value {
                url.push_str(&format!("&{name}={}", crate::address::encoded(value)));
            }
        }
        url
    }

    /// The same from the beginning of the answers, with a change.
    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = Self { after: None, ..self.clone() };
        change(&mut other);
        other
    }
}

pub(crate) async fn make(making: Making, code: EditionCode, asked: Asked) -> Result<Rendered, web::Error> {
    let edition = making.edition(&code)?.clone();
    let section = asked.section.as_deref().and_then(|slug| making.house.section_by_slug(&code, slug));
    // A section that is not there narrows nothing, rather than finding nothing.
    let section = section.map(|section| section.key.clone());
    let asked = Asked { section: asked.section.filter(|_| section.is_some()), ..asked };
    let question = asked.question(&edition, section);
    let found = if asked.words.is_empty() { Found::default() } else { making.site.search(question, &edition).await? };
    let boxes = making.boxes(&code, None).await?;
    let deck = Deck::new(making.cards(&boxes::together([&found.numbers[..], &boxes.headlines])).await?);
    let contents = contents(&making, &deck, &found.numbers).await?;
    let breaking = making.breaking(&code).await?;
    let composer = making.composer(&edition);
    let path = address::below(&edition, address::words(edition.language).search);
    let head = Head {
        breaking: boxes::band(&composer, &breaking),
        position: making.position(),
        ..Head::new(path.clone(), composer.say("search", &[])).unlisted()
    };
    let is_asked = !asked.words.is_empty();
    let words = found.meant.as_deref().filter(|_| found.by_meant).unwrap_or(&asked.words);
    let shown: Vec<StoryNumber> = found.numbers.iter().copied().filter(|number| deck.get(*number).is_some()).collect();
    let texts = shown.iter().map(|number| contents.get(number));
    let passages = making.site.words().passages(texts, words, edition.language).into_iter().map(|pieces| {
        pieces.into_iter().map(|piece| PieceView { text: piece.text, is_asked: piece.is_asked }).collect()
    });
    let view = SearchView {
        shell: composer.shell(head),
        total: is_asked.then_some(found.total as i64),
        passages: passages.collect(),
        meant: found.meant.as_ref().map(|words| Link {
            url: asked.with(|asked| asked.words.clone_from(words)).url(&path),
            name: words.clone(),
        }),
        by_meant: found.by_meant,
        some_words_only: found.some_words_only,
        orders: orders(&asked, &path, found.total),
        filters: filters(&making, &edition, &asked, &path, &found, &contents),
        is_incomplete: is_asked && !making.site.words().state().is_complete,
        next: found.next.map(|place| Asked { after: Some(place), ..asked.clone() }.url(&path)),
        items: deck.cards(&composer, &shown),
        headlines: deck.cards(&composer, &boxes.headlines),
        query: asked.words,
        offers: format!("/api/v1/search/suggestions?edition={}&q=", crate::address::encoded(edition.code.as_str())),
        script: SEARCH_SCRIPT.to_owned(),
    };
    let rendered = finish(&composer, making.theme.search(&view))?;
    Ok(Rendered { script: Some(SEARCH_SCRIPT), ..rendered })
}

/// What the stories on this page say, for passages and for the names of tags.
async fn contents(
    making: &Making,
    deck: &Deck,
    numbers: &[StoryNumber],
) -> Result<HashMap<StoryNumber, Content>, web::Error> {
    let live: Vec<_> = numbers.iter().filter_map(|number| deck.get(*number)).map(|listed| &listed.live).collect();
    let hashes: Vec<_> = live.iter().map(|live| &live.content_hash).collect();
    let texts = making.reading().contents(&hashes).await?;
    Ok(live.iter().filter_map(|live| Some((live.number, texts.get(&live.content_hash)?.clone()))).collect())
}

fn orders(asked: &Asked, path: &str, total: usize) -> Vec<ChoiceView> {
    if total < 2 {
        return Vec::new();
    }
    let choice = |name: &str, is_newest: bool| ChoiceView {
        name: name.to_owned(),
        url: asked.with(|asked| asked.is_newest = is_newest).url(path),
        is_taken: asked.is_newest == is_newest,
        count: None,
    };
    vec![choice("relevance", false), choice("newest", true)]
}

/// From the name in the index to the value in an address and the name as printed; nothing for what is not the paper's any more.
type Named<'a> = &'a dyn Fn(&str) -> Option<(String, String)>;

/// What narrows the answers: each kind with its commonest, and what is taken already, which can be given up.
fn filters(
    making: &Making,
    edition: &Edition,
    asked: &Asked,
    path: &str,
    found: &Found,
    contents: &HashMap<StoryNumber, Content>,
) -> Vec<FilterView> {
    let house = &making.house;
    let tags: HashMap<&str, &str> = contents
        .values()
        .flat_map(|content| content.tags.iter().map(|tag| (tag.slug.as_str(), tag.name.as_str())))
        .collect();
    let section = |key: &str| {
        let section = house.section(&edition.code, &SectionKey::from(key))?;
        Some((section.slug.clone(), section.name.clone()))
    };
    let author = |slug: &str| Some((slug.to_owned(), house.author(&edition.code, slug)?.name.clone()));
    let tag = |slug: &str| Some((slug.to_owned(), (*tags.get(slug)?).to_owned()));
    let year = |year: &str| Some((year.to_owned(), year.to_owned()));
    let taken_year = asked.year.map(|year| year.to_string());
    let kinds: [(&str, &[Count], Option<&str>, Named<'_>); 4] = [
        ("section", &found.counts.sections, asked.section.as_deref(), &section),
        ("year", &found.counts.years, taken_year.as_deref(), &year),
        ("author", &found.counts.authors, asked.author.as_deref(), &author),
        ("tag", &found.counts.tags, asked.tag.as_deref(), &tag),
    ];
    let url = |kind: &str, value: Option<String>| {
        let narrowed = asked.with(|asked| match kind {
            "section" => asked.section = value,
            "year" => asked.year = value.and_then(|year| year.parse().ok()),
            "author" => asked.author = value,
            _ => asked.tag = value,
        });
        narrowed.url(path)
    };
    let filters = kinds.into_iter().map(|(kind, counts, taken, named)| {
        let choices = counts.iter().filter_map(|count| {
            let (value, name) = named(&count.name)?;
            let is_taken = taken == Some(value.as_str());
            let url = url(kind, (!is_taken).then_some(value));
            Some(ChoiceView { name, url, is_taken, count: Some(count.stories as i64) })
        });
        let mut choices: Vec<ChoiceView> = choices.take(CHOICES_MAX).collect();
        // What is taken can be given up also where it leaves nothing.
        if let Some(taken) = taken.filter(|_| !choices.iter().any(|choice| choice.is_taken)) {
            choices.push(ChoiceView { name: taken.to_owned(), url: url(kind, None), is_taken: true, count: None });
        }
        FilterView { kind: kind.to_owned(), choices }
    });
    // One choice that is not taken narrows nothing.
    filters.filter(|filter| filter.choices.len() > 1 || filter.choices.iter().any(|choice| choice.is_taken)).collect()
}
