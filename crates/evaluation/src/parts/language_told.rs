//! Language: a text is told to be in the language it is in, so that it is not filed in the section of another.

use language::{Detectable, Language, detect};
use serde::Deserialize;

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};
use crate::sampling;

const ABOUT: &str = "\
The share of texts that are told to be in the language they are in, without a hint. Headlines and questions stand alone, without their texts. Texts
without any letter are left out.";

/// A pair of rated articles, of which only the language and the texts matter here.
#[derive(Deserialize)]
struct Pair {
    lang: String,
    text1: String,
    text2: String,
}

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    use Language::{Arabic, English, Kurmanji, Turkish};
    let known = Detectable::Known;
    let whole = |name, texts: Vec<String>, expected| told(name, &texts, expected, Aim::AtLeast(0.99), 0.994);
    let short = |name, texts: Vec<String>, expected, floor| told(name, &texts, expected, Aim::AtLeast(0.95), floor);

    let turkish = [
        ("tr-news-cat/train.jsonl.gz", "text"),
        ("tr-news-financial/articles.jsonl.gz", "content"),
        ("tr-news-ttc3600/docs.jsonl.gz", "text"),
        ("search-xquad/tr.docs.jsonl.gz", "text"),
    ];
    let arabic = [("ar-news-saudinewsnet/docs.jsonl.gz", "content"), ("search-xquad/ar.docs.jsonl.gz", "text")];
    let pairs: Vec<Pair> = data.lines("semeval22-pairs/pairs.jsonl.gz")?;
    let rated = |codes: &[&str]| {
        let ours = pairs.iter().filter(|pair| codes.contains(&pair.lang.as_str()));
        ours.flat_map(|pair| [pair.text1.clone(), pair.text2.clone()]).collect::<Vec<_>>()
    };
    let of = |files: &[(&str, &str)]| {
        let texts: anyhow::Result<Vec<_>> = files.iter().map(|(path, field)| data.field(path, field)).collect();
        anyhow::Ok(texts?.concat())
    };

    let figures = vec![
        whole("Turkish texts", [of(&turkish)?, rated(&["tr"])].concat(), known(Turkish)),
        whole("Arabic texts", [of(&arabic)?, rated(&["ar"])].concat(), known(Arabic)),
        whole(
            "English texts",
            [of(&[("search-xquad/en.docs.jsonl.gz", "text")])?, rated(&["en"])].concat(),
            known(English),
        ),
        taken("German, French and Spanish texts taken for ours", &rated(&["de", "fr", "es"])),
        short(
            "Turkish headlines",
            [
                super::turkish_headlines(data)?.into_iter().map(|(_, headline)| headline).collect(),
                of(&[("tr-news-financial/articles.jsonl.gz", "title")])?,
            ]
            .concat(),
            known(Turkish),
            0.99,
        ),
        short("Arabic headlines", of(&[("ar-news-saudinewsnet/docs.jsonl.gz", "title")])?, known(Arabic), 0.99),
        short("Turkish questions", data.field("search-xquad/tr.questions.jsonl", "question")?, known(Turkish), 0.985),
        short("Arabic questions", data.field("search-xquad/ar.questions.jsonl", "question")?, known(Arabic), 0.99),
        short("English questions", data.field("search-xquad/en.questions.jsonl", "question")?, known(English), 0.99),
        short("Turkish sentences", sentences(data, "tr_boun-ud-dev")?, known(Turkish), 0.985),
        short("Kurmanji sentences", sentences(data, "kmr_mg-ud-test")?, known(Kurmanji), 0.985),
    ];
    Ok(Part { title: "Language: a text is told by itself", about: ABOUT, figures })
}

fn told(name: &str, texts: &[String], expected: Detectable, aim: Aim, floor: f64) -> Figure {
    share(name, texts, |text| detect(text).is_some_and(|found| found.language == expected)).aim(aim).floor(floor)
}

fn taken(name: &str, texts: &[String]) -> Figure {
    share(name, texts, |text| detect(text).is_some_and(|found| found.language != Detectable::Other))
        .aim(Aim::AtMost(0.01))
        .floor(0.005)
}

fn share(name: &str, texts: &[String], counts: impl Fn(&str) -> bool) -> Figure {
    let with_letters = texts.iter().filter(|text| text.chars().any(char::is_alphabetic));
    let each: Vec<f64> = with_letters.map(|text| f64::from(counts(text))).collect();
    let share = each.iter().sum::<f64>() / each.len() as f64;
    Figure::new(name, share, each.len()).interval(sampling::interval_of_mean(&each))
}

fn sentences(data: &Data, treebank: &str) -> anyhow::Result<Vec<String>> {
    let text = data.text(&format!("morph-ud/{treebank}.conllu.gz"))?;
    Ok(text.lines().filter_map(|line| line.strip_prefix("# text = ")).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn language_keeps_what_it_reached() {
        crate::parts::hold_floors(super::measure);
    }
}
