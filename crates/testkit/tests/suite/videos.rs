//! Videos from a program's upload to a reader's player: whole, in parts, and out of the house.

use newsroom::Role;
use serde_json::{Value, json};
use testkit::film::{PLACE, film};
use testkit::{BROWSER, Caller, Database, Got, Newsroom, on_both};

/// Longer than one piece that the server reads, with every byte telling its place.
fn data() -> Vec<u8> {
    (0..700_000_u32).map(|place| b'a' + (place % 26) as u8).collect()
}

async fn taken_in(caller: &Caller<'_>, bytes: &[u8]) -> Value {
    let taken = caller.send_bytes("/api/v1/media", "video/mp4", bytes).await;
    assert_eq!(taken.status, 201, "{}", taken.body);
    taken.json()
}

fn path_of(association: &Value) -> String {
    let href = association["renditions"][0]["href"].as_str().expect("an address");
    href.strip_prefix("https://cinar.example").expect("one of ours").to_owned()
}

async fn asked(node: &Newsroom, method: &str, path: &str, headers: &[(&str, &str)]) -> Got {
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nHost: cinar.example\r\nUser-Agent: {BROWSER}\r\nConnection: close\r\n");
    headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    node.send(format!("{head}\r\n").as_bytes()).await
}

async fn players_get_what_they_ask_for(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::ChiefEditor).await;
    let bytes = film(&data());
    let association = taken_in(&caller, &bytes).await;
    assert_eq!(association["type"], "video");
    assert_eq!(association["manset"]["seconds"], 12);
    assert_eq!(
        (&association["renditions"][0]["width"], &association["renditions"][0]["height"]),
        (&json!(640), &json!(360))
    );
    assert_eq!(taken_in(&caller, &bytes).await, association, "the same bytes are the same video");
    let path = path_of(&association);

    let whole = node.get(&path).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "video/mp4"));
    assert_eq!(whole.header("content-length"), bytes.len().to_string());
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert!(whole.header("cache-control").contains("immutable"));
    assert_eq!(whole.bytes.len(), bytes.len());
    assert!(!whole.body.contains(PLACE) && !whole.body.contains("loci"), "nobody is told where it was filmed");
    let tag = whole.header("etag").to_owned();
    let data = String::from_utf8(data()).expect("letters");
    assert!(whole.body.ends_with(&data));
    let whole = whole.bytes;

    let length = bytes.len();
    let check = async |headers: &[(&str, &str)], status: u16, range: &str, body: &[u8]| {
        let got = asked(&node, "GET", &path, headers).await;
        assert_eq!((got.status, got.header("content-range")), (status, range), "{headers:?}");
        assert!(got.bytes == body, "{headers:?}: {} bytes for {}", got.bytes.len(), body.len());
        assert_eq!(got.header("content-length"), body.len().to_string(), "{headers:?}");
    };
    let from_end = |count: usize| &whole[length - count..];
    check(&[("Range", "bytes=0-9")], 206, &format!("bytes 0-9/{length}"), &whole[..10]).await;
    let last = format!("bytes {}-{}/{length}", length - 5, length - 1);
    check(&[("Range", "bytes=-5")], 206, &last, from_end(5)).await;
    let rest = format!("bytes {}-{}/{length}", length - 400_000, length - 1);
    check(&[("Range", &format!("bytes={}-", length - 400_000))], 206, &rest, from_end(400_000)).await;
    check(&[("Range", &format!("bytes={}-9999999", length - 5))], 206, &last, from_end(5)).await;
    check(&[("Range", &format!("bytes={length}-"))], 416, &format!("bytes */{length}"), b"").await;
    for senseless in ["bytes=9-2", "lines=1-2", "bytes=x", "bytes=0-1,5-6"] {
        check(&[("Range", senseless)], 200, "", &whole).await;
    }
    check(&[("Range", "bytes=0-9"), ("If-Range", &tag)], 206, &format!("bytes 0-9/{length}"), &whole[..10]).await;
    check(&[("Range", "bytes=0-9"), ("If-Range", "\"other\"")], 200, "", &whole).await;

    let head = asked(&node, "HEAD", &path, &[]).await;
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, &*length.to_string(), 0));
    let known = asked(&node, "GET", &path, &[("If-None-Match", &tag)]).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    for absent in [path.replace("video.mp4", "original.mp4"), path.replace("video.mp4", "320.jpg")] {
        assert_eq!(node.get(&absent).await.status, 404, "{absent}");
    }
    assert_eq!(node.get(&format!("/media/{}/video.mp4", "0".repeat(64))).await.status, 404);
}

async fn a_story_shows_its_video(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::ChiefEditor).await;
    let pixels: Vec<u8> = (0..640 * 360).flat_map(|place| [(place % 255) as u8, 80, 60]).collect();
    let poster = caller.send_bytes("/api/v1/media", "image/jpeg", &media::jpeg(&pixels, 640, 360, 80)).await.json();
    let mut video = taken_in(&caller, &film(&data())).await;
    let mut named = poster.clone();
    named["name"] = "poster".into();
    named["manset"] = json!({"focus": {"x": 20, "y": 80}});
    video["associations"] = json!([named]);
    video["descriptions"] =
        json!([{"role": "caption", "value": "Kızılçay taşarken"}, {"role": "credit", "value": "Ali Kaya"}]);
    let story = json!({
        "language": "tr",
        "headlines": [{"role": "main", "value": "Kızılçay taştı"}],
        "bodies": [{"contentType": "text/html", "value": "<p>Kızılçay dün gece taştı.</p>"}],
        "subjects": [{"literal": "gundem", "rel": "section"}],
        "by": "Ayşe Demir",
        "associations": [video]
    });
    let begun = caller.send("POST", "/api/v1/stories", &story).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let number = begun.json()["manset"]["number"].as_i64().expect("a number");
    let done = caller.send("POST", &format!("/api/v1/stories/{number}/publication"), &json!({})).await;
    let url = done.json()["url"].as_str().expect("an address").replace("https://cinar.example", "");
    let page = node.get(&url).await.body;
    let address = path_of(&video);
    assert!(page.contains(&format!("<source src=\"{address}\" type=\"video/mp4\">")), "{page}");
    assert!(page.contains("<figcaption>Kızılçay taşarken <small>Ali Kaya</small></figcaption>"));
    assert!(page.contains("preload=\"none\"") && page.contains("VideoObject"));

    // What programs are given of it can be sent back, changed by hand, and means the same.
    let draft = caller.read(&format!("/api/v1/stories/{number}/draft")).await;
    let mut public = node.get(&format!("/api/v1/stories/{number}")).await.json();
    assert_eq!(public["associations"][0]["associations"][0]["manset"]["focus"], json!({"x": 20, "y": 80}));
    let html = public["bodies"][0]["value"].as_str().expect("words").replace("dün gece", "gece");
    public["bodies"][0]["value"] = html.into();
    let path = format!("/api/v1/stories/{number}/draft");
    let saved = caller.send_with("PUT", &path, &public, &[("If-Match", draft.header("etag"))]).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let body = &saved.json()["manset"]["body"];
    let videos: Vec<&Value> =
        body.as_array().expect("blocks").iter().filter(|block| block["type"] == "video").collect();
    let before = draft.json()["manset"]["body"].as_array().expect("blocks").last().cloned();
    assert_eq!(videos, [&before.expect("a block")], "the same video, once, with its poster");

    let unknown = json!({"type": "video", "name": "v", "uri": format!("urn:manset:media:{}", "0".repeat(64))});
    let refused = caller.send("POST", "/api/v1/stories", &json!({"associations": [unknown]})).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("unknown-video")), "{}", refused.body);
}

async fn what_is_no_video_is_told_so(database: Database) {
    let node = Newsroom::start(&database).await;
    let caller = node.caller(Role::ChiefEditor).await;
    let check = async |content_type: &str, bytes: &[u8], status: u16, words: &str| {
        let got = caller.send_bytes("/api/v1/media", content_type, bytes).await;
        assert_eq!(got.status, status, "{}", got.body);
        assert!(got.body.contains(words), "{}", got.body);
    };
    check("video/webm", b"\x1a\x45\xdf\xa3 and so on and on", 415, "MP4").await;
    check("video/mp4", b"", 422, "damaged").await;
    let mut film = film(b"x");
    // The first one is among the brands.
    let coding = film.windows(4).rposition(|window| window == b"avc1").expect("in the index");
    film[coding..coding + 4].copy_from_slice(b"hvc1");
    check("video/mp4", &film, 415, "H.264").await;
    let without = Caller::without_token(&node).send_bytes("/api/v1/media", "video/mp4", &film).await;
    assert_eq!(without.status, 401);
}

on_both!(players_get_what_they_ask_for, a_story_shows_its_video, what_is_no_video_is_told_so);
