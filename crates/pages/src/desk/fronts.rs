//! Fronts at the desk: which there are, the arranging of one, the page before it goes to readers, and what was before.

use serde::Serialize;

use crate::desk::{Choice, Frame};

/// The fronts one may arrange.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontsView {
    pub frame: Frame,
    pub editions: Vec<EditionFronts>,
    /// A story that is to be placed on one of them.
    pub picked: Option<FrontStory>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct EditionFronts {
    pub name: String,
    pub lang: String,
    pub dir: String,
    pub fronts: Vec<FrontLine>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontLine {
    pub name: String,
    /// The edition's own front.
    pub is_own: bool,
    pub address: String,
    /// Who changed the draft last and when, where it is not what readers have.
    pub draft: Option<String>,
    /// How many arrangements wait for their hour.
    pub waiting: usize,
    /// How many did not go out as they were set.
    pub alarms: usize,
    /// Where the picked story stands, as words.
    pub stands: Option<String>,
}

/// A story as lists of this room tell it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontStory {
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    pub section: String,
    pub hour: String,
    pub hour_iso: String,
    pub url: String,
    /// Readers have it.
    pub is_live: bool,
}

/// One front being arranged.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontView {
    pub frame: Frame,
    /// The section's name, or the edition's.
    pub name: String,
    pub edition: String,
    pub lang: String,
    pub dir: String,
    /// The edition's own front: it has section blocks and a breaking band.
    pub is_own: bool,
    /// Where this page and its acts lie.
    pub address: String,
    /// Where readers find it.
    pub url: String,
    pub version: i64,
    /// The draft is not what readers have.
    pub is_changed: bool,
    pub changed: Option<String>,
    /// Readers' front was changed after the draft was begun: by whom and when.
    pub outdated: Option<String>,
    pub band: Option<BandLine>,
    pub slots: Vec<PlaceRow>,
    pub blocks: Vec<BlockRow>,
    pub picked: Option<FrontStory>,
    /// Where the picked story was placed by hand.
    pub picked_from: String,
    pub stories: Vec<ChoiceRow>,
    pub sections: Vec<Choice>,
    pub hours: Vec<Choice>,
    pub words: String,
    pub absent: bool,
    /// The filter as a query, for forms to come back to.
    pub back: String,
    /// The next of the stories to place, as a query.
    pub older: Option<String>,
    pub waiting: Vec<ScheduledRow>,
    pub script: String,
}

/// A place of the page: a numbered slot, or a line of a block.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlaceRow {
    /// `3`, or `spor/1`.
    pub place: String,
    pub slot: u8,
    /// `placed`, `rule`, `open`, `gone`.
    pub state: String,
    /// Placed by hand here, whether readers have it or not.
    pub story: Option<FrontStory>,
    /// Put here by the rule.
    pub filled: Option<FrontStory>,
    /// Stories of the same event that stand on the page too.
    pub same: Vec<String>,
    /// In words: `Manşet 3`.
    pub name: String,
    pub is_first: bool,
    pub is_last: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct BlockRow {
    pub section: String,
    pub name: String,
    /// From 0.
    pub at: usize,
    pub is_last: bool,
    pub lines: u8,
    pub lines_choices: Vec<Choice>,
    pub hidden: bool,
    pub slots: Vec<PlaceRow>,
}

/// A story that could be placed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChoiceRow {
    pub story: FrontStory,
    /// Where it was placed by hand.
    pub from: String,
    /// Where it stands, as words.
    pub stands: Option<String>,
}

/// The breaking band that stands now.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BandLine {
    pub story: FrontStory,
    pub until: String,
    /// It was set here; else the story says so of itself.
    pub is_set: bool,
}

/// An arrangement that waits for its hour, or of which there is something to tell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScheduledRow {
    pub number: i64,
    pub at: String,
    pub by: String,
    pub refused: Option<String>,
    /// Headlines of the stories it was done without.
    pub left_out: Vec<String>,
    pub is_waiting: bool,
}

/// Before an arrangement goes to readers: a draft, one of the past, or one that waits.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontActView {
    pub frame: Frame,
    /// `draft`, `past`, `scheduled`.
    pub what: String,
    pub name: String,
    pub edition: String,
    pub lang: String,
    pub dir: String,
    pub address: String,
    pub url: String,
    /// What the forms send back: the draft's version, or the position of the entry, or the number it waits under.
    pub named: i64,
    /// The version of the draft that would be replaced.
    pub version: i64,
    /// What of today's front would be otherwise.
    pub differences: Vec<Difference>,
    pub blocks_changed: bool,
    /// Stories that readers do not have: they are left out.
    pub gone: Vec<FrontStory>,
    pub outdated: Option<String>,
    /// Who made it and when.
    pub by: String,
    pub at: String,
    /// The hour in a form that was not taken, as its field has it.
    pub typed_at: String,
    pub zone: String,
    /// The draft would be overwritten.
    pub draft_is_changed: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Difference {
    pub place: String,
    pub was: Option<FrontStory>,
    pub is: Option<FrontStory>,
}

/// What the front was before.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PastFrontsView {
    pub frame: Frame,
    pub name: String,
    pub edition: String,
    pub lang: String,
    pub dir: String,
    pub address: String,
    pub rows: Vec<PastRow>,
    pub older: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct PastRow {
    pub position: i64,
    pub at: String,
    pub by: String,
    /// Readers have it now.
    pub is_now: bool,
    /// The first of it.
    pub lead: Option<FrontStory>,
    pub placed: usize,
    /// Only the breaking band was set or taken away.
    pub is_band: bool,
}

/// The breaking band: set, or taken away.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BandView {
    pub frame: Frame,
    pub edition: String,
    pub address: String,
    pub zone: String,
    pub story: Option<FrontStory>,
    pub stands: Option<BandLine>,
    pub hours: Vec<Choice>,
    pub at: String,
}

/// The page before a story leaves the band.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryBandView {
    pub frame: Frame,
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    /// Until when it stands there; nothing where it does not.
    pub until: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{DeskPages, LANGUAGES};
    use crate::theme::Theme;

    fn story() -> FrontStory {
        FrontStory {
            number: 12,
            headline: "Kızılçay <taştı>".into(),
            lang: "tr".into(),
            dir: "ltr".into(),
            ..FrontStory::default()
        }
    }

    #[test]
    fn pages_of_fronts_print_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        let place = |state: &str| PlaceRow {
            place: "1".into(),
            slot: 1,
            state: state.into(),
            story: Some(story()).filter(|_| state != "rule" && state != "open"),
            filled: Some(story()).filter(|_| state == "rule"),
            same: vec!["Kızılçay taştı".into()],
            ..PlaceRow::default()
        };
        let slots: Vec<_> = ["placed", "rule", "open", "gone"].map(place).into();
        let block = BlockRow { name: "Gündem".into(), slots: slots.clone(), ..BlockRow::default() };
        let waiting = ["", "no"].map(|refused| ScheduledRow {
            refused: Some(refused.to_owned()).filter(|refused| !refused.is_empty()),
            left_out: vec!["x".into()],
            ..ScheduledRow::default()
        });
        let front = FrontView {
            is_own: true,
            is_changed: true,
            changed: Some("x".into()),
            outdated: Some("x".into()),
            band: Some(BandLine { story: story(), is_set: true, ..BandLine::default() }),
            slots,
            blocks: vec![block.clone(), BlockRow { hidden: true, ..block }],
            picked: Some(story()),
            stories: vec![ChoiceRow { story: story(), stands: Some("1".into()), ..ChoiceRow::default() }],
            older: Some("x".into()),
            waiting: waiting.into(),
            ..FrontView::default()
        };
        let line = FrontLine {
            draft: Some("x".into()),
            waiting: 1,
            alarms: 1,
            stands: Some("1".into()),
            ..FrontLine::default()
        };
        let fronts = FrontsView {
            editions: vec![EditionFronts { fronts: vec![line], ..EditionFronts::default() }],
            picked: Some(story()),
            ..FrontsView::default()
        };
        let difference = Difference { place: "1".into(), was: Some(story()), is: Some(story()) };
        let act = |what: &str| FrontActView {
            what: what.into(),
            differences: vec![difference.clone()],
            gone: vec![story()],
            outdated: Some("x".into()),
            draft_is_changed: true,
            blocks_changed: true,
            ..FrontActView::default()
        };
        let row = PastRow { lead: Some(story()), is_band: true, ..PastRow::default() };
        let past = PastFrontsView {
            rows: vec![row, PastRow { is_now: true, ..PastRow::default() }],
            older: Some("x".into()),
            ..PastFrontsView::default()
        };
        let stands = BandLine { story: story(), ..BandLine::default() };
        let band = BandView { story: Some(story()), stands: Some(stands), ..BandView::default() };
        let of_story = StoryBandView { headline: "Kar".into(), until: Some("x".into()), ..StoryBandView::default() };
        for language in LANGUAGES {
            let check = |printed: Result<String, crate::Error>| {
                let printed = printed.expect("it prints");
                assert!(printed.contains("</html>") && !printed.contains("<taştı>"));
            };
            check(pages.print("fronts.html", language, &fronts));
            check(pages.print("front.html", language, &front));
            for what in ["draft", "past", "scheduled"] {
                check(pages.print("front-act.html", language, &act(what)));
            }
            check(pages.print("front-past.html", language, &past));
            check(pages.print("front-band.html", language, &band));
            check(pages.print("story-band.html", language, &of_story));
        }
    }
}
