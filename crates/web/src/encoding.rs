//! Which encoding of a page a client takes (RFC 9110 §12.5.3).

use http::{HeaderMap, header};

/// How the bytes of a body are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
    Zstd,
}

impl Encoding {
    /// The word for `Content-Encoding`; none for bytes as they are.
    pub fn token(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// The smallest encoding the client takes: brotli, zstd, gzip, and where it forbids or names none of them, none.
    /// Weights other than 0 are not compared: every client that names several unpacks each of them.
    pub fn accepted(headers: &HeaderMap) -> Self {
        Self::best(headers, |encoding| match encoding {
            Self::Identity => 0,
            Self::Gzip => 1,
            Self::Zstd => 2,
            Self::Brotli => 3,
        })
    }

    /// The packing that takes the least time of those the client takes: zstd, gzip, brotli.
    pub(crate) fn quickest(headers: &HeaderMap) -> Self {
        Self::best(headers, |encoding| match encoding {
            Self::Identity => 0,
            Self::Brotli => 1,
            Self::Gzip => 2,
            Self::Zstd => 3,
        })
    }

    fn best(headers: &HeaderMap, rank: impl Fn(Self) -> u8) -> Self {
        let mut best = Self::Identity;
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            for offer in value.as_bytes().split(|byte| *byte == b',') {
                let mut parts = offer.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
                let token = parts.next().unwrap_or_default();
                let candidate = match token {
                    b"br" => Self::Brotli,
                    b"zstd" => Self::Zstd,
                    b"gzip" | b"x-gzip" => Self::Gzip,
                    _ => continue,
                };
                if rank(candidate) > rank(best) && !parts.any(forbids) {
                    best = candidate;
                }
            }
        }
        best
    }
}

/// `q=0`, `q=0.0` and the like.
fn forbids(parameter: &[u8]) -> bool {
    parameter
        .strip_prefix(b"q=")
        .or_else(|| parameter.strip_prefix(b"Q="))
        .is_some_and(|weight| !weight.is_empty() && weight.iter().all(|byte| matches!(byte, b'0' | b'.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(given: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, given.parse().expect("a header"))])
    }

    #[test]
    fn the_quickest_accepted_encoding_is_chosen() {
        let check =
            |given: &str, expected: Encoding| assert_eq!(Encoding::quickest(&accepts(given)), expected, "{given}");
        check("gzip, deflate, br, zstd", Encoding::Zstd);
        check("gzip, deflate, br", Encoding::Gzip);
        check("br, zstd;q=0", Encoding::Brotli);
        check("identity", Encoding::Identity);
    }

    #[test]
    fn the_smallest_accepted_encoding_is_chosen() {
        let check =
            |given: &str, expected: Encoding| assert_eq!(Encoding::accepted(&accepts(given)), expected, "{given}");
        check("", Encoding::Identity);
        check("gzip", Encoding::Gzip);
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip, br;q=0", Encoding::Gzip);
        check("br;q=0.000, zstd;q=0.1", Encoding::Zstd);
        check("deflate, *", Encoding::Identity);
        check("identity;q=1, *;q=0", Encoding::Identity);
        check(";;,,=", Encoding::Identity);
    }
}
