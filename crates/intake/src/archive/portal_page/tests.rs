use super::*;

fn istanbul() -> TimeZone {
    TimeZone::get("Europe/Istanbul").expect("the zone is bundled")
}

fn read_at(page: &str, captured_at: &str) -> Vec<Arrival> {
    read("ornek.example", page.as_bytes(), captured_at.parse().expect("a time"), &istanbul()).expect("a page")
}

/// Everything of a page's arrivals that a reader would notice, short.
fn short(arrivals: &[Arrival]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for arrival in arrivals {
        let local =
            arrival.first_created.map(|time| time.to_zoned_datetime(istanbul()).strftime("%Y-%m-%d %H:%M").to_string());
        let _ = writeln!(
            out,
            "{} | {} | {} {:?} | {}",
            arrival.box_name.as_deref().unwrap_or("STORY"),
            arrival.headline.as_deref().unwrap_or(""),
            local.unwrap_or_default(),
            arrival.time_precision,
            arrival.section_words.join(",")
        );
        if let Some(standfirst) = &arrival.standfirst {
            let _ = writeln!(out, "  S {standfirst}");
        }
        for block in &arrival.body.0 {
            let mark = match block {
                Block::Paragraph { .. } => "P",
                Block::Heading { .. } => "H",
                Block::List { .. } => "L",
                Block::Quote { .. } => "Q",
                _ => "?",
            };
            let _ = writeln!(out, "  {mark} {}", block.plain_text().replace('\n', " | "));
        }
        for finding in &arrival.findings {
            let _ = writeln!(
                out,
                "  {} {:?} {}: {}",
                finding.code.as_str(),
                finding.severity,
                finding.place,
                finding.message
            );
        }
    }
    out
}

fn codes(arrivals: &[Arrival]) -> Vec<Code> {
    let mut codes: Vec<Code> =
        arrivals.iter().flat_map(|arrival| &arrival.findings).map(|finding| finding.code).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn local(arrival: &Arrival) -> String {
    let time = arrival.first_created.expect("a time").to_zoned_datetime(istanbul());
    format!("{} {:?}", time.strftime("%Y-%m-%d %H:%M"), arrival.time_precision)
}

#[test]
fn the_page_it_started_from() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/seed/portal-page.txt");
    let Ok(page) = std::fs::read_to_string(path) else {
        eprintln!("SAID ALOUD: the seed page is absent, nothing was checked");
        return;
    };
    let arrivals = read_at(&page, "2026-01-01T00:45:00+03:00");
    let story = &arrivals[0];
    let kinds: Vec<bool> = story.body.0.iter().map(|block| matches!(block, Block::Heading { .. })).collect();
    assert_eq!(kinds, [false, true, false, true, false]);
    let standfirst = story.standfirst.as_deref().unwrap_or_default();
    assert!(page.contains(standfirst) && standfirst.chars().filter(|c| c.is_uppercase()).count() > 8, "{standfirst}");
    assert!(!story.body.plain_text().contains(standfirst));
    assert_eq!(story.section_words, ["Siyaset"]);
    assert_eq!(local(story), "2024-11-30 12:00 Day");
    assert_eq!(arrivals.len(), 21);
    assert!(arrivals[1..].iter().all(|arrival| arrival.brief && !arrival.section_words.is_empty()));
    let by_box = |name: &str| {
        arrivals.iter().filter(|arrival| arrival.box_name.as_deref() == Some(name)).map(local).collect::<Vec<_>>()
    };
    assert_eq!(by_box("Haftanın Öne Çıkanları")[0], "2024-11-28 09:36 Exact");
    assert_eq!(by_box("İlgili Haberler")[0], "2025-12-31 22:22 HourOnly");
    assert_eq!(by_box("Günün Manşetleri")[3..], ["2026-01-01 00:03 HourOnly", "2025-12-31 23:55 HourOnly"]);
    assert!(!short(&arrivals).replace("was taken out", "").contains("?>\n"));
    use Code::{D1, D2, D3, D4, D5, D6, D7, D8, D9, D10};
    assert_eq!(codes(&arrivals), [D1, D2, D3, D4, D5, D6, D7, D8, D9, D10]);
}

fn sample(name: &str) -> String {
    let path = format!("{}/samples/portal_page/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the sample is beside the crate")
}

#[test]
fn a_page_says_the_same_as_text_and_as_html() {
    let at = "2025-12-10T20:15:00+03:00";
    let (text, html) = (read_at(&sample("flood.txt"), at), read_at(&sample("flood.html"), at));
    // The time is printed with its section on one line here and beside it there, which the message quotes.
    let alike = |arrivals: &[Arrival]| short(arrivals).replace("\"Gündem - 8 ay önce\"", "\"8 ay önce\"");
    for (text, html) in alike(&text).lines().zip(alike(&html).lines()) {
        assert_eq!(text, html);
    }
    let uris = |arrivals: &[Arrival]| arrivals.iter().map(|arrival| arrival.uri.clone()).collect::<Vec<_>>();
    assert_eq!(uris(&text), uris(&html));
    assert_eq!(text.len(), 8);
    assert_eq!(text[0].body.0.len(), 5);
    assert_eq!(codes(&text).len(), 9, "all but D6, since no section is another language's");
}

#[test]
fn a_good_page_has_no_defects() {
    let arrivals = read_at(&sample("good.html"), "2025-05-20T10:00:00+03:00");
    let story = &arrivals[0];
    assert_eq!(codes(&arrivals), []);
    assert_eq!(local(story), "2025-05-12 09:30 Exact");
    assert_eq!(story.bylines, ["Mert Doğan"]);
    assert_eq!(story.section_words, ["Eğitim"]);
    assert_eq!(story.tags, ["kütüphane", "sınav"]);
    assert_eq!(story.pictures[0].href, "https://ornek.example/kutuphane.jpg");
    assert_eq!(story.body.0.len(), 5);
    assert_eq!(arrivals.len(), 3);
    assert_eq!(local(&arrivals[1]), "2025-05-03 10:00 Exact");
}

#[test]
fn time_and_section_may_stand_above_the_headline() {
    let arrivals = read_at(&sample("article-first-time.txt"), "2024-12-01T10:00:00+03:00");
    let story = &arrivals[0];
    assert_eq!(story.headline.as_deref(), Some("Karadağspor deplasmandan üç puanla döndü"));
    assert_eq!(local(story), "2024-11-30 06:22 Exact");
    assert_eq!(story.section_words, ["SPOR"]);
    assert_eq!(story.dateline.as_deref(), Some("KIRKPINAR"));
    assert_eq!(story.credits, ["İHA"]);
    assert_eq!(story.tags, ["Karadağspor", "lig"]);
    assert_eq!(story.body.0.len(), 3);
    assert_eq!(codes(&arrivals), []);
    assert_eq!(arrivals.len(), 3);
}

/// One page, its time line written in many ways.
#[test]
fn the_story_s_time_is_read_in_every_form() {
    let check = |line: &str, expected: &str, section: &str| {
        let page = format!(
            "Denizova’da yeni iskele açıldı\n\nİskele balıkçılara hizmet verecek ve yılda iki kez bakıma alınacak.\n\n{line}\n\n\
             Denizova’da yapımı iki yıl süren iskele törenle açıldı. Törene çok sayıda balıkçı katıldı.\n\n\
             İskelede yirmi tekne aynı anda yük boşaltabilecek. Belediye, ilk ay ücret alınmayacağını duyurdu.\n"
        );
        let arrivals = read_at(&page, "2026-01-01T00:45:00+03:00");
        assert_eq!(local(&arrivals[0]), expected, "{line}");
        assert_eq!(arrivals[0].section_words.join(","), section, "{line}");
        assert_eq!(arrivals[0].body.0.len(), 2, "{line}");
        assert!(arrivals[0].standfirst.is_some(), "{line}");
    };
    check("30 Kasım 2024 06:22", "2024-11-30 06:22 Exact", "");
    check("2024-11-30 06:22", "2024-11-30 06:22 Exact", "");
    check("30.11.2024 - 06:22", "2024-11-30 06:22 Exact", "");
    check("Ekonomi | 30 Kasım 2024 Cumartesi 06:22", "2024-11-30 06:22 Exact", "Ekonomi");
    check("Giriş Tarihi: 30.11.2024 06:22 Son Güncelleme: 30.11.2024 07:10", "2024-11-30 06:22 Exact", "");
    check("Ekonomi - 2 gün önce", "2025-12-30 12:00 Day", "Ekonomi");
    check("Ekonomi - 1 yıl önce", "2024-10-01 12:00 Day", "Ekonomi");
}

#[test]
fn what_is_no_page_is_refused() {
    let check = |bytes: &[u8]| {
        let captured: Timestamp = "2026-01-01T00:45:00+03:00".parse().expect("a time");
        assert!(read("a", bytes, captured, &istanbul()).is_err(), "{bytes:?}");
    };
    check(b"");
    check(b"\n\n?>\n");
    check(b"\xff\xd8\xff\xe0\0\x10JFIF\0\xfe");
    check(b"<html><body></body></html>");
}

#[test]
fn real_pages_give_their_headline() {
    use std::io::Read as _;
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/extract-fundus-publishers");
    let (mut right, mut wrong, mut text_share) = (0, Vec::new(), Vec::new());
    for country in std::fs::read_dir(data).into_iter().flatten().flatten() {
        for file in std::fs::read_dir(country.path()).into_iter().flatten().flatten() {
            let path = file.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let Some(stem) = name.strip_suffix(".html.gz") else { continue };
            let publisher = stem.split('_').next().unwrap_or_default();
            let mut page = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(&path).expect("the file is there"))
                .read_to_end(&mut page)
                .expect("gzip");
            let gold = std::fs::read_to_string(country.path().join(format!("{publisher}.json"))).unwrap_or_default();
            let gold: serde_json::Value = serde_json::from_str(&gold).unwrap_or_default();
            let Some(gold) = gold
                .as_object()
                .and_then(|versions| versions.values().next_back())
                .and_then(|version| version.get("content").or(Some(version)))
                .cloned()
            else {
                continue;
            };
            let gold = gold.get(name.replace(".gz", "")).cloned().unwrap_or(gold);
            let title = gold.get("title").and_then(|title| title.as_str()).unwrap_or_default().to_owned();
            let captured: Timestamp = "2026-05-01T00:00:00Z".parse().expect("a time");
            let arrivals = read("a", &page, captured, &istanbul());
            let headline = arrivals.as_ref().ok().and_then(|arrivals| arrivals[0].headline.clone()).unwrap_or_default();
            let key = |words: &str| {
                crate::text::tidy(words).to_lowercase().replace(['’', '‘'], "'").replace(['"', '“', '”'], "")
            };
            if !title.is_empty() {
                if key(&headline).contains(&key(&title))
                    || (headline.len() > 15 && key(&title).contains(&key(&headline)))
                {
                    right += 1
                } else {
                    wrong.push(format!("{name}: {headline} / {title}"))
                }
            }
            if let Ok(arrivals) = arrivals {
                text_share.push(arrivals[0].body.plain_text().len());
            }
        }
    }
    if right + wrong.len() == 0 {
        eprintln!("SAID ALOUD: the extraction pages are absent, no headline was checked");
        return;
    }
    for line in &wrong {
        println!("not the gold's headline: {line}");
    }
    let empty = text_share.iter().filter(|length| **length < 200).count();
    println!(
        "{right} of {} headlines as in the gold; {empty} of {} pages gave under 200 bytes of text",
        right + wrong.len(),
        text_share.len()
    );
    assert!(right * 10 >= (right + wrong.len()) * 8);
}

/// Pages of several collections, for which an answer of any kind is enough, within a second each.
#[test]
fn no_real_page_is_too_much() {
    use std::io::Read as _;
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let mut folders: Vec<std::path::PathBuf> =
        ["extract-readability", "extract-trafilatura/html", "extract-zyte-aeb/html"]
            .iter()
            .map(|folder| format!("{data}/{folder}").into())
            .collect();
    let mut seen = 0;
    let mut slowest = std::time::Duration::ZERO;
    while let Some(folder) = folders.pop() {
        for (index, file) in std::fs::read_dir(folder).into_iter().flatten().flatten().enumerate() {
            let path = file.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".gz")
                && !path.to_string_lossy().contains("expected")
                && index % 6 == 0
            {
                let mut page = Vec::new();
                if flate2::read::GzDecoder::new(std::fs::File::open(&path).expect("the file is there"))
                    .read_to_end(&mut page)
                    .is_err()
                {
                    continue;
                }
                let start = std::time::Instant::now();
                let captured: Timestamp = "2026-05-01T00:00:00Z".parse().expect("a time");
                let _ = read("a", &page, captured, &istanbul());
                slowest = slowest.max(start.elapsed());
                seen += 1;
            }
        }
    }
    eprintln!("{seen} pages read, the slowest in {slowest:?}");
}

/// A page made to be slow is read, or cut short, in time that grows with its length only.
#[test]
fn a_page_made_to_be_slow_is_not() {
    let check = |name: &str, piece: &str, times: usize| {
        let page = format!("<html><body><h1>Bir iki üç</h1>{}</body>", piece.repeat(times));
        let start = std::time::Instant::now();
        let captured: Timestamp = "2026-05-01T00:00:00Z".parse().expect("a time");
        let _ = read("a", page.as_bytes(), captured, &istanbul());
        let took = start.elapsed();
        assert!(took.as_secs() < 20, "{name} took {took:?} in a build without optimisation");
    };
    check("line ends", "<br>", 60_000);
    check("line ends with times", "<br>12:30", 20_000);
    check("empty spans", "<span></span>", 40_000);
    check("spans with times", "<div><span>12:30</span><a href=x>bir iki üç</a></div>", 5_000);
    check("deep lists", "<ul><li>", 300);
    check("one line", "12:30 ", 60_000);
    check("templates", "{{ ", 20_000);
    check("paragraphs", "<p>Bir cümle. Sonra bir tane daha, ve 12:30", 5_000);
    check("boxes", "<p>Öne Çıkanlar<p>Bir iki üç dört<p>12:30", 2_000);
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes: Vec<u8>) {
        let _ = read("a", &bytes, Timestamp::UNIX_EPOCH, &istanbul());
    }

    #[test]
    fn any_lines_give_an_answer(lines in proptest::collection::vec("(Haftanın Öne Çıkanları|[0-9]{1,4}[-.:][0-9]{1,2}([-.][0-9]{1,4})?( [0-9]{2}:[0-9]{2})?( - Spor)?|[0-9]{1,9} (yıl|ay|gün) önce|<[a-z]{1,4}>|[A-ZŞİa-zşı .\"“”?>]{0,40})", 0..20)) {
        let page = lines.join("\n");
        let _ = read("a", page.as_bytes(), Timestamp::UNIX_EPOCH, &istanbul());
        let html = format!("<html><body>{}</body>", lines.iter().map(|line| format!("<p>{line}</p>")).collect::<String>());
        let _ = read("a", html.as_bytes(), Timestamp::MAX, &istanbul());
    }
}
