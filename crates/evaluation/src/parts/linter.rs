//! The linter: the defects of the page it began with are found, and well-formed news is left in peace.

use std::collections::BTreeMap;

use anyhow::{anyhow, ensure};
use intake::archive::portal_page;
use jiff::tz::TimeZone;
use language::Language;
use newsroom::lint::{Code, Facts, Subject, lint};
use newsroom::{Block, Body, Byline, Content, Edition, SectionKey};
use serde::Deserialize;

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};

const ABOUT: &str = "\
The ten defects in the page the linter was begun for; and of texts that newspapers printed, the share in which each rule finds something. All of it is
counted as false alarms, though some is true: signatures such as (AA) at a text's end, teasers that were cut, headlines of capitals. The texts have no
standfirst, so that their first sentence stands for one; those of one sentence are left out, and texts without line ends are one paragraph. A rule is
judged only where a collection kept what it judges: TTC-3600 was scraped with runs of blanks and with entities, so that it says nothing of doubled
spaces and leaked markup; one paper's headlines run on into the text in that collection, and say nothing of length; Arabic has no capitals. Rules
that count (spaces, paragraphs, letters) cannot be wrong, and what they find in Arabic and English is told without an aim. No text has pictures,
links, hours or sections, so that the rules on those are judged by tests alone; and all texts were published, so that the same event is nobody's defect.";

/// A paper whose headlines in the collection run on into the text, up to a hundred and fifty letters.
const RUNS_ON: &str = "evrensel.net";

/// What is asked of each rule: no more than one in two hundred.
const ALARMS_MAX: f64 = 0.005;

#[derive(Deserialize)]
struct Pair {
    lang: String,
    text1: String,
    text2: String,
}

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut figures = vec![seed(data)?];
    let turkish = [
        ("TTC-3600", data.field("tr-news-ttc3600/docs.jsonl.gz", "text")?),
        (
            "NEWS-CAT",
            [data.field("tr-news-cat/train.jsonl.gz", "text")?, data.field("tr-news-cat/val.jsonl.gz", "text")?]
                .concat(),
        ),
        ("financial", data.field("tr-news-financial/articles.jsonl.gz", "content")?),
    ];
    let pairs: Vec<Pair> = data.lines("semeval22-pairs/pairs.jsonl.gz")?;
    let rated = |code: &str| {
        let ours = pairs.iter().filter(|pair| pair.lang == code);
        ours.flat_map(|pair| [pair.text1.clone(), pair.text2.clone()]).collect::<Vec<_>>()
    };
    let mut counted = Counted::default();
    for (name, texts) in &turkish {
        texts.iter().for_each(|text| counted.text(name, text, Language::Turkish));
    }
    rated("tr").iter().for_each(|text| counted.text("SemEval", text, Language::Turkish));
    for (site, line) in super::turkish_headlines(data)? {
        counted.headline(if site == RUNS_ON { RUNS_ON } else { "headlines" }, &line, Language::Turkish);
    }
    data.field("tr-news-financial/articles.jsonl.gz", "title")?
        .iter()
        .for_each(|line| counted.headline("headlines", line, Language::Turkish));
    let saudi = data.field("ar-news-saudinewsnet/docs.jsonl.gz", "content")?;
    saudi.iter().for_each(|text| counted.text("SaudiNewsNet", text, Language::Arabic));
    rated("ar").iter().for_each(|text| counted.text("SemEval", text, Language::Arabic));
    data.field("ar-news-saudinewsnet/docs.jsonl.gz", "title")?
        .iter()
        .for_each(|line| counted.headline("headlines", line, Language::Arabic));
    rated("en").iter().for_each(|text| counted.text("SemEval", text, Language::English));
    data.field("search-xquad/en.docs.jsonl.gz", "text")?
        .iter()
        .for_each(|text| counted.text("XQuAD", text, Language::English));
    figures.extend(counted.figures());
    Ok(Part { title: "Linter: defects found, and good copy left in peace", about: ABOUT, figures })
}

/// Of the ten defects, how many are found in the page.
fn seed(data: &Data) -> anyhow::Result<Figure> {
    let page = data.text("seed/portal-page.txt")?;
    let captured_at = "2026-01-01T00:45:00+03:00".parse()?;
    let read = portal_page::read("portal-page.txt", page.as_bytes(), captured_at, &TimeZone::get("Europe/Istanbul")?);
    let arrivals = read.map_err(|wrong| anyhow!("{wrong}"))?;
    ensure!(!arrivals.is_empty(), "the seed page holds no story");
    let mut codes: Vec<Code> = arrivals.iter().flat_map(|one| &one.findings).map(|finding| finding.code).collect();
    codes.sort();
    codes.dedup();
    let ten = codes.iter().filter(|code| code.as_str().starts_with('D')).count();
    Ok(Figure::new("Of the ten defects, found in the seed page", ten as f64, 10).aim(Aim::AtLeast(10.0)).floor(10.0))
}

/// Texts looked at and alarms, by language and rule.
#[derive(Default)]
struct Counted {
    of: BTreeMap<(&'static str, Code), (usize, usize)>,
}

impl Counted {
    fn text(&mut self, collection: &str, text: &str, language: Language) {
        // Lost line ends show as runs of spaces; paragraphs are parted there.
        let text = text.replace(['\r', '\t', '\u{feff}'], " ").replace('\n', "   ");
        let parts: Vec<&str> = text.split("   ").map(str::trim).filter(|part| !part.is_empty()).collect();
        // A short line without an end is a sub-heading here, and ends no paragraph.
        let is_text =
            |part: &&str| part.chars().count() > 60 && part.ends_with(['.', '!', '?', '"', '”', '…', '؟', ')']);
        let paragraphs: Vec<&str> = parts.iter().copied().filter(is_text).collect();
        let Some((first, rest)) = paragraphs.split_first() else { return };
        let sentences = language::sentences(first);
        let standfirst = sentences.first().map_or("", |sentence| sentence.trim());
        let own = sentences[1..].concat();
        let body: Vec<&str> =
            std::iter::once(own.trim()).chain(rest.iter().copied()).filter(|part| !part.is_empty()).collect();
        // A text of one sentence has nothing but its standfirst.
        if body.is_empty() {
            return;
        }
        let headline = headline_of(language);
        let content = content(headline, Some(standfirst), &body, language);
        self.count(collection, &content, language, |code| code != Code::LongHeadline);
    }

    fn headline(&mut self, collection: &str, line: &str, language: Language) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        let of_headlines = |code| {
            matches!(
                code,
                Code::D1
                    | Code::LeakedMarkup
                    | Code::Mojibake
                    | Code::ShoutingCapitals
                    | Code::LongHeadline
                    | Code::AgencyTail
                    | Code::ImpossibleDate
                    | Code::OtherLanguage
            )
        };
        self.count(collection, &content(line, None, &[], language), language, of_headlines);
    }

    fn count(&mut self, collection: &str, content: &Content, language: Language, judges: impl Fn(Code) -> bool) {
        let edition = Edition::new("x", language);
        let found = lint(&Subject { content, edition: &edition, published_at: None, facts: Facts::NONE });
        let name = match language {
            Language::Turkish => "Turkish",
            Language::Arabic => "Arabic",
            _ => "English",
        };
        for code in Code::OF_STORIES.into_iter().filter(|code| judges(*code) && is_judged(*code, collection, language))
        {
            let (looked, alarms) = self.of.entry((name, code)).or_default();
            *looked += 1;
            let alarm = found.iter().find(|finding| finding.code == code);
            *alarms += usize::from(alarm.is_some());
            if let Some(finding) = alarm.filter(|_| std::env::var_os("LINT_SHOW").is_some()) {
                eprintln!("{name} {collection} {} {}: {}", code.as_str(), finding.place, finding.message);
            }
        }
    }

    fn figures(self) -> Vec<Figure> {
        let one = |((language, code), (looked, alarms)): ((&str, Code), (usize, usize))| {
            let figure = Figure::new(
                format!("{language}, {}: {alarms} alarms", code.as_str()),
                alarms as f64 / looked as f64,
                looked,
            );
            let counts = matches!(code, Code::DoubledSpaces | Code::DoubledParagraph | Code::LongHeadline);
            if counts && language != "Turkish" { figure } else { figure.aim(Aim::AtMost(ALARMS_MAX)).floor(ALARMS_MAX) }
        };
        self.of.into_iter().map(one).collect()
    }
}

/// Whether a collection kept what the rule judges.
fn is_judged(code: Code, collection: &str, language: Language) -> bool {
    match code {
        Code::MissingAlt
        | Code::MissingCredit
        | Code::BrokenLink
        | Code::SameEvent
        | Code::D9
        | Code::D6
        | Code::EmptyParagraph => false,
        Code::D2 | Code::ShoutingCapitals => language != Language::Arabic,
        Code::DoubledSpaces | Code::LeakedMarkup => collection != "TTC-3600",
        Code::LongHeadline => collection != RUNS_ON,
        _ => true,
    }
}

fn headline_of(language: Language) -> &'static str {
    match language {
        Language::Turkish => "Günün haberi burada",
        Language::Arabic => "خبر اليوم هنا",
        _ => "The news of the day",
    }
}

fn content(headline: &str, standfirst: Option<&str>, paragraphs: &[&str], language: Language) -> Content {
    Content {
        language: language.code().to_owned(),
        headline: headline.to_owned(),
        standfirst: standfirst.map(str::to_owned),
        body: Body(paragraphs.iter().map(|words| Block::paragraph(*words)).collect()),
        bylines: vec![Byline { name: "Ada Kaya".to_owned(), slug: "ada-kaya".to_owned() }],
        sections: vec![SectionKey::from("gundem")],
        urgency: 5,
        ..Content::default()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn linter_keeps_what_it_reached() {
        crate::parts::hold_floors(super::measure);
    }
}
