//! Conditional requests (RFC 9110 §13): a client that has the page already is told so.

use http::{HeaderMap, HeaderValue, header};

/// A strong validator, with its quotes.
pub type EntityTag = HeaderValue;

/// Whether `If-None-Match` names this validator. Compared weakly, as RFC 9110 §13.1.2 asks for reading.
pub fn matches_any(headers: &HeaderMap, tag: &EntityTag) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        let value = value.as_bytes().trim_ascii();
        value == b"*"
            || value
                .split(|byte| *byte == b',')
                .map(<[u8]>::trim_ascii)
                .any(|given| given.strip_prefix(b"W/").unwrap_or(given) == tag.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validator_is_found_among_many() {
        let check = |given: &'static str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(given));
            assert_eq!(matches_any(&headers, &HeaderValue::from_static("\"a1\"")), expected, "{given}");
        };
        check("\"a1\"", true);
        check("W/\"a1\"", true);
        check("\"b\", \"a1\"", true);
        check("*", true);
        check("\"a\"", false);
        check("a1", false);
        check("", false);
    }
}
