//! `manset move`: the newsroom to another database.

use std::process::ExitCode;

use anyhow::bail;
use serde_json::json;
use store::{Clock, Place, Store};

use crate::cli::MoveArgs;
use crate::config::Config;
use crate::progress::Progress;

pub async fn run(config: Config, options: MoveArgs) -> anyhow::Result<ExitCode> {
    let (from, to) = (config.place(), Place::Address(options.to.clone()));
    let at_home = to_file(&to) == Some(config.data.join("newsroom.db"));
    if from == to || (at_home && matches!(from, Place::Folder(_))) {
        bail!("the newsroom is at {} already", shown(&options.to));
    }
    let left = config.open(Clock::of_the_machine()).await?;
    let new = Store::open(&to, Clock::of_the_machine()).await?;
    let mut progress = Progress::new();
    let moved = leaving::moving::move_to(&left, &new, &mut |step| progress.step(step)).await;
    drop(progress);
    left.close().await;
    new.close().await;
    let moved = moved?;
    let is_sound = moved.ledger.faults.is_empty();
    // Without its password: reports are kept and sent about.
    let address = shown(&options.to);
    if options.json {
        println!("{}", json!({"to": address, "moved": moved}));
    } else {
        println!(
            "moved to {address}: {} rows of {} tables, each table equal; the ledger up to position {} ({})",
            moved.rows, moved.tables, moved.position, moved.head
        );
        crate::ledger::tell(&moved.ledger);
        let settings = config.data.join("manset.toml");
        if at_home {
            println!("Now take the line `database = …` out of {}, and start the server.", settings.display());
        } else {
            println!("Now set this in {}, and start the server:\n  database = \"{address}\"", settings.display());
        }
        println!(
            "Pictures and theme stay where they are. The former database is as it was; keep it until you are content."
        );
    }
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The file a SQLite address means.
fn to_file(place: &Place) -> Option<std::path::PathBuf> {
    let Place::Address(address) = place else { return None };
    Some(address.strip_prefix("sqlite:")?.trim_start_matches("//").into())
}

/// An address as it may be shown: without the password.
fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    match rest[..end].rsplit_once('@') {
        Some((user, host)) if user.contains(':') => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:PASSWORD@{host}{}", &rest[end..])
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let check = |address, expected| assert_eq!(shown(address), expected);
        check(
            "postgres://manset:s3cr@t@db:5432/paper?sslmode=require",
            "postgres://manset:PASSWORD@db:5432/paper?sslmode=require",
        );
        check("postgres://manset@db/paper", "postgres://manset@db/paper");
        check("postgres://db/paper?options=a@b:c", "postgres://db/paper?options=a@b:c");
        check("sqlite:manset-data/newsroom.db", "sqlite:manset-data/newsroom.db");
    }
}
