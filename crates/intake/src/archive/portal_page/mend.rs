//! What can be mended without losing a word: a standfirst that is the first paragraph in small letters, names in small
//! letters, sub-headings at the ends of paragraphs. Everything mended is told.

use language::Language;
use newsroom::body::{Block, Run, Text, words_of};
use newsroom::lint::{Code, Finding, Severity, d02, d04, d10};

use super::lines::Junk;
use super::story::Parts;

/// Mends a story's parts and tells of it.
pub fn mend(parts: &mut Parts, junk: &[Junk], language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    for junk in junk {
        let message = format!("\"{}\" was taken out", junk.words.chars().take(80).collect::<String>());
        findings.push(Finding::new(Code::D1, Severity::Mended, format!("line {}", junk.number), message));
    }
    findings.extend(standfirst(parts, language));
    findings.extend(headline(parts, language));
    findings.extend(headings(parts));
    findings
}

/// The well-cased of two twins is kept, and the other is not printed again.
fn standfirst(parts: &mut Parts, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(standfirst) = parts.standfirst.clone() else { return findings };
    let twin = parts.blocks.iter().take(3).position(|block| match block {
        Block::Paragraph { text } => d10::are_twins(&standfirst, &words_of(text), language),
        _ => false,
    });
    let body: Vec<String> = parts.blocks.iter().map(Block::plain_text).collect();
    let lowered = d02::lowered_names(&standfirst, &body.join("\n"), language);
    if let Some(at) = twin {
        let written = parts.blocks[at].plain_text();
        if capitals(&written) > capitals(&standfirst) {
            let message =
                format!("taken as the body writes it, because the page had it as \"{}\"", start_of(&standfirst));
            findings.push(Finding::new(Code::D2, Severity::Mended, "standfirst", message));
            parts.standfirst = Some(written);
        }
        parts.blocks.remove(at);
        let message = "the page printed the standfirst again as this paragraph, which was left out";
        findings.push(Finding::new(Code::D10, Severity::Mended, format!("body[{at}]"), message));
        // A heading that stood over the repetition alone heads what follows, unless it is the first thing now.
        if at == 0 && matches!(parts.blocks.first(), Some(Block::Heading { .. })) && parts.blocks.len() == 1 {
            parts.blocks.remove(0);
        }
    } else if !lowered.is_empty() {
        let names: Vec<_> = lowered.iter().map(|name| name.as_written.clone()).collect();
        let message = format!("names in small letters written as the body writes them: {}", names.join(", "));
        findings.push(Finding::new(Code::D2, Severity::Mended, "standfirst", message));
        parts.standfirst = Some(d02::mended(&standfirst, &lowered, language));
    }
    findings
}

fn headline(parts: &mut Parts, language: Language) -> Vec<Finding> {
    let body: Vec<String> = parts.blocks.iter().map(Block::plain_text).chain(parts.standfirst.clone()).collect();
    let lowered = d02::lowered_names(&parts.headline, &body.join("\n"), language);
    if lowered.is_empty() {
        return Vec::new();
    }
    let names: Vec<_> = lowered.iter().map(|name| name.as_written.clone()).collect();
    parts.headline = d02::mended(&parts.headline, &lowered, language);
    let message = format!("names in small letters written as the body writes them: {}", names.join(", "));
    vec![Finding::new(Code::D2, Severity::Mended, "headline", message)]
}

fn headings(parts: &mut Parts) -> Vec<Finding> {
    let mut findings = Vec::new();
    let blocks = std::mem::take(&mut parts.blocks);
    for (index, block) in blocks.iter().enumerate() {
        let next = blocks.get(index + 1);
        let (Block::Paragraph { text }, Some(Block::Paragraph { text: next })) = (block, next) else {
            parts.blocks.push(block.clone());
            continue;
        };
        let words = words_of(text);
        let Some(at) = d04::glued_heading(&words, &words_of(next)) else {
            parts.blocks.push(block.clone());
            continue;
        };
        let heading = words[at..].trim().to_owned();
        parts.blocks.push(Block::Paragraph { text: cut(text, at) });
        let place = format!("body[{}]", parts.blocks.len());
        findings.push(Finding::new(
            Code::D4,
            Severity::Mended,
            place,
            format!("\"{heading}\" stood at the end of the paragraph before"),
        ));
        parts.blocks.push(Block::heading(heading));
    }
    findings
}

/// The text up to a byte of its words.
fn cut(text: &[Run], at: usize) -> Text {
    let mut left = at;
    let mut kept = Text::new();
    for run in text {
        if left == 0 {
            break;
        }
        let taken = run.text.len().min(left);
        left -= taken;
        kept.push(Run { text: run.text[..taken].to_owned(), ..run.clone() });
    }
    if let Some(last) = kept.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    kept
}

fn capitals(text: &str) -> usize {
    text.chars().filter(|c| c.is_uppercase()).count()
}

fn start_of(text: &str) -> String {
    text.chars().take(60).collect::<String>() + "…"
}
