//! Arranging: the draft as a page, and each change to it as a form. The page's script sends the same forms.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use language::Value;
use newsroom::front::{Change, ChangeRefused, Changed, Event, Filling, LINES_MAX, Place, SLOTS_MAX};
use newsroom::{Arrangement, SectionBlock, SectionKey, StoryNumber};
use pages::desk::{BandLine, BlockRow, Choice, FrontStory, FrontView, PlaceRow};
use serde::Deserialize;
use serde_json::json;
use store::ScheduledFront;

use crate::Shared;
use crate::answer::{Failure, json as print_json, page as print, refused, see_other};
use crate::board::{name_of, names};
use crate::fronts::choosing::{self, Choosing};
use crate::fronts::telling::Teller;
use crate::fronts::{Opened, act, address_of, name_of_front, named, outdated, url_of, who_and_when};
use crate::request::{Asking, Form};

pub(crate) async fn edition_page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path(edition): Path<String>,
    Query(asked): Query<Choosing>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, super::OWN)?;
    arranging(&shared, &asking, Opened::of(&shared, &asking, key).await?, &asked, None).await
}

pub(crate) async fn page(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((edition, section)): Path<(String, String)>,
    Query(asked): Query<Choosing>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    arranging(&shared, &asking, Opened::of(&shared, &asking, key).await?, &asked, None).await
}

/// For a page that is open: whether somebody else changed the draft, or readers' front.
pub(crate) async fn state(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Path((edition, section)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    let draft = shared.store.front_draft(&key).await?;
    let newest = shared.store.past_fronts(&key, None, 1).await?.first().map_or(0, |newest| newest.position.0);
    print_json(&json!({"version": draft.version, "position": newest}))
}

/// The page. With a problem, it is the answer to a change that was not taken.
async fn arranging(
    shared: &Arc<Shared>,
    asking: &Asking,
    opened: Opened,
    asked: &Choosing,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let key = &opened.key;
    let edition = asking.edition(&key.edition)?;
    let teller = Teller::new(shared, asking);
    let filling = filled(shared, &opened).await?;
    let picked = in_hand(shared, &opened, asked).await?;
    let wanted: Vec<StoryNumber> = opened
        .arrangement
        .stories()
        .chain(filling.stories())
        .chain(picked)
        .chain(asked.moved.parse().ok().map(StoryNumber))
        .chain(asked.out.iter().copied())
        .collect();
    let told = teller.stories(&wanted).await?;
    let page = Page::new(shared, &teller, &opened, &filling, &told, edition.language);
    let choosing = choosing::stories(shared, asking, &opened, &filling, asked).await?;
    let names = names(shared).await?;
    let by =
        |(actor, at): &(newsroom::Actor, jiff::Timestamp)| who_and_when(shared, asking, &name_of(&names, actor), *at);
    let waiting = shared.store.scheduled_fronts(Some(key)).await?;
    let left_out: Vec<StoryNumber> =
        waiting.iter().filter_map(|one| one.done.as_ref()).flat_map(|(_, gone)| gone.clone()).collect();
    let left_out = teller.stories(&left_out).await?;
    let is_again = problem.is_some();
    let name = name_of_front(asking, key);
    let mut frame = asking.frame(shared, format!("{}: {name}", asking.say(shared, "front")), "fronts");
    frame.notice = notice(shared, asking, &opened, asked, &told).or_else(|| act::done(shared, asking, &asked.done));
    frame.problem = problem;
    let view = FrontView {
        name,
        edition: edition.name.clone(),
        lang: edition.language.code().to_owned(),
        dir: edition.language.direction().as_str().to_owned(),
        is_own: key.section.is_none(),
        address: address_of(key),
        url: url_of(shared, asking, key),
        version: opened.draft.version,
        is_changed: opened.is_changed(),
        changed: opened.draft.changed.as_ref().filter(|_| opened.is_changed()).map(by),
        outdated: outdated(shared, asking, &opened).await?,
        band: band(shared, asking, &opened, &teller).await?,
        slots: page.places(None, SLOTS_MAX),
        blocks: blocks(asking, &opened, &page),
        picked: picked.and_then(|number| told.get(&number).cloned()),
        picked_from: picked
            .and_then(|number| opened.arrangement.place_of(number))
            .map(|place| place.to_string())
            .unwrap_or_default(),
        stories: choosing.rows,
        sections: choosing.sections,
        hours: choosing.hours,
        words: asked.words.clone(),
        absent: !asked.absent.is_empty(),
        back: asked.back(),
        older: choosing.older,
        waiting: waiting.iter().map(|one| act::scheduled_row(shared, asking, one, &names, &left_out)).collect(),
        script: crate::assets::FRONTS_SCRIPT.address(),
        frame,
    };
    let response = print(shared, asking.language, "front.html", &view)?;
    Ok(if is_again { refused(response) } else { response })
}

/// The story that is to be put somewhere: one that readers of this edition have.
async fn in_hand(shared: &Shared, opened: &Opened, asked: &Choosing) -> Result<Option<StoryNumber>, web::Error> {
    let Some(number) = asked.pick.parse().ok().map(StoryNumber) else { return Ok(None) };
    let found = shared.store.reading().cards(&[number]).await?;
    let is_here = found.first().is_some_and(|listed| listed.live.edition == opened.key.edition);
    Ok(Some(number).filter(|_| is_here))
}

/// What readers would see where. A section's front shows its placed stories, and its list below them.
pub(super) async fn filled(shared: &Shared, opened: &Opened) -> Result<Filling, web::Error> {
    if opened.key.section.is_some() {
        return Ok(Filling::default());
    }
    Arc::clone(&shared.paper).filled_front(opened.arranged(&opened.arrangement)).await
}

/// The band that stands over the edition's pages.
pub(super) async fn band(
    shared: &Shared,
    asking: &Asking,
    opened: &Opened,
    teller: &Teller<'_>,
) -> Result<Option<BandLine>, web::Error> {
    if opened.key.section.is_some() {
        return Ok(None);
    }
    let (reading, now) = (shared.store.reading(), shared.store.clock().now());
    if let Some(band) = opened.front.breaking.filter(|band| band.until > now)
        && let Some(listed) = reading.cards(&[band.story]).await?.into_iter().next()
    {
        let until = asking.hour(band.until);
        return Ok(Some(BandLine { story: teller.listed(&listed), until, is_set: true }));
    }
    let own = reading.breaking(&opened.key.edition, now).await?;
    Ok(own.map(|(listed, until)| BandLine { story: teller.listed(&listed), until: asking.hour(until), is_set: false }))
}

/// What came of the change before.
fn notice(
    shared: &Shared,
    asking: &Asking,
    opened: &Opened,
    asked: &Choosing,
    told: &HashMap<StoryNumber, FrontStory>,
) -> Option<String> {
    let moved = StoryNumber(asked.moved.parse().ok()?);
    let story = told.get(&moved)?;
    let headline = ("headline", Value::Text(&story.headline));
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let mut words = match opened.arrangement.place_of(moved) {
        Some(place) => {
            let place = Teller::new(shared, asking).place(&opened.key, &place);
            say("front-put", &[headline, ("place", Value::Text(&place))])
        }
        None => say("front-taken-out", &[headline]),
    };
    for out in asked.out.iter().filter_map(|number| told.get(number)) {
        words.push(' ');
        words.push_str(&say("front-fell-out", &[("headline", Value::Text(&out.headline))]));
    }
    Some(words)
}

/// What stands on the page, for its rows.
struct Page<'p> {
    teller: &'p Teller<'p>,
    opened: &'p Opened,
    told: &'p HashMap<StoryNumber, FrontStory>,
    by_rule: HashMap<Place, StoryNumber>,
    events: Vec<(StoryNumber, Event)>,
    live: HashSet<StoryNumber>,
}

impl<'p> Page<'p> {
    fn new(
        shared: &Shared,
        teller: &'p Teller<'p>,
        opened: &'p Opened,
        filling: &'p Filling,
        told: &'p HashMap<StoryNumber, FrontStory>,
        language: language::Language,
    ) -> Self {
        let in_blocks = filling
            .blocks
            .iter()
            .flat_map(|block| block.slots.iter().map(|filled| (Place::in_block(&block.section, filled.slot), filled)));
        let all = filling.slots.iter().map(|filled| (Place::manset(filled.slot), filled)).chain(in_blocks);
        let stands: HashSet<StoryNumber> = filling.stories().into_iter().chain(opened.arrangement.stories()).collect();
        let event = |number: &StoryNumber| {
            let event = Event::of(&told.get(number)?.headline, language);
            Some((*number, event.begun_by(shared.paper.event_of(*number))))
        };
        Self {
            teller,
            opened,
            told,
            by_rule: all.filter(|(_, filled)| filled.by_rule).map(|(place, filled)| (place, filled.story)).collect(),
            events: stands.iter().filter_map(event).collect(),
            live: told.iter().filter(|(_, story)| story.is_live).map(|(number, _)| *number).collect(),
        }
    }

    fn places(&self, block: Option<&SectionKey>, slots: u8) -> Vec<PlaceRow> {
        let at = |slot: u8| Place { block: block.cloned(), slot };
        (1..=slots)
            .map(|slot| {
                let place = at(slot);
                let by_hand = self.opened.arrangement.at(&place);
                let by_rule = self.by_rule.get(&place).copied();
                let state = match by_hand {
                    Some(story) if self.live.contains(&story) => "placed",
                    Some(_) => "gone",
                    None if by_rule.is_some() => "rule",
                    None => "open",
                };
                PlaceRow {
                    place: place.to_string(),
                    slot,
                    state: state.to_owned(),
                    story: by_hand.and_then(|story| self.told.get(&story).cloned()),
                    filled: by_rule.and_then(|story| self.told.get(&story).cloned()),
                    same: by_hand.map(|story| self.same_as(story)).unwrap_or_default(),
                    name: self.teller.place(&self.opened.key, &place),
                    is_first: slot == 1,
                    is_last: slot == slots,
                }
            })
            .collect()
    }

    /// Headlines of the page's other stories that tell of the same event.
    fn same_as(&self, story: StoryNumber) -> Vec<String> {
        let Some((_, event)) = self.events.iter().find(|(number, _)| *number == story) else { return Vec::new() };
        let others = self.events.iter().filter(|(number, other)| *number != story && other.is_same(event));
        others.filter_map(|(number, _)| Some(self.told.get(number)?.headline.clone())).collect()
    }
}

fn blocks(asking: &Asking, opened: &Opened, page: &Page<'_>) -> Vec<BlockRow> {
    let blocks = &opened.arrangement.blocks;
    let row = |(at, block): (usize, &SectionBlock)| {
        let section = asking.house.section(&opened.key.edition, &block.section);
        let lines = (0..=LINES_MAX).map(|lines| Choice {
            value: lines.to_string(),
            name: lines.to_string(),
            chosen: lines == block.lines,
        });
        BlockRow {
            section: block.section.to_string(),
            name: section.map_or_else(|| block.section.to_string(), |section| section.name.clone()),
            at,
            is_last: at + 1 == blocks.len(),
            lines: block.lines,
            lines_choices: lines.collect(),
            hidden: block.hidden,
            slots: page.places(Some(&block.section), block.slots()),
        }
    };
    blocks.iter().enumerate().map(row).collect()
}

// ---- changing ----

/// A change as its form sends it: what is to be done, and what its maker saw.
#[derive(Deserialize)]
pub(crate) struct Sent {
    #[serde(rename = "do")]
    what: String,
    #[serde(default)]
    story: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    there: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    was: String,
    #[serde(default)]
    version: i64,
    /// The list's filter, to come back to.
    #[serde(default)]
    back: String,
}

impl Sent {
    /// The change, to be made to this arrangement.
    fn change(&self, arrangement: &Arrangement) -> Option<Change> {
        let story = self.story.parse().ok().map(StoryNumber);
        let from = Place::parse(&self.from);
        let section = || SectionKey::from(self.section.as_str());
        Some(match self.what.as_str() {
            "put" => {
                let there = self.there.parse().ok().map(StoryNumber);
                Change::Put { story: story?, from, to: Place::parse(&self.to)?, there }
            }
            // One place on, whoever stands there: they change places.
            "up" | "down" => {
                let from = from?;
                let slot = if self.what == "up" { from.slot.checked_sub(1)? } else { from.slot.checked_add(1)? };
                let to = Place { slot, ..from.clone() };
                let there = arrangement.at(&to);
                Change::Put { story: story?, from: Some(from), to, there }
            }
            "out" => Change::TakeOut { story: story?, from: from? },
            "move" => Change::MoveBlock { section: section(), was: self.was.parse().ok()?, to: self.to.parse().ok()? },
            "lines" => Change::Lines { section: section(), was: self.was.parse().ok()?, lines: self.to.parse().ok()? },
            "hide" => Change::Hide { section: section(), hidden: true },
            "show" => Change::Hide { section: section(), hidden: false },
            _ => return None,
        })
    }
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((edition, section)): Path<(String, String)>,
    Form(asking, sent): Form<Sent>,
) -> Result<Response, Failure> {
    let key = named(&asking, &edition, &section)?;
    let me = asking.signed.person.actor();
    let asked = Choosing::from_back(&sent.back);
    let mut tx = shared.store.write().await?;
    let draft = tx.front_draft(&key).await?;
    let mut opened = Opened::with(draft, tx.house().await?, key.clone());
    if sent.what == "reset" {
        if sent.version != opened.draft.version {
            let words = asking.say(&shared, "front-changed-meanwhile");
            drop(tx);
            return arranging(&shared, &asking, opened, &asked, Some(words)).await;
        }
        let base = tx.front_position(&key).await?;
        tx.keep_front_draft(&key, None, base, &me).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("{}?{}&done=reset", address_of(&key), asked.back())));
    }
    let change =
        sent.change(&opened.arrangement).ok_or_else(|| web::Error::BadRequest("not a change of a front".into()))?;
    let mut problem = None;
    if let Change::Put { story, .. } = &change
        && tx.live_among(&key.edition, &[*story]).await?.is_empty()
    {
        problem = Some(asking.say(&shared, "front-not-live"));
    }
    let changed = match problem {
        Some(problem) => Err(problem),
        None => match opened.arrangement.change(&change) {
            Ok(changed) => Ok(changed),
            Err(refused) => Err(refusal(&shared, &asking, &opened, &refused).await?),
        },
    };
    let Changed { fell_out } = match changed {
        Ok(changed) => changed,
        Err(problem) => {
            drop(tx);
            return arranging(&shared, &asking, opened, &asked, Some(problem)).await;
        }
    };
    let house = tx.house().await?.clone();
    let short = opened.arrangement.clone().in_short(&key, &house);
    let is_as_readers_have = short == opened.front.arrangement();
    let base = if opened.is_changed() { opened.draft.base } else { tx.front_position(&key).await? };
    tx.keep_front_draft(&key, Some(&short).filter(|_| !is_as_readers_have), base, &me).await?;
    tx.commit().await?;
    let mut to = format!("{}?{}", address_of(&key), asked.back());
    if let Change::Put { story, .. } | Change::TakeOut { story, .. } = &change {
        to.push_str(&format!("&moved={story}"));
        fell_out.first().into_iter().for_each(|out| to.push_str(&format!("&out={out}")));
    } else {
        to.push_str("&done=blocks");
        fell_out.first().into_iter().for_each(|out| to.push_str(&format!("&moved={out}")));
    }
    Ok(see_other(&to))
}

/// A refusal in words that say what stands now.
async fn refusal(
    shared: &Shared,
    asking: &Asking,
    opened: &Opened,
    refused: &ChangeRefused,
) -> Result<String, web::Error> {
    let teller = Teller::new(shared, asking);
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let headline = async |story: StoryNumber| -> Result<String, web::Error> {
        Ok(teller.stories(&[story]).await?.remove(&story).map_or_else(|| format!("#{story}"), |story| story.headline))
    };
    Ok(match refused {
        ChangeRefused::StoryMoved { story, is: Some(place) } => {
            let (headline, place) = (headline(*story).await?, teller.place(&opened.key, place));
            say("front-moved-meanwhile", &[("headline", Value::Text(&headline)), ("place", Value::Text(&place))])
        }
        ChangeRefused::StoryMoved { story, is: None } => {
            let headline = headline(*story).await?;
            say("front-out-meanwhile", &[("headline", Value::Text(&headline))])
        }
        ChangeRefused::PlaceTaken { place, by: Some(story) } => {
            let (headline, place) = (headline(*story).await?, teller.place(&opened.key, place));
            say("front-taken-meanwhile", &[("headline", Value::Text(&headline)), ("place", Value::Text(&place))])
        }
        ChangeRefused::PlaceTaken { place, by: None } => {
            let place = teller.place(&opened.key, place);
            say("front-opened-meanwhile", &[("place", Value::Text(&place))])
        }
        ChangeRefused::BlockChanged(_) => say("front-changed-meanwhile", &[]),
        ChangeRefused::NoSuchPlace(_) | ChangeRefused::UnknownBlock(_) => say("front-no-such-place", &[]),
        ChangeRefused::Lines(_) => say("front-lines-wrong", &[("most", Value::Number(i64::from(LINES_MAX)))]),
    })
}

/// An arrangement that waits, as the page is told of it, by its number.
pub(super) fn of_number(waiting: &[ScheduledFront], number: i64) -> Option<&ScheduledFront> {
    waiting.iter().find(|scheduled| scheduled.number == number)
}
