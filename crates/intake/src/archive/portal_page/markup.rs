//! An HTML page into lines in reading order, with what the page's own data says: JSON-LD, Open Graph, `<time>`.

use jiff::Timestamp;
use newsroom::body::Block;
use serde_json::Value;

use super::lines::{self, Junk, Line};
use super::stamps::{self, Stamp};
use super::story::Known;
use crate::arrival::ArrivedPicture;
use crate::html::body::{text_of, text_up_to};
use crate::html::dom::{Dom, NodeId, ROOT};
use crate::html::{self};
use crate::text::tidy;

/// An HTML page, ready to be read as lines.
pub struct Markup {
    pub known: Known,
    /// From the headline on: the head and the text.
    pub story: Vec<Line>,
    /// Everything else, in which boxes may be.
    pub rest: Vec<Line>,
    pub junk: Vec<Junk>,
    pub published: Option<Stamp>,
    pub updated: Option<Stamp>,
    pub section: Option<String>,
    pub bylines: Vec<String>,
    pub credits: Vec<String>,
    pub tags: Vec<String>,
    pub pictures: Vec<ArrivedPicture>,
}

/// Reads a page.
pub fn read(page: &str) -> Markup {
    let dom = Dom::page(page);
    let data = Data::of(&dom);
    let article = article(&dom);
    let skip = |id: NodeId| is_beside(&dom, id) || is_links(&dom, id, article);
    let (story, article_pictures, mut junk) = match article {
        Some(article) => {
            let found = page_blocks(&dom, article, &skip);
            let (lines, junk) = lines::of_blocks(found.0);
            (lines, found.1, junk)
        }
        None => (Vec::new(), Vec::new(), Vec::new()),
    };
    let beside = |id: NodeId| Some(id) == article || is_buttons(&dom, id);
    let around = page_blocks(&dom, ROOT, &beside).0;
    let place = article.map(|article| blocks_before(&dom, article));
    let split = place.unwrap_or(0).min(around.len());
    let (before, after) = around.split_at(split);
    let (before, before_junk) = lines::of_blocks(before.to_vec());
    let (after, after_junk) = lines::of_blocks(after.to_vec());
    junk.splice(0..0, before_junk);
    junk.extend(after_junk);

    let headline = headline(&dom, &data);
    let key = |words: &str| language::fold(words, language::Language::Turkish);
    let at = |lines: &[Line]| {
        headline.as_ref().and_then(|headline| lines.iter().position(|line| key(&line.words) == key(headline)))
    };
    let (mut head, mut rest) = (Vec::new(), Vec::new());
    let mut story = story;
    if let Some(at) = at(&story) {
        story.drain(..at);
        rest.extend(before);
    } else if let Some(at) = at(&before) {
        rest.extend(before[..at].iter().cloned());
        head.extend(before[at..].iter().cloned());
    } else {
        rest.extend(before);
    }
    rest.extend(after);
    if story.iter().map(|line| line.words.len()).sum::<usize>() < 200
        && let Some(body) = &data.body
    {
        let blocks = if html::looks_like_markup(body) { html::read(body).body.0 } else { html::plain_body(body).0 };
        if blocks.iter().map(|block| block.plain_text().len()).sum::<usize>() >= 200 {
            story = lines::of_blocks(blocks).0;
        }
    }
    // A head longer than a few lines is a column of other things.
    head.truncate(7);
    head.extend(story);
    let mut pictures: Vec<ArrivedPicture> = data.picture.iter().cloned().collect();
    pictures.extend(
        article_pictures
            .into_iter()
            .filter(|picture| data.picture.as_ref().is_none_or(|main| main.href != picture.href)),
    );
    Markup {
        known: Known { headline, standfirst: data.standfirst.clone() },
        story: head,
        rest,
        junk,
        published: data.published.or_else(|| time_element(&dom, article)),
        updated: data.updated,
        section: data.section,
        bylines: data.bylines,
        credits: data.credits,
        tags: data.tags,
        pictures,
    }
}

/// A page's blocks; small elements that hold a time, and links beside one, are lines by themselves.
fn page_blocks(dom: &Dom, from: NodeId, skip: &dyn Fn(NodeId) -> bool) -> (Vec<Block>, Vec<ArrivedPicture>) {
    let own_line = |id: NodeId| is_own_line(dom, id);
    let found = crate::html::body::lines_of(dom, from, skip, &own_line);
    (found.blocks, found.pictures)
}

/// How many blocks of the page stand before a node.
fn blocks_before(dom: &Dom, article: NodeId) -> usize {
    let reached = std::cell::Cell::new(false);
    let skip = |id: NodeId| {
        if id == article {
            reached.set(true);
        }
        reached.get() || is_buttons(dom, id)
    };
    page_blocks(dom, ROOT, &skip).0.len()
}

fn is_own_line(dom: &Dom, id: NodeId) -> bool {
    let Some(name) = dom.name(id) else { return false };
    if name == "br" {
        return parts_a_time(dom, id);
    }
    if !matches!(name, "time" | "small" | "span" | "em" | "i" | "b" | "strong" | "a" | "label") {
        return false;
    }
    let Some(parent) =
        dom.parent(id).filter(|parent| dom.name(*parent) != Some("p") && dom.children(*parent).len() <= CHILDREN_MAX)
    else {
        return false;
    };
    let around = text_up_to(dom, parent, 1500);
    if around.chars().count() > 320 || stamps::find(&around).is_none() || lines::meta(&around).is_some() {
        return false;
    }
    let own = text_of(dom, id);
    if name == "a" {
        return own.split_whitespace().count() >= 3 && own.len() < around.len();
    }
    let beside_link = dom
        .children(parent)
        .iter()
        .any(|child| dom.name(*child) == Some("a") && text_of(dom, *child).split_whitespace().count() >= 3);
    !beside_link && own.len() < around.len() && (lines::meta(&own).is_some() || own.split_whitespace().count() >= 4)
}

/// Among more children than this nobody looks for a time: each look costs as much as there are.
const CHILDREN_MAX: usize = 1000;

/// A line end with a line of time on either side.
fn parts_a_time(dom: &Dom, id: NodeId) -> bool {
    let Some(parent) = dom.parent(id) else { return false };
    let siblings = dom.children(parent);
    if siblings.len() > CHILDREN_MAX {
        return false;
    }
    let Some(at) = siblings.iter().position(|sibling| *sibling == id) else { return false };
    let is_time = |line: Vec<NodeId>| {
        let words: Vec<String> = line.iter().map(|node| text_up_to(dom, *node, 200)).collect();
        lines::meta(&tidy(&words.join(" "))).is_some()
    };
    // A line of time has few nodes.
    let in_line = |node: &&NodeId| dom.name(**node) != Some("br");
    is_time(siblings[at + 1..].iter().take_while(in_line).take(8).copied().collect())
        || is_time(
            siblings[..at]
                .iter()
                .rev()
                .take_while(in_line)
                .take(8)
                .copied()
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect(),
        )
}

/// Names that pages give to what stands beside a text.
fn is_beside(dom: &Dom, id: NodeId) -> bool {
    const WORDS: [&str; 12] = [
        "breadcrumb",
        "newsletter",
        "sidebar",
        "popup",
        "modal",
        "promo",
        "taboola",
        "outbrain",
        "author-box",
        "tag-list",
        "etiket",
        "banner",
    ];
    is_buttons(dom, id) || is_named(dom, id, &WORDS)
}

/// Share buttons, readers' comments and the like, which hold no box either.
fn is_buttons(dom: &Dom, id: NodeId) -> bool {
    is_named(dom, id, &["share", "social", "paylas", "comment", "yorum", "reklam", "advert", "cookie"])
}

fn is_named(dom: &Dom, id: NodeId, words: &[&str]) -> bool {
    let named = ["class", "id"].iter().filter_map(|name| dom.attribute(id, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value
            .split(|c: char| c.is_whitespace() || c == '_')
            .any(|class| words.iter().any(|word| class.starts_with(word)))
    });
    named && !matches!(dom.name(id), Some("body" | "html" | "article" | "main"))
}

/// A list inside the text whose words are nearly all links is a box; boxes with times are looked for elsewhere.
fn is_links(dom: &Dom, id: NodeId, article: Option<NodeId>) -> bool {
    if Some(id) == article || !matches!(dom.name(id), Some("ul" | "ol" | "aside" | "div" | "section")) {
        return false;
    }
    let own = text_up_to(dom, id, 20_000);
    if own.len() > 3000 || stamps::find(&own).is_some() {
        return false;
    }
    let links: Vec<usize> = dom.elements(id, "a").map(|link| text_of(dom, link).len()).collect();
    links.len() >= 2 && links.iter().sum::<usize>() * 10 > own.len() * 7
}

/// The element that holds the text: declared, else the one whose own paragraphs have the most words.
fn article(dom: &Dom) -> Option<NodeId> {
    let declared = dom.walk(ROOT, |_| true).find(|id| {
        let is_body = dom
            .attribute(*id, "itemprop")
            .is_some_and(|words| words.split_whitespace().any(|word| word == "articleBody"));
        is_body
            && dom.name(*id).is_some()
            && text_of(dom, *id).len() > 200
            && !dom.is_foreign(*id)
            && dom.name(*id) != Some("meta")
    });
    if declared.is_some() {
        return declared;
    }
    let mut scores = std::collections::HashMap::<NodeId, f64>::new();
    let shown = |id: NodeId| {
        !dom.name(id).is_some_and(|name| crate::html::body::is_dropped(name) && name != "head")
            && !matches!(dom.name(id), Some("footer" | "form"))
            && !is_beside(dom, id)
    };
    for id in dom.walk(ROOT, shown) {
        let words = match dom.name(id) {
            Some("p") => text_of(dom, id),
            // Old pages part their text with line ends, directly in a cell or a div.
            Some("div" | "td" | "span" | "article" | "section") => {
                let own: Vec<&str> = dom.children(id).iter().filter_map(|child| dom.text(*child)).collect();
                tidy(&own.join(" "))
            }
            _ => continue,
        };
        let length = words.chars().count();
        if length < 40 {
            continue;
        }
        let linked: usize = dom.elements(id, "a").map(|link| text_of(dom, link).chars().count()).sum();
        let score = (length as f64)
            * (1.0 - (linked as f64 / length as f64).min(1.0))
            * if words.contains('.') { 1.0 } else { 0.4 };
        let is_paragraph = dom.name(id) == Some("p");
        let holder = if is_paragraph { dom.parent(id) } else { Some(id) };
        if let Some(holder) = holder {
            *scores.entry(holder).or_default() += score;
            if let Some(above) = dom.parent(holder).filter(|above| !matches!(dom.name(*above), Some("body" | "html"))) {
                *scores.entry(above).or_default() += score / 2.0;
            }
        }
    }
    scores
        .into_iter()
        .filter(|(_, score)| *score > 100.0)
        .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
        .map(|(id, _)| id)
}

/// The story's headline: the page's own data if an `<h1>` agrees or none does, else the first good `<h1>`.
fn headline(dom: &Dom, data: &Data) -> Option<String> {
    let ones: Vec<String> = dom
        .elements(ROOT, "h1")
        .map(|id| text_of(dom, id))
        .filter(|words| words.split_whitespace().count() >= 2)
        .collect();
    let key = |words: &str| language::fold(words, language::Language::Turkish);
    let title = data.headline.as_deref();
    let agreeing = ones
        .iter()
        .find(|one| title.is_some_and(|title| key(title).starts_with(&key(one)) || key(one).starts_with(&key(title))));
    agreeing
        .or_else(|| ones.first().filter(|_| ones.len() == 1 || title.is_none()))
        .cloned()
        .or_else(|| title.map(str::to_owned))
        .or_else(|| ones.first().cloned())
        .or_else(|| {
            dom.elements(ROOT, "h2")
                .map(|id| text_of(dom, id))
                .find(|words| words.split_whitespace().count() >= 3)
                .filter(|_| data.title.is_none())
        })
        .or_else(|| data.title.clone())
        .map(|words| lines::without_junk(&words))
        .filter(|words| !words.is_empty())
}

/// A `<time>` near the text, if it is the page's only kind of date.
fn time_element(dom: &Dom, article: Option<NodeId>) -> Option<Stamp> {
    let mut near = article;
    for _ in 0..3 {
        let Some(node) = near else { break };
        let mut times = dom.elements(node, "time").filter_map(|id| dom.attribute(id, "datetime"));
        if let Some(stamp) = times.find_map(written) {
            return Some(stamp);
        }
        near = dom.parent(node).filter(|parent| dom.elements(*parent, "time").count() <= 3);
    }
    None
}

/// A time as pages write it into their data.
fn written(words: &str) -> Option<Stamp> {
    let words = words.trim();
    if let Ok(time) = words.parse::<Timestamp>() {
        return Some(Stamp::Instant(time));
    }
    let time = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%z", words).ok().and_then(|parts| parts.to_timestamp().ok());
    time.map(Stamp::Instant).or_else(|| stamps::find(words).map(|(_, stamp)| stamp).filter(|stamp| stamp.has_day()))
}

/// What a page says of itself for machines.
#[derive(Default)]
struct Data {
    headline: Option<String>,
    /// `<title>`, which often has the paper's name too.
    title: Option<String>,
    standfirst: Option<String>,
    body: Option<String>,
    published: Option<Stamp>,
    updated: Option<Stamp>,
    section: Option<String>,
    bylines: Vec<String>,
    credits: Vec<String>,
    tags: Vec<String>,
    picture: Option<ArrivedPicture>,
}

impl Data {
    fn of(dom: &Dom) -> Self {
        let mut data = Self::default();
        for script in dom.elements(ROOT, "script") {
            if dom.attribute(script, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
            {
                let text: String = dom.children(script).iter().filter_map(|child| dom.text(*child)).collect();
                // Real pages have line ends inside strings; without them the rest is mostly sound.
                let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
                if let Ok(value) = serde_json::from_str::<Value>(&text) {
                    data.linked(&value, 0);
                }
            }
        }
        for meta in dom.elements(ROOT, "meta") {
            let name = ["property", "name", "itemprop"].iter().find_map(|name| dom.attribute(meta, name));
            if let (Some(name), Some(value)) = (name, dom.attribute(meta, "content")) {
                data.meta(&name.to_ascii_lowercase(), value);
            }
        }
        data.title = dom.elements(ROOT, "title").next().map(|title| {
            let words: String = dom.children(title).iter().filter_map(|child| dom.text(*child)).collect();
            let words = tidy(&words);
            // The paper's own name stands last.
            let cut = words.rsplit_once(" - ").or(words.rsplit_once(" | ")).map(|(before, _)| before.to_owned());
            cut.unwrap_or(words)
        });
        data.title = data.title.take().filter(|title| !title.is_empty());
        data
    }

    /// JSON-LD: the first thing that is some kind of article, wherever it stands.
    fn linked(&mut self, value: &Value, depth: usize) {
        if depth > 6 {
            return;
        }
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.linked(value, depth + 1)),
            Value::Object(object) => {
                let kinds = object.get("@type");
                let is_article = |kind: &Value| {
                    kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
                };
                let found = kinds.is_some_and(|kinds| {
                    is_article(kinds) || kinds.as_array().is_some_and(|kinds| kinds.iter().any(is_article))
                });
                if found && self.headline.is_none() {
                    self.article(value);
                }
                for name in ["@graph", "mainEntity", "itemListElement"] {
                    if let Some(inner) = object.get(name) {
                        self.linked(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn article(&mut self, article: &Value) {
        let text = |name: &str| {
            article.get(name).and_then(first_text).map(|words| html::text(&words)).filter(|words| !words.is_empty())
        };
        self.headline = text("headline").or_else(|| text("name"));
        self.standfirst = text("description").filter(|words| is_whole(words));
        self.body = article.get("articleBody").and_then(Value::as_str).map(str::to_owned);
        self.published = article.get("datePublished").and_then(Value::as_str).and_then(written);
        self.updated = article.get("dateModified").and_then(Value::as_str).and_then(written);
        self.section = text("articleSection");
        let publisher = article.get("publisher").map(names).unwrap_or_default();
        for name in article.get("author").map(names).unwrap_or_default() {
            if publisher.contains(&name) { self.credits.push(name) } else { self.bylines.push(name) }
        }
        if let Some(image) = article.get("image").or(article.get("thumbnailUrl")) {
            let image = image.as_array().and_then(|images| images.first()).unwrap_or(image);
            let address = image.as_str().or_else(|| image.get("url").and_then(Value::as_str));
            self.set_picture(address.unwrap_or_default(), "json-ld");
        }
        match article.get("keywords") {
            Some(Value::String(words)) => {
                self.tags = words.split(',').map(tidy).filter(|tag| !tag.is_empty()).collect()
            }
            Some(Value::Array(words)) => {
                self.tags = words.iter().filter_map(Value::as_str).map(tidy).filter(|tag| !tag.is_empty()).collect()
            }
            _ => {}
        }
    }

    fn set_picture(&mut self, address: &str, role: &str) {
        if self.picture.is_none()
            && let Some(href) = html::link_address(address).filter(|href| href.starts_with("http"))
        {
            self.picture = Some(ArrivedPicture { href, role: Some(role.to_owned()), ..ArrivedPicture::default() });
        }
    }

    fn meta(&mut self, name: &str, value: &str) {
        let words = html::text(value);
        if words.is_empty() {
            return;
        }
        let fill = |slot: &mut Option<String>, words: String| {
            slot.get_or_insert(words);
        };
        match name {
            "og:title" => fill(&mut self.headline, words),
            "og:description" | "description" | "twitter:description" if is_whole(&words) => {
                fill(&mut self.standfirst, words)
            }
            "article:published_time" | "datepublished" | "og:article:published_time" => {
                self.published = self.published.or(written(value))
            }
            "article:modified_time" | "datemodified" | "og:updated_time" => {
                self.updated = self.updated.or(written(value))
            }
            "article:section" | "og:article:section" => fill(&mut self.section, words),
            "article:author" | "author" | "dc.creator" if self.bylines.is_empty() && !value.contains("://") => {
                self.bylines.push(words)
            }
            "article:tag" | "og:article:tag" if !self.tags.contains(&words) && !words.contains(',') => {
                self.tags.push(words)
            }
            "og:image" | "og:image:url" | "twitter:image" => self.set_picture(value, "og:image"),
            _ => {}
        }
    }
}

/// A description that was cut off is no standfirst.
fn is_whole(words: &str) -> bool {
    words.split_whitespace().count() >= 4 && !words.ends_with(['…', ',']) && !words.ends_with("...")
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Array(list) => list.iter().find_map(first_text),
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![tidy(name)],
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|name| !name.is_empty() && name.chars().count() <= 80)
    .collect()
}
