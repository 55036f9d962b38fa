//! What a ninjs item means for a newsroom. The item is valid in some version already, so a property of the wrong type
//! is simply not there.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use newsroom::lint::{Code, Finding, Severity};
use serde_json::{Map, Value};

use super::people;
use crate::arrival::{Arrival, ArrivalKind, ArrivedPicture, Association, PubStatus, TimePrecision};
use crate::html;
use crate::text::tidy;

/// Reads an item in any version: where 1.x, 2.x and 3.x differ in spelling, each spelling is looked for.
pub(super) fn arrival(item: &Value, raw: &str) -> Arrival {
    let empty = Map::new();
    let item = Item(item.as_object().unwrap_or(&empty));
    let uri = item.text(&["uri"]).unwrap_or_default();
    let mut arrival = Arrival::bare(uri, item.kind(), raw);
    arrival.version = item.text(&["version"]);
    arrival.status = match item.raw_text(&["pubStatus", "pubstatus"]) {
        Some("withheld") => PubStatus::Withheld,
        Some("canceled") => PubStatus::Canceled,
        _ => PubStatus::Usable,
    };
    arrival.headline = item.headline();
    arrival.kicker = item.pick("headline", &KICKER_ROLES).or_else(|| item.pick("description", &KICKER_ROLES));
    let is_words =
        !matches!(arrival.kind, ArrivalKind::Picture | ArrivalKind::Graphic | ArrivalKind::Video | ArrivalKind::Audio);
    arrival.standfirst = item.standfirst();
    arrival.slugline = item.text(&["slugline"]);
    item.body(&mut arrival);
    arrival.dateline = item.text(&["located"]);
    item.people(&mut arrival);
    item.subjects(&mut arrival);
    arrival.urgency = item.0.get("urgency").and_then(urgency);
    item.times(&mut arrival);
    if !is_words {
        arrival.pictures.extend(item.own_pictures());
    }
    item.associations(&mut arrival);
    arrival.language = item.text(&["language"]).or_else(|| detected_language(&arrival));
    arrival
}

/// 1 to 9, whole; anything else says nothing.
pub(super) fn urgency(value: &Value) -> Option<u8> {
    let number = value.as_f64()?;
    (number.fract() == 0.0 && (1.0..=9.0).contains(&number)).then_some(number as u8)
}

const KICKER_ROLES: [&str; 5] = ["kicker", "overline", "eyebrow", "ustbaslik", "dachzeile"];
const STANDFIRST_ROLES: [&str; 14] = [
    "standfirst",
    "summary",
    "abstract",
    "short",
    "lead",
    "lede",
    "teaser",
    "intro",
    "dek",
    "deck",
    "spot",
    "subheadline",
    "preamble",
    "vorspann",
];
const CAPTION_ROLES: [&str; 3] = ["caption", "description", "text"];
const ALT_ROLES: [&str; 3] = ["alt", "alttext", "extendeddescription"];
const CREDIT_ROLES: [&str; 3] = ["creditline", "credit", "byline"];

/// A concept by any of its names.
struct Words {
    role: String,
    is_html: bool,
    value: String,
}

impl Words {
    /// One line of plain words.
    fn line(&self) -> Option<String> {
        let line = if self.is_html || html::looks_like_markup(&self.value) {
            html::text(&self.value)
        } else {
            tidy(&self.value)
        };
        (!line.is_empty()).then_some(line)
    }

    fn has_role(&self, roles: &[&str]) -> bool {
        roles.contains(&self.role.as_str())
    }
}

struct Item<'v>(&'v Map<String, Value>);

impl<'v> Item<'v> {
    fn raw_text(&self, names: &[&str]) -> Option<&'v str> {
        names.iter().find_map(|name| self.0.get(*name)?.as_str())
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        self.raw_text(names).map(tidy).filter(|text| !text.is_empty())
    }

    fn list(&self, names: &[&str]) -> impl Iterator<Item = Item<'v>> {
        let list = names.iter().find_map(|name| self.0.get(*name)?.as_array());
        list.into_iter().flatten().filter_map(|value| value.as_object().map(Item))
    }

    fn kind(&self) -> ArrivalKind {
        match self.raw_text(&["type"]) {
            None | Some("text") => ArrivalKind::Text,
            Some("picture") => ArrivalKind::Picture,
            Some("video") => ArrivalKind::Video,
            Some("audio") => ArrivalKind::Audio,
            Some("graphic") => ArrivalKind::Graphic,
            Some("event") => ArrivalKind::Event,
            Some("composite") => ArrivalKind::Composite,
            Some(other) => ArrivalKind::Other(other.to_owned()),
        }
    }

    /// `headlines`, `descriptions` or `bodies` with their roles (lower case, letters and digits only), and in 1.x the
    /// properties whose names begin so: `body_html` has the role `html` and is HTML.
    fn words(&self, stem: &str) -> Vec<Words> {
        let plural = match stem {
            "headline" => "headlines",
            "description" => "descriptions",
            _ => "bodies",
        };
        let bare =
            |role: &str| role.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let plurals = [plural];
        let modern = self.list(&plurals).filter_map(|words| {
            let kind = words.raw_text(&["contentType", "contenttype"]).unwrap_or_default().to_ascii_lowercase();
            Some(Words {
                role: bare(words.raw_text(&["role"]).unwrap_or_default()),
                is_html: kind.contains("html") || kind.contains("xml"),
                value: words.raw_text(&["value"])?.to_owned(),
            })
        });
        let early = self.0.iter().filter_map(|(name, value)| {
            let role = name.strip_prefix(stem)?;
            let role = if role.is_empty() { role } else { role.strip_prefix('_')? };
            Some(Words {
                role: bare(role),
                is_html: role.contains("html") || role.contains("xml"),
                value: value.as_str()?.to_owned(),
            })
        });
        modern.chain(early).filter(|words| !words.value.trim().is_empty()).collect()
    }

    /// The first of these roles, in the roles' order.
    fn pick(&self, stem: &str, roles: &[&str]) -> Option<String> {
        let words = self.words(stem);
        roles.iter().find_map(|role| words.iter().find(|words| words.role == *role)?.line())
    }

    fn headline(&self) -> Option<String> {
        let words = self.words("headline");
        let main = words.iter().find(|words| words.has_role(&["", "main", "headline", "title"]));
        let any = words.iter().find(|words| !words.has_role(&KICKER_ROLES));
        main.or(any).and_then(Words::line).or_else(|| self.text(&["title"]))
    }

    /// A description with a role that says so, else one without a role, else (1.x) the plain one.
    fn standfirst(&self) -> Option<String> {
        let words = self.words("description");
        self.pick("description", &STANDFIRST_ROLES)
            .or_else(|| self.pick("headline", &["subheadline", "deck", "dek", "standfirst"]))
            .or_else(|| words.iter().find(|words| words.has_role(&["", "main", "text", "html", "xhtml"]))?.line())
    }

    /// HTML before text, and the main body before others.
    fn body(&self, arrival: &mut Arrival) {
        let words = self.words("body");
        let rank = |words: &&Words| {
            let is_main = words.has_role(&["", "main", "body", "html", "xhtml", "text"]);
            (!is_main, !words.is_html)
        };
        let Some(body) = words.iter().min_by_key(rank) else { return };
        if body.is_html || html::looks_like_markup(&body.value) {
            let reading = html::read(&body.value);
            arrival.body = reading.body;
            arrival.pictures = reading.pictures;
            if reading.cut_short {
                let message = "the body is over the limits of size or depth, and its end was not read";
                arrival.findings.push(finding(Code::D1, Severity::Error, "body", message));
            }
        } else {
            arrival.body = html::plain_body(&body.value);
        }
    }

    fn people(&self, arrival: &mut Arrival) {
        if let Some(printed) = self.text(&["by", "byline"]) {
            (arrival.bylines, arrival.credits) = people::parted(&printed);
        }
        if arrival.bylines.is_empty() {
            let signs = |rel: &str| {
                let rel = rel.rsplit(['/', ':', '#']).next().unwrap_or(rel).to_ascii_lowercase();
                matches!(rel.as_str(), "author" | "creator" | "byline" | "writer" | "reporter" | "contributor")
            };
            let authors =
                self.list(&["people", "person"]).filter(|person| person.raw_text(&["rel"]).is_some_and(signs));
            arrival.bylines = authors.filter_map(|person| person.text(&["name"])).collect();
        }
        for source in self.list(&["infoSources", "infosources", "infosource"]) {
            // A person who was asked is a source of the story's, not of the newsroom's.
            let role = source.raw_text(&["role", "rel"]).unwrap_or_default().to_ascii_lowercase();
            if !role.contains("interview") {
                push_new(&mut arrival.credits, source.text(&["name"]).or_else(|| source.text(&["literal", "code"])));
            }
        }
        if arrival.credits.is_empty() {
            let holder = self.text(&["copyrightHolder", "copyrightholder"]);
            push_new(&mut arrival.credits, holder.or_else(|| authority(&arrival.uri)));
        }
    }

    fn subjects(&self, arrival: &mut Arrival) {
        for subject in self.list(&["subjects", "subject"]) {
            push_new(&mut arrival.section_words, subject.text(&["literal"]).or_else(|| subject.text(&["code"])));
            push_new(&mut arrival.section_words, subject.text(&["name"]));
            push_new(&mut arrival.tags, subject.text(&["name"]));
        }
    }

    /// Times as sent. A word that is no time leaves a finding; an unreadable embargo holds the item back, because
    /// letting it out could break the sender's word.
    fn times(&self, arrival: &mut Arrival) {
        let mut read = |names: &[&str]| {
            let words = self.raw_text(names)?;
            let time = instant(words);
            if time.is_none() {
                let message = format!("\"{}\" is no date and time", words.chars().take(60).collect::<String>());
                arrival.findings.push(finding(Code::D3, Severity::Warning, names[names.len() - 1], message));
            }
            time
        };
        let first = read(&["firstCreated", "firstcreated"]);
        let version = read(&["versionCreated", "versioncreated"]);
        let embargo = read(&["embargoedUntil", "embargoed"]);
        let expires = read(&["expires"]);
        arrival.first_created = first.map(|(time, _)| time);
        arrival.version_created = version.map(|(time, _)| time);
        arrival.embargoed_until = embargo.map(|(time, _)| time);
        arrival.expires = expires.map(|(time, _)| time);
        let precision =
            |time: Option<(Timestamp, TimePrecision)>| time.map_or(TimePrecision::Unknown, |(_, known)| known);
        arrival.time_precision = precision(first.or(version));
        arrival.version_precision = precision(version);
        let asked = self.raw_text(&["embargoedUntil", "embargoed"]);
        if let Some(asked) = asked.filter(|asked| !asked.trim().is_empty() && arrival.embargoed_until.is_none())
            && arrival.status == PubStatus::Usable
        {
            arrival.status = PubStatus::Withheld;
            let message = format!("an embargo until \"{}\" cannot be kept by a clock: held back", tidy(asked));
            arrival.findings.push(finding(Code::D3, Severity::Error, "embargoed", message));
        }
    }

    /// The item's own best picture, if its renditions have one.
    fn own_pictures(&self) -> Option<ArrivedPicture> {
        let renditions: Vec<(Option<&str>, Item<'v>)> = match self.0.get("renditions")? {
            Value::Array(list) => {
                let items = list.iter().filter_map(Value::as_object).map(Item);
                items.map(|item| (item.raw_text(&["name"]), item)).collect()
            }
            Value::Object(named) => {
                named.iter().filter_map(|(name, value)| Some((Some(name.as_str()), Item(value.as_object()?)))).collect()
            }
            _ => return None,
        };
        let pixels = |item: &Item<'v>, name: &str| {
            let number = item.0.get(name)?.as_f64()?;
            (1.0..100_000.0).contains(&number).then_some(number as u32)
        };
        let candidates = renditions.into_iter().filter(|(_, item)| {
            let kind = item.raw_text(&["contentType", "contenttype", "mimetype"]).unwrap_or("image/");
            kind.starts_with("image/")
        });
        let (name, best) = candidates
            .filter(|(_, item)| {
                item.raw_text(&["href"]).and_then(html::link_address).is_some_and(|href| href.starts_with("http"))
            })
            .max_by_key(|(_, item)| {
                pixels(item, "width").unwrap_or(0) as u64 * pixels(item, "height").unwrap_or(1) as u64
            })?;
        let caption = self.pick("description", &CAPTION_ROLES).or_else(|| self.standfirst());
        let credit = self
            .pick("description", &CREDIT_ROLES)
            .or_else(|| self.text(&["by", "byline"]))
            .or_else(|| {
                self.list(&["infoSources", "infosources", "infosource"]).find_map(|source| source.text(&["name"]))
            })
            .or_else(|| self.text(&["copyrightHolder", "copyrightholder"]));
        Some(ArrivedPicture {
            href: best.raw_text(&["href"]).and_then(html::link_address)?,
            caption,
            credit,
            alt: self.pick("description", &ALT_ROLES).or_else(|| self.pick("headline", &ALT_ROLES)),
            width: pixels(&best, "width"),
            height: pixels(&best, "height"),
            role: name.map(str::to_owned),
            body_place: None,
            stored: None,
        })
    }

    fn associations(&self, arrival: &mut Arrival) {
        let associations: Vec<(Option<&str>, Item<'v>)> = match self.0.get("associations") {
            Some(Value::Array(list)) => {
                let items = list.iter().filter_map(Value::as_object).map(Item);
                items.map(|item| (item.raw_text(&["name"]), item)).collect()
            }
            Some(Value::Object(named)) => {
                named.iter().filter_map(|(name, value)| Some((Some(name.as_str()), Item(value.as_object()?)))).collect()
            }
            _ => Vec::new(),
        };
        let mut pictures = Vec::new();
        for (name, item) in associations {
            let is_picture = match item.kind() {
                ArrivalKind::Picture | ArrivalKind::Graphic => true,
                _ => item.raw_text(&["type"]).is_none() && item.0.contains_key("renditions"),
            };
            let picture = if is_picture { item.own_pictures().or_else(|| item.picture_by_uri()) } else { None };
            match picture {
                Some(picture) => pictures.push(ArrivedPicture { role: name.map(str::to_owned), ..picture }),
                None => arrival.associations.push(Association {
                    uri: item.text(&["uri"]).unwrap_or_default(),
                    name: name.map(str::to_owned),
                    rel: item.text(&["rel"]),
                    kind: item.kind(),
                    headline: item.headline(),
                    language: item.text(&["language"]),
                }),
            }
        }
        // The sender's main picture stands first, before those inside the text.
        pictures.sort_by_key(|picture| {
            let role = picture.role.as_deref().unwrap_or_default().to_ascii_lowercase();
            !["main", "featuremedia", "lead", "cover", "hero"].iter().any(|main| role.contains(main))
        });
        pictures.append(&mut arrival.pictures);
        arrival.pictures = pictures;
    }

    /// Some senders name a picture by its address and say no more.
    fn picture_by_uri(&self) -> Option<ArrivedPicture> {
        let href = self.raw_text(&["uri"]).and_then(html::link_address)?;
        let path = href.split(['?', '#']).next().unwrap_or(&href).to_ascii_lowercase();
        let is_image = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|end| path.ends_with(end));
        is_image.then(|| ArrivedPicture { href, caption: self.standfirst(), ..ArrivedPicture::default() })
    }
}

fn push_new(list: &mut Vec<String>, words: Option<String>) {
    if let Some(words) = words.filter(|words| !list.contains(words)) {
        list.push(words);
    }
}

fn finding(code: Code, severity: Severity, place: &str, message: impl Into<String>) -> Finding {
    Finding::new(code, severity, place, message)
}

/// A date and time; one without a zone is UTC, as most senders mean it, and a date alone is its noon.
fn instant(words: &str) -> Option<(Timestamp, TimePrecision)> {
    let words = words.trim();
    if let Ok(time) = words.parse::<Timestamp>() {
        return Some((time, TimePrecision::Exact));
    }
    let in_utc = |time: DateTime| TimeZone::UTC.to_timestamp(time).ok();
    // A bare date parses as its midnight too, so dates go first.
    if words.len() == 10
        && let Ok(date) = words.parse::<Date>()
    {
        return Some((in_utc(date.at(12, 0, 0, 0))?, TimePrecision::Day));
    }
    // Offsets without a colon, and zones without a `T`, as older systems write them.
    let time = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%z", words).ok().and_then(|parts| parts.to_timestamp().ok());
    if let Some(time) = time {
        return Some((time, TimePrecision::Exact));
    }
    Some((in_utc(words.parse::<DateTime>().ok()?)?, TimePrecision::Exact))
}

/// Who gave the name: the host of an address, the authority of a tag or of `urn:newsml:`.
fn authority(uri: &str) -> Option<String> {
    let lower = uri.to_ascii_lowercase();
    let rest = ["https://", "http://", "urn:newsml:", "tag:"].iter().find_map(|start| lower.strip_prefix(start))?;
    let host = rest.split(['/', ':', ',', '?', '#']).next()?;
    let host = host.trim_start_matches("www.");
    (host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))).then(|| host.to_owned())
}

/// A tag where the sender gave none and the words tell plainly.
fn detected_language(arrival: &Arrival) -> Option<String> {
    let mut words = arrival.headline.clone().unwrap_or_default();
    for more in [arrival.standfirst.clone(), Some(arrival.body.plain_text())].into_iter().flatten() {
        words.push('\n');
        words.push_str(&more);
    }
    let detected = language::detect(&words)?;
    match detected.language {
        language::Detectable::Known(language) if detected.confidence >= 0.8 => Some(language.code().to_owned()),
        _ => None,
    }
}
