//! Search: what readers, programs and the desk find, that it follows every act, and that its index heals.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use newsroom::{Content, Position, StoryNumber};
use site::fulltext::{FullText, Question, ask_to_rebuild};
use testkit::{Database, Newsroom, PATIENCE, cast, on_both};

fn story(headline: &str) -> Content {
    Content { headline: headline.to_owned(), ..cast::flood() }
}

async fn what_is_found_follows_every_act(database: Database) {
    let node = Newsroom::start(&database).await;
    let (number, position) = node.desk.publish(story("Zerdali bahçesinde hasat")).await.expect("published");
    node.reached(position).await;
    let total = async |words: &str| node.get(&format!("/api/v1/search?q={words}")).await.json()["total"].as_i64();
    assert_eq!(total("zerdali").await, Some(1));
    assert_eq!(total("ZERDALİLER").await, Some(1), "another form, and other letters");
    let position = node.desk.update(number, story("Kayısı bahçesinde hasat")).await.expect("updated");
    node.reached(position).await;
    assert_eq!((total("zerdali").await, total("kay%C4%B1s%C4%B1").await), (Some(0), Some(1)));
    let position = node.desk.withdraw(number, "Haber doğrulanamadı.").await.expect("withdrawn");
    node.reached(position).await;
    assert_eq!(total("kay%C4%B1s%C4%B1").await, Some(0));
    // A draft is nobody's to find.
    node.desk.draft(story("Muşmula pazara indi")).await.expect("kept");
    assert_eq!(total("mu%C5%9Fmula").await, Some(0));
}

async fn the_readers_page_narrows_orders_and_leads_on(database: Database) {
    let node = Newsroom::start(&database).await;
    let mut last = Position(0);
    for place in 0..25 {
        let content = Content { tags: Vec::new(), ..story(&format!("Zerdali {place}. bahçede")) };
        last = node.desk.publish(content).await.expect("published").1;
    }
    node.reached(last).await;
    let page = node.get("/ara?q=zerdali").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("25 haber bulundu"), "{}", page.body);
    let next = page.body.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("more");
    assert!(!next.contains("from="), "by a place, not by a count");
    let second = node.get(&next.replace("&amp;", "&").replace("&#x2f;", "/")).await;
    let found = second.body.split("<ul class=\"stories\">").nth(1).and_then(|rest| rest.split("</ul>").next());
    assert_eq!(found.expect("a list").matches("Zerdali").count(), 5, "{}", second.body);
    for (query, total) in [
        ("q=zerdali&section=gundem", 25),
        ("q=zerdali&year=1999", 0),
        ("q=zerdali&order=newest", 25),
        ("q=zerdali&section=yok", 25),
        ("q=zerdali&place=anlamsiz", 25),
        ("q=%22zerdali+3%22", 1),
        ("q=zerdali+-bah%C3%A7ede", 0),
    ] {
        let got = node.get(&format!("/ara?{query}")).await;
        assert_eq!(got.status, 200, "{query}");
        let said = if total == 0 { "haber bulunamadı".to_owned() } else { format!("{total} haber bulundu") };
        assert!(got.body.contains(&said), "{query}: {}", got.body);
    }
    // A slip is forgiven, and said.
    let slip = node.get("/ara?q=zredali").await;
    assert!(slip.body.contains("25 haber bulundu"), "{}", slip.body);
    let meant = slip.body.split("Şunun için bulunanlar:").nth(1).expect("it says what was looked for");
    assert!(meant.split("</p>").next().expect("a line").contains(">zerdali</a>"), "{meant}");
    // The script that offers words is the one the policy lets in.
    let script = page.body.split("<script>").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a script");
    let hash = base64::prelude::BASE64_STANDARD.encode(<sha2::Sha256 as sha2::Digest>::digest(script));
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("script-src 'sha256-{hash}'; connect-src 'self'").to_lowercase()), "{policy}");
    let body = page.body.replace("&#x2f;", "/");
    assert!(body.contains("data-from=\"/api/v1/search/suggestions?edition=tr&amp;q=\""), "{body}");
}

async fn programs_search_page_by_page_and_ask_what_may_be_typed(database: Database) {
    let node = Newsroom::start(&database).await;
    let mut numbers = Vec::new();
    for place in 0..7 {
        numbers.push(node.desk.publish(story(&format!("Zerdali {place}. bahçede"))).await.expect("published"));
    }
    let position = numbers.last().expect("some").1;
    for order in ["relevance", "newest"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/search?q=zerdali&limit=3&order={order}&after={}{cursor}", position.0);
            let page = node.get(&path).await.json();
            assert_eq!(page["total"].as_i64(), Some(7), "{page}");
            let items = page["items"].as_array().expect("a list");
            seen.extend(items.iter().filter_map(|item| item["manset"]["number"].as_i64()));
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let mut once = seen.clone();
        once.sort_unstable();
        assert_eq!(once, numbers.iter().map(|(number, _)| number.0).collect::<Vec<_>>(), "{order}");
    }
    let counted = node.get("/api/v1/search?q=zerdali&counts=true").await.json();
    assert_eq!(counted["counts"]["section"][0]["stories"].as_i64(), Some(7), "{counted}");
    for wrong in ["cursor=zzz", "order=x", "section=yok", "from=dün"] {
        let status = node.get(&format!("/api/v1/search?q=zerdali&{wrong}")).await.status;
        assert!((400..405).contains(&status), "{wrong}: {status}");
    }
    let offered = node.get("/api/v1/search/suggestions?q=zer").await.json();
    assert_eq!(offered["items"][0], "zerdali", "{offered}");
    let offered = node.get("/api/v1/search/suggestions?as=opensearch&q=zer").await.json();
    assert_eq!((&offered[0], &offered[1][0]), (&"zer".into(), &"zerdali".into()), "{offered}");
}

/// An index in a folder, kept beside the node's own.
struct Kept {
    words: FullText,
    keeping: tokio::task::JoinHandle<()>,
    following: store::Following,
}

impl Kept {
    async fn open(node: &Newsroom, folder: &Path) -> Self {
        let words = FullText::new(node.store.reading(), Some(folder));
        let position = words.open().await.expect("opened");
        let following = node.store.follow(Arc::new(words.clone()), position);
        let keeping = tokio::spawn({
            let words = words.clone();
            async move { words.keep().await }
        });
        Self { words, keeping, following }
    }

    async fn finds(&self, position: Position, words: &str) -> Vec<StoryNumber> {
        assert!(self.words.reached(position, PATIENCE).await, "the index catches up");
        let question = Question { words: words.to_owned(), limit: 10, ..Question::default() };
        self.words.find(&question, language::Language::Turkish, 0).expect("an answer").numbers
    }

    /// As a program that is killed: nothing is said good-bye to.
    async fn stop(self) {
        drop(self.following);
        self.keeping.abort();
        let _ = self.keeping.await;
        drop(self.words);
        // What it had begun on another thread is let go.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

async fn the_index_goes_on_where_it_was_and_heals(database: Database) {
    let node = Newsroom::start(&database).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (first, position) = node.desk.publish(story("Zerdali bahçesi")).await.expect("published");
    let kept = Kept::open(&node, folder.path()).await;
    assert_eq!(kept.finds(position, "zerdali").await, [first]);
    kept.stop().await;

    // What happened meanwhile is read in, and what is there is not read again.
    let (second, position) = node.desk.publish(story("Zerdali reçeli")).await.expect("published");
    let kept = Kept::open(&node, folder.path()).await;
    let mut found = kept.finds(position, "zerdali").await;
    found.sort_unstable();
    assert_eq!(found, [first, second]);
    kept.stop().await;

    // Broken in every way: it is thrown away and built again.
    for broken in ["half a file", "no list of files", "a list that lies", "an empty folder"] {
        let index = std::fs::read_dir(folder.path()).expect("a folder").flatten().find(|entry| entry.path().is_dir());
        let index = index.expect("an index").path();
        let files = || std::fs::read_dir(&index).expect("files").flatten().map(|entry| entry.path());
        match broken {
            "half a file" => {
                for file in files().filter(|file| file.extension().is_some_and(|end| end == "term" || end == "idx")) {
                    let bytes = std::fs::read(&file).expect("read");
                    std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
                }
            }
            "no list of files" => std::fs::remove_file(index.join("meta.json")).expect("removed"),
            "a list that lies" => std::fs::write(index.join("meta.json"), "{\"segments\":[]").expect("written"),
            _ => files().for_each(|file| std::fs::remove_file(file).expect("removed")),
        }
        let kept = Kept::open(&node, folder.path()).await;
        let mut found = kept.finds(position, "zerdali").await;
        found.sort_unstable();
        assert_eq!(found, [first, second], "{broken}");
        kept.stop().await;
    }
}

async fn the_index_is_built_anew_while_it_answers(database: Database) {
    let node = Newsroom::start(&database).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (first, position) = node.desk.publish(story("Zerdali bahçesi")).await.expect("published");
    let kept = Kept::open(&node, folder.path()).await;
    assert_eq!(kept.finds(position, "zerdali").await, [first]);
    let indexes = || {
        let entries = std::fs::read_dir(folder.path()).expect("a folder").flatten();
        entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name()).collect::<Vec<_>>()
    };
    let before = indexes();
    ask_to_rebuild(folder.path()).expect("asked");
    let until = std::time::Instant::now() + PATIENCE;
    while indexes() == before || indexes().len() != 1 {
        assert_eq!(kept.finds(position, "zerdali").await, [first], "it answers meanwhile");
        assert!(std::time::Instant::now() < until, "it is built");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (second, position) = node.desk.publish(story("Zerdali reçeli")).await.expect("published");
    let mut found = kept.finds(position, "zerdali").await;
    found.sort_unstable();
    assert_eq!(found, [first, second], "and follows on");
    kept.stop().await;
}

on_both! {
    what_is_found_follows_every_act,
    the_readers_page_narrows_orders_and_leads_on,
    programs_search_page_by_page_and_ask_what_may_be_typed,
    the_index_goes_on_where_it_was_and_heals,
    the_index_is_built_anew_while_it_answers,
}
