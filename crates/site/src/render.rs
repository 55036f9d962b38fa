//! Making one page: what it may look at, and what it notes of what it used.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use newsroom::{Edition, EditionCode, House, StoryNumber, UseKey};
use pages::{Composer, Theme};
use store::{Listed, Reading};
use web::Answer;

use crate::Site;
use web::{Page, Rendered, Span, Uses};

/// What an address came to.
pub(crate) enum Found {
    Page(Arc<Page>),
    File(Answer),
    /// A file that is sent in pieces.
    Video(media::Video),
    /// For ever at another address of ours.
    Moved(String),
}

/// What the making of a page came to.
pub(crate) enum Outcome {
    Page(Rendered),
    Moved(String),
    Nothing,
}

/// One page being made.
pub(crate) struct Making {
    pub site: Arc<Site>,
    pub house: Arc<House>,
    pub theme: Arc<Theme>,
    pub now: Timestamp,
    noted: Noted,
}

/// What a page used so far.
#[derive(Clone, Default)]
pub(crate) struct Noted(Arc<Mutex<Uses>>);

impl Noted {
    pub(crate) fn taken(&self) -> Uses {
        std::mem::take(&mut *self.0.lock().expect("nothing panics while it is held"))
    }
}

impl Making {
    /// Every page uses the house and the theme.
    pub(crate) fn new(site: Arc<Site>, now: Timestamp) -> Self {
        let making = Self { house: site.house(), theme: site.theme(), now, noted: Noted::default(), site };
        making.used([UseKey::house(), UseKey::theme()]);
        making
    }

    pub(crate) fn noted(&self) -> Noted {
        self.noted.clone()
    }

    /// Notes that the page shows these, or would if they were there.
    pub(crate) fn used(&self, keys: impl IntoIterator<Item = UseKey>) {
        self.used_within(keys, Span::EVER);
    }

    /// Notes that the page shows of these lists what was first published in that stretch, or would if it were there.
    pub(crate) fn used_within(&self, keys: impl IntoIterator<Item = UseKey>, span: Span) {
        let mut uses = self.noted.0.lock().expect("nothing panics while it is held");
        keys.into_iter().for_each(|key| uses.add(key, span));
    }

    pub(crate) fn reading(&self) -> &Reading {
        &self.site.reading
    }

    /// The edition, which was there when the address was read.
    pub(crate) fn edition(&self, code: &EditionCode) -> Result<&Edition, web::Error> {
        self.house.edition(code).ok_or(web::Error::NotFound)
    }

    pub(crate) fn composer<'m>(&'m self, edition: &'m Edition) -> Composer<'m> {
        Composer::new(&self.house, edition, &self.site.origin, &self.theme, self.now)
    }

    /// Stories by their numbers, in the order given, those of them that are live.
    pub(crate) async fn cards(&self, numbers: &[StoryNumber]) -> Result<Vec<Listed>, web::Error> {
        self.used(numbers.iter().map(|number| UseKey::story(*number)));
        Ok(self.reading().cards(numbers).await?)
    }

    /// A list from its beginning or after a place in it.
    pub(crate) async fn list(
        &self,
        list: UseKey,
        after: Option<store::Cursor>,
        limit: usize,
    ) -> Result<Vec<Listed>, web::Error> {
        let listed = self.reading().list(&list, after, limit).await?;
        // A stretch that came out shorter than asked for is the list's end: any older story would stand on it.
        let oldest = listed.last().filter(|_| listed.len() == limit).map(|listed| listed.live.published_at);
        self.used_within([list], Span { from: oldest, until: after.map(|cursor| cursor.published_at) });
        Ok(listed)
    }

    /// The ledger's position as this node knows it.
    pub(crate) fn position(&self) -> i64 {
        self.site.lookout.head().0
    }
}

/// A finished page with what its words say of time and language.
pub(crate) fn finish(composer: &Composer<'_>, body: Result<String, pages::Error>) -> Result<Rendered, web::Error> {
    let mut rendered = Rendered::html(body.map_err(web::Error::internal)?);
    rendered.language = Some(composer.edition.language.code());
    rendered.valid_until = composer.valid_until();
    rendered.asks = composer.edition.asked_hosts().into_iter().collect();
    Ok(rendered)
}
