//! Speed: how much text is taken apart for search in a second.

use anyhow::Context;
use language::{Analyser, Language, words};

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};

const ABOUT: &str = "\
News texts taken apart into all their forms by one core, in millions of words a second of its own time; the best of five passes by an analyser that
starts with nothing remembered. Three thousand stories of 386 words a second are 1.16 million words. Beside it finding words by Unicode's rules alone,
without any form: absolute figures drift from machine to machine and with what runs beside, the ratio of the two hardly.";

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut figures = Vec::new();
    for (name, path, field, language) in [
        ("Turkish", "tr-news-ttc3600/docs.jsonl.gz", "text", Language::Turkish),
        ("Arabic", "ar-news-saudinewsnet/docs.jsonl.gz", "content", Language::Arabic),
        ("English", "search-xquad/en.docs.jsonl.gz", "text", Language::English),
    ] {
        let texts = data.field(path, field)?;
        let mut words_in_all = 0;
        let mut analyser = Analyser::new();
        for text in &texts {
            analyser.each(text, language, |_, _| words_in_all += 1);
        }
        // Linux counts a thread's time in ticks: a pass must be much longer than one.
        let rounds = (WORDS_IN_A_PASS / words_in_all).max(1);
        let ours = fastest(|| {
            for _ in 0..rounds {
                let mut analyser = Analyser::new();
                for text in &texts {
                    analyser.each(text, language, |span, forms| {
                        std::hint::black_box((span, forms));
                    });
                }
            }
        })?;
        let alone = fastest(|| {
            for _ in 0..rounds {
                std::hint::black_box(texts.iter().map(|text| words(text).count()).sum::<usize>());
            }
        })?;
        let millions = |seconds: f64| (words_in_all * rounds) as f64 / seconds / 1e6;
        figures.push(
            Figure::new(format!("{name}, million words a second"), millions(ours), words_in_all)
                .aim(Aim::AtLeast(1.16))
                .beside("Unicode's words alone", Some(millions(alone)), None),
        );
    }
    Ok(Part { title: "Speed of taking texts apart", about: ABOUT, figures })
}

const WORDS_IN_A_PASS: usize = 500_000;

/// Seconds of this thread's own time that the fastest of five passes took.
fn fastest(mut pass: impl FnMut()) -> anyhow::Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let begun = own_seconds()?;
        pass();
        best = best.min(own_seconds()? - begun);
    }
    Ok(best)
}

/// What Linux says this thread has been given of a processor.
fn own_seconds() -> anyhow::Result<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = told.split_whitespace().next().context("an empty schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}
