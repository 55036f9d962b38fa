//! Stories as ninjs 3.1 objects (IPTC News in JSON), for programs: what the interface answers and what an export holds.
//!
//! What ninjs has no word for stands in one extension object, `manset`. Everything else is by the published schema, and
//! is read back by `intake::wire::ninjs` to the same content.

use std::collections::HashMap;

use jiff::Timestamp;
use newsroom::{
    Card, Content, Credit, Edition, House, Live, Picture, Position, Section, SectionKey, Standing, StoryNumber, Video,
    address,
};
use serde_json::{Map, Value, json};

use crate::body;
use crate::views::{CardView, TimeView};

/// What an object is made with.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub house: &'a House,
    /// Scheme and host without a slash at the end.
    pub origin: &'a str,
    /// Own stories that the body leads to, as far as readers can see them.
    pub linked: &'a Linked,
}

/// Own stories by number, for links to them.
pub type Linked = HashMap<StoryNumber, CardView>;

/// These stories for [`Context::linked`].
pub fn linked<'l>(house: &House, stories: impl IntoIterator<Item = (&'l Live, &'l Card)>) -> Linked {
    let card = |(live, card): (&Live, &Card)| {
        let edition = house.edition(&live.edition)?;
        let iso = crate::iso(live.published(), &edition.time_zone());
        let time = TimeView { text: iso.clone(), iso, ..TimeView::default() };
        let url = address::story_path(house, edition, live);
        Some((live.number, CardView { url, headline: card.headline.clone(), time, ..CardView::default() }))
    };
    stories.into_iter().filter_map(card).collect()
}

/// A story that is or was public, whole.
pub fn story(live: &Live, content: &Content, position: Position, context: &Context<'_>) -> Value {
    let mut item = Item::new(&live.uri, &content.language);
    item.public(live);
    item.words(&Card::of(content));
    item.rest(content, live.edition.as_str(), context);
    item.manset(public_extension(live, position, context));
    Value::Object(item.0)
}

/// A story as lists have it: without its body, its tags and the pictures in the text.
pub fn listed(live: &Live, card: &Card, urgency: u8, position: Position, context: &Context<'_>) -> Value {
    let mut item = Item::new(&live.uri, &card.language);
    item.public(live);
    item.set("urgency", urgency);
    item.words(card);
    item.subjects(live.edition.as_str(), std::slice::from_ref(&live.section), &[], context);
    item.main_picture(card.picture.as_ref(), context);
    item.set("representationType", "partial");
    item.manset(public_extension(live, position, context));
    Value::Object(item.0)
}

/// What of a draft is not in its content.
#[derive(Clone, Debug)]
pub struct DraftParts<'a> {
    pub uri: &'a str,
    pub number: i64,
    pub edition: &'a Edition,
    pub revision: i64,
    /// What readers see of the story now, if anything.
    pub live: Option<&'a Live>,
    pub embargo_until: Option<Timestamp>,
    pub scheduled_at: Option<Timestamp>,
}

/// A draft as the desk's programs have it: `withheld`, since nobody outside may show it. `manset.body` is the typed body,
/// for what HTML cannot say; `bodies` is the same as HTML, and `manset.body_of` its SHA-256, by which it is known that
/// the one is still made from the other.
pub fn draft(parts: &DraftParts<'_>, content: &Content, context: &Context<'_>) -> Value {
    let mut item = Item::new(parts.uri, &content.language);
    item.set("pubStatus", "withheld");
    item.hour("embargoedUntil", parts.embargo_until);
    item.words(&Card::of(content));
    item.rest(content, parts.edition.code.as_str(), context);
    let html = item.0["bodies"][0]["value"].as_str().map(newsroom::ContentHash::of);
    let live = parts.live.filter(|live| live.is_live());
    item.manset(json!({
        "number": parts.number,
        "edition": parts.edition.code,
        "section": content.home_section(),
        "revision": parts.revision,
        "url": live.map(|live| format!("{}{}", context.origin, address::story_path(context.house, parts.edition, live))),
        "version": live.map(|live| live.version),
        "scheduled_at": parts.scheduled_at,
        "breaking_until": content.breaking_until,
        "advertorial": content.advertorial,
        "translation": content.translation,
        "slug": content.slug,
        "search_title": content.search_title,
        "social_title": content.social_title,
        "related": (!content.related.is_empty()).then_some(&content.related),
        "body": content.body,
        "body_of": html,
    }));
    Value::Object(item.0)
}

/// A picture of the library as an association of a story: its renditions by address, its words by role.
pub fn picture(picture: &Picture, name: &str, origin: &str) -> Value {
    let mut item = Map::new();
    item.insert("name".into(), name.into());
    item.insert("uri".into(), format!("urn:manset:media:{}", picture.file).into());
    item.insert("type".into(), "picture".into());
    let descriptions = described(picture.caption.as_deref(), &picture.alt, picture.credit.as_deref());
    if !descriptions.is_empty() {
        item.insert("descriptions".into(), descriptions.into());
    }
    if let Some(rights) = &picture.rights {
        item.insert("copyrightNotice".into(), rights.as_str().into());
    }
    if let Some(focus) = &picture.focus {
        item.insert("manset".into(), json!({"focus": focus}));
    }
    let widths = if picture.widths.is_empty() { vec![picture.width] } else { picture.widths.clone() };
    let renditions = widths.iter().map(|width| {
        let height = u64::from(*width) * u64::from(picture.height) / u64::from(picture.width.max(1));
        json!({
            "name": format!("{width}w"),
            "href": format!("{origin}/media/{}/{width}.jpg", picture.file),
            "contentType": "image/jpeg",
            "width": width,
            "height": height.max(1),
        })
    });
    item.insert("renditions".into(), renditions.collect());
    Value::Object(item)
}

/// The words said of a picture or a video, by role.
fn described(caption: Option<&str>, alt: &str, credit: Option<&str>) -> Vec<Value> {
    let words = [("caption", caption), ("alt", Some(alt)), ("credit", credit)];
    let filled =
        words.into_iter().filter_map(|(role, words)| Some((role, words.filter(|words| !words.trim().is_empty())?)));
    filled.map(|(role, words)| json!({"role": role, "contentType": "text/plain", "value": words})).collect()
}

/// A video of the library as an association of a story.
pub fn video(video: &Video, name: &str, origin: &str) -> Value {
    let descriptions = described(video.caption.as_deref(), &video.alt, video.credit.as_deref());
    let mut item = json!({
        "name": name,
        "uri": format!("urn:manset:media:{}", video.file),
        "type": "video",
        "renditions": [{
            "name": "original",
            "href": body::video_address(video, origin),
            "contentType": "video/mp4",
            "width": video.width,
            "height": video.height,
            "duration": video.seconds,
        }],
    });
    if !descriptions.is_empty() {
        item["descriptions"] = descriptions.into();
    }
    if let Some(poster) = &video.poster {
        item["associations"] = json!([picture(poster, POSTER, origin)]);
    }
    item
}

/// The association's name for what is shown of a video until it plays.
pub const POSTER: &str = "poster";

/// The association's name for a story's main picture.
pub const MAIN_PICTURE: &str = "main";

fn public_extension(live: &Live, position: Position, context: &Context<'_>) -> Value {
    let edition = context.house.edition(&live.edition);
    let url = edition.map(|edition| format!("{}{}", context.origin, address::story_path(context.house, edition, live)));
    json!({
        "number": live.number,
        "url": url,
        "edition": live.edition,
        "section": live.section,
        "published_at": live.published_at,
        "updated_at": live.updated_at,
        "version": live.version,
        "position": position,
    })
}

struct Item(Map<String, Value>);

impl Item {
    fn new(uri: &str, language: &str) -> Self {
        let mut item = Self(Map::new());
        item.set("uri", uri);
        item.set(
            "standard",
            json!({"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}),
        );
        item.set("type", "text");
        item.set("language", language);
        item
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn hour(&mut self, name: &str, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.set(name, at.to_string());
        }
    }

    fn public(&mut self, live: &Live) {
        self.set("version", live.version.to_string());
        self.hour("firstCreated", Some(live.published_at));
        self.hour("versionCreated", Some(live.updated_at));
        self.set("pubStatus", if live.standing == Standing::Live { "usable" } else { "canceled" });
    }

    /// The words every list shows.
    fn words(&mut self, card: &Card) {
        let plain = |role: &str, value: &str| json!({"role": role, "contentType": "text/plain", "value": value});
        let mut headlines = vec![plain("main", &card.headline)];
        headlines.extend(card.kicker.as_deref().map(|kicker| plain("kicker", kicker)));
        self.set("headlines", headlines);
        if let Some(standfirst) = &card.standfirst {
            self.set("descriptions", vec![plain("standfirst", standfirst)]);
        }
        let names: Vec<&str> = card.bylines.iter().map(|byline| byline.name.as_str()).collect();
        if !names.is_empty() {
            self.set("by", names.join(", "));
            let people = card.bylines.iter().map(|byline| json!({"name": byline.name, "rel": "author"}));
            self.set("people", people.collect::<Value>());
        }
        if !card.credits.is_empty() {
            let sources = card.credits.iter().map(|Credit { name }| json!({"name": name, "role": "source"}));
            self.set("infoSources", sources.collect::<Value>());
        }
    }

    /// What only the whole story has.
    fn rest(&mut self, content: &Content, edition: &str, context: &Context<'_>) {
        self.set("urgency", content.urgency);
        if let Some(dateline) = &content.dateline {
            self.set("located", dateline.as_str());
        }
        self.subjects(edition, &content.sections, &content.tags, context);
        let html = body::html(&content.body, &body::Context { linked: context.linked, origin: context.origin });
        let text = content.body.plain_text();
        let words = language::words(&text).count();
        self.set(
            "bodies",
            json!([{
                "role": "main",
                "contentType": "text/html",
                "charCount": text.chars().count(),
                "wordCount": words,
                "value": html,
            }]),
        );
        let main = content.picture.iter().map(|main| picture(main, MAIN_PICTURE, context.origin));
        let videos = (1..).zip(content.body.videos());
        let videos = videos.map(|(number, film)| video(film, &format!("video-{number}"), context.origin));
        let associations: Vec<Value> = main.chain(videos).collect();
        if !associations.is_empty() {
            self.set("associations", associations);
        }
    }

    fn main_picture(&mut self, main: Option<&Picture>, context: &Context<'_>) {
        if let Some(main) = main {
            self.set("associations", json!([picture(main, MAIN_PICTURE, context.origin)]));
        }
    }

    /// Sections by key and name, with the Media Topic each is about, then tags by slug and name.
    fn subjects(&mut self, edition: &str, sections: &[SectionKey], tags: &[newsroom::Tag], context: &Context<'_>) {
        let name = |key: &SectionKey| {
            let section: Option<&Section> = context.house.section(&edition.into(), key);
            section.map_or_else(|| key.as_str().to_owned(), |section| section.name.clone())
        };
        let topic = |key: &SectionKey| {
            let section = context.house.section(&edition.into(), key)?;
            Some(newsroom::topics::named(section.topic.as_deref()?)?.uri())
        };
        let sections = sections.iter().map(|key| {
            let mut subject = json!({"literal": key, "name": name(key), "rel": "section"});
            if let Some(uri) = topic(key) {
                subject["uri"] = json!(uri);
            }
            subject
        });
        let tags = tags.iter().map(|tag| json!({"literal": tag.slug, "name": tag.name, "rel": "tag"}));
        let subjects: Vec<Value> = sections.chain(tags).collect();
        if !subjects.is_empty() {
            self.set("subjects", subjects);
        }
    }

    /// The extension, without what it does not know.
    fn manset(&mut self, extension: Value) {
        if let Value::Object(mut fields) = extension {
            fields.retain(|_, value| !value.is_null());
            self.set("manset", fields);
        }
    }
}
