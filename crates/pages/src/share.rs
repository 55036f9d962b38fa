//! What a shared link shows of a story without a picture: its headline on paper, in the theme's own letters.

use bytes::Bytes;
use newsroom::ids::hex;
use newsroom::{Content, Live};
use sha2::{Digest, Sha256};

use crate::compose::Composer;

/// Pixels across and down: what networks show whole.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// Changes when cards of the same words would look different, since an address's bytes never do.
const DRAWING: u8 = 1;

/// The default theme's faces for headlines, in the order they are tried for a letter.
const LATIN_FACES: [&str; 5] =
    ["newsreader-display.woff2", "newsreader-display-ext.woff2", "inter.woff2", "inter-ext.woff2", "naskh.woff2"];
const ARABIC_FACES: [&str; 3] = ["naskh.woff2", "newsreader-display.woff2", "newsreader-display-ext.woff2"];

/// A card to be drawn, and the name it is kept under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareCard {
    pub headline: String,
    pub paper: String,
    pub is_right_to_left: bool,
    /// Font files of the theme; the first that has a letter draws it.
    pub faces: Vec<Bytes>,
    /// `{number}-{hash}.jpg`: the hash is of all that is drawn.
    pub name: String,
}

impl ShareCard {
    /// The card of this story; `None` if it has a picture to show instead, or the theme has no letters to draw with.
    pub fn of(composer: &Composer<'_>, live: &Live, content: &Content) -> Option<Self> {
        if content.picture.is_some() {
            return None;
        }
        let edition = composer.house.edition(&live.edition).unwrap_or(composer.edition);
        let language = language::Language::from_tag(&content.language).unwrap_or(edition.language);
        let is_right_to_left = language.direction().as_str() == "rtl";
        let names = if is_right_to_left { ARABIC_FACES.as_slice() } else { LATIN_FACES.as_slice() };
        let assets: Vec<_> = names.iter().filter_map(|name| composer.theme.asset(name)).collect();
        if assets.is_empty() {
            return None;
        }
        let mut drawn = Sha256::new();
        drawn.update([DRAWING, u8::from(is_right_to_left)]);
        for part in [&content.headline, &edition.name].into_iter().chain(assets.iter().map(|asset| &asset.hash)) {
            drawn.update(part.as_bytes());
            drawn.update([0]);
        }
        let hash = &hex(&drawn.finalize())[..16];
        Some(Self {
            headline: content.headline.clone(),
            paper: edition.name.clone(),
            is_right_to_left,
            faces: assets.iter().map(|asset| asset.bytes.clone()).collect(),
            name: format!("{}-{hash}.jpg", live.number),
        })
    }

    /// Where it is served.
    pub fn path(&self) -> String {
        format!("/media/share/{}", self.name)
    }
}
