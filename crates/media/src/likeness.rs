//! Which pictures look alike: 128 bits that change little when a picture is reduced, compressed again, brightened or cut by a
//! hair, so that the number of bits in which two differ tells how unlike they are.
//!
//! It is the difference hash (N. Krawetz, 2013, "Kind of like that"), across and down: the picture reduced to 9 × 9 greys, and
//! for each whether its neighbour is brighter (`docs/decisions/0024`).

use image::RgbImage;

/// Greys across and down that the bits are taken from.
pub(crate) const GRID: u32 = 9;

/// Up to so many differing bits two pictures are told as alike: a tenth of all. Pictures that have nothing to do with each other
/// differ in about half.
pub const NEAR_BITS: u32 = 14;

/// In how many bits two pictures differ: 0 to 128.
pub fn distance(one: u128, other: u128) -> u32 {
    (one ^ other).count_ones()
}

/// The bits of a picture reduced to [`GRID`] × [`GRID`].
pub(crate) fn of(grid: &RgbImage) -> u128 {
    // Rec. 601 in thousandths: what the eye takes for brightness.
    let grey = |x: u32, y: u32| {
        let [r, g, b] = grid.get_pixel(x, y).0.map(u32::from);
        r * 299 + g * 587 + b * 114
    };
    let mut bits = 0_u128;
    for y in 0..GRID - 1 {
        for x in 0..GRID - 1 {
            let across = u128::from(grey(x, y) < grey(x + 1, y));
            let down = u128::from(grey(x, y) < grey(x, y + 1));
            bits = bits << 2 | across << 1 | down;
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_tell_the_slope_at_each_place() {
        let slope = |across: u8, down: u8| {
            let grid = RgbImage::from_fn(GRID, GRID, |x, y| image::Rgb([x as u8 * across + y as u8 * down; 3]));
            of(&grid)
        };
        let (across, down) = (slope(10, 0), slope(0, 10));
        assert_eq!(across.count_ones(), 64);
        assert_eq!(down.count_ones(), 64);
        assert_eq!(distance(across, down), 128);
        assert_eq!(distance(slope(10, 10), u128::MAX), 0);
        assert_eq!(distance(slope(0, 0), 0), 0, "a plain ground has no slope");
    }
}
