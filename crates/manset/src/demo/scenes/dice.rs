//! Chance with a seed, and noise that is smooth: what makes two rivers differ, and the same river agree with itself.

use std::cell::Cell;

/// A stream of numbers that follows from a seed and a name (SplitMix64, Steele, Lea and Flood 2014).
///
/// Throwing needs no exclusive hold, so that a throw may stand among the arguments of a call that throws too.
pub struct Dice(Cell<u64>);

impl Dice {
    pub fn new(seed: u64, name: &str) -> Self {
        let mixed = name
            .bytes()
            .fold(seed ^ 0x9e37_79b9_7f4a_7c15, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let dice = Self(Cell::new(mixed));
        dice.next();
        dice
    }

    pub fn next(&self) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let mut mixed = self.0.get();
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to just under 1.
    pub fn unit(&self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    pub fn between(&self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Below `count`, which must not be 0.
    pub fn below(&self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    pub fn chance(&self, probability: f32) -> bool {
        self.unit() < probability
    }

    pub fn pick<T: Copy>(&self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub fn noise(&self) -> Noise {
        Noise(self.next() as u32)
    }
}

/// A smooth random surface between −1 and 1, one hill about every unit.
#[derive(Clone, Copy)]
pub struct Noise(u32);

impl Noise {
    pub fn at(self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (ease(x - left), ease(y - top));
        let (column, row) = (left as i32, top as i32);
        let above = blend(self.corner(column, row), self.corner(column + 1, row), across);
        let below = blend(self.corner(column, row + 1), self.corner(column + 1, row + 1), across);
        blend(above, below, down)
    }

    /// Hills upon hills, each octave twice as fine and half as high; the sum stays within −1 and 1.
    pub fn rough(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut height, mut scale, mut total) = (0.0, 1.0, 1.0, 0.0);
        for octave in 0..octaves {
            sum += height * Self(self.0.wrapping_add(octave * 7919)).at(x * scale, y * scale);
            total += height;
            height *= 0.5;
            scale *= 2.03;
        }
        sum / total
    }

    fn corner(self, column: i32, row: i32) -> f32 {
        let mut mixed = self.0 ^ (column as u32).wrapping_mul(0x85eb_ca6b) ^ (row as u32).wrapping_mul(0xc2b2_ae35);
        mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7feb_352d);
        mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x846c_a68b);
        (mixed >> 8) as f32 / (1_u32 << 23) as f32 - 1.0
    }
}

/// From 0 to 1 with a level start and end.
pub fn ease(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 0 at and below `low`, 1 at and above `high`, smooth between.
pub fn ramp(low: f32, high: f32, value: f32) -> f32 {
    ease((value - low) / (high - low))
}

pub fn blend(from: f32, to: f32, t: f32) -> f32 {
    from + (to - from) * t
}
