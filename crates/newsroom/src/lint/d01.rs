//! D1: template or markup syntax, entities or broken letters in the text.

use super::{Code, Finding, Severity, Subject, quoted};

/// Tells of every line with something in it that no reader should see.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let lines = subject.lines();
    let found = lines.iter().filter_map(|(place, words)| {
        let (what, part) = residue(words)?;
        let message = format!("{what} in the text: {} in {}", quoted(part), quoted(words));
        Some(Finding::new(Code::D1, Severity::Error, place, message))
    });
    found.collect()
}

/// What templates and systems leave behind, written as no writer writes. A lone `<` or `&` is mathematics or a name.
const TEMPLATE: [&str; 22] = [
    "?>",
    "<?php",
    "<?=",
    "{{",
    "}}",
    "{%",
    "%}",
    "<%",
    "%>",
    "<!--",
    "-->",
    "[caption",
    "[/caption",
    "[gallery",
    "[embed",
    "[vc_",
    "[/vc_",
    "[object Object]",
    "$(document)",
    "document.write",
    "googletag.",
    "adsbygoogle",
];

/// UTF-8 read as a Latin code page, and windows-1254 read as Latin-1.
const MOJIBAKE: [&str; 24] = [
    "Ã¼", "Ã¶", "Ã§", "Ã‡", "Ãœ", "Ã–", "Ä±", "Ä°", "ÄŸ", "Äž", "ÅŸ", "Åž", "Ã¢", "â€™", "â€œ", "â€", "Â ", "Ø§Ù",
    "\u{fffd}", "ï¿½", "Ã©", "Ã®", "Ä\u{9f}", "Å\u{9f}",
];

/// The first piece of syntax in a text: what it is, and its words. `None` for clean text.
pub fn residue(text: &str) -> Option<(&'static str, &str)> {
    for mark in TEMPLATE {
        if let Some(at) = text.find(mark) {
            return Some(("template syntax", &text[at..at + mark.len()]));
        }
    }
    if let Some(tag) = tag(text) {
        return Some(("markup", tag));
    }
    if let Some(entity) = entity(text) {
        return Some(("an entity", entity));
    }
    for letters in MOJIBAKE {
        if let Some(at) = text.find(letters) {
            return Some(("broken letters", &text[at..at + letters.len()]));
        }
    }
    latin1_word(text).map(|word| ("broken letters", word))
}

/// `<p>`, `</div>`, `<a href=`: a tag of HTML's own.
fn tag(text: &str) -> Option<&str> {
    const NAMES: [&str; 36] = [
        "p",
        "br",
        "b",
        "i",
        "a",
        "u",
        "em",
        "strong",
        "div",
        "span",
        "img",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "script",
        "style",
        "iframe",
        "font",
        "center",
        "blockquote",
        "figure",
        "hr",
        "ins",
        "html",
        "body",
        "section",
        "article",
        "small",
    ];
    text.match_indices('<').find_map(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let follows = rest[end..].chars().next();
        let is_tag = NAMES.contains(&name.as_str())
            && (follows == Some('>')
                || rest[end..].starts_with("/>")
                || (follows == Some(' ') && rest.contains(['=', '>'])));
        let close = text[at..].find('>').map_or(text.len(), |close| at + close + 1);
        is_tag.then(|| &text[at..close])
    })
}

/// `&nbsp;`, `&#39;`, `&rsquo;`.
fn entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(';').filter(|end| (2..=9).contains(end))?;
        let name = &rest[..end];
        let is_number = name.strip_prefix('#').is_some_and(|digits| {
            let digits = digits.strip_prefix(['x', 'X']).unwrap_or(digits);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        let is_name =
            name.bytes().all(|byte| byte.is_ascii_alphabetic()) && name.bytes().any(|byte| byte.is_ascii_lowercase());
        (is_number || is_name).then(|| &text[at..at + end + 2])
    })
}

/// Turkish in windows-1254 read as Latin-1 has þ, ð and ý for ş, ğ and ı. Icelandic has them too, but not with ü or ç
/// in the same text and not at the density of Turkish, so three words are asked for.
fn latin1_word(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace().filter(|word| word.contains(['þ', 'Þ', 'ð', 'Ð', 'ý', 'Ý']));
    let (first, _, _) = (words.next()?, words.next()?, words.next()?);
    (!text.contains(['ş', 'ğ', 'ı', 'æ', 'á', 'í'])).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residue_is_told_from_writing() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(residue(text).map(|(_, part)| part), expected, "{text}");
        };
        check("?> Başlık", Some("?>"));
        check("<?php echo $x; ?>", Some("?>"));
        check("Sayın {{ name }}", Some("{{"));
        check("bir<br/>iki", Some("<br/>"));
        check("bir <a href=\"x\">iki</a>", Some("<a href=\"x\">"));
        check("Ali&#39;nin", Some("&#39;"));
        check("Tom &amp; Jerry", Some("&amp;"));
        check("TÃ¼rkiye", Some("Ã¼"));
        check("Baþbakan Ýzmir'de açýkladý", Some("Baþbakan"));
        for clean in
            ["3 < 4 ve b > a", "AT&T; sonra", "Ar&Ge çalışması", "R&D; Q&A", "a <b ve c", "Nasıl?", "“Gel” dedi"]
        {
            check(clean, None);
        }
        check("Borsa %1,2 arttı; {parantez} ve [köşeli]", None);
    }
}
