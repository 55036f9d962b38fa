//! The cards that shared links show of stories without a picture: drawn when first asked for, and kept.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use jiff::Timestamp;
use media::{Card, Lettering};
use newsroom::StoryNumber;
use pages::ShareCard;
use web::Answer;

use crate::Site;
use crate::files::lasting;
use crate::render::Making;

/// The default theme's paper, ink and accent by day.
const GROUND: [u8; 3] = [0xfc, 0xfa, 0xf6];
const INK: [u8; 3] = [0x1b, 0x18, 0x15];
const ACCENT: [u8; 3] = [0x9b, 0x2a, 0x1c];

/// Only a live story has a card, and only in its present words is one drawn. One that was drawn in earlier words stays
/// as long as the story does: those who passed its link on still show it.
pub(crate) async fn card(site: &Arc<Site>, name: String, now: Timestamp) -> Result<Answer, web::Error> {
    let number = name.split_once('-').and_then(|(number, _)| number.parse().ok()).ok_or(web::Error::NotFound)?;
    let making = Making::new(Arc::clone(site), now);
    let seen = making.reading().story(StoryNumber(number)).await?.filter(|seen| seen.live.is_live());
    let seen = seen.ok_or(web::Error::NotFound)?;
    let card = {
        let edition = making.edition(&seen.live.edition)?;
        ShareCard::of(&making.composer(edition), &seen.live, &seen.content).filter(|card| card.name == name)
    };
    let (media, kept_as) = (Arc::clone(&site.media), name.clone());
    let drawing = move || media.card(&kept_as, || drawn(&card?));
    let bytes = tokio::task::spawn_blocking(drawing).await.map_err(web::Error::internal)?;
    let bytes = bytes.map_err(web::Error::internal)?.ok_or(web::Error::NotFound)?;
    let mut answer = lasting(Bytes::from(bytes), "image/jpeg", &format!("\"{}\"", name.trim_end_matches(".jpg")));
    answer.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    Ok(answer)
}

fn drawn(card: &ShareCard) -> Option<Vec<u8>> {
    let lettering = Lettering::new(card.faces.iter().map(Bytes::as_ref));
    let card = Card {
        headline: card.headline.clone(),
        paper: card.paper.clone(),
        is_right_to_left: card.is_right_to_left,
        ground: GROUND,
        ink: INK,
        accent: ACCENT,
    };
    media::draw(&card, &lettering)
}
