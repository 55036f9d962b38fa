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
        Self::first(headers, [Self::Brotli, Self::Zstd, Self::Gzip])
    }

    /// The packing that takes the least time of those the client takes: zstd, gzip, brotli.
    pub(crate) fn quickest(headers: &HeaderMap) -> Self {
        Self::first(headers, [Self::Zstd, Self::Gzip, Self::Brotli])
    }

    /// The first of these that the client takes.
    fn first(headers: &HeaderMap, order: [Self; 3]) -> Self {
        let mut best = order.len();
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            for offer in value.as_bytes().split(|byte| *byte == b',') {
                let mut parts = offer.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
                let candidate = match parts.next().unwrap_or_default() {
                    b"br" => Self::Brotli,
                    b"zstd" => Self::Zstd,
                    b"gzip" | b"x-gzip" => Self::Gzip,
                    _ => continue,
                };
                let place = order.iter().position(|encoding| *encoding == candidate).unwrap_or(best);
                if place < best && !parts.any(forbids) {
                    best = place;
                }
            }
        }
        order.get(best).copied().unwrap_or(Self::Identity)
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
