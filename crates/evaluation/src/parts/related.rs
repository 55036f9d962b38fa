//! Related: what stands beside a story is worth reading after it.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use language::Language;
use newsroom::lists::{RELATED_LEAST, RELATED_MAX};
use newsroom::{EditionCode, StoryNumber};
use search::event::{Entry, Events, Signature, Text};
use serde_json::Value;

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};
use crate::sampling;

const ABOUT: &str = "\
Stories of a paper, each with the five that would stand beside it: the related ones, against the newest of the same section. The papers are TTC-3600 with
its six categories as sections and the order of its files as hours, and Al-Jazirah's stories of SaudiNewsNet with the letters of its addresses as
sections. Twenty stories were drawn by the hash of their names, two of a section; what either way and a plain TF-IDF would place beside them was judged by
reading both, by this rule: *2* the same event, what led to it or came of it; *1* the same narrow subject (a club, a company, an illness, a law) in another
matter; *0* only the section or a broad topic in common, or the same text again. The judgements stand in `crates/evaluation/judged/related.tsv` by
file and number. nDCG@5 with gains 2^grade − 1 is taken over the stories for which something worth reading was found at all; what nobody judged counts 0. For
the others the right answer is nothing.";

const JUDGED: &str = include_str!("../../judged/related.tsv");

/// Grades of what may stand beside a story.
type Grades = HashMap<String, u8>;

struct Story {
    id: String,
    section: String,
    /// The newest has the greatest.
    order: i64,
    text: String,
    headline: String,
}

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let judged = judged();
    let (mut ours, mut newest) = (Vec::new(), Vec::new());
    let (mut unjudged, mut for_nothing, mut nothing) = (0, 0, 0);
    for (set, language) in [("tr-news-ttc3600", Language::Turkish), ("ar-news-saudinewsnet", Language::Arabic)] {
        let stories = if language == Language::Turkish { categories(data)? } else { al_jazirah(data)? };
        let events = window(&stories, language);
        for (id, grades) in judged.iter().filter(|((judged, _), _)| judged == set).map(|((_, id), grades)| (id, grades))
        {
            let Some(at) = stories.iter().position(|story| story.id == *id) else { continue };
            let related = events.related_to(StoryNumber(at as i64), RELATED_LEAST, RELATED_MAX);
            let related: Vec<&str> = related.iter().map(|number| stories[number.0 as usize].id.as_str()).collect();
            let missing: Vec<_> = related.iter().filter(|other| !grades.contains_key(**other)).collect();
            unjudged += missing.len();
            for other in missing {
                eprintln!("not judged: {set}\t{id}\t{other}");
            }
            if grades.values().all(|grade| *grade == 0) {
                nothing += 1;
                for_nothing += related.len();
                continue;
            }
            ours.push(ndcg(&related, grades));
            newest.push(ndcg(&newest_of_section(&stories, at), grades));
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (reached, baseline) = (mean(&ours), mean(&newest));
    let pairs = judged.values().map(HashMap::len).sum();
    Ok(Part {
        title: "Related: what stands beside a story",
        about: ABOUT,
        figures: vec![
            Figure::new("nDCG@5", reached, ours.len())
                .interval(sampling::interval_of_mean(&ours))
                .aim(Aim::AtLeast(2.0 * baseline))
                .floor(0.5)
                .beside("newest of the same section", Some(baseline), None),
            Figure::new("stories placed where nothing is worth reading", f64::from(for_nothing as u32), nothing),
            Figure::new("placed stories that nobody judged", f64::from(unjudged as u32), ours.len() + nothing),
            Figure::new("judged pairs", pairs as f64, pairs).aim(Aim::AtLeast(150.0)).floor(150.0),
        ],
    })
}

/// By set and story, what was judged beside it.
fn judged() -> BTreeMap<(String, String), Grades> {
    let mut judged: BTreeMap<_, Grades> = BTreeMap::new();
    for line in JUDGED.lines().skip(1) {
        let mut fields = line.split('\t').map(str::to_owned);
        let [set, read, beside, grade] = [(); 4].map(|()| fields.next().expect("four fields"));
        judged.entry((set, read)).or_default().insert(beside, grade.parse().expect("a grade"));
    }
    judged
}

fn categories(data: &Data) -> anyhow::Result<Vec<Story>> {
    let lines: Vec<Value> = data.lines("tr-news-ttc3600/docs.jsonl.gz")?;
    let story = |line: &Value| {
        let id = line["id"].as_str()?.to_owned();
        let order = id.split_once('(')?.1.split_once(')')?.0.parse().ok()?;
        let text = line["text"].as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Story { id, section: line["category"].as_str()?.to_owned(), order, text, headline: String::new() })
    };
    Ok(lines.iter().filter_map(story).collect())
}

/// Its addresses end in `20150808/ln41.htm`: the day, the section, the number.
fn al_jazirah(data: &Data) -> anyhow::Result<Vec<Story>> {
    let lines: Vec<Value> = data.lines("ar-news-saudinewsnet/docs.jsonl.gz")?;
    let story = |line: &Value| {
        let field = |name: &str| line[name].as_str().map(str::to_owned);
        let url = field("url").filter(|_| line["source"] == "aljazirah")?;
        let page = url.rsplit('/').next()?.to_owned();
        let section: String = page.chars().take_while(char::is_ascii_lowercase).collect();
        let id = field("id")?;
        let order = id.replace('-', "").parse().ok()?;
        Some(Story { id, section, order, text: field("content")?, headline: field("title")? })
    };
    Ok(lines.iter().filter_map(story).filter(|story| !story.section.is_empty()).collect())
}

fn window(stories: &[Story], language: Language) -> Events {
    // One hour for all: the sets do not tell when their stories were published, and nothing shall stand first by chance.
    let published_at: Timestamp = "2015-08-08T12:00:00Z".parse().expect("a constant");
    let mut events = Events::with_room(stories.len());
    for (number, story) in stories.iter().enumerate() {
        let text = Text { language, headline: &story.headline, standfirst: "", body: &story.text, tags: &[] };
        let (number, signature) = (StoryNumber(number as i64), Signature::of(&text));
        events.put(Entry { number, edition: EditionCode::from("x"), published_at, signature });
    }
    events.weigh();
    events
}

fn newest_of_section(stories: &[Story], at: usize) -> Vec<&str> {
    let same = stories.iter().enumerate().filter(|(other, story)| *other != at && story.section == stories[at].section);
    let mut same: Vec<&Story> = same.map(|(_, story)| story).collect();
    same.sort_by_key(|story| std::cmp::Reverse(story.order));
    same.into_iter().take(RELATED_MAX).map(|story| story.id.as_str()).collect()
}

fn ndcg(shown: &[&str], grades: &Grades) -> f64 {
    let gain = |(place, grade): (usize, u8)| (f64::from(1_u32 << grade) - 1.0) / (place as f64 + 2.0).log2();
    let mut best: Vec<u8> = grades.values().copied().collect();
    best.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
    let of = |grades: &mut dyn Iterator<Item = u8>| grades.take(RELATED_MAX).enumerate().map(gain).sum::<f64>();
    of(&mut shown.iter().map(|id| grades.get(*id).copied().unwrap_or(0))) / of(&mut best.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_are_of_the_best_order() {
        let grades: Grades = [("a", 2), ("b", 1), ("c", 0)].map(|(id, grade)| (id.to_owned(), grade)).into();
        assert!((ndcg(&["a", "b", "c"], &grades) - 1.0).abs() < 1e-9);
        assert!(ndcg(&["b", "a"], &grades) < 1.0);
        assert!(ndcg(&["c", "x"], &grades).abs() < 1e-9);
    }

    #[test]
    fn related_keep_what_they_reached() {
        crate::parts::hold_floors(measure);
    }
}
