//! The newsroom's memory: SQLite in the data folder, or PostgreSQL. The only SQL stands here.
//!
//! Two doors lead in. [`Store`] writes: its transactions ([`Writing`]) take a new public state and its ledger entry
//! together and in no other way. [`Reading`] is what the reader site holds: a read-only handle over tables of
//! published things, which has no method, and on PostgreSQL no right, to reach a draft.
//!
//! Rows are private to this crate; domain types come out.

mod alarms;
mod board;
mod clock;
mod comments;
mod dialect;
mod error;
mod facts;
mod figures;
mod follow;
mod fronts;
mod journal;
mod kept_answer;
mod known;
mod lease;
pub mod ledger;
mod letters;
mod look;
mod lookout;
mod mending;
mod open;
mod pending;
mod people;
mod pictures;
mod presence;
mod preview_links;
mod reading;
mod reads;
mod repairs;
mod revisions;
mod schedule;
mod sessions;
mod settings;
mod stages;
mod tables;
mod turn;
mod views;
mod ways_in;
pub mod whole;
mod wire;
mod writing;

pub use alarms::{Alarm, Late};
pub use board::{BoardQuery, BoardWords, COUNTED_MAX, OnBoard, OnStage, Part, keep_board};
pub use clock::Clock;
pub use error::Error;
pub use figures::{Readership, SectionReads};
pub use follow::{Follower, Following, Progress};
pub use fronts::{FrontDraft, PastFront, ScheduledFront};
pub use journal::{Sent, Text, Written};
pub use kept_answer::KeptAnswer;
pub use known::{AsWritten, KnownStory};
pub use lease::Lease;
pub use ledger::Sealed;
pub use letters::{DueLetter, LetterLine, MailSecurity, MailServer, NewLetter, Posted};
pub use look::{Look, look};
pub use lookout::Lookout;
pub use mending::{Left, Mended};
pub use open::{Place, Store, newest_schema};
pub use people::{NewPerson, NewToken, Person, Token, TokenHolder};
pub use pictures::{AskedTerms, EndedUse, Listing, Look128, PictureQuery, Use};
pub use presence::Present;
pub use preview_links::PreviewLink;
pub use reading::{Cursor, HistoryLine, Listed, Reach, Reading, Seen};
pub use reads::{Counted, Counting, HourBySource};
pub use repairs::{Copies, Repair, RepairCount, inspect};
pub use revisions::{ActOnIt, Sitting, Way};
pub use schedule::{Scheduled, TimekeeperReport, keep_time};
pub use sessions::{AuditLine, SESSION_IDLE, SESSION_MOST, Session, SignedIn};
pub use settings::SettingDraft;
pub use stages::{Held, Moved, SentBack};
pub use tables::{Column, Holds, Shape};
pub use views::SavedView;
pub use ways_in::{Ceremony, Factors, KnownPasskey, SecondFactorRule};
pub use wire::{Verdict, WireItem};
pub use writing::{Draft, Writing};

pub type Result<T, E = Error> = std::result::Result<T, E>;
