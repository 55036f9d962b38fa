//! Every reader address, one table: what is wanted, who makes it, and under which name it is kept.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use jiff::Timestamp;
use pages::views::InstitutionKind;
use store::Cursor;

use crate::address::{self, Unreadable, Wanted};
use crate::render::{Found, Making, Outcome};
use crate::{
    Site, feeds, files, front, gone, health, institution, listing, search_page, share, sitemaps, story, video,
};
use web::{Page, Rendered};

impl Site {
    /// What stands at an address.
    pub(crate) async fn find(self: &Arc<Self>, target: &str, now: Timestamp) -> Result<Found, Arc<web::Error>> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let house = self.house();
        let wanted = match address::read(&house, path) {
            Ok(wanted) => wanted,
            Err(Unreadable::Text) => {
                return Err(web::Error::BadRequest("the address is not readable text".into()).into());
            }
            Err(Unreadable::NoEdition) => return Ok(Found::File(gone::no_paper())),
        };
        let after = match parameter(query, "after").map(|text| text.parse::<Cursor>()) {
            Some(Err(_)) => return Err(web::Error::BadRequest("there is no such place in the list".into()).into()),
            Some(Ok(cursor)) => Some(cursor),
            None => None,
        };
        // The name a page is kept under: its address with the one parameter that changes it, so that strangers'
        // parameters make no new pages.
        let with_cursor = after.map_or_else(|| path.to_owned(), |cursor| format!("{path}?after={cursor}"));
        match wanted {
            Wanted::Front(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| front::make(making, code)).await
            }
            Wanted::Story(edition, number) => {
                let code = edition.code.clone();
                let asked = path.to_owned();
                self.page(path, now, move |making| story::make(making, code, number, asked)).await
            }
            Wanted::Section(edition, slug) => {
                let code = edition.code.clone();
                self.page(&with_cursor, now, move |making| listing::section(making, code, slug, after)).await
            }
            Wanted::Tag(edition, slug) => {
                let code = edition.code.clone();
                self.page(&with_cursor, now, move |making| listing::tag(making, code, slug, after)).await
            }
            Wanted::Author(edition, slug) => {
                let code = edition.code.clone();
                self.page(&with_cursor, now, move |making| listing::author(making, code, slug, after)).await
            }
            Wanted::Day(edition, date) => {
                let code = edition.code.clone();
                self.page(&with_cursor, now, move |making| listing::day(making, code, date, after)).await
            }
            Wanted::Search(edition) => {
                let making = Making::new(Arc::clone(self), now);
                let asked = search_page::Asked::read(query);
                let rendered = search_page::make(making, edition.code.clone(), asked).await?;
                Ok(unkept(rendered))
            }
            Wanted::Masthead(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| institution::make(making, code, InstitutionKind::Masthead)).await
            }
            Wanted::Contact(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| institution::make(making, code, InstitutionKind::Contact)).await
            }
            Wanted::Corrections(edition) => {
                let code = edition.code.clone();
                let before = parameter(query, "before").and_then(|text| text.parse().ok());
                let name = before.map_or_else(|| path.to_owned(), |before: i64| format!("{path}?before={before}"));
                self.page(&name, now, move |making| institution::corrections(making, code, before)).await
            }
            Wanted::HowRanked(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| institution::how_ranked(making, code)).await
            }
            Wanted::Privacy(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| institution::make(making, code, InstitutionKind::Privacy)).await
            }
            Wanted::Feed(edition, of, format) => {
                let code = edition.code.clone();
                let asked = path.to_owned();
                self.page(path, now, move |making| feeds::make(making, code, of, format, asked)).await
            }
            Wanted::Manifest(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| files::manifest(making, code)).await
            }
            Wanted::OpenSearch(edition) => {
                let code = edition.code.clone();
                self.page(path, now, |making| files::opensearch(making, code)).await
            }
            Wanted::SitemapIndex => self.page(path, now, sitemaps::index).await,
            Wanted::SitemapNews => self.page(path, now, sitemaps::news).await,
            Wanted::SitemapPages => self.page(path, now, sitemaps::pages).await,
            Wanted::SitemapPart(edition, part) => {
                let code = edition.code.clone();
                self.page(path, now, move |making| sitemaps::part(making, code, part)).await
            }
            Wanted::Robots => self.page(path, now, files::robots).await,
            Wanted::Ads => self.page(path, now, files::ads).await,
            Wanted::Security => self.page(path, now, files::security).await,
            Wanted::Media(file, name) if file == "share" => Ok(Found::File(share::card(self, name, now).await?)),
            Wanted::Media(file, name) if name == media::VIDEO_NAME => Ok(Found::Video(video::find(self, &file).await?)),
            Wanted::Media(file, name) => Ok(Found::File(files::media(self, &file, &name).await?)),
            Wanted::Asset(name) => Ok(Found::File(files::asset(self, &name, path)?)),
            Wanted::Health => Ok(Found::File(health::alive())),
            Wanted::Ready => Ok(Found::File(health::ready(self).await)),
            Wanted::Moved(to) => Ok(Found::Moved(if query.is_empty() { to } else { format!("{to}?{query}") })),
            Wanted::Nothing(_) => Err(web::Error::NotFound.into()),
        }
    }

    /// A page that is kept under `name`, or made now.
    pub(crate) async fn page<F, R>(
        self: &Arc<Self>,
        name: &str,
        now: Timestamp,
        make: F,
    ) -> Result<Found, Arc<web::Error>>
    where
        F: FnOnce(Making) -> R + Send + 'static,
        R: Future<Output = Result<Outcome, web::Error>> + Send + 'static,
    {
        // What is not a page (a redirect, nothing there) is an error to the cache and comes back as one: it is not kept.
        let site = Arc::clone(self);
        let render = move || -> Pin<Box<dyn Future<Output = Result<Page, web::Error>> + Send>> {
            Box::pin(async move {
                let making = Making::new(site, now);
                let noted = making.noted();
                match make(making).await? {
                    Outcome::Page(rendered) => Ok(Page::new(rendered, noted.taken())),
                    Outcome::Moved(to) => Err(web::Error::internal(Elsewhere(to))),
                    Outcome::Nothing => Err(web::Error::NotFound),
                }
            })
        };
        // While the database is away, what is in memory is given without asking for it again and again.
        if self.away.is(now)
            && let Some(page) = self.cache.get_expired(name)
        {
            return Ok(Found::Page(page));
        }
        match self.cache.get_or_render(name, now, render).await {
            Ok(page) => Ok(Found::Page(page)),
            Err(error) if matches!(*error, web::Error::Unavailable(_)) => {
                self.away.noted(now);
                self.cache.get_expired(name).map(Found::Page).ok_or(error)
            }
            Err(error) => match &*error {
                web::Error::Internal(cause) if let Some(Elsewhere(to)) = cause.downcast_ref() => {
                    Ok(Found::Moved(to.clone()))
                }
                _ => Err(error),
            },
        }
    }
}

/// A redirect on its way through the cache.
#[derive(Debug)]
struct Elsewhere(String);

impl std::fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "moved to {}", self.0)
    }
}

impl std::error::Error for Elsewhere {}

/// A query's parameter, decoded; the first of that name.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then(|| {
            let spaced = value.replace('+', " ");
            percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        })
    })
}

/// A page that is made for one reader and not kept.
fn unkept(rendered: Rendered) -> Found {
    Found::Page(Arc::new(Page::once(rendered)))
}
