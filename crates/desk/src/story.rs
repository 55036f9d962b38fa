//! A story at the desk: begun, and opened in the editor.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::{HeaderValue, header};
use newsroom::rights::{self, NotAllowed, Object};
use newsroom::stage::Move;
use newsroom::{Content, EditionCode, Right, Story, StoryNumber, address};
use pages::desk::StoryPage;
use serde::Deserialize;
use serde_json::json;
use store::{Held, Text, Writing};

use crate::answer::{EDITOR_POLICY, Failure, page as print, refused, see_other};
use crate::request::{Asking, Form, not_allowed};
use crate::{Shared, assets, band_end, board, details, figures, fronts, stages};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Beginning {
    edition: String,
    /// `idea` for something to write about; else a draft.
    stage: String,
}

pub(crate) async fn begin(
    State(shared): State<Arc<Shared>>,
    Form(asking, form): Form<Beginning>,
) -> Result<Response, Failure> {
    let code = EditionCode::from(form.edition.as_str());
    let edition = asking.edition(&code)?;
    let me = asking.signed.person.actor();
    asking.may(Right::Draft, &Object::Story { edition: &code, sections: &[], author: Some(&me) })?;
    let content = Content {
        language: edition.language.code().to_owned(),
        urgency: newsroom::content::URGENCY_USUAL,
        ..Content::default()
    };
    let mut tx = shared.store.write().await?;
    let story = tx.new_story("", &code, None).await?;
    let revision = tx.save_draft(story.number, &content, &me).await?;
    if form.stage == "idea" {
        tx.move_stage(story.number, Move::PutOff, &content, revision, &me, None).await?;
    }
    tx.note_down(Some(&me), "begin", &format!("#{}", story.number), &asking.address).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/desk/stories/{}", story.number)))
}

/// A story under somebody's hands, who may at least read it.
pub(crate) struct Opened {
    pub tx: Writing,
    pub story: Story,
    pub text: Text,
    pub content: Content,
    pub author: Option<newsroom::Actor>,
}

impl Opened {
    /// # Errors
    /// [`web::Error::NotFound`] where there is no such story; [`web::Error::NotAllowed`] where the policy says so.
    pub async fn of(shared: &Shared, asking: &Asking, number: i64) -> Result<Self, web::Error> {
        let number = StoryNumber(number);
        let mut tx = shared.store.write().await?;
        let story = tx.story(number).await?;
        let author = tx.author_of(number).await?;
        let text = tx.text(number).await?;
        let content = text.working.content().map_err(web::Error::internal)?;
        let opened = Self { tx, story, text, content, author };
        opened.may(asking, Right::Draft)?;
        Ok(opened)
    }

    /// Whether this may be done to the story: where readers have it, and where it is to stand.
    pub fn may(&self, asking: &Asking, right: Right) -> Result<(), web::Error> {
        rights::may_act(&asking.signed.asker, right, &self.story, self.author.as_ref(), Some(&self.content))
            .map_err(not_allowed)
    }

    /// Whether the text may be brought to readers by this act: [`Opened::may`], and four eyes where the section asks for them.
    ///
    /// # Errors
    /// What the store failed with; inside, why not.
    pub async fn may_release(&mut self, asking: &Asking, right: Right) -> Result<Result<(), NotAllowed>, web::Error> {
        let held = self.held().await?;
        let at_hand = held.at_hand(&self.story, self.author.as_ref(), &self.content);
        Ok(rights::may_release(&asking.signed.asker, right, &at_hand))
    }

    /// What is asked of the text before it is moved or brought to readers.
    pub async fn held(&mut self) -> Result<Held, web::Error> {
        Ok(self.tx.held(&self.story, self.text.revision, &self.content).await?)
    }

    pub fn is_live(&self) -> bool {
        self.story.live.as_ref().is_some_and(|(live, _)| live.is_live())
    }

    /// Whether the text is another than readers have.
    pub fn is_ahead(&self) -> bool {
        self.story.live.as_ref().is_some_and(|(live, _)| live.content_hash != self.content.seal().0)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    pub done: String,
}

/// What the page says besides: of what was done, or of a form that was not taken, whose words stand in it still.
#[derive(Default)]
pub(crate) struct Again {
    pub notice: Option<String>,
    pub problem: Option<String>,
    pub note: String,
}

pub(crate) async fn page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let opened = Opened::of(&shared, &asking, number).await?;
    let notice = board::done(&asking, &shared, &asked.done);
    shown(&shared, &asking, opened, Again { notice, ..Again::default() }).await
}

/// The page around the editor.
pub(crate) async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    mut opened: Opened,
    again: Again,
) -> Result<Response, Failure> {
    let number = opened.story.number.0;
    let scheduled_at = opened.tx.scheduled_at(opened.story.number).await?;
    let stages = stages::panel(shared, asking, &mut opened, scheduled_at, &again.note).await?;
    let may_end_band = band_end::until(asking, &mut opened).await?.is_some();
    let comments = opened.tx.comments_version(opened.story.number).await?;
    let edition = asking.edition(&opened.story.edition)?;
    let live = opened.story.live.as_ref().map(|(live, _)| live);
    let stage = match live {
        _ if scheduled_at.is_some() => "scheduled",
        None => stages.stage.as_str(),
        Some(live) if live.is_live() => "live",
        Some(_) => "withdrawn",
    }
    .to_owned();
    let headline = opened.content.headline.clone();
    let title = if headline.trim().is_empty() { asking.say(shared, "no-headline") } else { headline.clone() };
    let mut frame = asking.frame(shared, title, "");
    (frame.notice, frame.problem) = (again.notice, again.problem);
    let is_again = frame.problem.is_some();
    let has_figures = live.is_some() && opened.may(asking, Right::Figures).is_ok();
    let read_today = match has_figures {
        true => figures::today_of(shared, asking, opened.story.number).await?,
        false => String::new(),
    };
    let mut view = StoryPage {
        may_end_band,
        number,
        headline,
        stage,
        stages,
        is_ahead: opened.is_ahead(),
        scheduled: scheduled_at.map(|at| {
            let at = asking.hour(at);
            shared.pages.say(asking.language, "scheduled-for", &[("at", language::Value::Text(&at))])
        }),
        live_url: live.filter(|live| live.is_live()).map(|live| address::story_path(&asking.house, edition, live)),
        read_today,
        may_publish: opened.may(asking, Right::Publish).is_ok(),
        may_correct: opened.is_live() && opened.may(asking, Right::Correct).is_ok(),
        may_withdraw: opened.is_live() && opened.may(asking, Right::Withdraw).is_ok(),
        place_url: (opened.is_live() && fronts::may_any_of(asking, edition))
            .then(|| format!("/desk/fronts?pick={number}")),
        data: String::new(),
        script: assets::EDITOR_SCRIPT.address(),
        style: assets::EDITOR_STYLE.address(),
        frame,
    };
    // The text may have been brought up to what a program saved.
    let Opened { tx, story, text, content, .. } = opened;
    tx.commit().await?;
    let details = details::data(shared, asking, &story, &content, edition).await?;
    view.data = data(shared, asking, &story, &text, edition, details, comments);
    let mut response = print(shared, asking.language, "story.html", &view)?;
    let policy = HeaderValue::from_static(EDITOR_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(if is_again { refused(response) } else { response })
}

/// What the script is given (`desk-ui/PROTOCOL.md`), safe inside a script element.
fn data(
    shared: &Shared,
    asking: &Asking,
    story: &Story,
    text: &Text,
    edition: &newsroom::Edition,
    details: serde_json::Value,
    comments: i64,
) -> String {
    let tag = text.working.fields.get("language").and_then(serde_json::Value::as_str).unwrap_or_default();
    let language = language::Language::from_tag(tag).unwrap_or(edition.language);
    let sections: Vec<_> = asking
        .house
        .sections_of(&edition.code)
        .into_iter()
        .filter(|section| !section.closed)
        .map(|section| json!({"key": section.key, "name": section.name}))
        .collect();
    let languages: Vec<_> =
        language::Language::ALL.iter().map(|one| json!({"code": one.code(), "name": one.native_name()})).collect();
    let blocks: Vec<_> = text.working.blocks.iter().map(|(id, block)| json!({"id": id, "block": block})).collect();
    let mut fields = serde_json::Map::new();
    for field in newsroom::working::FIELDS {
        let empty = match field {
            "bylines" | "credits" | "sections" | "tags" | "related" => json!([]),
            "headline" | "language" => json!(""),
            "advertorial" => json!(false),
            _ => json!(null),
        };
        fields.insert(field.to_owned(), text.working.fields.get(field).cloned().unwrap_or(empty));
    }
    let person = &asking.signed.person;
    let data = json!({
        "number": story.number,
        "version": text.version,
        "csrf": asking.csrf,
        "me": {"actor": person.actor(), "name": person.name},
        "may_write": true,
        "comments": comments,
        "language": language.code(),
        "direction": language.direction().as_str(),
        "desk_language": asking.language.code(),
        "desk_direction": asking.language.direction().as_str(),
        "sections": sections,
        "languages": languages,
        "credits": ["AA", "İHA", "DHA", "ANKA"],
        "fields": fields,
        "blocks": blocks,
        "details": details,
        "words": shared.pages.editor_words(asking.language),
    });
    // No end tag and no comment can begin inside.
    data.to_string().replace('<', "\\u003c")
}
