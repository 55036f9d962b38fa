//! The small part of Markdown that the sample stories are written in, into the newsroom's typed body.

use newsroom::{Block, Body, Run, StoryNumber};

/// Reads a body. `number_of` tells the number of a story by its id; a link to one that is not there yet stays words.
pub(super) fn read(text: &str, number_of: &dyn Fn(&str) -> Option<StoryNumber>) -> Body {
    let lines: Vec<&str> = text.lines().collect();
    Body(blocks(&lines, number_of))
}

fn blocks(lines: &[&str], number_of: &dyn Fn(&str) -> Option<StoryNumber>) -> Vec<Block> {
    let runs = |text: &str| runs(text, number_of);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        // Lines of the same kind from here on.
        let same = |kind: fn(&str) -> bool| lines[at..].iter().take_while(|line| kind(line.trim())).count();
        if line.is_empty() {
            at += 1;
        } else if let Some(fence) = line.strip_prefix(":::") {
            let inside = lines[at + 1..].iter().take_while(|line| line.trim() != ":::").count();
            let within = &lines[at + 1..at + 1 + inside];
            if let Some(title) = fence.strip_prefix("box") {
                blocks.push(Block::FactBox { title: title.trim().to_owned(), blocks: self::blocks(within, number_of) });
            } else {
                blocks.push(Block::PullQuote { text: runs(&joined(within)) });
            }
            at += inside + 2;
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading { text: runs(heading) });
            at += 1;
        } else if line.starts_with('>') {
            let count = same(|line| line.starts_with('>'));
            let said: Vec<&str> = lines[at..at + count].iter().map(|line| line.trim()[1..].trim()).collect();
            let source = said.last().and_then(|last| last.strip_prefix("— ")).map(str::to_owned);
            let words = if source.is_some() { &said[..said.len() - 1] } else { &said[..] };
            blocks.push(Block::Quote { text: runs(&joined(words)), source });
            at += count;
        } else if is_item(line) {
            let count = same(is_item);
            let ordered = !line.starts_with("- ");
            let items = lines[at..at + count].iter().map(|line| runs(item(line.trim()))).collect();
            blocks.push(Block::List { ordered, items });
            at += count;
        } else if line.starts_with('|') {
            let count = same(|line| line.starts_with('|'));
            let mut rows = lines[at..at + count].iter().map(|line| cells(line.trim()));
            let head = rows.next().unwrap_or_default().iter().map(|cell| runs(cell)).collect();
            let rows = rows.skip(1).map(|row| row.iter().map(|cell| runs(cell)).collect()).collect();
            blocks.push(Block::Table { caption: None, head, rows });
            at += count;
        } else {
            let count = same(|line| !line.is_empty() && !line.starts_with([':', '>', '|']) && !is_item(line)).max(1);
            blocks.push(Block::Paragraph { text: runs(&joined(&lines[at..at + count])) });
            at += count;
        }
    }
    blocks
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ") || line.split_once(". ").is_some_and(|(digits, _)| is_digits(digits))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn item(line: &str) -> &str {
    line.strip_prefix("- ").or_else(|| line.split_once(". ").map(|(_, rest)| rest)).unwrap_or(line)
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// `**strong**`, `*emphasis*` and `[words](target)`; marks do not nest, but a link's words may be marked.
fn runs(text: &str, number_of: &dyn Fn(&str) -> Option<StoryNumber>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |run: Run| match runs.last_mut() {
        Some(last) if last.strong == run.strong && last.emphasis == run.emphasis && last.link == run.link => {
            last.text.push_str(&run.text);
        }
        _ if run.text.is_empty() => {}
        _ => runs.push(run),
    };
    let mut rest = text;
    while let Some(at) = rest.find(['*', '[']) {
        push(Run::plain(&rest[..at]));
        rest = &rest[at..];
        if let Some((words, after)) = rest.strip_prefix("**").and_then(|inside| inside.split_once("**")) {
            push(Run { strong: true, ..Run::plain(words) });
            rest = after;
        } else if let Some((words, target, after)) = link(rest) {
            push(Run { link: resolved(target, number_of), ..Run::plain(words) });
            rest = after;
        } else if let Some((words, after)) = rest.strip_prefix('*').and_then(|inside| inside.split_once('*')) {
            push(Run { emphasis: true, ..Run::plain(words) });
            rest = after;
        } else {
            push(Run::plain(&rest[..1]));
            rest = &rest[1..];
        }
    }
    push(Run::plain(rest));
    runs
}

fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, after) = rest.split_once(')')?;
    Some((words, target, after))
}

fn resolved(target: &str, number_of: &dyn Fn(&str) -> Option<StoryNumber>) -> Option<String> {
    match target.strip_prefix("story:") {
        Some(id) => number_of(id).map(|number| format!("story:{number}")),
        None => Some(target.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use newsroom::body::plain;

    use super::*;

    fn check(given: &str, expected: Vec<Block>) {
        let number_of = |id: &str| (id == "tr-001").then_some(StoryNumber(7));
        assert_eq!(read(given, &number_of).0, expected, "{given}");
    }

    #[test]
    fn blocks_are_read() {
        check("Bir\nsatır.\n\nİki.", vec![Block::paragraph("Bir satır."), Block::paragraph("İki.")]);
        check("## Ara başlık\n\nMetin", vec![Block::heading("Ara başlık"), Block::paragraph("Metin")]);
        check("> Söz.\n> — Ad Soyad", vec![Block::Quote { text: plain("Söz."), source: Some("Ad Soyad".into()) }]);
        check("- a\n- b", vec![Block::List { ordered: false, items: vec![plain("a"), plain("b")] }]);
        check("1. a\n2. b", vec![Block::List { ordered: true, items: vec![plain("a"), plain("b")] }]);
        check(":::pull\nBüyük söz\n:::", vec![Block::PullQuote { text: plain("Büyük söz") }]);
        check(
            ":::box Kutu\n- a\n:::\nSonra",
            vec![
                Block::FactBox {
                    title: "Kutu".into(),
                    blocks: vec![Block::List { ordered: false, items: vec![plain("a")] }],
                },
                Block::paragraph("Sonra"),
            ],
        );
        check(
            "| A | B |\n|---|---|\n| 1 | 2 |",
            vec![Block::Table {
                caption: None,
                head: vec![plain("A"), plain("B")],
                rows: vec![vec![plain("1"), plain("2")]],
            }],
        );
    }

    #[test]
    fn marks_and_links_are_read() {
        let strong = Run { strong: true, ..Run::plain("iki") };
        check("bir **iki** üç", vec![Block::Paragraph { text: vec![Run::plain("bir "), strong, Run::plain(" üç")] }]);
        let link = Run { link: Some("story:7".into()), ..Run::plain("haber") };
        check("[haber](story:tr-001)", vec![Block::Paragraph { text: vec![link] }]);
        check("[haber](story:yok) 5 * 3", vec![Block::paragraph("haber 5 * 3")]);
    }
}
