//! `manset export`, and `manset import` of what it wrote.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use store::Clock;

use crate::cli::{ExportArgs, ImportArgs};
use crate::config::Config;
use crate::progress::Progress;

pub async fn run(config: Config, options: ExportArgs) -> anyhow::Result<ExitCode> {
    let store = config.open(Clock::of_the_machine()).await?;
    let origin = config.origin.clone().unwrap_or_else(|| format!("http://{}", config.listen));
    let mut progress = Progress::new();
    let ends = |ending: &str| options.to.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
    if ends("jsonl") || ends("ndjson") {
        let stories =
            leaving::export::write_lines(&store, &origin, &options.to, &mut |step| progress.step(step)).await?;
        drop(progress);
        if options.json {
            println!("{}", json!({"stories": stories}));
        } else {
            println!("{stories} stories written to {}", options.to.display());
        }
    } else {
        let about =
            leaving::export::write(&store, &config.folder(), &origin, &options.to, &mut |step| progress.step(step))
                .await?;
        drop(progress);
        if options.json {
            println!("{}", serde_json::to_string(&about)?);
        } else {
            println!(
                "{} stories and {} media files written to {}; the ledger up to position {} ({})",
                about.stories,
                about.media_files,
                options.to.display(),
                about.position,
                about.head
            );
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Takes a whole export into an empty newsroom.
pub async fn import(config: Config, options: &ImportArgs, from: &Path) -> anyhow::Result<ExitCode> {
    let mut progress = Progress::new();
    let (place, folder) = (config.place(), config.folder());
    let imported =
        leaving::import::import(from, &place, &folder, options.dry_run, &mut |step| progress.step(step)).await?;
    drop(progress);
    if options.json {
        println!("{}", serde_json::to_string(&imported)?);
    } else {
        let kept = if options.dry_run { " would come in (nothing was kept)" } else { " came in" };
        println!(
            "{} stories, {} rows and {} media files{kept}; the ledger up to position {} ({})",
            imported.stories, imported.rows, imported.media_files, imported.position, imported.head
        );
        if let Some(settings) = &imported.settings {
            println!("the settings are in {}", settings.display());
        }
        if let Some(report) = &imported.ledger {
            crate::ledger::tell(report);
            println!("Passwords and tokens are not in an export: set them anew with `manset user`.");
        }
    }
    let is_sound = imported.ledger.is_none_or(|report| report.faults.is_empty());
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
