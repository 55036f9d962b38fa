//! The site, the desk and the interface for programs behind one door, each given what it needs of the other.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Once};

use api::{Answers, Api, Asked, ListKind, Paper, Ranked, Soon};
use desk::Desk;
use http::{HeaderMap, Request};
use hyper::body::Incoming;
use jiff::Timestamp;
use newsroom::front::Filling;
use newsroom::lint::Subject;
use newsroom::{Content, EditionCode, FrontKey, House, Position, StoryNumber};
use site::fulltext::{Count, Order, Place, Question, Within};
use site::{Front, Running};
use web::{Answer, Answering, TrustedProxies};

/// Everything that answers requests.
pub struct Program {
    /// Whose word is taken for where a request came from.
    pub proxies: TrustedProxies,
    pub front: Front,
    pub api: Api,
    pub desk: Desk,
}

impl Answering for Program {
    async fn answer(&self, request: Request<Incoming>, from: SocketAddr) -> Answer {
        let path = request.uri().path();
        if path.starts_with("/api/") {
            return self.api.answer(request).await;
        }
        let client = self.client(from.ip(), request.headers());
        if path == "/desk" || path.starts_with("/desk/") {
            self.desk.answer(request, client.unwrap_or(from.ip())).await
        } else {
            // Behind a proxy that is not named nobody is told apart, and so nobody is taken for somebody who asks again.
            let client = client.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
            self.front.answer(request, SocketAddr::new(client, from.port())).await
        }
    }

    fn stopping(&self) {
        self.desk.stop_telling();
    }
}

impl Program {
    /// Where a request came from. Nothing, said once, where a proxy here tells it and is not named.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        static SAID: Once = Once::new();
        if self.proxies.is_empty() && peer.is_loopback() && headers.contains_key("x-forwarded-for") {
            SAID.call_once(|| {
                tracing::warn!(
                    %peer,
                    "a proxy tells where requests come from, and `trusted_proxies` does not name it: \
                     everybody behind it is counted as one"
                );
            });
            return None;
        }
        Some(self.proxies.client(peer, headers))
    }
}

/// The site as programs and the desk see it.
pub struct SitePaper(pub Arc<Running>);

/// How long an act waits for this node's own pages before it is answered all the same.
const PAGES_PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// How long a question that asks for a position waits until what was published there can be found.
const WORDS_PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
const NO_SUCH_PLACE: &str = "there is no such place in the list";

impl Paper for SitePaper {
    fn house(&self) -> Arc<House> {
        self.0.site.house()
    }

    fn list(self: Arc<Self>, kind: ListKind, of: FrontKey) -> Soon<Result<Ranked, web::Error>> {
        Box::pin(async move {
            let boxes = self.0.site.ranked(&of).await?;
            let numbers = match kind {
                ListKind::Headlines => boxes.headlines,
                ListKind::Highlights => boxes.highlights,
                ListKind::MostRead => boxes.most_read,
            };
            Ok(Ranked { numbers, uses: boxes.uses, valid_until: boxes.valid_until })
        })
    }

    fn related(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<StoryNumber> {
        self.0.site.related(number, edition, content)
    }

    fn find(self: Arc<Self>, asked: Asked) -> Soon<Result<Answers, web::Error>> {
        Box::pin(async move {
            let site = &self.0.site;
            if let Some(position) = asked.known_at {
                site.words().reached(position, WORDS_PATIENCE).await;
            }
            let house = site.house();
            let edition = house.edition(&asked.edition).ok_or(web::Error::NotFound)?;
            let after = match &asked.after {
                Some(place) => Some(Place::parse(place).ok_or(web::Error::BadRequest(NO_SUCH_PLACE.into()))?),
                None => None,
            };
            let question = Question {
                words: asked.words,
                typing: asked.is_typing,
                within: Within {
                    edition: Some(asked.edition),
                    section: asked.section,
                    tag: asked.tag,
                    author: asked.author,
                    from: asked.from,
                    until: asked.until,
                },
                order: if asked.is_newest { Order::Newest } else { Order::Relevance },
                after,
                limit: asked.limit,
                counted: asked.is_counted,
            };
            let found = site.search(question, edition).await?;
            let counts = |counts: Vec<Count>| counts.into_iter().map(|count| (count.name, count.stories)).collect();
            Ok(Answers {
                numbers: found.numbers,
                total: found.total,
                next: found.next.map(|place| place.text()),
                meant: found.meant,
                by_meant: found.by_meant,
                counts: [
                    ("section", counts(found.counts.sections)),
                    ("tag", counts(found.counts.tags)),
                    ("author", counts(found.counts.authors)),
                    ("year", counts(found.counts.years)),
                ],
                is_complete: site.words().state().is_complete,
            })
        })
    }

    fn offers(&self, edition: &EditionCode, typed: &str, most: usize) -> Result<Vec<String>, web::Error> {
        let site = &self.0.site;
        let language = site.house().edition(edition).map_or(language::Language::Turkish, |edition| edition.language);
        site.words().offers(edition, typed, language, most).map_err(web::Error::internal)
    }

    fn reached(self: Arc<Self>, position: Position) -> Soon<store::Result<()>> {
        Box::pin(async move { self.0.reached(position, PAGES_PATIENCE).await })
    }
}

impl store::Copies for SitePaper {
    fn copied(&self, number: StoryNumber, subject: &Subject<'_>) -> Option<StoryNumber> {
        self.0.site.copied(number, subject)
    }
}

impl desk::Paper for SitePaper {
    fn house(&self) -> Arc<House> {
        self.0.site.house()
    }

    fn theme(&self) -> Arc<pages::Theme> {
        self.0.site.theme()
    }

    fn preview(self: Arc<Self>, live: newsroom::Live, content: Content) -> desk::Soon<Result<String, web::Error>> {
        Box::pin(async move { self.0.site.preview(live, content).await })
    }

    fn event_of(&self, number: StoryNumber) -> Option<StoryNumber> {
        self.0.site.event_of(number)
    }

    fn told(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<(StoryNumber, Timestamp)> {
        self.0.site.told(number, edition, content)
    }

    fn related(&self, number: StoryNumber, edition: &EditionCode, content: &Content) -> Vec<StoryNumber> {
        self.0.site.related(number, edition, content)
    }

    fn shared(&self, edition: &EditionCode, one: &Content, other: &Content, most: usize) -> Vec<String> {
        self.0.site.shared(edition, one, other, most)
    }

    fn find(&self, edition: &EditionCode, words: &str, limit: usize) -> Vec<StoryNumber> {
        self.0.site.known_by(edition, words, limit)
    }

    fn reached(self: Arc<Self>, position: Position) -> desk::Soon<store::Result<()>> {
        Box::pin(async move { self.0.reached(position, PAGES_PATIENCE).await })
    }

    fn filled_front(self: Arc<Self>, front: newsroom::Front) -> desk::Soon<Result<Filling, web::Error>> {
        Box::pin(async move { self.0.site.filled_front(front).await })
    }

    fn front_as_if(self: Arc<Self>, front: newsroom::Front) -> desk::Soon<Result<String, web::Error>> {
        Box::pin(async move { self.0.site.front_as_if(front).await })
    }
}
