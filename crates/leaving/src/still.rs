//! The whole site as plain files: made by the same hands as for readers, with packed twins beside, for nginx or any storage.
//!
//! ```text
//! DIR/index.html, DIR/siyaset/index.html, DIR/siyaset/bir-haber-12/index.html (each with .gz and .br), DIR/feed.xml …
//! DIR/siyaset/after/CURSOR/index.html      the list goes on: a file cannot be asked with a question mark
//! DIR/media/…, DIR/theme/…                 what the pages show
//! DIR/_gone/….html                         what 410 and 451 say
//! DIR/_redirects                           moved and gone addresses, in the form that static hosts read
//! DIR/.manset/                             nginx.conf with its maps, and what makes the next run short
//! ```
//!
//! What was made is written down page by page, with what it used. A run that was stopped goes on; a later one makes again
//! what entries touched since or what time has changed, and rewrites a file only when its bytes are others.

mod nginx;
mod paths;
mod record;
mod walk;

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use jiff::Timestamp;
use newsroom::Position;
use serde::Serialize;
use site::{Pieces, Settings, Site, Still, packed};
use store::Store;
use tokio::task::JoinSet;

use crate::files::{self, beside};
use crate::{Error, Result, Step, Tell};
use record::{Known, Record, Records};

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The ledger's position the files tell, at least.
    pub position: Position,
    pub pages: u64,
    /// Pages that were made in this run.
    pub made: u64,
    /// Files whose bytes are new.
    pub written: u64,
    /// Pages that went, because nothing stands at their address any more.
    pub removed: u64,
    pub media_files: u64,
    /// Addresses that answer 410 or 451.
    pub gone: u64,
    /// Addresses that lead elsewhere.
    pub moved: u64,
}

/// How long the index of likeness may take to be built.
const INDEX_PATIENCE: Duration = Duration::from_secs(3_600);

/// Writes the site, or brings it up to date.
///
/// # Errors
/// [`Error::InTheWay`] where the folder holds anything else; what the database, the making or the disk failed with. What
/// was written until then stays, and the next run goes on from there.
pub async fn write(store: &Store, settings: Settings, to: &Path, tell: Tell<'_>) -> Result<Report> {
    let own = to.join(".manset");
    let is_free = fs::read_dir(to).map_or(true, |mut entries| entries.next().is_none());
    if !is_free && !own.is_dir() {
        return Err(Error::InTheWay(to.to_owned()));
    }
    fs::create_dir_all(&own).map_err(Error::at(&own))?;
    let lock = File::create(own.join("lock")).map_err(Error::at(&own))?;
    lock.try_lock().map_err(|_| Error::UnderWay(to.to_owned()))?;

    let (origin, theme) = (settings.origin.clone(), pages::stamp(&settings.theme));
    let running = Site::start(store, settings).await.map_err(Error::made)?;
    let site = Arc::clone(&running.site);
    tell(Step { what: "reading in, entries", done: site.position().0.unsigned_abs(), of: None });
    running.reached(site.position(), INDEX_PATIENCE).await?;
    let made_with = record::MadeWith::new(&origin, &theme, &site.rankings());
    let now = store.clock().now();
    let known = Known::load(&own, &made_with, &store.reading(), now).await?;
    let mut writing = Writing {
        position: site.position(),
        site,
        now,
        to,
        fresh: known.fresh,
        next_of: known.next_of,
        visited: HashSet::new(),
        assets: HashSet::new(),
        jobs: JoinSet::new(),
        waiting: Vec::new(),
        records: Records::open(&own, &made_with)?,
        report: Report::default(),
        tell,
    };
    writing.report.position = writing.position;
    walk::everything(&mut writing, &store.reading()).await?;
    writing.finish_all().await?;
    let nothing = writing.site.still_nothing().await;
    writing.file("_errors/404.html", &String::from_utf8_lossy(&nothing), true).await?;
    let moved = walk::moved(&writing.site.standing_parts(), &store.reading()).await?;
    let policy = writing.site.policy();
    let Writing { records, visited, mut report, .. } = writing;
    let kept = records.close(&own, &visited, to)?;
    (report.removed, report.pages) = (kept.removed, kept.pages);
    report.gone = kept.gone.len() as u64;
    report.moved = moved.len() as u64;
    nginx::write(to, &own, &moved, &kept.gone, &policy)?;
    Ok(report)
}

/// Pages under way at once: making waits for the database, packing for a processor.
const AT_ONCE: usize = 8;

pub(crate) struct Writing<'w> {
    site: Arc<Site>,
    now: Timestamp,
    position: Position,
    to: &'w Path,
    /// Pages that hold as they were written, by the mark of their address.
    fresh: HashSet<u64>,
    /// Where their lists go on.
    next_of: HashMap<u64, String>,
    visited: HashSet<u64>,
    assets: HashSet<u64>,
    jobs: JoinSet<Result<Made>>,
    /// Addresses that pages under way lead on to.
    waiting: Vec<String>,
    records: Records,
    report: Report,
    tell: Tell<'w>,
}

/// A page made, on its way to the disk.
struct Made {
    target: String,
    still: Still,
    text: String,
    packed: Option<(bytes::Bytes, bytes::Bytes)>,
}

impl Writing<'_> {
    /// Sees to it that what stands at an address is in its file.
    pub(crate) async fn visit(&mut self, target: String) -> Result<()> {
        self.waiting.push(target);
        while let Some(target) = self.waiting.pop() {
            self.one(target).await?;
        }
        Ok(())
    }

    async fn one(&mut self, target: String) -> Result<()> {
        let mark = record::mark(&target);
        if !self.visited.insert(mark) {
            return Ok(());
        }
        if self.visited.len().is_multiple_of(100) {
            (self.tell)(Step { what: "pages", done: self.visited.len() as u64, of: None });
        }
        if self.fresh.contains(&mark) {
            self.waiting.extend(self.next_of.remove(&mark));
            return Ok(());
        }
        while self.jobs.len() >= AT_ONCE {
            self.finish_one().await?;
        }
        let (site, now) = (Arc::clone(&self.site), self.now);
        self.jobs.spawn(async move {
            let still = site.still(&target, now).await.map_err(Error::made)?;
            let text = match &still {
                Still::Page(page) => {
                    paths::with_links_to_files(&page.content_type, &String::from_utf8_lossy(&page.body))
                }
                _ => String::new(),
            };
            let packed = packed(&text).await;
            Ok(Made { target, still, text, packed })
        });
        Ok(())
    }

    pub(crate) async fn finish_all(&mut self) -> Result<()> {
        loop {
            while !self.jobs.is_empty() {
                self.finish_one().await?;
            }
            let Some(target) = self.waiting.pop() else { return Ok(()) };
            self.visit(target).await?;
        }
    }

    async fn finish_one(&mut self) -> Result<()> {
        let Some(made) = self.jobs.join_next().await else { return Ok(()) };
        let made = made.map_err(Error::made)??;
        let Still::Page(page) = &made.still else {
            // Nothing stands there, or it leads elsewhere: no file, and one from before goes.
            self.visited.remove(&record::mark(&made.target));
            return Ok(());
        };
        self.report.made += 1;
        let is_gone = page.status != 200;
        if is_gone {
            remove_cards(self.to, &made.target);
        }
        let file = if is_gone { paths::gone_file(&made.target) } else { paths::file_of(&made.target) };
        self.put(&file, made.text.as_bytes())?;
        self.twins(&file, &made.packed)?;
        for asset in paths::assets_in(&made.text) {
            self.asset(asset).await?;
        }
        let next = paths::next_in(&made.target, &made.text);
        self.waiting.extend(next.clone());
        self.records.add(&Record {
            target: made.target,
            status: page.status,
            file,
            position: self.position.0,
            valid_until: page.valid_until.map(Timestamp::as_microsecond),
            uses: record::uses_in_short(&page.uses),
            next,
        })
    }

    /// A picture or font that a page shows. Its address changes with its bytes, so one that is there is right.
    async fn asset(&mut self, address: &str) -> Result<()> {
        if !self.assets.insert(record::mark(address)) {
            return Ok(());
        }
        self.report.media_files += 1;
        let file = paths::file_of(address);
        if self.to.join(&file).is_file() {
            return Ok(());
        }
        match self.site.still(address, self.now).await.map_err(Error::made)? {
            Still::File(bytes) if file.ends_with(".svg") => {
                self.file(&file, &String::from_utf8_lossy(&bytes), true).await?;
            }
            Still::File(bytes) => self.put(&file, &bytes)?,
            Still::Pieces(pieces) => self.put_pieces(&file, pieces).await?,
            // A picture that is missing is missing for readers too; `manset doctor` names it.
            _ => {}
        }
        Ok(())
    }

    async fn file(&mut self, file: &str, text: &str, with_twins: bool) -> Result<()> {
        self.put(file, text.as_bytes())?;
        let packed = if with_twins { packed(text).await } else { None };
        self.twins(file, &packed)
    }

    fn twins(&mut self, file: &str, packed: &Option<(bytes::Bytes, bytes::Bytes)>) -> Result<()> {
        for (ending, bytes) in
            [("gz", packed.as_ref().map(|(gzip, _)| gzip)), ("br", packed.as_ref().map(|(_, br)| br))]
        {
            let twin = format!("{file}.{ending}");
            match bytes {
                Some(bytes) => self.put(&twin, bytes)?,
                None => drop(fs::remove_file(self.to.join(twin))),
            }
        }
        Ok(())
    }

    /// Writes a file that is too large for memory, as it comes.
    async fn put_pieces(&mut self, file: &str, mut pieces: Pieces) -> Result<()> {
        let path = self.to.join(file);
        let parent = path.parent().unwrap_or(self.to);
        fs::create_dir_all(parent).map_err(Error::at(parent))?;
        // What a run that broke off leaves of it is written over by the next.
        let partial = beside(&path);
        let mut out = File::create(&partial).map_err(Error::at(&partial))?;
        while let Some(piece) = pieces.next().await {
            out.write_all(&piece.map_err(Error::made)?).map_err(Error::at(&partial))?;
        }
        fs::rename(&partial, &path).map_err(Error::at(&path))?;
        self.report.written += 1;
        Ok(())
    }

    /// Writes a file if its bytes are others than before.
    fn put(&mut self, file: &str, bytes: &[u8]) -> Result<()> {
        let path = self.to.join(file);
        if fs::metadata(&path).is_ok_and(|there| there.len() == bytes.len() as u64)
            && fs::read(&path).is_ok_and(|there| there == bytes)
        {
            return Ok(());
        }
        self.report.written += 1;
        let parent = path.parent().unwrap_or(self.to);
        fs::create_dir_all(parent).map_err(Error::at(parent))?;
        // Renamed, so that a server never reads half a page. The disk is not waited for: a run after a power failure
        // compares the bytes of what it makes again.
        let partial = beside(&path);
        fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, &path)).map_err(|error| {
            let _ = fs::remove_file(&partial);
            Error::at(&path)(error)
        })
    }
}

/// Removes the cards that links to a story showed: what was taken back is told nowhere.
fn remove_cards(to: &Path, target: &str) {
    let Some((_, number)) = target.rsplit_once('-') else { return };
    let Ok(cards) = fs::read_dir(to.join("media/share")) else { return };
    for card in cards.flatten() {
        if card.file_name().to_string_lossy().split_once('-').is_some_and(|(of, _)| of == number) {
            let _ = fs::remove_file(card.path());
        }
    }
}

/// Removes a page and its twins, and folders that are empty then.
fn remove_page(to: &Path, file: &str) {
    for name in [file.to_owned(), format!("{file}.gz"), format!("{file}.br")] {
        let _ = fs::remove_file(to.join(name));
    }
    let mut folder = Path::new(file).parent();
    while let Some(inner) = folder.filter(|inner| !inner.as_os_str().is_empty()) {
        if fs::remove_dir(to.join(inner)).is_err() {
            return;
        }
        folder = inner.parent();
    }
}

pub(crate) use files::write_whole;
