//! The window of stories when it is full: what one more costs, and a question to it.

use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use language::Language;
use newsroom::lists::{RELATED_LEAST, RELATED_MAX};
use newsroom::{EditionCode, StoryNumber};
use search::event::{Entry, Events, Signature, Text};

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};

const ABOUT: &str = "\
A hundred thousand stories made of the words of TTC-3600, each 150 words drawn so that few are common and many are rare, two thousand a day, and each
tenth a copy of one of the last day with a fifth of its words changed. Taking a story in, its text read already, at a full window of 100,000 against one of 10,000; related
stories of a story in the full one. Medians and the 99th of a hundred, of the last thousand.";

const STORIES: usize = 100_000;
const SMALL: usize = 10_000;
const WORDS: usize = 150;
const A_DAY: i64 = 2_000;

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut words: Vec<String> = data
        .field("tr-news-ttc3600/docs.jsonl.gz", "text")?
        .iter()
        .flat_map(|text| language::words(text).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    words.sort_unstable();
    words.dedup();
    let (small, large) = (filled(SMALL, &words), filled(STORIES, &words));
    let related: Vec<f64> = (STORIES - 1000..STORIES)
        .map(|number| {
            let begun = Instant::now();
            std::hint::black_box(large.events.related_to(StoryNumber(number as i64), RELATED_LEAST, RELATED_MAX));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let bytes = large.events.bytes() as f64 / STORIES as f64;
    Ok(Part {
        title: "The window: a hundred thousand stories",
        about: ABOUT,
        figures: vec![
            Figure::new(
                "cost of a story at 100,000 against at 10,000",
                median(&large.last) / median(&small.last),
                1000,
            )
            .aim(Aim::AtMost(1.3)),
            Figure::new("taking a story in, ms", median(&large.last), 1000),
            Figure::new("related stories, 99th of a hundred, ms", at(&related, 0.99), 1000).aim(Aim::AtMost(10.0)),
            Figure::new("related stories, ms", median(&related), 1000),
            Figure::new("bytes kept of a story", bytes, STORIES),
        ],
    })
}

struct Full {
    events: Events,
    /// Milliseconds of each of the last thousand.
    last: Vec<f64>,
}

fn filled(count: usize, words: &[String]) -> Full {
    let begun_at: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a constant");
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    let mut events = Events::with_room(count);
    let (mut last, mut told): (Vec<f64>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for number in 0..count {
        let text: Vec<usize> = if number % 10 == 9 {
            let of = told.len() - 1 - roll(&mut dice, told.len().min(A_DAY as usize));
            told[of]
                .clone()
                .into_iter()
                .enumerate()
                .map(|(at, word)| if at < WORDS / 5 { drawn(&mut dice, words) } else { word })
                .collect()
        } else {
            (0..WORDS).map(|_| drawn(&mut dice, words)).collect()
        };
        let body = text.iter().map(|word| words[*word].as_str()).collect::<Vec<_>>().join(" ");
        told.push(text);
        let text = Text { language: Language::Turkish, headline: "", standfirst: "", body: &body, tags: &[] };
        let entry = Entry {
            number: StoryNumber(number as i64),
            edition: EditionCode::from("x"),
            published_at: begun_at + SignedDuration::from_secs(number as i64 * 86_400 / A_DAY),
            signature: Signature::of(&text),
        };
        let begun = Instant::now();
        events.put(entry);
        if number + 1000 >= count {
            last.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        if events.wants_weighing() {
            events.weigh();
        }
    }
    Full { events, last }
}

/// A word, the first of them far more often than the last.
fn drawn(dice: &mut u64, words: &[String]) -> usize {
    let share = roll(dice, 1 << 20) as f64 / f64::from(1 << 20);
    ((words.len() as f64).powf(share) as usize).min(words.len() - 1)
}

/// Xorshift: the stories need spread, not secrecy.
fn roll(dice: &mut u64, below: usize) -> usize {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    usize::try_from(*dice % below as u64).expect("below a length")
}

fn median(values: &[f64]) -> f64 {
    at(values, 0.5)
}

fn at(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() as f64 * share) as usize).min(sorted.len() - 1)]
}
