//! One view for each kind of page.

use serde::{Deserialize, Serialize};

use super::card::{CardView, PictureView, TimeView};
use super::shell::{Link, MenuItem, Shell};

/// An edition's front.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontView {
    pub shell: Shell,
    /// The numbered slots by number, ascending. Slots may be missing; templates show those that are there.
    pub manset: Vec<SlotView>,
    /// Sections in the paper's order, each with what its manşet does not show already. Sections without stories are absent.
    pub blocks: Vec<BlockView>,
    /// The newest column of each columnist.
    pub columnists: Vec<ColumnistView>,
    /// Highlights of the week, best first.
    pub highlights: Vec<CardView>,
    /// Most read now, first first.
    pub most_read: Vec<CardView>,
    /// The day's headlines that the page does not show elsewhere.
    pub headlines: Vec<CardView>,
}

/// A numbered place of the manşet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SlotView {
    /// From 1 to 15.
    pub slot: u8,
    pub card: CardView,
}

/// A section on the front.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockView {
    pub section: MenuItem,
    /// The story that opens the block.
    pub lead: CardView,
    /// The stories below it; may be empty.
    pub lines: Vec<CardView>,
}

/// A columnist with what they wrote last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnistView {
    pub author: AuthorView,
    pub card: CardView,
}

/// Somebody who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorView {
    pub name: String,
    /// Their page.
    pub url: String,
    /// "Muhabir", or a column's title; may be empty.
    pub role: String,
    /// Some sentences about them; may be empty.
    pub about: String,
    pub portrait: Option<PictureView>,
}

/// What a listing lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingKind {
    #[default]
    Section,
    Tag,
    Author,
    Day,
}

/// A list of stories with a page of its own: a section's front, a tag, an author, a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListingView {
    pub shell: Shell,
    pub kind: ListingKind,
    /// The section's, tag's or author's name, or the printed day.
    pub title: String,
    /// The section itself, for its colour; none for the other kinds.
    pub section: Option<MenuItem>,
    /// The author, on an author's page.
    pub author: Option<AuthorView>,
    /// Numbered slots of a section's front, on its first page; empty elsewhere.
    pub manset: Vec<SlotView>,
    /// The list, newest first, without what the manşet shows.
    pub items: Vec<CardView>,
    /// The page with older stories.
    pub next: Option<String>,
    /// The first page, if this is a later one.
    pub newest: Option<String>,
    /// The day before, with its printed date, in the archive.
    pub previous_day: Option<Link>,
    /// The day after, if it is not still to come.
    pub next_day: Option<Link>,
    /// Most read in the edition.
    pub most_read: Vec<CardView>,
    /// Highlights of the week in the edition.
    pub highlights: Vec<CardView>,
}

/// A story's page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StoryView {
    pub shell: Shell,
    pub number: i64,
    pub url: String,
    pub kicker: Option<String>,
    pub headline: String,
    pub standfirst: Option<String>,
    /// Who wrote it, each with the author's page.
    pub byline: Vec<Link>,
    /// Agencies and other sources, as printed.
    pub credit: Vec<String>,
    /// The place it was filed from.
    pub dateline: Option<String>,
    pub published: TimeView,
    pub updated: Option<TimeView>,
    /// The update fell on the day of publication, so that its hour alone tells all.
    pub updated_same_day: bool,
    pub picture: Option<PictureView>,
    /// The body's markup, made by [`body::html`](crate::body::html): the one field that is not escaped again.
    pub body: String,
    /// The same in two parts, cut behind the third paragraph, where an advertisement is to stand between them; else both are
    /// empty. A template that prints `body` loses nothing but the advertisement.
    pub body_start: String,
    pub body_rest: String,
    /// Corrections that readers are told of, newest first.
    pub corrections: Vec<CorrectionView>,
    /// What happened to the story since it appeared, newest first; one line while nothing did.
    pub history: Vec<HistoryView>,
    /// The home section first.
    pub sections: Vec<MenuItem>,
    pub tags: Vec<Link>,
    /// The story in other languages.
    pub translations: Vec<TranslationView>,
    pub related: Vec<CardView>,
    /// Highlights of the week.
    pub highlights: Vec<CardView>,
    /// The day's headlines.
    pub headlines: Vec<CardView>,
    pub share: Vec<ShareLink>,
    /// Paid for by an advertiser.
    pub advertorial: bool,
    /// Words in the body.
    pub words: i64,
    /// Minutes it takes to read, at least 1.
    pub minutes: i64,
    /// The language of the words if it is not the edition's.
    pub lang: Option<String>,
    /// `ltr` or `rtl` if [`lang`](Self::lang) is given.
    pub dir: Option<String>,
}

/// A correction's note on its story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionView {
    pub time: TimeView,
    pub note: String,
}

/// What an act did to a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    #[default]
    Published,
    Updated,
    Corrected,
}

/// A line of a story's history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    pub time: TimeView,
    pub what: HistoryKind,
    /// A correction's note.
    pub note: Option<String>,
}

/// The story in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationView {
    /// The language's name in itself.
    pub name: String,
    pub headline: String,
    pub url: String,
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

/// A plain link that hands the story's address to somebody else's sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareLink {
    /// `whatsapp`, `x`, `facebook`, `telegram` or `email`; the words are the theme's `share-…`.
    pub key: String,
    /// Absolute.
    pub url: String,
}

/// Which page an institution page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstitutionKind {
    #[default]
    Masthead,
    Contact,
    /// What is done with readers' data.
    Privacy,
}

/// Masthead, contact or privacy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InstitutionView {
    pub shell: Shell,
    pub kind: InstitutionKind,
    /// What the paper says of itself, or of readers' data; may be empty.
    pub about: String,
    /// Only rows that say something.
    pub rows: Vec<RowView>,
    /// The paper's own pages elsewhere.
    pub profiles: Vec<Link>,
    /// The paper's people, on the masthead.
    pub people: Vec<AuthorView>,
}

/// A line of the masthead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// Names the row: the theme's words have it as `row-…`, such as `row-responsible-editor`.
    pub key: String,
    pub value: String,
    /// `tel:` or `mailto:`, where the value is one.
    pub url: Option<String>,
}

/// The page of corrections and withdrawals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CorrectionsView {
    pub shell: Shell,
    /// Newest first.
    pub items: Vec<CorrectionItem>,
    /// The page with older ones.
    pub next: Option<String>,
}

/// Whether the paper amended a story or took it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    #[default]
    Correction,
    Withdrawal,
}

/// A correction or withdrawal in the list of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionItem {
    pub kind: CorrectionKind,
    pub time: TimeView,
    pub note: String,
    pub headline: String,
    /// The story; none for a withdrawal, whose address answers 410.
    pub url: Option<String>,
}

/// How the lists are made, in words and numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HowRankedView {
    pub shell: Shell,
    pub formulas: Formulas,
}

/// The constants of [`newsroom::lists`], as the program uses them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Formulas {
    /// Hours that headlines look back.
    pub headlines_hours: i64,
    /// Most stories in the box of headlines.
    pub headlines_max: i64,
    /// Days that highlights look back.
    pub highlights_days: i64,
    /// Most stories among the highlights.
    pub highlights_max: i64,
    /// Hours after which a read counts half among the highlights.
    pub highlights_half_life_hours: i64,
    /// Hours that most read looks back.
    pub most_read_hours: i64,
    /// Most stories among the most read.
    pub most_read_max: i64,
    /// Hours after which a read counts half among the most read.
    pub most_read_half_life_hours: i64,
    /// What one address reads of a story within an hour counts in full so often.
    pub reads_of_an_address: i64,
    /// What one way brings to a story within an hour counts in full so far beyond what all others bring.
    pub reads_of_a_way: i64,
    /// Stories of one section in a list by reads before others have their turn.
    pub section_max: i64,
    /// Most related stories below a story.
    pub related_max: i64,
    /// Likeness below which a story is not related, in hundredths.
    pub related_least_percent: i64,
    /// Numbered slots of a front.
    pub slots: i64,
}

/// The search page, with or without a question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchView {
    pub shell: Shell,
    /// What was asked, as typed; empty before the first question.
    pub query: String,
    /// Stories found in all; none if nothing was asked or the question could not be put.
    pub total: Option<i64>,
    /// This page of what was found.
    pub items: Vec<CardView>,
    /// For each of them, in this order, the place in its body that says most of what was asked; empty where the head says it.
    pub passages: Vec<Vec<PieceView>>,
    /// The words that may have been meant, with the answers to them.
    pub meant: Option<Link>,
    /// What is shown are the answers to those: no story answers the words asked for.
    pub by_meant: bool,
    /// No story holds every word; these hold most of them.
    pub some_words_only: bool,
    /// By relevance, or the newest first.
    pub orders: Vec<ChoiceView>,
    /// What narrows the answers, with how many there are: sections, years, authors, tags.
    pub filters: Vec<FilterView>,
    /// The index is still being read in, and there may be more to find in a while.
    pub is_incomplete: bool,
    /// The page with more.
    pub next: Option<String>,
    /// The day's headlines, to go on from an empty answer.
    pub headlines: Vec<CardView>,
    /// The address that tells what may be typed on, up to what was typed.
    pub offers: String,
    /// The script that asks it, as it must stand in the page: it is let in by its hash. The page works without.
    pub script: String,
}

/// What offers words while one types, on the search page alone.
pub const SEARCH_SCRIPT: &str = include_str!("../search.js");

/// A piece of a passage; pieces follow each other as they stand in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceView {
    pub text: String,
    /// One of the words that were asked for.
    pub is_asked: bool,
}

/// Choices of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterView {
    /// `section`, `year`, `author` or `tag`.
    pub kind: String,
    pub choices: Vec<ChoiceView>,
}

/// One choice: a link that takes it, or gives it up if it is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceView {
    pub name: String,
    pub url: String,
    pub is_taken: bool,
    /// How many answers it leaves; none where that is not counted.
    pub count: Option<i64>,
}

/// A page that is not there, not there any more, or cannot be had now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoneView {
    pub shell: Shell,
    /// The answer's status: 404, 410 and 451 have words of their own; others share kind general ones.
    pub status: u16,
    /// The headline of a withdrawn story; none where naming it would repeat what was ordered away.
    pub headline: Option<String>,
    /// The withdrawal's reason.
    pub reason: Option<String>,
    /// Who ordered it (451).
    pub authority: Option<String>,
    /// Since when.
    pub since: Option<TimeView>,
    /// Names the request in the log, where something failed.
    pub request_id: Option<String>,
    /// The day's headlines.
    pub headlines: Vec<CardView>,
}
