//! What a picture's file says of it: caption, credit, rights and the like, from IPTC-IIM, XMP and EXIF.
//!
//! Where two of them differ, the guidance of the Metadata Working Group (version 2.0, chapter 5) decides: what the
//! camera's block says goes first, then XMP, then IIM, unless the file's own digest shows that IIM was changed last.

mod camera;
mod iim;
mod parts;
#[cfg(test)]
mod tests;
mod xmp;

use newsroom::Picture;
use serde::{Deserialize, Serialize};

use camera::Camera;
use iim::Iim;
use xmp::{BASIC, CORE, DC, EXIF, EXTENSION, PHOTOSHOP, RIGHTS, Xmp};

/// The longest text taken, in characters; IIM's own limit for a caption is 2,000 bytes.
const TEXT_MAX: usize = 10_000;

/// What the file says. A field is absent where it says nothing; texts are trimmed and never blank.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The description of what is to be seen, as written for print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The description for those who do not see it (IPTC *Alt Text*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The desk's short name of the picture (IPTC *Object Name*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The photographers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub creators: Vec<String>,
    /// Whom to name beside the picture, as the sender wishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The owner or the first to have supplied it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The copyright notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// What may be done with it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_terms: Option<String>,
    /// Instructions to desks: embargoes, places it may not be used in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Who is to be seen (IPTC *Person Shown in the Image*).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// When it was taken: a date, or a date and hour by RFC 3339, with an offset where one was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// Who wrote the caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption_writer: Option<String>,
    /// The sender's number of the job (IPTC *Job Id*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// Whether a camera, a person or a model made it: an address from IPTC's vocabulary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digital_source: Option<String>,
    /// It has several frames, of which readers are shown the first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub animated: bool,
    /// It carries a C2PA manifest. The original keeps it; renditions, being other pictures, do not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_c2pa: bool,
    /// Where the camera stood. It may be a source's doorstep: it is never written anywhere.
    #[serde(skip)]
    pub position: Option<Position>,
}

impl Metadata {
    /// Adds to a picture what the file says of itself, where nobody has said it.
    pub fn add_to(self, picture: &mut Picture) {
        let by = Some(self.creators.join(", ")).filter(|names| !names.is_empty());
        if picture.alt.is_empty() {
            picture.alt = self.alt.unwrap_or_default();
        }
        picture.caption = picture.caption.take().or(self.caption);
        picture.credit = picture.credit.take().or(self.credit).or(by);
        picture.rights = picture.rights.take().or(self.rights);
    }
}

/// A place on earth, in degrees; north and east are positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
}

impl Position {
    fn new(latitude: f64, longitude: f64) -> Option<Self> {
        (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some(Self { latitude, longitude })
    }
}

/// Reads what a JPEG, PNG, WebP or GIF says of itself. Whatever cannot be read is left out; nothing here fails.
pub fn read(bytes: &[u8]) -> Metadata {
    let parts = parts::parts(bytes);
    let camera = parts.exif.map(Camera::read).unwrap_or_default();
    let iim = match &parts.iim {
        Some(data_sets) => Iim::of_data_sets(data_sets),
        None => Iim::of_resources(&parts.resources),
    };
    let xmp = Xmp::read(&parts.xmp);
    let text = |key: &str| parts.texts.iter().find(|(known, _)| known == key).and_then(|(_, value)| clean(value));
    let chosen = |iim_value: Option<String>, xmp_value: Option<String>| later(&iim, iim_value, xmp_value);
    let photoshop = |name: &str| xmp.one(&[(PHOTOSHOP, name)]);
    let place = |name: &str| {
        let shown = || xmp.one(&[(EXTENSION, "LocationShown"), (EXTENSION, name)]);
        shown().or_else(|| xmp.one(&[(EXTENSION, "LocationCreated"), (EXTENSION, name)]))
    };

    let creators = {
        let (of_iim, of_xmp) = (iim.all(80), xmp.all(&[(DC, "creator")]));
        let others = if of_xmp.is_empty() || (iim.changed_alone && !of_iim.is_empty()) { of_iim } else { of_xmp };
        match camera.artist {
            Some(artist) => {
                let spelt = others.join("; ");
                if is_poorer(&artist, &spelt) { others } else { artists(&artist) }
            }
            None => others,
        }
    };
    let keywords = {
        let (of_iim, of_xmp) = (iim.all(25), xmp.all(&[(DC, "subject")]));
        if of_xmp.is_empty() || (iim.changed_alone && !of_iim.is_empty()) { of_iim } else { of_xmp }
    };
    Metadata {
        headline: chosen(iim.one(105), photoshop("Headline")),
        caption: first(camera.description, chosen(iim.one(120), xmp.one(&[(DC, "description")])))
            .or_else(|| text("Description")),
        alt: xmp.one(&[(CORE, "AltTextAccessibility")]),
        title: chosen(iim.one(5), xmp.one(&[(DC, "title")])).or_else(|| text("Title")),
        creators: if creators.is_empty() { text("Author").into_iter().collect() } else { creators },
        credit: chosen(iim.one(110), photoshop("Credit")),
        source: chosen(iim.one(115), photoshop("Source")),
        rights: first(camera.copyright, chosen(iim.one(116), xmp.one(&[(DC, "rights")]))).or_else(|| text("Copyright")),
        usage_terms: xmp.one(&[(RIGHTS, "UsageTerms")]),
        instructions: chosen(iim.one(40), photoshop("Instructions")),
        keywords,
        people: xmp.all(&[(EXTENSION, "PersonInImage")]),
        created: camera
            .taken_at
            .or_else(|| chosen(iim_hour(&iim), photoshop("DateCreated")))
            .or_else(|| xmp.one(&[(EXIF, "DateTimeOriginal")]))
            .or_else(|| xmp.one(&[(BASIC, "CreateDate")])),
        location: chosen(iim.one(92), xmp.one(&[(CORE, "Location")])).or_else(|| place("Sublocation")),
        city: chosen(iim.one(90), photoshop("City")).or_else(|| place("City")),
        region: chosen(iim.one(95), photoshop("State")).or_else(|| place("ProvinceState")),
        country: chosen(iim.one(101), photoshop("Country")).or_else(|| place("CountryName")),
        country_code: chosen(iim.one(100), xmp.one(&[(CORE, "CountryCode")])).or_else(|| place("CountryCode")),
        caption_writer: chosen(iim.one(122), photoshop("CaptionWriter")),
        job: chosen(iim.one(103), photoshop("TransmissionReference")),
        digital_source: xmp.one(&[(EXTENSION, "DigitalSourceType")]),
        animated: parts.animated,
        has_c2pa: parts.has_c2pa,
        position: camera.position.or_else(|| xmp_position(&xmp)),
    }
}

/// XMP's word, or IIM's if there is none or IIM was changed last. IIM's fields are short: a text that it broke off
/// is no change.
fn later(iim: &Iim, iim_value: Option<String>, xmp_value: Option<String>) -> Option<String> {
    match (iim_value, xmp_value) {
        (Some(short), Some(long)) if iim.changed_alone && !long.starts_with(&short) => Some(short),
        (short, long) => long.or(short),
    }
}

/// The camera block's word, unless it is the other one with its letters lost.
fn first(camera: Option<String>, other: Option<String>) -> Option<String> {
    match (camera, other) {
        (Some(camera), Some(other)) if is_poorer(&camera, &other) => Some(other),
        (camera, other) => camera.or(other),
    }
}

/// EXIF knows ASCII alone, and some programs write a question mark for every letter beyond it.
fn is_poorer(text: &str, full: &str) -> bool {
    let lost = |(short, long): (char, char)| short == long || (short == '?' && !long.is_ascii());
    text.contains('?') && text.chars().count() == full.chars().count() && text.chars().zip(full.chars()).all(lost)
}

/// Several names stand in one EXIF field, parted by semicolons, quoted where they hold one (MWG 2.0 §5.5).
fn artists(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ';' if !quoted => names.push(String::new()),
            _ => names.last_mut().expect("there is one from the start").push(letter),
        }
    }
    names.iter().filter_map(|name| clean(name)).collect()
}

/// Date and hour of IIM (`CCYYMMDD`, `HHMMSS±HHMM`) as RFC 3339. A month or day of zeros is not known.
fn iim_hour(iim: &Iim) -> Option<String> {
    let date = iim.one(55).filter(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()))?;
    let date = match (&date[..4], &date[4..6], &date[6..]) {
        (year, "00", _) => year.to_owned(),
        (year, month, "00") => format!("{year}-{month}"),
        (year, month, day) => format!("{year}-{month}-{day}"),
    };
    let time = iim.one(60).filter(|_| date.len() == 10);
    let time = time.filter(|time| time.len() >= 6 && time.bytes().take(6).all(|byte| byte.is_ascii_digit()));
    let Some(time) = time.filter(|time| time.is_ascii()) else { return Some(date) };
    let offset = match &time[6..] {
        offset if offset.len() == 5 => format!("{}:{}", &offset[..3], &offset[3..]),
        _ => String::new(),
    };
    Some(format!("{date}T{}:{}:{}{offset}", &time[..2], &time[2..4], &time[4..6]))
}

/// `48,51.5N` or `48,51,30N` (XMP part 2 §1.2.7.4).
fn xmp_position(xmp: &Xmp) -> Option<Position> {
    let degrees = |name: &str| {
        let text = xmp.one(&[(EXIF, name)])?;
        let letter = text.chars().last().filter(char::is_ascii_alphabetic)?;
        let mut parts = text[..text.len() - 1].split(',').map(|part| part.trim().parse::<f64>().ok());
        let mut degrees = parts.next()??;
        for (part, share) in parts.zip([60.0, 3600.0]) {
            degrees += part? / share;
        }
        Some(if "SWsw".contains(letter) { -degrees } else { degrees })
    };
    Position::new(degrees("GPSLatitude")?, degrees("GPSLongitude")?)
}

/// Trimmed, without what cannot be printed, and not endless; `None` if nothing is left.
fn clean(text: &str) -> Option<String> {
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .take(TEXT_MAX)
        .collect();
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    (!text.is_empty()).then(|| text.to_owned())
}
