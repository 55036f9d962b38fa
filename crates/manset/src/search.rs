//! `manset search rebuild`: the index of words is built anew by the program that serves.

use std::process::ExitCode;

use anyhow::Context;

use crate::config::Config;

/// Asks for it: an index has one writer, and that is whoever serves.
pub fn rebuild(config: &Config) -> anyhow::Result<ExitCode> {
    let folder = config.words();
    site::fulltext::ask_to_rebuild(&folder).with_context(|| format!("{} cannot be written", folder.display()))?;
    println!(
        "The index is built anew by the program that serves this folder, within a second, or by the next one that does."
    );
    println!("The old one answers until the new one is whole.");
    Ok(ExitCode::SUCCESS)
}
