//! From a stranger's bytes to pixels, within limits that are checked before the pixels are made.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::error::ImageError;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba};
use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions};

use crate::{BYTES_MAX, Error, PIXELS_MAX, SIDE_MAX};

/// The working memory one picture may ask for: [`PIXELS_MAX`] at eight bytes each, the most any of the four
/// formats stores (PNG with 16 bits and alpha), and as much again for a decoder's own tables.
const MEMORY_MAX_BYTES: u64 = PIXELS_MAX * 8 + 64 * 1024 * 1024;

/// An opened picture: sRGB pixels in the order they were stored, and how to turn them to be seen.
pub(crate) struct Opened {
    pub pixels: RgbImage,
    pub orientation: Orientation,
}

/// Reads the head of a JPEG, PNG, WebP or GIF and decides whether the rest may be read at all; gives the format.
///
/// # Errors
/// Every one of [`Error`]'s refusals.
pub(crate) fn measure(bytes: &[u8]) -> Result<ImageFormat, Error> {
    if bytes.len() > BYTES_MAX {
        return Err(Error::TooManyBytes { bytes: bytes.len(), bytes_max: BYTES_MAX });
    }
    if is_svg(bytes) {
        return Err(Error::Vector);
    }
    let format = image::guess_format(bytes).map_err(|_| Error::UnknownFormat)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif) {
        return Err(Error::UnknownFormat);
    }
    let (width, height) = guarded(|| Ok(decoder(bytes, format)?.dimensions()))?;
    if width == 0 || height == 0 {
        return Err(Error::Damaged("it has no pixels".to_owned()));
    }
    if u64::from(width) * u64::from(height) > PIXELS_MAX || width.max(height) > SIDE_MAX {
        return Err(Error::TooManyPixels { width, height, pixels_max: PIXELS_MAX, side_max: SIDE_MAX });
    }
    Ok(format)
}

/// Whether it is a drawing by its first element, whatever stands before that.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

/// Decodes what was measured; of an animation the first frame. What is transparent becomes white, as on paper:
/// JPEG knows no transparency.
///
/// # Errors
/// [`Error::Damaged`], [`Error::TooMuchMemory`].
pub(crate) fn open(bytes: &[u8], format: ImageFormat) -> Result<Opened, Error> {
    guarded(|| {
        let mut decoder = decoder(bytes, format)?;
        let mut limits = limits();
        limits.reserve(decoder.total_bytes()).map_err(refusal)?;
        decoder.set_limits(limits).map_err(refusal)?;

        // Unreadable metadata must not cost the picture: it is then shown as it was stored.
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().ok().flatten();
        let mut pixels = on_white(DynamicImage::from_decoder(decoder).map_err(refusal)?);
        if let Some(profile) = profile {
            to_srgb(&mut pixels, &profile);
        }
        Ok(Opened { pixels, orientation })
    })
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, Error> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.into_decoder().map_err(refusal)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    limits
}

/// The decoders are fuzzed by their makers, yet they read what strangers send: should one of them panic, that
/// picture is refused and the import it belongs to goes on.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // What a panic leaves behind is dropped with the closure, so nobody sees it half-done.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Error::Damaged("its decoder gave up".to_owned())))
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let mut opaque = RgbImage::new(width, height);
    for (Rgba([r, g, b, alpha]), out) in image.pixels().zip(opaque.pixels_mut()) {
        let over_white = |channel: u8| {
            let alpha = u32::from(*alpha);
            ((u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        out.0 = [over_white(*r), over_white(*g), over_white(*b)];
    }
    opaque
}

/// Moves the pixels from their profile to sRGB. Telephones store Display P3 and cameras Adobe RGB; without
/// their profile such pictures would look pale. A profile that cannot be used (of another kind, or broken) is
/// passed over, as browsers do.
fn to_srgb(pixels: &mut RgbImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let options =
        TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options) else { return };
    let row_bytes = pixels.width() as usize * 3;
    let mut converted = vec![0; row_bytes];
    for row in pixels.chunks_exact_mut(row_bytes) {
        if transform.transform(row, &mut converted).is_err() {
            return;
        }
        row.copy_from_slice(&converted);
    }
}

fn refusal(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::TooMuchMemory,
        other => Error::Damaged(other.to_string()),
    }
}
