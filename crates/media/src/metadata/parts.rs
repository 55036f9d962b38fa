//! Where the containers keep what is said of a picture. Each walk stops at the first byte that makes no sense and
//! keeps what it has: a torn file still tells its caption.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// The most that one block may hold once inflated or put together, in bytes. The longest XMP seen in agencies' files
/// is a few hundred kilobytes, most of it the editing program's history.
const BLOCK_MAX: usize = 4 * 1024 * 1024;

/// The blocks as they stood in the file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    /// A TIFF structure.
    pub exif: Option<Vec<u8>>,
    /// XMP packets, the main one first.
    pub xmp: Vec<Vec<u8>>,
    /// Photoshop's image resources (`8BIM` …), in which IPTC-IIM lies.
    pub resources: Vec<u8>,
    /// IPTC-IIM that stood by itself.
    pub iim: Option<Vec<u8>>,
    /// Key words and texts of PNG (`Title`, `Author`, `Description`, `Copyright`).
    pub texts: Vec<(String, String)>,
    pub animated: bool,
    pub has_c2pa: bool,
}

pub(super) fn parts(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    if bytes.starts_with(b"\xff\xd8") {
        jpeg(bytes, &mut parts);
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes, &mut parts);
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes, &mut parts);
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes, &mut parts);
    }
    parts
}

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// The identity of a C2PA manifest store's JUMBF box (C2PA 2.1 §11.1.4): "c2pa" and ISO's ending.
const C2PA: &[u8] = b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71";

/// Segments until the scan begins (ITU-T T.81 annex B).
fn jpeg(bytes: &[u8], parts: &mut Parts) {
    let mut extension = Extension::default();
    let mut at = 2;
    while let Some(&[0xff, marker]) = bytes.get(at..at + 2) {
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            0xd9 | 0xda => break,
            _ => {
                let Some(length) = be16(bytes, at + 2).filter(|length| *length >= 2) else { break };
                let Some(data) = bytes.get(at + 4..at + 2 + length) else { break };
                segment(marker, data, parts, &mut extension);
                at += 2 + length;
            }
        }
    }
    parts.xmp.extend(extension.whole());
}

fn segment(marker: u8, data: &[u8], parts: &mut Parts, extension: &mut Extension) {
    match marker {
        0xe1 => {
            if let Some(exif) = data.strip_prefix(b"Exif\0").and_then(|rest| rest.get(1..)) {
                parts.exif.get_or_insert_with(|| exif.to_vec());
            } else if let Some(xmp) = data.strip_prefix(XMP) {
                parts.xmp.push(xmp.to_vec());
            } else if let Some(rest) = data.strip_prefix(XMP_EXTENSION) {
                extension.take(rest);
            }
        }
        0xed => {
            // One set of resources may run over several segments.
            if let Some(resources) = data.strip_prefix(b"Photoshop 3.0\0")
                && parts.resources.len() + resources.len() <= BLOCK_MAX
            {
                parts.resources.extend_from_slice(resources);
            }
        }
        0xeb if data.starts_with(b"JP") => parts.has_c2pa |= holds(data, C2PA),
        _ => {}
    }
}

/// XMP too long for one segment: pieces with the whole's digest, length and their place (XMP part 3 §1.1.3.1).
#[derive(Default)]
struct Extension {
    digest: Vec<u8>,
    whole: Vec<u8>,
    filled: usize,
}

impl Extension {
    fn take(&mut self, piece: &[u8]) {
        let (Some(digest), Some(length), Some(offset)) = (piece.get(..32), be32(piece, 32), be32(piece, 36)) else {
            return;
        };
        let data = &piece[40..];
        if self.digest.is_empty() && length <= BLOCK_MAX {
            self.digest = digest.to_vec();
            self.whole = vec![b' '; length];
        }
        if self.digest == digest
            && let Some(place) = self.whole.get_mut(offset..offset.saturating_add(data.len()))
        {
            place.copy_from_slice(data);
            self.filled += data.len();
        }
    }

    fn whole(self) -> Option<Vec<u8>> {
        (self.filled > 0).then_some(self.whole)
    }
}

fn png(bytes: &[u8], parts: &mut Parts) {
    let mut at = 8;
    while let (Some(length), Some(kind)) = (be32(bytes, at), bytes.get(at + 4..at + 8)) {
        let Some(data) = at.checked_add(8 + length).and_then(|end| bytes.get(at + 8..end)) else { break };
        match kind {
            b"eXIf" => parts.exif = Some(data.to_vec()),
            b"acTL" => parts.animated = be32(data, 0).is_some_and(|frames| frames > 1),
            b"caBX" => parts.has_c2pa |= holds(data, C2PA),
            b"tEXt" | b"zTXt" | b"iTXt" => png_text(kind, data, parts),
            b"IEND" => break,
            _ => {}
        }
        at += 12 + length;
    }
}

fn png_text(kind: &[u8], data: &[u8], parts: &mut Parts) {
    let Some((key, rest)) = split_nul(data) else { return };
    let value = match kind {
        b"tEXt" => Some(rest.to_vec()),
        b"zTXt" => rest.get(1..).and_then(inflated),
        _ => {
            let compressed = rest.first() == Some(&1);
            let after = rest.get(2..).and_then(split_nul).and_then(|(_language, rest)| split_nul(rest));
            after.and_then(|(_translated, text)| if compressed { inflated(text) } else { Some(text.to_vec()) })
        }
    };
    let Some(value) = value else { return };
    match key {
        b"XML:com.adobe.xmp" => parts.xmp.push(value),
        b"Raw profile type xmp" => parts.xmp.extend(raw_profile(&value)),
        b"Raw profile type exif" | b"Raw profile type APP1" => {
            let Some(profile) = raw_profile(&value) else { return };
            if let Some(exif) = profile.strip_prefix(b"Exif\0\0") {
                parts.exif = Some(exif.to_vec());
            } else if let Some(xmp) = profile.strip_prefix(XMP) {
                parts.xmp.push(xmp.to_vec());
            }
        }
        b"Raw profile type iptc" | b"Raw profile type 8bim" => {
            let Some(profile) = raw_profile(&value) else { return };
            if profile.starts_with(b"8BIM") {
                parts.resources = profile;
            } else {
                parts.iim = Some(profile);
            }
        }
        // PNG's own texts are Latin-1, those of `iTXt` UTF-8 (PNG 3rd edition §11.3.3).
        _ => {
            let value = if kind == b"iTXt" {
                String::from_utf8_lossy(&value).into_owned()
            } else {
                value.iter().map(|byte| char::from(*byte)).collect()
            };
            parts.texts.push((String::from_utf8_lossy(key).into_owned(), value));
        }
    }
}

/// ImageMagick's way of putting a block into a text: a name, a length, then hexadecimal digits.
fn raw_profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (_name, length) = (words.next()?, words.next()?.parse::<usize>().ok()?);
    let digits: Vec<u8> = words.flat_map(str::bytes).collect();
    let bytes = digits.chunks_exact(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes = bytes.collect::<Option<Vec<u8>>>()?;
    (bytes.len() == length).then_some(bytes)
}

fn webp(bytes: &[u8], parts: &mut Parts) {
    let mut at = 12;
    while let (Some(kind), Some(length)) = (bytes.get(at..at + 4), le32(bytes, at + 4)) {
        let Some(data) = at.checked_add(8 + length).and_then(|end| bytes.get(at + 8..end)) else { break };
        match kind {
            // Some writers put JPEG's prefix before the TIFF structure.
            b"EXIF" => parts.exif = Some(data.strip_prefix(b"Exif\0\0").unwrap_or(data).to_vec()),
            b"XMP " => parts.xmp.push(data.to_vec()),
            b"ANIM" => parts.animated = true,
            b"C2PA" => parts.has_c2pa |= holds(data, C2PA),
            _ => {}
        }
        at += 8 + length + length % 2;
    }
}

fn gif(bytes: &[u8], parts: &mut Parts) {
    let Some(&flags) = bytes.get(10) else { return };
    let mut at = 13 + colours(flags);
    let mut frames = 0;
    while let Some(introducer) = bytes.get(at) {
        match introducer {
            0x2c => {
                frames += 1;
                let Some(&flags) = bytes.get(at + 9) else { break };
                at = after_blocks(bytes, at + 11 + colours(flags));
            }
            0x21 => {
                // The packet stands bare, without the lengths of blocks, and ends in a ramp that leads any reader
                // of blocks to its end (XMP part 3 §1.1.2).
                let packet = bytes.get(at + 2..at + 14).filter(|head| *head == b"\x0bXMP DataXMP").and_then(|_| {
                    let rest = &bytes[at + 14..];
                    let end = rest.windows(3).position(|window| window == b"\x01\xff\xfe")?;
                    (end <= BLOCK_MAX).then(|| rest[..end].to_vec())
                });
                parts.xmp.extend(packet);
                at = after_blocks(bytes, at + 2);
            }
            _ => break,
        }
    }
    parts.animated = frames > 1;
}

/// Bytes of a GIF's colour table by its flags.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn after_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&length) = bytes.get(at) {
        at += 1 + usize::from(length);
        if length == 0 {
            break;
        }
    }
    at
}

fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    ZlibDecoder::new(bytes).take(BLOCK_MAX as u64 + 1).read_to_end(&mut out).ok()?;
    (out.len() <= BLOCK_MAX).then_some(out)
}

fn split_nul(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 2).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])))
}

pub(super) fn be32(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]) as usize)
}

fn le32(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
}
