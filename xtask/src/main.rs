//! Every chore of the house in one place: `cargo xtask ci` is the whole list, on a laptop and on the server.
//!
//! What a machine must have is `tools/setup`'s business; this program only runs what is there.

mod arrows;
mod ci;
mod dev;
mod generate;
mod licences;
mod metadata;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask CHORE

  ci         everything that must hold: format, arrows, licences, clippy, docs, tests on both databases, pages
  check      the quick part of it: format, arrows, licences, clippy
  pages      the checks of what readers get, against a demo paper served by the debug build
  arrows     who may stand on whom, and the one home of each outside library
  licences   every library's licence is one we may ship
  evaluate   how right search, likeness and language are, on ../shared/data, into docs/evaluation.md
             (evaluate PART… tells those parts alone and writes nothing)
  generate   made-up stories with a newspaper's word statistics, as ninjs lines, for measuring
  dev        serve ./manset-data (filled with the demo paper if empty), built again after every edit";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["ci"] => ci::everything(),
        ["check"] => ci::quick(),
        ["pages"] => ci::pages(),
        ["arrows"] => ci::told("arrows", arrows::hold),
        ["licences"] => ci::told("licences", licences::hold),
        ["evaluate", ref parts @ ..] => ci::evaluate(parts),
        ["generate", ref options @ ..] => generate::run(options),
        ["dev"] => dev::serve(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace, wherever the chore was called from.
fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().expect("xtask stands inside the workspace").to_path_buf()
}
