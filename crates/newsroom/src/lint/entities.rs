//! Entities of HTML in words, and the signs they stand for.

/// Those that archives of newspapers hold: marks, spaces and letters of our languages. Pages wrote `&nbsp;` for any space.
const NAMED: [(&str, char); 64] = [
    ("nbsp", ' '),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("sect", '§'),
    ("para", '¶'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("scedil", 'ş'),
    ("Scedil", 'Ş'),
    ("gbreve", 'ğ'),
    ("Gbreve", 'Ğ'),
    ("inodot", 'ı'),
    ("imath", 'ı'),
    ("Idot", 'İ'),
    ("acirc", 'â'),
    ("Acirc", 'Â'),
    ("icirc", 'î'),
    ("Icirc", 'Î'),
    ("ucirc", 'û'),
    ("Ucirc", 'Û'),
    ("ecirc", 'ê'),
    ("Ecirc", 'Ê'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("aacute", 'á'),
    ("ntilde", 'ñ'),
    ("szlig", 'ß'),
];

/// The first entity in a text, as it stands: `&nbsp;`, `&#39;`, `&rsquo;`. A lone `&` is a name's.
pub(super) fn entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(';').filter(|end| (2..=9).contains(end))?;
        let name = &rest[..end];
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
            && name.bytes().any(|byte| byte.is_ascii_lowercase());
        (numbered(name).is_some() || is_name).then(|| &text[at..at + end + 2])
    })
}

/// The text with the signs for its entities; those it does not know stay. What was written as an entity twice over
/// (`&amp;nbsp;`) is read twice.
pub(super) fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        let once = decoded_once(&text);
        if once == text {
            break;
        }
        text = once;
    }
    text
}

fn decoded_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let sign = rest[1..].find(';').filter(|end| (2..=9).contains(end)).and_then(|end| {
            let name = &rest[1..=end];
            let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
            named.or_else(|| numbered(name)).map(|sign| (sign, end + 2))
        });
        match sign {
            Some((sign, taken)) => {
                out.push(sign);
                rest = &rest[taken..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// `#39`, `#x27`. Numbers from 128 to 159 mean windows-1252, as every browser reads them.
fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let number = match number {
        0x80 => 0x20ac,
        0x85 => 0x2026,
        0x91 => 0x2018,
        0x92 => 0x2019,
        0x93 => 0x201c,
        0x94 => 0x201d,
        0x96 => 0x2013,
        0x97 => 0x2014,
        0x99 => 0x2122,
        number => number,
    };
    char::from_u32(number).filter(|sign| !sign.is_control() || sign.is_whitespace())
}
