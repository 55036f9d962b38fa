//! The program's one clock. It can be started at another hour, for rehearsals and for pages of the past.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the hour, in whole microseconds. Copies tell the same hour.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Microseconds ahead of the machine's clock.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's own clock.
    pub fn of_the_machine() -> Self {
        Self::default()
    }

    /// A clock that shows `start` now and goes on from there.
    pub fn starting_at(start: Timestamp) -> Self {
        let clock = Self::default();
        clock.set(start);
        clock
    }

    pub fn now(&self) -> Timestamp {
        let micros = Timestamp::now().as_microsecond() + self.offset.load(Ordering::Relaxed);
        Timestamp::from_microsecond(micros).expect("an hour within the years a clock is set to")
    }

    /// Sets it to another hour.
    pub fn set(&self, now: Timestamp) {
        self.offset.store(now.as_microsecond() - Timestamp::now().as_microsecond(), Ordering::Relaxed);
    }

    /// Moves it forward, as tests do.
    pub fn advance(&self, by: SignedDuration) {
        self.offset.fetch_add(i64::try_from(by.as_micros()).expect("less than 292,000 years"), Ordering::Relaxed);
    }
}
