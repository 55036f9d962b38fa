//! What it costs to make every rendition of a picture: `cargo run --release -p media --example renditions [FILE]`.
//! Without a file, of a made-up photograph of 24 megapixels.

use std::fs;
use std::time::Instant;

use media::Library;

fn main() {
    let bytes = match std::env::args().nth(1) {
        Some(path) => fs::read(path).expect("the file can be read"),
        None => photograph(6000, 4000),
    };
    let folder = std::env::temp_dir().join(format!("renditions-{}", std::process::id()));
    let (cpu_before, begun) = (cpu_seconds(), Instant::now());
    let library = Library::open(&folder).expect("a library in the temporary folder");
    let stored = library.add(&bytes).expect("it is a picture");
    let (cpu_added, added) = (cpu_seconds(), begun.elapsed());
    library.finish(&stored).expect("the renditions are made");
    println!("{} × {}, {} bytes", stored.width, stored.height, bytes.len());
    println!("taken in: {:.2} s of CPU, {:.2} s", cpu_added - cpu_before, added.as_secs_f64());
    println!("all made: {:.2} s of CPU, {:.2} s", cpu_seconds() - cpu_before, begun.elapsed().as_secs_f64());
    println!("at most {} MB resident", resident_max_kb() / 1024);
    let made = folder.join(".renditions").join(&stored.file[..2]).join(&stored.file);
    let mut lines: Vec<_> = fs::read_dir(made)
        .expect("they lie there")
        .flatten()
        .map(|entry| (entry.metadata().map_or(0, |metadata| metadata.len()), entry.file_name()))
        .collect();
    lines.sort_unstable();
    for (bytes, name) in lines {
        println!("{:>8} {}", bytes, name.to_string_lossy());
    }
    fs::remove_dir_all(&folder).expect("it can be removed");
}

/// Slopes, edges and grain: about as hard to code as a photograph.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 12_345_u32;
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
            let light = 110.0 + 80.0 * (u * 9.0 + (v * 14.0).sin()).sin() * (v * 11.0).cos();
            let edge = if (u * 40.0).sin() * (v * 30.0).sin() > 0.6 { 45.0 } else { 0.0 };
            let grain = f64::from(seed % 17) - 8.0;
            for channel in [1.0, 0.85, 0.7] {
                pixels.push((light * channel + edge + grain).clamp(0.0, 255.0) as u8);
            }
        }
    }
    media::jpeg(&pixels, width, height, 90)
}

/// Seconds of processor this program has used, from Linux's `/proc` in hundredths.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux tells");
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |place: usize| fields[place].parse::<f64>().expect("a number");
    (ticks(11) + ticks(12)) / 100.0
}

fn resident_max_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("it is there");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
