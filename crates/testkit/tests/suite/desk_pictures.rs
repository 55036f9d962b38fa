//! The picture library: what comes in and how, what is found, what may not be published, and what readers must not see again.

use std::sync::Arc;

use newsroom::stage::Move;
use newsroom::{Block, Content, Focus, Picture, Role, Stage, StoryNumber};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::{Clerk, Database, Got, Newsroom, cast, on_both};

const ORIGIN: (&str, &str) = ("Origin", "https://cinar.example");

/// A picture of coloured fields, others for each seed, the same at every size.
fn jpeg(seed: u32, width: u32, height: u32) -> Vec<u8> {
    let place = |x: u32, y: u32| {
        let field = y * 5 / height * 7 + x * 7 / width;
        // Bits spread by multiplying and shifting, as hashes do.
        let mixed = (field + 1).wrapping_mul(0x9e37_79b1) ^ seed.wrapping_mul(0x85eb_ca6b);
        let mixed = (mixed ^ mixed >> 15).wrapping_mul(0x2c1b_3c6d);
        [mixed as u8, (mixed >> 8) as u8, (mixed >> 16) as u8]
    };
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| place(x, y))).collect();
    media::jpeg(&pixels, width, height, 85)
}

fn sha256(bytes: &[u8]) -> String {
    newsroom::ids::hex(&Sha256::digest(bytes))
}

async fn send(clerk: &Clerk<'_>, path: &str, content_type: &str, body: &[u8]) -> Got {
    let headers = [("Content-Type", content_type), ORIGIN, ("X-Manset-Csrf", clerk.csrf.as_str())];
    clerk.request("POST", path, &headers, body).await
}

async fn send_json(clerk: &Clerk<'_>, path: &str, body: &Value) -> Got {
    send(clerk, path, "application/json", body.to_string().as_bytes()).await
}

async fn begun(clerk: &Clerk<'_>, name: &str, bytes: usize) -> String {
    let got = send_json(clerk, "/desk/pictures/uploads", &json!({"name": name, "bytes": bytes})).await;
    assert_eq!(got.status, 200, "{}", got.body);
    got.json()["id"].as_str().expect("a name").to_owned()
}

/// A whole file in one piece; what the end answers.
async fn upload(clerk: &Clerk<'_>, name: &str, bytes: &[u8]) -> Got {
    let id = begun(clerk, name, bytes.len()).await;
    let path = format!("/desk/pictures/uploads/{id}");
    let got = send(clerk, &format!("{path}/pieces/0"), "application/octet-stream", bytes).await;
    assert_eq!(got.status, 200, "{}", got.body);
    send_json(clerk, &format!("{path}/end"), &json!({})).await
}

/// A picture in the library, as the editor is told of it.
async fn taken(clerk: &Clerk<'_>, seed: u32) -> Picture {
    let got = upload(clerk, &format!("resim {seed}.jpg"), &jpeg(seed, 1300, 900)).await;
    assert_eq!(got.status, 200, "{}", got.body);
    serde_json::from_value(got.json()["picture"]["picture"].clone()).expect("a picture")
}

/// With everything that is required said of it.
fn described(picture: Picture) -> Picture {
    Picture {
        alt: "Taşan çayın kıyısında iki kişi".into(),
        credit: Some("İHA".into()),
        rights: Some("Ajans aboneliği".into()),
        ..picture
    }
}

async fn change(clerk: &Clerk<'_>, file: &str, fields: &[(&str, &str)]) -> Got {
    clerk.post(&format!("/desk/pictures/{file}"), fields).await
}

/// Publishes the story as it stands, whether its page offers the form or not; what is answered.
async fn publish(node: &Newsroom, clerk: &Clerk<'_>, number: StoryNumber, more: &[(&str, &str)]) -> Got {
    let mut tx = node.store.write().await.expect("a transaction");
    let text = tx.text(number).await.expect("a text");
    tx.commit().await.expect("kept");
    let (revision, version) = (text.revision.to_string(), text.version.to_string());
    let fields = [&[("revision", revision.as_str()), ("version", version.as_str())], more].concat();
    clerk.post(&format!("/desk/stories/{number}/publication"), &fields).await
}

async fn pieces_arrive_over_a_broken_line(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Reporter).await;
    let (other, _) = node.clerk(Role::Editor).await;
    let bytes = jpeg(1, 1300, 900);
    let id = begun(&clerk, "taşkın.jpg", bytes.len()).await;
    let path = format!("/desk/pictures/uploads/{id}");
    let half = bytes.len() / 2;
    let piece = async |from: usize, until: usize| {
        send(&clerk, &format!("{path}/pieces/{from}"), "application/octet-stream", &bytes[from..until]).await
    };
    assert_eq!(piece(0, half).await.json()["offset"], half);
    // The answer was lost, so it is sent again; then one that leaves a gap.
    assert_eq!(piece(0, half).await.json()["offset"], half);
    let got = piece(half + 10, half + 20).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (409, Some("offset")), "{}", got.body);
    assert_eq!(got.json()["detail"].as_str(), Some(half.to_string().as_str()), "it is told where to go on");
    assert_eq!(clerk.get(&path).await.json()["offset"], half);
    assert_eq!(other.get(&path).await.status, 404, "nobody sees another's");
    let got = send(&other, &format!("{path}/pieces/{half}"), "application/octet-stream", b"x").await;
    assert_eq!(got.status, 404);
    let early = send_json(&clerk, &format!("{path}/end"), &json!({})).await;
    assert_eq!(early.status, 409, "half a picture is none");
    assert_eq!(piece(half, bytes.len()).await.json()["offset"], bytes.len());
    let came = send_json(&clerk, &format!("{path}/end"), &json!({"sha256": sha256(&bytes)})).await;
    assert_eq!(came.status, 200, "{}", came.body);
    let told = came.json();
    assert_eq!(told["picture"]["picture"]["file"], sha256(&bytes));
    assert_eq!((&told["is_new"], told["picture"]["name"].as_str()), (&json!(true), Some("taşkın.jpg")));
    assert_eq!(send_json(&clerk, &format!("{path}/end"), &json!({})).await.status, 404, "it is over");
    assert_eq!(node.get(&format!("/media/{}/320.jpg", sha256(&bytes))).await.status, 200);
    let again = upload(&clerk, "aynısı.jpg", &bytes).await.json();
    assert_eq!(again["is_new"], false);

    // What arrives otherwise than it was sent is not kept.
    let id = begun(&clerk, "x.jpg", bytes.len()).await;
    let path = format!("/desk/pictures/uploads/{id}");
    send(&clerk, &format!("{path}/pieces/0"), "application/octet-stream", &bytes).await;
    let got = send_json(&clerk, &format!("{path}/end"), &json!({"sha256": "0".repeat(64)})).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (409, Some("differs")));
    assert_eq!(clerk.get(&path).await.status, 404);
    let large = json!({"name": "x", "bytes": media::BYTES_MAX + 1});
    assert_eq!(send_json(&clerk, "/desk/pictures/uploads", &large).await.status, 413);
    let got = send(&clerk, "/desk/pictures/uploads/x/pieces/0", "application/octet-stream", b"x").await;
    assert_eq!(got.status, 404);
}

async fn nothing_that_a_browser_runs_comes_in(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Reporter).await;
    let svg = br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>"#;
    let page = b"<html><script>alert(1)</script>".to_vec();
    let gif_page = b"GIF89a/*<svg/onload=alert(1)>*/=1;".to_vec();
    let mut broken = jpeg(2, 400, 300);
    broken.truncate(200);
    for (name, bytes) in [
        ("çizim.svg", svg.to_vec()),
        ("resim.svg.jpg", svg.to_vec()),
        ("sayfa.jpg", page),
        ("cok-dilli.gif", gif_page),
        ("yarim.jpg", broken),
    ] {
        let got = upload(&clerk, name, &bytes).await;
        assert_eq!((got.status, got.json()["code"].as_str()), (422, Some("picture")), "{name}: {}", got.body);
        assert!(!got.json()["detail"].as_str().unwrap_or_default().is_empty(), "{name} is told in words");
        let file = sha256(&bytes);
        assert_eq!(node.get(&format!("/media/{file}/320.jpg")).await.status, 404, "{name}");
        assert_eq!(clerk.get(&format!("/desk/pictures/{file}")).await.status, 404, "{name}");
    }

    // A picture with a page behind its end is a picture: what is served is made anew from its pixels.
    let mut polyglot = jpeg(3, 900, 600);
    polyglot.extend_from_slice(b"<script>alert(1)</script>");
    let name = "\"><img src=x onerror=alert(1)>.jpg";
    let got = upload(&clerk, name, &polyglot).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let file = sha256(&polyglot);
    for (address, content_type) in [("320.jpg", "image/jpeg"), ("640.webp", "image/webp")] {
        let got = node.get(&format!("/media/{file}/{address}")).await;
        assert_eq!((got.status, got.header("content-type")), (200, content_type));
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert!(!got.bytes.windows(7).any(|seven| seven == b"<script"), "{address}");
    }
    for other in ["original.jpg", "about.json", "replaced-by", "../x", "%2e%2e/x", name] {
        let path = format!("/media/{file}/{}", other.replace(' ', "%20").replace('"', "%22"));
        assert_ne!(node.get(&path).await.status, 200, "{other}");
    }
    for path in ["/desk/pictures".to_owned(), format!("/desk/pictures/{file}")] {
        let page = clerk.get(&path).await.body;
        assert!(!page.contains("<img src=x"), "{path}");
        assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;.jpg"), "{path}: {page}");
    }
    let got = upload(&clerk, "C:\\gizli\\../../etc/\u{202e}gpj.exe", &jpeg(4, 400, 300)).await;
    assert_eq!(got.json()["picture"]["name"], "gpj.exe", "a name is its last part, as it reads");
}

async fn a_form_without_script_takes_pictures(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Contributor).await;
    let sent = async |csrf: &str, files: &[(&str, &[u8])]| {
        let mut body = Vec::new();
        body.extend_from_slice(
            format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").as_bytes(),
        );
        for (name, bytes) in files {
            let head = format!(
                "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x--\r\n");
        let headers = [("Accept", "text/html"), ("Content-Type", "multipart/form-data; boundary=x"), ORIGIN];
        clerk.request("POST", "/desk/pictures", &headers, &body).await
    };
    let (one, two) = (jpeg(10, 700, 500), jpeg(11, 700, 500));
    let got = sent(&clerk.csrf, &[("bir.jpg", &one), ("iki.jpg", &two)]).await;
    assert_eq!((got.status, got.header("location")), (303, "/desk/pictures?taken=2"), "{}", got.body);
    let got = sent(&clerk.csrf, &[("üç.jpg", &jpeg(12, 700, 500)), ("çizim.svg", b"<svg onload=alert(1)>")]).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("çizim.svg") && got.body.contains("SVG"), "{}", got.body);
    let list = clerk.get("/desk/pictures").await.body;
    for name in ["bir.jpg", "iki.jpg", "üç.jpg"] {
        assert!(list.contains(name), "{name}");
    }
    let forged = sent("0123", &[("dört.jpg", &jpeg(13, 700, 500))]).await;
    assert_eq!(forged.status, 400);
    assert!(!clerk.get("/desk/pictures").await.body.contains("dört.jpg"));
}

async fn pictures_are_found_by_words_rights_and_use(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let flood = taken(&clerk, 20).await;
    let market = taken(&clerk, 21).await;
    let fields = [
        ("alt", "Sel suları"),
        ("caption", "IĞDIR'da taşkın"),
        ("credit", "Şükrü Öz"),
        ("rights", "Kendi fotoğrafımız"),
        ("rights_until", "2020-01-31"),
        ("usage_note", "yalnız bu haberle"),
        ("focus_x", "30"),
        ("focus_y", "70"),
    ];
    let got = change(&clerk, &flood.file, &fields).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let page = clerk.get(&format!("/desk/pictures/{}", flood.file)).await.body;
    assert!(page.contains("IĞDIR&#39;da taşkın") && page.contains("value=\"2020-01-31\""), "{page}");
    let check = async |query: &str, expected: &[&str]| {
        let found = clerk.get(&format!("/desk/pictures/found?{query}")).await.json();
        let files: Vec<&str> = found["pictures"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["picture"]["file"].as_str())
            .collect();
        assert_eq!(files, expected, "{query}: {found}");
    };
    check("q=", &[&market.file, &flood.file]).await;
    check("q=i%C4%9Fd%C4%B1r", &[&flood.file]).await;
    check("q=IGDIR+TASKIN", &[&flood.file]).await;
    check("q=sukru", &[&flood.file]).await;
    check("q=%25", &[&market.file, &flood.file]).await;
    check("q=yok+boyle", &[]).await;
    check("terms=ended", &[&flood.file]).await;
    check("terms=end-soon", &[]).await;
    check("used=yes", &[]).await;
    clerk.begin("tr").await;
    node.desk.publish(Content { picture: Some(market.clone()), ..cast::market() }).await.expect("published");
    check("used=yes", &[&market.file]).await;
    check("used=no", &[&flood.file]).await;
    // What cannot be read loses nothing.
    let wrong = [("caption", "Uzun bir resim altı"), ("rights_until", "yarın")];
    let got = change(&clerk, &flood.file, &wrong).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("Uzun bir resim altı") && got.body.contains("yarın"), "{}", got.body);
    let got = change(&clerk, &flood.file, &[("focus_x", "130"), ("focus_y", "5")]).await;
    assert_eq!(got.status, 422);
}

async fn what_is_wanting_stands_in_the_way(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let bare = taken(&clerk, 30).await;
    let content = Content { picture: Some(bare.clone()), standfirst: Some("Spot".into()), ..cast::flood() };
    let (number, _) = node.desk.draft(content.clone()).await.expect("a draft");
    let page = clerk.get(&format!("/desk/stories/{number}/publication")).await.body;
    for words in ["görmeyenler için açıklaması yok", "kaynağı yok", "lisansı yazılmamış"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Bu haliyle yayınlanamaz"));
    assert_eq!(
        publish(&node, &clerk, number, &[("when", "now")]).await.status,
        422,
        "nor by sending the form all the same"
    );

    // What the library says of rights holds for every story; words for readers stand in the story.
    change(&clerk, &bare.file, &[("rights", "Ajans aboneliği")]).await;
    let said = Picture { alt: "Taşan çay".into(), credit: Some("İHA".into()), ..bare.clone() };
    let content = Content { picture: Some(said.clone()), ..content };
    let (number, _) = node.desk.draft(content.clone()).await.expect("a draft");
    let got = publish(&node, &clerk, number, &[("when", "now")]).await;
    assert_eq!(got.status, 303, "{}", got.body);

    // The rights end: not anew, at the desk nor by a program nor at its hour; who has it already may be told of a mistake.
    change(&clerk, &bare.file, &[("rights", "Ajans aboneliği"), ("rights_until", "2020-01-31")]).await;
    let (second, _) = node.desk.draft(content.clone()).await.expect("a draft");
    assert_eq!(publish(&node, &clerk, second, &[("when", "now")]).await.status, 422);
    assert_eq!(publish(&node, &clerk, second, &[("when", "later"), ("at", "2099-01-01T10:00")]).await.status, 422);
    let program = node.caller(Role::Editor).await;
    let got = program.send("POST", &format!("/api/v1/stories/{second}/publication"), &json!({})).await;
    assert_eq!((got.status, got.json()["code"].as_str()), (422, Some("picture-rights-ended")), "{}", got.body);
    let update = Content { headline: "Kızılçay taştı: on üç ev".into(), ..content };
    let mut tx = node.store.write().await.expect("a transaction");
    tx.save_draft(number, &update, &cast::ayse()).await.expect("saved");
    tx.commit().await.expect("kept");
    let got = publish(&node, &clerk, number, &[("when", "now")]).await;
    assert_eq!(got.status, 303, "{}", got.body);

    // The desk is told which live stories show it, and not once it is taken out.
    let list = clerk.get("/desk/pictures").await.body;
    assert!(list.contains("Süresi dolmuş") && list.contains("on üç ev"), "{list}");
    let without = Content { picture: None, ..update };
    node.reached(node.desk.update(number, without).await.expect("updated")).await;
    assert!(!clerk.get("/desk/pictures").await.body.contains("Süresi dolmuş"));
}

async fn a_scheduled_story_waits_for_nobodys_rights(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let picture = described(taken(&clerk, 35).await);
    let content = Content { picture: Some(picture.clone()), ..cast::flood() };
    let (number, revision) = node.desk.draft(content).await.expect("a draft");
    let mut tx = node.store.write().await.expect("a transaction");
    let at = tx.now() + jiff::SignedDuration::from_secs(1);
    tx.schedule(number, revision, at, &cast::ayse()).await.expect("scheduled");
    tx.commit().await.expect("kept");
    change(&clerk, &picture.file, &[("rights_until", "2020-01-31")]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    let report = node.store.perform_due().await.expect("performed");
    assert!(report.published.is_empty());
    assert!(report.refused.iter().any(|(story, why)| *story == number && why.contains("rights")), "{report:?}");
}

async fn where_it_is_used_is_told_to_those_who_may_know(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (contributor, _) = node.clerk(Role::Contributor).await;
    let picture = described(taken(&reporter, 40).await);
    let secret = Content { picture: Some(picture.clone()), headline: "Gizli dosya".into(), ..cast::market() };
    let (draft, _) = node.desk.draft(secret).await.expect("a draft");
    let inside = Block::Gallery { pictures: vec![picture.clone()] };
    let mut live = cast::flood();
    live.body.0.push(inside);
    let (number, position) = node.desk.publish(live.clone()).await.expect("published");
    node.reached(position).await;

    let path = format!("/desk/pictures/{}", picture.file);
    let page = reporter.get(&path).await.body;
    assert!(page.contains("Gizli dosya") && page.contains(&live.headline), "{page}");
    assert!(page.contains(&format!("/desk/stories/{draft}")));
    let page = contributor.get(&path).await.body;
    assert!(!page.contains("Gizli dosya") && !page.contains(&format!("/desk/stories/{draft}")), "{page}");
    assert!(page.contains(&live.headline), "what readers have is no secret");
    assert!(page.contains("taslağında daha"), "that there is more is told");
    assert!(!page.contains(">Kaydet</button>"), "and nothing can be changed");
    assert_eq!(change(&contributor, &picture.file, &[("alt", "x")]).await.status, 403);
    assert_eq!(contributor.get(&format!("{path}/blur")).await.status, 403);

    // Taken out of the text, readers have it still; taken out for readers, it is nowhere.
    let mut without = live.clone();
    without.body.0.pop();
    let mut tx = node.store.write().await.expect("a transaction");
    tx.save_draft(number, &without, &cast::ayse()).await.expect("saved");
    tx.commit().await.expect("kept");
    assert!(reporter.get(&path).await.body.contains("okurda var"));
    node.reached(node.desk.update(number, without).await.expect("updated")).await;
    assert!(!reporter.get(&path).await.body.contains(&live.headline));
}

async fn what_is_blurred_is_never_shown_again(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let picture = Picture { focus: Some(Focus { x: 10, y: 20 }), ..described(taken(&clerk, 50).await) };
    let old = picture.file.clone();
    let mut live = Content { picture: Some(picture.clone()), ..cast::flood() };
    live.body.0.push(Block::Picture { picture: picture.clone() });
    let (number, position) = node.desk.publish(live.clone()).await.expect("published");
    node.reached(position).await;
    // A text that is ahead of its readers, and one with an hour set.
    let ahead = Content { headline: "Kızılçay'da yeni gelişme".into(), ..live.clone() };
    let mut tx = node.store.write().await.expect("a transaction");
    let revision = tx.save_draft(number, &ahead, &cast::ayse()).await.expect("saved");
    tx.move_stage(number, Move::MarkReady, &ahead, revision, &cast::ayse(), None).await.expect("moved");
    tx.commit().await.expect("kept");
    let planned = Content { picture: Some(picture.clone()), ..cast::market() };
    let (later, revision) = node.desk.draft(planned).await.expect("a draft");
    let mut tx = node.store.write().await.expect("a transaction");
    let at = tx.now() + jiff::SignedDuration::from_hours(5);
    tx.schedule(later, revision, at, &cast::ayse()).await.expect("scheduled");
    tx.commit().await.expect("kept");
    assert_eq!(node.get(&format!("/media/{old}/640.jpg")).await.status, 200);

    let path = format!("/desk/pictures/{old}/blur");
    let page = clerk.get(&path).await.body;
    assert!(page.contains(&live.headline), "it says whose readers will see it: {page}");
    let none = [("left", ""), ("top", ""), ("width", ""), ("height", "")];
    assert_eq!(clerk.post(&path, &none).await.status, 422);
    let region = [("left", "10"), ("top", "10"), ("width", "40"), ("height", "40")];
    let got = clerk.post(&path, &region).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let new = got.header("location").split(['/', '?']).nth(3).unwrap_or_default().to_owned();
    assert!(new.len() == 64 && new != old, "{new}");

    // Every page names the new one, and the old address leads to it.
    let page = node.get(&format!("/gundem/kizilcay-tasti-on-iki-ev-bosaltildi-{number}")).await.body;
    assert!(page.contains(&new) && !page.contains(&old), "{page}");
    assert!(page.contains(&live.headline), "the text is the one readers had");
    for name in ["640.jpg", "320.webp", "16x9-1200-10x20.jpg"] {
        let got = node.get(&format!("/media/{old}/{name}")).await;
        assert_eq!((got.status, got.header("location")), (301, format!("/media/{new}/{name}").as_str()));
        assert!(got.bytes.is_empty(), "nothing of the old one is sent");
    }
    assert_eq!(node.get(&format!("/media/{new}/640.jpg")).await.status, 200);
    let kept = Arc::clone(&node.media);
    let (asked, of_old) = (old.clone(), old.clone());
    let original = tokio::task::spawn_blocking(move || kept.original(&asked)).await.expect("no panic").expect("read");
    assert_eq!(sha256(&original.expect("it is kept").bytes), of_old);

    // What was being written and what was planned stand, with the new one.
    let mut tx = node.store.write().await.expect("a transaction");
    let text = tx.newest_draft(number).await.expect("read").expect("there").content;
    assert_eq!(text.headline, ahead.headline);
    assert!(text.picture.iter().chain(text.body.pictures()).all(|picture| picture.file == new));
    let progress = tx.progress(number).await.expect("read");
    assert_eq!((progress.stage, progress.content), (Stage::Ready, text.seal().0), "it was read, and is ready still");
    assert_eq!(
        text.picture.as_ref().map(|picture| (picture.alt.clone(), picture.focus)),
        Some((picture.alt, picture.focus))
    );
    let scheduled = tx.scheduled(later).await.expect("read").expect("an hour is set");
    let planned = tx.draft(later, scheduled.revision).await.expect("read").content;
    assert_eq!((scheduled.at, planned.picture.map(|picture| picture.file)), (at, Some(new.clone())));
    drop(tx);
    assert_eq!(clerk.get(&format!("/desk/pictures/{old}")).await.header("location"), format!("/desk/pictures/{new}"));
    assert!(!clerk.get("/desk/pictures/found?q=").await.body.contains(&old), "the library offers it no more");

    // A browser that was away writes the old one into a text: what stands in its place is written.
    let own = clerk.begin("tr").await;
    let now = json!({"type": "picture", "picture": live.picture});
    let changes = json!([
        {"field": "picture", "was": null, "now": live.picture},
        {"block": "aaaaaaaaaaaaaaa1", "was": null, "now": now, "after": null},
    ]);
    let got = clerk.write(own, &"a".repeat(32), 1, 0, changes).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let opened = clerk.opened(own).await;
    assert_eq!(opened["fields"]["picture"]["file"], new, "{opened}");
    assert_eq!(opened["blocks"][0]["block"]["picture"]["file"], new);
    assert_eq!(got.json()["theirs"].as_array().map(Vec::len), Some(2), "its writer is told: {}", got.body);

    // Whoever sends the same file again, here or as a program, gets what stands in its place.
    let again = upload(&clerk, "yine.jpg", &jpeg(50, 1300, 900)).await.json();
    assert_eq!(again["picture"]["picture"]["file"], new);

    // Another part: made from the first one again, and all of them lead to the last.
    let more = [
        ("left", "10"),
        ("top", "10"),
        ("width", "40"),
        ("height", "40"),
        ("left", "60"),
        ("top", "60"),
        ("width", "20"),
        ("height", "20"),
    ];
    let got = clerk.post(&format!("/desk/pictures/{new}/blur"), &more).await;
    let last = got.header("location").split(['/', '?']).nth(3).unwrap_or_default().to_owned();
    for before in [&old, &new] {
        let got = node.get(&format!("/media/{before}/640.jpg")).await;
        assert_eq!((got.status, got.header("location")), (301, format!("/media/{last}/640.jpg").as_str()));
    }
    // A node that starts anew knows it before it serves.
    let other = Newsroom::of(node.store.clone(), web::Limits::default()).await;
    assert_eq!(other.get(&format!("/media/{old}/640.jpg")).await.status, 301);
}

async fn only_who_may_publish_changes_what_readers_see(database: Database) {
    let node = Newsroom::start(&database).await;
    let (reporter, _) = node.clerk(Role::Reporter).await;
    let (elsewhere, _) = node.clerk_with(Role::Editor, &["tr/ekonomi"]).await;
    let picture = described(taken(&reporter, 60).await);
    let path = format!("/desk/pictures/{}/blur", picture.file);
    let region = [("left", "10"), ("top", "10"), ("width", "40"), ("height", "40")];
    let content = Content { picture: Some(picture.clone()), ..cast::flood() };
    let (_, position) = node.desk.publish(content).await.expect("published");
    node.reached(position).await;
    for clerk in [&reporter, &elsewhere] {
        assert!(clerk.get(&path).await.body.contains("Editörden isteyin"));
        assert_eq!(clerk.post(&path, &region).await.status, 422);
    }
    assert_eq!(node.get(&format!("/media/{}/320.jpg", picture.file)).await.status, 200);
    // One that no reader sees is theirs to blur.
    let own = taken(&reporter, 61).await;
    assert_eq!(reporter.post(&format!("/desk/pictures/{}/blur", own.file), &region).await.status, 303);
}

async fn pictures_that_look_alike_are_told(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let first = described(taken(&clerk, 70).await);
    taken(&clerk, 71).await;
    let content = Content { picture: Some(first.clone()), ..cast::flood() };
    let headline = content.headline.clone();
    let at = "2024-03-12T09:00:00+03:00".parse().expect("an hour");
    node.desk.publish_at(content, at).await.expect("published");
    let smaller = upload(&clerk, "kucuk.jpg", &jpeg(70, 640, 443)).await;
    let near = smaller.json()["near"].clone();
    assert_eq!(near.as_array().map(Vec::len), Some(1), "{near}");
    assert_eq!(near[0]["picture"]["file"], first.file);
    let used = near[0]["used"].as_str().unwrap_or_default();
    assert!(used.contains("12 Mart 2024") && used.contains(&headline), "{used}");
    let file = smaller.json()["picture"]["picture"]["file"].as_str().unwrap_or_default().to_owned();
    let page = clerk.get(&format!("/desk/pictures/{file}")).await.body;
    assert!(page.contains("Benzer görseller") && page.contains(&first.file), "{page}");
}

/// Pictures an import or a program brought, and stories older than the list itself.
async fn pictures_that_came_otherwise_are_listed(database: Database) {
    let node = Newsroom::start(&database).await;
    let (clerk, _) = node.clerk(Role::Editor).await;
    let library = Arc::clone(&node.media);
    let stored = tokio::task::spawn_blocking(move || library.add(&jpeg(80, 1300, 900))).await.expect("no panic");
    let stored = stored.expect("a picture");
    let picture = Picture { caption: Some("Eski çarşı".into()), ..stored.picture() };
    let content = Content { picture: Some(picture.clone()), ..cast::market() };
    let (number, _) = node.desk.publish(content).await.expect("published");
    let lost = Picture { file: "0".repeat(64), width: 10, height: 10, colour: "#000000".into(), ..Picture::default() };
    node.desk.publish(Content { picture: Some(lost), ..cast::flood() }).await.expect("published");
    // As if both had been published before there was a list.
    let mut raw = crate::raw::Raw::of(&database).await;
    raw.execute("delete from picture_use".to_owned()).await;
    raw.execute("delete from bookmark where follower = 'picture-uses'".to_owned()).await;
    ::desk::list_pictures(&node.store, &node.media).await.expect("listed");
    ::desk::list_pictures(&node.store, &node.media).await.expect("twice changes nothing");
    let page = clerk.get(&format!("/desk/pictures/{}", stored.file)).await.body;
    assert!(page.contains("Eski çarşı") && page.contains(&format!("/desk/stories/{number}")), "{page}");
    let near = upload(&clerk, "yeni.jpg", &jpeg(80, 800, 554)).await.json()["near"].clone();
    assert_eq!(near[0]["picture"]["file"], stored.file, "it is found by its likeness too");

    // A program's upload is listed at once.
    let program = node.caller(Role::Reporter).await;
    let bytes = jpeg(81, 1300, 900);
    let got = program.request("POST", "/api/v1/media", &[("Content-Type", "image/jpeg")], &bytes).await;
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!(clerk.get(&format!("/desk/pictures/{}", sha256(&bytes))).await.status, 200);
}

on_both!(
    pieces_arrive_over_a_broken_line,
    nothing_that_a_browser_runs_comes_in,
    a_form_without_script_takes_pictures,
    pictures_are_found_by_words_rights_and_use,
    what_is_wanting_stands_in_the_way,
    a_scheduled_story_waits_for_nobodys_rights,
    where_it_is_used_is_told_to_those_who_may_know,
    what_is_blurred_is_never_shown_again,
    only_who_may_publish_changes_what_readers_see,
    pictures_that_look_alike_are_told,
    pictures_that_came_otherwise_are_listed
);
