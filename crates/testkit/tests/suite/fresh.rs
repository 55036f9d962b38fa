//! The very next request tells the new truth: every act, every page that showed the old words, on the node that acted and
//! on another.

use newsroom::{Content, Position, SectionKey, StoryNumber};
use testkit::{Database, Got, Newsroom, cast, on_both};

/// Every address that shows something of the flood, by what it shows.
fn addresses(section: &str, number: StoryNumber) -> Vec<String> {
    let slug = "kizilcay-tasti-on-iki-ev-bosaltildi";
    let day = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::get("Europe/Istanbul").expect("a zone"));
    let mut all = vec![
        "/".to_owned(),
        format!("/{section}/"),
        format!("/{section}/{slug}-{number}"),
        "/asayis/".to_owned(),
        "/etiket/sel/".to_owned(),
        "/yazar/mehmet-kara/".to_owned(),
        format!("/arsiv/{}/", day.strftime("%Y/%m/%d")),
        "/ara?q=k%C4%B1z%C4%B1l%C3%A7ay".to_owned(),
    ];
    for below in ["/", &format!("/{section}/"), "/etiket/sel/", "/yazar/mehmet-kara/"] {
        all.extend(["feed.xml", "atom.xml", "feed.json"].map(|file| format!("{below}{file}")));
    }
    all.push("/sitemap-news.xml".to_owned());
    all
}

/// Walks all addresses on all nodes; each must hold the words or not.
async fn all_say(nodes: &[&Newsroom], addresses: &[String], words: &str, said: bool) {
    for node in nodes {
        for address in addresses {
            let got = node.get(address).await;
            let readable = got.body.replace("\\u2019", "’");
            assert_eq!(readable.contains(words), said, "{address} ({}) and “{words}”", got.status);
        }
    }
}

async fn settled(nodes: &[&Newsroom], position: Position) {
    for node in nodes {
        node.reached(position).await;
    }
}

async fn every_act_is_seen_at_once(database: Database) {
    let (here, there) = (Newsroom::start(&database).await, Newsroom::start(&database).await);
    let nodes = [&here, &there];
    let (number, position) = here.desk.publish(cast::flood()).await.expect("published");
    settled(&nodes, position).await;
    let all = addresses("gundem", number);
    all_say(&nodes, &all, "Kızılçay taştı, on iki ev boşaltıldı", true).await;

    let update = Content { headline: "Kızılçay çekiliyor".to_owned(), ..cast::flood() };
    settled(&nodes, here.desk.update(number, update.clone()).await.expect("updated")).await;
    all_say(&nodes, &all, "Kızılçay çekiliyor", true).await;
    all_say(&nodes, &all, "on iki ev boşaltıldı<", false).await;

    let right = Content { headline: "Kızılçay’da on üç ev".to_owned(), ..cast::flood() };
    let position = there.desk.correct(number, right, "Ev sayısı on iki değil on üçtür.").await.expect("corrected");
    settled(&nodes, position).await;
    all_say(&nodes, &all, "Kızılçay’da on üç ev", true).await;
    all_say(&nodes, &["/duzeltmeler".to_owned(), all[2].clone()], "Ev sayısı on iki değil on üçtür.", true).await;

    let renamed = here.desk.rename_section(&cast::tr(), &SectionKey::new("gundem"), "Memleket").await.expect("renamed");
    settled(&nodes, renamed).await;
    all_say(&nodes, &["/".to_owned(), "/asayis/".to_owned(), "/kunye".to_owned()], "Memleket", true).await;
    for node in nodes {
        let moved = node.get("/gundem/").await;
        assert_eq!((moved.status, moved.header("location")), (301, "/memleket/"));
        let moved = node.get(&all[2]).await;
        assert_eq!(moved.status, 301);
        assert!(moved.header("location").starts_with("/memleket/"), "{}", moved.head);
    }
    let all = addresses("memleket", number);
    all_say(&nodes, &all, "Kızılçay’da on üç ev", true).await;

    let position = here.desk.withdraw(number, "Haber doğrulanamadı.").await.expect("withdrawn");
    settled(&nodes, position).await;
    let lists: Vec<String> = all.iter().filter(|address| !address.ends_with(&format!("-{number}"))).cloned().collect();
    all_say(&nodes, &lists, "Kızılçay’da on üç ev", false).await;
    for node in nodes {
        let gone = node.get(&all[2]).await;
        assert_eq!(gone.status, 410);
        assert!(gone.body.contains("Haber doğrulanamadı."));
    }
}

async fn placing_changes_the_front_at_once(database: Database) {
    let node = Newsroom::start(&database).await;
    let mut numbers = Vec::new();
    for headline in ["Birinci haber", "İkinci haber", "Üçüncü haber"] {
        numbers.push(node.desk.publish(cast::story(headline)).await.expect("published").0);
    }
    for first in [0, 1, 2, 0] {
        let mut order = numbers.clone();
        order.swap(0, first);
        let position = node.desk.place(&cast::tr(), &order).await.expect("placed");
        node.reached(position).await;
        let front = node.get("/").await.body;
        let place = |number: &StoryNumber| front.find(&format!("haber-{number}\"")).expect("it is there");
        assert!(order.iter().all(|number| place(&order[0]) <= place(number)), "slot 1 stands first");
    }
}

async fn a_page_that_did_not_change_is_not_sent_again(database: Database) {
    let node = Newsroom::start(&database).await;
    let (number, position) = node.desk.publish(cast::flood()).await.expect("published");
    node.reached(position).await;
    let path = format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{number}");
    let conditional = async |tag: &str| -> Got {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nIf-None-Match: {tag}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        );
        node.send(request.as_bytes()).await
    };
    let first = conditional("\"none\"").await;
    assert_eq!((first.status, first.header("content-encoding")), (200, "gzip"));
    assert!(first.header("cache-tag").contains(&format!("story/{number}")));
    let tag = first.header("etag").to_owned();
    let again = conditional(&tag).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let update = Content { standfirst: Some("Su çekiliyor.".to_owned()), ..cast::flood() };
    node.reached(node.desk.update(number, update).await.expect("updated")).await;
    assert_eq!(conditional(&tag).await.status, 200);
}

async fn readers_are_counted_and_programs_are_not(database: Database) {
    let node = Newsroom::start(&database).await;
    let (read, _) = node.desk.publish(cast::flood()).await.expect("published");
    let (crawled, position) = node.desk.publish(cast::story("Kimse okumadı")).await.expect("published");
    node.reached(position).await;
    for _ in 0..7 {
        node.get(&format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{read}")).await;
        node.get_as("Googlebot/2.1", &format!("/gundem/kimse-okumadi-{crawled}")).await;
    }
    node.flush().await;
    let counted = node.store.reading().reads_since(0).await.expect("counts");
    let counted: Vec<_> = counted.into_iter().map(|(_, _, reads)| (reads.story, reads.reads)).collect();
    assert_eq!(counted, [(read, 7)]);
}

async fn an_override_takes_effect_and_a_broken_one_does_no_harm(database: Database) {
    let node = Newsroom::start(&database).await;
    let folder = node.theme_folder().join("words");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("tr.ftl"), "corrections = Yanlışlarımız\n").expect("a file");
    let says = async |words: &str| {
        for _ in 0..100 {
            if node.get("/duzeltmeler").await.body.contains(words) {
                return true;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        false
    };
    assert!(says("Yanlışlarımız").await, "the override is taken in without a restart");
    let templates = node.theme_folder().join("templates");
    std::fs::create_dir_all(&templates).expect("a folder");
    std::fs::write(templates.join("corrections.html"), "<h1>{{ yok.daha }</h1>").expect("a file");
    let told = async || {
        for _ in 0..100 {
            let ready = node.get("/readyz").await.body;
            if ready.contains("corrections.html") {
                return ready;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        String::new()
    };
    assert!(told().await.contains("corrections.html:1"), "the fault is named with its line");
    assert_eq!(node.get("/duzeltmeler").await.status, 200);
}

on_both!(
    every_act_is_seen_at_once,
    placing_changes_the_front_at_once,
    a_page_that_did_not_change_is_not_sent_again,
    readers_are_counted_and_programs_are_not,
    an_override_takes_effect_and_a_broken_one_does_no_harm,
);
