//! Every address of the paper, once: from the standing parts, from the lists that have stories, and from the stories by
//! number. Memory holds a mark for each.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use newsroom::{Edition, EditionCode, House, Live, Position, SectionKey, address};
use store::Reading;

use super::Writing;
use crate::Result;

/// Stories looked at in one go.
const BATCH: i64 = 500;
const FEEDS: [&str; 3] = ["feed.xml", "atom.xml", "feed.json"];

pub(crate) async fn everything(writing: &mut Writing<'_>, reading: &Reading) -> Result<()> {
    let house = writing.site.standing_parts();
    for file in [
        "/robots.txt",
        "/ads.txt",
        "/.well-known/security.txt",
        "/sitemap.xml",
        "/sitemap-news.xml",
        "/sitemap-pages.xml",
    ] {
        writing.visit(file.to_owned()).await?;
    }
    for edition in house.editions_in_order() {
        let words = address::words(edition.language);
        list(writing, address::edition_path(edition)).await?;
        for word in [
            words.masthead,
            words.contact,
            words.corrections,
            words.how_ranked,
            words.privacy,
            words.search,
            "manifest.webmanifest",
            "opensearch.xml",
        ] {
            if word != words.privacy || !edition.masthead.privacy.trim().is_empty() {
                writing.visit(address::below(edition, word)).await?;
            }
        }
        for section in house.sections_of(&edition.code) {
            list(writing, address::section_path(edition, section)).await?;
        }
        for author in house.authors.values().filter(|author| author.edition == edition.code) {
            list(writing, address::author_path(edition, &author.slug)).await?;
        }
        for (part, _) in reading.sitemap_parts(&edition.code).await? {
            writing.visit(format!("/sitemap-{}-{part}.xml", edition.code)).await?;
        }
        days(writing, reading, edition).await?;
    }
    let mut name = String::new();
    while let Some(next) = reading.list_after(&name).await? {
        if let Some(path) = path_of_list(&house, &next) {
            list(writing, path).await?;
        }
        name = next;
    }
    let mut after = 0;
    loop {
        let stories = reading.stories_after(after, BATCH).await?;
        let Some(last) = stories.last() else { return Ok(()) };
        after = last.number.0;
        for live in &stories {
            if let Some(edition) = house.edition(&live.edition) {
                writing.visit(address::story_path(&house, edition, live)).await?;
            }
        }
    }
}

/// A list and its feeds.
async fn list(writing: &mut Writing<'_>, path: String) -> Result<()> {
    for feed in FEEDS {
        writing.visit(format!("{path}{feed}")).await?;
    }
    writing.visit(path).await
}

/// Days on which something was published, newest first.
async fn days(writing: &mut Writing<'_>, reading: &Reading, edition: &Edition) -> Result<()> {
    let zone = edition.time_zone();
    // Pages lead to today, whatever it has brought.
    let today = writing.now.to_zoned_datetime(zone.clone()).date();
    writing.visit(address::day_path(edition, today)).await?;
    let mut before = writing.now + SignedDuration::from_secs(1);
    while let (Some(at), _) = reading.neighbours_of_day(&edition.code, before, Timestamp::MAX).await? {
        let date = at.to_zoned_datetime(zone.clone()).date();
        writing.visit(address::day_path(edition, date)).await?;
        let Ok(start) = date.to_zoned_datetime(zone.clone()) else { return Ok(()) };
        before = start.timestamp();
    }
    Ok(())
}

/// `list/tr/tag/sel` → `/etiket/sel/`. An edition's own list is its front and feeds.
fn path_of_list(house: &House, name: &str) -> Option<String> {
    let mut steps = name.strip_prefix("list/")?.splitn(3, '/');
    let edition = house.edition(&EditionCode::from(steps.next()?))?;
    let (kind, key) = (steps.next()?, steps.next()?);
    match kind {
        "section" => Some(address::section_path(edition, house.section(&edition.code, &SectionKey::from(key))?)),
        "tag" => Some(address::tag_path(edition, key)),
        "author" => Some(address::author_path(edition, key)),
        _ => None,
    }
}

/// An address that leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Former {
    /// This one.
    Page(String),
    /// It and everything below it, to what stands below the other: it ends in `/`.
    Below(String),
}

/// Where addresses lead that once were others', old to new: a section's former name with everything below it, the page of a
/// closed section that others took over, and stories that stood in another section.
pub(crate) async fn moved(house: &House, reading: &Reading) -> Result<BTreeMap<Former, String>> {
    let mut moved = BTreeMap::new();
    let editions = house.editions_in_order();
    if let Some(first) = editions.first()
        && editions.iter().all(|edition| !edition.path.is_empty())
    {
        moved.insert(Former::Page("/".to_owned()), address::edition_path(first));
    }
    for section in house.sections.values() {
        let Some(edition) = house.edition(&section.edition) else { continue };
        for former in &section.former_slugs {
            let former = Former::Below(address::below(edition, &format!("{former}/")));
            moved.insert(former, address::section_path(edition, section));
        }
        // Its feeds and its stories stay where they are.
        let successor = section.successor.as_ref().filter(|_| section.closed);
        if let Some(successor) = successor.and_then(|key| house.section(&section.edition, key)) {
            let former = Former::Page(address::section_path(edition, section));
            moved.insert(former, address::section_path(edition, successor));
        }
    }
    let (mut after, mut looked) = (Position(0), HashSet::new());
    loop {
        let entries = reading.entries_after(after, BATCH).await?;
        let Some(last) = entries.last() else { return Ok(moved) };
        after = last.position;
        for sealed in &entries {
            let Some(number) = sealed.story() else { continue };
            let Ok(then) = serde_json::from_str::<Live>(&sealed.entry.state) else { continue };
            // The first entry of a story alone tells nothing; from the second on it may have moved.
            if then.version < 2 || !looked.insert(number) {
                continue;
            }
            let Some(now) = reading.story(number).await?.map(|seen| seen.live) else { continue };
            let Some(edition) = house.edition(&now.edition) else { continue };
            let right = address::story_path(house, edition, &now);
            for line in reading.history(number).await? {
                let state = reading.entries_after(Position(line.position.0 - 1), 1).await?;
                let Some(then) = state.first().and_then(|e| serde_json::from_str::<Live>(&e.entry.state).ok()) else {
                    continue;
                };
                let former = address::story_path(house, edition, &then);
                if former != right {
                    moved.insert(Former::Page(former), right.clone());
                }
            }
        }
    }
}
