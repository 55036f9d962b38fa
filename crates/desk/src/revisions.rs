//! A story's revisions as sittings, two of them side by side, and an older one brought back.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Language;
use newsroom::difference::{self, BlockDifference, FieldDifference, Happened, Piece, Side};
use newsroom::{Actor, Edition, Right};
use pages::desk::{
    ActLine, BlockLine, DifferenceLine, DifferenceView, FieldLine, PieceView, RevisionRow, RevisionsView,
};
use serde::Deserialize;
use serde_json::Value;
use store::{ActOnIt, Sitting, Way};

use crate::Shared;
use crate::answer::{Failure, page, refused_because, see_other};
use crate::board::{name_of, names};
use crate::request::{Asking, Form};
use crate::story::{self, Again, Opened};

pub(crate) async fn revisions(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let (sittings, others) = opened.tx.sittings(opened.story.number).await?;
    let names = names(&shared).await?;
    let (lang, dir) = language_of(&opened, asking.edition(&opened.story.edition)?);
    let newest = sittings.first().map(|sitting| sitting.revision);
    let rows: Vec<_> = sittings
        .iter()
        .enumerate()
        .map(|(place, sitting)| RevisionRow {
            before: sittings.get(place + 1).map_or(0, |before| before.revision),
            is_newest: Some(sitting.revision) == newest,
            is_to: place == 0,
            is_from: place == 1,
            ..row(&asking, &names, &opened, sitting)
        })
        .collect();
    let view = RevisionsView {
        frame: asking.frame(&shared, asking.say(&shared, "revisions"), ""),
        number,
        headline: headline(&opened),
        lang,
        dir,
        may_compare: rows.len() > 1,
        revisions: rows,
        acts: others.iter().map(|act| act_line(&asking, &names, act)).collect(),
    };
    opened.tx.commit().await?;
    page(&shared, asking.language, "revisions.html", &view)
}

fn language_of(opened: &Opened, edition: &Edition) -> (String, String) {
    let language = Language::from_tag(&opened.content.language).unwrap_or(edition.language);
    (language.code().to_owned(), language.direction().as_str().to_owned())
}

fn headline(opened: &Opened) -> Option<String> {
    Some(opened.content.headline.clone()).filter(|headline| !headline.trim().is_empty())
}

fn row(asking: &Asking, names: &HashMap<Actor, String>, opened: &Opened, sitting: &Sitting) -> RevisionRow {
    let live = opened.story.live.as_ref().filter(|(live, _)| live.is_live());
    let (from, to) = (asking.hour(sitting.began_at), asking.hour(sitting.saved_at));
    RevisionRow {
        revision: sitting.revision,
        who: name_of(names, &sitting.actor),
        to: Some(to).filter(|to| *to != from),
        from,
        way: match sitting.way {
            Way::Desk => "way-desk",
            Way::Program => "way-program",
            Way::Import => "way-import",
            Way::Restored(_) => "way-restored",
        }
        .to_owned(),
        restored: match sitting.way {
            Way::Restored(older) => Some(older),
            _ => None,
        },
        is_live: live.is_some_and(|(live, _)| live.content_hash == sitting.content_hash),
        scheduled: sitting.scheduled_at.map(|at| asking.hour(at)),
        acts: sitting.acts.iter().map(|act| act_line(asking, names, act)).collect(),
        ..RevisionRow::default()
    }
}

fn act_line(asking: &Asking, names: &HashMap<Actor, String>, act: &ActOnIt) -> ActLine {
    ActLine {
        kind: act.kind.to_string(),
        position: act.position.0,
        who: name_of(names, &act.actor),
        at: asking.hour(act.at),
        note: act.note.clone(),
    }
}

// ---- side by side ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Compared {
    from: i64,
    to: i64,
}

pub(crate) async fn compare(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
    Query(asked): Query<Compared>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let (sittings, _) = opened.tx.sittings(opened.story.number).await?;
    let names = names(&shared).await?;
    // In the order of time, however they were chosen; without a choice, the last sitting.
    let newest = sittings.first().map_or(0, |sitting| sitting.revision);
    let to = if asked.from.max(asked.to) == 0 { newest } else { asked.from.max(asked.to) };
    let from = if asked.from.min(asked.to) == 0 { to - 1 } else { asked.from.min(asked.to) };
    let of = |revision: i64| sittings.iter().find(|sitting| sitting.revision == revision);
    let (from, to) = of(from).zip(of(to)).ok_or(web::Error::NotFound)?;
    let before = opened.tx.draft(opened.story.number, from.revision).await?.content;
    let after = opened.tx.draft(opened.story.number, to.revision).await?.content;
    let edition = asking.edition(&opened.story.edition)?;
    let (lang, dir) = language_of(&opened, edition);
    let fields: Vec<_> = difference::fields(&before, &after)
        .into_iter()
        .map(|field| field_line(&shared, &asking, edition, &field))
        .collect();
    let blocks: Vec<_> = match before.body == after.body {
        true => Vec::new(),
        false => difference::blocks(&before.body.0, &after.body.0).into_iter().map(block_line).collect(),
    };
    let is_now = before.seal().0 == opened.content.seal().0;
    let view = DifferenceView {
        frame: asking.frame(&shared, asking.say(&shared, "difference"), ""),
        number,
        headline: headline(&opened),
        lang,
        dir,
        is_same: fields.is_empty() && blocks.is_empty(),
        restore: (!is_now && opened.may(&asking, Right::Draft).is_ok()).then_some(from.revision),
        from: row(&asking, &names, &opened, from),
        to: row(&asking, &names, &opened, to),
        fields,
        blocks,
    };
    opened.tx.commit().await?;
    page(&shared, asking.language, "difference.html", &view)
}

fn field_line(shared: &Shared, asking: &Asking, edition: &Edition, field: &FieldDifference) -> FieldLine {
    let said = |value: &Value| in_words(shared, asking, edition, &field.field, value);
    let name = asking.say(shared, &format!("differs-{}", field.field));
    FieldLine {
        name: if name.is_empty() { field.field.clone() } else { name },
        pieces: pieces(difference::words(&said(&field.before), &said(&field.after))),
    }
}

/// A field's value as one would say it.
fn in_words(shared: &Shared, asking: &Asking, edition: &Edition, field: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is) => asking.say(shared, if *is { "differs-yes" } else { "differs-no" }),
        Value::String(text) if field == "language" => {
            Language::from_tag(text).map_or_else(|| text.clone(), |language| language.native_name().to_owned())
        }
        Value::String(text) if field == "sections" => asking
            .house
            .section(&edition.code, &text.as_str().into())
            .map_or_else(|| text.clone(), |section| section.name.clone()),
        Value::String(text) => match text.parse::<jiff::Timestamp>() {
            Ok(at) => asking.hour(at),
            Err(_) => text.clone(),
        },
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| in_words(shared, asking, edition, field, item)).collect();
            items.join(", ")
        }
        Value::Object(parts) => match parts.get("name").and_then(Value::as_str) {
            Some(name) => name.to_owned(),
            // A picture: what is said of it, and enough of its file to tell it from another.
            None => {
                let of = |part: &str| parts.get(part).and_then(Value::as_str).map(|text| text.to_owned());
                let file = of("file").map(|file| file.chars().take(12).collect::<String>());
                let focus = parts
                    .get("focus")
                    .and_then(|focus| Some(format!("{}:{}", focus.get("x")?.as_u64()?, focus.get("y")?.as_u64()?)));
                let said: Vec<_> = [file, of("alt"), of("caption"), of("credit"), of("rights"), focus]
                    .into_iter()
                    .flatten()
                    .filter(|text| !text.is_empty())
                    .collect();
                if said.is_empty() { value.to_string() } else { said.join("\n") }
            }
        },
    }
}

fn block_line(block: BlockDifference) -> BlockLine {
    let (happened, count) = match block.happened {
        Happened::Added => ("added", 1),
        Happened::TakenOut => ("taken-out", 1),
        Happened::Changed => ("changed", 1),
        Happened::Moved => ("moved", 1),
        Happened::MovedAndChanged => ("moved-changed", 1),
        Happened::Nothing(count) => ("nothing", count),
    };
    let line = |line: difference::Line| DifferenceLine { label: line.label.to_owned(), pieces: pieces(line.pieces) };
    BlockLine {
        happened: happened.to_owned(),
        count,
        kind: block.kind.to_owned(),
        lines: block.lines.into_iter().map(line).collect(),
        is_marks_alone: block.is_marks_alone,
    }
}

fn pieces(pieces: Vec<Piece>) -> Vec<PieceView> {
    let view = |piece: Piece| PieceView {
        text: piece.text,
        side: match piece.side {
            Side::Both => "both",
            Side::Before => "before",
            Side::After => "after",
        }
        .to_owned(),
    };
    pieces.into_iter().map(view).collect()
}

// ---- brought back ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Restore {
    revision: i64,
}

pub(crate) async fn restore(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, form): Form<Restore>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    let me = asking.signed.person.actor();
    let story = opened.story.number;
    let missing = |error: store::Error| match error {
        store::Error::NoStory(_) => web::Error::NotFound,
        other => other.into(),
    };
    let restored = opened.tx.restore(story, &mut opened.text, form.revision, &me).await.map_err(missing)?;
    if let Err(refused) = restored {
        drop(opened);
        let opened = Opened::of(&shared, &asking, number).await?;
        let why = refused_because(&shared, asking.language, Some(refused.code()), &refused.to_string());
        let problem = format!("{} {why}", asking.say(&shared, "restore-refused"));
        return story::shown(&shared, &asking, opened, Again { problem: Some(problem), ..Again::default() }).await;
    }
    // Nobody writes a story out of their own reach, by this way neither.
    opened.content = opened.text.working.content().map_err(web::Error::internal)?;
    opened.may(&asking, Right::Draft)?;
    opened.tx.note_down(Some(&me), "restore", &format!("#{number} {}", form.revision), &asking.address).await?;
    opened.tx.commit().await?;
    Ok(see_other(&format!("/desk/stories/{number}?done=restore")))
}
