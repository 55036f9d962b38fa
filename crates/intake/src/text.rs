//! Bytes into Unicode, and small tools on the words.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1254};

use crate::arrival::Wrong;

/// Bytes that have to be UTF-8; a byte order mark is dropped.
///
/// # Errors
/// With the offset of the first byte that is not.
pub fn utf8(bytes: &[u8]) -> Result<&str, Wrong> {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    std::str::from_utf8(&bytes[mark..]).map_err(|error| {
        let offset = error.valid_up_to() + mark;
        Wrong::new(format!("byte {offset}"), format!("not UTF-8: byte 0x{:02x} cannot stand here", bytes[offset]))
    })
}

/// The text of a page: UTF-8, or what its byte order mark or its `<meta charset>` declares (WHATWG Encoding names).
/// `iso-8859-9` and `latin5` mean windows-1254, as in browsers. A page that declares UTF-8 and is not is read as
/// windows-1254 if that gives Turkish words, which is how many old portals were saved.
///
/// # Errors
/// If the bytes are not in the declared encoding and not plausibly in another, with the offset of the first bad byte.
pub fn page(bytes: &[u8]) -> Result<String, Wrong> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return decoded(&bytes[mark..], encoding, mark);
    }
    let wrong = match utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(wrong) => wrong,
    };
    match declared_encoding(bytes) {
        Some(encoding) if encoding != UTF_8 => decoded(bytes, encoding, 0),
        _ => {
            let text = decoded(bytes, WINDOWS_1254, 0)?;
            if reads_like_turkish(&text) { Ok(text) } else { Err(wrong) }
        }
    }
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, mark: usize) -> Result<String, Wrong> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(Wrong::new(format!("byte {mark}"), format!("the text is not in {}, as it says", encoding.name()))),
    }
}

/// `<meta charset>` or `http-equiv` within the first bytes, as browsers look for it (they take 1024).
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let lower = start.to_ascii_lowercase();
    let at = lower.windows(8).position(|window| window == b"charset=")? + 8;
    let rest = lower[at..].trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
    Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
}

/// Undeclared bytes read as windows-1254: Turkish letters stand in words, and little else beyond ASCII does.
fn reads_like_turkish(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii());
    let (turkish, other) = beyond.fold((0_usize, 0_usize), |(turkish, other), c| {
        if "çğıöşüÇĞİÖŞÜâîûÂÎÛ’‘“”–—…«»".contains(c) {
            (turkish + 1, other)
        } else {
            (turkish, other + 1)
        }
    });
    turkish > 0 && other * 10 <= turkish && !text.contains('\0')
}

/// Runs of white space as one space, none at the ends; soft hyphens and zero-width spaces gone.
pub fn tidy(text: &str) -> String {
    let text = text.trim_ascii();
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') || (c.is_control() && !c.is_whitespace()) {
            continue;
        }
        if c.is_whitespace() {
            gap = !tidy.is_empty();
        } else {
            if gap {
                tidy.push(' ');
                gap = false;
            }
            tidy.push(c);
        }
    }
    tidy
}

/// Whether [`tidy`] would change nothing. May say no where it would not, never yes where it would: nearly all text is
/// tidy, and a look at the bytes costs a fraction of a walk over its characters.
pub fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut last = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        let fine = match byte {
            b' ' => last != b' ',
            0x21..=0x7e => true,
            // U+0080 to U+00AF hold controls, the no-break space and the soft hyphen.
            0xc2 => bytes.get(at + 1).is_some_and(|&next| next >= 0xb0),
            // Of U+2000 to U+2FFF only the dashes and quotation marks U+2010 to U+2027.
            0xe2 => matches!(bytes.get(at + 1..at + 3), Some(&[0x80, 0x90..=0xa7])),
            // Before U+2000: Ogham's space; then the ideographic space, then the byte order mark.
            0xe1 | 0xe3 | 0xef => false,
            0x80.. => true,
            _ => false,
        };
        if !fine {
            return false;
        }
        last = byte;
    }
    bytes.is_empty() || last != b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_refused_with_their_offset() {
        let check = |bytes: &[u8], expected: Result<&str, &str>| {
            assert_eq!(utf8(bytes).map_err(|wrong| wrong.place), expected.map_err(str::to_owned));
        };
        check(b"\xef\xbb\xbf{}", Ok("{}"));
        check("Şırnak".as_bytes(), Ok("Şırnak"));
        check(b"ab\xff", Err("byte 2"));
        check(b"\xef\xbb\xbfab\xfe", Err("byte 5"));
        check(b"ab\xc5", Err("byte 2"));
    }

    #[test]
    fn pages_come_in_the_encoding_they_declare() {
        let check = |bytes: &[u8], expected: Option<&str>| assert_eq!(page(bytes).ok().as_deref(), expected);
        check(b"<meta charset=iso-8859-9>\xde\xfdrnak", Some("<meta charset=iso-8859-9>Şırnak"));
        check(b"<meta charset='windows-1254'>\xf0", Some("<meta charset='windows-1254'>ğ"));
        check(b"\xff\xfeK\0", Some("K"));
        check(b"<meta charset=utf-8>Ba\xfebakan \xddzmir'de", Some("<meta charset=utf-8>Başbakan İzmir'de"));
        check(b"\xff\xd8\xff\xe0\0\x10JFIF\0", None);
    }

    #[test]
    fn spaces_are_tidied() {
        let check = |text: &str, expected: &str| assert_eq!(tidy(text), expected);
        check("  a\u{a0}\n b\u{ad}c ", "a bc");
        check("\u{feff}", "");
    }

    proptest::proptest! {
        #[test]
        fn what_is_tidy_stays(text in "[ a-zş’”—\u{a0}\u{ad}\u{200b}\u{2028}\u{3000}\u{feff}\u{85}\n中]{0,12}") {
            let tidied = tidy(&text);
            if is_tidy(&text) {
                proptest::prop_assert_eq!(&tidied, &text);
            }
            proptest::prop_assert_eq!(tidy(&tidied), tidied);
        }
    }
}
