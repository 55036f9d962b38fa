//! From pixels to JPEG.

use jpeg_encoder::{ColorType, Encoder, QuantizationTableType, SamplingFactor};

use crate::SIDE_MAX;

/// The quality of renditions, on the 1 to 100 scale of JPEG. With the tables below it is where artefacts begin
/// to show at arm's length on a telephone; newspapers' own pictures come between 70 and 80.
pub const RENDITION_QUALITY: u8 = 76;

/// Writes RGB pixels (three bytes each, row by row from the top) as a progressive JPEG with nothing in it but
/// the picture.
///
/// The tables are mozjpeg's default (N. Robidoux's), which keep flat skies smoother at the same size than those
/// of the standard's Annex K; colour is stored at half the resolution.
///
/// # Panics
/// If the bytes do not make `width` × `height` pixels, or a side is 0 or above [`SIDE_MAX`].
pub fn jpeg(rgb: &[u8], width: u32, height: u32, quality: u8) -> Vec<u8> {
    assert!((1..=SIDE_MAX).contains(&width) && (1..=SIDE_MAX).contains(&height), "a JPEG cannot be {width} × {height}");
    assert_eq!(
        rgb.len() as u64,
        u64::from(width) * u64::from(height) * 3,
        "three bytes for each of {width} × {height} pixels"
    );
    let mut file = Vec::with_capacity(rgb.len() / 16);
    let mut encoder = Encoder::new(&mut file, quality.clamp(1, 100));
    encoder.set_quantization_tables(QuantizationTableType::ImageMagick, QuantizationTableType::ImageMagick);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(rgb, width as u16, height as u16, ColorType::Rgb)
        .expect("writing to memory cannot fail, and the size was checked");
    file
}
