//! The whole program on a database and a port of its own: store, followers, site and interface, with a client that sends bytes
//! just as given.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ::newsroom::Position;
use api::Api;
use manset::program::{Program, SitePaper};
use site::{Front, Running, Settings, Site};
use store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use web::Limits;

use crate::{Database, Desk, cast};

/// A node of the newsroom, serving. Dropping it stops it.
pub struct Newsroom {
    pub desk: Desk,
    pub store: Store,
    pub address: SocketAddr,
    pub media: Arc<media::Library>,
    running: Arc<Running>,
    server: JoinHandle<()>,
    board: JoinHandle<()>,
    inspector: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Got {
    pub status: u16,
    /// Lower-case, a line each.
    pub head: String,
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Got {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// A header's value; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let start = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default()
    }
}

/// A place to work that somebody has looked at.
struct Rented;

impl desk::Premises for Rented {
    fn kept(&self) -> Vec<desk::Kept> {
        vec![desk::Kept { key: "database", place: "SQLite, /srv/cinar/newsroom.db".to_owned() }]
    }

    fn look(self: Arc<Self>) -> desk::Soon<Vec<desk::Found>> {
        let args = vec![("free", "300".to_owned()), ("all", "20000".to_owned())];
        let disk = desk::Found { what: "disk", verdict: "warn", said: "disk-free", args, advice: Some("room-soon") };
        Box::pin(async move { vec![disk] })
    }
}

/// A person's browser.
pub const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A site's settings with its files in this folder.
pub fn site_settings(folder: &std::path::Path) -> Settings {
    Settings {
        origin: "https://cinar.example".to_owned(),
        media: Arc::new(media::Library::open(folder.join("media")).expect("a library")),
        theme: folder.join("theme"),
        cache_bytes: 32 << 20,
        words: None,
    }
}

impl Newsroom {
    /// A node on this database, in the machine's own time; the cast's paper is opened where there is none.
    pub async fn start(database: &Database) -> Self {
        Self::start_with(database, Limits::default()).await
    }

    /// The same within other limits.
    pub async fn start_with(database: &Database, limits: Limits) -> Self {
        Self::of(database.open().await, limits).await
    }

    /// A node that takes the word of these proxies for where a request came from.
    pub async fn start_behind(database: &Database, proxies: &[&str]) -> Self {
        let proxies = web::TrustedProxies::parse(proxies).expect("networks");
        Self::set_up(database.open().await, Limits::default(), proxies).await
    }

    /// A node on a store that is open.
    pub async fn of(store: Store, limits: Limits) -> Self {
        Self::set_up(store, limits, web::TrustedProxies::default()).await
    }

    async fn set_up(store: Store, limits: Limits, proxies: web::TrustedProxies) -> Self {
        if store.reading().house().await.expect("a house").editions.is_empty() {
            cast::paper(&store).await;
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let folder = tempfile::tempdir().expect("a folder");
        let settings = site_settings(folder.path());
        let media = Arc::clone(&settings.media);
        let origin = settings.origin.clone();
        let running = Arc::new(Site::start(&store, settings).await.expect("the site starts"));
        let api = Api::new(api::Parts {
            store: store.clone(),
            paper: Arc::new(SitePaper(Arc::clone(&running))),
            cache: running.site.cache(),
            media: Arc::clone(&media),
            origin: origin.clone(),
            writes: api::WritesPerMinute::default(),
        });
        let desk = desk::Desk::new(desk::Parts {
            store: store.clone(),
            paper: Arc::new(SitePaper(Arc::clone(&running))),
            media: Arc::clone(&media),
            premises: Arc::new(Rented),
            origin,
            post: Arc::new(dispatch::Post { store: store.clone(), fixed: None, authority: None }),
        });
        desk::note_blurred(&store, &media).await.expect("what was blurred is known");
        let program = Arc::new(Program { proxies, front: Front(Arc::clone(&running.site)), api, desk });
        let server = tokio::spawn(web::serve(listener, program, limits, std::future::pending()));
        let board = tokio::spawn(store::keep_board(store.clone()));
        let inspector = tokio::spawn(store::inspect(store.clone(), Arc::new(SitePaper(Arc::clone(&running)))));
        Self { desk: Desk::of(&store), store, address, media, running, server, board, inspector, _folder: folder }
    }

    /// The folder whose files override the theme.
    pub fn theme_folder(&self) -> std::path::PathBuf {
        self._folder.path().join("theme")
    }

    /// Waits until this node's followers have applied a position, as an act's answer does.
    pub async fn reached(&self, position: Position) {
        self.running.reached(position, crate::PATIENCE).await.expect("followers catch up");
        // Found a moment later: no act waits for it.
        assert!(self.running.site.words().reached(position, crate::PATIENCE).await, "the index of words catches up");
    }

    /// Writes down what was counted.
    pub async fn flush(&self) {
        self.running.flush().await;
    }

    /// Asks as a person's browser does.
    pub async fn get(&self, path: &str) -> Got {
        self.get_as(BROWSER, path).await
    }

    pub async fn get_as(&self, agent: &str, path: &str) -> Got {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: cinar.example\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n");
        self.send(request.as_bytes()).await
    }

    /// Sends these bytes and reads whatever comes back, for ten seconds at most.
    pub async fn send(&self, bytes: &[u8]) -> Got {
        let mut stream = TcpStream::connect(self.address).await.expect("it listens");
        // A server that has seen enough may close while we still send.
        let _ = stream.write_all(bytes).await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
        let bytes = answer.get(end + 4..).unwrap_or_default().to_vec();
        let (head, body) = (String::from_utf8_lossy(&answer[..end]), String::from_utf8_lossy(&bytes).into_owned());
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Got { status, head: head.to_lowercase().replace("\r\n", "\n"), body, bytes }
    }
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        self.server.abort();
        self.board.abort();
        self.inspector.abort();
    }
}
