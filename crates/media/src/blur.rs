//! Parts of a picture made unrecognizable: faces of children, number plates, addresses.
//!
//! A soft blur can be computed back, above all where letters are known; so of each part no more is kept than a few mean
//! colours, and smooth slopes between them.

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use newsroom::library::Region;

/// Mean colours kept along the longer side of a part. Four tell skin from wall, and no face from another.
const COLOURS: u32 = 4;

/// A part smaller than this many pixels keeps one colour: a few would be the part itself.
const FEW_FROM: u32 = 32;

/// A part is at least so many pixels, whatever was drawn.
const SIDE_MIN: u32 = 8;

/// Blurs these parts of a picture as it is seen.
pub(crate) fn blur(pixels: &mut RgbImage, regions: &[Region]) {
    for region in regions {
        let (left, width) = stretch(region.left, region.width, pixels.width());
        let (top, height) = stretch(region.top, region.height, pixels.height());
        let part = imageops::crop_imm(pixels, left, top, width, height).to_image();
        let longer = width.max(height);
        let colours = if longer < FEW_FROM { 1 } else { COLOURS };
        let share = |side: u32| (side * colours).div_ceil(longer).clamp(1, colours);
        let few = means(&part, share(width), share(height));
        let smooth = imageops::resize(&few, width, height, FilterType::Triangle);
        imageops::replace(pixels, &smooth, i64::from(left), i64::from(top));
    }
}

/// Thousandths of a side as pixels, the part widened where it would be a line.
fn stretch(from: u16, size: u16, side: u32) -> (u32, u32) {
    let at = |thousandths: u32| u64::from(thousandths) * u64::from(side);
    let begin = (at(u32::from(from)) / 1000) as u32;
    let end = at(u32::from(from) + u32::from(size)).div_ceil(1000) as u32;
    let end = end.max(begin + SIDE_MIN).min(side);
    let begin = begin.min(end.saturating_sub(SIDE_MIN.min(side)));
    (begin, end - begin)
}

/// The mean colours of a part in so many pieces. Every pixel counts in one of them.
fn means(part: &RgbImage, across: u32, down: u32) -> RgbImage {
    let (across, down) = (across.min(part.width()), down.min(part.height()));
    let edge = |piece: u32, pieces: u32, side: u32| piece * side / pieces;
    RgbImage::from_fn(across, down, |x, y| {
        let (left, right) = (edge(x, across, part.width()), edge(x + 1, across, part.width()));
        let (top, bottom) = (edge(y, down, part.height()), edge(y + 1, down, part.height()));
        let (mut sum, mut count) = ([0_u64; 3], 0_u64);
        for row in top..bottom {
            for column in left..right {
                let pixel = part.get_pixel(column, row).0;
                for (sum, channel) in sum.iter_mut().zip(pixel) {
                    *sum += u64::from(channel);
                }
                count += 1;
            }
        }
        Rgb(sum.map(|sum| (sum / count.max(1)) as u8))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A check of black and white, which nothing but its mean is left of.
    fn check_board(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| Rgb([if (x + y) % 2 == 0 { 0 } else { 255 }; 3]))
    }

    #[test]
    fn a_part_keeps_a_few_means_and_the_rest_is_untouched() {
        let before = check_board(400, 200);
        let mut after = before.clone();
        blur(&mut after, &[Region { left: 250, top: 500, width: 500, height: 250 }]);
        for (x, y, pixel) in after.enumerate_pixels() {
            let is_inside = (100..300).contains(&x) && (100..150).contains(&y);
            if is_inside {
                assert!(pixel.0.iter().all(|channel| (120..136).contains(channel)), "{x} {y} {pixel:?}");
            } else {
                assert_eq!(pixel, before.get_pixel(x, y), "{x} {y}");
            }
        }
    }

    #[test]
    fn parts_at_the_edges_and_of_nothing_are_widened_within_the_picture() {
        let check = |(width, height), region: Region| {
            let mut pixels = check_board(width, height);
            blur(&mut pixels, &[region]);
            let greys = pixels.pixels().filter(|pixel| (100..156).contains(&pixel.0[0])).count();
            assert!(greys > 0, "{width} × {height} {region:?}");
        };
        check((400, 200), Region { left: 999, top: 999, width: 1, height: 1 });
        check((400, 200), Region { left: 0, top: 0, width: 1000, height: 1 });
        check((3, 3), Region { left: 0, top: 0, width: 1000, height: 1000 });
        check((9000, 10), Region { left: 500, top: 500, width: 500, height: 500 });
    }
}
