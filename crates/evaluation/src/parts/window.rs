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
A hundred thousand stories of 150 words of TTC-3600, each drawn as often as it stands there, two thousand a day, and each tenth a copy of one of the
last day with a fifth of its words changed. A thousand more come to a full window of 100,000 and to one of 10,000, each of which pushes the oldest out: what
it costs to read a story's text and take it in, and what it costs to take it in alone; related stories of each of them. Medians and the 99th of a hundred.";

const STORIES: usize = 100_000;
const SMALL: usize = 10_000;
/// Stories that come to a full window.
const MORE: usize = 1_000;
const WORDS: usize = 150;
const A_DAY: i64 = 2_000;

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let texts = data.field("tr-news-ttc3600/docs.jsonl.gz", "text")?;
    let words: Vec<&str> = texts.iter().flat_map(|text| language::words(text)).collect();
    let (small, large) = (filled(SMALL, &words), filled(STORIES, &words));
    let related: Vec<f64> = (STORIES..STORIES + MORE)
        .map(|number| {
            let begun = Instant::now();
            std::hint::black_box(large.events.related_to(StoryNumber(number as i64), RELATED_LEAST, RELATED_MAX));
            milliseconds(begun)
        })
        .collect();
    let whole = |full: &Full| median(&full.costs.iter().map(|cost| cost.reading + cost.taking).collect::<Vec<_>>());
    let taking = |full: &Full| median(&full.costs.iter().map(|cost| cost.taking).collect::<Vec<_>>());
    let bytes = large.events.bytes() as f64 / STORIES as f64;
    Ok(Part {
        title: "The window: a hundred thousand stories",
        about: ABOUT,
        figures: vec![
            Figure::new("cost of a story at 100,000 against at 10,000", whole(&large) / whole(&small), MORE)
                .aim(Aim::AtMost(1.3)),
            Figure::new("cost of a story, ms", whole(&large), MORE),
            Figure::new("taking it in alone, at 100,000 against at 10,000", taking(&large) / taking(&small), MORE),
            Figure::new("taking it in alone, ms", taking(&large), MORE),
            Figure::new("related stories, 99th of a hundred, ms", at(&related, 0.99), MORE).aim(Aim::AtMost(10.0)),
            Figure::new("related stories, ms", median(&related), MORE),
            Figure::new("bytes kept of a story", bytes, STORIES),
        ],
    })
}

struct Full {
    events: Events,
    /// Of each that came when it was full.
    costs: Vec<Cost>,
}

/// In milliseconds.
struct Cost {
    reading: f64,
    taking: f64,
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}

fn filled(count: usize, words: &[&str]) -> Full {
    let begun_at: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a constant");
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    let mut events = Events::with_room(count);
    let (mut costs, mut told): (Vec<Cost>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for number in 0..count + MORE {
        let text: Vec<usize> = if number % 10 == 9 {
            let of = told.len() - 1 - roll(&mut dice, told.len().min(A_DAY as usize));
            told[of]
                .clone()
                .into_iter()
                .enumerate()
                .map(|(at, word)| if at < WORDS / 5 { roll(&mut dice, words.len()) } else { word })
                .collect()
        } else {
            (0..WORDS).map(|_| roll(&mut dice, words.len())).collect()
        };
        let body = text.iter().map(|word| words[*word]).collect::<Vec<_>>().join(" ");
        told.push(text);
        let text = Text { language: Language::Turkish, headline: "", standfirst: "", body: &body, tags: &[] };
        let begun = Instant::now();
        let signature = Signature::of(&text);
        let reading = milliseconds(begun);
        let entry = Entry {
            number: StoryNumber(number as i64),
            edition: EditionCode::from("x"),
            published_at: begun_at + SignedDuration::from_secs(number as i64 * 86_400 / A_DAY),
            signature,
        };
        let begun = Instant::now();
        events.put(entry);
        if number >= count {
            costs.push(Cost { reading, taking: milliseconds(begun) });
        }
        if events.wants_weighing() {
            events.weigh();
        }
    }
    Full { events, costs }
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
