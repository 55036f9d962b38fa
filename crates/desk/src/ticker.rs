//! What happens at the desk, told to every open board while it happens: one look at the database for all of them.
//!
//! It works while somebody looks on. A change of this node is told at once, one of another node within a second; presence is told
//! every other second and may be lost, since the next telling is the whole of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use newsroom::{Actor, StoryNumber};
use store::OnBoard;
use tokio::sync::{broadcast, watch};

use crate::Shared;
use crate::board::Names;

/// Something new, in nobody's words yet.
#[derive(Clone, Debug)]
pub(crate) enum News {
    Row(Arc<OnBoard>, Arc<Names>),
    /// More than is told one by one.
    Many,
}

/// Who has which story open.
pub(crate) type Presence = Arc<Vec<(OnBoard, Vec<(Actor, String)>)>>;

#[derive(Debug)]
pub(crate) struct Ticker {
    told: broadcast::Sender<News>,
    present: watch::Sender<Presence>,
    /// The reads of the last hour; looked at where somebody listens to it.
    reads: watch::Sender<i64>,
    open: Mutex<Open>,
    stopped: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Open {
    by_person: HashMap<i64, usize>,
    all: usize,
    is_running: bool,
}

/// Why there is no place for another stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    ForPerson,
    ForAll,
}

/// A stream's place; given back when dropped.
pub(crate) struct Place {
    shared: Arc<Shared>,
    person: i64,
}

/// Boards one person looks at: windows and telephones.
const STREAMS_OF_PERSON_MAX: usize = 8;
const STREAMS_MAX: usize = 400;
/// News kept for a stream that is slow; one that misses some is told that there was more.
const BEHIND_MAX: usize = 128;
/// Changes told one by one.
pub(crate) const ROWS_MAX: i64 = 100;

/// How often other nodes' changes are asked for.
const EVERY: Duration = Duration::from_millis(1000);
/// Saves come in bursts; what comes within this is told together.
const PAUSE: Duration = Duration::from_millis(200);
const PRESENCE_EVERY: Duration = Duration::from_secs(2);
const READS_EVERY: Duration = Duration::from_secs(5);
const NAMES_EVERY: Duration = Duration::from_secs(20);

impl Default for Ticker {
    fn default() -> Self {
        Self {
            told: broadcast::channel(BEHIND_MAX).0,
            present: watch::channel(Presence::default()).0,
            reads: watch::channel(0).0,
            open: Mutex::default(),
            stopped: watch::channel(false).0,
        }
    }
}

impl Ticker {
    pub fn news(&self) -> broadcast::Receiver<News> {
        self.told.subscribe()
    }

    /// Presence as last told, which counts as new to whoever comes.
    pub fn presence(&self) -> watch::Receiver<Presence> {
        let mut present = self.present.subscribe();
        present.mark_changed();
        present
    }

    /// Told when other figures are to be shown.
    pub fn reads(&self) -> watch::Receiver<i64> {
        self.reads.subscribe()
    }

    pub fn stopped(&self) -> watch::Receiver<bool> {
        self.stopped.subscribe()
    }

    /// Ends every stream, and lets no other begin.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }
}

impl Place {
    /// # Errors
    /// [`Full`], for this person or for all.
    pub fn take(shared: &Arc<Shared>, person: i64) -> Result<Self, Full> {
        let ticker = &shared.ticker;
        let mut open = ticker.open.lock().expect("nothing panics while it is held");
        if open.all >= STREAMS_MAX || *ticker.stopped.borrow() {
            return Err(Full::ForAll);
        }
        let of_person = open.by_person.entry(person).or_default();
        if *of_person >= STREAMS_OF_PERSON_MAX {
            return Err(Full::ForPerson);
        }
        *of_person += 1;
        open.all += 1;
        if !std::mem::replace(&mut open.is_running, true) {
            // Known now, so that nothing falls between this and the first look: whoever comes first asks for what was before.
            let known = *shared.store.changes().borrow();
            tokio::spawn(tell(Arc::clone(shared), known));
        }
        Ok(Self { shared: Arc::clone(shared), person })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.shared.ticker.open.lock().expect("nothing panics while it is held");
        open.all -= 1;
        if let Some(of_person) = open.by_person.get_mut(&self.person) {
            *of_person -= 1;
            if *of_person == 0 {
                open.by_person.remove(&self.person);
            }
        }
    }
}

/// Tells until nobody looks on.
async fn tell(shared: Arc<Shared>, known: i64) {
    let ticker = &shared.ticker;
    let (mut changes, mut stopped) = (shared.store.changes(), ticker.stopped());
    let (mut told, mut names) = (known, None::<(Instant, Arc<Names>)>);
    let mut looked = Looked::default();
    loop {
        {
            let mut open = ticker.open.lock().expect("nothing panics while it is held");
            if open.all == 0 || *stopped.borrow() {
                open.is_running = false;
                return;
            }
        }
        if let Err(error) = round(&shared, &mut told, &mut names, &mut looked).await {
            tracing::warn!(%error, "the desk's news could not be read; asking again");
            tokio::time::sleep(EVERY).await;
        }
        tokio::time::sleep(PAUSE).await;
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep(EVERY) => {}
            _ = stopped.changed() => {}
        }
        let _ = *changes.borrow_and_update();
    }
}

async fn round(
    shared: &Arc<Shared>,
    told: &mut i64,
    names: &mut Option<(Instant, Arc<Names>)>,
    looked: &mut Looked,
) -> store::Result<()> {
    let (store, ticker) = (&shared.store, &shared.ticker);
    let newest = store.refresh_changes().await?;
    if newest > *told {
        if names.as_ref().is_none_or(|(read, _)| read.elapsed() > NAMES_EVERY) {
            *names = Some((Instant::now(), Arc::new(Names::of(&store.people().await?))));
        }
        let known = names.as_ref().map(|(_, names)| Arc::clone(names)).unwrap_or_default();
        let rows = store.board_changes(*told, ROWS_MAX + 1).await?;
        if rows.len() > usize::try_from(ROWS_MAX).unwrap_or(usize::MAX) {
            let _ = ticker.told.send(News::Many);
            *told = newest;
        } else {
            *told = rows.last().map_or(newest, |row| row.changed);
            for row in rows {
                let _ = ticker.told.send(News::Row(Arc::new(row), Arc::clone(&known)));
            }
        }
    }
    if looked.present.is_none_or(|at| at.elapsed() > PRESENCE_EVERY) {
        looked.present = Some(Instant::now());
        tell_presence(shared).await?;
    }
    if ticker.reads.receiver_count() > 0 && looked.reads.is_none_or(|at| at.elapsed() > READS_EVERY) {
        looked.reads = Some(Instant::now());
        let reads = store.reads_lately().await?;
        ticker.reads.send_if_modified(|before| std::mem::replace(before, reads) != reads);
    }
    Ok(())
}

/// When what is told in turns was looked at last.
#[derive(Default)]
struct Looked {
    present: Option<Instant>,
    reads: Option<Instant>,
}

fn who(told: &(OnBoard, Vec<(Actor, String)>)) -> (StoryNumber, &[(Actor, String)]) {
    (told.0.number, &told.1)
}

async fn tell_presence(shared: &Arc<Shared>) -> store::Result<()> {
    let present = shared.store.everybody_present().await?;
    let stories: Vec<_> = present.keys().copied().collect();
    let rows = if stories.is_empty() { Vec::new() } else { shared.store.board_rows(&stories).await? };
    let mut now: Vec<(OnBoard, Vec<(Actor, String)>)> = rows
        .into_iter()
        .filter_map(|row| {
            let who = present.get(&row.number)?.clone();
            Some((row, who))
        })
        .collect();
    now.sort_by_key(|(row, _)| row.number);
    shared.ticker.present.send_if_modified(|before| {
        let differs = !before.iter().map(who).eq(now.iter().map(who));
        *before = Arc::new(now);
        differs
    });
    Ok(())
}
