//! The library's page: found by words, rights and use; and files sent by its form.

use std::sync::Arc;

use axum::extract::multipart::Field;
use axum::extract::{Query, State};
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use newsroom::library::searched;
use newsroom::rights::Object;
use newsroom::{Right, address as addresses};
use pages::desk::{Choice, EndedRow, PicturesView, RefusedFile};
use serde::Deserialize;
use serde_json::json;
use store::{AskedTerms, EndedUse, PictureQuery};

use super::{show, taking};
use crate::answer::{Failure, page, refused as unprocessable, see_other};
use crate::request::{Asking, Files, percent};
use crate::{Shared, assets};

/// Pictures on one page.
const PICTURES: usize = 48;
/// Live stories with ended rights that the page tells of.
const ENDED: i64 = 20;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    terms: String,
    used: String,
    before: String,
    taken: String,
}

impl Asked {
    pub(super) fn query(&self, limit: usize) -> PictureQuery {
        PictureQuery {
            words: searched(&self.q),
            terms: match self.terms.as_str() {
                "ended" => Some(AskedTerms::Ended),
                "end-soon" => Some(AskedTerms::EndSoon),
                _ => None,
            },
            is_used: match self.used.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            before: self.before.parse().ok(),
            limit: limit as i64,
        }
    }

    fn older(&self, place: i64) -> String {
        let (q, terms, used) = (percent(&self.q), percent(&self.terms), percent(&self.used));
        format!("/desk/pictures?q={q}&terms={terms}&used={used}&before={place}")
    }

    fn is_search(&self) -> bool {
        [&self.q, &self.terms, &self.used, &self.before].iter().any(|asked| !asked.is_empty())
    }
}

pub(crate) async fn pictures(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    library(&shared, &asking, &asked, Vec::new()).await
}

async fn library(
    shared: &Arc<Shared>,
    asking: &Asking,
    asked: &Asked,
    refused: Vec<RefusedFile>,
) -> Result<Response, Failure> {
    let found = shared.store.pictures(&asked.query(PICTURES)).await?;
    let older = found.last().filter(|_| found.len() == PICTURES).map(|last| asked.older(last.place));
    // A list that is searched is no place for an alarm that was seen a moment ago.
    let ended = if asked.is_search() { Vec::new() } else { shared.store.ended_in_live(ENDED).await? };
    let now = shared.store.clock().now();
    let mut frame = asking.frame(shared, asking.say(shared, "pictures"), "pictures");
    if let Ok(count @ 1..) = asked.taken.parse::<i64>() {
        let count = language::Value::Number(count);
        frame.notice = Some(shared.pages.say(asking.language, "pictures-taken", &[("count", count)]));
    }
    let choice =
        |value: &str, chosen: &str| Choice { value: value.to_owned(), name: String::new(), chosen: value == chosen };
    let view = PicturesView {
        pictures: found.iter().map(|listing| show::card(asking, listing, now)).collect(),
        q: asked.q.clone(),
        terms: ["ended", "end-soon"].map(|value| choice(value, &asked.terms)).into(),
        used: ["yes", "no"].map(|value| choice(value, &asked.used)).into(),
        is_search: asked.is_search(),
        ended: ended.iter().map(|one| ended_row(asking, one)).collect(),
        older,
        may_upload: asking.may(Right::Media, &Object::Newsroom).is_ok(),
        megabytes_max: media::BYTES_MAX / (1024 * 1024),
        data: script_data(shared, asking, "library", &json!({})),
        script: assets::PICTURES_SCRIPT.address(),
        refused,
        frame,
    };
    let is_refused = !view.refused.is_empty();
    let response = page(shared, asking.language, "pictures.html", &view)?;
    Ok(if is_refused { unprocessable(response) } else { response })
}

fn ended_row(asking: &Asking, one: &EndedUse) -> EndedRow {
    let edition = asking.house.edition(&one.live.edition);
    let language = edition.map_or(language::Language::Turkish, |edition| edition.language);
    EndedRow {
        number: one.live.number.0,
        headline: one.headline.clone(),
        lang: language.code().to_owned(),
        dir: language.direction().as_str().to_owned(),
        picture_url: show::address(&one.record.file),
        src: show::small(&one.record),
        ended: one.record.rights_until.map(|until| show::last_day(asking, until)).unwrap_or_default(),
        live_url: edition.map(|edition| addresses::story_path(&asking.house, edition, &one.live)),
    }
}

/// What a script of the library is given, safe inside a script element: the secret of its requests, and the words it says.
pub(super) fn script_data(shared: &Shared, asking: &Asking, kind: &str, more: &serde_json::Value) -> String {
    let words = shared.pages.editor_words(asking.language);
    let own = ["picture-", "upload-", "library-", "focus-", "region-", "close"];
    let words: serde_json::Map<String, serde_json::Value> = words
        .iter()
        .filter(|(key, _)| own.iter().any(|start| key.starts_with(start)))
        .map(|(key, value)| (key.clone(), value.as_str().into()))
        .collect();
    let data = json!({
        "kind": kind,
        "csrf": asking.csrf,
        "language": asking.language.code(),
        "words": words,
        "more": more,
    });
    // No end tag and no comment can begin inside.
    data.to_string().replace('<', "\\u003c")
}

/// The files of one form, one after the other, so that no more than one is in memory.
const FILES_MAX: usize = 50;

/// How long a form with files may take to arrive.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(15 * 60);

pub(crate) async fn send(
    State(shared): State<Arc<Shared>>,
    Files(asking, mut form): Files,
) -> Result<Response, Failure> {
    asking.may(Right::Media, &Object::Newsroom)?;
    let broken = || web::Error::refused("form-broken", asking.say(&shared, "pictures-form-broken"), "");
    let (mut is_ours, mut taken, mut refused) = (false, 0, Vec::new());
    let reading = async {
        for _ in 0..=FILES_MAX {
            let Some(mut part) = form.next_field().await.map_err(|_| broken())? else { break };
            if part.name() == Some("csrf") {
                let secret = part.text().await.map_err(|_| broken())?;
                asking.has_sent(&secret)?;
                is_ours = true;
                continue;
            }
            // Before anything of it is kept, it must be known to be ours.
            if !is_ours {
                return asking.has_sent("");
            }
            let name = part.file_name().unwrap_or_default().to_owned();
            let came = match whole(&mut part).await.map_err(|()| broken())? {
                Some(bytes) if bytes.is_empty() => Err(asking.say(&shared, "pictures-no-file")),
                Some(bytes) => taking::take_in(&shared, &asking, &name, bytes).await?,
                None => {
                    let error = media::Error::TooManyBytes { bytes: media::BYTES_MAX + 1, bytes_max: media::BYTES_MAX };
                    Err(taking::refusal(&shared, &asking, &error))
                }
            };
            match came {
                Ok(_) => taken += 1,
                Err(reason) => refused.push(RefusedFile { name, reason }),
            }
        }
        if is_ours { Ok(()) } else { asking.has_sent("") }
    };
    tokio::time::timeout(PATIENCE, reading).await.map_err(|_| broken())??;
    if refused.is_empty() {
        return Ok(see_other(&format!("/desk/pictures?taken={taken}")));
    }
    let asked = Asked { taken: taken.to_string(), ..Asked::default() };
    library(&shared, &asking, &asked, refused).await
}

/// A file's bytes; nothing for one that is too large, whose rest is passed over.
async fn whole(part: &mut Field<'_>) -> Result<Option<Bytes>, ()> {
    let (mut bytes, mut is_too_large) = (BytesMut::new(), false);
    while let Some(piece) = part.chunk().await.map_err(drop)? {
        is_too_large |= bytes.len() + piece.len() > media::BYTES_MAX;
        if !is_too_large {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok((!is_too_large).then(|| bytes.freeze()))
}
