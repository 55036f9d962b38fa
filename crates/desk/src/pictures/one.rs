//! One picture: what is said of it, its cuts, where it is shown, and what looks like it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use newsroom::library::Terms;
use newsroom::rights::Object;
use newsroom::{Focus, Right, address as addresses};
use pages::desk::{CropPreview, NearRow, PictureFields, PictureView, UseRow};
use serde::Deserialize;
use serde_json::json;
use store::{Listing, Use};

use super::{found, list, show, taking};
use crate::answer::{Failure, page, refused as unprocessable, see_other};
use crate::board;
use crate::request::{Asking, Form};
use crate::{Shared, assets};

/// Stories that a picture's page lists.
const USES: i64 = 200;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

pub(crate) async fn picture(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(file): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Response, Failure> {
    let listing = shared.store.picture(&file).await?.ok_or(web::Error::NotFound)?;
    // Whoever comes by an old address finds what stands in its place.
    if let Some(by) = &listing.record.replaced_by {
        return Ok(see_other(&show::address(by)));
    }
    let notice = match asked.done.as_str() {
        "saved" => Some("picture-saved"),
        "blurred" => Some("blur-done"),
        _ => None,
    };
    let form = fields(&asking, &listing);
    shown(&shared, &asking, &listing, form, notice).await
}

async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    listing: &Listing,
    form: PictureFields,
    notice: Option<&str>,
) -> Result<Response, Failure> {
    let record = &listing.record;
    let now = shared.store.clock().now();
    let (uses, hidden_uses) = uses(shared, asking, &record.file).await?;
    let may_change = may_change(asking, listing).is_ok();
    let names = board::names(shared).await?;
    let is_again = form.wrong.is_some();
    let mut frame = asking.frame(shared, show::title(record), "pictures");
    frame.notice = notice.map(|key| asking.say(shared, key));
    let view = PictureView {
        url: show::address(&record.file),
        large: show::large(record),
        name: record.name.clone(),
        arrived: asking.hour(listing.arrived_at),
        taken_in_by: listing.actor.as_ref().map(|actor| board::name_of(&names, actor)),
        terms: match record.terms(now) {
            Terms::Good => "good",
            Terms::EndSoon => "end-soon",
            Terms::Ended => "ended",
        }
        .to_owned(),
        until: record.rights_until.map(|until| show::last_day(asking, until)),
        warnings: show::warnings(record, now),
        found: record.found.clone(),
        crops: crops(record.width, record.height, record.focus),
        near: near(shared, asking, listing).await?,
        may_blur: may_change,
        is_blurred: record.made_from.is_some(),
        data: list::script_data(shared, asking, "picture", &json!({"may_change": may_change})),
        script: assets::PICTURES_SCRIPT.address(),
        may_change,
        form,
        uses,
        hidden_uses,
        frame,
    };
    let response = page(shared, asking.language, "picture.html", &view)?;
    Ok(if is_again { unprocessable(response) } else { response })
}

/// Whoever took a picture in may say what it is, and everybody who works on others' stories.
pub(super) fn may_change(asking: &Asking, listing: &Listing) -> Result<(), web::Error> {
    asking.may(Right::Media, &Object::Picture { by: listing.actor.as_ref() })
}

fn fields(asking: &Asking, listing: &Listing) -> PictureFields {
    let record = &listing.record;
    let last_day = record.rights_until.map(|until| {
        let last = until - jiff::SignedDuration::from_secs(1);
        last.to_zoned_datetime(show::zone(asking)).date().to_string()
    });
    let share = |of: fn(Focus) -> u8| record.focus.map(|focus| of(focus).to_string()).unwrap_or_default();
    PictureFields {
        alt: record.alt.clone(),
        caption: record.caption.clone(),
        credit: record.credit.clone(),
        rights: record.rights.clone(),
        rights_until: last_day.unwrap_or_default(),
        usage_note: record.usage_note.clone(),
        focus_x: share(|focus| focus.x),
        focus_y: share(|focus| focus.y),
        wrong: None,
    }
}

fn crops(width: u32, height: u32, focus: Option<Focus>) -> Vec<CropPreview> {
    let crop = |crop: media::Crop| {
        let (across, down) = crop.ratio();
        let (x, y) = show::held((width, height), (across, down), focus);
        CropPreview { ratio: format!("{across}:{down}"), across, down, x, y, fits: crop.fits(width, height) }
    };
    [media::Crop::SixteenByNine, media::Crop::FourByThree, media::Crop::Square].map(crop).into()
}

/// Stories that show it, and how many more that are not for whoever asks.
pub(super) async fn uses(shared: &Shared, asking: &Asking, file: &str) -> Result<(Vec<UseRow>, usize), web::Error> {
    let (mut rows, mut hidden) = (Vec::new(), 0);
    for one in shared.store.picture_uses(file, USES).await? {
        let live = one.live.as_ref().filter(|live| live.is_live());
        let object =
            Object::Story { edition: &one.edition, sections: &one.content.sections, author: one.author.as_ref() };
        let may_open = asking.may(Right::Draft, &object).is_ok();
        // What readers have is no secret; a draft of somebody else's is.
        let is_seen = one.in_live && live.is_some();
        if !may_open && !is_seen {
            hidden += 1;
            continue;
        }
        rows.push(use_row(asking, &one, may_open));
    }
    Ok((rows, hidden))
}

fn use_row(asking: &Asking, one: &Use, may_open: bool) -> UseRow {
    let live = one.live.as_ref().filter(|live| live.is_live());
    let edition = asking.house.edition(&one.edition);
    // As readers know it, where they have it with the picture.
    let as_live = one.live_headline.clone().filter(|_| live.is_some() && one.in_live);
    let headline = as_live.unwrap_or_else(|| one.content.headline.clone());
    let (lang, dir) = show::language_of(&one.content.language);
    UseRow {
        number: one.story.0,
        headline: Some(headline).filter(|headline| !headline.trim().is_empty()),
        lang,
        dir,
        stage: match (&one.live, live) {
            (None, _) => "draft",
            (_, Some(_)) => "live",
            _ => "withdrawn",
        }
        .to_owned(),
        when: show::day(asking, one.live.as_ref().map_or(one.saved_at, |live| live.published_at)),
        live_url: live.zip(edition).map(|(live, edition)| addresses::story_path(&asking.house, edition, live)),
        may_open,
        only_live: live.is_some() && one.in_live && !one.in_text,
    }
}

pub(super) async fn near(shared: &Shared, asking: &Asking, listing: &Listing) -> Result<Vec<NearRow>, web::Error> {
    let Some(bits) = shared.store.look_of(&listing.record.file).await? else { return Ok(Vec::new()) };
    let near = found::near(shared, bits, listing.place).await?;
    let files: Vec<&str> = near.iter().map(|(listing, _)| listing.record.file.as_str()).collect();
    let uses = shared.store.last_live_uses(&files).await?;
    Ok(near
        .iter()
        .map(|(listing, percent)| NearRow {
            url: show::address(&listing.record.file),
            src: show::small(&listing.record),
            width: listing.record.width,
            height: listing.record.height,
            title: show::title(&listing.record),
            likeness: *percent,
            used: uses.get(&listing.record.file).map(|(live, headline)| show::used_on(shared, asking, live, headline)),
        })
        .collect())
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Change {
    alt: String,
    caption: String,
    credit: String,
    rights: String,
    rights_until: String,
    usage_note: String,
    focus_x: String,
    focus_y: String,
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(file): Path<String>,
    Form(asking, form): Form<Change>,
) -> Result<Response, Failure> {
    let mut tx = shared.store.write().await?;
    let mut listing = tx.picture(&file).await?.ok_or(web::Error::NotFound)?;
    may_change(&asking, &listing)?;
    let said = |words: &str, most: usize| words.trim().replace("\r\n", "\n").chars().take(most).collect::<String>();
    let read = read_focus(&form).and_then(|focus| Ok((focus, read_until(&asking, &form.rights_until)?)));
    let (focus, rights_until) = match read {
        Ok(read) => read,
        Err(key) => {
            drop(tx);
            let wrong = PictureFields {
                alt: form.alt,
                caption: form.caption,
                credit: form.credit,
                rights: form.rights,
                rights_until: form.rights_until,
                usage_note: form.usage_note,
                focus_x: form.focus_x,
                focus_y: form.focus_y,
                wrong: Some(key.to_owned()),
            };
            return shown(&shared, &asking, &listing, wrong, None).await;
        }
    };
    let record = &mut listing.record;
    (record.alt, record.caption) = (said(&form.alt, 1_000), said(&form.caption, 4_000));
    (record.credit, record.rights) = (said(&form.credit, 300), said(&form.rights, 1_000));
    (record.usage_note, record.focus) = (said(&form.usage_note, 2_000), focus);
    record.rights_until = rights_until;
    tx.change_picture(record).await?;
    let me = asking.signed.person.actor();
    tx.note_down(Some(&me), "picture-change", &taking::named(record), &asking.address).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", show::address(&file))))
}

/// Two numbers, or neither.
fn read_focus(form: &Change) -> Result<Option<Focus>, &'static str> {
    let (x, y) = (form.focus_x.trim(), form.focus_y.trim());
    if x.is_empty() && y.is_empty() {
        return Ok(None);
    }
    match (x.parse::<u8>(), y.parse::<u8>()) {
        (Ok(x @ 0..=100), Ok(y @ 0..=100)) => Ok(Some(Focus { x, y })),
        _ => Err("picture-wrong-focus"),
    }
}

/// The day after the last one on which rights hold, where the paper is read.
fn read_until(asking: &Asking, day: &str) -> Result<Option<Timestamp>, &'static str> {
    if day.trim().is_empty() {
        return Ok(None);
    }
    let wrong = "picture-wrong-date";
    let last: Date = day.trim().parse().map_err(|_| wrong)?;
    let next = last.tomorrow().map_err(|_| wrong)?;
    let begins = next.at(0, 0, 0, 0).to_zoned_datetime(show::zone(asking)).map_err(|_| wrong)?;
    Ok(Some(begins.timestamp()))
}
