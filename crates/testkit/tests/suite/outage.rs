//! A node is killed under its readers, or the database goes from under its nodes: what readers and those who act see.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newsroom::{Position, StoryNumber};
use store::{Clock, Place, Store};
use testkit::{BROWSER, Desk, Newsroom, cast, database};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use web::Limits;

use crate::cluster::Cluster;
use crate::killed::all_there;

/// Readers who come through whatever node answers, as a balancer sends them.
const READERS: usize = 12;

#[test]
fn a_killed_node_takes_no_answered_act_and_no_reader_but_those_being_answered() {
    database::on_postgres(async |database| {
        let stays = Arc::new(Newsroom::start(&database).await);
        let mut falls = Node::start(&database.address());
        let reading = Arc::new(AtomicBool::new(true));
        let (cut_off, answered) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                let (stays, falling) = (Arc::clone(&stays), falls.address.clone());
                let (reading, cut_off, answered) = (Arc::clone(&reading), Arc::clone(&cut_off), Arc::clone(&answered));
                tokio::spawn(async move {
                    for turn in reader.. {
                        if !reading.load(Ordering::Relaxed) {
                            return;
                        }
                        let path = ["/", "/gundem/", "/feed.xml", "/sitemap-news.xml"][turn % 4];
                        match ask(&falling, path).await {
                            Asked::Answered(status) => assert_eq!(status, 200, "{path} by the node that falls"),
                            gone => {
                                cut_off.fetch_add(usize::from(gone == Asked::CutOff), Ordering::Relaxed);
                                assert_eq!(stays.get(path).await.status, 200, "{path} by the node that stays");
                            }
                        }
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_secs(3)).await;
        let acts = falls.kill();
        tokio::time::sleep(Duration::from_secs(1)).await;
        reading.store(false, Ordering::Relaxed);
        for reader in readers {
            reader.await.expect("each reader was answered");
        }
        let (cut_off, answered) = (cut_off.load(Ordering::Relaxed), answered.load(Ordering::Relaxed));
        println!("{} acts and {answered} requests answered, {cut_off} requests cut off", acts.len());
        assert!(acts.len() > 10 && answered > READERS * 10, "there was load");
        assert!(cut_off <= READERS, "only requests that were open are lost");

        let last = all_there(&stays.store, Position(0), &acts).await;
        stays.reached(last).await;
        for (_, subject) in acts.iter().rev().take(20) {
            let number = subject.trim_start_matches("story/");
            assert_eq!(stays.get(&format!("/x/{number}")).await.status, 301, "story {number} is served by the other");
        }
        Desk::of(&stays.store).publish(cast::flood()).await.expect("the other node writes on");
        assert_eq!(store::ledger::verify(&stays.store).await.expect("verified").faults, []);
    });
}

/// Nodes go on with what they have, say at once and kindly what they cannot do, and need no hand afterwards.
#[test]
fn nodes_outlast_their_database() {
    if std::env::var_os(database::POSTGRES_VARIABLE).is_none() {
        eprintln!("PostgreSQL: not given, skipped ({} is not set)", database::POSTGRES_VARIABLE);
        return;
    }
    database::runtime().block_on(async {
        let mut cluster = Cluster::start();
        let open = || async {
            let place = Place::Address(cluster.address.clone());
            Store::open(&place, Clock::of_the_machine()).await.expect("the newsroom opens")
        };
        let nodes =
            [Newsroom::of(open().await, Limits::default()).await, Newsroom::of(open().await, Limits::default()).await];
        let (kept, _) = nodes[0].desk.publish(cast::flood()).await.expect("published");
        let (other, position) = nodes[0].desk.publish(cast::story("Okunmayan haber")).await.expect("published");
        let mut addresses = Vec::new();
        for node in &nodes {
            node.reached(position).await;
            addresses.push((address(node, kept).await, address(node, other).await));
        }
        for outage in 1..=2 {
            // What is counted of reading, and the index, may drop pages for another second.
            tokio::time::sleep(Duration::from_secs(3)).await;
            for (node, (kept, _)) in nodes.iter().zip(&addresses) {
                for path in ["/", kept] {
                    assert_eq!(node.get_as(UNCOUNTED, path).await.status, 200, "{path} is there to be kept");
                }
            }
            cluster.fall();
            for (node, (kept, unread)) in nodes.iter().zip(&addresses) {
                for path in ["/", kept] {
                    let page = node.get_as(UNCOUNTED, path).await;
                    assert_eq!(page.status, 200, "{path} is in memory (outage {outage})");
                    assert!(page.body.contains("</html>"), "and whole");
                }
                assert_eq!(node.get("/healthz").await.status, 200, "the process lives");
                if outage == 1 {
                    says_it_cannot(node, unread).await;
                    let programs = format!("/api/v1/stories/{}", other.0);
                    let problem = says_it_cannot(node, &programs).await;
                    assert_eq!(problem.header("content-type"), "application/problem+json", "{}", problem.head);
                    says_it_cannot(node, "/readyz").await;
                    let refused = node.desk.publish(cast::story("Olmayan haber")).await;
                    assert!(refused.is_err(), "no act is answered that is not kept");
                }
            }
            cluster.rise();
            let back = Instant::now();
            let (_, position) = loop {
                match nodes[0].desk.publish(cast::story(&format!("Geri geldik {outage}"))).await {
                    Ok(published) => break published,
                    Err(_) if back.elapsed() < Duration::from_secs(20) => {
                        tokio::time::sleep(Duration::from_millis(50)).await
                    }
                    Err(error) => panic!("acts go on by themselves: {error}"),
                }
            };
            for (node, (_, unread)) in nodes.iter().zip(&addresses) {
                node.reached(position).await;
                assert!(node.get("/").await.body.contains(&format!("Geri geldik {outage}")), "the new front is served");
                assert_eq!(node.get(unread).await.status, 200, "what could not be read can be");
                assert_eq!(node.get("/readyz").await.status, 200);
            }
            println!("both nodes served the next act {:?} after the database was back", back.elapsed());
        }
        assert_eq!(store::ledger::verify(&nodes[0].store).await.expect("verified").faults, []);
    });
}

/// A program, whose reading changes no list.
const UNCOUNTED: &str = "curl/8.5.0";

/// 503 within a few seconds, with when to come again.
async fn says_it_cannot(node: &Newsroom, path: &str) -> testkit::Got {
    let asked = Instant::now();
    let page = node.get(path).await;
    assert_eq!(page.status, 503, "{path} is in nobody's memory");
    assert!(!page.header("retry-after").is_empty(), "{}", page.head);
    assert!(asked.elapsed() < Duration::from_secs(5), "{path} was told after {:?}", asked.elapsed());
    page
}

/// Where a story stands.
async fn address(node: &Newsroom, number: StoryNumber) -> String {
    let moved = node.get(&format!("/x/{number}")).await;
    assert_eq!(moved.status, 301);
    moved.header("location").to_owned()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Answered(u16),
    /// Nobody listens: a balancer asks another.
    Refused,
    /// The request was taken and never answered.
    CutOff,
}

/// Asks a node that may be gone at any moment.
async fn ask(address: &str, path: &str) -> Asked {
    let Ok(mut stream) = TcpStream::connect(address).await else { return Asked::Refused };
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: cinar.example\r\nUser-Agent: {BROWSER}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let asked = async {
        stream.write_all(request.as_bytes()).await?;
        stream.read_to_end(&mut answer).await
    };
    let whole = asked.await.is_ok();
    let text = String::from_utf8_lossy(&answer);
    let length =
        text.to_lowercase().split("content-length: ").nth(1).and_then(|rest| rest.split('\r').next()?.parse().ok());
    let body = text.split_once("\r\n\r\n").map_or(0, |(head, _)| answer.len() - head.len() - 4);
    match text.split(' ').nth(1).and_then(|status| status.parse().ok()) {
        Some(status) if whole && length == Some(body) => Asked::Answered(status),
        _ => Asked::CutOff,
    }
}

/// A node in a process of its own, which acts all the time.
struct Node {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Node {
    fn start(database: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_testkit-writer"))
            .args([database, "--serve"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the node starts");
        let mut out = BufReader::new(child.stdout.take().expect("it was piped"));
        let mut address = String::new();
        out.read_line(&mut address).expect("it says where it serves");
        Self { child, out, address: address.trim().to_owned() }
    }

    /// Kills it outright and returns what it had answered.
    fn kill(&mut self) -> Vec<(i64, String)> {
        self.child.kill().expect("a process of ours");
        let mut said = String::new();
        self.out.read_to_string(&mut said).expect("plain words");
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        let answers = whole.lines().filter_map(|line| line.split_once(' '));
        answers.map(|(position, subject)| (position.parse().expect("a position"), subject.to_owned())).collect()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
