//! The small part of Markdown that the sample stories are written in, read into the newsroom's typed body.
//!
//! Paragraphs, `##` sub-headings, `>` quotes with their source after a dash, `-` lists, tables, `:::box` and `:::pull`;
//! in a line `**strong**`, `*emphasis*` and `[words](target)`. There are no numbered lists: a football paragraph may
//! begin with "2. Lig". Anything else is refused with its line, so that no markup can reach a page as words.

use newsroom::body::Text;
use newsroom::{Block, Body, Run, StoryNumber};

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Line of the body, from 1.
    pub line: usize,
    pub message: &'static str,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} of the body: {}", self.line, self.message)
    }
}

impl std::error::Error for Wrong {}

/// The number of the story with this id, if it is published already.
pub(super) type NumberOf<'n> = &'n dyn Fn(&str) -> Option<StoryNumber>;

/// Reads a body.
///
/// # Errors
/// [`Wrong`] for the first line that is none of the above, or that leads to a story `number_of` does not know.
pub(super) fn read(text: &str, number_of: NumberOf<'_>) -> Result<Body, Wrong> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines().map(str::trim)).collect();
    Ok(Body(blocks(&lines, number_of)?))
}

fn blocks(mut lines: &[(usize, &str)], number_of: NumberOf<'_>) -> Result<Vec<Block>, Wrong> {
    let mut blocks = Vec::new();
    while let Some(&(number, line)) = lines.first() {
        let wrong = |message| Wrong { line: number, message };
        // The lines of one kind from here on.
        let same = |kind: fn(&str) -> bool| lines.iter().take_while(|(_, line)| kind(line)).count();
        let taken = if line.is_empty() {
            1
        } else if let Some(fence) = line.strip_prefix(":::") {
            let inside = &lines[1..];
            let count = inside
                .iter()
                .position(|(_, line)| *line == ":::")
                .ok_or(wrong("a box that does not end with `:::`"))?;
            blocks.push(fenced(fence.trim(), &inside[..count], number_of).map_err(|error| match error {
                Fault::Fence => wrong("only `:::box TITLE` and `:::pull` are known"),
                Fault::Within(wrong) => wrong,
            })?);
            count + 2
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading { text: runs(heading.trim(), number, number_of)? });
            1
        } else if line.starts_with('#') {
            return Err(wrong("sub-headings have one level, `## `"));
        } else if line.starts_with('>') {
            let count = same(|line| line.starts_with('>'));
            let mut said: Vec<&str> = lines[..count].iter().map(|(_, line)| line[1..].trim()).collect();
            let source = said.last().and_then(|last| last.strip_prefix("— ")).map(str::to_owned);
            if source.is_some() {
                said.pop();
            }
            blocks.push(Block::Quote { text: runs(&said.join(" "), number, number_of)?, source });
            count
        } else if line.starts_with("- ") {
            let count = same(|line| line.starts_with("- "));
            let items = lines[..count].iter().map(|(number, line)| runs(line[2..].trim(), *number, number_of));
            blocks.push(Block::List { ordered: false, items: items.collect::<Result<_, _>>()? });
            count
        } else if line.starts_with('|') {
            let count = same(|line| line.starts_with('|'));
            blocks.push(table(&lines[..count], number_of)?);
            count
        } else {
            let count = same(is_prose);
            let words: Vec<&str> = lines[..count].iter().map(|(_, line)| *line).collect();
            blocks.push(Block::Paragraph { text: runs(&words.join(" "), number, number_of)? });
            count
        };
        lines = &lines[taken..];
    }
    Ok(blocks)
}

fn is_prose(line: &str) -> bool {
    !line.is_empty() && !line.starts_with([':', '>', '|', '#']) && !line.starts_with("- ")
}

/// What may be wrong with a fenced block: its first line, or a line inside.
enum Fault {
    Fence,
    Within(Wrong),
}

fn fenced(fence: &str, inside: &[(usize, &str)], number_of: NumberOf<'_>) -> Result<Block, Fault> {
    let within = blocks(inside, number_of).map_err(Fault::Within)?;
    if let Some(title) = fence.strip_prefix("box ") {
        return Ok(Block::FactBox { title: title.trim().to_owned(), blocks: within });
    }
    match (fence, within.as_slice()) {
        ("pull", [Block::Paragraph { text }]) => Ok(Block::PullQuote { text: text.clone() }),
        _ => Err(Fault::Fence),
    }
}

/// A head, a line of dashes, and rows as wide as the head.
fn table(lines: &[(usize, &str)], number_of: NumberOf<'_>) -> Result<Block, Wrong> {
    let wrong = |line, message| Wrong { line, message };
    let [(first, head), (second, rule), rows @ ..] = lines else {
        return Err(wrong(lines[0].0, "a table needs a line of dashes below its head"));
    };
    let head = cells(head).ok_or(wrong(*first, "a table's line ends with `|`"))?;
    let is_rule = |cell: &&str| cell.len() >= 3 && cell.bytes().all(|byte| byte == b'-');
    if cells(rule).is_none_or(|rule| rule.len() != head.len() || !rule.iter().all(is_rule)) {
        return Err(wrong(*second, "a table needs a line of dashes as wide as its head"));
    }
    let texts = |cells: &[&str], line| cells.iter().map(|cell| runs(cell, line, number_of)).collect::<Result<_, _>>();
    let rows = rows.iter().map(|(line, row)| match cells(row) {
        Some(row) if row.len() == head.len() => texts(&row, *line),
        _ => Err(wrong(*line, "a row is not as wide as its table's head")),
    });
    Ok(Block::Table { caption: None, head: texts(&head, *first)?, rows: rows.collect::<Result<_, _>>()? })
}

/// The cells between a line's first and last bar; the first cell may be empty.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inside.split('|').map(str::trim).collect())
}

/// The marks of a line. They do not nest, and a star with a space behind it is a star.
fn runs(text: &str, line: usize, number_of: NumberOf<'_>) -> Result<Text, Wrong> {
    let wrong = |message| Wrong { line, message };
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
        if let Some(inside) = rest.strip_prefix("**") {
            let (words, after) = inside.split_once("**").ok_or(wrong("`**` that does not end"))?;
            push(Run { strong: true, ..Run::plain(words) });
            rest = after;
        } else if let Some(inside) = rest.strip_prefix('[') {
            let (words, (target, after)) = inside
                .split_once("](")
                .and_then(|(words, rest)| Some((words, rest.split_once(')')?)))
                .ok_or(wrong("a link is written `[words](target)`"))?;
            push(Run { link: Some(target_of(target, number_of).map_err(wrong)?), ..Run::plain(words) });
            rest = after;
        } else if rest[1..].starts_with(' ') || rest.len() == 1 {
            push(Run::plain("*"));
            rest = &rest[1..];
        } else {
            let (words, after) = rest[1..].split_once('*').ok_or(wrong("`*` that does not end"))?;
            push(Run { emphasis: true, ..Run::plain(words) });
            rest = after;
        }
    }
    push(Run::plain(rest));
    Ok(runs)
}

fn target_of(target: &str, number_of: NumberOf<'_>) -> Result<String, &'static str> {
    if let Some(id) = target.strip_prefix("story:") {
        let number = number_of(id).ok_or("a link to a story that is not published before this one")?;
        return Ok(format!("story:{number}"));
    }
    let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
    if outside { Ok(target.to_owned()) } else { Err("a link leads to `story:ID` or an absolute address") }
}

#[cfg(test)]
mod tests {
    use newsroom::body::plain;

    use super::*;

    fn number_of(id: &str) -> Option<StoryNumber> {
        (id == "tr-001").then_some(StoryNumber(7))
    }

    fn check(given: &str, expected: Vec<Block>) {
        assert_eq!(read(given, &number_of).map(|body| body.0), Ok(expected), "{given}");
    }

    #[test]
    fn blocks_are_read() {
        check("", vec![]);
        check("Bir\nsatır.\n\nİki.", vec![Block::paragraph("Bir satır."), Block::paragraph("İki.")]);
        check("2. Lig Kuzey Grubu’nda", vec![Block::paragraph("2. Lig Kuzey Grubu’nda")]);
        check("— Ne duyuyorsunuz?", vec![Block::paragraph("— Ne duyuyorsunuz?")]);
        check("## Ara başlık\n\nMetin", vec![Block::heading("Ara başlık"), Block::paragraph("Metin")]);
        check("> Söz.\n> — Ad Soyad", vec![Block::Quote { text: plain("Söz."), source: Some("Ad Soyad".into()) }]);
        check("> Bir\n> iki.", vec![Block::Quote { text: plain("Bir iki."), source: None }]);
        check("- a\n- b", vec![Block::List { ordered: false, items: vec![plain("a"), plain("b")] }]);
        check(":::pull\nBüyük söz\n:::", vec![Block::PullQuote { text: plain("Büyük söz") }]);
        let items = Block::List { ordered: false, items: vec![plain("a")] };
        check(
            ":::box Bir bakışta\n- a\n:::\nSonra",
            vec![Block::FactBox { title: "Bir bakışta".into(), blocks: vec![items] }, Block::paragraph("Sonra")],
        );
        check(
            "| | B |\n|---|---|\n| 1 | **2** |",
            vec![Block::Table {
                caption: None,
                head: vec![vec![], plain("B")],
                rows: vec![vec![plain("1"), vec![Run { strong: true, ..Run::plain("2") }]]],
            }],
        );
    }

    #[test]
    fn marks_and_links_are_read() {
        let strong = Run { strong: true, ..Run::plain("iki") };
        check("bir **iki** üç", vec![Block::Paragraph { text: vec![Run::plain("bir "), strong, Run::plain(" üç")] }]);
        let emphasis = Run { emphasis: true, ..Run::plain("Bekir") };
        check("*Bekir*.", vec![Block::Paragraph { text: vec![emphasis, Run::plain(".")] }]);
        let link = |target: &str| Run { link: Some(target.into()), ..Run::plain("haber") };
        check("[haber](story:tr-001)", vec![Block::Paragraph { text: vec![link("story:7")] }]);
        check("[haber](https://a.example/)", vec![Block::Paragraph { text: vec![link("https://a.example/")] }]);
        check("5 * 3 * 2", vec![Block::paragraph("5 * 3 * 2")]);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_line() {
        let check = |given: &str, line: usize, part: &str| {
            let wrong = read(given, &number_of).expect_err(given);
            assert!(wrong.line == line && wrong.message.contains(part), "{given}: {wrong}");
        };
        check("Bir\n\n# Büyük", 3, "one level");
        check("Bir\n\n:::box Kutu\n- a", 3, "does not end");
        check(":::kutu\na\n:::", 1, "are known");
        check(":::pull\na\n\nb\n:::", 1, "are known");
        check(":::box Kutu\n\n**a\n:::", 3, "`**`");
        check("| a | b |", 1, "dashes");
        check("| a | b |\n|---|", 2, "dashes");
        check("| a | b |\n|---|---|\n| 1 |", 3, "wide");
        check("bir *iki", 1, "`*`");
        check("[haber](tr-001)", 1, "absolute address");
        check("[haber]", 1, "[words](target)");
        check("Bir\n\n[haber](story:tr-999)", 3, "not published before");
    }
}
