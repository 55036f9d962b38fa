//! What the editor is told beside the text: where the story stands and will stand, the stories it names, its translations.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::rights::{self, Object};
use newsroom::story::{Live, Standing};
use newsroom::{Content, Edition, EditionCode, Precision, Right, SectionKey, Story, StoryNumber, address};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::AsWritten;

use crate::Shared;
use crate::answer::{Failure, json as answer, see_other};
use crate::request::{Asking, Form, not_allowed};
use crate::story::Opened;
use crate::suggest::{may_see, told};

/// What stands in the editor's page under `details`.
pub(crate) async fn data(
    shared: &Shared,
    asking: &Asking,
    story: &Story,
    content: &Content,
    edition: &Edition,
) -> Result<Value, web::Error> {
    let mut named: Vec<StoryNumber> = content.related.clone();
    named.extend(content.body.linked_stories());
    named.extend(content.translation.map(StoryNumber));
    let known = shared.store.known_stories(&named).await?;
    let stories: Map<String, Value> = known
        .iter()
        .filter(|known| may_see(asking, known))
        .map(|known| (known.number.to_string(), told(shared, asking, known)))
        .collect();
    let groups: Vec<i64> = groups(story.number, content).into_iter().collect();
    let translations = shared.store.translations_of(&groups).await?;
    let translations: Vec<Value> = translations
        .iter()
        .filter(|known| known.number != story.number && may_see(asking, known))
        .map(|known| told(shared, asking, known))
        .collect();
    let me = asking.signed.person.actor();
    let editions: Vec<Value> = asking
        .house
        .editions_in_order()
        .into_iter()
        .filter(|other| other.code != edition.code)
        .filter(|other| {
            let object = Object::Story { edition: &other.code, sections: &[], author: Some(&me) };
            asking.may(Right::Draft, &object).is_ok()
        })
        .map(|other| json!({"code": other.code, "name": format!("{} ({})", other.name, other.language.native_name())}))
        .collect();
    Ok(json!({
        "edition": edition.code,
        "edition_name": edition.name,
        "zone": edition.zone,
        "is_live": story.live.as_ref().is_some_and(|(live, _)| live.is_live()),
        "address": address_of(shared, asking, edition, story, content),
        "stories": stories,
        "translations": translations,
        "editions": editions,
    }))
}

/// A story as it is being written, for somebody who may write it and only looks.
///
/// # Errors
/// [`web::Error::NotFound`] where there is none; [`web::Error::NotAllowed`] where the policy says so.
pub(crate) async fn looked_at(shared: &Shared, asking: &Asking, number: i64) -> Result<AsWritten, web::Error> {
    let seen = shared.store.as_written(StoryNumber(number)).await?;
    let asker = &asking.signed.asker;
    rights::may_act(asker, Right::Draft, &seen.story, seen.author.as_ref(), Some(&seen.content))
        .map_err(not_allowed)?;
    Ok(seen)
}

/// The groups a story belongs to: the one it names, and the one that others name after it.
fn groups(number: StoryNumber, content: &Content) -> BTreeSet<i64> {
    BTreeSet::from([number.0, content.translation.unwrap_or(number.0)])
}

/// The state readers would be given with these words: what they have, or what a first publication would make.
pub(crate) fn live_with(story: &Story, content: &Content, edition: &Edition, now: jiff::Timestamp) -> Live {
    let section = content.home_section().cloned();
    let own_slug = content.own_slug(edition.language);
    match story.live.as_ref().filter(|(live, _)| live.is_live()) {
        Some((live, _)) => Live {
            section: section.unwrap_or_else(|| live.section.clone()),
            slug: own_slug.unwrap_or_else(|| live.slug.clone()),
            ..live.clone()
        },
        None => Live {
            number: story.number,
            uri: story.uri.clone(),
            edition: edition.code.clone(),
            standing: Standing::Live,
            section: section.unwrap_or_else(|| SectionKey::from("")),
            slug: own_slug.unwrap_or_else(|| match &story.live {
                Some((live, _)) => live.slug.clone(),
                None => language::slug(&content.headline, edition.language),
            }),
            version: 1,
            published_at: now,
            published_precision: Precision::Exact,
            updated_at: now,
            updated_precision: Precision::Exact,
            content_hash: content.seal().0,
        },
    }
}

fn address_of(shared: &Shared, asking: &Asking, edition: &Edition, story: &Story, content: &Content) -> Value {
    let live = live_with(story, content, edition, shared.store.clock().now());
    let path = address::story_path(&asking.house, edition, &live);
    let before = story.live.as_ref().map(|(live, _)| address::story_path(&asking.house, edition, live));
    json!({
        "slug": live.slug,
        "url": format!("{}{path}", shared.origin),
        // Where it stands now, if it would stand elsewhere.
        "before": before.filter(|before| *before != path).map(|before| format!("{}{before}", shared.origin)),
        "own": content.own_slug(edition.language).is_some(),
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    slug: String,
    headline: String,
    section: String,
}

/// The address a story would have with what is being typed.
pub(crate) async fn address(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
    Query(typed): Query<Typed>,
) -> Result<Response, Failure> {
    let AsWritten { story, content, .. } = looked_at(&shared, &asking, number).await?;
    let edition = asking.edition(&story.edition)?;
    let mut content = Content { headline: typed.headline, slug: Some(typed.slug), ..content };
    if !typed.section.is_empty() {
        content.sections = vec![SectionKey::new(typed.section)];
    }
    answer(&address_of(&shared, &asking, edition, &story, &content))
}

#[derive(Deserialize)]
pub(crate) struct Beginning {
    #[serde(default)]
    edition: String,
}

/// Begins the same story in another edition: its words to be translated, its pictures, who wrote it, and the link between
/// the two. What belongs to one edition alone stays behind.
pub(crate) async fn begin_translation(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Beginning>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let edition = asking.edition(&EditionCode::from(form.edition.as_str()))?.clone();
    if edition.code == opened.story.edition {
        return Err(web::Error::refused("same-edition", asking.say(&shared, "translation-same-edition"), "").into());
    }
    let me = asking.signed.person.actor();
    asking.may(Right::Draft, &Object::Story { edition: &edition.code, sections: &[], author: Some(&me) })?;
    let group = opened.content.translation.unwrap_or(number);
    let content = translated(&opened.content, &edition, &asking.house, group);
    asking
        .may(Right::Draft, &Object::Story { edition: &edition.code, sections: &content.sections, author: Some(&me) })?;
    let story = opened.tx.new_story("", &edition.code, None).await?;
    opened.tx.save_draft(story.number, &content, &me).await?;
    opened.tx.note_translation(story.number, Some(group)).await?;
    let subject = format!("#{number} → #{}", story.number);
    opened.tx.note_down(Some(&me), "translate", &subject, &asking.address).await?;
    opened.tx.commit().await?;
    Ok(see_other(&format!("/desk/stories/{}", story.number)))
}

/// What a translation begins with.
fn translated(content: &Content, edition: &Edition, house: &newsroom::House, group: i64) -> Content {
    let sections =
        content.sections.iter().filter(|key| house.section(&edition.code, key).is_some_and(|section| !section.closed));
    Content {
        language: edition.language.code().to_owned(),
        sections: sections.cloned().collect(),
        // Written in the other language, for its readers.
        tags: Vec::new(),
        slug: None,
        search_title: None,
        social_title: None,
        related: Vec::new(),
        breaking_until: None,
        translation: Some(group),
        ..content.clone()
    }
}
