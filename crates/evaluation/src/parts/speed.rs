//! Speed: how much text is taken apart for search in a second.

use std::time::Instant;

use language::{Analyser, Language, words};

use crate::data::Data;
use crate::figure::{Aim, Figure, Part};

const ABOUT: &str = "\
News texts taken apart into all their forms by one core, in millions of words a second; the best of five passes by an analyser that starts with
nothing remembered. Beside it finding words by Unicode's rules alone, without any form. Absolute figures drift from machine to machine: a ratio of the two
does not.";

pub fn measure(data: &Data) -> anyhow::Result<Part> {
    let mut figures = Vec::new();
    for (name, path, field, language) in [
        ("Turkish", "tr-news-ttc3600/docs.jsonl.gz", "text", Language::Turkish),
        ("Arabic", "ar-news-saudinewsnet/docs.jsonl.gz", "content", Language::Arabic),
        ("English", "search-xquad/en.docs.jsonl.gz", "text", Language::English),
    ] {
        let texts = data.field(path, field)?;
        let mut count = 0;
        let ours = fastest(|| {
            count = 0;
            let mut analyser = Analyser::new();
            for text in &texts {
                analyser.each(text, language, |_, _| count += 1);
            }
        });
        let alone = fastest(|| {
            std::hint::black_box(texts.iter().map(|text| words(text).count()).sum::<usize>());
        });
        let millions = |seconds: f64| count as f64 / seconds / 1e6;
        figures.push(
            Figure::new(format!("{name}, million words a second"), millions(ours), count)
                .aim(Aim::AtLeast(3.0))
                .beside("Unicode's words alone", Some(millions(alone)), None),
        );
    }
    Ok(Part { title: "Speed of taking texts apart", about: ABOUT, figures })
}

/// Seconds of the fastest of five passes.
fn fastest(mut pass: impl FnMut()) -> f64 {
    let passes = (0..5).map(|_| {
        let begun = Instant::now();
        pass();
        begun.elapsed().as_secs_f64()
    });
    passes.fold(f64::INFINITY, f64::min)
}
