//! The newsroom's domain: stories and their contents, editions, sections, fronts, the acts that change what
//! readers see, the formulas of the lists and the linter's rules.
//!
//! There is no I/O here, no clock and no randomness: the hour, the actor and new numbers come in as arguments,
//! and nothing can fail except by refusing. Storage is `store`'s, words by language are `language`'s.

pub mod acts;
pub mod address;
pub mod ads;
pub mod body;
pub mod comment;
pub mod content;
pub mod difference;
pub mod entry;
pub mod fault;
pub mod front;
pub mod hash;
pub mod head_slot;
pub mod house;
pub mod ids;
pub mod library;
pub mod lint;
pub mod lists;
pub mod look;
pub mod masthead;
pub mod picture;
pub mod refusal;
pub mod rights;
pub mod sources;
pub mod stage;
pub mod story;
pub mod topics;
pub mod touch;
pub mod video;
pub mod working;

pub use body::{Block, Body, Run};
pub use content::{Byline, Content, Credit, Tag};
pub use entry::{Actor, Entry, EntryKind, Public};
pub use fault::Fault;
pub use front::{Arrangement, Band, Front, Placement, SectionBlock};
pub use house::{Author, Edition, House, Section};
pub use ids::{ContentHash, EditionCode, FrontKey, Position, SectionKey, StoryNumber};
pub use masthead::Masthead;
pub use picture::{Focus, Picture};
pub use rights::{Asker, Beat, Right, Role};
pub use sources::{Source, SourceKind};
pub use stage::{Progress, Stage};
pub use story::{Card, Hour, Live, Precision, Standing, Story};
pub use touch::UseKey;
pub use video::Video;
pub use working::{BlockId, Working};
