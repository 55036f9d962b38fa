//! The story's own parts among a page's lines: headline, standfirst, time and section, text.

use language::Language;
use newsroom::body::{Block, Run, Text, words_of};
use newsroom::lint::d10;

use super::lines::{AGENCIES, Labelled, Line, LineKind, Meta, labelled, meta};
use crate::text::tidy;

/// What a page says of its story, before anything is mended.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub headline: String,
    pub standfirst: Option<String>,
    pub meta: Meta,
    /// How the page printed its time, for messages.
    pub printed_time: Option<String>,
    pub blocks: Vec<Block>,
    pub bylines: Vec<String>,
    pub credits: Vec<String>,
    pub dateline: Option<String>,
    pub tags: Vec<String>,
}

/// What is known of a page before its lines are looked at: from the data an HTML page carries.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub headline: Option<String>,
    pub standfirst: Option<String>,
}

/// Reads lines that hold no boxes any more. `None` if there is nothing that could be a headline.
pub fn of_lines(lines: &[Line], known: &Known) -> Option<Parts> {
    let headline_at = headline_at(lines, known.headline.as_deref());
    let headline = known.headline.clone().or_else(|| headline_at.map(|at| lines[at].words.clone()))?;
    let mut parts = Parts { headline: without_page_words(&headline), ..Parts::default() };
    let mut at = headline_at.map_or(0, |at| at + 1);
    let meta_at = (0..lines.len().min(at + 8)).find(|index| meta(&lines[*index].words).is_some());
    if let Some(meta_at) = meta_at {
        parts.meta = meta(&lines[meta_at].words).unwrap_or_default();
        parts.printed_time = Some(lines[meta_at].words.clone());
    }
    let mut header: Vec<&Line> = Vec::new();
    if let Some(meta_at) = meta_at.filter(|meta_at| *meta_at >= at) {
        header.extend(lines[at..meta_at].iter().filter(|line| !line.words.is_empty()));
        at = meta_at + 1;
    }
    // A second line of times, or an agency's name by itself, still belongs to the head.
    while let Some(line) = lines.get(at) {
        match meta(&line.words) {
            Some(more) => {
                parts.meta.updated = parts.meta.updated.or(more.updated).or(more.stamp);
                parts.meta.section = parts.meta.section.take().or(more.section);
            }
            None if AGENCIES.contains(&line.words.as_str()) => parts.credits.push(line.words.clone()),
            None => break,
        }
        at += 1;
    }
    // Sentences in the head are the standfirst; a word or two beside them is the section or a button.
    let spoken: Vec<&str> =
        header.iter().map(|line| line.words.as_str()).filter(|words| words.split_whitespace().count() >= 4).collect();
    for line in header.iter().filter(|line| line.words.split_whitespace().count() <= 3) {
        match labelled(&line.words) {
            None if parts.meta.section.is_none() && line.words.chars().count() <= 25 => {
                parts.meta.section = Some(line.words.clone())
            }
            found => parts.note(found),
        }
    }
    if parts.meta.section.is_none() {
        parts.meta.section = section_around(lines, meta_at, headline_at);
    }
    let (labels, words): (Vec<&str>, Vec<&str>) = spoken.into_iter().partition(|words| labelled(words).is_some());
    for line in labels {
        parts.note(labelled(line));
    }
    parts.standfirst = if words.is_empty() { known.standfirst.clone() } else { Some(words.join(" ")) };
    parts.body(&lines[at.min(lines.len())..]);
    if parts.standfirst.is_none() {
        parts.take_standfirst_from_body();
    }
    Some(parts)
}

/// A word or two without a sentence's marks.
fn section_word(words: &str) -> Option<String> {
    let words = words.trim_matches(|c: char| c.is_whitespace() || "-–—|•·:/".contains(c));
    let is_short = (1..=3).contains(&words.split_whitespace().count()) && words.chars().count() <= 25;
    (is_short && !words.contains(['.', '!', '?', '"', ',']) && words.chars().all(|c| !c.is_ascii_digit()))
        .then(|| words.to_owned())
}

/// The section where it stands on a line of its own beside the time or above the headline, or in the page's trail.
fn section_around(lines: &[Line], meta_at: Option<usize>, headline_at: Option<usize>) -> Option<String> {
    let headline_at = headline_at?;
    let beside = meta_at
        .filter(|meta_at| *meta_at < headline_at)
        .into_iter()
        .flat_map(|meta_at| [meta_at + 1, meta_at.wrapping_sub(1)]);
    let near = beside.filter(|at| *at < headline_at).find_map(|at| section_word(&lines[at].words));
    near.or_else(|| {
        let trail = lines[..headline_at].iter().find(|line| is_trail(&line.words))?;
        let steps = trail.words.split(['>', '»', '›']).filter_map(section_word);
        steps.into_iter().find(|step| {
            !matches!(language::fold(step, Language::Turkish).as_str(), "ana sayfa" | "anasayfa" | "haberler" | "haber")
        })
    })
}

fn headline_at(lines: &[Line], known: Option<&str>) -> Option<usize> {
    let key = |words: &str| language::fold(&tidy(words), Language::Turkish);
    if let Some(known) = known {
        let wanted = key(known);
        return lines.iter().position(|line| key(&line.words) == wanted);
    }
    let is_headline =
        |line: &&Line| meta(&line.words).is_none() && labelled(&line.words).is_none() && !is_trail(&line.words);
    // Menus come first on some pages, in a word or two; a headline has three.
    let long = lines.iter().position(|line| is_headline(&line) && line.words.split_whitespace().count() >= 3);
    long.or_else(|| lines.iter().position(|line| is_headline(&line) && !line.words.is_empty()))
}

/// "Ana Sayfa > Gündem > …": where the page stands, not what it says.
fn is_trail(words: &str) -> bool {
    let steps = words.split(['>', '»', '›']).count();
    let key = language::fold(words, Language::Turkish);
    steps >= 3
        || (steps == 2 && (key.starts_with("ana sayfa") || key.starts_with("anasayfa") || key.starts_with("haberler")))
}

/// What pages add to a headline: "… haberi", "… | Örnek Gazetesi".
fn without_page_words(headline: &str) -> String {
    let headline = tidy(headline);
    let cut = headline
        .rsplit_once(" | ")
        .filter(|(before, after)| before.split_whitespace().count() >= 4 && after.split_whitespace().count() <= 4);
    let headline = cut.map_or(headline.as_str(), |(before, _)| before);
    // "haberi" ends a headline only where the page's own software put it: after a sentence's mark or a whole headline.
    let stripped = headline.strip_suffix(" haberi").filter(|before| {
        before.split_whitespace().count() >= 4 && before.ends_with(['!', '?', '"', '”', '.', '\'', ')'])
    });
    tidy(stripped.unwrap_or(headline))
}

impl Parts {
    fn note(&mut self, found: Option<Labelled>) {
        match found {
            Some(Labelled::Byline(name)) if !self.bylines.contains(&name) => self.bylines.push(name),
            Some(Labelled::Credit(name)) if !self.credits.contains(&name) => self.credits.push(name),
            Some(Labelled::Tags(tags)) => self.tags.extend(tags),
            _ => {}
        }
    }

    fn body(&mut self, lines: &[Line]) {
        let end = lines.iter().position(|line| is_footer(&line.words)).unwrap_or(lines.len());
        let lines = &lines[..end];
        let mut last_list = None;
        for (index, line) in lines.iter().enumerate() {
            let this_list = match &line.kind {
                LineKind::Item { list, .. } => Some(*list),
                _ => None,
            };
            if let Some(found) = labelled(&line.words) {
                self.note(Some(found));
                continue;
            }
            // A further time inside the text is the page's, unless it is a sentence.
            if meta(&line.words).is_some() || is_trail(&line.words) {
                continue;
            }
            if let Some(agency) = agency_alone(&line.words) {
                self.note(Some(Labelled::Credit(agency.to_owned())));
                continue;
            }
            let has_next = lines[index + 1..].iter().any(|line| !line.words.is_empty());
            match (&line.kind, self.blocks.last_mut()) {
                (LineKind::Item { text, .. }, Some(Block::List { items, .. })) if this_list == last_list => {
                    items.push(text.clone())
                }
                (LineKind::Item { ordered, text, .. }, _) => {
                    self.blocks.push(Block::List { ordered: *ordered, items: vec![text.clone()] });
                }
                (LineKind::Heading, _) => self.blocks.push(Block::heading(line.words.clone())),
                (LineKind::Quote(text), _) => self.blocks.push(Block::Quote { text: text.clone(), source: None }),
                (LineKind::Other(block), _) => self.blocks.push(*block.clone()),
                (LineKind::Words(text), last) => match bullet(text) {
                    Some(item) => match last {
                        Some(Block::List { items, ordered: false }) if last_list.is_none() => items.push(item),
                        _ => self.blocks.push(Block::List { ordered: false, items: vec![item] }),
                    },
                    None if has_next && last.is_some() && is_heading_line(&line.words) => {
                        self.blocks.push(Block::heading(line.words.clone()));
                    }
                    None => self.blocks.push(Block::Paragraph { text: text.clone() }),
                },
            }
            last_list = this_list;
        }
        // A heading that heads nothing was a caption or a line of the page.
        while matches!(self.blocks.last(), Some(Block::Heading { .. })) {
            self.blocks.pop();
        }
        self.take_dateline();
        self.take_agency_at_end();
    }

    /// "ANKARA (AA) - ": the place and the agency, which a page prints by themselves.
    fn take_dateline(&mut self) {
        let Some(Block::Paragraph { text }) = self.blocks.first_mut() else { return };
        let Some(first) = text.first_mut() else { return };
        let Some((place, rest)) = first.text.split_once(" (") else { return };
        let Some((agency, rest)) = rest.split_once(')') else { return };
        let Some(after) = rest.trim_start().strip_prefix(['-', '–', '—']) else { return };
        let is_place = place.chars().count() <= 40
            && place.chars().all(|c| !c.is_lowercase())
            && place.chars().any(char::is_alphabetic);
        if is_place && AGENCIES.contains(&agency.trim()) && !after.trim().is_empty() {
            let (place, agency, after) = (tidy(place), tidy(agency), after.trim_start().to_owned());
            first.text = after;
            self.dateline = Some(place);
            self.note(Some(Labelled::Credit(agency)));
        }
    }

    /// "… dedi. (İHA)" and "… dedi. - İHA".
    fn take_agency_at_end(&mut self) {
        let Some(Block::Paragraph { text }) =
            self.blocks.iter_mut().rev().find(|block| matches!(block, Block::Paragraph { .. }))
        else {
            return;
        };
        let Some(last) = text.last_mut() else { return };
        let trimmed = last.text.trim_end();
        let found = AGENCIES.iter().find_map(|agency| {
            let endings = [format!("({agency})"), format!(". - {agency}"), format!(". – {agency}")];
            let ending = endings.iter().find(|ending| trimmed.ends_with(ending.as_str()))?;
            Some((*agency, ending.len() - usize::from(ending.starts_with('.'))))
        });
        if let Some((agency, length)) = found {
            last.text = trimmed[..trimmed.len() - length].trim_end().to_owned();
            if last.text.is_empty() {
                text.pop();
            }
            self.note(Some(Labelled::Credit(agency.to_owned())));
        }
        self.blocks.retain(|block| !matches!(block, Block::Paragraph { text } if words_of(text).trim().is_empty()));
    }

    /// Where the time stands above the standfirst, the standfirst is the first paragraph if the second says it again.
    fn take_standfirst_from_body(&mut self) {
        let (Some(Block::Paragraph { text: first }), Some(Block::Paragraph { text: second })) =
            (self.blocks.first(), self.blocks.get(1))
        else {
            return;
        };
        let (first, second) = (words_of(first), words_of(second));
        let language = super::language_of(&second);
        if d10::are_twins(&first, &second, language) {
            self.standfirst = Some(first);
            self.blocks.remove(0);
        }
    }
}

fn agency_alone(words: &str) -> Option<&'static str> {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || "()-–—.".contains(c));
    AGENCIES.iter().find(|agency| **agency == bare).copied()
}

/// "- item", "• item".
fn bullet(text: &[Run]) -> Option<Text> {
    let first = text.first()?;
    let rest = ["• ", "- ", "– ", "▪ ", "● ", "* "].iter().find_map(|mark| first.text.strip_prefix(mark))?;
    let mut item = text.to_vec();
    item[0].text = rest.trim_start().to_owned();
    Some(item)
}

/// A line by itself that is no sentence.
fn is_heading_line(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let quoted = words.starts_with(['"', '“'])
        && words.ends_with(['"', '”'])
        && !words.trim_end_matches(['"', '”']).ends_with(['.', '!', '?']);
    let open = !words.ends_with(['.', '!', '…', ':', ';', ',', '"', '”', ')', '\'', '’']);
    (2..=14).contains(&count) && words.chars().count() <= 110 && (open || quoted)
}

/// Where a page's own words begin again.
fn is_footer(words: &str) -> bool {
    let key = language::fold(words, Language::Turkish);
    words.starts_with(['©', '®'])
        || key.starts_with("copyright")
        || [
            "tum haklari saklidir",
            "yayin ilkeleri",
            "kunye iletisim",
            "gizlilik politikasi",
            "cerez politikasi",
            "yorum yapabilmek",
            "yorumlar (",
        ]
        .iter()
        .any(|mark| key.contains(mark))
        || matches!(key.as_str(), "yorumlar" | "kunye" | "iletisim" | "yorum yazin" | "yorum gonder" | "hakkimizda")
}
