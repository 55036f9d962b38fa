//! Letters broken by a wrong encoding.

use super::{Code, Facts, Finding, Severity, Subject, quoted};

/// Tells of every line with broken letters, with the letters as they were where the accident is known. The mark of a letter
/// that is lost (U+FFFD) has no fix.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let message =
        |words: &str, part: &str| format!("broken letters in the text: {} in {}", quoted(part), quoted(words));
    let look = |words: &str| first(words).map(|part| (part.to_owned(), message(words, part)));
    let is_turkish_broken = is_turkish_broken(subject);
    let look_turkish = |words: &str| {
        let part = language::icelandic_words(words).next().filter(|_| is_turkish_broken);
        part.map(|part| (part.to_owned(), message(words, part))).or_else(|| look(words))
    };
    let mend = |words: &str| {
        let words = language::unbroken(words).unwrap_or_else(|| words.to_owned());
        if is_turkish_broken { language::turkish_again(&words) } else { words }
    };
    subject.by_lines(Code::Mojibake, Severity::Error, &look_turkish, Some(&mend))
}

/// The first broken letters of a text, as they stand.
pub fn first(text: &str) -> Option<&str> {
    if let Some(part) = language::first_broken(text) {
        return Some(part);
    }
    if let Some(at) = text.find('\u{fffd}') {
        return Some(&text[at..at + '\u{fffd}'.len_utf8()]);
    }
    is_turkish_as_icelandic([text].into_iter()).then(|| language::icelandic_words(text).next()).flatten()
}

/// Turkish in windows-1254 read as windows-1252 has þ, ð and ý for ş, ğ and ı. Icelandic has them too, but with á, í and æ,
/// and a name of theirs stands among Turkish letters: so three words are asked for, and none of the letters they hide.
fn is_turkish_as_icelandic<'t>(lines: impl Iterator<Item = &'t str> + Clone) -> bool {
    let words = lines.clone().flat_map(language::icelandic_words).take(3).count();
    words == 3 && !lines.clone().any(|line| line.contains(['ş', 'ğ', 'ı', 'Ş', 'Ğ', 'İ', 'æ', 'á', 'í']))
}

/// A headline has too few words to tell by itself, so the whole story tells.
fn is_turkish_broken(subject: &Subject<'_>) -> bool {
    let lines: Vec<String> = Subject { facts: Facts::NONE, ..*subject }.places().flat_map(|(_, lines)| lines).collect();
    is_turkish_as_icelandic(lines.iter().map(String::as_str))
}
