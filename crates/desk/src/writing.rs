//! What the editor sends while somebody writes: changes in, what others wrote out (`desk-ui/PROTOCOL.md`).

use std::collections::HashSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use intake::html::link_address;
use newsroom::body::{Block, Run, Text};
use newsroom::content::RELATED_CHOSEN_MAX;
use newsroom::working::{Change, Conflict};
use newsroom::{BlockId, Picture, Right, StoryNumber};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Sent;

use crate::Shared;
use crate::answer::{Failure, json as answer};
use crate::request::Json;
use crate::story::Opened;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    tab: String,
    seq: i64,
    base: i64,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Answer {
    version: i64,
    seq: i64,
    theirs: Vec<Change>,
    conflicts: Vec<Conflict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Vec<BlockId>>,
    present: Vec<Present>,
    /// Ascends when anything was said about the story, or settled.
    comments: i64,
    csrf: String,
}

pub(crate) async fn journal(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Json(asking, sent): Json<Page>,
) -> Result<Response, Failure> {
    if sent.tab.len() != 32 || !sent.tab.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(web::Error::refused("tab", "a page's name has 32 hexadecimal digits", "/tab").into());
    }
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let edition = asking.edition(&opened.story.edition)?.language;
    let (mut changes, mut altered) = (sent.changes, Vec::new());
    for (place, change) in changes.iter_mut().enumerate() {
        // The place is told, so that the page can hold this one back and send the others.
        let at = format!("/changes/{place}");
        change.check().map_err(|refused| web::Error::refused(refused.code(), refused.to_string(), at.clone()))?;
        if tidy(change, edition, &shared.origin).map_err(|(code, message)| web::Error::refused(code, message, at))? {
            altered.push(subject(change));
        }
        let renewed = known_files(&shared, change, place).await?;
        if renewed && !altered.contains(&subject(change)) {
            altered.push(subject(change));
        }
    }
    let me = asking.signed.person.actor();
    let to_take = Sent { tab: sent.tab.clone(), seq: sent.seq, base: sent.base, changes, altered };
    let written = match opened.tx.write_down(StoryNumber(number), &mut opened.text, to_take, &me).await? {
        Ok(written) => written,
        Err(refused) => return Err(web::Error::refused(refused.code(), refused.to_string(), "/changes").into()),
    };
    // Where it stands now it may still be written by this person: nobody writes a story out of their own reach.
    opened.content = opened.text.working.content().map_err(web::Error::internal)?;
    opened.may(&asking, Right::Draft)?;
    let person = &asking.signed.person;
    let page = store::Present { name: person.name.clone(), actor: me, tab: sent.tab };
    let present = opened.tx.present(StoryNumber(number), &page).await?;
    let comments = opened.tx.comments_version(StoryNumber(number)).await?;
    opened.tx.commit().await?;
    let told = |one: store::Present| Present { actor: one.actor.0, name: one.name, tab: one.tab };
    answer(&Answer {
        version: written.version,
        seq: sent.seq,
        theirs: written.theirs,
        conflicts: written.conflicts,
        order: written.order,
        present: present.into_iter().map(told).collect(),
        comments,
        csrf: asking.csrf.clone(),
    })
}

/// What a change is about, as the journal names it.
fn subject(change: &Change) -> String {
    match change {
        Change::Field { field, .. } => format!("/{field}"),
        Change::Block { block, .. } => block.0.clone(),
    }
}

/// Somebody who has the story open, in the script's words.
#[derive(Serialize)]
struct Present {
    actor: String,
    name: String,
    tab: String,
}

// ---- what is taken only in a form of ours ----

/// Brings a change into the form stories are kept in: whether it is another than was sent then.
///
/// # Errors
/// A refusal for a block that no editor of ours sends.
fn tidy(change: &mut Change, language: language::Language, origin: &str) -> Result<bool, (&'static str, String)> {
    match change {
        Change::Field { field, now, .. } => Ok(tidy_field(field, now, language)),
        Change::Block { now: Some(block), .. } => {
            let before = block.clone();
            tidy_block(block, 0, origin)?;
            Ok(*block != before)
        }
        Change::Block { now: None, .. } => Ok(false),
    }
}

/// Slugs of tags and bylines follow from their names, and each stands once; so does each related story.
fn tidy_field(field: &str, now: &mut Value, language: language::Language) -> bool {
    if field != "tags" && field != "bylines" && field != "related" {
        return false;
    }
    let Some(items) = now.as_array_mut() else { return false };
    let before = items.clone();
    if field == "related" {
        let mut seen = HashSet::new();
        items.retain(|number| number.as_i64().is_some_and(|number| number > 0 && seen.insert(number)));
        items.truncate(RELATED_CHOSEN_MAX);
        return *items != before;
    }
    let mut seen = HashSet::new();
    items.retain_mut(|item| {
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let slug = language::slug(&name, language);
        *item = json!({"name": name, "slug": slug});
        !name.is_empty() && !slug.is_empty() && seen.insert(slug)
    });
    *items != before
}

fn tidy_block(block: &mut Block, depth: usize, origin: &str) -> Result<(), (&'static str, String)> {
    match block {
        Block::Paragraph { text } | Block::Heading { text } | Block::PullQuote { text } | Block::Quote { text, .. } => {
            tidy_text(text, origin);
        }
        Block::List { items, .. } => items.iter_mut().for_each(|text| tidy_text(text, origin)),
        Block::Table { head, rows, .. } => {
            head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|text| tidy_text(text, origin));
        }
        Block::FactBox { blocks, .. } => {
            let is_plain = |block: &Block| matches!(block, Block::Paragraph { .. } | Block::List { .. });
            if depth > 0 || !blocks.iter().all(is_plain) {
                return Err(("fact-box", "a fact box holds paragraphs and lists".to_owned()));
            }
            for inner in blocks {
                tidy_block(inner, depth + 1, origin)?;
            }
        }
        Block::Embed { url, .. } => {
            let address = link_address(url).filter(|address| address.starts_with("http"));
            *url = address
                .ok_or_else(|| ("embed-address", format!("an embed leads to an http address: `{url}` is none")))?;
        }
        Block::Picture { .. } | Block::Gallery { .. } | Block::Video { .. } | Block::StoryLink { .. } => {}
    }
    Ok(())
}

/// Links that lead nowhere we know of go, their words stay; those to own stories, as copied from a browser, become links by
/// number; empty runs go, and neighbours with the same marks become one.
fn tidy_text(text: &mut Text, origin: &str) {
    let mut tidy: Text = Vec::with_capacity(text.len());
    for mut run in std::mem::take(text) {
        run.text.retain(|letter| !letter.is_control() || letter == '\n');
        if run.story().is_none() {
            run.link = run.link.as_deref().and_then(link_address);
            run.know_own_link(origin);
        }
        if run.text.is_empty() {
            continue;
        }
        match tidy.last_mut().filter(|last| same_marks(last, &run)) {
            Some(last) => last.text.push_str(&run.text),
            None => tidy.push(run),
        }
    }
    *text = tidy;
}

fn same_marks(one: &Run, other: &Run) -> bool {
    (one.strong, one.emphasis, &one.link) == (other.strong, other.emphasis, &other.link)
}

/// Pictures and videos are the library's: a block could name any. One that was blurred meanwhile gives way to what stands in
/// its place: true if any did.
async fn known_files(shared: &Arc<Shared>, change: &mut Change, place: usize) -> Result<bool, web::Error> {
    let mut renewed = false;
    match change {
        Change::Field { field, now, .. } if field == "picture" => {
            if let Ok(mut picture) = serde_json::from_value::<Picture>(now.clone()) {
                renewed = renew(shared, &mut picture).await?;
                if renewed {
                    *now = serde_json::to_value(picture).map_err(web::Error::internal)?;
                }
            }
        }
        Change::Block { now: Some(block), .. } => {
            let mut body = newsroom::Body(vec![block.clone()]);
            for picture in body.pictures_mut() {
                renewed |= renew(shared, picture).await?;
            }
            if let Some(new) = body.0.pop().filter(|_| renewed) {
                *block = new;
            }
        }
        _ => {}
    }
    let change = &*change;
    let (mut pictures, mut videos) = (Vec::new(), Vec::new());
    match change {
        Change::Field { field, now, .. } if field == "picture" => {
            pictures.extend(now.get("file").and_then(Value::as_str).map(str::to_owned));
        }
        Change::Block { now: Some(block), .. } => {
            let body = newsroom::Body(vec![block.clone()]);
            pictures.extend(body.pictures().map(|picture| picture.file.clone()));
            videos.extend(body.videos().map(|video| video.file.clone()));
        }
        _ => {}
    }
    let unknown = |what: &str, file: &str| {
        let message = format!("the library has no {what} {file}");
        web::Error::refused("unknown-file", message, format!("/changes/{place}"))
    };
    for file in pictures {
        let media = Arc::clone(&shared.media);
        let asked = file.clone();
        let stored = tokio::task::spawn_blocking(move || media.stored(&asked)).await.map_err(web::Error::internal)?;
        if stored.map_err(web::Error::internal)?.is_none() {
            return Err(unknown("picture", &file));
        }
    }
    for file in videos {
        if shared.media.video(&file).await.map_err(web::Error::internal)?.is_none() {
            return Err(unknown("video", &file));
        }
    }
    Ok(renewed)
}

/// Puts what stands in a blurred picture's place there, with what the story says of it.
async fn renew(shared: &Arc<Shared>, picture: &mut Picture) -> Result<bool, web::Error> {
    let Some(by) = shared.media.successor(&picture.file) else { return Ok(false) };
    let media = Arc::clone(&shared.media);
    let stored = tokio::task::spawn_blocking(move || media.stored(&by)).await.map_err(web::Error::internal)?;
    let Some(stored) = stored.map_err(web::Error::internal)? else { return Ok(false) };
    let Picture { alt, caption, credit, rights, focus, .. } = std::mem::take(picture);
    *picture = Picture { alt, caption, credit, rights, focus, ..stored.picture() };
    Ok(true)
}

#[cfg(test)]
mod tests {
    use language::Language;

    use super::*;

    fn run(text: &str, link: Option<&str>) -> Run {
        Run { text: text.to_owned(), link: link.map(str::to_owned), ..Run::default() }
    }

    #[test]
    fn links_that_could_run_something_go_and_their_words_stay() {
        let check = |link: &str, expected: Option<&str>| {
            let mut text = vec![run("söz", Some(link))];
            tidy_text(&mut text, "https://paper.example");
            assert_eq!(text, [run("söz", expected)], "{link}");
        };
        check("https://example.com/a", Some("https://example.com/a"));
        check("story:7", Some("story:7"));
        check("https://paper.example/gundem/kar-7", Some("story:7"));
        check("https://paper.example/gundem/", Some("https://paper.example/gundem/"));
        check("mailto:a@example.com", Some("mailto:a@example.com"));
        for bad in ["javascript:alert(1)", "data:text/html,x", " JaVaScRiPt:x", "story:x", "/desk/", "vbscript:x"] {
            check(bad, None);
        }
    }

    #[test]
    fn runs_of_the_same_marks_are_one() {
        let mut text = vec![run("a", None), run("", None), run("b\u{0}", None), run("c", Some("story:7"))];
        tidy_text(&mut text, "https://paper.example");
        assert_eq!(text, [run("ab", None), run("c", Some("story:7"))]);
    }

    #[test]
    fn tags_have_the_slugs_of_their_names_once_each() {
        let mut tags = json!([{"name": " Kar Yağışı ", "slug": "x"}, {"name": "kar yağışı"}, {"name": ""}, 7]);
        assert!(tidy_field("tags", &mut tags, Language::Turkish));
        assert_eq!(tags, json!([{"name": "Kar Yağışı", "slug": "kar-yagisi"}]));
        assert!(!tidy_field("tags", &mut tags, Language::Turkish), "tidying twice changes nothing");
    }

    #[test]
    fn a_box_in_a_box_and_an_embed_of_a_script_are_refused() {
        let inner = Block::FactBox { title: String::new(), blocks: Vec::new() };
        let mut outer = Block::FactBox { title: String::new(), blocks: vec![inner] };
        assert!(tidy_block(&mut outer, 0, "").is_err());
        let mut embed = Block::Embed { url: "javascript:alert(1)".to_owned(), title: None };
        assert!(tidy_block(&mut embed, 0, "").is_err());
    }
}
