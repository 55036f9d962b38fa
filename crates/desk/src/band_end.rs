//! *End the band*, from the story's own page: the story readers have goes on as it is, without the hour until which it stands in
//! the breaking band. What is being written of it, and what is planned, stays what it was, and brings the band back neither.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use newsroom::rights::Object;
use newsroom::{Content, FrontKey, Right, acts};
use pages::desk::StoryBandView;

use crate::Shared;
use crate::answer::{Failure, page, refused, refused_because, see_other};
use crate::entry::Nothing;
use crate::request::{Asking, Form};
use crate::story::Opened;

/// How a story stands in the band at an hour.
struct InBand {
    /// By its own field, and until when.
    by_field: Option<Timestamp>,
    /// Since the band was set for its edition, and until when.
    is_set: Option<Timestamp>,
}

impl InBand {
    /// As far as this person may end it.
    async fn of(asking: &Asking, opened: &mut Opened) -> Result<Self, web::Error> {
        let now = opened.tx.now();
        let live = opened.story.live.as_ref().filter(|(live, _)| live.is_live()).map(|(_, content)| content);
        let by_field = live.and_then(|content| content.breaking_until).filter(|until| *until > now);
        let edition = &opened.story.edition;
        let may_arrange = asking.may(Right::PlaceFront, &Object::Front { edition, section: None }).is_ok();
        let house = opened.tx.house().await?;
        let set = house.front(&FrontKey::of(edition)).and_then(|front| front.breaking);
        let is_set = set.filter(|band| may_arrange && band.story == opened.story.number && band.until > now);
        Ok(Self { by_field, is_set: is_set.map(|band| band.until) })
    }

    fn until(&self) -> Option<Timestamp> {
        self.by_field.max(self.is_set)
    }
}

/// Until when the story stands in the band, where this person may end it.
pub(crate) async fn until(asking: &Asking, opened: &mut Opened) -> Result<Option<Timestamp>, web::Error> {
    if opened.may(asking, Right::Publish).is_err() {
        return Ok(None);
    }
    Ok(InBand::of(asking, opened).await?.until())
}

pub(crate) async fn before(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    shown(&shared, &asking, number, None).await
}

async fn shown(
    shared: &Arc<Shared>,
    asking: &Asking,
    number: i64,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(shared, asking, number).await?;
    opened.may(asking, Right::Publish)?;
    let until = InBand::of(asking, &mut opened).await?.until();
    let edition = asking.edition(&opened.story.edition)?;
    let headline = opened.story.live.as_ref().map_or(&opened.content, |(_, content)| content).headline.clone();
    let is_again = problem.is_some();
    let mut frame = asking.frame(shared, asking.say(shared, "breaking-band"), "");
    frame.problem = problem;
    let view = StoryBandView {
        number,
        headline,
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        until: until.map(|until| asking.hour(until)),
        frame,
    };
    opened.tx.commit().await?;
    let response = page(shared, asking.language, "story-band.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

pub(crate) async fn end(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<i64>,
    Form(asking, Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let mut opened = Opened::of(&shared, &asking, number).await?;
    opened.may(&asking, Right::Publish)?;
    let stands = InBand::of(&asking, &mut opened).await?;
    if stands.until().is_none() {
        drop(opened);
        // Two people pressed it, or its hour came.
        let words = asking.say(&shared, "refused-no-band");
        return shown(&shared, &asking, number, Some(words)).await;
    }
    let ended = perform(&asking, &mut opened, &stands).await?;
    if let Err(refused) = ended {
        drop(opened);
        let why = refused_because(&shared, asking.language, Some(refused.code()), &refused.to_string());
        let words = format!("{} {why}", asking.say(&shared, "check-refused"));
        return shown(&shared, &asking, number, Some(words)).await;
    }
    let me = asking.signed.person.actor();
    opened.tx.note_down(Some(&me), "band-end", &format!("#{number}"), &asking.address).await?;
    let position = opened.tx.commit().await?;
    if let Err(error) = Arc::clone(&shared.paper).reached(position).await {
        tracing::warn!(%error, position = position.0, "an act was answered before this node's pages told it");
    }
    Ok(see_other(&format!("/desk/stories/{number}?done=band-end")))
}

async fn perform(
    asking: &Asking,
    opened: &mut Opened,
    stands: &InBand,
) -> Result<Result<(), acts::Refused>, web::Error> {
    let (me, now, number) = (asking.signed.person.actor(), opened.tx.now(), opened.story.number);
    if stands.is_set.is_some() {
        let house = opened.tx.house().await?.clone();
        let live = opened.tx.live_among(&opened.story.edition, &[]).await?;
        match acts::announce(&opened.story.edition, None, &live, &house, &me, now) {
            Ok(decided) => drop(opened.tx.save(decided).await?),
            Err(refused) => return Ok(Err(refused.into())),
        }
    }
    let Some((_, live)) = opened.story.live.clone().filter(|_| stands.by_field.is_some()) else { return Ok(Ok(())) };
    let without = |content: &Content| {
        let breaking_until = content.breaking_until.filter(|until| Some(*until) != live.breaking_until);
        Content { breaking_until, ..content.clone() }
    };
    let newest = opened.tx.newest_draft(number).await?;
    let scheduled = opened.tx.scheduled(number).await?;
    let planned = match &scheduled {
        Some(scheduled) => Some(opened.tx.draft(number, scheduled.revision).await?.content),
        None => None,
    };
    let progress = opened.tx.progress(number).await?;
    let house = opened.tx.house().await?.clone();
    match acts::publish(&opened.story, without(&live), &house, &me, now, now) {
        Ok(decided) => drop(opened.tx.save(decided).await?),
        Err(refused) => return Ok(Err(refused.into())),
    }
    if let (Some(scheduled), Some(planned)) = (&scheduled, planned)
        && without(&planned) != planned
    {
        let revision = opened.tx.save_draft(number, &without(&planned), &me).await?;
        opened.tx.schedule(number, revision, scheduled.at, &scheduled.actor).await?;
    }
    // What was being written stays the newest text, whoever wrote it, and stands where it stood.
    if let Some(newest) = newest.filter(|newest| newest.content != live) {
        let writer = opened.tx.writer_of(number, newest.revision).await?;
        let text = without(&newest.content);
        opened.tx.save_draft(number, &text, &writer).await?;
        let was_of_it = progress.content == newest.content.seal().0;
        let content = if was_of_it { text.seal().0 } else { progress.content.clone() };
        opened.tx.keep_stage(number, &newsroom::Progress { content, ..progress }).await?;
    }
    Ok(Ok(()))
}
