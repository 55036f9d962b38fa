//! Where a story stands inside the house before readers have it, and who may move it where: one table.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::content::Content;
use crate::entry::Actor;
use crate::ids::ContentHash;
use crate::refusal::codes;
use crate::rights::{self, Asker, NotAllowed, Right};
use crate::story::Story;

/// How far the text is that readers do not have yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Something to write about.
    Idea,
    #[default]
    Draft,
    /// Handed in: somebody is to read it.
    ToBeRead,
    /// Read, and good to go out.
    Ready,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Idea, Self::Draft, Self::ToBeRead, Self::Ready];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Draft => "draft",
            Self::ToBeRead => "to-be-read",
            Self::Ready => "ready",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A story's stage with who brought it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    pub stage: Stage,
    pub since: Timestamp,
    pub actor: Actor,
    /// The text that was moved: ready is ready for exactly this one.
    pub content: ContentHash,
    /// The hour it is promised for.
    pub due_at: Option<Timestamp>,
}

/// What can be done to a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// An idea is taken up, to be written.
    TakeUp,
    /// A draft is an idea again.
    PutOff,
    HandIn,
    /// Whoever handed it in goes on writing.
    TakeBack,
    /// Its reader wants something mended, and says what.
    SendBack,
    /// Its reader has read it.
    MarkReady,
    /// It is to be read once more.
    ReadAgain,
}

/// A line of the table: the move, where from, where to, and the right it takes.
type Line = (Move, &'static [Stage], Stage, Right);

/// Who may move what where.
const TABLE: &[Line] = &[
    (Move::TakeUp, &[Stage::Idea], Stage::Draft, Right::Draft),
    (Move::PutOff, &[Stage::Draft], Stage::Idea, Right::Draft),
    (Move::HandIn, &[Stage::Idea, Stage::Draft], Stage::ToBeRead, Right::Draft),
    (Move::TakeBack, &[Stage::ToBeRead], Stage::Draft, Right::Draft),
    (Move::MarkReady, &[Stage::Draft, Stage::ToBeRead, Stage::Ready], Stage::Ready, Right::Publish),
    (Move::SendBack, &[Stage::ToBeRead, Stage::Ready], Stage::Draft, Right::Publish),
    (Move::ReadAgain, &[Stage::Ready], Stage::ToBeRead, Right::Publish),
];

impl Move {
    /// What leads on first.
    pub const ALL: [Self; 7] =
        [Self::TakeUp, Self::HandIn, Self::MarkReady, Self::TakeBack, Self::ReadAgain, Self::PutOff, Self::SendBack];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::TakeUp => "take-up",
            Self::PutOff => "put-off",
            Self::HandIn => "hand-in",
            Self::TakeBack => "take-back",
            Self::SendBack => "send-back",
            Self::MarkReady => "mark-ready",
            Self::ReadAgain => "read-again",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    fn line(self) -> &'static Line {
        TABLE.iter().find(|line| line.0 == self).expect("every move has its line")
    }

    /// What it leads to.
    pub fn to(self) -> Stage {
        self.line().2
    }

    pub fn right(self) -> Right {
        self.line().3
    }
}

/// Why a story was not moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefused {
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    #[error("it stands at `{0}`, from where this does not lead")]
    NotFromHere(Stage),
    #[error("readers have exactly this text")]
    NothingNew,
    #[error("somebody else handed it in")]
    NotTheirs,
    #[error("say what is to be mended")]
    NoNote,
}

codes! {
    MoveRefused:
    Self::NotFromHere(_) => "not-from-here",
    Self::NothingNew => "nothing-new",
    Self::NotTheirs => "not-handed-in-by-you",
    Self::NoNote => "nothing-to-mend",
    ; Self::NotAllowed(refused) => refused.code()
}

/// A story's text as it is about to be moved or released.
#[derive(Clone, Debug, PartialEq)]
pub struct AtHand<'a> {
    pub story: &'a Story,
    pub author: Option<&'a Actor>,
    pub content: &'a Content,
    /// Who wrote last.
    pub writer: &'a Actor,
    /// Whether its section asks for a second pair of eyes.
    pub four_eyes: bool,
    pub progress: &'a Progress,
}

impl AtHand<'_> {
    /// Whether it was marked ready, and nothing changed since.
    pub fn is_ready(&self) -> bool {
        self.progress.stage == Stage::Ready && self.progress.content == self.content.seal().0
    }
}

/// Decides a move: where it leads, or why not.
///
/// # Errors
/// The first thing that stands in the way, rights before everything.
pub fn decide(at_hand: &AtHand<'_>, wanted: Move, asker: &Asker, note: &str) -> Result<Stage, MoveRefused> {
    let &(_, from, to, right) = wanted.line();
    rights::may_act(asker, right, at_hand.story, at_hand.author, Some(at_hand.content))?;
    let stage = at_hand.progress.stage;
    // What was marked ready and changed can be marked again; what did not change need not.
    let is_again = wanted == Move::MarkReady && at_hand.is_ready();
    if !from.contains(&stage) || is_again {
        return Err(MoveRefused::NotFromHere(stage));
    }
    let live = at_hand.story.live.as_ref().filter(|(live, _)| live.is_live());
    if live.is_some_and(|(live, _)| live.content_hash == at_hand.content.seal().0) {
        return Err(MoveRefused::NothingNew);
    }
    match wanted {
        Move::TakeBack if at_hand.progress.actor != asker.actor => Err(MoveRefused::NotTheirs),
        Move::MarkReady if at_hand.four_eyes && at_hand.writer == &asker.actor => {
            Err(MoveRefused::NotAllowed(NotAllowed::OwnWords))
        }
        Move::SendBack if note.trim().is_empty() => Err(MoveRefused::NoNote),
        _ => Ok(to),
    }
}

/// The moves this person can make now, what leads on first.
pub fn open_to(at_hand: &AtHand<'_>, asker: &Asker) -> Vec<Move> {
    Move::ALL.into_iter().filter(|wanted| decide(at_hand, *wanted, asker, "…").is_ok()).collect()
}

/// The move by which this person brings it to a stage from where it stands.
///
/// # Errors
/// Why no move that leads there is open to them; [`MoveRefused::NotFromHere`] where none leads there from its stage.
pub fn way_to(at_hand: &AtHand<'_>, to: Stage, asker: &Asker, note: &str) -> Result<Move, MoveRefused> {
    let stage = at_hand.progress.stage;
    let mut refused = None;
    for &(wanted, from, leads_to, _) in TABLE {
        if leads_to != to || !from.contains(&stage) {
            continue;
        }
        match decide(at_hand, wanted, asker, note) {
            Ok(_) => return Ok(wanted),
            // That an editor could do it otherwise says less than why they cannot do it themselves.
            Err(MoveRefused::NotAllowed(NotAllowed::Role { .. })) if refused.is_some() => {}
            Err(why) => refused = Some(why),
        }
    }
    Err(refused.unwrap_or(MoveRefused::NotFromHere(stage)))
}

/// How long what was handed in may wait for its reader: a flash shorter than what can wait.
pub fn waits_at_most(urgency: u8) -> SignedDuration {
    if urgency <= 3 { SignedDuration::from_mins(15) } else { SignedDuration::from_hours(2) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{EditionCode, StoryNumber};
    use crate::rights::Role;

    fn asker(name: &str, role: Role) -> Asker {
        Asker { actor: Actor::new(name), role, beats: Vec::new(), rights: None }
    }

    fn story() -> Story {
        Story {
            number: StoryNumber(7),
            uri: "urn:x".to_owned(),
            edition: EditionCode::from("tr"),
            created_at: Timestamp::UNIX_EPOCH,
            embargo_until: None,
            live: None,
        }
    }

    fn progress(stage: Stage, by: &str, content: &Content) -> Progress {
        let since = Timestamp::UNIX_EPOCH;
        Progress { stage, since, actor: Actor::new(by), content: content.seal().0, due_at: None }
    }

    /// Every stage and role: the moves that are open, written out.
    #[test]
    fn each_role_has_exactly_its_moves() {
        let (story, content, author) = (story(), Content::default(), Actor::new("user:1"));
        let check = |stage: Stage, role: Role, expected: &str| {
            let progress = progress(stage, "user:1", &content);
            let at_hand = AtHand {
                story: &story,
                author: Some(&author),
                content: &content,
                writer: &author,
                four_eyes: false,
                progress: &progress,
            };
            let open: Vec<_> = open_to(&at_hand, &asker("user:1", role)).into_iter().map(Move::as_str).collect();
            assert_eq!(open.join(" "), expected, "{stage} {role}");
        };
        for role in [Role::Contributor, Role::Reporter] {
            check(Stage::Idea, role, "take-up hand-in");
            check(Stage::Draft, role, "hand-in put-off");
            check(Stage::ToBeRead, role, "take-back");
            check(Stage::Ready, role, "");
        }
        for role in [Role::Editor, Role::ChiefEditor, Role::Administrator] {
            check(Stage::Idea, role, "take-up hand-in");
            check(Stage::Draft, role, "hand-in mark-ready put-off");
            check(Stage::ToBeRead, role, "mark-ready take-back send-back");
            check(Stage::Ready, role, "read-again send-back");
        }
    }

    #[test]
    fn what_stands_in_the_way_of_a_move_is_named() {
        let content = Content::default();
        let check = |stage, four_eyes, wanted, who: &str, role, note: &str, expected: Result<Stage, &str>| {
            let (story, writer) = (story(), Actor::new("user:1"));
            let progress = progress(stage, "user:1", &content);
            let at_hand = AtHand {
                story: &story,
                author: Some(&writer),
                content: &content,
                writer: &writer,
                four_eyes,
                progress: &progress,
            };
            let got = decide(&at_hand, wanted, &asker(who, role), note).map_err(|refused| refused.code());
            assert_eq!(got, expected, "{stage} {wanted:?} {who}");
        };
        check(Stage::ToBeRead, false, Move::SendBack, "user:2", Role::Editor, " ", Err("nothing-to-mend"));
        check(Stage::ToBeRead, false, Move::SendBack, "user:2", Role::Editor, "Kaynak?", Ok(Stage::Draft));
        check(Stage::ToBeRead, false, Move::SendBack, "user:2", Role::Reporter, "Kaynak?", Err("role"));
        check(Stage::ToBeRead, false, Move::TakeBack, "user:2", Role::Reporter, "", Err("not-handed-in-by-you"));
        check(Stage::Draft, false, Move::HandIn, "user:2", Role::Contributor, "", Err("not-yours"));
        check(Stage::Draft, false, Move::MarkReady, "user:1", Role::Editor, "", Ok(Stage::Ready));
        check(Stage::Draft, true, Move::MarkReady, "user:1", Role::Editor, "", Err("own-words"));
        check(Stage::Draft, true, Move::MarkReady, "user:2", Role::Editor, "", Ok(Stage::Ready));
        check(Stage::Ready, false, Move::HandIn, "user:1", Role::Editor, "", Err("not-from-here"));
    }

    #[test]
    fn a_stage_is_reached_by_the_move_that_is_open() {
        let content = Content::default();
        let check = |stage, to, who: &str, role, note: &str, expected: Result<Move, &str>| {
            let (story, writer) = (story(), Actor::new("user:1"));
            let progress = progress(stage, "user:1", &content);
            let at_hand = AtHand {
                story: &story,
                author: Some(&writer),
                content: &content,
                writer: &writer,
                four_eyes: false,
                progress: &progress,
            };
            let got = way_to(&at_hand, to, &asker(who, role), note).map_err(|refused| refused.code());
            assert_eq!(got, expected, "{stage} to {to} by {who}");
        };
        check(Stage::Idea, Stage::Draft, "user:2", Role::Reporter, "", Ok(Move::TakeUp));
        check(Stage::Draft, Stage::ToBeRead, "user:1", Role::Reporter, "", Ok(Move::HandIn));
        check(Stage::Ready, Stage::ToBeRead, "user:2", Role::Editor, "", Ok(Move::ReadAgain));
        check(Stage::Ready, Stage::ToBeRead, "user:1", Role::Reporter, "", Err("role"));
        check(Stage::ToBeRead, Stage::ToBeRead, "user:2", Role::Editor, "", Err("not-from-here"));
        check(Stage::ToBeRead, Stage::Ready, "user:2", Role::Editor, "", Ok(Move::MarkReady));
        check(Stage::Idea, Stage::Ready, "user:2", Role::Editor, "", Err("not-from-here"));
        check(Stage::ToBeRead, Stage::Draft, "user:1", Role::Reporter, "", Ok(Move::TakeBack));
        check(Stage::ToBeRead, Stage::Draft, "user:2", Role::Reporter, "", Err("not-handed-in-by-you"));
        check(Stage::ToBeRead, Stage::Draft, "user:2", Role::Editor, "Kaynak?", Ok(Move::SendBack));
        check(Stage::ToBeRead, Stage::Draft, "user:2", Role::Editor, " ", Err("nothing-to-mend"));
        check(Stage::Ready, Stage::Draft, "user:1", Role::Editor, "Kaynak?", Ok(Move::SendBack));
    }

    #[test]
    fn words_are_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Some(stage));
        }
        for one in Move::ALL {
            assert_eq!(Move::parse(one.as_str()), Some(one));
            assert_eq!(one.to(), one.line().2);
        }
    }
}
