//! A node of a page into blocks of a body.

use newsroom::body::{Block, Run, Text, words_of};

use super::dom::{Dom, NodeId};
use super::links::{embed_address, link_address, picture_address};
use crate::arrival::ArrivedPicture;
use crate::text::{is_tidy, tidy};

/// Blocks with the pictures that stood among them.
#[derive(Debug, Default)]
pub struct Blocks {
    pub blocks: Vec<Block>,
    /// In order; [`ArrivedPicture::body_place`] says before which block each stands.
    pub pictures: Vec<ArrivedPicture>,
}

/// Deeper than this, what stands inside is read as running text.
const BLOCK_DEPTH_MAX: usize = 120;
/// Cells of one table; the rest is left out, since no reader's page should carry more.
const CELLS_MAX: usize = 5000;

/// Everything a reader of the page sees in a node, as blocks. `skip` leaves out nodes with what is in them.
pub fn blocks_of(dom: &Dom, node: NodeId, skip: &dyn Fn(NodeId) -> bool) -> Blocks {
    lines_of(dom, node, skip, &|_| false)
}

/// Like [`blocks_of`], with elements that `own_line` names ending the line before and after them.
pub fn lines_of(dom: &Dom, node: NodeId, skip: &dyn Fn(NodeId) -> bool, own_line: &dyn Fn(NodeId) -> bool) -> Blocks {
    let mut reader = Reader { dom, skip, own_line, out: Blocks::default(), line: Line::default() };
    reader.children(node, Marks::default(), 0);
    reader.end_line(Wrap::Paragraph);
    reader.out
}

/// A node's words as one line.
pub fn text_of(dom: &Dom, node: NodeId) -> String {
    text_up_to(dom, node, usize::MAX)
}

/// The same, given up soon after so many bytes or nodes: enough to know that there are more.
pub fn text_up_to(dom: &Dom, node: NodeId, bytes_max: usize) -> String {
    let mut text = String::new();
    let seen = |id: NodeId| !dom.name(id).is_some_and(is_dropped) && !is_hidden(dom, id) && !dom.is_foreign(id);
    for (visited, id) in dom.walk(node, seen).enumerate() {
        if let Some(words) = dom.text(id) {
            text.push_str(words);
        } else if dom.name(id).is_some_and(|name| name == "br" || is_block(name)) {
            text.push(' ');
        }
        if text.len() > bytes_max || visited > bytes_max {
            break;
        }
    }
    tidy(&text)
}

/// Elements whose contents are no words for readers, or that would act.
pub fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "object"
            | "embed"
            | "applet"
            | "param"
            | "select"
            | "option"
            | "optgroup"
            | "datalist"
            | "button"
            | "input"
            | "textarea"
            | "canvas"
            | "map"
            | "area"
            | "dialog"
            | "nav"
            | "frameset"
            | "frame"
            | "noframes"
            | "noembed"
            | "xmp"
            | "plaintext"
            | "portal"
            | "fencedframe"
            | "marquee"
            | "progress"
            | "meter"
            | "slot"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "address"
            | "center"
            | "pre"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "hr"
            | "body"
            | "html"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hl2"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "menu"
            | "hgroup"
            | "iframe"
            | "video"
    )
}

/// Not shown to anybody: a common place for text that was meant for search engines only.
pub fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    dom.attribute(id, "hidden").is_some()
        || dom.attribute(id, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

#[derive(Clone, Default)]
struct Marks {
    strong: bool,
    emphasis: bool,
    link: Option<String>,
}

/// What a finished line becomes.
#[derive(Clone, Copy, PartialEq)]
enum Wrap {
    Paragraph,
    Heading,
}

/// A line being read: runs, and whether a space or line ends wait before the next word.
#[derive(Default)]
struct Line {
    runs: Vec<Run>,
    gap: bool,
    breaks: usize,
}

impl Line {
    fn add(&mut self, words: &str, marks: &Marks) {
        let trimmed = words.trim_ascii();
        if is_tidy(trimmed) {
            self.gap |= words.starts_with(|c: char| c.is_ascii_whitespace());
            self.add_word(trimmed, marks);
            self.gap |= words.ends_with(|c: char| c.is_ascii_whitespace());
            return;
        }
        for (index, word) in words.split(char::is_whitespace).enumerate() {
            self.gap |= index > 0;
            if !word.contains(is_invisible) {
                self.add_word(word, marks);
            } else {
                self.add_word(&word.replace(is_invisible, ""), marks);
            }
        }
    }

    fn add_word(&mut self, word: &str, marks: &Marks) {
        if word.is_empty() {
            return;
        }
        let gap = std::mem::take(&mut self.gap) && !self.runs.is_empty();
        if let Some(last) = self.runs.last_mut() {
            let same = last.strong == marks.strong && last.emphasis == marks.emphasis && last.link == marks.link;
            // The space between two marks belongs to the unmarked or the first of them.
            let space_in_last = same || last.link.is_none() || marks.link.is_some();
            if gap && space_in_last {
                last.text.push(' ');
            }
            if same {
                last.text.push_str(word);
                return;
            }
            let text = if gap && !space_in_last { format!(" {word}") } else { word.to_owned() };
            self.runs.push(marks.run(text));
        } else {
            self.runs.push(marks.run(word.to_owned()));
        }
    }

    fn take(&mut self) -> Text {
        self.gap = false;
        self.breaks = 0;
        std::mem::take(&mut self.runs)
    }
}

/// Control characters, soft hyphens and spaces without width.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}')
}

impl Marks {
    fn run(&self, text: String) -> Run {
        Run { text, strong: self.strong, emphasis: self.emphasis, link: self.link.clone() }
    }
}

struct Reader<'d> {
    dom: &'d Dom,
    skip: &'d dyn Fn(NodeId) -> bool,
    own_line: &'d dyn Fn(NodeId) -> bool,
    out: Blocks,
    line: Line,
}

impl Reader<'_> {
    fn children(&mut self, node: NodeId, marks: Marks, depth: usize) {
        for child in self.dom.children(node) {
            self.node(*child, &marks, depth + 1);
        }
    }

    fn node(&mut self, id: NodeId, marks: &Marks, depth: usize) {
        if let Some(words) = self.dom.text(id) {
            self.break_if_doubled(words);
            self.line.add(words, marks);
            return;
        }
        let Some(name) = self.dom.name(id) else { return };
        if is_dropped(name) || is_hidden(self.dom, id) || (self.skip)(id) {
            return;
        }
        if depth > BLOCK_DEPTH_MAX {
            let words = text_of(self.dom, id);
            self.line.add(&words, marks);
            return;
        }
        if (self.own_line)(id) {
            self.end_line(Wrap::Paragraph);
            self.children(id, Marks::default(), depth);
            self.end_line(Wrap::Paragraph);
            return;
        }
        match name {
            "br" => {
                self.line.gap = true;
                self.line.breaks += 1;
            }
            "b" | "strong" => self.children(id, Marks { strong: true, ..marks.clone() }, depth),
            "i" | "em" | "cite" | "dfn" => self.children(id, Marks { emphasis: true, ..marks.clone() }, depth),
            "a" => {
                let link = self.dom.attribute(id, "href").and_then(link_address).or_else(|| marks.link.clone());
                self.children(id, Marks { link, ..marks.clone() }, depth);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl2" => {
                self.end_line(Wrap::Paragraph);
                self.children(id, Marks::default(), depth);
                self.end_line(Wrap::Heading);
            }
            "blockquote" => self.quote(id, depth),
            "ul" | "ol" | "menu" => self.list(id, name == "ol", depth),
            "table" => self.table(id, depth),
            "figure" => self.figure(id, depth),
            "img" | "amp-img" => self.picture(id, None),
            "iframe" | "video" | "audio" => self.embed(id),
            _ if is_block(name) => {
                self.end_line(Wrap::Paragraph);
                self.children(id, Marks { link: marks.link.clone(), ..Marks::default() }, depth);
                self.end_line(Wrap::Paragraph);
            }
            _ => self.children(id, marks.clone(), depth),
        }
    }

    /// Two line ends in a row are how old editors part paragraphs.
    fn break_if_doubled(&mut self, words: &str) {
        if !words.trim().is_empty() {
            if self.line.breaks >= 2 {
                self.end_line(Wrap::Paragraph);
            }
            self.line.breaks = 0;
        }
    }

    fn end_line(&mut self, wrap: Wrap) {
        let text = self.line.take();
        let words = words_of(&text);
        if !words.chars().any(char::is_alphanumeric) {
            return;
        }
        let block = if wrap == Wrap::Heading || (!self.out.blocks.is_empty() && is_set_apart(&text, &words)) {
            Block::heading(words)
        } else {
            Block::Paragraph { text }
        };
        self.out.blocks.push(block);
    }

    /// Blocks of a node by themselves.
    fn inside(&mut self, id: NodeId, depth: usize) -> Vec<Block> {
        self.end_line(Wrap::Paragraph);
        let before = self.out.blocks.len();
        let pictures_before = self.out.pictures.len();
        self.children(id, Marks::default(), depth);
        self.end_line(Wrap::Paragraph);
        for picture in &mut self.out.pictures[pictures_before..] {
            picture.body_place = Some(before);
        }
        self.out.blocks.split_off(before)
    }

    fn quote(&mut self, id: NodeId, depth: usize) {
        let source = self.dom.elements(id, "cite").chain(self.dom.elements(id, "footer")).next();
        let source_words = source.map(|source| text_of(self.dom, source)).filter(|words| !words.is_empty());
        let blocks = self.inside(id, depth);
        for block in blocks {
            match block {
                Block::Paragraph { text } | Block::Heading { text } => {
                    let words = words_of(&text);
                    let trimmed = words.trim_start_matches(['—', '–', '-', ' ']);
                    match (&source_words, self.out.blocks.last_mut()) {
                        (Some(source), Some(Block::Quote { source: said, .. })) if trimmed == source => {
                            *said = Some(source.clone());
                        }
                        _ => self.out.blocks.push(Block::Quote { text, source: None }),
                    }
                }
                other => self.out.blocks.push(other),
            }
        }
    }

    fn list(&mut self, id: NodeId, ordered: bool, depth: usize) {
        let blocks = self.inside(id, depth);
        // Each item ends its line, so the blocks are the items; lists inside are drawn into this one.
        let mut items = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph { text } | Block::Heading { text } | Block::Quote { text, .. } => items.push(text),
                Block::List { items: more, .. } => items.extend(more),
                other => self.out.blocks.push(other),
            }
        }
        if !items.is_empty() {
            self.out.blocks.push(Block::List { ordered, items });
        }
    }

    fn table(&mut self, id: NodeId, depth: usize) {
        self.end_line(Wrap::Paragraph);
        let within = |node: NodeId| {
            let inner = self.dom.name(node) == Some("table") && node != id;
            !inner
        };
        let rows: Vec<NodeId> = self.dom.walk(id, within).filter(|node| self.dom.name(*node) == Some("tr")).collect();
        let cells = |row: NodeId| -> Vec<NodeId> {
            let is_cell = |cell: &&NodeId| matches!(self.dom.name(**cell), Some("td" | "th"));
            self.dom.children(row).iter().filter(is_cell).copied().collect()
        };
        let grid: Vec<Vec<NodeId>> = rows.iter().map(|row| cells(*row)).filter(|row| !row.is_empty()).collect();
        let widest = grid.iter().map(Vec::len).max().unwrap_or(0);
        let holds_blocks = self.dom.walk(id, |_| true).skip(1).any(|node| {
            matches!(self.dom.name(node), Some("table" | "h1" | "h2" | "h3" | "ul" | "ol" | "blockquote" | "figure"))
        });
        if widest < 2 || holds_blocks {
            // Laid out with a table, as old pages were.
            self.children(id, Marks::default(), depth);
            self.end_line(Wrap::Paragraph);
            return;
        }
        let caption = self.dom.elements(id, "caption").next().map(|caption| text_of(self.dom, caption));
        let mut left = CELLS_MAX;
        let mut lines: Vec<Vec<Text>> = Vec::new();
        for row in &grid {
            let mut texts = Vec::new();
            for cell in row {
                if left == 0 {
                    break;
                }
                left -= 1;
                self.cell(*cell, depth);
                texts.push(self.line.take());
            }
            texts.resize(widest, Text::new());
            lines.push(texts);
            if left == 0 {
                break;
            }
        }
        let heads = grid.first().is_some_and(|row| row.iter().all(|cell| self.dom.name(*cell) == Some("th")));
        let head = if heads && lines.len() > 1 { lines.remove(0) } else { Vec::new() };
        if lines.iter().flatten().any(|text| !text.is_empty()) {
            let caption = caption.filter(|caption| !caption.is_empty());
            self.out.blocks.push(Block::Table { caption, head, rows: lines });
        }
    }

    /// A cell's words into the present line, with their marks; paragraphs in it are joined.
    fn cell(&mut self, cell: NodeId, depth: usize) {
        let inner = self.inside(cell, depth);
        for (index, block) in inner.iter().enumerate() {
            for (position, text) in block.texts().into_iter().enumerate() {
                self.line.gap |= index + position > 0;
                for run in text {
                    let marks = Marks { strong: run.strong, emphasis: run.emphasis, link: run.link.clone() };
                    self.line.add(&run.text, &marks);
                }
            }
        }
    }

    fn figure(&mut self, id: NodeId, depth: usize) {
        let caption = self.dom.elements(id, "figcaption").next();
        let caption_words = caption.map(|caption| text_of(self.dom, caption)).filter(|words| !words.is_empty());
        let image = self.dom.walk(id, |_| true).find(|node| matches!(self.dom.name(*node), Some("img" | "amp-img")));
        match image {
            Some(image) => {
                self.end_line(Wrap::Paragraph);
                self.picture(image, caption_words);
            }
            // A figure around a table, a quotation or a film.
            None => {
                self.end_line(Wrap::Paragraph);
                self.children(id, Marks::default(), depth);
                self.end_line(Wrap::Paragraph);
            }
        }
    }

    fn picture(&mut self, id: NodeId, caption: Option<String>) {
        let Some(href) = picture_address(self.dom, id) else { return };
        let pixels = |name| {
            let words = self.dom.attribute(id, name)?;
            words.trim().trim_end_matches("px").parse::<u32>().ok().filter(|pixels| *pixels < 100_000)
        };
        let (width, height) = (pixels("width"), pixels("height"));
        if width.is_some_and(|width| width <= 2) || height.is_some_and(|height| height <= 2) {
            return;
        }
        let alt = self.dom.attribute(id, "alt").map(tidy).filter(|alt| !alt.is_empty());
        self.out.pictures.push(ArrivedPicture {
            href,
            caption,
            alt,
            width,
            height,
            // A picture inside a line stands before the block that line will be.
            body_place: Some(self.out.blocks.len()),
            ..ArrivedPicture::default()
        });
    }

    fn embed(&mut self, id: NodeId) {
        let source = self.dom.elements(id, "source").next();
        let address = [Some(id), source]
            .into_iter()
            .flatten()
            .find_map(|node| embed_address(self.dom.attribute(node, "src").or(self.dom.attribute(node, "data-src"))?));
        let is_frame = self.dom.name(id) == Some("iframe");
        let Some((url, is_film)) = address else { return };
        if is_frame && !is_film {
            return;
        }
        self.end_line(Wrap::Paragraph);
        let title = self.dom.attribute(id, "title").map(tidy).filter(|title| !title.is_empty());
        self.out.blocks.push(Block::Embed { url, title });
    }
}

/// A whole line in bold that is too short for a paragraph and has no end: a sub-heading by another name.
fn is_set_apart(text: &[Run], words: &str) -> bool {
    text.iter().all(|run| run.strong && run.link.is_none())
        && words.chars().count() <= 90
        && !words.ends_with(['.', '…', ':', ',', ';'])
        && words.split_whitespace().count() >= 2
}
