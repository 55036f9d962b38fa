//! `manset backup` and `manset restore`.

use std::path::Path;
use std::process::ExitCode;

use leaving::restore::Checked;
use store::Clock;

use crate::cli::{BackupArgs, RestoreArgs};
use crate::config::Config;
use crate::progress::Progress;

pub async fn run(config: Config, options: BackupArgs) -> anyhow::Result<ExitCode> {
    let mut progress = Progress::new();
    if options.verify {
        let checked = leaving::restore::check(&options.file, &mut |step| progress.step(step))?;
        drop(progress);
        return tell_checked(&options.file, &checked, options.json);
    }
    let store = config.open(Clock::of_the_machine()).await?;
    let written =
        leaving::backup::write(&store, &config.folder(), &options.file, &mut |step| progress.step(step)).await?;
    drop(progress);
    let report = &written.report;
    if options.json {
        println!("{}", serde_json::to_string(report)?);
    } else {
        println!(
            "{} written: {} rows, {} media files, {} bytes; everything up to position {} of the ledger ({})",
            options.file.display(),
            report.rows,
            report.media_files,
            report.bytes,
            report.position,
            report.head
        );
    }
    // Acts have waited until it was said which of them are in it.
    drop(written);
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(config: Config, options: RestoreArgs) -> anyhow::Result<ExitCode> {
    let mut progress = Progress::new();
    if options.dry_run {
        let checked = leaving::restore::check(&options.file, &mut |step| progress.step(step))?;
        drop(progress);
        return tell_checked(&options.file, &checked, options.json);
    }
    let restored =
        leaving::restore::restore(&options.file, &config.place(), &config.folder(), &mut |step| progress.step(step))
            .await?;
    drop(progress);
    let is_sound = restored.ledger.faults.is_empty();
    if options.json {
        println!("{}", serde_json::to_string(&restored)?);
    } else {
        let checked = &restored.checked;
        println!(
            "restored from {}: {} rows, {} media files, the ledger up to position {} ({})",
            options.file.display(),
            checked.rows,
            checked.media_files,
            checked.position,
            checked.head
        );
        if let Some(settings) = &restored.settings {
            println!("the settings are in {}", settings.display());
        }
        crate::ledger::tell(&restored.ledger);
    }
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell_checked(file: &Path, checked: &Checked, as_json: bool) -> anyhow::Result<ExitCode> {
    if as_json {
        println!("{}", serde_json::to_string(checked)?);
    } else {
        println!(
            "{} is whole: made by {} from {} to {}; {} rows, {} contents, {} media files; its ledger fits up to position {} ({})",
            file.display(),
            checked.program,
            checked.begun_at,
            checked.ended_at,
            checked.rows,
            checked.contents,
            checked.media_files,
            checked.position,
            checked.head
        );
    }
    Ok(ExitCode::SUCCESS)
}
