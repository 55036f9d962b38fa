//! How far a figure can be trusted: the bootstrap.

/// Where the mean of such values lies in 95 of 100 samples drawn from them again: the percentile bootstrap, from a fixed
/// seed so that the same data gives the same interval.
pub fn interval_of_mean(values: &[f64]) -> (f64, f64) {
    interval(values, |sample| sample.iter().map(|value| **value).sum::<f64>() / sample.len() as f64)
}

/// The same of any figure made of judged things.
pub fn interval<T>(things: &[T], figure: impl Fn(&[&T]) -> f64) -> (f64, f64) {
    const ROUNDS: usize = 1000;
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut figures: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let sample: Vec<&T> = things.iter().map(|_| &things[roll(&mut dice, things.len())]).collect();
            figure(&sample)
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    (figures[ROUNDS * 25 / 1000], figures[ROUNDS * 975 / 1000 - 1])
}

/// Xorshift: the interval needs spread, not secrecy.
fn roll(dice: &mut u64, below: usize) -> usize {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    usize::try_from(*dice % below as u64).expect("below a length")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_as_wide_as_the_sample_is_small() {
        let of = |count: usize| {
            let values: Vec<f64> = (0..count).map(|at| f64::from(at % 2 == 0)).collect();
            let (low, high) = interval_of_mean(&values);
            assert!(low < 0.5 && 0.5 < high, "{low} {high}");
            high - low
        };
        // Twice the standard error, 0.5 / √n, to each side.
        assert!((of(100) - 0.2).abs() < 0.04);
        assert!((of(10_000) - 0.02).abs() < 0.004);
    }
}
