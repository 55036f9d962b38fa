//! Where renditions are made: one at a time, on one thread, whoever asks. What readers wait for goes first; what is
//! merely wanted is made in between.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::decode::{self, guarded};
use crate::encode::encode;
use crate::error::Error;
use crate::library::{ABOUT, REPLACED, original, record};
use crate::name::Name;
use crate::originals::Originals;
use crate::render::Bench;
use crate::shelf::Shelf;

/// Renditions asked for and not yet made. Two hundred are a minute's work; whoever comes later is told to come back.
const ASKED_MAX: usize = 200;

/// How often another process's wishes are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// How long a picture stays open when nothing more is asked of it: opening a large one takes as long as two renditions.
const KEPT_OPEN: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Workshop(Arc<Room>);

#[derive(Debug)]
struct Room {
    originals: Arc<Originals>,
    shelf: Shelf,
    orders: Mutex<Orders>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct Orders {
    asked: VecDeque<(String, Name)>,
    /// Who waits for what. One making answers all of them.
    waiting: HashMap<(String, Name), Vec<oneshot::Sender<Answer>>>,
    wanted: VecDeque<String>,
    works_through_wanted: bool,
    is_at_work: bool,
    is_closed: bool,
}

/// Failures are shared by all who waited.
type Answer = Result<(), Arc<Error>>;

impl Drop for Workshop {
    fn drop(&mut self) {
        self.0.orders().is_closed = true;
        self.0.news.notify_all();
    }
}

impl Workshop {
    pub fn new(originals: Arc<Originals>, shelf: Shelf) -> Self {
        Self(Arc::new(Room { originals, shelf, orders: Mutex::default(), news: Condvar::new() }))
    }

    /// Waits until this rendition is made. The name must be one that the picture is offered in.
    pub async fn make(&self, file: &str, name: Name) -> Result<(), Error> {
        let answer = {
            let mut orders = self.0.orders();
            let order = (file.to_owned(), name);
            let (tell, answer) = oneshot::channel();
            if let Some(others) = orders.waiting.get_mut(&order) {
                others.push(tell);
            } else if orders.asked.len() >= ASKED_MAX {
                return Err(Error::Busy);
            } else {
                orders.asked.push_back(order.clone());
                orders.waiting.insert(order, vec![tell]);
            }
            self.0.start(&mut orders)?;
            answer
        };
        match answer.await {
            Ok(made) => made.map_err(Error::Making),
            // The room was closed under us.
            Err(_) => Err(Error::Busy),
        }
    }

    pub fn work_through_wanted(&self) {
        self.0.orders().works_through_wanted = true;
        self.look_for_wanted();
    }

    pub fn look_for_wanted(&self) {
        let mut orders = self.0.orders();
        if orders.works_through_wanted {
            orders.wanted = self.0.shelf.wanted().into();
            if let Err(error) = self.0.start(&mut orders) {
                tracing::error!(%error, "renditions are made only when asked for");
            }
        }
    }
}

impl Room {
    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sees to it that the one thread is at work.
    fn start(self: &Arc<Self>, orders: &mut Orders) -> Result<(), Error> {
        if !orders.is_at_work {
            let room = Arc::clone(self);
            let thread = std::thread::Builder::new().name("pictures".to_owned());
            thread.spawn(move || room.work()).map_err(Error::Threads)?;
            orders.is_at_work = true;
        }
        self.news.notify_all();
        Ok(())
    }

    fn work(&self) {
        // The picture on the bench: several renditions of it are usually made in a row.
        let mut open: Option<(String, Bench)> = None;
        loop {
            let mut orders = self.orders();
            let order = loop {
                if orders.is_closed {
                    return;
                }
                if let Some(asked) = orders.asked.pop_front() {
                    break Order::Asked(asked);
                }
                if let Some(file) = orders.wanted.front() {
                    break Order::Wanted(file.clone());
                }
                // Whoever asked for one file of a picture mostly asks for another: its pixels stay a moment.
                let patience = if open.is_some() { KEPT_OPEN } else { LOOK_EVERY };
                let (woken, waited) = self.news.wait_timeout(orders, patience).unwrap_or_else(PoisonError::into_inner);
                orders = woken;
                if waited.timed_out() {
                    open = None;
                }
                if orders.works_through_wanted && orders.wanted.is_empty() {
                    orders.wanted = self.shelf.wanted().into();
                }
            };
            drop(orders);
            match order {
                Order::Asked((file, name)) => {
                    let made = self.make(&mut open, &file, name).map_err(Arc::new);
                    for waiting in self.orders().waiting.remove(&(file, name)).unwrap_or_default() {
                        // Whoever hung up meanwhile needs no answer.
                        let _ = waiting.send(made.clone());
                    }
                }
                Order::Wanted(file) => self.further(&mut open, &file),
            }
        }
    }

    /// Makes one more rendition of a wanted picture, or strikes it off when there is none to make.
    fn further(&self, open: &mut Option<(String, Bench)>, file: &str) {
        let made = self.next_of(file).and_then(|next| match next {
            Some(name) => self.make(open, file, name).map(|()| true),
            None => Ok(false),
        });
        match made {
            Ok(true) => return,
            Ok(false) => self.shelf.no_longer_want(file),
            // The wish stays for the next start; readers who ask meanwhile are told the same.
            Err(error) => tracing::error!(picture.file = file, %error, "a picture's renditions could not be made"),
        }
        let mut orders = self.orders();
        orders.wanted.retain(|wanted| wanted != file);
    }

    fn next_of(&self, file: &str) -> Result<Option<Name>, Error> {
        let Some(about) = self.originals.get_blocking(file, ABOUT)? else { return Ok(None) };
        let stored = record(file, &about)?;
        // Another picture stands in its place: nothing more is made of it.
        if self.originals.get_blocking(file, REPLACED)?.is_some_and(|by| !by.is_empty()) {
            return Ok(None);
        }
        let names = Name::all_for(stored.width, stored.height);
        Ok(names.into_iter().find(|name| !self.shelf.has(file, *name)))
    }

    fn make(&self, open: &mut Option<(String, Bench)>, file: &str, name: Name) -> Result<(), Error> {
        if self.shelf.has(file, name) {
            return Ok(());
        }
        if open.as_ref().is_none_or(|(on_bench, _)| on_bench != file) {
            *open = None;
            let original = original(&self.originals, file)?.ok_or_else(|| Error::Lost(file.to_owned()))?;
            let format = decode::measure(&original.bytes)?;
            *open = Some((file.to_owned(), Bench::new(decode::open(&original.bytes, format)?)));
        }
        let (_, bench) = open.as_mut().expect("it was laid there just now");
        let bytes = guarded(|| Ok(encode(&bench.render(name), name)))?;
        self.shelf.put(file, name, &bytes)
    }
}

enum Order {
    Asked((String, Name)),
    Wanted(String),
}
