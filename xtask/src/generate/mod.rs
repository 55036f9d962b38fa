//! `cargo xtask generate`: as many made-up stories as wanted, as ninjs lines, for measuring.
//!
//! The words are nobody's, and their statistics are those of newspapers: a few words are everywhere and most are rare
//! (Zipf's law), new forms keep coming however long one reads (Heaps' law, by Turkish suffixes), stories of one event share
//! its names and its words, and events come in threes and in hundreds. A paper has a pace: stories stand evenly over the
//! days before an hour, so that an archive that is twice as large reaches twice as far back. Same seed, same bytes.

mod event;
mod random;
mod story;
mod tongue;
mod words;

use std::io::{BufWriter, Write};

use anyhow::{Context, bail};
use jiff::{SignedDuration, Timestamp};

use event::Events;
use random::Random;
use story::Press;

pub const USAGE: &str = "\
usage: cargo xtask generate COUNT [--seed N] [--until TIME] [--per-day N]

  COUNT stories as ninjs 3.1 lines on standard output, oldest first
  --seed N       other stories, with other names (1)
  --until TIME   the last story's hour (2026-11-01T00:00:00Z)
  --per-day N    the paper's pace (274: a million in ten years)";

/// What is asked for.
#[derive(Debug)]
struct Wish {
    count: u64,
    seed: u64,
    until: Timestamp,
    per_day: u64,
}

/// Writes the stories asked for to standard output.
///
/// # Errors
/// On arguments that are none, or when standard output is gone.
pub fn run(arguments: &[&str]) -> anyhow::Result<()> {
    let wish = Wish::read(arguments)?;
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    write(&wish, &mut out)?;
    out.flush().context("writing")
}

impl Wish {
    fn read(arguments: &[&str]) -> anyhow::Result<Self> {
        let [count, options @ ..] = arguments else { bail!("how many stories?\n{USAGE}") };
        let mut wish = Self {
            count: count.parse().with_context(|| format!("`{count}` is no number of stories\n{USAGE}"))?,
            seed: 1,
            until: "2026-11-01T00:00:00Z".parse().expect("a constant"),
            per_day: 274,
        };
        for option in options.chunks(2) {
            match option {
                ["--seed", seed] => wish.seed = seed.parse().context("--seed takes a number")?,
                ["--until", until] => {
                    wish.until = until.parse().context("--until takes a time such as 2026-11-01T00:00:00Z")?
                }
                ["--per-day", pace] => wish.per_day = pace.parse::<u64>().context("--per-day takes a number")?.max(1),
                _ => bail!("`{}` is no option\n{USAGE}", option.join(" ")),
            }
        }
        Ok(wish)
    }

    /// When each story appears: evenly, at the paper's pace, the last at the hour asked for.
    fn hour_of(&self, index: u64) -> Timestamp {
        let before_the_last = i64::try_from(self.count - 1 - index).unwrap_or(i64::MAX);
        let every_ms = 86_400_000 / self.per_day as i64;
        self.until - SignedDuration::from_millis(before_the_last.saturating_mul(every_ms))
    }
}

fn write(wish: &Wish, out: &mut impl Write) -> anyhow::Result<()> {
    let mut random = Random::seeded(wish.seed);
    let press = Press::new();
    let mut events = Events::new(press.tongues());
    let mut line = String::with_capacity(16 << 10);
    for index in 0..wish.count {
        line.clear();
        press.story(&mut line, &mut random, &mut events, &format!("{}:{}", wish.seed, index + 1), wish.hour_of(index));
        line.push('\n');
        out.write_all(line.as_bytes()).context("writing")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde_json::Value;

    use super::*;

    fn generated(count: u64, seed: u64) -> String {
        let wish = Wish::read(&[&count.to_string(), "--seed", &seed.to_string()]).expect("a wish");
        let mut out = Vec::new();
        write(&wish, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_others() {
        assert_eq!(generated(200, 7), generated(200, 7));
        assert_ne!(generated(200, 7), generated(200, 8));
    }

    #[test]
    fn lines_are_items_with_all_that_a_story_has() {
        let text = generated(500, 1);
        let mut uris = std::collections::HashSet::new();
        for line in text.lines() {
            let item: Value = serde_json::from_str(line).expect("JSON");
            for field in ["headlines", "descriptions", "bodies"] {
                assert!(item[field][0]["value"].as_str().is_some_and(|words| words.len() > 10), "{field} of {line}");
            }
            assert_eq!(item["subjects"].as_array().map(Vec::len), Some(4), "a section and three tags: {line}");
            assert!(item["by"].is_string() || item["infoSources"][0]["name"].is_string(), "someone answers for {line}");
            assert!(uris.insert(item["uri"].to_string()), "each has a name of its own");
        }
        assert_eq!(uris.len(), 500);
        let last: Value = serde_json::from_str(text.lines().last().expect("lines")).expect("JSON");
        assert_eq!(last["firstCreated"], "2026-11-01T00:00:00Z");
    }

    /// What newspapers are like: PEERS' corpus has articles of some 386 words; in Turkish the commonest word is one in
    /// thirty to fifty, and twice the text has some half again as many forms.
    #[test]
    fn words_are_as_common_and_as_rare_as_in_newspapers() {
        let text = generated(6_000, 1);
        let (mut counts, mut words, mut stories, mut forms_halfway) = (HashMap::<String, u64>::new(), 0_u64, 0_u64, 0);
        for line in text.lines() {
            let item: Value = serde_json::from_str(line).expect("JSON");
            if item["language"] != "tr" {
                continue;
            }
            stories += 1;
            let body = item["bodies"][0]["value"].as_str().expect("a body").replace("</p>", " ").replace("</h2>", " ");
            for word in body.split_whitespace() {
                let word = word.trim_start_matches("<p>").trim_start_matches("<h2>").trim_matches(['.', ',', '“', '”']);
                *counts.entry(word.to_owned()).or_default() += 1;
                words += 1;
            }
            if stories == 2_500 {
                forms_halfway = counts.len();
            }
        }
        let mean = words as f64 / stories as f64;
        assert!((366.0..406.0).contains(&mean), "{mean} words a story");
        let commonest = counts.values().max().copied().unwrap_or_default() as f64 / words as f64;
        assert!((0.02..0.05).contains(&commonest), "the commonest word is {commonest} of all");
        let once = counts.values().filter(|count| **count == 1).count() as f64 / counts.len() as f64;
        assert!((0.25..0.65).contains(&once), "{once} of all forms come once");
        let growth = counts.len() as f64 / forms_halfway as f64;
        assert!((1.2..1.8).contains(&growth), "{growth} times as many forms in {} stories as in 2500", stories);
    }
}
