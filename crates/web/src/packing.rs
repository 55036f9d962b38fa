//! Bytes packed and unpacked in the encodings that browsers ask for.
//!
//! gzip and brotli at levels at which a story page of 40 KB takes about a millisecond and comes within a few hundredths of
//! the smallest. zstd, which browsers take only where they may not have brotli, at its quickest: a page that was asked
//! for unpacked is kept by it.

use std::cell::RefCell;
use std::io::{Read, Write};

use bytes::Bytes;

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
    let mut packer = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 3), flate2::Compression::new(7));
    kept(packer.write_all(plain).and_then(|()| packer.finish()).expect("writing to memory"))
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
