//! The board through its own pages: filters and search, views, what is told live, several stories at once, and figures.

use std::time::Duration;

use desk::routes::TABLE;
use newsroom::lists::{hour_of, minute_of};
use newsroom::{Content, Role, Source, StoryNumber};
use serde_json::{Value, json};
use store::{BoardQuery, Counted, OnStage};
use testkit::{BROWSER, Clerk, Database, Newsroom, cast, on_both};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const TAB: &str = "0123456789abcdef0123456789abcdef";

/// A draft with what publication asks for, in a section.
pub(crate) async fn written(clerk: &Clerk<'_>, headline: &str, section: &str) -> i64 {
    let number = clerk.begin("tr").await;
    let field = |field: &str, now: Value| json!({"field": field, "was": null, "now": now});
    let paragraph = json!({"type": "paragraph", "text": [{"text": "Ayrıntılar gün içinde açıklanacak."}]});
    let changes = json!([
        field("headline", json!(headline)),
        field("sections", json!([section])),
        field("credits", json!([{"name": "İHA"}])),
        {"block": "p1", "was": null, "now": paragraph, "after": null},
    ]);
    let got = clerk.write(number, TAB, 1, 0, changes).await;
    assert_eq!(got.status, 200, "{}", got.body);
    number
}

/// The numbers of the stories that a page of the board shows, in its order.
pub(crate) fn shown(board: &str) -> Vec<i64> {
    let rows = board.split("data-story=\"").skip(1);
    rows.filter_map(|row| row.split('"').next()?.parse().ok()).collect()
}

pub(crate) async fn board(clerk: &Clerk<'_>, query: &str) -> Vec<i64> {
    let got = clerk.get(&format!("/desk/?{query}")).await;
    assert_eq!(got.status, 200, "{query}: {}", got.body);
    shown(&got.body)
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

// ---- filters and search ----

async fn stories_are_found_by_words_as_readers_of_turkish_and_arabic_type_them(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let snow = written(&clerk, "Iğdır’da kar yağışı İLÇELERİ kapattı", "gundem").await;
    let match_ = written(&clerk, "Kar’sız maç: Karşıyaka kazandı", "asayis").await;
    let (flood, _) = node.desk.publish(cast::flood()).await.expect("published");
    let (arabic, _) = node.desk.publish(cast::flood_in_arabic()).await.expect("published");
    let check = async |words: &str, expected: &[i64]| {
        assert_eq!(board(&clerk, &format!("q={}", encoded(words))).await, expected, "{words}");
    };
    check("ığdır", &[snow]).await;
    check("IGDIR", &[snow]).await;
    check("ilçeleri kar", &[snow]).await;
    // The byline of the flood, Mehmet Kara, begins so too.
    check("KAR", &[flood.0, match_, snow]).await;
    check("karşı", &[match_]).await;
    check("kar yok", &[]).await;
    // In the standfirst, the kicker, a tag and a byline of what readers have.
    check("köprüsü", &[flood.0]).await;
    check("kizilcay", &[flood.0]).await;
    check("mehmet kara", &[flood.0]).await;
    check("فيضان", &[arabic.0]).await;
    check("كيزيلتشاي منزلا", &[arabic.0]).await;
    check(&snow.to_string(), &[snow]).await;
    // What only looks like a pattern is words.
    for nothing in ["%", "_", "' or 1=1 --", "\\", "\u{0}", "…"] {
        let got = clerk.get(&format!("/desk/?q={}", encoded(nothing))).await;
        assert_eq!(got.status, 200, "{nothing}");
    }
    // The words of before are not found any more.
    let change = json!([{"field": "headline", "was": "Kar’sız maç: Karşıyaka kazandı", "now": "Maç ertelendi"}]);
    assert_eq!(clerk.write(match_, TAB, 2, 1, change).await.status, 200);
    check("karşı", &[]).await;
    check("ertelendi", &[match_]).await;
}

async fn filters_narrow_the_board_and_stages_are_counted(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, me) = node.clerk(Role::Editor).await;
    let (other, them) = node.clerk(Role::Reporter).await;
    let mine = written(&clerk, "Bütçe görüşmeleri", "siyaset").await;
    let theirs = written(&other, "Pazar fiyatları", "ekonomi").await;
    let (live, _) = node.desk.publish(cast::market()).await.expect("published");
    let (gone, _) = node.desk.publish(cast::story("Asılsız haber")).await.expect("published");
    node.desk.withdraw(gone, "Asılsız.").await.expect("withdrawn");
    let (arabic, _) = node.desk.publish(cast::flood_in_arabic()).await.expect("published");
    let check = async |query: String, expected: &[i64]| {
        assert_eq!(board(&clerk, &query).await, expected, "{query}");
    };
    check(String::new(), &[arabic.0, gone.0, live.0, theirs, mine]).await;
    check("stage=draft".into(), &[theirs, mine]).await;
    check("stage=live".into(), &[arabic.0, live.0]).await;
    check("stage=withdrawn".into(), &[gone.0]).await;
    check("section=tr/ekonomi".into(), &[live.0, theirs]).await;
    check("section=tr/ekonomi&stage=draft".into(), &[theirs]).await;
    check("edition=ar".into(), &[arabic.0]).await;
    check(format!("person={}", them.number), &[theirs]).await;
    check(format!("person={}&part=begun", me.number), &[mine]).await;
    check("mine=1".into(), &[mine]).await;
    check(format!("person={}&part=assigned", me.number), &[]).await;
    check("hours=24".into(), &[arabic.0, gone.0, live.0, theirs, mine]).await;
    check("edition=nix&stage=nix&hours=-1&person=x&before=x".into(), &[arabic.0, gone.0, live.0, theirs, mine]).await;
    // Whoever goes on writing in another's story has saved it.
    let change = json!([{"field": "kicker", "was": null, "now": "Pazar"}]);
    assert_eq!(clerk.write(theirs, TAB, 2, 1, change).await.status, 200);
    check(format!("person={}&part=saved", me.number), &[theirs, mine]).await;
    check("mine=1".into(), &[theirs, mine]).await;
    let page = clerk.get("/desk/").await.body;
    assert!(page.contains("Taslak <span class=\"count\">2</span>"), "drafts are counted: {page}");
    assert!(page.contains("Geri çekildi <span class=\"count\">1</span>"));
}

async fn a_beat_and_a_contributor_see_what_is_theirs_alone(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let politics = written(&chief, "Bütçe görüşmeleri", "siyaset").await;
    let economy = written(&chief, "Pazar fiyatları", "ekonomi").await;
    let homeless = chief.begin("tr").await;
    let (bound, _) = node.clerk_with(Role::Editor, &["tr/ekonomi"]).await;
    assert_eq!(board(&bound, "").await, [homeless, economy]);
    assert_eq!(board(&bound, "q=b%C3%BCt%C3%A7e").await, [] as [i64; 0]);
    let (contributor, them) = node.clerk(Role::Contributor).await;
    let own = written(&contributor, "Bütçe mektubu", "siyaset").await;
    for query in ["", "q=b%C3%BCt%C3%A7e", "edition=tr", "person=1", "stage=draft", "hours=24", "mine=1"] {
        let page = contributor.get(&format!("/desk/?{query}")).await.body;
        assert!(!page.contains("görüşmeleri") && !page.contains("Pazar"), "{query}");
        assert!(shown(&page).iter().all(|number| *number == own), "{query}");
    }
    assert_eq!(board(&contributor, &format!("person={}", them.number)).await, [own]);
    assert!(board(&chief, "").await.contains(&politics));
}

async fn pages_of_the_board_follow_each_other_without_a_gap(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let mut tx = node.store.write().await.expect("a transaction");
    // In bulk, so that they are entered behind it, and several share an hour.
    for place in 0..130 {
        let story = tx.new_story("", &cast::tr(), None).await.expect("a story");
        let content: Content = cast::story(&format!("Haber {place}"));
        tx.save_draft(story.number, &content, &cast::ayse()).await.expect("saved");
    }
    tx.commit().await.expect("committed");
    while node.store.enter_due().await.expect("entered") > 0 {}
    let (mut path, mut seen) = ("/desk/?".to_owned(), Vec::new());
    for _ in 0..3 {
        let page = clerk.get(&path).await.body;
        seen.extend(shown(&page));
        let Some((_, older)) = page.split_once("<p><a href=\"/desk/?") else { break };
        let query = older.split('"').next().unwrap_or_default().replace("&amp;", "&");
        path = format!("/desk/?{query}");
    }
    assert_eq!(seen, (1..=130).rev().collect::<Vec<i64>>());
}

/// A newsroom that was restored brings no rows of the board along; they are made anew.
async fn a_board_without_rows_is_made_anew(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let (number, _) = testkit::Desk::of(&store).publish(cast::flood()).await.expect("published");
    let mut raw = crate::raw::Raw::of(&database).await;
    for table in ["board", "board_word", "board_due"] {
        raw.execute(format!("delete from {table}")).await;
    }
    let keeping = tokio::spawn(store::keep_board(store.clone()));
    let query = BoardQuery { search: "kızılçay".to_owned(), limit: 5, ..BoardQuery::default() };
    let found = async || store.board(&query).await.expect("read");
    for _ in 0..100 {
        if !found().await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(found().await.iter().map(|row| row.number).collect::<Vec<_>>(), [number]);
    assert_eq!(found().await[0].stage, OnStage::Live);
    keeping.abort();
}

async fn views_are_kept_by_each_person_for_themselves(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let (other, _) = node.clerk(Role::Editor).await;
    let query = "q=kar&section=tr%2Fasayis&evil=1&part=any";
    let got = clerk.post("/desk/views", &[("name", "  Asayiş   <b>kar</b> "), ("query", query)]).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/?q=kar&section=tr/asayis&done=view-kept"));
    let page = clerk.get("/desk/?q=kar&section=tr/asayis").await.body;
    assert!(page.contains("Asayiş &lt;b&gt;kar&lt;/b&gt;") && page.contains("aria-current=\"page\""));
    assert!(!other.get("/desk/").await.body.contains("Asayiş &lt;b&gt;"), "it is nobody else's");
    for name in ["", "   ", &"a".repeat(41), "a\u{1}b"] {
        assert_eq!(clerk.post("/desk/views", &[("name", name), ("query", "q=x")]).await.status, 422, "{name:?}");
    }
    for count in 1..20 {
        let name = format!("Görünüm {count}");
        assert_eq!(clerk.post("/desk/views", &[("name", &name), ("query", "q=x")]).await.status, 303, "{count}");
    }
    assert_eq!(clerk.post("/desk/views", &[("name", "Bir fazla"), ("query", "q=x")]).await.status, 422);
    assert_eq!(other.post("/desk/views/end", &[("name", "Görünüm 1")]).await.status, 404);
    assert_eq!(
        clerk.post("/desk/views/end", &[("name", "Görünüm 1")]).await.header("location"),
        "/desk/?done=view-gone"
    );
}

/// By hand, with a hundred thousand stories: says how long the board takes to find, in words of every kind.
#[test]
#[ignore = "takes minutes and measures"]
fn a_large_board_is_searched() {
    testkit::database::on_sqlite(async |database: Database| {
        let store = database.open().await;
        cast::paper(&store).await;
        const WORDS: [&str; 40] = [
            "belediye",
            "deprem",
            "toplantı",
            "bakan",
            "ilçe",
            "yangın",
            "futbol",
            "maç",
            "okul",
            "yol",
            "köprü",
            "yağış",
            "kar",
            "fındık",
            "fiyat",
            "zam",
            "seçim",
            "meclis",
            "başkan",
            "açılış",
            "kaza",
            "trafik",
            "hastane",
            "sağlık",
            "ekonomi",
            "döviz",
            "tarım",
            "üretici",
            "festival",
            "müze",
            "tiyatro",
            "sergi",
            "karar",
            "mahkeme",
            "duruşma",
            "polis",
            "operasyon",
            "liman",
            "gemi",
            "balıkçı",
        ];
        let stories = 100_000_u64;
        for batch in 0..stories / 1_000 {
            let mut tx = store.write().await.expect("a transaction");
            for place in batch * 1_000..(batch + 1) * 1_000 {
                let word = |nth: u64| {
                    WORDS[usize::try_from((place.wrapping_mul(2_654_435_761) >> (nth * 3)) % 40).unwrap_or(0)]
                };
                let headline = format!("{} {} {} haberi {place}x", word(0), word(1), word(2));
                let standfirst = Some(format!("{} {} {} {} ayrıntısı", word(3), word(4), word(5), word(6)));
                let content = Content { standfirst, ..cast::story(&headline) };
                let story = tx.new_story("", &cast::tr(), None).await.expect("a story");
                tx.save_draft(story.number, &content, &cast::ayse()).await.expect("saved");
            }
            tx.commit().await.expect("committed");
        }
        let begun = std::time::Instant::now();
        while store.enter_due().await.expect("entered") > 0 {}
        println!("entered {stories} in {:?}", begun.elapsed());
        let query = |search: &str| BoardQuery { search: search.to_owned(), limit: 50, ..BoardQuery::default() };
        let drafts = BoardQuery { stage: Some(OnStage::Draft), section: Some("gundem".into()), ..query("") };
        for (name, query) in [
            ("everything", query("")),
            ("one rare word", query("77777x")),
            ("a common word", query("deprem")),
            ("a beginning", query("dep")),
            ("two common words", query("deprem belediye")),
            ("four common words", query("deprem belediye kar maç")),
            ("no such word", query("zzzz")),
            ("common and none", query("deprem zzzz")),
            ("stage and section", drafts),
        ] {
            let mut took = Vec::new();
            for _ in 0..9 {
                let begun = std::time::Instant::now();
                store.board(&query).await.expect("found");
                took.push(begun.elapsed());
            }
            took.sort();
            let begun = std::time::Instant::now();
            store.board_counts(&query).await.expect("counted");
            println!("{name}: median {:?}, worst {:?}, counts {:?}", took[4], took[8], begun.elapsed());
        }
    });
}

// ---- live ----

/// An open stream and what came of it.
pub(crate) struct Listening {
    stream: TcpStream,
    bytes: Vec<u8>,
    pub(crate) heard: String,
}

impl Listening {
    pub(crate) async fn of(node: &Newsroom, clerk: &Clerk<'_>, query: &str, headers: &str) -> Self {
        let mut stream = TcpStream::connect(node.address).await.expect("it listens");
        let request = format!(
            "GET /desk/events?{query} HTTP/1.1\r\nHost: cinar.example\r\nCookie: {}\r\nAccept: text/event-stream\r\n{headers}\r\n",
            clerk.cookie
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        Self { stream, bytes: Vec::new(), heard: String::new() }
    }

    /// Reads until this is heard, or for some seconds. True if it was.
    pub(crate) async fn hears(&mut self, words: &str) -> bool {
        let until = tokio::time::Instant::now() + Duration::from_secs(8);
        while !self.heard.contains(words) {
            match tokio::time::timeout_at(until, self.stream.read_buf(&mut self.bytes)).await {
                Ok(Ok(read)) if read > 0 => self.heard = String::from_utf8_lossy(&self.bytes).into_owned(),
                _ => return false,
            }
        }
        true
    }

    /// Whether the stream ends within some seconds.
    async fn ends(&mut self) -> bool {
        let until = tokio::time::Instant::now() + Duration::from_secs(8);
        loop {
            match tokio::time::timeout_at(until, self.stream.read_buf(&mut self.bytes)).await {
                Ok(Ok(0) | Err(_)) => return true,
                Ok(Ok(_)) => self.heard = String::from_utf8_lossy(&self.bytes).into_owned(),
                Err(_) => return false,
            }
            // The last piece of a chunked answer.
            if self.heard.ends_with("\r\n0\r\n\r\n") {
                return true;
            }
        }
    }
}

async fn what_happens_is_told_to_whoever_may_see_it(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (contributor, _) = node.clerk(Role::Contributor).await;
    let number = written(&reporter, "Önceki haber", "gundem").await;
    let mut told = Listening::of(&node, &editor, "stage=draft", "").await;
    let mut small = Listening::of(&node, &contributor, "", "").await;
    assert!(told.hears("retry: 3000").await && told.heard.to_lowercase().contains("content-type: text/event-stream"));
    assert!(small.hears("retry: 3000").await);

    let change = json!([{"field": "headline", "was": "Önceki haber", "now": "Yeni <başlık>"}]);
    assert_eq!(reporter.write(number, TAB, 2, 1, change).await.status, 200);
    assert!(told.hears("Yeni <başlık>").await, "{}", told.heard);
    assert!(told.heard.contains("event: row") && told.heard.contains("\"fits\":true"));
    assert!(told.hears("Zeynep Arslan\"}").await, "and who has it open: {}", told.heard);
    let publish = [("revision", "1"), ("version", "2"), ("when", "now")];
    let got = editor.post(&format!("/desk/stories/{number}/publication"), &publish).await;
    assert_eq!(got.status, 303, "{}", got.body);
    assert!(told.hears("\"stage\":\"live\"").await, "{}", told.heard);
    assert!(told.heard.contains("\"fits\":false"), "it is no draft any more");

    let own = written(&contributor, "Kendi haberim", "gundem").await;
    assert!(small.hears("Kendi haberim").await && small.heard.contains(&format!("\"number\":{own}")));
    // What is begun is told before it has a headline, in words that say so.
    assert!(!small.heard.contains("<başlık>") && !small.heard.contains(&format!("\"number\":{number},")));

    // Whoever comes back is told what happened meanwhile, from where they were.
    let last = told.heard.rsplit("id: ").next().and_then(|rest| rest.split('\n').next()).unwrap_or_default().to_owned();
    let change = json!([{"field": "kicker", "was": null, "now": "Arada"}]);
    assert_eq!(contributor.write(own, TAB, 2, 1, change).await.status, 200);
    let mut again = Listening::of(&node, &editor, "", &format!("Last-Event-ID: {last}\r\n")).await;
    assert!(again.hears("Arada").await, "{}", again.heard);
    assert!(!again.heard.contains("Yeni <başlık>"), "and not what it was told before");
}

async fn another_node_tells_what_happened_here(database: Database) {
    let (here, there) = (Newsroom::start(&database).await, Newsroom::start(&database).await);
    let (clerk, _) = here.clerk(Role::Editor).await;
    let mut told = Listening::of(&there, &clerk, "", "").await;
    assert!(told.hears("retry:").await);
    let number = written(&clerk, "Öteki düğümden", "gundem").await;
    assert!(told.hears("Öteki düğümden").await, "{}", told.heard);
    // Presence of one node is known on the other, also to the editor.
    let (other, _) = here.clerk(Role::Editor).await;
    let body = json!({"tab": "f".repeat(32), "seq": 1, "base": 1, "changes": []}).to_string();
    let request = format!(
        "POST /desk/stories/{number}/journal HTTP/1.1\r\nHost: cinar.example\r\nConnection: close\r\nCookie: {}\r\n\
         Content-Type: application/json\r\nOrigin: https://cinar.example\r\nX-Manset-Csrf: {}\r\nContent-Length: {}\r\n\r\n{body}",
        other.cookie,
        other.csrf,
        body.len()
    );
    let got = there.send(request.as_bytes()).await;
    assert_eq!((got.status, got.json()["present"][0]["tab"].as_str()), (200, Some(TAB)), "{}", got.body);
}

async fn a_stream_ends_with_its_session_and_there_are_not_too_many(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, person) = node.clerk(Role::Editor).await;
    let (other, _) = node.clerk(Role::Editor).await;
    let mut open = Vec::new();
    for _ in 0..8 {
        let mut stream = Listening::of(&node, &clerk, "", "").await;
        assert!(stream.hears("retry:").await);
        open.push(stream);
    }
    let mut more = Listening::of(&node, &clerk, "", "").await;
    assert!(more.hears("429").await, "{}", more.heard);
    let mut others = Listening::of(&node, &other, "", "").await;
    assert!(others.hears("retry:").await, "somebody else has places of their own");
    // Shut out, they are told nothing that happens later than the moment it takes to notice.
    let mut tx = node.store.write().await.expect("a transaction");
    tx.disable_person(&person.email).await.expect("shut out");
    tx.commit().await.expect("committed");
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    written(&other, "Bundan sonra", "gundem").await;
    assert!(others.hears("Bundan sonra").await);
    let mut first = open.remove(0);
    assert!(first.ends().await, "{}", first.heard);
    assert!(first.heard.contains("event: ended") && !first.heard.contains("Bundan sonra"));
    // Nobody is told without a session.
    let mut stranger = Listening::of(&node, &node.stranger(), "", "").await;
    assert!(stranger.hears("303").await);
}

// ---- several at once ----

pub(crate) async fn seen(clerk: &Clerk<'_>, act: &str, stories: &[i64]) -> (String, Vec<String>) {
    let query: Vec<String> = stories.iter().map(|story| format!("story={story}")).collect();
    let got = clerk.get(&format!("/desk/selection?act={act}&{}", query.join("&"))).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let marks = got.body.split("name=\"story\" value=\"").skip(1);
    let seen = marks.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect();
    (got.body, seen)
}

pub(crate) async fn perform(clerk: &Clerk<'_>, act: &str, seen: &[String], more: &[(&str, &str)]) -> String {
    let mut fields = vec![("act", act)];
    fields.extend(seen.iter().map(|seen| ("story", seen.as_str())));
    fields.extend(more);
    let got = clerk.post("/desk/selection", &fields).await;
    assert_eq!(got.status, 200, "{}", got.body);
    got.body
}

async fn several_stories_are_published_and_withdrawn_with_a_verdict_each(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let first = written(&clerk, "Birinci haber", "gundem").await;
    let second = written(&clerk, "İkinci haber", "ekonomi").await;
    let empty = clerk.begin("tr").await;
    let (before, marks) = seen(&clerk, "publication", &[first, second, empty, 999]).await;
    assert!(before.contains("İşaretli 2 haber"), "{before}");
    assert_eq!(marks.len(), 2, "what is refused cannot be ticked");
    assert!(before.contains("Başlık yok") && before.contains("böyle bir haber yok"));
    // One is written in meanwhile: it is not published unseen, and the other is.
    let change = json!([{"field": "kicker", "was": null, "now": "Son"}]);
    assert_eq!(clerk.write(second, TAB, 2, 1, change).await.status, 200);
    let after = perform(&clerk, "publication", &marks, &[]).await;
    assert!(after.contains("2 haberden 1 tanesi yapıldı") && after.contains("yeniden bakın"), "{after}");
    assert_eq!(node.get(&format!("/gundem/birinci-haber-{first}")).await.status, 200, "readers have it when answered");
    assert_eq!(node.get(&format!("/ekonomi/ikinci-haber-{second}")).await.status, 404);
    let (_, marks) = seen(&clerk, "publication", &[second]).await;
    perform(&clerk, "publication", &marks, &[]).await;

    let (before, marks) = seen(&clerk, "withdrawal", &[first, second, empty]).await;
    assert!(marks.len() == 2 && before.contains("okurda değil"));
    let after = perform(&clerk, "withdrawal", &marks, &[("reason", "Asılsız çıktı.")]).await;
    assert!(after.contains("2 haberden 2 tanesi yapıldı"), "{after}");
    assert_eq!(node.get(&format!("/gundem/birinci-haber-{first}")).await.status, 410);
    // Without a reason nothing happens.
    let (third, _) = node.desk.publish(cast::flood()).await.expect("published");
    let (_, marks) = seen(&clerk, "withdrawal", &[third.0]).await;
    assert!(perform(&clerk, "withdrawal", &marks, &[("reason", " ")]).await.contains("Yapılmadı"));
}

async fn several_stories_are_moved_tagged_scheduled_and_handed_over(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let (_, reporter) = node.clerk(Role::Reporter).await;
    let (_, contributor) = node.clerk(Role::Contributor).await;
    let first = written(&clerk, "Birinci haber", "gundem").await;
    let second = written(&clerk, "İkinci haber", "ekonomi").await;
    let (arabic, _) = node.desk.publish(cast::flood_in_arabic()).await.expect("published");
    let (_, marks) = seen(&clerk, "section", &[first, second, arabic.0]).await;
    let after = perform(&clerk, "section", &marks, &[("section", "tr/ekonomi")]).await;
    assert!(after.contains("3 haberden 1 tanesi") && after.contains("zaten o bölümde"), "{after}");
    assert!(after.contains("başka bir baskının"));
    assert_eq!(board(&clerk, "section=tr/ekonomi").await, [first, second]);
    // Whoever has it open is told, as of any change.
    let told = clerk.write(first, TAB, 2, 1, json!([])).await.json();
    assert_eq!(told["theirs"][0]["now"], json!(["ekonomi"]), "{told}");

    let (_, marks) = seen(&clerk, "tag", &[first, second]).await;
    let after = perform(&clerk, "tag", &marks, &[("tag", " Kar  Yağışı ")]).await;
    assert!(after.contains("2 haberden 2 tanesi"), "{after}");
    let (_, marks) = seen(&clerk, "tag", &[first]).await;
    assert!(perform(&clerk, "tag", &marks, &[("tag", "kar yağışı")]).await.contains("zaten var"));
    assert_eq!(board(&clerk, "q=ya%C4%9F%C4%B1%C5%9F%C4%B1").await, [first, second]);

    let (_, marks) = seen(&clerk, "assignment", &[first, second]).await;
    let to = reporter.number.to_string();
    assert!(perform(&clerk, "assignment", &marks, &[("person", &to)]).await.contains("2 haberden 2 tanesi"));
    let in_hand = format!("person={to}&part=assigned");
    assert_eq!(board(&clerk, &in_hand).await, [first, second]);
    let (_, marks) = seen(&clerk, "assignment", &[first]).await;
    let to = contributor.number.to_string();
    assert!(perform(&clerk, "assignment", &marks, &[("person", &to)]).await.contains("bu haberi yazamaz"));
    assert!(perform(&clerk, "assignment", &marks, &[("person", "")]).await.contains("1 haberden 1 tanesi"));
    assert_eq!(board(&clerk, &in_hand).await, [second]);

    let (_, marks) = seen(&clerk, "schedule", &[first, second]).await;
    let after = perform(&clerk, "schedule", &marks, &[("at", "2020-01-01T10:00")]).await;
    assert!(after.contains("0 tanesi") && after.contains("O saat geçti"), "{after}");
    let after = perform(&clerk, "schedule", &marks, &[("at", "2100-01-01T10:00")]).await;
    assert!(after.contains("2 tanesi yapıldı"), "{after}");
    assert_eq!(board(&clerk, "stage=scheduled").await.len(), 2);
}

async fn what_cannot_be_done_together_is_said_and_changes_nothing(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (contributor, _) = node.clerk(Role::Contributor).await;
    let (bound, _) = node.clerk_with(Role::Editor, &["tr/ekonomi"]).await;
    let number = written(&editor, "Gizli taslak", "gundem").await;
    let (_, marks) = seen(&editor, "publication", &[number]).await;
    for act in ["publication", "schedule", "withdrawal"] {
        let fields = [("act", act), ("story", marks[0].as_str()), ("reason", "x"), ("at", "2100-01-01T10:00")];
        assert_eq!(reporter.post("/desk/selection", &fields).await.status, 403, "{act}");
        let path = format!("/desk/selection?act={act}&story={number}");
        assert_eq!(reporter.get(&path).await.status, 403, "{act}");
    }
    assert_eq!(contributor.get(&format!("/desk/selection?act=assignment&story={number}")).await.status, 403);
    let page = contributor.get(&format!("/desk/selection?act=tag&story={number}")).await.body;
    assert!(!page.contains("Gizli"), "nobody learns a headline they may not read");
    let page = perform(&contributor, "tag", &marks, &[("tag", "x")]).await;
    assert!(!page.contains("Gizli") && page.contains("0 tanesi"), "{page}");
    assert!(perform(&bound, "publication", &marks, &[]).await.contains("0 tanesi"));
    // A section editor moves nothing out of their reach.
    let theirs = written(&bound, "Borsa", "ekonomi").await;
    let (_, own) = seen(&bound, "section", &[theirs]).await;
    assert!(perform(&bound, "section", &own, &[("section", "tr/gundem")]).await.contains("0 tanesi"));
    assert_eq!(board(&bound, "section=tr/ekonomi").await, [theirs]);
    for path in ["?act=publication", "?act=nix&story=1", "", "?act=tag&story=x"] {
        let got = editor.get(&format!("/desk/selection{path}")).await;
        assert!(matches!(got.status, 400 | 422), "{path}: {}", got.status);
    }
    let many: Vec<String> = (1..=101).map(|story| format!("story={story}")).collect();
    assert_eq!(editor.get(&format!("/desk/selection?act=tag&{}", many.join("&"))).await.status, 422);
    for fields in [
        vec![("act", "section"), ("section", "tr/nix")],
        vec![("act", "tag"), ("tag", "…")],
        vec![("act", "assignment"), ("person", "999")],
        vec![("act", "schedule"), ("at", "yarın")],
    ] {
        let got = editor.post("/desk/selection", &[&fields[..], &[("story", marks[0].as_str())]].concat()).await;
        assert_eq!(got.status, 422, "{fields:?}");
    }
    assert_eq!(node.get(&format!("/gundem/gizli-taslak-{number}")).await.status, 404);
    assert!(TABLE.iter().any(|route| route.path == "/desk/selection"));
}

// ---- figures ----

async fn reads_are_told_by_story_section_and_source(database: Database) {
    let (node, other) = (Newsroom::start(&database).await, Newsroom::start(&database).await);
    let (flood, _) = node.desk.publish(cast::flood()).await.expect("published");
    let (market, position) = node.desk.publish(cast::market()).await.expect("published");
    node.reached(position).await;
    other.reached(position).await;
    let read = async |node: &Newsroom, path: &str, referrer: &str| {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: cinar.example\r\nUser-Agent: {BROWSER}\r\nReferer: {referrer}\r\nConnection: close\r\n\r\n"
        );
        assert_eq!(node.send(request.as_bytes()).await.status, 200, "{path}");
    };
    let story = format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{flood}");
    read(&node, &story, "https://www.google.com.tr/search?q=gizli+soz").await;
    read(&node, &story, "https://www.google.com/").await;
    read(&other, &story, "https://cinar.example/gundem/").await;
    read(&other, &format!("/ekonomi/findik-alim-fiyati-aciklandi-{market}"), "https://baska.example/yazi").await;
    node.flush().await;
    other.flush().await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let page = reporter.get("/desk/figures").await.body;
    let check = |name: &str, number: i64| {
        let line = page.split("class=\"name\">").skip(1).find(|line| line.contains(name)).unwrap_or_default();
        assert!(line.contains(&format!("class=\"number\">{number}<")), "{name} {number}: {page}");
    };
    check("Kızılçay taştı", 3);
    check("Fındık alım", 1);
    check("Gündem", 3);
    check("Ekonomi", 1);
    check("Google", 2);
    check("Gazetenin kendi sayfaları", 1);
    check("Başka siteler", 1);
    assert!(page.contains("<svg role=\"img\"") && page.contains("Son bir saatte 4 okuma"), "{page}");
    assert!(!page.contains("gizli") && !page.contains("baska.example"), "nothing of a referrer is kept but its name");
    let mut raw = crate::raw::Raw::of(&database).await;
    assert_eq!(raw.number("select count(*) from reads_from where source not in ('google', 'own', 'other')").await, 0);

    let economy = reporter.get("/desk/figures?section=tr/ekonomi").await.body;
    assert!(economy.contains("Fındık alım") && !economy.contains("Kızılçay taştı"));
    let arabic = reporter.get("/desk/figures?edition=ar").await.body;
    assert!(arabic.contains("Henüz okunan yok"));
    let of_story = reporter.get(&format!("/desk/stories/{flood}/figures")).await.body;
    assert!(of_story.contains("Yedi günde 3 okuma") && of_story.contains("Google"), "{of_story}");
    assert!(reporter.get(&format!("/desk/stories/{flood}")).await.body.contains("Bugün 3 okuma"));
    // What was withdrawn is told no more; what nobody published has no figures.
    node.desk.withdraw(market, "Asılsız.").await.expect("withdrawn");
    let draft = written(&reporter, "Taslak", "gundem").await;
    assert_eq!(reporter.get(&format!("/desk/stories/{draft}/figures")).await.status, 404);
    let (contributor, _) = node.clerk(Role::Contributor).await;
    for path in ["/desk/figures", "/desk/events?figures=1"] {
        assert_eq!(contributor.get(path).await.status, 403, "{path}");
    }
}

async fn a_page_of_figures_is_told_when_something_was_read(database: Database) {
    let node = Newsroom::start(&database).await;
    let (flood, position) = node.desk.publish(cast::flood()).await.expect("published");
    node.reached(position).await;
    let (editor, _) = node.clerk(Role::Editor).await;
    let mut told = Listening::of(&node, &editor, "figures=1", "").await;
    assert!(told.hears("retry:").await);
    node.get(&format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{flood}")).await;
    node.flush().await;
    assert!(told.hears("event: reads").await, "{}", told.heard);
    written(&editor, "Başka bir şey", "gundem").await;
    assert!(!told.heard.contains("event: row"), "and of nothing else");
}

async fn counts_grow_old_and_go(database: Database) {
    let store = database.open().await;
    cast::paper(&store).await;
    let (story, _) = testkit::Desk::of(&store).publish(cast::flood()).await.expect("published");
    let now = store.clock().now();
    let counted =
        |minutes_ago: i64, source: Source| Counted { story, minute: minute_of(now) - minutes_ago, source, reads: 2 };
    let ten_days = 10 * 24 * 60;
    let counts =
        [counted(0, Source::Google), counted(0, Source::Google), counted(ten_days, Source::X), counted(500, Source::X)];
    store.counting().add_counted(&counts, now).await.expect("added");
    let mut raw = crate::raw::Raw::of(&database).await;
    assert_eq!(raw.number("select cast(sum(reads) as bigint) from reads").await, 8, "hours are kept for ever");
    assert_eq!(raw.number("select count(*) from reads_minute").await, 1, "minutes for some hours");
    assert_eq!(raw.number("select count(*) from reads_from").await, 2, "sources for some days");
    let later = now + jiff::SignedDuration::from_hours(24 * 9);
    let again = Counted { minute: minute_of(later), ..counted(0, Source::Own) };
    store.counting().add_counted(&[again], later).await.expect("added");
    for left in [
        "select count(*) from reads_minute",
        "select count(*) from reads_from",
        "select count(*) from reads_of_section",
    ] {
        assert_eq!(raw.number(left).await, 1, "{left}");
    }
    // A story that is nobody's any more is counted and told of no section.
    let nobody = Counted { story: StoryNumber(999), ..again };
    store.counting().add_counted(&[nobody], later).await.expect("added");
    assert_eq!(hour_of(later), again.minute / 60);
}

on_both! {
    stories_are_found_by_words_as_readers_of_turkish_and_arabic_type_them,
    filters_narrow_the_board_and_stages_are_counted,
    a_beat_and_a_contributor_see_what_is_theirs_alone,
    pages_of_the_board_follow_each_other_without_a_gap,
    a_board_without_rows_is_made_anew,
    views_are_kept_by_each_person_for_themselves,
    what_happens_is_told_to_whoever_may_see_it,
    another_node_tells_what_happened_here,
    a_stream_ends_with_its_session_and_there_are_not_too_many,
    several_stories_are_published_and_withdrawn_with_a_verdict_each,
    several_stories_are_moved_tagged_scheduled_and_handed_over,
    what_cannot_be_done_together_is_said_and_changes_nothing,
    reads_are_told_by_story_section_and_source,
    a_page_of_figures_is_told_when_something_was_read,
    counts_grow_old_and_go,
}
