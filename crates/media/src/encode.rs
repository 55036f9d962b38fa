//! From pixels to files of the three formats, with nothing in them but the picture.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, QuantizationTableType, SamplingFactor};

use crate::SIDE_MAX;
use crate::name::{Format, Name};

/// The quality of renditions, on the 1 to 100 scale of JPEG. With the tables below it is where artefacts begin
/// to show at arm's length on a telephone; newspapers' own pictures come between 70 and 80.
pub const RENDITION_QUALITY: u8 = 76;

/// libwebp's quality, about as good as the JPEG above in a fifth fewer bytes.
const WEBP_QUALITY: f32 = 76.0;

/// libwebp's effort, 0 to 6: here it has found nearly all there is to find; one less costs a twentieth of the bytes.
const WEBP_METHOD: i32 = 3;

/// ravif's quality: about as good as the JPEG above in half the bytes.
const AVIF_QUALITY: f32 = 62.0;

/// rav1e's fastest. The next step costs half as much work again and saves a fourteenth of the bytes.
const AVIF_SPEED: u8 = 10;

pub(crate) fn encode(pixels: &RgbImage, name: Name) -> Vec<u8> {
    match name {
        Name::Crop(..) | Name::Width(_, Format::Jpeg) => {
            jpeg(pixels.as_raw(), pixels.width(), pixels.height(), RENDITION_QUALITY)
        }
        Name::Width(_, Format::WebP) => webp(pixels),
        Name::Width(_, Format::Avif) => avif(pixels),
    }
}

/// Writes RGB pixels (three bytes each, row by row from the top) as a progressive JPEG.
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

/// # Panics
/// If a side is above 16,383 pixels, the most WebP can say.
fn webp(pixels: &RgbImage) -> Vec<u8> {
    let mut config = webp::WebPConfig::new().expect("the library fits the header it was built with");
    config.quality = WEBP_QUALITY;
    config.method = WEBP_METHOD;
    let encoder = webp::Encoder::from_rgb(pixels.as_raw(), pixels.width(), pixels.height());
    encoder.encode_advanced(&config).expect("writing to memory cannot fail, and the size is one WebP takes").to_vec()
}

/// # Panics
/// If a side is below 16 pixels, rav1e's least, or above 65,535.
fn avif(pixels: &RgbImage) -> Vec<u8> {
    let encoder = ravif::Encoder::new()
        .with_quality(AVIF_QUALITY)
        .with_speed(AVIF_SPEED)
        .with_bit_depth(ravif::BitDepth::Eight)
        .with_num_threads(Some(1));
    let rgb: Vec<_> = pixels.pixels().map(|pixel| ravif::RGB8::new(pixel.0[0], pixel.0[1], pixel.0[2])).collect();
    let image = ravif::Img::new(rgb.as_slice(), pixels.width() as usize, pixels.height() as usize);
    encoder.encode_rgb(image).expect("writing to memory cannot fail, and the size is one AVIF takes").avif_file
}
