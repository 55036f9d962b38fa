//! From a program's ninjs object to a content: read by the same reader as an agency's item, with what the extension
//! object adds, and with pictures and links of our own known again.

use std::sync::Arc;

use intake::Arrival;
use intake::placing::content_of;
use intake::wire::ninjs::{Reading, Version};
use jiff::Timestamp;
use language::Language;
use newsroom::body::Block;
use newsroom::content::RELATED_CHOSEN_MAX;
use newsroom::{Body, Content, ContentHash, Edition, House, Picture, SectionKey, StoryNumber, Video};
use pages::ninjs::{MAIN_PICTURE, POSTER};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Shared;

/// What a program sent.
pub(crate) struct Incoming {
    pub uri: Option<String>,
    pub edition: Edition,
    pub content: Content,
    pub embargo_until: Option<Timestamp>,
    /// What could not be taken, in words for its sender.
    pub left_out: Vec<String>,
}

/// What ninjs has no word for. What an answer holds beside these is passed over, so that an answer can be sent back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Extension {
    edition: Option<String>,
    section: Option<String>,
    sections: Vec<String>,
    breaking_until: Option<Timestamp>,
    advertorial: bool,
    translation: Option<i64>,
    slug: Option<String>,
    search_title: Option<String>,
    social_title: Option<String>,
    related: Vec<StoryNumber>,
    body: Option<Body>,
    body_of: Option<String>,
}

/// Reads an object. `fixed` is the edition of a story that has one already.
///
/// # Errors
/// A refusal with the field that is at fault.
pub(crate) async fn read(
    item: Value,
    shared: &Arc<Shared>,
    house: &House,
    fixed: Option<&Edition>,
) -> Result<Incoming, web::Error> {
    let Value::Object(mut item) = item else {
        return Err(web::Error::refused("not-as-documented", "a story is a JSON object", ""));
    };
    let extension = extension(&mut item)?;
    let uri = match item.get("uri") {
        None | Some(Value::Null) => {
            item.insert("uri".into(), "urn:manset:story:new".into());
            None
        }
        Some(uri) => uri.as_str().map(str::to_owned),
    };
    let associations = item.get("associations").and_then(Value::as_array).cloned().unwrap_or_default();
    // The reader knows ninjs alone; what is said beside it of a picture is read from the copy.
    without_extensions(&mut item);
    let subjects = subjects(&item);
    let html = main_html(&item);
    let has_body = item.get("bodies").and_then(Value::as_array).is_some_and(|bodies| !bodies.is_empty());
    let arrival = arrival(item)?;

    let edition = edition(house, fixed, &extension, &arrival)?;
    let (sections, section_names) = sections(house, &edition, &extension, &subjects)?;
    let mut arrival = arrival;
    arrival.tags.retain(|tag| !section_names.contains(tag));
    let mut content = content_of(&arrival, edition.language, &sections);
    content.breaking_until = extension.breaking_until;
    content.advertorial = extension.advertorial;
    content.translation = extension.translation;
    let filled = |words: Option<String>| words.filter(|words| !words.trim().is_empty());
    content.slug = filled(extension.slug).map(|words| language::slug(&words, edition.language));
    content.search_title = filled(extension.search_title);
    content.social_title = filled(extension.social_title);
    content.related = extension.related;
    content.related.truncate(RELATED_CHOSEN_MAX);

    let mut left_out = Vec::new();
    let same_words = html.is_some_and(|html| extension.body_of.as_deref() == Some(&seal(&html)));
    match extension.body {
        // The typed body says more than HTML can, as long as the HTML beside it is still the one made from it.
        Some(body) if same_words || !has_body => content.body = body,
        _ => place_pictures(&mut content, &arrival, shared, &mut left_out).await?,
    }
    content.body.know_own_links(&shared.origin);
    own_videos(&mut content.body, shared).await?;
    associated_videos(&mut content, &associations, shared, &mut left_out).await?;
    associated(&mut content, &associations, shared, &mut left_out).await?;
    known_pictures(&content, shared).await?;
    left_out.extend(arrival.findings.iter().map(|finding| format!("{}: {}", finding.place, finding.message)));
    let embargo_until = arrival.embargoed_until;
    Ok(Incoming { uri, edition, content, embargo_until, left_out })
}

/// Associations without what is said in them beside ninjs.
fn without_extensions(item: &mut Map<String, Value>) {
    for association in item.get_mut("associations").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(association) = association {
            association.remove("manset");
            without_extensions(association);
        }
    }
}

/// What tells that an HTML body is still the one that was made from the typed one.
fn seal(html: &str) -> String {
    ContentHash::of(html).0
}

fn extension(item: &mut Map<String, Value>) -> Result<Extension, web::Error> {
    match item.remove("manset") {
        None | Some(Value::Null) => Ok(Extension::default()),
        Some(extension) => serde_path_to_error::deserialize(extension).map_err(|error| {
            let path = error.path().to_string().replace('.', "/");
            web::Error::refused("not-as-documented", error.inner().to_string(), format!("/manset/{path}"))
        }),
    }
}

fn arrival(item: Map<String, Value>) -> Result<Arrival, web::Error> {
    let declares = ["standard", "$standard", "$schema"].iter().any(|name| item.contains_key(*name));
    let reading = Reading { version: (!declares).then_some(Version::V3_1) };
    let text = Value::Object(item).to_string();
    let refused = |wrong: intake::Wrong| {
        let pointer = if wrong.place.starts_with('/') { wrong.place.clone() } else { String::new() };
        web::Error::refused("invalid-ninjs", wrong.to_string(), pointer)
    };
    let mut items = reading.read(text.as_bytes()).map_err(refused)?;
    match items.pop() {
        Some(item) => item.map_err(refused),
        None => Err(web::Error::refused("not-as-documented", "a story is a JSON object", "")),
    }
}

struct Subject {
    literal: Option<String>,
    name: Option<String>,
    is_section: bool,
}

fn subjects(item: &Map<String, Value>) -> Vec<Subject> {
    let list = item.get("subjects").and_then(Value::as_array).into_iter().flatten();
    list.map(|subject| Subject {
        literal: text(subject, "literal"),
        name: text(subject, "name"),
        is_section: text(subject, "rel").as_deref() == Some("section"),
    })
    .collect()
}

/// The main body's HTML as sent.
fn main_html(item: &Map<String, Value>) -> Option<String> {
    let bodies = item.get("bodies")?.as_array()?;
    let html = bodies.iter().find(|body| body.get("contentType").and_then(Value::as_str) == Some("text/html"))?;
    html.get("value")?.as_str().map(str::to_owned)
}

fn edition(
    house: &House,
    fixed: Option<&Edition>,
    extension: &Extension,
    arrival: &Arrival,
) -> Result<Edition, web::Error> {
    if let Some(code) = &extension.edition {
        let unknown =
            || web::Error::refused("unknown-edition", format!("the paper has no edition `{code}`"), "/manset/edition");
        let asked = house.edition(&code.as_str().into()).ok_or_else(unknown)?;
        return match fixed {
            Some(fixed) if fixed.code != asked.code => {
                Err(web::Error::refused("edition-kept", "a story keeps its edition", "/manset/edition"))
            }
            _ => Ok(asked.clone()),
        };
    }
    let by_language = || house.edition_in(Language::from_tag(arrival.language.as_deref()?)?);
    let first = || house.editions_in_order().first().copied();
    let none = || web::Error::refused("unknown-edition", "the paper has no edition yet", "");
    fixed.or_else(by_language).or_else(first).cloned().ok_or_else(none)
}

/// The sections meant, and the subjects' names that meant them.
fn sections(
    house: &House,
    edition: &Edition,
    extension: &Extension,
    subjects: &[Subject],
) -> Result<(Vec<SectionKey>, Vec<String>), web::Error> {
    let (mut keys, mut names) = (Vec::new(), Vec::new());
    let mut take = |key: &SectionKey| {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    };
    let unknown = |word: &str, pointer: String| {
        web::Error::refused("unknown-section", format!("the edition has no section `{word}`"), pointer)
    };
    let mut found_one = false;
    for (index, subject) in subjects.iter().enumerate() {
        let words = [&subject.literal, &subject.name];
        let section = words.into_iter().flatten().find_map(|word| house.section_named(edition, word));
        match section {
            // One that is not said to be a section is only the first that names one: an agency files under many.
            Some(section) if subject.is_section || !found_one => {
                found_one = true;
                take(&section.key);
                names.extend(subject.name.clone());
            }
            None if subject.is_section => {
                let word = words.into_iter().flatten().next().map_or("", String::as_str);
                return Err(unknown(word, format!("/subjects/{index}")));
            }
            _ => {}
        }
    }
    if !found_one {
        let singular = extension.section.iter().map(|word| (word, "/manset/section".to_owned()));
        let plural =
            extension.sections.iter().enumerate().map(|(index, word)| (word, format!("/manset/sections/{index}")));
        for (word, pointer) in singular.chain(plural) {
            let section =
                house.section(&edition.code, &word.as_str().into()).or_else(|| house.section_named(edition, word));
            take(&section.ok_or_else(|| unknown(word, pointer))?.key);
        }
    }
    Ok((keys, names))
}

// ---- pictures ----

/// Puts the pictures that stood in the HTML where they stood, those of them that are in the library.
async fn place_pictures(
    content: &mut Content,
    arrival: &Arrival,
    shared: &Arc<Shared>,
    left_out: &mut Vec<String>,
) -> Result<(), web::Error> {
    let mut placed = Vec::new();
    for arrived in &arrival.pictures {
        let Some(place) = arrived.body_place else { continue };
        match library_file(&arrived.href) {
            Some(file) => {
                if let Some(picture) = stored(shared, &file).await? {
                    let picture = Picture {
                        alt: arrived.alt.clone().unwrap_or_default(),
                        caption: arrived.caption.clone(),
                        credit: arrived.credit.clone(),
                        ..picture
                    };
                    placed.push((place, picture));
                } else {
                    left_out.push(format!("the picture {} is not in the library", arrived.href));
                }
            }
            None => {
                left_out.push(format!("the picture {} lies elsewhere: send it to /api/v1/media first", arrived.href))
            }
        }
    }
    for (place, picture) in placed.into_iter().rev() {
        let place = place.min(content.body.0.len());
        content.body.0.insert(place, Block::Picture { picture });
    }
    Ok(())
}

/// A picture with what an association says of it.
fn told_of(picture: Picture, association: &Value) -> Result<Picture, web::Error> {
    let focus = match association.pointer("/manset/focus") {
        None | Some(Value::Null) => None,
        Some(focus) => Some(serde_json::from_value(focus.clone()).map_err(|error| {
            web::Error::refused("not-as-documented", format!("the focus: {error}"), "/associations")
        })?),
    };
    Ok(Picture {
        caption: said(association, &["caption", "description"]),
        alt: said(association, &["alt", "alttext"]).unwrap_or_default(),
        credit: said(association, &["credit", "creditline"]).or_else(|| text(association, "by")),
        rights: text(association, "copyrightNotice"),
        focus,
        ..picture
    })
}

/// The words of a role.
fn said(association: &Value, roles: &[&str]) -> Option<String> {
    let descriptions = association.get("descriptions").and_then(Value::as_array)?;
    let one = descriptions.iter().find(|one| text(one, "role").is_some_and(|role| roles.contains(&role.as_str())))?;
    text(one, "value")
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The pictures named by associations: the main one, and others at the end of the text unless they stand in it.
async fn associated(
    content: &mut Content,
    associations: &[Value],
    shared: &Arc<Shared>,
    left_out: &mut Vec<String>,
) -> Result<(), web::Error> {
    let is_picture = |value: &&Value| {
        !is_video(value)
            && (text(value, "type").is_some_and(|kind| kind == "picture" || kind == "graphic")
                || library_file_of(value).is_some())
    };
    let mut pictures: Vec<&Value> = associations.iter().filter(is_picture).collect();
    // The one called so stands first; else the sender's first.
    pictures.sort_by_key(|value| text(value, "name").as_deref() != Some(MAIN_PICTURE));
    for association in pictures {
        let name = text(association, "name").unwrap_or_default();
        let Some(file) = library_file_of(association) else {
            left_out
                .push(format!("the picture of association `{name}` lies elsewhere: send it to /api/v1/media first"));
            continue;
        };
        let Some(picture) = stored(shared, &file).await? else {
            return Err(web::Error::refused(
                "unknown-picture",
                format!("the library has no picture {file}"),
                "/associations",
            ));
        };
        let picture = told_of(picture, association)?;
        if content.picture.is_none() {
            content.picture = Some(picture);
        } else if content.body.pictures().all(|other| other.file != picture.file) {
            content.body.0.push(Block::Picture { picture });
        }
    }
    Ok(())
}

// ---- videos ----

fn is_video(association: &Value) -> bool {
    text(association, "type").as_deref() == Some("video")
}

/// Videos that stood in the HTML and are ours, as such: the reader makes an embed of any.
async fn own_videos(body: &mut Body, shared: &Arc<Shared>) -> Result<(), web::Error> {
    for block in &mut body.0 {
        let Block::Embed { url, .. } = block else { continue };
        let Some(file) = library_file(url).filter(|_| url.ends_with(media::VIDEO_NAME)) else { continue };
        if let Some(video) = stored_video(shared, &file).await? {
            *block = Block::Video { video };
        }
    }
    Ok(())
}

/// The videos named by associations: what is said of those in the text, and the others at its end.
async fn associated_videos(
    content: &mut Content,
    associations: &[Value],
    shared: &Arc<Shared>,
    left_out: &mut Vec<String>,
) -> Result<(), web::Error> {
    for association in associations.iter().filter(|association| is_video(association)) {
        let name = text(association, "name").unwrap_or_default();
        let Some(file) = library_file_of(association) else {
            left_out.push(format!("the video of association `{name}` lies elsewhere: send it to /api/v1/media first"));
            continue;
        };
        let Some(video) = stored_video(shared, &file).await? else {
            let message = format!("the library has no video {file}");
            return Err(web::Error::refused("unknown-video", message, "/associations"));
        };
        let video = Video {
            poster: poster(association, shared).await?,
            caption: said(association, &["caption", "description"]),
            alt: said(association, &["alt", "alttext"]).unwrap_or_default(),
            credit: said(association, &["credit", "creditline"]).or_else(|| text(association, "by")),
            ..video
        };
        let standing = content.body.0.iter_mut().find_map(|block| match block {
            Block::Video { video } if video.file == file => Some(video),
            _ => None,
        });
        match standing {
            Some(standing) => *standing = video,
            None => content.body.0.push(Block::Video { video }),
        }
    }
    Ok(())
}

/// What a video's association says is shown until it plays.
async fn poster(association: &Value, shared: &Arc<Shared>) -> Result<Option<Picture>, web::Error> {
    let mut within = association.get("associations").and_then(Value::as_array).into_iter().flatten();
    let Some(poster) = within.find(|within| text(within, "name").as_deref() == Some(POSTER)) else {
        return Ok(None);
    };
    let unknown = || web::Error::refused("unknown-picture", "the library has no such poster", "/associations");
    let file = library_file_of(poster).ok_or_else(unknown)?;
    let picture = stored(shared, &file).await?.ok_or_else(unknown)?;
    Ok(Some(told_of(picture, poster)?))
}

/// A video of the library, with nothing said of it.
async fn stored_video(shared: &Arc<Shared>, file: &str) -> Result<Option<Video>, web::Error> {
    let stored = shared.media.video(file).await.map_err(web::Error::internal)?;
    Ok(stored.map(|stored| crate::media_files::video_of(&stored)))
}

/// Every picture and video of the content is in the library: a typed body could name any.
async fn known_pictures(content: &Content, shared: &Arc<Shared>) -> Result<(), web::Error> {
    for video in content.body.videos() {
        if stored_video(shared, &video.file).await?.is_none() {
            let message = format!("the library has no video {}", video.file);
            return Err(web::Error::refused("unknown-video", message, "/manset/body"));
        }
    }
    for picture in content.body.pictures().chain(&content.picture) {
        if stored(shared, &picture.file).await?.is_none() {
            let message = format!("the library has no picture {}", picture.file);
            return Err(web::Error::refused("unknown-picture", message, "/manset/body"));
        }
    }
    Ok(())
}

/// The library's file that an association names: by its own name, or by the address of a rendition.
fn library_file_of(association: &Value) -> Option<String> {
    let uri = association.get("uri").and_then(Value::as_str).unwrap_or_default();
    if let Some(file) = uri.strip_prefix("urn:manset:media:").filter(|file| is_file_name(file)) {
        return Some(file.to_owned());
    }
    let renditions = association.get("renditions").and_then(Value::as_array).into_iter().flatten();
    let hrefs = renditions.filter_map(|rendition| rendition.get("href").and_then(Value::as_str));
    hrefs.chain([uri]).find_map(library_file)
}

/// The file in an address such as `/media/{file}/960.jpg`.
fn library_file(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("/media/")?;
    let file = rest.split('/').next()?;
    is_file_name(file).then(|| file.to_owned())
}

fn is_file_name(file: &str) -> bool {
    file.len() == 64 && file.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// A picture of the library, with nothing said of it.
async fn stored(shared: &Arc<Shared>, file: &str) -> Result<Option<Picture>, web::Error> {
    let (media, file) = (Arc::clone(&shared.media), file.to_owned());
    let stored = tokio::task::spawn_blocking(move || media.stored(&file)).await.map_err(web::Error::internal)?;
    Ok(stored.map_err(web::Error::internal)?.map(|stored| stored.picture()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_librarys_files_are_known_by_name_and_by_address() {
        let file = "ab".repeat(32);
        let check =
            |value: Value, expected: Option<&str>| assert_eq!(library_file_of(&value).as_deref(), expected, "{value}");
        check(serde_json::json!({"uri": format!("urn:manset:media:{file}")}), Some(&file));
        check(serde_json::json!({"uri": format!("https://a.example/media/{file}/640.jpg")}), Some(&file));
        check(
            serde_json::json!({"uri": "x", "renditions": [{"href": format!("http://127.0.0.1/media/{file}/960.jpg")}]}),
            Some(&file),
        );
        check(serde_json::json!({"uri": "https://a.example/media/../x"}), None);
        check(serde_json::json!({"uri": "urn:manset:media:xyz"}), None);
    }
}
