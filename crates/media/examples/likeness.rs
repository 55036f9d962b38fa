//! How far apart a picture and its copies lie in the 128 bits of likeness, and how far apart different pictures:
//! `cargo run -p media --example likeness -- FOLDER…`. Files whose names differ only in a number at the end are one motif, and are
//! not compared as different ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageDecoder as _, ImageReader, RgbImage};
use media::likeness::{NEAR_BITS, distance};
use media::{Library, jpeg};

/// Smaller ones are icons and patterns.
const SIDE_MIN: u32 = 100;

/// What is done to a picture on its way through other hands.
type Change = (&'static str, fn(&RgbImage) -> Vec<u8>);
const CHANGES: &[Change] = &[
    ("coded again, quality 40", |picture| coded(picture, 40)),
    ("half as large", |picture| coded(&reduced(picture, 2), 80)),
    ("a fifth as large", |picture| coded(&reduced(picture, 5), 80)),
    ("brighter by 20 of 255", |picture| coded(&imageops::brighten(picture, 20), 80)),
    ("in greys", |picture| coded(&DynamicImage::from(imageops::grayscale(picture)).to_rgb8(), 80)),
    ("cut by 1 % all around", |picture| coded(&cut(picture, [10; 4]), 80)),
    ("cut by 2 % all around", |picture| coded(&cut(picture, [20; 4]), 80)),
    ("cut by 5 % all around", |picture| coded(&cut(picture, [50; 4]), 80)),
    ("cut by 5 % below", |picture| coded(&cut(picture, [0, 0, 0, 50]), 80)),
    ("cut by 10 % all around", |picture| coded(&cut(picture, [100; 4]), 80)),
    ("seen in a mirror", |picture| coded(&imageops::flip_horizontal(picture), 80)),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("likeness-{}", std::process::id()));
    let library = Library::open(&folder)?;
    let mut motifs: BTreeMap<String, RgbImage> = BTreeMap::new();
    let mut left_out = 0;
    for given in std::env::args().skip(1) {
        for path in files_in(Path::new(&given))? {
            match opened(&path) {
                Some(picture) if picture.width().min(picture.height()) >= SIDE_MIN => {
                    motifs.entry(motif_of(&path)).or_insert(picture);
                }
                _ => left_out += 1,
            }
        }
    }
    println!("{} motifs; {left_out} files are no pictures or smaller than {SIDE_MIN} pixels", motifs.len());
    let bits = |bytes: &[u8]| library.take_in(bytes).map(|taken| taken.likeness);
    let own: Vec<u128> = motifs.values().map(|picture| bits(&coded(picture, 95))).collect::<Result<_, _>>()?;
    for (name, change) in CHANGES {
        let changed = motifs.values().map(|picture| bits(&change(picture))).collect::<Result<Vec<_>, _>>()?;
        tell(name, own.iter().zip(&changed).map(|(one, other)| distance(*one, *other)).collect());
    }
    let pairs = own.iter().enumerate().flat_map(|(at, one)| own[at + 1..].iter().map(|other| distance(*one, *other)));
    tell("different motifs", pairs.collect());
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn tell(name: &str, mut distances: Vec<u32>) {
    distances.sort_unstable();
    let (Some(least), Some(most)) = (distances.first(), distances.last()) else { return };
    let near = distances.iter().filter(|bits| **bits <= NEAR_BITS).count();
    let at = |hundredth: usize| distances[(distances.len() - 1) * hundredth / 100];
    println!(
        "{name:<26} {near:>4} of {:<4} within {NEAR_BITS} bits; least {least}, tenth {}, median {}, nine tenths {}, most {most}",
        distances.len(),
        at(10),
        at(50),
        at(90)
    );
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// `Landscape_3.jpg` → `Landscape`.
fn motif_of(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    stem.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '_' | '-')).to_owned()
}

/// A picture as it is looked at: turned as its camera was held.
fn opened(path: &Path) -> Option<RgbImage> {
    let mut decoder = ImageReader::open(path).ok()?.with_guessed_format().ok()?.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(picture.to_rgb8())
}

fn coded(picture: &RgbImage, quality: u8) -> Vec<u8> {
    jpeg(picture.as_raw(), picture.width(), picture.height(), quality)
}

fn reduced(picture: &RgbImage, by: u32) -> RgbImage {
    imageops::resize(picture, picture.width() / by, picture.height() / by, FilterType::Triangle)
}

/// Without so many thousandths at the left, above, at the right and below.
fn cut(picture: &RgbImage, [left, above, right, below]: [u32; 4]) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (x, y) = (width * left / 1000, height * above / 1000);
    let (across, down) = (width * (1000 - left - right) / 1000, height * (1000 - above - below) / 1000);
    imageops::crop_imm(picture, x, y, across, down).to_image()
}
