//! Where a read came from, as far as it is counted: one of a few dozen names and nothing of who it was.
//!
//! A browser tells the page that a link stood on (`Referer`). Its host is looked up here and forgotten; no path, no words that were
//! searched for, and no name that is not in this list are ever kept.

use serde::{Deserialize, Serialize};

macro_rules! sources {
    ($($source:ident = $word:literal, $kind:ident, [$($host:literal),*];)*) => {
        /// A place that readers come from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Source {
            $($source),*
        }

        impl Source {
            pub const ALL: &[Self] = &[$(Self::$source),*];

            /// The word it is stored under; it never changes.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$source => $word),* }
            }

            pub const fn kind(self) -> SourceKind {
                match self { $(Self::$source => SourceKind::$kind),* }
            }

            /// Hosts it is known by: each with whatever stands before it, and one that ends in a dot with whatever comes behind.
            const fn hosts(self) -> &'static [&'static str] {
                match self { $(Self::$source => &[$($host),*]),* }
            }
        }
    };
}

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// No page: an address typed, a bookmark, a message, or a page that does not tell.
    Direct,
    Own,
    Search,
    Social,
    Other,
    /// The same page asked for once more from the same place.
    Again,
}

impl SourceKind {
    pub const ALL: [Self; 6] = [Self::Direct, Self::Own, Self::Search, Self::Social, Self::Other, Self::Again];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Own => "own",
            Self::Search => "search",
            Self::Social => "social",
            Self::Other => "other",
            Self::Again => "again",
        }
    }
}

sources! {
    Direct = "direct", Direct, [];
    Own = "own", Own, [];
    Other = "other", Other, [];
    GoogleNews = "google-news", Search, ["news.google.com", "news.url.google.com"];
    GoogleDiscover = "google-discover", Search, ["com.google.android.googlequicksearchbox"];
    Google = "google", Search, ["google."];
    Bing = "bing", Search, ["bing.com"];
    Yandex = "yandex", Search, ["yandex.", "ya.ru"];
    DuckDuckGo = "duckduckgo", Search, ["duckduckgo.com"];
    Yahoo = "yahoo", Search, ["yahoo."];
    Ecosia = "ecosia", Search, ["ecosia.org"];
    Facebook = "facebook", Social, ["facebook.com", "fb.com", "fb.me", "com.facebook.katana"];
    Instagram = "instagram", Social, ["instagram.com", "com.instagram.android"];
    X = "x", Social, ["t.co", "x.com", "twitter.com", "com.twitter.android"];
    WhatsApp = "whatsapp", Social, ["whatsapp.com", "wa.me", "com.whatsapp"];
    Telegram = "telegram", Social, ["t.me", "telegram.org", "telegram.me", "org.telegram.messenger"];
    YouTube = "youtube", Social, ["youtube.com", "youtu.be", "com.google.android.youtube"];
    TikTok = "tiktok", Social, ["tiktok.com"];
    LinkedIn = "linkedin", Social, ["linkedin.com", "lnkd.in", "com.linkedin.android"];
    Reddit = "reddit", Social, ["reddit.com", "com.reddit.frontpage"];
    Bluesky = "bluesky", Social, ["bsky.app"];
    Threads = "threads", Social, ["threads.net", "threads.com"];
    EksiSozluk = "eksi-sozluk", Social, ["eksisozluk.com", "eksisozluk1923.com", "eksisozluk.app"];
    Again = "again", Again, [];
    Chat = "chat", Search, ["chatgpt.com", "perplexity.ai", "gemini.google.com", "copilot.microsoft.com"];
}

impl Source {
    /// Sources there are: their places in [`Source::ALL`] are below this.
    pub const COUNT: usize = Self::ALL.len();

    pub fn place(self) -> usize {
        self as usize
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|source| source.as_str() == word)
    }

    /// The source that a `Referer` header names, for a paper of this host.
    pub fn of(referrer: Option<&str>, own_host: &str) -> Self {
        let Some(referrer) = referrer.filter(|referrer| !referrer.is_empty()) else { return Self::Direct };
        let Some((_, rest)) = referrer.split_once("://") else { return Self::Other };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        if is_within(without_port(host), without_port(own_host)) {
            return Self::Own;
        }
        Self::of_host(without_port(host))
    }

    fn of_host(host: &str) -> Self {
        let named = |source: &&Self| source.hosts().iter().any(|known| is_within(host, known));
        // Longer names stand where shorter ones would swallow them.
        let first = [Self::GoogleNews, Self::GoogleDiscover, Self::Chat];
        first.iter().chain(Self::ALL).find(named).copied().unwrap_or(Self::Other)
    }
}

/// Whether `host` is `known` or lies below it. A `known` that ends in a dot is a name under any ending: `google.`.
fn is_within(host: &str, known: &str) -> bool {
    let is_below = |start: usize| start == 0 || host.as_bytes()[start - 1] == b'.';
    if let Some(name) = known.strip_suffix('.') {
        let labels: Vec<&str> = host.split('.').collect();
        // `google.com.tr` and `www.google.de`, and no host that merely has it somewhere: at most two endings follow.
        let place = labels.iter().rposition(|label| label.eq_ignore_ascii_case(name));
        return place.is_some_and(|place| (1..=2).contains(&(labels.len() - 1 - place)));
    }
    let Some(start) = host.len().checked_sub(known.len()) else { return false };
    host.is_char_boundary(start) && host[start..].eq_ignore_ascii_case(known) && !known.is_empty() && is_below(start)
}

fn without_port(host: &str) -> &str {
    host.split(':').next().unwrap_or(host).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referrer_is_counted_under_a_name_of_ours_or_none() {
        let check = |referrer: &str, expected: Source| {
            assert_eq!(Source::of(Some(referrer), "cinar.example"), expected, "{referrer}");
        };
        assert_eq!(Source::of(None, "cinar.example"), Source::Direct);
        check("", Source::Direct);
        check("https://cinar.example/gundem/", Source::Own);
        check("https://www.cinar.example/", Source::Own);
        check("http://cinar.example:8000/", Source::Own);
        check("https://notcinar.example/", Source::Other);
        check("https://cinar.example.evil.example/", Source::Other);
        check("https://cinar.example@evil.example/", Source::Other);
        check("https://www.google.com.tr/", Source::Google);
        check("https://google.com/search?q=x", Source::Google);
        check("https://news.google.com/", Source::GoogleNews);
        check("android-app://com.google.android.googlequicksearchbox/", Source::GoogleDiscover);
        check("https://gemini.google.com/app", Source::Chat);
        check("https://google.evil.example/a", Source::Google);
        check("https://google.a.evil.example/", Source::Other);
        check("https://yandex.com.tr/", Source::Yandex);
        check("https://t.co/abc", Source::X);
        check("https://not.t.co.example/", Source::Other);
        check("https://lm.facebook.com/", Source::Facebook);
        check("https://l.instagram.com/?u=1", Source::Instagram);
        check("https://T.ME/kanal", Source::Telegram);
        check("about:blank", Source::Other);
        check("https://", Source::Other);
        check("https://ı.example/", Source::Other);
    }

    #[test]
    fn each_has_a_word_and_a_place_of_its_own() {
        for (place, source) in Source::ALL.iter().enumerate() {
            assert_eq!((source.place(), Source::named(source.as_str())), (place, Some(*source)));
        }
        assert_eq!(Source::named("nobody"), None);
    }
}
