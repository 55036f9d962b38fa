//! What colleagues say about a story: beside the text, where the editor shows it, and on a page of forms.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Language;
use newsroom::comment::{self, Anchor, CommentRefused, Thread};
use newsroom::working::FIELDS;
use newsroom::{Actor, StoryNumber, body};
use pages::desk::{Choice, CommentLine, CommentsView, ThreadView};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Writing;

use crate::Shared;
use crate::answer::{Failure, json as answer, page, refused, refused_because, see_other};
use crate::board::{self, name_of, names};
use crate::request::{Asking, Form, Json};
use crate::story::{Done, Opened};

// ---- for the script ----

/// What is done to a story's comments.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Deed {
    Say {
        anchor: Anchor,
        words: String,
    },
    Answer {
        thread: i64,
        words: String,
    },
    Settle {
        thread: i64,
    },
    Reopen {
        thread: i64,
    },
    /// The words it is about were written on, and these are they now.
    Move {
        thread: i64,
        anchor: Anchor,
    },
}

pub(crate) async fn threads(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let said = told(&shared, &mut opened).await?;
    opened.tx.commit().await?;
    answer(&said)
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Json(asking, deed): Json<Deed>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    perform(&mut opened.tx, StoryNumber(number), &deed, &asking.signed.person.actor())
        .await?
        .map_err(|refused| web::Error::refused(refused.code(), refused.to_string(), ""))?;
    let said = told(&shared, &mut opened).await?;
    opened.tx.commit().await?;
    answer(&said)
}

async fn perform(
    tx: &mut Writing,
    story: StoryNumber,
    deed: &Deed,
    me: &Actor,
) -> Result<Result<(), CommentRefused>, web::Error> {
    let taken = match deed {
        Deed::Say { anchor, words } => match anchor.check().and_then(|()| comment::words(words)) {
            Ok(words) => tx.add_comment(story, Ok(anchor), words, me).await?.map(drop),
            Err(refused) => Err(refused),
        },
        Deed::Answer { thread, words } => match comment::words(words) {
            Ok(words) => tx.add_comment(story, Err(*thread), words, me).await?.map(drop),
            Err(refused) => Err(refused),
        },
        Deed::Settle { thread } => tx.settle_comment(story, *thread, true, me).await?,
        Deed::Reopen { thread } => tx.settle_comment(story, *thread, false, me).await?,
        Deed::Move { thread, anchor } => match anchor.check() {
            Ok(()) => tx.move_comment(story, *thread, anchor).await?,
            Err(refused) => Err(refused),
        },
    };
    Ok(taken)
}

/// Every thread, as the script is told (`desk-ui/PROTOCOL.md`).
async fn told(shared: &Shared, opened: &mut Opened) -> Result<Value, web::Error> {
    let number = opened.story.number;
    let threads = opened.tx.threads(number).await?;
    let version = opened.tx.comments_version(number).await?;
    let names = names(shared).await?;
    let told: Vec<_> = threads
        .iter()
        .map(|thread| {
            let comments: Vec<_> = thread
                .comments
                .iter()
                .map(|comment| {
                    json!({"number": comment.number, "actor": comment.actor, "name": name_of(&names, &comment.actor),
                        "at": comment.at, "words": comment.words})
                })
                .collect();
            let resolved =
                thread.resolved.as_ref().map(|(at, actor)| json!({"at": at, "name": name_of(&names, actor)}));
            json!({"number": thread.number, "anchor": thread.anchor, "comments": comments, "resolved": resolved})
        })
        .collect();
    Ok(json!({"version": version, "threads": told}))
}

// ---- as a page ----

pub(crate) async fn comments(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let opened = Opened::of(&shared, &asking, number).await?;
    let mut view = CommentsView::default();
    view.frame.notice = board::done(&asking, &shared, &asked.done);
    shown(&shared, &asking, opened, view, "").await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    #[serde(rename = "do")]
    wanted: String,
    /// `story` or `field:headline`.
    about: String,
    thread: i64,
    words: String,
}

pub(crate) async fn say(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Said>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let (thread, words) = (form.thread, form.words.clone());
    let (deed, done) = match (form.wanted.as_str(), thread) {
        ("settle", thread) => (Deed::Settle { thread }, "settled"),
        ("reopen", thread) => (Deed::Reopen { thread }, "reopened"),
        (_, 0) => {
            let anchor = match form.about.strip_prefix("field:") {
                Some(field) => Anchor::Field { field: field.to_owned() },
                None => Anchor::Story,
            };
            (Deed::Say { anchor, words }, "comment")
        }
        (_, thread) => (Deed::Answer { thread, words }, "comment"),
    };
    let me = asking.signed.person.actor();
    if let Err(refused) = perform(&mut opened.tx, StoryNumber(number), &deed, &me).await? {
        let why = refused_because(&shared, asking.language, Some(refused.code()), &refused.to_string());
        let problem = format!("{} {why}", asking.say(&shared, "comment-refused"));
        let mut view = CommentsView { words: form.words, answered: thread, ..CommentsView::default() };
        view.frame.problem = Some(problem);
        return shown(&shared, &asking, opened, view, &form.about).await;
    }
    opened.tx.commit().await?;
    Ok(see_other(&format!("/desk/stories/{number}/comments?done={done}")))
}

async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    mut opened: Opened,
    view: CommentsView,
    chosen: &str,
) -> Result<Response, Failure> {
    let threads = opened.tx.threads(opened.story.number).await?;
    let names = names(shared).await?;
    let edition = asking.edition(&opened.story.edition)?;
    let language = Language::from_tag(&opened.content.language).unwrap_or(edition.language);
    let texts: Vec<String> = opened.content.body.0.iter().map(words_of).collect();
    let view_of = |thread: &Thread| thread_view(shared, asking, &names, &texts, thread);
    let fields = FIELDS.map(|field| (format!("field:{field}"), asking.say(shared, &format!("differs-{field}"))));
    let whole = ("story".to_owned(), asking.say(shared, "comment-about-story"));
    let about = std::iter::once(whole).chain(fields).filter(|(_, name)| !name.is_empty()).map(|(value, name)| Choice {
        chosen: value == chosen,
        value,
        name,
    });
    let mut frame = asking.frame(shared, asking.say(shared, "comments"), "");
    (frame.notice, frame.problem) = (view.frame.notice.clone(), view.frame.problem.clone());
    let is_again = frame.problem.is_some();
    let view = CommentsView {
        frame,
        number: opened.story.number.0,
        headline: Some(opened.content.headline.clone()).filter(|headline| !headline.trim().is_empty()),
        lang: language.code().to_owned(),
        dir: language.direction().as_str().to_owned(),
        open: threads.iter().filter(|thread| thread.resolved.is_none()).map(view_of).collect(),
        settled: threads.iter().filter(|thread| thread.resolved.is_some()).map(view_of).collect(),
        about: about.collect(),
        ..view
    };
    opened.tx.commit().await?;
    let response = page(shared, asking.language, "comments.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

/// Every word of a block that can be quoted, as the editor reads it: its texts with their captions and titles.
fn words_of(block: &newsroom::Block) -> String {
    use newsroom::Block;
    let mut lines: Vec<String> = Vec::new();
    match block {
        Block::FactBox { title, blocks } => {
            lines.push(title.clone());
            lines.extend(blocks.iter().map(words_of));
        }
        Block::Table { caption, .. } => lines.push(caption.clone().unwrap_or_default()),
        _ => {}
    }
    if !matches!(block, Block::FactBox { .. }) {
        lines.extend(block.texts().into_iter().map(|text| body::words_of(text)));
    }
    if let Block::Quote { source: Some(source), .. } = block {
        lines.push(source.clone());
    }
    lines.join("\n")
}

fn thread_view(
    shared: &Shared,
    asking: &Asking,
    names: &HashMap<Actor, String>,
    texts: &[String],
    thread: &Thread,
) -> ThreadView {
    let (about, quote) = match &thread.anchor {
        Anchor::Story => (asking.say(shared, "comment-about-story"), None),
        Anchor::Field { field } => (asking.say(shared, &format!("differs-{field}")), None),
        Anchor::Words { quote, .. } => (String::new(), Some(quote.clone())),
    };
    let settled = thread.resolved.as_ref();
    ThreadView {
        number: thread.number,
        is_gone: quote.as_ref().is_some_and(|quote| !texts.iter().any(|text| text.contains(quote))),
        about,
        quote,
        comments: thread
            .comments
            .iter()
            .map(|comment| CommentLine {
                who: name_of(names, &comment.actor),
                at: asking.hour(comment.at),
                words: comment.words.clone(),
            })
            .collect(),
        settled_by: settled.map(|(_, actor)| name_of(names, actor)).unwrap_or_default(),
        settled_at: settled.map(|(at, _)| asking.hour(*at)).unwrap_or_default(),
    }
}
