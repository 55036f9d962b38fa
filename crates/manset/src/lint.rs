//! `manset lint`: the defects of `docs/design.md` §2 over the archive: what the rules find in stored stories, and what
//! imports found in the pages they came from.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use newsroom::lint::{Finding, Severity, Subject, lint};
use newsroom::{StoryNumber, address};
use serde_json::json;
use store::{Clock, Writing};

use crate::cli::LintArgs;
use crate::config::Config;

/// Stories looked at in one go.
const BATCH: i64 = 200;

pub async fn run(config: Config, options: LintArgs) -> anyhow::Result<ExitCode> {
    let store = config.open(Clock::of_the_machine()).await?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut after, mut stories, mut found) = (StoryNumber(0), 0_usize, std::collections::BTreeMap::new());
    loop {
        let numbers = store.story_numbers(after, BATCH).await?;
        let Some(last) = numbers.last() else { break };
        after = *last;
        for number in numbers {
            stories += 1;
            let mut tx = store.write().await?;
            let looked = look(&mut tx, number).await?;
            drop(tx);
            let Some((headline, url, mut findings)) = looked else { continue };
            for imported in store.import_findings(number).await? {
                // The rules see the story as it is now; an import's word stands for what they cannot see.
                if !findings.iter().any(|finding| finding.code == imported.code && finding.place == imported.place) {
                    findings.push(imported);
                }
            }
            findings.sort_by_key(|finding| finding.code);
            for finding in findings {
                *found.entry(finding.code).or_insert(0_usize) += 1;
                tell(&mut out, options.json, number, &headline, url.as_deref(), &finding)?;
            }
        }
    }
    let counts = found.iter().map(|(code, count)| format!("{} {count}", code.as_str())).collect::<Vec<_>>().join(", ");
    if !options.json {
        let counts = if counts.is_empty() { "nothing found".to_owned() } else { counts };
        writeln!(out, "{stories} stories looked at: {counts}")?;
    }
    out.flush()?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn look(tx: &mut Writing, number: StoryNumber) -> anyhow::Result<Option<(String, Option<String>, Vec<Finding>)>> {
    let story = tx.story(number).await?;
    let (content, published_at, live) = match &story.live {
        Some((live, _)) if !live.is_live() => return Ok(None),
        Some((live, content)) => (content.clone(), Some(live.published_at), Some(live.clone())),
        None => match tx.newest_draft(number).await? {
            Some(draft) => (draft.content, None, None),
            None => return Ok(None),
        },
    };
    let house = tx.house().await?;
    let Some(edition) = house.edition(&story.edition) else { return Ok(None) };
    let url = live.map(|live| address::story_path(house, edition, &live));
    let findings = lint(&Subject { content: &content, edition, published_at });
    Ok(Some((content.headline, url, findings)))
}

fn tell(
    out: &mut impl Write,
    as_json: bool,
    number: StoryNumber,
    headline: &str,
    url: Option<&str>,
    finding: &Finding,
) -> anyhow::Result<()> {
    if as_json {
        let line = json!({
            "story": number, "headline": headline, "url": url, "code": finding.code,
            "severity": finding.severity, "place": finding.place, "message": finding.message,
        });
        writeln!(out, "{line}")?;
    } else {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Mended => "mended",
        };
        writeln!(
            out,
            "{:<3} {severity:<7} story {number} ({headline}), {}: {}",
            finding.code.as_str(),
            finding.place,
            finding.message
        )?;
    }
    Ok(())
}
