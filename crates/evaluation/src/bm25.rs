//! BM25 as the data's own figures were made with it, over texts that are lists of terms.

use std::collections::{HashMap, HashSet};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Texts under one kind of term.
#[derive(Default)]
pub struct Bm25 {
    postings: HashMap<String, Vec<(usize, f32)>>,
    lengths: Vec<f32>,
}

impl Bm25 {
    pub fn of(texts: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut index = Self::default();
        for terms in texts {
            let text = index.lengths.len();
            index.lengths.push(terms.len() as f32);
            let mut counts = HashMap::<String, f32>::new();
            for term in terms {
                *counts.entry(term).or_default() += 1.0;
            }
            for (term, count) in counts {
                index.postings.entry(term).or_default().push((text, count));
            }
        }
        index
    }

    /// Adds what each text scores for a question to `scores`. Each term comes with its weight; asked twice it counts once.
    pub fn add<'a>(&self, question: impl IntoIterator<Item = (&'a str, f32)>, scores: &mut [f32]) {
        let texts = self.lengths.len() as f32;
        let mean = self.lengths.iter().sum::<f32>() / texts;
        let mut asked = HashSet::new();
        for (term, weight) in question {
            let Some(held) = self.postings.get(term).filter(|_| asked.insert(term)) else { continue };
            let holders = held.len() as f32;
            let rarity = (1.0 + (texts - holders + 0.5) / (holders + 0.5)).ln();
            for (text, count) in held {
                let length = 1.0 - B + B * self.lengths[*text] / mean;
                scores[*text] += weight * rarity * count * (K1 + 1.0) / (count + K1 * length);
            }
        }
    }
}

/// The place of `wanted` when the texts stand by score, from 1. Those that score alike share the middle of their places,
/// rounded down the list, so that a tie earns nothing. `None` if it scored nothing.
pub fn place(scores: &[f32], wanted: usize) -> Option<usize> {
    let own = scores[wanted];
    (own > 0.0).then(|| {
        let better = scores.iter().filter(|score| **score > own).count();
        let level = scores.iter().filter(|score| **score == own).count();
        better + (level + 1).div_ceil(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn rare_words_and_short_texts_stand_first() {
        let index = Bm25::of(["a b c", "a b", "a d d e e e"].map(terms));
        let mut scores = vec![0.0; 3];
        index.add([("b", 1.0), ("b", 1.0), ("z", 1.0)], &mut scores);
        assert_eq!([0, 1, 2].map(|text| place(&scores, text)), [Some(2), Some(1), None]);
        // As computed by hand: ln(1 + 1.5/2.5) × 2.2 / (1 + 1.2 × (0.25 + 0.75 × 2 / (11/3))).
        assert!((scores[1] - 0.577_4).abs() < 0.001, "{}", scores[1]);
    }

    #[test]
    fn a_tie_earns_nothing() {
        assert_eq!(place(&[1.0, 1.0, 1.0], 0), Some(2));
        assert_eq!(place(&[1.0, 1.0], 0), Some(2));
        assert_eq!(place(&[1.0, 0.5], 0), Some(1));
        assert_eq!(place(&[0.0], 0), None);
    }
}
