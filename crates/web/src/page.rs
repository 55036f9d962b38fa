//! A rendered page as it is kept: its bytes, packed once for each encoding asked for, its validators and its uses.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use jiff::Timestamp;
use newsroom::ids::hex;
use sha2::{Digest, Sha256};

use crate::uses::Uses;
use crate::{Answer, Encoding};

/// Reads of one story since they were last written down.
#[derive(Debug, Default)]
pub struct Reads(AtomicI64);

impl Reads {
    pub fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// What was counted since the last time this was called.
    pub fn take(&self) -> i64 {
        self.0.swap(0, Ordering::Relaxed)
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
        }
    }

    /// Anything else that is made of words: a feed, a map, an object for programs.
    pub fn file(content_type: &'static str, body: String) -> Self {
        Self { content_type, ..Self::html(body) }
    }
}

/// A page in memory. It is kept packed, and unpacked for the few who take no packing: three times as many fit.
pub struct Page {
    status: StatusCode,
    body: Body,
    /// Of the form that is not packed.
    headers: HeaderMap,
    gzip: OnceLock<Variant>,
    brotli: OnceLock<Variant>,
    zstd: OnceLock<Variant>,
    pub uses: Uses,
    pub valid_until: Option<Timestamp>,
    pub reads: Option<Arc<Reads>>,
    /// Asked for since the cache last looked for pages to let go.
    asked: AtomicBool,
}

enum Body {
    Plain(Bytes),
    /// By zstd, and its length before: quickest to make and to undo.
    Packed(Bytes, usize),
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

impl Page {
    /// A finished page and what it used.
    pub fn new(rendered: Rendered, uses: impl Into<Uses>) -> Self {
        let uses = uses.into();
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
        if let Ok(tags) = HeaderValue::from_str(&cache_tags(&uses)) {
            headers.insert("cache-tag", tags);
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, constant("nosniff"));
        headers.insert(header::REFERRER_POLICY, constant("strict-origin-when-cross-origin"));
        if rendered.content_type.starts_with("text/html") {
            headers.insert(header::CONTENT_SECURITY_POLICY, constant(POLICY));
        }
        Self {
            status: rendered.status,
            body: Body::of(rendered.body),
            headers,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            zstd: OnceLock::new(),
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

    /// Bytes it takes, about: of the other packed forms most pages are asked for one, which is about as large.
    pub fn weight(&self) -> usize {
        let body = match &self.body {
            Body::Plain(plain) => plain.len(),
            Body::Packed(packed, _) => packed.len() * 9 / 4,
        };
        body + self.uses.keys().map(|key| 2 * key.as_str().len() + 96).sum::<usize>() + 4_096
    }

    /// The answer for a client with these headers.
    pub fn answer(&self, headers: &HeaderMap) -> Answer {
        let (body, own) = self.form(Encoding::accepted(headers));
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

    fn form(&self, encoding: Encoding) -> (Bytes, &HeaderMap) {
        let Body::Packed(zstd, _) = &self.body else { return (self.body.plain(), &self.headers) };
        let variant = match encoding {
            Encoding::Identity => return (self.body.plain(), &self.headers),
            Encoding::Gzip => self.gzip.get_or_init(|| self.packed(encoding, gzip(&self.body.plain()).into())),
            Encoding::Brotli => self.brotli.get_or_init(|| self.packed(encoding, brotli(&self.body.plain()).into())),
            Encoding::Zstd => self.zstd.get_or_init(|| self.packed(encoding, zstd.clone())),
        };
        (variant.body.clone(), &variant.headers)
    }

    fn packed(&self, encoding: Encoding, body: Bytes) -> Variant {
        let token = encoding.token().expect("the plain form is not packed");
        let mut headers = self.headers.clone();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
        let plain = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        // Each encoding is a representation of its own and a strong validator names one of them (RFC 9110 §8.8.3.3).
        headers.insert(header::ETAG, tag(plain.trim_matches('"'), token));
        Variant { body, headers }
    }
}

impl Body {
    fn of(text: String) -> Self {
        if text.len() < PACK_FROM {
            return Self::Plain(Bytes::from(text));
        }
        Self::Packed(Bytes::from(zstd(text.as_bytes())), text.len())
    }

    fn plain(&self) -> Bytes {
        match self {
            Self::Plain(plain) => plain.clone(),
            Self::Packed(packed, length) => {
                Bytes::from(zstd::bulk::decompress(packed, *length).expect("what we packed can be unpacked"))
            }
        }
    }
}

fn tag(hash: &str, token: &str) -> HeaderValue {
    let text = if token.is_empty() { format!("\"{hash}\"") } else { format!("\"{hash}-{token}\"") };
    HeaderValue::from_str(&text).expect("hexadecimal digits and a token")
}

/// The keys for a CDN. Those every page uses are left to purging all; the header stays under what CDNs take (16 KB).
fn cache_tags(uses: &Uses) -> String {
    let mut text = String::new();
    for key in uses.keys() {
        if text.len() + key.as_str().len() > 8_000 {
            break;
        }
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(key.as_str());
    }
    text
}

/// Levels at which a story page of 40 KB takes about a millisecond and comes within a few hundredths of the smallest;
/// zstd, by which every page is packed, a tenth of that.
fn gzip(plain: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 3), flate2::Compression::new(7));
    packer.write_all(plain).and_then(|()| packer.finish()).expect("writing to memory")
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 6, lgwin: 20, ..Default::default() };
    let mut packed = Vec::with_capacity(plain.len() / 3);
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &parameters).expect("writing to memory");
    packed
}

fn zstd(plain: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(plain, 3).expect("writing to memory")
}
