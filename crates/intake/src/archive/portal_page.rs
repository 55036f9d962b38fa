//! One article page of an old portal, as HTML or as text, into the story and the entries of its boxes.
//!
//! The steps, each in a file of its own: `lines` cleans the page and tells times, labels and buttons from words;
//! `markup` makes lines of an HTML page and reads the data it carries; `boxes` takes out the lists of other
//! stories; `story` finds headline, standfirst and text in what is left; `mend` gives back what the page's
//! software broke; `judge` works out the story's day and what the boxes show. `stamps` reads times.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use language::{Detectable, Language};
use newsroom::Body;
use newsroom::body::Block;
use newsroom::lint::{Code, Finding, Severity, d06};

use crate::arrival::{Arrival, ArrivalKind, TimePrecision, Wrong, made_up_uri};
use crate::text;

mod boxes;
mod judge;
mod lines;
mod markup;
mod mend;
mod stamps;
mod story;

use boxes::{Entry, ListBox};
use judge::Capture;
use story::{Known, Parts};

/// Reads a page that was captured at `captured_at`; hours without a zone are in `zone`. The first arrival is the story,
/// the others are the entries of its boxes in the page's order, each once.
///
/// `source_name` names the site, so that the same story met on two of its pages is the same arrival.
///
/// # Errors
/// If the bytes are no text in a known encoding, or hold nothing that could be a headline.
pub fn read(source_name: &str, bytes: &[u8], captured_at: Timestamp, zone: &TimeZone) -> Result<Vec<Arrival>, Wrong> {
    let page = text::page(bytes)?;
    let capture = Capture { at: captured_at, zone: zone.clone() };
    let read = if is_html(&page) { of_html(&page) } else { of_text(&page) };
    let mut read = read.ok_or_else(|| Wrong::new("line 1", "nothing here could be the headline of a story"))?;
    let spoken = read.parts.standfirst.iter().cloned().chain(read.parts.blocks.iter().map(Block::plain_text));
    let page_language =
        language_of(&std::iter::once(read.parts.headline.clone()).chain(spoken).collect::<Vec<_>>().join("\n"));
    let mut findings = mend::mend(&mut read.parts, &read.junk, page_language);
    let (time, precision, about_time) = judge::story_time(&read.parts, &read.boxes, &capture);
    findings.extend(about_time);
    findings.extend(judge::boxes(&read.parts, &read.boxes, &capture, page_language));
    let mut arrivals = vec![story_of(source_name, &page, read.parts, read.pictures, time, precision, &capture)];
    let story = &mut arrivals[0];
    story.language = Some(page_language.code().to_owned());
    if let Some(wanted) = story.section_words.first().and_then(|section| d06::section_language(section))
        && wanted != page_language
    {
        let message = format!("the words are not in the language of \"{}\"", story.section_words[0]);
        findings.push(Finding::new(Code::D6, Severity::Error, "section", message));
    }
    if story.bylines.is_empty() && story.credits.is_empty() {
        let message = "the page names neither an author nor an agency";
        findings.push(Finding::new(Code::D9, Severity::Warning, "byline", message));
    }
    findings.sort_by_key(|finding| finding.code);
    story.findings = findings;
    let entries = read.boxes.iter().flat_map(|found| found.entries.iter().map(move |entry| (found, entry)));
    for (found, entry) in entries {
        let brief = brief(source_name, found, entry, &capture, page_language);
        if !arrivals.iter().any(|known| {
            known.uri == brief.uri || known.headline == brief.headline && known.first_created == brief.first_created
        }) {
            arrivals.push(brief);
        }
    }
    Ok(arrivals)
}

/// A page's parts before anything is judged.
struct Read {
    parts: Parts,
    boxes: Vec<ListBox>,
    junk: Vec<lines::Junk>,
    pictures: Vec<crate::arrival::ArrivedPicture>,
}

fn is_html(page: &str) -> bool {
    let start = page[..page.floor_char_boundary(20_000)].to_ascii_lowercase();
    ["<html", "<!doctype", "<body", "<head", "<article", "<h1"].iter().any(|mark| start.contains(mark))
        || ["<p", "<div", "<br"].iter().map(|mark| start.matches(mark).count()).sum::<usize>() >= 3
}

fn of_text(page: &str) -> Option<Read> {
    let (lines, junk) = lines::of_text(page);
    let (rest, boxes) = part_after_head(lines);
    let parts = story::of_lines(&rest, &Known::default())?;
    Some(Read { parts, boxes, junk, pictures: Vec::new() })
}

/// Boxes are looked for below the story's own time: headline, standfirst and time look like an entry too.
fn part_after_head(lines: Vec<lines::Line>) -> (Vec<lines::Line>, Vec<ListBox>) {
    let own_time = lines.iter().take(12).position(|line| lines::meta(&line.words).is_some());
    // The time belongs to the story if a paragraph follows it rather than the next headline with its time.
    let is_own = |at: &usize| {
        let next_time = lines.iter().skip(at + 1).take(2).position(|line| lines::meta(&line.words).is_some());
        next_time != Some(1) || lines.get(at + 1).is_some_and(|line| line.words.chars().count() > 250)
    };
    let head = own_time.filter(is_own).map_or(usize::from(!lines.is_empty()), |at| at + 1);
    let mut lines = lines;
    let below = lines.split_off(head);
    let (rest, found) = boxes::part(below);
    lines.extend(rest);
    (lines, found)
}

fn of_html(page: &str) -> Option<Read> {
    let mut markup = markup::read(page);
    let (story_lines, mut found) = part_after_head(std::mem::take(&mut markup.story));
    let (rest, around) = boxes::part(std::mem::take(&mut markup.rest));
    found.extend(around);
    let mut parts = story::of_lines(&story_lines, &markup.known)?;
    if parts.blocks.is_empty() && story_lines.is_empty() {
        // Nothing was dense enough for a text: the page as lines.
        if let Some(plain) = story::of_lines(&rest, &markup.known) {
            parts = plain;
        }
    }
    if let Some(published) = markup.published {
        parts.meta.stamp = Some(published);
    }
    parts.meta.updated = markup.updated.or(parts.meta.updated);
    parts.meta.section = markup.section.or(parts.meta.section.take());
    for (list, more) in
        [(&mut parts.bylines, markup.bylines), (&mut parts.credits, markup.credits), (&mut parts.tags, markup.tags)]
    {
        for name in more {
            if !list.contains(&name) {
                list.push(name);
            }
        }
    }
    Some(Read { parts, boxes: found, junk: markup.junk, pictures: markup.pictures })
}

fn story_of(
    source_name: &str,
    page: &str,
    parts: Parts,
    pictures: Vec<crate::arrival::ArrivedPicture>,
    time: Option<Timestamp>,
    precision: TimePrecision,
    capture: &Capture,
) -> Arrival {
    let uri = made_up_uri(source_name, &parts.headline, &day(time, capture));
    let mut story = Arrival::bare(uri, ArrivalKind::Text, page);
    if let Some((time, precision)) = parts.meta.updated.and_then(|stamp| stamp.resolve(capture.at, &capture.zone)) {
        (story.version_created, story.version_precision) = (Some(time), precision);
    }
    story.section_words = parts.meta.section.into_iter().collect();
    for other in parts.meta.others {
        let list =
            if lines::AGENCIES.contains(&other.as_str()) { &mut story.credits } else { &mut story.section_words };
        list.push(other);
    }
    story.headline = Some(parts.headline);
    story.standfirst = parts.standfirst;
    story.body = Body(parts.blocks);
    story.bylines = parts.bylines;
    story.credits.extend(parts.credits);
    story.dateline = parts.dateline;
    story.tags = parts.tags;
    // The body was mended, so places inside it no longer hold.
    story.pictures =
        pictures.into_iter().map(|picture| crate::arrival::ArrivedPicture { body_place: None, ..picture }).collect();
    story.first_created = time;
    story.time_precision = precision;
    story
}

fn brief(source_name: &str, found: &ListBox, entry: &Entry, capture: &Capture, page_language: Language) -> Arrival {
    let (time, precision) = match entry.stamp.resolve(capture.at, &capture.zone) {
        Some((time, precision)) => (Some(time), precision),
        None => (None, TimePrecision::Unknown),
    };
    let mut brief =
        Arrival::bare(made_up_uri(source_name, &entry.headline, &day(time, capture)), ArrivalKind::Text, &entry.raw);
    brief.headline = Some(entry.headline.clone());
    brief.section_words = entry.section.iter().cloned().collect();
    brief.first_created = time;
    brief.time_precision = precision;
    brief.brief = true;
    brief.box_name = Some(found.name.clone());
    let detected = language::detect(&entry.headline).filter(|detected| detected.confidence >= 0.75);
    let language = match detected.map(|detected| detected.language) {
        Some(Detectable::Known(language)) => language,
        _ => page_language,
    };
    brief.language = Some(language.code().to_owned());
    brief.findings.extend(judge::language_of_entry(entry, page_language));
    brief
}

fn day(time: Option<Timestamp>, capture: &Capture) -> String {
    time.map_or(String::new(), |time| time.to_zoned_datetime(capture.zone.clone()).date().to_string())
}

/// The language of a page's words; Turkish where they do not tell, as most such portals are.
fn language_of(words: &str) -> Language {
    match language::detect(words).map(|detected| detected.language) {
        Some(Detectable::Known(language)) => language,
        _ => Language::Turkish,
    }
}

#[cfg(test)]
mod tests;
