//! The site as plain files: the same pages as served, links intact, packed twins, only what changed on the next run, and a
//! real nginx in front.

use std::collections::BTreeMap;
use std::io::Read;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use leaving::still::{Report, write};
use newsroom::StoryNumber;
use newsroom::acts::Ground;
use store::Store;
use tempfile::TempDir;
use testkit::{Database, Desk, Newsroom, archive, cast, on_both, site_settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::leaving::{all_bytes, carrier};

/// A paper with lists that go on, a renamed section, a story that was taken back, and one barred.
struct Paper {
    store: Store,
    files: TempDir,
    withdrawn: StoryNumber,
    barred: StoryNumber,
}

async fn paper(database: &Database, stories: u32) -> Paper {
    let store = database.open().await;
    cast::paper(&store).await;
    let desk = Desk::of(&store);
    archive::fill(&store, stories, 11).await;
    let long_ago = store.clock().now() - jiff::SignedDuration::from_hours(400);
    let (withdrawn, _) = desk.publish_at(cast::story("Geri alınan"), long_ago).await.expect("published");
    let (barred, _) = desk.publish_at(cast::story("Yasaklanan"), long_ago).await.expect("published");
    desk.publish_at(cast::flood_in_arabic(), long_ago).await.expect("published");
    desk.withdraw(withdrawn, "Kaynak doğrulanamadı.").await.expect("withdrawn");
    let order = Ground::Order { authority: "2. Sulh Ceza Hâkimliği".into(), reason: "Karar 2026/14".into() };
    desk.withdraw_on(barred, order).await.expect("barred");
    desk.rename_section(&cast::tr(), &"gundem".into(), "Güncel").await.expect("renamed");
    Paper { store, files: tempfile::tempdir().expect("a folder"), withdrawn, barred }
}

impl Paper {
    fn to(&self) -> PathBuf {
        self.files.path().join("out")
    }

    async fn write(&self) -> Report {
        write(&self.store, site_settings(self.files.path()), &self.to(), &mut |_| {}).await.expect("written")
    }
}

fn text(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Addresses in a page's `href`s, `src`s and `srcset`s, of our own.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for mark in ["href=\"", "src=\"", "srcset=\""] {
        for (at, _) in page.match_indices(mark) {
            let value = &page[at + mark.len()..];
            let value = &value[..value.find('"').unwrap_or_default()];
            for address in value.split(", ").map(|part| part.split(' ').next().unwrap_or_default()) {
                let address = address.strip_prefix("https://cinar.example").unwrap_or(address);
                if address.starts_with('/') && !address.starts_with("//") {
                    found.push(address.split('#').next().unwrap_or_default().replace("&amp;", "&"));
                }
            }
        }
    }
    found
}

/// The file that a plain server would give for an address.
fn served(root: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split('?').next().unwrap_or_default();
    let path = root.join(percent_decoded(path).trim_start_matches('/'));
    [path.join("index.html"), path].into_iter().find(|file| file.is_file())
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        match (bytes[at], text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).expect("addresses are UTF-8")
}

async fn every_link_leads_to_a_file_and_every_twin_unpacks_to_it(database: Database) {
    let paper = paper(&database, 120).await;
    let report = paper.write().await;
    let files = all_bytes(&paper.to());
    assert!(report.pages > 120 && report.made == report.pages, "{report:?}");
    assert_eq!(report.gone, u64::try_from(archive_withdrawn(&paper.store).await).expect("few"));
    let (mut followed, mut unpacked) = (0, 0);
    for (name, bytes) in &files {
        if name.starts_with(".manset") {
            continue;
        }
        if let Some(plain) = name.strip_suffix(".gz") {
            let mut out = Vec::new();
            flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut out).expect("gzip");
            assert!(out == files[plain], "{name}");
            unpacked += 1;
        } else if let Some(plain) = name.strip_suffix(".br") {
            let mut out = Vec::new();
            brotli::BrotliDecompress(&mut &bytes[..], &mut out).expect("brotli");
            assert!(out == files[plain], "{name}");
            unpacked += 1;
        } else if name.ends_with(".html") {
            let page = std::str::from_utf8(bytes).expect("text");
            assert!(
                !page.contains("?after=") && !page.contains("?before="),
                "{name}: no list goes on by a question mark"
            );
            for link in links(page) {
                assert!(served(&paper.to(), &link).is_some(), "{name} leads to {link}, and there is no file");
                followed += 1;
            }
        }
    }
    assert!(followed > 2_000 && unpacked > 200, "{followed} links, {unpacked} twins");
    // Lists go on to their end: every live story stands on some page of the edition's sections.
    let deep = files.keys().filter(|name| name.contains("/after/") && name.ends_with(".html")).count();
    assert!(deep >= 2, "{deep} further pages of lists");
}

async fn archive_withdrawn(store: &Store) -> usize {
    store.reading().stories_after(0, i64::MAX).await.expect("read").iter().filter(|live| !live.is_live()).count()
}

async fn the_files_are_what_is_served(database: Database) {
    let paper = paper(&database, 60).await;
    let newsroom = Newsroom::start(&database).await;
    newsroom.reached(paper.store.head()).await;
    let story = paper.store.reading().stories_after(10, 1).await.expect("read").remove(0);
    let house = paper.store.reading().house().await.expect("a house");
    let edition = house.edition(&story.edition).expect("there");
    let path = newsroom::address::story_path(&house, edition, &story);
    let addresses =
        ["/", "/guncel/", "/ar/", "/kunye", "/feed.xml", "/sitemap.xml", "/robots.txt", "/etiket/sel/", &path];
    // Ages count minutes: a minute may pass between the two.
    for attempt in 0.. {
        paper.write().await;
        let mut differing = Vec::new();
        for address in addresses {
            let file = served(&paper.to(), address).unwrap_or_else(|| panic!("{address} has a file"));
            let got = newsroom.get(address).await;
            let in_file = text(file).replace("/after/", "?").replace("/before/", "?");
            let served = got.body.replace("?after=", "?").replace("?before=", "?");
            let plain = |text: String| text.replace("/?", "?").replace("/\"", "\"");
            if plain(in_file) != plain(served) {
                differing.push(address);
            }
        }
        if differing.is_empty() {
            return;
        }
        assert!(attempt < 3, "{differing:?} are others than served");
    }
}

async fn the_next_run_makes_what_changed_and_nothing_else(database: Database) {
    let paper = paper(&database, 80).await;
    let desk = Desk::of(&paper.store);
    let first = paper.write().await;
    let again = paper.write().await;
    // Fronts show ages of the newest; everything else holds.
    assert!(again.made < first.pages / 10, "nothing happened: {again:?} after {first:?}");
    assert_eq!((again.pages, again.removed), (first.pages, 0));

    let before = all_bytes(&paper.to());
    let (number, _) = desk.publish(cast::market()).await.expect("published");
    let then = paper.write().await;
    let after = all_bytes(&paper.to());
    assert_eq!(then.position, paper.store.head());
    let new = format!("ekonomi/findik-alim-fiyati-aciklandi-{number}/index.html");
    assert!(after.contains_key(&new) && !before.contains_key(&new));
    assert!(String::from_utf8_lossy(&after["ekonomi/index.html"]).contains("Fındık alım fiyatı açıklandı"));
    // Another edition's pages and the older stories' feeds were not made again.
    assert!(then.made < then.pages, "{then:?}");
    assert_eq!(before["ar/feed.xml"], after["ar/feed.xml"]);
    let same = before.iter().filter(|(name, bytes)| after.get(*name) == Some(bytes)).count();
    assert!(same > before.len() / 4, "{same} of {}", before.len());

    desk.withdraw(number, "Yanlış.").await.expect("withdrawn");
    let last = paper.write().await;
    // The story's page; and its tag's, which has no other story, with three feeds.
    assert_eq!((last.gone, last.removed), (then.gone + 1, 5));
    assert!(!paper.to().join(&new).exists());
    assert!(paper.to().join(format!("_gone/ekonomi/findik-alim-fiyati-aciklandi-{number}.html")).is_file());
    assert!(!text(paper.to().join("ekonomi/index.html")).contains("Fındık alım fiyatı açıklandı"));
    // What a long way led to equals what is made at once.
    let at_once = paper.files.path().join("at-once");
    write(&paper.store, site_settings(paper.files.path()), &at_once, &mut |_| {}).await.expect("written");
    paper.write().await;
    same_site(&paper.to(), &at_once);
}

/// Pages that hold an age may differ by it.
fn same_site(one: &Path, other: &Path) {
    let site = |of: &Path| -> BTreeMap<String, Vec<u8>> {
        all_bytes(of).into_iter().filter(|(name, _)| !name.starts_with(".manset")).collect()
    };
    let (one, other) = (site(one), site(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        if name.ends_with(".html") && *bytes != other[name] {
            let words = |bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes).into_owned();
                text.split("dakika önce")
                    .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(words(bytes), words(&other[name]), "{name}");
        }
    }
}

async fn a_run_that_was_killed_goes_on(database: Database) {
    let paper = paper(&database, 150).await;
    let (at, to) = (paper.files.path().display().to_string(), paper.to().display().to_string());
    let journal = paper.to().join(".manset/journal.jsonl");
    let written = || std::fs::read_to_string(&journal).map_or(0, |text| text.lines().count());
    // Killed as soon as so many pages more are written down.
    for _ in 0..3 {
        let until = written() + 17;
        let mut child = carrier(&["static", &database.address(), &at, &to]).spawn().expect("it starts");
        while written() < until && child.try_wait().expect("a process of ours").is_none() {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = child.kill();
        child.wait().expect("a process of ours");
    }
    assert!(!paper.to().join(".manset/manifest.jsonl").exists(), "no run came to its end");
    let report = paper.write().await;
    assert!(report.made < report.pages, "it went on from where it was: {report:?}");
    let at_once = paper.files.path().join("at-once");
    write(&paper.store, site_settings(paper.files.path()), &at_once, &mut |_| {}).await.expect("written");
    same_site(&paper.to(), &at_once);
    let partial: Vec<_> = all_bytes(&paper.to()).into_keys().filter(|name| name.ends_with(".partial")).collect();
    assert_eq!(partial, Vec::<String>::new(), "nothing half is left");
}

/// nginx on a port of its own, as the generated configuration says.
struct Nginx {
    child: Child,
    address: SocketAddr,
}

impl Nginx {
    fn start(root: &Path, folder: &Path) -> Option<Self> {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| Path::new(path).exists());
        let Some(program) = program else {
            eprintln!("nginx: not installed, skipped");
            return None;
        };
        let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let server = text(root.join(".manset/nginx.conf")).replace("listen 8080", &format!("listen 127.0.0.1:{port}"));
        let at = folder.display();
        let words = format!(
            "daemon off; master_process off; pid {at}/nginx.pid; error_log {at}/nginx.log warn;\n\
             events {{}}\nhttp {{ access_log off; client_body_temp_path {at}/b; proxy_temp_path {at}/p;\n\
             fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;\n{server}\n}}\n"
        );
        let conf = folder.join("nginx.conf");
        std::fs::write(&conf, words).expect("written");
        let child = Command::new(program).arg("-c").arg(&conf).stderr(Stdio::inherit()).spawn().expect("nginx starts");
        let nginx = Self { child, address: SocketAddr::from(([127, 0, 0, 1], port)) };
        for _ in 0..100 {
            if std::net::TcpStream::connect(nginx.address).is_ok() {
                return Some(nginx);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("nginx does not listen: {}", text(folder.join("nginx.log")));
    }

    async fn get(&self, path: &str, encoding: &str) -> (u16, String, Vec<u8>) {
        let mut stream = tokio::net::TcpStream::connect(self.address).await.expect("it listens");
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("answered");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head, bytes[end + 4..].to_vec())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn nginx_serves_the_files_as_the_program_would(database: Database) {
    let paper = paper(&database, 120).await;
    paper.write().await;
    let run = tempfile::tempdir().expect("a folder");
    let Some(nginx) = Nginx::start(&paper.to(), run.path()) else { return };
    let status = async |path: &str| nginx.get(path, "identity").await.0;
    for path in ["/", "/ar/", "/guncel/", "/kunye", "/robots.txt", "/sitemap-tr-0.xml", "/.well-known/security.txt"] {
        assert_eq!(status(path).await, 200, "{path}");
    }
    let (withdrawn, barred) = (paper.withdrawn, paper.barred);
    let (gone, _, body) = nginx.get(&format!("/guncel/geri-alinan-{withdrawn}"), "identity").await;
    assert_eq!(gone, 410);
    assert!(String::from_utf8_lossy(&body).contains("Kaynak doğrulanamadı."));
    let (by_order, _, body) = nginx.get(&format!("/guncel/yasaklanan-{barred}"), "identity").await;
    assert_eq!(by_order, 451);
    assert!(String::from_utf8_lossy(&body).contains("2. Sulh Ceza Hâkimliği"));
    let (moved, head, _) = nginx.get(&format!("/gundem/geri-alinan-{withdrawn}?x=1"), "identity").await;
    assert_eq!(moved, 301);
    assert!(head.contains(&format!("location: /guncel/geri-alinan-{withdrawn}")), "{head}");
    let (moved, head, _) = nginx.get("/gundem/", "identity").await;
    assert_eq!((moved, head.contains("location: /guncel/")), (301, true), "{head}");
    let (missing, _, body) = nginx.get("/yok/boyle-bir-sey-999999", "identity").await;
    assert_eq!(missing, 404);
    assert!(body.len() > 1_000, "the paper's own page says so");
    for hidden in ["/.manset/manifest.jsonl", "/_redirects", "/_errors/404.html", "/_gone/x.html"] {
        assert_eq!(status(hidden).await, 404, "{hidden}");
    }
    // Packed as it was written, with the right kind.
    let (_, head, packed) = nginx.get("/guncel/", "gzip").await;
    assert!(
        head.contains("content-encoding: gzip") && head.contains("content-type: text/html; charset=utf-8"),
        "{head}"
    );
    assert_eq!(packed, std::fs::read(paper.to().join("guncel/index.html.gz")).expect("read"));
    for (path, kind) in [
        ("/feed.xml", "application/rss+xml"),
        ("/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "application/xml"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain"),
    ] {
        let (_, head, _) = nginx.get(path, "identity").await;
        assert!(head.contains(&format!("content-type: {kind}")), "{path}: {head}");
    }
    // Addresses of lists that are out in the world, with a question mark.
    let list = text(paper.to().join("yazar/mehmet-kara/index.html"));
    let next = links(&list).into_iter().find(|link| link.contains("/after/"));
    let next = next.expect("the list goes on");
    let cursor = next.trim_end_matches('/').rsplit('/').next().expect("a cursor");
    let (found, _, by_question) = nginx.get(&format!("/yazar/mehmet-kara/?after={cursor}"), "identity").await;
    let (_, _, by_path) = nginx.get(&next, "identity").await;
    assert_eq!((found, by_question == by_path), (200, true));
    assert_eq!(status("/yazar/mehmet-kara/?after=../../../../etc/passwd").await, 200, "a strange cursor is no cursor");
    // An asset of the theme.
    let asset = links(&text(paper.to().join("index.html"))).into_iter().find(|link| link.starts_with("/theme/"));
    let (found, head, _) = nginx.get(&asset.expect("the theme has files"), "identity").await;
    assert!(found == 200 && head.contains("immutable"), "{head}");
}

/// Its page is another's from then on; its stories and its feeds stay at their addresses.
async fn a_closed_section_leads_to_its_successor(database: Database) {
    let paper = paper(&database, 20).await;
    let desk = Desk::of(&paper.store);
    let (story, _) = desk
        .publish(newsroom::Content { sections: vec!["asayis".into()], ..cast::story("Asayişte kalan") })
        .await
        .expect("published");
    paper.write().await;
    assert!(paper.to().join("asayis/index.html").is_file());
    let mut tx = paper.store.write().await.expect("a transaction");
    let (house, now) = (tx.house().await.expect("a house").clone(), tx.now());
    let (closed, successor) = ("asayis".into(), "gundem".into());
    let decided = newsroom::acts::close_section(&cast::tr(), &closed, Some(&successor), &house, &cast::ayse(), now);
    tx.save(decided.expect("closed")).await.expect("saved");
    tx.commit().await.expect("committed");
    paper.write().await;
    assert!(!paper.to().join("asayis/index.html").exists(), "the page of before is no more");
    assert!(paper.to().join("asayis/feed.xml").is_file());
    let redirects = text(paper.to().join("_redirects"));
    assert!(redirects.contains("/asayis/ /guncel/ 301\n") && !redirects.contains("/asayis/*"), "{redirects}");
    let run = tempfile::tempdir().expect("a folder");
    let Some(nginx) = Nginx::start(&paper.to(), run.path()) else { return };
    let (moved, head, _) = nginx.get("/asayis/", "identity").await;
    assert_eq!((moved, head.contains("location: /guncel/")), (301, true), "{head}");
    let (stays, _, _) = nginx.get(&format!("/asayis/asayiste-kalan-{story}"), "identity").await;
    assert_eq!(stays, 200);
}

on_both!(
    every_link_leads_to_a_file_and_every_twin_unpacks_to_it,
    the_files_are_what_is_served,
    the_next_run_makes_what_changed_and_nothing_else,
    a_run_that_was_killed_goes_on,
    nginx_serves_the_files_as_the_program_would,
    a_closed_section_leads_to_its_successor,
);
