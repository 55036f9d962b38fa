//! Advertising: named places in the pages, each with its size set aside so that nothing moves, empty until somebody
//! fills it. A place holds a picture of the paper's own (a house advertisement), or, where an administrator lets one in, a
//! script of somebody else's.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, is_host, is_https};
use crate::head_slot::host_of;
use crate::picture::Picture;

/// Where an advertisement may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdPlace {
    /// Above everything on the front.
    FrontTop,
    /// Behind the manşet, before the sections.
    AfterManset,
    /// Above a section's list.
    SectionTop,
    /// In a story, behind its third paragraph.
    StoryMiddle,
    /// Behind a story's text.
    StoryEnd,
    /// In the column beside.
    Side,
}

impl AdPlace {
    pub const ALL: [Self; 6] =
        [Self::FrontTop, Self::AfterManset, Self::SectionTop, Self::StoryMiddle, Self::StoryEnd, Self::Side];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::FrontTop => "front-top",
            Self::AfterManset => "after-manset",
            Self::SectionTop => "section-top",
            Self::StoryMiddle => "story-middle",
            Self::StoryEnd => "story-end",
            Self::Side => "side",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == text)
    }

    /// The size it usually has, in CSS pixels.
    pub fn usual_size(self) -> (u32, u32) {
        match self {
            Self::FrontTop | Self::AfterManset | Self::SectionTop => (970, 250),
            Self::StoryMiddle | Self::StoryEnd => (728, 90),
            Self::Side => (300, 250),
        }
    }
}

/// An edition's advertising by place. A place that is not here shows nothing at all.
pub type Ads = BTreeMap<AdPlace, Ad>;

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ad {
    /// CSS pixels that are set aside.
    pub width: u32,
    pub height: u32,
    #[serde(flatten)]
    pub what: Advertisement,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Advertisement {
    /// A picture that leads somewhere.
    Own { picture: Box<Picture>, url: String },
    /// A program of another host, which fills the place itself.
    Script {
        src: String,
        /// Hosts it talks to beyond its own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hosts: Vec<String>,
    },
}

const WIDTH_MAX: u32 = 1_200;
const HEIGHT_MAX: u32 = 800;
const HOSTS_MAX: usize = 20;

impl Ad {
    pub fn is_script(&self) -> bool {
        matches!(self.what, Advertisement::Script { .. })
    }

    /// What cannot stand there, by the field of its form.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if !(50..=WIDTH_MAX).contains(&self.width) {
            faults.push(Fault::new("width", "ad-size"));
        }
        if !(30..=HEIGHT_MAX).contains(&self.height) {
            faults.push(Fault::new("height", "ad-size"));
        }
        match &self.what {
            Advertisement::Own { picture, url } => {
                let is_own = url.starts_with('/') && !url.starts_with("//") && !url.contains('\\');
                if !is_https(url) && !is_own {
                    faults.push(Fault::new("url", "ad-url"));
                }
                if picture.file.is_empty() {
                    faults.push(Fault::new("picture", "ad-picture"));
                } else if picture.alt.trim().is_empty() {
                    faults.push(Fault::new("alt", "ad-alt"));
                }
            }
            Advertisement::Script { src, hosts } => {
                if !is_https(src) {
                    faults.push(Fault::new("src", "head-script-src").about(src));
                }
                if hosts.len() > HOSTS_MAX {
                    faults.push(Fault::new("hosts", "too-many"));
                }
                let wrong = hosts.iter().find(|host| !is_host(host));
                faults.extend(wrong.map(|host| Fault::new("hosts", "host").about(host)));
            }
        }
        faults
    }
}

/// The hosts that the scripts among them ask, each once.
pub fn asked_hosts(ads: &Ads) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for ad in ads.values() {
        if let Advertisement::Script { src, hosts } = &ad.what {
            asked.extend(host_of(src));
            asked.extend(hosts.iter().cloned());
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advertisement_that_cannot_stand_is_told_field_by_field() {
        let picture = Picture { file: "ab".into(), alt: "Kitap fuarı".into(), ..Picture::default() };
        let own = |picture: &Picture, url: &str, width: u32| Ad {
            width,
            height: 90,
            what: Advertisement::Own { picture: Box::new(picture.clone()), url: url.to_owned() },
        };
        let script = |src: &str, host: &str| Ad {
            width: 300,
            height: 250,
            what: Advertisement::Script { src: src.to_owned(), hosts: vec![host.to_owned()] },
        };
        let check = |ad: &Ad, expected: &str| {
            let found: Vec<_> = ad.faults().iter().map(|fault| format!("{} {}", fault.field, fault.code)).collect();
            assert_eq!(found.join(", "), expected, "{ad:?}");
        };
        check(&own(&picture, "https://example.com/fuar", 728), "");
        check(&own(&picture, "/etiket/fuar/", 728), "");
        check(&own(&picture, "//example.com", 728), "url ad-url");
        check(&own(&picture, "javascript:x", 728), "url ad-url");
        check(&own(&picture, "/x", 5_000), "width ad-size");
        check(&own(&Picture::default(), "/x", 728), "picture ad-picture");
        check(&own(&Picture { alt: " ".into(), ..picture.clone() }, "/x", 728), "alt ad-alt");
        check(&script("https://ads.example/a.js", "cdn.example"), "");
        check(&script("http://ads.example/a.js", "cdn.example"), "src head-script-src");
        check(&script("https://ads.example/a.js", "*"), "hosts host");
    }

    #[test]
    fn only_scripts_ask_other_hosts() {
        let script = Ad {
            width: 300,
            height: 250,
            what: Advertisement::Script { src: "https://ads.example/a.js".into(), hosts: vec!["cdn.example".into()] },
        };
        let ads = Ads::from([(AdPlace::Side, script)]);
        assert_eq!(asked_hosts(&ads).into_iter().collect::<Vec<_>>(), ["ads.example", "cdn.example"]);
        let text = serde_json::to_string(&ads).expect("JSON");
        assert_eq!(serde_json::from_str::<Ads>(&text).expect("read back"), ads);
        for place in AdPlace::ALL {
            assert_eq!(AdPlace::parse(place.as_str()), Some(place));
        }
    }
}
