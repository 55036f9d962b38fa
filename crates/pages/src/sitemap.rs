//! Sitemaps (<https://www.sitemaps.org/protocol.html>) with Google's news, picture and language extensions.

use crate::views::SitemapView;
use crate::xml::Xml;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";
const IMAGE: &str = "http://www.google.com/schemas/sitemap-image/1.1";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The sitemap as XML.
pub fn xml(view: &SitemapView) -> String {
    let mut xml = Xml::new();
    match view {
        SitemapView::Index { items } => xml.within("sitemapindex", &[("xmlns", SITEMAP)], |xml| {
            for item in items {
                xml.within("sitemap", &[], |xml| {
                    xml.words("loc", &[], &item.url);
                    if let Some(updated) = &item.updated {
                        xml.words("lastmod", &[], updated);
                    }
                });
            }
        }),
        SitemapView::Part { items } => {
            // Spaces are declared only where used: validators that know no XHTML then pass most parts.
            let mut spaces = vec![("xmlns", SITEMAP)];
            if items.iter().any(|item| !item.alternates.is_empty()) {
                spaces.push(("xmlns:xhtml", XHTML));
            }
            if items.iter().any(|item| item.picture.is_some()) {
                spaces.push(("xmlns:image", IMAGE));
            }
            xml.within("urlset", &spaces, |xml| {
                for item in items {
                    xml.within("url", &[], |xml| {
                        xml.words("loc", &[], &item.url);
                        if let Some(updated) = &item.updated {
                            xml.words("lastmod", &[], updated);
                        }
                        for twin in &item.alternates {
                            xml.empty(
                                "xhtml:link",
                                &[("rel", "alternate"), ("hreflang", &twin.lang), ("href", &twin.url)],
                            );
                        }
                        picture(xml, item.picture.as_deref());
                    });
                }
            });
        }
        SitemapView::News { items } => {
            let mut spaces = vec![("xmlns", SITEMAP), ("xmlns:news", NEWS)];
            if items.iter().any(|item| item.picture.is_some()) {
                spaces.push(("xmlns:image", IMAGE));
            }
            xml.within("urlset", &spaces, |xml| {
                for item in items {
                    xml.within("url", &[], |xml| {
                        xml.words("loc", &[], &item.url);
                        xml.within("news:news", &[], |xml| {
                            xml.within("news:publication", &[], |xml| {
                                xml.words("news:name", &[], &item.paper);
                                xml.words("news:language", &[], &item.lang);
                            });
                            xml.words("news:publication_date", &[], &item.published);
                            xml.words("news:title", &[], &item.headline);
                        });
                        picture(xml, item.picture.as_deref());
                    });
                }
            });
        }
    }
    xml.done()
}

fn picture(xml: &mut Xml, url: Option<&str>) {
    if let Some(url) = url {
        xml.within("image:image", &[], |xml| xml.words("image:loc", &[], url));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::{NewsSitemapItem, SitemapEntry, SitemapIndexItem, SitemapItem};

    fn check(view: SitemapView, expected: &str) {
        assert_eq!(xml(&view), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{expected}\n"));
    }

    #[test]
    fn every_kind_has_its_shape() {
        let url = "https://example.com/?a=1&b=2".to_owned();
        let updated = Some("2026-01-01T00:45:00+03:00".to_owned());
        check(
            SitemapView::Index { items: vec![SitemapIndexItem { url: url.clone(), updated: None }] },
            "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n <sitemap>\n  \
             <loc>https://example.com/?a=1&amp;b=2</loc>\n </sitemap>\n</sitemapindex>",
        );
        let twin = SitemapEntry { lang: "ar".into(), url: "https://example.com/ar/".into() };
        let item = SitemapItem { url: url.clone(), updated, alternates: vec![twin], picture: None };
        check(
            SitemapView::Part { items: vec![item] },
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n <url>\n  \
             <loc>https://example.com/?a=1&amp;b=2</loc>\n  <lastmod>2026-01-01T00:45:00+03:00</lastmod>\n  \
             <xhtml:link rel=\"alternate\" hreflang=\"ar\" href=\"https://example.com/ar/\"/>\n </url>\n</urlset>",
        );
        let item = NewsSitemapItem {
            url,
            paper: "Körfez Postası".into(),
            lang: "tr".into(),
            published: "2026-01-01T00:45:00+03:00".into(),
            headline: "Sel & yol".into(),
            picture: None,
        };
        check(
            SitemapView::News { items: vec![item] },
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n <url>\n  \
             <loc>https://example.com/?a=1&amp;b=2</loc>\n  <news:news>\n   <news:publication>\n    <news:name>Körfez Postası</news:name>\n    \
             <news:language>tr</news:language>\n   </news:publication>\n   <news:publication_date>2026-01-01T00:45:00+03:00</news:publication_date>\n   \
             <news:title>Sel &amp; yol</news:title>\n  </news:news>\n </url>\n</urlset>",
        );
    }
}
