//! From addresses to files, and from pages to the addresses they show.

use percent_encoding::percent_decode_str;

/// The file for an address: `/` → `index.html`, `/siyaset/` → `siyaset/index.html`, `/siyaset/?after=C` →
/// `siyaset/after/C/index.html`, `/feed.xml` → `feed.xml`.
pub(crate) fn file_of(target: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = path.trim_matches('/');
    let below = |more: &str| if path.is_empty() { more.to_owned() } else { format!("{path}/{more}") };
    if let Some((name, value)) = query.split_once('=') {
        return below(&format!("{name}/{value}/index.html"));
    }
    let leaf = path.rsplit('/').next().unwrap_or_default();
    let has_ending = ENDINGS.iter().any(|ending| leaf.ends_with(ending));
    let is_asset = path.starts_with("media/") || path.starts_with("theme/");
    if (has_ending || is_asset) && !target.ends_with('/') { path.to_owned() } else { below("index.html") }
}

/// Endings of addresses that are files already.
const ENDINGS: [&str; 4] = [".xml", ".json", ".txt", ".webmanifest"];

/// The file for what an address says that answers 410 or 451.
pub(crate) fn gone_file(target: &str) -> String {
    let path = percent_decode_str(target).decode_utf8_lossy();
    format!("_gone/{}.html", path.trim_matches('/'))
}

/// A page whose lists go on at addresses without a question mark.
pub(crate) fn with_links_to_files(content_type: &str, text: &str) -> String {
    if !content_type.starts_with("text/html") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((at, name, value)) = next_question(rest) {
        out.push_str(&rest[..at]);
        if !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(&format!("{name}/{value}/"));
        rest = &rest[at + name.len() + value.len() + 2..];
    }
    out.push_str(rest);
    out
}

/// The first `?after=CURSOR` or `?before=POSITION` that ends an attribute: its place, name and value.
fn next_question(text: &str) -> Option<(usize, &'static str, &str)> {
    ["after", "before"]
        .into_iter()
        .filter_map(|name| {
            let mark = format!("?{name}=");
            text.match_indices(&mark).find_map(|(at, _)| {
                let value = &text[at + mark.len()..];
                let end = value.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')?;
                (end > 0 && value[end..].starts_with('"')).then(|| (at, name, &value[..end]))
            })
        })
        .min_by_key(|(at, _, _)| *at)
}

/// Where the list on this page goes on, by the links that [`with_links_to_files`] made.
pub(crate) fn next_in(target: &str, text: &str) -> Option<String> {
    let path = target.split('?').next().unwrap_or(target);
    ["after", "before"].into_iter().find_map(|name| {
        let mark = format!("{}/{name}/", path.trim_end_matches('/'));
        text.match_indices(&mark).find_map(|(at, _)| {
            let value = &text[at + mark.len()..];
            let value = &value[..value.find('/')?];
            let next = format!("{path}?{name}={value}");
            let plain =
                !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
            (plain && next != target).then_some(next)
        })
    })
}

/// Addresses of pictures and of the theme's files in a page.
pub(crate) fn assets_in(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for mark in ["/media/", "/theme/"] {
        for (at, _) in text.match_indices(mark) {
            let end = text[at..].find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '.' | '-' | '_'));
            let address = &text[at..end.map_or(text.len(), |end| at + end)];
            let leaf = address.rsplit('/').next().unwrap_or_default();
            if leaf.contains('.') && !address.contains("..") {
                found.push(address);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_their_files() {
        let check = |target: &str, expected: &str| assert_eq!(file_of(target), expected, "{target}");
        check("/", "index.html");
        check("/ar/", "ar/index.html");
        check("/siyaset/", "siyaset/index.html");
        check("/siyaset/bir-haber-12", "siyaset/bir-haber-12/index.html");
        check("/siyaset/?after=1764028800000000.12", "siyaset/after/1764028800000000.12/index.html");
        check("/duzeltmeler?before=9", "duzeltmeler/before/9/index.html");
        check("/kunye", "kunye/index.html");
        check("/etiket/sel/atom.xml", "etiket/sel/atom.xml");
        check("/sitemap-tr-0.xml", "sitemap-tr-0.xml");
        check("/.well-known/security.txt", ".well-known/security.txt");
        check("/ar/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/", "ar/سياسة/index.html");
        check("/theme/ab12/inter.woff2", "theme/ab12/inter.woff2");
        assert_eq!(gone_file("/siyaset/iddia-5"), "_gone/siyaset/iddia-5.html");
    }

    #[test]
    fn lists_go_on_without_a_question_mark() {
        let page = r#"<a rel="next" href="/siyaset/?after=17.2">x</a> <p>?after=nothing and ?after=17.2 words</p>
            <link href="https://a.example/duzeltmeler?before=44">"#;
        let written = with_links_to_files("text/html; charset=utf-8", page);
        assert!(written.contains(r#"href="/siyaset/after/17.2/""#), "{written}");
        assert!(written.contains(r#"href="https://a.example/duzeltmeler/before/44/""#), "{written}");
        assert!(written.contains("?after=nothing and ?after=17.2 words"), "words stay: {written}");
        assert_eq!(with_links_to_files("application/rss+xml", page), page);
        assert_eq!(next_in("/siyaset/", &written).as_deref(), Some("/siyaset/?after=17.2"));
        assert_eq!(next_in("/siyaset/?after=17.2", &written), None, "never itself");
        assert_eq!(next_in("/gundem/", &written), None);
    }

    #[test]
    fn assets_are_found_wherever_they_stand() {
        let page = r#"<img src="/media/ab/640.jpg" srcset="/media/ab/320.jpg 320w, /media/ab/640.jpg 640w">
            "image":["https:\/\/a.example\/media\/x","https://a.example/media/ab/1x1-1200.jpg"] url(/theme/c1/inter.woff2)"#;
        let expected = ["/media/ab/1x1-1200.jpg", "/media/ab/320.jpg", "/media/ab/640.jpg", "/theme/c1/inter.woff2"];
        assert_eq!(assets_in(page), expected);
    }
}
