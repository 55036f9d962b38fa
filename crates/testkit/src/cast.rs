//! The standing cast: a small paper in three editions, its editors, and a few stories everyone knows.
//!
//! Contents come ready to publish; a test changes the one thing it is about.

use jiff::Timestamp;
use language::Language;
use newsroom::{Actor, Block, Body, Byline, Content, Credit, Edition, EditionCode, Masthead, SectionKey, Tag};
use store::Store;

/// Ayşe Demir, who runs the Turkish desk.
pub fn ayse() -> Actor {
    Actor::new("user:ayse")
}

/// Leyla Haddad, who runs the Arabic desk.
pub fn leyla() -> Actor {
    Actor::new("user:leyla")
}

/// A Monday morning at nine, in Turkey: where tests with a clock of their own begin.
pub fn morning() -> Timestamp {
    "2026-03-02T09:00:00+03:00".parse().expect("an hour with its zone")
}

pub fn tr() -> EditionCode {
    EditionCode::new("tr")
}

pub fn ar() -> EditionCode {
    EditionCode::new("ar")
}

pub fn en() -> EditionCode {
    EditionCode::new("en")
}

/// The edition a content is for, by its language.
pub fn edition_of(content: &Content) -> EditionCode {
    EditionCode::new(content.language.clone())
}

/// The paper's editions, each with its sections as `(slug, name)`; the slug is the key.
type Sections = &'static [(&'static str, &'static str)];
const EDITIONS: [(&str, Language, &str, &str, Sections); 3] = [
    (
        "tr",
        Language::Turkish,
        "Çınar Postası",
        "",
        &[("siyaset", "Siyaset"), ("gundem", "Gündem"), ("asayis", "Asayiş"), ("ekonomi", "Ekonomi")],
    ),
    ("ar", Language::Arabic, "بريد الدلب", "ar", &[("siyasa", "سياسة"), ("mahalliyat", "محليات")]),
    ("en", Language::English, "The Plane Tree Post", "en", &[("politics", "Politics"), ("local", "Local")]),
];

/// Opens the paper: three editions with their sections, eleven entries.
pub async fn paper(store: &Store) {
    let mut tx = store.write().await.expect("a transaction for the paper");
    let now = tx.now();
    for (order, (code, language, name, path, sections)) in (1..).zip(EDITIONS) {
        let edition = Edition {
            name: name.to_owned(),
            path: path.to_owned(),
            order,
            masthead: Masthead { publisher: "Çınar Yayıncılık".to_owned(), ..Masthead::default() },
            ..Edition::new(code, language)
        };
        let house = tx.house().await.expect("the house");
        let decided = newsroom::acts::open_edition(edition, house, &ayse(), now).expect("an edition of the cast");
        tx.save(decided).await.expect("an edition of the cast is saved");
        for (slug, name) in sections {
            let (edition, house) = (EditionCode::new(code), tx.house().await.expect("the house"));
            let decided = newsroom::acts::open_section(&edition, name, Some(slug), None, house, &ayse(), now)
                .expect("a section of the cast");
            tx.save(decided).await.expect("a section of the cast is saved");
        }
    }
    tx.commit().await.expect("the paper opens");
}

/// A Turkish story with a byline, ready to publish in Gündem.
pub fn story(headline: &str) -> Content {
    Content {
        language: "tr".to_owned(),
        headline: headline.to_owned(),
        body: Body(vec![Block::paragraph(format!("{headline}. Ayrıntılar gün içinde açıklanacak."))]),
        bylines: vec![byline("Mehmet Kara", "mehmet-kara")],
        sections: vec![SectionKey::new("gundem")],
        urgency: 5,
        ..Content::default()
    }
}

/// The flood in the Turkish edition: everything a story can have but a picture.
pub fn flood() -> Content {
    Content {
        kicker: Some("Sel".to_owned()),
        standfirst: Some("Dere yatağındaki on iki ev boşaltıldı; Çınar Köprüsü ulaşıma kapandı.".to_owned()),
        body: Body(vec![
            Block::paragraph("Gece yarısı başlayan yağışla Kızılçay taştı."),
            Block::heading("Köprü kapandı"),
            Block::paragraph("Valilik, Çınar Köprüsü'nün sabaha kadar kapalı kalacağını duyurdu."),
        ]),
        credits: vec![Credit { name: "AA".to_owned() }],
        dateline: Some("Çınarlı".to_owned()),
        sections: vec![SectionKey::new("gundem"), SectionKey::new("asayis")],
        tags: vec![tag("Sel", "sel"), tag("Kızılçay", "kizilcay")],
        urgency: 2,
        ..story("Kızılçay taştı, on iki ev boşaltıldı")
    }
}

/// The flood as the Arabic edition tells it.
pub fn flood_in_arabic() -> Content {
    Content {
        language: "ar".to_owned(),
        headline: "فيضان كيزيلتشاي يجلي سكان اثني عشر منزلا".to_owned(),
        body: Body(vec![Block::paragraph("فاض نهر كيزيلتشاي بعد أمطار بدأت عند منتصف الليل.")]),
        bylines: vec![byline("ليلى حداد", "layla-haddad")],
        sections: vec![SectionKey::new("mahalliyat")],
        urgency: 3,
        ..Content::default()
    }
}

/// The flood as the English edition tells it.
pub fn flood_in_english() -> Content {
    Content {
        language: "en".to_owned(),
        headline: "Twelve homes cleared as the Kızılçay floods".to_owned(),
        body: Body(vec![Block::paragraph("The Kızılçay burst its banks after rain that began at midnight.")]),
        bylines: vec![byline("Deniz Aksoy", "deniz-aksoy")],
        sections: vec![SectionKey::new("local")],
        urgency: 3,
        ..Content::default()
    }
}

/// A quiet agency story from Ekonomi, without a byline.
pub fn market() -> Content {
    Content {
        bylines: Vec::new(),
        credits: vec![Credit { name: "ANKA".to_owned() }],
        sections: vec![SectionKey::new("ekonomi")],
        tags: vec![tag("Fındık", "findik")],
        ..story("Fındık alım fiyatı açıklandı")
    }
}

pub fn byline(name: &str, slug: &str) -> Byline {
    Byline { name: name.to_owned(), slug: slug.to_owned() }
}

pub fn tag(name: &str, slug: &str) -> Tag {
    Tag { name: name.to_owned(), slug: slug.to_owned() }
}

/// A photograph of 640 by 480 pixels: a bank, and the river over it.
pub fn photograph() -> Vec<u8> {
    let (width, height) = (640_u32, 480_u32);
    let pixel = |x: u32, y: u32| if y > 240 + x / 8 { [70, 90, 110] } else { [120 + (x / 8) as u8, 130, 90] };
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
    media::jpeg(&pixels, width, height, 80)
}
