//! HTML into the newsroom's typed body: the only reader of HTML in the house.
//!
//! What comes out holds words, headings, quotations, lists, tables, links with harmless schemes, addresses of
//! pictures and of films. Nothing that acts can come through, because there is no block or mark for it: scripts,
//! styles, forms, frames, event attributes and foreign markup (SVG, MathML) have no place to go.

use newsroom::Body;
use newsroom::body::Block;

use crate::arrival::ArrivedPicture;

pub mod body;
pub mod dom;
mod links;

use dom::{Dom, ROOT};

pub use links::link_address;

/// What a fragment of HTML says.
#[derive(Debug, Default)]
pub struct Reading {
    pub body: Body,
    /// The pictures in it, in order, with their places in the body.
    pub pictures: Vec<ArrivedPicture>,
    /// It was over a limit of size or depth, and its end is missing.
    pub cut_short: bool,
}

/// Reads a fragment, as an agency sends a body. Never fails: what is no markup is words.
pub fn read(html: &str) -> Reading {
    let dom = Dom::fragment(html);
    let found = body::blocks_of(&dom, ROOT, &|_| false);
    Reading { body: Body(found.blocks), pictures: found.pictures, cut_short: dom.cut_short }
}

/// The words of a fragment as one line, entities resolved.
pub fn text(html: &str) -> String {
    body::text_of(&Dom::fragment(html), ROOT)
}

/// Words with tags or entities in them, though nobody said they were HTML.
pub fn looks_like_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let known = matches!(
            rest[..end].to_ascii_lowercase().as_str(),
            "p" | "br"
                | "b"
                | "i"
                | "a"
                | "em"
                | "strong"
                | "div"
                | "span"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "ul"
                | "ol"
                | "li"
                | "table"
                | "img"
                | "blockquote"
                | "u"
                | "hr"
                | "font"
                | "script"
                | "figure"
                | "section"
        );
        known && rest[end..].starts_with(['>', ' ', '/', '\n', '\t'])
    });
    let entity = |name: &str| text.contains(name);
    tag || ["&amp;", "&quot;", "&nbsp;", "&#39;", "&#039;", "&rsquo;", "&lt;", "&ldquo;", "&rdquo;"]
        .into_iter()
        .any(entity)
}

/// Plain text into paragraphs: blank lines part them. A text without blank lines is parted where lines begin indented,
/// else at line ends if its lines are whole paragraphs (long, or each with a sentence's end), else it is one.
pub fn plain_body(text: &str) -> Body {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let is_blank = |line: &&str| line.trim().is_empty();
    let filled: Vec<&str> = lines.iter().copied().filter(|line| !is_blank(line)).collect();
    let indented = |line: &str| line.starts_with(['\t', '\u{a0}', '\u{3000}']) || line.starts_with("  ");
    let has_blank = lines.iter().skip_while(|line| is_blank(line)).any(is_blank_line)
        && lines.split(is_blank_line).filter(|part| !part.is_empty()).count() > 1;
    let whole_lines = filled.iter().map(|line| line.chars().count()).sum::<usize>() > 100 * filled.len()
        || filled.iter().all(|line| line.trim_end().ends_with(['.', '!', '?', '"', '”', '»', '…', '؟']));
    let mut paragraphs: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in &lines {
        if is_blank(line) {
            fresh = true;
            continue;
        }
        fresh |= !has_blank && (indented(line) || (whole_lines && !filled.iter().any(|line| indented(line))));
        match paragraphs.last_mut() {
            Some(last) if !fresh => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push((*line).to_owned()),
        }
        fresh = false;
    }
    let blocks = paragraphs.iter().map(|words| crate::text::tidy(words)).filter(|words| !words.is_empty());
    Body(blocks.map(Block::paragraph).collect())
}

fn is_blank_line(line: &&str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests;
