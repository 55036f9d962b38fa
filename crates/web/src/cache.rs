//! Pages in memory, with what each used: an act, a recount or a new theme drops exactly the pages that used what it
//! touched. One page is rendered once however many ask at the same time.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::future::Future;
use std::sync::{Arc, Mutex, RwLock};

use foldhash::fast::RandomState;
use jiff::Timestamp;
use newsroom::UseKey;
use tokio::sync::watch;

use crate::page::Page;
use crate::uses::{Hours, KeptUses, Mark, Stretch, Touches};

/// The kept pages. One for all that is served, so that one bound on memory and one drop hold for everything.
pub struct Cache {
    kept: RwLock<Kept>,
    flights: Mutex<HashMap<Arc<str>, Flight, RandomState>>,
    bytes_max: usize,
}

#[derive(Default)]
struct Kept {
    /// Where each address's page stands among `places`.
    by_address: HashMap<Arc<str>, Place, RandomState>,
    /// Places that were given up are empty until another page takes them.
    places: Vec<Option<(Arc<str>, Arc<Page>)>>,
    free: Vec<Place>,
    /// By what they used, and of lists in which stretch.
    users: HashMap<Mark, Users, RandomState>,
    /// Places in the order in which they are looked at when room is needed.
    round: VecDeque<Place>,
    bytes: usize,
    /// Counts drops. A rendering that began before a drop must not be kept if it used what was dropped.
    drops: u64,
    /// Renderings under way, by the count at which they began.
    aloft: BTreeMap<u64, usize>,
    /// What was touched while any was under way, with the count.
    dropped: HashMap<Mark, Vec<(u64, Hours)>, RandomState>,
    dropped_count: usize,
    /// Drops up to this count are no longer remembered.
    forgotten: u64,
}

type Place = u32;

/// The pages that used one thing. Of most things (a story, its related ones) that is one page.
enum Users {
    One(Place, Stretch),
    Many(HashMap<Place, Stretch, RandomState>),
}

/// Touches remembered for renderings under way. One that is older than these is not kept.
const DROPPED_MAX: usize = 100_000;

struct Flight {
    /// Drops counted when it began.
    drops: u64,
    landed: watch::Receiver<Option<Landed>>,
}

/// What a rendering came to. Failures are told to all who waited.
pub type Landed = Result<Arc<Page>, Arc<crate::Error>>;

impl Cache {
    /// An empty cache that lets pages take about `bytes_max` bytes.
    pub fn new(bytes_max: usize) -> Self {
        Self { kept: RwLock::default(), flights: Mutex::default(), bytes_max }
    }

    /// The page kept for this address, if its words still hold.
    pub fn get(&self, address: &str, now: Timestamp) -> Option<Arc<Page>> {
        let kept = self.kept.read().expect("nothing panics while it is held");
        let page = kept.page(address).filter(|page| page.is_valid(now))?;
        page.ask();
        Some(Arc::clone(page))
    }

    /// The page last kept for this address, though time has changed its words: for when no other can be made. Nothing it
    /// shows was touched since, as far as this node knows.
    pub fn get_expired(&self, address: &str) -> Option<Arc<Page>> {
        self.kept.read().expect("nothing panics while it is held").page(address).cloned()
    }

    /// The page for this address: kept, or being rendered by somebody else, or rendered now.
    pub async fn get_or_render<R>(self: &Arc<Self>, address: &str, now: Timestamp, render: impl FnOnce() -> R) -> Landed
    where
        R: Future<Output = Result<Page, crate::Error>> + Send + 'static,
    {
        if let Some(page) = self.get(address, now) {
            return Ok(page);
        }
        let mut landed = self.join_or_begin(address, now, render);
        match landed.wait_for(Option::is_some).await {
            Ok(landed) => landed.clone().expect("waited for"),
            Err(_) => Err(Arc::new(crate::Error::internal("a rendering ended without a page"))),
        }
    }

    fn join_or_begin<R>(
        self: &Arc<Self>,
        address: &str,
        now: Timestamp,
        render: impl FnOnce() -> R,
    ) -> watch::Receiver<Option<Landed>>
    where
        R: Future<Output = Result<Page, crate::Error>> + Send + 'static,
    {
        let drops = self.kept.read().expect("nothing panics while it is held").drops;
        let mut flights = self.flights.lock().expect("nothing panics while it is held");
        // A rendering that began before the last drop may tell what has just changed: newcomers do not wait for it.
        if let Some(flight) = flights.get(address).filter(|flight| flight.drops == drops) {
            return flight.landed.clone();
        }
        let (land, landed) = watch::channel(None);
        let address: Arc<str> = address.into();
        let drops = self.kept.write().expect("nothing panics while it is held").take_off();
        flights.insert(Arc::clone(&address), Flight { drops, landed: landed.clone() });
        drop(flights);
        let (cache, rendering) = (Arc::clone(self), render());
        // A task of its own: the reader who asked first may go, and the others still want the page.
        tokio::spawn(async move {
            let result = rendering.await.map(Arc::new).map_err(Arc::new);
            cache.land(&address, result.as_ref().ok(), drops, now);
            let mut flights = cache.flights.lock().expect("nothing panics while it is held");
            if flights.get(&address).is_some_and(|flight| flight.drops == drops) {
                flights.remove(&address);
            }
            drop(flights);
            land.send_replace(Some(result));
        });
        landed
    }

    /// A rendering has ended: its page is kept if its words still hold.
    fn land(&self, address: &Arc<str>, page: Option<&Arc<Page>>, drops: u64, now: Timestamp) {
        let mut kept = self.kept.write().expect("nothing panics while it is held");
        let held = page.filter(|page| page.is_valid(now) && !kept.dropped_since(drops, &page.uses));
        if let Some(page) = held {
            kept.put(address, page);
            kept.make_room(self.bytes_max);
        }
        kept.touch_down(drops);
    }

    /// Drops every page that used any of the keys.
    pub fn drop_users(&self, keys: &[UseKey]) {
        self.drop_touched(keys.iter().cloned().collect());
    }

    /// Drops every page that used what was touched, of lists in a stretch that holds a touching story's hour.
    pub fn drop_touched(&self, touches: Touches) {
        if touches.is_empty() {
            return;
        }
        let mut kept = self.kept.write().expect("nothing panics while it is held");
        kept.drops += 1;
        for (key, hours) in touches.taken() {
            let mark = Mark::of(&key);
            for place in kept.users_within(mark, &hours) {
                kept.remove(place);
            }
            kept.remember(mark, hours);
        }
    }

    /// Pages kept and the bytes they take, about.
    pub fn size(&self) -> (usize, usize) {
        let kept = self.kept.read().expect("nothing panics while it is held");
        (kept.by_address.len(), kept.bytes)
    }
}

impl Kept {
    fn page(&self, address: &str) -> Option<&Arc<Page>> {
        self.at(*self.by_address.get(address)?)
    }

    fn at(&self, place: Place) -> Option<&Arc<Page>> {
        self.places[place as usize].as_ref().map(|(_, page)| page)
    }

    /// Pages that used a thing in a stretch that holds one of the hours.
    fn users_within(&self, mark: Mark, hours: &Hours) -> Vec<Place> {
        match self.users.get(&mark) {
            None => Vec::new(),
            Some(Users::One(place, stretch)) => hours.touch(stretch.span()).then_some(*place).into_iter().collect(),
            Some(Users::Many(users)) => {
                let touched = users.iter().filter(|(_, stretch)| hours.touch(stretch.span()));
                touched.map(|(place, _)| *place).collect()
            }
        }
    }

    /// Notes that a rendering begins, and at which count.
    fn take_off(&mut self) -> u64 {
        *self.aloft.entry(self.drops).or_default() += 1;
        self.drops
    }

    fn touch_down(&mut self, drops: u64) {
        if let Some(count) = self.aloft.get_mut(&drops) {
            *count -= 1;
            if *count == 0 {
                self.aloft.remove(&drops);
            }
        }
        if self.aloft.is_empty() && self.dropped_count > 0 {
            self.dropped.clear();
            self.dropped_count = 0;
        }
    }

    fn remember(&mut self, mark: Mark, hours: Hours) {
        if self.aloft.is_empty() {
            return;
        }
        if self.dropped_count >= DROPPED_MAX {
            self.dropped.clear();
            self.dropped_count = 0;
            self.forgotten = self.drops;
        }
        self.dropped.entry(mark).or_default().push((self.drops, hours));
        self.dropped_count += 1;
    }

    fn dropped_since(&self, drops: u64, uses: &KeptUses) -> bool {
        if drops == self.drops {
            return false;
        }
        let touched = |(mark, stretch): (Mark, Stretch)| {
            let touches = self.dropped.get(&mark).into_iter().flatten().rev();
            touches.take_while(|(count, _)| *count > drops).any(|(_, hours)| hours.touch(stretch.span()))
        };
        drops < self.forgotten || uses.marks().any(touched)
    }

    fn put(&mut self, address: &Arc<str>, page: &Arc<Page>) {
        if let Some(place) = self.by_address.get(address) {
            self.remove(*place);
        }
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            (self.places.len() - 1) as Place
        });
        self.bytes += page.weight();
        for (mark, stretch) in page.uses.marks() {
            match self.users.entry(mark) {
                Entry::Vacant(vacant) => drop(vacant.insert(Users::One(place, stretch))),
                Entry::Occupied(mut users) => users.get_mut().add(place, stretch),
            }
        }
        self.by_address.insert(Arc::clone(address), place);
        self.places[place as usize] = Some((Arc::clone(address), Arc::clone(page)));
        self.round.push_back(place);
    }

    fn remove(&mut self, place: Place) {
        let Some((address, page)) = self.places[place as usize].take() else { return };
        self.by_address.remove(&address);
        self.free.push(place);
        self.bytes -= page.weight();
        for (mark, _) in page.uses.marks() {
            if let Entry::Occupied(mut users) = self.users.entry(mark)
                && users.get_mut().are_none_without(place)
            {
                users.remove();
            }
        }
    }

    /// Lets go of pages nobody asked for since the last look, oldest first.
    fn make_room(&mut self, bytes_max: usize) {
        let mut looks = 2 * self.round.len();
        while self.bytes > bytes_max && looks > 0 {
            looks -= 1;
            let Some(place) = self.round.pop_front() else { return };
            match self.at(place) {
                Some(page) if page.was_asked() => self.round.push_back(place),
                Some(_) => self.remove(place),
                None => {}
            }
        }
        // Places of pages dropped by acts stay in the round until looked at; here they are let go in bulk.
        if self.round.len() > 64 + 4 * self.by_address.len() {
            let mut seen = HashSet::new();
            let places = &self.places;
            self.round.retain(|place| places[*place as usize].is_some() && seen.insert(*place));
        }
    }
}

impl Users {
    fn add(&mut self, place: Place, stretch: Stretch) {
        match self {
            Self::One(other, _) if *other == place => *self = Self::One(place, stretch),
            Self::One(first, firsts) => {
                let both = [(*first, *firsts), (place, stretch)];
                *self = Self::Many(both.into_iter().collect());
            }
            Self::Many(users) => drop(users.insert(place, stretch)),
        }
    }

    /// Takes a page out; whether nobody is left.
    fn are_none_without(&mut self, place: Place) -> bool {
        match self {
            Self::One(only, _) => *only == place,
            Self::Many(users) => {
                users.remove(&place);
                users.is_empty()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Rendered;
    use crate::uses::{Span, Uses};

    fn page(body: &str, uses: &[&str]) -> Page {
        let uses: Vec<_> = uses.iter().map(|key| UseKey::parse(key)).collect();
        Page::new(Rendered::html(body.to_owned()), uses)
    }

    fn now() -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    async fn get(cache: &Arc<Cache>, address: &str, uses: &'static [&'static str]) -> Arc<Page> {
        cache.get_or_render(address, now(), || async move { Ok(page("x", uses)) }).await.expect("it renders")
    }

    #[tokio::test]
    async fn a_drop_takes_the_users_and_no_others() {
        let cache = Arc::new(Cache::new(1 << 20));
        get(&cache, "/a", &["story/1", "list/tr"]).await;
        get(&cache, "/b", &["story/2", "list/tr"]).await;
        cache.drop_users(&[UseKey::parse("story/1")]);
        assert!(cache.get("/a", now()).is_none());
        assert!(cache.get("/b", now()).is_some());
        cache.drop_users(&[UseKey::parse("list/tr")]);
        assert_eq!(cache.size(), (0, 0));
    }

    #[tokio::test]
    async fn a_page_that_used_what_changed_meanwhile_is_not_kept() {
        let cache = Arc::new(Cache::new(1 << 20));
        let during = Arc::clone(&cache);
        let render = move || async move {
            during.drop_users(&[UseKey::parse("story/1")]);
            Ok(page("old", &["story/1"]))
        };
        cache.get_or_render("/a", now(), render).await.expect("it renders");
        assert!(cache.get("/a", now()).is_none());
        let during = Arc::clone(&cache);
        let render = move || async move {
            during.drop_users(&[UseKey::parse("story/2")]);
            Ok(page("other", &["story/1"]))
        };
        cache.get_or_render("/a", now(), render).await.expect("it renders");
        assert!(cache.get("/a", now()).is_some());
    }

    #[tokio::test]
    async fn an_old_story_drops_what_shows_its_hour_and_nothing_else() {
        let cache = Arc::new(Cache::new(1 << 20));
        let at = |second| Timestamp::from_second(second).expect("a second");
        let list = UseKey::parse("list/tr");
        let newest = Span { from: Some(at(100)), until: None };
        let older = Span { from: Some(at(50)), until: Some(at(100)) };
        let oldest = Span { from: None, until: Some(at(50)) };
        for (address, span) in [("/", newest), ("/?after=100", older), ("/?after=50", oldest)] {
            let mut uses = Uses::default();
            uses.add(list.clone(), span);
            let render = || async move { Ok(Page::new(Rendered::html("x".to_owned()), uses)) };
            cache.get_or_render(address, now(), render).await.expect("it renders");
        }
        let mut touches = Touches::default();
        touches.add(list.clone(), Some(at(70)));
        cache.drop_touched(touches);
        let there = |address| cache.get(address, now()).is_some();
        assert_eq!([there("/"), there("/?after=100"), there("/?after=50")], [true, false, true]);
        // One under way that shows other hours is kept, one that shows these is not.
        for (address, span, kept) in [("/new", newest, true), ("/old", older, false)] {
            let (during, list) = (Arc::clone(&cache), list.clone());
            let render = move || async move {
                let (mut touches, mut uses) = (Touches::default(), Uses::default());
                touches.add(list.clone(), Some(at(70)));
                during.drop_touched(touches);
                uses.add(list, span);
                Ok(Page::new(Rendered::html("x".to_owned()), uses))
            };
            cache.get_or_render(address, now(), render).await.expect("it renders");
            assert_eq!(cache.get(address, now()).is_some(), kept, "{address}");
        }
    }

    #[tokio::test]
    async fn many_who_ask_at_once_cost_one_rendering() {
        let cache = Arc::new(Cache::new(1 << 20));
        let renderings = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let asked = (0..50).map(|_| {
            let (cache, renderings) = (Arc::clone(&cache), Arc::clone(&renderings));
            tokio::spawn(async move {
                let render = || async move {
                    renderings.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    Ok(page("x", &[]))
                };
                cache.get_or_render("/a", now(), render).await.is_ok()
            })
        });
        for answer in asked.collect::<Vec<_>>() {
            assert!(answer.await.expect("no panic"));
        }
        assert_eq!(renderings.load(std::sync::atomic::Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn room_is_made_from_pages_nobody_asks_for() {
        let cache = Arc::new(Cache::new(page("x", &[]).weight() * 10));
        for number in 0..100 {
            get(&cache, &format!("/{number}"), &[]).await;
            cache.get("/0", now());
        }
        let (pages, bytes) = cache.size();
        assert!(pages <= 10 && bytes <= page("x", &[]).weight() * 10, "{pages} pages, {bytes} bytes");
        assert!(cache.get("/0", now()).is_some(), "the one that is asked for stays");
    }
}
