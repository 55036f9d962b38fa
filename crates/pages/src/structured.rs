//! What a page says to machines, as schema.org's JSON-LD. `NewsArticle` follows Google's list for articles
//! (<https://developers.google.com/search/docs/appearance/structured-data/article>).

use newsroom::{Content, Live, Picture, Video, address};
use serde_json::{Map, Value, json};

use crate::compose::{Composer, iso};
use crate::share::ShareCard;
use crate::views::{AuthorView, MenuItem};

/// The icon that stands for the paper where a logo is asked for.
pub const LOGO: &str = "icon-512.png";

/// Addresses and sizes of a picture's crops for search engines (16:9, 4:3, 1:1, each 1200 pixels wide) as far as the
/// original is large enough for them, else its largest rendition. Never empty.
pub fn crops(picture: &Picture) -> Vec<(String, u32, u32)> {
    let ratios = [("16x9", 1200, 675), ("4x3", 1200, 900), ("1x1", 1200, 1200)];
    // The address tells the point, so that what lies at an address never changes.
    let around = picture.focus.map(|focus| format!("-{}x{}", focus.x, focus.y)).unwrap_or_default();
    let mut crops: Vec<_> = ratios
        .into_iter()
        .filter(|(_, width, height)| picture.width >= *width && picture.height >= *height)
        .map(|(name, width, height)| (format!("/media/{}/{name}-1200{around}.jpg", picture.file), width, height))
        .collect();
    if crops.is_empty() {
        let width = picture.widths.last().copied().unwrap_or(picture.width);
        let height = u64::from(width) * u64::from(picture.height) / u64::from(picture.width.max(1));
        crops.push((format!("/media/{}/{width}.jpg", picture.file), width, height as u32));
    }
    crops
}

/// The story itself.
pub fn news_article(composer: &Composer<'_>, live: &Live, content: &Content, words: i64) -> Value {
    let edition = composer.house.edition(&live.edition).unwrap_or(composer.edition);
    let url = composer.absolute(&address::story_path(composer.house, edition, live));
    let zone = edition.time_zone();
    let mut article = Map::new();
    let mut set = |key: &str, value: Value| {
        if !value.is_null() {
            article.insert(key.to_owned(), value);
        }
    };
    set("@context", json!("https://schema.org"));
    // Paid words are no news article, and schema.org has a name for them.
    set("@type", json!(if content.advertorial { "AdvertiserContentArticle" } else { "NewsArticle" }));
    set("@id", json!(format!("{url}#article")));
    set("url", json!(url));
    set("mainEntityOfPage", json!({"@type": "WebPage", "@id": url}));
    // What is written for search engines is the headline to them, and the printed one the other.
    let for_search = content.title_for_search();
    set("headline", json!(for_search));
    let other = if for_search == content.headline { content.kicker.as_ref() } else { Some(&content.headline) };
    set("alternativeHeadline", json!(other));
    set("description", json!(description(content)));
    set("inLanguage", json!(if content.language.is_empty() { edition.language.code() } else { &content.language }));
    set("datePublished", json!(iso(live.published(), &zone)));
    set("dateModified", json!(iso(live.updated(), &zone)));
    set("author", json!(authors(composer, content)));
    set("publisher", publisher(composer));
    set("isAccessibleForFree", json!(true));
    set("wordCount", json!(words));
    set("dateline", json!(content.dateline));
    let section = composer.house.section(&live.edition, &live.section);
    set("articleSection", json!(section.map(|section| &section.name)));
    let topic = section.and_then(|section| newsroom::topics::named(section.topic.as_deref()?));
    set(
        "about",
        json!(
            topic
                .map(|topic| json!({"@type": "DefinedTerm", "@id": topic.uri(), "name": topic.name(edition.language)}))
        ),
    );
    if !content.tags.is_empty() {
        set("keywords", json!(content.tags.iter().map(|tag| &tag.name).collect::<Vec<_>>()));
    }
    set("image", image(composer, live, content));
    let videos: Vec<Value> = content
        .body
        .videos()
        .filter_map(|film| video(composer, film, content, &iso(live.published(), &zone)))
        .collect();
    if !videos.is_empty() {
        set("video", json!(videos));
    }
    Value::Object(article)
}

/// What stands for the story where only a sentence fits: the standfirst, else the body's first sentence.
pub fn description(content: &Content) -> Option<String> {
    if content.standfirst.is_some() {
        return content.standfirst.clone();
    }
    let body = content.body.plain_text();
    let first = language::sentences(body.lines().next()?).first().map(|sentence| sentence.trim().to_owned())?;
    (!first.is_empty()).then_some(first)
}

/// The main picture in its crops; for a story without one its card, else the paper's sign, since the list asks for an
/// image.
fn image(composer: &Composer<'_>, live: &Live, content: &Content) -> Value {
    let Some(picture) = &content.picture else {
        if let Some(card) = ShareCard::of(composer, live, content) {
            return json!([composer.absolute(&card.path())]);
        }
        return json!(composer.theme.address(LOGO).map(|logo| vec![composer.absolute(&logo)]));
    };
    let images = crops(picture).into_iter().map(|(path, width, height)| {
        let mut image =
            json!({"@type": "ImageObject", "url": composer.absolute(&path), "width": width, "height": height});
        if let Some(caption) = &picture.caption {
            image["caption"] = json!(caption);
        }
        if let Some(credit) = &picture.credit {
            image["creditText"] = json!(credit);
        }
        if let Some(rights) = &picture.rights {
            image["copyrightNotice"] = json!(rights);
        }
        image
    });
    json!(images.collect::<Vec<_>>())
}

/// A video by Google's list, which asks for a picture of it; one without is told of on the page alone
/// (<https://developers.google.com/search/docs/appearance/structured-data/video>).
fn video(composer: &Composer<'_>, video: &Video, content: &Content, uploaded: &str) -> Option<Value> {
    let poster = video.poster.as_ref()?;
    let thumbnails = crops(poster).into_iter().map(|(path, ..)| composer.absolute(&path));
    let mut told = json!({
        "@type": "VideoObject",
        "name": video.caption.as_deref().unwrap_or(&content.headline),
        "thumbnailUrl": thumbnails.collect::<Vec<_>>(),
        "uploadDate": uploaded,
        "contentUrl": crate::body::video_address(video, &composer.absolute("")),
    });
    if video.seconds > 0 {
        told["duration"] = json!(format!("PT{}S", video.seconds));
    }
    if let Some(credit) = &video.credit {
        told["creditText"] = json!(credit);
    }
    Some(told)
}

/// People who signed; else the agencies; else the paper itself.
fn authors(composer: &Composer<'_>, content: &Content) -> Vec<Value> {
    let people = composer
        .byline(composer.edition, &content.bylines)
        .into_iter()
        .map(|link| json!({"@type": "Person", "name": link.name, "url": composer.absolute(&link.url)}));
    // An agency has no page here: the masthead is where the paper says whose words it prints.
    let masthead = address::below(composer.edition, address::words(composer.edition.language).masthead);
    let agencies = composer
        .credit(&content.credits)
        .into_iter()
        .map(|name| json!({"@type": "Organization", "name": name, "url": composer.absolute(&masthead)}));
    let mut all: Vec<Value> = people.chain(agencies).collect();
    if all.is_empty() {
        all.push(json!({"@type": "Organization", "name": composer.edition.name, "url": home(composer)}));
    }
    all
}

fn home(composer: &Composer<'_>) -> String {
    composer.absolute(&address::edition_path(composer.edition))
}

fn publisher(composer: &Composer<'_>) -> Value {
    let mut publisher = json!({
        "@type": "NewsMediaOrganization",
        "@id": format!("{}#paper", home(composer)),
        "name": composer.edition.name,
        "url": home(composer),
    });
    if let Some(logo) = composer.theme.address(LOGO) {
        publisher["logo"] = json!({
            "@type": "ImageObject", "url": composer.absolute(&logo), "width": 512, "height": 512,
        });
    }
    publisher
}

/// The paper: for its front and its masthead.
pub fn organization(composer: &Composer<'_>) -> Value {
    let edition = composer.edition;
    let words = address::words(edition.language);
    let page = |word: &str| composer.absolute(&address::below(edition, word));
    let mut paper = publisher(composer);
    paper["@context"] = json!("https://schema.org");
    paper["masthead"] = json!(page(words.masthead));
    paper["correctionsPolicy"] = json!(page(words.corrections));
    let masthead = &edition.masthead;
    for (key, value) in [
        ("slogan", &edition.tagline),
        ("legalName", &masthead.publisher),
        ("description", &masthead.about),
        ("email", &masthead.email),
        ("telephone", &masthead.phone),
        ("address", &masthead.address),
    ] {
        if !value.trim().is_empty() {
            paper[key] = json!(value);
        }
    }
    if !edition.profiles.is_empty() {
        paper["sameAs"] = json!(edition.profiles);
    }
    paper
}

/// The site, with how to search it.
pub fn web_site(composer: &Composer<'_>) -> Value {
    let search = composer.absolute(&address::below(composer.edition, address::words(composer.language()).search));
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": composer.edition.name,
        "url": home(composer),
        "inLanguage": composer.language().code(),
        "publisher": {"@id": format!("{}#paper", home(composer))},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": format!("{search}?q={{search_term_string}}")},
            "query-input": "required name=search_term_string",
        },
    })
}

/// Front, section, page.
pub fn breadcrumbs(composer: &Composer<'_>, section: Option<&MenuItem>, title: &str, path: &str) -> Value {
    let front = (composer.edition.name.clone(), address::edition_path(composer.edition));
    let section = section.map(|section| (section.name.clone(), section.url.clone()));
    let page = (title.to_owned(), path.to_owned());
    let steps = [Some(front), section.filter(|(_, url)| *url != path), Some(page)];
    let items = steps.into_iter().flatten().enumerate().map(|(place, (name, path))| {
        json!({"@type": "ListItem", "position": place + 1, "name": name, "item": composer.absolute(&path)})
    });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items.collect::<Vec<_>>(),
    })
}

/// An author's page.
pub fn person(composer: &Composer<'_>, author: &AuthorView) -> Value {
    let mut person = json!({
        "@type": "Person",
        "name": author.name,
        "url": composer.absolute(&author.url),
        "worksFor": {"@id": format!("{}#paper", home(composer))},
    });
    for (key, value) in [("jobTitle", &author.role), ("description", &author.about)] {
        if !value.is_empty() {
            person[key] = json!(value);
        }
    }
    if let Some(portrait) = &author.portrait {
        person["image"] = json!(composer.absolute(&portrait.src));
    }
    json!({"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": person})
}
