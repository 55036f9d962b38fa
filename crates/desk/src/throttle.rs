//! Guessing made slow: after a few wrong passwords each further try waits longer, by address book entry and by where it
//! comes from. Counted in memory on each node; a restart forgives.

use std::borrow::Cow;
use std::collections::HashMap;
use std::net::Ipv6Addr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, Tries>>);

#[derive(Clone, Copy, Debug)]
struct Tries {
    wrong: u32,
    last: Instant,
}

/// Wrong tries that cost nothing: people mistype.
const FREE: u32 = 5;
/// The longest wait, and how long after the last try all is forgotten.
const WAIT_MOST: Duration = Duration::from_secs(15 * 60);
/// Names kept; the oldest are let go of beyond that.
const KEPT: usize = 20_000;

impl Throttle {
    /// Whether a try may be made now.
    ///
    /// # Errors
    /// How long to wait.
    pub fn may_try(&self, keys: &[&str], now: Instant) -> Result<(), Duration> {
        let tries = self.0.lock().expect("nothing panics while it is held");
        let left = keys.iter().filter_map(|key| {
            let tries = tries.get(place(key).as_ref())?;
            (tries.last + wait_after(tries.wrong)).checked_duration_since(now).filter(|left| !left.is_zero())
        });
        match left.max() {
            None => Ok(()),
            Some(left) => Err(left),
        }
    }

    pub fn was_wrong(&self, keys: &[&str], now: Instant) {
        let mut tries = self.0.lock().expect("nothing panics while it is held");
        if tries.len() > KEPT {
            tries.retain(|_, tries| now.duration_since(tries.last) < WAIT_MOST);
            if tries.len() > KEPT {
                tries.clear();
            }
        }
        for key in keys {
            let entry = tries.entry(place(key).into_owned()).or_insert(Tries { wrong: 0, last: now });
            let forgotten = now.duration_since(entry.last) >= WAIT_MOST;
            *entry = Tries { wrong: if forgotten { 1 } else { entry.wrong + 1 }, last: now };
        }
    }

    pub fn was_right(&self, keys: &[&str]) {
        let mut tries = self.0.lock().expect("nothing panics while it is held");
        for key in keys {
            tries.remove(place(key).as_ref());
        }
    }
}

/// What anybody may ask for without signing in, so often within a minute and from one place.
#[derive(Debug)]
pub(crate) struct PerMinute {
    most: u32,
    asked: Mutex<HashMap<String, (u32, Instant)>>,
}

impl PerMinute {
    pub fn new(most: u32) -> Self {
        Self { most, asked: Mutex::default() }
    }

    /// Counts one. False where it is one too many.
    pub fn take(&self, key: &str, now: Instant) -> bool {
        let mut asked = self.asked.lock().expect("nothing panics while it is held");
        if asked.len() > KEPT {
            asked.retain(|_, (_, since)| now.duration_since(*since) < MINUTE);
        }
        let entry = asked.entry(place(key).into_owned()).or_insert((0, now));
        if now.duration_since(entry.1) >= MINUTE {
            *entry = (0, now);
        }
        entry.0 += 1;
        entry.0 <= self.most
    }
}

/// What is counted for a name or an address, which may stand behind a word and a space. A line has some 2⁶⁴ addresses of IPv6
/// to come from, so they are counted by their network of 64 bits (RFC 6177).
fn place(key: &str) -> Cow<'_, str> {
    let (word, address) =
        key.rsplit_once(' ').map_or(("", key), |(_, address)| (&key[..key.len() - address.len()], address));
    match address.parse::<Ipv6Addr>() {
        Ok(address) => Cow::Owned(format!("{word}{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))),
        Err(_) => Cow::Borrowed(key),
    }
}

const MINUTE: Duration = Duration::from_secs(60);

/// Nothing at first, then a second, doubled with each further one.
fn wait_after(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(1 << more.min(10)).min(WAIT_MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_line_are_one_place() {
        for (key, expected) in [
            ("10.0.0.1", "10.0.0.1"),
            ("a@b", "a@b"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("challenge 2001:db8:1:2::9", "challenge 2001:db8:1:2::/64"),
            ("challenge 10.0.0.1", "challenge 10.0.0.1"),
        ] {
            assert_eq!(place(key), expected);
        }
        let (limit, begun) = (PerMinute::new(1), Instant::now());
        assert!(limit.take("2001:db8::1", begun) && !limit.take("2001:db8::2", begun));
        assert!(limit.take("2001:db8:0:1::1", begun));
    }

    #[test]
    fn so_many_a_minute_and_no_more() {
        let (limit, begun) = (PerMinute::new(2), Instant::now());
        assert!(limit.take("a", begun) && limit.take("a", begun) && !limit.take("a", begun));
        assert!(limit.take("b", begun), "each place by itself");
        assert!(limit.take("a", begun + MINUTE));
    }

    #[test]
    fn guessing_grows_slower_and_is_forgiven() {
        let (throttle, begun) = (Throttle::default(), Instant::now());
        let keys = ["a@b", "10.0.0.1"];
        for _ in 0..FREE {
            assert!(throttle.may_try(&keys, begun).is_ok());
            throttle.was_wrong(&keys, begun);
        }
        assert_eq!(throttle.may_try(&keys, begun), Err(Duration::from_secs(1)));
        assert_eq!(throttle.may_try(&["c@d", "10.0.0.1"], begun), Err(Duration::from_secs(1)), "from the same place");
        assert!(throttle.may_try(&["c@d", "10.0.0.2"], begun).is_ok());
        for _ in 0..40 {
            throttle.was_wrong(&keys, begun);
        }
        assert_eq!(throttle.may_try(&keys, begun), Err(WAIT_MOST));
        throttle.was_right(&["a@b"]);
        assert!(throttle.may_try(&["a@b"], begun).is_ok());
        assert!(throttle.may_try(&keys, begun + WAIT_MOST).is_ok());
    }
}
