//! EXIF: what the camera wrote, and what editing programs repeat in it for readers that know nothing else.

use ::exif::{Exif, Field, In, Reader, Tag, Value};

use super::Position;
use super::iim::decoded;

/// The fields a newsroom asks for.
#[derive(Debug, Default)]
pub(super) struct Camera {
    pub description: Option<String>,
    pub artist: Option<String>,
    pub copyright: Option<String>,
    /// RFC 3339, without an offset where the camera knew none.
    pub taken_at: Option<String>,
    pub position: Option<Position>,
}

/// What cameras write where a description belongs. It says nothing of the picture.
const STANDING_PHRASES: [&str; 8] = [
    "OLYMPUS DIGITAL CAMERA",
    "SONY DSC",
    "MINOLTA DIGITAL CAMERA",
    "KONICA MINOLTA DIGITAL CAMERA",
    "DIGITAL CAMERA",
    "SAMSUNG DIGITAL CAMERA",
    "SAMSUNG CAMERA PICTURES",
    "DCF 1.0",
];

impl Camera {
    /// Reads as far as the structure is sound.
    pub fn read(tiff: Vec<u8>) -> Self {
        let read = Reader::new().continue_on_error(true).read_raw(tiff);
        let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else { return Self::default() };
        Self {
            description: words(&exif, Tag::ImageDescription).filter(|text| !is_cameras_own(text)),
            artist: words(&exif, Tag::Artist),
            copyright: words(&exif, Tag::Copyright),
            taken_at: words(&exif, Tag::DateTimeOriginal)
                .and_then(|text| hour(&text, words(&exif, Tag::OffsetTimeOriginal).as_deref())),
            position: position(&exif),
        }
    }
}

/// A phrase that stands in every picture of its maker, or the file's own name.
fn is_cameras_own(description: &str) -> bool {
    STANDING_PHRASES.contains(&description) || description.starts_with("DCIM\\")
}

/// All parts of a text: a copyright may name the photographer and, after a zero byte, the editor.
fn words(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let parts = parts.iter().filter_map(|part| super::clean(&decoded(part, None)));
    super::clean(&parts.collect::<Vec<_>>().join(" "))
}

/// `2001:01:01 01:11:11` as RFC 3339 writes it. Cameras that were never set write zeros or blanks.
fn hour(text: &str, offset: Option<&str>) -> Option<String> {
    let (date, time) = text.split_once(' ')?;
    let date = date.replace(':', "-").parse::<jiff::civil::Date>().ok()?;
    let time = time.parse::<jiff::civil::Time>().ok()?;
    let offset = offset.filter(|offset| {
        let shape = |place: usize, byte: u8| {
            if place == 0 {
                b"+-".contains(&byte)
            } else if place == 3 {
                byte == b':'
            } else {
                byte.is_ascii_digit()
            }
        };
        offset.len() == 6 && offset.bytes().enumerate().all(|(place, byte)| shape(place, byte))
    });
    Some(format!("{date}T{time}{}", offset.unwrap_or_default()))
}

fn position(exif: &Exif) -> Option<Position> {
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
    Position::new(latitude, longitude)
}

fn degrees(exif: &Exif, tag: Tag, reference: Tag, negative: &str) -> Option<f64> {
    let Field { value: Value::Rational(parts), .. } = exif.get_field(tag, In::PRIMARY)? else { return None };
    let part = |place: usize| parts.get(place).filter(|part| part.denom != 0).map_or(0.0, |part| part.to_f64());
    let degrees = part(0) + part(1) / 60.0 + part(2) / 3600.0;
    let below = words(exif, reference).is_some_and(|letter| letter.eq_ignore_ascii_case(negative));
    Some(if below { -degrees } else { degrees })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_rewritten_or_left_out() {
        let check = |text: &str, offset: Option<&str>, expected: Option<&str>| {
            assert_eq!(hour(text, offset).as_deref(), expected, "{text} {offset:?}");
        };
        check("2001:01:01 01:11:11", None, Some("2001-01-01T01:11:11"));
        check("2024:11:30 06:22:05", Some("+03:00"), Some("2024-11-30T06:22:05+03:00"));
        check("2024:11:30 06:22:05", Some("   :  "), Some("2024-11-30T06:22:05"));
        check("0000:00:00 00:00:00", None, None);
        check("    :  :     :  :  ", None, None);
        check("2024:13:30 06:22:05", None, None);
        check("yesterday", None, None);
    }
}
