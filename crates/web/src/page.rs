//! A rendered page as it is kept: its bytes, packed once for each encoding asked for, its validators and its uses.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use jiff::Timestamp;
use newsroom::Source;
use newsroom::ids::hex;
use sha2::{Digest, Sha256};

use crate::uses::{KeptUses, Uses};
use crate::{Answer, Encoding, packing};

/// Reads of one story since they were last written down, by where they came from.
#[derive(Debug)]
pub struct Reads {
    /// Something was counted. It is noted after the count, so that whoever sees it sees the count too.
    any: AtomicBool,
    by_source: [AtomicU32; Source::COUNT],
}

impl Default for Reads {
    fn default() -> Self {
        Self { any: AtomicBool::new(false), by_source: [const { AtomicU32::new(0) }; Source::COUNT] }
    }
}

impl Reads {
    pub fn count(&self, source: Source) {
        self.by_source[source.place()].fetch_add(1, Ordering::SeqCst);
        // Nearly always it is noted already, and reading it costs nothing. In one order for all threads, a count is either seen by
        // whoever takes, or noted for the next.
        if !self.any.load(Ordering::SeqCst) {
            self.any.store(true, Ordering::SeqCst);
        }
    }

    /// What was counted since the last time this was called.
    pub fn take(&self) -> Vec<(Source, i64)> {
        if !self.any.swap(false, Ordering::SeqCst) {
            return Vec::new();
        }
        let counts = Source::ALL.iter().zip(&self.by_source);
        let taken = counts.map(|(source, count)| (*source, i64::from(count.swap(0, Ordering::SeqCst))));
        taken.filter(|(_, reads)| *reads > 0).collect()
    }
}

/// What a renderer hands over.
pub struct Rendered {
    pub status: StatusCode,
    pub content_type: &'static str,
    pub body: String,
    /// BCP 47, for `Content-Language`.
    pub language: Option<&'static str>,
    /// The story whose reading this page is.
    pub reads: Option<Arc<Reads>>,
    /// The moment from which the words would be others though nothing happened.
    pub valid_until: Option<Timestamp>,
    /// Hosts, each perhaps with a port, whose programs the page lets readers' browsers run, and send to. None, as a rule.
    pub asks: Vec<String>,
    /// The one script of ours that stands in the page and may ask this paper, if there is one; it is let in by its hash.
    pub script: Option<&'static str>,
}

impl Rendered {
    /// A page for people.
    pub fn html(body: String) -> Self {
        Self {
            status: StatusCode::OK,
            content_type: "text/html; charset=utf-8",
            body,
            language: None,
            reads: None,
            valid_until: None,
            asks: Vec::new(),
            script: None,
        }
    }

    /// Anything else that is made of words: a feed, a map, an object for programs.
    pub fn file(content_type: &'static str, body: String) -> Self {
        Self { content_type, ..Self::html(body) }
    }
}

/// A page in memory. It is kept as it was first asked for, which is packed, and repacked for those who ask otherwise:
/// three times as many fit.
pub struct Page {
    status: StatusCode,
    body: Body,
    /// Of the form that is not packed.
    headers: HeaderMap,
    pub uses: KeptUses,
    pub valid_until: Option<Timestamp>,
    pub reads: Option<Arc<Reads>>,
    /// Asked for since the cache last looked for pages to let go.
    asked: AtomicBool,
}

enum Body {
    /// Too small to gain anything from packing.
    Plain(Bytes),
    Packing(Box<Packing>),
}

struct Packing {
    length: usize,
    /// It is made for one reader, who waits while it is packed: what takes the least time is better than what is smallest.
    once: bool,
    /// The bytes as they were made, until one of the forms below is there.
    plain: Mutex<Option<Bytes>>,
    gzip: OnceLock<Variant>,
    brotli: OnceLock<Variant>,
    zstd: OnceLock<Variant>,
}

struct Variant {
    body: Bytes,
    headers: HeaderMap,
}

/// Small things gain nothing from packing.
const PACK_FROM: usize = 600;

/// Nothing from elsewhere, no script, no frame, no form to elsewhere. Styles stand in the page itself.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; \
    media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// The policy of a page that lets these hosts in.
///
/// Hosts come checked ([`newsroom::fault::is_host`]): a gap or a semicolon in one would begin another rule.
pub fn policy(asks: &[String]) -> HeaderValue {
    policy_with(asks, None)
}

fn policy_with(asks: &[String], script: Option<&str>) -> HeaderValue {
    if asks.is_empty() && script.is_none() {
        return HeaderValue::from_static(POLICY);
    }
    let hosts: String =
        asks.iter().filter(|host| newsroom::fault::is_host(host)).map(|host| format!(" https://{host}")).collect();
    let policy = POLICY.replace("img-src 'self' data:", &format!("img-src 'self' data:{hosts}"));
    let (own, to_ours) = match script {
        Some(script) => (format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script))), " 'self'"),
        None => (String::new(), ""),
    };
    let mut policy = format!("{policy}; script-src{own}{hosts}; connect-src{to_ours}{hosts}");
    if !hosts.is_empty() {
        policy.push_str(&format!("; frame-src{hosts}"));
    }
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(POLICY))
}

impl Page {
    /// A finished page and what it used.
    pub fn new(rendered: Rendered, uses: impl Into<Uses>) -> Self {
        Self::of(rendered, uses.into(), false)
    }

    /// A page for one reader, which nobody keeps.
    pub fn once(rendered: Rendered) -> Self {
        Self::of(rendered, Uses::default(), true)
    }

    fn of(rendered: Rendered, uses: Uses, once: bool) -> Self {
        let uses = KeptUses::from(uses);
        let hash = &hex(&Sha256::digest(rendered.body.as_bytes()))[..20];
        let mut headers = HeaderMap::with_capacity(12);
        let constant = HeaderValue::from_static;
        headers.insert(header::CONTENT_TYPE, constant(rendered.content_type));
        if let Some(language) = rendered.language {
            headers.insert(header::CONTENT_LANGUAGE, constant(language));
        }
        // Browsers and proxies may keep it and must ask each time: nothing waits for a time to pass. Whoever is told
        // when a tag is touched may keep it for long.
        headers.insert(header::CACHE_CONTROL, constant("public, no-cache"));
        headers.insert(header::VARY, constant("accept-encoding"));
        headers.insert(header::ETAG, tag(hash, ""));
        if let Ok(tags) = HeaderValue::from_maybe_shared(cache_tags(&uses)) {
            headers.insert("cache-tag", tags);
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, constant("nosniff"));
        headers.insert(header::REFERRER_POLICY, constant("strict-origin-when-cross-origin"));
        if rendered.content_type.starts_with("text/html") {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy_with(&rendered.asks, rendered.script));
        }
        Self {
            status: rendered.status,
            body: Body::of(rendered.body, once),
            headers,
            uses,
            valid_until: rendered.valid_until,
            reads: rendered.reads,
            asked: AtomicBool::new(false),
        }
    }

    /// Whether its words still hold.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.valid_until.is_none_or(|until| now < until)
    }

    /// Notes that somebody asked for it.
    pub fn ask(&self) {
        // Looked at before written: a hot page's line then stays shared between the cores.
        if !self.asked.load(Ordering::Relaxed) {
            self.asked.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it was asked for since the last time this was called.
    pub fn was_asked(&self) -> bool {
        self.asked.swap(false, Ordering::Relaxed)
    }

    /// Bytes it takes, about, with its place in the cache. It is asked before the page is packed, so a usual share is
    /// taken for that.
    pub fn weight(&self) -> usize {
        let body = match &self.body {
            Body::Plain(plain) => plain.len(),
            Body::Packing(packing) => packing.length * 2 / 7,
        };
        body + self.uses.weight() + self.uses.marks().count() * 40 + 4_096
    }

    /// The answer for a client with these headers.
    pub fn answer(&self, headers: &HeaderMap) -> Answer {
        let (body, own) = self.form(headers);
        let known = own.get(header::ETAG).is_some_and(|tag| crate::matches_any(headers, tag));
        let mut answer = if known && self.status == StatusCode::OK {
            let mut answer = Answer::default();
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
            answer
        } else {
            let mut answer = Response::new(body.into());
            *answer.status_mut() = self.status;
            answer
        };
        *answer.headers_mut() = own.clone();
        answer
    }

    fn form(&self, accepts: &HeaderMap) -> (Bytes, &HeaderMap) {
        let packing = match &self.body {
            Body::Plain(plain) => return (plain.clone(), &self.headers),
            Body::Packing(packing) => packing,
        };
        let encoding = if packing.once { Encoding::quickest(accepts) } else { Encoding::accepted(accepts) };
        if encoding == Encoding::Identity {
            let plain = packing.plain();
            // What is kept is packed, though this reader takes no packing.
            if !packing.once {
                packing.variant(Encoding::Zstd, &self.headers);
            }
            return (plain, &self.headers);
        }
        let variant = packing.variant(encoding, &self.headers);
        (variant.body.clone(), &variant.headers)
    }
}

impl Body {
    fn of(text: String, once: bool) -> Self {
        if text.len() < PACK_FROM {
            return Self::Plain(Bytes::from(text));
        }
        Self::Packing(Box::new(Packing {
            length: text.len(),
            once,
            plain: Mutex::new(Some(Bytes::from(text))),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            zstd: OnceLock::new(),
        }))
    }
}

impl Packing {
    /// The packed form, made if it is not there; from then on the plain bytes are unpacked from it.
    fn variant(&self, encoding: Encoding, plain_headers: &HeaderMap) -> &Variant {
        let (cell, pack): (_, fn(&[u8]) -> Bytes) = match encoding {
            Encoding::Gzip if self.once => (&self.gzip, packing::gzip_quickly),
            Encoding::Gzip => (&self.gzip, packing::gzip),
            Encoding::Brotli => (&self.brotli, packing::brotli),
            Encoding::Zstd | Encoding::Identity => (&self.zstd, packing::zstd),
        };
        if let Some(variant) = cell.get() {
            return variant;
        }
        let variant = cell.get_or_init(|| Variant::new(encoding, pack(&self.plain()), plain_headers));
        *self.plain.lock().expect("nothing panics while it is held") = None;
        variant
    }

    fn plain(&self) -> Bytes {
        if let Some(plain) = &*self.plain.lock().expect("nothing panics while it is held") {
            return plain.clone();
        }
        // Quickest to undo first. The plain bytes are let go of only when one of these is there.
        let unpacked = match (self.zstd.get(), self.gzip.get(), self.brotli.get()) {
            (Some(zstd), ..) => packing::from_zstd(&zstd.body, self.length),
            (None, Some(gzip), _) => packing::from_gzip(&gzip.body, self.length),
            (None, None, Some(brotli)) => packing::from_brotli(&brotli.body, self.length),
            (None, None, None) => unreachable!("a page is kept in one form at least"),
        };
        Bytes::from(unpacked)
    }
}

impl Variant {
    fn new(encoding: Encoding, body: Bytes, plain_headers: &HeaderMap) -> Self {
        let token = encoding.token().unwrap_or("zstd");
        let mut headers = plain_headers.clone();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
        let plain = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        // Each encoding is a representation of its own and a strong validator names one of them (RFC 9110 §8.8.3.3).
        headers.insert(header::ETAG, tag(plain.trim_matches('"'), token));
        Self { body, headers }
    }
}

fn tag(hash: &str, token: &str) -> HeaderValue {
    let text = if token.is_empty() { format!("\"{hash}\"") } else { format!("\"{hash}-{token}\"") };
    HeaderValue::from_str(&text).expect("hexadecimal digits and a token")
}

/// The keys for a CDN. Those every page uses are left to purging all; the header stays under what CDNs take (16 KB).
fn cache_tags(uses: &KeptUses) -> Bytes {
    const LENGTH_MAX: usize = 8_000;
    let names = uses.names();
    if names.len() <= LENGTH_MAX {
        return names.clone();
    }
    let end = names[..LENGTH_MAX].iter().rposition(|byte| *byte == b',').unwrap_or(0);
    names.slice(..end)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    fn page() -> Page {
        Page::new(Rendered::html("Kilis’te yangın söndürüldü. ".repeat(200)), Uses::default())
    }

    async fn asked(page: &Page, accepts: &'static str) -> Vec<u8> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepts));
        let answer = page.answer(&headers);
        let encoding =
            answer.headers().get(header::CONTENT_ENCODING).map(|token| token.to_str().expect("ASCII").to_owned());
        let length = 200 * "Kilis’te yangın söndürüldü. ".len();
        let body = answer.into_body().collect().await.expect("it is in memory").to_bytes();
        match encoding.as_deref() {
            None => body.to_vec(),
            Some("gzip") => packing::from_gzip(&body, length),
            Some("br") => packing::from_brotli(&body, length),
            Some("zstd") => packing::from_zstd(&body, length),
            Some(other) => panic!("{other}"),
        }
    }

    /// Whichever form was asked for first and is the only one kept, the others say the same.
    #[tokio::test]
    async fn every_form_tells_the_same_in_whatever_order() {
        let forms = ["identity", "gzip", "br", "zstd"];
        let expected = "Kilis’te yangın söndürüldü. ".repeat(200).into_bytes();
        for first in forms {
            for second in forms {
                let page = page();
                assert_eq!(asked(&page, first).await, expected, "{first}");
                assert_eq!(asked(&page, second).await, expected, "{second} after {first}");
                assert_eq!(asked(&page, first).await, expected, "{first} again after {second}");
            }
        }
    }

    #[test]
    fn a_policy_names_the_hosts_that_were_let_in_and_no_others() {
        let check = |asks: &[&str], expected: &str| {
            let asks: Vec<String> = asks.iter().map(|host| (*host).to_owned()).collect();
            let policy = policy(&asks).to_str().expect("ASCII").to_owned();
            assert!(policy.starts_with("default-src 'none'; ") && policy.contains(expected), "{policy}");
            assert_eq!(policy.contains("script-src"), !asks.is_empty() && expected != POLICY, "{policy}");
        };
        check(&[], POLICY);
        check(&["olcum.example", "veri.example:8443"], "; script-src https://olcum.example https://veri.example:8443;");
        check(&["olcum.example"], "img-src 'self' data: https://olcum.example;");
        let policy = policy(&["x.example; script-src *".to_owned()]);
        assert!(!policy.to_str().expect("ASCII").contains('*'), "{policy:?}");
    }

    #[test]
    fn a_script_of_ours_is_let_in_by_its_hash() {
        // The example of the recommendation (CSP 3, 8.4).
        let own = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        let policy = policy_with(&[], Some("alert('Hello, world.');"));
        let policy = policy.to_str().expect("ASCII");
        assert!(policy.ends_with(&format!("; script-src {own}; connect-src 'self'")), "{policy}");
        let policy = policy_with(&["olcum.example".to_owned()], Some("alert('Hello, world.');"));
        let policy = policy.to_str().expect("ASCII");
        let expected = format!(
            "; script-src {own} https://olcum.example; connect-src 'self' https://olcum.example; frame-src https://olcum.example"
        );
        assert!(policy.ends_with(&expected), "{policy}");
    }

    #[tokio::test]
    async fn a_page_for_one_reader_travels_by_the_quickest() {
        let text = "Kilis’te yangın söndürüldü. ".repeat(200);
        for (accepts, expected) in [("gzip, br, zstd", Some("zstd")), ("gzip, br", Some("gzip")), ("identity", None)] {
            let page = Page::once(Rendered::html(text.clone()));
            assert_eq!(asked(&page, accepts).await, text.as_bytes(), "{accepts}");
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepts))]);
            let answer = page.answer(&headers);
            let encoding = answer.headers().get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);
            assert_eq!(encoding, expected.map(str::as_bytes), "{accepts}");
        }
    }

    #[tokio::test]
    async fn what_is_kept_is_packed() {
        for accepts in ["identity", "gzip"] {
            let page = page();
            asked(&page, accepts).await;
            let Body::Packing(packing) = &page.body else { panic!("it is long enough") };
            assert!(packing.plain.lock().expect("no panic").is_none(), "{accepts}");
        }
    }
}
