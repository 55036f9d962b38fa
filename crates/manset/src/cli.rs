//! The command line, as `docs/design.md` §5 promises it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;

/// Manşet: a newsroom's whole publishing system.
#[derive(Debug, Parser)]
#[command(name = "manset", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub place: PlaceArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the newsroom is: these go with every command.
#[derive(Clone, Debug, Args)]
pub struct PlaceArgs {
    /// The data folder: database, pictures, theme overrides, settings
    #[arg(long, global = true, env = "MANSET_DATA", default_value = "manset-data", value_name = "DIR")]
    pub data: PathBuf,
    /// A database elsewhere: postgres://…, or sqlite:PATH
    #[arg(long, global = true, env = "MANSET_DATABASE", value_name = "URL")]
    pub database: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the paper
    Serve(ServeArgs),
    /// Fill an empty newsroom with a sample paper
    Demo,
    /// Take stories in from a file
    Import(ImportArgs),
    /// The sealed record of everything readers have seen
    Ledger {
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// List defects in what is stored
    Lint(LintArgs),
    /// Write everything out, for others and for coming back
    Export(ExportArgs),
    /// Keep the whole newsroom in one file, while it serves
    Backup(BackupArgs),
    /// Fill an empty newsroom from a backup
    Restore(RestoreArgs),
    /// Move the newsroom to another database
    Move(MoveArgs),
}

#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Address and port to listen on
    #[arg(long, env = "MANSET_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Scheme and host readers know the paper by, such as `https://example.com`
    #[arg(long, env = "MANSET_ORIGIN", value_name = "URL")]
    pub origin: Option<String>,
    /// Start the program's clock at this hour, for rehearsals
    #[arg(long, value_name = "TIME")]
    pub clock: Option<Timestamp>,
}

#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// The file to read; `-` for standard input; or a folder that `manset export` wrote
    pub source: PathBuf,
    /// ninjs or portal-page; guessed from the file if left out
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<String>,
    /// Say what would happen and keep nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write a line of JSON for each item to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// When an old page was captured; hours without a day count from it
    #[arg(long, value_name = "TIME")]
    pub captured_at: Option<Timestamp>,
    /// Section for items that name none of the paper's
    #[arg(long, value_name = "S")]
    pub section: Option<String>,
    /// Edition for items in a language no edition has
    #[arg(long, value_name = "E")]
    pub edition: Option<String>,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub enum LedgerCommand {
    /// Check every entry and everything it covers
    Verify {
        /// Report in JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the ledger and what it covers to a file that others can verify
    Export {
        /// The file; `-` for standard output
        file: PathBuf,
    },
    /// Print entries, newest last
    Show {
        /// Begin after this position
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// At most so many; 0 for all
        #[arg(long, default_value_t = 0)]
        limit: i64,
        /// A JSON object a line
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Debug, Args)]
pub struct LintArgs {
    /// Report in JSON, a line for each finding
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct ExportArgs {
    /// The folder to write; or a file ending in .jsonl, for the stories alone
    pub to: PathBuf,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct BackupArgs {
    /// The file to write, or to check
    pub file: PathBuf,
    /// Check a file that was written before, and write nothing
    #[arg(long)]
    pub verify: bool,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct RestoreArgs {
    /// A file that `manset backup` wrote
    pub file: PathBuf,
    /// Check the file and restore nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct MoveArgs {
    /// Where to: postgres://…, or sqlite:PATH. Nothing may be there yet
    #[arg(long, value_name = "URL")]
    pub to: String,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}
