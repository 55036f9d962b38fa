//! How right search, likeness and language are, measured on texts that others judged: `cargo xtask evaluate`.
//!
//! Every figure comes from the shared data beside the repository and stands in `docs/evaluation.md` with what peers reach
//! on the same texts. Each part is one file in `parts/` and one line of [`parts::PARTS`]; its floors, slightly under what
//! was reached, are held by this crate's tests. Nothing that ships stands on this crate.

mod bm25;
mod data;
mod figure;
mod parts;
mod report;
mod sampling;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, bail, ensure};

use data::Data;
use parts::PARTS;

const USAGE: &str = "\
usage: evaluation [PART…]

With names of parts, tells their figures. Without, measures all and writes docs/evaluation.md.";

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    match run(&wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evaluation: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(wanted: &[String]) -> anyhow::Result<()> {
    if let Some(unknown) = wanted.iter().find(|name| PARTS.iter().all(|(part, _)| part != name)) {
        let known: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        bail!("there is no part “{unknown}”; there are {}\n\n{USAGE}", known.join(", "));
    }
    let data = Data::beside_the_repository()
        .context("the data is absent: it stands beside the repository, in ../shared/data, and nothing was measured")?;
    let mut measured = Vec::new();
    for (name, measure) in PARTS {
        if !wanted.is_empty() && !wanted.iter().any(|one| one == name) {
            continue;
        }
        let begun = Instant::now();
        let part = measure(&data).with_context(|| format!("{name} could not be measured"))?;
        eprintln!("── {name}: {:.1} s", begun.elapsed().as_secs_f32());
        print!("{}", report::part(&part));
        measured.push(part);
    }
    if wanted.is_empty() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/evaluation.md");
        std::fs::write(&path, report::whole(&measured)).with_context(|| format!("{}", path.display()))?;
    }
    let figures = measured.iter().flat_map(|part| &part.figures);
    let fallen: Vec<_> = figures.filter(|figure| figure.fell()).map(|figure| figure.name.as_str()).collect();
    ensure!(fallen.is_empty(), "fell through its floor: {}", fallen.join("; "));
    Ok(())
}
