//! Tags, entities, shortcodes and BBCode that a page's or a system's words came with.

use super::entities::{decoded, entity};
use super::{Code, Finding, Severity, Subject, quoted};

/// Tells of every line with markup in it, with the words as they read without, where the markup only dressed them. What
/// holds a script, a frame or a picture is left to whoever writes.
pub fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let look = |words: &str| {
        let (what, part) = first(words)?;
        Some((part.to_owned(), format!("{what} in the text: {} in {}", quoted(part), quoted(words))))
    };
    subject.by_lines(Code::LeakedMarkup, Severity::Error, &look, Some(&without_markup))
}

/// The first piece of markup: what it is, and its words.
pub fn first(text: &str) -> Option<(&'static str, &str)> {
    if let Some((at, end, _)) = tags(text).next() {
        return Some(("markup", &text[at..end]));
    }
    if let Some(entity) = entity(text) {
        return Some(("an entity", entity));
    }
    shortcodes(text).next().map(|(at, end, _)| ("a shortcode", &text[at..end]))
}

/// Dresses words, and can go without them.
const DRESS: [&str; 24] = [
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
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "ul",
    "ol",
    "li",
    "font",
    "center",
    "blockquote",
    "small",
    "s",
    "sup",
];
/// Is something else than words, or holds it.
const OTHER: [&str; 15] = [
    "img", "table", "tr", "td", "script", "style", "iframe", "figure", "hr", "ins", "html", "body", "section",
    "article", "video",
];
/// Ends a word: `bir<br>iki` are two.
const BREAKS: [&str; 12] = ["p", "br", "div", "h1", "h2", "h3", "h4", "h5", "ul", "ol", "li", "blockquote"];

/// Tags of HTML's own: `<p>`, `</div>`, `<a href=…>`, each with its bounds and name.
fn tags(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let follows = rest[end..].chars().next();
        let is_tag = (DRESS.contains(&name.as_str()) || OTHER.contains(&name.as_str()))
            && (follows == Some('>')
                || rest[end..].starts_with("/>")
                || (follows == Some(' ')
                    && (rest[end..].contains(['=']) || rest[end..].trim_start().starts_with(['>', '/']))));
        let close = text[at..].find('>').map_or(text.len(), |close| at + close + 1);
        is_tag.then_some((at, close, name))
    })
}

/// BBCode of forums, and shortcodes of WordPress that are in every second archive.
const IN_BRACKETS: [&str; 30] = [
    "b",
    "i",
    "u",
    "s",
    "url",
    "img",
    "quote",
    "color",
    "size",
    "font",
    "center",
    "left",
    "right",
    "list",
    "youtube",
    "caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "dropcap",
    "button",
    "contact-form-7",
    "more",
    "ads",
    "adsense",
    "read_more",
    "sc",
    "code",
];
/// Those of page builders begin alike.
const BUILDERS: [&str; 6] = ["vc_", "et_pb_", "fusion_", "su_", "rev_slider", "wp_"];
/// Stands around words, and can go without them.
const BRACKET_DRESS: [&str; 13] =
    ["b", "i", "u", "s", "url", "color", "size", "font", "center", "left", "right", "dropcap", "quote"];

/// `[b]`, `[/url]`, `[gallery ids="1,2"]`, `[/vc_row]`, each with its bounds and name.
///
/// A word in brackets is also how writers add to a quotation (`[Başkan] geldi`, `[i]stanbul`): one letter or an
/// English word alone counts only where its closing twin stands in the same text.
fn shortcodes(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    text.match_indices('[').filter_map(move |(at, _)| {
        let close = at + text[at..].find(']')?;
        let inside = &text[at + 1..close];
        let (is_end, bare) = match inside.strip_prefix('/') {
            Some(bare) => (true, bare),
            None => (false, inside),
        };
        let name_end = bare.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(bare.len());
        let (name, rest) = (bare[..name_end].to_ascii_lowercase(), &bare[name_end..]);
        let is_builder = BUILDERS.iter().any(|begin| name.starts_with(begin));
        let is_known = IN_BRACKETS.contains(&name.as_str());
        let has_values = rest.starts_with('=') || (rest.starts_with(' ') && rest.contains('='));
        let has_twin = text.contains(&format!("[/{}]", &bare[..name_end]));
        let is_alone = rest.is_empty() && (name == "gallery" || name == "playlist");
        let is_code = match is_end {
            true => rest.is_empty() && (is_known || is_builder),
            false => {
                (is_builder && (rest.is_empty() || has_values)) || (is_known && (has_values || has_twin || is_alone))
            }
        };
        is_code.then_some((at, close + 1, name))
    })
}

/// The words without the markup that dressed them, entities as the signs they stand for.
fn without_markup(text: &str) -> String {
    // First the entities: what was written twice over holds tags.
    let mut text = decoded(text);
    let cuts: Vec<_> = tags(&text).filter(|(.., name)| DRESS.contains(&name.as_str())).collect();
    for (at, end, name) in cuts.into_iter().rev() {
        cut(&mut text, at, end, BREAKS.contains(&name.as_str()));
    }
    let cuts: Vec<_> = shortcodes(&text).filter(|(.., name)| BRACKET_DRESS.contains(&name.as_str())).collect();
    let builders: Vec<_> =
        shortcodes(&text).filter(|(.., name)| BUILDERS.iter().any(|begin| name.starts_with(begin))).collect();
    let mut all = [cuts, builders].concat();
    all.sort();
    for (at, end, _) in all.into_iter().rev() {
        cut(&mut text, at, end, false);
    }
    text
}

/// Takes a piece out; one that ended a word leaves a space if none is there.
fn cut(text: &mut String, at: usize, end: usize, ends_word: bool) {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let parted = is_space(text[..at].chars().next_back()) || is_space(text[end..].chars().next());
    text.replace_range(at..end, if ends_word && !parted { " " } else { "" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        let check = |text: &str, expected: &str| {
            assert!(first(text).is_some(), "{text}");
            assert_eq!(without_markup(text), expected, "{text}");
        };
        check("Köprü&nbsp;açıldı", "Köprü açıldı");
        check("Köprü&amp;nbsp;açıldı", "Köprü açıldı");
        check("Ali&#39;nin &ldquo;evi&rdquo;", "Ali'nin “evi”");
        check("bir<br>iki<br/>üç", "bir iki üç");
        check("<p>Vali <strong>Kaya</strong> geldi.</p>", "Vali Kaya geldi.");
        check("<a href=\"https://ornek.example/a?b=1&amp;c=2\">Haber</a>", "Haber");
        check("&lt;b&gt;Kalın&lt;/b&gt;", "Kalın");
        check("[b]Kalın[/b] ve [url=https://ornek.example]bağ[/url]", "Kalın ve bağ");
        check("[vc_row][vc_column width=\"1/2\"]Metin[/vc_column][/vc_row]", "Metin");
    }

    #[test]
    fn brackets_of_writers_are_no_code() {
        for clean in [
            "[Başkan] geldi",
            "[i]stanbul",
            "Bkz. [1] ve [2]",
            "Dedi ki: [gülerek] evet",
            "list [more] of",
            "[…]",
            "a[b",
            "[video]",
        ] {
            assert_eq!(first(clean), None, "{clean}");
        }
    }

    #[test]
    fn what_is_more_than_dress_stays_for_somebody_to_look() {
        for kept in ["<iframe src=\"x\"></iframe>", "[gallery ids=\"1,2\"]", "<img src=\"a.jpg\">"] {
            assert!(first(&without_markup(kept)).is_some(), "{kept}");
        }
    }
}
