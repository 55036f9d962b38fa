//! Hostile requests get a clear answer and change nothing.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use testkit::{Database, Newsroom, cast, on_both};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use web::Limits;

async fn strange_addresses_are_answered(database: Database) {
    let node = Newsroom::start(&database).await;
    let (number, position) = node.desk.publish(cast::flood()).await.expect("published");
    node.reached(position).await;
    let story = format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{number}");
    let check = async |path: &str, expected: &[u16]| {
        let got = node.get(path).await;
        assert!(expected.contains(&got.status), "{path}: {}", got.status);
        assert!(!got.body.contains("panicked") && !got.body.contains("sqlx"), "{path} gives something away");
    };
    check("/%ff%fe/", &[400]).await;
    check("/%c3%28", &[400]).await;
    check("/a%00b/", &[400]).await;
    check("/gundem/x%0d%0aSet-Cookie:%20a=b-1", &[400]).await;
    for climbing in
        ["/../../etc/passwd", "/media/../../newsroom.db", "/media/..%2f..%2f/x", "/theme/x/..%2f..%2fsecret"]
    {
        check(climbing, &[404]).await;
    }
    check("/media/aaaa/640.jpg", &[404]).await;
    check(&format!("/media/{}/original", "a".repeat(64)), &[404]).await;
    for sql in ["'%20or%20'1'='1", "1;drop%20table%20entry;--", "%27%29%3b--", "%22%20union%20select%201--"] {
        check(&format!("/{sql}/"), &[404]).await;
        check(&format!("/etiket/{sql}/"), &[404]).await;
        check(&format!("/yazar/{sql}/"), &[404]).await;
        check(&format!("/ara?q={sql}"), &[200]).await;
        check(&format!("/gundem/?after={sql}"), &[400]).await;
        check(&format!("/gundem/haber-{sql}"), &[404]).await;
        check(&format!("/duzeltmeler?before={sql}"), &[200]).await;
    }
    for cursor in
        ["-1", "0.0", "9223372036854775807.1", "99999999999999999999.1", "a.b", ".", "1.", "1.1.1", "%f0%9f%98%80"]
    {
        check(&format!("/gundem/?after={cursor}"), &[200, 400]).await;
    }
    for number in ["0", "-1", "9223372036854775807", "99999999999999999999", "1e3", "0x1", "٣"] {
        check(&format!("/gundem/haber-{number}"), &[404, 301]).await;
    }
    check("/arsiv/2024/13/45/", &[404]).await;
    check("/arsiv/9999/12/31/", &[404]).await;
    check("/arsiv/0000/01/01/", &[404, 200]).await;
    check("/sitemap-tr-999999999999.xml", &[404]).await;
    check("//evil.example/", &[301, 404]).await;
    check(&format!("/ara?q={}", "a".repeat(1_900)), &[200]).await;
    check(&format!("/{}", "a/".repeat(2_000)), &[414]).await;
    check(&format!("{story}?utm_source=x&y=%ff"), &[200]).await;
    assert_eq!(node.get(&story).await.status, 200, "and the paper is as it was");
}

async fn a_redirect_never_leaves_the_paper(database: Database) {
    let node = Newsroom::start(&database).await;
    for path in ["//evil.example", "//evil.example/", "/\\evil.example", "/%2f%2fevil.example", "/etiket//evil.example"]
    {
        let got = node.get(path).await;
        let location = got.header("location");
        assert!(
            location.is_empty() || (location.starts_with('/') && !location.starts_with("//")),
            "{path} → {location}"
        );
    }
}

async fn malformed_requests_are_refused(database: Database) {
    let node = Newsroom::start(&database).await;
    let check = async |bytes: Vec<u8>, expected: &[u16]| {
        let got = node.send(&bytes).await;
        assert!(
            expected.contains(&got.status),
            "{:?}: {}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(80)]),
            got.status
        );
    };
    check(b"NONSENSE\r\n\r\n".to_vec(), &[400, 0]).await;
    check(b"GET / HTTP/9.9\r\n\r\n".to_vec(), &[400, 505, 0]).await;
    check(b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[400, 0]).await;
    check(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc".to_vec(), &[405]).await;
    check(b"DELETE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[405]).await;
    check(
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_vec(),
        &[200, 400],
    )
    .await;
    let long = format!("GET / HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n", "a".repeat(200_000));
    check(long.into_bytes(), &[400, 431, 0]).await;
    let many = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(5_000));
    check(many.into_bytes(), &[400, 431, 0]).await;
    check(b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[200]).await;
    assert_eq!(node.get("/").await.status, 200);
}

/// So many connections stay open without a word while others are served.
const SLOW: usize = 10_000;
/// Readings of one round, and rounds of which the quickest counts: other work on the machine slows some down.
const READINGS: usize = 200;
const ROUNDS: usize = 5;
/// How much longer one in a hundred readers may wait beside them. The answer is the same work, so anything that grew with
/// their number would be far beyond.
const SLOWER_MAX: u32 = 10;

async fn ten_thousand_slow_connections_keep_nobody_out(database: Database) {
    rlimit::increase_nofile_limit(SLOW as u64 + 1_000).expect("as many files as connections");
    let limits = Limits { head_timeout: Duration::from_secs(300), ..Limits::default() };
    let node = Newsroom::start_with(&database, limits).await;
    let (number, position) = node.desk.publish(cast::flood()).await.expect("published");
    node.reached(position).await;
    let story = format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{number}");

    let quiet = slowest_of_most(&node, &story).await;
    let mut slow = Slow::start(node.address).await;
    assert_eq!(slow.held().await, SLOW, "a server within its limits closes nobody early");
    let beside = slowest_of_most(&node, &story).await;
    assert_eq!(slow.held().await, SLOW, "they were there all the time");
    assert!(beside <= quiet * SLOWER_MAX, "p99 {beside:?} beside {SLOW} slow connections, {quiet:?} without");
}

/// The time in which 99 of 100 readings were answered, in the best round. Each reader comes on a connection of its own.
async fn slowest_of_most(node: &Newsroom, path: &str) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let mut took = Vec::with_capacity(READINGS);
        for _ in 0..READINGS {
            let asked = Instant::now();
            assert_eq!(node.get(path).await.status, 200);
            took.push(asked.elapsed());
        }
        took.sort();
        best = best.min(took[READINGS * 99 / 100 - 1]);
    }
    best
}

/// The process that holds the connections. Dropping it ends it.
struct Slow {
    child: Child,
    said: Option<BufReader<ChildStdout>>,
}

impl Slow {
    async fn start(address: std::net::SocketAddr) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_testkit-slow"))
            .args([address.to_string(), SLOW.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let said = child.stdout.take().map(BufReader::new);
        let mut slow = Self { child, said };
        assert_eq!(slow.line().await, "open");
        slow
    }

    /// How many connections the server has not closed, after a byte more on each.
    async fn held(&mut self) -> usize {
        self.child.stdin.as_mut().expect("piped").write_all(b"\n").expect("it listens to us");
        self.line().await.parse().expect("a number")
    }

    /// Its next line, waited for beside the server's work.
    async fn line(&mut self) -> String {
        let mut said = self.said.take().expect("given back below");
        let (said, line) = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            said.read_line(&mut line).expect("it speaks");
            (said, line)
        })
        .await
        .expect("reading a line");
        self.said = Some(said);
        line.trim().to_owned()
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        // One that has ended is killed and waited for without harm.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn a_head_that_does_not_come_is_not_waited_for(database: Database) {
    let limits = Limits { head_timeout: Duration::from_secs(2), ..Limits::default() };
    let node = Newsroom::start_with(&database, limits).await;
    let mut stream = TcpStream::connect(node.address).await.expect("it listens");
    stream.write_all(b"GET / HT").await.expect("a few bytes");
    let mut rest = Vec::new();
    let closed = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut rest);
    assert!(tokio::time::timeout(Duration::from_secs(10), closed).await.is_ok(), "it is closed");
}

on_both!(
    strange_addresses_are_answered,
    a_redirect_never_leaves_the_paper,
    malformed_requests_are_refused,
    ten_thousand_slow_connections_keep_nobody_out,
    a_head_that_does_not_come_is_not_waited_for,
);
