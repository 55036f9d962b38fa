//! Two bodies block by block: which block of one is which of the other, and what happened to each.

use std::collections::HashMap;

use super::words::{Piece, Side, words};
use crate::body::{Block, Text, words_of};
use crate::picture::Picture;

/// What happened to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    Added,
    TakenOut,
    Changed,
    Moved,
    MovedAndChanged,
    /// So many blocks in a row that nothing happened to.
    Nothing(usize),
}

/// A block, or a run of blocks nothing happened to.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockDifference {
    pub happened: Happened,
    /// Its type as in JSON: `paragraph`.
    pub kind: &'static str,
    pub lines: Vec<Line>,
    /// The words are the same, and their emphasis or where they lead is not.
    pub is_marks_alone: bool,
}

/// A line of a block: a text of it, or a part with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// `caption`, `alt`, `credit`, `source`, `title`, `address`, `link`, `file`, `cells`, `item`; empty for a text of its own.
    pub label: &'static str,
    pub pieces: Vec<Piece>,
}

/// For each block after, which one before it was: the same, or one of its type that shares enough of its words.
pub fn partners(before: &[Block], after: &[Block]) -> Vec<Option<usize>> {
    let mut free: Vec<Option<&Block>> = before.iter().map(Some).collect();
    let mut found = vec![None; after.len()];
    let (old, new): (Vec<String>, Vec<String>) = (before.iter().map(json).collect(), after.iter().map(json).collect());
    // The same in the same order first, so that one of several equal blocks is the one in its place.
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        if let similar::DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                found[new_index + step] = Some(old_index + step);
                free[old_index + step] = None;
            }
        }
    }
    for (place, block) in new.iter().enumerate() {
        if found[place].is_none()
            && let Some(at) = (0..old.len()).find(|at| free[*at].is_some() && &old[*at] == block)
        {
            found[place] = Some(at);
            free[at] = None;
        }
    }
    let left: Vec<usize> = (0..after.len()).filter(|place| found[*place].is_none()).collect();
    let bags: Vec<Option<Bag>> = free.iter().map(|block| block.map(Bag::of)).collect();
    let mut pairs = Vec::new();
    for place in left {
        let bag = Bag::of(&after[place]);
        for (at, other) in bags.iter().enumerate() {
            let likeness = other.as_ref().map_or(0, |other| bag.likeness(other));
            if likeness >= LIKE_ENOUGH {
                // Of equally like ones the nearer.
                pairs.push((std::cmp::Reverse(likeness), at.abs_diff(place), place, at));
            }
        }
    }
    pairs.sort_unstable();
    for (_, _, place, at) in pairs {
        if found[place].is_none() && free[at].is_some() {
            found[place] = Some(at);
            free[at] = None;
        }
    }
    found
}

/// In hundredths: two texts that share fewer words are two texts.
const LIKE_ENOUGH: usize = 40;

/// A block's words counted, of its type.
struct Bag {
    kind: &'static str,
    words: HashMap<String, usize>,
    count: usize,
}

impl Bag {
    fn of(block: &Block) -> Self {
        let mut words = HashMap::new();
        let mut count = 0;
        for line in parts(block) {
            for word in language::words(&line.1) {
                *words.entry(word.to_owned()).or_insert(0) += 1;
                count += 1;
            }
        }
        Self { kind: kind(block), words, count }
    }

    /// How many of both words are shared, in hundredths.
    fn likeness(&self, other: &Self) -> usize {
        if self.kind != other.kind || self.count + other.count == 0 {
            return 0;
        }
        let shared: usize =
            self.words.iter().map(|(word, count)| (*count).min(other.words.get(word).copied().unwrap_or(0))).sum();
        shared * 200 / (self.count + other.count)
    }
}

/// What happened to the blocks, in the order of the text after; what was taken out stands where it stood.
pub fn blocks(before: &[Block], after: &[Block]) -> Vec<BlockDifference> {
    let partners = partners(before, after);
    let in_order = in_order(&partners);
    let mut told = Vec::new();
    let mut next_old = 0;
    let gone: Vec<bool> = (0..before.len()).map(|at| !partners.contains(&Some(at))).collect();
    let take_out = |told: &mut Vec<BlockDifference>, from: usize, to: usize| {
        for at in (from..to).filter(|at| gone[*at]) {
            told.push(alone(Happened::TakenOut, &before[at], Side::Before));
        }
    };
    for (place, block) in after.iter().enumerate() {
        let Some(at) = partners[place] else {
            told.push(alone(Happened::Added, block, Side::After));
            continue;
        };
        if in_order[place] {
            take_out(&mut told, next_old, at);
            next_old = at + 1;
        }
        let is_changed = &before[at] != block;
        match (in_order[place], is_changed) {
            (true, false) => match told.last_mut() {
                Some(BlockDifference { happened: Happened::Nothing(count), .. }) => *count += 1,
                _ => told.push(BlockDifference {
                    happened: Happened::Nothing(1),
                    kind: "",
                    lines: Vec::new(),
                    is_marks_alone: false,
                }),
            },
            (false, false) => told.push(alone(Happened::Moved, block, Side::Both)),
            (true, true) => told.push(changed(Happened::Changed, &before[at], block)),
            (false, true) => told.push(changed(Happened::MovedAndChanged, &before[at], block)),
        }
    }
    take_out(&mut told, next_old, before.len());
    told
}

/// Which blocks need not move: the longest run of partners that ascends.
fn in_order(partners: &[Option<usize>]) -> Vec<bool> {
    let known: Vec<(usize, usize)> =
        partners.iter().enumerate().filter_map(|(place, at)| at.map(|at| (place, at))).collect();
    let mut tails: Vec<usize> = Vec::new();
    let mut previous = vec![None; known.len()];
    for (index, (_, at)) in known.iter().enumerate() {
        let place = tails.partition_point(|tail| known[*tail].1 < *at);
        previous[index] = place.checked_sub(1).map(|before| tails[before]);
        if place == tails.len() { tails.push(index) } else { tails[place] = index }
    }
    let mut stays = vec![false; partners.len()];
    let mut step = tails.last().copied();
    while let Some(index) = step {
        stays[known[index].0] = true;
        step = previous[index];
    }
    stays
}

fn alone(happened: Happened, block: &Block, side: Side) -> BlockDifference {
    let lines = parts(block).into_iter().map(|(label, text)| Line { label, pieces: vec![Piece { text, side }] });
    BlockDifference { happened, kind: kind(block), lines: lines.collect(), is_marks_alone: false }
}

fn changed(happened: Happened, before: &Block, after: &Block) -> BlockDifference {
    let (old, new) = (parts(before), parts(after));
    let keys = |parts: &[(&'static str, String)]| {
        parts.iter().map(|(label, text)| format!("{label}\u{0}{text}")).collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &keys(&old), &keys(&new)) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if let similar::DiffOp::Equal { .. } = op {
            lines.extend(
                old[old_range]
                    .iter()
                    .map(|(label, text)| Line { label, pieces: vec![Piece { text: text.clone(), side: Side::Both }] }),
            );
            continue;
        }
        // Lines of the same name, in their order, are each other's; the others came or went.
        let mut coming: Vec<&(&'static str, String)> = new[new_range].iter().collect();
        for (label, text) in &old[old_range] {
            let other = coming.iter().position(|(other, _)| other == label).map(|at| coming.remove(at));
            let pieces = words(text, other.map_or("", |(_, other)| other));
            lines.push(Line { label, pieces });
        }
        lines.extend(coming.into_iter().map(|(label, text)| Line { label, pieces: words("", text) }));
    }
    let is_marks_alone = old == new;
    BlockDifference { happened, kind: kind(after), lines, is_marks_alone }
}

fn json(block: &Block) -> String {
    serde_json::to_string(block).expect("a block is plain data")
}

/// The type as its JSON has it.
fn kind(block: &Block) -> &'static str {
    match block {
        Block::Paragraph { .. } => "paragraph",
        Block::Heading { .. } => "heading",
        Block::Quote { .. } => "quote",
        Block::PullQuote { .. } => "pull_quote",
        Block::List { .. } => "list",
        Block::Table { .. } => "table",
        Block::Picture { .. } => "picture",
        Block::Gallery { .. } => "gallery",
        Block::Video { .. } => "video",
        Block::FactBox { .. } => "fact_box",
        Block::StoryLink { .. } => "story_link",
        Block::Embed { .. } => "embed",
    }
}

/// What a block says, line by line, each with its name.
fn parts(block: &Block) -> Vec<(&'static str, String)> {
    let mut parts = Vec::new();
    put_parts(block, &mut parts);
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

fn put_parts(block: &Block, parts: &mut Vec<(&'static str, String)>) {
    let row = |cells: &[Text]| cells.iter().map(|cell| words_of(cell)).collect::<Vec<_>>().join(" | ");
    match block {
        Block::Paragraph { text } | Block::Heading { text } | Block::PullQuote { text } => put_text("", text, parts),
        Block::Quote { text, source } => {
            put_text("", text, parts);
            parts.push(("source", source.clone().unwrap_or_default()));
        }
        Block::List { items, .. } => items.iter().for_each(|item| put_text("item", item, parts)),
        Block::Table { caption, head, rows } => {
            parts.push(("title", caption.clone().unwrap_or_default()));
            parts.push(("cells", row(head)));
            parts.extend(rows.iter().map(|cells| ("cells", row(cells))));
        }
        Block::Picture { picture } => put_picture(picture, parts),
        Block::Gallery { pictures } => pictures.iter().for_each(|picture| put_picture(picture, parts)),
        Block::Video { video } => {
            parts.push(("file", short(&video.file)));
            parts.push(("alt", video.alt.clone()));
            parts.push(("caption", video.caption.clone().unwrap_or_default()));
            parts.push(("credit", video.credit.clone().unwrap_or_default()));
        }
        Block::FactBox { title, blocks } => {
            parts.push(("title", title.clone()));
            blocks.iter().for_each(|inner| put_parts(inner, parts));
        }
        Block::StoryLink { story } => parts.push(("address", format!("#{story}"))),
        Block::Embed { url, title } => {
            parts.push(("address", url.clone()));
            parts.push(("title", title.clone().unwrap_or_default()));
        }
    }
}

/// A text, and where its links lead.
fn put_text(label: &'static str, text: &Text, parts: &mut Vec<(&'static str, String)>) {
    parts.push((label, words_of(text)));
    for run in text {
        if let Some(link) = &run.link {
            parts.push(("link", format!("{} → {link}", run.text)));
        }
    }
}

fn put_picture(picture: &Picture, parts: &mut Vec<(&'static str, String)>) {
    parts.push(("file", short(&picture.file)));
    parts.push(("alt", picture.alt.clone()));
    parts.push(("caption", picture.caption.clone().unwrap_or_default()));
    parts.push(("credit", picture.credit.clone().unwrap_or_default()));
}

/// Enough of a file's hash to tell it from another.
fn short(file: &str) -> String {
    file.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(before: &[Block], after: &[Block]) -> String {
        let line = |block: &BlockDifference| {
            let words: Vec<String> = block
                .lines
                .iter()
                .map(|line| {
                    let mark = |piece: &Piece| match piece.side {
                        Side::Both => piece.text.clone(),
                        Side::Before => format!("[-{}-]", piece.text),
                        Side::After => format!("[+{}+]", piece.text),
                    };
                    line.pieces.iter().map(mark).collect()
                })
                .collect();
            format!("{:?}: {}", block.happened, words.join(" / "))
        };
        blocks(before, after).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_happened_is_told_block_by_block() {
        let paragraph = Block::paragraph;
        let (one, two, three) = (
            paragraph("Irmak gece yarısı taştı."),
            paragraph("İki köy boşaltıldı, yol kapandı."),
            paragraph("Vali ekiplerin sahada olduğunu söyledi."),
        );
        let check = |before: &[Block], after: &[Block], expected: &str| assert_eq!(told(before, after), expected);
        let all = [one.clone(), two.clone(), three.clone()];
        check(&all, &all, "Nothing(3): ");
        check(
            &all,
            &[one.clone(), three.clone()],
            "Nothing(1): \nTakenOut: [-İki köy boşaltıldı, yol kapandı.-]\nNothing(1): ",
        );
        check(
            &all,
            &[three.clone(), one.clone(), two.clone()],
            "Moved: Vali ekiplerin sahada olduğunu söyledi.\nNothing(2): ",
        );
        let mended = paragraph("Üç köy boşaltıldı, yol kapandı.");
        check(
            &all,
            &[one.clone(), mended.clone(), three.clone()],
            "Nothing(1): \nChanged: [-İki-][+Üç+] köy boşaltıldı, yol kapandı.\nNothing(1): ",
        );
        check(&all, &[mended, one, three], "MovedAndChanged: [-İki-][+Üç+] köy boşaltıldı, yol kapandı.\nNothing(2): ");
        check(
            &[two],
            &[paragraph("Bambaşka sözler.")],
            "Added: [+Bambaşka sözler.+]\nTakenOut: [-İki köy boşaltıldı, yol kapandı.-]",
        );
    }

    #[test]
    fn links_and_emphasis_are_told_though_the_words_are_the_same() {
        let run = |strong, link: Option<&str>| crate::body::Run {
            text: "Belediye açıkladı".to_owned(),
            strong,
            emphasis: false,
            link: link.map(str::to_owned),
        };
        let block = |run| [Block::Paragraph { text: vec![run] }];
        let bold = blocks(&block(run(false, None)), &block(run(true, None)));
        assert!(bold[0].is_marks_alone && bold[0].happened == Happened::Changed, "{bold:?}");
        let linked = told(&block(run(false, None)), &block(run(false, Some("story:7"))));
        assert_eq!(linked, "Changed: Belediye açıkladı / [+Belediye açıkladı → story:7+]");
    }

    #[test]
    fn rows_of_a_table_are_told_apart() {
        let cell = |text: &str| crate::body::plain(text);
        let table = |rows: &[[&str; 2]]| Block::Table {
            caption: Some("Fiyatlar".to_owned()),
            head: vec![cell("Yıl"), cell("Lira")],
            rows: rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect(),
        };
        let (before, after) = (table(&[["2025", "10"], ["2026", "12"]]), table(&[["2025", "10"], ["2026", "13"]]));
        assert_eq!(told(&[before], &[after]), "Changed: Fiyatlar / Yıl | Lira / 2025 | 10 / 2026 | [-12-][+13+]");
    }

    proptest! {
        /// Every block of both texts is told once.
        #[test]
        fn nothing_is_left_out(before in proptest::collection::vec("[ab]{1,2} [cd]{1,2} e", 0..8), after in proptest::collection::vec("[ab]{1,2} [cd]{1,2} e", 0..8)) {
            let of = |texts: &[String]| texts.iter().map(Block::paragraph).collect::<Vec<_>>();
            let (before, after) = (of(&before), of(&after));
            let (mut old, mut new) = (0, 0);
            for block in blocks(&before, &after) {
                let (in_old, in_new) = match block.happened {
                    Happened::Added => (0, 1),
                    Happened::TakenOut => (1, 0),
                    Happened::Nothing(count) => (count, count),
                    _ => (1, 1),
                };
                old += in_old;
                new += in_new;
            }
            prop_assert_eq!((old, new), (before.len(), after.len()));
        }
    }
}
