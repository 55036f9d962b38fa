//! IPTC-IIM (Information Interchange Model 4.2): the oldest of the three, and still what many agencies' desks write.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1254};
use md5::{Digest, Md5};

use super::parts::{be16, be32};

/// The data sets of the application record, decoded.
#[derive(Debug, Default)]
pub(super) struct Iim {
    sets: BTreeMap<u8, Vec<String>>,
    /// The file keeps a digest of these data sets, and it is of other ones: they were changed by a program that knows
    /// nothing of XMP.
    pub changed_alone: bool,
}

impl Iim {
    /// From Photoshop's image resources.
    pub fn of_resources(resources: &[u8]) -> Self {
        let mut found: Option<&[u8]> = None;
        let mut kept_digest = None;
        for (id, data) in Resources(resources) {
            match id {
                0x0404 => found = found.or(Some(data)),
                0x0425 => kept_digest = Some(data),
                _ => {}
            }
        }
        let Some(data) = found else { return Self::default() };
        // Photoshop writes zeros where it has not counted.
        let counted = kept_digest.filter(|digest| digest.len() == 16 && digest.iter().any(|byte| *byte != 0));
        let changed_alone = counted.is_some_and(|digest| Md5::digest(data).as_slice() != digest);
        Self { changed_alone, ..Self::of_data_sets(data) }
    }

    /// From the bare data sets: 0x1c, record, number, length, value.
    pub fn of_data_sets(bytes: &[u8]) -> Self {
        let mut encoding = None;
        let mut raw = Vec::new();
        let mut at = 0;
        while let Some(&[0x1c, record, number]) = bytes.get(at..at + 3) {
            let Some(mut length) = be16(bytes, at + 3) else { break };
            at += 5;
            if length & 0x8000 != 0 {
                // The rest is then the number of bytes that the true length takes.
                let Some(true_length) = (length & 0x7fff == 4).then(|| be32(bytes, at)).flatten() else { break };
                length = true_length;
                at += 4;
            }
            let Some(value) = at.checked_add(length).and_then(|end| bytes.get(at..end)) else { break };
            match (record, number) {
                (1, 90) => encoding = declared(value),
                (2, _) => raw.push((number, value)),
                _ => {}
            }
            at += length;
        }
        let mut sets = BTreeMap::<u8, Vec<String>>::new();
        for (number, value) in raw {
            sets.entry(number).or_default().push(decoded(value, encoding));
        }
        Self { sets, changed_alone: false }
    }

    /// The first value of a data set that is not blank.
    pub fn one(&self, number: u8) -> Option<String> {
        self.all(number).into_iter().next()
    }

    pub fn all(&self, number: u8) -> Vec<String> {
        self.sets.get(&number).into_iter().flatten().filter_map(|text| super::clean(text)).collect()
    }
}

/// Words without a declared character set are UTF-8 if they can be. If not, they are nearly always from Windows: its
/// Turkish table reads western European words too, but for six letters of Icelandic.
pub(super) fn decoded(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    match declared {
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1254.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

/// Data set 1:90: the escape sequence of ISO 2022 for the upper half of the code table.
fn declared(value: &[u8]) -> Option<&'static Encoding> {
    let label = match value {
        b"\x1b%G" | b"\x1b%/G" | b"\x1b%/H" | b"\x1b%/I" => "utf-8",
        [0x1b, b'-' | b'.' | b'/', last] => match last {
            b'A' => "iso-8859-1",
            b'B' => "iso-8859-2",
            b'C' => "iso-8859-3",
            b'D' => "iso-8859-4",
            b'F' => "iso-8859-7",
            b'G' => "iso-8859-6",
            b'H' => "iso-8859-8",
            b'L' => "iso-8859-5",
            b'M' => "iso-8859-9",
            b'b' => "iso-8859-15",
            _ => return None,
        },
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// `8BIM`, number, padded name, length, padded data.
struct Resources<'b>(&'b [u8]);

impl<'b> Iterator for Resources<'b> {
    type Item = (usize, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0;
        if !matches!(bytes.get(..4)?, b"8BIM" | b"PHUT" | b"DCSR" | b"AgHg" | b"MeSa") {
            return None;
        }
        let id = be16(bytes, 4)?;
        let name = 1 + usize::from(*bytes.get(6)?);
        let at = 6 + name + name % 2;
        let length = be32(bytes, at)?;
        let data = bytes.get(at + 4..at.checked_add(4 + length)?)?;
        self.0 = bytes.get(at + 4 + length + length % 2..).unwrap_or_default();
        Some((id, data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(record: u8, number: u8, value: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x1c, record, number];
        bytes.extend((value.len() as u16).to_be_bytes());
        bytes.extend(value);
        bytes
    }

    #[test]
    fn words_are_read_in_the_set_they_were_written_in() {
        let check = |declared: Option<&[u8]>, value: &[u8], expected: &str| {
            let mut bytes = declared.map(|escape| set(1, 90, escape)).unwrap_or_default();
            bytes.extend(set(2, 120, value));
            assert_eq!(Iim::of_data_sets(&bytes).one(120).as_deref(), Some(expected), "{declared:?}");
        };
        check(Some(b"\x1b%G"), "Iğdır'da kış".as_bytes(), "Iğdır'da kış");
        check(None, "Iğdır'da kış".as_bytes(), "Iğdır'da kış");
        check(None, b"I\xf0d\xfdr'da k\xfd\xfe", "Iğdır'da kış");
        check(Some(b"\x1b-M"), b"I\xf0d\xfdr'da k\xfd\xfe", "Iğdır'da kış");
        check(Some(b"\x1b.A"), b"\xdeingvellir", "Þingvellir");
        check(Some(b"\x1b-A"), b"Caf\xe9", "Café");
        check(Some(b"\x1b-G"), b"\xc7\xe4\xe2\xc7\xe7\xd1\xc9", "القاهرة");
        // It says UTF-8 and is not: the words are not lost.
        check(Some(b"\x1b%G"), b"Caf\xe9", "Café");
    }

    #[test]
    fn a_set_that_ends_early_ends_the_reading() {
        let mut bytes = set(2, 105, b"Whole");
        bytes.extend([0x1c, 2, 120, 0x70, 0x00, b'x']);
        let iim = Iim::of_data_sets(&bytes);
        assert_eq!((iim.one(105).as_deref(), iim.one(120)), (Some("Whole"), None));
    }

    #[test]
    fn a_digest_tells_who_wrote_last() {
        let data = set(2, 120, b"Caption");
        let resources = |digest: &[u8]| {
            let mut bytes = b"8BIM\x04\x04\0\0".to_vec();
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend(&data);
            bytes.extend(vec![0; data.len() % 2]);
            bytes.extend(b"8BIM\x04\x25\0\0\0\0\0\x10");
            bytes.extend(digest);
            bytes
        };
        let same = Iim::of_resources(&resources(&Md5::digest(&data)));
        assert_eq!((same.one(120).as_deref(), same.changed_alone), (Some("Caption"), false));
        assert!(Iim::of_resources(&resources(&[7; 16])).changed_alone);
        assert!(!Iim::of_resources(&resources(&[0; 16])).changed_alone);
    }
}
