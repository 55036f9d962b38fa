//! Acts by request, round after round, with readers beside: the very next request to every page that shows the story tells
//! the new truth.
//!
//! `MANSET_ROUNDS` says how many rounds; few by default, since each walks eight addresses after five acts.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use newsroom::Role;
use serde_json::json;
use testkit::{Caller, Database, Newsroom, on_both};

const READERS: usize = 32;

async fn no_answer_is_stale(database: Database) {
    let rounds: u32 = std::env::var("MANSET_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(8);
    let node = Arc::new(Newsroom::start(&database).await);
    let caller = node.caller(Role::ChiefEditor).await;
    let (stop, reads) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let readers: Vec<_> = (0..READERS).map(|_| tokio::spawn(read(node.clone(), stop.clone(), reads.clone()))).collect();
    let stale = Mutex::default();
    for round in 0..rounds {
        one_round(&node, &caller, round, &stale).await;
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.expect("a reader never falls");
    }
    let stale = stale.into_inner().expect("no test panicked while holding this");
    println!("{rounds} rounds, {} reads beside, {} stale", reads.load(Ordering::Relaxed), stale.len());
    assert_eq!(stale, Vec::<String>::new());
}

/// Reads whatever is on the front, again and again.
async fn read(node: Arc<Newsroom>, stop: Arc<AtomicBool>, reads: Arc<AtomicU64>) {
    while !stop.load(Ordering::Relaxed) {
        for path in ["/", "/gundem/", "/feed.xml", "/api/v1/stories"] {
            let got = node.get(path).await;
            assert_eq!(got.status, 200, "{path}");
            reads.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

async fn one_round(node: &Newsroom, caller: &Caller<'_>, round: u32, stale: &Mutex<Vec<String>>) {
    let stale = |what: String| stale.lock().expect("no test panics while holding this").push(what);
    let words = |act: &str| format!("Haber {round} {act}");
    let story = |headline: String| {
        json!({
            "language": "tr",
            "headlines": [{"role": "main", "value": headline}],
            "bodies": [{"contentType": "text/html", "value": "<p>Metin.</p>"}],
            "subjects": [{"literal": "gundem", "rel": "section"}, {"name": "Deneme"}],
            "by": "Ayşe Demir",
        })
    };
    let begun = caller.send("POST", "/api/v1/stories", &story(words("bir"))).await;
    let number = begun.json()["manset"]["number"].as_i64().expect("a number");
    let act = format!("/api/v1/stories/{number}/publication");
    let published = caller.send("POST", &act, &json!({})).await;
    assert_eq!(published.status, 200, "{}", published.body);
    let url = published.json()["url"].as_str().expect("an address").replace("https://cinar.example", "");
    let everywhere: Vec<String> = [
        url.as_str(),
        "/gundem/",
        "/",
        "/etiket/deneme/",
        "/yazar/ayse-demir/",
        "/feed.xml",
        "/atom.xml",
        "/gundem/feed.json",
        "/sitemap-news.xml",
        "/api/v1/stories",
        "/api/v1/lists/headlines",
    ]
    .map(str::to_owned)
    .to_vec();
    let all_say = async |words: &str, said: bool| {
        for path in &everywhere {
            if node.get(path).await.body.contains(words) != said {
                stale(format!("round {round}: {path} and “{words}”"));
            }
        }
    };
    all_say(&words("bir"), true).await;

    let save = async |headline: String| {
        let path = format!("/api/v1/stories/{number}/draft");
        let saved = caller.send_with("PUT", &path, &story(headline), &[("If-Match", "*")]).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
    };
    save(words("iki")).await;
    assert_eq!(caller.send("POST", &act, &json!({})).await.status, 200);
    all_say(&words("iki"), true).await;
    all_say(&words("bir"), false).await;

    save(words("üç")).await;
    let correction = format!("/api/v1/stories/{number}/correction");
    assert_eq!(caller.send("POST", &correction, &json!({"note": "Düzeltme."})).await.status, 200);
    all_say(&words("üç"), true).await;

    let order = json!({"placements": [{"slot": 1, "story": number}]});
    assert_eq!(caller.send("PUT", "/api/v1/fronts/tr/-/placements", &order).await.status, 200);
    let first = node.get("/api/v1/lists/headlines").await.json()["items"][0]["manset"]["number"].clone();
    if first != number {
        stale(format!("round {round}: the headlines begin with {first} after placing {number}"));
    }

    assert_eq!(caller.send("DELETE", &act, &json!({})).await.status, 200);
    // The story's own address says what was taken back, with its headline; no list does.
    if node.get(&url).await.status != 410 {
        stale(format!("round {round}: {url} is still there"));
    }
    for path in everywhere.iter().filter(|path| **path != url) {
        if node.get(path).await.body.contains(&words("üç")) {
            stale(format!("round {round}: {path} still shows what was taken back"));
        }
    }
}

on_both!(no_answer_is_stale);
