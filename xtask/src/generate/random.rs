//! Chance that repeats itself: the same seed gives the same stories on every machine and with every library's release,
//! which no crate promises. Whole numbers throughout, except for weights worked out by division alone.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Random(u64);

impl Random {
    pub fn seeded(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.next();
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn one_of<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        of[self.below(of.len())]
    }
}

/// Draws numbers by weight in constant time: Walker's alias method, as Vose builds it.
pub struct Weighted {
    /// For each place: its own number below this share of a draw, else the other one.
    places: Vec<(u32, u32)>,
}

impl Weighted {
    pub fn new(weights: &[f64]) -> Self {
        let all: f64 = weights.iter().sum();
        let mut shares: Vec<f64> = weights.iter().map(|weight| weight / all * weights.len() as f64).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..shares.len()).partition(|place| shares[*place] < 1.0);
        let mut places: Vec<(u32, u32)> = (0..shares.len()).map(|place| (u32::MAX, place as u32)).collect();
        while let (Some(less), Some(&more)) = (small.pop(), large.last()) {
            places[less] = ((shares[less] * f64::from(u32::MAX)) as u32, more as u32);
            shares[more] -= 1.0 - shares[less];
            if shares[more] < 1.0 {
                large.pop();
                small.push(more);
            }
        }
        Self { places }
    }

    /// Ranks by Zipf's law as Mandelbrot mended it: the weight of rank r is 1 / (r + `flat`), from 0.
    pub fn zipf(ranks: usize, flat: f64) -> Self {
        Self::new(&(0..ranks).map(|rank| 1.0 / (rank as f64 + 1.0 + flat)).collect::<Vec<_>>())
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        let drawn = random.next();
        let place = ((u128::from(drawn) * self.places.len() as u128) >> 64) as usize;
        let (share, other) = self.places[place];
        // The low half says which of the two: the high half chose the place.
        if (drawn as u32) <= share { place } else { other as usize }
    }
}

/// Ranks by Zipf's law, for tables too long to be kept at hand: steps of equal weight, within which all ranks weigh alike.
/// A step reaches one twenty-third further than the last, so what is lost is small, and a draw touches a few bytes only.
pub struct LongZipf {
    edges: Vec<u32>,
}

impl LongZipf {
    /// The weight of rank r is about 1 / (r + `flat`), from 0. `flat` is at least 23, so that no step is empty.
    pub fn new(ranks: usize, flat: f64) -> Self {
        let mut edges = vec![0];
        let mut edge = flat;
        while (edge - flat) < ranks as f64 {
            edge *= 24.0 / 23.0;
            edges.push(((edge - flat) as u32).min(ranks as u32));
        }
        Self { edges }
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        let step = random.below(self.edges.len() - 1);
        let (from, to) = (self.edges[step] as usize, self.edges[step + 1] as usize);
        from + random.below((to - from).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_is_drawn_from_by_rank() {
        let (zipf, mut random, mut drawn) = (LongZipf::new(60_000, 25.0), Random::seeded(3), vec![0_u32; 60_000]);
        for _ in 0..4_000_000 {
            drawn[zipf.draw(&mut random)] += 1;
        }
        let share = |from: usize, to: usize| f64::from(drawn[from..to].iter().sum::<u32>()) / 4_000_000.0;
        let expected = |from: f64, to: f64| ((to + 25.0) / (from + 25.0)).ln() / (60_025.0_f64 / 25.0).ln();
        for (from, to) in [(0, 10), (10, 100), (100, 1_000), (1_000, 10_000), (10_000, 60_000)] {
            let (found, expected) = (share(from, to), expected(from as f64, to as f64));
            assert!((found / expected - 1.0).abs() < 0.06, "ranks {from} to {to}: {found}, not {expected}");
        }
    }

    #[test]
    fn draws_follow_their_weights() {
        let weights = [1.0, 0.0, 2.0, 5.0];
        let (weighted, mut random, mut drawn) = (Weighted::new(&weights), Random::seeded(3), [0_u32; 4]);
        for _ in 0..80_000 {
            drawn[weighted.draw(&mut random)] += 1;
        }
        for (weight, drawn) in weights.iter().zip(drawn) {
            assert!((f64::from(drawn) - weight * 10_000.0).abs() < 400.0, "{weight} was drawn {drawn} times");
        }
    }
}
