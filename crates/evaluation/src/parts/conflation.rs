//! Stems: two words share one exactly when they are forms of one word.

use std::collections::{HashMap, HashSet};

use language::{Language, fold, stem};
use rust_stemmers::{Algorithm, Stemmer};

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};
use crate::sampling;

const ABOUT: &str = "\
Universal Dependencies treebanks, whose lemmas people gave. Over all different nouns, verbs, adjectives, names and adverbs: two words should share a
stem exactly when they share a lemma, counted in pairs; F1 of precision and recall. What follows an apostrophe is dropped from Turkish words, Arabic
words are folded. The interval draws lemmas with all their forms.";

/// A word with its lemma.
type Type = (String, String);

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut figures = Vec::new();
    for (name, file, language, aim, floor, snowball, prefix) in [
        (
            "Turkish, news and essays (BOUN)",
            "tr_boun-ud-dev",
            Language::Turkish,
            Aim::Above(0.40),
            0.70,
            Some(0.296),
            Some(0.383),
        ),
        ("Turkish (PUD)", "tr_pud-ud-test", Language::Turkish, Aim::Above(0.40), 0.65, Some(0.436), Some(0.443)),
        ("Arabic (PUD)", "ar_pud-ud-test", Language::Arabic, Aim::Above(0.42), 0.45, Some(0.405), None),
        ("Kurmanji (MG)", "kmr_mg-ud-test", Language::Kurmanji, Aim::None, 0.42, None, None),
    ] {
        let types = word_types(&data.text(&format!("morph-ud/{file}.conllu.gz"))?, language);
        let scores = Scores::of(&types, |word| stem(word, language));
        let of_prefix = Scores::of(&types, |word| first(&fold(word, language))).f1();
        let mut figure = Figure::new(format!("{name}, F1"), scores.f1(), types.len())
            .interval(interval(&types, language))
            .aim(aim)
            .floor(floor)
            .beside("prefix of five", Some(of_prefix), prefix);
        if let Some(algorithm) = algorithm(language) {
            let peer = Stemmer::create(algorithm);
            let f1 = Scores::of(&types, |word| peer.stem(word).into_owned()).f1();
            figure = figure.beside("Snowball", Some(f1), snowball);
        }
        figures.push(figure);
        figures.push(Figure::new(format!("{name}, precision"), scores.precision(), types.len()));
        figures.push(Figure::new(format!("{name}, recall"), scores.recall(), types.len()));
    }
    Ok(Part { title: "Stems: the forms of a word meet", about: ABOUT, figures })
}

fn algorithm(language: Language) -> Option<Algorithm> {
    match language {
        Language::Turkish => Some(Algorithm::Turkish),
        Language::Arabic => Some(Algorithm::Arabic),
        Language::English => Some(Algorithm::English),
        Language::Kurmanji => None,
    }
}

fn first(word: &str) -> String {
    word.chars().take(5).collect()
}

/// The different words of the parts of speech that carry a subject, in CoNLL-U.
fn word_types(treebank: &str, language: Language) -> Vec<Type> {
    const SPEECH: [&str; 5] = ["NOUN", "VERB", "ADJ", "PROPN", "ADV"];
    let plain = |word: &str| match language {
        Language::Turkish => language::lower(word, language).split(['\'', '’']).next().unwrap_or_default().to_owned(),
        _ => fold(word, language),
    };
    let mut types = HashSet::new();
    for line in treebank.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if let [id, word, lemma, speech, ..] = columns[..]
            && !id.contains(['-', '.'])
            && SPEECH.contains(&speech)
        {
            let (word, lemma) = (plain(word), plain(lemma));
            if lemma != "_" && word.chars().all(char::is_alphabetic) && word.chars().count() > 1 {
                types.insert((word, lemma));
            }
        }
    }
    let mut types: Vec<_> = types.into_iter().collect();
    types.sort();
    types
}

/// Pairs of words: those brought together, those that belong together, those rightly together.
struct Scores {
    together: f64,
    alike: f64,
    right: f64,
}

impl Scores {
    fn of(types: &[Type], stem: impl Fn(&str) -> String) -> Self {
        let stemmed: Vec<_> = types.iter().map(|(word, lemma)| (stem(word), lemma.as_str())).collect();
        Self::count(stemmed.iter().map(|(stem, lemma)| (stem.as_str(), *lemma)))
    }

    fn count<'a>(stemmed: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut stems, mut lemmas, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (stem, lemma) in stemmed {
            *stems.entry(stem).or_insert(0_usize) += 1;
            *lemmas.entry(lemma).or_insert(0_usize) += 1;
            *both.entry((stem, lemma)).or_insert(0_usize) += 1;
        }
        let pairs = |count: &usize| (count * (count - 1) / 2) as f64;
        Self {
            together: stems.values().map(pairs).sum(),
            alike: lemmas.values().map(pairs).sum(),
            right: both.values().map(pairs).sum(),
        }
    }

    fn precision(&self) -> f64 {
        self.right / self.together
    }

    fn recall(&self) -> f64 {
        self.right / self.alike
    }

    fn f1(&self) -> f64 {
        2.0 * self.right / (self.together + self.alike)
    }
}

/// Lemmas are drawn with all their forms. One that is drawn twice counts twice, but its forms are no strangers to
/// themselves: pairs that are wrongly together are counted between different lemmas alone.
fn interval(types: &[Type], language: Language) -> (f64, f64) {
    // Numbers for stems: a thousand rounds over ten thousand words are quick then.
    let mut numbers = HashMap::<String, usize>::new();
    let mut by_lemma = HashMap::<&str, HashMap<usize, usize>>::new();
    for (word, lemma) in types {
        let next = numbers.len();
        let number = *numbers.entry(stem(word, language)).or_insert(next);
        *by_lemma.entry(lemma).or_default().entry(number).or_default() += 1;
    }
    let mut lemmas: Vec<_> = by_lemma.into_iter().collect();
    lemmas.sort_by_key(|(lemma, _)| *lemma);
    let lemmas: Vec<Vec<(usize, usize)>> = lemmas.into_iter().map(|(_, stems)| stems.into_iter().collect()).collect();
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let numbered: Vec<_> = lemmas.into_iter().enumerate().collect();
    sampling::interval(&numbered, |drawn| {
        let mut times = vec![0.0; numbered.len()];
        for (lemma, _) in drawn {
            times[*lemma] += 1.0;
        }
        let (mut sums, mut squares) = (vec![0.0; numbers.len()], vec![0.0; numbers.len()]);
        let mut scores = Scores { together: 0.0, alike: 0.0, right: 0.0 };
        for ((_, lemma), times) in numbered.iter().zip(times) {
            scores.alike += times * pairs(lemma.iter().map(|(_, count)| count).sum());
            for (stem, count) in lemma {
                scores.right += times * pairs(*count);
                sums[*stem] += times * *count as f64;
                squares[*stem] += (times * *count as f64).powi(2);
            }
        }
        let wrong: f64 = sums.iter().zip(&squares).map(|(sum, square)| (sum * sum - square) / 2.0).sum();
        scores.together = scores.right + wrong;
        scores.f1()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_keep_what_they_reached() {
        crate::parts::hold_floors(measure);
    }

    #[test]
    fn pairs_are_counted() {
        let types: Vec<Type> =
            [("okul", "okul"), ("okullar", "okul"), ("okulu", "okul"), ("okuma", "oku"), ("okudu", "oku")]
                .map(|(word, lemma)| (word.to_owned(), lemma.to_owned()))
                .into();
        let scores = Scores::of(&types, |word| word.chars().take(4).collect());
        assert_eq!((scores.together, scores.alike, scores.right), (3.0, 4.0, 3.0));
        let scores = Scores::of(&types, |word| word.chars().take(3).collect());
        assert_eq!((scores.together, scores.alike, scores.right), (10.0, 4.0, 4.0));
        assert!((scores.f1() - 8.0 / 14.0).abs() < 1e-9);
    }
}
