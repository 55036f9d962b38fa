//! The queue of repairs over what is stored: by rule, each with its mend to be seen before it is made, one by one or all that are
//! certain. `store::inspect` keeps it; this page only reads it.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use language::Value;
use newsroom::lint::{Change, Code, Finding, Fix, Level, Subject, Told, lint};
use newsroom::rights::{self, Object};
use newsroom::{Content, Edition, EditionCode, Right, StoryNumber};
use pages::desk::{RepairLine, RepairMend, RepairRule, RepairsView, Way};
use serde::Deserialize;
use store::{AsWritten, Left, Mended, Repair};

use crate::Shared;
use crate::answer::{Failure, page, see_other};
use crate::findings::{Say, in_words};
use crate::request::{Asking, Form, percent};
use crate::story::Opened;

/// Findings on a page.
const LINES: usize = 25;
/// Stories mended at a press: some tenths of a second.
const AT_A_PRESS: i64 = 100;
/// Of these in one transaction.
const AT_ONCE: usize = 10;

/// Whether somebody has a queue to look at: who may publish in some section.
pub(crate) fn may_any(asking: &Asking) -> bool {
    asking.house.editions_in_order().into_iter().any(|edition| may_see(asking, &edition.code))
}

fn may_see(asking: &Asking, edition: &EditionCode) -> bool {
    let in_section = |section: &newsroom::Section| {
        let sections = std::slice::from_ref(&section.key);
        asking.may(Right::Publish, &Object::Story { edition, sections, author: None }).is_ok()
    };
    asking.may(Right::Publish, &Object::Edition(edition)).is_ok()
        || asking.house.sections_of(edition).into_iter().any(in_section)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    edition: String,
    rule: String,
    /// The last finding of the page before: `story.line`.
    after: String,
    done: String,
    count: i64,
    left: i64,
}

pub(crate) async fn repairs(
    State(shared): State<Arc<Shared>>,
    asking: Asking,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let open: Vec<&Edition> =
        asking.house.editions_in_order().into_iter().filter(|edition| may_see(&asking, &edition.code)).collect();
    let wanted = open.iter().find(|edition| edition.code.as_str() == asked.edition).or(open.first());
    // Nobody else is told whether there is such a page.
    let Some(edition) = wanted.copied() else {
        return Err(shut(&asking).into());
    };
    let mut frame = asking.frame(&shared, asking.say(&shared, "repairs"), "repairs");
    let count = [("count", Value::Number(asked.count)), ("left", Value::Number(asked.left))];
    match asked.done.as_str() {
        "mended" if asked.left > 0 => {
            frame.notice = Some(shared.pages.say(asking.language, "repairs-done-left", &count));
        }
        "mended" => frame.notice = Some(shared.pages.say(asking.language, "repairs-done", &count)),
        "gone" => frame.notice = Some(asking.say(&shared, "repairs-gone")),
        "scheduled" => frame.problem = Some(asking.say(&shared, "repairs-scheduled")),
        "four-eyes" => frame.problem = Some(asking.say(&shared, "repairs-four-eyes")),
        "refused" => frame.problem = Some(asking.say(&shared, "repairs-refused")),
        _ => {}
    }
    let rules = rules(&shared, &asking, edition, &asked.rule).await?;
    let rule = rules.iter().find(|rule| rule.current).cloned();
    let mut view = RepairsView {
        frame,
        editions: open
            .iter()
            .map(|one| Way {
                name: one.name.clone(),
                url: format!("/desk/repairs?edition={}", one.code),
                current: one.code == edition.code,
            })
            .collect(),
        edition: edition.code.to_string(),
        may_all: asking.may(Right::House, &Object::Edition(&edition.code)).is_ok(),
        is_looking: !shared.store.is_walked().await?,
        rules,
        rule,
        ..RepairsView::default()
    };
    if let Some(code) = view.rule.as_ref().and_then(|rule| Code::from_word(&rule.code)) {
        let after = place_of(&asked.after);
        view.after = after.0.0;
        let mut found = shared.store.repairs(&edition.code, code, after, LINES as i64 + 1).await?;
        let is_more = found.len() > LINES;
        found.truncate(LINES);
        view.next = found.last().filter(|_| is_more).map(|last| {
            let after = format!("{}.{}", last.story, last.line);
            format!("/desk/repairs?edition={}&rule={}&after={after}", edition.code, code.as_str())
        });
        for repair in found {
            if let Some(line) = line(&shared, &asking, edition, repair).await? {
                view.lines.push(line);
            }
        }
    }
    page(&shared, asking.language, "repairs.html", &view)
}

/// Why the queue is nothing for somebody.
fn shut(asking: &Asking) -> web::Error {
    asking.may(Right::Publish, &Object::Newsroom).err().unwrap_or(web::Error::NotFound)
}

fn place_of(after: &str) -> (StoryNumber, i64) {
    let read = after.split_once('.').and_then(|(story, line)| Some((story.parse().ok()?, line.parse().ok()?)));
    let (story, line) = read.unwrap_or((0, -1));
    (StoryNumber(story), line)
}

/// The edition's rules that find something and are not off, in the rules' order; the one asked for is current, else the first.
async fn rules(shared: &Shared, asking: &Asking, edition: &Edition, asked: &str) -> Result<Vec<RepairRule>, Failure> {
    let counts = shared.store.repair_counts().await?;
    let of = |code: Code| counts.iter().find(|count| count.edition == edition.code && count.code == code);
    let told = Code::OF_STORIES.into_iter().filter(|code| edition.rules.of(*code) != Level::Off);
    let mut rules: Vec<RepairRule> = told
        .filter_map(of)
        .map(|count| RepairRule {
            code: count.code.as_str().to_owned(),
            name: asking.say(shared, &format!("rule-{}", count.code.as_str().to_lowercase())),
            url: format!("/desk/repairs?edition={}&rule={}", edition.code, count.code.as_str()),
            current: count.code.as_str() == asked,
            found: count.found,
            certain: count.certain,
        })
        .collect();
    if !rules.iter().any(|rule| rule.current)
        && let Some(first) = rules.first_mut()
    {
        first.current = true;
    }
    Ok(rules)
}

/// A finding as it is now: looked for again in the newest text, so that what is shown is what would be mended. Nothing where it is
/// no longer there, which the queue will know in a moment.
async fn line(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    repair: Repair,
) -> Result<Option<RepairLine>, Failure> {
    let AsWritten { story, content, author, .. } = match shared.store.as_written(repair.story).await {
        Ok(written) => written,
        Err(store::Error::NoStory(_)) => return Ok(None),
        Err(error) => return Err(web::Error::from(error).into()),
    };
    let mut facts = shared.store.facts(&content).await?;
    let live = story.live.as_ref().filter(|(live, _)| live.is_live()).map(|(live, _)| live.published_at);
    if repair.finding.code == Code::SameEvent
        && let Some(copied) = shared
            .paper
            .copied(story.number, &Subject { content: &content, edition, published_at: live, facts: &facts })
    {
        let cards = shared.store.reading().cards(&[copied]).await.map_err(web::Error::from)?;
        facts.told = cards.into_iter().next().map(|told| Told { number: copied, headline: told.card.headline });
    }
    let found = lint(&Subject { content: &content, edition, published_at: live, facts: &facts });
    let is_it = |finding: &Finding| finding.code == repair.finding.code && finding.place == repair.finding.place;
    let Some(finding) = found.into_iter().find(is_it) else { return Ok(None) };
    let may_act = |right| rights::may_act(&asking.signed.asker, right, &story, author.as_ref(), Some(&content)).is_ok();
    // What is written in others' sections is not told here either.
    if !may_act(Right::Draft) {
        return Ok(None);
    }
    let may = may_act(if live.is_some() { Right::Publish } else { Right::Draft });
    let say = |key: &str, args: &[(&str, Value<'_>)]| shared.pages.say(asking.language, key, args);
    let language = language::Language::from_tag(&content.language).unwrap_or(edition.language);
    Ok(Some(RepairLine {
        number: story.number.0,
        headline: content.headline.clone(),
        lang: language.code().to_owned(),
        dir: language.direction().as_str().to_owned(),
        is_live: live.is_some(),
        words: in_words(&finding, &say),
        place: place_in_words(&finding, &say),
        place_code: finding.place.clone(),
        mend: finding.fix.as_ref().map(|fix| mend(fix, &content, &say)),
        may,
    }))
}

fn place_in_words(finding: &Finding, say: &Say<'_>) -> String {
    match finding.block() {
        Some(index) => say("repairs-place-block", &[("number", Value::Number(index as i64 + 1))]),
        None => say(&format!("repairs-place-{}", finding.place.replace('_', "-")), &[]),
    }
}

fn mend(fix: &Fix, content: &Content, say: &Say<'_>) -> RepairMend {
    let before = fix.changes.iter().find_map(|change| match change {
        Change::Field { field, .. } => Some(field.words(content).unwrap_or_default().to_owned()),
        Change::Block { index, .. } | Change::Drop { index } => content.body.0.get(*index).map(shown),
        Change::Unrelate { story } => Some(format!("#{story}")),
        Change::Credit { .. } | Change::Dateline { .. } => None,
    });
    let besides = fix.changes.iter().filter_map(|change| match change {
        Change::Credit { name } => Some(say("repairs-credit", &[("name", Value::Text(name))])),
        Change::Dateline { place } => Some(say("repairs-dateline", &[("name", Value::Text(place))])),
        _ => None,
    });
    RepairMend {
        before: before.unwrap_or_default(),
        after: fix.words().unwrap_or_default(),
        besides: besides.collect::<Vec<_>>().join(" "),
        needs_eye: fix.needs_eye,
    }
}

/// A block in words: a card has none, and is told by where it leads.
fn shown(block: &newsroom::Block) -> String {
    match block {
        newsroom::Block::StoryLink { story } => format!("#{story}"),
        block => block.plain_text(),
    }
}

// ---- mending ----

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    edition: String,
    rule: String,
    #[serde(rename = "do")]
    what: String,
    story: i64,
    place: String,
    after: i64,
}

pub(crate) async fn mend_some(
    State(shared): State<Arc<Shared>>,
    Form(asking, wish): Form<Wish>,
) -> Result<Response, Failure> {
    if !may_any(&asking) {
        return Err(shut(&asking).into());
    }
    let edition = asking.edition(&EditionCode::new(wish.edition.clone()))?.clone();
    let code = Code::from_word(&wish.rule).ok_or(web::Error::NotFound)?;
    let back = format!("/desk/repairs?edition={}&rule={}", edition.code, code.as_str());
    if wish.what == "all" {
        asking.may(Right::House, &Object::Edition(&edition.code))?;
        let (mended, left, last) = mend_all(&shared, &asking, &edition, code, StoryNumber(wish.after)).await?;
        return Ok(see_other(&format!("{back}&done=mended&count={mended}&left={left}&after={last}.-1")));
    }
    let done = mend_one(&shared, &asking, code, &wish).await?;
    let count = if done == "mended" { "&count=1" } else { "" };
    let after = if wish.after > 0 { format!("&after={}.-1", wish.after) } else { String::new() };
    Ok(see_other(&format!("{back}&done={}{count}{after}", percent(done))))
}

/// Mends one finding, one that somebody looked at too. Returns what came of it.
async fn mend_one(shared: &Shared, asking: &Asking, code: Code, wish: &Wish) -> Result<&'static str, Failure> {
    let mut opened = Opened::of(shared, asking, wish.story).await?;
    if opened.is_live() {
        opened.may(asking, Right::Publish)?;
        let held = opened.tx.held(&opened.story, opened.text.revision, &opened.content).await?;
        if held.four_eyes {
            return Ok("four-eyes");
        }
    }
    let (mut tx, number, me) = (opened.tx, opened.story.number, asking.signed.person.actor());
    let mut is_taken = false;
    let mut wanted = |finding: &Finding| {
        let is_it = !is_taken && finding.code == code && finding.place == wish.place;
        is_taken |= is_it;
        is_it
    };
    let done = match tx.mend(number, &mut wanted, &me).await? {
        Mended::Nothing => "gone",
        Mended::Left(Left::Scheduled) => "scheduled",
        Mended::Left(Left::Refused(_)) => "refused",
        Mended::Live { .. } | Mended::Draft { .. } => "mended",
    };
    tx.inspect(number, &*shared.paper).await?;
    if done == "mended" {
        tx.note_down(Some(&me), "mend", &format!("#{number} {}", code.as_str()), &asking.address).await?;
    }
    let position = tx.commit().await?;
    crate::settings::told(shared, position).await;
    Ok(done)
}

/// Mends what is certain of a rule in the next stories. Returns how many it mended, how many were left, and the last story.
async fn mend_all(
    shared: &Shared,
    asking: &Asking,
    edition: &Edition,
    code: Code,
    after: StoryNumber,
) -> Result<(i64, i64, StoryNumber), Failure> {
    let me = asking.signed.person.actor();
    let stories = shared.store.certain_repairs(&edition.code, code, after, AT_A_PRESS).await?;
    let (mut mended, mut left, mut position) = (0, 0, None);
    for some in stories.chunks(AT_ONCE) {
        let mut tx = shared.store.write().await?;
        let mut done = 0;
        for number in some {
            if asks_four_eyes(&mut tx, *number).await? {
                left += 1;
                continue;
            }
            let mut wanted = |finding: &Finding| finding.code == code && finding.is_certain();
            match tx.mend(*number, &mut wanted, &me).await? {
                Mended::Live { .. } | Mended::Draft { .. } => done += 1,
                Mended::Left(_) => left += 1,
                Mended::Nothing => {}
            }
            tx.inspect(*number, &*shared.paper).await?;
        }
        if done > 0 {
            let subject = format!("{} {} ({done})", edition.code, code.as_str());
            tx.note_down(Some(&me), "mend", &subject, &asking.address).await?;
        }
        position = Some(tx.commit().await?);
        mended += done;
    }
    if let Some(position) = position {
        crate::settings::told(shared, position).await;
    }
    // With the last of them it begins anew: those that were left may be ready then.
    let last = if stories.len() as i64 == AT_A_PRESS { stories.last().copied() } else { None };
    Ok((mended, left, last.unwrap_or(StoryNumber(0))))
}

/// Whether readers have the story in a section where two must have read what they get.
async fn asks_four_eyes(tx: &mut store::Writing, number: StoryNumber) -> Result<bool, web::Error> {
    let story = tx.story(number).await?;
    let Some((_, content)) = story.live.as_ref().filter(|(live, _)| live.is_live()) else { return Ok(false) };
    Ok(tx.asks_four_eyes(&story.edition, &content.sections).await?)
}
