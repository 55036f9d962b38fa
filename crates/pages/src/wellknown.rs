//! Small files that browsers, crawlers and researchers look for at known places.

use jiff::Timestamp;
use newsroom::address;
use serde_json::json;

use crate::compose::Composer;
use crate::xml::Xml;

/// `/robots.txt`: everyone may read what readers read. `sitemaps` are absolute addresses; `closed` are paths that lead
/// crawlers nowhere (the desk, search answers).
pub fn robots(sitemaps: &[String], closed: &[String]) -> String {
    let mut text = String::from("User-agent: *\n");
    if closed.is_empty() {
        text.push_str("Disallow:\n");
    }
    closed.iter().for_each(|path| text.push_str(&format!("Disallow: {path}\n")));
    sitemaps.iter().for_each(|url| text.push_str(&format!("\nSitemap: {url}")));
    text.push('\n');
    text
}

/// `/ads.txt` (IAB): one line for each seller that may offer the paper's space. Without any, the line that the
/// standard gives for saying so.
pub fn ads(sellers: &[String]) -> String {
    if sellers.is_empty() {
        return "placeholder.example.com, placeholder, DIRECT, placeholder\n".to_owned();
    }
    sellers.iter().map(|line| format!("{}\n", line.replace(['\r', '\n'], " ").trim())).collect()
}

/// `/.well-known/security.txt` (RFC 9116), valid for 180 days from the composer's hour. `contact` is a `mailto:` or
/// `https:` address; where the paper has none, its contact page.
pub fn security(composer: &Composer<'_>, contact: Option<&str>) -> String {
    let edition = composer.edition;
    let page = composer.absolute(&address::below(edition, address::words(edition.language).contact));
    let mail = edition.masthead.email.trim();
    let own = edition.masthead.security_contact.trim();
    let contact = match contact {
        Some(contact) => contact.to_owned(),
        None if own.starts_with("https://") => own.to_owned(),
        None if !own.is_empty() => format!("mailto:{own}"),
        None if mail.contains('@') => format!("mailto:{mail}"),
        // The format takes no `http:` address; a paper that is not behind TLS yet is still reached by its page there.
        None => page.replacen("http://", "https://", 1),
    };
    let expires = composer.now + jiff::SignedDuration::from_hours(24 * 180);
    let languages: Vec<_> =
        composer.house.editions_in_order().into_iter().map(|edition| edition.language.code()).collect();
    format!(
        "Contact: {}\nExpires: {}\nPreferred-Languages: {}\nCanonical: {}\n",
        contact.replace(['\r', '\n'], ""),
        // A whole second: the format has no fractions to spare.
        Timestamp::from_second(expires.as_second()).unwrap_or(expires),
        languages.join(", "),
        composer.absolute("/.well-known/security.txt"),
    )
}

/// `/manifest.webmanifest`: the paper on a phone's first screen.
pub fn manifest(composer: &Composer<'_>) -> String {
    let edition = composer.edition;
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| {
        let address = composer.theme.address(name)?;
        Some(json!({"src": address, "sizes": sizes, "type": kind, "purpose": purpose}))
    };
    let icons = [
        icon("icon.svg", "any", "image/svg+xml", "any"),
        icon("icon-192.png", "192x192", "image/png", "any"),
        icon("icon-512.png", "512x512", "image/png", "any"),
        icon("icon-512.png", "512x512", "image/png", "maskable"),
    ];
    let manifest = json!({
        "id": address::edition_path(edition),
        "name": edition.name,
        "short_name": edition.name,
        "description": edition.tagline,
        "lang": edition.language.code(),
        "dir": edition.language.direction().as_str(),
        "start_url": address::edition_path(edition),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf9f4",
        "theme_color": "#fbf9f4",
        "categories": ["news"],
        "icons": icons.into_iter().flatten().collect::<Vec<_>>(),
    });
    manifest.to_string()
}

/// `/opensearch.xml`: the paper among a browser's search engines.
pub fn opensearch(composer: &Composer<'_>) -> String {
    let edition = composer.edition;
    let search = composer.absolute(&address::below(edition, address::words(edition.language).search));
    let mut xml = Xml::new();
    // The standard allows the short name 16 characters and the description 1024.
    let short: String = edition.name.chars().take(16).collect();
    xml.within("OpenSearchDescription", &[("xmlns", "http://a9.com/-/spec/opensearch/1.1/")], |xml| {
        xml.words("ShortName", &[], short.trim());
        xml.words("Description", &[], &composer.say("search-in", &[("paper", edition.name.as_str().into())]));
        xml.words("InputEncoding", &[], "UTF-8");
        xml.words("Language", &[], edition.language.code());
        if let Some(icon) = composer.theme.address("icon-192.png") {
            xml.words(
                "Image",
                &[("width", "192"), ("height", "192"), ("type", "image/png")],
                &composer.absolute(&icon),
            );
        }
        xml.empty(
            "Url",
            &[("type", "text/html"), ("method", "get"), ("template", &format!("{search}?q={{searchTerms}}"))],
        );
        // What the browser's own box offers while one types.
        let offers = composer.absolute("/api/v1/search/suggestions");
        let offers = format!("{offers}?as=opensearch&edition={}&q={{searchTerms}}", edition.code.as_str());
        xml.empty("Url", &[("type", "application/x-suggestions+json"), ("method", "get"), ("template", &offers)]);
    });
    xml.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn robots_and_ads_say_what_they_must() {
        assert_eq!(robots(&[], &[]), "User-agent: *\nDisallow:\n\n");
        assert_eq!(
            robots(&["https://example.com/sitemap.xml".into()], &["/desk/".into()]),
            "User-agent: *\nDisallow: /desk/\n\nSitemap: https://example.com/sitemap.xml\n"
        );
        assert_eq!(ads(&["a.example, 1, DIRECT\n".into()]), "a.example, 1, DIRECT\n");
    }

    #[test]
    fn files_of_the_edition_name_it() {
        let theme = crate::Theme::builtin();
        samples::with_composer(&theme, language::Language::Turkish, |composer| {
            insta::assert_snapshot!("security", security(composer, None));
            let manifest: serde_json::Value = serde_json::from_str(&manifest(composer)).unwrap();
            assert_eq!(manifest["lang"], "tr");
            assert_eq!(manifest["icons"].as_array().unwrap().len(), 4);
            assert!(opensearch(composer).contains("/ara?q={searchTerms}"));
            assert!(opensearch(composer).contains("?as=opensearch&amp;edition=tr&amp;q={searchTerms}"));
        });
    }
}
