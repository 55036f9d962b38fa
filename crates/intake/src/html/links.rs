//! Which addresses may come in: an allowed scheme and nothing in them that could act.

use super::dom::{Dom, NodeId};

/// A link as stored: absolute `http(s)`, `mailto` or `tel`. Everything else, and relative addresses, are `None`: the
/// words stay and the link goes.
pub fn link_address(raw: &str) -> Option<String> {
    let address = cleaned(raw);
    let address = if address.starts_with("//") { format!("https:{address}") } else { address };
    let (scheme, rest) = address.split_once(':')?;
    let allowed = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        }
        "mailto" => rest.contains('@'),
        "tel" => rest.chars().any(|c| c.is_ascii_digit()),
        _ => false,
    };
    allowed.then(|| format!("{}:{rest}", scheme.to_ascii_lowercase()))
}

/// As browsers read an address (WHATWG URL): white space at the ends and line ends and tabs anywhere do not count.
/// What could end an attribute is percent-encoded.
fn cleaned(raw: &str) -> String {
    let trimmed = raw.trim_matches(|c: char| c <= ' ' || c == '\u{7f}' || c.is_whitespace());
    let mut address = String::with_capacity(trimmed.len());
    for c in trimmed.chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ' ' => address.push_str("%20"),
            '"' => address.push_str("%22"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '`' => address.push_str("%60"),
            c if c.is_control() => {}
            c => address.push(c),
        }
    }
    address
}

/// An image's address: what is shown, or what a script would show later. `data:` and the like are `None`; a relative
/// address stays relative.
pub fn picture_address(dom: &Dom, image: NodeId) -> Option<String> {
    let lazy = ["data-src", "data-original", "data-lazy-src", "data-lazy", "src"];
    let plain = lazy.iter().filter_map(|name| dom.attribute(image, name)).find_map(usable_source);
    plain.or_else(|| ["srcset", "data-srcset"].iter().filter_map(|name| dom.attribute(image, name)).find_map(largest))
}

fn usable_source(raw: &str) -> Option<String> {
    let address = cleaned(raw);
    if address.is_empty() || address.starts_with('#') {
        return None;
    }
    match address.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) => {
            link_address(&address).filter(|address| address.starts_with("http"))
        }
        _ if address.starts_with("//") => link_address(&address),
        _ => Some(address),
    }
}

/// The widest of a `srcset`.
fn largest(set: &str) -> Option<String> {
    let candidates = set.split(", ").filter_map(|candidate| {
        let mut parts = candidate.split_whitespace();
        let address = usable_source(parts.next()?.trim_end_matches(','))?;
        let size: f64 = parts.next().and_then(|size| size.trim_end_matches(['w', 'x']).parse().ok()).unwrap_or(1.0);
        Some((address, size))
    });
    candidates.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(address, _)| address)
}

/// Hosts whose frames are a film, a sound or a post that belongs to the story; frames of others are mostly
/// advertisements.
const EMBED_HOSTS: [&str; 16] = [
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "facebook.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "soundcloud.com",
    "spotify.com",
    "izlesene.com",
    "google.com",
    "openstreetmap.org",
    "flickr.com",
];

/// A frame's or film's address, only `https`, and whether its host is one of those whose frames belong to stories.
pub fn embed_address(raw: &str) -> Option<(String, bool)> {
    let address = link_address(raw)?;
    let address = address.strip_prefix("http:").map(|rest| format!("https:{rest}")).unwrap_or(address);
    let rest = address.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let known = EMBED_HOSTS.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")));
    Some((address, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_stay() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(link_address(raw).as_deref(), expected, "{raw:?}");
        check("https://ornek.example/a b", Some("https://ornek.example/a%20b"));
        check(" HTTP://ornek.example", Some("http://ornek.example"));
        check("//ornek.example/x", Some("https://ornek.example/x"));
        check("mailto:yazi@ornek.example", Some("mailto:yazi@ornek.example"));
        check("tel:+90 342 000", Some("tel:+90%20342%20000"));
        for raw in ["javascript:alert(1)", "java\nscript:alert(1)", "\u{1}javascript:x", "data:text/html,x", "/a", "#a"]
        {
            check(raw, None);
        }
        for raw in ["https:evil", "http:///x", "vbscript:x", "", "mailto:", "blob:https://a", "file:///etc/passwd"] {
            check(raw, None);
        }
        check("https://a.example/\"onload=x", Some("https://a.example/%22onload=x"));
    }

    #[test]
    fn frames_are_kept_from_known_hosts_only() {
        let check = |raw: &str, expected: Option<(&str, bool)>| {
            assert_eq!(embed_address(raw).as_ref().map(|(url, film)| (url.as_str(), *film)), expected, "{raw}");
        };
        check("//www.youtube.com/embed/x", Some(("https://www.youtube.com/embed/x", true)));
        check("http://player.vimeo.com/1", Some(("https://player.vimeo.com/1", true)));
        check("https://notyoutube.com/", Some(("https://notyoutube.com/", false)));
        check("https://youtube.com@evil.example/", Some(("https://youtube.com@evil.example/", false)));
        check("javascript:1", None);
    }
}
