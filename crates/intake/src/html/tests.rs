use newsroom::body::{Block, Run, words_of};

use super::*;

/// Blocks written short: `P words`, `H words`, `Q words — source`, `L item | item`, `O …`, `T head || a | b || …`, `E url`.
fn short(body: &Body) -> Vec<String> {
    let line = |texts: &[newsroom::body::Text]| texts.iter().map(|text| marked(text)).collect::<Vec<_>>().join(" | ");
    let block = |block: &Block| match block {
        Block::Paragraph { text } => format!("P {}", marked(text)),
        Block::Heading { text } => format!("H {}", marked(text)),
        Block::Quote { text, source: None } => format!("Q {}", marked(text)),
        Block::Quote { text, source: Some(source) } => format!("Q {} — {source}", marked(text)),
        Block::List { ordered, items } => format!("{} {}", if *ordered { "O" } else { "L" }, line(items)),
        Block::Table { caption, head, rows } => {
            let rows: Vec<_> = std::iter::once(line(head)).chain(rows.iter().map(|row| line(row))).collect();
            format!("T {}{}", caption.as_deref().unwrap_or(""), rows.join(" || "))
        }
        Block::Embed { url, .. } => format!("E {url}"),
        other => format!("{other:?}"),
    };
    body.0.iter().map(block).collect()
}

fn marked(text: &[Run]) -> String {
    text.iter()
        .map(|run| {
            let mut words = run.text.clone();
            if run.strong {
                words = format!("*{words}*");
            }
            if run.emphasis {
                words = format!("_{words}_");
            }
            match &run.link {
                Some(link) => format!("[{words}]({link})"),
                None => words,
            }
        })
        .collect()
}

fn check(html: &str, expected: &[&str]) {
    assert_eq!(short(&read(html).body), expected, "{html}");
}

#[test]
fn markup_becomes_blocks() {
    check("<p>Bir</p>\n<p>İki &amp; üç</p>", &["P Bir", "P İki & üç"]);
    check("yalın", &["P yalın"]);
    check("<h2>Ara başlık</h2><p>Metin.", &["H Ara başlık", "P Metin."]);
    check("bir<br>iki<br><br>üç<br/>\n<br/>dört", &["P bir iki", "P üç", "P dört"]);
    check("<p>a <b>b</b> <i>c</i>, d</p>", &["P a *b *_c_, d"]);
    check("<p>git <a href='https://a.example/'>buraya</a> hemen", &["P git [buraya](https://a.example/) hemen"]);
    check("<p><a href='/haber/1'>yerel</a> bağ", &["P yerel bağ"]);
    check("<blockquote><p>Söz.</p><cite>Ayşe</cite></blockquote>", &["Q Söz. — Ayşe"]);
    check("<ul><li>a<li>b<ul><li>c</ul></ul><ol><li>1</ol>", &["L a | b | c", "O 1"]);
    check(
        "<table><caption>Puan</caption><tr><th>Takım<th>P<tr><td>A<td>3<tr><td>B</table>",
        &["T PuanTakım | P || A | 3 || B | "],
    );
    check("<table><tr><td><p>Bir</p><p>İki</p></table>", &["P Bir", "P İki"]);
    check(
        "<p>Giriş.</p><p><strong>Kısa ara başlık</strong></p><p>Metin.",
        &["P Giriş.", "H Kısa ara başlık", "P Metin."],
    );
    check("<p>Giriş.</p><p><strong>Bu bir cümledir.</strong></p>", &["P Giriş.", "P *Bu bir cümledir.*"]);
    check("<iframe src='//www.youtube.com/embed/x'></iframe>", &["E https://www.youtube.com/embed/x"]);
    check("<iframe src='https://reklam.example/1'>x</iframe>", &[]);
    check("<p>a<script>b</script><style>c</style><span hidden>d</span>", &["P a"]);
    check("<p>&nbsp;</p><p>-</p>", &[]);
}

#[test]
fn pictures_keep_their_place() {
    let reading = read(
        "<img src=a.jpg alt=Kapak><p>Bir</p><figure><img src='https://a.example/b.jpg' width=640><figcaption>Alt \
         yazı</figcaption></figure><p>İki <img src='data:image/gif;base64,x' data-src='c.jpg'></p><img src=x.gif width=1>",
    );
    let found: Vec<_> = reading
        .pictures
        .iter()
        .map(|picture| (picture.href.as_str(), picture.body_place, picture.caption.as_deref()))
        .collect();
    assert_eq!(
        found,
        [("a.jpg", Some(0), None), ("https://a.example/b.jpg", Some(1), Some("Alt yazı")), ("c.jpg", Some(1), None)]
    );
    assert_eq!(reading.pictures[0].alt.as_deref(), Some("Kapak"));
    assert_eq!(reading.pictures[1].width, Some(640));
}

#[test]
fn plain_text_is_parted_as_it_was_written() {
    let check = |text: &str, expected: &[&str]| assert_eq!(short(&plain_body(text)), expected, "{text:?}");
    check("Bir\niki\n\nÜç", &["P Bir iki", "P Üç"]);
    check("   Bir\niki\n   Üç", &["P Bir iki", "P Üç"]);
    check("Bir cümle.\nİki cümle.", &["P Bir cümle.", "P İki cümle."]);
    check("ANKARA (AA) -\nbir satır\ndaha", &["P ANKARA (AA) - bir satır daha"]);
    check("\n\nBir\r\n\r\nİki\n", &["P Bir", "P İki"]);
    check("", &[]);
}

#[test]
fn markup_is_told_from_mathematics() {
    let check = |text: &str, expected: bool| assert_eq!(looks_like_markup(text), expected, "{text}");
    check("<p>a", true);
    check("a<br/>b", true);
    check("Tom &amp; Jerry", true);
    check("3 < 4 ve 5 > 2", false);
    check("AT&T", false);
    check("<Kilis>", false);
}

/// Everything a body can hold is words or an allowed link, so it is enough to look at those.
fn assert_harmless(body: &Body, source: &str) {
    for block in &body.0 {
        if let Block::Embed { url, .. } = block {
            assert!(url.starts_with("https://"), "{source}");
        }
        for run in block.texts().into_iter().flatten() {
            if let Some(link) = &run.link {
                let allowed = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme));
                assert!(allowed, "{link} from {source}");
                assert!(!link.contains(['"', '<', '>', '\n', '\t', ' ']), "{link} from {source}");
            }
        }
    }
}

#[test]
fn known_attacks_leave_only_words_and_allowed_links() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let mut seen = 0;
    for (file, field) in [("xss-dompurify/expect.json", "payload"), ("xss-h5sc/vectors.json", "data")] {
        let Ok(text) = std::fs::read_to_string(format!("{data}/{file}")) else {
            eprintln!("SAID ALOUD: {file} is absent, its vectors were not tried");
            continue;
        };
        let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list of vectors");
        for vector in &vectors {
            let payloads: Vec<&str> = match &vector[field] {
                serde_json::Value::Array(several) => several.iter().filter_map(|one| one.as_str()).collect(),
                one => one.as_str().into_iter().collect(),
            };
            for payload in payloads {
                seen += 1;
                assert_harmless(&read(payload).body, payload);
                for picture in read(payload).pictures {
                    let href = picture.href.to_ascii_lowercase();
                    assert!(!href.starts_with("javascript:") && !href.starts_with("data:"), "{payload}");
                }
            }
        }
    }
    eprintln!("{seen} attack vectors read");
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = format!("{}x", "<div><b>".repeat(100_000));
    assert!(read(&deep).cut_short);
    let wide = format!("<table>{}</table>", "<tr><td>a<td>b".repeat(20_000));
    let cells: usize = read(&wide).body.0.iter().map(|block| block.texts().len()).sum();
    assert!(cells <= 5000 + 2, "{cells}");
}

proptest::proptest! {
    #[test]
    fn any_text_gives_an_answer(text in "(<[a-z/!]{0,8}[ a-z=\"']{0,12}>|[a-zşİ&;<>\"' \n]{0,9}){0,30}") {
        let reading = read(&text);
        assert_harmless(&reading.body, &text);
        for block in &reading.body.0 {
            for text in block.texts() {
                let words = words_of(text);
                proptest::prop_assert_eq!(words.trim(), words.as_str());
            }
        }
        let _ = plain_body(&text);
    }
}
