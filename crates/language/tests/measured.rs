//! Detection and stemming measured on third-party data beside the repository. The data is for tests only; where it is
//! absent, each test says so and passes. `cargo nextest run -p language --no-capture --test measured` prints the figures.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

use flate2::read::GzDecoder;
use language::{Detectable, Language, detect, fold, slug, stem};

/// The unpacked text of one data file, or `None`, said aloud, where the data is absent.
fn data(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let Ok(file) = File::open(&path) else {
        println!("NOT MEASURED: {} is absent", path.display());
        return None;
    };
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).expect("test data is gzipped UTF-8");
    Some(text)
}

fn field(lines: &str, name: &str) -> Vec<String> {
    let values = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a JSON line"));
    values.filter_map(|value| value[name].as_str().map(str::to_owned)).collect()
}

/// The share of texts recognised as `language`, with some of the others printed.
fn recognised(what: &str, texts: &[String], language: Language) -> f64 {
    let texts: Vec<_> = texts.iter().filter(|text| text.chars().any(char::is_alphabetic)).collect();
    let start = Instant::now();
    let missed: Vec<_> = texts
        .iter()
        .filter(|text| detect(text).is_none_or(|found| found.language != Detectable::Known(language)))
        .collect();
    let each_us = start.elapsed().as_micros() as f64 / texts.len() as f64;
    let share = 1.0 - missed.len() as f64 / texts.len() as f64;
    println!("{what}: {share:.4} of {} are {language}, {each_us:.1} µs each", texts.len());
    for text in missed.iter().take(15) {
        println!("    {:?}: {}", detect(text).map(|found| found.language), text.chars().take(90).collect::<String>());
    }
    share
}

#[test]
fn articles_are_recognised() {
    for (path, name, language) in [
        ("tr-news-cat/train.jsonl.gz", "text", Language::Turkish),
        ("tr-news-financial/articles.jsonl.gz", "content", Language::Turkish),
        ("tr-news-ttc3600/docs.jsonl.gz", "text", Language::Turkish),
        ("ar-news-saudinewsnet/docs.jsonl.gz", "content", Language::Arabic),
        ("search-xquad/en.docs.jsonl.gz", "text", Language::English),
        ("search-xquad/tr.docs.jsonl.gz", "text", Language::Turkish),
        ("search-xquad/ar.docs.jsonl.gz", "text", Language::Arabic),
    ] {
        let Some(lines) = data(path) else { continue };
        assert!(recognised(path, &field(&lines, name), language) >= 0.99, "{path}");
    }
}

#[test]
fn headlines_and_sentences_are_recognised() {
    if let Some(titles) = titles() {
        assert!(recognised("headlines", &titles, Language::Turkish) >= 0.95);
    }
    if let Some(lines) = data("ar-news-saudinewsnet/docs.jsonl.gz") {
        assert!(recognised("Arabic headlines", &field(&lines, "title"), Language::Arabic) >= 0.99);
    }
    for (path, language, least) in [
        ("kmr_mg", Language::Kurmanji, 0.95),
        ("tr_boun", Language::Turkish, 0.95),
        ("tr_pud", Language::Turkish, 0.98),
    ] {
        let part = if path == "tr_boun" { "dev" } else { "test" };
        let Some(treebank) = data(&format!("morph-ud/{path}-ud-{part}.conllu.gz")) else { continue };
        let sentences: Vec<_> =
            treebank.lines().filter_map(|line| line.strip_prefix("# text = ")).map(str::to_owned).collect();
        assert!(recognised(path, &sentences, language) >= least, "{path}");
    }
}

fn titles() -> Option<Vec<String>> {
    let table = data("tr-news-titles/titles.csv.gz")?;
    let titles = table.lines().skip(1).filter_map(|line| line.splitn(4, ',').nth(3));
    Some(titles.map(|title| title.trim_matches('"').replace("\"\"", "\"")).collect())
}

#[test]
fn slugs_of_real_headlines_are_stable() {
    for title in titles().unwrap_or_default() {
        let once = slug(&title, Language::Turkish);
        assert!(once.len() <= 80 && once.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{once}");
        assert_eq!(slug(&once, Language::Turkish), once);
    }
}

/// Word types with their lemmas, of the parts of speech that carry a subject. Turkish drops what follows an apostrophe.
fn word_types(treebank: &str, language: Language) -> Vec<(String, String)> {
    let mut types = HashSet::new();
    for line in treebank.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() < 4
            || columns[0].contains(['-', '.'])
            || !["NOUN", "VERB", "ADJ", "PROPN", "ADV"].contains(&columns[3])
        {
            continue;
        }
        let plain = |word: &str| match language {
            Language::Turkish => {
                language::lower(word, language).split(['\'', '’']).next().unwrap_or_default().to_owned()
            }
            _ => fold(word, language),
        };
        let (word, lemma) = (plain(columns[1]), plain(columns[2]));
        if lemma != "_" && word.chars().all(char::is_alphabetic) && word.chars().count() > 1 {
            types.insert((word, lemma));
        }
    }
    let mut types: Vec<_> = types.into_iter().collect();
    types.sort();
    types
}

/// Pairwise F1, precision and recall: two words should share a stem exactly when they share a lemma.
fn conflation(types: &[(String, String)], stem: impl Fn(&str) -> String) -> (f64, f64, f64) {
    let pairs =
        |groups: HashMap<(String, String), usize>| groups.values().map(|n| n * (n - 1) / 2).sum::<usize>() as f64;
    let count = |key: &dyn Fn(&str, &str) -> (String, String)| {
        let mut groups = HashMap::new();
        for (word, lemma) in types {
            *groups.entry(key(word, lemma)).or_default() += 1;
        }
        pairs(groups)
    };
    let together = count(&|word, _| (stem(word), String::new()));
    let alike = count(&|_, lemma| (lemma.to_owned(), String::new()));
    let right = count(&|word, lemma| (stem(word), lemma.to_owned()));
    let (precision, recall) = (right / together, right / alike);
    (2.0 * precision * recall / (precision + recall), precision, recall)
}

#[test]
fn stems_bring_the_forms_of_a_word_together() {
    for (path, language, least) in [
        ("tr_boun-ud-dev", Language::Turkish, 0.70),
        ("tr_pud-ud-test", Language::Turkish, 0.65),
        ("ar_pud-ud-test", Language::Arabic, 0.45),
        ("kmr_mg-ud-test", Language::Kurmanji, 0.42),
    ] {
        let Some(treebank) = data(&format!("morph-ud/{path}.conllu.gz")) else { continue };
        let types = word_types(&treebank, language);
        let start = Instant::now();
        let (stem_f1, precision, recall) = conflation(&types, |word| stem(word, language));
        let each_us = start.elapsed().as_micros() as f64 / 2.0 / types.len() as f64;
        println!(
            "{path}: {} types, F1 {stem_f1:.3} (P {precision:.3}, R {recall:.3}), {each_us:.2} µs a word",
            types.len()
        );
        let (f1, precision, recall) = conflation(&types, |word| fold(word, language).chars().take(5).collect());
        println!("    prefix of 5: F1 {f1:.3} (P {precision:.3}, R {recall:.3})");
        assert!(stem("", language).is_empty());
        assert!(stem_f1 >= least, "{path}");
    }
}
