//! Bytes packed and unpacked in the encodings that browsers ask for.
//!
//! gzip and brotli at levels at which a story page of 40 KB takes about a millisecond and comes within a few hundredths of
//! the smallest. zstd at its quickest: a page that was asked for unpacked is kept by it, and one that is made for one reader
//! travels by it where it can.

use std::cell::RefCell;
use std::io::Read;

use bytes::Bytes;
use flate2::{Compress, Compression, FlushCompress, Status};

use crate::Encoding;

/// The bytes in this encoding; as they are for [`Encoding::Identity`].
pub fn packed(plain: Bytes, encoding: Encoding) -> Bytes {
    match encoding {
        Encoding::Identity => plain,
        Encoding::Gzip => gzip(&plain),
        Encoding::Brotli => brotli(&plain),
        Encoding::Zstd => zstd(&plain),
    }
}

pub(crate) fn gzip(plain: &[u8]) -> Bytes {
    gzip_at(plain, 7)
}

/// In half of the time, and a twelfth longer.
pub(crate) fn gzip_quickly(plain: &[u8]) -> Bytes {
    gzip_at(plain, 2)
}

fn gzip_at(plain: &[u8], level: u32) -> Bytes {
    const WINDOW_BITS: u8 = 15;
    thread_local! {
        // Its tables are of a quarter of a megabyte: to make and clear them anew takes long beside packing a page.
        static PACKER: RefCell<Compress> = RefCell::new(Compress::new_gzip(Compression::new(7), WINDOW_BITS));
    }
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        packer.set_level(Compression::new(level)).expect("nothing waits in it to be written");
        let mut packed = Vec::with_capacity(plain.len() / 3 + 64);
        loop {
            let rest = &plain[packer.total_in() as usize..];
            match packer.compress_vec(rest, &mut packed, FlushCompress::Finish).expect("any bytes can be packed") {
                Status::StreamEnd => return kept(packed),
                Status::Ok | Status::BufError => packed.reserve(packed.len() / 2 + 64),
            }
        }
    })
}

pub(crate) fn brotli(plain: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 6, lgwin: 20, ..Default::default() };
    let mut packed = Vec::with_capacity(plain.len() / 3);
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &parameters).expect("writing to memory");
    kept(packed)
}

pub(crate) fn zstd(plain: &[u8]) -> Bytes {
    thread_local! {
        // Making its tables anew takes as long as packing a page.
        static PACKER: RefCell<zstd::bulk::Compressor<'static>> =
            RefCell::new(zstd::bulk::Compressor::new(1).expect("level 1 is one of zstd's"));
    }
    PACKER.with_borrow_mut(|packer| kept(packer.compress(plain).expect("writing to memory")))
}

/// Of bytes that [`gzip`] packed.
pub(crate) fn from_gzip(packed: &[u8], length: usize) -> Vec<u8> {
    let mut plain = Vec::with_capacity(length);
    flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).expect("what we packed can be unpacked");
    plain
}

/// Of bytes that [`brotli()`] packed.
pub(crate) fn from_brotli(packed: &[u8], length: usize) -> Vec<u8> {
    let mut plain = Vec::with_capacity(length);
    brotli::BrotliDecompress(&mut &packed[..], &mut plain).expect("what we packed can be unpacked");
    plain
}

/// Of bytes that [`zstd()`] packed.
pub(crate) fn from_zstd(packed: &[u8], length: usize) -> Vec<u8> {
    zstd::bulk::decompress(packed, length).expect("what we packed can be unpacked")
}

/// Bytes that are kept take no more room than they are long: packers ask for room for the worst case.
fn kept(packed: Vec<u8>) -> Bytes {
    Bytes::from(packed.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packer_used_again_packs_as_a_new_one() {
        let mut noise = 1_u32;
        let noisy: Vec<u8> = std::iter::repeat_with(|| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        })
        .take(70_000)
        .collect();
        let words = "Kilis’te yangın söndürüldü. ".repeat(3_000).into_bytes();
        for _ in 0..2 {
            // What cannot be made smaller comes out longer than the room that is made for it at first.
            for plain in [&b""[..], &noisy, &words] {
                for pack in [gzip, gzip_quickly] {
                    assert_eq!(from_gzip(&pack(plain), plain.len()), plain);
                }
            }
            assert_eq!(gzip(&words), gzip(&words));
            assert_ne!(gzip(&words), gzip_quickly(&words));
        }
    }
}
