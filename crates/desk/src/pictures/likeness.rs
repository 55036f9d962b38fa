//! Which pictures look like one: all of them compared, since comparing two is one instruction on 128 bits. What the library
//! knows is read once and then as it grows; pictures never change their look.

use store::{Look128, Store};
use tokio::sync::Mutex;

/// The looks of every picture, in order of arrival.
#[derive(Default)]
pub(crate) struct Likeness(Mutex<Vec<Look128>>);

impl Likeness {
    /// Pictures that are taken for the same as these bits: their places with the bits that differ, the most alike first. The
    /// picture of the place left out is not among them.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn near(
        &self,
        store: &Store,
        bits: u128,
        left_out: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(i64, u32)>, store::Error> {
        let mut known = self.0.lock().await;
        let after = known.last().map_or(0, |last| last.place);
        known.extend(store.looks_after(after).await?);
        Ok(nearest(&known, bits, left_out, limit))
    }
}

fn nearest(known: &[Look128], bits: u128, left_out: Option<i64>, limit: usize) -> Vec<(i64, u32)> {
    let mut near: Vec<(i64, u32)> = known
        .iter()
        .map(|look| (look.place, media::likeness::distance(look.bits, bits)))
        .filter(|(place, differ)| *differ <= media::likeness::NEAR_BITS && left_out != Some(*place))
        .collect();
    near.sort_unstable_by_key(|(place, differ)| (*differ, std::cmp::Reverse(*place)));
    near.truncate(limit);
    near
}

/// How much alike, in hundredths.
pub(crate) fn percent(differ: u32) -> u32 {
    (128 - differ) * 100 / 128
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_come_first_and_others_not_at_all() {
        let known: Vec<Look128> =
            [(1, 0b111), (2, 0), (3, u128::MAX), (4, 1), (5, 1)].map(|(place, bits)| Look128 { place, bits }).into();
        assert_eq!(nearest(&known, 0, None, 9), [(2, 0), (5, 1), (4, 1), (1, 3)]);
        assert_eq!(nearest(&known, 0, Some(2), 2), [(5, 1), (4, 1)]);
    }

    /// Some milliseconds; the bound leaves room for a machine that does other work.
    #[test]
    fn a_hundred_thousand_are_compared_at_once() {
        // A sequence that spreads over all bits (Knuth's multiplier, twice).
        let spread = |place: i64| {
            let low = (place as u64).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            u128::from(low) << 64 | u128::from(low.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        };
        let known: Vec<Look128> = (1..=100_000).map(|place| Look128 { place, bits: spread(place) }).collect();
        let asked = spread(77_777) ^ 0b101;
        let started = std::time::Instant::now();
        let near = nearest(&known, asked, None, 10);
        let took = started.elapsed();
        assert_eq!(near.first(), Some(&(77_777, 2)));
        assert!(took < std::time::Duration::from_secs(2), "{took:?}");
    }
}
