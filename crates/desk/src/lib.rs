//! The editorial desk, `/desk/`: people come in, write, and perform the acts that readers see.
//!
//! Every page is a plain page with forms; the editor alone is a script (`desk-ui/`). What this room needs of the reader site it
//! is given as a [`Paper`], since rooms beside each other do not know each other.

mod alarms;
mod answer;
mod assets;
mod band_end;
mod board;
mod comments;
mod confirm;
mod details;
mod entry;
mod events;
mod figures;
mod findings;
mod forgotten;
mod four_eyes;
mod fronts;
mod history;
mod letters;
mod mail;
mod me;
mod passkeys;
mod people;
mod person;
mod pictures;
mod preview;
mod publication;
mod repairs;
mod request;
mod revisions;
pub mod routes;
mod second_step;
mod selection;
mod session;
mod settings;
mod stages;
mod story;
mod suggest;
mod throttle;
mod ticker;
mod tokens;
mod views;
mod ways_in;
mod writing;

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use http::Request;
use jiff::Timestamp;
use newsroom::front::Filling;
use newsroom::{Content, EditionCode, Front, House, Live, Position, StoryNumber};
use pages::Theme;
use pages::desk::DeskPages;
use store::Store;
use tower::ServiceExt;
use web::Answer;

pub use pictures::{keep_pictures, list_pictures, note_blurred};

/// What the reader site knows and the desk asks for.
pub trait Paper: store::Copies + 'static {
    /// The standing parts, as the site's pages show them now.
    fn house(&self) -> Arc<House>;

    /// The theme readers have now.
    fn theme(&self) -> Arc<Theme>;

    /// A story's page as readers would have it with these words.
    fn preview(self: Arc<Self>, live: Live, content: Content) -> Soon<Result<String, web::Error>>;

    /// Stories readers have that hold these words, best first.
    fn find(&self, edition: &EditionCode, words: &str, limit: usize) -> Vec<StoryNumber>;

    /// The first story of the event that a story readers have tells of, as far as it is known.
    fn event_of(&self, number: StoryNumber) -> Option<StoryNumber>;

    /// Stories readers have that tell what these words tell, with the hour each was first published; the nearest first. The story
    /// itself is not among them.
    fn told(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<(StoryNumber, Timestamp)>;

    /// Stories readers have that are offered beside this one by themselves, the most alike first.
    fn related(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<StoryNumber>;

    /// What two stories of this edition have in common: names first, then subjects; at most `most`.
    fn shared(&self, edition: &EditionCode, one: &Content, other: &Content, most: usize) -> Vec<String>;

    /// Done when every page of this node tells at least what the ledger says at this position.
    fn reached(self: Arc<Self>, position: Position) -> Soon<store::Result<()>>;

    /// Which stories an edition's front would show where, were it arranged so.
    fn filled_front(self: Arc<Self>, front: Front) -> Soon<Result<Filling, web::Error>>;

    /// The page readers would have, were a front arranged so.
    fn front_as_if(self: Arc<Self>, front: Front) -> Soon<Result<String, web::Error>>;
}

/// What whoever runs the program knows of where the newsroom is kept.
pub trait Premises: Send + Sync + 'static {
    /// What lies where, without passwords.
    fn kept(&self) -> Vec<Kept>;

    /// How things are, looked at now.
    fn look(self: Arc<Self>) -> Soon<Vec<Found>>;
}

/// Something that is kept somewhere.
#[derive(Clone, Debug)]
pub struct Kept {
    /// `database`, `pictures`, `files`, `settings-file`.
    pub key: &'static str,
    pub place: String,
}

/// One thing that was looked at. Its words are `doctor-said-…` and `doctor-do-…`.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is, in a word that the desk has words for.
    pub what: &'static str,
    /// `good`, `warn` or `problem`.
    pub verdict: &'static str,
    /// What was found, and what its words put in.
    pub said: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// What to do about it.
    pub advice: Option<&'static str>,
}

/// Beside a `reason` in the words a refusal has of itself: its code, by which it is told in the reader's language.
pub const REASON_CODE: &str = "reason-code";

impl Found {
    /// What was found and what to do, in a language.
    pub fn in_words(&self, pages: &DeskPages, language: language::Language) -> (String, Option<String>) {
        let code = self.args.iter().find(|(name, _)| *name == REASON_CODE).map(|(_, code)| code);
        let reason = code.map(|code| pages.say(language, &format!("refused-{code}"), &[]));
        let reason = reason.filter(|words| !words.is_empty());
        let args: Vec<(&str, language::Value<'_>)> = self
            .args
            .iter()
            .map(|(name, text)| {
                let said = reason.as_ref().filter(|_| *name == "reason").unwrap_or(text);
                (*name, language::Value::Text(said))
            })
            .collect();
        let say = |key: String| pages.say(language, &key, &args);
        (say(format!("doctor-said-{}", self.said)), self.advice.map(|advice| say(format!("doctor-do-{advice}"))))
    }
}

/// A future behind a trait object.
pub type Soon<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What the desk stands on.
pub struct Parts {
    pub store: Store,
    pub paper: Arc<dyn Paper>,
    pub media: Arc<media::Library>,
    pub premises: Arc<dyn Premises>,
    /// Scheme and host without a slash at the end.
    pub origin: String,
    /// Which server letters go through.
    pub post: Arc<dispatch::Post>,
}

pub(crate) struct Shared {
    pub store: Store,
    pub paper: Arc<dyn Paper>,
    pub media: Arc<media::Library>,
    pub premises: Arc<dyn Premises>,
    pub origin: String,
    pub pages: DeskPages,
    pub throttle: throttle::Throttle,
    pub ticker: ticker::Ticker,
    /// Challenges to passkeys, which anybody may ask for.
    pub challenges: throttle::PerMinute,
    pub post: Arc<dispatch::Post>,
    /// Nothing where browsers have no passkeys: at a numeric address, or without TLS.
    pub passkeys: Option<web::passkey::Passkeys>,
    pub likeness: pictures::Likeness,
    /// Passwords being tried at once: each takes 19 MiB and a core for some hundredths of a second.
    pub trying: tokio::sync::Semaphore,
}

/// The desk, ready to answer.
pub struct Desk {
    shared: Arc<Shared>,
    router: axum::Router,
}

/// Where a request came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct From(pub IpAddr);

impl Desk {
    pub fn new(parts: Parts) -> Self {
        let origin = parts.origin.trim_end_matches('/').to_owned();
        let house = parts.paper.house();
        let paper = house.editions_in_order().first().map_or("Manşet", |edition| &edition.name);
        let shared = Arc::new(Shared {
            passkeys: web::passkey::Passkeys::of_origin(&origin, paper),
            post: parts.post,
            pages: DeskPages::new(&parts.paper.theme()),
            store: parts.store,
            paper: parts.paper,
            media: parts.media,
            origin,
            premises: parts.premises,
            throttle: throttle::Throttle::default(),
            ticker: ticker::Ticker::default(),
            challenges: throttle::PerMinute::new(30),
            likeness: pictures::Likeness::default(),
            trying: tokio::sync::Semaphore::new(2),
        });
        Self { router: routes::router(Arc::clone(&shared)), shared }
    }

    /// Ends what has no end of its own: the server stops.
    pub fn stop_telling(&self) {
        self.shared.ticker.stop();
    }

    /// Answers a request whose path is `/desk` or lies below it.
    pub async fn answer<B>(&self, request: Request<B>, from: IpAddr) -> Answer
    where
        B: hyper::body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(From(from));
        let headers = request.headers().clone();
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        answer::finished(&self.shared, response, &headers).await
    }
}
