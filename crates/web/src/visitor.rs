//! Who is a reader. Only readers are counted.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use http::{HeaderMap, header};

/// Words by which programs that are not a reader's browser name themselves: crawlers, previews, monitors, and the
/// common libraries. Our own list, since the published ones that are kept are thousands of expressions long and this is
/// asked on every request; nearly all of theirs contain one of these.
const PROGRAMS: &[&str] = &[
    "bot",
    "crawl",
    "spider",
    "slurp",
    "scrap",
    "archiver",
    "fetch",
    "preview",
    "monitor",
    "uptime",
    "pingdom",
    "lighthouse",
    "headless",
    "phantomjs",
    "facebookexternalhit",
    "whatsapp/",
    "embedly",
    "feed",
    "rss",
    "validator",
    "checker",
    "curl/",
    "wget/",
    "python",
    "httpx",
    "aiohttp",
    "go-http-client",
    "java/",
    "okhttp",
    "libwww",
    "perl",
    "ruby",
    "axios",
    "node-fetch",
    "undici",
    "postman",
    "insomnia",
    "apache-httpclient",
    "guzzle",
    "scan",
    "nutch",
    "heritrix",
    "mediapartners",
    "google-inspectiontool",
    "googleother",
    "bingpreview",
    "yandex.com/bots",
    "gptbot",
    "chatgpt",
    "claude",
    "perplexity",
    "ccbot",
    "applebot",
    "duckduck",
    "ia_archiver",
    "w3c_",
];

static PROGRAM: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(PROGRAMS).expect("a list of plain words")
});

/// Whether a request is a person reading: a browser that says so, and not a browser loading ahead of its reader
/// (`Sec-Purpose: prefetch`, and the older words for it).
pub fn is_reader(headers: &HeaderMap) -> bool {
    let Some(agent) = headers.get(header::USER_AGENT) else { return false };
    // Every browser since 1995 begins so; programs that also do carry one of the words.
    let browser = agent.as_bytes().starts_with(b"Mozilla/") || agent.as_bytes().starts_with(b"Opera/");
    let ahead = ["sec-purpose", "purpose", "x-moz", "x-purpose"].iter().any(|name| {
        headers.get(*name).is_some_and(|value| {
            let value = value.as_bytes();
            value.starts_with(b"prefetch") || value.starts_with(b"preview") || value.starts_with(b"prerender")
        })
    });
    browser && !ahead && !PROGRAM.is_match(agent.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_readers_and_programs_are_not() {
        let check = |agent: &'static str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, agent.parse().expect("a header"));
            assert_eq!(is_reader(&headers), expected, "{agent}");
        };
        check(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
            true,
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
            true,
        );
        check("Opera/9.80 (J2ME/MIDP; Opera Mini/9.80) Presto/2.12", true);
        check("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", false);
        check("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0)", false);
        check("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36", false);
        check("facebookexternalhit/1.1", false);
        check("curl/8.5.0", false);
        check("python-requests/2.32", false);
        check("", false);
        assert!(!is_reader(&HeaderMap::new()));
    }

    #[test]
    fn loading_ahead_is_not_reading() {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, "Mozilla/5.0 (X11)".parse().expect("a header"));
        assert!(is_reader(&headers));
        headers.insert("sec-purpose", "prefetch;prerender".parse().expect("a header"));
        assert!(!is_reader(&headers));
    }
}
