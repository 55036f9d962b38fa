//! Which stories tell of one event, and which are alike: near-duplicates, the same told otherwise, related ones.
//!
//! Pure: texts come in, numbers of stories go out. It keeps a window of stories ([`Events`]), the newest by hour of
//! publication, each in about a kilobyte: sampled runs of words to find copies by (`shingles`), its weightiest terms to find
//! tellings by (`profile`), both posted in sorted sets (`postings`).
//!
//! What two texts are to each other ([`Kinship`]) depends on those two texts and their hours alone, and the groups on which
//! stories are there (`groups`); so an index rebuilt from zero says what one that followed along says. Weights that change with
//! the window order only what is related.

mod groups;
mod kinship;
mod postings;
mod profile;
mod reading;
mod related;
mod shingles;
mod window;

pub use kinship::{Kinship, likeness};
pub use profile::{Kind, Profile, Said, Term};
pub use reading::{Signature, Text};
pub use related::{Asked, shared};
pub use shingles::{Overlap, Shingles};
pub use window::{Change, Entry, Events, Like};
