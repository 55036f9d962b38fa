//! Whether the database was away a moment ago: asking takes seconds then, and readers should not wait for each.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// How long one failure speaks for the next.
const LASTS_MICROS: i64 = 1_000_000;

#[derive(Debug)]
pub(crate) struct Away {
    /// Microseconds since the epoch.
    until: AtomicI64,
}

impl Default for Away {
    fn default() -> Self {
        Self { until: AtomicI64::new(i64::MIN) }
    }
}

impl Away {
    pub(crate) fn noted(&self, now: Timestamp) {
        self.until.store(now.as_microsecond() + LASTS_MICROS, Ordering::Relaxed);
    }

    pub(crate) fn is(&self, now: Timestamp) -> bool {
        now.as_microsecond() < self.until.load(Ordering::Relaxed)
    }
}
