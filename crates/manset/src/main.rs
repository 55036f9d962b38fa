//! The binary: it reads the command, opens what the command needs, and ties the rooms together. Thin.
//!
//! Exit codes: 0 done, 1 failed, 2 misused.

mod backup;
mod cli;
mod config;
mod demo;
mod doctor;
mod export;
mod import;
mod ledger;
mod lint;
mod moving;
mod premises;
mod progress;
mod search;
mod serve;
mod user;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, SearchCommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// `mi_option_purge_delay` of mimalloc.h, in milliseconds; its crate names only older ones.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Tells the allocator to give back what nobody used for a hundredth of a second. It would wait for a second, in which questions
/// to a large index leave some fifty megabytes.
#[allow(unsafe_code)]
fn give_memory_back_soon() {
    // SAFETY: it stores a number, while there is one thread.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, 10) };
}

fn main() -> ExitCode {
    give_memory_back_soon();
    let cli = Cli::parse();
    tell_log(&cli);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("manset: the program cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("manset: {}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, and why where the error does not tell its cause itself.
fn told(error: &anyhow::Error) -> String {
    let texts = error.chain().map(ToString::to_string);
    texts
        .reduce(|told, cause| if told.contains(&cause) { told } else { format!("{told}: {cause}") })
        .expect("a chain begins with the error itself")
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = config::Config::read(&cli.place);
    match cli.command {
        // Settings that cannot be read are something it tells.
        Command::Doctor(options) => doctor::run(config, options).await,
        Command::Serve(options) => serve::run(config?, options).await,
        Command::Demo => run_demo(config?).await,
        Command::Import(options) => import::run(config?, options).await,
        Command::Ledger { command } => ledger::run(config?, command).await,
        Command::Lint(options) => lint::run(config?, options).await,
        Command::Export(options) => export::run(config?, options).await,
        Command::Backup(options) => backup::run(config?, options).await,
        Command::Restore(options) => backup::restore(config?, options).await,
        Command::Move(options) => moving::run(config?, options).await,
        Command::Search { command: SearchCommand::Rebuild } => search::rebuild(&config?),
        Command::User { command } => user::run(config?, command).await,
    }
}

async fn run_demo(config: config::Config) -> anyhow::Result<ExitCode> {
    let store = config.open(store::Clock::of_the_machine()).await?;
    let library = config.media()?;
    let filled = demo::fill(&store, &library).await?;
    store.close().await;
    println!("{filled}");
    Ok(ExitCode::SUCCESS)
}

/// The log goes to standard error: words on a terminal, a JSON object a line elsewhere when serving.
fn tell_log(cli: &Cli) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("MANSET_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if matches!(cli.command, Command::Serve(_)) && !std::io::stderr().is_terminal() {
        log.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
    } else {
        log.with_target(false).init();
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::told;

    #[test]
    fn a_cause_is_told_once() {
        let cause = anyhow!("no such file");
        assert_eq!(told(&cause.context("`a.toml` cannot be read")), "`a.toml` cannot be read: no such file");
        let cause = anyhow!("no such file").context("`a.toml` cannot be read: no such file");
        assert_eq!(told(&cause), "`a.toml` cannot be read: no such file");
    }

    #[test]
    #[allow(unsafe_code)]
    fn the_allocators_option_is_the_one_that_is_meant() {
        // SAFETY: it reads a number.
        let delay = || unsafe { libmimalloc_sys::mi_option_get(super::PURGE_DELAY) };
        // Numbers of options change between versions; no other begins with a thousand.
        assert_eq!(delay(), 1_000);
        super::give_memory_back_soon();
        assert_eq!(delay(), 10);
    }
}
