//! `manset export`, and `manset import` of what it wrote.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use store::Clock;

use crate::cli::{ExportArgs, ExportKind, ImportArgs};
use crate::config::{Config, checked_origin};
use crate::progress::Progress;

pub async fn run(config: Config, options: ExportArgs) -> anyhow::Result<ExitCode> {
    let origin = match &options.origin {
        Some(origin) => Some(checked_origin(origin)?),
        None => config.origin.clone(),
    };
    if options.kind == ExportKind::Static {
        return still(config, options, origin).await;
    }
    let store = config.open(Clock::of_the_machine()).await?;
    let origin = origin.unwrap_or_else(|| format!("http://{}", config.listen));
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

/// The site as plain files.
async fn still(config: Config, options: ExportArgs, origin: Option<String>) -> anyhow::Result<ExitCode> {
    let Some(origin) = origin else {
        eprintln!(
            "manset: pages name the paper's own address: set `origin` in manset.toml, or give --origin https://…"
        );
        return Ok(ExitCode::from(2));
    };
    let store = config.open(Clock::of_the_machine()).await?;
    let mut progress = Progress::new();
    let settings = config.site(origin)?;
    let report = leaving::still::write(&store, settings, &options.to, &mut |step| progress.step(step)).await?;
    drop(progress);
    store.close().await;
    if options.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        println!(
            "{} pages in {}, {} of them made in this run; {} files new or changed, {} pages removed, {} media files; \
             {} addresses gone, {} moved; the ledger up to position {}",
            report.pages,
            options.to.display(),
            report.made,
            report.written,
            report.removed,
            report.media_files,
            report.gone,
            report.moved,
            report.position
        );
        println!("A server for it: {}", options.to.join(".manset/nginx.conf").display());
    }
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
