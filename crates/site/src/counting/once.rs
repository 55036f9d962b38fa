//! Telling a page that is asked for over and over from one that many read, without keeping who asked.
//!
//! Addresses are never kept: each asking adds one to two of some hundred thousand small numbers, chosen by a hash of the page
//! and the address under a key that nobody knows and that is thrown away each hour, with all the numbers. Where others
//! happen to share both, one counts as asked for again too early; the room is such that this is rare.

use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::RwLock;
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};

use newsroom::lists;

/// Numbers in each of the two rows: half a megabyte in all.
const ROW: usize = 1 << 17;

/// How often pages were asked for from one address within this hour.
pub(crate) struct Once {
    hour: AtomicI64,
    key: RwLock<RandomState>,
    rows: [Box<[AtomicU16]>; 2],
}

impl Default for Once {
    fn default() -> Self {
        let row = || (0..ROW).map(|_| AtomicU16::new(0)).collect();
        Self { hour: AtomicI64::new(i64::MIN), key: RwLock::default(), rows: [row(), row()] }
    }
}

impl Once {
    /// Whether this asking for a page counts as another reading of it. An address that nobody knows counts always.
    pub(crate) fn counts(&self, page: usize, from: IpAddr, hour: i64) -> bool {
        if from.is_unspecified() {
            return true;
        }
        if self.hour.load(Ordering::Relaxed) != hour && self.hour.swap(hour, Ordering::Relaxed) != hour {
            *self.key.write().expect("nothing panics while it is held") = RandomState::new();
            self.rows.iter().flat_map(|row| row.iter()).for_each(|number| number.store(0, Ordering::Relaxed));
        }
        let place = self.key.read().expect("nothing panics while it is held").hash_one((page, network(from)));
        let places = [place as usize % ROW, (place >> 32) as usize % ROW];
        let asked = self.rows.iter().zip(places).map(|(row, place)| {
            let number = &row[place];
            match number.load(Ordering::Relaxed) {
                u16::MAX => u16::MAX,
                _ => number.fetch_add(1, Ordering::Relaxed).saturating_add(1),
            }
        });
        lists::counts(asked.min().unwrap_or(1).into())
    }
}

/// A line has some 2⁶⁴ addresses of IPv6 to come from: they are one (RFC 6177).
fn network(from: IpAddr) -> IpAddr {
    match from {
        IpAddr::V6(address) if address.to_ipv4_mapped().is_none() => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))
        }
        _ => from.to_canonical(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_askings_from_one_place_count_few_times_and_one_from_many_places_always() {
        let once = Once::default();
        let address = |text: &str| -> IpAddr { text.parse().expect("an address") };
        let counted = |page: usize, hour: i64, from: &dyn Fn(u32) -> IpAddr| {
            (0..1_000).filter(|turn| once.counts(page, from(*turn), hour)).count()
        };
        assert_eq!(counted(1, 5, &|_| address("10.0.0.1")), 12);
        assert_eq!(counted(2, 5, &|_| address("10.0.0.1")), 12, "another page");
        assert_eq!(counted(1, 6, &|_| address("10.0.0.1")), 12, "another hour");
        assert_eq!(
            counted(3, 6, &|turn| IpAddr::V6(Ipv6Addr::from_bits(0x2001 << 112 | u128::from(turn)))),
            12,
            "one network"
        );
        assert_eq!(counted(4, 6, &|_| address("0.0.0.0")), 1_000, "nobody knows who asks");
        // A neighbour in a number may cost one of them a reading.
        assert!(counted(5, 6, &|turn| address(&format!("10.0.{}.{}", turn / 250, turn % 250 + 1))) >= 999);
    }
}
