//! A made-up newsroom and its pages: overrides of templates are tried on them before readers meet them, tests print
//! them, and `cargo run -p pages --example gallery` shows them. Province, people and events are invented.

mod stories;

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp, civil::date};
use language::Language;
use minijinja::Value;
use newsroom::body::plain;
use newsroom::{
    Author, Block, Body, Byline, Card, Content, ContentHash, Credit, Edition, House, Live, Masthead, Picture,
    Precision, Run, Section, SectionKey, Standing, StoryNumber, Tag,
};

use crate::compose::{Composer, StoryParts};
use crate::theme::Theme;
use crate::views::{
    BlockView, CardView, ChoiceView, ColumnistView, CorrectionItem, CorrectionKind, CorrectionsView, FeedView,
    FilterView, FrontView, GoneView, HistoryKind, HowRankedView, InstitutionKind, InstitutionView, Link, ListingKind,
    ListingView, PieceView, SEARCH_SCRIPT, SearchView, SlotView, StoryView,
};
use stories::{AUTHORS, SECTIONS, STORIES};

const ORIGIN: &str = "https://example.com";

fn now() -> Timestamp {
    "2026-01-01T00:45:00+03:00".parse().expect("a constant")
}

/// Three editions with sections, authors and a masthead.
pub fn house() -> House {
    let mut house = House::default();
    for (order, (language, code, path, name, tagline)) in [
        (Language::Turkish, "tr", "", "Karasuhisar Postası", "Işıldak havzasının günlük gazetesi"),
        (Language::Arabic, "ar", "ar", "بريد كاراسوهيسار", "أخبار حوض نهر إيشيلداك بالعربية"),
        (Language::English, "en", "en", "The Karasuhisar Post", "News from the Işıldak valley"),
    ]
    .into_iter()
    .enumerate()
    {
        let edition = Edition {
            name: name.to_owned(),
            tagline: tagline.to_owned(),
            path: path.to_owned(),
            order: order as i64 + 1,
            masthead: masthead(),
            ..Edition::new(code, language)
        };
        house.editions.insert(edition.code.clone(), edition);
    }
    for (order, (edition, slug, name, colour)) in (1..).zip(SECTIONS) {
        let section = Section { colour: Some((*colour).to_owned()), order, ..Section::new(*edition, *slug, *name) };
        house.sections.insert((section.edition.clone(), section.key.clone()), section);
    }
    for (edition, name, role, about, columnist) in AUTHORS {
        let language = house.editions[&(*edition).into()].language;
        let author = Author {
            edition: (*edition).into(),
            slug: language::slug(name, language),
            name: (*name).to_owned(),
            role: (*role).to_owned(),
            about: (*about).to_owned(),
            columnist: *columnist,
            portrait: columnist.then(|| picture(name, 800, 800)),
        };
        house.authors.insert((author.edition.clone(), author.slug.clone()), author);
    }
    house
}

fn masthead() -> Masthead {
    Masthead {
        publisher: "Işıldak Yayıncılık ve Matbaacılık Limited Şirketi".to_owned(),
        responsible_editor: "Turgay Ilıcalı".to_owned(),
        editor_in_chief: "Nilgün Akçabelen".to_owned(),
        address: "Hisaraltı Mahallesi, Mürettiphane Sokağı No: 7, Karasuhisar".to_owned(),
        phone: "+90 000 555 01 53".to_owned(),
        email: "haber@example.com".to_owned(),
        hosting_provider: "Akdoruk Barındırma Hizmetleri".to_owned(),
        registered_email: "gazete@kep.example.com".to_owned(),
        founded: "19 Mayıs 1953".to_owned(),
        registration: "Süreli yayın, yerel, günlük".to_owned(),
        about: "Karasuhisar Postası 1953’ten beri yayımlanır.\n\nYanlışımızı sessizce silmez, düzeltmeyi haberin altında tarihiyle yayımlarız.".to_owned(),
        privacy: "Karasuhisar Postası okurları izlemez: çerez koymaz, kişi saymaz.\n\nBize yazanların adresi yalnızca yanıt vermek için tutulur.".to_owned(),
        ..Masthead::default()
    }
}

/// A picture whose file's name comes from `seed`.
fn picture(seed: &str, width: u32, height: u32) -> Picture {
    let file = ContentHash::of(seed).0;
    let colour = format!("#{}", &file[..6]);
    let widths = [320, 480, 640, 960, 1280].into_iter().filter(|w| *w <= width).collect();
    Picture {
        file,
        width,
        height,
        widths,
        colour,
        alt: "Kavakların gövdesine kadar yükselmiş kahverengi bir nehir".to_owned(),
        caption: Some("Işıldak Nehri, Çeltikova girişinde setin üzerinden taştı.".to_owned()),
        credit: Some("Elif Demirtaş".to_owned()),
        ..Picture::default()
    }
}

/// Calls `show` with a composer of the edition in `language`.
pub fn with_composer<T>(theme: &Theme, language: Language, show: impl FnOnce(&Composer<'_>) -> T) -> T {
    let house = house();
    let edition = house.edition_in(language).or_else(|| house.edition_in(Language::Turkish)).expect("it has one");
    show(&Composer::new(&house, edition, ORIGIN, theme, now()))
}

/// The edition's stories, newest first, each with its state.
fn stories(composer: &Composer<'_>) -> Vec<(Live, Content)> {
    let code = composer.edition.code.as_str();
    let authors: Vec<&Author> =
        composer.house.authors.values().filter(|author| author.edition.as_str() == code).collect();
    let mut made = Vec::new();
    for (place, (_, section, kicker, headline, standfirst)) in
        STORIES.iter().filter(|story| story.0 == code).enumerate()
    {
        let number = StoryNumber(made.len() as i64 + 101);
        let author = authors.get(place % authors.len().max(1));
        let byline = author.map(|author| Byline { name: author.name.clone(), slug: author.slug.clone() });
        let content = Content {
            language: code.to_owned(),
            kicker: Some((*kicker).to_owned()).filter(|kicker| !kicker.is_empty()),
            headline: (*headline).to_owned(),
            standfirst: Some((*standfirst).to_owned()).filter(|words| !words.is_empty()),
            body: body(composer.edition.language),
            bylines: if place % 3 == 1 { Vec::new() } else { byline.into_iter().collect() },
            credits: if place % 3 < 2 { vec![Credit { name: "AHS".to_owned() }] } else { Vec::new() },
            dateline: (place % 2 == 0).then(|| "Çeltikova".to_owned()),
            sections: vec![SectionKey::new(*section)],
            tags: ["Işıldak Nehri", "Sel", "Çeltikova"]
                .map(|name| Tag { name: name.to_owned(), slug: language::slug(name, Language::Turkish) })
                .into(),
            picture: (place % 7 != 5).then(|| picture(headline, 1600, 1067)),
            urgency: 5,
            advertorial: place == 12,
            ..Content::default()
        };
        let published_at = now() - SignedDuration::from_mins(4 + 47 * place as i64);
        let live = Live {
            number,
            uri: format!("urn:newsml:example.com:{number}"),
            edition: composer.edition.code.clone(),
            standing: Standing::Live,
            section: SectionKey::new(*section),
            slug: language::slug(headline, composer.edition.language),
            version: 1,
            published_at,
            published_precision: Precision::Exact,
            updated_precision: Precision::Exact,
            updated_at: if place % 4 == 2 { published_at + SignedDuration::from_mins(31) } else { published_at },
            content_hash: content.seal().0,
        };
        made.push((live, content));
    }
    made
}

fn cards(composer: &Composer<'_>) -> Vec<CardView> {
    let stories = stories(composer);
    stories.iter().map(|(live, content)| composer.card(live, &Card::of(content))).collect()
}

/// Some of the cards, beginning anywhere.
fn some(cards: &[CardView], from: usize, count: usize) -> Vec<CardView> {
    cards.iter().cycle().skip(from).take(count.min(cards.len())).cloned().collect()
}

fn slots(cards: &[CardView], count: usize) -> Vec<SlotView> {
    let taken = cards.iter().take(count).cloned().enumerate();
    taken.map(|(place, card)| SlotView { slot: place as u8 + 1, card }).collect()
}

/// An edition's front with everything a front can have.
pub fn front(theme: &Theme, language: Language) -> FrontView {
    with_composer(theme, language, |composer| {
        let cards = cards(composer);
        let mut head = composer.front_head();
        head.breaking = cards.first().cloned();
        let sections = composer.house.sections_of(&composer.edition.code);
        let blocks = sections.iter().enumerate().take(5).filter_map(|(place, section)| {
            let mut own = some(&cards, 3 + 4 * place, 5).into_iter();
            Some(BlockView { section: composer.section(section, false), lead: own.next()?, lines: own.collect() })
        });
        let authors = composer.house.authors.values();
        let columnists = authors.filter(|author| author.columnist && author.edition == composer.edition.code);
        FrontView {
            shell: composer.shell(head),
            manset: slots(&cards, 15),
            blocks: blocks.collect(),
            columnists: columnists
                .zip(some(&cards, 14, 4))
                .map(|(author, card)| ColumnistView { author: composer.author(author), card })
                .collect(),
            highlights: some(&cards, 6, 8),
            most_read: some(&cards, 2, 8),
            headlines: Vec::new(),
        }
    })
}

/// A section's front.
pub fn listing(theme: &Theme, language: Language) -> ListingView {
    with_composer(theme, language, |composer| {
        let cards = cards(composer);
        let section = composer.house.sections_of(&composer.edition.code)[0];
        ListingView {
            shell: composer.shell(composer.section_head(section)),
            kind: ListingKind::Section,
            title: section.name.clone(),
            section: Some(composer.section(section, true)),
            manset: slots(&cards, 3),
            items: some(&cards, 3, 12),
            next: Some("?cursor=x".to_owned()),
            most_read: some(&cards, 2, 6),
            ..ListingView::default()
        }
    })
}

/// An author's page, later in the list.
pub fn author(theme: &Theme, language: Language) -> ListingView {
    with_composer(theme, language, |composer| {
        let mut authors = composer.house.authors.values().filter(|author| author.edition == composer.edition.code);
        let author = authors.find(|author| author.columnist).expect("every edition has one");
        ListingView {
            shell: composer.shell(composer.author_head(author)),
            kind: ListingKind::Author,
            title: author.name.clone(),
            author: Some(composer.author(author)),
            items: some(&cards(composer), 5, 6),
            newest: Some("/".to_owned()),
            ..ListingView::default()
        }
    })
}

/// A day of the archive.
pub fn day(theme: &Theme, language: Language) -> ListingView {
    with_composer(theme, language, |composer| {
        let day = date(2025, 12, 31);
        let near =
            |date| Link { name: composer.day_title(date), url: newsroom::address::day_path(composer.edition, date) };
        ListingView {
            shell: composer.shell(composer.day_head(day)),
            kind: ListingKind::Day,
            title: composer.day_title(day),
            items: some(&cards(composer), 0, 9),
            previous_day: day.yesterday().ok().map(near),
            next_day: day.tomorrow().ok().map(near),
            highlights: some(&cards(composer), 3, 5),
            ..ListingView::default()
        }
    })
}

/// A story of about 600 words with everything a story can have.
pub fn story(theme: &Theme, language: Language) -> StoryView {
    with_composer(theme, language, |composer| {
        let stories = stories(composer);
        let cards = cards(composer);
        let (live, content) = &stories[2];
        let other = composer.house.editions_in_order().into_iter().find(|edition| edition.code != live.edition);
        let twin =
            Live { edition: other.expect("there are three").code.clone(), slug: "twin".to_owned(), ..live.clone() };
        let linked = HashMap::from([(StoryNumber(102), cards[1].clone())]);
        let acts = [
            (0, HistoryKind::Published, None),
            (20, HistoryKind::Updated, None),
            (31, HistoryKind::Corrected, Some(NOTE)),
        ];
        composer.story(
            live,
            content,
            StoryParts {
                corrections: vec![(live.updated_at, NOTE.to_owned())],
                history: acts
                    .map(|(minutes, what, note)| {
                        let at = live.published_at + SignedDuration::from_mins(minutes);
                        (at.into(), what, note.map(str::to_owned))
                    })
                    .into(),
                translations: vec![(twin.edition.clone(), composer.translation(&twin, &Card::of(content)))],
                linked,
                related: some(&cards, 3, 4),
                highlights: some(&cards, 6, 10),
                headlines: some(&cards, 0, 10),
                breaking: cards.first().cloned(),
                position: 1,
            },
        )
    })
}

const NOTE: &str = "Haberin ilk biçiminde tahliye edilen mahalle sayısı iki olarak verilmişti; doğrusu üçtür.";

fn body(language: Language) -> Body {
    match language {
        Language::Arabic => short_body(stories::ARABIC, "ماذا تفعل؟", "ابتعد عن مجاري الأودية والجسور."),
        Language::English => short_body(stories::ENGLISH, "What to do", "Keep away from stream beds and bridges."),
        Language::Turkish | Language::Kurmanji => long_body(),
    }
}

/// Paragraphs, sub-headings, a box and a quotation.
fn short_body(texts: &[(&str, &str)], title: &str, advice: &str) -> Body {
    let list = Block::List { ordered: false, items: vec![plain(advice), plain(advice)] };
    let mut blocks = vec![Block::FactBox { title: title.to_owned(), blocks: vec![list] }];
    for (heading, text) in texts {
        if !heading.is_empty() {
            blocks.push(Block::Quote { text: plain(advice), source: Some("Orhan Pekdoğan".to_owned()) });
            blocks.push(Block::heading(*heading));
        }
        blocks.push(Block::paragraph(*text));
    }
    // The box stands beside the second paragraph.
    blocks.swap(0, 1);
    Body(blocks)
}

/// A body with every kind of block, of about 600 words.
fn long_body() -> Body {
    let linked = |text: &str, link: &str| Run { link: Some(link.to_owned()), ..Run::plain(text) };
    let marked = vec![
        Run::plain("İl Afet ve Acil Durum Müdürü "),
        Run { strong: true, ..Run::plain("Orhan Pekdoğan") },
        Run::plain(
            ", Söğütlü, Aşağıbent ve Balıkçılar mahallelerinde tahliyenin sürdüğünü söyledi. İlk belirlemelere göre ",
        ),
        linked("412 kişi ilçe spor salonuna yerleştirildi", "story:102"),
        Run::plain("; diğerleri akrabalarının yanına geçti. Ayrıntılar "),
        linked("valiliğin sayfasında", "https://example.org/duyuru"),
        Run::plain("."),
    ];
    let mut blocks = vec![
        Block::paragraph(stories::TEXT[0]),
        Block::Paragraph { text: marked },
        Block::FactBox {
            title: "Ne yapmalı?".to_owned(),
            blocks: vec![Block::List {
                ordered: false,
                items: vec![
                    plain("Dere yataklarından, köprü altlarından ve bodrum katlardan uzak durun."),
                    plain("Elektriği ana şalterden, gazı vanadan kapatın."),
                    plain("Suyla kaplı yola araçla girmeyin."),
                ],
            }],
        },
        Block::heading("Üç kişi hafif yaralandı"),
        Block::paragraph(stories::TEXT[1]),
        Block::Quote {
            text: plain("Evinin birinci katı su alan da almayan da çıksın. Suyun hızını gözle ölçmek mümkün değil."),
            source: Some("Orhan Pekdoğan, İl Afet ve Acil Durum Müdürü".to_owned()),
        },
        Block::paragraph(stories::TEXT[2]),
        Block::StoryLink { story: StoryNumber(102) },
        Block::heading("Yağış sürecek"),
        Block::paragraph(stories::TEXT[3]),
        Block::Table {
            caption: Some("İlçelere göre son 24 saatte yağış".to_owned()),
            head: vec![plain("İlçe"), plain("Yağış (kg/m²)"), plain("Tahliye edilen")],
            rows: vec![
                vec![plain("Çeltikova"), plain("96"), plain("1.200")],
                vec![plain("Merkez"), plain("84,5"), plain("310")],
                vec![plain("Doruklu"), plain("112"), plain("0")],
            ],
        },
        Block::PullQuote { text: plain("Suyun hızını gözle ölçmek mümkün değil.") },
        Block::paragraph(stories::TEXT[4]),
        Block::Picture { picture: picture("bridge", 1600, 1067) },
        Block::List {
            ordered: true, items: vec![plain("Yediler Köprüsü kapalı."), plain("Sahil yolu tek şeritten.")]
        },
        Block::Embed {
            url: "https://video.example.org/izle/1".to_owned(),
            title: Some("Taşkından görüntüler".to_owned()),
        },
    ];
    blocks.extend(stories::TEXT[5..].iter().map(|text| Block::paragraph(*text)));
    Body(blocks)
}

/// Masthead or contact.
pub fn institution(theme: &Theme, language: Language, kind: InstitutionKind) -> InstitutionView {
    with_composer(theme, language, |composer| composer.institution(kind, None, 1))
}

/// How the lists are made.
pub fn how_ranked(theme: &Theme, language: Language) -> HowRankedView {
    with_composer(theme, language, |composer| composer.how_ranked(None, 1))
}

/// A correction and a withdrawal.
pub fn corrections(theme: &Theme, language: Language) -> CorrectionsView {
    with_composer(theme, language, |composer| {
        let cards = cards(composer);
        let item = |kind, card: &CardView, url| CorrectionItem {
            kind,
            time: card.time.clone(),
            note: NOTE.to_owned(),
            headline: card.headline.clone(),
            url,
        };
        CorrectionsView {
            shell: composer.shell(composer.corrections_head()),
            items: vec![
                item(CorrectionKind::Correction, &cards[2], Some(cards[2].url.clone())),
                item(CorrectionKind::Withdrawal, &cards[5], None),
            ],
            next: Some("?cursor=x".to_owned()),
        }
    })
}

/// Search: nothing asked yet, or an answer.
pub fn search(theme: &Theme, language: Language, query: &str, found: usize) -> SearchView {
    with_composer(theme, language, |composer| {
        let cards = cards(composer);
        SearchView {
            shell: composer.shell(composer.search_head("/ara?q=x")),
            query: query.to_owned(),
            total: (!query.is_empty()).then_some(found as i64),
            passages: if found > 0 { vec![passage()] } else { Vec::new() },
            orders: if found > 0 { choices(&["relevance", "newest"]) } else { Vec::new() },
            filters: if found > 0 {
                vec![FilterView { kind: "year".to_owned(), choices: choices(&["2026", "2025"]) }]
            } else {
                Vec::new()
            },
            meant: None,
            by_meant: false,
            some_words_only: false,
            is_incomplete: false,
            items: some(&cards, 0, found),
            next: (found > 5).then(|| "/ara?q=x&after=y".to_owned()),
            headlines: some(&cards, 5, 5),
            offers: "/api/v1/search/suggestions?edition=tr&q=".to_owned(),
            script: SEARCH_SCRIPT.to_owned(),
        }
    })
}

fn passage() -> Vec<PieceView> {
    let piece = |text: &str, is_asked| PieceView { text: text.to_owned(), is_asked };
    vec![piece("Meclis dün ", false), piece("köprü", true), piece(" için toplandı.", false)]
}

fn choices(names: &[&str]) -> Vec<ChoiceView> {
    let choice = |(place, name): (usize, &&str)| ChoiceView {
        name: (*name).to_owned(),
        url: format!("/ara?q=x&year={name}"),
        is_taken: place == 0,
        count: Some(12),
    };
    names.iter().enumerate().map(choice).collect()
}

/// A page that is not there.
pub fn gone(theme: &Theme, language: Language, status: u16) -> GoneView {
    with_composer(theme, language, |composer| {
        let cards = cards(composer);
        let known = matches!(status, 410 | 451);
        GoneView {
            headline: (status == 410).then(|| cards[5].headline.clone()),
            reason: known.then(|| NOTE.to_owned()),
            authority: (status == 451).then(|| "Karasuhisar Sulh Ceza Hâkimliği".to_owned()),
            since: known.then(|| cards[5].time.clone()),
            request_id: (status >= 500).then(|| "7f3a9c".to_owned()),
            ..composer.gone(status, "/gundem/yok-1", some(&cards, 0, 6))
        }
    })
}

/// A feed with whole stories.
pub fn feed(theme: &Theme) -> FeedView {
    with_composer(theme, Language::Turkish, |composer| {
        let stories = stories(composer);
        let linked = HashMap::new();
        let items: Vec<_> = stories
            .iter()
            .take(5)
            .enumerate()
            .map(|(place, (live, content))| composer.feed_item(live, content, (place > 0).then_some(&linked)))
            .collect();
        FeedView {
            title: composer.edition.name.clone(),
            description: composer.edition.tagline.clone(),
            home: composer.absolute("/"),
            url: composer.absolute("/feed.xml"),
            lang: "tr".to_owned(),
            paper: composer.edition.name.clone(),
            updated: items[0].updated.clone(),
            items,
        }
    })
}

/// Every kind of page, full and empty, in both directions: what a template must be able to print.
pub(crate) fn all(theme: &Theme) -> Vec<(&'static str, Language, Value)> {
    use crate::theme::context;
    let mut views = Vec::new();
    for language in [Language::Turkish, Language::Arabic] {
        let mut add = |template, view| views.push((template, language, view));
        let full = front(theme, language);
        let bare = with_composer(theme, language, |composer| composer.shell(composer.search_head("/")));
        add("front.html", context(&FrontView { shell: bare.clone(), ..FrontView::default() }));
        add("front.html", context(&full));
        add("listing.html", context(&ListingView { shell: bare.clone(), ..ListingView::default() }));
        add("listing.html", context(&listing(theme, language)));
        add("listing.html", context(&author(theme, language)));
        add("listing.html", context(&day(theme, language)));
        add("story.html", context(&StoryView { shell: bare.clone(), ..StoryView::default() }));
        add("story.html", context(&story(theme, language)));
        for kind in [InstitutionKind::Masthead, InstitutionKind::Contact, InstitutionKind::Privacy] {
            add("institution.html", context(&institution(theme, language, kind)));
        }
        add("corrections.html", context(&corrections(theme, language)));
        add("corrections.html", context(&CorrectionsView { shell: bare.clone(), ..CorrectionsView::default() }));
        add("how-ranked.html", context(&how_ranked(theme, language)));
        for (query, found) in [("", 0), ("sel", 0), ("sel", 9)] {
            add("search.html", context(&search(theme, language, query, found)));
        }
        for status in [400, 404, 405, 410, 413, 418, 429, 451, 500, 502, 503] {
            add("gone.html", context(&gone(theme, language, status)));
        }
    }
    views
}
