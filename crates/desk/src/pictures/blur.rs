//! Parts of a picture made unrecognizable. Another original is made, which stands in the first one's place everywhere: in the
//! library, in drafts, and for readers by an ordinary update of every live story that shows it. The first stays where
//! originals are kept, and nothing is made of it again.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use media::Taken;
use newsroom::library::{REGIONS_MAX, Record, Region};
use newsroom::rights::{self, Object};
use newsroom::{Content, Picture, Right, Story, StoryNumber, acts};
use pages::desk::{BlurView, RegionRow};
use serde_json::json;
use store::{Listing, Writing};

use super::{list, one, show, taking};
use crate::answer::{Failure, page, refused as unprocessable, see_other};
use crate::request::{Asking, Form, not_allowed};
use crate::{Shared, assets};

/// Rows of the form for who has no script to add some.
const EMPTY_ROWS: usize = 3;

pub(crate) async fn blur_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let listing = shared.store.picture(&file).await?.ok_or(web::Error::NotFound)?;
    let mut rows: Vec<RegionRow> = listing.record.regions.iter().map(|region| row(*region)).collect();
    rows.extend((0..EMPTY_ROWS).map(|_| RegionRow::default()));
    shown(&shared, &asking, &listing, rows, None).await
}

async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    listing: &Listing,
    regions: Vec<RegionRow>,
    problem: Option<&str>,
) -> Result<Response, Failure> {
    let record = &listing.record;
    one::may_change(asking, listing)?;
    let (uses, hidden) = one::uses(shared, asking, &record.file).await?;
    let (live, drafts): (Vec<_>, Vec<_>) = uses.into_iter().partition(|story| story.stage == "live");
    let may_blur = may_blur(shared, asking, &record.file).await?;
    let mut frame = asking.frame(shared, asking.say(shared, "picture-blur"), "pictures");
    frame.problem = problem.map(|key| asking.say(shared, key));
    let view = BlurView {
        url: show::address(&record.file),
        large: show::large(record),
        regions,
        live,
        drafts: drafts.len() + hidden,
        near: one::near(shared, asking, listing).await?,
        is_again: record.made_from.is_some(),
        may_blur,
        data: list::script_data(shared, asking, "blur", &json!({"regions_max": REGIONS_MAX})),
        script: assets::PICTURES_SCRIPT.address(),
        frame,
    };
    let response = page(shared, asking.language, "picture-blur.html", &view)?;
    Ok(if problem.is_some() { unprocessable(response) } else { response })
}

/// Whether whoever asks may change what readers of every live story have that shows the picture.
async fn may_blur(shared: &Shared, asking: &Asking, file: &str) -> Result<bool, web::Error> {
    let uses = shared.store.picture_uses(file, i64::MAX).await?;
    Ok(uses.iter().filter(|one| one.live.as_ref().is_some_and(newsroom::Live::is_live) && one.in_live).all(|one| {
        let object =
            Object::Story { edition: &one.edition, sections: &one.content.sections, author: one.author.as_ref() };
        asking.may(Right::Publish, &object).is_ok()
    }))
}

pub(crate) async fn blur(
    State(shared): State<Arc<Shared>>,
    Path(file): Path<String>,
    Form(asking, form): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let listing = shared.store.picture(&file).await?.ok_or(web::Error::NotFound)?;
    one::may_change(&asking, &listing)?;
    let rows = rows(&form);
    let Some(regions) = regions(&rows) else {
        return shown(&shared, &asking, &listing, rows, Some("blur-no-region")).await;
    };
    if let Some(by) = &listing.record.replaced_by {
        return Ok(see_other(&show::address(by)));
    }
    if !may_blur(&shared, &asking, &file).await? {
        return shown(&shared, &asking, &listing, rows, Some("blur-not-yours")).await;
    }
    // Always from what was taken in first, so that a part drawn wrongly can be drawn again.
    let root = listing.record.made_from.clone().unwrap_or_else(|| file.clone());
    let (library, parts) = (Arc::clone(&shared.media), regions.clone());
    let made = tokio::task::spawn_blocking(move || library.blurred(&root, &parts)).await;
    let made = made.map_err(web::Error::internal)?.map_err(web::Error::internal)?.ok_or(web::Error::NotFound)?;
    let by = made.stored.file.clone();
    if by == file {
        return Ok(see_other(&show::address(&file)));
    }

    let mut tx = shared.store.write().await?;
    let replacing = Replacing { file: file.clone(), by: blurred(&listing.record, &made, regions) };
    let position = match replacing.perform(&mut tx, &asking, made.likeness).await? {
        Ok(()) => tx.commit().await?,
        Err(refused) => {
            drop(tx);
            return Err(not_allowed(refused).into());
        }
    };
    // Whatever names the old one leads to the new from here on: pages kept elsewhere, feeds that were fetched, a text that
    // comes back from a browser's own store.
    let replaced = shared.store.replaced_pictures().await?;
    let library = Arc::clone(&shared.media);
    let standing = by.clone();
    let noted = tokio::task::spawn_blocking(move || {
        replaced.iter().filter(|(_, by)| **by == standing).try_for_each(|(file, by)| library.replace(file, by))
    });
    noted.await.map_err(web::Error::internal)?.map_err(web::Error::internal)?;
    if let Err(error) = Arc::clone(&shared.paper).reached(position).await {
        tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
    }
    Ok(see_other(&format!("{}?done=blurred", show::address(&by))))
}

/// The record of what stands in a picture's place: what was said of it holds.
fn blurred(record: &Record, made: &Taken, regions: Vec<Region>) -> Record {
    let stored = &made.stored;
    Record {
        file: stored.file.clone(),
        width: stored.width,
        height: stored.height,
        widths: stored.widths.clone(),
        colour: stored.colour.clone(),
        made_from: Some(record.made_from.clone().unwrap_or_else(|| record.file.clone())),
        regions,
        replaced_by: None,
        ..record.clone()
    }
}

/// A picture going into another's place.
struct Replacing {
    file: String,
    by: Record,
}

impl Replacing {
    /// All of it in one transaction: list, drafts, what is scheduled, and what readers have.
    async fn perform(
        &self,
        tx: &mut Writing,
        asking: &Asking,
        likeness: u128,
    ) -> Result<Result<(), rights::NotAllowed>, web::Error> {
        let me = asking.signed.person.actor();
        tx.list_picture(&self.by, Some(likeness), Some(&me)).await?;
        tx.replace_picture(&self.file, &self.by.file).await?;
        for number in tx.stories_with(&self.file).await? {
            if let Err(refused) = self.replace_in(tx, asking, number).await? {
                return Ok(Err(refused));
            }
        }
        tx.note_down(Some(&me), "picture-blur", &taking::named(&self.by), &asking.address).await?;
        Ok(Ok(()))
    }

    async fn replace_in(
        &self,
        tx: &mut Writing,
        asking: &Asking,
        number: StoryNumber,
    ) -> Result<Result<(), rights::NotAllowed>, web::Error> {
        let me = asking.signed.person.actor();
        let (story, author, newest) =
            (tx.story(number).await?, tx.author_of(number).await?, tx.newest_draft(number).await?);
        let (scheduled, progress) = (tx.scheduled(number).await?, tx.progress(number).await?);
        let planned = match &scheduled {
            Some(scheduled) => Some(tx.draft(number, scheduled.revision).await?.content),
            None => None,
        };
        if let Some(content) = live_content(&story).filter(|content| self.is_in(content)) {
            // It was asked before the page; between, the story may have come to another section.
            if let Err(refused) =
                rights::may_act(&asking.signed.asker, Right::Publish, &story, author.as_ref(), Some(content))
            {
                return Ok(Err(refused));
            }
            let now = tx.now();
            let next = self.without(content.clone());
            match acts::publish(&story, next, tx.house().await?, &me, now, now) {
                Ok(decided) => drop(tx.save(decided).await?),
                // Its section was closed in a way that holds updates up, say. Its readers get the new picture all the same,
                // by the old one's address.
                Err(refused) => {
                    tracing::warn!(story.number = number.0, %refused, "a story keeps the address of a blurred picture");
                }
            }
        }
        // What was being written stays what is written, and what was planned stays planned.
        if let (Some(scheduled), Some(planned)) = (&scheduled, planned)
            && self.is_in(&planned)
        {
            let revision = tx.save_draft(number, &self.without(planned), &me).await?;
            tx.schedule(number, revision, scheduled.at, &scheduled.actor).await?;
        }
        if let Some(newest) = newest {
            let is_of_it = progress.content == newest.content.seal().0;
            let text = self.without(newest.content);
            let stands = tx.newest_draft(number).await?.is_some_and(|draft| draft.content == text);
            if !stands {
                tx.save_draft(number, &text, &me).await?;
            }
            // Another picture in its place makes nobody read it anew.
            if story.live.as_ref().is_none_or(|(_, live)| self.without(live.clone()) != text) {
                let content = if is_of_it { text.seal().0 } else { progress.content.clone() };
                tx.keep_stage(number, &newsroom::Progress { content, ..progress }).await?;
            }
        }
        Ok(Ok(()))
    }

    fn is_in(&self, content: &Content) -> bool {
        content.picture.iter().chain(content.body.pictures()).any(|picture| picture.file == self.file)
    }

    /// The content with the other picture in this one's place. Words and focus are the story's own.
    fn without(&self, mut content: Content) -> Content {
        let new = self.by.picture();
        let replace = |picture: &mut Picture| {
            if picture.file == self.file {
                *picture = Picture {
                    file: new.file.clone(),
                    width: new.width,
                    height: new.height,
                    widths: new.widths.clone(),
                    colour: new.colour.clone(),
                    ..picture.clone()
                };
            }
        };
        content.picture.iter_mut().for_each(replace);
        content.body.pictures_mut().for_each(replace);
        content
    }
}

fn live_content(story: &Story) -> Option<&Content> {
    story.live.as_ref().filter(|(live, _)| live.is_live()).map(|(_, content)| content)
}

// ---- the form ----

/// The form's rows as they were sent.
fn rows(form: &[(String, String)]) -> Vec<RegionRow> {
    let column = |name: &str| -> Vec<String> {
        form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).collect()
    };
    let (left, top, width, height) = (column("left"), column("top"), column("width"), column("height"));
    let count = left.len().max(top.len()).max(width.len()).max(height.len());
    let at = |column: &[String], place: usize| column.get(place).cloned().unwrap_or_default();
    (0..count)
        .map(|place| RegionRow {
            left: at(&left, place),
            top: at(&top, place),
            width: at(&width, place),
            height: at(&height, place),
        })
        .collect()
}

/// The parts that were drawn; nothing if there is none, too many, or one that does not lie within the picture.
fn regions(rows: &[RegionRow]) -> Option<Vec<Region>> {
    let thousandths = |text: &str| -> Option<u16> {
        let hundredths: f64 = text.replace(',', ".").parse().ok()?;
        (0.0..=100.0).contains(&hundredths).then(|| (hundredths * 10.0).round() as u16)
    };
    let mut regions = Vec::new();
    for row in rows {
        let values = [&row.left, &row.top, &row.width, &row.height];
        if values.iter().all(|value| value.is_empty()) {
            continue;
        }
        let [left, top, width, height] = values.map(|value| thousandths(value));
        let region = Region { left: left?, top: top?, width: width?, height: height? };
        regions.push(Some(region).filter(|region| region.is_sound())?);
    }
    (1..=REGIONS_MAX).contains(&regions.len()).then_some(regions)
}

fn row(region: Region) -> RegionRow {
    let hundredths = |thousandths: u16| format!("{}.{}", thousandths / 10, thousandths % 10);
    RegionRow {
        left: hundredths(region.left),
        top: hundredths(region.top),
        width: hundredths(region.width),
        height: hundredths(region.height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_parts_are_read_as_people_write_numbers() {
        let check = |form: &[(&str, &str)], expected: Option<&[(u16, u16, u16, u16)]>| {
            let form: Vec<(String, String)> =
                form.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            let expected = expected.map(|regions| {
                let region = |&(left, top, width, height): &(u16, u16, u16, u16)| Region { left, top, width, height };
                regions.iter().map(region).collect::<Vec<_>>()
            });
            assert_eq!(regions(&rows(&form)), expected, "{form:?}");
        };
        let one = [("left", "10"), ("top", "20.5"), ("width", "30,5"), ("height", " 5 ")];
        check(&one, Some(&[(100, 205, 305, 50)]));
        let empty = [("left", ""), ("top", ""), ("width", ""), ("height", "")];
        check(&empty, None);
        check(&[one, empty].concat(), Some(&[(100, 205, 305, 50)]));
        check(&[("left", "90"), ("top", "0"), ("width", "20"), ("height", "5")], None);
        check(&[("left", "x"), ("top", "0"), ("width", "20"), ("height", "5")], None);
        check(&[("left", "-1"), ("top", "0"), ("width", "20"), ("height", "5")], None);
        check(&[("left", "NaN"), ("top", "0"), ("width", "20"), ("height", "5")], None);
        check(&[("left", "1"), ("top", "1")], None);
    }
}
