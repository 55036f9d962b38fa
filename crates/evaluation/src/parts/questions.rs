//! Search: a question finds the paragraph that answers it.

use language::{Analyser, Form, Language, fold, lower, question};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::bm25::{Bm25, place};
use crate::data::Data;
use crate::figure::{Aim, Figure, Part};
use crate::sampling;

const ABOUT: &str = "\
XQuAD as a retrieval test: 240 paragraphs of an encyclopaedia, translated by professionals, and half of the questions to them. All paragraphs are
indexed, each question is asked as it stands, and the reciprocal of the place of its paragraph counts (0 after the tenth). Scored by BM25
(k1 1.2, b 0.75) over the forms that `language` gives for search, added with their weights. The peers are scored by the same BM25 over one form each.
Last, by the same measure, the headlines of financial news that find their own texts among those of TTC-3600.";

#[derive(Deserialize)]
struct Paragraph {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Question {
    doc: String,
    question: String,
}

#[derive(Deserialize)]
struct Article {
    file: String,
    title: String,
    content: String,
}

struct Set {
    paragraphs: Vec<Paragraph>,
    questions: Vec<Question>,
}

impl Set {
    fn read(data: &Data, code: &str) -> anyhow::Result<Self> {
        Ok(Self {
            paragraphs: data.lines(&format!("search-xquad/{code}.docs.jsonl.gz"))?,
            questions: data.lines(&format!("search-xquad/{code}.questions.jsonl"))?,
        })
    }

    /// Each headline of the financial news as a question for its text.
    fn of_headlines(data: &Data) -> anyhow::Result<Self> {
        let articles: Vec<Article> = data.lines("tr-news-financial/articles.jsonl.gz")?;
        let others: Vec<Paragraph> = data.lines("tr-news-ttc3600/docs.jsonl.gz")?;
        let questions = articles.iter().map(|one| Question { doc: one.file.clone(), question: one.title.clone() });
        let questions = questions.collect();
        let own = articles.into_iter().map(|one| Paragraph { id: one.file, text: one.content });
        Ok(Self { paragraphs: own.chain(others).collect(), questions })
    }
}

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut figures = Vec::new();
    for (name, language, aim, floor, [words, snowball]) in [
        ("Turkish", Language::Turkish, Aim::Above(0.945), 0.948, [0.871, 0.917]),
        ("Arabic", Language::Arabic, Aim::Above(0.915), 0.926, [0.867, 0.903]),
        ("English", Language::English, Aim::AtLeast(0.965), 0.967, [0.952, 0.960]),
    ] {
        let set = Set::read(data, language.code())?;
        let ours = ours(&set, language);
        let prefix = (language == Language::Turkish).then_some(0.935);
        let figure =
            figure(data, format!("{name}, MRR@10"), &set, &ours, language, [Some(words), Some(snowball), prefix]);
        figures.push(figure.aim(aim).floor(floor));
        let first = ours.iter().filter(|one| **one == 1.0).count() as f64 / ours.len() as f64;
        figures.push(Figure::new(format!("{name}, first of all"), first, ours.len()));
    }
    let set = Set::of_headlines(data)?;
    let ours = ours(&set, Language::Turkish);
    let published = [Some(0.881), Some(0.893), None];
    let figure = figure(data, "Turkish headlines, MRR@10".into(), &set, &ours, Language::Turkish, published);
    figures.push(figure.floor(0.88).beside("words and prefix of five", None, Some(0.907)));
    Ok(Part { title: "Search: a question finds its paragraph", about: ABOUT, figures })
}

/// A figure beside those of plain words, Snowball and a prefix, each with what was published.
fn figure(
    data: &Data,
    name: String,
    set: &Set,
    ours: &[f64],
    language: Language,
    published: [Option<f64>; 3],
) -> Figure {
    let peer = |analyse: &dyn Fn(&str) -> String| {
        data.with_peers
            .then(|| mean(&of_one_form(set, |text| plain(text, language).map(|word| analyse(&word)).collect())))
    };
    let snowball = Stemmer::create(match language {
        Language::Turkish | Language::Kurmanji => Algorithm::Turkish,
        Language::Arabic => Algorithm::Arabic,
        Language::English => Algorithm::English,
    });
    Figure::new(name, mean(ours), ours.len())
        .interval(sampling::interval_of_mean(ours))
        .beside("words", peer(&str::to_owned), published[0])
        .beside("Snowball", peer(&|word| snowball.stem(word).into_owned()), published[1])
        .beside("prefix of five", peer(&|word| word.chars().take(5).collect()), published[2])
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Words as the data's own figures were made: letters and digits of the lower-cased text, and of Arabic the folded.
fn plain(text: &str, language: Language) -> impl Iterator<Item = String> {
    let text = if language == Language::Arabic { fold(text, language) } else { lower(text, language) };
    let words: Vec<_> =
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// For each question one over the place of its paragraph, or 0 if it is not among the first ten.
fn ours(set: &Set, language: Language) -> Vec<f64> {
    let mut analyser = Analyser::new();
    let mut texts = Form::ALL.map(|_| Vec::new());
    for paragraph in &set.paragraphs {
        let mut terms = Form::ALL.map(|_| Vec::new());
        analyser.each(&paragraph.text, language, |_, forms| {
            for (form, term) in forms.each() {
                terms[form as usize].push(term.to_owned());
            }
        });
        for (texts, terms) in texts.iter_mut().zip(terms) {
            texts.push(terms);
        }
    }
    let indexes = texts.map(Bm25::of);
    reciprocal_places(set, |text, scores| {
        let asked = question(text, language);
        for (form, index) in Form::ALL.into_iter().zip(&indexes) {
            let terms = asked.iter().map(|word| (word.forms.get(form), word.weight * form.weight()));
            index.add(terms, scores);
        }
    })
}

fn of_one_form(set: &Set, analyse: impl Fn(&str) -> Vec<String>) -> Vec<f64> {
    let index = Bm25::of(set.paragraphs.iter().map(|paragraph| analyse(&paragraph.text)));
    reciprocal_places(set, |text, scores| index.add(analyse(text).iter().map(|term| (term.as_str(), 1.0)), scores))
}

fn reciprocal_places(set: &Set, ask: impl Fn(&str, &mut [f32])) -> Vec<f64> {
    let places = set.questions.iter().map(|question| {
        let mut scores = vec![0.0; set.paragraphs.len()];
        ask(&question.question, &mut scores);
        let wanted = set.paragraphs.iter().position(|one| one.id == question.doc)?;
        place(&scores, wanted).filter(|place| *place <= 10)
    });
    places.map(|place| place.map_or(0.0, |place| 1.0 / place as f64)).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn search_keeps_what_it_reached() {
        crate::parts::hold_floors(super::measure);
    }
}
