//! What is wrong with one field of something that was filled in: a name for the field, a code for the words.

use std::fmt;

/// A field that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub field: String,
    /// A word that names what is wrong, for translation and programs; it never changes.
    pub code: &'static str,
    /// What it is about, where the code alone says too little: a host, a number.
    pub detail: String,
}

impl Fault {
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, detail: String::new() }
    }

    pub fn about(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot stand as it is ({})", self.field, self.code)?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}

/// Something before and something after the one `@`, and no gap: whether it exists, only a letter to it tells.
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>\",;".contains(c));
    plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

/// An address of another site that readers may be led to.
pub fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    is_host(host) && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>`\\".contains(c))
}

/// A host's name, perhaps with a port, and nothing else. It may go into a policy's header, where a gap or a semicolon would
/// begin something new.
pub fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').unwrap_or((text, "443"));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let port_is_one = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
    name.len() <= 253 && name.contains('.') && name.split('.').all(label) && port_is_one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_addresses_are_told_from_what_only_looks_like_them() {
        let check = |text: &str, expected: bool| assert_eq!(is_host(text), expected, "{text}");
        check("cdn.example.com", true);
        check("cdn.example.com:8443", true);
        check("example", false);
        check("", false);
        check("*.example.com", false);
        check("a.example.com; script-src *", false);
        check("a..example.com", false);
        check("-a.example.com", false);
        check("a.example.com:x", false);
        check("https://example.com", false);
        let check = |text: &str, expected: bool| assert_eq!(is_https(text), expected, "{text}");
        check("https://example.com/a?b#c", true);
        check("https://example.com", true);
        check("http://example.com", false);
        check("javascript:alert(1)", false);
        check("https://example.com/\"onload=x", false);
        check("https://user@example.com/", false);
        let check = |text: &str, expected: bool| assert_eq!(is_email(text), expected, "{text}");
        check("haber@example.com", true);
        check("haber@example", false);
        check("a b@example.com", false);
        check("a@b@example.com", false);
    }
}
