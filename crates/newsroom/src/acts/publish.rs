//! Publish and update: one act, since which of the two it is follows from the story.

use jiff::Timestamp;

use crate::acts::Decided;
use crate::content::Content;
use crate::entry::{Actor, Entry, EntryKind, Public};
use crate::house::{Edition, House};
use crate::ids::SectionKey;
use crate::refusal::codes;
use crate::story::{Hour, Live, Standing, Story};
use crate::touch::{self, UseKey};

/// Why a story was not published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishRefused {
    #[error("a story needs a headline")]
    NoHeadline,
    #[error("a story needs a section")]
    NoSection,
    #[error("the edition has no section `{0}`")]
    UnknownSection(SectionKey),
    #[error("the section `{0}` is closed")]
    ClosedSection(SectionKey),
    #[error("the paper has no edition `{0}`")]
    UnknownEdition(crate::ids::EditionCode),
    #[error("the edition `{0}` is closed and takes no new stories")]
    ClosedEdition(crate::ids::EditionCode),
    #[error("a story needs a byline or an agency's credit")]
    NoSource,
    #[error("the story is under embargo until {until}")]
    Embargoed { until: Timestamp },
    #[error("readers see exactly this already")]
    Unchanged,
    #[error("the story was taken back by order of {authority} and cannot be published again")]
    Barred { authority: String },
    #[error("urgency runs from 1 to 9, not {0}")]
    Urgency(u8),
}

codes! {
    PublishRefused:
    Self::NoHeadline => "no-headline",
    Self::NoSection => "no-section",
    Self::UnknownSection(_) => "unknown-section",
    Self::ClosedSection(_) => "closed-section",
    Self::UnknownEdition(_) => "unknown-edition",
    Self::ClosedEdition(_) => "closed-edition",
    Self::NoSource => "no-source",
    Self::Embargoed { .. } => "embargoed",
    Self::Unchanged => "unchanged",
    Self::Barred { .. } => "barred",
    Self::Urgency(_) => "urgency",
}

/// Makes `content` what readers see from `now` on: the first time a publication, later an update.
///
/// `published_at` is the hour of first publication that readers are told: `now`, or for an archive's story the hour
/// it first appeared elsewhere. An update keeps the first one, and the story keeps its slug unless the content chooses another:
/// the number decides, so that its earlier addresses lead to the new one.
///
/// # Errors
/// A [`PublishRefused`] for whatever first stands in the way.
pub fn publish(
    story: &Story,
    content: Content,
    house: &House,
    actor: &Actor,
    published_at: Timestamp,
    now: Timestamp,
) -> Result<Decided, PublishRefused> {
    publish_as_of(story, content, house, actor, Hours { published: published_at.into(), updated: None }, now)
}

/// The hours readers are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    pub published: Hour,
    /// The hour of the version where its sender tells one; else an update happens now.
    pub updated: Option<Hour>,
}

/// As [`publish`], for stories that have a life behind them: an agency's later version, an archive's story.
///
/// # Errors
/// As [`publish`].
pub fn publish_as_of(
    story: &Story,
    content: Content,
    house: &House,
    actor: &Actor,
    hours: Hours,
    now: Timestamp,
) -> Result<Decided, PublishRefused> {
    let published = hours.published;
    let edition = may_appear(story, &content, house, now)?;
    let (hash, _) = content.seal();
    let before = story.live.as_ref();
    let (kind, live) = match before {
        None => {
            let updated = hours.updated.filter(|updated| updated.at > published.at).unwrap_or(published);
            let live = Live {
                number: story.number,
                uri: story.uri.clone(),
                edition: story.edition.clone(),
                standing: Standing::Live,
                section: content.sections[0].clone(),
                slug: content
                    .own_slug(edition.language)
                    .unwrap_or_else(|| language::slug(&content.headline, edition.language)),
                version: 1,
                published_at: published.at,
                published_precision: published.precision,
                updated_at: updated.at,
                updated_precision: updated.precision,
                content_hash: hash,
            };
            (EntryKind::Publish, live)
        }
        Some((live, _)) if live.is_live() && live.content_hash == hash => return Err(PublishRefused::Unchanged),
        Some((live, _)) => {
            let told = hours.updated.unwrap_or(now.into());
            let updated = if told.at > live.updated_at { told } else { live.updated() };
            let live = Live {
                standing: Standing::Live,
                section: content.sections[0].clone(),
                slug: content.own_slug(edition.language).unwrap_or_else(|| live.slug.clone()),
                version: live.version + 1,
                updated_at: updated.at,
                updated_precision: updated.precision,
                content_hash: hash,
                ..live.clone()
            };
            (EntryKind::Update, live)
        }
    };
    Ok(decide(kind, edition, before, live, content, actor, now))
}

/// The checks that publishing and correcting share. Returns the edition it will appear in.
pub(super) fn may_appear<'h>(
    story: &Story,
    content: &Content,
    house: &'h House,
    now: Timestamp,
) -> Result<&'h Edition, PublishRefused> {
    let edition = house.edition(&story.edition).ok_or_else(|| PublishRefused::UnknownEdition(story.edition.clone()))?;
    // What readers have of it may still be corrected.
    if edition.closed && story.live.is_none() {
        return Err(PublishRefused::ClosedEdition(edition.code.clone()));
    }
    if let Some((Live { standing: Standing::Barred { authority, .. }, .. }, _)) = &story.live {
        return Err(PublishRefused::Barred { authority: authority.clone() });
    }
    if let Some(until) = story.embargo_until.filter(|until| *until > now) {
        return Err(PublishRefused::Embargoed { until });
    }
    if content.headline.trim().is_empty() {
        return Err(PublishRefused::NoHeadline);
    }
    if content.sections.is_empty() {
        return Err(PublishRefused::NoSection);
    }
    let already_in = story.live.as_ref().map_or(&[][..], |(_, content)| &content.sections);
    for key in &content.sections {
        let section = house.section(&edition.code, key).ok_or_else(|| PublishRefused::UnknownSection(key.clone()))?;
        // A story that already stands in a section that was closed since may still be updated there.
        if section.closed && !already_in.contains(key) {
            return Err(PublishRefused::ClosedSection(key.clone()));
        }
    }
    if !content.has_source() {
        return Err(PublishRefused::NoSource);
    }
    if !(1..=9).contains(&content.urgency) {
        return Err(PublishRefused::Urgency(content.urgency));
    }
    Ok(edition)
}

/// Puts state, entry and touched keys together: everything that showed the old state or shows the new.
pub(super) fn decide(
    kind: EntryKind,
    edition: &Edition,
    before: Option<&(Live, Content)>,
    live: Live,
    content: Content,
    actor: &Actor,
    now: Timestamp,
) -> Decided {
    let mut touches = touch::shown_by(edition, &live, &content, now);
    if let Some((old, old_content)) = before {
        touches.extend(touch::shown_by(edition, old, old_content, now));
    }
    let hash = live.content_hash.clone();
    let public = Public::Story(live);
    let mut entry = Entry::new(kind, &public, actor, now).touching(touches);
    entry.content = Some(hash);
    Decided { public, entry, content: Some(content) }
}

/// Corrections have a page of their own.
pub(super) fn corrections_page(edition: &Edition) -> UseKey {
    UseKey::corrections(&edition.code)
}
