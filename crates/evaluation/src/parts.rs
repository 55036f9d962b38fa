//! The parts of the evaluation, each a file that measures one thing.
//!
//! To add one: a file here with `pub fn measure(data: &Data) -> anyhow::Result<Part>`, its line in [`PARTS`], and in its
//! tests `crate::parts::hold_floors(measure)`.

mod conflation;
mod copies;
mod language_told;
mod likeness;
mod linter;
mod questions;
mod related;
mod speed;
mod window;

use crate::data::Data;
use crate::figure::Part;

type Measure = fn(&Data) -> anyhow::Result<Part>;

/// Each part by the name it is asked for on the command line, in the order of the report.
pub const PARTS: &[(&str, Measure)] = &[
    ("search", questions::measure),
    ("stems", conflation::measure),
    ("language", language_told::measure),
    ("copies", copies::measure),
    ("likeness", likeness::measure),
    ("related", related::measure),
    ("window", window::measure),
    ("linter", linter::measure),
    ("speed", speed::measure),
];

/// Site and headline of a table with four columns, of which only the last may hold a comma.
fn turkish_headlines(data: &Data) -> anyhow::Result<Vec<(String, String)>> {
    let table = data.text("tr-news-titles/titles.csv.gz")?;
    let lines = table.lines().skip(1).filter_map(|line| {
        let mut columns = line.splitn(4, ',').skip(2);
        Some((columns.next()?.to_owned(), columns.next()?.trim_matches('"').replace("\"\"", "\"")))
    });
    Ok(lines.collect())
}

/// Fails naming each figure that fell through its floor. Where the data is absent it says so aloud, and nothing is held.
#[cfg(test)]
#[track_caller]
fn hold_floors(measure: Measure) {
    let Some(data) = Data::beside_the_repository().map(Data::without_peers) else {
        println!("NOT MEASURED: ../shared/data is absent");
        return;
    };
    let part = measure(&data).unwrap_or_else(|error| panic!("{error:#}"));
    println!("{}", crate::report::part(&part));
    let fallen: Vec<_> = part.figures.iter().filter(|figure| figure.fell()).collect();
    let told: Vec<_> =
        fallen.iter().map(|one| format!("{}: {:.4}, floor {:?}", one.name, one.value, one.floor)).collect();
    assert!(fallen.is_empty(), "{} fell through its floor: {}", part.title, told.join("; "));
    assert!(part.figures.iter().any(|figure| figure.floor.is_some()), "{} holds nothing", part.title);
}
