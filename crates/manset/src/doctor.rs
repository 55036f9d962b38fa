//! `manset doctor`: how things are, line by line, each with what to do. It changes nothing.

mod checks;

use std::process::ExitCode;

use serde::Serialize;

use crate::cli::DoctorArgs;
use crate::config::Config;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Good,
    /// Nothing is lost or wrong yet.
    Warn,
    Bad,
}

/// One thing looked at. Its words stand with the desk's: `doctor-said-…`, `doctor-do-…`.
#[derive(Clone, Debug)]
pub struct Line {
    pub what: &'static str,
    pub verdict: Verdict,
    /// What was found, as a key of the words, with what they put in.
    pub said: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// What to do about it, as a key of the words.
    pub advice: Option<&'static str>,
}

/// What is put in under this name is the code of the refusal whose words are put in as `reason`.
const CODE: &str = desk::REASON_CODE;

/// What words put in.
type Args<const N: usize> = [(&'static str, String); N];

impl Line {
    fn good<const N: usize>(what: &'static str, said: &'static str, args: Args<N>) -> Self {
        Self { what, verdict: Verdict::Good, said, args: args.into(), advice: None }
    }

    fn warn<const N: usize>(what: &'static str, said: &'static str, args: Args<N>, advice: &'static str) -> Self {
        Self { what, verdict: Verdict::Warn, said, args: args.into(), advice: Some(advice) }
    }

    fn bad(
        what: &'static str,
        said: &'static str,
        args: impl IntoIterator<Item = (&'static str, String)>,
        advice: &'static str,
    ) -> Self {
        Self { what, verdict: Verdict::Bad, said, args: args.into_iter().collect(), advice: Some(advice) }
    }
}

impl From<Line> for desk::Found {
    fn from(line: Line) -> Self {
        let verdict = match line.verdict {
            Verdict::Good => "good",
            Verdict::Warn => "warn",
            Verdict::Bad => "problem",
        };
        Self { what: line.what, verdict, said: line.said, args: line.args, advice: line.advice }
    }
}

/// A daily look, without the whole ledger and all pictures.
pub async fn look(config: &Config) -> Vec<Line> {
    checks::all(config, false).await
}

pub async fn run(config: anyhow::Result<Config>, options: DoctorArgs) -> anyhow::Result<ExitCode> {
    let lines = match config {
        Ok(config) => checks::all(&config, options.full).await,
        Err(error) => {
            vec![Line::bad("settings", "settings-error", [("error", format!("{error:#}"))], "mend-settings")]
        }
    };
    let worst = lines.iter().map(|line| line.verdict).max().unwrap_or(Verdict::Good);
    // A terminal is told in English, as by every command.
    let pages = pages::desk::DeskPages::new(&pages::Theme::builtin());
    let told = lines.into_iter().map(|line| {
        let verdict = line.verdict;
        let found = desk::Found::from(line);
        let (said, advice) = found.in_words(&pages, language::Language::English);
        (found.what, verdict, said, advice)
    });
    if options.json {
        let lines: Vec<_> = told.map(|(what, verdict, found, advice)| Told { what, verdict, found, advice }).collect();
        println!("{}", serde_json::json!({"verdict": worst, "lines": lines}));
    } else {
        for (what, verdict, said, advice) in told {
            let verdict = match verdict {
                Verdict::Good => "good",
                Verdict::Warn => "WARN",
                Verdict::Bad => "BAD ",
            };
            println!("{verdict}  {what:<10} {said}");
            if let Some(advice) = advice {
                println!("                 → {advice}");
            }
        }
    }
    Ok(if worst == Verdict::Bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A line for programs.
#[derive(Serialize)]
struct Told {
    what: &'static str,
    verdict: Verdict,
    found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use pages::desk::LANGUAGES;

    /// What a line is made of besides its arguments: the texts in quotes within the parentheses and outside every bracket.
    fn keys_of(call: &str) -> Vec<&str> {
        let (mut keys, mut parentheses, mut brackets, mut begun) = (Vec::new(), 0, 0, None);
        for (at, letter) in call.char_indices() {
            match (begun, letter) {
                (Some(from), '"') => {
                    keys.extend(Some(&call[from..at]).filter(|_| parentheses == 1 && brackets == 0));
                    begun = None;
                }
                (Some(_), _) => {}
                (None, '"') => begun = Some(at + 1),
                (None, '(') => parentheses += 1,
                (None, '[') => brackets += 1,
                (None, ']') => brackets -= 1,
                (None, ')') => {
                    parentheses -= 1;
                    if parentheses == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        keys
    }

    #[test]
    fn every_line_is_told_in_every_language() {
        let pages = pages::desk::DeskPages::new(&pages::Theme::builtin());
        let (checks, own) = (include_str!("doctor/checks.rs"), include_str!("doctor.rs"));
        let own = own.split("#[cfg(test)]").next().unwrap_or_default();
        let calls = ["good", "warn", "bad"].map(|verdict| format!("Line::{verdict}("));
        let mut keys = BTreeSet::new();
        for code in [checks, own] {
            for call in &calls {
                for (at, _) in code.match_indices(call.as_str()) {
                    // What it is about comes first, where it is written out; the words' own keys follow.
                    keys.extend(keys_of(&code[at + call.len() - 1..]));
                }
            }
        }
        assert!(keys.len() > 60, "{keys:?}");
        for language in LANGUAGES {
            let has = |kind: &str, key: &str| pages.has_words(language, &format!("doctor-{kind}{key}"));
            for key in &keys {
                assert!(has("said-", key) || has("do-", key) || has("", key), "{language:?} has no words for {key}");
            }
        }
    }
}
