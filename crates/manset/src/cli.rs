//! The command line, as `docs/design.md` §5 promises it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// People and the tokens programs act with
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// The index that readers' search asks
    Search {
        #[command(subcommand)]
        command: SearchCommand,
    },
    /// Say how things are, and what to do; nothing is changed
    Doctor(DoctorArgs),
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
    /// A folder with the pictures that the items name: as a mirror keeps them (DIR/host/path), by path or by name
    #[arg(long, value_name = "DIR")]
    pub pictures: Option<PathBuf>,
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

#[derive(Clone, Debug, Subcommand)]
pub enum SearchCommand {
    /// Build the index anew from what is published, beside the serving; the old one answers meanwhile
    Rebuild,
}

#[derive(Clone, Debug, Args)]
pub struct LintArgs {
    /// Apply the fixes that are certain, each as a new revision; without it nothing is changed
    #[arg(long)]
    pub fix: bool,
    /// This rule alone, such as agency-tail; can be given more than once
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Report in JSON, a line for each finding
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct ExportArgs {
    /// The folder to write; or a file ending in .jsonl, for the stories alone
    pub to: PathBuf,
    /// What to write: everything, for coming back (ninjs); or the site as plain files (static)
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = ExportKind::Ninjs)]
    pub kind: ExportKind,
    /// Scheme and host readers know the paper by, such as https://example.com
    #[arg(long, env = "MANSET_ORIGIN", value_name = "URL")]
    pub origin: Option<String>,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    Ninjs,
    Static,
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

#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person; the password comes from a prompt or from standard input, empty for none
    Add {
        /// Their address
        #[arg(long, value_name = "E")]
        email: String,
        /// Their name
        #[arg(long, value_name = "N")]
        name: String,
        /// contributor, reporter, editor, chief-editor or administrator
        #[arg(long, value_name = "R")]
        role: String,
        /// Where the role holds, such as tr or tr/ekonomi; may be given several times; everywhere if left out
        #[arg(long, value_name = "BEAT")]
        beat: Vec<String>,
        /// Report in JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a token for a program that acts in a person's name; it is printed once
    Token {
        /// Whose name it acts in
        #[arg(long, value_name = "E")]
        email: String,
        /// Fewer rights than the person has, with commas: draft, media, assign, figures, publish, correct, withdraw, bar, place, place-front, house, people
        #[arg(long, value_name = "LIST")]
        rights: Option<String>,
        /// The hour from which on it is no longer good, such as 2027-01-01T00:00:00Z
        #[arg(long, value_name = "TIME")]
        until: Option<jiff::Timestamp>,
        /// Take back instead of making: the tokens of this person that begin so
        #[arg(long, value_name = "START", conflicts_with = "rights")]
        revoke: Option<String>,
        /// Report in JSON
        #[arg(long)]
        json: bool,
    },
    /// List people, and the tokens of each by their first letters
    List {
        /// Report in JSON
        #[arg(long)]
        json: bool,
    },
    /// Shut a person out: no password and no token of theirs is good any more
    Disable {
        /// Whom
        #[arg(long, value_name = "E")]
        email: String,
    },
    /// Let a person in again with a new password, from a prompt or from standard input
    Reset {
        /// Whom
        #[arg(long, value_name = "E")]
        email: String,
        /// Forget their passkeys, one-time codes and recovery codes too
        #[arg(long)]
        second_factor: bool,
    },
}

#[derive(Clone, Debug, Args)]
pub struct DoctorArgs {
    /// Look at everything: the whole ledger, every picture byte for byte
    #[arg(long)]
    pub full: bool,
    /// Report in JSON
    #[arg(long)]
    pub json: bool,
}
