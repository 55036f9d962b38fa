//! Boxes of other stories on a page: a title, and headlines each with a time and perhaps a section.

use language::Language;

use super::lines::{Line, LineKind, Meta, meta};
use super::stamps::{self, Stamp};
use crate::text::tidy;

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct ListBox {
    pub name: String,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub headline: String,
    pub stamp: Stamp,
    pub section: Option<String>,
    /// The entry's lines as they stood.
    pub raw: String,
}

/// The boxes in some lines, and which lines belong to none.
pub fn part(lines: Vec<Line>) -> (Vec<Line>, Vec<ListBox>) {
    let metas: Vec<Option<Meta>> = lines.iter().map(|line| meta(&line.words)).collect();
    let mut boxes = Vec::new();
    let mut taken = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let Some((found, end)) = box_at(&lines, &metas, at) else {
            at += 1;
            continue;
        };
        taken[at..end].fill(true);
        boxes.push(found);
        at = end;
    }
    let rest = lines.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(line, _)| line).collect();
    (rest, boxes)
}

fn box_at(lines: &[Line], metas: &[Option<Meta>], at: usize) -> Option<(ListBox, usize)> {
    let title = &lines[at];
    let known = is_known_title(&title.words);
    if metas[at].is_some() || !(known || could_be_title(title)) {
        return None;
    }
    let (entries, end) = [entries_below, entries_above, entries_in_line]
        .into_iter()
        .map(|read| read(lines, metas, at + 1))
        .max_by_key(|(entries, _)| entries.len())?;
    let enough = if known { 1 } else { 2 };
    // A page's own headline, standfirst and time are one pair; a box without a known title has at least two.
    (entries.len() >= enough).then(|| (ListBox { name: title.words.trim_end_matches(':').to_owned(), entries }, end))
}

/// Headline, then its time; between two headlines nothing else. A section may stand on a line of its own above.
fn entries_below(lines: &[Line], metas: &[Option<Meta>], from: usize) -> (Vec<Entry>, usize) {
    let mut entries = Vec::new();
    let mut at = from;
    loop {
        while lines.get(at).is_some_and(|line| is_rank(&line.words)) {
            at += 1;
        }
        let section_above = lines.get(at).filter(|line| {
            let short = line.words.split_whitespace().count() <= 2 && !is_known_title(&line.words);
            short && metas.get(at + 2).is_some_and(|meta| meta.as_ref().is_some_and(|meta| meta.section.is_none()))
        });
        let headline_at = at + usize::from(section_above.is_some());
        let (Some(line), Some(Some(meta))) = (lines.get(headline_at), metas.get(headline_at + 1)) else { break };
        if metas[headline_at].is_some() || !could_be_headline(line) {
            break;
        }
        let mut found = entry(line, &lines[headline_at + 1], meta);
        if let (Some(section), Some(entry)) = (section_above, &mut found) {
            entry.section = entry.section.take().or(Some(section.words.clone()));
        }
        entries.extend(found);
        at = headline_at + 2;
    }
    (entries, at)
}

/// The time first, then the headline.
fn entries_above(lines: &[Line], metas: &[Option<Meta>], from: usize) -> (Vec<Entry>, usize) {
    let mut entries = Vec::new();
    let mut at = from;
    loop {
        while lines.get(at).is_some_and(|line| is_rank(&line.words)) {
            at += 1;
        }
        let (Some(Some(meta)), Some(line)) = (metas.get(at), lines.get(at + 1)) else { break };
        if metas[at + 1].is_some() || !could_be_headline(line) {
            break;
        }
        entries.extend(entry(line, &lines[at], meta));
        at += 2;
    }
    (entries, at)
}

/// `22:22 Headline` on one line.
fn entries_in_line(lines: &[Line], metas: &[Option<Meta>], from: usize) -> (Vec<Entry>, usize) {
    let mut entries = Vec::new();
    let mut at = from;
    while let (Some(line), Some(None)) = (lines.get(at), metas.get(at)) {
        let Some((range, stamp)) =
            stamps::find(&line.words).filter(|(range, stamp)| range.start <= 1 && !matches!(stamp, Stamp::Age { .. }))
        else {
            break;
        };
        let headline =
            tidy(line.words[range.end..].trim_start_matches(|c: char| c.is_whitespace() || "-–—|•:)]".contains(c)));
        if headline.split_whitespace().count() < 3 || line.words.chars().count() > 220 {
            break;
        }
        entries.push(Entry { headline, stamp, section: None, raw: line.words.clone() });
        at += 1;
    }
    (entries, at)
}

fn entry(headline: &Line, time: &Line, meta: &Meta) -> Option<Entry> {
    Some(Entry {
        headline: without_rank(&headline.words),
        stamp: meta.stamp?,
        section: meta.section.clone(),
        raw: format!("{}\n{}", headline.words, time.words),
    })
}

fn is_rank(words: &str) -> bool {
    let digits = words.trim_end_matches(['.', ')', '-']);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "1) Başlık" is ranked; "1 Mayıs" is not.
fn without_rank(words: &str) -> String {
    match words.split_once([')', '#']) {
        Some((rank, rest)) if is_rank(rank.trim()) && rest.starts_with(' ') => tidy(rest),
        _ => words.to_owned(),
    }
}

fn could_be_headline(line: &Line) -> bool {
    let words = line.words.split_whitespace().count();
    words >= 2
        && line.words.chars().count() <= 250
        && !is_known_title(&line.words)
        && !matches!(line.kind, LineKind::Other(_))
}

fn could_be_title(line: &Line) -> bool {
    let words = line.words.split_whitespace().count();
    (1..=6).contains(&words)
        && line.words.chars().count() <= 50
        && !line.words.ends_with(['.', ',', ';', '!', '?'])
        && !is_rank(&line.words)
}

/// Titles that portals give to such boxes, by folded words in them.
const TITLES: [&str; 36] = [
    "haftanin one cikan",
    "gunun one cikan",
    "ayin one cikan",
    "one cikanlar",
    "one cikan haberler",
    "ilgili haber",
    "benzer haber",
    "gunun manset",
    "mansetler",
    "cok okunan",
    "cok konusulan",
    "cok yorumlanan",
    "son dakika",
    "son haberler",
    "son eklenen",
    "diger haberler",
    "ilginizi cekebilir",
    "populer haberler",
    "gunun haberleri",
    "gunun ozeti",
    "editorun sec",
    "gozden kacma",
    "sizin icin sec",
    "trend haber",
    "bunlara da bak",
    "kategorinin populer",
    "siradaki haber",
    "bu kategoriden",
    "haftanin en",
    "gundemdekiler",
    "related",
    "most read",
    "latest news",
    "اخبار ذات صله",
    "الاكثر قراءه",
    "اخر الاخبار",
];

pub fn is_known_title(words: &str) -> bool {
    if words.split_whitespace().count() > 7 {
        return false;
    }
    let key = language::fold(words, Language::Turkish);
    let arabic = language::fold(words, Language::Arabic);
    TITLES.iter().any(|title| key.contains(title) || arabic.contains(title))
}

/// A box that says its stories belong to this one.
pub fn says_related(name: &str) -> bool {
    let key = language::fold(name, Language::Turkish);
    ["ilgili", "benzer", "ilginizi cekebilir", "bu konuda", "related", "bunlara da bak"]
        .iter()
        .any(|word| key.contains(word))
        || name.contains("صلة")
}
