//! Video files: MP4 in the codings that every browser plays. A video is kept as it came and never coded anew; readers
//! get the same bytes, except that what tells more than picture and sound is blank in them: boxes of remarks, where
//! cameras write the place, and tracks of other data, such as the way the camera took.
//!
//! Boxes are read here and not by a library: what is to be blank must be known by its place in the file.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The largest video taken in, in bytes: half an hour at 2 Mbit/s.
pub const VIDEO_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// A video's last part in its address, `/media/{file}/video.mp4`.
pub const VIDEO_NAME: &str = "video.mp4";

/// The one kind that is taken.
pub const VIDEO_TYPE: &str = "video/mp4";

/// The largest index (`moov`) of a video, in bytes. Two hours have some 4 MB.
const INDEX_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Boxes at the top of a file. One that is written while it is filmed has two for every second.
const BOXES_MAX: usize = 50_000;

/// What is known of a video that has been taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    pub file: String,
    pub bytes: u64,
    /// Pixels as it is seen, turned as the file says.
    pub width: u32,
    pub height: u32,
    /// Its length, rounded; 0 if the file does not say.
    pub seconds: u32,
    /// What readers get otherwise than it came, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    veils: Vec<Veil>,
}

/// A stretch of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Veil {
    from: u64,
    until: u64,
    /// It is the name of a box, which becomes `free`: players pass over such a box. Else it becomes zeroes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    name: bool,
}

impl Video {
    /// Blanks what readers do not get, in bytes that begin at this place of the file.
    pub(crate) fn veil(&self, at: u64, bytes: &mut [u8]) {
        let end = at + bytes.len() as u64;
        let first = self.veils.partition_point(|veil| veil.until <= at);
        for veil in self.veils[first..].iter().take_while(|veil| veil.from < end) {
            for place in veil.from.max(at)..veil.until.min(end) {
                let blank = if veil.name { b"free"[(place - veil.from) as usize] } else { 0 };
                bytes[(place - at) as usize] = blank;
            }
        }
    }
}

/// Reads what a video is, without its hash.
///
/// # Errors
/// A refusal ([`Error::is_refusal`]) where it is none that browsers play.
pub(crate) fn measure(file: &mut (impl Read + Seek)) -> Result<Video, Error> {
    let bytes = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if bytes > VIDEO_BYTES_MAX {
        return Err(Error::TooManyBytes { bytes: bytes as usize, bytes_max: VIDEO_BYTES_MAX as usize });
    }
    let tops = tops(file, bytes)?;
    let index = tops.iter().find(|part| &part.name == b"moov").ok_or_else(|| damaged("it has no index"))?;
    if index.content.end - index.content.start > INDEX_BYTES_MAX {
        return Err(damaged("its index is too large"));
    }
    let mut content = vec![0; (index.content.end - index.content.start) as usize];
    file.seek(SeekFrom::Start(index.content.start)).map_err(unreadable)?;
    file.read_exact(&mut content).map_err(unreadable)?;

    let mut found = Found::default();
    found.index(&Bytes { bytes: &content, at: index.content.start })?;
    let (width, height) = found.size.ok_or_else(|| damaged("it has no picture track"))?;
    if found.in_pieces && found.data_tracks {
        return Err(Error::Video("it carries data beside picture and sound, in pieces: save it again without them"));
    }
    for part in &tops {
        if matches!(&part.name, b"meta" | b"udta") || (&part.name == b"uuid" && !is_c2pa(file, part)?) {
            found.veil_box(part);
        }
    }
    if found.veils.iter().any(|veil| veil.until > bytes) {
        return Err(damaged("its index points outside of it"));
    }
    let veils = apart(found.veils);
    Ok(Video { file: String::new(), bytes, width, height, seconds: found.seconds, veils })
}

/// Veils in their order with none over another, as [`Video::veil`] looks them up. Only a file whose boxes and samples lie
/// over each other has such; what is left of a name there is a stretch like any other.
fn apart(mut veils: Vec<Veil>) -> Vec<Veil> {
    veils.sort_unstable();
    let mut passed = 0;
    veils.retain_mut(|veil| {
        veil.name &= veil.from >= passed;
        veil.from = veil.from.max(passed);
        passed = passed.max(veil.until);
        veil.from < veil.until
    });
    veils
}

/// A box (ISO/IEC 14496-12 §4.2): where its name stands in the file, and its content.
#[derive(Clone, Debug)]
struct Part {
    name: [u8; 4],
    name_at: u64,
    content: Range<u64>,
}

/// The boxes of the file itself, whose contents are not read.
fn tops(file: &mut (impl Read + Seek), bytes: u64) -> Result<Vec<Part>, Error> {
    let (mut tops, mut at) = (Vec::new(), 0);
    while at < bytes {
        // What is not looked at is not blanked either.
        if tops.len() == BOXES_MAX {
            return Err(damaged("it has too many boxes"));
        }
        let mut head = [0; 16];
        let there = head.len().min((bytes - at) as usize);
        file.seek(SeekFrom::Start(at)).map_err(unreadable)?;
        file.read_exact(&mut head[..there]).map_err(unreadable)?;
        if at == 0 && &head[4..8] != b"ftyp" {
            return Err(Error::Video("it is not an MP4 file"));
        }
        let part = part(&head[..there], at, bytes)?;
        at = part.content.end;
        tops.push(part);
    }
    Ok(tops)
}

/// The box that begins at `at` with these bytes and ends at `end` at the latest.
fn part(head: &[u8], at: u64, end: u64) -> Result<Part, Error> {
    let (Some(size), Some(name)) = (u32_at(head, 0), head.get(4..8)) else { return Err(damaged("it breaks off")) };
    let (start, stop) = match size {
        // It reaches to the end.
        0 => (at + 8, Some(end)),
        1 => (at + 16, u64_at(head, 8).and_then(|size| at.checked_add(size))),
        size => (at + 8, Some(at + u64::from(size))),
    };
    let content = start..stop.unwrap_or(u64::MAX);
    if content.end < start || content.end > end {
        return Err(damaged("a box in it is longer than the file, or shorter than itself"));
    }
    Ok(Part { name: [name[0], name[1], name[2], name[3]], name_at: at + 4, content })
}

/// Provenance by C2PA stands in a box of this kind, and is kept.
const C2PA: [u8; 16] = [0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81];

fn is_c2pa(file: &mut (impl Read + Seek), part: &Part) -> Result<bool, Error> {
    let mut kind = [0; 16];
    if part.content.end - part.content.start < 16 {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(part.content.start)).map_err(unreadable)?;
    file.read_exact(&mut kind).map_err(unreadable)?;
    Ok(kind == C2PA)
}

/// Bytes of the file with their place in it.
#[derive(Clone, Copy)]
struct Bytes<'b> {
    bytes: &'b [u8],
    at: u64,
}

impl<'b> Bytes<'b> {
    fn parts(self) -> Result<Vec<(Part, Bytes<'b>)>, Error> {
        let (mut parts, mut from) = (Vec::new(), 0);
        // QuickTime ends some lists with four zeroes.
        while self.bytes.len() - from >= 8 {
            let at = self.at + from as u64;
            let part = part(&self.bytes[from..], at, self.at + self.bytes.len() as u64)?;
            let within = (part.content.start - self.at) as usize..(part.content.end - self.at) as usize;
            from = within.end;
            let content = Bytes { bytes: &self.bytes[within], at: part.content.start };
            parts.push((part, content));
        }
        Ok(parts)
    }

    /// The box at the end of a path of names.
    fn find(self, path: &[&[u8; 4]]) -> Result<Option<Bytes<'b>>, Error> {
        let mut here = self;
        for name in path {
            match here.parts()?.into_iter().find(|(part, _)| &part.name == *name) {
                Some((_, content)) => here = content,
                None => return Ok(None),
            }
        }
        Ok(Some(here))
    }

    fn u32(self, at: usize) -> Result<u32, Error> {
        u32_at(self.bytes, at).ok_or_else(|| damaged("its index breaks off"))
    }

    fn u64(self, at: usize) -> Result<u64, Error> {
        u64_at(self.bytes, at).ok_or_else(|| damaged("its index breaks off"))
    }
}

#[derive(Default)]
struct Found {
    size: Option<(u32, u32)>,
    seconds: u32,
    /// Samples stand in fragments as well, whose places this index does not tell.
    in_pieces: bool,
    data_tracks: bool,
    veils: Vec<Veil>,
}

impl Found {
    fn index(&mut self, index: &Bytes<'_>) -> Result<(), Error> {
        for (part, content) in index.parts()? {
            match &part.name {
                b"mvhd" => self.seconds = seconds(content)?,
                b"mvex" => self.in_pieces = true,
                b"trak" => self.track(&part, content)?,
                b"udta" | b"meta" | b"uuid" => self.veil_box(&part),
                _ => {}
            }
        }
        Ok(())
    }

    fn track(&mut self, track: &Part, content: Bytes<'_>) -> Result<(), Error> {
        let handler = content.find(&[b"mdia", b"hdlr"])?.and_then(|handler| handler.bytes.get(8..12));
        match handler {
            Some(b"vide") => {
                codec(content)?;
                if self.size.is_none() {
                    self.size = content.find(&[b"tkhd"])?.map(size).transpose()?;
                }
            }
            Some(b"soun" | b"text" | b"sbtl" | b"subt" | b"clcp") => {}
            _ => {
                self.data_tracks = true;
                self.samples(content)?;
                self.veil_box(track);
                return Ok(());
            }
        }
        for (part, _) in content.parts()? {
            if matches!(&part.name, b"udta" | b"meta" | b"uuid") {
                self.veil_box(&part);
            }
        }
        Ok(())
    }

    fn veil_box(&mut self, part: &Part) {
        self.veils.push(Veil { from: part.name_at, until: part.name_at + 4, name: true });
        self.veil(part.content.clone());
    }

    fn veil(&mut self, stretch: Range<u64>) {
        match self.veils.last_mut() {
            Some(last) if !last.name && last.until == stretch.start => last.until = stretch.end,
            _ if stretch.is_empty() => {}
            _ => self.veils.push(Veil { from: stretch.start, until: stretch.end, name: false }),
        }
    }

    /// Blanks a track's samples: chunk by chunk, each as long as its samples together (ISO/IEC 14496-12 §8.7).
    fn samples(&mut self, track: Bytes<'_>) -> Result<(), Error> {
        let Some(table) = track.find(&[b"mdia", b"minf", b"stbl"])? else { return Ok(()) };
        let (Some(runs), Some(sizes)) = (table.find(&[b"stsc"])?, table.find(&[b"stsz"])?) else { return Ok(()) };
        let (chunks, wide) = match (table.find(&[b"stco"])?, table.find(&[b"co64"])?) {
            (Some(chunks), _) => (chunks, false),
            (None, Some(chunks)) => (chunks, true),
            (None, None) => return Ok(()),
        };
        let (each, samples) = (sizes.u32(4)?, sizes.u32(8)? as usize);
        let (mut run, run_count, mut sample) = (0, runs.u32(4)?, 0_usize);
        for chunk in 0..chunks.u32(4)? {
            while run + 1 < run_count && runs.u32(8 + 12 * (run as usize + 1))? <= chunk + 1 {
                run += 1;
            }
            let here = sample..(sample + runs.u32(8 + 12 * run as usize + 4)? as usize).min(samples);
            sample = here.end;
            let length = match each {
                0 => here.map(|sample| sizes.u32(12 + 4 * sample).map(u64::from)).sum::<Result<u64, Error>>()?,
                each => u64::from(each) * here.len() as u64,
            };
            let at = match wide {
                true => chunks.u64(8 + 8 * chunk as usize)?,
                false => u64::from(chunks.u32(8 + 4 * chunk as usize)?),
            };
            self.veil(at..at.checked_add(length).ok_or_else(|| damaged("its index points outside of it"))?);
        }
        Ok(())
    }
}

/// A film's length by its head (`mvhd`).
fn seconds(head: Bytes<'_>) -> Result<u32, Error> {
    let wide = head.bytes.first() == Some(&1);
    let (scale, length) = match wide {
        true => (head.u32(20)?, head.u64(24)?),
        false => (head.u32(12)?, u64::from(head.u32(16)?)),
    };
    // All ones: not known.
    let known = scale > 0 && length != u64::MAX && (wide || length != u64::from(u32::MAX));
    Ok(if known { (length as f64 / f64::from(scale)).round() as u32 } else { 0 })
}

/// The size in pixels by a track's head (`tkhd`), turned by its matrix.
fn size(head: Bytes<'_>) -> Result<(u32, u32), Error> {
    let matrix = if head.bytes.first() == Some(&1) { 52 } else { 40 };
    let (width, height) = (head.u32(matrix + 36)? >> 16, head.u32(matrix + 40)? >> 16);
    if width == 0 || height == 0 {
        return Err(damaged("its picture has no size"));
    }
    let on_its_side = head.u32(matrix)? == 0 && head.u32(matrix + 4)? != 0;
    Ok(if on_its_side { (height, width) } else { (width, height) })
}

/// Whether browsers play what the picture is coded in.
fn codec(track: Bytes<'_>) -> Result<(), Error> {
    let entries =
        track.find(&[b"mdia", b"minf", b"stbl", b"stsd"])?.ok_or_else(|| damaged("its picture has no kind"))?;
    match entries.bytes.get(12..16) {
        Some(b"avc1" | b"avc3" | b"av01" | b"vp09") => Ok(()),
        Some(b"hvc1" | b"hev1" | b"dvh1" | b"dvhe") => {
            Err(Error::Video("it is coded in HEVC, which many readers' browsers do not play: save it as H.264"))
        }
        _ => Err(Error::Video("its coding is not one that browsers play: save it as H.264 in MP4")),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_be_bytes(eight.try_into().ok()?))
}

fn damaged(what: &'static str) -> Error {
    Error::DamagedVideo(what)
}

fn unreadable(error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::UnexpectedEof { damaged("it breaks off") } else { Error::Disk(error) }
}

#[cfg(test)]
mod tests;
