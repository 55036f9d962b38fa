//! `cargo xtask dev`: the paper on a laptop while one works on it, built and started again after every edit.

use anyhow::{Context, ensure};
use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

const DATA: &str = "manset-data";
/// Where an edit means another program. A theme's files are embedded, so they count as well.
const WATCHED: &[&str] = &["Cargo.toml", "Cargo.lock", "crates", "themes"];

/// Serves until it is interrupted.
///
/// # Errors
/// Only if the very first build or the demo paper fails; a later build that fails is waited out, for the next edit
/// usually mends it.
pub fn serve() -> anyhow::Result<()> {
    let root = crate::root();
    ensure!(build(&root)?, "the first build failed");
    let program = root.join(std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into())).join("debug/manset");
    if fs::read_dir(root.join(DATA)).map_or(true, |mut files| files.next().is_none()) {
        let status = Command::new(&program).args(["demo", "--data", DATA]).current_dir(&root).status()?;
        ensure!(status.success(), "the demo paper could not be made");
    }
    loop {
        let edited = last_edit(&root);
        let mut serving = start(&program, &root)?;
        while last_edit(&root) <= edited {
            sleep(Duration::from_millis(500));
        }
        while !build(&root)? {
            let broken = last_edit(&root);
            while last_edit(&root) <= broken {
                sleep(Duration::from_millis(500));
            }
        }
        // Killed rather than asked: starting after a crash needs no hand, and here that is tried fifty times a day.
        serving.kill().context("stopping the program")?;
        serving.wait()?;
    }
}

fn start(program: &Path, root: &Path) -> anyhow::Result<Child> {
    Command::new(program)
        .args(["serve", "--data", DATA])
        .current_dir(root)
        .spawn()
        .with_context(|| format!("starting {}", program.display()))
}

fn build(root: &Path) -> anyhow::Result<bool> {
    let status = Command::new("cargo").args(["build", "-p", "manset"]).current_dir(root).status()?;
    Ok(status.success())
}

fn last_edit(root: &Path) -> SystemTime {
    WATCHED.iter().map(|name| newest(&root.join(name))).max().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// The latest change at or below `path`. Files that vanish while one looks are not worth an error.
fn newest(path: &Path) -> SystemTime {
    let own = fs::metadata(path).and_then(|found| found.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let below =
        fs::read_dir(path).map(|files| files.flatten().map(|file| newest(&file.path())).max()).unwrap_or_default();
    own.max(below.unwrap_or(SystemTime::UNIX_EPOCH))
}
