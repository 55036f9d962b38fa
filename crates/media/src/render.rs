//! From an opened picture to its renditions: cut, reduced, turned upright.

use fast_image_resize::images::Image;
use fast_image_resize::images::ImageRef;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use newsroom::Focus;

use crate::decode::Opened;
use crate::likeness;
use crate::name::{Crop, Name, WIDTHS};

/// A picture on the bench, ready to have renditions made of it.
pub(crate) struct Bench {
    opened: Opened,
    /// The whole picture reduced once; every smaller width is made from this instead of the original. Absent
    /// if the original is not larger.
    reduced: Option<RgbImage>,
    resizer: Resizer,
}

/// Pixels as (left, top, width, height).
type Rectangle = (f64, f64, f64, f64);

impl Bench {
    pub fn new(opened: Opened) -> Self {
        let mut bench = Self { opened, reduced: None, resizer: Resizer::new() };
        let (width, height) = bench.size();
        let widest = WIDTHS[WIDTHS.len() - 1];
        if width > widest {
            let to = bench.stored((widest, height_at(widest, width, height)));
            bench.reduced = Some(resize(&mut bench.resizer, &bench.opened.pixels, None, to));
        }
        bench
    }

    /// Pixels across and down as the picture is seen.
    pub fn size(&self) -> (u32, u32) {
        self.stored(self.opened.pixels.dimensions())
    }

    pub fn render(&mut self, name: Name) -> RgbImage {
        let (width, height) = self.size();
        let pixels = match name {
            Name::Width(wanted, _) => {
                let to = self.stored((wanted, height_at(wanted, width, height)));
                let from = self.reduced.as_ref().unwrap_or(&self.opened.pixels);
                resize(&mut self.resizer, from, None, to)
            }
            Name::Crop(crop, focus) => {
                let cut = self.stored_rectangle(cut(crop, focus, width, height));
                let to = self.stored(crop.size());
                resize(&mut self.resizer, &self.opened.pixels, Some(cut), to)
            }
        };
        upright(pixels, self.opened.orientation)
    }

    /// The mean colour, `#rrggbb`.
    pub fn colour(&mut self) -> String {
        let from = self.reduced.as_ref().unwrap_or(&self.opened.pixels);
        let mut sum = [0_u64; 3];
        for pixel in from.pixels() {
            for (sum, channel) in sum.iter_mut().zip(pixel.0) {
                *sum += u64::from(channel);
            }
        }
        let count = u64::from(from.width()) * u64::from(from.height());
        let [r, g, b] = sum.map(|sum| (sum + count / 2) / count);
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// How it looks in 128 bits (see [`likeness`]).
    pub fn likeness(&mut self) -> u128 {
        let from = self.reduced.as_ref().unwrap_or(&self.opened.pixels);
        let grid = resize(&mut self.resizer, from, None, (likeness::GRID, likeness::GRID));
        likeness::of(&upright(grid, self.opened.orientation))
    }

    /// Turns a size as seen into a size as stored, or back.
    fn stored(&self, (width, height): (u32, u32)) -> (u32, u32) {
        if lies_on_its_side(self.opened.orientation) { (height, width) } else { (width, height) }
    }

    /// Where a rectangle of the seen picture lies among the stored pixels. Reducing before turning is much
    /// cheaper than turning the original first, and the same but for rounding.
    fn stored_rectangle(&self, (left, top, width, height): Rectangle) -> Rectangle {
        let (seen_width, seen_height) = self.size();
        let (right, bottom) = (f64::from(seen_width) - left - width, f64::from(seen_height) - top - height);
        match self.opened.orientation {
            Orientation::NoTransforms => (left, top, width, height),
            Orientation::FlipHorizontal => (right, top, width, height),
            Orientation::Rotate180 => (right, bottom, width, height),
            Orientation::FlipVertical => (left, bottom, width, height),
            Orientation::Rotate90 => (top, right, height, width),
            Orientation::Rotate270 => (bottom, left, height, width),
            Orientation::Rotate90FlipH => (top, left, height, width),
            Orientation::Rotate270FlipH => (bottom, right, height, width),
        }
    }
}

/// The largest piece of this shape, with the focus as near to its middle as the picture's edges allow. Without one,
/// and where the height is cut, a third of the loss comes off above and two thirds below: faces stand in the upper
/// half of pictures far more often than in the lower.
fn cut(crop: Crop, focus: Option<Focus>, width: u32, height: u32) -> Rectangle {
    let (width, height) = (f64::from(width), f64::from(height));
    let (across, down) = crop.ratio();
    let ratio = f64::from(across) / f64::from(down);
    let around =
        |share: u8, whole: f64, piece: f64| (whole * f64::from(share) / 100.0 - piece / 2.0).clamp(0.0, whole - piece);
    if width / height > ratio {
        let cut_width = height * ratio;
        let left = focus.map_or((width - cut_width) / 2.0, |focus| around(focus.x, width, cut_width));
        (left, 0.0, cut_width, height)
    } else {
        let cut_height = width / ratio;
        let top = focus.map_or((height - cut_height) / 3.0, |focus| around(focus.y, height, cut_height));
        (0.0, top, width, cut_height)
    }
}

/// The height that keeps the proportions, at least one pixel.
fn height_at(wanted_width: u32, width: u32, height: u32) -> u32 {
    let height = u64::from(height) * u64::from(wanted_width);
    u32::try_from((height + u64::from(width) / 2) / u64::from(width)).unwrap_or(u32::MAX).max(1)
}

fn lies_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

fn resize(resizer: &mut Resizer, from: &RgbImage, cut: Option<Rectangle>, (width, height): (u32, u32)) -> RgbImage {
    if cut.is_none() && from.dimensions() == (width, height) {
        return from.clone();
    }
    let source = ImageRef::new(from.width(), from.height(), from.as_raw(), PixelType::U8x3)
        .expect("an RgbImage holds three bytes for each pixel");
    let mut target = Image::new(width, height, PixelType::U8x3);
    let mut options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    if let Some((left, top, width, height)) = cut {
        options = options.crop(left, top, width, height);
    }
    resizer.resize(&source, &mut target, &options).expect("the cut lies within the picture and both are RGB");
    RgbImage::from_raw(width, height, target.into_vec()).expect("the target was made in this size")
}

pub(crate) fn upright(pixels: RgbImage, orientation: Orientation) -> RgbImage {
    let mut image = DynamicImage::ImageRgb8(pixels);
    image.apply_orientation(orientation);
    image.into_rgb8()
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;
    use crate::name::Format;

    #[test]
    fn every_orientation_shows_and_cuts_the_same_piece() {
        let seen = RgbImage::from_fn(1500, 1300, |x, y| Rgb([(x * 255 / 1500) as u8, (y * 255 / 1300) as u8, 90]));
        let render = |orientation| {
            let inverse = match orientation {
                Orientation::Rotate90 => Orientation::Rotate270,
                Orientation::Rotate270 => Orientation::Rotate90,
                its_own_inverse => its_own_inverse,
            };
            let pixels = upright(seen.clone(), inverse);
            let mut bench = Bench::new(Opened { pixels, orientation });
            assert_eq!(bench.size(), (1500, 1300));
            let names = [
                Name::Width(640, Format::Jpeg),
                Name::Crop(Crop::Square, None),
                Name::Crop(Crop::SixteenByNine, Some(Focus { x: 90, y: 80 })),
            ];
            names.map(|name| bench.render(name))
        };
        let expected = render(Orientation::NoTransforms);
        for exif in 2..=8 {
            let orientation = Orientation::from_exif(exif).expect("one of the eight");
            for (view, expected) in render(orientation).iter().zip(&expected) {
                assert_eq!(view.dimensions(), expected.dimensions());
                let apart = view.as_raw().iter().zip(expected.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
                assert!(apart <= Some(1), "orientation {exif} at {:?} is off by {apart:?}", view.dimensions());
            }
        }
    }

    #[test]
    fn a_cut_holds_the_focus_in_its_middle_where_it_can() {
        let check = |crop, focus: Option<(u8, u8)>, (width, height), expected: Rectangle| {
            let focus = focus.map(|(x, y)| Focus { x, y });
            assert_eq!(cut(crop, focus, width, height), expected, "{crop:?} of {width} × {height} around {focus:?}");
        };
        check(Crop::Square, None, (2000, 1200), (400.0, 0.0, 1200.0, 1200.0));
        check(Crop::Square, Some((50, 50)), (2000, 1200), (400.0, 0.0, 1200.0, 1200.0));
        check(Crop::Square, Some((0, 50)), (2000, 1200), (0.0, 0.0, 1200.0, 1200.0));
        check(Crop::Square, Some((40, 99)), (2000, 1200), (200.0, 0.0, 1200.0, 1200.0));
        check(Crop::Square, Some((100, 0)), (2000, 1200), (800.0, 0.0, 1200.0, 1200.0));
        check(Crop::SixteenByNine, None, (1600, 1200), (0.0, 100.0, 1600.0, 900.0));
        check(Crop::SixteenByNine, Some((3, 100)), (1600, 1200), (0.0, 300.0, 1600.0, 900.0));
        check(Crop::SixteenByNine, Some((3, 50)), (1600, 1200), (0.0, 150.0, 1600.0, 900.0));
    }
}
