//! RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of the same list.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::views::{FeedItem, FeedView};
use crate::xml::Xml;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const MEDIA: &str = "http://search.yahoo.com/mrss/";

/// RSS 2.0 with the modules that readers understand.
pub fn rss(feed: &FeedView) -> String {
    let mut xml = Xml::new();
    let spaces = [
        ("version", "2.0"),
        ("xmlns:atom", ATOM),
        ("xmlns:dc", DC),
        ("xmlns:content", CONTENT),
        ("xmlns:media", MEDIA),
    ];
    xml.within("rss", &spaces, |xml| {
        xml.within("channel", &[], |xml| {
            xml.words("title", &[], &feed.title);
            xml.words("link", &[], &feed.home);
            xml.words("description", &[], &feed.description);
            xml.words("language", &[], &feed.lang);
            xml.words("lastBuildDate", &[], &mail_date(&feed.updated));
            xml.empty("atom:link", &[("href", &feed.url), ("rel", "self"), ("type", "application/rss+xml")]);
            for item in &feed.items {
                xml.within("item", &[], |xml| rss_item(xml, item));
            }
        });
    });
    xml.done()
}

fn rss_item(xml: &mut Xml, item: &FeedItem) {
    xml.words("title", &[], &item.title);
    xml.words("link", &[], &item.url);
    // The address changes with its section; what names the item for ever does not.
    let lasting = if item.id == item.url { "true" } else { "false" };
    xml.words("guid", &[("isPermaLink", lasting)], &item.id);
    xml.words("pubDate", &[], &mail_date(&item.published));
    for author in &item.authors {
        xml.words("dc:creator", &[], author);
    }
    for category in &item.categories {
        xml.words("category", &[], category);
    }
    if let Some(summary) = &item.summary {
        xml.words("description", &[], summary);
    }
    if let Some(content) = &item.content {
        xml.words("content:encoded", &[], content);
    }
    if let Some(picture) = &item.picture {
        if let Some(bytes) = picture.bytes {
            xml.empty("enclosure", &[("url", &picture.url), ("length", &bytes.to_string()), ("type", "image/jpeg")]);
        }
        xml.within("media:content", &[("url", &picture.url), ("medium", "image"), ("type", "image/jpeg")], |xml| {
            if !picture.alt.is_empty() {
                xml.words("media:description", &[("type", "plain")], &picture.alt);
            }
            if let Some(credit) = &picture.credit {
                xml.words("media:credit", &[], credit);
            }
        });
    }
}

/// RFC 822's date, which RSS wants, at UTC.
fn mail_date(rfc3339: &str) -> String {
    let at: Timestamp = rfc3339.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Atom.
pub fn atom(feed: &FeedView) -> String {
    let mut xml = Xml::new();
    xml.within("feed", &[("xmlns", ATOM), ("xmlns:media", MEDIA), ("xml:lang", &feed.lang)], |xml| {
        xml.words("id", &[], &feed.url);
        xml.words("title", &[], &feed.title);
        if !feed.description.is_empty() {
            xml.words("subtitle", &[], &feed.description);
        }
        xml.words("updated", &[], &feed.updated);
        xml.within("author", &[], |xml| xml.words("name", &[], &feed.paper));
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.url)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)]);
        for item in &feed.items {
            xml.within("entry", &[], |xml| atom_entry(xml, item));
        }
    });
    xml.done()
}

fn atom_entry(xml: &mut Xml, item: &FeedItem) {
    let lang: Vec<(&str, &str)> = item.lang.iter().map(|lang| ("xml:lang", lang.as_str())).collect();
    xml.words("id", &[], &item.id);
    xml.words("title", &lang, &item.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    xml.words("published", &[], &item.published);
    xml.words("updated", &[], &item.updated);
    for author in &item.authors {
        xml.within("author", &[], |xml| xml.words("name", &[], author));
    }
    for category in &item.categories {
        xml.empty("category", &[("term", category)]);
    }
    if let Some(summary) = &item.summary {
        xml.words("summary", &lang, summary);
    }
    if let Some(content) = &item.content {
        xml.words("content", &[&[("type", "html")], lang.as_slice()].concat(), content);
    }
    if let Some(picture) = &item.picture {
        let bytes = picture.bytes.map(|bytes| bytes.to_string());
        let mut link = vec![("rel", "enclosure"), ("type", "image/jpeg"), ("href", &picture.url)];
        link.extend(bytes.as_deref().map(|bytes| ("length", bytes)));
        xml.empty("link", &link);
        xml.empty("media:content", &[("url", &picture.url), ("medium", "image"), ("type", "image/jpeg")]);
    }
}

/// JSON Feed 1.1.
pub fn json(feed: &FeedView) -> String {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "language": feed.lang,
        "authors": [{"name": feed.paper, "url": feed.home}],
        "items": feed.items.iter().map(json_item).collect::<Vec<_>>(),
    });
    feed.to_string()
}

fn json_item(item: &FeedItem) -> Value {
    let mut value = json!({
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": item.authors.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
        "tags": item.categories,
    });
    match (&item.content, &item.summary) {
        (Some(content), _) => value["content_html"] = json!(content),
        // One of the two contents must be there.
        (None, summary) => value["content_text"] = json!(summary.as_ref().unwrap_or(&item.title)),
    }
    if let Some(summary) = &item.summary {
        value["summary"] = json!(summary);
    }
    if let Some(picture) = &item.picture {
        value["image"] = json!(picture.url);
    }
    if let Some(lang) = &item.lang {
        value["language"] = json!(lang);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn feed() -> FeedView {
        samples::feed(&crate::Theme::builtin())
    }

    #[test]
    fn third_parties_read_what_was_written() {
        let feed = feed();
        for (name, text) in [("rss", rss(&feed)), ("atom", atom(&feed)), ("json", json(&feed))] {
            let read =
                feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
            assert_eq!(read.title.unwrap().content, feed.title, "{name}");
            assert_eq!(read.entries.len(), feed.items.len(), "{name}");
            for (entry, item) in read.entries.iter().zip(&feed.items) {
                assert_eq!(entry.id, item.id, "{name}");
                assert_eq!(entry.title.as_ref().unwrap().content, item.title, "{name}");
                assert_eq!(
                    entry.published.unwrap().timestamp(),
                    item.published.parse::<Timestamp>().unwrap().as_second()
                );
                assert!(entry.links.iter().any(|link| link.href == item.url), "{name}");
            }
        }
    }

    #[test]
    fn characters_xml_forbids_are_left_out() {
        let mut feed = feed();
        feed.items[0].title = "A\u{1}B <b> & \u{ffff}".into();
        assert!(rss(&feed).contains("<title>AB &lt;b&gt; &amp; </title>"));
    }

    #[test]
    fn a_feed_looks_as_it_did() {
        let mut feed = feed();
        feed.items.truncate(2);
        insta::assert_snapshot!("rss", rss(&feed));
        insta::assert_snapshot!("atom", atom(&feed));
    }
}
