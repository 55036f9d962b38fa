//! Likeness: two stories that people call the same are alike.

use std::collections::HashMap;

use language::Language;
use search::event::{Profile, Signature, Term, Text, likeness};
use serde::Deserialize;

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};

const ABOUT: &str = "\
Pairs of news articles of one language that people rated from 1 (the same story) to 4 (SemEval-2022, task 8). Pearson's correlation of likeness with their
rating, with Fisher's interval. Rarity of terms is that among the pairs' own texts, as it is among a window's stories for related ones; *by the two texts
alone* is what events are judged by. A text that stands under two articles alike and in other pairs is what a page says of itself, and no story: such a
pair is taken as unknown and gets the mean of the others; *as they are* takes these pairs like all others.";

#[derive(Deserialize)]
struct Pair {
    pair_id: String,
    lang: String,
    overall: f64,
    text1: String,
    text2: String,
}

/// A pair, read.
struct Read<'p> {
    pair: &'p Pair,
    texts: [Signature; 2],
}

impl Read<'_> {
    /// The articles' numbers, in the order of the texts.
    fn articles(&self) -> [&str; 2] {
        let (one, other) = self.pair.pair_id.split_once('_').unwrap_or((&self.pair.pair_id, ""));
        [one, other]
    }

    fn alike(&self, like: impl Fn(&Profile, &Profile) -> f32) -> f64 {
        like(&self.texts[0].profile, &self.texts[1].profile).into()
    }
}

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let pairs: Vec<Pair> = data.lines("semeval22-pairs/pairs.jsonl.gz")?;
    let mut figures = Vec::new();
    for (name, code, language, aim, floor, [words, prefixes, winner]) in [
        ("Turkish", "tr", Language::Turkish, 0.86, 0.87, [0.807, 0.855, 0.835]),
        ("Arabic", "ar", Language::Arabic, 0.65, 0.65, [0.504, 0.528, 0.794]),
        ("English", "en", Language::English, 0.76, 0.77, [0.718, 0.739, 0.872]),
    ] {
        let signature = |body: &str| Signature::of(&Text { language, headline: "", standfirst: "", body, tags: &[] });
        let pairs = pairs.iter().filter(|pair| pair.lang == code);
        let read: Vec<Read<'_>> =
            pairs.map(|pair| Read { pair, texts: [signature(&pair.text1), signature(&pair.text2)] }).collect();
        let unknown = furniture(&read);
        let mut holders: HashMap<Term, f32> = HashMap::new();
        let terms = read.iter().flat_map(|read| &read.texts).flat_map(|text| text.profile.terms());
        terms.for_each(|term| *holders.entry(*term).or_default() += 1.0);
        let all = read.len() as f32 * 2.0;
        let rarity = |term: Term| ((all + 1.0) / (holders.get(&term).copied().unwrap_or_default() + 0.5)).ln().max(0.0);
        let among = |a: &Profile, b: &Profile| likeness(a, b, |term, said| said.count() * rarity(term));
        let alone = |a: &Profile, b: &Profile| likeness(a, b, |_, said| said.weight());
        let rated: Vec<f64> = read.iter().map(|read| -read.pair.overall).collect();
        let judged =
            |like: &dyn Fn(&Profile, &Profile) -> f32| read.iter().map(|read| read.alike(like)).collect::<Vec<_>>();
        let apart = |like: &dyn Fn(&Profile, &Profile) -> f32| pearson(&with_mean(judged(like), &unknown), &rated);
        let r = apart(&among);
        figures.extend([
            Figure::new(format!("{name}, Pearson"), r, read.len())
                .interval(fisher(r, read.len()))
                .aim(Aim::AtLeast(aim))
                .floor(floor)
                .beside("TF-IDF of words", None, Some(words))
                .beside("TF-IDF of prefixes of five", None, Some(prefixes))
                .beside("the task's winner, a large model, on the whole test", None, Some(winner)),
            Figure::new(format!("{name}, by the two texts alone"), apart(&alone), read.len()).floor(floor - 0.05),
            Figure::new(format!("{name}, as they are"), pearson(&judged(&among), &rated), read.len()),
            Figure::new(
                format!("{name}, pairs taken as unknown"),
                unknown.iter().filter(|is| **is).count() as f64,
                read.len(),
            ),
        ]);
    }
    Ok(Part { title: "Likeness: what people call the same story", about: ABOUT, figures })
}

/// Pairs of which one text is no story.
fn furniture(read: &[Read<'_>]) -> Vec<bool> {
    let stands_elsewhere = |at: usize, side: usize| {
        let (own, article) = (&read[at].texts[side], read[at].articles()[side]);
        let others = read.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
        others
            .flat_map(|other| other.articles().into_iter().zip(&other.texts))
            .any(|(other, text)| other != article && text.shingles.overlap(&own.shingles).is_one_text())
    };
    (0..read.len()).map(|at| stands_elsewhere(at, 0) || stands_elsewhere(at, 1)).collect()
}

/// What is unknown gets the mean of what is known.
fn with_mean(mut values: Vec<f64>, unknown: &[bool]) -> Vec<f64> {
    let known: Vec<f64> =
        values.iter().zip(unknown).filter(|(_, unknown)| !**unknown).map(|(value, _)| *value).collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    values.iter_mut().zip(unknown).filter(|(_, unknown)| **unknown).for_each(|(value, _)| *value = mean);
    values
}

fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let sum = |of: &dyn Fn(f64, f64) -> f64| x.iter().zip(y).map(|(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

/// Where a correlation lies in 95 of 100 samples of this size.
fn fisher(r: f64, count: usize) -> (f64, f64) {
    let half = 1.96 / (count as f64 - 3.0).sqrt();
    ((r.atanh() - half).tanh(), (r.atanh() + half).tanh())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_are_what_they_are() {
        let x = [1.0, 2.0, 3.0, 4.0];
        assert!((pearson(&x, &[2.0, 4.0, 6.0, 8.0]) - 1.0).abs() < 1e-9);
        assert!((pearson(&x, &[4.0, 3.0, 2.0, 1.0]) + 1.0).abs() < 1e-9);
        assert_eq!(with_mean(vec![1.0, 9.0, 3.0], &[false, true, false]), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn likeness_keeps_what_it_reached() {
        crate::parts::hold_floors(measure);
    }
}
