//! Near-duplicates: what agencies sent and papers copied, cut or extended.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use language::Language;
use newsroom::{EditionCode, StoryNumber};
use search::event::{Entry, Events, Overlap, Signature, Text};
use serde::Deserialize;
use serde_json::Value;

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};
use crate::sampling;

const ABOUT: &str = "\
Stories taken in one after another, each asked for its copies among those before it, and the pairs found set against those that comparing all with all
finds (they came with the data, over plain words in fives; stories under twenty words left out). Copies are pairs with at least half of all fives in
common, cut or extended ones those with at least 0.6 of the shorter's.";

/// A pair found by comparing all with all.
#[derive(Deserialize)]
struct Silver {
    a: String,
    b: String,
    jaccard5: f64,
    containment5: f64,
}

type Pair = (String, String);

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut figures = Vec::new();
    for (name, folder, body, language) in [
        ("Arabic (SaudiNewsNet)", "ar-news-saudinewsnet", "content", Language::Arabic),
        ("Turkish (TTC-3600)", "tr-news-ttc3600", "text", Language::Turkish),
    ] {
        let stories: Vec<Value> = data.lines(&format!("{folder}/docs.jsonl.gz"))?;
        let silver: Vec<Silver> = data.lines(&format!("{folder}/near_dups_silver.jsonl"))?;
        let (found, bytes) = found(&stories, body, language);
        let all = |least: &dyn Fn(&Silver) -> bool| -> HashSet<Pair> {
            silver.iter().filter(|pair| least(pair)).map(|silver| pair(&silver.a, &silver.b)).collect()
        };
        let said = |least: &dyn Fn(&Overlap) -> bool| -> HashSet<Pair> {
            found.iter().filter(|(_, overlap)| least(overlap)).map(|(pair, _)| pair.clone()).collect()
        };
        let (copies, said_copies) = (all(&|pair| pair.jaccard5 >= 0.5), said(&|overlap| overlap.is_one_text()));
        let (cut, said_cut) = (all(&|pair| pair.containment5 >= 0.6), said(&|overlap| overlap.is_cut()));
        figures.extend([
            share(format!("{name}, copies, recall"), &copies, &said_copies).aim(Aim::AtLeast(0.97)).floor(0.97),
            share(format!("{name}, copies, precision"), &said_copies, &copies).aim(Aim::AtLeast(0.97)).floor(0.975),
            share(format!("{name}, cut or extended, recall"), &cut, &said_cut).aim(Aim::AtLeast(0.90)).floor(0.96),
            share(format!("{name}, cut or extended, precision"), &said_cut, &cut).floor(0.98),
            Figure::new(format!("{name}, bytes kept of a story"), bytes as f64, stories.len())
                .aim(Aim::AtMost(2_000.0))
                .floor(2_300.0),
        ]);
    }
    Ok(Part { title: "Copies: near-duplicates are found and no others", about: ABOUT, figures })
}

/// The pairs that the window finds, and the bytes it keeps of a story.
fn found(stories: &[Value], body: &str, language: Language) -> (HashMap<Pair, Overlap>, usize) {
    let text = |story: &Value, field: &str| story[field].as_str().unwrap_or_default().to_owned();
    let at: Timestamp = "2015-08-08T12:00:00Z".parse().expect("a constant");
    let mut events = Events::with_room(100_000);
    let mut found = HashMap::new();
    for (number, story) in stories.iter().enumerate() {
        let (headline, body) = (text(story, "title"), text(story, body));
        let signature = Signature::of(&Text { language, headline: &headline, standfirst: "", body: &body, tags: &[] });
        for (other, overlap) in events.copies(&signature, at) {
            found.insert(pair(&text(&stories[other.0 as usize], "id"), &text(story, "id")), overlap);
        }
        let number = StoryNumber(number as i64);
        events.put(Entry { number, edition: EditionCode::from("x"), published_at: at, signature });
    }
    (found, events.bytes() / stories.len().max(1))
}

fn pair(a: &str, b: &str) -> Pair {
    if a < b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

fn share(name: String, of: &HashSet<Pair>, within: &HashSet<Pair>) -> Figure {
    let each: Vec<f64> = of.iter().map(|pair| f64::from(within.contains(pair))).collect();
    let share = each.iter().sum::<f64>() / each.len() as f64;
    Figure::new(name, share, each.len()).interval(sampling::interval_of_mean(&each))
}

#[cfg(test)]
mod tests {
    #[test]
    fn copies_keep_what_they_reached() {
        crate::parts::hold_floors(super::measure);
    }
}
