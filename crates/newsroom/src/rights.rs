//! Who may do what: the one place that decides it, for programs and for the desk.
//!
//! A person has a role and, perhaps, a beat: the editions and sections the role holds in. A token has a person and,
//! perhaps, fewer rights than that person. Everything else follows from [`may`].

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::entry::Actor;
use crate::ids::{EditionCode, SectionKey};
use crate::refusal::codes;
use crate::stage::AtHand;
use crate::story::Story;

/// What somebody is in the newsroom, from the least trusted to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Writes stories of their own and sees no others before readers do.
    Contributor,
    /// Writes, and reads and edits what colleagues write.
    Reporter,
    /// Publishes, corrects, withdraws and arranges section fronts.
    Editor,
    /// Arranges the paper's front, opens and closes sections, withdraws by order.
    ChiefEditor,
    /// Looks after people and settings beside everything else.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Contributor, Self::Reporter, Self::Editor, Self::ChiefEditor, Self::Administrator];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Reporter => "reporter",
            Self::Editor => "editor",
            Self::ChiefEditor => "chief-editor",
            Self::Administrator => "administrator",
        }
    }
}

/// One kind of thing that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Read and write drafts; schedule nothing, publish nothing.
    Draft,
    /// Take pictures and other files in.
    Media,
    /// Hand a story to somebody.
    Assign,
    /// See how much is read.
    Figures,
    /// Publish, update and schedule.
    Publish,
    Correct,
    /// Take back by the newsroom's own decision.
    Withdraw,
    /// Take back by a court's or an authority's order.
    Bar,
    /// Arrange a section's front.
    Place,
    /// Arrange an edition's front.
    PlaceFront,
    /// Open, rename and close sections; change what an edition says of itself; authors' pages.
    House,
    /// Add people, give them roles, disable them.
    People,
    /// Open and close editions, let other hosts' markup into readers' pages, see where things are kept.
    Settings,
}

impl Right {
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Media,
        Self::Assign,
        Self::Figures,
        Self::Publish,
        Self::Correct,
        Self::Withdraw,
        Self::Bar,
        Self::Place,
        Self::PlaceFront,
        Self::House,
        Self::People,
        Self::Settings,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Media => "media",
            Self::Assign => "assign",
            Self::Figures => "figures",
            Self::Publish => "publish",
            Self::Correct => "correct",
            Self::Withdraw => "withdraw",
            Self::Bar => "bar",
            Self::Place => "place",
            Self::PlaceFront => "place-front",
            Self::House => "house",
            Self::People => "people",
            Self::Settings => "settings",
        }
    }

    /// The least role that has it.
    fn least(self) -> Role {
        match self {
            Self::Draft | Self::Media => Role::Contributor,
            Self::Assign | Self::Figures => Role::Reporter,
            Self::Publish | Self::Correct | Self::Withdraw | Self::Place => Role::Editor,
            Self::Bar | Self::PlaceFront | Self::House => Role::ChiefEditor,
            Self::People | Self::Settings => Role::Administrator,
        }
    }
}

/// The word names nothing of the kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is none of: {known}")]
pub struct Unknown {
    word: String,
    known: String,
}

macro_rules! read_from_words {
    ($($kind:ident),*) => {
        $(impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $kind {
            type Err = Unknown;

            fn from_str(word: &str) -> Result<Self, Unknown> {
                let spelt = word.trim().replace('_', "-");
                Self::ALL.into_iter().find(|one| one.as_str() == spelt).ok_or_else(|| Unknown {
                    word: word.to_owned(),
                    known: Self::ALL.map(Self::as_str).join(", "),
                })
            }
        })*
    };
}
read_from_words!(Role, Right);

/// A part of the paper somebody works in: an edition, or one section of it. Written `tr` or `tr/ekonomi`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    pub edition: EditionCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionKey>,
}

impl Beat {
    /// Reads `tr` or `tr/ekonomi`; nothing for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (edition, section) = match text.trim().split_once('/') {
            Some((edition, section)) => (edition, Some(SectionKey::from(section))),
            None => (text.trim(), None),
        };
        let named = !edition.is_empty() && section.as_ref().is_none_or(|section| !section.as_str().is_empty());
        named.then(|| Self { edition: EditionCode::from(edition), section })
    }
}

impl fmt::Display for Beat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.section {
            None => write!(f, "{}", self.edition),
            Some(section) => write!(f, "{}/{section}", self.edition),
        }
    }
}

/// Whoever asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Asker {
    pub actor: Actor,
    pub role: Role,
    /// Where the role holds; everywhere if empty.
    pub beats: Vec<Beat>,
    /// A token's own rights, if it has fewer than its person.
    pub rights: Option<Vec<Right>>,
}

/// What it is to be done to.
#[derive(Clone, Debug, PartialEq)]
pub enum Object<'o> {
    /// A story, by where it stands or is to stand, and whose it is.
    Story { edition: &'o EditionCode, sections: &'o [SectionKey], author: Option<&'o Actor> },
    /// The front of an edition, or of one of its sections.
    Front { edition: &'o EditionCode, section: Option<&'o SectionKey> },
    /// An edition as a whole: what it says of itself, its sections, its authors.
    Edition(&'o EditionCode),
    /// A picture of the library, and who took it in.
    Picture { by: Option<&'o Actor> },
    /// Nothing in particular: the picture library, the people.
    Newsroom,
}

/// Why it may not be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    #[error("a {role} may not: `{right}` is for a {least} and above")]
    Role { role: Role, right: Right, least: Role },
    #[error("this token was not given the right `{0}`")]
    Token(Right),
    #[error("this is outside of where you work ({0})")]
    Beat(String),
    #[error("a contributor works on their own stories and pictures only")]
    NotTheirs,
    #[error("this section asks for four eyes: whoever wrote last neither marks it ready nor publishes it")]
    OwnWords,
    #[error("this section asks for four eyes: somebody else must first have marked exactly this text ready")]
    NotRead,
    #[error("only an editor lifts an embargo or moves it forward")]
    EmbargoHolds,
}

codes! {
    NotAllowed:
    Self::Role { .. } => "role",
    Self::Token(_) => "token-rights",
    Self::Beat(_) => "beat",
    Self::NotTheirs => "not-yours",
    Self::OwnWords => "own-words",
    Self::NotRead => "not-read",
    Self::EmbargoHolds => "embargo-holds",
}

/// Whether the asker may do this.
///
/// # Errors
/// The first thing that stands in the way: the role, the token, the beat, or that the story is somebody else's.
pub fn may(asker: &Asker, right: Right, object: &Object<'_>) -> Result<(), NotAllowed> {
    if asker.role < right.least() {
        return Err(NotAllowed::Role { role: asker.role, right, least: right.least() });
    }
    if asker.rights.as_ref().is_some_and(|rights| !rights.contains(&right)) {
        return Err(NotAllowed::Token(right));
    }
    let is_anothers = match object {
        Object::Story { author, .. } => author.is_some_and(|author| author != &asker.actor),
        // What nobody took in came with an import, and is everybody's but a contributor's.
        Object::Picture { by } => *by != Some(&asker.actor),
        Object::Front { .. } | Object::Edition(_) | Object::Newsroom => false,
    };
    if asker.role == Role::Contributor && is_anothers {
        return Err(NotAllowed::NotTheirs);
    }
    if !within(&asker.beats, object) {
        let beats = asker.beats.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return Err(NotAllowed::Beat(beats));
    }
    Ok(())
}

/// Whether the asker may do this to a story that is to hold `content`: where readers have it now, and where it is to stand.
///
/// # Errors
/// As [`may`].
pub fn may_act(
    asker: &Asker,
    right: Right,
    story: &Story,
    author: Option<&Actor>,
    content: Option<&Content>,
) -> Result<(), NotAllowed> {
    let live = story.live.as_ref().map(|(_, content)| content.sections.as_slice());
    let places = [live, content.map(|content| content.sections.as_slice())];
    let places: Vec<&[SectionKey]> = places.into_iter().flatten().collect();
    let none: [&[SectionKey]; 1] = [&[]];
    for sections in if places.is_empty() { &none[..] } else { &places } {
        may(asker, right, &Object::Story { edition: &story.edition, sections, author })?;
    }
    Ok(())
}

/// Whether somebody of this role needs a second factor, where the newsroom asks for one from a role upwards.
pub fn needs_second_factor(role: Role, from: Role) -> bool {
    role >= from
}

/// The rights this asker can hand on to a token: never one they lack themselves.
pub fn rights_to_give(asker: &Asker) -> Vec<Right> {
    Right::ALL.into_iter().filter(|right| may(asker, *right, &Object::Newsroom).is_ok()).collect()
}

/// Whether the asker may bring this text to readers now or at an hour, by the act this right is for: [`may_act`], and where
/// the section asks for four eyes, that somebody wrote it and somebody else read exactly it.
///
/// # Errors
/// As [`may_act`]; [`NotAllowed::OwnWords`] for whoever wrote last, [`NotAllowed::NotRead`] before anybody else marked this
/// very text ready.
pub fn may_release(asker: &Asker, right: Right, at_hand: &AtHand<'_>) -> Result<(), NotAllowed> {
    may_act(asker, right, at_hand.story, at_hand.author, Some(at_hand.content))?;
    if !at_hand.four_eyes {
        return Ok(());
    }
    if at_hand.writer == &asker.actor {
        return Err(NotAllowed::OwnWords);
    }
    let is_read = at_hand.is_ready() && &at_hand.progress.actor != at_hand.writer;
    if is_read { Ok(()) } else { Err(NotAllowed::NotRead) }
}

/// Whether the asker may set this embargo in place of the one there is. Whoever writes the story may hold it back longer;
/// letting it out earlier is for those who publish.
///
/// # Errors
/// As [`may_act`]; [`NotAllowed::EmbargoHolds`].
pub fn may_embargo(
    asker: &Asker,
    story: &Story,
    author: Option<&Actor>,
    content: &Content,
    until: Option<Timestamp>,
) -> Result<(), NotAllowed> {
    may_act(asker, Right::Draft, story, author, Some(content))?;
    let is_earlier = story.embargo_until.is_some_and(|set| until.is_none_or(|until| until < set));
    if is_earlier && may_act(asker, Right::Publish, story, author, Some(content)).is_err() {
        return Err(NotAllowed::EmbargoHolds);
    }
    Ok(())
}

/// Whether the object lies within the beats: a story, if its home section does, or if it has none yet and the edition
/// is worked in at all; a front, if the whole of it does.
fn within(beats: &[Beat], object: &Object<'_>) -> bool {
    if beats.is_empty() {
        return true;
    }
    let covers = |edition: &EditionCode, section: Option<&SectionKey>| {
        beats.iter().any(|beat| {
            &beat.edition == edition
                && beat.section.as_ref().is_none_or(|own| section.is_some_and(|other| own == other))
        })
    };
    match object {
        Object::Newsroom | Object::Picture { .. } => true,
        Object::Edition(edition) => covers(edition, None),
        Object::Front { edition, section } => covers(edition, *section),
        Object::Story { edition, sections: [], .. } => beats.iter().any(|beat| &beat.edition == *edition),
        Object::Story { edition, sections: [home, ..], .. } => covers(edition, Some(home)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(role: Role) -> Asker {
        Asker { actor: Actor::new("user:1"), role, beats: Vec::new(), rights: None }
    }

    /// Every right and every role, written out: the table is the policy.
    #[test]
    fn each_role_has_exactly_its_rights() {
        let check = |role: Role, expected: &str| {
            let has: Vec<_> = Right::ALL
                .into_iter()
                .filter(|right| may(&asker(role), *right, &Object::Newsroom).is_ok())
                .map(Right::as_str)
                .collect();
            assert_eq!(has.join(" "), expected, "{role}");
        };
        check(Role::Contributor, "draft media");
        check(Role::Reporter, "draft media assign figures");
        check(Role::Editor, "draft media assign figures publish correct withdraw place");
        check(Role::ChiefEditor, "draft media assign figures publish correct withdraw bar place place-front house");
        check(
            Role::Administrator,
            "draft media assign figures publish correct withdraw bar place place-front house people settings",
        );
    }

    #[test]
    fn a_contributor_reaches_no_story_of_others() {
        let (own, other) = (Actor::new("user:1"), Actor::new("user:2"));
        let check = |role, author: Option<&Actor>, expected: Option<&str>| {
            let object = Object::Story { edition: &"tr".into(), sections: &[], author };
            let got = may(&asker(role), Right::Draft, &object).err().map(|refused| refused.code());
            assert_eq!(got, expected, "{role} {author:?}");
        };
        check(Role::Contributor, Some(&own), None);
        check(Role::Contributor, None, None);
        check(Role::Contributor, Some(&other), Some("not-yours"));
        check(Role::Reporter, Some(&other), None);
    }

    #[test]
    fn a_contributor_changes_no_picture_of_others() {
        let (own, other) = (Actor::new("user:1"), Actor::new("user:2"));
        let check = |role, by: Option<&Actor>, expected: bool| {
            assert_eq!(may(&asker(role), Right::Media, &Object::Picture { by }).is_ok(), expected, "{role} {by:?}");
        };
        check(Role::Contributor, Some(&own), true);
        check(Role::Contributor, Some(&other), false);
        check(Role::Contributor, None, false);
        check(Role::Reporter, Some(&other), true);
        check(Role::Reporter, None, true);
    }

    #[test]
    fn a_beat_ends_at_its_edge() {
        let check = |beats: &[&str], edition: &str, sections: &[&str], expected: bool| {
            let beats = beats.iter().filter_map(|beat| Beat::parse(beat)).collect();
            let asker = Asker { beats, ..asker(Role::Editor) };
            let sections: Vec<SectionKey> = sections.iter().map(|section| SectionKey::from(*section)).collect();
            let object = Object::Story { edition: &edition.into(), sections: &sections, author: None };
            assert_eq!(may(&asker, Right::Publish, &object).is_ok(), expected, "{edition} {sections:?}");
        };
        check(&[], "tr", &["spor"], true);
        check(&["tr"], "tr", &["spor"], true);
        check(&["tr"], "ar", &["spor"], false);
        check(&["tr/spor"], "tr", &["spor"], true);
        check(&["tr/spor"], "tr", &["ekonomi"], false);
        check(&["tr/spor"], "tr", &["spor", "ekonomi"], true);
        check(&["tr/spor"], "tr", &["ekonomi", "spor"], false);
        check(&["tr/spor"], "tr", &[], true);
        check(&["tr/spor", "ar"], "ar", &["x"], true);
    }

    #[test]
    fn a_section_editor_does_not_arrange_the_papers_front() {
        let beats = vec![Beat::parse("tr/spor").expect("a beat")];
        let asker = Asker { beats, ..asker(Role::ChiefEditor) };
        let may_arrange = |section: Option<&SectionKey>| {
            may(&asker, Right::Place, &Object::Front { edition: &"tr".into(), section }).is_ok()
        };
        assert!(may_arrange(Some(&"spor".into())));
        assert!(!may_arrange(None));
    }

    #[test]
    fn a_section_editor_does_not_change_the_edition() {
        let check = |beats: &[&str], role: Role, right: Right, expected: bool| {
            let beats = beats.iter().filter_map(|beat| Beat::parse(beat)).collect();
            let asker = Asker { beats, ..asker(role) };
            assert_eq!(may(&asker, right, &Object::Edition(&"tr".into())).is_ok(), expected, "{role} {right}");
        };
        check(&[], Role::ChiefEditor, Right::House, true);
        check(&["tr"], Role::ChiefEditor, Right::House, true);
        check(&["tr/spor"], Role::ChiefEditor, Right::House, false);
        check(&["ar"], Role::ChiefEditor, Right::House, false);
        check(&[], Role::Editor, Right::House, false);
        check(&[], Role::ChiefEditor, Right::Settings, false);
        check(&[], Role::Administrator, Right::Settings, true);
        check(&["ar"], Role::Administrator, Right::Settings, false);
    }

    #[test]
    fn a_token_has_no_more_than_it_was_given() {
        let asker = Asker { rights: Some(vec![Right::Draft]), ..asker(Role::Administrator) };
        assert!(may(&asker, Right::Draft, &Object::Newsroom).is_ok());
        assert_eq!(may(&asker, Right::Publish, &Object::Newsroom), Err(NotAllowed::Token(Right::Publish)));
    }

    #[test]
    fn nobody_hands_on_more_than_they_have() {
        let check = |role: Role, rights: Option<Vec<Right>>, expected: usize| {
            assert_eq!(rights_to_give(&Asker { rights, ..asker(role) }).len(), expected, "{role}");
        };
        check(Role::Contributor, None, 2);
        check(Role::Administrator, None, Right::ALL.len());
        check(Role::Administrator, Some(vec![Right::Draft]), 1);
        assert!(needs_second_factor(Role::Editor, Role::Editor) && !needs_second_factor(Role::Reporter, Role::Editor));
    }

    #[test]
    fn four_eyes_are_two_people() {
        use crate::ids::StoryNumber;
        use crate::stage::{Progress, Stage};
        let story = Story {
            number: StoryNumber(7),
            uri: "urn:x".to_owned(),
            edition: "tr".into(),
            created_at: Timestamp::UNIX_EPOCH,
            embargo_until: None,
            live: None,
        };
        let (content, other) = (Content::default(), Content { headline: "Başka".to_owned(), ..Content::default() });
        let check = |four_eyes, writer: &str, stage, reader: &str, read: &Content, expected: Result<(), &str>| {
            let (writer, since) = (Actor::new(writer), Timestamp::UNIX_EPOCH);
            let progress = Progress { stage, since, actor: Actor::new(reader), content: read.seal().0, due_at: None };
            let at_hand = AtHand {
                story: &story,
                author: None,
                content: &content,
                writer: &writer,
                four_eyes,
                progress: &progress,
            };
            let got = may_release(&asker(Role::Editor), Right::Publish, &at_hand).map_err(|refused| refused.code());
            assert_eq!(got, expected, "{writer:?} {stage} {reader}");
        };
        check(false, "user:1", Stage::Draft, "user:1", &content, Ok(()));
        check(true, "user:1", Stage::Draft, "user:1", &content, Err("own-words"));
        check(true, "user:1", Stage::Ready, "user:2", &content, Err("own-words"));
        check(true, "user:2", Stage::Draft, "user:2", &content, Err("not-read"));
        check(true, "user:2", Stage::ToBeRead, "user:1", &content, Err("not-read"));
        check(true, "user:2", Stage::Ready, "user:2", &content, Err("not-read"));
        check(true, "user:2", Stage::Ready, "user:1", &other, Err("not-read"));
        check(true, "user:2", Stage::Ready, "user:1", &content, Ok(()));
        check(true, "user:2", Stage::Ready, "user:3", &content, Ok(()));
    }

    #[test]
    fn an_embargo_is_lengthened_by_writers_and_lifted_by_editors() {
        let hour = |hours: i64| Timestamp::from_second(hours * 3600).expect("an hour");
        let check = |role, set: Option<i64>, until: Option<i64>, expected: bool| {
            let story = Story {
                number: crate::ids::StoryNumber(7),
                uri: "urn:x".to_owned(),
                edition: "tr".into(),
                created_at: Timestamp::UNIX_EPOCH,
                embargo_until: set.map(hour),
                live: None,
            };
            let got = may_embargo(&asker(role), &story, None, &Content::default(), until.map(hour));
            assert_eq!(got.is_ok(), expected, "{role} {set:?} {until:?}");
        };
        check(Role::Reporter, None, Some(5), true);
        check(Role::Reporter, Some(5), Some(7), true);
        check(Role::Reporter, Some(5), Some(3), false);
        check(Role::Reporter, Some(5), None, false);
        check(Role::Editor, Some(5), None, true);
    }

    #[test]
    fn words_are_read_back() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        for right in Right::ALL {
            assert_eq!(right.as_str().parse(), Ok(right));
        }
        assert_eq!("chief_editor".parse(), Ok(Role::ChiefEditor));
        assert!("king".parse::<Role>().is_err());
    }
}
