//! The list of what must hold, cheapest first, so that a slip is told within seconds.

use anyhow::{Context, bail};
use std::process::Command;
use std::time::Instant;

/// Everything, in the order in which failures are cheapest.
///
/// # Errors
/// Names the first step that failed; its own words are on the screen above.
pub fn everything() -> anyhow::Result<()> {
    quick()?;
    step("the second verifier", Command::new("python3").arg("tools/verify_ledger_test.py"))?;
    step(
        "docs",
        cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    step("the editor", &mut Command::new("tools/desk-ui"))?;
    let tests = ["nextest", "run", "--workspace", "--profile", if on_server() { "ci" } else { "default" }];
    step("tests on SQLite and PostgreSQL", Command::new("tools/with-postgres").arg("cargo").args(tests))?;
    step("examples in the docs", &mut cargo(&["test", "--quiet", "--workspace", "--doc"]))?;
    pages()
}

/// What can be told without running the program.
///
/// # Errors
/// As [`everything`].
pub fn quick() -> anyhow::Result<()> {
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    told("arrows", crate::arrows::hold)?;
    told("licences", crate::licences::hold)?;
    step("clippy", &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// What readers get, looked at from outside: a demo paper is served and its pages, feeds and maps are checked.
///
/// # Errors
/// As [`everything`].
pub fn pages() -> anyhow::Result<()> {
    step("build", &mut cargo(&["build", "--workspace", "--bins"]))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into());
    step("pages", Command::new("tools/checks/run").arg(format!("{target}/debug/manset")))
}

/// Figures on texts that others judged, by the program built for release.
///
/// # Errors
/// If it does not build, or the data is absent.
pub fn evaluate(parts: &[&str]) -> anyhow::Result<()> {
    step("evaluate", cargo(&["run", "--release", "-p", "evaluation", "--"]).args(parts))
}

fn on_server() -> bool {
    std::env::var_os("CI").is_some()
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments);
    command
}

/// Runs one step from the workspace's folder.
fn step(name: &str, command: &mut Command) -> anyhow::Result<()> {
    told(name, || {
        let status = command
            .current_dir(crate::root())
            .status()
            .with_context(|| format!("{} could not be started", command.get_program().display()))?;
        if !status.success() {
            bail!("{} ended with {status}", command.get_program().display());
        }
        Ok(())
    })
}

/// The work with its name before it and its time after it.
pub fn told(name: &str, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    eprintln!("\n── {name}");
    let started = Instant::now();
    work().with_context(|| format!("{name} failed"))?;
    eprintln!("── {name}: good, {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}
