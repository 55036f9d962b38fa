//! The reader site: every address a reader can ask for, answered from memory where it can be and rendered anew where
//! not, exact at each request.
//!
//! It holds a [`store::Reading`], and a [`store::Lookout`] for its followers: nothing that writes stories or reaches a
//! draft. Reads are counted through a handle that can do nothing else. Pages are made by `pages`; what stands on them is decided here.

mod address;
mod away;
mod boxes;
mod counting;
mod feeds;
mod files;
mod follower;
mod front;
mod gone;
mod health;
mod institution;
mod latest;
mod listing;
mod render;
mod routes;
mod search_page;
mod share;
mod sitemaps;
mod still;
mod story;
mod themes;
mod video;

pub use still::{Still, StillPage, packed};
pub use web::Pieces;

use std::collections::HashSet;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::{Method, Request, header};
use jiff::Timestamp;
use language::Language;
use newsroom::lint::Subject;
use newsroom::{Content, EditionCode, FrontKey, House, Position, Source, StoryNumber, UseKey, lists};
use pages::Theme;
use search::fulltext::{Found, FullText, Question, Within};
pub use search::{TextsSoFar, fulltext};
use store::{Clock, Following, Lookout, Reading, Store};
use tokio::task::JoinHandle;
use web::{Answer, Answering, Cache};

use away::Away;
use counting::{Counter, Once};
use latest::Latest;

/// What the site needs to know of where it stands.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme and host readers know it by, without a slash at the end.
    pub origin: String,
    pub media: Arc<media::Library>,
    /// Overrides of the theme; the folder need not exist.
    pub theme: PathBuf,
    /// Bytes that kept pages may take.
    pub cache_bytes: usize,
    /// Where this node's index of words lies; without one it is in memory, for what lives as long as one command.
    pub words: Option<PathBuf>,
}

/// The reader site.
pub struct Site {
    origin: String,
    reading: Reading,
    lookout: Lookout,
    clock: Clock,
    media: Arc<media::Library>,
    theme_folder: PathBuf,
    theme: RwLock<Arc<Theme>>,
    /// Held while the theme is loaded.
    theme_turn: tokio::sync::Mutex<()>,
    house: RwLock<Arc<House>>,
    index: search::Index,
    words: FullText,
    cache: Arc<Cache>,
    counter: Counter,
    once: Once,
    away: Away,
    latest: Latest,
}

/// A site at work, with what keeps it true. Dropping it stops its followers.
pub struct Running {
    pub site: Arc<Site>,
    pages: Following,
    index: Arc<RwLock<Option<Following>>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Site {
    /// Opens the site and sets its followers to work.
    ///
    /// # Errors
    /// What the store failed with.
    pub async fn start(store: &Store, settings: Settings) -> Result<Running, web::Error> {
        let cache = Arc::new(Cache::new(settings.cache_bytes));
        let reading = store.reading();
        // The position comes first: what happens between it and the reading of the house is applied again.
        let position = reading.head().await?;
        let house = reading.house().await?;
        let stamp = pages::stamp(&settings.theme);
        let (theme, problems) = Theme::load_with(Some(&settings.theme), pages::own_words(&house));
        themes::tell(&problems);
        let dropped = Arc::clone(&cache);
        let index = search::Index::new(reading.clone(), move |keys| dropped.drop_users(&keys));
        let site = Arc::new(Self {
            origin: settings.origin.trim_end_matches('/').to_owned(),
            clock: store.clock().clone(),
            media: settings.media,
            theme_folder: settings.theme,
            theme: RwLock::new(Arc::new(theme)),
            theme_turn: tokio::sync::Mutex::new(()),
            house: RwLock::new(Arc::new(house)),
            counter: Counter::open(store.counting(), store.clock().clone()).await?,
            once: Once::default(),
            lookout: store.lookout(),
            words: FullText::new(reading.clone(), settings.words.as_deref()),
            reading,
            index,
            cache,
            away: Away::default(),
            latest: Latest::default(),
        });
        let pages = site.lookout.follow(Arc::new(follower::Pages { site: Arc::clone(&site) }), position);
        let following = Arc::new(RwLock::new(None));
        let tasks = vec![
            site.lookout.watch_ledger(),
            tokio::spawn(Arc::clone(&site).watch_theme(stamp)),
            tokio::spawn(Arc::clone(&site).keep_counts()),
            tokio::spawn(build_index(Arc::clone(&site), Arc::clone(&following))),
            tokio::spawn({
                let index = site.index.clone();
                async move { index.work_off().await }
            }),
            tokio::spawn(keep_words(Arc::clone(&site))),
        ];
        Ok(Running { site, pages, index: following, tasks })
    }

    /// The theme readers have now.
    pub fn theme(&self) -> Arc<Theme> {
        Arc::clone(&self.theme.read().expect("nothing panics while it is held"))
    }

    /// The standing parts, as this node's pages show them.
    pub fn house(&self) -> Arc<House> {
        Arc::clone(&self.house.read().expect("nothing panics while it is held"))
    }
}

/// The boxes beside a page, for others who show them.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    pub headlines: Vec<StoryNumber>,
    pub highlights: Vec<StoryNumber>,
    pub most_read: Vec<StoryNumber>,
    /// What they hang on.
    pub uses: Vec<UseKey>,
    /// The hour at which time alone would change one of them.
    pub valid_until: Option<Timestamp>,
}

impl Site {
    /// The kept pages, for whatever else this node serves: one bound on memory, and one drop for all.
    pub fn cache(&self) -> Arc<Cache> {
        Arc::clone(&self.cache)
    }

    /// The boxes beside an edition's front or a section's, as its pages show them now.
    ///
    /// # Errors
    /// What the store failed with.
    pub async fn ranked(self: &Arc<Self>, of: &FrontKey) -> Result<Ranked, web::Error> {
        let making = render::Making::new(Arc::clone(self), self.clock.now());
        let boxes = making.boxes_of(of, None).await?;
        let numbers = boxes::together([&boxes.headlines[..], &boxes.highlights, &boxes.most_read]);
        // A withdrawn story leaves its box at once, whatever the last count said.
        let live: HashSet<StoryNumber> =
            making.cards(&numbers).await?.iter().map(|listed| listed.live.number).collect();
        let seen = |numbers: Vec<StoryNumber>| numbers.into_iter().filter(|number| live.contains(number)).collect();
        Ok(Ranked {
            headlines: seen(boxes.headlines),
            highlights: seen(boxes.highlights),
            most_read: seen(boxes.most_read),
            uses: making.noted().taken().keys().cloned().collect(),
            valid_until: boxes.valid_until,
        })
    }

    /// A story's page as readers would have it with these words, with every box beside it. Nothing keeps it.
    ///
    /// # Errors
    /// What the store or the theme failed with.
    pub async fn preview(self: &Arc<Self>, live: newsroom::Live, content: Content) -> Result<String, web::Error> {
        story::preview(render::Making::new(Arc::clone(self), self.clock.now()), live, content).await
    }

    /// Live stories like this one, most alike first.
    pub fn related(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<StoryNumber> {
        let language = self.house().edition(edition).map_or(Language::Turkish, |edition| edition.language);
        self.index.related(number, edition, content, language)
    }

    /// What two stories of this edition have in common: names first, then subjects; at most `most`, as the first writes them.
    pub fn shared(&self, edition: &EditionCode, one: &Content, other: &Content, most: usize) -> Vec<String> {
        let language = self.house().edition(edition).map_or(Language::Turkish, |edition| edition.language);
        search::shared(one, other, language, most)
    }

    /// The first story of a live story's event, as far as it is known.
    pub fn event_of(&self, number: StoryNumber) -> Option<StoryNumber> {
        self.index.event_of(number)
    }

    /// Live stories that tell what these words tell, with the hour each was first published; the nearest first.
    pub fn told(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<(StoryNumber, Timestamp)> {
        let language = self.house().edition(edition).map_or(Language::Turkish, |edition| edition.language);
        let like = self.index.like(number, content, language, self.clock.now());
        like.into_iter().map(|like| (like.number, like.published_at)).collect()
    }

    /// The live story of the same edition that has this text, cut or extended, and of a published one: had before. The nearest.
    pub fn copied(&self, number: StoryNumber, subject: &Subject<'_>) -> Option<StoryNumber> {
        self.index.copied(number, subject)
    }

    /// The index of words.
    pub fn words(&self) -> &FullText {
        &self.words
    }

    /// Live stories that hold the words, of which the last may still be typed: for whoever chooses one. None while the index
    /// cannot be asked.
    pub fn known_by(&self, edition: &EditionCode, words: &str, limit: usize) -> Vec<StoryNumber> {
        let language = self.house().edition(edition).map_or(Language::Turkish, |edition| edition.language);
        let within = Within { edition: Some(edition.clone()), ..Within::default() };
        let question = Question { words: words.to_owned(), typing: true, within, limit, ..Question::default() };
        match self.words.find(&question, language, self.clock.now().as_second()) {
            Ok(found) => found.numbers,
            Err(error) => {
                tracing::error!(%error, "a question could not be answered");
                Vec::new()
            }
        }
    }

    /// Answers a question in an edition's language.
    ///
    /// # Errors
    /// What the index failed with.
    pub async fn search(&self, question: Question, edition: &newsroom::Edition) -> Result<Found, web::Error> {
        let (words, language, now) = (self.words.clone(), edition.language, self.clock.now().as_second());
        // It reads files: whoever else is served by this thread does not wait for the disk.
        let found = tokio::task::spawn_blocking(move || words.find(&question, language, now)).await;
        found.map_err(web::Error::internal)?.map_err(web::Error::internal)
    }
}

/// Opens the index of words and keeps it for ever.
async fn keep_words(site: Arc<Site>) {
    let position = loop {
        match site.words.open().await {
            Ok(position) => break position,
            Err(error) => {
                tracing::error!(%error, "the index of words could not be opened and is tried again; search waits");
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        }
    };
    let following = site.lookout.follow(Arc::new(site.words.clone()), position);
    site.words.keep().await;
    drop(following);
}

/// Reads the index in beside the serving, and follows from there.
async fn build_index(site: Arc<Site>, following: Arc<RwLock<Option<Following>>>) {
    loop {
        match site.index.build().await {
            Ok(position) => {
                site.index.worked_off().await;
                let follower = site.lookout.follow(Arc::new(site.index.clone()), position);
                *following.write().expect("nothing panics while it is held") = Some(follower);
                return;
            }
            Err(error) => {
                tracing::error!(%error, "the index could not be built and is tried again; related stories wait");
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        }
    }
}

impl Running {
    /// Waits until every follower of this node has applied `position`: from then on no page tells anything older.
    ///
    /// # Errors
    /// [`store::Error::NotReached`] when `patience` ends first.
    pub async fn reached(&self, position: Position, patience: Duration) -> store::Result<()> {
        self.pages.progress.reached(position, patience).await?;
        let started = std::time::Instant::now();
        loop {
            let progress =
                self.index.read().expect("nothing panics while it is held").as_ref().map(|f| f.progress.clone());
            match progress {
                Some(progress) => return progress.reached(position, patience).await,
                None if started.elapsed() > patience => return Err(store::Error::NotReached(position)),
                None => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }

    /// Writes down what was counted since the last time; call it before stopping.
    pub async fn flush(&self) {
        self.site.counter.flush().await;
    }
}

/// Longer addresses are nobody's: our longest is a story's, some 120 characters, percent-encoded three to nine times that.
const TARGET_MAX: usize = 2_048;

/// The site as the server's one answerer.
pub struct Front(pub Arc<Site>);

impl Answering for Front {
    async fn answer(&self, request: Request<hyper::body::Incoming>, from: SocketAddr) -> Answer {
        let (head, _) = request.into_parts();
        self.0.answer_head(&head, from.ip()).await
    }
}

impl Site {
    /// Answers a request by its head: nothing here reads a body. `from` is whoever asks, as far as that is known.
    pub async fn answer_head(self: &Arc<Self>, head: &http::request::Parts, from: IpAddr) -> Answer {
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        if head.method != Method::GET && head.method != Method::HEAD {
            let mut answer = self.refuse(&web::Error::MethodNotAllowed, target).await;
            answer.headers_mut().insert(header::ALLOW, http::HeaderValue::from_static("GET, HEAD"));
            return answer;
        }
        if target.len() > TARGET_MAX {
            return self.refuse(&web::Error::TooLong, "/").await;
        }
        let now = self.clock.now();
        if let Some(page) = self.cache.get(target, now) {
            return self.give(&page, head, from);
        }
        match self.find(target, now).await {
            Ok(render::Found::Page(page)) => self.give(&page, head, from),
            Ok(render::Found::File(answer)) => files::conditional(answer, head),
            Ok(render::Found::Video(video)) => video::answer(self, video, head),
            Ok(render::Found::Moved(to)) => gone::moved(&to),
            Err(error) => self.refuse(&error, target).await,
        }
    }

    /// The host readers know the site by.
    fn host(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// Gives a page, in the encoding the client takes, and counts the reading of it.
    fn give(&self, page: &web::Page, head: &http::request::Parts, from: IpAddr) -> Answer {
        if let Some(reads) = &page.reads
            && head.method == Method::GET
            && web::is_reader(&head.headers)
        {
            let referrer = head.headers.get(header::REFERER).and_then(|referrer| referrer.to_str().ok());
            // Whoever has the page and asks whether it still holds, reads it again.
            let is_kept = head.headers.contains_key(header::IF_NONE_MATCH);
            let hour = lists::hour_of(self.clock.now());
            let is_another = !is_kept && self.once.counts(Arc::as_ptr(reads).addr(), from, hour);
            reads.count(if is_another { Source::of(referrer, self.host()) } else { Source::Again });
        }
        page.answer(&head.headers)
    }
}
