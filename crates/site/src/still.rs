//! What stands at an address, for whoever writes the site out as files: found and made as for a reader, with nobody
//! counted, and with what the page used, so that it need not be made again before that changes.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use newsroom::{FrontKey, House, Position, UseKey};
use web::Page;

use crate::Site;
use crate::counting::{HIGHLIGHTS, MOST_READ};
use crate::render::Found;
use crate::video;

/// What an address came to.
pub enum Still {
    Page(StillPage),
    /// A picture, a font: its bytes never change.
    File(Bytes),
    /// A video: its bytes never change either, and come one piece after the other.
    Pieces(web::Pieces),
    /// For ever at another address of ours.
    Moved(String),
    Nothing,
}

/// A page as it would be answered.
#[derive(Clone, Debug)]
pub struct StillPage {
    pub status: u16,
    pub content_type: String,
    pub body: Bytes,
    pub uses: Vec<UseKey>,
    /// The moment from which the words would be others though nothing happened.
    pub valid_until: Option<Timestamp>,
}

impl Site {
    /// What stands at this address at this hour.
    ///
    /// # Errors
    /// What the making failed with; that nothing is there is no failure.
    pub async fn still(self: &Arc<Self>, target: &str, now: Timestamp) -> Result<Still, Arc<web::Error>> {
        match self.find(target, now).await {
            Ok(Found::Page(page)) => Ok(Still::Page(still(&page).await)),
            Ok(Found::File(answer)) => Ok(Still::File(bytes(answer).await)),
            Ok(Found::Video(video)) => {
                let all = 0..video.bytes;
                Ok(Still::Pieces(video::pieces(self, video, all)))
            }
            Ok(Found::Moved(to)) => Ok(Still::Moved(to)),
            Err(error) if error.status() == StatusCode::NOT_FOUND => Ok(Still::Nothing),
            Err(error) => Err(error),
        }
    }

    /// The page that says there is nothing at an address.
    pub async fn still_nothing(self: &Arc<Self>) -> Bytes {
        bytes(self.refuse(&web::Error::NotFound, "/").await).await
    }

    /// Editions, sections, authors and fronts as this node knows them.
    pub fn standing_parts(&self) -> Arc<House> {
        self.house()
    }

    /// The policy under which every page of the paper can be shown: with the hosts that any edition lets in.
    pub fn policy(&self) -> String {
        let house = self.house();
        let asked: std::collections::BTreeSet<String> =
            house.editions.values().flat_map(newsroom::Edition::asked_hosts).collect();
        let policy = web::policy(&asked.into_iter().collect::<Vec<_>>());
        policy.to_str().unwrap_or_default().to_owned()
    }

    /// The ledger's position as this node knows it.
    pub fn position(&self) -> Position {
        self.lookout.head()
    }

    /// The lists by counted reads, which no entry tells of: each key with what stands in it, in words.
    pub fn rankings(&self) -> Vec<(UseKey, String)> {
        let house = self.house();
        let of = |of: FrontKey| {
            let ranked = self.counter.ranked(&of);
            let highlights: Vec<_> = ranked.highlights.iter().map(|(number, _)| *number).collect();
            [
                (UseKey::ranking(&of, MOST_READ), format!("{:?}", ranked.most_read)),
                (UseKey::ranking(&of, HIGHLIGHTS), format!("{highlights:?}")),
            ]
        };
        let fronts = house.editions_in_order().into_iter().flat_map(|edition| {
            let sections = house.sections_of(&edition.code).into_iter().map(|section| Some(section.key.clone()));
            let front = |section| FrontKey { edition: edition.code.clone(), section };
            std::iter::once(None).chain(sections).map(front).collect::<Vec<_>>()
        });
        fronts.flat_map(of).collect()
    }
}

async fn still(page: &Page) -> StillPage {
    let answer = page.answer(&HeaderMap::new());
    let content_type = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    StillPage {
        status: answer.status().as_u16(),
        content_type: content_type.unwrap_or_default().to_owned(),
        uses: page.uses.keys().collect(),
        valid_until: page.valid_until,
        body: bytes(answer).await,
    }
}

async fn bytes(answer: web::Answer) -> Bytes {
    match answer.into_body().collect().await {
        Ok(body) => body.to_bytes(),
        // A page's body is in memory.
        Err(error) => unreachable!("a page broke off: {error}"),
    }
}

/// The text packed as it would travel, in gzip and brotli; nothing where packing gains nothing.
pub async fn packed(text: &str) -> Option<(Bytes, Bytes)> {
    let page = Page::new(web::Rendered::file("text/plain", text.to_owned()), Vec::new());
    let variant = |encoding: &'static str| {
        let mut asked = HeaderMap::new();
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        Some(page.answer(&asked)).filter(|answer| answer.headers().contains_key(header::CONTENT_ENCODING))
    };
    Some((bytes(variant("gzip")?).await, bytes(variant("br")?).await))
}
