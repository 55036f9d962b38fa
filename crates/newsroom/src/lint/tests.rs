use crate::body::Body;
use crate::content::{Byline, Content};
use crate::house::Edition;
use crate::ids::SectionKey;

use super::*;

fn edition() -> Edition {
    Edition { name: "Deneme".to_owned(), ..Edition::new("tr", language::Language::Turkish) }
}

fn story(headline: &str, standfirst: &str, paragraphs: &[&str]) -> Content {
    Content {
        language: "tr".to_owned(),
        headline: headline.to_owned(),
        standfirst: (!standfirst.is_empty()).then(|| standfirst.to_owned()),
        body: Body(paragraphs.iter().map(|words| Block::paragraph(*words)).collect()),
        bylines: vec![Byline { name: "Ayşe Kaya".to_owned(), slug: "ayse-kaya".to_owned() }],
        sections: vec![SectionKey::from("gundem")],
        urgency: 5,
        ..Content::default()
    }
}

fn codes(content: &Content) -> Vec<Code> {
    let edition = edition();
    let findings = lint(&Subject { content, edition: &edition, published_at: None });
    findings.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn each_defect_is_found_and_a_good_story_has_none() {
    let first = "Vali Ayşe Kaya, Kıyıkent'te yapılan köprünün bahara kadar biteceğini söyledi.";
    let second = "Köprü açıldığında Kıyıkent ile Denizköy arası on dakikaya inecek.";
    let good = story("Kıyıkent köprüsü bahara hazır", "Yol on dakikaya iniyor.", &[first, second]);
    assert_eq!(codes(&good), []);
    let check = |content: Content, expected: Code| assert_eq!(codes(&content), [expected]);
    check(Content { headline: "?> Kıyıkent köprüsü".to_owned(), ..good.clone() }, Code::D1);
    check(Content { standfirst: Some("kıyıkent'te vali ayşe kaya konuştu.".to_owned()), ..good.clone() }, Code::D2);
    let glued = format!("{first} Köprünün yeni yüzü");
    check(Content { body: Body(vec![Block::paragraph(glued), Block::paragraph(second)]), ..good.clone() }, Code::D4);
    check(Content { sections: vec![SectionKey::from("arabic")], ..good.clone() }, Code::D6);
    check(Content { bylines: Vec::new(), ..good.clone() }, Code::D9);
    check(Content { standfirst: Some(first.to_owned()), ..good.clone() }, Code::D10);
}

/// False alarms per rule on texts that newspapers published, printed and held to the limit. The texts have no standfirst
/// of their own, so their first sentence stands for one, and only those of known true defects are left out of the
/// count: entities that the collection was scraped with, and repeated first sentences.
#[test]
fn published_news_gives_at_most_one_false_alarm_in_two_hundred() {
    use std::io::Read;
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    for (file, field) in [
        ("tr-news-ttc3600/docs.jsonl.gz", "text"),
        ("tr-news-cat/train.jsonl.gz", "text"),
        ("tr-news-financial/articles.jsonl.gz", "content"),
    ] {
        let Ok(packed) = std::fs::File::open(format!("{data}/{file}")) else {
            eprintln!("SAID ALOUD: {file} is absent, its false alarms were not counted");
            continue;
        };
        let mut lines = String::new();
        flate2::read::GzDecoder::new(packed).read_to_string(&mut lines).expect("the file is gzip");
        let mut alarms = std::collections::BTreeMap::<Code, Vec<String>>::new();
        let mut read = 0;
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("a record a line");
            let text = record[field].as_str().unwrap_or_default();
            // Lost line ends show as runs of spaces; paragraphs are parted there.
            let text = text.replace(['\r', '\t', '\u{feff}'], " ").replace('\n', "   ");
            let parts: Vec<&str> = text.split("   ").map(str::trim).filter(|part| !part.is_empty()).collect();
            // A short line without an end is a sub-heading here, and ends no paragraph.
            let is_text = |part: &&str| part.len() > 60 && part.ends_with(['.', '!', '?', '"', '”', '…']);
            let paragraphs: Vec<&str> = parts.iter().copied().filter(is_text).collect();
            if paragraphs.is_empty() {
                continue;
            }
            let first = language::sentences(paragraphs[0]);
            let standfirst = first.first().map_or("", |sentence| sentence.trim());
            let headline = record["title"].as_str().unwrap_or("Günün haberi burada");
            let rest = if paragraphs.len() > 1 { &paragraphs[1..] } else { &paragraphs[..] };
            let content = story(headline, standfirst, rest);
            read += 1;
            let edition = edition();
            for finding in lint(&Subject { content: &content, edition: &edition, published_at: None }) {
                let is_true = match finding.code {
                    Code::D1 => finding.message.starts_with("an entity") || finding.message.starts_with("markup"),
                    Code::D10 => true,
                    _ => false,
                };
                if is_true {
                    continue;
                }
                alarms.entry(finding.code).or_default().push(format!("{}: {}", finding.place, finding.message));
            }
        }
        for (code, found) in &alarms {
            eprintln!("{file}: {} in {} of {read}", code.as_str(), found.len());
            for message in found.iter().take(std::env::var("LINT_SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(3))
            {
                eprintln!("    {message}");
            }
            assert!(found.len() * 200 <= read.max(200), "{file}: {} false alarms of {code:?} in {read}", found.len());
        }
    }
}
