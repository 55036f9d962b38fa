//! The settings: what is changed there stands on readers' pages when the answer comes, is written down with its author, and
//! what cannot be right is told field by field and changes nothing.

use newsroom::{EntryKind, Right, Role};
use testkit::{Clerk, Database, Got, Newsroom, on_both};

/// The hidden field by which a form says what its page was made for.
fn seen(page: &Got, action: &str) -> String {
    let form = page.body.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form for {action}"));
    let mark = "name=\"seen\" value=\"";
    let at = page.body[form..].find(mark).expect("a stamp") + form + mark.len();
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

/// Sends a form as its page was just made.
async fn send(clerk: &Clerk<'_>, page: &str, fields: &[(&str, &str)]) -> Got {
    let got = clerk.get(page).await;
    assert_eq!(got.status, 200, "{page}: {}", got.body);
    let stamp = seen(&got, page);
    clerk.post(page, &[fields, &[("seen", stamp.as_str())]].concat()).await
}

/// A story that this node's readers have.
async fn published(node: &Newsroom, content: newsroom::Content) -> newsroom::StoryNumber {
    let (number, position) = node.desk.publish(content).await.expect("published");
    node.reached(position).await;
    number
}

fn masthead<'f>(publisher: &'f str, email: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("publisher", publisher),
        ("owner", "Feride Sungur"),
        ("responsible-editor", "Ayşe Demir"),
        ("address", "Çınaraltı Sokağı 7, Çınarlı"),
        ("phone", "+90 000 555 01 53"),
        ("email", email),
        ("notification-number", "12345-67890-12345"),
        ("hosting-provider", "Çınar Barındırma"),
        ("hosting-address", "Teknokent B Blok, Çınarlı"),
        ("security-contact", "guvenlik@cinar.example"),
        ("about", "Bir gazeteyiz.\r\n\r\n<script>alert(1)</script>"),
        ("privacy", "Okuru izlemeyiz."),
    ]
}

async fn the_masthead_goes_from_a_draft_to_readers(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, person) = node.clerk(Role::ChiefEditor).await;
    let path = "/desk/settings/masthead/tr";
    let missing = async || chief.get("/desk/settings").await.body.matches("zorunlu bilgi eksik").count();
    assert_eq!(missing().await, 3, "what the law asks for is counted, edition by edition");
    let got = chief.get(path).await;
    assert!(got.body.contains("Basın Kanunu"), "and named with the law");

    let draft = [masthead("Çınar Yayıncılık A.Ş.", "haber@cinar.example"), vec![("do", "draft")]].concat();
    assert_eq!(send(&chief, path, &draft).await.header("location"), format!("{path}?done=draft"));
    assert!(!node.get("/kunye").await.body.contains("Feride Sungur"), "readers have nothing of a draft");
    let (other, _) = node.clerk(Role::ChiefEditor).await;
    let got = other.get(path).await.body;
    assert!(got.contains("Feride Sungur") && got.contains(&person.name), "a colleague finds it, and whose it is");

    // A line that cannot be right is told at its field, and nothing written is lost.
    let wrong = [masthead("Çınar Yayıncılık A.Ş.", "haber at cinar"), vec![("do", "publish")]].concat();
    let got = send(&chief, path, &wrong).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("haber at cinar") && got.body.contains("aria-errormessage"), "{}", got.body);
    assert!(!node.get("/kunye").await.body.contains("Feride Sungur"));

    let right = [masthead("Çınar Yayıncılık A.Ş.", "haber@cinar.example"), vec![("do", "publish")]].concat();
    assert_eq!(send(&chief, path, &right).await.header("location"), format!("{path}?done=published"));
    let kunye = node.get("/kunye").await.body;
    assert!(kunye.contains("Feride Sungur") && kunye.contains("Sahibi"));
    assert!(kunye.contains("&lt;script&gt;alert(1)") && !kunye.contains("<script>alert"), "words are words");
    let contact = node.get("/iletisim").await.body;
    for line in ["Çınar Yayıncılık A.Ş.", "Çınar Barındırma", "Teknokent B Blok", "12345-67890-12345", "mailto:haber@"]
    {
        assert!(contact.contains(line), "the law wants it under contact: {line}");
    }
    assert!(node.get("/gizlilik").await.body.contains("Okuru izlemeyiz."));
    assert!(node.get("/").await.body.contains("/gizlilik"), "the foot leads there");
    assert!(node.get("/.well-known/security.txt").await.body.contains("mailto:guvenlik@cinar.example"));
    assert_eq!(missing().await, 2);
    assert_eq!(node.get("/ar/khususiyya").await.status, 404, "an edition that says nothing has no page");

    // It is in the ledger with its author, and in the audit.
    let entries = node.store.reading().entries_of("edition/tr", None, 5).await.expect("read");
    assert_eq!((entries[0].entry.kind, &entries[0].entry.actor), (EntryKind::ChangeEdition, &person.actor()));
    assert!(chief.get(path).await.body.contains("künye"), "the page says what was changed last");
    let (admin, _) = node.clerk(Role::Administrator).await;
    assert!(admin.get("/desk/audit").await.body.contains("ayarı değiştirdi"));
}

async fn whoever_saves_late_looks_again_first(database: Database) {
    let node = Newsroom::start(&database).await;
    let (one, _) = node.clerk(Role::ChiefEditor).await;
    let (other, _) = node.clerk(Role::ChiefEditor).await;
    let path = "/desk/settings/masthead/tr";
    let old = seen(&one.get(path).await, path);
    let first = [masthead("Bir", "bir@cinar.example"), vec![("do", "publish")]].concat();
    send(&other, path, &first).await;
    let late = [masthead("İki", "iki@cinar.example"), vec![("do", "publish"), ("seen", old.as_str())]].concat();
    let got = one.post(path, &late).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("iki@cinar.example"), "what was written stands there");
    assert!(node.get("/kunye").await.body.contains("Bir"));
    let now = seen(&got, path);
    let again = [masthead("İki", "iki@cinar.example"), vec![("do", "publish"), ("seen", now.as_str())]].concat();
    assert_eq!(one.post(path, &again).await.status, 303);
    assert!(node.get("/kunye").await.body.contains("iki@cinar.example"));
}

async fn an_edition_is_changed_opened_and_closed(database: Database) {
    let node = Newsroom::start(&database).await;
    let (admin, _) = node.clerk(Role::Administrator).await;
    let path = "/desk/settings/editions/tr";
    let fields = [
        ("name", "Çınar Gazetesi"),
        ("tagline", "Ovanın sesi"),
        ("description", "Çınarlı’dan haber."),
        ("profiles", "https://social.example/cinar\r\n\r\n"),
        ("zone", "Asia/Baku"),
        ("order", "1"),
    ];
    assert_eq!(send(&admin, path, &fields).await.status, 303);
    let front = node.get("/").await.body;
    assert!(front.contains("Çınar Gazetesi") && front.contains("Ovanın sesi") && front.contains("Çınarlı’dan haber."));
    assert!(front.contains("\"sameAs\": [\"https://social.example/cinar\"]"));
    assert!(node.get("/iletisim").await.body.contains("href=\"https://social.example/cinar\""));

    let check = async |field: &str, value: &str, expected: &str| {
        let mut wrong = fields.to_vec();
        wrong.retain(|(name, _)| *name != field);
        wrong.push((field, value));
        let got = send(&admin, path, &wrong).await;
        assert_eq!(got.status, 422, "{field}={value}");
        assert!(got.body.contains(expected), "{field}={value}");
    };
    check("name", " ", "Bir ad yazın").await;
    check("zone", "Mars/Olympus", "saat dilimi yok").await;
    check("profiles", "javascript:alert(1)", "javascript:alert(1)").await;
    check("tagline", &"x".repeat(301), "Fazla uzun").await;

    // A new one, in Kurmanji.
    let new =
        [("name", "Rojnameya Çinarê"), ("language", "ku"), ("code", ""), ("path", ""), ("zone", "Europe/Istanbul")];
    let all = "/desk/settings/editions";
    let got = admin.post(all, &new).await;
    assert_eq!(got.header("location"), "/desk/settings/editions/ku?done=opened");
    assert_eq!(node.get("/ku/").await.status, 200);
    assert!(node.get("/").await.body.contains("href=\"/ku/\""));
    let got = admin.post(all, &new).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("Bu kodla bir baskı var") && got.body.contains("Rojnameya Çinarê"));

    // Closed, it is led to no more and takes nothing new; its pages stay.
    let closing = "/desk/settings/editions/ku/closing";
    assert_eq!(admin.post(closing, &[]).await.header("location"), "/desk/settings/editions/ku?done=closed");
    assert!(!node.get("/").await.body.contains("href=\"/ku/\""));
    assert_eq!(node.get("/ku/").await.status, 200);
    let offered = admin.get("/desk/").await.body.matches("Rojnameya Çinarê</option>").count();
    assert_eq!(offered, 1, "the board can still be filtered by it, and no story is begun there");
    assert_eq!(admin.post("/desk/settings/editions/tr/closing", &[]).await.status, 422, "the root stays");
}

async fn sections_are_opened_ordered_renamed_and_closed(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let number = published(&node, testkit::cast::market()).await;
    let all = "/desk/settings/sections/tr";
    let got = chief.post(all, &[("name", "Spor"), ("slug", ""), ("topic", "15000000"), ("do", "open")]).await;
    assert_eq!(got.header("location"), format!("{all}?done=opened"));
    assert!(node.get("/").await.body.contains("href=\"/spor/\""));
    let got = chief.post(all, &[("name", "Arama"), ("slug", "ara"), ("do", "open")]).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("Arama") && got.body.contains("gazetenin kendi sayfalarının"));

    let order = [("order-spor", "1"), ("order-siyaset", "2"), ("order-gundem", "3"), ("do", "order")];
    assert_eq!(chief.post(all, &order).await.header("location"), format!("{all}?done=ordered"));
    let front = node.get("/").await.body;
    assert!(front.find("href=\"/spor/\"") < front.find("href=\"/siyaset/\""), "the menu follows");

    let one = "/desk/settings/sections/tr/ekonomi";
    let fields = [("name", "Para"), ("slug", ""), ("coloured", "1"), ("colour", "#aa0000"), ("topic", "20000344")];
    assert_eq!(send(&chief, one, &fields).await.status, 303);
    let moved = node.get("/ekonomi/").await;
    assert_eq!((moved.status, moved.header("location")), (301, "/para/"));
    let story = node.get(&format!("/x/{number}")).await;
    assert!(story.header("location").starts_with("/para/"), "{}", story.head);
    let page = node.get(story.header("location")).await.body;
    assert!(page.contains("mediatopic/20000344") && page.contains("#aa0000"));
    let ninjs = node.get(&format!("/api/v1/stories/{number}")).await.body;
    assert!(ninjs.contains("mediatopic/20000344"));
    let got = send(&chief, one, &[("name", "Siyaset"), ("slug", "")]).await;
    assert_eq!(got.status, 422);

    // Closed in favour of another: its page leads there, its stories stay.
    assert_eq!(send(&chief, one, &[("do", "close"), ("successor", "gundem")]).await.status, 303);
    let moved = node.get("/para/").await;
    assert_eq!((moved.status, moved.header("location")), (301, "/gundem/"));
    assert_eq!(node.get(story.header("location")).await.status, 200);
    assert!(!node.get("/").await.body.contains(">Para</a></li>"));
}

async fn authors_pages_are_written_here(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    published(&node, testkit::cast::story("Bir haber")).await;
    let all = "/desk/settings/authors/tr";
    let fields = [("author-name", "Mehmet Kara"), ("author-role", "Muhabir"), ("author-about", "On yıldır burada.")];
    assert_eq!(chief.post(all, &fields).await.header("location"), format!("{all}?done=saved"));
    assert!(node.get("/yazar/mehmet-kara/").await.body.contains("On yıldır burada."));
    assert_eq!(chief.post(all, &fields).await.status, 422, "there is one of that name");
    let one = "/desk/settings/authors/tr/mehmet-kara";
    let changed = [("author-name", "Mehmet Kara"), ("author-role", "Şef"), ("author-about", "")];
    assert_eq!(send(&chief, one, &changed).await.status, 303);
    assert!(node.get("/kunye").await.body.contains("Şef"));
    assert_eq!(send(&chief, one, &[("author-name", " ")]).await.status, 422);
}

const TAG: &str = "<!-- ölçüm --><meta name=\"olcum\" content=\"12\">\
                   <script async src=\"https://olcum.example/t.js\" data-site=\"12\"></script>";
const PRINTED: &str = "<script async src=\"https://olcum.example/t.js\" data-site=\"12\"></script>\n</head>";

/// Every page of the edition carries it, whatever the theme does, and the policy lets its hosts in and nobody else.
async fn the_measuring_tag_stands_in_every_page_and_no_theme_loses_it(database: Database) {
    let node = Newsroom::start(&database).await;
    let (admin, _) = node.clerk(Role::Administrator).await;
    let number = published(&node, testkit::cast::market()).await;
    let path = "/desk/settings/head/tr";
    let before = node.get("/").await;
    assert!(!before.header("content-security-policy").contains("script-src"), "off until somebody fills it");

    // Looked at, it is not published.
    let got = send(&admin, path, &[("markup", TAG), ("hosts", "veri.example"), ("do", "look")]).await;
    assert_eq!(got.status, 200);
    assert!(got.body.contains("&lt;script async src=&quot;https://olcum.example/t.js&quot;"), "to the letter");
    assert!(got.body.contains("olcum.example") && got.body.contains("veri.example sunucusunun programını"));
    assert!(!node.get("/").await.body.contains("olcum.example"));

    let check = async |markup: &str, hosts: &str, expected: &str| {
        let got = send(&admin, path, &[("markup", markup), ("hosts", hosts), ("do", "publish")]).await;
        assert_eq!(got.status, 422, "{markup}");
        assert!(got.body.contains(expected), "{markup}: {expected}");
    };
    check("<script>alert(1)</script>", "", "alert(1)").await;
    check("<iframe src=\"https://x.example\"></iframe>", "", "&lt;iframe&gt;").await;
    check("<script src=\"http://x.example/t.js\"></script>", "", "https:// ile").await;
    check(TAG, "a;script-src", "sunucu adı değil").await;

    assert_eq!(send(&admin, path, &[("markup", TAG), ("hosts", "veri.example"), ("do", "publish")]).await.status, 303);
    let story = node.get(&format!("/x/{number}")).await.header("location").to_owned();
    for page in ["/", "/kunye", "/ekonomi/", "/ara?q=x", story.as_str(), "/yok-boyle-bir-sayfa/"] {
        let got = node.get(page).await;
        assert!(got.body.contains(PRINTED), "{page}");
        let policy = got.header("content-security-policy");
        // The search page has a script of ours, which is let in by its hash.
        let scripts = policy.split("script-src").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
        let hosts = scripts.split(' ').filter(|source| !source.is_empty() && !source.starts_with("'sha256-"));
        assert_eq!(hosts.collect::<Vec<_>>(), ["https://olcum.example", "https://veri.example"], "{page}: {policy}");
    }
    let arabic = node.get("/ar/").await;
    assert!(!arabic.body.contains("olcum.example") && !arabic.header("content-security-policy").contains("olcum"));
    let preview = admin.get("/desk/settings/look/tr/preview").await;
    assert!(!preview.header("content-security-policy").contains("olcum"), "nobody's program runs at the desk");

    // A theme whose pages have no head to speak of.
    let folder = node.theme_folder().join("templates");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("institution.html"), "<!doctype html><title>x</title><!-- </head> --><p>Künye")
        .expect("kept");
    let mut page = String::new();
    for _ in 0..100 {
        page = node.get("/kunye").await.body;
        if page.contains("<p>Künye") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(page.contains("<p>Künye") && page.contains("https://olcum.example/t.js"), "{page}");

    assert_eq!(send(&admin, path, &[("do", "empty")]).await.status, 303);
    let after = node.get("/").await;
    assert!(!after.body.contains("olcum.example") && !after.header("content-security-policy").contains("script-src"));
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    assert_eq!(chief.get(path).await.status, 403);
    assert_eq!(chief.post(path, &[("markup", TAG), ("do", "publish")]).await.status, 403);
}

async fn advertising_stands_in_its_place_or_nowhere(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let long = |headline: &str| {
        let paragraphs = (1..=6).map(|n| newsroom::Block::paragraph(format!("Paragraf {n}.")));
        newsroom::Content { body: newsroom::Body(paragraphs.collect()), ..testkit::cast::story(headline) }
    };
    let plain = published(&node, long("Uzun haber")).await;
    let paid = newsroom::Content { advertorial: true, ..long("Ücretli haber") };
    let paid = published(&node, paid).await;
    let at = async |number: newsroom::StoryNumber| {
        let to = node.get(&format!("/x/{number}")).await.header("location").to_owned();
        node.get(&to).await
    };
    let empty = at(plain).await.body;
    assert!(!empty.contains("class=\"ad\"") && !empty.contains(".ad "), "an empty place costs nothing");

    let path = "/desk/settings/ads/tr/story-middle";
    let stamp = seen(&chief.get(path).await, path);
    let photograph = testkit::cast::photograph();
    let fields = |url: &'static str, seen: &str| {
        let own = [("width", "640"), ("height", "480"), ("alt", "Kitap fuarı"), ("url", url), ("do", "publish")];
        let mut fields: Vec<(String, String)> =
            own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        fields.push(("seen".to_owned(), seen.to_owned()));
        fields
    };
    let upload = async |url: &'static str, seen: &str, files: &[(&str, &[u8])]| {
        let fields = fields(url, seen);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        chief.upload(path, &fields, files).await
    };
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let check = async |url: &'static str, files: &[(&str, &[u8])], expected: &str| {
        let got = upload(url, &stamp, files).await;
        assert_eq!(got.status, 422, "{url}");
        assert!(got.body.contains(expected) && got.body.contains("Kitap fuarı"), "{expected}: {}", got.body);
    };
    check("https://fuar.example/", &[], "Bir görsel seçin").await;
    check("https://fuar.example/", &[("picture", svg)], "SVG alınmaz").await;
    check("javascript:alert(1)", &[("picture", &photograph)], "https:// ile başlayan").await;
    let got = upload("https://fuar.example/", &stamp, &[("picture", &photograph)]).await;
    assert_eq!(got.status, 303, "{}", got.body);

    let filled = at(plain).await;
    let body = &filled.body;
    let (third, ad, fourth) = (body.find("Paragraf 3."), body.find("class=\"ad\""), body.find("Paragraf 4."));
    assert!(third < ad && ad < fourth, "behind the third paragraph");
    assert!(
        body.contains("<p>Reklam</p>") && body.contains("aspect-ratio:640/480") && body.contains("rel=\"sponsored")
    );
    assert!(!filled.header("content-security-policy").contains("script-src"), "a picture asks nobody");
    assert!(!at(paid).await.body.contains("class=\"ad\""), "an advertorial carries none");

    // Another host's program is an administrator's to let in, and to throw out.
    let script =
        [("kind", "script"), ("src", "https://ads.example/a.js"), ("ad-hosts", "cdn.example"), ("do", "publish")];
    let side = "/desk/settings/ads/tr/front-top";
    assert_eq!(chief.upload(side, &script, &[]).await.status, 403);
    let (admin, _) = node.clerk(Role::Administrator).await;
    assert_eq!(admin.upload(side, &script, &[]).await.status, 303);
    let front = node.get("/").await;
    assert!(front.body.contains("src=\"https://ads.example/a.js\"") && front.body.contains("aspect-ratio:970/250"));
    assert!(front.header("content-security-policy").contains("script-src https://ads.example https://cdn.example;"));
    assert_eq!(chief.upload(side, &[("do", "empty")], &[]).await.status, 403);
    assert_eq!(admin.upload(side, &[("do", "empty")], &[]).await.status, 303);
    assert!(!node.get("/").await.body.contains("ads.example"));
    assert_eq!(admin.get("/desk/settings/ads/tr/nowhere").await.status, 404);
    let forged = admin.post_raw(side, &[("csrf", "x")], &[("Origin", "https://cinar.example")]).await;
    assert_eq!(forged.status, 400);
}

async fn a_colour_is_tried_before_readers_have_it(database: Database) {
    let node = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    published(&node, testkit::cast::market()).await;
    let path = "/desk/settings/look/tr";
    let save = async |light: &str, dark: &str, what: &str, files: &[(&str, &[u8])]| {
        let stamp = seen(&chief.get(path).await, path);
        let fields =
            [("coloured-paper", "1"), ("light", light), ("dark", dark), ("do", what), ("seen", stamp.as_str())];
        chief.upload(path, &fields, files).await
    };
    let got = save("#ffcc00", "#f08d79", "publish", &[]).await;
    assert_eq!(got.status, 422);
    assert!(got.body.contains("Kâğıda karşı kontrastı 1,") && got.body.contains("#ffcc00"));
    assert_eq!(save("#0b5d3b", "#0b5d3b", "publish", &[]).await.status, 422, "and on dark paper");

    assert_eq!(save("#0b5d3b", "#6fd0a4", "draft", &[]).await.status, 303);
    assert!(!node.get("/").await.body.contains("#0b5d3b"));
    let preview = chief.get("/desk/settings/look/tr/preview").await;
    assert!(preview.body.contains("--accent:#0b5d3b") && preview.body.contains("Fındık"));
    assert!(preview.header("content-security-policy").contains("default-src 'none'"));
    let photograph = testkit::cast::photograph();
    assert_eq!(save("#0b5d3b", "#6fd0a4", "publish", &[("wordmark", &photograph)]).await.status, 303);
    let front = node.get("/").await.body;
    assert!(front.contains("--accent:#0b5d3b") && front.contains("--accent:#6fd0a4"));
    assert!(front.contains("class=\"mark\"") && front.contains("alt=\"Çınar Postası\""));
    assert!(!node.get("/ar/").await.body.contains("#0b5d3b"), "each edition has its own");
    assert!(!chief.get(path).await.body.contains("Bu bir taslak"), "the draft has gone");
}

async fn single_words_are_said_otherwise(database: Database) {
    let node = Newsroom::start(&database).await;
    let other = Newsroom::start(&database).await;
    let (chief, _) = node.clerk(Role::ChiefEditor).await;
    let path = "/desk/settings/words/tr";
    assert!(node.get("/kunye").await.body.contains("Sayfa") || node.get("/kunye").await.body.contains("Künye"));
    let check = async |key: &str, text: &str, expected: &str| {
        let got = send(&chief, path, &[(key, text)]).await;
        assert_eq!(got.status, 422, "{text}");
        assert!(got.body.contains(expected), "{text}");
    };
    check("word-masthead", "{ $kim", "okunamadı (satır:sütun): 1:").await;
    check("word-masthead", "Künye { $kim }", "$kim").await;
    check("word-masthead", "{ -gazete }", "okunamadı").await;
    assert!(node.get("/kunye").await.body.contains("<h1>Künye</h1>"));

    assert_eq!(send(&chief, path, &[("word-masthead", "Kimiz <b>biz</b>"), ("word-contact", "")]).await.status, 303);
    let kunye = node.get("/kunye").await.body;
    assert!(kunye.contains("<h1>Kimiz &lt;b&gt;biz&lt;/b&gt;</h1>"), "on this node at once, and as words");
    assert!(node.get("/iletisim").await.body.contains("<h1>İletişim</h1>"), "the others stay");
    assert!(node.get("/ar/hayat-tahrir").await.body.contains("هيئة"), "as do other languages");
    let head = node.store.refresh_head().await.expect("a head");
    other.store.refresh_head().await.expect("a head");
    other.reached(head).await;
    assert!(other.get("/kunye").await.body.contains("Kimiz"), "and on the other node");
    assert_eq!(send(&chief, path, &[("word-masthead", "")]).await.status, 303);
    assert!(node.get("/kunye").await.body.contains("<h1>Künye</h1>"));
    assert!(chief.get(&format!("{path}?q=manşet")).await.body.contains("word-manset"));
}

async fn what_became_of_a_story_stands_at_the_desk(database: Database) {
    let node = Newsroom::start(&database).await;
    let (editor, person) = node.clerk(Role::Editor).await;
    let number = published(&node, testkit::cast::market()).await;
    let corrected =
        newsroom::Content { headline: "Fındık fiyatı düzeltildi".to_owned(), ..testkit::cast::market() };
    let position = node.desk.correct(number, corrected, "Fiyat 54 değil 45 liradır.").await.expect("corrected");
    node.reached(position).await;
    let page = editor.get(&format!("/desk/stories/{number}/history")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for words in ["Fiyat 54 değil 45 liradır.", "düzeltme", "yayınlama", "ayse"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let list = editor.get("/desk/corrections").await.body;
    assert!(list.contains("Fındık fiyatı düzeltildi") && list.contains("Fiyat 54 değil 45 liradır."));
    assert!(list.contains(&format!("/desk/stories/{number}/history")) && list.contains("/duzeltmeler"));
    assert!(!person.name.is_empty() && editor.get("/desk/corrections?edition=ar").await.status == 200);
    let (contributor, _) = node.clerk(Role::Contributor).await;
    assert_eq!(contributor.get("/desk/corrections").await.status, 403);
    assert_eq!(contributor.get(&format!("/desk/stories/{number}/history")).await.status, 403);
}

async fn where_things_are_kept_is_told_and_looked_at(database: Database) {
    let node = Newsroom::start(&database).await;
    let (admin, _) = node.clerk(Role::Administrator).await;
    let page = admin.get("/desk/settings/storage").await.body;
    assert!(page.contains("/srv/cinar/newsroom.db") && !page.contains("300 MiB"));
    let looked = admin.get("/desk/settings/storage?look=1").await.body;
    assert!(looked.contains("20000 MiB’ın 300 MiB’ı boş") && looked.contains("Yakında yer açın"), "{looked}");
}

async fn settings_are_for_those_who_answer_for_them(database: Database) {
    let node = Newsroom::start(&database).await;
    let pages = [
        ("/desk/settings", Right::House),
        ("/desk/settings/masthead/tr", Right::House),
        ("/desk/settings/editions/tr", Right::House),
        ("/desk/settings/sections/tr", Right::House),
        ("/desk/settings/sections/tr/gundem", Right::House),
        ("/desk/settings/authors/tr", Right::House),
        ("/desk/settings/look/tr", Right::House),
        ("/desk/settings/words/tr", Right::House),
        ("/desk/settings/ads/tr", Right::House),
        ("/desk/settings/ads/tr/side", Right::House),
        ("/desk/settings/head/tr", Right::Settings),
        ("/desk/settings/editions", Right::Settings),
        ("/desk/settings/storage", Right::Settings),
    ];
    for role in Role::ALL {
        let (clerk, _) = node.clerk(role).await;
        for (path, right) in pages {
            let least = if right == Right::Settings { Role::Administrator } else { Role::ChiefEditor };
            let expected = if role >= least { 200 } else { 403 };
            assert_eq!(clerk.get(path).await.status, expected, "{role} {path}");
            let takes_forms = !["/desk/settings", "/desk/settings/ads/tr", "/desk/settings/storage"].contains(&path);
            if role < least && takes_forms {
                let fields = [("name", "x"), ("do", "publish")];
                let takes_files = path.contains("/look/") || path.contains("/ads/");
                let got =
                    if takes_files { clerk.upload(path, &fields, &[]).await } else { clerk.post(path, &fields).await };
                assert_eq!(got.status, 403, "{role} {path}");
            }
        }
    }
    // Who runs one edition, or one section, changes no other.
    let (of_arabic, _) = node.clerk_with(Role::ChiefEditor, &["ar"]).await;
    let (of_a_section, _) = node.clerk_with(Role::ChiefEditor, &["tr/gundem"]).await;
    let check = async |clerk: &Clerk<'_>, path: &str, expected: u16| {
        assert_eq!(clerk.get(path).await.status, expected, "{path}");
        let posted = clerk.post(path, &[("name", "Başka"), ("do", "publish")]).await.status;
        assert_eq!(posted == 403, expected == 403, "{path}: {posted}");
    };
    check(&of_arabic, "/desk/settings/masthead/tr", 403).await;
    check(&of_arabic, "/desk/settings/sections/tr", 403).await;
    check(&of_arabic, "/desk/settings/masthead/ar", 200).await;
    check(&of_a_section, "/desk/settings/editions/tr", 403).await;
    check(&of_a_section, "/desk/settings/sections/tr/gundem", 403).await;
    let (nobody, _) = node.clerk(Role::Administrator).await;
    assert_eq!(nobody.get("/desk/settings/masthead/xx").await.status, 404);
    assert_eq!(nobody.get("/desk/settings/sections/tr/xx").await.status, 404);
    assert_eq!(nobody.get("/desk/settings/authors/tr/xx").await.status, 404);
}

on_both!(
    the_masthead_goes_from_a_draft_to_readers,
    whoever_saves_late_looks_again_first,
    an_edition_is_changed_opened_and_closed,
    sections_are_opened_ordered_renamed_and_closed,
    authors_pages_are_written_here,
    the_measuring_tag_stands_in_every_page_and_no_theme_loses_it,
    advertising_stands_in_its_place_or_nowhere,
    a_colour_is_tried_before_readers_have_it,
    single_words_are_said_otherwise,
    what_became_of_a_story_stands_at_the_desk,
    where_things_are_kept_is_told_and_looked_at,
    settings_are_for_those_who_answer_for_them,
);
