//! `manset ledger verify | export | show`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use newsroom::Position;
use serde_json::json;
use store::{Clock, Store};

use crate::cli::LedgerCommand;
use crate::config::Config;

pub async fn run(config: Config, command: LedgerCommand) -> anyhow::Result<ExitCode> {
    let store = config.open(Clock::of_the_machine()).await?;
    let code = match command {
        LedgerCommand::Verify { json } => verify(&store, json).await?,
        LedgerCommand::Export { file } => export(&store, &file).await?,
        LedgerCommand::Show { after, limit, json } => show(&store, after, limit, json).await?,
    };
    store.close().await;
    Ok(code)
}

async fn verify(store: &Store, as_json: bool) -> anyhow::Result<ExitCode> {
    let report = store::ledger::verify(store).await?;
    if as_json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        tell(&report);
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says in words what a verification saw.
pub fn tell(report: &store::ledger::Report) {
    for fault in &report.faults {
        println!("{} {}: {}", fault.table, fault.row, fault.message);
    }
    let verdict = if report.faults.is_empty() { "the ledger verifies" } else { "THE LEDGER DOES NOT VERIFY" };
    println!(
        "{verdict}: {} entries, {} contents, {} rows checked, {} faults",
        report.entries,
        report.contents,
        report.rows,
        report.faults.len()
    );
}

async fn export(store: &Store, file: &Path) -> anyhow::Result<ExitCode> {
    if file == Path::new("-") {
        store::ledger::export(store, &mut std::io::stdout().lock()).await?;
        return Ok(ExitCode::SUCCESS);
    }
    // Written beside and renamed, so that a file of that name is always whole.
    let partial = file.with_extension("partial");
    let mut out = BufWriter::new(File::create(&partial).with_context(|| format!("writing {}", partial.display()))?);
    let lines = store::ledger::export(store, &mut out).await?;
    out.into_inner()?.sync_all()?;
    std::fs::rename(&partial, file).with_context(|| format!("writing {}", file.display()))?;
    println!("{lines} lines written to {}", file.display());
    Ok(ExitCode::SUCCESS)
}

async fn show(store: &Store, after: i64, limit: i64, as_json: bool) -> anyhow::Result<ExitCode> {
    let reading = store.reading();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut after, mut left) = (after, if limit <= 0 { i64::MAX } else { limit });
    while left > 0 {
        let entries = reading.entries_after(Position(after), left.min(500)).await?;
        let Some(last) = entries.last() else { break };
        after = last.position.0;
        left -= entries.len() as i64;
        for sealed in entries {
            let entry = &sealed.entry;
            if as_json {
                let line = json!({
                    "position": sealed.position, "kind": entry.kind.as_str(), "subject": entry.subject,
                    "actor": entry.actor, "at": entry.at.to_string(), "note": entry.note,
                    "content_hash": entry.content, "hash": sealed.hash,
                });
                writeln!(out, "{line}")?;
            } else {
                let note = entry.note.as_deref().map(|note| format!("  “{note}”")).unwrap_or_default();
                writeln!(
                    out,
                    "{:>7}  {}  {:<14}  {:<24}  {}{note}",
                    sealed.position.0,
                    entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    entry.kind.as_str(),
                    entry.subject,
                    entry.actor.0
                )?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
