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

/// One thing looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub what: &'static str,
    pub verdict: Verdict,
    pub found: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<&'static str>,
}

impl Line {
    fn good(what: &'static str, found: impl Into<String>) -> Self {
        Self { what, verdict: Verdict::Good, found: found.into(), advice: None }
    }

    fn warn(what: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self { what, verdict: Verdict::Warn, found: found.into(), advice: Some(advice) }
    }

    fn bad(what: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self { what, verdict: Verdict::Bad, found: found.into(), advice: Some(advice) }
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
            let advice = "Put that line right, or take it out.";
            vec![Line::bad("settings", format!("{error:#}"), advice)]
        }
    };
    let worst = lines.iter().map(|line| line.verdict).max().unwrap_or(Verdict::Good);
    if options.json {
        println!("{}", serde_json::json!({"verdict": worst, "lines": lines}));
    } else {
        for line in &lines {
            let verdict = match line.verdict {
                Verdict::Good => "good",
                Verdict::Warn => "WARN",
                Verdict::Bad => "BAD ",
            };
            println!("{verdict}  {:<10} {}", line.what, line.found);
            if let Some(advice) = line.advice {
                println!("                 → {advice}");
            }
        }
    }
    Ok(if worst == Verdict::Bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
