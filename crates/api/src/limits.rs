//! How many writes one token may ask for, told with each answer (draft-ietf-httpapi-ratelimit-headers).
//!
//! A window a minute long and one counter for each actor: what a mistaken loop needs to be stopped, and a program can
//! reckon with from the headers alone.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue};

/// Writes a token may ask for within a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WritesPerMinute(pub NonZeroU32);

impl Default for WritesPerMinute {
    /// A hundred a second: more than any desk or wire, and less than what would keep others from writing.
    fn default() -> Self {
        Self(NonZeroU32::new(6_000).expect("not zero"))
    }
}

const WINDOW: Duration = Duration::from_secs(60);

pub(crate) struct Limits {
    allowed: u32,
    windows: Mutex<HashMap<String, Window>>,
}

struct Window {
    began: Instant,
    used: u32,
}

/// What is left to an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    allowed: u32,
    remaining: u32,
    /// Until the window ends and all is allowed again.
    seconds: u64,
}

impl Limits {
    pub fn new(WritesPerMinute(allowed): WritesPerMinute) -> Self {
        Self { allowed: allowed.get(), windows: Mutex::default() }
    }

    /// Counts one request of this actor.
    ///
    /// # Errors
    /// What is left, where that is nothing.
    pub fn take(&self, actor: &str, now: Instant) -> Result<Left, Left> {
        let mut windows = self.windows.lock().expect("nothing panics while it is held");
        // Actors are people of the newsroom, so this stays small; those long silent go all the same.
        if windows.len() > 1_000 {
            windows.retain(|_, window| now.duration_since(window.began) < WINDOW);
        }
        let window = windows.entry(actor.to_owned()).or_insert(Window { began: now, used: 0 });
        if now.duration_since(window.began) >= WINDOW {
            *window = Window { began: now, used: 0 };
        }
        let seconds = (WINDOW - now.duration_since(window.began)).as_secs_f64().ceil() as u64;
        let left = |used| Left { allowed: self.allowed, remaining: self.allowed - used, seconds };
        if window.used >= self.allowed {
            return Err(left(window.used));
        }
        window.used += 1;
        Ok(left(window.used))
    }
}

impl Left {
    pub fn seconds(self) -> u64 {
        self.seconds
    }

    pub fn tell(self, headers: &mut HeaderMap) {
        let policy = format!("\"writes\";q={};w={}", self.allowed, WINDOW.as_secs());
        let limit = format!("\"writes\";r={};t={}", self.remaining, self.seconds);
        for (name, text) in [("ratelimit-policy", policy), ("ratelimit", limit)] {
            headers.insert(name, HeaderValue::from_str(&text).expect("digits and our own words"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_another_begins() {
        let limits = Limits::new(WritesPerMinute(NonZeroU32::new(2).expect("not zero")));
        let start = Instant::now();
        assert_eq!(limits.take("user:1", start).map(|left| left.remaining), Ok(1));
        assert_eq!(limits.take("user:1", start).map(|left| left.remaining), Ok(0));
        assert!(limits.take("user:1", start).is_err());
        assert!(limits.take("user:2", start).is_ok(), "each has their own");
        assert!(limits.take("user:1", start + WINDOW).is_ok());
    }
}
