//! The arranged page of an edition or a section: numbered slots and the stories placed in them.

use serde::{Deserialize, Serialize};

use crate::ids::{FrontKey, StoryNumber};

/// Slots a front has: the Turkish manşet's fifteen.
pub const SLOTS_MAX: u8 = 15;

/// One front as arranged. Slots nobody arranged are filled by rule when it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Front {
    pub key: FrontKey,
    /// By slot, ascending; no slot and no story twice.
    pub placements: Vec<Placement>,
}

/// One story's place on a front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// From 1 to [`SLOTS_MAX`].
    pub slot: u8,
    pub story: StoryNumber,
}
