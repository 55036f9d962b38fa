use crate::body::{Block, Body, Run};
use crate::content::{Byline, Content};
use crate::house::Edition;
use crate::ids::{SectionKey, StoryNumber};
use crate::picture::Picture;

use super::*;

fn edition() -> Edition {
    Edition { name: "Deneme".to_owned(), ..Edition::new("tr", language::Language::Turkish) }
}

const FIRST: &str = "Vali Ayşe Kaya, Kıyıkent'te yapılan köprünün bahara kadar biteceğini söyledi.";
const SECOND: &str = "Köprü açıldığında Kıyıkent ile Denizköy arası on dakikaya inecek.";

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

fn good() -> Content {
    story("Kıyıkent köprüsü bahara hazır", "Yol on dakikaya iniyor.", &[FIRST, SECOND])
}

fn facts() -> Facts {
    let leads = [(StoryNumber(404), Lead::Absent), (StoryNumber(410), Lead::Withdrawn)].into();
    Facts { now: Some("2026-11-29T09:00:00Z".parse().expect("an hour")), leads, told: None }
}

fn found(content: &Content) -> Vec<Finding> {
    lint(&Subject { content, edition: &edition(), published_at: None, facts: &facts() })
}

/// What is found in a good story of which one thing was changed, and whether it is mended without anybody looking.
#[test]
fn each_defect_is_found_and_a_good_story_has_none() {
    assert_eq!(found(&good()), []);
    let check = |content: Content, expected: Code, is_certain: bool| {
        let found = found(&content);
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [expected], "{found:?}");
        assert_eq!(found[0].is_certain(), is_certain, "{found:?}");
        let (mended, mended_findings) = mended(&content, &edition(), None, &facts(), &mut Finding::is_certain);
        if is_certain {
            assert_eq!(self::found(&mended), [], "{mended:?}");
            // A standfirst made whole can be its paragraph's twin, which then goes too.
            assert_eq!(mended_findings[0], found[0]);
        } else {
            assert_eq!((mended, mended_findings.len()), (content, 0));
        }
    };
    let headline = |words: &str| Content { headline: words.to_owned(), ..good() };
    let standfirst = |words: &str| Content { standfirst: Some(words.to_owned()), ..good() };
    let body = |blocks: Vec<Block>| Content { body: Body(blocks), ..good() };
    let with = |more: Block| body(vec![Block::paragraph(FIRST), Block::paragraph(SECOND), more]);
    check(headline("?> Kıyıkent köprüsü"), Code::D1, true);
    check(headline("Kıyıkent köprüsü {{ baslik }}"), Code::D1, false);
    check(standfirst("kıyıkent'te vali ayşe kaya konuştu."), Code::D2, true);
    check(
        body(vec![Block::paragraph(format!("{FIRST} Köprünün yeni yüzü")), Block::paragraph(SECOND)]),
        Code::D4,
        false,
    );
    check(Content { sections: vec![SectionKey::from("arabic")], ..good() }, Code::D6, false);
    check(Content { bylines: Vec::new(), ..good() }, Code::D9, false);
    check(standfirst(FIRST), Code::D10, true);
    check(standfirst("Vali Ayşe Kaya, Kıyıkent'te yapılan köprünün"), Code::TruncatedStandfirst, true);
    check(headline("Kıyıkent köprüsü bahara hazır (İHA)"), Code::AgencyTail, true);
    check(with(Block::paragraph("Kaynak: AA")), Code::AgencyTail, true);
    check(headline("Kıyıkent&nbsp;köprüsü"), Code::LeakedMarkup, true);
    check(with(Block::paragraph("Vali <iframe src=\"x\"></iframe> geldi.")), Code::LeakedMarkup, false);
    check(headline("KÄ±yÄ±kent kÃ¶prÃ¼sÃ¼"), Code::Mojibake, true);
    check(headline("Kıyıkent k\u{fffd}prüsü"), Code::Mojibake, false);
    check(headline("Kıyıkent  köprüsü"), Code::DoubledSpaces, true);
    check(with(Block::paragraph(SECOND)), Code::DoubledParagraph, true);
    check(with(Block::paragraph(" ")), Code::EmptyParagraph, true);
    check(headline("KIYIKENT KÖPRÜSÜ BAHARA HAZIR"), Code::ShoutingCapitals, false);
    check(headline(&"Kıyıkent köprüsü ".repeat(8)), Code::LongHeadline, false);
    let told = Picture { alt: "Köprü".to_owned(), credit: Some("Ayşe Kaya".to_owned()), ..Picture::default() };
    check(Content { picture: Some(Picture { alt: String::new(), ..told.clone() }), ..good() }, Code::MissingAlt, false);
    check(with(Block::Picture { picture: Picture { credit: None, ..told } }), Code::MissingCredit, false);
    check(with(Block::StoryLink { story: StoryNumber(410) }), Code::BrokenLink, true);
    check(Content { related: vec![StoryNumber(404)], ..good() }, Code::BrokenLink, true);
    let link = Run { link: Some("story:404".to_owned()), ..Run::plain("öteki haberde") };
    let linked = Block::Paragraph { text: vec![Run::plain("Vali bunu "), link, Run::plain(" anlattı.")] };
    check(with(linked), Code::BrokenLink, true);
    check(with(Block::paragraph("Köprü 31 Haziran'da açılıyor.")), Code::ImpossibleDate, false);
}

#[test]
fn what_is_beyond_the_words_is_found_by_facts() {
    let content = good();
    let at = |hour: &str| Some(hour.parse().expect("an hour"));
    let told = Some(Told { number: StoryNumber(7), headline: "Köprü".to_owned() });
    let check = |published_at, facts: &Facts, expected: &[Code]| {
        let found = lint(&Subject { content: &content, edition: &edition(), published_at, facts });
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), expected);
    };
    check(at("2026-11-29T08:00:00Z"), &facts(), &[]);
    check(at("2026-12-29T08:00:00Z"), &facts(), &[Code::ImpossibleDate]);
    check(None, &Facts { told, ..Facts::default() }, &[Code::SameEvent]);
    let arabic = Edition::new("ar", language::Language::Arabic);
    let found = lint(&Subject { content: &content, edition: &arabic, published_at: None, facts: Facts::NONE });
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::OtherLanguage]);
}

/// Turkish in windows-1254 read as windows-1252: a headline has too few words to tell, the story tells for it.
#[test]
fn a_whole_story_of_wrong_letters_is_given_back() {
    let body = "Baþbakan dün Ýzmir'de konuþtu, köprünün açýlacaðýný söyledi.";
    let content = story("Köprü açýlýyor", "", &[body]);
    let (mended, _) = mended(&content, &edition(), None, Facts::NONE, &mut |found| found.code == Code::Mojibake);
    assert_eq!(mended.headline, "Köprü açılıyor");
    assert_eq!(mended.body.plain_text(), "Başbakan dün İzmir'de konuştu, köprünün açılacağını söyledi.");
}

/// A story with everything wrong at once comes out right, and a second mending has nothing to do.
#[test]
fn mending_again_changes_nothing() {
    let content = story(
        "kÄ±yÄ±kent  kÃ¶prÃ¼sÃ¼ (İHA)",
        "Vali Ayşe Kaya, Kıyıkent&#39;te yapılan köprünün bahara",
        &["", FIRST, "[b]Köprü[/b]  <br>uzun.", SECOND, SECOND, "Vali konuştu. (AA)", "- KIYIKENT"],
    );
    let (once, findings) = mended(&content, &edition(), None, Facts::NONE, &mut Finding::is_certain);
    assert!(findings.len() >= 8, "{findings:?}");
    // The headline's one name is no certain sign of lower-casing.
    assert_eq!(once.headline, "kıyıkent köprüsü");
    assert_eq!(
        once.standfirst.as_deref(),
        Some("Vali Ayşe Kaya, Kıyıkent'te yapılan köprünün bahara kadar biteceğini söyledi.")
    );
    let lines: Vec<String> = once.body.0.iter().map(Block::plain_text).collect();
    assert_eq!(lines, ["Köprü uzun.", SECOND, "Vali konuştu."]);
    assert_eq!(once.credits.iter().map(|credit| credit.name.as_str()).collect::<Vec<_>>(), ["İHA", "AA"]);
    assert_eq!(once.dateline.as_deref(), Some("KIYIKENT"));
    let (twice, findings) = mended(&once, &edition(), None, Facts::NONE, &mut Finding::is_certain);
    assert_eq!((twice, findings), (once, vec![]));
}

/// Rules that are not wanted change nothing.
#[test]
fn only_what_is_wanted_is_mended() {
    let content = story("Kıyıkent  köprüsü (İHA)", "", &[FIRST]);
    let (mended, findings) =
        mended(&content, &edition(), None, Facts::NONE, &mut |found| found.code == Code::DoubledSpaces);
    assert_eq!(mended.headline, "Kıyıkent köprüsü (İHA)");
    assert_eq!(findings.len(), 1);
}

#[test]
fn findings_are_read_as_they_were_written() {
    for finding in found(&story("Kıyıkent  köprüsü", "", &[FIRST, SECOND, SECOND])) {
        let text = serde_json::to_string(&finding).expect("written");
        assert_eq!(serde_json::from_str::<Finding>(&text).expect("read"), finding, "{text}");
    }
}
