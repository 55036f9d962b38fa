//! The site, the desk and the interface for programs behind one door, each given what it needs of the other.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Once};

use api::{Api, ListKind, Paper, Ranked, Soon};
use desk::Desk;
use http::{HeaderMap, Request};
use hyper::body::Incoming;
use newsroom::front::Filling;
use newsroom::{Content, EditionCode, House, Position, StoryNumber};
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
            self.api.answer(request).await
        } else if path == "/desk" || path.starts_with("/desk/") {
            let from = self.client(from.ip(), request.headers());
            self.desk.answer(request, from).await
        } else {
            self.front.answer(request, from).await
        }
    }

    fn stopping(&self) {
        self.desk.stop_telling();
    }
}

impl Program {
    /// Where a request came from. Says once that a proxy here tells it and is not named.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        static SAID: Once = Once::new();
        if self.proxies.is_empty() && peer.is_loopback() && headers.contains_key("x-forwarded-for") {
            SAID.call_once(|| {
                tracing::warn!(
                    %peer,
                    "a proxy tells where requests come from, and `trusted_proxies` does not name it: \
                     everybody behind it is counted as one"
                );
            });
        }
        self.proxies.client(peer, headers)
    }
}

/// The site as programs and the desk see it.
pub struct SitePaper(pub Arc<Running>);

/// How long an act waits for this node's own pages before it is answered all the same.
const PAGES_PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

impl Paper for SitePaper {
    fn house(&self) -> Arc<House> {
        self.0.site.house()
    }

    fn list(self: Arc<Self>, kind: ListKind, edition: EditionCode) -> Soon<Result<Ranked, web::Error>> {
        Box::pin(async move {
            let boxes = self.0.site.ranked(&edition).await?;
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

    fn find(&self, edition: &EditionCode, words: &str, from: usize, limit: usize) -> (Vec<StoryNumber>, usize) {
        self.0.site.search(edition, words, from, limit)
    }

    fn reached(self: Arc<Self>, position: Position) -> Soon<store::Result<()>> {
        Box::pin(async move { self.0.reached(position, PAGES_PATIENCE).await })
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

    fn find(&self, edition: &EditionCode, words: &str, limit: usize) -> Vec<StoryNumber> {
        self.0.site.search(edition, words, 0, limit).0
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
