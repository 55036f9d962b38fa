//! `manset import`: reads a file, places what arrived in batches, and says what came of each item.

mod pictures;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use intake::placing::{Placed, Wishes, place};
use intake::{Arrival, Kind, Wrong, guess_kind};
use serde_json::json;
use store::{Clock, Store};

use self::pictures::Pictures;
use crate::cli::ImportArgs;
use crate::config::Config;

/// Items placed in one transaction: a tenth of a second's work, after which whoever waits to write has a turn.
const BATCH: usize = 500;
/// How long the import stands back between two, for those it has woken.
const PAUSE: Duration = Duration::from_millis(2);

pub async fn run(config: Config, options: ImportArgs) -> anyhow::Result<ExitCode> {
    if leaving::import::is_export(&options.source) {
        return crate::export::import(config, &options, &options.source).await;
    }
    let name = options.source.display().to_string();
    let mut input = open(&options.source)?;
    let start = input.fill_buf().with_context(|| format!("reading {name}"))?;
    let kind = match &options.kind {
        Some(word) => match word.parse::<Kind>() {
            Ok(kind) => kind,
            Err(wrong) => return Ok(misused(&wrong.to_string())),
        },
        None => match guess_kind(&name, start) {
            Some(kind) => kind,
            None => return Ok(misused(&format!("what {name} is cannot be told: say it with --as"))),
        },
    };
    let store = config.open(Clock::of_the_machine()).await?;
    let wishes = Wishes {
        section: options.section.clone(),
        edition: options.edition.as_deref().map(Into::into),
        opens_sections: kind == Kind::PortalPage,
        dry_run: options.dry_run,
        source: name.clone(),
    };
    let report = options.report.as_deref().map(|path| {
        File::create(path).map(BufWriter::new).with_context(|| format!("writing the report {}", path.display()))
    });
    let mut importing = Importing {
        store: &store,
        wishes,
        pictures: match &options.pictures {
            Some(folder) if !options.dry_run => Some(Pictures::new(folder.clone(), config.media()?)),
            _ => None,
        },
        waiting: Vec::new(),
        tally: Tally::default(),
        report: report.transpose()?,
        as_json: options.json,
        began: Instant::now(),
        told: Instant::now(),
    };
    match kind {
        Kind::Ninjs if is_lines(&name) => {
            let mut read = reading_ahead(input);
            while let Some(items) = read.recv().await {
                for item in items {
                    importing.take(item).await?;
                }
            }
        }
        Kind::Ninjs => {
            let bytes = all(input, &name)?;
            match intake::wire::ninjs::read(&bytes) {
                Ok(items) => {
                    for item in items {
                        importing.take(item).await?;
                    }
                }
                Err(wrong) => importing.take(Err(wrong)).await?,
            }
        }
        Kind::PortalPage => {
            let bytes = all(input, &name)?;
            let captured_at = options.captured_at.unwrap_or_else(|| store.clock().now());
            let zone = importing.zone().await?;
            let source =
                options.source.file_name().map_or_else(|| name.clone(), |name| name.to_string_lossy().into_owned());
            match intake::archive::portal_page::read(&source, &bytes, captured_at, &zone) {
                Ok(arrivals) => {
                    for arrival in arrivals {
                        importing.take(Ok(arrival)).await?;
                    }
                }
                Err(wrong) => importing.take(Err(wrong)).await?,
            }
        }
    }
    importing.flush().await?;
    let code = importing.end(options.dry_run)?;
    drop(importing);
    store.close().await;
    Ok(code)
}

/// Reads lines on a thread of its own, a batch or two ahead, so that one core understands what comes while another
/// writes what came.
fn reading_ahead(input: Box<dyn BufRead + Send>) -> tokio::sync::mpsc::Receiver<Vec<Result<Arrival, Wrong>>> {
    let (given, taken) = tokio::sync::mpsc::channel(2);
    std::thread::spawn(move || {
        let mut items = intake::wire::ninjs::read_lines(input).peekable();
        while items.peek().is_some() {
            // Nobody takes any more when the import has failed, which is told there.
            if given.blocking_send(items.by_ref().take(BATCH).collect()).is_err() {
                return;
            }
        }
    });
    taken
}

fn misused(message: &str) -> ExitCode {
    eprintln!("manset: {message}");
    ExitCode::from(2)
}

fn open(source: &Path) -> anyhow::Result<Box<dyn BufRead + Send>> {
    if source == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, std::io::stdin())));
    }
    let file = File::open(source).with_context(|| format!("opening {}", source.display()))?;
    if file.metadata()?.is_dir() {
        bail!("{} is a folder, and no export of ours: give one file", source.display());
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// One item a line, by the name of the file.
fn is_lines(name: &str) -> bool {
    [".jsonl", ".ndjson"]
        .iter()
        .any(|end| name.len() > end.len() && name[name.len() - end.len()..].eq_ignore_ascii_case(end))
}

/// The longest single file that is read whole.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

fn all(input: impl Read, name: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).with_context(|| format!("reading {name}"))?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        bail!("{name} is larger than {} MiB: give it as lines (.jsonl)", FILE_BYTES_MAX / 1024 / 1024);
    }
    Ok(bytes)
}

struct Importing<'s> {
    store: &'s Store,
    wishes: Wishes,
    pictures: Option<Pictures>,
    waiting: Vec<Arrival>,
    tally: Tally,
    report: Option<BufWriter<File>>,
    as_json: bool,
    began: Instant,
    told: Instant,
}

#[derive(Default)]
struct Tally {
    verdicts: BTreeMap<&'static str, usize>,
    refused: usize,
    findings: BTreeMap<&'static str, usize>,
    items: usize,
}

impl Importing<'_> {
    /// The zone an old page's hours are in: the first edition's, Istanbul's where there is none yet.
    async fn zone(&self) -> anyhow::Result<jiff::tz::TimeZone> {
        let house = self.store.reading().house().await?;
        let wanted = self.wishes.edition.as_ref().and_then(|code| house.edition(code));
        let edition = wanted.or(house.editions_in_order().first().copied());
        let zone = edition.map(newsroom::Edition::time_zone);
        Ok(zone.unwrap_or_else(|| jiff::tz::TimeZone::get("Europe/Istanbul").unwrap_or(jiff::tz::TimeZone::UTC)))
    }

    async fn take(&mut self, item: Result<Arrival, Wrong>) -> anyhow::Result<()> {
        self.tally.items += 1;
        match item {
            Ok(arrival) => {
                self.waiting.push(arrival);
                if self.waiting.len() >= BATCH {
                    self.flush().await?;
                }
            }
            Err(wrong) => {
                // In the file's order: what came before it is told before it.
                self.flush().await?;
                self.refuse(&wrong)?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> anyhow::Result<()> {
        let mut arrivals = std::mem::take(&mut self.waiting);
        if arrivals.is_empty() {
            return Ok(());
        }
        if let Some(pictures) = &mut self.pictures {
            for arrival in &mut arrivals {
                pictures.take_in(arrival).await?;
            }
        }
        for placed in place(self.store, arrivals, &self.wishes).await? {
            self.tell(&placed)?;
        }
        self.progress();
        tokio::time::sleep(PAUSE).await;
        Ok(())
    }

    fn refuse(&mut self, wrong: &Wrong) -> anyhow::Result<()> {
        self.tally.refused += 1;
        let line = json!({"verdict": "refused", "place": wrong.place, "reason": wrong.message});
        if self.as_json {
            println!("{line}");
        } else {
            eprintln!("refused: {wrong}");
        }
        self.write_report(&line.to_string())
    }

    fn tell(&mut self, placed: &Placed) -> anyhow::Result<()> {
        *self.tally.verdicts.entry(placed.verdict.as_str()).or_default() += 1;
        for finding in &placed.findings {
            *self.tally.findings.entry(finding.code.as_str()).or_default() += 1;
        }
        let line = serde_json::to_string(placed)?;
        if self.as_json {
            println!("{line}");
        }
        self.write_report(&line)
    }

    fn write_report(&mut self, line: &str) -> anyhow::Result<()> {
        if let Some(report) = &mut self.report {
            writeln!(report, "{line}").context("writing the report")?;
        }
        Ok(())
    }

    /// On a terminal a line that moves; elsewhere a plain one now and then.
    fn progress(&mut self) {
        let terminal = std::io::stderr().is_terminal();
        let every = if terminal { 0.2 } else { 5.0 };
        if self.told.elapsed().as_secs_f64() < every {
            return;
        }
        self.told = Instant::now();
        let rate = self.tally.items as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        if terminal {
            eprint!("\r{} items, {rate:.0} a second ", self.tally.items);
        } else {
            eprintln!("{} items, {rate:.0} a second", self.tally.items);
        }
    }

    fn end(&mut self, dry_run: bool) -> anyhow::Result<ExitCode> {
        if let Some(report) = &mut self.report {
            report.flush().context("writing the report")?;
        }
        if let Some(pictures) = &self.pictures {
            for (path, reason) in &pictures.refused {
                eprintln!("left out: {}: {reason}", path.display());
            }
            if !self.as_json {
                println!("{} pictures taken in, {} not found", pictures.taken, pictures.missing);
            }
        }
        let seconds = self.began.elapsed().as_secs_f64();
        let list = |counts: &BTreeMap<&'static str, usize>| {
            counts.iter().map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
        };
        if self.as_json {
            let summary = json!({"items": self.tally.items, "verdicts": self.tally.verdicts,
                "refused": self.tally.refused, "findings": self.tally.findings,
                "pictures": self.pictures.as_ref().map(|pictures| json!({"taken": pictures.taken, "missing": pictures.missing, "refused": pictures.refused.len()})), "seconds": seconds, "dry_run": dry_run});
            println!("{}", json!({"summary": summary}));
        } else {
            let kept = if dry_run { " (nothing was kept)" } else { "" };
            println!(
                "{} items in {seconds:.1} s{kept}: {}{}{}",
                self.tally.items,
                list(&self.tally.verdicts),
                if self.tally.refused > 0 { format!(", {} refused", self.tally.refused) } else { String::new() },
                if self.tally.findings.is_empty() {
                    String::new()
                } else {
                    format!("; findings: {}", list(&self.tally.findings))
                }
            );
        }
        Ok(if self.tally.refused > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
